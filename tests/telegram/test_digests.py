"""Weekly digests: what is open, late and undelivered, sent by itself and on request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.reminders.replies.board import NO_OWN_BOARD, ONLY_IN_GROUPS
from tests.botapi.people import private
from tests.botapi.server import Refusal
from tests.telegram.office import (
    ADMIN,
    ANSWERER,
    COORDINATOR,
    PLANNING,
    TRAFFIC,
    appoint,
    press_and_read,
    presses,
    reads,
    register_group,
    says,
)

if TYPE_CHECKING:
    from bot.reminders.digests import Digests
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Clock
    from tests.telegram.office import At

pytestmark = pytest.mark.usefixtures("office")

REMINDED = datetime(2026, 12, 14, 0, 0, tzinfo=UTC)  # a Monday, nine in Seoul
MONDAY_TEN = REMINDED + timedelta(hours=1)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)


@pytest.fixture
async def office(api: BotApi, office: None) -> None:
    """An office with a coordinator and two registered groups."""
    await appoint(api, COORDINATOR)
    for chat, name in ((TRAFFIC, "교통행정과"), (PLANNING, "도시계획과")):
        await register_group(api, chat, name, ANSWERER)


async def start_campaign(api: BotApi, at: At) -> Json:
    """A campaign of two departments until 12/21, whose first reminder is out."""
    words = "/campaign 12/21 교통행정과, 도시계획과 4분기 실적 제출"
    await presses(api, ADMIN, await says(api, ADMIN, words), "이대로 알리기")
    return await at(REMINDED, TRAFFIC)


def digests_in(api: BotApi, chat: Json) -> list[Json]:
    """The digests that the bot sent into a chat."""
    heads = "🗓 주간 요약", "📊 우리 방 현황"
    return [each for each in api.of_bot(chat) if str(each["text"]).startswith(heads)]


async def test_a_coordinator_gets_one_a_week(
    api: BotApi, at: At, clock: Clock, digests: list[Digests]
) -> None:
    """On Monday at ten, once, to each; what is open before the deadline, and late after it."""
    reminder = await start_campaign(api, at)
    await digests[-1].send_due(MONDAY_TEN - HOUR / 60)
    assert digests_in(api, private(ADMIN)) == []
    await presses(api, ANSWERER, reminder, "제출완료")
    for after in (timedelta(0), HOUR, DAY):
        await digests[-1].send_due(MONDAY_TEN + after)
    for who in (ADMIN, COORDINATOR):
        [digest] = digests_in(api, private(who))
        assert "12/14(월) 10:00 기준" in digest["text"]
        assert "마감 12/21(월) · D-7" in digest["text"]
        assert "제출완료 1/2곳" in digest["text"]
        assert "⬜ 남은 부서 1곳: 도시계획과" in digest["text"]
    for sent_at in (MONDAY_TEN + 60 * WEEK, MONDAY_TEN + 2 * WEEK):  # a clock that was set right
        clock.now = sent_at
        await digests[-1].send_due(clock.now)
    late = digests_in(api, private(ADMIN))[-1]
    assert "마감 12/21(월) · 7일 지남" in late["text"]
    assert "⏰ 마감을 넘긴 부서 1곳: 도시계획과" in late["text"]
    await presses(api, ADMIN, late, "현황판")
    await api.until(lambda: "📊" in api.of_bot(private(ADMIN))[-1]["text"])


async def test_it_holds_what_could_not_be_delivered_and_what_waits(
    api: BotApi, at: At, digests: list[Digests]
) -> None:
    """Each leads on to where it is dealt with."""
    await says(api, ADMIN, "/unregister", chat=PLANNING)
    reminder = await start_campaign(api, at)
    sent_to = api.messages[TRAFFIC["id"], reminder["message_id"]]
    await presses(api, ANSWERER, sent_to, "우리 부서 아님")
    await digests[-1].send_due(MONDAY_TEN)
    [digest] = digests_in(api, private(ADMIN))
    assert "📭 전달하지 못한 알림 1건\n· 도시계획과 · 등록된 방이 없어요" in digest["text"]
    assert "🙅 담당을 확인할 답 1건" in digest["text"]
    shown = await press_and_read(api, ADMIN, digest, "담당 확인하기")
    assert "지금 담당: 교통행정과" in shown["text"]


async def test_it_names_the_groups_that_did_not_answer_last_week(
    api: BotApi, at: At, clock: Clock, digests: list[Digests]
) -> None:
    """Reminders without a deadline stand on no board; the last time of each counts."""
    clock.now = REMINDED - DAY
    for words in ("교통행정과, 도시계획과 매주 월 9시 주간 보고", "교통행정과 매주 화 9시 점검"):
        await presses(api, ADMIN, await says(api, ADMIN, f"/remind {words}"), "이대로 알리기")
    first = await at(REMINDED, TRAFFIC)
    await digests[-1].send_due(MONDAY_TEN)
    assert digests_in(api, private(ADMIN)) == []  # it came an hour ago
    await presses(api, ANSWERER, first, "확인")
    await at(REMINDED + DAY, TRAFFIC)
    await at(REMINDED + WEEK, TRAFFIC)
    clock.now = MONDAY_TEN + WEEK
    await digests[-1].send_due(clock.now)
    [digest] = digests_in(api, private(ADMIN))
    assert "🔕 지난주에 답이 없던 알림 2건" in digest["text"]
    assert "· 주간 보고: 도시계획과 방\n· 점검: 교통행정과 방" in digest["text"]
    shown = await press_and_read(api, ADMIN, digest, "알림: 주간 보고")
    assert "🔔 1번 알림" in shown["text"]


async def test_there_is_none_when_there_is_nothing_to_look_after(
    api: BotApi, clock: Clock, digests: list[Digests]
) -> None:
    """Who asks gets to know, and the next week brings nothing that belongs to the last."""
    await digests[-1].send_due(MONDAY_TEN)
    assert digests_in(api, private(ADMIN)) == []
    assert "지금 챙길 일이 없어요" in await reads(api, ADMIN, "/digest")


async def test_it_can_be_switched_off_and_on(
    api: BotApi, at: At, clock: Clock, digests: list[Digests]
) -> None:
    """By each coordinator for themselves; what was due before that is not sent."""
    await start_campaign(api, at)
    shown = await press_and_read(
        api, COORDINATOR, await says(api, COORDINATOR, "주간 요약"), "않기"
    )
    await digests[-1].send_due(MONDAY_TEN)
    assert len(digests_in(api, private(ADMIN))) == 1
    assert digests_in(api, private(COORDINATOR)) == [shown]
    clock.now = MONDAY_TEN + HOUR
    await press_and_read(api, COORDINATOR, shown, "월요일마다 받기")
    await digests[-1].send_due(clock.now)
    assert len(digests_in(api, private(COORDINATOR))) == 1
    await digests[-1].send_due(MONDAY_TEN + WEEK)
    assert len(digests_in(api, private(COORDINATOR))) == 2


async def test_a_day_off_moves_it_to_the_next_working_day(
    api: BotApi, at: At, digests: list[Digests]
) -> None:
    """As the office's calendar says."""
    await start_campaign(api, at)
    await presses(api, ADMIN, await says(api, ADMIN, "/holiday 2026-12-14"), "추가")
    await digests[-1].send_due(MONDAY_TEN)
    assert digests_in(api, private(ADMIN)) == []
    await digests[-1].send_due(MONDAY_TEN + DAY)
    assert len(digests_in(api, private(ADMIN))) == 1


