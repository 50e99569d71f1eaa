"""How much there is in the state database, for the log, for metrics and for admins."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.store.records import record_from
from bot.store.state import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts of rows; `overdue` deliveries should have been sent by now, `uncertain` may have."""

    people: int
    groups: int
    muted_groups: int
    reminders: int
    sent: int
    overdue: int
    uncertain: int
    refused: int
    last_sent_at: datetime | None


def figures(db: Database, *, now: datetime) -> Figures:
    """The counts of this moment."""
    row = next(
        db.query(
            """
            SELECT
                (SELECT count(*) FROM people WHERE removed_at IS NULL) AS people,
                (SELECT count(DISTINCT chat_id) FROM group_departments) AS groups,
                (SELECT count(*) FROM groups WHERE presence <> 'here' AND chat_id IN
                    (SELECT chat_id FROM group_departments)) AS muted_groups,
                (SELECT count(*) FROM reminders
                    WHERE deleted_at IS NULL AND ends_on >= date(?1)) AS reminders,
                (SELECT count(*) FROM deliveries
                    WHERE status IN ('planned', 'delayed') AND due_at <= ?1) AS overdue,
                coalesce(sum(number) FILTER (WHERE status = 'sent'), 0) AS sent,
                coalesce(sum(number) FILTER (WHERE status = 'uncertain'), 0) AS uncertain,
                coalesce(sum(number) FILTER (WHERE status = 'refused'), 0) AS refused,
                max(last_sent_at) AS last_sent_at
            FROM delivery_counts
            """,
            [moment(now)],
        )
    )
    return record_from(Figures, row)
