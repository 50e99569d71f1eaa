"""Numbers as tables write them: recognised, cleaned of brackets, read back from days."""

import re
import unicodedata
from collections.abc import Sequence

from bot.lookup.pledge import GANADA

# 1, 05, 1-1-1, III-①-1, Ⅰ-가, A-1, 혁신-1, 지역개발05, 일자리·경제-01, 1-1 가, 1-1(1)
_LETTER = rf"[{GANADA}A-Za-z]"
_PART = rf"(?:[0-9]{{1,3}}|[IVX]{{1,5}}|{_LETTER})"
_WORD = r"[가-힣A-Za-z](?:[가-힣A-Za-z·ㆍ]| (?=[가-힣])){0,13}"
_SEPARATOR = r" ?[-‐‑‒–—−~._/·] ?"
_BELOW = rf"(?: ?{_LETTER}\.?|(?:{_SEPARATOR}| ?)\({_PART}\))"  # behind the number of a pledge
_NUMBER = re.compile(
    rf"{_PART}(?:{_SEPARATOR}{_PART}){{0,4}}"
    rf"|{_PART}(?:{_SEPARATOR}{_PART}){{1,3}}{_BELOW}"
    rf"|{_WORD}(?:{_SEPARATOR}{_PART}){{1,4}}"
    rf"|{_WORD} ?[0-9]{{1,3}}(?:{_SEPARATOR}{_PART}){{0,3}}"
    rf"|{_PART}{_SEPARATOR}[0-9]{{1,2}}(?:분기|차|단계){_SEPARATOR}{_PART}"
    rf"|\((?:[0-9]{{1,2}}|{_LETTER})\)"  # ⑴, ㈎
)
# Ahead of a number of its own in each year: 2026-01, 2026경제01; 2026.1 too, but no 2026. 1. 3.
_YEAR = r"20[1-4][0-9](?:년도?)?"
_OF_YEAR = re.compile(rf"{_YEAR}(?: ?[-‐‑‒–—−_/] ?|(?=[가-힣])|\.(?=[0-9]+$))(?P<number>.+)")
_BEGINS_WITH_YEAR = re.compile(rf"\W*{_YEAR}(?!\d)")
_LONG = re.compile(r"(?!19|20)[0-9]{4,5}")  # of a long table, and no year
MAX_CHARS = 40
_BRACKETS = ("[]", "()", "<>", "【】", "〔〕", "〈〉", "《》", "「」", "{}")
_CLOSING = re.compile(r"[\s.):\],]+$")
_COUNTED = re.compile(r"제? ?([0-9]{1,3}) ?[번호]|(?:[Nn][Oo]\.?|№|#) ?([0-9]{1,3})")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = "|".join(_MONTHS)
# What a spreadsheet made of 1-1, 1-32 and 1-1-1, in Korean and in English: a was typed before b.
_DAYS = [
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(?P<a>\d{1,2})월 ?(?P<b>\d{1,2})일",
        r"(?:19|20)(?P<a>\d\d)-(?P<b>\d\d?)-(?P<c>\d\d?)(?: 00:00(?::00)?)?",
        r"(?:19|20)(?P<b>\d\d)-(?P<a>\d\d?)",
        rf"(?P<b>\d{{1,2}})-(?P<a>{_MONTH})",
        rf"(?P<a>{_MONTH})-(?P<b>\d{{1,2}})",
    )
]
_MONTH_OF_YEAR = re.compile(rf"(?P<month>{_MONTH})-(?P<year>1\d|2[0-8])", re.IGNORECASE)

# A number in front of a title: closed by a sign, or of several parts.
_LEADING = re.compile(
    rf"(?:[\[(<【〔]\s?(?P<inside>(?:{_WORD}{_SEPARATOR})?[^\s\])>】〕]{{1,12}})\s?[\])>】〕][.:]?"
    r"|(?:(?:공약|과제|사업)\s?)?"
    r"(?P<closed>[0-9IVXⅠ-ↈ가-하A-Z][0-9IVXⅠ-ↈ]{0,3}(?:[-.·][0-9Ⅰ-ↈ①-⓿]{1,3}){0,3}) ?[.):]"
    r"|(?P<circled>[①-⓿❶-➓㈀-㉿])"
    r"|(?P<parts>[0-9A-ZⅠ-ↈ]{1,3}(?:[-][0-9①-⓿]{1,3}){1,3})(?=\s))"
    r"\s*(?P<title>\S.*)"
)
_LABEL = re.compile(
    r"[\[(<【〔]?\s?(?:제|(?:추진|핵심|정책|공약|전략|목표|분야|과제|비전|시정|구정|군정|도정)+)?\s?"
    rf"(?P<label>[0-9]{{1,2}}|[Ⅰ-ↈ]|[IVX]{{1,4}}|[①-⓿❶-➓㈀-㉿]|[{GANADA}A-Z])"
    r"\s?(?:[.):\]>】〕·-]|장\b|편\b|부\b|대\b|분야\b|전략\b|목표\b|\s)"
)


