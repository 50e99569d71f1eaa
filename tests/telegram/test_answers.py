"""Answers to reminders: by taps and in words, for one pledge or all, and taken back again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.people.replies.people import NOT_YOURS
from bot.reminders.replies.corrections import DECIDED_BEFORE
from bot.reminders.replies.responses import (
    ANSWER_IN_GROUP,
    CHOOSE_ABOVE,
    NOT_A_REMINDER,
    NOT_YOUR_GROUP,
    OF_THE_WHOLE,
    PASSED_ON,
    RECORD_ON_BOARD,
    REMARK_CLEARED,
    UNDONE_BEFORE,
    WHICH_REMINDER,
)
from bot.telegram.replies import NAMELESS
from tests.botapi.people import ANONYMOUS, private
from tests.botapi.server import Drop
from tests.telegram.office import (
    ADMIN,
    ANSWERER,
    COLLEAGUE,
    PLANNER,
    PLANNING,
    TRAFFIC,
    data_of,
    labels,
    message_to,
    newest,
    now_reads,
    press_and_read,
    presses,
    reads,
    remind_weekly,
    replies,
    says,
    set_reminder,
)

if TYPE_CHECKING:
    from bot.reminders.boards import Boards
    from bot.reminders.delivery import DeliveryWorker
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Clock
    from tests.telegram.office import At

pytestmark = pytest.mark.usefixtures("groups")

ASK = "총괄에게 묻기"
CHOICES = ["확인", "제출완료", "연기", "우리 부서 아님", "공약별로 제출"]
OF_ALL = ["확인", "전체 6건 제출완료", "연기", "전체 6건 우리 부서 아님", "공약별로 제출", ASK]
NINE = datetime(2026, 12, 7, 0, 0, tzinfo=UTC)  # Monday the 7th, nine in Seoul
SEVEN_BEFORE = datetime(2026, 12, 14, 0, 0, tzinfo=UTC)


@pytest.fixture
async def reminder(api: BotApi, at: At, groups: None) -> Json:
    """What 교통행정과 gets of a weekly reminder."""
    await remind_weekly(api)
    return await at(NINE, TRAFFIC)


async def start_campaign(api: BotApi, at: At, what: str) -> Json:
    """The admin sets a deadline on December 21; what 교통행정과 gets seven days before it."""
    await set_reminder(api, f"/campaign 12/21 {what}")
    return await at(SEVEN_BEFORE, TRAFFIC)


def now(api: BotApi, message: Json) -> Json:
    """A message as it stands now."""
    return api.messages[message["chat"]["id"], message["message_id"]]


# -- in words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "record", "said"),
    [
        ("제출했습니다", "정교통 님이 제출을 마쳤어요", "제출완료로 기록했어요"),
        ("넵 알겠습니다", "정교통 님이 확인했어요", "확인으로 기록했어요"),
        ("저희 부서 아닙니다", "우리 부서 일이 아니라고 했어요", "총괄에게 알렸어요"),
        ("내일 드리겠습니다", "12월 8일(화) 09:00에 다시", "연기로 기록했어요"),
        ("내일 오후에 드릴게요", "12월 8일(화) 14:00에 다시", "12월 8일(화) 14:00에 다시"),
        ("한 시간 뒤에 다시요", "10:00에 다시", "연기로 기록했어요"),
    ],
)
async def test_an_answer_in_words_is_recorded(
    api: BotApi, reminder: Json, text: str, record: str, said: str
) -> None:
    """As a tap would be; the bot says what it understood, with the way back."""
    answer = await replies(api, ANSWERER, reminder, text)
    assert said in answer["text"]
    assert labels(answer) == ["되돌리기"]
    assert record in now_reads(api, reminder)


async def test_what_is_said_besides_is_kept_as_a_remark(api: BotApi, reminder: Json) -> None:
    """And shown under the reminder."""
    text = "제출했습니다. 첨부가 커서 두 번에 나누었습니다"
    answer = await replies(api, ANSWERER, reminder, text)
    assert f"메모: {text}" in answer["text"]
    assert f"💬 정교통: {text}" in now_reads(api, reminder)


_FILE = {"file_id": "1", "file_unique_id": "1"}
_STICKER = {"width": 9, "height": 9, "is_animated": False, "is_video": False, "type": "regular"}
PHOTO = {"photo": [_FILE | {"width": 9, "height": 9}]}


@pytest.mark.parametrize(
    ("content", "record"),
    [
        ({"document": _FILE, "caption": "4분기 실적 제출합니다"}, "정교통 님이 제출을 마쳤어요"),
        (PHOTO | {"caption": "확인했습니다"}, "정교통 님이 확인했어요"),
        ({"sticker": _FILE | _STICKER | {"emoji": "👍"}}, "정교통 님이 확인했어요"),
    ],
)
async def test_what_is_said_beside_a_file_is_an_answer(
    api: BotApi, reminder: Json, content: Json, record: str
) -> None:
    """By its caption, or as the sticker says."""
    api.sends(ANSWERER, TRAFFIC, reply_to_message=reminder, **content)
    await api.until(lambda: record in now_reads(api, reminder))


async def test_a_file_alone_is_asked_back_once_an_album(api: BotApi, reminder: Json) -> None:
    """Nothing is lost without a word; once it is answered, files need no answer."""
    before = len(api.of_bot(TRAFFIC))
    for _ in range(3):
        api.sends(ANSWERER, TRAFFIC, reply_to_message=reminder, media_group_id="7", **PHOTO)
    api.sends(ANSWERER, TRAFFIC, voice=_FILE | {"duration": 1})  # in reply to nothing
    api.says(ANSWERER, "제출했습니다", chat=TRAFFIC, reply_to_message=reminder)
    asked, recorded = (await api.answers_in(TRAFFIC, count=before + 2))[before:]
    assert labels(asked) == CHOICES
    assert "파일과 사진은 봇이 읽거나 보관하지 못해요" in asked["text"]
    assert "제출완료로 기록했어요" in recorded["text"]
    api.sends(ANSWERER, TRAFFIC, reply_to_message=reminder, **PHOTO)
    again = await replies(api, ANSWERER, reminder, "제출했습니다")
    assert "파일" not in again["text"]


@pytest.mark.parametrize("place", range(3))
async def test_the_words_of_an_album_are_an_answer_wherever_they_stand(
    api: BotApi, reminder: Json, place: int
) -> None:
    """Under the first picture, or under the last file."""
    for each in range(3):
        words = {"caption": "4분기 실적 제출합니다"} if each == place else {}
        api.sends(
            ANSWERER, TRAFFIC, reply_to_message=reminder, media_group_id="7", **PHOTO, **words
        )
    await api.until(lambda: "정교통 님이 제출을 마쳤어요" in now_reads(api, reminder))


@pytest.mark.parametrize(
    "text",
    [
        *("일부만 냈습니다", "아직 못 냈습니다", "작년 실적 제출했습니다"),
        *("주차 공약", "지역개발-05 담당?"),
    ],
)
async def test_what_is_unclear_is_asked_back_and_never_looked_up(
    api: BotApi, reminder: Json, text: str
) -> None:
    """With the four answers; nothing is recorded until one is pressed."""
    asked = await replies(api, ANSWERER, reminder, text)
    assert labels(asked)[:5] == CHOICES
    assert "정교통" not in now_reads(api, reminder)
    answered = await press_and_read(api, ANSWERER, asked, "제출완료")
    assert "제출완료로 기록했어요" in answered["text"]
    assert labels(answered) == ["되돌리기"]
    assert "정교통 님이 제출을 마쳤어요" in now_reads(api, reminder)


async def test_what_was_said_before_the_question_is_the_remark(api: BotApi, reminder: Json) -> None:
    """Unless it was a question, or somebody else presses the button."""
    asked = await replies(api, ANSWERER, reminder, "담당자가 휴가입니다")
    asked = await press_and_read(api, ANSWERER, asked, "연기")
    answered = await press_and_read(api, ANSWERER, asked, "내일 9시")
    assert "메모: 담당자가 휴가입니다" in answered["text"]
    assert "12월 8일(화) 09:00에 다시" in answered["text"]
    assert "💬 정교통: 담당자가 휴가입니다" in now_reads(api, reminder)


async def test_a_reply_to_the_question_answers_it(api: BotApi, reminder: Json) -> None:
    """In words again, or with a time."""
    asked = await replies(api, ANSWERER, reminder, "글쎄요")
    asked = await replies(api, ANSWERER, asked, "연기")
    assert "언제 다시 알릴까요?" in asked["text"]
    answered = await replies(api, ANSWERER, asked, "내일 오전 10시")
    assert "12월 8일(화) 10:00에 다시" in answered["text"]


@pytest.mark.parametrize("promise", ["작성 중입니다", "금방 할게요", "좀 늦을 것 같습니다"])
async def test_a_promise_without_a_day_asks_when_to_remind_again(
    api: BotApi, reminder: Json, promise: str
) -> None:
    """Beside the other answers; nothing is recorded before that."""
    asked = await replies(api, ANSWERER, reminder, promise)
    assert "언제 다시 알릴까요?" in asked["text"]
    later = ["1시간 뒤", "내일 9시", "다음 영업일 9시"]
    assert labels(asked) == [*later, "확인", "제출완료", "우리 부서 아님"]
    answered = await press_and_read(api, ANSWERER, asked, "내일 9시")
    assert "12월 8일(화) 09:00에 다시" in answered["text"]


async def test_a_reply_to_the_record_is_about_the_same_reminder(
    api: BotApi, reminder: Json
) -> None:
    """What takes it back gets the button for that, thanks get no answer, the rest is a remark."""
    recorded = await replies(api, ANSWERER, reminder, "제출했습니다")
    for text in ("아직 안 냈어요", "잘못 눌렀어요", "취소해 주세요"):
        answer = await replies(api, ANSWERER, recorded, text)
        assert labels(answer) == ["되돌리기"], text
    api.says(ANSWERER, "감사합니다", chat=TRAFFIC, reply_to_message=recorded)
    answer = await replies(api, ANSWERER, recorded, "공문은 오후에 갑니다")
    assert "메모를 적어 두었어요" in answer["text"]
    assert "정교통: 공문은 오후에 갑니다" in now_reads(api, reminder)


async def test_an_answer_to_no_reminder_is_no_search(api: BotApi, reminder: Json) -> None:
    """Nobody takes it for recorded."""
    board = await says(api, ANSWERER, "/board", chat=TRAFFIC)
    answer = await replies(api, ANSWERER, board, "제출했습니다")
    assert answer["text"] == WHICH_REMINDER.text
    assert "정교통" not in now_reads(api, reminder)


async def test_an_edited_reply_is_the_answer_that_it_says_now(api: BotApi, reminder: Json) -> None:
    """And never a question for the lookup; what says the same again is left alone."""
    reply = api.says(ANSWERER, "확인", chat=TRAFFIC, reply_to_message=reminder)
    await api.until(lambda: "확인으로 기록했어요" in newest(api, TRAFFIC)["text"])
    before = len(api.of_bot(TRAFFIC))
    for text in ("확인!!", "확인했습니다", "흠", "제출했습니다"):
        api.edits(reply, text)
    await api.until(lambda: "제출완료로 기록했어요" in newest(api, TRAFFIC)["text"])
    assert "정교통 님이 제출을 마쳤어요" in now_reads(api, reminder)
    assert len(api.of_bot(TRAFFIC)) == before + 1


@pytest.mark.parametrize(
    ("edit", "stands", "gone"),
    [
        ("지역개발-01 제출했습니다 → 지역개발-03 제출했습니다", "✅ 지역개발-03", "✅ 지역개발-01"),
        ("지역개발-01 냈어요, 첨부가 큽니다 → 지역개발-03 냈어요", "✅ 지역개발-03", "첨부"),
        ("지역개발-01 제출했습니다 → 확인했습니다", "정교통 님이 확인했어요", "✅"),
        ("지역개발-01 제출했습니다 → 우리 부서 아닙니다", "일이 아니라고 했어요", "✅"),
        ("지역개발-01 제출했습니다 → 내일 제출하겠습니다", "12월 8일(화) 09:00에", "✅"),
        ("지역개발-01 제출했습니다 → 지역개발-01, 03 제출했습니다", "공약 2/6건 제출", "1/6건"),
        (
            "지역개발-01, 03 제출했습니다 → 지역개발-01 제출했습니다",
            "✅ 공약 1/6건",
            "✅ 지역개발-03",
        ),
        ("제출했습니다 → 지역개발-01만 제출했습니다", "✅ 공약 1/6건 제출", "마쳤어요"),
        ("제출했습니다 → 모레 10시에 다시 알려주세요", "10:00에 다시 알려", "마쳤어요"),
        ("우리 부서 아닙니다 → 제출했습니다", "제출을 마쳤어요", "아니라고"),
        ("내일 10시에 다시 알려주세요 → 제출했습니다", "제출을 마쳤어요", "다시 알려"),
    ],
)
async def test_what_an_edited_reply_says_no_longer_does_not_stand(
    api: BotApi, reminder: Json, edit: str, stands: str, gone: str
) -> None:
    """One message is one answer: it was added to what it had said before."""
    first, then = edit.split(" → ")
    reply = api.says(ANSWERER, first, chat=TRAFFIC, reply_to_message=reminder)
    await api.until(lambda: "정교통" in now_reads(api, reminder))
    api.edits(reply, then)
    await api.until(lambda: gone not in now_reads(api, reminder))
    assert stands in now_reads(api, reminder)


@pytest.mark.parametrize("then", ["일부 제출했습니다", "4건 제출했습니다"])
async def test_an_edit_that_is_not_clear_offers_to_take_back_what_stands(
    api: BotApi, reminder: Json, then: str
) -> None:
    """Also where as many as it counts were open but for its own first words."""
    reply = api.says(
        ANSWERER, "지역개발-01, 03 제출했습니다", chat=TRAFFIC, reply_to_message=reminder
    )
    await api.until(lambda: "공약 2/6건 제출" in now_reads(api, reminder))
    api.edits(reply, then)
    await api.until(lambda: "기록했어요" not in newest(api, TRAFFIC)["text"])
    await presses(api, ANSWERER, newest(api, TRAFFIC), "되돌리기")
    assert "건 제출 ·" not in now_reads(api, reminder)


async def test_an_answer_that_is_edited_away_is_offered_to_be_taken_back(
    api: BotApi, reminder: Json
) -> None:
    """It would stand, and nothing would be asked again."""
    reply = api.says(ANSWERER, "제출했습니다", chat=TRAFFIC, reply_to_message=reminder)
    await api.until(lambda: "제출완료로 기록했어요" in newest(api, TRAFFIC)["text"])
    api.edits(reply, "제출은 아직 못했습니다")
    await api.until(lambda: "제출완료로 기록했어요" not in newest(api, TRAFFIC)["text"])
    await presses(api, ANSWERER, newest(api, TRAFFIC), "되돌리기")
    assert "제출을 마쳤어요" not in now_reads(api, reminder)


async def test_what_was_sent_on_is_not_said_to_be_taken_back_by_an_edit(
    api: BotApi, reminder: Json
) -> None:
    """It stays with the department to which a coordinator sent it."""
    reply = api.says(
        ANSWERER, "지역개발-01은 우리 부서 아닙니다", chat=TRAFFIC, reply_to_message=reminder
    )
    asked = await message_to(api, ADMIN, "우리 부서 일이 아니라고")
    asked = await press_and_read(api, ADMIN, asked, "부서 고르기")
    await presses(api, ADMIN, asked, "도시계획과")
    await api.until(lambda: "도시계획과로 보냈어요" in newest(api, TRAFFIC)["text"])
    api.edits(reply, "지역개발-03 제출했습니다")
    await api.until(lambda: "지역개발-03: ✅" in newest(api, TRAFFIC)["text"])
    assert "되돌렸어요" not in newest(api, TRAFFIC)["text"]


async def test_a_slip_that_is_corrected_is_not_asked_about_again(
    api: BotApi, reminder: Json
) -> None:
    """What is said is the same, and no answer stands that it could take back."""
    reply = api.says(ANSWERER, "아직 안냈어요", chat=TRAFFIC, reply_to_message=reminder)
    await api.until(lambda: "알림에 대한 답인가요?" in newest(api, TRAFFIC)["text"])
    before = len(api.of_bot(TRAFFIC))
    for text in ("아직 안 냈어요", "확인"):
        api.edits(reply, text)
    await api.until(lambda: "확인으로 기록했어요" in newest(api, TRAFFIC)["text"])
    assert len(api.of_bot(TRAFFIC)) == before + 1


async def test_a_time_alone_is_the_next_one(api: BotApi, reminder: Json) -> None:
    """Today, unless it is past."""
    answer = await replies(api, ANSWERER, reminder, "3시에 다시 알려 주세요")
    assert "12월 7일(월) 15:00에 다시 알려 드릴게요." in answer["text"]


@pytest.mark.parametrize(
    "words",
    [
        "기한을 10일까지 연장해 주세요",
        "제출기한 12/10까지 연장 요청드립니다",
        "10일요",
        "마감일 10일로 연기 부탁드립니다",
        "늦어도 12월 10일까지 내겠습니다",
        "12월 10일자로 제출하겠습니다",
    ],
)
async def test_a_last_day_is_a_day_like_others(api: BotApi, reminder: Json, words: str) -> None:
    """However it is said that it is one."""
    answer = await replies(api, ANSWERER, reminder, words)
    assert "12월 10일(목) 09:00에 다시 알려 드릴게요." in answer["text"]


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("모레 3시 반", "12월 9일(수) 15:30"),
        ("3시 반 회의 끝나고", "12월 7일(월) 15:30"),
        ("수요일 2시 출장 복귀", "12월 9일(수) 14:00"),
        ("12월 11일 오전 10시 예정", "12월 11일(금) 10:00"),
    ],
)
@pytest.mark.parametrize("ways", [["연기"], ["글쎄요", "연기"]])
async def test_whatever_says_when_is_a_time_once_that_was_asked(
    api: BotApi, reminder: Json, ways: list[str], words: str, until: str
) -> None:
    """Under the reminder, and under a question about a reply; a question is none."""
    asked = reminder
    for each in ways:
        ask = press_and_read if each in labels(now(api, asked)) else replies
        asked = await ask(api, ANSWERER, asked, each)
    answer = await replies(api, ANSWERER, now(api, asked), f"{words}인가요?")
    assert "연기로 기록" not in answer["text"]
    answer = await replies(api, ANSWERER, now(api, asked), words)
    assert f"{until}에 다시 알려 드릴게요." in answer["text"]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("둘 다요", "지역개발-01, 지역개발-12"),
        ("둘 다 냈어요", "지역개발-01, 지역개발-12"),
        ("두 번째 거요", "지역개발-12"),
        ("1번만", "지역개발-01"),
        ("마을버스요", "지역개발-12"),
        ("전부", ""),  # of these two, or of all?
        ("네 전부", ""),
        ("네", ""),
    ],
)
async def test_which_pledges_are_meant_is_said_in_words_too(
    api: BotApi, reminder: Json, words: str, numbers: str
) -> None:
    """In reply to that question; what is not clear is asked again, and of no other pledge."""
    asked = await replies(api, ANSWERER, reminder, "신안산선이랑 마을버스는 올렸어요")
    answer = await replies(api, ANSWERER, asked, words)
    recorded = f"{numbers}: ✅ 제출완료로 기록했어요."
    assert answer["text"].split("\n")[0] == (
        recorded if numbers else "어느 공약이 '제출완료'인가요?"
    )


@pytest.mark.parametrize(
    "words",
    ["둘 다 아직이요", "둘 다 못 냈어요", "둘 다 아니에요", "두 건 중에 하나만 냈어요"],
)
async def test_a_count_of_what_is_not_done_hands_nothing_in(
    api: BotApi, reminder: Json, words: str
) -> None:
    """In reply to the question which pledges were."""
    asked = await replies(api, ANSWERER, reminder, "신안산선이랑 마을버스는 올렸어요")
    assert "기록했어요" not in (await replies(api, ANSWERER, asked, words))["text"]
    assert "제출완료" not in now_reads(api, reminder)


async def test_words_that_say_no_time_are_asked_about_again(api: BotApi, reminder: Json) -> None:
    """With the other answers, as it may have been a mistake."""
    choosing = await press_and_read(api, ANSWERER, reminder, "연기")
    asked = await replies(api, ANSWERER, choosing, "담당자가 휴가예요")
    assert "언제 다시 알릴까요?" in asked["text"]
    assert labels(asked)[3:] == ["확인", "제출완료", "우리 부서 아님"]


async def test_the_same_time_and_this_time_are_no_usual_hour(
    api: BotApi, at: At, reminder: Json
) -> None:
    """The first is that of the reminder, the second is now."""
    await replies(api, ANSWERER, reminder, "내일 10시에 다시 알려 주세요")
    for day, words in ((8, "내일 같은 시간에 다시"), (9, "내일 이 시간에 다시 알려 주세요")):
        again = await at(datetime(2026, 12, day, 1, 0, tzinfo=UTC), TRAFFIC)
        answer = await replies(api, ANSWERER, again, words)
        assert f"12월 {day + 1}일" in answer["text"]
        assert "10:00에 다시 알려 드릴게요." in answer["text"]


async def test_half_of_the_day_is_asked(api: BotApi, at: At, reminder: Json) -> None:
    """And then it comes at that time."""
    asked = await replies(api, ANSWERER, reminder, "내일 7시에 다시")
    assert labels(asked) == ["오전 7시", "오후 7시"]
    await presses(api, ANSWERER, asked, "오후 7시")
    assert "12월 8일(화) 19:00" in now_reads(api, reminder)
    at_seven = datetime(2026, 12, 8, 10, 0, tzinfo=UTC)
    assert "미뤄 두신" in (await at(at_seven, TRAFFIC))["text"]


async def test_a_reply_after_the_answer_is_its_remark(api: BotApi, reminder: Json) -> None:
    """A question is none."""
    await presses(api, ANSWERER, reminder, "제출완료")
    kept = await replies(api, ANSWERER, reminder, "결재가 늦어 공문은 오후에 갑니다")
    assert "메모를 적어 두었어요" in kept["text"]
    assert "💬 정교통: 결재가 늦어" in now_reads(api, reminder)
    asked = await replies(api, ANSWERER, reminder, "이거 언제까지예요?")
    assert asked["text"] == PASSED_ON


async def test_another_answer_after_the_last_one_is_no_remark(api: BotApi, reminder: Json) -> None:
    """It is said that there is one already, with the way back."""
    await presses(api, ANSWERER, reminder, "제출완료")
    for words in (
        *("금요일 오후 2시에 다시 알려줘", "수요일 2시에 다시 알려줘", "내일 오전 10시에 다시"),
        *("다음주까지 연기 부탁드립니다", "다음 주까지 미뤄 주세요", "나중에 다시 알려주세요"),
        *("모레 15:30", "12월 9일 오후 2시", "출장이라 모레까지 미뤄 주세요"),
        "조직개편으로 저희 소관이 아닙니다",
    ):
        answer = await replies(api, ANSWERER, reminder, words)
        assert "이미 답이 있어요" in answer["text"], words
        assert labels(answer) == ["되돌리기"]
    assert "💬" not in now_reads(api, reminder)


async def test_only_that_groups_people_answer_in_words(api: BotApi, reminder: Json) -> None:
    """Whoever is no member gets a refusal, and nothing is recorded."""
    assert (await replies(api, PLANNER, reminder, "제출했습니다"))["text"] == NOT_YOUR_GROUP
    assert "한계획" not in now_reads(api, reminder)


# -- postponed --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "again"),
    [
        ("1시간 뒤", datetime(2026, 12, 7, 1, 0, tzinfo=UTC)),
        ("내일 9시", datetime(2026, 12, 8, 0, 0, tzinfo=UTC)),
        ("다음 영업일", datetime(2026, 12, 8, 0, 0, tzinfo=UTC)),
    ],
)
async def test_a_reminder_is_put_off(
    api: BotApi, at: At, reminder: Json, label: str, again: datetime
) -> None:
    """It comes once more at that time, and says so until then."""
    choosing = await press_and_read(api, ANSWERER, reminder, "연기")
    await presses(api, ANSWERER, choosing, label)
    assert "다시 알려 드릴게요" in now_reads(api, reminder)
    later = await at(again, TRAFFIC)
    assert "미뤄 두신 알림" in later["text"]


async def test_what_was_put_off_can_be_put_off_to_another_time(
    api: BotApi, at: At, reminder: Json, deliveries: list[DeliveryWorker]
) -> None:
    """It comes once, at the time that was said last; saying that again changes nothing."""
    for words, says_then in (
        ("내일 오전 10시에 다시 알려 주세요", "12월 8일(화) 10:00"),
        ("모레 오후 2시에 다시 알려 주세요", "12월 9일(수) 14:00"),
        ("모레 오후 2시에 다시 알려 주세요", "이미 답이 있어요"),
    ):
        assert says_then in (await replies(api, ANSWERER, reminder, words))["text"]
    assert "→ 12월 9일(수) 14:00에" in now_reads(api, reminder)
    before = len(api.of_bot(TRAFFIC))
    later = await at(datetime(2026, 12, 9, 5, 0, tzinfo=UTC), TRAFFIC)
    assert "미뤄 두신 알림" in later["text"]
    await deliveries[-1].idle()
    assert len(api.of_bot(TRAFFIC)) == before + 1


async def test_what_was_put_off_can_be_handed_in_before(
    api: BotApi, at: At, reminder: Json
) -> None:
    """Then it does not come again."""
    choosing = await press_and_read(api, ANSWERER, reminder, "연기")
    await presses(api, ANSWERER, choosing, "내일 9시")
    assert labels(now(api, reminder))[0] == "제출완료"
    await presses(api, ANSWERER, now(api, reminder), "제출완료")
    assert "다시 알려 드릴게요" not in now_reads(api, reminder)
    before = len(api.of_bot(TRAFFIC))
    following = await at(NINE + timedelta(days=7), TRAFFIC)
    assert "미뤄 두신" not in following["text"]
    assert len(api.of_bot(TRAFFIC)) == before + 1


# -- taken back -------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["확인", "제출완료", "우리 부서 아님"])
async def test_every_answer_can_be_taken_back(api: BotApi, reminder: Json, label: str) -> None:
    """By anybody of the group; then all is open again, and the audit log has it."""
    before = labels(reminder)
    await presses(api, ANSWERER, reminder, label)
    assert labels(now(api, reminder))[-1] == "되돌리기"
    undo = now(api, reminder)
    await presses(api, ADMIN, undo, "되돌리기")
    assert "정교통" not in now_reads(api, reminder)
    assert labels(now(api, reminder)) == before
    again = await presses(api, ANSWERER, undo, "되돌리기")
    assert again["text"] == UNDONE_BEFORE
    await presses(api, ANSWERER, now(api, reminder), "제출완료")
    assert "제출을 마쳤어요" in now_reads(api, reminder)
    log = await reads(api, ADMIN, "/audit")
    assert "답 되돌림 → 교통행정과 방" in log


async def test_a_postponement_that_was_taken_back_does_not_come(
    api: BotApi, at: At, reminder: Json
) -> None:
    """And can be made anew."""
    answer = await replies(api, ANSWERER, reminder, "내일 드리겠습니다")
    undone = await press_and_read(api, ANSWERER, answer, "되돌리기")
    assert "답을 되돌렸어요" in undone["text"]
    assert "다시 알려 드릴게요" not in now_reads(api, reminder)
    await replies(api, ANSWERER, reminder, "모레 오전 10시에 다시 알려 주세요")
    at_ten = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)
    before = len(api.of_bot(TRAFFIC))
    later = await at(at_ten, TRAFFIC)
    assert "미뤄 두신" in later["text"]
    assert len(api.of_bot(TRAFFIC)) == before + 1


async def test_what_was_put_off_comes_again_once_a_later_answer_is_taken_back(
    api: BotApi, at: At, reminder: Json
) -> None:
    """Nor does it end when one pledge of several is handed in before."""
    panel = await press_and_read(api, ANSWERER, reminder, "연기")
    await presses(api, ANSWERER, panel, "내일 9시")
    panel = await press_and_read(api, ANSWERER, now(api, reminder), "공약별로")
    await presses(api, ANSWERER, panel, "지역개발-01")
    assert "12월 8일(화) 09:00에 다시 알려 드릴게요" in now_reads(api, reminder)
    whole = await press_and_read(api, ANSWERER, now(api, reminder), "돌아가기")
    done = await press_and_read(api, ANSWERER, whole, "나머지 제출완료")
    assert "다시 알려 드릴게요" not in done["text"]
    await presses(api, ANSWERER, done, "되돌리기")
    assert "12월 8일(화) 09:00에 다시 알려 드릴게요" in now_reads(api, reminder)
    later = await at(NINE + timedelta(days=1), TRAFFIC)
    assert "미뤄 두신" in later["text"]


async def test_nobody_else_takes_an_answer_back(api: BotApi, reminder: Json) -> None:
    """Neither another group's people nor a forged button."""
    await presses(api, ANSWERER, reminder, "제출완료")
    assert (await presses(api, PLANNER, now(api, reminder), "되돌리기"))["text"]
    elsewhere = api.sends(PLANNER, PLANNING, text="알림")
    for forged in ("un/1", "un/999", "al/1", "ea/1/9/9"):
        assert (await api.answer_to_tap(api.taps_on(PLANNER, elsewhere, forged)))["text"]
    assert "제출을 마쳤어요" in now_reads(api, reminder)


