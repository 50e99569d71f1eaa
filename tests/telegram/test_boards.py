"""Boards of campaigns: one message a coordinator, which follows the answers; files to keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PIL import Image

from bot.lookup.pledge import PledgeNumber
from bot.reminders.board_picture import drawn, picture
from bot.reminders.boards import Boards
from bot.reminders.replies.board import LABELS, NO_BOARDS, NO_OWN_BOARD, ONLY_IN_GROUPS
from tests.botapi.people import group, private
from tests.botapi.server import Refusal
from tests.reminders.delivery.office import Table
from tests.telegram.office import (
    ADMIN,
    ANSWERER,
    COLLEAGUE,
    COORDINATOR,
    PLANNING,
    TRAFFIC,
    appoint,
    labels,
    let_in,
    message_to,
    newest,
    now_reads,
    press_and_read,
    presses,
    reads,
    register_group,
    replies,
    says,
    set_reminder,
)

if TYPE_CHECKING:
    from bot.lookup.answering import Catalogues
    from bot.reminders.delivery import DeliveryWorker
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Clock
    from tests.telegram.office import At

pytestmark = pytest.mark.usefixtures("office")

SEVEN_BEFORE = datetime(2026, 12, 14, 0, 0, tzinfo=UTC)  # nine in Seoul


@pytest.fixture
async def office(api: BotApi, office: None) -> None:
    """An office with a coordinator and two registered groups."""
    await appoint(api, COORDINATOR)
    for chat, name in ((TRAFFIC, "교통행정과"), (PLANNING, "도시계획과")):
        await register_group(api, chat, name, ANSWERER)


async def start_campaign(api: BotApi, at: At, boards: list[Boards]) -> Json:
    """A campaign whose first reminder is out; what 교통행정과 got."""
    await set_reminder(api, "/campaign 12/21 4분기 실적 제출")
    reminder = await at(SEVEN_BEFORE, TRAFFIC)
    boards[-1].news.set()
    await api.until(lambda: "📊" in newest(api, private(ADMIN))["text"])
    await boards[-1].refresh()  # now it is known which message it is
    return reminder


@pytest.fixture
async def reminder(api: BotApi, at: At, boards: list[Boards], office: None) -> Json:
    """What 교통행정과 got of a campaign."""
    return await start_campaign(api, at, boards)


def board_of(api: BotApi) -> Json:
    """The admin's board as it stands now."""
    return next(each for each in api.of_bot(private(ADMIN)) if "📊" in each["text"])


async def test_every_coordinator_gets_one_board_that_follows(
    api: BotApi, reminder: Json, clock: Clock
) -> None:
    """Who has handed in, seen it, and said nothing; one message, edited in place."""
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
    api: BotApi, reminder: Json, clock: Clock, boards: list[Boards]
) -> None:
    """Answers within seconds are shown together, by the clock."""
    board = newest(api, private(ADMIN))
    clock.forward(timedelta(minutes=1))
    await presses(api, ANSWERER, reminder, "확인")
    await api.until(lambda: "👀 확인 1" in now_reads(api, board))
    clock.forward(timedelta(seconds=2))
    await presses(api, ANSWERER, api.messages[TRAFFIC["id"], reminder["message_id"]], "제출완료")
    assert not await boards[-1].refresh()
    assert "제출완료 1" not in now_reads(api, board)
    clock.forward(timedelta(seconds=4))
    boards[-1].news.set()
    await api.until(lambda: "✅ 제출완료 1" in now_reads(api, board))


async def test_a_board_that_was_deleted_stays_so_until_it_is_asked_for(
    api: BotApi, reminder: Json, clock: Clock, boards: list[Boards]
) -> None:
    """Whoever deleted it wanted it gone."""
    board = newest(api, private(ADMIN))
    del api.messages[ADMIN["id"], board["message_id"]]
    clock.forward(timedelta(minutes=1))
    await presses(api, ANSWERER, reminder, "제출완료")
    assert await boards[-1].refresh()
    clock.forward(timedelta(minutes=1))
    assert await boards[-1].refresh()
    assert all("📊" not in message["text"] for message in api.of_bot(private(ADMIN)))
    assert "✅ 제출완료 1" in await reads(api, ADMIN, "/board")


