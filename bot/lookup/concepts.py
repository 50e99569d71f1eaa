"""What several words of a message mean together: 마흔 넘은 아저씨들 응원 is about 중년.

The table `concepts.tsv` has two kinds of rows. A group that begins with `@` is a class of words,
each the beginning of a word of a message, `_` for a space; one syllable is a whole word, or with
`~` the stem of a verb. Any other group is official words, `|` between them, of which the first that
a table has are meant, with `+` several. Its words are combinations: cues that must all be in a
message, in any order. A cue is a class, or words with `|` between them; with `-` it must not be
there.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from bot.korean import hangul
from bot.lookup.lexicon import rows
from bot.lookup.words import is_light

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    # The official words of a meaning, the best first, each with what is meant as well.
    Official: TypeAlias = tuple[tuple[str, ...], ...]
    Known: TypeAlias = Mapping[Official, tuple[str, ...]]

ERRAND = "@errand"  # a message with one of these is about what an office does every day
DETAIL = "@detail"  # … and so is one that ends with one of these
WISH = "@wish"  # what asks for something new
_OF_ERRANDS = frozenset({ERRAND, DETAIL})
NOTHING = "@nothing"  # words that only begin like another
MAX_READ = 16  # messages, or parts of one
EVIDENCE = 0.5  # what the other words count for a combination, as a share of its own
LIGHT = 0.5  # what a word counts that says nothing of a pledge by itself
SAME_BITS = 1.0  # combinations that say as much but for so little are meant alike

_PARTICLES = re.compile(
    "(?:들|네)?(?:이|가|은|는|을|를|도|만|에|에서|에게|에다|한테|로|으로|의|과|와|랑|이랑|하고|나|이나"
    "|라도|이라도|까지|부터|요|이라|라|라서|이라서|인데|은데|님|께서)?(?:는|은|도)?"
)


class Errand(Enum):
    """Whether a message is about an errand: surely, or about a detail of something."""

    NONE = "none"
    DETAIL = "detail"
    ERRAND = "errand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """Cues that mean these official words where all of them are in a message."""

    official: Official
    cues: frozenset[str]
    without: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The official words that a message means, and the words of it that say so, by their places.

    `cues` is how many different things were said, `wishes` whether something new is asked for. It
    is `whole` where the last word is one of them as it is: 등산, but not 등산화.
    """

    official: tuple[str, ...]
    words: tuple[int, ...]
    cues: int
    wishes: bool = False
    whole: bool = False


