"""Neighbouring pieces that make one schedule, or part of one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from bot.reminders.phrases.days import (
    Ask,
    NamedDays,
    Question,
    Span,
    named_days,
    named_span,
    span_or_ask,
)
from bot.reminders.phrases.hours import HALF_OF_PART
from bot.reminders.phrases.tokens import (
    Clock,
    ClockRange,
    Count,
    Date,
    DateSpan,
    Days,
    Deadline,
    During,
    EveryDay,
    EveryHours,
    EveryMonths,
    EveryWeeks,
    Filler,
    Found,
    InMonth,
    Leads,
    MinutesAhead,
    MinutesBefore,
    Month,
    MonthDays,
    MonthSpan,
    NamesDays,
    OnDaysOff,
    PartOfDay,
    PublicHoliday,
    Repeats,
    Since,
    Through,
    Throughout,
    Until,
    WeekAhead,
    Weekdays,
    Without,
)
from bot.reminders.rules.schedule import Dates, DayOfMonth, Holiday, Left, Monthly, Once, Weekly
from bot.reminders.rules.working_days import DAY, Shift, WorkingDays

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.reminders.phrases.tokens import Piece

_AND_AHEAD = re.compile(r"(?:와|과|하고|랑|및|그리고)\s*$")
MAX_LEFT_OUT = 12  # dates in a list before 제외
MAX_GROUPS = 60  # each is compared with all before it
MAX_PIECES_OF_DAYS = 4  # 내년 12월 셋째 주 수요일 has three, and a weekday may follow
EVERY_DAY_OF_MONTH = tuple(DayOfMonth(day=day) for day in range(1, 32))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Neighbouring pieces that name days, and 까지, 부터 or 빼고 beside them.

    `size` is the number of all these pieces.
    """

    found: tuple[Found, ...]
    days: NamedDays | Span | Ask
    size: int
    mark: Until | Since | Without | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces that name the days."""
        return tuple(each.piece for each in self.found)

    @property
    def repeats(self) -> bool:
        """Whether the days come again and again, however that is to be asked about."""
        return any(
            isinstance(piece, Repeats) or (isinstance(piece, Weekdays) and piece.weekly)
            for piece in self.pieces
        ) and not (isinstance(self.days, NamedDays) and isinstance(self.days.rule, Once | Dates))

    @property
    def is_bounded(self) -> bool:
        """Whether the days have a beginning and an end of their own."""
        return isinstance(self.days, NamedDays) and self.days.first is not None

    def left(self) -> tuple[Left, ...] | None:
        """The days as those that are left out; None where that is not clear."""
        match self.pieces:
            case [Weekdays(weekdays=weekdays)]:
                return (Weekly(weekdays=weekdays),)
            case [Days(days=numbers)]:
                return (Monthly(days=tuple(DayOfMonth(day=number) for number in numbers)),)
            case [Month(month=month)]:
                return (Monthly(days=EVERY_DAY_OF_MONTH, months=(month,)),)
            case [PublicHoliday(name=name, days=0)]:
                return (Holiday(name=name),)
        match self.days:
            case NamedDays(rule=rule):
                return (rule,)
            case Span(first=first, last=last):
                days = ((last - first) // DAY) + 1
                return (Dates(days=tuple(first + ahead * DAY for ahead in range(days))),)
        return None


@dataclass(slots=True, kw_only=True)
class Entry:
    """Days, and the times of day on each of them."""

    groups: list[Group] = field(default_factory=list)
    clocks: list[Found] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Cluster:
    """Neighbouring pieces that make one schedule, or part of one.

    `since`, `until` and `span` bound its days. `due` is 18시까지, when something is due and not
    when to remind, by the pieces of the time and the mark. `gap` is a text between its pieces, by
    its start and end, and `event` the time of day that stands before it. It `is_weekly` where 매주
    is said behind weekdays with their times.
    """

    found: list[Found] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    since: Group | None = None
    until: Group | None = None
    span: Group | None = None
    during: Found | None = None
    count: Found | None = None
    without: list[Group | Found] = field(default_factory=list)
    leads: list[Found] = field(default_factory=list)
    minutes_before: list[Found] = field(default_factory=list)
    hours: Found | None = None
    hours_within: ClockRange | None = None
    deadline: bool = False
    due: tuple[Found, Found] | None = None
    shift: Shift | None = None
    minutes_ahead: float | None = None
    is_weekly: bool = False
    gap: tuple[int, int] | None = None
    event: Found | None = None

    @property
    def start(self) -> int:
        """Where its first piece begins."""
        return self.found[0].start

    @property
    def end(self) -> int:
        """Where its last piece ends."""
        return self.found[-1].end

    @property
    def groups(self) -> list[Group]:
        """The days to remind on."""
        return [group for entry in self.entries for group in entry.groups]

    @property
    def clocks(self) -> list[Found]:
        """The times of day."""
        return [clock for entry in self.entries for clock in entry.clocks]

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
        return self.minutes_ahead is not None or (self.has_time and self.has_days)

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
        is_each = any(isinstance(each.piece, Clock) and each.piece.each for each in self.clocks)
        return self.is_once and (is_each or self.is_weekly or self.during is not None)

    @property
    def limits_a_series(self) -> bool:
        """Whether it says no more than from when to when, how often, or which days are left out.

        3회 and 2주간 may as well be words of the message.
        """
        said = (self.since, self.until, self.span, self.count, self.during, self.shift)
        of_its_own = (self.entries, self.leads, self.hours, self.due)
        is_short = any(
            found is not None and isinstance(found.piece, Count | During) and found.piece.short
            for found in (self.count, self.during)
        )
        return bool(any(said) or self.without) and not (any(of_its_own) or is_short)

    @property
    def main(self) -> Group | None:
        """The day before 까지 where it is the deadline to remind of, not the end of a series."""
        return None if self.groups or self.since is not None else self.until

    @property
    def counts_down(self) -> bool:
        """Whether it names days before a deadline: D-7."""
        return any(isinstance(each.piece, Leads) and each.piece.counted for each in self.leads)

    @property
    def times_a_day(self) -> int:
        """The 2 of 하루 두 번; 0 where nothing is said."""
        pieces = (piece for group in self.groups for piece in group.pieces)
        return next((p.times for p in pieces if isinstance(p, EveryDay) and p.times), 0)

    def leads_days(self) -> tuple[int, ...]:
        """The days before, descending; (0,) where none are said."""
        said = {
            number
            for found in self.leads
            if isinstance(found.piece, Leads)
            for number in found.piece.days
        }
        return tuple(sorted(said, reverse=True)) or (0,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The pieces of a text, and the day and the calendar by which they are read."""

    found: Sequence[Found]
    text: str
    today: date
    calendar: WorkingDays
    is_merged: bool = False  # of two clusters
    groups: dict[int, Group | None] = field(default_factory=dict, compare=False)

    def clusters(self) -> list[Cluster]:
        """The schedules and parts of schedules in the text, in its order."""
        clusters: list[Cluster] = []
        at = 0
        while at < len(self.found):
            cluster = self._cluster(at)
            if cluster.found:
                clusters.append(cluster)
            at += len(cluster.found) or 1
        return clusters

    def merged(self, one: Cluster, other: Cluster) -> Cluster | None:
        """Both as one schedule with a gap; None where they are not.

        In 내일 15시 간담회 20분 전 and 12/20 실적 제출 D-3 9시 the event stands in between.
        """
        joined = replace(other.found[0], joined=True, listed=False)
        event = one.clocks[-1] if one.clocks else None
        before = [each for each in one.found if not (other.clocks and each is event)]
        found = (*before, joined, *other.found[1:])
        both = replace(self, found=found, is_merged=True, groups={})
        cluster = both._cluster(0)
        if len(cluster.found) < len(both.found):
            return None
        cluster.gap, cluster.event = (one.end, other.start), event
        return cluster

    def _cluster(self, at: int) -> Cluster:
        """The schedule that begins with this piece; one of no pieces where none does."""
        cluster = Cluster()
        while at < len(self.found) and (not cluster.found or self.found[at].joined):
            count = self._taken(cluster, at)
            if count == 0:
                break
            cluster.found.extend(self.found[at : at + count])
            at += count
        _settle_deadline(cluster)
        return cluster

    def _taken(self, cluster: Cluster, at: int) -> int:  # noqa: C901, PLR0912  one case a piece
        """How many pieces from here on go with the cluster, which takes in what they say."""
        here = self.found[at]
        match here.piece:
            case Clock() | PartOfDay() if cluster.minutes_ahead is None and not cluster.hours:
                is_row = self._is_row_of_clocks(at) or len(cluster.clocks) < cluster.times_a_day
                return _taken_clock(cluster, here, is_row=is_row)
            case ClockRange() as within:
                if not (cluster.hours or isinstance(self._piece(at + 1), EveryHours)):
                    return 0
                cluster.hours_within = within
                return 1
            case EveryHours() if not cluster.has_time:
                cluster.hours = here
                return 1
            case MinutesAhead(minutes=minutes) if not (cluster.has_time or cluster.has_days):
                cluster.minutes_ahead = minutes
                return 1
            case Leads() as leads if (
                cluster.has_days or leads.counted or cluster.leads or not cluster.found
            ):
                cluster.leads.append(here)
                return 1
            case MinutesBefore() if cluster.clocks or not cluster.found or cluster.minutes_before:
                cluster.minutes_before.append(here)
                return 1
            case Without(left=left) if left and (cluster.repeats or not cluster.groups):
                cluster.without.append(here)
                return 1
            case During(short=short) if cluster.during is None and not cluster.is_once:
                if short and cluster.is_complete and not self._is_last(at):
                    return 0  # 9시 2주간 실적: a word of the message?
                cluster.during = here
                return 1
            case Count(times=times, short=short) if cluster.count is None:
                if cluster.is_once and times > 1:
                    # 모레 11시, 18시 두 번
                    return int(times == len(cluster.clocks) * len(cluster.groups))
                is_meant = self._is_last(at) or self._clock_follows(at) or cluster.since
                if short and cluster.found and not is_meant:
                    return 0  # 9시 3회 주민회의
                cluster.count = here
                return 1
            case OnDaysOff(shift=shift):
                cluster.shift = shift
                return 1
            case Deadline():
                return self._taken_deadline(cluster, at)
            case Until(ahead=False):
                return _taken_until(cluster, here)
            case EveryWeeks(weeks=1, weekdays=(), times=None) if self._is_behind_weekdays(
                cluster, at
            ):
                cluster.is_weekly = True
                return 1
            case Filler():
                return 1 if self._piece(at + 1) is not None else 0
        return self._taken_days(cluster, at)

    def _is_row_of_clocks(self, at: int) -> bool:
        """Whether three times of day or more stand one after the other: 9시 13시 17시."""
        first = last = at
        while first and self.found[first].joined and isinstance(self.found[first - 1].piece, Clock):
            first -= 1
        while isinstance(self._piece(last + 1), Clock):
            last += 1
        return last - first >= 2

    def _taken_deadline(self, cluster: Cluster, at: int) -> int:
        """마감; behind a time of day of a series it is a word of the message: 9시 마감 현황."""
        if cluster.found and cluster.found[-1] in cluster.clocks:
            if cluster.repeats and not isinstance(self._piece(at + 1), Leads):
                return 0
            _take_due(cluster, cluster.found[-1], self.found[at])
        cluster.deadline = True
        return 1

    def _piece(self, at: int) -> Piece | None:
        """The piece there, if it stands beside the one before."""
        if at < len(self.found) and self.found[at].joined:
            return self.found[at].piece
        return None

    def _is_last(self, at: int) -> bool:
        """Whether no word of the message follows that piece."""
        line, _, _ = self.text[self.found[at].end :].partition("\n")
        return self._piece(at + 1) is not None or not line.strip()

    def _is_behind_weekdays(self, cluster: Cluster, at: int) -> bool:
        """Whether 매주 is said of the weekdays and times before it: 월 9시, 목 14시 매주."""
        bare = all(isinstance(piece, Weekdays) for each in cluster.groups for piece in each.pieces)
        has_own = isinstance(self._piece(at + 1), Weekdays)
        return cluster.is_once and bool(cluster.clocks) and bare and not has_own

    def _clock_follows(self, at: int) -> bool:
        return isinstance(self._piece(at + 1), Clock | PartOfDay)

    def _taken_days(self, cluster: Cluster, at: int) -> int:  # noqa: C901  one case a mark
        """The same for pieces that name days."""
        group = self._group(at)
        if group is None or cluster.minutes_ahead is not None:
            return 0
        if left_out := self._left_out(group, at):
            if cluster.groups and not cluster.repeats:
                return 0
            cluster.without.extend(left_out)
            return sum(each.size for each in left_out)
        if isinstance(group.mark, Since) and cluster.since is None and cluster.span is None:
            if cluster.groups and not cluster.repeats:
                return 0
            cluster.since = group
        elif isinstance(group.mark, Until) and not group.repeats:
            if cluster.until or cluster.span or (cluster.groups and not cluster.repeats):
                return 0
            cluster.until = group
        elif group.mark is None and isinstance(group.days, Span):
            if cluster.since or cluster.until or cluster.span or cluster.is_once:
                return 0
            if cluster.groups and not (self.is_merged and at + group.size == len(self.found)):
                return 0  # 매일 9시 12/14~12/18 행사 안내
            cluster.span = group
        elif not isinstance(group.mark, Since):
            return self._taken_entry(cluster, group, at)
        else:
            return 0
        return group.size

    def _left_out(self, group: Group, at: int) -> list[Group]:
        """The days of a list that ends with 빼고: 12/10과 12/17 제외; none of any other list."""
        groups = [group]
        while groups[-1].mark is None and len(groups) < MAX_LEFT_OUT:
            at += groups[-1].size
            if at >= len(self.found) or not (self.found[at].joined and self.found[at].listed):
                return []
            following = self._group(at)
            if following is None:
                return []
            following = self._carried(groups[-1], following)
            groups.append(following)
        return groups if isinstance(groups[-1].mark, Without) else []

    def _taken_entry(self, cluster: Cluster, group: Group, at: int) -> int:
        """The same for days to remind on: the first, or more of the same kind."""
        if not cluster.groups:
            is_each_time = cluster.during is not None and isinstance(group.pieces[0], Weekdays)
            is_bounded = cluster.since or cluster.until or cluster.span
            if is_bounded and not (group.repeats or is_each_time):
                return 0
            if not cluster.entries:
                cluster.entries.append(Entry())
            cluster.entries[-1].groups.append(group)
            return group.size
        if len(cluster.groups) == MAX_GROUPS or cluster.leads or self._is_exception(cluster):
            return 0  # 12/18 3일 전, 15일
        entry = cluster.entries[-1]
        group = self._carried(entry.groups[-1], group)
        if group.repeats != cluster.repeats or group.is_bounded or entry.groups[-1].is_bounded:
            return 0
        if isinstance(entry.groups[-1].pieces[-1], InMonth) and isinstance(
            group.pieces[0], Weekdays
        ):
            return 0  # 둘째 주 월, 수: of the month's weekdays, or of its weeks?
        if entry.clocks:  # 화 10시 목 15시
            after = at + group.size
            if not isinstance(self._piece(after), Clock) or entry.clocks[0] is cluster.found[0]:
                return 0
            cluster.entries.append(Entry(groups=[group]))
            return group.size
        is_row = type(group.pieces[0]) is type(entry.groups[-1].pieces[0]) in {Date, Days}
        if not (self.found[at].listed or is_row):  # 12/9 12/16 10시
            return 0
        entry.groups.append(group)
        return group.size

    def _is_exception(self, cluster: Cluster) -> bool:
        """Whether 단 stands behind what was taken: 매주 월수금 10시, 단 수요일은 14시."""
        last = cluster.found[-1]
        return isinstance(last.piece, Filler) and self.text[last.start :].startswith(("단", "다만"))

    def _carried(self, before: Group, group: Group) -> Group:
        """The days with what is said once for several: 매주 화 10시 목 15시, 12월 9일, 16일."""
        match before.pieces, group.pieces:
            case _, [Weekdays(weekdays=weekdays, following=False)] if (
                isinstance(before.days, NamedDays)
                and isinstance(before.days.rule, Weekly)
                and before.days.rule.every == 1
            ):
                weekly = replace(group.found[0], piece=Weekdays(weekdays, weekly=True))
                return replace(
                    group, found=(weekly,), days=NamedDays(rule=Weekly(weekdays=weekdays))
                )
            case [WeekAhead() as week, *_], [Weekdays(following=False) as weekdays_said]:
                same = replace(week, weekdays=())
                days = named_days((same, weekdays_said), self.today, self.calendar)
                return group if days is None else replace(group, days=days)
            case [Date()], [Date(year=None) as dated] if (
                last := _edge(before.days, -1)
            ) is not None:
                year = last.year + ((dated.month, dated.day) < (last.month, last.day))
                days = named_days((replace(dated, year=year),), self.today, self.calendar)
                return group if days is None else replace(group, days=days)
            case [*_, Date() | MonthDays() as dated], [Days(days=(number,))]:
                date_said = Date(dated.month, number, getattr(dated, "year", None))
                days = named_days((date_said,), self.today, self.calendar)
                return group if days is None else replace(group, days=days)
            case [EveryMonths() as every, *_], [Days() as numbers]:
                days = named_days((every, numbers), self.today, self.calendar)
                if days is None:
                    return group
                found = (before.found[0], *group.found)
                return replace(group, found=found, days=days)
        return group

    def _group(self, at: int) -> Group | None:
        """The longest run of pieces from here on that name days together, with their mark."""
        if at not in self.groups:
            self.groups[at] = self._read_group(at)
        return self.groups[at]

    def _read_group(self, at: int) -> Group | None:
        first = self.found[at].piece
        if isinstance(first, Until | Since | Without) and first.ahead:
            group = self._run(at + 1) if self._piece(at + 1) is not None else None
            if group is None or group.mark is not None:
                return None
            days = group.days
            if isinstance(days, Span):
                edge = days.first if isinstance(first, Since) else days.last
                days = NamedDays(rule=Once(day=edge))
            return replace(group, mark=first, days=days, size=group.size + 1)
        return self._run(at)

    def _run(self, at: int, *, is_edge: bool = False) -> Group | None:
        """The same where no mark stands before; an edge of a range is no range itself."""
        run: list[Found] = []
        for each in self.found[at : at + MAX_PIECES_OF_DAYS]:
            if (run and not each.joined) or not isinstance(each.piece, NamesDays):
                break
            run.append(each)
        for count in range(len(run), 0, -1):
            if any(
                isinstance(each.piece, Weekdays) and self._is_with(each) for each in run[1:count]
            ):
                continue  # 내일하고 금요일 are two days
            group = self._group_of(tuple(run[:count]), at + count, is_edge=is_edge)
            if group is not None:
                return group
        return None

    def _is_with(self, found: Found) -> bool:
        """Whether "and" stands before it: 내일하고 금요일."""
        return _AND_AHEAD.search(self.text, 0, found.start) is not None

    def _group_of(self, found: tuple[Found, ...], behind: int, *, is_edge: bool) -> Group | None:
        """These pieces as a group, with the mark behind them; None where they name no days."""
        said = tuple(each.piece for each in found)
        size, following = len(found), self._piece(behind)
        span = named_span(said, self.today, self.calendar)
        days = named_days(said, self.today, self.calendar)
        if not (is_edge and isinstance(following, Through)):
            marked = self._marked(found, span, days, behind)
            if marked is not None:
                return marked
        if following is not None and _is_repeating(following):
            if isinstance(following, EveryDay) and isinstance(days, NamedDays):
                span = _as_span(days) or span
            if span is not None:
                return Group(found=found, days=span, size=size)
        if isinstance(days, NamedDays) and self._is_about(found[-1]):
            match days.rule:
                case Once(day=day):
                    days = Ask(question=Question.DAY, answers=(day, day - DAY, day + DAY))
                case Monthly():
                    words = self.text[found[0].start : found[-1].end].rstrip("경쯤 ")
                    days = Ask(question=Question.DAY_OF_PERIOD, answers=(words,))
        return None if days is None else Group(found=found, days=days, size=size)

    def _is_about(self, found: Found) -> bool:
        """Whether it is said of about when a day is: 20일경."""
        return self.text[found.start : found.end].endswith(("경", "쯤"))

    def _marked(
        self,
        found: tuple[Found, ...],
        span: Span | None,
        days: NamedDays | Span | Ask | None,
        behind: int,
    ) -> Group | None:
        """The pieces with the mark behind them; None where there is none."""
        size, following = len(found), self._piece(behind)
        match following:
            case Since() if not following.ahead and (span or days):
                start = NamedDays(rule=Once(day=span.first)) if span else days
                assert start is not None  # noqa: S101 -- one of the two
                return Group(found=found, days=start, size=size + 1, mark=following)
            case Until() if span and isinstance(found[-1].piece, DateSpan | MonthSpan):
                return Group(found=found, days=span, size=size + 1)  # 28일에서 30일 사이
            case Until() if isinstance(days, Span):
                return Group(found=found, days=days, size=size + 1)
            case Until(ahead=False) | Without(left=(), ahead=False) if named := span or days:
                return Group(found=found, days=named, size=size + 1, mark=following)
            case Throughout() if span:
                return Group(found=found, days=span, size=size + 1)
            case During() if span:
                start = NamedDays(rule=Once(day=span.first))
                return Group(found=found, days=start, size=size, mark=Since())
            case Through():
                return self._range(found, span or days, behind)
        return None

    def _range(
        self, found: tuple[Found, ...], first: NamedDays | Span | Ask | None, behind: int
    ) -> Group | None:
        """From these days to those behind the sign: 12/14~12/18."""
        last = None
        if self._piece(behind + 1) is not None:
            last = self._run(behind + 1, is_edge=True)
        if first is None:
            return None
        start, end = _edge(first, 0), _edge(last.days, -1) if last is not None else None
        if last is None or start is None or end is None:
            return Group(found=found, days=first, size=len(found))
        if end < start and isinstance(last.pieces[0], Date) and last.pieces[0].year is None:
            end += relativedelta(years=start.year + (end.month < start.month) - end.year)
        size = len(found) + 1 + last.size
        whole = self.found[behind - len(found) : behind - len(found) + size]
        mark = last.mark if isinstance(last.mark, Without) else None
        return Group(found=tuple(whole), days=span_or_ask(start, end), size=size, mark=mark)


