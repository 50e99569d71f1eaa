"""Panels on Telegram: sent, put in the place of an earlier one, and told to several people."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import CallbackQueryLimit
from telegram.error import BadRequest, TelegramError

from bot.messages import Reply
from bot.telegram.presses import data_from_press
from bot.telegram.sending import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram import Bot, CallbackQuery

    from bot.panel import Panel

LOG = logging.getLogger(__name__)


async def shown(bot: Bot, chat_id: int, panel: Panel, *, topic_id: int | None = None) -> int:
    """Send a panel; the new message's id."""
    message = await bot.send_message(
        chat_id=chat_id,
        text=text_of(Reply(text=panel.text)),
        reply_markup=_keyboard(panel),
        message_thread_id=topic_id,
    )
    return message.message_id


async def reshown(bot: Bot, chat_id: int, message_id: int, panel: Panel) -> bool:
    """Put a panel in the place of an earlier one; False where that cannot be changed any more."""
    try:
        await bot.edit_message_text(
            chat_id=chat_id,
            message_id=message_id,
            text=text_of(Reply(text=panel.text)),
            reply_markup=_keyboard(panel),
        )
    except BadRequest as refused:
        # It says so already, is deleted, or too old: what was done is done all the same.
        LOG.info("panel.kept reason=%s", refused.message)
        return "not modified" in refused.message.lower()
    return True


async def answer_tap(query: CallbackQuery, toast: str, *, is_alert: bool) -> None:
    """Answer a tap; an alert stays until it is read."""
    limit = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
    try:
        await query.answer(text=toast[:limit] or None, show_alert=is_alert and bool(toast))
    except BadRequest as refused:
        # Telegram keeps a tap for a short while only; what it asked for is done.
        if "query is too old" not in refused.message.lower():
            raise


async def told(bot: Bot, user_ids: Iterable[int], panel: Panel) -> tuple[tuple[int, int], ...]:
    """Send a panel to each of these people; the chats and messages of those whom it reached."""

    async def one(user_id: int) -> tuple[int, int] | None:
        try:
            return user_id, await shown(bot, user_id, panel)
        except TelegramError as unreachable:
            # Who never started the bot, or blocked it, cannot be written to.
            LOG.warning("panel.unreachable user=%d reason=%s", user_id, unreachable.message)
            return None

    reached = await asyncio.gather(*map(one, sorted(user_ids)))
    return tuple(place for place in reached if place is not None)


async def retold(bot: Bot, places: Iterable[tuple[int, int]], panel: Panel) -> None:
    """Put a panel in the place of what several people were told."""

    async def one(chat_id: int, message_id: int) -> None:
        try:
            await reshown(bot, chat_id, message_id, panel)
        except TelegramError as unreachable:
            LOG.warning("panel.unreachable chat=%d reason=%s", chat_id, unreachable.message)

    await asyncio.gather(*(one(*place) for place in places))


def _keyboard(panel: Panel) -> InlineKeyboardMarkup | None:
    rows = [
        [
            InlineKeyboardButton(choice.label, callback_data=data_from_press(choice.press))
            for choice in row
        ]
        for row in panel.choices
        if row
    ]
    return InlineKeyboardMarkup(rows) if rows else None
