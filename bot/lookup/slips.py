"""Names that may be one: a letter of one is wrong, or most letters are the same."""

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import Indel, LCSseq

from bot.korean import hangul

LEAST_ALIKE = 0.6


def slips(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each pair of names that differ by one letter: too much, too little, otherwise or elsewhere.

    The one that stands later among the names comes first.

    >>> [*slips(["생활체육과", "교통과", "생활채육과"])]
    [('생활채육과', '생활체육과')]
    """
    letters = [*map(_letters, names)]
    for at, one in enumerate(letters):
        near = process.extract_iter(one, letters[:at], scorer=LCSseq.distance, score_cutoff=1)
        for _, _, before in near:
            yield names[at], names[before]


def likeness(name: str, other: str) -> float:
    """How many letters two names have in common in their order, from 0 to 1.

    >>> likeness("교통행정과", "교통과")
    0.75
    """
    return Indel.normalized_similarity(name, other)


def likest(name: str, others: Iterable[str], *, least: float = LEAST_ALIKE) -> str:
    """The name that is most like this one; "" where none is enough."""
    found = process.extractOne(
        name, [*others], scorer=Indel.normalized_similarity, score_cutoff=least
    )
    return found[0] if found else ""


def _letters(name: str) -> str:
    return "".join(
        "".join(hangul.jamo(char)) if hangul.is_syllable(char) else char for char in name
    )
