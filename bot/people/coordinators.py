"""Coordinators and admins, in their private chats: requests to decide, and notifications."""

import asyncio
import logging
from collections.abc import Iterable

from bot.people.groups import Group
from bot.people.messages import DeliveryError, Message, Messenger
from bot.people.office import Office
from bot.people.replies.groups import also_bound, unreachable
from bot.people.replies.people import request_panel
from bot.people.requests import Request, Subject
from bot.people.store import groups, requests
from bot.store.state import Tables

LOG = logging.getLogger(__name__)


async def ask_coordinators(office: Office, request: Request) -> bool:
    """Ask them to decide; whether that reached anybody."""
    panel = request_panel(request, timezone=office.timezone, notes=_notes(office, request))
    places = await notify_coordinators(office, panel)

    def change(db: Tables) -> Request | None:
        for chat_id, message_id in places:
            requests.record_notice(db, request.id, chat_id=chat_id, message_id=message_id)
        return requests.request(db, request.id)

    now = await office.state.write(change)
    if now is not None and now.verdict is not None:
        await show_decision(office, now)  # one was quicker than the messages to the others
    return bool(places)


async def show_decision(office: Office, request: Request) -> None:
    """Let every message that asked for a decision show it."""
    panel = request_panel(request, timezone=office.timezone)

    async def edit(chat_id: int, message_id: int) -> None:
        try:
            await office.messenger.edit(chat_id, message_id, panel)
        except DeliveryError as error:
            LOG.warning("request.not_edited user=%d reason=%s", chat_id, error)

    places = office.state.read(requests.notices, request.id)
    await asyncio.gather(*(edit(*place) for place in places))


async def notify_coordinators(office: Office, message: Message) -> tuple[tuple[int, int], ...]:
    """Send a message to all of them; the chats and ids of those that arrived."""
    return await send_to_each(office.messenger, office.membership.coordinators(), message)


async def notify_of_unreachable(office: Office, lost: Iterable[Group]) -> None:
    """Tell the coordinators which registered groups cannot be written to any more."""
    for group in lost:
        await notify_coordinators(office, unreachable(group))


def _notes(office: Office, request: Request) -> list[str]:
    if request.subject is not Subject.GROUP:
        return []
    mine = request.subject_id, request.topic_id
    registered = office.state.read(groups.registered)
    return also_bound(request.departments, [one for one in registered if one.address != mine])


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
