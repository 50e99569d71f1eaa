"""Buttons: pressed twice, too late, by strangers, and forged."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from bot.features import VERBS
from bot.people.replies.people import OUT_OF_DATE
from tests.botapi.people import private
from tests.botapi.server import NOON
from tests.telegram.office import MEMBER, data_of, presses, says

if TYPE_CHECKING:
    from tests.botapi.server import BotApi

pytestmark = pytest.mark.usefixtures("bot")

CHAT = private(MEMBER)


async def test_a_list_pages_in_place(api: BotApi) -> None:
    """Forward and back in one message; a double tap turns one page."""
    first = await says(api, MEMBER, "경제공동체")
    forward = data_of(first, "다음 ▶")
    for tap in (api.taps_on(MEMBER, first, forward), api.taps_on(MEMBER, first, forward)):
        assert "text" not in await api.answer_to_tap(tap)
    [second] = api.of_bot(CHAT)
    assert "(2/2)" in second["text"]
    await presses(api, MEMBER, second, "◀ 이전")
    [again] = api.of_bot(CHAT)
    assert (again["text"], again["reply_markup"]) == (first["text"], first["reply_markup"])


async def test_a_double_tap_does_no_harm(api: BotApi) -> None:
    """Both taps are answered, the message is changed once."""
    card = await says(api, MEMBER, "지역개발-05")
    data = data_of(card, "같은 부서")
    taps = [api.taps_on(MEMBER, card, data), api.taps_on(MEMBER, card, data)]
    answers = [await api.answer_to_tap(tap) for tap in taps]
    assert all("text" not in answer for answer in answers)
    assert len(api.of_bot(CHAT)) == 1


FORGED = (
    "",
    "1:",
    "0:주차",
    ":주차",
    "1",
    "x:주차",
    "1#0000000000000000",
    "1#",
    "|",
    "1:주차|",
    "\x00",
    "9999999999:주차",
    "١:주차",
    "1:주차|2#ff",
    *("p/", "ok", "ok/", "ok/x", "ok/1/2/3", "zz/1", "ok/９", "ok/" + "9" * 40),
)


async def test_forged_data_gets_a_kind_word(api: BotApi) -> None:
    """Whatever a client makes up is answered, and changes nothing."""
    card = await says(api, MEMBER, "지역개발-05")
    for data in FORGED:
        answer = await api.answer_to_tap(api.taps_on(MEMBER, card, data))
        assert (data, answer["text"]) == (data, OUT_OF_DATE)
    assert api.of_bot(CHAT) == [card]


async def test_a_tap_without_its_message_gets_a_kind_word(api: BotApi) -> None:
    """A message may be inaccessible, deleted, or one that was sent inline."""
    gone = {"chat": CHAT, "message_id": 1, "date": 0}
    deleted = gone | {"date": NOON, "from": api.bot}
    taps = [
        api.taps_on(MEMBER, gone, "1:지역개발-05"),
        api.taps_on(MEMBER, deleted, "1:지역개발-05"),
        api.taps_on(MEMBER, None, "1:지역개발-05", inline_message_id="77"),
        api.taps_on(MEMBER, None, "ok/1", inline_message_id="77"),
    ]
    answers = [await api.answer_to_tap(tap) for tap in taps]
    assert [answer["text"] for answer in answers] == [OUT_OF_DATE] * 4


async def test_a_tap_that_telegram_forgot_still_changes_the_message(api: BotApi) -> None:
    """After an outage the query is too old to be answered; the message is not."""
    card = await says(api, MEMBER, "지역개발-05")
    query_id = api.taps_on(MEMBER, card, data_of(card, "같은 부서"))
    del api.taps[query_id]
    await api.until(lambda: api.called("answerCallbackQuery"))
    assert "도시계획과 공약" in api.of_bot(CHAT)[0]["text"]
    assert len(api.of_bot(CHAT)) == 1


async def test_a_name_that_left_the_table_is_said_to_be_gone(api: BotApi) -> None:
    """A button of last year's department."""
    card = await says(api, MEMBER, "지역개발-05")
    await api.answer_to_tap(api.taps_on(MEMBER, card, "1:미래전략기획과"))
    assert "'미래전략기획과'가 맡은 공약은 없어요" in api.of_bot(CHAT)[0]["text"]


async def test_no_number_behind_a_verb_is_a_fault(
    api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    """Too large, below zero, or no date; not even for an admin who has something open."""
    asked = await says(api, MEMBER, "/remind 전체")
    draft = int(data_of(asked, "취소").split("/")[1])
    for verb in VERBS.values():
        for number in (-1, 10**18 - 1):
            numbers = (draft, 0, number)[-len(verb.numbers) :] if verb.numbers else ()
            data = "/".join([verb.value, *map(str, numbers)])
            await api.answer_to_tap(api.taps_on(MEMBER, asked, data))
    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR] == []
