"""The audit log: who changed what, for whom, and when; never what anybody wrote."""

import json
from dataclasses import dataclass
from datetime import datetime

from bot.people.audit_replies import Act
from bot.store.records import insert, record_from, update
from bot.store.state import Tables, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Who (`by`, None for the bot itself) did what to whom or which chat, and when."""

    at: datetime
    by: int | None
    act: str
    subject: int | None
    detail: str = ""


MIGRATIONS = {
    ("audit", "001 audit"): """
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            by INTEGER,
            act TEXT NOT NULL,
            subject INTEGER,
            detail TEXT NOT NULL
        ) STRICT;
        CREATE INDEX audit_by_time ON audit (at);
        -- What is left of entries after BOT_KEEP_YEARS.
        CREATE TABLE past_acts (
            month TEXT NOT NULL,
            act TEXT NOT NULL,
            number INTEGER NOT NULL,
            PRIMARY KEY (month, act)
        ) STRICT, WITHOUT ROWID;
    """,
}


def note(  # noqa: PLR0913 -- what an entry is made of
    db: Tables,
    act: str,
    *,
    by: int | None,
    subject: int | None = None,
    detail: str = "",
    now: datetime,
) -> None:
    """Add an entry; in the transaction of the change that it records."""
    insert(db, "audit", at=now, by=by, act=act, subject=subject, detail=detail)


def move(db: Tables, old_chat_id: int, new_chat_id: int) -> None:
    """Let what is noted of a chat be of the one that it turned into."""
    update(db, "audit", {"subject": old_chat_id}, subject=new_chat_id)


def moved_to(db: Tables, chat_id: int) -> int:
    """The chat that one turned into; itself where that is not noted."""
    sql = "SELECT subject FROM audit WHERE act = ? AND detail = ?"
    row = db.execute(sql, [Act.GROUP_MOVED.value, str(chat_id)]).fetchone()
    return int(row[0]) if row else chat_id


def done_since(db: Tables, since: datetime, act: str, *, by: int) -> int:
    """How often somebody did something since then."""
    sql = "SELECT count(*) FROM audit WHERE at > ? AND act = ? AND by = ?"
    return int(db.execute(sql, [moment(since), str(act), by]).fetchone()[0])


def size(db: Tables) -> int:
    """How many entries there are."""
    return int(db.execute("SELECT count(*) FROM audit").fetchone()[0])


def entries(db: Tables, *, skip: int, limit: int) -> tuple[Entry, ...]:
    """The newest entries, after skipping some."""
    rows = db.query("SELECT * FROM audit ORDER BY at DESC, id DESC LIMIT ? OFFSET ?", [limit, skip])
    return tuple(record_from(Entry, row) for row in rows)


def condense(db: Tables, before: datetime, *, limit: int) -> int:
    """Replace the oldest entries from before that time by counts, up to `limit`; how many."""
    rows = db.query(
        "SELECT id FROM audit WHERE at < ? ORDER BY at LIMIT ?", [moment(before), limit]
    )
    ids = json.dumps([row["id"] for row in rows])
    db.execute(
        """
        INSERT INTO past_acts (month, act, number)
        SELECT substr(at, 1, 7), act, count(*) FROM audit
        WHERE id IN (SELECT value FROM json_each(?)) GROUP BY 1, 2
        ON CONFLICT DO UPDATE SET number = number + excluded.number
        """,
        [ids],
    )
    sql = "DELETE FROM audit WHERE id IN (SELECT value FROM json_each(?))"
    return db.execute(sql, [ids]).rowcount
