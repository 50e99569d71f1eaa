"""Create delivery rows for due reminders before anything is sent (transactional outbox)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.people.store import audit, groups
from bot.reminders.rules.audience import reached
from bot.reminders.rules.deliveries import Kind, ReportKind, Status
from bot.reminders.rules.reminder import Due, due, missed, nudge_times, upcoming
from bot.reminders.store import deliveries as ledger
from bot.reminders.store import reminders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime, timedelta

    from bot.lookup.catalogue import Catalogue
    from bot.people.access import Person
    from bot.reminders.rules.deliveries import Delivery
    from bot.reminders.rules.reminder import Nudges, Reminder
    from bot.reminders.rules.working_days import WorkingDays
    from bot.store.state import Tables

SENT_NOW = "reminder_sent_now"  # in the audit log


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the last planning saw: nothing of it comes due before the time beside it.

    Kept in memory only, and only to save work: without one, everything is looked at again, and the
    ledger tells what was taken up before.
    """

    at: datetime
    calendar: WorkingDays
    catalogue: Catalogue
    next_times: Mapping[Reminder, datetime | None]

    @property
    def soonest(self) -> datetime | None:
        """When something comes due next."""
        return min((at for at in self.next_times.values() if at is not None), default=None)

    def knows_more_than(self, current: Sequence[Reminder]) -> bool:
        """Whether one was deleted since."""
        return len(self.next_times) > len(current)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """Planning is one transaction: what is known is gathered, decided upon and put down in it."""

    max_lateness: timedelta

    def is_needed(self, db: Tables, outlook: Outlook | None, *, now: datetime) -> bool:
        """Whether there is anything to put down."""
        return (
            bool(_to_look_at(db, outlook, now=now))
            or (outlook is not None and outlook.knows_more_than(reminders.all_reminders(db)))
            or bool(ledger.to_follow_up(db, now))
            or bool(ledger.overdue(db, now))
        )

    def planned(
        self, db: Tables, catalogue: Catalogue, outlook: Outlook | None, *, now: datetime
    ) -> Outlook:
        """Put down what came due, what came too late, and whom to ask again."""
        last = ledger.last_planned_at(db) or now
        if now < last or (outlook is not None and now < outlook.at):
            ledger.rewind(db, now, now - self.max_lateness)
            outlook = None
        # What came due before the last turn was taken up then. We look back all the same: the
        # clock may have been wrong, and the ledger knows what was taken up.
        since = min(last, now) - self.max_lateness
        calendar = reminders.calendar(db)
        looked_at = _to_look_at(db, outlook, now=now)
        if outlook is None or outlook.catalogue is not catalogue:
            self._reach_new_owners(db, catalogue)
        self._expire(db, now=now)
        for item in missed(looked_at, since, now, calendar, self.max_lateness):
            self._give_up(db, item, now=now)
        for item in due(looked_at, since, now, calendar, self.max_lateness):
            occurrence_id = ledger.record_occurrence(db, item, now=now)
            if occurrence_id is not None:
                self.plan_occurrence(db, occurrence_id, item, catalogue)
        for delivery in ledger.to_follow_up(db, now):
            self._follow_up(db, delivery, calendar, now=now)
        ledger.record_planned(db, now)
        known = {} if outlook is None else outlook.next_times
        fresh = {item: _next_time(item, calendar, now) for item in looked_at}
        current = reminders.all_reminders(db)
        return Outlook(
            at=now,
            calendar=calendar,
            catalogue=catalogue,
            next_times={item: fresh[item] if item in fresh else known[item] for item in current},
        )

    def plan_now(  # noqa: PLR0913 -- what is asked for, by whom and when
        self,
        db: Tables,
        catalogue: Catalogue,
        reminder_id: int,
        *,
        by: Person,
        asked_at: datetime,
        now: datetime,
    ) -> bool:
        """Plan a reminder besides its schedule, once for each `asked_at`.

        False when it is deleted or paused.
        """
        reminder = reminders.reminder(db, reminder_id)
        if reminder is None or reminder.paused:
            return False
        ahead = upcoming(reminder, now, reminders.calendar(db))
        item = Due(
            reminder=reminder,
            due_at=now,
            original_due_at=asked_at,
            deadline=ahead[0].day if ahead and reminder.schedule.deadline else None,
        )
        occurrence_id = ledger.record_occurrence(db, item, now=now)
        if occurrence_id is not None:
            self.plan_occurrence(db, occurrence_id, item, catalogue)
            audit.note(db, SENT_NOW, by=by.user_id, subject=reminder_id, now=now)
        return True

    def plan_occurrence(
        self, db: Tables, occurrence_id: int, item: Due, catalogue: Catalogue
    ) -> None:
        """Plan an occurrence for everybody whom it reaches now and who has not handed in."""
        registered = {group.chat_id: group.departments for group in groups.registered(db)}
        found = reached(item.reminder.audience, catalogue, registered)
        for place in found.places:
            numbers = [str(pledge.number) for pledge in place.pledges]
            if has_handed_in(db, item.reminder.id, item.deadline, place.chat_id, numbers):
                continue
            ledger.plan_delivery(
                db,
                occurrence_id,
                chat_id=place.chat_id,
                topic_id=place.topic_id,
                due_at=item.due_at,
                expires_at=item.due_at + self.max_lateness,
            )
        named = (name for place in found.places for name in registered[place.chat_id])
        found_numbers = (pledge.number for place in found.places for pledge in place.pledges)
        ledger.delete_reports(db, ReportKind.UNREACHED, [*named, *found_numbers])
        for name in found.missing:
            ledger.record_report(
                db,
                ReportKind.UNREACHED,
                name,
                reminder_id=item.reminder.id,
                due_at=item.due_at,
                detail=name,
                now=item.due_at,
            )

    def _reach_new_owners(self, db: Tables, catalogue: Catalogue) -> None:
        """The table changed while messages were held up: plan them for those who own it now."""
        for occurrence_id, item in ledger.waiting_occurrences(db):
            self.plan_occurrence(db, occurrence_id, item, catalogue)

    def _give_up(self, db: Tables, item: Due, *, now: datetime) -> None:
        occurrence_id = ledger.record_occurrence(db, item, is_missed=True, now=now)
        if occurrence_id is not None:
            ledger.record_report(
                db,
                ReportKind.MISSED,
                occurrence_id,
                reminder_id=item.reminder.id,
                due_at=item.due_at,
                now=now,
            )

    def _expire(self, db: Tables, *, now: datetime) -> None:
        for delivery in ledger.overdue(db, now):
            ledger.mark_ended(db, delivery.id, Status.EXPIRED, error=delivery.error)
            if delivery.kind is not Kind.NUDGE:
                report_on(db, ReportKind.EXPIRED, delivery, now=now)

    def _follow_up(
        self, db: Tables, delivery: Delivery, calendar: WorkingDays, *, now: datetime
    ) -> None:
        """Ask again those who have not answered, or tell the coordinators of them."""
        reminder = reminders.reminder(db, delivery.reminder_id)
        if (
            reminder is None
            or reminder.paused
            or reminder.nudges is None
            or delivery.sent_at is None
            or delivery.is_answered
            or has_handed_in(db, reminder.id, delivery.deadline, delivery.chat_id, delivery.pledges)
        ):
            ledger.set_follow_up(db, delivery.id, None)
            return
        zone = reminder.schedule.zone
        opening = _office_hours(now, reminder.nudges, calendar, zone)
        if opening > now:  # the bot was off when it was time
            ledger.set_follow_up(db, delivery.id, opening)
            return
        times = nudge_times(delivery.sent_at, reminder.nudges, calendar, zone)
        passed = sum(at <= now for at in times)  # of several that were slept through, the last
        if passed == len(times):
            ledger.set_follow_up(db, delivery.id, None)
            report_on(db, ReportKind.UNANSWERED, delivery, now=now)
            return
        ledger.set_follow_up(db, delivery.id, times[passed])
        if passed > 0:
            ledger.plan_delivery(
                db,
                delivery.occurrence_id,
                chat_id=delivery.chat_id,
                topic_id=delivery.topic_id,
                kind=Kind.NUDGE,
                nth=passed,
                root_id=delivery.id,
                due_at=now,
                expires_at=times[passed],  # when the next one comes, this one is pointless
            )


