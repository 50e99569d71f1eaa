"""The same table as a workbook, an HTML page or separated values says the same."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from random import Random
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.__main__ import main
from bot.table import files
from bot.table.fault import Fault, FaultKind, RefusedError
from tests.table.tables import (
    ALIAS_HEADER,
    REAL_ALIASES,
    REAL_PAGE,
    REPEATABLE,
    THREE_PLEDGES,
    a_pledge,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.lookup.pledge import Pledge
    from bot.table.files import Reading

    Cells = Sequence[Sequence[str]]

HEADER = ("연번", "추진전략", "관리번호", "공약명", "담당부서", "담당자", "첨부파일")


def cells_of(rows: Sequence[Pledge]) -> list[tuple[str, ...]]:
    """A table with more columns than are needed."""
    return [
        HEADER,
        *(
            (
                str(place),
                row.strategy,
                str(row.number),
                row.title,
                row.department,
                "홍길동",
                row.detail("첨부파일"),
            )
            for place, row in enumerate(rows, start=1)
        ),
    ]


def workbook(cells: Cells) -> bytes:
    """The cells as an XLSX file, on its second sheet, below a title."""
    book = Workbook()
    sheet = book.create_sheet("공약")
    for line in (["2026년 공약 현황"], [], *cells):
        sheet.append([*line])
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def html(cells: Cells) -> bytes:
    """The cells as a page, below another table."""
    lines = "".join(
        "<tr>" + "".join(f"<td><p>{escaped(cell)}</p></td>" for cell in line) + "</tr>\n"
        for line in cells
    )
    menu = "<table><tr><td>처음으로</td></tr></table>"
    return f"<!DOCTYPE html>\n<html><body>{menu}\n<table>{lines}</table></body></html>".encode()


def escaped(text: str) -> str:
    """The text as HTML writes it."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def separated(cells: Cells, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The cells as lines of values."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(cells)
    return file.getvalue().encode(encoding)


def web_archive(page: bytes, encoding: str = "utf-8") -> bytes:
    """A page as a browser keeps it with its pictures, in one file."""
    archive = MIMEMultipart("related")
    archive.attach(MIMEText(page.decode(), "html", encoding))
    archive.attach(MIMEImage(b"\x89PNG", "png"))
    return archive.as_bytes()


FORMS: dict[str, Callable[[Cells], bytes]] = {
    "xlsx": workbook,
    "html": html,
    "mht": lambda cells: web_archive(html(cells)),
    "mht, CP949": lambda cells: web_archive(html(cells), "cp949"),
    "csv": separated,
    "csv, CP949": lambda cells: separated(cells, encoding="cp949"),
    "csv, BOM": lambda cells: separated(cells, encoding="utf-8-sig"),
    "tsv": lambda cells: separated(cells, "\t"),
    "tsv, UTF-16": lambda cells: separated(cells, "\t", "utf-16"),
    "semicolons": lambda cells: separated(cells, ";"),
    "said semicolons": lambda cells: b"\xef\xbb\xbfsep=;\n" + separated(cells, ";"),
    "bars": lambda cells: separated(cells, "|"),
}


def read(folder: Path, content: bytes) -> Reading:
    """What a file with this content says; its name tells nothing."""
    table, aliases = folder / "표", folder / "별칭.tsv"
    table.write_bytes(content)
    aliases.write_text(ALIAS_HEADER, encoding="utf-8")
    return files.read(table, aliases)


def faults(folder: Path, content: bytes) -> list[Fault]:
    """What is wrong with a file of this content."""
    with pytest.raises(RefusedError) as refused:
        read(folder, content)
    (_, of_table), _ = refused.value.faults
    return [*of_table]


def without_details(rows: Sequence[Pledge]) -> list[Pledge]:
    """The rows as the page has them, which knows no other columns."""
    return [replace(row, details=()) for row in rows]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_real_table_is_the_same_in_every_form(
    form: Callable[[Cells], bytes], tmp_path: Path
) -> None:
    """All 63 pledges, verbatim; the other columns are kept beside them."""
    page = files.read(REAL_PAGE, REAL_ALIASES)
    found = read(tmp_path, form(cells_of(page.table.pledges)))
    assert without_details(found.table.pledges) == [*page.table.pledges]
    assert {row.details for row in found.table.pledges[:2]} == {
        (("연번", "1"), ("담당자", "홍길동")),
        (("연번", "2"), ("담당자", "홍길동")),
    }


