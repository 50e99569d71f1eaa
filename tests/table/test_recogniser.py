"""Tables of other offices say what a reader would read in them."""

from __future__ import annotations

import csv
import io
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from benchmarks import forms
from benchmarks.forms import Sheet, Value
from bot.lookup.catalogue import Catalogue
from bot.table import files, replies
from bot.table.fault import Fault, FaultKind
from bot.table.notes import Note, NoteKind
from tests.table.tables import REAL_PAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.lookup.pledge import Pledge
    from bot.table.files import Reading

PAGE = """
<h4>분야별 공약 세부현황</h4><p>2026. 9. 30. 기준</p>
<table><caption>분야별 공약 세부현황</caption><thead>
<tr><th rowspan="2">구분</th><th rowspan="2">공약사업명</th><th colspan="3">추진상황</th>
<th rowspan="2">추진율(%)</th><th rowspan="2">추진부서</th></tr>
<tr><th>완료</th><th>추진중</th><th>기타<br>(시기미도래)</th></tr>
<tr><th>계</th><th>2개 분야 5건</th><th>2</th><th>3</th><th>-</th><th>71.6</th><th></th></tr>
</thead><tbody>
<tr><td colspan="2">Ⅰ. 일하기 좋은 도시</td><td>1</td><td>2</td><td>-</td><td>66</td><td></td></tr>
<tr><td>1</td><td>작은 공장 마련</td><td></td><td>○</td><td></td><td>48</td><td>산업과</td></tr>
<tr><td>2</td><td>새내기 가게 지원</td><td>○</td><td></td><td></td><td>100</td><td>산업과</td></tr>
<tr><td>3</td><td>옛 역 터에
   일터 조성</td><td></td><td>○</td><td></td><td>50</td><td>도시과</td></tr>
<tr><td colspan="2">Ⅱ. 따뜻한 도시</td><td>1</td><td>1</td><td>-</td><td>80</td><td></td></tr>
<tr><td>1</td><td>기억 돌봄</td><td>○</td><td></td><td></td><td>100</td><td>보건소(건강과)</td></tr>
<tr><td>2</td><td>마을 도서관</td><td></td><td>○<td></td><td>60</td><td>문화과, 도시과</td></tr>
</tbody></table>
"""


def values(*rows: str, delimiter: str = ",") -> Reading:
    """What lines of separated values say."""
    return files.recognised(("\n".join(rows) + "\n").replace(",", delimiter).encode())


def pledges(found: Reading) -> list[Pledge]:
    """The pledges, where there are no faults."""
    assert found.faults == ()
    return [*found.table.pledges]


def numbers(found: Reading) -> list[str]:
    """The pledges' numbers."""
    return [str(pledge.number) for pledge in pledges(found)]


def notes(found: Reading) -> dict[NoteKind, str]:
    """What is said of a table, in words."""
    return {note.kind: replies.note(note) for note in found.notes}


def test_a_page_of_sections_marks_and_totals_is_read_as_it_is_meant() -> None:
    """Numbers begin anew in each section, and 구분 is the number."""
    found = files.recognised(PAGE.encode())
    assert found.as_of == date(2026, 9, 30)
    assert [
        (str(p.number), p.title, p.owners, p.team, p.strategy, p.details) for p in pledges(found)
    ] == [
        (number, title, owners, team, field, (("추진율", rate), ("추진상황", state)))
        for number, title, owners, team, field, rate, state in (
            ("Ⅰ-1", "작은 공장 마련", ("산업과",), "", "Ⅰ. 일하기 좋은 도시", "48%", "추진중"),
            ("Ⅰ-2", "새내기 가게 지원", ("산업과",), "", "Ⅰ. 일하기 좋은 도시", "100%", "완료"),
            (
                "Ⅰ-3",
                "옛 역 터에 일터 조성",
                ("도시과",),
                "",
                "Ⅰ. 일하기 좋은 도시",
                "50%",
                "추진중",
            ),
            ("Ⅱ-1", "기억 돌봄", ("보건소",), "건강과", "Ⅱ. 따뜻한 도시", "100%", "완료"),
            ("Ⅱ-2", "마을 도서관", ("문화과", "도시과"), "", "Ⅱ. 따뜻한 도시", "60%", "추진중"),
        )
    ]
    assert notes(found)[NoteKind.NUMBERS_OF_SECTIONS].endswith("(예: Ⅰ-1).")


def test_columns_have_many_names_and_brackets_hold_the_team() -> None:
    """구분 is the field where its cells are words."""
    (pledge,) = pledges(
        values(
            "구분,연번,과제명,담당부서(팀),협조부서,이행률",
            "경제,1-1,시장 활성화,지역경제과(상권팀),일자리청년과,80",
        )
    )
    assert (str(pledge.number), pledge.title, pledge.strategy) == ("1-1", "시장 활성화", "경제")
    assert (pledge.owners, pledge.team) == (("지역경제과",), "상권팀")
    assert (pledge.helpers, pledge.detail("추진율")) == (("일자리청년과",), "80%")


@pytest.mark.parametrize(
    ("headings", "cells", "kept"),
    [
        ("이행도,추진율", "정상추진,40", {"추진상황": "정상추진", "추진율": "40%"}),
        ("목표 달성률 (2026),전체 이행률", "98.5,61", {"추진율": "61%"}),
        ("사업비,예산", ",500", {"사업비": "500"}),
        ("사업비 계,사업비 국비", "50,20", {"사업비": "50", "사업비 국비": "20"}),
    ],
)
def test_a_column_is_what_its_cells_and_its_whole_name_say(
    headings: str, cells: str, kept: dict[str, str]
) -> None:
    """States below 이행도 are no rate, a year's target is another, an empty column is none."""
    [pledge] = pledges(values(f"번호,공약명,담당부서,{headings}", f"1,광장,교통과,{cells}"))
    assert kept.items() <= dict(pledge.details).items()


def test_totals_and_notes_are_no_pledges() -> None:
    """Wherever their word stands."""
    (pledge,) = pledges(
        values(
            "추진전략,관리번호,공약명,담당부서,추진율",
            "계,,65건,,77.7",
            "가,지역-01,도로 개설,도로과,88",
            "합계,,1건,,88",
            "※,이행률은 자체평가 기준,,,",
        )
    )
    assert (str(pledge.number), pledge.detail("추진율")) == ("지역-01", "88%")


@pytest.mark.parametrize(
    "summary",
    [
        "구분,건수,비율\n완료,2,50%\n보류,2,50%\n계,4,100%",
        "순번,부서,건수,완료,보류\n1,문화과,1,0,1\n2,환경과,1,1,0",
        "부서,계,완료,정상추진\n문화과,1,1,0\n환경과,1,0,1",
        "분야,공약수,비율(%)\n복지,2,50",
        "□ 추진상황 총괄\n구분,합계,완료,보류\n건수,4,3,1",
    ],
)
@pytest.mark.parametrize(
    "form", ["{n},{title},{owner},완료,", "복지,{n},{title},{owner},완료", "{title},{owner},완료,,"]
)
@pytest.mark.parametrize("gap", ["", ",,,,\n"])
def test_a_summary_below_the_pledges_is_none_of_them(summary: str, form: str, gap: str) -> None:
    """Counts by state, department or field; it neither refuses the file nor takes the numbers."""
    head = form.format(n="연번", title="공약명", owner="담당부서").replace("완료", "추진상황")
    rows = [
        form.format(n=n, title=title, owner=owner)
        for n, (title, owner) in enumerate((("도서관", "문화과"), ("하수관", "환경과")), start=1)
    ]
    found = values(head.replace("복지", "분야"), *rows, f"{gap}{summary}")
    assert [(one.title, one.department) for one in pledges(found)] == [
        ("도서관", "문화과"),
        ("하수관", "환경과"),
    ]
    assert numbers(found) == ["1", "2"]


@pytest.mark.parametrize("over", ["□ {} (2건)", "담당부서: {}", "{}", "[{}]"])
@pytest.mark.parametrize(
    "head", ["연번,공약명,추진율", "공약명,추진율,비고", "번호,과제명,사업비\n,,백만원"]
)
def test_headings_may_stand_again_under_the_name_of_each_department(over: str, head: str) -> None:
    """A town among them; the pledges are counted through."""
    is_numbered = not head.startswith("공약명")
    rows = (("숲", "길"), "녹지과"), (("못", "밭"), "두메읍")
    lines = ["우리군 공약,,"]
    for titles, name in rows:
        lines += [f"{over.format(name)},,", head]
        of_it = [(str(at) if is_numbered else "", title) for at, title in enumerate(titles, 1)]
        lines += [f"{n},{t},50" if is_numbered else f"{t},50," for n, t in of_it]
        lines += [",,"]
    found = pledges(values("\n".join(lines)))
    assert [(p.title, p.owners) for p in found] == [
        *(("숲", ("녹지과",)), ("길", ("녹지과",)), ("못", ("두메읍",)), ("밭", ("두메읍",)))
    ]


@pytest.mark.parametrize(
    "places",
    ["①,②,③,④,⑤=④/③", "A,B,C,D,E=D/C", "(1),(2),(3),(4),(5)", ",⑴,⑵,⑶,⑷", "가,나,다,라,마"],
)
def test_a_row_that_counts_the_columns_is_no_pledge(places: str) -> None:
    """Under the headings of a form."""
    head, row = "관리번호,공약명,담당부서,추진상황,추진율", "경제-1,청년몰,경제과,부진,10"
    assert numbers(values(head, places, row)) == ["경제-1"]


def test_headings_that_look_like_counts_end_no_table_that_goes_on() -> None:
    """Pledges stand below them."""
    found = values("번호,공약명,담당부서", "1,숲,녹지과", "구분,건수,비율", "2,광장,도시과")
    assert [fault.line for fault in found.faults] == [3]


