"""Reminders: set in one line or step by step, sent, answered, postponed, managed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.people.replies.people import NOT_YOURS
from bot.reminders.replies.outlines import NOBODY_THERE, NOT_THIS_GROUP, ONLY_COORDINATORS
from bot.reminders.replies.responses import ENDED, NOT_A_REMINDER, NOT_YOUR_GROUP
from bot.reminders.replies.setting import (
    ANSWERED_BEFORE,
    CHANGED_MEANWHILE,
    GROUP_FIRST,
    NOT_YOUR_DRAFT,
    OLD_DRAFT,
)
from bot.reminders.replies.undelivered import NOTHING_UNDELIVERED
from bot.telegram.replies import TAKEN_BEFORE
from tests.botapi.people import group, private
from tests.botapi.server import Refusal
from tests.telegram.office import (
    ADMIN,
    ANSWERER,
    CARD,
    COLLEAGUE,
    COORDINATOR,
    PLANNER,
    PLANNING,
    STRANGER,
    TRAFFIC,
    appoint,
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
    from bot.reminders.delivery import DeliveryWorker
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Clock
    from tests.telegram.office import At

pytestmark = pytest.mark.usefixtures("groups")

NINE = datetime(2026, 12, 7, 0, 0, tzinfo=UTC)  # Monday the 7th, nine in Seoul


# -- setting ----------------------------------------------------------------------------------


async def test_one_line_is_shown_set_sent_and_answered(api: BotApi, at: At, clock: Clock) -> None:
    """The whole way of a reminder."""
    check = await says(api, ADMIN, "/remind 교통행정과 매주 월 9시 주간 추진상황 입력")
    for words in (
        "교통행정과 방",
        "매주 월요일 09:00",
        "12월 7일(월)",
        "12월 14일(월)",
        "12월 21일(월)",
    ):
        assert words in check["text"]
    done = await press_and_read(api, ADMIN, check, "이대로 알리기")
    assert "알림을 등록했어요" in done["text"]
    reminder = await at(NINE, TRAFFIC)
    assert "주간 추진상황 입력" in reminder["text"]
    clock.forward(timedelta(minutes=5))
    answer = await presses(api, ANSWERER, reminder, "확인")
    assert "확인으로 기록했어요" in answer["text"]
    assert "12/7(월) 09:05 정교통 님이 확인했어요" in now_reads(api, reminder)
    assert "확인" not in labels(api.messages[TRAFFIC["id"], reminder["message_id"]])


async def test_step_by_step_needs_no_syntax(api: BotApi) -> None:
    """Whom, when and what are asked one after another, by buttons and words."""
    panel = await says(api, ADMIN, "/remind")
    panel = await press_and_read(api, ADMIN, panel, "교통행정과")
    assert "✓ 교통행정과" in labels(panel)
    panel = await press_and_read(api, ADMIN, panel, "다 골랐어요")
    assert "언제" in panel["text"]
    panel = await press_and_read(api, ADMIN, panel, "매월 25일 9시")
    assert "무엇을 알릴까요?" in panel["text"]
    panel = await says(api, ADMIN, "진도 보고")
    assert "12월 25일" in panel["text"]
    assert "진도 보고" in panel["text"]


async def test_what_is_unclear_is_asked(api: BotApi) -> None:
    """Which department, and which half of the day; a second tap answers nothing else."""
    panel = await says(api, ADMIN, "/remind 정책과 내일 7시 회의")
    assert {"보건정책과", "복지정책과"} <= {*labels(panel)}
    panel = await press_and_read(api, ADMIN, panel, "복지정책과")
    panel = await press_and_read(api, ADMIN, panel, "다 골랐어요")
    assert labels(panel)[:2] == ["오전 7시", "오후 7시"]
    taps = [api.taps_on(ADMIN, panel, data_of(panel, "오후 7시")) for _ in range(2)]
    assert "text" not in await api.answer_to_tap(taps[0])
    assert (await api.answer_to_tap(taps[1]))["text"] == ANSWERED_BEFORE
    assert "12월 2일(수) 19:00" in now_reads(api, panel)


async def test_a_typed_time_answers_the_question(api: BotApi) -> None:
    """As a reply to it, or simply next."""
    await says(api, ADMIN, "/remind 교통행정과 회의 자료")
    panel = await says(api, ADMIN, "내일 오전 10시")
    assert "12월 2일(수) 10:00" in panel["text"]
    assert "회의 자료" in panel["text"]


async def test_a_draft_is_given_up_in_words(api: BotApi) -> None:
    """Whatever it asks; nothing is set that says so."""
    for command in ("/remind", "/remind 교통행정과 매주 월 9시", "/remind 회의 자료"):
        for words in ("취소", "그만할래요", "취소해 주세요."):
            await says(api, ADMIN, command)
            assert "등록하지 않았어요" in await reads(api, ADMIN, words)
    assert "등록한 알림이 없어요" in await reads(api, ADMIN, "/reminders")


@pytest.mark.parametrize("words", ["내일 9시", "주간 보고", "교통행정과", "취소"])
async def test_a_reply_to_somebody_elses_draft_is_no_question(api: BotApi, words: str) -> None:
    """In a group all see what it asks; nor is one to a draft that is no more."""
    asked = await says(api, ANSWERER, "/remind", chat=TRAFFIC)
    answer = await replies(api, COLLEAGUE, asked, words)
    assert answer["text"] == NOT_YOUR_DRAFT
    assert "무엇을 알릴까요?" in (await replies(api, ANSWERER, asked, "내일 9시"))["text"]
    old = await says(api, ADMIN, "/remind")
    await says(api, ADMIN, "취소")
    assert await reads(api, ADMIN, words, reply_to_message=old) == OLD_DRAFT


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("/remind 내일 10시 점검", "도시계획과에 모레 14시 자료 제출 알려줘"),
        ("/remind 내일 10시 점검", "도시계획과 모레 14시 자료 제출"),
        ("/remind 청소과 내일 10시 점검", "도시계획과 모레 14시 자료 제출"),
        ("/remind 교통행정과 격주 금요일 10시 점검", "도시계획과 모레 14시 자료 제출"),
        ("/remind 교통행정과 12/15(수) 10시 점검", "도시계획과 모레 14시 자료 제출"),
        ("/remind 교통행정과", "도시계획과에 모레 14시 자료 제출하라고 전해줘"),
        ("/remind 교통행정과 내일 10시", "도시계획과에 모레 14시 자료 제출 알려줘"),
        ("/remind 교통행정과 내일 10시 점검", "도시계획과에 모레 14시 자료 제출 알려줘"),
        ("/holiday", "도시계획과에 모레 14시 자료 제출 알려줘"),
        ("/campaign", "도시계획과에 모레 14시 자료 제출 알려줘"),
    ],
)
async def test_a_whole_reminder_answers_no_open_question(
    api: BotApi, command: str, answer: str
) -> None:
    """It is one of its own, with nothing of what was asked about; that can still be answered."""
    asked = await says(api, ADMIN, command)
    check = await says(api, ADMIN, answer)
    for words in ("📣 도시계획과", "⏰ 12월 3일(목) 14:00", "📝 자료 제출"):
        assert words in check["text"]
    assert "점검" not in check["text"]
    await presses(api, ADMIN, check, "이대로 알리기")
    if "점검" in command:
        assert "도시계획과" not in asked["text"]
        then = await replies(api, ADMIN, asked, "환경과에 모레 11시 점검")
        assert {"📣 환경과", "📝 점검"} <= {*then["text"].split("\n")}


async def test_an_older_question_waits_no_more_once_another_was_asked(api: BotApi) -> None:
    """Also one that asks for what to look for."""
    await says(api, ADMIN, "/campaign")
    await says(api, ADMIN, "/find")
    assert "마감" not in await reads(api, ADMIN, "12/20 신안산선")


async def test_several_reminders_of_one_message_are_set_one_after_another(api: BotApi) -> None:
    """Each is shown, and set or left out by itself; none is text of another."""
    lines = ("교통행정과 매주 월 9시 주간", "도시계획과 12/10 10시 회의", "전체 12/11 9시 훈련")
    first = await says(api, ADMIN, "/remind " + "\n".join(lines))
    assert "📝 주간\n" in first["text"]
    assert "이어서 정할 알림 2건" in first["text"]
    await presses(api, ADMIN, first, "이대로 알리기")
    second = await message_to(api, private(ADMIN), "📝 회의")
    assert "⏰ 12월 10일(목) 10:00" in second["text"]
    await presses(api, ADMIN, second, "취소")
    third = await message_to(api, private(ADMIN), "📝 훈련")
    assert "이어서" not in third["text"]
    await presses(api, ADMIN, third, "이대로 알리기")
    listed = await reads(api, ADMIN, "/reminders")
    assert "알림 2건" in listed
    assert "회의" not in listed


async def test_a_line_typed_anew_keeps_the_reminders_that_follow(api: BotApi) -> None:
    """It takes the place of the one that is shown alone."""
    lines = ("교통행정과 매주 월 9시 주간", "도시계획과 12/10 10시 회의")
    first = await says(api, ADMIN, "/remind " + "\n".join(lines))
    anew = await replies(api, ADMIN, first, "환경과 12/9 11시 점검")
    assert "📝 점검" in anew["text"]
    assert "이어서 정할 알림 1건" in anew["text"]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("11시로", "⏰ 12월 2일(수) 11:00"),
        ("아니 모레 11시로 바꿔줘", "⏰ 12월 3일(목) 11:00"),
        ("방금 거 11시 반으로 바꿔줘", "⏰ 12월 2일(수) 11:30"),
        ("한 시간 늦춰 주세요", "⏰ 12월 2일(수) 11:00"),
        ("도시계획과도 추가해줘", "📣 교통행정과, 도시계획과"),
        ("교통행정과 말고 도시계획과로", "📣 도시계획과"),
        ("내용은 자료 제출로 바꿔줘", "📝 자료 제출"),
    ],
)
@pytest.mark.parametrize("is_reply", [True, False])
async def test_what_is_shown_is_corrected_in_words(
    api: BotApi, words: str, line: str, *, is_reply: bool
) -> None:
    """Typed next or in reply; all else of it stays."""
    check = await says(api, ADMIN, "/remind 교통행정과 내일 10시 회의")
    answer = replies(api, ADMIN, check, words) if is_reply else says(api, ADMIN, words)
    lines = (await answer)["text"].split("\n")
    assert line in lines
    kept = {"📣 교통행정과", "⏰ 12월 2일(수) 10:00", "📝 회의"}
    assert len(kept - {*lines}) == 1


async def test_two_drafts_are_both_open_until_they_are_set(api: BotApi) -> None:
    """The older one by its buttons, by replies to it, and by what began it."""
    sent = api.says(ADMIN, "/remind 교통행정과 내일 10시 회의")
    older = await message_to(api, private(ADMIN), "📝 회의")
    newer = await says(api, ADMIN, "/remind 도시계획과 모레 10시 점검")
    api.edits(sent, "/remind 교통행정과 내일 11시 회의")
    await api.until(lambda: "12월 2일(수) 11:00" in now_reads(api, older))
    for draft in (older, newer):
        now = api.messages[private(ADMIN)["id"], draft["message_id"]]
        assert "등록했어요" in (await press_and_read(api, ADMIN, now, "이대로 알리기"))["text"]


async def test_who_is_no_coordinator_any_more_goes_on_with_no_draft(api: BotApi) -> None:
    """What they say is a question again, and a reply is refused."""
    await appoint(api, COORDINATOR)
    asked = await says(api, COORDINATOR, "/remind 교통행정과 내일 9시")
    await presses(api, ADMIN, await says(api, ADMIN, f"/people {COORDINATOR['id']}"), "총괄 해제")
    assert CARD in await reads(api, COORDINATOR, "지역개발-05")
    refused = await reads(api, COORDINATOR, "지역개발-05", reply_to_message=asked)
    assert "총괄만 쓸 수 있어요" in refused


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("/remind 회의 자료", "교통행정과"),
        ("/remind 교통행정과 회의 자료", "내일 오전 10시"),
        ("/remind 교통행정과 내일 10시", "회의 자료"),
        ("/holiday", "12/31"),
    ],
)
async def test_an_answer_that_is_edited_is_no_question(
    api: BotApi, command: str, answer: str
) -> None:
    """That it changes nothing is said."""
    await says(api, ADMIN, command)
    before = len(api.of_bot(private(ADMIN)))
    said = api.says(ADMIN, answer)
    await api.answers_in(private(ADMIN), count=before + 1)
    api.edits(said, f"{answer}!")
    await message_to(api, ADMIN, TAKEN_BEFORE.text)


async def test_an_edited_answer_that_began_a_draft_edits_it(api: BotApi) -> None:
    """As an edited command does."""
    asked = await says(api, ADMIN, "/campaign")
    before = len(api.of_bot(private(ADMIN)))
    said = api.says(ADMIN, "12/21 4분기 실적", reply_to_message=asked)
    shown = (await api.answers_in(private(ADMIN), count=before + 1))[before]
    api.edits(said, "12/28 연간 실적")
    await api.until(lambda: "12월 28일(월) 마감" in now_reads(api, shown))
    assert "연간 실적" in now_reads(api, shown)


async def test_who_begins_something_else_answers_a_draft_by_replies_alone(api: BotApi) -> None:
    """What they type then is no text of a reminder."""
    asked = await says(api, ADMIN, "/remind 교통행정과 매주 월 9시")
    await says(api, ADMIN, "/board")
    assert "주차" in (await says(api, ADMIN, "주차"))["text"].splitlines()[0]
    assert "📝 주차" in await reads(api, ADMIN, "주차", reply_to_message=asked)


async def test_who_begins_something_else_answers_a_command_by_replies_alone(api: BotApi) -> None:
    """What they type then is no deadline; a command that asks again waits again."""
    for closes_with in ("12월 21일(월) 마감", "12월 28일(월) 마감"):
        day = closes_with.split("(")[0]
        asked = await says(api, ADMIN, "/campaign")
        await says(api, ADMIN, "/board")
        assert closes_with not in await reads(api, ADMIN, f"{day} 실적")
        assert closes_with in await reads(api, ADMIN, f"{day} 실적", reply_to_message=asked)
    await says(api, ADMIN, "/campaign")
    assert "12월 21일(월) 마감" in await reads(api, ADMIN, "12월 21일 실적")


@pytest.mark.parametrize(
    "question", ["매월 하는 주차 공약 있어요?", "12월 31일까지 끝나는 주차 공약은?"]
)
async def test_a_question_with_a_day_is_no_deadline(api: BotApi, question: str) -> None:
    """Though the command has just asked for one."""
    await says(api, ADMIN, "/campaign")
    assert "알릴까요?" not in await reads(api, ADMIN, question)
    assert "매분기 말일 마감" in await reads(api, ADMIN, "매분기 말 실적 제출")


async def test_a_question_beside_a_draft_is_still_answered(api: BotApi, clock: Clock) -> None:
    """What does not answer the draft's question, or comes much later, is looked up."""
    await says(api, ADMIN, "/remind 교통행정과 회의 자료")
    assert "도시계획과" in await reads(api, ADMIN, "지역개발-05 담당?")
    await says(api, ADMIN, "/remind 교통행정과 내일 10시")
    clock.forward(timedelta(minutes=11))
    assert "주차" in await reads(api, ADMIN, "주차")


