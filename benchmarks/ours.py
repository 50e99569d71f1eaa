"""The project's own answer to a question, as the benchmarks judge it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

from bot.lookup.answer import answered
from bot.lookup.engine import readings
from bot.lookup.engine.index import members
from bot.lookup.engine.letters import Letters
from bot.lookup.parsing import understood
from bot.lookup.question import ByKeyword
from bot.lookup.results import NoSuchDepartment, NotFound, WhichName, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.lookup.catalogue import Catalogue
    from bot.lookup.engine.letters import Scope
    from bot.lookup.engine.search import Hits


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


def best_hit(query: str, catalogue: Catalogue) -> Hits | None:
    """What a search for words found, with its score; None for any other question."""
    question = understood(query, catalogue)
    if not isinstance(question, ByKeyword):
        return None
    hits = catalogue.titles.found(question.words, question.stop_words, asks=question.asks)
    return hits if hits.sure or hits.unsure else None


@contextmanager
def full_scan() -> Iterator[None]:
    """Compare every word and every title while this lasts, not those that an index proposes."""

    def every_word(of: Letters, _strokes: str, scope: Scope) -> list[int]:
        return [
            *(range(len(of.vocabulary.words)) if scope is of.everywhere else members(scope.words))
        ]

    def every_title(of: Letters, _strokes: str, scope: Scope) -> list[int]:
        return [*(range(of.vocabulary.titles) if scope is of.everywhere else members(scope.rows))]

    with (
        patch.object(Letters, "words_like", every_word),
        patch.object(readings, "SHORTLIST", None),
        patch.object(readings, "most_quality", lambda _similarity: 1.0),
        patch.object(Letters, "titles_like", every_title),
        patch.object(Letters, "titles_like_initials", every_title),
    ):
        yield