@pytest.mark.parametrize(
    "legend",
    [
        "◎ 완료, ○ 정상추진, △ 일부추진, × 보류",
        "※ 범례: ◎완료 ○정상추진 △일부추진 ×보류",
        "완료 ◎, 정상추진 ○, 일부추진 △, 보류 ×",
        "완료: ◎ / 정상추진: ○ / 일부추진: △ / 보류: ×",
        "완료 ◎ 정상추진 ○ 일부추진 △ 보류 ×",
        "※ A: 완료, B: 정상추진, C: 일부추진, D: 보류",
        "완료=A, 정상추진=B, 일부추진=C, 보류=D",
        "1: 완료, 2: 정상추진, 3: 일부추진, 4: 보류",
        "🔵 완료, 🟢 정상추진, 🟡 일부추진, 🔴 보류",
        "청색: 완료, 녹색: 정상추진, 황색: 일부추진, 적색: 보류",
    ],
)
@pytest.mark.parametrize("place", ["above", "below", "heading"])
def test_marks_say_the_states_that_the_table_explains(legend: str, place: str) -> None:
    """Wherever it does."""
    marks = next(m for m in ("◎○△×", "ABCD", "1234", "🔵🟢🟡🔴", "청녹황적") if m[0] in legend)
    names = [f"{mark}색" if mark in "청녹황적" else mark for mark in marks]
    states = dict(zip(names, ("완료", "정상추진", "일부추진", "보류"), strict=True))
    head = f"추진상황({legend})" if place == "heading" else "추진상황"
    rows = [f"{n},공약 {n}호,도시과,{mark}" for n, mark in enumerate(states, start=1)]
    found = values(
        *([f'"{legend}",,,'] if place == "above" else []),
        f'연번,공약명,담당부서,"{head}"',
        *rows,
        *([f'"{legend}",,,'] if place == "below" else []),
    )
    assert [one.detail("추진상황") for one in pledges(found)] == [*states.values()]


@pytest.mark.parametrize(
    "note",
    [
        "완료(3) 보류(2)",
        "A: 완료, B: 동부권",
        "○ 완료 1건 ○ 보류 1건",
        "○ 완료 ○ 보류",
        "○ 공약 ● 사업",
        "○ 완료",
    ],
)
def test_marks_that_nothing_explains_stay_as_they_are(note: str) -> None:
    """Bullets explain none."""
    found = values(
        f"{note},,,", "연번,공약명,담당부서,추진상황", "1,숲,녹지과,○", "2,광장,도시과,●"
    )
    assert [one.detail("추진상황") for one in pledges(found)] == ["○", "●"]


def test_a_total_may_say_how_many_there_are() -> None:
    """Over the columns of the field and the title."""
    page = (
        "<table><tr><th>분야<th>공약명<th>부서<tr><td colspan=2>합계 2건<td>2개 부서"
        "<tr><td>경제<td>장터<td>산업과<tr><td>문화<td>광장<td>도시과</table>"
    )
    assert [p.title for p in pledges(files.recognised(page.encode()))] == ["장터", "광장"]


@pytest.mark.parametrize(
    ("heading", "before", "now"),
    [
        *(("기준연도", "2025", "2026"), ("분기", "2026-2분기", "2026-3분기")),
        *(("반기", "2026 상반기", "2026 하반기"), ("기준년월", "202606", "202609")),
        *(("데이터기준일자", "2026-06-30", "2026-09-30"), ("연도", "'25년", "'26년")),
    ],
)
@pytest.mark.parametrize("is_mixed", [True, False])
def test_of_rows_for_several_times_those_of_the_last_are_read(
    heading: str, before: str, now: str, *, is_mixed: bool
) -> None:
    """As in files of open data: an owner of the year before is none, and that is said."""
    rows = [f"{before},1,숲,공원과,40", f"{before},2,길,도로과,10", f"{now},1,숲,녹지과,80"]
    rows = [*rows[:1], rows[2], rows[1]] if is_mixed else rows
    found = values(f"{heading},연번,공약명,담당부서,이행률", *rows)
    assert [(p.title, p.owners, p.detail("추진율")) for p in pledges(found)] == [
        ("숲", ("녹지과",), "80%")
    ]
    assert notes(found)[NoteKind.EARLIER_ROWS] == f"더 이른 때의 행 2개({before})는 읽지 않았어요."


@pytest.mark.parametrize("heading", ["연도,분기", "분기,연도"])
def test_a_later_year_is_later_than_a_later_quarter_in_any_order_of_columns(heading: str) -> None:
    """1분기 of 2027, and not 4분기 of 2026."""
    times = [{"연도": "2026", "분기": "4분기"}, {"연도": "2027", "분기": "1분기"}]
    rows = [",".join(time[of] for of in heading.split(",")) for time in times]
    found = values(
        f"{heading},연번,공약명,담당부서", f"{rows[0]},1,숲,공원과", f"{rows[1]},1,숲,녹지과"
    )
    assert [p.owners for p in pledges(found)] == [("녹지과",)]


@pytest.mark.parametrize("heading", ["연도", "시행연도"])
def test_rows_for_several_times_may_be_of_different_pledges(heading: str) -> None:
    """Each is read, and so are the rows of one pledge."""
    found = values(f"{heading},연번,공약명,담당부서", "2025,1,숲,공원과", "2026,2,길,도로과")
    assert numbers(found) == ["1", "2"]
    page = (
        f"<table><tr><th>연번<th>공약명<th>{heading}<th>담당부서"
        "<tr><td rowspan=2>1<td rowspan=2>숲<td>2025<td>공원과<tr><td>2026<td>도로과</table>"
    )
    assert [p.owners for p in pledges(files.recognised(page.encode()))] == [("공원과", "도로과")]


@pytest.mark.parametrize(
    ("over", "below"), [("{}.", "{})"), ("{})", "({})"), ("{}", "{})"), ("({})", "{}.")]
)
def test_numbers_over_those_of_pledges_are_told_by_their_signs(over: str, below: str) -> None:
    """And a pledge whose department is open is none that stands over others."""
    rows = [
        row
        for n, field in enumerate(("경제", "복지", "문화"), 1)
        for row in (
            f"{over.format(n)},튼튼한 {field},",
            *(f"{below.format(at)},{field} {what},도시과" for at, what in ((1, "길"), (2, "숲"))),
        )
    ]
    both = "1-1 1-2 2-1 2-2 3-1 3-2".split()
    assert numbers(values("번호,공약명,담당부서", *rows)) == both
    assert numbers(values("번호,공약명,담당부서", "1.,숲,녹지과", "2,못,")) == ["1", "2"]


@pytest.mark.parametrize(
    "rows",
    [
        ["경제,소계,2건,", ",1,산단,기업과", ",2,상권,경제과", "환경,소계,1건,", ",3,하천,환경과"],
        ["경제,,소계,", ",1,산단,기업과", ",2,상권,경제과", "환경,,소계,", ",3,하천,환경과"],
        ["경제(2건),1,산단,기업과", ",2,상권,경제과", "환경 1건,3,하천,환경과", "총계,3건,,"],
    ],
)
def test_a_field_may_stand_in_the_row_of_its_total(rows: list[str]) -> None:
    """Or with the count of its pledges."""
    found = pledges(values("분야,번호,공약명,담당부서", *rows))
    assert [one.strategy for one in found] == ["경제", "경제", "환경"]


@pytest.mark.parametrize("goal", ["'26년 목표", "2026년 말 목표", "3분기 목표"])
def test_the_goal_of_a_year_is_no_field(goal: str) -> None:
    """And the number of a pledge's card is its number."""
    [only] = pledges(values(f"관리카드 번호,공약명,담당부서,{goal}", "경제-1,숲,녹지과,60"))
    assert (str(only.number), only.strategy, only.details) == ("경제-1", "", ((goal, "60"),))


def test_two_departments_in_a_cell_each_have_the_pledge() -> None:
    """And there is no department of both names."""
    found = values("번호,공약명,담당부서", '1,광장,"교통행정과, 도시계획과"', "2,도로,교통행정과")
    table = Catalogue(
        term="", pledges=tuple(pledges(found)), aliases=(), as_of=date(2026, 1, 1), source=""
    )
    assert {name: len(own) for name, own in table.by_department.items()} == {
        "교통행정과": 2,
        "도시계획과": 1,
    }


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        *((number, number) for number in ("지역개발-05", "III-①-1", "2-7", "1-1-1", "혁신-1")),
        *((number, number) for number in ("⑴", "㈎", "①")),
        *((number, number) for number in ("혁신-20", "1", "A-1", "4-01", "가-3", "일자리·경제-01")),
        *(("[6-1]", "6-1"), ("7-1)", "7-1"), ("1.", "1"), ("(3)", "3"), ("Ⅰ - 2", "Ⅰ-2")),
        *(("01월 01일", "1-1"), ("1-Jan", "1-1"), ("1-ſep", "9-1"), ("2003-01-03", "3-1-3")),
        *(('="1-1"', "1-1"), ("'1-1", "1-1")),  # programs write it into CSV, lest a day be read
    ],
)
def test_numbers_of_every_scheme_are_kept_without_their_brackets(written: str, kept: str) -> None:
    """And a day that a spreadsheet made of a number is read back."""
    assert numbers(values("관리번호,공약명,담당부서", f"{written},도로 개설,도로과")) == [kept]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        *(("2026-01 2026-02 2027-13",) * 2, ("2026-001 2026-002 2027-003",) * 2),
        *(("2026.1 2026.2 2027.1",) * 2, ("2026경제01 2026-경제-02 2026-가-1",) * 2),
        *(("2026-01-01 2026-01-02 2027-03-01",) * 2, ("2026-01 2026-02 특별-1",) * 2),
        ("Jan-26 Feb-26 2026-13", "2026-01 2026-02 2026-13"),
        ("24-3분기-1 24-3분기-2 24-4분기-1",) * 2,
        # None of these begins with a year: a program made days of all.
        ("2001-01-01 2001-01-02 2018-01-01", "1-1-1 1-1-2 18-1-1"),
        ("1932-01 2029-02 01월01일", "1-32 2-29 1-1"),
    ],
)
def test_a_year_that_numbers_begin_with_is_a_part_of_them(written: str, kept: str) -> None:
    """And a day that a program made of a number does not begin most of them."""
    rows = (f"{number},길 {number},도로과" for number in written.split(" "))
    found = values("관리번호,공약명,담당부서", *rows)
    assert numbers(found) == kept.split()
    assert (NoteKind.NUMBERS_READ_BACK in notes(found)) is (written != kept)


@pytest.mark.parametrize("cell", ["2(신규)", "2 국비", "2 [계속]", "2( 이월 )"])
def test_a_word_behind_a_number_is_kept_beside_it(cell: str) -> None:
    """In a table of plain numbers, as the office wrote it."""
    found = values("연번,공약명,부서", "1,장터,산업과", f"{cell},돌봄,보건과", "3,숲,공원과")
    assert [(str(p.number), p.details) for p in pledges(found)] == [
        *(("1", ()), ("2", (("연번", cell),)), ("3", ()))
    ]


def test_a_table_without_numbers_is_counted() -> None:
    """And that is said."""
    found = values("공약명,담당부서", "도로 개설,도로과", "1인 가구 지원,복지과")
    assert numbers(found) == ["1", "2"]
    assert notes(found)[NoteKind.NUMBERS_COUNTED] == (
        "번호가 없어서 순서대로 1부터 2까지 붙였어요."
    )


