"""Reminders on Telegram: set and looked after by commands and buttons, answered by taps."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import Message
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.messages import Reply
from bot.panel import Panel, Verb
from bot.people.joining import NotAllowedError
from bot.people.replies.people import NOT_YOURS, not_for_you
from bot.reminders.desk import VERBS
from bot.reminders.responding import Answered, at_minute
from bot.reminders.setting import Here
from bot.telegram.incoming import person_from, text_without_mentions
from bot.telegram.messenger import keyboard_of
from bot.telegram.panels import answer_tap, reshown, shown
from bot.telegram.presses import press_from
from bot.telegram.replies import OUT_OF_DATE
from bot.telegram.sending import text_of
from bot.telegram.taps import tap_from

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot, CallbackQuery, Update
    from telegram.ext import ContextTypes

    from bot.people.access import Person
    from bot.people.membership import Membership
    from bot.reminders.desk import Desk
    from bot.reminders.drafting import Drafting, Shown
    from bot.reminders.replies.reminders import Notice
    from bot.reminders.responding import Responding
    from bot.telegram.lookup import Lookup

LOG = logging.getLogger(__name__)

PATTERN = f"^p/(?:{'|'.join(sorted(VERBS | {Verb.LATER_AT}))})/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """The handlers about reminders; app.routes says which update reaches which."""

    desk: Desk
    drafting: Drafting
    responding: Responding
    membership: Membership
    lookup: Lookup

    # -- commands ---------------------------------------------------------------------------

    async def remind(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Begin to set a reminder."""
        await self._draft(update, context, self.drafting.remind)

    async def campaign(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Begin to set what counts down to a deadline."""
        await self._draft(update, context, self.drafting.campaign)

    async def reminders(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """List the reminders."""
        message, person = _asked_by(update)
        try:
            await self._require_known(person)
            panel = await self.desk.reminders(by=person, here=_here(message))
        except NotAllowedError:
            panel = await self._refusal(person)
        await _said(context.bot, message, panel)

    async def holiday(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """List the days off, or show what one more would move."""
        message, person = _asked_by(update)
        try:
            panel = await self.desk.holiday(_words(message), by=person)
        except NotAllowedError:
            await self.lookup.unknown_command(update, context)
            return
        await _said(context.bot, message, panel)

    # -- what is typed ----------------------------------------------------------------------

    async def typed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take what answers a draft, or puts a reminder off; the rest is for the lookup."""
        message, person = _asked_by(update)
        words, here = text_without_mentions(message, context.bot), _here(message)
        earlier = message.reply_to_message
        replies_to = earlier.message_id if earlier is not None else None
        kept = await self.drafting.waiting(words, by=person, here=here, replies_to=replies_to)
        if kept is not None:
            there = await self.drafting.typed(kept, words, by=person, here=here)
            await self._show_draft(context.bot, message, there)
            return
        if here.is_group and replies_to is not None:
            answered = await self.responding.typed(
                words, by=person, chat_id=here.chat_id, replies_to=replies_to
            )
            if answered is not None:
                await self._show_answered(context.bot, here.chat_id, answered)
                if answered.panel is not None or answered.toast:
                    panel = answered.panel or Panel(text=answered.toast)
                    await _said(context.bot, message, panel)
                return
        await self.lookup.question(update, context)

    # -- buttons ----------------------------------------------------------------------------

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what a button of a panel says, and answer the tap."""
        query = update.callback_query
        assert query is not None
        message = query.message if isinstance(query.message, Message) else None
        by = person_from(query.from_user, message.chat if message is not None else None)
        try:
            toast, is_alert = await self._pressed(query, message, by, context.bot)
        except NotAllowedError:
            toast, is_alert = (await self._refusal(by)).text, True
        await answer_tap(query, toast, is_alert=is_alert)

    async def tap(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take the answer of a group, and let everybody there see it."""
        query = update.callback_query
        assert query is not None
        message = query.message if isinstance(query.message, Message) else None
        by = person_from(query.from_user, message.chat if message is not None else None)
        tap = tap_from(query.data or "")
        if not await self.membership.may_ask(by):
            await answer_tap(query, not_for_you(by).text, is_alert=True)
        elif tap is None or message is None:
            await answer_tap(query, OUT_OF_DATE, is_alert=True)
        else:
            answered = await self.responding.tapped(
                tap, by=by, chat_id=message.chat.id, message_id=message.message_id
            )
            await self._show_answered(context.bot, message.chat.id, answered)
            await answer_tap(query, answered.toast, is_alert=answered.is_alert)

    # ---------------------------------------------------------------------------------------

    async def _pressed(
        self, query: CallbackQuery, message: Message | None, by: Person, bot: Bot
    ) -> tuple[str, bool]:
        """What to say besides, and whether that is to stand until it is read."""
        await self._require_known(by)
        press = press_from(query.data or "")
        if press is None or message is None:
            return OUT_OF_DATE, True
        here = _here(message)
        if press.verb is Verb.LATER_AT:
            until = at_minute(press.numbers[1])
            if until is None:
                return OUT_OF_DATE, True
            answered = await self.responding.put_off(
                press.numbers[0], until, by=by, chat_id=here.chat_id
            )
            await self._show_answered(bot, here.chat_id, answered)
            if not answered.is_alert:
                await reshown(bot, here.chat_id, message.message_id, Panel(text=answered.toast))
            return answered.toast, answered.is_alert
        there = await self.desk.pressed(press, by=by, here=here)
        if there.panel is not None:
            await reshown(bot, here.chat_id, message.message_id, there.panel)
            if there.draft_id is not None:
                await self.drafting.placed(there.draft_id, message.message_id)
        return there.toast, bool(there.toast)

    async def _draft(
        self,
        update: Update,
        context: ContextTypes.DEFAULT_TYPE,
        begin: Callable[..., Awaitable[Shown]],
    ) -> None:
        message, person = _asked_by(update)
        try:
            await self._require_known(person)
            there = await begin(_words(message), by=person, here=_here(message))
        except NotAllowedError:
            await _said(context.bot, message, await self._refusal(person))
            return
        await self._show_draft(context.bot, message, there)

    async def _show_draft(self, bot: Bot, message: Message, there: Shown) -> None:
        if there.panel is None:
            await _said(bot, message, Panel(text=there.toast))
            return
        message_id = await _said(bot, message, there.panel)
        if there.draft_id is not None:
            await self.drafting.placed(there.draft_id, message_id)

    async def _show_answered(self, bot: Bot, chat_id: int, answered: Answered) -> None:
        """Let the messages about a reminder show who answered."""
        await asyncio.gather(
            *(_redrawn(bot, chat_id, message_id, notice) for message_id, notice in answered.shown)
        )

    async def _require_known(self, person: Person) -> None:
        if not await self.membership.may_ask(person):
            raise NotAllowedError

    async def _refusal(self, person: Person) -> Panel:
        is_known = await self.membership.may_ask(person)
        return Panel(text=NOT_YOURS if is_known else not_for_you(person).text)


async def _redrawn(bot: Bot, chat_id: int, message_id: int, notice: Notice) -> None:
    try:
        await bot.edit_message_text(
            chat_id=chat_id,
            message_id=message_id,
            text=text_of(Reply(text=notice.text)),
            reply_markup=keyboard_of(notice),
        )
    except TelegramError as refused:
        if "not modified" not in refused.message.lower():
            LOG.warning("reminder.not_redrawn chat=%d reason=%s", chat_id, refused.message)


async def _said(bot: Bot, message: Message, panel: Panel) -> int:
    topic_id = message.message_thread_id if message.is_topic_message else None
    return await shown(bot, message.chat.id, panel, topic_id=topic_id)


def _words(message: Message) -> str:
    """What stands behind the command."""
    _, *words = (message.text or "").split(maxsplit=1)
    return words[0].strip() if words else ""


def _here(message: Message) -> Here:
    return Here(
        chat_id=message.chat.id,
        is_group=message.chat.type != ChatType.PRIVATE,
        topic_id=message.message_thread_id if message.is_topic_message else None,
    )


def _asked_by(update: Update) -> tuple[Message, Person]:
    message, user = update.effective_message, update.effective_user
    assert message is not None
    assert user is not None
    return message, person_from(user, message.chat)
