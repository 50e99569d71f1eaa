"""The sheets of an XLS workbook: what is shown, and not what is hidden."""

import os
from pathlib import Path
from struct import iter_unpack, unpack_from

import xlrd
from xlrd.book import Book
from xlrd.sheet import Cell as SheetCell
from xlrd.sheet import Sheet

from bot.table.formats.number_format import GENERAL, shown
from bot.table.formats.text import composed
from bot.table.grid import MAX_COLUMNS, Collector, Grid, Grids, Span, require_bearable, span

# Formats of empty cells take a second for each megabyte; beyond this, numbers are shown plainly.
MAX_FORMATTED_BYTES = 8 * 1024 * 1024
BEGIN, END, ROW, MERGED = 0x0809, 0x000A, 0x0208, 0x00E5  # kinds of records
IS_HIDDEN = 0x20


def grids(data: bytes) -> Grids:
    """The visible sheets in the workbook's order; raises UnreadableError beyond the bounds."""
    with Path(os.devnull).open("w", encoding="utf-8") as log:
        book = xlrd.open_workbook(
            file_contents=data,
            formatting_info=len(data) <= MAX_FORMATTED_BYTES,
            ragged_rows=True,
            on_demand=True,
            logfile=log,
        )
        found: list[Grid] = []
        hidden: list[str] = []
        for place, name in enumerate(book.sheet_names()):
            sheet = book.sheet_by_index(place)
            if sheet.visibility:
                hidden.append(composed(name))
            else:
                merged, hidden_rows = _layout(book, place)
                found.append(_grid(book, sheet, merged, hidden_rows))
            book.unload_sheet(place)
            require_bearable(found)
    return Grids(grids=tuple(found), hidden_sheets=tuple(hidden))


def _layout(book: Book, place: int) -> tuple[dict[tuple[int, int], Span], set[int]]:
    """Merged cells and hidden rows, which xlrd tells only where it reads every format."""
    merged: dict[tuple[int, int], Span] = {}
    hidden: set[int] = set()
    data, at, depth = book.mem or b"", book._sh_abs_posn[place], 0  # type: ignore[attr-defined]
    while True:
        kind, length = unpack_from("<HH", data, at)
        at += 4
        if kind == BEGIN:  # a chart is a sheet in the sheet
            depth += 1
        elif kind == END and (depth := depth - 1) <= 0:
            return merged, hidden
        elif kind == ROW:
            row, flags = unpack_from("<H10xH", data, at)
            hidden.update({row + 1} if flags & IS_HIDDEN else ())
        elif kind == MERGED:
            for top, bottom, left, right in iter_unpack("<4H", data[at + 2 : at + length]):
                merged[top + 1, left + 1] = span(bottom - top + 1, right - left + 1)
        at += length


def _grid(
    book: Book,
    sheet: Sheet,
    merged: dict[tuple[int, int], Span],
    hidden: set[int],
) -> Grid:
    collected = Collector()
    collected.hidden |= hidden
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)[:MAX_COLUMNS]):
            collected.add(_text(book, cell), row + 1, column + 1)
    return collected.grid(composed(sheet.name), merged)


def _text(book: Book, cell: SheetCell) -> str:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return ""
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return composed(str(cell.value))
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    own = book.format_map.get(style.format_key) if style is not None else None
    return shown(float(cell.value), own.format_str if own else GENERAL, is_1904=book.datemode == 1)
