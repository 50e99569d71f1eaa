"""What was said about when, as a rule, and the times that follow from it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from heapq import merge
from itertools import groupby, takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MO, MONTHLY, WEEKLY, rrule, weekday

from bot.reminders.rules.working_days import DAY, LAST_YEAR, Shift

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.reminders.rules.working_days import WorkingDays

SEOUL = "Asia/Seoul"
MAX_LEAD_DAYS = 366
MAX_WEEKS = 52
MAX_NTH_WORKING_DAY = 10  # every month has that many

EVERY_MONTH = tuple(range(1, 13))
QUARTER_STARTS, QUARTER_ENDS = (1, 4, 7, 10), (3, 6, 9, 12)
HALF_STARTS, HALF_ENDS = (1, 7), (6, 12)

_END = date(LAST_YEAR, 12, 31)
_MIDNIGHT = clock_time(0, 0)


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
    """셋째 주 수요일: the third Wednesday of the month; nth is 1 to 5 or -1, weekday 0 is Monday.

    Months without a fifth one are passed over.
    """

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
class Daily:
    """매일, or with `working` every working day (평일, 영업일마다), whatever the shift rule."""

    working: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """매주 월,수: on these weekdays, ascending, 0 is Monday.

    With `every` 2 and more (격주), in the week of the day `anchor` and every so many weeks after.
    """

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


Rule = Once | Daily | Weekly | Monthly


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When to remind: what was said, and the rule it was understood as.

    `at` is a time of day, to the minute, in `zone`. `leads` are the days before each day of the
    rule on which to remind, descending ((7, 3, 1) is D-7 D-3 D-1, (0,) the day itself), counted in
    working days if `working_leads`. With `deadline` the days of the rule are deadlines, and no
    shift moves a reminder past its own. `first` and `last` bound the days of the rule, inclusive.
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

    def __post_init__(self) -> None:
        to_the_minute = self.at.replace(second=0, microsecond=0, tzinfo=None)
        _require(self.at == to_the_minute, "a time of day is to the minute and of no zone")
        _require(_is_ascending(self.leads[::-1], 0, MAX_LEAD_DAYS), "leads are days, descending")
        ZoneInfo(self.zone)

    def written(self) -> str:
        """As JSON, for `read`."""
        return json.dumps(
            {
                "said": self.said,
                "rule": _written_rule(self.rule),
                "at": self.at.isoformat("minutes"),
                "shift": self.shift.value,
                "leads": list(self.leads),
                "working_leads": self.working_leads,
                "deadline": self.deadline,
                "first": self.first and self.first.isoformat(),
                "last": self.last and self.last.isoformat(),
                "zone": self.zone,
            },
            ensure_ascii=False,
        )


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Occurrence:
    """One time: `at` after the shift rule, `nominal` before it.

    `nominal` stays the same when the office changes its calendar, so it is what an occurrence is
    known by. `day` is the day of the rule that it leads up to, the deadline if there is one. Of
    several that a shift moved to one time it is the last.
    """

    at: datetime
    nominal: datetime
    day: date


def occurrences(schedule: Schedule, after: datetime, calendar: WorkingDays) -> Iterator[datetime]:
    """The times strictly after that one, each once, in order; up to the year LAST_YEAR.

    Raises ValueError for a naive `after`.
    """
    return (occurrence.at for occurrence in detailed(schedule, after, calendar))


def detailed(schedule: Schedule, after: datetime, calendar: WorkingDays) -> Iterator[Occurrence]:
    """As `occurrences`, with what each is known by."""
    _require(after.tzinfo is not None, "a naive datetime has no place in time")
    zone = ZoneInfo(schedule.zone)
    # No day before a working day is moved past it, so nothing earlier can still come.
    start = calendar.previous(after.astimezone(zone).date() - DAY)
    streams = (_moved_days(schedule, lead, start, calendar) for lead in schedule.leads)
    # Each stream ascends, for subtracting and shifting keep the order.
    for sent_on, same in groupby(merge(*streams), key=itemgetter(0)):
        at = datetime.combine(sent_on, schedule.at, zone)
        if at.astimezone(UTC) > after:
            _, nominal, day = max(same)
            yield Occurrence(at=at, nominal=datetime.combine(nominal, schedule.at, zone), day=day)


def read(written: str) -> Schedule:
    """The schedule that was `written`; ValueError for anything else."""
    try:
        fields = json.loads(written)
        return Schedule(
            said=fields["said"],
            rule=_read_rule(fields["rule"]),
            at=clock_time.fromisoformat(fields["at"]),
            shift=Shift(fields["shift"]),
            leads=tuple(fields["leads"]),
            working_leads=fields["working_leads"],
            deadline=fields["deadline"],
            first=_read_day(fields["first"]),
            last=_read_day(fields["last"]),
            zone=fields["zone"],
        )
    except (LookupError, TypeError) as cause:
        msg = f"not a schedule: {written[:80]!r}"
        raise ValueError(msg) from cause


def _moved_days(
    schedule: Schedule, lead: int, start: date, calendar: WorkingDays
) -> Iterator[tuple[date, date, date]]:
    """The day to remind on, after and before the shift, for each day of the rule; ascending."""
    for day in _days(schedule.rule, start, calendar):
        if schedule.first is not None and day < schedule.first:
            continue
        if schedule.last is not None and day > schedule.last:
            return
        nominal = calendar.before(day, lead) if schedule.working_leads else day - lead * DAY
        moved = calendar.shifted(nominal, schedule.shift)
        if schedule.deadline and moved > day:
            moved = calendar.previous(nominal)
        yield moved, nominal, day


def _days(rule: Rule, start: date, calendar: WorkingDays) -> Iterator[date]:
    """The days of the rule from `start` on, ascending."""
    match rule:
        case Once(day=day):
            return iter([day] if day >= start else [])
        case Daily(working=working):
            days = _dates(rrule(DAILY, dtstart=_midnight(start)), start)
            return filter(calendar.is_working, days) if working else days
        case Weekly(weekdays=weekdays, every=every, anchor=anchor):
            first = max(start, anchor) if anchor is not None else start
            week = _monday(anchor or start)
            # As many whole steps on as fit: a series begun years ago need not be counted through.
            week += max(0, (start - week).days // (7 * every)) * 7 * every * DAY
            weeks = rrule(
                WEEKLY, interval=every, wkst=MO, byweekday=weekdays, dtstart=_midnight(week)
            )
            return _dates(weeks, first)
        case Monthly(days=days_in_month, months=months):
            return merge(*(_month_days(day, months, start, calendar) for day in days_in_month))


def _month_days(
    day: DayInMonth, months: tuple[int, ...], start: date, calendar: WorkingDays
) -> Iterator[date]:
    first = _midnight(start.replace(day=1))
    match day:
        case DayOfMonth(day=number):
            # The last of these that the month has.
            near = tuple(range(min(number, 28), number + 1))
            rule = rrule(MONTHLY, bymonth=months, bymonthday=near, bysetpos=-1, dtstart=first)
        case LastDay():
            rule = rrule(MONTHLY, bymonth=months, bymonthday=-1, dtstart=first)
        case NthWeekday(nth=nth, weekday=number):
            rule = rrule(MONTHLY, bymonth=months, byweekday=weekday(number, nth), dtstart=first)
        case WorkingDay(nth=nth):
            firsts = _dates(
                rrule(MONTHLY, bymonth=months, bymonthday=1, dtstart=first), first.date()
            )
            found = (calendar.nth_of_month(month.year, month.month, nth) for month in firsts)
            return (working for working in found if working is not None and working >= start)
    return _dates(rule, start)


def _dates(rule: rrule, start: date) -> Iterator[date]:
    days = (moment.date() for moment in rule)
    return (day for day in takewhile(lambda day: day <= _END, days) if day >= start)


def _midnight(day: date) -> datetime:
    """As rrule wants it: it knows no days, and no zone is needed to count them."""
    return datetime.combine(day, _MIDNIGHT)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _written_rule(rule: Rule) -> dict[str, Any]:
    match rule:
        case Once(day=day):
            return {"kind": "once", "day": day.isoformat()}
        case Daily(working=working):
            return {"kind": "daily", "working": working}
        case Weekly(weekdays=weekdays, every=every, anchor=anchor):
            since = anchor and anchor.isoformat()
            return {"kind": "weekly", "weekdays": list(weekdays), "every": every, "anchor": since}
        case Monthly(days=days, months=months):
            written = [_written_day(day) for day in days]
            return {"kind": "monthly", "days": written, "months": list(months)}


def _written_day(day: DayInMonth) -> dict[str, Any]:
    match day:
        case DayOfMonth(day=number):
            return {"kind": "day", "day": number}
        case LastDay():
            return {"kind": "last_day"}
        case WorkingDay(nth=nth):
            return {"kind": "working_day", "nth": nth}
        case NthWeekday(nth=nth, weekday=number):
            return {"kind": "weekday", "nth": nth, "weekday": number}


def _read_rule(fields: dict[str, Any]) -> Rule:
    match fields:
        case {"kind": "once", "day": day}:
            return Once(day=date.fromisoformat(day))
        case {"kind": "daily", "working": bool(working)}:
            return Daily(working=working)
        case {"kind": "weekly", "weekdays": weekdays, "every": every, "anchor": anchor}:
            return Weekly(weekdays=tuple(weekdays), every=every, anchor=_read_day(anchor))
        case {"kind": "monthly", "days": days, "months": months}:
            return Monthly(
                days=tuple(_read_day_in_month(day) for day in days), months=tuple(months)
            )
    msg = f"not a rule: {fields!r}"
    raise ValueError(msg)


def _read_day_in_month(fields: dict[str, Any]) -> DayInMonth:
    match fields:
        case {"kind": "day", "day": day}:
            return DayOfMonth(day=day)
        case {"kind": "last_day"}:
            return LastDay()
        case {"kind": "working_day", "nth": nth}:
            return WorkingDay(nth=nth)
        case {"kind": "weekday", "nth": nth, "weekday": number}:
            return NthWeekday(nth=nth, weekday=number)
    msg = f"not a day of a month: {fields!r}"
    raise ValueError(msg)


def _read_day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _is_ascending(numbers: tuple[int, ...], least: int, most: int) -> bool:
    """Whether these are one or more different numbers of the range, in order."""
    return bool(numbers) and list(numbers) == sorted({n for n in numbers if least <= n <= most})


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(what)
