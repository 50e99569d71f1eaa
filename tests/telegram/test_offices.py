"""Three offices on one machine: a process each, and nothing in common."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from tests.botapi.people import person, private
from tests.botapi.server import DEADLINE_S, BotApi
from tests.forks import fork_bot
from tests.table.tables import a_pledge, written

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.forks import ForkedProcess

# Each with who owns its first pledge.
OFFICES = {"geumcheon": "교통행정과", "guro": "도시계획과", "yangcheon": "문화체육과"}
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith("BOT_") and not name.lower().endswith("_proxy")
}


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[ForkedProcess]:
    """The bot of one office, as a template unit starts it: in its folder, with the .env there."""
    process = await fork_bot("run", environment=ENVIRONMENT, folder=folder)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def command(folder: Path, *arguments: str) -> None:
    """Run a command of the bot in an office's folder; it must succeed."""
    process = await fork_bot(*arguments, environment=ENVIRONMENT, folder=folder)
    await process.communicate()
    assert process.returncode == 0


async def answers_with(api: BotApi, admin_id: int, number: str, owner: str) -> None:
    """An office's admin asks for a pledge, and gets this owner."""
    who = person(admin_id)
    seen = len(api.of_bot(private(who)))
    api.says(who, number)
    await api.until(lambda: any(owner in m["text"] for m in api.of_bot(private(who))[seen:]))


async def first_words(api: BotApi, user_id: int, number: str) -> str:
    """What somebody is answered first."""
    who = person(user_id)
    before = len(api.of_bot(private(who)))
    api.says(who, number)
    return str((await api.answers_in(private(who), count=before + 1))[before]["text"])


async def test_three_offices_run_side_by_side(tmp_path: Path) -> None:
    """Each answers its own people from its own table; the end of one is nothing to the others."""
    async with AsyncExitStack() as stack:
        apis, processes = [], []
        for number, (name, owner) in enumerate(OFFICES.items(), start=1):
            api = await stack.enter_async_context(BotApi(token=f"90{number}:token"))
            folder = tmp_path / name
            folder.mkdir()
            (folder / ".env").write_text(
                f"BOT_TOKEN={api.token}\nBOT_ADMINS={number}\nBOT_API_URL={api.url}\n"
            )
            row = a_pledge(number="지역개발-01", department=owner)
            (folder / "table.txt").write_text(written((row,)), encoding="utf-8")
            await command(folder, "load", "table.txt")
            processes.append(await stack.enter_async_context(serving(folder)))
            apis.append(api)
        for number, (api, owner) in enumerate(zip(apis, OFFICES.values(), strict=True), start=1):
            await answers_with(api, number, "지역개발-01", owner)
        assert all((tmp_path / name / "data" / "state.db").exists() for name in OFFICES)
        # Another office's people are strangers.
        assert "교통행정과" not in await first_words(apis[0], 2, "지역개발-01")
        processes[0].send_signal(signal.SIGTERM)
        async with asyncio.timeout(DEADLINE_S):
            assert await processes[0].wait() == 0
        for number in (2, 3):
            await answers_with(
                apis[number - 1], number, "지역개발-01", list(OFFICES.values())[number - 1]
            )
        assert [api.violations for api in apis] == [[], [], []]
