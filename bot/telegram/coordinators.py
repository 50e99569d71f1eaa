"""Coordinators on Telegram: what they are asked and told, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.people.replies.groups import also_bound
from bot.people.replies.people import request_panel
from bot.people.requests import Subject
from bot.people.store import groups, requests
from bot.telegram.sending import edit_each, send_to_each

if TYPE_CHECKING:
    from datetime import tzinfo

    from telegram import Bot

    from bot.messages import Message
    from bot.people.membership import Membership
    from bot.people.requests import Request
    from bot.store.state import State, Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinators:
    """All coordinators and admins, each in their private chat."""

    state: State
    membership: Membership
    timezone: tzinfo

    async def asked(self, bot: Bot, request: Request) -> bool:
        """Ask them to decide; whether that reached anybody."""
        panel = request_panel(request, timezone=self.timezone, notes=self._notes(request))
        places = await send_to_each(bot, self.membership.coordinators(), panel)

        def change(db: Tables) -> Request | None:
            for chat_id, message_id in places:
                requests.noticed(db, request.id, chat_id=chat_id, message_id=message_id)
            return requests.request(db, request.id)

        now = await self.state.write(change)
        if now is not None and now.verdict is not None:
            await self.retold(bot, now)  # one was quicker than the messages to the others
        return bool(places)

    async def retold(self, bot: Bot, request: Request) -> None:
        """Let every message that asked for a decision tell it."""
        places = self.state.read(lambda db: requests.notices(db, request.id))
        panel = request_panel(request, timezone=self.timezone)
        await edit_each(bot, [(place, panel) for place in places])

    async def told(self, bot: Bot, panel: Message) -> None:
        """Tell them all."""
        await send_to_each(bot, self.membership.coordinators(), panel)

    def _notes(self, request: Request) -> list[str]:
        if request.subject is not Subject.GROUP:
            return []
        registered = self.state.read(groups.registered)
        others = [group for group in registered if group.chat_id != request.subject_id]
        return also_bound(request.departments, others)
