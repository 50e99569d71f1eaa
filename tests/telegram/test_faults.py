"""Floods, outages, broken connections and a broken disk: nothing lost, nothing doubled."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.store import state
from bot.table.live import LiveCatalogue
from bot.telegram import calls, inbox
from bot.telegram.calls import Attempts, attempts_at
from bot.telegram.chat_queue import MAX_OF_SENDER
from bot.telegram.replies import APOLOGY, UNSURE
from tests.botapi.people import person, private
from tests.botapi.server import Drop, Hold, Refusal, flood
from tests.paths import TABLE
from tests.telegram.office import MEMBER, NEWCOMER, STRANGER, TRAFFIC, presses, says

if TYPE_CHECKING:
    from pathlib import Path

    from bot.lookup.catalogue import Catalogue
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving

CHAT = private(MEMBER)
OTHERS = [person(MEMBER["id"] + number) for number in range(1, 31)]
ADMINS = frozenset(who["id"] for who in (MEMBER, *OTHERS))
OUTAGE = Refusal(502, "Bad Gateway")
A_LONG_WAIT_S = 3600
QUESTION, CARD = "지역개발-05", "도시계획과"


@pytest.fixture(autouse=True)
def _short_waits_for_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less for the database than in production."""
    monkeypatch.setattr(state, "BUSY_TIMEOUT_S", 0.05)


def cards(api: BotApi, chat: Json = CHAT) -> list[Json]:
    """The answers to QUESTION in a chat."""
    return [message for message in api.of_bot(chat) if CARD in message["text"]]


class Gate:
    """Catalogues that let a question through when the test says so."""

    def __init__(self) -> None:
        self._live = LiveCatalogue(TABLE)
        self.opened = asyncio.Event()

    async def current(self) -> Catalogue:
        """The table's catalogue, once the gate is open."""
        await self.opened.wait()
        return await self._live.current()