async def test_nobody_answers_for_another_group(api: BotApi, reminder: Json) -> None:
    """By a button that was forged in their own."""
    elsewhere = api.sends(PLANNER, PLANNING, text="알림")
    for forged in ("cf/1/0", "sb/1/0", "lt/1/0", "nt/1/0"):
        answer = await api.answer_to_tap(api.taps_on(PLANNER, elsewhere, forged))
        assert answer["text"] == NOT_A_REMINDER
    assert now_reads(api, reminder) == reminder["text"]


# -- several pledges --------------------------------------------------------------------------


async def test_a_wrong_tick_is_undone_by_another_tap(api: BotApi, reminder: Json) -> None:
    """In the list itself; a stale button ticks nothing twice."""
    panel = await press_and_read(api, ANSWERER, reminder, "공약별로")
    stale = dict(panel)
    panel = await press_and_read(api, ANSWERER, panel, "⬜")
    assert "✅ 공약 1/6건 제출 · 12/7(월) 09:00 정교통" in panel["text"]
    await presses(api, ANSWERER, stale, "⬜")
    panel = now(api, panel)
    assert sum(label.startswith("✅") for label in labels(panel)) == 1
    panel = await press_and_read(api, ANSWERER, panel, "✅")
    assert "정교통" not in panel["text"]
    assert not any(label.startswith("✅") for label in labels(panel))
    panel = await press_and_read(api, ANSWERER, panel, "돌아가기")
    assert labels(panel) == labels(reminder)