async def test_a_board_that_could_not_be_edited_is_edited_later(
    api: BotApi, reminder: Json, clock: Clock, boards: list[Boards]
) -> None:
    """Whatever kept Telegram from it."""
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
    assert await boards[-1].refresh() is False
    clock.forward(timedelta(minutes=1))
    assert await boards[-1].refresh()
    assert "답 없음" not in now_reads(api, board)


async def test_a_board_is_a_picture_and_a_sheet(api: BotApi, reminder: Json) -> None:
    """Of every department, legible on a phone."""
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
    book = load_workbook(BytesIO(document.files["document"].content))
    rows = {row[0]: row for row in book["부서별"].iter_rows(values_only=True)}
    pledges = {row[0]: row for row in book["공약별"].iter_rows(values_only=True)}
    assert pledges["지역개발-01"][2:5] == ("교통행정과", "제출완료", "정교통")
    assert rows["교통행정과"][:3] == ("교통행정과", "제출완료", "정교통")
    assert rows["도시계획과"][1] == "답 없음"
    assert rows["주차관리과"][1] == "방 없음"


async def test_every_cell_of_a_board_is_what_was_answered(
    api: BotApi, at: At, clock: Clock, boards: list[Boards], table: Catalogues
) -> None:
    """Message, caption and both sheets: all, some, seen, late, and departments without a group."""
    parking, health = group(-202, "주차관리과 방"), group(-203, "의약과 방")
    for chat, name in ((parking, "주차관리과"), (health, "의약과")):
        await register_group(api, chat, name, ANSWERER)
    whole = await start_campaign(api, at, boards)
    await presses(api, ANSWERER, whole, "제출완료")
    part = await press_and_read(api, ANSWERER, newest(api, PLANNING), "공약별로")
    await presses(api, ANSWERER, part, "⬜")
    await presses(api, ANSWERER, newest(api, parking), "확인")
    overdue = newest(api, health)
    panel = await press_and_read(api, ADMIN, board_of(api), "알림 보기")
    await presses(api, ADMIN, panel, "멈추기")
    clock.now = datetime(2026, 12, 22, 1, 0, tzinfo=UTC)
    await presses(api, ANSWERER, overdue, "제출완료")
    boards[-1].news.set()
    await api.until(
        lambda: any("제출완료 2" in each["text"] for each in api.of_bot(private(ADMIN)))
    )
    message = await says(api, ADMIN, "/board")
    await presses(api, ADMIN, message, "엑셀로")
    await presses(api, ADMIN, message, "그림으로")
    [document] = [call for call in api.calls if call.method == "sendDocument"]
    [photo] = [call for call in api.calls if call.method == "sendPhoto"]
    said = "\n".join([message["text"], *(each.parameters["caption"] for each in (document, photo))])
    assert said.count("제출완료 2/21곳 · 공약 8/63건 · 늦음 1") == 3
    assert said.count("12/22(화) 10:00 기준") == 3
    book = load_workbook(BytesIO(document.files["document"].content))
    early, late = "2026-12-14 09:00", "2026-12-22 10:00"
    answered = {
        "교통행정과": ("제출완료", "정교통", early, 6, None),
        "도시계획과": ("일부 제출", "정교통", early, 1, None),
        "주차관리과": ("확인", "정교통", early, 0, None),
        "의약과": ("제출완료", "정교통", late, 1, "늦음"),
    }
    without = ("방 없음", None, None, 0, None)
    owned = (await table.current()).owned_by
    expected = []
    for name, own in owned.items():
        state, by, when, done, is_late = answered.get(name, without)
        expected.append((name, state, by, when, done, len(own), is_late, None))
    assert [*book["부서별"].iter_rows(min_row=5, values_only=True)] == expected
    found = await boards[-1].board(1, date(2026, 12, 21))
    assert found is not None
    shown = drawn(found)
    assert [(each.name, LABELS[each.standing]) for each in shown.rows] == [
        (name, state) for name, state, *_ in expected
    ]
    times = {each.name: each.time for each in shown.rows if each.time}
    morning = "12/14 09:00"
    assert times == {
        "교통행정과": morning,
        "도시계획과": "1/4건",
        "주차관리과": morning,
        "의약과": "늦음 12/22 10:00",
    }
    assert photo.files["photo"].content == picture(found)
    expected_pledges = []
    for name, own in owned.items():
        state, by, when, _, is_late = answered.get(name, without)
        for place, pledge in enumerate(own):
            cells = (state, by, when, is_late)
            if name == "도시계획과":
                cells = ("제출완료", by, when, None) if not place else ("답 없음", None, None, None)
            expected_pledges.append((str(pledge.number), pledge.title, name, *cells, None))
    assert [*book["공약별"].iter_rows(min_row=5, values_only=True)] == expected_pledges
    for page in book:
        assert page["A1"].value == "4분기 실적 제출"
        assert "12/22(화) 10:00 기준" in page["A2"].value


