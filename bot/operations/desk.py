"""Health, for admins in chat."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import __version__
from bot.operations import replies
from bot.operations.backups import last_backup
from bot.operations.checks import free_bytes
from bot.operations.store import pulses
from bot.operations.store.figures import figures
from bot.operations.verbs import OperationsVerb
from bot.people.access import Right, may
from bot.people.interaction import Command, Incoming, NotAllowedError, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.operations.activity import Activity
    from bot.operations.settings import Settings
    from bot.people.messages import Press, Verb
    from bot.people.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationsDesk:
    """Commands and buttons of admins."""

    office: Office
    settings: Settings
    activity: Activity
    verbs: tuple[type[Verb], ...] = (OperationsVerb,)

    @property
    def commands(self) -> Mapping[str, Command]:
        """For admins."""
        return {"health": Command(run=self._health, needs=Right.OPERATE)}

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button says. Raises NotAllowedError."""
        if not may(self.office.membership.own_role(incoming.by.user_id), Right.OPERATE):
            raise NotAllowedError
        return await self._health(incoming)

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
