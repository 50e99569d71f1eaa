"""What a word of a question is read as in the titles, and in which of them each reading stands."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from bot.lookup import hangul
from bot.lookup.index import GramIndex, common
from bot.lookup.matching import (
    MAX_CHANCE_CHARS,
    MIN_SIMILARITY,
    Form,
    Match,
    initials_match,
    most_quality,
    plain,
    plain_match,
    slipped_initials_match,
    slipped_match,
)
from bot.lookup.vocabulary import Lines, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from bot.lookup.matching import Spelling
    from bot.lookup.units import Unit

# All measured with benchmarks/quality.py.
FAR_BELOW_BEST = 0.15  # share of the best weight below which a word shares too little
LEAST_SHARED = 0.06  # share of all a word's pieces that it must share at least
LEAST_SHARED_ACROSS = 0.4  # … that a title must, in which it may stand over several words
MAX_ALIKE = 160  # words, or titles, compared in full with one word of a question
SHORTLIST = 16  # of these, the most similar in which slips are looked for
MIN_ACROSS_STROKES = 8  # what is shorter is looked for inside words alone
MIN_ACROSS_INITIALS = 3
MIN_SHARED_STROKES = 4  # fewer have no pieces that tell
MAX_SHARING_WORDS = 64  # that lead to titles in which a text may stand over several words
OUTSIDE = -1.0  # the weight of what is not searched
PLAIN_ENOUGH = 0.8  # a word found this well has no slips to be looked for
SHARPNESS = 0.2  # a word means its best readings, and what comes this close to them
CHANCE_BITS = 5.0  # beside what grows with the table: another word in the same place


class Found(NamedTuple):
    """One reading of a word, and the titles in which it stands: rows in order, each once."""

    match: Match
    rows: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Scope:
    """The titles that are searched: for each row and each word, whether it is among them."""

    rows: NDArray[np.bool_]
    words: NDArray[np.bool_]
    titles: int


class Readings:
    """Reads words as what stands in titles; built once for a catalogue.

    `titles` are the words of each title.
    """

    def __init__(self, titles: Iterable[Sequence[str]]) -> None:
        self.vocabulary = Vocabulary(titles)
        self._strokes = [hangul.sound_strokes(word) for word in self.vocabulary.words]
        self._by_strokes = GramIndex(self._strokes, sizes=(2, 3))
        self._word = lru_cache(maxsize=20_000)(lambda word: Form((self.vocabulary.words[word],)))
        self.titles_with = lru_cache(maxsize=20_000)(self._counted)
        self._title = lru_cache(maxsize=2_000)(lambda row: Form(self.vocabulary.title(row)))

    @cached_property
    def _initials(self) -> Lines:
        return Lines([hangul.first_initials(word) for word in self.vocabulary.words])

    @cached_property
    def _by_initials(self) -> GramIndex:
        """The titles by their initial consonants, over the spaces between words."""
        of_words = [hangul.initial_strokes(word) for word in self.vocabulary.words]
        titles = range(self.vocabulary.titles)
        of = self.vocabulary.of
        return GramIndex(("".join([of_words[w] for w in of(row)]) for row in titles), sizes=(2, 3))

    @cached_property
    def _stroke_lines(self) -> Lines:
        return Lines(self._strokes)

    def warm(self) -> None:
        """Build what is built on first use."""
        _ = (self._initials, self._by_initials, self._stroke_lines)

    def words_typed(self, strokes: str) -> tuple[list[int], list[int]]:
        """The words that begin with these keystrokes, and those in which a syllable does."""
        begin: list[int] = []
        inside: list[int] = []
        for place in self._stroke_lines.containing(strokes):
            if place.begins:
                begin.append(place.line)
            elif self._word(place.line).holds_strokes(strokes):
                inside.append(place.line)
        return begin, inside

    def words_by_initials(self, wanted: str) -> list[int]:
        """The words that begin with these initial consonants."""
        return [place.line for place in self._initials.containing(wanted) if place.begins]

    def rows_sharing(self, strokes: str) -> list[int]:
        """The titles that these keystrokes may stand in, over the spaces between words too."""
        return self._titles_sharing(strokes, None) if len(strokes) >= MIN_SHARED_STROKES else []

    def rows_by_initials(self, wanted: str) -> Iterator[int]:
        """The titles that hold these initial consonants, where they are long enough to tell."""
        if len(wanted) >= MIN_ACROSS_INITIALS:
            yield from self._by_initials.holding(hangul.keystrokes(wanted).lower()).tolist()

    def scope(self, rows: NDArray[np.bool_]) -> Scope:
        """Some titles alone; a flag for each row."""
        return Scope(rows, self.vocabulary.among(rows), int(rows.sum()))

    def chance_bits(self, scope: Scope | None) -> float:
        """What a word must say before it is no coincidence.

        The more titles, the sooner a word slips into another by chance.
        """
        titles = self.vocabulary.titles if scope is None else scope.titles
        return CHANCE_BITS + math.log2(1 + 4 * titles)

    def stands(self, text: str) -> bool:
        """Whether a title contains this text as it is, spaces and signs aside."""
        return text in self.vocabulary.lines or bool(self.vocabulary.across(text, aligned=False))

    def strokes(self, row: int) -> str:
        """The keystrokes of a title, sounds folded."""
        return "".join([self._strokes[word] for word in self.vocabulary.of(row)])

    def initials(self, row: int) -> str:
        """The keystrokes of a title's initial consonants."""
        return self._by_initials.text(row)

    def _counted(self, text: str) -> int:
        """In how many titles this text stands inside a word; at least one."""
        places = self.vocabulary.lines.containing(text)
        return max(1, self.vocabulary.counted(place.line for place in places))

    def of(self, one: Unit, scope: Scope | None = None) -> tuple[Found, ...]:
        """What the word may be read as, best first; only what comes near the best."""
        found = [read for spelling in one.spellings for read in self._as_typed(spelling, scope)]
        if not found or max(read.match.quality for read in found) < PLAIN_ENOUGH:
            found += self._slipped(one, scope)
        if scope is not None:
            found = [Found(read.match, read.rows[scope.rows[read.rows]]) for read in found]
        found = [read for read in found if len(read.rows)]
        least = max((read.match.quality for read in found), default=0.0) - SHARPNESS
        near = (read for read in found if read.match.quality >= least)
        return tuple(sorted(near, key=lambda read: -read.match.quality))

    def _as_typed(self, spelling: Spelling, scope: Scope | None) -> Iterator[Found]:
        yield from self._plain(spelling)
        if spelling.initials:
            yield from self._by_consonants(spelling, spelling.initials, scope)

    def _plain(self, spelling: Spelling) -> Iterator[Found]:
        """The word as it stands in titles, inside a word or over spaces."""
        text = spelling.text
        begins: list[int] = []
        inside: list[int] = []
        if len(text) == 1:
            begins += self.vocabulary.whole(text)
        else:
            for place in self.vocabulary.lines.containing(text):
                if place.begins:
                    begins.append(place.line)
                elif not text.isascii() or plain_match(spelling, self._word(place.line)):
                    inside.append(place.line)
        for words, at_start in ((begins, True), (inside, False)):
            if words:
                yield Found(plain(spelling, begins=at_start), self.vocabulary.rows(words))
        over = self.vocabulary.across(text, aligned=len(text) <= MAX_CHANCE_CHARS)
        yield from self._grouped((plain_match(spelling, self._title(row)), row) for row in over)

    def _by_consonants(
        self, spelling: Spelling, wanted: str, scope: Scope | None
    ) -> Iterator[Found]:
        words: dict[Match, list[int]] = {}
        for place in self._initials.containing(wanted):
            if match := initials_match(spelling, self._word(place.line)):
                words.setdefault(match, []).append(place.line)
        for match, of_it in words.items():
            yield Found(match, self.vocabulary.rows(of_it))
        if len(wanted) < MIN_ACROSS_INITIALS:
            return
        rows = self._by_initials.holding(hangul.keystrokes(wanted).lower())
        if scope is not None:
            rows = rows[scope.rows[rows]]
        syllables = max(hangul.syllable_runs(spelling.text), key=len, default="")
        if len(syllables) > 1:
            holding = (place.line for place in self.vocabulary.lines.containing(syllables))
            rows = common(rows, self.vocabulary.rows(holding))
        over = rows[:MAX_ALIKE].tolist()
        yield from self._grouped((initials_match(spelling, self._title(row)), row) for row in over)

    def _slipped(self, one: Unit, scope: Scope | None) -> Iterator[Found]:
        """The word as it would stand in titles without slips of the fingers."""
        chance_bits = self.chance_bits(scope)
        best = 0.0
        for spelling in one.slippable:
            words: dict[Match, list[int]] = {}
            for word, similarity in self._words_alike(spelling.strokes, scope):
                if spelling.quality * most_quality(similarity) < best - SHARPNESS:
                    break  # the rest is less similar still
                match = slipped_match(spelling, self._word(word), chance_bits=chance_bits)
                if match is not None:
                    words.setdefault(match, []).append(word)
                    best = max(best, match.quality)
            for match, of_it in words.items():
                yield Found(match, self.vocabulary.rows(of_it))
            if best < PLAIN_ENOUGH and len(spelling.strokes) >= MIN_ACROSS_STROKES:
                yield from self._across(spelling, scope, chance_bits)
            if spelling.initials:
                yield from self._slipped_consonants(spelling, spelling.initials, scope, chance_bits)

    def _words_alike(self, strokes: str, scope: Scope | None) -> list[tuple[int, float]]:
        """The words in which the most similar keystrokes stand, and how similar, best first."""
        weights, all_bits = self._by_strokes.shared(strokes)
        if scope is not None:
            weights[~scope.words] = OUTSIDE
        words = _heaviest(weights, LEAST_SHARED * all_bits)
        return self._most_alike(strokes, {word: self._strokes[word] for word in words})

    def _across(
        self, spelling: Spelling, scope: Scope | None, chance_bits: float
    ) -> Iterator[Found]:
        """The word with slips, over the spaces between words of titles."""
        titles = {row: self.strokes(row) for row in self._titles_sharing(spelling.strokes, scope)}
        read: dict[Match, list[int]] = {}
        for row, _ in self._most_alike(spelling.strokes, titles):
            match = slipped_match(spelling, self._title(row), chance_bits=chance_bits)
            if match is not None:
                read.setdefault(match, []).append(row)
        for match, rows in read.items():
            others = self.vocabulary.across(match.read, aligned=False)
            yield Found(match, np.array(sorted({*rows, *others}), np.uint32))

    def _slipped_consonants(
        self, spelling: Spelling, wanted: str, scope: Scope | None, chance_bits: float
    ) -> Iterator[Found]:
        strokes = hangul.keystrokes(wanted).lower()
        weights, all_bits = self._by_initials.shared(strokes)
        if scope is not None:
            weights[~scope.rows] = OUTSIDE
        rows = _heaviest(weights, LEAST_SHARED * all_bits)
        titles = {row: self._by_initials.text(row) for row in rows}
        yield from self._grouped(
            (slipped_initials_match(spelling, self._title(row), chance_bits=chance_bits), row)
            for row, _ in self._most_alike(strokes, titles)
        )

    def _titles_sharing(self, strokes: str, scope: Scope | None) -> list[int]:
        """The titles whose words share the rarest pieces with these keystrokes."""
        of_words, all_bits = self._by_strokes.shared(strokes)
        best = np.flatnonzero(of_words)
        if len(best) > MAX_SHARING_WORDS:
            best = best[np.argpartition(of_words[best], -MAX_SHARING_WORDS)[-MAX_SHARING_WORDS:]]
        weights = self.vocabulary.weighed(best.tolist(), of_words[best])
        if scope is not None:
            weights[~scope.rows] = OUTSIDE
        return _heaviest(weights, LEAST_SHARED_ACROSS * all_bits)

    def _most_alike(self, strokes: str, texts: dict[int, str]) -> list[tuple[int, float]]:
        alike = process.extract(
            strokes, texts, scorer=fuzz.partial_ratio, score_cutoff=MIN_SIMILARITY, limit=SHORTLIST
        )
        return [(key, similarity) for _, similarity, key in alike]

    def _grouped(self, matches: Iterable[tuple[Match | None, int]]) -> Iterator[Found]:
        """Equal matches together, each with its titles."""
        rows: dict[Match, list[int]] = {}
        for match, row in matches:
            if match is not None:
                rows.setdefault(match, []).append(row)
        for match, of_it in rows.items():
            yield Found(match, np.array(sorted(of_it), np.uint32))


def _heaviest(weights: NDArray[np.float64], least: float) -> list[int]:
    """The places with the greatest weights, in order; none far below the best."""
    places = np.flatnonzero(weights > max(least, FAR_BELOW_BEST * weights.max(initial=0)))
    if len(places) > MAX_ALIKE:
        best = np.argpartition(weights[places], -MAX_ALIKE)[-MAX_ALIKE:]
        places = np.sort(places[best])
    found: list[int] = places.tolist()
    return found