async def test_the_rest_is_handed_in_at_once(api: BotApi, reminder: Json) -> None:
    """After some were ticked; one that is not theirs is marked in the same list."""
    panel = await press_and_read(api, ANSWERER, reminder, "공약별로")
    panel = await press_and_read(api, ANSWERER, panel, "우리 부서 아닌 공약")
    panel = await press_and_read(api, ANSWERER, panel, "⬜")
    assert sum(label.startswith("🙅") for label in labels(panel)) == 1
    panel = await press_and_read(api, ANSWERER, panel, "돌아가기")
    assert "공약별로 제출 1/6" in labels(panel)
    panel = await press_and_read(api, ANSWERER, panel, "나머지 제출완료")
    assert labels(panel) == ["되돌리기"]


@pytest.mark.parametrize("text", ["확인했습니다", "저희 부서 아닙니다", "내일 드리겠습니다"])
async def test_what_a_colleague_says_of_the_whole_leaves_what_was_handed_in(
    api: BotApi, reminder: Json, text: str
) -> None:
    """Two of one group: message, board and correction go on to show the first one's pledge."""
    panel = await press_and_read(api, ANSWERER, reminder, "공약별로")
    await presses(api, ANSWERER, panel, "⬜")
    answer = await replies(api, COLLEAGUE, reminder, text)
    for _ in range(2):
        assert "✅ 지역개발-01" in now_reads(api, reminder)
        assert "공약 1/6건 제출" in now_reads(api, reminder)
        answer = (
            await press_and_read(api, COLLEAGUE, answer, "되돌리기") if labels(answer) else answer
        )
    assert "이주무" not in now_reads(api, reminder)


