"""Answers a second and latency of the whole bot, beside a bare echo bot on the same library.

`python -m benchmarks.throughput [ROUNDS]`: a minute. Every bot runs as a process of its own and
talks HTTP to a Bot API server on loopback in this one. The echo bot is measured as the library has
it for many chats, side by side, and handling one update after another: that is quickest where a
call takes no time, and slowest where it takes its way to Telegram. It has the same dependencies
installed, and the library's own requests; in the last line of the echo bots, ours.

The bots take turns every second, question by question for the latency. A ratio is that of one
round, whose halves see the same machine; its median and quartiles are shown. Processor time is
counted whatever else runs here.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, TypeVar

from benchmarks.labelled import LABELLED
from benchmarks.loopback import FIRST_PERSON, TOKEN, Loopback, asked_by_turns
from benchmarks.questions import read_questions
from bot.features import SCHEMA
from bot.people.access import Role
from bot.people.store import people
from bot.store.state import State

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence

    from bot.store.state import Tables

ServerT = TypeVar("ServerT", bound=Loopback)

ROUNDS = 12
PEOPLE = 200
WARM_UP = 300  # every labelled question, twice
AT_ONCE = 100  # questions that wait when the clock starts: a poll
ONE_BY_ONE = 20
DISTANCE_S = 0.05  # a call's time to Telegram and back
FROM_AFAR = 100  # questions, once
# Of the answers a second and the latency of the echo bot that handles one update after another.
MIN_ANSWERS, MAX_LATENCY = 0.8, 1.3
STOP_WITHIN_S = 15.0
ROOT = Path(__file__).parent.parent
ECHO, ECHO_ONE_BY_ONE, OURS = "echo bot", "echo bot, one after another", "pledge bot"
ECHO_WITH_OUR_REQUESTS = f"{ECHO_ONE_BY_ONE}, with our requests"
BOTS = {
    ECHO: ("benchmarks.echo",),
    ECHO_ONE_BY_ONE: ("benchmarks.echo", "1"),
    ECHO_WITH_OUR_REQUESTS: ("benchmarks.echo", "1", "bot.telegram.request:BotApiRequest"),
    OURS: ("bot",),
}


@dataclass(slots=True, kw_only=True)
class Measured:
    """One bot's figures: lists of a round each, and the latencies of all rounds."""

    per_second: list[float] = field(default_factory=list)
    processor_ms: list[float] = field(default_factory=list)  # an answer's
    latency_ms: list[float] = field(default_factory=list)  # the round's median
    latencies_ms: list[float] = field(default_factory=list)
    per_second_afar: float = 0.0


async def measure(rounds: int) -> dict[str, Measured]:
    """What each bot does, by its name."""
    texts = [question.query for question in read_questions(LABELLED)]
    results = {name: Measured() for name in BOTS}
    async with AsyncExitStack() as stack:
        turns = [
            (results[name], await stack.enter_async_context(serving(Loopback(), *module)))
            for name, module in BOTS.items()
        ]
        for _, server in turns:
            await server.ask(asked_by_turns(texts, people=PEOPLE, count=WARM_UP))
        for number in range(rounds):
            await _measure_round(turns, texts[number % len(texts) :] + texts)
            turns.reverse()  # nobody is always the first
        for result, server in turns:
            server.delay_s = DISTANCE_S
            asked = asked_by_turns(texts, people=PEOPLE, count=FROM_AFAR)
            result.per_second_afar = FROM_AFAR / await server.ask(asked)
    return results


