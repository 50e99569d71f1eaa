"""What a command settles, and what is asked next."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import combinations, islice, product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lookup.catalogue import Former
from bot.lookup.pledge import PledgeNumber
from bot.reminders.phrases.days import Question
from bot.reminders.phrases.draft import (
    MAX_TEXT_CHARS,
    AskWhat,
    AskWhen,
    AskWhom,
    Draft,
    at_time,
    campaign,
    changed_meanwhile,
    for_typed,
    for_whom,
    opened,
    saying,
    ticking,
)
from bot.reminders.phrases.draft import settled as settled_at
from bot.reminders.phrases.named import asks_to_remove, named_days_off, named_deadline
from bot.reminders.phrases.parser import understood
from bot.reminders.phrases.phrase import Said, Unclear
from bot.reminders.phrases.requests import ABOUT_REMINDERS
from bot.reminders.phrases.whom import whom
from bot.reminders.rules.reminder import (
    Audience,
    Chat,
    Departments,
    Everyone,
    Nudges,
    OwnersOf,
    Reminder,
    deadlines,
)
from bot.reminders.rules.schedule import Once, Schedule, occurrences
from bot.reminders.rules.working_days import Shift, WorkingDays
from bot.store.records import from_json, to_json
from tests.lookup.tables import of, pledge, real

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 12, 1, 9, tzinfo=SEOUL)
TABLE = real()
CALENDAR = WorkingDays()
settled = partial(settled_at, timezone=SEOUL, calendar=CALENDAR)
BUT_ONE = Everyone(without=("환경과",))


def departments(*names: str) -> Departments:
    """The groups of these."""
    return Departments(names=names)


def owners(*numbers: str) -> OwnersOf:
    """The owners of these."""
    return OwnersOf(numbers=tuple(map(PledgeNumber, numbers)), term=TABLE.term)


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
        pytest.param(
            "교통행정과/주차관리과 회의", departments("교통행정과", "주차관리과"), "회의", id="빗금"
        ),
        pytest.param("교통행정과 담당자에게 회의", departments("교통행정과"), "회의", id="담당자"),
        pytest.param("교통행정과 도로 회의", departments("교통행정과"), "도로 회의", id="도로"),
        pytest.param("교통행정과 에 회의", departments("교통행정과"), "회의", id="띄어 쓴 조사"),
        pytest.param("전체에서 환경과는 빼 줘 회의", BUT_ONE, "회의", id="빼 줘"),
        pytest.param("환경과를 제외한 전체 회의", BUT_ONE, "회의", id="제외한 전체"),
        pytest.param("환경과만 빼고 모두에게 회의", BUT_ONE, "회의", id="빼고 모두"),
        pytest.param("환경과 말고 전 부서 회의", BUT_ONE, "회의", id="말고"),
        pytest.param("전체에서 환경과 제외하고 회의", BUT_ONE, "회의", id="전체에서 제외"),
        pytest.param("전체(환경과 제외) 회의", BUT_ONE, "회의", id="괄호"),
        pytest.param("환경과 빼고 회의", BUT_ONE, "회의", id="빼고"),
        pytest.param("전체 -환경과 회의", BUT_ONE, "회의", id="빼기표"),
        pytest.param("환경과 - 회의", departments("환경과"), "회의", id="줄표"),
        pytest.param(
            "환경과, 의약과 제외 전체 회의",
            Everyone(without=("환경과", "의약과")),
            "회의",
            id="둘 제외",
        ),
        pytest.param("교통행정과내일9시회의", departments("교통행정과"), "내일9시회의", id="붙여"),
        pytest.param("환경과를제외한전체내일9시회의", BUT_ONE, "내일9시회의", id="붙여 제외"),
        pytest.param("지역개발-05 회의", owners("지역개발-05"), "회의", id="번호"),
        pytest.param(
            "지역개발-01부터 03번까지 담당에게 회의",
            owners("지역개발-01", "지역개발-02", "지역개발-03"),
            "회의",
            id="번호부터 번호까지",
        ),
        pytest.param(
            "지역개발-05랑 지역개발-06 담당 회의",
            owners("지역개발-05", "지역개발-06"),
            "회의",
            id="번호랑 번호",
        ),
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
    "whose",
    [
        "{0} 빼고 {1} 빼고 전체",
        "{0}도 빼고 {1}도 빼고 전체",
        "{0}는 제외하고 {1}는 제외하고 전체 부서",
        "{0} 제외, {1} 제외 전체",
        "{0}빼고 {1}빼고 전체",
        "전체 {0} 제외 {1} 제외",
        "전체, {0} 빼고, {1} 빼고",
        "전체({0} 제외)({1} 제외)",
        "전체에서 {0} 빼고 {1}도 빼고",
    ],
)
def test_all_that_is_left_out_one_after_another_is_left_out(whose: str) -> None:
    """Also behind a word for leaving out."""
    said = f"{whose.format('교통행정과', '도시계획과')} 12/10 10시 회의"
    draft, step = settled(opened(said, TABLE, NOW), TABLE)
    assert draft.audience == Everyone(without=("교통행정과", "도시계획과"))
    assert isinstance(step, Reminder)
    assert step.text == "회의"


@pytest.mark.parametrize(
    "said",
    [
        "교통행정과 빼고 전체 12/10 10시 도시계획과 빼고 회의",
        "12/10 10시 교통행정과 빼고 도시계획과 빼고 전체 회의",
        "12/10 10시 전체 회의, 단 교통행정과는 빼고 도시계획과도 제외",
    ],
)
def test_who_is_left_out_before_and_behind_when_is_left_out(said: str) -> None:
    """The same wherever the text says so."""
    draft, _ = settled(opened(said, TABLE, NOW), TABLE)
    assert draft.audience == Everyone(without=("교통행정과", "도시계획과"))


@pytest.mark.parametrize(
    "whose",
    [
        "지역개발-01~05 담당({} 제외)",
        "지역개발-01~05 담당 {} 제외",
        "지역개발-01~05 담당 중 {} 빼고",
        "지역개발-01~05 담당에게 {} 빼고",
    ],
)
def test_the_owners_of_today_but_some_are_confirmed(whose: str) -> None:
    """The owners may be others when it is sent."""
    said = f"{whose.format('교통행정과')} 12/10 10시 점검"
    draft, step = settled(opened(said, TABLE, NOW), TABLE)
    assert (draft.ticked, draft.text) == (("보건정책과", "도시계획과"), "점검")
    assert isinstance(step, AskWhom)


@pytest.mark.parametrize(
    "field", ["지역개발 분야 담당", "지역개발 담당 부서에", "지역개발 분야 담당 부서"]
)
def test_the_owners_of_a_field_are_confirmed(field: str) -> None:
    """They are many."""
    draft, step = settled(opened(f"{field} 내일 9시 회의", TABLE, NOW), TABLE)
    assert isinstance(step, AskWhom)
    assert draft.owners is not None
    assert {each.category for each in draft.owners.numbers} == {"지역개발"}
    assert len(draft.owners.numbers) == 14


@pytest.mark.parametrize(
    "text",
    [
        "1. 실적 2. 계획",
        "주차 민원 회신",
        "환경 정비",
        "추진성과 보고",
        "평가결과 회신",
        "12/20 실적",
        "3시 회의",
        "",
    ],
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


# Not in the table; some have words of it, or end like a word that is no department (교통과, 통과).
UNKNOWN_DEPARTMENTS = (
    "총무과 건설교통과 기후환경과 생활체육과 주민자치과 자원순환과 세무1과 탄소중립과 홍보담당관"
).split()


@pytest.mark.parametrize("name", UNKNOWN_DEPARTMENTS)
@pytest.mark.parametrize(
    ("text", "ticked", "said"),
    [
        ("{} 내일 오전 9시 회의", (), "회의"),
        ("{}에 매주 월 오전 9시 점검", (), "점검"),
        ("{} 담당자에게 내일 오전 9시 회의", (), "회의"),
        ("내일 오전 9시 {} 회의", (), "회의"),
        ("교통행정과, {} 내일 오전 9시 회의", ("교통행정과",), "회의"),
        ("교통행정과와 {} 12/9 오전 10시 합동 점검", ("교통행정과",), "합동 점검"),
        ("소통담당관 {} 12/9 오전 10시 합동 점검", ("소통담당관",), "합동 점검"),
        ("{}와 교통행정과 내일 오전 9시 회의", ("교통행정과",), "회의"),
        ("교통행정과, {}, 환경과 내일 오전 9시 회의", ("교통행정과", "환경과"), "회의"),
        ("{}만 빼고 전체 내일 오전 9시 회의", (), "회의"),
        ("전체에서 {} 제외하고 내일 오전 9시 회의", (), "회의"),
    ],
)
def test_a_department_that_there_is_not_is_never_left_out_in_silence(
    text: str, name: str, ticked: tuple[str, ...], said: str
) -> None:
    """It is named wherever it stands, with the others chosen already, and is no word to be said."""
    draft, step = settled(opened(text.format(name), TABLE, NOW), TABLE)
    assert step == AskWhom()
    assert (draft.unknown, draft.ticked, draft.text) == (name, ticked, said)


@pytest.mark.parametrize(
    "name", ["보건소", "안전건설국", "독산1동", "구의회", "기획조정실", "민원실"]
)
@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("교통행정과, {} 12/9 오전 9시 점검", ("교통행정과",)),
        ("교통행정과와 {}에게 12/9 오전 9시 점검", ("교통행정과",)),
        ("교통행정과 및 {}에 12/9 오전 9시 점검", ("교통행정과",)),
        ("{}, 교통행정과 12/9 오전 9시 점검", ("교통행정과",)),
        ("교통행정과, {}, 환경과 12/9 오전 9시 점검", ("교통행정과", "환경과")),
    ],
)
def test_what_stands_in_a_list_of_departments_is_meant_as_one(
    text: str, name: str, ticked: tuple[str, ...]
) -> None:
    """Also where its ending is one of other words."""
    draft, step = settled(opened(text.format(name), TABLE, NOW), TABLE)
    assert step == AskWhom()
    assert (draft.unknown, draft.ticked, draft.text) == (name, ticked, "점검")


@pytest.mark.parametrize(
    "said", ["회의실 예약", "보건소 방문 일정", "체육센터, 도서관 점검", "독산1동 점검"]
)
def test_what_goes_on_behind_the_departments_is_said(said: str) -> None:
    """A list ends where there is no sign of one."""
    _, step = settled(opened(f"교통행정과, 환경과 {said} 12/9 오전 9시", TABLE, NOW), TABLE)
    assert isinstance(step, Reminder)
    assert (step.audience, step.text) == (departments("교통행정과", "환경과"), said)


def test_part_of_a_larger_office_is_named_without_it_for_certain() -> None:
    """No other is called 농업기술과, though the names of others begin so."""
    names = [f"농업기술센터 {part}" for part in ("농정축산과", "농촌자원과", "농업기술과")]
    table = of(pledge(str(at), "공약", name) for at, name in enumerate(names, 1))
    found = whom("농정축산과, 농업기술과 내일 10시 회의", table)
    assert found is not None
    assert found.audience == Departments(names=(names[0], names[2]))
    assert not found.guessed


@pytest.mark.parametrize(
    "whose",
    [
        *("지역개발-05 협조부서", "지역개발-05 담당 및 협조부서", "교통행정과 및 관련부서"),
        *("교통행정과와 관련 부서", "전 부서 및 읍면", "전체 및 보건소", "전 부서와 산하기관"),
        *("전체 읍면", "전체 읍면동", "모두 동장", "전체 사업소"),
        *("전부서 하고 의회", "전체 그리고 유관기관", "교통행정과 및 동주민센터"),
    ],
)
def test_more_people_ahead_of_when_are_asked_though_a_colon_says_what_is_to_be_said(
    whose: str,
) -> None:
    """They went into the text, and others were reminded."""
    for said in (f"{whose} 12/9 10시: 의견 제출", f"{whose} 12/9 10시 의견 제출"):
        assert settled(opened(said, TABLE, NOW), TABLE)[1] == AskWhom()


@pytest.mark.parametrize(
    "whose", ["전 부서 및 보건소", "전 부서와 보건소", "교통행정과 및 보건소", "전체 및 읍면"]
)
def test_a_campaign_asks_about_more_people_too(whose: str) -> None:
    """A colon ends whom it is for."""
    draft = campaign("12/21", f"{whose}: 4분기 실적", TABLE, NOW)
    assert settled(draft, TABLE)[1] == AskWhom()


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("전 부서 및 교통행정과 12/9 10시: 안건", "안건"),
        ("전 부서, 12/9 10시 회의와 점검", "회의와 점검"),
        ("전체 12/9 10시: 관련부서 협조 요청", "관련부서 협조 요청"),
        ("전체 긴급 12/9 10시: 안건", "긴급 안건"),
    ],
)
def test_who_is_among_all_or_stands_in_the_text_is_nobody_else(said: str, text: str) -> None:
    """Everybody is told already."""
    _, step = settled(opened(said, TABLE, NOW), TABLE)
    assert isinstance(step, Reminder)
    assert (step.audience, step.text) == (Everyone(), text)


def test_a_name_two_syllables_away_from_another_is_offered_as_it_and_asked() -> None:
    """As it may well be one of another office."""
    draft, step = settled(opened("주차행정과 내일 오전 9시 회의", TABLE, NOW), TABLE)
    assert step == AskWhom()
    assert (draft.unknown, draft.offered) == ("주차행정과", ("자치행정과",))


@pytest.mark.parametrize(
    "said",
    [
        *("통과 여부 확인", "시공과정 점검", "정형외과 협약 보고", "성과 공유", "일과 중 점검"),
        *("실적과 계획 제출", "추진실적과 향후계획 제출", "산출내역과 증빙 제출"),
        *("주민과의 대화", "구청장과 간담회", "학생과 학부모 설명회", "시민과 함께하는 축제 준비"),
        *("탄소중립과 관련한 자료 제출", "생활체육과 관련한 실적", "총무과에서 요청한 자료 제출"),
    ],
)
def test_a_word_with_and_behind_it_is_no_department(said: str) -> None:
    """Nor is one that ends like one: it is said, to those who are named before."""
    _, step = settled(opened(f"소통담당관 {said} 내일 오전 9시", TABLE, NOW), TABLE)
    assert isinstance(step, Reminder)
    assert (step.audience, step.text) == (departments("소통담당관"), said)
    draft, _ = settled(campaign("2026-12-24", said, TABLE, NOW), TABLE)
    assert (draft.audience, draft.text) == (Everyone(), said)


@pytest.mark.parametrize(
    ("text", "ticked", "rest"),
    [
        ("교통행정과 외 3개 부서 회의", ("교통행정과",), "회의"),
        ("교통행정과, 환경과 등 다섯 개 과에 회의", ("교통행정과", "환경과"), "회의"),
    ],
)
def test_departments_that_are_only_counted_are_asked(
    text: str, ticked: tuple[str, ...], rest: str
) -> None:
    """With those that are named chosen already."""
    found = whom(text, TABLE)
    assert found is not None
    assert (found.audience, found.named, found.rest) == (None, ticked, rest)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("주차 공약 담당 내일 10시 점검", ("지역개발-10", "지역개발-09")),
        ("반려동물 담당 부서에 내일 10시 점검", ("가족환경-04",)),
    ],
)
def test_owners_are_looked_up(text: str, numbers: tuple[str, ...]) -> None:
    """All pledges that are found belong to one department; the check says which they are."""
    draft, step = settled(opened(text, TABLE, NOW), TABLE)
    assert isinstance(step, Reminder)
    assert (step.audience, step.text) == (owners(*numbers), "점검")
    assert draft.read_as[0][1] == f"{', '.join(numbers)} 담당"


@pytest.mark.parametrize(
    "pledges",
    [
        "가족환경-06부터 08까지",
        "가족환경-06부터 08",
        "가족환경-06 부터 08 까지",
        "가족환경-06번부터 08번까지",
        "가족환경-06에서 08까지",
        "가족환경-06부터 가족환경-08까지",
        "가족환경-06에서 가족환경-08까지",
        "가족환경-06~08",
        "가족환경-06 ~ 08",
        "가족환경-06~가족환경-08",
    ],
)
def test_a_range_of_numbers_is_all_of_them(pledges: str) -> None:
    """However its ends are said."""
    for charge in ("담당", "담당에게", "담당 부서에"):
        _, step = settled(opened(f"{pledges} {charge} 내일 10시 점검", TABLE, NOW), TABLE)
        assert isinstance(step, Reminder)
        expected = owners("가족환경-06", "가족환경-07", "가족환경-08")
        assert (step.audience, step.text) == (expected, "점검")


@pytest.mark.parametrize(
    "text",
    [
        "교통행정과, 지역개발-05 담당 12/9 10시 실적 확인",
        "교통행정과와 지역개발-05 담당부서에 12/9 10시 실적 확인",
        *(
            f"교통행정과 {joined} 지역개발-05 담당 부서 12/9 10시 실적 확인"
            for joined in "및 와 과 랑 하고 그리고".split()
        ),
        "지역개발-05 담당, 교통행정과 12/9 10시 실적 확인",
        "12/9 10시 교통행정과, 지역개발-05 담당에게 실적 확인",
    ],
)
def test_departments_and_the_owners_of_pledges_are_chosen_together(text: str) -> None:
    """Neither is dropped, and one tap takes both."""
    draft, step = settled(opened(text, TABLE, NOW), TABLE)
    assert isinstance(step, AskWhom)
    assert {*draft.ticked} == {*draft.offered} == {"교통행정과", "도시계획과"}
    _, step = settled(for_whom(draft, departments(*draft.ticked)), TABLE)
    assert isinstance(step, Reminder)
    assert step.text == "실적 확인"


def test_the_owners_that_are_chosen_with_departments_are_those_of_the_term() -> None:
    """The next term's table came while the reminder was being set, and its number is another's."""
    own = [pledge(f"가-{at}", "공약", name) for at, name in enumerate(TABLE.by_department, start=1)]
    later = replace(of([pledge("지역개발-05", "새 공약", "주차관리과"), *own]), earlier=(TABLE,))
    said = "12/9 10시 교통행정과 실적 확인"
    draft, _ = settled(Draft(at=NOW, audience=owners("지역개발-05"), said=said), later)
    assert draft.ticked == ("도시계획과", "교통행정과")


_OWN = [pledge(f"가-{at}", "공약", name) for at, name in enumerate(TABLE.by_department, start=1)]
NEXT_TERM = replace(
    of([pledge("지역개발-05", "새 공약", "주차관리과"), *_OWN]), term="민선9기", earlier=(TABLE,)
)


@pytest.mark.parametrize(
    "whose",
    [
        "민선8기 지역개발-05 담당",
        "민선8기 지역개발-05",
        "8기 지역개발-05 담당에",
        "제8기 지역개발-05 담당에게",
        "지난 임기 지역개발-05 담당 부서에",
        "지역개발-05(민선8기) 담당",
        "지역개발-05 민선8기 담당에게",
    ],
)
def test_the_owner_of_a_pledge_of_a_named_term_is_the_one_of_that_term(whose: str) -> None:
    """Another term's pledges have the same numbers, and other owners."""
    for text in (f"{whose} 내일 9시 정산", f"내일 9시 {whose} 정산"):
        draft, _ = settled(opened(text, NEXT_TERM, NOW), NEXT_TERM)
        assert draft.audience == owners("지역개발-05"), text
        assert draft.text == "정산"


