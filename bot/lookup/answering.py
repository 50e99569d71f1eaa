"""One question in, one reply out: the way every channel asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.lookup.answer import answered
from bot.lookup.question import understood
from bot.lookup.replies import rendered, welcome
from bot.people.access import OPERATOR
from bot.people.replies.people import not_for_you

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue
    from bot.messages import Ask, Message
    from bot.people.access import Person


class Catalogues(Protocol):
    """Where the catalogue of this moment comes from."""

    async def current(self) -> Catalogue:
        """The newest catalogue that is ready."""
        ...


class Access(Protocol):
    """Who is let in."""

    async def may_ask(self, person: Person) -> bool:
        """Whether this person gets answers."""
        ...


class OperatorAlone:
    """Lets in who has a shell on the machine, as in the terminal, and nobody else."""

    async def may_ask(self, person: Person) -> bool:
        """Whether this is the operator."""
        return person == OPERATOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Answers people's questions from the newest catalogue; strangers learn nothing."""

    catalogues: Catalogues
    access: Access

    async def reply(self, ask: Ask, person: Person) -> Message:
        """The one reply to what was typed or to a pressed button."""
        if not await self.access.may_ask(person):
            return not_for_you(person)
        catalogue = await self.catalogues.current()
        answer = answered(understood(ask.text, catalogue), catalogue)
        return rendered(answer, catalogue, ask)

    async def welcome(self, person: Person) -> Message:
        """The reply to somebody who starts the bot or asks for help."""
        if not await self.access.may_ask(person):
            return not_for_you(person)
        return welcome(await self.catalogues.current())
