"""Reminders set, changed and ended, by who may."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from bot.people.access import Person, Right, Role, may
from bot.people.audit import Act
from bot.people.groups import Address, Presence, registered_address
from bot.people.interaction import Here, NotAllowedError
from bot.people.store import audit, groups
from bot.reminders.replies.calendar import DAY_OFF
from bot.reminders.replies.setting import CANNOT_WRITE, IS_PUBLIC, Outline
from bot.reminders.rules.audience import reached
from bot.reminders.rules.draft import Draft, Ready, lists_pledges
from bot.reminders.rules.reminder import (
    Audience,
    Chat,
    Reminder,
    preview,
    resumed,
    skipping_next,
    unskipped,
)
from bot.reminders.rules.reminder import upcoming as upcoming_of
from bot.reminders.store import boards, drafts, reminders
from bot.reminders.verbs import ReminderVerb

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.people.messages import Verb
    from bot.reminders.delivery import DeliveryWorker
    from bot.reminders.office import Office
    from bot.reminders.rules.schedule import Occurrence, Schedule
    from bot.reminders.rules.working_days import WorkingDays
    from bot.reminders.store.drafts import Kept
    from bot.store.state import Tables

T = TypeVar("T")


CHANGES: dict[Verb, Act] = {
    ReminderVerb.PAUSE: Act.REMINDER_PAUSED,
    ReminderVerb.RESUME: Act.REMINDER_RESUMED,
    ReminderVerb.SKIP: Act.REMINDER_SKIPPED,
    ReminderVerb.UNSKIP: Act.REMINDER_UNSKIPPED,
    ReminderVerb.DELETE_SURELY: Act.REMINDER_DELETED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminding:
    """Each action is one transaction: what is known is gathered, decided upon and changed in it."""

    office: Office
    delivery: DeliveryWorker

    # -- who may ----------------------------------------------------------------------------

    async def audience_here(self, person: Person, here: Here) -> Audience | None:
        """Whom a reminder set here is for whatever is said; None where that must be asked.

        In a group it is that group, one topic of it. Raises NotAllowedError.
        """
        await self._require_known(person, here)
        return Chat(chat_id=here.chat_id, topic_id=here.topic_id) if here.is_group else None

    # -- looking ----------------------------------------------------------------------------

    def departments_of(self, here: Here) -> tuple[str, ...]:
        """The departments that this group is bound to; none anywhere else."""
        group = self.office.group_at(here.address)
        return group.departments if group is not None else ()

    async def find_reminders(self, here: Here) -> tuple[tuple[Reminder, ...], int]:
        """The reminders to be looked after here, and how many others come here as well.

        Those of which nothing will come any more are left out.
        """
        calendar = self.office.calendar()
        everything = tuple(
            each
            for each in self.office.state.read(reminders.all_reminders)
            if each.paused or upcoming_of(each, self._now(each.schedule), calendar)
        )
        group = self.office.group_at(here.address)
        if not here.is_group or group is None:
            return (everything, 0) if not here.is_group else ((), 0)
        own = tuple(each for each in everything if _is_of(each.audience, here))
        catalogue = await self.office.catalogues.current()
        mine = {group.address: group.departments} if group.is_registered else {}
        coming = [each for each in everything if reached(each.audience, catalogue, mine).places]
        return own, len([each for each in coming if each not in own])

    async def reminder(self, reminder_id: int, *, by: Person, here: Here) -> Reminder | None:
        """A reminder that somebody may look after; None when it is gone.

        Raises NotAllowedError.
        """
        found = self.office.state.read(reminders.reminder, reminder_id)
        if found is not None:
            await self._require_known(by, here)
            self._require(self.office.membership.own_role(by.user_id), found.audience, here)
        return found

    async def outline(self, audience: Audience, schedule: Schedule) -> Outline:
        """What a reminder of these would come to."""
        now = self._now(schedule)
        return await self._outline(
            audience, lambda calendar: preview(schedule, now, calendar), now=now
        )

    async def outline_of(self, reminder: Reminder) -> Outline:
        """What a reminder comes to."""
        now = self._now(reminder.schedule)
        return await self._outline(
            reminder.audience, lambda calendar: upcoming_of(reminder, now, calendar), now=now
        )

    def board_day(self, reminder: Reminder) -> date | None:
        """The last deadline of which something was sent; None where there is none."""
        return self.office.state.read(boards.last_deadline, reminder.id)

    async def preview_outline(self, reminder: Reminder) -> Outline:
        """The same with departments that have no group, as if each had one: to see what comes."""
        outline = await self.outline_of(reminder)
        catalogue = await self.office.catalogues.current()
        imagined: dict[Address, tuple[str, ...]] = {
            (-place, None): (name,) for place, name in enumerate(outline.without, start=1)
        }
        more = reached(reminder.audience, catalogue, imagined).places
        return replace(
            outline,
            reached=replace(outline.reached, places=(*outline.reached.places, *more)),
            chats=(*outline.chats, *(imagined[place.address][0] for place in more)),
        )

    def twin(self, ready: Ready) -> Reminder | None:
        """A reminder that says the same to the same at the same times."""
        schedule = replace(ready.schedule, said="", since=None)
        return next(
            (
                each
                for each in self.office.state.read(reminders.all_reminders)
                if (each.audience, each.text) == (ready.audience, ready.text)
                and replace(each.schedule, said="", since=None) == schedule
            ),
            None,
        )

    # -- changing ---------------------------------------------------------------------------

    async def set(self, kept: Kept, ready: Ready, *, by: Person, here: Here) -> Reminder | None:
        """Set a reminder, or change the one that the draft is to replace; None if that is gone.

        The draft is gone then, so that it is set once. Raises NotAllowedError.
        """
        now = self.office.clock()
        await self._require_known(by, here)

        def change(db: Tables) -> Reminder | None:
            role, draft = self.office.membership.own_role_in(db, by.user_id), kept.draft
            self._require(role, ready.audience, here)
            if not drafts.drop(db, kept.id):
                return None
            if draft.changes is None:
                made = reminders.add(
                    db,
                    audience=ready.audience,
                    text=ready.text,
                    schedule=ready.schedule,
                    nudges=draft.nudges,
                    lists_pledges=lists_pledges(draft, ready),
                    by=by.user_id,
                    command=(kept.chat_id, kept.command_id),
                    now=now,
                )
                self._note(db, Act.REMINDER_SET, made.id, by=by, now=now)
                return made
            before = reminders.reminder(db, draft.changes)
            if before is None:
                return None
            self._require(role, before.audience, here)
            after = _changed(before, draft, ready, now=now)
            reminders.keep(db, after)
            self._note(db, Act.REMINDER_CHANGED, after.id, by=by, now=now)
            return after

        return await self._write_and_wake(change)

    async def change(
        self, reminder_id: int, verb: Verb, nominal_s: int = 0, *, by: Person, here: Here
    ) -> Reminder | None:
        """Do with a reminder what one of CHANGES says; how it is then, or was before its end.

        `nominal_s` is what a time of it is known by, in seconds of the epoch. None when it is gone.
        Raises NotAllowedError.
        """
        now = self.office.clock()
        await self._require_known(by, here)

        def change(db: Tables) -> Reminder | None:
            before = reminders.reminder(db, reminder_id)
            if before is None:
                return None
            self._require(self.office.membership.own_role_in(db, by.user_id), before.audience, here)
            after = _after(verb, before, nominal_s, reminders.calendar(db), now=now)
            if after is None:
                reminders.delete(db, reminder_id, now=now)
            elif after != before:
                reminders.keep(db, after)
            if after != before:
                self._note(db, CHANGES[verb], reminder_id, by=by, now=now)
            return after or before

        return await self._write_and_wake(change)

    async def send_now(
        self, reminder_id: int, asked_s: int, *, by: Person, here: Here
    ) -> Reminder | None:
        """Send it at once, once for the second of the epoch in which that was asked.

        None when it is gone. Raises NotAllowedError.
        """
        found = await self.reminder(reminder_id, by=by, here=here)
        now = self.office.clock()
        asked_at = datetime.fromtimestamp(asked_s, tz=now.tzinfo)
        if found is None or not timedelta(0) <= now - asked_at <= timedelta(hours=1):
            return None
        return found if await self.delivery.send_now(found.id, by=by, asked_at=asked_at) else None

    # ---------------------------------------------------------------------------------------

    async def _write_and_wake(self, change: Callable[[Tables], T]) -> T:
        result = await self.office.state.write(change)
        self.delivery.wake()
        return result

    def _require(self, role: Role, audience: Audience, here: Here) -> None:
        """In a group its own reminders, whoever it is; in private all, for coordinators."""
        if here.is_group and _is_of(audience, here):
            return
        if here.is_group or not may(role, Right.REMIND_ANYBODY):
            raise NotAllowedError

    async def _require_known(self, by: Person, here: Here) -> None:
        right = Right.REMIND_OWN_GROUP if here.is_group else Right.REMIND_ANYBODY
        await self.office.membership.require(by, right)

    def _note(self, db: Tables, act: Act, reminder_id: int, *, by: Person, now: datetime) -> None:
        audit.note(db, act, by=by.user_id, detail=f"#{reminder_id}", now=now)

    def _now(self, schedule: Schedule) -> datetime:
        return self.office.clock().astimezone(ZoneInfo(schedule.zone))

    async def _outline(
        self,
        audience: Audience,
        times: Callable[[WorkingDays], tuple[Occurrence, ...]],
        *,
        now: datetime,
    ) -> Outline:
        catalogue = await self.office.catalogues.current()
        here = self.office.state.read(groups.registered)
        found = reached(audience, catalogue, {each.address: each.departments for each in here})
        names = {each.address: each.name for each in here}
        why_not = {
            each.address: IS_PUBLIC if each.presence is Presence.HERE else CANNOT_WRITE
            for each in here
            if not each.is_live
        }
        at = [registered_address(names, place.address) for place in found.places]
        calendar = self.office.calendar()
        coming = times(calendar)
        days = {each.at.date() for each in coming}
        return Outline(
            reached=found,
            chats=tuple(names[address] + why_not.get(address, "") for address in at),
            without=found.missing,
            times=coming,
            now=now,
            holidays={
                day: calendar.holiday(day) or DAY_OFF for day in days if calendar.is_holiday(day)
            },
        )


def _after(
    verb: Verb, before: Reminder, nominal_s: int, calendar: WorkingDays, *, now: datetime
) -> Reminder | None:
    """A reminder after one of CHANGES, the same where nothing is left to do; None for its end."""
    match verb:
        case ReminderVerb.PAUSE:
            return replace(before, paused=True)
        case ReminderVerb.RESUME:
            return resumed(before, now) if before.paused else before
        case ReminderVerb.SKIP:
            ahead = upcoming_of(before, now, calendar)
            # Else it was skipped by the tap before this one, or has come.
            is_ahead = ahead and int(ahead[0].nominal.timestamp()) == nominal_s
            return skipping_next(before, now, calendar) if is_ahead else before
        case ReminderVerb.UNSKIP:
            times = [each for each in before.skipped if int(each.timestamp()) == nominal_s]
            return unskipped(before, times[0]) if times else before
    return None


def _changed(before: Reminder, draft: Draft, ready: Ready, *, now: datetime) -> Reminder:
    """A reminder as a draft has it; at other times than before, it begins anew."""
    is_moved = before.schedule != ready.schedule
    return replace(
        before,
        audience=ready.audience,
        text=ready.text,
        schedule=ready.schedule,
        nudges=draft.nudges,
        lists_pledges=lists_pledges(draft, ready),
        active_from=now if is_moved else before.active_from,
        skipped=frozenset() if is_moved else before.skipped,
    )


def _is_of(audience: Audience, here: Here) -> bool:
    return isinstance(audience, Chat) and audience.address == here.address
