"""Lists of words that a message is searched for: the beginnings of its words.

In a list, `_` stands for a space; one syllable is a whole word, or with `~`, wherever that is
written, the stem of a verb in all lists: 약~ for 약하다 would be the beginning of 약값.
A number is a whole word, too: 20 begins neither 2027 nor 20분.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.korean import hangul
from bot.lookup.lexicon import LOOK_ALIKES

_PARTICLES = re.compile(
    "(?:들|네)?(?:이|가|은|는|을|를|도|만|에|에서|에게|에다|한테|로|으로|의|과|와|랑|이랑|하고|나|이나"
    "|라도|이라도|까지|부터|요|이라|라|라서|이라서|인데|은데|님|께서)?(?:는|은|도)?"
)


class Cue(NamedTuple):
    """A listed word of a message: its lists, where it begins, and from which word to which it goes.

    `at` is the place in the words joined.
    """

    names: tuple[str, ...]
    text: str
    at: int
    start: int
    end: int


class Cues:
    """Lists of words, each with a name; behind a word of the list `nothing` nothing is found."""

    def __init__(self, nothing: str = "") -> None:
        self._nothing = nothing
        self.words: dict[str, tuple[str, ...]] = {}  # with the lists that each stands in
        self._keys: dict[str, str] = {}  # of words as lists have them
        self._verbs: set[str] = set()
        self._spaced: set[str] = set()
        self._longest: dict[str, int] = {}  # word by its first two letters, which few words share

    def add(self, name: str, words: Iterable[str]) -> None:
        """Add words to a list."""
        for word in words:
            key = self._keys.get(word) or self._new_key(word)
            if name not in (names := self.words.get(key, ())):
                self.words[key] = (*names, name)

    def _new_key(self, word: str) -> str:
        """The key of a word that no list had yet."""
        key = self._keys[word] = hangul.search_key(word)
        self._longest[key[:2]] = max(len(key), self._longest.get(key[:2], 0))
        if word.endswith("~"):
            self._verbs.add(key)
        if "_" in word:
            self._spaced.add(key)
        return key

    def found(self, words: Sequence[str]) -> Iterator[Cue]:
        """The listed words of a message, in order, the longest of a place first."""
        text = "".join(words)
        start = passed = 0
        for number, word in enumerate(words):
            at, end = start, start + len(word)
            while passed <= at < end:
                longest = 0
                final = len(text) if at == start else end
                for stop in range(min(at + self._longest.get(text[at : at + 2], 1), final), at, -1):
                    names = self.words.get(text[at:stop])
                    if names is None or not self._ends(text, at, stop, end, begins=at == start):
                        continue
                    longest = longest or stop - at
                    last = number + 1 if stop <= end else word_at(words, stop - 1) + 1
                    yield Cue(names, text[at:stop], at, number, last)
                    if self._nothing in names:
                        passed = stop
                        break
                if not longest:
                    break
                at += longest
            start = end

    def _ends(self, text: str, at: int, stop: int, end: int, *, begins: bool) -> bool:
        """Whether a cue may end here: a syllable or a number is a word with its particle."""
        if stop > end and text[at:stop] not in self._spaced:
            return False
        if text.startswith(LOOK_ALIKES.get(text[at:stop], "\n"), at):
            return False  # 청소년 is no 청소
        if stop - at > 1 and not text[at:stop].isdecimal():
            return True
        is_verb = text[at] in self._verbs
        return begins and (is_verb or _PARTICLES.fullmatch(text, stop, end) is not None)


def word_at(words: Sequence[str], place: int) -> int:
    """Which word a place of their joined text is in."""
    for number, word in enumerate(words):
        place -= len(word)
        if place < 0:
            return number
    return len(words) - 1
