"""Latin letters in a message: romanised Korean, and English words."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeVar

from bot.korean import hangul, romanized
from bot.lookup import lexicon
from bot.lookup.words import is_asking, stems_of

Find = Callable[[str], str | None]

T = TypeVar("T")

MAX_JOINED = 4  # Latin words that may be one Korean word
MIN_LETTERS, MIN_ASKED = 5, 4  # of a word of the table, and of one that asks
_RUN = re.compile("[a-z]+(?:[ '’-]+[a-z]+)*")
_APOSTROPHE = re.compile("(?<=[a-z])['’](?=[a-z])")
_PARTS = lexicon.groups("asking.tsv")


def _longest(
    words: Sequence[str], most: int, read: Callable[[Sequence[str]], T | None]
) -> Iterator[tuple[Sequence[str], T | None]]:
    """The words, so many of them at `most` that can be `read` as one together."""
    at = 0
    while at < len(words):
        for size in range(min(most, len(words) - at), 0, -1):
            if (found := read(words[at : at + size])) is not None:
                break
        yield words[at : at + size], found
        at += size


def in_hangul(text: str, find: Find) -> tuple[str, dict[str, str]]:
    """A text with romanised Korean in Hangul, which `find` finds, and the Latin of each word."""
    latin: dict[str, str] = {}

    def read(run: re.Match[str]) -> str:
        typed = re.split("[ '’-]+", _APOSTROPHE.sub("", run[0]))
        said: list[str] = []
        for words, korean in _longest(typed, MAX_JOINED, lambda words: _korean(words, find)):
            said.append(korean or words[0])
            if korean is not None:
                latin[korean] = " ".join(words)
        return " ".join(said) if latin else run[0]

    return (_RUN.sub(read, text), latin) if _RUN.search(text) else (text, latin)


def _korean(typed: Sequence[str], find: Find) -> str | None:
    """The Korean word that these Latin ones are, if they are no English."""
    known = lexicon.english_words()
    if all(is_asking(word) or not known.isdisjoint(stems_of(word)) for word in typed):
        return None
    joined = "".join(typed)
    if len(typed) == 1 and len(joined) >= MIN_ASKED:
        meant = hangul.in_korean(joined)
        if _says_little(meant):
            return meant
    korean = _asked().get(romanized.sounds(joined)) if len(joined) >= MIN_ASKED else None
    if korean is None:
        if len(joined) < MIN_LETTERS or hangul.in_korean(joined) != joined:
            return None
        korean = find(joined)
    if korean is not None or len(typed) == 1:
        return korean
    # maeul bus: the English word for what is said alike in Korean.
    last = sorted(_meanings(typed[-1:]) or ())
    spellings = (f"{''.join(typed[:-1])}{romanized.romanized(meaning)}" for meaning in last)
    return next(filter(None, map(find, spellings)), None)


def _says_little(korean: str) -> bool:
    """Whether a word that was typed with the keyboard in English asks or greets: dkssudgktpdy."""
    return is_asking(korean) or lexicon.phrases("courtesy.tsv").has(korean)


@cache
def _asked() -> Mapping[str, str]:
    return {romanized.sounds(romanized.romanized(word)): word for word in _PARTS["romanised"]}


def in_korean_words(words: Sequence[str]) -> tuple[str, ...]:
    """The words, English ones by what they mean first; of several that are one, the first.

    >>> in_korean_words("kids after school 공약".split())
    ('아이', '방과후', '', '공약')
    """
    if not any(map(str.isascii, words)):
        return tuple(words)
    found: list[str] = []
    for joined, meant in _longest(words, MAX_JOINED, _meanings):
        found += [hangul.bare(meant[0]), *[""] * (len(joined) - 1)] if meant else joined
    return tuple(found)


def _meanings(words: Sequence[str]) -> list[str] | None:
    """The Korean words of English ones that are one expression; None where they are none."""
    joined = "".join(words)
    found = [m for stem in stems_of(joined) for m in lexicon.english().get(stem, ())]
    return found if joined.isascii() and found else None
