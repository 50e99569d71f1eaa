"""Reminders: what is due when, once each, and when those who did not answer are nudged."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reminders.phrases.answers import snoozed_until
from bot.reminders.phrases.parser import understood
from bot.reminders.phrases.phrase import Said
from bot.reminders.replies.responses import SNOOZES
from bot.reminders.rules.reminder import (
    Departments,
    Due,
    Everyone,
    Nudges,
    Reminder,
    due,
    made_up_for,
    nudge_times,
    skipped_still,
    skipping_next,
    upcoming,
)
from bot.reminders.rules.schedule import Daily, DayOfMonth, Monthly, Once, Schedule, Weekly
from bot.reminders.rules.working_days import Shift, WorkingDays
from tests.reminders.by_hand import NOW, SEOUL, day_by_day, works

CALENDAR = WorkingDays()
NINE = clock_time(9, 0)
HALF_A_DAY = timedelta(hours=12)
WEEKLY = Schedule(rule=Weekly(weekdays=(0,)), at=NINE, shift=Shift.NEXT)
MONTHLY = Schedule(rule=Monthly(days=(DayOfMonth(day=20),)), at=NINE, shift=Shift.PREVIOUS)
DAILY = Schedule(rule=Daily(), at=clock_time(17, 30), shift=Shift.NONE)


def seoul(text: str) -> datetime:
    """A moment there."""
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


def reminder(schedule: Schedule = WEEKLY, number: int = 1) -> Reminder:
    """One that was made at NOW."""
    return Reminder(
        id=number,
        audience=Everyone(),
        text="주간 추진상황 입력",
        schedule=schedule,
        active_from=NOW,
    )


def came_due(
    since: str, now: str, *reminders: Reminder, calendar: WorkingDays = CALENDAR
) -> list[str]:
    """When what is due is due."""
    found, _ = due(reminders or (reminder(),), seoul(since), seoul(now), calendar, HALF_A_DAY)
    return [f"{item.due_at:%m-%d %H:%M}" for item in found]


def test_due_at_its_minute_and_not_before() -> None:
    """The end of the interval belongs to it, its beginning does not."""
    assert came_due("2026-11-30T08:59", "2026-11-30T09:00") == ["11-30 09:00"]
    assert came_due("2026-11-30T08:00", "2026-11-30T08:59:59") == []
    assert came_due("2026-11-30T09:00", "2026-11-30T09:01") == []


def test_late_ones_are_due_up_to_an_age_and_then_missed() -> None:
    """A machine that was off catches up on what still makes sense, and reports the rest."""
    interval = seoul("2026-11-23T16:30"), seoul("2026-11-26T17:00")
    items = [reminder(DAILY)]
    late, older = due(items, *interval, CALENDAR, timedelta(hours=24))
    assert [f"{item.due_at:%d %H:%M}" for item in late] == ["25 17:30"]
    assert [f"{item.due_at:%d %H:%M}" for item in older] == ["23 17:30", "24 17:30"]


def test_earliest_first_whatever_the_order_of_reminders() -> None:
    """And of the same time the older reminder."""
    items = reminder(DAILY, 3), reminder(WEEKLY, 2), reminder(WEEKLY, 1)
    span = seoul("2026-11-30T08:00"), seoul("2026-11-30T18:00")
    found, _ = due(items, *span, CALENDAR, HALF_A_DAY)
    assert [item.reminder.id for item in found] == [1, 2, 3]


def test_nothing_is_due_from_before_it_was_made() -> None:
    """Also where the shift moved it there."""
    # Sunday 20 December comes on Friday the 18th, at nine.
    made_late = replace(reminder(MONTHLY), active_from=seoul("2026-12-18T10:00"))
    assert came_due("2026-12-18T09:59", "2026-12-20T09:30", made_late) == []
    made_before = replace(reminder(MONTHLY), active_from=seoul("2026-12-18T08:00"))
    assert came_due("2026-12-18T08:59", "2026-12-18T09:01", made_before) == ["12-18 09:00"]


def test_paused_ones_are_not_due_and_go_on_from_when_they_are_resumed() -> None:
    """What fell into the pause is not made up for."""
    paused = replace(reminder(), paused=True)
    assert came_due("2026-11-30T08:59", "2026-11-30T09:00", paused) == []
    again = replace(paused, paused=False, active_from=seoul("2026-11-30T09:30"))
    assert came_due("2026-11-30T08:59", "2026-11-30T10:00", again) == []
    assert came_due("2026-12-07T08:59", "2026-12-07T10:00", again) == ["12-07 09:00"]


def test_the_next_one_can_be_skipped() -> None:
    """It alone, and also if the calendar moves it afterwards."""
    skipping = skipping_next(reminder(), NOW, CALENDAR)
    assert came_due("2026-11-30T08:59", "2026-11-30T09:00", skipping) == []
    assert came_due("2026-12-07T08:59", "2026-12-07T09:00", skipping) == ["12-07 09:00"]
    closed = WorkingDays(closed=frozenset({date(2026, 11, 30)}))
    assert came_due("2026-11-30T08:59", "2026-12-01T10:00", skipping, calendar=closed) == []
    twice = skipping_next(skipping, NOW, CALENDAR)
    assert len(twice.skipped) == 2
    assert f"{next(upcoming(twice, NOW, CALENDAR)).at:%m-%d}" == "12-14"


@pytest.mark.parametrize(
    ("before", "after", "skipped"),
    [
        ("매주 월 9시", "매주 월 10시", "11-30 10:00, 12-07 10:00"),
        ("매일 9시, 17시", "매일 10시, 17시", "11-23 17:00, 11-24 10:00"),
        ("매주 월 9시", "매주 화 9시", ""),
        ("12/21 마감 D-14 D-7 9시", "12/22 마감 D-14 D-7 10시", "12-08 10:00, 12-15 10:00"),
        ("12/21 마감 D-14 D-7 9시", "12/21 마감 D-14 D-3 9시", "12-07 09:00"),
    ],
)
def test_what_is_skipped_stays_so_at_another_hour_of_its_day(
    before: str, after: str, skipped: str
) -> None:
    """Or so long before another deadline."""
    was, by_now = (understood(said, NOW, CALENDAR) for said in (before, after))
    assert isinstance(was, Said)
    assert isinstance(by_now, Said)
    twice = reminder(was.schedule)
    for _ in range(2):
        twice = skipping_next(twice, NOW, CALENDAR)
    still = sorted(skipped_still(twice, by_now.schedule, CALENDAR))
    assert ", ".join(f"{each:%m-%d %H:%M}" for each in still) == skipped


def test_one_of_two_times_of_a_day_is_skipped_at_another_hour() -> None:
    """Said in the afternoon: that of the morning comes again."""
    was, by_now = (understood(said, NOW, CALENDAR) for said in ("매일 9시, 17시", "매일 9시, 18시"))
    assert isinstance(was, Said)
    assert isinstance(by_now, Said)
    once = skipping_next(reminder(was.schedule), NOW, CALENDAR)
    assert [f"{each:%H}" for each in skipped_still(once, by_now.schedule, CALENDAR)] == ["18"]


def test_skips_that_lie_behind_are_forgotten() -> None:
    """So they do not pile up; and what has no next one stays as it is."""
    old = replace(reminder(), skipped=frozenset({seoul("2026-01-05T09:00")}))
    assert old.skipped.isdisjoint(skipping_next(old, NOW, CALENDAR).skipped)
    over = reminder(Schedule(rule=Once(day=date(2026, 1, 5)), at=NINE, shift=Shift.NONE))
    assert skipping_next(over, NOW, CALENDAR) == over


def test_an_added_day_off_moves_what_is_due_but_not_what_it_is_known_by() -> None:
    """So a ledger that has it will not send it a second time."""
    monday, tuesday = date(2026, 11, 30), seoul("2026-12-01T09:00")
    closed = WorkingDays(closed=frozenset({monday}))
    [item], _ = due([reminder()], seoul("2026-11-30T09:30"), tuesday, closed, HALF_A_DAY)
    assert (item.due_at, item.original_due_at) == (tuesday, seoul("2026-11-30T09:00"))


def test_what_a_new_day_off_moves_into_the_past_is_not_lost() -> None:
    """It comes late, at once."""
    # Thursday becomes a day off on Wednesday afternoon: Wednesday at nine has gone by.
    on_thursday = reminder(replace(WEEKLY, rule=Weekly(weekdays=(3,)), shift=Shift.PREVIOUS))
    closed = WorkingDays(closed=frozenset({date(2026, 12, 3)}))
    assert came_due("2026-12-02T16:00", "2026-12-02T16:01", on_thursday, calendar=closed) == [
        "12-02 09:00"
    ]


def test_a_deadline_is_named_where_there_is_one() -> None:
    """The day that the reminder leads up to."""
    schedule = Schedule(
        rule=Once(day=date(2026, 12, 20)),
        at=NINE,
        shift=Shift.PREVIOUS,
        leads=(3, 1),
        deadline=True,
    )
    interval = seoul("2026-12-01T00:00"), seoul("2026-12-31T00:00")
    found, _ = due([reminder(schedule)], *interval, CALENDAR, timedelta(days=60))
    assert [item.deadline for item in found] == [date(2026, 12, 20)] * 2
    [without, *_], _ = due([reminder()], *interval, CALENDAR, timedelta(days=60))
    assert without.deadline is None


@settings(deadline=None)
@given(
    st.lists(st.integers(-3_000, 20_000), min_size=1, max_size=30),
    st.sampled_from([WEEKLY, MONTHLY, DAILY]),
    st.frozensets(st.dates(date(2026, 11, 24), date(2026, 12, 31)), max_size=8),
)
def test_ticks_in_any_rhythm_send_each_once(
    steps_min: list[int], schedule: Schedule, closed: frozenset[date]
) -> None:
    """By the ledger's key; also when the clock jumps back, and the office closes on the way."""
    item, now, since = reminder(schedule), NOW, NOW
    sent: dict[tuple[int, datetime], Due] = {}
    for number, step in enumerate(steps_min):
        calendar = WorkingDays(closed=closed) if number > len(steps_min) // 2 else CALENDAR
        now += timedelta(minutes=step)
        for each in due([item], since, now, calendar, timedelta(days=10_000))[0]:
            assert each.due_at <= now
            sent.setdefault((each.reminder.id, each.original_due_at), each)
        since = max(since, now)
    if not closed:
        times = sorted(each.due_at for each in sent.values())
        expected = day_by_day(schedule, NOW, works, reach_days=700)
        assert times == [moment for moment in expected if moment <= since]


