"""Any text gets exactly one reply that Telegram takes."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lookup.answering import reply
from bot.people.messages import Ask
from bot.telegram.callback_data import Me, ask_from, press_from
from bot.telegram.sending import keyboard_of, text_of
from tests.botapi.rules import read
from tests.lookup.tables import real

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


@settings(deadline=None)  # the first one builds the search index
@given(text=questions, page=st.integers(min_value=1, max_value=10**6))
def test_any_text_gets_one_reply_within_limits(text: str, page: int) -> None:
    """And so does every button under it."""
    for data in check_reply(Ask(text=text, page=page)):
        if press_from(data) is None:
            asked = ask_from(data, real())
            assert asked is not None
            check_reply(asked)


def check_reply(ask: Ask) -> tuple[str, ...]:
    """The callback data under the reply, which Telegram takes."""
    said = reply(ask, real())
    form = {"chat_id": "1", "text": text_of(said)}
    keyboard = keyboard_of(said, real(), Me(username="gongyak_bot", has_inline=True))
    if keyboard is not None:
        form["reply_markup"] = json.dumps(keyboard)
    _, faults = read("sendMessage", form)
    assert faults == []
    rows = keyboard["inline_keyboard"] if keyboard is not None else ()
    return tuple(b["callback_data"] for row in rows for b in row if "callback_data" in b)
