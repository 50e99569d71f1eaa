"""Working days: the office's calendar, and where days off move things."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reminders.rules.working_days import Shift, WorkingDays
from tests.reminders.by_hand import works

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
CALENDAR = WorkingDays()
DAY = timedelta(days=1)


def every_day(year: int) -> list[date]:
    """All days of a year."""
    return [day for n in range(366) if (day := date(year, 1, 1) + n * DAY).year == year]


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_public_and_substitute_holidays_are_days_off(year: int) -> None:
    """All of them as published, lunar ones too, and no other weekday."""
    assert [d for d in every_day(year) if CALENDAR.is_working(d)] == [
        d for d in every_day(year) if works(d)
    ]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        pytest.param(date(2026, 2, 17), "설날", id="설날 2026"),
        pytest.param(date(2027, 2, 7), "설날", id="설날 2027"),
        pytest.param(date(2028, 1, 27), "설날", id="설날 2028"),
        pytest.param(date(2026, 9, 25), "추석", id="추석 2026"),
        pytest.param(date(2027, 9, 15), "추석", id="추석 2027"),
        pytest.param(date(2026, 5, 24), "부처님오신날", id="부처님오신날 2026"),
        pytest.param(date(2028, 5, 2), "부처님오신날", id="부처님오신날 2028"),
        pytest.param(date(2026, 11, 24), None, id="평일"),
        pytest.param(date(2026, 11, 22), None, id="일요일"),
    ],
)
def test_holidays_have_their_korean_names(day: date, name: str | None) -> None:
    """Whatever the machine's language."""
    assert CALENDAR.holiday(day) == name


def test_the_office_adds_days_off() -> None:
    """Beside those of the country."""
    tuesday = date(2026, 11, 24)
    assert WorkingDays().is_working(tuesday)
    assert not WorkingDays(closed=frozenset({tuesday})).is_working(tuesday)


@settings(deadline=None)  # the holidays of a year take their time once
@given(DAYS, st.sampled_from([Shift.PREVIOUS, Shift.NEXT]), st.frozensets(DAYS, max_size=9))
def test_a_shift_lands_on_working_days_only(
    day: date, shift: Shift, closed: frozenset[date]
) -> None:
    """On the nearest in its direction; working days stay."""
    calendar = WorkingDays(closed=closed)
    moved = calendar.shifted(day, shift)
    assert calendar.is_working(moved)
    passed_over = range(1, abs((moved - day).days) + 1)
    step = DAY if shift is Shift.PREVIOUS else -DAY
    assert not any(calendar.is_working(moved + n * step) for n in passed_over)
    assert calendar.shifted(day, Shift.NONE) == day


@settings(deadline=None)  # the holidays of a year take their time once
@given(st.dates(date(2026, 3, 1), date(2028, 10, 31)), st.integers(0, 30))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    """Between the two lie as many working days as were counted, before and after."""
    for counted in (-count, count):
        found = CALENDAR.after(day, counted)
        step = DAY if counted > 0 else -DAY
        between = [found - n * step for n in range(abs((found - day).days))]
        assert sum(map(works, between)) == count
        assert count == 0 or works(found)


@pytest.mark.parametrize(
    ("year", "month", "nth", "day"),
    [
        pytest.param(2026, 5, 1, 4, id="노동절과 주말 뒤"),
        pytest.param(2027, 1, 1, 4, id="신정 뒤"),
        pytest.param(2028, 10, 1, 6, id="추석과 대체 휴일 뒤"),
        pytest.param(2027, 2, -1, 26, id="2월 말"),
        pytest.param(2027, 12, -1, 31, id="연말"),
        pytest.param(2026, 12, 2, 2, id="둘째"),
        pytest.param(2026, 9, -3, 28, id="끝에서 셋째"),
    ],
)
def test_nth_working_day_of_a_month(year: int, month: int, nth: int, day: int) -> None:
    """From either end."""
    assert CALENDAR.nth_of_month(year, month, nth) == date(year, month, day)


def test_a_month_with_too_few_working_days_has_none() -> None:
    """It is a value, not an error."""
    august = {date(2027, 8, 1) + n * DAY for n in range(31)}
    assert WorkingDays(closed=frozenset(august)).nth_of_month(2027, 8, 1) is None
    assert WorkingDays(closed=frozenset(august)).nth_of_month(2027, 8, -1) is None
