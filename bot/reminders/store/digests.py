"""Weekly digests: who wants them, and which were sent."""

from dataclasses import dataclass
from datetime import datetime

from bot.people.groups import Address
from bot.store.records import insert, record_from
from bot.store.state import Tables

MIGRATIONS = {
    ("digests", "001 digests"): """
        -- A chat as a whole has topic 0.
        CREATE TABLE digests (
            chat_id INTEGER NOT NULL,
            topic_id INTEGER NOT NULL,
            is_on INTEGER NOT NULL,
            settled_at TEXT NOT NULL,
            PRIMARY KEY (chat_id, topic_id)
        ) STRICT;
        CREATE TRIGGER digests_follow_group AFTER UPDATE OF chat_id ON groups
        BEGIN
            UPDATE digests SET chat_id = new.chat_id WHERE chat_id = old.chat_id;
        END;
    """,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Whether a chat gets a digest; nothing of what was due until `settled_at` is sent any more."""

    is_on: bool
    settled_at: datetime


def subscriptions(db: Tables) -> dict[Address, Subscription]:
    """What is known of each chat or topic."""
    rows = db.query("SELECT * FROM digests")
    return {
        (row["chat_id"], row["topic_id"] or None): record_from(Subscription, row) for row in rows
    }


def subscribe(db: Tables, address: Address, *, is_on: bool, now: datetime) -> None:
    """Let a chat get digests or not, and none that was due until now."""
    row = {"chat_id": address[0], "topic_id": address[1] or 0}
    insert(db, "digests", row, Subscription(is_on=is_on, settled_at=now), conflict="REPLACE")
