"""A schedule of which words change a part: the time of day, the days, or those before."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from typing import TypeVar

from bot.reminders.phrases import tokens
from bot.reminders.phrases.clusters import Cluster, Entry
from bot.reminders.phrases.groups import Pieces
from bot.reminders.phrases.phrase import Phrase
from bot.reminders.phrases.schedules import bounds_of, left_out_of, limited, rules_of
from bot.reminders.phrases.series import side_of
from bot.reminders.phrases.times import times_of
from bot.reminders.phrases.words import DAYS, DO, PUT_OFF, SOONER, W, any_of, number, tight
from bot.reminders.rules.schedule import (
    EVERY_MONTH,
    Dates,
    DayInMonth,
    DayOfMonth,
    Monthly,
    NthWeekday,
    Once,
    Rule,
    Schedule,
    Timed,
    Weekly,
)
from bot.reminders.rules.working_days import DAY

T = TypeVar("T")
_Said = list[tuple[tokens.Found, str]]  # each with what is said behind it
_LATER = rf"(?:{PUT_OFF}|늦게|(?P<sooner>{SOONER}|빨리|일찍|앞으로)){DO}"
_BY = re.compile(
    rf"(?:마감(?:일?[은을])?\s*)?(?:(?P<days>{any_of(DAYS)}|(?:\d{{1,2}}|[한두세])\s*[일주])"
    rf"|(?P<hours>\d|[한두세])\s*시간|(?P<minutes>\d{{1,2}})\s*분)만?\s*(?:정도\s*)?(?:더\s*)?"
    rf"(?:{_LATER}|(?:뒤|후)로(?:\s*{_LATER.replace('?P<sooner>', '?:')})?)"
)
_MOVES = re.compile(
    rf"(?:^|(?<=[,.고])\s+|(?<=,)){_BY.pattern}(?:\s*(?:하고|하며|고|며)(?:\s*,|(?=\s))|\s*,|[\s.!]*$)"
)
_MADE = re.compile(r"(?<=로)\s*(?:하고|하며)\s")
_REMOVED = re.compile("빼|뺀|제외|삭제|제거|말고|대신|없[이애앰]|(?:보내|알리)지")
_ADDED = re.compile(r"추가|더(?!\S)|넣|포함|도(?!\S)")
_FROM = re.compile(r"(?<=[\d시분반전날일욜])(?:에서|\s*(?:→|->|➡))\s*(?=\S)")
_LETTERS = re.compile(rf"^\s*(?!금일|수일)({W}(?:\s*[,·/]?\s*{W}){{0,6}})(?=(?:으?로)?(?:\s|$))")


def spelled_out(words: str) -> str:
    """The words of a change as pieces are written.

    >>> spelled_out("화,목으로"), spelled_out("9시에서 10시로")
    ('화,목요일으로', '9시 말고 10시로')
    """
    return _LETTERS.sub(r"\1요일", _FROM.sub(" 말고 ", _MADE.sub(". ", words)))


def moved(words: str, before: Schedule) -> tuple[Schedule, str]:
    """The schedule so many days, hours or minutes later or sooner, and the words beside that."""
    match = _MOVES.search(words := words.strip())
    after = _moved_by(match, before) if match is not None else None
    if match is None or after is None:
        return before, words
    return moved(words[: match.start()] + words[match.end() :], after)


def changed(phrase: Phrase, pieces: Pieces, clusters: list[Cluster]) -> Schedule | None:
    """The schedule `before` with what the words change of it; None where they say another one.

    What they name is instead of what it was (10시, 화요일, D-3 D-1), but for what is added to it
    (D-5 추가) or left out (D-7 빼고). Raises UnclearError.
    """
    before = phrase.before
    if before is None:
        return None
    shifts = [each.shift for each in clusters if each.shift is not None]
    before = replace(before, shift=[before.shift, *shifts][-1])
    is_series = not isinstance(before.rule, Once | Dates)
    if clusters and (is_series or shifts) and all(each.limits_a_series for each in clusters):
        for each in clusters if is_series else ():
            before = _limited(phrase, each, before)
        return before
    if (timed := _paired(phrase, clusters, before)) is not None:
        return replace(before, rule=timed[0].rule, at=timed[0].at, also=tuple(timed[1:]))
    days, leads, clocks = (
        _said(pieces, kind)
        for kind in (tokens.NamesDays, tokens.Leads, (tokens.Clock, tokens.PartOfDay))
    )
    due = {id(each.due[0]) for each in clusters if each.due}
    clocks = [each for each in clocks if id(each[0]) not in due]
    rules = [*dict.fromkeys(each.rule for each in before.timed)]
    if days:
        rules = _other_days(rules, days) or _other_day(phrase, clusters, before)
    is_led = before.deadline or before.leads != (0,)
    if not rules or not (days or leads or clocks) or (leads and not is_led):
        return None
    times = {each.at for each in before.timed}
    if clocks:
        times = _edited(times, [(_times(phrase, [each], rules), by) for each, by in clocks])
    after = _led(before, leads) if leads else before
    if not times or after is None:
        return None
    timed = [Timed(rule=rule, at=at) for at in sorted(times) for rule in rules]
    timed = timed if days or clocks else [*before.timed]
    return replace(after, rule=timed[0].rule, at=timed[0].at, also=tuple(timed[1:]))


def _paired(phrase: Phrase, clusters: list[Cluster], before: Schedule) -> list[Timed] | None:
    """The days of a series each with the time that is said behind them: 월 10시 목 14시."""
    entries = [entry for each in clusters for entry in each.entries]
    is_more = _ADDED.search(phrase.text) is not None
    if (
        not all(each.groups and each.clocks for each in entries)
        or len(entries) + is_more < 2
        or _REMOVED.search(phrase.text)
    ):
        return None
    timed = [*before.timed] if is_more else []
    for entry in entries:
        days = [(found, "") for group in entry.groups for found in group.found]
        if not (rules := _other_days([before.rule], days)):
            return None
        times = sorted(_times(phrase, entry.clocks, rules))
        timed += [Timed(rule=rule, at=at) for at in times for rule in rules]
    return timed or None


def _said(pieces: Pieces, kind: type | tuple[type, ...]) -> _Said:
    """The pieces of a kind, each with the words up to the next that says something."""
    said = [each for each in pieces.found if not isinstance(each.piece, tokens.Without)]
    starts = [*(each.start for each in said), len(pieces.text)][1:]
    words = [pieces.text[one.start : start] for one, start in zip(said, starts, strict=True)]
    for place in range(len(said) - 2, -1, -1):
        if said[place + 1].listed:  # D-7, D-3 빼고
            words[place] += words[place + 1]
    return [each for each in zip(said, words, strict=True) if isinstance(each[0].piece, kind)]


def _edited(before: Iterable[T], said: Iterable[tuple[Iterable[T], str]]) -> set[T]:
    """What is named instead of what was; or that with what is added and without what is not."""
    removed, named, is_added = set[T](), set[T](), False
    for values, words in said:
        is_removed = _REMOVED.search(words) is not None
        is_added |= _ADDED.search(words) is not None
        (removed if is_removed else named).update(values)
    return ({*before} - removed) | named if removed or is_added else named


def _led(before: Schedule, said: _Said) -> Schedule | None:
    """The schedule with other days before; None where both kinds of days would be counted."""
    found = [(each.piece, words) for each, words in said if isinstance(each.piece, tokens.Leads)]
    leads = _edited(before.leads, ((piece.days, words) for piece, words in found))
    is_working = {piece.working for piece, _ in found if piece.days != (0,)}
    is_other = bool(is_working - {before.working_leads})
    if not leads or (is_other and leads != {day for piece, _ in found for day in piece.days}):
        return None
    working = is_other != before.working_leads
    return replace(before, leads=tuple(sorted(leads, reverse=True)), working_leads=working)


def _other_days(rules: list[Rule], said: _Said) -> list[Rule]:
    """A series on other days of the week or month than before; nothing where it is another one."""
    weekdays = [
        (each.piece.weekdays, words)
        for each, words in said
        if isinstance(each.piece, tokens.Weekdays) and not each.piece.following
    ]
    days = [(found, words) for each, words in said if (found := _days_of_month(each.piece))]
    match rules:
        case [Weekly(weekdays=before) as weekly] if len(weekdays) == len(said):
            numbers = tuple(sorted(_edited(before, weekdays)))
            return [replace(weekly, weekdays=numbers)] if numbers else []
        case [Monthly(days=[NthWeekday(nth=nth)]) as monthly] if len(weekdays) == len(said) == 1:
            [((number, *_), _)] = weekdays
            return [replace(monthly, days=(NthWeekday(nth=nth, weekday=number),))]
        case [Monthly(days=of_month, months=months) as monthly] if len(days) == len(said):
            others = tuple(sorted(_edited(of_month, days), key=repr))
            is_clear = months == EVERY_MONTH or not any(map(side_of, others))
            return [replace(monthly, days=others)] if others and is_clear else []
    return []


def _days_of_month(piece: tokens.Piece) -> tuple[DayInMonth, ...]:
    match piece:
        case tokens.Days(days=numbers, span=False) if {*numbers} <= {*range(1, 32)}:
            return tuple(DayOfMonth(day=number) for number in numbers)
        case tokens.InMonth(days=several):
            return several
    return ()


def _other_day(phrase: Phrase, clusters: list[Cluster], before: Schedule) -> list[Rule]:
    """The one day that is named instead of the one before; nothing where others are."""
    match [each for each in clusters if each.has_days]:
        case [Cluster(minutes_ahead=None) as one] if isinstance(before.rule, Once) and (
            before.deadline or not (one.deadline or (one.clocks and before.leads != (0,)))
        ):
            match rules_of(phrase, one):
                case [[Once() as rule]]:
                    return [rule]
    return []


def _times(phrase: Phrase, clocks: list[tokens.Found], rules: list[Rule]) -> set[clock_time]:
    cluster = Cluster(found=clocks, entries=[Entry(clocks=clocks)])
    return {each.at for each in times_of(phrase, cluster, [rules])[0]}


def _limited(phrase: Phrase, limits: Cluster, before: Schedule) -> Schedule:
    """A series from another day on, up to another, or without other days."""
    first, last = bounds_of(phrase, limits, is_limit=True)
    without = (*before.without, *left_out_of(phrase, limits, [[before.rule]]))
    after = replace(
        before,
        first=first or before.first,
        last=last or before.last,
        without=tuple(dict.fromkeys(without)),
    )
    return limited(phrase, limits, after)


def _moved_by(match: re.Match[str], before: Schedule) -> Schedule | None:
    """The schedule so many days, hours or minutes later or sooner; None where it cannot be."""
    sign = -1 if match["sooner"] else 1
    if match["days"]:
        said = tight(match["days"])
        days = DAYS.get(said) or number(said[:-1]) * (7 if said.endswith("주") else 1)
        timed = [
            replace(each, rule=Once(day=each.rule.day + sign * days * DAY))
            for each in before.timed
            if isinstance(each.rule, Once)
        ]
    else:
        by = timedelta(hours=number(match["hours"] or "0"), minutes=int(match["minutes"] or 0))
        timed = []
        for each in before.timed:
            at = datetime.combine(date(2000, 1, 1), each.at) + sign * by
            timed += [replace(each, at=at.time())] if at.day == 1 else []
    if len(timed) < len(before.timed):
        return None
    return replace(before, rule=timed[0].rule, at=timed[0].at, also=tuple(timed[1:]))
