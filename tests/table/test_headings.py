"""What offices call their columns, and where the headings end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.lookup.cells import amount
from bot.lookup.columns import named
from bot.lookup.details import asked
from bot.table import files

if TYPE_CHECKING:
    from bot.lookup.pledge import Pledge

SAID = {
    "관리번호": "공약NO, 공약 No., 사업코드, 관리 코드, 코드, 공약ID, 공약순번, 과제 연번, 연\n번",
    "공약명": "세부공약, 공약명칭, 공약 이름, 사업 명칭, 실천사업, 중점과제, 주요 공약, 시책명, "
    "민선8기 공약, 도정과제, 군정 과제, 시정사업, 교육시책, 단위과제, 핵심공약, 공약내용, "
    "공약(사업)명",
    "담당부서": "담당실국, 실국명, 추진실과, 소속 부서, 관할부서, 처리부서, 사업부서, 실행부서, "
    "주관기관, 실·과·소, 소관 실∙과∙소, 담당 실·국·과, 업무담당부서, 부서(과)",
    "협조부서": "협조실과소, 관련 실과소, 협업과, 관계과, 협업부서, 유관부서",
    "추진전략": "전략명, 목표명, 구정방침, 정책명, 시정목표(방침), 정책 분야, 추진목표, 공약분류, "
    "실천전략, 5대 목표",
    "추진상황": "진행단계, 진척상황, 추진실태, 2026년 3분기 추진상황, 민선8기 추진상황",
    "추진율": "이행도, 진척도, 완료율, 공정율, 목표달성률, 최종이행률, 누적 추진율",
    "사업비": "재정(백만원), 재정 투자, 소요예산, 사업비(억원)",
    "연락처": "부서전화, 담당자 전화번호, 사무실 전화",
}
OF_THEIR_OWN = (
    "비고, 추진실적, 추진계획, 사업개요, 사업량, 성과목표, 국비, 국, 종전부서, 변경 전 부서, "
    "공약구분, 관련기관, 협력기관, 공약목록, 세부내용"
)


def one_pledge(heads: str, cells: str, *, above: str = "") -> Pledge:
    """The pledge of a table of one, with what its further columns are called and hold."""
    rows = f"{above},,,\n번호,공약명,부서,{heads}\n1,광장,도시과,{cells}\n"
    (pledge,) = files.recognised(rows.encode()).table.pledges
    return pledge


@pytest.mark.parametrize(
    ("heading", "key"), [(each, key) for key, of in SAID.items() for each in of.split(", ")]
)
def test_a_heading_is_known_by_the_words_it_is_made_of(heading: str, key: str) -> None:
    """However an office joins and spaces them."""
    found = named(heading)
    assert found is not None
    assert found.column.key == key


@pytest.mark.parametrize("heading", OF_THEIR_OWN.split(", "))
def test_a_heading_that_says_something_else_is_no_column_of_ours(heading: str) -> None:
    """It is kept as the office calls it."""
    assert named(heading) is None


@pytest.mark.parametrize("asks", ["{}을 입력해 주세요.", "3. {}를 선택하세요", "{}는 무엇입니까?"])
@pytest.mark.parametrize("key", ["공약명", "담당부서", "추진상황"])
def test_a_form_asks_for_a_column(asks: str, key: str) -> None:
    """Its answers have the questions for headings."""
    found = named(asks.format(key))
    assert found is not None
    assert found.column.key == key


@pytest.mark.parametrize(
    "title",
    [
        "공약사업 추진상황",
        "공약 이행현황(2026. 9. 30.)",
        "공약 추진율",
        "부서별 공약사업",
        "공약사업비",
        "추진현황",
    ],
)
@pytest.mark.parametrize(
    "above", ["{}", "{},,,,단위: 백만원", "가람군\n{}", "{}\n(2026. 9. 30. 기준)"]
)
@pytest.mark.parametrize("below", ["", ",,,완료,추진중,\n"])
def test_a_title_above_the_table_is_no_heading_over_its_columns(
    title: str, above: str, below: str
) -> None:
    """However it names one of ours; a heading over some columns is one."""
    heads = "연번,공약명,담당부서,추진상황,,위치" if below else "연번,공약명,담당부서,개요,,위치"
    rows = f"{above.format(title)}\n{heads}\n{below}1,광장,도시과,,○,전역\n2,숲,도시과,,○,전역\n"
    found = files.recognised(rows.encode()).table.pledges
    assert [pledge.title for pledge in found] == ["광장", "숲"]
    state = [("추진상황", "추진중")] if below else []
    assert [kept for kept in found[0].details if "○" not in kept] == [("위치", "전역"), *state]


def test_marks_below_the_months_are_no_period() -> None:
    """Of a plan of the year."""
    rows = "번호,공약명,부서,추진일정,\n,,,7월,8월\n1,광장,도시과,■,\n2,숲,공원과,,■\n"
    first, _ = files.recognised(rows.encode()).table.pledges
    assert first.details == (("추진일정(7월)", "■"),)


def test_the_first_pledge_is_no_heading_for_the_states_that_it_has() -> None:
    """Under two headings of states it looks like a row of marks."""
    pledge = one_pledge("2025년 추진상황,2026년 추진상황", "정상추진,완료")
    assert (pledge.title, pledge.detail("추진상황")) == ("광장", "완료")


@pytest.mark.parametrize(
    ("below", "cells", "rate"),
    [
        ("1분기,2분기,3분기", "10,20,30", "30%"),
        ("1분기,2분기,3분기", "10,20,", "20%"),
        ("계획,실적,", "50,45,", "45%"),
        ("전년,현재,", "50,45,", "45%"),
    ],
)
def test_of_several_rates_the_last_that_was_reached_is_shown(
    below: str, cells: str, rate: str
) -> None:
    """A plan is none, nor a quarter that nobody has filled in."""
    pledge = one_pledge(f"이행률(%),,\n,,,{below}", cells)
    assert pledge.detail("추진율") == rate


@pytest.mark.parametrize("below", ["계획,집행", "집행액,계획", "결산,계획", "계획,지출"])
def test_the_budget_is_what_was_planned(below: str) -> None:
    """What was spent of it is a column of its own."""
    first, second = ("200", "50") if below.startswith("계획") else ("50", "200")
    pledge = one_pledge(f"사업비(백만원),\n,,,{below}", f"{first},{second}")
    assert pledge.detail("사업비") == "200백만원"
    assert len(pledge.details) == 2


def test_headings_that_are_merged_downwards_have_years_over_some_columns() -> None:
    """The lower row names as many columns alone: 달성률."""
    above = "".join(f'<th rowspan="2">{name}</th>' for name in ("번호", "공약명", "담당부서"))
    years = "".join(f'<th colspan="2">{year}년</th>' for year in (2025, 2026))
    below = "<th>목표</th><th>달성률</th>" * 2
    cells = "".join(f"<td>{text}</td>" for text in (1, "광장", "도시과", 50, "100%", 80, "40%"))
    rows = (f"{above}{years}", below, cells, cells.replace("<td>1<", "<td>2<"))
    page = "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    pledge, _ = files.recognised(page.encode(), "a.html").table.pledges
    assert dict(pledge.details) == {
        "2025년(목표)": "50",
        "2025년(달성률)": "100%",
        "2026년(목표)": "80",
        "추진율": "40%",
    }


@pytest.mark.parametrize(
    ("heads", "cells", "kept"),
    [
        (
            "추진기간,\n,,,임기 내,임기 후",
            "2026.7.~2030.6.,2030.7.~2036.12.",
            "임기 내 2026.7.~2030.6., 임기 후 2030.7.~2036.12.",
        ),
        ("추진기간(임기내),추진기간(임기후)", "2026~2028,", "임기 내 2026~2028"),
        ("사업기간,임기 후 사업기간", "2026~2028,2031", "2026~2028"),
    ],
)
def test_the_period_of_a_pledge_is_that_within_the_term_and_after_it(
    heads: str, cells: str, kept: str
) -> None:
    """Each a column of its own, too."""
    pledge = one_pledge(heads, cells)
    assert pledge.detail("사업기간") == kept
    assert len(pledge.details) == 1 + sum(map(bool, cells.split(","))) - heads.count("사업기간,")


@pytest.mark.parametrize(
    ("heads", "cells", "within"),
    [
        ("총사업비,임기 내,임기 후", "900,500,400", "사업비(임기 내)"),
        ("총사업비,임기내,임기 이후", "900,500,400", "사업비(임기 내)"),
        (
            "총사업비,임기 내 투자계획,,임기 후\n,,,,소계,2026,",
            "900,500,100,400",
            "사업비(임기 내)",
        ),
        ("총사업비,,\n,,,계,임기 내,임기 후", "900,500,400", "총사업비(임기 내)"),
        ("총사업비,임기 내 사업비,임기 후 사업비", "900,500,400", "사업비(임기 내)"),
    ],
)
def test_sums_within_the_term_and_after_it_are_sums_of_money(
    heads: str, cells: str, within: str
) -> None:
    """In the unit of the page, beside the whole."""
    pledge = one_pledge(heads, cells, above="단위: 백만원")
    after = within.replace("내", "후")
    said = [pledge.detail(key) for key in ("사업비", within, after)]
    assert said == ["900백만원", "500백만원", "400백만원"]


def test_of_sums_within_the_term_and_after_it_the_cost_is_both() -> None:
    """Where no column has the whole."""
    pledge = one_pledge("사업비(억),\n,,,임기 내,임기 후", "5,4")
    assert pledge.detail("사업비") == "합계 9억(임기 내 5억, 임기 후 4억)"


@pytest.mark.parametrize(
    ("cell", "kept", "won"),
    [
        ("국비 3,000 군비 3,000", "국비 3,000백만원 군비 3,000백만원", 6000),
        (
            "총 3,000 (국비 1,500, 시비 1,500)",
            "총 3,000백만원 (국비 1,500백만원, 시비 1,500백만원)",
            3000,
        ),
        ("15,000(국 5,000 / 시 10,000)", "15,000백만원(국 5,000백만원 / 시 10,000백만원)", 15000),
        ("기투자 200 / 향후 800", "기투자 200백만원 / 향후 800백만원", 1000),
        ("2,400 (시비 100%)", "2,400백만원 (시비 100%)", 2400),
        ("1,000 (당초 800)", "1,000백만원 (당초 800백만원)", 1000),
        ("추정 200000", "추정 200000백만원", 200_000),
        ("2026년 300, 2027년 400", "2026년 300백만원, 2027년 400백만원", 700),
        ("2026~2030 총 500", "2026~2030 총 500백만원", 500),
        ("1,500(2026)", "1,500백만원(2026)", 1500),
        ("3개소 150", "3개소 150백만원", 150),
        ("1단계 50, 2단계 60", "1단계 50백만원, 2단계 60백만원", 110),
        ("12억 5천만원", "12억 5천만원", 1250),
        ("1,500천원", "1,500천원", 1.5),
        ("1,200~1,500", "1,200백만원~1,500백만원", None),
        ("시비 100%", "시비 100%", None),
    ],
)
@pytest.mark.parametrize("above", ["", "(단위: 백만원)"])
def test_the_unit_of_a_column_is_that_of_every_sum_in_it(
    cell: str, kept: str, won: float | None, above: str
) -> None:
    """A year and a count are no sums; one of which it is unclear how much it is, is left out."""
    head = "사업비" if above else "사업비(백만원)"
    pledge = one_pledge(head, f'"{cell}"', above=above)
    assert pledge.detail("사업비") == kept
    assert amount(kept) == (None if won is None else won * 1e6)


@pytest.mark.parametrize(
    ("head", "kept", "won"),
    [
        ("사업비(단위: 천원)", "5천원", 5e3),
        ("사업비[억]", "5억", 5e8),
        ("사업비(십억원)", "5십억원", 5e9),
        ("사업비(지원)", "5", 5),
    ],
)
def test_the_unit_of_a_heading_is_one_of_money(head: str, kept: str, won: float) -> None:
    """What stands in brackets may be another word."""
    pledge = one_pledge(head, "5")
    assert pledge.detail("사업비") == kept
    assert amount(kept) == won


def test_the_shares_that_a_cell_of_the_cost_tells_are_columns_of_their_own() -> None:
    """Where the table has none."""
    cost = '"총 5 (국비 2, 시비: 3)"'
    pledge = one_pledge("사업비(백만원)", cost)
    assert pledge.details[1:] == (("사업비(국비)", "2백만원"), ("사업비(시비)", "3백만원"))
    pledge = one_pledge("사업비(백만원),국비(백만원)", f"{cost},4")
    assert pledge.details[1:] == (("국비(백만원)", "4백만원"),)


@pytest.mark.parametrize("whose", "국비 도비 시비 구비 군비 지방비 민자 기금 특별교부세".split())
@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("총사업비({}),총사업비(계)", ""),
        ("총사업비 [{}],비고", ""),
        ("사업비(백만원),\n,,,{},비고", "백만원"),
    ],
)
def test_a_share_of_a_sum_is_not_the_sum(whose: str, head: str, unit: str) -> None:
    """It is kept as the office calls it, and asked for by whose money it is."""
    pledge = one_pledge(head.format(whose), "200,")
    ((heading, amount),) = pledge.details
    assert whose in heading
    assert amount == f"200{unit}"
    assert asked(f"1 {whose}", [heading]).columns == (heading,)


@pytest.mark.parametrize("whose", ["국비", "민자", "국비, 도비"])
def test_whose_money_it_is_stands_under_its_own_heading(whose: str) -> None:
    """재원 names the sum where its cells have figures."""
    pledge = one_pledge("총사업비(백만원),재원", f'"1,850","{whose}"')
    assert (pledge.detail("사업비"), pledge.detail("재원")) == ("1,850백만원", whose)


def test_a_note_below_the_state_is_no_state() -> None:
    """비고 stands under 추진현황 beside the rate, and is a column of its own."""
    pledge = one_pledge("추진 현황,\n,,,진도율(%),비고", "40,부지 협의")
    assert dict(pledge.details) == {"추진율": "40%", "비고": "부지 협의"}