def formatted(code: str, value: float) -> bytes:
    """A workbook with a pledge, a number beside it in this format."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["관리번호", "공약명", "담당부서", "값"])
    sheet.append(["1-1", "광장", "도시과", value])
    sheet["D2"].number_format = code
    return saved(book)


@pytest.mark.parametrize("code", ['0""0', '""', "0\\", "[0", "_", '"', "0;;", ";0", "0.0.0", "*0"])
def test_no_format_of_a_number_refuses_its_workbook(code: str, tmp_path: Path) -> None:
    """However odd it is; the pledge is read."""
    [pledge] = read(tmp_path, formatted(code, 7)).table.pledges
    assert (str(pledge.number), pledge.title) == ("1-1", "광장")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("yyyy\\-mm\\-dd\\ hh:mm", "2026-09-30 09:30"),
        ('yyyy"년"\\ m"월"', "2026-09"),
        ('m"월"\\ d"일"\\ "(day)"', "9월 30일"),
        ("hh:mm", "09:30"),
    ],
)
def test_a_moment_is_shown_as_its_format_says(tmp_path: Path, code: str, said: str) -> None:
    """With its year, its day and its hour where these are shown."""
    [pledge] = read(tmp_path, formatted(code, 46295 + 9.5 / 24)).table.pledges
    assert pledge.detail("값") == said


def test_the_same_table_in_another_form_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A load of a workbook, then of a page of it."""
    db = f"--db={tmp_path / '공약.db'}"
    cells = cells_of(files.read(REAL_PAGE, REAL_ALIASES).table.pledges)
    for name, content in (("공약.xlsx", workbook(cells)), ("공약.html", html(cells))):
        (tmp_path / name).write_bytes(content)
        capsys.readouterr()
        assert main(["load", str(tmp_path / name), db]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "그대로 함께 둔 열 1개: 연번.",
        "바뀐 것이 없어요.",
    ]


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=9
).filter(lambda text: not text.startswith(("=", "<", "관리", "※", "*")))
TOTALS = {
    "계",
    "합계",
    "총계",
    "소계",
    "누계",
    "중계",
    "총합계",
    "전체",
    "평균",
}  # the rows of these are no pledges
DEPARTMENTS = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=6).map(
    "{}과".format
)


@REPEATABLE
@given(
    st.lists(
        st.builds(
            a_pledge,
            number=st.from_regex(r"[가-깋A-Za-z]{1,4}-(?:0[1-9]|[1-9][0-9]{1,2})", fullmatch=True),
            title=TEXTS,
            department=DEPARTMENTS,
            strategy=TEXTS.filter(lambda text: text not in TOTALS),
            attachment=st.just("") | TEXTS,
        ),
        unique_by=lambda row: row.number,
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["xlsx", "html", "csv", "tsv"]),
)
def test_any_rows_are_the_same_in_every_form(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Pledge], form: str
) -> None:
    """Whatever the names are made of, but for Hangul that a Mac decomposed."""
    found = read(tmp_path_factory.mktemp("form"), FORMS[form](cells_of(rows)))
    attached = [row.detail("첨부파일") for row in found.table.pledges]
    assert attached == [row.detail("첨부파일") for row in rows]
    assert without_details(found.table.pledges) == without_details(rows)


