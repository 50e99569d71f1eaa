"""Pledge numbers in a message, in every shape people give them: parsed, never searched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.lookup import hangul
from bot.lookup.names import How, Named
from bot.lookup.pledge import PledgeNumber
from bot.lookup.words import is_asking, wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.lookup.names import Names
    from bot.lookup.pledge import Pledge

MAX_RANGE = 200  # more than any table's category holds; a longer range is a slip

_DIGITS = re.compile(r"(?<![\d.])\d+(?![\d.]*\.\d)")
_BEFORE = re.compile(r"(?P<lead>.*?)(?P<dash>[\s_.·:#]*-?[\s_.]*)(?:제|no\.?|번호)?\s*", re.DOTALL)
_ORDINAL = r"\s*(?:번째|번|호)?"
# What may follow a number that is meant as one: nothing, a sign, a particle or a question word;
# not a counter (2호선, 4대, 1인).
_BOUNDARY = re.compile(
    rf"{_ORDINAL}(?=$|[^0-9a-z가-힣ㄱ-ㅣ]|은|는|이|가|을|를|의|에|도|만|하고|이랑|랑|과|와|까지|부터|에서|담당|누구|어디|소관|맞|공약|요|입니|인가|인데|이요|예요)"
)
_RANGE = re.compile(rf"{_ORDINAL}\s*(?:~|〜|∼|-|부터|에서)\s*제?")
_LIST = re.compile(
    rf"{_ORDINAL}\s*(?:[,.·/&+\s]|하고|이랑|랑|그리고|및|와|과|또는)+\s*제?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The numbers that a message names, in its order and each once.

    `correction` is the category as typed and as read, where it had to be corrected; `rest` is
    what the message says beside the numbers.
    """

    numbers: tuple[PledgeNumber, ...]
    rest: str
    correction: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownCategory:
    """Something in the shape of a number, of a category that does not exist (도시개발-05)."""

    typed: str


def numbers(
    text: str, categories: Names, by_category: Mapping[str, tuple[Pledge, ...]]
) -> Numbers | UnknownCategory | None:
    """The pledge numbers in a normalised text; None where it names none."""
    found: list[PledgeNumber] = []
    spans: list[tuple[int, int]] = []
    correction: tuple[str, str] | None = None
    unknown: UnknownCategory | None = None
    category: str | None = None
    for digits in _DIGITS.finditer(text):
        serial = int(digits[0][:6])
        between = text[spans[-1][1] : digits.start()] if spans else ""
        if category and found and _RANGE.fullmatch(between):
            found.extend(_range(found[-1], serial))
        elif category and found and _LIST.fullmatch(between) and _BOUNDARY.match(text, digits.end()):
            found.append(PledgeNumber(category, serial))
        elif (named := _category(text, digits, categories)) is not None:
            match named:
                case UnknownCategory():
                    unknown = unknown or named
                    continue
                case (name, start, how):
                    category = name.names[0]
                    if how:
                        correction = (how, category)
                    if (
                        found
                        and category == found[-1].category
                        and _RANGE.fullmatch(text[spans[-1][1] : start])
                    ):
                        found.extend(_range(found[-1], serial))
                    else:
                        found.append(PledgeNumber(category, serial))
                    spans.append((start, digits.end()))
                    continue
        else:
            continue
        spans.append((digits.start(), digits.end()))
    if found:
        return Numbers(
            numbers=tuple(dict.fromkeys(found)), rest=_without(text, spans), correction=correction
        )
    return unknown or _bare_number(text, by_category)


def _range(first: PledgeNumber, last: int) -> Iterator[PledgeNumber]:
    if abs(last - first.serial) > MAX_RANGE:
        last = first.serial
        yield PledgeNumber(first.category, last)
        return
    step = 1 if last >= first.serial else -1
    for serial in range(first.serial + step, last + step, step):
        yield PledgeNumber(first.category, serial)


def _category(
    text: str, digits: re.Match[str], categories: Names
) -> tuple[Named, int, str] | UnknownCategory | None:
    """The category before the digits, where it begins, and how it was typed if it was corrected."""
    before = _BEFORE.fullmatch(text, 0, digits.start())
    if before is None or not before["lead"]:
        return None
    dashed = "-" in before["dash"]
    bounded = _BOUNDARY.match(text, digits.end()) is not None
    tails = list(_tails(before["lead"]))
    for start, tail in tails:
        if (named := _recognized(tail, categories)) is None or len(named.names) != 1:
            continue
        if named.how is not How.EXACT and not (dashed or bounded):
            continue
        if not dashed and not bounded and not _counts_as_number(text, digits):
            continue
        corrected = named.how is How.CORRECTED or not re.fullmatch("[가-힣ㄱ-ㅎ]+", tail)
        return named, start, tail if corrected else ""
    typed = tails[0][1] if tails else ""
    if dashed and not before["dash"].strip("- ") and re.fullmatch("[가-힣]{2,}", typed):
        return UnknownCategory(typed=f"{typed}-{digits[0]}")
    return None


def _counts_as_number(text: str, digits: re.Match[str]) -> bool:
    """Whether digits written straight before other letters still are a number (지역개발5담당)."""
    following = re.match("[가-힣]+", text[digits.end() :])
    return following is not None and is_asking(following[0])


def _tails(lead: str) -> Iterator[tuple[int, str]]:
    """The last words before the digits, alone and joined, as they may spell a category."""
    words = list(re.finditer(r"[0-9a-zㄱ-ㅣ가-힣]+", lead))
    if not words or re.search(r"[^\s]", lead[words[-1].end() :]):
        return
    yield words[-1].start(), words[-1][0]
    if len(words) > 1 and not lead[words[-2].end() : words[-1].start()].strip(" .·"):
        yield words[-2].start(), words[-2][0] + words[-1][0]


def _recognized(typed: str, categories: Names) -> Named | None:
    latin = re.sub("[a-z]+", lambda letters: hangul.composed(letters[0]), typed)
    if (named := categories.recognized(latin)) is not None:
        return named
    # Written without a space behind another word: 담당자지역개발-05.
    for name in categories.names:
        if latin.endswith(name):
            return Named(typed=typed, names=(name,), how=How.EXACT)
    return None


def _bare_number(text: str, by_category: Mapping[str, tuple[Pledge, ...]]) -> Numbers | None:
    """A number without a category: it may be any category's."""
    shape = re.search(rf"(?<![0-9a-z가-힣ㄱ-ㅣ-])(?:제|no\.?\s?)?(\d{{1,3}}){_ORDINAL}(?![0-9])", text)
    if shape is None or wording(rest := text[: shape.start()] + " " + text[shape.end() :]).words:
        return None
    if re.search(r"\d|[^\s?!.,~가-힣a-z]", rest):
        return None
    serial = int(shape[1])
    found = [
        pledge.number
        for pledges in by_category.values()
        for pledge in pledges
        if pledge.number.serial == serial
    ]
    return Numbers(numbers=tuple(found), rest=rest) if found else None


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + " " + re.sub(rf"^{_ORDINAL}", "", text[end:], count=1)
    return text
