"""Which of many short texts share the rarest pieces with a query: candidates, not answers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

MAX_POSTINGS = 40_000  # read for one text: some tenths of a millisecond; benchmarks/speed.py
MAX_HELD_GRAMS = 8  # the rarest few of a text leave hardly a row in which it does not stand
_SEPARATOR = b"\n"


class GramIndex:
    """The n-grams of ASCII texts, each with the rows it stands in.

    Texts are keystrokes: other characters count as one unknown letter. Rows are places in
    `texts`.
    """

    def __init__(self, texts: Iterable[str], *, sizes: Sequence[int]) -> None:
        encoded = [text.encode("ascii", "replace") for text in texts]
        self.rows = len(encoded)
        self._sizes = tuple(sorted(sizes))
        self._letters = _SEPARATOR.join([*encoded, b""])
        letters = np.frombuffer(self._letters, dtype=np.uint8)
        lengths = np.fromiter((len(text) + 1 for text in encoded), np.int64, self.rows)
        self._ends = np.cumsum(lengths)
        row_of = np.repeat(np.arange(self.rows, dtype=np.uint32), lengths)
        keyed = [self._keyed(letters, row_of, size) for size in self._sizes]
        # Sorted by gram and row, each once; the low 32 bits are the row.
        pairs = np.concatenate(keyed)
        del keyed  # each of these takes as much memory as the finished index
        pairs.sort()
        pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])] if len(pairs) else pairs
        self._postings = (pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32)
        grams = (pairs >> np.uint64(32)).astype(np.uint32)
        starts = np.flatnonzero(np.diff(grams, prepend=np.uint32(0xFFFFFFFF)))
        self._grams = grams[starts]
        self._starts: list[int] = np.append(starts, len(grams)).tolist()
        self._counts = np.diff(self._starts)
        # What it says that a row has a gram, and what one would say that stands nowhere else.
        self._bits = np.log2((self.rows + 1) / self._counts)
        self._most_bits = float(np.log2(self.rows + 1))
        # Words are looked for alone and over the spaces between words, one after the other.
        self.shared = lru_cache(maxsize=1)(self._shared)

    @staticmethod
    def _keyed(
        letters: NDArray[np.uint8], row_of: NDArray[np.uint32], size: int
    ) -> NDArray[np.uint64]:
        count = max(0, len(letters) - size + 1)
        codes = np.zeros(count, np.uint64)
        whole = np.ones(count, bool)
        for place in range(size):
            column = letters[place : place + count]
            codes = (codes << np.uint64(8)) | column
            whole &= column != _SEPARATOR[0]
        keyed: NDArray[np.uint64] = (codes[whole] << np.uint64(32)) | row_of[:count][whole]
        return keyed

    def text(self, row: int) -> str:
        """The text of a row."""
        start = self._ends[row - 1] if row else 0
        return self._letters[start : self._ends[row] - 1].decode("ascii")

    def _shared(self, text: str) -> tuple[NDArray[np.float64], float]:
        """For each row, the bits that the grams it shares with the text carry; and what all carry.

        Of grams that stand nearly everywhere only so many rows are read as say something.
        """
        codes = self._codes(text, self._sizes)
        places = self._known(codes)
        all_bits = float(self._bits[places].sum()) + self._most_bits * (len(codes) - len(places))
        places = places[np.argsort(self._counts[places], kind="stable")]
        read = np.searchsorted(np.cumsum(self._counts[places]), MAX_POSTINGS)
        places = places[: read + 1]
        if not len(places):
            return np.zeros(self.rows), all_bits
        rows = np.concatenate([self._rows_of(place) for place in places.tolist()])
        bits = np.repeat(self._bits[places], self._counts[places])
        return np.bincount(rows, bits, self.rows).astype(np.float64, copy=False), all_bits

    def _codes(self, text: str, sizes: Sequence[int]) -> NDArray[np.uint32]:
        """The grams of the text, each once."""
        encoded = text.encode("ascii", "replace")
        codes = {
            int.from_bytes(encoded[at : at + size], "big")
            for size in sizes
            for at in range(len(encoded) - size + 1)
        }
        return np.fromiter(codes, np.uint32, len(codes))

    def _known(self, codes: NDArray[np.uint32]) -> NDArray[np.intp]:
        """The places of those grams that stand anywhere."""
        if not len(self._grams):
            return np.empty(0, np.intp)
        places = np.searchsorted(self._grams, codes)
        places[places == len(self._grams)] = 0
        known: NDArray[np.intp] = places[self._grams[places] == codes]
        return known

    def _rows_of(self, place: int) -> NDArray[np.uint32]:
        return self._postings[self._starts[place] : self._starts[place + 1]]

    def holding(self, text: str) -> NDArray[np.uint32]:
        """The rows that hold the text, in order."""
        size = max((size for size in self._sizes if size <= len(text)), default=0)
        codes = self._codes(text, (size,) if size else ())
        places = self._known(codes)
        if not size or len(places) < len(codes):
            return np.empty(0, np.uint32)
        rarest = places[np.argsort(self._counts[places])].tolist()
        held = self._rows_of(rarest[0])
        for place in rarest[1:MAX_HELD_GRAMS]:
            held = common(held, self._rows_of(place))
        typed = text.encode("ascii", "replace").decode("ascii")
        return np.array([row for row in held.tolist() if typed in self.text(row)], np.uint32)


def common(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The rows of both lists; both in order and each row once, as in the result."""
    if len(one) > len(other):
        one, other = other, one
    if not len(one):
        return one
    places = np.minimum(np.searchsorted(other, one), len(other) - 1)
    shared: NDArray[np.uint32] = one[other[places] == one]
    return shared
