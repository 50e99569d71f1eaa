"""What the bot says, and what it needs of a messenger to say it.

DeliveryError
├── DeliveryDelayed    surely not sent: try again, later
├── ChatMoved          surely not sent: the chat has a new id
├── DeliveryRefused    surely not sent, and trying again will not help
└── DeliveryUncertain  it may have arrived: never sent again unless a person says so
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, Self

MAX_TEXT_CHARS = 3500  # Telegram takes 4096 UTF-16 units; emoji count twice, so we stay well below
MAX_LABEL_CHARS = 40  # what a phone shows of a button that has a row to itself
HALF_ROW = 9  # Hangul that a phone with 17 in a line shows of a button that shares its row
MAX_NAME_CHARS = 40
_FILLERS = "\u034f\u115f\u1160\u2800\u3164\uffa0"  # letters and signs that have no shape
# Sends of a Messenger at one time: at 0.4 s each, enough for 25 a second; no more can become
# uncertain at once.
IN_FLIGHT = 10


class Verb(StrEnum):
    """What a button makes a feature do; each feature has its own subclass, in its verbs.py.

    A member is written as its code, two letters that no other verb of any feature has, and the
    names of the numbers that it takes.
    """

    numbers: tuple[str, ...]

    def __new__(cls, code: str, *numbers: str) -> Self:
        """A member of a feature's verbs."""
        verb = str.__new__(cls, code)
        verb._value_ = code
        verb.numbers = numbers
        return verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question that a button asks; `page` counts from 1, `back` is the list it came from."""

    text: str
    page: int = 1
    back: Ask | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Puts a text of 1 to 256 characters where it can be pasted from."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Copies the address that opens the pledge of this number, or the department of this name."""

    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Opens an address."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Begins to search as one types, in this chat, with the text typed already."""

    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Lets the person choose another chat, and searches there for the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """Makes the feature whose verb this is do something; days are numbers such as 20261231."""

    verb: Verb
    numbers: tuple[int, ...] = ()


Action = Ask | Copy | Link | Open | Search | Share | Press


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A label of at most MAX_LABEL_CHARS, and what it does; a channel leaves out what it cannot."""

    label: str
    action: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Plain text of 1 to MAX_TEXT_CHARS characters, and rows of buttons.

    `bold` is the part of the text that stands out. With `asks_reply`, which needs a message without
    buttons, the messenger opens a reply to it and shows these words where one types.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    bold: str = ""
    asks_reply: str | None = None

    @classmethod
    def of(cls, text: str | Iterable[str], *rows: Iterable[Button]) -> Self:
        """A text, or the lines of one, over these rows of buttons."""
        joined = text if isinstance(text, str) else "\n".join(text)
        return cls(text=joined, buttons=tuple(map(tuple, rows)))


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A document, or a picture, and a line about it."""

    name: str
    content: bytes
    caption: str
    is_picture: bool = False


class DeliveryError(Exception):
    """A message was not sent, as far as is known."""


