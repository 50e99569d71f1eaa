"""Signs of life: when the process that works on this database last did what."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from bot.store.errors import StoreError
from bot.store.inspection import is_served, query_file
from bot.store.records import insert, record_from

MAX_SILENCE = timedelta(minutes=5)  # five times as long as a pulse takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """When a process started, was last alive, reached Telegram, and got an update."""

    version: str
    started_at: datetime
    alive_at: datetime
    reached_at: datetime | None
    update_at: datetime | None


MIGRATIONS = {
    ("operations", "001 operations"): """
        CREATE TABLE pulses (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            version TEXT NOT NULL,
            started_at TEXT NOT NULL,
            alive_at TEXT NOT NULL,
            reached_at TEXT,
            update_at TEXT
        ) STRICT;
        -- What the admins were notified of, and is not well yet.
        CREATE TABLE alerts (kind TEXT PRIMARY KEY, told_at TEXT NOT NULL) STRICT;
    """,
}


def record(db: Database, pulse: Pulse) -> None:
    """Replace the last pulse; times that this process does not know are kept."""
    if (before := last(db)) is not None:
        reached_at = pulse.reached_at or before.reached_at
        pulse = replace(pulse, reached_at=reached_at, update_at=pulse.update_at or before.update_at)
    insert(db, "pulses", pulse, conflict="REPLACE", id=1)


def last(db: Database) -> Pulse | None:
    """The last pulse; None when no bot has served from this database."""
    return next((record_from(Pulse, row) for row in db.query("SELECT * FROM pulses")), None)


def is_alive(state_db: Path, *, now: datetime) -> bool:
    """Whether a bot works on the state database and takes its turns: else a restart would help."""
    try:
        pulse = query_file(state_db, last)
    except StoreError:
        return False
    return pulse is not None and abs(now - pulse.alive_at) <= MAX_SILENCE and is_served(state_db)


def alerts(db: Database) -> frozenset[str]:
    """The kinds of trouble that the admins were notified of and that are not over."""
    return frozenset(row["kind"] for row in db.query("SELECT kind FROM alerts"))


def raise_alert(db: Database, kind: str, *, now: datetime) -> None:
    """Note that the admins were notified."""
    insert(db, "alerts", conflict="IGNORE", kind=kind, told_at=now)


def clear_alerts(db: Database, kinds: Iterable[str]) -> None:
    """Note that these are over, so that the admins are notified when they come again."""
    db.conn.executemany("DELETE FROM alerts WHERE kind = ?", [(kind,) for kind in kinds])
