"""The office through restarts, and a bot that is open to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.people.replies.groups import HOW_TO_HEAR_ALL
from bot.people.replies.people import LET_IN
from tests.botapi.people import group, person, private
from tests.telegram.office import (
    ADMIN,
    CARD,
    NEWCOMER,
    introduces,
    message_to,
    newest,
    opens_chat,
    presses,
    says,
)

if TYPE_CHECKING:
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving

GROUP = group(-200)
STRANGER = person(6666)


async def test_an_old_panel_works_after_a_restart(api: BotApi, serving: Serving) -> None:
    """Nothing of it is kept in memory."""
    async with serving():
        await opens_chat(api, ADMIN)
        await introduces(api, NEWCOMER)
        request = await message_to(api, ADMIN, "최신입")
    async with serving():
        await presses(api, ADMIN, request, "승인")
        await message_to(api, NEWCOMER, LET_IN.text)
    async with serving():
        assert CARD in (await says(api, NEWCOMER, "지역개발-05"))["text"]


async def test_privacy_switched_off_is_known(api: BotApi, serving: Serving) -> None:
    """Then there is nothing to explain to a group."""
    api.chats.bot_reads_all = True
    async with serving():
        api.chats.add_bot(ADMIN, GROUP)
        [question] = await api.answers_in(GROUP)
    assert HOW_TO_HEAR_ALL not in question["text"]


async def test_an_open_bot_answers_everybody(api: BotApi, serving: Serving) -> None:
    """Who was removed stays out, and the coordinators' commands stay theirs."""
    async with serving(access="open"):
        await opens_chat(api, ADMIN)
        assert "안녕하세요" in (await says(api, STRANGER, "/start"))["text"]
        assert CARD in (await says(api, STRANGER, "지역개발-05"))["text"]
        assert "모르는 명령" in (await says(api, STRANGER, "/people"))["text"]
        await says(api, ADMIN, f"/people {STRANGER['id']}")
        await presses(api, ADMIN, newest(api, private(ADMIN)), "내보내기")
        await presses(api, ADMIN, newest(api, private(ADMIN)), "내보내기")
    async with serving(access="open"):
        answer = await says(api, STRANGER, "지역개발-05")
    assert CARD not in answer["text"]


async def test_an_open_bot_stays_in_the_groups_of_strangers(api: BotApi, serving: Serving) -> None:
    """It answers there, and asks them nothing."""
    async with serving(access="open"):
        api.chats.add_bot(STRANGER, GROUP)
        assert CARD in (await says(api, STRANGER, "/find 지역개발-05", chat=GROUP))["text"]
        answer = await says(api, STRANGER, "/register 교통행정과", chat=GROUP)
    assert "총괄만" in answer["text"]
    assert api.called("leaveChat") == []


async def test_strangers_get_to_know_whom_to_ask(api: BotApi, serving: Serving) -> None:
    """As the office set it."""
    async with serving(contact="기획예산과 02-2627-0000"):
        for text in ("지역개발-05", "/start"):
            assert "기획예산과 02-2627-0000" in (await says(api, STRANGER, text))["text"]