async def test_what_was_handed_in_is_no_part_of_a_later_correction(
    api: BotApi, reminder: Json
) -> None:
    """The coordinator decides about the rest."""
    panel = await press_and_read(api, ANSWERER, reminder, "공약별로")
    await presses(api, ANSWERER, panel, "⬜")
    await replies(api, COLLEAGUE, reminder, "저희 부서 아닙니다")
    report = await message_to(api, ADMIN, "우리 부서 일이 아니라고")
    assert "지역개발-01" not in report["text"]
    assert "지역개발-03" in report["text"]


async def test_a_reply_names_the_pledge_it_is_about(api: BotApi, reminder: Json) -> None:
    """Without its category, too; one that may be that of another or the third is asked back."""
    answer = await replies(api, ANSWERER, reminder, "지역개발-01은 제출했습니다")
    assert "지역개발-01: ✅ 제출완료로 기록했어요" in answer["text"]
    assert "공약 1/6건 제출" in now_reads(api, reminder)
    assert "확인" in labels(await replies(api, ANSWERER, reminder, "3번 냈습니다"))
    assert "공약 1/6건 제출" in now_reads(api, reminder)
    answer = await replies(api, ANSWERER, reminder, "03번 냈습니다")
    assert "지역개발-03: ✅ 제출완료로 기록했어요" in answer["text"]


async def test_a_reply_names_a_pledge_by_its_title_too(api: BotApi, reminder: Json) -> None:
    """It is no answer for the others; what may be one of two is asked back."""
    answer = await replies(api, ANSWERER, reminder, "자전거보험은 제출했습니다")
    assert "교육문화-14: ✅ 제출완료로 기록했어요" in answer["text"]
    assert "공약 1/6건 제출" in now_reads(api, reminder)
    asked = await replies(api, ANSWERER, reminder, "신안산선 제출했습니다")  # of two titles
    likely = ["지역개발-01 신안산선 조기완공 추진", "지역개발-12 마을버스 이용편의성 향상(신안산…"]
    assert labels(asked) == [*likely, "전체 6건 제출완료", "여러 개 고르기"]
    assert "공약 1/6건 제출" in now_reads(api, reminder)
    answer = await press_and_read(api, ANSWERER, asked, "지역개발-12")
    assert answer["text"].startswith("지역개발-12: ✅ 제출완료로 기록했어요")
    asked = await replies(api, ANSWERER, reminder, "용역은 우리 부서 아닙니다")
    answer = await press_and_read(api, ANSWERER, asked, "지역개발-03")
    assert "지역개발-03: 🙅" in answer["text"]
    await replies(api, ANSWERER, reminder, "급행철도랑 지하철 냈습니다")
    assert "공약 4/6건 제출" in now_reads(api, reminder)
    for words in ("자전거보험은 확인했습니다", "신안산선은 내일 내겠습니다"):
        asked = await replies(api, ANSWERER, reminder, words)
        assert asked["text"].startswith(OF_THE_WHOLE)
        assert labels(asked) == OF_ALL
    answer = await replies(api, ANSWERER, reminder, "4분기 추진실적 제출했습니다")
    assert answer["text"].startswith("✅ 제출완료로 기록했어요")


