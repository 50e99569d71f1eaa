"""Reminders on Telegram: sent by a connection of their own, and what its errors mean."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from bot.messages import Reply
from bot.people.registration import Registration
from bot.reminders.delivery import Delivering
from bot.reminders.messenger import (
    ChatMoved,
    DeliveryDelayed,
    DeliveryError,
    DeliveryRefused,
    DeliveryUncertain,
)
from bot.reminders.pacing import IN_FLIGHT
from bot.reminders.planning import Planning
from bot.telegram.sending import text_of
from bot.telegram.taps import data_from_tap

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.lookup.answering import Catalogues
    from bot.people.membership import Membership
    from bot.reminders.replies.reminders import Notice
    from bot.settings import Settings
    from bot.store.state import State

LOG = logging.getLogger(__name__)

DELIVERING = "delivering"  # where the application keeps it
UNSAID_WAIT_S = 60.0  # after a 429 that does not say how long
# What httpx calls it when a request was not even begun to be written.
NEVER_BEGUN = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "UnsupportedProtocol"})
# Telegram's words, and what the coordinators are told instead; see bot/replies/reminders.py.
REFUSALS = (
    ("thread not found", "topic"),
    ("topic_", "topic"),
    ("chat not found", "no_chat"),
    ("not enough rights", "muted"),
    ("write_forbidden", "muted"),
    ("chat_restricted", "muted"),
)
OUT = ("kicked", "not a member", "deleted", "deactivated")


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramMessenger:
    """Sends without the application's rate limiter, which would retry where only we may."""

    bot: Bot
    request: HTTPXRequest

    async def send(self, chat_id: int, notice: Notice, *, topic_id: int | None = None) -> int:
        """The new message's id. Raises DeliveryError."""
        try:
            message = await self.bot.send_message(
                chat_id=chat_id,
                text=text_of(Reply(text=notice.text)),
                reply_markup=keyboard_of(notice),
                message_thread_id=topic_id,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except TelegramError as error:
            raise translated(error) from error
        return message.message_id

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


def keyboard_of(notice: Notice) -> InlineKeyboardMarkup | None:
    """The buttons under a reminder; None when there are none."""
    rows = [
        [
            InlineKeyboardButton(button.label, callback_data=data_from_tap(button.tap))
            for button in row
        ]
        for row in notice.buttons
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def translated(error: TelegramError) -> DeliveryError:
    """What an error of a send means for the message.

    Whatever is not known to mean that it did not arrive, leaves that open.
    """
    words = error.message.lower()
    match error:
        case RetryAfter(retry_after=wait):
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
            return DeliveryDelayed("flood", retry_after_s=seconds)
        case ChatMigrated(new_chat_id=new_chat_id):
            return ChatMoved(new_chat_id)
        case Forbidden():
            is_out = any(out in words for out in OUT)
            return DeliveryRefused("kicked" if is_out else _reason(error), is_out=is_out)
        case BadRequest():
            return DeliveryRefused(_reason(error))
        case InvalidToken() | Conflict():
            return DeliveryDelayed(type(error).__name__)
        case NetworkError() if type(error.__cause__).__name__ in NEVER_BEGUN:
            return DeliveryDelayed(type(error.__cause__).__name__)
        case _ if "too many requests" in words:
            return DeliveryDelayed("flood", retry_after_s=UNSAID_WAIT_S)
    return DeliveryUncertain(f"{type(error).__name__}: {error.message}")


def _reason(error: TelegramError) -> str:
    words = error.message.lower()
    return next((reason for part, reason in REFUSALS if part in words), error.message)
