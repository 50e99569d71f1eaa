"""Backups of an office: both databases, without the messages that are in hand."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from bot.operations.settings import Settings
from bot.store import inbox
from bot.store.backup import Backup, finished_backups, write_backup
from bot.store.errors import StoreError
from bot.store.inspection import query_file
from bot.store.migrations import origin
from bot.table.shipped import readable_table

STATE, TABLE = "state.db", "pledges.db"  # what the databases are called in a backup


def make_backup(settings: Settings, into: Path, *, now: datetime) -> Backup:
    """Back up, and remove ours beyond BOT_BACKUP_KEEP; where it raises StoreError, none."""
    backup = write_backup(
        {STATE: settings.state_db, TABLE: readable_table(settings.pledges_db)},
        into,
        now=now,
        office=settings.office,
        origin=query_file(settings.state_db, origin),
        scrub={STATE: inbox.clear},
    )
    for old in own_backups(settings, into)[settings.backup_keep :]:
        shutil.rmtree(old.folder, ignore_errors=True)
    return backup


def own_backups(settings: Settings, folder: Path) -> tuple[Backup, ...]:
    """Those of this office and of its state database, the newest first.

    A database that was made anew, because the one before was lost or BOT_STATE_DB is wrong, has
    none there: those that may bring the office back are neither counted nor removed. Where there
    is no database, all of the office are.
    """
    try:
        ours = {"", query_file(settings.state_db, origin)}
    except StoreError:
        ours = None
    return tuple(
        backup
        for backup in finished_backups(folder)
        if backup.office in {"", settings.office} and (ours is None or backup.origin in ours)
    )


def last_backup(settings: Settings) -> Backup | None:
    """The newest finished backup of ours in BOT_BACKUP_DIR."""
    if settings.backup_dir is None:
        return None
    return next(iter(own_backups(settings, settings.backup_dir)), None)


def is_backup_due(settings: Settings, *, now: datetime) -> bool:
    """Whether the newest scheduled backup is older than BOT_BACKUP_EVERY_H, or there is none.

    A backup from the future does not count: the clock was wrong then.
    """
    if settings.backup_dir is None:
        return False
    last, every = last_backup(settings), timedelta(hours=settings.backup_every_h)
    return last is None or not timedelta(0) <= now - last.made_at < every