async def test_a_pledge_of_another_department_is_told_and_hands_nothing_in(
    api: BotApi, reminder: Json
) -> None:
    """By its title or its number; the buttons say that they are for all that was asked for."""
    for words in ("구민광장은 제출했어요", "지역개발-06 제출했습니다"):
        asked = await replies(api, ANSWERER, reminder, words)
        told = "이 알림에 없는 공약이에요.\n· 지역개발-06 금천구민광장 조성 (도시계획과)\n"
        assert asked["text"].startswith(told)
        assert labels(asked) == OF_ALL
    asked = await replies(api, ANSWERER, reminder, "지역개발-14 제출했습니다")
    assert "재개발을 통한 서남권 관문도시 조성 (도시계획과)\n" in asked["text"]
    assert "제출 ·" not in now_reads(api, reminder)


@pytest.mark.usefixtures("groups")
async def test_in_a_group_of_two_departments_a_reply_is_of_the_one_it_names(
    api: BotApi, at: At
) -> None:
    """The other has not handed in by that; where it cannot be told apart, it is asked."""
    await says(api, ADMIN, "/register 도시계획과, 주차관리과", chat=PLANNING)
    await set_reminder(api, "/campaign 12/21 4분기 실적")
    reminder = await at(SEVEN_BEFORE, PLANNING)
    answer = await replies(api, PLANNER, reminder, "주차관리과는 제출했습니다")
    assert "지역개발-09, 지역개발-10: ✅ 제출완료로 기록했어요" in answer["text"]
    board = await reads(api, PLANNER, "/board", chat=PLANNING)
    assert "✅ 주차관리과 · 제출완료" in board
    assert "⬜ 도시계획과" in board
    for words in ("도시계획과는 내일 10시에 다시 알려주세요", "도시과는 확인했습니다"):
        assert "연기" in labels(await replies(api, PLANNER, reminder, words))
    await replies(api, PLANNER, reminder, "도시과도 제출했습니다")
    assert "✅ 도시계획과 · 제출완료" in await reads(api, PLANNER, "/board", chat=PLANNING)
    await set_reminder(api, "/remind 전체 12/15 9시 공지 확인 후 제출")
    listed_none = await at(SEVEN_BEFORE + timedelta(days=1), PLANNING)
    asked = await replies(api, PLANNER, listed_none, "주차관리과는 제출했습니다")
    assert labels(asked) == [*CHOICES[:4], ASK]


async def test_a_reply_about_several_pledges_is_taken_back_at_once(
    api: BotApi, reminder: Json
) -> None:
    """What was handed in before stays."""
    panel = await press_and_read(api, ANSWERER, reminder, "공약별로")
    await presses(api, ANSWERER, panel, "지역개발-04")
    answer = await replies(api, COLLEAGUE, reminder, "지역개발-01, 3번 제출했습니다")
    assert "지역개발-01, 지역개발-03: ✅ 제출완료로 기록했어요" in answer["text"]
    assert "공약 3/6건 제출" in now_reads(api, reminder)
    answer = await press_and_read(api, ANSWERER, answer, "모두 되돌리기")
    assert answer["text"] == "답을 되돌렸어요. (제출완료)"
    assert "공약 1/6건 제출" in now_reads(api, reminder)


async def test_numbers_in_a_row_are_those_that_were_handed_in(api: BotApi, reminder: Json) -> None:
    """The last one, too, which in a question would count something else."""
    answer = await replies(api, ANSWERER, reminder, "지역개발-01, 03, 04 제출했습니다")
    assert "지역개발-01, 지역개발-03, 지역개발-04: ✅ 제출완료로" in answer["text"]
    assert "공약 3/6건 제출" in now_reads(api, reminder)
    await presses(api, ANSWERER, now(api, reminder), "모두 되돌리기")
    assert "제출 ·" not in now_reads(api, reminder)


async def test_a_count_that_is_not_that_of_the_pledges_is_asked_back(
    api: BotApi, reminder: Json
) -> None:
    """The rest of them may be open; all that still are, are meant by their count, too."""
    assert "공약별로 제출" in labels(await replies(api, ANSWERER, reminder, "5건 제출했습니다"))
    await replies(api, ANSWERER, reminder, "지역개발-01, 03 두 건 제출했습니다")
    assert "공약 2/6건 제출" in now_reads(api, reminder)
    await replies(api, ANSWERER, reminder, "4건 제출했습니다")
    assert "제출을 마쳤어요" in now_reads(api, reminder)


async def test_a_reply_about_some_pledges_leads_to_the_list_of_them(
    api: BotApi, reminder: Json
) -> None:
    """The answers for the whole alone would hand all of them in."""
    asked = await replies(api, ANSWERER, reminder, "신안산선 빼고 다 제출했습니다")
    tap = api.taps_on(ANSWERER, asked, data_of(asked, "공약별로 제출"))
    assert (await api.answer_to_tap(tap))["text"] == CHOOSE_ABOVE
    assert any("지역개발-01 " in label for label in labels(now(api, reminder)))


async def test_all_but_some_are_handed_in_and_then_the_rest(api: BotApi, reminder: Json) -> None:
    """What is left out stays open; the rest is what nobody has answered yet."""
    assert labels(await replies(api, ANSWERER, reminder, "나머지도 했어요")) == [*CHOICES, ASK]
    answer = await replies(api, ANSWERER, reminder, "01, 03번만 빼고 다 했어요")
    assert "지역개발-04, 지역개발-12, 지역개발-13, 교육문화-14: ✅ 제출완료로" in answer["text"]
    assert "공약 4/6건 제출" in now_reads(api, reminder)
    await replies(api, ANSWERER, reminder, "나머지는 저희 부서 아닙니다")
    report = await message_to(api, ADMIN, "우리 부서 일이 아니라고")
    assert "지역개발-01" in report["text"]
    assert "지역개발-04" not in report["text"]
    assert "공약 4/6건 제출" in now_reads(api, reminder)


async def test_a_remark_is_of_whoever_made_it(api: BotApi, reminder: Json) -> None:
    """To an answer of somebody else; the next one is added, and all can be deleted."""
    await presses(api, ANSWERER, reminder, "제출완료")
    added = await replies(api, COLLEAGUE, reminder, "문서번호 교통-12로 보냈습니다")
    assert "💬 이주무: 문서번호 교통-12로 보냈습니다" in now_reads(api, reminder)
    await replies(api, COLLEAGUE, reminder, "붙임은 두 개입니다")
    assert "교통-12로 보냈습니다 / 붙임은 두 개입니다" in now_reads(api, reminder)
    added = await press_and_read(api, ANSWERER, added, "메모 지우기")
    assert added["text"] == REMARK_CLEARED
    assert "💬" not in now_reads(api, reminder)
    assert "정교통 님이 제출을 마쳤어요" in now_reads(api, reminder)


async def test_the_bot_asks_what_none_means(api: BotApi, reminder: Json) -> None:
    """Of the pledge that is named, or of all; what was said stays as the remark."""
    asked = await replies(api, ANSWERER, reminder, "경전철은 해당없음")
    assert asked["text"].startswith("지역개발-03: 낼 내용이 없다는")
    answer = await press_and_read(api, ANSWERER, asked, "낼 내용이")
    assert answer["text"].startswith("지역개발-03: ✅ 제출완료로")
    assert "💬 정교통: 경전철은 해당없음" in now_reads(api, reminder)
    asked = await replies(api, ANSWERER, reminder, "저희 과 해당없음")
    await press_and_read(api, ANSWERER, asked, "우리 부서 일이")
    assert "우리 부서 일이 아니라고 했어요" in now_reads(api, reminder)


async def test_up_to_the_deadline_is_a_promise_unless_it_is_put_off(api: BotApi, at: At) -> None:
    """The reminder comes again where that is asked for."""
    reminder = await start_campaign(api, at, "교통행정과 4분기 실적 제출")
    answer = await replies(api, ANSWERER, reminder, "12/21까지 내겠습니다")
    assert answer["text"].startswith("👀 확인으로")
    await presses(api, ANSWERER, answer, "되돌리기")
    answer = await replies(api, ANSWERER, reminder, "다음 주 월요일까지 연기 부탁드립니다")
    assert "12월 21일(월) 09:00에 다시 알려 드릴게요." in answer["text"]


# -- late -------------------------------------------------------------------------------------


async def test_what_is_handed_in_after_the_deadline_is_called_late(
    api: BotApi, at: At, clock: Clock
) -> None:
    """Under the reminder and on the board."""
    reminder = await start_campaign(api, at, "4분기 실적 제출")
    clock.now = datetime(2026, 12, 22, 1, 0, tzinfo=UTC)
    await presses(api, ANSWERER, reminder, "제출완료")
    assert "제출을 마쳤어요. (늦음)" in now_reads(api, reminder)
    await says(api, ADMIN, "/board")
    assert await message_to(api, ADMIN, "늦음 1")  # among what else that day reports


