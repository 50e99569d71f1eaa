"""How likely it is that the pledges which were found are what a message is about.

What the words of a message and of a title say for it and against it is counted, the features of a
`Candidate`; the table `weighing.tsv` has the weight of each in log odds, and of products of two.
`python -m benchmarks.weighing` fits it to labelled messages.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.lookup import errands
from bot.lookup.details import PERIOD
from bot.lookup.engine.matching import How
from bot.lookup.errands import Errand
from bot.lookup.lexicon import civic_words, rows
from bot.lookup.words import (
    is_asking,
    is_filler,
    is_light,
    is_ordinary,
    is_served,
    is_verbal,
    stems_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.lookup.catalogue import Catalogue
    from bot.lookup.engine.search import Hits
    from bot.lookup.meanings import Pointed
    from bot.lookup.pledge import Pledge
    from bot.lookup.question import ByKeyword

NAMED, OFFERED = 0.6, 0.1  # likelihoods that name pledges, and suggest them; benchmarks/weighing.py
ALWAYS = "always"
MAX_COUNTED = 4  # of one kind; more says nothing more
MAX_CHARS = 8  # of words that a title has as they are
BITS = 10.0  # that count 1 …
MAX_BITS = 4.0  # … of these at most
FEW_NOUNS = 3
_OF_PLEDGES = re.compile(
    "담당|소관|주관|부서(?![졌진지져])|공약|사업(?![자장])|맡(?![기길긴겨김]|아[줄주놨])|어느|누구|예산|용역|공사비|건립비|운영비|추진|진척|이행|진행|전화번호|연락처|완공|착공|준공|owns|owner"
)
_DESCRIBED = ("거", "것", "데", "곳", "게", "사람", "사람들", "대책", "사업")
_TELLING = ("는데", "은데", "인데", "한데")
_NOUNS = frozenset({"noun", "ordinary"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Pledges that a message may be about, best first, and what says so.

    `hits` has the words of the first that were read, `pointed` what all words of the message mean
    together. It is `of_words` where the search for words found it.
    """

    pledges: tuple[Pledge, ...]
    hits: Hits | None
    pointed: Pointed | None
    of_words: bool


def asking_for(question: ByKeyword, columns: Iterable[str]) -> ByKeyword:
    """The question with these columns asked for; anything has a time, others only pledges have."""
    of_column = any(column != PERIOD and _OF_PLEDGES.search(column) for column in columns)
    return replace(question, asks=True, of_column=of_column)


def likelihood(question: ByKeyword, found: Candidate, catalogue: Catalogue) -> float:
    """How likely the first of the pledges is what is meant, in [0, 1]."""
    there = {name: of for name, of in features(question, found, catalogue).items() if of}
    odds = 0.0
    for one, products in weights().items():
        if one in there:
            said = sum([weight * there[other] for other, weight in products if other in there])
            odds += there[one] * said
    return 1 / (1 + math.exp(-odds))


@cache
def weights() -> Mapping[str, Sequence[tuple[str, float]]]:
    """By its first feature, the weight of each product of two; of one, and what is always 1."""
    table: dict[str, list[tuple[str, float]]] = {}
    for of, weight in rows("weighing.tsv"):
        one, other, *_ = f"{of} * {ALWAYS}".split(" * ")
        table.setdefault(one, []).append((other, float(weight)))
    return table


def features(question: ByKeyword, found: Candidate, catalogue: Catalogue) -> Mapping[str, float]:
    """What speaks for the candidate and against it; what is not there is 0."""
    said = question.said or tuple([one.typed for one in question.words])
    values: dict[str, float] = {ALWAYS: 1.0}
    values.update(_of_message(question, said, catalogue))
    covered: set[int] = set()
    values["by words" if found.of_words else "by meaning"] = 1.0
    if found.hits is not None:
        values.update(_of_words(found.hits, found.pledges[0]))
        typed = [one.typed for one in (*found.hits.matched, *found.hits.alike)]
        covered = {at for at, word in enumerate(said) if word and _is_read(word, typed)}
    if found.pointed is not None:
        values.update(_of_meaning(found.pointed, found.pledges[0]))
        if found.pledges[0] in found.pointed.near:
            values["said by meaning"] = min(
                MAX_COUNTED,
                sum(
                    _kind(said[at], catalogue) in _NOUNS
                    for at in found.pointed.words
                    if at not in covered
                ),
            )
            covered.update(found.pointed.words)
    values.update(_of_rest([_kind(word, catalogue) for word in said], covered))
    return values


