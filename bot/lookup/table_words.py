"""Which words a table has, whole or in part, typed in Hangul or romanised."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from bot.korean import hangul, romanized
from bot.lookup.engine.letters import Letters
from bot.lookup.engine.vocabulary import MAX_CHANCE_CHARS
from bot.lookup.words import stems_of, written

MIN_ROMANIZED = 5  # sounds; fewer are English words as well
MIN_SLIPPED = 8  # sounds of a word in which one may be another
MAX_INSIDE = 3_000  # words of a table of which every piece is read romanised
MAX_ROMANIZED = 12  # syllables


class Standing(NamedTuple):
    """How a word stands in a table, whole or in one of its stems.

    `begins` says that a word there begins so, `is_whole` that the word itself does or is one;
    `is_piece` that it stands inside a title, not by the chance of a few letters, `in_part` that a
    stem of it does.
    """

    is_word: bool = False
    begins: bool = False
    is_whole: bool = False
    is_piece: bool = False
    in_part: bool = False


class TableWords:
    """Tells what is a word of a table: of its titles or of its names."""

    def __init__(self, letters: Letters, names: Iterable[str]) -> None:
        said = [*map(hangul.normalized, names)]
        of_names = {word for name in said for word in (*written(name), hangul.bare(name))}
        self._vocabulary = letters.vocabulary
        self._words = (*letters.vocabulary.words, *sorted(of_names))
        self._names = "\n".join(("", *of_names, ""))  # few, and searched as one text
        self.stands = letters.stands
        self.has_word = frozenset(self._words).__contains__
        self.has_name = frozenset(of_names).__contains__  # of a department, category or strategy
        self.begins_word = lru_cache(maxsize=4096)(self._begins_word)
        self.standing = lru_cache(maxsize=4096)(self._standing)

    def _begins_word(self, text: str) -> bool:
        return len(text) > 1 and (self.begins_title(text) or f"\n{text}" in self._names)

    def _standing(self, typed: str) -> Standing:
        stems = stems_of(typed)
        pieces = [len(stem) > MAX_CHANCE_CHARS and self.stands(stem) for stem in stems]
        return Standing(
            is_word=any(map(self.has_word, stems)),
            begins=any(self.begins_word(stem) for stem in stems if not stem.isdecimal()),
            is_whole=self.has_word(typed) or self.begins_word(typed) or pieces[0],
            is_piece=pieces[0],
            in_part=any(pieces),
        )

    def ends_word(self, text: str) -> bool:
        """Whether one of its words ends so: 맥주 in 수제맥주."""
        ends = len(text) > 1 and (self._vocabulary.ending(text) or f"{text}\n" in self._names)
        return bool(ends)

    def begins_title(self, text: str) -> bool:
        """Whether a word of a title begins so."""
        return bool(self._vocabulary.beginning(text))

    def in_hangul(self, latin: str) -> str | None:
        """The word, or a piece of one, of which this is a romanisation, a long one with a slip."""
        sounds = romanized.sounds(latin)
        found = self._romanized.get(sounds)
        if found is not None or len(sounds) < MIN_SLIPPED:
            return found
        near = process.extractOne(
            sounds, self._romanized.keys(), scorer=Levenshtein.distance, score_cutoff=1
        )
        return self._romanized[near[0]] if near else None

    @cached_property
    def _romanized(self) -> Mapping[str, str]:
        """The Hangul of each romanisation; a whole word before an end before a beginning."""
        words = [one for one in self._words if 1 < len(one) <= MAX_ROMANIZED]
        words = [*filter(hangul.is_syllables, words)]
        found: dict[str, str] = {}
        for pieces in (
            words,
            map("".join, self._vocabulary.pairs()) if len(words) <= MAX_INSIDE else (),
            (word[at:] for word in words for at in range(1, len(word) - 1)),
            (word[:end] for word in words for end in range(len(word) - 1, 1, -1)),
            _inside(words) if len(words) <= MAX_INSIDE else (),
        ):
            for piece in dict.fromkeys(pieces):
                for latin in (romanized.romanized(piece), romanized.spelled(piece)):
                    if len(key := romanized.sounds(latin)) >= MIN_ROMANIZED:
                        found.setdefault(key, piece)
        return found


NO_TABLE = TableWords(Letters(()), ())  # which has no word


def _inside(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        for at in range(1, len(word) - 2):
            yield from (word[at:end] for end in range(len(word) - 1, at + 1, -1))