async def test_what_was_handed_in_shows_under_every_message_of_the_deadline(
    api: BotApi, at: At, clock: Clock, boards: list[Boards]
) -> None:
    """Answered once, it is answered; a tap on an older message later makes nothing late."""
    first = await start_campaign(api, at, "교통행정과 4분기 실적 제출")
    await presses(api, ANSWERER, first, "확인")
    second = await at(SEVEN_BEFORE + timedelta(days=4), TRAFFIC)
    await presses(api, ANSWERER, second, "제출완료")
    for each in (first, second):
        await api.until(lambda each=each: labels(now(api, each)) == ["되돌리기"])  # type: ignore[misc]
        assert "12/18(금) 09:00 정교통 님이 제출을 마쳤어요" in now_reads(api, each)
    clock.now = datetime(2026, 12, 22, 1, 0, tzinfo=UTC)
    late = await presses(api, COLLEAGUE, first, "제출완료")
    assert "이미 답이 있어요" in late["text"]
    boards[-1].news.set()
    assert "제출완료 1/1곳 · 공약 6/6건\n" in await reads(api, ADMIN, "/board")
    await presses(api, COLLEAGUE, now(api, first), "되돌리기")
    await api.until(lambda: "제출완료" in labels(now(api, second)))
    assert "정교통 님이 확인했어요" in now_reads(api, first)


async def test_what_several_messages_hand_in_shows_under_each(
    api: BotApi, at: At, boards: list[Boards]
) -> None:
    """A later one asks for the rest alone; once that is handed in, the first is closed as well."""
    first = await start_campaign(api, at, "교통행정과 4분기 실적 제출")
    panel = await press_and_read(api, ANSWERER, first, "공약별로")
    await presses(api, ANSWERER, panel, "지역개발-01")
    second = await at(SEVEN_BEFORE + timedelta(days=4), TRAFFIC)
    assert "지역개발-01" not in second["text"]
    panel = await press_and_read(api, ANSWERER, second, "공약별로")
    await presses(api, ANSWERER, panel, "지역개발-13")
    third = await at(SEVEN_BEFORE + timedelta(days=7), TRAFFIC)
    await presses(api, ANSWERER, third, "제출완료")
    for each in (first, second, third):
        await api.until(lambda each=each: labels(now(api, each)) == ["되돌리기"])  # type: ignore[misc]
    boards[-1].news.set()
    assert "제출완료 1/1곳 · 공약 6/6건\n" in await reads(api, ADMIN, "/board")


async def report_silence(api: BotApi, clock: Clock, deliveries: list[DeliveryWorker]) -> Json:
    """A day passes after the first reminder; what the admin reads of those who did not answer."""
    clock.now = SEVEN_BEFORE + timedelta(days=1)
    deliveries[-1].wake()
    return await message_to(api, ADMIN, "답을 다 받지 못한 알림")


async def test_the_report_of_a_silent_group_shows_that_it_answered(
    api: BotApi, at: At, clock: Clock, deliveries: list[DeliveryWorker]
) -> None:
    """After the last nudge the coordinators are notified, with a way to the reminder."""
    first = await start_campaign(api, at, "교통행정과 4분기 실적 제출")
    for hours in (4, 8):
        nudge = await at(SEVEN_BEFORE + timedelta(hours=hours), TRAFFIC)
        assert "다시 알려 드려요" in nudge["text"]
    report = await report_silence(api, clock, deliveries)
    assert "1. 12/14(월) 09:00 '4분기 실적 제출' · 교통행정과 방 · 3번 알렸어요" in report["text"]
    assert labels(report) == ["알림: 4분기 실적 제출"]
    await presses(api, ANSWERER, first, "확인")
    deliveries[-1].wake()
    await api.until(lambda: "1. ✅ 12/14(월)" in now_reads(api, report))
    assert "🔔 1번 알림" in (await press_and_read(api, ADMIN, report, "알림: 4분기"))["text"]


async def test_what_a_silent_group_hands_in_by_a_later_message_is_marked_in_the_report(
    api: BotApi, at: At, clock: Clock, deliveries: list[DeliveryWorker]
) -> None:
    """And is not once that is taken back."""
    await start_campaign(api, at, "교통행정과 4분기 실적 제출")
    report = await report_silence(api, clock, deliveries)
    later = await at(SEVEN_BEFORE + timedelta(days=4), TRAFFIC)
    await presses(api, ANSWERER, later, "제출완료")
    deliveries[-1].wake()
    await api.until(lambda: "1. ✅ 12/14(월)" in now_reads(api, report))
    await presses(api, ANSWERER, now(api, later), "되돌리기")
    deliveries[-1].wake()
    await api.until(lambda: "1. 12/14(월)" in now_reads(api, report))


async def test_a_group_that_is_asked_no_more_is_not_reported_as_silent(
    api: BotApi, at: At, clock: Clock, deliveries: list[DeliveryWorker]
) -> None:
    """The reminder is for others now."""
    await start_campaign(api, at, "교통행정과, 도시계획과 4분기 실적 제출")
    panel = await press_and_read(api, ADMIN, await says(api, ADMIN, "/reminders"), "1번")
    panel = await press_and_read(api, ADMIN, panel, "고치기")
    await presses(api, ADMIN, panel, "받는 곳")
    panel = await says(api, ADMIN, "도시계획과")
    await presses(api, ADMIN, panel, "이대로 고치기")
    report = await report_silence(api, clock, deliveries)
    assert "도시계획과 방" in report["text"]
    assert "교통행정과 방" not in report["text"]


async def test_what_comes_anew_is_not_asked_again_as_well(
    api: BotApi, at: At, clock: Clock, deliveries: list[DeliveryWorker]
) -> None:
    """On the day itself one message comes, though what was put off before would be due again."""
    await set_reminder(api, "/campaign 12/21 교통행정과 4분기 실적 제출")
    before = await at(SEVEN_BEFORE + timedelta(days=4), TRAFFIC)
    await replies(api, ANSWERER, before, "오후 3시에 다시 알려 주세요")
    again = await at(SEVEN_BEFORE + timedelta(days=4, hours=6), TRAFFIC)
    assert "미뤄 두신" in again["text"]
    count = len(api.of_bot(TRAFFIC))
    clock.now = SEVEN_BEFORE + timedelta(days=7)
    deliveries[-1].wake()
    await api.until(lambda: "오늘 마감" in newest(api, TRAFFIC)["text"])
    await deliveries[-1].idle()
    assert len(api.of_bot(TRAFFIC)) == count + 1


@pytest.mark.parametrize(
    ("text", "is_late"),
    [("12/23까지 내겠습니다", True), ("12월 28일에 낼게요", True), ("12/18까지 내겠습니다", False)],
)
async def test_what_is_put_off_beyond_the_deadline_will_be_late(
    api: BotApi, at: At, *, text: str, is_late: bool
) -> None:
    """That is said at once."""
    reminder = await start_campaign(api, at, "교통행정과 4분기 실적 제출")
    answer = await replies(api, ANSWERER, reminder, text)
    assert "다시 알려 드릴게요" in answer["text"]
    assert ("늦은 제출" in answer["text"]) is is_late


async def test_a_nudge_shows_what_was_handed_in_before(
    api: BotApi, at: At, clock: Clock, deliveries: list[DeliveryWorker]
) -> None:
    """And says that it is about the rest, as does the report behind the last one."""
    first = await start_campaign(api, at, "교통행정과 4분기 실적 제출")
    panel = await press_and_read(api, ANSWERER, first, "공약별로")
    await presses(api, ANSWERER, panel, "지역개발-01")
    nudge = await at(SEVEN_BEFORE + timedelta(hours=4), TRAFFIC)
    assert nudge["text"].startswith("🔔 남은 공약이 있어 다시 알려 드려요.")
    assert "✅ 지역개발-01" in nudge["text"]
    report = await report_silence(api, clock, deliveries)
    assert "교통행정과 방 · 공약 6건 중 1건만 답했어요 · " in report["text"]
    await replies(api, ANSWERER, nudge, "제출했습니다")
    await api.until(lambda: "✅" in now_reads(api, report))
    assert "건만" not in now_reads(api, report)


async def test_a_nudge_that_may_have_arrived_did_once_it_is_answered(api: BotApi, at: At) -> None:
    """It shows the answer as any other does."""
    await start_campaign(api, at, "교통행정과 4분기 실적 제출")
    api.fail("sendMessage", Drop(acted=True))
    nudge = await at(SEVEN_BEFORE + timedelta(hours=4), TRAFFIC)
    await presses(api, ANSWERER, nudge, "확인")
    assert "다시 알려 드려요" in now_reads(api, nudge)
    assert "정교통 님이 확인했어요" in now_reads(api, nudge)


