"""After a restore: what came due since the backup may have been sent, so only people can tell."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.reminders.planning import Planning, report_on
from bot.reminders.rules.deliveries import ReportKind, Status
from bot.reminders.store import deliveries as ledger

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue
    from bot.store.state import Tables


def hold_back_reminders(
    db: Tables, catalogue: Catalogue, planning: Planning, *, now: datetime
) -> int:
    """Record every delivery due by now as uncertain, with a report; how many there are.

    Nothing of it is sent unless a coordinator says so.
    """
    planning.plan_due(db, catalogue, None, now=now)
    ever = datetime.min.replace(tzinfo=UTC)
    found = (*ledger.in_flight(db), *ledger.waiting_between(db, ever, now))
    for delivery in found:
        ledger.mark_ended(db, delivery.id, Status.UNCERTAIN, error="restored from a backup")
        report_on(db, ReportKind.UNCERTAIN, delivery, now=now)
    return len(found)
