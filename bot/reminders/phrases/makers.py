"""What the matches of the Korean patterns mean; None where one is something else after all."""

import re
from collections.abc import Callable
from itertools import pairwise

from bot.reminders.phrases import tokens
from bot.reminders.phrases.tokens import WEEKDAYS, Piece
from bot.reminders.phrases.words import (
    BESIDE_HOLIDAY,
    DAYS,
    NTH,
    START,
    integers,
    nth,
    number,
    tight,
    weekdays,
)
from bot.reminders.rules.schedule import (
    MAX_DAYS,
    MAX_NTH_WORKING_DAY,
    DaysOff,
    NthWeekday,
    WorkingDay,
)
from bot.reminders.rules.working_days import Shift

Match = re.Match[str]
Maker = Callable[[Match], Piece | None]

MONTHS = frozenset(range(1, 13))
NTHS = frozenset({-1, 1, 2, 3, 4, 5})  # of a weekday in a month
MAX_LEAD = 365  # days before, where they are said in weeks
MAX_LEADS_IN_A_ROW = 99
_LATER = "다음 익 뒤 이후 직후 미루 미뤄 순연 연기".split()
_SAYS_START = re.compile(rf"{START}\s*$")


def always(piece: Piece) -> Maker:
    """That piece, whatever the words are."""
    return lambda _: piece


def numbered(make: Callable[[int], Piece]) -> Maker:
    """The piece of the number `n`."""
    return lambda match: make(number(match["n"]))


def days(match: Match) -> int:
    """How many days a stretch of days or weeks is: 3일, 사흘, 두 주."""
    if match["said"]:
        return DAYS[tight(match["said"])]
    return number(match["n"]) if match["n"] else 7 * number(match["weeks"])


def minutes(match: Match) -> int:
    """한 시간 반, 2시간 10분, 20분, 반시간."""
    rest = 30 if "반" in match[0] else number(match["minute"] or match["minutes"] or "0")
    return 60 * number(match["n"] or "0") + rest


# time of day


def clock(match: Match) -> tokens.Clock:
    """오후 세 시 반, 14:30, 3pm."""
    said = match.groupdict()
    hour, minute = match["hour"], said.get("minute") or ("30" if said.get("half_past") else "0")
    half, each = said.get("half") or said.get("after") or "", said.get("each") is not None
    exact = len(hour) == 2 and "시" not in match[0]  # leaves no half of the day open
    return tokens.Clock(number(hour), number(minute), half, exact=exact, each=each)


def clocks(match: Match) -> tokens.Clock | None:
    """9·13·17시: several hours of one kind, where none of them is open."""
    before, half = tuple(integers(match["before"])), match["half"] or ""
    row = [*before, int(match["hour"])]
    is_clear = half or all(hour >= 9 for hour in row)
    if row != sorted({*row}) or row[-1] > 23 or not is_clear:
        return None
    return tokens.Clock(row[-1], half=half, before=before)


def clock_range(match: Match) -> tokens.ClockRange:
    """14:00~16:00."""
    first, last = (
        tokens.Clock(number(match[hour]), _minute(match[minute] or "0"), match[half] or "")
        for hour, minute, half in (("a", "am", "ah"), ("b", "bm", "bh"))
    )
    return tokens.ClockRange(first, last)


def _minute(said: str) -> int:
    """30, 30분, 반."""
    return 30 if said == "반" else integers(said)[0]


# days


