"""The day that a table speaks of, read from the texts around it."""

import calendar
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date

_YEAR = r"(?P<year>(?:20)?\d\d|['’‘`]\d\d)"
_AS_OF = r"\s*(?:일자|자)?\s*[.)]?\s*(?:현재|기준|말|\(기준\))"
_MONTH = rf"{_YEAR}\s*[.년/-]\s*(?P<month>\d{{1,2}})"
_DAY = rf"{_MONTH}\s*[.월/-]\s*(?P<day>\d{{1,2}})"
_DAY_AHEAD = re.compile(rf"{_DAY}\s*[.일]?{_AS_OF}")
_BEHIND = r"(?:기준|작성|현재)\s?(?:일자|일|시점|년월일)?\s*[:：(]?\s*"
_DAY_BEHIND = re.compile(_BEHIND + _DAY)
_DIGITS_BEHIND = re.compile(_BEHIND + r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_MONTH_END = re.compile(rf"{_MONTH}\s*[.월]?{_AS_OF}")
_PART = rf"{_YEAR}\s*년?\s*[./]?\s*(?:(?P<quarter>[1-4])\s*/?\s*(?:4\s*)?분기|(?P<half>상|하)반기)"
_PART_END = re.compile(_PART + _AS_OF)
# A report on a quarter speaks of its end; what is planned for a quarter does not.
_REPORTED = re.compile(rf"^(?=.*(?:현황|상황|실적|점검|평가|결과)).*?{_PART}")
_NAMED = re.compile(rf"^\W*{_PART}\W*$")
_OF_OTHER = re.compile("예산|사업비|금액|단가|인구|예상|전망")
_YEAR_END = re.compile(rf"{_YEAR}\s*년\s*말\s*(?:현재|기준)?")


def as_of(texts: Iterable[str]) -> date | None:
    """The day of the first text that says one; None where none does.

    A month, a quarter or a year is meant as its last day; what speaks of money counts only where
    nothing else does. Without a day, the quarter counts that a title reports on, or that a sheet
    is named after.

    >>> as_of(["공약 현황", "(2026. 9. 30. 기준)"]), as_of(["기준일: 2026-09-30"])
    (datetime.date(2026, 9, 30), datetime.date(2026, 9, 30))
    >>> as_of(["'26년 9월 말 기준"]), as_of(["2026년 3분기 기준"]), as_of(["2026. 9. 30."])
    (datetime.date(2026, 9, 30), datetime.date(2026, 9, 30), None)
    >>> as_of(["2026년 3/4분기 추진상황"]), as_of(["26년 3분기"]), as_of(["2026년 3분기 착공"])
    (datetime.date(2026, 9, 30), datetime.date(2026, 9, 30), None)
    >>> as_of(["※ 예산은 2026. 6. 30. 기준", "이행현황(2026. 9월말 기준)"])
    datetime.date(2026, 9, 30)
    """
    texts = sorted((text[:500] for text in texts), key=lambda text: bool(_OF_OTHER.search(text)))
    for shapes in (
        (_DAY_AHEAD, _DAY_BEHIND, _DIGITS_BEHIND, _MONTH_END, _PART_END, _YEAR_END),
        (_REPORTED, _NAMED),
    ):
        for text in texts:
            for found in (one for shape in shapes for one in shape.finditer(text)):
                if (day := _day(found)) is not None:
                    return day
    return None


def _day(found: re.Match[str]) -> date | None:
    said = found.groupdict()
    year = int(said["year"].strip("'’‘`"))
    year += 2000 if year < 100 else 0
    month = 12
    if said.get("month"):
        month = int(said["month"])
    elif said.get("quarter"):
        month = 3 * int(said["quarter"])
    elif said.get("half"):
        month = 6 if said["half"] == "상" else 12
    with suppress(ValueError):
        return date(year, month, int(said.get("day") or calendar.monthrange(year, month)[1]))
    return None
