"""What one chat's flood costs the others: a member's answer time with it, and without.

`python -m benchmarks.flood`: half a minute. The flood comes by turns with the member's questions,
each of which stands behind a whole poll of it. The server holds a chat to Telegram's limits: one
message a second beyond a short burst, twenty a minute in a group, thirty a second in all.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections import defaultdict, deque
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.loopback import BATCH, FIRST_PERSON, Loopback
from benchmarks.throughput import serving

if TYPE_CHECKING:
    from benchmarks.loopback import _Connection

QUESTION = "지역개발-05"
FLOOD = 6_000
TURNS = FLOOD // (BATCH - 1)  # with the member's question a poll is full
MEMBER, FLOODING_MEMBER, STRANGER = FIRST_PERSON, FIRST_PERSON + 1, 5
MAX_RATIO = 3.0
MAX_WORST_S = 5.0
BURST = 5  # messages to one chat before it is held to one a second
A_MINUTE_IN_GROUPS = 20
A_SECOND_IN_ALL = 30


class Limited(Loopback):
    """Takes messages as Telegram does; only answers to MEMBER count."""

    def __init__(self) -> None:
        super().__init__()
        self.refused = 0
        self._sent: defaultdict[int, deque[float]] = defaultdict(deque)

    def sent(self, connection: _Connection, chat_id: int) -> None:
        """Take a message, or tell how long to wait."""
        if (wait_s := self._wait_s(chat_id)) > 0:
            self.refused += 1
            connection.refuse(wait_s)
        elif chat_id == MEMBER:
            self._take(connection)
        else:
            connection.answer({"message_id": 1, "date": 0, "chat": {"id": chat_id, "type": "x"}})

    def _wait_s(self, chat_id: int) -> int:
        now = time.monotonic()
        if chat_id == MEMBER:
            return 0  # who waits for each answer is never held up
        within_s, most = (60.0, A_MINUTE_IN_GROUPS) if chat_id < 0 else (float(BURST), BURST)
        for key, seconds, limit in ((chat_id, within_s, most), (0, 1.0, A_SECOND_IN_ALL)):
            times = self._sent[key]
            while times and now - times[0] > seconds:
                times.popleft()
            if len(times) >= limit:
                return int(seconds - (now - times[0])) + 1
        for key in (chat_id, 0):
            self._sent[key].append(now)
        return 0


async def answer_times_s(server: Limited, flooder: int | None) -> list[float]:
    """How long each of the member's questions waited for its answer."""
    times = []
    for _ in range(TURNS):
        if flooder is not None:
            server.put(flooder, QUESTION, BATCH - 1)
        times.append(await server.ask([(MEMBER, QUESTION)]))
    return times


async def measure() -> dict[str, list[float]]:
    """The answer times by what went on meanwhile; one process, one after the other."""
    async with serving(Limited(), "bot") as server:
        await answer_times_s(server, None)  # warm
        return {
            "no flood": await answer_times_s(server, None),
            "a stranger's flood": await answer_times_s(server, STRANGER),
            "a member's flood": await answer_times_s(server, FLOODING_MEMBER),
        }


def printed(results: dict[str, list[float]]) -> list[str]:
    """The table as Markdown lines."""
    base = median(results["no flood"])
    return [
        "| | median ms | ratio | worst ms |",
        "|---|--:|--:|--:|",
        *(
            f"| {name} | {1000 * median(times):.1f} | {median(times) / base:.2f} "
            f"| {1000 * max(times):.0f} |"
            for name, times in results.items()
        ),
    ]


def main() -> int:
    """Measure and print; 1 when a target is missed."""
    results = asyncio.run(measure())
    print(*printed(results), sep="\n")
    base = median(results["no flood"])
    is_met = all(
        median(times) / base <= MAX_RATIO and max(times) <= MAX_WORST_S
        for times in results.values()
    )
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