class Cues:
    """Lists of words, each with a name: the beginnings of words of a message.

    In a list, `_` stands for a space; one syllable is a whole word, or with `~` the stem of a verb.
    """

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = {}
        self._verbs: set[str] = set()
        self._spaced: set[str] = set()
        self._longest: dict[str, int] = {}  # word by its first letter

    def add(self, name: str, words: Iterable[str]) -> frozenset[str]:
        """Add words to a list; the words as they are compared."""
        keys = set()
        for word in words:
            key = hangul.search_key(word)
            keys.add(key)
            self._names.setdefault(key, set()).add(name)
            self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))
            if word.endswith("~"):
                self._verbs.add(key)
            if "_" in word:
                self._spaced.add(key)
        return frozenset(keys)

    def names(self, word: str) -> AbstractSet[str]:
        """The lists that a word stands in."""
        return self._names[word]

    def found(self, words: Sequence[str], last: str = "") -> Iterator[tuple[int, str]]:
        """The listed words of a message, with the places where they begin.

        Behind a word of the list `last` nothing else is found in what it covers.
        """
        text = "".join(words)
        start = passed = 0
        for word in words:
            at, end = start, start + len(word)
            while passed <= at < end:
                longest = 0
                final = len(text) if at == start else end
                for stop in range(min(at + self._longest.get(text[at], 0), final), at, -1):
                    names = self._names.get(text[at:stop])
                    if names is None or not self._ends(text, at, stop, end, begins=at == start):
                        continue
                    longest = longest or stop - at
                    yield at, text[at:stop]
                    if last in names:
                        passed = stop
                        break
                if not longest:
                    break
                at += longest
            start = end

    def _ends(self, text: str, at: int, stop: int, end: int, *, begins: bool) -> bool:
        """Whether a cue may end here: one syllable is a word with its particle, or a verb."""
        if stop > end and text[at:stop] not in self._spaced:
            return False
        if stop - at > 1:
            return True
        is_verb = text[at] in self._verbs
        return begins and (is_verb or _PARTICLES.fullmatch(text, stop, end) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The words of the table in a message, by where they begin, and its cues, each by places."""

    words: tuple[tuple[int, str], ...]
    found: Mapping[str, Mapping[int, float]]


class Concepts:
    """The combinations of a table, by their cues."""

    def __init__(self, table: Sequence[tuple[str, ...]]) -> None:
        self._cues = Cues()
        words_of: dict[str, frozenset[str]] = {}
        for name, _, words in table:
            if name.startswith("@"):
                added = self._cues.add(name, words.split(","))
                words_of[name] = words_of.get(name, frozenset()) | added
        combinations = [
            _combination(group, text)
            for group, _, words in table
            if not group.startswith("@")
            for text in words.split(",")
        ]
        self._by_cue: dict[str, list[Combination]] = {}
        self._meanings: dict[str, set[Official]] = {}  # what each word may be about
        for one in combinations:
            for cue in one.cues | one.without:
                if cue not in words_of:
                    words_of[cue] = self._cues.add(cue, cue.split("|"))
            rarest = min(one.cues, key=lambda cue: (len(words_of[cue]), cue))
            self._by_cue.setdefault(rarest, []).append(one)
            for word in frozenset().union(*(words_of[cue] for cue in one.cues)):
                self._meanings.setdefault(word, set()).add(one.official)
        most_bits = math.log2(max(1, len({one.official for one in combinations})))
        self._bits = {
            word: (most_bits - math.log2(len(of))) * (LIGHT if is_light(word) else 1.0)
            for word, of in self._meanings.items()
        }
        # A message is asked about from several sides, as a whole and in parts.
        self._read = lru_cache(maxsize=MAX_READ)(self._reading)

    def known(self, stands: Callable[[str], bool]) -> Known:
        """What each meaning is in a table: of its official words the first that stand there."""
        found: dict[Official, tuple[str, ...]] = {}
        for official in {one.official for of in self._by_cue.values() for one in of}:
            each = (tuple(filter(stands, names)) for names in official)
            if first := next(filter(None, each), ()):
                found[official] = first
        return found

    def errand(self, words: Sequence[str], stands: Callable[[str], bool]) -> Errand:
        """Whether words that do not stand in titles say that a message is about an errand."""
        said = [
            (cue, word_at(words, at))
            for cue in _OF_ERRANDS
            for at in self._read(tuple(words)).found.get(cue, ())
        ]
        if any(cue == ERRAND and not stands(words[at]) for cue, at in said):
            return Errand.ERRAND
        last = len(words) - 1
        ends = (DETAIL, last) in said and not stands(words[last])
        return Errand.DETAIL if ends else Errand.NONE

    def meant(self, words: Sequence[str], known: Known) -> Meant | None:
        """What these words of a message mean together, of what is `known` in a table."""
        said = self._read(tuple(words))
        found, cues = said.found, frozenset(said.found)
        whole = [
            one
            for cue in found
            for one in self._by_cue.get(cue, ())
            if one.cues <= cues
            and one.without.isdisjoint(found)
            and one.official in known
            and len(set().union(*(found[cue] for cue in one.cues))) >= len(one.cues)
        ]
        if not whole:
            return None
        evidence = self._evidence(said.words, {one.official for one in whole})
        ranked = sorted(
            (
                (
                    sum(max(found[cue].values()) for cue in one.cues)
                    + EVIDENCE * sum(evidence[one.official].values()),
                    one,
                )
                for one in whole
            ),
            key=lambda scored: -scored[0],
        )
        most, best = ranked[0]
        likely = (one for bits, one in ranked if bits > most - SAME_BITS)
        official = dict.fromkeys(name for one in likely for name in known[one.official])
        return Meant(
            official=tuple(official),
            words=_places(words, (min(found[cue]) for cue in best.cues)),
            cues=len(best.cues),
            wishes=WISH in found,
            whole=_ends_whole(words, said.words),
        )

    def _evidence(
        self, said: Sequence[tuple[int, str]], among: AbstractSet[Official]
    ) -> dict[Official, dict[int, float]]:
        """For what of these each word of a message speaks, by its place."""
        found: dict[Official, dict[int, float]] = {}
        for place, word in said:
            for official in self._meanings.get(word, frozenset()) & among:
                of_it = found.setdefault(official, {})
                of_it[place] = max(of_it.get(place, 0.0), self._bits[word])
        return found

    def _reading(self, words: tuple[str, ...]) -> _Read:
        """The words and the cues of a message."""
        said = tuple(self._cues.found(words, NOTHING))
        found: dict[str, dict[int, float]] = {}
        for place, word in said:
            for cue in self._cues.names(word):
                of_it = found.setdefault(cue, {})
                of_it[place] = max(of_it.get(place, 0.0), self._bits.get(word, 0.0))
        return _Read(words=said, found=found)


def _combination(group: str, text: str) -> Combination:
    cues = frozenset(text.split())
    without = frozenset(cue for cue in cues if cue.startswith("-"))
    return Combination(
        official=tuple(tuple(map(hangul.search_key, one.split("+"))) for one in group.split("|")),
        cues=cues - without,
        without=frozenset(cue[1:] for cue in without),
    )


def _places(words: Sequence[str], places: Iterable[int]) -> tuple[int, ...]:
    """The words that begin at these places."""
    return tuple(dict.fromkeys(word_at(words, place) for place in sorted(places)))


def word_at(words: Sequence[str], place: int) -> int:
    """Which word a place of their joined text is in."""
    for number, word in enumerate(words):
        place -= len(word)
        if place < 0:
            return number
    return len(words) - 1


def _ends_whole(words: Sequence[str], said: Iterable[tuple[int, str]]) -> bool:
    """Whether the last word is one of these with a particle at most."""
    start = sum(map(len, words[:-1]))
    ends = (len(word) for place, word in said if place == start)
    return any(_PARTICLES.fullmatch(words[-1], end) for end in ends)


@cache
def concepts() -> Concepts:
    """The combinations of the table that comes with the bot."""
    return Concepts([*rows("concepts.tsv")])