def cleaned(text: str) -> str:
    """A number without the brackets and closing marks around it; a day as what was typed.

    >>> [cleaned(text) for text in ("[6-1]", "7-1)", "No.1", "제3호", "Ⅰ - 1", "III-①-1")]
    ['6-1', '7-1', '1', '3', 'Ⅰ-1', 'III-①-1']
    >>> [cleaned(text) for text in ("01월 01일", "1-Jan", "Feb-32", "2003-01-03")]
    ['1-1', '1-1', '2-32', '3-1-3']
    """
    return undressed(read_back(_plain(text)))


def undressed(text: str) -> str:
    """A number without the brackets and closing marks around it."""
    text = _plain(text)
    while len(text) > 2 and text[0] + text[-1] in _BRACKETS:
        text = text[1:-1].strip()
    if not (text.endswith(")") and "(" in text):
        text = _CLOSING.sub("", text)
    if (counted := _COUNTED.fullmatch(text)) is not None:
        return counted[1] or counted[2]
    return re.sub(r"(?<=\S) ?([-‐‑‒–—−]) ?(?=\S)", r"\1", text)


def read_back(text: str) -> str:
    """What was typed before a spreadsheet took it for a day; any other text as it is."""
    if (day := _MONTH_OF_YEAR.fullmatch(text)) is not None:  # 1-26 is a day, and no month
        return f"20{day['year']}-{_count(day['month']):0>2}"
    for shape in _DAYS:
        if (day := shape.fullmatch(text)) is not None:
            return "-".join(_count(part) for _, part in sorted(day.groupdict().items()))
    return text


def typed(numbers: Sequence[str]) -> list[str]:
    """A column as it was typed, before a spreadsheet took some of it for days.

    Where most begin with a year, that is a part of the number, and none is a day.

    >>> typed(["2026-01", "2026-02", "2027-13"]), typed(["2001-01-01", "2018-01-01"])
    (['2026-01', '2026-02', '2027-13'], ['1-1-1', '18-1-1'])
    """
    of_years = [_BEGINS_WITH_YEAR.match(one) or _MONTH_OF_YEAR.fullmatch(one) for one in numbers]
    if 2 * sum(map(bool, of_years)) <= sum(map(bool, numbers)):
        return [*map(read_back, numbers)]
    return [one if _BEGINS_WITH_YEAR.match(one) else read_back(one) for one in numbers]


def with_last_zeros(numbers: Sequence[str]) -> list[str]:
    """Decimals whose last zero a spreadsheet left out, known by the number ahead of them.

    >>> with_last_zeros(["1.8", "1.9", "1.1", "1.11", "2.1"])
    ['1.8', '1.9', '1.10', '1.11', '2.1']
    """
    found: list[str] = []
    section, last = "", ""
    for number in numbers:
        is_next = last.isdecimal() and f"{number}0" == f"{section}.{int(last) + 1}"
        found.append(f"{number}0" if is_next else number)
        section, _, last = found[-1].partition(".") if number else (section, "", last)
    return found


def _plain(text: str) -> str:
    return " ".join(text.split()).lstrip("'’")  # lest Excel reads a day


def _count(part: str) -> str:
    return str(int(part) if part.isdecimal() else _MONTHS.index(part.casefold()) + 1)


def is_number(text: str) -> bool:
    """Whether a cell, cleaned, holds a number of any scheme.

    >>> [is_number(text) for text in ("지역개발-05", "1-1-1", "Ⅰ-①", "17", "일자리·경제-01")]
    [True, True, True, True, True]
    >>> [is_number(text) for text in ("1-1 가", "1-1가", "1-1(가)", "1-1(2)", "1-1-(1)", "2가")]
    [True, True, True, True, True, False]
    >>> [is_number(text) for text in ("경제", "교통행정과", "2026", "3건", "")]
    [False, False, False, False, False]
    >>> [is_number(text) for text in ("2026-001", "2026.1", "2026경제01", "2026. 1. 3")]
    [True, True, True, False]
    """
    plain = unicodedata.normalize("NFKC", text)
    if len(plain) > MAX_CHARS:
        return False
    of_year = _OF_YEAR.fullmatch(plain)
    return any(map(_NUMBER.fullmatch, (plain, *(of_year.groups() if of_year else ())))) or (
        _LONG.fullmatch(plain) is not None
    )


def leading(title: str) -> tuple[str, str] | None:
    """The number in front of a title, and the title behind it.

    >>> leading("1. 시장 활성화"), leading("[6-1] 도로"), leading("① 공원"), leading("1인 가구")
    (('1', '시장 활성화'), ('6-1', '도로'), ('①', '공원'), None)
    """
    if (found := _LEADING.fullmatch(title)) is None:
        return None
    number = cleaned(found["inside"] or found["closed"] or found["circled"] or found["parts"])
    is_one = is_number(number) and not _BEGINS_WITH_YEAR.match(number)  # 2026.1. 착공
    return (number, found["title"]) if is_one else None


def label(section: str) -> str:
    """The number that a section's heading begins with; "" for none.

    >>> label("Ⅰ. 일하기 좋은 도시"), label("[전략 2] 교육"), label("제3장 복지"), label("경제도시")
    ('Ⅰ', '2', '3', '')
    """
    found = _LABEL.match(section)
    return found["label"] if found else ""
