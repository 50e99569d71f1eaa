"""The dispatcher: access gate, apology for what waited too long, handler; what if that fails.

What a stranger sends is answered here with how to request access, once a minute at most, and goes
no further, except to the few routes that are open to everybody.

What was typed too long ago is asked again: "내일" would by now mean another day. Replies to
reminders count from when they were sent. Taps, which do not tell when they were made, and what
happens in groups count whenever they come; whether they still may is decided then.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import filters

from bot.operations.activity import Activity
from bot.people.access import Person, Right, may
from bot.people.membership import Membership, Newest
from bot.people.messages import Message
from bot.people.replies.people import STILL_WAITING, not_for_you
from bot.telegram.apologies import Apologies
from bot.telegram.calls import exchange_of
from bot.telegram.errors import described
from bot.telegram.groups import GroupEvents
from bot.telegram.incoming import FROM_PERSON, App, Context, is_answered, message_of, person_from
from bot.telegram.inline import send_join_button
from bot.telegram.received import Origin, Received, Route
from bot.telegram.replies import LATE, TOO_MANY
from bot.telegram.sending import answer_press, send_answer, send_message

LOG = logging.getLogger(__name__)

RECENT = timedelta(minutes=5)  # by then people have asked a colleague, or given up
REFUSED_EVERY = timedelta(minutes=1)
MAX_REMEMBERED = 10_000  # chats, and strangers

_TYPED = FROM_PERSON & filters.UpdateType.MESSAGES & (filters.TEXT | filters.ATTACHMENT)


@dataclass(slots=True, kw_only=True)
class Gate:
    """Decides which updates reach the handlers; strangers and late messages are answered here."""

    membership: Membership
    clock: Callable[[], datetime]
    office: str
    contact: str
    _refused: Newest[int, datetime] = field(default_factory=lambda: Newest(MAX_REMEMBERED))
    _apologised: Newest[int, datetime] = field(default_factory=lambda: Newest(MAX_REMEMBERED))

    async def sender_of(self, update: Update) -> Person | None:
        """Who sent an update, with their role; None for what nobody in particular sent."""
        user = update.effective_user
        if user is None:
            return None
        person = person_from(user, update.effective_chat, update.effective_message)
        return replace(person, role=await self.membership.role(person))

    @staticmethod
    def admits(person: Person | None) -> bool:
        """Whether somebody gets to all handlers."""
        return person is not None and may(person.role, Right.ASK)

    async def refuse(self, update: Update, person: Person | None) -> None:
        """Send a stranger how to request access, if they expect an answer and had none lately."""
        if person is None:
            return
        if (query := update.inline_query) is not None:
            await send_join_button(query, self.office)  # each letter is a query
        elif (press := update.callback_query) is not None:
            if self.allow_answer(person):
                await answer_press(press, self._refusal(person).text)
        elif (
            (message := update.effective_message) is not None
            and is_answered(message)
            and self.allow_answer(person)
        ):
            is_waiting = self.membership.has_asked(person.user_id)
            answer = STILL_WAITING if is_waiting else self._refusal(person)
            await send_answer(message.get_bot(), message, answer)

    def is_late(self, received: Received) -> bool:
        """Whether a message is older than RECENT."""
        is_old = self.clock() - received.since > RECENT
        return is_old and bool(_TYPED.check_update(received.update))

    async def refuse_late(self, received: Received) -> None:
        """Apologise for a late message, once a chat."""
        now, message = self.clock(), message_of(received.update)
        last = self._apologised.get(message.chat.id)
        if is_answered(message) and (last is None or received.since > last):
            try:
                await send_answer(message.get_bot(), message, LATE)
            except TelegramError as fault:
                LOG.warning("apology.failed reason=%s", described(fault))
            self._apologised[message.chat.id] = now

    def _refusal(self, person: Person) -> Message:
        return not_for_you(person, self.office, self.contact)

    def allow_answer(self, stranger: Person) -> bool:
        """Count an answer to a stranger; False when they had one within REFUSED_EVERY."""
        now, last = self.clock(), self._refused.get(stranger.user_id)
        # A clock that was set back must not silence the bot for longer.
        is_due = last is None or not timedelta(0) <= now - last < REFUSED_EVERY
        if is_due:
            self._refused[stranger.user_id] = now
        return is_due


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatcher:
    """Passes updates from the queue through the gate to the first route that takes them."""

    app: App
    routes: Sequence[Route]
    gate: Gate
    take_introduction: Callable[[Update, Person], Awaitable[bool]]  # of a stranger, if it is one
    take_late_reply: Callable[[Received, Person | None], Awaitable[bool]]  # to a reminder, if it is
    apologies: Apologies
    activity: Activity
    groups: GroupEvents

    async def match(self, update: Update) -> tuple[Route, object] | None:
        """The first route that takes the update, and what its handler found out; None of all."""
        for route in self.routes:
            check = route.handler.check_update(update)
            if check is not None and check is not False:
                applies = route.applies is None or await route.applies(update)
                return (route, check) if applies else None
        return None

    async def handle(self, received: Received) -> None:
        """Let the handler answer; whatever fails is logged, and the sender gets an apology."""
        update = received.update
        with exchange_of(update) as exchange:
            try:
                await self._pass_on(update, received)
            except Exception as error:  # noqa: BLE001 -- one update must not end the others
                self.activity.unanswered += 1
                LOG.error("update.failed error=%s", described(error))
                await self._make_up_for(update, error, is_answered=exchange.is_answered(error))

    async def explain_drop(self, origin: Origin) -> None:
        """Notify a sender that some of their messages were not read; strangers get nothing."""
        try:
            if origin.user_id is None:
                return
            sender = Person(user_id=origin.user_id, group=origin.chat_id)
            if may(await self.gate.membership.role(sender), Right.ASK):
                await send_message(self.app.bot, origin.chat_id, TOO_MANY)
        except Exception as fault:  # noqa: BLE001
            LOG.warning("queue.not_explained chat=%d reason=%s", origin.chat_id, described(fault))

    async def _pass_on(self, update: Update, received: Received) -> None:
        if (chat := update.effective_chat) is not None and chat.username and chat.id < 0:
            await self.groups.desk.record_visibility(chat.id, is_public=True)
        route, person = received.route, await self.gate.sender_of(update)
        if not route.for_strangers and not self.gate.admits(person):
            if person is None or not await self.take_introduction(update, person):
                await self.gate.refuse(update, person)
        elif self.gate.is_late(received):
            if not await self.take_late_reply(received, person):
                await self.gate.refuse_late(received)
        else:
            context = Context.from_update(update, self.app)
            context.person = person
            await route.handler.handle_update(update, self.app, received.check, context)

    async def _make_up_for(self, update: Update, error: Exception, *, is_answered: bool) -> None:
        try:
            await self.groups.learn(update, error)
            if not is_answered:
                await self.apologies.apologise(update, error)
        except Exception as again:  # noqa: BLE001
            LOG.error("apology.failed reason=%s", described(again))
