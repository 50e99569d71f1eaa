"""How long a call to the Bot API is tried, and how many go out at once.

| what came back | what is done |
|---|---|
| 429 | the call waits as long as Telegram asks, and so do all others to that chat |
| never begun: no connection | tried until there is one |
| anything else that is no answer | tried until there is one, if twice does no harm; else raised |

The library's own limiter stops all chats for one that is flooded, and retries nothing else.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.telegram import outage
from bot.telegram.errors import seconds, was_never_begun
from bot.telegram.outage import Outage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from telegram.error import TelegramError

T = TypeVar("T")

LOG = logging.getLogger(__name__)

# The library's pool of connections grows dear with their number: benchmarks/throughput.py.
AT_ONCE = 4
# After that a call waits for the network, not for us, and makes room for another one: so distance
# costs nothing, and what hangs in some chats holds up no others.
ROOM_AFTER_S = 0.02
FLOOD_SLACK_S = 0.1  # Telegram's waits are whole seconds

# Of the start, which serving repeats as a whole.
_ONCE = frozenset({"getMe", "deleteWebhook", "setWebhook"})
_NOT_TWICE = (
    *("send", "copy", "forward", "create"),  # each call makes another one
    "get",  # who asks decides without an answer, and the person waits no longer
)
_HARMLESS_THOUGH_SENT = "sendChatAction"


class Patience(BaseRateLimiter[int]):
    """Every call of the application goes through here, except polling."""

    def __init__(self) -> None:
        self._held: dict[object, float] = {}  # until when, by the loop's clock
        self._room = asyncio.Semaphore(AT_ONCE)
        self._outage = Outage(log=LOG, failing="calls fail", again="calls get through again")

    async def process_request(  # noqa: PLR0913, PLR0917 -- the library's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, T]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> T:
        """What the call returns, however often it takes. Raises TelegramError."""
        chat = data.get("chat_id", object())  # calls without a chat wait for themselves alone
        wait_s = outage.FIRST_WAIT_S
        try:
            while True:
                await self._until_free(chat)
                try:
                    async with self._some_room():
                        result = await callback(*args, **kwargs)
                except RetryAfter as flood:
                    self._hold(chat, seconds(flood) + FLOOD_SLACK_S)
                except NetworkError as fault:
                    if not may_be_repeated(endpoint, fault):
                        raise
                    self._outage.lost(fault)
                    await asyncio.sleep(wait_s)
                    wait_s = outage.longer(wait_s)
                else:
                    self._outage.over()
                    return result
        finally:
            self._forget_past_waits()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    def _hold(self, chat: object, wait_s: float) -> None:
        until = asyncio.get_running_loop().time() + wait_s
        self._held[chat] = max(until, self._held.get(chat, until))

    async def _until_free(self, chat: object) -> None:
        now = asyncio.get_running_loop().time
        while (left_s := self._held.get(chat, 0) - now()) > 0:  # noqa: ASYNC110 -- no event tells
            await asyncio.sleep(left_s)  # and meanwhile another call may be told to wait longer

    def _forget_past_waits(self) -> None:
        now = asyncio.get_running_loop().time()
        self._held = {chat: until for chat, until in self._held.items() if until > now}

    @asynccontextmanager
    async def _some_room(self) -> AsyncIterator[None]:
        await self._room.acquire()
        making_room = asyncio.get_running_loop().call_later(ROOM_AFTER_S, self._room.release)
        try:
            yield
        finally:
            if making_room.when() > asyncio.get_running_loop().time():
                making_room.cancel()
                self._room.release()


def may_be_repeated(endpoint: str, fault: TelegramError) -> bool:
    """Whether a failed call is to be made again, without anything happening twice."""
    if endpoint in _ONCE or not isinstance(fault, NetworkError) or isinstance(fault, BadRequest):
        return False
    if was_never_begun(fault) or endpoint == _HARMLESS_THOUGH_SENT:
        return True
    return not endpoint.startswith(_NOT_TWICE)
