"""What the guides tell people to type is typed, and answered for what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.lookup.guiding_replies import UNKNOWN_COMMAND
from bot.telegram.replies import APOLOGY
from tests.botapi.people import supergroup
from tests.paths import ROOT
from tests.telegram.office import ADMIN, labels, opens_chat, register_group

if TYPE_CHECKING:
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving

ANSWERS = {"sendMessage", "editMessageText", "sendPhoto", "sendDocument"}
GUIDES = "README.md", "docs/guide.ko.md", "docs/coordinator.ko.md"
OF_THE_TERMINAL = ("/file",)


def commands() -> list[str]:
    """Every command that a guide shows, with what stands behind it."""
    pages = "\n".join((ROOT / name).read_text("utf-8") for name in GUIDES)
    shown = {
        each.strip("` ")
        for each in re.findall(r"`/[a-z][^`]*`|^    /[a-z].*$", pages, re.MULTILINE)
    }
    return sorted(each for each in shown if not each.startswith(OF_THE_TERMINAL))


def test_the_guides_show_commands() -> None:
    """Or the tests below would hold for nothing."""
    assert len(commands()) > 30


async def test_commands_of_the_guides_are_answered(api: BotApi, serving: Serving) -> None:
    """By their features, to a coordinator; a whole reminder can be set with the next tap."""
    async with serving():
        await opens_chat(api, ADMIN)
        await register_group(api, supergroup(-1001), "교통행정과")
        for command in commands():
            before = len(answers(api))
            api.says(ADMIN, command)
            is_whole = re.match("/remind (전체|환경과|교통행정과|지역개발)", command)
            # What is said besides an answer may come after the next command.
            await api.until(
                lambda before=before, is_whole=is_whole: any(  # type: ignore[misc]
                    not is_whole or "이대로 알리기" in labels(answer)
                    for answer in answers(api)[before:]
                )
            )
        texts = {answer.get("text") for answer in answers(api)}
        assert not texts & {UNKNOWN_COMMAND.text, APOLOGY.text}


def answers(api: BotApi) -> list[dict[str, Any]]:
    """What the bot wrote, in new messages and in earlier ones."""
    return [call.parameters for call in api.calls if call.method in ANSWERS]
