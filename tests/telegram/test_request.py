"""Requests over loopback: what surely was not sent, what is open, proxies, and files."""

from __future__ import annotations

import asyncio
import socket
import ssl
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.operations.settings import SettingsError
from bot.telegram import request
from bot.telegram.errors import may_have_arrived, was_never_begun
from bot.telegram.request import BotApiRequest
from tests.botapi.people import private
from tests.botapi.server import DEADLINE_S, Hold
from tests.telegram.office import MEMBER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.botapi.server import BotApi

CHAT = private(MEMBER)
TOKEN = "1:a-token"  # noqa: S105 -- opens nothing
SOON_S = 0.05
NAME = '현황 "4분기".xlsx'


@asynccontextmanager
async def calling(
    url: str,
    token: str = TOKEN,
    *,
    connect_s: float = DEADLINE_S,
    read_s: float = DEADLINE_S,
) -> AsyncIterator[Bot]:
    """A bot that sends its calls to this address."""
    to_server = BotApiRequest(connect_timeout_s=connect_s, read_timeout_s=read_s)
    try:
        yield Bot(token, base_url=f"{url}/bot", request=to_server, get_updates_request=to_server)
    finally:
        await to_server.shutdown()


@dataclass(kw_only=True)
class Peer:
    """Keeps what it is sent."""

    url: str = ""
    received: bytes = b""


@asynccontextmanager
async def listening(answer: bytes = b"") -> AsyncIterator[Peer]:
    """A server that gives every request the same answer, or none."""
    peer = Peer()
    connections: list[asyncio.Task[None]] = []

    async def answer_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connections.append(task)
        while chunk := await reader.read(1000):
            if not peer.received:
                writer.write(answer)
            peer.received += chunk
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(answer_once, "127.0.0.1", 0)
    peer.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield peer
        await asyncio.gather(*connections)


async def error_of(bot: Bot) -> TelegramError:
    """What a message fails with."""
    with pytest.raises(TelegramError) as raised:
        await bot.send_message(1, "안녕하세요")
    return raised.value


async def test_what_a_server_does_not_answer_in_time_may_have_arrived() -> None:
    """Nobody may send it blindly again."""
    async with listening() as silent, calling(silent.url, read_s=SOON_S) as bot:
        error = await error_of(bot)
    assert isinstance(error, TimedOut)
    assert may_have_arrived(error)


async def test_a_connection_that_does_not_come_about_in_time_carried_nothing() -> None:
    """The queue of those who want one is full."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        with socket.create_connection(address):
            async with calling(f"http://127.0.0.1:{address[1]}", connect_s=SOON_S) as bot:
                error = await error_of(bot)
    assert isinstance(error, TimedOut)
    assert was_never_begun(error)


async def test_a_call_that_gets_no_free_connection_carried_nothing(
    api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that has it arrives."""
    monkeypatch.setattr(request, "MAX_CONNECTIONS", 1)
    api.know(CHAT)
    held = Hold()
    api.fail("sendMessage", held)
    async with calling(api.url, api.token) as bot:
        first = asyncio.create_task(bot.send_message(CHAT["id"], "하나"))
        await held.reached.wait()
        monkeypatch.setattr(bot.request, "_connect_s", SOON_S)  # the first took what it needed
        assert was_never_begun(await error_of(bot))
        held.released.set()
        await first
    assert [message["text"] for message in api.of_bot(CHAT)] == ["하나"]


async def test_a_file_that_is_not_taken_in_time_may_have_arrived(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The server reads nothing, so that the rest of the file waits here."""
    # Of the time for the whole, in which the connection alone has DEADLINE_S.
    monkeypatch.setattr(request, "UPLOAD_S", SOON_S - DEADLINE_S)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        async with calling(url, read_s=SOON_S) as bot:
            with pytest.raises(TimedOut) as raised:
                await bot.send_document(1, b"x" * 20_000_000, filename="표.xlsx")
    assert may_have_arrived(raised.value)


async def test_a_file_arrives_whole_under_its_korean_name(api: BotApi) -> None:
    """With the parameters beside it."""
    api.know(CHAT)
    content = bytes(range(256)) * 1000
    async with calling(api.url, api.token) as bot:
        await bot.send_document(
            CHAT["id"], content, filename='현황 "4분기".xlsx', caption="표 & 글"
        )
    [call] = api.called("sendDocument")
    assert call["caption"] == "표 & 글"
    [upload] = api.calls[-1].files.values()
    assert (upload.name.replace("%22", '"'), upload.content) == (NAME, content)


async def test_no_error_quotes_the_address_with_the_token() -> None:
    """Neither of a connection that fails nor of an answer that is late."""
    async with listening() as silent:
        for url in ("http://127.0.0.1:9", "ftp://127.0.0.1", silent.url):
            async with calling(url, read_s=SOON_S) as bot:
                assert TOKEN not in str(await error_of(bot))


async def test_a_redirect_is_no_answer() -> None:
    """It would carry the token elsewhere."""
    there = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"
    async with listening(there) as peer, calling(peer.url) as bot:
        error = await error_of(bot)
    assert "HTTP 302" in error.message


async def test_calls_take_the_proxy_that_the_environment_names(
    api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless it says that this host needs none."""
    answer = b'{"ok": true, "result": true}'
    head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(answer)
    async with listening(head + answer) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        async with calling("http://telegram.invalid", api.token) as bot:
            assert await bot.delete_webhook()
    assert proxy.received.startswith(b"POST http://telegram.invalid/bot")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with calling(api.url, api.token) as bot:
        await bot.get_me()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1"),
        ("HTTP_PROXY", "http://me:hunter2@proxy:port"),
        ("HTTPS_PROXY", "http://["),
        ("SSL_CERT_FILE", "nowhere.pem"),
    ],
)
def test_a_proxy_or_certificates_that_are_useless_are_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """At the start: no call would ever get through."""
    monkeypatch.setenv(name, value)
    request.trusted_certificates.cache_clear()
    with pytest.raises(SettingsError, match=f"{name}.*expected") as wrong:
        BotApiRequest(connect_timeout_s=1, read_timeout_s=1)
    assert "hunter2" not in str(wrong.value)


async def test_a_call_that_the_proxy_does_not_connect_carried_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It stands between us and a TLS connection that never began."""
    async with listening(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n") as proxy:
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        async with calling("https://telegram.invalid") as bot:
            assert was_never_begun(await error_of(bot))
    assert proxy.received.startswith(b"CONNECT telegram.invalid:443")


async def test_a_server_without_tls_is_sent_no_token() -> None:
    """Certificates are checked against those that httpx trusts, names too."""
    assert request.trusted_certificates().verify_mode is ssl.CERT_REQUIRED
    assert request.trusted_certificates().check_hostname
    async with (
        listening(b"HTTP/1.1 200 OK\r\n\r\n") as plain,
        calling(plain.url.replace("http:", "https:")) as bot,
    ):
        assert was_never_begun(await error_of(bot))
    assert TOKEN.encode() not in plain.received


async def test_nothing_is_sent_after_a_shutdown_until_it_is_used_again(api: BotApi) -> None:
    """As the application does when a start failed half-way."""
    async with calling(api.url, api.token) as bot:
        await bot.get_me()
        await bot.request.shutdown()
        with pytest.raises(NetworkError):
            await bot.get_me()
        await bot.request.initialize()
        await bot.get_me()
