"""Weekly digests: who wants none, and which were sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 -- for bot.store.records

from sqlite_utils import Database, Migrations

from bot.store.records import insert, record_from

MIGRATIONS = Migrations("digests")


@MIGRATIONS(name="001 digests")
def _digests(db: Database) -> None:
    db.execute("""
        CREATE TABLE digests (
            user_id INTEGER PRIMARY KEY,
            is_off INTEGER NOT NULL,
            settled_at TEXT NOT NULL
        ) STRICT
    """)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Of a coordinator; nothing of what was due until `settled_at` is sent any more."""

    user_id: int
    is_off: bool = False
    settled_at: datetime


def subscriptions(db: Database) -> dict[int, Subscription]:
    """What is known of each coordinator."""
    return {
        row["user_id"]: record_from(Subscription, row) for row in db.query("SELECT * FROM digests")
    }


def subscribe(db: Database, changed: Subscription) -> None:
    """Put this in the place of what is known of a coordinator."""
    insert(db, "digests", changed, conflict="REPLACE")
