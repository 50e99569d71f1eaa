"""The office in the terminal: the operator may do there what an admin may on Telegram."""

import asyncio
import os
import shlex
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from bot.features import SCHEMA, Features, build_features
from bot.lookup.answering import Catalogues
from bot.operations.activity import Activity
from bot.operations.settings import Settings
from bot.people.access import OPERATOR
from bot.people.interaction import Chats, Here, Incoming, Outcome
from bot.people.messages import DeliveryRefused, Message, Press
from bot.people.replies.commands import NOTHING_TO_GIVE_UP, called, gives_up
from bot.reminders.phrases.requests import ASKS_TO_TELL
from bot.store.state import State, only_process
from bot.table.files import content_of
from bot.table.replies import fault
from bot.terminal.replies import WHICH_FILE, address, not_opened

HERE = Here(chat_id=OPERATOR.user_id)


@dataclass(slots=True, kw_only=True)
class TerminalChats(Chats):
    """One chat, the operator's; all others are reached by way of Telegram alone."""

    sent: list[Message] = field(default_factory=list)

    async def send(self, chat_id: int, message: Message, *, topic_id: int | None = None) -> int:
        """The number of the message in the operator's chat. Raises DeliveryError for any other."""
        if (chat_id, topic_id) != (HERE.chat_id, None):
            raise DeliveryRefused(words="not on Telegram")
        self.sent.append(message)
        return len(self.sent)

    async def edit(self, chat_id: int, message_id: int, message: Message) -> bool:
        """Nothing is changed that was printed."""
        return False

    async def is_reached(self) -> bool:
        """Nobody but the operator is."""
        return False

    def address(self, payload: str, *, in_group: bool = False) -> str:
        """What opens the chat with the bot, or adds it to a group of one's own; it brings this."""
        return address("startgroup" if in_group else "start", payload)


@dataclass(slots=True, kw_only=True)
class TerminalOffice:
    """The office, whose database is opened when something needs it, which raises StoreError."""

    settings: Settings
    catalogues: Catalogues
    clock: Callable[[], datetime]
    note: Callable[[str], object]  # for the operator, beside the chat
    chats: TerminalChats = field(default_factory=TerminalChats)
    _open: ExitStack = field(default_factory=ExitStack)
    features: Features | None = None  # once the database is open
    activity: Activity = field(init=False)

    def __post_init__(self) -> None:
        """Count what is typed from now on."""
        self.activity = Activity(started_at=self.clock())

    async def run_command(self, name: str, words: str) -> Outcome | None:
        """What a command of a feature does; None when there is no such command."""
        incoming = Incoming(by=OPERATOR, here=HERE, words=words)
        return await self._open_features().run_command(name, incoming)

    async def take_text(self, text: str) -> Outcome | None:
        """Take a text that answers what a feature asked; None when it is a question."""
        if self.features is None and gives_up(text):
            return Outcome(message=NOTHING_TO_GIVE_UP)
        is_called = called(text) is not None or ASKS_TO_TELL.search(text) is not None
        if self.features is None and not is_called:
            return None
        return await self._open_features().take_text(Incoming(by=OPERATOR, here=HERE, words=text))

    async def take_file(self, path: str) -> Outcome:
        """Read a file as a table, as if it had been sent."""
        features = self._open_features()
        if not path:
            return Outcome(message=WHICH_FILE)
        file = _unquoted(path)
        content, trouble = await asyncio.to_thread(content_of, file)
        if trouble is not None:
            return Outcome(message=not_opened(str(file), fault(trouble)))
        return await features.table.take_file(file.name, content, Incoming(by=OPERATOR, here=HERE))

    async def press(self, press: Press) -> Outcome:
        """Do what a button says."""
        return await self._open_features().press(press, Incoming(by=OPERATOR, here=HERE))

    def close(self) -> None:
        """Close the database, if it was opened."""
        self._open.close()

    def _open_features(self) -> Features:
        """The features, with the office's database. Raises StoreError."""
        if self.features is None:
            with ExitStack() as opening:
                opening.enter_context(only_process(self.settings.state_db))
                state = opening.enter_context(State(self.settings.state_db, SCHEMA))
                self._open = opening.pop_all()
            if state.is_new:
                self.note(f"BOT_STATE_DB: '{self.settings.state_db}' was missing and is made empty")
            operators = self.settings.admins | {OPERATOR.user_id}
            self.features = build_features(
                replace(self.settings, admins=operators),
                state,
                self.catalogues,
                chats=self.chats,
                messenger=self.chats,  # no worker runs here: what is planned is sent by the bot
                activity=self.activity,
                clock=self.clock,
            )
        return self.features


def _unquoted(typed: str) -> Path:
    """The path as it is, or as a shell reads it: terminals quote a file that is dropped on them."""
    path = Path(typed)
    if os.path.exists(path):  # noqa: PTH110 -- False for what can be no path
        return path
    try:
        words = shlex.split(typed)
    except ValueError:  # a quote that does not end
        return path
    return Path(os.path.expanduser(words[0])) if len(words) == 1 else path  # noqa: PTH111 -- ~nobody stays
