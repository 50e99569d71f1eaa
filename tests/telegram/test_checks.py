"""What the doctor finds at Telegram."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

from bot.features import SCHEMA
from bot.operations.findings import Finding, Level
from bot.operations.settings import Settings
from bot.store.state import State
from bot.telegram.checks import clock_offset, telegram_findings
from tests.botapi.server import Refusal
from tests.telegram.conftest import NOW
from tests.telegram.office import MEMBER, TRAFFIC, bind

if TYPE_CHECKING:
    from tests.botapi.server import BotApi


@pytest.fixture(autouse=True)
def _date(api: BotApi) -> None:
    """The Bot API's clock shows the same time as ours."""
    api.date = format_datetime(NOW, usegmt=True)


async def findings(api: BotApi, **changes: Any) -> list[Finding]:
    """What is found with one registered group."""
    with TemporaryDirectory() as folder:
        settings = Settings(api_url=api.url, state_db=Path(folder) / "state.db", **changes)
        with State(settings.state_db, SCHEMA) as state:
            await state.write(bind, TRAFFIC, "교통행정과", now=NOW)
        return [each async for each in telegram_findings(api.token, settings, clock=lambda: NOW)]


async def not_ok(api: BotApi, **changes: Any) -> list[str]:
    """The lines of faults and hints."""
    return [str(each) for each in await findings(api, **changes) if each.level is not Level.OK]


async def test_all_is_well(api: BotApi) -> None:
    """A line for each check; no update is taken, nothing is set."""
    found = await findings(api)
    assert {each.level for each in found} == {Level.OK}
    assert [each.check for each in found] == [
        *("network", "token", "clock", "inline", "privacy", "webhook", "group")
    ]
    assert {call.method for call in api.calls} == {"getMe", "getWebhookInfo", "getChatMember"}


async def test_a_rejected_token_is_named(api: BotApi) -> None:
    """And not shown."""
    api.fail("getMe", Refusal(401, "Unauthorized"))
    [line] = await not_ok(api)
    assert line.startswith("FAULT  token")
    assert "@BotFather" in line
    assert api.token not in line


async def test_a_network_that_is_down_is_named() -> None:
    """With the address that was tried, and without the token."""
    settings = Settings(api_url="http://127.0.0.1:9")
    found = telegram_findings("123:secret", settings, clock=lambda: NOW)
    [line] = [str(finding) async for finding in found]
    assert line.startswith("FAULT  network      http://127.0.0.1:9: NetworkError")
    assert "secret" not in line


async def test_what_is_set_at_botfather_is_reported(api: BotApi) -> None:
    """Inline mode that is off is hinted at; privacy mode is reported as it is."""
    api.has_inline = False
    api.chats.bot_reads_all = True
    assert ["/setinline" in line for line in await not_ok(api)] == [True]
    assert any("the bot hears all" in each.text for each in await findings(api))


async def test_a_webhook_that_is_not_ours_is_named(api: BotApi) -> None:
    """Or one that is missing, or cannot be delivered to."""
    api.webhook.registered = {"url": "https://other.example.kr"}
    [line] = await not_ok(api)
    assert "another one is set; 0 updates wait" in line
    ours = "https://bot.example.go.kr"
    api.webhook.registered = {"url": ours}
    assert await not_ok(api, webhook_url=ours) == []
    api.webhook.trouble = {
        "last_error_date": int((NOW - timedelta(minutes=3)).timestamp()),
        "last_error_message": "SSL error",
    }
    [line] = await not_ok(api, webhook_url=ours)
    assert "Telegram could not deliver: SSL error" in line
    api.webhook.registered = None
    [line] = await not_ok(api, webhook_url=ours)
    assert "none is set" in line


async def test_many_waiting_updates_are_hinted_at(api: BotApi) -> None:
    """Nobody fetches them."""
    for _ in range(101):
        api.says(MEMBER, "지역개발-05")
    assert ["101 updates wait" in line for line in await not_ok(api)] == [True]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("left", "Forbidden: bot is not a member"),
        ("restricted", "the bot may not write"),
        ("kicked", "Forbidden: bot was kicked"),
    ],
)
async def test_a_group_that_cannot_be_written_to_is_named(
    api: BotApi, status: str, words: str
) -> None:
    """By its departments and its title."""
    api.chats.change_bot(MEMBER, TRAFFIC, status)
    [line] = await not_ok(api)
    assert line.startswith(f"FAULT  group        교통행정과 ('교통행정과 방'): {words}")


async def test_the_clock_is_compared_with_telegrams(api: BotApi) -> None:
    """To the second, in both directions; None where Telegram does not tell."""
    for seconds in (-90, 0, 90):
        api.date = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
        offset = await clock_offset(api.url, clock=lambda: NOW)
        assert offset is not None
        assert abs(offset + timedelta(seconds=seconds)) < timedelta(seconds=1)
    api.date = ""
    assert await clock_offset(api.url, clock=lambda: NOW) is None
    assert await clock_offset("http://127.0.0.1:9", clock=lambda: datetime.now(UTC)) is None