async def test_a_question_about_an_owner_is_no_answer_to_whom_it_is_for(api: BotApi) -> None:
    """Its mark tells it from the owner who is meant."""
    await says(api, ADMIN, "/remind 매주 월 9시 주간 보고")
    assert CARD in await reads(api, ADMIN, "지역개발-05 담당?")
    assert "지역개발-05 담당 부서" in await reads(api, ADMIN, "지역개발-05 담당")
    await says(api, ADMIN, "/remind 교통행정과 매주 월 9시")
    assert CARD in await reads(api, ADMIN, "지역개발-05 담당?")
    assert "📝 자료 다 내셨나요?" in await reads(api, ADMIN, "자료 다 내셨나요?")


async def test_an_unknown_department_is_named(api: BotApi) -> None:
    """And asked again, with all there are; so is a number that there is not."""
    assert "'총무과'는 찾지 못했어요" in await reads(api, ADMIN, "/remind 총무과 내일 10시 회의")
    assert "지역개발-99" in await reads(api, ADMIN, "/remind 지역개발-99 담당 내일 10시 회의")
    assert "지금은 도시계획과" in await reads(api, ADMIN, "지역개발-05 담당")


async def test_departments_without_a_group_are_named_before_it_is_set(api: BotApi) -> None:
    """How many groups it reaches, too."""
    panel = await says(api, ADMIN, "/remind 전체 내일 10시 회의")
    assert "방 2곳" in panel["text"]
    assert "방이 없는 부서" in panel["text"]


