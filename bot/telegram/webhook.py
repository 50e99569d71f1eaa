"""Updates that Telegram sends to an address of ours, behind a proxy that speaks TLS.

Telegram takes an update for delivered when it is answered with success, and that is once it is
kept; until then it comes again.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from telegram import Update
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.telegram.app import ALLOWED_UPDATES, INBOX, hand_over
from bot.telegram.source import CannotListenError

if TYPE_CHECKING:
    from telegram import Bot

    from bot.telegram.app import App
    from bot.telegram.inbox import Inbox
    from bot.telegram.outage import Outage

LOG = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- its name, not what it says
MAX_BODY_BYTES = 1_000_000  # an update is a few thousand
# One after the other: over more connections updates overtake each other, and what somebody says
# in two messages has an order.
MAX_CONNECTIONS = 1
OK, BAD_REQUEST, FORBIDDEN, NOT_YET = 200, 400, 403, 503


@dataclass(slots=True, kw_only=True)
class Webhook:
    """Listens on `host` and `port` for what Telegram sends to `url`, and knows it by `secret`."""

    url: str
    host: str
    port: int
    secret: str = field(repr=False)
    _server: HTTPServer | None = None
    _app: App | None = None  # once updates may come in

    async def open(self, bot: Bot) -> None:
        """Listen, then tell Telegram where. Raises CannotListenError and TelegramError."""
        if self._server is None:
            routes = Application([(r".*", _Arrival, {"webhook": self})], log_function=_unlogged)
            try:
                family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
                listening = socket.create_server((self.host, self.port), family=family)
            except OSError as taken:
                raise CannotListenError(taken.strerror or str(taken)) from taken
            listening.setblocking(False)
            self._server = HTTPServer(routes, max_body_size=MAX_BODY_BYTES)
            self._server.add_socket(listening)
            LOG.info("listening: %s port %d", self.host, self.port)
        await bot.set_webhook(
            self.url,
            secret_token=self.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=MAX_CONNECTIONS,
        )

    async def bring(self, app: App, outage: Outage) -> None:
        """Hand over what arrives, until it is cancelled."""
        outage.over()
        self._app = app
        await asyncio.Event().wait()

    async def close(self) -> None:
        """Listen no more. The webhook stays set, so Telegram keeps what comes, for a day."""
        self._app = None
        if self._server is not None:
            self._server.stop()
            await self._server.close_all_connections()

    async def arrived(self, body: bytes, secret: str) -> int:
        """The HTTP status for a request: success as soon as Telegram may forget the update."""
        if not hmac.compare_digest(secret.encode(), self.secret.encode()):
            return FORBIDDEN
        if (app := self._app) is None:
            return NOT_YET
        try:
            update = Update.de_json(json.loads(body), app.bot)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            LOG.warning("webhook.no_update bytes=%d", len(body))
            return BAD_REQUEST
        inbox: Inbox = app.bot_data[INBOX]
        new = inbox.new([update], waited=True)
        hand_over(app, new)
        await inbox.keep(new)
        return OK


class _Arrival(RequestHandler):
    """One request; anybody may make one, so nothing is believed without the secret."""

    def initialize(self, webhook: Webhook) -> None:  # tornado's way to hand something over
        """Remember who waits for it."""
        self._webhook = webhook

    async def post(self) -> None:
        """Answer with a status alone."""
        secret = self.request.headers.get(SECRET_HEADER, "")
        self.set_status(await self._webhook.arrived(self.request.body, secret))


def _unlogged(_: RequestHandler) -> None:
    """What is asked of us is nobody's business, and strangers may ask anything."""