def test_numbers_in_front_of_all_titles_are_the_numbers() -> None:
    """The titles are what stands behind them."""
    found = values("공약명,담당부서", "1. 도로 개설,도로과", "2. 1인 가구 지원,복지과")
    assert [(str(p.number), p.title) for p in pledges(found)] == [
        ("1", "도로 개설"),
        ("2", "1인 가구 지원"),
    ]


def test_a_fault_names_the_column_as_the_file_does() -> None:
    """And not as another office might."""
    [fault] = values("연번,공약명,담당부서", "1,장터,산업과", "1,돌봄,보건과").faults
    assert (fault.kind, fault.heading) == (FaultKind.REPEATED_NUMBER, "연번")


def test_numbers_that_a_program_took_for_decimals_are_read_back() -> None:
    """Where all of them are whole: 1.0, and not 1.0 beside 1.1."""
    found = values("번호,공약명,담당부서", "1.0,장터,산업과", "2.0,돌봄,보건과")
    assert numbers(found) == ["1", "2"]
    assert "2개를 되돌려 읽었어요(예: 1, 2)" in notes(found)[NoteKind.NUMBERS_READ_BACK]
    found = values("번호,공약명,담당부서", "1.0,장터,산업과", "1.1,돌봄,보건과")
    assert numbers(found) == ["1.0", "1.1"]


def test_a_last_zero_that_a_spreadsheet_left_out_is_read_back() -> None:
    """1.10 stands in its cell as 1.1; 2.1 behind it begins another section."""
    written = [*(f"1.{part}" for part in range(1, 10)), "1.1", "1.11", "2.1"]
    found = values(",".join(HEAD), *(f"{number},길 {number},도로과" for number in written))
    assert numbers(found) == [*written[:9], "1.10", "1.11", "2.1"]
    assert "1개를 되돌려 읽었어요(예: 1.10)" in notes(found)[NoteKind.NUMBERS_READ_BACK]


def test_headings_may_be_english() -> None:
    """As in a page that an office keeps for visitors."""
    found = values("No,Category,Pledge,Responsible Department,Status", "1,복지,돌봄,보건과,완료")
    (only,) = pledges(found)
    assert (str(only.number), only.title, only.owners) == ("1", "돌봄", ("보건과",))
    assert (only.strategy, only.details) == ("복지", (("추진상황", "완료"),))


def test_what_is_said_to_be_as_above_is_what_stands_there() -> None:
    """In every column, down over several rows."""
    found = values(
        "번호,분야,공약명,담당부서", "1,복지,돌봄,보건과", "2,〃,급식,상동", "3,〃,산책,〃"
    )
    assert {(pledge.strategy, pledge.owners) for pledge in pledges(found)} == {
        ("복지", ("보건과",))
    }


@pytest.mark.parametrize(
    "heads",
    [
        *(("번호,공약명,실국,과",), ("번호,공약명,실·국,담당과",), ("번호,공약명,실국명,과명",)),
        *(("번호,공약명,담당실국,담당부서",), ("번호,공약명,본부·국,부서",)),
        *(("번호,공약명,추진부서,", ",,실국,과"), ("번호,공약명,소관부서,", ",,실·국,담당부서")),
    ],
)
@pytest.mark.parametrize("alone", ["감사위원회", "소방본부", "기획실"])
def test_bureaus_of_all_kinds_own_what_has_no_division(heads: tuple[str, ...], alone: str) -> None:
    """실, 국 and 본부 beside each other."""
    rows = "1,집,주택실,주택과", "2,숲,환경국,산림과", f"3,길,{alone},", "4,돈,기획실,예산담당관"
    found = files.recognised("\n".join((*heads, *rows)).encode())
    owners = [pledge.owners for pledge in found.table.pledges]
    assert owners == [("주택과",), ("산림과",), (alone,), ("예산담당관",)]


def test_a_division_owns_what_stands_beside_its_bureau() -> None:
    """Both under one heading."""
    rows = "1,돌봄,복지국,노인과", "2,장터,경제국,산업과"
    for heads in (("번호,공약명,담당부서,", ",,국,과"), ("번호,공약명,실국,과",)):
        found = values(*heads, *rows)
        assert [pledge.owners for pledge in pledges(found)] == [("노인과",), ("산업과",)]


@pytest.mark.parametrize(
    "others", [[], ["협조부서,,도로과,"], ["비고,,,"]], ids=["", "one", "none"]
)
@pytest.mark.parametrize(
    "above", [[], ["공약 비교표 (2026. 9. 30. 기준),,,", ",,,"]], ids=["", "over"]
)
def test_a_list_across_the_page_is_read_as_one_down_it(above: list[str], others: list[str]) -> None:
    """With a column for each pledge, and a title over it."""
    rows = ["번호,1,2,3", "공약명,장터,돌봄,급식", "담당부서,산업과,보건과,복지과", *others]
    found = values(*above, *rows)
    assert found.as_of == (date(2026, 9, 30) if above else None)
    helpers = [("도로과",) if "도로과" in "".join(others) and at == 1 else () for at in range(3)]
    assert [(str(p.number), p.title, p.department, p.helpers) for p in pledges(found)] == [
        ("1", "장터", "산업과", helpers[0]),
        ("2", "돌봄", "보건과", helpers[1]),
        ("3", "급식", "복지과", helpers[2]),
    ]


def test_a_break_in_a_cell_of_markdown_parts_two_departments() -> None:
    """As in the cell of a page."""
    found = values("|번호|공약명|부서|", "|---|---|---|", "|1|**장터**|산업과<br>도로과|")
    assert [(p.title, p.owners) for p in pledges(found)] == [("장터", ("산업과", "도로과"))]


def test_bold_values_and_what_a_page_hides_are_no_part_of_a_text() -> None:
    """Of a table in Markdown, and of labels that phones alone are shown."""
    found = values("번호|공약명|담당부서", "1|**장터**|산업과", delimiter=",")
    assert [pledge.title for pledge in pledges(found)] == ["장터"]
    label = '<b style="display: none">공약명<br></b>'
    rows = f"<tr><td>1<td>{label}장터<td>산업과</tr>"
    page = f"<table><tr><th>번호<th>공약명<th>담당부서</tr>{rows}</table>"
    assert [pledge.title for pledge in pledges(files.recognised(page.encode()))] == ["장터"]


@pytest.mark.parametrize("is_last", [True, False])
@pytest.mark.parametrize("is_named", [True, False], ids=["sheets", "titles"])
def test_of_tables_of_two_terms_the_last_is_read(is_last: bool, is_named: bool) -> None:
    """With the same numbers, and not where pledges of the one before go on; both are said."""
    head = ["번호", "공약명", "담당부서"]
    for before, titles in (("민선 8기", ["장터"]), ("민선 8기 이월", ["돌봄", "장터"])):
        tables = [(before, ["1", "돌봄", "보건과"]), ("민선9기", ["1", "장터", "산업과"])]
        sheets = [
            sheet([head, row] if is_named else [[name], head, row], name if is_named else f"{at}")
            for at, (name, row) in enumerate(tables)
        ]
        found = files.recognised(forms.xlsx(sheets if is_last else sheets[::-1]))
        assert sorted(p.title for p in pledges(found)) == titles
        assert "민선9기" in notes(found)[NoteKind.SEVERAL_TERMS]
        assert (NoteKind.OLDER_TABLES in notes(found)) == (len(titles) == 1)
        assert len(titles) > 1 or found.term == "민선9기"
    sections = ["민선8기 공약,,", "1,돌봄,보건과", "민선9기 공약,,", "1,장터,산업과"]
    found = values("번호,공약명,담당부서", *sections)
    assert notes(found)[NoteKind.SEVERAL_TERMS].endswith("민선8기, 민선9기")


def test_sections_without_numbers_are_counted_by_their_place() -> None:
    """Where the numbers begin anew in each."""
    found = values("분야,연번,공약명,담당과", "경제,1,가게,산업과", "복지,1,돌봄,복지과")
    assert numbers(found) == ["1-1", "2-1"]


def test_departments_are_apart_and_together_as_a_reader_does() -> None:
    """By what the heading says, and names that differ in spaces alone."""
    found = values(
        "번호,공약명,주관부서(협조부서)",
        "1,가,도시과(교통과)",
        "2,나,주민 복지과",
        "3,다,주민복지과",
        "4,라,주민복지과",
        "5,마,",
    )
    assert [(p.owners, p.helpers) for p in pledges(found)] == [
        (("도시과",), ("교통과",)),
        *((("주민복지과",), ()),) * 3,
        ((), ()),
    ]
    assert notes(found)[NoteKind.UNDECIDED] == "담당부서가 빈 공약 1건은 미정으로 두었어요."
    assert notes(found)[NoteKind.SPELLINGS].endswith("주민 복지과.")


def test_the_same_row_twice_is_taken_once_and_reported() -> None:
    """One number with two titles is a fault."""
    head = "번호,공약명,담당부서"
    found = values(head, "1,가,도시과", "2,나,도시과", "1,가,도시과")
    assert numbers(found) == ["1", "2"]
    assert notes(found)[NoteKind.SAME_ROWS].endswith(": 1.")
    (fault,) = values(head, "1,가,도시과", "1,나,도시과").faults
    assert (fault.line, fault.kind, fault.about) == (3, FaultKind.REPEATED_NUMBER, "2")


def test_what_may_be_wrong_is_found() -> None:
    """Names a slip apart, a title twice, a number out of order."""
    found = values(
        "번호,공약명,담당부서",
        "1,축구장 조성,생활체육과",
        "2,도로 개설,생활채육과",
        "4,공원 조성,공원과",
        "3,도로개설,세무1과",
        "5,놀이터,세무2과",
    )
    assert tuple(one for one in found.notes if one.is_suspicion) == (
        Note(kind=NoteKind.LIKE_NAMES, found="생활채육과", about="생활체육과"),
        Note(kind=NoteKind.SAME_TITLE, found="도로 개설", about="2, 3"),
        Note(kind=NoteKind.OUT_OF_ORDER, found="3", about="4"),
    )


@pytest.mark.parametrize("slips", [("1-33", "1-3"), ("1-33", "2-22"), ("1-11", "2-44")])
def test_each_of_two_slips_in_the_numbers_of_ten_pledges_is_found(slips: Sequence[str]) -> None:
    """As many as a fifth may fall where most rise."""
    written = [f"{section}-{count}" for section in (1, 2) for count in range(1, 6)]
    wrong = [next((s for s in slips if s != one and s.startswith(one)), one) for one in written]
    rows = (f"{one},사업 {at}호,도로과" for at, one in enumerate(wrong))
    found = values("번호,공약명,담당부서", *rows)
    falls = [one.about for one in found.notes if one.kind is NoteKind.OUT_OF_ORDER]
    assert falls == [one for one in slips if one not in written]