async def test_a_flooded_chat_stops_no_other_and_a_restart_goes_on(
    api: BotApi, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two chats must wait an hour: all others are answered, and those two in the end."""
    monkeypatch.setattr("bot.telegram.serving.FINISH_WITHIN_S", 0.01)
    flooded = [MEMBER, OTHERS[0]]
    api.fail("sendMessage", flood(A_LONG_WAIT_S), flood(A_LONG_WAIT_S))
    async with serving(admins=ADMINS):
        for who in flooded:
            api.says(who, QUESTION)
        await api.until(lambda: len(api.called("sendMessage")) == 2)
        for who in OTHERS[1:]:
            await says(api, who, QUESTION)
        assert not any(cards(api, private(who)) for who in flooded)
    async with serving(admins=ADMINS):  # the waits are not known any more
        for who in flooded:
            await api.answers_in(private(who))
    assert all(len(cards(api, private(who))) == 1 for who in flooded)


@pytest.mark.parametrize(
    ("fault", "arrived"),
    [(OUTAGE, 0), (Drop(acted=False), 0), (Drop(acted=True), 1), (Refusal(500, "Internal"), 0)],
)
async def test_an_answer_that_broke_off_is_sent_again(
    api: BotApi, serving: Serving, fault: Refusal | Drop, arrived: int
) -> None:
    """A card that is seen twice costs a glance."""
    api.fail("sendMessage", fault, fault)
    async with serving():
        api.says(MEMBER, QUESTION)
        await api.answers_in(CHAT, count=2 * arrived + 1)
    assert len(cards(api)) == len(api.of_bot(CHAT)) == 2 * arrived + 1


async def test_who_got_no_answer_is_notified_as_soon_as_calls_get_through(
    api: BotApi, serving: Serving, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Once, however much was asked meanwhile; the next question is answered."""
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(calls, "RETRY_FOR_S", 0.0)
    api.fail("sendMessage", *[OUTAGE] * 9)
    async with serving():
        api.says(MEMBER, QUESTION)
        answer = await says(api, MEMBER, QUESTION)
        api.says(MEMBER, QUESTION)
        await api.answers_in(CHAT, count=2)
    assert answer["text"] == UNSURE.text
    assert len(cards(api)) == 1
    assert caplog.text.count("calls.failing") == 1
    assert caplog.text.count("calls.restored") == 1


async def test_who_got_no_answer_is_notified_after_a_restart_too(
    api: BotApi, serving: Serving, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The apology is kept, and forgotten once it has arrived."""
    monkeypatch.setattr(calls, "RETRY_FOR_S", 0.0)
    api.fail("sendMessage", *[OUTAGE] * 10_000)
    async with serving():
        api.says(MEMBER, QUESTION)
        await api.until(lambda: len(api.called("sendMessage")) > 4)
    api.heal("sendMessage")
    assert api.of_bot(CHAT) == []
    for number in (2, 3):
        async with serving():
            api.says(MEMBER, QUESTION)
            await api.answers_in(CHAT, count=number)
    assert [one["text"] for one in api.of_bot(CHAT)].count(UNSURE.text) == 1
    with closing(sqlite3.connect(tmp_path / "state.db")) as db:
        assert db.execute("SELECT count(*) FROM apologies").fetchone() == (0,)


async def test_a_request_to_coordinators_is_never_sent_twice(api: BotApi, serving: Serving) -> None:
    """Unlike an answer: they would decide the same twice."""
    async with serving():
        await says(api, MEMBER, QUESTION)
        await says(api, STRANGER, "/start")
        api.fail("sendMessage", Drop(acted=True))
        api.says(STRANGER, "교통행정과 홍길동")
        await api.answers_in(private(STRANGER), count=2)
    assert len([one for one in api.of_bot(CHAT) if str(STRANGER["id"]) in one["text"]]) == 1


async def test_who_was_answered_hears_no_apology_for_what_fails_beside(
    api: BotApi, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    """As where Telegram takes no menu, or something else answers every question with "true"."""
    async with serving():
        api.says_instead("getMyCommands", True)
        api.fail("setMyCommands", Refusal(400, "Bad Request: no"))
        api.says(MEMBER, "/start")
        api.says(MEMBER, QUESTION)
        answers = await api.answers_in(CHAT, count=2)
    assert QUESTION in answers[1]["text"]
    assert APOLOGY.text not in [answer["text"] for answer in answers]
    assert "menu.not_shown" in caplog.text


async def test_an_answer_waits_for_a_network_that_is_gone(
    api: BotApi, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    """What was never begun is tried until it gets through, and comes once."""
    gate = Gate()
    async with serving(catalogues=gate):
        api.says(MEMBER, QUESTION)
        await api.until(lambda: api.offset)
        await api.pull_the_plug()
        gate.opened.set()
        while "calls.failing" not in caplog.text:  # noqa: ASYNC110 -- a log sets no event
            await asyncio.sleep(0)
        await api.plug_in(api.port)
        await api.answers_in(CHAT)
    assert len(cards(api)) == len(api.of_bot(CHAT)) == 1


@pytest.mark.parametrize("fault", [OUTAGE, Drop(acted=False), Drop(acted=True), flood(1)])
async def test_what_may_be_done_twice_is_tried_until_it_works(
    api: BotApi, serving: Serving, fault: Refusal | Drop
) -> None:
    """A message that is edited to the same text again stays as it is."""
    async with serving():
        card = await says(api, MEMBER, QUESTION)
        api.fail("editMessageText", fault)
        answer = await presses(api, MEMBER, card, "같은 부서")
    assert "text" not in answer
    assert [message["text"] == card["text"] for message in api.of_bot(CHAT)] == [False]


@pytest.mark.parametrize(
    ("endpoint", "is_answer", "attempts"),
    [
        ("editMessageText", True, Attempts.FOR_A_MINUTE),
        ("editMessageText", False, Attempts.FOR_A_MINUTE),
        ("answerCallbackQuery", True, Attempts.FOR_A_MINUTE),
        ("sendChatAction", False, Attempts.FOR_A_MINUTE),
        ("sendMessage", True, Attempts.FOR_A_MINUTE),
        ("sendMessage", False, Attempts.ONCE),
        ("sendPhoto", True, Attempts.ONCE),
        ("copyMessage", False, Attempts.ONCE),
        ("createChatInviteLink", False, Attempts.ONCE),
        ("getChatMember", False, Attempts.ONCE),
        ("getMyCommands", False, Attempts.UNTIL_DONE),
    ],
)
def test_what_makes_something_anew_is_repeated_for_answers_alone(
    endpoint: str, attempts: Attempts, *, is_answer: bool
) -> None:
    """Whatever may be done twice is tried for a minute."""
    assert attempts_at(endpoint, is_answer=is_answer) is attempts


async def test_many_chats_that_hang_leave_room_for_others(
    api: BotApi, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More calls hang than go out at once, and somebody else is answered."""
    monkeypatch.setattr("bot.telegram.serving.FINISH_WITHIN_S", 0.01)
    hanging = OTHERS[:20]
    api.fail("sendMessage", *[Hold() for _ in hanging])
    async with serving(admins=ADMINS):
        for who in hanging:
            api.says(who, QUESTION)
        await api.until(lambda: len(api.called("sendMessage")) == len(hanging))
        await says(api, MEMBER, QUESTION)


async def test_a_slow_chat_does_not_hold_up_what_telegram_may_forget(
    api: BotApi, serving: Serving
) -> None:
    """More updates than Telegram gives at once are behind it, and all are answered."""
    hold = Hold()
    api.fail("sendMessage", hold)
    async with serving(admins=ADMINS):
        api.says(MEMBER, QUESTION)
        await hold.reached.wait()
        for _ in range(4):
            for who in OTHERS:
                api.says(who, QUESTION)
        for who in OTHERS:
            await api.answers_in(private(who), count=4)
        assert cards(api) == []
        hold.released.set()
        await api.answers_in(CHAT)


async def test_a_locked_database_is_apologised_for_once(
    api: BotApi, serving: Serving, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Who wants something written hears it, who asks is answered; when it is free all goes on."""
    chat = private(STRANGER)
    caplog.set_level(logging.INFO)
    async with serving():
        await api.until(lambda: api.called("getUpdates"))
        with closing(sqlite3.connect(tmp_path / "state.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            answer = await says(api, STRANGER, "/start")
            assert answer["text"] == APOLOGY.text
            await says(api, MEMBER, QUESTION)
        api.says(STRANGER, "/start")
        [_, answer] = await api.answers_in(chat, count=2)
        assert answer["text"] != APOLOGY.text
    assert caplog.text.count("inbox.not_kept reason=LOCKED") == 1
    assert caplog.text.count("inbox.kept_again") == 1


@pytest.mark.usefixtures("groups")
async def test_a_room_is_answered_while_nothing_can_be_written(api: BotApi, tmp_path: Path) -> None:
    """Whoever comes in by it, too, and was not seen there before."""
    api.chats.join(TRAFFIC, NEWCOMER)
    with closing(sqlite3.connect(tmp_path / "state.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = await says(api, NEWCOMER, f"/find {QUESTION}", chat=TRAFFIC)
        assert CARD in answer["text"]


async def test_questions_are_answered_with_a_full_disk(
    api: BotApi,
    serving: Serving,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nothing can be kept; the bot logs that, and goes on serving."""
    opened: list[sqlite3.Connection] = []
    connected = state._connect

    def connect(path: Path) -> sqlite3.Connection:
        opened.append(connected(path))
        return opened[-1]

    monkeypatch.setattr(state, "_connect", connect)
    async with serving():
        await says(api, MEMBER, QUESTION)
        for connection in opened:
            connection.execute("PRAGMA max_page_count = 1")  # that is, as many as there are
        for number in range(2, 5):
            api.says(MEMBER, QUESTION + "\u3000" * 3900 + "담당")  # more than fits into free pages
            await api.answers_in(CHAT, count=number)
    assert caplog.text.count("inbox.not_kept reason=FULL") == 1


async def test_a_slow_chat_is_not_waited_for_while_nothing_can_be_kept(
    api: BotApi, serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram keeps the batch for a while, then the others come first."""
    monkeypatch.setattr(inbox, "UNKEPT_WAIT_S", 0.01)
    hold = Hold()
    api.fail("sendMessage", hold)
    async with serving(admins=ADMINS):
        await api.until(lambda: api.called("getUpdates"))
        with closing(sqlite3.connect(tmp_path / "state.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            api.says(MEMBER, QUESTION)
            await hold.reached.wait()
            api.says(OTHERS[0], QUESTION)
            await api.answers_in(private(OTHERS[0]))
            hold.released.set()
            await api.answers_in(CHAT)


async def test_a_held_up_flood_takes_no_room_from_others(
    api: BotApi,
    serving: Serving,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """More comes from one chat than is ever kept for it, and others are answered at once."""
    monkeypatch.setattr("bot.telegram.serving.FINISH_WITHIN_S", 0.01)
    api.fail("sendMessage", flood(A_LONG_WAIT_S))
    async with serving(admins=ADMINS) as task:
        for _ in range(20 * MAX_OF_SENDER):
            api.says(OTHERS[0], QUESTION)
        for number in range(1, 4):
            api.says(MEMBER, QUESTION)
            await api.answers_in(CHAT, count=number)
        assert cards(api, private(OTHERS[0])) == []
        assert caplog.text.count("queue.full") == 1
        assert not task.done()