def has_handed_in(
    db: Tables, reminder_id: int, deadline: date | None, chat_id: int, pledges: Sequence[str]
) -> bool:
    """Whether a chat has said 제출완료 for a deadline, for all of it or for each pledge."""
    if deadline is None:
        return False
    submitted = ledger.submitted(db, reminder_id, deadline, chat_id)
    return "" in submitted or (bool(pledges) and submitted.issuperset(pledges))


def report_on(
    db: Tables, kind: ReportKind, delivery: Delivery, *, detail: str = "", now: datetime
) -> None:
    """Let the coordinators be told of a delivery, once."""
    ledger.record_report(
        db,
        kind,
        delivery.id,
        reminder_id=delivery.reminder_id,
        delivery_id=delivery.id,
        due_at=delivery.due_at,
        detail=detail,
        now=now,
    )


def _to_look_at(db: Tables, outlook: Outlook | None, *, now: datetime) -> tuple[Reminder, ...]:
    """The reminders of which something may have come due since the last planning."""
    current = reminders.all_reminders(db)
    if outlook is None or now < outlook.at or reminders.calendar(db) != outlook.calendar:
        return current
    return tuple(
        item
        for item in current
        if item not in outlook.next_times
        or ((at := outlook.next_times[item]) is not None and at <= now)
    )


def _next_time(reminder: Reminder, calendar: WorkingDays, now: datetime) -> datetime | None:
    if reminder.paused:
        return None
    return next((time.at for time in upcoming(reminder, now, calendar)), None)


def _office_hours(now: datetime, nudges: Nudges, calendar: WorkingDays, zone: str) -> datetime:
    """Now, or when the office next opens."""
    once = replace(nudges, at_most=0)
    return nudge_times(now - nudges.every, once, calendar, zone)[0]
