"""When a weekly digest is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as clock_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.reminders.rules.working_days import WorkingDays

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestTime:
    """A weekday, from 0 for Monday, and a full hour."""

    weekday: int
    hour: int


# Reminders mostly go out at nine: an hour later the first answers are there.
DEFAULT_TIME = DigestTime(weekday=0, hour=10)


def last_due(at: DigestTime, now: datetime, calendar: WorkingDays) -> datetime:
    """The last time until now, in the zone of `now`; a day off moves it to the next working day.

    >>> from zoneinfo import ZoneInfo
    >>> from bot.reminders.rules.working_days import WorkingDays
    >>> wednesday = datetime(2026, 10, 7, 9, tzinfo=ZoneInfo("Asia/Seoul"))
    >>> str(last_due(DEFAULT_TIME, wednesday, WorkingDays()))  # Monday was a substitute holiday
    '2026-10-06 10:00:00+09:00'
    """
    this_week = now.date() - timedelta(days=now.weekday() - at.weekday)
    days = (calendar.next(this_week - weeks * WEEK) for weeks in range(4))
    times = (datetime.combine(day, clock_time(at.hour), now.tzinfo) for day in days)
    return next(each for each in times if each <= now)
