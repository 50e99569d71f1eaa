"""Who may own a pledge instead of the department that says it does not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.lookup.catalogue import DEPARTMENT_ENDINGS, Catalogue
from bot.lookup.pledge import PledgeNumber

if TYPE_CHECKING:
    from collections.abc import Collection


MAX_OWNERS = 2
RARE = 3  # titles: a pair of syllables that more of them have (추진, 지원) tells no department
MIN_SCORE = 2
NAME_WEIGHT = 2  # a department called 주차관리과 is likelier for 주차 than one with such a pledge


def likely_owners(
    number: str, catalogue: Catalogue, besides: Collection[str] = ()
) -> tuple[str, ...]:
    """Departments `besides` these, likeliest first, at most MAX_OWNERS; () for an unknown number.

    Those that help with the pledge come first, then those whose names or pledges share pairs of
    syllables with its title.
    """
    pledge = catalogue.by_number.get(PledgeNumber(number))
    if pledge is None:
        return ()
    pairs = {each.number: _pairs(each.title) for each in catalogue.pledges}
    counts = Counter(pair for found in pairs.values() for pair in found)
    rare = {pair for pair in pairs[pledge.number] if counts[pair] <= RARE}
    scores: dict[str, int] = {}
    for name, own in catalogue.by_department.items():
        shared = (len(pairs[each.number] & rare) for each in own if each.number != pledge.number)
        named = len(_pairs(_stem(name)) & pairs[pledge.number])
        scores[name] = max(shared, default=0) + NAME_WEIGHT * named
    likely = sorted(
        (n for n, score in scores.items() if score >= MIN_SCORE), key=lambda n: -scores[n]
    )
    others = [name for name in (*pledge.helpers, *likely) if name not in {*besides}]
    return tuple(dict.fromkeys(others))[:MAX_OWNERS]


def _pairs(text: str) -> frozenset[str]:
    letters = hangul.bare(hangul.normalized(text))
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def _stem(name: str) -> str:
    return next((name.removesuffix(e) for e in DEPARTMENT_ENDINGS if name.endswith(e)), name)