async def test_there_is_no_board_before_a_campaign(api: BotApi) -> None:
    """Neither for coordinators nor for a group and its people."""
    assert await reads(api, ADMIN, "/board") == NO_BOARDS.text
    await says(api, ANSWERER, "/find", chat=TRAFFIC)
    assert await reads(api, ANSWERER, "/board") == NO_OWN_BOARD
    assert await reads(api, ANSWERER, "/board", chat=TRAFFIC) == NO_OWN_BOARD


@pytest.mark.parametrize(
    "asked",
    [
        *("/board", "마감 언제예요?", "실적 제출 기한이 언제인가요", "우리 부서 마감 언제까지야"),
        *("언제까지 내야 하나요?", "자료 언제까지 제출하면 돼요?", "우리 부서 냈나요?"),
    ],
)
async def test_who_asks_in_private_until_when_sees_the_deadlines_of_their_groups(
    api: BotApi, reminder: Json, asked: str
) -> None:
    """As in the groups themselves; a coordinator sees the board."""
    text = await reads(api, ANSWERER, asked)
    assert "마감 12/21(월) · D-7" in text
    assert "지역개발-01" in text
    assert "제출완료 0/21곳" in await reads(api, ADMIN, asked)


async def test_what_mentions_the_bot_in_a_group_asks_for_its_board(
    api: BotApi, reminder: Json
) -> None:
    """Not for the list of its pledges, which reads as if they were handed in."""
    for asked in ("우리 마감 언제야", "우리 부서 제출 현황"):
        text = await reads(api, ANSWERER, f"@gongyak_bot {asked}", chat=TRAFFIC)
        assert "마감 12/21(월) · D-7" in text


async def test_who_is_in_no_group_is_told_where_boards_are(api: BotApi, reminder: Json) -> None:
    """Those of others are not shown to them."""
    await let_in(api, COLLEAGUE)
    assert await reads(api, COLLEAGUE, "/board") == ONLY_IN_GROUPS.text


async def test_a_coordinator_records_and_deletes_an_answer(
    api: BotApi, reminder: Json, clock: Clock, boards: list[Boards]
) -> None:
    """The group sees who did it; what the group answers is deleted as well."""
    await presses(api, ADMIN, newest(api, private(ADMIN)), "답 기록·지우기")
    panel = newest(api, private(ADMIN))
    panel = await press_and_read(api, ADMIN, panel, "교통행정과")
    panel = await press_and_read(api, ADMIN, panel, "제출완료로 기록")
    assert "교통행정과 · 제출완료" in panel["text"]
    assert "제출한 공약 6/6건" in panel["text"]
    assert "총괄 김주무 님이 공약 6건을 모두 제출완료로 기록했어요" in now_reads(api, reminder)
    await replies(api, ANSWERER, reminder, "공문으로 냈습니다")
    assert "💬 정교통: 공문으로 냈습니다" in now_reads(api, reminder)
    panel = await press_and_read(api, ADMIN, panel, "답 지우기")
    assert "교통행정과 · 답 없음" in panel["text"]
    assert "제출했어요" not in now_reads(api, reminder)
    await presses(api, ANSWERER, api.messages[TRAFFIC["id"], reminder["message_id"]], "우리 부서")
    panel = await press_and_read(api, ADMIN, panel, "« 부서 목록")
    panel = await press_and_read(api, ADMIN, panel, "🙅 교통행정과")
    panel = await press_and_read(api, ADMIN, panel, "제출완료로 기록")
    assert "교통행정과 · 제출완료" in panel["text"]
    assert "우리 부서 일이" not in now_reads(api, reminder)
    clock.forward(timedelta(minutes=1))
    boards[-1].news.set()
    await api.until(lambda: "제출완료 1/21곳 · 공약 6/63건" in board_of(api)["text"])
    assert "부서의 답 기록 → 교통행정과 방" in await reads(api, ADMIN, "/audit")


