"""Answers of groups to reminders, by buttons: from their own people, shown to all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import ClassVar

from bot.people.access import Right
from bot.people.interaction import Command, Incoming, Outcome
from bot.people.messages import Message, Press, Verb
from bot.reminders import recording
from bot.reminders.notices import handed_in_before, messages_about
from bot.reminders.office import Office
from bot.reminders.phrases.answers import snoozed_until
from bot.reminders.questions import Questions
from bot.reminders.recording import Recorded
from bot.reminders.replies import responses as replies
from bot.reminders.replies.reminders import WORDS, reminder_notice
from bot.reminders.rules.deliveries import Answer, Delivery, Response, Said, Status
from bot.reminders.store import answers, corrections, ledger, reports
from bot.reminders.verbs import AnswerVerb
from bot.store.state import Tables

LONGEST_DELAY = timedelta(days=31)

# A message that is still being sent as far as we know may be seen already; what was withdrawn is
# answered with that.
_ANSWERED = frozenset({Status.SENT, Status.SENDING, Status.WITHDRAWN})
_RESPONSES: dict[Verb, Response] = {words.verb: response for response, words in WORDS.items()}
OF_ONE_PLEDGE = tuple(_RESPONSES[verb] for verb in replies.OF_ONE_PLEDGE)
_SHOWN_ANEW = {AnswerVerb.EACH, AnswerVerb.POSTPONE, AnswerVerb.BACK, AnswerVerb.ALL_PLEDGES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Responding:
    """Who may answer is asked first, then the ledger decides whether that changes anything."""

    office: Office
    questions: Questions
    verbs: ClassVar[tuple[type[Verb], ...]] = (AnswerVerb,)
    commands: ClassVar[Mapping[str, Command]] = {}

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button under a reminder, or about one, says."""
        number, last = press.numbers[0], press.numbers[-1]
        if press.verb in {AnswerVerb.UNDO, AnswerVerb.UNDO_ALL, AnswerVerb.CLEAR_REMARK}:
            answered = self.office.state.read(ledger.delivery_of_answer, number)
            asked = await self.find_delivery(answered, incoming, is_undo=True)
            if isinstance(asked, Outcome):
                return asked
            if press.verb is AnswerVerb.CLEAR_REMARK:
                return await self._clear_remark(number, asked)
            return await self._undo(number, last, asked, incoming)
        await self.record_arrival(number, incoming)
        pressed = self.office.state.read(ledger.delivery, number)
        asked = await self.find_delivery(pressed, incoming)
        if isinstance(asked, Outcome):
            return asked
        if press.verb is AnswerVerb.PASS_ON:
            return await self._pass_on(asked, incoming)
        if press.verb in _SHOWN_ANEW:
            return await self._show_choices(press, asked, incoming)
        said = self._said(press.verb, last, asked, incoming)
        if said is None:
            return Outcome(toast=replies.NOT_A_REMINDER)
        return await self.answer(asked, [said], incoming)

    async def _pass_on(self, asked: Delivery, incoming: Incoming) -> Outcome:
        """Pass what was written before a question of ours on to the coordinators."""
        place = incoming.here.chat_id, incoming.message_id or 0
        question = self.office.state.read(answers.question_at, *place)
        if question is None or not question.remark:
            return Outcome(toast=replies.NOT_A_REMINDER)
        await self.questions.pass_on(asked, replace(incoming, words=question.remark))
        return Outcome(edits={question.message_id: replies.passed_on(None)})

    def _said(self, verb: Verb, place: int, asked: Delivery, incoming: Incoming) -> Said | None:
        """What a button says, with what the same person wrote before it; None if it was forged."""
        question = self.office.state.read(
            answers.question_at, incoming.here.chat_id, incoming.message_id or 0
        )
        is_theirs = question is not None and question.by == incoming.by.user_id
        remark = question.remark if question is not None and is_theirs else ""
        if verb in _RESPONSES and 0 <= place <= len(asked.pledges):
            pledge = asked.pledges[place - 1] if place else None
            return Said(response=_RESPONSES[verb], pledge=pledge, remark=remark)
        until = None
        if verb is AnswerVerb.LATER_AT:
            until = _at_minute(place)
        elif verb is AnswerVerb.LATER and 0 <= place < len(replies.SNOOZES):
            now, calendar = self.office.local_now(), self.office.calendar()
            until = snoozed_until(replies.SNOOZES[place], now, calendar)
        if until is None:
            return None
        return Said(response=Response.POSTPONED, remark=remark, until=until)

    async def answer(
        self,
        asked: Delivery,
        said: Sequence[Said],
        incoming: Incoming,
        *,
        replaced: Sequence[Answer] = (),
    ) -> Outcome:
        """Record answers at once, of the whole or of pledges, instead of what is `replaced`."""
        now, until = self.office.clock(), said[0].until
        if until is not None and not now < until <= now + LONGEST_DELAY:
            return Outcome(toast=replies.TOO_FAR)

        recorded, is_replaced = await self.office.change(
            self._record, asked, said, incoming, replaced=replaced
        )
        news = [each for each in recorded if each.is_news]
        if not recorded or (answer := (news or recorded)[-1].answer) is None:
            return Outcome(toast=replies.ENDED)
        after, zone = recorded[-1].delivery, self.office.timezone
        again = ""
        if until is not None:
            local = until.astimezone(zone)
            again = replies.again_text(local, now.astimezone(zone), after.deadline)
        if news:
            toast = again or WORDS[answer.response].thanks
            given = [each.answer for each in news if each.answer]
            more = filter(None, (again, replies.REPLACED if is_replaced else ""))
            reply = replies.recorded_reply(given, more=" ".join(more))
        else:
            toast = replies.said_before(answer, after, zone)
            reply = replies.said_before_reply([answer], after, zone)
        edits = await self._edits(after, answer, incoming)
        return Outcome(
            toast=toast,
            is_alert=not news,
            edits=edits,
            message=reply if incoming.words or incoming.message_id not in edits else None,
        )

    def _record(
        self,
        db: Tables,
        asked: Delivery,
        said: Sequence[Said],
        incoming: Incoming,
        *,
        replaced: Sequence[Answer],
    ) -> tuple[list[Recorded], bool]:
        """Record answers instead of what is `replaced`; whether any of that was taken back."""
        by, now = incoming.by, self.office.clock()
        undone = [recording.undo_answer(db, each.id, by=by, now=now) for each in replaced]
        lateness = self.office.planning.max_lateness
        record = partial(recording.record_answer, db, max_lateness=lateness, by=by, now=now)
        recorded = (record(asked.id, each) for each in said)
        return [each for each in recorded if each is not None], any(undone)

    async def _undo(
        self, first_id: int, last_id: int, asked: Delivery, incoming: Incoming
    ) -> Outcome:
        """Take answers of this group back, those from one id to another."""
        now, by = self.office.clock(), incoming.by
        taken = [each for each in asked.answers if first_id <= each.id <= last_id]

        def change(db: Tables) -> bool:
            undone = [recording.undo_answer(db, each.id, by=by, now=now) for each in taken]
            return any(undone)

        is_undone = await self.office.change(change)
        if taken and not is_undone:
            about = self.office.state.read(corrections.correction, taken[-1].id)
            return Outcome(toast=replies.sent_on_text(about.department if about else ""))
        toast = replies.UNDONE if is_undone else replies.UNDONE_BEFORE
        reply = replies.undone_reply(taken[-1]) if taken else Message(text=toast)
        after = self.office.state.read(ledger.delivery, asked.id) or asked
        answer = taken[-1] if taken else None
        edits = await self._edits(after, answer, incoming, is_undone=True)
        return Outcome(
            toast=toast,
            is_alert=not is_undone,
            edits=edits,
            message=None if incoming.message_id in edits else reply,
        )

    async def _edits(
        self,
        delivery: Delivery,
        answer: Answer | None,
        incoming: Incoming,
        *,
        is_undone: bool = False,
    ) -> dict[int, Message]:
        """What every message shows now; the pressed one its pledges, if `answer` is of one."""
        edits = await messages_about(self.office, delivery, is_undone=is_undone)
        pressed, pledge = incoming.message_id, answer.pledge if answer else None
        if answer and pledge and pressed in edits and delivery.open_pledges and not incoming.words:
            mode = OF_ONE_PLEDGE.index(answer.response)
            page = delivery.pledges.index(pledge) // replies.PAGE_PLEDGES + 1
            catalogue = await self.office.catalogues.current()
            edits[pressed] = replies.pledges_notice(edits[pressed], delivery, catalogue, mode, page)
        return edits

    async def _clear_remark(self, answer_id: int, asked: Delivery) -> Outcome:
        await self.office.change(answers.set_remark, answer_id, "")
        after = self.office.state.read(ledger.delivery, asked.id) or asked
        edits = await messages_about(self.office, after)
        return Outcome(message=Message(text=replies.REMARK_CLEARED), edits=edits)

    async def _show_choices(self, press: Press, asked: Delivery, incoming: Incoming) -> Outcome:
        """What stands in place of the buttons while somebody chooses."""
        is_opened = press.verb is AnswerVerb.ALL_PLEDGES
        notices = await messages_about(self.office, asked, is_opened=is_opened)
        if asked.is_settled and not is_opened:
            toast = replies.said_before(asked.standing(), asked, self.office.timezone)
            return Outcome(toast=toast, edits=notices)
        shown = incoming.message_id or 0
        is_question = shown not in notices  # about a reply, below the reminder
        if is_question and press.verb is AnswerVerb.EACH:
            shown = max(notices, default=0)
        notice = notices.get(shown)
        catalogue = await self.office.catalogues.current()
        if not notices:  # they stand in the chat that the group was before it got another one
            now, zone = self.office.local_now(), self.office.timezone
            notice = reminder_notice(asked, catalogue, now=now, timezone=zone)
        if notice is None and press.verb is AnswerVerb.POSTPONE:
            return Outcome(message=replies.when_later(asked, is_chosen=True))
        if notice is None:
            return Outcome(toast=replies.NOT_A_REMINDER)
        match press.verb, press.numbers[1:]:
            case AnswerVerb.POSTPONE, _:
                notice = replies.later_notice(notice, asked)
            case AnswerVerb.EACH, (mode, page) if mode in {0, 1} and asked.pledges:
                notice = replies.pledges_notice(notice, asked, catalogue, mode, page)
        if not notices:
            write = self.office.state.write
            return Outcome(message=notice, on_shown=lambda at: write(ledger.set_message, asked, at))
        return Outcome(edits={shown: notice}, toast=replies.CHOOSE_ABOVE if is_question else "")

    async def find_delivery(
        self, message: Delivery | None, incoming: Incoming, *, is_undo: bool = False
    ) -> Delivery | Outcome:
        """The delivery to answer, unless `is_undo` what handed it in before; or why not."""
        by, chat_id = incoming.by, incoming.here.chat_id
        if not await self.office.membership.may(by, Right.ANSWER_REMINDER):
            return Outcome(toast=replies.NOT_YOUR_GROUP)
        if message is None or message.chat_id != chat_id or message.status not in _ANSWERED:
            # Forwarded, forged, or of a database that was put back.
            return Outcome(toast=replies.NOT_A_REMINDER)
        if not await self.office.membership.is_in(chat_id, by):
            return Outcome(toast=replies.NOT_YOUR_GROUP)
        asked = self.office.state.read(ledger.delivery, message.asked_id)
        if asked is None or Status.WITHDRAWN in {message.status, asked.status} or asked.is_ended:
            edits = await messages_about(self.office, message)
            return Outcome(toast=replies.ENDED, edits=edits)
        before = self.office.state.read(handed_in_before, asked)
        return asked if is_undo else before or asked

    async def record_arrival(self, delivery_id: int, incoming: Incoming) -> None:
        """Note that a message did arrive of which that was uncertain: it was answered."""
        chat_id, message_id = incoming.here.chat_id, incoming.message_id
        read, uncertain = self.office.state.read, (Status.UNCERTAIN, chat_id)
        about = read(ledger.messages_about, delivery_id)
        lost = [each for each in about if (each.status, each.chat_id) == uncertain]
        is_known = message_id in {each.message_id for each in about}
        if not lost or not message_id or is_known:
            return
        if read(answers.question_at, chat_id, message_id) is not None:
            return
        at = min(lost[0].due_at, self.office.clock())

        def change(db: Tables) -> None:
            ledger.mark_sent(db, lost[0], message_id=message_id, at=at, follow_up_at=None)
            reports.show_resolved(db, lost[0].id)

        await self.office.change(change)


def _at_minute(minute: int) -> datetime | None:
    """The time that a button holds; None when it was forged."""
    try:
        return datetime.fromtimestamp(60 * minute, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None