async def test_a_message_that_may_have_arrived_did_once_it_is_replied_to(
    api: BotApi, at: At
) -> None:
    """Nobody is asked which reminder is meant."""
    await start_campaign(api, at, "교통행정과 4분기 실적 제출")
    api.fail("sendMessage", Drop(acted=True))
    nudge = await at(SEVEN_BEFORE + timedelta(hours=4), TRAFFIC)
    answer = await replies(api, ANSWERER, nudge, "제출했습니다")
    assert "제출완료로 기록했어요" in answer["text"]
    assert "정교통 님이 제출을 마쳤어요" in now_reads(api, nudge)


async def test_nudges_that_were_never_sent_are_not_counted_as_sent(
    api: BotApi, at: At, clock: Clock, deliveries: list[DeliveryWorker]
) -> None:
    """The bot was off past all their times."""
    await start_campaign(api, at, "교통행정과 4분기 실적 제출")
    report = await report_silence(api, clock, deliveries)
    assert report["text"].endswith(" · 교통행정과 방 · 1번 알렸어요")


# -- corrections ------------------------------------------------------------------------------


async def dispute_pledge(api: BotApi, reminder: Json) -> Json:
    """The first pledge is not theirs; what the admin is asked about it, without any tick."""
    panel = await press_and_read(api, ANSWERER, reminder, "공약별로")
    panel = await press_and_read(api, ANSWERER, panel, "우리 부서 아닌 공약")
    await presses(api, ANSWERER, panel, "지역개발-01")
    return await message_to(api, ADMIN, "우리 부서 일이 아니라고")


async def test_of_a_room_of_several_departments_the_owner_is_named(api: BotApi, at: At) -> None:
    """Not the others in it."""
    await says(api, ADMIN, "/register 교통행정과, 교육지원과", chat=TRAFFIC)
    reminder = await start_campaign(api, at, "교통행정과, 교육지원과 4분기 실적 제출")
    await replies(api, ANSWERER, reminder, "지역개발-01은 우리 부서 일이 아닙니다")
    asked = await message_to(api, ADMIN, "우리 부서 일이 아니라고")
    assert "지금 담당: 교통행정과\n" in f"{asked['text']}\n"
    assert "교통행정과 담당이 맞아요" in labels(asked)


async def test_what_is_not_theirs_is_sent_to_another_department(
    api: BotApi, reminder: Json
) -> None:
    """The coordinator sees the pledge and who may own it; both groups hear of it."""
    asked = await dispute_pledge(api, reminder)
    for words in ("교통행정과 방", "정교통", "지역개발-01 신안산선", "지금 담당: 교통행정과"):
        assert words in asked["text"]
    asked = await press_and_read(api, ADMIN, asked, "부서 고르기")
    before = len(api.of_bot(PLANNING))
    asked = await press_and_read(api, ADMIN, asked, "도시계획과")
    assert "님이 도시계획과로 보냈어요" in asked["text"]
    assert labels(asked) == ["보낸 것 되돌리기"]
    sent = (await api.answers_in(PLANNING, count=before + 1))[before]
    assert "지역개발-01" in sent["text"]
    assert "지역개발-05" not in sent["text"]
    heard = newest(api, TRAFFIC)["text"]
    assert "도시계획과로 보냈어요. 나머지 공약 5건은 이 방에서 답해 주세요." in heard
    await presses(api, PLANNER, sent, "제출완료")
    assert "한계획 님이 제출을 마쳤어요" in now_reads(api, sent)


async def test_what_was_reassigned_is_asked_there_up_to_the_deadline(api: BotApi, at: At) -> None:
    """With the next reminder of the campaign, until it is handed in."""
    await set_reminder(api, "/campaign 12/22 4분기 실적 제출")
    first = await at(SEVEN_BEFORE + timedelta(days=1), TRAFFIC)
    asked = await dispute_pledge(api, first)
    asked = await press_and_read(api, ADMIN, asked, "부서 고르기")
    before = len(api.of_bot(PLANNING))
    await presses(api, ADMIN, asked, "도시계획과")
    await api.answers_in(PLANNING, count=before + 1)
    before = len(api.of_bot(PLANNING))
    again = await at(SEVEN_BEFORE + timedelta(days=4), TRAFFIC)
    assert "지역개발-01" not in again["text"]
    assert "지역개발-03" in again["text"]
    sent = (await api.answers_in(PLANNING, count=before + 2))[before:]
    [passed_on] = [each for each in sent if "총괄이 우리 부서 담당으로" in each["text"]]
    assert "지역개발-01" in passed_on["text"]
    await presses(api, PLANNER, passed_on, "제출완료")
    before = len(api.of_bot(PLANNING))
    await at(SEVEN_BEFORE + timedelta(days=7), PLANNING)
    assert len(api.of_bot(PLANNING)) == before + 1


async def test_what_was_sent_to_the_wrong_department_is_taken_back(
    api: BotApi, reminder: Json
) -> None:
    """By the coordinator, with one tap; both groups see it, and it can be sent anew."""
    asked = await dispute_pledge(api, reminder)
    asked = await press_and_read(api, ADMIN, asked, "부서 고르기")
    before = len(api.of_bot(PLANNING))
    asked = await press_and_read(api, ADMIN, asked, "도시계획과")
    sent = (await api.answers_in(PLANNING, count=before + 1))[before]
    undo = await presses(api, ANSWERER, now(api, reminder), "되돌리기")
    assert "총괄이 도시계획과로 보낸 뒤예요" in undo["text"]
    asked = await press_and_read(api, ADMIN, asked, "보낸 것 되돌리기")
    assert any("보내기" in label for label in labels(asked))
    await api.until(lambda: "총괄이 거두어들인 알림" in now_reads(api, sent))
    assert labels(now(api, sent)) == []
    await api.until(lambda: "담당을 다시 확인하고" in newest(api, TRAFFIC)["text"])
    assert "하실 일은 없어요" in (await replies(api, PLANNER, sent, "제출했습니다"))["text"]
    asked = await press_and_read(api, ADMIN, asked, "부서 고르기")
    await presses(api, ADMIN, asked, "도시계획과")
    again = (await api.answers_in(PLANNING, count=before + 3))[-1]
    assert "지역개발-01" in again["text"]
    await presses(api, PLANNER, again, "제출완료")
    refused = await presses(api, ADMIN, now(api, asked), "보낸 것 되돌리기")
    assert "도시계획과에서 이미 답했어요" in refused["text"]


async def test_what_is_theirs_after_all_is_asked_again(api: BotApi, reminder: Json) -> None:
    """A second decision changes nothing."""
    asked = await dispute_pledge(api, reminder)
    decided = await press_and_read(api, ADMIN, asked, "담당이 맞아요")
    assert "담당이 맞다고 알렸어요" in decided["text"]
    assert "교통행정과가 담당이에요" in newest(api, TRAFFIC)["text"]
    assert "정교통" not in now_reads(api, reminder)
    assert (await presses(api, ADMIN, asked, "담당이 맞아요"))["text"] == DECIDED_BEFORE


async def test_an_answer_that_was_taken_back_needs_no_correction(
    api: BotApi, reminder: Json
) -> None:
    """The coordinator's message says so."""
    asked = await dispute_pledge(api, reminder)
    await presses(api, ANSWERER, now(api, reminder), "🙅")
    await api.until(lambda: "정교통 님이 답을 되돌렸어요" in now_reads(api, asked))
    assert labels(now(api, asked)) == []


async def test_the_department_named_in_words_is_offered_first(api: BotApi, reminder: Json) -> None:
    """And one without a group cannot be sent to."""
    await replies(api, ANSWERER, reminder, "도시계획과 소관입니다")
    asked = await message_to(api, ADMIN, "우리 부서 일이 아니라고")
    assert labels(asked)[0] == "도시계획과로 보내기"
    asked = await press_and_read(api, ADMIN, asked, "부서 고르기")
    answer = await presses(api, ADMIN, asked, "주차관리과 (방 없음)")
    assert "등록된 방이 없어" in answer["text"]


async def test_a_department_that_is_named_later_is_offered_first_too(
    api: BotApi, reminder: Json
) -> None:
    """The coordinators' message shows it, and what else was said after the answer."""
    await replies(api, ANSWERER, reminder, "우리 부서 일이 아니에요")
    asked = await message_to(api, ADMIN, "우리 부서 일이 아니라고")
    assert labels(asked)[0] != "주차관리과로 보내기 (방 없음)"
    answer = await replies(api, ANSWERER, reminder, "주차관리과 소관입니다")
    assert "메모를 적어 두었어요" in answer["text"]
    await api.until(lambda: labels(now(api, asked))[0] == "주차관리과로 보내기 (방 없음)")
    assert "💬 주차관리과 소관입니다" in now_reads(api, asked)
    await replies(api, ANSWERER, reminder, "작년에 넘어갔습니다")
    await api.until(lambda: "작년에 넘어갔습니다" in now_reads(api, asked))


