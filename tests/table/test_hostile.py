"""Whatever a person may send ends within ten seconds and 500 MB: loaded, or refused in a line."""

from __future__ import annotations

import asyncio
import io
import os
from itertools import pairwise
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bot.table import files
from tests.forks import fork_bot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow

MAX_SECONDS = 10
MAX_MEGABYTES = 500
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CSV = "관리번호,공약명,담당부서\n"
TABLE = "<table><tr><th>관리번호<th>공약명<th>담당부서"
ROW = "<tr><td>1-1<td>도로 개설<td>도로과"


def sheet_row(row: int, *texts: str) -> str:
    """A row of a sheet in XML."""
    cells = "".join(
        f'<c r="{chr(ord("A") + at)}{row}" t="inlineStr"><is><t>{text}</t></is></c>'
        for at, text in enumerate(texts)
        if text
    )
    return f'<row r="{row}">{cells}</row>'


HEAD = sheet_row(1, "관리번호", "공약명", "담당부서") + sheet_row(2, "1-1", "도로 개설", "도로과")


def xlsx(rows: str, *, behind: str = "", ahead: str = "") -> bytes:
    """A workbook of one sheet with these rows."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="공약" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        package.writestr(
            "xl/worksheets/sheet1.xml",
            f'{ahead}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{behind}</worksheet>',
        )
    return file.getvalue()


def pronounced() -> bytes:
    """A workbook that says beside a title how it is pronounced."""
    plain = "<is><t>도로 개설</t></is>"
    aside = '<is><r><t>도로 </t></r><r><t>개설</t></r><rPh sb="0" eb="1"><t>ドロ</t></rPh></is>'
    return xlsx(HEAD.replace(plain, aside))


def bomb() -> bytes:
    """A workbook that unpacks to 300 MB."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "x")
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * (1 << 20))
    return file.getvalue()


def entities() -> bytes:
    """A workbook in which a few letters stand for a billion."""
    names = "abcdefghij"
    defined = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)
    )
    ahead = f'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">{defined}]>'
    return xlsx(HEAD + sheet_row(3, "1-2", "&j;", "공원과"), ahead=ahead)


LOADED: dict[str, Callable[[], bytes | str]] = {
    "a stray cell in the last row": lambda: xlsx(HEAD + sheet_row(1_048_576, "", "", "", "끝")),
    "a stray cell in the last corner": lambda: xlsx(
        f'{HEAD}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "a note merged over whole columns": lambda: xlsx(
        HEAD + sheet_row(3, "※ 자체평가 기준"),
        behind='<mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>',
    ),
    "a million formatted rows": lambda: xlsx(
        HEAD + "".join(f'<row r="{row}"><c s="1"/></row>' for row in range(3, 1_000_000))
    ),
    "3 000 nested tables": lambda: "<table><tr><td>" * 3_000 + TABLE + ROW,
    "200 000 open tags": lambda: "<div>" * 200_000 + TABLE + ROW,
    "a colspan of 5 000 digits": lambda: f"{TABLE}<tr><td colspan={'9' * 5_000}>가{ROW}</table>",
    "3 000 nested tables around a long text": lambda: (
        TABLE + ROW + "<tr><td>1-1<td>도로 개설<td>" + "<table><td>" * 3_000 + "가" * 100_000
    ),
    "a department with brackets that never end": lambda: f"{CSV}1-1,도로 개설,도로과{'( ' * 900}\n",
    "a department with words that never end": lambda: f"{CSV}1-1,도로 개설,도로과{' →과' * 600}\n",
    "a long field of another column": lambda: (
        f"{CSV.strip()},비고\n1-1,도로 개설,도로과,{'가' * 140_000}\n"
    ),
}
REFUSED: dict[str, Callable[[], bytes | str]] = {
    "a zip bomb": bomb,
    "a billion laughs": entities,
    "a million rows in a workbook": lambda: xlsx(
        HEAD + "".join(f"<row><c><v>{at}</v></c></row>" for at in range(1_000_000))
    ),
    "a row of a million cells": lambda: xlsx(f"{HEAD}<row>{'<c><v>1</v></c>' * 1_500_000}</row>"),
    "a million rows of values": lambda: CSV + "1-1,도로 개설,도로과\n" * 1_000_000,
    "19 million commas": lambda: CSV + "," * 19_000_000,
    "a web archive of 3 000 archives": lambda: "".join(
        f"Content-Type: multipart/mixed; boundary={at}\n\n--{at}\n" for at in range(3_000)
    ),
    "a line of three million words": lambda: CSV.replace(",", "  ") + "가  " * 3_000_000,
    "100 000 boxes in each other": lambda: "<body>" + "<div>x<p>a</p><p>b</p>" * 100_000,
    "five million colons": lambda: "담당부서" + ":" * 5_000_000,
    "a million labels in a line": lambda: "담당부서: 도로과 공약명: 길 " * 400_000,
    "spans of 1 000 by 1 000": lambda: TABLE + "<tr>" + "<td rowspan=1000 colspan=1000>x" * 2_000,
    "a million brackets in departments": lambda: (
        CSV + "".join(f"{at},도로 {at},도로과{'( ' * 900}\n" for at in range(1, 600))
    ),
    "a long field": lambda: f"{CSV}1-1,{'가' * 140_000},도로과\n",
    "a title of 90 000 syllables": lambda: f"{TABLE}<tr><td>1-1<td>{'가나' * 45_000}<td>도로과",
    "a number twice in one line of HTML": lambda: f"{TABLE}{ROW}<tr><td>1-1<td>공원<td>공원과",
}


