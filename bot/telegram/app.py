"""The bot on Telegram: which update goes where, and how the Bot API is reached."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from telegram import LinkPreviewOptions, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    Defaults,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.lookup.answering import Answering
from bot.lookup.recents import Recents
from bot.people.joining import Joining
from bot.people.membership import Membership
from bot.people.registration import Registration
from bot.people.verbs import PeopleVerb
from bot.reminders.boards import Boards
from bot.reminders.desk import Desk
from bot.reminders.drafting import Drafting
from bot.reminders.responding import Responding
from bot.reminders.setting import Reminding
from bot.telegram import boards, reminders
from bot.telegram.apology import send_apology
from bot.telegram.boards import BOARDS, BoardDesk, TelegramScreen
from bot.telegram.callback_data import pattern_of
from bot.telegram.calls import Patience
from bot.telegram.coordinators import Coordinators
from bot.telegram.groups import ANSWERS_PICKER, GroupChats, TelegramGroups
from bot.telegram.inbox import Inbox
from bot.telegram.incoming import FROM_PERSON, MEANT_FOR_BOT
from bot.telegram.inline import Inline
from bot.telegram.late import Late
from bot.telegram.lookup import Lookup
from bot.telegram.management import Management
from bot.telegram.menu import Menu
from bot.telegram.messenger import DELIVERING, delivering
from bot.telegram.overheard import Overheard
from bot.telegram.people import People
from bot.telegram.reminders import Reminders
from bot.telegram.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from typing import TypeAlias

    from telegram.ext import BaseHandler

    from bot.lookup.answering import Catalogues
    from bot.reminders.delivery import Delivering
    from bot.settings import Settings
    from bot.store.state import State

    App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
    Update.MY_CHAT_MEMBER,
    Update.CHAT_MEMBER,
)

INBOX = "inbox"  # where the application keeps it
BEFORE_ALL = -1  # a group of handlers: its turn is before that of the routes
TOKEN_BYTES = 16  # of an invitation: too many to guess
POOL_TIMEOUT_S = 30.0  # calls beyond the pool's 256 connections wait for one to come free


def hand_over(app: App, updates: Iterable[Update]) -> None:
    """Let the application handle these, in their order."""
    for update in updates:
        app.update_queue.put_nowait(update)


def routes(  # noqa: PLR0913, PLR0917 -- each answers for some of the routes
    lookup: Lookup,
    inline: Inline,
    overheard: Overheard,
    people: People,
    group_chats: GroupChats,
    management: Management,
    reminding: Reminders,
    board_desk: BoardDesk,
) -> list[BaseHandler[Any, Any, Any]]:
    """The whole routing table: the first match takes an update, what matches nothing is ignored."""
    asked = FROM_PERSON & filters.UpdateType.MESSAGES
    private = asked & filters.ChatType.PRIVATE
    # What is forwarded was said elsewhere, to others.
    group = asked & filters.ChatType.GROUPS & ~filters.FORWARDED
    # What changes something is done once, not again when its message is edited.
    done_in_private = private & filters.UpdateType.MESSAGE
    done_in_group = group & filters.UpdateType.MESSAGE
    happened = filters.UpdateType.MESSAGE & filters.ChatType.GROUPS
    came_or_went = filters.StatusUpdate.NEW_CHAT_MEMBERS | filters.StatusUpdate.LEFT_CHAT_MEMBER
    return [
        CommandHandler("start", people.start, filters=done_in_private),
        CommandHandler("people", people.people, filters=done_in_private),
        CommandHandler("invite", people.invite, filters=done_in_private),
        CommandHandler("audit", people.audit, filters=done_in_private),
        CommandHandler("groups", group_chats.groups, filters=done_in_private),
        CommandHandler(
            ["register", "unregister"], group_chats.only_in_groups, filters=done_in_private
        ),
        CommandHandler("register", group_chats.register, filters=done_in_group),
        CommandHandler("unregister", group_chats.unregister, filters=done_in_group),
        CommandHandler("remind", reminding.remind, filters=done_in_private | done_in_group),
        CommandHandler("campaign", reminding.campaign, filters=done_in_private | done_in_group),
        CommandHandler("reminders", reminding.reminders, filters=done_in_private | done_in_group),
        CommandHandler("holiday", reminding.holiday, filters=done_in_private),
        CommandHandler("board", board_desk.board, filters=done_in_private),
        CommandHandler(["start", "help"], lookup.welcome, filters=private | group),
        CommandHandler(["find", "dept"], lookup.command, filters=private | group),
        MessageHandler(private & filters.COMMAND, lookup.unknown_command),
        MessageHandler(done_in_private & filters.TEXT, reminding.typed),
        MessageHandler(private & filters.TEXT, lookup.question),
        MessageHandler(
            private & filters.UpdateType.MESSAGE & (filters.ATTACHMENT | filters.STORY),
            lookup.not_text,
        ),
        MessageHandler(
            done_in_group & filters.TEXT & ~filters.COMMAND & ANSWERS_PICKER, group_chats.typed
        ),
        MessageHandler(
            done_in_group & filters.TEXT & ~filters.COMMAND & MEANT_FOR_BOT, reminding.typed
        ),
        MessageHandler(
            group & filters.TEXT & ~filters.COMMAND & MEANT_FOR_BOT,
            lookup.question,
        ),
        MessageHandler(group & filters.TEXT & ~filters.COMMAND, overheard.sentence),
        InlineQueryHandler(inline.typed),
        ChosenInlineResultHandler(inline.chosen),
        CallbackQueryHandler(board_desk.press, pattern=boards.PATTERN),
        CallbackQueryHandler(reminding.press, pattern=reminders.PATTERN),
        CallbackQueryHandler(reminding.tap, pattern=reminders.ANSWERS),
        CallbackQueryHandler(management.tap, pattern=pattern_of(PeopleVerb)),
        CallbackQueryHandler(lookup.tap),
        ChatMemberHandler(group_chats.bot_stands, ChatMemberHandler.MY_CHAT_MEMBER),
        ChatMemberHandler(group_chats.people_came_or_went, ChatMemberHandler.CHAT_MEMBER),
        MessageHandler(happened & came_or_went, group_chats.people_came_or_went),
        MessageHandler(happened & filters.StatusUpdate.MIGRATE, group_chats.moved),
        MessageHandler(happened & filters.StatusUpdate.NEW_CHAT_TITLE, group_chats.renamed),
    ]


def application(
    token: str,
    settings: Settings,
    catalogues: Catalogues,
    state: State,
    *,
    clock: Callable[[], datetime],
) -> App:
    """The bot, built and not yet started."""
    inbox = Inbox(state=state, clock=clock)
    app = (
        Application.builder()
        .token(token)
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .connect_timeout(settings.connect_timeout_s)
        .read_timeout(settings.read_timeout_s)
        .write_timeout(settings.read_timeout_s)
        .pool_timeout(POOL_TIMEOUT_S)
        .get_updates_connect_timeout(settings.connect_timeout_s)
        .get_updates_read_timeout(settings.read_timeout_s)
        .get_updates_write_timeout(settings.read_timeout_s)
        .get_updates_pool_timeout(POOL_TIMEOUT_S)
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .rate_limiter(Patience())
        .concurrent_updates(Turns(inbox.handled))
        .updater(None)  # bot.telegram.serving does its work
        .job_queue(None)
        .build()
    )
    membership = Membership(
        state=state,
        admins=settings.admins,
        groups=TelegramGroups(bot=app.bot),
        clock=clock,
        is_open=settings.access == "open",
    )
    answering = Answering(catalogues=catalogues, access=membership)
    recents = Recents(state=state)
    lookup = Lookup(answering=answering, recents=recents)
    registration = Registration(state=state, membership=membership, clock=clock)
    coordinators = Coordinators(state=state, membership=membership, timezone=settings.timezone)
    menu = Menu(membership=membership)
    people = People(
        state=state,
        membership=membership,
        joining=Joining(
            state=state,
            membership=membership,
            clock=clock,
            new_token=lambda: secrets.token_urlsafe(TOKEN_BYTES),
        ),
        coordinators=coordinators,
        menu=menu,
        lookup=lookup,
        timezone=settings.timezone,
    )
    group_chats = GroupChats(
        state=state,
        membership=membership,
        registration=registration,
        coordinators=coordinators,
        catalogues=catalogues,
        lookup=lookup,
    )
    management = Management(
        state=state,
        people=people,
        group_chats=group_chats,
        coordinators=coordinators,
        timezone=settings.timezone,
    )
    inline = Inline(answering=answering, recents=recents)
    overheard = Overheard(lookup=lookup, registration=registration)
    delivery = delivering(token, settings, catalogues, state, membership, clock=clock)
    following = Boards(
        state=state,
        catalogues=catalogues,
        screen=TelegramScreen(bot=app.bot),
        coordinators=membership.coordinators,
        clock=clock,
        timezone=settings.timezone,
    )
    reminding = reminders_of(delivery, following, state, membership, lookup)
    board_desk = BoardDesk(boards=following, membership=membership, lookup=lookup)
    app.add_handlers(
        routes(*(lookup, inline, overheard, people, group_chats, management, reminding, board_desk))
    )
    app.bot_data[BOARDS] = following
    late = Late(inbox=inbox, clock=clock)
    app.add_handler(TypeHandler(Update, late.apology), group=BEFORE_ALL)
    app.bot_data[INBOX] = inbox
    app.post_init = menu.show  # serving runs it beside its own work
    app.bot_data[DELIVERING] = delivery
    app.add_error_handler(group_chats.fault)  # first: it may learn where the group went
    app.add_error_handler(send_apology)
    return app


def reminders_of(
    delivery: Delivering, following: Boards, state: State, membership: Membership, lookup: Lookup
) -> Reminders:
    """The handlers about reminders, built around what sends them."""
    reminding = Reminding(
        state=state,
        roles=membership,
        catalogues=delivery.catalogues,
        delivery=delivery,
        clock=delivery.clock,
        timezone=delivery.timezone,
    )
    drafting = Drafting(reminding=reminding)
    responding = Responding(
        state=state,
        members=membership,
        catalogues=delivery.catalogues,
        clock=delivery.clock,
        timezone=delivery.timezone,
        max_lateness=delivery.planning.max_lateness,
        wake_delivery=delivery.wake,
        wake_boards=following.wake,
    )
    return Reminders(
        desk=Desk(drafting=drafting, reminding=reminding),
        drafting=drafting,
        responding=responding,
        membership=membership,
        lookup=lookup,
    )
