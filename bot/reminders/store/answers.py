"""Answers to deliveries: recorded, taken back, counted; and what is asked back about a reply."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.people.access import Person
from bot.people.groups import Address
from bot.reminders.rules.deliveries import Said, changes
from bot.reminders.store import ledger
from bot.store.records import insert, record_from, update
from bot.store.state import Tables, moment

QUESTIONS_KEPT_FOR = timedelta(days=31)  # nobody answers one that is older

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
    """A message of ours that asks about a delivery, and what whoever replied said."""

    chat_id: int
    message_id: int
    delivery_id: int
    by: int = 0  # nobody
    remark: str = ""
    asked_at: datetime


def record_answer(db: Tables, delivery_id: int, said: Said, *, by: Person, now: datetime) -> bool:
    """Record an answer; False when it changes nothing, which leaves everything as it was."""
    asked = ledger.delivery(db, delivery_id)
    if asked is not None and not changes(asked.standing(said.pledge), said.response):
        return False
    answer_id = insert(
        db,
        "answers",
        conflict="IGNORE",
        delivery=delivery_id,
        pledge=said.pledge or "",
        response=said.response,
        by=by.user_id,
        name=by.name,
        at=said.at or now,
        remark=said.remark,
        is_override=said.is_override,
        said_in=said.said_in,
    )
    return answer_id is not None


def undo_answer(db: Tables, answer_id: int, *, by: Person, now: datetime) -> bool:
    """Take an answer back; False when that was done before."""
    standing = {"id": answer_id, "undone_at": None}
    return update(db, "answers", standing, undone_at=now, undone_by=by.user_id)


def unanswered_count(
    db: Tables, addresses: Sequence[Address], department: str, *, since: datetime
) -> int:
    """How many messages to a department's groups, or in their place, nobody has answered."""
    at = [json.dumps(address, separators=(",", ":")) for address in addresses]  # as SQLite does
    row = db.execute(
        """
        SELECT count(*) FROM occurrences CROSS JOIN deliveries ON occurrence = occurrences.id
        WHERE occurrences.due_at >= ? AND root IS NULL AND status = 'sent'
            AND CASE departments
                WHEN '[]' THEN json_array(chat_id, topic_id) IN (SELECT value FROM json_each(?))
                ELSE ? IN (SELECT value FROM json_each(departments)) END
            AND NOT EXISTS (
                SELECT 1 FROM answers WHERE delivery = deliveries.id AND undone_at IS NULL
            )
        """,
        [moment(since), json.dumps(at), department],
    ).fetchone()
    return int(row[0])


def set_remark(db: Tables, answer_id: int, remark: str, *, name: str = "") -> None:
    """Record what was said with an answer, in place of before; `name` of who else said it."""
    update(db, "answers", {"id": answer_id}, remark=remark, remark_name=name)


def record_question(db: Tables, question: Question) -> None:
    """Keep which message asks a question."""
    oldest = moment(question.asked_at - QUESTIONS_KEPT_FOR)
    db.execute("DELETE FROM reply_questions WHERE asked_at < ?", [oldest])
    insert(db, "reply_questions", question, conflict="REPLACE")


def question_at(db: Tables, chat_id: int, message_id: int) -> Question | None:
    """The question that a message of ours asks; None when it asks none."""
    sql = "SELECT * FROM reply_questions WHERE chat_id = ? AND message_id = ?"
    rows = db.query(sql, [chat_id, message_id])
    return next((record_from(Question, row) for row in rows), None)
