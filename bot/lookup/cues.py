"""Lists of words that a message is searched for, the beginnings of its words; those of errands.

In a list, `_` stands for a space; one syllable is a whole word, or with `~` the stem of a verb. Of
the lists of `errands.tsv`, `errand` says anywhere in a message that it is about what an office does
every day and no pledge (과태료), and `detail` as its last word; `nothing` only begins so.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bot.korean import hangul
from bot.lookup.lexicon import LOOK_ALIKES, is_elsewhere, rows, ways
from bot.lookup.words import stems_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

ERRAND, DETAIL = "errand", "detail"
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
        self._verbs: set[str] = set()
        self._spaced: set[str] = set()
        self._longest: dict[str, int] = {}  # word by its first two letters, which few words share

    def add(self, name: str, words: Iterable[str]) -> None:
        """Add words to a list."""
        for word in words:
            key = hangul.search_key(word)
            self.words[key] = tuple(dict.fromkeys((*self.words.get(key, ()), name)))
            self._longest[key[:2]] = max(len(key), self._longest.get(key[:2], 0))
            if word.endswith("~"):
                self._verbs.add(key)
            if "_" in word:
                self._spaced.add(key)

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
        """Whether a cue may end here: one syllable is a word with its particle, or a verb."""
        if stop > end and text[at:stop] not in self._spaced:
            return False
        if text.startswith(LOOK_ALIKES.get(text[at:stop], "\n"), at):
            return False  # 청소년 is no 청소
        if stop - at > 1:
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


def errands(
    words: Sequence[str], stands: Callable[[str], bool], office: str = ""
) -> tuple[str, ...]:
    """What words that do not stand in titles say of errands: each an `ERRAND`, or a `DETAIL`.

    What another office does is none of this `office`: 안양시청 주차장, 광화문 광장.
    """
    for word, after in zip(words, (*words[1:], ""), strict=True):
        has_more = after and not after.startswith(ways())
        of_it = [
            stem for stem in stems_of(word) if stem.endswith("청") or (has_more and stem == word)
        ]
        if any(is_elsewhere(stem, office) for stem in of_it) and not stands(word):
            return (ERRAND,)
    # An expression may begin with a word of a title: 도로 갖다 놓다.
    said = {
        (name, cue.start)
        for cue in _of_errands().found(words)
        if not all(map(stands, words[cue.start : cue.end]))
        for name in cue.names
    }
    last = len(words) - 1
    return tuple([name for name, at in said if name == ERRAND or (name == DETAIL and at == last)])


@cache
def _of_errands() -> Cues:
    cues = Cues("nothing")
    for name, _reason, words in rows("errands.tsv"):
        cues.add(name, words.split(","))
    return cues