async def test_that_nobody_gets_it_is_said_once(api: BotApi) -> None:
    """Whom it is for stands above it anyway."""
    panel = await says(api, ADMIN, "/remind 주차관리과 내일 10시 회의")
    assert "지금은 받을 방이 없어요" in panel["text"]
    assert "방이 없는 부서" not in panel["text"]
    assert panel["text"].count("주차관리과") == 1


async def test_a_cancelled_draft_says_so_kindly(api: BotApi) -> None:
    """Its old buttons do no harm."""
    panel = await says(api, ADMIN, "/remind 교통행정과 내일 10시 회의")
    cancelled = await press_and_read(api, ADMIN, panel, "취소")
    assert "등록하지 않았어요" in cancelled["text"]
    assert (await presses(api, ADMIN, panel, "이대로 알리기"))["text"] == OLD_DRAFT


async def test_nobody_presses_on_somebody_elses_draft(api: BotApi) -> None:
    """In a group, all see it."""
    panel = await says(api, ANSWERER, "/remind 매주 금 8시 주간 보고", chat=TRAFFIC)
    assert (await presses(api, ADMIN, panel, "오후 8시"))["text"] == NOT_YOUR_DRAFT


async def test_a_groups_people_remind_their_own_group(api: BotApi, at: At) -> None:
    """Whatever they say, it is for that group alone; in private they may not."""
    panel = await says(api, ANSWERER, "/remind 교통행정과 내일 10시 주간 보고", chat=TRAFFIC)
    assert "📣 교통행정과 방" in panel["text"]
    assert "📝 주간 보고" in panel["text"]
    await presses(api, ANSWERER, panel, "이대로 알리기")
    reminder = await at(datetime(2026, 12, 2, 1, 0, tzinfo=UTC), TRAFFIC)
    assert "주간 보고" in reminder["text"]
    assert "부서 방에서" in await reads(api, ANSWERER, "/remind 전체 내일 10시 회의")


async def test_what_still_asks_again_is_on_the_list(api: BotApi, at: At) -> None:
    """Until it does so no more: there it is ended."""
    panel = await says(api, ADMIN, "/remind 교통행정과 12/7 9시 워크숍 참석 여부")
    panel = await press_and_read(api, ADMIN, panel, "재알림")
    await presses(api, ADMIN, panel, "이대로 알리기")
    await at(datetime(2026, 12, 7, 0, 0, tzinfo=UTC), TRAFFIC)
    assert "워크숍 참석 여부" in await reads(api, ADMIN, "/reminders")
    await presses(api, ANSWERER, newest(api, TRAFFIC), "제출완료")
    assert "등록한 알림이 없어요" in await reads(api, ADMIN, "/reminders")


@pytest.mark.parametrize(
    ("command", "instead"),
    [
        ("/remind 전체 내일 10시 과 회의", "/remind 내일 10시 과 회의"),
        ("/remind 도시계획과 내일 10시 과 회의", "/remind 내일 10시 과 회의"),
        ("/remind 도시계획과에 매주 월 9시 주간", "/remind 매주 월 9시 주간"),
        ("/remind 환경과 빼고 전체 내일 10시 회의", "/remind 내일 10시 회의"),
        ("/campaign 교통행정과, 도시계획과 12/30 실적", "/campaign 12/30 실적"),
        ("/remind 지역개발-05 담당 내일 10시 회의", "/remind 내일 10시 회의"),
    ],
)
async def test_a_group_sets_no_reminder_for_others(api: BotApi, command: str, instead: str) -> None:
    """It is told so, and how it is set for the group itself."""
    told = await says(api, ANSWERER, command, chat=TRAFFIC)
    assert "이 방 알림만 정할 수 있어요" in told["text"]
    assert told["text"].endswith(f": {instead}")


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("/remind 교통행정과 내일 10시 과 회의", "과 회의"),
        ("/remind 전체 회의 자료 내일 10시", "전체 회의 자료"),
        ("/remind 도시계획과 협조 요청 내일 10시", "도시계획과 협조 요청"),
        ("/remind 지역개발-01 내일 10시 점검", "지역개발-01 점검"),
        ("/campaign 교통행정과 12/30 실적", "실적"),
    ],
)
async def test_a_group_may_name_others_in_what_it_is_told(
    api: BotApi, command: str, text: str
) -> None:
    """Its own name is no part of that."""
    check = await says(api, ANSWERER, command, chat=TRAFFIC)
    assert f"📝 {text}\n" in check["text"]


@pytest.mark.parametrize("command", ["/remind 내일 10시 회의", "/campaign 12/20 실적", "/campaign"])
async def test_nothing_is_set_in_a_group_that_is_not_registered(api: BotApi, command: str) -> None:
    """It would arrive nowhere."""
    unknown = group(-271)
    api.chats.join(unknown, ADMIN)
    assert await reads(api, ADMIN, command, chat=unknown) == GROUP_FIRST.text