@pytest.mark.parametrize(
    ("whose", "unknown"),
    [
        ("민선7기 지역개발-05", "민선7기 지역개발-05"),
        ("민선8기 지역개발-99", "민선8기 지역개발-99"),
        ("민선8기 도시계획과", "민선8기 도시계획과"),
    ],
)
def test_what_a_named_term_does_not_settle_is_asked(whose: str, unknown: str) -> None:
    """With the term, so that it is clear why."""
    draft, step = settled(opened(f"{whose} 내일 9시 정산", NEXT_TERM, NOW), NEXT_TERM)
    assert (draft.unknown, draft.audience) == (unknown, None)
    assert isinstance(step, AskWhom)


@pytest.mark.parametrize("whose", ["환경과", "전체", "지역개발-05 담당"])
def test_a_term_in_what_is_to_be_said_is_of_nobody(whose: str) -> None:
    """Only right beside whom it is for does it say whose pledge is meant."""
    text = f"{whose} 내일 9시 민선8기 마무리 보고"
    draft, _ = settled(opened(text, NEXT_TERM, NOW), NEXT_TERM)
    assert draft.text == "민선8기 마무리 보고"
    assert not isinstance(draft.audience, OwnersOf) or draft.audience.term == "민선9기"


@pytest.mark.parametrize("text", ["재개발 공약 담당 내일 10시 점검", "강아지 담당 내일 10시 점검"])
def test_several_owners_and_words_that_were_replaced_are_confirmed(text: str) -> None:
    """Who they are depends on what is found."""
    draft, step = settled(opened(text, TABLE, NOW), TABLE)
    assert step == AskWhom()
    assert draft.text == "점검"
    assert draft.owners is not None
    _, step = settled(for_whom(draft, draft.owners), TABLE)
    assert isinstance(step, Reminder)


