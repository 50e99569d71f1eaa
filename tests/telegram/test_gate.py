"""Access is decided once, before all handlers, and there is no way around."""

from __future__ import annotations

import ast
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.features import SCHEMA
from bot.operations.settings import Settings
from bot.people.access import Person
from bot.people.replies.people import STILL_WAITING, not_for_you
from bot.store.state import State
from bot.telegram import dispatch
from bot.telegram.app import application
from bot.telegram.replies import TOO_MANY
from tests.botapi.people import group, private
from tests.botapi.server import TOKEN
from tests.paths import ROOT
from tests.telegram.conftest import NOW, Clock
from tests.telegram.office import (
    ADMIN,
    CARD,
    COLLEAGUE,
    CONTACT,
    STRANGER,
    data_of,
    let_in,
    newest,
    reads,
    remove,
    says,
)

if TYPE_CHECKING:
    from pathlib import Path

    from bot.lookup.answering import Catalogues
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi

GROUP = group(-200, "교통행정과 방")
PICTURE = {"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}
MINUTE = timedelta(minutes=1)
# What reaches its handler from anybody: how one comes in, and what happens to groups.
FOR_STRANGERS = {
    "start",
    "start_in_group",  # a link of ours may be brought by a colleague who is not let in yet
    "record_bot_status",
    "record_members",
    "record_migration",
    "record_title",
    "refuse_nameless",  # an admin who hides their name is nobody; of groups that the bot knows
    "record_topic",  # Telegram sends it, whoever did it; of registered topics alone
}
# Names by which the library calls handlers, or lets itself be given some.
CALLS_HANDLERS = {"add_handler", "add_handlers", "process_update", "handle_update", "callback"}


@pytest.fixture
async def office(api: BotApi, office: None) -> None:
    """An office with a member."""
    await let_in(api, COLLEAGUE)


@pytest.fixture
def _once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer strangers as in production."""
    monkeypatch.setattr(dispatch, "REFUSED_EVERY", MINUTE)


def refusal(who: Json) -> str:
    """All that a stranger gets."""
    return not_for_you(Person(user_id=who["id"]), "금천구청", CONTACT).text


def test_no_handler_is_called_but_by_the_dispatcher(tmp_path: Path, table: Catalogues) -> None:
    """The library has none to call, and nothing else in the code calls one."""
    users = Counter(
        path.name
        for path in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in CALLS_HANDLERS
    )
    assert users == {"dispatch.py": 1}
    with State(tmp_path / "state.db", SCHEMA) as state:
        bot = application(TOKEN, Settings(), table, state, clock=lambda: NOW)
        assert bot.app.handlers == {}
        routes = bot.inbox.dispatcher.routes
    open_to_all = {route.handler.callback.__name__ for route in routes if route.for_strangers}
    assert open_to_all == FOR_STRANGERS
    assert not any(route.for_strangers and route.applies for route in routes)


@pytest.mark.usefixtures("office")
async def test_somebody_removed_gets_nothing_by_an_open_draft(api: BotApi) -> None:
    """Typed or pressed: the draft was theirs, and is no more."""
    api.chats.add_bot(ADMIN, GROUP)
    await api.answers_in(GROUP)
    await says(api, ADMIN, "/register 교통행정과", chat=GROUP)
    api.chats.join(GROUP, COLLEAGUE)
    draft = await says(api, COLLEAGUE, "/remind 매주 월 9시 주간 보고", chat=GROUP)
    private_draft = await says(api, COLLEAGUE, "/remind")
    await remove(api, COLLEAGUE)
    for text in ("교통행정과 회의 자료", "내일 9시"):
        assert await reads(api, COLLEAGUE, text) == refusal(COLLEAGUE)
    before = len(api.of_bot(GROUP))
    api.says(COLLEAGUE, "내일 9시", chat=GROUP, reply_to_message=draft)
    answer = (await api.answers_in(GROUP, count=before + 1))[before]
    assert answer["text"] == refusal(COLLEAGUE)
    for message in (draft, private_draft):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            tap = api.taps_on(COLLEAGUE, message, row[0]["callback_data"])
            assert (await api.answer_to_tap(tap))["text"] == refusal(COLLEAGUE)


@pytest.mark.usefixtures("office")
async def test_every_kind_of_update_is_refused_to_somebody_just_removed(api: BotApi) -> None:
    """Texts, commands, edits, files, presses, inline queries and their results, in groups too."""
    api.chats.add_bot(ADMIN, GROUP)
    await api.answers_in(GROUP)
    await says(api, ADMIN, "/register 교통행정과", chat=GROUP)
    api.chats.join(GROUP, COLLEAGUE)
    question = api.says(COLLEAGUE, "지역개발-05")
    await api.until(lambda: CARD in newest(api, private(COLLEAGUE))["text"])
    card = newest(api, private(COLLEAGUE))
    await remove(api, COLLEAGUE)
    before = len(api.of_bot(private(COLLEAGUE)))
    said = [
        "지역개발-05",
        "/find 주차",
        "/help",
        "/remind 내일 9시 회의",
        "/people",
        "/board",
        "현황판",
    ]
    for text in said:
        assert await reads(api, COLLEAGUE, text) == refusal(COLLEAGUE)
    api.edits(question, "지역개발-06")
    api.sends(COLLEAGUE, photo=[PICTURE])
    texts = [one["text"] for one in await api.answers_in(private(COLLEAGUE), before + 9)][before:]
    assert texts == [refusal(COLLEAGUE)] * 9
    for text in ("/find 주차", "/register 교통행정과", "@gongyak_bot 지역개발-05"):
        assert await reads(api, COLLEAGUE, text, chat=GROUP) == refusal(COLLEAGUE)
    api.says(COLLEAGUE, "지역개발-05 담당 누구예요?", chat=GROUP)  # overheard: nobody asked the bot
    tap = api.taps_on(COLLEAGUE, card, data_of(card, "같은 부서"))
    assert (await api.answer_to_tap(tap))["text"] == refusal(COLLEAGUE)
    answer = await api.answer_to_inline(api.types(COLLEAGUE, "주차"))
    assert answer["results"] == []
    assert CARD not in newest(api, GROUP)["text"]


@pytest.mark.usefixtures("office", "_once_a_minute")
async def test_a_stranger_is_answered_once_a_minute(api: BotApi, clock: Clock) -> None:
    """By text, press or both; each member is answered every time."""
    for _ in range(5):
        api.says(STRANGER, "지역개발-05")
        api.taps_on(STRANGER, None, "1:주차", inline_message_id="77")
    assert await reads(api, STRANGER, "안녕") == refusal(STRANGER)
    assert CARD in await reads(api, COLLEAGUE, "지역개발-05")
    assert len(api.of_bot(private(STRANGER))) == 1
    assert [answer for answer in api.taps.values() if answer and "text" in answer] == []
    clock.forward(MINUTE)
    await says(api, STRANGER, "지역개발-05")
    assert len(api.of_bot(private(STRANGER))) == 2


@pytest.mark.usefixtures("office", "_once_a_minute")
async def test_a_wish_to_join_is_answered_at_once_and_once(api: BotApi, clock: Clock) -> None:
    """It changes something, although the stranger was answered just now; asking again does not."""
    await says(api, STRANGER, "안녕하세요")
    assert await reads(api, STRANGER, "/start") != refusal(STRANGER)
    api.says(STRANGER, "/start")
    await says(api, COLLEAGUE, "지역개발-05")
    assert len(api.of_bot(private(STRANGER))) == 2
    await says(api, STRANGER, "교통행정과 홍길동")
    api.says(STRANGER, "/start")
    clock.forward(MINUTE)
    assert await reads(api, STRANGER, "/start") == STILL_WAITING.text
    clock.forward(MINUTE)
    assert await reads(api, STRANGER, "지역개발-05") == STILL_WAITING.text


@pytest.mark.usefixtures("office", "_once_a_minute")
async def test_a_strangers_flood_is_not_explained(api: BotApi) -> None:
    """They learn no more of it than of anything else."""
    for _ in range(300):
        api.says(STRANGER, "지역개발-05")
    await says(api, COLLEAGUE, "지역개발-05")
    await api.until(lambda: not api.waiting)
    await says(api, COLLEAGUE, "지역개발-06")
    texts = [one["text"] for one in api.of_bot(private(STRANGER))]
    assert texts == [refusal(STRANGER)]
    assert TOO_MANY.text not in texts


@pytest.mark.usefixtures("_once_a_minute")
def test_so_many_strangers_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one refused longest ago is forgotten first."""
    monkeypatch.setattr(dispatch, "MAX_REMEMBERED", 2)
    clock = Clock()
    one = dispatch.Gate(membership=None, clock=clock, office="금천구청", contact="")  # type: ignore[arg-type]
    people = [Person(user_id=number) for number in range(3)]
    assert all(one.allow_answer(person) for person in people)
    assert not one.allow_answer(people[2])
    assert one.allow_answer(people[0])
    clock.forward(-MINUTE)  # set back
    assert one.allow_answer(people[2])


@pytest.mark.usefixtures("office")
async def test_a_coordinator_is_told_where_a_command_works(api: BotApi) -> None:
    """Silence in a group would look like a bot that is off; members learn nothing of it."""
    api.chats.add_bot(ADMIN, GROUP)
    await api.answers_in(GROUP)
    api.chats.join(GROUP, COLLEAGUE)
    assert (
        await reads(api, ADMIN, "/table", chat=GROUP)
        == "이 명령은 봇과의 개인 대화에서 보내 주세요."
    )
    count = len(api.of_bot(GROUP))
    api.says(COLLEAGUE, "/table", chat=GROUP)
    assert CARD in await reads(api, COLLEAGUE, "/find 지역개발-05", chat=GROUP)
    assert len(api.of_bot(GROUP)) == count + 1
