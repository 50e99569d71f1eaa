"""Which reminders are due, when they come next, and when those who did not answer are nudged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from itertools import islice, takewhile
from typing import Self
from zoneinfo import ZoneInfo

from bot.lookup.pledge import PledgeNumber
from bot.people.groups import Addressed
from bot.reminders.rules.schedule import (
    SEOUL,
    Occurrence,
    Schedule,
    detailed,
    local,
    moved_deadline,
)
from bot.reminders.rules.working_days import DAY, WorkingDays

PREVIEWED = 3  # next times that are shown before a reminder is set
MAX_MOVE = timedelta(days=31)  # further than any run of days off moves an occurrence
OPENS, CLOSES = clock_time(9, 0), clock_time(18, 0)  # office hours; a nudge comes within them


@dataclass(frozen=True, slots=True, kw_only=True)
class Departments:
    """The groups of these departments, named as in the table."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Everyone:
    """전체: every registered group but those of the departments that are left out."""

    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersOf:
    """Whoever owns these pledges of a term when it is sent; "" is the current one."""

    numbers: tuple[PledgeNumber, ...]
    term: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat(Addressed):
    """One chat, by the messenger's id; in a forum, one topic of it."""

    chat_id: int
    topic_id: int | None = None


Audience = Departments | Everyone | OwnersOf | Chat


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudges:
    """Ask again after every such interval, at most so many times, then notify the coordinator."""

    every: timedelta
    at_most: int

    def __post_init__(self) -> None:
        if self.every < timedelta(minutes=10) or self.at_most < 0:
            msg = "nudges come at most every 10 minutes"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What to remind whom of, and when.

    Nothing is due at or before `active_from`: when it was made, changed or resumed. `skipped` are
    single occurrences left out, by their nominal times. `lists_pledges` is whether
    each group sees its pledges and answers for each of them. One that is not set yet has the id 0.
    """

    id: int = 0
    audience: Audience
    text: str
    schedule: Schedule
    active_from: datetime
    paused: bool = False
    skipped: frozenset[datetime] = frozenset()
    nudges: Nudges | None = None
    lists_pledges: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An occurrence of a reminder: when it is to be sent, and when it would be without any shift.

    It is known by (reminder.id, original_due_at), which a changed calendar leaves as it is; a
    ledger unique on these two and the chat sends nothing twice. A message that is sent late is
    marked with `due_at`. `deadline` is the day that it leads up to, if that is one.
    """

    reminder: Reminder
    due_at: datetime
    original_due_at: datetime
    deadline: date | None = None

    @classmethod
    def of(cls, reminder: Reminder, time: Occurrence) -> Self:
        """What comes due at one of the times of a reminder."""
        deadline = time.day if reminder.schedule.deadline else None
        return cls(
            reminder=reminder, due_at=time.at, original_due_at=time.nominal, deadline=deadline
        )


def due(
    reminders: Iterable[Reminder],
    since: datetime,
    now: datetime,
    calendar: WorkingDays,
    max_lateness: timedelta,
) -> tuple[tuple[Due, ...], tuple[Due, ...]]:
    """What came due after `since` up to `now`, and what is later than `max_lateness`.

    The first is to be sent, the second to be reported; each with the earliest first. What was moved
    to before `since` by a changed calendar comes too, so some come again in later calls: the ledger
    tells them by what they are known by.
    """
    since, now = local(since, SEOUL), local(now, SEOUL)
    found = [
        Due.of(reminder, time)
        for reminder in reminders
        if not reminder.paused
        for time in takewhile(
            lambda time: time.at <= now,
            _left(reminder, max(reminder.active_from, since - MAX_MOVE), calendar),
        )
        if time.at > since or time.nominal > since
    ]
    found.sort(key=lambda item: (item.due_at, item.reminder.id))
    return (
        tuple(item for item in found if now - item.due_at <= max_lateness),
        tuple(item for item in found if now - item.due_at > max_lateness),
    )


