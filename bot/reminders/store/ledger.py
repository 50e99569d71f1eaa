"""The ledger: deliveries planned, read, sent. Each function is one step of a transaction."""

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from bot.reminders.rules.deliveries import NO_CHAT, Delivery, Kind, Status
from bot.reminders.rules.reminder import Due
from bot.reminders.store import reminders
from bot.reminders.store.schema import IS_UNDELIVERED, IS_WAITING
from bot.store.records import insert, record_from, update
from bot.store.state import Tables, moment

# The columns of a delivery that are known before it is sent, beside those that refer to others.
_PLANNED = (
    *("chat_id", "topic_id", "departments", "sent_for", "kind", "nth", "due_at", "expires_at"),
    *("status", "error", "pledges", "term"),
)


# -- planning runs ----------------------------------------------------------------------------


def last_planned_at(db: Tables) -> datetime | None:
    """When reminders were last planned; None before the first time."""
    rows = db.query("SELECT at FROM last_planning")
    return next((datetime.fromisoformat(row["at"]) for row in rows), None)


def record_planned(db: Tables, now: datetime) -> None:
    """Record that everything due up to now is planned."""
    insert(db, "last_planning", conflict="REPLACE", id=1, at=now)


def rewind(db: Tables, now: datetime, expired_before: datetime) -> None:
    """The clock was set back to `now`: take back what was given up by the times after it."""
    too_late = f"{IS_UNDELIVERED} AND status = 'expired' AND expires_at > ?"
    unanswered = """
        SELECT delivery FROM incidents JOIN reports ON incident = incidents.id
        WHERE incidents.kind = 'unanswered' AND updated_at > ?1
    """
    for sql in (
        f"UPDATE deliveries SET retry_at = NULL WHERE {IS_WAITING} AND retry_at > ?",
        f"UPDATE deliveries SET status = 'planned', retry_at = NULL WHERE {too_late}",
        f"UPDATE deliveries SET follow_up_at = ?1 WHERE id IN ({unanswered})",
    ):
        db.execute(sql, [moment(now)])
    missed = "is_missed AND due_at >= ?"
    of_missed = f"occurrence IN (SELECT id FROM occurrences WHERE {missed})"
    for sql in (
        f"DELETE FROM reports WHERE delivery IN (SELECT id FROM deliveries WHERE {of_missed})",
        f"DELETE FROM deliveries WHERE {of_missed}",
        f"DELETE FROM occurrences WHERE {missed}",
    ):
        db.execute(sql, [moment(expired_before)])


# -- planning ---------------------------------------------------------------------------------


def record_occurrence(
    db: Tables, due: Due, *, is_missed: bool = False, now: datetime
) -> int | None:
    """The id of a new occurrence; None when it was recorded before, late or in time."""
    return insert(
        db,
        "occurrences",
        conflict="IGNORE",
        reminder=due.reminder.id,
        original_due_at=due.original_due_at,
        due_at=due.due_at,
        deadline=due.deadline,
        is_missed=is_missed,
        recorded_at=now,
    )


def plan_delivery(db: Tables, planned: Delivery) -> int | None:
    """Add a message to be sent, or kept as UNDELIVERED; its id, None if it was added before."""
    row = {name: getattr(planned, name) for name in _PLANNED}
    occurrence, root = planned.occurrence_id, planned.root_id
    return insert(db, "deliveries", row, conflict="IGNORE", occurrence=occurrence, root=root)


def mark_not_missed(db: Tables, occurrence_id: int) -> None:
    """Record that somebody lets a missed occurrence be sent after all."""
    update(db, "occurrences", {"id": occurrence_id, "is_missed": True}, is_missed=False)


