"""What a command in Korean says about when: its schedule, or what must be asked first."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from bot.reminders.phrases.days import Ask, NamedDays, Question, named_days, named_start
from bot.reminders.phrases.tokens import (
    Clock,
    Date,
    Days,
    Deadline,
    EveryDay,
    EveryMonths,
    EveryWeeks,
    Found,
    Leads,
    MinutesAhead,
    Month,
    MonthAhead,
    NamesDays,
    OnDaysOff,
    PartOfDay,
    Since,
    TheseMonths,
    Until,
    WeekAhead,
    Weekdays,
    YearAhead,
    pieces,
)
from bot.reminders.rules.schedule import (
    SEOUL,
    Daily,
    Monthly,
    Once,
    Rule,
    Schedule,
    Weekly,
    occurrences,
)
from bot.reminders.rules.working_days import DAY, Shift, WorkingDays

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.reminders.rules.schedule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One way to settle a question: what it means, and the whole text as if it had been said so.

    A text as the value is a short phrase of the same grammar (매분기 말, D-3 D-1).
    """

    value: date | clock_time | str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A schedule, and the rest of the text, before and after it: whom, and what about.

    `spans` are the pieces of `text`, the composed form of what came in, that were understood.
    """

    schedule: Schedule
    before: str
    after: str
    text: str
    spans: tuple[tuple[int, int], ...]

    @property
    def rest(self) -> str:
        """Whom and what about, as one text."""
        return " ".join(filter(None, (self.before, self.after)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """A question about the piece `heard` of a text, and its likely answers, best first.

    An answer's text is understood in turn; it may leave another question open. `head` and `tail`
    are the text around what is unclear; `heard` is empty where something is missing there.
    """

    question: Question
    heard: str
    answers: tuple[Answer, ...]
    head: str
    tail: str

    def answered(self, typed: str) -> str:
        """The whole text with a typed answer in the place of what was unclear."""
        return _around(self.head, typed, self.tail)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotASchedule:
    """Nothing in the text says when."""


# What an hour is by the word before it; 24 is the end of the day. Hours that are missing are asked.
_MORNING = {hour: hour for hour in range(12)}
_AFTERNOON = {12: 12} | {hour: hour % 12 + 12 for hour in (*range(1, 12), *range(13, 24))}
_HALVES = {
    "오전": _MORNING,
    "am": _MORNING,
    "아침": {hour: hour for hour in range(5, 12)},
    "오후": _AFTERNOON,
    "pm": _AFTERNOON,
    "새벽": {12: 0} | {hour: hour for hour in range(7)},
    "점심": {11: 11, 12: 12, 1: 13, 2: 14, 3: 15},
    "한낮": {12: 12, 1: 13, 2: 14, 3: 15},
    "낮": {10: 10, 11: 11, 12: 12} | {hour: hour + 12 for hour in range(1, 6)},
    "저녁": {hour: hour % 12 + 12 for hour in (*range(4, 12), *range(16, 24))},
    "밤": {12: 24} | {hour: hour % 12 + 12 for hour in (*range(6, 12), *range(18, 24))},
}
# What is offered where no hour was said; the first is what most people mean.
_OFFICE_HOURS = (9, 10, 14, 17)
_OFFERED_HOURS = {
    "오전": (9, 10, 11),
    "am": (9, 10, 11),
    "아침": (8, 9),
    "새벽": (6, 5),
    "오후": (14, 15, 17),
    "pm": (14, 15, 17),
    "점심": (12, 13),
    "한낮": (12, 14),
    "낮": (12, 14),
    "저녁": (18, 19, 20),
    "밤": (20, 21, 22),
}
PLAIN_FROM = 9  # 9시 to 12시 without a word before them are office hours, taken as they stand
AFTERNOON_FIRST_TO = 6  # 1시 to 6시 are asked with the afternoon first, 7시 and 8시 the morning
END_OF_DAY = clock_time(23, 59)
_OFFERED_LEADS = ("D-7 D-3 D-1 D-day", "D-3 D-1", "D-1", "D-day")
MAX_TIMES_OFFERED = 4
MAX_PIECES_OF_DAYS = 4  # 내년 12월 셋째 주 수요일 has three, and a weekday may follow

# What is offered for a day that lies behind: as much later.
_WEEK, _MONTH, _YEAR = relativedelta(weeks=1), relativedelta(months=1), relativedelta(years=1)
_STEPS: dict[type, relativedelta] = {
    **dict.fromkeys((Date, YearAhead, Month), _YEAR),
    **dict.fromkeys((Days, MonthAhead), _MONTH),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Neighbouring pieces that name days, and 까지 or 부터 behind them."""

    found: tuple[Found, ...]
    days: NamedDays | Ask
    mark: Until | Since | None = None

    @property
    def repeats(self) -> bool:
        """Whether the days come again and again, however that is to be asked about."""
        return any(
            isinstance(f.piece, EveryDay | EveryWeeks | EveryMonths | TheseMonths)
            for f in self.found
        )


