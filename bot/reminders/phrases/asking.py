"""What is asked back about a schedule: which part of the text, and the likely answers."""

import re
from collections.abc import Sequence
from datetime import date
from datetime import time as clock_time
from typing import NoReturn

from dateutil.relativedelta import relativedelta

from bot.reminders.phrases import tokens
from bot.reminders.phrases.clusters import Cluster, Group
from bot.reminders.phrases.dates import dates_of, later_days
from bot.reminders.phrases.days import Ask, NamedDays, Question, edge, single_days
from bot.reminders.phrases.hours import hours
from bot.reminders.phrases.phrase import (
    Answer,
    Phrase,
    Unclear,
    UnclearError,
    around,
    joined,
    rest_of,
    said_words,
)
from bot.reminders.phrases.words import W
from bot.reminders.rules.schedule import Once
from bot.reminders.rules.working_days import DAY

_OFFERED_LEADS = {"D-7 D-3 D-1 D-day": 7, "D-3 D-1": 3, "D-1": 1, "D-day": 0}
_NO_DATE = re.compile(  # 13/45 9시
    rf"(?<!\S)(?:\d{{1,2}}/|20\d\d[-./]\s?\d{{1,2}}[-./]\s?)\d{{1,2}}\.?(?:\({W}\))?(?=[\s,]+$)"
)


def ask_days(phrase: Phrase, group: Group, ask: Ask) -> NoReturn:
    """What the days themselves leave open."""
    start, end = group.start, group.found[0].end if ask.of_first else group.end
    phrase.ask(ask.question, end if ask.behind else start, end, ask.answers)


def ask_missing_day(phrase: Phrase, clusters: Sequence[Cluster]) -> None:
    """The days, where a time of day, a countdown or a stretch of days stands without them."""
    days: list[date | str]
    tomorrow = phrase.today + DAY
    for cluster in clusters:
        if cluster.counts_down:
            days = [phrase.today + relativedelta(months=ahead, day=31) for ahead in (0, 1)]
        elif cluster.clock is not None and max(cluster.leads_days()) < 0:
            # 회의 다음날 9시, and nobody says when the other is.
            behind = cluster.place_of(cluster.leads[0])
            phrase.ask(Question.DAY, behind.start, behind.end, (tomorrow, tomorrow + DAY))
        elif cluster.clock is not None:
            days = [*dict.fromkeys((_first_day(phrase, cluster), tomorrow)), "평일", "매일"]
            if (pair := _NO_DATE.search(phrase.text, 0, cluster.start)) is not None:
                phrase.ask(Question.NO_SUCH_DATE, pair.start(), pair.end(), days)
        elif cluster.hours is not None:
            days = [tomorrow, "평일", "매일"]
        elif cluster.span is not None and isinstance(cluster.span.pieces[-1], tokens.DateSpan):
            ask_series(phrase, cluster)  # beside a schedule, words of the message
        else:
            continue
        phrase.ask(Question.DAY, cluster.start, cluster.start, days)


def _first_day(phrase: Phrase, cluster: Cluster) -> date:
    """Today; tomorrow where the times of day have passed."""
    return phrase.today + has_passed(phrase, cluster.clocks) * DAY


def has_passed(phrase: Phrase, clocks: Sequence[tokens.Found]) -> bool:
    """Whether all these times of day lie behind today, however they are meant."""
    said = [each.piece for each in clocks if isinstance(each.piece, tokens.Clock)]
    times = [(hour, clock.minute) for clock in said for hour in hours(clock)]
    return bool(times) and max(times) <= (phrase.now.hour, phrase.now.minute)


def ask_series(phrase: Phrase, cluster: Cluster) -> NoReturn:
    """12/7부터, 12/14~12/18: on which of these days."""
    bounds = [g for g in (cluster.span, cluster.since, cluster.until) if g is not None]
    groups = bounds or cluster.groups
    start, end = min(g.start for g in groups), max(g.end for g in groups)
    behind = next((each for each in cluster.found if each.start >= end), None)
    if behind is not None and isinstance(behind.piece, tokens.Since | tokens.Until):
        end = behind.end
    words, first = phrase.words(start, end), edge(groups[0].days, 0)
    answers: list[date | str] = [f"{words} 매일", f"{words} 평일"]
    if first is not None:
        if cluster.until is None and cluster.span is None:
            answers.append(f"{words} 매주 {tokens.WEEKDAYS[first.weekday()]}요일")
        answers.append(first)
    phrase.ask(Question.SERIES, start, end, answers)


def ask_whether_each_day(phrase: Phrase, cluster: Cluster, group: Group) -> NoReturn:
    """Whether 12/10 9시마다, 3일간 내일 9시 is meant for once or for every day."""
    at, day = "", phrase.words(group.start, group.end)
    if cluster.clocks:
        at = phrase.words(cluster.clocks[0].start, cluster.clocks[-1].end)
        at = at.removesuffix("마다").strip()
    series = f"매일 {at}"
    if cluster.during is not None:
        during = cluster.place_of(cluster.during)
        length = phrase.words(during.start, during.end).removesuffix("간")
        series = f"{day}부터 {length.removesuffix('동안').strip()} 동안 매일 {at}"
    answers = (f"{day} {at}".strip(), series.strip())
    phrase.ask(Question.DAY, cluster.start, cluster.end, answers)