def test_the_real_table_arouses_no_suspicion() -> None:
    """And nothing of it had to be made up."""
    found = files.recognised(REAL_PAGE.read_bytes())
    assert found.notes == ()


def test_hidden_sheets_and_rows_are_left_out_and_that_is_said() -> None:
    """Last year's table before this year's."""
    sheets = [
        sheet([["관리번호", "공약명", "담당부서"], [number, title, "도로과"], ["1-9", "-", "-"]])
        for number, title in (("1-1", "지난 공약"), ("1-1", "새 공약"))
    ]
    sheets[0].name, sheets[0].is_hidden = "작년", True
    sheets[1].hidden_rows.add(2)
    for write in (forms.xlsx, forms.xls, forms.ods):
        found = files.recognised(write(sheets))
        assert [p.title for p in pledges(found)] == ["새 공약"]
        assert notes(found) == {
            NoteKind.HIDDEN_SHEETS: "숨긴 시트 1개(작년)는 읽지 않았어요.",
            NoteKind.HIDDEN_ROWS: "숨긴 행 1개는 읽지 않았어요.",
        }


def test_a_hidden_row_of_a_list_across_the_page_is_no_column() -> None:
    """Each row of it is one."""
    page = sheet(
        [
            ["번호", "1", "2", "3"],
            ["공약명", "장터", "돌봄", "급식"],
            ["담당부서", "산업과", "보건과", "복지과"],
            ["의견", "보류", "보류", "보류"],
        ]
    )
    page.hidden_rows.add(3)
    for write in (forms.xlsx, forms.xls, forms.ods):
        found = files.recognised(write([page]))
        details = [(p.title, p.details) for p in pledges(found)]
        assert details == [("장터", ()), ("돌봄", ()), ("급식", ())]
        assert notes(found)[NoteKind.HIDDEN_ROWS] == "숨긴 행 1개는 읽지 않았어요."


def test_a_large_xls_workbook_has_its_merged_cells_and_hidden_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Although the formats of its cells are not read, which takes longer than anybody waits."""
    made = sheet([["Ⅰ. 경제"] * 3, HEAD, ["1-1", "가게", "산업과"], ["1-2", "시장", "산업과"]])
    made.cells[2, 2] = Value(text="산업과", rows=2)
    made.cells.pop((3, 2))
    made.hidden_rows.add(3)
    small = files.recognised(forms.xls([made]))
    monkeypatch.setattr("bot.table.formats.xls.MAX_FORMATTED_BYTES", 0)
    large = files.recognised(forms.xls([made]))
    assert pledges(large) == pledges(small)
    assert notes(large) == notes(small)
    assert [(p.title, p.department) for p in pledges(large)] == [("가게", "산업과")]
    assert NoteKind.HIDDEN_ROWS in notes(large)


def sheet(rows: Sequence[Sequence[str]], name: str = "공약") -> Sheet:
    """A sheet of these texts; two in a row that are alike are one over both columns."""
    made = Sheet(name=name)
    for at, row in enumerate(rows):
        place = 0
        for text, alike in groupby(row):
            width = len(list(alike)) if text else 1
            if text:
                made.cells[at, place] = Value(text=text, columns=width)
            place += width if text else row[place:].index(text) + 1
    return made


def rows_of(pledges: Sequence[Pledge]) -> list[list[str]]:
    """Number, title and owner of each."""
    return [[str(p.number), p.title, ", ".join(p.owners)] for p in pledges]


HEAD = ["관리번호", "공약명", "담당부서"]


def in_sheets(real: Sequence[Pledge]) -> list[Sheet]:
    """A sheet for each strategy, called by it."""
    return [
        sheet([HEAD, *rows_of(list(group))], name)
        for name, group in groupby(real, lambda pledge: pledge.strategy)
    ]


def in_section_rows(real: Sequence[Pledge]) -> list[Sheet]:
    """One sheet, with a row over all columns for each strategy."""
    rows = [HEAD]
    for name, group in groupby(real, lambda pledge: pledge.strategy):
        rows += [[name] * 3, *rows_of(list(group))]
    return [sheet(rows)]


def in_two_tables(real: Sequence[Pledge]) -> list[Sheet]:
    """Two tables, each with all columns."""
    rows = [[p.strategy, *row] for p, row in zip(real, rows_of(real), strict=True)]
    head = ["추진전략", *HEAD]
    return [sheet([head, *rows[:30]], "가"), sheet([head, *rows[30:]], "나")]


@pytest.mark.parametrize("structure", [in_sheets, in_section_rows, in_two_tables])
@pytest.mark.parametrize("form", forms.SEVERAL)
def test_the_real_table_is_the_same_in_every_structure(
    form: str, structure: Callable[[Sequence[Pledge]], list[Sheet]]
) -> None:
    """All 63 pledges, in order."""
    real = pledges(files.recognised(REAL_PAGE.read_bytes()))
    assert pledges(files.recognised(forms.SEVERAL[form](structure(real)))) == real


def test_owners_in_merged_rows_share_the_pledge() -> None:
    """The number and the title stand once, over the rows of both departments."""
    page = (
        "<table><tr><td>번호<td>공약명<td>담당부서<td>담당자"
        "<tr><td rowspan=2>1<td rowspan=2>광장<td>교통과<td>홍길동<tr><td>도시과<td>김금천</table>"
    )
    (pledge,) = pledges(files.recognised(page.encode()))
    assert (pledge.owners, pledge.detail("담당자")) == (("교통과", "도시과"), "홍길동, 김금천")


@pytest.mark.parametrize("form", ["1,광장,{}\n,,{}", "1,광장,{}\n1,,{}", "1,광장,{}\n,,{}\n,,"])
@pytest.mark.parametrize("team", ["", "(버스팀)"])
def test_a_row_with_departments_alone_goes_on_with_the_pledge_above(form: str, team: str) -> None:
    """As a program writes merged cells that it took apart."""
    found = values(
        "번호,공약명,담당부서", form.format(f"교통과{team}", f"도시과{team}"), "2,역,도로과"
    )
    assert [(p.title, p.owners, p.strategy) for p in pledges(found)] == [
        ("광장", ("교통과", "도시과"), ""),
        ("역", ("도로과",), ""),
    ]


def test_a_heading_over_others_names_them() -> None:
    """In two rows, merged or not; the sum of money has its unit."""
    found = values(
        "번호,공약명,담당,,사업비(백만원),,",
        ",,부서,담당자,계,국비,시비",
        '1,광장,교통과,홍길동,"1,200",200,"1,000"',
    )
    (pledge,) = pledges(found)
    assert pledge.owners == ("교통과",)
    assert pledge.details == (
        ("담당자", "홍길동"),
        ("사업비", "1,200백만원"),
        ("사업비(국비)", "200백만원"),
        ("사업비(시비)", "1,000백만원"),
    )


def test_columns_that_nobody_knows_are_kept_by_their_headings() -> None:
    """So that they can be asked for."""
    (pledge,) = pledges(values("번호,공약명,담당부서,주민배심원 의견", "1,광장,교통과,좋아요"))
    assert pledge.details == (("주민배심원 의견", "좋아요"),)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("공약명,공약분야\n광장,교통\n", "공약명, 공약분야는 찾았지만 담당부서 열이 없어요."),
        ("부서,전화번호\n교통과,1234\n", "부서, 전화번호는 찾았지만 공약명 열이 없어요."),
        ("이름,나이\n가,1\n", "공약표를 찾지 못했어요."),
        ("HWP Document File V3.00 \x1a", "한글(HWP) 문서예요."),
        ("%PDF-1.7", "PDF 파일이에요."),
    ],
)
def test_a_file_that_is_no_table_of_pledges_is_refused_by_what_it_is(
    content: str, said: str
) -> None:
    """With what is missing, or what to do."""
    found = files.recognised(content.encode())
    assert len(found.faults) == 1
    line = replies.fault(found.faults[0])
    assert line.startswith(said)


OTHERS = (
    "조회수 등록일 생산일자 공개여부 비교증감 전년도예산액 계약금액(원) 시공사 처리기한 제안자 "
    "행사일시 모집인원 공고번호 pubDate VIEW_CNT"
).split()


@pytest.mark.parametrize("heading", OTHERS)
def test_a_list_of_other_things_is_no_table_of_pledges(heading: str) -> None:
    """A notice board, a budget, a contract: their titles are not those of pledges."""
    rows = [["번호", "사업명", "담당부서", heading], ["1", "모집 안내", "도시과", "7"]]
    menu = "<ul><li>열린시장실<li>공약사항</ul><h3>알림마당</h3>"
    for content in (
        forms.separated(sheet(rows)),
        menu.encode() + forms.html([sheet(rows, "목록")]),
    ):
        (fault,) = files.recognised(content).faults
        assert replies.fault(fault).startswith("번호, 담당부서는 찾았지만 공약명 열이 없어요. ")


NOTICES = (
    "공약 이행상황 공개 알림",
    "공약이행평가단 위원 모집 공고(2차)",
    "공약사업 변경 심의 결과",
    "공약실천계획서 안내문",
    "공약 담당자 교육",
)


@pytest.mark.parametrize("heading", ["조회수", "작성일", "추진상황"])
def test_notices_about_pledges_are_no_pledges(heading: str) -> None:
    """Most titles say what they are."""
    rows = [[str(at), title, "기획예산과", "7"] for at, title in enumerate(NOTICES, start=1)]
    rows = [["번호", "제목", "담당부서", heading], *rows]
    foot = "<dl><dt>담당부서<dd>기획예산과<dt>최종수정일<dd>2026-10-12</dl>"
    for content in (
        forms.xlsx([sheet([["공약 알림마당"], *rows])]),
        "<h2>공약</h2>".encode() + forms.html([sheet(rows)]) + foot.encode(),
    ):
        (fault,) = files.recognised(content).faults
        assert replies.fault(fault).startswith("번호, 담당부서")


@pytest.mark.parametrize("heading", OTHERS)
def test_a_table_that_speaks_of_pledges_may_have_any_column(heading: str) -> None:
    """In a heading, in what stands over it, in the file's name; or it says how far they are."""
    rows = [["번호", "사업명", "담당부서", heading], ["1", "광장", "도시과", "7"]]
    named = [["번호", "공약사업", "담당부서", heading], rows[1]]
    over = "<h2>공약</h2><h3>검색</h3>".encode() + forms.html([sheet(rows, "목록")])
    followed = [[*rows[0], "추진상황"], [*rows[1], "완료"]]
    for found in (
        files.recognised(forms.separated(sheet(named))),
        files.recognised(over),
        files.recognised(forms.xlsx([sheet([["구청장 공약"], *rows], "Sheet1")])),
        files.recognised(forms.xlsx([sheet(followed, "Sheet1")])),
        files.recognised(forms.separated(sheet(rows)), "공약.csv"),
    ):
        assert [pledge.title for pledge in pledges(found)] == ["광장"]


