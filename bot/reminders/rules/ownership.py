"""Who may own a pledge instead of the department that says it does not."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from bot.korean import hangul
from bot.lookup.catalogue import DEPARTMENT_ENDINGS, Catalogue
from bot.lookup.pledge import Pledge, PledgeNumber

MAX_OWNERS = 2
# Of 63 pledges, each with its owner left out, the true one comes first for 46 and is one of two
# for 52; by BESIDE alone it is for 41, by NAMED for 26: tests/reminders/test_ownership.py.
NAMED, BESIDE, ALIKE, SAME_FIELD = 2.0, 1.0, 1.0, 0.5
MIN_SCORE = 0.5
USUAL_BITS = 4.0  # the weight of a pair of syllables that two or three titles have


def likely_owners(
    number: str, catalogue: Catalogue, besides: Collection[str] = ()
) -> tuple[str, ...]:
    """Departments `besides` these, likeliest first, at most MAX_OWNERS; () for an unknown number.

    Those that help with the pledge come first. For the others count: the name in the title, owning
    the pledge right before or after, the most similar title among its pledges, of earlier terms
    too, and how many of its pledges are of the same field.
    """
    pledge = catalogue.by_number.get(PledgeNumber(number))
    if pledge is None:
        return ()
    title = _pairs(pledge.title)
    others = [each for each in catalogue.pledges if each is not pledge]
    earlier = [each for table in catalogue.earlier for each in table.pledges]
    weights = _weights([title, *(_pairs(each.title) for each in others)])
    beside = Counter(name for each in _beside(pledge, catalogue) for name in each.owners)
    alike: dict[str, float] = {}
    for each in (*others, *earlier):
        similarity = _similarity(title, _pairs(each.title), weights)
        alike |= {name: max(similarity, alike.get(name, 0.0)) for name in each.owners}

    def score(name: str) -> float:
        own = [each for each in catalogue.owned_by[name] if each is not pledge]
        same_field = sum(_field(each) == _field(pledge) for each in own) / max(1, len(own))
        named = sum(weights[pair] for pair in title & _pairs(_stem(name))) / USUAL_BITS
        return (
            NAMED * named
            + BESIDE * beside[name]
            + ALIKE * alike.get(name, 0.0)
            + SAME_FIELD * same_field
        )

    scores = {name: score(name) for name in catalogue.owned_by}
    likely = sorted((n for n in scores if scores[n] >= MIN_SCORE), key=lambda n: -scores[n])
    found = [name for name in (*pledge.helpers, *likely) if name not in {*besides}]
    return tuple(dict.fromkeys(found))[:MAX_OWNERS]


def _beside(pledge: Pledge, catalogue: Catalogue) -> list[Pledge]:
    """The pledges right before and after it, of the same field."""
    place = catalogue.pledges.index(pledge)
    around = (*catalogue.pledges[max(0, place - 1) : place], *catalogue.pledges[place + 1 :][:1])
    return [each for each in around if _field(each) == _field(pledge)]


def _field(pledge: Pledge) -> str:
    return pledge.number.category or pledge.strategy


def _pairs(text: str) -> frozenset[str]:
    letters = hangul.search_key(text)
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def _weights(titles: Collection[frozenset[str]]) -> Mapping[str, float]:
    """What each pair of syllables tells: the more, the fewer titles have it."""
    counts = Counter(pair for title in titles for pair in title)
    return {pair: math.log((len(titles) + 1) / count) for pair, count in counts.items()}


def _similarity(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """The cosine of two texts by their weighted pairs, from 0 to 1."""

    def squared(pairs: Iterable[str]) -> float:
        return sum(weights.get(pair, 0.0) ** 2 for pair in pairs)

    return squared(one & other) / (math.sqrt(squared(one) * squared(other)) or 1.0)


def _stem(name: str) -> str:
    return next((name.removesuffix(e) for e in DEPARTMENT_ENDINGS if name.endswith(e)), name)
