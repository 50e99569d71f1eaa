"""Nothing that Telegram, a proxy or a person may send ends the process."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import signal
import socket
from typing import TYPE_CHECKING, Any

import pytest

from tests.botapi.generated import CANARY, broken, by_hand, updates
from tests.botapi.people import person, private, supergroup
from tests.botapi.server import Raw, Refusal
from tests.telegram.office import CARD, MEMBER, STRANGER, says
from tests.telegram.process import on

if TYPE_CHECKING:
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving
    from tests.telegram.process import Process

CHAT = private(MEMBER)
GROUP = supergroup(-1001)
COUNT = 1_000  # of each sort
ASKERS = [person(900 + number, "나담당") for number in range(25)]  # their queues hold no nonsense
SETTINGS = {"BOT_ADMINS": ",".join(str(who["id"]) for who in (MEMBER, *ASKERS))}
SEED = 11


def everything() -> list[Any]:
    """Whole updates, broken ones, and those broken by hand."""
    chance, people = random.Random(SEED), [MEMBER, STRANGER, person(300)]  # noqa: S311
    whole = itertools.islice(updates(chance, 1_000_000, people), COUNT)
    halves = itertools.islice(updates(chance, 2_000_000, people), COUNT)
    hand = [*by_hand(3_000_000, MEMBER, CHAT), *by_hand(4_000_000, STRANGER, GROUP)]
    return [*whole, *(broken(chance, update) for update in halves), *hand]


async def await_answers(api: BotApi, count: int) -> None:
    """Wait until each of the first askers has one answer, and no more."""
    for who in ASKERS[:count]:
        [answer] = await api.answers_in(private(who))
        assert CARD in answer["text"]


async def log_of(process: Process) -> str:
    """All that a process logs; read while it runs, or it would wait for that."""
    lines = []
    while line := await process.line():
        lines.append(line.decode())
    return "".join(lines)


async def test_a_process_that_polls_survives_every_update(api: BotApi) -> None:
    """Each is handled, or noted in one line without its content; questions between are answered."""
    batch = everything()
    async with on(api, **SETTINGS) as process:
        reading = asyncio.create_task(log_of(process))
        await api.until(lambda: api.called("getMe"))
        for number, at in enumerate(range(0, len(batch), 100)):
            api.fail("getUpdates", Raw(json.dumps({"ok": True, "result": batch[at : at + 100]})))
            api.says(ASKERS[number], "지역개발-05")
            await api.until(lambda: not api.has_faults_left("getUpdates"))
        await await_answers(api, number + 1)
        process.send(signal.SIGTERM)
        log = await reading
        status, _ = await process.wait_until_ended()
    api.violations.clear()  # what comes of nonsense need not be what Telegram would take
    assert status == 0
    assert CANARY not in log
    assert log.count("update.passed_over kind=quantum_message reason=unusable") == 2
    assert log.count("update.passed_over kind=message") > 10


async def test_a_process_behind_a_webhook_survives_every_update(api: BotApi) -> None:
    """By the same way; what is no update at all is refused."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    public = "https://bot.example.go.kr/telegram"
    api.webhook.proxied[public] = f"http://{listen}/"
    api.webhook.gives_up = True
    settings = {**SETTINGS, "BOT_WEBHOOK_URL": public, "BOT_WEBHOOK_LISTEN": listen}
    async with on(api, **settings) as process:
        reading = asyncio.create_task(log_of(process))
        await api.until(lambda: api.webhook.registered)
        for number, update in enumerate(everything()[::5]):
            api.waiting.append(update)
            if number % 20 == 0:
                api.says(ASKERS[number // 20], "지역개발-05")
        await await_answers(api, number // 20 + 1)
        process.send(signal.SIGTERM)
        log = await reading
        status, _ = await process.wait_until_ended()
    api.violations.clear()  # what comes of nonsense need not be what Telegram would take
    assert status == 0
    assert CANARY not in log


ANSWERS = (
    "[]",
    "null",
    "7",
    "<html><body>Bad Gateway</body></html>",
    '{"ok":true,"result":[{"update_id":1,"mess',
    '{"ok":true}',
    '{"ok":true,"result":null}',
    '{"ok":true,"result":{"update_id":1}}',
    '{"ok":true,"result":[7]}',
    '{"ok":true,"result":"' + "x" * 100_000 + '"}',
    "[" * 50_000,
    "",
)


@pytest.mark.parametrize(
    ("method", "answers"),
    [
        *((method, ANSWERS) for method in ("getMe", "getUpdates", "deleteWebhook")),
        *(("sendMessage", (answer,)) for answer in ANSWERS),
    ],
)
async def test_whatever_a_proxy_answers_is_waited_out(
    api: BotApi, serving: Serving, method: str, answers: tuple[str, ...]
) -> None:
    """With success and without; then the question is answered, or the person notified."""
    faults = [Raw(answer, code=code) for answer in answers for code in (200, 404, 502)]
    api.fail(method, *faults)
    async with serving() as task:
        await says(api, MEMBER, "지역개발-05")
        assert not task.done()


async def test_only_telegram_itself_rejects_the_token(
    api: BotApi, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    """A proxy's page under the same status does not, and is not quoted."""
    page = f"<html>{CANARY} not found: {api.token}</html>"
    api.fail("getMe", Raw(page, code=404), Raw(page, code=401), Refusal(502, "Bad Gateway"))
    async with serving():
        await says(api, MEMBER, "지역개발-05")
    assert "NetworkError: no answer of the Bot API: HTTP 404" in caplog.text
    assert CANARY not in caplog.text