def test_a_fault_has_its_sheet_row_and_heading() -> None:
    """As the file counts."""
    sheets = [
        sheet([HEAD, ["1-1", "광장", "교통과"]], "가"),
        sheet([HEAD, ["1-2", "", "교통과"]], "나"),
    ]
    assert files.recognised(forms.xlsx(sheets)).faults == (
        Fault(line=2, kind=FaultKind.EMPTY_TITLE, about="1-2", sheet="나", heading="공약명"),
    )


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "cp949"), ("\t", "utf-16"), (";", "utf-8"), ("|", "utf-8")]
)
def test_values_may_be_separated_and_encoded_in_many_ways(delimiter: str, encoding: str) -> None:
    """Quotes and line breaks within them."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerows([HEAD, ["1-1", f'"광장"{delimiter} 조성\n(1단계)', "교통과"]])
    found = files.recognised(file.getvalue().encode(encoding))
    assert [p.title for p in pledges(found)] == [f'"광장"{delimiter} 조성 (1단계)']


def test_percents_and_leading_zeros_are_read_as_they_are_shown() -> None:
    """A workbook holds 0.88 and 1."""
    made = sheet([["연번", "공약명", "담당부서", "이행률"], ["", "광장", "교통과"]])
    made.cells[1, 0] = Value(text="01", number=1, number_format="00")
    made.cells[1, 3] = Value(text="88%", number=0.88, number_format="0%")
    for write in (forms.xlsx, forms.xls, forms.ods):
        (pledge,) = pledges(files.recognised(write([made])))
        assert (str(pledge.number), pledge.detail("추진율")) == ("01", "88%")


def test_a_section_may_stand_above_headings_that_are_repeated() -> None:
    """Each section then has its own headings."""
    rows = [["Ⅰ. 경제"] * 3, HEAD, ["Ⅰ-1", "가게", "산업과"], ["Ⅱ. 환경"] * 3, HEAD]
    made = sheet([*rows, ["Ⅱ-1", "공원", "공원과"]])
    for write in forms.SEVERAL.values():
        found = pledges(files.recognised(write([made])))
        assert [p.strategy for p in found] == ["Ⅰ. 경제", "Ⅱ. 환경"]


def test_both_rows_of_headings_may_name_the_columns_and_stand_again() -> None:
    """They begin no other table, and are no pledges below."""
    heads = ("번호,공약,부서,추진상황,,", ",공약명,부서명,완료,추진중,보류")
    found = values(
        *("Ⅰ. 경제,,,,,", *heads, "1,길,도로과,○,,"), *("Ⅱ. 복지,,,,,", *heads, "1,숲,공원과,,○,")
    )
    assert [(str(p.number), p.title, p.detail("추진상황")) for p in pledges(found)] == [
        *(("Ⅰ-1", "길", "완료"), ("Ⅱ-1", "숲", "추진중"))
    ]


def test_two_columns_of_print_may_go_on_below_their_headings() -> None:
    """And a list of one column may follow."""
    heads = "연번,공약명,담당부서"
    found = values(
        *(f"{heads},{heads}", "1,가게,산업과,3,공원,공원과"),
        *(f"{heads},{heads}", "2,광장,도시과,4,길,도로과"),
        *("추가,,,,,", "연번,분야,공약명,담당부서,,", "5,복지,돌봄,보건과,,"),
    )
    assert numbers(found) == ["1", "2", "3", "4", "5"]


def test_a_title_above_headings_that_stand_again_is_no_section() -> None:
    """Where they stand again on each page; the sections go on there, also under other headings."""
    rows = [
        *(
            "민선9기 공약,,,",
            "번호,공약명,담당부서,추진율",
            "Ⅰ. 경제,,,",
            "1,길,도로과,5%",
            "2,숲,공원과,",
        ),
        *("번호,공약명,담당부서,추진율", "3,역,교통과,", "Ⅱ. 복지,,,", "1,돌봄,보건과,"),
        *("번호,담당부서,공약명,비고", "2,보건과,급식,계속"),
    ]
    assert [(str(p.number), p.title, p.strategy) for p in pledges(values(*rows))] == [
        *(("Ⅰ-1", "길", "Ⅰ. 경제"), ("Ⅰ-2", "숲", "Ⅰ. 경제"), ("Ⅰ-3", "역", "Ⅰ. 경제")),
        *(("Ⅱ-1", "돌봄", "Ⅱ. 복지"), ("Ⅱ-2", "급식", "Ⅱ. 복지")),
    ]


def test_the_second_row_of_headings_that_stand_again_is_no_section() -> None:
    """The states of a table of marks, on each page of print."""
    heads = ("번호,공약명,담당부서,추진상황,,", ",,,완료,정상추진,보류")
    found = values(*heads, "1,길,도로과,○,,", "2,숲,공원과,,○,", *heads, "3,역,교통과,,,○")
    assert [(p.strategy, p.detail("추진상황")) for p in pledges(found)] == [
        *(("", "완료"), ("", "정상추진"), ("", "보류"))
    ]


@pytest.mark.parametrize(
    "heads", ["공약명,담당부서,비고", "분야,공약명,담당부서", "담당부서,공약명,비고"]
)
@pytest.mark.parametrize("page", [2, 10])
def test_a_text_below_each_pledge_may_stand_in_its_first_column(heads: str, page: int) -> None:
    """As values without merged cells have it; headings may stand again on each page."""
    said = {"분야": "복지", "비고": ""}
    rows: list[str] = []
    for number in range(6):
        rows += [heads] if number % page == 0 else []
        row = {"공약명": f"길 {number}", "담당부서": "도로과", **said}
        rows += [",".join(row[head] for head in heads.split(",")), f"2027년에 {number}건 준공,,"]
    for closing in ([], ["붙임 세부계획 1부.,,"]):
        assert [(p.title, p.owners) for p in pledges(values(*rows, *closing))] == [
            (f"길 {number}", ("도로과",)) for number in range(6)
        ]


def test_pledges_whose_department_is_open_are_no_texts_of_others() -> None:
    """Where they stand below the last of them, too, or below each other."""
    for owned in ("110110", "101100", "111010", "100000", "101101", "1010"):
        rows = [f"길 {at},{'도로과' * int(one)}" for at, one in enumerate(owned)]
        found = pledges(values("공약명,담당부서", *rows))
        assert [p.title for p in found] == [f"길 {at}" for at in range(len(owned))]


CARDS = (("1-1", "도로 개설", "도로과", "완료"), ("1-2", "버스 증차", "교통과", "정상추진"))


@pytest.mark.parametrize("is_apart", [True, False], ids=["a form a sheet", "forms on one sheet"])
def test_forms_of_one_pledge_each_are_read_as_a_table(is_apart: bool) -> None:
    """The headings stand to the left of their values, wherever the next form begins."""
    cards = [
        [
            ["공약관리카드", "", "", "(2026. 9. 30. 기준)"],
            ["공약번호", number, "소관부서", owner],
            ["공약명", title, "", ""],
            ["추진상황", status, "사업비", ""],
        ]
        for number, title, owner, status in CARDS
    ]
    made = [sheet(card) for card in (cards if is_apart else [[*cards[0], *cards[1]]])]
    for place, one in enumerate(made):
        one.name = f"카드 {place}"
    for write in forms.SEVERAL.values():
        found = files.recognised(write(made))
        assert found.as_of == date(2026, 9, 30)
        assert [
            (str(p.number), p.title, p.department, p.detail("추진상황")) for p in pledges(found)
        ] == list(CARDS)


@pytest.mark.parametrize("other", ["사업내용", "세부과제", "추진부서 의견", "관리번호"])
def test_a_form_ends_where_its_own_heading_stands_again(other: str) -> None:
    """And not at another that is called as a needed one may be."""
    rows = [
        row
        for number, title, owner, status in CARDS
        for row in (
            *(["공약번호", number], ["공약명", title], ["담당부서", owner]),
            *([other, f"{title}의 설명"], ["추진상황", status]),
        )
    ]
    for write in forms.SEVERAL.values():
        found = pledges(files.recognised(write([sheet(rows)])))
        assert [
            (str(p.number), p.title, p.department, p.detail("추진상황")) for p in found
        ] == list(CARDS)


@pytest.mark.parametrize("card", ["<li><dl>{}</dl></li>", "<div>{}</div>"])
def test_a_page_without_a_table_may_have_lists_of_terms(card: str) -> None:
    """Each term with what it says: a list for each pledge, or one for all."""
    heads = ("공약번호", "공약명", "담당부서", "추진상황")
    said = ([f"<dt>{h}<dd>{t}" for h, t in zip(heads, one, strict=True)] for one in CARDS)
    cards = "".join(card.format("".join(terms)) for terms in said)
    page = cards if "<dl>" in card else f"<dl>{cards}</dl>"
    found = files.recognised(f"<html><dl><dt>열린시장실<dd>공약</dl>{page}".encode())
    assert [
        (str(p.number), p.title, p.department, p.detail("추진상황")) for p in pledges(found)
    ] == list(CARDS)


@pytest.mark.parametrize("number", ["merged", "covered", "empty"])
@pytest.mark.parametrize("text", ["추진실적: 조례 제정", "2027년 준공 예정", "- 부지를 산다"])
def test_a_text_below_each_pledge_is_neither_a_pledge_nor_a_section(text: str, number: str) -> None:
    """It goes with the pledge, over the columns of the title and the department."""
    made = sheet([HEAD])
    for at in range(3):
        row = 1 + 2 * at
        is_merged = number == "merged"
        made.cells[row, 0] = Value(text=str(at + 1), rows=1 + is_merged)
        made.cells[row, 1], made.cells[row, 2] = Value(text=f"길 {at}"), Value(text="도로과")
        start = 0 if number == "covered" else 1
        made.cells[row + 1, start] = Value(text=f"{text} {at}", columns=3 - start)
    for write in forms.SEVERAL.values():
        found = pledges(files.recognised(write([made])))
        assert [(str(p.number), p.title, p.strategy) for p in found] == [
            (str(at + 1), f"길 {at}", "") for at in range(3)
        ]


@pytest.mark.parametrize(
    "heads",
    [
        ["번호", "분야", "공약명", "담당부서"],
        ["담당부서", "공약명", "번호"],
        ["순번", "공약사업명", "주관부서", "협조부서"],
    ],
)
@pytest.mark.parametrize("first", ["1", "3"], ids=["numbers begin anew", "numbers go on"])
def test_tables_below_each_other_have_headings_of_their_own(heads: list[str], first: str) -> None:
    """Other columns, or the same in another order; no pledge of either is lost."""
    said = {"분야": "", "협조부서": ""}
    below = [
        [said.get(h, f"길 {n}" if "공약" in h else "도로과" if "부서" in h else n) for h in heads]
        for n in (first, "7")
    ]
    above = [["1. 완료"], HEAD, ["1", "광장", "도시과"], ["2", "역", "교통과"], [""]]
    rows = [row + [""] * (4 - len(row)) for row in [*above, ["2. 추진 중"], heads, *below]]
    for write in forms.SEVERAL.values():
        found = pledges(files.recognised(write([sheet(rows)])))
        prefix = ("1-", "2-") if first == "1" else ("", "")
        assert [(str(p.number), p.title, p.department) for p in found] == [
            (f"{prefix[0]}1", "광장", "도시과"),
            (f"{prefix[0]}2", "역", "교통과"),
            (f"{prefix[1]}{first}", f"길 {first}", "도로과"),
            (f"{prefix[1]}7", "길 7", "도로과"),
        ]


@pytest.mark.parametrize(
    ("over", "sections"),
    [
        ("", ("교통과", "보건소")),
        ("", ("□ 교통과 (1건)", "2. 보건소")),
        ("소관부서: 교통과", ("", "보건소")),
        ("교통과", ("", "보건소 2건")),
    ],
)
@pytest.mark.parametrize("column", [[], ["담당부서"]], ids=["no column", "an empty one"])
def test_departments_may_stand_over_their_pledges(
    over: str, sections: tuple[str, str], column: list[str]
) -> None:
    """In a table that has none beside them, whose summary says so."""
    heads = ["번호", "공약명", "추진율", *column]
    rows = [[over], heads, [sections[0]], ["1", "역", "5%"], [sections[1]], ["2", "돌봄", "6%"]]
    made = sheet([row + [""] * (len(heads) - len(row)) for row in rows if any(row)])
    for write in forms.SEVERAL.values():
        found = files.recognised(write([made]))
        assert [(str(p.number), p.title, p.owners) for p in pledges(found)] == [
            ("1", "역", ("교통과",)),
            ("2", "돌봄", ("보건소",)),
        ]
        assert NoteKind.OWNERS_ELSEWHERE in notes(found)


def test_a_sheet_or_a_table_may_have_the_name_of_its_department() -> None:
    """And a sheet of another name has pledges of no known department."""
    made = [
        sheet([["번호", "공약명", "추진율"], [str(at), f"길 {at}", ""]], name)
        for at, name in enumerate(("교통과", "보건소"), start=1)
    ]
    for write in forms.SEVERAL.values():
        found = pledges(files.recognised(write(made)))
        assert [(str(p.number), p.owners) for p in found] == [
            ("1", ("교통과",)),
            ("2", ("보건소",)),
        ]
    for name in ("추진성과", "2026년", "경제"):
        made[0].name = name
        (fault,) = files.recognised(forms.xlsx(made[:1])).faults
        assert (fault.kind, fault.about) == (FaultKind.MISSING_COLUMNS, "담당부서")


def test_a_department_below_its_pledge_is_not_taken_for_that_of_the_next() -> None:
    """Where no heading says what it is, nothing is loaded."""
    rows = ("1,역,5%", "교통과,,", "2,돌봄,6%", "보건소,,")
    (fault,) = values("번호,공약명,추진율", *rows).faults
    assert (fault.kind, fault.about) == (FaultKind.MISSING_COLUMNS, "담당부서")


@pytest.mark.parametrize("is_under_heading", [True, False])
@pytest.mark.parametrize(
    ("main", "other"), [("◎", "○"), ("●", "○"), ("주관", "협조"), ("총괄", "지원"), ("★", "☆")]
)
def test_departments_may_be_columns_with_marks(
    main: str, other: str, is_under_heading: bool
) -> None:
    """A pledge has its owners and helpers where they are marked; a total counts the marks."""
    units = "교통과,도시과,보건소"
    found = values(
        *(
            ("번호,공약명,담당부서,,", f",,{units}")
            if is_under_heading
            else (f"번호,공약명,{units}",)
        ),
        *(f"1,역,{main},{other},", f"2,돌봄,{other},,{main}", f"3,길,,{main},", "계,3건,2,2,1"),
    )
    assert [(str(p.number), p.owners, p.helpers, p.details) for p in pledges(found)] == [
        ("1", ("교통과",), ("도시과",), ()),
        ("2", ("보건소",), ("교통과",), ()),
        ("3", ("도시과",), (), ()),
    ]


def test_a_list_of_terms_beside_a_table_says_its_day() -> None:
    """And is no table of its own there."""
    rows = "<tr><td>번호<td>공약명<td>부서<tr><td>1<td>광장<td>도시과"
    page = f"<dl><dt>기준일<dd>2026. 9. 30.<dt>공약명<dd>전체</dl><table>{rows}</table>"
    found = files.recognised(page.encode())
    assert ([p.title for p in pledges(found)], found.as_of) == (["광장"], date(2026, 9, 30))


@pytest.mark.parametrize("task", ["세부사업명", "실천과제", "단위사업"])
@pytest.mark.parametrize("other", ["", "공원과"], ids=["one owner", "an owner each"])
def test_tasks_of_a_pledge_may_have_rows_of_their_own(task: str, other: str) -> None:
    """With nothing where the pledge's number and title stand: it goes on, and no section begins."""
    said = "① 설계(도로과), ② 착공(공원과)" if other else "① 설계, ② 착공"
    found = values(
        f"번호,공약명,담당부서,{task},목표",
        *("1,길,도로과,① 설계,1건", f",,{other},② 착공,2건", "2,숲,도로과,① 조사,3건"),
    )
    assert [(str(p.number), p.title, p.owners, p.strategy, p.details) for p in pledges(found)] == [
        (
            *("1", "길", ("도로과", other) if other else ("도로과",), ""),
            ((task, said), ("목표", "1건, 2건")),
        ),
        ("2", "숲", ("도로과",), "", ((task, "① 조사"), ("목표", "3건"))),
    ]


