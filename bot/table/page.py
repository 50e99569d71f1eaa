"""The pledge page as it is scraped: one cell a line, each ended by a bar.

Five cells name the columns; others may stand among the last of them. After them stands each
strategy once, ahead of its pledges, and each pledge as its number, title, department, attachment
and whatever other columns there are. A line without text is no cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from bot.lookup.pledge import Pledge, PledgeNumber
from bot.table.columns import ATTACHMENT, DEPARTMENT, NUMBER, STRATEGY, TITLE
from bot.table.fault import Fault, FaultKind
from bot.table.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.table.text import Text

COLUMNS = (STRATEGY, NUMBER, TITLE, DEPARTMENT, ATTACHMENT)
CELL_END = "|"
FIRST_COLUMNS = COLUMNS[:2]  # a strategy, then a number: that tells where a pledge begins

NUMBER_SHAPE = re.compile(r"[가-힣A-Za-z]{1,12}-(?:0[1-9]|[1-9][0-9]{1,2})")
# What somebody meant as a number, though it has not its shape: it tells where a broken row begins.
NUMBER_LIKE = re.compile(r"(?:[^\W\d_]{1,12}\s?)?[^\w\s]?\s?\d{1,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says: rows to load only where there are no faults; faults in line order.

    `others` are the names of the columns that are not read.
    """

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The names of the columns: the strategy's, then those for which a pledge has a cell each."""

    columns: tuple[str, ...] = COLUMNS

    @property
    def row_cells(self) -> int:
        """How many cells a pledge has."""
        return len(self.columns) - 1

    @property
    def others(self) -> tuple[str, ...]:
        """The columns that are not read."""
        return tuple(column for column in self.columns if column not in COLUMNS)

    def cell(self, cells: Sequence[Cell], column: str) -> Cell:
        """A pledge's cell of a column."""
        return cells[self.columns.index(column) - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell without its bar and the spaces around it; `number` if it holds one."""

    line: int
    text: str
    is_ended: bool
    number: PledgeNumber | None

    @property
    def is_like_number(self) -> bool:
        """Whether somebody meant a number here."""
        return NUMBER_LIKE.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The cells of one pledge, whole or broken, and the strategy that stands right before it."""

    strategy: Cell | None
    cells: Sequence[Cell]
    is_last: bool

    @property
    def number(self) -> PledgeNumber | None:
        """The number the pledge begins with."""
        return self.cells[0].number


def read(text: Text) -> Page:
    """Every row of the page, or every fault (those of the text among them).

    One cause gives one fault: after a broken row, reading starts anew at the next number.
    """
    cells = [
        _cell(content.rstrip(), line)
        for line, content in enumerate(text.lines, start=1)
        if content.strip()
    ]
    if not cells:
        return Page(rows=(), faults=text.faults)
    layout = _layout(cells)
    faults = _header_faults(cells, layout)
    groups: list[Group] = []
    if not faults or _rows_are_in_place(cells):
        groups = list(_groups(cells[len(layout.columns) :], layout))
        faults += _faults(groups, layout, last_line=cells[-1].line)
    elif text.faults:
        return Page(rows=(), faults=text.faults[:1])  # no page at all: one line says it
    lost = {fault.line for fault in text.faults}
    faults = [*text.faults, *(fault for fault in faults if fault.line not in lost)]
    if faults:
        return Page(rows=(), faults=tuple(sorted(faults, key=lambda fault: fault.line or 0)))
    return Page(rows=tuple(_rows(groups, layout)), faults=(), others=layout.others)


def number_in(text: str) -> PledgeNumber:
    """The number a cell holds; raises ValueError where it holds none."""
    if NUMBER_SHAPE.fullmatch(text) is None:
        msg = f"not a pledge number: {text!r}"
        raise ValueError(msg)
    return PledgeNumber(text)


def _cell(content: str, line: int) -> Cell:
    text = content.removesuffix(CELL_END).strip()
    try:
        number = number_in(text)
    except ValueError:
        number = None
    return Cell(line=line, text=text, is_ended=content.endswith(CELL_END), number=number)


def _layout(cells: Sequence[Cell]) -> Layout:
    """The columns as they are named, if others stand beside ours and pledges have cells for them.

    Between the columns and the first number only a strategy stands.
    """
    numbers = [place for place, cell in enumerate(cells) if cell.number]
    named = tuple(cell.text for cell in cells[: numbers[0] - 1]) if numbers else ()
    if named[: len(FIRST_COLUMNS)] != FIRST_COLUMNS or len(named) <= len(COLUMNS):
        return Layout()
    ours = tuple(name for name in named if name in COLUMNS)
    ended = all(cell.is_ended and cell.text for cell in cells[: len(named)])
    row_cells = (numbers[1] if len(numbers) > 1 else len(cells)) - numbers[0]
    filled = row_cells in (len(named) - 1, len(named))  # a strategy may follow
    return Layout(named) if ended and filled and ours == COLUMNS else Layout()


def _header_faults(cells: Sequence[Cell], layout: Layout) -> list[Fault]:
    """At most one fault: columns that are missing, added or called otherwise."""
    if layout.others:
        return []
    header = cells[: len(COLUMNS)]
    # Between the columns and the first number only a strategy stands; more is another column.
    extra = next((i for i, cell in enumerate(cells[len(COLUMNS) :]) if cell.number), 0)
    if 2 <= extra < layout.row_cells:
        header = cells[: len(COLUMNS) + extra - 1]
    found = [cell.text for cell in header if cell.is_ended]
    if found == list(COLUMNS):
        return []
    wrong = (
        cell
        for cell, column in zip_longest(header, COLUMNS)
        if cell and (cell.text != column or not cell.is_ended)
    )
    line = next(wrong, header[-1]).line
    return [Fault(line=line, kind=FaultKind.WRONG_COLUMNS, found=", ".join(found))]


def _rows_are_in_place(cells: Sequence[Cell]) -> bool:
    """Whether only the name of a column is wrong: five cells, a strategy, then a number."""
    return (
        len(cells) > len(COLUMNS) + 1
        and all(cell.is_ended and cell.number is None for cell in cells[: len(COLUMNS) + 1])
        and cells[len(COLUMNS) + 1].number is not None
    )


def _groups(cells: Sequence[Cell], layout: Layout) -> Iterator[Group]:
    """The cells pledge by pledge; a pledge ends where the next number stands, complete or not."""
    at = 0
    while at < len(cells):
        strategy = None
        if _begins_with_strategy(cells[at : at + 1 + layout.row_cells], layout):
            strategy = cells[at]
            at += 1
        end = at + 1
        while end < min(at + layout.row_cells, len(cells)) and cells[end].number is None:
            end += 1
        yield Group(strategy=strategy, cells=cells[at:end], is_last=end == len(cells))
        at = end


def _begins_with_strategy(cells: Sequence[Cell], layout: Layout) -> bool:
    """Whether a strategy stands here and not a pledge, whose number may be a broken one."""
    if len(cells) == 1 or cells[0].number:
        return False
    if cells[1].number:
        return True
    if cells[0].is_like_number or cells[1].is_like_number:
        return cells[1].is_like_number
    # Attachments are mostly empty: that tells whether the pledge begins here or one cell later.
    return len(cells) > layout.row_cells and bool(cells[-2].text) and not cells[-1].text


def _faults(groups: Sequence[Group], layout: Layout, *, last_line: int) -> list[Fault]:
    if not groups:
        return [Fault(line=last_line, kind=FaultKind.NO_ROWS)]
    faults: list[Fault] = []
    if groups[0].strategy is None and groups[0].number:
        faults.append(
            Fault(
                line=groups[0].cells[0].line,
                kind=FaultKind.NO_STRATEGY,
                about=str(groups[0].number),
            )
        )
    before: Group | None = None
    first_lines: dict[PledgeNumber, int] = {}
    for group in groups:
        faults += _strategy_faults(group, before)
        faults += _row_faults(group, layout)
        if number := group.number:
            line = group.cells[0].line
            if (first_line := first_lines.setdefault(number, line)) != line:
                faults.append(
                    Fault(
                        line=line,
                        kind=FaultKind.REPEATED_NUMBER,
                        found=str(number),
                        about=str(first_line),
                    )
                )
        before = group
    return faults


def _strategy_faults(group: Group, before: Group | None) -> Iterator[Fault]:
    if (cell := group.strategy) is None:
        return
    if not cell.is_ended:
        yield Fault(line=cell.line, kind=FaultKind.UNENDED_CELL, found=cell.text)
    # A cell torn in two has been named already; its second half is what is left over here.
    elif not cell.text and (before is None or all(cell.is_ended for cell in before.cells)):
        about = str(before.number or "") if before else ""
        yield Fault(line=cell.line, kind=FaultKind.EXTRA_CELL, about=about)


def _row_faults(group: Group, layout: Layout) -> Iterator[Fault]:
    first, last = group.cells[0], group.cells[-1]
    about = first.text
    unended = [cell for cell in group.cells if not cell.is_ended]
    if unended:
        for cell in unended:
            yield Fault(line=cell.line, kind=FaultKind.UNENDED_CELL, found=cell.text)
        return
    if len(group.cells) < layout.row_cells and group.is_last and (first.number or first is last):
        yield Fault(line=last.line, kind=FaultKind.CUT_SHORT, found=last.text)
        return
    if first.number is None:
        yield Fault(line=first.line, kind=FaultKind.WRONG_NUMBER, found=first.text)
        if first.text and not first.is_like_number:
            return  # perhaps the number is missing, and the cells are not where they seem to be
    if len(group.cells) < layout.row_cells:
        if first.number:
            count = str(len(group.cells) - 1)
            yield Fault(line=first.line, kind=FaultKind.MISSING_CELLS, about=about, found=count)
        return
    title = layout.cell(group.cells, TITLE)
    department = layout.cell(group.cells, DEPARTMENT)
    if not title.text:
        yield Fault(line=title.line, kind=FaultKind.EMPTY_TITLE, about=about)
    if not department.text:
        yield Fault(line=department.line, kind=FaultKind.EMPTY_DEPARTMENT, about=about)


def _rows(groups: Sequence[Group], layout: Layout) -> Iterator[Row]:
    """The rows of groups without faults."""
    strategy = ""
    for group in groups:
        strategy = group.strategy.text if group.strategy else strategy
        number, title, department, attachment = (
            layout.cell(group.cells, column) for column in COLUMNS[1:]
        )
        pledge = Pledge(
            number=number_in(number.text),
            title=title.text,
            owners=(department.text,),
            strategy=strategy,
            details=((ATTACHMENT, attachment.text),) if attachment.text else (),
        )
        yield Row(pledge=pledge, line=number.line)
