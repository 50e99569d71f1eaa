"""Single days and stretches of days that pieces name together, or what must be asked about them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby, islice

from dateutil.relativedelta import relativedelta

from bot.reminders.phrases import tokens
from bot.reminders.phrases.days import (
    Ask,
    Named,
    NamedDays,
    Question,
    Span,
    all_of,
    edge,
    on,
    single_days,
)
from bot.reminders.phrases.series import (
    OFFERED_PARTS,
    again_and_again,
    day_name,
    period_end,
    side_of,
    weekday_of,
)
from bot.reminders.rules.schedule import (
    Dates,
    DayInMonth,
    DayOfMonth,
    LastDay,
    Monthly,
    NthWeekday,
    Once,
    Weekly,
    WorkingDay,
)
from bot.reminders.rules.working_days import DAY, LAST_YEAR, WorkingDays, holiday_dates

JUST_PASSED = 31 * DAY  # 12/20, said in January, is not of the next December
A_YEAR = 366  # days
LATER = (1, 2, 7, 31, 92, 184, 366, 732, 1098, 1464)  # days; 29 February comes within
RECENT = 92 * DAY  # 11월부터, said in December, may mean the November that has passed


def named_days(said: tokens.Run, today: date, calendar: WorkingDays) -> Named | None:
    """The days that these pieces name together; None if they don't."""
    match said:
        case [
            tokens.Days() | tokens.InMonth() | tokens.Date() as day,
            tokens.EveryMonths() as every,
        ]:
            said = (every, day)  # 25일 매월, 10/2 매년
        case [tokens.EveryMonths() as every, tokens.InMonth() as day, tokens.EveryMonths()] | [
            tokens.EveryMonths() as every,
            tokens.PartOfMonth(),
            tokens.Days() as day,
        ]:
            said = (every, day)  # 매월 셋째 주 목요일마다, 매월 초(3일)
    return (
        _near_days(said, today, calendar)
        or _in_named_month(said, today, calendar)
        or again_and_again(said, today)
        or _beside_another(said, today, calendar)
    )


def named_span(  # noqa: C901  one case a phrase
    said: tokens.Run, after: date, calendar: WorkingDays
) -> Span | None:
    """The week, month or longer that these pieces name, the first that ends on `after` or later."""
    match said:
        case [tokens.WeekAhead(weeks=weeks, weekdays=())]:
            monday = weekday_of(after, weeks, 0)
            return Span(first=monday, last=monday + 6 * DAY)
        case [tokens.MonthAhead(months=months)]:
            return _months_from(after + relativedelta(months=months, day=1))
        case [tokens.Month(month=month)]:
            return _months_from(_coming(month, after))
        case [tokens.MonthSpan(first=month, last=last)]:
            return _months_from(_coming(month, after), 1 + (last - month) % 12)
        case [tokens.Year() as year, tokens.Month(month=month)]:
            return _months_from(date(year.counted(after), month, 1))
        case [tokens.Year() as year]:
            return _months_from(date(year.counted(after), 1, 1), 12)
        case [tokens.Period(months=months, nth=0, ahead=ahead)]:
            this = after + relativedelta(months=-((after.month - 1) % months), day=1)
            return _months_from(this + relativedelta(months=ahead * months), months)
        case [tokens.Period(months=months, nth=nth)]:
            last_month = _coming(months * nth, after)
            return _months_from(last_month - relativedelta(months=months - 1), months)
        case [tokens.Year() as year, tokens.Period(months=months, nth=nth)] if nth:
            return _months_from(date(year.counted(after), months * (nth - 1) + 1, 1), months)
        case [tokens.PeriodEnd(months=months, is_start=False)]:
            return Span(first=after, last=period_end(months, after))
        case [tokens.DaysAround(name=name, part=0)] if holiday := _next_holiday(name, after):
            return _days_off_around(holiday, calendar)
    return None


def is_recent(month: int, today: date) -> bool:
    """Whether a month without a year has just passed, so that this year's may be meant."""
    end = date(today.year, month, 1) + relativedelta(day=31)
    return end < today <= end + RECENT


