"""Boards of campaigns on Telegram: a message that edits itself, a photo, a document."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.constants import ChatType
from telegram.error import Forbidden, TelegramError

from bot.people.access import Right, may
from bot.people.replies.people import NOT_YOURS, not_for_you
from bot.reminders.board_picture import picture
from bot.reminders.board_sheet import sheet
from bot.reminders.replies.board import NO_BOARDS, boards_panel, caption
from bot.reminders.replies.setting import day_from
from bot.reminders.verbs import ReminderVerb
from bot.telegram.callback_data import pattern_of, press_from
from bot.telegram.incoming import asked_by, pressed_by
from bot.telegram.replies import OUT_OF_DATE
from bot.telegram.sending import answer_press, edit_message, send_message

if TYPE_CHECKING:
    from telegram import Bot, CallbackQuery, Update
    from telegram import Message as TelegramMessage
    from telegram.ext import ContextTypes

    from bot.messages import Message
    from bot.people.access import Person
    from bot.people.membership import Membership
    from bot.reminders.boards import Boards
    from bot.telegram.lookup import Lookup

LOG = logging.getLogger(__name__)

BOARDS = "boards"  # where the application keeps them
PATTERN = pattern_of({ReminderVerb.BOARD, ReminderVerb.BOARD_PICTURE, ReminderVerb.BOARD_SHEET})


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramScreen:
    """The coordinators' private chats."""

    bot: Bot

    async def show(self, chat_id: int, panel: Message) -> int | None:
        """The new message's id; None where it cannot be sent."""
        try:
            return await send_message(self.bot, chat_id, panel)
        except TelegramError as unreachable:
            LOG.warning("board.unreachable user=%d reason=%s", chat_id, unreachable.message)
            return None

    async def change(self, chat_id: int, message_id: int, panel: Message) -> bool | None:
        """Whether it is there; None where that is not known."""
        try:
            return await edit_message(self.bot, (chat_id, message_id), panel)
        except Forbidden:
            return False
        except TelegramError as unreachable:
            LOG.warning("board.not_changed user=%d reason=%s", chat_id, unreachable.message)
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDesk:
    """The handlers about boards; app.routes says which update reaches which."""

    boards: Boards
    membership: Membership
    lookup: Lookup

    async def board(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Show the board of the campaign, or ask which."""
        _, person = asked_by(update)
        if not self._is_coordinator(person):
            await self.lookup.unknown_command(update, context)
            return
        campaigns = self.boards.campaigns()
        if len(campaigns) == 1:
            [(reminder, deadline)] = campaigns
            await self.boards.show(reminder.id, deadline, person.user_id)
        else:
            panel = boards_panel(campaigns) if campaigns else NO_BOARDS
            await send_message(context.bot, person.user_id, panel)

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Show a board as a message, a picture or a sheet."""
        query, message, by = pressed_by(update)
        toast = await self._pressed(query, message, by, context.bot)
        await answer_press(query, toast)

    async def _pressed(
        self, query: CallbackQuery, message: TelegramMessage | None, by: Person, bot: Bot
    ) -> str:
        """What to say besides, which is mostly nothing."""
        if not self._is_coordinator(by):
            is_known = await self.membership.may_ask(by)
            return NOT_YOURS if is_known else not_for_you(by).text
        press = press_from(query.data or "")
        deadline = day_from(press.numbers[1]) if press is not None else None
        if press is None or deadline is None or message is None:
            return OUT_OF_DATE
        found = await self.boards.board(press.numbers[0], deadline)
        if found is None or message.chat.type != ChatType.PRIVATE:
            return OUT_OF_DATE
        zone = self.boards.timezone
        match press.verb:
            case ReminderVerb.BOARD_PICTURE:
                photo = await asyncio.to_thread(picture, found, zone)
                await bot.send_photo(message.chat.id, photo, caption=caption(found))
            case ReminderVerb.BOARD_SHEET:
                file = await asyncio.to_thread(sheet, found, zone)
                await bot.send_document(
                    message.chat.id,
                    file,
                    caption=caption(found),
                    filename=f"board-{deadline.isoformat()}.xlsx",
                )
            case _:
                await self.boards.show(press.numbers[0], deadline, message.chat.id)
        return ""

    def _is_coordinator(self, person: Person) -> bool:
        return may(self.membership.own_role(person.user_id), Right.REMIND_ANYBODY)
