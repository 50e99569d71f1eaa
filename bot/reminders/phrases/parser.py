"""What a command says about when: its schedule, or what must be asked first."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from bot.reminders.phrases.clusters import Cluster, Entry, Grammar, Group
from bot.reminders.phrases.days import (
    OFFICE,
    Ask,
    NamedDays,
    Question,
    Series,
    Span,
    is_recent,
    named_span,
)
from bot.reminders.phrases.hours import (
    AFTERNOON,
    END_OF_DAY,
    OFFERED_HOURS,
    OFFICE_HOURS,
    hours,
)
from bot.reminders.phrases.scanner import QUOTED, pieces
from bot.reminders.phrases.tokens import (
    WEEKDAYS,
    Clock,
    Count,
    Date,
    DateSpan,
    Days,
    DaysAround,
    During,
    EveryHours,
    EveryWeeks,
    Found,
    Leads,
    MinutesBefore,
    Month,
    MonthAhead,
    NamesDays,
    PartOfDay,
    PublicHoliday,
    Since,
    Through,
    Until,
    WeekAhead,
    Weekdays,
    Without,
    YearAhead,
)
from bot.reminders.rules.schedule import (
    SEOUL,
    Daily,
    Dates,
    DaysOff,
    Monthly,
    NthWeekday,
    Once,
    Schedule,
    Timed,
    Weekly,
    detailed,
    occurrences,
)
from bot.reminders.rules.working_days import DAY, Shift, WorkingDays

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.reminders.rules.schedule import Left, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One way to settle a question: what it means, and the whole text as if it had been said so.

    A text as the value is a short phrase of the same grammar (매분기 말, D-3 D-1).
    """

    value: date | clock_time | str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A schedule, and the rest of the text: whom, and what about.

    `within` stands between its words: 15시 [간담회] 20분 전. What stands behind a colon
    `is_literal`: nothing of it is meant otherwise.
    """

    schedule: Schedule
    before: str
    after: str
    within: str = ""
    is_literal: bool = False

    @property
    def rest(self) -> str:
        """Whom and what about, as one text."""
        return " ".join(filter(None, (self.before, self.within, self.after)))


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


_OFFERED_LEADS = ("D-7 D-3 D-1 D-day", "D-3 D-1", "D-1", "D-day")
_OFFERED_SERIES = ("매일", "평일")
_SEVERAL_TIMES = {2: ("10:00, 16:00", "09:00, 14:00"), 3: ("09:00, 13:00, 17:00",)}
COUNTDOWN_AT = clock_time(9)
MAX_TIMES_OFFERED = 4
MAX_TIMES_A_DAY = 12
MAX_DAYS_IN_A_ROW = 10  # 3일 동안 is every day; 6주 동안 is not said to be

# What is offered for a day that lies behind: as much later.
_WEEK, _MONTH, _YEAR = relativedelta(weeks=1), relativedelta(months=1), relativedelta(years=1)
_STEPS: dict[type, relativedelta] = {
    **dict.fromkeys((Date, YearAhead, Month, PublicHoliday), _YEAR),
    **dict.fromkeys((Days, MonthAhead), _MONTH),
}

# Beside these, 3시 may be at night.
_OUT_OF_HOURS = re.compile(
    r"새벽|아침|조기|조조|밤|야간|철야|심야|일출|해돋이|출근|당직|night|dawn|morning"
)
# What may stand behind the last words that say when: 20분 전에 알려 줘.
_ENDING = re.compile(r"\s*(?:알림|알려\S*(?:\s*(?:줘|주세요|주십시오))?|공지)?[\s.!)]*")
# 15시 [구청장 간담회] 20분 전에 자료 배부
_EVENT = re.compile(r"(?:\s*[가-힣0-9a-zA-Z]*[^\s을를에서로](?=\s)){1,3}\s*")
_WORD = r"\S{1,20}"  # or its end: a text of one endless word is searched in good time
# Words that limit a schedule; beside one that was understood without them they are asked about.
_LIMITS = re.compile(
    r"[^\s,]*(?:마다|번만|회만|걸러|주기로|주기적|정기적|연속|빼고|제외|말고|이외|매시간|매번|반복|전후|하순|중순|초순"
    r"|요일|\d\s*[~∼〜]\s*\d+\s*[월일주])"
    r"|(?:부터|까지|동안|내내|이후|이전|이내|후|뒤|쯤|간격)(?:에|로|만|의|는)*(?![가-힣])"
    r"|전(?:에|까지|으로)*(?![가-힣])(?!\s*(?:직원|부서|세대|구민|주민|가구|실과|동|국))"
    r"|(?:매|격)(?:일|주|월|달|년|시간|분기|번)?(?![가-힣])"
    r"|\d{1,2}\s*(?:일|시|주|개월|영업일)(?![가-힣0-9])(?!\s*(?:이내|이상|이하))"
)
_LIMITS_AHEAD = re.compile(
    r"(?:\d{1,2}\s?[./]\s?\d{1,2}\.?\s*[,/·&~-]?|[,/·&~]|(?<![가-힣])(?:다?다음|이번|첫|각)|번째|(?:매|격)\s*(?:일|주|월|달|년|해|분기|반기)?|연내(?:에)?|늦어도|빠르면|최소|매번|제|지난|전달|전월|지난\s*달|(?:^|\s)\S{0,3}주|\d+\s*[~∼〜-]"
    r"|걸러서?|기간|항상|번갈아(?:가며)?|(?:까지|부터|빼고|제외|말고|이후|이전|동안|마다)(?:에|로|는|만)?|째\s*주|\d\s*주차?|연속(?:으로)?|연달아|\S이?나"
    r"|또는|혹은|아니면|\b(?:every|each|until|till|except|from|for))$",
    re.IGNORECASE,
)
_OR = re.compile(rf"(?P<one>{_WORD}?)(?:이?나|\s*(?:또는|혹은|아니면))\s+$")
# Wherever they stand they are no words of the message.
_LIMITS_ANYWHERE = re.compile(
    r"(?:휴일|쉬는\s*날|휴무일?|주말|연휴)"
    r"(?:이?면|이어도|이라도|일\s*때|에도|에는|엔|인\s*경우|\s*시(?![가-힣])|과?\s*겹치)[^,.\n]*"
    r"|(?:빼고|제외|말고|번만|회만|주만|간격|부터|까지만)(?:하고|해|로|는)?[\s.)!]*$"
    r"|(?:[가-힣]\s*때|(?<![\d가-힣])시)까지(?![가-힣])|[주달]만(?![가-힣])"
    r"|(?<![가-힣])그\s*$|건너[뛰뜀뜁]\S*|쉼[\s.)!]*$|(?<![가-힣])(?:빼\s*(?:줘|주)|뺌|(?:보내|알리)지\s*[마말])\S*"
    r"|(?<![가-힣])(?:넘어서|연속|연달아|연이어|내리|번갈아|교대로|돌아가며|돌아가면서|수시로|틈틈이)\S*"
    rf"|{_WORD}(?:은|는|엔)\s+(?:쉬(?:고|어요?|ㅂ니다|기)|쉼|쉽니다|안\s*(?:보[내냄냅]|[하함합])\S*)"
    r"|\b(?:until|till|except|excluding|starting)\b.*",
    re.IGNORECASE,
)
# Times of the year of which the days are not known.
_SEASON = (
    r"[가-힣]{0,20}(?:철|방학|학기|시즌|성수기|비수기|기간|시기|[상하]반기|분기|연휴|명절|연말연시|연초|장마|여름|가을|겨울"
    r"|(?<![가-힣])봄|주간)"
)
_SEASON_AHEAD = re.compile(rf"(?<![가-힣]){_SEASON}\s*$")
# The same beside a series; 환경과를 제외 is for whom it is.
_LIMITS_OF_SERIES = re.compile(
    rf"(?:{_SEASON}\s*(?:에|엔|에는|에만|에도|마다|중|중에|때|때는|때만|만)"
    r"|(?<!\d)\d{1,2}\s*[월년일]만|(?:요일|[올금내]해|[금내]년|오[전후]에?|까지|때)만"
    r"|(?:첫|[둘셋넷]째|마지막|\d째?)\s*주(?:차)?(?:에|에는|에만|엔|만|는|마다)"
    r"|(?:휴일|주말|쉬는\s*날)(?:도|까지)?\s*포함(?:해서|하여)?|(?<![가-힣])(?:연내|월중|격[일주월년])(?:에|로)?"
    r"|[월주년]\s*한정|한시적(?:으로)?|해당\s*[주월달](?:에|에만)?|[홀짝]수\s*해|\d회차?까지|향후\s*\S+|요일이?나"
    r"|\S{0,20}[^\s과관국실팀서을를은는만](?:[을를은는만])?\s*(?:제외|빼고|말고)(?:하고|한)?)(?![가-힣])"
)


def understood(
    text: str, now: datetime, zone: str = SEOUL, calendar: WorkingDays = OFFICE
) -> Said | Unclear | NotASchedule:
    """The schedule that a text names; any text has one of the three.

    The rest of it is whom and what about; what stands behind a colon is never read as a schedule.
    If words of a schedule are left in the rest, it is asked which of them say when. Raises
    ValueError for a naive `now`.

    >>> noon = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Seoul"))
    >>> said = understood("교통행정과 매주 월 9시 주간 추진상황 입력", noon)
    >>> said.before, said.schedule.said, said.after
    ('교통행정과', '매주 월 9시', '주간 추진상황 입력')
    >>> understood("교통행정과 내일 7시 회의", noon).question
    <Question.HALF_OF_DAY: 'half_of_day'>
    >>> understood("매주 월 9시 금요일 회의", noon).question
    <Question.WHICH: 'which'>
    """
    if now.tzinfo is None:
        msg = "a naive datetime has no place in time"
        raise ValueError(msg)
    text = unicodedata.normalize("NFC", text)
    now = now.astimezone(ZoneInfo(zone))
    return _Reader(text=text, now=now, zone=zone, calendar=calendar).understood()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """The parts of the line that says when, up to a colon, and which of them is the schedule."""

    found: tuple[Found, ...]
    clusters: tuple[Cluster, ...]
    chosen: Cluster
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Times:
    """The rules with their times of day.

    `days_before` is how many days earlier a lead in minutes falls: 00:10, 20분 전.
    """

    timed: tuple[Timed, ...]
    days_before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bounds:
    """The first and the last day of a schedule."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """One text, and the local time at which it is read."""

    text: str
    now: datetime
    zone: str
    calendar: WorkingDays

    @property
    def today(self) -> date:
        return self.now.date()

    def understood(self) -> Said | Unclear | NotASchedule:
        grammar = self._grammar()
        clusters = grammar.clusters()
        line = self._line(clusters, grammar)
        if line is not None:
            if (clock := self._clock_elsewhere(line)) is not None:
                return self._ask_whether_at(line.chosen, clock)
            result = self._schedule(line.chosen)
            if (either := self._either(line.chosen)) is not None:
                return either
            if isinstance(result, Said) and (left := self._left_over(line)) is not None:
                return self._which(line, left)
            return result
        return self._without_days(clusters) or NotASchedule()

    def _without_days(self, clusters: Sequence[Cluster]) -> Unclear | None:
        """What is asked where a time of day, or a stretch of days, stands without the other."""
        for cluster in clusters:
            if cluster.counts_down:
                return self._ask_day(cluster, self._month_ends())
            for found in cluster.clocks:
                if isinstance(found.piece, Clock):
                    return self._ask_day(cluster, self._near_days(found.piece))
            if cluster.hours is not None:
                return self._ask_day(cluster, [self.today + DAY, "평일", "매일"])
            if cluster.span is not None and isinstance(cluster.span.pieces[-1], DateSpan):
                return self._ask_series(cluster)  # beside a schedule, words of the message
        return None

    def _grammar(self) -> Grammar:
        found = pieces(self.text)
        return Grammar(found=found, text=self.text, today=self.today, calendar=self.calendar)

    # Which words are the schedule

    def _line(self, clusters: list[Cluster], grammar: Grammar) -> _Line | None:
        """The first line that names days: its first complete schedule, or else its first days."""
        first = next((c for c in clusters if self._names_days(c)), None)
        if first is None:
            return None
        start = self.text.rfind("\n", 0, first.start) + 1
        end = self.text.find("\n", first.end)
        end = len(self.text) if end < 0 else end
        here = [c for c in clusters if start <= c.start < end]
        literal = next((c for c in here if c.has_days and self._ends_in_colon(c)), None)
        if literal is not None:
            here = here[: here.index(literal) + 1]
            end = literal.end
        if len(here) > 1 and (merged := self._merged(here, grammar, end)) is not None:
            here = merged
        with_days = [c for c in here if self._names_days(c)]
        complete = [c for c in with_days if c.is_complete]
        chosen = literal or next(iter(complete or with_days), here[0])
        found = tuple(grammar.found)
        return _Line(found=found, clusters=tuple(here), chosen=chosen, end=end)

    def _names_days(self, cluster: Cluster) -> bool:
        """Whether it says when: 다음 주 and 추석 연휴 alone may be words of the message."""
        if not cluster.has_days:
            return False
        return (
            cluster.is_complete
            or len(cluster.found) > 1
            or self.text[: cluster.end].endswith("만")  # 다음 주만
            or not all(map(_is_noun, cluster.groups))
        )

    def _merged(self, here: list[Cluster], grammar: Grammar, end: int) -> list[Cluster] | None:
        """The clusters with the last, at the end of the line, as a part of the first with days."""
        *earlier, last = here
        at = grammar.found.index(last.found[0])
        beside = grammar.found[at - 1]
        if (
            last.found[0].joined
            and beside is not earlier[-1].found[-1]
            and isinstance(beside.piece, NamesDays)
        ):
            return None  # 12월에 두 번만
        is_end = _ENDING.fullmatch(self.text, last.end, end) is not None
        gap = self.text[earlier[-1].end : last.start]
        is_lead = bool(last.minutes_before or last.leads)
        if not (is_lead or last.clocks or last.limits_a_series):
            return None
        if not (is_end or (is_lead and _EVENT.fullmatch(gap))):
            return None
        if last.has_days and not last.limits_a_series:
            return None
        for place, cluster in enumerate(earlier):
            if last.limits_a_series and not cluster.repeats:
                continue
            if cluster.has_days and (last.leads or not (cluster.has_time and last.has_time)):
                merged = grammar.merged(cluster, last)
                if merged is not None:
                    return [*earlier[:place], merged, *earlier[place + 1 :]]
                return None
        return None

    def _clock_elsewhere(self, line: _Line) -> Cluster | None:
        """A time of day in the line, where the schedule has none."""
        if line.chosen.has_time or self._ends_in_colon(line.chosen):
            return None
        return next(
            (
                other
                for other in line.clusters
                if any(isinstance(each.piece, Clock) for each in other.clocks)
                and not other.has_days
            ),
            None,
        )

    def _ask_whether_at(self, chosen: Cluster, clock: Cluster) -> Unclear:
        """Whether a time of day that stands apart from the days is meant with them."""
        said, at = self._said_words(chosen), self._said_words(clock)
        rest = _tidy(self._cut([(chosen.start, chosen.end), (clock.start, clock.end)]))
        answers = [Answer(value=f"{said} {at}", text=f"{said} {at}: {rest}")]
        answers += [
            Answer(value=f"{said} {time:%H:%M}", text=f"{said} {time:%H:%M}: {self._rest(chosen)}")
            for time in OFFICE_HOURS[:2]
        ]
        return Unclear(
            question=Question.WHICH,
            heard=at,
            answers=tuple(answers),
            head=said,
            tail=f": {self._rest(chosen)}",
        )

    def _ends_in_colon(self, cluster: Cluster) -> bool:
        return self.text[cluster.end :].lstrip(" )").startswith(":")

    def _left_over(self, line: _Line) -> tuple[int, int] | None:
        """Where words of a schedule stand in the same line beside the one that was chosen."""
        chosen = line.chosen
        quoted = [match.span() for match in QUOTED.finditer(self.text)]
        for found in (self._beside(line, chosen.found[0]), self._last_word(line)):
            if found is not None:
                return found.start, found.end
        for other in line.clusters:
            if other is chosen or any(start < other.start < end for start, end in quoted):
                continue
            if self._says_when(other):
                return other.start, other.end
        if self._ends_in_colon(chosen):
            return None
        gap = [chosen.gap] if chosen.gap else []
        around = [(self._line_start(chosen), chosen.start), *gap, (chosen.end, line.end)]
        patterns = [_LIMITS_ANYWHERE, *([_LIMITS_OF_SERIES] if chosen.repeats else [])]
        limits = [
            m for each in patterns for part in around for m in each.finditer(self.text, *part)
        ]
        unquoted = (m.span() for m in limits if not any(a < m.start() < b for a, b in quoted))
        beside = self._limits_beside(line)
        is_quoted = beside is not None and any(a <= beside[0] < b for a, b in quoted)
        return next(unquoted, None) or (None if is_quoted else beside)

    def _limits_beside(self, line: _Line) -> tuple[int, int] | None:
        """Words directly before or behind the schedule that limit one."""
        chosen = line.chosen
        after = re.compile(r"[ ,)]*").match(self.text, chosen.end)
        assert after is not None  # noqa: S101 -- it may be empty
        if (match := _LIMITS.match(self.text, after.end(), line.end)) is not None and match[0]:
            return match.span()
        before = self.text[: chosen.start].rstrip(" ,(")
        is_of_week = any(isinstance(p, Weekdays) for group in chosen.groups for p in group.pieces)
        patterns = [_LIMITS_AHEAD, *([_SEASON_AHEAD] if chosen.repeats or is_of_week else [])]
        matches = (pattern.search(before) for pattern in patterns)
        return next((match.span() for match in matches if match is not None), None)

    def _line_start(self, cluster: Cluster) -> int:
        return self.text.rfind("\n", 0, cluster.start) + 1

    def _either(self, chosen: Cluster) -> Unclear | None:
        """Which of two days is meant: 12/10이나 12/11."""
        one = _OR.search(self.text, 0, chosen.start)
        if one is None or not chosen.groups or not pieces(one["one"]):
            return None
        other = chosen.groups[0].found[-1]
        head, tail = self.text[: one.start()], self.text[other.end :]
        said = (one["one"], self.text[chosen.start : other.end].strip())
        return Unclear(
            question=Question.DAY,
            heard=self.text[one.start() : other.end].strip(),
            answers=tuple(Answer(value=day, text=_around(head, day, tail)) for day in said),
            head=head,
            tail=tail,
        )

    def _beside(self, line: _Line, first: Found) -> Found | None:
        """The piece before the schedule with nothing between: 추석 다음 주 금요일."""
        at = line.found.index(first)
        if not at or not first.joined:
            return None
        before = line.found[at - 1]
        is_dash = isinstance(before.piece, Through) and not before.joined  # 환경과 - 내일 10시
        return None if is_dash else before

    def _last_word(self, line: _Line) -> Found | None:
        """The piece behind the schedule that is all the rest of the line: 9시 다음 주."""
        last = line.chosen.found[-1]
        at = line.found.index(last) + 1 if last in line.found else len(line.found)
        if at >= len(line.found) or not line.found[at].joined or self._ends_in_colon(line.chosen):
            return None
        is_all = not self.text[line.found[at].end : line.end].strip()
        return line.found[at] if is_all else None

    def _says_when(self, cluster: Cluster) -> bool:
        """Whether a cluster that was not chosen may be meant as a part of the schedule."""
        if cluster.due is not None and not cluster.groups:
            return False  # 18시까지 제출: when it is due
        if self.text[: cluster.end].endswith("의"):
            return False  # 오늘의 민원
        if cluster.has_days:
            return self._names_days(cluster)
        clocks = any(isinstance(each.piece, Clock) for each in cluster.clocks)
        others = (cluster.leads, cluster.minutes_before, cluster.without)
        return clocks or any(others) or bool(cluster.during or cluster.count or cluster.hours)

    def _which_words(self, chosen: Cluster, left: tuple[int, int]) -> Unclear:
        """Whether some words of a schedule are of the message."""
        words = self.text[slice(*left)].strip(" ,()")
        parts = (self.text[chosen.start : left[0]], self.text[left[1] : chosen.end])
        said = " ".join(filter(None, (part.strip(" ,()") for part in parts)))
        before, *behind = self._around_schedule(chosen)
        rest = " ".join(filter(None, (before, words, *behind)))
        answer = Answer(value=said, text=f"{said}: {rest}")
        return Unclear(
            question=Question.WHICH, heard=words, answers=(answer,), head="", tail=f": {rest}"
        )

    def _which(self, line: _Line, left: tuple[int, int]) -> Unclear:
        """Which of the words are the schedule; all others are then text, behind a colon."""
        chosen = line.chosen
        said = self._said_words(chosen)
        answers = [Answer(value=said, text=f"{said}: {self._rest(chosen)}")]
        other = next((c for c in line.clusters if c.start == left[0]), None)
        if other is not None:
            words = self._said_words(other)
            whole = [(chosen.start, chosen.end), left]
            rest = _tidy(self._cut(whole))
            if (both := self._one_schedule(said, words)) is not None:
                answers.append(Answer(value=both, text=f"{both}: {rest}"))
            elif (limit := self._limit_words(other)) is not None:
                answers.append(Answer(value=f"{said} {limit}", text=f"{said} {limit}: {rest}"))
            elif other.has_days:
                clock = next(iter(chosen.clocks), None)
                if not other.has_time and clock is not None:
                    words = f"{words} {self.text[clock.start : clock.end].strip()}"
                answers.append(Answer(value=words, text=f"{words}: {rest}"))
            elif other.clocks and chosen.clocks:
                answers += self._at_other_times(line, other)
        return Unclear(
            question=Question.WHICH,
            heard=self.text[left[0] : left[1]].strip(),
            answers=tuple(answers),
            head="",
            tail=f": {self._rest(chosen)}",
        )

    def _one_schedule(self, said: str, words: str) -> str | None:
        """Both as one schedule, in the order in which they are one."""
        for both in (f"{said} {words}", f"{words} {said}"):
            reader = replace(self, text=f"{both}: ")
            match reader._grammar().clusters():
                case [whole] if whole.is_complete and reader._ends_in_colon(whole):
                    return both if isinstance(reader._schedule(whole), Said) else None
        return None

    def _limit_words(self, other: Cluster) -> str | None:
        """What limits a schedule, in words that cannot be of the message."""
        match (other.count, other.during):
            case Found(piece=Count(times=times)), _:
                return f"{times}번만"
            case _, Found():
                return self._said_words(other).removesuffix("간") + " 동안"
        return self._said_words(other) if other.without else None

    def _at_other_times(self, line: _Line, other: Cluster) -> list[Answer]:
        """At all times of day that are said one after the other, or at the next one instead."""
        chosen, said = line.chosen, self._said_words(line.chosen)
        at = line.clusters.index(other)
        row = [other]
        for each in line.clusters[at + 1 :]:
            if not (each.clocks and not each.has_days and each.found[0].joined):
                break
            row.append(each)
        words = [self._said_words(each) for each in row]
        spans = [(each.start, each.end) for each in (chosen, *row)]
        every = ", ".join((said, *words))
        rest = _tidy(self._cut(spans))
        first, last = chosen.clocks[0], chosen.clocks[-1]
        instead = _around(
            self.text[chosen.start : first.start], words[0], self.text[last.end : chosen.end]
        )
        rest_instead = _tidy(self._cut(spans[:2]))
        return [
            Answer(value=every, text=f"{every}: {rest}"),
            Answer(value=instead, text=f"{instead}: {rest_instead}"),
        ]

    def _said_words(self, cluster: Cluster) -> str:
        """The words of a schedule, without those in its gap."""
        if cluster.gap is None:
            return self.text[cluster.start : cluster.end].strip(" ,()")
        start, end = cluster.gap
        parts = (self.text[cluster.start : start], self.text[end : cluster.end])
        return " ".join(part.strip(" ,()") for part in parts)

    def _rest(self, cluster: Cluster) -> str:
        return " ".join(filter(None, self._around_schedule(cluster)))

    def _around_schedule(self, cluster: Cluster) -> tuple[str, str, str]:
        """The text before the schedule, what stands in its gap, and what behind it."""
        before = _tidy(self.text[: cluster.start]).removesuffix("(").rstrip()
        after = _tidy(_tidy(self.text[cluster.end :]).removeprefix(")"))
        within = ""
        if cluster.gap is not None:
            within = _tidy(self.text[slice(*cluster.gap)].removesuffix("("))
            within = " ".join(filter(None, (self._event_words(cluster), within)))
        if cluster.due is not None:
            clock, mark = cluster.due
            due = self.text[clock.start : mark.end].strip()
            event = self._event_words(cluster) if cluster.gap is not None else ""
            within = " ".join(filter(None, (event, due, within.removeprefix(event).lstrip())))
        return before, within, after

    def _event_words(self, cluster: Cluster) -> str:
        """When the event in the gap is, as people want to read it: 15시 간담회, 12/20 회의."""
        words = []
        if cluster.leads and not cluster.counts_down and len(cluster.groups) == 1:
            match cluster.groups[0].days:
                case NamedDays(rule=Once(day=day)):
                    words.append(f"{day.month}/{day.day}")
        if cluster.event is not None and (words or cluster.minutes_before):
            clock = cluster.event
            words.append(self.text[clock.start : clock.end].strip().removesuffix("에"))
        return " ".join(words)

    def _cut(self, spans: list[tuple[int, int]]) -> str:
        kept, at = [], 0
        for start, end in sorted(spans):
            kept.append(_tidy(self.text[at:start]))
            at = end
        return " ".join(filter(None, (*kept, _tidy(self.text[at:]))))

    # From the words to the schedule

    def _schedule(self, cluster: Cluster) -> Said | Unclear:
        if cluster.minutes_ahead is not None:
            at = (self.now + timedelta(minutes=cluster.minutes_ahead)).replace(microsecond=0)
            time_of_day = clock_time(at.hour, at.minute, at.second)
            timed = Timed(rule=Once(day=at.date()), at=time_of_day)
            return self._said(cluster, _Times(timed=(timed,)), _Bounds(first=None, last=None), ())
        bounds = self._bounds(cluster)
        if isinstance(bounds, Unclear):
            return bounds
        rules = self._rules(cluster, bounds)
        if isinstance(rules, Unclear):
            return rules
        if (passed := self._passed_day(cluster)) is not None:
            return passed
        if cluster.is_once and cluster.without:
            return self._ask_without(cluster)
        left = self._left_out(cluster, rules)
        if isinstance(left, Unclear):
            return left
        if cluster.deadline and not cluster.leads:
            return self._ask_leads(cluster, rules)
        times = self._times(cluster, rules)
        if isinstance(times, Unclear):
            return times
        return self._said(cluster, times, bounds, left)

    def _said(
        self, cluster: Cluster, times: _Times, bounds: _Bounds, left: tuple[Left, ...]
    ) -> Said | Unclear:
        leads = (times.days_before,) if times.days_before else cluster.leads_days()
        (main, *also), rules = times.timed, [each.rule for each in times.timed]
        usual = _usual_shift(rules, leads, deadline=cluster.deadline)
        if cluster.minutes_before:
            usual = Shift.NONE
        if DaysOff() in left and set(rules) == {Daily()}:
            # 쉬는 날 제외 매일 is 평일.
            main, also, left = self._on_working_days(times)
        schedule = Schedule(
            rule=main.rule,
            at=main.at,
            also=tuple(also),
            without=left,
            shift=cluster.shift or usual,
            leads=leads,
            working_leads=any(
                isinstance(f.piece, Leads) and f.piece.working for f in cluster.leads
            ),
            deadline=cluster.deadline,
            first=bounds.first,
            last=bounds.last,
            zone=self.zone,
            said=self._said_words(cluster),
        )
        if not self._comes(schedule):
            # Moved to before now by a day off: better late than on no day.
            as_it_stands = replace(schedule, shift=Shift.NONE)
            if not self._comes(as_it_stands):
                return self._ask_passed(cluster, rules, main.at)
            schedule = as_it_stands
        if (end := self._ends_at_once(cluster, schedule)) is not None:
            return self._which_words(cluster, end)
        before, within, after = self._around_schedule(cluster)
        limited = self._limited(cluster, schedule)
        return Said(
            schedule=limited,
            before=before,
            within=within,
            after=after,
            is_literal=self._ends_in_colon(cluster),
        )

    def _ends_at_once(self, cluster: Cluster, schedule: Schedule) -> tuple[int, int] | None:
        """Where 까지 would end a series after one time: 매월 25일 10시 [익월 5일까지] 제출."""
        if cluster.until is None or not cluster.repeats or cluster.gap is not None:
            return None
        if len([*islice(occurrences(schedule, self.now, self.calendar), 2)]) > 1:
            return None
        until = cluster.found.index(cluster.until.found[-1])
        if until + 2 < len(cluster.found):
            return None  # more of the schedule stands behind it
        return cluster.until.found[0].start, cluster.end

    def _on_working_days(self, times: _Times) -> tuple[Timed, list[Timed], tuple[Left, ...]]:
        main, *also = (replace(each, rule=Daily(working=True)) for each in times.timed)
        return main, also, ()

    def _comes(self, schedule: Schedule) -> bool:
        return next(occurrences(schedule, self.now, self.calendar), None) is not None

    def _limited(self, cluster: Cluster, schedule: Schedule) -> Schedule:
        """The schedule up to the last day of 6주 동안, or 두 번만."""
        if cluster.during is not None and isinstance(during := cluster.during.piece, During):
            first = schedule.first or next(detailed(schedule, self.now, self.calendar)).day
            length = relativedelta(days=during.days, months=during.months)
            last = first + length - DAY
            schedule = replace(schedule, last=min(last, schedule.last or last))
        if cluster.count is None or not isinstance(count := cluster.count.piece, Count):
            return schedule
        if isinstance(schedule.rule, Once | Dates):
            return schedule
        return replace(schedule, at_most=count.times, since=self.now)

    # Days

    def _bounds(self, cluster: Cluster) -> _Bounds | Unclear:
        """The days before 부터 and 까지."""
        match [group.days for group in cluster.groups]:
            case [NamedDays(first=date() as first, last=last)]:
                return _Bounds(first=first, last=last)
        edges: list[date | None] = []
        span = cluster.span.days if cluster.span is not None else None
        if isinstance(span, Span):
            return _Bounds(first=span.first, last=span.last)
        for group in (cluster.since, None if cluster.main else cluster.until):
            if group is None:
                edges.append(None)
                continue
            if isinstance(group.days, Ask):
                return self._ask_days(group, group.days)
            if group is cluster.since and is_recent(group.pieces, self.today):
                month = next(p.month for p in group.pieces if isinstance(p, Month))
                again = date(self.today.year + 1, month, 1)
                return self._ask_days(group, Ask(question=Question.PASSED, answers=(again,)))
            days = group.days
            if group is cluster.until and (edges[0] is not None):
                days = named_span(group.pieces, edges[0], self.calendar) or days
            edges.append(_edge(days, group.mark))
        since, until = edges
        if since is not None and until is not None and until < since:
            group = cluster.until
            assert group is not None  # noqa: S101 -- it has a day
            return self._ask_days(group, Ask(question=Question.PASSED, answers=(until + _YEAR,)))
        return _Bounds(first=since, last=until)

    def _rules(self, cluster: Cluster, bounds: _Bounds) -> list[list[Rule]] | Unclear:
        """The rules of each entry."""
        if (group := cluster.main) is not None:
            if isinstance(group.days, Ask):
                return self._ask_days(group, group.days)
            day = _edge(group.days, group.mark)
            return [[Once(day=day)]] if day else self._ask_series(cluster)
        if not cluster.groups and cluster.since is not None and _is_short(cluster.during):
            return [[Daily()]]  # 내일부터 3일 동안
        if not cluster.groups:
            return self._ask_series(cluster)
        if cluster.is_each_time:
            return self._each_weekday(cluster)
        if (bare := self._bare_weekdays(cluster)) is not None:
            return bare
        rules: list[list[Rule]] = []
        for entry in cluster.entries:
            of_entry: list[Rule] = []
            for group in entry.groups:
                rule = self._rule(cluster, entry, group, bounds)
                if isinstance(rule, Unclear):
                    return rule
                of_entry.append(rule)
            rules.append(_joined(of_entry))
        return rules

    def _rule(
        self, cluster: Cluster, entry: Entry, group: Group, bounds: _Bounds
    ) -> Rule | Unclear:
        match group.days:
            case NamedDays(rule=rule):
                return rule
            case Ask(series=Series() as series) if bounds.first is not None:
                return series.started(bounds.first)
            case Ask(question=Question.DAY, answers=[date() as day, date() as later]) if (
                day == self.today and self._has_passed(entry)
            ):
                return Once(day=later)  # 화요일 10시, said on a Tuesday at 11
            case Ask() as ask:
                return self._same_weekday(cluster, group) or self._ask_days(group, ask)
            case Span():
                return self._ask_series(cluster)

    def _same_weekday(self, cluster: Cluster, group: Group) -> Weekly | None:
        """12/11부터 매주: on the weekday of that day."""
        match cluster.since, group.pieces:
            case (
                Group(days=NamedDays(rule=Once(day=day)), found=[*_, Found(piece=Date())]),
                [EveryWeeks(weeks=weeks, weekdays=(), times=None, side=None)],
            ):
                return Weekly(weekdays=(day.weekday(),), every=weeks, anchor=day)
        return None

    def _has_passed(self, entry: Entry) -> bool:
        """Whether all its times of day lie behind today, however they are meant."""
        clocks = [each.piece for each in entry.clocks if isinstance(each.piece, Clock)]
        times = [(hour, clock.minute) for clock in clocks for hour in hours(clock)]
        return bool(times) and max(times) <= (self.now.hour, self.now.minute)

    def _each_weekday(self, cluster: Cluster) -> list[list[Rule]] | Unclear:
        """월요일 9시마다 is every week; of 12/10 9시마다 it is asked whether once or every day."""
        rules: list[list[Rule]] = []
        for entry in cluster.entries:
            of_entry: list[Rule] = []
            for group in entry.groups:
                match group.pieces:
                    case [Weekdays(weekdays=weekdays)]:
                        of_entry.append(Weekly(weekdays=weekdays))
                    case _:
                        return self._ask_each_day(cluster, group)
            rules.append(of_entry)
        return rules

    def _ask_each_day(self, cluster: Cluster, group: Group) -> Unclear:
        start, end = cluster.clocks[0].start, cluster.clocks[-1].end
        at = self.text[start:end].strip().removesuffix("마다").strip()
        day = self.text[group.found[0].start : group.found[-1].end].strip()
        series = f"매일 {at}"
        if (during := cluster.during) is not None:
            length = self.text[during.start : during.end].strip().removesuffix("간")
            series = f"{day}부터 {length.removesuffix('동안').strip()} 동안 매일 {at}"
        answers = (f"{day} {at}", series)
        return self._unclear(Question.DAY, cluster.start, cluster.end, answers)

    def _bare_weekdays(self, cluster: Cluster) -> Unclear | None:
        """Whether 화 10시 목 15시 is meant for once or for every week."""
        bare = [isinstance(p, Weekdays) and not p.weekly for g in cluster.groups for p in g.pieces]
        if len(cluster.groups) < 2 or not all(bare):
            return None
        start, end = cluster.groups[0].found[0].start, cluster.end
        words = self.text[start:end].strip()
        once, at = "", start
        for group in cluster.groups:
            match group.days:
                case NamedDays(rule=Once(day=day)) | Ask(answers=(date() as day, *_)):
                    pass
                case _:
                    return None
            once += f"{self.text[at : group.found[0].start]}{day.month}/{day.day} "
            at = group.found[-1].end
            at += self.text[at : at + 1].isspace()
        answers = [f"매주 {words}", f"{once}{self.text[at:end]}".strip()]
        return self._unclear(Question.DAY, start, end, answers)

    def _left_out(self, cluster: Cluster, rules: list[list[Rule]]) -> tuple[Left, ...] | Unclear:
        """The days that are left out."""
        left: list[Left] = []
        for each in cluster.without:
            if isinstance(each, Found):
                piece = each.piece
                assert isinstance(piece, Without)  # noqa: S101 -- it is kept as such
                if piece.is_open and any(rule == Daily() for entry in rules for rule in entry):
                    answers = ("쉬는 날 제외", "공휴일만 제외")
                    return self._unclear(Question.DAYS_OFF, each.start, each.end, answers)
                left.extend(piece.left)
                continue
            found = each.left()
            if found is None:
                assert isinstance(each.days, Ask)  # noqa: S101 -- all else is clear
                return self._ask_days(each, each.days)
            left.extend(found)
        return tuple(dict.fromkeys(left))

    def _ask_without(self, cluster: Cluster) -> Unclear:
        """The question what is left out of a single day: 토요일 빼고 12/17."""
        first = cluster.without[0]
        found = first.found if isinstance(first, Group) else (first,)
        behind = cluster.found.index(found[-1]) + 1
        is_mark = isinstance(first, Group)
        end = cluster.found[behind].end if is_mark else found[-1].end
        return self._which_words(cluster, (found[0].start, end))

    def _ask_days(self, group: Group, ask: Ask) -> Unclear:
        start, end = group.found[0].start, group.found[0 if ask.of_first else -1].end
        return self._unclear(ask.question, end if ask.behind else start, end, ask.answers)

    def _ask_series(self, cluster: Cluster) -> Unclear:
        """12/7부터, 12/14~12/18: on which of these days."""
        groups = [g for g in (cluster.span, cluster.since, cluster.until) if g is not None]
        groups = groups or cluster.groups
        found = [each for each in cluster.found if any(each in g.found for g in groups)]
        start, last = found[0].start, found[-1]
        behind = cluster.found[cluster.found.index(last) + 1 :]
        is_marked = bool(behind) and isinstance(behind[0].piece, Since | Until)
        end = behind[0].end if is_marked else last.end
        words = self.text[start:end].strip()
        days = groups[0].days
        answers: list[date | str] = [f"{words} {series}" for series in _OFFERED_SERIES]
        first = days.first if isinstance(days, Span) else None
        if isinstance(days, NamedDays):
            first = days.day
        if first is not None:
            if cluster.until is None and cluster.span is None:
                answers.append(f"{words} 매주 {WEEKDAYS[first.weekday()]}요일")
            answers.append(first)
        return self._unclear(Question.SERIES, start, end, answers)

    def _ask_day(self, cluster: Cluster, answers: Sequence[date | str]) -> Unclear:
        return self._unclear(Question.DAY, cluster.start, cluster.start, answers)

    def _near_days(self, clock: Clock) -> list[date | str]:
        """Today, if the time may still come, tomorrow, and every day."""
        minute = min(clock.minute, 59)
        times = [clock_time(hour, minute) for hour in hours(clock) if hour < 24]
        today = [self.today] if any(map(self._is_ahead, times)) else []
        return [*today, self.today + DAY, "평일", "매일"]

    def _month_ends(self) -> list[date | str]:
        return [self.today + relativedelta(months=ahead, day=31) for ahead in (0, 1)]

    def _passed_day(self, cluster: Cluster) -> Unclear | None:
        """The question about a day that lies behind."""
        for group in [cluster.main] if cluster.main else cluster.groups:
            if not isinstance(group.days, NamedDays):
                continue
            days = _days_of(group.days.rule)
            if not days or min(days) >= self.today:
                continue
            steps = (_STEPS[type(f.piece)] for f in group.found if type(f.piece) in _STEPS)
            step = next(steps, _WEEK)
            times = 1
            while min(days) + step * times < self.today:
                times += 1
            later = [day if day >= self.today else day + step * times for day in days]
            if len(later) == 1:
                answers: tuple[date | str, ...] = tuple(later)
            else:
                answers = (", ".join(f"{day.month}/{day.day}" for day in sorted(later)),)
            return self._ask_days(group, Ask(question=Question.PASSED, answers=answers))
        return None

    def _ask_passed(self, cluster: Cluster, rules: Sequence[Rule], at: clock_time) -> Unclear:
        """The question about a time that lies behind, on a day that does not, or not all of it."""
        rule, group = rules[0], next(iter(cluster.groups), None)
        day = _only_day(rule)
        if cluster.leads and day is not None and day > self.today:
            return self._ask_leads(cluster, [[rule]])
        if cluster.leads and day is not None:
            times = self._ahead(cluster, [[rule]], OFFICE_HOURS)
            return self._ask_time(cluster, Question.TIME, times)
        if group is None or not cluster.clocks or day is None:
            return self._unclear(Question.PASSED, cluster.start, cluster.end, (self.today + DAY,))
        weekly = any(isinstance(found.piece, WeekAhead | Weekdays) for found in group.found)
        later = max(day, self.today) + (7 if weekly else 1) * DAY
        clock, last = cluster.clocks[0], cluster.clocks[-1]
        if cluster.minutes_before:
            return self._unclear(
                Question.PASSED, group.found[0].start, group.found[-1].end, (later,)
            )
        moments = [f"{later} {at:%H:%M}"]
        evening = (at.hour + 12) % 24
        if at.hour < 12 and self._is_ahead(clock_time(evening, at.minute)):
            moments.append(f"{self.today} {evening:02d}:{at.minute:02d}")
        start = min(group.found[0].start, clock.start)
        end = max(group.found[-1].end, last.end)
        return self._unclear(Question.PASSED, start, end, moments)

    def _ask_leads(self, cluster: Cluster, rules: list[list[Rule]]) -> Unclear:
        """How many days before, of what is still possible."""
        offered = list(_OFFERED_LEADS)
        day = _only_day(rules[0][0])
        if day is not None:
            left = (day - self.today).days
            offered = [each for each in offered if max(_counted(each)) <= left]
        start = end = cluster.end
        if cluster.leads:
            start, end = cluster.leads[0].start, cluster.leads[-1].end
        return self._unclear(Question.LEADS, start, end, offered)

    # Times of day

    def _times(self, cluster: Cluster, rules: list[list[Rule]]) -> _Times | Unclear:
        """The rules with the times of day that are said, or the question about one."""
        if cluster.hours is not None:
            at_hours = self._hourly(cluster)
            if isinstance(at_hours, Unclear):
                return at_hours
            timed = tuple(Timed(rule=rule, at=at) for at in at_hours for rule in rules[0])
            return _Times(timed=timed)
        if not cluster.clocks and cluster.due is not None:
            return self._ask_time_before_due(cluster, *cluster.due, rules)
        if not cluster.clocks and cluster.deadline and self._ahead(cluster, rules, [COUNTDOWN_AT]):
            # 마감 D-7 D-3: as a campaign counts down.
            timed = tuple(Timed(rule=rule, at=COUNTDOWN_AT) for entry in rules for rule in entry)
            return _Times(timed=timed)
        if not cluster.clocks:
            times = self._ahead(cluster, rules, OFFICE_HOURS)
            return self._ask_time(cluster, Question.TIME, times)
        if (asked := self._ask_times_a_day(cluster)) is not None:
            return asked
        entries = cluster.entries
        pairs: list[tuple[Rule, clock_time]] = []
        for entry, of_entry in zip(entries, rules, strict=True):
            said = self._clock_times(entry, cluster, rules)
            if isinstance(said, Unclear):
                return said
            pairs += [(rule, at) for at in said for rule in of_entry]
        if cluster.minutes_before:
            return self._minutes_before(cluster, pairs)
        timed = tuple(Timed(rule=rule, at=at) for rule, at in dict.fromkeys(pairs))
        return _Times(timed=timed)

    def _clock_times(
        self, entry: Entry, cluster: Cluster, rules: list[list[Rule]]
    ) -> list[clock_time] | Unclear:
        """The times of day of some days; 4시 after 오후 2시 is in the afternoon, too."""
        times: list[clock_time] = []
        half = ""
        for found in entry.clocks:
            clock = found.piece
            if isinstance(clock, PartOfDay):
                offered = self._ahead(cluster, rules, OFFERED_HOURS[clock.word])
                return self._ask_time(cluster, Question.TIME, offered, found)
            assert isinstance(clock, Clock)  # noqa: S101 -- it is one of the two
            for hour in clock.before:
                at_hour = hours(replace(clock, hour=hour))
                times.append(clock_time(at_hour[0]))
            if not clock.half and half in AFTERNOON and 1 <= clock.hour < 12:
                clock = replace(clock, half=half)
            half = clock.half
            at = self._clock_time(clock, found, cluster, rules)
            if isinstance(at, Unclear):
                return at
            times.append(at)
        return times

    def _clock_time(
        self, clock: Clock, found: Found, cluster: Cluster, rules: list[list[Rule]]
    ) -> clock_time | Unclear:
        meant = hours(clock)
        if clock.minute > 59 or not meant:
            offered = self._ahead(cluster, rules, OFFICE_HOURS)
            return self._ask_time(cluster, Question.TIME, offered, found)
        if (
            len(meant) > 1
            and not clock.half
            and meant[0] > 12
            and not _OUT_OF_HOURS.search(self.text)
        ):
            meant = meant[:1]  # 3시 is in the afternoon, as long as nothing speaks of the night
        if meant == (24,):
            if rules == [[Daily()]]:
                return clock_time(0, clock.minute)
            ends = (END_OF_DAY, clock_time(0, 0))
            return self._ask_time(cluster, Question.MIDNIGHT, ends, found)
        times = [clock_time(hour, clock.minute) for hour in meant]
        if self._is_today(cluster, rules) and len(times) > 1:
            # Of the two halves of today one may lie behind.
            times = [each for each in times if self._is_ahead(each)] or times[:1]
        if len(times) == 1:
            return times[0]
        return self._ask_time(cluster, Question.HALF_OF_DAY, times, found)

    def _minutes_before(
        self, cluster: Cluster, pairs: list[tuple[Rule, clock_time]]
    ) -> _Times | Unclear:
        """So many minutes before the time of day that was said."""
        before = [
            f.piece.minutes for f in cluster.minutes_before if isinstance(f.piece, MinutesBefore)
        ]
        clock, lead = cluster.clocks[-1], cluster.minutes_before[0]
        directly = not self.text[clock.end : lead.start].strip()
        if (
            directly
            and before[0] < 60
            and isinstance(clock.piece, Clock)
            and not clock.piece.minute
        ):
            # 15시 20분 전 is 14:40 or before 15:20.
            at = pairs[-1][1]
            minutes = at.hour * 60 + at.minute
            answers = [_time_at(minutes - before[0]), _time_at(minutes + before[0])]
            return self._unclear(Question.TIME, clock.start, lead.end, answers)
        timed, days = [], set()
        for rule, at in pairs:
            for minutes in before:
                moment = at.hour * 60 + at.minute - minutes
                days.add(-(moment // (24 * 60)))
                timed.append(Timed(rule=rule, at=_time_at(moment)))
        if len(days) > 1 or cluster.leads:
            times = [_time_at(at.hour * 60 + at.minute - before[0]) for _, at in pairs]
            return self._unclear(Question.TIME, clock.start, lead.end, times)
        return _Times(timed=tuple(dict.fromkeys(timed)), days_before=days.pop())

    def _hourly(self, cluster: Cluster) -> list[clock_time] | Unclear:
        """The times of 2시간마다: between those that are said, or else asked."""
        found, within = cluster.hours, cluster.hours_within
        assert found is not None  # noqa: S101 -- asked only then
        step = found.piece.hours if isinstance(found.piece, EveryHours) else 0
        if within is not None and step:
            first, last = hours(within.first), hours(within.last)
            if len(first) == 1 and last and last[0] >= first[0]:
                each = range(first[0], min(last[0], 23) + 1, step)
                if len(each) <= MAX_TIMES_A_DAY:
                    return [clock_time(hour, within.first.minute) for hour in each]
        start = found.start
        if within is not None:
            start = next(f.start for f in cluster.found if f.piece is within)
        offered = [", ".join(f"{hour:02d}:00" for hour in range(9, 19, step or 1))]
        offered += ["10:00, 16:00", "09:00, 13:00, 17:00"]
        return self._unclear(Question.TIME, min(start, found.start), found.end, offered)

    def _ask_times_a_day(self, cluster: Cluster) -> Unclear | None:
        """The times of 하루 두 번, where another number of them is said."""
        times = cluster.times_a_day
        if times in {0, len(cluster.clocks)}:
            return None
        start, end = cluster.clocks[0].start, cluster.clocks[-1].end
        words = self.text[start:end].strip()
        offered = [f"{words}, {at}" for at in ("14:00", "16:00", "17:00")]
        return self._unclear(
            Question.TIME, start, end, offered if times == 2 else _SEVERAL_TIMES.get(times, ())
        )

    def _ahead(
        self, cluster: Cluster, rules: list[list[Rule]], times: Sequence[clock_time]
    ) -> tuple[clock_time, ...]:
        """These times of day, or today those that still come."""
        if not self._is_today(cluster, rules):
            return tuple(times)
        ahead = tuple(time_of_day for time_of_day in times if self._is_ahead(time_of_day))
        later = (clock_time(hour, 0) for hour in range(self.now.hour + 1, 24))
        return ahead or tuple(later)[:2] or (END_OF_DAY,)

    def _is_ahead(self, time_of_day: clock_time) -> bool:
        return (time_of_day.hour, time_of_day.minute) > (self.now.hour, self.now.minute)

    def _is_today(self, cluster: Cluster, rules: list[list[Rule]]) -> bool:
        """Whether all there is to be is today."""
        day = _only_day(rules[0][0]) if len(rules) == len(rules[0]) == 1 else None
        return day is not None and day - min(cluster.leads_days()) * DAY == self.today

    def _ask_time(
        self,
        cluster: Cluster,
        question: Question,
        times: Sequence[clock_time],
        found: Found | None = None,
    ) -> Unclear:
        start = end = cluster.end if cluster.gap is None else cluster.gap[0]
        if found is None and cluster.clocks:
            found = cluster.clocks[0]
        if found is not None:
            start, end = found.start, found.end
        answers: Sequence[clock_time | str] = times[:MAX_TIMES_OFFERED]
        if found is None:
            answers = _SEVERAL_TIMES.get(cluster.times_a_day, answers)
        return self._unclear(question, start, end, answers)

    def _ask_time_before_due(
        self, cluster: Cluster, clock: Found, until: Found, rules: list[list[Rule]]
    ) -> Unclear:
        """When to remind of what is due at a time of day, which stays in the rest of the text."""
        times = list(self._ahead(cluster, rules, OFFICE_HOURS))
        if isinstance(clock.piece, Clock) and len(meant := hours(clock.piece)) == 1:
            due = clock_time(meant[0] % 24, min(clock.piece.minute, 59))
            times = [*(each for each in times if each < due), due]
        between = self.text[until.end : cluster.end].strip()
        due_text = self.text[clock.start : until.end].strip()
        # 마감 takes the place of 까지, which goes with the time.
        head = _around(self.text[: clock.start], "마감" if not between else f"마감 {between}", "")
        tail = _around("", due_text, self.text[cluster.end :])
        return Unclear(
            question=Question.TIME,
            heard="",
            answers=tuple(
                Answer(value=each, text=_around(head, f"{each:%H:%M}:", tail))
                for each in times[:MAX_TIMES_OFFERED]
            ),
            head=head,
            tail=tail,
        )

    def _unclear(
        self,
        question: Question,
        start: int,
        end: int,
        values: Iterable[date | clock_time | str],
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


def _is_short(during: Found | None) -> bool:
    return (
        during is not None
        and isinstance(during.piece, During)
        and 1 <= during.piece.days <= MAX_DAYS_IN_A_ROW
    )


def _is_noun(group: Group) -> bool:
    """Whether days may be a word of the message where they stand alone: 다음 주 일정, 추석 연휴."""
    return (
        isinstance(group.days, Ask) and isinstance(group.pieces[0], WeekAhead | DaysAround)
    ) or (isinstance(group.pieces[-1], PublicHoliday) and group.pieces[-1].days == 0)


def _edge(days: NamedDays | Span, mark: object) -> date | None:
    """The last of the days, or the day before them where the mark is 전까지."""
    first, last = (days.first, days.last) if isinstance(days, Span) else 2 * (days.day,)
    is_before = isinstance(mark, Until) and mark.before
    return last if not is_before or first is None else first - DAY


def _only_day(rule: Rule) -> date | None:
    return rule.day if isinstance(rule, Once) else None


def _days_of(rule: Rule) -> tuple[date, ...]:
    match rule:
        case Once(day=day):
            return (day,)
        case Dates(days=days):
            return days
    return ()


def _joined(rules: list[Rule]) -> list[Rule]:
    """Single days as one rule; others as they are."""
    days = sorted({day for rule in rules for day in _days_of(rule)})
    others = [rule for rule in rules if not _days_of(rule)]
    if len(days) > 1:
        return [Dates(days=tuple(days)), *others]
    return [*(Once(day=day) for day in days), *others]


def _usual_shift(rules: Sequence[Rule], leads: tuple[int, ...], *, deadline: bool) -> Shift:
    """Where days off move a reminder unless said otherwise: before a deadline, never after it.

    A weekday that was named stays that weekday.
    """
    if deadline or leads != (0,):
        return Shift.PREVIOUS
    days = [day for rule in rules if isinstance(rule, Monthly) for day in rule.days]
    if not days or any(isinstance(day, NthWeekday) for day in days):
        return Shift.NONE
    return Shift.PREVIOUS


def _counted(leads: str) -> list[int]:
    return [int(number) for number in re.findall(r"D-(\d+)", leads)] or [0]


def _time_at(minutes: int) -> clock_time:
    hour, minute = divmod(minutes % (24 * 60), 60)
    return clock_time(hour, minute)


def _phrase(value: date | clock_time | str, question: Question) -> str:
    """The value as it is said in a command."""
    if isinstance(value, clock_time):
        return f"{value:%H:%M}"
    if isinstance(value, date) and question is Question.START:
        return f"{value}부터"
    return str(value)


def _around(head: str, said: str, tail: str) -> str:
    """What is said between two texts, with a space on each side where there is none."""
    if not said:
        return f"{head.rstrip()} {tail.lstrip()}".strip()
    before = "" if not head or head[-1].isspace() or head[-1] == "(" else " "
    after = "" if not tail or tail[0].isspace() or tail[0] in "),.:" else " "
    return f"{head}{before}{said}{after}{tail}".strip()


def _tidy(text: str) -> str:
    text = text.strip(" ,:·/\t\n|–—→➡").removeprefix("- ").removesuffix(" -").strip()
    return re.sub(r"\s(?:단|다만|그리고)$", "", text)