@pytest.mark.parametrize(
    ("text", "audience", "said"),
    [
        ("내일 10시 교통행정과 회의 자료", departments("교통행정과"), "회의 자료"),
        ("회의 자료 제출 교통행정과 내일 10시", departments("교통행정과"), "회의 자료 제출"),
        ("내일 10시 회의 자료 교통행정과에", departments("교통행정과"), "회의 자료"),
        ("내일 10시 점검표를 모두에게", Everyone(), "점검표를"),
        ("전체 내일 10시 환경과 빼고 회의", BUT_ONE, "회의"),
    ],
)
def test_whom_stands_anywhere(text: str, audience: Audience, said: str) -> None:
    """Before, between and behind."""
    _, step = settled(opened(text, TABLE, NOW), TABLE)
    assert isinstance(step, Reminder)
    assert (step.audience, step.text) == (audience, said)


@pytest.mark.parametrize(
    ("text", "ticked", "offered"),
    [
        ("교통행정과 내일 10시 환경과 협의", ("교통행정과",), ("교통행정과", "환경과")),
        ("교통행정과 내일 10시 전체 회의", ("교통행정과",), ()),
        ("전체 내일 10시 환경과 주관 회의", ("환경과",), ()),
    ],
)
def test_a_second_audience_beside_the_first_is_asked(
    text: str, ticked: tuple[str, ...], offered: tuple[str, ...]
) -> None:
    """And after the answer it is a word of the message."""
    draft, step = settled(opened(text, TABLE, NOW), TABLE)
    assert step == AskWhom()
    assert (draft.ticked, draft.offered) == (ticked, offered)
    _, step = settled(for_whom(draft, departments("교통행정과")), TABLE)
    assert isinstance(step, Reminder)


@pytest.mark.parametrize("text", ["점검표 전체 내일 10시", "내일 10시 점검표 전체"])
def test_a_word_that_may_be_of_the_message_is_no_audience(text: str) -> None:
    """전체 behind a noun is asked about."""
    draft, step = settled(opened(text, TABLE, NOW), TABLE)
    assert (step, draft.text) == (AskWhom(), "점검표 전체")


def test_our_department_is_asked_in_private() -> None:
    """In a group it is that group."""
    draft, step = settled(opened("우리 부서 내일 10시 회의", TABLE, NOW), TABLE)
    assert (step, draft.unknown, draft.text) == (AskWhom(), "우리 부서", "회의")
    _, step = settled(opened("우리 부서 내일 10시 회의", TABLE, NOW, Chat(chat_id=-1)), TABLE)
    assert isinstance(step, Reminder)
    assert (step.audience, step.text) == (Chat(chat_id=-1), "회의")


@pytest.mark.parametrize(
    ("what", "audience", "unknown", "said"),
    [
        ("교통행정과, 도시계획과 실적", departments("교통행정과", "도시계획과"), "", "실적"),
        ("4분기 실적", Everyone(), "", "4분기 실적"),
        ("환경과 빼고 실적", BUT_ONE, "", "실적"),
        ("총무과 실적", None, "총무과", "실적"),
        ("생활체육과 3분기 실적", None, "생활체육과", "3분기 실적"),
        ("교통행정과, 자원순환과 실적", None, "자원순환과", "실적"),
        ("실적 교통행정과, 도시계획과", departments("교통행정과", "도시계획과"), "", "실적"),
        ("실적 교통행정과에", departments("교통행정과"), "", "실적"),
        ("17시 교통행정과 실적", departments("교통행정과"), "", "17시 마감 실적"),
        ("17시까지 교통행정과 실적", departments("교통행정과"), "", "17시 마감 실적"),
        ("오후 3시 실적", Everyone(), "", "오후 3시 마감 실적"),
    ],
)
def test_a_campaign_is_for_whom_it_names(
    what: str, audience: Audience | None, unknown: str, said: str
) -> None:
    """For all where nobody is named."""
    draft, _ = settled(campaign("2026-12-24", what, TABLE, NOW), TABLE)
    assert (draft.audience, draft.unknown, draft.text) == (audience, unknown, said)
    assert draft.schedule is not None
    assert draft.schedule.leads == (7, 3, 1, 0)


