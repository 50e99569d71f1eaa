"""Backing up and restoring from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.features import SCHEMA
from bot.operations.backups import make_backup
from bot.operations.restoring import restore_backup

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from bot.operations.settings import Settings


def backup_lines(settings: Settings, into: Path, *, now: datetime) -> Iterator[str]:
    """Back up; what was done. Raises StoreError."""
    backup = make_backup(settings, into, now=now)
    files = ", ".join(backup.sha256)
    yield f"backup: {backup.folder} ({backup.size_bytes / 1000:.0f} kB: {files}; checked)"


async def restore_lines(
    settings: Settings, source: Path, *, replace: bool, now: datetime
) -> list[str]:
    """Restore; what was done. Raises StoreError."""
    restored = await restore_backup(settings, source, schema=SCHEMA, replace=replace, now=now)
    backup, local = restored.backup, settings.timezone
    lines = [
        f"restored: {backup.folder}, made {backup.made_at.astimezone(local):%Y-%m-%d %H:%M} "
        f"by version {backup.version}",
        f"to: {settings.state_db}, {settings.pledges_db}",
        *(f"moved aside: {path}" for path in restored.moved_aside),
    ]
    if restored.uncertain:
        lines.append(
            f"reminders that may have been sent since: {restored.uncertain}; the bot does not send "
            "them again but asks the coordinators"
        )
    return lines
