"""Corrections: a group says that something is not theirs, and a coordinator sends it on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from bot.lookup.catalogue import Catalogue
from bot.people.access import Person, Right
from bot.people.audit_replies import Act
from bot.people.interaction import Command, Incoming, Outcome
from bot.people.messages import Press, Verb
from bot.people.replies.groups import named_by
from bot.people.replies.people import OUT_OF_DATE
from bot.people.store import groups
from bot.reminders import recording
from bot.reminders.notices import show_answers, tell_group
from bot.reminders.office import Office
from bot.reminders.replies import corrections as replies
from bot.reminders.rules.deliveries import Kind, Result
from bot.reminders.rules.ownership import MAX_OWNERS, likely_owners
from bot.reminders.store import corrections, ledger, reports
from bot.reminders.verbs import CorrectionVerb
from bot.store.state import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Correcting:
    """For coordinators alone: each decision is one transaction, and counts once."""

    office: Office
    verbs: ClassVar[tuple[type[Verb], ...]] = (CorrectionVerb,)
    commands: ClassVar[Mapping[str, Command]] = {}

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button of a correction says. Raises NotAllowedError."""
        await self.office.membership.require(incoming.by, Right.REMIND_ANYBODY)
        answer_id, *more = press.numbers
        catalogue = await self.office.catalogues.current()
        found = self.office.state.read(corrected, answer_id, catalogue)
        if found is None or incoming.here.is_group:
            return Outcome(toast=OUT_OF_DATE)
        toast = ""
        is_open = found.correction.result is None
        if found.correction.is_to_be_sent(incoming.by.user_id):
            await self._notify_group(answer_id, catalogue)
        elif press.verb is CorrectionVerb.REASSIGN_PAGE and is_open:
            names = [name for name in catalogue.by_department if name not in found.owners]
            return Outcome(message=replies.departments_panel(found, names, more[0]))
        elif is_open is (press.verb is CorrectionVerb.TAKE_BACK):
            toast = replies.DECIDED_BEFORE
        elif press.verb is not CorrectionVerb.CORRECTION:
            name = named_by(more[0], catalogue.by_department) if more else None
            toast = await self.office.change(
                self._record_decision, press.verb, found, name, by=incoming.by
            )
            if not toast:
                await self._notify_group(answer_id, catalogue)
        after = self.office.state.read(corrected, answer_id, catalogue) or found
        panel = replies.correction_panel(after, catalogue, self.office.timezone)
        return Outcome(message=panel, toast=toast)

    def _record_decision(
        self,
        db: Tables,
        verb: Verb,
        found: replies.Corrected,
        department: str | None,
        *,
        by: Person,
    ) -> str:
        """Record what a coordinator decides; what is to be said instead where that is not done."""
        now, about, delivery = self.office.clock(), found.correction, found.delivery
        decide = partial(corrections.decide, db, about.answer_id, by=by, now=now)
        if verb is CorrectionVerb.TAKE_BACK:
            act, department = Act.REASSIGNMENT_UNDONE, about.department
            if not ledger.withdraw_reassigned(db, about.answer_id):
                return replies.not_taken_back_text(department)
            corrections.reopen(db, about.answer_id, by=by)
        elif verb is CorrectionVerb.KEEP_OWNER:
            act, department = Act.OWNER_KEPT, ""
            if not decide(Result.KEPT):
                return replies.DECIDED_BEFORE
            recording.undo_answer(db, about.answer_id, by=by, now=now)
        elif department is None:
            return OUT_OF_DATE
        else:
            act = Act.REASSIGNED
            targets = [g for g in groups.registered(db) if department in g.departments]
            if not targets:
                return replies.no_group_text(department)
            if not decide(Result.REASSIGNED, department=department):
                return replies.DECIDED_BEFORE
            for group in targets:
                self.office.planning.plan_reassigned(db, delivery.occurrence_id, about, group, now)
        chat_id = delivery.chat_id
        self.office.note(db, act, by=by.user_id, subject=chat_id, detail=department)
        reports.show_resolved(db, delivery.id)
        return ""

    async def _notify_group(self, answer_id: int, catalogue: Catalogue) -> None:
        """Notify a group of the last decision, which stands even if that fails."""
        found = self.office.state.read(corrected, answer_id, catalogue)
        assert found is not None  # noqa: S101 -- it was decided
        delivery = found.delivery
        sent_on = self.office.state.read(ledger.derived, delivery.id, Kind.REASSIGNED)
        await show_answers(self.office, [delivery, *sent_on])
        await tell_group(self.office, delivery, replies.decision_message(found))
        await self.office.state.write(corrections.mark_notified, answer_id, now=self.office.clock())


def corrected(db: Tables, answer_id: int, catalogue: Catalogue) -> replies.Corrected | None:
    """A correction with all that is shown of it; None when there is no such."""
    about = corrections.correction(db, answer_id)
    delivery = ledger.delivery(db, about.delivery_id) if about else None
    if about is None or delivery is None:
        return None
    group = groups.group_at(db, delivery.address)
    owners = group.departments if group is not None else ()
    likely = [about.named] if about.named and about.named not in owners else []
    for number in about.pledges[:1]:
        found = corrections.reassigned_before(db, number, about.term, answer_id)
        found += likely_owners(number, catalogue.in_term(about.term), owners)
        likely += [name for name in found if name in catalogue.by_department and name not in owners]
    return replies.Corrected(
        correction=about,
        delivery=delivery,
        chat=group.name if group is not None else "",
        owners=owners,
        likely=tuple(dict.fromkeys(likely))[:MAX_OWNERS],
        reached=frozenset(name for each in groups.registered(db) for name in each.departments),
    )