@pytest.mark.parametrize(
    ("said", "now", "until"),
    [
        (SNOOZES[0], "2026-11-23T16:20:30", "2026-11-23T17:20"),
        (SNOOZES[0], "2026-11-23T23:30", "2026-11-24T00:30"),
        (SNOOZES[1], "2026-11-23T16:20", "2026-11-24T09:00"),
        (SNOOZES[1], "2026-12-31T23:59", "2027-01-01T09:00"),
        (SNOOZES[2], "2026-11-23T16:20", "2026-11-24T09:00"),
        (SNOOZES[2], "2026-12-24T16:20", "2026-12-28T09:00"),
        (SNOOZES[2], "2026-12-31T16:20", "2027-01-04T09:00"),
    ],
)
def test_put_off(said: str, now: str, until: str) -> None:
    """By an hour, to tomorrow, to the next working day."""
    assert snoozed_until(said, seoul(now), CALENDAR) == seoul(until)


def test_nudges_keep_to_office_hours() -> None:
    """The last time is when the coordinator is notified."""
    rule = Nudges(every=timedelta(hours=3), at_most=2)
    times = nudge_times(seoul("2026-12-24T13:00"), rule, CALENDAR, SEOUL.key)
    assert [f"{each:%m-%d %H:%M}" for each in times] == [
        "12-24 16:00",
        "12-28 09:00",
        "12-28 12:00",
    ]
    daily = Nudges(every=timedelta(days=1), at_most=1)
    times = nudge_times(seoul("2026-11-27T09:00"), daily, CALENDAR, SEOUL.key)
    assert [f"{each:%m-%d %H:%M}" for each in times] == ["11-30 09:00", "12-01 09:00"]
    early = nudge_times(seoul("2026-11-24T05:00"), rule, CALENDAR, SEOUL.key)
    assert f"{early[0]:%m-%d %H:%M}" == "11-24 09:00"


