"""What coordinators are asked to decide: who is let in, which department a group is."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.people.access import Person
from bot.people.requests import Request, Subject, Verdict
from bot.store.records import insert, record_from, update
from bot.store.state import Tables, moment

MIGRATIONS = {
    ("requests", "001 requests"): """
        CREATE TABLE requests (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            subject TEXT NOT NULL,
            subject_id INTEGER NOT NULL,
            topic_id INTEGER NOT NULL DEFAULT 0,
            label TEXT NOT NULL,
            departments TEXT NOT NULL,
            asked_by INTEGER NOT NULL,
            asked_at TEXT NOT NULL,
            introduction TEXT NOT NULL DEFAULT '',
            verdict TEXT,
            decided_by INTEGER,
            decided_by_name TEXT NOT NULL DEFAULT '',
            decided_at TEXT,
            notified_at TEXT
        ) STRICT;
        CREATE UNIQUE INDEX one_open_request ON requests (subject, subject_id, topic_id)
        WHERE verdict IS NULL;
        CREATE TABLE request_notices (
            request INTEGER NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
            chat_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            PRIMARY KEY (request, chat_id, message_id)
        ) STRICT;
    """,
}


def request(db: Tables, request_id: int) -> Request | None:
    """The request with this id; None when there is none."""
    return _first(db, "id = ?", [request_id])


def latest(db: Tables, subject: Subject, subject_id: int) -> Request | None:
    """The newest request about a person or a group, decided or not."""
    return _first(db, "subject = ? AND subject_id = ?", [subject.value, subject_id])


def names(db: Tables) -> dict[int, str]:
    """What everybody was called who asked for something, by their ids."""
    rows = db.query("""
        SELECT asked_by, CASE subject WHEN 'person' THEN label ELSE introduction END AS name
        FROM requests ORDER BY id
    """)
    return {row["asked_by"]: row["name"] for row in rows}


def introductions(db: Tables) -> dict[int, str]:
    """The department and name people gave last, by their ids."""
    sql = "SELECT subject_id, introduction FROM requests WHERE subject = 'person' ORDER BY id"
    return {user_id: introduction for user_id, introduction in db.execute(sql) if introduction}


def open_requests(db: Tables) -> tuple[Request, ...]:
    """What waits for a decision, oldest first."""
    rows = db.query("SELECT * FROM requests WHERE verdict IS NULL ORDER BY id")
    return tuple(map(_request, rows))


def asked_since(db: Tables, since: datetime, *, by: int | None = None) -> int:
    """How many requests to join were opened since then, by somebody or by all."""
    sql = """
        SELECT count(*) FROM requests
        WHERE subject = 'person' AND asked_at > :since AND (:by IS NULL OR asked_by = :by)
    """
    return int(db.execute(sql, {"since": moment(since), "by": by}).fetchone()[0])


def ask(db: Tables, request: Request) -> Request:
    """Open a request, of which there may be one about the same at a time; it gets its id."""
    row = {"id": None, "topic_id": request.topic_id or 0}
    return replace(request, id=insert(db, "requests", request, row) or 0)


def decide(  # noqa: PLR0913 -- what a decision is made of
    db: Tables,
    request_id: int,
    verdict: Verdict,
    *,
    instead_of: Verdict | None = None,
    by: Person,
    now: datetime,
) -> bool:
    """Close a request; False when it was closed before, which changes nothing.

    With `instead_of` one that was closed so is closed anew, if none about the same is newer.
    """
    closed = db.execute(
        """
        UPDATE requests SET
            verdict = ?, decided_by = ?, decided_by_name = ?, decided_at = ?, notified_at = NULL
        WHERE id = ? AND verdict IS ? AND NOT EXISTS (
            SELECT 1 FROM requests AS newer
            WHERE newer.subject = requests.subject AND newer.subject_id = requests.subject_id
                AND newer.topic_id = requests.topic_id AND newer.id > requests.id
        )
        """,
        [verdict.value, by.user_id, by.name, moment(now), request_id, instead_of],
    )
    return closed.rowcount > 0


def mark_notified(db: Tables, request_id: int, *, now: datetime) -> None:
    """Record that whoever asked was sent the outcome."""
    update(db, "requests", {"id": request_id}, notified_at=now)


def withdraw(
    db: Tables,
    subject: Subject,
    subject_id: int,
    *,
    topic_id: int | None = None,
    now: datetime,
) -> None:
    """Close the open request about a person or a group, if there is one: it became pointless."""
    where = {"subject": subject, "subject_id": subject_id, "topic_id": topic_id or 0}
    update(db, "requests", {**where, "verdict": None}, verdict=Verdict.WITHDRAWN, decided_at=now)


def record_notice(db: Tables, request_id: int, *, chat_id: int, message_id: int) -> None:
    """Record which message asks for the decision, so that it can be edited with the outcome."""
    row = {"request": request_id, "chat_id": chat_id, "message_id": message_id}
    insert(db, "request_notices", row, conflict="IGNORE")


def notices(db: Tables, request_id: int) -> tuple[tuple[int, int], ...]:
    """The chats and messages that ask for the decision."""
    rows = db.query(
        "SELECT chat_id, message_id FROM request_notices WHERE request = ?", [request_id]
    )
    return tuple((row["chat_id"], row["message_id"]) for row in rows)


def move(db: Tables, old_chat_id: int, new_chat_id: int) -> None:
    """Let the requests about a group follow it to its new id."""
    where = {"subject": Subject.GROUP, "subject_id": old_chat_id}
    update(db, "requests", where, subject_id=new_chat_id)


def delete_old(db: Tables, before: datetime) -> None:
    """Delete what was decided before that time, or asked where nobody decided."""
    db.execute("DELETE FROM requests WHERE coalesce(decided_at, asked_at) < ?", [moment(before)])


def _first(db: Tables, where: str, values: list[Any]) -> Request | None:
    sql = f"SELECT * FROM requests WHERE {where} ORDER BY id DESC LIMIT 1"
    return next(map(_request, db.query(sql, values)), None)


def _request(row: dict[str, Any]) -> Request:
    return record_from(Request, row, topic_id=row["topic_id"] or None)
