"""Messages that ask back what a reply to a reminder meant, and what that reply said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.records import insert, record_from
from bot.store.state import Tables, moment

KEPT_FOR = timedelta(days=31)  # nobody answers a question that is older

MIGRATIONS = {
    ("questions", "001 questions"): """
        CREATE TABLE reply_questions (
            chat_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            delivery_id INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
            by INTEGER NOT NULL,
            remark TEXT NOT NULL,
            asked_at TEXT NOT NULL,
            PRIMARY KEY (chat_id, message_id)
        ) STRICT;
        CREATE INDEX reply_questions_by_age ON reply_questions (asked_at);
        CREATE INDEX reply_questions_by_delivery ON reply_questions (delivery_id);
    """,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked about, and what whoever replied said."""

    delivery_id: int
    by: int
    remark: str


def record_question(
    db: Tables, question: Question, *, chat_id: int, message_id: int, now: datetime
) -> None:
    """Keep which message asks a question."""
    db.execute("DELETE FROM reply_questions WHERE asked_at < ?", [moment(now - KEPT_FOR)])
    row = {"chat_id": chat_id, "message_id": message_id, "asked_at": now}
    insert(db, "reply_questions", question, row, conflict="REPLACE")


def question_at(db: Tables, chat_id: int, message_id: int) -> Question | None:
    """The question that a message of ours asks; None when it asks none."""
    rows = db.query(
        "SELECT * FROM reply_questions WHERE chat_id = ? AND message_id = ?", [chat_id, message_id]
    )
    return next((record_from(Question, row) for row in rows), None)
