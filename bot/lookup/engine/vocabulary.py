"""The words of many titles, each once, and the titles that each stands in.

A table has far fewer words than titles have places for them, and the larger it is, the fewer of
its words are new: what is looked up here grows far slower than the table.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache, reduce
from itertools import accumulate, chain, pairwise
from operator import or_
from typing import NamedTuple

from bot.lookup.engine.index import bits, members, postings
from bot.lookup.lexicon import ORDINARY_WORDS, civic_words, related

MAX_CHANCE_CHARS = 3  # so few may stand where one word ends and the next begins (청'주 사'회)
MAX_KNOWN_CHARS = 4  # of words that compounds are made of
MAX_READ = 40  # titles that are sooner read than compared with others
MOST_BITS = 2_048  # of a set, for each of its titles; those of rarer words are made when asked for
_SEPARATOR = "\n"
_LAST = "\U0010ffff"


class Place(NamedTuple):
    """A line that holds a text, and whether it begins with it."""

    line: int
    begins: bool


class Lines:
    """Short texts that are searched as one, at the speed of C; known by their places from 0."""

    def __init__(self, lines: Sequence[str], *, are_words: bool = False) -> None:
        """Take the texts; in those that `are_words`, nothing stands by chance: 공급 in 공공급식."""
        self._are_words = are_words
        self.text = _SEPARATOR + _SEPARATOR.join([*lines, ""])
        self._starts = [*accumulate((len(line) + 1 for line in lines), initial=1)]

    def __contains__(self, text: object) -> bool:
        if not (isinstance(text, str) and text in self.text):
            return False
        return not self._may_chance(text) or any(True for _ in self.containing(text))

    def _may_chance(self, text: str) -> bool:
        return self._are_words and 1 < len(text) <= MAX_CHANCE_CHARS

    def containing(self, text: str) -> Iterator[Place]:
        """The lines that hold a text, in order, each once."""
        may_chance = self._may_chance(text)
        at = self.text.find(text) if text else -1
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            start, end = self._starts[line : line + 2]
            if may_chance and _is_chance(self.text[start : end - 1], at - start, len(text)):
                end = at + 1
            else:
                yield Place(line, at == start)
            at = self.text.find(text, end)

    def parted(self, text: str) -> tuple[list[int], list[int]]:
        """The lines that begin with a text, and those that only go on so."""
        places = [*self.containing(text)]
        return [of.line for of in places if of.begins], [of.line for of in places if not of.begins]


class Vocabulary:
    """The words of titles; a word is known by its place in `words`, a title by its row.

    `titles` are the words of each title in order, in rows from 0; no word is empty.
    """

    def __init__(self, titles: Iterable[Sequence[str]]) -> None:
        titles = [*titles]
        self.titles = len(titles)
        self.words = sorted({*chain.from_iterable(titles)})
        ids = {word: at for at, word in enumerate(self.words)}
        self._words_of = [array("I", map(ids.__getitem__, title)) for title in titles]
        self._having = postings(self._words_of)
        self._sets = {
            word: bits(rows)
            for word, rows in self._having.items()
            if len(rows) * MOST_BITS > self.titles
        }
        self._seams = frozenset((before[-1], after[0]) for before, after in self.pairs())
        self._longest = max(map(len, self.words), default=0)
        self._reversed = sorted((word[::-1], at) for at, word in enumerate(self.words))
        self.lines = Lines(self.words, are_words=True)

    @cached_property
    def _beginning_with(self) -> Mapping[int, Sequence[int]]:
        return postings([words[:1] for words in self._words_of])

    def pairs(self) -> list[tuple[str, str]]:
        """Each two words that stand behind each other in a title, once, in their order."""
        met = dict.fromkeys(chain.from_iterable(map(pairwise, self._words_of)))
        return [(self.words[before], self.words[after]) for before, after in met]

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

    def rows(self, words: Iterable[int]) -> int:
        """The set of the titles with any of these words."""
        found, few = 0, array("I")
        for word in words:
            if word in self._sets:
                found |= self._sets[word]
            else:
                few += self._having[word]
        return found | bits(few) if few else found

    def rows_beginning(self, words: Iterable[int]) -> int:
        """The set of the titles whose first word is one of these."""
        return reduce(or_, [bits(self._beginning_with.get(word, ())) for word in words], 0)

    def counted(self, words: Iterable[int]) -> int:
        """In how many titles any of these words stands; at most this many."""
        return min(sum([len(self._having[word]) for word in words]), self.titles)

    def of(self, row: int) -> Sequence[int]:
        """The words of a title, in its order."""
        return self._words_of[row]

    def title(self, row: int) -> tuple[str, ...]:
        """The words of a title, in its order, as they are written."""
        return tuple([self.words[word] for word in self.of(row)])

    def among(self, rows: int) -> int:
        """The set of the words that stand in these titles."""
        return bits([*chain.from_iterable(map(self.of, members(rows)))])

    def likely(self, texts: Iterable[str]) -> list[str]:
        """Those of many texts of which titles have each two letters side by side."""
        side_by_side = self._seams.union(pairwise(self.lines.text))
        return [one for one in texts if side_by_side.issuperset(pairwise(one))]

    def phrase_match(self, text: str, *, aligned: bool) -> list[int]:
        """The titles that hold a text over spaces, in order; `aligned`, from word to word."""
        return sorted({*self.spanned(text, aligned=aligned)})

    def spanned(self, text: str, *, aligned: bool = False) -> Iterator[int]:
        """The same titles as they are found, some more than once."""
        if self._seams.isdisjoint(pairwise(text)):  # as it is with most texts
            return
        # The first word goes no further than the longest, nor does the next.
        for at, seam in enumerate(pairwise(text[: self._longest + 1]), start=1):
            if seam not in self._seams:
                continue
            before, after = text[:at], text[at:]
            right = {*(self.whole(after) if aligned else self.beginning(after))}
            for end in range(1, min(len(after), self._longest + 1)):
                right.update(self.whole(after[:end]))
            left: Sequence[int] = ()
            if right:
                left = self.whole(before) if aligned else self.ending(before)
            if left:
                fewer, more = sorted((left, right), key=self.counted)
                rows = self.rows(fewer)
                if rows.bit_count() > MAX_READ:
                    rows &= self.rows(more)
                yield from (row for row in members(rows) if _spans(text, self.title(row)))


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


@lru_cache(maxsize=20_000)
def _is_chance(word: str, at: int, size: int) -> bool:
    """Whether two words meet where a text stands in a compound, and it is none of its words.

    >>> _is_chance("현장구청장실", 1, 2), _is_chance("안전교육지원센터", 2, 2)
    (True, False)
    """
    end = at + size
    if not at or end == len(word):
        return False
    is_word = _ends_known(word, at, at) and _goes_on(word, end)
    return not is_word and any(
        _ends_known(word, seam, at) and _begins_known(word, seam, end)
        for seam in range(at + 1, end)
    )


def _ends_known(word: str, end: int, before: int) -> bool:
    """Whether a known word ends here that begins before a place, and not behind one syllable."""
    starts = range(max(0, end - MAX_KNOWN_CHARS), before)
    return any(at != 1 and _is_known(word[at:end]) for at in starts)


def _begins_known(word: str, at: int, beyond: int) -> bool:
    """Whether a known word begins here that ends beyond a place, and another one behind it."""
    last = min(len(word), at + MAX_KNOWN_CHARS)
    ends = range(beyond + 1, last + 1)
    return any(_is_known(word[at:end]) and _goes_on(word, end) for end in ends)


def _goes_on(word: str, at: int) -> bool:
    """Whether a word ends here but for a syllable, or a known one begins."""
    last = min(len(word), at + MAX_KNOWN_CHARS)
    return len(word) - at < 2 or any(_is_known(word[at:end]) for end in range(at + 2, last + 1))


def _is_known(text: str) -> bool:
    return len(text) > 1 and text in _known()


@cache
def _known() -> frozenset[str]:
    """The words of which compounds are made."""
    return frozenset((*ORDINARY_WORDS, *civic_words(), *related().rows, *related().words))
