"""Papers and drawings about a project, which no table of pledges has."""

from __future__ import annotations

import pytest

from benchmarks.tables import titles_catalogue
from bot.korean.particles import josa
from bot.lookup.answering import reply
from bot.people.messages import Ask
from tests.lookup.tables import named, real

PAPERS = "서류 공정표 결과보고 노선도 검토서 조례안 설명자료 회의자료 조감도 사진대장 명단".split()
NAMED = [("키움센터", "가족환경-03"), ("금광선", "지역개발-03"), ("특화거리", "경제공동체-02")]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("thing", "number"), NAMED)
def test_a_paper_about_a_named_thing_gives_its_pledge_and_says_that_there_is_none(
    paper: str, thing: str, number: str
) -> None:
    """As for any column that a table lacks."""
    assert named(f"{thing} {paper}") == (number,)
    said = reply(Ask(text=f"{thing} {paper}"), real()).text
    assert f"{josa(paper, '은/는')} 공약표에 없어요." in said


@pytest.mark.parametrize(
    "text", ["주민등록 서류", "버스 노선도", "보험 청구 서류", "어린이집 입소 서류"]
)
def test_a_paper_of_something_else_names_no_pledge(text: str) -> None:
    """Though a title has one of its words."""
    assert named(text) == ()


def test_a_paper_of_a_title_is_what_is_asked_for() -> None:
    """The table has it."""
    table = titles_catalogue(["위원회 회의록 공개 확대", "구립 도서관 건립", "하천 산책로 정비"])
    assert named("위원회 회의록", table) == ("가-01",)
    assert "공약표에 없어요" not in reply(Ask(text="위원회 회의록"), table).text


@pytest.mark.parametrize("aside", ["급한 대로 {}부터", "일단 급한 대로 {} 먼저", "급한대로 {}"])
def test_what_is_said_of_the_haste_changes_nothing(aside: str) -> None:
    """Whatever is asked for first."""
    assert named(aside.format("특화거리")) == ("경제공동체-02",)
