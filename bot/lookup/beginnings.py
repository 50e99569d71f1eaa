"""Pledges by the beginnings of their words: what somebody may be on the way to type."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from bot.lookup import hangul

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.lookup.pledge import Pledge

_WORD = re.compile("[0-9a-zㄱ-ㅣ가-힣]+")
MIN_INSIDE = 2  # characters that are looked for in the middle of a word: 도서과 for 작은도서관

# Where a text holds what was typed, the most telling place first.
AT_ITS_START, AT_A_WORD, INSIDE_A_WORD = range(3)


class _Typed(NamedTuple):
    """A text in the letters it is typed with, and where words and syllables begin there."""

    letters: str
    words: frozenset[int]
    syllables: frozenset[int]


class Beginnings:
    """Finds pledges one of whose words begins as typed; built once for a catalogue."""

    def __init__(self, pledges: Sequence[Pledge]) -> None:
        self._pledges = pledges
        texts = [[_WORD.findall(hangul.normalized(t)) for t in _texts_of(p)] for p in pledges]
        self._strokes = [[_typed(words, hangul.sound_strokes) for words in of] for of in texts]
        self._initials = [[_typed(words, hangul.choseong) for words in of] for of in texts]

    def of(self, text: str) -> tuple[Pledge, ...]:
        """The pledges with a number, a department, a title or a strategy that begins so.

        What begins so as a whole comes first, then what has a word that does, then what has one
        that only goes on so; numbers before departments before titles; in page order among
        equals. A syllable may be half typed, or typed with the keyboard in English.
        """
        typed = hangul.bare(hangul.normalized(text))
        if not typed:
            return ()
        if hangul.is_choseong(typed):
            wanted, texts, least = hangul.choseong(typed), self._initials, AT_A_WORD
        else:
            least = INSIDE_A_WORD if len(typed) >= MIN_INSIDE else AT_A_WORD
            wanted, texts = hangul.sound_strokes(typed), self._strokes
        ranked = []
        for place, of_pledge in enumerate(texts):
            rank = min(_ranks(wanted, of_pledge), default=None)
            if rank is not None and rank[0] <= least:
                ranked.append((rank, place))
        return tuple(self._pledges[place] for _, place in sorted(ranked))


def _ranks(wanted: str, texts: Sequence[_Typed]) -> Iterator[tuple[int, int]]:
    """Where each text holds it, and the place of that text among the others."""
    for place, text in enumerate(texts):
        at = text.letters.find(wanted)
        while at >= 0:
            if at in text.syllables:
                yield (
                    AT_ITS_START if at == 0 else AT_A_WORD if at in text.words else INSIDE_A_WORD,
                    place,
                )
            at = text.letters.find(wanted, at + 1)


def _texts_of(pledge: Pledge) -> tuple[str, ...]:
    category, serial = pledge.number.category, pledge.number.serial
    unpadded = f"{category}{serial}"  # 지역개발-1 may become 지역개발-12
    return f"{category}{serial:02d}", unpadded, pledge.department, pledge.title, pledge.strategy


def _typed(words: Sequence[str], letters: Callable[[str], str]) -> _Typed:
    return _Typed(
        "".join(map(letters, words)),
        frozenset(accumulate((len(letters(word)) for word in words), initial=0)),
        frozenset(accumulate((len(letters(char)) for char in "".join(words)), initial=0)),
    )
