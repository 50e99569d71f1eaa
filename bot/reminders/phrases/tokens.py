"""The pieces that phrases about time are made of."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, StrEnum
from typing import TypeAlias

from dateutil.relativedelta import relativedelta

from bot.reminders.rules.schedule import DayInMonth, Left, NthWeekday
from bot.reminders.rules.working_days import Shift, WorkingDays

WEEKDAYS = "월화수목금토일"
NTH_NAMES = {1: "첫째", 2: "둘째", 3: "셋째", 4: "넷째", 5: "다섯째", -1: "마지막"}


class Piece:
    """One of them."""


class NamesDays(Piece):
    """One that says on which days, with others or alone."""


class Repeats(NamesDays):
    """One that is said of a series."""


@dataclass(frozen=True, slots=True)
class Clock(Piece):
    """3시 반, 15:30, 오후 세 시, 자정; `exact` where the way it is written leaves no half open.

    `each` for 9시마다, which is said of a series. `before` are the hours of 9·13·17시 ahead of it.
    """

    hour: int
    minute: int = 0
    half: str = ""
    exact: bool = False
    each: bool = False
    before: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PartOfDay(Piece):
    """오전, 아침, 퇴근 전, without an hour."""

    word: str


@dataclass(frozen=True, slots=True)
class ClockRange(Piece):
    """9시부터 18시까지, 14:00~16:00: when something lasts, or with 2시간마다 when to remind."""

    first: Clock
    last: Clock


@dataclass(frozen=True, slots=True)
class EveryHours(Piece):
    """2시간마다, 매시간."""

    hours: int


@dataclass(frozen=True, slots=True)
class Date(NamesDays):
    """12/20, 12월 20일, 2026-12-20; it need not exist. `named` for 식목일."""

    month: int
    day: int
    year: int | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Days(NamesDays):
    """25일; 5일, 20일; 10~12일 with all between, a `span`."""

    days: tuple[int, ...]
    span: bool = False


@dataclass(frozen=True, slots=True)
class MonthDays(NamesDays):
    """12/9, 16; 12월 9일, 16일."""

    month: int
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DateSpan(NamesDays):
    """12/14~18, 12월 14일부터 18일까지."""

    first: Date
    last: Date


@dataclass(frozen=True, slots=True)
class MonthSpan(NamesDays):
    """2~4월."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Month(NamesDays):
    """12월."""

    month: int


@dataclass(frozen=True, slots=True)
class Year(NamesDays):
    """2027년; where it `is_ahead`, 올해 is 0 and 내년 1."""

    number: int
    is_ahead: bool = False

    def counted(self, today: date) -> int:
        """The year, seen from that day."""
        return today.year + self.number if self.is_ahead else self.number


@dataclass(frozen=True, slots=True)
class MonthAhead(NamesDays):
    """이번 달 is 0, 다음 달 1."""

    months: int


@dataclass(frozen=True, slots=True)
class Period(NamesDays):
    """하반기, 4분기, 다음 분기: of `months` months; the nth of the year, or `ahead` of this one."""

    months: int
    nth: int = 0
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class WeekAhead(NamesDays):
    """이번 주 is 0, 다음 주 1; with weekdays where they are single letters (다음주 금)."""

    weeks: int
    weekdays: tuple[int, ...] = ()


class Unit(StrEnum):
    """What is counted from today, or from another day."""

    FROM_TODAY = "day from today"  # 내일, and never so far from another day
    DAY = "day"
    WORKING_DAY = "working day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Ahead(NamesDays):
    """오늘 is 0, 내일 1; 3일 뒤, 다음 영업일, 한 달 뒤; beside another day 직전 영업일 is -1."""

    count: int
    unit: Unit = Unit.DAY

    def after(self, day: date, calendar: WorkingDays) -> date:
        """The day that is so far from that one."""
        match self.unit:
            case Unit.DAY | Unit.FROM_TODAY:
                return day + timedelta(days=self.count)
            case Unit.MONTH:
                return day + relativedelta(months=self.count)
            case Unit.WORKING_DAY:
                return calendar.after(day, self.count)


@dataclass(frozen=True, slots=True)
class MinutesAhead(Piece):
    """1시간 뒤, 30분 후, 90초 뒤."""

    minutes: float


@dataclass(frozen=True, slots=True)
class PublicHoliday(NamesDays):
    """한글날, 설 전날: a public holiday by its name in `holidays`, and so many days beside it."""

    name: str
    days: int = 0


@dataclass(frozen=True, slots=True)
class DaysAround(NamesDays):
    """추석 연휴, 연휴: days off around a holiday; `part` -1 is the day before, 1 after, 0 open."""

    name: str
    part: int = 0


@dataclass(frozen=True, slots=True)
class Weekdays(NamesDays):
    """월·수·금요일, 0 is Monday; `following` 다음, which is open; `weekly` 월수금, 화~금."""

    weekdays: tuple[int, ...]
    following: bool = False
    weekly: bool = False


