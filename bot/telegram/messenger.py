"""Telegram's chats: messages sent and edited, groups left, who is in them."""

import logging
from dataclasses import dataclass

from telegram import (
    Bot,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
)
from telegram.constants import ChatAction
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.helpers import create_deep_linked_url

from bot.operations.settings import Settings
from bot.people.access import Role
from bot.people.groups import Presence
from bot.people.messages import Message
from bot.telegram.calls import bot_at
from bot.telegram.errors import Refusal, delivery_error, described, refusal
from bot.telegram.menu import show_menu_to
from bot.telegram.request import BotApiRequest
from bot.telegram.sending import edit_message, send_message

LOG = logging.getLogger(__name__)

FIRST_SUPERGROUP_ID = -1_000_000_000_000  # the ids of basic groups lie above it


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramMessenger:
    """Sends and edits, by whatever connection and limits the bot has."""

    bot: Bot

    async def send(self, chat_id: int, message: Message, *, topic_id: int | None = None) -> int:
        """The new message's id. Raises DeliveryError."""
        try:
            return await send_message(self.bot, chat_id, message, topic_id=topic_id)
        except Exception as error:  # the library raises whatever a wrong answer leads to
            raise delivery_error(error) from error

    async def edit(self, chat_id: int, message_id: int, message: Message) -> bool:
        """Change an earlier message; False when it is gone. Raises DeliveryError."""
        try:
            return await edit_message(self.bot, (chat_id, message_id), message)
        except Exception as error:
            raise delivery_error(error) from error

    async def is_reached(self) -> bool:
        """Whether calls get through at this moment."""
        try:
            await self.bot.get_me()
        except TelegramError:
            return False
        return True

    async def close(self) -> None:
        """Close its connections."""
        await self.bot.request.shutdown()


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramChats(TelegramMessenger):
    """The chats of the bot, and who is in them."""

    async def has_member(self, chat_id: int, user_id: int) -> bool | None:
        """Whether somebody is in a group now; None when Telegram does not say."""
        try:
            return presence(await self.bot.get_chat_member(chat_id, user_id)) is not Presence.GONE
        except TelegramError as fault:
            if refusal(fault) is Refusal.NOT_A_MEMBER:
                return False
            LOG.warning("membership.unknown chat=%d reason=%s", chat_id, fault.message)
            return None

    async def leave(self, chat_id: int) -> None:
        """Leave a group, if the bot is in it."""
        try:
            await self.bot.leave_chat(chat_id)
        except (BadRequest, Forbidden) as gone:
            LOG.info("group.left chat=%d reason=%s", chat_id, gone.message)

    async def hears_all(self, chat_id: int) -> bool:
        """Whether the bot gets plain sentences of a group."""
        return hears_all(self.bot, await self.bot.get_chat_member(chat_id, self.bot.id))

    async def is_public(self, chat_id: int) -> bool | None:
        """Whether anybody can join a group, or ask to; None when Telegram does not say."""
        try:
            chat = await self.bot.get_chat(chat_id)
        except Exception as fault:  # noqa: BLE001 -- the library raises whatever an answer leads to
            LOG.warning("group.unknown chat=%d reason=%s", chat_id, described(fault))
            return None
        return bool(chat.username or chat.active_usernames or chat.join_by_request or chat.location)

    async def new_id_of(self, chat_id: int) -> int | None:
        """The id of the supergroup that a group became; None when it is what it was."""
        if chat_id > FIRST_SUPERGROUP_ID:
            try:
                await self.bot.send_chat_action(chat_id, ChatAction.TYPING)
            except ChatMigrated as moved:
                return moved.new_chat_id
            except TelegramError as fault:
                LOG.info("group.unreachable chat=%d reason=%s", chat_id, fault.message)
        return None

    async def show_menu(self, user_id: int, *, role: Role) -> None:
        """Show somebody the commands that are theirs."""
        await show_menu_to(self.bot, user_id, role=role)

    def address(self, payload: str, *, in_group: bool = False) -> str:
        """What opens the chat with the bot, or adds it to a group of one's own; it brings this."""
        return create_deep_linked_url(self.bot.username, payload, group=in_group)


def delivery_messenger(token: str, settings: Settings) -> TelegramMessenger:
    """Sends reminders, without the application's rate limiter, which would retry where only we may.

    On connections of its own, so that neither waits for the other.
    """
    request = BotApiRequest(
        connect_timeout_s=settings.connect_timeout_s, read_timeout_s=settings.read_timeout_s
    )
    return TelegramMessenger(bot=bot_at(settings.api_url, token, request))


def hears_all(bot: Bot, member: ChatMember) -> bool:
    """Whether the bot, which is this member of a group, gets plain sentences there."""
    return isinstance(member, ChatMemberAdministrator) or bool(bot.can_read_all_group_messages)


def presence(member: ChatMember) -> Presence:
    """Whether this member of a group is in it, and may write there."""
    match member:
        case ChatMemberOwner() | ChatMemberAdministrator() | ChatMemberMember():
            return Presence.HERE
        case ChatMemberRestricted(is_member=True, can_send_messages=can_send):
            return Presence.HERE if can_send else Presence.MUTED
    return Presence.GONE
