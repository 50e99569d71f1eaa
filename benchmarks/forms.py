"""Sheets of cells written in every file format that tables come in."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import xlwt  # type: ignore[import-untyped]
from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ODS = "urn:oasis:names:tc:opendocument:xmlns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What stands in a cell over so many rows and columns; workbooks keep numbers as numbers."""

    text: str
    rows: int = 1
    columns: int = 1
    number: float | None = None
    number_format: str = "General"


@dataclass(slots=True, kw_only=True)
class Sheet:
    """Cells by row and column, from 0; `above` stands outside of the table where it can."""

    name: str
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    is_hidden: bool = False
    above: list[str] = field(default_factory=list)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return max(row for row, _ in self.cells) + 1

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max(at + value.columns for (_, at), value in self.cells.items())

    def covered(self) -> set[tuple[int, int]]:
        """The places that cells reach into from the left or from above."""
        return {
            (row + down, column + right)
            for (row, column), value in self.cells.items()
            for down in range(value.rows)
            for right in range(value.columns)
            if down or right
        }

    def row(self, row: int) -> list[str]:
        """The texts of a row; what is merged stands in its first place."""
        return [
            self.cells[row, at].text if (row, at) in self.cells else "" for at in range(self.width)
        ]


def separated(sheet: Sheet, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The rows as lines of values, below the lines above."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerows([line] for line in sheet.above)
    writer.writerows(sheet.row(row) for row in range(sheet.height))
    return file.getvalue().encode(encoding)


def scraped(sheet: Sheet) -> bytes:
    """One cell a line with a bar behind it; what is merged stands once."""
    covered = sheet.covered()
    lines = [
        f"{value.text} |" if (value := sheet.cells.get((row, at))) and value.text else "|"
        for row in range(sheet.height)
        for at in range(sheet.width)
        if (row, at) not in covered
    ]
    return "".join(f"{' '.join(line.split())}\n" for line in lines).encode()


def xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        made = book.create_sheet(sheet.name)
        made.sheet_state = "hidden" if sheet.is_hidden else "visible"
        down = len(sheet.above)
        for place, line in enumerate(sheet.above, start=1):
            made.cell(place, 1, line)
            made.merge_cells(start_row=place, end_row=place, start_column=1, end_column=sheet.width)
        for (row, at), value in sheet.cells.items():
            cell = made.cell(row + down + 1, at + 1)
            cell.value = value.text if value.number is None else value.number
            cell.number_format = value.number_format
            if value.rows > 1 or value.columns > 1:
                made.merge_cells(
                    start_row=row + down + 1,
                    end_row=row + down + value.rows,
                    start_column=at + 1,
                    end_column=at + value.columns,
                )
        for row in sheet.hidden_rows:
            made.row_dimensions[row + down + 1].hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xls(sheets: Sequence[Sheet]) -> bytes:
    """A workbook of the years before 2007."""
    book = xlwt.Workbook(encoding="utf-8")
    for sheet in sheets:
        made = book.add_sheet(sheet.name, cell_overwrite_ok=True)
        made.visibility = int(sheet.is_hidden)
        down = len(sheet.above)
        for place, line in enumerate(sheet.above):
            made.write_merge(place, place, 0, sheet.width - 1, line)
        for (row, at), value in sheet.cells.items():
            style = xlwt.easyxf(num_format_str=value.number_format)
            last_row, last = row + down + value.rows - 1, at + value.columns - 1
            content = value.text if value.number is None else value.number
            made.write_merge(row + down, last_row, at, last, content, style)
        for row in sheet.hidden_rows:
            made.row(row + down).hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ods(sheets: Sequence[Sheet]) -> bytes:
    """An OpenDocument spreadsheet."""
    tables = "".join(map(_ods_table, sheets))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        f'xmlns:office="{ODS}:office:1.0" xmlns:table="{ODS}:table:1.0" '
        f'xmlns:text="{ODS}:text:1.0" xmlns:style="{ODS}:style:1.0"><office:automatic-styles>'
        '<style:style style:name="seen"><style:table-properties table:display="true"/>'
        '</style:style><style:style style:name="unseen">'
        '<style:table-properties table:display="false"/></style:style>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return file.getvalue()


def _ods_table(sheet: Sheet) -> str:
    covered = sheet.covered()
    rows = [
        f'<table:table-row><table:table-cell table:number-columns-spanned="{sheet.width}">'
        f"<text:p>{escape(line)}</text:p></table:table-cell></table:table-row>"
        for line in sheet.above
    ]
    for row in range(sheet.height):
        cells = []
        for at in range(sheet.width):
            value = sheet.cells.get((row, at))
            if (row, at) in covered:
                cells.append("<table:covered-table-cell/>")
            elif value is None:
                cells.append("<table:table-cell/>")
            else:
                lines = "".join(f"<text:p>{escape(t)}</text:p>" for t in value.text.split("\n"))
                cells.append(
                    f'<table:table-cell table:number-columns-spanned="{value.columns}" '
                    f'table:number-rows-spanned="{value.rows}">{lines}</table:table-cell>'
                )
        hidden = ' table:visibility="collapse"' if row in sheet.hidden_rows else ""
        rows.append(f"<table:table-row{hidden}>{''.join(cells)}</table:table-row>")
    rows.append(
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="1024"/></table:table-row>'
    )
    style = "unseen" if sheet.is_hidden else "seen"
    name = escape(sheet.name, quote=True)
    return (
        f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'
    )


def html(sheets: Sequence[Sheet], *, is_minified: bool = False) -> bytes:
    """A page with a menu in a table; minified without the tags that may be left out."""
    tables = []
    for sheet in sheets:
        covered = sheet.covered()
        rows = []
        for row in range(sheet.height):
            cells = []
            for at in range(sheet.width):
                value = sheet.cells.get((row, at)) or Value(text="&nbsp;")
                if (row, at) in covered:
                    continue
                spans = f' rowspan="{value.rows}"' if value.rows > 1 else ""
                spans += f' colspan="{value.columns}"' if value.columns > 1 else ""
                text = value.text if value.text == "&nbsp;" else escape(value.text)
                text = text.replace("\n", "<br>")
                cells.append(f"<td{spans}>{text}" + ("" if is_minified else "</td>\n"))
            hidden = ' style="display: none"' if row in sheet.hidden_rows else ""
            rows.append(f"<tr{hidden}>{''.join(cells)}" + ("" if is_minified else "</tr>\n"))
        above = "".join(f"<p>{escape(line)}</p>" for line in sheet.above)
        tables.append(f"{above}<h4>{escape(sheet.name)}</h4><table>{''.join(rows)}</table>")
    menu = "<table><tr><td>처음으로</td><td>공약</td></tr></table>"
    page = f"<!DOCTYPE html><html><body>{menu}{''.join(tables)}</body></html>"
    return page.encode()


# Forms of one sheet, and forms that may have several.
SINGLE: dict[str, Callable[[Sheet], bytes]] = {
    "csv": separated,
    "csv, CP949": lambda sheet: separated(sheet, encoding="cp949"),
    "tsv, UTF-16": lambda sheet: separated(sheet, "\t", "utf-16"),
    "text": scraped,
}
SEVERAL: dict[str, Callable[[Sequence[Sheet]], bytes]] = {
    "xlsx": xlsx,
    "xls": xls,
    "ods": ods,
    "html": html,
    "html, minified": lambda sheets: html(sheets, is_minified=True),
}
