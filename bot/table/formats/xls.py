"""The sheets of an XLS workbook: what is shown, and not what is hidden."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import xlrd

from bot.table.fault import Fault, FaultKind, UnreadableError
from bot.table.formats.number_format import GENERAL, shown
from bot.table.formats.text import composed
from bot.table.grid import MAX_CELLS, MAX_COLUMNS, MAX_GRID_ROWS, Collector, Grid, Grids

MAX_FORMATTED_BYTES = 8 * 1024 * 1024  # formats of empty cells take a second for each megabyte

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell as SheetCell
    from xlrd.sheet import Sheet


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
                found.append(_grid(book, sheet))
            book.unload_sheet(place)
            if sum(len(grid.cells) for grid in found) > MAX_CELLS:
                raise UnreadableError(Fault(line=None, kind=FaultKind.TOO_MANY_ROWS))
    return Grids(grids=tuple(found), hidden_sheets=tuple(hidden))


def _grid(book: Book, sheet: Sheet) -> Grid:
    merged = {
        (top, left): (min(bottom - top, MAX_GRID_ROWS), min(right - left, MAX_COLUMNS))
        for top, bottom, left, right in sheet.merged_cells
    }
    collected = Collector()
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)[:MAX_COLUMNS]):
            rows, columns = merged.get((row, column), (1, 1))
            text = _text(book, cell)
            collected.add(text, row + 1, column + 1, rows=rows, columns=columns)
    hidden = frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden)
    return Grid(cells=collected.cells, name=composed(sheet.name), hidden=hidden)


def _text(book: Book, cell: SheetCell) -> str:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return ""
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return composed(str(cell.value))
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    own = book.format_map.get(style.format_key) if style is not None else None
    return shown(float(cell.value), own.format_str if own else GENERAL, is_1904=book.datemode == 1)
