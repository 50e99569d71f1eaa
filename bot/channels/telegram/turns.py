"""Updates of one chat one after another, those of different chats side by side."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

if TYPE_CHECKING:
    from collections.abc import Awaitable

# Updates that wait for their chat's turn count too, so that a busy chat leaves room for others.
MAX_WAITING = 10_000


@dataclass(slots=True)
class _Queue:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class Turns(BaseUpdateProcessor):
    """Gives each chat one lock, for as long as the chat has something to do."""

    def __init__(self) -> None:
        super().__init__(max_concurrent_updates=MAX_WAITING)
        self._queues: dict[int, _Queue] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn, then handle the update; locks are fair, so order is kept."""
        chat_id = _chat_id(update)
        queue = self._queues.setdefault(chat_id, _Queue())
        queue.length += 1
        if (task := asyncio.current_task()) is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            async with queue.lock:
                await coroutine
        finally:
            queue.length -= 1
            if queue.length == 0:
                del self._queues[chat_id]
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


def _chat_id(update: object) -> int:
    if isinstance(update, Update):
        if update.effective_chat is not None:
            return update.effective_chat.id
        if update.effective_user is not None:
            return update.effective_user.id
    return 0
