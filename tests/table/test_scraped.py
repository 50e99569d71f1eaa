"""A page gives every row as it stands, or names every fault once and on its line."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.table import files
from bot.table.fault import Fault, FaultKind
from tests.table import tables
from tests.table.tables import REAL_PAGE, REPEATABLE, THREE_PLEDGES, written

if TYPE_CHECKING:
    from bot.lookup.pledge import Pledge

pytestmark = pytest.mark.slow

REAL_LINES = REAL_PAGE.read_text(encoding="utf-8").splitlines()
TWO_STRATEGIES = 83  # lines, to the end of a row: those that follow are like these


def faults_of(lines: list[str]) -> list[tuple[int | None, FaultKind]]:
    """Where what is wrong with a page of these lines."""
    found = files.recognised("\n".join(lines).encode())
    assert bool(found.table.pledges) is not bool(found.faults)
    return [(fault.line, fault.kind) for fault in found.faults]


def real_lines(changes: dict[int, str]) -> list[str]:
    """The real page with other text on some lines, counted from 1."""
    return [changes.get(line, text) for line, text in enumerate(REAL_LINES, start=1)]


def test_names_are_kept_as_the_page_has_them() -> None:
    """Dirty and misspelt names are what the page says, and so what the bot says."""
    rows = files.recognised(REAL_PAGE.read_bytes()).table.pledges
    titles = {str(row.number): row.title for row in rows}
    assert titles["지역개발-02"] == "대형종합병원 조기 완공을 위한 관리_보건정책과"
    assert titles["지역개발-11"] == "남부여상발전센터 복합개발 추진(용역)"
    assert titles["복지건강-03"] == "여상안심 패키지"


def test_a_fault_knows_the_line_of_its_number() -> None:
    """Lines count from 1, and empty lines count too."""
    text = written(THREE_PLEDGES).replace("지역개발-02", "\n\n지역개발-01")
    [fault] = files.recognised(text.encode()).faults
    assert (fault.line, fault.kind, fault.about) == (13, FaultKind.REPEATED_NUMBER, "7")


def test_what_stands_between_the_columns_and_trailing_blank_lines_do_no_harm() -> None:
    """A page copied with other spaces reads the same."""
    text = written(THREE_PLEDGES).replace(" |", "  \t| ") + "\n \n\n"
    assert files.recognised(text.encode()).table.pledges == THREE_PLEDGES


def test_a_strategy_repeated_before_every_pledge_is_the_same_strategy() -> None:
    """A page that unrolls its merged cells says nothing else."""
    lines = written(THREE_PLEDGES[:2]).splitlines()
    lines.insert(10, "앞으로 가는 금천 |")
    assert files.recognised("\n".join(lines).encode()).table.pledges == THREE_PLEDGES[:2]


@REPEATABLE
@given(tables.rows.filter(bool))
def test_any_table_written_as_a_page_is_read_back(rows: tuple[Pledge, ...]) -> None:
    """Writing and reading are each other's inverse."""
    assert files.recognised(written(rows).encode()).table.pledges == rows