def _near_days(  # noqa: C901  one case a phrase
    said: tokens.Run, today: date, calendar: WorkingDays
) -> Named | None:
    """Single days that are counted from today or written as a date."""
    match said:
        case [tokens.Ahead(count=count, unit=unit) as ahead] if (
            count > 0 or unit is tokens.Unit.FROM_TODAY
        ):
            return on(ahead.after(today, calendar))
        case [tokens.InMonth(days=several)]:
            return _some_day_in_month(several, today, calendar)
        case [tokens.WeekAhead(weeks=weeks, weekdays=())]:
            days_left = [weekday_of(today, weeks, number) for number in range(5)]
            coming = tuple(day for day in days_left if day >= today)
            return Ask(question=Question.WEEKDAY, answers=coming or tuple(days_left))
        case [tokens.WeekAhead(weeks=weeks, weekdays=numbers)] | [
            tokens.WeekAhead(weeks=weeks, weekdays=()),
            tokens.Weekdays(weekdays=numbers, following=False),
        ]:
            return on(*(weekday_of(today, weeks, number) for number in numbers))
        case [tokens.WeekAhead(weeks=weeks, weekdays=()), tokens.InMonth(days=[day])]:
            return _in_week(weekday_of(today, weeks, 0), day, calendar)
        case [tokens.WeekAhead(weeks=weeks, weekdays=()), tokens.PartOfMonth(word="초")]:
            answers = tuple(weekday_of(today, weeks, number) for number in range(3))
            return Ask(question=Question.WEEKDAY, answers=answers)
        case [tokens.Weekend(weeks=weeks)]:
            answers = tuple(weekday_of(today, weeks, number) for number in (5, 6))
            return Ask(question=Question.DAY, answers=(*answers, "매주 주말"))
        case [tokens.Weekdays() as weekdays]:
            return _next_weekday(weekdays, today)
        case [tokens.Days(days=numbers, span=span)]:
            found = all_of([_on_day(number, today) for number in numbers])
            return span_of(found) if span else found
        case [tokens.Year() as year, dated]:
            return _dated(dated, today, calendar, year.counted(today))
        case [dated]:
            return _dated(dated, today, calendar)
    return None


def _dated(
    said: tokens.Piece, today: date, calendar: WorkingDays, year: int | None = None
) -> Named | None:
    """Days that are written as dates, or public holidays: of that year, or else the nearest."""
    match said:
        case tokens.Date() as named if year is None or named.year is None:
            return _on_date(replace(named, year=named.year or year), today)
        case tokens.MonthDays(month=month, days=numbers):
            return all_of([_on_date(tokens.Date(month, number, year), today) for number in numbers])
        case tokens.DateSpan(first=first, last=last):
            return _span_of_dates(
                _on_date(replace(first, year=first.year or year), today), last, today
            )
        case tokens.PublicHoliday(name=name, days=beside):
            day = _next_holiday(name, today, year, beside=beside)
            return None if day is None else on(day)
        case tokens.DaysAround() as around:
            return _around_holiday(around, max(date(year or today.year, 1, 1), today), calendar)
    return None


def _in_named_month(said: tokens.Run, today: date, calendar: WorkingDays) -> Named | None:
    """Days of a month or a longer period that is named."""
    match said:
        case [tokens.MonthAhead(months=months), tokens.Days(days=numbers, span=span)]:
            month = today + relativedelta(months=months, day=1)
            found = _dated(tokens.MonthDays(month.month, numbers), today, calendar, month.year)
            return span_of(found) if span else found
        case [*before, tokens.PartOfMonth(word=word)] if first := _month_of(before, today):
            dates = (date_of(_in_month(first, day), calendar) for day in OFFERED_PARTS[word])
            return Ask(question=Question.DAY, answers=tuple(sorted({*filter(None, dates)})))
        case [*before, tokens.WeekOfMonth(days=several)] if first := _month_of(before, today):
            named = [date_of(_in_month(first, day), calendar) for day in several]
            # 셋째 주 월요일 is the third Monday; a week is of the month that its Thursday is in.
            week = [named[3] + ahead * DAY for ahead in range(-3, 2)] if named[3] else []
            coming = tuple(sorted({day for day in (*named, *week) if day and day >= today}))
            return Ask(question=Question.WEEKDAY, answers=coming) if coming else None
        case [*before, tokens.InMonth(days=several)] if first := _month_of(before, today):
            return all_of([_in_month(first, day) for day in several])
        case [*before, tokens.InMonth(days=[day])] if span_said := named_span(
            tuple(before), today, calendar
        ):
            match before[-1], side_of(day):
                case tokens.Year() | tokens.Period(), 1:
                    return _in_month(span_said.first, day)
                case tokens.Year() | tokens.Period(), -1:
                    return _in_month(span_said.last.replace(day=1), day)
    return None


