"""A reply as Telegram takes it: what is sent, and what replaces an earlier message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyParameters,
)
from telegram.constants import ChatType, InlineKeyboardMarkupLimit, MessageLimit
from telegram.error import BadRequest

from bot.messages import Ask, Copy, Link, Search, Share
from bot.telegram.callback_data import data_from
from bot.telegram.links import address_of, me

if TYPE_CHECKING:
    from telegram import Bot, Message

    from bot.lookup.catalogue import Catalogue
    from bot.messages import Button, Reply
    from bot.telegram.links import Me

_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


async def sent(bot: Bot, question: Message, reply: Reply, catalogue: Catalogue | None) -> int:
    """Send the reply to where the question was asked; the new message's id.

    In groups it is tied to the question, and it stays in the question's topic.
    """
    in_private = question.chat.type == ChatType.PRIVATE
    message = await bot.send_message(
        chat_id=question.chat.id,
        text=text_of(reply),
        reply_markup=keyboard_of(reply, catalogue, me(bot)),
        # Outside of forums Telegram gives threads of replies an id too, but takes none.
        message_thread_id=question.message_thread_id if question.is_topic_message else None,
        reply_parameters=None
        if in_private
        else ReplyParameters(question.message_id, allow_sending_without_reply=True),
    )
    return message.message_id


# Where a message of ours stands: its chat and id, or the id of one that was sent inline.
Place = tuple[int, int] | str


async def replaced(bot: Bot, place: Place, reply: Reply, catalogue: Catalogue | None) -> bool:
    """Put the reply in the place of our earlier message; False when that is gone."""
    chat_id, message_id = (None, None) if isinstance(place, str) else place
    try:
        await bot.edit_message_text(
            chat_id=chat_id,
            message_id=message_id,
            inline_message_id=place if isinstance(place, str) else None,
            text=text_of(reply),
            reply_markup=keyboard_of(reply, catalogue, me(bot)),
        )
    except BadRequest as refused:
        reason = refused.message.lower()
        if "not modified" in reason:  # a double tap, or a correction that changes nothing
            return True
        if any(words in reason for words in _GONE):
            return False
        raise
    return True


def text_of(reply: Reply) -> str:
    """The text within Telegram's limit, which counts UTF-16 units."""
    units = reply.text.encode("utf-16-le", "replace")
    return units[: 2 * MessageLimit.MAX_TEXT_LENGTH].decode("utf-16-le", "ignore")


def keyboard_of(
    reply: Reply, catalogue: Catalogue | None, myself: Me
) -> InlineKeyboardMarkup | None:
    """The buttons that Telegram can show; None when there are none."""
    if catalogue is None:
        return None
    rows: list[list[InlineKeyboardButton]] = []
    room = int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER)
    for row in reply.buttons:
        fitting = [
            shown for button in row if (shown := _shown(button, catalogue, myself)) is not None
        ][:room]
        room -= len(fitting)
        if fitting:
            rows.append(fitting)
    return InlineKeyboardMarkup(rows) if rows else None


def _shown(button: Button, catalogue: Catalogue, myself: Me) -> InlineKeyboardButton | None:
    """The button as Telegram takes it; None for a question that does not fit into its data."""
    match button.does:
        case Ask() as ask:
            data = data_from(ask, catalogue)
            return InlineKeyboardButton(button.label, callback_data=data) if data else None
        case Copy(text=text):
            return InlineKeyboardButton(button.label, copy_text=CopyTextButton(text))
        case Link(to=to):
            address = CopyTextButton(address_of(to, catalogue, myself))
            return InlineKeyboardButton(button.label, copy_text=address)
        case Search(text=text) if myself.has_inline:
            return InlineKeyboardButton(button.label, switch_inline_query_current_chat=text)
        case Share(text=text) if myself.has_inline:
            return InlineKeyboardButton(button.label, switch_inline_query=text)
    return None
