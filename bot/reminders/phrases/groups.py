"""Neighbouring pieces that name days together, with the mark beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.reminders.phrases import tokens
from bot.reminders.phrases.clusters import Group, is_repeating
from bot.reminders.phrases.dates import named_days, named_span, span_of, span_or_ask
from bot.reminders.phrases.days import Ask, Named, NamedDays, Question, Span, all_of, edge, on
from bot.reminders.rules.schedule import Monthly, NthWeekday, Once, Weekly
from bot.reminders.rules.working_days import DAY, WorkingDays

_AND_AHEAD = re.compile(r"(?:와|과|하고|랑|및|그리고)\s*$")
MAX_LEFT_OUT = 12  # dates in a list before 제외
MAX_PIECES_OF_DAYS = 5  # 내년 12월 셋째 주 수요일(12/15, 수)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The pieces of a text, and the day and the calendar by which they are read."""

    found: Sequence[tokens.Found]
    text: str
    today: date
    calendar: WorkingDays
    groups: dict[int, Group | None] = field(default_factory=dict, compare=False)

    def piece(self, at: int) -> tokens.Piece | None:
        """The piece there, if it stands beside the one before."""
        if at < len(self.found) and self.found[at].joined:
            return self.found[at].piece
        return None

    def is_last(self, at: int) -> bool:
        """Whether no word of the message follows that piece."""
        line, _, _ = self.text[self.found[at].end :].partition("\n")
        return self.piece(at + 1) is not None or not line.strip()

    def named(self, *said: tokens.Piece) -> Named | None:
        """The days that these pieces name."""
        return named_days(said, self.today, self.calendar)

    def group(self, at: int) -> Group | None:
        """The longest run of pieces from here on that name days together, with their mark."""
        if at not in self.groups:
            self.groups[at] = self._group(at)
        return self.groups[at]

    def _group(self, at: int) -> Group | None:
        first = self.found[at].piece
        if not (isinstance(first, tokens.Until | tokens.Since) and first.ahead):
            return self._run(at)
        group = self._run(at + 1) if self.piece(at + 1) is not None else None
        if group is None or group.mark is not None:
            return None
        days = group.days
        if isinstance(days, Span):
            edge = days.first if isinstance(first, tokens.Since) else days.last
            days = NamedDays(rule=Once(day=edge))
        return replace(group, mark=first, days=days, size=group.size + 1)

    def _run(self, at: int, *, is_edge: bool = False) -> Group | None:
        """The same where no mark stands before; an edge of a range is no range itself."""
        run: list[tokens.Found] = []
        for each in self.found[at : at + MAX_PIECES_OF_DAYS]:
            if (run and not each.joined) or not isinstance(each.piece, tokens.NamesDays):
                break
            if (
                run
                and isinstance(each.piece, tokens.Ahead | tokens.Date | tokens.Days)
                and each.listed
            ):
                break  # 내일, 다음 영업일 are two days
            is_weekday = run and isinstance(each.piece, tokens.Weekdays)
            is_closed = each.listed and run and ")" in self.text[run[-1].end : each.start]
            if is_weekday and (is_closed or _AND_AHEAD.search(self.text, 0, each.start)):
                break  # and so are 내일하고 금요일, and 월요일(3/16), 수요일(3/18)
            run.append(each)
        several = (tuple(run[:count]) for count in range(len(run), 0, -1))
        groups = (self._group_of(each, at + len(each), is_edge=is_edge) for each in several)
        return next((group for group in groups if group is not None), None)

    def _group_of(
        self, found: tuple[tokens.Found, ...], behind: int, *, is_edge: bool
    ) -> Group | None:
        """These pieces as a group, with the mark behind them; None where they name no days."""
        said = tuple(each.piece for each in found)
        following = self.piece(behind)
        span = named_span(said, self.today, self.calendar)
        days = self.named(*said)
        if not (is_edge and following is tokens.Sign.THROUGH):
            marked = self._marked(found, span, days, behind)
            if marked is not None:
                return marked
        if is_repeating(following):
            is_daily = isinstance(following, tokens.EveryDay) and following.days == 1
            days_in_a_row = span_of(days) if is_daily else None
            days = days_in_a_row if isinstance(days_in_a_row, Span) else span or days
        words = self.text[found[0].start : found[-1].end]
        if isinstance(days, NamedDays) and words.endswith(("경", "쯤")):
            match days.rule:
                case Once(day=day):
                    days = Ask(question=Question.DAY, answers=(day, day - DAY, day + DAY))
                case Monthly():
                    day_said = words.rstrip("경쯤 ")
                    days = Ask(question=Question.DAY_OF_PERIOD, answers=(day_said,))
        return None if days is None else Group(found=found, days=days, size=len(found))

    def _marked(
        self,
        found: tuple[tokens.Found, ...],
        span: Span | None,
        days: Named | None,
        behind: int,
    ) -> Group | None:
        """The pieces with the mark behind them; None where there is none."""
        size, mark, named = len(found), self.piece(behind), span or days
        match mark:
            case tokens.Since(ahead=False) if named:
                # Of 연말부터 the day is asked, though 연말까지 is a stretch from today on.
                is_end = isinstance(found[-1].piece, tokens.PeriodEnd)
                begun = days if days and is_end else _begun(span) or named
                return Group(found=found, days=begun, size=size + 1, mark=mark)
            case tokens.Until() if span and isinstance(
                found[-1].piece, tokens.DateSpan | tokens.MonthSpan
            ):
                return Group(found=found, days=span, size=size + 1)  # 28일에서 30일 사이
            case tokens.Until() if isinstance(days, Span):
                return Group(found=found, days=days, size=size + 1)
            case tokens.Until(ahead=False) | tokens.Without(left=()) if named:
                return Group(found=found, days=named, size=size + 1, mark=mark)
            case tokens.Sign.THROUGHOUT if span:
                return Group(found=found, days=span, size=size + 1)
            case tokens.During() if start := _begun(span):
                return Group(found=found, days=start, size=size, mark=tokens.Since())
            case tokens.Sign.THROUGH if named:
                return self._range(found, named, behind)
        return None

    def _range(self, found: tuple[tokens.Found, ...], first: Named, behind: int) -> Group:
        """From these days to those behind the sign: 12/14~12/18."""
        last = None
        if self.piece(behind + 1) is not None:
            last = self._run(behind + 1, is_edge=True)
        start, end = edge(first, 0), edge(last.days if last else None, -1)
        if last is None or start is None or end is None:
            return Group(found=found, days=first, size=len(found))
        days: Named | None = None
        match found[-1].piece, last.pieces:
            case tokens.InMonth(days=[NthWeekday() as nth]), [tokens.Weekdays(weekdays=[number])]:
                days = _in_week_of_month(nth, start, (number - start.weekday()) % 7 + 1)
        if end < start and isinstance(last.pieces[0], tokens.Date) and last.pieces[0].year is None:
            end += relativedelta(years=start.year + (end.month < start.month) - end.year)
        size = len(found) + 1 + last.size
        whole = self.found[behind - len(found) : behind - len(found) + size]
        mark = last.mark if isinstance(last.mark, tokens.Without) else None
        days = days or span_or_ask(start, end)
        return Group(found=tuple(whole), days=days, size=size, mark=mark)