@pytest.mark.parametrize(
    "words",
    [
        *("에 알려줘: 실적", "에 알려 주세요 실적", "에 알려줘요, 실적", " 실적", " 실적 알려줘"),
        *(
            f" {quoted} {tell}"
            for quoted in ('"실적"', "'실적'이라고")
            for tell in ("보내줘", "알려 주세요")
        ),
        *(
            f" 실적 {again} {do}"
            for again in ("알림", "리마인드")
            for do in ("보내줘", "해 주세요", "부탁해요")
        ),
        *("에 알림을 보내줘: 실적", "에 알림 보내 주세요 실적", " 내용: 실적", ": 실적"),
        *(" 실적 알림 설정해줘", " 실적 알림을 보내 주세요", " 실적 공지해 줘", " 실적 전달해줘."),
    ],
)
def test_what_is_asked_of_the_bot_is_no_text(words: str) -> None:
    """The groups get what they are to do."""
    _, step = settled(opened(f"교통행정과 매주 월요일 9시{words}", TABLE, NOW), TABLE)
    assert isinstance(step, Reminder)
    assert step.text == "실적"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("실적 제출하라고 알려줘", "실적 제출"),
        ("실적을 제출해 달라고 전달해 주세요", "실적을 제출해 주세요"),
        ("실적 보내달라고 해줘", "실적 보내 주세요"),
        ("실적 내라고 알려 주세요", "실적 내세요"),
        ("자료 올리라고 공지해줘", "자료 올리세요"),
        ("실적 제출하라는 알림 보내줘", "실적 제출"),
        ("자료 보내라는 알림 설정해 주세요", "자료 보내세요"),
        ("실적을 내 달라는 알림 보내줘", "실적을 내 주세요"),
        ("마감이라고 알려줘", "마감"),
        ("안내라고 알려 주세요", "안내"),
        ("회의 있다고 알려줘", "회의 있습니다"),
        ("회의가 있다는 알림 보내줘", "회의가 있습니다"),
        ("점검 나간다고 전해 주세요", "점검 나갑니다"),
        ("제출 부탁한다고 보내줘", "제출 부탁합니다"),
        ("자료 받는다고 공지해줘", "자료 받습니다"),
        ("회의 취소됐다고 전달해", "회의 취소됐습니다"),
        ("전화 달라고 해", "전화 주세요"),
        ("주간보고 알려주도록 해줘", "주간보고"),
        ("주간보고 알림 걸어줘", "주간보고"),
        ("4분기 실적 받아줘", "4분기 실적"),
        *(
            (kept, kept)
            for kept in (
                "점검 결과 알려 주세요",
                "점검 결과 알려줘",
                "참석 여부를 알려줘",
                "주민 안내 문자 보내 주세요",
                "점검 결과 알림 부탁드립니다",
                "회의 알림: 자료 지참",
            )
        ),
    ],
)
def test_what_the_groups_are_asked_for_is_text(words: str, text: str) -> None:
    """As it is said to them."""
    _, step = settled(opened(f"교통행정과 내일 10시 {words}", TABLE, NOW), TABLE)
    assert isinstance(step, Reminder)
    assert step.text == text


@pytest.mark.parametrize(
    ("what", "leads", "said"),
    [
        ("실적 D-5 D-1", (5, 1), "실적"),
        ("D-5, D-1 실적", (5, 1), "실적"),
        ("실적 제출 (D-2)", (2,), "실적 제출"),
        ("실적 3일 전, 1일 전 안내", (3, 1), "실적 안내"),
        ("교통행정과 실적 D-day", (0,), "실적"),
    ],
)
def test_a_campaign_counts_down_as_it_is_said(what: str, leads: tuple[int, ...], said: str) -> None:
    """Wherever that stands, and no other days."""
    draft, _ = settled(campaign("2026-12-24", what, TABLE, NOW), TABLE)
    assert draft.schedule is not None
    assert (draft.schedule.leads, draft.text) == (leads, said)


@pytest.mark.parametrize(
    ("words", "days", "leads"),
    [
        ("매분기 말 실적", ["2026-12-31", "2027-03-31", "2027-06-30"], 4),
        ("매분기말까지 실적", ["2026-12-31", "2027-03-31", "2027-06-30"], 4),
        ("매분기 마지막 영업일까지 실적", ["2026-12-31", "2027-03-31", "2027-06-30"], 4),
        ("실적 매분기 말", ["2026-12-31", "2027-03-31", "2027-06-30"], 4),
        ("내년부터 매분기 말 실적", ["2027-03-31", "2027-06-30", "2027-09-30"], 4),
        ("매분기 말 D-5 D-1 실적", ["2026-12-31", "2027-03-31", "2027-06-30"], 2),
        ("매분기 첫 달 10일 실적", ["2027-01-10", "2027-04-10", "2027-07-10"], 4),
        ("3,6,9,12월 말일 실적", ["2026-12-31", "2027-03-31", "2027-06-30"], 4),
        ("매월 25일 실적", ["2026-12-25", "2027-01-25", "2027-02-25"], 4),
        ("매월 말일까지 실적", ["2026-12-31", "2027-01-31", "2027-02-28"], 4),
        ("매월 마지막 금요일 실적", ["2026-12-25", "2027-01-29", "2027-02-26"], 4),
        ("매년 12/20 실적", ["2026-12-20", "2027-12-20", "2028-12-20"], 4),
        ("매년 12월 말 실적", ["2026-12-31", "2027-12-31", "2028-12-31"], 4),
        ("매주 금요일 실적", ["2026-12-04", "2026-12-11", "2026-12-18"], 2),
        ("매주 월요일까지 실적", ["2026-12-07", "2026-12-14", "2026-12-21"], 2),
    ],
)
def test_a_campaign_comes_again_for_each_deadline_of_a_series(
    words: str, days: list[str], leads: int
) -> None:
    """Every week it counts down from the day before alone."""
    due, what = named_deadline(words, NOW.date(), CALENDAR) or ("", "")
    _, step = settled(campaign(due, what, TABLE, NOW), TABLE)
    assert isinstance(step, Reminder)
    assert [str(day) for day in deadlines(step, NOW, CALENDAR)] == days
    assert (step.text, len(step.schedule.leads), step.schedule.deadline) == ("실적", leads, True)


@pytest.mark.parametrize("between", [" ", "\n", " / ", ", "])
def test_a_form_is_read_as_what_it_holds(between: str) -> None:
    """Its headings are no text."""
    to = ("대상: ", "수신: ", "수신 ", "받는 곳: ", "[알림] ", "알림: ", "리마인드 ", "")
    when = ("일시: ", "알림 시간: ", "날짜: ", "")
    what = ("내용: ", "할 일: ", "제목: ", "")
    for called in product(to, when, what):
        parts = zip(called, ("환경과", "3월 20일(토) 10:00", "실적 제출"), strict=True)
        text = between.join(f"{heading}{held}" for heading, held in parts)
        _, step = settled(opened(text, TABLE, NOW), TABLE)
        assert isinstance(step, Reminder)
        assert (step.audience, step.text) == (departments("환경과"), "실적 제출")


@pytest.mark.parametrize(
    "whose",
    [
        *(
            f"{who}{to}"
            for who in ("담당자", "팀장님", "서무", "직원들", "공약 담당자")
            for to in ("에게", "께", "")
        ),
        *"쪽에 단톡방에 그룹에 방에 분들께 전원에게 대상 대상으로 소속 앞".split(),
    ],
)
@pytest.mark.parametrize("name", ["전 부서", "교통행정과"])
def test_who_is_told_in_a_department_is_no_text(name: str, whose: str) -> None:
    """Ahead of when; behind it without a particle they are those who meet, or are concerned."""
    audience = Everyone() if name == "전 부서" else departments(name)
    for text in (f"{name} {whose} 내일 10시 회의", f"10시 내일 {name} {whose} 회의"):
        _, step = settled(opened(text, TABLE, NOW), TABLE)
        assert isinstance(step, Reminder)
        is_told = text.startswith(name) or whose.endswith(("에게", "께", "에", "으로"))
        assert (step.audience, step.text) == (audience, "회의" if is_told else f"{whose} 회의")


