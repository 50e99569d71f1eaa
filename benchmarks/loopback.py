"""A Bot API on loopback that costs next to nothing: it hands out questions and counts answers."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TOKEN = "123456789:a-token-for_the_loopback_server"  # noqa: S105 -- opens nothing
BOT = {
    "id": 123456789,
    "is_bot": True,
    "first_name": "bot",
    "username": "measured_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
}
FIRST_PERSON = 1000  # user ids count up from here
ANSWER_WITHIN_S = 120.0
BATCH = 100  # as many updates as Telegram gives at once


class Loopback:
    """One bot's server; `answered` counts its messages, each taken after `delay_s`."""

    def __init__(self) -> None:
        self.answered = 0
        self.delay_s = 0.0
        self.pid = 0  # of the bot
        self._goal = 0
        self._reached = asyncio.Event()
        self._updates: list[dict[str, Any]] = []
        self._ids = itertools.count(1)
        self._parked: tuple[_Connection, int] | None = None

    async def start(self) -> None:
        """Listen on a free port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self), "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    async def ask(self, questions: Iterable[tuple[int, str]]) -> float:
        """Put each person's question at once; how many seconds until all were answered.

        Raises TimeoutError after ANSWER_WITHIN_S.
        """
        asked = [_update(next(self._ids), user_id, text) for user_id, text in questions]
        goal = self.answered + len(asked)
        began = time.perf_counter()
        self._updates += asked
        if self._parked is not None:
            (connection, offset), self._parked = self._parked, None
            self._poll(connection, offset)
        await self.until(goal)
        return time.perf_counter() - began

    async def until(self, answered: int) -> None:
        """Wait until so many messages were sent. Raises TimeoutError after ANSWER_WITHIN_S."""
        self._goal = answered
        self._reached.clear()
        if self.answered < answered:
            try:
                async with asyncio.timeout(ANSWER_WITHIN_S):
                    await self._reached.wait()
            except TimeoutError as late:
                msg = f"{answered - self.answered} messages did not come"
                raise TimeoutError(msg) from late

    def called(self, connection: _Connection, method: str, query: str, body: str) -> None:
        """Answer a call of the bot, a poll as soon as there is something to give."""
        values = json.loads(body) if body.startswith("{") else dict(parse_qsl(f"{query}&{body}"))
        match method:
            case "getUpdates":
                self._poll(connection, int(values.get("offset", 0)))
                if int(values.get("timeout", 0)) == 0 and self._parked is not None:
                    self._parked = None  # the last poll of a bot that stops
                    connection.answer([])
            case "sendMessage":
                self.sent(connection, int(values["chat_id"]))
            case "getMe":
                connection.answer(BOT)
            case "getMyCommands":
                connection.answer([])
            case "getMyDescription" | "getMyShortDescription" | "getChatMenuButton":
                connection.answer({"type": "commands", "description": "", "short_description": ""})
            case _:
                connection.answer(True)

    def sent(self, connection: _Connection, _chat_id: int) -> None:
        """Take a message of the bot."""
        asyncio.get_running_loop().call_later(self.delay_s, self._take, connection)

    def put(self, user_id: int, text: str, count: int) -> None:
        """Let somebody say something so many times; nobody waits for the answers."""
        self._updates += [_update(next(self._ids), user_id, text) for _ in range(count)]

    def _take(self, connection: _Connection) -> None:
        connection.answer(_SENT)
        self.answered += 1
        if self.answered == self._goal:
            self._reached.set()

    def _poll(self, connection: _Connection, offset: int) -> None:
        self._updates = [one for one in self._updates if one["update_id"] >= offset]
        if self._updates:
            connection.answer(self._updates[:BATCH])
        else:
            self._parked = connection, offset


class _Connection(asyncio.Protocol):
    def __init__(self, server: Loopback) -> None:
        self._server = server
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, rest = self._received.partition(b"\r\n\r\n")
        length = _content_length(head)
        if not end or len(rest) < length:
            return
        self._received = rest[length:]
        path, _, query = head.split(b" ", 2)[1].decode().partition("?")
        body = rest[:length].decode()
        self._server.called(self, path.rpartition("/")[2], query, body)

    def refuse(self, retry_after_s: int) -> None:
        parameters = {"retry_after": retry_after_s}
        refusal = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
        self._write(b"429 Too Many Requests", refusal | {"parameters": parameters})

    def answer(self, result: object) -> None:
        self._write(b"200 OK", {"ok": True, "result": result})

    def _write(self, status: bytes, content: dict[str, Any]) -> None:
        payload = json.dumps(content).encode()
        self._transport.write(
            b"HTTP/1.1 %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
            % (status, len(payload), payload)
        )


def _content_length(head: bytes) -> int:
    _, found, value = head.lower().partition(b"content-length:")
    return int(value.split(b"\r\n", 1)[0]) if found else 0


def _update(update_id: int, user_id: int, text: str) -> dict[str, Any]:
    chat = {"id": user_id, "type": "private", "first_name": "person"}
    message = {
        "message_id": update_id,
        "date": int(time.time()),
        "chat": chat,
        "from": {"id": user_id, "is_bot": False, "first_name": "person"},
        "text": text,
    }
    return {"update_id": update_id, "message": message}


_SENT = {
    "message_id": 1,
    "date": 1_790_000_000,
    "chat": {"id": 1, "type": "private", "first_name": "person"},
    "from": BOT,
    "text": "sent",
}


def asked_by_turns(texts: Sequence[str], *, people: int, count: int) -> list[tuple[int, str]]:
    """`count` questions, each by the next of so many people."""
    return [(FIRST_PERSON + number % people, texts[number % len(texts)]) for number in range(count)]
