"""Days that come again and again, or what must be asked about them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.reminders.phrases import tokens
from bot.reminders.phrases.days import Ask, NamedDays, Question, Series
from bot.reminders.rules.schedule import (
    EVERY_MONTH,
    Daily,
    DayInMonth,
    DayOfMonth,
    Holiday,
    LastDay,
    Monthly,
    NthWeekday,
    Weekly,
    WorkingDay,
)
from bot.reminders.rules.working_days import DAY

_PERIOD_NAMES = {1: "매월", 3: "매분기", 6: "매 반기", 12: "매년"}
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
# 초, 중순, 하순: what people may mean by it
OFFERED_PARTS: dict[str, tuple[DayInMonth, ...]] = {
    "초": (DayOfMonth(day=1), WorkingDay(nth=1), DayOfMonth(day=5)),
    "초순": (DayOfMonth(day=1), DayOfMonth(day=5), DayOfMonth(day=10)),
    "중순": (DayOfMonth(day=15), DayOfMonth(day=10), DayOfMonth(day=20)),
    "하순": (DayOfMonth(day=25), WorkingDay(nth=-1), LastDay()),
}
MAX_STARTS = 4


def again_and_again(  # noqa: C901, PLR0912  one case a phrase
    said: tokens.Run, today: date
) -> NamedDays | Ask | None:
    """Days of a series."""
    match said:
        case [tokens.EveryDay(days=1, working=working)]:
            return NamedDays(rule=Daily(working=working))
        case [tokens.EveryDay(days=1) as one, tokens.EveryDay(days=1) as other]:
            return NamedDays(rule=Daily(working=one.working or other.working))
        case [tokens.EveryDay(days=days)]:
            series = Series(rule=Daily(every=days, anchor=today))
            monday = today + (7 - today.weekday()) * DAY
            starts = tuple(sorted({today, today + DAY, monday}))
            return Ask(question=Question.START, answers=starts, behind=True, series=series)
        case [tokens.EveryWeeks() as every]:
            return _every_weeks(every, today)
        case [tokens.EveryWeeks(weekdays=()) as every, tokens.Weekdays(weekdays=numbers)] | [
            tokens.Weekdays(weekdays=numbers),
            tokens.EveryWeeks(weekdays=()) as every,
        ]:
            return _every_weeks(replace(every, weekdays=numbers), today)
        case [tokens.PeriodEnd(months=months, is_start=False, is_each=True)]:
            return _every_months(tokens.EveryMonths(months), (tokens.InMonth((LastDay(),)),))
        case [
            tokens.EveryMonths(times=None) as every,
            tokens.PeriodEnd(months=months, is_start=False),
        ] if every.months == months:
            return _every_months(every, (tokens.InMonth((LastDay(),)),))
        case [tokens.PeriodEnd(months=months, is_start=True)]:
            name = _PERIOD_NAMES[months] + " 1월" * (months == 12)
            answers = (period_end(months, today) + DAY, f"{name} 첫날", f"{name} 첫 영업일")
            return Ask(question=Question.DAY, answers=answers)
        case [tokens.PeriodEnd(months=months)]:
            ends = (period_end(months, today), f"{_PERIOD_NAMES[months]} 말")
            return Ask(question=Question.DAY, answers=ends)
        case [
            tokens.TheseMonths(months=(one, other), said=str(names)),
            tokens.Days(days=(number,)),
        ] if names:
            # Each once, or every year?
            once = f"{one}/{number}, {other}/{number}"
            return Ask(question=Question.DAY, answers=(f"매년 {names} {number}일", once))
        case [tokens.EveryMonths(months=12), tokens.TheseMonths(months=these), _, *_]:
            return _in_months(these, said[2:])
        case [tokens.TheseMonths(months=these), *_]:
            return _in_months(these, said[1:])
        case [tokens.EveryMonths(months=12), *_]:
            return _every_year(said[1:])
        case [
            tokens.EveryMonths(months=months, counted=True)
            | tokens.EveryMonths(months=2 as months),
            *_,
        ] if months > 1:
            return _every_few_months(months, said[1:], today)
        case [tokens.EveryMonths(), tokens.Days(span=True), tokens.EveryDay(days=1, working=False)]:
            return again_and_again(said[:2], today)
        case [tokens.EveryMonths() as every, *_]:
            return _every_months(every, said[1:])
    return None


def weekday_of(today: date, weeks: int, number: int) -> date:
    """That weekday of the week so many weeks from now."""
    return today + timedelta(weeks=weeks, days=number - today.weekday())


def period_end(months: int, today: date) -> date:
    """The last day of the quarter, half or year."""
    return today + relativedelta(months=-today.month % months, day=31)


def _every_weeks(every: tokens.EveryWeeks, today: date) -> NamedDays | Ask:
    """매주, 격주, 주 2회: on which weekdays, and from which week on."""
    if every.edge:
        return NamedDays(rule=Weekly(weekdays=(0 if every.edge > 0 else 4,)))
    days = ",".join(tokens.WEEKDAYS[number] for number in every.weekdays)
    times = every.times or len(every.weekdays) or 1
    if len(every.weekdays) != times or not every.weekdays:
        name = {1: "매주", 2: "격주"}.get(every.weeks, f"{every.weeks}주마다")
        answers = _OFFERED_WEEKDAYS.get(times, ("평일", "매일"))
        if every.side is not None:
            answers = tuple(
                f"{'홀' if every.side else '짝'}수주 {each}" for each in tokens.WEEKDAYS[:5]
            )
        elif times == 1:
            answers = tuple(f"{name} {weekday}요일" for weekday in tokens.WEEKDAYS[:5])
        return Ask(question=Question.WEEKDAY, answers=answers)
    if every.weeks == 1:
        return NamedDays(rule=Weekly(weekdays=every.weekdays))
    if every.skips:
        both = tuple(f"{weeks}주마다 {days}" for weeks in (every.weeks, every.weeks + 1))
        return Ask(question=Question.SERIES, answers=both)
    tomorrow = today + DAY
    first = min(tomorrow + (n - tomorrow.weekday()) % 7 * DAY for n in every.weekdays)
    starts = tuple(first + 7 * week * DAY for week in range(min(every.weeks, MAX_STARTS)))
    series = Series(rule=Weekly(weekdays=every.weekdays, every=every.weeks, anchor=today))
    if every.side is None:
        return Ask(question=Question.START, answers=starts, behind=True, series=series)
    # Of the year or of the month? People count either way.
    answers = tuple(f"격주 {days} {day.month}/{day.day}부터" for day in starts)
    if len(every.weekdays) == 1:
        weeks = "첫째, 셋째" if every.side else "둘째, 넷째"
        answers = (*answers, f"매월 {weeks} {days}요일")
    return Ask(question=Question.START, answers=answers, series=series)


def _every_months(every: tokens.EveryMonths, said: tokens.Run) -> NamedDays | Ask | None:
    """매월, 매분기, 매 반기, and on which day of it; of longer ones in which month."""
    period, name = every.months, _PERIOD_NAMES[every.months]
    offered = _OFFERED_TWICE if (period, every.times) == (1, 2) else _OFFERED_DAYS[period]
    match said:
        case []:
            return Ask(question=Question.DAY_OF_PERIOD, answers=offered)
        case [tokens.PartOfMonth(word=word)]:
            answers = tuple(f"{name} {day_name(day)}" for day in OFFERED_PARTS[word])
            return Ask(question=Question.DAY_OF_PERIOD, answers=answers)
        case [tokens.WeekOfMonth(days=week)]:
            answers = tuple(f"{name} {day_name(day)}" for day in week)
            return Ask(question=Question.DAY_OF_PERIOD, answers=answers)
        case [tokens.MonthOfPeriod(nth=nth), *rest]:
            pass
        case [tokens.MonthAhead(months=1), *rest] if period > 1:
            nth = 1  # 매분기 다음 달 10일
        case _:
            nth, rest = 0, [*said]
    days = _days_in_month(rest)
    if any(isinstance(day, tokens.Days) and not {*day.days} <= {*range(1, 32)} for day in rest):
        return Ask(question=Question.NO_SUCH_DATE, answers=(f"{name} 말",))
    if not days or nth > period or (nth and period == 1):
        return None
    if every.times not in {None, len(days)}:
        offered = _OFFERED_TWICE if every.times == 2 else _OFFERED_DAYS[period]
        return Ask(question=Question.DAY_OF_PERIOD, answers=offered)
    return NamedDays(rule=Monthly(days=days)) if period == 1 else _in_period(period, nth, days)


def _every_few_months(months: int, said: tokens.Run, today: date) -> NamedDays | Ask | None:
    """3개월마다 25일: from which month on; 격월 25일: of which months."""
    which = Ask(question=Question.DAY_OF_PERIOD, answers=("홀수달", "짝수달"), of_first=True)
    match said:
        case [] if months == 2:
            return which
        case []:
            answers = tuple(f"{months}개월마다 {day}" for day in ("25일", "말일", "첫 영업일"))
            return Ask(question=Question.DAY_OF_PERIOD, answers=answers)
        case [tokens.Date(month=month, day=number, year=None)]:
            series = Series(rule=Monthly(days=(DayOfMonth(day=number),)), months=months)
            return NamedDays(rule=series.started(date(2000, month, 1)))
    each_month = _every_months(tokens.EveryMonths(1), said)
    if not isinstance(each_month, NamedDays) or not isinstance(each_month.rule, Monthly):
        return each_month
    series = Series(rule=each_month.rule, months=months)
    if months == 2:
        return replace(which, series=series)
    firsts = (today + relativedelta(months=ahead, day=1) for ahead in range(MAX_STARTS))
    starts = tuple(max(today, first) for first in firsts)
    return Ask(question=Question.START, answers=starts, behind=True, series=series)


def _in_months(months: tuple[int, ...], said: tokens.Run) -> NamedDays | Ask | None:
    if not said:
        name = "홀수달" if months[0] % 2 else "짝수달"
        answers = tuple(offered.replace("매월", name) for offered in _OFFERED_DAYS[1])
        return Ask(question=Question.DAY_OF_PERIOD, answers=answers)
    every_month = _every_months(tokens.EveryMonths(1), said)
    if isinstance(every_month, NamedDays) and isinstance(every_month.rule, Monthly):
        return NamedDays(rule=replace(every_month.rule, months=months))
    return every_month


def _in_period(period: int, nth: int, days: tuple[DayInMonth, ...]) -> NamedDays | Ask:
    """These days of the nth month of each period, or of the month they speak of by themselves."""
    sides = {side_of(day) for day in days}
    nth = nth or (sides.pop() if len(sides) == 1 else 0)
    if nth == 0:
        # 매분기 25일: of which month?
        which = tuple(f"{_PERIOD_NAMES[period]} {month} 달" for month in ("첫째", "마지막"))
        return Ask(question=Question.DAY_OF_PERIOD, answers=which, of_first=True)
    offset = period if nth == -1 else nth
    months = tuple(month for month in EVERY_MONTH if month % period == offset % period)
    return NamedDays(rule=Monthly(days=days, months=months))


def _every_year(said: tokens.Run) -> NamedDays | Ask | None:
    match said:
        case [tokens.Date(year=None, month=month, day=number)]:
            try:
                date(2000, month, number)  # a leap year: 2/29 is a day of every year's rule
            except ValueError:
                near = f"매년 {min(max(month, 1), 12)}월 말일"
                return Ask(question=Question.NO_SUCH_DATE, answers=(near,))
            return NamedDays(rule=Monthly(days=(DayOfMonth(day=number),), months=(month,)))
        case [tokens.PublicHoliday(name=name, days=0)]:
            return NamedDays(rule=Holiday(name=name))
        case [tokens.Month(month=month), _, *_]:
            return _in_months((month,), said[1:])
        case [tokens.Period(months=months, nth=nth), tokens.InMonth(days=[day])] if nth and (
            side := side_of(day)
        ):
            month = months * nth if side == -1 else months * (nth - 1) + 1
            return NamedDays(rule=Monthly(days=(day,), months=(month,)))
        case [tokens.InMonth(days=[day])] if side := side_of(day):
            return NamedDays(rule=Monthly(days=(day,), months=(12 if side == -1 else 1,)))
        case [] | [tokens.InMonth(days=[_])]:
            return Ask(question=Question.DAY_OF_PERIOD, answers=_OFFERED_DAYS[12])
    return None


def _days_in_month(said: Sequence[tokens.Piece]) -> tuple[DayInMonth, ...] | None:
    days: list[DayInMonth] = []
    for piece in said:
        match piece:
            case tokens.Days(days=numbers):
                days.extend(DayOfMonth(day=number) for number in numbers if 1 <= number <= 31)
            case tokens.InMonth(days=several):
                days.extend(several)
            case _:
                return None
    return tuple(days)


def day_name(*days: DayInMonth) -> str:
    """Days of a month as they are said: 말일; 둘째, 넷째 월요일."""
    match days:
        case [NthWeekday(weekday=weekday), *_]:
            nths = (tokens.NTH_NAMES[day.nth] for day in days if isinstance(day, NthWeekday))
            return f"{', '.join(nths)} {tokens.WEEKDAYS[weekday]}요일"
        case [WorkingDay(nth=nth)]:
            name = {1: "첫", -1: "마지막"}.get(nth, f"{'끝에서 ' * (nth < 0)}{abs(nth)}번째")
            return f"{name} 영업일"
        case [DayOfMonth(day=number)]:
            return f"{number}일"
    return "말일"


def side_of(day: DayInMonth) -> int:
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