def test_a_campaign_of_today_asks_at_what_time() -> None:
    """And does not speak of nine o'clock, which nobody said."""
    later = NOW + timedelta(hours=5)
    _, step = settled(campaign("2026-12-01", "실적", TABLE, later), TABLE)
    assert isinstance(step, AskWhen)
    assert step.unclear is not None
    assert (step.unclear.question, step.unclear.heard) == (Question.TIME, "")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("12/20 실적", ("2026-12-20", "실적")),
        ("4분기 실적 제출 12/20까지", ("2026-12-20", "4분기 실적 제출")),
        ("11/20 회의 결과 제출 12/20까지", ("2026-12-20", "11/20 회의 결과 제출")),
        ("12/14~12/18 실적", ("2026-12-18", "실적")),
        ("이번 달까지 실적", ("2026-12-31", "실적")),
        ("2/30 실적", ("2/30", "실적")),
        ("11/20까지 실적", ("11/20", "실적")),
        ("12/2(월) 실적", ("12/2(월)", "실적")),
        ("2026-11-30 실적", ("2026-11-30", "실적")),
        ("어제 회의 결과", None),
        ("실적 제출(12.21.까지)", ("2026-12-21", "실적 제출")),
        ("설 전까지 실적", ("2027-02-06", "실적")),
        ("설 연휴 전까지 실적", ("2027-02-05", "실적")),
        ("다음 주 전까지 실적", ("2026-12-06", "실적")),
        ("내년 전까지 실적", ("2026-12-31", "실적")),
        ("금요일(12/4) 실적", ("2026-12-04", "실적")),
        ("다음주 월요일(12/7)까지 실적", ("2026-12-07", "실적")),
        ("실적 제출(12/18(금)까지)", ("2026-12-18", "실적 제출")),
        ("실적(12/18)", ("2026-12-18", "실적")),
        ("다음주 월요일(12/8)까지 실적", ("다음주 월요일(12/8)", "실적")),
        ("12월 마지막 영업일까지 실적", ("2026-12-31", "실적")),
        ("다음달 첫 영업일까지 실적", ("2027-01-04", "실적")),
        ("매월 25일 실적", ("매월 25일", "실적")),
        ("매월 25일 실적 12/20까지", ("2026-12-20", "매월 25일 실적")),
        ("매일 점검표", None),
        ("2월부터 실적", None),
        ("실적", None),
    ],
)
def test_a_deadline_that_is_not_clear_is_asked_about_as_it_was_said(
    words: str, named: tuple[str, str] | None
) -> None:
    """One that is clear goes first, wherever it stands."""
    assert named_deadline(words, NOW.date(), WorkingDays()) == named


@pytest.mark.parametrize(
    ("words", "first", "last", "name"),
    [
        ("12/31 종무일", "2026-12-31", "2026-12-31", "종무일"),
        ("다음주 월~수", "2026-12-07", "2026-12-09", ""),
        ("다음 주 월요일부터 수요일까지 직원 워크숍", "2026-12-07", "2026-12-09", "직원 워크숍"),
        ("다음주 월, 화 워크숍", "2026-12-07", "2026-12-08", "워크숍"),
        ("내일과 모레 이사", "2026-12-02", "2026-12-03", "이사"),
        ("청사 이전: 12/23부터 28일까지", "2026-12-23", "2026-12-28", "청사 이전"),
        ("내년 1월 4일", "2027-01-04", "2027-01-04", ""),
        ("11/20 체육대회", "2026-11-20", "2026-11-20", "체육대회"),
        ("12/24부터 사흘간 휴무", "2026-12-24", "2026-12-26", "휴무"),
        ("12/24 이틀간 전산 점검", "2026-12-24", "2026-12-25", "전산 점검"),
        ("12/31 종무일 추가해 주세요", "2026-12-31", "2026-12-31", "종무일"),
        ("10월 1일 임시공휴일(국군의 날)", "2026-10-01", "2026-10-01", "임시공휴일(국군의 날)"),
        ("매년 10월 2일 구민의 날", "2027-10-02", "2027-10-02", "구민의 날"),
        ("구민의 날 해마다 10/2", "2027-10-02", "2027-10-02", "구민의 날"),
        ("12/24 매년 종무일", "2026-12-24", "2026-12-24", "종무일"),
        ("3월 12일 오후 반차", "2027-03-12", "2027-03-12", "오후 반차"),
        *(
            (words, "2026-12-24", "2026-12-26", "")
            for words in (
                *("12.24 - 26", "12.24-26", "12.24. ~ 26.", "12.24~12.26", "12/24 - 26"),
                *("2026-12-24~26", "2026. 12. 24. ~ 26.", "2026.12.24 ~ 12.26"),
                *("12/24(목)~26(토)", "12.24.(목)~26.(토)", "12월 24일(목)~26일(토)"),
                *("24일부터 26일", "12월 24일부터 26일까지", "12/24-12/26"),
            )
        ),
        ("2026.12.30~1.2 종무", "2026-12-30", "2027-01-02", "종무"),
        *(
            (words, "2026-12-31", "2026-12-31", "종무일")
            for verb in ("추가", "등록", "지정", "설정")
            for words in (
                f"{verb} 12/31 종무일",
                f"{verb}: 12/31 종무일",
                f"휴일 {verb} 12/31 종무일",
                f"{verb}해줘 12/31 종무일",
                f"{verb} 부탁해요 12/31 종무일",
                f"12/31 종무일 {verb}해 주세요",
                f"12/31 종무일 {verb}해 주시기 바랍니다",
                f"종무일 {verb} 12/31",
            )
        ),
        ("12/31 추가 종무일", "2026-12-31", "2026-12-31", "종무일"),
        ("휴일 12/31 종무일", "2026-12-31", "2026-12-31", "종무일"),
        ("12/31 대체휴일로 지정", "2026-12-31", "2026-12-31", "대체휴일"),
        ("12/31 대체휴일 추가", "2026-12-31", "2026-12-31", "대체휴일"),
        ("등록일 12/31", "2026-12-31", "2026-12-31", "등록일"),
        ("버전 1.2-3 설치 12/31", "2026-12-31", "2026-12-31", "버전 1.2-3 설치"),
    ],
)
def test_days_off_are_named_as_any_days_in_a_row(
    words: str, first: str, last: str, name: str
) -> None:
    """Past ones as well, to be told so."""
    days = [date.fromisoformat(first)]
    while days[-1] < date.fromisoformat(last):
        days.append(days[-1] + timedelta(days=1))
    assert named_days_off(words, NOW.date(), WorkingDays()) == (tuple(days), name)


@pytest.mark.parametrize(
    "verb",
    [
        *("삭제", "취소", "제거", "해제", "빼줘", "지워 주세요"),
        *("삭제해 주십시오", "취소해 주시기 바랍니다"),
    ],
)
@pytest.mark.parametrize(
    "words", ["{} 12/31", "{}: 12/31 종무일", "휴일 {} 12/31 종무일", "12/31 종무일 {}"]
)
def test_a_day_off_is_removed_wherever_that_is_said(words: str, verb: str) -> None:
    """And never added instead."""
    named = named_days_off(words.format(verb), NOW.date(), WorkingDays())
    assert named is not None
    assert named[0] == (date(2026, 12, 31),)
    assert asks_to_remove(named[1])


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("12/24, 12/28 재량휴업", [24, 28]),
        ("다음주 월, 수 재량휴업", [7, 9]),
        ("금요일(12/4), 월요일(12/7) 재량휴업", [4, 7]),
        ("재량휴업(12/4)", [4]),
        ("5일과 7~8일 재량휴업", [5, 7, 8]),
    ],
)
def test_days_off_may_lie_apart(words: str, days: list[int]) -> None:
    """Each is one."""
    named = tuple(date(2026, 12, day) for day in days)
    assert named_days_off(words, NOW.date(), WorkingDays()) == (named, "재량휴업")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "종무일",
        "12/24부터",
        "매주 금요일",
        "2/30",
        "매년 12/24~12/26",
        "매년 추석",
        "휴일 변경 12/24 → 12/28",
        "12/24 휴무를 12/28로 옮겨 주세요",
    ],
)
def test_days_off_that_are_not_clear_are_none(words: str) -> None:
    """Nothing is closed that nobody named."""
    assert named_days_off(words, NOW.date(), WorkingDays()) is None


def test_the_offices_zone_and_calendar_count() -> None:
    """Nine in Tokyo time is nine where the office is; its days off are no working days."""
    zone = ZoneInfo("America/New_York")
    day_off = WorkingDays(closed=frozenset({date(2026, 12, 1)}))
    draft = opened("교통행정과 다음 영업일 9시 회의", TABLE, NOW)
    _, step = settled_at(draft, TABLE, zone, day_off)
    assert isinstance(step, Reminder)
    moment = next(occurrences(step.schedule, NOW, day_off))
    assert moment.isoformat() == "2026-12-02T09:00:00-05:00"


