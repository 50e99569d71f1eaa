"""The two files a load begins with: the table and its aliases, read whole or refused whole."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.table import aliases, grid, page, sheets
from bot.table.fault import Fault, FaultKind, RefusedError
from bot.table.rows import Table
from bot.table.text import Text, decoded

if TYPE_CHECKING:
    from pathlib import Path

    from bot.table.aliases import AliasRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A table and where it came from: the file's name and the SHA-256 of its bytes, in hex.

    `stray` are the aliases that have nothing to stand beside in this table and are left out,
    `others` the names of the table's columns that are not read.
    """

    table: Table
    file: str
    sha256: str
    stray: tuple[AliasRow, ...]
    others: tuple[str, ...]


def read(table_file: Path, alias_file: Path) -> Reading:
    """What the two files say; raises RefusedError with every fault of both."""
    content, trouble = _content(table_file)
    sheet = _page(content) if trouble is None else page.Page(rows=(), faults=(trouble,))
    alias_content, trouble = _content(alias_file)
    names = aliases.read(decoded(alias_content) if trouble is None else Text(faults=(trouble,)))
    if sheet.faults or names.faults:
        raise RefusedError(((_name(table_file), sheet.faults), (_name(alias_file), names.faults)))
    stray = aliases.stray(names.rows, sheet.rows)
    kept = {row.alias for row in names.rows} - {row.alias for row in stray}
    return Reading(
        table=Table(
            rows=sheet.rows,
            aliases=tuple(sorted(kept, key=lambda a: (a.kind, a.alias, a.target))),
        ),
        file=_name(table_file),
        sha256=hashlib.sha256(content).hexdigest(),
        stray=stray,
        others=sheet.others,
    )


def _page(content: bytes) -> page.Page:
    """The pledges of a table in whichever form it comes; its bytes tell, not its name."""
    try:
        if sheets.is_workbook(content):
            return grid.read(sheets.of_workbook(content))
        text = decoded(content)
        if text.lines and sheets.is_html(text):
            return _with(text.faults, grid.read(sheets.of_html(text)))
        if text.lines and (lines := sheets.of_separated(text)) is not None:
            return _with(text.faults, grid.read(lines))
    except sheets.UnreadableSheetError as error:
        return page.Page(rows=(), faults=(error.fault,))
    return page.read(text)


def _with(faults: tuple[Fault, ...], read_page: page.Page) -> page.Page:
    """The page, or what is wrong with it and its text."""
    lost = {fault.line for fault in faults}
    together = (*faults, *(fault for fault in read_page.faults if fault.line not in lost))
    if not together:
        return read_page
    return page.Page(rows=(), faults=tuple(sorted(together, key=lambda fault: fault.line or 0)))


def _name(path: Path) -> str:
    """The file's name, whatever its bytes are."""
    return os.fsencode(path.name).decode(errors="replace")


def _content(path: Path) -> tuple[bytes, Fault | None]:
    try:
        return path.read_bytes(), None
    except FileNotFoundError:
        kind = FaultKind.MISSING
    except IsADirectoryError:
        kind = FaultKind.DIRECTORY
    except PermissionError:
        kind = FaultKind.FORBIDDEN
    except OSError as error:
        return b"", Fault(line=None, kind=FaultKind.UNREADABLE, found=error.strerror or "")
    return b"", Fault(line=None, kind=kind)