async def test_a_department_without_a_group_has_no_answer_to_record(
    api: BotApi, reminder: Json
) -> None:
    """That is said."""
    await presses(api, ADMIN, newest(api, private(ADMIN)), "답 기록·지우기")
    panel = newest(api, private(ADMIN))
    panel = await press_and_read(api, ADMIN, panel, "주차관리과")
    assert "등록된 방이 없어" in panel["text"]
    assert labels(panel) == ["« 부서 목록"]


async def test_a_group_sees_its_own_board(api: BotApi, reminder: Json) -> None:
    """What of its own is open, and nothing of the others."""
    panel = await press_and_read(api, ANSWERER, reminder, "공약별로")
    await presses(api, ANSWERER, panel, "⬜")
    own = await reads(api, ANSWERER, "/board", chat=TRAFFIC)
    assert "12/14(월) 09:00 기준" in own
    assert "공약 1/6건 제출" in own
    assert "지역개발-03" in own
    assert "지역개발-01" not in own
    assert "도시계획과" not in own


async def test_a_group_of_many_pledges_leafs_through_its_board(
    api: BotApi, at: At, boards: list[Boards]
) -> None:
    """Every open pledge stands on one page; others than its people turn none."""
    for name in (
        "주차관리과",
        "보건정책과",
        "교육지원과",
        "지역경제과",
        "복지정책과",
        "문화체육과",
    ):
        panel = await says(api, ADMIN, "/groups")
        panel = await press_and_read(api, ADMIN, panel, "교통행정과 방")
        panel = await press_and_read(api, ADMIN, panel, "부서 바꾸기")
        while not any(name in label for label in labels(panel)):
            panel = await press_and_read(api, ADMIN, panel, "다음")
        await presses(api, ADMIN, panel, name)
    await start_campaign(api, at, boards)
    own = await says(api, ANSWERER, "/board", chat=TRAFFIC)
    assert "(1/2)" in own["text"]
    text = own["text"]
    own = await press_and_read(api, ANSWERER, own, "다음")
    text += own["text"]
    found = await boards[-1].own([(TRAFFIC["id"], None)])
    numbers = [each.number for _, rows in found for row in rows for each in row.pledges]
    assert len(numbers) > 20
    assert all(f"· {number} " in text for number in numbers)
    assert "외 " not in text
    assert "(1/2)" in (await press_and_read(api, ANSWERER, own, "이전"))["text"]


async def test_pledges_and_past_boards_are_shown(
    api: BotApi, reminder: Json, clock: Clock, boards: list[Boards]
) -> None:
    """A row a pledge; and a campaign of long ago, deleted since."""
    await presses(api, ADMIN, newest(api, private(ADMIN)), "공약별로 보기")
    panel = newest(api, private(ADMIN))
    assert "⬜ 지역개발-01" in panel["text"]
    assert "교통행정과 · 답 없음" in panel["text"]
    panel = await says(api, ADMIN, "/reminders")
    panel = await press_and_read(api, ADMIN, panel, "1번")
    panel = await press_and_read(api, ADMIN, panel, "지우기")
    await presses(api, ADMIN, panel, "지우기")
    clock.forward(timedelta(days=400))
    panel = await says(api, ADMIN, "/board")
    assert labels(panel) == ["2026년 12/21(월) 4분기 실적 제출"]
    await presses(api, ADMIN, panel, "4분기")
    assert "답 없음 2" in newest(api, private(ADMIN))["text"]


