"""The letters of titles: keystrokes and initial consonants of their words, and what is like them.

What is found here are candidates, by the pieces they share; `readings` compares them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from bot.korean import hangul
from bot.lookup.engine.index import EVERYWHERE, BigramIndex, bigrams, bits, postings
from bot.lookup.engine.vocabulary import Lines, Vocabulary

# Measured with benchmarks/quality.py, and what they cost with benchmarks/speed.py.
MIN_SHARED_STROKES = 4  # fewer have no pieces that tell
MIN_SHARED_INITIALS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """The titles that are searched, and their words: sets, and how many titles there are."""

    rows: int
    words: int
    titles: int


class Letters:
    """The letters of titles, each given as its words; built once for a catalogue."""

    def __init__(self, titles: Iterable[Sequence[str]]) -> None:
        self.vocabulary = Vocabulary(titles)
        self.strokes = [hangul.sound_strokes(word) for word in self.vocabulary.words]
        self._by_strokes = BigramIndex.of(self.strokes)
        self.everywhere = Scope(EVERYWHERE, EVERYWHERE, self.vocabulary.titles)
        # In how many titles a text stands inside a word: asked for the same words all day.
        self.titles_with = lru_cache(maxsize=20_000)(self._counted)
        self.stands = lru_cache(maxsize=20_000)(self._stands)
        self.title_strokes = lru_cache(maxsize=2_000)(  # of a title by its row
            lambda row: "".join([self.strokes[word] for word in self.vocabulary.of(row)])
        )

    @cached_property
    def initials(self) -> Lines:
        """The words by their initial consonants, one letter for each of theirs."""
        return Lines([hangul.first_initials(word) for word in self.vocabulary.words])

    @cached_property
    def stroke_lines(self) -> Lines:
        """The words by their keystrokes."""
        return Lines(self.strokes)

    @cached_property
    def _initial_strokes(self) -> Sequence[str]:
        return [hangul.initial_strokes(word) for word in self.vocabulary.words]

    @cached_property
    def title_initials(self) -> Sequence[str]:
        """The keystrokes of each title's initial consonants, without the spaces between words."""
        titles = map(self.vocabulary.of, range(self.vocabulary.titles))
        return ["".join([self._initial_strokes[word] for word in words]) for words in titles]

    @cached_property
    def _by_title_strokes(self) -> BigramIndex:
        return self._of_titles(self.strokes)

    @cached_property
    def _by_initials(self) -> BigramIndex:
        return self._of_titles(self._initial_strokes)

    def _of_titles(self, letters: Sequence[str]) -> BigramIndex:
        """The index of the titles, by the letters of each word and without the spaces between."""
        words = self.vocabulary
        having = {gram: words.rows(of) for gram, of in postings(map(bigrams, letters)).items()}
        meetings = postings(
            [letters[one][-1] + letters[other][0] for one, other in pairwise(words.of(row))]
            for row in range(words.titles)
        )
        for gram, rows in meetings.items():
            having[gram] = having.get(gram, 0) | bits(rows)
        return BigramIndex(having)

    @cached_property
    def _initial_lines(self) -> Lines:
        return Lines(self.title_initials)

    def scope(self, rows: int) -> Scope:
        """Some titles alone."""
        return Scope(rows, self.vocabulary.among(rows), rows.bit_count())

    def _stands(self, text: str) -> bool:
        """Whether a title contains this text as it is, spaces and signs aside."""
        return text in self.vocabulary.lines or any(True for _ in self.vocabulary.spanned(text))

    def standing(self, texts: Iterable[str]) -> frozenset[str]:
        """Those of many texts that a title contains."""
        return frozenset(filter(self.stands, self.vocabulary.likely(texts)))

    def _counted(self, text: str) -> int:
        places = self.vocabulary.lines.containing(text)
        return max(1, self.vocabulary.counted(place.line for place in places))

    def words_like(self, strokes: str, scope: Scope) -> list[int]:
        """The words that share pieces with these keystrokes, in order."""
        return self._by_strokes.alike(strokes, scope.words)

    def titles_like(self, strokes: str, scope: Scope) -> list[int]:
        """The titles that share pieces with these keystrokes, in order."""
        if len(strokes) < MIN_SHARED_STROKES:
            return []
        return self._by_title_strokes.alike(strokes, scope.rows)

    def titles_like_initials(self, initials: str, scope: Scope) -> list[int]:
        """The titles that share pieces with these initial consonants, in order."""
        return self._by_initials.alike(hangul.initial_strokes(initials), scope.rows)

    def titles_with_initials(self, initials: str) -> int:
        """The set of the titles that hold these initial consonants; none for too few to tell."""
        if len(initials) < MIN_SHARED_INITIALS:
            return 0
        strokes = hangul.initial_strokes(initials)
        return bits([of.line for of in self._initial_lines.containing(strokes)])
