"""Pledges that somebody looked up last: their numbers, and no message texts."""

from bot.store.records import insert
from bot.store.state import Tables

MAX_OF_ONE = 10  # as many as fit on a phone before one would rather type
MAX_OF_ALL = 50_000  # rows; a bot that is open to everybody must not fill the disk

MIGRATIONS = {
    ("recents", "001 recents"): """
        -- The newest has the highest id.
        CREATE TABLE recents (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user_id INTEGER NOT NULL,
            term TEXT NOT NULL,
            number TEXT NOT NULL,
            UNIQUE (user_id, term, number)
        ) STRICT;
    """,
}


def looked_up(db: Tables, user_id: int, *, term: str) -> tuple[str, ...]:
    """The numbers that somebody looked up, newest first, at most MAX_OF_ONE."""
    rows = db.query(
        "SELECT number FROM recents WHERE user_id = ? AND term = ? ORDER BY id DESC",
        [user_id, term],
    )
    return tuple(row["number"] for row in rows)


def note(db: Tables, user_id: int, *, term: str, number: str) -> None:
    """Remember a pledge as the newest one, and forget what goes beyond the limits."""
    insert(db, "recents", conflict="REPLACE", user_id=user_id, term=term, number=number)
    db.execute(
        """
        DELETE FROM recents WHERE user_id = :user AND id NOT IN (
            SELECT id FROM recents WHERE user_id = :user ORDER BY id DESC LIMIT :most
        )
        """,
        {"user": user_id, "most": MAX_OF_ONE},
    )
    db.execute("DELETE FROM recents WHERE id <= (SELECT max(id) FROM recents) - ?", [MAX_OF_ALL])


def forget(db: Tables, user_id: int) -> None:
    """Drop what somebody looked up."""
    db.execute("DELETE FROM recents WHERE user_id = ?", [user_id])
