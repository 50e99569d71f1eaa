"""Group chats on Telegram: added, registered, moved, renamed, lost."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import (
    Bot,
    Chat,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
)
from telegram import (
    Message as TelegramMessage,
)
from telegram.constants import ChatAction, ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import filters

from bot.korean import hangul
from bot.lookup.names import How
from bot.messages import Message
from bot.people.access import Right, may
from bot.people.groups import Presence
from bot.people.joining import NotAllowedError
from bot.people.registration import Chat as KnownChat
from bot.people.registration import Proposal
from bot.people.replies.groups import (
    NOT_HERE_FOR_STRANGERS,
    NOT_REGISTERED,
    ONLY_IN_GROUPS,
    PUBLIC_GROUP,
    bound,
    fingerprint,
    freed,
    group_panel,
    groups_panel,
    leaving_panel,
    no_such_department,
    picker,
    rejected,
    unreachable,
    waiting_for_coordinator,
    welcome_back,
)
from bot.people.replies.people import NOT_YOURS, not_for_you
from bot.people.requests import Verdict
from bot.people.store import groups
from bot.people.verbs import PeopleVerb
from bot.telegram.callback_data import press_from
from bot.telegram.errors import Refusal, refusal
from bot.telegram.incoming import asked_by, person_from
from bot.telegram.sending import send_message, topic_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.lookup.answering import Catalogues
    from bot.lookup.names import Named, Names
    from bot.messages import Press
    from bot.people.access import Person
    from bot.people.groups import Group
    from bot.people.membership import Membership
    from bot.people.registration import Registration
    from bot.people.requests import Request
    from bot.store.state import State
    from bot.telegram.coordinators import Coordinators
    from bot.telegram.lookup import Lookup

LOG = logging.getLogger(__name__)

FIRST_SUPERGROUP_ID = -1_000_000_000_000  # the ids of basic groups lie above it


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramGroups:
    """Asks Telegram who is in a group."""

    bot: Bot

    async def has_member(self, chat_id: int, user_id: int) -> bool | None:
        """Whether somebody is in a group now; None when Telegram does not say."""
        try:
            member = await self.bot.get_chat_member(chat_id, user_id)
        except TelegramError as fault:
            if refusal(fault) is Refusal.NOT_A_MEMBER:
                return False
            LOG.warning("membership.unknown chat=%d reason=%s", chat_id, fault.message)
            return None
        return _is_in(member)


class _AnswersPicker(filters.MessageFilter):
    """A reply to a message of the bot that asks for the department."""

    def filter(self, message: TelegramMessage) -> bool:
        asked = message.reply_to_message
        if asked is None or asked.from_user is None or asked.from_user.id != message.get_bot().id:
            return False
        rows = asked.reply_markup.inline_keyboard if asked.reply_markup is not None else ()
        presses = (press_from(str(button.callback_data)) for row in rows for button in row)
        return any(press is not None and press.verb is PeopleVerb.TICK for press in presses)


ANSWERS_PICKER = _AnswersPicker()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChats:
    """The handlers around group chats; app.routes says which update reaches which."""

    state: State
    membership: Membership
    registration: Registration
    coordinators: Coordinators
    catalogues: Catalogues
    lookup: Lookup

    # -- what happens to the bot and to the chats ---------------------------------------------

    async def bot_stands(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Follow the bot being added, promoted, muted or removed."""
        change = update.my_chat_member
        assert change is not None
        chat, after = change.chat, _presence(change.new_chat_member)
        if chat.type == ChatType.CHANNEL and after is not Presence.GONE:
            await _left(context.bot, chat.id)  # it has nothing to say to a public
        if chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
            return
        by = person_from(change.from_user, chat)
        known = _known_chat(chat, change.new_chat_member, context.bot)
        if after is Presence.GONE:
            group = await self.registration.lost(chat.id, by=by.user_id)
        elif _presence(change.old_chat_member) is Presence.GONE:
            await self._added(context.bot, chat, known, by)
            return
        else:
            group = await self.registration.stands(known)
        if group is not None and group.is_registered:
            await self.coordinators.told(context.bot, unreachable(group, after))

    async def moved(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Follow a group that became a supergroup; told from both sides, once is enough."""
        message = update.effective_message
        assert message is not None
        if message.migrate_to_chat_id is not None:
            await self.registration.moved(message.chat.id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id is not None:
            await self.registration.moved(message.migrate_from_chat_id, message.chat.id)

    async def renamed(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Follow a group's new title."""
        message = update.effective_message
        assert message is not None
        await self.registration.renamed(message.chat.id, message.new_chat_title or "")

    async def people_came_or_went(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Look anew for who came or went."""
        message, change = update.effective_message, update.chat_member
        gone = message.left_chat_member if message is not None else None
        for user in [
            *(message.new_chat_members if message is not None else ()),
            *([gone] if gone is not None else ()),
            *([change.new_chat_member.user] if change is not None else ()),
        ]:
            self.membership.memory.forget(user.id)

    async def fault(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Learn from a message that could not be sent what became of its chat."""
        chat = getattr(update, "effective_chat", None)
        if isinstance(chat, Chat) and chat.id < 0 and context.error is not None:
            await self._learn(context.bot, chat.id, context.error)

    # -- which department is this? ------------------------------------------------------------

    async def register(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Bind this group to the departments named behind the command, or ask which."""
        await self._register(update, context, " ".join(context.args or ()))

    async def typed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take a reply to the list of departments as a search in it."""
        message = update.effective_message
        assert message is not None
        await self._register(update, context, message.text or "")

    async def unregister(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Free this group."""
        message, person = asked_by(update)
        try:
            group = await self.registration.free(message.chat.id, by=person)
        except NotAllowedError:
            await self._refuse(context.bot, message, person)
            return
        panel = freed(group.departments) if group is not None else NOT_REGISTERED
        await self._said(context.bot, message, panel)

    async def only_in_groups(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say where these commands belong."""
        message, person = asked_by(update)
        if await self.membership.may_ask(person):
            await send_message(context.bot, message.chat.id, ONLY_IN_GROUPS)
        else:
            await self.lookup.unknown_command(update, context)

    async def groups(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """List the groups."""
        _, person = asked_by(update)
        if may(self.membership.own_role(person.user_id), Right.CONFIRM_GROUP):
            await send_message(context.bot, person.user_id, await self._groups(1))
        else:
            await self.lookup.unknown_command(update, context)

    async def pressed_in_group(
        self, press: Press, *, by: Person, message: TelegramMessage, bot: Bot
    ) -> Message | None:
        """Do what a button of the list of departments says; what stands there then.

        None when there is nothing to be done. Raises NotAllowedError.
        """
        if not await self.membership.may(by, Right.PROPOSE_GROUP):
            raise NotAllowedError
        chat_id = message.chat.id
        departments = await self._departments()
        group = self.registration.group(chat_id)
        if group is None or message.chat.username:
            return None
        match press.verb, press.numbers:
            case PeopleVerb.TICK, (number, page):
                named = [name for name in departments if fingerprint(name) == number]
                if not named:
                    return None
                group = await self.registration.tick(chat_id, named[0], by=by) or group
                return picker(group, departments, page, hears_all=group.hears_all)
            case PeopleVerb.PICK, (page,):
                return picker(group, departments, page, hears_all=group.hears_all)
            case PeopleVerb.PICKED, ():
                return await self._proposed(bot, group, group.draft, by=by)
        return None

    async def pressed(self, press: Press, *, by: Person, bot: Bot) -> Message | None:
        """Do what a button about groups says; what stands there then, None when it is no such.

        Raises NotAllowedError.
        """
        if not may(self.membership.own_role(by.user_id), Right.CONFIRM_GROUP):
            raise NotAllowedError
        match press.verb, press.numbers:
            case PeopleVerb.GROUPS, (page,):
                return await self._groups(page)
            case PeopleVerb.GROUP, (chat_id,):
                return await self._group(chat_id)
            case PeopleVerb.FREE, (chat_id,):
                group = await self.registration.free(chat_id, by=by)
                if group is not None and group.presence is Presence.HERE:
                    await self.say(bot, chat_id, freed(group.departments))
                return await self._group(chat_id)
            case PeopleVerb.LEAVE, (chat_id,):
                group = self.registration.group(chat_id)
                return leaving_panel(group) if group is not None else await self._groups(1)
            case PeopleVerb.LEAVE_SURELY, (chat_id,):
                group = await self.registration.forget(chat_id, by=by)
                if group is not None and group.presence is not Presence.GONE:
                    await _left(bot, chat_id)
                return await self._groups(1)
        return None

    async def decided(self, request: Request, *, bot: Bot) -> None:
        """Tell a group how the request about it ended."""
        group = self.registration.group(request.subject_id)
        if group is None:
            return
        if request.verdict is Verdict.APPROVED:
            panel = bound(request.departments, hears_all=group.hears_all)
        else:
            panel = rejected(request.departments)
        await self.say(bot, group.chat_id, panel)

    async def say(self, bot: Bot, chat_id: int, panel: Message) -> int | None:
        """Say something in a group, wherever it moved to; None when it cannot be reached."""
        try:
            return await send_message(bot, chat_id, panel)
        except ChatMigrated as moved:
            await self.registration.moved(chat_id, moved.new_chat_id)
            return await send_message(bot, moved.new_chat_id, panel)
        except TelegramError as refused:
            # What was decided stays decided, whether or not the group hears of it.
            if not await self._learn(bot, chat_id, refused):
                LOG.warning("group.not_told chat=%d reason=%s", chat_id, refused.message)
            return None

    # -----------------------------------------------------------------------------------------

    async def _added(self, bot: Bot, chat: Chat, known: KnownChat, by: Person) -> None:
        group = await self._moved_here(bot, chat)
        if group is not None:
            return
        if self.membership.is_open and not await self.membership.may(by, Right.PROPOSE_GROUP):
            return
        group = await self.registration.met(known, by=by)
        if group is None:
            try:
                await send_message(bot, chat.id, NOT_HERE_FOR_STRANGERS)
            except TelegramError as refused:
                LOG.info("group.refused chat=%d reason=%s", chat.id, refused.message)
            await _left(bot, chat.id)
        elif chat.username:
            await self.say(bot, chat.id, PUBLIC_GROUP)
        elif group.is_registered:
            panel = welcome_back(group.departments, hears_all=group.hears_all)
            await self.say(bot, chat.id, panel)
        else:
            departments = await self._departments()
            await self.say(bot, chat.id, picker(group, departments, hears_all=group.hears_all))

    async def _moved_here(self, bot: Bot, chat: Chat) -> Group | None:
        """The registered group that became this supergroup, when Telegram had not yet told us.

        Whoever made it one may be a stranger, yet did not add the bot.
        """
        if chat.id > FIRST_SUPERGROUP_ID:
            return None
        for group in self.state.read(groups.all_groups):
            if group.chat_id > FIRST_SUPERGROUP_ID and group.title == chat.title:
                try:
                    await bot.send_chat_action(group.chat_id, ChatAction.TYPING)
                except ChatMigrated as moved:
                    if moved.new_chat_id == chat.id:
                        await self.registration.moved(group.chat_id, chat.id)
                        return self.registration.group(chat.id)
                except TelegramError:
                    continue
        return None

    async def _register(
        self, update: Update, context: ContextTypes.DEFAULT_TYPE, words: str
    ) -> None:
        message, person = asked_by(update)
        bot, chat = context.bot, message.chat
        if chat.username:
            known = await self.membership.may(person, Right.PROPOSE_GROUP)
            if known:
                await self._said(bot, message, PUBLIC_GROUP)
            else:
                await self._refuse(bot, message, person)
            return
        catalogue = await self.catalogues.current()
        departments = tuple(catalogue.by_department)
        try:
            named, is_sure = _named(words, catalogue.departments)
            group = await self.registration.begin(
                await self._seen(bot, chat), named if is_sure else (), by=person
            )
            assert group is not None
            if named and is_sure:
                panel = await self._proposed(bot, group, named, by=person)
            elif named:
                panel = picker(group, named, hears_all=group.hears_all, found=words)
            else:
                panel = picker(group, departments, hears_all=group.hears_all)
                if words:
                    panel = Message(
                        text=f"{no_such_department(words)}\n\n{panel.text}", buttons=panel.buttons
                    )
        except NotAllowedError:
            await self._refuse(bot, message, person)
            return
        if panel is not None:
            await self._said(bot, message, panel)

    async def _proposed(
        self, bot: Bot, group: Group, departments: Sequence[str], *, by: Person
    ) -> Message | None:
        proposal, request = await self.registration.propose(group.chat_id, departments, by=by)
        match proposal:
            case Proposal.BOUND:
                return bound(departments, hears_all=group.hears_all)
            case Proposal.ASKED if request is not None:
                await self.coordinators.asked(bot, request)
                return waiting_for_coordinator(departments)
        return None

    async def _seen(self, bot: Bot, chat: Chat) -> KnownChat:
        """A chat as it is now; the bot may have been added while nothing was kept of it."""
        known = self.registration.group(chat.id)
        if known is not None and known.presence is Presence.HERE:
            return KnownChat(
                chat_id=chat.id,
                title=chat.title or "",
                presence=known.presence,
                hears_all=known.hears_all,
            )
        return _known_chat(chat, await bot.get_chat_member(chat.id, bot.id), bot)

    async def _groups(self, page: int) -> Message:
        return groups_panel(self.state.read(groups.all_groups), await self._departments(), page)

    async def _group(self, chat_id: int) -> Message:
        group = self.registration.group(chat_id)
        if group is None:
            return await self._groups(1)
        return group_panel(group, await self._departments())

    async def _departments(self) -> tuple[str, ...]:
        return tuple((await self.catalogues.current()).by_department)

    async def _said(self, bot: Bot, message: TelegramMessage, panel: Message) -> None:
        await send_message(bot, message.chat.id, panel, topic_id=topic_of(message))

    async def _refuse(self, bot: Bot, message: TelegramMessage, person: Person) -> None:
        is_known = await self.membership.may_ask(person)
        text = NOT_YOURS if is_known else not_for_you(person).text
        await self._said(bot, message, Message(text=text))

    async def _learn(self, bot: Bot, chat_id: int, error: Exception) -> bool:
        """Whether an error tells what became of a group; then that is kept and told."""
        group: Group | None = None
        presence = Presence.GONE
        meaning = refusal(error) if isinstance(error, TelegramError) else Refusal.OTHER
        match error:
            case ChatMigrated(new_chat_id=new_chat_id):
                await self.registration.moved(chat_id, new_chat_id)
                return True
            case BadRequest() if meaning is Refusal.MUTED:
                presence = Presence.MUTED
                group = self.registration.group(chat_id)
                if group is not None:
                    group = await self.registration.stands(
                        KnownChat(
                            chat_id=chat_id,
                            title=group.title,
                            presence=presence,
                            hears_all=group.hears_all,
                        )
                    )
            case TelegramError() if isinstance(error, Forbidden) or meaning is Refusal.NO_CHAT:
                group = await self.registration.lost(chat_id)
            case _:
                return False
        if group is not None and group.is_registered:
            await self.coordinators.told(bot, unreachable(group, presence))
        return True


def _named(words: str, departments: Names) -> tuple[tuple[str, ...], bool]:
    """The departments that the words name, and whether every word names one beyond doubt."""
    if whole := departments.recognized(_bare(words)):
        found: list[Named | None] = [whole]
    else:
        found = [departments.recognized(_bare(w)) for w in re.split(r"[\s,/·]+", words) if w]
    names = dict.fromkeys(name for named in found if named for name in named.names)
    is_sure = all(named is not None and named.how is How.EXACT for named in found)
    return tuple(names), is_sure


def _bare(text: str) -> str:
    return hangul.bare(hangul.normalized(text))


def _known_chat(chat: Chat, me: ChatMember, bot: Bot) -> KnownChat:
    hears_all = isinstance(me, ChatMemberAdministrator) or bool(bot.can_read_all_group_messages)
    return KnownChat(
        chat_id=chat.id, title=chat.title or "", presence=_presence(me), hears_all=hears_all
    )


def _presence(me: ChatMember) -> Presence:
    match me:
        case ChatMemberRestricted(is_member=True, can_send_messages=can_send):
            return Presence.HERE if can_send else Presence.MUTED
        case ChatMemberLeft() | ChatMemberBanned() | ChatMemberRestricted():
            return Presence.GONE
    return Presence.HERE


def _is_in(member: ChatMember) -> bool:
    match member:
        case ChatMemberOwner() | ChatMemberAdministrator() | ChatMemberMember():
            return True
        case ChatMemberRestricted(is_member=is_member):
            return bool(is_member)
    return False


async def _left(bot: Bot, chat_id: int) -> None:
    try:
        await bot.leave_chat(chat_id)
    except (BadRequest, Forbidden) as gone:
        LOG.info("group.left chat=%d reason=%s", chat_id, gone.message)
