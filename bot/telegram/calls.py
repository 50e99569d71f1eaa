"""Calls of the Bot API: what is read of an answer, how long one is tried, how many at once.

| what came back | what is done |
|---|---|
| 429 | the call waits as long as Telegram asks, and so do all others to that chat |
| never begun: no connection | tried until there is one |
| anything else that is no answer | see Attempts |

The library's own limiter stops all chats for one that is flooded, and retries nothing else.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import partial
from typing import Any, TypeVar

from telegram import Bot, Update
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.telegram.errors import described, seconds, was_never_begun
from bot.telegram.request import BotApiRequest

T = TypeVar("T")
Json = dict[str, Any]  # an object of the Bot API

LOG = logging.getLogger(__name__)

TIMEOUT_S = 10.0  # of a call by a bot without an application
FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 15.0  # while the Bot API is not reached
FLOOD_SLACK_S = 0.1  # Telegram's waits are whole seconds
RETRY_FOR_S = 60.0  # people wait no longer, and the next in the chat wait behind them

# Of the start, which serving repeats as a whole.
_OF_THE_START = frozenset({"getMe", "deleteWebhook", "setWebhook"})
_SENDS = ("send", "copy", "forward", "create")  # each call makes another one
_ASKS = "get"  # who asks decides without an answer, and the person waits no longer
_HARMLESS_THOUGH_SENT = "sendChatAction"
_OF_THE_PAGE = ("MyCommands", "MyDescription", "MyShortDescription", "ChatMenuButton")
_TO_THE_PERSON = frozenset({"answerCallbackQuery", "answerInlineQuery"})


@dataclass(slots=True, kw_only=True)
class Outage:
    """Whether the `subject` (updates, calls) fails: a log line a change, growing waits."""

    log: logging.Logger
    subject: str
    fault: str | None = None
    wait_s: float = field(default_factory=lambda: FIRST_WAIT_S)

    def record_failure(self, fault: Exception) -> float:
        """How many seconds to wait before the next try."""
        if (described_fault := described(fault)) != self.fault:
            is_double = isinstance(fault, Conflict)
            reason = "another process polls with this BOT_TOKEN" if is_double else described_fault
            self.log.warning(f"{self.subject}.failing reason=%s", reason)
            self.fault = described_fault
        if isinstance(fault, RetryAfter):
            return seconds(fault)
        wait_s, self.wait_s = self.wait_s, _longer(self.wait_s)
        return wait_s

    def over(self) -> None:
        """Note that it works again."""
        if self.fault is not None:
            self.log.info(f"{self.subject}.restored")
        self.fault, self.wait_s = None, FIRST_WAIT_S


def _longer(wait_s: float) -> float:
    return min(2 * wait_s, LONGEST_WAIT_S)


class Attempts(Enum):
    """How often a call is made that failed and may have been done nevertheless."""

    ONCE = auto()  # doing it twice would matter
    FOR_A_MINUTE = auto()  # an answer that is seen twice costs a glance
    UNTIL_DONE = auto()


@dataclass(slots=True, kw_only=True)
class Exchange:
    """The update being handled: the chat its answer goes to, and whether it was answered."""

    chat_id: int | None
    answered: bool = False
    failed: tuple[str, BaseException] | None = None  # the last call that failed

    def is_answer(self, endpoint: str, data: dict[str, Any]) -> bool:
        """Whether a call answers the update, and is not work beside its answer."""
        if endpoint in _TO_THE_PERSON:
            return True
        is_here = data.get("chat_id") == self.chat_id or "inline_message_id" in data
        return is_here and (endpoint.startswith("edit") or _makes_anew(endpoint))

    def is_answered(self, error: BaseException) -> bool:
        """Whether the person has an answer in spite of this error; a tap waits for its own."""
        return self.answered and self.failed != ("answerCallbackQuery", error)


_EXCHANGE: ContextVar[Exchange | None] = ContextVar("exchange", default=None)


@contextmanager
def exchange_of(update: Update) -> Iterator[Exchange]:
    """Take the calls within the block for the answer to this update, where they are."""
    chat = update.effective_chat
    exchange = Exchange(chat_id=chat.id if chat is not None else None)
    before = _EXCHANGE.set(exchange)
    try:
        yield exchange
    finally:
        _EXCHANGE.reset(before)


class RetryingRateLimiter(BaseRateLimiter[Attempts]):
    """Every call of the application goes through here, except polling."""

    def __init__(self) -> None:
        self._held: dict[object, float] = {}  # until when, by the loop's clock
        self._outage = Outage(log=LOG, subject="calls")

    async def process_request(  # noqa: PLR0913, PLR0917 -- the library's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, T]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Attempts | None,
    ) -> T:
        """What the call returns, however often it takes. Raises TelegramError."""
        exchange = _EXCHANGE.get()
        is_answer = exchange is not None and exchange.is_answer(endpoint, data)
        attempts = rate_limit_args or attempts_at(endpoint, is_answer=is_answer)
        try:
            chat = data.get("chat_id", object())  # calls without one wait for themselves alone
            result = await self._call(partial(callback, *args, **kwargs), endpoint, chat, attempts)
        except Exception as error:
            if exchange is not None:
                exchange.failed = endpoint, error
            raise
        # A proxy may call anything a success.
        is_message = isinstance(result, dict) and "message_id" in result
        if exchange is not None and is_answer and (result is True or is_message):
            exchange.answered = True
        return result

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def _call(
        self,
        callback: Callable[[], Coroutine[Any, Any, T]],
        endpoint: str,
        chat: object,
        attempts: Attempts,
    ) -> T:
        wait_s, now = FIRST_WAIT_S, asyncio.get_running_loop().time
        give_up_at = now() + RETRY_FOR_S
        try:
            while True:
                await self._wait_until_free(chat)
                try:
                    result = await callback()
                except RetryAfter as flood:
                    until = now() + seconds(flood) + FLOOD_SLACK_S
                    self._held[chat] = max(until, self._held.get(chat, until))
                except NetworkError as fault:
                    if _is_final(fault, endpoint, attempts, is_late=now() + wait_s > give_up_at):
                        raise
                    # Its wait grows with every call that fails: many at once would wait too long.
                    self._outage.record_failure(fault)
                    await asyncio.sleep(wait_s)
                    wait_s = _longer(wait_s)
                else:
                    self._outage.over()
                    return result
        finally:
            self._held = {held: until for held, until in self._held.items() if until > now()}

    async def _wait_until_free(self, chat: object) -> None:
        now = asyncio.get_running_loop().time
        while (left_s := self._held.get(chat, 0) - now()) > 0:  # noqa: ASYNC110 -- there is no event
            await asyncio.sleep(left_s)  # and meanwhile another call may extend the wait


def attempts_at(endpoint: str, *, is_answer: bool) -> Attempts:
    """How often a call may be made, without anything happening twice that matters."""
    if endpoint.endswith(_OF_THE_PAGE):
        return Attempts.UNTIL_DONE
    if is_answer and endpoint == "sendMessage":
        return Attempts.FOR_A_MINUTE
    is_once = _makes_anew(endpoint) or endpoint.startswith(_ASKS)
    return Attempts.ONCE if is_once else Attempts.FOR_A_MINUTE


def _is_final(fault: NetworkError, endpoint: str, attempts: Attempts, *, is_late: bool) -> bool:
    if isinstance(fault, BadRequest) or endpoint in _OF_THE_START:
        return True
    if was_never_begun(fault):
        return False
    return attempts is Attempts.ONCE or (attempts is Attempts.FOR_A_MINUTE and is_late)


def _makes_anew(endpoint: str) -> bool:
    return endpoint.startswith(_SENDS) and endpoint != _HARMLESS_THOUGH_SENT


async def call(bot: Bot, endpoint: str, parameters: Json) -> Any:
    """What a method of the Bot API returns, as JSON; parameters that are None are left out.

    For what is sent all the time: the library's objects for a keyboard and for the message that
    comes back take a quarter of an answer's time. Raises TelegramError.
    """
    # What the library's own methods end in. Its public do_api_request warns at each of them, and
    # takes a token that was revoked for an unknown method.
    return await bot._post(endpoint, parameters)


def bot_at(api_url: str, token: str, request: BotApiRequest) -> Bot:
    """A bot without the limits of the application; all its calls share one request."""
    return Bot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=request,
        get_updates_request=request,  # or a second one would be opened
    )


@asynccontextmanager
async def connected_bot(token: str, api_url: str) -> AsyncIterator[Bot]:
    """The bot for a few calls, on connections of its own that are closed in the end."""
    request = BotApiRequest(connect_timeout_s=TIMEOUT_S, read_timeout_s=TIMEOUT_S)
    try:
        yield bot_at(api_url, token, request)
    finally:
        await request.shutdown()