def test_seconds_of_a_time_from_now_are_kept() -> None:
    """Thirty minutes are thirty minutes."""
    now = NOW.replace(second=40)
    _, step = settled(opened("교통행정과 30분 뒤 회의", TABLE, now), TABLE)
    assert isinstance(step, Reminder)
    assert next(occurrences(step.schedule, now, WorkingDays())) - now == timedelta(minutes=30)


def test_a_text_that_does_not_fit_is_refused_with_its_length() -> None:
    """Never cut; emoji count as Telegram counts them."""
    text = "가" * (MAX_TEXT_CHARS - 1) + "😀"
    draft, step = settled(opened(f"교통행정과 내일 10시 {text}", TABLE, NOW), TABLE)
    assert (step, draft.too_long) == (AskWhat(), MAX_TEXT_CHARS + 1)
    _, step = settled(saying(draft, text[1:]), TABLE)
    assert isinstance(step, Reminder)
    assert step.text == text[1:]


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        *(
            (f"환경과{more}", ("교통행정과", "도시계획과", "환경과"))
            for more in ("도", " 추가", "도 추가해줘")
        ),
        ("환경과까지 넣어주세요", ("교통행정과", "도시계획과", "환경과")),
        *(
            (f"도시계획과{less}", ("교통행정과",))
            for less in (" 빼고", "만 빼줘", " 빼", " 제외", "는 삭제")
        ),
        ("도시계획과도 빼", ("교통행정과",)),
        ("도시계획과 말고 환경과", ("교통행정과", "환경과")),
        ("도시계획과 말고 환경과도", ("교통행정과", "환경과")),
        ("환경과", ("환경과",)),
    ],
)
def test_departments_are_added_to_those_chosen_and_removed(
    typed: str, chosen: tuple[str, ...]
) -> None:
    """A name alone is all that is meant."""
    draft = for_typed(Draft(at=NOW, ticked=("교통행정과", "도시계획과")), typed, TABLE)
    assert draft.audience == departments(*chosen)


def test_a_word_of_a_name_adds_and_removes_nothing() -> None:
    """함께 and 도 may be of what a department is called."""
    table = of([pledge("가-01", "돌봄", "함께돌봄과"), pledge("가-02", "섬", "더섬제도과")])
    for name in ("함께돌봄과", "더섬제도과"):
        draft = for_typed(Draft(at=NOW, ticked=("환경과",)), name, table)
        assert draft.audience == departments(name)


@pytest.mark.parametrize("typed", ["환경과 빼고", "교통행정과, 도시계획과 빼고"])
def test_what_leaves_the_same_departments_or_none_is_asked_again(typed: str) -> None:
    """With what was typed."""
    draft = for_typed(Draft(at=NOW, ticked=("교통행정과", "도시계획과")), typed, TABLE)
    assert (draft.audience, draft.unknown) == (None, typed)
    assert draft.ticked == ("교통행정과", "도시계획과")


def test_a_name_that_is_guessed_is_shown_ticked_before_it_is_added() -> None:
    """Beside those chosen before."""
    draft = for_typed(Draft(at=NOW, ticked=("도시계획과",)), "주차행정과 추가", TABLE)
    assert draft.audience is None
    assert (draft.unknown, draft.ticked[:1]) == ("주차행정과", ("도시계획과",))


DEADLINE = Schedule(
    rule=Once(day=date(2026, 12, 21)),
    at=time(9),
    shift=Shift.PREVIOUS,
    leads=(7, 3, 1, 0),
    deadline=True,
)


@pytest.mark.parametrize(
    ("words", "day", "hour"),
    [
        *((f"12/23{more}", 23, 9) for more in ("", "으로 연기", "까지", " 09:00", "으로 미뤄줘")),
        *(
            (f"이틀 {more}", 23, 9)
            for more in ("연기", "더 연기해 주세요", "미뤄줘", "늦춰줘", "뒤로")
        ),
        *((f"{said} 연기", 28, 9) for said in ("일주일", "7일", "1주", "한 주", "마감 일주일")),
        *((f"하루 {more}", 20, 9) for more in ("앞당겨줘", "당겨 주세요")),
        ("12월 23일로 변경해줘", 23, 9),
        ("다음 주 수요일", 9, 9),
        ("12/23 오후 3시", 23, 15),
    ],
)
def test_a_deadline_is_put_off_as_it_is_said(words: str, day: int, hour: int) -> None:
    """The days before it on which to remind stay."""
    after = understood(words, NOW, CALENDAR, DEADLINE)
    assert isinstance(after, Said)
    moved = replace(DEADLINE, rule=Once(day=date(2026, 12, day)), at=time(hour))
    assert after.schedule == moved


@pytest.mark.parametrize("words", ["주차 담당", "연기", "이틀"])
def test_words_that_say_less_than_a_deadline_put_none_off(words: str) -> None:
    """They may be a question."""
    assert understood(words, NOW, CALENDAR, DEADLINE) is None


CHANGES = {
    "매월 10일 9시": {
        "25일도": "12/10 9, 12/24 9",
    },
    "매월 10일, 25일 9시": {
        "10일은 빼줘": "12/24 9, 1/25 9",
    },
    "매일 9시, 17시": {
        "9시에서 10시로": "12/1 10, 12/1 17",
        "17시는 빼줘": "12/2 9, 12/3 9",
    },
    "12/24 마감 D-7 D-3 D-1 D-day 9시": {
        "D-7에서 D-5로": "12/18 9, 12/21 9, 12/23 9, 12/24 9",
        "12/24→12/31": "12/24 9, 12/28 9, 12/30 9, 12/31 9",
        "3영업일 전": "12/21 9",
        "10시": "12/17 10, 12/21 10, 12/23 10, 12/24 10",
        "10시로 바꿔줘": "12/17 10, 12/21 10, 12/23 10, 12/24 10",
        "9시 말고 10시로": "12/17 10, 12/21 10, 12/23 10, 12/24 10",
        "D-5 추가": "12/17 9, 12/18 9, 12/21 9, 12/23 9, 12/24 9",
        "D-7은 빼고": "12/21 9, 12/23 9, 12/24 9",
        "당일 빼줘": "12/17 9, 12/21 9, 12/23 9",
        "D-3 D-1": "12/21 9, 12/23 9",
        "12/31": "12/24 9, 12/28 9, 12/30 9, 12/31 9",
        "12/31 14시": "12/24 14, 12/28 14, 12/30 14, 12/31 14",
        "D-3 D-1 10시": "12/21 10, 12/23 10",
        "12/31 마감 D-3": "12/28 9",
        "오전 11시": "12/17 11, 12/21 11, 12/23 11, 12/24 11",
        "시간은 14시로": "12/17 14, 12/21 14, 12/23 14, 12/24 14",
        "3일 전은 빼줘": "12/17 9, 12/23 9, 12/24 9",
        "닷새 전에도": "12/17 9, 12/18 9, 12/21 9, 12/23 9, 12/24 9",
        "D-10도 넣어줘": "12/14 9, 12/17 9, 12/21 9, 12/23 9, 12/24 9",
        "D-7 빼고 D-5 추가": "12/18 9, 12/21 9, 12/23 9, 12/24 9",
        "당일은 빼고 10시로": "12/17 10, 12/21 10, 12/23 10",
        "일주일 연기": "12/24 9, 12/28 9, 12/30 9, 12/31 9",
        "매주 화 10시": "12/1 10, 12/8 10",
        "일주일 연기하고 10시": "12/24 10, 12/28 10, 12/30 10, 12/31 10",
        "10시로 하고 마감은 12/31": "12/24 10, 12/28 10, 12/30 10, 12/31 10",
        "D-7 빼고, 일주일 미뤄줘": "12/28 9, 12/30 9, 12/31 9",
    },
    "매주 월 9시": {
        "금요일도 추가": "12/4 9, 12/7 9",
        "매일": "12/2 9",
        "매월 25일": "12/24 9, 1/25 9",
        "10시": "12/7 10, 12/14 10",
        "오후 3시 반으로 변경해주세요": "12/7 15:30, 12/14 15:30",
        "화요일로": "12/8 9, 12/15 9",
        "화요일": "12/8 9, 12/15 9",
        "화, 목으로": "12/3 9, 12/8 9",
        "매주 수": "12/2 9, 12/9 9",
        "휴일이면 다음 영업일로": "12/7 9, 12/14 9",
        "12월 21일까지만": "12/7 9, 12/14 9, 12/21 9",
        "내일 10시": "12/2 10",
        "월요일 10시": "12/7 10, 12/14 10",
        "월 10시 목 14시": "12/3 14, 12/7 10, 12/10 14",
        "목 14시도 추가": "12/3 14, 12/7 9, 12/10 14",
        "한 시간 늦추고 화요일로": "12/1 10, 12/8 10",
        "한 시간 늦추고, 화요일로": "12/1 10, 12/8 10",
    },
    "매월 25일 9시": {
        "20일로": "12/18 9, 1/20 9",
        "10시 반": "12/24 10:30, 1/25 10:30",
        "말일로": "12/31 9, 1/29 9",
        "10시, 다음 영업일로": "12/28 10, 1/25 10",
    },
    "매월 셋째 주 수요일 14시": {
        "목요일로": "12/17 14, 1/21 14",
    },
    "12/10 10시": {
        "내일 아니 모레": "12/3 10",
        "11시": "12/10 11",
        "12/11": "12/11 10",
        "다음주 수요일로 연기": "12/9 10",
    },
    "매일 9시": {
        "17시도": "12/1 17, 12/2 9",
        "10시, 16시": "12/1 10, 12/1 16",
    },
    "매월 25일 마감 D-3 D-1 9시": {
        "D-5 추가": "12/18 9, 12/22 9, 12/24 9",
        "14시로 변경": "12/22 14, 12/24 14",
    },
    "매월 말일 3일 전 9시": {
        "5일 전으로": "12/24 9",
    },
    "매주 월수금 9시": {
        "월요일에서 화요일로": "12/2 9, 12/4 9, 12/8 9",
        "수요일은 빼고": "12/4 9, 12/7 9",
        "화목": "12/3 9, 12/8 9",
        "17:30": "12/2 17:30, 12/4 17:30",
    },
    "격주 수요일 12/9부터 10시": {
        "11시로 해주세요": "12/9 11, 12/23 11",
        "목요일로": "12/10 10, 12/24 10",
    },
    "매월 말일 9시": {
        "마지막 영업일로": "12/31 9, 1/29 9",
        "첫 영업일": "1/4 9, 2/1 9",
    },
    "매분기 말 10시": {
        "9시": "12/31 9, 3/31 9",
    },
    "평일 9시": {
        "9시 반": "12/1 9:30, 12/2 9:30",
    },
    "매주 금 17시": {
        "12월 25일은 빼줘": "12/4 17, 12/11 17, 12/18 17, 1/1 17",
    },
    "매주 화 10시, 목 14시": {
        "15시": "12/1 15, 12/3 15",
    },
    "12월 24일 18시": {
        "한 시간 앞당겨": "12/24 17",
    },
}


