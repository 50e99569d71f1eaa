"""Rows of cells, from a sheet, an HTML table or a CSV file -> pledges, or what is wrong with them.

Columns are known by their names, in any order, others beside them; the header stands among the
first rows. A strategy stands in each row, or once ahead of its pledges.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.lookup.pledge import Pledge
from bot.table.columns import (
    ATTACHMENT,
    DEPARTMENT,
    NUMBER,
    REQUIRED,
    STRATEGY,
    TITLE,
    Columns,
    columns,
)
from bot.table.fault import Fault, FaultKind
from bot.table.page import Page, number_in
from bot.table.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.lookup.pledge import PledgeNumber

MAX_ROWS_ABOVE = 30  # a title, a date, a note of who made it


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of cells, without the spaces around them; `line` counts from 1."""

    line: int
    cells: tuple[str, ...]

    def at(self, place: int | None) -> str:
        """The cell in this place, or "" beyond the end."""
        return self.cells[place] if place is not None and place < len(self.cells) else ""


def header(lines: Sequence[Line]) -> tuple[int, Columns] | None:
    """The place of the row that names the columns, and what it says."""
    for place, line in enumerate(lines[:MAX_ROWS_ABOVE]):
        if (found := columns(line.cells)) is not None:
            return place, found
    return None


def read(lines: Sequence[Line]) -> Page:
    """Every row, or every fault, in line order; one row gives as many faults as it has."""
    lines = [line for line in lines if any(line.cells)]
    found = header(lines)
    if found is None or found[1].missing:
        at = lines[found[0] if found else 0] if lines else None
        cells = ", ".join(filter(None, at.cells)) if at else ""
        kind = FaultKind.WRONG_SHEET_COLUMNS if lines else FaultKind.EMPTY
        wrong = Fault(line=at.line if at else None, kind=kind, found=cells, about=_missing(found))
        return Page(rows=(), faults=(wrong,))
    place, named = found
    reader = _Reader(named)
    rows = [row for line in lines[place + 1 :] for row in reader.row(line)]
    if not rows and not reader.faults:
        reader.faults.append(Fault(line=lines[-1].line, kind=FaultKind.NO_ROWS))
    if reader.faults:
        return Page(rows=(), faults=tuple(reader.faults))
    return Page(rows=tuple(rows), faults=(), others=named.others)


def _missing(found: tuple[int, Columns] | None) -> str:
    return ", ".join(found[1].missing if found else REQUIRED)


class _Reader:
    """Reads row by row; remembers the strategy, where numbers stood, and what was wrong."""

    def __init__(self, named: Columns) -> None:
        self._places = named.places
        self._strategy = ""
        self._first_lines: dict[PledgeNumber, int] = {}
        self.faults: list[Fault] = []

    def row(self, line: Line) -> Iterator[Row]:
        """The row's pledge, if it has one."""
        cell = {name: line.at(self._places.get(name)) for name in (*REQUIRED, ATTACHMENT)}
        said = set(filter(None, line.cells))
        if columns(line.cells) is not None:
            return  # the header again, on another page of print
        if not cell[NUMBER] and not cell[TITLE] and len(said) == 1:
            (self._strategy,) = said  # on a row of its own, over all columns
            return
        self._strategy = cell[STRATEGY] or self._strategy
        if not cell[NUMBER] and not cell[TITLE] and not cell[DEPARTMENT]:
            return
        faults = [*self._faults(line.line, cell)]
        self.faults += faults
        if not faults:
            pledge = Pledge(
                number=number_in(cell[NUMBER]),
                title=cell[TITLE],
                owners=(cell[DEPARTMENT],),
                strategy=self._strategy,
                details=((ATTACHMENT, cell[ATTACHMENT]),) if cell[ATTACHMENT] else (),
            )
            yield Row(pledge=pledge, line=line.line)

    def _faults(self, line: int, cell: dict[str, str]) -> Iterator[Fault]:
        about = cell[NUMBER]
        try:
            number = number_in(about)
        except ValueError:
            yield Fault(line=line, kind=FaultKind.WRONG_NUMBER, found=about)
        else:
            if (first := self._first_lines.setdefault(number, line)) != line:
                yield Fault(
                    line=line, kind=FaultKind.REPEATED_NUMBER, found=about, about=str(first)
                )
        if not self._strategy:
            yield Fault(line=line, kind=FaultKind.NO_STRATEGY, about=about)
        if not cell[TITLE]:
            yield Fault(line=line, kind=FaultKind.EMPTY_TITLE, about=about)
        if not cell[DEPARTMENT]:
            yield Fault(line=line, kind=FaultKind.EMPTY_DEPARTMENT, about=about)