@dataclass(slots=True, kw_only=True)
class _Cluster:
    """Neighbouring pieces that make one schedule, or part of one."""

    found: list[Found]
    groups: list[_Group]
    clock: Found | None = None
    clock_until: Found | None = None  # 17시까지 is when it is due, not when to remind
    leads: list[Leads]
    deadline: bool = False
    shift: Shift | None = None
    minutes_ahead: int | None = None

    @property
    def start(self) -> int:
        return self.found[0].start

    @property
    def end(self) -> int:
        return self.found[-1].end

    @property
    def main(self) -> _Group | None:
        """The days to remind on: those that come again, if any, for others then bound them."""
        return next((g for g in self.groups if g.repeats), self.groups[0] if self.groups else None)

    @property
    def has_time(self) -> bool:
        return self.clock is not None or self.minutes_ahead is not None

    @property
    def is_complete(self) -> bool:
        """Whether it says both on which day and at what time."""
        return self.minutes_ahead is not None or (self.clock is not None and bool(self.groups))


def understood(text: str, now: datetime, zone: str = SEOUL) -> Said | Unclear | NotASchedule:
    """The schedule that a text names; any text has one of the three.

    The first neighbouring pieces that name days are the schedule, the rest is whom and what about.
    Raises ValueError for a naive `now`.

    >>> noon = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Seoul"))
    >>> said = understood("교통행정과 매주 월 9시 주간 추진상황 입력", noon)
    >>> said.before, said.schedule.said, said.after
    ('교통행정과', '매주 월 9시', '주간 추진상황 입력')
    >>> understood("교통행정과 내일 3시 회의", noon).question
    <Question.HALF_OF_DAY: 'half_of_day'>
    """
    if now.tzinfo is None:
        msg = "a naive datetime has no place in time"
        raise ValueError(msg)
    text = unicodedata.normalize("NFC", text)
    return _Reader(text=text, now=now.astimezone(ZoneInfo(zone)), zone=zone).understood()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """One text, and the local time at which it is read."""

    text: str
    now: datetime
    zone: str

    @property
    def today(self) -> date:
        return self.now.date()

    def understood(self) -> Said | Unclear | NotASchedule:
        clusters = _clusters(pieces(self.text), self.today)
        with_days = [c for c in clusters if c.groups or c.minutes_ahead is not None]
        if with_days:
            first = with_days[0]
            other = next((c for c in with_days[1:] if c.is_complete), None)
            if not first.is_complete and first.clock is None and other is not None:
                return self._which((first, other))
            return self._schedule(first)
        for cluster in clusters:
            if cluster.leads and any(leads.counted for leads in cluster.leads):
                return self._ask_day(cluster, self._month_ends())
            due = cluster.clock_until is not None
            if cluster.clock is not None and isinstance(cluster.clock.piece, Clock) and not due:
                return self._ask_day(cluster, self._near_days(cluster.clock.piece))
        return NotASchedule()

    def _schedule(self, cluster: _Cluster) -> Said | Unclear:
        if cluster.minutes_ahead is not None:
            at = self.now + timedelta(minutes=cluster.minutes_ahead)
            time_of_day = clock_time(at.hour, at.minute)
            return self._said(cluster, NamedDays(rule=Once(day=at.date())), time_of_day)
        days = self._bounded(cluster)
        if isinstance(days, Unclear):
            return days
        if (passed := self._passed_day(days, cluster)) is not None:
            return passed
        if cluster.deadline and not cluster.leads:
            return self._ask_leads(cluster, days)
        said = self._time(cluster, days)
        return said if isinstance(said, Unclear) else self._said(cluster, days, said)

    def _said(self, cluster: _Cluster, days: NamedDays, at: clock_time) -> Said | Unclear:
        leads = tuple(sorted({n for leads in cluster.leads for n in leads.days}, reverse=True)) or (
            0,
        )
        schedule = Schedule(
            rule=days.rule,
            at=at,
            shift=cluster.shift or _usual_shift(days.rule, leads, deadline=cluster.deadline),
            leads=leads,
            working_leads=any(each.working for each in cluster.leads),
            deadline=cluster.deadline,
            first=days.first,
            last=days.last,
            zone=self.zone,
            said=self.text[cluster.start : cluster.end].strip(),
        )
        if not self._comes(schedule):
            # Moved to before now by a day off: better late than on no day.
            as_it_stands = replace(schedule, shift=Shift.NONE)
            if not self._comes(as_it_stands):
                return self._ask_passed(cluster, days, at)
            schedule = as_it_stands
        return Said(
            schedule=schedule,
            before=_tidy(self.text[: cluster.start]).removesuffix("(").rstrip(),
            after=_tidy(_tidy(self.text[cluster.end :]).removeprefix(")")),
            text=self.text,
            spans=tuple((found.start, found.end) for found in cluster.found),
        )

    def _comes(self, schedule: Schedule) -> bool:
        return next(occurrences(schedule, self.now, WorkingDays()), None) is not None

    def _bounded(self, cluster: _Cluster) -> NamedDays | Unclear:
        """The days to remind on, from the one that stands before 부터, to the one before 까지."""
        bounds: dict[type[Since | Until], date] = {}
        for group in cluster.groups:
            if isinstance(group.days, Ask) and group.days.weekly is None:
                return self._ask_days(group, group.days)
            if group is cluster.main or isinstance(group.days, Ask) or group.mark is None:
                continue
            if isinstance(group.days.rule, Once):
                bounds[type(group.mark)] = group.days.rule.day
        first, last = bounds.get(Since), bounds.get(Until)
        match cluster.main:
            case _Group(days=Ask(weekly=EveryWeeks() as weekly) as ask) as group:
                if first is None:
                    return self._ask_days(group, ask)
                rule = Weekly(weekdays=weekly.weekdays, every=weekly.weeks, anchor=first)
                return NamedDays(rule=rule, first=first, last=last)
            case _Group(days=NamedDays() as days):
                return replace(days, first=first or days.first, last=last or days.last)
        msg = "a cluster is chosen for its days"  # pragma: no cover
        raise AssertionError(msg)  # pragma: no cover

    # Times of day

    def _time(self, cluster: _Cluster, days: NamedDays) -> clock_time | Unclear:
        """The time of day that is said, or the question about it."""
        if cluster.clock is None:
            times = self._ahead(cluster, days, _OFFICE_HOURS)
            return self._ask_time(cluster, Question.TIME, times)
        if cluster.clock_until is not None:
            return self._ask_time_before_due(cluster, days)
        match cluster.clock.piece:
            case PartOfDay(word=word):
                return self._ask_time(
                    cluster, Question.TIME, self._ahead(cluster, days, _OFFERED_HOURS[word])
                )
            case Clock() as clock:
                return self._clock_time(clock, cluster, days)
        msg = "a clock is one of the two"  # pragma: no cover
        raise AssertionError(msg)  # pragma: no cover

    def _clock_time(self, clock: Clock, cluster: _Cluster, days: NamedDays) -> clock_time | Unclear:
        hours = _hours(clock)
        if clock.minute > 59 or not hours:
            return self._ask_time(cluster, Question.TIME, self._ahead(cluster, days, _OFFICE_HOURS))
        if hours == (24,):
            if days.rule == Daily():
                return clock_time(0, clock.minute)
            ends = (END_OF_DAY, clock_time(0, 0))
            return self._ask_time(cluster, Question.MIDNIGHT, ends)
        times = [clock_time(hour, clock.minute) for hour in hours]
        if self._is_today(cluster, days) and len(times) > 1:
            # Of the two halves of today one may lie behind.
            times = [time_of_day for time_of_day in times if self._is_ahead(time_of_day)] or times[
                :1
            ]
        if len(times) == 1:
            return times[0]
        return self._ask_time(cluster, Question.HALF_OF_DAY, times)

    def _ahead(
        self, cluster: _Cluster, days: NamedDays, hours: Sequence[int]
    ) -> tuple[clock_time, ...]:
        """These hours, or today those that still come."""
        times = tuple(clock_time(hour, 0) for hour in hours)
        if not self._is_today(cluster, days):
            return times
        ahead = tuple(time_of_day for time_of_day in times if self._is_ahead(time_of_day))
        later = (clock_time(hour, 0) for hour in range(self.now.hour + 1, 24))
        return ahead or tuple(later)[:2] or (END_OF_DAY,)

    def _is_ahead(self, time_of_day: clock_time) -> bool:
        return (time_of_day.hour, time_of_day.minute) > (self.now.hour, self.now.minute)

    def _is_today(self, cluster: _Cluster, days: NamedDays) -> bool:
        """Whether all there is to be is today."""
        leads = [number for each in cluster.leads for number in each.days] or [0]
        return isinstance(days.rule, Once) and days.rule.day - min(leads) * DAY == self.today

    def _ask_time(
        self, cluster: _Cluster, question: Question, times: Sequence[clock_time]
    ) -> Unclear:
        start, end = cluster.end, cluster.end
        if cluster.clock is not None:
            start, end = cluster.clock.start, cluster.clock.end
        return self._unclear(question, start, end, times[:MAX_TIMES_OFFERED])

    def _ask_time_before_due(self, cluster: _Cluster, days: NamedDays) -> Unclear:
        """When to remind of what is due at a time of day, which stays in the rest of the text."""
        clock, until = cluster.clock, cluster.clock_until
        if clock is None or until is None:  # pragma: no cover  asked only then
            msg = "no time at which it is due"
            raise AssertionError(msg)
        times = list(self._ahead(cluster, days, _OFFICE_HOURS))
        if isinstance(clock.piece, Clock) and len(hours := _hours(clock.piece)) == 1:
            due = clock_time(hours[0] % 24, min(clock.piece.minute, 59))
            times = [each for each in times if each < due] or times
        between = self.text[until.end : cluster.end].strip()
        due_text = self.text[clock.start : until.end].strip()
        # 마감 takes the place of 까지, which goes with the time.
        head = _around(self.text[: clock.start], "마감" if not between else f"마감 {between}", "")
        tail = _around("", due_text, self.text[cluster.end :])
        return Unclear(
            question=Question.TIME,
            heard="",
            answers=tuple(
                Answer(value=each, text=_around(head, f"{each:%H:%M}", tail))
                for each in times[:MAX_TIMES_OFFERED]
            ),
            head=head,
            tail=tail,
        )

    # Days

    def _ask_days(self, group: _Group, ask: Ask) -> Unclear:
        start, end = group.found[0].start, group.found[0 if ask.of_first else -1].end
        return self._unclear(ask.question, end if ask.behind else start, end, ask.answers)

    def _ask_day(self, cluster: _Cluster, answers: Sequence[date | str]) -> Unclear:
        return self._unclear(Question.DAY, cluster.start, cluster.start, answers)

    def _near_days(self, clock: Clock) -> list[date | str]:
        """Today, if the time may still come, tomorrow, and every day."""
        minute = min(clock.minute, 59)
        times = [clock_time(hour, minute) for hour in _hours(clock) if hour < 24]
        today = [self.today] if any(map(self._is_ahead, times)) else []
        return [*today, self.today + DAY, "평일", "매일"]

    def _month_ends(self) -> list[date | str]:
        return [self.today + relativedelta(months=ahead, day=31) for ahead in (0, 1)]

    def _passed_day(self, days: NamedDays, cluster: _Cluster) -> Unclear | None:
        """The question about a day that lies behind."""
        group = cluster.main
        if group is None or not isinstance(days.rule, Once) or days.rule.day >= self.today:
            return None
        step = next((_STEPS[type(f.piece)] for f in group.found if type(f.piece) in _STEPS), _WEEK)
        times = 1
        while (later := days.rule.day + step * times) < self.today:
            times += 1
        return self._ask_days(group, Ask(question=Question.PASSED, answers=(later,)))

    def _ask_passed(self, cluster: _Cluster, days: NamedDays, at: clock_time) -> Unclear:
        """The question about a time that lies behind, on a day that does not, or not all of it."""
        group = cluster.main
        if cluster.leads and isinstance(days.rule, Once) and days.rule.day > self.today:
            return self._ask_leads(cluster, days)
        if cluster.leads and isinstance(days.rule, Once):
            return self._ask_time(cluster, Question.TIME, self._ahead(cluster, days, _OFFICE_HOURS))
        if group is None or cluster.clock is None or not isinstance(days.rule, Once):
            return self._unclear(Question.PASSED, cluster.start, cluster.end, (self.today + DAY,))
        weekly = any(isinstance(found.piece, WeekAhead | Weekdays) for found in group.found)
        moments = [f"{days.rule.day + (7 if weekly else 1) * DAY} {at:%H:%M}"]
        evening = (at.hour + 12) % 24
        if at.hour < 12 and self._is_ahead(clock_time(evening, at.minute)):
            moments.append(f"{self.today} {evening:02d}:{at.minute:02d}")
        start = min(group.found[0].start, cluster.clock.start)
        end = max(group.found[-1].end, cluster.clock.end)
        return self._unclear(Question.PASSED, start, end, moments)

    def _ask_leads(self, cluster: _Cluster, days: NamedDays) -> Unclear:
        """How many days before, of what is still possible."""
        offered = list(_OFFERED_LEADS)
        if isinstance(days.rule, Once):
            left = (days.rule.day - self.today).days
            offered = [each for each in offered if max(_counted(each)) <= left]
        start = end = cluster.end
        counted = [found for found in cluster.found if isinstance(found.piece, Leads)]
        if counted:
            start, end = counted[0].start, counted[-1].end
        return self._unclear(Question.LEADS, start, end, offered)

    def _which(self, clusters: tuple[_Cluster, _Cluster]) -> Unclear:
        """Which of two schedules; the chosen one goes to the front, where it is taken."""
        first, other = clusters
        heard = [self.text[each.start : each.end].strip() for each in clusters]
        without_other = _around(self.text[: other.start], "", self.text[other.end :])
        usual = f"{heard[0]} {_OFFICE_HOURS[0]:02d}:00"
        head, tail = self.text[: first.start], self.text[first.end :]
        return Unclear(
            question=Question.WHICH,
            heard=heard[0],
            answers=(
                Answer(value=heard[1], text=_around(heard[1], "", without_other)),
                Answer(
                    value=heard[0],
                    text=_around(head, usual, tail),
                ),
            ),
            head=head,
            tail=tail,
        )

    def _unclear(
        self,
        question: Question,
        start: int,
        end: int,
        values: Iterator[date | str] | Sequence[date | clock_time | str],
    ) -> Unclear:
        head, tail = self.text[:start], self.text[end:]
        return Unclear(
            question=question,
            heard=self.text[start:end].strip(),
            answers=tuple(
                Answer(value=value, text=_around(head, _phrase(value, question), tail))
                for value in values
            ),
            head=head,
            tail=tail,
        )


