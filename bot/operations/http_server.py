"""A small HTTP server on an address of a setting; strangers may reach it, and hold up nobody."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.operations.settings import SettingsError

LOG = logging.getLogger(__name__)
MAX_OPEN = 64  # connections; beyond, the oldest one that is not trusted is closed
IDLE_S = 75.0  # a proxy keeps a connection open for the next request; nginx for 60 s
CLOSE_WITHIN_S = 0.5  # twice: aiohttp waits for an answer, then for its end


class _Request(web.BaseRequest):
    async def _prepare_hook(self, response: web.StreamResponse) -> None:
        response.headers.pop("Server", None)  # the versions of Python and aiohttp


class _Connection(web.RequestHandler):
    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer with a status alone: aiohttp's page and log line repeat what was sent."""
        if status >= 500:
            LOG.error("http.failed error=%s", type(exc).__name__)
        response = web.Response(status=status)
        response.force_close()
        return response

    def eof_received(self) -> bool:  # type: ignore[override]  # asyncio's may return it
        """Whether the connection stays: a client with nothing more to send gets its answer."""
        is_idle = self._waiter is not None and not self._waiter.done()
        self.close()
        return not is_idle


class HttpServer(web.Server):
    """Bounds its connections, and logs nothing of what is asked."""

    def __init__(self, answer: Callable[[web.BaseRequest], Awaitable[web.Response]]) -> None:
        super().__init__(
            answer,
            request_factory=lambda message, payload, protocol, writer, task: _Request(
                message, payload, protocol, writer, task, asyncio.get_running_loop()
            ),
            access_log=None,
            keepalive_timeout=IDLE_S,
            lingering_time=0,  # what is refused is not read
            auto_decompress=False,
        )
        self._is_trusted: dict[web.RequestHandler, bool] = {}  # the oldest first

    def __call__(self) -> web.RequestHandler:
        """A new connection."""
        return _Connection(self, loop=asyncio.get_running_loop(), **self._kwargs)

    def trust(self, request: web.BaseRequest) -> None:
        """Close the connection of a request last: it is from whom we serve."""
        self._is_trusted[request.protocol] = True

    def connection_made(self, handler: web.RequestHandler, transport: asyncio.Transport) -> None:
        """Take a connection, and close another one if there are too many."""
        super().connection_made(handler, transport)
        self._is_trusted[handler] = False
        if len(self._is_trusted) > MAX_OPEN:
            dropped = next(one for one, is_trusted in self._is_trusted.items() if not is_trusted)
            del self._is_trusted[dropped]
            if dropped.transport is not None:
                dropped.transport.abort()  # whoever reads no answers would keep it open

    def connection_lost(
        self, handler: web.RequestHandler, exc: BaseException | None = None
    ) -> None:
        """Forget a connection that is closed."""
        super().connection_lost(handler, exc)
        self._is_trusted.pop(handler, None)


@asynccontextmanager
async def listening(
    setting: str, address: tuple[str, int], server: HttpServer
) -> AsyncIterator[None]:
    """Serve on the address of a setting within the block. Raises SettingsError."""
    host, port = address
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server(address, family=family)
    except OSError as taken:
        why = (taken.strerror or str(taken)).partition(" (while")[0]
        msg = f"{setting}: {host}:{port}: {why}; expected this machine's, with nobody listening"
        raise SettingsError(msg) from taken
    accepting = await asyncio.get_running_loop().create_server(server, sock=listener)
    try:
        yield
    finally:
        accepting.close()
        await server.shutdown(CLOSE_WITHIN_S)
