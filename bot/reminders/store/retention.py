"""Deliveries that are older than BOT_KEEP_YEARS: deleted, and counted by `delivery_counts`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.reminders.store.schema import IS_WAITING
from bot.store.state import moment

if TYPE_CHECKING:
    from datetime import datetime

    from sqlite_utils import Database


def delete_old(db: Database, before: datetime, *, limit: int) -> int:
    """Delete the oldest occurrences with their deliveries and answers; how many occurrences.

    Of those that came due before that time, up to `limit`; none of which something still waits.
    """
    rows = db.query(
        f"""
        SELECT id FROM occurrences WHERE due_at < ? AND NOT EXISTS (
            SELECT 1 FROM deliveries
            WHERE occurrence = occurrences.id AND ({IS_WAITING} OR status = 'sending')
        )
        ORDER BY due_at LIMIT ?
        """,  # noqa: S608 -- a constant
        [moment(before), limit],
    )
    ids = [row["id"] for row in rows]
    if not ids:
        return 0
    chosen = {"ids": json.dumps(ids), "before": moment(before), "day": before.date().isoformat()}
    of_them = """
        SELECT deliveries.id FROM json_each(:ids) JOIN deliveries ON occurrence = value
    """
    for sql in (
        f"DELETE FROM answers WHERE delivery IN ({of_them})",  # noqa: S608 -- constants
        f"DELETE FROM reports WHERE delivery IN ({of_them})",  # noqa: S608
        # What was reassigned is asked again up to the deadline, by occurrences that are left.
        f"UPDATE deliveries SET root = NULL WHERE root IN ({of_them})",  # noqa: S608
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
