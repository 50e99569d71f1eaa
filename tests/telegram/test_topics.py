"""Forums: each topic can be a department's own, and a reminder goes to where it is registered."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.reminders.replies.undelivered import NOTHING_UNDELIVERED
from tests.botapi.people import private, supergroup
from tests.telegram.office import (
    ADMIN,
    ANSWERER,
    COLLEAGUE,
    let_in,
    message_to,
    newest,
    presses,
    reads,
    remind_weekly,
    says,
    says_in_topic,
    set_reminder,
)

if TYPE_CHECKING:
    from bot.reminders.delivery import DeliveryWorker
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Clock
    from tests.telegram.office import At

FORUM = supergroup(-1_000_000_000_700, "금천 공약방", forum=True)
NINE = datetime(2026, 12, 7, 0, 0, tzinfo=UTC)  # Monday the 7th, nine in Seoul


@pytest.fixture(autouse=True)
async def _forum(api: BotApi, office: None) -> None:
    """The bot is in a forum."""
    api.chats.join(FORUM, ADMIN, ANSWERER)
    api.chats.add_bot(ADMIN, FORUM)
    await api.answers_in(FORUM)


async def topic_of(api: BotApi, department: str, name: str = "") -> Json:
    """A topic that is registered for a department."""
    opening = api.chats.open_topic(ADMIN, FORUM, name or department)
    answer = await says_in_topic(api, ADMIN, opening, f"/register {department}")
    assert f"{department} 방으로 등록되었어요" in answer["text"]
    assert answer["message_thread_id"] == opening["message_id"]
    return opening


async def lose_topic(api: BotApi, clock: Clock, deliveries: list[DeliveryWorker], how: str) -> Json:
    """Close or delete a registered topic; it is reported that its reminder did not arrive."""
    traffic = await topic_of(api, "교통행정과")
    await remind_weekly(api, "교통행정과")
    api.chats.change_topic(ADMIN, traffic, how)
    clock.now = NINE
    deliveries[-1].wake()
    await message_to(api, ADMIN, "주제가 없어졌거나 닫혔어요")
    return traffic


def said_in(api: BotApi, opening: Json, words: str) -> list[Json]:
    """The bot's messages in a topic that hold these words."""
    return [
        message
        for message in api.of_bot(FORUM)
        if message.get("message_thread_id") == opening["message_id"] and words in message["text"]
    ]


async def test_who_adds_the_bot_to_a_forum_hears_how_topics_are_registered(api: BotApi) -> None:
    """The question itself is about the forum as a whole."""
    assert "주제 안에서 보내 주세요: /register" in api.of_bot(FORUM)[0]["text"]


async def test_two_topics_of_a_group_are_two_departments(api: BotApi, at: At) -> None:
    """Each gets its own reminder in its own topic, with its own pledges."""
    traffic = await topic_of(api, "교통행정과")
    parking = await topic_of(api, "주차관리과")
    listed = await reads(api, ADMIN, "/groups")
    assert "금천 공약방 › 교통행정과 · 교통행정과" in listed
    assert "금천 공약방 › 주차관리과 · 주차관리과" in listed
    assert "아직 정하지 않았어요" not in listed
    await remind_weekly(api, "전체")
    await at(NINE, FORUM)
    await api.until(lambda: said_in(api, parking, "주간 추진상황"))
    [reminder] = said_in(api, traffic, "주간 추진상황")
    [other] = said_in(api, parking, "주간 추진상황")
    assert "지역개발-04" in reminder["text"]
    assert "지역개발-04" not in other["text"]
    await presses(api, ANSWERER, reminder, "확인")
    assert "정교통" in api.messages[FORUM["id"], reminder["message_id"]]["text"]
    assert "정교통" not in api.messages[FORUM["id"], other["message_id"]]["text"]


async def test_a_topic_that_is_not_registered_belongs_to_its_group(api: BotApi, at: At) -> None:
    """What is set in it comes back to it."""
    await says(api, ADMIN, "/register 교통행정과", chat=FORUM)
    opening = api.chats.open_topic(ADMIN, FORUM, "공약")
    check = await says_in_topic(api, ANSWERER, opening, "/remind 매주 월 9시 회의 자료")
    assert check["message_thread_id"] == opening["message_id"]
    await presses(api, ANSWERER, check, "이대로 알리기")
    reminder = await at(NINE, FORUM)
    assert reminder["message_thread_id"] == opening["message_id"]
    assert "회의 자료" in reminder["text"]


async def test_our_department_is_that_of_the_topic(api: BotApi) -> None:
    """Whatever the other topics of the group are."""
    traffic = await topic_of(api, "교통행정과")
    parking = await topic_of(api, "주차관리과")
    ours = await says_in_topic(api, ANSWERER, traffic, "/find 우리 부서 공약")
    assert "교통행정과" in ours["text"]
    ours = await says_in_topic(api, ANSWERER, parking, "/find 우리 공약")
    assert "주차관리과" in ours["text"]


async def test_a_particle_stays_with_the_name_of_our_department(api: BotApi) -> None:
    """It is no word of a title: 에서 is not read as 개설."""
    housing = await topic_of(api, "주거정비과")
    ours = await says_in_topic(api, ANSWERER, housing, "/find 우리 부서에서 하는 공약")
    assert ours["text"].startswith("🏢 주거정비과 공약 1건")