def printed(results: dict[str, Measured]) -> list[str]:
    """The table as Markdown lines: medians over the rounds, and ours as ratios to the others'."""
    lines = [
        "| | answers a second | latency, median ms | p95 ms | processor time an answer, ms "
        f"| answers a second with {1000 * DISTANCE_S:.0f} ms to Telegram and back |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, result in results.items():
        p95 = quantiles(result.latencies_ms, n=20)[-1]
        lines.append(
            f"| {name} | {median(result.per_second):.0f} | {median(result.latencies_ms):.1f} "
            f"| {p95:.1f} | {median(result.processor_ms):.2f} | {result.per_second_afar:.0f} |"
        )
    ours = results[OURS]
    for name in (ECHO, ECHO_ONE_BY_ONE, ECHO_WITH_OUR_REQUESTS):
        theirs = results[name]
        lines.append(
            f"| **ours / {name}** | **{_spread(ours.per_second, theirs.per_second)}** "
            f"| **{_spread(ours.latency_ms, theirs.latency_ms)}** | "
            f"| {_spread(ours.processor_ms, theirs.processor_ms)} "
            f"| {ours.per_second_afar / theirs.per_second_afar:.2f} |"
        )
    return lines


def is_quick_enough(results: dict[str, Measured]) -> bool:
    """Whether both targets are met."""
    ours, theirs = results[OURS], results[ECHO_ONE_BY_ONE]
    return (
        median(_ratios(ours.per_second, theirs.per_second)) >= MIN_ANSWERS
        and median(_ratios(ours.latency_ms, theirs.latency_ms)) <= MAX_LATENCY
    )


def _spread(ours: Sequence[float], others: Sequence[float]) -> str:
    low, middle, high = quantiles(_ratios(ours, others), n=4, method="inclusive")
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


def _ratios(ours: Sequence[float], others: Sequence[float]) -> list[float]:
    return [mine / theirs for mine, theirs in zip(ours, others, strict=True)]


async def _measure_round(turns: Sequence[tuple[Measured, Loopback]], texts: Sequence[str]) -> None:
    for result, server in turns:
        before = cpu_s(server.pid)
        took_s = await server.ask(asked_by_turns(texts, people=PEOPLE, count=AT_ONCE))
        result.per_second.append(AT_ONCE / took_s)
        result.processor_ms.append(1000 * (cpu_s(server.pid) - before) / AT_ONCE)
    for question in asked_by_turns(texts, people=PEOPLE, count=ONE_BY_ONE):
        for result, server in turns:
            result.latencies_ms.append(1000 * await server.ask([question]))
    for result, _ in turns:
        result.latency_ms.append(median(result.latencies_ms[-ONE_BY_ONE:]))


@asynccontextmanager
async def serving(
    server: ServerT, *module: str, prepare: Callable[[State], Awaitable[None]] | None = None
) -> AsyncIterator[ServerT]:
    """A bot's process and its server; `prepare` writes into its database before it starts."""
    await server.start()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **_without_ours(os.environ.items()),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": server.url,
            "BOT_STATE_DB": f"{folder}/state.db",
            "BOT_ADMINS": "1",
        }
        with State(Path(environment["BOT_STATE_DB"]), SCHEMA) as state:
            await let_in(state, PEOPLE)
            if prepare is not None:
                await prepare(state)
        log = Path(folder, "log")  # no pipe: a full one would hold the bot up
        with log.open("wb") as written:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *module, cwd=ROOT, env=environment, stderr=written
            )
        server.pid = process.pid
        try:
            yield server
        finally:
            process.terminate()
            asyncio.get_running_loop().call_later(STOP_WITHIN_S, _kill, process)
            await process.wait()
            server.close()
            if b"failed" in (lines := log.read_bytes()):
                sys.stderr.buffer.write(lines)


def _kill(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()


async def let_in(state: State, count: int) -> None:
    """Let so many people in, in one transaction."""
    now = datetime.now(UTC)

    def change(db: Tables) -> None:
        for user_id in range(FIRST_PERSON, FIRST_PERSON + count):
            people.let_in(db, user_id, name="", role=Role.MEMBER, now=now)

    await state.write(change)


def cpu_s(pid: int) -> float:
    """The processor time that a process has taken."""
    return time.clock_gettime(~pid << 3 | 2)  # what clock_getcpuclockid(3) makes of it on Linux


def _without_ours(environment: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {
        name: value
        for name, value in environment
        if not name.startswith("BOT_") and not name.lower().endswith("_proxy")
    }


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 when a target is missed."""
    rounds = int(arguments[0]) if arguments else ROUNDS
    results = asyncio.run(measure(rounds))
    print("\n".join(printed(results)), flush=True)
    return 0 if is_quick_enough(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