def _is_date(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def date(match: Match) -> tokens.Date | None:
    """12월 20일, 12/20, 26.12.20."""
    year = match.groupdict().get("year")
    month, day = number(match["month"]), number(match["day"])
    if "월" not in match[0] and not _is_date(month, day):
        return None  # 24/7, 1/100: some other pair of numbers
    return tokens.Date(month, day, None if year is None else int(year) % 100 + 2000)


def month_days(match: Match) -> tokens.MonthDays | None:
    """12/9, 16."""
    month, numbers = int(match["month"]), integers(match["days"])
    if not all(_is_date(month, day) for day in numbers) or numbers != sorted({*numbers}):
        return None
    return tokens.MonthDays(month, tuple(numbers))


def date_span(match: Match) -> tokens.DateSpan | None:
    """12/7~11, 2026-12-07~11, 12월 7일~11일, 12. 7. ~ 1. 11."""
    year, (month, first, *more) = None, integers(match[0])
    if month > 31:
        year, month, (first, *more) = month, first, more
    last_month, last = more if len(more) == 2 else (month, *more)
    if not (_is_date(month, first) and _is_date(last_month, last)):
        return None
    return tokens.DateSpan(tokens.Date(month, first, year), tokens.Date(last_month, last))


def _begins_with_date(match: Match) -> bool:
    """Whether 12/29, 5일 is a list of days only behind its date."""
    return re.match(r"\d+/\d+\s*(?:[,·&]|및|[과와]|하고)", match[0]) is not None


def days_of_month(match: Match) -> tokens.Days | None:
    """5일, 20일."""
    days = tuple(sorted({*integers(match[0])}))
    return None if _begins_with_date(match) else tokens.Days(days)


def day_span(match: Match) -> tokens.Days | None:
    """10~12일, 25일부터 말일까지."""
    first, last = int(match["a"]), int(match["b"] or 31)
    return (
        tokens.Days(tuple(range(first, last + 1)), span=True) if 1 <= first < last <= 31 else None
    )


def month_span(match: Match) -> tokens.MonthSpan | None:
    """2~4월."""
    first, last = integers(match[0])
    return tokens.MonthSpan(first, last) if {first, last} <= MONTHS else None


def month_row(match: Match) -> tokens.MonthSpan | None:
    """7, 8월, where each is the next."""
    first, *_, last = months = integers(match[0])
    is_row = first in MONTHS and all(b == a % 12 + 1 for a, b in pairwise(months))
    return tokens.MonthSpan(first, last) if is_row else None


def these_months(match: Match) -> tokens.TheseMonths | None:
    """3월, 6월, 9월."""
    months = tuple(integers(match[0]))
    is_list = list(months) == sorted({*months} & MONTHS)
    names = ", ".join(f"{month}월" for month in months)
    return tokens.TheseMonths(months, said=names) if is_list else None


def on_weekdays(match: Match, *, following: bool = False, weekly: bool = False) -> tokens.Weekdays:
    """월요일, 수요일; 다음 월요일; 월수금, 화~금."""
    return tokens.Weekdays(weekdays(match["days"]), following, weekly)


def holiday(match: Match, *, name: str) -> Piece | None:
    """추석, 추석 전날, 추석 연휴."""
    said = tight(match["beside"] or "")
    if (edge := re.search("첫|마지막|직[전후]", said)) is not None:  # where people work
        return tokens.DaysAround(name, 1 if edge[0] in {"첫", "직후"} else -1)
    beside = BESIDE_HOLIDAY.get(said, -1 if said.endswith("전날") else 0)
    if match["around"]:
        return tokens.DaysAround(name, beside) if abs(beside) < 2 else None
    if abs(beside) == 1 and name in {"설날", "추석"}:  # days off themselves
        return tokens.PublicHoliday(f"{name} {'다음날' if beside > 0 else '전날'}")
    return tokens.PublicHoliday(name, beside)


def nth_weekday(match: Match) -> tokens.InMonth | None:
    """셋째 주 수요일."""
    which, weekday = nth(match["nth"]), WEEKDAYS.index(match["weekday"])
    return tokens.InMonth((NthWeekday(nth=which, weekday=weekday),)) if which in NTHS else None


def nth_working_day(match: Match, *, sign: int = 1) -> tokens.InMonth | None:
    """세 번째 영업일; with the sign -1 counted from the end."""
    which = sign * nth(match["nth"])
    is_known = 1 <= abs(which) <= MAX_NTH_WORKING_DAY
    return tokens.InMonth((WorkingDay(nth=which),)) if is_known else None


def weeks_in_month(match: Match) -> tokens.InMonth | None:
    """둘째, 넷째 주 월요일."""
    nths = {nth(said) for said in re.findall(NTH, match["nths"])}
    weekday = WEEKDAYS.index(match["weekday"])
    if not nths <= NTHS:
        return None
    return tokens.InMonth(tuple(NthWeekday(nth=each, weekday=weekday) for each in sorted(nths)))


# again and again


def every_few_days(match: Match) -> tokens.EveryDay | None:
    """4일마다, 사흘에 한 번."""
    if "걸러" in match[0] or match["weeks"] or match["said"] == "일주일":
        return None
    count = days(match)
    return tokens.EveryDay(count) if count <= MAX_DAYS else None


def every_weeks(match: Match, *, weeks: int = 0) -> tokens.EveryWeeks | None:
    """매주 월수금, 격주 수요일; without a number as many as are said: 3주마다, 두 주 걸러."""
    count, on_days = weeks or number(match["n"]), weekdays(match["days"] or "")
    if not 1 <= count <= 52:
        return None
    return tokens.EveryWeeks(count, on_days, skips=not weeks and "걸러" in match[0])


def every_few_months(match: Match) -> tokens.EveryMonths | None:
    """3개월마다."""
    months = number(match["n"])
    is_known = months in {1, 2, 3, 4, 6, 12} and "걸러" not in match[0]
    return tokens.EveryMonths(months, counted=True) if is_known else None


# deadlines, lengths and days left out


def leads(match: Match) -> tokens.Leads | None:
    """7일, 3일, 1일 전; 3영업일 전; D-7, D-3, D-1."""
    if _begins_with_date(match):
        return None
    said = tuple(sorted({*integers(match[0])}, reverse=True))
    is_working = re.search("영업일|근무일|평일", match[0]) is not None
    return tokens.Leads(said, working=is_working, counted=match[0].startswith("d"))


def leads_from(match: Match) -> tokens.Leads | None:
    """D-3부터, 3일 전부터, 사흘 전부터 매일."""
    first = int(match["d"]) if match["d"] else days(match)
    is_clear = match["d"] or match["n"] or match["daily"]
    if not is_clear or first > MAX_LEADS_IN_A_ROW:
        return None
    return tokens.Leads(tuple(range(first, -1, -1)), counted=match["d"] is not None)


def days_before(match: Match) -> tokens.Leads | None:
    """이틀 전, 2주 전."""
    count = days(match)
    return tokens.Leads((count,)) if count <= MAX_LEAD or match["n"] else None


def days_behind(match: Match) -> tokens.Ahead:
    """후 5영업일, 끝나고 5일: from the edge of a period, the first day of which counts."""
    if match["working"]:
        return tokens.Ahead(int(match["working"]), tokens.Unit.WORKING_DAY)
    counts_first = _SAYS_START.search(match.string, 0, match.start()) is not None
    return tokens.Ahead(days(match) - counts_first)


def days_ahead(match: Match) -> tokens.Ahead:
    """10일 뒤, 두 주 뒤; 영업일 기준 10일 뒤."""
    is_working = match["n"] and re.search("영업일|근무일|평일", match[0])
    return tokens.Ahead(days(match), tokens.Unit.WORKING_DAY if is_working else tokens.Unit.DAY)


def during(match: Match) -> tokens.During | None:
    """6주 동안, 석 달만, 총 3주, 1년 동안; 사흘간, which may as well be a word of the message."""
    months = number(match["months"] or "0") * (12 if match["year"] else 1)
    count = 0 if match["months"] else days(match)
    is_few = match["weeks"] or (match["months"] and not match["year"])
    is_clear = match["end"] == "동안" or (is_few and (match["end"] == "만" or match["total"]))
    if not (months or count) or not (is_clear or match["end"] == "간"):
        return None
    return tokens.During(count, months, short=not is_clear)


def count(match: Match) -> tokens.Count | None:
    """두 번만, 총 3회; 3회, which may as well be a word of the message."""
    times, is_clear = number(match["n"]), match["total"] or match["only"]
    return tokens.Count(times, short=not is_clear) if times else None


def shift(match: Match) -> tokens.OnDaysOff:
    """휴일이면 다음 영업일로."""
    said = match.groupdict()
    if (direction := said.get("by") or said["direction"]) is None:
        return tokens.OnDaysOff(Shift.NONE)
    is_later = direction[-1] == "월" or direction in _LATER
    return tokens.OnDaysOff(Shift.NEXT if is_later else Shift.PREVIOUS)


def days_off(match: Match) -> tokens.Without:
    """공휴일 제외."""
    holidays_alone = tight(match["off"]) in {"공휴일", "법정공휴일", "빨간날"}
    is_open = holidays_alone and not match["only"]
    return tokens.Without((DaysOff(weekends=not holidays_alone),), is_open=is_open)
