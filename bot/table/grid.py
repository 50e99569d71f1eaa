"""The one form that every file is read into: cells with their place, their span and their sheet."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from bot.table.fault import FaultKind, UnreadableError

MAX_ROWS = 20_000  # pledges; more are no table of them
MAX_GRID_ROWS = MAX_ROWS + 1_000  # with titles, sections, totals and notes
MAX_COLUMNS = 200
MAX_CELLS = 400_000
HALF, MOST = 0.5, 0.8  # of rows, cells or cards that must be so
_DITTO = frozenset({"〃", "″", "상동", "위와 같음", "위와같음"})  # what stands above
LETTER = re.compile(r"[^\W\d_]")
_DOWNWARDS = re.compile(r"[가-힣](?:\s*\n\s*[가-힣])+")  # a syllable a line
Span: TypeAlias = tuple[int, int]  # the rows and columns that a cell covers


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty, in its first row and column, counted from 1 as the file does.

    `text` is as a person sees it, without spaces around it; lines within it stay apart.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One sheet of a workbook, one table of a page, or the only one of a text.

    `cells` are in reading order; `name` is the sheet's name or the table's caption, "" for none;
    `hidden` rows are left out by `lines`, `left_out` is how many were before; `widths` are how many
    values each row of a text has. It `is_headed` where the text over its headings is a section, and
    `goes_on` with the sections of the table before where that is of the same sheet; `has_titles`
    where something says that they are titles.
    """

    cells: Sequence[Cell]
    name: str = ""
    hidden: frozenset[int] = frozenset()
    widths: Mapping[int, int] = field(default_factory=dict)
    left_out: int = 0
    is_headed: bool = False
    goes_on: bool = False
    has_titles: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Grids:
    """All visible tables of a file in their order, and the names of its hidden sheets.

    `texts` are lines outside of the tables that may say a day or a unit; `page` makes a grid of all
    that a page or a text says, in its order; a page `is_html`.
    """

    grids: tuple[Grid, ...]
    texts: tuple[str, ...] = ()
    page: Callable[[], Grid] | None = None
    hidden_sheets: tuple[str, ...] = ()
    is_html: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row; a cell over several rows or columns stands in each of them; `cells` from place 0."""

    row: int
    cells: tuple[Cell | None, ...]

    def at(self, place: int | None) -> Cell | None:
        """The cell in this place, if there is one."""
        return self.cells[place] if place is not None and place < len(self.cells) else None

    def own(self, place: int | None) -> Cell | None:
        """The cell that begins in this place; none where one reaches in from the left."""
        cell = self.at(place)
        return cell if cell is not None and cell.column - 1 == place else None

    def reaches_down(self, place: int | None) -> bool:
        """Whether the cell in this place reaches down from a row above."""
        cell = self.at(place)
        return cell is not None and cell.row < self.row

    def text(self, place: int | None) -> str:
        """What is in this place on one line, "" for nothing."""
        cell = self.at(place)
        return on_one_line(cell.text) if cell is not None else ""

    def own_text(self, place: int | None) -> str:
        """What begins in this place on one line, "" for nothing."""
        cell = self.own(place)
        return on_one_line(cell.text) if cell is not None else ""

    @property
    def distinct(self) -> list[Cell]:
        """The cells from left to right, each once."""
        return list({id(cell): cell for cell in self.cells if cell is not None}.values())

    @property
    def begun(self) -> list[Cell]:
        """The cells that begin in this row, from left to right."""
        return [cell for cell in self.distinct if cell.row == self.row]


def require_bearable(grids: Sequence[Grid]) -> None:
    """Raise UnreadableError where these hold more than MAX_CELLS in all."""
    if sum(len(grid.cells) for grid in grids) > MAX_CELLS:
        raise UnreadableError(FaultKind.TOO_MANY_ROWS)


def on_one_line(text: str) -> str:
    """A text with spaces for its line breaks."""
    return " ".join(map(str.strip, text.splitlines())) if "\n" in text else text


def lines(grid: Grid) -> Iterator[Line]:
    """The visible rows that have a cell of their own."""
    spanning: dict[int, tuple[Cell, int]] = {}  # by place: what reaches down, and to which row
    above: dict[int, str] = {}
    at = 0
    while at < len(grid.cells):
        row = grid.cells[at].row
        spanning = {place: (cell, last) for place, (cell, last) in spanning.items() if last >= row}
        placed = {place: cell for place, (cell, _) in spanning.items()}
        while at < len(grid.cells) and grid.cells[at].row == row:
            cell = grid.cells[at]
            at += 1
            if cell.text in _DITTO and cell.column in above:
                cell = replace(cell, text=above[cell.column])
            above[cell.column] = cell.text
            for place in range(cell.column - 1, min(cell.column - 1 + cell.columns, MAX_COLUMNS)):
                placed[place] = cell
                if cell.rows > 1:
                    spanning[place] = (cell, row + cell.rows - 1)
        if row not in grid.hidden:
            yield Line(row, tuple(map(placed.get, range(max(placed) + 1))))


class Collector:
    """Gathers the cells of a grid in reading order, within bounds, and which rows are hidden."""

    def __init__(self, *, most: int = MAX_GRID_ROWS) -> None:
        """Gather so many rows at `most`."""
        self._most = most
        self.cells: list[Cell] = []
        self.hidden: set[int] = set()
        self._rows = 0

    def grid(self, name: str = "", spans: Mapping[tuple[int, int], Span] | None = None) -> Grid:
        """What was gathered; `spans` are those of merged cells, by row and column."""
        cells = self.cells
        if spans:
            cells = [
                Cell(cell.text, *place, *spans.get(place, (cell.rows, cell.columns)))
                for cell in cells
                for place in [(cell.row, cell.column)]
            ]
        return Grid(cells=cells, name=name, hidden=frozenset(self.hidden))

    def add(self, text: str, row: int, column: int, *, rows: int = 1, columns: int = 1) -> None:
        """Keep a cell unless it is empty; raises UnreadableError beyond the bounds."""
        text = text.strip()
        if "\n" in text and _DOWNWARDS.fullmatch(text):
            text = "".join(text.split())
        if not text or column > MAX_COLUMNS:
            return
        self._rows += not self.cells or self.cells[-1].row != row
        self.cells.append(Cell(text, row, column, rows, columns))
        if self._rows > self._most or len(self.cells) > MAX_CELLS:
            raise UnreadableError(FaultKind.TOO_MANY_ROWS)


def span(rows: int, columns: int) -> Span:
    """How many rows and columns a cell covers, as far as there are so many."""
    return min(max(rows, 1), MAX_GRID_ROWS), min(max(columns, 1), MAX_COLUMNS)
