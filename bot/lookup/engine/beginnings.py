"""Pledges by the beginnings of their words: what somebody may be on the way to type."""

from __future__ import annotations

import re
from enum import IntEnum
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple

from bot.korean import hangul
from bot.lookup.words import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from bot.lookup.engine.letters import Letters
    from bot.lookup.pledge import Pledge

MIN_INSIDE = 2  # characters that are looked for in the middle of a word: 도서과 for 작은도서관
MAX_FOUND = 200  # pledges; nobody leafs through more than ten pages of them
MAX_CHECKED = 2_000  # titles looked at one by one, where a text goes on over several words


class Where(IntEnum):
    """Where a text holds what was typed, the most telling place first."""

    AT_ITS_START = 0
    AT_A_WORD = 1
    INSIDE_A_WORD = 2


class _Typed(NamedTuple):
    """A text in the letters it is typed with, and where words and syllables begin there."""

    letters: str
    words: frozenset[int]
    syllables: frozenset[int]

    def where(self, wanted: str) -> Where | None:
        """The most telling place where it holds this."""
        best: Where | None = None
        at = self.letters.find(wanted)
        while at >= 0:
            if at in self.syllables:
                here = Where(0 if at == 0 else 1 if at in self.words else 2)
                best = here if best is None else min(best, here)
            at = self.letters.find(wanted, at + 1)
        return best


class Beginnings:
    """Finds pledges one of whose words begins as typed; built once for a catalogue.

    `letters` are those of the titles, and `places` says for each of their rows whose it is.
    """

    def __init__(
        self, pledges: Sequence[Pledge], letters: Letters, places: NDArray[np.uint32]
    ) -> None:
        self._pledges = pledges
        self._letters = letters
        self._places_of_rows = places
        self._departments = _Groups(
            (name, at) for at, p in enumerate(pledges) for name in p.departments
        )
        self._strategies = _Groups((p.strategy, at) for at, p in enumerate(pledges))
        self._categories = _Groups((p.number.category, at) for at, p in enumerate(pledges))
        self._serials = _Groups((f"{p.number.serial:02d}", at) for at, p in enumerate(pledges))

    def of(self, text: str) -> tuple[Pledge, ...]:
        """The first pledges with a number, a department, a title or a strategy that begins so.

        What begins so as a whole comes first, then what has a word that does, then what has one
        that only goes on so; numbers before departments before titles; in page order among
        equals. A syllable may be half typed, or typed with the keyboard in English.
        """
        typed = hangul.search_key(text)
        if not typed:
            return ()
        found: dict[int, None] = {}
        for places in self._ranked(typed):
            found |= dict.fromkeys(sorted(places))
            if len(found) >= MAX_FOUND:
                break
        return tuple(self._pledges[place] for place in islice(found, MAX_FOUND))

    def _ranked(self, typed: str) -> Iterator[Iterable[int]]:
        """The places of pledges, the most telling kinds of finds first."""
        letters: Callable[[str], str]
        if initials := hangul.is_choseong(typed):
            wanted, letters = hangul.choseong(typed), hangul.choseong
        else:
            wanted, letters = hangul.sound_strokes(typed), hangul.sound_strokes
        inside = not initials and len(typed) >= MIN_INSIDE
        numbers = self._numbers(wanted, letters)
        departments = self._departments.holding(wanted, letters)
        strategies = self._strategies.holding(wanted, letters)
        titles = self._by_initials(wanted) if initials else self._by_strokes(wanted)
        for where in Where if inside else (Where.AT_ITS_START, Where.AT_A_WORD):
            yield numbers.get(where, ())
            yield departments.get(where, ())
            yield titles.get(where, ())
            yield strategies.get(where, ())

    def _numbers(self, wanted: str, letters: Callable[[str], str]) -> Mapping[Where, set[int]]:
        """Pledges by a category, the end of one and the beginning of a serial, or a serial."""
        digits = re.sub(r".*\D", "", wanted)
        head = wanted.removesuffix(digits)
        if not digits:
            return self._categories.holding(wanted, letters)
        if not head:
            serials = self._serials.holding(digits, str)
            return {Where.INSIDE_A_WORD: set().union(*serials.values())}
        found: dict[Where, set[int]] = {}
        for category, places in self._categories.ending(head, letters):
            of_it = {
                place
                for place in places
                if f"{self._pledges[place].number.serial:02d}".startswith(digits)
                or str(self._pledges[place].number.serial).startswith(digits)
            }
            whole = letters(category) == head
            where = Where.AT_ITS_START if whole else Where.INSIDE_A_WORD
            found.setdefault(where, set()).update(of_it)
        return found

    def _by_strokes(self, wanted: str) -> Mapping[Where, set[int]]:
        """Pledges by the keystrokes of their titles."""
        begin, inside = self._letters.words_typed(wanted)
        found = self._of_words(begin)
        going_on = [word for word in inside if self._goes_on(word, wanted)]
        found[Where.INSIDE_A_WORD] = self._places(self._letters.vocabulary.rows(going_on))
        # What was typed may go on in the next word.
        for row in self._letters.titles_like(wanted):
            if wanted not in self._letters.title_strokes(row):
                continue
            words = self._letters.vocabulary.title(row)
            if (where := _typed(words, hangul.sound_strokes).where(wanted)) is not None:
                found[where].add(int(self._places_of_rows[row]))
        return found

    def _by_initials(self, wanted: str) -> Mapping[Where, set[int]]:
        """Pledges by the initial consonants of their titles."""
        begin = [p.line for p in self._letters.initials.containing(wanted) if p.begins]
        found = self._of_words(begin)
        for row in self._letters.titles_with_initials(wanted)[:MAX_CHECKED].tolist():
            words = self._letters.vocabulary.title(row)
            where = _typed(words, hangul.choseong).where(wanted)
            if where in found:
                found[where].add(int(self._places_of_rows[row]))
        return found

    def _goes_on(self, word: int, wanted: str) -> bool:
        """Whether a syllable of a word begins with these keystrokes, or goes on so."""
        return (
            _typed((self._letters.vocabulary.words[word],), hangul.sound_strokes).where(wanted)
            is not None
        )

    def _of_words(self, words: Sequence[int]) -> dict[Where, set[int]]:
        """The pledges whose titles begin with one of these words, and those that have one."""
        vocabulary = self._letters.vocabulary
        return {
            Where.AT_ITS_START: self._places(vocabulary.rows_beginning(words)),
            Where.AT_A_WORD: self._places(vocabulary.rows(words)),
        }

    def _places(self, rows: NDArray[np.uint32]) -> set[int]:
        """The first pledges of these rows; no more are needed of one kind of find."""
        return set(self._places_of_rows[rows[: MAX_FOUND * 2]].tolist())