def _edge(days: NamedDays | Span | Ask, which: int) -> date | None:
    if isinstance(days, Span):
        return (days.first, days.last)[which]
    return days.day if isinstance(days, NamedDays) else None


def _as_span(days: NamedDays) -> Span | None:
    """다음주 월~금 매일: the days as the first and the last."""
    if not isinstance(days.rule, Dates):
        return None
    return Span(first=days.rule.days[0], last=days.rule.days[-1])


def _is_repeating(piece: Piece) -> bool:
    return isinstance(piece, Repeats) or (isinstance(piece, Weekdays) and piece.weekly)


def _taken_clock(cluster: Cluster, here: Found, *, is_row: bool) -> int:
    if not cluster.entries:
        cluster.entries.append(Entry())
    entry = cluster.entries[-1]
    if entry.clocks and (at := _clock_in_part(entry.clocks[-1], here)) is not None:
        entry.clocks[-1] = at
        return 1
    if entry.clocks:
        if entry.clocks[-1] is not cluster.found[-1]:
            return 0
        halves = [
            bool(each.piece.half)
            for each in (entry.clocks[-1], here)
            if isinstance(each.piece, Clock)
        ]
        if not (here.listed or is_row or (cluster.repeats and halves == [True, True])):
            return 0
    entry.clocks.append(here)
    return 1


def _clock_in_part(part: Found, here: Found) -> Found | None:
    """점심 먹고 2시: the time of day, by the part of the day before it; None of two times."""
    match part.piece, here.piece:
        case PartOfDay(word=word), Clock(half="", exact=False) as clock if not here.listed:
            return replace(here, piece=replace(clock, half=HALF_OF_PART.get(word, word)))
    return None


def _taken_until(cluster: Cluster, here: Found) -> int:
    """까지 behind a time of day: when something is due."""
    if not cluster.found or cluster.found[-1] not in cluster.clocks or cluster.due is not None:
        return 0
    _take_due(cluster, cluster.found[-1], here)
    cluster.deadline = True
    return 1


def _take_due(cluster: Cluster, clock: Found, mark: Found) -> None:
    cluster.due = clock, mark
    for entry in cluster.entries:
        entry.clocks = [each for each in entry.clocks if each is not clock]


def _settle_deadline(cluster: Cluster) -> None:
    """Whether the days are deadlines: by D-7, by 까지, or by 마감 beside them."""
    is_marked = any(isinstance(group.mark, Until) for group in cluster.groups)
    cluster.deadline |= cluster.counts_down or is_marked or cluster.main is not None