@pytest.mark.parametrize("data", ["bo/1/1", "bp/99/20261221", "bs/1/99999999", "bp/1"])
async def test_forged_presses_do_no_harm(api: BotApi, reminder: Json, data: str) -> None:
    """Each is answered kindly, to a coordinator and to anybody else."""
    message = await says(api, ADMIN, "/board")
    assert (await api.answer_to_tap(api.taps_on(ADMIN, message, data)))["text"]
    assert (await api.answer_to_tap(api.taps_on(ANSWERER, message, data)))["text"]


async def test_a_campaign_is_reported_once_at_its_deadline(
    api: BotApi, reminder: Json, clock: Clock, boards: list[Boards]
) -> None:
    """When the office closes: who has not handed in, and that it is late from then on."""
    await presses(api, ANSWERER, reminder, "제출완료")
    clock.now = datetime(2026, 12, 21, 9, 0, tzinfo=UTC)  # six in Seoul
    for _ in range(2):
        await boards[-1].refresh()
    [report] = [each for each in api.of_bot(private(ADMIN)) if "마감 보고" in each["text"]]
    assert "아직 내지 않은 부서가 20곳" in report["text"]
    assert "제출완료 1/21곳 · 공약 6/63건" in report["text"]
    assert "12/21(월) 18:00 기준" in report["text"]


@pytest.mark.parametrize("days", [2, 4, 10])
async def test_a_campaign_that_closed_while_the_bot_was_off_is_reported_late(
    api: BotApi, reminder: Json, clock: Clock, boards: list[Boards], days: int
) -> None:
    """After a weekend or holidays, once."""
    await presses(api, ANSWERER, reminder, "제출완료")
    await boards[-1].refresh()
    clock.now = datetime(2026, 12, 21, 9, 0, tzinfo=UTC) + timedelta(days=days)
    for _ in range(2):
        await boards[-1].refresh()
    [report] = [each for each in api.of_bot(private(ADMIN)) if "마감 보고" in each["text"]]
    assert "이제 내면 '늦음'으로 기록돼요." in report["text"]


@pytest.mark.parametrize("said", ["12/23 마감 D-7 D-3 D-1 당일 9시", "12/23", "이틀 연기"])
async def test_a_deadline_that_is_put_off_keeps_what_was_handed_in(  # noqa: PLR0913, PLR0917
    said: str,
    api: BotApi,
    at: At,
    reminder: Json,
    boards: list[Boards],
    clock: Clock,
    deliveries: list[DeliveryWorker],
) -> None:
    """The board goes on to the new day; nothing is asked again, and nothing closes on the old."""
    board, still_open = newest(api, private(ADMIN)), newest(api, PLANNING)
    await presses(api, ANSWERER, reminder, "제출완료")
    clock.now = SEVEN_BEFORE + timedelta(days=1)
    panel = await press_and_read(api, ADMIN, await says(api, ADMIN, "/reminders"), "1번")
    panel = await press_and_read(api, ADMIN, panel, "고치기")
    await presses(api, ADMIN, panel, "시각")
    panel = await says(api, ADMIN, said)
    assert "이미 낸 답은 새 마감에도 그대로 세어요" in panel["text"]
    assert "마감 12/21(월) · D-7" in now_reads(api, still_open)
    await presses(api, ADMIN, panel, "이대로 고치기")
    assert "마감 12/23(수) · D-9" in now_reads(api, still_open)
    in_traffic = len(api.of_bot(TRAFFIC))
    again = await at(SEVEN_BEFORE + timedelta(days=2), PLANNING)
    assert "12/23" in again["text"]
    await boards[-1].refresh()
    await api.until(lambda: "12/23" in now_reads(api, board))
    assert "✅ 제출완료 1" in now_reads(api, board)
    clock.now = SEVEN_BEFORE + timedelta(days=7, hours=9, minutes=1)
    deliveries[-1].wake()
    await deliveries[-1].idle()
    await boards[-1].refresh()
    assert "마감 보고" not in "".join(each["text"] for each in api.of_bot(private(ADMIN)))
    assert len(api.of_bot(TRAFFIC)) == in_traffic
    own = await reads(api, ANSWERER, "/board", chat=TRAFFIC)
    assert "마감 12/23" in own
    assert "마감 12/21" not in own


