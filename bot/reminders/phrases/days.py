"""Which days the pieces of a phrase name together, or what must be asked about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from bot.reminders.phrases.tokens import (
    WEEKDAYS,
    Date,
    Days,
    DaysAhead,
    EveryDay,
    EveryMonths,
    EveryWeeks,
    InMonth,
    Month,
    MonthAhead,
    MonthOfPeriod,
    MonthsAhead,
    PeriodEnd,
    TheseMonths,
    WeekAhead,
    Weekdays,
    WeeksInMonth,
    YearAhead,
)
from bot.reminders.rules.schedule import (
    EVERY_MONTH,
    Daily,
    DayOfMonth,
    LastDay,
    Monthly,
    NthWeekday,
    Once,
    Weekly,
    WorkingDay,
)
from bot.reminders.rules.working_days import DAY, LAST_YEAR

if TYPE_CHECKING:
    from bot.reminders.phrases.tokens import Piece
    from bot.reminders.rules.schedule import DayInMonth, Rule


class Question(StrEnum):
    """What a text leaves open."""

    TIME = "time"  # at what time of day
    HALF_OF_DAY = "half_of_day"  # 3시: 오전 or 오후
    MIDNIGHT = "midnight"  # 자정, 24시: at which end of the day
    DAY = "day"  # 9시: on which day
    WEEKDAY = "weekday"  # 매주, 다음주: on which weekday
    DAY_OF_PERIOD = "day_of_period"  # 매월, 매분기: on which day of it
    START = "start"  # 격주 수요일: from which week on
    LEADS = "leads"  # 마감 12/20: how many days before
    PASSED = "passed"  # the time lies behind
    NO_SUCH_DATE = "no_such_date"  # 2/30
    DISAGREES = "disagrees"  # 12월 20일 월요일, which is a Sunday
    WHICH = "which"  # two schedules in one text


_OFFERED_DAYS = {
    1: ("매월 25일", "매월 말일", "매월 마지막 영업일", "매월 첫 영업일"),
    3: ("매분기 말 5일 전", "매분기 말", "매분기 첫 영업일"),
    6: ("매 반기 말 10일 전", "매 반기 말", "매 반기 첫 영업일"),
    12: ("매년 12월 20일", "매년 12월 마지막 영업일", "매년 1월 첫 영업일"),
}
_PERIOD_NAMES = {1: "매월", 3: "매분기", 6: "매 반기", 12: "매년"}
MAX_STARTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDays:
    """The days that pieces name; `first` and `last` bound them."""

    rule: Rule
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What pieces leave open; answers are put in their place, or behind them if `behind`.

    With `of_first` they take the place of the first piece alone.
    """

    question: Question
    answers: tuple[date | str, ...]
    behind: bool = False
    of_first: bool = False
    weekly: EveryWeeks | None = None  # what only lacks the day it starts from