def record_unreached(
    db: Tables, unreached: Delivery, *, of: Collection[str] | None = None
) -> int | None:
    """Record which departments of an occurrence lead to no chat; the row's id if that is news.

    What a coordinator has dealt with stays so, unless there are others now. Where it is known `of`
    some departments alone, the others stay as they are.
    """
    departments = unreached.departments
    nowhere = f"chat_id = {NO_CHAT} AND kind = 'reminder' AND nth = 0 AND coalesce(root, 0) = 0"
    found = _deliveries(db, f"occurrence = ? AND {nowhere}", [unreached.occurrence_id])
    if not found:
        return plan_delivery(db, unreached) if departments else None
    [known] = found
    is_open = known.status in {Status.UNREACHED, Status.MISSED}
    if of is not None and is_open:
        kept = (name for name in known.departments if name not in of)
        departments = tuple(dict.fromkeys((*kept, *departments)))
    if is_open and not departments:
        mark_unsent(db, known.id, Status.WITHDRAWN)
        return None
    before, after = {*known.departments}, {*departments}
    if not (before ^ after if is_open else after - before):
        return None
    news = {"departments": departments, "error": unreached.error, "dismissed_at": None}
    update(db, "deliveries", {"id": known.id}, news, status=Status.UNREACHED)
    return known.id


# -- reading ----------------------------------------------------------------------------------


def delivery(db: Tables, delivery_id: int | None) -> Delivery | None:
    """The delivery with this id; None when there is none."""
    return next(iter(_deliveries(db, "deliveries.id = ?", [delivery_id])), None)


def messages_about(db: Tables, delivery_id: int) -> tuple[Delivery, ...]:
    """A delivery and the nudges about it that were sent: the messages to keep in step."""
    where = "deliveries.id = :id OR (deliveries.root = :id AND deliveries.kind = 'nudge')"
    return _deliveries(db, where, {"id": delivery_id})


def at_message(db: Tables, chat_id: int, message_id: int) -> Delivery | None:
    """The delivery that a message of ours in a chat is; None when it is none."""
    found = _deliveries(db, "chat_id = ? AND message_id = ?", [chat_id, message_id])
    return next(iter(found), None)


def derived(db: Tables, delivery_id: int, kind: Kind) -> tuple[Delivery, ...]:
    """What a delivery led to: its postponements, or what was sent to another department."""
    return _deliveries(db, "deliveries.root = ? AND kind = ?", [delivery_id, kind])


def of_campaign(db: Tables, reminder_id: int, deadline: date) -> tuple[Delivery, ...]:
    """All that a reminder sent or is to send for one deadline, but no nudges; oldest first."""
    where = "reminder = ? AND deadline = ? AND kind <> 'nudge'"
    return _deliveries(db, where, [reminder_id, deadline.isoformat()])


def terms_of_campaign(db: Tables, reminder_id: int, deadline: date) -> tuple[str, ...]:
    """The terms of whose pledges messages were sent for one deadline, the first one first."""
    rows = db.query(
        """
        SELECT term FROM occurrences JOIN deliveries ON occurrence = occurrences.id
        WHERE reminder = ? AND deadline = ? AND term <> '' AND status <> 'withdrawn'
        GROUP BY term ORDER BY min(deliveries.id)
        """,
        [reminder_id, deadline.isoformat()],
    )
    return tuple(row["term"] for row in rows)


def is_sent_anew(db: Tables, delivery: Delivery) -> bool:
    """Whether a later occurrence of its reminder, for its deadline, went or goes to its chat."""
    deadline = delivery.deadline.isoformat() if delivery.deadline else ""
    rows = db.query(
        """
        SELECT 1 FROM occurrences JOIN deliveries ON occurrence = occurrences.id
        WHERE reminder = ? AND deadline = ? AND occurrence > ? AND chat_id = ? AND topic_id IS ?
            AND kind = 'reminder' AND status IN ('planned', 'delayed', 'sending', 'sent')
        """,
        [delivery.reminder_id, deadline, delivery.occurrence_id, *delivery.address],
    )
    return any(rows)


