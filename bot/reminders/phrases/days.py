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
    DateSpan,
    Days,
    DaysAhead,
    DaysAround,
    EveryDay,
    EveryDays,
    EveryMonths,
    EveryWeeks,
    InMonth,
    Month,
    MonthAhead,
    MonthDays,
    MonthOfPeriod,
    MonthsAhead,
    MonthSpan,
    PartOfMonth,
    Period,
    PeriodEnd,
    PublicHoliday,
    TheseMonths,
    WeekAhead,
    Weekdays,
    Weekend,
    WeeksInMonth,
    WorkingDaysAhead,
    Year,
    YearAhead,
)
from bot.reminders.rules.schedule import (
    EVERY_MONTH,
    Daily,
    Dates,
    DayOfMonth,
    Holiday,
    LastDay,
    Monthly,
    NthWeekday,
    Once,
    Weekly,
    WorkingDay,
)
from bot.reminders.rules.working_days import DAY, LAST_YEAR, WorkingDays, holiday_dates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.reminders.phrases.tokens import Piece
    from bot.reminders.rules.schedule import DayInMonth, Rule

OFFICE = WorkingDays()  # before it adds days off of its own


class Question(StrEnum):
    """What a text leaves open."""

    TIME = "time"  # at what time of day
    HALF_OF_DAY = "half_of_day"  # 3시: 오전 or 오후
    MIDNIGHT = "midnight"  # 자정, 24시: at which end of the day
    DAY = "day"  # 9시: on which day
    WEEKDAY = "weekday"  # 매주, 다음주: on which weekday
    DAY_OF_PERIOD = "day_of_period"  # 매월, 매분기: on which day of it
    SERIES = "series"  # 12/7부터, 12/14~12/18: on which of these days
    START = "start"  # 격주 수요일, 4일마다: from which day on
    LEADS = "leads"  # 마감 12/20: how many days before
    DAYS_OFF = "days_off"  # 매일, 공휴일 제외: weekends, too?
    PASSED = "passed"  # the time lies behind
    NO_SUCH_DATE = "no_such_date"  # 2/30
    DISAGREES = "disagrees"  # 12월 20일 월요일, which is a Sunday
    WHICH = "which"  # which of the words say when, and which what


_OFFERED_DAYS = {
    1: ("매월 25일", "매월 말일", "매월 마지막 영업일", "매월 첫 영업일"),
    3: ("매분기 말 5일 전", "매분기 말", "매분기 첫 영업일"),
    6: ("매 반기 말 10일 전", "매 반기 말", "매 반기 첫 영업일"),
    12: ("매년 12월 20일", "매년 12월 마지막 영업일", "매년 1월 첫 영업일"),
}
_OFFERED_TWICE = ("매월 10일, 25일", "매월 1일, 15일", "매월 15일, 말일")
_OFFERED_WEEKDAYS = {
    2: ("매주 월,목", "매주 화,목", "매주 화,금"),
    3: ("매주 월,수,금", "매주 화,수,목"),
    5: ("평일", "매주 월~금"),
}
_PERIOD_NAMES = {1: "매월", 3: "매분기", 6: "매 반기", 12: "매년"}
# 초, 중순, 하순: what people may mean by it
_OFFERED_PARTS: dict[str, tuple[DayInMonth, ...]] = {
    "초": (DayOfMonth(day=1), WorkingDay(nth=1), DayOfMonth(day=5)),
    "초순": (DayOfMonth(day=1), DayOfMonth(day=5), DayOfMonth(day=10)),
    "중순": (DayOfMonth(day=15), DayOfMonth(day=10), DayOfMonth(day=20)),
    "하순": (DayOfMonth(day=25), WorkingDay(nth=-1), LastDay()),
}
_DAY_NAMES: dict[DayInMonth, str] = {
    LastDay(): "말일",
    WorkingDay(nth=1): "첫 영업일",
    WorkingDay(nth=-1): "마지막 영업일",
}
_NTH_NAMES = {1: "첫째", 2: "둘째", 3: "셋째", 4: "넷째", 5: "다섯째", -1: "마지막"}
MAX_STARTS = 4
RECENT = 92 * DAY  # 11월부터, said in December, may mean the November that has passed


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDays:
    """The days that pieces name; `first` and `last` bound them."""

    rule: Rule
    first: date | None = None
    last: date | None = None

    @property
    def day(self) -> date | None:
        """The single day; None where there may be others."""
        return self.rule.day if isinstance(self.rule, Once) else None


