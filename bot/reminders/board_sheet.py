"""A board as an XLSX file: a sheet with a row for each department, one with a row a pledge."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.reminders.replies import board as replies
from bot.reminders.rules.board import Board

WIDTHS = (24, 16, 16, 18, 12, 8, 8, 40)  # in characters
PLEDGE_WIDTHS = (16, 48, 24, 16, 16, 18, 8, 40)
HEADING_ROW = 4  # above it: what the board is about, and the time it speaks of


def sheet(board: Board) -> bytes:
    """The board as XLSX; texts stay texts, whatever they begin with."""
    book = Workbook()
    del book["Sheet"]
    head = (board.text, replies.title(board))
    departments = [replies.cells(row, board) for row in board.rows]
    pledges = [replies.pledge_cells(row, board) for row in board.pledges]
    _fill(book.create_sheet(replies.SHEETS[0]), head, replies.HEADINGS, departments, WIDTHS)
    _fill(
        book.create_sheet(replies.SHEETS[1]), head, replies.PLEDGE_HEADINGS, pledges, PLEDGE_WIDTHS
    )
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(
    page: Worksheet,
    head: Sequence[str],
    headings: tuple[str, ...],
    rows: Sequence[tuple[str | int, ...]],
    widths: Sequence[int],
) -> None:
    for row in (*((text,) for text in head), (), headings, *rows):
        page.append(row)
    for line in page.iter_rows():
        for cell in line:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a name that begins with = is no formula
    for cell in (page["A1"], *page[HEADING_ROW]):
        cell.font = Font(bold=True)
    for number, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = f"B{HEADING_ROW + 1}"
    last = get_column_letter(len(headings))
    page.auto_filter.ref = f"A{HEADING_ROW}:{last}{HEADING_ROW + len(rows)}"