def handed_in(db: Tables, reminder_id: int, deadline: date) -> tuple[Delivery, ...]:
    """What a reminder sent for one deadline by which something was handed in; oldest first."""
    return _deliveries(
        db,
        """
        reminder = ? AND deadline = ? AND EXISTS (
            SELECT 1 FROM answers
            WHERE delivery = deliveries.id AND response = 'submitted' AND undone_at IS NULL
        )
        """,
        [reminder_id, deadline.isoformat()],
    )


def in_flight(db: Tables) -> tuple[Delivery, ...]:
    """The deliveries whose call was begun and not recorded, in the order in which they are sent."""
    return _deliveries(db, "status = 'sending'", [])


def waiting_between(db: Tables, start: datetime, end: datetime) -> tuple[Delivery, ...]:
    """The deliveries that are still to be sent and are due within these times."""
    between = f"{IS_WAITING} AND deliveries.due_at BETWEEN ? AND ?"
    return _deliveries(db, between, [moment(start), moment(end)])


def waiting(
    db: Tables, now: datetime, *, limit: int, not_in: Iterable[int] = ()
) -> tuple[Delivery, ...]:
    """The first deliveries that may be sent now, but none to the chats `not_in`; in order."""
    return _deliveries(
        db,
        f"""
        {IS_WAITING} AND deliveries.due_at <= :now AND coalesce(retry_at, '') <= :now
        AND chat_id NOT IN (SELECT value FROM json_each(:not_in))
        """,
        {"now": moment(now), "not_in": json.dumps(list(not_in))},
        limit=limit,
    )


def waiting_chats(db: Tables, now: datetime) -> frozenset[int]:
    """The chats with deliveries that could be sent now if nothing held them up."""
    rows = db.query(
        f"""
        SELECT chat_id FROM deliveries INDEXED BY waiting_deliveries
        WHERE {IS_WAITING} AND due_at <= :now AND coalesce(retry_at, '') <= :now
        """,
        {"now": moment(now)},
    )
    return frozenset(row["chat_id"] for row in rows)


def due_of(db: Tables, occurrence_id: int) -> Due | None:
    """An occurrence as it came due; None when its reminder is deleted."""
    rows = db.query("SELECT * FROM occurrences WHERE id = ?", [occurrence_id])
    return next((_due(db, row) for row in rows), None)


def overdue(db: Tables, now: datetime) -> tuple[Delivery, ...]:
    """The deliveries that waited for too long."""
    return _deliveries(db, f"{IS_WAITING} AND expires_at <= ?", [moment(now)])


def waiting_occurrences(db: Tables) -> tuple[tuple[int, Due], ...]:
    """The occurrences of which some message still waits, of reminders that go on; by id."""
    rows = db.query(f"""
        SELECT DISTINCT occurrences.* FROM deliveries
        JOIN occurrences ON occurrences.id = deliveries.occurrence
        WHERE {IS_WAITING} AND kind IN ('reminder', 'redirected') ORDER BY occurrences.id
    """)
    return tuple((row["id"], due) for row in rows if (due := _due(db, row)) is not None)


def to_follow_up(db: Tables, now: datetime) -> tuple[Delivery, ...]:
    """The deliveries whose answers are to be looked for now."""
    return _deliveries(db, "follow_up_at <= ?", [moment(now)])


def going_on(db: Tables) -> frozenset[int]:
    """The ids of the reminders of which a message waits, or answers are to be looked for."""
    rows = db.query(f"""
        SELECT reminder FROM occurrences WHERE id IN (
            SELECT occurrence FROM deliveries WHERE {IS_WAITING}
            UNION SELECT occurrence FROM deliveries WHERE follow_up_at IS NOT NULL
        )
    """)
    return frozenset(row["reminder"] for row in rows)


