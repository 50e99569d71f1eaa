"""Apologies to people who got no answer: kept until they arrive, by a later process if need be."""

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Any

from telegram import Message, ReplyParameters, Update
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError
from telegram.ext import ExtBot

from bot.store import inbox
from bot.store.errors import log_faults
from bot.store.inbox import Apology
from bot.store.state import State
from bot.telegram.calls import Attempts
from bot.telegram.errors import described, may_have_arrived
from bot.telegram.replies import APOLOGY, UNSURE

LOG = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Apologies:
    """Pending apologies, at most one for each chat or topic of a chat."""

    state: State
    bot: ExtBot[Any]
    bot_id: int
    _sending: dict[tuple[int, int], asyncio.Task[None]] = field(default_factory=dict)

    async def apologise(self, update: Update, error: Exception) -> None:
        """Notify somebody that their update got no answer, now or as soon as calls get through."""
        if isinstance(error, Forbidden) or await self._send_alert(update):
            return  # or somebody who does not want to hear from us
        message = update.effective_message
        if message is None:
            return
        in_topic = isinstance(message, Message) and message.is_topic_message
        apology = Apology(
            chat_id=message.chat.id,
            topic_id=(in_topic and message.message_thread_id) or 0,
            message_id=message.message_id,
            is_unsure=may_have_arrived(error),
        )
        if apology.place in self._sending or await self._send_apology(apology, Attempts.ONCE):
            return
        with log_faults(LOG, "apologies"):
            await self.state.note(inbox.owe, apology, bot_id=self.bot_id)
        self._send_later(apology)

    async def resume(self) -> None:
        """Send what an earlier process could not."""
        with log_faults(LOG, "apologies"):
            for apology in self.state.read(inbox.owed, bot_id=self.bot_id):
                self._send_later(apology)

    async def close(self) -> None:
        """Leave what did not arrive to the next process."""
        sending = list(self._sending.values())
        for task in sending:
            task.cancel()
        await asyncio.gather(*sending, return_exceptions=True)

    async def _send_alert(self, update: Update) -> bool:
        """Apologise in the answer to a tap; whether it arrived, or the tap is too old for one."""
        if (query := update.callback_query) is None:
            return False
        try:
            await query.answer(text=APOLOGY.text, show_alert=True)
        except BadRequest as refused:
            LOG.warning("apology.refused reason=%s", described(refused))
        except NetworkError as fault:
            LOG.warning("apology.delayed reason=%s", described(fault))
            return False
        return True

    def _send_later(self, apology: Apology) -> None:
        task = asyncio.create_task(self._send(apology))
        self._sending[apology.place] = task
        task.add_done_callback(lambda _: self._sending.pop(apology.place))

    async def _send(self, apology: Apology) -> None:
        await self._send_apology(apology, Attempts.UNTIL_DONE)
        with log_faults(LOG, "apologies"):
            await self.state.note(inbox.settle, apology, bot_id=self.bot_id)

    async def _send_apology(self, apology: Apology, attempts: Attempts) -> bool:
        """Send it; whether there is nothing left to do: it arrived, or it is refused."""
        reply_to = ReplyParameters(apology.message_id, allow_sending_without_reply=True)
        try:
            await self.bot.send_message(
                chat_id=apology.chat_id,
                text=UNSURE.text if apology.is_unsure else APOLOGY.text,
                message_thread_id=apology.topic_id or None,
                reply_parameters=reply_to if apology.chat_id < 0 else None,
                rate_limit_args=attempts,
            )
        except TelegramError as fault:
            is_refused = isinstance(fault, BadRequest) or not isinstance(fault, NetworkError)
            if is_refused:
                LOG.warning("apology.refused reason=%s", described(fault))
            else:
                LOG.warning("apology.delayed reason=%s", described(fault))
            return is_refused
        return True
