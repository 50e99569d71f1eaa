"""One apology to whoever gets no answer because of an error."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import Update
from telegram.constants import ChatAction
from telegram.error import Forbidden, TelegramError

from bot.telegram.errors import described, may_have_arrived
from bot.telegram.replies import APOLOGY, UNSURE
from bot.telegram.sending import answer_press, send_answer

if TYPE_CHECKING:
    from telegram.ext import ContextTypes

LOG = logging.getLogger(__name__)


async def send_apology(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log the error first, then tell the person once that there is no answer."""
    error = context.error
    assert error is not None
    LOG.error("update failed: %s", described(error))
    if not isinstance(update, Update) or isinstance(error, Forbidden):
        return  # nobody to tell, or somebody who does not want to hear from us
    try:
        if update.callback_query is not None:
            await answer_press(update.callback_query, APOLOGY.text)
        elif (message := update.effective_message) is not None:
            if is_unsure := may_have_arrived(error):
                # This is tried until it gets through, and can do no harm: then words will, too.
                await context.bot.send_chat_action(message.chat.id, ChatAction.TYPING)
            await send_answer(context.bot, message, UNSURE if is_unsure else APOLOGY)
    except TelegramError as again:
        LOG.warning("apology failed: %s", described(again))
