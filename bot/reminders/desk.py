"""Reminders that were set: listed, shown, previewed, changed, ended, and sent at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from bot.people.access import Person
from bot.people.audit_replies import Act
from bot.people.interaction import Command, Here, Incoming, Outcome
from bot.people.messages import Message, Press, Verb
from bot.people.store import groups
from bot.reminders.drafting import Drafting
from bot.reminders.office import Office, is_of, require_own
from bot.reminders.outlines import outline_of, preview_outline
from bot.reminders.recording import message_to
from bot.reminders.replies import setting as replies
from bot.reminders.replies.outlines import GONE, places_panel
from bot.reminders.replies.reminders import reminder_notice
from bot.reminders.rules.audience import reached_by
from bot.reminders.rules.reminder import Due, Reminder, skipping_next, upcoming
from bot.reminders.rules.working_days import WorkingDays
from bot.reminders.store import boards, ledger, reminders
from bot.reminders.verbs import ReminderVerb
from bot.store.state import Tables

_CHANGES: dict[Verb, Act] = {
    ReminderVerb.PAUSE: Act.REMINDER_PAUSED,
    ReminderVerb.RESUME: Act.REMINDER_RESUMED,
    ReminderVerb.SKIP: Act.REMINDER_SKIPPED,
    ReminderVerb.UNSKIP: Act.REMINDER_UNSKIPPED,
    ReminderVerb.DELETE_SURELY: Act.REMINDER_DELETED,
}
SURE_FOR = timedelta(hours=1)  # after it was asked whether to send it at once


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderDesk:
    """In a group for its own reminders, in private for all; each change is one transaction."""

    office: Office
    drafting: Drafting
    verbs: ClassVar[tuple[type[Verb], ...]] = (ReminderVerb,)

    @property
    def commands(self) -> Mapping[str, Command]:
        """By their names."""
        return {"reminders": Command(run=self.show)}

    async def show(self, incoming: Incoming, page: int = 1) -> Outcome:
        """Show the reminders that are looked after here. Raises NotAllowedError."""
        here = incoming.here
        await self.office.require_known(incoming.by, here)
        found, others = await self._find_reminders(here)
        now = self.office.local_now()
        chats = {each.address: each.name for each in self.office.state.read(groups.all_groups)}
        panel = replies.reminders_panel(
            found,
            page,
            now=now,
            term=(await self.office.catalogues.current()).term,
            of_group=here.is_group,
            others=others,
            chats=chats,
        )
        return Outcome(message=panel)

    async def press(  # noqa: C901 -- one case a verb
        self, press: Press, incoming: Incoming
    ) -> Outcome:
        """Do what a button about a reminder says. Raises NotAllowedError."""
        by, here = incoming.by, incoming.here
        number, *more = press.numbers
        if press.verb is ReminderVerb.REMINDERS:
            return await self.show(incoming, number)
        await self.office.require_known(by, here)
        reminder = self.office.state.read(reminders.reminder, number)
        if reminder is None:
            return Outcome(toast=GONE)
        require_own(self.office.membership.own_role(by.user_id), reminder.audience, here)
        match press.verb, more:
            case verb, _ if verb in _CHANGES:
                return await self._change(press, reminder, by=by, here=here)
            case ReminderVerb.PREVIEW, [page]:
                return Outcome(message=await self._preview(reminder, page))
            case ReminderVerb.PLACES, []:
                outline = await outline_of(self.office, reminder)
                panel = places_panel(outline, ReminderVerb.REMINDER, reminder.id)
                return Outcome(message=panel)
            case ReminderVerb.CHANGE, []:
                return await self.drafting.begin_change(reminder, by=by, here=here)
            case ReminderVerb.DELETE, []:
                return Outcome(message=replies.deletion_panel(reminder))
            case ReminderVerb.SEND_NOW, []:
                outline = await outline_of(self.office, reminder)
                return Outcome(message=replies.sending_panel(reminder, outline))
            case ReminderVerb.SEND_NOW_SURELY, [asked_s]:
                now = self.office.clock()
                asked_at = datetime.fromtimestamp(asked_s, tz=now.tzinfo)
                outline = await outline_of(self.office, reminder)
                is_sure = timedelta(0) <= now - asked_at <= SURE_FOR and outline.chats
                if is_sure and await self.send_now(reminder.id, by=by, asked_at=asked_at):
                    return Outcome(message=replies.sent_now_panel(reminder, outline))
        return await self.show_reminder(reminder)

    async def send_now(self, reminder_id: int, *, by: Person, asked_at: datetime) -> bool:
        """Send a reminder at once, once for each `asked_at`; False when it is deleted or paused."""
        catalogue = await self.office.catalogues.current()
        return await self.office.change(
            self.office.planning.plan_now,
            catalogue,
            reminder_id,
            by=by,
            asked_at=asked_at,
            now=self.office.clock(),
        )

    async def show_reminder(self, reminder: Reminder, *, toast: str = "") -> Outcome:
        """Show one reminder, what it comes to, and what can be done about it."""
        panel = replies.reminder_panel(
            reminder,
            await outline_of(self.office, reminder),
            await self.office.catalogues.current(),
            deadline=self.office.state.read(boards.last_deadline, reminder.id),
        )
        return Outcome(message=panel, toast=toast)

    async def _find_reminders(self, here: Here) -> tuple[tuple[Reminder, ...], int]:
        """The reminders looked after here that still come, and how many others come here."""
        calendar, now = self.office.calendar(), self.office.local_now()
        going_on = self.office.state.read(ledger.going_on)
        everything = tuple(
            each
            for each in self.office.state.read(reminders.ahead, now)
            if each.paused or each.id in going_on or any(upcoming(each, now, calendar))
        )
        if not here.is_group:
            return everything, 0
        group = self.office.group_at(here.address)
        if group is None:
            return (), 0
        own = tuple(each for each in everything if is_of(each.audience, here))
        catalogue = await self.office.catalogues.current()
        mine = {group.address: group.departments} if group.is_registered else {}
        coming = [each for each in everything if reached_by(each, catalogue, mine).places]
        return own, len([each for each in coming if each not in own])

    async def _change(self, press: Press, reminder: Reminder, *, by: Person, here: Here) -> Outcome:
        """Do with a reminder what one of _CHANGES says, and show it."""
        now, nominal_s = self.office.clock(), press.numbers[-1]

        def change(db: Tables) -> Reminder | None:
            before = reminders.reminder(db, reminder.id)
            if before is None:
                return None
            role = self.office.membership.own_role_in(db, by.user_id)
            require_own(role, before.audience, here)
            after = _after(press.verb, before, nominal_s, reminders.calendar(db), now=now)
            if after is None:
                reminders.delete(db, reminder.id, now=now)
            elif after != before:
                reminders.keep(db, after)
            if after != before:
                act = _CHANGES[press.verb]
                self.office.note(db, act, by=by.user_id, detail=f"#{reminder.id}")
            return after or before

        after = await self.office.change(change)
        if after is None:
            return Outcome(toast=GONE)
        if press.verb is ReminderVerb.DELETE_SURELY:
            return Outcome(message=replies.deleted_panel(reminder))
        is_skipped = press.verb is ReminderVerb.SKIP and after == reminder
        return await self.show_reminder(after, toast=replies.ALREADY_SKIPPED * is_skipped)

    async def _preview(self, reminder: Reminder, page: int) -> Message:
        """What one of the groups would get at the next time."""
        outline = await preview_outline(self.office, reminder)
        count = len(outline.reached.places)
        page = min(max(1, page), max(1, count))
        if not count:
            return replies.preview_panel(reminder, outline, "", page)
        item = Due(reminder=reminder, due_at=outline.now, original_due_at=outline.now)
        if outline.times:
            item = Due.of(reminder, outline.times[0])
        delivery = message_to(outline.reached.places[page - 1], item)
        catalogue, zone = await self.office.catalogues.current(), self.office.timezone
        notice = reminder_notice(delivery, catalogue, now=item.due_at, timezone=zone)
        title = outline.chats[page - 1]
        return replies.preview_panel(reminder, outline, notice.text, page, title=title)


def _after(
    verb: Verb, before: Reminder, nominal_s: int, calendar: WorkingDays, *, now: datetime
) -> Reminder | None:
    """A reminder after one of _CHANGES, None for its end; `nominal_s` is in epoch seconds."""
    match verb:
        case ReminderVerb.PAUSE:
            return replace(before, paused=True)
        case ReminderVerb.RESUME:
            # What fell into the pause is not made up for.
            return replace(before, paused=False, active_from=now) if before.paused else before
        case ReminderVerb.SKIP:
            ahead = next(upcoming(before, now, calendar), None)
            # Else it was skipped by the tap before this one, or has come.
            is_ahead = ahead and int(ahead.nominal.timestamp()) == nominal_s
            return skipping_next(before, now, calendar) if is_ahead else before
        case ReminderVerb.UNSKIP:
            left = [each for each in before.skipped if int(each.timestamp()) != nominal_s]
            return replace(before, skipped=frozenset(left))
    return None
