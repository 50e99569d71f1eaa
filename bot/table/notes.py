"""What is said of a table that was read: what was left out, made up or taken together, or odd."""

from dataclasses import dataclass
from enum import Enum, auto


class NoteKind(Enum):
    """Each kind of note; beside it, what `count`, `found` and `about` say."""

    SEVERAL_TABLES = auto()  # count: how many were read as one
    HIDDEN_SHEETS = auto()  # about: their names
    OLDER_TABLES = auto()  # count: those of an earlier day or term; about: their names
    EARLIER_ROWS = auto()  # count: those of an earlier year or quarter; about: of which
    HIDDEN_ROWS = auto()
    OTHER_TABLES = auto()  # count: sheets without a table; about: their names
    OWNERS_ELSEWHERE = auto()  # no pledge has its owners beside it
    TITLES_ELSEWHERE = auto()  # no label says what a title is; about: the first and its owner
    NUMBERS_COUNTED = auto()  # count: up to which number
    NUMBERS_OF_SECTIONS = auto()  # about: the first of them
    NUMBERS_OF_TITLES = auto()  # about: the first of them
    NUMBERS_READ_BACK = auto()  # count: days and decimals; about: the first of them as a number
    SAME_ROWS = auto()  # about: their numbers
    SHARED = auto()  # rows of one pledge with different owners; about: their numbers
    UNDECIDED = auto()  # count: pledges without a department
    SPELLINGS = auto()  # about: names that differ in spaces and signs
    CUT_CELLS = auto()  # about: the heading
    OTHER_COLUMNS = auto()  # count of columns; about: their headings
    # Suspicions: what may be wrong, though the table can be loaded
    SEVERAL_TERMS = auto()  # about: the terms that its tables say
    ANOTHER_TERM = auto()  # found: the term that the file says, not the one it is loaded for
    LACKING_PAGES = auto()  # count: pages that the file says there are; found: how many it has
    DAY_AHEAD = auto()  # found: the day that the table speaks of, after today
    EARLIER_DAY = auto()  # found: the day that it speaks of; about: that of the table before
    RENUMBERED = auto()  # count of pledges; about: their numbers before and now
    LIKE_NAMES = auto()  # found, about: two departments that differ by a slip
    FORMER_NAMES = auto()  # found: a department that was reorganised; about: into which, since when
    LIKE_FORMER_NAMES = auto()  # found: a new department; about: the one that it is a slip of
    LOST_COLUMNS = auto()  # about: columns of ours that the table before has, and this one not
    NOT_ALL_NAMED = auto()  # about: the numbers of pledges whose departments are not all named
    SAME_TITLE = auto()  # found: the title; about: the numbers
    OUT_OF_ORDER = auto()  # found: the number; about: the one before it
    DIFFERENT_ROWS = auto()  # found: the number; about: the heading in which its rows differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing to say, with how many it concerns."""

    kind: NoteKind
    count: int = 0
    found: str = ""
    about: str = ""

    @property
    def is_suspicion(self) -> bool:
        """Whether something may be wrong."""
        return self.kind.value >= NoteKind.SEVERAL_TERMS.value
