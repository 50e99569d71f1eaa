"""The letters of titles: keystrokes and initial consonants of their words, and what is like them.

What is found here are candidates, by the pieces they share; `readings` compares them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bot.korean import hangul
from bot.lookup.engine.index import GramIndex
from bot.lookup.engine.vocabulary import Lines, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

# All measured with benchmarks/quality.py, and what they cost with benchmarks/speed.py.
FAR_BELOW_BEST = 0.15  # share of the best weight below which a word shares too little
LEAST_SHARED = 0.06  # share of all a word's pieces that it must share at least
LEAST_SHARED_ACROSS = 0.4  # … that a title must, in which it may stand over several words
MAX_ALIKE = 160  # words, or titles, compared in full with one word of a question
MIN_SHARED_STROKES = 4  # fewer have no pieces that tell
MIN_SHARED_INITIALS = 3
MAX_SHARING_WORDS = 64  # that lead to titles in which a text may stand over several words


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """The titles that are searched: for each row and each word, whether it is among them."""

    rows: NDArray[np.bool_]
    words: NDArray[np.bool_]
    titles: int


class Letters:
    """The letters of titles, each given as its words; built once for a catalogue."""

    def __init__(self, titles: Iterable[Sequence[str]]) -> None:
        self.vocabulary = Vocabulary(titles)
        self.strokes = [hangul.sound_strokes(word) for word in self.vocabulary.words]
        self._by_strokes = GramIndex(self.strokes)
        # In how many titles a text stands inside a word: asked for the same words all day.
        self.titles_with = lru_cache(maxsize=20_000)(self._counted)
        self.stands = lru_cache(maxsize=20_000)(self._stands)
        self.title_strokes = lru_cache(maxsize=2_000)(self._strokes_of)

    @cached_property
    def initials(self) -> Lines:
        """The words by their initial consonants, one letter for each of theirs."""
        return Lines([hangul.first_initials(word) for word in self.vocabulary.words])

    @cached_property
    def _stroke_lines(self) -> Lines:
        return Lines(self.strokes)

    @cached_property
    def title_initials(self) -> Sequence[str]:
        """The keystrokes of each title's initial consonants, without the spaces between words."""
        of_words = [hangul.initial_strokes(word) for word in self.vocabulary.words]
        titles = map(self.vocabulary.of, range(self.vocabulary.titles))
        return ["".join([of_words[word] for word in words]) for words in titles]

    @cached_property
    def _by_initials(self) -> GramIndex:
        return GramIndex(self.title_initials)

    @cached_property
    def _initial_lines(self) -> Lines:
        return Lines(self.title_initials)

    def warm(self) -> None:
        """Build what is built on first use."""
        _ = (self.initials, self._stroke_lines, self._by_initials, self._initial_lines)

    def scope(self, rows: NDArray[np.bool_]) -> Scope:
        """Some titles alone; a flag for each row."""
        return Scope(rows, self.vocabulary.among(rows), int(rows.sum()))

    def _stands(self, text: str) -> bool:
        """Whether a title contains this text as it is, spaces and signs aside."""
        return text in self.vocabulary.lines or any(True for _ in self.vocabulary.spanned(text))

    def _counted(self, text: str) -> int:
        places = self.vocabulary.lines.containing(text)
        return max(1, self.vocabulary.counted(place.line for place in places))

    def _strokes_of(self, row: int) -> str:
        """The keystrokes of a title, sounds folded."""
        return "".join([self.strokes[word] for word in self.vocabulary.of(row)])

    def words_typed(self, strokes: str) -> tuple[list[int], list[int]]:
        """The words that begin with these keystrokes, and those that go on so inside."""
        begin: list[int] = []
        inside: list[int] = []
        for place in self._stroke_lines.containing(strokes):
            (begin if place.begins else inside).append(place.line)
        return begin, inside

    def words_like(self, strokes: str, scope: Scope | None) -> list[int]:
        """The words that share the rarest pieces with these keystrokes, in order."""
        weights, all_bits = self._by_strokes.shared(strokes)
        return _heaviest(weights, LEAST_SHARED * all_bits, None if scope is None else scope.words)

    def titles_like(self, strokes: str, scope: Scope | None = None) -> list[int]:
        """The titles whose words share the rarest pieces with these keystrokes, in order."""
        if len(strokes) < MIN_SHARED_STROKES:
            return []
        of_words, all_bits = self._by_strokes.shared(strokes)
        best = of_words.nonzero()[0]
        if len(best) > MAX_SHARING_WORDS:
            best = best[np.argpartition(of_words[best], -MAX_SHARING_WORDS)[-MAX_SHARING_WORDS:]]
        weights = self.vocabulary.weighed(best.tolist(), of_words[best])
        return _heaviest(
            weights, LEAST_SHARED_ACROSS * all_bits, None if scope is None else scope.rows
        )

    def titles_like_initials(self, initials: str, scope: Scope | None) -> list[int]:
        """The titles that share the rarest pieces with these initial consonants, in order."""
        weights, all_bits = self._by_initials.shared(hangul.initial_strokes(initials))
        return _heaviest(weights, LEAST_SHARED * all_bits, None if scope is None else scope.rows)

    def titles_with_initials(self, initials: str) -> NDArray[np.uint32]:
        """The titles that hold these initial consonants; none for those too few to tell."""
        if len(initials) < MIN_SHARED_INITIALS:
            return np.empty(0, np.uint32)
        strokes = hangul.initial_strokes(initials)
        return np.array([of.line for of in self._initial_lines.containing(strokes)], np.uint32)


def _heaviest(
    weights: NDArray[np.float64], least: float, among: NDArray[np.bool_] | None
) -> list[int]:
    """The places with the greatest weights, in order; none far below the best."""
    weights = weights if among is None else weights * among
    heaviest = np.maximum.reduce(weights, initial=0.0)  # the method takes four times as long
    places = (weights > max(least, FAR_BELOW_BEST * heaviest)).nonzero()[0]
    if len(places) > MAX_ALIKE:
        best = np.argpartition(weights[places], -MAX_ALIKE)[-MAX_ALIKE:]
        places = np.sort(places[best])
    found: list[int] = places.tolist()
    return found