LISTED = {
    "bullets": (["분야", "공약명", "부서"], ["교통", "- 도로\n  넓히기\n- 다리", "도로과"]),
    "numbers": (["분야", "공약명", "부서"], ["교통", "1. 도로 넓히기\n2. 다리", "도로과\n도로과"]),
    "departments": (["분야", "공약명(부서)"], ["교통", "도로 넓히기 (도로과)\n다리 (도로과)"]),
    "bullets, departments": (["분야", "공약명"], ["교통", "○도로 넓히기(도로과)\n○다리(도로과)"]),
    "lines of each": (
        ["분야", "번호", "공약명", "부서"],
        ["교통", "1\n2", "도로 넓히기\n다리", "도로과\n도로과"],
    ),
}


@pytest.mark.parametrize(("heads", "row"), LISTED.values(), ids=LISTED)
def test_titles_that_a_cell_lists_are_pledges_of_their_own(
    heads: list[str], row: list[str]
) -> None:
    """Each with its department, or with that of all."""
    last = ["안전"] + [
        text.split("\n")[0].replace("도로", "하천").replace("1", "3") for text in row[1:]
    ]
    for write in forms.SEVERAL.values():
        found = pledges(files.recognised(write([sheet([heads, row, last])])))
        assert [(p.strategy, p.owners) for p in found] == [
            *[("교통", ("도로과",))] * 2,
            ("안전", ("하천과",)),
        ]
        titles = [p.title.lstrip("-○ ") for p in found]
        assert titles[1:] == ["다리", "하천 넓히기" if row[1][0] != "-" else "하천"]


@pytest.mark.parametrize(
    "row",
    [
        *(["1", "도로\n넓히기", "도로과\n교통과"], ["1", "- 도로\n- 다리", "도로과"]),
        *(["", "- 도로\n- 다리\n- 길", "도로과\n교통과"], ["", "도로\n- 다리", "도로과"]),
    ],
)
def test_lines_of_a_title_are_no_list(row: list[str]) -> None:
    """Of a pledge with its number, or where none knows which department has which."""
    heads = ["번호", "공약명", "담당부서"] if row[0] else ["공약명", "담당부서"]
    made = sheet([heads, row if row[0] else row[1:]])
    (pledge,) = pledges(files.recognised(forms.xlsx([made])))
    assert pledge.title == row[1].replace("\n", " ")


FEET = (
    *(["", "담당부서", "기획예산과"], ["작성부서", "", "기획예산과"], ["문의", "기획예산과", ""]),
    *(["", "작성자: 김가람", ""], ["확인", "", "(인)"], ["", "총괄부서 : 기획예산과", ""]),
    *(["", "이하 여백", ""], ["", "- 이하 빈칸 -", ""], ["", "이상 2건", ""], ["", "끝.", ""]),
    *(["", "2026. 9. 30.", ""], ["", "-", "-"], ["담당부서 : 기획예산과", "", ""]),
)


@pytest.mark.parametrize("is_apart", [True, False])
@pytest.mark.parametrize("foot", FEET, ids=map("|".join, FEET))
def test_who_keeps_a_table_and_where_it_ends_are_no_pledges(
    foot: list[str], is_apart: bool
) -> None:
    """Below the last one, or behind an empty row; with numbers and without any."""
    rows = [["1", "장터", "산업과"], ["2", "문의 전화 개선", "민원과"]]
    for heads in (["번호", "공약명", "담당부서"], ["분야", "공약명", "담당부서"]):
        made = sheet([heads, *rows, *([[""] * 3] if is_apart else []), foot])
        for content in (forms.xlsx([made]), forms.separated(made)):
            found = pledges(files.recognised(content))
            assert [(p.title, p.owners) for p in found] == [(t, (o,)) for _, t, o in rows]


def test_a_department_behind_an_empty_row_goes_on_with_no_pledge() -> None:
    """One in the row below does, and one behind a hidden row."""
    made = sheet([["공약명", "담당부서"], ["장터", "산업과"], ["", ""], ["", "민원과"]])
    (fault,) = files.recognised(forms.xlsx([made])).faults
    assert fault.kind is FaultKind.EMPTY_TITLE
    made.cells[2, 0] = Value(text="의견")
    made.hidden_rows.add(2)
    (pledge,) = pledges(files.recognised(forms.xlsx([made])))
    assert pledge.owners == ("산업과", "민원과")