def _beside_another(said: tokens.Run, today: date, calendar: WorkingDays) -> Named | None:
    """A day so far from another, or with its weekday or its date beside it."""
    last = said[-1]
    if not said[:-1] or not isinstance(
        last, tokens.Ahead | tokens.Weekdays | tokens.Date | tokens.Days
    ):
        return None
    days = named_days(said[:-1], today, calendar)
    match said[0], last:
        case tokens.Date(named=False) | tokens.Days() | tokens.MonthDays(), (
            tokens.Date(named=False) | tokens.Days()
        ):
            return None  # 13일 15일 are two days
        case _, tokens.Date() | tokens.Days(days=[_]):
            return _on_its_date(days, last, today, calendar)
        case _, tokens.Ahead(
            count=count, unit=tokens.Unit.DAY | tokens.Unit.WORKING_DAY | tokens.Unit.MONTH as unit
        ) if unit is not tokens.Unit.MONTH or count < 0:
            day = days.day if isinstance(days, NamedDays) else None
            beside = None if day is None else on(last.after(day, calendar))
            return replace(days, of_first=True) if isinstance(days, Ask) else beside
        case _, tokens.Weekdays(following=False) if isinstance(
            said[-2], tokens.Date | tokens.Days | tokens.Ahead | tokens.PublicHoliday
        ):
            return _agreeing(days, last, today)
    return None


def _in_week(monday: date, day: DayInMonth, calendar: WorkingDays) -> NamedDays | Ask | None:
    """The first or last working day of a week; its end is asked."""
    week = [monday + number * DAY for number in range(7)]
    match day:
        case WorkingDay(nth=nth):
            working = [each for each in week if calendar.is_working(each)]
            return on(working[nth - 1 if nth > 0 else nth]) if len(working) >= abs(nth) else None
        case DayOfMonth(day=1):
            return on(monday)
        case LastDay():
            return Ask(question=Question.WEEKDAY, answers=tuple(week[4:]))
    return None


def _next_weekday(named: tokens.Weekdays, today: date) -> NamedDays | Ask | None:
    """The next such weekday; asked where that may be today, after 다음, and of several."""
    if named.weekly:
        return NamedDays(rule=Weekly(weekdays=named.weekdays))
    coming = [today + (number - today.weekday()) % 7 * DAY for number in named.weekdays]
    if len(coming) > 1:
        every = "매주 " + ", ".join(f"{tokens.WEEKDAYS[number]}요일" for number in named.weekdays)
        once = ", ".join(f"{day.month}/{day.day}" for day in sorted(coming))
        return Ask(question=Question.DAY, answers=(every, once))
    day = coming[0]
    is_of_this_week = day < weekday_of(today, 1, 0)
    if day == today or (named.following and is_of_this_week):
        return Ask(question=Question.DAY, answers=(day, day + 7 * DAY))
    return on(day)


def _nearest(month: int, day: int, today: date) -> date:
    """That day of this year or, if that is nearer, of the next; of the last if just passed."""
    years = (today.year + 1, today.year, (today - JUST_PASSED).year)
    days = (date(year, month, day) for year in years)
    return min(
        (each for each in days if each.year == today.year or each >= today - JUST_PASSED),
        key=lambda each: abs(each - today),
    )


def _coming(month: int, after: date) -> date:
    """The first day of that month, this year's or the next, whichever has not ended."""
    return date(after.year + (month < after.month), month, 1)


def _months_from(first: date, months: int = 1) -> Span:
    return Span(first=first, last=first + relativedelta(months=months) - DAY)


def _month_of(said: list[tokens.Piece], today: date) -> date | None:
    match said:
        case [
            tokens.MonthAhead(months=months) | tokens.Ahead(count=months, unit=tokens.Unit.MONTH)
        ]:
            return today + relativedelta(months=months, day=1)
        case [tokens.Month(month=month)]:
            return _nearest(month, 28, today).replace(day=1)
        case [tokens.Year() as year, tokens.Month(month=month)]:
            return date(year.counted(today), month, 1)
    return None


