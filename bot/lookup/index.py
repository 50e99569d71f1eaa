"""Which of many short texts share the rarest pieces with a query: candidates, not answers."""

from __future__ import annotations

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
        letters = np.frombuffer(_SEPARATOR.join([*encoded, b""]), dtype=np.uint8)
        lengths = np.fromiter((len(text) + 1 for text in encoded), np.int64, self.rows)
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
        self._starts = np.append(starts, len(grams))

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

    def postings(self, text: str, sizes: Sequence[int] | None = None) -> list[NDArray[np.uint32]]:
        """The rows of each gram of the text that stands anywhere, fewest rows first."""
        encoded = text.encode("ascii", "replace")
        codes = {
            int.from_bytes(encoded[at : at + size], "big")
            for size in (self._sizes if sizes is None else sizes)
            for at in range(len(encoded) - size + 1)
        }
        wanted = np.fromiter(codes, np.uint32, len(codes))
        places = np.searchsorted(self._grams, wanted)
        found = []
        for place, code in zip(places.tolist(), wanted.tolist(), strict=True):
            if place < len(self._grams) and self._grams[place] == code:
                found.append(self._postings[self._starts[place] : self._starts[place + 1]])
        return sorted(found, key=len)

    def add_shared(self, text: str, weights: NDArray[np.float32]) -> None:
        """Add to each row's weight the bits that the grams it shares with the text carry.

        Of grams that stand nearly everywhere only so many are read as say something.
        """
        read = 0
        for rows in self.postings(text):
            weights[rows] += np.float32(np.log2((self.rows + 1) / len(rows)))
            read += len(rows)
            if read > MAX_POSTINGS:
                break

    def holding(self, text: str) -> NDArray[np.uint32]:
        """The rows that have the rarest grams of the text, in order; all it stands in are there."""
        encoded = text.encode("ascii", "replace")
        size = max((size for size in self._sizes if size <= len(encoded)), default=0)
        wanted = len({encoded[at : at + size] for at in range(len(encoded) - size + 1)})
        found = self.postings(text, sizes=(size,))
        if not size or len(found) < wanted:
            return np.empty(0, np.uint32)
        held = found[0]
        for rows in found[1:MAX_HELD_GRAMS]:
            places = np.searchsorted(rows, held)  # both are sorted
            held = held[rows[np.minimum(places, len(rows) - 1)] == held]
        return held
