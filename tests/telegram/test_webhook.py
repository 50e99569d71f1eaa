"""Updates that Telegram sends to us, instead of being asked for them."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bot.operations.http_server import MAX_OPEN
from bot.operations.settings import SettingsError
from bot.telegram import inbox
from bot.telegram.webhook import SECRET_HEADER
from tests.botapi.people import private
from tests.botapi.server import Refusal
from tests.telegram.office import MEMBER, STRANGER, says

if TYPE_CHECKING:
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving

CHAT = private(MEMBER)
SECRET = "a-secret_of-ours"  # noqa: S105 -- opens nothing
PUBLIC = "https://bot.example.go.kr/telegram"


@pytest.fixture
def port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture
def webhook(api: BotApi, port: int) -> dict[str, Any]:
    """The settings of a webhook behind a proxy."""
    api.webhook.proxied[PUBLIC] = f"http://127.0.0.1:{port}/whatever/the/proxy/makes/of/it"
    return {
        "webhook_url": PUBLIC,
        "webhook_listen": ("127.0.0.1", port),
        "webhook_secret": SECRET,
    }


async def post(port: int, content: bytes, secret: str | None) -> int:
    """What a stranger who found the port is answered."""
    headers = {} if secret is None else {SECRET_HEADER.encode(): secret.encode()}
    async with httpx.AsyncClient(trust_env=False) as client:
        url = f"http://127.0.0.1:{port}/"
        return (await client.post(url, content=content, headers=headers)).status_code


async def test_a_question_that_is_sent_to_us_is_answered(
    api: BotApi, serving: Serving, webhook: dict[str, Any]
) -> None:
    """Nothing is asked for, and Telegram gets the address and the secret."""
    async with serving(**webhook | {"webhook_secret": None}):
        api.says(MEMBER, "지역개발-05")
        (answer,) = await api.answers_in(CHAT)
    assert "도시계획과" in answer["text"]
    assert api.called("getUpdates") == []
    (call,) = api.called("setWebhook")
    assert call["url"] == PUBLIC
    assert len(call["secret_token"]) > 20
    assert "callback_query" in call["allowed_updates"]


async def test_what_comes_while_nobody_listens_is_answered_after_the_next_start(
    api: BotApi, serving: Serving, webhook: dict[str, Any]
) -> None:
    """The webhook stays set, so Telegram keeps it."""
    async with serving(**webhook):
        await says(api, MEMBER, "지역개발-05")
    api.says(MEMBER, "지역개발-06")
    await api.until(lambda: 0 in api.webhook.delivered)
    assert api.called("deleteWebhook") == []
    async with serving(**webhook):
        answers = await api.answers_in(CHAT, count=2)
    assert "지역개발-06" in answers[1]["text"]
    assert {call["secret_token"] for call in api.called("setWebhook")} == {SECRET}


async def test_an_update_that_comes_again_is_answered_once(
    api: BotApi, serving: Serving, webhook: dict[str, Any], port: int
) -> None:
    """As it does when our success got lost on its way."""
    async with serving(**webhook):
        message = api.says(MEMBER, "지역개발-05")
        await api.answers_in(CHAT)
        update = httpx.Response(200, json={"update_id": 700_000_001, "message": message}).content
        assert await post(port, update, SECRET) == 200
        api.says(MEMBER, "지역개발-06")
        answers = await api.answers_in(CHAT, count=2)
    assert "지역개발-06" in answers[1]["text"]


@pytest.mark.parametrize("secret", [None, "", "another", "비밀"])
async def test_nobody_but_telegram_is_believed(
    api: BotApi, serving: Serving, webhook: dict[str, Any], port: int, secret: str | None
) -> None:
    """Without the secret nothing is read."""
    update = {"update_id": 1, "message": api.sends(STRANGER, text="지역개발-05")}
    async with serving(**webhook):
        await api.until(lambda: api.webhook.registered)
        content = httpx.Response(200, json=update).content
        assert await post(port, content, secret) == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ("Content-Length: 999", 403),
        (f"{SECRET_HEADER}: \udce9\r\nContent-Length: 999", 403),
        (f"{SECRET_HEADER}: {SECRET}\r\nContent-Length: 9999999", 400),
        ("X: y\r\n" * 5000, 400),
    ],
)
async def test_a_body_is_not_read_before_the_headers_are_seen(  # noqa: PLR0913, PLR0917
    api: BotApi, serving: Serving, webhook: dict[str, Any], port: int, headers: str, status: int
) -> None:
    """The refusal comes, and the connection's end, while the body is still to be sent."""
    async with serving(**webhook):
        await api.until(lambda: api.webhook.registered)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        request = f"POST / HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\n"
        writer.write(request.encode("utf-8", "surrogateescape"))
        answer = await reader.read()
        writer.close()
    assert int(answer.split()[1]) == status
    assert b"aiohttp" not in answer


