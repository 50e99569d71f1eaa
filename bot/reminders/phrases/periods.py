"""Periods and parts that a reply names and a reminder does not: 3분기, 1차분."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.korean import hangul
from bot.reminders.phrases.words import (
    PERIODS,
    PERIODS_FROM_THIS,
    YEARS_BEFORE,
    YEARS_FROM_THIS,
    any_of,
    tight,
)

_AWAY = PERIODS_FROM_THIS | dict.fromkeys(("지난", "저번", "직전", "전"), -1)
_YEARS = YEARS_BEFORE | YEARS_FROM_THIS
_PERIOD = re.compile(
    rf"(?<![\d가-힣])(?!전달)(?:(?:(?:20|')?(?P<year>2\d)\s?년|(?P<ago>{any_of(_YEARS)}))도?\s*)?"
    r"(?:(?:(?P<since>1[0-2]|[1-9])월?\s?[~∼-]\s?)?"
    rf"(?:(?P<away>{any_of(_AWAY)})|(?P<nth>1[0-2]|[1-9상하])(?:/4|사)?)"
    r"\s*(?P<unit>분기|반기|월(?![요욜례])|달(?![성력])))?"
)
_MONTH_WHEN = re.compile(r"\s*(?:\d(?!\d?\s*월)|초|말|중|분?까지|부터|안|에(?!\s*대))")  # 11월에
# What it is only compared with: 전 분기와 동일하게 냈습니다.
_COMPARED = re.compile(
    r"\s*(?:실적|자료|양식|내용|것)?\s*(?:[와과]|하고|이?랑)?\s*"
    r"(?:동일|똑?같|비슷|대비|처럼|보다|수준|그대로|이후|에\s*이어|양식|서식)"
)
_PART = re.compile(
    r"(?<![\d가-힣])제?(\d{1,2})\s?(?:회?차|단계)(?!례|원|선|관|량)"
    r"(?!\s?(?:보완|수정|의견|검토|심[의사]|협의|\S*회[의에를 ]))"  # behind which it was handed in
    r"(?!.*(?:모두|전부|(?<![가-힣])다(?![가-힣])))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a reminder asks for in words, and the time in its office at which that is answered."""

    words: str
    now: datetime


def is_of_another(reply: str, words: str, today: date) -> bool:
    """Whether a reply names a period or a part, and none that a reminder of these words is of.

    One that names no period is of those with this month, or with the one before.

    >>> day = date(2026, 12, 14)
    >>> is_of_another("3분기 것", "4분기 실적", day), is_of_another("올해 것", "4분기 실적", day)
    (True, False)
    """
    text, asked_for = hangul.normalized(reply), hangul.normalized(words)
    said = {month for months in _periods(text, today) for month in months}
    now = _months_to(today)
    asked = [*_periods(asked_for, today)] or [range(at, at + 1) for at in (now, now - 1)]
    if said and not any(said.issuperset(months) for months in asked):
        return True
    return not {*_PART.findall(text)} <= {*_PART.findall(asked_for)}


def _periods(text: str, today: date) -> Iterator[range]:
    """The months of each period that is named, from the year 0; in the year that is nearest."""
    now = _months_to(today)
    for said in filter(lambda each: each[0], _PERIOD.finditer(text)):
        size = PERIODS.get(said["unit"] or "", 12)
        if _COMPARED.match(text, said.end()) or (size == 1 and _MONTH_WHEN.match(text, said.end())):
            continue
        if said["away"]:
            first = (now // size + _AWAY[said["away"]]) * size
        else:
            near = (today.year - 1, today.year, today.year + 1)
            years = (2000 + int(said["year"]),) if said["year"] else near
            years = (today.year + _YEARS[tight(said["ago"])],) if said["ago"] else years
            nth = {"상": 1, "하": 2}.get(said["nth"]) or int(said["nth"] or 1)
            starts = (12 * year + (nth - 1) * size for year in years)
            first = min(starts, key=lambda start: abs(start + size / 2 - now))
        since = first // 12 * 12 + int(said["since"]) - 1 if said["since"] else first
        yield range(since, first + size)


def _months_to(day: date) -> int:
    """The months from the year 0."""
    return 12 * day.year + day.month - 1
