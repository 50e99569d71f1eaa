"""The table as a workbook that loads back unchanged, and as records to browse and search."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from bot.korean import hangul
from bot.lookup.pledge import Pledge

MAX_PIECE = 6  # syllables of a word that are found from within it
WIDTHS = {"공약명": 60, "담당부서": 20, "협조부서": 20, "추진전략": 24}


def workbook(
    pledges: Sequence[Pledge], strategy_heading: str, called: Mapping[str, str], title: str
) -> bytes:
    """An XLSX file with a row for each pledge below its `title` and headings, all cells text."""
    details = dict.fromkeys(key for pledge in pledges for key, _ in pledge.details)
    strategy = ["추진전략"] if any(pledge.strategy for pledge in pledges) else []
    headings = [*strategy, "관리번호", "공약명", "담당부서", "협조부서", *details]
    called = {"추진전략": strategy_heading or "분야"} | dict(called)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "공약"
    sheet.append([title])
    sheet.append([called.get(heading, heading) for heading in headings])
    for pledge in pledges:
        record = pledge_record("", pledge)
        sheet.append([record.get(heading, "") for heading in headings])
    for place, (column, heading) in enumerate(zip(sheet.iter_cols(), headings, strict=True), 1):
        column[1].font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(heading, 14)
        for cell in column:
            cell.data_type = "s"  # a title that begins with = is no formula
        for cell in column[2:]:
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A3"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def pledge_record(term: str, pledge: Pledge) -> dict[str, str]:
    """A row of the table of pledges, by its headings."""
    return {
        "임기": term,
        "관리번호": str(pledge.number),
        "공약명": pledge.title,
        "담당부서": pledge.with_teams(pledge.owners),
        "협조부서": pledge.with_teams(pledge.helpers),
        "추진전략": pledge.strategy,
        **dict(pledge.details),
    }


def pieces(values: Iterable[object]) -> Iterator[str]:
    """The words, and what stands within them: SQLite finds whole words alone.

    >>> [*pieces(["공영주차장"])][5:9]
    ['영', '영주', '영주차', '영주차장']
    """
    for word in dict.fromkeys(hangul.normalized(" ".join(map(str, values))).split()):
        for at in range(len(word)):
            yield from (word[at:end] for end in range(at + 1, min(len(word), at + MAX_PIECE) + 1))
        yield word