@pytest.mark.parametrize(
    "command", ["/remind 내일 10시 회의", "/campaign 12/20 실적", "/reminders"]
)
async def test_a_member_is_sent_to_the_group_of_the_department(api: BotApi, command: str) -> None:
    """From private, with the commands that work there."""
    assert "부서 방에서" in await reads(api, ANSWERER, command)


async def test_a_group_hears_that_a_campaign_is_its_own(api: BotApi) -> None:
    """Not that it reaches every department."""
    assert "이 방에 7일 전" in await reads(api, ANSWERER, "/campaign", chat=TRAFFIC)


async def test_strangers_set_nothing(api: BotApi) -> None:
    """They hear how to ask for access, by command and by button."""
    panel = await says(api, ADMIN, "/remind 교통행정과 내일 10시 회의")
    assert str(STRANGER["id"]) in await reads(api, STRANGER, "/remind 전체 내일 10시 회의")
    tap = api.taps_on(
        STRANGER, panel | {"chat": private(STRANGER)}, data_of(panel, "이대로 알리기")
    )
    assert str(STRANGER["id"]) in (await api.answer_to_tap(tap))["text"]


async def test_an_edited_command_edits_its_draft(api: BotApi) -> None:
    """In the message that shows it; once it is set, it is offered to be changed."""
    command = api.says(ADMIN, "/remind 교통행정과 내일 10시 회의")
    [shown] = (await api.answers_in(private(ADMIN), count=len(api.of_bot(private(ADMIN))) + 1))[-1:]
    api.edits(command, "/remind 도시계획과 내일 11시 회의 자료")
    await api.until(lambda: "12월 2일(수) 11:00" in now_reads(api, shown))
    assert "📣 도시계획과" in now_reads(api, shown)
    shown = api.messages[private(ADMIN)["id"], shown["message_id"]]
    await presses(api, ADMIN, shown, "이대로 알리기")
    before = len(api.of_bot(private(ADMIN)))
    api.edits(command, "/remind 도시계획과 내일 12시 회의 자료")
    offer = (await api.answers_in(private(ADMIN), count=before + 1))[before]
    assert "이미 등록한 알림이라 글을 고쳐도 바뀌지 않아요" in offer["text"]
    assert "무엇을 고칠까요?" in (await press_and_read(api, ADMIN, offer, "고치기"))["text"]
    assert "알림 1건" in await reads(api, ADMIN, "/reminders")


async def test_the_same_reminder_twice_is_asked_about(api: BotApi) -> None:
    """The same for the same at the same times, however that was said."""
    await remind_weekly(api)
    check = await says(api, ADMIN, "/remind 매주 월요일 오전 9시 교통행정과 주간 추진상황 입력")
    assert "같은 알림(1번)이 이미 있어요" in check["text"]
    await presses(api, ADMIN, check, "하나 더 등록")
    assert "알림 2건" in await reads(api, ADMIN, "/reminders")
    other = await says(api, ADMIN, "/remind 교통행정과 매주 월 9시 월간 추진상황 입력")
    assert "이렇게 알릴까요?" in other["text"]


@pytest.mark.parametrize(
    ("first", "second", "is_twin"),
    [
        ("/campaign 12/21 실적 제출", "/remind 도시계획과 12/21 마감 D-3 9시 실적 제출", True),
        ("/remind 교통행정과 매주 월 9시 주간", "/remind 전체 매주 월 9시 주간", True),
        ("/remind 전체 매주 월 9시 주간", "/remind 지역개발-05 담당 매주 월 9시 주간", True),
        ("/remind 교통행정과, 환경과 내일 9시 회의", "/remind 환경과, 의약과 내일 9시 회의", True),
        ("/remind 교통행정과 내일 9시 회의", "/remind 환경과 내일 9시 회의", False),
        ("/remind 교통행정과 빼고 전체 내일 9시 회의", "/remind 교통행정과 내일 9시 회의", False),
        ("/campaign 12/21 실적 제출", "/remind 도시계획과 12/28 마감 D-3 9시 실적 제출", False),
        ("/remind 전체 매주 월 9시 주간", "/remind 환경과 매주 화 9시 주간", False),
    ],
)
async def test_the_same_for_some_of_the_same_is_asked_about(
    api: BotApi, first: str, second: str, *, is_twin: bool
) -> None:
    """They would be told twice at one time, or asked twice for one deadline."""
    await set_reminder(api, first)
    check = await says(api, ADMIN, second)
    assert ("⚠️ 같은 알림(1번, " in check["text"]) == ("같은 알림" in check["text"]) == is_twin


async def test_what_was_set_since_it_was_shown_is_asked_about(api: BotApi, clock: Clock) -> None:
    """Two drafts of one reminder are not both set by a slip."""
    older = await says(api, ADMIN, "/remind 교통행정과 내일 10시 회의")
    newer = await says(api, ADMIN, "/remind 교통행정과 내일 10시 회의")
    clock.forward(timedelta(minutes=1))
    await presses(api, ADMIN, newer, "이대로 알리기")
    asked = await press_and_read(api, ADMIN, older, "이대로 알리기")
    assert "같은 알림(1번)이 이미 있어요" in asked["text"]
    assert "등록했어요" in (await press_and_read(api, ADMIN, asked, "하나 더 등록"))["text"]


async def test_a_long_text_is_sent_whole_or_refused(api: BotApi, at: At) -> None:
    """It is never cut; its length is shown before anything is set."""
    text = "\n".join(f"{line}. 제출 서식과 근거 자료를 붙여 주세요" for line in range(1, 46))
    assert 1_000 < len(text) < 2_000
    await set_reminder(api, f"/remind 교통행정과 12/7 9시 {text}")
    assert text in (await at(NINE, TRAFFIC))["text"]
    refused = await says(api, ADMIN, f"/remind 교통행정과 12/21 9시 {text}\n{text}")
    assert f"{2 * len(text) + 1:,}자" in refused["text"]
    assert "내일 점검" in await reads(api, ADMIN, "내일 점검 자료")


async def test_a_button_keeps_what_else_was_said(api: BotApi) -> None:
    """10시 stays 10시, whatever is asked."""
    panel = await says(api, ADMIN, "/remind 교통행정과 10시 회의")
    panel = await press_and_read(api, ADMIN, panel, "12월 2일")
    assert "12월 2일(수) 10:00" in panel["text"]
    panel = await says(api, ADMIN, "/remind 교통행정과 12/20 자료를 매주 월 10시에 점검")
    assert labels(panel)[:2] == ["매주 월 10시에", "12/20 10시에"]
    panel = await press_and_read(api, ADMIN, panel, "매주 월 10시에")
    assert "매주 월요일 10:00" in panel["text"]
    assert "📝 12/20 자료를 점검" in panel["text"]


async def test_owners_that_were_looked_up_are_confirmed(api: BotApi) -> None:
    """By the pledges they own."""
    panel = await says(api, ADMIN, "/remind 강아지 공약 담당 내일 10시 점검")
    assert "가족환경-04 담당 부서 (지금은 지역경제과)를 말씀하시나요?" in panel["text"]
    panel = await press_and_read(api, ADMIN, panel, "가족환경-04 담당")
    assert "📣 가족환경-04 담당 부서" in panel["text"]
    assert "12월 2일(수) 10:00" in panel["text"]


