"""A process that is killed while a coordinator loads a table: never half of one."""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.table.reorganisation import Step, StepKind
from bot.table.store.additions import plan_reorganisation
from bot.table.store.versions import read_catalogue
from tests.botapi.people import group, private
from tests.botapi.server import Hold
from tests.paths import TABLE
from tests.telegram.office import MEMBER, data_of, says
from tests.telegram.process import on
from tests.telegram.test_table import a_table

if TYPE_CHECKING:
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi
    from tests.telegram.process import Process

CHAT = private(MEMBER)
OLD, NEW = "교통행정과", "교통과"
RENAME = Step(kind=StepKind.RENAME, old=(OLD,), new=(NEW,))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The committed table, to be loaded over."""
    return Path(shutil.copy(TABLE, tmp_path / "pledges.db"))


@pytest.fixture
def settings(path: Path) -> dict[str, str]:
    """Those of a process on this table, with a state of its own."""
    return {"BOT_PLEDGES_DB": str(path), "BOT_STATE_DB": str(path.with_name("state.db"))}


def owners(path: Path) -> set[str]:
    """The departments of the table; all of it is read."""
    catalogue = read_catalogue(path)
    assert len(catalogue.pledges) == 63
    return {*catalogue.by_department}


def said(api: BotApi, words: str, chat: Json = CHAT) -> bool:
    """Whether a message of the bot holds these words now."""
    return any(words in message["text"] for message in api.of_bot(chat))


async def register(api: BotApi, room: Json) -> None:
    """Make a group one of the department whose name the load changes."""
    api.chats.join(room, MEMBER)
    api.chats.add_bot(MEMBER, room)
    api.says(MEMBER, f"/register {OLD}", chat=room)
    await api.until(lambda: said(api, "등록되었어요", room))


async def show_load(api: BotApi) -> None:
    """Send the table's file, and wait for its summary."""
    api.sends_file(MEMBER, "공약.txt", a_table())
    await api.until(lambda: said(api, "적용할까요"))


async def kill(process: Process) -> None:
    """At once, whatever it is doing."""
    await process.kill()


async def apply(api: BotApi) -> None:
    """Press the button under the summary."""
    [message] = [each for each in api.of_bot(CHAT) if "적용할까요" in each["text"]]
    api.taps_on(MEMBER, message, data_of(message, "적용"))


@pytest.mark.parametrize("method", ["getFile", "editMessageText"])
async def test_a_kill_before_the_summary_leaves_the_old_table_and_the_file_is_read_again(
    api: BotApi, path: Path, settings: dict[str, str], method: str
) -> None:
    """Whichever call it comes in: the file waits in the inbox."""
    async with on(api, **settings) as process:
        await says(api, MEMBER, "/start")
        hold = Hold()
        api.fail(method, hold)
        api.sends_file(MEMBER, "공약.txt", a_table())
        await hold.reached.wait()
        await kill(process)
    assert owners(path) >= {OLD}
    async with on(api, **settings):
        await api.until(lambda: said(api, "적용할까요"))
        await apply(api)
        await api.until(lambda: said(api, "✅ 적용했어요."))
    assert owners(path) >= {NEW}


async def test_a_kill_before_the_groups_were_notified_loses_no_notice(
    api: BotApi, path: Path, settings: dict[str, str]
) -> None:
    """The next process goes on with what the load changed for them."""
    group_of_old = group(-200, f"{OLD} 방")
    async with on(api, **settings) as process:
        await register(api, group_of_old)
        await show_load(api)
        hold = Hold()
        api.fail("sendMessage", hold)
        await apply(api)
        await hold.reached.wait()
        await kill(process)
    assert NEW in owners(path)
    assert not said(api, "나와요", group_of_old)
    async with on(api, **settings):
        await api.until(lambda: said(api, "교통행정과가 교통과로 나와요", group_of_old))


