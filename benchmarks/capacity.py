"""How much load one process takes: `python -m benchmarks.capacity`.

Two minutes. A bot with many members and groups runs as a process of its own and talks to a Bot
API on loopback; processor time is what the operating system counts for it, so other work on the
machine hardly changes it. One reminder for all groups comes due in the second minute.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from benchmarks.labelled import LABELLED
from benchmarks.loopback import Loopback, asked_by_turns
from benchmarks.questions import read_questions
from benchmarks.tables import real_catalogue
from benchmarks.throughput import BOTS, OURS, cpu_s, let_in, serving
from bot.people.groups import Chat, Presence
from bot.people.store import groups
from bot.reminders.rules.reminder import Departments, Reminder
from bot.reminders.rules.schedule import Once, Schedule
from bot.reminders.rules.working_days import Shift
from bot.reminders.store import reminders

if TYPE_CHECKING:
    from bot.store.state import State, Tables

MEMBERS = 2_000
GROUPS = 300
QUESTIONS = 600
IDLE_S = 10
OFFICES = 243
TELEGRAM_PER_SECOND = 30  # messages of one bot


async def fill_office(state: State) -> None:
    """Members, groups of departments, and a reminder for all of them soon."""
    now = datetime.now(UTC)
    names = tuple(real_catalogue().by_department)
    due = (
        (now + timedelta(seconds=70))
        .astimezone(ZoneInfo("Asia/Seoul"))
        .replace(second=0, microsecond=0)
    )

    def change(db: Tables) -> None:
        for number in range(GROUPS):
            chat = Chat(
                chat_id=-1000 - number, title="group", presence=Presence.HERE, hears_all=False
            )
            groups.meet(db, chat, by=0, now=now)
            groups.bind(db, (chat.chat_id, None), [names[number % len(names)]], by=0, now=now)
        made = Reminder(
            audience=Departments(names=names),
            text="report",
            schedule=Schedule(rule=Once(day=due.date()), at=due.time(), shift=Shift.NONE),
            active_from=now,
        )
        reminders.add(db, made, by=0)

    await let_in(state, MEMBERS)
    await state.write(change)


def memory_mb(pid: int) -> float:
    """What a process holds in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def measure() -> dict[str, float]:
    """Each figure by its name."""
    texts = [question.query for question in read_questions(LABELLED)]
    async with serving(Loopback(), *BOTS[OURS], prepare=fill_office) as server:
        await server.ask(asked_by_turns(texts, people=MEMBERS, count=100))
        before = cpu_s(server.pid)
        await server.ask(asked_by_turns(texts, people=MEMBERS, count=QUESTIONS))
        answer_ms = 1000 * (cpu_s(server.pid) - before) / QUESTIONS
        goal = server.answered + GROUPS
        await server.until(goal - GROUPS + 1)
        before, began = cpu_s(server.pid), time.perf_counter()
        await server.until(goal)
        reminded_s = time.perf_counter() - began
        reminder_ms = 1000 * (cpu_s(server.pid) - before) / GROUPS
        await asyncio.sleep(2)
        before = cpu_s(server.pid)
        await asyncio.sleep(IDLE_S)
        return {
            "processor time an answer, ms": answer_ms,
            "answers a second on one core": 1000 / answer_ms,
            f"seconds to remind {GROUPS} groups due at one minute": reminded_s,
            "processor time a reminder, ms": reminder_ms,
            "of one core while idle, %": 100 * (cpu_s(server.pid) - before) / IDLE_S,
            "memory, MB": memory_mb(server.pid),
            f"memory of {OFFICES} such offices, GB": memory_mb(server.pid) * OFFICES / 1000,
        }


def printed(figures: dict[str, float]) -> list[str]:
    """The table as Markdown lines."""
    return ["| | |", "|---|--:|", *(f"| {name} | {value:.1f} |" for name, value in figures.items())]


def main() -> int:
    """Measure and print."""
    print(f"{MEMBERS} members, {GROUPS} groups; Telegram takes {TELEGRAM_PER_SECOND} a second\n")
    print(*printed(asyncio.run(measure())), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