@pytest.mark.parametrize(
    ("before", "words"), [(before, words) for before, rows in CHANGES.items() for words in rows]
)
def test_what_words_name_of_a_schedule_is_changed_and_all_else_stays(
    before: str, words: str
) -> None:
    """The hour, the days, those before a deadline, where it ends; a whole one is another one."""
    said = understood(before, NOW, CALENDAR)
    assert isinstance(said, Said)
    after = understood(words, NOW, CALENDAR, said.schedule)
    assert isinstance(after, Said)
    expected = CHANGES[before][words].split(", ")
    times = islice(occurrences(after.schedule, NOW, CALENDAR), len(expected))
    assert [f"{t.month}/{t.day} {t:%-H:%M}".removesuffix(":00") for t in times] == expected


@pytest.mark.parametrize(
    "words",
    [
        *(
            "10시",
            "10시로",
            "10시로 바꿔줘",
            "시간은 오전 10시요",
            "9시 말고 10시",
            "9시에서 10시로",
        ),
        *("아니 10시", "10시쯤", "시각 10시로 수정", "한 시간 늦춰줘", "1시간 뒤로"),
    ],
)
@pytest.mark.parametrize(
    "before",
    [
        *("매주 화~목 9시", "격주 수요일 12/9부터 9시", "4일마다 12/3부터 9시", "매일 9시 두 번만"),
        *("매월 10일, 25일 9시", "매분기 말 5일 전 9시", "매년 추석 9시", "12/9, 12/16 9시"),
        *("12/24 마감 D-7 D-3 D-1 9시", "매분기 말 마감 3영업일 전 9시", "12/20 3일 전 9시"),
        *("매주 월 9시 연말까지", "매주 월 9시 12/14 빼고", "2/9 9시 휴일이면 다음 영업일로"),
    ],
)
def test_an_hour_alone_changes_no_day(before: str, words: str) -> None:
    """However it is said, of whatever comes."""
    said = understood(before, NOW, CALENDAR)
    assert isinstance(said, Said)
    after = understood(words, NOW, CALENDAR, said.schedule)
    assert isinstance(after, Said)
    assert after.schedule == replace(said.schedule, at=time(10))


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("12/24 마감 D-7 D-3 9시", "D-7, D-3 빼줘"),
        ("12/24 마감 D-7 D-3 9시", "3영업일 전도 추가"),
        ("매일 9시, 17시", "9시, 17시 빼줘"),
        ("매일 23:30", "1시간 늦춰줘"),
    ],
)
def test_a_change_that_leaves_no_schedule_is_none(before: str, words: str) -> None:
    """It is asked again when to remind."""
    said = understood(before, NOW, CALENDAR)
    assert isinstance(said, Said)
    assert not isinstance(understood(words, NOW, CALENDAR, said.schedule), Said)


@pytest.mark.parametrize(
    ("words", "at"), [("7시로", ["07:00", "19:00"]), ("오후로", ["14:00", "15:00", "17:00"])]
)
def test_an_hour_that_is_open_is_asked_and_its_answer_changes_the_hour(
    words: str, at: list[str]
) -> None:
    """Whatever is answered, the deadline stays."""
    asked = understood(words, NOW, CALENDAR, DEADLINE)
    assert isinstance(asked, Unclear)
    after = [understood(each.text, NOW, CALENDAR, DEADLINE) for each in asked.answers]
    schedules = [each.schedule for each in after if isinstance(each, Said)]
    assert schedules == [replace(DEADLINE, at=time.fromisoformat(each)) for each in at]


def test_several_departments_that_may_be_meant_are_offered() -> None:
    """None of them is taken."""
    draft, step = settled(opened("정책과 내일 10시 회의", TABLE, NOW), TABLE)
    assert step == AskWhom()
    assert {"보건정책과", "복지정책과", "가족정책과"} == {*draft.offered}
    assert ticking(ticking(draft, "복지정책과"), "복지정책과").ticked == ()


def test_a_correction_is_remembered() -> None:
    """So that it can be shown."""
    draft = opened("교통행졍과 내일 10시 회의", TABLE, NOW)
    assert draft.read_as == (("교통행졍과", "교통행정과"),)


def test_a_whole_line_leaves_nothing_to_ask() -> None:
    """Whom, when and what, in two orders."""
    for text in ("교통행정과 매주 월 9시 주간 보고", "매주 월 9시 교통행정과 주간 보고"):
        _, step = settled(opened(text, TABLE, NOW), TABLE)
        assert isinstance(step, Reminder)
        assert (step.audience, step.text) == (departments("교통행정과"), "주간 보고")


def test_what_is_missing_is_asked_in_turn() -> None:
    """Whom, when, what; each answer is taken."""
    draft, step = settled(opened("", TABLE, NOW), TABLE)
    assert step == AskWhom()
    draft, step = settled(for_typed(draft, "교통과", TABLE), TABLE)
    assert step == AskWhen()
    draft, step = settled(at_time(draft, "내일 7시", NOW), TABLE)
    assert isinstance(step, AskWhen)
    assert step.unclear is not None
    draft, step = settled(at_time(draft, step.unclear.answers[0].text, NOW), TABLE)
    assert step == AskWhat()
    draft, step = settled(saying(draft, "회의"), TABLE)
    assert isinstance(step, Reminder)
    assert step.schedule.at.hour == 7


def test_tomorrow_stays_the_same_day() -> None:
    """However long somebody thinks about the rest."""
    draft, _ = settled(opened("교통행정과 내일 10시", TABLE, NOW), TABLE)
    _, step = settled(saying(draft, "회의"), TABLE)
    assert isinstance(step, Reminder)
    assert "2026-12-02" in to_json(step.schedule)


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
        assert isinstance(step, Reminder)
        assert (step.audience, step.text) == (here, said)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_leads_somewhere(text: str) -> None:
    """Whatever is typed, something is asked or everything is settled."""
    draft, step = settled(opened(text, TABLE, NOW), TABLE)
    assert isinstance(step, AskWhom | AskWhen | AskWhat | Reminder)
    again = settled(draft, TABLE)
    assert again == (draft, step)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("again", ["가", "2~", "환경과, ", "환경과나 ", "환경과빼고", "담당 "])
