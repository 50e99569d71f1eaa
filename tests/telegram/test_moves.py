"""Staff who change their department: by command or in words, approved with one tap."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.people.replies.commands import called
from bot.reminders.replies.responses import NOT_YOUR_GROUP
from tests.telegram.office import (
    ADMIN,
    ANSWERER,
    COLLEAGUE,
    NEWCOMER,
    PLANNING,
    TRAFFIC,
    message_to,
    now_reads,
    presses,
    reads,
    remind_weekly,
    says,
)

if TYPE_CHECKING:
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi
    from tests.telegram.office import At

pytestmark = pytest.mark.usefixtures("groups")
A_MONDAY = datetime(2026, 12, 7, tzinfo=UTC)


async def moves(api: BotApi, who: Json, words: str, label: str = "승인") -> Json:
    """Somebody says that they moved, and the coordinator decides; what was decided on."""
    await says(api, who, words)
    request = await message_to(api, ADMIN, "옮겼다고 해요")
    await presses(api, ADMIN, request, label)
    return request


@pytest.mark.parametrize(
    "words",
    [
        "저 환경과로 옮겼어요",
        "환경과로 옮겼습니다",
        "저 이번에 환경과로 발령받았어요",
        "환경과로 발령났습니다",
        "제가 12월부터 환경과로 가게 됐어요",
        "교통행정과에서 환경과로 옮겼어요",
        "환경과로 부서 이동했습니다",
        "인사이동으로 환경과에 배치됐어요",
        "제 소속이 환경과로 바뀌었어요",
        "부서가 환경과로 변경됐습니다",
        "환경과 전입했어요",
        "안녕하세요 저 환경과로 옮겼습니다",
        "환경과로 전보되었습니다",
        "저 환경과로 자리 옮겼어요",
        "12/1자로 환경과로 이동했어요.",
        "저 지금 환경과로 옮기게 됐어요",
    ],
)
async def test_who_says_that_they_moved_asks_for_it(api: BotApi, words: str) -> None:
    """And is told what was passed on."""
    assert called(words) == ("moved", words)


@pytest.mark.parametrize(
    "words",
    [
        "환경과로 옮긴 공약",
        "공약이 환경과로 옮겼어요",
        "지역개발-05가 환경과로 변경됐습니다",
        "환경과로 옮겼어요?",
        "환경과로 옮겼나요",
        "환경과로 변경됐을까요",
        "환경과로 바뀐 건가요",
        "환경과로 바뀌는지요",
        "담당이 환경과로 바뀌었어요",
        "환경과로 보내 주세요",
        "환경과로 변경해 주세요",
        "환경과로 발령난 분 누구예요",
        "서울로 이동했어요",
        "저 보건소에 왔어요",
    ],
)
async def test_what_is_said_of_others_moves_nobody(words: str) -> None:
    """Of pledges, of owners, or where somebody is."""
    assert called(words) is None


@pytest.mark.timeout(5)
async def test_a_list_of_days_is_read_in_good_time() -> None:
    """Each of them may be a month with a day, or both one after the other."""
    assert called("12월 3일 " * 400) is None


@pytest.mark.parametrize("words", ["저 도시계획과로 옮겼어요", "/moved 도시계획과"])
async def test_whoever_moved_answers_in_the_new_room_alone(api: BotApi, at: At, words: str) -> None:
    """Once a coordinator has approved it with one tap; what they are called follows."""
    await remind_weekly(api)
    reminder = await at(A_MONDAY, TRAFFIC)
    request = await moves(api, ANSWERER, words)
    await message_to(api, ANSWERER, "도시계획과로 바꿨어요.")
    assert "승인했어요" in now_reads(api, request)
    refused = await presses(api, ANSWERER, reminder, "제출완료")
    assert refused["text"] == NOT_YOUR_GROUP
    assert "등록" not in await reads(api, ANSWERER, "/remind 내일 10시 회의", chat=TRAFFIC)
    assert "도시계획과 정교통" in await reads(api, ADMIN, f"/people {ANSWERER['id']}")
    api.chats.join(PLANNING, ANSWERER)
    assert "이렇게 알릴까요?" in await reads(api, ANSWERER, "/remind 내일 10시 회의", chat=PLANNING)
    assert "도시계획과" in await reads(api, ANSWERER, "우리 부서 공약")
    accepted = await presses(api, COLLEAGUE, reminder, "제출완료")
    assert accepted["text"] != NOT_YOUR_GROUP


async def test_a_refused_move_changes_nothing(api: BotApi, at: At) -> None:
    """Whoever asked is told."""
    await remind_weekly(api)
    reminder = await at(A_MONDAY, TRAFFIC)
    await moves(api, ANSWERER, "/moved 도시계획과", "거절")
    await message_to(api, ANSWERER, "승인되지 않았어요")
    assert (await presses(api, ANSWERER, reminder, "제출완료"))["text"] != NOT_YOUR_GROUP


async def test_whoever_comes_back_answers_there_again(api: BotApi, at: At) -> None:
    """The last department that was approved counts."""
    await remind_weekly(api)
    reminder = await at(A_MONDAY, TRAFFIC)
    await moves(api, ANSWERER, "/moved 도시계획과")
    await says(api, ANSWERER, "/moved 교통행정과")
    await presses(api, ADMIN, await message_to(api, ADMIN, "교통행정과로 옮겼다고 해요"), "승인")
    assert (await presses(api, ANSWERER, reminder, "제출완료"))["text"] != NOT_YOUR_GROUP


async def test_another_department_takes_the_place_of_the_one_that_waits(api: BotApi) -> None:
    """The first request cannot be approved any more."""
    await says(api, ANSWERER, "저 환경과로 옮겼어요")
    await says(api, ANSWERER, "저 도시계획과로 옮겼어요")
    first = await message_to(api, ADMIN, "환경과로 옮겼다고 해요")
    answer = await presses(api, ADMIN, first, "승인")
    assert "이미 처리된" in answer["text"]
    await message_to(api, ADMIN, "도시계획과로 옮겼다고 해요")


async def test_a_department_that_there_is_not_is_asked_for(api: BotApi) -> None:
    """The next words are taken for it; strangers have no such command."""
    assert "어느 부서로" in await reads(api, ANSWERER, "/moved")
    assert "'총무과'라는 부서를" in await reads(api, ANSWERER, "저 총무과로 옮겼어요")
    asked = await says(api, ANSWERER, "/moved")
    answer = await says(api, ANSWERER, "환경과", reply_to_message=asked)
    assert "환경과로 옮기셨다고 총괄에게 전했어요" in answer["text"]
    assert "승인을 요청" in await reads(api, NEWCOMER, "/moved 환경과")


async def test_a_name_stays_when_the_department_changes(api: BotApi) -> None:
    """As they introduced themselves, not as Telegram calls them."""
    await says(api, NEWCOMER, "/start")
    await says(api, NEWCOMER, "교통행정과 최주무")
    await presses(api, ADMIN, await message_to(api, ADMIN, "교통행정과 최주무"), "승인")
    await message_to(api, NEWCOMER, "승인되었어요")
    await moves(api, NEWCOMER, "저 환경과로 옮겼어요")
    assert "환경과 최주무" in await reads(api, ADMIN, f"/people {NEWCOMER['id']}")
    assert "환경과" in await reads(api, NEWCOMER, "우리 부서 공약")