def upcoming(reminder: Reminder, now: datetime, calendar: WorkingDays) -> Iterator[Occurrence]:
    """The times after `now` that are not skipped; of a paused one as if it were resumed now."""
    return _left(reminder, max(now, reminder.active_from), calendar)


def deadlines(reminder: Reminder, now: datetime, calendar: WorkingDays) -> tuple[date, ...]:
    """The next PREVIEWED days that it leads up to, ascending; none where they are no deadlines."""
    schedule = reminder.schedule
    times = PREVIEWED * len(schedule.leads) * len(schedule.timed) * schedule.deadline
    ahead = (time.day for time in islice(upcoming(reminder, now, calendar), times))
    return tuple(sorted({*ahead}))[:PREVIEWED]


def skipping_next(reminder: Reminder, now: datetime, calendar: WorkingDays) -> Reminder:
    """The reminder without its next time, if any, and without skips in the past."""
    ahead = {moment for moment in reminder.skipped if moment > now - MAX_MOVE}
    following = {time.nominal for time in islice(upcoming(reminder, now, calendar), 1)}
    return replace(reminder, skipped=frozenset(ahead | following))


def skipped_still(before: Reminder, after: Schedule, calendar: WorkingDays) -> frozenset[datetime]:
    """The times of another schedule on days that are skipped; they move with a deadline."""
    if after == before.schedule:
        return before.skipped
    days = moved_deadline(before.schedule, after)
    by = days[1] - days[0] if days else timedelta()
    still: set[datetime] = set()
    for day in {local(moment, after.zone).date() for moment in before.skipped}:
        old = _nominal_times(before.schedule, day, calendar)
        new = _nominal_times(after, day + by, calendar)
        if before.skipped.issuperset(old):
            still.update(new)
        pairs = zip(old, new, strict=False)  # the first for the first
        still.update(time for was, time in pairs if was in before.skipped)
    return frozenset(still)


def _nominal_times(schedule: Schedule, day: date, calendar: WorkingDays) -> tuple[datetime, ...]:
    """The times of a day, before any shift."""
    midnight = datetime.combine(day, clock_time(), ZoneInfo(schedule.zone))
    times = detailed(schedule, midnight - MAX_MOVE, calendar)
    near = takewhile(lambda time: time.at < midnight + MAX_MOVE, times)
    return tuple(time.nominal for time in near if time.nominal.date() == day)


def nudge_times(
    sent_at: datetime, nudges: Nudges, calendar: WorkingDays, zone: str
) -> tuple[datetime, ...]:
    """When to ask again those who have not answered, and last, when to notify the coordinator.

    Strictly ascending, `nudges.at_most` + 1 of them. Each comes `nudges.every` after the one
    before, or when the office next opens if that is outside office hours.
    """
    times = [sent_at]
    for _ in range(nudges.at_most + 1):
        # Hours are counted where no clock is put forward.
        times.append(in_office_hours(local(times[-1], "UTC") + nudges.every, calendar, zone))
    return tuple(times[1:])


def in_office_hours(moment: datetime, calendar: WorkingDays, zone: str) -> datetime:
    """The moment itself, or when the office opens after it; in this zone."""
    moment = local(moment, zone)
    day = moment.date()
    time_of_day = clock_time(moment.hour, moment.minute)
    if time_of_day >= CLOSES:
        day += DAY
    elif time_of_day >= OPENS and calendar.is_working(day):
        return moment
    return datetime.combine(calendar.next(day), OPENS, moment.tzinfo)


def made_up_for(nominal: datetime, now: datetime, calendar: WorkingDays, zone: str) -> datetime:
    """When something comes that a changed calendar moved to a time gone by.

    That is in office hours, or at its nominal time if that comes first.
    """
    opens = in_office_hours(now, calendar, zone)
    return nominal if now < nominal < opens else opens


def _left(reminder: Reminder, after: datetime, calendar: WorkingDays) -> Iterator[Occurrence]:
    for occurrence in detailed(reminder.schedule, after, calendar):
        if occurrence.nominal not in reminder.skipped:
            yield occurrence
