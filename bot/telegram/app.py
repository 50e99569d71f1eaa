"""The bot on Telegram: which update goes where, and how the Bot API is reached."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.features import Features, build_features
from bot.lookup.answering import Catalogues
from bot.lookup.usage import Misses, Recents
from bot.operations.activity import Activity
from bot.operations.findings import Alert
from bot.operations.replies import alert_message
from bot.operations.retention import Retention
from bot.operations.settings import Settings
from bot.operations.watch import Watch
from bot.people.access import Right
from bot.people.coordinators import send_to_each
from bot.store.state import State
from bot.telegram.apologies import Apologies
from bot.telegram.calls import RetryingRateLimiter
from bot.telegram.checks import clock_offset
from bot.telegram.dispatch import Dispatcher, Gate
from bot.telegram.groups import GroupEvents
from bot.telegram.handlers import Handlers
from bot.telegram.inbox import Inbox
from bot.telegram.incoming import ANONYMOUS, FROM_PERSON, MEANT_FOR_BOT, App
from bot.telegram.inline import Inline
from bot.telegram.lookup import Lookup
from bot.telegram.messenger import TelegramChats, TelegramMessenger, delivery_messenger
from bot.telegram.received import Route
from bot.telegram.request import BotApiRequest

IN_GROUPS = ("holiday", "people")  # what coordinators may say there, too; nobody else is answered
POOL_TIMEOUT_S = 30.0  # calls beyond the pool's connections wait for one to come free


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramBot:
    """Everything that works as long as the bot serves."""

    app: App
    inbox: Inbox
    features: Features
    messenger: TelegramMessenger
    retention: Retention
    watch: Watch


def routes(handlers: Handlers, lookup: Lookup, inline: Inline, groups: GroupEvents) -> list[Route]:
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
    topic = filters.StatusUpdate.FORUM_TOPIC_EDITED | filters.StatusUpdate.FORUM_TOPIC_REOPENED
    commands = handlers.features.commands
    # In groups there are few commands for coordinators alone; /history is for all staff.
    of_all = [name for name, each in commands.items() if each.needs in {None, Right.ASK}]
    for_groups = [*of_all, *(name for name in IN_GROUPS if name in commands)]
    editable = [name for name, command in commands.items() if command.edit is not None]
    typed = filters.TEXT & ~filters.COMMAND
    nameless = happened & ANONYMOUS & ~filters.FORWARDED
    for_strangers: list[BaseHandler[Any, Any, Any]] = [
        CommandHandler("start", handlers.start, filters=done_in_private),
        CommandHandler("start", handlers.start_in_group, filters=done_in_group),
        ChatMemberHandler(groups.record_bot_status, ChatMemberHandler.MY_CHAT_MEMBER),
        ChatMemberHandler(groups.record_members, ChatMemberHandler.CHAT_MEMBER),
        MessageHandler(happened & came_or_went, groups.record_members),
        MessageHandler(happened & filters.StatusUpdate.MIGRATE, groups.record_migration),
        MessageHandler(happened & filters.StatusUpdate.NEW_CHAT_TITLE, groups.record_title),
        MessageHandler(happened & topic, groups.record_topic),
        CommandHandler([*commands, "find", "dept"], handlers.refuse_nameless, filters=nameless),
        MessageHandler(
            nameless & MEANT_FOR_BOT & (typed | filters.ATTACHMENT), handlers.refuse_nameless
        ),
    ]
    for_members: list[BaseHandler[Any, Any, Any]] = [
        CommandHandler(list(commands), handlers.command, filters=done_in_private),
        CommandHandler("cancel", handlers.text, filters=done_in_private),  # as other bots have it
        CommandHandler(for_groups, handlers.command, filters=done_in_group),
        CommandHandler(editable, handlers.command, filters=private | group),
        CommandHandler(list(commands), handlers.private_command, filters=done_in_group),
        CommandHandler("start", lookup.welcome, filters=private | group),
        CommandHandler(["find", "dept"], handlers.find, filters=private | group),
        MessageHandler(private & filters.COMMAND, lookup.unknown_command),
        MessageHandler(private & filters.TEXT, handlers.text),
        MessageHandler(done_in_private & filters.ATTACHMENT, handlers.attachment_in_private),
        MessageHandler(done_in_private & filters.STORY, lookup.not_text),
        MessageHandler(group & typed & MEANT_FOR_BOT, handlers.text),
        MessageHandler(group & filters.ATTACHMENT & filters.REPLY, handlers.attachment),
        MessageHandler(group & filters.CAPTION & MEANT_FOR_BOT, handlers.caption),
        InlineQueryHandler(inline.answer_query),
        CallbackQueryHandler(handlers.press),
    ]
    return [
        *(Route(handler=handler, for_strangers=True) for handler in for_strangers),
        *(Route(handler=handler) for handler in for_members),
        Route(handler=MessageHandler(group & typed, lookup.question), applies=lookup.is_question),
    ]


def application(
    token: str,
    settings: Settings,
    catalogues: Catalogues,
    state: State,
    *,
    clock: Callable[[], datetime],
) -> TelegramBot:
    """The bot, built and not yet started."""
    activity = Activity(started_at=clock())
    app = _app(token, settings)
    chats = TelegramChats(bot=app.bot)
    messenger = delivery_messenger(token, settings)
    features = build_features(
        settings,
        state,
        catalogues,
        chats=chats,
        messenger=messenger,
        activity=activity,
        clock=clock,
    )
    recents = Recents(state=state, membership=features.office.membership)
    lookup = Lookup(
        catalogues=catalogues,
        recents=recents,
        misses=Misses(state=state, clock=clock),
        registration=features.groups.registration,
    )
    groups, membership = GroupEvents(desk=features.groups), features.office.membership
    bot_id, contact = int(token.partition(":")[0]), features.people.contact
    gate = Gate(membership=membership, clock=clock, office=settings.office, contact=contact)
    handlers = Handlers(features=features, lookup=lookup, gate=gate)
    inline = Inline(catalogues=catalogues, recents=recents)
    dispatcher = Dispatcher(
        app=app,
        routes=routes(handlers, lookup, inline, groups),
        gate=gate,
        take_introduction=handlers.take_introduction,
        take_late_reply=handlers.take_late_reply,
        apologies=Apologies(state=state, bot=app.bot, bot_id=bot_id),
        activity=activity,
        groups=groups,
    )
    inbox = Inbox(
        state=state,
        bot=app.bot,
        bot_id=bot_id,
        dispatcher=dispatcher,
        activity=activity,
        clock=clock,
    )

    async def alert_admins(alert: Alert) -> bool:
        return bool(await send_to_each(chats, settings.admins, alert_message(alert)))

    watch = Watch(
        settings=settings,
        state=state,
        activity=activity,
        clock=clock,
        clock_offset=partial(clock_offset, settings.api_url, clock=clock),
        is_reached=messenger.is_reached,
        send_alert=alert_admins,
    )
    retention = Retention(state=state, keep_years=settings.keep_years, clock=clock)
    return TelegramBot(
        app=app,
        inbox=inbox,
        features=features,
        messenger=messenger,
        retention=retention,
        watch=watch,
    )


def _app(token: str, settings: Settings) -> App:
    """The library's part: calls of the Bot API, and what takes updates."""
    request = BotApiRequest(
        connect_timeout_s=settings.connect_timeout_s,
        read_timeout_s=settings.read_timeout_s,
        pool_timeout_s=POOL_TIMEOUT_S,
    )
    return (
        Application.builder()
        .token(token)
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .request(request)
        .get_updates_request(request)  # never used; without it a second one would be opened
        .rate_limiter(RetryingRateLimiter())
        .updater(None)  # bot.telegram.serving does its work
        .job_queue(None)
        .build()
    )