# The grammar of neighbouring pieces


def _clusters(found: Sequence[Found], today: date) -> list[_Cluster]:
    """The schedules and parts of schedules in a text, in its order."""
    clusters: list[_Cluster] = []
    at = 0
    while at < len(found):
        cluster = _cluster(found, at, today)
        if cluster.found:
            clusters.append(cluster)
        at += len(cluster.found) or 1
    return clusters


def _cluster(found: Sequence[Found], at: int, today: date) -> _Cluster:
    """The schedule that begins with this piece; one of no pieces where none does."""
    cluster = _Cluster(found=[], groups=[], leads=[])
    while at < len(found) and (not cluster.found or found[at].joined):
        count = _taken(cluster, found, at, today)
        if count == 0:
            break
        cluster.found.extend(found[at : at + count])
        at += count
    _settle_deadline(cluster)
    return cluster


def _taken(cluster: _Cluster, found: Sequence[Found], at: int, today: date) -> int:
    """How many pieces from here on go with the cluster, which takes in what they say."""
    here = found[at]
    match here.piece:
        case Clock() | PartOfDay() if not cluster.has_time:
            cluster.clock = here
            return 1
        case MinutesAhead(minutes=minutes) if not (cluster.has_time or cluster.groups):
            cluster.minutes_ahead = minutes
            return 1
        case Leads() as leads if cluster.groups or leads.counted:
            cluster.leads.append(leads)
            return 1
        case OnDaysOff(shift=shift):
            cluster.shift = shift
            return 1 if cluster.found else 0
        case Deadline():
            return 1
        case Until() | Since():
            return 1 if cluster.found else 0
        case _:
            return _taken_days(cluster, found, at, today)


