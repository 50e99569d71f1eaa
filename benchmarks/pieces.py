"""Which pieces of a title point to it, and which questions nobody could answer."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from benchmarks.questions import wording
from benchmarks.typing_hangul import CHOSEONG, initials, is_syllable, parts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

WORD = re.compile(r"\d+\.\d+|[가-힣A-Za-z0-9]+")
CLAUSE_END = re.compile(r"[(),·_-]")
MIN_CHARS = 3  # a shorter piece with a fault in it is a coin toss
MAX_TITLES = 3  # a piece found in more titles than this asks for none of them
MAX_WORDS = 3
# Nobody searches by these alone, and no piece begins or ends with the second lot.
COMMONPLACE = frozenset(wording("commonplace"))
BINDING = frozenset(wording("binding"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a title as people would type it, and the rows whose titles hold it."""

    text: str
    rows: frozenset[int]


def bare(text: str) -> str:
    """Letters and digits alone, as pieces are compared: 진로.진학 교육 → 진로진학교육."""
    return "".join(char for char in text if char.isalnum())


def words(title: str) -> tuple[str, ...]:
    """The words of a title, in order, without its punctuation."""
    return tuple(WORD.findall(title))


def clauses(title: str) -> tuple[tuple[str, ...], ...]:
    """The words of each part of a title; nobody types on across a bracket or a comma.

    >>> clauses("금천중앙도서관 추진(임기내 착공)")
    (('금천중앙도서관', '추진'), ('임기내', '착공'))
    """
    return tuple(filter(None, map(words, CLAUSE_END.split(title))))


def tells(word: str) -> bool:
    """Whether a word says what a title is about."""
    if len(word) < 2 or not any(map(str.isalpha, word)):
        return False
    return word not in COMMONPLACE and word not in BINDING


@dataclass(frozen=True)
class Titles:
    """Titles, rows counted from 0, ready to be searched for pieces."""

    titles: tuple[str, ...]
    departments: tuple[str, ...] = ()

    @cached_property
    def _department_names(self) -> frozenset[str]:
        """Departments as people call them: a piece that is one of these asks for another thing."""
        return frozenset(
            (*self.departments, *(name.removesuffix("과") for name in self.departments))
        )

    def names_department(self, text: str) -> bool:
        """Whether a text is a department's name, or has one among its words."""
        return bare(text) in self._department_names or any(
            word in self._department_names for word in text.split(" ")
        )

    @cached_property
    def _bare(self) -> Lines:
        return Lines([bare(title) for title in self.titles])

    @cached_property
    def _initials(self) -> Lines:
        return Lines([initials(bare(title)) for title in self.titles])

    def holding(self, text: str) -> frozenset[int]:
        """The rows whose titles hold this text, whatever the spaces."""
        return self._bare.matching(re.escape(bare(text)))

    def holding_all(self, texts: Sequence[str]) -> frozenset[int]:
        """The rows whose titles hold each of these texts."""
        return frozenset.intersection(*(self.holding(text) for text in texts))

    def holding_initials(self, text: str) -> frozenset[int]:
        """The rows whose titles' initial consonants hold these."""
        return self._initials.matching(re.escape(bare(text)))

    def holding_mixed(self, text: str) -> frozenset[int]:
        """The rows whose titles hold this text, where a consonant stands for any syllable of it."""
        return self._bare.matching("".join(_any_of(char) for char in bare(text)))

    def piece(self, rng: Random) -> Piece:
        """A random piece of a random title: one to three words in a row that point to it."""
        while True:
            clause = rng.choice(clauses(rng.choice(self.titles)))
            start = rng.randrange(len(clause))
            chosen = clause[start : start + rng.randint(1, MAX_WORDS)]
            if {chosen[0], chosen[-1]} & BINDING or not any(map(tells, chosen)):
                continue
            text = " ".join(chosen)
            if len(bare(text)) < MIN_CHARS or self.names_department(text):
                continue
            if len(rows := self.holding(text)) <= MAX_TITLES:
                return Piece(text=text, rows=rows)

    def lost(self, variant: str, piece: Piece) -> bool:
        """Whether the fault made the question one for another title, so that nobody can tell.

        That is so where the variant stands in another title as it is, or where another title
        differs from it in the very syllables the fault hit, and by no more than the piece does.
        """
        if self.holding(variant) - piece.rows:
            return True
        typed, meant = bare(variant), bare(piece.text)
        if len(typed) == len(meant):
            return any(
                _distance(typed, meant) >= _distance(typed, found)
                for found in self._alike(typed, meant, piece.rows)
            )
        if len(typed) + 1 == len(meant):  # a syllable is missing: any other in its place?
            return any(
                self._bare.matching(f"{re.escape(typed[:at])}.{re.escape(typed[at:])}") - piece.rows
                for at in range(len(typed) + 1)
                if typed[:at] + meant[at] + typed[at:] == meant
            )
        return False

    def _alike(self, typed: str, meant: str, rows: frozenset[int]) -> list[str]:
        """What stands in other titles and differs from the question only where the fault is."""
        pattern = "".join(
            re.escape(char) if char == other else "[가-힣]"
            for char, other in zip(typed, meant, strict=True)
        )
        return [
            found
            for row in self._bare.matching(pattern) - rows
            for found in re.findall(pattern, self._bare.lines[row])
        ]


class Lines:
    """Lines of text that one regular expression searches at once."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self._text = "\n".join(lines)
        self._starts: list[int] = []
        start = 0
        for line in lines:
            self._starts.append(start)
            start += len(line) + 1

    def matching(self, pattern: str) -> frozenset[int]:
        """The rows of the lines in which the pattern is found."""
        return frozenset(
            bisect_right(self._starts, found.start()) - 1
            for found in re.finditer(pattern, self._text)
        )


def _any_of(char: str) -> str:
    """A pattern for the syllables that begin with this consonant, or for the character itself."""
    order = CHOSEONG.find(char)
    if order < 0:
        return re.escape(char)
    first = ord("가") + order * 588
    return f"[{chr(first)}-{chr(first + 587)}]"


def _distance(one: str, other: str) -> int:
    """How many jamo differ between two texts of equal length."""
    return sum(
        sum(a != b for a, b in zip(_jamo(x), _jamo(y), strict=True))
        for x, y in zip(one, other, strict=True)
    )


def _jamo(char: str) -> tuple[str, str, str]:
    return parts(char) if is_syllable(char) else (char, "", "")
