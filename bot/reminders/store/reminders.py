"""Reminders as they were set, and the days off that the office adds."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.reminders.rules.reminder import MAX_MOVE, Reminder
from bot.reminders.rules.schedule import ends_on
from bot.reminders.rules.working_days import DayOff, WorkingDays
from bot.store.records import insert, record_from, update
from bot.store.state import Tables

MIGRATIONS = {
    ("reminders", "001 reminders"): """
        -- A deleted reminder stays, for what it sent is kept. It was set by the message
        -- `command_id`.
        CREATE TABLE reminders (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            audience TEXT NOT NULL,
            text TEXT NOT NULL,
            schedule TEXT NOT NULL,
            ends_on TEXT NOT NULL,
            nudges TEXT,
            lists_pledges INTEGER NOT NULL DEFAULT 1,
            paused INTEGER NOT NULL DEFAULT 0,
            skipped TEXT NOT NULL DEFAULT '[]',
            active_from TEXT NOT NULL,
            created_by INTEGER NOT NULL,
            created_at TEXT NOT NULL,
            deleted_at TEXT,
            command_chat INTEGER,
            command_id INTEGER
        ) STRICT;
        -- An office sets hundreds a year that come once: nobody looks through those that have come.
        CREATE INDEX reminders_ahead ON reminders (ends_on) WHERE deleted_at IS NULL;
        CREATE INDEX reminders_by_command ON reminders (command_chat, command_id);
        CREATE TABLE days_off (
            day TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            added_by INTEGER NOT NULL,
            added_at TEXT NOT NULL,
            is_yearly INTEGER NOT NULL DEFAULT 0,
            is_proposed INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        -- A group that turns into a supergroup gets a new id: its own reminders follow by
        -- themselves.
        CREATE TRIGGER reminders_follow_their_group AFTER UPDATE OF chat_id ON groups
        BEGIN
            UPDATE reminders SET audience = json_set(audience, '$.chat_id', new.chat_id)
            WHERE json_extract(audience, '$.chat_id') = old.chat_id;
        END;
    """,
}


def add(
    db: Tables, made: Reminder, *, by: int, command: tuple[int, int | None] = (0, None)
) -> Reminder:
    """Set a reminder, which gets an id; `command` is the chat and message that began it."""
    began = {"command_chat": command[0], "command_id": command[1]}
    row = {"id": None, "created_by": by, "created_at": made.active_from, **began}
    ends = ends_on(made.schedule)
    return replace(made, id=insert(db, "reminders", made, row, ends_on=ends) or 0)


def keep(db: Tables, changed: Reminder) -> None:
    """Put a changed reminder in place, unless deleted; another time has its own `active_from`."""
    row = {"id": changed.id, "deleted_at": None}
    update(db, "reminders", row, changed, ends_on=ends_on(changed.schedule))


def set_by(db: Tables, command: tuple[int, int | None]) -> Reminder | None:
    """The reminder that was set by a message of a chat; None when none was, or it has ended."""
    rows = db.query("SELECT id FROM reminders WHERE command_chat = ? AND command_id = ?", command)
    return next((found for row in [*rows] if (found := reminder(db, row["id"]))), None)


def bind_to_term(db: Tables, term: str, since: datetime) -> None:
    """Bind to this term the reminders ahead whose pledges have none, as those of 1.0.0."""
    db.execute(
        """
        UPDATE reminders SET audience = json_set(audience, '$.term', ?)
        WHERE deleted_at IS NULL AND ends_on >= ?
            AND json_extract(audience, '$.kind') = 'OwnersOf'
            AND coalesce(json_extract(audience, '$.term'), '') = ''
        """,
        [term, _earliest(since)],
    )


def delete(db: Tables, reminder_id: int, *, now: datetime) -> bool:
    """Let a reminder end, and what it still had to send; False when it had ended before."""
    return update(db, "reminders", {"id": reminder_id, "deleted_at": None}, deleted_at=now)


def reminder(db: Tables, reminder_id: int) -> Reminder | None:
    """The reminder with this id; None when there is none or it was deleted."""
    return next(iter(_reminders_where(db, "id = ? AND deleted_at IS NULL", [reminder_id])), None)


def ever(db: Tables, reminder_id: int) -> Reminder | None:
    """The same, deleted or not: what a message of long ago was about."""
    return next(iter(_reminders_where(db, "id = ?", [reminder_id])), None)


def ahead(db: Tables, since: datetime) -> tuple[Reminder, ...]:
    """The reminders that may come due after `since`, and a while longer; the oldest first."""
    return _reminders_where(db, "deleted_at IS NULL AND ends_on >= ?", [_earliest(since)])


def _earliest(since: datetime) -> str:
    return (since - MAX_MOVE).date().isoformat()


def calendar(db: Tables) -> WorkingDays:
    """The office's working days, with the days that it added itself."""
    return WorkingDays(closed=frozenset().union(*(each.dates() for each in days_off(db))))


def days_off(db: Tables, *, are_proposed: bool = False) -> tuple[DayOff, ...]:
    """The days that the office added, or those that somebody asked to add, in order."""
    sql = "SELECT day, name, is_yearly FROM days_off WHERE is_proposed = ? ORDER BY day"
    return tuple(record_from(DayOff, row) for row in db.query(sql, [are_proposed]))


def add_day_off(
    db: Tables, day_off: DayOff, *, by: int, now: datetime, is_proposed: bool = False
) -> None:
    """Close the office on a day, or only keep that somebody asked to; the last name counts."""
    row = {"added_by": by, "added_at": now, "is_proposed": is_proposed}
    insert(db, "days_off", day_off, row, conflict="REPLACE")


def remove_day_off(db: Tables, day: date) -> bool:
    """Take a day back that the office added; False when it had not."""
    return db.execute("DELETE FROM days_off WHERE day = ?", [day.isoformat()]).rowcount > 0


def _reminders_where(db: Tables, where: str, values: list[Any]) -> tuple[Reminder, ...]:
    rows = db.query(f"SELECT * FROM reminders WHERE {where} ORDER BY +id", values)
    return tuple(record_from(Reminder, row) for row in rows)
