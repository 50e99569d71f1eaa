"""What each error of the Bot API means, and how it is written into the log.

Everything that is not known to have a meaning is an error: it is raised, logged and apologised for.
"""

import re
from datetime import timedelta
from enum import Enum, auto

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

from bot.people.messages import (
    ChatMoved,
    DeliveryDelayed,
    DeliveryError,
    DeliveryRefused,
    DeliveryUncertain,
    Reason,
)
from bot.store.errors import traceback_of
from bot.telegram.request import NEVER_BEGUN

UNSAID_WAIT_S = 60.0  # after a 429 that does not say how long


class Refusal(Enum):
    """What Telegram's refusal of a call means, beside the Reasons why it refuses a message."""

    UNCHANGED = auto()  # the message says so already
    MESSAGE_GONE = auto()  # deleted, or too old to be edited
    QUERY_TOO_OLD = auto()  # a press or an inline query that Telegram has forgotten
    NOT_A_MEMBER = auto()  # of the chat it was asked about
    OUT = auto()  # the bot is not in the chat
    OTHER = auto()


# Telegram's words in small letters; the first that match count.
_MEANINGS = (
    ("not modified", Refusal.UNCHANGED),
    ("message to edit not found|message can't be edited|message_id_invalid", Refusal.MESSAGE_GONE),
    ("query is too old", Refusal.QUERY_TOO_OLD),
    (r"(user|member|participant)[ _](id[ _]invalid|not found)", Refusal.NOT_A_MEMBER),
    ("thread not found|topic_", Reason.NO_TOPIC),
    ("chat not found", Reason.NO_CHAT),
    ("not enough rights|write_forbidden|chat_restricted", Reason.MUTED),
    ("kicked|not a member|deleted|deactivated", Refusal.OUT),
)


def refusal(error: TelegramError) -> Refusal | Reason:
    """What a refusal means.

    >>> refusal(BadRequest("Message is not modified")), refusal(BadRequest("BUTTON_DATA_INVALID"))
    (<Refusal.UNCHANGED: 1>, <Refusal.OTHER: 6>)
    """
    words = error.message.lower()
    return next((meaning for shape, meaning in _MEANINGS if re.search(shape, words)), Refusal.OTHER)


def delivery_error(error: Exception) -> DeliveryError:
    """What an error of a send means; what is not known leaves open whether the message arrived."""
    match error:
        case RetryAfter():
            return DeliveryDelayed("flood", retry_after_s=seconds(error))
        case ChatMigrated(new_chat_id=new_chat_id):
            return ChatMoved(new_chat_id)
        case Forbidden() if refusal(error) is Refusal.OUT:
            return DeliveryRefused(Reason.KICKED)
        case Forbidden() | BadRequest():
            meaning = refusal(error)
            reason = meaning if isinstance(meaning, Reason) else None
            return DeliveryRefused(reason, words=error.message)
        case InvalidToken() | Conflict():
            return DeliveryDelayed(type(error).__name__)
        case NetworkError() if was_never_begun(error):
            return DeliveryDelayed(type(error.__cause__).__name__)
        case TelegramError() if "too many requests" in error.message.lower():
            return DeliveryDelayed("flood", retry_after_s=UNSAID_WAIT_S)
        case TelegramError():
            return DeliveryUncertain(described(error))
    return DeliveryUncertain(type(error).__name__)


def seconds(flood: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = flood.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def was_never_begun(error: BaseException) -> bool:
    """Whether Telegram surely did not get the call."""
    return isinstance(error.__cause__, NEVER_BEGUN)


def may_have_arrived(error: BaseException) -> bool:
    """Whether it is open if Telegram did what it was called for."""
    is_open = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    return is_open and not was_never_begun(error)


def described(error: BaseException) -> str:
    """The error and where it came from, for the log.

    Only Telegram's own words are repeated: other messages may quote what a person wrote, or what a
    proxy answered.
    """
    if isinstance(error, TelegramError):
        cause = error.__cause__
        words = error.message if cause is None else type(cause).__name__
        return f"{type(error).__name__}: {words}"
    cause = error.__cause__ or error.__context__
    because = f"; because of {type(cause).__name__}" if cause is not None else ""
    return f"{type(error).__name__}{because}\n{traceback_of(error)}".rstrip()