@pytest.mark.parametrize("sign", ["예시", "(예시)", "예)", "[예]", "작성 예시", "예시 1"])
def test_an_example_of_how_to_fill_in_the_form_is_no_pledge(sign: str) -> None:
    """Though it looks like one; 예 alone may say that something is so."""
    found = values("번호,공약명,담당부서", f"{sign},○○ 건립,○○과", "1,길,도로과")
    assert [p.title for p in pledges(found)] == ["길"]
    if sign[-1] in ")]":
        found = values("번호,공약명,담당부서", f"9,{sign} 숲,○○과", "1,길,도로과")
        assert [p.title for p in pledges(found)] == ["길"]
    found = values("신규,번호,공약명,담당부서", "예,1,숲,공원과", "아니오,2,길,도로과")
    assert [p.title for p in pledges(found)] == ["숲", "길"]


@pytest.mark.parametrize(
    "heads",
    [
        ("번호,공약명,사업기간", ",담당부서,사업비"),
        ("번호,담당부서,추진상황", ",공약명,비고"),
        ("번호,공약명,", ",담당부서,"),
        ("번호,공약명,사업비", ",추진율,비고", ",담당부서,기타"),
    ],
)
def test_pledges_may_take_as_many_rows_as_their_headings(heads: tuple[str, ...]) -> None:
    """The department of each stands below or above its title, and of no other."""
    names = {"번호": "{}", "공약명": "길 {}", "담당부서": "{}동과", "": "", "추진율": "5{}%"}
    rows = [
        ",".join(names.get(head, "값").format(number) for head in row.split(","))
        for number in range(1, 5)
        for row in heads
    ]
    found = values("민선9기 공약,,", *heads, *rows)
    assert [(str(p.number), p.title, p.owners) for p in pledges(found)] == [
        (f"{number}", f"길 {number}", (f"{number}동과",)) for number in range(1, 5)
    ]


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        (["추진상황(2026.9월말)"], date(2026, 9, 30)),
        (["이행률('26. 6. 30. 기준)"], date(2026, 6, 30)),
        (["추진율(2026.6월말)", "추진율(2026.9월말)"], date(2026, 9, 30)),
        (["추진율 목표(2027년말)"], None),
        (["비고(2026년말)"], None),
    ],
)
def test_the_heading_of_a_state_may_say_its_day(heads: list[str], said: date | None) -> None:
    """Of that which is shown; what is planned for a day says nothing of today."""
    rates = ",".join(f"{place}0%" for place, _ in enumerate(heads, start=1))
    found = values(f"번호,공약명,담당부서,{','.join(heads)}", f"1,길,도로과,{rates}")
    assert found.as_of == said


def test_figures_to_be_reached_are_no_fields() -> None:
    """Under 목표, which may be a field, too."""
    found = values("번호,공약명,담당부서,목표", "1,길,도로과,3건", "2,숲,공원과,50%")
    assert [(p.strategy, p.details) for p in pledges(found)] == [
        *(("", (("목표", "3건"),)), ("", (("목표", "50%"),)))
    ]
    for goal in ("밝은 도시", "3대 전략", "1. 밝은 도시"):
        (pledge,) = pledges(values("번호,공약명,담당부서,목표", f"1,길,도로과,{goal}"))
        assert pledge.strategy == goal


@pytest.mark.parametrize("head", ["협조부서", "협업부서", "관련부서", "협조"])
@pytest.mark.parametrize("below", ["부서", "부서명", "과"])
def test_a_department_below_a_heading_of_helpers_is_one(head: str, below: str) -> None:
    """Each with its team."""
    found = values(
        *(f"번호,공약명,주관부서,,{head},", f",,{below},팀,{below},팀"),
        "1,길,도로과,가팀,숲과,나팀",
    )
    (pledge,) = pledges(found)
    assert (pledge.owners, pledge.helpers, pledge.team) == (("도로과",), ("숲과",), "가팀")


def test_forms_may_be_lines_with_colons() -> None:
    """A heading, a colon, a value; with a telephone behind the department."""
    found = values(
        "공약번호: 1-1",
        "공약명: 길",
        "담당부서: 도로과 ☎ 123",
        "",
        "공약번호: 1-2",
        "공약명: 숲",
        "담당부서: 공원과",
    )
    assert [(str(p.number), p.title) for p in pledges(found)] == [("1-1", "길"), ("1-2", "숲")]


def test_a_list_in_two_columns_of_print_is_read_down_both() -> None:
    """No pledge of the right half is lost."""
    found = values(
        "연번,공약명,담당부서,연번,공약명,담당부서",
        "1,가게,산업과,3,공원,공원과",
        "2,광장,도시과,4,길,도로과",
    )
    assert [(str(p.number), p.department) for p in pledges(found)] == [
        *(("1", "산업과"), ("2", "도시과"), ("3", "공원과"), ("4", "도로과"))
    ]


def test_an_unquoted_comma_is_a_fault_of_its_row() -> None:
    """Else the end of the title would be the owner."""
    found = values(
        ",".join(HEAD) + ",비고", "1,광장,도시과,", "2,도로, 확장,도로과,", "3,길,도로과,"
    )
    assert [(f.line, f.kind, f.about) for f in found.faults] == [(3, FaultKind.EXTRA_VALUE, "2")]
    short = values(
        ",".join(HEAD) + ",비고", "1,광장,도시과", "2,길,도로과,계속", "※ 도시, 교통, 환경, 복지만"
    )
    assert [p.detail("비고") for p in pledges(short)] == ["", "계속"]


def test_a_page_of_one_cell_a_line_may_have_no_bars() -> None:
    """As it is copied on a phone."""
    found = values("연번", "공약명", "담당부서", "1", "가게", "산업과", "2", "공원", "공원과")
    assert [(p.title, p.department) for p in pledges(found)] == [
        *(("가게", "산업과"), ("공원", "공원과"))
    ]


@pytest.mark.parametrize(("cell", "number"), [("No.7", "7"), ("문화 관광 2", "문화 관광 2")])
def test_numbers_may_begin_with_words(cell: str, number: str) -> None:
    """A sign for a number is no part of it; a field of two words is."""
    assert numbers(values(",".join(HEAD), f"{cell},공원,공원과")) == [number]


def test_of_tables_of_several_days_the_last_is_read() -> None:
    """A workbook keeps a sheet for each quarter."""
    head = ["번호", "공약명", "담당부서", "추진상황"]
    sheets = [
        sheet([head, ["1", "광장", owner, state]], name)
        for name, owner, state in (
            ("2026년 1분기", "도시과", "일부추진"),
            ("2026년 2분기", "교통과", "완료"),
        )
    ]
    found = files.recognised(forms.xlsx(sheets))
    (pledge,) = pledges(found)
    assert (pledge.owners, pledge.detail("추진상황")) == (("교통과",), "완료")
    assert found.as_of == date(2026, 6, 30)
    assert "(2026년 1분기)" in notes(found)[NoteKind.OLDER_TABLES]
    days = (("지난 표", "2025. 12. 31. 기준"), ("이번 표", "2026. 6. 30. 기준"))
    two = [sheet([[day], head, ["1", "광장", "교통과", ""]], name) for name, day in days]
    (pledge,) = pledges(files.recognised(forms.xlsx(two)))
    assert pledge.strategy == ""  # one name alone is no field's


def test_the_labels_of_a_page_for_phones_are_no_part_of_its_cells() -> None:
    """Each cell says its heading again, unseen on a wide screen."""
    heads = ("번호", "공약명", "담당부서", "추진상황")
    rows = (("1", "광장", "도시과", "완료"), ("2", "역", "교통과", ""))
    cells = (
        "".join(f"<td><span class=blind>{h}</span>{c}" for h, c in zip(heads, row, strict=True))
        for row in rows
    )
    page = f"<table><tr><th>{'<th>'.join(heads)}" + "".join(f"<tr>{row}" for row in cells)
    found = files.recognised(f"{page}</table>".encode()).table.pledges
    assert [(str(p.number), p.title, p.department, p.detail("추진상황")) for p in found] == [*rows]


def test_a_small_table_in_a_cell_is_its_text() -> None:
    """Two departments below each other."""
    inner = "<table><tr><td>도시과<tr><td>교통과</table>"
    page = f"<table><tr><th>번호<th>공약명<th>담당부서<tr><td>1<td>광장<td>{inner}</table>"
    (pledge,) = files.recognised(page.encode()).table.pledges
    assert pledge.owners == ("도시과", "교통과")


def test_a_field_may_have_its_number_in_a_column_of_its_own() -> None:
    """Under one heading; numbers that begin anew are known by it."""
    page = (
        "<table><tr><td colspan=2>대분류<td>번호<td>공약명<td>부서"
        "<tr><td>Ⅰ<td>경제<td>1<td>장터<td>산업과<tr><td>Ⅱ<td>문화<td>1<td>광장<td>도시과</table>"
    )
    found = files.recognised(page.encode()).table.pledges
    assert [(str(p.number), p.strategy) for p in found] == [("Ⅰ-1", "Ⅰ. 경제"), ("Ⅱ-1", "Ⅱ. 문화")]


@pytest.mark.parametrize("cell", ["■정상추진 □완료 □보류", "□ 완료 ☑ 정상추진", "☐완료 √정상추진"])
def test_of_boxes_in_a_cell_the_checked_one_is_the_state(cell: str) -> None:
    """The others are what might have been."""
    (pledge,) = pledges(values("번호,공약명,담당부서,추진상황", f"1,광장,도시과,{cell}"))
    assert pledge.detail("추진상황") == "정상추진"


@pytest.mark.parametrize("heading", ["완료여부", "완료 여부", "이행완료 여부", "추진완료여부"])
@pytest.mark.parametrize(
    ("mark", "none"), [("○", ""), ("O", "X"), ("Y", "-"), ("v", ""), ("●", "×")]
)
def test_a_mark_says_whether_a_pledge_is_done(heading: str, mark: str, none: str) -> None:
    """In the one column that asks whether; words in it are the states themselves."""
    head = f"번호,공약명,담당부서,{heading}"
    found = values(head, f"1,길,도로과,{mark}", f"2,숲,공원과,{none}")
    done = heading.removesuffix("여부").strip()
    assert [pledge.detail("추진상황") for pledge in pledges(found)] == [done, ""]
    found = values(head, "1,길,도로과,완료", "2,숲,공원과,추진중")
    assert [pledge.detail("추진상황") for pledge in pledges(found)] == ["완료", "추진중"]


