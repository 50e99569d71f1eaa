"""kill -9 at any moment: the next process goes on where the last one was."""

from __future__ import annotations

import random
import signal
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.features import SCHEMA
from bot.people.messages import IN_FLIGHT
from bot.reminders.rules.deliveries import Status
from bot.reminders.rules.reminder import Departments, Reminder
from bot.reminders.rules.schedule import Once, Schedule
from bot.reminders.rules.working_days import Shift
from bot.reminders.store import reminders
from bot.store.state import State
from tests.botapi.people import person, private, supergroup
from tests.botapi.server import Hold
from tests.reminders.delivery.office import every_delivery
from tests.store.made import put_state
from tests.telegram.office import (
    ANSWERER,
    MEMBER,
    PLANNER,
    PLANNING,
    TRAFFIC,
    bind,
    data_of,
    introduces,
    message_to,
    newest,
    now_reads,
    opens_chat,
    press_and_read,
    presses,
    register_group,
    says,
)
from tests.telegram.process import on

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store.state import Tables
    from tests.botapi.server import BotApi

CHAT = private(MEMBER)
PEOPLE = [person(100 + number) for number in range(8)]
ADMINS = ",".join(str(who["id"]) for who in PEOPLE)
QUESTIONS = [f"지역개발-{number:02d}" for number in range(1, 6)]
KILLS = 4
SEOUL = ZoneInfo("Asia/Seoul")
CHATS = [supergroup(-1001 - number, f"{number:02}") for number in range(60)]


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """Of an office that was there before: no admin is sent that it is new while a call is held."""
    put_state(tmp_path / "state.db")
    return {"BOT_STATE_DB": str(tmp_path / "state.db")}


def unfinished(settings: dict[str, str]) -> list[int]:
    """The updates that a process would still have to handle."""
    with closing(sqlite3.connect(settings["BOT_STATE_DB"])) as db:
        rows = db.execute("SELECT update_id FROM inbox WHERE content IS NOT NULL").fetchall()
    return [update_id for (update_id,) in rows]


