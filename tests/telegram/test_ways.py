"""How many files of the bot a question, a reminder and a press go through."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.paths import ROOT
from tests.telegram.office import (
    ADMIN,
    ANSWERER,
    TRAFFIC,
    presses,
    register_group,
    says,
    set_reminder,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from sqlite_utils import Database

    from bot.reminders.delivery import DeliveryWorker
    from tests.botapi.server import BotApi
    from tests.telegram.office import At

BOT = f"{ROOT / 'bot'}/"
MOST = {
    "question": 71,
    "reminder": 24,
    "press": 37,
}  # what they are today: they may fall, never rise
# What the clock starts beside falls into any way, on a busy machine into each.
BESIDE = ("TableWorker.run", "Digests.", "Boards.run", "Retention.", "Watch.", "State.keep")
REMINDING = "DeliveryWorker."
NINE = datetime(2026, 12, 7, 0, 0, tzinfo=UTC)


def updates_in_hand(db: Database) -> int:
    """How many updates are not handled yet."""
    return db.table("inbox").count_where("content IS NOT NULL")


@contextmanager
def traced(name: str) -> Iterator[None]:
    """Count the calls into each file of the bot, and compare the number of files with MOST."""
    calls: Counter[str] = Counter()
    beside = BESIDE if name == "reminder" else (*BESIDE, REMINDING)

    def note(frame: FrameType, event: str, _: Any) -> None:
        file = frame.f_code.co_filename
        if event != "call" or not file.startswith(BOT) or frame.f_code.co_name.startswith("<"):
            return
        task = asyncio.current_task()
        started = "" if task is None else task.get_coro().__qualname__  # type: ignore[union-attr]
        if not started.startswith(beside):
            calls[file.removeprefix(BOT)] += 1

    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(None)
    folders = {file.rpartition("/")[0] or file for file in calls}
    sys.stderr.write(
        f"{name}: {len(calls)} files in {len(folders)} folders, {calls.total()} calls\n"
    )
    assert 0 < len(calls) <= MOST[name], sorted(calls)


async def test_the_ways_through_the_code_stay_short(
    api: BotApi, at: At, office: None, deliveries: list[DeliveryWorker]
) -> None:
    """Whoever reads one of them has so many files to open; `make test ARGS="-s -k ways"`."""
    await register_group(api, TRAFFIC, "교통행정과", ANSWERER)
    await set_reminder(api, "/remind 교통행정과 12월 7일 9시 주간 추진상황 입력")
    await says(api, ADMIN, "지역개발-05 담당 누구예요?")
    state = deliveries[-1].office.state
    with traced("question"):
        await says(api, ADMIN, "댕댕이 담당 누구예요?")
        await api.until(lambda: not state.read(updates_in_hand))  # what follows the answer
    with traced("reminder"):
        reminder = await at(NINE, TRAFFIC)
    with traced("press"):
        await presses(api, ANSWERER, reminder, "확인")
