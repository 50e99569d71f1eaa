"""How likely it is that the pledges which were found are what a message is about.

What the words of a message and of a title say for it and against it is counted, the features of a
`Candidate`; the table `weighing.tsv` has the weight of each in log odds, and of products of two.
How people speak of pledges, and how of their own day, is told by words and ends: `endings.tsv`.
`python -m benchmarks.weighing` fits both to labelled messages.
"""

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from bot.korean import hangul
from bot.lookup.catalogue import Catalogue
from bot.lookup.columns import PERIOD
from bot.lookup.engine.matching import How
from bot.lookup.engine.search import Hits
from bot.lookup.errands import ERRAND
from bot.lookup.inflection import ends_own, is_own
from bot.lookup.lexicon import civic_words, rows
from bot.lookup.pledge import Pledge
from bot.lookup.pointing import Company, Pointed
from bot.lookup.question import ByKeyword
from bot.lookup.words import (
    COURTESY,
    asks_which,
    is_asking,
    is_filler,
    is_light,
    is_of_pledges,
    is_ordinary,
    is_paper,
    is_served,
    is_verbal,
    stems_of,
)

# Likelihoods that name pledges, and suggest them; benchmarks/weighing.py.
NAMED, OFFERED = 0.6, 0.1
ALWAYS, TIMES = "always", " * "
MANNER = "manner"
MIN_SAID = 2  # words of an errand
MIN_NAME, MAX_NAMED = 3, 2  # syllables of a name beside a paper, and pledges that it may name
MEANT_TOO = 0.5  # of an errand's word that means the pledge with others: 액정 깨진 태블릿
MAX_COUNTED = 4  # of one kind; more says nothing more
MAX_NOUNS = 6  # of a message
MAX_CHARS = 8  # of words that a title has as they are
SHORT_CHARS = 3  # a word of a title that is no longer may well be another word
BITS = 10.0  # that count 1 …
MAX_BITS = 4.0  # … of these at most
MAX_ENDING, MIN_STEM = 3, 2  # syllables of the end of a word, and before it: 아들 is no plural
WHOLE = "^"  # before what is a word, and no end of one
_COUNT = re.compile("[0-9]+[가-힣]?")  # 2차
_NOUNS = frozenset({"noun", "ordinary"})
_THINGS = _NOUNS | {"whom"}
_TELLING_KINDS = _THINGS | {"verb"}
AS_TYPED = frozenset({How.EXACT, How.KEYBOARD, How.CHOSEONG})
WITH_SLIPS = AS_TYPED | {How.CORRECTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Pledges that a message may be about, best first, and what says so.

    `hits` has the words of the first that were read, `pointed` what all words of the message mean
    together, `company` what the only word stands with. It is `of_words` where the search for words
    found it.
    """

    pledges: tuple[Pledge, ...]
    hits: Hits | None
    pointed: Pointed | None
    of_words: bool
    company: Company | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a message says: its words, of which kind each is, and what it is like."""

    question: ByKeyword
    words: tuple[str, ...]
    kinds: tuple[str, ...]
    errands: Collection[int]  # the places of words of errands
    values: Mapping[str, float]


def asking_for(
    question: ByKeyword, columns: Iterable[str], stands: Callable[[str], bool]
) -> ByKeyword:
    """The question with these columns; a state behind titles' words is no remark."""
    of_column = any(column != PERIOD.key and is_of_pledges(column) for column in columns)
    words = question.words
    ends_in_state = len(words) > 1 and words[-1].light and len(words[-1].stems) > 1  # 완료됐어
    is_all = len(words) == len(question.said)
    is_asked = ends_in_state and is_all and all(any(map(stands, w.stems)) for w in words[:-1])
    chatter = question.chatter and not is_asked
    return replace(question, asks=True, of_column=of_column, chatter=chatter)


def likelihood(said: Said, found: Candidate) -> float:
    """How likely the first of the pledges is what is meant, in [0, 1]."""
    there = {name: of for name, of in features(said, found).items() if of}
    odds = 0.0
    for one, value in there.items():
        products = weights().get(one, ())
        odds += value * sum([of * there[other] for other, of in products if other in there])
    return 1 / (1 + math.exp(-odds))


@cache
def weights() -> Mapping[str, Sequence[tuple[str, float]]]:
    """By its first feature, the weight of each product of two; of one, and what is always 1."""
    table: dict[str, list[tuple[str, float]]] = {}
    for of, weight in rows("weighing.tsv"):
        one, other, *_ = f"{of}{TIMES}{ALWAYS}".split(TIMES)
        table.setdefault(one, []).append((other, float(weight)))
    return table


@cache
def endings() -> Mapping[str, float]:
    """What a word or its end says for a pledge, in log odds: 인가요 for it, ^추천 against it."""
    return {ending: float(says) for ending, says in rows("endings.tsv")}


def says_ending(word: str, known: Mapping[str, float]) -> float:
    """What a known word says, or else the longest known end of it."""
    ends = (word[at:] for at in range(max(MIN_STEM, len(word) - MAX_ENDING), len(word)))
    return next((known[end] for end in (WHOLE + word, *ends) if end in known), 0.0)


def said_in(question: ByKeyword, catalogue: Catalogue) -> Said:
    """What a message is like, whatever it is about; the same for all its candidates."""
    words = question.said or tuple([one.typed for one in question.words])
    kinds = tuple([_kind(word, catalogue) for word in words])
    errands = {at for name, at in errands_of(question, catalogue) if name == ERRAND}
    values = dict(_of_message(question, words, errands))
    return Said(question=question, words=words, kinds=kinds, errands=errands, values=values)


def features(said: Said, found: Candidate) -> Mapping[str, float]:
    """What speaks for the candidate and against it; what is not there is 0."""
    values = {ALWAYS: 1.0, **said.values}
    covered: set[int] = set()
    values["by words"] = found.of_words
    values["pledges"] = math.log2(len(found.pledges))
    values["several"] = len(found.pledges) > 1
    if found.hits is not None:
        values.update(_of_words(found.hits, found.pledges[0]))
        typed = [one.typed for one in (*found.hits.matched, *found.hits.alike)]
        covered = {at for at, word in enumerate(said.words) if word and _is_read(word, typed)}
        rest = sum(_rest_of(said.words[at], typed) for at in covered)
        values["rest of words"] = min(MAX_COUNTED, rest)
        values["says plainly"] = says_plainly(said.question, found.hits)
        is_meant = any(one.how.is_by_meaning for one in found.hits.readings)
        left = {kind for at, kind in enumerate(said.kinds) if at not in covered}
        values["says nothing else"] = not is_meant and left <= {"asks"}
    if found.pointed is not None:
        values.update(_of_meaning(found.pointed, found.pledges[0]))
        if found.pledges[0] in found.pointed.near:
            meant = {at for at in found.pointed.words if said.kinds[at] in _NOUNS}
            values["said by meaning"] = min(MAX_COUNTED, len(meant - covered))
            covered.update(found.pointed.words)
            if found.pointed.is_combined:
                meant = {at for at in found.pointed.words if said.kinds[at] in _TELLING_KINDS}
                values["errands"] -= MEANT_TOO * len(meant.intersection(said.errands))
    if found.company is not None and not values.get("chars read"):
        values.update(_of_company(found.company, found.pledges[0]))
    values.update(_of_rest(said, covered))
    return values


def names_thing(said: Said, found: Candidate) -> bool:
    """Whether a whole noun was read in a title, and not only a verb, or a piece of another word."""
    if found.hits is None:
        return False
    typed = [one.typed for one in found.hits.matched]
    kinds = zip(said.words, said.kinds, strict=True)
    nouns = [word for word, kind in kinds if kind in _THINGS]
    return any(_is_read(word, typed) and not _rest_of(word, typed) for word in nouns)


def _of_message(
    question: ByKeyword, said: Sequence[str], errands: Collection[int]
) -> Iterator[tuple[str, float]]:
    last = said[-1] if said else ""
    yield MANNER, math.fsum(says_ending(word, endings()) for word in said)
    yield "seeks", question.seeks
    yield "is chatter", question.chatter
    yield "errands", min(MAX_COUNTED, len(errands))
    yield "is errand", bool(errands)
    yield "own", says_own(question)
    yield "recounts", is_verbal(last) and not question.wants
    yield "is one word", sum(map(bool, said)) == 1
    yield "has latin", any(word.isascii() and word[0].isalpha() for word in said if word)


def says_own(question: ByKeyword) -> bool:
    """Whether a message ends with what oneself does or did, or what somebody near is to do."""
    if asks_of_pledges(question) or any(map(asks_which, question.said)):
        return False  # 복합개발 공약 다 모아줘, 어디로 돌릴까
    before, last = ("", "", *question.said)[-2:]
    return (_kind_anywhere(last) == "verb" and is_own(last)) or ends_own(before + last)


def asks_of_pledges(question: ByKeyword) -> bool:
    """Whether a message asks for what only pledges have."""
    return question.of_column or any(map(is_of_pledges, question.said))


def errands_of(question: ByKeyword, catalogue: Catalogue) -> tuple[tuple[str, int], ...]:
    """The errands that a message of several words is about, if it does not ask of pledges.

    A word in another sense is one, whatever is asked; a paper about a named pledge is none.
    """
    if len(question.said) < MIN_SAID:
        return ()
    other = tuple([(ERRAND, at) for at in _other_senses(question.said, catalogue.titles.stands)])
    if asks_of_pledges(question):
        return other
    found = catalogue.errands(question.said)
    if found and papers_in(question, catalogue) and _is_named(question, catalogue):
        found = tuple([(of, at) for of, at in found if not _paper_of(question.said[at])])
    return found + other


def _other_senses(words: Sequence[str], stands: Callable[[str], bool]) -> Iterator[int]:
    """The places of words that are another word beside some that do not stand: 반려된 결재."""
    for at, word in enumerate(words):
        of = next((_homonyms()[stem] for stem in stems_of(word) if stem in _homonyms()), ())
        others = (one for place, one in enumerate(words) if place != at and one.startswith(of))
        if of and not all(map(stands, others)):
            yield at


@cache
def _homonyms() -> Mapping[str, tuple[str, ...]]:
    """By a word of titles, what words beside it begin with where it is another one."""
    return {word: tuple(besides.split(",")) for word, _reason, besides in rows("homonyms.tsv")}


def papers_in(question: ByKeyword, catalogue: Catalogue) -> tuple[str, ...]:
    """What is asked for that is written or drawn about a thing: 공정표; none of titles' words."""
    words = [] if question.chatter else [one for one in question.words if one.light]
    papers = (_paper_of(one.typed) for one in words if not one.known)
    return tuple([one for one in papers if one and not catalogue.titles.stands(one)])


def _paper_of(word: str) -> str:
    return next(filter(is_paper, stems_of(word)), "")


def _is_named(question: ByKeyword, catalogue: Catalogue) -> bool:
    """Whether all that tells which pledge is meant are names of one or two: 키움센터 서류."""
    telling = [one for one in question.words if not one.light]
    return bool(telling) and all(_names_few(one.stems, catalogue) for one in telling)


def _names_few(stems: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether a word is a name, or so long that no other thing is called so."""
    long = (one for one in stems if len(one) >= MIN_NAME)
    return any(
        0 < len([*catalogue.titles.holding(one)]) <= MAX_NAMED
        and not is_ordinary(one)
        and (len(one) > MIN_NAME or not _is_common(one))
        for one in long
    )


def _of_words(hits: Hits, pledge: Pledge) -> Iterator[tuple[str, float]]:
    how: dict[str, How] = {}
    for reading in hits.readings:
        of = How.EXACT if reading.read in reading.typed else reading.how
        how[reading.read] = min(of, how.get(reading.read, of))
    chars = {read: len(hangul.bare(read)) for read in how}
    typed = [chars[read] for read, of in how.items() if not of.is_by_meaning]
    plain = [chars[read] for read, of in how.items() if of.is_plain]
    names = [chars[read] for read, of in how.items() if of.is_plain and not _is_common(read)]
    slipped = [chars[read] for read, of in how.items() if of is How.CORRECTED]
    title = hangul.search_key(pledge.title)
    yield "excess", min(MAX_BITS, hits.excess_bits / BITS)
    yield "lack", min(MAX_BITS, hits.lack_bits / BITS)
    yield "read by synonym", min(MAX_COUNTED, [*how.values()].count(How.SYNONYM))
    yield "chars read", min(MAX_CHARS, sum(typed))
    yield "chars of names", min(MAX_CHARS, sum(names))
    yield "longest read", max(0, min(MAX_CHARS, max(typed, default=0)) - SHORT_CHARS)
    yield "longest plain", min(MAX_CHARS, max(plain, default=0))
    yield "longest slipped", max(0, min(MAX_CHARS, max(slipped, default=0)) - SHORT_CHARS)
    yield "of title", min(1.0, sum(map(len, how)) / (len(title) or 1))
    yield "says twice", says_twice(hits)


def _of_meaning(pointed: Pointed, pledge: Pledge) -> Iterator[tuple[str, float]]:
    bits = pointed.bits.get(str(pledge.number), 0.0) / pointed.one
    others = [of for number, of in pointed.bits.items() if number != str(pledge.number)]
    ahead = bits - max(others, default=0.0) / pointed.one
    yield "share", min(MAX_BITS, bits)
    yield "ahead", min(MAX_BITS, max(0.0, ahead))
    yield "behind", min(MAX_BITS, max(0.0, -ahead))
    if pledge in pointed.near:
        yield "combined", pointed.is_combined
        yield "words combined", min(MAX_COUNTED, pointed.things - pointed.votes)
        yield "near others", len(pointed.near) > 1
        yield "telling", min(MAX_COUNTED, pointed.telling)
        yield "means head", pointed.is_head
        yield "means written", pointed.is_written


def _of_company(company: Company, pledge: Pledge) -> Iterator[tuple[str, float]]:
    together = company.together.get(str(pledge.number), 0)
    yield "rows together", math.log2(1 + together)
    yield "rows apart", math.log2(1 + company.rows - together)
    yield "rows ahead", company.ahead(pledge)


def _of_rest(message: Said, covered: set[int]) -> Iterator[tuple[str, float]]:
    """Which words were read or mean something, and which are left out, by their kinds."""
    kinds = message.kinds
    said = [kind for at, kind in enumerate(kinds) if at in covered]
    left = [kind for at, kind in enumerate(kinds) if at not in covered]
    nouns = sum(kind in _NOUNS for kind in kinds)
    yield "nouns", min(MAX_NOUNS, nouns)
    yield "said verb", min(MAX_COUNTED, said.count("verb"))
    yield "said whom", min(MAX_COUNTED, said.count("whom"))
    yield "said light", min(MAX_COUNTED, said.count("light"))
    yield "left share", sum(kind in _NOUNS for kind in left) / (nouns or 1)
    yield "left verb", min(MAX_COUNTED, left.count("verb"))
    yield "left ordinary", min(MAX_COUNTED, left.count("ordinary"))
    yield "left nothing", _TELLING_KINDS.isdisjoint(left)
    yield "ends read", len(kinds) - 1 in covered
    yield "before another", sum(_is_part_of_name(message, at, covered) for at in covered)


def _kind(word: str, catalogue: Catalogue) -> str:
    """What a word may say of which pledge is meant."""
    kind = _kind_anywhere(word)
    if kind == "ordinary" and any(map(catalogue.titles.stands, stems_of(word))):
        return "noun"
    return kind


@lru_cache(maxsize=4096)
def _kind_anywhere(word: str) -> str:
    if not word or is_asking(word):
        return "asks"
    stems = stems_of(word)
    if any(map(is_light, stems)) or is_filler(word) or _COUNT.fullmatch(word):
        return "light"
    if is_verbal(word):
        return "verb"
    if is_served(word):
        return "whom"
    return "ordinary" if not word.isascii() and any(map(is_ordinary, stems)) else "noun"


def _is_read(word: str, typed: Sequence[str]) -> bool:
    """Whether a word was read by itself, with others as one, or in part."""
    return any(word in one or (len(one) > 1 and one in word) for one in typed)


def _rest_of(word: str, typed: Sequence[str]) -> int:
    """How many syllables of a word were not read: 2 of 국가장학금, of which a title has 장학금."""
    rest = stem = stems_of(word)[-1]
    for one in typed:
        rest = "" if stem in one else rest.replace(one, "", 1)
    return len(rest)


def _is_part_of_name(said: Said, at: int, covered: set[int]) -> bool:
    """Whether a word only says what kind of another thing is meant: 자전거 펌프."""
    is_noun = said.kinds[at] in _NOUNS and len(stems_of(said.words[at])) == 1
    after = at + 1
    return (
        is_noun and after < len(said.words) and after not in covered and said.kinds[after] in _NOUNS
    )


def _is_common(read: str) -> bool:
    """Whether a word of a title is one of any office, and no name."""
    return read in civic_words() or is_ordinary(read)


def says_twice(hits: Hits) -> bool:
    """Whether an everyday word is read as what another word is there: 재활용, 자원순환센터."""
    exact = [reading.read for reading in hits.readings if reading.how.is_plain]
    meant = [reading.read for reading in hits.readings if reading.how.is_by_meaning]
    return any(one in other for one in meant for other in exact)


def explains(hits: Hits) -> bool:
    """Whether the best title has all that was said of which pledge is meant."""
    return hits.explain_all and all(one.light for one in hits.left_out)


def says_plainly(question: ByKeyword, hits: Hits) -> bool:
    """Whether what was read as typed, or one word with its meaning, is all that tells which."""
    hows = {How.EXACT if one.read in one.typed else one.how for one in hits.readings}
    meant = WITH_SLIPS if question.asks else AS_TYPED
    typed = [one.typed for one in hits.readings]
    has_all = bool(hits.sure) and len(question.words) > 1 and not hits.left_out
    if len(question.said) > 1 and not question.asks and typed and all(map(COURTESY.has, typed)):
        return False  # 힘내라 우리 팀
    return (
        (hows <= AS_TYPED and (explains(hits) or _says_one(question, hits, besides=is_served)))
        or (hows <= meant | {How.SYNONYM} and _says_one(question, hits))
        or (hows <= WITH_SLIPS and has_all)
    )


def _says_one(
    question: ByKeyword, hits: Hits, *, besides: Callable[[str], bool] = lambda _: False
) -> bool:
    """Whether one word or expression alone says what is meant, `besides` others."""
    telling = [one for one in question.words if not (one.light or besides(one.typed))]
    left_out = [one for one in hits.left_out if not (one.light or besides(one.typed))]
    is_one = len(telling) == 1 or len(hits.readings) == 1
    return bool(hits.sure) and is_one and not left_out