@pytest.mark.parametrize("seed", [1, 2])
async def test_no_question_is_lost_whenever_the_process_is_killed(
    api: BotApi, settings: dict[str, str], seed: int
) -> None:
    """An answer comes twice only where a kill came between its arrival and its note."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    settings = {**settings, "BOT_ADMINS": ADMINS}
    for who in PEOPLE:
        for question in QUESTIONS:
            api.says(who, question)
    for _ in range(KILLS):
        async with on(api, **settings) as process:
            answers = len(api.called("sendMessage")) + chance.randrange(8)
            await api.until(lambda count=answers: len(api.called("sendMessage")) >= count)  # type: ignore[misc]
            status, _ = await process.kill()
        assert status == -signal.SIGKILL
    async with on(api, **settings) as process:
        for who in PEOPLE:
            api.says(who, "지역개발-06")
            await api.until(
                lambda who=who: any("지역개발-06" in m["text"] for m in api.of_bot(private(who)))  # type: ignore[misc]
            )
        await process.stop()
    for who in PEOPLE:
        texts = [message["text"] for message in api.of_bot(private(who))]
        for question in QUESTIONS:
            assert any(question in text for text in texts)
        # A chat has one answer under way at a time.
        assert len(texts) <= len(QUESTIONS) + 1 + KILLS
    assert unfinished(settings) == []


async def test_what_was_answered_is_not_answered_again(
    api: BotApi, settings: dict[str, str]
) -> None:
    """Although Telegram never heard that it was fetched, and gives it once more."""
    hold = Hold()
    async with on(api, **settings) as process:
        await api.until(lambda: api.called("getUpdates"))
        api.fail("getUpdates", hold)  # the next one, which would tell Telegram
        api.says(MEMBER, "지역개발-05")
        await hold.reached.wait()
        await api.answers_in(CHAT)
        while unfinished(settings):
            pass
        await process.kill()
    async with on(api, **settings) as process:
        api.says(MEMBER, "지역개발-06")
        await api.answers_in(CHAT, count=2)
        await process.stop()
    assert ["지역개발-05" in message["text"] for message in api.of_bot(CHAT)] == [True, False]


async def test_what_telegram_has_forgotten_is_answered_by_the_next_process(
    api: BotApi, settings: dict[str, str]
) -> None:
    """The update was fetched and confirmed, and the process was killed while answering."""
    hold = Hold()
    api.fail("sendMessage", hold)
    async with on(api, **settings) as process:
        api.says(MEMBER, "지역개발-05")
        await hold.reached.wait()
        await api.until(lambda: api.offset)
        await process.kill()
    assert len(unfinished(settings)) == 1
    async with on(api, **settings) as process:
        [answer] = await api.answers_in(CHAT)
        await process.stop()
    assert "지역개발-05" in answer["text"]


async def test_who_was_approved_hears_of_it_although_the_process_was_killed(
    api: BotApi, settings: dict[str, str]
) -> None:
    """Between the decision and the message about it; a second tap sends it no second time."""
    hold, newcomer = Hold(), person(400, "최신입")
    async with on(api, **settings) as process:
        await opens_chat(api, MEMBER)
        await introduces(api, newcomer)
        request = await message_to(api, MEMBER, "(400)")
        api.fail("editMessageText", hold)  # shows the decision to the coordinators
        api.taps_on(MEMBER, request, data_of(request, "승인"))
        await hold.reached.wait()
        await process.kill()
    async with on(api, **settings) as process:
        await message_to(api, newcomer, "승인되었어요")
        again = await presses(api, MEMBER, request, "승인")
        await process.stop()
    assert "이미 처리된 요청이에요" in again["text"]
    texts = [message["text"] for message in api.of_bot(private(newcomer))]
    assert sum("승인되었어요" in text for text in texts) == 1


async def test_a_group_hears_of_a_decision_although_the_process_was_killed(
    api: BotApi, settings: dict[str, str]
) -> None:
    """Between the decision and the messages about it; a second tap sends them no second time."""
    hold = Hold()
    async with on(api, **settings) as process:
        await opens_chat(api, MEMBER)
        await register_group(api, TRAFFIC, "교통행정과", ANSWERER)
        await register_group(api, PLANNING, "도시계획과", PLANNER)
        check = await says(api, MEMBER, "/remind 교통행정과 매주 월 9시 주간 추진상황 입력")
        stands = await press_and_read(api, MEMBER, check, "이대로 알리기")
        panel = await press_and_read(api, MEMBER, stands, "자세히")
        await presses(
            api, MEMBER, await press_and_read(api, MEMBER, panel, "지금 보내기"), "지금 보내기"
        )
        await api.until(lambda: "주간 추진상황" in newest(api, TRAFFIC)["text"])
        reminder = newest(api, TRAFFIC)
        await presses(api, ANSWERER, reminder, "우리 부서 아님")
        asked = await message_to(api, MEMBER, "우리 부서 일이 아니라고")
        asked = await press_and_read(api, MEMBER, asked, "부서 고르기")
        api.fail("editMessageText", hold)  # shows the decision to the group
        api.taps_on(MEMBER, asked, data_of(asked, "도시계획과"))
        await hold.reached.wait()
        await process.kill()
    async with on(api, **settings) as process:
        await api.until(lambda: "도시계획과로 보냈어요" in newest(api, TRAFFIC)["text"])
        await api.until(lambda: "보냈어요" in now_reads(api, asked))
        decided = api.messages[asked["chat"]["id"], asked["message_id"]]
        await presses(api, MEMBER, decided, "보낸 것 되돌리기")
        await api.until(lambda: "담당을 다시 확인하고" in newest(api, TRAFFIC)["text"])
        await process.stop()
    texts = [message["text"] for message in api.of_bot(TRAFFIC)]
    assert sum("도시계획과로 보냈어요" in text for text in texts) == 1
    assert sum("담당을 다시 확인하고" in text for text in texts) == 1


async def prepare(path: Path) -> None:
    """Sixty groups, and a reminder that came due two minutes ago."""
    due_at = datetime.now(SEOUL).replace(second=0, microsecond=0) - timedelta(minutes=2)
    set_at = due_at - timedelta(hours=1)

    def change(db: Tables) -> None:
        for chat in CHATS:
            bind(db, chat, "도시계획과", now=set_at)
        made = Reminder(
            audience=Departments(names=("도시계획과",)),
            text="실적 제출",
            schedule=Schedule(rule=Once(day=due_at.date()), at=due_at.time(), shift=Shift.NONE),
            active_from=set_at,
        )
        reminders.add(db, made, by=MEMBER["id"])

    with State(path, SCHEMA) as state:
        await state.write(change)


def standing(path: Path) -> dict[int, Status]:
    """Where each chat's message stands."""
    with State(path, SCHEMA) as state:
        found = state.read(every_delivery)
    assert len({delivery.chat_id for delivery in found}) == len(found)
    return {delivery.chat_id: delivery.status for delivery in found}


async def test_kill_9_loses_nothing_and_doubles_nothing(api: BotApi, tmp_path: Path) -> None:
    """At any moment, several times over."""
    path = tmp_path / "state.db"
    await prepare(path)
    for chat in (*CHATS, private(MEMBER)):
        api.know(chat)
    chance = random.Random(9)  # noqa: S311 -- moments, not secrets
    for _ in range(KILLS):
        calls = len(api.called("sendMessage")) + chance.randint(1, 12)
        async with on(api, BOT_STATE_DB=str(path)) as process:
            await api.until(lambda calls=calls: len(api.called("sendMessage")) >= calls)  # type: ignore[misc]
            await process.kill()
    async with on(api, BOT_STATE_DB=str(path)) as process:
        await api.until(
            lambda: CHATS[-1]["id"] in {c["chat_id"] for c in api.called("sendMessage")}
        )
        status, _ = await process.stop()
    assert status == 0
    stands = standing(path)
    assert stands.keys() == {chat["id"] for chat in CHATS}
    arrived = Counter(message["chat"]["id"] for message in api.messages.values())
    for chat_id, where in stands.items():
        if where is Status.SENT:
            assert arrived[chat_id] == 1
        else:
            assert where is Status.UNCERTAIN
            assert arrived[chat_id] <= 1
    uncertain = Counter(stands.values())[Status.UNCERTAIN]
    assert uncertain <= KILLS * IN_FLIGHT
