"""Reminders as they were set, and the days off that the office adds."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database, Migrations

from bot.lookup.pledge import PledgeNumber
from bot.reminders.rules import schedule as schedules
from bot.reminders.rules.reminder import (
    Audience,
    Chat,
    Departments,
    Everyone,
    Nudges,
    OwnersOf,
    Reminder,
)
from bot.reminders.rules.working_days import WorkingDays
from bot.store.state import moment

if TYPE_CHECKING:
    from bot.reminders.rules.schedule import Schedule

MIGRATIONS = Migrations("reminders")


@MIGRATIONS(name="001 reminders")
def _reminders(db: Database) -> None:
    # A deleted reminder stays, for what it sent is kept. It was set by the message `command_id`.
    db.execute("""
        CREATE TABLE reminders (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            audience TEXT NOT NULL,
            text TEXT NOT NULL,
            schedule TEXT NOT NULL,
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
        ) STRICT
    """)
    db.execute("CREATE INDEX reminders_by_command ON reminders (command_chat, command_id)")
    db.execute("""
        CREATE TABLE days_off (
            day TEXT PRIMARY KEY,
            is_opened INTEGER NOT NULL,
            name TEXT NOT NULL,
            added_by INTEGER NOT NULL,
            added_at TEXT NOT NULL
        ) STRICT
    """)
    # A group that turns into a supergroup gets a new id: its own reminders follow by themselves.
    db.execute("""
        CREATE TRIGGER reminders_follow_their_group AFTER UPDATE OF chat_id ON groups
        BEGIN
            UPDATE reminders SET audience = json_set(audience, '$.chat_id', new.chat_id)
            WHERE json_extract(audience, '$.chat_id') = old.chat_id;
        END
    """)


def add(  # noqa: PLR0913 -- what a reminder is made of
    db: Database,
    *,
    audience: Audience,
    text: str,
    schedule: Schedule,
    nudges: Nudges | None = None,
    lists_pledges: bool = True,
    by: int,
    command: tuple[int, int | None] = (0, None),
    now: datetime,
) -> Reminder:
    """Set a reminder, in force from now on; `command` is the chat and message that began it."""
    cursor = db.execute(
        """
        INSERT INTO reminders
            (audience, text, schedule, nudges, lists_pledges, active_from, created_by, created_at,
             command_chat, command_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            written_audience(audience),
            text,
            schedule.written(),
            written_nudges(nudges),
            lists_pledges,
            moment(now),
            by,
            moment(now),
            *command,
        ],
    )
    made = reminder(db, int(cursor.lastrowid or 0))
    assert made is not None  # noqa: S101 -- it was written a line above
    return made


def keep(db: Database, changed: Reminder) -> None:
    """Put a changed reminder in the place of the one with its id, unless that was deleted.

    Whoever changes when it comes sets its `active_from`; see `bot.reminders.rules.reminder`.
    """
    db.execute(
        """
        UPDATE reminders SET audience = ?, text = ?, schedule = ?, nudges = ?, lists_pledges = ?,
            paused = ?, skipped = ?, active_from = ?
        WHERE id = ? AND deleted_at IS NULL
        """,
        [
            written_audience(changed.audience),
            changed.text,
            changed.schedule.written(),
            written_nudges(changed.nudges),
            changed.lists_pledges,
            changed.paused,
            json.dumps(sorted(moment(skipped) for skipped in changed.skipped)),
            moment(changed.active_from),
            changed.id,
        ],
    )


def set_by(db: Database, command: tuple[int, int | None]) -> Reminder | None:
    """The reminder that was set by a message of a chat; None when none was, or it has ended."""
    rows = db.query("SELECT id FROM reminders WHERE command_chat = ? AND command_id = ?", command)
    return next((found for row in [*rows] if (found := reminder(db, row["id"]))), None)


def set_audience(db: Database, reminder_id: int, written: str) -> None:
    """Change whom a reminder is for."""
    db.execute("UPDATE reminders SET audience = ? WHERE id = ?", [written, reminder_id])


def delete(db: Database, reminder_id: int, *, now: datetime) -> bool:
    """Let a reminder end, and what it still had to send; False when it had ended before."""
    ended = db.execute(
        "UPDATE reminders SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL",
        [moment(now), reminder_id],
    )
    return ended.rowcount > 0


def reminder(db: Database, reminder_id: int) -> Reminder | None:
    """The reminder with this id; None when there is none or it was deleted."""
    return next(iter(_reminders_where(db, "id = ? AND deleted_at IS NULL", [reminder_id])), None)


def ever(db: Database, reminder_id: int) -> Reminder | None:
    """The same, deleted or not: what a message of long ago was about."""
    return next(iter(_reminders_where(db, "id = ?", [reminder_id])), None)