async def test_everybody_but_some(api: BotApi, at: At) -> None:
    """Those that are left out get nothing."""
    check = await says(api, ADMIN, "/remind 도시계획과를 제외한 전체 12/7 9시 회의")
    assert "전체 (도시계획과 제외)" in check["text"]
    assert "방 1곳: 교통행정과 방" in check["text"]
    await presses(api, ADMIN, check, "이대로 알리기")
    before = len(api.of_bot(PLANNING))
    await at(NINE, TRAFFIC)
    assert len(api.of_bot(PLANNING)) == before


async def test_a_campaign_for_departments_that_it_names(api: BotApi) -> None:
    """And for no others."""
    panel = await says(api, ADMIN, "/campaign 12/24 교통행정과, 도시계획과 실적")
    assert "📣 교통행정과, 도시계획과" in panel["text"]
    assert "📝 실적" in panel["text"]
    assert "'총무과'는 찾지 못했어요" in await reads(api, ADMIN, "/campaign 12/24 총무과 실적")


# -- answering --------------------------------------------------------------------------------


async def test_a_second_tap_changes_nothing(api: BotApi, at: At) -> None:
    """It hears who answered."""
    await remind_weekly(api)
    reminder = await at(NINE, TRAFFIC)
    data = data_of(reminder, "제출완료")
    taps = [api.taps_on(ANSWERER, reminder, data), api.taps_on(ADMIN, reminder, data)]
    answers = [await api.answer_to_tap(tap) for tap in taps]
    assert "제출완료로 기록했어요" in answers[0]["text"]
    assert "이미 답이 있어요" in answers[1]["text"]
    assert "정교통" in answers[1]["text"]
    assert now_reads(api, reminder).count("제출을 마쳤어요") == 1


async def test_only_that_groups_people_answer(api: BotApi, at: At) -> None:
    """Neither another department's people, nor strangers, nor a forwarded or forged button."""
    await remind_weekly(api)
    reminder = await at(NINE, TRAFFIC)
    assert (await presses(api, PLANNER, reminder, "확인"))["text"] == NOT_YOUR_GROUP
    assert str(STRANGER["id"]) in (await presses(api, STRANGER, reminder, "확인"))["text"]
    forwarded = api.sends(PLANNER, PLANNING, text="알림")
    data = data_of(reminder, "확인")
    for forged in (data, "cf/9999/0", "sb/1/7", "lt/1/9", "?/1/0", "cf/"):
        chat = TRAFFIC if forged != data else PLANNING
        who = ANSWERER if forged != data else PLANNER
        tap = api.taps_on(who, forwarded | {"chat": chat}, forged)
        assert (await api.answer_to_tap(tap))["text"]
    assert "확인했어요" not in now_reads(api, reminder)


async def test_a_tap_after_the_reminder_was_deleted_is_answered_kindly(api: BotApi, at: At) -> None:
    """Its buttons go."""
    await remind_weekly(api)
    reminder = await at(NINE, TRAFFIC)
    panel = await says(api, ADMIN, "/reminders")
    panel = await press_and_read(api, ADMIN, panel, "1번")
    panel = await press_and_read(api, ADMIN, panel, "지우기")
    await presses(api, ADMIN, panel, "지우기")
    assert (await presses(api, ANSWERER, reminder, "확인"))["text"] == ENDED
    assert labels(api.messages[TRAFFIC["id"], reminder["message_id"]]) == []


async def test_a_late_tap_counts(api: BotApi, at: At, clock: Clock) -> None:
    """Days later somebody finds the message."""
    await remind_weekly(api)
    reminder = await at(NINE, TRAFFIC)
    clock.forward(timedelta(days=3))
    await presses(api, ANSWERER, reminder, "제출완료")
    assert "12/10(목) 09:00 정교통 님이 제출을 마쳤어요" in now_reads(api, reminder)


async def test_another_hour_keeps_the_deadline_and_what_is_skipped(api: BotApi) -> None:
    """Who says another series is told that both go."""
    await set_reminder(api, "/remind 교통행정과 12/21 마감 D-14 D-7 D-day 9시 실적 제출")
    panel = await press_and_read(api, ADMIN, await says(api, ADMIN, "/reminders"), "1번")
    panel = await press_and_read(api, ADMIN, panel, "건너뛰기")
    panel = await press_and_read(api, ADMIN, panel, "고치기")
    assert "· 12월 7일" not in panel["text"]
    panel = await press_and_read(api, ADMIN, panel, "시각")
    panel = await says(api, ADMIN, "10시로 바꿔줘")
    assert "12월 21일(월) 마감 · 14일 전, 7일 전, 당일 10:00" in panel["text"]
    assert "⏭ 12월 7일(월) 10:00 알림은 건너뛰어요" in panel["text"]
    for button in ("이대로 고치기", "자세히", "고치기", "시각", "하루 연기"):
        panel = await press_and_read(api, ADMIN, panel, button)
    assert "12월 22일(화) 마감 · 14일 전, 7일 전, 당일 10:00" in panel["text"]
    assert "⏭ 12월 8일(화) 10:00 알림은 건너뛰어요" in panel["text"]
    for button in ("이대로 고치기", "자세히", "고치기", "시각"):
        panel = await press_and_read(api, ADMIN, panel, button)
    panel = await says(api, ADMIN, "매주 수요일 10시")
    assert "⚠️ 마감이 없어져요" in panel["text"]
    assert "⚠️ 건너뛰기로 한 것은 없던 일이 돼요: 12월 8일(화)" in panel["text"]


# -- looking after ----------------------------------------------------------------------------


async def test_reminders_are_looked_after_by_buttons(api: BotApi) -> None:
    """Seen as each group gets it, paused, resumed, skipped once, changed."""
    await remind_weekly(api)
    panel = await says(api, ADMIN, "/reminders")
    panel = await press_and_read(api, ADMIN, panel, "1번")
    preview = await press_and_read(api, ADMIN, panel, "미리보기")
    assert "🔔 주간 추진상황 입력" in preview["text"]
    panel = await press_and_read(api, ADMIN, preview, "« 알림")
    panel = await press_and_read(api, ADMIN, panel, "멈추기")
    assert "멈춰 있어요" in panel["text"]
    panel = await press_and_read(api, ADMIN, panel, "다시 시작")
    data = data_of(panel, "건너뛰기")
    for _ in range(2):  # a double tap skips one
        await api.answer_to_tap(api.taps_on(ADMIN, panel, data))
    assert "· 12월 7일" not in now_reads(api, panel)
    assert "⏭ 12월 7일(월) 09:00 알림은 건너뛰어요" in now_reads(api, panel)
    assert "12월 14일" in now_reads(api, panel)
    panel = api.messages[private(ADMIN)["id"], panel["message_id"]]
    panel = await press_and_read(api, ADMIN, panel, "12월 7일(월) 건너뛰기 취소")
    assert "· 12월 7일(월) 09:00" in panel["text"]
    assert "⏭" not in panel["text"]
    panel = await press_and_read(api, ADMIN, panel, "고치기")
    assert "무엇을 고칠까요?" in panel["text"]
    panel = await press_and_read(api, ADMIN, panel, "시각")
    panel = await says(api, ADMIN, "화요일 10시")
    panel = await press_and_read(api, ADMIN, panel, "이대로 고치기")
    assert "고쳤어요" in panel["text"]
    listed = await reads(api, ADMIN, "/reminders")
    assert "매주 화요일 10:00" in listed
    assert "알림 1건" in listed