def _of_message(
    question: ByKeyword, said: Sequence[str], catalogue: Catalogue
) -> Iterator[tuple[str, float]]:
    """What a message is like, whatever it is about."""
    last = said[-1] if said else ""
    errand = errand_of(question, catalogue)
    yield "asks", question.asks
    yield "seeks", question.seeks
    yield "is chatter", question.chatter
    yield "asks of pledges", asks_of_pledges(question)
    yield "is errand", errand is Errand.ERRAND
    yield "asks detail", errand is Errand.DETAIL
    yield "wishes", errands.wishes(said)
    yield "describes", _describes(last)
    yield "names things", _names_things(question)
    yield "ends with verb", is_verbal(last)
    yield "recounts", is_verbal(last) and not question.wants
    yield "is one word", sum(map(bool, said)) == 1
    yield "has latin", any(map(str.isascii, filter(None, said)))


def asks_of_pledges(question: ByKeyword) -> bool:
    """Whether a message asks for what only pledges have."""
    return question.of_column or any(map(_OF_PLEDGES.search, question.said))


def errand_of(question: ByKeyword, catalogue: Catalogue) -> Errand:
    """The errand that a message of several words is about, if it does not ask of pledges."""
    is_other = len(question.said) == 1 or asks_of_pledges(question)
    return Errand.NONE if is_other else catalogue.errand(question.said)


def _of_words(hits: Hits, pledge: Pledge) -> Iterator[tuple[str, float]]:
    """What the words that were read in a title say."""
    how: dict[str, How] = {}
    for reading in hits.readings:
        of = How.EXACT if reading.read in reading.typed else reading.how
        how[reading.read] = min(of, how.get(reading.read, of))
    plain = sum(len(read) for read, of in how.items() if of.is_plain)
    of_names = [len(read) for read, of in how.items() if of.is_plain and not _is_common(read)]
    title = hangul.bare(hangul.normalized(pledge.title))
    kinds = [*how.values()]
    yield "is unsure", not hits.sure
    yield "fit", hits.fit / 100
    yield "excess", min(MAX_BITS, hits.excess_bits / BITS)
    yield "read", min(MAX_COUNTED, len(how))
    yield "read plainly", min(MAX_COUNTED, sum(of.is_plain for of in kinds))
    yield "read by synonym", min(MAX_COUNTED, kinds.count(How.SYNONYM))
    yield "read one by synonym", kinds == [How.SYNONYM]
    yield "read one related", kinds == [How.RELATED]
    yield "chars plain", min(MAX_CHARS, plain)
    yield "chars of names", min(MAX_CHARS, sum(of_names))
    slipped = sum(len(read) for read, of in how.items() if of is How.CORRECTED)
    yield "chars with slips", min(MAX_CHARS, slipped)
    yield "no chars plain", plain == 0
    yield "two chars plain", plain in {1, 2}
    yield "three chars plain", plain == 3
    yield "of title", min(1.0, sum(map(len, how)) / (len(title) or 1))
    yield "says twice", says_twice(hits)
    yield "read all", explains(hits)


