"""Changes of the table that coordinators were shown and have not decided on: state database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from sqlite_utils import Database

from bot.store.records import from_json, insert, record_from, update
from bot.store.state import moment
from bot.table.history import VersionKind
from bot.table.reorganisation import Step
from bot.table.verbs import GoneError

KEPT_FOR = timedelta(days=1)
ASKED = ""  # instead of a term: its name is waited for

MIGRATIONS = {
    ("proposals", "001 proposals"): """
        -- `content` is a file, or the steps of a reorganisation; `base` the version that was seen.
        CREATE TABLE proposals (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            by INTEGER NOT NULL,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            content BLOB NOT NULL,
            term TEXT,
            day TEXT,
            base INTEGER NOT NULL,
            made_at TEXT NOT NULL,
            version INTEGER
        ) STRICT;
    """,
    ("proposals", "002 followed version"): """
        -- Up to which version groups and reminders have followed; how many were notified of the
        -- next.
        CREATE TABLE followed_version (
            id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL,
            notified INTEGER NOT NULL
        ) STRICT;
    """,
}


def followed_version(db: Database) -> tuple[int | None, int]:
    """The version up to which all was done, None for none; of the next, how many were notified."""
    row = next(db.query("SELECT * FROM followed_version"), None)
    return (None, 0) if row is None else (row["version"], row["notified"])


def record_followed_version(db: Database, version: int, notified: int = 0) -> None:
    """Record that all that a version leads to was done, and how much of the next."""
    db.execute("INSERT OR REPLACE INTO followed_version VALUES (1, ?, ?)", [version, notified])


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A file to load, by its `name`, or a reorganisation for a day or for now, without one.

    `version` is what it became, None while it is not applied.
    """

    id: int
    by: int
    kind: VersionKind
    name: str
    content: bytes
    term: str | None
    day: date | None
    base: int
    version: int | None

    @property
    def steps(self) -> tuple[Step, ...]:
        """Those of a reorganisation."""
        return cast("tuple[Step, ...]", from_json(tuple[Step, ...], self.content.decode()))


def add(  # noqa: PLR0913 -- what a proposal is made of
    db: Database,
    *,
    by: int,
    content: bytes,
    base: int,
    now: datetime,
    kind: VersionKind = VersionKind.LOAD,
    name: str = "",
    day: date | None = None,
) -> int:
    """Keep a proposal, and delete the ones that nobody decided on; its id."""
    delete_old(db, now)
    row = {"by": by, "kind": kind, "name": name, "content": content, "day": day, "base": base}
    return insert(db, "proposals", row, made_at=now) or 0


def delete_old(db: Database, now: datetime) -> None:
    """Delete what nobody decided on in time."""
    db.execute("DELETE FROM proposals WHERE made_at < ?", [moment(now - KEPT_FOR)])


def proposal(db: Database, proposal_id: int) -> Proposal:
    """The proposal with this id. Raises GoneError."""
    for row in db.query("SELECT * FROM proposals WHERE id = ?", [proposal_id]):
        return record_from(Proposal, row)
    raise GoneError


def newest(db: Database, /, **columns: str | int | None) -> Proposal | None:
    """The newest proposal with these values; None where there is none."""
    where = " AND ".join(f"{name} IS ?" for name in columns)
    sql = f"SELECT * FROM proposals WHERE {where} ORDER BY id DESC LIMIT 1"
    return next((record_from(Proposal, row) for row in db.query(sql, [*columns.values()])), None)


def change(db: Database, proposal_id: int, /, **columns: str | bytes | int) -> None:
    """Set the `term` of a file, the steps of a reorganisation, or the `version` it became."""
    update(db, "proposals", {"id": proposal_id}, columns)


def delete(db: Database, proposal_id: int) -> None:
    """Drop it."""
    db.execute("DELETE FROM proposals WHERE id = ?", [proposal_id])
