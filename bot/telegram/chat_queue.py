"""Updates of one chat one after another, those of different chats side by side.

Each chat has its own bounded queue, so that a chat that is flooded, or whose answers Telegram holds
up, takes no place from others.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Iterable
from dataclasses import dataclass, field

from telegram import Update

from bot.telegram.received import Origin, Received

LOG = logging.getLogger(__name__)

MAX_OF_SENDER = 20  # in one chat: more than anybody types while an answer is on its way
MAX_IN_CHAT = 200  # a busy group after an outage
REST_S = 5.0  # after a flood its sender is not read: dropping costs next to nothing
# Beyond that many in all chats, a sender with one update waiting has to wait with the next.
MAX_IN_ALL = 5_000


@dataclass(slots=True)
class _Chat:
    """What waits, the first of it being handled; and what was dropped of whom."""

    worker: asyncio.Task[None] = field(init=False)
    waiting: deque[Received] = field(default_factory=deque)
    dropped: dict[int | None, Origin] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class PerChatQueue:
    """One worker for each chat that has something to do.

    A sender who fills their part of a queue is read again REST_S after all of it is handled;
    `explain` is called with the last update that was dropped.
    """

    handle: Callable[[Received], Awaitable[None]]
    explain: Callable[[Origin], Awaitable[None]]
    mark_handled: Callable[[int], None]  # by its id
    _chats: dict[Hashable, _Chat] = field(default_factory=dict)
    _resting: dict[tuple[Hashable, int | None], float] = field(default_factory=dict)  # until when
    _workers: set[asyncio.Task[None]] = field(default_factory=set)

    def __len__(self) -> int:
        """How many updates wait or are being handled."""
        return sum(len(chat.waiting) for chat in self._chats.values())

    def admits(self, origin: Origin) -> bool:
        """Whether there is a free place; when there is none the update is noted as dropped."""
        sender = origin.queue, origin.user_id
        if (rested_at := self._resting.get(sender)) is not None:
            if asyncio.get_running_loop().time() < rested_at:
                return False
            del self._resting[sender]
        chat = self._chats.get(origin.queue)
        if chat is None or origin.kind == Update.INLINE_QUERY:
            return True
        most = MAX_OF_SENDER if len(self) < MAX_IN_ALL else 1
        if (
            origin.user_id not in chat.dropped
            and sum(one.origin.user_id == origin.user_id for one in chat.waiting) < most
            and len(chat.waiting) < MAX_IN_CHAT
        ):
            return True
        if origin.user_id not in chat.dropped:
            LOG.warning("queue.full chat=%d user=%s", origin.chat_id, origin.user_id)
        if origin.expects_answer or origin.user_id not in chat.dropped:
            chat.dropped[origin.user_id] = origin
        return False

    def put(self, received: Received) -> None:
        """Let an update wait for its turn."""
        origin = received.origin
        chat = self._chats.get(origin.queue)
        if chat is not None and origin.kind == Update.INLINE_QUERY:
            chat.worker.cancel()  # only what was typed last counts
            for outdated in chat.waiting:
                self.mark_handled(outdated.origin.update_id)
            chat = None
        if chat is None:
            chat = self._chats[origin.queue] = _Chat()
            chat.worker = asyncio.create_task(self._work(origin.queue, chat))
            self._workers.add(chat.worker)
            chat.worker.add_done_callback(self._workers.discard)
        chat.waiting.append(received)

    async def finish(self) -> None:
        """Wait until everything is handled."""
        while self._workers:
            await asyncio.wait(self._workers)

    async def close(self) -> None:
        """Give up what is not handled."""
        workers = list(self._workers)
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    def _let_rest(self, queue: Hashable, user_ids: Iterable[int | None]) -> None:
        now = asyncio.get_running_loop().time()
        if len(self._resting) > MAX_IN_ALL:
            self._resting = {who: until for who, until in self._resting.items() if until > now}
        self._resting.update({(queue, user_id): now + REST_S for user_id in user_ids})

    async def _work(self, queue: Hashable, chat: _Chat) -> None:
        try:
            while chat.waiting or chat.dropped:
                while chat.waiting:
                    received = chat.waiting[0]
                    await self.handle(received)
                    chat.waiting.popleft()
                    self.mark_handled(received.origin.update_id)
                    await asyncio.sleep(0)  # what is refused waits for nothing: others come first
                dropped, chat.dropped = chat.dropped, {}
                self._let_rest(queue, dropped)
                for origin in dropped.values():
                    if origin.expects_answer:
                        await self.explain(origin)
        finally:
            if self._chats.get(queue) is chat:
                del self._chats[queue]
