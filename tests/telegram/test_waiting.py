"""The bot shows that it is typing when an answer takes long, and only then."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.table.live import LiveCatalogue
from bot.telegram import sending
from tests.botapi.people import private, supergroup
from tests.botapi.server import Refusal
from tests.paths import TABLE
from tests.telegram.office import MEMBER

if TYPE_CHECKING:
    import pytest

    from bot.lookup.catalogue import Catalogue
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving

CHAT = private(MEMBER)


class Slow:
    """A catalogue that is ready only when the test says so."""

    def __init__(self) -> None:
        self.ready = asyncio.Event()
        self._live = LiveCatalogue(TABLE)

    async def current(self) -> Catalogue:
        """The table's catalogue, in the end."""
        await self.ready.wait()
        return await self._live.current()


async def test_a_slow_answer_is_announced_in_its_topic(
    api: BotApi, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Again and again until it is there."""
    monkeypatch.setattr(sending, "SLOW_AFTER_S", 0)
    monkeypatch.setattr(sending, "AGAIN_AFTER_S", 0)
    slow = Slow()
    chat = supergroup(-300, forum=True)
    async with serving(catalogues=slow):
        topic = {"message_thread_id": 9, "is_topic_message": True}
        api.says(MEMBER, "/find 지역개발-05", chat=chat, **topic)
        await api.until(lambda: len(api.called("sendChatAction")) > 2)
        assert api.of_bot(chat) == []
        slow.ready.set()
        await api.answers_in(chat)
        announced = len(api.called("sendChatAction"))
    assert len(api.called("sendChatAction")) == announced
    shown = api.called("sendChatAction")[0]
    assert (shown["chat_id"], shown["message_thread_id"], shown["action"]) == (-300, 9, "typing")


async def test_an_announcement_that_fails_delays_no_answer(
    api: BotApi, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not tried again."""
    monkeypatch.setattr(sending, "SLOW_AFTER_S", 0)
    monkeypatch.setattr(sending, "AGAIN_AFTER_S", 0)
    api.fail("sendChatAction", Refusal(400, "Bad Request: no"))
    slow = Slow()
    async with serving(catalogues=slow):
        api.says(MEMBER, "지역개발-05")
        await api.until(lambda: api.called("sendChatAction"))
        slow.ready.set()
        [answer] = await api.answers_in(CHAT)
    assert "도시계획과" in answer["text"]
    assert len(api.called("sendChatAction")) == 1


async def test_a_quick_answer_is_not_announced(
    api: BotApi, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody needs a message that says to wait."""
    monkeypatch.setattr(sending, "SLOW_AFTER_S", 3600)
    async with serving():
        api.says(MEMBER, "지역개발-05")
        await api.answers_in(CHAT)
    assert api.called("sendChatAction") == []
