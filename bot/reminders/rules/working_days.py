"""Which days the office works, and where a day off moves what falls on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType

import holidays
from dateutil.relativedelta import relativedelta

DAY = timedelta(days=1)
SATURDAY = 5
LAST_YEAR = 2099  # the library knows the lunar calendar up to 2100


class Shift(StrEnum):
    """Where a day off moves what falls on it: 앞 영업일로, 다음 영업일로, 그대로."""

    PREVIOUS = "previous"
    NEXT = "next"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff:
    """A day on which the office is closed, in that year or from then on in every year."""

    day: date
    name: str
    is_yearly: bool = False

    def dates(self) -> frozenset[date]:
        """Each date on which it is."""
        years = range(self.day.year, LAST_YEAR + 1 if self.is_yearly else self.day.year + 1)
        days = (self.day + relativedelta(year=year) for year in years)
        return frozenset(each for each in days if each.day == self.day.day)  # 2/29 in leap years


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """The calendar of the office: Monday to Friday without Korea's public and substitute holidays.

    `closed` are days that the office adds (임시공휴일, 창립기념일).

    >>> calendar = WorkingDays()
    >>> calendar.is_working(date(2026, 10, 5))  # in place of 개천절, a Saturday
    False
    """

    closed: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether the office works on that day."""
        return not self.is_day_off(day)

    def is_day_off(self, day: date) -> bool:
        """Whether the office does not work on that day."""
        return day.weekday() >= SATURDAY or self.is_holiday(day)

    def is_holiday(self, day: date) -> bool:
        """Whether that is a public holiday, or a day that the office closes; weekends are none."""
        return day in self.closed or day in _public_holidays(day.year)

    def holiday(self, day: date) -> str | None:
        """The name of the public holiday on that day, in Korean; None for any other day.

        >>> WorkingDays().holiday(date(2026, 9, 25))
        '추석'
        """
        return _public_holidays(day.year).get(day)

    def next(self, day: date) -> date:
        """The day itself if it is a working day, else the first one after it.

        >>> str(WorkingDays().next(date(2026, 9, 24)))  # 추석, then a weekend
        '2026-09-28'
        """
        while not self.is_working(day):
            day += DAY
        return day

    def previous(self, day: date) -> date:
        """The day itself if it is a working day, else the last one before it.

        >>> str(WorkingDays().previous(date(2026, 9, 27)))
        '2026-09-23'
        """
        while not self.is_working(day):
            day -= DAY
        return day

    def after(self, day: date, count: int) -> date:
        """The working day `count` working days after that day, or before it where that is below 0.

        >>> str(WorkingDays().after(date(2026, 9, 23), 2))
        '2026-09-29'
        >>> str(WorkingDays().after(date(2026, 9, 29), -2))
        '2026-09-23'
        """
        for _ in range(abs(count)):
            day = self.next(day + DAY) if count > 0 else self.previous(day - DAY)
        return day

    def nth_of_month(self, year: int, month: int, nth: int) -> date | None:
        """The nth working day of a month, from 1, or from -1 from its end; None past the other.

        >>> str(WorkingDays().nth_of_month(2026, 5, 1))
        '2026-05-04'
        >>> str(WorkingDays().nth_of_month(2026, 5, -1))
        '2026-05-29'
        """
        following = date(year + month // 12, month % 12 + 1, 1)
        found = self.after(following if nth < 0 else date(year, month, 1) - DAY, nth)
        return found if (found.year, found.month) == (year, month) else None

    def shifted(self, day: date, shift: Shift) -> date:
        """Where the rule moves that day.

        >>> saturday = date(2026, 12, 19)
        >>> [str(WorkingDays().shifted(saturday, shift)) for shift in Shift]
        ['2026-12-18', '2026-12-21', '2026-12-19']
        """
        match shift:
            case Shift.PREVIOUS:
                return self.previous(day)
            case Shift.NEXT:
                return self.next(day)
            case Shift.NONE:
                return day


@cache
def holiday_dates(name: str, year: int) -> tuple[date, ...]:
    """The days of a year on which that public holiday falls, ascending; without substitutes.

    >>> [str(day) for day in holiday_dates("추석", 2027)]
    ['2027-09-15']
    """
    named = _public_holidays(year).items()
    return tuple(sorted(day for day, names in named if name in names.split("; ")))


@cache
def _public_holidays(year: int) -> Mapping[date, str]:
    """Of one year, with substitutes; computed once, for it takes a millisecond."""
    return MappingProxyType(dict(holidays.country_holidays("KR", years=year, language="ko")))
