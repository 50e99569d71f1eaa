"""Periods and parts that a reply names and a reminder does not: 3분기, 1차분."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.korean import hangul
from bot.reminders.phrases.words import (
    PERIODS,
    PERIODS_FROM_THIS,
    YEARS_BEFORE,
    YEARS_FROM_THIS,
    any_of,
)

_AWAY = PERIODS_FROM_THIS | dict.fromkeys(("지난", "저번", "직전", "전"), -1)
_YEARS = YEARS_BEFORE | YEARS_FROM_THIS
_PERIOD = re.compile(
    rf"(?<![\d가-힣])(?!전달)(?:(?:(?:20|')?(?P<year>2\d)\s?년|(?P<ago>{any_of(_YEARS)}))도?\s*)?"
    r"(?:(?P<since>1[0-2]|[1-9])월?\s?[~∼-]\s?)?"
    rf"(?:(?:(?P<away>{any_of(_AWAY)})|(?P<nth>1[0-2]|[1-9상하])(?:/4|사)?)"
    r"\s*(?P<unit>분기|반기|월|달))?"
)
_MONTH_WHEN = re.compile(r"\s*(?:\d|초|말|중|분?까지|부터|안|에(?!\s*대))")  # 11월에 냈습니다
# What it is only compared with: 전 분기와 동일하게 냈습니다.
_COMPARED = re.compile(
    r"\s*(?:실적|자료|양식|내용|것)?\s*(?:[와과]|하고|이?랑)?\s*"
    r"(?:동일|똑?같|비슷|대비|처럼|보다|수준|그대로|에\s*이어|양식|서식)"
)
_PART = re.compile(
    r"(?<![\d가-힣])제?(\d{1,2})\s?(?:회?차|단계)(?!례|원|선|관|량|\s?(?:보완|수정|의견|검토))"
    r"(?!.*(?:모두|전부|(?<![가-힣])다(?![가-힣])))"
)
_LATELY = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a reminder asks for in words, and the time in its office at which that is answered."""

    words: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Months:
    """The months from a first to a last one of a year, from 1; of any, where that is None."""

    year: int | None
    first: int
    last: int

    def holds(self, other: _Months) -> bool:
        """Whether all of the other are among these."""
        is_year = self.year is None or self.year == other.year
        return is_year and self.first <= other.first and other.last <= self.last


def is_of_another(reply: str, words: str, today: date) -> bool:
    """Whether a reply names a period or a part, and none that a reminder of these words is of.

    One that names no period is of those with this month, or with the one before.

    >>> day = date(2026, 12, 14)
    >>> is_of_another("3분기 것", "4분기 실적", day), is_of_another("올해 것", "4분기 실적", day)
    (True, False)
    """
    text, asked_for = hangul.normalized(reply), hangul.normalized(words)
    said, asked = [*_periods(text, today)], [*_periods(asked_for, today)]
    if not asked:
        days = (today, today - _LATELY)
        asked = [_Months(year=day.year, first=day.month, last=day.month) for day in days]
    asked = [each if each.year else _nearest(each, today) for each in asked]
    is_other = bool(said) and not any(each.holds(one) for each in said for one in asked)
    return is_other or not {*_PART.findall(text)} <= {*_PART.findall(asked_for)}


def _periods(text: str, today: date) -> Iterator[_Months]:
    for said in filter(lambda each: each[0], _PERIOD.finditer(text)):
        size = PERIODS.get(said["unit"] or "", 12)
        if _COMPARED.match(text, said.end()) or (size == 1 and _MONTH_WHEN.match(text, said.end())):
            continue
        year = 2000 + int(said["year"]) if said["year"] else None
        year = today.year + _YEARS[said["ago"].replace(" ", "")] if said["ago"] else year
        if said["away"]:
            at = ((12 * today.year + today.month - 1) // size + _AWAY[said["away"]]) * size
            year, first = at // 12, at % 12
        else:
            first = (int({"상": "1", "하": "2"}.get(said["nth"], said["nth"] or "1")) - 1) * size
        since = int(said["since"] or first + 1)
        yield _Months(year=year, first=since, last=first + size)


def _nearest(months: _Months, today: date) -> _Months:
    """The same of the year in which they are nearest to a day."""
    middle, now = (months.first + months.last) / 2, 12 * today.year + today.month
    year = min((today.year + by for by in (-1, 0, 1)), key=lambda of: abs(12 * of + middle - now))
    return _Months(year=year, first=months.first, last=months.last)