class DeliveryDelayed(DeliveryError):  # noqa: N818 -- named by what the caller does
    """The messenger takes it in `retry_after_s`; with None it was not reached at all."""

    def __init__(self, reason: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after_s = retry_after_s


class ChatMoved(DeliveryError):  # noqa: N818
    """A group has become a supergroup."""

    def __init__(self, new_chat_id: int) -> None:
        super().__init__(f"moved to {new_chat_id}")
        self.new_chat_id = new_chat_id


class Reason(StrEnum):
    """Why a group gets no message; kept with the delivery, and told to coordinators."""

    KICKED = "kicked"
    UNREGISTERED = "unregistered"
    PUBLIC = "public"
    NO_TOPIC = "topic"  # closed or deleted
    MUTED = "muted"
    NO_CHAT = "no_chat"


class DeliveryRefused(DeliveryError):  # noqa: N818
    """The messenger does not take it, for a reason that is known or in words of its own."""

    def __init__(self, reason: Reason | None = None, *, words: str = "") -> None:
        super().__init__(reason or words)
        self.reason = reason


class DeliveryUncertain(DeliveryError):  # noqa: N818
    """The call was made, and its answer never came."""


class Messenger(Protocol):
    """The way to people's phones."""

    async def send(self, chat_id: int, message: Message, *, topic_id: int | None = None) -> int:
        """The new message's id. Raises DeliveryError."""

    async def edit(self, chat_id: int, message_id: int, message: Message) -> bool:
        """Change an earlier message; False when it is gone. Raises DeliveryError."""

    async def is_reached(self) -> bool:
        """Whether calls get through at this moment, found out by one that does nothing."""


def button(label: str, verb: Verb, *numbers: int) -> Button:
    """A button that makes a feature do something."""
    return Button(label=clipped(label, MAX_LABEL_CHARS), action=Press(verb, numbers))


def confirmation(text: str | Iterable[str], do: Button, back: Verb, *numbers: int) -> Message:
    """Asks whether something is to be done, or back to where they came from."""
    return Message.of(text, [do, button("그만두기", back, *numbers)])


def page_turns(verb: Verb, *numbers: int, page: int, pages: int) -> tuple[tuple[Button, ...], ...]:
    """The row that leads to the pages before and after this one; none when there is one page."""
    turns = []
    if page > 1:
        turns.append(button("◀ 이전", verb, *numbers, page - 1))
    if page < pages:
        turns.append(button("다음 ▶", verb, *numbers, page + 1))
    return (tuple(turns),) if turns else ()


def page_mark(page: int, pages: int) -> str:
    """Which of several pages a list shows, to stand behind its heading."""
    return f" ({page}/{pages})" if pages > 1 else ""


def ticked(label: str, *, is_chosen: bool) -> str:
    """The label of something that can be chosen."""
    return f"✓ {label}" if is_chosen else label


def page_of(count: int, size: int, page: int) -> tuple[int, int, slice]:
    """The nearest existing page, the number of pages, and the slice of entries on it.

    >>> page_of(21, 8, 3), page_of(21, 8, 99), page_of(0, 8, -1)
    ((3, 3, slice(16, 24, None)), (3, 3, slice(16, 24, None)), (1, 1, slice(0, 8, None)))
    """
    pages = max(1, -(-count // size))
    page = min(max(1, page), pages)
    return page, pages, slice((page - 1) * size, page * size)


def rows_of_two(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """The buttons in rows of two; one whose label half a row would cut off has its own."""
    rows: list[tuple[Button, ...]] = []
    for each in buttons:
        before = rows[-1] if rows else ()
        if len(before) == 1 and max(map(_label_width, (*before, each))) <= HALF_ROW:
            rows[-1] = (*before, each)
        else:
            rows.append((each,))
    return tuple(rows)


def _label_width(one: Button) -> float:
    """In Hangul; digits, spaces and signs take about half as much."""
    wide = sum(map("WF".__contains__, map(unicodedata.east_asian_width, one.label)))
    return wide + 0.55 * (len(one.label) - wide)


def clipped(text: str, chars: int) -> str:
    """The text, its end left out where it is longer than so many characters.

    >>> clipped("공영주차장", 5), clipped("공영주차장", 4)
    ('공영주차장', '공영주…')
    """
    return text if len(text) <= chars else text[: chars - 1] + "…"


def trimmed(text: str) -> str:
    r"""The text without what shows nothing at its ends: spaces, joiners, marks of direction.

    >>> trimmed("\u200b 회의\u3164"), trimmed("\u3164\u2060")
    ('회의', '')
    """
    return text.strip("".join({char for char in text if char.isspace() or _is_unseen(char)}))


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"} or char in _FILLERS


def plain(name: str) -> str:
    r"""A name on one line, without what a messenger turns into links or turns around.

    >>> plain("t.me/evil\n✅ @admin")
    't·me·evil ✅ ·admin'
    """
    seen = "".join(" " if char.isspace() else char for char in name)
    seen = "".join(char for char in seen if not _is_unseen(char))
    return clipped(re.sub(r"[@/:.]+", "·", " ".join(seen.split())), MAX_NAME_CHARS)
