"""What is answered where the table is asked for as such: all of it, in sum, by its groups."""

from bot.korean import hangul
from bot.lookup.catalogue import Catalogue
from bot.lookup.columns import STRATEGY
from bot.lookup.grouping import groups_by
from bot.lookup.question import Overview
from bot.lookup.results import Answer, Counts, ManyPledges, NoneSuch, OnePledge

MOVED = "담당 바뀐"
MOST_LISTED = 5  # departments that are said to have the most pledges


def overview_of(overview: Overview, catalogue: Catalogue) -> Answer:
    """All pledges, or departments or strategies with how many each has."""
    of_departments = overview in (Overview.DEPARTMENTS, Overview.FEWEST, Overview.MOST)
    groups = catalogue.owned_by if of_departments else groups_by(STRATEGY.key, catalogue)
    entries = [(name, len(of)) for name, of in groups.items()]
    match overview:
        case Overview.PLEDGES:
            return ManyPledges(pledges=catalogue.pledges, label="전체", asked=overview.value)
        case Overview.MOVED:
            return _moved(catalogue)
        case Overview.DEPARTMENTS:
            entries = [(name, len(groups.get(name, ()))) for name in catalogue.by_department]
        case Overview.FEWEST | Overview.SMALLEST:
            least = min((count for _, count in entries), default=0)
            entries = [entry for entry in entries if entry[1] == least]
        case Overview.MOST | Overview.LARGEST:
            entries = sorted(entries, key=lambda entry: -entry[1])[:MOST_LISTED]
    return Counts(overview=overview, entries=tuple(entries))


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
