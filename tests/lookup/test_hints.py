"""What words of a message point to together, in a table that nobody wrote words for."""

from __future__ import annotations

import pytest

from bot.lookup import lexicon
from bot.lookup.results import NotFound, OnePledge
from tests.lookup.tables import answer, named, of, pledge

TITLES = (
    "어촌뉴딜 300 사업 확대",
    "도서민 여객선 운임 지원",
    "야간 운항 여객선 도입",
    "농업용수 공급 확대",
    "농기계 임대사업소 확충",
    "경로당 주 5일 점심 제공",
    "산악 레포츠단지 조성",
    "결혼이민자 정착 지원",
    "독거어르신 AI 안부전화",
    "전통시장 아케이드 설치",
    "실내 게이트볼장 건립",
    "심야 똑버스 운행",
    "광역버스 노선 신설",
    "골목 사진축제 개최",
    "범죄예방 골목길 조명 개선",
    "공공심야약국 확대",
)
TABLE = of([pledge(f"가-{at:02d}", title) for at, title in enumerate(TITLES, start=1)])


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("밤에도 배 다니게", "야간 운항 여객선 도입"),
        ("섬 사람들 뱃삯 깎아주는 거", "도서민 여객선 운임 지원"),
        ("논에 물 대는 거", "농업용수 공급 확대"),
        ("경운기 빌려주는 곳", "농기계 임대사업소 확충"),
        ("노인정 밥", "경로당 주 5일 점심 제공"),
        ("새벽에 약 살 데", "공공심야약국 확대"),
        ("비 와도 장 볼 수 있게 지붕", "전통시장 아케이드 설치"),
        ("혼자 계신 엄마한테 전화해 주는 거", "독거어르신 AI 안부전화"),
    ],
)
def test_words_that_tell_it_only_together_find_a_pledge(text: str, title: str) -> None:
    """Though no word of the message stands in its title."""
    found = answer(text, TABLE)
    assert isinstance(found, OnePledge), found
    assert found.pledge.title == title


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", ["짚라인 타는 데", "베트남에서 시집온 며느리"])
def test_one_thing_is_enough_where_nothing_else_is_said(text: str) -> None:
    """A verb and a place say nothing else that it may be about."""
    assert len(named(text, TABLE)) == 1


@pytest.mark.timeout(20)
def test_of_several_with_a_word_the_one_is_named_that_the_others_point_to() -> None:
    """골목 and 버스 stand in two titles each."""
    assert named("밤에 골목이 컴컴해서 무서워", TABLE)[:1] == ("가-15",)
    assert named("밤늦게 전화하면 오는 버스", TABLE)[:1] == ("가-12",)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "애 학원에서 전화와서 먼저 갑니다",  # whom it is for, and nothing else
        "엄마 생신이라 배 샀어요",
        "월세 구하는데 도와주세요",
        "버스 시간표 알려줘 얼마예요",
        "오늘 저녁에 혼자 밥 먹는다",
    ],
)
def test_whom_it_is_for_and_when_point_to_nothing_alone(text: str) -> None:
    """They need a word beside them that says what it is."""
    assert not [number for number in named(text, TABLE) if number in {"가-06", "가-09", "가-02"}]


@pytest.mark.timeout(20)
def test_an_expression_says_no_more_than_its_last_word() -> None:
    """갈 병원 and 병원 do not speak twice for a hospital."""
    table = of(
        [
            pledge(f"나-{at}", title)
            for at, title in enumerate(("시립의료원 설립 추진", "24시간 어린이병원 운영 지원"))
        ]
    )
    assert named("애가 새벽에 아픈데 갈 병원", table)[:1] == ("나-1",)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", ["내일 무슨 요일이야", "국장님 방으로 오래요"])
def test_a_day_and_a_way_are_no_slips_for_a_piece_of_a_title(text: str) -> None:
    """요일 is not 5일, and 방으 no word."""
    table = of([pledge("다-1", "경로당 주 5일 점심 제공"), pledge("다-2", "지방의료원 기능 강화")])
    assert named(text, table) == ()


@pytest.mark.timeout(20)
def test_when_something_is_open_alone_names_nothing() -> None:
    """It is said of a ship, a bus and a pharmacy; they are offered."""
    found = answer("한밤중에 늦게까지 하는 데", TABLE)
    assert isinstance(found, NotFound)
    assert found.near


def test_every_group_names_words_of_titles_and_why() -> None:
    """Without spaces around them, and none twice in a group."""
    for group, reason, words in lexicon.rows("hints.tsv"):
        assert reason
        for listed in (group.removeprefix("@").split("|"), words.split(",")):
            assert len(set(listed)) == len(listed), (group, listed)
            assert all(word.strip() == word != "" for word in listed), group
