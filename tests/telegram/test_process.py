"""The process on Telegram: how it starts, what it logs, and how it ends."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bot.__main__ import main
from bot.commands import FAILED
from bot.telegram.replies import NEW_OFFICE
from tests.botapi.people import private
from tests.botapi.server import DEADLINE_S, TOKEN, Hold, Refusal
from tests.paths import ROOT
from tests.telegram.office import MEMBER, reads, says
from tests.telegram.process import ExecutedProcess, Process, on

if TYPE_CHECKING:
    from pathlib import Path

    from tests.botapi.server import BotApi

CHAT = private(MEMBER)


@pytest.mark.parametrize(
    ("number", "kind"), [(signal.SIGTERM, ExecutedProcess), (signal.SIGINT, Process)]
)
async def test_a_signal_ends_it_within_a_long_poll(
    api: BotApi, number: signal.Signals, kind: type[Process]
) -> None:
    """After an answer, with status 0 and without the token in the log; the poll never ends."""
    hold = Hold()
    settings = {"BOT_TOKEN": api.token, "BOT_API_URL": api.url, "BOT_READ_TIMEOUT_S": "120"}
    async with kind(BOT_POLL_TIMEOUT_S="50", **settings) as process:
        assert "도시계획과" in await reads(api, MEMBER, "지역개발-05")
        api.fail("getUpdates", hold)
        api.says(MEMBER, "지역개발-06")
        await hold.reached.wait()
        process.send(number)
        status, log = await process.wait_until_ended()
    assert status == 0
    assert "bot.serving" in log
    assert api.token not in log
    assert "지역개발" not in log


async def test_a_rejected_token_is_named(api: BotApi) -> None:
    """In one last line that does not show it, with status 2."""
    api.fail("getMe", Refusal(401, "Unauthorized"))
    async with on(api) as process:
        status, log = await process.wait_until_ended()
    assert status == 2
    assert log.splitlines()[-1].startswith("BOT_TOKEN: ")
    assert api.token not in log
    assert "Traceback" not in log


@pytest.mark.parametrize(
    "environment",
    [
        {"BOT_TOKEN": "secret"},
        {"BOT_PLEDGES_DB": "nowhere.db"},
        {"BOT_STATE_DB": "README.md/state.db"},
        {"ALL_PROXY": "socks5://secret@127.0.0.1:9"},
    ],
)
async def test_a_wrong_setting_ends_it_before_anything_is_called(
    api: BotApi, environment: dict[str, Any]
) -> None:
    """With one line and status 2."""
    settings = {"BOT_TOKEN": api.token, "BOT_API_URL": api.url, **environment}
    async with Process(**settings) as process:
        status, log = await process.wait_until_ended()
    [name] = environment
    assert status == 2
    assert f"{name}: " in log
    assert log.count("\n") == 1
    assert "secret" not in log
    assert api.calls == []


async def test_a_webhook_serves_until_it_is_stopped(api: BotApi) -> None:
    """Over HTTP from end to end; its secret stands in no log."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    public = "https://bot.example.go.kr/telegram"
    api.webhook.proxied[public] = f"http://{listen}/"
    settings = {"BOT_WEBHOOK_LISTEN": listen, "BOT_WEBHOOK_SECRET": "hush-hush"}
    async with on(api, BOT_WEBHOOK_URL=public, **settings) as process:
        api.says(MEMBER, "지역개발-05")
        (answer,) = await api.answers_in(CHAT)
        assert "도시계획과" in answer["text"]
        status, log = await process.stop()
    assert status == 0
    assert "hush-hush" not in log


async def test_a_second_process_on_one_database_says_so_and_ends(
    api: BotApi, tmp_path: Path
) -> None:
    """With status 2; the first serves on, and when it is killed the next one may."""
    state_db = str(tmp_path / "state.db")
    async with on(api, BOT_STATE_DB=state_db) as first:
        await api.until(lambda: api.called("getUpdates"))
        async with on(api, BOT_STATE_DB=state_db) as second:
            status, log = await second.wait_until_ended()
        assert status == 2
        [line] = log.splitlines()
        assert line.startswith(f"BOT_STATE_DB: '{state_db}' is in use by another bot")
        await first.kill()
    async with on(api, BOT_STATE_DB=state_db):
        await says(api, MEMBER, "지역개발-05")


async def test_a_new_database_is_said_loudly(api: BotApi, tmp_path: Path) -> None:
    """In the log and to the admins in chat, once; a mistyped path would begin an empty office."""
    api.know(CHAT)
    path = tmp_path / "mistyped.db"
    for start in (1, 2):
        async with on(api, BOT_STATE_DB=str(path)) as process:
            await api.until(lambda start=start: len(api.called("getChatMenuButton")) == start)  # type: ignore[misc]
            status, log = await process.stop()
        assert status == 0
        assert (f"state.created file={path}" in log) is (start == 1)
    assert [message["text"] for message in api.of_bot(CHAT)] == [NEW_OFFICE.text]


