"""The tables of an HTML page.

Read as a stream of tags, without a tree: pages may be of any depth and size. benchmarks: of lxml,
selectolax and BeautifulSoup only lxml's target parser reads 3 000 nested tables, 200 000 open tags
and 20 MB of cells in seconds and within 100 MB.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any, cast

from lxml import etree

from bot.table.fault import FaultKind, UnreadableError
from bot.table.formats.packages import count
from bot.table.formats.text import composed
from bot.table.grid import MAX_CELLS, MAX_COLUMNS, Collector, Grid, Grids, span

MAX_PIECES = 2_000_000  # tags and texts
MAX_LAID_OUT = 300_000  # of a page that is laid out once more, without its tables
MAX_TABLES = 5_000
MAX_TEXTS = 200
MAX_TEXT_CHARS = 300  # of a line that may say the day or the section
# Which of how many pages: 1/7 페이지, [1 / 7쪽].
PAGE_OF = re.compile(r"(?<![\d/])(\d{1,3})\s?/\s?(\d{1,3})\s?(?:페이지|쪽|[Pp]age)")
# Or a day, a unit, a term.
_IS_ABOUT_TABLE = re.compile(f"기준|현재|단위|민선|{PAGE_OF.pattern}")
# In a heading of the page; a menu says 공약 everywhere.
_IS_ABOUT_PLEDGES = re.compile(f"{_IS_ABOUT_TABLE.pattern}|공약")
MAX_INNER_CHARS = 300
MAX_INNER_ROWS = 20
_BLOCKS = frozenset("p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 br hr section article title".split())
_UNSEEN = frozenset("script style template select".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 strong caption title".split())
_TITLES = frozenset("h1 h2 h3 h4 h5 h6".split())
_TAG = re.compile(r"<[a-z!?]")
_TABLE = re.compile(r"<table[\s>]|<tr[\s>]|<body[\s>]")
_MAY_BE_EMPTY = frozenset("div li dd td th span p".split())
_IS_PRESSED = re.compile("다운|첨부|파일|보기|바로|새\\s?[창글]|아이콘|[Dd]own|[Ii]con|[Nn]ew")
MAX_BESIDE = 20
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def is_html(text: str) -> bool:
    """Whether this is a page with a table, or wants to be one."""
    start = text[:2_000].lstrip().lower()
    return _TAG.match(start) is not None or _TABLE.search(start) is not None


def grids(text: str) -> Grids:
    """Every table of the page, inner ones apart, and how it is drawn. Raises UnreadableError."""
    page = _Page()
    try:
        _read(text, page)
    except etree.XMLSyntaxError as error:  # a page without a single tag
        raise UnreadableError(FaultKind.NO_TABLE) from error
    laid_out = (lambda: _read(text, _Outline())) if page.pieces <= MAX_LAID_OUT else None
    return Grids(grids=page.tables, texts=tuple(page.texts), page=laid_out, is_html=True)


def _read(text: str, target: object) -> Any:
    """Tell a target of each tag and text; what it makes of the page in the end."""
    parser = etree.HTMLParser(target=cast("Any", target), huge_tree=True)
    parser.feed(text)
    return parser.close()


@dataclass(slots=True, kw_only=True)
class _Table:
    """A table that is being read; `taken` says, by column, up to which row a cell reaches."""

    name: str
    collected: Collector = field(default_factory=Collector)
    taken: dict[int, int] = field(default_factory=dict)
    row: int = 0
    column: int = 1
    rows: int = 1
    columns: int = 1
    open_cell: list[str] | None = None
    picture: str = ""  # what the last one of the cell shows
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
        self.open_cell, self.picture = [], ""

    def end_cell(self) -> None:
        if self.open_cell is None:
            return
        text = _text(self.open_cell) or self.picture
        self.collected.add(text, self.row, self.column, rows=self.rows, columns=self.columns)
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
        self.pieces = 0
        self._cells = 0

    @property
    def tables(self) -> tuple[Grid, ...]:
        """The tables in their order."""
        return tuple(table.collected.grid(table.name) for table in self._all)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._count()
        table = self._open[-1] if self._open else None
        if self._unseen or tag in _UNSEEN or (tag != "tr" and _is_hidden(attributes)):
            self._unseen += 1
        elif tag == "table":
            self._begin_table(self._heading)
            self._heading = ""
        elif table is not None and tag == "tr":
            table.begin_row(is_hidden="hidden" in attributes or _is_hidden(attributes))
        elif table is not None and tag in ("td", "th"):
            table.begin_cell(attributes)
        elif table is not None and tag == "caption":
            table.caption = []
        elif table is not None and (shown := _shown(tag, attributes)):
            table.picture = shown
        elif tag == "dd" and table is None:
            self._text.append(" ")  # on a line with its term
        elif tag in _BLOCKS:
            self._break()
        self._in_heading = self._in_heading or tag in _HEADINGS

    def end(self, tag: str) -> None:
        table = self._open[-1] if self._open else None
        if self._unseen:
            self._unseen -= 1
        elif table is not None and tag == "table":
            self._end_table(self._open.pop())
            self._heading = ""
        elif table is not None and tag in _TITLES and table.open_cell is not None:
            # A page that is laid out by a table has those of its tables in its cells.
            lines = _text(table.open_cell[-MAX_BESIDE:]).splitlines()
            self._heading = lines[-1] if lines else ""
            self._break()
        elif table is not None and tag in ("td", "th"):
            table.end_cell()
        elif table is not None and tag == "caption" and table.caption is not None:
            table.name = _text(table.caption) or table.name
            self._keep(table.name)
            table.caption = None
        elif tag in _BLOCKS and tag != "dt":
            self._break()
        if tag in _HEADINGS:
            self._in_heading = False
        if tag == "title":
            self._heading = ""  # the page's, and no table's

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
        self.pieces += 1
        if self.pieces > MAX_PIECES:
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

    def _begin_table(self, name: str) -> None:
        self._end_line()
        if len(self._all) > MAX_TABLES:
            raise UnreadableError(FaultKind.TOO_MANY_ROWS)
        self._open.append(_Table(name=name))
        self._all.append(self._open[-1])

    def _end_table(self, table: _Table) -> None:
        table.end_cell()
        cells = table.collected.cells
        by_row = groupby(cells, key=lambda inner: inner.row)
        rows = [" ".join(one.text for one in row) for _, row in islice(by_row, MAX_INNER_ROWS)]
        if self._open and (cell := self._open[-1].open_cell) is not None:
            # A small table in a cell is how the page lays its text out.
            text = "\n".join(rows)
            if len(text) <= MAX_INNER_CHARS:
                cell += ("\n", text, "\n")
        self._cells += len(cells)
        if self._cells > MAX_CELLS:
            raise UnreadableError(FaultKind.TOO_MANY_ROWS)


@dataclass(slots=True, kw_only=True)
class _Element:
    """An element of a page that is being read: its texts, and what it shows where it has none."""

    texts: list[str] = field(default_factory=list)
    picture: str = ""
    has_rows: bool = False


class _Outline:
    """The parts of a page that have texts beside each other, each as a row.

    An element with one text is that text; one with several is a row with a cell for each. Behind
    one that has rows, a row is left out.
    """

    def __init__(self) -> None:
        self._open = [_Element()]
        self._first = 0  # of the open elements, that may have a text
        self._goes_on = False  # the last text, behind an entity
        self._collected = Collector(most=MAX_CELLS)
        self._row = self._unseen = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br":
            self._add_text("\n")
            return
        self._goes_on = False
        if self._unseen or tag in _UNSEEN:  # what is hidden unfolds
            self._unseen += 1
        else:
            self._open.append(_Element(picture=_shown(tag, attributes)))

    def data(self, text: str) -> None:
        self._add_text(re.sub(r"\s+", " ", text))

    def _add_text(self, text: str) -> None:
        if self._unseen:
            return
        texts = self._open[-1].texts
        before = texts.pop() if self._goes_on else ""
        texts.append(before + text)
        self._goes_on = True

    def end(self, tag: str) -> None:
        if tag == "br":
            return
        self._goes_on = False
        if self._unseen:
            self._unseen -= 1
        elif len(self._open) > 1:
            self._first = min(self._first, len(self._open) - 2)
            ended, around = self._open.pop(), self._open[-1]
            is_cell = bool(ended.picture or tag in _MAY_BE_EMPTY)
            texts = _seen(ended.texts) or [ended.picture] * is_cell
            if len(texts) <= 1 and not ended.has_rows:
                around.texts += texts
                return
            for one in self._open[self._first :]:
                self._add(one.texts)
                one.texts.clear()
            self._add(texts)
            self._first = len(self._open) - 1
            around.has_rows = True
            self._row += ended.has_rows

    def close(self) -> Grid:
        for one in self._open:
            self._add(one.texts)
        return self._collected.grid()

    def _add(self, texts: list[str]) -> None:
        """A row of some texts; many are one below the other."""
        texts = _seen(texts)
        width = len(texts) if len(texts) <= MAX_BESIDE else 1
        for at, text in enumerate(texts):
            self._row += at % width == 0
            self._collected.add(text, self._row, at % width + 1)


def _seen(texts: list[str]) -> list[str]:
    """The texts without the spaces between elements; one of an empty cell is empty."""
    return [_text([text]) for text in texts if not text or text.strip()]


def _shown(tag: str, attributes: Mapping[str, str]) -> str:
    """What a picture or a field of a form shows; "" for what is to be pressed."""
    is_field = tag == "input" and attributes.get("type", "text") == "text"
    text = attributes.get("value", "") if is_field else ""
    text = attributes.get("alt", "") if tag == "img" else text
    return "" if _IS_PRESSED.search(text) else " ".join(text.split())


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return bool(_HIDDEN.search(attributes.get("style", "")))


def _text(pieces: list[str]) -> str:
    """The lines of a cell that are not blank."""
    lines = (" ".join(line.split()) for line in "".join(pieces).splitlines())
    return composed("\n".join(filter(None, lines)))
