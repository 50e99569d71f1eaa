"""What a command settles, and what is asked next."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lookup.pledge import PledgeNumber
from bot.reminders.rules.draft import (
    AskWhat,
    AskWhen,
    AskWhom,
    Ready,
    at_time,
    for_typed,
    opened,
    saying,
    settled,
    ticking,
    whom,
)
from bot.reminders.rules.reminder import Audience, Chat, Departments, Everyone, OwnersOf
from tests.lookup.tables import real

NOW = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Asia/Seoul"))
TABLE = real()


def departments(*names: str) -> Departments:
    """The groups of these."""
    return Departments(names=names)


def owners(*numbers: str) -> OwnersOf:
    """The owners of these."""
    return OwnersOf(numbers=tuple(map(PledgeNumber, numbers)))


@pytest.mark.parametrize(
    ("text", "audience", "rest"),
    [
        pytest.param("교통행정과 회의", departments("교통행정과"), "회의", id="부서"),
        pytest.param("교통과 회의", departments("교통행정과"), "회의", id="줄임말"),
        pytest.param("교통행정과에게 회의", departments("교통행정과"), "회의", id="조사"),
        pytest.param(
            "교통행정과, 주차관리과 회의",
            departments("교통행정과", "주차관리과"),
            "회의",
            id="쉼표",
        ),
        pytest.param(
            "교통행정과,주차관리과 회의", departments("교통행정과", "주차관리과"), "회의", id="붙임"
        ),
        pytest.param(
            "교통행정과와 주차관리과 회의", departments("교통행정과", "주차관리과"), "회의", id="와"
        ),
        pytest.param(
            "교통행정과 및 주차관리과 회의",
            departments("교통행정과", "주차관리과"),
            "회의",
            id="및",
        ),
        pytest.param("민원 감사 담당관 회의", departments("민원감사담당관"), "회의", id="띄어쓰기"),
        pytest.param("전체 회의", Everyone(), "회의", id="전체"),
        pytest.param("모든 부서에 회의", Everyone(), "회의", id="모든 부서"),
        pytest.param("지역개발-05 회의", owners("지역개발-05"), "회의", id="번호"),
        pytest.param("지역개발 5번 담당 회의", owners("지역개발-05"), "회의", id="번호 담당"),
        pytest.param(
            "지역개발-05 담당 부서에 회의", owners("지역개발-05"), "회의", id="담당 부서에"
        ),
        pytest.param(
            "지역개발-05, 경제공동체-03 담당 회의",
            owners("지역개발-05", "경제공동체-03"),
            "회의",
            id="번호 둘",
        ),
    ],
)
def test_whom_a_command_is_for(text: str, audience: Audience, rest: str) -> None:
    """Departments, everybody, or the owners of pledges, and what follows."""
    found = whom(text, TABLE)
    assert found is not None
    assert (found.audience, found.rest) == (audience, rest)


@pytest.mark.parametrize(
    "text",
    ["주차 민원 회신", "환경 정비", "추진성과 보고", "평가결과 회신", "12/20 실적", "3시 회의", ""],
)
def test_words_of_a_message_are_nobody(text: str) -> None:
    """Though they are short for a department, or end like one."""
    assert whom(text, TABLE) is None


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("총무과 회의", "총무과"),
        ("지역개발-99 회의", "지역개발-99"),
        ("도시계획과, 건축과 회의", "건축과"),
    ],
)
def test_what_there_is_not_is_named(text: str, unknown: str) -> None:
    """And nobody else is reminded instead."""
    found = whom(text, TABLE)
    assert found is not None
    assert (found.audience, found.unknown) == (None, unknown)


def test_several_departments_that_may_be_meant_are_offered() -> None:
    """None of them is taken."""
    draft, step = settled(opened("정책과 내일 10시 회의", TABLE, NOW), TABLE)
    assert step == AskWhom()
    assert {"보건정책과", "복지정책과", "가족정책과"} == {*draft.offered}
    assert ticking(ticking(draft, "복지정책과"), "복지정책과").ticked == ()


def test_a_correction_is_remembered() -> None:
    """So that it can be told."""
    draft = opened("교통행졍과 내일 10시 회의", TABLE, NOW)
    assert draft.read_as == (("교통행졍과", "교통행정과"),)


def test_a_whole_line_leaves_nothing_to_ask() -> None:
    """Whom, when and what, in two orders."""
    for text in ("교통행정과 매주 월 9시 주간 보고", "매주 월 9시 교통행정과 주간 보고"):
        _, step = settled(opened(text, TABLE, NOW), TABLE)
        assert isinstance(step, Ready)
        assert (step.audience, step.text) == (departments("교통행정과"), "주간 보고")


def test_what_is_missing_is_asked_in_turn() -> None:
    """Whom, when, what; each answer is taken."""
    draft, step = settled(opened("", TABLE, NOW), TABLE)
    assert step == AskWhom()
    draft, step = settled(for_typed(draft, "교통과", TABLE), TABLE)
    assert step == AskWhen()
    draft, step = settled(at_time(draft, "내일 3시", NOW), TABLE)
    assert isinstance(step, AskWhen)
    assert step.unclear is not None
    draft, step = settled(at_time(draft, step.unclear.answers[0].text, NOW), TABLE)
    assert step == AskWhat()
    draft, step = settled(saying(draft, "회의"), TABLE)
    assert isinstance(step, Ready)
    assert step.schedule.at.hour == 15


def test_tomorrow_stays_the_same_day() -> None:
    """However long somebody thinks about the rest."""
    draft, _ = settled(opened("교통행정과 내일 10시", TABLE, NOW), TABLE)
    _, step = settled(saying(draft, "회의"), TABLE)
    assert isinstance(step, Ready)
    assert "2026-12-02" in step.schedule.written()


def test_a_group_names_itself_or_not() -> None:
    """It is for that group either way; another department's name stays in what it says."""
    here = Chat(chat_id=-1)
    for text, said in (
        ("교통행정과 내일 10시 회의", "회의"),
        ("내일 10시 회의", "회의"),
        ("주차관리과 내일 10시 회의", "주차관리과 회의"),
    ):
        draft = opened(text, TABLE, NOW, here, own=("교통행정과",))
        _, step = settled(draft, TABLE)
        assert isinstance(step, Ready)
        assert (step.audience, step.text) == (here, said)


@given(st.text(max_size=200))
def test_any_text_leads_somewhere(text: str) -> None:
    """Whatever is typed, something is asked or everything is settled."""
    draft, step = settled(opened(text, TABLE, NOW), TABLE)
    assert isinstance(step, AskWhom | AskWhen | AskWhat | Ready)
    again = settled(draft, TABLE)
    assert again == (draft, step)