def named_days(said: tuple[Piece, ...], today: date) -> NamedDays | Ask | None:  # noqa: C901, PLR0912  one case a phrase
    """The days that these pieces name together; None if they don't."""
    match said:
        case [DaysAhead(days=days)]:
            return _on(today + days * DAY)
        case [MonthsAhead(months=months)]:
            return _on(today + relativedelta(months=months))
        case [WeekAhead(weeks=weeks, weekday=None)]:
            days_left = [_day_of_week(today, weeks, number) for number in range(5)]
            ahead = tuple(day for day in days_left if day >= today)
            return Ask(question=Question.WEEKDAY, answers=ahead)
        case [WeekAhead(weeks=weeks, weekday=int(number))]:
            return _on(_day_of_week(today, weeks, number))
        case [WeekAhead(weeks=weeks, weekday=None), Weekdays(weekdays=numbers, following=False)]:
            days_named = [_day_of_week(today, weeks, number) for number in numbers]
            if len(days_named) == 1:
                return _on(days_named[0])
            return NamedDays(
                rule=Weekly(weekdays=numbers), first=days_named[0], last=days_named[-1]
            )
        case [Weekdays() as weekdays]:
            return _next_weekday(weekdays, today)
        case [Date() as named]:
            return _on_date(named, today)
        case [YearAhead(years=years), Date(year=None) as named]:
            return _on_date(replace(named, year=today.year + years), today)
        case [Days(days=(number,))]:
            return _on_day(number, today)
        case [MonthAhead(months=months), Days(days=(number,))]:
            month = today + relativedelta(months=months, day=1)
            return _on_date(Date(month.month, number, month.year), today)
        case [MonthAhead(months=months), InMonth(day=day)]:
            return _in_month(today + relativedelta(months=months, day=1), day)
        case [Month(month=number), InMonth(day=day)]:
            return _in_month(_nearest(number, 28, today).replace(day=1), day)
        case [YearAhead(years=years), Month(month=number), InMonth(day=day)]:
            return _in_month(date(today.year + years, number, 1), day)
        case [EveryDay(working=working)]:
            return NamedDays(rule=Daily(working=working))
        case [EveryWeeks() as every]:
            return _every_weeks(every, today)
        case [EveryWeeks(weeks=weeks, weekdays=()), Weekdays(weekdays=numbers)] | [
            Weekdays(weekdays=numbers),
            EveryWeeks(weeks=weeks, weekdays=()),
        ]:
            return _every_weeks(EveryWeeks(weeks, numbers), today)
        case [PeriodEnd(months=months)]:
            end = today + relativedelta(months=-today.month % months, day=31)
            return Ask(question=Question.DAY, answers=(end, f"{_PERIOD_NAMES[months]} 말"))
        case [TheseMonths(months=these), *rest]:
            return _in_months(these, tuple(rest))
        case [EveryMonths(months=2), *_]:
            answers = ("홀수달", "짝수달")
            return Ask(question=Question.DAY_OF_PERIOD, answers=answers, of_first=True)
        case [EveryMonths(months=12), *rest]:
            return _every_year(tuple(rest))
        case [EveryMonths(months=months), *rest]:
            return _every_months(months, tuple(rest))
        case [Date() | Days() | DaysAhead() | MonthAhead() | YearAhead(), *_, Weekdays()]:
            return _agreeing(named_days(said[:-1], today), said[-1], today)
    return None


def named_start(said: tuple[Piece, ...], today: date) -> NamedDays | None:
    """The day that a week or month before 부터 begins with; None for anything else."""
    match said:
        case [WeekAhead(weeks=weeks, weekday=None)]:
            return _on(_day_of_week(today, weeks, 0))
        case [MonthAhead(months=months)]:
            return _on(today + relativedelta(months=months, day=1))
    return None


def _on(day: date) -> NamedDays | None:
    return NamedDays(rule=Once(day=day)) if day.year <= LAST_YEAR else None


def _day_of_week(today: date, weeks: int, number: int) -> date:
    return today + timedelta(weeks=weeks, days=number - today.weekday())


def _next_weekday(named: Weekdays, today: date) -> NamedDays | Ask | None:
    """The next such weekday; asked where that may be today, and after 다음."""
    if len(named.weekdays) > 1:
        every = "매주 " + ", ".join(f"{WEEKDAYS[number]}요일" for number in named.weekdays)
        return Ask(question=Question.DAY, answers=(every,))
    day = today + (named.weekdays[0] - today.weekday()) % 7 * DAY
    if day == today or named.following:
        return Ask(question=Question.DAY, answers=(day, day + 7 * DAY))
    return _on(day)


def _nearest(month: int, day: int, today: date) -> date:
    """That day in the year in which it is nearest; of two as near the later."""
    years = (today.year + 1, today.year, today.year - 1)
    return min((date(year, month, day) for year in years), key=lambda each: abs(each - today))