def _taken_days(cluster: _Cluster, found: Sequence[Found], at: int, today: date) -> int:
    """The same for pieces that name days."""
    group = _group(found, at, today)
    if group is None or not _goes_with(group, cluster):
        return 0
    cluster.groups.append(group)
    return len(group.found) + (group.mark is not None)


def _goes_with(group: _Group, cluster: _Cluster) -> bool:
    """Whether more days go with the cluster: the first do, and then 부터 and 까지 of a series."""
    if cluster.minutes_ahead is not None:
        return False
    if not cluster.groups:
        return True
    if any(each.repeats for each in cluster.groups):
        return not group.repeats and group.mark is not None
    return group.repeats and all(each.mark is not None for each in cluster.groups)


def _group(found: Sequence[Found], at: int, today: date) -> _Group | None:
    """The longest run of pieces from here on that name days together."""
    run = [found[at]]
    for each in found[at + 1 : at + MAX_PIECES_OF_DAYS]:
        if not each.joined or not isinstance(each.piece, NamesDays):
            break
        run.append(each)
    for count in range(len(run), 0, -1):
        said = tuple(each.piece for each in run[:count])
        following = found[at + count].piece if at + count < len(found) else None
        mark = following if isinstance(following, Until | Since) else None
        start = named_start(said, today) if isinstance(mark, Since) else None
        if (days := start or named_days(said, today)) is not None:
            return _Group(found=tuple(run[:count]), days=days, mark=mark)
    return None


