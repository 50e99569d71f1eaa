"""The tables of an HTML page.

Read as a stream of tags, without a tree: pages may be of any depth and size. benchmarks: of lxml,
selectolax and BeautifulSoup only lxml's target parser reads 3 000 nested tables, 200 000 open tags
and 20 MB of cells in seconds and within 100 MB.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from bot.table.fault import FaultKind, UnreadableError
from bot.table.formats.packages import count
from bot.table.formats.text import composed
from bot.table.grid import MAX_CELLS, MAX_COLUMNS, Collector, Grid, Grids, span

if TYPE_CHECKING:
    from collections.abc import Mapping

FORM = "HTML"
MAX_PIECES = 2_000_000  # tags and texts
MAX_TABLES = 5_000
MAX_TEXTS = 200
MAX_TEXT_CHARS = 300  # of a line that may say the day or the section
_IS_ABOUT_TABLE = re.compile("기준|현재|단위|민선")  # a day, a unit, a term
# In a heading of the page; a menu says 공약 everywhere.
_IS_ABOUT_PLEDGES = re.compile(f"{_IS_ABOUT_TABLE.pattern}|공약")
MAX_INNER_CHARS = 300
MAX_INNER_ROWS = 20
_BLOCKS = frozenset("p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 br hr section article".split())
_UNSEEN = frozenset("script style template head select".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 strong caption".split())
_TAG = re.compile(r"<[a-z!?]")
_TABLE = re.compile(r"<table[\s>]|<tr[\s>]|<body[\s>]")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def is_html(text: str) -> bool:
    """Whether this is a page with a table, or wants to be one."""
    start = text[:2_000].lstrip().lower()
    return _TAG.match(start) is not None or _TABLE.search(start) is not None


def grids(text: str) -> Grids:
    """Every table of the page, inner ones apart.

    Raises UnreadableError beyond the bounds, and where a page draws its table without one.
    """
    page = _Page()
    parser = etree.HTMLParser(target=cast("Any", page), huge_tree=True)
    try:
        parser.feed(text)
        parser.close()
    except etree.XMLSyntaxError as error:  # a page without a single tag
        raise UnreadableError(FaultKind.NO_TABLE, found=FORM) from error
    if not (tables := page.tables):
        raise UnreadableError(FaultKind.NO_TABLE, found=FORM)
    return Grids(grids=tables, texts=tuple(page.texts), form=FORM)


@dataclass(slots=True, kw_only=True)
class _Table:
    """A table that is being read; `taken` says, by column, up to which row a cell reaches.

    A list of terms, each with what it says, `is_list`: a row for each.
    """

    name: str
    is_list: bool = False
    collected: Collector = field(default_factory=Collector)
    taken: dict[int, int] = field(default_factory=dict)
    row: int = 0
    column: int = 1
    rows: int = 1
    columns: int = 1
    open_cell: list[str] | None = None
    caption: list[str] | None = None

    def begin_row(self, *, is_hidden: bool) -> None:
        self.end_cell()
        self.row += 1
        self.column = 1
        if is_hidden:
            self.collected.hidden.add(self.row)
        self.taken = {column: last for column, last in self.taken.items() if last >= self.row}

    def begin_cell(self, attributes: Mapping[str, str]) -> None:
        if not self.row:
            self.begin_row(is_hidden=False)
        self.end_cell()
        while self.column in self.taken:
            self.column += 1
        # The first digits of a number that is too long are more than there can be.
        claimed = (attributes.get(name, "").strip()[:6] for name in ("rowspan", "colspan"))
        self.rows, self.columns = span(*map(count, claimed))
        self.open_cell = []

    def end_cell(self) -> None:
        if self.open_cell is None:
            return
        self.collected.add(
            _text(self.open_cell), self.row, self.column, rows=self.rows, columns=self.columns
        )
        end = min(self.column + self.columns, MAX_COLUMNS + 1)
        if self.rows > 1:
            self.taken |= dict.fromkeys(range(self.column, end), self.row + self.rows - 1)
        self.column = max(end, self.column)
        self.open_cell = None


class _Page:
    """What lxml tells tag by tag."""

    def __init__(self) -> None:
        self._all: list[_Table] = []
        self._open: list[_Table] = []
        self._text: list[str] = []  # of the line that stands outside of tables
        self.texts: list[str] = []
        self._heading = ""
        self._in_heading = False
        self._unseen = 0
        self._pieces = 0
        self._cells = 0

    @property
    def tables(self) -> tuple[Grid, ...]:
        """The tables in their order, or the lists of a page that has none."""
        found = [table for table in self._all if not table.is_list] or self._all
        return tuple(table.collected.grid(table.name) for table in found)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._count()
        table = self._open[-1] if self._open else None
        if self._unseen or tag in _UNSEEN or (tag != "tr" and _is_hidden(attributes)):
            self._unseen += 1
        elif tag == "dl" and (table is None or table.is_list):
            self._begin_table("", is_list=True)
        elif tag == "table":
            self._begin_table(self._heading, is_list=False)
            self._heading = ""
        elif table is not None and tag == "tr":
            table.begin_row(is_hidden="hidden" in attributes or _is_hidden(attributes))
        elif table is not None and table.is_list and tag in ("dt", "dd"):
            if tag == "dt":
                table.begin_row(is_hidden=False)
            table.begin_cell(attributes)
        elif table is not None and tag in ("td", "th"):
            table.begin_cell(attributes)
        elif table is not None and tag == "caption":
            table.caption = []
        elif tag in _BLOCKS:
            self._break()
        self._in_heading = self._in_heading or tag in _HEADINGS

    def end(self, tag: str) -> None:
        table = self._open[-1] if self._open else None
        if self._unseen:
            self._unseen -= 1
        elif table is not None and tag == ("dl" if table.is_list else "table"):
            self._end_table(self._open.pop())
        elif table is not None and tag in ("td", "th"):
            table.end_cell()
        elif table is not None and tag == "caption" and table.caption is not None:
            table.name = _text(table.caption) or table.name
            self._keep(table.name)
            table.caption = None
        elif tag in _BLOCKS:
            self._break()
        if tag in _HEADINGS:
            self._in_heading = False

    def data(self, text: str) -> None:
        self._count()
        if self._unseen:
            return
        if not self._open:
            self._text.append(text)
            return
        table = self._open[-1]
        sink = table.open_cell if table.caption is None else table.caption
        if sink is not None:
            # Line breaks of the source are spaces; those of the page come as tags.
            sink.append(re.sub(r"\s+", " ", text))

    def close(self) -> None:
        while self._open:
            self._end_table(self._open.pop())
        self._end_line()

    def _count(self) -> None:
        self._pieces += 1
        if self._pieces > MAX_PIECES:
            raise UnreadableError(FaultKind.TOO_MANY_ROWS)

    def _break(self) -> None:
        if not self._open:
            self._end_line()
        elif (cell := self._open[-1].open_cell) is not None:
            cell.append("\n")

    def _end_line(self) -> None:
        line = " ".join("".join(self._text).split())[:MAX_TEXT_CHARS]
        self._text.clear()
        if line and self._in_heading:
            self._heading = line
        self._keep(line, _IS_ABOUT_PLEDGES if self._in_heading else _IS_ABOUT_TABLE)

    def _keep(self, line: str, shape: re.Pattern[str] = _IS_ABOUT_TABLE) -> None:
        if shape.search(line) and len(self.texts) < MAX_TEXTS:
            self.texts.append(line)

    def _begin_table(self, name: str, *, is_list: bool) -> None:
        self._end_line()
        if len(self._all) > MAX_TABLES:
            raise UnreadableError(FaultKind.TOO_MANY_ROWS)
        self._open.append(_Table(name=name, is_list=is_list))
        self._all.append(self._open[-1])

    def _end_table(self, table: _Table) -> None:
        table.end_cell()
        cells = table.collected.cells
        by_row = groupby(cells, key=lambda inner: inner.row)
        rows = [" ".join(one.text for one in row) for _, row in islice(by_row, MAX_INNER_ROWS)]
        for row in rows if table.is_list else ():
            self._keep(row)
        if self._open and (cell := self._open[-1].open_cell) is not None:
            # A small table in a cell is how the page lays its text out.
            text = "\n".join(rows)
            if len(text) <= MAX_INNER_CHARS:
                cell += ("\n", text, "\n")
        self._cells += len(cells)
        if self._cells > MAX_CELLS:
            raise UnreadableError(FaultKind.TOO_MANY_ROWS)


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return bool(_HIDDEN.search(attributes.get("style", "")))


def _text(pieces: list[str]) -> str:
    """The lines of a cell that are not blank."""
    lines = (" ".join(line.split()) for line in "".join(pieces).splitlines())
    return composed("\n".join(filter(None, lines)))
