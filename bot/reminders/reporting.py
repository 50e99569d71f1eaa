"""Reports: send the coordinators what was not delivered or answered, at least once.

Reports of one incident share a message, which is edited when one is added or dealt with.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.people.messages import DeliveryError, Message, Messenger
from bot.reminders.correcting import corrected
from bot.reminders.replies import undelivered as replies
from bot.reminders.replies.corrections import correction_panel
from bot.reminders.rules.deliveries import ReportKind
from bot.reminders.store import deliveries as ledger
from bot.reminders.store import reports
from bot.reminders.undelivered import described_delivery

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue
    from bot.reminders.office import Office
    from bot.reminders.pacing import Pace
    from bot.store.state import Tables

LOG = logging.getLogger(__name__)

RETRY_AFTER = timedelta(minutes=5)  # when no coordinator could be reached


@dataclass(slots=True, kw_only=True)
class Reporting:
    """Sends what the reports table holds; shares the rate limits of the deliveries."""

    office: Office
    messenger: Messenger
    pace: Pace
    _retry_at: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether there are reports that may be sent now."""
        is_waiting = self._retry_at is not None and self._retry_at > now
        return not is_waiting and self.pace.free_slots(now, in_flight=0) > 0 and self.has_unsent()

    def has_unsent(self) -> bool:
        """Whether any report was not sent yet."""
        return self.office.state.read(reports.has_unsent_reports)

    def retry_at(self, now: datetime) -> datetime | None:
        """When to try again after no coordinator was reached; None when nothing waits."""
        return self._retry_at if self._retry_at is not None and self._retry_at > now else None

    def reset(self) -> None:
        """Forget when to try again: the clock was set back."""
        self._retry_at = None

    async def send_reports(self, now: datetime) -> None:
        """Bring every incident's messages up to date; what reaches nobody is tried again later."""
        self._retry_at = now + RETRY_AFTER
        for incident_id, report_ids in self.office.state.read(reports.unsent_reports).items():
            messages = await self._show(incident_id, now)
            if messages is None:
                return
            await self.office.state.write_persistently(
                reports.mark_reported,
                incident_id=incident_id,
                report_ids=report_ids,
                messages=messages,
                now=now,
            )
        self._retry_at = None

    async def _show(self, incident_id: int, now: datetime) -> dict[int, int] | None:
        """Send or edit the message of each coordinator; their ids, None when it reached nobody."""
        catalogue = await self.office.catalogues.current()
        message, is_news = self.office.state.read(self._message, incident_id, catalogue)
        known = self.office.state.read(reports.incident_messages, incident_id)
        shown: dict[int, int] = {}
        if not known and not is_news:
            return shown
        for user_id in sorted(self.office.membership.coordinators()):
            try:
                self.pace.record_sending(user_id, now)
                place = known.get(user_id)
                if place is None or not await self.messenger.edit(user_id, place, message):
                    if not is_news:
                        continue
                    place = await self.messenger.send(user_id, message)
                shown[user_id] = place
            except DeliveryError as error:
                LOG.warning("report.failed user=%d error=%s", user_id, type(error).__name__)
        return shown if shown or not is_news else None

    def _message(self, db: Tables, incident_id: int, catalogue: Catalogue) -> tuple[Message, bool]:
        """An incident in words, and whether anything of it is still to be dealt with."""
        found, count = reports.reports_of(db, incident_id, limit=replies.MAX_REPORTED)
        if found[0].kind is ReportKind.NOT_OURS:
            about = corrected(db, int(found[0].detail), catalogue)
            assert about is not None  # noqa: S101 -- it was begun in the transaction of the report
            panel = correction_panel(about, catalogue, self.office.timezone)
            return panel, about.correction.result is None
        shown = [ledger.delivery(db, report.delivery_id) for report in found]
        reported = [described_delivery(db, each) for each in shown if each is not None]
        kind = found[0].kind
        is_news = any(replies.is_left_open(kind, one.delivery) for one in reported)
        return replies.report_message(kind, reported, self.office.timezone, count=count), is_news
