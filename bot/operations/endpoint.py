"""/metrics and /health over HTTP; an answer at all means that the bot's event loop turns."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any

from aiohttp import web

from bot import __version__
from bot.operations.activity import Activity
from bot.operations.http_server import HttpServer, listening
from bot.operations.metrics import Metrics
from bot.operations.settings import Settings
from bot.operations.store.pulses import MAX_SILENCE
from bot.store.errors import StoreError
from bot.store.state import State

OK, NOT_FOUND, UNAVAILABLE = 200, 404, 503
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def open_endpoint(
    address: tuple[str, int],
    settings: Settings,
    state: State,
    activity: Activity,
    *,
    clock: Callable[[], datetime],
) -> AbstractAsyncContextManager[None]:
    """Answer at BOT_METRICS_LISTEN within the block. Raises SettingsError."""
    metrics = Metrics(settings, state, activity, clock)

    async def answer(request: web.BaseRequest) -> web.Response:
        match request.path:
            case "/metrics":
                return _metrics(metrics)
            case "/health":
                return _health(activity, clock())
        return web.Response(status=NOT_FOUND)

    return listening("BOT_METRICS_LISTEN", address, HttpServer(answer))


def _metrics(metrics: Metrics) -> web.Response:
    try:
        return web.Response(body=metrics.page(), headers={"Content-Type": METRICS_TYPE})
    except StoreError as trouble:
        return web.Response(status=UNAVAILABLE, text=trouble.trouble.name)


def _health(activity: Activity, now: datetime) -> web.Response:
    """Unavailable when a restart would help.

    That Telegram is out of reach is reported, and no reason for a restart.
    """
    alive_at = activity.alive_at
    is_alive = alive_at is not None and now - alive_at <= MAX_SILENCE
    body = {
        "status": "ok" if is_alive else "stuck",
        "version": __version__,
        "alive_s": _seconds(alive_at, now),
        "reached_s": _seconds(activity.reached_at, now),
    }
    return web.json_response(body, status=OK if is_alive else UNAVAILABLE)


def _seconds(at: datetime | None, now: datetime) -> Any:
    """How long ago, in seconds; None for never."""
    return None if at is None else round((now - at).total_seconds())
