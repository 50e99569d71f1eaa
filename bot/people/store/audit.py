"""The audit log: who changed what, for whom, and when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from bot.people.audit import Entry
from bot.store.times import moment

if TYPE_CHECKING:
    from sqlite_utils import Database

MIGRATIONS = Migrations("audit")


@MIGRATIONS(name="001 audit")
def _audit(db: Database) -> None:
    db.execute("""
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            by INTEGER,
            act TEXT NOT NULL,
            subject INTEGER,
            detail TEXT NOT NULL
        ) STRICT
    """)


def note(  # noqa: PLR0913 -- what an entry is made of
    db: Database,
    act: str,
    *,
    by: int | None,
    subject: int | None = None,
    detail: str = "",
    now: datetime,
) -> None:
    """Add an entry; in the transaction of the change that it records."""
    db.execute(
        "INSERT INTO audit (at, by, act, subject, detail) VALUES (?, ?, ?, ?, ?)",
        [moment(now), by, str(act), subject, detail],
    )


def size(db: Database) -> int:
    """How many entries there are."""
    return int(next(db.query("SELECT count(*) AS entries FROM audit"))["entries"])


def entries(db: Database, *, skip: int, limit: int) -> tuple[Entry, ...]:
    """The newest entries, after skipping some."""
    rows = db.query("SELECT * FROM audit ORDER BY id DESC LIMIT ? OFFSET ?", [limit, skip])
    return tuple(
        Entry(
            at=datetime.fromisoformat(row["at"]),
            by=row["by"],
            act=row["act"],
            subject=row["subject"],
            detail=row["detail"],
        )
        for row in rows
    )
