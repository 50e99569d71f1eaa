"""The rows of cells in a file: an XLSX workbook, an HTML page, lines of separated values."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zlib
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from bs4 import BeautifulSoup
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.table.fault import Fault, FaultKind
from bot.table.grid import Line, header
from bot.table.text import composed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bs4 import Tag

    from bot.table.text import Text

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # .xls, and workbooks with a password
# What openpyxl and the unpacking below it come to in a damaged file; each was met.
BROKEN = (
    *(BadZipFile, InvalidFileException, zlib.error, EOFError, OSError, SyntaxError),
    *(LookupError, ValueError, TypeError, AttributeError, RuntimeError),
)
DELIMITERS = ",\t;|"
_BREAKS = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*")  # lines within a cell
MAX_SPAN = 1_000  # rows and columns that a cell may claim to stand over


class UnreadableSheetError(Exception):
    """A workbook that cannot be opened; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.kind.name)
        self.fault = fault


def is_workbook(data: bytes) -> bool:
    """Whether these are the bytes of a workbook, of today or of old."""
    return data.startswith((ZIP, OLD_OFFICE))


def of_workbook(data: bytes) -> list[Line]:
    """The rows of the first sheet that has our columns, or else of the first one.

    A cell over several rows or columns stands in each. Raises UnreadableSheetError.
    """
    if data.startswith(OLD_OFFICE):
        raise UnreadableSheetError(Fault(line=None, kind=FaultKind.OLD_WORKBOOK))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that are no cells
            workbook = load_workbook(io.BytesIO(data), data_only=True)
    except BROKEN as error:
        raise UnreadableSheetError(Fault(line=None, kind=FaultKind.BROKEN_WORKBOOK)) from error
    sheets = [_of_sheet(sheet) for sheet in workbook.worksheets]
    return next(filter(header, sheets), next(iter(sheets), []))


def _of_sheet(sheet: Any) -> list[Line]:
    over = {
        (row, column): sheet.cell(merged.min_row, merged.min_col).value
        for merged in sheet.merged_cells.ranges
        for row in range(merged.min_row, merged.max_row + 1)
        for column in range(merged.min_col, merged.max_col + 1)
    }
    return [
        Line(
            line=number,
            cells=tuple(
                _plain(over.get((number, column), value))
                for column, value in enumerate(values, start=1)
            ),
        )
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1)
    ]


def is_html(text: Text) -> bool:
    """Whether this is a page with a table, or wants to be one."""
    start = "\n".join(text.lines).lstrip()[:1_000].lower()
    return start.startswith(("<!doctype html", "<html", "<table", "<?xml")) or "<table" in start


def of_html(text: Text) -> list[Line]:
    """The rows of the first table that has our columns, or else of the first one."""
    soup = BeautifulSoup("\n".join(text.lines), "html.parser")
    for newline in soup.find_all("br"):
        newline.replace_with(" ")
    tables = [[*_of_table(table)] for table in soup.find_all("table")]
    return next(filter(header, tables), next(iter(tables), []))


def _of_table(table: Tag) -> Iterator[Line]:
    """The rows of a table; a cell over several rows or columns stands in each."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    grid: list[dict[int, str]] = [{} for _ in rows]
    for y, row in enumerate(rows):
        x = 0
        for cell in row.find_all(["th", "td"], recursive=False):
            while x in grid[y]:
                x += 1
            width = _span(cell, "colspan")
            for below in grid[y : y + _span(cell, "rowspan")]:
                below.update(
                    dict.fromkeys(range(x, x + width), _plain(" ".join(cell.get_text().split())))
                )
        cells = (grid[y].get(x, "") for x in range(max(grid[y], default=-1) + 1))
        yield Line(line=row.sourceline or 0, cells=tuple(cells))


def _span(cell: Tag, name: str) -> int:
    written = str(cell.get(name, ""))
    return min(MAX_SPAN, max(1, int(written))) if written.isdecimal() else 1


def of_separated(text: Text) -> list[Line] | None:
    """The rows of separated values; None where no row of them names our columns.

    Raises UnreadableSheetError where a quotation does not end.
    """
    for delimiter in DELIMITERS:
        try:
            lines = [*_separated(text.lines, delimiter)]
        except csv.Error:
            if header([*_separated(text.lines, delimiter, strict=False)]) is None:
                continue
            raise UnreadableSheetError(Fault(line=None, kind=FaultKind.OPEN_QUOTATION)) from None
        if header(lines) is not None:
            return lines
    return None


def _separated(lines: Sequence[str], delimiter: str, *, strict: bool = True) -> Iterator[Line]:
    reader = csv.reader(
        (f"{line}\n" for line in lines), delimiter=delimiter, strict=strict, skipinitialspace=True
    )
    before = 0
    for cells in reader:
        yield Line(line=before + 1, cells=tuple(map(_plain, cells)))
        before = reader.line_num


def _plain(value: object) -> str:
    """A cell as one line of text, as it is written; a whole number without its fraction."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return composed(_BREAKS.sub(" ", str(value)).strip()) if value is not None else ""
