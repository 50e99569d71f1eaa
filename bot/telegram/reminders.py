"""Reminders on Telegram: set and looked after by commands and buttons, answered by taps."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.messages import Message
from bot.people.joining import NotAllowedError
from bot.people.replies.people import NOT_YOURS, not_for_you
from bot.reminders.desk import VERBS
from bot.reminders.responding import ON_DELIVERIES, Answered, at_minute
from bot.reminders.verbs import ReminderVerb
from bot.telegram.callback_data import pattern_of, press_from
from bot.telegram.incoming import (
    asked_by,
    here_of,
    pressed_by,
    text_without_mentions,
    words_behind_command,
)
from bot.telegram.replies import OUT_OF_DATE
from bot.telegram.sending import answer_press, edit_each, edit_message, send_message, topic_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot, CallbackQuery, Update
    from telegram import Message as TelegramMessage
    from telegram.ext import ContextTypes

    from bot.people.access import Person
    from bot.people.membership import Membership
    from bot.reminders.desk import Desk
    from bot.reminders.drafting import Drafting, Shown
    from bot.reminders.responding import Responding
    from bot.telegram.lookup import Lookup

LOG = logging.getLogger(__name__)

PATTERN = pattern_of(VERBS | {ReminderVerb.LATER_AT})
ANSWERS = pattern_of(ON_DELIVERIES)


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
        message, person = asked_by(update)
        try:
            await self._require_known(person)
            panel = await self.desk.reminders(by=person, here=here_of(message))
        except NotAllowedError:
            panel = await self._refusal(person)
        await _said(context.bot, message, panel)

    async def holiday(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """List the days off, or show what one more would move."""
        message, person = asked_by(update)
        try:
            panel = await self.desk.holiday(words_behind_command(message), by=person)
        except NotAllowedError:
            await self.lookup.unknown_command(update, context)
            return
        await _said(context.bot, message, panel)

    # -- what is typed ----------------------------------------------------------------------

    async def typed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take what answers a draft, or puts a reminder off; the rest is for the lookup."""
        message, person = asked_by(update)
        words, here = text_without_mentions(message, context.bot), here_of(message)
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
                    panel = answered.panel or Message(text=answered.toast)
                    await _said(context.bot, message, panel)
                return
        await self.lookup.question(update, context)

    # -- buttons ----------------------------------------------------------------------------

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what a button of a panel says, and answer the tap."""
        query, message, by = pressed_by(update)
        try:
            toast, is_alert = await self._pressed(query, message, by, context.bot)
        except NotAllowedError:
            toast, is_alert = (await self._refusal(by)).text, True
        await answer_press(query, toast, is_alert=is_alert)

    async def tap(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take the answer of a group, and let everybody there see it."""
        query, message, by = pressed_by(update)
        press = press_from(query.data or "")
        if not await self.membership.may_ask(by):
            await answer_press(query, not_for_you(by).text, is_alert=True)
        elif press is None or message is None:
            await answer_press(query, OUT_OF_DATE, is_alert=True)
        else:
            answered = await self.responding.pressed(
                press, by=by, chat_id=message.chat.id, message_id=message.message_id
            )
            await self._show_answered(context.bot, message.chat.id, answered)
            await answer_press(query, answered.toast, is_alert=answered.is_alert)

    # ---------------------------------------------------------------------------------------

    async def _pressed(
        self, query: CallbackQuery, message: TelegramMessage | None, by: Person, bot: Bot
    ) -> tuple[str, bool]:
        """What to say besides, and whether that is to stand until it is read."""
        await self._require_known(by)
        press = press_from(query.data or "")
        if press is None or message is None:
            return OUT_OF_DATE, True
        here = here_of(message)
        if press.verb is ReminderVerb.LATER_AT:
            until = at_minute(press.numbers[1])
            if until is None:
                return OUT_OF_DATE, True
            answered = await self.responding.put_off(
                press.numbers[0], until, by=by, chat_id=here.chat_id
            )
            await self._show_answered(bot, here.chat_id, answered)
            if not answered.is_alert:
                await edit_message(
                    bot, (here.chat_id, message.message_id), Message(text=answered.toast)
                )
            return answered.toast, answered.is_alert
        there = await self.desk.pressed(press, by=by, here=here)
        if there.panel is not None:
            await edit_message(bot, (here.chat_id, message.message_id), there.panel)
            if there.draft_id is not None:
                await self.drafting.placed(there.draft_id, message.message_id)
        return there.toast, bool(there.toast)

    async def _draft(
        self,
        update: Update,
        context: ContextTypes.DEFAULT_TYPE,
        begin: Callable[..., Awaitable[Shown]],
    ) -> None:
        message, person = asked_by(update)
        try:
            await self._require_known(person)
            there = await begin(words_behind_command(message), by=person, here=here_of(message))
        except NotAllowedError:
            await _said(context.bot, message, await self._refusal(person))
            return
        await self._show_draft(context.bot, message, there)

    async def _show_draft(self, bot: Bot, message: TelegramMessage, there: Shown) -> None:
        if there.panel is None:
            await _said(bot, message, Message(text=there.toast))
            return
        message_id = await _said(bot, message, there.panel)
        if there.draft_id is not None:
            await self.drafting.placed(there.draft_id, message_id)

    async def _show_answered(self, bot: Bot, chat_id: int, answered: Answered) -> None:
        """Let the messages about a reminder show who answered."""
        await edit_each(bot, [((chat_id, place), message) for place, message in answered.shown])

    async def _require_known(self, person: Person) -> None:
        if not await self.membership.may_ask(person):
            raise NotAllowedError

    async def _refusal(self, person: Person) -> Message:
        is_known = await self.membership.may_ask(person)
        return Message(text=NOT_YOURS if is_known else not_for_you(person).text)


async def _said(bot: Bot, message: TelegramMessage, panel: Message) -> int:
    return await send_message(bot, message.chat.id, panel, topic_id=topic_of(message))
