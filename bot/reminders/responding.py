"""Answers of groups to reminders, by buttons and in words: from their own people, shown to all."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.people.access import Person, Right
from bot.people.interaction import Incoming, Outcome
from bot.people.messages import DeliveryError, Message, Press, Verb
from bot.reminders import recording
from bot.reminders.phrases.answers import Reply, reply_of
from bot.reminders.phrases.days import Question as TimeQuestion
from bot.reminders.phrases.parser import understood
from bot.reminders.phrases.phrase import NotASchedule, Unclear
from bot.reminders.phrases.phrase import Said as SaidWhen
from bot.reminders.recording import Recorded, Said
from bot.reminders.replies import responses as replies
from bot.reminders.replies.reminders import WORDS
from bot.reminders.rules.deliveries import Delivery, Kind, Response, Status
from bot.reminders.rules.reminder import snoozed_until
from bot.reminders.rules.schedule import Once, occurrences
from bot.reminders.store import answers, corrections, questions, reminders, reports
from bot.reminders.store import deliveries as ledger
from bot.reminders.store.questions import Question
from bot.reminders.verbs import AnswerVerb

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.reminders.office import Office
    from bot.reminders.rules.working_days import WorkingDays
    from bot.store.state import Tables

LOG = logging.getLogger(__name__)

LONGEST_DELAY = timedelta(days=31)
MAX_REMARK_CHARS = 500

# A message that is still being sent as far as we know may be seen already; what was withdrawn is
# answered with that.
_ANSWERED = frozenset({Status.SENT, Status.SENDING, Status.WITHDRAWN})
_RESPONSES: dict[Verb, Response] = {words.verb: response for response, words in WORDS.items()}
_OF_ONE_PLEDGE = tuple(_RESPONSES[verb] for verb in replies.OF_ONE_PLEDGE)
_SHOWN_ANEW = frozenset(
    {AnswerVerb.EACH, AnswerVerb.POSTPONE, AnswerVerb.BACK, AnswerVerb.ALL_PLEDGES}
)
# Digits that say when or how much, and no number of a pledge.
_COUNTED = re.compile(r"\d+\s*(?:[/.:]\s*\d+|시|분|일|월|년|주|건|개|차|명|반|%)")
_UNTIL = re.compile(r"(?:까지는|까지|중으로|중에|안으로|내로)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Responding:
    """Who may answer is asked first, then the ledger decides whether that changes anything."""

    office: Office
    wake_delivery: Callable[[], None]
    wake_boards: Callable[[], None] = lambda: None

    # -- buttons ----------------------------------------------------------------------------

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button under a reminder, or about one, says."""
        number, place = press.numbers[0], press.numbers[-1]
        chat_id, message_id = incoming.here.chat_id, incoming.message_id or 0
        if press.verb in {AnswerVerb.UNDO, AnswerVerb.UNDO_ALL}:
            return await self._undo(number, place, incoming)
        if press.verb is AnswerVerb.CLEAR_REMARK:
            return await self._clear_remark(number, incoming)
        await self._record_arrival(number, chat_id=chat_id, message_id=message_id)
        refused, asked = await self._find_asked(number, by=incoming.by, chat_id=chat_id)
        if asked is None:
            return refused
        if press.verb in _SHOWN_ANEW:
            return await self._show_choices(press, asked, incoming)
        if press.verb is AnswerVerb.LATER_AT:
            until = _at_minute(place)
        elif press.verb is AnswerVerb.LATER and 0 <= place < len(replies.SNOOZES):
            calendar = self.office.calendar()
            until = snoozed_until(
                replies.SNOOZES[place][0], self.office.clock(), calendar, str(self.office.timezone)
            )
        elif press.verb in _RESPONSES and 0 <= place <= len(asked.pledges):
            pledge = asked.pledges[place - 1] if place else None
            said = Said(
                response=_RESPONSES[press.verb], pledge=pledge, remark=self._remark(incoming)
            )
            return await self._answer(asked, said, incoming)
        else:
            until = None
        if until is None:
            return Outcome(toast=replies.NOT_A_REMINDER)
        return await self._put_off(asked, until, self._remark(incoming), incoming)

    async def _answer(self, asked: Delivery, said: Said, incoming: Incoming) -> Outcome:
        """Record the answer that a button gives, for the whole or for one pledge of it."""
        [recorded] = await self._record(asked.id, [said], incoming)
        if recorded is None:
            return Outcome(toast=replies.ENDED)
        toast = WORDS[said.response].thanks
        if not recorded.is_news:
            toast = replies.said_before(recorded.answer, recorded.delivery, self.office.timezone)
        return await self._outcome(recorded, toast, incoming, pledge=said.pledge)

    async def _put_off(
        self, asked: Delivery, until: datetime, remark: str, incoming: Incoming
    ) -> Outcome:
        """Let a reminder come once more at another time; the series stays as it is."""
        now = self.office.clock()
        if not now < until <= now + LONGEST_DELAY:
            return Outcome(toast=replies.TOO_FAR)
        recorded = await self.postpone(
            asked.id, until=until, chat_id=asked.chat_id, by=incoming.by, remark=remark
        )
        if recorded is None:
            return Outcome(toast=replies.ENDED)
        self.wake_boards()
        toast = replies.again_text(
            until.astimezone(self.office.timezone), now.astimezone(self.office.timezone)
        )
        if not recorded.is_news:
            toast = replies.said_before(recorded.answer, recorded.delivery, self.office.timezone)
        return await self._outcome(recorded, toast, incoming, more=toast)

    async def _undo(self, first_id: int, last_id: int, incoming: Incoming) -> Outcome:
        """Take answers of this group back, those from one id to another."""
        refused, asked = await self._find_answered(first_id, incoming)
        if asked is None:
            return refused
        now, by = self.office.clock(), incoming.by
        taken = [each for each in asked.answers if first_id <= each.id <= last_id]

        def change(db: Tables) -> list[Recorded | None]:
            return [recording.undo_answer(db, each.id, by=by, now=now) for each in taken]

        undone = [each for each in await self.office.state.write(change) if each and each.is_news]
        self.wake_boards()
        self.wake_delivery()
        if taken and not undone:
            about = self.office.state.read(corrections.correction, taken[-1].id)
            return Outcome(toast=replies.sent_on_text(about.department if about else ""))
        if not undone:
            messages = await self.messages_about(asked, is_undone=True)
            is_shown = incoming.message_id in dict(messages)
            message = None if is_shown else Message(text=replies.UNDONE_BEFORE)
            return Outcome(toast=replies.UNDONE_BEFORE, edits=messages, message=message)
        outcome = await self._outcome(undone[-1], replies.UNDONE, incoming, pledge=taken[-1].pledge)
        return replace(outcome, message=outcome.message and replies.undone_reply(taken[-1]))

    async def _clear_remark(self, answer_id: int, incoming: Incoming) -> Outcome:
        """Delete what was said with an answer of this group."""
        refused, asked = await self._find_answered(answer_id, incoming)
        if asked is None:
            return refused
        await self.office.state.write(answers.set_remark, answer_id, "")
        self.wake_boards()
        after = self.office.state.read(ledger.delivery, asked.id) or asked
        edits = await self.messages_about(after)
        return Outcome(message=Message(text=replies.REMARK_CLEARED), edits=edits)

    async def _find_answered(
        self, answer_id: int, incoming: Incoming
    ) -> tuple[Outcome, Delivery | None]:
        """The delivery of an answer, for whom may answer it; else what they get to read."""
        delivery = self.office.state.read(ledger.delivery_of_answer, answer_id)
        if delivery is None:
            return Outcome(toast=replies.NOT_A_REMINDER), None
        chat_id = incoming.here.chat_id
        return await self._find_asked(delivery.id, by=incoming.by, chat_id=chat_id, is_undo=True)

    async def _outcome(
        self,
        recorded: Recorded,
        toast: str,
        incoming: Incoming,
        *,
        pledge: str | None = None,
        more: str = "",
    ) -> Outcome:
        """What every message about something shows now, and what the pressed one does."""
        delivery, pressed = recorded.delivery, incoming.message_id
        edits = dict(await self.messages_about(delivery, is_undone=toast == replies.UNDONE))
        if pressed in edits and pledge is not None and delivery.open_pledges:
            answer = recorded.answer
            mode = _OF_ONE_PLEDGE.index(answer.response) if answer else 0
            page = delivery.pledges.index(pledge) // replies.PAGE_PLEDGES + 1
            catalogue = await self.office.catalogues.current()
            edits[pressed] = replies.pledges_notice(edits[pressed], delivery, catalogue, mode, page)
        is_reply = bool(incoming.words) or pressed not in edits
        message = Message(text=toast) if is_reply else None
        if is_reply and recorded.answer is not None:
            message = (
                replies.recorded_reply(recorded.together or [recorded.answer], more=more)
                if recorded.is_news
                else replies.said_before_reply(recorded.answer, delivery, self.office.timezone)
            )
        return Outcome(
            toast=toast,
            is_alert=not recorded.is_news,
            edits=tuple(edits.items()),
            message=message,
        )

    # -- replies in words -------------------------------------------------------------------

    async def take_reply(self, incoming: Incoming, *, is_edited: bool = False) -> Outcome | None:
        """Take a reply to a reminder, or to a question about one; None for every other text.

        One that `is_edited` counts if it says another answer now, and is no question either way.
        """
        chat_id, replies_to = incoming.here.chat_id, incoming.message_id or 0
        found = self.office.state.read(_delivery_at, chat_id, replies_to)
        if found is None:
            return None
        refused, asked = await self._find_asked(found.id, by=incoming.by, chat_id=chat_id)
        if asked is None:
            return refused
        named, words = _named_pledges(incoming.words, asked.pledges)
        group = self.office.group_at(found.address)
        own = group.departments if group is not None else ()
        catalogue = await self.office.catalogues.current()
        others = [name for name in catalogue.by_department if name not in own]
        reply = reply_of(words, own, others)
        remark = incoming.words[:MAX_REMARK_CHARS] if reply.is_more else ""
        response = reply.response
        stands = asked.standing((named or (None,))[0])
        is_same = stands is not None and stands.response is response is not Response.POSTPONED
        if is_edited and (response is None or is_same):
            return Outcome()
        if asked.is_settled and (remark or response is None):
            return await self._ask_back(asked, reply, incoming)
        if response is Response.POSTPONED and not named:
            return await self._postpone_in_words(asked, remark, incoming)
        is_of_some = named is None or (named and response not in _OF_ONE_PLEDGE)
        if response is None or is_of_some:
            return await self._ask_back(asked, reply, incoming)
        return await self._record_in_words(asked, named or (None,), reply, remark, incoming)

    async def _record_in_words(
        self,
        asked: Delivery,
        pledges: Sequence[str | None],
        reply: Reply,
        remark: str,
        incoming: Incoming,
    ) -> Outcome:
        assert reply.response is not None  # noqa: S101 -- all others are asked back
        said = [
            Said(response=reply.response, pledge=pledge, remark=remark, named=reply.owner)
            for pledge in pledges
        ]
        recorded = await self._record(asked.id, said, incoming)
        news = [each.answer for each in recorded if each and each.is_news and each.answer]
        last = next((each for each in recorded[::-1] if each and (each.is_news or not news)), None)
        if last is None or last.answer is None:
            return Outcome(toast=replies.ENDED)
        if not news and remark and last.answer.response is reply.response:
            return await self._add_remark(last.delivery, incoming)
        after = recorded[-1].delivery if recorded[-1] else last.delivery
        last = replace(last, delivery=after, together=tuple(news))
        return await self._outcome(last, WORDS[reply.response].thanks, incoming)

    async def _postpone_in_words(self, asked: Delivery, remark: str, incoming: Incoming) -> Outcome:
        now, zone = self.office.clock(), str(self.office.timezone)
        words = _UNTIL.sub(" ", incoming.words)
        calendar = self.office.calendar()
        read = partial(understood, now=now, zone=zone, calendar=calendar)
        said = read(words)
        until = _once(said, now, calendar)
        if isinstance(said, Unclear) and said.answers and _is_half_said(said):
            # A day alone: at its usual hour. A time alone: the next one.
            until = _once(read(said.answers[0].text), now, calendar)
        if until is not None and until.astimezone(self.office.timezone).date() == asked.deadline:
            in_time = Said(response=Response.CONFIRMED, remark=incoming.words[:MAX_REMARK_CHARS])
            return await self._answer(asked, in_time, incoming)
        if until is not None:
            return await self._put_off(asked, until, remark, incoming)
        panel = replies.when_later(asked)
        if isinstance(said, Unclear):
            times = [
                (replies.label_of(said, place), at)
                for place, answer in enumerate(said.answers)
                if (at := _once(read(answer.text), now, calendar)) is not None
            ]
            panel = replies.when_again_panel(asked.id, said, times) if times else panel
        return self._question(panel, asked, remark, incoming)

    async def _ask_back(self, asked: Delivery, reply: Reply, incoming: Incoming) -> Outcome:
        """Ask which answer it is; once all is answered, take it as a remark."""
        if not asked.is_settled:
            remark = "" if reply.asks else incoming.words[:MAX_REMARK_CHARS]
            return self._question(replies.which_answer(asked), asked, remark, incoming)
        if reply.asks:
            return Outcome(message=Message(text=replies.ASK_COORDINATOR))
        return await self._add_remark(asked, incoming)

    async def _add_remark(self, asked: Delivery, incoming: Incoming) -> Outcome:
        """Add a remark to the answer that came last."""
        last, by = max(asked.answers, key=lambda answer: answer.id), incoming.by
        name = "" if by.user_id == last.by else by.name
        remark = incoming.words
        if last.remark:
            is_same = name == last.remark_name
            remark = f"{last.remark} / {remark if is_same else f'{by.name}: {remark}'}"
            name = last.remark_name
        kept = remark[:MAX_REMARK_CHARS]
        await self.office.state.write(answers.set_remark, last.id, kept, name=name)
        self.wake_boards()
        after = self.office.state.read(ledger.delivery, asked.id) or asked
        return Outcome(message=replies.remark_kept(last), edits=await self.messages_about(after))

    def _question(
        self, panel: Message, asked: Delivery, remark: str, incoming: Incoming
    ) -> Outcome:
        """A question that is known again by its message, with what was said before it."""
        question = Question(delivery_id=asked.id, by=incoming.by.user_id, remark=remark)
        return Outcome(message=panel, on_shown=self._keeping(question, incoming.here.chat_id))

    def _keeping(self, question: Question, chat_id: int) -> Callable[[int], Awaitable[None]]:
        async def keep(message_id: int) -> None:
            now = self.office.clock()
            await self.office.state.write(
                questions.record_question, question, chat_id=chat_id, message_id=message_id, now=now
            )

        return keep

    # -- the ledger -------------------------------------------------------------------------

    async def postpone(
        self, delivery_id: int, *, until: datetime, chat_id: int, by: Person, remark: str = ""
    ) -> Recorded | None:
        """Record the answer 연기 and plan one extra message; the series goes on as it was."""
        change = partial(
            recording.postpone,
            delivery_id=delivery_id,
            until=until,
            remark=remark,
            max_lateness=self.office.planning.max_lateness,
            chat_id=chat_id,
            by=by,
            now=self.office.clock(),
        )
        recorded = await self.office.state.write(change)
        self.wake_delivery()
        return recorded

    # ---------------------------------------------------------------------------------------

    async def _record(
        self, delivery_id: int, said: Sequence[Said], incoming: Incoming
    ) -> list[Recorded | None]:
        now, by, chat_id = self.office.clock(), incoming.by, incoming.here.chat_id

        def change(db: Tables) -> list[Recorded | None]:
            return [
                recording.record_answer(db, delivery_id, each, chat_id=chat_id, by=by, now=now)
                for each in said
            ]

        recorded = await self.office.state.write(change)
        self.wake_boards()
        if said[0].response is Response.NOT_OURS:
            self.wake_delivery()  # the coordinators are notified at once
        return recorded

    def _remark(self, incoming: Incoming) -> str:
        """What the same person said before they pressed a button of the question about it."""
        chat_id, message_id = incoming.here.chat_id, incoming.message_id or 0
        asked = self.office.state.read(questions.question_at, chat_id, message_id)
        return asked.remark if asked is not None and asked.by == incoming.by.user_id else ""

    async def _find_asked(
        self, delivery_id: int, *, by: Person, chat_id: int, is_undo: bool = False
    ) -> tuple[Outcome, Delivery | None]:
        """The delivery that is answered, for whom may; else what they get to read."""
        if not await self.office.membership.may(by, Right.ANSWER_REMINDER):
            return Outcome(toast=replies.NOT_YOUR_GROUP), None
        message = self.office.state.read(ledger.delivery, delivery_id)
        if message is None or message.chat_id != chat_id or message.status not in _ANSWERED:
            # Forwarded, forged, or of a database that was put back.
            return Outcome(toast=replies.NOT_A_REMINDER), None
        if not await self.office.membership.is_in(chat_id, by):
            return Outcome(toast=replies.NOT_YOUR_GROUP), None
        asked = self.office.state.read(ledger.delivery, message.asked_id)
        if (
            asked is None
            or Status.WITHDRAWN in {message.status, asked.status}
            or self.office.state.read(reminders.reminder, asked.reminder_id) is None
        ):
            return Outcome(toast=replies.ENDED, edits=await self.messages_about(message)), None
        before = self.office.state.read(recording.handed_in_before, asked)
        return Outcome(), asked if is_undo else before or asked

    async def _record_arrival(self, delivery_id: int, *, chat_id: int, message_id: int) -> None:
        """Note that a message did arrive of which that was uncertain: its button was pressed."""
        message = self.office.state.read(ledger.delivery, delivery_id)
        if message is None or message.chat_id != chat_id or message.status is not Status.UNCERTAIN:
            return
        now = self.office.clock()

        def change(db: Tables) -> None:
            at = min(message.due_at, now)
            ledger.mark_sent(db, delivery_id, message_id=message_id, at=at, follow_up_at=None)
            reports.show_resolved(db, delivery_id)

        await self.office.state.write(change)

    async def _show_choices(self, press: Press, asked: Delivery, incoming: Incoming) -> Outcome:
        """What stands in place of the buttons while somebody chooses."""
        is_opened = press.verb is AnswerVerb.ALL_PLEDGES
        notices = dict(await self.messages_about(asked, is_opened=is_opened))
        if asked.is_settled and not is_opened:
            toast = replies.said_before(asked.standing(), asked, self.office.timezone)
            return Outcome(toast=toast, edits=tuple(notices.items()))
        notice = notices.get(incoming.message_id or 0)
        if notice is None:
            is_about_reply = press.verb is AnswerVerb.POSTPONE
            return (
                Outcome(message=replies.when_later(asked, is_chosen=True))
                if is_about_reply
                else Outcome(toast=replies.NOT_A_REMINDER)
            )
        match press.verb, press.numbers[1:]:
            case AnswerVerb.POSTPONE, _:
                notice = replies.later_notice(notice, asked)
            case AnswerVerb.EACH, (mode, page) if mode in {0, 1} and asked.pledges:
                catalogue = await self.office.catalogues.current()
                notice = replies.pledges_notice(notice, asked, catalogue, mode, page)
        return Outcome(edits=((incoming.message_id or 0, notice),))

    async def show_answers(self, delivery: Delivery) -> None:
        """Let the messages of a group show how a delivery stands now."""
        for message_id, message in await self.messages_about(delivery):
            try:
                await self.office.messenger.edit(delivery.chat_id, message_id, message)
            except DeliveryError as error:
                LOG.warning("answer.not_shown chat=%d reason=%s", delivery.chat_id, error)

    async def messages_about(
        self, asked: Delivery, *, is_opened: bool = False, is_undone: bool = False
    ) -> tuple[tuple[int, Message], ...]:
        """The messages about something, as they stand now; without buttons once it is deleted.

        Those of the same deadline with them: once all is handed in they show it, too.
        """
        shown = [*await self._messages_of(asked, is_opened=is_opened)]
        if asked.is_handed_in or is_undone:
            for each in self.office.state.read(recording.sent_for_same_deadline, asked):
                answers = asked.answers if asked.is_handed_in else each.answers
                shown += await self._messages_of(replace(each, answers=answers))
        return tuple(shown)

    async def _messages_of(
        self, asked: Delivery, *, is_opened: bool = False
    ) -> tuple[tuple[int, Message], ...]:
        catalogue, now = await self.office.catalogues.current(), self.office.clock()
        reminder = self.office.state.read(reminders.reminder, asked.reminder_id)
        ever = self.office.state.read(reminders.ever, asked.reminder_id)
        put_off = self.office.state.read(ledger.derived, asked.id, Kind.POSTPONED)
        times = [each.due_at for each in put_off if each.status is not Status.WITHDRAWN]
        if ever is None:
            return ()
        shown = []
        for message in self.office.state.read(ledger.messages_about, asked.id):
            if message.message_id is None:
                continue
            notice = replies.answered_notice(
                message,
                asked,
                ever,
                catalogue,
                again_at=times[-1] if times else None,
                now=now.astimezone(self.office.timezone),
                timezone=self.office.timezone,
                is_opened=is_opened,
            )
            if reminder is None:
                notice = Message(text=notice.text)
            shown.append((message.message_id, notice))
        return tuple(shown)


