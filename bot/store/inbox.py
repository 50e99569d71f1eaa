"""Updates in hand, only the numbers of those handled, and apologies for those without an answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from sqlite3 import Connection

from sqlite_utils import Database

from bot.store.records import insert, record_from

# Of an update that the process may die of. Most only wait beside one, so there are many tries.
MAX_TRIES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Apology:
    """Where no answer came, or none for sure (`is_unsure`); `topic_id` is 0 outside of topics."""

    chat_id: int
    topic_id: int
    message_id: int
    is_unsure: bool

    @property
    def place(self) -> tuple[int, int]:
        """The chat and the topic: one apology is enough there."""
        return self.chat_id, self.topic_id


MIGRATIONS = {
    ("inbox", "001 inbox"): """
        -- `content` is gone once the update is handled.
        CREATE TABLE inbox (
            update_id INTEGER PRIMARY KEY,
            bot_id INTEGER NOT NULL,
            content TEXT,
            tries INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE apologies (
            bot_id INTEGER NOT NULL,
            chat_id INTEGER NOT NULL,
            topic_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            is_unsure INTEGER NOT NULL,
            PRIMARY KEY (bot_id, chat_id, topic_id)
        ) STRICT;
    """,
}


def keep(db: Database, updates: Mapping[int, str | None], *, bot_id: int) -> None:
    """Keep a batch until it is handled, None what is not to be; those before cannot come again."""
    db.execute("DELETE FROM inbox WHERE content IS NULL")
    db.conn.executemany(
        "INSERT OR IGNORE INTO inbox (update_id, bot_id, content) VALUES (?, ?, ?)",
        [(update_id, bot_id, content) for update_id, content in updates.items()],
    )


def mark_handled(db: Database, update_ids: Collection[int]) -> None:
    """Forget what these updates said."""
    db.conn.executemany(
        "UPDATE inbox SET content = NULL WHERE update_id = ?",
        [(update_id,) for update_id in update_ids],
    )


def clear(connection: Connection) -> None:
    """Forget everything: it is not for backups, which people keep."""
    connection.execute("DELETE FROM inbox")


def claim_left(db: Database, *, bot_id: int) -> tuple[dict[int, str | None], int]:
    """What an earlier process left, in order of ids, None for what is handled; how many it gave up.

    One more try is counted, and after MAX_TRIES processes an update is given up.
    """
    db.execute("DELETE FROM inbox WHERE bot_id <> ?", [bot_id])
    db.execute("UPDATE inbox SET tries = tries + 1 WHERE content IS NOT NULL")
    given_up = db.execute(
        "UPDATE inbox SET content = NULL WHERE content IS NOT NULL AND tries > ?", [MAX_TRIES]
    ).rowcount
    left = db.execute("SELECT update_id, content FROM inbox ORDER BY update_id").fetchall()
    return dict(left), given_up


def owe(db: Database, apology: Apology, *, bot_id: int) -> None:
    """Keep an apology until it has arrived."""
    insert(db, "apologies", apology, conflict="REPLACE", bot_id=bot_id)


def owed(db: Database, *, bot_id: int) -> tuple[Apology, ...]:
    """The apologies of this bot that have not arrived."""
    rows = db.query("SELECT * FROM apologies WHERE bot_id = ?", [bot_id])
    return tuple(record_from(Apology, row) for row in rows)


def settle(db: Database, apology: Apology, *, bot_id: int) -> None:
    """Forget an apology that has arrived or is refused."""
    where = "bot_id = ? AND chat_id = ? AND topic_id = ?"
    db.execute(f"DELETE FROM apologies WHERE {where}", [bot_id, *apology.place])
