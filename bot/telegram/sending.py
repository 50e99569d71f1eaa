"""Messages as Telegram takes them: sent, and put in the place of earlier ones."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from telegram import Bot, CallbackQuery, MessageEntity
from telegram import Message as TelegramMessage
from telegram.constants import (
    CallbackQueryLimit,
    ChatAction,
    ChatType,
    InlineKeyboardMarkupLimit,
    MessageLimit,
)
from telegram.error import BadRequest, TelegramError

from bot.lookup.catalogue import Catalogue
from bot.people.messages import Ask, Button, Copy, Link, Message, Open, Press, Search, Share
from bot.telegram.callback_data import Me, address_of, data_from, link_of, me
from bot.telegram.calls import Json, call
from bot.telegram.errors import Refusal, refusal

LOG = logging.getLogger(__name__)

SLOW_AFTER_S = 1.0  # people think that nothing happens
AGAIN_AFTER_S = 4.5  # Telegram shows it for five seconds
# Chat and id of a message of ours, or the id of one that was sent inline.
Place = tuple[int, int] | str
NO_PREVIEW: Json = {"is_disabled": True}


async def send_message(  # noqa: PLR0913 -- the parameters of one call
    bot: Bot,
    chat_id: int,
    message: Message,
    *,
    catalogue: Catalogue | None = None,
    topic_id: int | None = None,
    reply_to: int | None = None,
) -> int:
    """Send a message; the new one's id. Only with a catalogue can it have links and searches."""
    content = _content(bot, message, catalogue)
    replied = {"message_id": reply_to, "allow_sending_without_reply": True}
    around = {
        "chat_id": chat_id,
        "reply_markup": content["reply_markup"] or _reply_asked_by(message),
        "message_thread_id": topic_id,
        "reply_parameters": replied if reply_to is not None else None,
    }
    sent = await call(bot, "sendMessage", content | around)
    return int(sent["message_id"])


async def send_answer(
    bot: Bot, question: TelegramMessage, message: Message, catalogue: Catalogue | None = None
) -> int:
    """Send a message to where a question was asked, in groups tied to it; the new one's id."""
    return await send_message(
        bot,
        question.chat.id,
        message,
        catalogue=catalogue,
        topic_id=topic_of(question),
        reply_to=None if question.chat.type == ChatType.PRIVATE else question.message_id,
    )


async def edit_message(
    bot: Bot, place: Place, message: Message, *, catalogue: Catalogue | None = None
) -> bool:
    """Put a message in the place of our earlier one; False when that is gone or too old.

    Raises TelegramError for everything else that Telegram refuses.
    """
    if is_inline := isinstance(place, str):
        at: Json = {"inline_message_id": place}
    else:
        at = {"chat_id": place[0], "message_id": place[1]}
    try:
        content = _content(bot, message, catalogue, is_inline=is_inline)
        await call(bot, "editMessageText", at | content)
    except BadRequest as refused:
        match refusal(refused):
            case Refusal.UNCHANGED:  # a double tap, or a correction that changes nothing
                return True
            case Refusal.MESSAGE_GONE:
                return False
        raise
    return True


async def edit_each(bot: Bot, chat_id: int, edits: Mapping[int, Message]) -> None:
    """Put messages in the places of those with these ids; each is tried, whatever others do."""

    async def edit(message_id: int, message: Message) -> None:
        try:
            await edit_message(bot, (chat_id, message_id), message)
        except TelegramError as unreachable:
            LOG.warning("message.not_edited chat=%d reason=%s", chat_id, unreachable.message)

    await asyncio.gather(*(edit(*each) for each in edits.items()))


async def answer_press(query: CallbackQuery, toast: str, *, is_alert: bool = True) -> None:
    """Answer the press of a button; an alert stays until it is read."""
    limit = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
    try:
        await query.answer(text=toast[:limit] or None, show_alert=is_alert and bool(toast))
    except BadRequest as refused:
        # Telegram keeps a press for a short while only; what it asked for is done.
        if refusal(refused) is not Refusal.QUERY_TOO_OLD:
            raise


