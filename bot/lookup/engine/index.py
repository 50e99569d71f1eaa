"""Sets of places as the bits of numbers, and which of many texts share pieces with another one."""

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Self, TypeVar

T = TypeVar("T", bound="Hashable")

# Of the letters of a text, how many may be other ones. Each takes two bigrams away, two letters in
# the wrong order one more. benchmarks/quality.py
MAX_SLIPPED = 0.3
MAX_ALIKE = 160  # texts that are compared in full with another one; benchmarks/speed.py
EVERYWHERE = -1  # the set of all places


def bits(places: Sequence[int]) -> int:
    """The set of these places: bit n stands for place n.

    Sets are joined and compared by `|` and `&`, at the speed of C, and small ones take no time.

    >>> bits([0, 2]) | bits([1]), bits([5, 6]) & bits([6])
    (7, 64)
    """
    marked = bytearray(max(places, default=0) // 8 + 1)
    for place in places:
        marked[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(marked, "little")


def members(of: int) -> Iterator[int]:
    """The places of a set, in order.

    >>> [*members(bits([6, 2, 99]))]
    [2, 6, 99]
    """
    digits = f"{of:b}"[::-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


def postings(items: Iterable[Iterable[T]]) -> dict[T, "array[int]"]:
    """The places of the items that have a thing, in order, for each thing that one of them has."""
    found: defaultdict[T, array[int]] = defaultdict(lambda: array("I"))
    for place, things in enumerate(items):
        for thing in dict.fromkeys(things):
            found[thing].append(place)
    return found


class BigramIndex:
    """Each two neighbouring letters of some texts, and the set of the texts `having` them."""

    def __init__(self, having: Mapping[str, int]) -> None:
        self._having = having

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """The index of these texts, by their places."""
        return cls({gram: bits(places) for gram, places in postings(map(bigrams, texts)).items()})

    def alike(self, text: str, among: int = EVERYWHERE) -> list[int]:
        """The places of texts with what slips leave of this one, in order; MAX_ALIKE have most."""
        grams = bigrams(text)
        digits: list[int] = []  # of how many of them each text has, in binary: the lowest first
        for gram in grams:
            carry = self._having.get(gram, 0) & among
            for at, digit in enumerate(digits):
                digits[at], carry = digit ^ carry, digit & carry
            if carry:
                digits.append(carry)
        least = max(1, len(grams) - 1 - 2 * int(MAX_SLIPPED * len(text)))
        found = _at_least(least, digits)
        while found.bit_count() > MAX_ALIKE and (nearer := _at_least(least + 1, digits)):
            found, least = nearer, least + 1
        return [*members(found)]


def bigrams(text: str) -> set[str]:
    """Each two letters that stand beside each other in a text."""
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _at_least(least: int, digits: Sequence[int]) -> int:
    """The places whose numbers, of these binary digits, are as great as this one."""
    if least >> len(digits):
        return 0
    more, equal = 0, EVERYWHERE
    for at in range(len(digits) - 1, -1, -1):
        if least >> at & 1:
            equal &= digits[at]
        else:
            more |= equal & digits[at]
            equal &= ~digits[at]
    return more | equal