async def test_what_two_coordinators_change_at_once_is_shown_before_it_is_set(api: BotApi) -> None:
    """Nothing of the first is undone without a word."""
    await appoint(api, COORDINATOR)
    await remind_weekly(api)
    panels = {}
    for who, part in ((ADMIN, "시각"), (COORDINATOR, "내용")):
        panel = await press_and_read(api, who, await says(api, who, "/reminders"), "1번")
        panel = await press_and_read(api, who, panel, "고치기")
        panels[who["id"]] = await press_and_read(api, who, panel, part)
    first = await says(api, ADMIN, "매주 화 10시")
    second = await says(api, COORDINATOR, "주간 추진상황(개조식)")
    assert "고쳤어요" in (await press_and_read(api, ADMIN, first, "이대로 고치기"))["text"]
    data = data_of(second, "이대로 고치기")
    answer = await api.answer_to_tap(api.taps_on(COORDINATOR, second, data))
    assert answer["text"] == CHANGED_MEANWHILE
    shown = now_reads(api, second)
    assert "매주 화요일 10:00" in shown
    assert "주간 추진상황(개조식)" in shown
    assert "주간 추진상황(개조식)" not in await reads(api, ADMIN, "/reminders")
    second = api.messages[private(COORDINATOR)["id"], second["message_id"]]
    await presses(api, COORDINATOR, second, "이대로 고치기")
    listed = await reads(api, ADMIN, "/reminders")
    assert "매주 화요일 10:00" in listed
    assert "주간 추진상황(개조식)" in listed


async def test_a_preview_shows_no_pledges_where_none_are_sent(api: BotApi) -> None:
    """As was chosen when the reminder was set."""
    check = await says(api, ADMIN, "/remind 교통행정과 내일 10시 회의")
    check = await press_and_read(api, ADMIN, check, "공약 목록 빼기")
    panel = await press_and_read(api, ADMIN, check, "이대로 알리기")
    preview = await press_and_read(api, ADMIN, panel, "미리보기")
    assert "🔔 회의" in preview["text"]
    assert "공약" not in preview["text"]


async def test_sending_now_sends_once(api: BotApi) -> None:
    """However often that is pressed."""
    await remind_weekly(api)
    panel = await says(api, ADMIN, "/reminders")
    panel = await press_and_read(api, ADMIN, panel, "1번")
    panel = await press_and_read(api, ADMIN, panel, "지금 보내기")
    before = len(api.of_bot(TRAFFIC))
    data = data_of(panel, "지금 보내기")
    for _ in range(2):
        await api.answer_to_tap(api.taps_on(ADMIN, panel, data))
    await api.answers_in(TRAFFIC, count=before + 1)
    await says(api, ADMIN, "/reminders")
    assert len(api.of_bot(TRAFFIC)) == before + 1


async def test_what_is_sent_now_says_whom_it_reaches(api: BotApi) -> None:
    """And whom it does not; where that is everybody, nothing is said to be sent."""
    for words, missing in (("주차관리과", ""), ("교통행정과, 주차관리과", "1곳: 주차관리과")):
        check = await says(api, ADMIN, f"/remind {words} 내일 10시 {words[:2]} 회의")
        panel = await press_and_read(api, ADMIN, check, "이대로 알리기")
        panel = await press_and_read(api, ADMIN, panel, "자세히")
        asked = await press_and_read(api, ADMIN, panel, "지금 보내기")
        if missing:
            sent = await press_and_read(api, ADMIN, asked, "지금 보내기")
            assert "보내고 있어요" in sent["text"]
            assert f"방이 없는 부서 {missing}" in sent["text"]
        else:
            assert NOBODY_THERE in asked["text"]
            assert "/groups" in asked["text"]
            assert labels(asked) == ["« 알림"]


async def test_a_groups_people_look_after_their_own_alone(api: BotApi) -> None:
    """They see how many of the coordinators' come too; another group's buttons do nothing."""
    await remind_weekly(api)
    assert "총괄이 등록한 알림 1건" in await reads(api, ANSWERER, "/reminders", chat=TRAFFIC)
    check = await says(api, ANSWERER, "/remind 내일 10시 회의", chat=TRAFFIC)
    own = await press_and_read(api, ANSWERER, check, "이대로 알리기")
    data = data_of(own, "자세히")
    elsewhere = api.sends(PLANNER, PLANNING, text="알림")
    for forged in (data, data.replace("/re/", "/dx/"), "dx/1", "pa/1"):
        tap = api.taps_on(PLANNER, elsewhere, forged)
        assert (await api.answer_to_tap(tap))["text"] == NOT_THIS_GROUP
    assert "알림 1건" in await reads(api, ANSWERER, "/reminders", chat=TRAFFIC)


async def test_a_member_does_nothing_with_coordinators_buttons(api: BotApi) -> None:
    """In private, where a forged button would have to come from."""
    await remind_weekly(api)
    await says(api, ANSWERER, "/find", chat=TRAFFIC)  # now the bot knows whose group they are in
    hint = await says(api, ANSWERER, "/help")
    for forged in ("dx/1", "sx/1/1", "re/1", "rs/1", "da/20261231/20261231", "dy/20261231"):
        answer = await api.answer_to_tap(api.taps_on(ANSWERER, hint, forged))
        assert answer.get("text") in {NOT_YOURS, ONLY_COORDINATORS, None}
    assert "알림 1건" in await reads(api, ADMIN, "/reminders")


async def test_forged_presses_do_no_harm(api: BotApi) -> None:
    """Each is answered, and nothing is set."""
    panel = await says(api, ADMIN, "/remind 교통행정과 내일 10시 회의")
    for data in (
        *("wt/1/2", "st/1", "wn/1/0/99", "sh/1/9", "nu/1/99", "da/99999999", "la/1/0"),
        *("la/1/9999999999999999", "fx/999", "pv/1/-5", "sk/1/0", "wt/1/1/99"),
    ):
        await api.answer_to_tap(api.taps_on(ADMIN, panel, data))
    assert "등록한 알림이 없어요" in await reads(api, ADMIN, "/reminders")


async def test_everything_is_audited(api: BotApi) -> None:
    """Who did what to which reminder; never what it says."""
    await remind_weekly(api)
    panel = await says(api, ADMIN, "/reminders")
    panel = await press_and_read(api, ADMIN, panel, "1번")
    panel = await press_and_read(api, ADMIN, panel, "멈추기")
    log = await reads(api, ADMIN, "/audit")
    assert "알림 등록" in log
    assert "알림 멈춤" in log
    assert "주간 추진상황" not in log


# -- what did not arrive -----------------------------------------------------------------------


