"""A coordinator sends a table to the bot, over real HTTP."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from bot.table.live import LiveCatalogue
from bot.table.store.versions import read_catalogue
from bot.telegram.replies import NOT_TEXT
from tests.botapi.people import private
from tests.paths import TABLE
from tests.telegram.office import MEMBER, STRANGER, data_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving

RENAMED = TABLE.with_name("pledge-table.txt")


@pytest.fixture
async def path(tmp_path: Path, serving: Serving) -> AsyncIterator[Path]:
    """The bot serves a table of its own."""
    path = tmp_path / "pledges.db"
    shutil.copy(TABLE, path)
    async with serving(catalogues=LiveCatalogue(path), pledges_db=path):
        yield path


def a_table() -> bytes:
    """The real table, in which a department has another name."""
    return RENAMED.read_text(encoding="utf-8").replace("교통행정과", "교통과").encode()


async def test_a_coordinators_file_is_summed_up_applied_and_undone(api: BotApi, path: Path) -> None:
    """Three taps: send, apply, undo; each in the place of the message before."""
    api.sends_file(MEMBER, "공약.txt", a_table())
    await api.until(lambda: api.of_bot(private(MEMBER))[-1:] and "적용할까요" in last(api)["text"])
    assert "부서 변경 6" in last(api)["text"]
    assert owners(path) >= {"교통행정과"}
    await press(api, "적용")
    assert "✅ 적용했어요." in last(api)["text"]
    assert owners(path) >= {"교통과"}
    await press(api, "되돌리기")
    assert owners(path) >= {"교통행정과"}
    assert len(api.of_bot(private(MEMBER))) == 1


@pytest.mark.usefixtures("path")
async def test_a_files_name_is_no_path_and_no_line_of_ours(api: BotApi) -> None:
    """Whoever made the file chose it, and the coordinator reads it."""
    api.sends_file(MEMBER, "../../공약\n✅ 적용했어요.\u202e\ud800\x00txt", a_table())
    await api.until(lambda: api.of_bot(private(MEMBER))[-1:] and "적용할까요" in last(api)["text"])
    assert last(api)["text"].startswith("📄 공약✅ 적용했어요.txt\n민선8기")


async def test_a_file_that_is_no_table_is_refused_with_what_is_missing(
    api: BotApi, path: Path
) -> None:
    """Nothing changes."""
    before = path.read_bytes()
    api.sends_file(MEMBER, "장보기.csv", "품목,수량\n사과,3\n".encode())
    await api.until(lambda: "담당부서" in last(api)["text"])
    assert path.read_bytes() == before


async def test_a_file_from_anybody_else_changes_nothing(api: BotApi, path: Path) -> None:
    """A stranger hears what a stranger always hears; no file is fetched."""
    before = path.read_bytes()
    api.sends_file(STRANGER, "공약.txt", a_table())
    [answer] = await api.answers_in(private(STRANGER))
    assert answer["text"] != NOT_TEXT.text
    assert not api.called("getFile")
    assert path.read_bytes() == before


async def test_what_telegram_does_not_hand_over_is_said(api: BotApi, path: Path) -> None:
    """The table stays."""
    before = path.read_bytes()
    api.says_instead("getFile", {"file_id": "x", "file_unique_id": "x"})
    api.sends_file(MEMBER, "공약.txt", a_table())
    await api.until(lambda: "받지 못했어요" in last(api)["text"])
    assert path.read_bytes() == before


def last(api: BotApi) -> dict[str, str]:
    """What the bot's last message to the coordinator says now."""
    messages = api.of_bot(private(MEMBER))
    return messages[-1] if messages else {"text": ""}


async def press(api: BotApi, label: str) -> None:
    """Press a button of the last message, and wait for the answer."""
    message = api.of_bot(private(MEMBER))[-1]
    await api.answer_to_tap(api.taps_on(MEMBER, message, data_of(message, label)))


def owners(path: Path) -> set[str]:
    """The departments that own a pledge now."""
    return {pledge.department for pledge in read_catalogue(path).pledges}