def _on_date(named: tokens.Date, today: date) -> NamedDays | Ask | None:
    """A date; without a year in the one in which it is nearest, and never one that is not there."""
    month = min(max(named.month, 1), 12)
    year = named.year or _nearest(month, min(max(named.day, 1), 28), today).year
    try:
        return on(date(year, named.month, named.day))
    except ValueError:
        last = date(year, month, 1) + relativedelta(day=31)
        answers = [last, last + DAY]
        if (month, named.day) == (2, 29):
            answers.append(date(year + -year % 4, 2, 29))
        if last < today and named.year is None:
            answers = [answer + relativedelta(years=1) for answer in answers]
        return Ask(question=Question.NO_SUCH_DATE, answers=tuple(answers))


def _span_of_dates(first: Named | None, last: tokens.Date, today: date) -> Named | None:
    """From a date to another; the second in the year in which it comes after the first."""
    if (start := edge(first, 0)) is None:
        return first
    year = start.year + (last.month < start.month)
    days = _on_date(replace(last, year=last.year or year), today)
    end = edge(days, 0)
    return days if end is None else span_or_ask(start, end)


def span_or_ask(first: date, last: date) -> Span | Ask:
    """From one day to another; asked where the second is the earlier."""
    if first <= last:
        return Span(first=first, last=last)
    other = f"{last.month}/{last.day}~{first.month}/{first.day}"
    return Ask(question=Question.NO_SUCH_DATE, answers=(other,))


def span_of(days: Named | None) -> Named | None:
    """Several days as the first and the last."""
    match days:
        case NamedDays(rule=Dates(days=[first, *_, last])):
            return Span(first=first, last=last)
    return days


def _on_day(number: int, today: date) -> NamedDays | Ask | None:
    """That day of this month; asked where it lies behind or is not there."""
    month_end = today + relativedelta(day=31)
    if today.day <= number <= month_end.day:
        return on(today.replace(day=number))
    if not 1 <= number <= 31:
        return Ask(question=Question.NO_SUCH_DATE, answers=(month_end,))
    later = [today + relativedelta(months=ahead, day=1, days=number - 1) for ahead in (1, 2)]
    following = next(day for day in later if day.day == number)
    if number > month_end.day:
        return Ask(question=Question.NO_SUCH_DATE, answers=(month_end, following))
    return Ask(question=Question.PASSED, answers=(following,))


def _next_holiday(
    name: str, today: date, year: int | None = None, *, beside: int = 0
) -> date | None:
    years = (year,) if year else (today.year, today.year + 1)
    known = (day for each in years for day in holiday_dates(name, min(each, LAST_YEAR)))
    days = (day + beside * DAY for day in known)
    return next((day for day in days if year or day >= today), None)


def _days_off_around(holiday: date, calendar: WorkingDays) -> Span:
    """The days off in a row in the midst of which a holiday lies."""
    first = last = holiday
    while calendar.is_day_off(first - DAY):
        first -= DAY
    while calendar.is_day_off(last + DAY):
        last += DAY
    return Span(first=first, last=last)


def _stretches_off(today: date, calendar: WorkingDays) -> Iterator[Span]:
    """The stretches of three days off and more that begin after today, with a holiday in each."""
    days = (today + ahead * DAY for ahead in range(1, A_YEAR))
    spans = (_days_off_around(day, calendar) for day in days if calendar.is_holiday(day))
    return (span for span, _ in groupby(spans) if today < span.first <= span.last - 2 * DAY)


def _around_holiday(
    named: tokens.DaysAround, today: date, calendar: WorkingDays
) -> NamedDays | Ask | None:
    """The working day before or after the days off around a holiday, or else which one of them."""
    if not named.name:
        edges = ((span.first - DAY, span.last + DAY) for span in _stretches_off(today, calendar))
        coming = (before if named.part < 0 else after for before, after in edges)
        return Ask(question=Question.DAY, answers=(*islice(coming, 2),))
    if (holiday := _next_holiday(named.name, today)) is None:
        return None
    span = _days_off_around(holiday, calendar)
    before, after = span.first - DAY, span.last + DAY
    if named.part:
        return on(before if named.part < 0 else after)
    answers = tuple(dict.fromkeys((before, span.first, holiday, after)))
    return Ask(question=Question.DAY, answers=answers)


