"""Taps on panels: each does what its button says, once, for who may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.constants import ChatType

from bot.people.joining import NotAllowedError
from bot.people.replies.groups import TICK_FIRST
from bot.people.replies.people import NOT_YOURS, already_decided, not_for_you, requests_panel
from bot.people.requests import Subject, Verdict
from bot.people.store import requests
from bot.people.verbs import PeopleVerb
from bot.telegram.callback_data import press_from
from bot.telegram.incoming import pressed_by
from bot.telegram.replies import OUT_OF_DATE
from bot.telegram.sending import answer_press, edit_message

if TYPE_CHECKING:
    from datetime import tzinfo

    from telegram import Bot, Update
    from telegram import Message as TelegramMessage
    from telegram.ext import ContextTypes

    from bot.messages import Press, Verb
    from bot.people.access import Person
    from bot.store.state import State
    from bot.telegram.coordinators import Coordinators
    from bot.telegram.groups import GroupChats
    from bot.telegram.people import People

IN_GROUPS = frozenset({PeopleVerb.TICK, PeopleVerb.PICK, PeopleVerb.PICKED})
VERDICTS: dict[Verb, Verdict] = {
    PeopleVerb.APPROVE: Verdict.APPROVED,
    PeopleVerb.REJECT: Verdict.REJECTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Management:
    """The handler for every button about people and groups."""

    state: State
    people: People
    group_chats: GroupChats
    coordinators: Coordinators
    timezone: tzinfo

    async def tap(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what the button says, and answer the tap."""
        query, message, by = pressed_by(update)
        try:
            toast = await self._done(press_from(query.data or ""), by, message, context.bot)
        except NotAllowedError:
            is_known = await self.people.membership.may_ask(by)
            toast = NOT_YOURS if is_known else not_for_you(by).text
        await answer_press(query, toast)

    async def _done(
        self, press: Press | None, by: Person, message: TelegramMessage | None, bot: Bot
    ) -> str:
        """What to say besides, which is mostly nothing. Raises NotAllowedError."""
        if not await self.people.membership.may_ask(by):
            raise NotAllowedError
        if press is None or message is None:
            return OUT_OF_DATE
        is_private = message.chat.type == ChatType.PRIVATE
        if is_private is (press.verb in IN_GROUPS):
            return OUT_OF_DATE  # its data was written by somebody else than us
        if press.verb in VERDICTS:
            return await self._decided(press, by, message, bot)
        if not is_private:
            panel = await self.group_chats.pressed_in_group(press, by=by, message=message, bot=bot)
            missing = TICK_FIRST if press.verb is PeopleVerb.PICKED else OUT_OF_DATE
        else:
            panel = await self.people.pressed(press, by=by, bot=bot)
            panel = panel or await self.group_chats.pressed(press, by=by, bot=bot)
            missing = OUT_OF_DATE
        if panel is None:
            return missing
        await edit_message(bot, (message.chat.id, message.message_id), panel)
        return ""

    async def _decided(self, press: Press, by: Person, message: TelegramMessage, bot: Bot) -> str:
        """Decide a request, and let everybody see it who was asked."""
        request_id, verdict = press.numbers[0], VERDICTS[press.verb]
        request = self.state.read(lambda db: requests.request(db, request_id))
        about_group = request is not None and request.subject is Subject.GROUP
        use_case = self.group_chats.registration if about_group else self.people.joining
        decision = await use_case.decide(request_id, verdict, by=by)
        if decision is None:
            return OUT_OF_DATE
        await self.coordinators.retold(bot, decision.request)
        notices = self.state.read(lambda db: requests.notices(db, request_id))
        if (message.chat.id, message.message_id) not in notices:  # decided from the list
            waiting = self.state.read(requests.open_requests)
            await edit_message(
                bot, (message.chat.id, message.message_id), requests_panel(waiting, 1)
            )
        if not decision.is_news:
            return already_decided(decision.request, timezone=self.timezone)
        told = self.group_chats if about_group else self.people
        await told.decided(decision.request, bot=bot)
        return ""
