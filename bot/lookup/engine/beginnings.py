"""Pledges by the beginnings of their words: what somebody may be on the way to type."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cache
from itertools import islice
from typing import NamedTuple

from bot.korean import hangul
from bot.lookup.engine.index import members
from bot.lookup.engine.letters import Letters
from bot.lookup.engine.matching import Form
from bot.lookup.pledge import Pledge, PledgeNumber, roman
from bot.lookup.words import written

# Digits, letters, words such as 일자리·경제, and what is a count by itself: Ⅱ, ①.
_PART = re.compile(r"\d+|[a-z]+|[ㄱ-ㅣ가-힣][ㄱ-ㅣ가-힣·ㆍ&/ ]*|[^\W_]")
MIN_INSIDE = 2  # characters that are looked for in the middle of a word: 도서과 for 작은도서관
MAX_FOUND = 200  # pledges; nobody leafs through more than ten pages of them
MAX_CHECKED = 2_000  # titles looked at one by one, where a text goes on over several words


class Where(IntEnum):
    """Where a text holds what was typed, the most telling place first."""

    AT_ITS_START = 0
    AT_A_WORD = 1
    INSIDE_A_WORD = 2


def _where(form: Form, wanted: str, *, initials: bool) -> Where | None:
    """The most telling place where a text has these initial consonants, or keystrokes."""
    letters = form.initials if initials else form.strokes
    words = form.word_starts if initials else form.word_edges
    best: Where | None = None
    at = letters.find(wanted)
    while at >= 0:
        if initials or at in form.stroke_starts:
            here = Where(0 if at == 0 else 1 if at in words else 2)
            best = here if best is None else min(best, here)
        at = letters.find(wanted, at + 1)
    return best


class Beginnings:
    """Finds pledges one of whose words begins as typed; built once for a catalogue.

    `letters` are those of the titles, and `places_of_rows` says for each of their rows whose it is.
    """

    def __init__(
        self, pledges: Sequence[Pledge], letters: Letters, places_of_rows: Sequence[int]
    ) -> None:
        self._pledges = pledges
        self._letters = letters
        self._places_of_rows = places_of_rows
        self._groups = [
            _Groups((name, at) for at, pledge in enumerate(pledges) for name in names(pledge))
            for names in (lambda p: p.owners, lambda p: p.helpers, lambda p: (p.strategy,))
        ]
        self._numbers = _Numbers(p.number for p in pledges)

    def of(self, text: str) -> tuple[Pledge, ...]:
        """The first pledges with a number, a department, a title or a strategy that begins so.

        What begins so as a whole comes first, then what has a word that does, then what has one
        that only goes on so; numbers before owners, titles and helpers; in page order among
        equals. A syllable may be half typed, or typed with the keyboard in English.
        """
        typed = hangul.search_key(text)
        if not typed:
            return ()
        found: dict[int, None] = {}
        for places in self._ranked(text, typed):
            found |= dict.fromkeys(sorted(places))
            if len(found) >= MAX_FOUND:
                break
        return tuple(self._pledges[place] for place in islice(found, MAX_FOUND))

    def _ranked(self, text: str, typed: str) -> Iterator[Iterable[int]]:
        """The places of pledges, the most telling finds first; `typed` is the bare text."""
        initials = hangul.is_choseong(typed)
        wanted = hangul.choseong(typed) if initials else hangul.sound_strokes(typed)
        inside = not initials and len(typed) >= MIN_INSIDE
        owners, *others = (of.holding(wanted, initials=initials) for of in self._groups)
        titles = self._by_initials(wanted) if initials else self._by_strokes(wanted)
        found = (self._numbers.having(text), owners, titles, *others)
        for where in Where if inside else (Where.AT_ITS_START, Where.AT_A_WORD):
            yield from (of.get(where, ()) for of in found)

    def _by_strokes(self, wanted: str) -> Mapping[Where, set[int]]:
        begin, inside = self._letters.stroke_lines.parted(wanted)
        found = self._of_words(begin)
        words = self._letters.vocabulary.words
        going_on = [
            at for at in inside if _where(Form((words[at],)), wanted, initials=False) is not None
        ]
        found[Where.INSIDE_A_WORD] = self._places(self._letters.vocabulary.rows(going_on))
        # What was typed may go on in the next word.
        for row in self._letters.titles_like(wanted, self._letters.everywhere):
            if wanted not in self._letters.title_strokes(row):
                continue
            form = Form(self._letters.vocabulary.title(row))
            if (where := _where(form, wanted, initials=False)) is not None:
                found[where].add(self._places_of_rows[row])
        return found

    def _by_initials(self, wanted: str) -> Mapping[Where, set[int]]:
        begin, _ = self._letters.initials.parted(wanted)
        found = self._of_words(begin)
        for row in islice(members(self._letters.titles_with_initials(wanted)), MAX_CHECKED):
            where = _where(Form(self._letters.vocabulary.title(row)), wanted, initials=True)
            if where in found:
                found[where].add(self._places_of_rows[row])
        return found

    def _of_words(self, words: Sequence[int]) -> dict[Where, set[int]]:
        """The pledges whose titles begin with one of these words, and those that have one."""
        vocabulary = self._letters.vocabulary
        return {
            Where.AT_ITS_START: self._places(vocabulary.rows_beginning(words)),
            Where.AT_A_WORD: self._places(vocabulary.rows(words)),
        }

    def _places(self, rows: int) -> set[int]:
        return {self._places_of_rows[row] for row in islice(members(rows), MAX_FOUND * 2)}


class _Groups:
    """Texts that many pledges share, and the places of those that do."""

    def __init__(self, texts: Iterable[tuple[str, int]]) -> None:
        places: dict[str, list[int]] = {}
        for text, place in texts:
            places.setdefault(text, []).append(place)
        self._places = [(Form(written(hangul.normalized(text))), of) for text, of in places.items()]

    def holding(self, wanted: str, *, initials: bool) -> dict[Where, set[int]]:
        """The first pledges of each text that holds this, by where it stands there."""
        found: dict[Where, set[int]] = {}
        for form, places in self._places:
            if (where := _where(form, wanted, initials=initials)) is not None:
                found.setdefault(where, set()).update(places[:MAX_FOUND])
        return found


class _Part(NamedTuple):
    """A part of a number as it was typed; `is_whole` where more would be another one: Ⅱ, 1-."""

    text: str
    is_whole: bool

    def place_in(self, part: str) -> Where | None:
        """Where a part of a number of the table has this; None where it does not."""
        if self.text.isdecimal():
            part = str(roman(part.upper()) or part)
            forms = (part.zfill(2), part.lstrip("0"))
            has = (
                self.text in forms if self.is_whole else any(f.startswith(self.text) for f in forms)
            )
            return Where.AT_ITS_START if has else None
        initials = hangul.is_choseong(self.text)
        wanted = hangul.choseong(self.text) if initials else hangul.sound_strokes(self.text)
        form = Form((part,))
        letters = form.initials if initials else form.strokes
        where = _where(form, wanted, initials=initials)
        is_short = part.isascii() or len(self.text) < MIN_INSIDE
        is_other = self.is_whole and not letters.endswith(wanted)
        if is_other or (is_short and (where or (self.is_whole and letters != wanted))):
            return None
        return where


def _parts(number: str) -> list[_Part]:
    number = unicodedata.normalize("NFC", number).strip().casefold()
    return [
        _Part(
            text=hangul.search_key(part[0]),
            is_whole=part.end() < len(number) or (part[0].isnumeric() and not part[0].isdecimal()),
        )
        for part in _PART.finditer(number)
    ]


class _Numbers:
    def __init__(self, numbers: Iterable[PledgeNumber]) -> None:
        self._numbers = [
            tuple([part.text for part in _parts(number.bare)] or [""]) for number in numbers
        ]

    def having(self, text: str) -> dict[Where, set[int]]:
        """The pledges whose number begins so; a word may stand in it, and a count end it."""
        found: dict[Where, set[int]] = {}
        if not (typed := _parts(text)):
            return found
        is_count = len(typed) == 1 and not typed[0].is_whole
        may_stand_inside = not typed[0].text.isascii()
        place_in = cache(_Part.place_in)
        for at, number in enumerate(self._numbers):
            last = len(number) - len(typed)
            for first in range(last + 1):
                if first and not (may_stand_inside or (is_count and first == last)):
                    continue
                begun = Where.INSIDE_A_WORD if first else Where.AT_ITS_START
                wheres = [*map(place_in, typed, number[first:])]
                known = [where for where in wheres if where is not None]
                if len(known) == len(typed):
                    found.setdefault(max(begun, *known), set()).add(at)
        return found
