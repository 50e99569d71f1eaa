"""Reminders: commands, buttons and texts about setting, looking after and answering them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.people.access import Person, Right
from bot.people.interaction import Command, Here, Incoming, NotAllowedError, Outcome
from bot.people.store import groups
from bot.reminders.phrases.named import named_deadline
from bot.reminders.replies import setting as replies
from bot.reminders.replies.reminders import reminder_notice
from bot.reminders.rules.deliveries import Delivery
from bot.reminders.rules.reminder import Due, Reminder
from bot.reminders.setting import CHANGES
from bot.reminders.verbs import (
    VERBS,
    AnswerVerb,
    BoardVerb,
    CalendarVerb,
    CorrectionVerb,
    DigestVerb,
    DraftVerb,
    ReminderVerb,
    UndeliveredVerb,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.lookup.catalogue import Catalogue
    from bot.people.messages import Message, Press, Verb
    from bot.reminders.board_desk import BoardDesk
    from bot.reminders.calendar_desk import CalendarDesk
    from bot.reminders.correcting import Correcting
    from bot.reminders.digests import Digests
    from bot.reminders.drafting import Drafting
    from bot.reminders.office import Office
    from bot.reminders.replying import Replying
    from bot.reminders.responding import Responding
    from bot.reminders.setting import Reminding
    from bot.reminders.undelivered import UndeliveredDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderDesk:
    """Drafts go to `drafting`, answers of groups to `responding`, boards to `board_desk`."""

    office: Office
    drafting: Drafting
    reminding: Reminding
    responding: Responding
    replying: Replying
    undelivered: UndeliveredDesk
    board_desk: BoardDesk
    correcting: Correcting
    digests: Digests
    calendar_desk: CalendarDesk
    verbs: tuple[type[Verb], ...] = VERBS

    @property
    def commands(self) -> Mapping[str, Command]:
        """By their names."""
        return {
            "remind": Command(
                run=_in_groups(self.drafting.remind), edit=self.drafting.edit, needs_table=True
            ),
            "campaign": Command(
                needs_table=True,
                run=_in_groups(self.drafting.campaign),
                edit=self.drafting.edit,
                takes=self._names_day,
            ),
            "reminders": Command(run=_in_groups(self._reminders)),
            "holiday": Command(
                run=self.calendar_desk.show,
                needs=Right.CHANGE_CALENDAR,
                takes=self.calendar_desk.names_days_off,
            ),
            "undelivered": Command(run=self._list_undelivered, needs=Right.REMIND_ANYBODY),
            "board": Command(run=self.board_desk.show),
            "digest": Command(run=self.digests.show),
        }

    async def take_text(self, incoming: Incoming) -> Outcome | None:
        """Take what answers a draft, or a reminder of this group; None for every other text."""
        words, by, here = incoming.words, incoming.by, incoming.here
        replies_to = incoming.message_id
        kept = await self.drafting.find_waiting(words, by=by, here=here, replies_to=replies_to)
        if kept is not None:
            return await self.drafting.take_answer(kept, words, here=here)
        if not here.is_group or replies_to is None:
            return None
        return await self.replying.take_reply(incoming)

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button says. Raises NotAllowedError."""
        match press.verb:
            case AnswerVerb():
                return await self.responding.press(press, incoming)
            case BoardVerb():
                return await self.board_desk.press(press, incoming)
            case DigestVerb():
                return await self.digests.press(press, incoming)
            case CorrectionVerb():
                return await self.correcting.press(press, incoming)
            case UndeliveredVerb():
                return await self.undelivered.press(press, incoming)
            case DraftVerb():
                return await self.drafting.press(press, incoming)
            case CalendarVerb():
                return await self.calendar_desk.press(press, incoming)
        by, here = incoming.by, incoming.here
        if press.verb is ReminderVerb.REMINDERS:
            return Outcome(message=await self.reminders(by=by, here=here, page=press.numbers[0]))
        return await self._press_on_reminder(press, by=by, here=here)

    async def _reminders(self, incoming: Incoming) -> Outcome:
        return Outcome(message=await self.reminders(by=incoming.by, here=incoming.here))

    def _names_day(self, words: str) -> bool:
        """Whether somebody says a day, and little else."""
        today = self.office.local_now().date()
        return named_deadline(words, today, self.office.calendar()) is not None

    async def _list_undelivered(self, incoming: Incoming) -> Outcome:
        return Outcome(message=await self.undelivered.list_page(by=incoming.by))

    async def reminders(self, *, by: Person, here: Here, page: int = 1) -> Message:
        """The reminders that are looked after here."""
        await self.reminding.audience_here(by, here)
        found, others = await self.reminding.find_reminders(here)
        now = self.office.local_now()
        everything = self.office.state.read(groups.all_groups)
        chats = {group.address: group.name for group in everything}
        return replies.reminders_panel(
            found, page, now=now, of_group=here.is_group, others=others, chats=chats
        )

    async def _press_on_reminder(self, press: Press, *, by: Person, here: Here) -> Outcome:
        try:
            reminder = await self.reminding.reminder(press.numbers[0], by=by, here=here)
            if reminder is None:
                return Outcome(toast=replies.GONE)
            if press.verb in CHANGES:
                return await self._change_series(press, reminder, by=by, here=here)
            return await self._show_or_act(press, reminder, by=by, here=here)
        except NotAllowedError:
            if here.is_group:
                return Outcome(toast=replies.NOT_THIS_GROUP)
            raise

    async def _show_or_act(
        self, press: Press, reminder: Reminder, *, by: Person, here: Here
    ) -> Outcome:
        match press.verb, press.numbers[1:]:
            case ReminderVerb.PREVIEW, (page,):
                return Outcome(message=await self._preview(reminder, page))
            case ReminderVerb.PLACES, ():
                outline = await self.reminding.outline_of(reminder)
                panel = replies.places_panel(outline, ReminderVerb.REMINDER, reminder.id)
                return Outcome(message=panel)
            case ReminderVerb.CHANGE, ():
                return await self.drafting.begin_change(reminder, by=by, here=here)
            case ReminderVerb.DELETE, ():
                return Outcome(message=replies.deletion_panel(reminder))
            case ReminderVerb.SEND_NOW, ():
                outline = await self.reminding.outline_of(reminder)
                return Outcome(message=replies.sending_panel(reminder, outline))
            case ReminderVerb.SEND_NOW_SURELY, (asked_s,):
                if await self.reminding.send_now(reminder.id, asked_s, by=by, here=here):
                    return Outcome(message=replies.sent_now_panel(reminder))
        return await self._at(reminder)

    async def _change_series(
        self, press: Press, reminder: Reminder, *, by: Person, here: Here
    ) -> Outcome:
        number, *nominal_s = press.numbers
        after = await self.reminding.change(number, press.verb, *nominal_s, by=by, here=here)
        if after is None:
            return Outcome(toast=replies.GONE)
        if press.verb is ReminderVerb.DELETE_SURELY:
            return Outcome(message=replies.deleted_panel(reminder))
        is_skipped = press.verb is ReminderVerb.SKIP and after == reminder
        toast = replies.ALREADY_SKIPPED if is_skipped else ""
        return replace(await self._at(after), toast=toast)

    async def _at(self, reminder: Reminder) -> Outcome:
        outline = await self.reminding.outline_of(reminder)
        panel = replies.reminder_panel(
            reminder,
            outline,
            await self.office.catalogues.current(),
            deadline=self.reminding.board_day(reminder),
        )
        return Outcome(message=panel)

    async def _preview(self, reminder: Reminder, page: int) -> Message:
        """What one of the groups would get at the next time."""
        outline = await self.reminding.preview_outline(reminder)
        count = len(outline.reached.places)
        page = min(max(1, page), max(1, count))
        if not count:
            return replies.preview_panel(reminder, outline, "", page)
        text = preview_text(reminder, outline, page - 1, await self.office.catalogues.current())
        return replies.preview_panel(reminder, outline, text, page, title=outline.chats[page - 1])


