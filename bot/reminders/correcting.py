"""Corrections: a group says that something is not theirs, and a coordinator sends it on."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.people.access import Person, Right
from bot.people.audit import Act
from bot.people.interaction import Incoming, Outcome
from bot.people.messages import DeliveryError, Message, Press
from bot.people.replies.groups import named_by
from bot.people.replies.people import OUT_OF_DATE
from bot.people.store import audit, groups
from bot.reminders import recording
from bot.reminders.replies import corrections as replies
from bot.reminders.rules.deliveries import Delivery, Result
from bot.reminders.rules.ownership import MAX_OWNERS, likely_owners
from bot.reminders.store import corrections, reminders, reports
from bot.reminders.store import deliveries as ledger
from bot.reminders.verbs import CorrectionVerb

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue
    from bot.reminders.office import Office
    from bot.reminders.responding import Responding
    from bot.store.state import Tables

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correcting:
    """For coordinators alone: each decision is one transaction, and counts once."""

    office: Office
    responding: Responding

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button of a correction says. Raises NotAllowedError."""
        await self.office.membership.require(incoming.by, Right.REMIND_ANYBODY)
        answer_id, *more = press.numbers
        catalogue = await self.office.catalogues.current()
        found = self.office.state.read(corrected, answer_id, catalogue)
        if found is None or incoming.here.is_group:
            return Outcome(toast=OUT_OF_DATE)
        if press.verb is CorrectionVerb.TAKE_BACK:
            toast = await self._take_back(found, by=incoming.by)
            return Outcome(message=await self._panel(answer_id), toast=toast)
        toast = "" if found.correction.result is None else replies.DECIDED_BEFORE
        if not toast and press.verb is CorrectionVerb.REASSIGN_PAGE:
            names = [name for name in catalogue.by_department if name not in found.owners]
            return Outcome(message=replies.departments_panel(found, names, more[0]))
        if not toast and press.verb is CorrectionVerb.REASSIGN:
            name = named_by(more[0], catalogue.by_department)
            toast = await self._reassign(found, name, by=incoming.by) if name else OUT_OF_DATE
        if not toast and press.verb is CorrectionVerb.KEEP_OWNER:
            toast = await self._keep(found, by=incoming.by)
        return Outcome(message=await self._panel(answer_id), toast=toast)

    async def _reassign(self, found: replies.Corrected, department: str, *, by: Person) -> str:
        """Send what was answered to another department; what is to be said, "" for nothing."""
        now, about = self.office.clock(), found.correction
        delivery = found.delivery

        def change(db: Tables) -> str:
            targets = [g for g in groups.registered(db) if department in g.departments]
            if not targets:
                return replies.no_group_text(department)
            if not corrections.decide(
                db, about.answer_id, Result.REASSIGNED, department=department, by=by, now=now
            ):
                return replies.DECIDED_BEFORE
            for group in targets:
                self.office.planning.plan_reassigned(db, delivery.occurrence_id, about, group, now)
            by_id, chat_id = by.user_id, delivery.chat_id
            audit.note(db, Act.REASSIGNED, by=by_id, subject=chat_id, detail=department, now=now)
            reports.show_resolved(db, delivery.id)
            return ""

        refused = await self.office.state.write(change)
        if not refused:
            await self._notify_group(found, replies.reassigned_text(found, department))
        return refused

    async def _keep(self, found: replies.Corrected, *, by: Person) -> str:
        """Ask the same group again: it is theirs after all."""
        now, about = self.office.clock(), found.correction

        def change(db: Tables) -> str:
            if not corrections.decide(db, about.answer_id, Result.KEPT, by=by, now=now):
                return replies.DECIDED_BEFORE
            recording.undo_answer(db, about.answer_id, by=by, now=now)
            chat_id = found.delivery.chat_id
            audit.note(db, Act.OWNER_KEPT, by=by.user_id, subject=chat_id, now=now)
            reports.show_resolved(db, found.delivery.id)
            return ""

        refused = await self.office.state.write(change)
        if not refused:
            await self._notify_group(found, replies.kept_text(found))
        return refused

    async def _take_back(self, found: replies.Corrected, *, by: Person) -> str:
        """Let another department have no more of it, and the correction be decided anew."""
        now, about = self.office.clock(), found.correction

        def change(db: Tables) -> tuple[Delivery, ...] | None:
            withdrawn = ledger.withdraw_reassigned(db, about.answer_id)
            if withdrawn is None or not corrections.reopen(db, about.answer_id):
                return None
            by_id, chat_id, detail = by.user_id, found.delivery.chat_id, about.department
            act = Act.REASSIGNMENT_UNDONE
            audit.note(db, act, by=by_id, subject=chat_id, detail=detail, now=now)
            reports.show_resolved(db, found.delivery.id)
            return tuple(ledger.delivery(db, each.id) or each for each in withdrawn)

        withdrawn = await self.office.state.write(change)
        if withdrawn is None:
            return replies.not_taken_back_text(about.department)
        for each in withdrawn:
            await self.responding.show_answers(each)
        await self._notify_group(found, replies.taken_back_text(found))
        return ""

    async def _notify_group(self, found: replies.Corrected, message: Message) -> None:
        """Notify the group of the decision, which stands even if that fails."""
        self.responding.wake_delivery()
        self.responding.wake_boards()
        asked_id, chat_id = found.delivery.asked_id, found.delivery.chat_id
        delivery = self.office.state.read(ledger.delivery, asked_id) or found.delivery
        await self.responding.show_answers(delivery)
        try:
            await self.office.messenger.send(chat_id, message, topic_id=delivery.topic_id)
        except DeliveryError as error:
            LOG.warning("correction.not_sent chat=%d reason=%s", delivery.chat_id, error)

    async def _panel(self, answer_id: int) -> Message | None:
        catalogue = await self.office.catalogues.current()
        found = self.office.state.read(corrected, answer_id, catalogue)
        return replies.correction_panel(found, catalogue, self.office.timezone) if found else None


def corrected(db: Tables, answer_id: int, catalogue: Catalogue) -> replies.Corrected | None:
    """A correction with all that is shown of it; None when there is no such."""
    about = corrections.correction(db, answer_id)
    delivery = ledger.delivery(db, about.delivery_id) if about else None
    reminder = reminders.ever(db, delivery.reminder_id) if delivery else None
    if about is None or delivery is None or reminder is None:
        return None
    group = groups.group_at(db, delivery.address)
    owners = group.departments if group is not None else ()
    likely = [about.named] if about.named and about.named not in owners else []
    for number in about.pledges[:1]:
        before = corrections.reassigned_before(db, number, answer_id)
        likely += [name for name in before if name in catalogue.owned_by and name not in owners]
        likely += likely_owners(number, catalogue, owners)
    return replies.Corrected(
        correction=about,
        delivery=delivery,
        words=reminder.text,
        chat=group.name if group is not None else "",
        owners=owners,
        likely=tuple(dict.fromkeys(likely))[:MAX_OWNERS],
        reached=frozenset(name for each in groups.registered(db) for name in each.departments),
    )
