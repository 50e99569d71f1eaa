"""Input and output of the features, independent of the messenger."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.people.access import Person, Right, Role
from bot.people.groups import Addressed
from bot.people.messages import File, Message, Messenger, Press, Verb


class NotAllowedError(Exception):
    """Somebody tried what is not theirs to do; its text is what is said to them, if anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Here(Addressed):
    """The chat of an input: a group, in a forum one topic of it, or a private chat."""

    chat_id: int
    is_group: bool = False
    topic_id: int | None = None
    title: str = field(default="", compare=False)
    topic: str = field(default="", compare=False)  # what it is called, as far as that is known
    is_forum: bool = field(default=False, compare=False)
    is_public: bool = field(default=False, compare=False)  # anybody can join


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A command, a typed text, or a press.

    `words` are the text, or the arguments of the command, and `sent_id` is the message they are in.
    `message_id` is the bot's message that is replied to, or whose button is pressed, and `offered`
    the verbs of its buttons with their numbers. `about` asks for each of what the answer shows that
    is replied to, or in private came last. `said_at` is when it was said, where that is so
    long ago that it is no longer now.
    """

    by: Person
    here: Here
    words: str = ""
    message_id: int | None = None
    sent_id: int | None = None
    offered: Mapping[Verb, tuple[int, ...]] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a channel shows of the result; empty when everything was sent already.

    `message` answers a command or a text, or takes the place of the message whose button was
    pressed. `toast` is for whoever pressed, and stays with `is_alert` until it is read. `edits` are
    for other messages of the same chat, by their ids. `besides` is sent after all that, as a
    message of its own. `on_shown` is called with the id of the last of these two messages. With
    `asks_more`, that one asks for the rest of a command: its words go on with a reply to that, or
    with what is said next.
    """

    message: Message | None = None
    on_shown: Callable[[int], Awaitable[None]] | None = None
    toast: str = ""
    is_alert: bool = True
    edits: Mapping[int, Message] = field(default_factory=dict)
    file: File | None = None
    besides: Message | None = None
    asks_more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What a command does, and what its message does when it is edited, which mostly is nothing.

    For whoever lacks the right it `needs`, there is no such command. `takes` tells whether words
    that are no reply are the rest of a command that asked for more or is called by its name, and no
    question; they take the place of what it could not read where it `starts_anew`. One that
    `needs_table` says so as long as no table was loaded.
    """

    run: Callable[[Incoming], Awaitable[Outcome]]
    needs: Right | None = None
    edit: Callable[[Incoming], Awaitable[Outcome]] | None = None
    takes: Callable[[str], bool] = lambda _words: False
    starts_anew: bool = False
    needs_table: bool = False


class Groups(Protocol):
    """The messenger's groups."""

    async def has_member(self, chat_id: int, user_id: int) -> bool | None:
        """Whether somebody is in a group now; None when that could not be found out."""
        return None

    async def is_public(self, chat_id: int) -> bool | None:
        """Whether anybody can join a group; None when the messenger does not say."""
        return None


class Chats(Messenger, Groups, Protocol):
    """The messenger's chats and menus; without an override there are no groups and no menus."""

    async def leave(self, chat_id: int) -> None:
        """Leave a group, if the bot is in it."""
        return

    async def hears_all(self, chat_id: int) -> bool:
        """Whether the bot gets plain sentences of a group, and not only what is meant for it."""
        return False

    async def new_id_of(self, chat_id: int) -> int | None:
        """The id that a group got when it became another; None when it is what it was."""
        return None

    async def show_menu(self, user_id: int, *, role: Role) -> None:
        """Show somebody the commands that are theirs."""
        return

    def address(self, payload: str, *, in_group: bool = False) -> str:
        """What opens the chat with the bot, or adds it to a group of one's own; it brings this."""


class Feature(Protocol):
    """A part of the bot with commands and buttons of its own."""

    @property
    def verbs(self) -> tuple[type[Verb], ...]:
        """What its buttons do."""

    @property
    def commands(self) -> Mapping[str, Command]:
        """Its commands by their names."""

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button says. Raises NotAllowedError."""
