"""The schedule that a cluster says. All of this raises UnclearError where something is open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from dateutil.relativedelta import relativedelta

from bot.reminders.phrases import asking, tokens
from bot.reminders.phrases.clusters import Cluster, Entry, Group
from bot.reminders.phrases.dates import RECENT, is_recent, later_days, named_days, named_span
from bot.reminders.phrases.days import Ask, Named, NamedDays, Question, Series, Span, single_days
from bot.reminders.phrases.phrase import Phrase, Said, ends_in_colon, rest_of, said_words
from bot.reminders.phrases.times import Rules, Times, ask_time, only_day, times_of
from bot.reminders.rules.schedule import (
    Daily,
    Dates,
    DaysOff,
    Left,
    Monthly,
    NthWeekday,
    Once,
    Rule,
    Schedule,
    Timed,
    Weekly,
    detailed,
    occurrences,
)
from bot.reminders.rules.working_days import DAY, Shift

MAX_DAYS_IN_A_ROW = 10  # 3일 동안 is every day; 6주 동안 is not said to be
_Bounds = tuple[date | None, date | None]  # the first and the last day of a schedule


def scheduled(phrase: Phrase, cluster: Cluster) -> Said:
    """The schedule, and the text around it."""
    if cluster.minutes_ahead is not None:
        at = (phrase.now + timedelta(minutes=cluster.minutes_ahead)).replace(microsecond=0)
        timed = (Timed(rule=Once(day=at.date()), at=at.time()),)
        return _said(phrase, cluster, (timed, 0), (None, None), ())
    bounds = bounds_of(phrase, cluster)
    rules = rules_of(phrase, cluster)
    # 12/9 말고 12/10
    is_instead = cluster.is_once and "말고" in phrase.text[cluster.start : cluster.end]
    if cluster.is_once and cluster.without and not is_instead:
        asking.ask_left_out_of_day(phrase, cluster)
    left = () if is_instead else left_out_of(phrase, cluster, rules)
    if cluster.deadline and not cluster.leads:
        asking.ask_leads(phrase, cluster, only_day(rules[0][0]))
    return _said(phrase, cluster, times_of(phrase, cluster, rules), bounds, left)


def _said(
    phrase: Phrase, cluster: Cluster, times: Times, bounds: _Bounds, left: tuple[Left, ...]
) -> Said:
    timed, days_before = times
    rules = [each.rule for each in timed]
    leads = (days_before,) if days_before else cluster.leads_days()
    if DaysOff() in left and set(rules) == {Daily()}:
        # 쉬는 날 제외 매일 is 평일.
        timed, left = tuple(replace(each, rule=Daily(working=True)) for each in timed), ()
    schedule = Schedule(
        rule=timed[0].rule,
        at=timed[0].at,
        also=timed[1:],
        without=left,
        shift=cluster.shift or _usual_shift(cluster, rules, leads),
        leads=leads,
        working_leads=any(each.working for each in cluster.leads),
        deadline=cluster.deadline,
        first=bounds[0],
        last=bounds[1],
        zone=str(phrase.now.tzinfo),
        said=said_words(phrase, cluster),
    )
    if not _next_times(phrase, schedule, 1):
        # Moved to before now by a day off: better late than on no day.
        schedule = replace(schedule, shift=Shift.NONE)
        if not _next_times(phrase, schedule, 1):
            _ask_passed(phrase, cluster, schedule)
    if (end := _ends_at_once(phrase, cluster, schedule)) is not None:
        asking.ask_whether_said(phrase, cluster, end)
    before, within, after = rest_of(phrase, cluster)
    return Said(
        schedule=limited(phrase, cluster, schedule),
        before=before,
        within=within,
        after=after,
        is_literal=ends_in_colon(phrase, cluster),
    )


def _next_times(phrase: Phrase, schedule: Schedule, count: int) -> int:
    """How many times are still to come, counted up to that many."""
    return len([*islice(occurrences(schedule, phrase.now, phrase.calendar), count)])


def _usual_shift(cluster: Cluster, rules: Sequence[Rule], leads: tuple[int, ...]) -> Shift:
    """Where days off move a reminder unless said otherwise: before a deadline, never after it.

    A weekday that was named stays that weekday; the first working day of each week is none.
    """
    if cluster.minutes_before:
        return Shift.NONE
    if cluster.deadline or leads != (0,):
        return Shift.NEXT if max(leads) < 0 else Shift.PREVIOUS
    edges = [p.edge for g in cluster.groups for p in g.pieces if isinstance(p, tokens.EveryWeeks)]
    if any(edges):
        return Shift.NEXT if 1 in edges else Shift.PREVIOUS
    days = [day for rule in rules if isinstance(rule, Monthly) for day in rule.days]
    is_of_week = any(isinstance(day, NthWeekday) for day in days)
    return Shift.PREVIOUS if days and not is_of_week else Shift.NONE


def _ask_passed(phrase: Phrase, cluster: Cluster, schedule: Schedule) -> None:
    day = only_day(schedule.rule)
    if cluster.leads and day is not None:
        if day > phrase.today:
            asking.ask_leads(phrase, cluster, day)
        ask_time(phrase, cluster, [[schedule.rule]])
    asking.ask_passed_time(phrase, cluster, day, schedule.at)


def _ends_at_once(phrase: Phrase, cluster: Cluster, schedule: Schedule) -> tuple[int, int] | None:
    """Where 까지 would end a series after one time: 매월 25일 10시 [익월 5일까지] 제출."""
    if cluster.until is None or not cluster.repeats or cluster.gap is not None:
        return None
    if _next_times(phrase, schedule, 2) > 1:
        return None
    until = cluster.found.index(cluster.until.found[-1])
    if until + 2 < len(cluster.found):
        return None  # more of the schedule stands behind it
    return cluster.until.start, cluster.end


def limited(phrase: Phrase, cluster: Cluster, schedule: Schedule) -> Schedule:
    """The schedule up to the last day of 6주 동안, or 두 번만."""
    if (during := cluster.during) is not None:
        first = schedule.first or next(detailed(schedule, phrase.now, phrase.calendar)).day
        last = first + relativedelta(days=during.days, months=during.months) - DAY
        schedule = replace(schedule, last=min(last, schedule.last or last))
    if cluster.count is None or isinstance(schedule.rule, Once | Dates):
        return schedule
    return replace(schedule, at_most=cluster.count.times, since=phrase.now)


def bounds_of(phrase: Phrase, cluster: Cluster, *, is_limit: bool = False) -> _Bounds:
    """The days before 부터 and 까지; of what `is_limit` of a series the latter is no deadline."""
    match [group.days for group in cluster.groups]:
        case [NamedDays(first=date() as first, last=last)]:
            return first, last
    if cluster.span is not None and isinstance(cluster.span.days, Span):
        return cluster.span.days.first, cluster.span.days.last
    since, until = _since(phrase, cluster), None
    if (group := cluster.until) is not None and (is_limit or not cluster.main):
        if since and (seen := _seen_from(since, group, phrase)) is not None:
            group = replace(group, days=seen)
        until = _edge(phrase, group)
        if since is not None and until is not None and until < since:
            _ask_later(phrase, group, until + relativedelta(years=1))
        elif until is not None and until < phrase.today:
            day = later_days(group.pieces, (until,), phrase.today, phrase.calendar)[0]
            match group:
                case Group(pieces=[tokens.Date(year=None)], mark=tokens.Until(before=False)) if (
                    until <= phrase.today - RECENT
                ):
                    until = day
                case _:
                    _ask_later(phrase, group, day)
    return since, until


def _since(phrase: Phrase, cluster: Cluster) -> date | None:
    """The day before 부터."""
    if (group := cluster.since) is None:
        return None
    match group.pieces:
        case [tokens.Month(month=month)] if is_recent(month, phrase.today):
            _ask_later(phrase, group, date(phrase.today.year + 1, month, 1))
        case [*_, tokens.WeekOfMonth(nth=nth)]:
            group = replace(group, days=_on_weekdays(group.days, nth, cluster))
    return _edge(phrase, group)


def _on_weekdays(week: Named, nth: int, cluster: Cluster) -> Named:
    """The days of a week on which a series begins, 12월 2주차부터 격주 화요일, or the question."""
    match week, [group.days for group in cluster.groups]:
        case (
            Ask(answers=[*_, date() as last] as answers),
            [NamedDays(rule=Weekly() as rule) | Ask(series=Series(rule=Weekly() as rule))],
        ):
            such = [
                day for day in answers if isinstance(day, date) and day.weekday() in rule.weekdays
            ]
            first = last.replace(day=1)  # 첫 주 may be the one that it is in
            monday = first + (7 * (nth - 1) - first.weekday()) * DAY
            is_clear = len({day.weekday() for day in such}) == len(such)
            if is_clear and all(monday <= day < monday + 7 * DAY for day in such):
                return NamedDays(rule=Once(day=such[0]))
            return replace(week, answers=tuple(such))
    return week


def _seen_from(since: date, group: Group, phrase: Phrase) -> Span | NamedDays | None:
    """The days of an end as they are named on the first day: 12/14부터 금요일까지."""
    if span := named_span(group.pieces, since, phrase.calendar):
        return span
    if not isinstance(group.pieces[0], tokens.Date | tokens.Days | tokens.Weekdays):
        return None
    days = named_days(group.pieces, since, phrase.calendar)
    return days if isinstance(days, NamedDays) and days.day else None


def _ask_later(phrase: Phrase, group: Group, day: date) -> None:
    asking.ask_days(phrase, group, Ask(question=Question.PASSED, answers=(day,)))


def _edge(phrase: Phrase, group: Group) -> date | None:
    """The day that bounds a series, by its last one."""
    if isinstance(group.days, Ask):
        asking.ask_days(phrase, group, group.days)
    return group.last_day(phrase.calendar)


def rules_of(phrase: Phrase, cluster: Cluster) -> Rules:
    """The rules of each entry, none of them for a day that has passed."""
    rules = _rules(phrase, cluster, bounds_of(phrase, cluster))
    asking.ask_passed_day(phrase, cluster)
    return rules


def _rules(phrase: Phrase, cluster: Cluster, bounds: _Bounds) -> Rules:
    if (group := cluster.main) is not None:
        day = _edge(phrase, group)
        return [[Once(day=day)]] if day else asking.ask_series(phrase, cluster)
    during = cluster.during
    if not cluster.groups and cluster.since and during and 1 <= during.days <= MAX_DAYS_IN_A_ROW:
        return [[Daily()]]  # 내일부터 3일 동안
    if not cluster.groups:
        asking.ask_series(phrase, cluster)
    if cluster.is_each_time:
        every = [[_each_weekday(phrase, cluster, g) for g in e.groups] for e in cluster.entries]
        return [[*rules] for rules in every]
    asking.ask_whether_weekly(phrase, cluster)
    return [
        _joined([_rule(phrase, cluster, entry, group, bounds[0]) for group in entry.groups])
        for entry in cluster.entries
    ]


def _each_weekday(phrase: Phrase, cluster: Cluster, group: Group) -> Weekly:
    """월요일 9시마다 is every week; of 12/10 9시마다 it is asked whether once or every day."""
    match group.pieces:
        case [tokens.Weekdays(weekdays=weekdays)]:
            return Weekly(weekdays=weekdays)
    return asking.ask_whether_each_day(phrase, cluster, group)


def _rule(phrase: Phrase, cluster: Cluster, entry: Entry, group: Group, first: date | None) -> Rule:
    match group.days:
        case NamedDays(rule=rule):
            return rule
        case Ask(series=Series() as series) if first is not None:
            return series.started(first)
        case Ask(question=Question.DAY, answers=[date() as day, date() as later]) if (
            day == phrase.today and asking.has_passed(phrase, entry.clocks)
        ):
            return Once(day=later)  # 화요일 10시, said on a Tuesday at 11
        case Ask() as ask:
            return _same_weekday(cluster, group) or asking.ask_days(phrase, group, ask)
    return asking.ask_series(phrase, cluster)


def _same_weekday(cluster: Cluster, group: Group) -> Weekly | None:
    """12/11부터 매주, 다음주 금요일부터 격주: on the weekday of that day."""
    match cluster.since, group.pieces:
        case (
            Group(
                days=NamedDays(rule=Once(day=day)),
                found=[*_, tokens.Found(piece=tokens.Date() | tokens.Weekdays())],
            ),
            [tokens.EveryWeeks(weeks=weeks, weekdays=(), times=None, side=None)],
        ):
            return Weekly(weekdays=(day.weekday(),), every=weeks, anchor=day)
    return None


def _joined(rules: list[Rule]) -> list[Rule]:
    """Single days as one rule; others as they are."""
    days = sorted({day for rule in rules for day in single_days(rule)})
    others = [rule for rule in rules if not single_days(rule)]
    if len(days) > 1:
        return [Dates(days=tuple(days)), *others]
    return [*(Once(day=day) for day in days), *others]


def left_out_of(phrase: Phrase, cluster: Cluster, rules: Rules) -> tuple[Left, ...]:
    """The days that are left out."""
    left: list[Left] = []
    is_daily = any(rule == Daily() for entry in rules for rule in entry)
    for each in cluster.without:
        if isinstance(each, tokens.Without):
            if each.is_open and is_daily:
                place = cluster.place_of(each)
                answers = ("쉬는 날 제외", "공휴일만 제외")
                phrase.ask(Question.DAYS_OFF, place.start, place.end, answers)
            left.extend(each.left)
        elif (days := each.left()) is not None:
            left.extend(days)
        elif isinstance(each.days, Ask):  # all else is clear
            asking.ask_days(phrase, each, each.days)
    return tuple(dict.fromkeys(left))
