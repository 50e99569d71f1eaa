"""Group chats of departments: what they are bound to, and what the bot can do there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Presence(StrEnum):
    """Status of the bot in a chat."""

    HERE = "here"
    MUTED = "muted"  # it may not write
    GONE = "gone"  # it left, was removed, or the chat is deleted


class Visibility(StrEnum):
    """Who can join a group."""

    PRIVATE = "private"  # whoever is invited
    SUSPENDED = "suspended"  # anybody: its members are nobody to the bot
    ALLOWED = "allowed"  # anybody, and a coordinator said that its members may use the bot


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
    visibility: Visibility = Visibility.PRIVATE

    @property
    def is_registered(self) -> bool:
        """Whether a coordinator bound it to departments."""
        return bool(self.departments)

    @property
    def admits_members(self) -> bool:
        """Whether being in it makes somebody a member."""
        is_here = self.presence is not Presence.GONE
        return self.is_registered and is_here and self.visibility is not Visibility.SUSPENDED

    @property
    def is_live(self) -> bool:
        """Whether it is registered and the bot can write there."""
        return self.is_registered and self.presence is Presence.HERE
