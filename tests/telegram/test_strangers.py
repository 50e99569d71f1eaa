"""Every way in, as somebody would try it who has no business here."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from tests.botapi.people import group, private, supergroup
from tests.telegram.office import (
    ADMIN,
    CARD,
    COLLEAGUE,
    NEWCOMER,
    STRANGER,
    introduces,
    labels,
    let_in,
    message_to,
    newest,
    press_and_read,
    presses,
    reads,
    register_group,
    remove,
    says,
)

if TYPE_CHECKING:
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi

pytestmark = pytest.mark.usefixtures("office")

GROUP = group(-200, "교통행정과 방")
# What must reach no stranger: owners, names of departments, people, groups.
SECRETS = (CARD, "교통행정과", "김주무", "이주무", "주차관리과")


@pytest.fixture
async def office(api: BotApi, office: None) -> None:
    """An office with a member and a registered group."""
    await let_in(api, COLLEAGUE)
    await register_group(api, GROUP, "교통행정과")


def leaks(message: Json) -> list[str]:
    """The secrets that stand in a message or an answer, its buttons included."""
    shown = f"{message.get('text')} {message.get('reply_markup')}"
    return [secret for secret in SECRETS if secret in shown]


TYPED = (
    "지역개발-05",
    "교통행정과",
    "/find 지역개발-05",
    "/dept 교통행정과",
    "/help",
    "/start",
    "/start p-0f1e2d3c4b5a6978",
    "/start d-0f1e2d3c4b5a6978",
    "/start i-AAAAAAAAAAAAAAAAAAAAAA",
    "/start help",
    "/people",
    "/people 100",
    "/invite",
    "/groups",
    "/audit",
    "/register 교통행정과",
    "/unregister",
    "/remind 교통행정과 내일 9시 제출",
    "/reminders",
    "/board",
)


async def test_nothing_that_is_typed_shows_a_stranger_anything(api: BotApi) -> None:
    """Every command and question gets a word on how to ask for access at most."""
    for text in TYPED:
        answer = await says(api, STRANGER, text)
        assert (text, leaks(answer), labels(answer)) == (text, [], [])


async def test_an_address_from_a_document_shows_a_stranger_nothing(api: BotApi) -> None:
    """Real addresses and made-up ones get the same answer."""
    card = await press_and_read(api, COLLEAGUE, await says(api, COLLEAGUE, "지역개발-05"), "더보기")
    addresses = [
        button["copy_text"]["text"]
        for row in card["reply_markup"]["inline_keyboard"]
        for button in row
        if "start=" in button.get("copy_text", {}).get("text", "")
    ]
    payload = addresses[0].partition("start=")[2]
    real = await says(api, STRANGER, f"/start {payload}")
    assert real["text"] == await reads(api, NEWCOMER, "/start p-0000000000000000")
    assert leaks(real) == []


async def test_a_forwarded_cards_buttons_show_a_stranger_nothing(api: BotApi) -> None:
    """Each of them, wherever the card ended up."""
    card = await says(api, COLLEAGUE, "지역개발-05")
    for row in card["reply_markup"]["inline_keyboard"]:
        for button in row:
            if "callback_data" in button:
                answer = await api.answer_to_tap(
                    api.taps_on(STRANGER, card, button["callback_data"])
                )
                assert leaks(answer) == []
    inline = api.taps_on(STRANGER, None, "1:지역개발-05", inline_message_id="77")
    assert leaks(await api.answer_to_tap(inline)) == []
    assert newest(api, private(COLLEAGUE)) == card


FORGED = (
    *("ok/1", "ok/2", "no/2", "in/666", "ap/666", "rm/100", "rx/300", "pe/100"),
    *("pp/0/1", "rq/1", "ml/30/50", "li/1", "rv/1", "gs/1", "gr/-200/0"),
    *("fr/-200/0", "lx/-200/0", "au/1", "pi/1", "id/1/1", "p/nonsense", "p/"),
    *("1:지역개발-05", "1:교통행정과", "1#0000000000000000", "", "\x00", "ok/2 "),
)


async def test_forged_data_moves_nothing(api: BotApi) -> None:
    """Under a message of the stranger's own chat and under the group's."""
    await introduces(api, STRANGER)
    await message_to(api, ADMIN, f"({STRANGER['id']})")
    before = len(api.of_bot(private(ADMIN)))
    places = (newest(api, private(STRANGER)), newest(api, GROUP), None)
    for data, message in itertools.product(FORGED, places):
        more = {} if message else {"inline_message_id": "77"}
        answer = await api.answer_to_tap(api.taps_on(STRANGER, message, data, **more))
        assert "금천구청 직원만" in answer["text"], data
        assert leaks(answer) == [], data
    assert CARD not in await reads(api, STRANGER, "지역개발-05")
    assert CARD in await reads(api, COLLEAGUE, "지역개발-05")
    assert len(api.of_bot(private(ADMIN))) == before
    assert api.called("leaveChat") == []


async def test_a_member_is_no_coordinator(api: BotApi) -> None:
    """However the data came to be."""
    await introduces(api, NEWCOMER)
    card = await says(api, COLLEAGUE, "지역개발-05")
    for data in ("ok/2", "in/400", "ap/300", "rx/100", "ml/30/50"):
        answer = await api.answer_to_tap(api.taps_on(COLLEAGUE, card, data))
        assert "총괄만" in answer["text"], data
    assert CARD not in await reads(api, NEWCOMER, "지역개발-05")


async def test_a_strangers_own_group_shows_nothing(api: BotApi) -> None:
    """Not before the bot leaves, and not by what is said after."""
    own = supergroup(-1_000_000_000_666, GROUP["title"])
    api.chats.add_bot(STRANGER, own, status="administrator")
    await api.until(lambda: api.called("leaveChat"))
    api.chats.add_bot(STRANGER, own)
    for text in ("/find 지역개발-05", "@gongyak_bot 지역개발-05", "/register 교통행정과"):
        api.says(STRANGER, text, chat=own)
    await says(api, ADMIN, "/find 지역개발-05", chat=GROUP)
    assert [leaks(message) for message in api.of_bot(own) if leaks(message)] == []


async def test_a_stranger_in_a_registered_group_gets_no_information(api: BotApi) -> None:
    """As who only looks in at a public preview, or left and still presses buttons."""
    card = await says(api, ADMIN, "/find 지역개발-05", chat=GROUP)
    answer = await presses(api, STRANGER, card, "같은 부서")
    assert leaks(answer) == []
    assert leaks(await says(api, STRANGER, "/find 지역개발-05", chat=GROUP)) == []


async def test_an_id_that_looks_like_an_admins_name_is_nobody(api: BotApi) -> None:
    """Names and usernames open nothing."""
    impostor = {**STRANGER, "first_name": ADMIN["first_name"], "username": "gongyak_bot"}
    assert CARD not in await reads(api, impostor, "지역개발-05")


async def test_who_was_removed_a_second_ago_finds_nothing_inline(api: BotApi) -> None:
    """With the same query as before, and on the second page of it."""
    before = await api.answer_to_inline(api.types(COLLEAGUE, "공원"))
    assert before["results"]
    assert before["cache_time"] == 0
    await remove(api, COLLEAGUE)
    for offset in ("", "20"):
        after = await api.answer_to_inline(api.types(COLLEAGUE, "공원", offset=offset))
        assert after["results"] == []


async def test_an_edited_start_is_no_second_request(api: BotApi) -> None:
    """Editing a message repeats nothing that was done."""
    message = api.says(NEWCOMER, "/start")
    await api.answers_in(private(NEWCOMER))
    await says(api, NEWCOMER, "교통행정과 최신입")
    await message_to(api, ADMIN, "(400)")
    api.edits(message, "/start i-AAAAAAAAAAAAAAAAAAAAAA")
    await says(api, NEWCOMER, "지역개발-05")
    assert len([m for m in api.of_bot(private(ADMIN)) if "(400)" in m["text"]]) == 1


async def test_another_bot_is_nobody(api: BotApi) -> None:
    """Also one that is a member of a registered group."""
    robot = {"id": 777, "is_bot": True, "first_name": "robot", "username": "robot"}
    api.chats.join(GROUP, robot)
    api.says(robot, "/find 지역개발-05", chat=GROUP)
    answer = await says(api, ADMIN, "/find", chat=GROUP)
    assert leaks(answer) == []
