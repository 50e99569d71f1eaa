"""How a text begins: its words, whom they name, and how it goes on."""

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import Self

from bot.korean import hangul
from bot.reminders.phrases.scanner import AROUND, pieces
from bot.reminders.rules.reminder import Audience, OwnersOf

MAX_WORD_CHARS = 40  # no name is longer, and comparing takes its time
TO_WHOM = ("에게", "한테", "께", "에")
JOINING = frozenset("및 와 과 그리고 하고 랑".split())
JOINED = re.compile(r"(?:[,·ㆍ・&+/]|와|과|랑|하고|및)\s*$")
_WORD = re.compile(r"[^\s,·ㆍ・&+/():]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Whom the beginning of a text names, and how the text goes on.

    `audience` is None where that has to be asked: where several departments are meant equally
    well, which are `offered`; where there is no such department or number, which is `unknown`;
    where it is the `owners` of pledges that were looked up; where it `is_own`, 우리 부서. `named`
    are those named beyond doubt. `guessed` are the words that no department is called by, and which
    were read as one all the same: 교통과, 감사실.
    """

    audience: Audience | None
    rest: str
    named: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    owners: OwnersOf | None = None
    unknown: str = ""
    read_as: tuple[tuple[str, str], ...] = ()
    is_own: bool = False
    guessed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beginning:
    """A text and its words, up to one that is too long for a name."""

    text: str
    words: tuple[re.Match[str], ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """With the words of the text."""
        words = takewhile(lambda each: len(each[0]) <= MAX_WORD_CHARS, _WORD.finditer(text))
        return cls(text, tuple(words))

    def word(self, at: int) -> str:
        """The word there; "" behind the last one."""
        return self.words[at][0] if at < len(self.words) else ""

    def is_behind(self, before: re.Pattern[str], at: int) -> bool:
        """Whether that stands right before a word; never behind the last one."""
        return at < len(self.words) and bool(before.search(self.text, 0, self.words[at].start()))

    def since(self, at: int) -> str:
        """The text from a word on."""
        return self.text[self.words[at].start() :]

    def behind(self, count: int) -> str:
        """How the text goes on behind so many words."""
        return trimmed(self.text[self.words[count - 1].end() :])

    def count_of(self, at_most: int, known: frozenset[str], ends: tuple[str, ...]) -> int:
        """How many of its words, the more the better, are together one that is known."""
        for size in range(min(at_most, len(self.words)), 0, -1):
            typed = hangul.search_key("".join(each[0] for each in self.words[:size]))
            if without_particle(typed, ends) in known:
                return size
        return 0


def begins_with_when(text: str) -> bool:
    """Whether the text begins with words of a schedule."""
    return any(each.start == 0 for each in pieces(text)[:1])


def trimmed(text: str) -> str:
    """The text without the signs around it: → 회의, - 회의."""
    return text.strip(AROUND).removeprefix("- ").lstrip()


def without_particle(typed: str, particles: tuple[str, ...]) -> str:
    """The word, bare and without the first of these particles that it ends with."""
    typed = hangul.bare(typed)
    return next((typed.removesuffix(to) for to in particles if typed.endswith(to)), typed)
