"""A loopback Bot API, and the real application talking to it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from bot.operations.settings import Settings
from bot.people import group_desk
from bot.store import migrations
from bot.table.live import LiveCatalogue
from bot.telegram import calls, dispatch
from bot.telegram.app import application
from bot.telegram.serving import serve
from bot.telegram.source import source_of
from tests.botapi.server import BotApi
from tests.paths import TABLE
from tests.store.made import open_state
from tests.telegram.office import (
    ADMIN,
    ANSWERER,
    COLLEAGUE,
    MEMBER,
    PLANNER,
    PLANNING,
    TRAFFIC,
    opens_chat,
    register_group,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from bot.lookup.answering import Catalogues
    from bot.reminders.boards import Boards
    from bot.reminders.delivery import DeliveryWorker
    from bot.reminders.digests import Digests
    from tests.botapi.people import Json
    from tests.telegram.office import At


NOW = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)  # a Tuesday, nine in Seoul


@dataclass
class Clock:
    """Tells the time that a test sets."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """Now."""
        return self.now

    def forward(self, by: timedelta) -> None:
        """Let time go by."""
        self.now += by


@pytest.fixture
def clock() -> Clock:
    """Stands still at NOW until a test sets it."""
    return Clock()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep loopback calls off a proxy of the machine the tests run on."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less between tries than in production."""
    monkeypatch.setattr(calls, "FIRST_WAIT_S", 0.01)
    monkeypatch.setattr(calls, "LONGEST_WAIT_S", 0.02)


@pytest.fixture(autouse=True)
def _no_pause_between_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer strangers every time, in all tests that are not about how often (test_gate.py)."""
    monkeypatch.setattr(dispatch, "REFUSED_EVERY", timedelta(0))


@pytest.fixture(autouse=True)
def _no_wait_for_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave groups of strangers at once, in all tests that are not about links to groups."""
    monkeypatch.setattr(group_desk, "LINK_COMES_WITHIN_S", 0.0)


@pytest.fixture(autouse=True)
def _no_menus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what costs as much as ten answers, in all tests that are not about menus."""

    async def show(*_: object) -> None:
        pass

    monkeypatch.setattr("bot.telegram.serving.show_menus", show)


@pytest.fixture(autouse=True)
def _no_look_at_the_ends_of_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust databases that were made a moment ago: the look takes as long as an answer."""
    monkeypatch.setattr(migrations, "_read_ends", lambda _: None)


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
        """Serve with these settings changed, from these `catalogues`, at this `clock`."""
        ...


@pytest.fixture
def deliveries() -> list[DeliveryWorker]:
    """What sends reminders, of every bot that a test starts."""
    return []


@pytest.fixture
def boards() -> list[Boards]:
    """What follows the answers, of every bot that a test starts."""
    return []


@pytest.fixture
def digests() -> list[Digests]:
    """What sends the weekly digests, of every bot that a test starts."""
    return []


@pytest.fixture
def serving(  # noqa: PLR0913, PLR0917 -- what a test may look into
    api: BotApi,
    table: Catalogues,
    tmp_path: Path,
    deliveries: list[DeliveryWorker],
    boards: list[Boards],
    digests: list[Digests],
) -> Serving:
    """The bot, built as in production, within a `with` block."""

    @asynccontextmanager
    async def run_bot(
        *,
        catalogues: Catalogues | None = None,
        clock: Callable[[], datetime] = lambda: NOW,
        is_new: bool = False,
        **changes: Any,
    ) -> AsyncIterator[asyncio.Task[None]]:
        settings = Settings(
            **{
                "token": api.token,
                "admins": frozenset({MEMBER["id"]}),
                "api_url": api.url,
                "poll_timeout_s": 50,
                "read_timeout_s": 15.0,
                "state_db": tmp_path / "state.db",
                **changes,
            }
        )
        with open_state(settings.state_db) as state:
            state.is_new = is_new  # only a test that is about it hears of it
            bot = application(api.token, settings, catalogues or table, state, clock=clock)
            deliveries.append(bot.features.reminders.delivery)
            boards.append(bot.features.reminders.boards)
            digests.append(bot.features.reminders.digests)
            stop = asyncio.Event()
            serving = serve(bot, source_of(settings), until=stop)
            task = asyncio.create_task(serving)
            try:
                yield task
            finally:
                stop.set()
                await task

    return run_bot


@pytest.fixture
async def bot(serving: Serving) -> AsyncIterator[None]:
    """The bot, serving for the whole test."""
    async with serving():
        yield


@pytest.fixture
async def office(api: BotApi, serving: Serving, clock: Clock) -> AsyncIterator[None]:
    """The bot, and its admin whom it can write to."""
    async with serving(clock=clock):
        await opens_chat(api, ADMIN)
        yield


@pytest.fixture
async def groups(api: BotApi, office: None) -> None:
    """The office with two registered groups and their people."""
    await register_group(api, TRAFFIC, "교통행정과", ANSWERER, COLLEAGUE)
    await register_group(api, PLANNING, "도시계획과", PLANNER)


@pytest.fixture
def at(api: BotApi, clock: Clock, deliveries: list[DeliveryWorker]) -> At:
    """Lets the clock show a time, and returns what comes into a chat then."""

    async def message_at(when: datetime, chat: Json) -> Json:
        before = len(api.of_bot(chat))
        clock.now = when
        deliveries[-1].wake()
        message = (await api.answers_in(chat, count=before + 1))[before]
        await deliveries[-1].idle()
        return message

    return message_at
