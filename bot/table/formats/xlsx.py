"""The sheets of an XLSX workbook: what is shown, and not what is hidden."""

import posixpath
import re
from collections.abc import Mapping
from zipfile import ZipFile

from openpyxl.utils.cell import column_index_from_string

from bot.table.fault import FaultKind, UnreadableError
from bot.table.formats.number_format import GENERAL, code_of, shown
from bot.table.formats.packages import EnoughError, Part, attribute, count
from bot.table.formats.text import composed
from bot.table.grid import Collector, Grid, Grids, Span, require_bearable, span

WORKBOOK = "xl/workbook.xml"
MAX_STRINGS = 800_000
MAX_STRING_CHARS = 50_000_000  # of all
MAX_SHEET_COLUMNS = 16_384  # what spreadsheets can have
MAX_MERGED = 100_000
MAX_EMPTY_ROWS = 20_000  # formatted and without a value; a sheet may have a million of them
_TRUE = frozenset({"1", "true"})
_PRONOUNCED = frozenset({"rPh"})
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def grids(package: ZipFile) -> Grids:
    """The visible sheets in the workbook's order; raises UnreadableError beyond the bounds."""
    workbook, relations = _Listed("workbookPr", "sheet"), _Listed("Relationship")
    texts, formats = _Texts(), _Formats()
    workbook.read(package, WORKBOOK)
    relations.read(package, "xl/_rels/workbook.xml.rels")
    texts.read(package, "xl/sharedStrings.xml")
    formats.read(package, "xl/styles.xml")
    parts = {one.get("Id", ""): _target(one) for one in relations.found["Relationship"]}
    is_1904 = any(one.get("date1904") in _TRUE for one in workbook.found["workbookPr"])
    found: list[Grid] = []
    hidden: list[str] = []
    for listed in workbook.found["sheet"]:
        name, part = composed(listed.get("name", "")), parts.get(attribute(listed, "id"))
        if listed.get("state", "visible") != "visible":
            hidden.append(name)
        elif part is not None:  # else a chart
            sheet = _Sheet(texts.found, formats.codes, is_1904=is_1904)
            sheet.read(package, part)
            found.append(sheet.grid(name))
            require_bearable(found)
    return Grids(grids=tuple(found), hidden_sheets=tuple(hidden))


def _target(relation: Mapping[str, str]) -> str | None:
    """The part of the package that a relation to a sheet leads to."""
    path = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
    return path if relation.get("Type", "").rpartition("/")[2] in ("worksheet", "") else None


class _Listed(Part):
    """The attributes of elements by their names."""

    def __init__(self, *names: str) -> None:
        self.found: dict[str, list[Mapping[str, str]]] = {name: [] for name in names}

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in self.found:
            self.found[name].append(dict(attributes))


class _Texts(Part):
    """The texts that cells share, without how they are pronounced."""

    asides = _PRONOUNCED

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._is_text = False
        self._chars = 0

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._pieces = []
        self._is_text = name == "t"

    def data(self, text: str) -> None:
        if self._is_text:
            self._pieces.append(text)
            self._chars += len(text)

    def finish(self, name: str) -> None:
        if name == "si":
            self.found.append(_plain("".join(self._pieces)))
            if len(self.found) > MAX_STRINGS or self._chars > MAX_STRING_CHARS:
                raise UnreadableError(FaultKind.TOO_LARGE)
        self._is_text = False


class _Formats(Part):
    """The number format of each style of a cell."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self._own: dict[int, str] = {}
        self._is_of_cells = False

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._own[count(attributes.get("numFmtId", ""))] = attributes.get("formatCode", GENERAL)
        elif name == "cellXfs":
            self._is_of_cells = True
        elif name == "xf" and self._is_of_cells:
            self.codes.append(code_of(count(attributes.get("numFmtId", "")), self._own))

    def finish(self, name: str) -> None:
        if name == "cellXfs":
            raise EnoughError


class _Sheet(Part):
    """The cells of a sheet, the ranges that are merged and the rows that are hidden."""

    asides = _PRONOUNCED

    def __init__(self, texts: list[str], codes: list[str], *, is_1904: bool) -> None:
        self._texts, self._codes, self._is_1904 = texts, codes, is_1904
        self._collected = Collector()
        self._merged: dict[tuple[int, int], Span] = {}
        self._row = self._column = self._empty_rows = self._cells_before = 0
        self._kind = self._style = ""
        self._value: list[str] = []
        self._is_value = False

    def grid(self, name: str) -> Grid:
        """What was read; a merged cell spans what it is merged over."""
        return self._collected.grid(name, self._merged)

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._column = _place(attributes.get("r", ""))[1] or self._column + 1
            if self._column > MAX_SHEET_COLUMNS:
                raise UnreadableError(FaultKind.TOO_LARGE)
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._value = []
        elif name == "row":
            self._row = count(attributes.get("r", "")) or self._row + 1
            self._column = 0
            self._cells_before = len(self._collected.cells)
            if attributes.get("hidden") in _TRUE:
                self._collected.hidden.add(self._row)
        elif name == "mergeCell":
            self._merged |= _merge(attributes.get("ref", ""))
            if len(self._merged) > MAX_MERGED:
                raise UnreadableError(FaultKind.TOO_LARGE)
        self._is_value = name in ("v", "t")

    def data(self, text: str) -> None:
        if self._is_value:
            self._value.append(text)

    def finish(self, name: str) -> None:
        self._is_value = False
        if name == "c" and self._value:
            self._collected.add(self._text("".join(self._value)), self._row, self._column)
        elif name == "row":
            self._empty_rows += len(self._collected.cells) == self._cells_before
            if self._empty_rows > MAX_EMPTY_ROWS:
                raise EnoughError  # nothing but formats to the end of the sheet

    def _text(self, value: str) -> str:
        match self._kind:
            case "s":
                place = count(value)
                return self._texts[place] if place < len(self._texts) else ""
            case "e":
                return ""  # an error of a formula
            case "n":
                return self._number(value)
            case _:
                return _plain(value)

    def _number(self, value: str) -> str:
        style = count(self._style)
        code = self._codes[style] if style < len(self._codes) else GENERAL
        try:
            return shown(float(value), code, is_1904=self._is_1904)
        except (ValueError, OverflowError):
            return value


def _plain(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
    return composed(text)


def _merge(reference: str) -> dict[tuple[int, int], Span]:
    """The first cell of a merged range, and how many rows and columns it spans."""
    first, last = map(_place, reference.partition(":")[::2])
    if 0 in first + last:
        return {}  # whole columns, or no range
    return {first: span(last[0] - first[0] + 1, last[1] - first[1] + 1)}


def _place(reference: str) -> tuple[int, int]:
    """The row and the column of a cell; 0 and 0 for what names none."""
    found = _PLACE.fullmatch(reference)
    return (int(found[2]), column_index_from_string(found[1])) if found else (0, 0)
