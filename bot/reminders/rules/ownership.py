"""Who may own a pledge instead of the department that says it does not."""

from collections.abc import Collection

from bot.korean import hangul
from bot.lookup.catalogue import DEPARTMENT_ENDINGS, Catalogue
from bot.lookup.pledge import Pledge, PledgeNumber

MAX_OWNERS = 2
# Of 63 pledges, each with its owner left out, the true one comes first for 41 and is one of two
# for 50: tests/reminders/test_ownership.py.
NAMED, BESIDE, SAME_FIELD = 2.0, 1.0, 0.5
MIN_SCORE = 0.5


def likely_owners(
    number: str, catalogue: Catalogue, besides: Collection[str] = ()
) -> tuple[str, ...]:
    """Departments `besides` these, likeliest first, at most MAX_OWNERS; () for an unknown number.

    Those that help with the pledge come first. For the others count: the pairs of syllables that
    the name has with the title, owning the pledge right before or after, and how many of its
    pledges are of the same field.
    """
    pledge = catalogue.by_number.get(PledgeNumber(number))
    if pledge is None:
        return ()
    title, beside = _pairs(pledge.title), _beside(pledge, catalogue)

    def score(name: str) -> float:
        own = [each for each in catalogue.owned_by[name] if each is not pledge]
        same_field = sum(_field(each) == _field(pledge) for each in own) / max(1, len(own))
        named, near = len(title & _pairs(_stem(name))), sum(each in beside for each in own)
        return NAMED * named + BESIDE * near + SAME_FIELD * same_field

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


def _stem(name: str) -> str:
    return next((name.removesuffix(e) for e in DEPARTMENT_ENDINGS if name.endswith(e)), name)
