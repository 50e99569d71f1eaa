"""Boards of campaigns: one message a coordinator, which follows the answers; files to keep."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PIL import Image

from bot.reminders.replies.board import NO_BOARDS
from tests.botapi.people import group, person, private
from tests.botapi.server import Refusal
from tests.telegram.office import (
    ADMIN,
    COORDINATOR,
    Clock,
    appoint,
    newest,
    now_reads,
    opens_chat,
    presses,
    says,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.reminders.boards import Boards
    from bot.reminders.delivery import Delivering
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving

pytestmark = pytest.mark.usefixtures("office")

TRAFFIC = group(-200, "교통행정과 방")
PLANNING = group(-201, "도시계획과 방")
ANSWERER = person(500, "정교통")
SEVEN_BEFORE = datetime(2026, 12, 14, 0, 0, tzinfo=UTC)  # nine in Seoul


@pytest.fixture
def clock() -> Clock:
    """Stands still until a test sets it."""
    return Clock()


@pytest.fixture
async def office(api: BotApi, serving: Serving, clock: Clock) -> AsyncIterator[None]:
    """The bot, its admin and a coordinator, two registered groups, and a campaign."""
    async with serving(clock=clock):
        await opens_chat(api, ADMIN)
        await appoint(api, COORDINATOR)
        for chat, name in ((TRAFFIC, "교통행정과"), (PLANNING, "도시계획과")):
            api.chats.join(chat, ADMIN, ANSWERER)
            api.chats.add_bot(ADMIN, chat)
            await api.answers_in(chat)
            await says(api, ADMIN, f"/register {name}", chat=chat)
        yield


async def campaign(
    api: BotApi, clock: Clock, deliveries: list[Delivering], boards: list[Boards]
) -> Json:
    """A campaign whose first reminder is out; what 교통행정과 got."""
    check = await says(api, ADMIN, "/campaign 12/21 4분기 실적 제출")
    await presses(api, ADMIN, check, "설정")
    before = len(api.of_bot(TRAFFIC)), len(api.of_bot(PLANNING))
    clock.now = SEVEN_BEFORE
    deliveries[-1].wake()
    reminder = (await api.answers_in(TRAFFIC, count=before[0] + 1))[before[0]]
    await api.answers_in(PLANNING, count=before[1] + 1)
    await deliveries[-1].idle()
    boards[-1].wake()
    await api.until(lambda: "📊" in newest(api, private(ADMIN))["text"])
    return reminder


async def test_every_coordinator_gets_one_board_that_follows(
    api: BotApi, clock: Clock, deliveries: list[Delivering], boards: list[Boards]
) -> None:
    """Who has handed in, seen it, and said nothing; one message, edited in place."""
    reminder = await campaign(api, clock, deliveries, boards)
    await api.until(lambda: "📊" in newest(api, private(COORDINATOR))["text"])
    board = newest(api, private(ADMIN))
    assert "⬜ 답 없음 2" in board["text"]
    assert "🏢 방 없음" in board["text"]
    clock.forward(timedelta(minutes=1))
    await presses(api, ANSWERER, reminder, "제출완료")
    await api.until(lambda: "✅ 제출완료 1" in now_reads(api, board))
    assert "교통행정과 · 12/14 09:01 정교통" in now_reads(api, board)
    assert newest(api, private(ADMIN))["message_id"] == board["message_id"]


async def test_a_board_is_edited_no_faster_than_telegram_allows(
    api: BotApi, clock: Clock, deliveries: list[Delivering], boards: list[Boards]
) -> None:
    """Answers within seconds are shown together, by the clock."""
    reminder = await campaign(api, clock, deliveries, boards)
    board = newest(api, private(ADMIN))
    clock.forward(timedelta(minutes=1))
    await presses(api, ANSWERER, reminder, "확인")
    await api.until(lambda: "👀 확인 1" in now_reads(api, board))
    clock.forward(timedelta(seconds=2))
    await presses(api, ANSWERER, api.messages[TRAFFIC["id"], reminder["message_id"]], "제출완료")
    assert not await boards[-1].refresh(clock.now)
    assert "제출완료 1" not in now_reads(api, board)
    clock.forward(timedelta(seconds=4))
    boards[-1].wake()
    await api.until(lambda: "✅ 제출완료 1" in now_reads(api, board))


async def test_a_board_that_was_deleted_stays_so_until_it_is_asked_for(
    api: BotApi, clock: Clock, deliveries: list[Delivering], boards: list[Boards]
) -> None:
    """Whoever deleted it wanted it gone."""
    reminder = await campaign(api, clock, deliveries, boards)
    board = newest(api, private(ADMIN))
    del api.messages[ADMIN["id"], board["message_id"]]
    clock.forward(timedelta(minutes=1))
    await presses(api, ANSWERER, reminder, "제출완료")
    assert await boards[-1].refresh(clock.now)
    clock.forward(timedelta(minutes=1))
    assert await boards[-1].refresh(clock.now)
    assert all("📊" not in message["text"] for message in api.of_bot(private(ADMIN)))
    assert "✅ 제출완료 1" in (await says(api, ADMIN, "/board"))["text"]


async def test_a_board_that_could_not_be_edited_is_edited_later(
    api: BotApi, clock: Clock, deliveries: list[Delivering], boards: list[Boards]
) -> None:
    """Whatever kept Telegram from it."""
    reminder = await campaign(api, clock, deliveries, boards)
    await api.until(lambda: "📊" in newest(api, private(COORDINATOR))["text"])
    board, other = (newest(api, private(who)) for who in (ADMIN, COORDINATOR))
    clock.forward(timedelta(minutes=1))
    await presses(api, ANSWERER, reminder, "제출완료")
    for each in (board, other):
        await api.until(lambda each=each: "✅ 제출완료 1" in now_reads(api, each))  # type: ignore[misc]
    clock.forward(timedelta(minutes=1))
    api.fail("editMessageText", Refusal(409, "Conflict"))
    panel = await says(api, ADMIN, "/groups")
    panel = await says(api, ADMIN, "/unregister", chat=PLANNING) and panel
    assert await boards[-1].refresh(clock.now) is False
    clock.forward(timedelta(minutes=1))
    assert await boards[-1].refresh(clock.now)
    assert "답 없음" not in now_reads(api, board)


async def test_a_board_is_a_picture_and_a_sheet(
    api: BotApi, clock: Clock, deliveries: list[Delivering], boards: list[Boards]
) -> None:
    """Of every department, legible on a phone."""
    reminder = await campaign(api, clock, deliveries, boards)
    await presses(api, ANSWERER, reminder, "제출완료")
    board = newest(api, private(ADMIN))
    await presses(api, ADMIN, board, "그림으로")
    await presses(api, ADMIN, board, "엑셀로")
    [photo] = [call for call in api.calls if call.method == "sendPhoto"]
    image = Image.open(BytesIO(photo.files["photo"].content))
    assert image.width == 1000
    assert "제출완료 1" in photo.parameters["caption"]
    [document] = [call for call in api.calls if call.method == "sendDocument"]
    assert document.files["document"].name == "board-2026-12-21.xlsx"
    page = load_workbook(BytesIO(document.files["document"].content)).active
    assert page is not None
    rows = {row[0]: row for row in page.iter_rows(values_only=True)}
    assert rows["교통행정과"][:3] == ("교통행정과", "제출완료", "정교통")
    assert rows["도시계획과"][1] == "답 없음"
    assert rows["주차관리과"][1] == "방 없음"


async def test_there_is_no_board_before_a_campaign(api: BotApi) -> None:
    """And none for others than coordinators."""
    assert (await says(api, ADMIN, "/board"))["text"] == NO_BOARDS.text
    await says(api, ANSWERER, "/find", chat=TRAFFIC)
    assert "모르는 명령" in (await says(api, ANSWERER, "/board"))["text"]


@pytest.mark.parametrize("data", ["bo/1/1", "bp/99/20261221", "bs/1/99999999", "bp/1"])
async def test_forged_presses_do_no_harm(api: BotApi, data: str) -> None:
    """Each is answered kindly, to a coordinator and to anybody else."""
    message = await says(api, ADMIN, "/board")
    assert (await api.answer_to_tap(api.taps_on(ADMIN, message, data)))["text"]
    assert (await api.answer_to_tap(api.taps_on(ANSWERER, message, data)))["text"]