async def test_refused_connections_leave_no_trace_in_the_log(api: BotApi) -> None:
    """Without the secret, broken off, or no HTTP at all; the token's bot goes on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    public = "https://bot.example.go.kr/telegram"
    api.webhook.proxied[public] = f"http://127.0.0.1:{port}/"
    settings = {"BOT_WEBHOOK_LISTEN": f"127.0.0.1:{port}", "BOT_WEBHOOK_SECRET": "hush-hush"}
    head = b"POST /secret-path HTTP/1.1\r\nHost: x\r\n"
    known = head + b"X-Telegram-Bot-Api-Secret-Token: hush-hush\r\n"
    async with on(api, BOT_WEBHOOK_URL=public, **settings) as process:
        await api.until(lambda: api.webhook.registered)
        for request in [
            head + b"Content-Length: 900000\r\n\r\n" + b"x" * 1000,
            head + b"Content-Length: 9000000\r\n\r\n",
            head + b"Transfer-Encoding: chunked\r\n\r\nffff\r\n",
            known + b"Content-Length: 100\r\n\r\n{",
            known + b"Content-Length: 9\r\n\r\nsurprise!",
            head.replace(b"POST", b"BREW") + b"\r\n",
            b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 5000,
            b"\x16\x03\x01\x00 this is TLS \r\n\r\n",
            b"",
        ]:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            writer.close()
        await says(api, MEMBER, "지역개발-05")
        status, log = await process.stop()
    assert status == 0
    assert "Traceback" not in log
    assert "secret-path" not in log
    assert "aiohttp" not in log


async def test_doubtful_settings_are_logged(api: BotApi) -> None:
    """A name that means nothing, and nobody to serve."""
    async with on(api, BOT_ADMIN="1", BOT_ADMINS="") as process:
        await api.until(lambda: api.called("getUpdates"))
        status, log = await process.stop()
    assert status == 0
    assert "BOT_ADMIN is not a setting of this version, BOT_ADMINS is; it is ignored" in log
    assert "settings.no_admins" in log


def test_a_fault_of_the_bot_itself_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """By the log, which leaves out the token, and with a status that is no success."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("bot.commands.write_logs", lambda **_: None)
    monkeypatch.setattr("bot.telegram.app.application", fail)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_STATE_DB", str(tmp_path / "state.db"))
    assert main(["run"]) == FAILED
    assert "bot.failed" in caplog.text


async def test_metrics_and_health_are_served_where_they_are_set(api: BotApi) -> None:
    """By the process itself; lines of its log are counted, and nobody is named.

    Of an open bot, which says so at the start.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    async with on(api, BOT_METRICS_LISTEN=listen, BOT_ACCESS="open") as process:
        await says(api, MEMBER, "지역개발-05")
        async with httpx.AsyncClient(base_url=f"http://{listen}", trust_env=False) as client:
            health = await client.get("/health")
            metrics = (await client.get("/metrics")).text
        status, log = await process.stop()
    assert status == 0
    assert "settings.open_access" in log
    assert (health.status_code, health.json()["status"]) == (200, "ok")
    assert "pledge_bot_updates_total 1.0" in metrics
    assert "pledge_bot_people 0.0" in metrics
    # As a whole: digits of a measured time may be those of an id.
    assert re.search(rf"(?<![\d.]){MEMBER['id']}(?![\d.])", metrics) is None


async def test_metrics_on_a_port_that_is_taken_end_it(api: BotApi) -> None:
    """With status 2, naming the setting."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        async with on(api, BOT_METRICS_LISTEN=listen) as process:
            status, log = await process.wait_until_ended()
    assert status == 2
    assert log.splitlines()[-1].startswith(f"BOT_METRICS_LISTEN: {listen}: ")
    assert "Traceback" not in log


async def test_systemd_is_notified_and_the_doctor_sees_life(api: BotApi, tmp_path: Path) -> None:
    """Ready at the start, stopping at the end; a health check in another process agrees."""
    address, state_db = str(tmp_path / "notify"), str(tmp_path / "state.db")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(address)
        systemd.setblocking(False)
        loop = asyncio.get_running_loop()
        systemd_sets = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "600000000"}
        async with on(api, BOT_STATE_DB=state_db, **systemd_sets) as process:
            async with asyncio.timeout(DEADLINE_S):
                assert await loop.sock_recv(systemd, 99) == b"READY=1"
                assert await loop.sock_recv(systemd, 99) == b"WATCHDOG=1"
            await api.until(lambda: api.called("getUpdates"))
            checking = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "doctor", "--alive"),
                cwd=ROOT,
                env={**os.environ, "BOT_STATE_DB": state_db},
            )
            assert await checking.wait() == 0
            status, log = await process.stop()
        assert status == 0
        assert await loop.sock_recv(systemd, 99) == b"STOPPING=1"
    assert f"state.created file={state_db}" in log


async def test_a_log_in_json_is_json_throughout(api: BotApi) -> None:
    """From the first line to the last, which in text are no lines of the log."""
    async with on(api, BOT_LOG_FORMAT="json", BOT_ADMIN="1") as process:
        await api.until(lambda: api.called("getUpdates"))
        _, log = await process.stop()
    lines = [json.loads(line) for line in log.splitlines()]
    assert {"bot.noted", "bot.serving", "bot.stopped"} <= {line["event"] for line in lines}
