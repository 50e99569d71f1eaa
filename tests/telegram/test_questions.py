"""Questions in reply to a reminder: passed on to coordinators, whose answer the group gets."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.reminders.replies.questions import (
    ANSWERED,
    ANSWERED_SINCE,
    AS_IT_IS,
    REPLY_TO_SAY_MORE,
    WORDS_ALONE,
)
from bot.reminders.replies.responses import PASSED_ON
from bot.telegram.replies import FILE_STAYS
from tests.botapi.people import private
from tests.telegram.office import (
    ADMIN,
    ANSWERER,
    COLLEAGUE,
    COORDINATOR,
    TRAFFIC,
    appoint,
    labels,
    message_to,
    newest,
    now_reads,
    presses,
    replies,
    says,
    set_reminder,
)

if TYPE_CHECKING:
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Clock
    from tests.telegram.office import At

pytestmark = pytest.mark.usefixtures("groups")

LEAVE = "기한 연장 가능할까요?"
GRANT = "12월 22일(화)까지 괜찮아요"  # the working day after the deadline
TO_GRANT = [GRANT, "마감은 그대로"]


@pytest.fixture
async def reminder(api: BotApi, at: At, groups: None) -> Json:
    """What 교통행정과 gets three days before a deadline."""
    await set_reminder(api, "/campaign 12/21 4분기 실적 제출")
    return await at(datetime(2026, 12, 18, tzinfo=UTC), TRAFFIC)


async def asks(api: BotApi, reminder: Json, words: str) -> Json:
    """Somebody replies with a question; what the coordinator gets."""
    answer = await replies(api, ANSWERER, reminder, words)
    assert answer["text"].startswith(PASSED_ON)
    return await message_to(api, ADMIN, f"정교통: {words}")


@pytest.mark.parametrize(
    ("words", "buttons"),
    [
        (LEAVE, TO_GRANT),
        ("마감 연장 가능한가요?", TO_GRANT),
        ("며칠 더 시간 주실 수 있나요?", None),
        ("다음주에 내도 될까요?", TO_GRANT),
        ("12/23까지 연장 가능할까요?", ["12월 23일(수)까지 괜찮아요", "마감은 그대로"]),
        ("이틀 늦게 내도 되나요?", ["12월 23일(수)까지 괜찮아요", "마감은 그대로"]),
        ("조금 늦어도 괜찮을까요?", TO_GRANT),
        ("기한 연장 요청드립니다", TO_GRANT),
        ("12월 24일까지 기한 연장 부탁드립니다", ["12월 24일(목)까지 괜찮아요", "마감은 그대로"]),
        ("마감 좀 늦춰 주세요", TO_GRANT),
        ("양식 어디 있어요?", ["따로 답했어요"]),
        ("작년 자료로 내도 되나요?", None),
        ("누구에게 보내면 되나요?", ["따로 답했어요"]),
        ("엑셀로 보내나요", ["따로 답했어요"]),
        ("몇 건을 내야 하죠?", ["따로 답했어요"]),
        ("지난번 것과 뭐가 달라요?", ["따로 답했어요"]),
        ("실적 기준일이 언제인가요", ["따로 답했어요"]),
        ("첨부는 어떻게 하나요?", ["따로 답했어요"]),
        ("왜 저희가 내야 하나요?", ["따로 답했어요"]),
    ],
)
async def test_a_question_reaches_the_coordinator(
    api: BotApi, reminder: Json, words: str, buttons: list[str] | None
) -> None:
    """With the room, the reminder and its deadline; the group hears that it was passed on."""
    asked = await asks(api, reminder, words)
    assert "❓ 교통행정과 방에서 물었어요." in asked["text"]
    assert "4분기 실적 제출 (12월 21일(월) 마감)" in asked["text"]
    assert labels(asked) in ([buttons] if buttons else [TO_GRANT, ["따로 답했어요"]])
    assert "연기" not in now_reads(api, reminder)  # nobody has granted it yet


@pytest.mark.parametrize("words", ["이거 언제까지예요?", "마감 언제죠?", "몇 시까지 내야 하나요"])
async def test_the_bot_tells_when_the_deadline_is(api: BotApi, reminder: Json, words: str) -> None:
    """The coordinators are asked only where that is wanted."""
    answer = await replies(api, ANSWERER, reminder, words)
    assert answer["text"] == "마감은 12월 21일(월)이에요."
    assert labels(answer) == ["총괄에게 묻기"]


@pytest.mark.parametrize("words", ["결재는 과장 전결인가요", "양식 보내주세요", "점심 뭐 먹을까요"])
async def test_what_nobody_understood_can_be_passed_on_with_one_tap(
    api: BotApi, reminder: Json, words: str
) -> None:
    """Once, however often it is tapped."""
    panel = await replies(api, ANSWERER, reminder, words)
    for _ in range(2):
        await presses(api, ANSWERER, panel, "총괄에게 묻기")
        await message_to(api, ADMIN, f"정교통: {words}")
    assert now_reads(api, panel) == PASSED_ON
    asked = [each for each in api.of_bot(private(ADMIN)) if words in each["text"]]
    assert [labels(each) for each in asked] == [["따로 답했어요"]]


async def test_what_is_asked_for_within_the_time_is_put_off_at_once(
    api: BotApi, reminder: Json
) -> None:
    """The coordinators hear of it, too."""
    await asks(api, reminder, "20일에 내도 되나요?")
    assert "12월 20일(일) 09:00에 다시" in now_reads(api, reminder)


@pytest.mark.parametrize(
    "words",
    [
        "제출했습니다",
        "네 확인했습니다",
        "내일 드리겠습니다",
        "제출했나요?",
        "김 주무관 제출했어?",
        "확인하셨나요",
        "점심 뭐 먹을까요",
        "네?",
        "왜요?",
        "회의 언제죠",
    ],
)
async def test_what_is_not_asked_about_the_task_is_passed_on_to_nobody(
    api: BotApi, reminder: Json, words: str
) -> None:
    """It is an answer, or is said to a colleague."""
    answer = await replies(api, ANSWERER, reminder, words)
    assert PASSED_ON not in answer["text"]


async def test_a_coordinator_grants_leave_with_one_tap(api: BotApi, reminder: Json) -> None:
    """It is recorded as 연기 for the group, which hears when it is reminded again."""
    asked = await asks(api, reminder, LEAVE)
    answer = await presses(api, ADMIN, asked, GRANT)
    assert answer["text"] == ANSWERED
    told = newest(api, TRAFFIC)["text"]
    assert f"정교통: {LEAVE}" in told
    granted = "12월 22일(화)까지 내셔도 돼요. 12월 22일(화) 09:00에 다시 알려 드릴게요."
    assert f"총괄의 답: {granted}" in told
    assert "12월 22일(화) 09:00에 다시" in now_reads(api, reminder)
    assert "늦은 제출" not in now_reads(api, reminder)
    await api.until(lambda: "✅ 김주무: 12월 22일(화)" in now_reads(api, asked))


async def test_leave_within_the_day_is_granted_without_another_reminder(
    api: BotApi, reminder: Json
) -> None:
    """The hour at which one would come has passed."""
    asked = await asks(api, reminder, "오늘 6시까지 내도 될까요?")
    answer = await presses(api, ADMIN, asked, "12월 18일(금)까지 괜찮아요")
    assert answer["text"] == ANSWERED
    assert newest(api, TRAFFIC)["text"].endswith("총괄의 답: 12월 18일(금)까지 내셔도 돼요.")


async def test_leave_asked_after_the_deadline_is_counted_from_that_day(
    api: BotApi, reminder: Json, clock: Clock
) -> None:
    """What is counted from the deadline may have passed."""
    clock.now = datetime(2026, 12, 23, 1, tzinfo=UTC)
    asked = await asks(api, reminder, "하루 더 늦게 내도 될까요?")
    assert labels(asked)[0] == "12월 24일(목)까지 괜찮아요"


async def test_no_leave_is_granted_for_what_was_handed_in_since(
    api: BotApi, reminder: Json
) -> None:
    """The group is not told of another time at which nothing would come."""
    asked = await asks(api, reminder, LEAVE)
    await replies(api, ANSWERER, reminder, "제출했습니다")
    answer = await presses(api, ADMIN, asked, GRANT)
    assert answer["text"] == ANSWERED_SINCE
    assert "총괄의 답" not in newest(api, TRAFFIC)["text"]


async def test_a_coordinator_keeps_the_deadline_with_one_tap(api: BotApi, reminder: Json) -> None:
    """The group hears that; a second tap sends nothing."""
    asked = await asks(api, reminder, LEAVE)
    await presses(api, ADMIN, asked, "마감은 그대로")
    assert f"총괄의 답: {AS_IT_IS}" in newest(api, TRAFFIC)["text"]
    sent = len(api.of_bot(TRAFFIC))
    await api.until(
        lambda: labels(api.messages[asked["chat"]["id"], asked["message_id"]])[0][0] == "✅"
    )
    answer = await presses(api, ADMIN, api.messages[asked["chat"]["id"], asked["message_id"]], "✅")
    assert answer["text"] == REPLY_TO_SAY_MORE
    assert len(api.of_bot(TRAFFIC)) == sent


async def test_what_a_coordinator_replies_reaches_the_group(api: BotApi, reminder: Json) -> None:
    """And what the group replies to that is an answer to the reminder; all coordinators see it."""
    await appoint(api, COORDINATOR)
    asked = await asks(api, reminder, "양식 어디 있어요?")
    other = await message_to(api, COORDINATOR, "정교통: 양식 어디 있어요?")
    answer = await says(api, ADMIN, "지난주 공문 붙임에 있어요", reply_to_message=asked)
    assert answer["text"] == ANSWERED
    told = newest(api, TRAFFIC)
    assert "총괄의 답: 지난주 공문 붙임에 있어요" in told["text"]
    for message in (asked, other):
        await api.until(lambda: "✅ 김주무: 지난주 공문" in now_reads(api, message))  # noqa: B023
    recorded = await replies(api, COLLEAGUE, told, "제출했습니다")
    assert "제출완료로 기록했어요" in recorded["text"]
    more = await says(api, ADMIN, "고맙습니다", reply_to_message=asked)
    assert more["text"] == ANSWERED
    assert "총괄의 답: 고맙습니다" in newest(api, TRAFFIC)["text"]


async def test_thanks_for_an_answer_are_no_answer_to_the_reminder(
    api: BotApi, reminder: Json
) -> None:
    """Nothing is asked back."""
    asked = await asks(api, reminder, "양식 어디 있어요?")
    await says(api, ADMIN, "공문 붙임에 있어요", reply_to_message=asked)
    await api.until(lambda: "총괄의 답" in newest(api, TRAFFIC)["text"])
    told = newest(api, TRAFFIC)
    api.says(ANSWERER, "감사합니다", chat=TRAFFIC, reply_to_message=told)
    await replies(api, ANSWERER, reminder, "제출했습니다")
    await api.until(lambda: "제출완료로 기록했어요" in newest(api, TRAFFIC)["text"])
    assert not any("알림에 대한 답인가요" in each["text"] for each in api.of_bot(TRAFFIC))


async def test_words_beside_a_picture_are_passed_on_without_it(api: BotApi, reminder: Json) -> None:
    """The coordinator is told that; a picture alone is passed on to nobody."""
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]
    asked = await asks(api, reminder, "양식 어디 있어요?")
    api.sends(ADMIN, photo=photo, reply_to_message=asked)
    await message_to(api, ADMIN, WORDS_ALONE.text)
    album: dict[str, Any] = {"photo": photo, "media_group_id": "7", "reply_to_message": asked}
    api.sends(ADMIN, caption="이 화면이에요", **album)
    api.sends(ADMIN, **album)
    await message_to(api, ADMIN, f"{ANSWERED}\n{FILE_STAYS}")
    await api.until(lambda: "총괄의 답: 이 화면이에요" in newest(api, TRAFFIC)["text"])
    await says(api, ADMIN, "또 있어요", reply_to_message=asked)
    await message_to(api, ADMIN, ANSWERED)
    said = [each["text"] for each in api.of_bot(private(ADMIN))]
    assert said.count(WORDS_ALONE.text) == 1


async def test_an_answer_that_fits_no_message_is_refused_at_once(
    api: BotApi, reminder: Json
) -> None:
    """Nothing is recorded; a shorter one can still be given."""
    asked = await asks(api, reminder, "양식 어디 있어요?")
    await says(api, ADMIN, "가" * 3_900, reply_to_message=asked)
    await message_to(api, ADMIN, "3,000자까지")  # a board may come before it
    await says(api, ADMIN, "첨부했어요", reply_to_message=asked)
    await message_to(api, ADMIN, ANSWERED)


async def test_a_question_after_the_answer_is_passed_on_too(api: BotApi, reminder: Json) -> None:
    """Nothing is left to put off then."""
    await replies(api, ANSWERER, reminder, "제출했습니다")
    asked = await asks(api, reminder, LEAVE)
    assert labels(asked) == ["마감은 그대로"]
    assert newest(api, private(ADMIN))["message_id"] == asked["message_id"]


async def test_only_coordinators_answer_a_question(api: BotApi, reminder: Json) -> None:
    """A forwarded button does nothing."""
    asked = await asks(api, reminder, LEAVE)
    sent = len(api.of_bot(TRAFFIC))
    forged = api.sends(ANSWERER, private(ANSWERER), text="?", reply_markup=asked["reply_markup"])
    await presses(api, ANSWERER, forged, "마감은 그대로")
    assert len(api.of_bot(TRAFFIC)) == sent


async def test_a_reply_to_what_a_coordinator_decided_is_an_answer(
    api: BotApi, reminder: Json
) -> None:
    """As one to the reminder."""
    await replies(api, ANSWERER, reminder, "저희 부서 아닙니다")
    asked = await message_to(api, ADMIN, "우리 부서 일이 아니라고 답했어요")
    await presses(api, ADMIN, asked, "담당이 맞아요")
    recorded = await replies(api, ANSWERER, newest(api, TRAFFIC), "제출했습니다")
    assert "제출완료로 기록했어요" in recorded["text"]
