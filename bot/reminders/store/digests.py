"""Weekly digests: who gets one when, and which were sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from bot.reminders.rules.digest import DigestTime
from bot.store.records import insert

if TYPE_CHECKING:
    from bot.people.groups import Address

MIGRATIONS = Migrations("digests")


@MIGRATIONS(name="001 digests")
def _digests(db: Database) -> None:
    # A chat as a whole has topic 0. Without a weekday nothing is sent there.
    db.execute("""
        CREATE TABLE digests (
            chat_id INTEGER NOT NULL,
            topic_id INTEGER NOT NULL,
            weekday INTEGER,
            hour INTEGER,
            settled_at TEXT NOT NULL,
            PRIMARY KEY (chat_id, topic_id)
        ) STRICT
    """)
    db.execute("""
        CREATE TRIGGER digests_follow_group AFTER UPDATE OF chat_id ON groups
        BEGIN
            UPDATE digests SET chat_id = new.chat_id WHERE chat_id = old.chat_id;
        END
    """)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """When a chat gets a digest, None for never; what was due until `settled_at` is settled."""

    at: DigestTime | None
    settled_at: datetime


def subscriptions(db: Database) -> dict[Address, Subscription]:
    """What is known of each chat or topic."""
    return {
        (row["chat_id"], row["topic_id"] or None): Subscription(
            at=None
            if row["weekday"] is None
            else DigestTime(weekday=row["weekday"], hour=row["hour"]),
            settled_at=datetime.fromisoformat(row["settled_at"]),
        )
        for row in db.query("SELECT * FROM digests")
    }


def subscribe(db: Database, address: Address, at: DigestTime | None, *, now: datetime) -> None:
    """Set when a chat gets a digest; nothing of what was due until now is sent any more."""
    weekday, hour = (at.weekday, at.hour) if at is not None else (None, None)
    row = {"chat_id": address[0], "topic_id": address[1] or 0, "settled_at": now}
    insert(db, "digests", row, conflict="REPLACE", weekday=weekday, hour=hour)
