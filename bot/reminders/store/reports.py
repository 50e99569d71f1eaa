"""Reports to the coordinators, and the incidents whose messages they share."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from bot.reminders.rules.deliveries import Delivery, Report, ReportKind, Status
from bot.reminders.store import ledger
from bot.store.records import insert, record_from, update
from bot.store.state import Tables, moment

OUTAGE_ENDS_AFTER = timedelta(hours=1)  # without a failure; later ones are a new message
MESSAGE_GROWS_FOR = timedelta(days=14)  # an edit makes no sound, and is far up by then


def end_undelivered(
    db: Tables, delivery: Delivery, status: Status, *, error: str, now: datetime
) -> None:
    """Record that a delivery did not arrive, and report it."""
    ledger.mark_unsent(db, delivery.id, status, error=error)
    record_report(db, ReportKind(status), delivery, now=now)


def record_report(  # noqa: PLR0913 -- what a report is made of
    db: Tables,
    kind: ReportKind,
    delivery: Delivery,
    *,
    subject: object = "",
    detail: str = "",
    until: date | None = None,
    now: datetime,
) -> None:
    """Report a delivery to the coordinators, together with others of the same incident.

    That is the open one of this kind and subject; one of an outage is over some time after its last
    report, any some days after its first, and a new one begins.
    """
    match kind:
        case ReportKind.REFUSED:
            subject = delivery.address
        case ReportKind.UNANSWERED:
            subject = delivery.occurrence_id
        case ReportKind.NOT_OURS:
            subject = detail
    key = [kind.value, str(subject)]
    is_outage = subject == ""
    db.execute(
        """
        UPDATE incidents SET closed_at = updated_at
        WHERE kind = ? AND subject = ? AND closed_at IS NULL AND (updated_at < ? OR EXISTS (
            SELECT 1 FROM reports WHERE incident = incidents.id AND created_at < ?
        ))
        """,
        [
            *key,
            moment(now - OUTAGE_ENDS_AFTER) if is_outage else "",
            moment(now - MESSAGE_GROWS_FOR),
        ],
    )
    db.execute(
        """
        INSERT INTO incidents (kind, subject, updated_at) VALUES (?, ?, ?)
        ON CONFLICT (kind, subject) WHERE closed_at IS NULL
        DO UPDATE SET updated_at = excluded.updated_at
        """,
        [*key, moment(now)],
    )
    db.execute(
        """
        INSERT INTO reports (incident, kind, delivery, detail, until, created_at)
        SELECT id, kind, ?, ?, ?, ? FROM incidents
        WHERE kind = ? AND subject = ? AND closed_at IS NULL
        ON CONFLICT DO UPDATE SET sent_at = NULL, incident = excluded.incident,
            until = excluded.until, created_at = iif(
                incident = excluded.incident, created_at, excluded.created_at
            )
        """,
        [delivery.id, detail, until and until.isoformat(), moment(now), *key],
    )


def close_incident(db: Tables, kind: ReportKind, subject: object, *, now: datetime) -> None:
    """Close an incident: a recurrence is a new one, with a new message."""
    where = {"kind": kind, "subject": str(subject), "closed_at": None}
    update(db, "incidents", where, closed_at=now)


def show_resolved(db: Tables, delivery_id: int) -> None:
    """Let the messages that report a delivery show how it stands now."""
    update(db, "reports", {"delivery": delivery_id}, sent_at=None)


def show_answered(db: Tables, answered: Delivery) -> None:
    """The same of a delivery whose answers changed, and of all to its chat for its deadline."""
    show_resolved(db, answered.id)
    if answered.deadline is not None:
        db.execute(
            """
            UPDATE reports SET sent_at = NULL WHERE kind = 'unanswered' AND delivery IN (
                SELECT deliveries.id
                FROM occurrences CROSS JOIN deliveries ON occurrence = occurrences.id
                WHERE reminder = ? AND deadline = ? AND chat_id = ? AND topic_id IS ?
            )
            """,
            [answered.reminder_id, answered.deadline.isoformat(), *answered.address],
        )


def next_unsent(db: Tables) -> tuple[int, list[int]] | None:
    """An incident, and its reports that are not shown as they stand now; None when all are."""
    rows = db.query("""
        SELECT incident, json_group_array(id) AS ids FROM reports INDEXED BY unsent_reports
        WHERE sent_at IS NULL GROUP BY incident ORDER BY incident LIMIT 1
    """)
    return next(((row["incident"], json.loads(row["ids"])) for row in rows), None)


def reports_of(db: Tables, incident_id: int, *, limit: int) -> tuple[tuple[Report, ...], int]:
    """The last reports of an incident, oldest first, and how many there are in all."""
    sql = "SELECT *, delivery AS delivery_id FROM reports WHERE incident = ?"
    rows = db.query(f"{sql} ORDER BY id DESC LIMIT ?", [incident_id, limit])
    shown = tuple(record_from(Report, row) for row in rows)[::-1]
    counted = db.query("SELECT count(*) AS n FROM reports WHERE incident = ?", [incident_id])
    return shown, int(next(counted)["n"])


def report(db: Tables, report_id: int) -> Report | None:
    """The report with this id; None when there is none."""
    rows = db.query("SELECT *, delivery AS delivery_id FROM reports WHERE id = ?", [report_id])
    return next((record_from(Report, row) for row in rows), None)


def mark_answered(db: Tables, report_id: int, answer: str) -> bool:
    """Record how a question was answered; False when it was before."""
    answered = "kind = 'answered', detail = detail || ?, sent_at = NULL"
    sql = f"UPDATE OR REPLACE reports SET {answered} WHERE id = ? AND kind <> 'answered'"
    return db.execute(sql, [answer, report_id]).rowcount > 0


def incident_messages(db: Tables, incident_id: int) -> dict[int, int]:
    """The message about an incident that each coordinator has."""
    rows = db.query("SELECT * FROM incident_messages WHERE incident = ?", [incident_id])
    return {row["user_id"]: row["message_id"] for row in rows}


def mark_reported(
    db: Tables,
    incident_id: int,
    report_ids: Iterable[int],
    messages: Mapping[int, int],
    *,
    now: datetime,
) -> None:
    """Record that the coordinators have these messages, which show these reports."""
    for user_id, message_id in messages.items():
        row = {"incident": incident_id, "user_id": user_id, "message_id": message_id}
        insert(db, "incident_messages", row, conflict="REPLACE")
    for report_id in report_ids:
        update(db, "reports", {"id": report_id}, sent_at=now)
