"""/metrics and /health over HTTP, for programs that watch the bot.

An answer at all means that the bot's event loop turns.
"""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot import __version__
from bot.operations.listening import listening_socket
from bot.operations.metrics import Metrics
from bot.operations.store.pulses import MAX_SILENCE
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from bot.operations.activity import Activity
    from bot.operations.settings import Settings
    from bot.store.state import State

OK, UNAVAILABLE = 200, 503
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@asynccontextmanager
async def open_endpoint(
    address: tuple[str, int],
    settings: Settings,
    state: State,
    activity: Activity,
    *,
    clock: Callable[[], datetime],
) -> AsyncIterator[None]:
    """Answer at BOT_METRICS_LISTEN within the block. Raises SettingsError."""
    metrics = partial(_metrics, Metrics(settings, state, activity, clock))
    health = partial(_health, activity, clock)
    pages = [(r"/metrics", _Page, {"show": metrics}), (r"/health", _Page, {"show": health})]
    server = HTTPServer(Application(pages, log_function=lambda _: None))
    server.add_socket(listening_socket("BOT_METRICS_LISTEN", address))
    try:
        yield
    finally:
        server.stop()
        await server.close_all_connections()


def _metrics(metrics: Metrics) -> tuple[int, str, bytes]:
    """Status, type and body."""
    try:
        return OK, METRICS_TYPE, metrics.page()
    except StoreError as trouble:
        return UNAVAILABLE, "text/plain", trouble.trouble.name.encode()


def _health(activity: Activity, clock: Callable[[], datetime]) -> tuple[int, str, bytes]:
    """Status, type and body: unavailable when a restart would help.

    That Telegram is out of reach is reported, and no reason for a restart.
    """
    now, alive_at = clock(), activity.alive_at
    is_alive = alive_at is not None and now - alive_at <= MAX_SILENCE
    body = {
        "status": "ok" if is_alive else "stuck",
        "version": __version__,
        "alive_s": _seconds(alive_at, now),
        "reached_s": _seconds(activity.reached_at, now),
    }
    return OK if is_alive else UNAVAILABLE, "application/json", json.dumps(body).encode()


class _Page(RequestHandler):
    """A page that is made anew for each request."""

    def initialize(self, show: Callable[[], tuple[int, str, bytes]]) -> None:  # tornado's way
        """Remember what makes it."""
        self._show = show

    def get(self) -> None:
        """Answer."""
        status, content_type, body = self._show()
        self.set_status(status)
        self.set_header("Content-Type", content_type)
        self.finish(body)


def _seconds(at: datetime | None, now: datetime) -> Any:
    """How long ago, in seconds; None for never."""
    return None if at is None else round((now - at).total_seconds())