def ask_whether_weekly(phrase: Phrase, cluster: Cluster) -> None:
    """Whether 화 10시 목 15시 is meant for once or for every week."""
    bare = [
        isinstance(p, tokens.Weekdays) and not p.weekly for g in cluster.groups for p in g.pieces
    ]
    if len(cluster.groups) < 2 or not all(bare):
        return
    start, end = cluster.groups[0].start, cluster.end
    once, at = "", start
    for group in cluster.groups:
        match group.days:
            case NamedDays(rule=Once(day=day)) | Ask(answers=(date() as day, *_)):
                once += f"{phrase.text[at : group.start]}{day.month}/{day.day} "
            case _:
                return
        at = group.end + phrase.text[group.end : group.end + 1].isspace()
    answers = [f"매주 {phrase.words(start, end)}", f"{once}{phrase.text[at:end]}".strip()]
    phrase.ask(Question.DAY, start, end, answers)


def ask_passed_day(phrase: Phrase, cluster: Cluster) -> None:
    """Another day for one that lies behind."""
    for group in [cluster.main] if cluster.main else cluster.groups:
        days = dates_of(group.days, phrase.calendar)
        if not days:
            continue
        is_rule = isinstance(group.days, NamedDays) and not single_days(group.days.rule)
        first = _first_day(phrase, cluster)
        if min(days) >= (first if is_rule else phrase.today):
            continue
        later = later_days(group.pieces, days, first, phrase.calendar)
        answers: tuple[date | str, ...] = later
        if len(later) > 1:
            answers = (", ".join(map(str, later)),)
        ask_days(phrase, group, Ask(question=Question.PASSED, answers=answers))


def ask_passed_time(phrase: Phrase, cluster: Cluster, day: date | None, at: clock_time) -> NoReturn:
    """Another time for one that lies behind, on a day that does not, or not all of it."""
    group = next(iter(cluster.groups), None)
    if group is None or not cluster.clocks or day is None:
        tomorrow = f"{phrase.today + DAY} {at:%H:%M}"
        phrase.ask(Question.PASSED, cluster.start, cluster.end, (tomorrow,))
    weekly = any(isinstance(piece, tokens.WeekAhead | tokens.Weekdays) for piece in group.pieces)
    later = max(day, phrase.today) + (7 if weekly else 1) * DAY
    if cluster.minutes_before:
        phrase.ask(Question.PASSED, group.start, group.end, (later,))
    moments = [f"{later} {at:%H:%M}"]
    evening = (at.hour + 12) % 24
    if at.hour < 12 and phrase.is_ahead(clock_time(evening, at.minute)):
        moments.append(f"{phrase.today} {evening:02d}:{at.minute:02d}")
    start = min(group.start, cluster.clocks[0].start)
    end = max(group.end, cluster.clocks[-1].end)
    phrase.ask(Question.PASSED, start, end, moments)


def ask_leads(phrase: Phrase, cluster: Cluster, day: date | None) -> NoReturn:
    """How many days before, of what is still possible."""
    left = max(_OFFERED_LEADS.values()) if day is None else (day - phrase.today).days
    offered = [leads for leads, days in _OFFERED_LEADS.items() if days <= left]
    start = end = cluster.end
    if cluster.leads:
        start = cluster.place_of(cluster.leads[0]).start
        end = cluster.place_of(cluster.leads[-1]).end
    phrase.ask(Question.LEADS, start, end, offered)


def ask_due(
    phrase: Phrase,
    cluster: Cluster,
    due: tuple[tokens.Found, tokens.Found],
    times: Sequence[clock_time],
) -> NoReturn:
    """When to remind of what is due at a time of day, which stays in the rest of the text."""
    clock, until = due
    between = phrase.words(until.end, cluster.end)
    # 마감 takes the place of 까지, which goes with the time.
    head = around(phrase.text[: clock.start], joined("마감", between), "")
    tail = around("", phrase.words(clock.start, until.end), phrase.text[cluster.end :])
    answers = tuple(Answer(value=at, text=around(head, f"{at:%H:%M}:", tail)) for at in times)
    unclear = Unclear(question=Question.TIME, heard="", answers=answers, head=head, tail=tail)
    raise UnclearError(unclear)


def ask_left_out_of_day(phrase: Phrase, cluster: Cluster) -> NoReturn:
    """What is left out of a single day: 토요일 빼고 12/17."""
    first = cluster.without[0]
    if isinstance(first, Group):
        mark = cluster.found[cluster.found.index(first.found[-1]) + 1]
        ask_whether_said(phrase, cluster, (first.start, mark.end))
    place = cluster.place_of(first)
    ask_whether_said(phrase, cluster, (place.start, place.end))


def ask_whether_said(phrase: Phrase, chosen: Cluster, left: tuple[int, int]) -> NoReturn:
    """Whether some words of a schedule are of the message."""
    words = phrase.text[slice(*left)].strip(" ,()")
    said = said_words(phrase, chosen, left)
    before, *behind = rest_of(phrase, chosen)
    rest = joined(before, words, *behind)
    ask_which(words, [literal(said, rest)], rest)


def literal(said: str, rest: str) -> Answer:
    """An answer in which nothing but these words is the schedule."""
    return Answer(value=said, text=f"{said}: {rest}")


def ask_which(heard: str, answers: Sequence[Answer], rest: str, *, head: str = "") -> NoReturn:
    """Which words are the schedule; all others are then text, behind a colon."""
    unclear = Unclear(
        question=Question.WHICH, heard=heard, answers=tuple(answers), head=head, tail=f": {rest}"
    )
    raise UnclearError(unclear)
