"""What was said about when, as a rule, and the times that follow from it."""

from calendar import monthcalendar, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as clock_time
from heapq import merge
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from zoneinfo import ZoneInfo

from bot.reminders.rules.working_days import DAY, LAST_YEAR, Shift, WorkingDays, holiday_dates

SEOUL = "Asia/Seoul"
NAIVE = "a naive datetime has no place in time"
MAX_LEAD_DAYS = 366
MAX_WEEKS = 52
MAX_DAYS = 366  # between two days of every so many days
MAX_NTH_WORKING_DAY = 10  # every month has that many

EVERY_MONTH = tuple(range(1, 13))
QUARTER_STARTS, QUARTER_ENDS = (1, 4, 7, 10), (3, 6, 9, 12)
HALF_STARTS, HALF_ENDS = (1, 7), (6, 12)

_END = date(LAST_YEAR, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfMonth:
    """25일; the last day of a month that is too short for it (31일 is 30 April, 29 February)."""

    day: int

    def __post_init__(self) -> None:
        _require(1 <= self.day <= 31, "a day of a month is 1 to 31")


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDay:
    """말일."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDay:
    """The nth working day, from 1 (첫 영업일), or from the end, from -1 (마지막 영업일)."""

    nth: int

    def __post_init__(self) -> None:
        _require(1 <= abs(self.nth) <= MAX_NTH_WORKING_DAY, "no month has so many working days")


@dataclass(frozen=True, slots=True, kw_only=True)
class NthWeekday:
    """셋째 주 수요일; nth is 1 to 5, in months that have it, or -1; weekday 0 is Monday."""

    nth: int
    weekday: int

    def __post_init__(self) -> None:
        _require(self.nth in {-1, 1, 2, 3, 4, 5}, "a weekday is the first to fifth or the last")
        _require(0 <= self.weekday <= 6, "a weekday is 0 to 6")


DayInMonth = DayOfMonth | LastDay | WorkingDay | NthWeekday


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """On one day."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """12/9, 12/16: on each of these days, ascending."""

    days: tuple[date, ...]

    def __post_init__(self) -> None:
        _require(bool(self.days) and list(self.days) == sorted({*self.days}), "days ascend")


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """매일, or on `working` days whatever the shift; 4일마다: `every` few days from `anchor`."""

    working: bool = False
    every: int = 1
    anchor: date | None = None

    def __post_init__(self) -> None:
        _require(1 <= self.every <= MAX_DAYS, f"days are 1 to {MAX_DAYS}")
        _require(self.every == 1 or self.anchor is not None, "every few days from an anchor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """매주 월,수, ascending, 0 is Monday; 격주: `every` so many weeks from that of `anchor`."""

    weekdays: tuple[int, ...]
    every: int = 1
    anchor: date | None = None

    def __post_init__(self) -> None:
        _require(_is_ascending(self.weekdays, 0, 6), "weekdays are 0 to 6, ascending")
        _require(1 <= self.every <= MAX_WEEKS, f"weeks are 1 to {MAX_WEEKS}")
        _require(self.every == 1 or self.anchor is not None, "every few weeks from an anchor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Monthly:
    """On these days of these calendar months: 매월, 매분기 말 (3, 6, 9, 12월), 매년 (one month)."""

    days: tuple[DayInMonth, ...]
    months: tuple[int, ...] = EVERY_MONTH

    def __post_init__(self) -> None:
        _require(len(self.days) > 0, "a month's rule names a day")
        _require(_is_ascending(self.months, 1, 12), "months are 1 to 12, ascending")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """매년 추석: each year on the public holiday of that name, whatever its date."""

    name: str

    def __post_init__(self) -> None:
        _require(bool(holiday_dates(self.name, 2026)), f"no holiday: {self.name!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOff:
    """쉬는 날: each day on which the office does not work; 공휴일 if not `weekends`."""

    weekends: bool = True


Rule = Once | Dates | Daily | Weekly | Monthly | Holiday
Left = Rule | DaysOff


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """The days of a rule, and the time of day on each."""

    rule: Rule
    at: clock_time

    def __post_init__(self) -> None:
        to_the_second = self.at.replace(microsecond=0, tzinfo=None)
        _require(self.at == to_the_second, "a time of day is to the second and of no zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When to remind: what was said, and the rule it was understood as.

    `at` is a time of day, to the second, in `zone`; `also` are further rules with times of their
    own (10시, 16시; 화 10시 목 15시), to which all else applies as well. `leads` are the days
    before each day of the rule on which to remind, descending ((7, 3, 1) is D-7 D-3 D-1, (0,) the
    day itself, (-2,) two days after), counted in working days if `working_leads`. With `deadline`
    the days of the rule are deadlines, and no shift moves a reminder past its own. `first` and
    `last` bound the days of the rule, inclusive; days that a rule of `without` names are left out
    (토요일 빼고), before anything is moved. With `at_most` there are so many times after `since`,
    or with leads so many days of the rule (두 번만).
    """

    rule: Rule
    at: clock_time
    shift: Shift
    leads: tuple[int, ...] = (0,)
    working_leads: bool = False
    deadline: bool = False
    first: date | None = None
    last: date | None = None
    zone: str = SEOUL
    said: str = ""
    also: tuple[Timed, ...] = ()
    without: tuple[Left, ...] = ()
    at_most: int | None = None
    since: datetime | None = None

    def __post_init__(self) -> None:
        _require(bool(self.timed), "a schedule has a time")  # each is checked when it is made
        is_descending = _is_ascending(self.leads[::-1], -MAX_LEAD_DAYS, MAX_LEAD_DAYS)
        _require(is_descending, "leads are days, descending")
        ZoneInfo(self.zone)

    @property
    def timed(self) -> tuple[Timed, ...]:
        """Every rule with its time of day, the first as said first."""
        return (Timed(rule=self.rule, at=self.at), *self.also)

    @property
    def only_deadline(self) -> date | None:
        """The one day that it leads up to; None where there are none or several."""
        days = {each.rule.day for each in self.timed if isinstance(each.rule, Once)}
        is_one = self.deadline and len(days) == len({each.rule for each in self.timed}) == 1
        return days.pop() if is_one else None


def moved_deadline(before: Schedule, after: Schedule) -> tuple[date, date] | None:
    """The one day that each leads up to, where these differ."""
    old, new = before.only_deadline, after.only_deadline
    return (old, new) if old and new and old != new else None


def ends_on(schedule: Schedule) -> date:
    """The last day to remind on, or a later one, before days off move it; date.max for no last."""
    last = date.min
    for timed in schedule.timed:
        match timed.rule:
            case Once(day=day) | Dates(days=(*_, day)):
                last = max(last, day)
            case _:
                last = date.max
    last = min(last, schedule.last or date.max)
    behind = max(0, -min(schedule.leads)) * (2 if schedule.working_leads else 1)
    return last + min(behind * DAY, date.max - last)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Occurrence:
    """One time: `at` after the shift rule, `nominal` before it.

    `nominal` stays the same when the office changes its calendar, so it is what an occurrence is
    known by. `day` is the day of the rule that it leads up to, the deadline if there is one. Of
    several that a shift moved to one time it is known by the nearest, whose time that most likely
    was before the calendar changed, and `day` is the last.
    """

    at: datetime
    nominal: datetime
    day: date


def occurrences(schedule: Schedule, after: datetime, calendar: WorkingDays) -> Iterator[datetime]:
    """The times after that one, each once, in order, up to LAST_YEAR; ValueError if it is naive."""
    return (occurrence.at for occurrence in detailed(schedule, after, calendar))


def detailed(schedule: Schedule, after: datetime, calendar: WorkingDays) -> Iterator[Occurrence]:
    """As `occurrences`, with what each is known by."""
    _require(after.tzinfo is not None, NAIVE)
    if schedule.at_most is None or schedule.since is None:
        return _all_times(schedule, after, calendar)
    times = _all_times(schedule, schedule.since, calendar)
    return (time for time in _first_of(times, schedule) if time.at.astimezone(UTC) > after)


def local(moment: datetime, zone: str) -> datetime:
    """The moment in a zone. Raises ValueError for a naive one."""
    _require(moment.tzinfo is not None, NAIVE)
    return moment.astimezone(ZoneInfo(zone))


def _first_of(times: Iterator[Occurrence], schedule: Schedule) -> Iterator[Occurrence]:
    """As many of the times as the schedule has at most."""
    if schedule.leads == (0,):
        yield from islice(times, schedule.at_most)
        return
    for _, of_day in islice(groupby(times, key=attrgetter("day")), schedule.at_most):
        yield from of_day


def _all_times(schedule: Schedule, after: datetime, calendar: WorkingDays) -> Iterator[Occurrence]:
    zone = ZoneInfo(schedule.zone)
    # No day before a working day is moved past it, so nothing earlier can still come.
    start = calendar.previous(after.astimezone(zone).date() - DAY)
    streams = (
        _moved_days(schedule, timed, lead, start, calendar)
        for timed in schedule.timed
        for lead in schedule.leads
    )
    # Each stream ascends, for subtracting and shifting keep the order.
    for (sent_on, time_of_day), same in groupby(merge(*streams), key=itemgetter(0, 1)):
        at = datetime.combine(sent_on, time_of_day, zone)
        if at.astimezone(UTC) > after:
            days = [(nominal, day) for _, _, nominal, day in same]
            known_by, _ = min(days, key=lambda each: abs(each[0] - sent_on))
            nominal = datetime.combine(known_by, time_of_day, zone)
            yield Occurrence(at=at, nominal=nominal, day=max(days)[1])


def _moved_days(
    schedule: Schedule, timed: Timed, lead: int, start: date, calendar: WorkingDays
) -> Iterator[tuple[date, clock_time, date, date]]:
    """The day and time to remind, the day before the shift, and the day of the rule; ascending."""
    if lead < 0:  # what comes after days that lie behind
        start = _led_from(start, -lead, schedule, calendar)
    start = max(start, schedule.first or start)
    without = merge(*(_days(rule, start, calendar) for rule in schedule.without))
    for day in _but(_days(timed.rule, start, calendar), without):
        if schedule.last is not None and day > schedule.last:
            return
        nominal = _led_from(day, lead, schedule, calendar)
        moved = calendar.shifted(nominal, schedule.shift)
        if schedule.deadline and moved > day:
            moved = calendar.previous(nominal)
        yield moved, timed.at, nominal, day


def _led_from(day: date, lead: int, schedule: Schedule, calendar: WorkingDays) -> date:
    """The day so many days, or working days, before that one."""
    return calendar.after(day, -lead) if schedule.working_leads else day - lead * DAY


def _but(days: Iterator[date], without: Iterator[date]) -> Iterator[date]:
    """The days that are not among the others; all ascend."""
    left_out = next(without, None)
    for day in days:
        while left_out is not None and left_out < day:
            left_out = next(without, None)
        if day != left_out:
            yield day


def _days(rule: Left, start: date, calendar: WorkingDays) -> Iterator[date]:
    """The days of the rule from `start` on, ascending."""
    match rule:
        case Once(day=day):
            return iter([day] if day >= start else [])
        case Dates(days=several):
            return (day for day in several if day >= start)
        case Daily(working=working, every=every, anchor=anchor):
            days = (day for day in _each(every, anchor or start, start) if day >= start)
            return filter(calendar.is_working, days) if working else days
        case Holiday(name=name):
            years = range(start.year, LAST_YEAR + 1)
            named = (day for year in years for day in holiday_dates(name, year))
            return (day for day in named if day >= start)
        case DaysOff(weekends=weekends):
            is_off = calendar.is_day_off if weekends else calendar.is_holiday
            return filter(is_off, _each(1, start, start))
        case Weekly(weekdays=weekdays, every=every, anchor=anchor):
            first = anchor or start
            mondays = _each(7 * every, first - first.weekday() * DAY, start)
            days = (monday + n * DAY for monday in mondays for n in weekdays)
            return (day for day in days if max(first, start) <= day <= _END)
        case Monthly(days=days_in_month, months=months):
            return merge(*(_month_days(day, months, start, calendar) for day in days_in_month))


def _month_days(
    day: DayInMonth, months: tuple[int, ...], start: date, calendar: WorkingDays
) -> Iterator[date]:
    for year in range(start.year, LAST_YEAR + 1):
        for month in months:
            found = _day_of_month(day, year, month, calendar)
            if found is not None and found >= start:
                yield found


def _day_of_month(day: DayInMonth, year: int, month: int, calendar: WorkingDays) -> date | None:
    last = monthrange(year, month)[1]
    match day:
        case DayOfMonth(day=number):
            return date(year, month, min(number, last))
        case LastDay():
            return date(year, month, last)
        case NthWeekday(nth=nth, weekday=weekday):
            days = [week[weekday] for week in monthcalendar(year, month) if week[weekday]]
            place = nth if nth < 0 else nth - 1
            return date(year, month, days[place]) if place < len(days) else None
        case WorkingDay(nth=nth):
            return calendar.nth_of_month(year, month, nth)


def _each(every: int, first: date, start: date) -> Iterator[date]:
    """Every so many days from the first, beginning with the last that is not after `start`."""
    day = first + max(0, (start - first).days // every) * every * DAY
    while day <= _END:
        yield day
        day += every * DAY


def _is_ascending(numbers: tuple[int, ...], least: int, most: int) -> bool:
    """Whether these are one or more different numbers of the range, in order."""
    return bool(numbers) and list(numbers) == sorted({n for n in numbers if least <= n <= most})


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(what)
