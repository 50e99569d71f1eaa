"""That the bot is at work, shown when an answer takes long."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from telegram.constants import ChatAction
from telegram.error import TelegramError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram import Bot, Message

SLOW_AFTER_S = 1.0  # people think that nothing happens
AGAIN_AFTER_S = 4.5  # Telegram shows it for five seconds


@asynccontextmanager
async def typing_when_slow(bot: Bot, question: Message) -> AsyncIterator[None]:
    """Show that the bot is typing when the block takes longer than SLOW_AFTER_S."""
    showing: set[asyncio.Task[None]] = set()
    # Most answers are quick: a timer costs them less than a task.
    timer = asyncio.get_running_loop().call_later(
        SLOW_AFTER_S, lambda: showing.add(asyncio.create_task(_typing(bot, question)))
    )
    try:
        yield
    finally:
        timer.cancel()
        for task in showing:
            task.cancel()
            await asyncio.wait({task})


async def _typing(bot: Bot, question: Message) -> None:
    try:
        while True:
            await bot.send_chat_action(
                question.chat.id,
                ChatAction.TYPING,
                message_thread_id=question.message_thread_id if question.is_topic_message else None,
            )
            await asyncio.sleep(AGAIN_AFTER_S)
    except TelegramError:
        return  # the answer is what counts