def _on_date(named: Date, today: date) -> NamedDays | Ask | None:
    """A date; without a year in the one in which it is nearest, and never one that is not there."""
    month = min(max(named.month, 1), 12)
    year = named.year or _nearest(month, min(max(named.day, 1), 28), today).year
    try:
        return _on(date(year, named.month, named.day))
    except ValueError:
        last = date(year, month, 1) + relativedelta(day=31)
        answers = [last, last + DAY]
        if (month, named.day) == (2, 29):
            answers.append(date(year + -year % 4, 2, 29))
        if last < today and named.year is None:
            answers = [answer + relativedelta(years=1) for answer in answers]
        return Ask(question=Question.NO_SUCH_DATE, answers=tuple(answers))


def _on_day(number: int, today: date) -> NamedDays | Ask | None:
    """That day of this month; asked where it lies behind or is not there."""
    month_end = today + relativedelta(day=31)
    if today.day <= number <= month_end.day:
        return _on(today.replace(day=number))
    if not 1 <= number <= 31:
        return Ask(question=Question.NO_SUCH_DATE, answers=(month_end,))
    later = [today + relativedelta(months=ahead, day=1, days=number - 1) for ahead in (1, 2)]
    following = next(day for day in later if day.day == number)
    if number > month_end.day:
        return Ask(question=Question.NO_SUCH_DATE, answers=(month_end, following))
    return Ask(question=Question.PASSED, answers=(following,))


def _in_month(first: date, day: DayInMonth) -> NamedDays | Ask | None:
    """A day of one month; a working day as a rule, for it takes a calendar to know the date."""
    last = first + relativedelta(day=31)
    match day:
        case DayOfMonth(day=number):
            return _on(first.replace(day=number))
        case LastDay():
            return _on(last)
        case NthWeekday(nth=nth, weekday=number):
            days = [first + step * DAY for step in range(last.day)]
            such = [each for each in days if each.weekday() == number]
            if nth > len(such):
                return Ask(question=Question.NO_SUCH_DATE, answers=(such[-1],))
            return _on(such[nth - 1 if nth > 0 else nth])
        case WorkingDay():
            return NamedDays(
                rule=Monthly(days=(day,), months=(first.month,)), first=first, last=last
            )


def _agreeing(days: NamedDays | Ask | None, named: Piece, today: date) -> NamedDays | Ask | None:
    """The day, if it is the weekday that is named with it; else the question which of the two."""
    if not isinstance(days, NamedDays) or not isinstance(named, Weekdays) or named.following:
        return days if isinstance(days, Ask) else None
    if not isinstance(days.rule, Once) or len(named.weekdays) > 1:
        return None
    day, number = days.rule.day, named.weekdays[0]
    if day.weekday() == number:
        return days
    later = day + (number - day.weekday()) % 7 * DAY
    answers = [each for each in (day, later, later - 7 * DAY) if each >= today]
    return Ask(question=Question.DISAGREES, answers=tuple(answers) or (later,))


def _every_weeks(every: EveryWeeks, today: date) -> NamedDays | Ask:
    if not every.weekdays:
        series = {1: "매주", 2: "격주"}.get(every.weeks, f"{every.weeks}주마다")
        answers = tuple(f"{series} {name}요일" for name in WEEKDAYS[:5])
        return Ask(question=Question.WEEKDAY, answers=answers)
    if every.weeks == 1:
        return NamedDays(rule=Weekly(weekdays=every.weekdays))
    tomorrow = today + DAY
    first = min(tomorrow + (n - tomorrow.weekday()) % 7 * DAY for n in every.weekdays)
    starts = tuple(first + 7 * week * DAY for week in range(min(every.weeks, MAX_STARTS)))
    return Ask(question=Question.START, answers=starts, behind=True, weekly=every)


