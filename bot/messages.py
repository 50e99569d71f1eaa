"""What the bot says, free of any messenger: a text and the buttons under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.lookup.pledge import PledgeNumber

MAX_TEXT_CHARS = 3500  # Telegram takes 4096 UTF-16 units; emoji count twice, so we stay well below
MAX_LABEL_CHARS = 40  # what a phone shows of a button that has a row to itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question that a button asks when it is pressed: a button is a question already typed.

    `page` counts from 1; `back` is the list the person came from.
    """

    text: str
    page: int = 1
    back: Ask | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Puts a text of 1 to 256 characters where it can be pasted from."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Copies the address that opens a pledge, or the department of this name."""

    to: PledgeNumber | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Begins to search as one types, in this chat, with the text typed already."""

    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Lets the person choose another chat, and searches there for the text."""

    text: str


Action = Ask | Copy | Link | Search | Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A label of at most MAX_LABEL_CHARS, and what it does; a channel leaves out what it cannot."""

    label: str
    does: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Plain text of 1 to MAX_TEXT_CHARS characters, and rows of buttons.

    `card` is the pledge whose card this is; None for everything else.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    card: PledgeNumber | None = None


def clipped(text: str, chars: int) -> str:
    """The text, its end left out where it is longer than so many characters.

    >>> clipped("공영주차장", 5), clipped("공영주차장", 4)
    ('공영주차장', '공영주…')
    """
    return text if len(text) <= chars else text[: chars - 1] + "…"
