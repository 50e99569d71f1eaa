"""A process that is killed while it sends: nothing lost, nothing doubled."""

from __future__ import annotations

import random
import signal
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.features import SCHEMA
from bot.people.groups import Chat, Presence
from bot.people.messages import IN_FLIGHT
from bot.people.store import groups
from bot.reminders.rules.deliveries import Status
from bot.reminders.rules.reminder import Departments, Reminder
from bot.reminders.rules.schedule import Once, Schedule
from bot.reminders.rules.working_days import Shift
from bot.reminders.store import reminders
from bot.store.state import State
from tests.botapi.people import private, supergroup
from tests.reminders.delivery.office import every_delivery
from tests.telegram.office import MEMBER
from tests.telegram.process import on

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store.state import Tables
    from tests.botapi.server import BotApi

SEOUL = ZoneInfo("Asia/Seoul")
CHATS = [supergroup(-1001 - number, f"{number:02}") for number in range(60)]
KILLS = 4


async def prepare(path: Path) -> None:
    """Sixty groups, and a reminder that came due two minutes ago."""
    due_at = datetime.now(SEOUL).replace(second=0, microsecond=0) - timedelta(minutes=2)
    set_at = due_at - timedelta(hours=1)

    def change(db: Tables) -> None:
        for chat in CHATS:
            here = Chat(
                chat_id=chat["id"], title=chat["title"], presence=Presence.HERE, hears_all=False
            )
            groups.meet(db, here, by=MEMBER["id"], now=set_at)
            groups.bind(db, (chat["id"], None), ["도시계획과"], by=MEMBER["id"], now=set_at)
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
            process.send(signal.SIGKILL)
            await process.wait_until_ended()
    async with on(api, BOT_STATE_DB=str(path)) as process:
        await api.until(
            lambda: CHATS[-1]["id"] in {c["chat_id"] for c in api.called("sendMessage")}
        )
        process.send(signal.SIGTERM)
        status, _ = await process.wait_until_ended()
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
