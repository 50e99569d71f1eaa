"""Which days a phrase names, or what must be asked about them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.reminders.rules.schedule import Daily, Dates, Monthly, Once, Rule, Weekly
from bot.reminders.rules.working_days import DAY, LAST_YEAR


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
    """What pieces leave open; answers take their place, or that `of_first`, or stand `behind`."""

    question: Question
    answers: tuple[date | str, ...]
    behind: bool = False
    of_first: bool = False
    series: Series | None = None


Named = NamedDays | Span | Ask


def on(*days: date) -> NamedDays | None:
    """Just these days; None where one lies beyond what is known of days off."""
    several = tuple(sorted({*days}))
    if several[-1].year > LAST_YEAR:
        return None
    return NamedDays(rule=Dates(days=several) if len(several) > 1 else Once(day=several[0]))


def all_of(days: Iterable[Named | None]) -> NamedDays | Ask | None:
    """All of these single days, or the first thing to be asked about one of them."""
    found: list[date] = []
    for each in days:
        if not isinstance(each, NamedDays) or each.day is None:
            return None if isinstance(each, Span) else each
        found.append(each.day)
    return on(*found)


def edge(days: Named | None, which: int) -> date | None:
    """The first (0) or the last (-1) of these days, where they have one."""
    if isinstance(days, Span):
        return (days.first, days.last)[which]
    return days.day if isinstance(days, NamedDays) else None
