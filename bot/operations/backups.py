"""Backups of an office: both databases, without the messages that are in hand."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.operations.settings import Settings
from bot.store import inbox
from bot.store.backup import Backup, finished_backups, remove_old_backups, write_backup
from bot.table.shipped import readable_table

STATE, TABLE = "state.db", "pledges.db"  # what the databases are called in a backup


def make_backup(settings: Settings, into: Path, *, now: datetime) -> Backup:
    """Back up, and remove backups beyond BOT_BACKUP_KEEP; where it raises StoreError, none."""
    backup = write_backup(
        {STATE: settings.state_db, TABLE: readable_table(settings.pledges_db)},
        into,
        now=now,
        office=settings.office,
        scrub={STATE: inbox.clear},
    )
    remove_old_backups(into, keep=settings.backup_keep)
    return backup


def last_backup(settings: Settings) -> Backup | None:
    """The newest finished backup in BOT_BACKUP_DIR."""
    if settings.backup_dir is None:
        return None
    return next(iter(finished_backups(settings.backup_dir)), None)


def is_backup_due(settings: Settings, *, now: datetime) -> bool:
    """Whether the newest scheduled backup is older than BOT_BACKUP_EVERY_H, or there is none.

    A backup from the future does not count: the clock was wrong then.
    """
    if settings.backup_dir is None:
        return False
    last, every = last_backup(settings), timedelta(hours=settings.backup_every_h)
    return last is None or not timedelta(0) <= now - last.made_at < every
