"""Updates that Telegram sends to an address of ours, behind a proxy that speaks TLS.

Telegram takes an update for delivered when it is answered with success, and that is once it is
kept; until then it comes again. Of a request without the secret, the body is not read.
"""

import asyncio
import hmac
import json
import logging
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from aiohttp import web
from telegram import Bot

from bot.operations.http_server import HttpServer, listening
from bot.telegram.calls import Outage
from bot.telegram.errors import described
from bot.telegram.inbox import Inbox
from bot.telegram.received import ALLOWED_UPDATES

LOG = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- its name, not what it says
MAX_BODY_BYTES = 1_000_000  # an update is a few thousand
BODY_WITHIN_S = 10.0
# One after the other: over more connections updates overtake each other, and what somebody says
# in two messages has an order.
MAX_CONNECTIONS = 1
OK, BAD_REQUEST, FORBIDDEN, NOT_YET = 200, 400, 403, 503


@dataclass(slots=True, kw_only=True)
class Webhook:
    """Listens on an address for what Telegram sends to `url`, and knows it by `secret`."""

    url: str
    address: tuple[str, int]
    secret: str = field(repr=False)
    _server: HttpServer | None = None
    _listening: AsyncExitStack = field(default_factory=AsyncExitStack)
    _inbox: Inbox | None = None  # once updates may come in

    async def open(self, bot: Bot) -> None:
        """Listen, then set the webhook. Raises SettingsError and TelegramError."""
        if self._server is None:
            server = HttpServer(self._answer)
            await self._listening.enter_async_context(
                listening("BOT_WEBHOOK_LISTEN", self.address, server)
            )
            self._server = server
            LOG.info("webhook.listening host=%s port=%d", *self.address)
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
        await self._listening.aclose()

    async def _answer(self, request: web.BaseRequest) -> web.Response:
        """Answer with a status alone."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(errors="replace"), self.secret.encode()):
            return web.Response(status=FORBIDDEN)
        assert self._server is not None
        self._server.trust(request)
        body = await _body(request)
        try:
            status = BAD_REQUEST if body is None else await self._take(body)
        except Exception as fault:  # noqa: BLE001
            LOG.error("webhook.failed error=%s", described(fault))
            status = NOT_YET
        return web.Response(status=status)

    async def _take(self, body: bytes) -> int:
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


async def _body(request: web.BaseRequest) -> bytes | None:
    """None for one that is too long, or does not arrive."""
    if (request.content_length or 0) > MAX_BODY_BYTES:
        return None
    try:
        async with asyncio.timeout(BODY_WITHIN_S):
            return await request.read()  # in parts, up to the server's own limit
    except Exception:  # noqa: BLE001 -- whatever a broken connection leads to
        return None
