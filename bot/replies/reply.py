"""What the bot says, free of any messenger: a text and the buttons under it."""

from __future__ import annotations

from dataclasses import dataclass

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
class Button:
    """A label of at most MAX_LABEL_CHARS, and the question it asks."""

    label: str
    ask: Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Plain text of 1 to MAX_TEXT_CHARS characters, and rows of buttons."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