def _in_groups(
    run: Callable[[Incoming], Awaitable[Outcome]],
) -> Callable[[Incoming], Awaitable[Outcome]]:
    """A command that members use in their groups alone; elsewhere they are sent there."""

    async def run_or_refuse(incoming: Incoming) -> Outcome:
        try:
            return await run(incoming)
        except NotAllowedError:
            if incoming.here.is_group:
                raise
            return Outcome(message=replies.ONLY_COORDINATORS)

    return run_or_refuse


def preview_text(
    reminder: Reminder, outline: replies.Outline, place: int, catalogue: Catalogue
) -> str:
    """What the group at this place would get at the next time."""
    there = outline.reached.places[place]
    following = outline.times[0] if outline.times else None
    due = Due(
        reminder=reminder,
        due_at=following.at if following else outline.now,
        original_due_at=following.nominal if following else outline.now,
        deadline=following.day if following and reminder.schedule.deadline else None,
    )
    delivery = Delivery.imagined(
        due,
        chat_id=there.chat_id,
        topic_id=there.topic_id,
        pledges=tuple(str(each.number) for each in there.pledges if reminder.lists_pledges),
    )
    zone = outline.now.tzinfo
    assert zone is not None  # noqa: S101 -- an outline is of an aware time
    return reminder_notice(delivery, reminder, catalogue, now=due.due_at, timezone=zone).text
