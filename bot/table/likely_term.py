"""Of which term the pledges of a file are: named there, or likely by what they share with ours."""

from collections.abc import Mapping, Sequence

from bot.korean import hangul
from bot.lookup.pledge import Pledge
from bot.lookup.slips import likeness
from bot.table.terms import following

FEW_IN_COMMON = 0.3  # of a file's numbers: below it, it is rather another term's table
MOST_ALIKE = 0.5  # of the titles under common numbers: below it, too
MIN_IN_COMMON = 3  # numbers; fewer titles tell nothing
MIN_ALIKE = 0.5  # 99 in 100 pairs of titles of one table are less alike
MAX_COMPARED = 300  # titles; more tell nothing new


def likely_term(
    found: Sequence[Pledge], held: Mapping[str, Sequence[Pledge]], *, named: str | None
) -> str:
    """The term that the pledges of a file are for, where `held` are those of each, ours first."""
    if named is not None:
        return named
    shared = {term: _likeness(found, pledges) for term, pledges in held.items()}
    best = max(shared, key=lambda term: shared[term])
    return best if shared[best] else following(next(iter(held)))


def _likeness(found: Sequence[Pledge], held: Sequence[Pledge]) -> float:
    """How alike pledges are to those of a term, up to 1; 0 where they are of another one."""
    titles = {pledge.number: pledge.title for pledge in held}
    common = [pledge for pledge in found if pledge.number in titles]
    if len(common) < FEW_IN_COMMON * len(found):
        return 0
    share, common = len(common) / max(1, len(found)), common[:MAX_COMPARED]
    pairs = ((pledge.title, titles[pledge.number]) for pledge in common)
    ratios = [likeness(*map(hangul.search_key, pair)) for pair in pairs]
    alike = sum(ratio >= MIN_ALIKE for ratio in ratios)
    if len(common) >= MIN_IN_COMMON and alike < MOST_ALIKE * len(common):
        return 0
    return share * max(sum(ratios), MIN_ALIKE) / max(1, len(common))
