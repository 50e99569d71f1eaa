"""Schedules: the times that follow from a rule, checked against counting day by day."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from itertools import islice, pairwise, takewhile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reminders.phrases.parser import understood
from bot.reminders.phrases.phrase import Said
from bot.reminders.rules.reminder import MAX_MOVE
from bot.reminders.rules.schedule import (
    EVERY_MONTH,
    HALF_ENDS,
    QUARTER_ENDS,
    QUARTER_STARTS,
    Daily,
    Dates,
    DayOfMonth,
    DaysOff,
    Holiday,
    LastDay,
    Monthly,
    NthWeekday,
    Once,
    Schedule,
    Timed,
    Weekly,
    WorkingDay,
    detailed,
    ends_on,
    occurrences,
)
from bot.reminders.rules.working_days import Shift, WorkingDays
from bot.store.records import from_json, to_json
from tests.reminders.by_hand import HOLIDAYS, NOW, SEOUL, day_by_day, works

pytestmark = pytest.mark.slow

CALENDAR = WorkingDays()
NINE = clock_time(9, 0)

days_in_month = st.one_of(
    st.builds(DayOfMonth, day=st.integers(1, 31)),
    st.just(LastDay()),
    st.builds(WorkingDay, nth=st.sampled_from([-10, -3, -2, -1, 1, 2, 3, 10])),
    st.builds(NthWeekday, nth=st.sampled_from([-1, 1, 2, 3, 4, 5]), weekday=st.integers(0, 6)),
)
months = st.one_of(
    st.sampled_from([EVERY_MONTH, QUARTER_ENDS, QUARTER_STARTS, HALF_ENDS, (2,), (12,)]),
    st.sets(st.integers(1, 12), min_size=1).map(lambda each: tuple(sorted(each))),
)
weekdays = st.sets(st.integers(0, 6), min_size=1).map(lambda each: tuple(sorted(each)))
some_days = st.dates(date(2026, 6, 1), date(2027, 6, 30))
rules = st.one_of(
    st.builds(Once, day=some_days),
    st.sets(some_days, min_size=1, max_size=4).map(lambda each: Dates(days=tuple(sorted(each)))),
    st.builds(Daily, working=st.booleans()),
    st.builds(Daily, working=st.booleans(), every=st.integers(2, 40), anchor=some_days),
    st.builds(Holiday, name=st.sampled_from(sorted(HOLIDAYS))),
    st.builds(Weekly, weekdays=weekdays),
    st.builds(Weekly, weekdays=weekdays, every=st.integers(2, 5), anchor=some_days),
    st.builds(
        Monthly, days=st.lists(days_in_month, min_size=1, max_size=3).map(tuple), months=months
    ),
)
leads = st.sets(st.integers(-5, 15), min_size=1, max_size=4).map(
    lambda each: tuple(sorted(each, reverse=True))
)
times_of_day = st.builds(
    clock_time, st.integers(0, 23), st.integers(0, 59), st.sampled_from([0, 0, 0, 40])
)
left_out = st.one_of(rules, st.builds(DaysOff, weekends=st.booleans()))
schedules = st.builds(
    Schedule,
    rule=rules,
    at=times_of_day,
    shift=st.sampled_from(Shift),
    leads=leads,
    working_leads=st.booleans(),
    deadline=st.booleans(),
    first=st.none() | some_days,
    last=st.none() | some_days,
    zone=st.sampled_from(["Asia/Seoul", "UTC", "America/New_York", "Pacific/Kiritimati"]),
    said=st.text(max_size=20),
    also=st.lists(st.builds(Timed, rule=rules, at=times_of_day), max_size=2).map(tuple),
    without=st.lists(left_out, max_size=2).map(tuple),
)
moments = st.datetimes(
    datetime(2026, 9, 1),  # noqa: DTZ001  hypothesis adds the zone
    datetime(2027, 3, 1),  # noqa: DTZ001
    timezones=st.sampled_from([SEOUL, UTC, ZoneInfo("America/New_York")]),
)


def weekly(weekday: int) -> Schedule:
    """Every week on one day at nine, moved to the next working day."""
    return Schedule(rule=Weekly(weekdays=(weekday,)), at=NINE, shift=Shift.NEXT)


def monthly(day: DayOfMonth | LastDay, shift: Shift = Shift.NONE) -> Schedule:
    """Every month on that day at nine."""
    return Schedule(rule=Monthly(days=(day,)), at=NINE, shift=shift)


def days_after(schedule: Schedule, after: date, count: int = 3) -> list[str]:
    """The next days of a schedule."""
    moment = datetime.combine(after, clock_time(12, 0), SEOUL)
    return [f"{each:%Y-%m-%d}" for each in islice(occurrences(schedule, moment, CALENDAR), count)]


@given(schedules, moments)
def test_times_are_those_of_counting_day_by_day(schedule: Schedule, after: datetime) -> None:
    """For any schedule, zone and moment, over a year."""
    end = after + timedelta(days=365)
    found = takewhile(lambda moment: moment < end, occurrences(schedule, after, CALENDAR))
    # The calendar by hand ends in 2028, which is further than any lead and shift reaches.
    expected = day_by_day(schedule, after, works)
    assert list(found) == [moment for moment in expected if moment < end]


@given(schedules, moments)
def test_going_on_from_a_time_gives_the_next(schedule: Schedule, after: datetime) -> None:
    """Ticks in any rhythm see the same series, in which nothing comes twice or at the moment."""
    found = [after, *islice(occurrences(schedule, after, CALENDAR), 20)]
    assert all(one.astimezone(UTC) < other.astimezone(UTC) for one, other in pairwise(found))
    for one, other in pairwise(found[1:5]):
        assert next(occurrences(schedule, one, CALENDAR)) == other


@settings(deadline=None)
@given(schedules, moments, st.frozensets(some_days, max_size=20))
def test_shifts_land_on_working_days(
    schedule: Schedule, after: datetime, closed: frozenset[date]
) -> None:
    """Also on those of an office that closes as it likes."""
    calendar = WorkingDays(closed=closed)
    for moment in islice(occurrences(schedule, after, calendar), 10):
        assert schedule.shift is Shift.NONE or calendar.is_working(moment.date())


@settings(deadline=None)
@given(schedules, moments, st.frozensets(some_days, max_size=20))
def test_nothing_comes_after_the_end_but_what_days_off_move(
    schedule: Schedule, after: datetime, closed: frozenset[date]
) -> None:
    """So nobody has to look through reminders that have come."""
    end = ends_on(schedule)
    for moment in islice(occurrences(schedule, after, WorkingDays(closed=closed)), 40):
        assert moment.date() - MAX_MOVE <= end


def test_what_comes_long_after_a_day_is_not_over_with_it() -> None:
    """60 days after a single one."""
    schedule = Schedule(rule=Once(day=date(2026, 12, 10)), at=NINE, shift=Shift.NONE, leads=(-60,))
    assert ends_on(schedule) == date(2027, 2, 8)


@settings(deadline=None)
@given(schedules)
def test_a_schedule_that_was_written_is_read(schedule: Schedule) -> None:
    """As the same, through JSON."""
    assert from_json(Schedule, to_json(schedule)) == schedule
    assert json.loads(to_json(schedule))["said"] == schedule.said


@pytest.mark.parametrize(
    "written",
    [
        *("", "[]", "null", "{}", '"매주"', "{", '{"kind": "Once"}'),
        to_json(Schedule(rule=Daily(), at=NINE, shift=Shift.NEXT)).replace('"Daily"', '"Hourly"'),
        to_json(weekly(0)).replace("[0]", "[7]"),
        to_json(weekly(0)).replace("[0]", "[]"),
        to_json(weekly(0)).replace('"leads": [0]', '"leads": [1, 3]'),
        to_json(weekly(0)).replace("09:00:00", "09:00:00.5"),
        to_json(weekly(0)).replace('"without": []', '"without": [{"kind": "Sundays"}]'),
        to_json(Schedule(rule=Holiday(name="추석"), at=NINE, shift=Shift.NONE)).replace(
            "추석", "추수감사절"
        ),
        to_json(
            Schedule(rule=Daily(every=4, anchor=date(2026, 12, 7)), at=NINE, shift=Shift.NONE)
        ).replace('"every": 4', '"every": 0'),
        to_json(weekly(0)).replace("Asia/Seoul", "Asia/Nowhere"),
        to_json(monthly(LastDay())).replace("LastDay", "FirstDay"),
        to_json(monthly(DayOfMonth(day=31))).replace("31", "32"),
    ],
)
def test_what_is_no_schedule_is_not_read(written: str) -> None:
    """But named as a fault of the value."""
    with pytest.raises(ValueError, match=r"\S"):
        from_json(Schedule, written)


def test_naive_moments_are_refused() -> None:
    """They have no place in time."""
    with pytest.raises(ValueError, match="naive"):
        next(occurrences(weekly(0), datetime(2026, 1, 1), CALENDAR))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("schedule", "after", "expected"),
    [
        pytest.param(
            monthly(DayOfMonth(day=31)),
            date(2027, 1, 31),
            ["2027-02-28", "2027-03-31", "2027-04-30"],
            id="31일이 없는 달은 말일",
        ),
        pytest.param(
            monthly(DayOfMonth(day=30)),
            date(2028, 1, 30),
            ["2028-02-29", "2028-03-30", "2028-04-30"],
            id="윤년 2월 30일",
        ),
        pytest.param(
            monthly(LastDay()),
            date(2028, 1, 31),
            ["2028-02-29", "2028-03-31", "2028-04-30"],
            id="윤년 말일",
        ),
        pytest.param(
            monthly(LastDay(), Shift.PREVIOUS),
            date(2027, 12, 31),
            ["2028-01-31", "2028-02-29", "2028-03-31"],
            id="연말을 지나",
        ),
        pytest.param(
            Schedule(
                rule=Monthly(days=(DayOfMonth(day=29),), months=(2,)), at=NINE, shift=Shift.NONE
            ),
            date(2026, 3, 1),
            ["2027-02-28", "2028-02-29", "2029-02-28"],
            id="매년 2월 29일",
        ),
        pytest.param(
            weekly(3),
            date(2026, 12, 20),
            ["2026-12-24", "2026-12-31", "2027-01-07"],
            id="해를 넘겨",
        ),
        pytest.param(
            weekly(4),
            date(2026, 12, 20),
            ["2026-12-28", "2027-01-04", "2027-01-08"],
            id="성탄절과 신정",
        ),
        pytest.param(
            weekly(3), date(2026, 9, 20), ["2026-09-28", "2026-10-01", "2026-10-08"], id="추석 연휴"
        ),
        pytest.param(
            Schedule(rule=Daily(), at=NINE, shift=Shift.NEXT),
            date(2026, 12, 23),
            ["2026-12-24", "2026-12-28", "2026-12-29"],
            id="겹친 날은 한 번",
        ),
        pytest.param(
            Schedule(
                rule=Once(day=date(2026, 12, 20)),
                at=NINE,
                shift=Shift.PREVIOUS,
                leads=(7, 3, 1, 0),
                deadline=True,
            ),
            date(2026, 11, 23),
            ["2026-12-11", "2026-12-17", "2026-12-18"],
            id="D-1과 당일이 겹쳐 금요일 한 번",
        ),
        pytest.param(
            Schedule(
                rule=Once(day=date(2026, 12, 20)),
                at=NINE,
                shift=Shift.NEXT,
                leads=(7, 1),
                deadline=True,
            ),
            date(2026, 11, 23),
            ["2026-12-14", "2026-12-18"],
            id="마감을 넘기지 않는다",
        ),
        pytest.param(
            Schedule(
                rule=Monthly(days=(LastDay(),), months=QUARTER_ENDS),
                at=NINE,
                shift=Shift.NONE,
                leads=(5,),
                working_leads=True,
            ),
            date(2027, 8, 1),
            ["2027-09-23", "2027-12-23", "2028-03-24"],
            id="분기 말 5영업일 전",
        ),
    ],
)
def test_ends_of_months_and_years(schedule: Schedule, after: date, expected: list[str]) -> None:
    """Counted on a printed calendar."""
    assert days_after(schedule, after, 3) == expected


def test_an_added_day_off_moves_what_is_pending() -> None:
    """And what it is known by stays."""
    schedule = weekly(0)
    monday = date(2026, 11, 30)
    before = next(detailed(schedule, NOW, CALENDAR))
    after = next(detailed(schedule, NOW, WorkingDays(closed=frozenset({monday}))))
    assert before.at.date() == before.nominal.date() == monday
    assert after.at.date() == date(2026, 12, 1)
    assert after.nominal == before.nominal


def test_an_occurrence_knows_its_deadline() -> None:
    """The day of the rule that it leads up to; of several at one time the last's."""
    schedule = Schedule(
        rule=Monthly(days=(DayOfMonth(day=20),)),
        at=NINE,
        shift=Shift.PREVIOUS,
        leads=(3, 1, 0),
        deadline=True,
    )
    found = list(islice(detailed(schedule, NOW, CALENDAR), 3))
    assert [(f"{each.at:%m-%d}", f"{each.day:%m-%d}") for each in found] == [
        ("12-17", "12-20"),
        ("12-18", "12-20"),
        ("01-15", "01-20"),
    ]


