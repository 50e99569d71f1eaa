"""Updates that Telegram sends to an address of ours, behind a proxy that speaks TLS.

Telegram takes an update for delivered when it is answered with success, and that is once it is
kept; until then it comes again. Of a request without the secret, the body is not read.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tornado.http1connection import HTTP1ServerConnection
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler, stream_request_body

from bot.operations.listening import listening_socket
from bot.telegram.errors import described
from bot.telegram.received import ALLOWED_UPDATES

if TYPE_CHECKING:
    from telegram import Bot
    from tornado.httputil import HTTPServerRequest
    from tornado.iostream import IOStream

    from bot.telegram.calls import Outage
    from bot.telegram.inbox import Inbox

LOG = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- its name, not what it says
MAX_BODY_BYTES = 1_000_000  # an update is a few thousand
MAX_HEADER_BYTES = 16_000
MAX_OPEN = 64  # connections; beyond, the oldest one that never showed the secret is closed
BODY_WITHIN_S = 10.0
IDLE_S = 75.0  # a proxy keeps a connection open for the next request; nginx for 60 s
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
    _server: _Server | None = None
    _inbox: Inbox | None = None  # once updates may come in

    async def open(self, bot: Bot) -> None:
        """Listen, then set the webhook. Raises SettingsError and TelegramError."""
        if self._server is None:
            routes = Application([(r".*", _Arrival, {"webhook": self})], log_function=_unlogged)
            listening = listening_socket("BOT_WEBHOOK_LISTEN", (self.host, self.port))
            self._server = _Server(
                routes,
                max_body_size=MAX_BODY_BYTES,
                max_header_size=MAX_HEADER_BYTES,
                body_timeout=BODY_WITHIN_S,
                idle_connection_timeout=IDLE_S,
            )
            self._server.add_socket(listening)
            LOG.info("webhook.listening host=%s port=%d", self.host, self.port)
        await bot.set_webhook(
            self.url,
            secret_token=self.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=MAX_CONNECTIONS,
        )

    async def bring(self, inbox: Inbox, outage: Outage) -> None:
        """Hand over what arrives, until it is cancelled."""
        outage.over()
        self._inbox = inbox
        await asyncio.Event().wait()

    async def close(self) -> None:
        """Listen no more. The webhook stays set, so Telegram keeps what comes, for a day."""
        self._inbox = None
        if self._server is not None:
            self._server.stop()
            await self._server.close_all_connections()

    def admits(self, request: HTTPServerRequest) -> bool:
        """Whether whoever sends a request knows the secret; their connection is kept then."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self.secret.encode()):
            return False
        assert self._server is not None
        assert isinstance(request.server_connection, HTTP1ServerConnection)
        self._server.trust(request.server_connection)
        return True

    async def take_body(self, body: bytes) -> int:
        """The HTTP status for a body: success as soon as Telegram may forget the update."""
        if self._inbox is None:
            return NOT_YET
        try:
            highest = await self._inbox.take([json.loads(body)], waited=True)
        except (ValueError, RecursionError):
            highest = None
        if highest is None:
            LOG.warning("webhook.no_update bytes=%d", len(body))
        return BAD_REQUEST if highest is None else OK


class _Server(HTTPServer):
    """Bounds its connections: those that have shown the secret are closed last."""

    def initialize(self, *args: Any, **kwargs: Any) -> None:
        """Remember which connections are open, the oldest first."""
        super().initialize(*args, **kwargs)
        self._open: dict[IOStream, bool] = {}  # whether it has shown the secret

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """Take a connection, and close another one if there are too many."""
        self._open[stream] = False
        if len(self._open) > MAX_OPEN:
            stranger = next((one for one, is_known in self._open.items() if not is_known), stream)
            stranger.close()
        super().handle_stream(stream, address)

    def on_close(self, server_conn: object) -> None:
        """Forget a connection that is closed."""
        assert isinstance(server_conn, HTTP1ServerConnection)
        self._open.pop(server_conn.stream, None)
        super().on_close(server_conn)

    def trust(self, server_conn: HTTP1ServerConnection) -> None:
        """Close this one last: it is Telegram's, or the proxy's."""
        self._open[server_conn.stream] = True


@stream_request_body
class _Arrival(RequestHandler):
    """One request; anybody may make one, so nothing is read without the secret."""

    def initialize(self, webhook: Webhook) -> None:  # tornado's way to hand something over
        """Remember who waits for it."""
        self._webhook = webhook
        self._body = bytearray()

    def prepare(self) -> None:
        """Look at the headers, before anything else is read."""
        if not self._webhook.admits(self.request):
            self.set_status(FORBIDDEN)
            self.finish()

    def data_received(self, chunk: bytes) -> None:
        """Gather the body, within MAX_BODY_BYTES."""
        self._body += chunk

    async def post(self) -> None:
        """Answer with a status alone."""
        try:
            self.set_status(await self._webhook.take_body(bytes(self._body)))
        except Exception as fault:  # noqa: BLE001 -- tornado would log the whole request
            LOG.error("webhook.failed error=%s", described(fault))
            self.set_status(NOT_YET)


def _unlogged(_: RequestHandler) -> None:
    """What is asked of us is nobody's business, and strangers may ask anything."""
