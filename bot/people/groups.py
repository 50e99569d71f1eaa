"""Group chats of departments: what they are bound to, and what the bot can do there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Presence(StrEnum):
    """Status of the bot in a chat."""

    HERE = "here"
    MUTED = "muted"  # it may not write
    GONE = "gone"  # it left, was removed, or the chat is deleted


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group chat; registered once it is bound to departments.

    `draft` are the departments ticked and not yet confirmed; `hears_all` is whether the bot gets
    plain sentences there.
    """

    chat_id: int
    title: str
    presence: Presence
    hears_all: bool
    departments: tuple[str, ...]
    draft: tuple[str, ...]
    added_by: int

    @property
    def is_registered(self) -> bool:
        """Whether a coordinator bound it to departments."""
        return bool(self.departments)

    @property
    def is_live(self) -> bool:
        """Whether it is registered and the bot can write there."""
        return self.is_registered and self.presence is Presence.HERE
