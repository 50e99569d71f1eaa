"""When the weekly digest is due."""

from __future__ import annotations

from datetime import datetime, timedelta
from datetime import time as clock_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.reminders.rules.working_days import WorkingDays

WEEK = timedelta(weeks=1)
HOUR = 10  # on Mondays: reminders mostly go out at nine, and the first answers are there


def last_due(now: datetime, calendar: WorkingDays) -> datetime:
    """The last time until now, in the zone of `now`; a day off moves it to the next working day.

    >>> from zoneinfo import ZoneInfo
    >>> from bot.reminders.rules.working_days import WorkingDays
    >>> wednesday = datetime(2026, 10, 7, 9, tzinfo=ZoneInfo("Asia/Seoul"))
    >>> str(last_due(wednesday, WorkingDays()))  # Monday was a substitute holiday
    '2026-10-06 10:00:00+09:00'
    """
    monday = now.date() - timedelta(days=now.weekday())
    days = (calendar.next(monday - weeks * WEEK) for weeks in range(4))
    times = (datetime.combine(day, clock_time(HOUR), now.tzinfo) for day in days)
    return next(each for each in times if each <= now)