def next_moment(db: Tables, now: datetime) -> datetime | None:
    """When what waits for its time goes on, not what could be sent already; None for nothing."""
    rows = db.query(
        f"""
        SELECT min(at) AS at FROM (
            SELECT max(due_at, coalesce(retry_at, '')) AS at FROM deliveries
            WHERE {IS_WAITING}
            UNION ALL SELECT expires_at FROM deliveries WHERE {IS_WAITING}
            UNION ALL SELECT follow_up_at FROM deliveries WHERE follow_up_at IS NOT NULL
        ) WHERE at > ?
        """,
        [moment(now)],
    )
    return next((datetime.fromisoformat(row["at"]) for row in rows if row["at"]), None)


def sent_without_deadline(db: Tables, start: datetime, end: datetime) -> tuple[Delivery, ...]:
    """What was due in this span, before the end, and was sent, answered or not; oldest first."""
    of = "SELECT id FROM occurrences WHERE due_at >= ? AND due_at < ? AND deadline IS NULL"
    where = f"deliveries.occurrence IN ({of}) AND root IS NULL AND status = 'sent'"
    return _deliveries(db, where, [moment(start), moment(end)])


def undelivered(db: Tables, *, skip: int, limit: int) -> tuple[Delivery, ...]:
    """What did not arrive and nobody has dealt with, the newest first."""
    page = f"""
        deliveries.id IN (
            SELECT id FROM deliveries INDEXED BY undelivered WHERE {IS_UNDELIVERED}
            ORDER BY due_at DESC, id DESC LIMIT ? OFFSET ?
        )
    """
    return _deliveries(db, page, [limit, skip])[::-1]


def undelivered_count(db: Tables) -> tuple[int, int]:
    """How many of these there are, and the highest id among them."""
    rows = db.query(f"""
        SELECT count(*) AS n, coalesce(max(id), 0) AS newest
        FROM deliveries INDEXED BY undelivered WHERE {IS_UNDELIVERED}
    """)
    found = next(rows)
    return found["n"], found["newest"]


def delivery_of_answer(db: Tables, answer_id: int) -> Delivery | None:
    """The delivery that an answer is about, taken back or not; None when there is no such."""
    where = "deliveries.id = (SELECT delivery FROM answers WHERE answers.id = ?)"
    return next(iter(_deliveries(db, where, [answer_id])), None)


# -- sending ----------------------------------------------------------------------------------


def mark_sending(db: Tables, ready: Delivery) -> None:
    """Record that a call is about to be made."""
    said = {"pledges": ready.pledges, "term": ready.term, "sent_for": ready.sent_for}
    update(db, "deliveries", {"id": ready.id}, said, status=Status.SENDING)


def mark_sent(
    db: Tables, sent: Delivery, *, message_id: int, at: datetime, follow_up_at: datetime | None
) -> None:
    """Record that a message arrived, with its id unless the group has another chat by now."""
    result = {"status": Status.SENT, "sent_at": at}
    ahead = {"follow_up_at": follow_up_at, "retry_at": None, "error": ""}
    update(db, "deliveries", {"id": sent.id}, result, ahead)
    set_message(db, sent, message_id)


def set_message(db: Tables, sent: Delivery, message_id: int) -> None:
    """Record in which message of its chat a delivery stands."""
    update(db, "deliveries", {"id": sent.id, "chat_id": sent.chat_id}, message_id=message_id)


def mark_unsent(
    db: Tables,
    delivery_id: int,
    status: Status,
    *,
    error: str = "",
    retry_at: datetime | None = None,
) -> None:
    """Record how a delivery ended that was not sent; if it is DELAYED, when to try it again."""
    result = {"status": status, "error": error, "retry_at": retry_at}
    update(db, "deliveries", {"id": delivery_id}, result)


def move_to_chat(db: Tables, delivery_id: int, chat_id: int) -> None:
    """Let a delivery go to the chat that its own turned into, unless that has it already."""
    db.execute("UPDATE OR IGNORE deliveries SET chat_id = ? WHERE id = ?", [chat_id, delivery_id])
    is_left = f"chat_id <> {chat_id:d} AND {IS_WAITING}"
    update(db, "deliveries", {"id": delivery_id}, only=is_left, status=Status.WITHDRAWN)


