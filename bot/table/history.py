"""Versions of the table, and what they changed of a pledge."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class VersionKind(StrEnum):
    """What made a version."""

    LOAD = "load"
    REORGANISATION = "reorganisation"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One change of a term's table; `at` is aware, `by` a user id or None for the shell.

    `current` is the term that is current after it, `term_before` the one before it; `before` is the
    version of its term before it, `content` that of its table, None where the term went. `undoes`
    is the version that this one takes back, `is_undone` whether it was taken back. `since` is the
    day from which a reorganisation holds.
    """

    id: int
    kind: VersionKind
    term: str
    current: str
    at: datetime
    by: int | None
    file: str
    sha256: str
    as_of: date
    content: str | None
    before: int | None
    term_before: str | None
    undoes: int | None
    is_undone: bool
    pledges: int
    added: int
    removed: int
    changed: int
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """What a version changed of one field of a pledge; None where the pledge came or went."""

    version: Version
    field: str
    old: str | None
    new: str | None
