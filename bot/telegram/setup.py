"""Setting up at Telegram: whose token it is, and who sends the code that makes the first admin."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.operations.setting_up import BotRunningError, SetupError
from bot.telegram.calls import connected_bot
from bot.telegram.replies import ADMIN_MADE

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Message

POLL_S = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramOwner:
    """A BotOwner."""

    api_url: str
    clock: Callable[[], datetime]

    async def username_of(self, token: str) -> str | None:
        """The bot of a token; None when the Bot API rejects it. Raises SetupError."""
        async with connected_bot(token, self.api_url) as bot:
            try:
                return (await bot.get_me()).username or ""
            except InvalidToken:
                return None
            except TelegramError as error:
                raise SetupError(error.message) from error

    async def sender_of_code(self, token: str, code: str, *, within: timedelta) -> int | None:
        """The user id of who sends the code in private chat first; None when nobody does in time.

        Takes the updates that wait at Telegram. Raises SetupError.
        """
        until = self.clock() + within
        offset = 0
        async with connected_bot(token, self.api_url) as bot:
            try:
                await bot.delete_webhook()
                while self.clock() < until:
                    poll = timedelta(seconds=POLL_S)
                    for update in await bot.get_updates(offset=offset, timeout=poll):
                        offset = update.update_id + 1
                        message = update.message
                        if message is not None and message.from_user and _holds(message, code):
                            await bot.get_updates(offset=offset, limit=1, timeout=timedelta(0))
                            await bot.send_message(message.chat.id, ADMIN_MADE.text)
                            return message.from_user.id
            except Conflict as error:
                raise BotRunningError(error.message) from error
            except TelegramError as error:
                raise SetupError(error.message) from error
        return None


def _holds(message: Message, code: str) -> bool:
    """Whether somebody says the code, by typing it or by the link; nobody who forwards it."""
    said = (message.text or "").removeprefix("/start ").strip().upper()
    is_theirs = message.chat.type == message.chat.PRIVATE and message.forward_origin is None
    return is_theirs and hmac.compare_digest(said.encode(), code.encode())
