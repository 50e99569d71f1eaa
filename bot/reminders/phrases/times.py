"""The times of day of a schedule, or the question about one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from datetime import time as clock_time
from typing import NoReturn

from bot.reminders.phrases.asking import ask_due, ask_passed_time
from bot.reminders.phrases.clusters import Cluster
from bot.reminders.phrases.days import Question
from bot.reminders.phrases.hours import AFTERNOON, END_OF_DAY, OFFERED_HOURS, OFFICE_HOURS, hours
from bot.reminders.phrases.phrase import Phrase
from bot.reminders.phrases.scanner import pieces
from bot.reminders.phrases.tokens import Clock, ClockRange, EveryHours, Found, PartOfDay
from bot.reminders.rules.schedule import Daily, Once, Rule, Timed
from bot.reminders.rules.working_days import DAY

_SEVERAL_TIMES = {2: ("10:00, 16:00", "09:00, 14:00"), 3: ("09:00, 13:00, 17:00",)}
Rules = list[list[Rule]]  # of each entry
Times = tuple[tuple[Timed, ...], int]  # and how many days earlier 20분 전 of 00:10 falls
COUNTDOWN_AT = clock_time(9)
MAX_TIMES_OFFERED = 4
MAX_TIMES_A_DAY = 12
_OUT_OF_HOURS = re.compile(  # beside these, 3시 may be at night
    r"새벽|아침|조기|조조|밤|야간|철야|심야|일출|해돋이|출근|당직|night|dawn|morning"
)


def times_of(phrase: Phrase, cluster: Cluster, rules: Rules) -> Times:
    """The rules of each entry with the times of day that are said."""
    if cluster.hours is not None:
        return _timed(rules[:1], _hourly(phrase, cluster, cluster.hours)), 0
    if not cluster.clocks and cluster.due is not None:
        times = list(_ahead(phrase, cluster, rules, OFFICE_HOURS))
        clock = cluster.due[0].piece
        if isinstance(clock, Clock) and len(meant := hours(clock)) == 1:
            due = clock_time(meant[0] % 24, min(clock.minute, 59))
            times = [*(each for each in times if each < due), due]
        ask_due(phrase, cluster, cluster.due, times[:MAX_TIMES_OFFERED])
    if not cluster.clocks and phrase.before is not None:
        return _timed(rules, [*dict.fromkeys(each.at for each in phrase.before.timed)]), 0
    if not cluster.clocks and cluster.deadline:
        return _timed(rules, [COUNTDOWN_AT]), 0  # 마감 D-7 D-3: as a campaign counts down
    if not cluster.clocks:
        ask_time(phrase, cluster, rules, _from_start(phrase, cluster) or OFFICE_HOURS)
    _check_times_a_day(phrase, cluster)
    pairs: list[tuple[Rule, clock_time]] = []
    for entry, of_entry in zip(cluster.entries, rules, strict=True):
        said = [*_clock_times(phrase, cluster, rules, entry.clocks)]
        pairs += [(rule, at) for at in said for rule in of_entry]
    if cluster.minutes_before:
        return _minutes_before(phrase, cluster, pairs)
    return tuple(Timed(rule=rule, at=at) for rule, at in dict.fromkeys(pairs)), 0


def _from_start(phrase: Phrase, cluster: Cluster) -> tuple[clock_time, ...]:
    """When what is said to last 14:00~16:00 begins, and an hour before."""
    for found in pieces(phrase.text):
        match found.piece:
            case ClockRange(first=first) if found.start >= cluster.end and found.joined:
                begins = [clock_time(hour, first.minute) for hour in hours(first)[:1] if hour < 24]
                return tuple(at for each in begins for at in (each, _later(each, -60)))
    return ()


def _timed(rules: Rules, times: Sequence[clock_time]) -> tuple[Timed, ...]:
    every = [rule for of_entry in rules for rule in of_entry]
    return tuple(Timed(rule=rule, at=at) for at in times for rule in every)


def _clock_times(
    phrase: Phrase, cluster: Cluster, rules: Rules, clocks: list[Found]
) -> Iterator[clock_time]:
    """The times of day of some days; 4시 after 오후 2시 is in the afternoon, too."""
    half = ""
    for found in clocks:
        clock = found.piece
        if isinstance(clock, PartOfDay):
            offered = OFFERED_HOURS[clock.word]
            if _is_today(phrase, cluster, rules) and not any(map(phrase.is_ahead, offered)):
                ask_passed_time(phrase, cluster, phrase.today, offered[0])
            ask_time(phrase, cluster, rules, offered, found=found)
        assert isinstance(clock, Clock)  # noqa: S101 -- it is one of the two
        for hour in clock.before:
            yield clock_time(hours(replace(clock, hour=hour))[0])
        if not clock.half and half in AFTERNOON and 1 <= clock.hour < 12:
            clock = replace(clock, half=half)
        half = clock.half
        yield _clock_time(phrase, cluster, rules, clock, found)


def _clock_time(
    phrase: Phrase, cluster: Cluster, rules: Rules, clock: Clock, found: Found
) -> clock_time:
    meant = hours(clock)
    if clock.minute > 59 or not meant:
        ask_time(phrase, cluster, rules, found=found)
    is_plain = not clock.half and len(meant) > 1
    if is_plain and meant[0] > 12 and not _OUT_OF_HOURS.search(phrase.text):
        meant = meant[:1]  # 3시 is in the afternoon, as long as nothing speaks of the night
    if meant == (24,) and rules == [[Daily()]]:
        return clock_time(0, clock.minute)
    if meant == (24,):
        phrase.ask(Question.MIDNIGHT, found.start, found.end, (END_OF_DAY, clock_time(0, 0)))
    times = [clock_time(hour, clock.minute) for hour in meant]
    if _is_today(phrase, cluster, rules) and len(times) > 1:
        # Of the two halves of today one may lie behind.
        times = [each for each in times if phrase.is_ahead(each)] or times[:1]
    if len(times) > 1:
        phrase.ask(Question.HALF_OF_DAY, found.start, found.end, times)
    return times[0]


def _minutes_before(
    phrase: Phrase, cluster: Cluster, pairs: list[tuple[Rule, clock_time]]
) -> Times:
    """So many minutes before the time of day that was said."""
    before = [each.minutes for each in cluster.minutes_before]
    clock, lead = cluster.clocks[-1], cluster.place_of(cluster.minutes_before[0])
    is_hour = isinstance(clock.piece, Clock) and not clock.piece.minute
    if is_hour and before[0] < 60 and not phrase.words(clock.end, lead.start):
        # 15시 20분 전 is 14:40 or before 15:20.
        at = pairs[-1][1]
        answers = [_later(at, -before[0]), _later(at, before[0])]
        phrase.ask(Question.TIME, clock.start, lead.end, answers)
    moments = [(rule, at.hour * 60 + at.minute - each) for rule, at in pairs for each in before]
    days = {-(moment // (24 * 60)) for _, moment in moments}
    if len(days) > 1 or cluster.leads:
        times = [_later(at, -before[0]) for _, at in pairs]
        phrase.ask(Question.TIME, clock.start, lead.end, times)
    timed = (Timed(rule=rule, at=_later(clock_time(), moment)) for rule, moment in moments)
    return tuple(dict.fromkeys(timed)), days.pop()


def _later(at: clock_time, minutes: int) -> clock_time:
    """So many minutes after that time of day."""
    hour, minute = divmod((at.hour * 60 + at.minute + minutes) % (24 * 60), 60)
    return clock_time(hour, minute)


def _hourly(phrase: Phrase, cluster: Cluster, every: EveryHours) -> list[clock_time]:
    """The times of 2시간마다: between those that are said, or else asked."""
    within, step, place = cluster.hours_within, every.hours, cluster.place_of(every)
    start = place.start
    if within is not None:
        start = min(start, cluster.place_of(within).start)
        first, last = hours(within.first), hours(within.last)
        if step and len(first) == 1 and last and last[0] >= first[0]:
            each = range(first[0], min(last[0], 23) + 1, step)
            if len(each) <= MAX_TIMES_A_DAY:
                return [clock_time(hour, within.first.minute) for hour in each]
    offered = [", ".join(f"{hour:02d}:00" for hour in range(9, 19, step or 1))]
    offered += ["10:00, 16:00", "09:00, 13:00, 17:00"]
    return phrase.ask(Question.TIME, start, place.end, offered)


def _check_times_a_day(phrase: Phrase, cluster: Cluster) -> None:
    """The times of 하루 두 번, where another number of them is said."""
    times = cluster.times_a_day
    if times in {0, len(cluster.clocks)}:
        return
    start, end = cluster.clocks[0].start, cluster.clocks[-1].end
    more = (f"{phrase.words(start, end)}, {at}" for at in ("14:00", "16:00", "17:00"))
    phrase.ask(Question.TIME, start, end, more if times == 2 else _SEVERAL_TIMES.get(times, ()))


def ask_time(
    phrase: Phrase,
    cluster: Cluster,
    rules: Rules,
    times: Sequence[clock_time] = OFFICE_HOURS,
    *,
    found: Found | None = None,
) -> NoReturn:
    """The time of day: instead of the one that is `found`, or else the first, if any."""
    start = end = cluster.end if cluster.gap is None else cluster.gap[0]
    offered: Sequence[clock_time | str] = _ahead(phrase, cluster, rules, times)
    found = found or next(iter(cluster.clocks), None)
    if found is None:
        offered = _SEVERAL_TIMES.get(cluster.times_a_day, offered)
    else:
        start, end = found.start, found.end
    phrase.ask(Question.TIME, start, end, offered[:MAX_TIMES_OFFERED])


def _ahead(
    phrase: Phrase, cluster: Cluster, rules: Rules, times: Sequence[clock_time]
) -> tuple[clock_time, ...]:
    """These times of day, or today those that still come."""
    if not _is_today(phrase, cluster, rules):
        return tuple(times)
    later = tuple(clock_time(hour, 0) for hour in range(phrase.now.hour + 1, 24))
    return tuple(filter(phrase.is_ahead, times)) or later[:2] or (END_OF_DAY,)


def _is_today(phrase: Phrase, cluster: Cluster, rules: Rules) -> bool:
    """Whether all there is to be is today."""
    day = only_day(rules[0][0]) if len(rules) == len(rules[0]) == 1 else None
    return day is not None and day - min(cluster.leads_days()) * DAY == phrase.today


def only_day(rule: Rule) -> date | None:
    """The day of a rule for one day."""
    return rule.day if isinstance(rule, Once) else None
