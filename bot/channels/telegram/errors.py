"""What went wrong, without anything anybody wrote; and one apology."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import Forbidden, TelegramError

from bot.channels.telegram.sending import sent
from bot.replies.telegram import APOLOGY

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
        elif update.effective_message is not None:
            await sent(context.bot, update.effective_message, APOLOGY, catalogue=None)
    except TelegramError as again:
        LOG.warning("apology failed: %s", described(again))


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
