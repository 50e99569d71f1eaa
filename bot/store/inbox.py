"""What came in and is not handled yet; what is handled leaves its number behind, not its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlite_utils import Migrations

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from sqlite3 import Connection

    from sqlite_utils import Database

MIGRATIONS = Migrations("inbox")

# Of an update that the process may die of. Most only wait beside one, so there are many tries.
MAX_TRIES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What an earlier process left: updates to handle in order, and all ids not to take again."""

    updates: tuple[str, ...]
    ids: tuple[int, ...]
    given_up: int


@MIGRATIONS(name="001 inbox")
def _inbox(db: Database) -> None:
    # `content` is gone once the update is handled.
    db.execute("""
        CREATE TABLE inbox (
            update_id INTEGER PRIMARY KEY,
            bot_id INTEGER NOT NULL,
            content TEXT,
            tries INTEGER NOT NULL DEFAULT 0
        ) STRICT
    """)


def keep(db: Database, updates: Mapping[int, str], *, bot_id: int) -> None:
    """Keep a batch until it is handled; handled ones before it cannot come again."""
    db.execute("DELETE FROM inbox WHERE content IS NULL")
    db.conn.executemany(
        "INSERT OR IGNORE INTO inbox (update_id, bot_id, content) VALUES (?, ?, ?)",
        [(update_id, bot_id, content) for update_id, content in updates.items()],
    )


def handled(db: Database, update_ids: Collection[int]) -> None:
    """Forget what these updates said."""
    db.conn.executemany(
        "UPDATE inbox SET content = NULL WHERE update_id = ?",
        [(update_id,) for update_id in update_ids],
    )


def clear(connection: Connection) -> None:
    """Forget everything: it is not for backups, which people keep."""
    connection.execute("DELETE FROM inbox")


def left(db: Database, *, bot_id: int) -> Left:
    """What this bot has still to handle; after MAX_TRIES processes an update is given up."""
    db.execute("DELETE FROM inbox WHERE bot_id <> ?", [bot_id])
    db.execute("UPDATE inbox SET tries = tries + 1 WHERE content IS NOT NULL")
    given_up = db.execute(
        "UPDATE inbox SET content = NULL WHERE content IS NOT NULL AND tries > ?", [MAX_TRIES]
    ).rowcount
    rows = list(db.query("SELECT update_id, content FROM inbox ORDER BY update_id"))
    return Left(
        updates=tuple(row["content"] for row in rows if row["content"] is not None),
        ids=tuple(row["update_id"] for row in rows),
        given_up=given_up,
    )
