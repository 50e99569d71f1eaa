"""The table and what is asked of it in figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.lookup.details import STATUS

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue

MAX_DEPARTMENTS = 8
MAX_STRATEGIES = 8
MAX_STATES = 8
MAX_ASKED = 5
OTHERS = ""  # instead of a name: all that did not fit

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Pledges by strategy (in the table's order), owner and state (most first); questions.

    `strategy_word` is what the table calls a strategy. The last entry of a list that was too long
    is OTHERS. `most_asked` are numbers of pledges, `asked` and `missed` the questions of this month
    and the last that found one pledge or none.
    """

    term: str
    as_of: str
    pledges: int
    departments: int
    strategy_word: str
    by_strategy: Counts
    by_owner: Counts
    by_state: Counts
    most_asked: Counts
    asked: int
    missed: int


def stats(catalogue: Catalogue, most_asked: Counts, counts: tuple[int, int]) -> Stats:
    """The figures of the current term."""
    states = Counter(pledge.detail(STATUS) for pledge in catalogue.pledges)
    states.pop("", None)
    owners = Counter(name for pledge in catalogue.pledges for name in pledge.owners)
    strategies = [(name, len(own)) for name, own in catalogue.by_strategy.items()]
    return Stats(
        term=catalogue.term,
        as_of=catalogue.as_of.isoformat(),
        pledges=len(catalogue.pledges),
        departments=len(owners),
        strategy_word=catalogue.strategy_word,
        by_strategy=_within(strategies, MAX_STRATEGIES),
        by_owner=_within(owners.most_common(), MAX_DEPARTMENTS),
        by_state=_within(states.most_common(), MAX_STATES),
        most_asked=most_asked[:MAX_ASKED],
        asked=counts[0],
        missed=counts[1],
    )


def _within(counts: list[tuple[str, int]], limit: int) -> Counts:
    if len(counts) <= limit:
        return tuple(counts)
    return (*counts[: limit - 1], (OTHERS, sum(count for _, count in counts[limit - 1 :])))