async def test_what_a_group_does_not_take_is_listed_and_sent_again(
    api: BotApi, at: At, clock: Clock, deliveries: list[DeliveryWorker]
) -> None:
    """One report that grows, and a list to open."""
    await remind_weekly(api)
    muted = Refusal(400, "Bad Request: not enough rights to send text messages to the chat")
    api.fail("sendMessage", muted)
    report = await at(NINE, private(ADMIN))
    assert "주간 추진상황" in report["text"]
    api.fail("sendMessage", muted)
    clock.now = NINE + timedelta(days=7)
    deliveries[-1].wake()
    await api.until(lambda: "12/14(월)" in now_reads(api, report))
    assert "12/7(월)" in now_reads(api, report)
    await deliveries[-1].idle()
    panel = await says(api, ADMIN, "/undelivered")
    assert "전달하지 못한 알림 2건" in panel["text"]
    assert panel["text"].count("교통행정과 방 · 봇이 글을 쓸 수 없어요") == 2
    before = len(api.of_bot(TRAFFIC))
    panel = await press_and_read(api, ADMIN, panel, "1 다시 보내기")
    await api.answers_in(TRAFFIC, count=before + 1)
    assert "주간 추진상황" in newest(api, TRAFFIC)["text"]
    assert "알림 1건" in panel["text"]
    panel = await press_and_read(api, ADMIN, panel, "1 다시 보내기")
    assert panel["text"] == NOTHING_UNDELIVERED.text
    await deliveries[-1].idle()
    await api.until(lambda: now_reads(api, report).count("✅") == 2)


async def test_what_did_not_arrive_is_for_coordinators(api: BotApi) -> None:
    """For others there is no such command, and no such button."""
    await says(api, ANSWERER, "/find", chat=TRAFFIC)
    assert "모르는 명령" in await reads(api, ANSWERER, "/undelivered")
    message = await says(api, ADMIN, "/undelivered")
    for data in ("rd/1/1", "dn/99", "ag/1"):
        answer = await api.answer_to_tap(api.taps_on(ANSWERER, message, data))
        assert answer["text"] == NOT_YOURS


# -- days off ---------------------------------------------------------------------------------


async def test_a_day_off_shows_what_it_moves_before_it_is_added(
    api: BotApi, at: At, clock: Clock
) -> None:
    """And then it moves it; what was said to stay comes on that day all the same."""
    check = await says(
        api, ADMIN, "/remind 교통행정과 매주 월 9시 휴일이면 다음 영업일로 주간 추진상황 입력"
    )
    await presses(api, ADMIN, check, "이대로 알리기")
    await set_reminder(api, "/remind 주차관리과 매주 월 9시 당직 명단")
    panel = await says(api, ADMIN, "/holiday 2026-12-07")
    assert "12월 7일(월) 09:00 → 12월 8일(화) 09:00" in panel["text"]
    assert "12월 7일(월) 09:00 → 그대로" in panel["text"]
    panel = await press_and_read(api, ADMIN, panel, "추가")
    assert "2026년 12월 7일(월)" in panel["text"]
    clock.now = NINE
    reminder = await at(NINE + timedelta(days=1), TRAFFIC)
    assert "주간 추진상황" in reminder["text"]
    assert "늦었어요" not in reminder["text"]


async def test_a_day_off_tells_which_deadlines_are_on_it(api: BotApi) -> None:
    """They stay; who wants another day changes the reminder."""
    await set_reminder(api, "/campaign 12/21 4분기 실적 제출")
    await set_reminder(api, "/campaign 12/22 안전 점검")
    panel = await reads(api, ADMIN, "/holiday 12/21 임시공휴일")
    assert "⚠️ 마감일이 휴일이 돼요: 4분기 실적 제출" in panel
    assert "휴일이 돼요: 안전 점검" not in panel


async def test_a_day_off_at_short_notice_sends_at_once_what_it_moves_to_a_time_gone_by(
    api: BotApi, clock: Clock
) -> None:
    """As was said before, and as nothing that is late."""
    command = "/remind 교통행정과 12/11 9시 휴일이면 앞 영업일로 실적 제출"
    await presses(api, ADMIN, await says(api, ADMIN, command), "이대로 알리기")
    clock.now = datetime(2026, 12, 10, 5, tzinfo=UTC)
    panel = await says(api, ADMIN, "/holiday 12/11 임시공휴일")
    assert "12월 11일(금) 09:00 → 지금 바로 보내요" in panel["text"]
    before = len(api.of_bot(TRAFFIC))
    await presses(api, ADMIN, panel, "추가")
    reminder = (await api.answers_in(TRAFFIC, count=before + 1))[before]
    assert "실적 제출" in reminder["text"]
    assert "늦었어요" not in reminder["text"]
    assert await reads(api, ADMIN, "/undelivered") == NOTHING_UNDELIVERED.text


@pytest.mark.parametrize(
    "words",
    [
        *("12/23~12/28 종무 주간", "12월 23일부터 28일까지 종무 주간"),
        *("12/23부터 12/28까지 종무 주간", "종무 주간 12/23 ~ 12/28"),
    ],
)
async def test_several_days_off_are_added_at_once_under_their_name(api: BotApi, words: str) -> None:
    """Those on which the office would work; the name is kept."""
    panel = await says(api, ADMIN, f"/holiday {words}")
    assert panel["text"].startswith(
        "2026년 12월 23일(수)부터 12월 28일(월)까지 근무일 3일을 휴일로 추가할까요?\n종무 주간\n"
    )
    assert "추가한 휴일이 없어요" in await reads(api, ADMIN, "/holiday")
    panel = await press_and_read(api, ADMIN, panel, "추가")
    days = [line for line in panel["text"].splitlines() if line.endswith("종무 주간")]
    assert [day[2:16] for day in days] == [
        "2026년 12월 23일(",
        "2026년 12월 24일(",
        "2026년 12월 28일(",
    ]


UNCLEAR_DAYS_OFF = (
    ("매주 금요일", "날짜를 알아보지 못했어요"),
    ("12/24부터", "날짜를 알아보지 못했어요"),
    ("12/28~12/24", "'12/28~12/24'는 없는 날짜예요."),
    ("2/30 휴무", "'2/30'은 없는 날짜예요."),
    ("12/31(금) 종무일", "'12/31(금)'에 적힌 날이 서로 달라요."),
    ("작년 12/31 종무일", "12월 31일(수)는 이미 지난 날이에요."),
    ("12/31 종무일 삭제", "12월 31일(목)은 추가한 휴일이 아니에요."),
    ("12/1~1/31", "한 번에 31일까지"),
    ("12/26", "12월 26일(토)는 이미 휴일이에요."),
    ("11/20 워크숍", "11월 20일(금)은 이미 지난 날이에요."),
    *(
        (words, "추가한 휴일이 없어요")
        for words in (
            "목록",
            "빨간 날 목록",
            "보여줘",
            "내년 휴일 목록",
            "2027",
            "등록된 휴일",
            "휴일 뭐 있어?",
        )
    ),
    ("임시공휴일", "날짜를 알아보지 못했어요"),
)


async def test_days_off_that_are_not_clear_are_asked_again(api: BotApi) -> None:
    """Nothing is left out without a word."""
    for words, answer in UNCLEAR_DAYS_OFF:
        assert answer in await reads(api, ADMIN, f"/holiday {words}"), words