def plan_again(db: Tables, delivery_id: int, *, expires_at: datetime) -> bool:
    """Plan an undelivered message once more, as a person decided; False for any other."""
    row = {"status": Status.PLANNED, "retry_at": None, "error": "", "expires_at": expires_at}
    return update(db, "deliveries", {"id": delivery_id}, row, only=IS_UNDELIVERED)


def dismiss(db: Tables, up_to_id: int, *, now: datetime) -> int:
    """Take what is undelivered off the list, up to this id; how many there were."""
    sql = f"UPDATE deliveries SET dismissed_at = ? WHERE id <= ? AND {IS_UNDELIVERED}"
    return db.execute(sql, [moment(now), up_to_id]).rowcount


def withdraw_postponed(db: Tables, delivery_id: int) -> None:
    """Withdraw the postponements of a delivery that were not sent."""
    of_it = {"root": delivery_id, "kind": Kind.POSTPONED}
    update(db, "deliveries", of_it, only=IS_WAITING, status=Status.WITHDRAWN)


def plan_postponed_again(db: Tables, delivery_id: int, *, now: datetime) -> None:
    """Plan the last postponement of a delivery again if it was withdrawn and is not too old."""
    db.execute(
        """
        UPDATE deliveries SET status = 'planned', error = '' WHERE id = (
            SELECT id FROM deliveries WHERE root = ? AND kind = 'postponed'
            ORDER BY nth DESC LIMIT 1
        ) AND status = 'withdrawn' AND expires_at > ?
        """,
        [delivery_id, moment(now)],
    )


def withdraw_reassigned(db: Tables, answer_id: int) -> bool:
    """Withdraw what an answer led to, so that it can be sent anew; False if that is answered."""
    where = """
        deliveries.root = (SELECT delivery FROM answers WHERE answers.id = ?)
        AND kind = 'reassigned' AND nth = ? AND status <> 'withdrawn'
    """
    found = _deliveries(db, where, [answer_id, answer_id])
    if any(each.answers for each in found):
        return False
    for each in found:
        row = {"status": Status.WITHDRAWN, "nth": -each.id, "follow_up_at": None}
        update(db, "deliveries", {"id": each.id}, row)
    return True


def set_follow_up(db: Tables, delivery_id: int, at: datetime | None) -> None:
    """Set when to look for answers next; None for never."""
    update(db, "deliveries", {"id": delivery_id}, follow_up_at=at)


# -- rows -------------------------------------------------------------------------------------


def _deliveries(
    db: Tables, where: str, values: list[Any] | dict[str, Any], limit: int = -1
) -> tuple[Delivery, ...]:
    rows = db.query(
        f"""
        SELECT deliveries.*, reminder AS reminder_id, occurrence AS occurrence_id, root AS root_id,
            deadline, dismissed_at IS NOT NULL AS is_dismissed,
            (SELECT text FROM reminders WHERE id = reminder) AS words,
            (SELECT deleted_at IS NOT NULL FROM reminders WHERE id = reminder) AS is_ended, (
            SELECT json_group_array(json_object(
                'id', id, 'response', response, 'pledge', nullif(pledge, ''), 'by', by,
                'name', name, 'at', at, 'remark', remark, 'remark_name', remark_name,
                'is_override', is_override, 'said_in', said_in
            ))
            FROM (
                SELECT * FROM answers
                WHERE answers.delivery = deliveries.id AND undone_at IS NULL ORDER BY id
            )
        ) AS answers
        FROM deliveries JOIN occurrences ON occurrences.id = deliveries.occurrence
        WHERE {where} ORDER BY deliveries.due_at, deliveries.id LIMIT {limit:d}
        """,
        values,
    )
    return tuple(record_from(Delivery, row) for row in rows)


def _due(db: Tables, row: dict[str, Any]) -> Due | None:
    reminder = reminders.reminder(db, row["reminder"])
    return record_from(Due, row, reminder=reminder) if reminder else None
