"""Reminders on Telegram: sent by a connection of their own, and what its errors mean."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.people.registration import Registration
from bot.reminders.delivery import Delivering
from bot.reminders.pacing import IN_FLIGHT
from bot.reminders.planning import Planning
from bot.telegram.errors import delivery_error
from bot.telegram.sending import send_message

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.lookup.answering import Catalogues
    from bot.messages import Message
    from bot.people.membership import Membership
    from bot.settings import Settings
    from bot.store.state import State

LOG = logging.getLogger(__name__)

DELIVERING = "delivering"  # where the application keeps it


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramMessenger:
    """Sends without the application's rate limiter, which would retry where only we may."""

    bot: Bot
    request: HTTPXRequest

    async def send(self, chat_id: int, message: Message, *, topic_id: int | None = None) -> int:
        """The new message's id. Raises DeliveryError."""
        try:
            return await send_message(self.bot, chat_id, message, topic_id=topic_id)
        except TelegramError as error:
            raise delivery_error(error) from error

    async def is_reached(self) -> bool:
        """Whether calls get through at this moment."""
        try:
            await self.bot.get_me()
        except TelegramError:
            return False
        return True

    async def close(self) -> None:
        """Close its connections."""
        await self.request.shutdown()


def delivering(  # noqa: PLR0913 -- what it is built from
    token: str,
    settings: Settings,
    catalogues: Catalogues,
    state: State,
    membership: Membership,
    *,
    clock: Callable[[], datetime],
) -> Delivering:
    """Delivery on Telegram, built and not yet started."""
    request = HTTPXRequest(
        connection_pool_size=IN_FLIGHT + 2,  # and a probe, and a report
        connect_timeout=settings.connect_timeout_s,
        read_timeout=settings.read_timeout_s,
        write_timeout=settings.read_timeout_s,
        pool_timeout=settings.connect_timeout_s,
    )
    bot = Bot(
        token,
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=request,
        get_updates_request=request,  # never used; without it a second one would be opened
    )
    return Delivering(
        state=state,
        catalogues=catalogues,
        messenger=TelegramMessenger(bot=bot, request=request),
        registration=Registration(state=state, membership=membership, clock=clock),
        coordinators=membership.coordinators,
        planning=Planning(max_lateness=timedelta(hours=settings.max_lateness_h)),
        clock=clock,
        timezone=settings.timezone,
    )