def _settle_deadline(cluster: _Cluster) -> None:
    """Whether the days are deadlines: by D-7, by 까지, or by 마감 beside them.

    마감 that stands elsewhere is a word of the message, and so is what follows it.
    """
    main = cluster.main
    cluster.deadline = any(leads.counted for leads in cluster.leads)
    if main is not None and isinstance(main.mark, Until):
        cluster.deadline = True
    for at, each in enumerate(cluster.found):
        before = cluster.found[at - 1] if at else None
        if isinstance(each.piece, Until) and before is not None and before is cluster.clock:
            cluster.deadline, cluster.clock_until = True, each
        if not isinstance(each.piece, Deadline):
            continue
        if before is not None and before is cluster.clock:
            if main is not None and main.repeats and not cluster.leads:
                del cluster.found[at:]
                return
            cluster.clock_until = each
        cluster.deadline = True


def _hours(clock: Clock) -> tuple[int, ...]:
    """The hours that may be meant, the likelier first; 24 is the end of the day, none a mistake."""
    hour = clock.hour
    if clock.half:
        meant = _HALVES[clock.half].get(hour)
        if meant is None:
            other = (hour + 12) % 24
            return (hour, other) if hour < 24 else ()
        return () if meant == 24 and clock.minute else (meant,)
    if hour > 24 or (hour == 24 and clock.minute):
        return ()
    if clock.exact or hour == 0 or hour >= PLAIN_FROM:
        return (hour,)
    return (hour + 12, hour) if hour <= AFTERNOON_FIRST_TO else (hour, hour + 12)


def _usual_shift(rule: Rule, leads: tuple[int, ...], *, deadline: bool) -> Shift:
    """Where days off move a reminder unless said otherwise: before a deadline, never after it."""
    if deadline or leads != (0,) or isinstance(rule, Monthly):
        return Shift.PREVIOUS
    return Shift.NEXT if isinstance(rule, Weekly) else Shift.NONE


def _counted(leads: str) -> list[int]:
    return [int(number) for number in re.findall(r"D-(\d+)", leads)] or [0]


def _phrase(value: date | clock_time | str, question: Question) -> str:
    """The value as it is said in a command."""
    if isinstance(value, clock_time):
        return f"{value:%H:%M}"
    return f"{value}부터" if question is Question.START else str(value)


def _around(head: str, said: str, tail: str) -> str:
    """What is said between two texts, with a space on each side where there is none."""
    if not said:
        return f"{head.rstrip()} {tail.lstrip()}".strip()
    before = "" if not head or head[-1].isspace() or head[-1] == "(" else " "
    after = "" if not tail or tail[0].isspace() or tail[0] in "),." else " "
    return f"{head}{before}{said}{after}{tail}".strip()


def _tidy(text: str) -> str:
    return text.strip(" ,:·\t\n")
