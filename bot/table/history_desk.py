"""What became of a pledge: its owners from when to when, for whoever may ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from bot.lookup.answer import answered
from bot.lookup.parsing import understood
from bot.lookup.pledge import PledgeNumber
from bot.lookup.replies import rendered
from bot.lookup.results import EarlierTerm, NoSuchNumber, OnePledge
from bot.lookup.verbs import LookupVerb
from bot.people.access import Right
from bot.people.interaction import Command, Incoming, Outcome
from bot.people.messages import Ask, Press, Verb
from bot.table import history_replies
from bot.table.store import versions

if TYPE_CHECKING:
    from bot.lookup.answering import Catalogues
    from bot.lookup.catalogue import Catalogue
    from bot.table.history import FieldChange


MAX_CHANGES = 100  # of fields: more than a message shows


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryDesk:
    """The command, and the button under each card."""

    path: Path
    catalogues: Catalogues
    timezone: tzinfo
    verbs: ClassVar[tuple[type[Verb], ...]] = (LookupVerb,)

    @property
    def commands(self) -> Mapping[str, Command]:
        """For whoever may ask, in private."""
        return {
            "history": Command(run=self._run, needs=Right.ASK, takes=_has_digit, needs_table=True)
        }

    async def press(self, press: Press, _incoming: Incoming) -> Outcome:
        """Show the history of the pledge whose card this is, of whichever term."""
        catalogue = await self.catalogues.current()
        for one in (catalogue, *catalogue.earlier):
            for number in (*one.by_number, *one.gone):
                if one.key_of(number) == press.numbers[0]:
                    return self._shown(one, number, catalogue)
        return Outcome(toast=history_replies.GONE)

    async def _run(self, incoming: Incoming) -> Outcome:
        if not incoming.words:
            return Outcome(message=history_replies.ASK_HISTORY, asks_more=True)
        catalogue = await self.catalogues.current()
        match answer := answered(understood(incoming.words, catalogue), catalogue):
            case OnePledge(pledge=pledge):
                return self._shown(catalogue, pledge.number, catalogue)
            case EarlierTerm(answer=OnePledge(pledge=pledge), catalogue=of_term):
                return self._shown(of_term, pledge.number, catalogue)
            case NoSuchNumber(asked=(asked,)) if self._changes(catalogue, PledgeNumber(asked)):
                return self._shown(catalogue, PledgeNumber(asked), catalogue)
        return Outcome(message=rendered(answer, catalogue, Ask(text=incoming.words)))

    def _shown(self, of_term: Catalogue, number: PledgeNumber, current: Catalogue) -> Outcome:
        message = history_replies.history_message(
            number,
            self._changes(of_term, number),
            self.timezone,
            strategy=of_term.strategy_word,
            term=of_term.term if of_term.term != current.term else "",
        )
        return Outcome(message=message)

    def _changes(self, of_term: Catalogue, number: PledgeNumber) -> tuple[FieldChange, ...]:
        return versions.changes_of(self.path, number, of_term.term, limit=MAX_CHANGES)


def _has_digit(words: str) -> bool:
    return re.search(r"\d", words) is not None