def _in_week_of_month(nth: NthWeekday, first: date, count: int) -> NamedDays | Ask | None:
    """So many days in a row from the nth weekday on, where that is in the nth week, too.

    A week is of the month that its Thursday is in: 셋째 주 월~수 may be in the one before.
    """
    rows = [
        [start + ahead * DAY for ahead in range(count)]
        for start in (first - 7 * DAY, first, first + 7 * DAY)
        if start == first or _is_in_week(start, nth.nth, first.month)
    ]
    if len(rows) == 1:
        return on(*rows[0])
    answers = (", ".join(f"{day.month}/{day.day}" for day in row) for row in rows)
    return Ask(question=Question.DAY, answers=tuple(answers))


def _is_in_week(day: date, nth: int, month: int) -> bool:
    """Whether a day is in the nth week of a month, or with -1 in the last."""
    thursday = day + (3 - day.weekday()) * DAY
    is_last = (thursday + 7 * DAY).month != month
    return thursday.month == month and (is_last if nth < 0 else (thursday.day + 6) // 7 == nth)


def carried(pieces: Pieces, before: Group, group: Group) -> Group:
    """The days with what is said once for several: 매주 화 10시 목 15시, 12월 9일, 16일."""
    found, days = group.found, None
    match before.pieces, group.pieces:
        case _, [tokens.Weekdays(weekdays=weekdays, following=False)] if (
            isinstance(before.days, NamedDays)
            and isinstance(before.days.rule, Weekly)
            and before.days.rule.every == 1
        ):
            found = (replace(group.found[0], piece=tokens.Weekdays(weekdays, weekly=True)),)
            days = pieces.named(found[0].piece)
        case [tokens.WeekAhead() as week, *_], [tokens.Weekdays(following=False) as weekdays_said]:
            days = pieces.named(replace(week, weekdays=()), weekdays_said)
        case [*_, tokens.Date()], [tokens.Date(year=None) as dated] if (
            last := edge(before.days, -1)
        ) is not None:
            year = last.year + ((dated.month, dated.day) < (last.month, last.day))
            days = pieces.named(replace(dated, year=year))
        case [*year, tokens.Date(year=None) | tokens.MonthDays() as dated], [
            tokens.Days(days=numbers, span=False)
        ]:
            days = pieces.named(*year, tokens.MonthDays(dated.month, numbers))
        case [*_, tokens.Date(month=month, year=number)], [tokens.Days(days=numbers, span=False)]:
            days = all_of([pieces.named(tokens.Date(month, day, number)) for day in numbers])
        case ([tokens.EveryMonths() as every, *_], [tokens.Days() as more]) | (
            [tokens.EveryMonths(months=12) as every, tokens.Date()],
            [tokens.Date(year=None) as more],
        ):
            found = (before.found[0], *found)
            days = pieces.named(every, more)
    return group if days is None else replace(group, found=found, days=days)


def left_out(pieces: Pieces, group: Group, at: int) -> list[Group]:
    """The days of a list that ends with 빼고: 12/10과 12/17 제외; none of any other list."""
    groups = [group]
    while groups[-1].mark is None and len(groups) < MAX_LEFT_OUT:
        at += groups[-1].size
        if at >= len(pieces.found) or not (pieces.found[at].joined and pieces.found[at].listed):
            return []
        following = pieces.group(at)
        if following is None:
            return []
        groups.append(carried(pieces, groups[-1], following))
    return groups if isinstance(groups[-1].mark, tokens.Without) else []


def _begun(span: Span | None) -> NamedDays | None:
    return None if span is None else NamedDays(rule=Once(day=span.first))