async def test_nothing_is_promised_of_answers_where_no_one_day_takes_the_place_of_another(
    api: BotApi, reminder: Json
) -> None:
    """What comes every week leads up to no deadline for which they could count."""
    await presses(api, ANSWERER, reminder, "제출완료")
    panel = await press_and_read(api, ADMIN, await says(api, ADMIN, "/reminders"), "1번")
    panel = await press_and_read(api, ADMIN, panel, "고치기")
    await presses(api, ADMIN, panel, "시각")
    panel = await says(api, ADMIN, "매주 월요일 9시")
    assert "이대로 고치기" in labels(panel)
    assert "이미 낸 답" not in panel["text"]


async def test_a_second_campaign_of_the_same_words_is_asked_about(
    api: BotApi, reminder: Json
) -> None:
    """Who wants to put a deadline off would ask everybody anew, twice a day."""
    check = await says(api, ADMIN, "/campaign 12/24 4분기 실적 제출")
    assert "마감이 12월 21일(월)인 같은 알림(1번)이 이미 있어요" in check["text"]
    await presses(api, ADMIN, check, "하나 더 등록")
    check = await says(api, ADMIN, "/campaign 12/24 4분기 실적 제출")
    assert "⚠️ 같은 알림(2번)이 이미 있어요" in check["text"]
    assert "하나 더 등록" in labels(check)


async def test_a_board_follows_which_pledges_nobody_owns(
    api: BotApi, reminder: Json, clock: Clock, boards: list[Boards], table: Catalogues
) -> None:
    """Also when all departments stand as they did."""
    board, before = newest(api, private(ADMIN)), await table.current()
    orphan = replace(before.pledges[0], number=PledgeNumber("신규-01"), owners=())
    after = replace(before, pledges=(*before.pledges, orphan))
    clock.forward(timedelta(minutes=1))
    changed = Boards(office=replace(boards[-1].office, catalogues=Table(after)))
    assert await changed.refresh()
    assert "담당 미정 1\n신규-01" in now_reads(api, board)


async def test_a_closed_board_is_about_what_was_asked(
    api: BotApi, reminder: Json, clock: Clock, boards: list[Boards]
) -> None:
    """Also where its groups are nobody's any more; what is recorded later counts, as late."""
    await presses(api, ANSWERER, reminder, "제출완료")
    clock.now = datetime(2026, 12, 21, 9, 0, tzinfo=UTC)  # six in Seoul
    await boards[-1].refresh()
    for chat in (TRAFFIC, PLANNING):
        await says(api, ADMIN, "/unregister", chat=chat)
    clock.forward(timedelta(days=100))
    api.says(ADMIN, "/board")
    await presses(api, ADMIN, await message_to(api, ADMIN, "어느 현황을 볼까요?"), "4분기")
    panel = await message_to(api, ADMIN, "3/31(수) 18:00 기준")
    assert "제출완료 1/21곳 · 공약 6/63건" in panel["text"]
    assert "답 없음 1\n도시계획과" in panel["text"]
    await presses(api, ADMIN, panel, "답 기록")
    rows = await message_to(api, ADMIN, "어느 부서의 답을")
    rows = await press_and_read(api, ADMIN, rows, "도시계획과")
    rows = await press_and_read(api, ADMIN, rows, "제출완료로 기록")
    assert "제출한 공약 4/4건" in rows["text"]
    assert "늦음" in rows["text"]


async def test_campaigns_of_the_same_words_and_day_are_told_apart(api: BotApi, at: At) -> None:
    """By whom they are for."""
    await set_reminder(api, "/campaign 12/21 교통행정과 연말 실적 제출")
    await set_reminder(api, "/campaign 12/21 도시계획과 연말 실적 제출")
    await at(SEVEN_BEFORE, PLANNING)
    choice = "\n".join(labels(await says(api, ADMIN, "/board")))
    assert "교통행정과 · 연말 실적" in choice
    assert "도시계획과 · 연말 실적" in choice
