"""A bot for a few calls: no rate limiter, no application around it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from telegram import Bot

from bot.telegram.calls import BotApiRequest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TIMEOUT_S = 10.0


@asynccontextmanager
async def connected_bot(token: str, api_url: str) -> AsyncIterator[Bot]:
    """The bot, on connections of its own that are closed in the end."""
    request = BotApiRequest(connect_timeout=TIMEOUT_S, read_timeout=TIMEOUT_S)
    try:
        yield Bot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=request,
            get_updates_request=request,  # one is enough: calls follow one another
        )
    finally:
        await request.shutdown()
