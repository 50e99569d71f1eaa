"""Cells that are empty or say no figure, and columns that say why and what is next."""

from datetime import date

import pytest

from bot.lookup.answering import reply, reply_with_answer
from bot.lookup.catalogue import Catalogue
from bot.lookup.following import NO_TALK
from bot.people.messages import Ask
from bot.table import files
from tests.lookup.tables import brief, real

ROWS = (
    "번호,분야,공약명,담당부서,추진상황,사업비(백만원),사업기간,1분기 실적,2분기 실적,3분기 실적,"
    "4분기 실적,향후계획,문제점 및 대책,지연사유\n"
    "1,교육,금빛학교 신설,교육지원과,정상추진,12000,2023~2026,부지 선정,설계,착공,,준공,,\n"
    "2,교육,구립도서관 건립,문화체육과,보류,8500,2024~2027,조사,,,,재검토,부지 곤란,협의 지연\n"
    "3,복지,어르신 일자리,어르신과,완료,미정,매년,1200명,1300명,1400명,,,,\n"
    "4,복지,장애인 복지관,복지정책과,일부추진,미정,미정,,,,,예산 확보,,\n"
    "5,환경,전기차 충전소,환경과,폐기,,,,,,,,,국비 미확보\n"
)
# A column for why, and none for a quarter that is over.
PLAIN = ROWS.replace(",4분기 실적", "").replace(",지연사유", ",비고")


def table(rows: str) -> Catalogue:
    """A table as it is read from a file, with what it calls its columns."""
    rows = rows if "4분기" in rows else "\n".join(_without(line) for line in rows.splitlines())
    read = files.recognised(rows.encode()).table
    return Catalogue(
        term="민선9기",
        pledges=read.pledges,
        aliases=(),
        as_of=date(2030, 7, 1),
        source="made-up.txt",
        called=dict(read.called),
    )


def _without(line: str) -> str:
    cells = line.split(",")
    return ",".join(cells[:10] + cells[11:] if len(cells) == 14 else cells)


TABLE, OTHER = table(ROWS), table(PLAIN)


def told(*texts: str, of: Catalogue = TABLE) -> str:
    """The answer to the last of these messages, each a follow-up of the one before."""
    talk = NO_TALK
    for text in texts:
        said = reply_with_answer(Ask(text=text), of, about=talk)
        talk = said.talk(talk)
    return said.message.text


@pytest.mark.parametrize("thing", ["금빛학교", "1번", "1", "도서관"])
@pytest.mark.parametrize("asked", ["{} 4분기 실적", "{} 4분기 실적 알려줘", "{}의 4분기 실적은?"])
def test_a_quarter_of_which_every_cell_is_empty_is_said_to_be_empty(thing: str, asked: str) -> None:
    """And no other quarter's is told."""
    said = told(asked.format(thing))
    assert "4분기 실적은 비어 있어요." in said
    assert "부지 선정" not in said


@pytest.mark.parametrize("text", ["4분기 실적", "4분기 실적 있는 공약", "4분기 실적 알려줘"])
def test_an_empty_column_is_said_to_be_empty_of_no_pledge_in_particular(text: str) -> None:
    """It is one of the table's."""
    assert told(text).splitlines()[0] == "4분기 실적은 비어 있어요."


@pytest.mark.parametrize("thing", ["금빛학교", "1번", "도서관"])
def test_a_quarter_that_no_column_is_of_is_no_other_quarter(thing: str) -> None:
    """The table lacks it."""
    said = told(f"{thing} 4분기 실적", of=OTHER)
    assert "4분기 실적은 공약표에 없어요." in said
    assert "부지 선정" not in said


def test_a_cell_that_is_empty_beside_filled_ones_is_said_to_be_empty() -> None:
    """Its column has others."""
    assert "3분기 실적은 비어 있어요." in told("도서관 3분기 실적")
    assert "3분기 실적: 착공" in told("금빛학교 3분기 실적")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("예산 미정인 공약", "34"),
        ("예산이 미정인 공약", "34"),
        ("사업비 미정", "34"),
        ("예산이 아직 안 정해진 공약", "34"),
        ("기간 미정인 공약", "4"),
        ("예산 없는 공약", "5"),
        ("매년 하는 공약", "3"),
        ("해마다 하는 사업 뭐 있어", "3"),
        ("매년 추진하는 공약 몇 개야", "3"),
        ("사업기간이 매년인 공약", "3"),
        ("복지 분야 매년 하는 공약", "3"),
        ("문제점 있는 공약", "2"),
        ("향후계획 없는 공약", "35"),
        ("3분기 실적 없는 공약", "245"),
    ],
)
def test_pledges_are_chosen_by_cells_that_say_no_figure(text: str, found: str) -> None:
    """미정 and 매년 are words of a column of figures or times."""
    assert "".join(brief(text, TABLE).pledges) == found


WHY = [
    "왜 보류야?",
    "왜 보류됐어요",
    "왜 아직 보류죠",
    "보류 사유",
    "사유",
    "지연 이유가 뭐야",
    "왜 늦어져?",
]


@pytest.mark.parametrize("why", WHY)
def test_why_is_told_by_the_column_that_says_so(why: str) -> None:
    """By whatever name, with the pledge or behind its card."""
    for said in (told(f"도서관 {why}"), told(f"2번 {why}"), told("2번", why)):
        assert said.splitlines()[:2] == ["🏢 문화체육과", "2 구립도서관 건립"]
        assert "지연사유: 협의 지연" in said


@pytest.mark.parametrize("why", WHY)
def test_who_asks_why_of_a_table_that_does_not_say_is_told_so(why: str) -> None:
    """With the card."""
    assert "사유는 공약표에 없어요." in told(f"도서관 {why}", of=OTHER)
    assert "사유는 공약표에 없어요." in told("2번", why, of=OTHER)
    assert "사유는 공약표에 없어요." in reply(Ask(text=f"지역개발-05 {why}"), real()).text


@pytest.mark.parametrize(
    ("column", "line"),
    [
        ("향후계획", "향후계획: 재검토"),
        ("앞으로 계획은?", "향후계획: 재검토"),
        ("문제점", "문제점 및 대책: 부지 곤란"),
        ("애로사항이 뭐야", "문제점 및 대책: 부지 곤란"),
        ("개요", "개요는 공약표에 없어요."),
        ("목표", "목표는 공약표에 없어요."),
        ("왜?", "지연사유: 협의 지연"),
    ],
)
def test_a_column_is_asked_for_with_a_number_and_behind_a_card(column: str, line: str) -> None:
    """Its word alone asks for no pledge."""
    assert line in told(f"2번 {column}").splitlines()
    assert line in told("2번", column).splitlines()


@pytest.mark.parametrize("text", ["전략 목록", "부서 목록", "전체 공약", "공약 몇 개야"])
def test_an_overview_behind_a_card_is_one_still(text: str) -> None:
    """It asks for no column of the card's pledge."""
    assert told("2번", text) == told(text)