def single_days(rule: Rule) -> tuple[date, ...]:
    """The days of a rule for single days; none of a series."""
    match rule:
        case Once(day=day):
            return (day,)
        case Dates(days=days):
            return days
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From one day to another, both included: 12/14~12/18, 다음 주, 2월."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What only lacks the day it starts from: 격주 수요일, 4일마다; `months` of 3개월마다."""

    rule: Daily | Weekly | Monthly
    months: int = 0

    def started(self, first: date) -> Rule:
        """The rule with its start."""
        if isinstance(self.rule, Monthly):
            months = {(first.month - 1 + ahead) % 12 + 1 for ahead in range(0, 12, self.months)}
            return replace(self.rule, months=tuple(sorted(months)))
        if isinstance(self.rule, Weekly):
            first += min((number - first.weekday()) % 7 for number in self.rule.weekdays) * DAY
        return replace(self.rule, anchor=first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What pieces leave open; answers are put in their place, or behind them if `behind`.

    With `of_first` they take the place of the first piece alone.
    """

    question: Question
    answers: tuple[date | str, ...]
    behind: bool = False
    of_first: bool = False
    series: Series | None = None


def named_days(
    said: tuple[Piece, ...], today: date, calendar: WorkingDays = OFFICE
) -> NamedDays | Span | Ask | None:
    """The days that these pieces name together; None if they don't."""
    match said:
        case [
            Days() | InMonth() | WeeksInMonth() as day,
            EveryMonths() as every,
        ]:  # the 25th of every month
            said = (every, day)
        case [Weekdays() as day, WeekAhead() as week]:  # monday next week
            said = (week, day)
    return (
        _near_days(said, today, calendar)
        or _in_named_month(said, today, calendar)
        or _again_and_again(said, today)
        or _with_weekday(said, today, calendar)
    )


def named_span(  # noqa: C901  one case a phrase
    said: tuple[Piece, ...], after: date, calendar: WorkingDays = OFFICE
) -> Span | None:
    """The week, month or longer that these pieces name, the first that ends on `after` or later."""
    match said:
        case [WeekAhead(weeks=weeks, weekdays=())]:
            monday = _day_of_week(after, weeks, 0)
            return Span(first=monday, last=monday + 6 * DAY)
        case [MonthAhead(months=months)]:
            return _months_from(after + relativedelta(months=months, day=1))
        case [Month(month=month)]:
            return _months_from(_coming(month, after))
        case [MonthSpan(first=month, last=last)]:
            return _months_from(_coming(month, after), 1 + (last - month) % 12)
        case [YearAhead() | Year() as year, Month(month=month)]:
            return _months_from(date(_year(year, after), month, 1))
        case [YearAhead() | Year() as year]:
            return _months_from(date(_year(year, after), 1, 1), 12)
        case [Period(months=months, nth=0, ahead=ahead)]:
            this = after + relativedelta(months=-((after.month - 1) % months), day=1)
            return _months_from(this + relativedelta(months=ahead * months), months)
        case [Period(months=months, nth=nth)]:
            last_month = _coming(months * nth, after)
            return _months_from(last_month - relativedelta(months=months - 1), months)
        case [YearAhead() | Year() as year, Period(months=months, nth=nth)] if nth:
            return _months_from(date(_year(year, after), months * (nth - 1) + 1, 1), months)
        case [PeriodEnd(months=months, is_start=False)]:
            return Span(first=after, last=_period_end(months, after))
        case [DaysAround(name=name, part=0)]:
            return _days_off_around(name, after, calendar)
    return None


def is_recent(said: tuple[Piece, ...], today: date) -> bool:
    """Whether a month without a year has just passed, so that this year's may be meant."""
    match said:
        case [Month(month=month)]:
            end = date(today.year, month, 1) + relativedelta(day=31)
            return end < today <= end + RECENT
    return False


def _near_days(  # noqa: C901, PLR0912  one case a phrase
    said: tuple[Piece, ...], today: date, calendar: WorkingDays
) -> NamedDays | Span | Ask | None:
    """Single days that are counted from today or written as a date."""
    match said:
        case [DaysAhead(days=days)]:
            return _on(today + days * DAY)
        case [WorkingDaysAhead(days=days)] if days > 0:
            return _on(calendar.after(today, days))
        case [MonthsAhead(months=months)] if months > 0:
            return _on(today + relativedelta(months=months))
        case [InMonth(each=True) as day]:
            return _every_months(EveryMonths(1), (day,))
        case [InMonth(day=in_month)]:
            return _some_day_in_month(in_month, today)
        case [WeeksInMonth(days=days_said)]:
            said_nths = ", ".join(f"{_NTH_NAMES[each.nth]}" for each in days_said)
            weekday = WEEKDAYS[days_said[0].weekday]
            answers_named = (f"매월 {said_nths} {weekday}요일",)
            return Ask(question=Question.DAY, answers=answers_named)
        case [WeekAhead(weeks=weeks, weekdays=())]:
            days_left = [_day_of_week(today, weeks, number) for number in range(5)]
            ahead = tuple(day for day in days_left if day >= today)
            return Ask(question=Question.WEEKDAY, answers=ahead or tuple(days_left))
        case [WeekAhead(weeks=weeks, weekdays=numbers)] | [
            WeekAhead(weeks=weeks, weekdays=()),
            Weekdays(weekdays=numbers, following=False),
        ]:
            return _on_all(_day_of_week(today, weeks, number) for number in numbers)
        case [WeekAhead(weeks=weeks, weekdays=()), InMonth(day=day)]:
            return _in_week(_day_of_week(today, weeks, 0), day, calendar)
        case [WeekAhead(weeks=weeks, weekdays=()), PartOfMonth(word="초")]:
            answers = tuple(_day_of_week(today, weeks, number) for number in range(3))
            return Ask(question=Question.WEEKDAY, answers=answers)
        case [Weekend(weeks=weeks)]:
            answers = tuple(_day_of_week(today, weeks, number) for number in (5, 6))
            return Ask(question=Question.DAY, answers=(*answers, "매주 주말"))
        case [Weekdays() as weekdays]:
            return _next_weekday(weekdays, today)
        case [Date() as named]:
            return _on_date(named, today)
        case [MonthDays(month=month, days=numbers)]:
            return _all_of([_on_date(Date(month, number), today) for number in numbers])
        case [DateSpan(first=first, last=last)]:
            return _span_of_dates(_on_date(first, today), last, today)
        case [YearAhead() | Year() as year, Date(year=None) as named]:
            return _on_date(replace(named, year=_year(year, today)), today)
        case [PublicHoliday() as holiday]:
            return _on_holiday(holiday, today)
        case [YearAhead() | Year() as year, PublicHoliday() as holiday]:
            return _on_holiday(holiday, today, _year(year, today))
        case [DaysAround() as around]:
            return _around_holiday(around, today, calendar)
        case [YearAhead() | Year() as year, DaysAround() as around]:
            new_year = date(_year(year, today), 1, 1)
            return _around_holiday(around, max(new_year, today), calendar)
        case [Days(days=numbers, span=True)]:
            return _span_of_days(numbers, today)
        case [Days(days=numbers)]:
            return _all_of([_on_day(number, today) for number in numbers])
    return None


def _in_named_month(
    said: tuple[Piece, ...], today: date, calendar: WorkingDays
) -> NamedDays | Span | Ask | None:
    """Days of a month or a longer period that is named."""
    match said:
        case [MonthAhead(months=months), Days(days=numbers, span=span)]:
            month = today + relativedelta(months=months, day=1)
            dates = [_on_date(Date(month.month, each, month.year), today) for each in numbers]
            found = _all_of(dates)
            if span and isinstance(found, NamedDays) and isinstance(found.rule, Dates):
                return Span(first=found.rule.days[0], last=found.rule.days[-1])
            return found
        case [*_, PartOfMonth(word=word)]:
            month_said = _month_of(said[:-1], today)
            return None if month_said is None else _part_of(month_said, word)
        case [Year() | YearAhead() | Period(), InMonth(day=day)] | [
            YearAhead() | Year(),
            Period(),
            InMonth(day=day),
        ]:
            span_said = named_span(said[:-1], today, calendar)
            return None if span_said is None else _in_span(span_said, day)
        case [*_, InMonth(day=day)]:
            month_said = _month_of(said[:-1], today)
            return None if month_said is None else _in_month(month_said, day)
    return None


def _again_and_again(  # noqa: C901, PLR0912  one case a phrase
    said: tuple[Piece, ...], today: date
) -> NamedDays | Ask | None:
    """Days of a series."""
    match said:
        case [EveryDay() as day, *others] if all(isinstance(each, EveryDay) for each in others):
            working = any(each.working for each in (day, *others) if isinstance(each, EveryDay))
            return NamedDays(rule=Daily(working=working)) if len(others) < 2 else None
        case [EveryDays(days=days)]:
            series = Series(rule=Daily(every=days, anchor=today))
            monday = today + (7 - today.weekday()) * DAY
            starts = tuple(sorted({today, today + DAY, monday}))
            return Ask(question=Question.START, answers=starts, behind=True, series=series)
        case [EveryWeeks() as every]:
            return _every_weeks(every, today)
        case [EveryWeeks(weekdays=()) as every, Weekdays(weekdays=numbers)] | [
            Weekdays(weekdays=numbers),
            EveryWeeks(weekdays=()) as every,
        ]:
            return _every_weeks(replace(every, weekdays=numbers), today)
        case [PeriodEnd(months=months, is_start=False, is_each=True)]:
            return _every_months(EveryMonths(months), (InMonth(LastDay()),))
        case [PeriodEnd(months=months, is_start=True)]:
            name = _PERIOD_NAMES[months] + " 1월" * (months == 12)
            answers = (_period_end(months, today) + DAY, f"{name} 첫날", f"{name} 첫 영업일")
            return Ask(question=Question.DAY, answers=answers)
        case [PeriodEnd(months=months)]:
            end = _period_end(months, today)
            return Ask(question=Question.DAY, answers=(end, f"{_PERIOD_NAMES[months]} 말"))
        case [TheseMonths(months=(one, other), said=str(names)), Days(days=(number,))] if names:
            # Each once, or every year?
            once = f"{one}/{number}, {other}/{number}"
            return Ask(question=Question.DAY, answers=(f"매년 {names} {number}일", once))
        case [TheseMonths(months=these), *rest]:
            return _in_months(these, tuple(rest))
        case [EveryMonths(months=12), TheseMonths(months=these), *rest] if rest:
            return _in_months(these, tuple(rest))
        case [EveryMonths(months=12), *rest]:
            return _every_year(tuple(rest))
        case [EveryMonths(months=months, counted=counted), *rest] if counted or months == 2:
            if months > 1:
                return _every_few_months(months, tuple(rest), today)
            return _every_months(EveryMonths(1), tuple(rest))
        case [EveryMonths() as every, *rest]:
            return _every_months(every, tuple(rest))
    return None


def _with_weekday(
    said: tuple[Piece, ...], today: date, calendar: WorkingDays
) -> NamedDays | Span | Ask | None:
    """A day with its weekday beside it."""
    match said:
        case [*day, WorkingDaysAhead(days=count)] if day:
            return _working_day_from(named_days(tuple(day), today, calendar), count, calendar)
        case [Date() | DaysAhead() | PublicHoliday() as day, MonthsAhead(months=months)]:
            match named_days((day,), today, calendar):
                case NamedDays(rule=Once(day=event)) if months < 0:
                    return _on(event + relativedelta(months=months))
        case [
            Date() | Days() | DaysAhead() | MonthAhead() | YearAhead() | Year() | PublicHoliday(),
            *_,
            Weekdays(following=False) as weekday,
        ]:
            return _agreeing(named_days(said[:-1], today, calendar), weekday, today)
    return None


def _working_day_from(
    days: NamedDays | Span | Ask | None, count: int, calendar: WorkingDays
) -> NamedDays | Ask | None:
    """크리스마스 다음 영업일, 12/25 직전 영업일."""
    match days:
        case NamedDays(rule=Once(day=day)):
            return _on(calendar.after(day, count) if count > 0 else calendar.before(day, -count))
        case Ask():
            return days
    return None


def _on(day: date) -> NamedDays | None:
    return NamedDays(rule=Once(day=day)) if day.year <= LAST_YEAR else None


def _on_all(days: Iterable[date]) -> NamedDays | None:
    several = tuple(sorted({*days}))
    if len(several) == 1:
        return _on(several[0])
    return NamedDays(rule=Dates(days=several)) if several[-1].year <= LAST_YEAR else None


def _all_of(days: Iterable[NamedDays | Ask | None]) -> NamedDays | Ask | None:
    """All of these single days, or the first thing to be asked about one of them."""
    found: list[date] = []
    for each in days:
        if not isinstance(each, NamedDays) or each.day is None:
            return each
        found.append(each.day)
    return _on_all(found)


def _year(named: YearAhead | Year, today: date) -> int:
    return named.year if isinstance(named, Year) else today.year + named.years


def _day_of_week(today: date, weeks: int, number: int) -> date:
    return today + timedelta(weeks=weeks, days=number - today.weekday())


def _in_week(monday: date, day: DayInMonth, calendar: WorkingDays) -> NamedDays | Ask | None:
    """The first or last working day of a week; its end is asked."""
    week = [monday + number * DAY for number in range(7)]
    match day:
        case WorkingDay(nth=nth):
            working = [each for each in week if calendar.is_working(each)]
            return _on(working[nth - 1 if nth > 0 else nth]) if len(working) >= abs(nth) else None
        case DayOfMonth(day=1):
            return _on(monday)
        case LastDay():
            return Ask(question=Question.WEEKDAY, answers=tuple(week[4:]))
    return None


def _next_weekday(named: Weekdays, today: date) -> NamedDays | Ask | None:
    """The next such weekday; asked where that may be today, after 다음, and of several."""
    if named.weekly:
        return NamedDays(rule=Weekly(weekdays=named.weekdays))
    coming = [today + (number - today.weekday()) % 7 * DAY for number in named.weekdays]
    if len(coming) > 1:
        every = "매주 " + ", ".join(f"{WEEKDAYS[number]}요일" for number in named.weekdays)
        once = ", ".join(f"{day.month}/{day.day}" for day in sorted(coming))
        return Ask(question=Question.DAY, answers=(every, once))
    day = coming[0]
    is_of_this_week = day < _day_of_week(today, 1, 0)
    if day == today or (named.following and is_of_this_week):
        return Ask(question=Question.DAY, answers=(day, day + 7 * DAY))
    return _on(day)


def _nearest(month: int, day: int, today: date) -> date:
    """That day in the year in which it is nearest; of two as near the later."""
    years = (today.year + 1, today.year, today.year - 1)
    return min((date(year, month, day) for year in years), key=lambda each: abs(each - today))


def _coming(month: int, after: date) -> date:
    """The first day of that month, this year's or the next, whichever has not ended."""
    return date(after.year + (month < after.month), month, 1)


def _months_from(first: date, months: int = 1) -> Span:
    return Span(first=first, last=first + relativedelta(months=months) - DAY)


def _period_end(months: int, today: date) -> date:
    return today + relativedelta(months=-today.month % months, day=31)


def _month_of(said: tuple[Piece, ...], today: date) -> date | None:
    """The first day of the month that these pieces name."""
    match said:
        case [MonthAhead(months=months)]:
            return today + relativedelta(months=months, day=1)
        case [Month(month=month)]:
            return _nearest(month, 28, today).replace(day=1)
        case [YearAhead() | Year() as year, Month(month=month)]:
            return date(_year(year, today), month, 1)
    return None


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


def _span_of_dates(first: NamedDays | Ask | None, last: Date, today: date) -> Span | Ask | None:
    """From a date to another; the second in the year in which it comes after the first."""
    if not isinstance(first, NamedDays) or first.day is None:
        return first if isinstance(first, Ask) else None
    year = first.day.year + (last.month < first.day.month)
    end = _on_date(replace(last, year=last.year or year), today)
    if not isinstance(end, NamedDays) or end.day is None:
        return end if isinstance(end, Ask) else None
    return span_or_ask(first.day, end.day)


def span_or_ask(first: date, last: date) -> Span | Ask:
    """From one day to another; asked where the second is the earlier."""
    if first <= last:
        return Span(first=first, last=last)
    other = f"{last.month}/{last.day}~{first.month}/{first.day}"
    return Ask(question=Question.NO_SUCH_DATE, answers=(other,))


def _span_of_days(numbers: tuple[int, ...], today: date) -> Span | Ask | None:
    """14~18일: of this month; asked where that lies behind."""
    ends = [_on_day(number, today) for number in (numbers[0], numbers[-1])]
    match ends:
        case [NamedDays(rule=Once(day=first)), NamedDays(rule=Once(day=last))]:
            return Span(first=first, last=last)
    return next((each for each in ends if isinstance(each, Ask)), None)


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


def _on_holiday(
    named: PublicHoliday, today: date, year: int | None = None
) -> NamedDays | Ask | None:
    """A public holiday, or a day beside it: of that year, or else the next."""
    years = (year,) if year else (today.year, today.year + 1)
    days = [
        day + named.days * DAY
        for each in years
        for day in holiday_dates(named.name, min(each, LAST_YEAR))
    ]
    return next((_on(day) for day in days if year or day >= today), None)


def _days_off_around(name: str, today: date, calendar: WorkingDays) -> Span | None:
    """The days off in a row in the midst of which the next holiday of that name lies."""
    years = (today.year, today.year + 1)
    days = [day for year in years for day in holiday_dates(name, year) if day >= today]
    if not days:
        return None
    first = last = days[0]
    while calendar.is_day_off(first - DAY):
        first -= DAY
    while calendar.is_day_off(last + DAY):
        last += DAY
    return Span(first=first, last=last)


def _around_holiday(
    named: DaysAround, today: date, calendar: WorkingDays
) -> NamedDays | Ask | None:
    """The working day before or after the days off around a holiday, or else which one of them."""
    span = _days_off_around(named.name, today, calendar)
    if span is None:
        return None
    before, after = span.first - DAY, span.last + DAY
    if named.part:
        return _on(before if named.part < 0 else after)
    holiday = next(
        day
        for year in (span.first.year, span.last.year)
        for day in holiday_dates(named.name, year)
        if span.first <= day <= span.last
    )
    answers = tuple(dict.fromkeys((before, span.first, holiday, after)))
    return Ask(question=Question.DAY, answers=answers)


def _in_month(first: date, day: DayInMonth) -> NamedDays | Ask | None:
    """A day of one month; a working day as a rule, for it takes a calendar to know the date."""
    last = first + relativedelta(day=31)
    match day:
        case DayOfMonth(day=number):
            return _on(first.replace(day=number)) if number <= last.day else None
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


def _in_span(span: Span, day: DayInMonth) -> NamedDays | Ask | None:
    """A day of a quarter, half or year: of its first or last month, as the day says by itself."""
    match _side(day):
        case 1:
            return _in_month(span.first, day)
        case -1:
            return _in_month(span.last.replace(day=1), day)
    return None


def _part_of(month: date, word: str) -> Ask:
    """The question on which day early, in the midst or late in a month."""
    named = (_in_month(month, day) for day in _OFFERED_PARTS[word])
    days = {next(iter(_dates_of(each))) for each in named if isinstance(each, NamedDays)}
    return Ask(question=Question.DAY, answers=tuple(sorted(days)))


def _dates_of(named: NamedDays) -> Iterable[date]:
    """The dates of a single day, by the public holidays."""
    match named.rule:
        case Once(day=day):
            yield day
        case Monthly(days=(WorkingDay(nth=nth),)) if named.first is not None:
            day_found = OFFICE.nth_of_month(named.first.year, named.first.month, nth)
            yield day_found or named.first


def _agreeing(
    days: NamedDays | Span | Ask | None, named: Weekdays, today: date
) -> NamedDays | Ask | None:
    """The day, if it is the weekday that is named with it; else the question which of the two."""
    if not isinstance(days, NamedDays):
        return days if isinstance(days, Ask) else None
    day, number = days.day, named.weekdays[0]
    if day is None or len(named.weekdays) > 1:
        return None
    if day.weekday() == number:
        return days
    if day < today:  # 12/20(일) on New Year's Day is the next one, if any
        day += relativedelta(years=1)
        if day.weekday() == number:
            return _on(day)
    later = day + (number - day.weekday()) % 7 * DAY
    answers = [each for each in (day, later, later - 7 * DAY) if each >= today]
    return Ask(question=Question.DISAGREES, answers=tuple(answers) or (later,))


def _weekday_list(weekdays: tuple[int, ...]) -> str:
    return ",".join(WEEKDAYS[number] for number in weekdays)


def _every_weeks(every: EveryWeeks, today: date) -> NamedDays | Ask:
    """매주, 격주, 주 2회: on which weekdays, and from which week on."""
    name = {1: "매주", 2: "격주"}.get(every.weeks, f"{every.weeks}주마다")
    times = every.times or len(every.weekdays) or 1
    if len(every.weekdays) != times or not every.weekdays:
        each_day = tuple(f"{name} {weekday}요일" for weekday in WEEKDAYS[:5])
        answers = each_day if times == 1 else _OFFERED_WEEKDAYS.get(times, ("평일", "매일"))
        if every.side is not None:
            return Ask(
                question=Question.WEEKDAY,
                answers=tuple(
                    f"{'홀' if every.side else '짝'}수주 {each}" for each in WEEKDAYS[:5]
                ),
            )
        return Ask(question=Question.WEEKDAY, answers=answers)
    if every.weeks == 1:
        return NamedDays(rule=Weekly(weekdays=every.weekdays))
    if every.skips:
        days = _weekday_list(every.weekdays)
        both = tuple(f"{weeks}주마다 {days}" for weeks in (every.weeks, every.weeks + 1))
        return Ask(question=Question.SERIES, answers=both)
    tomorrow = today + DAY
    first = min(tomorrow + (n - tomorrow.weekday()) % 7 * DAY for n in every.weekdays)
    starts = tuple(first + 7 * week * DAY for week in range(min(every.weeks, MAX_STARTS)))
    series = Series(rule=Weekly(weekdays=every.weekdays, every=every.weeks, anchor=today))
    if every.side is None:
        return Ask(question=Question.START, answers=starts, behind=True, series=series)
    # Of the year or of the month? People count either way.
    days = _weekday_list(every.weekdays)
    answers = tuple(f"격주 {days} {day.month}/{day.day}부터" for day in starts)
    if len(every.weekdays) == 1:
        weeks = "첫째, 셋째" if every.side else "둘째, 넷째"
        answers = (*answers, f"매월 {weeks} {days}요일")
    return Ask(question=Question.START, answers=answers, series=series)


def _every_months(every: EveryMonths, said: tuple[Piece, ...]) -> NamedDays | Ask | None:
    """매월, 매분기, 매 반기, and on which day of it; of longer ones in which month."""
    period = every.months
    if not said:
        offered = _OFFERED_TWICE if (period, every.times) == (1, 2) else _OFFERED_DAYS[period]
        return Ask(question=Question.DAY_OF_PERIOD, answers=offered)
    if isinstance(said[-1], PartOfMonth) and len(said) == 1:
        days_meant = _OFFERED_PARTS[said[-1].word]
        answers = tuple(f"{_PERIOD_NAMES[period]} {_day_name(day)}" for day in days_meant)
        return Ask(question=Question.DAY_OF_PERIOD, answers=answers)
    nth, rest = (said[0].nth, said[1:]) if isinstance(said[0], MonthOfPeriod) else (0, said)
    numbers = {number for piece in rest if isinstance(piece, Days) for number in piece.days}
    if not numbers <= {*range(1, 32)}:
        last = f"{_PERIOD_NAMES[period]} 말"
        return Ask(question=Question.NO_SUCH_DATE, answers=(last,))
    days = _days_in_month(rest)
    if not days or nth > period or (nth and period == 1):
        return None
    if every.times not in {None, len(days)}:
        offered = _OFFERED_TWICE if every.times == 2 else _OFFERED_DAYS[period]
        return Ask(question=Question.DAY_OF_PERIOD, answers=offered)
    return NamedDays(rule=Monthly(days=days)) if period == 1 else _in_period(period, nth, days)


def _every_few_months(months: int, said: tuple[Piece, ...], today: date) -> NamedDays | Ask | None:
    """3개월마다 25일: from which month on; 격월 25일: of which months."""
    which = Ask(question=Question.DAY_OF_PERIOD, answers=("홀수달", "짝수달"), of_first=True)
    if not said and months == 2:
        return which
    if not said:
        answers = tuple(f"{months}개월마다 {day}" for day in ("25일", "말일", "첫 영업일"))
        return Ask(question=Question.DAY_OF_PERIOD, answers=answers)
    match said:
        case [Date(month=month, day=number, year=None)]:
            series = Series(rule=Monthly(days=(DayOfMonth(day=number),)), months=months)
            return NamedDays(rule=series.started(date(2000, month, 1)))
    each_month = _every_months(EveryMonths(1), said)
    if not isinstance(each_month, NamedDays) or not isinstance(each_month.rule, Monthly):
        return each_month
    starts = [today + relativedelta(months=ahead, day=1) for ahead in range(MAX_STARTS)]
    starts = [max(today, first) for first in starts]
    series = Series(rule=each_month.rule, months=months)
    if months == 2:
        return replace(which, series=series)
    return Ask(question=Question.START, answers=tuple(starts), behind=True, series=series)


def _day_name(day: DayInMonth) -> str:
    return _DAY_NAMES.get(day) or (f"{day.day}일" if isinstance(day, DayOfMonth) else "말일")


def _in_months(months: tuple[int, ...], said: tuple[Piece, ...]) -> NamedDays | Ask | None:
    """The same days of certain months of each year."""
    if not said:
        name = "홀수달" if months[0] % 2 else "짝수달"
        answers = tuple(offered.replace("매월", name) for offered in _OFFERED_DAYS[1])
        return Ask(question=Question.DAY_OF_PERIOD, answers=answers)
    every_month = _every_months(EveryMonths(1), said)
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


def _some_day_in_month(day: DayInMonth, today: date) -> Ask:
    """Which is meant by 말일 or 셋째 수요일 with no month beside: the next one, or each of them."""
    months = (today + relativedelta(months=ahead, day=1) for ahead in (0, 1))
    named = (_in_month(first, day) for first in months)
    days = [next(iter(_dates_of(each))) for each in named if isinstance(each, NamedDays)]
    coming = [each for each in days if each >= today][:1]
    return Ask(question=Question.DAY, answers=(f"매월 {_day_in_month_name(day)}", *coming))


def _day_in_month_name(day: DayInMonth) -> str:
    match day:
        case NthWeekday(nth=nth, weekday=weekday):
            return f"{_NTH_NAMES[nth]} {WEEKDAYS[weekday]}요일"
        case WorkingDay(nth=nth) if nth > 1:
            return f"{nth}번째 영업일"
    return _day_name(day)


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
        case [PublicHoliday(name=name, days=0)]:
            return NamedDays(rule=Holiday(name=name))
        case [Month(month=month), *rest] if rest:
            return _in_months((month,), tuple(rest))
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
        case NthWeekday(nth=1 | -1 as nth):
            return nth
    return 0
