"""People: who was let in, as what, and who was removed."""

from datetime import datetime
from typing import Any

from bot.people.access import Known, Role
from bot.store.records import insert, record_from, update
from bot.store.state import Tables, moment

MIGRATIONS = {
    ("people", "001 people"): """
        -- `name` is what Telegram showed when somebody was last let in: a label for coordinators,
        -- never a key. `role` is the person's own; whoever is here by a group alone has none.
        CREATE TABLE people (
            user_id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            role TEXT,
            seen_in INTEGER,
            removed_at TEXT,
            since TEXT NOT NULL
        ) STRICT;
    """,
}


def known(db: Tables, user_id: int) -> Known | None:
    """What is kept of somebody; None for somebody never let in."""
    return next(map(_known, db.query("SELECT * FROM people WHERE user_id = ?", [user_id])), None)


def listed(db: Tables) -> tuple[Known, ...]:
    """Everybody that is kept, the removed included, by name."""
    return tuple(map(_known, db.query("SELECT * FROM people ORDER BY name, user_id")))


def names(db: Tables) -> dict[int, str]:
    """What everybody that is kept is called, where that is known, by their ids."""
    return dict(db.execute("SELECT user_id, name FROM people WHERE name <> ''").fetchall())


def coordinators(db: Tables) -> frozenset[int]:
    """The user ids of the coordinators."""
    rows = db.query("SELECT user_id FROM people WHERE role = 'coordinator' AND removed_at IS NULL")
    return frozenset(row["user_id"] for row in rows)


def set_name(db: Tables, user_id: int, *, name: str, now: datetime) -> None:
    """Keep what somebody is called now; whether they are let in does not change."""
    _record(db, user_id, now=now, name=name)


def let_in(db: Tables, user_id: int, *, name: str, role: Role, now: datetime) -> None:
    """Give somebody a role of their own, which also takes a removal back."""
    own = {"role": role.name.lower(), "removed_at": None, "since": now}
    _record(db, user_id, now=now, **_named(name), **own)


def record_in_group(db: Tables, user_id: int, *, name: str, chat_id: int, now: datetime) -> None:
    """Note that somebody is in a registered group; neither a role nor a removal changes."""
    _record(db, user_id, now=now, **_named(name), seen_in=chat_id)


def remove(db: Tables, user_id: int, *, now: datetime) -> None:
    """Mark somebody as removed, known before or not."""
    _record(db, user_id, now=now, role=None, removed_at=now)


def _record(db: Tables, user_id: int, *, now: datetime, **changed: Any) -> None:
    if not update(db, "people", {"user_id": user_id}, changed):
        insert(db, "people", {"user_id": user_id, "name": "", "since": now} | changed)


def _named(name: str) -> dict[str, str]:
    """The name, where there is one: else what was known before is kept."""
    return {"name": name} if name else {}


def forget_names(db: Tables, before: datetime) -> None:
    """Drop the names of those removed before that time; that they were removed is kept."""
    db.execute("UPDATE people SET name = '' WHERE removed_at < ? AND name <> ''", [moment(before)])


def _known(row: dict[str, Any]) -> Known:
    return record_from(Known, row, role=Role[row["role"].upper()] if row["role"] else None)
