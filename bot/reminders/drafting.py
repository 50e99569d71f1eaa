"""Reminders set step by step or in one line, in any channel: words and presses in, panels out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from bot.lookup.answering import read_text
from bot.lookup.catalogue import Catalogue
from bot.people.access import Person
from bot.people.audit_replies import Act
from bot.people.interaction import Command, Here, Incoming, NotAllowedError, Outcome
from bot.people.messages import Message, Press, Verb
from bot.people.replies.commands import agrees, denies, gives_up
from bot.people.replies.groups import named_by
from bot.people.store import groups
from bot.people.store.prompts import is_soon
from bot.reminders.notices import show_answers
from bot.reminders.office import Office, require_own
from bot.reminders.outlines import outline_of
from bot.reminders.phrases.corrections import corrected
from bot.reminders.phrases.draft import (
    AskWhat,
    AskWhen,
    AskWhom,
    Draft,
    Step,
    at_time,
    behind_others,
    campaign,
    changed_meanwhile,
    for_typed,
    for_whom,
    opened,
    saying,
    settled,
    ticking,
)
from bot.reminders.phrases.named import named_deadline
from bot.reminders.phrases.orders import is_order, is_whole, several
from bot.reminders.phrases.parser import understood
from bot.reminders.phrases.whom import whom
from bot.reminders.replies import setting as replies
from bot.reminders.replies.outlines import GONE, HOW_TO_REMIND, HOW_TO_REMIND_HERE, places_panel
from bot.reminders.rules.audience import reached_by
from bot.reminders.rules.reminder import Chat, Departments, Everyone, Reminder, skipped_still
from bot.reminders.rules.schedule import Schedule, moved_deadline
from bot.reminders.store import boards, drafts, ledger, reminders
from bot.reminders.store.drafts import Kept
from bot.reminders.verbs import DraftVerb
from bot.store.state import Tables

T = TypeVar("T")
CAMPAIGN_NUDGES = replies.NUDGES[1][1]
_HOW_SAID: dict[str, Any] = {"said": "", "since": None}  # makes no other schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """Drafts are kept in the state database: what is asked may be answered after a restart."""

    office: Office
    verbs: ClassVar[tuple[type[Verb], ...]] = (DraftVerb,)

    @property
    def commands(self) -> Mapping[str, Command]:
        """By their names."""
        return {
            "remind": Command(
                run=self.remind, edit=self.edit, takes=self._says_when, needs_table=True
            ),
            "campaign": Command(
                run=self.campaign,
                edit=self.edit,
                takes=lambda words: not _asks(words) and self._deadline(words) is not None,
                needs_table=True,
            ),
        }

    async def take_text(self, incoming: Incoming) -> Outcome | None:
        """Take what answers a draft; None for every other text. Raises NotAllowedError.

        That takes a reply to the draft's message, or in private, for a while, words that answer
        what it asks: everything else is a question of its own.
        """
        here, words, kept = incoming.here, incoming.words, self._find_open(incoming)
        if kept is not None and await self.office.may_remind(incoming.by, here):
            if gives_up(words):
                return await self._give_up(kept, incoming)
            catalogue = await self.office.catalogues.current()
            draft, step = self._settled(kept.draft, catalogue)
            if isinstance(step, Reminder) and agrees(words):
                return await self.press(Press(DraftVerb.SET, (kept.id, draft.step)), incoming)
            if isinstance(step, Reminder) and denies(words):
                return await self.press(Press(DraftVerb.FIX, (kept.id,)), incoming)
            is_asked = isinstance(step, AskWhom | AskWhen) and not here.is_group
            if is_asked and not _asks(words) and await self._read(is_whole, words):
                return await self.remind(incoming)  # of its own; the other one can still be set
            answered = self._answered(draft, step, incoming, catalogue)
            if answered is not None:
                return await self._keep(kept.id, answered)
        if incoming.offered.keys().isdisjoint(DraftVerb):
            return None
        await self.office.require_known(incoming.by, here)
        place = {"chat_id": here.chat_id, "message_id": incoming.message_id}
        shown = self.office.state.read(drafts.kept, **place)
        return Outcome(message=Message(text=replies.NOT_YOUR_DRAFT if shown else replies.OLD_DRAFT))

    def _find_open(self, incoming: Incoming) -> Kept | None:
        """The draft that somebody replies to, or in private, for a while, worked on last."""
        here, by = incoming.here, incoming.by
        chat_id, shown = here.chat_id, incoming.message_id
        if shown is not None:
            kept = self.office.state.read(drafts.kept, chat_id=chat_id, message_id=shown)
            return kept if kept is not None and kept.user_id == by.user_id else None
        kept = self.office.state.read(drafts.kept, chat_id=chat_id, user_id=by.user_id)
        if here.is_group or kept is None or not kept.waits:
            return None
        return kept if is_soon(kept.touched_at, self.office.clock()) else None

    async def remind(self, incoming: Incoming) -> Outcome:
        """Begin to set a reminder, by what was said of it; with nothing said, step by step."""
        draft = await self._read_draft(incoming)
        if incoming.here.is_group and not self._departments_of(incoming.here):
            return Outcome(message=replies.GROUP_FIRST)
        outcome = await self._begin(draft, incoming)
        if incoming.words or (asked := outcome.message) is None:
            return outcome
        how = HOW_TO_REMIND_HERE if incoming.here.is_group else HOW_TO_REMIND
        return replace(outcome, message=replace(asked, text=f"{asked.text}\n\n{how}"))

    async def campaign(self, incoming: Incoming) -> Outcome:
        """Begin to set a reminder that counts down to a deadline, for all or for whom it names."""
        draft = await self._read_draft(incoming, counts_down=True)
        if incoming.here.is_group and not self._departments_of(incoming.here):
            return Outcome(message=replies.GROUP_FIRST)
        if not draft.counts_down:
            how = replies.how_to_campaign(is_own_group=incoming.here.is_group)
            asked = replies.WHICH_DEADLINE if incoming.words else how
            return Outcome(message=asked, asks_more=True)
        return await self._begin(replace(draft, nudges=CAMPAIGN_NUDGES), incoming)

    async def edit(self, incoming: Incoming) -> Outcome:
        """Begin anew with what the message that began a draft says now; once set, offer to."""
        chat_id = incoming.here.chat_id
        kept = self.office.state.read(drafts.kept, chat_id=chat_id, command_id=incoming.sent_id)
        if kept is None or kept.user_id != incoming.by.user_id:
            was_set = self.office.state.read(reminders.set_by, (chat_id, incoming.sent_id))
            return Outcome(message=replies.already_set_panel(was_set) if was_set else None)
        draft = await self._read_draft(incoming, counts_down=kept.draft.counts_down)
        draft = replace(draft, nudges=kept.draft.nudges, step=kept.draft.step + 1)
        outcome = await self._keep(kept.id, draft)
        if kept.message_id is None or outcome.message is None:
            return outcome
        return Outcome(edits={kept.message_id: outcome.message})

    async def _read_draft(self, incoming: Incoming, *, counts_down: bool = False) -> Draft:
        """What a command settles; one that `counts_down` does so if it names a day.

        In a group it is for that group, one topic of it; elsewhere, of several reminders it is the
        first, and `more` follow. Raises NotAllowedError.
        """
        here, now = incoming.here, self.office.local_now()
        await self.office.require_known(incoming.by, here)
        catalogue = await self.office.catalogues.current()
        words, more, audience, own = incoming.words, [], None, self._departments_of(here)
        if here.is_group:
            audience = Chat(chat_id=here.chat_id, topic_id=here.topic_id)
            rest = behind_others(words, catalogue, own) if own else None
            if rest is not None:
                raise NotAllowedError(replies.only_here(rest, is_campaign=counts_down))
        elif not counts_down:
            words, *more = await self._read(several, words)
        draft = await read_text(words, opened, words, catalogue, now, audience, own=own)
        named = self._deadline(draft.said if audience else words) if counts_down else None
        if named is not None:
            return campaign(*named, catalogue, now, audience)
        return replace(draft, more=tuple(more))

    def _answered(
        self, draft: Draft, step: Step, incoming: Incoming, catalogue: Catalogue
    ) -> Draft | None:
        """The draft with what words settle; None where they are a question, and no reply."""
        words, is_reply = incoming.words, incoming.message_id is not None
        names_owner = not is_reply and whom(words, catalogue) is not None
        if names_owner and _asks(words):
            return None
        match step:
            case AskWhom() if is_reply or names_owner:
                return for_typed(draft, words, catalogue)
            case AskWhen(unclear=unclear):
                says_when = self._says_when(words, draft.before)
                if not (is_reply or says_when):
                    return None
                if unclear is not None:
                    return at_time(draft, unclear.answered(words), draft.at)
                said = f"{words}: {draft.said}" if draft.said else words
                return at_time(draft, said, self.office.clock()) if says_when else draft
            case AskWhat():
                return saying(draft, words)
            case Reminder():
                now, calendar = self.office.local_now(), self.office.calendar()
                changed = corrected(draft, words, catalogue, now, calendar)
                if changed is not None or not is_reply:
                    return changed
                # A whole new line.
                audience = draft.audience if incoming.here.is_group else None
                fresh = opened(words, catalogue, self.office.clock(), audience)
                return replace(
                    fresh,
                    audience=fresh.audience or draft.audience,
                    nudges=draft.nudges,
                    changes=draft.changes,
                    more=draft.more,
                    step=draft.step + 1,
                )
        return None

    async def is_order(self, words: str) -> bool:
        """Whether words ask for something to be told to somebody, and no question."""
        return await self._read(is_order, words)

    async def _read(self, reading: Callable[..., T], words: str) -> T:
        """What a text asks for, read by the table, the clock and the calendar of the office."""
        catalogue = await self.office.catalogues.current()
        now, calendar = self.office.local_now(), self.office.calendar()
        return await read_text(words, reading, words, catalogue, now, calendar)

    async def stop_waiting(self, incoming: Incoming) -> None:
        """Stop taking plain messages for the answer: something else was begun. Replies count."""
        chat_id, user_id = incoming.here.chat_id, incoming.by.user_id
        kept = self.office.state.read(drafts.kept, chat_id=chat_id, user_id=user_id)
        if kept is not None and kept.waits:
            await self.office.state.write(drafts.stop_waiting, chat_id, user_id)

    async def _give_up(self, kept: Kept, incoming: Incoming) -> Outcome:
        await self.office.state.write(drafts.drop, kept.id)
        outcome = Outcome(message=replies.UNCHANGED if kept.draft.changes else replies.CANCELLED)
        return await self._with_next(outcome, kept, incoming)

    async def press(  # noqa: C901 -- one case a verb
        self, press: Press, incoming: Incoming
    ) -> Outcome:
        """Do what a button of a draft says; what stands there then. Raises NotAllowedError."""
        by, here = incoming.by, incoming.here
        kept = self.office.state.read(drafts.kept, id=press.numbers[0])
        if kept is None or kept.chat_id != here.chat_id:
            return Outcome(toast=replies.OLD_DRAFT)
        if kept.user_id != by.user_id:
            return Outcome(toast=replies.NOT_YOUR_DRAFT)
        await self.office.require_known(by, here)
        catalogue = await self.office.catalogues.current()
        draft, step = self._settled(kept.draft, catalogue)
        if "step" in press.verb.numbers and press.numbers[1] != draft.step:
            return Outcome(toast=replies.ANSWERED_BEFORE)  # a second tap answers nothing else
        match press.verb, press.numbers[1:]:
            case DraftVerb.CANCEL, ():
                return await self._give_up(kept, incoming)
            # A department that has another name by now is shown before it is set.
            case DraftVerb.SET, _ if isinstance(step, Reminder) and (
                draft.audience == kept.draft.audience
            ):
                twin = None if draft.changes else await self._twin(step)
                if twin is not None and twin.active_from > kept.touched_at:
                    return await self._keep(kept.id, draft)  # it was set since this was shown
                return await self._set(replace(kept, draft=draft), step, incoming)
            case DraftVerb.WHOM, (number, page):
                # One that is gone can still be unticked.
                name = named_by(number, (*draft.ticked, *catalogue.by_department))
                draft = ticking(draft, name) if name else draft
                return await self._keep(kept.id, draft, page=page)
            case DraftVerb.WHOM_PAGE, (page,):
                return await self._keep(kept.id, draft, page=page)
            case DraftVerb.WHOM_CHOSEN, _ if not draft.ticked:
                return Outcome(toast=replies.TICK_FIRST)
            case DraftVerb.DRAFT_PLACES, () if isinstance(step, Reminder):
                outline = await outline_of(self.office, step)
                panel = places_panel(outline, DraftVerb.DRAFT, kept.id)
                return self._asking(panel, kept.id)
            case DraftVerb.FIX, ():
                panel = replies.fix_panel(kept.id, is_own_group=isinstance(draft.audience, Chat))
                return self._asking(panel, kept.id)
        return await self._keep(kept.id, _pressed(draft, step, press, self.office.clock()))

    async def begin_change(self, reminder: Reminder, *, by: Person, here: Here) -> Outcome:
        """Begin to change a reminder."""
        draft = Draft(
            at=self.office.clock(),
            audience=reminder.audience,
            schedule=reminder.schedule,
            text=reminder.text,
            nudges=reminder.nudges,
            lists_pledges=reminder.lists_pledges,
            changes=reminder,
        )
        outcome = await self._begin(draft, Incoming(by=by, here=here))
        kept = self.office.state.read(drafts.kept, chat_id=here.chat_id, user_id=by.user_id)
        if kept is None or outcome.message is None:
            return outcome
        is_own = isinstance(reminder.audience, Chat)
        panel = replies.fix_panel(kept.id, is_own_group=is_own, about=outcome.message.text)
        return replace(outcome, message=panel)

    def _settled(self, draft: Draft, catalogue: Catalogue) -> tuple[Draft, Step]:
        return settled(draft, catalogue, self.office.timezone, self.office.calendar())

    def _departments_of(self, here: Here) -> tuple[str, ...]:
        """The departments that this group is bound to; none anywhere else."""
        group = self.office.group_at(here.address)
        return group.departments if group is not None else ()

    def _deadline(self, words: str) -> tuple[str, str] | None:
        """The day that somebody says, and what they say of it; None without a day."""
        return named_deadline(words, self.office.today(), self.office.calendar())

    async def _twin(self, made: Reminder) -> Reminder | None:
        """A reminder that says the same to some of the same, at the same times or to a deadline.

        The deadline of others is the same one; who is the same comes before others.
        """
        catalogue = await self.office.catalogues.current()
        here = self.office.state.read(groups.registered)
        bound = {each.address: each.departments for each in here}

        def departments(one: Reminder) -> set[str]:
            return {*reached_by(one, catalogue, bound).departments}

        def is_alike(one: Reminder) -> bool:
            if one.text.split() != made.text.split():
                return False
            is_same = replace(one.schedule, **_HOW_SAID) == replace(made.schedule, **_HOW_SAID)
            if one.audience == made.audience:
                return bool(is_same or (due and one.schedule.only_deadline))
            is_due = due is not None and due == one.schedule.only_deadline
            return (is_same or is_due) and not departments(one).isdisjoint(departments(made))

        due = made.schedule.only_deadline
        ahead = self.office.state.read(reminders.ahead, self.office.clock())
        likely = sorted(
            ahead,
            key=lambda each: (each.schedule.only_deadline != due, each.audience != made.audience),
        )
        return next(filter(is_alike, likely), None)

    def _says_when(self, words: str, before: Schedule | None = None) -> bool:
        now, calendar = self.office.local_now(), self.office.calendar()
        return understood(words, now, calendar, before) is not None

    async def _begin(self, draft: Draft, incoming: Incoming) -> Outcome:
        draft_id = await self.office.state.write(
            drafts.begin,
            draft,
            chat_id=incoming.here.chat_id,
            user_id=incoming.by.user_id,
            command_id=incoming.sent_id,
            now=self.office.clock(),
        )
        return await self._keep(draft_id, draft)

    async def _keep(
        self, draft_id: int, draft: Draft, *, page: int = 1, has_passed: bool = False
    ) -> Outcome:
        """Keep a draft, and show what it asks next."""
        catalogue, now = await self.office.catalogues.current(), self.office.clock()
        draft, step = self._settled(draft, catalogue)
        await self.office.state.write(drafts.keep, draft_id, draft, now=now)
        match step:
            case AskWhom():
                panel = replies.whom_panel(draft_id, draft, catalogue, page)
            case AskWhen():
                panel = replies.when_panel(draft_id, draft, step, has_passed=has_passed)
            case AskWhat():
                panel = replies.what_panel(draft_id, draft)
            case Reminder():
                outline = await outline_of(self.office, step)
                if not outline.times:  # all are past
                    open_again = at_time(draft, "", now)
                    return await self._keep(draft_id, open_again, has_passed=True)
                twin = None if draft.changes else await self._twin(step)
                panel = replies.check_panel(draft_id, draft, step, outline, catalogue, twin=twin)
        return self._asking(replies.with_more(panel, draft.more), draft_id)

    def _asking(self, message: Message, draft_id: int) -> Outcome:
        """A question of a draft; replies to the message that shows it are known as such."""
        write = self.office.state.write
        return Outcome(
            message=message, on_shown=lambda at: write(drafts.record_place, draft_id, at)
        )

    async def _set(self, kept: Kept, made: Reminder, incoming: Incoming) -> Outcome:
        by, here = incoming.by, incoming.here
        outline = await outline_of(self.office, made)
        if not outline.times:  # somebody thought about it for too long
            return await self._keep(kept.id, kept.draft)
        is_changed = made.id != 0
        reminder = await self.office.change(self._record, kept, made, by=by, here=here)
        if reminder is None:
            current = self.office.state.read(reminders.reminder, made.id)
            if current is not None and (after := changed_meanwhile(kept.draft, current)):
                shown = await self._keep(kept.id, after)
                return replace(shown, toast=replies.CHANGED_MEANWHILE, is_alert=True)
            return Outcome(toast=GONE if is_changed else replies.OLD_DRAFT)
        panel = replies.set_panel(reminder, outline, is_changed=is_changed)
        before = kept.draft.changes
        days = moved_deadline(before.schedule, reminder.schedule) if before else None
        if days is None:
            return await self._with_next(Outcome(message=panel), kept, incoming)

        async def show_deadline(_: int) -> None:
            """Let the messages that are still to be answered show the new day."""
            sent = self.office.state.read(ledger.of_campaign, reminder.id, days[1])
            await show_answers(self.office, [each for each in sent if not each.is_settled])

        return Outcome(message=panel, on_shown=show_deadline)

    async def _with_next(self, outcome: Outcome, kept: Kept, incoming: Incoming) -> Outcome:
        """The outcome with the next of the reminders that one message asked for, if any."""
        if not kept.draft.more:
            return outcome
        text, *more = kept.draft.more
        catalogue = await self.office.catalogues.current()
        draft = await read_text(text, opened, text, catalogue, kept.draft.at)
        draft = replace(draft, more=tuple(more))
        asked = await self._begin(draft, replace(incoming, sent_id=None))
        return replace(outcome, besides=asked.message, on_shown=asked.on_shown)

    def _record(
        self, db: Tables, kept: Kept, made: Reminder, *, by: Person, here: Here
    ) -> Reminder | None:
        """Set a reminder, or change the one that the draft is to replace; None if that is gone.

        Or if somebody else has changed it since. The draft is gone then, so that it is set once.
        Raises NotAllowedError.
        """
        role, now = self.office.membership.own_role_in(db, by.user_id), self.office.clock()
        require_own(role, made.audience, here)
        before = reminders.reminder(db, made.id)
        if before is not None and changed_meanwhile(kept.draft, before) is not None:
            return None
        if not drafts.drop(db, kept.id):
            return None
        made = replace(made, active_from=now)
        if made.id == 0:
            act, command = Act.REMINDER_SET, (kept.chat_id, kept.command_id)
            made = reminders.add(db, made, by=by.user_id, command=command)
        else:
            act = Act.REMINDER_CHANGED
            if before is None:
                return None
            require_own(role, before.audience, here)
            if before.schedule == made.schedule:  # at other times than before, it begins anew
                made = replace(made, active_from=before.active_from)
            skipped = skipped_still(before, made.schedule, reminders.calendar(db))
            made = replace(made, paused=before.paused, skipped=skipped)
            reminders.keep(db, made)
            if (days := moved_deadline(before.schedule, made.schedule)) is not None:
                boards.move_deadline(db, made.id, *days)
        self.office.note(db, act, by=by.user_id, detail=f"#{made.id}")
        return made


def _asks(words: str) -> bool:
    return words.rstrip().endswith(("?", "？"))


def _pressed(  # noqa: C901  one case a verb
    draft: Draft, step: Step, press: Press, now: datetime
) -> Draft:
    """The draft with what a button settles; the same where it settles nothing."""
    match press.verb, press.numbers[1:], step:
        case DraftVerb.EVERYONE, _, _:
            return for_whom(draft, Everyone())
        case DraftVerb.OWNERS, _, _ if draft.owners:
            return for_whom(draft, draft.owners)
        case DraftVerb.WHOM_CHOSEN, _, _:
            return for_whom(draft, Departments(names=draft.ticked))
        case DraftVerb.WHEN, (_, place), AskWhen() as when:
            answers = replies.when_answers(draft, when)
            if place >= len(answers):
                return draft
            return at_time(draft, answers[place][1], draft.at if when.unclear else now)
        case DraftVerb.NUDGE, (place,), _ if place < len(replies.NUDGES):
            return replace(draft, nudges=replies.NUDGES[place][1], step=draft.step + 1)
        case DraftVerb.LIST_PLEDGES, (chosen,), _:
            return replace(draft, lists_pledges=chosen == 1, step=draft.step + 1)
        case DraftVerb.SHIFT, (place,), Reminder(schedule=schedule) if place < len(replies.SHIFTS):
            shifted = replace(schedule, shift=replies.SHIFTS[place])
            return replace(draft, schedule=shifted, step=draft.step + 1)
        case DraftVerb.FIX_WHOM, (), _:
            ticked = draft.audience.names if isinstance(draft.audience, Departments) else ()
            return replace(for_whom(draft, None), ticked=ticked)
        case DraftVerb.FIX_WHEN, (), _:
            return at_time(draft, "", now)
        case DraftVerb.FIX_WHAT, (), _:
            return replace(draft, text="", step=draft.step + 1)
    return draft