@pytest.mark.parametrize("moment", ["shown", "writing", "written", "answered"])
async def test_a_kill_after_the_summary_leaves_one_table_or_the_other(
    api: BotApi, path: Path, settings: dict[str, str], moment: str
) -> None:
    """And the conversation goes on: the button works, or the tap is done by the next process."""
    async with on(api, **settings) as process:
        await show_load(api)
        hold = Hold()
        if moment != "shown":
            api.fail("editMessageText", hold)
            await apply(api)
        if moment == "writing":
            journal = path.with_name("pledges.db-journal")
            # Another process's file has no event.
            while not (journal.exists() or hold.reached.is_set()):  # noqa: ASYNC110
                await asyncio.sleep(0)
        elif moment == "written":
            await hold.reached.wait()
        elif moment == "answered":
            api.fail("answerCallbackQuery", Hold())  # or the next process might answer it again
            await hold.reached.wait()
            hold.released.set()
            await api.until(lambda: said(api, "✅ 적용했어요."))
        await kill(process)
    api.heal("editMessageText")  # where the kill came before the call
    api.heal("answerCallbackQuery")
    assert (OLD in owners(path)) is not (NEW in owners(path))
    async with on(api, **settings):
        if moment == "shown":
            await apply(api)
        await api.until(lambda: said(api, "✅ 적용했어요."))
        while not said(api, f"🏢 {NEW}"):  # nobody waits long for a new table to be read
            await says(api, MEMBER, "지역개발-13")
        api.says(MEMBER, "/table")
        await api.until(lambda: said(api, "공약 63건"))
    assert owners(path) >= {NEW}


async def test_a_kill_between_two_groups_notifies_each_once(
    api: BotApi, settings: dict[str, str]
) -> None:
    """The next process begins with the one that was not notified."""
    rooms = [group(-200 - number, f"{OLD} {number}") for number in range(3)]
    async with on(api, **settings) as process:
        for room in rooms:
            await register(api, room)
        await show_load(api)
        first, second = Hold(), Hold()
        api.fail("sendMessage", first, second)
        await apply(api)
        await first.reached.wait()
        first.released.set()
        await second.reached.wait()
        await kill(process)
    async with on(api, **settings):
        await api.until(lambda: all(said(api, "나와요", room) for room in rooms))
    notices = [sum("나와요" in each["text"] for each in api.of_bot(room)) for room in rooms]
    assert notices == [1, 1, 1]


async def test_a_kill_before_the_answer_to_an_undo_loses_no_answer_and_undoes_once(
    api: BotApi, path: Path, settings: dict[str, str]
) -> None:
    """The tap is done again by the next process, which finds the table of before."""
    async with on(api, **settings) as process:
        await show_load(api)
        await apply(api)
        await api.until(lambda: said(api, "✅ 적용했어요."))
        hold = Hold()
        api.fail("editMessageText", hold)
        [message] = [each for each in api.of_bot(CHAT) if "✅ 적용했어요." in each["text"]]
        api.taps_on(MEMBER, message, data_of(message, "되돌리기"))
        await hold.reached.wait()
        await kill(process)
    assert OLD in owners(path)
    async with on(api, **settings):
        await api.until(lambda: said(api, "↩️ 되돌렸어요."))
    assert OLD in owners(path)


async def test_a_kill_behind_a_planned_reorganisation_loses_neither_names_nor_the_report(
    api: BotApi, path: Path, settings: dict[str, str]
) -> None:
    """The next process goes on with what the day has changed."""
    group_of_old = group(-200, f"{OLD} 방")
    async with on(api, **settings) as process:
        await says(api, MEMBER, "/start")
        await register(api, group_of_old)
        await process.stop()
    plan_reorganisation(path, [RENAME], on=date(2026, 1, 1), at=datetime.now(UTC), by=None)
    hold = Hold()
    api.fail("sendMessage", hold)
    async with on(api, **settings) as process:
        await hold.reached.wait()
        await kill(process)
    assert NEW in owners(path)
    async with on(api, **settings):
        await api.until(lambda: said(api, f"{OLD} → {NEW}"))
        await api.until(lambda: said(api, f"{NEW}로 바뀌었어요", group_of_old))
        api.says(MEMBER, "/register", chat=group_of_old)
        await api.until(lambda: said(api, NEW, group_of_old))