def test_a_series_ends_with_the_calendar() -> None:
    """It does not run without end, nor fail there."""
    last = datetime(2099, 12, 1, tzinfo=SEOUL)
    assert len(list(occurrences(weekly(0), last, CALENDAR))) == 4


@pytest.fixture
def in_zone() -> Iterator[Callable[[str], None]]:
    """Moves the machine into another zone, and back in the end."""
    with pytest.MonkeyPatch.context() as patched:

        def move(zone: str) -> None:
            patched.setenv("TZ", zone)
            time.tzset()

        yield move
    time.tzset()


def test_the_zone_of_the_machine_is_irrelevant(in_zone: Callable[[str], None]) -> None:
    """The same times come out in any."""
    now = datetime(2026, 11, 23, 16, tzinfo=SEOUL)
    said = set()
    for zone in ("UTC", "America/Los_Angeles", "Pacific/Kiritimati"):
        in_zone(zone)
        for text in ("매주 월 9시", "내일 9시", "2시간 뒤", "매월 말일 23:59"):
            read = understood(text, now, CALENDAR)
            assert isinstance(read, Said)
            said.add((text, *map(str, islice(occurrences(read.schedule, now, CALENDAR), 3))))
    assert len(said) == 4
    assert ("내일 9시", "2026-11-24 09:00:00+09:00") in said
