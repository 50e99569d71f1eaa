"""A number as a spreadsheet shows it: percents, leading zeros, dates, letters around it."""

import re
from datetime import datetime, time, timedelta
from functools import lru_cache

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

GENERAL = "General"
# Formats that Korean spreadsheets use by number alone; all are dates with a year or without.
_KOREAN = {
    **dict.fromkeys((27, 30, 31, 36, 50, 52, 53, 55, 57), "yyyy-mm-dd"),
    **dict.fromkeys((28, 29, 51, 54, 56, 58), "mm-dd"),
    **dict.fromkeys((32, 33, 34, 35), "hh:mm"),
}
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?")
MAX_DECIMALS = 10
_is_date = lru_cache(maxsize=1024)(is_date_format)


def code_of(number: int, own: dict[int, str]) -> str:
    """The format of a cell by its number; `own` are those that the workbook defines."""
    return own.get(number) or _KOREAN.get(number) or BUILTIN_FORMATS.get(number, GENERAL)


def shown(value: float, code: str, *, is_1904: bool = False) -> str:
    """A number as its format shows it.

    Dates are 2026-09-30 where the format shows the year, else 1월 1일: a number like 1-1 that the
    spreadsheet took for a day can be read back from both.

    >>> shown(0.88, "0%"), shown(5, "00"), shown(1234.5, "#,##0.0"), shown(3, '"혁신-"0')
    ('88%', '05', '1,234.5', '혁신-3')
    >>> shown(46023, 'mm"월" dd"일"'), shown(46023, "yyyy-mm-dd"), shown(71.6, "General")
    ('1월 1일', '2026-01-01', '71.6')
    """
    if code == GENERAL:
        return f"{value:.15g}" if abs(value) < 1e15 else str(int(value))
    if _is_date(code):
        return _day(value, code, is_1904=is_1904)
    return _number(value, code)


def _day(value: float, code: str, *, is_1904: bool) -> str:
    epoch = CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900
    try:
        day = from_excel(value, epoch)
    except (OverflowError, ValueError):
        return f"{value:.15g}"
    if isinstance(day, timedelta | time) or day is None:
        return str(day)
    letters = _QUOTED.sub("", code).lower()
    moment = day if isinstance(day, datetime) else datetime.combine(day, time())
    hour = f" {moment:%H:%M}" if "h" in letters and moment.time() != time() else ""
    if "y" not in letters:
        return f"{moment.month}월 {moment.day}일{hour}" if "d" in letters else f"{moment:%H:%M}"
    return f"{moment:%Y-%m-%d}{hour}" if "d" in letters else f"{moment:%Y-%m}"


def _number(value: float, code: str) -> str:
    sections = code.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    plain = _QUOTED.sub(lambda found: "\0" * len(found[1] or found[2] or ""), section)
    if "@" in plain or "E+" in plain or (digits := _DIGITS.search(plain)) is None:
        return f"{value:.15g}"
    # Letters of the format stand around its digits.
    before, after = (
        _QUOTED.sub(lambda found: found[1] or found[2] or "", part)
        for part in section.partition(digits[0])[::2]
    )
    pattern = digits[0]
    decimals = min(len(pattern.partition(".")[2]), MAX_DECIMALS)
    amount = abs(value) if len(sections) > 1 and value < 0 else value
    written = f"{amount * (100 if '%' in after else 1):{',' if ',' in pattern else ''}.{decimals}f}"
    whole = pattern.partition(".")[0].count("0")
    return before + written.zfill(whole + (decimals + 1 if decimals else 0)) + after
