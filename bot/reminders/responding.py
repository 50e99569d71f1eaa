"""Answers of groups to reminders: recorded once, from their own people, shown to all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from bot.messages import Message
from bot.people.access import Right
from bot.people.interaction import Outcome
from bot.reminders.phrases.parser import NotASchedule, Said, Unclear, understood
from bot.reminders.planning import report_on
from bot.reminders.replies.responses import (
    ENDED,
    NOT_A_REMINDER,
    NOT_YOUR_GROUP,
    ONCE_ONLY,
    SNOOZES,
    THANKS,
    TOO_FAR,
    again_text,
    answered_notice,
    label_of,
    later_notice,
    pledge_notice,
    pledges_notice,
    said_before,
    when_again_panel,
)
from bot.reminders.rules.deliveries import Kind, ReportKind, Response, Status
from bot.reminders.rules.reminder import snoozed_until
from bot.reminders.rules.schedule import Once, occurrences
from bot.reminders.rules.working_days import WorkingDays
from bot.reminders.store import deliveries as ledger
from bot.reminders.store import reminders
from bot.reminders.verbs import ReminderVerb

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from bot.lookup.answering import Catalogues
    from bot.messages import Press, Verb
    from bot.people.access import Person
    from bot.people.interaction import Incoming
    from bot.reminders.rules.deliveries import Delivery
    from bot.store.state import State, Tables

LONGEST_DELAY = timedelta(days=31)
MAX_OTHER_CHARS = 12  # 에 다시 알려 주세요: in a reply that says more, a time is not all it says

# A message that is still being sent as far as we know may be seen already.
_SEEN = frozenset({Status.SENT, Status.SENDING})
_RESPONSES: dict[Verb, Response] = {
    ReminderVerb.CONFIRM: Response.CONFIRMED,
    ReminderVerb.SUBMIT: Response.SUBMITTED,
    ReminderVerb.NOT_OURS: Response.NOT_OURS,
}

# What buttons do that stand under a reminder or a report.
ON_DELIVERIES = frozenset(
    {
        *_RESPONSES,
        ReminderVerb.EACH,
        ReminderVerb.POSTPONE,
        ReminderVerb.LATER,
        ReminderVerb.BACK,
        ReminderVerb.LATER_AT,
    }
)


class Members(Protocol):
    """Who is who, and who is in which group."""

    async def may(self, person: Person, right: Right) -> bool:
        """Whether this person has a right."""
        ...

    async def is_in(self, chat_id: int, person: Person) -> bool:
        """Whether this person is in a group, as far as can be found out."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A delivery with its answers as they stand now, and whether this one changed any."""

    delivery: Delivery
    is_news: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Responding:
    """Who may answer is asked first, then the ledger decides whether that changes anything."""

    state: State
    members: Members
    catalogues: Catalogues
    clock: Callable[[], datetime]
    timezone: tzinfo
    max_lateness: timedelta
    wake_delivery: Callable[[], None]
    wake_boards: Callable[[], None] = lambda: None

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button under a reminder, or about one, says."""
        delivery_id, place = press.numbers[0], press.numbers[-1]
        by, chat_id, message_id = incoming.by, incoming.here.chat_id, incoming.message_id or 0
        if press.verb is ReminderVerb.LATER_AT:
            return await self._put_off_to_minute(delivery_id, place, by=by, chat_id=chat_id)
        await self._arrived(delivery_id, chat_id=chat_id, message_id=message_id)
        refused, asked = await self._asked(delivery_id, by=by, chat_id=chat_id)
        if asked is None:
            return refused
        match press.verb:
            case ReminderVerb.LATER if 0 <= place < len(SNOOZES):
                calendar = self.state.read(reminders.calendar)
                zone = str(self.timezone)
                until = snoozed_until(SNOOZES[place][0], self.clock(), calendar, zone)
                return await self.put_off(asked.id, until, by=by, chat_id=chat_id)
            case ReminderVerb.POSTPONE | ReminderVerb.BACK:
                return await self._asked_back(press, asked, message_id)
        if press.verb is ReminderVerb.LATER or not 0 <= place <= len(asked.pledges):
            return Outcome(toast=NOT_A_REMINDER, is_alert=True)
        if press.verb is ReminderVerb.EACH:
            return await self._asked_back(press, asked, message_id)
        return await self._answer(press, asked, incoming)

    async def _answer(self, press: Press, asked: Delivery, incoming: Incoming) -> Outcome:
        """Record the answer that a button gives, for the whole or for one pledge of it."""
        by, chat_id, message_id = incoming.by, incoming.here.chat_id, incoming.message_id
        place = press.numbers[-1]
        pledge = asked.pledges[place - 1] if place else None
        response = _RESPONSES[press.verb]
        recorded = await self.record_answer(
            asked.id, response, pledge=pledge, chat_id=chat_id, by=by
        )
        if recorded is None:
            return Outcome(toast=ENDED, is_alert=True)
        self.wake_boards()
        toast = THANKS[response]
        if not recorded.is_news:
            toast = said_before(recorded.delivery.standing(pledge), self.timezone)
        shown = await self._messages(recorded.delivery)
        if pledge is not None and not recorded.delivery.is_answered:
            shown = tuple(
                (
                    place,
                    pledges_notice(notice, recorded.delivery) if place == message_id else notice,
                )
                for place, notice in shown
            )
        return Outcome(toast=toast, is_alert=not recorded.is_news, edits=shown)

    async def _put_off_to_minute(
        self, delivery_id: int, minute: int, *, by: Person, chat_id: int
    ) -> Outcome:
        """Put it off to the time in a button of a question, which the outcome replaces."""
        if (until := _at_minute(minute)) is None:
            return Outcome(toast=NOT_A_REMINDER)
        outcome = await self.put_off(delivery_id, until, by=by, chat_id=chat_id)
        return (
            outcome if outcome.is_alert else replace(outcome, message=Message(text=outcome.toast))
        )

    async def put_off(
        self, delivery_id: int, until: datetime, *, by: Person, chat_id: int
    ) -> Outcome:
        """Let a reminder come once more at another time; the series stays as it is."""
        refused, asked = await self._asked(delivery_id, by=by, chat_id=chat_id)
        if asked is None:
            return refused
        now = self.clock()
        if not now < until <= now + LONGEST_DELAY:
            return Outcome(toast=TOO_FAR, is_alert=True)
        recorded = await self.postpone(asked.id, until=until, chat_id=chat_id, by=by)
        if recorded is None:
            return Outcome(toast=ENDED, is_alert=True)
        self.wake_boards()
        local = now.astimezone(self.timezone)
        toast = again_text(until.astimezone(self.timezone), local)
        if not recorded.is_news:
            toast = said_before(recorded.delivery.standing(), self.timezone)
        shown = await self._messages(recorded.delivery)
        return Outcome(toast=toast, is_alert=not recorded.is_news, edits=shown)

    async def typed(
        self, words: str, *, by: Person, chat_id: int, replies_to: int
    ) -> Outcome | None:
        """Take a reply to a reminder that names a time; None for every other one."""
        message = self.state.read(lambda db: ledger.at_message(db, chat_id, replies_to))
        now = self.clock()
        said = understood(words, now, str(self.timezone))
        if message is None or isinstance(said, NotASchedule):
            return None
        if isinstance(said, Unclear):
            if len(f"{said.head}{said.tail}") > MAX_OTHER_CHARS:
                return None
            times = [
                (label_of(said, place), at)
                for place, answer in enumerate(said.answers)
                if (at := _once(answer.text, now, str(self.timezone))) is not None
            ]
            refused, asked = await self._asked(message.id, by=by, chat_id=chat_id)
            if asked is None or not times:
                return refused if asked is None else Outcome(message=ONCE_ONLY)
            return Outcome(message=when_again_panel(asked.id, said, times))
        if len(said.rest) > MAX_OTHER_CHARS:
            return None
        until = _once(words, now, str(self.timezone))
        if until is None:
            return Outcome(message=ONCE_ONLY)
        return await self.put_off(message.id, until, by=by, chat_id=chat_id)

    async def record_answer(
        self,
        delivery_id: int,
        response: Response,
        *,
        pledge: str | None = None,
        chat_id: int,
        by: Person,
    ) -> Recorded | None:
        """Record an answer to a message or a nudge, for one pledge of it or for the whole.

        None when it was not sent to this chat or its reminder is deleted.
        """
        now = self.clock()
        return await self.state.write(
            lambda db: _record_answer(
                db, delivery_id, response, pledge, chat_id=chat_id, by=by, now=now
            )
        )

    async def postpone(
        self, delivery_id: int, *, until: datetime, chat_id: int, by: Person
    ) -> Recorded | None:
        """Record the answer 연기 and plan one extra message; the series goes on as it was."""
        now = self.clock()

        def change(db: Tables) -> Recorded | None:
            recorded = _record_answer(
                db, delivery_id, Response.POSTPONED, None, chat_id=chat_id, by=by, now=now
            )
            if recorded is not None and recorded.is_news:
                ledger.plan_delivery(
                    db,
                    recorded.delivery.occurrence_id,
                    chat_id=chat_id,
                    topic_id=recorded.delivery.topic_id,
                    departments=recorded.delivery.departments,
                    kind=Kind.POSTPONED,
                    nth=recorded.delivery.nth + 1,
                    root_id=recorded.delivery.id,
                    due_at=until,
                    expires_at=until + self.max_lateness,
                )
            return recorded

        recorded = await self.state.write(change)
        self.wake_delivery()
        return recorded

    # ---------------------------------------------------------------------------------------

    async def _asked(
        self, delivery_id: int, *, by: Person, chat_id: int
    ) -> tuple[Outcome, Delivery | None]:
        """The delivery that is answered, for whom may; else what they are told."""
        if not await self.members.may(by, Right.ANSWER_REMINDER):
            return Outcome(toast=NOT_YOUR_GROUP, is_alert=True), None
        message = self.state.read(lambda db: ledger.delivery(db, delivery_id))
        if message is None or message.chat_id != chat_id or message.status not in _SEEN:
            # Forwarded, forged, or of a database that was put back.
            return Outcome(toast=NOT_A_REMINDER, is_alert=True), None
        if not await self.members.is_in(chat_id, by):
            return Outcome(toast=NOT_YOUR_GROUP, is_alert=True), None
        asked = self.state.read(lambda db: ledger.delivery(db, message.asked_id))
        if (
            asked is None
            or self.state.read(lambda db: reminders.reminder(db, asked.reminder_id)) is None
        ):
            return Outcome(toast=ENDED, is_alert=True, edits=await self._messages(message)), None
        return Outcome(), asked

    async def _arrived(self, delivery_id: int, *, chat_id: int, message_id: int) -> None:
        """Note that a message did arrive of which that was uncertain: its button was pressed."""
        message = self.state.read(lambda db: ledger.delivery(db, delivery_id))
        if message is None or message.chat_id != chat_id or message.status is not Status.UNCERTAIN:
            return
        now = self.clock()

        def change(db: Tables) -> None:
            at = min(message.due_at, now)
            ledger.mark_sent(db, delivery_id, message_id=message_id, at=at, follow_up_at=None)
            ledger.show_resolved(db, delivery_id)

        await self.state.write(change)

    async def _asked_back(self, press: Press, asked: Delivery, message_id: int) -> Outcome:
        """What stands in place of the buttons while somebody chooses."""
        standing = asked.standing()
        if standing is not None and standing.response is not Response.CONFIRMED:
            toast = said_before(standing, self.timezone)
            return Outcome(toast=toast, is_alert=True, edits=await self._messages(asked))
        notices = dict(await self._messages(asked))
        if (notice := notices.get(message_id)) is None:
            return Outcome(toast=NOT_A_REMINDER, is_alert=True)
        match press.verb, press.numbers[1:]:
            case ReminderVerb.POSTPONE, ():
                notice = later_notice(notice, asked)
            case ReminderVerb.EACH, (0,):
                notice = pledges_notice(notice, asked)
            case ReminderVerb.EACH, (place,):
                notice = pledge_notice(notice, asked, place)
        return Outcome(edits=((message_id, notice),))

    async def _messages(self, asked: Delivery) -> tuple[tuple[int, Message], ...]:
        """The messages about something, as they stand now; without buttons once it is deleted."""
        catalogue, now = await self.catalogues.current(), self.clock()
        reminder = self.state.read(lambda db: reminders.reminder(db, asked.reminder_id))
        ever = self.state.read(lambda db: reminders.ever(db, asked.reminder_id))
        put_off = self.state.read(lambda db: ledger.postponed_from(db, asked.id))
        if ever is None:
            return ()
        shown = []
        for message in self.state.read(lambda db: ledger.messages_about(db, asked.id)):
            if message.message_id is None:
                continue
            notice = answered_notice(
                message,
                asked,
                ever,
                catalogue,
                again_at=put_off[-1].due_at if put_off else None,
                now=now.astimezone(self.timezone),
                timezone=self.timezone,
            )
            if reminder is None:
                notice = Message(text=notice.text)
            shown.append((message.message_id, notice))
        return tuple(shown)


def _at_minute(minute: int) -> datetime | None:
    """The time that a button holds; None when it was forged."""
    try:
        return datetime.fromtimestamp(60 * minute, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _once(words: str, now: datetime, zone: str) -> datetime | None:
    """The one time that the words name; None for a series, or where something is open."""
    match understood(words, now, zone):
        case Said(schedule=schedule) if isinstance(schedule.rule, Once) and schedule.leads == (0,):
            return next(occurrences(schedule, now, WorkingDays()), None)
    return None


def _record_answer(  # noqa: PLR0913 -- what an answer is made of
    db: Tables,
    delivery_id: int,
    response: Response,
    pledge: str | None,
    *,
    chat_id: int,
    by: Person,
    now: datetime,
) -> Recorded | None:
    message = ledger.delivery(db, delivery_id)
    asked = ledger.delivery(db, message.asked_id) if message else None
    if (
        message is None
        or asked is None
        or asked.chat_id != chat_id
        or (pledge is not None and pledge not in asked.pledges)
        or reminders.reminder(db, asked.reminder_id) is None
    ):
        return None
    is_news = ledger.record_answer(db, asked.id, response, pledge=pledge, by=by, now=now)
    answered = ledger.delivery(db, asked.id) or asked
    if is_news and answered.is_answered:
        ledger.set_follow_up(db, asked.id, None)
    if is_news and response is Response.NOT_OURS:
        report_on(db, ReportKind.NOT_OURS, asked, detail=pledge or "", now=now)
    return Recorded(delivery=answered, is_news=is_news)
