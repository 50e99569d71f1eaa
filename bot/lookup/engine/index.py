"""Which of many short texts share the rarest pieces with a query: candidates, not answers."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

SIZES = 2, 3  # letters of a gram
MAX_POSTINGS = 40_000  # read for one text: some tenths of a millisecond; benchmarks/speed.py
_SEPARATOR = b"\n"


class GramIndex:
    """The n-grams of ASCII texts, each with the rows it stands in.

    Texts are keystrokes: other characters count as one unknown letter. Rows are places in
    `texts`.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        encoded = [text.encode("ascii", "replace") for text in texts]
        self.rows = len(encoded)
        letters = np.frombuffer(_SEPARATOR.join([*encoded, b""]), dtype=np.uint8)
        lengths = np.fromiter((len(text) + 1 for text in encoded), np.int64, self.rows)
        row_of = np.repeat(np.arange(self.rows, dtype=np.uint32), lengths)
        keyed = [self._keyed(letters, row_of, size) for size in SIZES]
        # Sorted by gram and row, each once; the low 32 bits are the row.
        pairs = np.concatenate(keyed)
        del keyed  # each of these takes as much memory as the finished index
        pairs.sort()
        pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])] if len(pairs) else pairs
        postings = (pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32)
        grams = (pairs >> np.uint64(32)).astype(np.uint32)
        starts = np.flatnonzero(np.diff(grams, prepend=np.uint32(0xFFFFFFFF)))
        self._places = {
            gram.to_bytes(4, "big").lstrip(b"\0").decode("ascii"): place
            for place, gram in enumerate(grams[starts].tolist())
        }
        ends = np.append(starts, len(grams))
        counts = np.diff(ends)
        self._counts: list[int] = counts.tolist()
        self._rows = [postings[start:end] for start, end in pairwise(ends.tolist())]
        # What it says that a row has a gram, and what one would say that stands nowhere else.
        self._bits: list[float] = np.log2((self.rows + 1) / counts).tolist()
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

    def _shared(self, text: str) -> tuple[NDArray[np.float64], float]:
        """For each row, the bits that the grams it shares with the text carry; and what all carry.

        Of grams that stand nearly everywhere only so many rows are read as say something.
        """
        if not text.isascii():
            text = text.encode("ascii", "replace").decode("ascii")
        grams = {text[at : at + size] for size in SIZES for at in range(len(text) - size + 1)}
        places = [self._places[gram] for gram in grams if gram in self._places]
        places.sort(key=self._counts.__getitem__)  # the rarest first
        bits = [self._bits[place] for place in places]
        all_bits = sum(bits) + self._most_bits * (len(grams) - len(places))
        counts = [self._counts[place] for place in places]
        if sum(counts) > MAX_POSTINGS:
            read = 1 + sum(1 for count in accumulate(counts) if count < MAX_POSTINGS)
            places, counts, bits = places[:read], counts[:read], bits[:read]
        if not places:
            return np.zeros(self.rows), all_bits
        rows = np.concatenate([self._rows[place] for place in places])
        weights = np.bincount(rows, np.array(bits).repeat(counts), self.rows)
        return weights.astype(np.float64, copy=False), all_bits


def common(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The rows of both lists; both in order and each row once, as in the result."""
    if len(one) > len(other):
        one, other = other, one
    if not len(one):
        return one
    places = np.minimum(np.searchsorted(other, one), len(other) - 1)
    shared: NDArray[np.uint32] = one[other[places] == one]
    return shared
