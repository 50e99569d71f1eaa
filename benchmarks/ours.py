"""The project's own answer to a question, as the benchmarks judge it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

from bot.lookup.answer import NoSuchDepartment, NotFound, WhichName, answered, summary
from bot.lookup.question import ByKeyword, understood
from bot.lookup.search import TitleSearch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.lookup.catalogue import Catalogue
    from bot.lookup.pledge import PledgeNumber
    from bot.lookup.search import Hit


def named_pledges(query: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The numbers that the answer names, best first; empty when it names none."""
    return summary(answered(understood(query, catalogue), catalogue)).pledges


def first_guess(query: str, catalogue: Catalogue) -> tuple[str, ...]:
    """What the answer names or, when it names nothing, what it would suggest, best first."""
    answer = answered(understood(query, catalogue), catalogue)
    match answer:
        case NotFound(near=near):
            return tuple(str(pledge.number) for pledge in near)
        case WhichName(names=(name, *_)) | NoSuchDepartment(alike=(name, *_)):
            return tuple(str(pledge.number) for pledge in catalogue.by_department.get(name, ()))
        case _:
            return summary(answer).pledges


def best_hit(query: str, catalogue: Catalogue) -> Hit | None:
    """The best hit of a search for words, with its score; None for any other question."""
    question = understood(query, catalogue)
    if not isinstance(question, ByKeyword):
        return None
    hits = catalogue.titles.found(question.words, asks=question.asks)
    return next(iter((*hits.sure, *hits.unsure)), None)


@contextmanager
def full_scan() -> Iterator[None]:
    """Compare every title while this lasts, instead of those that the index proposes."""

    def every_row(
        search: TitleSearch, _units: object, within: frozenset[PledgeNumber] | None
    ) -> list[int]:
        places = enumerate(search._places)
        return [
            row
            for row, place in places
            if within is None or search._pledges[place].number in within
        ]

    with patch.object(TitleSearch, "_rows", every_row):
        yield