async def test_the_board_of_a_topic_shows_its_own_department(api: BotApi, at: At) -> None:
    """And an answer in one topic is none of the other's."""
    traffic = await topic_of(api, "교통행정과")
    parking = await topic_of(api, "주차관리과")
    await set_reminder(api, "/campaign 12/14 4분기 실적 제출")
    await at(NINE, FORUM)
    await api.until(lambda: said_in(api, parking, "4분기 실적"))
    [reminder] = said_in(api, traffic, "4분기 실적")
    await presses(api, ANSWERER, reminder, "제출완료")
    board = await says_in_topic(api, ANSWERER, traffic, "/board")
    assert "✅ 제출완료" in board["text"]
    board = await says_in_topic(api, ANSWERER, parking, "/board")
    assert "4분기 실적" in board["text"]
    assert "✅ 제출완료" not in board["text"]


@pytest.mark.parametrize("status", ["closed", "deleted"])
async def test_coordinators_hear_of_a_lost_topic(api: BotApi, at: At, status: str) -> None:
    """Like every other delivery that was refused; the other topic still gets its own."""
    traffic = await topic_of(api, "교통행정과")
    parking = await topic_of(api, "주차관리과")
    await remind_weekly(api, "전체")
    api.chats.change_topic(ADMIN, traffic, status)
    await at(NINE, FORUM)
    await api.until(lambda: said_in(api, parking, "주간 추진상황"))
    report = await message_to(api, ADMIN, "주제가 없어졌거나 닫혔어요")
    assert "교통행정과" in report["text"]
    assert not said_in(api, traffic, "주간 추진상황")
    assert "⚠️ 금천 공약방 › 교통행정과" in await reads(api, ADMIN, "/groups")


async def test_a_topic_that_is_opened_again_is_used_again(
    api: BotApi, clock: Clock, deliveries: list[DeliveryWorker]
) -> None:
    """And what did not arrive can be sent."""
    traffic = await lose_topic(api, clock, deliveries, "closed")
    api.chats.change_topic(ADMIN, traffic, "open")
    await says_in_topic(api, ADMIN, traffic, "/find 주차")
    assert "✅ 금천 공약방 › 교통행정과" in await reads(api, ADMIN, "/groups")
    await presses(api, ADMIN, await says(api, ADMIN, "/undelivered"), "다시 보내기")
    await deliveries[-1].idle()
    await api.until(lambda: said_in(api, traffic, "주간 추진상황"))


async def test_a_new_topic_takes_the_place_of_a_deleted_one(
    api: BotApi, clock: Clock, deliveries: list[DeliveryWorker]
) -> None:
    """The deleted one stays marked, and what it did not take is sent to the new one."""
    await lose_topic(api, clock, deliveries, "deleted")
    new = await topic_of(api, "교통행정과", "교통")
    listed = await reads(api, ADMIN, "/groups")
    assert "⚠️ 금천 공약방 › 교통행정과" in listed
    assert "✅ 금천 공약방 › 교통 ·" in listed
    await presses(api, ADMIN, await says(api, ADMIN, "/undelivered"), "다시 보내기")
    await deliveries[-1].idle()
    await api.until(lambda: said_in(api, new, "주간 추진상황"))
    assert await reads(api, ADMIN, "/undelivered") == NOTHING_UNDELIVERED.text


async def test_a_renamed_topic_is_listed_under_its_new_name(api: BotApi) -> None:
    """The registration stays."""
    traffic = await topic_of(api, "교통행정과")
    api.sends(
        ADMIN,
        FORUM,
        message_thread_id=traffic["message_id"],
        is_topic_message=True,
        forum_topic_edited={"name": "교통 새 주제"},
    )
    await says_in_topic(api, ADMIN, traffic, "/find 주차")
    assert "금천 공약방 › 교통 새 주제 · 교통" in await reads(api, ADMIN, "/groups")


async def test_a_topic_is_recognised_by_its_name(api: BotApi) -> None:
    """Before the name of the forum; and confirmed by a coordinator, there."""
    await let_in(api, COLLEAGUE)
    api.chats.join(FORUM, COLLEAGUE)
    opening = api.chats.open_topic(COLLEAGUE, FORUM, "교통과")
    question = await says_in_topic(api, COLLEAGUE, opening, "/register")
    assert "교통행정과 방인가요?" in question["text"]
    await presses(api, COLLEAGUE, question, "네")
    request = await message_to(api, ADMIN, "부서: 교통행정과")
    assert "금천 공약방 › 교통과" in request["text"]
    await presses(api, ADMIN, request, "승인")
    await api.until(lambda: said_in(api, opening, "교통행정과 방으로 등록되었어요"))


async def test_a_topic_is_freed_and_taken_off_the_list_alone(api: BotApi) -> None:
    """The bot stays in the group, and the other topic keeps its department."""
    await topic_of(api, "교통행정과")
    await topic_of(api, "주차관리과")
    panel = await says(api, ADMIN, "/groups")
    await presses(api, ADMIN, panel, "교통행정과")
    await presses(api, ADMIN, newest(api, private(ADMIN)), "목록에서 지우기")
    await presses(api, ADMIN, newest(api, private(ADMIN)), "지우기")
    assert api.called("leaveChat") == []
    listed = await reads(api, ADMIN, "/groups")
    assert "› 교통행정과" not in listed
    assert "› 주차관리과 · 주차관리과" in listed
