"""Boards of campaigns: which message shows which, and what it shows."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.reminders.rules.board import Campaign, Request
from bot.reminders.rules.reminder import Reminder
from bot.store.records import from_json, insert, record_from, to_json, update
from bot.store.state import Tables

MAX_CAMPAIGNS = 200  # more than ten years of quarters and months

MIGRATIONS = {
    ("boards", "001 boards"): """
        -- One for each campaign and coordinator. Without a message it was deleted, and stays so;
        -- `is_closed` once its coordinator got the report at the deadline.
        CREATE TABLE boards (
            reminder_id INTEGER NOT NULL REFERENCES reminders (id),
            deadline TEXT NOT NULL,
            chat_id INTEGER NOT NULL,
            message_id INTEGER,
            shown TEXT NOT NULL,
            edited_at TEXT NOT NULL,
            is_closed INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (reminder_id, deadline, chat_id)
        ) STRICT;
        CREATE INDEX boards_by_deadline ON boards (deadline);
    """,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A board's message; `shown` is a digest of what it says."""

    reminder_id: int
    deadline: date
    chat_id: int
    message_id: int | None
    shown: str
    edited_at: datetime
    is_closed: bool = False


def place(db: Tables, placed: Placed) -> None:
    """Note where a board stands and what it shows, in the place of what was known of it."""
    insert(db, "boards", placed, conflict="REPLACE")


def delete_old(db: Tables, before: date) -> None:
    """Forget the messages that show boards of earlier deadlines."""
    db.execute("DELETE FROM boards WHERE deadline < ?", [before.isoformat()])


def placed(db: Tables, reminder_id: int, deadline: date) -> dict[int, Placed]:
    """The messages that show the board of a campaign, by chat."""
    sql = "SELECT * FROM boards WHERE reminder_id = ? AND deadline = ?"
    rows = db.query(sql, [reminder_id, deadline.isoformat()])
    return {row["chat_id"]: record_from(Placed, row) for row in rows}


def campaigns(db: Tables, since: date, *, are_deleted_too: bool = False) -> tuple[Campaign, ...]:
    """The newest MAX_CAMPAIGNS of which something was sent, the latest deadline first."""
    rows = db.query(
        """
        SELECT reminders.*, deadline, version
        FROM campaigns JOIN reminders ON reminders.id = campaigns.reminder
        WHERE is_begun AND deadline >= ? AND (deleted_at IS NULL OR ?)
        ORDER BY deadline DESC, reminder DESC LIMIT ?
        """,
        [since.isoformat(), are_deleted_too, MAX_CAMPAIGNS],
    )
    return tuple(record_from(Campaign, row, reminder=record_from(Reminder, row)) for row in rows)


def to_close(db: Tables, since: date, until: date) -> tuple[tuple[int, date], ...]:
    """The campaigns with deadlines on these days of which it is not kept what they asked."""
    begun = "SELECT reminder, deadline FROM campaigns WHERE is_begun AND asked IS NULL"
    days = [since.isoformat(), until.isoformat()]
    rows = db.query(f"{begun} AND deadline BETWEEN ? AND ?", days)
    return tuple((row["reminder"], date.fromisoformat(row["deadline"])) for row in rows)


def close(db: Tables, reminder_id: int, deadline: date, asks: Request) -> None:
    """Keep what a campaign asked, unless that is kept already."""
    campaign = {"reminder": reminder_id, "deadline": deadline.isoformat(), "asked": None}
    update(db, "campaigns", campaign, asked=to_json(asks))


def closed(db: Tables, reminder_id: int, deadline: date) -> Request | None:
    """What a campaign asked at its deadline; None before."""
    sql = "SELECT asked FROM campaigns WHERE reminder = ? AND deadline = ? AND asked IS NOT NULL"
    rows = db.query(sql, [reminder_id, deadline.isoformat()])
    return next((from_json(Request, row["asked"]) for row in rows), None)


def move_deadline(db: Tables, reminder_id: int, old: date, new: date) -> None:
    """Put a deadline off with all sent and answered for it, which joins that of the new day."""
    moved = [new.isoformat(), reminder_id, old.isoformat()]
    both = """
        SELECT max(is_begun), max(version) + 1 FROM campaigns
        WHERE reminder = ?2 AND deadline IN (?1, ?3)
    """
    for table in (
        "occurrences SET deadline = ?1 WHERE reminder",
        f"campaigns SET asked = NULL, (is_begun, version) = ({both}), deadline = ?1 WHERE reminder",
        "boards SET is_closed = 0, shown = '', deadline = ?1 WHERE reminder_id",
    ):
        db.execute(f"UPDATE OR REPLACE {table} = ?2 AND deadline = ?3", moved)


def last_deadline(db: Tables, reminder_id: int) -> date | None:
    """The last deadline of which something was sent; None where there is none."""
    sql = "SELECT max(deadline) AS last FROM campaigns WHERE reminder = ? AND is_begun"
    [row] = db.query(sql, [reminder_id])
    return date.fromisoformat(row["last"]) if row["last"] else None
