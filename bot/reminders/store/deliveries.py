"""The ledger of deliveries: what is to be sent, what was sent, and what was answered.

Every function here is one step of a transaction. Uniqueness is the database's: no fault of the
code sends a message twice.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database, Migrations

from bot.reminders.rules.deliveries import (
    NO_CHAT,
    UNDELIVERED,
    WAITING,
    Delivery,
    Kind,
    Report,
    ReportKind,
    Response,
    Status,
    changes,
)
from bot.reminders.rules.reminder import Due
from bot.reminders.store import reminders
from bot.store.records import insert, record_from, to_json, update
from bot.store.state import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.people.access import Person
    from bot.people.groups import Address

MIGRATIONS = Migrations("ledger")

# Partial indexes are used only where a query repeats their condition word for word.
_WAITING = "status IN ('" + "', '".join(WAITING) + "')"
_UNDELIVERED = "status IN ('" + "', '".join(UNDELIVERED) + "') AND dismissed_at IS NULL"


@MIGRATIONS(name="001 ledger")
def _ledger(db: Database) -> None:
    # An occurrence is planned once, whoever it reaches: it is known by its time before any shift.
    db.execute("""
        CREATE TABLE occurrences (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            reminder INTEGER NOT NULL REFERENCES reminders (id),
            original_due_at TEXT NOT NULL,
            due_at TEXT NOT NULL,
            deadline TEXT,
            is_missed INTEGER NOT NULL DEFAULT 0,
            recorded_at TEXT NOT NULL,
            UNIQUE (reminder, original_due_at)
        ) STRICT
    """)
    db.execute("""
        CREATE INDEX occurrences_of_campaign ON occurrences (reminder, deadline)
        WHERE deadline IS NOT NULL
    """)
    db.execute("CREATE INDEX missed_occurrences ON occurrences (due_at) WHERE is_missed")
    db.execute("CREATE INDEX occurrences_by_time ON occurrences (due_at)")
    db.execute("""
        CREATE TABLE deliveries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            occurrence INTEGER NOT NULL REFERENCES occurrences (id),
            kind TEXT NOT NULL,
            nth INTEGER NOT NULL DEFAULT 0,
            root INTEGER REFERENCES deliveries (id),
            chat_id INTEGER NOT NULL,
            topic_id INTEGER,
            departments TEXT NOT NULL DEFAULT '[]',
            due_at TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            status TEXT NOT NULL DEFAULT 'planned',
            retry_at TEXT,
            error TEXT NOT NULL DEFAULT '',
            message_id INTEGER,
            sent_at TEXT,
            follow_up_at TEXT,
            pledges TEXT NOT NULL DEFAULT '[]',
            dismissed_at TEXT
        ) STRICT
    """)
    db.execute("""
        CREATE UNIQUE INDEX each_delivery_once
        ON deliveries (occurrence, chat_id, coalesce(topic_id, 0), kind, nth, coalesce(root, 0))
    """)
    db.execute(f"CREATE INDEX waiting_deliveries ON deliveries (due_at, id) WHERE {_WAITING}")
    db.execute("""
        CREATE INDEX deliveries_to_follow_up ON deliveries (follow_up_at)
        WHERE follow_up_at IS NOT NULL
    """)
    db.execute("CREATE INDEX deliveries_in_flight ON deliveries (id) WHERE status = 'sending'")
    db.execute(f"CREATE INDEX undelivered ON deliveries (due_at, id) WHERE {_UNDELIVERED}")
    db.execute("CREATE INDEX deliveries_by_root ON deliveries (root) WHERE root IS NOT NULL")
    db.execute("CREATE INDEX deliveries_by_message ON deliveries (chat_id, message_id)")
    # `pledge` is '' for an answer about the whole message. What was taken back stays as a record.
    db.execute("""
        CREATE TABLE answers (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            delivery INTEGER NOT NULL REFERENCES deliveries (id),
            pledge TEXT NOT NULL,
            response TEXT NOT NULL,
            by INTEGER NOT NULL,
            name TEXT NOT NULL,
            at TEXT NOT NULL,
            remark TEXT NOT NULL DEFAULT '',
            remark_name TEXT NOT NULL DEFAULT '',
            is_override INTEGER NOT NULL DEFAULT 0,
            undone_at TEXT,
            undone_by INTEGER
        ) STRICT
    """)
    db.execute("CREATE INDEX answers_by_delivery ON answers (delivery)")
    db.execute("""
        CREATE UNIQUE INDEX each_answer_once ON answers (delivery, pledge, response)
        WHERE undone_at IS NULL
    """)
    db.execute("""
        CREATE TABLE last_planning (id INTEGER PRIMARY KEY CHECK (id = 1), at TEXT NOT NULL) STRICT
    """)
    db.execute(f"""
        CREATE TRIGGER undelivered_of_deleted_reminder AFTER UPDATE OF deleted_at ON reminders
        WHEN new.deleted_at IS NOT NULL
        BEGIN
            UPDATE deliveries SET dismissed_at = new.deleted_at
            WHERE {_UNDELIVERED}
                AND (SELECT reminder FROM occurrences WHERE id = occurrence) = new.id;
        END
    """)  # noqa: S608 -- a constant


@MIGRATIONS(name="002 counts")
def _counts(db: Database) -> None:
    # How many deliveries stand where, those included that were condensed since.
    db.execute("""
        CREATE TABLE delivery_counts (
            status TEXT PRIMARY KEY,
            number INTEGER NOT NULL,
            last_sent_at TEXT
        ) STRICT, WITHOUT ROWID
    """)
    count_new = """
        INSERT INTO delivery_counts VALUES (new.status, 1, new.sent_at)
        ON CONFLICT DO UPDATE SET number = number + 1,
            last_sent_at = nullif(
                max(coalesce(last_sent_at, ''), coalesce(excluded.last_sent_at, '')), ''
            );
    """
    db.execute(f"""
        CREATE TRIGGER count_new_delivery AFTER INSERT ON deliveries BEGIN {count_new} END
    """)
    db.execute(f"""
        CREATE TRIGGER count_changed_delivery AFTER UPDATE OF status ON deliveries
        BEGIN
            UPDATE delivery_counts SET number = number - 1 WHERE status = old.status;
            {count_new}
        END
    """)  # noqa: S608 -- a constant
    # What is left of deliveries after BOT_KEEP_YEARS: no chat, no name. `outcome` is the last
    # answer, or the status of what nobody answered.
    db.execute("""
        CREATE TABLE past_deliveries (
            month TEXT NOT NULL,
            reminder INTEGER NOT NULL REFERENCES reminders (id),
            outcome TEXT NOT NULL,
            number INTEGER NOT NULL,
            PRIMARY KEY (month, reminder, outcome)
        ) STRICT, WITHOUT ROWID
    """)


@MIGRATIONS(name="003 reports")
def _reports(db: Database) -> None:
    # Reports to the coordinators. Those about one thing that went wrong are an incident, and
    # share a message for each coordinator: a new one is added there by an edit.
    db.execute("""
        CREATE TABLE incidents (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            closed_at TEXT
        ) STRICT
    """)
    db.execute("CREATE INDEX incidents_by_time ON incidents (updated_at)")
    db.execute("""
        CREATE UNIQUE INDEX open_incidents ON incidents (kind, subject) WHERE closed_at IS NULL
    """)
    db.execute("""
        CREATE TABLE incident_messages (
            incident INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
            user_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            PRIMARY KEY (incident, user_id)
        ) STRICT, WITHOUT ROWID
    """)
    # `sent_at` is empty while the messages do not show the report as it stands now.
    db.execute("""
        CREATE TABLE reports (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            incident INTEGER NOT NULL REFERENCES incidents (id),
            kind TEXT NOT NULL,
            delivery INTEGER NOT NULL REFERENCES deliveries (id),
            detail TEXT NOT NULL,
            created_at TEXT NOT NULL,
            sent_at TEXT,
            UNIQUE (delivery, kind, detail)
        ) STRICT
    """)
    db.execute("CREATE INDEX unsent_reports ON reports (incident) WHERE sent_at IS NULL")
    db.execute("CREATE INDEX reports_of_incident ON reports (incident, id)")
    db.execute("CREATE INDEX reports_of_delivery ON reports (delivery)")


@MIGRATIONS(name="004 campaigns")
def _campaigns(db: Database) -> None:
    # All occurrences of a reminder that lead up to one deadline; `is_begun` once something was
    # sent or failed. `version` grows whenever its board may look different.
    db.execute("""
        CREATE TABLE campaigns (
            reminder INTEGER NOT NULL REFERENCES reminders (id),
            deadline TEXT NOT NULL,
            is_begun INTEGER NOT NULL,
            version INTEGER NOT NULL DEFAULT 1,
            PRIMARY KEY (reminder, deadline)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("CREATE INDEX campaigns_begun ON campaigns (deadline, reminder) WHERE is_begun")
    for name, event, is_begun, occurrence in (
        (
            "of_new_delivery",
            "INSERT ON deliveries WHEN new.status <> 'planned'",
            "new.status NOT IN ('planned', 'delayed', 'withdrawn')",
            "new.occurrence",
        ),
        (
            "of_changed_delivery",
            "UPDATE OF status ON deliveries WHEN new.status <> 'sending'",
            "new.status NOT IN ('planned', 'delayed', 'withdrawn')",
            "new.occurrence",
        ),
        (
            "of_answer",
            "INSERT ON answers",
            "TRUE",
            "(SELECT occurrence FROM deliveries WHERE id = new.delivery)",
        ),
        (
            "of_changed_answer",
            "UPDATE ON answers",
            "TRUE",
            "(SELECT occurrence FROM deliveries WHERE id = new.delivery)",
        ),
    ):
        db.execute(f"""
            CREATE TRIGGER campaign_{name} AFTER {event}
            BEGIN
                INSERT INTO campaigns (reminder, deadline, is_begun)
                SELECT reminder, deadline, {is_begun}
                FROM occurrences WHERE id = {occurrence} AND deadline IS NOT NULL
                ON CONFLICT DO UPDATE SET
                    is_begun = is_begun OR excluded.is_begun, version = version + 1;
            END
        """)  # noqa: S608 -- constants
    # A group that turns into a supergroup gets a new id: what may still be sent, answered or shown
    # on a board follows by itself. Older messages are left in the old chat, by Telegram as well.
    for still_open in (
        """
        occurrence > coalesce(
            (
                SELECT id FROM occurrences
                WHERE due_at < (SELECT date(at, '-14 days') FROM last_planning)
                ORDER BY due_at DESC LIMIT 1
            ),
            0
        )
        """,
        """
        occurrence IN (
            SELECT occurrences.id FROM campaigns CROSS JOIN occurrences
                ON occurrences.reminder = campaigns.reminder
                AND occurrences.deadline = campaigns.deadline
            WHERE is_begun
                AND campaigns.deadline >= (SELECT date(at, '-14 days') FROM last_planning)
        )
        """,
        _UNDELIVERED,
    ):
        name = f"deliveries_follow_their_group_{len(db.triggers)}"
        db.execute(f"""
            CREATE TRIGGER {name} AFTER UPDATE OF chat_id ON groups
            BEGIN
                UPDATE OR IGNORE deliveries SET chat_id = new.chat_id
                WHERE +chat_id = old.chat_id AND {still_open};
            END
        """)  # noqa: S608 -- constants


# -- planning runs ----------------------------------------------------------------------------


def last_planned_at(db: Database) -> datetime | None:
    """When reminders were last planned; None before the first time."""
    return next((_time(row["at"]) for row in db.query("SELECT at FROM last_planning")), None)


def record_planned(db: Database, now: datetime) -> None:
    """Record that everything due up to now is planned."""
    insert(db, "last_planning", conflict="REPLACE", id=1, at=now)


def rewind(db: Database, now: datetime, expired_before: datetime) -> None:
    """The clock was set back to `now`: plan again what was recorded as missed after it."""
    db.execute(
        f"UPDATE deliveries SET retry_at = NULL WHERE {_WAITING} AND retry_at > ?",  # noqa: S608
        [moment(now)],
    )
    rows = db.query(
        "SELECT id FROM occurrences WHERE is_missed AND due_at >= ?", [moment(expired_before)]
    )
    for occurrence_id in [row["id"] for row in rows]:
        db.execute(
            """
            DELETE FROM reports WHERE delivery IN (
                SELECT id FROM deliveries WHERE occurrence = ?
            )
            """,
            [occurrence_id],
        )
        db.execute("DELETE FROM deliveries WHERE occurrence = ?", [occurrence_id])
        db.execute("DELETE FROM occurrences WHERE id = ?", [occurrence_id])


# -- planning ---------------------------------------------------------------------------------


def record_occurrence(
    db: Database, due: Due, *, is_missed: bool = False, now: datetime
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


def plan_delivery(  # noqa: PLR0913 -- what a delivery is made of
    db: Database,
    occurrence_id: int,
    to: Address,
    *,
    departments: Sequence[str] = (),
    kind: Kind = Kind.REMINDER,
    nth: int = 0,
    root_id: int | None = None,
    due_at: datetime,
    expires_at: datetime,
    status: Status = Status.PLANNED,
    error: str = "",
    pledges: Sequence[str] = (),
) -> int | None:
    """Add a message that is to be sent; its id, None when it was added before.

    With a `status` of UNDELIVERED it is kept as one that cannot be sent as things are.
    """
    return insert(
        db,
        "deliveries",
        conflict="IGNORE",
        occurrence=occurrence_id,
        chat_id=to[0],
        topic_id=to[1],
        departments=departments,
        kind=kind,
        nth=nth,
        root=root_id,
        due_at=due_at,
        expires_at=expires_at,
        status=status,
        error=error,
        pledges=pledges,
    )


def mark_not_missed(db: Database, occurrence_id: int) -> None:
    """Record that somebody lets a missed occurrence be sent after all."""
    update(db, "occurrences", {"id": occurrence_id, "is_missed": True}, is_missed=False)


def record_unreached(
    db: Database,
    occurrence_id: int,
    departments: Sequence[str],
    *,
    due_at: datetime,
    expires_at: datetime,
) -> int | None:
    """Record which departments of an occurrence lead to no chat; the row's id if that is news.

    What a coordinator has dealt with stays so, unless there are others now.
    """
    found = _deliveries(
        db,
        f"""
        occurrence = ? AND chat_id = {NO_CHAT} AND kind = 'reminder' AND nth = 0
        AND coalesce(root, 0) = 0
        """,
        [occurrence_id],
    )
    if not found:
        if not departments:
            return None
        return plan_delivery(
            db,
            occurrence_id,
            (NO_CHAT, None),
            departments=departments,
            due_at=due_at,
            expires_at=expires_at,
            status=Status.UNREACHED,
        )
    [known] = found
    is_open = known.status in {Status.UNREACHED, Status.MISSED}
    if is_open and not departments:
        mark_ended(db, known.id, Status.WITHDRAWN)
        return None
    if {*departments} == {*known.departments} or not (
        is_open or {*departments} - {*known.departments}
    ):
        return None
    news = {"departments": departments, "status": Status.UNREACHED, "dismissed_at": None}
    update(db, "deliveries", {"id": known.id}, news)
    return known.id


# -- reading ----------------------------------------------------------------------------------


def delivery(db: Database, delivery_id: int | None) -> Delivery | None:
    """The delivery with this id; None when there is none."""
    return next(iter(_deliveries(db, "deliveries.id = ?", [delivery_id])), None)


def messages_about(db: Database, delivery_id: int) -> tuple[Delivery, ...]:
    """A delivery and the nudges about it that were sent: the messages to keep in step."""
    return _deliveries(
        db,
        "deliveries.id = :id OR (deliveries.root = :id AND deliveries.kind = 'nudge')",
        {"id": delivery_id},
    )


def at_message(db: Database, chat_id: int, message_id: int) -> Delivery | None:
    """The delivery that a message of ours in a chat is; None when it is none."""
    found = _deliveries(db, "chat_id = ? AND message_id = ?", [chat_id, message_id])
    return next(iter(found), None)


def postponed_from(db: Database, delivery_id: int) -> tuple[Delivery, ...]:
    """The postponements of a delivery."""
    return _deliveries(db, "deliveries.root = ? AND kind = 'postponed'", [delivery_id])


def of_campaign(db: Database, reminder_id: int, deadline: date) -> tuple[Delivery, ...]:
    """All that a reminder sent or is to send for one deadline, but no nudges; oldest first."""
    return _deliveries(
        db,
        "reminder = ? AND deadline = ? AND kind <> 'nudge'",
        [reminder_id, deadline.isoformat()],
    )


def in_flight(db: Database) -> tuple[Delivery, ...]:
    """The deliveries whose call was begun and not recorded, in the order in which they are sent."""
    return _deliveries(db, "status = 'sending'", [])


def waiting_between(db: Database, start: datetime, end: datetime) -> tuple[Delivery, ...]:
    """The deliveries that are still to be sent and are due within these times."""
    between = f"{_WAITING} AND deliveries.due_at BETWEEN ? AND ?"
    return _deliveries(db, between, [moment(start), moment(end)])


def waiting(
    db: Database, now: datetime, *, limit: int, not_in: Iterable[int] = ()
) -> tuple[Delivery, ...]:
    """The first deliveries that may be sent now, but none to the chats `not_in`; in order."""
    return _deliveries(
        db,
        f"""
        {_WAITING} AND deliveries.due_at <= :now AND coalesce(retry_at, '') <= :now
        AND chat_id NOT IN (SELECT value FROM json_each(:not_in))
        """,  # noqa: S608 -- a constant
        {"now": moment(now), "not_in": json.dumps(list(not_in))},
        limit=limit,
    )


def waiting_chats(db: Database, now: datetime) -> frozenset[int]:
    """The chats with deliveries that could be sent now if nothing held them up."""
    rows = db.query(
        f"""
        SELECT chat_id FROM deliveries INDEXED BY waiting_deliveries
        WHERE {_WAITING} AND due_at <= :now AND coalesce(retry_at, '') <= :now
        """,  # noqa: S608 -- a constant
        {"now": moment(now)},
    )
    return frozenset(row["chat_id"] for row in rows)


def due_of(db: Database, occurrence_id: int) -> Due | None:
    """An occurrence as it came due; None when its reminder is deleted."""
    rows = db.query("SELECT * FROM occurrences WHERE id = ?", [occurrence_id])
    return next((_due(db, row) for row in rows), None)


def overdue(db: Database, now: datetime) -> tuple[Delivery, ...]:
    """The deliveries that waited for too long."""
    return _deliveries(db, f"{_WAITING} AND expires_at <= ?", [moment(now)])


def waiting_occurrences(db: Database) -> tuple[tuple[int, Due], ...]:
    """The occurrences of which some message still waits, of reminders that go on; by id."""
    rows = db.query(f"""
        SELECT DISTINCT occurrences.* FROM deliveries
        JOIN occurrences ON occurrences.id = deliveries.occurrence
        WHERE {_WAITING} AND kind IN ('reminder', 'redirected') ORDER BY occurrences.id
    """)  # noqa: S608 -- a constant
    return tuple((row["id"], due) for row in rows if (due := _due(db, row)) is not None)


def to_follow_up(db: Database, now: datetime) -> tuple[Delivery, ...]:
    """The deliveries whose answers are to be looked for now."""
    return _deliveries(db, "follow_up_at <= ?", [moment(now)])


def next_moment(db: Database, now: datetime) -> datetime | None:
    """When something that waits for its time can go on; None when nothing waits.

    What could be sent already is not counted: what holds it up is not in the ledger.
    """
    rows = db.query(
        f"""
        SELECT min(at) AS at FROM (
            SELECT max(due_at, coalesce(retry_at, '')) AS at FROM deliveries
            WHERE {_WAITING}
            UNION ALL SELECT expires_at FROM deliveries WHERE {_WAITING}
            UNION ALL SELECT follow_up_at FROM deliveries WHERE follow_up_at IS NOT NULL
        ) WHERE at > ?
        """,  # noqa: S608 -- a constant
        [moment(now)],
    )
    return next((_time(row["at"]) for row in rows if row["at"]), None)


def sent_without_deadline(db: Database, start: datetime, end: datetime) -> tuple[Delivery, ...]:
    """What was due in this span, before the end, and was sent, answered or not; oldest first."""
    where = """
        deliveries.occurrence IN (
            SELECT id FROM occurrences
            WHERE due_at >= ? AND due_at < ? AND deadline IS NULL
        )
        AND root IS NULL AND status = 'sent'
    """
    return _deliveries(db, where, [moment(start), moment(end)])


def undelivered(db: Database, *, skip: int, limit: int) -> tuple[Delivery, ...]:
    """What did not arrive and nobody has dealt with, the newest first."""
    page = f"""
        deliveries.id IN (
            SELECT id FROM deliveries INDEXED BY undelivered WHERE {_UNDELIVERED}
            ORDER BY due_at DESC, id DESC LIMIT ? OFFSET ?
        )
    """  # noqa: S608 -- a constant
    return _deliveries(db, page, [limit, skip])[::-1]


def undelivered_count(db: Database) -> int:
    """How many of these there are."""
    rows = db.query(f"""
        SELECT count(*) AS n FROM deliveries INDEXED BY undelivered WHERE {_UNDELIVERED}
    """)  # noqa: S608 -- a constant
    return int(next(rows)["n"])


def newest_undelivered(db: Database) -> int:
    """The highest id among these; 0 when there are none."""
    rows = db.query(f"""
        SELECT max(id) AS id FROM deliveries INDEXED BY undelivered WHERE {_UNDELIVERED}
    """)  # noqa: S608 -- a constant
    return next(rows)["id"] or 0


# -- sending ----------------------------------------------------------------------------------


def mark_sending(db: Database, delivery_id: int, *, pledges: Sequence[str]) -> bool:
    """Record that a call is about to be made; False when the delivery no longer waits."""
    changed = db.execute(
        f"""
        UPDATE deliveries SET status = 'sending', pledges = ?
        WHERE id = ? AND {_WAITING}
        """,  # noqa: S608 -- a constant
        [to_json(pledges), delivery_id],
    )
    return changed.rowcount > 0


def mark_sent(
    db: Database, delivery_id: int, *, message_id: int, at: datetime, follow_up_at: datetime | None
) -> None:
    """Record that a message arrived."""
    result = {"status": Status.SENT, "message_id": message_id, "sent_at": at}
    ahead = {"follow_up_at": follow_up_at, "retry_at": None, "error": ""}
    update(db, "deliveries", {"id": delivery_id}, result, ahead)


def mark_delayed(db: Database, delivery_id: int, *, error: str, retry_at: datetime) -> None:
    """Record that a message was surely not sent, and when it may be tried again."""
    result = {"status": Status.DELAYED, "error": error, "retry_at": retry_at}
    update(db, "deliveries", {"id": delivery_id}, result)


def mark_ended(db: Database, delivery_id: int, status: Status, *, error: str = "") -> None:
    """Record how a delivery ended that was not sent."""
    result = {"status": status, "error": error, "retry_at": None}
    update(db, "deliveries", {"id": delivery_id}, result)


def move_to_chat(db: Database, delivery_id: int, chat_id: int) -> None:
    """Let a delivery go to the chat that its own turned into, unless that has it already."""
    db.execute("UPDATE OR IGNORE deliveries SET chat_id = ? WHERE id = ?", [chat_id, delivery_id])
    db.execute(
        f"""
        UPDATE deliveries SET status = 'withdrawn'
        WHERE id = ? AND chat_id <> ? AND {_WAITING}
        """,  # noqa: S608 -- a constant
        [delivery_id, chat_id],
    )


def plan_again(db: Database, delivery_id: int, *, expires_at: datetime) -> bool:
    """Plan an undelivered message once more, as a person decided; False for any other."""
    changed = db.execute(
        f"""
        UPDATE deliveries SET status = 'planned', retry_at = NULL, error = '', expires_at = ?
        WHERE id = ? AND {_UNDELIVERED}
        """,  # noqa: S608 -- a constant
        [moment(expires_at), delivery_id],
    )
    return changed.rowcount > 0


def dismiss(db: Database, up_to_id: int, *, now: datetime) -> int:
    """Take what is undelivered off the list, up to this id; how many there were."""
    changed = db.execute(
        f"UPDATE deliveries SET dismissed_at = ? WHERE id <= ? AND {_UNDELIVERED}",  # noqa: S608
        [moment(now), up_to_id],
    )
    return changed.rowcount


def withdraw_postponed(db: Database, delivery_id: int) -> None:
    """Withdraw the postponements of a delivery that were not sent."""
    db.execute(
        f"""
        UPDATE deliveries SET status = 'withdrawn'
        WHERE root = ? AND kind = 'postponed' AND {_WAITING}
        """,  # noqa: S608 -- a constant
        [delivery_id],
    )


def withdraw_reassigned(db: Database, answer_id: int) -> tuple[Delivery, ...] | None:
    """Withdraw what an answer led to elsewhere; None, and nothing is done, where that is answered.

    The number that makes it the answer's is taken from it, so that it can be sent anew.
    """
    where = """
        deliveries.root = (SELECT delivery FROM answers WHERE answers.id = ?)
        AND kind = 'reassigned' AND nth = ? AND status <> 'withdrawn'
    """
    found = _deliveries(db, where, [answer_id, answer_id])
    if any(each.answers for each in found):
        return None
    for each in found:
        columns = {"status": Status.WITHDRAWN, "nth": -each.id, "follow_up_at": None}
        update(db, "deliveries", {"id": each.id}, **columns)
    return found


def set_follow_up(db: Database, delivery_id: int, at: datetime | None) -> None:
    """Set when to look for answers next; None for never."""
    update(db, "deliveries", {"id": delivery_id}, follow_up_at=at)


# -- answers ----------------------------------------------------------------------------------


def record_answer(  # noqa: PLR0913 -- what an answer is made of
    db: Database,
    delivery_id: int,
    response: Response,
    *,
    pledge: str | None = None,
    remark: str = "",
    is_override: bool = False,
    by: Person,
    now: datetime,
) -> bool:
    """Record an answer; False when it changes nothing, which leaves everything as it was."""
    asked = delivery(db, delivery_id)
    if asked is not None and not changes(asked.standing(pledge), response):
        return False
    answer_id = insert(
        db,
        "answers",
        conflict="IGNORE",
        delivery=delivery_id,
        pledge=pledge or "",
        response=response,
        by=by.user_id,
        name=by.name,
        at=now,
        remark=remark,
        is_override=is_override,
    )
    return answer_id is not None


def undo_answer(db: Database, answer_id: int, *, by: Person, now: datetime) -> bool:
    """Take an answer back; False when that was done before."""
    standing = {"id": answer_id, "undone_at": None}
    return update(db, "answers", standing, undone_at=now, undone_by=by.user_id)


def delivery_of_answer(db: Database, answer_id: int) -> Delivery | None:
    """The delivery that an answer is about, taken back or not; None when there is no such."""
    where = "deliveries.id = (SELECT delivery FROM answers WHERE answers.id = ?)"
    return next(iter(_deliveries(db, where, [answer_id])), None)


def unanswered_count(
    db: Database, addresses: Sequence[Address], department: str, *, since: datetime
) -> int:
    """How many messages to a department's groups, or in their place, nobody has answered."""
    at = [json.dumps(address, separators=(",", ":")) for address in addresses]  # as SQLite does
    row = db.execute(
        """
        SELECT count(*) FROM deliveries WHERE due_at >= ? AND root IS NULL AND status = 'sent'
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


def routed_for(db: Database, department: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The deliveries that are for a department in the place of its chat: ids and departments."""
    rows = db.query(
        """
        SELECT id, departments FROM deliveries
        WHERE departments <> '[]' AND ? IN (SELECT value FROM json_each(departments))
        """,
        [department],
    )
    return tuple((row["id"], tuple(json.loads(row["departments"]))) for row in rows)


def set_departments(db: Database, delivery_id: int, departments: Sequence[str]) -> None:
    """Let a delivery be for these departments."""
    update(db, "deliveries", {"id": delivery_id}, departments=departments)


def set_remark(db: Database, answer_id: int, remark: str, *, name: str = "") -> None:
    """Record what was said with an answer, in the place of what was said before.

    `name` is of somebody else than who answered.
    """
    update(db, "answers", {"id": answer_id}, remark=remark, remark_name=name)


def submitted(
    db: Database,
    reminder_id: int,
    deadline: date,
    address: Address,
    *,
    departments: Sequence[str] = (),
) -> frozenset[str]:
    """The pledges that a chat handed in for one deadline; '' among them stands for all.

    With `departments` what it handed in for these, in the place of another chat.
    """
    rows = db.query(
        """
        SELECT DISTINCT pledge FROM answers
        JOIN deliveries ON deliveries.id = answers.delivery
        JOIN occurrences ON occurrences.id = deliveries.occurrence
        WHERE reminder = ? AND deadline = ? AND +chat_id = ? AND topic_id IS ?
            AND departments = ?
            AND response = 'submitted' AND undone_at IS NULL
            AND (pledge <> '' OR kind <> 'reassigned')
        """,
        [reminder_id, deadline.isoformat(), *address, to_json(departments)],
    )
    return frozenset(row["pledge"] for row in rows)


# -- reports ----------------------------------------------------------------------------------


def record_report(  # noqa: PLR0913 -- what a report is made of
    db: Database,
    kind: ReportKind,
    delivery_id: int,
    *,
    subject: object = "",
    gap: timedelta | None = None,
    detail: str = "",
    now: datetime,
) -> None:
    """Report a delivery to the coordinators, in the open incident of this kind and subject.

    After a `gap` without a report the incident is over, and a new one begins.
    """
    key = [kind.value, str(subject)]
    if gap is not None:
        db.execute(
            """
            UPDATE incidents SET closed_at = updated_at
            WHERE kind = ? AND subject = ? AND closed_at IS NULL AND updated_at < ?
            """,
            [*key, moment(now - gap)],
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
        INSERT INTO reports (incident, kind, delivery, detail, created_at)
        SELECT id, kind, ?, ?, ? FROM incidents
        WHERE kind = ? AND subject = ? AND closed_at IS NULL
        ON CONFLICT DO UPDATE SET incident = excluded.incident, sent_at = NULL
        """,
        [delivery_id, detail, moment(now), *key],
    )


def close_incident(db: Database, kind: ReportKind, subject: object, *, now: datetime) -> None:
    """Close an incident: a recurrence is a new one, with a new message."""
    where = {"kind": kind, "subject": str(subject), "closed_at": None}
    update(db, "incidents", where, closed_at=now)


def show_resolved(db: Database, delivery_id: int) -> None:
    """Let the messages that report a delivery show how it stands now."""
    update(db, "reports", {"delivery": delivery_id}, sent_at=None)


def has_unsent_reports(db: Database) -> bool:
    """Whether some message to the coordinators is missing or out of date."""
    return next(db.query("SELECT 1 FROM reports WHERE sent_at IS NULL LIMIT 1"), None) is not None


def unsent_reports(db: Database) -> dict[int, tuple[int, ...]]:
    """The reports that no coordinator has got as they stand now, by incident; oldest first."""
    found: dict[int, tuple[int, ...]] = {}
    rows = "SELECT id, incident FROM reports INDEXED BY unsent_reports WHERE sent_at IS NULL"
    for row in db.query(f"{rows} ORDER BY incident, id"):
        found[row["incident"]] = (*found.get(row["incident"], ()), row["id"])
    return found


def reports_of(db: Database, incident_id: int, *, limit: int) -> tuple[tuple[Report, ...], int]:
    """The last reports of an incident, oldest first, and how many there are in all."""
    sql = "SELECT *, delivery AS delivery_id FROM reports WHERE incident = ?"
    rows = db.query(f"{sql} ORDER BY id DESC LIMIT ?", [incident_id, limit])
    shown = tuple(record_from(Report, row) for row in rows)[::-1]
    counted = db.query("SELECT count(*) AS n FROM reports WHERE incident = ?", [incident_id])
    return shown, int(next(counted)["n"])


def incident_messages(db: Database, incident_id: int) -> dict[int, int]:
    """The message about an incident that each coordinator has."""
    rows = db.query("SELECT * FROM incident_messages WHERE incident = ?", [incident_id])
    return {row["user_id"]: row["message_id"] for row in rows}


def mark_reported(
    db: Database,
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


# -- retention --------------------------------------------------------------------------------


def condense(db: Database, before: datetime, *, limit: int) -> int:
    """Replace the deliveries of the oldest occurrences by counts; how many occurrences.

    Of those that came due before that time, up to `limit`; none of which something still waits.
    """
    rows = db.query(
        f"""
        SELECT id FROM occurrences WHERE due_at < ? AND NOT EXISTS (
            SELECT 1 FROM deliveries
            WHERE occurrence = occurrences.id AND ({_WAITING} OR status = 'sending')
        )
        ORDER BY due_at LIMIT ?
        """,  # noqa: S608 -- a constant
        [moment(before), limit],
    )
    ids = [row["id"] for row in rows]
    if not ids:
        return 0
    chosen = {"ids": json.dumps(ids), "before": moment(before), "day": before.date().isoformat()}
    db.execute(
        """
        INSERT INTO past_deliveries (month, reminder, outcome, number)
        SELECT month, reminder, outcome, count(*) FROM (
            SELECT substr(occurrences.due_at, 1, 7) AS month, reminder, coalesce(
                (
                    SELECT response FROM answers
                    WHERE answers.delivery = deliveries.id AND undone_at IS NULL
                    ORDER BY id DESC LIMIT 1
                ),
                status
            ) AS outcome
            FROM occurrences JOIN deliveries ON deliveries.occurrence = occurrences.id
            WHERE occurrences.id IN (SELECT value FROM json_each(:ids)) AND kind <> 'nudge'
        )
        GROUP BY month, reminder, outcome
        ON CONFLICT DO UPDATE SET number = number + excluded.number
        """,
        chosen,
    )
    of_them = """
        SELECT deliveries.id FROM json_each(:ids) JOIN deliveries ON occurrence = value
    """
    for sql in (
        f"DELETE FROM answers WHERE delivery IN ({of_them})",  # noqa: S608 -- constants
        f"DELETE FROM reports WHERE delivery IN ({of_them})",  # noqa: S608
        "DELETE FROM deliveries WHERE occurrence IN (SELECT value FROM json_each(:ids))",
        "DELETE FROM occurrences WHERE id IN (SELECT value FROM json_each(:ids))",
        "DELETE FROM campaigns WHERE is_begun AND deadline < :day",
        """
        DELETE FROM incidents WHERE updated_at < :before
            AND NOT EXISTS (SELECT 1 FROM reports WHERE incident = incidents.id)
        """,
    ):
        db.execute(sql, chosen)
    return len(ids)


# -- rows -------------------------------------------------------------------------------------


def _deliveries(
    db: Database, where: str, values: list[Any] | dict[str, Any], limit: int = -1
) -> tuple[Delivery, ...]:
    rows = db.query(
        f"""
        SELECT deliveries.*, reminder AS reminder_id, occurrence AS occurrence_id, root AS root_id,
            deadline, dismissed_at IS NOT NULL AS is_dismissed, (
            SELECT json_group_array(json_object(
                'id', id, 'response', response, 'pledge', nullif(pledge, ''), 'by', by,
                'name', name, 'at', at, 'remark', remark, 'remark_name', remark_name,
                'is_override', is_override
            ))
            FROM (
                SELECT * FROM answers
                WHERE answers.delivery = deliveries.id AND undone_at IS NULL ORDER BY id
            )
        ) AS answers
        FROM deliveries JOIN occurrences ON occurrences.id = deliveries.occurrence
        WHERE {where} ORDER BY deliveries.due_at, deliveries.id LIMIT {limit:d}
        """,  # noqa: S608 -- `where` is one of the constants above
        values,
    )
    return tuple(record_from(Delivery, row) for row in rows)


def _due(db: Database, row: dict[str, Any]) -> Due | None:
    reminder = reminders.reminder(db, row["reminder"])
    return record_from(Due, row, reminder=reminder) if reminder else None


def _time(written: str) -> datetime:
    return datetime.fromisoformat(written)
