"""Days that a text names beside other words: deadlines, and the days off that an office adds."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from bot.reminders.phrases.clusters import Group
from bot.reminders.phrases.dates import named_days, named_span
from bot.reminders.phrases.days import Ask, NamedDays, Question, Span, single_days
from bot.reminders.phrases.groups import Pieces, edge
from bot.reminders.phrases.scanner import pieces
from bot.reminders.phrases.tokens import Month, MonthAhead, PeriodEnd, Since, Until
from bot.reminders.rules.schedule import Dates, Once
from bot.reminders.rules.working_days import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.reminders.phrases.tokens import Piece
    from bot.reminders.rules.working_days import WorkingDays

_SIGNS = " .,·/:~—–-"
MAX_DAY_PIECES = 4  # 내년 12월 20일 월요일
_UNTIL = re.compile(r"^\s*(?:마감|까지)?[\s.,—–-]*")
_DUE = re.compile(r"(?:마감일?|(?:제출\s*)?기한)(?:은|:)?\s*$")  # 기한은 12월 18일
_IN_BRACKETS = re.compile(r"^\s*\(([^)]*)\)")  # 12/24(18시)
_UNCLEAR_DAYS = frozenset({Question.NO_SUCH_DATE, Question.DISAGREES, Question.PASSED})


def named_days_off(words: str, today: date, calendar: WorkingDays) -> tuple[date, date, str] | None:
    """The first and the last day that a text names, and what they are called; None for none.

    Several days that do not follow one another are none.
    """
    read = Pieces(found=pieces(words), text=words, today=today, calendar=calendar)
    groups: list[Group] = []
    name, at, end = "", 0, 0
    while at < len(read.found):
        group = read.group(at)
        size = 1 if group is None else group.size
        if group is not None:
            groups.append(group)
            name += words[end : read.found[at].start]
            end = read.found[at + size - 1].end
        at += size
    days = _days_of(groups)
    if not days or max(days) - min(days) != (len(days) - 1) * DAY:
        return None
    return min(days), max(days), f"{name.strip()} {words[end:].strip(_SIGNS)}".strip(_SIGNS)


def _days_of(groups: list[Group]) -> set[date]:
    """All days that are named, each clear; none where one is not."""
    match groups:
        case [Group(mark=Since()) as first, Group(mark=Until() | None) as last]:
            start, end = edge(first.days, 0), edge(last.days, -1)
            if start is None or end is None or end < start:
                return set()
            groups = [replace(first, mark=None, days=Span(first=start, last=end))]
    days: set[date] = set()
    for group in groups:
        match group.mark, group.days:
            case None, Span(first=start, last=end):
                days |= {start + ahead * DAY for ahead in range((end - start).days + 1)}
            case None, NamedDays(rule=Once() | Dates() as rule):
                days |= {*single_days(rule)}
            case _:
                return set()
    return days


def named_deadline(words: str, today: date, calendar: WorkingDays) -> tuple[str, str] | None:
    """The day that a text names, and the rest of it; None when it names none.

    If it names none but one that has to be asked about, that one as it is said.
    """
    named = [*_named(words, today, calendar)]
    clear = ((str(day), rest) for day, _, rest in named if day is not None)
    return next(chain(clear, ((said, rest) for _, said, rest in named)), None)


def _named(
    words: str, today: date, calendar: WorkingDays
) -> Iterator[tuple[date | None, str, str]]:
    """Each day that a text names, as it is said, and the rest; None for one to be asked about."""
    found, end_of_last = pieces(words), 0
    for first in range(len(found)):
        if first < end_of_last:
            continue
        for last in range(min(first + MAX_DAY_PIECES, len(found)), first, -1):
            run = tuple(each.piece for each in found[first:last])
            start, end = found[first].start, found[last - 1].end
            before, after = words[:start], _IN_BRACKETS.sub(r" \1 ", words[end:])
            day = _only_day(run, today, calendar, is_end=after.lstrip().startswith("까지"))
            match named_days(run, today, calendar):
                case Ask(question=question) if question in _UNCLEAR_DAYS:
                    day = None
                case _ if day is None:
                    continue
            before = _DUE.sub("", before).strip(" —–-:")
            is_past = day is not None and day < today
            yield (
                None if is_past else day,
                words[start:end],
                f"{before} {_UNTIL.sub('', after)}".strip(),
            )
            end_of_last = last
            break


def _only_day(
    run: tuple[Piece, ...], today: date, calendar: WorkingDays, *, is_end: bool
) -> date | None:
    """The one day that these words name; the last of a month or longer where that `is_end`."""
    match run, named_days(run, today, calendar):
        case _, NamedDays(rule=Once(day=day)):
            return day
        case [*_, PeriodEnd() | Month() | MonthAhead()], _ if is_end:
            span = named_span(run, today, calendar)
            return None if span is None else span.last
    return None