def _delivery_at(db: Tables, chat_id: int, message_id: int) -> Delivery | None:
    """The delivery that a message of ours is, or asks about."""
    found = ledger.at_message(db, chat_id, message_id)
    if found is None and (asked := questions.question_at(db, chat_id, message_id)) is not None:
        found = ledger.delivery(db, asked.delivery_id)
    return found


def _named_pledges(words: str, pledges: Sequence[str]) -> tuple[tuple[str, ...] | None, str]:
    """The pledges that a reply names, and the rest of it; None where it may name another one.

    Of a single pledge it does not matter.

    >>> _named_pledges("지역개발-05 제출했습니다", ["지역개발-05", "지역개발-06"])
    (('지역개발-05',), ' 제출했습니다')
    >>> _named_pledges("05번 냈어요", ["지역개발-05", "지역개발-06"])
    (None, '05번 냈어요')
    """
    left = hangul.normalized(words)
    named = []
    for number in sorted(pledges, key=len, reverse=True):
        shape = re.escape(hangul.normalized(number)).replace(r"\-", "[- ]?")
        left, count = re.subn(rf"{shape}(?:번)?(?:은|는|을|를|도|만)?(?!\d)", "", left)
        if count:
            named.append(number)
    if len(pledges) < 2:
        return (), left
    if re.search(r"\d", _COUNTED.sub("", left)):
        return None, left
    return tuple(named), left


def _at_minute(minute: int) -> datetime | None:
    """The time that a button holds; None when it was forged."""
    try:
        return datetime.fromtimestamp(60 * minute, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _is_half_said(said: Unclear) -> bool:
    return said.question is TimeQuestion.TIME or (
        said.question is TimeQuestion.DAY and not said.heard
    )


def _once(
    said: SaidWhen | Unclear | NotASchedule, now: datetime, calendar: WorkingDays
) -> datetime | None:
    """The one time that was said; None for a series, or where something is open."""
    match said:
        case SaidWhen(schedule=schedule) if schedule.leads == (0,) and isinstance(
            schedule.rule, Once
        ):
            return next(occurrences(schedule, now, calendar), None)
    return None
