"""Which pledge the words of a message point to together: 밤에도 배 다니게 to 야간 여객선 운항.

`hints.tsv` has words of titles and what people say for them, much of which says it only beside
other words. Each word of a message points to the titles with what it may stand for, the more
clearly the fewer they are; the pledge is the one that most is said of.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from bot.korean import hangul
from bot.lookup.concepts import Cues, word_at
from bot.lookup.engine.vocabulary import Lines
from bot.lookup.lexicon import rows
from bot.lookup.words import is_light, stems_of, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.lookup.engine.units import Synonyms
    from bot.lookup.pledge import Pledge

    _Titles: TypeAlias = Mapping[int, tuple[str, int]]

FOR_WHOM = "@"  # begins a group whose words say for whom, when or how
LIGHT = 0.5  # what these count, and words that say nothing of a pledge by themselves
RELATED = 0.75  # what a word counts as one that goes with it
PER_WORD = 0.4  # what each further word of an expression counts
MAX_EXPRESSION = 3  # words of an everyday expression
PER_RANK, MIN_RANKED = 0.2, 0.5  # what a word says less of a title with a later word of its group
MIN_BITS = 0.95  # that words say, as a share of what it takes to tell one pledge of a table
MIN_AHEAD_BITS = 1.0  # more than for any other pledge
MIN_NEAR_BITS = 0.7  # of what may be meant, as a share as well
MAX_NEAR = 3
MAX_REMEMBERED = 4096  # groups of official words


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """The pledge that words point to, with these words; or else `near`, those that may be meant.

    `count` is how many things these words say, `things` how many words of its title are spoken of,
    `is_written` whether one stands there as it was typed; `bits` what is said of each pledge, by
    its number, `one` what it takes to tell one of them.
    """

    pledge: Pledge | None
    near: tuple[Pledge, ...]
    words: tuple[int, ...]
    count: int
    things: int
    is_written: bool
    bits: Mapping[str, float]
    one: float

    @property
    def share(self) -> float:
        """What is said of the pledge, as a share of what it takes to tell one."""
        return max(self.bits.values()) / self.one

    def ahead_of(self, numbers: Sequence[str]) -> float:
        """How many whole words more say this pledge than any of these."""
        others = {*numbers} - {str(self.pledge.number)} if self.pledge else {*numbers}
        most = max((self.bits.get(number, 0.0) for number in others), default=0.0)
        return (max(self.bits.values()) - most) / self.one


class Pointers:
    """The words that point to the titles of a table."""

    def __init__(self, pledges: Sequence[Pledge], synonyms: Synonyms) -> None:
        self._pledges = pledges
        self._synonyms = synonyms
        titles = [written(hangul.normalized(pledge.title)) for pledge in pledges]
        self._joined = ["".join(title) for title in titles]
        self._lines = Lines(self._joined)
        self._bits = math.log2(max(2, len(pledges)))
        self._cues, self._groups = _hints()
        self._which = lru_cache(maxsize=MAX_REMEMBERED)(self._find_titles)
        self._written: dict[str, dict[int, tuple[str, int]]] = {}
        for at, title in enumerate(titles):
            for word in title:
                self._written.setdefault(word, {})[at] = (word, 0)

    def pointed(self, words: Sequence[str]) -> Pointed | None:
        """The pledge that these words of a message point to; None where they point nowhere."""
        found: dict[int, dict[tuple[int, int], tuple[float, str]]] = {}  # by title, by its words
        telling: dict[int, set[str]] = {}  # by title, its words that more is said of than for whom
        for start, end, titles, counts in self._pointing(words):
            weight = counts * (1.0 + PER_WORD * (end - start - 1))
            said = weight * (self._bits - math.log2(len(titles) or 1))
            for title, (official, place) in titles.items():
                if counts > LIGHT:
                    telling.setdefault(title, set()).add(official)
                least = said * max(MIN_RANKED, 1.0 - place * PER_RANK)
                of_it = found.setdefault(title, {})
                of_it[start, end] = max(of_it.get((start, end), (0.0, "")), (least, official))
        spans = {title: _apart(of_it) for title, of_it in found.items()}
        bits = {title: sum(of_it.values()) for title, of_it in spans.items()}
        best, *others = sorted(bits, key=lambda title: -bits[title]) or [-1]
        if bits.get(best, 0.0) < MIN_NEAR_BITS * self._bits:
            return None
        is_sure = (
            best in telling
            and bits[best] >= MIN_BITS * self._bits
            and not (others and bits[others[0]] > bits[best] - MIN_AHEAD_BITS)
        )
        near = [one for one in (best, *others) if bits[one] >= bits[best] - MIN_AHEAD_BITS]
        places = sorted({at for start, end in found[best] for at in range(start, end)})
        return Pointed(
            pledge=self._pledges[best] if is_sure else None,
            near=tuple([self._pledges[one] for one in near[:MAX_NEAR]]),
            words=tuple(places),
            count=len(spans[best]),
            things=len(telling.get(best, ())),
            is_written=any(
                len(stem) > 1 and stem in self._joined[best]
                for at in places
                for stem in stems_of(words[at])
            ),
            bits={str(self._pledges[one].number): said for one, said in bits.items()},
            one=self._bits,
        )

    def _pointing(self, words: Sequence[str]) -> Iterator[tuple[int, int, _Titles, float]]:
        """The titles that words point to: from where to where, and what they count."""
        for_whom: set[int] = set()
        for place, word in self._cues.found(words):
            start, end = word_at(words, place), word_at(words, place + len(word) - 1) + 1
            for group in self._cues.names(word):
                counts = 1.0
                if group.startswith(FOR_WHOM):
                    counts = LIGHT
                    for_whom.add(start)
                yield start, end, self._which(self._groups[group]), counts
        for start, word in enumerate(words):
            for end in range(start + 1, min(start + MAX_EXPRESSION, len(words)) + 1):
                is_one = end == start + 1
                is_light_word = is_one and (start in for_whom or not word or is_light(word))
                counts = LIGHT if is_light_word else 1.0
                before = "".join(words[start : end - 1])
                for stem in map(before.__add__, stems_of(words[end - 1])):
                    yield start, end, self._which(self._synonyms.official(stem)), counts
                    if word:
                        related = self._synonyms.related(stem, len(before))
                        yield start, end, self._which(related), counts * RELATED
                    if is_one:
                        yield start, end, self._written.get(stem, {}), counts

    def _find_titles(self, names: tuple[str, ...]) -> _Titles:
        """The titles that have one of these words, each with the first that it has and its place.

        One syllable stands there alone.
        """
        found: dict[int, tuple[str, int]] = {}
        place = 0
        for name in names:
            before = len(found)
            holding = (line.line for line in self._lines.containing(name))
            for at in self._written.get(name, ()) if len(name) == 1 else holding:
                found.setdefault(at, (name, place))
            place += len(found) > before
        return found


def _apart(
    spans: Mapping[tuple[int, int], tuple[float, str]],
) -> dict[tuple[int, int], float]:
    """What is said by words that do not overlap, those that say most: 갈 병원, or 병원 alone."""
    chosen: dict[tuple[int, int], float] = {}
    for (start, end), (said, _) in sorted(spans.items(), key=lambda span: -span[1][0]):
        if all(end <= first or last <= start for first, last in chosen):
            chosen[start, end] = said
    return chosen


@cache
def _hints() -> tuple[Cues, dict[str, tuple[str, ...]]]:
    """The words of the table that comes with the bot, and the official ones of each group."""
    cues = Cues()
    groups: dict[str, tuple[str, ...]] = {}
    for group, _reason, words in rows("hints.tsv"):
        groups[group] = tuple(map(hangul.search_key, group.lstrip(FOR_WHOM).split("|")))
        cues.add(group, words.split(","))
    return cues, groups