def all_reminders(db: Database) -> tuple[Reminder, ...]:
    """Every reminder that was not deleted, oldest first."""
    return _reminders_where(db, "deleted_at IS NULL", [])


def calendar(db: Database) -> WorkingDays:
    """The office's working days, with the days that it added itself."""
    days: tuple[set[date], set[date]] = (set(), set())
    for row in db.query("SELECT day, is_opened FROM days_off"):
        days[row["is_opened"]].add(date.fromisoformat(row["day"]))
    closed, opened = days
    return WorkingDays(closed=frozenset(closed), opened=frozenset(opened))


def days_off(db: Database) -> tuple[tuple[date, bool, str], ...]:
    """The days that the office added, in order: the day, whether it works on it, its name."""
    rows = db.query("SELECT * FROM days_off ORDER BY day")
    return tuple(
        (date.fromisoformat(row["day"]), bool(row["is_opened"]), row["name"]) for row in rows
    )


def add_day_off(  # noqa: PLR0913 -- what a day off is made of
    db: Database, day: date, *, name: str, is_opened: bool = False, by: int, now: datetime
) -> None:
    """Close the office on a day, or with `is_opened` let it work on one; the last word counts."""
    db.execute(
        "INSERT OR REPLACE INTO days_off VALUES (?, ?, ?, ?, ?)",
        [day.isoformat(), is_opened, name, by, moment(now)],
    )


def remove_day_off(db: Database, day: date) -> bool:
    """Take a day back that the office added; False when it had not."""
    return db.execute("DELETE FROM days_off WHERE day = ?", [day.isoformat()]).rowcount > 0


def _reminders_where(db: Database, where: str, values: list[Any]) -> tuple[Reminder, ...]:
    sql = f"SELECT * FROM reminders WHERE {where} ORDER BY id"  # noqa: S608 -- a constant
    return tuple(_reminder(*map(row.get, _FIELDS)) for row in db.query(sql, values))


_FIELDS = (
    *("id", "audience", "text", "schedule", "created_by", "active_from", "paused", "skipped"),
    *("nudges", "lists_pledges"),
)


@lru_cache(maxsize=1_000)  # the same ones are read at every turn
def _reminder(*values: Any) -> Reminder:
    row = dict(zip(_FIELDS, values, strict=True))
    return Reminder(
        id=row["id"],
        audience=read_audience(row["audience"]),
        text=row["text"],
        schedule=_read_schedule(row["schedule"]),
        created_by=row["created_by"],
        active_from=datetime.fromisoformat(row["active_from"]),
        paused=bool(row["paused"]),
        skipped=frozenset(map(datetime.fromisoformat, json.loads(row["skipped"]))),
        nudges=read_nudges(row["nudges"]),
        lists_pledges=bool(row["lists_pledges"]),
    )


@lru_cache(maxsize=1_000)  # the same ones are read at every turn
def _read_schedule(written: str) -> Schedule:
    return schedules.read(written)


def written_audience(audience: Audience) -> str:
    """As JSON, for `read_audience`."""
    fields: dict[str, Any]
    match audience:
        case Departments(names=names):
            fields = {"kind": "departments", "names": names}
        case Everyone(without=without):
            fields = {"kind": "everyone", "without": without}
        case OwnersOf(numbers=numbers):
            fields = {"kind": "owners", "numbers": [str(number) for number in numbers]}
        case Chat(chat_id=chat_id, topic_id=topic_id):
            fields = {"kind": "chat", "chat_id": chat_id, "topic_id": topic_id}
    return json.dumps(fields, ensure_ascii=False)


@lru_cache(maxsize=1_000)
def read_audience(written: str) -> Audience:
    """The audience that was written; ValueError for anything else."""
    match json.loads(written):
        case {"kind": "departments", "names": names}:
            return Departments(names=tuple(names))
        case {"kind": "everyone", "without": without}:
            return Everyone(without=tuple(without))
        case {"kind": "owners", "numbers": numbers}:
            return OwnersOf(numbers=tuple(map(PledgeNumber, numbers)))
        case {"kind": "chat", "chat_id": chat_id, "topic_id": topic_id}:
            return Chat(chat_id=chat_id, topic_id=topic_id)
    msg = f"not an audience: {written[:80]!r}"
    raise ValueError(msg)


def written_nudges(nudges: Nudges | None) -> str | None:
    """As JSON, for `read_nudges`."""
    if nudges is None:
        return None
    return json.dumps({"every_s": nudges.every.total_seconds(), "at_most": nudges.at_most})


def read_nudges(written: str | None) -> Nudges | None:
    """The nudges that were written."""
    if written is None:
        return None
    fields = json.loads(written)
    return Nudges(every=timedelta(seconds=fields["every_s"]), at_most=fields["at_most"])
