"""Coordinators and admins, in their private chats: requests to decide, and notifications."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.people.messages import DeliveryError, Message, Messenger
from bot.people.replies.groups import also_bound
from bot.people.replies.people import request_panel
from bot.people.requests import Request, Subject
from bot.people.store import groups, requests

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.people.office import Office
    from bot.store.state import Tables

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinators:
    """Sends to all of them; who cannot be reached holds up no other."""

    office: Office

    async def ask(self, request: Request) -> bool:
        """Ask them to decide; whether that reached anybody."""
        panel = request_panel(request, timezone=self.office.timezone, notes=self._notes(request))
        places = await send_to_each(
            self.office.messenger, self.office.membership.coordinators(), panel
        )

        def change(db: Tables) -> Request | None:
            for chat_id, message_id in places:
                requests.record_notice(db, request.id, chat_id=chat_id, message_id=message_id)
            return requests.request(db, request.id)

        now = await self.office.state.write(change)
        if now is not None and now.verdict is not None:
            await self.show_decision(now)  # one was quicker than the messages to the others
        return bool(places)

    async def show_decision(self, request: Request) -> None:
        """Let every message that asked for a decision show it."""
        panel = request_panel(request, timezone=self.office.timezone)

        async def edit(chat_id: int, message_id: int) -> None:
            try:
                await self.office.messenger.edit(chat_id, message_id, panel)
            except DeliveryError as error:
                LOG.warning("request.not_edited user=%d reason=%s", chat_id, error)

        places = self.office.state.read(requests.notices, request.id)
        await asyncio.gather(*(edit(*place) for place in places))

    async def notify(self, message: Message) -> None:
        """Send a message to all of them."""
        await send_to_each(self.office.messenger, self.office.membership.coordinators(), message)

    def _notes(self, request: Request) -> list[str]:
        if request.subject is not Subject.GROUP:
            return []
        registered = self.office.state.read(groups.registered)
        mine = request.subject_id, request.topic_id
        others = [group for group in registered if group.address != mine]
        return also_bound(request.departments, others)


async def send_to_each(
    messenger: Messenger, user_ids: Iterable[int], message: Message
) -> tuple[tuple[int, int], ...]:
    """Send a message to each of these people; the chats and ids of those that arrived."""

    async def send(user_id: int) -> tuple[int, int] | None:
        try:
            return user_id, await messenger.send(user_id, message)
        except DeliveryError as error:
            # Who never started the bot, or blocked it, cannot be written to.
            LOG.warning("message.unreachable user=%d reason=%s", user_id, error)
            return None

    sent = await asyncio.gather(*map(send, sorted(user_ids)))
    return tuple(place for place in sent if place is not None)
