"""What is left of deliveries after BOT_KEEP_YEARS: counts."""

import json
from datetime import datetime

from bot.reminders.store.schema import IS_WAITING
from bot.store.state import Tables, moment


def condense(db: Tables, before: datetime, *, limit: int) -> int:
    """Replace up to `limit` of the oldest occurrences by counts, if nothing waits; how many."""
    rows = db.query(
        f"""
        SELECT id FROM occurrences WHERE due_at < ? AND NOT EXISTS (
            SELECT 1 FROM deliveries
            WHERE occurrence = occurrences.id AND ({IS_WAITING} OR status = 'sending')
        )
        ORDER BY due_at LIMIT ?
        """,
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
        f"DELETE FROM answers WHERE delivery IN ({of_them})",
        f"DELETE FROM reports WHERE delivery IN ({of_them})",
        # What was reassigned is asked again up to the deadline, by occurrences that are left.
        f"UPDATE deliveries SET root = NULL WHERE root IN ({of_them})",
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
