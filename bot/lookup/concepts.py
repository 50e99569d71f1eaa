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
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from bot.korean import hangul
from bot.lookup.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    # Where each cue stands in a message, and how many bits it says there.
    Found: TypeAlias = Mapping[str, Mapping[int, float]]

ERRAND = "@errand"  # a message with one of these is about what an office does every day
NOTHING = "@nothing"  # words that only begin like another
SAME_BITS = 1.0  # combinations that say as much but for so little are meant alike
_PARTICLES = re.compile(
    "(?:들|네)?(?:이|가|은|는|을|를|도|만|에|에서|에게|에다|한테|로|으로|의|과|와|랑|이랑|하고|나|이나"
    "|라도|이라도|까지|부터|요|이라|라|라서|이라서|인데|은데|님|께서)?(?:는|은|도)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """Cues that mean these official words where all of them are in a message."""

    official: tuple[tuple[str, ...], ...]
    cues: frozenset[str]
    without: frozenset[str]

    def known(self, known: Mapping[str, bool]) -> tuple[str, ...]:
        """The first of the official words that are known."""
        each = (tuple(filter(known.get, names)) for names in self.official)
        return next(filter(None, each), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The official words that a message means, and the words of it that say so, by their places.

    `cues` is how many different things were said.
    """

    official: tuple[str, ...]
    words: tuple[int, ...]
    cues: int


class Concepts:
    """The combinations of a table, by their cues."""

    def __init__(self, table: Sequence[tuple[str, ...]]) -> None:
        self._cues: dict[str, set[str]] = {}
        self._verbs: set[str] = set()
        self._spaced: set[str] = set()
        self._by_cue: dict[str, list[Combination]] = {}
        words_of: dict[str, frozenset[str]] = {}
        meanings: dict[str, set[str]] = {}  # what each word of a message may be about
        for name, _, words in table:
            if name.startswith("@"):
                words_of[name] = words_of.get(name, frozenset()) | self._add(name, words.split(","))
        for group, _, words in table:
            if group.startswith("@"):
                continue
            names = tuple(tuple(map(_key, one.split("+"))) for one in group.split("|"))
            for text in words.split(","):
                cues = [cue.removeprefix("-") for cue in text.split()]
                for cue in cues:
                    if cue not in words_of:
                        words_of[cue] = self._add(cue, cue.split("|"))
                without = frozenset(c.removeprefix("-") for c in text.split() if c[0] == "-")
                one = Combination(official=names, cues=frozenset(cues) - without, without=without)
                self._by_cue.setdefault(
                    min(one.cues, key=lambda cue: len(words_of[cue])), []
                ).append(one)
                for cue in one.cues:
                    for word in words_of[cue]:
                        meanings.setdefault(word, set()).add(group)
        most = math.log2(len({group for group, *_ in table if not group.startswith("@")}) or 1)
        self._bits = {word: most - math.log2(len(of)) for word, of in meanings.items()}
        self._longest = max(map(len, self._cues), default=0)

    def _add(self, cue: str, words: Iterable[str]) -> frozenset[str]:
        keys = set()
        for word in words:
            key = _key(word)
            keys.add(key)
            self._cues.setdefault(key, set()).add(cue)
            if word.endswith("~"):
                self._verbs.add(key)
            if "_" in word:
                self._spaced.add(key)
        return frozenset(keys)

    def official(self) -> frozenset[str]:
        """All official words."""
        each = (one.official for of in self._by_cue.values() for one in of)
        return frozenset(name for names in each for some in names for name in some)

    def errands(self, words: Sequence[str]) -> tuple[str, ...]:
        """The words of a message that say that it is about an everyday errand."""
        places = self._found(words).get(ERRAND, {})
        return tuple([words[_word_at(words, place)] for place in sorted(places)])

    def meant(self, words: Sequence[str], known: Mapping[str, bool]) -> Meant | None:
        """What these words of a message mean together, of what is `known` in a table."""
        found = self._found(words)
        whole = [
            (sum(max(found[cue].values()) for cue in one.cues), one)
            for cue in found
            for one in self._by_cue.get(cue, ())
            if one.cues <= found.keys()
            and one.without.isdisjoint(found)
            and one.known(known)
            and len(set().union(*(found[cue] for cue in one.cues))) >= len(one.cues)
        ]
        if not whole:
            return None
        whole.sort(key=lambda scored: -scored[0])
        most, best = whole[0]
        likely = (one for bits, one in whole if bits > most - SAME_BITS)
        official = dict.fromkeys(name for one in likely for name in one.known(known))
        places = sorted(min(found[cue]) for cue in best.cues)
        return Meant(
            official=tuple(official),
            words=tuple(dict.fromkeys(_word_at(words, place) for place in places)),
            cues=len(best.cues),
        )

    def _found(self, words: Sequence[str]) -> Found:
        text = "".join(words)
        found: dict[str, dict[int, float]] = {}
        start = passed = 0
        for word in words:
            at, end = start, start + len(word)
            while passed <= at < end:
                longest = 0
                last = len(text) if at == start else end
                for stop in range(min(at + self._longest, last), at, -1):
                    cues = self._cues.get(text[at:stop])
                    if cues is None or not self._ends(text, at, stop, end, begins=at == start):
                        continue
                    longest = longest or stop - at
                    for cue in cues:
                        of_it = found.setdefault(cue, {})
                        of_it[at] = max(of_it.get(at, 0.0), self._bits.get(text[at:stop], 0.0))
                    if NOTHING in cues:
                        passed = stop
                        break
                if not longest:
                    break
                at += longest
            start = end
        return found

    def _ends(self, text: str, at: int, stop: int, end: int, *, begins: bool) -> bool:
        """Whether a cue may end here: one syllable is a word with its particle, or a verb."""
        if stop > end and text[at:stop] not in self._spaced:
            return False
        if stop - at > 1:
            return True
        is_verb = text[at] in self._verbs
        return begins and (is_verb or _PARTICLES.fullmatch(text, stop, end) is not None)


def _key(word: str) -> str:
    return hangul.bare(hangul.normalized(word))


def _word_at(words: Sequence[str], place: int) -> int:
    for number, word in enumerate(words):
        place -= len(word)
        if place < 0:
            return number
    return len(words) - 1


@cache
def concepts() -> Concepts:
    """The combinations of the table that comes with the bot."""
    return Concepts([*rows("concepts.tsv")])
