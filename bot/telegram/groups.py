"""Updates about group chats: the bot's membership, migrations, titles, members."""

from dataclasses import dataclass

from telegram import Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.people.group_desk import GroupDesk
from bot.people.groups import Chat as GroupChat
from bot.people.groups import Presence
from bot.people.store import groups
from bot.telegram.errors import delivery_error
from bot.telegram.incoming import Context, message_of
from bot.telegram.messenger import hears_all, presence
from bot.telegram.sending import topic_of


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEvents:
    """The handlers of service messages; app.routes says which update reaches which."""

    desk: GroupDesk

    async def record_bot_status(self, update: Update, context: Context) -> None:
        """Follow the bot being added, promoted, muted or removed."""
        change = update.my_chat_member
        assert change is not None
        chat, after = change.chat, presence(change.new_chat_member)
        if chat.type == ChatType.CHANNEL and after is not Presence.GONE:
            await self.desk.chats.leave(chat.id)  # it has nothing to say to a public
        if chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
            return
        by = context.sender
        known = GroupChat(
            chat_id=chat.id,
            title=chat.title or "",
            is_forum=bool(chat.is_forum),
            presence=after,
            hears_all=hears_all(context.bot, change.new_chat_member),
        )
        if after is Presence.GONE:
            await self.desk.handle_bot_removed(chat.id, by=by)
        elif presence(change.old_chat_member) is Presence.GONE:
            await self.desk.handle_bot_added(known, is_public=bool(chat.username), by=by)
        else:
            await self.desk.handle_bot_changed(known)

    async def record_migration(self, update: Update, _: Context) -> None:
        """Follow a group that became a supergroup; both chats report it, once is enough."""
        message = message_of(update)
        before = message.migrate_from_chat_id or message.chat.id
        after = message.migrate_to_chat_id or message.chat.id
        await self.desk.registration.record_migration(before, after)

    async def record_title(self, update: Update, _: Context) -> None:
        """Follow a group's new title."""
        message = message_of(update)
        chat_id, title = message.chat.id, message.new_chat_title or ""
        await self.desk.office.state.write(groups.change_chat, chat_id, title=title)

    async def record_topic(self, update: Update, _: Context) -> None:
        """Follow a topic's new name, and its being opened again."""
        message = message_of(update)
        edited = message.forum_topic_edited
        await self.desk.registration.record_topic(
            (message.chat.id, topic_of(message)),
            name=(edited.name if edited is not None else None) or "",
            is_reopened=message.forum_topic_reopened is not None,
        )

    async def record_members(self, update: Update, _: Context) -> None:
        """Drop the cached membership of who joined or left."""
        if (change := update.chat_member) is not None:
            users = [change.new_chat_member.user]
        else:
            message = message_of(update)
            gone = message.left_chat_member
            users = [*message.new_chat_members, *([gone] if gone is not None else [])]
        for user in users:
            self.desk.office.membership.memory.pop(user.id, None)

    async def learn(self, update: Update, error: Exception) -> None:
        """Record what a failed send says about the state of its chat."""
        chat, message = update.effective_chat, update.effective_message
        if chat is not None and chat.id < 0 and isinstance(error, TelegramError):
            topic_id = topic_of(message) if message is not None else None
            await self.desk.record_failed_send((chat.id, topic_id), delivery_error(error))