FUNDS = """
<table><caption>공약사업 재정투자계획 (단위: 백만원)</caption>
<tr><th>연번</th><th>공약명</th><th>담당부서</th><th>{heading}</th><th>총사업비</th><th>2027년</th></tr>
{rows}
</table>"""
OF_PLEDGES = [
    (("1", "복합문화센터 건립", "문화체육과"), {"국비": 15_000, "시비": 6_000, "구비": 9_000}),
    (("2", "스마트 경로당", "노인복지과"), {"국비": 0, "시비": 240, "구비": 560}),
    (("3", "마을버스 증차", "교통과"), {"국비": 0, "시비": 0, "구비": 5_000}),
    (("4", "하천 산책로", "치수과"), {"국비": 1_200, "시비": 600, "구비": 600}),
]


@pytest.mark.parametrize("is_merged", [True, False])
@pytest.mark.parametrize("word", ["계", "합계", ""])
@pytest.mark.parametrize("heading", ["재원", "구분", "재원별"])
def test_rows_of_sums_below_a_pledge_are_its_sums(heading: str, word: str, is_merged: bool) -> None:
    """Each with whose money it is; what all come to is the cost, whether it is told or not."""
    rows = []
    for head, sums in OF_PLEDGES:
        told = ({word: sum(sums.values())} if word else {}) | sums
        span = f' rowspan="{len(told)}"' if is_merged else ""
        for at, (whose, amount) in enumerate(told.items()):
            cells = [f"<td{span}>{text}</td>" for text in head] if at == 0 else []
            if at and not is_merged:
                cells = ["<td></td>"] * len(head)
            cells += [f"<td>{text}</td>" for text in (whose, f"{amount:,}", f"{amount // 4:,}")]
            rows.append(f"<tr>{''.join(cells)}</tr>")
    page = FUNDS.format(heading=heading, rows="".join(rows))
    found = pledges(files.recognised(page.encode()))
    assert [str(one.number) for one in found] == ["1", "2", "3", "4"]
    for one, ((*_, owner), sums) in zip(found, OF_PLEDGES, strict=True):
        assert (one.owners, one.strategy) == ((owner,), "")
        total = sum(sums.values())
        cost = f"{total:,}백만원" if word else f"{total}백만원"
        assert one.detail("사업비") == cost
        for whose, amount in sums.items():
            assert one.detail(f"사업비({whose})") == f"{amount:,}백만원"
            assert f"{whose} {amount // 4:,}" in one.detail("2027년")


def test_whose_money_pays_for_a_pledge_of_one_row_is_a_column() -> None:
    """As any other of the office's own."""
    found = values(
        "연번,공약명,담당부서,재원,사업비", "1,둘레길,관광과,국비,10", "2,다리,건설과,시비,5"
    )
    assert [one.detail("재원") for one in pledges(found)] == ["국비", "시비"]


MENU = "<table><tr><td>{}</td><td>공약사항</td><td>담당부서</td></tr></table>"
LIST = """<p>{}</p><table><tr><th>번호</th><th>공약명</th><th>담당부서</th></tr>
<tr><td>1</td><td>둘레길 조성</td><td>관광과</td></tr>
<tr><td>2</td><td>다리 건설</td><td>건설과</td></tr></table>"""


@pytest.mark.parametrize("first", ["군수소개", "열린시장실", "인사말"])
@pytest.mark.parametrize("is_last", [True, False])
def test_a_menu_in_words_of_headings_is_no_table_of_pledges(first: str, is_last: bool) -> None:
    """It has no rows, and leaves no column behind."""
    parts = [MENU.format(first), LIST.format("자료기준일 : 2026.09.30")]
    found = files.recognised("".join(parts[::-1] if is_last else parts).encode())
    assert numbers(found) == ["1", "2"]
    assert not notes(found).keys() & {NoteKind.SEVERAL_TABLES, NoteKind.OTHER_COLUMNS}


@pytest.mark.parametrize(
    "said", ["총 63건, 1/7 페이지", "[1 / 7쪽]", "전체 63건 (1/7page)", "현재 1/7페이지"]
)
def test_a_page_that_is_one_of_several_arouses_suspicion(said: str) -> None:
    """The rest of the pledges is on the others."""
    found = files.recognised(LIST.format(said).encode())
    [note] = [one for one in found.notes if one.kind is NoteKind.LACKING_PAGES]
    assert (note.found, note.count, note.is_suspicion) == ("1", 7, True)


def test_pages_that_are_all_there_arouse_none() -> None:
    """Nor do days, quarters and a single page."""
    pages = "".join(LIST.format(f"{page}/2 페이지").replace(">1<", f">{page}<") for page in (1, 2))
    for page in (pages, LIST.format("1/1 페이지"), LIST.format("2026년 3/4분기 기준")):
        assert NoteKind.LACKING_PAGES not in notes(files.recognised(page.encode()))


YEARS = ("2026", "2027", "2028")
OVER_YEARS = ["연차별 투자계획", "연차별 투자계획(백만원)", "사업비", "소요예산", "재정투자계획"]


@pytest.mark.parametrize("heading", OVER_YEARS)
@pytest.mark.parametrize("ending", ["", "년", "년도"])
def test_a_cost_told_by_years_is_their_sum_and_no_single_one(heading: str, ending: str) -> None:
    """The sum only where each year has a figure; each says its year."""
    found = values(
        f"번호,공약명,담당부서,{heading},,",
        ",,," + ",".join(f"{year}{ending}" for year in YEARS),
        "1,주차장,교통과,100,200,300",
        "2,도서관,문화과,50,,70",
        "3,축제,문화과,,추후 결정,20",
    )
    unit = "백만원" if "(" in heading else ""
    labels = [f"{year}{ending or '년'}" for year in YEARS]
    first, second, third = labels
    assert [one.detail("사업비") for one in pledges(found)] == [
        f"합계 600{unit}({first} 100{unit}, {second} 200{unit}, {third} 300{unit})",
        f"연도별({first} 50{unit}, {third} 70{unit})",
        f"연도별({second} 추후 결정, {third} 20{unit})",
    ]
    name = heading.replace("(백만원)", "")
    assert pledges(found)[0].detail(f"{name}(2027{ending})") == f"200{unit}"


@pytest.mark.parametrize(
    ("headings", "cells", "cost"),
    [
        ("2026년 예산,2027년 예산", "1,2", "합계 3(2026년 1, 2027년 2)"),
        ("2026년 예산(억원),2027년 예산(억원)", "1,2", "합계 3억원(2026년 1억원, 2027년 2억원)"),
        ("사업비(2026년),사업비(2027년)", "1,2", "합계 3(2026년 1, 2027년 2)"),
        ("2026년 예산", "1", "2026년 1"),
        ("2026년 예산,2027년 예산,총사업비", "1,2,9", "9"),
        ("총사업비(2026~2028),2026년 예산,2027년 예산", "9,1,2", "9"),
        ("2026년 9월말 기준 예산액", "1", "1"),
    ],
)
def test_a_column_of_one_year_is_no_whole_cost(headings: str, cells: str, cost: str) -> None:
    """Nor is it with a heading by itself."""
    (pledge,) = pledges(values(f"번호,공약명,담당부서,{headings}", f"1,광장,도시과,{cells}"))
    assert pledge.detail("사업비") == cost


def test_parts_of_a_cost_beside_its_years_are_told_with_them() -> None:
    """Years are counted in some tables."""
    found = values(
        "번호,공약명,담당부서,소요예산,,,",
        ",,,기투자,1차년도,2차년도,향후",
        "1,주차장,교통과,6,1,2,3",
    )
    cost = "합계 12(기투자 6, 1차년도 1, 2차년도 2, 향후 3)"
    assert [one.detail("사업비") for one in pledges(found)] == [cost]
    assert dict(found.table.called)["사업비"] == "소요예산"


FIVE_LEVELS = """<table>
<tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>소관부서</th></tr>
<tr><td rowspan=4>1. 경제</td><td rowspan=3>1-1. 일자리</td><td rowspan=2>1-1-1. 청년 일자리</td>
<td>① 인턴</td><td>일자리과</td></tr>
<tr><td>② 창업</td><td>경제과</td></tr>
<tr><td>1-1-2. 노인 일자리</td><td>① 공공형</td><td>노인과</td></tr>
<tr><td>1-2. 산업</td><td>1-2-1. 산업단지</td><td>① 기반시설</td><td>산업과</td></tr>
<tr><td>2. 복지</td><td>2-1. 돌봄</td><td>2-1-1. 어린이집</td><td>① 거점</td><td>보육과</td></tr>
</table>"""


@pytest.mark.parametrize(
    "headings",
    [
        ("4대 목표", "12개 전략", "62개 공약", "세부이행과제"),
        ("목표", "전략", "공약명", "세부과제"),
        ("정책목표", "추진전략", "공약사업", "실천과제"),
    ],
)
def test_tasks_that_are_numbered_anew_below_each_pledge_are_its_tasks(
    headings: tuple[str, ...],
) -> None:
    """The pledge is what has a number of its own, however many levels stand over it."""
    found = files.recognised(FIVE_LEVELS.format(*headings).encode())
    assert numbers(found) == ["1-1-1", "1-1-2", "1-2-1", "2-1-1"]
    first = pledges(found)[0]
    assert (first.title, first.owners) == ("청년 일자리", ("일자리과", "경제과"))
    assert first.detail(headings[-1]) == "① 인턴(일자리과), ② 창업(경제과)"


@pytest.mark.parametrize(
    ("tasks", "numbered"),
    [
        (("인턴", "창업", "공공형"), ["1", "2", "3"]),
        (("① 인턴", "② 창업", "① 공공형"), ["1-①", "1-②", "2-①"]),
    ],
)
def test_titles_below_numbered_fields_are_pledges(
    tasks: tuple[str, ...], numbered: list[str]
) -> None:
    """Whatever they are called; over tasks, the number of a pledge has several parts."""
    first, second, third = tasks
    found = values(
        "분야,추진과제,단위사업명,담당부서",
        f"1. 경제,1. 일자리,{first},일자리과",
        f"1. 경제,1. 일자리,{second},경제과",
        f"2. 복지,2. 돌봄,{third},노인과",
    )
    assert numbers(found) == numbered


def test_a_number_that_stands_twice_ahead_of_titles_is_a_fault_of_their_column() -> None:
    """There is no other in which it might be mended."""
    [fault] = values("공약명,담당부서", "1. 광장,도시과", "2. 길,도로과", "2. 숲,공원과").faults
    assert (fault.heading, fault.found, fault.line) == ("공약명", "2", 4)
