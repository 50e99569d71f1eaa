"""Updates of one chat one after another, those of different chats side by side."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

# Updates that wait for their chat's turn count too, so that a busy chat leaves room for others.
MAX_WAITING = 10_000


@dataclass(slots=True)
class _Queue:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class Turns(BaseUpdateProcessor):
    """Gives each chat one lock, for as long as the chat has something to do.

    `handled` is told the id of each update that was handled, and of none that was given up.
    """

    def __init__(self, handled: Callable[[int], None] = lambda _: None) -> None:
        super().__init__(max_concurrent_updates=MAX_WAITING)
        self._handled = handled
        self._queues: dict[Hashable, _Queue] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn, then handle the update; locks are fair, so order is kept."""
        whose = _turn_of(update)
        queue = self._queues.setdefault(whose, _Queue())
        queue.length += 1
        if (task := asyncio.current_task()) is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            async with queue.lock:
                await coroutine
                if isinstance(update, Update):
                    self._handled(update.update_id)
        finally:
            queue.length -= 1
            if queue.length == 0:
                del self._queues[whose]
            if asyncio.iscoroutine(coroutine):
                coroutine.close()  # of use only when we were cancelled before our turn came

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Give up what is still unfinished."""
        unfinished = list(self._tasks)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)


def _turn_of(update: object) -> Hashable:
    """What an update waits its turn with: its chat, else its person; what somebody types, alone."""
    if not isinstance(update, Update):
        return None
    if update.inline_query is not None:
        return "inline", update.update_id  # the newest counts, and it must not wait for the others
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else None
