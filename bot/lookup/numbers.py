"""Pledge numbers in a message, in every shape people give them: parsed, never searched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.korean.numerals import NATIVE_NUMERAL, SINO_NUMERAL, counted
from bot.lookup.names import How, Named
from bot.lookup.words import ASKING_INITIALS, is_asking, word, wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.lookup.catalogue import Catalogue
    from bot.lookup.names import Names
    from bot.lookup.pledge import Pledge, PledgeNumber

MAX_DIGITS = 6  # longer numbers are read as this long: there is no such pledge either way

_DIGITS = re.compile(r"(?<!\d)(?<!\d\.)\d+(?![\d.]*\.\d)")
_ORDINAL = r"\s*(?:번째|번|호)?"
# What stands between a category and its number: signs, then also words. 제 comes second, because
# it ends a category as well (경제 3번).
_GAPS = (
    re.compile(r"[\s_.,·:#/(\[-]*$"),
    re.compile(r"(?:[\s_.,·:#/(\[-]|공약|관리번호|번호|중에서|중에|중|에서|의|제|no)*$"),
)
# Digits before these count something, or are part of a date, a time, a sum, a telephone number.
_COUNTERS = (
    "호선|대|인|동|개|명|년|월|일|회|분|차|층|시|원|가지|건|위|단계|기|주(?!관)|학|세|억|만|천"
    "|평|점|%|㎡|km"
)
_COUNTED = re.compile(
    rf"\s?(?:{_COUNTERS})|[/:.]\d|,\d{{3}}|-\d{{3}}|\s*[,~]\s*\d+\s?(?:{_COUNTERS})"
)
# Serials as they are said, behind a category and before what counts places: 교육문화 세 번째.
_SPELT = re.compile(
    rf" ?(?P<number>{SINO_NUMERAL}|{NATIVE_NUMERAL}) ?(?:번째|째|번|호)(?![가-힣]*번)"
)
_ENGLISH_ORDINAL = re.compile(r"(?<=\d)qjs(?![a-z])")  # 번, typed with the keyboard in English
_LETTERS_FOR_DIGITS = re.compile(r"(?<=[가-힣]-)[oil](?=\d)|(?<=[가-힣]-\d)[oil](?![a-z\d])")
_PARTICLES = "은|는|이|가|을|를|의|에|도|만|요|와|과|하고|이랑|랑|까지|부터|에서|에게|이나"
_FOLLOWING = re.compile(rf"{_ORDINAL}(?P<word>[0-9a-z가-힣ㄱ-ㅣ]*)")
_RANGE = re.compile(rf"{_ORDINAL}\s*(?:~|〜|∼|-|→|부터|에서)\s*제?")
_LIST = re.compile(
    rf"{_ORDINAL}\s*(?:[,.·/&+_\s]|(?<=[,\s])-|하고|이랑|랑|그리고|및|와|과|또는)+\s*제?"
)
_BARE = re.compile(
    rf"\s*(?:(?:제|no\.?\s?)?\d{{1,{MAX_DIGITS}}}{_ORDINAL}(?:은|는|이요|이여|요|이|가|을|를|의|만|도)?"
    r"(?:\s|,|하고|이랑|랑|그리고|및|와|과|또는)*)+\s*"
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
class UnknownNumber:
    """Something in the shape of a number that no category has (도시개발-05, 99번)."""

    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Category:
    """A category named beside digits: where the mention begins and ends, and as what it is read."""

    name: str
    start: int
    end: int
    corrected_from: str | None = None


def numbers(text: str, catalogue: Catalogue) -> Numbers | UnknownNumber | None:
    """The pledge numbers in a normalised text; None where it names none."""
    in_digits, by_parts = catalogue.numbering.found(text, _says)
    if not by_parts:
        return _by_category(text, catalogue)
    spans = dict.fromkeys((found.start, found.end) for found in by_parts)
    return Numbers(
        numbers=tuple(dict.fromkeys(found.number for found in by_parts)),
        rest=_without(in_digits, list(spans)),
    )


def _by_category(text: str, catalogue: Catalogue) -> Numbers | UnknownNumber | None:
    """Numbers that are a word and a count."""
    categories, numbering = catalogue.categories, catalogue.numbering
    text = _in_digits(text, categories)
    found: list[PledgeNumber] = []
    spans: list[tuple[int, int]] = []
    correction: tuple[str, str] | None = None
    unknown: UnknownNumber | None = None
    for digits in _DIGITS.finditer(text):
        serial = int(digits[0][:MAX_DIGITS])
        start, end = digits.span()
        last_end = spans[-1][1] if spans else 0
        meant = _stands_alone(text, end)
        if found and meant and _RANGE.fullmatch(text, last_end, start):
            found.extend(numbering.between(found[-1], serial))
        elif found and meant and _LIST.fullmatch(text, last_end, start):
            found.append(numbering.number(found[-1].category, serial))
        else:
            match _category_before(text, digits, categories) or _category_after(
                text, digits, categories
            ):
                case _Category() as category:
                    number = numbering.number(category.name, serial)
                    repeated = found and found[-1].category == number.category
                    if repeated and _RANGE.fullmatch(text, last_end, category.start):
                        found.extend(numbering.between(found[-1], serial))
                    else:
                        found.append(number)
                    start, end = min(start, category.start), max(end, category.end)
                    if category.corrected_from:
                        correction = (category.corrected_from, category.name)
                case UnknownNumber() as typed:
                    unknown = unknown or typed
                    continue
                case None:
                    continue
        spans.append((start, end))
    if found:
        return Numbers(
            numbers=tuple(dict.fromkeys(found)), rest=_without(text, spans), correction=correction
        )
    return unknown or _bare_numbers(text, catalogue.by_category)


def _in_digits(text: str, categories: Names) -> str:
    """The text with serials in digits that are spelt or typed otherwise: 십이번, 세 번째, 3qjs."""
    text = _ENGLISH_ORDINAL.sub("번", text)
    text = _LETTERS_FOR_DIGITS.sub(lambda one: "0" if one[0] == "o" else "1", text)

    def spelt(found: re.Match[str]) -> str:
        if found[0].strip() == "이번" and not _stands_alone(text, found.end()):
            return found[0]  # this time: 이번 분기
        words = re.findall("[가-힣]+", text[: found.start()])
        named = categories.recognized(words[-1]) if words else None
        serial = counted(found["number"]) if named and len(named.names) == 1 else None
        return found[0] if serial is None else f" {serial}번"

    return _SPELT.sub(spelt, text)


def _category_before(
    text: str, digits: re.Match[str], categories: Names
) -> _Category | UnknownNumber | None:
    for shape in _GAPS:
        gap = shape.search(text, 0, digits.start())
        lead = text[: gap.start()] if gap else text[: digits.start()]
        between = text[len(lead) : digits.start()]
        for start, tail in _tails(lead):
            named = _recognized(tail, categories)
            if named is None or len(named.names) != 1:
                continue
            glued = named.how is How.EXACT and not between
            if not _is_number(text, digits, dashed="-" in between, glued=glued):
                continue
            corrected = named.how is How.CORRECTED or re.search("[a-z]", tail)
            return _Category(
                name=named.names[0],
                start=start,
                end=digits.end(),
                corrected_from=tail if corrected else None,
            )
    shape_of_one = re.search("(?<![0-9a-z가-힣ㄱ-ㅣ])([가-힣]{2,}) ?- ?$", text[: digits.start()])
    return UnknownNumber(typed=f"{shape_of_one[1]}-{digits[0]}") if shape_of_one else None


def _is_number(text: str, digits: re.Match[str], *, dashed: bool, glued: bool) -> bool:
    """Whether digits behind a category are meant as a number and do not count something."""
    if dashed or _stands_alone(text, digits.end()):
        return True
    # 지역개발05교육문화03: straight behind a name in full, no space is needed after it.
    return glued and not _COUNTED.match(text, digits.end())


def _stands_alone(text: str, end: int) -> bool:
    """Whether digits that end here are followed by nothing, a sign, a particle or asking."""
    if _COUNTED.match(text, end):
        return False
    following = _FOLLOWING.match(text, end)
    if following and re.fullmatch(r"[가-힣]{2,}-?\d{1,3}", following["word"]):
        return True  # another number: 지개1 지개2
    behind = re.sub(f"^(?:{_PARTICLES})", "", following["word"]) if following else ""
    return (
        not behind
        or behind in ASKING_INITIALS
        or is_asking(behind)
        or (following is not None and is_asking(following["word"]))
    )


def _tails(lead: str) -> Iterator[tuple[int, str]]:
    """The last words before the digits, alone and joined, as they may spell a category."""
    words = list(re.finditer("[0-9a-zㄱ-ㅣ가-힣]+", lead))
    if not words or words[-1].end() != len(lead):
        return
    yield words[-1].start(), words[-1][0]
    if len(words) > 1 and not lead[words[-2].end() : words[-1].start()].strip(" .·"):
        yield words[-2].start(), words[-2][0] + words[-1][0]


def _recognized(typed: str, categories: Names) -> Named | None:
    meant = re.sub("[a-z]+", lambda letters: hangul.composed(letters[0]), typed)
    if (named := categories.recognized(meant)) is not None:
        return named
    # Written without a space behind another word: 담당자지역개발-05.
    if (named := categories.ending(meant)) is not None:
        return Named(typed=typed, names=named.names, how=How.EXACT)
    return None


def _category_after(text: str, digits: re.Match[str], categories: Names) -> _Category | None:
    """The category behind an ordinal: 5번 지역개발."""
    behind = re.compile(r"(?:번째|번|호)\s+([가-힣]+)").match(text, digits.end())
    stems = word(behind[1]).stems if behind else ()
    named = next(filter(None, map(categories.exact, stems)), None)
    if behind is None or named is None:
        return None
    return _Category(name=named.names[0], start=digits.start(), end=behind.end())


def _bare_numbers(
    text: str, by_category: Mapping[str, tuple[Pledge, ...]]
) -> Numbers | UnknownNumber | None:
    """Numbers without a category, where nothing else is said: they may be any category's."""
    said = " ".join(
        token for token in text.rstrip("?!. ").split() if re.search(r"\d", token) or _says(token)
    )
    if not _BARE.fullmatch(said):
        return None
    serials = dict.fromkeys(int(digits[:MAX_DIGITS]) for digits in re.findall(r"\d+", said))
    found = [
        pledge.number
        for serial in serials
        for pledges in by_category.values()
        for pledge in pledges
        if pledge.number.serial == serial
    ]
    return Numbers(numbers=tuple(found), rest="") if found else UnknownNumber(typed=said)


def _says(token: str) -> bool:
    return bool(wording(token).words)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + " " + re.sub(rf"^{_ORDINAL}", "", text[end:], count=1)
    return text
