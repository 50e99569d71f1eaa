"""Days that a text names beside other words: deadlines, and the days off that an office adds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.reminders.phrases.dates import named_days, named_span
from bot.reminders.phrases.days import Ask, NamedDays, Question, Span
from bot.reminders.phrases.scanner import pieces
from bot.reminders.phrases.tokens import (
    DateSpan,
    Month,
    MonthAhead,
    PeriodEnd,
    Since,
    Through,
)
from bot.reminders.rules.schedule import Once

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.reminders.phrases.tokens import Piece
    from bot.reminders.rules.working_days import WorkingDays

MAX_DAY_PIECES = 4  # 내년 12월 20일 월요일
_UNTIL = re.compile(r"^\s*(?:마감|까지)?[\s.,—–-]*")
_DUE = re.compile(r"(?:마감일?|(?:제출\s*)?기한)(?:은|:)?\s*$")  # 기한은 12월 18일
_IN_BRACKETS = re.compile(r"^\s*\(([^)]*)\)")  # 12/24(18시)
_UNCLEAR_DAYS = frozenset({Question.NO_SUCH_DATE, Question.DISAGREES, Question.PASSED})


def named_days_off(words: str, today: date, calendar: WorkingDays) -> tuple[date, date, str] | None:
    """The first and the last day that a text names, and what they are called; None for none.

    Several days that do not follow one another are none.
    """
    found = pieces(words)
    for each in found:
        if isinstance(each.piece, DateSpan):
            span = named_days((each.piece,), today, calendar)
            name = f"{words[: each.start]} {words[each.end :]}".strip()
            return (span.first, span.last, name) if isinstance(span, Span) else None
    until = next((each for each in found if isinstance(each.piece, Through | Since)), None)
    first = named_day(words[: until.start] if until else words, today, calendar)
    last = named_day(words[until.end :], first[0], calendar) if until and first else None
    if first is None or (until and last is None):
        return None
    day, name = last or first
    return (first[0], day, name) if named_day(name, today, calendar) is None else None


def named_day(words: str, today: date, calendar: WorkingDays) -> tuple[date, str] | None:
    """The day that a text names, and the rest of it; None when it names none."""
    named = _named(words, today, calendar)
    return next(((day, rest) for day, _, rest in named if day is not None), None)


def named_deadline(words: str, today: date, calendar: WorkingDays) -> tuple[str, str] | None:
    """The day that a text names, and the rest of it; None when it names none.

    If it names none but one that has to be asked about, that one as it is said.
    """
    clear = named_day(words, today, calendar)
    if clear is not None:
        return str(clear[0]), clear[1]
    return next(((said, rest) for _, said, rest in _named(words, today, calendar)), None)


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
