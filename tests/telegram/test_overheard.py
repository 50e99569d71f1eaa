"""In a group that lets the bot hear everything, it speaks up only when a number is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.lookup.guiding_replies import TEXT_WANTED
from bot.telegram.replies import NAMELESS
from tests.botapi.people import ANONYMOUS, group, person, supergroup
from tests.botapi.people import bot as a_bot
from tests.store.made import open_state
from tests.telegram.conftest import NOW
from tests.telegram.office import MEMBER, bind, reads, says

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.botapi.people import Json
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving

OURS = supergroup(-1001, forum=True)
UNKNOWN = group(-201)
OTHER_BOT = a_bot(5, "another_bot")
CHANNEL = {"id": -1009, "type": "channel", "title": "소식"}
QUESTION = "지역개발-05 어디 담당이에요?"
FORWARDED = {"forward_origin": {"type": "hidden_user", "sender_user_name": "누군가", "date": 1}}


@pytest.fixture(autouse=True)
async def _bot(serving: Serving, tmp_path: Path) -> AsyncIterator[None]:
    """The bot, in a group that is registered and in one that is not."""
    with open_state(tmp_path / "state.db") as state:
        await state.write(bind, OURS, "교통행정과", now=NOW)
        await state.write(bind, UNKNOWN, now=NOW)
    async with serving():
        yield


async def check_nothing_was_heard(api: BotApi, chat: dict[str, Any] = OURS) -> None:
    """The next command is the first thing that is answered."""
    api.says(MEMBER, "/find", chat=chat)
    answers = await api.answers_in(chat)
    assert [answer["text"] for answer in answers] == [TEXT_WANTED["find"].text]


async def test_a_question_about_a_number_is_answered(api: BotApi) -> None:
    """As a reply, in the topic it was asked in."""
    topic = {"message_thread_id": 9, "is_topic_message": True}
    question = api.says(MEMBER, QUESTION, chat=OURS, **topic)
    [answer] = await api.answers_in(OURS)
    assert "도시계획과" in answer["text"]
    assert answer["message_thread_id"] == 9
    assert answer["reply_to_message"]["message_id"] == question["message_id"]


async def test_what_people_say_to_each_other_is_theirs(api: BotApi) -> None:
    """Numbers in it or not."""
    for text in (
        "지역개발-05 자료 올렸습니다",
        "지역개발-05",
        "주차 담당 누구예요?",
        "점심 뭐 먹을까요?",
    ):
        api.says(MEMBER, text, chat=OURS)
    await check_nothing_was_heard(api)


async def test_an_unregistered_group_is_not_listened_to(api: BotApi) -> None:
    """Its people may be anybody."""
    api.says(MEMBER, QUESTION, chat=UNKNOWN)
    await check_nothing_was_heard(api, UNKNOWN)


STAND_INS: tuple[tuple[Json, Json], ...] = (
    (OTHER_BOT, {}),
    (MEMBER, {"sender_chat": CHANNEL}),
    # a post of the linked channel
    (
        person(777000, "Telegram"),
        {"sender_chat": CHANNEL, "is_automatic_forward": True, **FORWARDED},
    ),
    (MEMBER, FORWARDED),
    (MEMBER, {"via_bot": OTHER_BOT}),
)


async def test_only_a_persons_own_words_are_answered(api: BotApi) -> None:
    """A stand-in is nobody, and what is forwarded was said elsewhere."""
    for who, more in STAND_INS:
        for text in (QUESTION, "@gongyak_bot 지역개발-05", "/find 지역개발-05"):
            api.says(who, text, chat=OURS, **more)
    await check_nothing_was_heard(api)


@pytest.mark.parametrize("chat", [OURS, UNKNOWN], ids=["registered", "not registered"])
@pytest.mark.parametrize(
    "text",
    ["@gongyak_bot 지역개발-05", "/find 지역개발-05", "/remind 매주 월 9시 보고", "/register"],
)
async def test_an_anonymous_admin_is_told_why_nothing_comes_of_it(
    api: BotApi, text: str, chat: Json
) -> None:
    """They would believe that it is done."""
    assert await reads(api, ANONYMOUS, text, chat=chat, sender_chat=chat) == NAMELESS.text


async def test_what_an_anonymous_admin_says_to_others_is_left_alone(api: BotApi) -> None:
    """So is what they say where the bot knows nobody, and what they pass on."""
    for text in (QUESTION, "/find@another_bot 지역개발-05", "/nonsense", "수고하셨습니다"):
        api.says(ANONYMOUS, text, chat=OURS, sender_chat=OURS)
    api.says(ANONYMOUS, "@gongyak_bot 지역개발-05", chat=OURS, sender_chat=OURS, **FORWARDED)
    strangers = group(-202)
    api.says(ANONYMOUS, "/find 지역개발-05", chat=strangers, sender_chat=strangers)
    await check_nothing_was_heard(api)
    assert api.of_bot(strangers) == []


async def test_who_may_not_ask_is_not_overheard(api: BotApi) -> None:
    """Spoken to, the bot says how to ask for access."""
    api.says(person(102), QUESTION, chat=OURS)
    for text in ("@gongyak_bot 지역개발-05", "/find 지역개발-05"):
        api.says(person(102), text, chat=OURS)
    refusals = await api.answers_in(OURS, count=2)
    assert not any("도시계획과" in refusal["text"] for refusal in refusals)


async def test_a_question_mended_into_one_is_answered(api: BotApi) -> None:
    """And its answer follows further corrections."""
    question = api.says(MEMBER, "지역개발-04", chat=OURS)
    api.edits(question, "지역개발-04 담당?")
    await api.answers_in(OURS)
    api.edits(question, "지역개발-05 담당?")
    await api.until(lambda: "지역개발-05" in api.of_bot(OURS)[0]["text"])


async def test_our_department_is_the_one_of_the_group(api: BotApi) -> None:
    """In a registered group as a command."""
    answer = await says(api, MEMBER, "/find 우리 부서 공약", chat=OURS)
    assert answer["text"].startswith("🏢 교통행정과 공약")
