"""Any text gets exactly one reply that Telegram takes."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lookup.answering import Answering
from bot.messages import Ask
from bot.table.live import LiveCatalogue
from bot.telegram.callback_data import Me, ask_from
from bot.telegram.sending import keyboard_of, text_of
from tests.botapi.rules import read
from tests.paths import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

words = st.sampled_from(
    [
        "지역개발-05",
        "지개5",
        "wnck",
        "주차",
        "도시계획과",
        "ㅅㅇㅅㅅ",
        "공약",
        "~",
        "1~9",
        "누구",
        "경제",
    ]
)
questions = st.text() | st.lists(words | st.text(max_size=3), max_size=6).map(" ".join)


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    """One event loop for all examples."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def answering() -> Answering:
    """The answers of the committed table."""
    return Answering(catalogues=LiveCatalogue(TABLE))


@given(text=questions, page=st.integers(min_value=1, max_value=10**6))
def test_any_text_gets_one_reply_within_limits(
    runner: asyncio.Runner, answering: Answering, text: str, page: int
) -> None:
    """And so does every button under it."""

    async def check(ask: Ask) -> tuple[str, ...]:
        catalogue = await answering.catalogues.current()
        reply = await answering.reply(ask)
        form = {"chat_id": "1", "text": text_of(reply)}
        keyboard = keyboard_of(reply, catalogue, Me(username="gongyak_bot", has_inline=True))
        if keyboard is not None:
            form["reply_markup"] = json.dumps(keyboard.to_dict())
        _, faults = read("sendMessage", form)
        assert faults == []
        rows = keyboard.inline_keyboard if keyboard is not None else ()
        return tuple(
            b.callback_data for row in rows for b in row if isinstance(b.callback_data, str)
        )

    for data in runner.run(check(Ask(text=text, page=page))):
        pressed = ask_from(data, runner.run(answering.catalogues.current()))
        assert pressed is not None
        runner.run(check(pressed))
