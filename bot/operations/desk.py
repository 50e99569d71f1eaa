"""Health and backups, for admins in chat."""

import asyncio
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from bot import __version__
from bot.operations import replies
from bot.operations.activity import Activity
from bot.operations.backups import last_backup, make_backup
from bot.operations.checks import free_bytes
from bot.operations.settings import Settings
from bot.operations.store import pulses
from bot.operations.store.figures import figures
from bot.operations.verbs import OperationsVerb
from bot.people.access import Right, may
from bot.people.audit_replies import Act
from bot.people.interaction import Command, Incoming, NotAllowedError, Outcome
from bot.people.messages import File, Press, Verb
from bot.people.office import Office
from bot.people.store import audit
from bot.store.backup import MANIFEST, Backup, check_backup
from bot.store.errors import StoreError

MAX_FILE_BYTES = 49_000_000  # what Telegram takes from a bot, nearly


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationsDesk:
    """Commands and buttons of admins."""

    office: Office
    settings: Settings
    activity: Activity
    verbs: ClassVar[tuple[type[Verb], ...]] = (OperationsVerb,)

    @property
    def commands(self) -> Mapping[str, Command]:
        """All of them are for admins."""
        return {
            "health": Command(run=self._health, needs=Right.OPERATE),
            "backup": Command(run=self._backup, needs=Right.OPERATE),
        }

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button says. Raises NotAllowedError."""
        if not may(incoming.by.role, Right.OPERATE):
            raise NotAllowedError
        if press.verb is OperationsVerb.HEALTH:
            return await self._health(incoming)
        try:
            is_new = press.verb is OperationsVerb.SEND_NEW_BACKUP
            return await self._send_backup(incoming, is_new=is_new)
        except StoreError:
            return Outcome(toast=replies.BACKUP_FAILED)

    async def _health(self, _incoming: Incoming) -> Outcome:
        now = self.office.clock()
        message = replies.health_message(
            self.activity,
            self.office.state.read(figures, now=now),
            await asyncio.to_thread(last_backup, self.settings),
            self.office.state.read(pulses.alerts),
            version=__version__,
            free_bytes=free_bytes(self.settings.state_db.parent),
            now=now,
            timezone=self.settings.timezone,
        )
        return Outcome(message=message)

    async def _backup(self, _incoming: Incoming) -> Outcome:
        backup = await asyncio.to_thread(_last_good_backup, self.settings)
        message = replies.backup_message(
            backup,
            is_scheduled=self.settings.backup_dir is not None,
            timezone=self.settings.timezone,
        )
        return Outcome(message=message)

    async def _send_backup(self, incoming: Incoming, *, is_new: bool) -> Outcome:
        """The file of the last backup, or of one that is made for it. Raises StoreError."""
        now, settings = self.office.clock(), self.settings
        with TemporaryDirectory() as folder:
            backup = None if is_new else await asyncio.to_thread(_last_good_backup, settings)
            if is_new:
                into = settings.backup_dir or Path(folder)
                backup = await asyncio.to_thread(make_backup, settings, into, now=now)
            if backup is None:
                return Outcome(toast=replies.NO_BACKUP)
            content = await asyncio.to_thread(_packed, backup)
        if len(content) > MAX_FILE_BYTES:
            return Outcome(toast=replies.BACKUP_TOO_LARGE)
        await self.office.state.write(audit.note, Act.BACKUP_SENT, by=incoming.by.user_id, now=now)
        caption = replies.backup_caption(backup, settings.timezone)
        return Outcome(
            file=File(name=f"{backup.folder.name}.zip", content=content, caption=caption)
        )


def _last_good_backup(settings: Settings) -> Backup | None:
    backup = last_backup(settings)
    try:
        if backup is not None:
            check_backup(backup)
    except StoreError:
        return None
    return backup


def _packed(backup: Backup) -> bytes:
    """The backup as a ZIP file, its folder inside: unpacked, it can be restored."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in (MANIFEST, *backup.sha256):
            packed.write(backup.folder / name, f"{backup.folder.name}/{name}")
    return file.getvalue()
