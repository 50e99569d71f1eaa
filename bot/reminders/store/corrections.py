"""Corrections: what becomes of the answer 우리 부서 아님."""

from datetime import date, datetime
from typing import Any

from bot.people.access import Person
from bot.reminders.rules.deliveries import Correction, Result
from bot.store.records import insert, record_from, update
from bot.store.state import Tables

MIGRATIONS = {
    ("corrections", "001 corrections"): """
        -- One for each such answer. `named` is the department that the group named itself, if it
        -- did; `notified_at` is when the group was sent the decision.
        CREATE TABLE corrections (
            answer INTEGER PRIMARY KEY REFERENCES answers (id) ON DELETE CASCADE,
            named TEXT NOT NULL,
            result TEXT,
            department TEXT NOT NULL DEFAULT '',
            decided_by INTEGER,
            decided_by_name TEXT NOT NULL DEFAULT '',
            decided_at TEXT,
            notified_at TEXT
        ) STRICT;
    """,
}


def open_correction(db: Tables, answer_id: int, *, named: str = "") -> None:
    """Begin a correction."""
    insert(db, "corrections", conflict="IGNORE", answer=answer_id, named=named)


def name_owner(db: Tables, answer_id: int, named: str) -> None:
    """Record which department the group named later; nothing where there is no correction."""
    update(db, "corrections", {"answer": answer_id}, named=named)


def correction(db: Tables, answer_id: int) -> Correction | None:
    """The correction of an answer; None when there is none."""
    return next(iter(_corrections_where(db, "corrections.answer = ?", [answer_id])), None)


def decide(  # noqa: PLR0913 -- what a decision is made of
    db: Tables,
    answer_id: int,
    result: Result,
    *,
    department: str = "",
    by: Person,
    now: datetime,
) -> bool:
    """Record how a correction ended; False when it had ended before."""
    return update(
        db,
        "corrections",
        {"answer": answer_id, "result": None},
        result=result,
        department=department,
        decided_by=by.user_id,
        decided_by_name=by.name,
        decided_at=now,
        notified_at=None,
    )


def reopen(db: Tables, answer_id: int, *, by: Person) -> None:
    """Reopen a correction that was sent elsewhere."""
    sent = {"answer": answer_id, "result": Result.REASSIGNED}
    open_again = {"result": None, "department": "", "notified_at": None}
    update(db, "corrections", sent, open_again, decided_by=by.user_id)


def mark_notified(db: Tables, answer_id: int, *, now: datetime) -> None:
    """Record that the group was sent the decision."""
    update(db, "corrections", {"answer": answer_id}, notified_at=now)


def reassigned(db: Tables, reminder_id: int, deadline: date) -> tuple[Correction, ...]:
    """What was sent to another department for one deadline, in the order of the answers."""
    where = "reminder = ? AND deadline = ? AND result = 'reassigned'"
    return _corrections_where(db, where, [reminder_id, deadline.isoformat()])


def open_corrections(db: Tables) -> tuple[int, ...]:
    """The answers whose corrections wait for a decision, the oldest first."""
    rows = db.query("SELECT answer FROM corrections WHERE result IS NULL ORDER BY answer")
    return tuple(row["answer"] for row in rows)


def reassigned_before(db: Tables, pledge: str, term: str, answer_id: int) -> tuple[str, ...]:
    """The departments that a pledge was sent to by earlier decisions, the latest first."""
    is_of_it = "EXISTS (SELECT 1 FROM json_each(deliveries.pledges) WHERE value = ?)"
    where = f"result = 'reassigned' AND corrections.answer <> ? AND term = ? AND {is_of_it}"
    found = _corrections_where(db, where, [answer_id, term, pledge])
    return tuple(each.department for each in found[::-1] if pledge in each.pledges)


def _corrections_where(db: Tables, where: str, values: list[Any]) -> tuple[Correction, ...]:
    rows = db.query(
        f"""
        SELECT corrections.*, answer AS answer_id, delivery AS delivery_id,
            answers.by, answers.name, answers.at, answers.remark,
            deliveries.chat_id, deliveries.topic_id, deliveries.term, iif(
                answers.pledge <> '', json_array(answers.pledge), (
                SELECT json_group_array(value) FROM json_each(deliveries.pledges)
                WHERE value NOT IN (
                    SELECT final.pledge FROM answers AS final
                    WHERE final.delivery = answers.delivery AND final.id < answers.id
                        AND final.response IN ('submitted', 'not_ours')
                        AND final.undone_at IS NULL
                ))
            ) AS pledges
        FROM corrections
        JOIN answers ON answers.id = corrections.answer
        JOIN deliveries ON deliveries.id = answers.delivery
        JOIN occurrences ON occurrences.id = deliveries.occurrence
        WHERE {where} ORDER BY corrections.answer
        """,
        values,
    )
    return tuple(
        record_from(Correction, row, address=(row["chat_id"], row["topic_id"])) for row in rows
    )