@REPEATABLE
@given(tables.rows_in("cp949").filter(bool))
def test_any_table_in_cp949_is_read_back(rows: tuple[Pledge, ...]) -> None:
    """The encoding of Korean offices makes no difference."""
    assert files.recognised(written(rows).encode("cp949")).table.pledges == rows


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        pytest.param({23: "지역개발-04 |"}, [(23, FaultKind.REPEATED_NUMBER)], id="같은 번호"),
        pytest.param({23: "지역개발5 |"}, [(23, FaultKind.WRONG_NUMBER)], id="붙임표 없는 번호"),
        pytest.param({23: "지역개발-5 |"}, [(23, FaultKind.WRONG_NUMBER)], id="한 자리 번호"),
        pytest.param({23: "지역개발-00 |"}, [(23, FaultKind.WRONG_NUMBER)], id="0번"),
        pytest.param({23: "지역개발-1１ |"}, [(23, FaultKind.WRONG_NUMBER)], id="전각 숫자"),
        pytest.param({23: "번호 없음 |"}, [(23, FaultKind.WRONG_NUMBER)], id="번호가 아닌 말"),
        pytest.param({23: "|"}, [(23, FaultKind.WRONG_NUMBER)], id="빈 번호"),
        pytest.param({64: "교육문화1 |"}, [(64, FaultKind.WRONG_NUMBER)], id="전략 뒤 틀린 번호"),
        pytest.param({64: "번호 없음 |"}, [(64, FaultKind.WRONG_NUMBER)], id="전략 뒤 딴 말"),
        pytest.param({7: "지역개발1 |"}, [(7, FaultKind.WRONG_NUMBER)], id="첫 공약의 틀린 번호"),
        pytest.param({24: "|"}, [(24, FaultKind.EMPTY_TITLE)], id="빈 공약명"),
        pytest.param({25: ""}, [(23, FaultKind.WRONG_CELLS)], id="없는 담당부서 칸"),
        pytest.param({61: ""}, [(62, FaultKind.WRONG_CELLS)], id="전략 앞에서 없는 부서 칸"),
        pytest.param({23: ""}, [(24, FaultKind.WRONG_NUMBER)], id="없는 번호 칸"),
        pytest.param({24: "금천구청역사"}, [(24, FaultKind.WRONG_CELLS)], id="끝나지 않은 칸"),
        pytest.param(
            {24: "금천구청역사\n일대 복합개발 |"},
            [(24, FaultKind.WRONG_CELLS)],
            id="두 줄로 나뉜 칸",
        ),
        pytest.param({63: "정다운"}, [(63, FaultKind.WRONG_CELLS)], id="끝나지 않은 전략"),
        pytest.param({6: ""}, [(7, FaultKind.WRONG_CELLS)], id="전략 없이 시작"),
        pytest.param({26: "|\n|"}, [(27, FaultKind.WRONG_CELLS)], id="빈 칸 하나 더"),
        pytest.param({4: "이름 |"}, [(None, FaultKind.MISSING_COLUMNS)], id="모르는 열 이름"),
        pytest.param({5: ""}, [(6, FaultKind.WRONG_COLUMNS)], id="없는 열"),
        pytest.param(
            {5: "첨부파일 |\n담당자 |"}, [(6, FaultKind.WRONG_COLUMNS)], id="하나 더 있는 열"
        ),
        pytest.param(
            {
                8: "|",
                19: "지역개발-02 |",
                23: "지역개발5 |",
                24: "|",
                33: "",
                64: "교육-문화 |",
                100: "문화",
            },
            [
                (8, FaultKind.EMPTY_TITLE),
                (19, FaultKind.REPEATED_NUMBER),
                (23, FaultKind.WRONG_NUMBER),
                (24, FaultKind.EMPTY_TITLE),
                (31, FaultKind.WRONG_CELLS),
                (64, FaultKind.WRONG_NUMBER),
                (100, FaultKind.WRONG_CELLS),
            ],
            id="한 파일에 일곱 가지",
        ),
    ],
)
def test_each_fault_is_named_once_on_its_line(
    changes: dict[int, str], faults: list[tuple[int, FaultKind]]
) -> None:
    """One cause is one fault; what is right around it is not complained about."""
    assert faults_of(real_lines(changes)) == faults


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        pytest.param(REAL_LINES[:5], (None, FaultKind.NO_ROWS), id="열 이름뿐"),
        pytest.param(REAL_LINES[:6], (6, FaultKind.WRONG_CELLS), id="전략까지"),
        pytest.param(REAL_LINES[:7], (7, FaultKind.WRONG_CELLS), id="번호까지"),
        pytest.param(REAL_LINES[:9], (9, FaultKind.WRONG_CELLS), id="부서까지"),
        pytest.param(REAL_LINES[:63], (63, FaultKind.WRONG_CELLS), id="둘째 전략까지"),
        pytest.param([*REAL_LINES[:8], "교통행"], (9, FaultKind.WRONG_CELLS), id="부서 중간까지"),
        pytest.param(REAL_LINES[:3], (None, FaultKind.MISSING_COLUMNS), id="열 이름 중간까지"),
        pytest.param(["가,나,다"] * 9, (None, FaultKind.NO_TABLE), id="CSV"),
        pytest.param(["<html>"], (None, FaultKind.NO_TABLE), id="HTML"),
    ],
)
def test_a_page_that_ends_too_soon_or_is_none_is_one_fault(
    lines: list[str], fault: tuple[int, FaultKind]
) -> None:
    """Where it was cut is what is named, not all that is missing after it."""
    assert faults_of(lines) == [fault]


@pytest.mark.parametrize("heading", ["추진목표", "군민과의 약속", "구분"])
def test_what_stands_ahead_of_pledges_may_be_called_anything(heading: str) -> None:
    """It goes down over them; a strategy where it is called so."""
    page = REAL_PAGE.read_text(encoding="utf-8")
    rows = files.recognised(page.replace("추진전략", heading).encode()).table.pledges
    real = files.recognised(page.encode()).table.pledges
    assert [row.strategy or row.detail(heading) for row in rows] == [one.strategy for one in real]