async def test_connections_that_never_show_the_secret_leave_room(
    api: BotApi, serving: Serving, webhook: dict[str, Any], port: int
) -> None:
    """The oldest of them is closed for the next; one that has shown the secret stays."""
    async with serving(**webhook):
        api.says(MEMBER, "지역개발-05")  # over a connection that stays open
        await api.answers_in(CHAT)
        idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3 * MAX_OPEN)]
        api.says(MEMBER, "지역개발-06")
        await api.answers_in(CHAT, count=2)
        assert 0 not in api.webhook.delivered
        assert await idle[0][0].read() == b""
        for _, writer in idle:
            writer.close()


@pytest.mark.parametrize(
    "content", [b"", b"no json", b"[]", b"7", b'{"no": "update"}', b"[" * 9_999, b"7" * 10**6]
)
async def test_what_is_no_update_is_refused(
    api: BotApi, serving: Serving, webhook: dict[str, Any], port: int, content: bytes
) -> None:
    """And the bot goes on."""
    async with serving(**webhook):
        await says(api, MEMBER, "지역개발-05")
        assert await post(port, content, SECRET) == 400
        api.says(MEMBER, "지역개발-06")
        await api.answers_in(CHAT, count=2)


async def test_a_start_during_an_outage_is_tried_on(
    api: BotApi, serving: Serving, webhook: dict[str, Any]
) -> None:
    """The port is opened once, and registered with Telegram as soon as it can be."""
    api.fail("setWebhook", Refusal(502, "Bad Gateway"), Refusal(502, "Bad Gateway"))
    async with serving(**webhook):
        await says(api, MEMBER, "지역개발-05")
    assert len(api.called("setWebhook")) == 3


async def test_a_port_that_is_taken_is_reported(
    serving: Serving, webhook: dict[str, Any], port: int
) -> None:
    """The process ends; it is the operator's to mend."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with pytest.raises(SettingsError, match="in use"):
            async with serving(**webhook) as task:
                await task


async def test_an_update_is_kept_before_telegram_may_forget_it(
    api: BotApi, serving: Serving, webhook: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Success is answered after it is on disk."""
    answered_before: list[bool] = []
    keep = inbox.Inbox._keep

    async def keep_and_note(self: inbox.Inbox, kept: Any) -> None:
        await keep(self, kept)
        answered_before.append(200 in api.webhook.delivered)

    monkeypatch.setattr(inbox.Inbox, "_keep", keep_and_note)
    async with serving(**webhook):
        api.says(MEMBER, "지역개발-05")
        await api.until(lambda: 200 in api.webhook.delivered)
    assert answered_before == [False]


async def test_a_stop_before_the_start_is_done_leaves_nothing_open(
    api: BotApi, serving: Serving, webhook: dict[str, Any], port: int
) -> None:
    """The port is free again."""
    api.fail("setWebhook", *(Refusal(502, "Bad Gateway") for _ in range(999)))
    async with serving(**webhook):
        await api.until(lambda: api.called("setWebhook"))
    with socket.create_server(("127.0.0.1", port)):
        pass


async def test_polling_takes_a_webhook_back(
    api: BotApi, serving: Serving, webhook: dict[str, Any]
) -> None:
    """An office may change its mind."""
    async with serving(**webhook):
        await api.until(lambda: api.webhook.registered)
    async with serving():
        await says(api, MEMBER, "지역개발-05")
    assert api.webhook.registered is None