async def test_what_telegram_delays_is_sent_later_and_what_it_refuses_is_not(
    api: BotApi, at: At, digests: list[Digests]
) -> None:
    """One coordinator's trouble is not another's."""
    await start_campaign(api, at)
    api.fail("sendMessage", Refusal(403, "Forbidden: bot was blocked by the user"))
    await digests[-1].send_due(MONDAY_TEN)
    await digests[-1].send_due(MONDAY_TEN + HOUR)
    assert digests_in(api, private(ADMIN)) == []
    assert len(digests_in(api, private(COORDINATOR))) == 1
    await digests[-1].send_due(MONDAY_TEN + WEEK + 7 * HOUR)  # the bot was off: that is old
    assert digests_in(api, private(ADMIN)) == []


async def test_a_group_gets_its_own_when_it_asks(
    api: BotApi, clock: Clock, at: At, digests: list[Digests]
) -> None:
    """At once, and every week once that is switched on there."""
    assert (await says(api, ANSWERER, "/digest", chat=TRAFFIC))["text"] == NO_OWN_BOARD
    await start_campaign(api, at)
    own = await says(api, ANSWERER, "/digest", chat=TRAFFIC)
    assert "⬜ 답 없음" in own["text"]
    await press_and_read(api, ANSWERER, own, "월요일마다 받기")
    before = len(digests_in(api, TRAFFIC))
    clock.now = MONDAY_TEN + WEEK
    for _ in range(2):
        await digests[-1].send_due(clock.now)
    sent = digests_in(api, TRAFFIC)
    assert len(sent) == before + 1
    assert "도시계획과" not in sent[-1]["text"]
    assert digests_in(api, PLANNING) == []


async def test_others_than_coordinators_get_none_in_private(api: BotApi) -> None:
    """And a forged press does nothing."""
    await says(api, ANSWERER, "/find", chat=TRAFFIC)
    refused = await says(api, ANSWERER, "/digest")
    assert refused["text"] == ONLY_IN_GROUPS.text
    for data in ("dw/1", "dw"):
        assert (await api.answer_to_tap(api.taps_on(ANSWERER, refused, data)))["text"]
