"""An office from its backup: checked and prepared first, then put in the place of what is there."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.operations.backups import STATE, TABLE
from bot.operations.settings import Settings, SettingsError
from bot.operations.store.figures import figures
from bot.people.audit_replies import Act
from bot.people.store import audit
from bot.reminders.planning import Planning, hold_back_reminders
from bot.store.backup import (
    MANIFEST,
    TIME_FORMAT,
    Backup,
    check_backup,
    finished_backups,
    read_backup,
    skip_ids,
)
from bot.store.errors import StoreError, Trouble, is_there, os_errors_as_store_errors
from bot.store.inspection import query_file
from bot.store.migrations import Schema, check_version
from bot.store.state import APPLICATION_ID, State, Tables, only_process
from bot.table.live import read_or_await


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was restored, where the files before are now, and how many reminders are uncertain."""

    backup: Backup
    holds: str
    moved_aside: tuple[Path, ...]
    uncertain: int


async def restore_backup(
    settings: Settings,
    source: Path,
    *,
    schema: Schema,
    replace: bool,
    now: datetime,
) -> Restored:
    """Restore a backup, or the newest one in a folder of backups, to where the settings say.

    What is there is moved aside with `replace`, else refused. A reminder that came due after the
    backup may have been sent: it is not sent again but reported as uncertain.

    Raises StoreError, and nothing is changed: for a backup that is damaged or of a newer version,
    for a place in use or, without `replace`, one that holds an office. Raises SettingsError where
    BOT_OFFICE is not the office whose backup it is, by whose name its table is kept, and for a
    folder with backups of several databases of the office: one may have been made anew, and empty.
    """
    backup = _checked_backup(source, settings.office, now=now)
    check_version(backup.folder / STATE, schema, application_id=APPLICATION_ID)
    catalogue = read_or_await(backup.folder / TABLE)
    targets = {STATE: settings.state_db, TABLE: settings.pledges_db}
    if not replace and is_there(settings.state_db):
        raise StoreError(settings.state_db, Trouble.EXISTS)
    planning = Planning(max_lateness=timedelta(hours=settings.max_lateness_h))

    def bring_to_now(db: Tables) -> int:
        """Record what cannot be known of the time since; how many reminders are uncertain."""
        skip_ids(db)
        since = backup.made_at.isoformat(timespec="seconds")
        audit.note(db, Act.RESTORED, by=None, detail=since, now=now)
        return hold_back_reminders(db, catalogue, planning, now=now)

    with only_process(settings.state_db):
        prepared = {
            name: target.with_name(f".{target.name}.restoring") for name, target in targets.items()
        }
        try:
            for name, target in targets.items():
                _copy(backup.folder / name, prepared[name], target)
            with State(prepared[STATE], schema) as state:
                uncertain = await state.write(bring_to_now)
            aside = [_move_aside(target, now=now) for target in targets.values()]
            for name, target in targets.items():
                prepared[name].replace(target)
        finally:
            for copy in prepared.values():
                for leftover in copy.parent.glob(f"{copy.name}*"):
                    leftover.unlink()
    moved = tuple(path for path in aside if path is not None)
    holds = _holdings(backup, now=now)
    return Restored(backup=backup, holds=holds, moved_aside=moved, uncertain=uncertain)


def _checked_backup(source: Path, office: str, *, now: datetime) -> Backup:
    """The backup, or the newest of a folder of them, if it is whole and of this office."""
    there = () if is_there(source / MANIFEST) else finished_backups(source)
    ours = [backup for backup in there if backup.office in {"", office}]
    # Of each database; 1.0.0 named none.
    newest = {backup.origin: backup for backup in reversed(ours) if backup.origin}.values()
    if len(newest) > 1:
        found = " or ".join(f"'{each.folder}' ({_holdings(each, now=now)})" for each in newest)
        msg = f"restore: '{source}' has backups of {len(newest)} databases; expected {found}"
        raise SettingsError(f"{msg}; nothing was changed")
    backup = next(iter(ours or there), None) or read_backup(source)
    if backup.office not in {"", office}:
        msg = f"BOT_OFFICE: {office}; expected {backup.office}, whose backup this is"
        raise SettingsError(f"{msg}; nothing was changed")
    check_backup(backup)
    if {STATE, TABLE} - backup.sha256.keys():
        raise StoreError(backup.folder, Trouble.BROKEN)
    return backup


def _holdings(backup: Backup, *, now: datetime) -> str:
    """How much of an office it brings."""
    try:
        found = query_file(backup.folder / STATE, partial(figures, now=now))
    except StoreError:
        return "of an older version"
    return f"people: {found.people}, groups: {found.groups}, reminders: {found.reminders}"


def _copy(file: Path, copy: Path, target: Path) -> None:
    """Copy a file to beside its target, on the same file system."""
    with os_errors_as_store_errors(target):
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        copy.chmod(0o600)


def _move_aside(target: Path, *, now: datetime) -> Path | None:
    """Rename a database and its log, which holds what was written last; None if there is none."""
    aside = target.with_name(
        f"{target.name}.before-restore-{now.astimezone(UTC).strftime(TIME_FORMAT)}"
    )
    target.with_name(f"{target.name}-shm").unlink(missing_ok=True)
    for suffix in ("", "-wal"):
        part = target.with_name(f"{target.name}{suffix}")
        if part.exists():
            part.rename(aside.with_name(f"{aside.name}{suffix}"))
    return aside if aside.exists() else None
