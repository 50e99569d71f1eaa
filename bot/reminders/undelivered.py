"""What did not arrive, in one list: sent again, or taken off the list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.people.access import Person, Right
from bot.people.audit_replies import Act
from bot.people.interaction import Command, Incoming, Outcome
from bot.people.messages import Message, Press, Verb, page_of
from bot.people.store import groups
from bot.reminders.office import Office
from bot.reminders.replies import undelivered as replies
from bot.reminders.rules.deliveries import UNDELIVERED, Delivery, ReportKind, Status
from bot.reminders.store import ledger, reminders, reports
from bot.reminders.verbs import UndeliveredVerb
from bot.store.state import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class UndeliveredDesk:
    """For coordinators alone; each action is one transaction."""

    office: Office
    verbs: ClassVar[tuple[type[Verb], ...]] = (UndeliveredVerb,)

    @property
    def commands(self) -> Mapping[str, Command]:
        """By their names."""
        return {"undelivered": Command(run=self.show, needs=Right.REMIND_ANYBODY)}

    async def show(self, incoming: Incoming) -> Outcome:
        """Show what did not arrive, the newest first. Raises NotAllowedError."""
        await self.office.membership.require(incoming.by, Right.REMIND_ANYBODY)
        return Outcome(message=self._panel(1))

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button says; what stands there then. Raises NotAllowedError."""
        by = incoming.by
        await self.office.membership.require(by, Right.REMIND_ANYBODY)
        number, *more = press.numbers
        match press.verb:
            case UndeliveredVerb.UNDELIVERED:
                return Outcome(message=self._panel(number))
            case UndeliveredVerb.SEND_AGAIN:  # under a report, which follows by itself
                return Outcome(toast=await self.send_again(number, by=by))
            case UndeliveredVerb.RESEND:
                toast = await self.send_again(number, by=by)
                return Outcome(message=self._panel(more[0]), toast=toast)
            case UndeliveredVerb.DISMISS:
                count, _ = self.office.state.read(ledger.undelivered_count)
                return Outcome(message=replies.dismissal_panel(count, number))
        count = await self.office.change(self._dismiss, number, by=by)
        return Outcome(message=self._panel(1), toast=replies.dismissed_text(count))

    async def send_again(self, delivery_id: int, *, by: Person) -> str:
        """Send what did not arrive once more; what came of it, in words."""
        catalogue, now = await self.office.catalogues.current(), self.office.clock()

        def change(db: Tables) -> str:
            found = ledger.delivery(db, delivery_id)
            reminder = reminders.reminder(db, found.reminder_id) if found else None
            if found is None or reminder is None or found.status not in UNDELIVERED:
                return replies.ALREADY_DONE
            if reminder.paused:
                return replies.PAUSED
            if self.office.planning.plan_again(db, found, catalogue, now=now):
                # If it is refused once more, that is told in a message of its own.
                reports.close_incident(db, ReportKind.REFUSED, found.address, now=now)
                act, detail = Act.REMINDER_SENT_AGAIN, f"#{reminder.id}"
                self.office.note(db, act, by=by.user_id, detail=detail)
                toast = replies.SENT_AGAIN
            else:
                toast = replies.NO_GROUP
            reports.show_resolved(db, delivery_id)
            return toast

        return await self.office.change(change)

    def _dismiss(self, db: Tables, up_to_id: int, *, by: Person) -> int:
        """Take everything up to this delivery off the list; how many there were."""
        count = ledger.dismiss(db, up_to_id, now=self.office.clock())
        if count:
            self.office.note(db, Act.UNDELIVERED_DISMISSED, by=by.user_id, detail=str(count))
        return count

    def _panel(self, page: int) -> Message:
        count, newest = self.office.state.read(ledger.undelivered_count)
        if not count:
            return replies.NOTHING_UNDELIVERED
        page, pages, part = page_of(count, replies.PAGE_ITEMS, page)
        found = self.office.state.read(undelivered_items, skip=part.start, limit=replies.PAGE_ITEMS)
        zone = self.office.timezone
        return replies.undelivered_panel(
            found, zone, count=count, page=page, pages=pages, newest=newest
        )


def undelivered_items(db: Tables, *, skip: int = 0, limit: int) -> tuple[replies.Undelivered, ...]:
    """What did not arrive, the newest first, each with what is said of it."""
    found = ledger.undelivered(db, skip=skip, limit=limit)
    return tuple(described_delivery(db, each) for each in found if not each.is_ended)


def described_delivery(db: Tables, delivery: Delivery) -> replies.Undelivered:
    """A delivery with the name of its group."""
    group = groups.group_at(db, delivery.address)
    return replies.Undelivered(
        delivery=delivery,
        group=group.name if group else "",
        arrived=sum(each.status is Status.SENT for each in ledger.messages_about(db, delivery.id)),
    )
