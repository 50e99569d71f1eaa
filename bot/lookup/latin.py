"""Latin letters in a message: romanised Korean, and departments by their English names."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeVar

from bot.korean import hangul, romanized
from bot.lookup import lexicon
from bot.lookup.words import is_asking, stems_of

Find = Callable[[str], str | None]

T = TypeVar("T")

MAX_JOINED = 4  # Latin words that may be one Korean word
MIN_LETTERS, MIN_ASKED = 5, 4  # of a word of the table, and of one that asks
MIN_NAMED = 0.6  # share of a department's name that English words must say
MIN_TYPED = 3  # letters of an English word typed with the keyboard in Korean
_VOWEL = re.compile("[ㅏ-ㅣ]")  # consonants alone may be initials
_WITH_JAMO = re.compile("[ㄱ-ㅣ가-힣]*[ㄱ-ㅣ][ㄱ-ㅣ가-힣]*")
_RUN = re.compile("[a-z]+(?:[ '’-]+[a-z]+)*")
_APOSTROPHE = re.compile("(?<=[a-z])['’](?=[a-z])")
_PARTS = lexicon.groups("asking.tsv")
_UNITS, _LITTLE = frozenset(_PARTS["unit"]), frozenset(_PARTS["article"])


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


def in_latin(text: str) -> tuple[str, dict[str, str]]:
    """A text with English typed in Hangul as meant, and what was typed for it: ㅁㄳ ㅡㅕㄴ."""
    if not _VOWEL.search(text):
        return text, {}
    latin = {
        word: hangul.keystrokes(word).lower()
        for word in _WITH_JAMO.findall(text)
        if not lexicon.is_noise(word)
    }
    known = lexicon.english_words()
    if not any(
        len(word) >= MIN_TYPED and not known.isdisjoint(stems_of(word)) for word in latin.values()
    ):
        return text, {}
    read = _WITH_JAMO.sub(lambda word: latin.get(word[0], word[0]), text)
    return read, {typed: word for word, typed in latin.items()}


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


def named_in_english(
    words: Sequence[str], departments: Iterable[str]
) -> tuple[str, tuple[str, ...]]:
    """The English words that name a department, and those whose names they say best.

    >>> named_in_english("the parking management division".split(), ["주차관리과", "주택과"])
    ('the parking management division', ('주차관리과',))
    """
    if _UNITS.isdisjoint(words):
        return "", ()
    before = at = next(place for place, word in enumerate(words) if word in _UNITS)
    while before and (words[before - 1] in _LITTLE or not is_asking(words[before - 1])):
        before -= 1
    after = at + 1
    if before == at:
        while after < len(words) and (words[after] in _LITTLE or not is_asking(words[after])):
            after += 1
    said = [word for word in words[before:after] if word not in _LITTLE and word not in _UNITS]
    meanings = [meant or () for _, meant in _longest(said, 2, _meanings)]
    if not said or not all(meanings):
        return "", ()
    ranked: dict[str, float] = {}
    for name in departments:
        parts = [max((m for m in of if m in name), key=len, default="") for of in meanings]
        if all(parts):
            ranked[name] = len("".join(dict.fromkeys(parts))) / max(1, len(name) - 1)
    best = max(ranked.values(), default=0.0)
    if best < MIN_NAMED and len(ranked) != 1:  # traffic department: only 교통행정과 says 교통
        return "", ()
    return " ".join(words[before:after]), tuple(n for n, share in ranked.items() if share == best)


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
