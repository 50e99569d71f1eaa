"""A coordinator sends a table to the bot, over real HTTP: the first, and new ones."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.lookup.guiding_replies import NO_TABLE
from bot.store.errors import StoreError, Trouble
from bot.table.live import LiveCatalogue
from bot.table.shipped import install_table
from bot.table.store import proposals
from bot.table.store.versions import read_catalogue
from bot.telegram.replies import APOLOGY, NOT_TEXT
from tests.botapi.people import private
from tests.lookup.tables import real
from tests.paths import TABLE
from tests.telegram.office import (
    ADMIN,
    MEMBER,
    NEWCOMER,
    STRANGER,
    TRAFFIC,
    data_of,
    let_in,
    message_to,
    opens_chat,
    press_and_read,
    presses,
    reads,
    says,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.lookup.catalogue import Catalogue
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving

CHAT = private(MEMBER)
RENAMED = TABLE.with_name("pledge-table.txt")
# Of an office that has loaded none yet.
FIRST_FILE = "연번,공약명,담당부서\n1,둘레길 조성,관광과\n2,다리 건설,건설과\n".encode()


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


@pytest.mark.usefixtures("path")
async def test_a_file_that_cannot_be_kept_is_apologised_for(
    api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk: the message does not go on saying that the file is being read."""

    def add(*_: object, **__: object) -> int:
        raise StoreError(Path("state.db"), Trouble.FULL)

    monkeypatch.setattr(proposals, "add", add)
    api.sends_file(MEMBER, "공약.txt", a_table())
    await message_to(api, MEMBER, APOLOGY.text)
    assert len(api.of_bot(CHAT)) == 1


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
    await presses(api, MEMBER, message, label)


def owners(path: Path) -> set[str]:
    """The departments that own a pledge now."""
    return {pledge.department for pledge in read_catalogue(path).pledges}


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
        assert await reads(api, ADMIN, text) == NO_TABLE, text


@pytest.mark.usefixtures("_waiting")
@pytest.mark.parametrize("asked", ["연혁", "지난달에 왜 연혁", "연혁 지난달에"])
async def test_the_history_asked_for_behind_a_card_is_of_its_plain_number(
    api: BotApi, asked: str
) -> None:
    """As of any other number."""
    api.sends_file(ADMIN, "민선9기 공약.csv", FIRST_FILE)
    await press_and_read(api, ADMIN, await message_to(api, ADMIN, "적용할까요?"), "적용")
    await reads(api, ADMIN, "1번")
    assert (await reads(api, ADMIN, asked)).startswith("🕘 1")


@pytest.mark.usefixtures("_waiting")
async def test_the_first_table_comes_as_a_file_in_chat(api: BotApi) -> None:
    """Of whichever term; there is nothing to compare it with, and no way back.

    A question that comes before it is applied shows again what there is to apply.
    """
    api.sends_file(ADMIN, "민선9기 공약.csv", FIRST_FILE)
    shown = await message_to(api, ADMIN, "적용할까요?")
    assert "민선9기 공약 2건" in shown["text"]
    assert await reads(api, ADMIN, "1번") == shown["text"]
    applied = await press_and_read(api, ADMIN, shown, "적용")
    assert "✅ 적용했어요. 민선9기 공약 2건" in applied["text"]
    assert "reply_markup" not in applied
    assert "🏢 관광과" in await reads(api, ADMIN, "1번")


@pytest.mark.usefixtures("_waiting")
async def test_a_first_table_that_names_no_term_is_asked_for_it(api: BotApi) -> None:
    """The likely one is that of the day; the one before is a tap away."""
    api.sends_file(ADMIN, "공약.csv", FIRST_FILE)
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
    assert await reads(api, ADMIN, "/find 주차", chat=TRAFFIC) == NO_TABLE
    assert "어느 부서의 방인가요" in await reads(api, ADMIN, "/register", chat=TRAFFIC)


class NewTable:
    """The catalogue of a table that was loaded meanwhile."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def current(self) -> Catalogue:
        """The one there is."""
        return self._catalogue


async def test_old_buttons_work_after_a_restart_and_with_a_new_table(
    api: BotApi, serving: Serving
) -> None:
    """They answer from the table of today, or say that it has no such thing any more."""
    async with serving():
        listing = await says(api, MEMBER, "경제공동체")
    first, second = (data_of(listing, f"경제공동체-0{serial}") for serial in (1, 2))
    pledges = [
        replace(pledge, owners=("미래경제과",))
        for pledge in real().pledges
        if pledge.number.serial != 2
    ]
    table = NewTable(replace(real(), pledges=tuple(pledges)))
    async with serving(catalogues=table):
        await api.answer_to_tap(api.taps_on(MEMBER, listing, first))
        assert "🏢 미래경제과" in api.of_bot(CHAT)[0]["text"]
        await api.answer_to_tap(api.taps_on(MEMBER, listing, second))
        assert "경제공동체-02 공약은 없어요" in api.of_bot(CHAT)[0]["text"]