class _Groups:
    """Texts that many pledges share, and the places of those that do."""

    def __init__(self, texts: Iterable[tuple[str, int]]) -> None:
        self._places: dict[str, list[int]] = {}
        for text, place in texts:
            self._places.setdefault(text, []).append(place)
        self._typed: dict[Callable[[str], str], list[_Typed]] = {}

    def holding(self, wanted: str, letters: Callable[[str], str]) -> dict[Where, set[int]]:
        """The first pledges of each text that holds this, by where it stands there."""
        found: dict[Where, set[int]] = {}
        for typed, places in zip(self._in(letters), self._places.values(), strict=True):
            if wanted in typed.letters and (where := typed.where(wanted)) is not None:
                found.setdefault(where, set()).update(places[:MAX_FOUND])
        return found

    def ending(
        self, wanted: str, letters: Callable[[str], str]
    ) -> Iterator[tuple[str, Sequence[int]]]:
        """The texts that end with this, from the beginning of a syllable on, and their places."""
        texts = zip(self._in(letters), self._places.items(), strict=True)
        for typed, (text, places) in texts:
            at = len(typed.letters) - len(wanted)
            if typed.letters.endswith(wanted) and at in typed.syllables:
                yield text, places

    def _in(self, letters: Callable[[str], str]) -> list[_Typed]:
        """The texts in these letters, made when they are first asked for."""
        if letters not in self._typed:
            self._typed[letters] = [
                _typed(written(hangul.normalized(text)), letters) for text in self._places
            ]
        return self._typed[letters]


def _typed(words: Sequence[str], letters: Callable[[str], str]) -> _Typed:
    return _Typed(
        "".join(map(letters, words)),
        frozenset(accumulate((len(letters(word)) for word in words), initial=0)),
        frozenset(accumulate((len(letters(char)) for char in "".join(words)), initial=0)),
    )
