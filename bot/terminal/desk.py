"""Reminders in the terminal: the operator may do there what a coordinator may."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.messages import Message
from bot.people.access import OPERATOR
from bot.reminders.desk import VERBS, Desk
from bot.reminders.drafting import Drafting
from bot.reminders.setting import Here, OperatorsRoles, Reminding
from bot.schema import SCHEMA
from bot.store.errors import StoreError, Trouble
from bot.store.state import State, only_process
from bot.terminal.replies import NO_OFFICE, OFFICE_IN_USE, ONLY_PLANNED

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.lookup.answering import Catalogues
    from bot.messages import Press
    from bot.people.access import Person
    from bot.reminders.drafting import Shown
    from bot.settings import Settings

HERE = Here(chat_id=OPERATOR.user_id)
COMMANDS = frozenset({"/remind", "/campaign", "/reminders", "/holiday"})


class NothingSends:
    """What is due goes out by way of Telegram alone."""

    def wake(self) -> None:
        """Nobody waits."""

    async def send_now(self, reminder_id: int, *, by: Person, asked_at: datetime) -> bool:
        """Never."""
        return False


@dataclass(slots=True, kw_only=True)
class TerminalDesk:
    """The office's database is opened when it is first needed: most only ask for pledges."""

    settings: Settings
    catalogues: Catalogues
    clock: Callable[[], datetime]
    _open: ExitStack = field(default_factory=ExitStack)
    _desk: Desk | None = None

    async def said(self, text: str) -> Message | None:
        """The panel for words that are about reminders; None for all others."""
        command, _, words = text.partition(" ")
        if command not in COMMANDS and self._desk is None:
            return None
        try:
            desk = self._opened()
        except StoreError as useless:
            return OFFICE_IN_USE if useless.trouble is Trouble.IN_USE else NO_OFFICE
        words = words.strip()
        match command:
            case "/remind":
                return _panel(await desk.drafting.remind(words, by=OPERATOR, here=HERE))
            case "/campaign":
                return _panel(await desk.drafting.campaign(words, by=OPERATOR, here=HERE))
            case "/reminders":
                panel = await desk.reminders(by=OPERATOR, here=HERE)
                return Message(text=f"{ONLY_PLANNED}\n\n{panel.text}", buttons=panel.buttons)
            case "/holiday":
                return await desk.holiday(words, by=OPERATOR)
        kept = await desk.drafting.waiting(text, by=OPERATOR, here=HERE, replies_to=None)
        if kept is None:
            return None
        return _panel(await desk.drafting.typed(kept, text, by=OPERATOR, here=HERE))

    async def pressed(self, press: Press) -> Message:
        """The panel behind a button."""
        return _panel(await self._opened().pressed(press, by=OPERATOR, here=HERE))

    def can(self, press: Press) -> bool:
        """Whether a button does something here."""
        return press.verb in VERBS

    def close(self) -> None:
        """Close the database, if it was opened."""
        self._open.close()

    def _opened(self) -> Desk:
        """The desk, with the office's database. Raises StoreError."""
        if self._desk is None:
            with ExitStack() as opening:
                opening.enter_context(only_process(self.settings.state_db))
                state = opening.enter_context(State(self.settings.state_db, SCHEMA))
                self._open = opening.pop_all()
            reminding = Reminding(
                state=state,
                roles=OperatorsRoles(),
                catalogues=self.catalogues,
                delivery=NothingSends(),
                clock=self.clock,
                timezone=self.settings.timezone,
            )
            self._desk = Desk(drafting=Drafting(reminding=reminding), reminding=reminding)
        return self._desk


def _panel(shown: Shown) -> Message:
    return shown.panel or Message(text=shown.toast)