def _every_months(period: int, said: tuple[Piece, ...]) -> NamedDays | Ask | None:
    """매월, 매분기, 매 반기, and on which day of it; of longer ones in which month."""
    if not said:
        return Ask(question=Question.DAY_OF_PERIOD, answers=_OFFERED_DAYS[period])
    nth, rest = (said[0].nth, said[1:]) if isinstance(said[0], MonthOfPeriod) else (0, said)
    numbers = {number for piece in rest if isinstance(piece, Days) for number in piece.days}
    if not numbers <= {*range(1, 32)}:
        last = f"{_PERIOD_NAMES[period]} 말"
        return Ask(question=Question.NO_SUCH_DATE, answers=(last,))
    days = _days_in_month(rest)
    if not days or nth > period or (nth and period == 1):
        return None
    return NamedDays(rule=Monthly(days=days)) if period == 1 else _in_period(period, nth, days)


def _in_months(months: tuple[int, ...], said: tuple[Piece, ...]) -> NamedDays | Ask | None:
    """The same days of certain months of each year."""
    if not said:
        name = "홀수달" if months[0] % 2 else "짝수달"
        answers = tuple(offered.replace("매월", name) for offered in _OFFERED_DAYS[1])
        return Ask(question=Question.DAY_OF_PERIOD, answers=answers)
    every_month = _every_months(1, said)
    if isinstance(every_month, NamedDays) and isinstance(every_month.rule, Monthly):
        return NamedDays(rule=replace(every_month.rule, months=months))
    return every_month


def _in_period(period: int, nth: int, days: tuple[DayInMonth, ...]) -> NamedDays | Ask:
    """These days of the nth month of each period, or of the month they speak of by themselves."""
    sides = {_side(day) for day in days}
    nth = nth or (sides.pop() if len(sides) == 1 else 0)
    if nth == 0:
        # 매분기 25일: of which month?
        which = tuple(f"{_PERIOD_NAMES[period]} {month} 달" for month in ("첫째", "마지막"))
        return Ask(question=Question.DAY_OF_PERIOD, answers=which, of_first=True)
    offset = period if nth == -1 else nth
    months = tuple(month for month in EVERY_MONTH if month % period == offset % period)
    return NamedDays(rule=Monthly(days=days, months=months))


def _days_in_month(said: tuple[Piece, ...]) -> tuple[DayInMonth, ...] | None:
    days: list[DayInMonth] = []
    for piece in said:
        match piece:
            case Days(days=numbers):
                days.extend(DayOfMonth(day=number) for number in numbers)
            case InMonth(day=day):
                days.append(day)
            case WeeksInMonth(days=several):
                days.extend(several)
            case _:
                return None
    return tuple(days)


def _every_year(said: tuple[Piece, ...]) -> NamedDays | Ask | None:
    match said:
        case []:
            return Ask(question=Question.DAY_OF_PERIOD, answers=_OFFERED_DAYS[12])
        case [Date(year=None, month=month, day=number)]:
            try:
                date(2000, month, number)  # a leap year: 2/29 is a day of every year's rule
            except ValueError:
                near = f"매년 {min(max(month, 1), 12)}월 말일"
                return Ask(question=Question.NO_SUCH_DATE, answers=(near,))
            return NamedDays(rule=Monthly(days=(DayOfMonth(day=number),), months=(month,)))
        case [Month(month=month), InMonth(day=day)]:
            return NamedDays(rule=Monthly(days=(day,), months=(month,)))
        case [InMonth(day=day)]:
            if (nth := _side(day)) == 0:
                return Ask(question=Question.DAY_OF_PERIOD, answers=_OFFERED_DAYS[12])
            return NamedDays(rule=Monthly(days=(day,), months=(12 if nth == -1 else 1,)))
    return None


def _side(day: DayInMonth) -> int:
    """The month of a period that a day speaks of by itself: 1 the first, -1 the last, 0 none."""
    match day:
        case LastDay():
            return -1
        case WorkingDay(nth=nth):
            return 1 if nth > 0 else -1
        case DayOfMonth(day=1):
            return 1
        case NthWeekday(nth=-1):
            return -1
    return 0