@dataclass(frozen=True, slots=True)
class Weekend(NamesDays):
    """주말, 이번 주말 (0), 다음 주말 (1): on a day of it that has to be asked."""

    weeks: int = 0


@dataclass(frozen=True, slots=True)
class EveryDay(Repeats):
    """매일, 4일마다, or 평일; `times` of 하루 두 번."""

    days: int = 1
    working: bool = False
    times: int | None = None


@dataclass(frozen=True, slots=True)
class EveryWeeks(Repeats):
    """매주, 격주, 3주마다, with or without weekdays.

    `times` of 주 2회; `side` of 짝수주 is 0, of 홀수주 1. `skips` where so many weeks are between
    two, or from one to the next: 두 주 걸러. `edge` is 1 of 매주 첫 영업일, -1 of the last.
    """

    weeks: int
    weekdays: tuple[int, ...] = ()
    times: int | None = None
    side: int | None = None
    skips: bool = False
    edge: int = 0


@dataclass(frozen=True, slots=True)
class EveryMonths(Repeats):
    """매월 is 1, 매분기 3, 매년 12; `times` of 월 1회; 3개월마다 is `counted` from a month."""

    months: int
    times: int | None = None
    counted: bool = False


@dataclass(frozen=True, slots=True)
class TheseMonths(Repeats):
    """홀수달, 짝수달; 3월, 6월, 9월, as they are `said`."""

    months: tuple[int, ...]
    said: str = ""


@dataclass(frozen=True, slots=True)
class PeriodEnd(NamesDays):
    """분기 말, of this one or of each; 월초 `is_start`, 분기 말마다 `is_each`; as EveryMonths."""

    months: int
    is_start: bool = False
    is_each: bool = False


@dataclass(frozen=True, slots=True)
class PartOfMonth(NamesDays):
    """초, 중순, 하순: of a month, on a day that has to be asked."""

    word: str


@dataclass(frozen=True, slots=True)
class MonthOfPeriod(NamesDays):
    """첫째 달 is 1, 마지막 달 -1, of a quarter or half."""

    nth: int


@dataclass(frozen=True, slots=True)
class WeekOfMonth(NamesDays):
    """셋째 주, on a day of it that has to be asked; -1 is the last."""

    nth: int

    @property
    def days(self) -> tuple[NthWeekday, ...]:
        """Those from Monday to Friday that are called so: 셋째 주 월요일."""
        return tuple(NthWeekday(nth=self.nth, weekday=number) for number in range(5))


@dataclass(frozen=True, slots=True)
class InMonth(NamesDays):
    """말일, 셋째 주 수요일; 둘째, 넷째 주 월요일."""

    days: tuple[DayInMonth, ...]


@dataclass(frozen=True, slots=True)
class Leads(Piece):
    """D-7, 3일 전, 2영업일 전; `counted` as D-7, which is said of deadlines only."""

    days: tuple[int, ...]
    working: bool = False
    counted: bool = False


@dataclass(frozen=True, slots=True)
class MinutesBefore(Piece):
    """20분 전, 1시간 전: of a time of day that was said."""

    minutes: int


class Sign(Piece, Enum):
    """What a word says by itself; a filler says nothing."""

    DEADLINE = "마감"
    THROUGH = "~"  # 12/14~12/18
    THROUGHOUT = "동안"  # 내내, behind a week or a month
    FILLER = "앞으로"  # 지금부터, 1일 1회


@dataclass(frozen=True, slots=True)
class Until(Piece):
    """까지; `ahead` where it stands before the day (종료는); 전까지 leaves the day out itself."""

    ahead: bool = False
    before: bool = False


@dataclass(frozen=True, slots=True)
class Since(Piece):
    """부터; `ahead` where it stands before the day (시작은)."""

    ahead: bool = False


@dataclass(frozen=True, slots=True)
class During(Piece):
    """6주 동안; `short` for 6주간, which may as well be a word of the message."""

    days: int = 0
    months: int = 0
    short: bool = False


@dataclass(frozen=True, slots=True)
class Count(Piece):
    """두 번만; `short` for 3회, which may as well be a word of the message."""

    times: int
    short: bool = False


@dataclass(frozen=True, slots=True)
class Without(Piece):
    """빼고 behind days, or with them; of 공휴일 제외 it `is_open` whether weekends, too."""

    left: tuple[Left, ...] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class OnDaysOff(Piece):
    """휴일이면 앞 영업일로."""

    shift: Shift


Run: TypeAlias = tuple[Piece, ...]  # pieces that stand beside each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A piece and where it stands, its particle included.

    `joined` if nothing but spaces, signs and "and" stands between it and the piece before;
    `listed` if a comma, a stroke or "and" does.
    """

    piece: Piece
    start: int
    end: int
    joined: bool = False
    listed: bool = False