def test_the_longest_message_is_read_for_whom(again: str) -> None:
    """A word that is too long for a name is none."""
    whom((again * 4_000)[:4_000], TABLE)


# Words of schedules and audiences, and the places where people put them.
LIMITS = (
    *("번갈아", "교대로", "3주 연속", "12월만", "상반기만", "겨울철에", "장마철에만"),
    *("여름방학 중에", "6주 동안", "6주간만", "두 번만", "세 번까지만", "격주로", "한 주 걸러"),
    *(
        "이틀마다",
        "12/14 제외",
        "12월 14일은 빼고",
        "공휴일 빼고",
        "공휴일엔 쉬고",
        "휴일이면 전날",
    ),
    *("주말이면 월요일에", "3월까지", "내년 3월까지만", "2월부터", "다음 달부터", "12/20 이후"),
    *("12/20 전까지", "연말까지", "매월", "매일", "평일에만", "월요일 말고", "첫째 주 빼고"),
    *("마지막 주는 쉼", "나머지 부서에도", "다른 부서에도", "청소행정과에도", "청소행정과 포함"),
    *("모든 부서에게", "전 부서에", "단 12/28은 쉼", "수요일은 14시", "16시에도", "하루 전", "D-3"),
    *("홀수 주에만", "짝수달에만", "분기별로", "종료일은 1/31", "1/31 종료", "시작은 12/14"),
    *("except monday", "until dec 18", "from dec 7 to dec 18", "every other week", "for 6 weeks"),
    *("starting jan 4", "every friday", "Mon-Fri", "next week", "last day of the month"),
    *("biweekly", "in december", "monthly on the 25th", "on weekdays", "3 times", "by friday"),
    *("수시로", "12월 한 달", "한 달간", "올해만", "내년부터", "행사 있을 때만", "격주"),
    *("총 5회", "5회 반복", "일주일에 한 번", "월 1회", "둘째 주에만", "공휴일 포함", "주말에도"),
    *("쉬는 날에도", "오전에만", "휴무 시 전일", "연내", "격년", "월중", "향후 3개월", "1월 한정"),
    *("한시적으로", "해당 주에만", "그 다음 주부터", "3회차까지", "관련 부서에도", "각 과에"),
)
PLACES = (
    "환경과 {} 매주 월 9시 점검표",
    "환경과 매주 월 {} 9시 점검표",
    "환경과 매주 월 9시 {} 점검표",
    "환경과 매주 월 9시({}) 점검표",
    "환경과 매주 월 9시 점검표 {}",
    "환경과 매주 월 9시 점검표, {}",
    "{} 매주 월 9시 환경과 점검표",
    "매주 월 9시 {} 환경과 점검표",
    "매주 월 9시 환경과 점검표 {}",
    "점검표 {} 환경과 매주 월 9시",
)


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_no_word_of_a_schedule_or_an_audience_is_left_in_what_is_said(place: str) -> None:
    """Wherever it stands it is taken, or it is asked about; it never stays in the message alone."""
    for limit in LIMITS:
        _, step = settled(opened(place.format(limit), TABLE, NOW), TABLE)
        if isinstance(step, Reminder):
            assert step.text.strip("() ,") == "점검표", place.format(limit)


@pytest.mark.parametrize(
    "words",
    [
        *("환경과 12/20 10시 except monday 보고", "환경과 월요일 3pm biweekly report"),
        *("환경과 until dec 18 매일 10시 보고", "환경과 매일 10시 from dec 7 보고"),
        *("환경과 weekly 월요일 3pm report", "환경과 매주 월 10시 보고 MON, WED"),
        *("환경과 12/20 10시 report every month", "환경과 매일 10시 dec 18까지 보고"),
        *("환경과 12/20 10시 보고 next month", "환경과 월요일 3pm report quarterly"),
        *("환경과 매일 10시 last day of the month 보고", "환경과 december 매주 월 10시 보고"),
        *("환경과 매일 10시 보고 for three months", "환경과 12/20 10시 2 days before 보고"),
        "전체 except 환경과 12/20 10시 보고",
    ],
)
def test_english_words_of_a_schedule_are_asked_about(words: str) -> None:
    """They are not read, and not passed over."""
    _, step = settled(opened(words, TABLE, NOW), TABLE)
    assert not isinstance(step, Reminder), words


@pytest.mark.parametrize(
    "text",
    [
        *("report", "weekly report", "monthly 실적", "daily 점검", "December report", "may issue"),
        *("next steps", "last version", "report from each team", "second draft", "from A to B"),
        *("Sunflower event", "weekend event", "holidays list", "janitor shift", "https://sun.com"),
        *("week 3 report", "one day class", "Marchen", "mon_report.xlsx", "everyday life"),
    ],
)
def test_english_words_of_a_text_are_kept(text: str) -> None:
    """Whatever they have in common with those of schedules."""
    for when in ("12/20 3pm", "매주 월 10시"):
        _, step = settled(opened(f"환경과 {when} {text}", TABLE, NOW), TABLE)
        assert isinstance(step, Reminder), text
        assert step.text == text


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "again", ["월요일환경과", "점검 환경과 ", "매일 환경과 ", "12/9 환경과", "환경과 빼고 "]
)
def test_the_longest_command_is_read(again: str) -> None:
    """However many departments stand between times: no part of it is read again for each."""
    for begins in ("", "내일 10시 "):
        settled(opened((begins + again * 4_000)[:4_000], TABLE, NOW), TABLE)


def values(whom: str, when: str, what: str, hours: int, *, lists: bool) -> dict[str, Any]:
    """What can be changed of a reminder."""
    said = understood(when, NOW, CALENDAR)
    assert isinstance(said, Said)
    return {
        "audience": departments(whom),
        "schedule": said.schedule,
        "text": what,
        "nudges": Nudges(every=timedelta(hours=hours), at_most=2),
        "lists_pledges": lists,
    }


WAS = values("교통행정과", "매주 월 9시", "주간 추진상황", 4, lists=True)
OTHERS = values("환경과", "매주 화 10시", "주간 실적", 8, lists=False)
OWN = values("주차관리과", "매주 수 11시", "추진상황(개조식)", 24, lists=True)
NAMES = [*WAS]
SETS = [names for size in range(3) for names in combinations(NAMES, size)]


@pytest.mark.parametrize("theirs", SETS, ids="-".join)
@pytest.mark.parametrize("own", SETS, ids="-".join)
def test_what_two_people_change_at_once_is_put_together(
    theirs: tuple[str, ...], own: tuple[str, ...]
) -> None:
    """Where both changed the same, whoever is asked once more decides; the form is kept as JSON."""
    reminder = Reminder(id=7, active_from=NOW, skipped=frozenset({NOW}), **WAS)
    draft = Draft(at=NOW, changes=reminder, step=3, **{**WAS, **{name: OWN[name] for name in own}})
    assert from_json(Draft, to_json(draft)) == draft
    now = replace(reminder, paused=True, **{name: OTHERS[name] for name in theirs})
    own = tuple(name for name in own if OWN[name] != WAS[name])
    after = changed_meanwhile(draft, now)
    if not theirs:
        assert after is None
        return
    assert after is not None
    expected = {name: OWN[name] if name in own else OTHERS[name] for name in {*own, *theirs}}
    assert {name: getattr(after, name) for name in NAMES} == WAS | expected
    assert (after.changes, after.step) == (now, 4)
    assert changed_meanwhile(after, now) is None
    same = replace(reminder, **{name: getattr(draft, name) for name in NAMES})
    assert changed_meanwhile(draft, same) is None


def test_a_department_that_was_renamed_meanwhile_is_no_change_of_somebody_else() -> None:
    """The draft follows it by itself."""
    reminder = Reminder(id=7, active_from=NOW, **WAS)
    former = {"교통행정과": Former(names=("환경과",), since=NOW.date())}
    pledges = tuple(each for each in TABLE.pledges if "교통행정과" not in each.owners)
    table = replace(TABLE, pledges=pledges, former=former)
    draft, _ = settled(Draft(at=NOW, changes=reminder, **WAS), table)
    now = replace(reminder, audience=departments("환경과"))
    assert changed_meanwhile(draft, now) is None


@pytest.mark.parametrize("words", ["지역개발-05 다시 알려줘", "재난 알림 공약"])
def test_a_question_with_words_of_reminders_is_about_none_that_is_set(words: str) -> None:
    """A pledge is told again; a warning may be what a pledge is about."""
    assert ABOUT_REMINDERS.search(words) is None
