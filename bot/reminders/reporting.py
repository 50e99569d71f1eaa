"""Reports: tell the coordinators what was not delivered or answered, at least once."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.messages import DeliveryError
from bot.people.store import groups
from bot.reminders.replies.reminders import MAX_REPORTED, Told, report_notice
from bot.reminders.rules.deliveries import ReportKind
from bot.reminders.store import deliveries as ledger
from bot.reminders.store import reminders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime, tzinfo

    from bot.messages import Message, Messenger
    from bot.reminders.pacing import Pace
    from bot.reminders.rules.deliveries import Report
    from bot.store.state import State, Tables

LOG = logging.getLogger(__name__)

RETRY_AFTER = timedelta(minutes=5)  # when no coordinator could be reached


@dataclass(slots=True, kw_only=True)
class Reporting:
    """Sends what the reports table holds; shares the rate limits of the deliveries."""

    state: State
    messenger: Messenger
    coordinators: Callable[[], frozenset[int]]
    pace: Pace
    timezone: tzinfo
    _retry_at: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether there are reports that may be sent now."""
        is_waiting = self._retry_at is not None and self._retry_at > now
        return not is_waiting and self.pace.room(now, in_flight=0) > 0 and self.has_unsent()

    def has_unsent(self) -> bool:
        """Whether any report was not sent yet."""
        return bool(self.state.read(ledger.unsent_reports))

    def retry_at(self, now: datetime) -> datetime | None:
        """When to try again after no coordinator was reached; None when nothing waits."""
        return self._retry_at if self._retry_at is not None and self._retry_at > now else None

    def reset(self) -> None:
        """Forget when to try again: the clock was set back."""
        self._retry_at = None

    async def send_reports(self, now: datetime) -> None:
        """Send every unsent report; what reaches no coordinator is sent again later."""
        self._retry_at = now + RETRY_AFTER
        for reports, notice in self.state.read(self._notices):
            reached_some = False
            for user_id in sorted(self.coordinators()):
                try:
                    self.pace.took(user_id, now)
                    await self.messenger.send(user_id, notice)
                    reached_some = True
                except DeliveryError as error:
                    LOG.warning("report.failed user=%d error=%s", user_id, type(error).__name__)
            if not reached_some:
                return
            ids = [report.id for report in reports]
            await self.state.write_persistently(
                partial(ledger.mark_reported, report_ids=ids, now=now)
            )
        self._retry_at = None

    def _notices(self, db: Tables) -> list[tuple[list[Report], Message]]:
        """The unsent reports as messages, reports of one kind together."""
        by_kind: dict[ReportKind, list[Report]] = {}
        for report in ledger.unsent_reports(db):
            by_kind.setdefault(report.kind, []).append(report)
        parts = (
            (kind, reports[at : at + MAX_REPORTED])
            for kind, reports in by_kind.items()
            for at in range(0, len(reports), MAX_REPORTED)
        )
        return [
            (part, report_notice(kind, list(_told(db, part)), self.timezone))
            for kind, part in parts
        ]


def _told(db: Tables, reports: list[Report]) -> Iterator[Told]:
    for report in reports:
        reminder = reminders.ever(db, report.reminder_id)
        delivery = ledger.delivery(db, report.delivery_id) if report.delivery_id else None
        group = groups.group(db, delivery.chat_id) if delivery else None
        said = delivery.standing(report.detail or None) if delivery else None
        is_about_answer = report.kind is ReportKind.NOT_OURS and said is not None
        yield Told(
            report=report,
            words=reminder.text if reminder else "",
            chat=group.title if group else "",
            who=said.name if is_about_answer and said else "",
        )
