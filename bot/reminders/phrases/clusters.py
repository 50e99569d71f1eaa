"""Neighbouring pieces that make one schedule, or part of one: what they say together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.reminders.phrases import tokens
from bot.reminders.phrases.dates import date_of
from bot.reminders.phrases.days import Named, NamedDays, Span, edge
from bot.reminders.rules.schedule import Dates, DayOfMonth, Holiday, Left, Monthly, Once, Weekly
from bot.reminders.rules.working_days import DAY, Shift, WorkingDays

EVERY_DAY_OF_MONTH = tuple(DayOfMonth(day=day) for day in range(1, 32))


class _Row:
    """Neighbouring pieces, one or more."""

    __slots__ = ()
    found: Sequence[tokens.Found]

    @property
    def start(self) -> int:
        """Where the first of them begins."""
        return self.found[0].start

    @property
    def end(self) -> int:
        """Where the last of them ends."""
        return self.found[-1].end


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(_Row):
    """Neighbouring pieces that name days; `size` counts 까지, 부터 or 빼고 beside them, too."""

    found: tuple[tokens.Found, ...]
    days: Named
    size: int
    mark: tokens.Until | tokens.Since | tokens.Without | None = None

    @property
    def pieces(self) -> tokens.Run:
        """The pieces that name the days."""
        return tuple(each.piece for each in self.found)

    @property
    def repeats(self) -> bool:
        """Whether the days come again and again, however that is to be asked about."""
        is_series = any(map(is_repeating, self.pieces))
        return is_series and not (
            isinstance(self.days, NamedDays) and isinstance(self.days.rule, Once | Dates)
        )

    @property
    def is_bounded(self) -> bool:
        """Whether the days have a beginning and an end of their own."""
        return isinstance(self.days, NamedDays) and self.days.first is not None

    def last_day(self, calendar: WorkingDays) -> date | None:
        """The last of the days, or the day before all of them where the mark is 전까지."""
        is_before = isinstance(self.mark, tokens.Until) and self.mark.before
        day = edge(self.days, 0 if is_before else -1) or date_of(self.days, calendar)
        return day - DAY if day and is_before else day

    def left(self) -> tuple[Left, ...] | None:
        """The days as those that are left out; None where that is not clear."""
        match self.pieces:
            case [tokens.Weekdays(weekdays=weekdays)]:
                return (Weekly(weekdays=weekdays),)
            case [tokens.Days(days=numbers)]:
                return (Monthly(days=tuple(DayOfMonth(day=number) for number in numbers)),)
            case [tokens.Month(month=month)]:
                return (Monthly(days=EVERY_DAY_OF_MONTH, months=(month,)),)
            case [tokens.PublicHoliday(name=name, days=0)]:
                return (Holiday(name=name),)
        match self.days:
            case NamedDays(rule=rule):
                return (rule,)
            case Span(first=first, last=last):
                days = ((last - first) // DAY) + 1
                return (Dates(days=tuple(first + ahead * DAY for ahead in range(days))),)
        return None


def is_repeating(piece: tokens.Piece | None) -> bool:
    """Whether a piece is said of a series."""
    return isinstance(piece, tokens.Repeats) or (
        isinstance(piece, tokens.Weekdays) and piece.weekly
    )


@dataclass(slots=True, kw_only=True)
class Entry:
    """Days, and the times of day on each of them."""

    groups: list[Group] = field(default_factory=list)
    clocks: list[tokens.Found] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Cluster(_Row):
    """Neighbouring pieces that make one schedule, or part of one.

    `since`, `until` and `span` bound its days. `due` is 18시까지, when something is due and not
    when to remind, by the pieces of the time and the mark. `gap` is a text between its pieces, by
    its start and end, and `event` the time of day that stands before it. It `is_weekly` where 매주
    is said behind weekdays with their times.
    """

    found: list[tokens.Found] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    since: Group | None = None
    until: Group | None = None
    span: Group | None = None
    during: tokens.During | None = None
    count: tokens.Count | None = None
    without: list[Group | tokens.Without] = field(default_factory=list)
    leads: list[tokens.Leads] = field(default_factory=list)
    minutes_before: list[tokens.MinutesBefore] = field(default_factory=list)
    hours: tokens.EveryHours | None = None
    hours_within: tokens.ClockRange | None = None
    deadline: bool = False
    due: tuple[tokens.Found, tokens.Found] | None = None
    shift: Shift | None = None
    minutes_ahead: float | None = None
    is_weekly: bool = False
    gap: tuple[int, int] | None = None
    event: tokens.Found | None = None

    def place_of(self, piece: tokens.Piece) -> tokens.Found:
        """Where that piece of it stands."""
        return next(each for each in self.found if each.piece is piece)

    @property
    def groups(self) -> list[Group]:
        """The days to remind on."""
        return [group for entry in self.entries for group in entry.groups]

    @property
    def clocks(self) -> list[tokens.Found]:
        """The times of day."""
        return [clock for entry in self.entries for clock in entry.clocks]

    @property
    def clock(self) -> tokens.Clock | None:
        """The first hour that is said; a part of the day is none."""
        return next(
            (each.piece for each in self.clocks if isinstance(each.piece, tokens.Clock)), None
        )

    @property
    def has_days(self) -> bool:
        """Whether it says anything about the days."""
        bounds = (self.since, self.until, self.span)
        return bool(self.groups or self.minutes_ahead is not None or any(bounds))

    @property
    def has_time(self) -> bool:
        """Whether it says at what time of day."""
        return bool(self.clocks or self.minutes_ahead is not None or self.hours)

    @property
    def is_complete(self) -> bool:
        """Whether it says both on which day and at what time."""
        return self.has_time and self.has_days

    @property
    def repeats(self) -> bool:
        """Whether its days come again and again."""
        return any(group.repeats for group in self.groups)

    @property
    def is_once(self) -> bool:
        """Whether its days do not come again."""
        return bool(self.groups) and not self.repeats

    @property
    def is_each_time(self) -> bool:
        """Whether single days are said of a series: 월요일 9시마다, 8주간 월요일 9시."""
        is_each = any(
            isinstance(each.piece, tokens.Clock) and each.piece.each for each in self.clocks
        )
        return self.is_once and (is_each or self.is_weekly or self.during is not None)

    @property
    def limits_a_series(self) -> bool:
        """Whether it says only from when to when, how often (not 3회) or what is left out."""
        said = (self.since, self.until, self.span, self.count, self.during, self.shift)
        of_its_own = (self.entries, self.leads, self.hours, self.due)
        is_short = any(each is not None and each.short for each in (self.count, self.during))
        return bool(any(said) or self.without) and not (any(of_its_own) or is_short)

    @property
    def main(self) -> Group | None:
        """The day before 까지 where it is the deadline to remind of, not the end of a series."""
        return None if self.groups or self.since is not None else self.until

    @property
    def counts_down(self) -> bool:
        """Whether it names days before a deadline: D-7."""
        return any(each.counted for each in self.leads)

    @property
    def times_a_day(self) -> int:
        """The 2 of 하루 두 번; 0 where nothing is said."""
        pieces = (piece for group in self.groups for piece in group.pieces)
        return next((p.times for p in pieces if isinstance(p, tokens.EveryDay) and p.times), 0)

    def leads_days(self) -> tuple[int, ...]:
        """The days before, descending, below zero after; (0,) where none are said."""
        said = {number for each in self.leads for number in each.days}
        return tuple(sorted(said, reverse=True)) or (0,)
