"""What went wrong, without anything anybody wrote; and one apology."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from telegram import Update
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.telegram.messenger import NEVER_BEGUN
from bot.telegram.replies import APOLOGY, UNSURE
from bot.telegram.sending import sent

if TYPE_CHECKING:
    from telegram.ext import ContextTypes

LOG = logging.getLogger(__name__)


async def apology(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log the error first, then tell the person once that there is no answer."""
    error = context.error
    assert error is not None
    LOG.error("update failed: %s", described(error))
    if not isinstance(update, Update) or isinstance(error, Forbidden):
        return  # nobody to tell, or somebody who does not want to hear from us
    try:
        if update.callback_query is not None:
            await update.callback_query.answer(text=APOLOGY.text, show_alert=True)
        elif (message := update.effective_message) is not None:
            if is_unsure := may_have_arrived(error):
                # This is tried until it gets through, and can do no harm: then words will, too.
                await context.bot.send_chat_action(message.chat.id, ChatAction.TYPING)
            reply = UNSURE if is_unsure else APOLOGY
            await sent(context.bot, message, reply, catalogue=None)
    except TelegramError as again:
        LOG.warning("apology failed: %s", described(again))


def was_never_begun(error: BaseException) -> bool:
    """Whether Telegram surely did not get the call."""
    return type(error.__cause__).__name__ in NEVER_BEGUN


def may_have_arrived(error: BaseException) -> bool:
    """Whether it is open if Telegram did what it was called for."""
    is_open = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    return is_open and not was_never_begun(error)


def described(error: BaseException) -> str:
    """The error and where it came from, for the log.

    Only Telegram's own words are repeated: other messages may quote what a person wrote.
    """
    if isinstance(error, TelegramError):
        return f"{type(error).__name__}: {error.message}"
    places = "".join(traceback.format_tb(error.__traceback__))
    cause = error.__cause__ or error.__context__
    because = f"; because of {type(cause).__name__}" if cause is not None else ""
    return f"{type(error).__name__}{because}\n{places}".rstrip()