async def test_after_the_answer_nothing_is_answered_with_silence_but_thanks(
    api: BotApi, reminder: Json
) -> None:
    """Also what is said of a pledge that the reminder does not list."""
    await replies(api, ANSWERER, reminder, "제출했습니다")
    for words in ("지역개발-05 제출했습니다", "1번 확인했습니다", "내일 낼게요"):
        assert "이미 답이 있어요" in (await replies(api, ANSWERER, reminder, words))["text"]


async def test_a_likely_owner_without_a_group_is_marked(api: BotApi, reminder: Json) -> None:
    """As it is among all departments."""
    await replies(api, ANSWERER, reminder, "주차관리과 소관입니다")
    asked = await message_to(api, ADMIN, "우리 부서 일이 아니라고")
    assert labels(asked)[0] == "주차관리과로 보내기 (방 없음)"


async def test_where_a_pledge_was_sent_before_is_offered_first(
    api: BotApi, at: At, reminder: Json
) -> None:
    """The next week, while the table still has the other owner."""
    asked = await dispute_pledge(api, reminder)
    assert labels(asked)[0] != "도시계획과로 보내기"
    asked = await press_and_read(api, ADMIN, asked, "부서 고르기")
    before = len(api.of_bot(PLANNING))
    await presses(api, ADMIN, asked, "도시계획과")
    await api.answers_in(PLANNING, count=before + 1)
    again = await at(NINE + timedelta(weeks=1), TRAFFIC)
    panel = await press_and_read(api, ANSWERER, again, "공약별로")
    panel = await press_and_read(api, ANSWERER, panel, "우리 부서 아닌 공약")
    await presses(api, ANSWERER, panel, "지역개발-01")
    await api.until(lambda: "보내기" in str(newest(api, private(ADMIN)).get("reply_markup")))
    assert labels(newest(api, private(ADMIN)))[0] == "도시계획과로 보내기"


async def test_nobody_but_coordinators_decides(api: BotApi, reminder: Json) -> None:
    """Forged buttons do nothing."""
    await dispute_pledge(api, reminder)
    for forged in ("ko/1", "rn/1/5", "rp/1/1", "cr/1"):
        tap = api.taps_on(ANSWERER, now(api, reminder), forged)
        assert (await api.answer_to_tap(tap))["text"] == NOT_YOURS


# -- in private -------------------------------------------------------------------------------


IN_PRIVATE = (
    "제출했습니다",
    "제출완료",
    "4분기 실적 제출했습니다",
    "교통행정과 제출완료",
    "지역개발-01 제출했습니다",
    "우리 부서 소관이 아닙니다",
    "자료 다 올렸습니다",
    "실적 자료는 제출 완료했어요",
    "공문 발송했습니다",
    "실적 입력했어요",
    "파일 보내드렸습니다 확인 부탁드립니다",
    "내일까지 제출하겠습니다",
    "다음 주에 드릴게요",
    "4분기 실적은 금요일에 내겠습니다",
    "연기 부탁드립니다",
    "하루만 연장해 주세요",
)


async def test_an_answer_in_private_is_told_where_to_answer(api: BotApi, at: At) -> None:
    """Nothing is recorded there, and nobody must believe that it was."""
    reminder = await start_campaign(api, at, "4분기 실적 제출")
    for text in IN_PRIVATE:
        assert await reads(api, ANSWERER, text) == ANSWER_IN_GROUP.text, text
    assert "정교통" not in now_reads(api, reminder)


@pytest.mark.parametrize("text", ["교통행정과 제출완료로 기록해줘", "교통행정과 제출했습니다"])
async def test_coordinators_are_told_that_they_can_record_an_answer(
    api: BotApi, at: At, text: str
) -> None:
    """On the board, for the department."""
    await start_campaign(api, at, "4분기 실적 제출")
    assert await reads(api, ADMIN, text) == RECORD_ON_BOARD.text


@pytest.mark.parametrize(
    "text",
    [
        *("확인했습니다", "병원 진단서 제출했어요", "철도 사업 완료됐나", "완료된 거"),
        *("주차장 늘리겠다는 공약", "2호선 연장", "내일", "2호선 연장 알려 주세요"),
    ],
)
async def test_what_answers_no_reminder_is_talk_or_a_question_in_private(
    api: BotApi, at: At, text: str
) -> None:
    """As it is at any other time."""
    await start_campaign(api, at, "4분기 실적 제출")
    assert await reads(api, ANSWERER, text) != ANSWER_IN_GROUP.text


async def test_an_answer_in_a_group_that_is_no_reply_is_told_so(api: BotApi, at: At) -> None:
    """It is meant for the bot; a question that is meant for it is one."""
    reminder = await start_campaign(api, at, "4분기 실적 제출")
    for text in ("제출했습니다", "내일 내겠습니다", "확인", "연기"):
        said = await says(api, ANSWERER, f"@gongyak_bot {text}", chat=TRAFFIC)
        assert said["text"] == WHICH_REMINDER.text
    said = await says(api, ANSWERER, "@gongyak_bot 주차 공약", chat=TRAFFIC)
    assert said["text"] != WHICH_REMINDER.text
    assert "정교통" not in now_reads(api, reminder)


async def test_an_answer_in_private_to_nothing_that_is_open_is_talk(api: BotApi, at: At) -> None:
    """Once the group has answered any message of the deadline, or where it was asked nothing."""
    assert await reads(api, ANSWERER, "제출했습니다") != ANSWER_IN_GROUP.text
    await start_campaign(api, at, "4분기 실적 제출")
    reminder = await at(datetime(2026, 12, 18, 0, 0, tzinfo=UTC), TRAFFIC)
    assert await reads(api, ANSWERER, "제출했습니다") == ANSWER_IN_GROUP.text
    await replies(api, ANSWERER, reminder, "제출했습니다")
    assert await reads(api, ANSWERER, "제출했습니다") != ANSWER_IN_GROUP.text


@pytest.mark.parametrize("text", ["제출했습니다", "확인", "지역개발-01 제출"])
async def test_the_bot_tells_an_anonymous_admin_that_it_records_nothing(
    api: BotApi, reminder: Json, text: str
) -> None:
    """Nobody knows who says so; the reminder stays open."""
    before = now(api, reminder)
    more = {"chat": TRAFFIC, "sender_chat": TRAFFIC, "reply_to_message": reminder}
    assert await reads(api, ANONYMOUS, text, **more) == NAMELESS.text
    assert now(api, reminder) == before


# -- of a group that turned into a supergroup -------------------------------------------------

MOVED = -1000000000200


async def moves_group(api: BotApi) -> Json:
    """교통행정과's group turns into a supergroup, which the bot knows of then."""
    new = api.chats.upgrade(TRAFFIC, MOVED)
    await reads(api, ANSWERER, "/find 지역개발-05", chat=new)
    return new


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("확인", "확인으로 기록했어요"),
        ("제출완료", "제출완료로 기록했어요"),
        ("우리 부서 아님", "총괄에게 알렸어요"),
    ],
)
async def test_a_tap_before_a_group_moved_counts_where_it_is_now(
    api: BotApi, reminder: Json, label: str, said: str
) -> None:
    """Nothing can be written under the old message: the new group reads it, with the way back."""
    new = await moves_group(api)
    answer = await presses(api, ANSWERER, reminder, label)
    assert said in answer["text"]
    assert said in newest(api, new)["text"]
    assert labels(newest(api, new)) == ["되돌리기"]
    assert not [c for c in api.called("editMessageText") if c["chat_id"] == TRAFFIC["id"]]


@pytest.mark.parametrize("text", ["제출했습니다", "내일 오전 10시에 다시"])
async def test_a_reply_to_what_came_before_a_group_moved_is_an_answer(
    api: BotApi, reminder: Json, text: str
) -> None:
    """Although the message has another chat by now."""
    new = await moves_group(api)
    answer = await reads(api, ANSWERER, text, chat=new, reply_to_message=reminder)
    assert "기록했어요" in answer


async def test_choices_of_what_came_before_a_group_moved_are_put_up_anew(
    api: BotApi, at: At
) -> None:
    """Once: from then on the new message is the reminder."""
    reminder = await start_campaign(api, at, "4분기 실적 제출")
    new = await moves_group(api)
    await presses(api, ANSWERER, reminder, "공약별로 제출")
    panel = newest(api, new)
    for label in ("지역개발-01", "지역개발-03"):
        panel = await press_and_read(api, ANSWERER, panel, label)
    assert "공약 2/6건 제출" in panel["text"]
    await presses(api, ANSWERER, reminder, "공약별로 제출")
    assert newest(api, new)["message_id"] == panel["message_id"]


async def test_whoever_is_not_in_a_group_that_moved_answers_nothing(
    api: BotApi, reminder: Json
) -> None:
    """They are told; the group reads nothing of it."""
    new = await moves_group(api)
    before = newest(api, new)
    assert (await presses(api, PLANNER, reminder, "제출완료"))["text"] == NOT_YOUR_GROUP
    assert newest(api, new) == before