def test_a_page_may_have_more_columns(tmp_path: Path) -> None:
    """One cell a line, with cells for all of them."""
    columns = ["추진전략", "관리번호", "공약명", "담당자", "담당부서", "첨부파일", "추진율"]
    cells = columns.copy()
    strategy = ""
    for row in THREE_PLEDGES:
        pledge = row
        cells += [pledge.strategy] if pledge.strategy != strategy else []
        strategy = pledge.strategy
        cells += [str(pledge.number), pledge.title, "홍길동", pledge.department, "", "80"]
    content = "".join(f"{cell} |\n" for cell in cells)
    found = read(tmp_path, content.encode())
    assert without_details(found.table.pledges) == [*THREE_PLEDGES]
    assert found.table.pledges[0].details == (("담당자", "홍길동"), ("추진율", "80%"))
    short = content.replace("홍길동 |\n", "", 1)
    assert [fault.kind for fault in faults(tmp_path, short.encode())] == [FaultKind.WRONG_CELLS]
    last = content[: content.rindex("홍길동")]
    assert [fault.kind for fault in faults(tmp_path, last.encode())] == [FaultKind.WRONG_CELLS]


def test_a_strategy_may_stand_over_its_rows(tmp_path: Path) -> None:
    """In merged cells, in empty ones below it, or on a row of its own."""

    def rows_of(content: bytes) -> list[Pledge]:
        return without_details(read(tmp_path, content).table.pledges)

    cells = cells_of(THREE_PLEDGES)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in cells:
        sheet.append([*line])
    sheet["B3"] = None
    sheet.merge_cells("B2:B3")
    assert rows_of(saved(book)) == [*THREE_PLEDGES]
    first, second, third = cells[1:]
    below = [HEADER, first, ("2", "", *second[2:]), third]
    assert rows_of(separated(below)) == [*THREE_PLEDGES]
    own = [HEADER, [first[1]], *(("", "", *line[2:]) for line in (first, second))]
    own += [[third[1]], ("", "", *third[2:])]
    assert rows_of(separated(own)) == [*THREE_PLEDGES]
    spanned = html(cells).decode()
    spanned = spanned.replace(f"<td><p>{first[1]}</p></td>", f'<td rowspan="2">{first[1]}</td>', 1)
    spanned = spanned.replace(f"<td><p>{first[1]}</p></td>", "", 1)
    assert rows_of(spanned.encode()) == [*THREE_PLEDGES]


def test_columns_are_known_by_what_offices_call_them(tmp_path: Path) -> None:
    """In any order, with spaces in them, and the official name before another."""
    rows = [
        ["번호", "주관부서", "사 업 명", "관리번호", "전략"],
        *(["7", r.department, r.title, str(r.number), r.strategy] for r in THREE_PLEDGES),
    ]
    found = read(tmp_path, separated(rows))
    assert without_details(found.table.pledges) == [*THREE_PLEDGES]
    assert found.table.pledges[0].details == (("번호", "7"),)


def test_lines_within_a_cell_are_one_line(tmp_path: Path) -> None:
    """As a spreadsheet wraps them, or a page breaks them."""
    row = a_pledge(title="금천구청역사 일대 복합개발 추진")
    cells = cells_of([row])
    wrapped = [[cell.replace("일대 ", "일대\n") for cell in line] for line in cells]
    assert without_details(read(tmp_path, workbook(wrapped)).table.pledges) == [row]
    assert without_details(read(tmp_path, separated(wrapped)).table.pledges) == [row]
    broken = html(cells).replace("일대 ".encode(), b"<b>" + "일대".encode() + b"</b><br/>")
    assert without_details(read(tmp_path, broken).table.pledges) == [row]


def line_of(*cells: str) -> str:
    """A line of separated values."""
    return ",".join(cells) + "\n"


