"""Commands tapped in the menu, without a word: each asks, and takes what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.reminders.replies.responses import CHANGE_BY_BUTTONS
from bot.reminders.replies.setting import NOT_YOUR_DRAFT, UNCHANGED
from tests.botapi.people import group, private
from tests.telegram.office import (
    ADMIN,
    ANSWERER,
    COLLEAGUE,
    TRAFFIC,
    labels,
    message_to,
    press_and_read,
    presses,
    reads,
    register_group,
    replies,
    says,
)

if TYPE_CHECKING:
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi

pytestmark = pytest.mark.usefixtures("office")


async def asks(api: BotApi, command: str, words: str) -> Json:
    """The admin sends a command; its question, which opens a reply."""
    before = len(api.of_bot(private(ADMIN)))
    api.says(ADMIN, command)
    asked = (await api.answers_in(private(ADMIN), count=before + 2))[-1]
    assert words in asked["text"]
    assert api.called("sendMessage")[-1]["reply_markup"]["force_reply"] is True
    return asked


@pytest.fixture
async def office(api: BotApi, office: None) -> None:
    """An office with a registered group."""
    await register_group(api, TRAFFIC, "교통행정과", ANSWERER)


async def test_a_campaign_keeps_its_words_and_asks_for_the_date(api: BotApi) -> None:
    """A question in between is answered as one."""
    assert "마감일이 언제인가요?" in await reads(api, ADMIN, "/campaign 4분기 실적")
    assert "도시계획과" in await reads(api, ADMIN, "지역개발-05 담당?")
    check = await says(api, ADMIN, "12/21")
    assert "12월 21일(월) 마감" in check["text"]
    assert "📝 4분기 실적" in check["text"]


async def test_a_campaign_without_a_word_asks_for_both(api: BotApi) -> None:
    """In one message."""
    assert "마감일과 내용" in await reads(api, ADMIN, "/campaign")
    assert "📝 4분기 실적 제출" in await reads(api, ADMIN, "12/21 4분기 실적 제출")


async def test_holidays_and_people_take_what_comes_next(api: BotApi) -> None:
    """A date, a name; a pledge is still a question."""
    await says(api, ADMIN, "/holiday")
    assert "12월 31일" in await reads(api, ADMIN, "2026-12-31")
    await asks(api, "/people", "누구를 찾을까요")
    assert "도시계획과" in await reads(api, ADMIN, "지역개발-05")
    await asks(api, "/people", "누구를 찾을까요")
    assert "김주무" in await reads(api, ADMIN, "김주무")


@pytest.mark.parametrize("words", ["취소", "/취소", "/cancel"])
@pytest.mark.parametrize("command", ["/campaign", "/people", "/holiday", "/reorg", "/history"])
async def test_a_question_is_given_up_in_words(api: BotApi, command: str, words: str) -> None:
    """Or as other bots take it; and the next words are no answer to it."""
    await says(api, ADMIN, command)
    api.says(ADMIN, words)
    await message_to(api, ADMIN, "그만뒀어요.")
    assert "도시계획과" in await reads(api, ADMIN, "지역개발-05")


@pytest.mark.parametrize("words", ["네", "ㅇㅋ", "이대로 알리기", "네 등록해 주세요", "👍"])
async def test_yes_to_what_is_shown_sets_it(api: BotApi, words: str) -> None:
    """As the button does; with nothing shown, and behind a question, it is small talk."""
    await says(api, ADMIN, "/remind 교통행정과 매주 월 9시 회의")
    assert "알림을 등록했어요" in await reads(api, ADMIN, words)
    assert "등록했어요" not in await reads(api, ADMIN, words)


async def test_no_to_what_is_shown_asks_what_to_change(api: BotApi) -> None:
    """What is said then changes it."""
    await says(api, ADMIN, "/remind 교통행정과 매주 월 9시 회의")
    asked = await says(api, ADMIN, "아니요")
    assert "시각" in labels(asked)
    assert "10:00" in await reads(api, ADMIN, "10시로")


@pytest.mark.parametrize("command", ["/campaign", "/holiday", "/reorg", "/history"])
async def test_what_is_given_up_is_what_was_begun_last(api: BotApi, command: str) -> None:
    """Not what an earlier command still asks; a reply alone answers that."""
    earlier = await says(api, ADMIN, command)
    await says(api, ADMIN, "/remind 교통행정과 매주 월 9시 회의")
    assert "알림을 등록하지 않았어요" in await reads(api, ADMIN, "취소")
    assert "도시계획과" in await reads(api, ADMIN, "지역개발-05")
    assert "그만뒀어요." in await reads(api, ADMIN, "취소", reply_to_message=earlier)


async def test_a_reminder_whose_change_is_given_up_stays(api: BotApi) -> None:
    """It reads so, too."""
    made = await says(api, ADMIN, "/remind 전체 매주 월 9시 회의")
    await presses(api, ADMIN, made, "이대로 알리기")
    panel = await press_and_read(api, ADMIN, await says(api, ADMIN, "/reminders"), "1번")
    panel = await press_and_read(api, ADMIN, panel, "고치기")
    await presses(api, ADMIN, panel, "시각")
    assert await reads(api, ADMIN, "취소") == UNCHANGED.text


@pytest.mark.parametrize(
    "text",
    [
        "아직 안 낸 부서에 다시 알려줘",
        "안 낸 부서 어디야?",
        "미제출 부서에 독촉해줘",
        "4분기 실적 마감 하루 늦춰줘",
        "마감을 12/23으로 연기해줘",
        "마감을 12/23으로 옮겨줘",
        "4분기 실적 알림 멈춰줘",
        "알림 1번 멈춰줘",
        "주간 추진상황 알림 이번 주는 건너뛰어줘",
        "교통행정과에 지금 다시 알려줘",
    ],
)
async def test_the_bot_leads_coordinators_to_where_they_change_reminders(
    api: BotApi, text: str
) -> None:
    """No pledge is looked for."""
    assert await reads(api, ADMIN, text) == CHANGE_BY_BUTTONS.text


@pytest.mark.parametrize(
    "text", ["지역개발-05 다시 알려줘", "도시계획과 공약 다시 알려줘", "도시계획과"]
)
async def test_what_asks_about_pledges_is_a_question_of_coordinators(
    api: BotApi, text: str
) -> None:
    """Although it begins or ends alike."""
    assert "도시계획과" in await reads(api, ADMIN, text)


@pytest.mark.parametrize("words", ["취소", "/취소", "그만", "/cancel", "/cancel@gongyak_bot"])
async def test_with_nothing_to_give_up_it_is_said_so(api: BotApi, words: str) -> None:
    """In words, and by the command that people know from elsewhere; no pledge is looked for."""
    assert "그만둘 것이 없어요" in await reads(api, ADMIN, words)


async def test_lists_ask_beside_them_and_take_the_reply(api: BotApi) -> None:
    """People and days off are shown with their buttons; the question opens a reply of its own."""
    await presses(api, ADMIN, await says(api, ADMIN, "/holiday 2026-12-31"), "추가")
    asked = await asks(api, "/holiday", "날짜를 보내 주세요")
    assert "추가한 휴일 1일" in api.of_bot(private(ADMIN))[-2]["text"]
    assert "12월 30일" in await reads(api, ADMIN, "2026-12-30", reply_to_message=asked)
    asked = await asks(api, "/people", "누구를 찾을까요")
    assert "👥" in api.of_bot(private(ADMIN))[-2]["text"]
    answer = await says(api, ADMIN, "주차", reply_to_message=asked)
    assert "'주차'가 들어간 이름이나 번호는 없어요" in answer["text"]


async def test_a_command_that_needs_more_opens_a_reply(api: BotApi) -> None:
    """With an example where one types; in a group for whoever sent it alone."""
    for command in (
        *("/find", "/dept", "/history", "/campaign", "/campaign 실적", "/holiday", "/reorg"),
    ):
        await says(api, ADMIN, command)
        markup = api.called("sendMessage")[-1]["reply_markup"]
        assert (command, markup["force_reply"]) == (command, True)
        assert markup["input_field_placeholder"]
    for command in ("/find", "/dept", "/campaign", "/campaign 실적"):
        await says(api, ANSWERER, command, chat=TRAFFIC)
        markup = api.called("sendMessage")[-1]["reply_markup"]
        assert (command, markup["force_reply"], markup["selective"]) == (command, True, True)


@pytest.mark.parametrize(
    ("command", "messages", "said", "told"),
    [("/holiday", 1, "2026-12-30", "12월 30일"), ("/people", 1, "김주무", "개인 대화로 보내")],
)
async def test_a_coordinator_s_command_asks_in_groups_and_answers_nobody_else(
    api: BotApi, command: str, messages: int, said: str, told: str
) -> None:
    """The reply is the rest of it, as in private chat."""
    before = len(api.of_bot(TRAFFIC))
    api.says(ANSWERER, command, chat=TRAFFIC)
    api.says(ADMIN, command, chat=TRAFFIC)
    asked = (await api.answers_in(TRAFFIC, count=before + messages))[-1]
    markup = api.called("sendMessage")[-1]["reply_markup"]
    assert (markup["force_reply"], markup["selective"]) == (True, True)
    assert told in (await replies(api, ADMIN, asked, said))["text"]


@pytest.mark.parametrize("words", ["", " 100", " 김주무", " 내보낸 사람"])
async def test_a_group_is_shown_nobody_s_name_or_id(api: BotApi, words: str) -> None:
    """Nor how many there are: whoever asked reads it in private."""
    before = len(api.of_bot(private(ADMIN)))
    shown = await says(api, ADMIN, f"/people{words}", chat=TRAFFIC)
    assert labels(shown) == []
    assert "100" not in shown["text"]
    assert "명" not in shown["text"]
    assert len(api.of_bot(private(ADMIN))) == before + bool(words)


@pytest.mark.parametrize("unseen", ["\u200b\u200b\u2060", "\u3164", "\u2800", "\u202e\ufeff"])
async def test_a_text_that_shows_nothing_is_none(api: BotApi, unseen: str) -> None:
    """It is asked what the reminder is to say; of a text what shows nothing is left out behind."""
    asked = await says(api, ADMIN, f"/remind 교통행정과 내일 9시 {unseen}")
    assert asked["text"] == (await says(api, ADMIN, "/remind 교통행정과 내일 9시"))["text"]
    check = await says(api, ADMIN, f"/remind 교통행정과 내일 9시 회의{unseen}")
    assert "📝 회의\n" in check["text"]


async def test_a_command_in_a_group_takes_the_reply(api: BotApi) -> None:
    """As Telegram opens it by itself."""
    asked = await says(api, ANSWERER, "/find", chat=TRAFFIC)
    assert "도시계획과" in (await replies(api, ANSWERER, asked, "지역개발-05"))["text"]
    asked = await says(api, ANSWERER, "/campaign 실적 제출", chat=TRAFFIC)
    check = await replies(api, ANSWERER, asked, "12/21")
    assert "📝 실적 제출" in check["text"]


async def test_a_colleague_may_answer_what_a_command_asks_in_a_group(api: BotApi) -> None:
    """Once: whoever began it has nothing left to answer then."""
    api.chats.join(TRAFFIC, COLLEAGUE)
    asked = await says(api, ANSWERER, "/campaign 실적 제출", chat=TRAFFIC)
    check = await replies(api, COLLEAGUE, asked, "12/21")
    assert "📝 실적 제출" in check["text"]
    assert (await presses(api, ANSWERER, check, "이대로 알리기"))["text"] == NOT_YOUR_DRAFT
    assert "이렇게 알릴까요?" not in (await replies(api, ANSWERER, asked, "12/22"))["text"]


async def test_an_announcement_carries_no_pledges(api: BotApi) -> None:
    """Unless that is chosen."""
    check = await says(api, ADMIN, "/remind 전체 내일 10시 공지 전 직원 교육")
    assert "공약 목록 없이" in check["text"]
    await presses(api, ADMIN, check, "공약 목록 넣기")
    check = api.messages[ADMIN["id"], check["message_id"]]
    assert "공약 목록을 함께" in check["text"]
    await presses(api, ADMIN, check, "이대로 알리기")
    assert "알림 1건" in await reads(api, ADMIN, "/reminders")


async def test_a_group_called_after_its_department_is_registered_by_one_tap(api: BotApi) -> None:
    """Another one is found in the list."""
    planning = group(-201, "금천구청 도시계획과 방")
    api.chats.join(planning, ADMIN)
    api.chats.add_bot(ADMIN, planning)
    asked = (await api.answers_in(planning))[0]
    assert "도시계획과 방인가요?" in asked["text"]
    assert labels(asked) == ["네", "다른 부서"]
    await presses(api, ADMIN, asked, "네")
    shown = api.messages[planning["id"], asked["message_id"]]
    assert "도시계획과 방으로 등록" in shown["text"]


async def test_commands_have_korean_names_in_private(api: BotApi) -> None:
    """Said as they are called."""
    for text, words in (
        ("알림 목록", "등록한 알림이 없어요"),
        ("현황판", "현황이 없어요"),
        ("방 목록", "부서 방 1곳"),
        ("알림", "누구에게 알릴까요?"),
        ("사람", "👥"),
    ):
        assert words in await reads(api, ADMIN, text)
