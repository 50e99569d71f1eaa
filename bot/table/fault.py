"""What can be wrong with a file: values, each with its line, so that one reading finds them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto


class FaultKind(Enum):
    """Each kind of fault; beside it, what `found` and `about` of such a fault say."""

    # The file as a whole
    MISSING = auto()
    FORBIDDEN = auto()
    UNREADABLE = auto()  # found: the system's own words
    NOT_REGULAR = auto()  # a folder, a pipe
    TOO_LARGE = auto()
    TOO_MANY_ROWS = auto()
    EMPTY = auto()
    BINARY = auto()
    UNDECODABLE = auto()
    HANGUL_DOCUMENT = auto()
    OTHER_DOCUMENT = auto()  # found: what it is
    ARCHIVE = auto()
    LOCKED_WORKBOOK = auto()
    BROKEN_WORKBOOK = auto()
    OPEN_QUOTATION = auto()
    # The table
    NO_TABLE = auto()
    MISSING_COLUMNS = auto()  # found: the headings that were recognised; about: what is missing
    NO_ROWS = auto()
    WRONG_NUMBER = auto()  # found: the cell
    NO_NUMBER = auto()  # about: the title
    REPEATED_NUMBER = auto()  # found: the number; about: the row where it stood first
    EMPTY_TITLE = auto()  # about: the number
    EXTRA_VALUE = auto()  # about: the number
    LONG_CELL = auto()  # found: how many characters
    # A page of one cell a line
    WRONG_COLUMNS = auto()  # found: the cells of the header
    WRONG_CELLS = auto()  # found: the cell where one is missing, left over or not ended
    # The aliases
    WRONG_ALIAS = auto()  # found: the fields of the line
    REPEATED_ALIAS = auto()  # found: the alias; about: the line where it stood first


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault and the line or row it is on, counted from 1; `line` is None for the whole file.

    `sheet` is the sheet's name and `heading` the column's, where there are several.
    """

    kind: FaultKind
    line: int | None = None
    found: str = ""
    about: str = ""
    sheet: str = ""
    heading: str = ""


class UnreadableError(Exception):
    """A file out of which no cells can be read; `fault` says why."""

    def __init__(self, kind: FaultKind, *, line: int | None = None, found: str = "") -> None:
        super().__init__(kind.name)
        self.fault = Fault(kind=kind, line=line, found=found)


class RefusedError(Exception):
    """Nothing may be loaded; `faults` are those of each file by its name, in line order."""

    def __init__(self, faults: Sequence[tuple[str, Sequence[Fault]]]) -> None:
        super().__init__(f"{sum(len(of_file) for _, of_file in faults)} faults")
        self.faults = faults
