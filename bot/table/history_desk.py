"""What became of a pledge: its owners from when to when, for whoever may ask."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from pathlib import Path
from typing import ClassVar

from bot.lookup.answer import answered
from bot.lookup.answering import Catalogues, Reply, read_text
from bot.lookup.catalogue import Catalogue
from bot.lookup.cells import MONTHS, period
from bot.lookup.parsing import understood
from bot.lookup.pledge import PledgeNumber, in_sentence
from bot.lookup.replies import rendered
from bot.lookup.results import EarlierTerm, NoSuchNumber, NoSuchTerm, OnePledge, numbers_in
from bot.lookup.times import dated
from bot.lookup.verbs import LookupVerb
from bot.people.access import Right
from bot.people.interaction import Command, Incoming, Outcome
from bot.people.messages import Ask, Message, Press, Verb
from bot.people.replies.commands import DAY, ON_DAY
from bot.table import history_replies
from bot.table.history import FieldChange
from bot.table.store import versions
from bot.table.terms import term_on

_DAY = re.compile(DAY + ON_DAY)
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
        return {"history": Command(run=self._run, needs=Right.ASK, takes=bool, needs_table=True)}

    async def press(self, press: Press, _incoming: Incoming) -> Outcome:
        """Show the history of the pledge whose card this is, of whichever term."""
        catalogue = await self.catalogues.current()
        for one in (catalogue, *catalogue.earlier):
            for number in (*one.by_number, *one.gone):
                if one.key_of(number) == press.numbers[0]:
                    return Outcome(message=self._message(one, number, catalogue))
        return Outcome(toast=history_replies.GONE)

    async def _run(self, incoming: Incoming) -> Outcome:
        catalogue = await self.catalogues.current()
        return await read_text(incoming.words, self._outcome, incoming, catalogue)

    def _outcome(self, incoming: Incoming, catalogue: Catalogue) -> Outcome:
        if len(incoming.about) == 1 and not numbers_in(
            answered(understood(incoming.words, catalogue), catalogue)
        ):
            number = in_sentence(incoming.about[0])
            incoming = replace(incoming, words=f"{number} {incoming.words}".strip())
        if not incoming.words:
            return Outcome(message=history_replies.ASK_HISTORY, asks_more=True)
        if (told := self.told(incoming.words, catalogue)) is not None:
            return Outcome(message=told.message)
        answer = answered(understood(incoming.words, catalogue), catalogue)
        return Outcome(message=rendered(answer, catalogue, Ask(text=incoming.words)))

    def told(self, words: str, catalogue: Catalogue) -> Reply | None:
        """The one pledge that the words ask about, and its history; None where they ask another."""
        of_then = _in_term_of_day(words, catalogue)
        match answer := answered(understood(of_then, catalogue), catalogue):
            case OnePledge(pledge=pledge):
                return Reply(self._message(catalogue, pledge.number, catalogue), answer)
            case EarlierTerm(answer=OnePledge(pledge=pledge), catalogue=of_term):
                return Reply(self._message(of_term, pledge.number, catalogue), answer)
            case NoSuchNumber(asked=(asked,)) if self._changes(catalogue, PledgeNumber(asked)):
                return Reply(self._message(catalogue, PledgeNumber(asked), catalogue), answer)
            case NoSuchTerm():
                return Reply(rendered(answer, catalogue, Ask(text=of_then)), answer)
        return None

    def _message(self, of_term: Catalogue, number: PledgeNumber, current: Catalogue) -> Message:
        return history_replies.history_message(
            number,
            self._changes(of_term, number),
            self.timezone,
            strategy=of_term.strategy_word,
            term=of_term.term if of_term.term != current.term else "",
        )

    def _changes(self, of_term: Catalogue, number: PledgeNumber) -> tuple[FieldChange, ...]:
        return versions.changes_of(self.path, number, of_term.term, limit=MAX_CHANGES)


def _in_term_of_day(words: str, catalogue: Catalogue) -> str:
    """The words with the term for a day that they name, where another one was current on it."""
    text = dated(words, catalogue.today)[0] if catalogue.today else words
    if (said := _DAY.search(text)) is None or (months := period(said[0])) is None:
        return words
    year, month = divmod(int(months[1]), MONTHS)
    term = term_on(date(year, month + 1, 1))
    of_term = f"{term} " if catalogue.term.startswith("민선") and term != catalogue.term else ""
    return " ".join(f"{text[: said.start()]}{of_term}{text[said.end() :]}".split())