def _of_meaning(pointed: Pointed, pledge: Pledge) -> Iterator[tuple[str, float]]:
    """What the words mean together."""
    bits = pointed.bits.get(str(pledge.number), 0.0) / pointed.one
    others = [of for number, of in pointed.bits.items() if number != str(pledge.number)]
    ahead = bits - max(others, default=0.0) / pointed.one
    yield "share", min(MAX_BITS, bits)
    yield "ahead", min(MAX_BITS, max(0.0, ahead))
    yield "behind", min(MAX_BITS, max(0.0, -ahead))
    if pledge in pointed.near:
        yield "combined", pointed.is_combined
        yield "one thing", pointed.things == 1
        yield "telling", min(MAX_COUNTED, pointed.telling)
        yield "means head", pointed.is_head
        yield "means written", pointed.is_written
        yield "means surely", bool(pointed.pledges)


def _of_rest(kinds: Sequence[str], covered: set[int]) -> Iterator[tuple[str, float]]:
    """Which words were read or mean something, and which are left out, by their kinds."""
    said = [kind for at, kind in enumerate(kinds) if at in covered]
    left = [kind for at, kind in enumerate(kinds) if at not in covered]
    nouns_said, nouns_left = (sum(kind in _NOUNS for kind in of) for of in (said, left))
    telling = [at for at, kind in enumerate(kinds) if kind in _NOUNS or kind == "whom"]
    yield "said", min(MAX_COUNTED, nouns_said)
    yield "said nothing", not nouns_said and "whom" not in said
    yield "said verb", min(MAX_COUNTED, said.count("verb"))
    yield "said whom", min(MAX_COUNTED, said.count("whom"))
    yield "said light", min(MAX_COUNTED, said.count("light"))
    yield "left", min(MAX_COUNTED, nouns_left)
    yield "left none", nouns_left == 0
    yield "left more", nouns_left > nouns_said
    yield "left ordinary", min(MAX_COUNTED, left.count("ordinary"))
    yield "left verb", min(MAX_COUNTED, left.count("verb"))
    yield "left whom", min(MAX_COUNTED, left.count("whom"))
    yield "left first", bool(telling) and telling[0] not in covered
    yield "left last", bool(telling) and telling[-1] not in covered


def _kind(word: str, catalogue: Catalogue) -> str:
    """What a word may say of which pledge is meant."""
    kind = _kind_anywhere(word)
    if kind == "ordinary" and any(map(catalogue.titles.stands, stems_of(word))):
        return "noun"
    return kind


@lru_cache(maxsize=4096)
def _kind_anywhere(word: str) -> str:
    """What a word may say in any table."""
    if not word or is_asking(word):
        return "asks"
    stems = stems_of(word)
    if any(map(is_light, stems)) or is_filler(word):
        return "light"
    if is_verbal(word):
        return "verb"
    if is_served(word):
        return "whom"
    return "ordinary" if not word.isascii() and any(map(is_ordinary, stems)) else "noun"


def _is_read(word: str, typed: Sequence[str]) -> bool:
    """Whether a word was read by itself, with others as one, or in part."""
    return any(word in one or (len(one) > 1 and one in word) for one in typed)


def _is_common(read: str) -> bool:
    """Whether a word of a title is one of any office, and no name."""
    return read in civic_words() or is_ordinary(read)


def _describes(last: str) -> bool:
    """Whether a message ends with what is to be, or with the thing itself: 밥 해드리는 거."""
    return last in _DESCRIBED or (last.endswith(_DESCRIBED) and not last.endswith(_TELLING))


def _names_things(question: ByKeyword) -> bool:
    """Whether nothing but a few nouns was said, without particles between them."""
    return (
        not question.wants
        and 1 < len(question.words) == len(question.said) <= FEW_NOUNS
        and not any(
            one.light or is_verbal(one.typed) or one.phrase != question.words[0].phrase
            for one in question.words
        )
    )


def says_twice(hits: Hits) -> bool:
    """Whether an everyday word is read as what another word is there: 재활용, 자원순환센터."""
    exact = [reading.read for reading in hits.readings if reading.how.is_plain]
    meant = [reading.read for reading in hits.readings if reading.how.is_by_meaning]
    return any(one in other for one in meant for other in exact)


def explains(hits: Hits) -> bool:
    """Whether the best title has all that was said of which pledge is meant."""
    return hits.explain_all and all(one.light for one in hits.left_out)
