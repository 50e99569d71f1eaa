"""Updates that cannot be read: each is passed over alone, and the bot serves on."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from tests.botapi.people import private
from tests.telegram.conftest import MEMBER

if TYPE_CHECKING:
    import pytest

    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving

CHAT = private(MEMBER)


CONTENTS: tuple[dict[str, Any], ...] = (
    {"message": "no message"},
    {"message": {"message_id": 1, "date": "soon", "chat": CHAT, "from": MEMBER, "text": "?"}},
    {"message": {"message_id": 1, "date": 0, "chat": {"id": "me"}, "text": "지역개발-05"}},
    {"callback_query": {"id": "1"}},
    {"inline_query": {"from": None}},
    {"something_new": {"text": "지역개발-05"}},
)


async def test_what_cannot_be_read_is_passed_over(
    api: BotApi, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    """The questions before, between and behind, of the same batch, are answered; no text is logged.

    Telegram forgets all of them.
    """
    caplog.set_level(logging.INFO)
    api.says(MEMBER, "지역개발-05")
    for content in CONTENTS:
        api.push(**content)
        api.says(MEMBER, "지역개발-06")
    async with serving():
        answers = await api.answers_in(CHAT, count=1 + len(CONTENTS))
        await api.until(lambda: not api.waiting)
    assert all("지역개발-06" in answer["text"] for answer in answers[1:])
    assert "지역개발" not in caplog.text