async def test_a_day_off_of_every_year_is_added_and_taken_back_once(api: BotApi) -> None:
    """Also where it falls on a weekend the next time."""
    panel = await says(api, ADMIN, "/holiday 매년 10월 2일 구민의 날")
    assert panel["text"].startswith("매년 10월 2일을 휴일로 추가할까요?\n구민의 날\n")
    panel = await press_and_read(api, ADMIN, panel, "추가")
    assert "· 매년 10월 2일 구민의 날" in panel["text"]
    assert "이미 휴일이에요. (구민의 날)" in await reads(api, ADMIN, "/holiday 2028-10-02")
    panel = await says(api, ADMIN, "/holiday 2029-10-02 삭제")
    assert panel["text"].startswith("매년 10월 2일을 휴일에서 뺄까요?")
    panel = await press_and_read(api, ADMIN, panel, "빼기")
    assert "추가한 휴일이 없어요" in panel["text"]


async def test_days_off_that_lie_apart_are_added_as_they_are_named(api: BotApi) -> None:
    """None between them, whatever was asked before."""
    await says(api, ADMIN, "/holiday 12/2")
    panel = await says(api, ADMIN, "/holiday 12/1, 12/3 재량휴업")
    assert panel["text"].startswith("12월 1일(화), 12월 3일(목)을 휴일로 추가할까요?\n재량휴업\n")
    panel = await press_and_read(api, ADMIN, panel, "추가")
    days = [line[2:14] for line in panel["text"].splitlines() if line.endswith("재량휴업")]
    assert days == ["2026년 12월 1일", "2026년 12월 3일"]
    assert "12월 2일" not in panel["text"]


@pytest.mark.parametrize("words", ["3월 12일 오후 반차", "12/31 14시부터", "12/31 반일 휴무"])
async def test_half_a_day_off_is_said_to_be_kept_as_a_whole_one(api: BotApi, words: str) -> None:
    """In one line, before it is added."""
    panel = await says(api, ADMIN, f"/holiday {words}")
    assert "\n휴일은 하루 단위라서 하루 전체가 휴일이 돼요.\n" in panel["text"]


async def test_a_day_off_is_taken_back(api: BotApi) -> None:
    """Shown in the same way."""
    await set_reminder(api, "/remind 교통행정과 매주 월 9시 휴일이면 다음 영업일로 보고")
    panel = await says(api, ADMIN, "/holiday 12/7")
    panel = await press_and_read(api, ADMIN, panel, "추가")
    panel = await press_and_read(api, ADMIN, panel, "빼기")
    assert "12월 8일(화) 09:00 → 12월 7일(월) 09:00" in panel["text"]
    for words in ("12/7 삭제", "12/7은 빼 주세요", "12월 7일 휴일 취소"):
        assert await reads(api, ADMIN, f"/holiday {words}") == panel["text"]
    panel = await press_and_read(api, ADMIN, panel, "빼기")
    assert "추가한 휴일이 없어요" in panel["text"]
    assert "이미 휴일" in await reads(api, ADMIN, "/holiday 2026-12-25")
    assert "모르는 명령" in await reads(api, ANSWERER, "/holiday")


# -- campaigns --------------------------------------------------------------------------------


async def test_one_action_makes_a_campaign(api: BotApi, at: At) -> None:
    """Seven, three and one day before and on the day; who handed in is left alone."""
    panel = await says(api, ADMIN, "/campaign 12/21 마감 4분기 실적 제출")
    assert "12월 21일(월) 마감 · 7일 전, 3일 전, 1일 전, 당일 09:00" in panel["text"]
    assert "📣 전체" in panel["text"]
    assert "📝 4분기 실적 제출" in panel["text"]
    await presses(api, ADMIN, panel, "이대로 알리기")
    seven = datetime(2026, 12, 14, 0, 0, tzinfo=UTC)
    reminder = await at(seven, TRAFFIC)
    assert "D-7" in reminder["text"]
    await presses(api, ANSWERER, reminder, "제출완료")
    await at(datetime(2026, 12, 18, 0, 0, tzinfo=UTC), PLANNING)
    assert newest(api, TRAFFIC)["message_id"] == reminder["message_id"]


async def test_a_campaign_of_every_quarter_opens_itself_again(api: BotApi, at: At) -> None:
    """For the same departments and with the same text, whoever handed in the quarter before."""
    panel = await says(api, ADMIN, "/campaign 매분기 말 실적 제출")
    due = "다음 마감: 12월 31일(목), 2027년 3월 31일(수), 2027년 6월 30일(수)"
    assert due in panel["text"]
    await presses(api, ADMIN, panel, "이대로 알리기")
    for day in (datetime(2026, 12, 24, tzinfo=UTC), datetime(2027, 3, 24, tzinfo=UTC)):
        reminder = await at(day, TRAFFIC)
        assert "D-7" in reminder["text"]
        await presses(api, ANSWERER, reminder, "제출완료")


@pytest.mark.parametrize(
    ("said", "off"),
    [
        ("12/20", "12월 20일(일)"),
        ("12/19", "12월 19일(토)"),
        ("12/25", "12월 25일(금) 기독탄신일"),
        ("2027-02-08", "2027년 2월 8일(월) 설날 다음날"),
        ("2027-05-05", "2027년 5월 5일(수) 어린이날"),
        ("매월 20일", "12월 20일(일), 2027년 2월 20일(토)"),
        ("매분기 말", ""),
        ("12/21", ""),
    ],
)
async def test_a_deadline_on_a_day_off_is_told_before_it_is_set(
    api: BotApi, said: str, off: str
) -> None:
    """With the holiday's name; the line above says what becomes of the reminders."""
    panel = await reads(api, ADMIN, f"/campaign {said} 실적 제출")
    assert "휴일이면 앞 영업일에 보내요." in panel
    told = f"⚠️ 쉬는 날인 마감: {off}. 마감일은 그대로예요."
    assert told in panel if off else "⚠️ 쉬는 날" not in panel


@pytest.mark.parametrize(("year", "is_far"), [(2027, False), (2028, True)])
async def test_days_off_that_nobody_knows_yet_are_told_of_far_reminders(
    api: BotApi, year: int, is_far: bool
) -> None:
    """Next year's are known; each year's reminder says nothing of the years behind."""
    told = "임시공휴일은 정해지면 넣어 주세요: /holiday"
    panel = await reads(api, ADMIN, f"/campaign {year}-03-10 실적 제출")
    assert (told in panel) is is_far
    assert told not in await reads(api, ADMIN, "/remind 전체 매년 4월 12일 9시 점검")


async def test_a_deadline_that_there_is_not_is_asked_about(api: BotApi) -> None:
    """With the days that may be meant; a day typed instead takes its place."""
    asked = await says(api, ADMIN, "/campaign 2/30 4분기 실적 제출")
    assert "'2/30'은 없는 날짜예요." in asked["text"]
    assert labels(asked)[0] == "2027년 2월 28일(일)"
    panel = await says(api, ADMIN, "2/26")
    assert "2월 26일(금) 마감" in panel["text"]
    assert "📝 4분기 실적 제출" in panel["text"]


async def test_a_button_that_is_no_reminders_is_reported(api: BotApi) -> None:
    """As after a database was put back."""
    message = api.sends(ANSWERER, TRAFFIC, text="알림")
    answer = await api.answer_to_tap(api.taps_on(ANSWERER, message, "cf/77/0"))
    assert answer["text"] == NOT_A_REMINDER
