"""A loopback Bot API, and the real application talking to it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from bot.answering import Answering
from bot.channels.telegram.app import application
from bot.channels.telegram.polling import serve
from bot.settings import Settings
from bot.store.live import LiveCatalogue
from tests.botapi.people import person
from tests.botapi.server import BotApi
from tests.paths import TABLE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractAsyncContextManager

    from bot.answering import Catalogues


MEMBER = person(100, "김주무")
STRANGER = person(666, "아무개")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep loopback calls off a proxy of the machine the tests run on."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A Bot API on loopback; every call that Telegram would not take fails the test."""
    async with BotApi() as server:
        yield server
    assert server.violations == []


@pytest.fixture(scope="session")
def table() -> Catalogues:
    """The committed table, read once for all tests."""
    return LiveCatalogue(TABLE)


class Serving(Protocol):
    """Starts the bot, and stops it in the end."""

    def __call__(self, **changes: Any) -> AbstractAsyncContextManager[asyncio.Task[None]]:
        """Serve with these settings changed, from these `catalogues`; the task that serves."""
        ...


@pytest.fixture
def serving(api: BotApi, table: Catalogues) -> Serving:
    """The bot, built as in production, within a `with` block."""

    @asynccontextmanager
    async def started(
        *, catalogues: Catalogues | None = None, **changes: Any
    ) -> AsyncIterator[asyncio.Task[None]]:
        settings = Settings(
            **{
                "token": api.token,
                "admins": frozenset({MEMBER["id"]}),
                "api_url": api.url,
                "poll_timeout_s": 50,
                "read_timeout_s": 15.0,
                **changes,
            }
        )
        answering = Answering(catalogues=catalogues or table, admins=settings.admins)
        app = application(api.token, settings, answering)
        stop = asyncio.Event()
        task = asyncio.create_task(serve(app, poll_timeout_s=settings.poll_timeout_s, until=stop))
        try:
            yield task
        finally:
            stop.set()
            await task

    return started


@pytest.fixture
async def bot(serving: Serving) -> AsyncIterator[None]:
    """The bot, serving for the whole test."""
    async with serving():
        yield


def data_of(message: dict[str, Any], label: str) -> str:
    """The callback data of the first button whose label holds the given words."""
    for row in message["reply_markup"]["inline_keyboard"]:
        for button in row:
            if label in button["text"]:
                return str(button["callback_data"])
    pytest.fail(f"no button {label!r}")
