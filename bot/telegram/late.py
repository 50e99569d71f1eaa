"""Messages that waited too long for an answer: one apology a chat instead of a late flood.

What is typed is asked again: "내일" would by now mean another day. Taps and what happens in groups
count whenever they come; whether they still may is decided then.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from telegram.error import TelegramError
from telegram.ext import filters

from bot.telegram.errors import described
from bot.telegram.incoming import FROM_PERSON, is_answered
from bot.telegram.replies import LATE
from bot.telegram.sending import send_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Bot

    from bot.telegram.received import Received

LOG = logging.getLogger(__name__)

RECENT = timedelta(minutes=5)  # by then people have asked a colleague, or given up
MAX_REMEMBERED_CHATS = 2_000

_TYPED = FROM_PERSON & filters.UpdateType.MESSAGES & (filters.TEXT | filters.ATTACHMENT)


@dataclass(slots=True, kw_only=True)
class Late:
    """Stands before all handlers: what it takes goes no further."""

    bot: Bot
    clock: Callable[[], datetime]
    _told: OrderedDict[int, datetime] = field(default_factory=OrderedDict)

    async def takes(self, received: Received) -> bool:
        """Whether this is a late message; apologises once a chat, if it would be answered."""
        now, update = self.clock(), received.update
        message = update.message or update.edited_message
        if message is None or now - received.since <= RECENT or not _TYPED.check_update(update):
            return False
        told = self._told.get(message.chat.id)
        if is_answered(message) and (told is None or received.since > told):
            try:
                await send_answer(self.bot, message, LATE)
            except TelegramError as fault:
                LOG.warning("apology.failed reason=%s", described(fault))
            self._remember(message.chat.id, now)
        return True

    def _remember(self, chat_id: int, now: datetime) -> None:
        self._told[chat_id] = now
        self._told.move_to_end(chat_id)
        if len(self._told) > MAX_REMEMBERED_CHATS:
            self._told.popitem(last=False)
