"""/metrics and /health, and what systemd is notified of."""

from __future__ import annotations

import asyncio
import json
import socket
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest
from aiohttp import web
from prometheus_client.parser import text_string_to_metric_families

from bot.features import SCHEMA
from bot.operations.activity import Activity
from bot.operations.endpoint import open_endpoint
from bot.operations.http_server import MAX_OPEN, HttpServer, listening
from bot.operations.service_manager import ServiceManager
from bot.operations.settings import Settings, SettingsError
from bot.people.access import Role
from bot.people.store import people
from bot.store.state import State
from tests.paths import TABLE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

NOON = datetime(2026, 12, 1, 3, tzinfo=UTC)


@asynccontextmanager
async def served(state: State, activity: Activity, path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the endpoint, on a free port."""
    settings = Settings(state_db=path, pledges_db=TABLE)
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = free.getsockname()
    url = f"http://127.0.0.1:{address[1]}"
    async with (
        open_endpoint(address, settings, state, activity, clock=lambda: NOON),
        httpx.AsyncClient(base_url=url, trust_env=False) as client,
    ):
        yield client


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the office's database is."""
    return tmp_path / "state.db"


async def test_a_client_that_reads_no_answer_leaves_room() -> None:
    """Its connection is closed without what waits to be read."""
    body = bytes(30_000_000)

    async def answer(_: web.BaseRequest) -> web.Response:
        return web.Response(body=body)

    async def ask() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection(*address)
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        await reader.readexactly(1)
        return reader, writer

    with socket.create_server(("127.0.0.1", 0)) as free:
        address = free.getsockname()
    async with listening("BOT_METRICS_LISTEN", address, HttpServer(answer)), asyncio.timeout(20):
        reader, writer = await ask()
        others = [(await asyncio.open_connection(*address))[1] for _ in range(MAX_OPEN - 1)]
        others.append((await ask())[1])
        size = 0
        with suppress(ConnectionError):
            while chunk := await reader.read(1_000_000):
                size += len(chunk)
        for each in (writer, *others):
            each.close()
    assert size < len(body)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"POST / HTTP/1.1\r\nContent-Length: abc\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", 200),
    ],
)
async def test_a_half_closed_client_gets_a_status_and_nothing_of_what_it_sent(
    sent: bytes, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither on a page nor in the log."""

    async def answer(_: web.BaseRequest) -> web.Response:
        return web.Response()

    with socket.create_server(("127.0.0.1", 0)) as free:
        address = free.getsockname()
    async with listening("BOT_METRICS_LISTEN", address, HttpServer(answer)), asyncio.timeout(20):
        reader, writer = await asyncio.open_connection(*address)
        writer.write(sent)
        writer.write_eof()
        answered = await reader.read()
        writer.close()
    assert answered.split(b" ", 2)[1] == str(status).encode()
    assert b"abc" not in answered
    assert "abc" not in caplog.text


async def test_metrics_count_and_name_nobody(path: Path) -> None:
    """In the format that Prometheus reads."""
    activity = Activity(started_at=NOON)
    activity.note_update(NOON - timedelta(seconds=10))
    activity.log_lines["error"] += 2
    with State(path, SCHEMA) as state:
        await state.write(
            lambda db: people.let_in(db, 987654321, name="김주무", role=Role.MEMBER, now=NOON)
        )
        async with served(state, activity, path) as client:
            page = (await client.get("/metrics")).text
    values = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }
    assert values["pledge_bot_people",] == 1
    assert values["pledge_bot_updates_total",] == 1
    assert values["pledge_bot_log_lines_total", "error"] == 2
    assert values["pledge_bot_deliveries", "overdue"] == 0
    assert values["pledge_bot_last_update_timestamp_seconds",] == NOON.timestamp() - 10
    assert values["pledge_bot_last_backup_timestamp_seconds",] == 0
    assert values["pledge_bot_database_bytes", "state.db"] > 0
    assert values["process_resident_memory_bytes",] > 0
    assert "김주무" not in page
    assert "987654321" not in page


async def test_health_is_about_what_a_restart_would_mend(path: Path) -> None:
    """A watch that does not turn; not Telegram out of reach."""
    activity = Activity(started_at=NOON)
    with State(path, SCHEMA) as state:
        async with served(state, activity, path) as client:
            assert (await client.get("/health")).status_code == 503
            activity.alive_at = NOON - timedelta(seconds=30)
            healthy = await client.get("/health")
            activity.alive_at = NOON - timedelta(minutes=10)
            stuck = await client.get("/health")
            assert (await client.get("/")).status_code == 404
    assert healthy.status_code == 200
    assert json.loads(healthy.text)["reached_s"] is None
    assert (stuck.status_code, json.loads(stuck.text)["status"]) == (503, "stuck")


async def test_an_address_that_is_taken_is_named(path: Path) -> None:
    """Before anything is served."""
    activity = Activity(started_at=NOON)
    with State(path, SCHEMA) as state, socket.create_server(("127.0.0.1", 0)) as taken:
        address = taken.getsockname()
        endpoint = open_endpoint(address, Settings(), state, activity, clock=lambda: NOON)
        with pytest.raises(SettingsError, match=r"BOT_METRICS_LISTEN: 127.0.0.1:\d+: .* in use"):
            await endpoint.__aenter__()


async def test_systemd_gets_signs_as_often_as_it_wants(tmp_path: Path) -> None:
    """Ready first, then alive; over its socket."""
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(address)
        systemd.setblocking(False)
        manager = ServiceManager.from_environment(
            {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "2000"}
        )
        assert manager.every_s == 0.001
        alive = asyncio.create_task(manager.keep_alive())
        loop = asyncio.get_running_loop()
        assert [await loop.sock_recv(systemd, 99) for _ in range(3)] == [
            b"READY=1",
            b"WATCHDOG=1",
            b"WATCHDOG=1",
        ]
        alive.cancel()


async def test_without_systemd_nothing_is_sent() -> None:
    """And nothing waits."""
    manager = ServiceManager.from_environment({})
    await manager.keep_alive()
    assert manager == ServiceManager()
