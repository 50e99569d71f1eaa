"""An update as it was received: where it comes from, what it was parsed to, who takes it."""

import re
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.CHAT_MEMBER,
)
_IN_A_CHAT = frozenset(
    {Update.MESSAGE, Update.EDITED_MESSAGE, Update.MY_CHAT_MEMBER, Update.CHAT_MEMBER}
)
_MAX_ID = 2**63  # ids are stored in SQLite


class UnusableUpdateError(Exception):
    """An update of a kind nobody asked for, or without the ids that every update has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an update comes from, read from its raw JSON without parsing the rest.

    `chat_id` is the person's id where there is no chat. `is_answered` is whether its sender expects
    an answer, as far as is known without parsing: not for a plain sentence in a group.
    """

    update_id: int
    kind: str
    chat_id: int
    user_id: int | None
    expects_answer: bool

    @property
    def queue(self) -> Hashable:
        """What it waits in: its chat, in order; what somebody types inline apart from that."""
        if self.kind == Update.INLINE_QUERY:
            return self.kind, self.chat_id
        return self.chat_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What a handler takes, and from whom.

    With `for_strangers` nobody needs to be let in. `applies` looks closer at an update that the
    handler would take.
    """

    handler: BaseHandler[Any, Any, Any]
    for_strangers: bool = False
    applies: Callable[[Update], Awaitable[bool]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An update, its route, what the handler found out when asked, and since when it waits."""

    origin: Origin
    update: Update
    route: Route
    check: object
    since: datetime


def origin_of(raw: Any) -> Origin:
    """Where a raw update comes from. Raises UnusableUpdateError, AttributeError and TypeError."""
    kind = next((kind for kind in ALLOWED_UPDATES if kind in raw), None)
    if kind is None:
        raise UnusableUpdateError
    content = raw[kind]
    sender = content.get("from") or {}
    user_id = _id(sender["id"]) if "id" in sender else None
    chat = content.get("chat") or {}
    if kind == Update.CALLBACK_QUERY:
        chat = (content.get("message") or {}).get("chat") or {}
    chat_id = user_id if not chat and kind not in _IN_A_CHAT else _id(chat.get("id"))
    if chat_id is None:
        raise UnusableUpdateError
    is_private = not chat or chat.get("type") == ChatType.PRIVATE
    is_command = str(content.get("text", "")).startswith("/")
    return Origin(
        update_id=update_id_of(raw),
        kind=kind,
        chat_id=chat_id,
        user_id=user_id,
        expects_answer=is_private or is_command or kind == Update.CALLBACK_QUERY,
    )


def update_id_of(raw: Any) -> int:
    """The update's id. Raises UnusableUpdateError."""
    return _id(raw.get("update_id") if isinstance(raw, dict) else None)


def has_id(raw: Any) -> bool:
    """Whether a raw update can be distinguished from others, and confirmed."""
    try:
        update_id_of(raw)
    except UnusableUpdateError:
        return False
    return True


def kind_of(raw: Any) -> str:
    """What an update is about, for the log: the name of its field, which nobody wrote."""
    names = [name for name in raw if name != "update_id"] if isinstance(raw, dict) else []
    is_name = bool(names) and re.fullmatch("[a-z_]{1,40}", names[0], re.ASCII) is not None
    return names[0] if is_name else "unknown"


def _id(value: Any) -> int:
    if type(value) is not int or not -_MAX_ID < value < _MAX_ID:
        raise UnusableUpdateError
    return value
