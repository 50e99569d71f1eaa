"""The sheets of an OpenDocument spreadsheet, as they are shown."""

import re
from collections.abc import Mapping
from zipfile import ZipFile

from bot.table.formats.packages import Part, attribute, count
from bot.table.formats.text import composed
from bot.table.grid import (
    MAX_COLUMNS,
    MAX_GRID_ROWS,
    Collector,
    Grid,
    Grids,
    require_bearable,
    span,
)

CONTENT = "content.xml"
_HIDDEN = frozenset({"collapse", "filter"})
_YEAR = re.compile(r"\d{4}|\d+\D+\d+\D+\d+")


def grids(package: ZipFile) -> Grids:
    """The visible sheets in their order; raises UnreadableError beyond the bounds."""
    content = _Content()
    content.read(package, CONTENT)
    return Grids(grids=tuple(content.found), hidden_sheets=tuple(content.hidden_sheets))


class _Content(Part):
    """The sheets, row by row; a row or a cell may be repeated, to the end of the sheet if empty."""

    asides = frozenset({"annotation", "ruby-text"})

    def __init__(self) -> None:
        self.found: list[Grid] = []
        self.hidden_sheets: list[str] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._sheet = ("", False)  # its name, and whether it is hidden
        self._collected = Collector()
        self._row = 0
        self._rows: Mapping[str, str] = {}
        self._cells: list[tuple[int, str, Mapping[str, str]]] = []  # of the row: column and text
        self._column = 1
        self._cell: Mapping[str, str] = {}
        self._pieces: list[str] = []
        self._paragraphs = 0

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "style":
                self._style = attribute(attributes, "name")
            case "table-properties" if attribute(attributes, "display") == "false":
                self._hidden_styles.add(self._style)
            case "table":
                is_hidden = attribute(attributes, "style-name") in self._hidden_styles
                self._sheet = (composed(attribute(attributes, "name")), is_hidden)
                self._collected, self._row = Collector(), 0
            case "table-row":
                self._rows, self._cells, self._column = attributes, [], 1
            case "table-cell" | "covered-table-cell":
                self._cell, self._pieces, self._paragraphs = attributes, [], 0
            case "p":
                self._paragraphs += 1
                self._pieces.append("\n")
            case "line-break":
                self._pieces.append("\n")
            case "s" | "tab":
                self._pieces.append(" " * min(count(attribute(attributes, "c")) or 1, 100))

    def data(self, text: str) -> None:
        if self._paragraphs and not self._depth_aside:
            self._pieces.append(text)

    def finish(self, name: str) -> None:
        match name:
            case "table-cell" | "covered-table-cell":
                times = count(attribute(self._cell, "number-columns-repeated")) or 1
                if name == "table-cell" and (text := self._text()):
                    end = min(self._column + times, MAX_COLUMNS + 1)
                    self._cells += [(at, text, self._cell) for at in range(self._column, end)]
                self._column += times
                self._paragraphs = 0
            case "table-row":
                self._add_rows()
            case "table" if self._sheet[1]:
                self.hidden_sheets.append(self._sheet[0])
            case "table":
                self.found.append(self._collected.grid(self._sheet[0]))
                require_bearable(self.found)

    def _add_rows(self) -> None:
        times = count(attribute(self._rows, "number-rows-repeated")) or 1
        if not self._cells:
            self._row += times
            return
        for _ in range(min(times, MAX_GRID_ROWS + 1)):
            self._row += 1
            if attribute(self._rows, "visibility") in _HIDDEN:
                self._collected.hidden.add(self._row)
            for column, text, cell in self._cells:
                rows, columns = span(
                    count(attribute(cell, "number-rows-spanned")),
                    count(attribute(cell, "number-columns-spanned")),
                )
                self._collected.add(text, self._row, column, rows=rows, columns=columns)

    def _text(self) -> str:
        """The lines of a cell; a day as 2026-09-30, or 1월 1일 where its year is not shown."""
        text = composed("".join(self._pieces)).strip()
        day = re.match(r"\d{4}-(\d\d)-(\d\d)", attribute(self._cell, "date-value"))
        if day is None:
            return text
        return day[0] if _YEAR.search(text) else f"{int(day[1])}월 {int(day[2])}일"
