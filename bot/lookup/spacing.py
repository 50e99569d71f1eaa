"""A message with spaces as words are written: 문화 의 집, 금빛공원말고, 인천2호선."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.lookup.table_words import MAX_CHANCE_CHARS
from bot.lookup.words import AND_ALONE, COURTESY, LETTERS, is_asking, is_light, stems_of

if TYPE_CHECKING:
    from bot.lookup.table_words import TableWords

_PLACES = frozenset("곳데때")
_GLUED_EXCEPTION = re.compile("([가-힣]{2,})(말고|말구|빼고|빼구|뺀|제외하고|아니고)(?![가-힣]{3})")
_WITH_COUNT = re.compile(r"(?<![0-9a-z가-힣])([가-힣]{2,})(\d+(?!동)[가-힣]+)(?![0-9a-z])")
# A word with a space behind each syllable.
SPACED_OUT = re.compile(f"(?<![{LETTERS}])[가-힣](?: [가-힣]){{2,}}(?![{LETTERS}])")
# 교통행정 과, but not 어느 과 and 운영하는 과.
_SPLIT_OFF_ENDING = re.compile(
    "(?<!어느)(?<!무슨)(?<!어떤)([가-힣](?<![는은을한된할던맡])) 과(?![가-힣])"
)
_DONG_OFFICE = re.compile("(?<=[가-힣0-9])동사무소")  # 가산동사무소
_GLUED_FIELD = re.compile(
    "([가-힣]{2,})(쪽|분야|부문)(?=(?:으로|에서|에|은|는|이|의|요|만|도)?(?![가-힣]))"
)
_SYLLABLE_BESIDE = re.compile(
    f"(?<![{LETTERS}])(?:[가-힣]{{2,}} [가-힣](?: [가-힣]+)?|[가-힣] [가-힣]{{2,}})(?![{LETTERS}])"
)
_GLUED_LAUGHTER = re.compile("([가-힣])([ㅋㅎ]{2,}|[ㅠㅜ]+)(?![ㄱ-ㅣ])")


def respaced(text: str, known: TableWords | None, typed_as: dict[str, str]) -> str:
    """The text with spaces as words are written; what was joined is noted in `typed_as`."""
    letters = frozenset(text)  # most messages have none of which a pattern needs one
    text = SPACED_OUT.sub(_joined_run, text)
    if not letters.isdisjoint("ㅋㅎㅠㅜ"):
        text = _GLUED_LAUGHTER.sub(r"\1 \2", text)
    if " 과" in text:
        text = _SPLIT_OFF_ENDING.sub(r"\1과", text)
    if "동사무소" in text:
        text = _DONG_OFFICE.sub("동 동사무소", text)
    if not letters.isdisjoint("쪽야문"):
        text = _GLUED_FIELD.sub(r"\1 \2", text)
    if not letters.isdisjoint("말빼뺀외니"):
        text = _GLUED_EXCEPTION.sub(r"\1 \2", text)
    if known is not None:
        text = _with_syllables_joined(_with_counts_apart(text, known), known, typed_as)
    return text


def _with_syllables_joined(text: str, known: TableWords, typed_as: dict[str, str]) -> str:
    """The text with a syllable that stands alone joined to what a title has it with: 문화 의 집.

    What was joined is noted in `typed_as`.
    """

    def joined(beside: re.Match[str]) -> str:
        words = beside[0].split()
        if any(len(word) == 1 and (word in AND_ALONE or is_asking(word)) for word in words):
            return beside[0]
        for first, end in ((0, 3), (0, 2), (1, 3)):
            whole = "".join(words[first:end])
            is_word = len(whole) >= MAX_CHANCE_CHARS and min(map(len, words[first:end])) == 1
            if is_word and end <= len(words) and known.stands(whole):
                typed_as.setdefault(whole, " ".join(words[first:end]))
                return " ".join((*words[:first], whole, *words[end:]))
        return beside[0]

    return _SYLLABLE_BESIDE.sub(joined, text)


def _with_counts_apart(text: str, known: TableWords) -> str:
    """The text with a space before digits where titles have either part alone: 인천2호선."""

    def apart(word: re.Match[str]) -> str:
        parts = known.stands(word[1]) and any(map(known.stands, stems_of(word[2])))
        return f"{word[1]} {word[2]}" if parts and not known.stands(word[0]) else word[0]

    return _WITH_COUNT.sub(apart, text)


def _joined_run(run: re.Match[str]) -> str:
    """Syllables that stand alone as one word, but for such as say little: 약 살 데."""
    syllables = run[0].split()
    apart = any(one in _PLACES for one in syllables) or all(
        COURTESY.has(one) or is_asking(one) or is_light(one) for one in syllables
    )
    return run[0] if apart else "".join(syllables)