@asynccontextmanager
async def show_typing_when_slow(bot: Bot, question: TelegramMessage) -> AsyncIterator[None]:
    """Show that the bot is typing when the block takes longer than SLOW_AFTER_S."""
    showing: set[asyncio.Task[None]] = set()
    # Most answers are quick: a timer costs them less than a task.
    timer = asyncio.get_running_loop().call_later(
        SLOW_AFTER_S, lambda: showing.add(asyncio.create_task(_show_typing(bot, question)))
    )
    try:
        yield
    finally:
        timer.cancel()
        for task in showing:
            task.cancel()
            await asyncio.wait({task})


async def _show_typing(bot: Bot, question: TelegramMessage) -> None:
    try:
        while True:
            await bot.send_chat_action(
                question.chat.id,
                ChatAction.TYPING,
                message_thread_id=topic_of(question),
            )
            await asyncio.sleep(AGAIN_AFTER_S)
    except TelegramError:
        return  # the answer is what counts


def entities_of(message: Message) -> list[Json] | None:
    """Where the text is bold; places are counted in UTF-16 units."""
    at = message.text.find(message.bold) if message.bold else -1
    if at < 0:
        return None
    before, bold = (
        len(t.encode("utf-16-le", "replace")) // 2 for t in (message.text[:at], message.bold)
    )
    return [{"type": MessageEntity.BOLD, "offset": before, "length": bold}]


def text_of(message: Message) -> str:
    """The text within Telegram's limit, which counts UTF-16 units."""
    units = message.text.encode("utf-16-le", "replace")
    return units[: 2 * MessageLimit.MAX_TEXT_LENGTH].decode("utf-16-le", "ignore")


def topic_of(message: TelegramMessage) -> int | None:
    """The topic of a forum; outside of forums threads of replies have an id that is none."""
    return message.message_thread_id if message.is_topic_message else None


def keyboard_of(
    message: Message,
    catalogue: Catalogue | None = None,
    myself: Me | None = None,
    *,
    is_inline: bool = False,
) -> Json | None:
    """The buttons that Telegram can show, at most 100 of them; None when there are none.

    Telegram does not say in which chat an inline message stands: there, buttons that do more than
    ask lead to the chat with the bot.
    """
    rows: list[list[Json]] = []
    left = int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER)
    for row in message.buttons:
        fitting = [
            shown
            for button in row
            if (shown := _shown(button, catalogue, myself, is_inline=is_inline)) is not None
        ][:left]
        left -= len(fitting)
        if fitting:
            rows.append(fitting)
    return {"inline_keyboard": rows} if rows else None


def _content(
    bot: Bot, message: Message, catalogue: Catalogue | None, *, is_inline: bool = False
) -> Json:
    # A bot that only delivers never asks Telegram who it is.
    myself = me(bot) if catalogue is not None else None
    return {
        "text": text_of(message),
        "entities": entities_of(message),
        "reply_markup": keyboard_of(message, catalogue, myself, is_inline=is_inline),
        "link_preview_options": NO_PREVIEW,
    }


def _shown(
    button: Button, catalogue: Catalogue | None, myself: Me | None, *, is_inline: bool
) -> Json | None:
    """The button as Telegram takes it; None for a question that does not fit into its data."""
    shown: Json = {"text": button.label}
    match button.action:
        case Press() as press if is_inline and myself is not None:
            return shown | {"url": link_of(press, myself)}
        case Ask() | Press() as action:
            data = data_from(action, catalogue)
            return shown | {"callback_data": data} if data else None
        case Copy(text=text):
            return shown | {"copy_text": {"text": text}}
        case Open(address=address):
            return shown | {"url": address}
        case Link(to=to) if catalogue is not None and myself is not None:
            return shown | {"copy_text": {"text": address_of(to, catalogue, myself)}}
        case Search(text=text) if myself is not None and myself.has_inline:
            return shown | {"switch_inline_query_current_chat": text}
        case Share(text=text) if myself is not None and myself.has_inline:
            return shown | {"switch_inline_query": text}
    return None


def _reply_asked_by(message: Message) -> Json | None:
    if message.asks_reply is None:
        return None
    asked = {"force_reply": True, "selective": True}
    hint = {"input_field_placeholder": message.asks_reply} if message.asks_reply else {}
    return asked | hint
