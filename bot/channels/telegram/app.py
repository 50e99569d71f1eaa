"""The bot on Telegram: which update goes where, and how the Bot API is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import LinkPreviewOptions, Update
from telegram.ext import (
    AIORateLimiter,
    Application,
    CallbackQueryHandler,
    CommandHandler,
    Defaults,
    MessageHandler,
    filters,
)

from bot.channels.telegram.errors import apology
from bot.channels.telegram.groups import FROM_PERSON, MEANT_FOR_BOT
from bot.channels.telegram.lookup import Lookup
from bot.channels.telegram.turns import Turns

if TYPE_CHECKING:
    from typing import TypeAlias

    from telegram.ext import BaseHandler

    from bot.answering import Answering
    from bot.settings import Settings

    App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]

ALLOWED_UPDATES = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY)

MAX_FLOOD_RETRIES = 3  # each waits as long as Telegram asks
POOL_TIMEOUT_S = 30.0  # calls beyond the pool's 256 connections wait for one to come free


def routes(lookup: Lookup) -> list[BaseHandler[Any, Any, Any]]:
    """The whole routing table: the first match takes an update, what matches nothing is ignored."""
    asked = FROM_PERSON & filters.UpdateType.MESSAGES
    private = asked & filters.ChatType.PRIVATE
    group = asked & filters.ChatType.GROUPS
    return [
        CommandHandler(["start", "help"], lookup.welcome, filters=private | group),
        CommandHandler(["find", "dept"], lookup.command, filters=private | group),
        MessageHandler(private & filters.COMMAND, lookup.unknown_command),
        MessageHandler(private & filters.TEXT, lookup.question),
        MessageHandler(
            private & filters.UpdateType.MESSAGE & (filters.ATTACHMENT | filters.STORY),
            lookup.not_text,
        ),
        MessageHandler(
            group & filters.TEXT & ~filters.COMMAND & MEANT_FOR_BOT,
            lookup.question,
        ),
        CallbackQueryHandler(lookup.tap),
    ]


def application(token: str, settings: Settings, answering: Answering) -> App:
    """The bot, built and not yet started."""
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
        .rate_limiter(AIORateLimiter(max_retries=MAX_FLOOD_RETRIES))
        .concurrent_updates(Turns())
        .updater(None)  # bot.channels.telegram.polling does its work
        .job_queue(None)
        .build()
    )
    app.add_handlers(routes(Lookup(answering=answering)))
    app.add_error_handler(apology)
    return app
