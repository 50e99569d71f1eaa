"""Reports: send the coordinators what was not delivered or answered, at least once.

Reports of one incident share a message, which is edited when one is added or dealt with.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.lookup.catalogue import Catalogue
from bot.people.messages import DeliveryDelayed, DeliveryError, Message, Messenger
from bot.reminders.correcting import corrected
from bot.reminders.office import Office
from bot.reminders.pacing import Pace
from bot.reminders.recording import Campaigns
from bot.reminders.replies import undelivered as replies
from bot.reminders.replies.corrections import correction_panel
from bot.reminders.replies.questions import question_panel
from bot.reminders.rules.deliveries import ReportKind
from bot.reminders.store import ledger, reports
from bot.reminders.undelivered import described_delivery
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
        has_slot = self.pace.free_slots(now, in_flight=0) > 0
        return self.retry_at(now) is None and has_slot and self.has_unsent()

    def has_unsent(self) -> bool:
        """Whether any report was not sent yet."""
        return self.office.state.read(reports.next_unsent) is not None

    def retry_at(self, now: datetime) -> datetime | None:
        """When to try again after no coordinator was reached; None when nothing waits."""
        return self._retry_at if self._retry_at is not None and self._retry_at > now else None

    def reset(self) -> None:
        """Forget when to try again: the clock was set back."""
        self._retry_at = None

    async def send_reports(self, now: datetime) -> None:
        """Bring every incident's messages up to date; what does not get through is tried later."""
        self._retry_at = now + RETRY_AFTER
        catalogue = await self.office.catalogues.current()
        while unsent := self.office.state.read(reports.next_unsent):
            if not await self._show(*unsent, catalogue, now):
                return
        self._retry_at = None

    async def _show(
        self, incident_id: int, report_ids: Sequence[int], catalogue: Catalogue, now: datetime
    ) -> bool:
        """Send or edit the message of each coordinator; False when one has to get it later."""
        message, is_news = self.office.state.read(self._message, incident_id, catalogue)
        known = self.office.state.read(reports.incident_messages, incident_id)
        shown: dict[int, int] = {}
        is_held_up = False
        for user_id in sorted(self.office.membership.coordinators()):
            place = known.get(user_id)
            if place is None and not is_news:
                continue
            self.pace.record_sending(user_id, now)
            try:
                if place is None or not await self.messenger.edit(user_id, place, message):
                    if not is_news:
                        continue
                    place = await self.messenger.send(user_id, message)
                shown[user_id] = place
            except DeliveryError as error:
                LOG.warning("report.failed user=%d error=%s", user_id, type(error).__name__)
                is_held_up |= isinstance(error, DeliveryDelayed)
        is_held_up |= is_news and not shown

        def mark(db: Tables) -> None:
            # What was dealt with meanwhile is not shown yet.
            is_shown = not is_held_up and self._message(db, incident_id, catalogue)[0] == message
            reports.mark_reported(db, incident_id, report_ids if is_shown else (), shown, now=now)

        await self.office.state.write_persistently(mark)
        return not is_held_up

    def _message(self, db: Tables, incident_id: int, catalogue: Catalogue) -> tuple[Message, bool]:
        """An incident in words, and whether anything of it is still to be dealt with."""
        found, count = reports.reports_of(db, incident_id, limit=replies.MAX_REPORTED)
        if found[0].kind is ReportKind.NOT_OURS:
            about = corrected(db, int(found[0].detail), catalogue)
            assert about is not None  # noqa: S101 -- it was begun in the transaction of the report
            panel = correction_panel(about, catalogue, self.office.timezone)
            return panel, about.correction.result is None
        if found[0].kind in {ReportKind.ASKED, ReportKind.ASKED_LEAVE, ReportKind.ANSWERED}:
            asked = ledger.delivery(db, found[0].delivery_id)
            assert asked is not None  # noqa: S101 -- it was asked about
            panel = question_panel(found[0], asked, described_delivery(db, asked).group)
            return panel, found[0].kind is not ReportKind.ANSWERED
        shown = [ledger.delivery(db, report.delivery_id) for report in found]
        reported = [described_delivery(db, each) for each in shown if each is not None]
        if (kind := found[0].kind) is ReportKind.UNANSWERED:
            left_open = Campaigns(db, catalogue).left_open
            reported = [
                replace(one, is_done=left_open(one.delivery, one.delivery.pledges) is None)
                for one in reported
            ]
        is_news = any(replies.is_left_open(kind, one) for one in reported)
        return replies.report_message(kind, reported, self.office.timezone, count=count), is_news
