"""Group chats of departments, and topics of a forum: what they are bound to and can do."""

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

# The id of a chat, and of one of its topics; None for the chat as a whole.
Address: TypeAlias = tuple[int, int | None]


class Addressed:
    """What is in a chat, or in one of its topics, or goes there."""

    __slots__ = ()
    chat_id: int
    topic_id: int | None

    @property
    def address(self) -> Address:
        """The chat and the topic."""
        return self.chat_id, self.topic_id


class Presence(StrEnum):
    """Status of the bot in a chat."""

    HERE = "here"
    MUTED = "muted"  # it may not write, or the topic is closed or deleted
    GONE = "gone"  # it left, was removed, or the chat is deleted


class Visibility(StrEnum):
    """Who can join a group."""

    PRIVATE = "private"  # whoever is invited
    SUSPENDED = "suspended"  # anybody: its members are nobody to the bot
    ALLOWED = "allowed"  # anybody, and a coordinator said that its members may use the bot


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat(Addressed):
    """A group chat or topic, as the messenger reports it now; `topic` is its name, if known."""

    chat_id: int
    title: str
    presence: Presence
    hears_all: bool
    topic_id: int | None = None
    topic: str = ""
    is_forum: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Addressed):
    """A group chat, or a topic of one; registered once it is bound to departments.

    `hears_all` is whether the bot gets plain sentences there; `question_id` is the message that
    asks which department it is.
    """

    chat_id: int
    title: str
    presence: Presence
    hears_all: bool
    departments: tuple[str, ...]
    added_by: int
    topic_id: int | None = None
    topic: str = ""
    question_id: int | None = None
    visibility: Visibility = Visibility.PRIVATE

    @property
    def name(self) -> str:
        """What people know it by: the chat's title, and the topic's."""
        if self.topic_id is None:
            return self.title
        return f"{self.title} › {self.topic or f'#{self.topic_id}'}"

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
        """Whether it is registered, and reminders go there."""
        return self.admits_members and self.presence is Presence.HERE


def registered_address(registered: Container[Address], address: Address) -> Address:
    """The registration that holds for a topic: its own, or else that of the whole chat.

    >>> registered_address({(-1, None), (-1, 7)}, (-1, 7)), registered_address({}, (-1, 8))
    ((-1, 7), (-1, None))
    """
    return address if address in registered else (address[0], None)
