"""What is answered where the table is asked for as such: all of it, in sum, by its groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.lookup.columns import STRATEGY
from bot.lookup.grouping import groups_by
from bot.lookup.question import Overview
from bot.lookup.results import Answer, Counts, ManyPledges, NoneSuch, OnePledge

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue

MOVED = "담당 바뀐"
MOST_LISTED = 5  # departments that are said to have the most pledges


def overview_of(overview: Overview, catalogue: Catalogue) -> Answer:
    """All pledges, or departments or strategies with how many each has."""
    owners = [(name, len(of)) for name, of in catalogue.owned_by.items()]
    groups = groups_by(STRATEGY.key, catalogue)
    entries = strategies = [(name, len(of)) for name, of in groups.items()]
    match overview:
        case Overview.PLEDGES:
            return ManyPledges(pledges=catalogue.pledges, label="전체", asked=overview.value)
        case Overview.MOVED:
            return _moved(catalogue)
        case Overview.DEPARTMENTS:
            counts = dict(owners)
            entries = [(name, counts.get(name, 0)) for name in catalogue.by_department]
        case Overview.FEWEST:
            entries = _least(owners)
        case Overview.SMALLEST:
            entries = _least(strategies)
        case Overview.MOST:
            entries = _most(owners)
        case Overview.LARGEST:
            entries = _most(strategies)
    return Counts(overview=overview, entries=tuple(entries))


def _least(entries: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """All that have as few as any."""
    least = min((count for _, count in entries), default=0)
    return [entry for entry in entries if entry[1] == least]


def _most(entries: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(entries, key=lambda entry: -entry[1])[:MOST_LISTED]


def _moved(catalogue: Catalogue) -> Answer:
    pledges = [catalogue.by_number[n] for n in catalogue.moved if n in catalogue.by_number]
    if not pledges:
        return NoneSuch(asked=MOVED)
    return ManyPledges(pledges=tuple(pledges), label=MOVED, asked=Overview.MOVED.value)


def with_words(words: str, catalogue: Catalogue) -> Answer:
    """The pledges that have these words in their titles as they are."""
    bare = hangul.bare(words)
    found = tuple([pledge for title, pledge in catalogue.titled if bare in title])
    if len(found) == 1:
        return OnePledge(pledge=found[0])
    return ManyPledges(pledges=found, label=words, asked=f"{words} 들어간 공약")