async def load(path: Path) -> tuple[int, list[str]]:
    """The status of a load within the bounds, and what it said."""
    arguments = ("load", str(path), f"--db={path.parent / 'x.db'}")
    process = await fork_bot(*arguments, environment=os.environ)
    try:
        async with asyncio.timeout(10 * MAX_SECONDS):  # or it would wait for what never comes
            _, said = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode is not None
    assert process.cpu_ms < 1000 * MAX_SECONDS
    assert process.peak_kb < 1000 * MAX_MEGABYTES
    assert b"Traceback" not in said
    return process.returncode, said.decode().splitlines()


def write_file(path: Path, content: bytes | str) -> Path:
    """A file of this content."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("content", LOADED.values(), ids=LOADED)
async def test_what_is_only_odd_loads(content: Callable[[], bytes | str], tmp_path: Path) -> None:
    """The one pledge that is there."""
    status, lines = await load(write_file(tmp_path / "표", content()))
    assert (status, lines[0].startswith("공약 1건")) == (0, True)


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
async def test_what_is_hostile_is_refused_in_a_line(
    content: Callable[[], bytes | str], tmp_path: Path
) -> None:
    """And nothing is changed."""
    status, lines = await load(write_file(tmp_path / "표", content()))
    assert (status, len(lines)) == (2, 2)
    assert not (tmp_path / "x.db").exists()


MERGED = "<mergeCells><mergeCell {}/></mergeCells>"


@pytest.mark.parametrize(
    "place", ["", "B", "2", "b2", "$B$2", "B0", "가3", "B2:C2", "ZZZZZZZZ3", "B22222222"]
)
def test_a_cell_in_an_odd_place_follows_the_one_before_it(place: str) -> None:
    """Where its place cannot be read."""
    content = xlsx(HEAD.replace("B2", place))
    (pledge,) = files.recognised(content).table.pledges
    assert (pledge.title, pledge.department) == ("도로 개설", "도로과")


@pytest.mark.parametrize("reference", ["C2:C3", "$C$2:$C$3", "c2:c3", "C2:C9999999"])
def test_a_department_is_merged_however_its_cells_are_written(reference: str) -> None:
    """It stands beside both of the pledges."""
    content = xlsx(HEAD + sheet_row(3, "1-2", "공원"), behind=MERGED.format(f'ref="{reference}"'))
    pledges = files.recognised(content).table.pledges
    assert [pledge.department for pledge in pledges] == ["도로과", "도로과"]


@pytest.mark.parametrize(
    "reference",
    [
        *("", " ", ":", "A7", "A7:", ":C7", "A:C", "7:7", "A0:C0", "A7:B7:C7", "A1-B1", "garbage"),
        *("가3:가4", "C3:A1", "A2:ZZZZZ99999999999", "ZZZ1:ZZZ9999999"),
    ],
)
def test_cells_merged_over_no_range_are_as_if_not_merged(reference: str) -> None:
    """Nothing of the sheet is lost."""
    content = xlsx(HEAD, behind=MERGED.format(reference and f'ref="{reference}"'))
    assert files.recognised(content).table.pledges == files.recognised(xlsx(HEAD)).table.pledges


def test_how_a_text_is_pronounced_is_no_part_of_it() -> None:
    """It stands beside the text, in the cell as among the shared ones."""
    (pledge,) = files.recognised(pronounced()).table.pledges
    assert pledge.title == "도로 개설"


@pytest.mark.parametrize("rows", ["9" * 4, "9" * 9, "9" * 5_000])
def test_a_cell_may_claim_more_rows_than_there_can_be(rows: str) -> None:
    """It spans as many as there are."""
    page = f"{TABLE}<tr><td>1-1<td>도로 개설<td rowspan={rows}>도로과<tr><td>1-2<td>공원</table>"
    pledges = files.recognised(page.encode()).table.pledges
    assert [pledge.department for pledge in pledges] == ["도로과", "도로과"]


async def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    """Neither a pipe without a writer nor a device without an end."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for name in ("pipe", "zero"):
        status, lines = await load(tmp_path / name)
        assert (status, len(lines)) == (2, 2)
        assert "보통 파일이 아니에요" in lines[0]
