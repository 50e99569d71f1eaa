"""The words of many titles, each once, and the titles that each stands in.

A table has far fewer words than titles have places for them, and the larger it is, the fewer of
its words are new: what is looked up here grows far slower than the table.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.lookup.engine.index import common

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

MAX_READ = 40  # titles that are sooner read than compared with others
_SEPARATOR = "\n"
_LAST = "\U0010ffff"


class Place(NamedTuple):
    """A line that holds a text, and whether it begins with it."""

    line: int
    begins: bool


class Lines:
    """Short texts that are searched as one, at the speed of C; known by their places from 0."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._text = _SEPARATOR + _SEPARATOR.join([*lines, ""])
        self._starts = [*accumulate((len(line) + 1 for line in lines), initial=1)]

    def __contains__(self, text: object) -> bool:
        """Whether one of them holds this text."""
        return isinstance(text, str) and text in self._text

    def containing(self, text: str) -> Iterator[Place]:
        """The lines that hold a text, in order, each once."""
        at = self._text.find(text) if text else -1
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            yield Place(line, at == self._starts[line])
            at = self._text.find(text, self._starts[line + 1])


class Vocabulary:
    """The words of titles; a word is known by its place in `words`, a title by its row.

    `titles` are the words of each title in order, in rows from 0; no word is empty.
    """

    def __init__(self, titles: Iterable[Sequence[str]]) -> None:
        ids: dict[str, int] = {}
        lengths: list[int] = []
        met: list[int] = []
        for title in titles:
            lengths.append(len(title))
            met += [ids.setdefault(word, len(ids)) for word in title]
        self.titles = len(lengths)
        self.words = sorted(ids)
        sorted_place = np.empty(len(ids), np.uint32)
        sorted_place[[ids[word] for word in self.words]] = np.arange(len(ids), dtype=np.uint32)
        # The words of each title, one title after the other.
        self._met = sorted_place[np.array(met, np.int64)]
        self._title_starts = np.concatenate([[0], np.cumsum(np.array(lengths, np.int64))])
        self._rows, self._row_starts = self._inverted(lengths)
        self._seams = self._adjacent()
        self._reversed = sorted((word[::-1], at) for at, word in enumerate(self.words))
        self.lines = Lines(self.words)

    def _inverted(self, lengths: list[int]) -> tuple[NDArray[np.uint32], list[int]]:
        """The rows of each word, each row once and in order, and where each word's rows begin."""
        row_of = np.repeat(np.arange(self.titles, dtype=np.uint32), lengths)
        order = np.argsort(self._met, kind="stable")
        words, rows = self._met[order], row_of[order]
        first = np.ones(len(words), bool)
        first[1:] = (words[1:] != words[:-1]) | (rows[1:] != rows[:-1])
        words, rows = words[first], rows[first]
        return rows, np.searchsorted(words, np.arange(len(self.words) + 1)).tolist()

    def _adjacent(self) -> frozenset[str]:
        """The last letter of a word and the first of the next, wherever two words meet."""
        return frozenset(before[-1] + after[0] for before, after in self.pairs())

    def _meets(self) -> NDArray[np.bool_]:
        """For each word but the last one, whether the next belongs to the same title."""
        meets = np.ones(max(0, len(self._met) - 1), bool)
        # Where one title ends and the next begins; a title of signs alone has no words.
        ends = self._title_starts[(self._title_starts > 0) & (self._title_starts < len(self._met))]
        meets[ends - 1] = False
        return meets

    def pairs(self) -> list[tuple[str, str]]:
        """Each two words that stand behind each other in a title, once, in their order."""
        meets = self._meets()
        codes = self._met[:-1][meets].astype(np.int64) * len(self.words) + self._met[1:][meets]
        _, first = np.unique(codes, return_index=True)
        return [
            (self.words[code // len(self.words)], self.words[code % len(self.words)])
            for code in codes[np.sort(first)].tolist()
        ]

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.words)

    def beginning(self, text: str) -> range:
        """The words that begin with a text, itself among them."""
        return range(bisect_left(self.words, text), bisect_left(self.words, text + _LAST))

    def ending(self, text: str) -> list[int]:
        """The words that end with a text, itself among them."""
        mirrored = text[::-1]
        first = bisect_left(self._reversed, (mirrored, 0))
        last = bisect_left(self._reversed, (mirrored + _LAST, 0))
        return [word for _, word in self._reversed[first:last]]

    def whole(self, text: str) -> range:
        """The word that is this text, if there is one."""
        at = bisect_left(self.words, text)
        return range(at, at + (at < len(self.words) and self.words[at] == text))

    def rows(self, words: Iterable[int]) -> NDArray[np.uint32]:
        """The titles with any of these words, in order, each once."""
        found = [self._rows[self._row_starts[w] : self._row_starts[w + 1]] for w in words]
        if not found:
            return np.empty(0, np.uint32)
        return merged(found, self.titles)

    def rows_beginning(self, words: Sequence[int]) -> NDArray[np.uint32]:
        """The titles whose first word is one of these, in order."""
        first = np.zeros(len(self.words), bool)
        first[np.array(words, np.intp)] = True
        rows = self.rows(words)
        found: NDArray[np.uint32] = rows[first[self._met[self._title_starts[rows]]]]
        return found

    def weighed(self, words: Sequence[int], weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """For each title, the weights of those of these words that it has, together."""
        rows = [self._rows[self._row_starts[w] : self._row_starts[w + 1]] for w in words]
        if not rows:
            return np.zeros(self.titles)
        each = np.repeat(weights, [len(of_word) for of_word in rows])
        sums = np.bincount(np.concatenate(rows), each, self.titles)
        return sums.astype(np.float64, copy=False)

    def counted(self, words: Iterable[int]) -> int:
        """In how many titles any of these words stands; at most this many."""
        count = sum(self._row_starts[w + 1] - self._row_starts[w] for w in words)
        return min(count, self.titles)

    def of(self, row: int) -> list[int]:
        """The words of a title, in its order."""
        found: list[int] = self._met[self._title_starts[row] : self._title_starts[row + 1]].tolist()
        return found

    def title(self, row: int) -> tuple[str, ...]:
        """The words of a title, in its order, as they are written."""
        return tuple([self.words[word] for word in self.of(row)])

    def among(self, rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """For each word, whether it stands in one of these titles; one flag for each title."""
        stands = np.zeros(len(self.words), bool)
        stands[self._met[np.repeat(rows, np.diff(self._title_starts))]] = True
        return stands

    def phrase_match(self, text: str, *, aligned: bool) -> list[int]:
        """The titles that hold a text over the space between two words or more, in order.

        `aligned`: only where it begins and ends with words.
        """
        return sorted({*self.spanned(text, aligned=aligned)})

    def spanned(self, text: str, *, aligned: bool = False) -> Iterator[int]:
        """The same titles as they are found, some more than once."""
        for at in range(1, len(text)):
            if text[at - 1 : at + 1] not in self._seams:
                continue
            before, after = text[:at], text[at:]
            right = {*(self.whole(after) if aligned else self.beginning(after))}
            for end in range(1, len(after)):
                right.update(self.whole(after[:end]))
            left: Sequence[int] = ()
            if right:
                left = self.whole(before) if aligned else self.ending(before)
            if left:
                fewer, more = sorted((left, right), key=self.counted)
                rows = self.rows(fewer)
                if len(rows) > MAX_READ:
                    rows = common(rows, self.rows(more))
                yield from (row for row in rows.tolist() if _spans(text, self.title(row)))


def _spans(text: str, words: Sequence[str]) -> bool:
    """Whether a title holds a text over the space between two words or more.

    >>> _spans("가다", ["가", "다나"]), _spans("가다", ["다", "가다"])
    (True, False)
    """
    title, seams = "".join(words), [*accumulate(map(len, words))]
    at = title.find(text)
    while at >= 0:
        if any(at < seam < at + len(text) for seam in seams):
            return True
        at = title.find(text, at + 1)
    return False


def merged(rows: Sequence[NDArray[np.uint32]], count: int) -> NDArray[np.uint32]:
    """The rows of lists in order, each once; `count` is how many rows there are.

    Each list is in order and has each row once.
    """
    if len(rows) == 1:
        return rows[0]
    together = np.concatenate(rows)
    if len(together) < count // 64:
        together.sort()
        once: NDArray[np.uint32] = together[np.diff(together, prepend=count) != 0]
        return once
    marked = np.zeros(count, bool)  # sorting so many would take longer
    marked[together] = True
    return np.flatnonzero(marked).astype(np.uint32)
