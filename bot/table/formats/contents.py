"""Which form a file is in, recognised by its bytes and never by its name, and its grids."""

import re
import struct
import warnings
import zlib
from collections.abc import Callable
from email import message_from_bytes
from typing import TypeVar
from zipfile import BadZipFile

from lxml import etree
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from bot.table.fault import Fault, FaultKind, UnreadableError
from bot.table.formats import (
    html,
    ods,
    packages,
    scraped,
    separated,
    xls,
    xlsx,
)
from bot.table.formats.text import Text, decoded
from bot.table.grid import MAX_CELLS, Collector, Grid, Grids, lines
from bot.table.headings import headings

T = TypeVar("T")

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
# What unpacking and reading a damaged workbook comes to; each was met.
BROKEN = (
    *(BadZipFile, XLRDError, CompDocError, etree.XMLSyntaxError, zlib.error, EOFError, OSError),
    *(LookupError, ValueError, TypeError, AttributeError, RuntimeError, AssertionError),
    *(NotImplementedError, ArithmeticError, struct.error),
)
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\xfd7zXZ", b"ALZ\x01", b"EGGA")
_OTHERS = {  # by how they begin
    **dict.fromkeys(_ARCHIVES, (FaultKind.ARCHIVE, "")),
    b"HWP Document File": (FaultKind.HANGUL_DOCUMENT, ""),
    b"%PDF": (FaultKind.OTHER_DOCUMENT, "PDF"),
    b"\x89PNG": (FaultKind.OTHER_DOCUMENT, "PNG"),
    b"\xff\xd8\xff": (FaultKind.OTHER_DOCUMENT, "JPEG"),
    b"GIF8": (FaultKind.OTHER_DOCUMENT, "GIF"),
    b"{\\rtf": (FaultKind.OTHER_DOCUMENT, "RTF"),
    b"SQLite format 3": (FaultKind.OTHER_DOCUMENT, "SQLite"),
}
_WEB_ARCHIVE = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)
# Of programs: JSON, which goes on with a quote, workbooks of Excel 2003, and XML that is no page.
_RECORDS = re.compile(
    r'\s*(?:[\[{][\s\[{]*"|(?P<workbook>(?:<\?xml.*?)?<(?:\w+:)?Workbook\b)'
    r"|<\?xml(?!.*<(?:html|table|div|[uod]l)\b))",
    re.IGNORECASE | re.DOTALL,
)
MAX_HEADER_BYTES = 4_000


def grids(data: bytes) -> tuple[Grids, tuple[Fault, ...]]:
    """All tables of a file, and what is wrong with its text; raises UnreadableError."""
    if data.startswith((ZIP, b"PK\x05\x06")):
        return _guarded(_of_package, data), ()
    if data.startswith(OLE):
        return _guarded(_of_container, data), ()
    for start, (kind, form) in _OTHERS.items():
        if data.startswith(start):
            raise UnreadableError(kind, found=form)
    if _WEB_ARCHIVE.search(data[:MAX_HEADER_BYTES]):
        data = _guarded(_archived_pages, data)
    text = decoded(data)
    if not text.lines:
        return Grids(grids=()), text.faults
    beginning = "\n".join(text.lines[:50])
    if (records := _RECORDS.match(beginning)) is not None:
        form = "Excel 2003 XML" if records["workbook"] else "JSON·XML"
        raise UnreadableError(FaultKind.OTHER_DOCUMENT, found=form)
    is_scraped = scraped.is_scraped(text.lines)
    if not is_scraped and html.is_html(beginning):
        return html.grids("\n".join(text.lines)), text.faults
    return _of_page(text) if is_scraped else _of_values(text)


def _of_page(text: Text) -> tuple[Grids, tuple[Fault, ...]]:
    grid, faults = scraped.grid(text.lines)
    lost = {fault.line for fault in text.faults}
    faults = [*text.faults, *(fault for fault in faults if fault.line not in lost)]
    faults.sort(key=lambda fault: fault.line or 0)
    titles = tuple(text.lines[: scraped.MAX_TITLES])  # if there are any
    return Grids(grids=(grid,), texts=titles), tuple(faults)


def _of_values(text: Text) -> tuple[Grids, tuple[Fault, ...]]:
    """The values, separated by what makes columns of ours of them."""
    best: Grid | None = None
    opened: UnreadableError | None = None
    for delimiter in separated.delimiters(text.lines):
        try:
            grid = separated.grid(text.lines, delimiter)
        except UnreadableError as error:
            opened = opened or error
            continue
        found = headings(list(lines(grid)))
        if found is not None and not found.missing:
            return Grids(grids=(grid,)), text.faults
        if best is None or found is not None:
            best = grid
    if best is None and opened is not None:
        raise opened
    if scraped.is_bare(text.lines):
        cells = (line and f"{line}{scraped.CELL_END}" for line in map(str.strip, text.lines))
        return _of_page(Text(lines=tuple(cells), faults=text.faults))
    if len(text.faults) > len(text.lines) / 2:
        raise UnreadableError(FaultKind.BINARY)
    return Grids(grids=(best,) if best else (), page=lambda: _page(text)), text.faults


def _page(text: Text) -> Grid:
    """A text without columns, a cell a line."""
    collected = Collector(most=MAX_CELLS)
    for row, line in enumerate(text.lines, start=1):
        collected.add(line, row, 1)
    return collected.grid()


def _of_package(data: bytes) -> Grids:
    with packages.open_package(data) as package:
        parts = package.NameToInfo
        if xlsx.WORKBOOK in parts:
            return xlsx.grids(package)
        if any(part.startswith("Contents/") for part in parts):
            raise UnreadableError(FaultKind.HANGUL_DOCUMENT)
        for part, form in (
            ("word/document.xml", "Word"),
            ("ppt/presentation.xml", "PowerPoint"),
            ("xl/workbook.bin", "XLSB"),
            ("Index/Document.iwa", "Numbers·Pages"),
        ):
            if part in parts:
                raise UnreadableError(FaultKind.OTHER_DOCUMENT, found=form)
        if ods.CONTENT in parts:
            return ods.grids(package)
    raise UnreadableError(FaultKind.ARCHIVE)


def _of_container(data: bytes) -> Grids:
    """A file of several streams in one, as office programs wrote them; their names tell which."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("HwpSummaryInformation") or b"HWP Document File" in data:
        raise UnreadableError(FaultKind.HANGUL_DOCUMENT)
    if has("EncryptedPackage"):
        raise UnreadableError(FaultKind.LOCKED_WORKBOOK)
    if has("WordDocument") or has("PowerPoint Document"):
        raise UnreadableError(FaultKind.OTHER_DOCUMENT, found="Word")
    try:
        return xls.grids(data)
    except XLRDError as error:
        if "encrypted" in str(error).lower():
            raise UnreadableError(FaultKind.LOCKED_WORKBOOK) from error
        raise


def _archived_pages(data: bytes) -> bytes:
    """The pages that a browser or Excel keeps in one file (.mht), a MIME part each."""
    parts = [part for part in message_from_bytes(data).walk() if not part.is_multipart()]
    pages = [part.get_payload(decode=True) for part in parts if "html" in part.get_content_type()]
    if not (page := b"\n".join(one for one in pages if isinstance(one, bytes))):
        raise UnreadableError(FaultKind.OTHER_DOCUMENT, found="MHT")
    return page


def _guarded(reader: Callable[[bytes], T], data: bytes) -> T:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return reader(data)
    except BROKEN as error:
        raise UnreadableError(FaultKind.BROKEN_WORKBOOK) from error
