"""One chat at a time, many chats side by side."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from telegram import Chat, Message, Update, User

from bot.telegram.turns import Turns

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def said_in(chat_id: int) -> Update:
    """Somebody says something in a chat."""
    chat = Chat(chat_id, Chat.GROUP)
    somebody = User(1, "김주무", is_bot=False)
    return Update(1, message=Message(1, NOON, chat, from_user=somebody))


async def test_a_chats_updates_keep_their_order_and_leave_nothing_behind() -> None:
    """However long each takes."""
    turns = Turns()
    done: list[tuple[int, int]] = []

    async def handled(chat_id: int, number: int) -> None:
        for _ in range(5 - number):
            await asyncio.sleep(0)
        done.append((chat_id, number))

    async with turns, asyncio.TaskGroup() as tasks:
        for number in range(5):
            for chat_id in range(3):
                tasks.create_task(turns.process_update(said_in(chat_id), handled(chat_id, number)))
    for chat_id in range(3):
        assert [number for chat, number in done if chat == chat_id] == [0, 1, 2, 3, 4]
    assert not turns._queues


async def test_chats_do_not_wait_for_each_other() -> None:
    """One chat hangs, the other is served; a shutdown gives up the first."""
    turns = Turns()
    served = asyncio.Event()

    async def hang() -> None:
        await asyncio.Event().wait()

    async def serve() -> None:
        served.set()

    async with turns:
        tasks = [
            asyncio.create_task(turns.process_update(said_in(1), hang())),
            asyncio.create_task(turns.process_update(said_in(1), serve())),
            asyncio.create_task(turns.process_update(object(), serve())),
        ]
        await served.wait()
        assert not tasks[0].done()
    assert tasks[0].cancelled()
    assert tasks[1].cancelled()
    assert not turns._queues
