"""The two files a load begins with: the table and its aliases, read whole or refused whole."""

import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from bot.lookup.catalogue import Alias
from bot.table import aliases, assembly, recogniser
from bot.table.fault import Fault, FaultKind, RefusedError, UnreadableError
from bot.table.formats.text import Text, decoded
from bot.table.notes import Note, NoteKind
from bot.table.pledge_table import Table
from bot.table.suspicions import suspicions

MAX_FILE_BYTES = 20 * 1024 * 1024
# What they are by their names, where their bytes do not tell.
_DOCUMENTS = {".hwp": "", ".hwpx": "", ".doc": "Word", ".docx": "Word", ".pdf": "PDF"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a table's file says, with what is to be said of it; or its faults, in order.

    `file` is its name and `sha256` that of its bytes, in hex; `as_of` and `term` are what the file
    itself says.
    """

    file: str = ""
    sha256: str = ""
    table: Table = field(default_factory=Table)
    faults: tuple[Fault, ...] = ()
    notes: tuple[Note, ...] = ()
    as_of: date | None = None
    term: str | None = None


def read(table_file: Path, alias_file: Path | None) -> Reading:
    """What the two files say, or the one that there is; raises RefusedError with every fault."""
    content, trouble = content_of(table_file)
    name = _name(table_file)
    found = recognised(content, name) if trouble is None else Reading(faults=(trouble,))
    return with_aliases(replace(found, file=name), alias_file)


def with_aliases(found: Reading, alias_file: Path | None) -> Reading:
    """A table with the aliases of a file that fit it; raises RefusedError with every fault."""
    own: Sequence[Alias] = ()
    refused = [(found.file, found.faults)]
    if alias_file is not None:
        content, trouble = content_of(alias_file)
        own, wrong = aliases.read(decoded(content) if trouble is None else Text(faults=(trouble,)))
        refused.append((_name(alias_file), tuple(wrong)))
    if any(faults for _, faults in refused):
        raise RefusedError(refused)
    kept = aliases.fitting(own, found.table.pledges)
    return replace(found, table=replace(found.table, aliases=kept))


def recognised(content: bytes, name: str = "") -> Reading:
    """What the bytes of a table's file say; its name counts where they tell nothing."""
    found = _recognised(content, name)
    form = _DOCUMENTS.get(os.path.splitext(name)[1].lower())  # noqa: PTH122 -- the name is no path
    match found.faults:
        case (Fault(kind=FaultKind.BROKEN_WORKBOOK | FaultKind.BINARY),) if form is not None:
            kind = FaultKind.OTHER_DOCUMENT if form else FaultKind.HANGUL_DOCUMENT
            return replace(found, faults=(Fault(kind=kind, found=form),))
    return found


def _recognised(content: bytes, name: str) -> Reading:
    from bot.table.formats import contents  # noqa: PLC0415 -- the readers take their time to load

    try:
        grids, faults = contents.grids(content)
        found = recogniser.recognised(grids, file=name)
    except UnreadableError as error:
        return Reading(faults=(error.fault,))
    pledges, wrong, notes = assembly.assembled(found.entries)
    lost = {fault.line for fault in faults}
    others = [one for one in (*found.faults, *wrong) if one.line not in lost]
    if faults:  # of a damaged file, only the place is known
        others = [fault for fault in others if fault.line is not None]
    if faults := (*faults, *others):
        sheets = list(dict.fromkeys(entry.sheet for entry in found.entries))
        order = {sheet: at for at, sheet in enumerate(sheets)}
        in_order = sorted(faults, key=lambda f: (order.get(f.sheet, -1), f.line or 0))
        return Reading(faults=tuple(in_order))
    if not pledges:
        return Reading(faults=(Fault(kind=FaultKind.NO_ROWS),))
    notes[:0] = found.notes
    if found.others:
        count, about = len(found.others), ", ".join(found.others)
        notes.append(Note(kind=NoteKind.OTHER_COLUMNS, count=count, about=about))
    return Reading(
        file=name,
        sha256=hashlib.sha256(content).hexdigest(),
        table=Table(pledges=pledges, strategy_heading=found.strategy_heading, called=found.called),
        notes=(*suspicions(pledges), *notes),
        as_of=found.as_of,
        term=found.term,
    )


def _name(path: Path) -> str:
    """The file's name, whatever its bytes are."""
    return os.fsencode(path.name or path).decode(errors="replace")


def content_of(path: Path) -> tuple[bytes, Fault | None]:
    """The bytes of a regular file of bearable size, or why they are not read."""
    try:
        # A pipe without a writer would be waited for.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                kind = FaultKind.NOT_REGULAR
            elif len(content := file.read(MAX_FILE_BYTES + 1)) > MAX_FILE_BYTES:
                kind = FaultKind.TOO_LARGE
            else:
                return content, None
    except (FileNotFoundError, ValueError):  # a name with a zero byte
        kind = FaultKind.MISSING
    except IsADirectoryError:
        kind = FaultKind.NOT_REGULAR
    except PermissionError:
        kind = FaultKind.FORBIDDEN
    except OSError as error:
        return b"", Fault(kind=FaultKind.UNREADABLE, found=error.strerror or "")
    return b"", Fault(kind=kind)
