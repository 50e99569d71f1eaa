"""One chat at a time, many chats side by side, and no chat takes another one's room."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update
from telegram.ext import TypeHandler

from bot.telegram import chat_queue
from bot.telegram.chat_queue import MAX_IN_CHAT, MAX_OF_SENDER, PerChatQueue
from bot.telegram.received import Origin, Received, Route, origin_of

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


async def nothing(*_: Any) -> None:
    """Handle an update."""


@dataclass
class Updates:
    """Makes updates, and remembers what became of them."""

    done: list[int] = field(default_factory=list)
    explained: list[Origin] = field(default_factory=list)
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    count: int = 0

    def __post_init__(self) -> None:
        self.queue = PerChatQueue(
            handle=self.handle,
            explain=self.explain,
            mark_handled=self.done.append,
        )

    async def handle(self, _: Received) -> None:
        """Wait until the test lets it go on."""
        await self.turns.acquire()

    def release(self, count: int = 1_000) -> None:
        """Let so many updates be handled."""
        for _ in range(count):
            self.turns.release()

    async def explain(self, origin: Origin) -> None:
        """Remember to whom something was explained."""
        self.explained.append(origin)

    def say(self, chat_id: int, user_id: int = 1, *, kind: str = "message", **more: Any) -> bool:
        """Somebody says something; whether there was room for it."""
        self.count += 1
        content = {"from": {"id": user_id}, **more}
        if kind == "message":
            content["chat"] = {"id": chat_id, "type": "private" if chat_id > 0 else "group"}
        origin = origin_of({"update_id": self.count, kind: content})
        if not self.queue.admits(origin):
            return False
        route = Route(handler=TypeHandler(Update, nothing))
        update = Update(update_id=self.count)
        self.queue.put(Received(origin=origin, update=update, route=route, check=True, since=NOON))
        return True


async def test_a_chats_updates_keep_their_order_and_leave_nothing_behind() -> None:
    """However long each takes."""
    updates = Updates()
    updates.release()
    for _ in range(5):
        for chat_id in (1, 2, 3):
            assert updates.say(chat_id)
    await updates.queue.finish()
    for chat in range(3):
        assert [one for one in updates.done if one % 3 == chat] == [*range(chat or 3, 16, 3)]
    assert len(updates.queue) == 0
    assert not updates.queue._chats


@pytest.mark.parametrize("rest_s", [0.0, 60.0])
async def test_what_is_beyond_a_senders_part_is_dropped_and_explained_once(
    monkeypatch: pytest.MonkeyPatch, rest_s: float
) -> None:
    """And when all before it is handled, the sender is read again, after a rest."""
    monkeypatch.setattr(chat_queue, "REST_S", rest_s)
    updates = Updates()
    admitted = [updates.say(7) for _ in range(3 * MAX_OF_SENDER)]
    assert sum(admitted) == MAX_OF_SENDER
    assert updates.say(8)
    updates.release()
    await updates.queue.finish()
    assert len(updates.done) == MAX_OF_SENDER + 1
    assert [origin.chat_id for origin in updates.explained] == [7]
    assert updates.say(7) is (rest_s == 0)
    assert updates.say(8)
    await updates.queue.finish()


async def test_a_sender_who_was_dropped_is_not_read_while_others_wait() -> None:
    """Or a flood would get in again with each answer."""
    updates = Updates()
    for _ in range(MAX_OF_SENDER + 1):
        updates.say(-5, user_id=1)
    assert updates.say(-5, user_id=2)
    updates.release(MAX_OF_SENDER)
    while len(updates.done) < MAX_OF_SENDER:  # noqa: ASYNC110 -- the queue sets no event
        await asyncio.sleep(0)
    assert not updates.say(-5, user_id=1)
    updates.release()
    await updates.queue.finish()


async def test_a_sentence_in_a_group_is_dropped_without_a_word() -> None:
    """Nobody waits for an answer to it; a command is explained."""
    updates = Updates()
    for _ in range(MAX_OF_SENDER + 5):
        updates.say(-5, user_id=1, text="점심 먹죠")
        updates.say(-6, user_id=1, text="/find 주차")
    updates.release()
    await updates.queue.finish()
    assert [origin.chat_id for origin in updates.explained] == [-6]


async def test_a_group_has_a_bound_however_many_write_there() -> None:
    """Each of them within their own."""
    updates = Updates()
    admitted = [updates.say(-5, user_id=user_id) for user_id in range(2 * MAX_IN_CHAT)]
    assert sum(admitted) == MAX_IN_CHAT
    await updates.queue.close()


async def test_with_very_much_in_hand_everybody_still_has_one_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Many who flood at once leave room for whoever comes next."""
    monkeypatch.setattr(chat_queue, "MAX_IN_ALL", 10)
    updates = Updates()
    assert all(updates.say(1) for _ in range(10))
    assert updates.say(2)
    assert not updates.say(2)
    assert updates.say(3)
    await updates.queue.close()


async def test_of_what_is_typed_inline_the_last_counts() -> None:
    """What is being answered is given up for it; a message is no query."""
    updates = Updates()
    assert updates.say(1)
    for _ in range(5):
        assert updates.say(1, kind="inline_query", query="주")
        await asyncio.sleep(0)
    assert updates.done == [2, 3, 4, 5]
    updates.release()
    await updates.queue.finish()
    assert sorted(updates.done) == [1, 2, 3, 4, 5, 6]
    assert not updates.queue._chats


async def test_what_is_not_handled_is_given_up_at_the_end() -> None:
    """One chat hangs, the other was served."""
    updates = Updates()
    updates.say(1)
    updates.say(1)
    await asyncio.sleep(0)
    await updates.queue.close()
    assert updates.done == []
    assert not updates.queue._chats
