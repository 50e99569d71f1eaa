"""Results as one types in any chat, and the cards that are posted by them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.features import SCHEMA
from bot.lookup.replies import NOTHING_FOUND, TYPE_SOMETHING, for_staff
from bot.operations.settings import Settings
from bot.people.access import Role
from bot.people.replies.people import OUT_OF_DATE
from bot.people.store import people
from bot.store.state import State
from bot.table.live import LiveCatalogue
from bot.telegram.app import application
from bot.telegram.inline import PAGE_RESULTS
from bot.telegram.serving import serve
from bot.telegram.source import source_of
from tests.botapi.people import group, person, private
from tests.botapi.server import BotApi, Hold, Refusal
from tests.lookup.tables import ANY_TEXT, REPEATABLE, real
from tests.paths import TABLE
from tests.telegram.conftest import NOW
from tests.telegram.office import (
    MEMBER,
    STRANGER,
    bind,
    data_of,
    press_and_read,
    presses,
    reads,
    says,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.telegram.conftest import Serving

CHAT = private(MEMBER)
GROUP = group(-200)
COLLEAGUE = person(101, "이주무")


async def answer(api: BotApi, who: dict[str, Any], text: str, offset: str = "") -> dict[str, Any]:
    """What somebody sees who typed this."""
    return await api.answer_to_inline(api.types(who, text, offset=offset))


def ids(shown: dict[str, Any]) -> list[str]:
    """The numbers of the results."""
    return [result["id"] for result in shown["results"]]


@pytest.mark.usefixtures("bot")
async def test_results_come_as_one_types(api: BotApi) -> None:
    """From the first letter on: words, departments, initials, Korean keys in English, numbers."""
    for text in ("ㅈ 주 줓 주차 주차관 ㅈㅊ w wnck 지 지역개발- 지역개발-1 지역개발-10").split():
        assert "지역개발-10" in ids(await answer(api, MEMBER, text)), text


@pytest.mark.usefixtures("bot")
async def test_a_result_shows_its_owner_in_the_second_line(api: BotApi) -> None:
    """Below the number and the title."""
    [result] = (await answer(api, MEMBER, "지역개발-05"))["results"]
    assert result["type"] == "article"
    assert result["title"] == "지역개발-05 금천구청역사 일대 복합개발 추진"
    assert result["description"] == "도시계획과"


@pytest.mark.usefixtures("bot")
async def test_a_chosen_result_posts_the_card_with_its_buttons(api: BotApi) -> None:
    """The same card as in private, and its buttons change it in its place.

    But for those that do more than ask: they lead to the chat with the bot.
    """
    query_id = api.types(MEMBER, "지역개발-05")
    await api.answer_to_inline(query_id)
    inline_id = api.posts(MEMBER, query_id, "지역개발-05")
    card = await says(api, MEMBER, "지역개발-05")
    more = data_of(api.inline_messages[inline_id], "더보기")
    await api.answer_to_tap(api.taps_on(MEMBER, None, more, inline_message_id=inline_id))
    posted, card = api.inline_messages[inline_id], await press_and_read(api, MEMBER, card, "더보기")
    assert posted["text"] == card["text"]
    here, there = (
        [each for row in one["reply_markup"]["inline_keyboard"] for each in row]
        for one in (posted, card)
    )
    assert [each["text"] for each in here] == [each["text"] for each in there]
    other = [(a["text"], "url" in a) for a, b in zip(here, there, strict=True) if a != b]
    assert other == [("연혁", True)]
    tap = api.taps_on(MEMBER, None, data_of(posted, "같은 부서"), inline_message_id=inline_id)
    assert "text" not in await api.answer_to_tap(tap)
    assert "도시계획과 공약" in api.inline_messages[inline_id]["text"]
    again = api.taps_on(MEMBER, None, data_of(posted, "같은 부서"), inline_message_id=inline_id)
    assert "text" not in await api.answer_to_tap(again)


@pytest.mark.usefixtures("bot")
async def test_a_posted_card_shows_a_stranger_nothing_more(api: BotApi) -> None:
    """Its buttons refuse; a card that is gone says so to those who may."""
    query_id = api.types(MEMBER, "지역개발-05")
    await api.answer_to_inline(query_id)
    inline_id = api.posts(MEMBER, query_id, "지역개발-05")
    before = api.inline_messages[inline_id]
    data = data_of(before, "같은 부서")
    refusal = await api.answer_to_tap(
        api.taps_on(STRANGER, None, data, inline_message_id=inline_id)
    )
    assert str(STRANGER["id"]) in refusal["text"]
    assert api.inline_messages[inline_id] == before
    gone = await api.answer_to_tap(api.taps_on(MEMBER, None, data, inline_message_id="gone"))
    assert gone["text"] == OUT_OF_DATE


@pytest.mark.usefixtures("bot")
async def test_a_posted_card_is_not_answered(api: BotApi) -> None:
    """Where the bot sees it itself."""
    query_id = api.types(MEMBER, "지역개발-05")
    await api.answer_to_inline(query_id)
    api.posts(MEMBER, query_id, "지역개발-05", chat=GROUP)
    api.posts(MEMBER, query_id, "지역개발-05", chat=CHAT)
    assert "지역개발-06" in await reads(api, MEMBER, "지역개발-06")
    assert api.of_bot(GROUP) == []


@pytest.mark.usefixtures("bot")
async def test_results_are_paged_by_offset(api: BotApi) -> None:
    """Every pledge comes once, at most PAGE_RESULTS at a time."""
    pages = [await answer(api, MEMBER, "ㄱ")]
    while "next_offset" in pages[-1] and len(pages) < 10:
        pages.append(await answer(api, MEMBER, "ㄱ", pages[-1]["next_offset"]))
    assert all(1 <= len(page["results"]) <= PAGE_RESULTS for page in pages)
    seen = [number for page in pages for number in ids(page)]
    assert len(seen) == len(set(seen)) > 2 * PAGE_RESULTS


@pytest.mark.usefixtures("bot")
async def test_a_forged_offset_is_no_fault(api: BotApi) -> None:
    """It shows the beginning, or nothing more."""
    for offset in ("x", "-1", "0", "١", "1e3", "20 ", "9" * 50, "999999"):
        page = await answer(api, MEMBER, "주차", offset)
        assert ids(page) in ([], ["지역개발-10", "지역개발-09"])
        assert "button" not in page


@pytest.mark.usefixtures("bot")
async def test_nothing_found_says_so_and_offers_the_bot(api: BotApi) -> None:
    """By a button above the empty list."""
    shown = await answer(api, MEMBER, "노로바이러스")
    assert shown["results"] == []
    assert shown["button"] == {"text": NOTHING_FOUND, "start_parameter": "help"}
    assert "안녕하세요" in await reads(api, MEMBER, "/start help")


@pytest.mark.usefixtures("bot")
async def test_before_anything_is_typed_the_last_pledges_are_shown(api: BotApi) -> None:
    """Newest first, whichever way they were looked up; a hint where there are none."""
    first = await answer(api, MEMBER, "")
    assert first["results"] == []
    assert first["button"]["text"] == TYPE_SOMETHING
    card = await says(api, MEMBER, "지역개발-05")
    card = await press_and_read(api, MEMBER, card, "더보기")
    await presses(api, MEMBER, card, "다음")
    assert ids(await answer(api, MEMBER, " ")) == ["지역개발-06", "지역개발-05"]
    assert ids(await answer(api, COLLEAGUE, "")) == []


async def test_before_the_first_look_up_the_own_departments_pledges_are_shown(
    api: BotApi, serving: Serving, tmp_path: Path
) -> None:
    """Of the group somebody was seen in."""
    with State(tmp_path / "state.db", SCHEMA) as state:
        await state.write(
            lambda db: people.let_in(db, COLLEAGUE["id"], name="", role=Role.MEMBER, now=NOW)
        )
        await state.write(
            lambda db: people.record_in_group(db, COLLEAGUE["id"], name="", chat_id=-200, now=NOW)
        )
        await state.write(bind, GROUP, "주차관리과", now=NOW)
    async with serving():
        assert ids(await answer(api, COLLEAGUE, "")) == ["지역개발-09", "지역개발-10"]


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("text", ["", "주차", "지역개발-05", "노로바이러스"])
async def test_inline_shows_a_stranger_nothing(api: BotApi, text: str) -> None:
    """Also right after a member saw something, and Telegram keeps nothing of either."""
    shown = await answer(api, MEMBER, text)
    refused = await answer(api, STRANGER, text)
    assert refused["results"] == []
    assert refused["button"] == {"text": for_staff("금천구청"), "start_parameter": "join"}
    for each in (shown, refused):
        assert each["is_personal"] is True
        assert each["cache_time"] == 0


@pytest.mark.usefixtures("bot")
async def test_what_was_typed_before_does_not_hold_up_what_is_typed_now(api: BotApi) -> None:
    """Nor does the chat with the bot."""
    slow = [Hold(), Hold()]
    api.fail("answerInlineQuery", slow[0])
    api.fail("sendMessage", slow[1])
    api.types(MEMBER, "주")
    api.says(MEMBER, "지역개발-05")
    for hold in slow:
        await hold.reached.wait()
    assert ids(await answer(api, MEMBER, "주차")) == ["지역개발-10", "지역개발-09"]
    for hold in slow:
        hold.released.set()
    await api.answers_in(CHAT)


@pytest.mark.usefixtures("bot")
async def test_a_query_that_telegram_forgot_is_no_fault(
    api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    """The person typed on."""
    api.fail("answerInlineQuery", Refusal(400, "Bad Request: query is too old and so on"))
    api.types(MEMBER, "주")
    await api.until(lambda: not api.has_faults_left("answerInlineQuery"))
    assert ids(await answer(api, MEMBER, "주차")) == ["지역개발-10", "지역개발-09"]
    assert "update.failed" not in caplog.text


async def test_no_button_leads_to_inline_mode_where_it_is_off(
    api: BotApi, serving: Serving
) -> None:
    """Telegram would refuse the whole message."""
    api.has_inline = False
    async with serving():
        card = await says(api, MEMBER, "지역개발-05")
    labels = [b["text"] for row in card["reply_markup"]["inline_keyboard"] for b in row]
    assert "공유" not in labels
    assert "다시 검색" not in labels
    assert labels == ["같은 부서 공약 4건", "번호 복사", "더보기"]


@settings(REPEATABLE, max_examples=8)  # each starts a bot
@given(queries=st.lists(ANY_TEXT, min_size=10, max_size=40))
def test_any_inline_query_gets_a_valid_answer(
    queries: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """One that Telegram takes, from the real application."""

    async def check() -> None:
        async with BotApi() as api:
            configured = Settings(
                token=api.token, admins=frozenset({MEMBER["id"]}), api_url=api.url
            )
            with State(tmp_path_factory.mktemp("inline") / "state.db", SCHEMA) as state:
                app = application(
                    api.token, configured, LiveCatalogue(TABLE), state, clock=lambda: NOW
                )
                stop = asyncio.Event()
                task = asyncio.create_task(serve(app, source_of(configured), until=stop))
                for query in queries:
                    shown = await answer(api, MEMBER, query)
                    assert {*ids(shown)} <= {str(pledge.number) for pledge in real().pledges}
                stop.set()
                await task
            assert api.violations == []

    asyncio.run(check())
