"""The sheets of an XML workbook of Excel 2003, as many systems of offices export it."""

import io
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900

from bot.table.formats.number_format import GENERAL, shown
from bot.table.formats.packages import Part, attribute, count
from bot.table.formats.text import composed
from bot.table.grid import Collector, Grid, Grids, require_bearable, span

SAMPLE_BYTES = 4_000
_NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"
_DAY = "yyyy-mm-dd"
_FORMATS = {  # those with a name
    "Percent": "0.00%",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    **dict.fromkeys(("General Date", "Long Date", "Medium Date", "Short Date"), _DAY),
    **dict.fromkeys(("Long Time", "Medium Time", "Short Time"), "hh:mm"),
}


def is_workbook(data: bytes) -> bool:
    """Whether a file is one, in UTF-8 or UTF-16."""
    start = data[:SAMPLE_BYTES].replace(b"\0", b"")
    return _NAMESPACE in start and re.search(rb"<(?:\w+:)?Workbook", start) is not None


def grids(data: bytes) -> Grids:
    """The visible sheets in their order; raises UnreadableError beyond the bounds."""
    workbook = _Workbook()
    workbook.read_file(io.BytesIO(data))
    return Grids(grids=tuple(workbook.found), hidden_sheets=tuple(workbook.hidden_sheets))


class _Workbook(Part):
    """The sheets, cell by cell; a row or a cell may say its place."""

    asides = frozenset({"Comment", "PhoneticText"})

    def __init__(self) -> None:
        self.found: list[Grid] = []
        self.hidden_sheets: list[str] = []
        self._codes: dict[str, str] = {}
        self._style = self._name = ""
        self._is_hidden = False
        self._collected = Collector()
        self._row = self._column = 0
        self._span = (1, 1)
        self._kind = ""
        self._pieces: list[str] | None = None  # of the value that is being read

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "Style":
                self._style = attribute(attributes, "ID")
            case "NumberFormat":
                code = attribute(attributes, "Format")
                self._codes[self._style] = _FORMATS.get(code, code)
            case "Worksheet":
                self._name, self._is_hidden = composed(attribute(attributes, "Name")), False
                self._collected, self._row = Collector(), 0
            case "Row":
                self._row = count(attribute(attributes, "Index")) or self._row + 1
                self._column = 0
                if attribute(attributes, "Hidden") == "1":
                    self._collected.hidden.add(self._row)
            case "Cell":
                self._column = count(attribute(attributes, "Index")) or self._column + 1
                down, across = (
                    count(attribute(attributes, f"Merge{way}")) for way in ("Down", "Across")
                )
                self._span = span(down + 1, across + 1)
                self._style = attribute(attributes, "StyleID")
            case "Data" | "Visible":
                self._kind, self._pieces = attribute(attributes, "Type"), []

    def data(self, text: str) -> None:
        if self._pieces is not None and not self._depth_aside:
            self._pieces.append(text)

    def finish(self, name: str) -> None:
        match name:
            case "Data" if self._pieces:
                rows, columns = self._span
                text = self._text("".join(self._pieces))
                self._collected.add(text, self._row, self._column, rows=rows, columns=columns)
                self._pieces = None
            case "Visible" if self._pieces:
                self._is_hidden = "".join(self._pieces) != "SheetVisible"
                self._pieces = None
            case "Cell":
                self._column += self._span[1] - 1
            case "Worksheet" if self._is_hidden:
                self.hidden_sheets.append(self._name)
            case "Worksheet":
                self.found.append(self._collected.grid(self._name))
                require_bearable(self.found)

    def _text(self, value: str) -> str:
        code = self._codes.get(self._style, "") or GENERAL
        if self._kind == "Number":
            return shown(float(value), code)
        if self._kind == "DateTime":  # 1900-01-01T00:00:00.000
            moment = datetime.fromisoformat(value).replace(tzinfo=None)
            days = (moment - CALENDAR_WINDOWS_1900) / timedelta(days=1)
            return shown(days, _DAY if code == GENERAL else code)
        return "" if self._kind == "Error" else composed(value)