def _in_month(first: date, day: DayInMonth) -> NamedDays | Ask | None:
    """A day of one month; a working day as a rule, for it takes a calendar to know the date."""
    last = first + relativedelta(day=31)
    match day:
        case DayOfMonth(day=number):
            return on(first.replace(day=number)) if number <= last.day else None
        case LastDay():
            return on(last)
        case NthWeekday(nth=nth, weekday=number):
            days = [first + step * DAY for step in range(last.day)]
            such = [each for each in days if each.weekday() == number]
            if nth > len(such):
                return Ask(question=Question.NO_SUCH_DATE, answers=(such[-1],))
            return on(such[nth - 1 if nth > 0 else nth])
        case WorkingDay():
            return NamedDays(
                rule=Monthly(days=(day,), months=(first.month,)), first=first, last=last
            )


def date_of(named: Named | None, calendar: WorkingDays) -> date | None:
    """The date of a single day; None of all else."""
    match named:
        case NamedDays(rule=Once(day=day)):
            return day
        case NamedDays(rule=Monthly(days=[WorkingDay(nth=nth)]), first=date() as first):
            return calendar.nth_of_month(first.year, first.month, nth) or first
    return None


def dates_of(named: Named, calendar: WorkingDays) -> tuple[date, ...]:
    """The dates of single days; none of a series."""
    if not isinstance(named, NamedDays):
        return ()
    day = date_of(named, calendar)
    return single_days(named.rule) or ((day,) if day is not None else ())


def later_days(
    said: tokens.Run, days: tuple[date, ...], first: date, calendar: WorkingDays
) -> tuple[date, ...]:
    """The days, those before `first` a period later: 10월 첫째 주 월요일 is of the next year."""
    again = said[1:] if isinstance(said[0], tokens.Year) and not said[0].is_ahead else said
    for shift in LATER:  # as they are named on a day of the next week, month, quarter or year
        named = named_days(again, first + shift * DAY, calendar) if again else None
        later = dates_of(named, calendar) if named else ()
        if len(later) == len(days) and min(later) >= first:
            break
    else:
        # 10/26(월) is another weekday in each year.
        years = next(n for n in range(A_YEAR) if min(days) + relativedelta(years=n) >= first)
        later = tuple(day + relativedelta(years=years) for day in days)
    return tuple(
        sorted(day if day >= first else after for day, after in zip(days, later, strict=True))
    )


def _some_day_in_month(days: tuple[DayInMonth, ...], today: date, calendar: WorkingDays) -> Ask:
    """Which is meant by 말일 or 셋째 수요일 with no month beside: the next one, or each of them."""
    firsts = [today + relativedelta(months=ahead, day=1) for ahead in (0, 1)]
    dates = [date_of(_in_month(first, days[0]), calendar) for first in firsts if len(days) == 1]
    coming = [each for each in dates if each and each >= today][:1]
    return Ask(question=Question.DAY, answers=(f"매월 {day_name(*days)}", *coming))


def _on_its_date(
    days: Named | None, named: tokens.Date | tokens.Days, today: date, calendar: WorkingDays
) -> Named | None:
    """The day that is said twice, 금요일(3/13); else the question which of the two is meant."""
    match days:
        case NamedDays() if (day := date_of(days, calendar)) is not None:
            meant = [day]
        case Ask(question=Question.DAY, answers=answers):
            meant = [answer for answer in answers if isinstance(answer, date)]
        case _:
            return None
    month, number, year = (
        (named.month, named.day, named.year)
        if isinstance(named, tokens.Date)
        else (None, named.days[0], None)
    )
    for day in meant:
        if (month or day.month, number, year or day.year) == (day.month, day.day, day.year):
            return on(day)
    match named_days((named,), today, calendar):
        case NamedDays(rule=Once(day=other)):
            meant.append(other)
    return Ask(question=Question.DISAGREES, answers=tuple(meant))


def _agreeing(days: Named | None, named: tokens.Weekdays, today: date) -> NamedDays | Ask | None:
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
            return on(day)
    later = day + (number - day.weekday()) % 7 * DAY
    answers = [each for each in (day, later, later - 7 * DAY) if each >= today]
    return Ask(question=Question.DISAGREES, answers=tuple(answers) or (later,))