@settings(deadline=None)
@given(
    st.datetimes(
        datetime(2026, 1, 1),  # noqa: DTZ001  hypothesis adds the zone
        datetime(2028, 6, 1),  # noqa: DTZ001
        timezones=st.just(SEOUL),
    ),
    st.timedeltas(timedelta(minutes=10), timedelta(days=10)),
    st.integers(0, 6),
)
def test_nudges_ascend_in_office_hours(sent: datetime, every: timedelta, at_most: int) -> None:
    """And never sooner after one another than was set."""
    times = nudge_times(sent, Nudges(every=every, at_most=at_most), CALENDAR, SEOUL.key)
    assert len(times) == at_most + 1
    assert all(other - one >= every for one, other in pairwise((sent, *times)))
    assert all(works(each.date()) and 9 <= each.hour < 18 for each in times)


@pytest.mark.parametrize(
    ("zone", "at"), [("Asia/Seoul", "2026-12-22T09:00"), ("Europe/London", "2026-12-21T19:00")]
)
def test_what_a_changed_calendar_moved_to_the_past_comes_in_the_office_hours_of_its_zone(
    zone: str, at: str
) -> None:
    """At 19:00 in Seoul it is 10:00 in London."""
    now, nominal = seoul("2026-12-21T19:00"), seoul("2026-12-21T09:00")
    assert made_up_for(nominal, now, CALENDAR, zone) == seoul(at)


@pytest.mark.parametrize(
    ("every", "at_most"), [(timedelta(minutes=1), 3), (timedelta(hours=1), -1)]
)
def test_nudges_that_pester_are_refused(every: timedelta, at_most: int) -> None:
    """As a fault of the value."""
    with pytest.raises(ValueError, match="nudges"):
        Nudges(every=every, at_most=at_most)


def test_naive_moments_are_refused() -> None:
    """They have no place in time."""
    naive = datetime(2026, 1, 1)  # noqa: DTZ001
    with pytest.raises(ValueError, match="naive"):
        nudge_times(naive, Nudges(every=timedelta(hours=4), at_most=1), CALENDAR, SEOUL.key)
    with pytest.raises(ValueError, match="naive"):
        due([reminder()], naive, naive, CALENDAR, HALF_A_DAY)


def test_audiences_are_values() -> None:
    """Equal if they reach the same."""
    assert Departments(names=("교통행정과",)) == Departments(names=("교통행정과",))
