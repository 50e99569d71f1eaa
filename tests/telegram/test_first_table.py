"""An office without a table yet: the bot waits for it, and says so wherever it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.lookup.replies import NO_TABLE
from bot.table.live import LiveCatalogue
from bot.table.shipped import install_table
from tests.telegram.office import (
    ADMIN,
    TRAFFIC,
    let_in,
    message_to,
    opens_chat,
    press_and_read,
    says,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving

from tests.telegram.office import NEWCOMER

FILE = "연번,공약명,담당부서\n1,둘레길 조성,관광과\n2,다리 건설,건설과\n".encode()


@pytest.fixture
async def _waiting(
    serving: Serving, api: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[None]:
    """The bot of an office that has loaded nothing."""
    monkeypatch.chdir(tmp_path)
    path = (tmp_path / "data" / "pledges-단양군청.db").relative_to(tmp_path)
    assert install_table(path, "단양군청")
    async with serving(catalogues=LiveCatalogue(path, is_awaited=True), pledges_db=path):
        await opens_chat(api, ADMIN)
        yield


@pytest.mark.usefixtures("_waiting")
async def test_whoever_asks_is_notified_that_there_is_no_table_yet(api: BotApi) -> None:
    """And who can change that."""
    asked = "/start", "주차", "1번", "/find 주차", "/table", "/stats", "/reorg", "/history 1"
    for text in (*asked, "/remind"):
        assert (await says(api, ADMIN, text))["text"] == NO_TABLE, text


@pytest.mark.usefixtures("_waiting")
async def test_the_first_table_comes_as_a_file_in_chat(api: BotApi) -> None:
    """Of whichever term; there is nothing to compare it with, and no way back."""
    api.sends_file(ADMIN, "민선9기 공약.csv", FILE)
    shown = await message_to(api, ADMIN, "적용할까요?")
    assert "민선9기 공약 2건" in shown["text"]
    applied = await press_and_read(api, ADMIN, shown, "적용")
    assert "✅ 적용했어요. 민선9기 공약 2건" in applied["text"]
    assert "reply_markup" not in applied
    assert "🏢 관광과" in (await says(api, ADMIN, "1번"))["text"]


@pytest.mark.usefixtures("_waiting")
async def test_a_first_table_that_names_no_term_is_asked_for_it(api: BotApi) -> None:
    """The likely one is that of the day; the one before is a tap away."""
    api.sends_file(ADMIN, "공약.csv", FILE)
    asked = await message_to(api, ADMIN, "어느 임기의 표인가요?")
    shown = await press_and_read(api, ADMIN, asked, "민선8기")
    assert "민선8기 공약 2건" in shown["text"]


@pytest.mark.usefixtures("_waiting")
async def test_people_and_groups_may_come_before_the_table(api: BotApi) -> None:
    """A group is asked for its department later; inline search finds nothing."""
    await let_in(api, NEWCOMER)
    assert (await api.answer_to_inline(api.types(NEWCOMER, "주차")))["results"] == []
    api.chats.join(TRAFFIC, ADMIN)
    api.chats.add_bot(ADMIN, TRAFFIC)
    await api.answers_in(TRAFFIC)
    assert (await says(api, ADMIN, "/find 주차", chat=TRAFFIC))["text"] == NO_TABLE
    assert "어느 부서의 방인가요" in (await says(api, ADMIN, "/register", chat=TRAFFIC))["text"]
