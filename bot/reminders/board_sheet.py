"""A board as an XLSX file: one row a department."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from bot.reminders.replies.board import HEADINGS, cells

if TYPE_CHECKING:
    from datetime import tzinfo

    from bot.reminders.rules.board import Board

WIDTHS = (24, 16, 16, 18, 12, 8)  # in characters


def sheet(board: Board, timezone: tzinfo) -> bytes:
    """The board as XLSX; texts stay texts, whatever they begin with."""
    book = Workbook()
    page = book.active
    assert page is not None  # noqa: S101 -- a new book has a sheet
    page.title = board.deadline.isoformat()
    page.append(HEADINGS)
    for row in board.rows:
        page.append(cells(row, timezone))
    for line in page.iter_rows():
        for cell in line:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a name that begins with = is no formula
    for cell in page[1]:
        cell.font = Font(bold=True)
    for number, width in enumerate(WIDTHS, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = "B2"
    page.auto_filter.ref = page.dimensions
    file = BytesIO()
    book.save(file)
    return file.getvalue()
