"""Sender, chat and text of an update, and whether a group message is meant for the bot."""

from dataclasses import replace
from typing import Any, TypeAlias

from telegram import Bot, CallbackQuery, Chat, Message, MessageEntity, Update, User
from telegram.constants import ChatType
from telegram.ext import Application, CallbackContext, ExtBot, filters

from bot.people.access import Person
from bot.people.interaction import Here, Incoming
from bot.people.messages import Verb, trimmed
from bot.telegram.callback_data import press_from
from bot.telegram.sending import topic_of

App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]


class Context(CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """What handlers get besides the update: who sent it, with the role that the gate found."""

    person: Person | None = None  # None for what nobody in particular sent

    @property
    def sender(self) -> Person:
        """Who sent a message, a press or a query."""
        assert self.person is not None
        return self.person


class _FromPerson(filters.MessageFilter):
    """A person under their own name: no bot, no anonymous admin, no channel, no inline result."""

    def filter(self, message: Message) -> bool:
        person = message.from_user
        return (
            person is not None
            and not person.is_bot
            and message.sender_chat is None
            and message.via_bot is None
        )


class _Anonymous(filters.MessageFilter):
    """An admin of a group who writes in its name."""

    def filter(self, message: Message) -> bool:
        return message.sender_chat is not None and message.sender_chat.id == message.chat.id


class _MeantForBot(filters.MessageFilter):
    """A reply to one of the bot's messages, or a message that mentions the bot."""

    def filter(self, message: Message) -> bool:
        bot = message.get_bot()
        return _answers(message, bot) or bool(_mentions(message, bot))


FROM_PERSON = _FromPerson()
ANONYMOUS = _Anonymous()
MEANT_FOR_BOT = _MeantForBot()


def person_from(user: User, chat: Chat | None, message: Message | None = None) -> Person:
    """Who this is, known by their id; their name of the moment, and the group they write in."""
    in_group = chat is not None and chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)
    return Person(
        user_id=user.id,
        name=user.full_name,
        group=chat.id if chat is not None and in_group else None,
        topic_id=topic_of(message) if message is not None else None,
    )


def is_answered(message: Message) -> bool:
    """Whether its sender waits for an answer: overheard sentences mostly get none."""
    is_command = (message.text or "").startswith("/")
    in_private = message.chat.type == ChatType.PRIVATE
    return in_private or is_command or MEANT_FOR_BOT.filter(message)


def message_of(update: Update) -> Message:
    """The message that an update brings."""
    message = update.effective_message
    assert isinstance(message, Message)
    return message


def press_of(update: Update) -> tuple[CallbackQuery, Message | None]:
    """A press of a button, and the message it stands under if Telegram still has it."""
    query = update.callback_query
    assert query is not None
    return query, query.message if isinstance(query.message, Message) else None


def incoming_command(message: Message, by: Person) -> tuple[str, Incoming]:
    """The name of a command without its slash, and its arguments: /remind: 내일 …, /find-05."""
    text, [command, *_] = message.text or "", message.entities
    name = text[1 : command.length].partition("@")[0].lower()
    words = trimmed(text[command.length :].lstrip(" \n\t,:;"))
    return name, Incoming(by=by, here=_here(message), words=words, sent_id=message.message_id)


def incoming_text(message: Message, by: Person) -> Incoming:
    """What is typed, and what it replies to."""
    earlier = message.reply_to_message
    return Incoming(
        by=by,
        here=_here(message),
        words=text_without_mentions(message, message.get_bot()),
        sent_id=message.message_id,
        message_id=earlier.message_id if earlier is not None else None,
        offered=_offered_by(earlier) if earlier is not None else {},
    )


def incoming_attachment(message: Message, by: Person) -> Incoming:
    """What is said beside a file or a photo, or by a sticker, and what it replies to."""
    incoming, sticker = incoming_text(message, by), message.sticker
    return replace(incoming, words=sticker.emoji or "") if sticker is not None else incoming


def incoming_press(message: Message, by: Person) -> Incoming:
    """Under which message a button is pressed."""
    return Incoming(by=by, here=_here(message), message_id=message.message_id)


def text_without_mentions(message: Message, bot: Bot) -> str:
    """What is asked in a message, or beside a file or a photo, without the bot's own name."""
    units = (message.text or message.caption or "").encode("utf-16-le", "surrogatepass")
    for entity in reversed(_mentions(message, bot)):
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        units = units[:start] + " ".encode("utf-16-le") + units[end:]
    return trimmed(units.decode("utf-16-le", "replace"))


def _here(message: Message) -> Here:
    opening = message.reply_to_message
    created = opening.forum_topic_created if opening is not None else None
    return Here(
        chat_id=message.chat.id,
        is_group=message.chat.type != ChatType.PRIVATE,
        topic_id=topic_of(message),
        title=message.chat.title or "",
        topic=created.name if created is not None else "",
        is_forum=bool(message.chat.is_forum),
        is_public=bool(message.chat.username) and message.chat.type != ChatType.PRIVATE,
    )


def _offered_by(message: Message) -> dict[Verb, tuple[int, ...]]:
    """What the buttons under a message of the bot do, with the numbers of all that do the same."""
    if message.from_user is None or message.from_user.id != message.get_bot().id:
        return {}
    rows = message.reply_markup.inline_keyboard if message.reply_markup is not None else ()
    presses = (press_from(str(button.callback_data)) for row in rows for button in row)
    offered: dict[Verb, tuple[int, ...]] = {}
    for press in presses:
        if press is not None:
            offered[press.verb] = (*offered.get(press.verb, ()), *press.numbers)
    return offered


def _answers(message: Message, bot: Bot) -> bool:
    earlier = message.reply_to_message
    return (
        earlier is not None
        and earlier.from_user is not None
        and earlier.from_user.id == bot.id
        # Everything said in a topic is formally a reply to the message that opened the topic.
        and earlier.forum_topic_created is None
    )


def _mentions(message: Message, bot: Bot) -> list[MessageEntity]:
    """The places where the bot is named, in order."""
    name = f"@{bot.username}".casefold()
    kinds = MessageEntity.MENTION, MessageEntity.TEXT_MENTION
    is_caption = message.caption is not None
    parsed = message.parse_caption_entities if is_caption else message.parse_entities
    places = parsed([*kinds])
    return sorted(
        (
            entity
            for entity, written in places.items()
            if written.casefold() == name or (entity.user is not None and entity.user.id == bot.id)
        ),
        key=lambda entity: entity.offset,
    )