def test_every_fault_is_named_with_its_line(tmp_path: Path) -> None:
    """Of several rows; the others are read on."""
    content = (
        line_of("추진전략", "관리번호", "공약명", "담당부서")
        + line_of("정다운 금천", "지역개발-01", "가나다", "도시계획과")
        + line_of("", "2026년", "가나다", "도시계획과")
        + line_of("", "지역개발-03", "", "")
        + line_of("", "지역개발-04", "가나다", "도시계획과")
        + line_of("", "지역개발-04", '"나머지\n둘째 줄"', "도시계획과")
        + line_of("", "", "번호 없는 공약", "도시계획과")
    )
    repeated = Fault(
        line=6,
        kind=FaultKind.REPEATED_NUMBER,
        found="지역개발-04",
        about="5",
        heading="관리번호",
    )
    assert faults(tmp_path, content.encode()) == [
        Fault(line=3, kind=FaultKind.WRONG_NUMBER, found="2026년", heading="관리번호"),
        Fault(line=4, kind=FaultKind.EMPTY_TITLE, about="지역개발-03", heading="공약명"),
        repeated,
        Fault(line=8, kind=FaultKind.NO_NUMBER, about="번호 없는 공약", heading="관리번호"),
    ]
    corrected = content.replace("2026년", "지역개발-02").replace(",,\n", ",셋째,\n")
    corrected = corrected.replace(",,번호 없는 공약", ",지역개발-05,번호 있는 공약")
    assert faults(tmp_path, corrected.encode()) == [repeated]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(b"PK\x03\x04nothing of a zip", FaultKind.BROKEN_WORKBOOK, id="깨진 엑셀"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FaultKind.BROKEN_WORKBOOK, id="옛 엑셀"),
        pytest.param(web_archive(b"")[-200:], FaultKind.NO_TABLE, id="무엇도 아닌 글"),
        pytest.param(MIMEMultipart().as_bytes(), FaultKind.OTHER_DOCUMENT, id="빈 웹 보관 파일"),
        pytest.param(saved(Workbook()), FaultKind.EMPTY, id="빈 엑셀"),
        pytest.param(b"<html><p>hello</p></html>", FaultKind.NO_TABLE, id="표 없는 HTML"),
        pytest.param(
            "<table><tr><td>이름<td>나이</table>".encode(),
            FaultKind.NO_TABLE,
            id="딴 표",
        ),
        pytest.param(
            "추진전략,관리번호,공약명,비고\n".encode(),
            FaultKind.MISSING_COLUMNS,
            id="빠진 열",
        ),
        pytest.param("추진전략,관리번호,공약명,담당부서\n".encode(), FaultKind.NO_ROWS, id="빈 표"),
        pytest.param(
            "공약명,담당부서\n주차장,\n공원,\n".encode(), FaultKind.NO_ROWS, id="부서 없이"
        ),
        pytest.param(
            '추진전략,관리번호,공약명,담당부서\n가,나-01,"다,라\n'.encode(),
            FaultKind.OPEN_QUOTATION,
            id="열린 따옴표",
        ),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_line(
    content: bytes, kind: FaultKind, tmp_path: Path
) -> None:
    """And says what it should have been."""
    (fault,) = faults(tmp_path, content)
    assert fault.kind is kind


def damaged(content: bytes, seed: int) -> bytes:
    """A workbook in which some bytes, or some letters of one of its parts, are others."""
    rng = Random(seed)  # noqa: S311 -- the same damage on every run
    if rng.random() < 0.5:
        data = bytearray(content)
        for _ in range(rng.randint(1, 8)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        return bytes(data)
    parts = ZipFile(io.BytesIO(content))
    victim = rng.choice(parts.namelist())
    file = io.BytesIO()
    with ZipFile(file, "w") as made:
        for name in parts.namelist():
            part = bytearray(parts.read(name))
            for _ in range(rng.randint(1, 6) if name == victim else 0):
                part[rng.randrange(len(part))] = rng.randrange(32, 127)
            made.writestr(name, bytes(part))
    return file.getvalue()


def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path) -> None:
    """Whatever of it is damaged; most are refused, and the damage of some does not matter."""
    content = workbook(cells_of(THREE_PLEDGES))
    refused = 0
    for seed in range(300):
        try:
            read(tmp_path, damaged(content, seed))
        except RefusedError:
            refused += 1
    assert 100 < refused < 300


@REPEATABLE
@given(st.binary(max_size=60), st.sampled_from([b"PK\x03\x04", b"<table>", b"", b"\xff\xfe"]))
def test_any_bytes_give_rows_or_faults(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes
) -> None:
    """Never anything else."""
    with pytest.raises(RefusedError):
        read(tmp_path_factory.mktemp("bytes"), start + data)