@pytest.mark.parametrize("end", ["", "|"])
@pytest.mark.parametrize(
    "titles",
    [
        ["공약사항 추진상황(2026. 9. 30. 기준)"],
        ["공약 추진상황", "2026. 9. 30. 기준"],
        ["가람군", "공약사항 이행현황", "(2026. 9. 30. 기준)"],
    ],
)
def test_titles_ahead_of_the_headings_are_no_columns(titles: list[str], end: str) -> None:
    """They shifted all owners; the day is read."""
    heads = ["분야", "연번", "공약사업", "담당부서", "추진상황", "추진율"]
    cells = [f"복지,{n},효도이용권 {n}종,사회복지과,추진중,{n}0%".split(",") for n in range(1, 6)]
    lines = [f"{text}{end}" for row in (titles, heads, *cells) for text in row]
    found = files.recognised("\n".join(lines).encode())
    assert [(str(p.number), p.title, p.department) for p in found.table.pledges] == [
        (str(n), f"효도이용권 {n}종", "사회복지과") for n in range(1, 6)
    ]
    assert found.as_of == date(2026, 9, 30)


def test_numbers_of_another_scheme_are_kept_as_they_are() -> None:
    """What most numbers look like is how this office writes them."""
    lines = [line.replace("-", "") if "-0" in line or "-1" in line else line for line in REAL_LINES]
    rows = files.recognised("\n".join(lines).encode()).table.pledges
    assert [str(row.number) for row in (rows[0], rows[-1])] == ["지역개발01", "가족환경12"]
    assert len(rows) == 63


def test_a_pledge_may_have_its_cells_on_one_line() -> None:
    """The strategy stands once here, too, and a row that lacks a cell is named by its line."""
    real = files.recognised(REAL_PAGE.read_bytes()).table.pledges
    lines, strategy = ["추진전략|관리번호|공약명|담당부서|첨부파일|"], ""
    for row in real:
        ahead = f"{row.strategy}|" if row.strategy != strategy else ""
        lines.append(f"{ahead}{row.number}|{row.title}|{', '.join(row.owners)}|첨부|")
        strategy = row.strategy
    found = files.recognised("\n".join(lines).encode()).table.pledges
    same = [(row.number, row.title, row.owners, row.strategy) for row in real]
    assert [(row.number, row.title, row.owners, row.strategy) for row in found] == same
    lines[20] = lines[20].removesuffix("첨부|")
    assert [line for line, _ in faults_of(lines)] == [21]


def test_an_undecided_department_is_no_fault() -> None:
    """As long as no cell seems to be missing."""
    found = files.recognised("\n".join(real_lines({25: "|"})).encode())
    assert [str(row.number) for row in found.table.pledges if not row.owners] == ["지역개발-05"]


def test_damaged_lines_are_named_beside_the_other_faults() -> None:
    """Lost bytes hide nothing else, and are not called a wrong number besides."""
    lines = [line.encode() for line in real_lines({24: "|"})]
    lines[10] = b"\xff |"
    lines[40] = b"\xff |"
    found = files.recognised(b"\n".join(lines))
    assert [(fault.line, fault.kind) for fault in found.faults] == [
        (11, FaultKind.UNDECODABLE),
        (24, FaultKind.EMPTY_TITLE),
        (41, FaultKind.UNDECODABLE),
    ]


def test_bytes_of_another_kind_are_one_fault() -> None:
    """A picture is not complained about line by line."""
    noise = random.Random(5).randbytes(5000).replace(b"\0", b"")  # noqa: S311  # no secret
    assert files.recognised(noise).faults == (Fault(kind=FaultKind.BINARY),)


@pytest.mark.parametrize("line", range(1, TWO_STRATEGIES + 1))
def test_a_line_struck_out_is_at_most_one_fault_and_near(line: int) -> None:
    """However a page is damaged in one place, one place is named."""
    faults = faults_of([*REAL_LINES[: line - 1], *REAL_LINES[line:TWO_STRATEGIES]])
    assert len(faults) <= 1
    assert all(found is not None and abs(found - line) < 4 for found, _ in faults)


@REPEATABLE
@given(st.lists(st.sampled_from([*REAL_LINES[:16], "|", "", "지역개발-5 |", "칸"]), max_size=30))
def test_any_cells_in_any_order_give_rows_or_faults(lines: list[str]) -> None:
    """Each fault stands on a line of the page, in order."""
    found = files.recognised("\n".join([*REAL_LINES[:5], *lines]).encode())
    assert bool(found.table.pledges) is not bool(found.faults)
    places = [fault.line or 0 for fault in found.faults]
    assert places == sorted(places)
    assert all(place <= len(lines) + 5 for place in places)
