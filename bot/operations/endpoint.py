"""/metrics and /health over HTTP, for programs that watch the bot."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot import __version__
from bot.operations.store.pulses import MAX_SILENCE
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.operations.activity import Activity
    from bot.operations.metrics import Metrics


class AddressTakenError(Exception):
    """The address of the metrics is in use, or not this machine's."""


OK, UNAVAILABLE = 200, 503
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Answers with what the process knows; an answer at all means that its event loop turns."""

    metrics: Metrics
    activity: Activity
    clock: Callable[[], datetime]

    def listen(self, host: str, port: int) -> HTTPServer:
        """The server, listening; to be stopped. Raises AddressTakenError."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            listening = socket.create_server((host, port), family=family)
        except OSError as taken:
            msg = f"{host}:{port}: {taken.strerror or taken}"
            raise AddressTakenError(msg) from taken
        listening.setblocking(False)
        pages = [
            (r"/metrics", _Page, {"show": self.show_metrics}),
            (r"/health", _Page, {"show": self.show_health}),
        ]
        server = HTTPServer(Application(pages, log_function=lambda _: None))
        server.add_socket(listening)
        return server

    def show_metrics(self) -> tuple[int, str, bytes]:
        """Status, type and body."""
        try:
            return OK, METRICS_TYPE, self.metrics.page()
        except StoreError as trouble:
            return UNAVAILABLE, "text/plain", trouble.trouble.name.encode()

    def show_health(self) -> tuple[int, str, bytes]:
        """Status, type and body: unavailable when a restart would help.

        That Telegram is out of reach is reported, and no reason for a restart.
        """
        now, alive_at = self.clock(), self.activity.alive_at
        is_alive = alive_at is not None and now - alive_at <= MAX_SILENCE
        body = {
            "status": "ok" if is_alive else "stuck",
            "version": __version__,
            "alive_s": _seconds(alive_at, now),
            "reached_s": _seconds(self.activity.reached_at, now),
        }
        return (
            OK if is_alive else UNAVAILABLE,
            "application/json",
            json.dumps(body).encode(),
        )


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
