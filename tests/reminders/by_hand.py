"""An office calendar written by hand, and schedules counted through day by day: the oracle."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.reminders.rules.schedule import (
    Daily,
    Dates,
    DayInMonth,
    DayOfMonth,
    DaysOff,
    Holiday,
    LastDay,
    Left,
    Monthly,
    NthWeekday,
    Once,
    Schedule,
    Weekly,
    WorkingDay,
)
from bot.reminders.rules.working_days import Shift

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 11, 23, 16, 0, tzinfo=SEOUL)  # a Monday
DAY = timedelta(days=1)

# As the government publishes them (관공서의 공휴일에 관한 규정), weekends included.
PUBLIC_HOLIDAYS = {
    2026: {
        *("01-01", "02-16", "02-17", "02-18", "03-01", "03-02", "05-01", "05-05", "05-24", "05-25"),
        *("06-03", "06-06", "07-17", "08-15", "08-17", "09-24", "09-25", "09-26", "10-03", "10-05"),
        *("10-09", "12-25"),
    },
    2027: {
        *("01-01", "02-06", "02-07", "02-08", "02-09", "03-01", "05-01", "05-03", "05-05", "05-13"),
        *("06-06", "07-17", "07-19", "08-15", "08-16", "09-14", "09-15", "09-16", "10-03", "10-04"),
        *("10-09", "10-11", "12-25", "12-27"),
    },
    2028: {
        *("01-01", "01-26", "01-27", "01-28", "03-01", "04-12", "05-01", "05-02", "05-05", "06-06"),
        *("07-17", "08-15", "10-02", "10-03", "10-04", "10-05", "10-09", "12-25"),
    },
}

# The days themselves, as on a printed calendar.
HOLIDAYS = {
    "설날": {"2026-02-17", "2027-02-07", "2028-01-27"},
    "추석": {"2026-09-25", "2027-09-15", "2028-10-03"},
    "한글날": {"2026-10-09", "2027-10-09", "2028-10-09"},
    "어린이날": {"2026-05-05", "2027-05-05", "2028-05-05"},
}


def works(day: date) -> bool:
    """Whether the office works, from 2026 to 2028."""
    return day.weekday() < 5 and f"{day:%m-%d}" not in PUBLIC_HOLIDAYS[day.year]


def is_public_holiday(day: date) -> bool:
    """Whether it is one, on a weekend or not."""
    return f"{day:%m-%d}" in PUBLIC_HOLIDAYS[day.year]


def day_by_day(
    schedule: Schedule,
    after: datetime,
    is_working: Callable[[date], bool],
    *,
    reach_days: int = 400,
    look_back_days: int = 60,
) -> list[datetime]:
    """The times of a schedule after that one, by asking of every single day whether it is one."""
    zone = ZoneInfo(schedule.zone)
    start = after.astimezone(zone).date()
    times: set[datetime] = set()
    for step in range(-look_back_days, reach_days):
        day = start + step * DAY
        if schedule.first is not None and day < schedule.first:
            continue
        if schedule.last is not None and day > schedule.last:
            continue
        if any(is_day_of(left, day, is_working) for left in schedule.without):
            continue
        named = [each.at for each in schedule.timed if is_day_of(each.rule, day, is_working)]
        for lead in schedule.leads:
            nominal = led_from(day, lead, is_working if schedule.working_leads else lambda _: True)
            moved = moved_by(nominal, schedule.shift, is_working)
            if schedule.deadline and moved > day:
                moved = moved_by(nominal, Shift.PREVIOUS, is_working)
            times |= {datetime.combine(moved, at, zone) for at in named}
    return sorted(moment for moment in times if moment > after)


def is_day_of(rule: Left, day: date, is_working: Callable[[date], bool]) -> bool:
    """Whether a rule names that day."""
    match rule:
        case Once(day=only):
            return day == only
        case Dates(days=days_named):
            return day in days_named
        case Daily(working=working, every=every, anchor=since):
            if since is not None and (day < since or (day - since).days % every):
                return False
            return is_working(day) or not working
        case Holiday(name=name):
            return day.isoformat() in HOLIDAYS[name]
        case DaysOff(weekends=weekends):
            return not is_working(day) if weekends else is_public_holiday(day)
        case Weekly(weekdays=weekdays, every=every, anchor=anchor):
            if anchor is not None and day < anchor:
                return False
            weeks = (_monday(day) - _monday(anchor or day)).days // 7
            return day.weekday() in weekdays and weeks % every == 0
        case Monthly(days=days, months=months):
            return day.month in months and any(is_day_in_month(d, day, is_working) for d in days)


def is_day_in_month(named: DayInMonth, day: date, is_working: Callable[[date], bool]) -> bool:
    """Whether that day is the one of its month that is named."""
    length = monthrange(day.year, day.month)[1]
    match named:
        case DayOfMonth(day=number):
            return day.day == min(number, length)
        case LastDay():
            return day.day == length
        case WorkingDay(nth=nth):
            month = [day.replace(day=number) for number in range(1, length + 1)]
            working = [each for each in month if is_working(each)]
            return len(working) >= abs(nth) and working[nth - 1 if nth > 0 else nth] == day
        case NthWeekday(nth=-1, weekday=weekday):
            return day.weekday() == weekday and day.day + 7 > length
        case NthWeekday(nth=nth, weekday=weekday):
            return day.weekday() == weekday and (day.day - 1) // 7 + 1 == nth


def _monday(day: date) -> date:
    return day - day.weekday() * DAY


def led_from(day: date, lead: int, counts: Callable[[date], bool]) -> date:
    """The day so many of the days that count before that one, or after it."""
    left = abs(lead)
    while left > 0:
        day -= DAY if lead > 0 else -DAY
        left -= counts(day)
    return day


def moved_by(day: date, shift: Shift, is_working: Callable[[date], bool] = works) -> date:
    """Where that rule moves a day that is off."""
    step = {Shift.PREVIOUS: -DAY, Shift.NEXT: DAY, Shift.NONE: 0 * DAY}[shift]
    while step and not is_working(day):
        day += step
    return day
