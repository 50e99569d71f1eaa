"""What the operator does from the command line: back up, restore, check, look ahead."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime, tzinfo
from pathlib import Path

from bot.features import SCHEMA
from bot.lookup.catalogue import Catalogue
from bot.operations.backups import make_backup
from bot.operations.findings import Finding, Level
from bot.operations.restoring import restore_backup
from bot.operations.settings import Settings, SettingsError, store_errors_as_settings_errors
from bot.reminders.forecast import foreseen
from bot.reminders.replies.reminders import NOTHING_DUE
from bot.store.errors import StoreError, Trouble, is_there
from bot.store.state import State


async def show_findings(findings: AsyncIterator[Finding], write: Callable[[str], object]) -> bool:
    """Write each finding as soon as it is there, then a summary; whether there is no fault."""
    levels = []
    async for finding in findings:
        write(f"{finding}\n")
        levels.append(finding.level)
    faults, hints = levels.count(Level.FAULT), levels.count(Level.HINT)
    write(f"checks: {len(levels)}, faults: {faults}, hints: {hints}\n")
    return not faults


def due_lines(settings: Settings, catalogue: Catalogue, at: datetime) -> Iterator[str]:
    """What the bot would send at a time. Raises SettingsError."""
    at = at if at.tzinfo else at.replace(tzinfo=settings.timezone)
    with store_errors_as_settings_errors("BOT_STATE_DB", "expected this bot's own database"):
        if not is_there(settings.state_db):
            raise StoreError(settings.state_db, Trouble.MISSING)
        with State(settings.state_db, SCHEMA) as state:
            yield from due_messages(state, catalogue, at, settings.timezone)


def due_messages(
    state: State, catalogue: Catalogue, at: datetime, timezone: tzinfo
) -> Iterator[str]:
    """One text for each message, in the order in which they would be sent."""
    yield from state.read(foreseen, catalogue, at, timezone) or (NOTHING_DUE,)


def backup_lines(settings: Settings, folder: Path | None, *, now: datetime) -> Iterator[str]:
    """Back up; what was done. Raises SettingsError."""
    if (into := folder or settings.backup_dir) is None:
        raise SettingsError("BOT_BACKUP_DIR: empty; expected a folder, here or on the command line")
    if into.is_file():
        msg = f"backup: '{into}' is a file; expected a folder, or a place to make one"
        raise SettingsError(f"{msg}; no backup was made")
    with store_errors_as_settings_errors("backup", "no backup was made"):
        backup = make_backup(settings, into, now=now)
    files = ", ".join(backup.sha256)
    yield f"backup: {backup.folder} ({backup.size_bytes / 1000:.0f} kB: {files}; checked)"


async def restore_lines(
    settings: Settings, source: Path, *, replace: bool, now: datetime
) -> list[str]:
    """Restore; what was done. Raises SettingsError."""
    try:
        restored = await restore_backup(settings, source, schema=SCHEMA, replace=replace, now=now)
    except StoreError as useless:
        hint = _HINTS.get(useless.trouble, "")
        raise SettingsError(f"restore: {useless.words}{hint}; nothing was changed") from useless
    backup, local = restored.backup, settings.timezone
    lines = [
        f"restored: {backup.folder}, made {backup.made_at.astimezone(local):%Y-%m-%d %H:%M} "
        f"by version {backup.version} ({restored.holds})",
        f"to: {settings.state_db}, {settings.pledges_db}",
        *(f"moved aside: {path}" for path in restored.moved_aside),
    ]
    if restored.uncertain:
        lines.append(
            f"reminders that may have been sent since: {restored.uncertain}; the bot does not send "
            "them again but asks the coordinators"
        )
    return lines


_HINTS = {
    Trouble.EXISTS: "; --replace moves it aside",
    Trouble.IN_USE: "; stop it first",
    Trouble.MISSING: "; expected a backup, or a folder of backups",
}
