"""Menus and descriptions are kept up to date, and nobody waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.telegram.replies import (
    DESCRIPTIONS,
    IN_GROUPS,
    IN_PRIVATE,
    LANGUAGES,
    SHORT_DESCRIPTIONS,
)
from tests.botapi.people import private
from tests.botapi.server import Drop, Hold, Refusal, flood
from tests.telegram.office import MEMBER, says

if TYPE_CHECKING:
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving

CHAT = private(MEMBER)
OWN = f"chat {MEMBER['id']}"
SETTERS = ("setMyCommands", "setMyDescription", "setMyShortDescription", "setChatMenuButton")
TEXTS = {
    (kind, language): texts[language].format(office="금천구청")
    for kind, texts in (("description", DESCRIPTIONS), ("short_description", SHORT_DESCRIPTIONS))
    for language in LANGUAGES
}


@pytest.fixture(autouse=True)
def _no_menus() -> None:
    """Bring them up to date: these tests are about them."""


def names(api: BotApi, scope: str, language: str = "") -> list[str]:
    """The commands that somebody sees."""
    return [command["command"] for command in api.profile.commands.get((scope, language), [])]


async def test_everybody_sees_their_commands_in_their_language(
    api: BotApi, serving: Serving
) -> None:
    """In private, in groups, and an admin, who has all of them."""
    api.says(MEMBER, "지역개발-05")
    async with serving():
        await api.until(lambda: (OWN, LANGUAGES[-1]) in api.profile.commands)
    for language in LANGUAGES:
        assert names(api, "all_private_chats", language) == [*IN_PRIVATE]
        assert names(api, "all_group_chats", language) == [*IN_GROUPS]
        assert "digest" in names(api, "all_group_chats", language)
        own = names(api, OWN, language)
        assert own[: len(IN_PRIVATE)] == [*IN_PRIVATE]
        assert {"remind", "board", "people", "table", "backup"} <= {*own}
    korean, english = (
        api.profile.commands["all_private_chats", language][0]["description"]
        for language in LANGUAGES
    )
    assert "공약" in korean
    assert "pledge" in english


async def test_the_bots_page_says_what_it_is_for(api: BotApi, serving: Serving) -> None:
    """Before anybody starts it."""
    async with serving():
        await api.until(lambda: api.profile.menu_button == {"type": "commands"})
    assert api.profile.texts == TEXTS


async def test_what_stands_already_is_not_set_again(api: BotApi, serving: Serving) -> None:
    """A second start looks and leaves it alone; a third repairs what was changed elsewhere."""
    api.says(MEMBER, "지역개발-05")
    async with serving():
        await api.until(lambda: api.profile.menu_button == {"type": "commands"})
    before = [len(api.called(method)) for method in SETTERS]
    async with serving():
        await api.until(lambda: len(api.called("getChatMenuButton")) == 2)  # the last step
    assert [len(api.called(method)) for method in SETTERS] == before
    api.profile.texts["description", "en"] = "Something else"
    async with serving():
        await api.until(lambda: api.profile.texts == TEXTS)


async def test_a_coordinator_who_starts_the_bot_gets_the_menu(
    api: BotApi, serving: Serving
) -> None:
    """Before that there was no chat to show it in."""
    async with serving():
        api.says(MEMBER, "/start")
        await api.until(lambda: names(api, OWN))
    assert "people" in names(api, OWN)


@pytest.mark.parametrize("has_inline", [True, False])
async def test_the_operator_is_notified_when_inline_mode_is_off(
    api: BotApi, serving: Serving, caplog: pytest.LogCaptureFixture, has_inline: bool
) -> None:
    """It is off until somebody asks @BotFather for it."""
    api.has_inline = has_inline
    async with serving():
        await api.until(lambda: api.called("getMyCommands"))
    assert ("inline.off" in caplog.text) is not has_inline


@pytest.mark.parametrize("method", ["getMyCommands", "setMyDescription"])
async def test_nobody_waits_for_menus(api: BotApi, serving: Serving, method: str) -> None:
    """Not while Telegram is slow with them, and not while it limits them for hours."""
    hold = Hold()
    api.fail(method, hold)
    async with serving():
        await hold.reached.wait()
        await says(api, MEMBER, "지역개발-05")


async def test_a_limit_of_hours_holds_up_no_answer(api: BotApi, serving: Serving) -> None:
    """And no stop."""
    api.fail("setMyDescription", flood(40_000))
    async with serving():
        await api.until(lambda: api.called("setMyDescription"))
        await says(api, MEMBER, "지역개발-05")


async def test_faults_are_tried_again_and_refusals_are_not(
    api: BotApi, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    """One step that is refused leaves the others alone."""
    api.fail("getMyCommands", Refusal(502, "Bad Gateway"), Drop(acted=False))
    api.fail("setMyDescription", Refusal(400, "Bad Request: no"))
    async with serving():
        await api.until(lambda: api.profile.menu_button == {"type": "commands"})
        # The admin never wrote to the bot, so there is no chat with a menu to set.
        await api.until(lambda: any("chat_id" in str(c) for c in api.called("getMyCommands")))
        await says(api, MEMBER, "지역개발-05")
    assert names(api, "all_private_chats") == [*IN_PRIVATE]
    assert "menu.refused reason=BadRequest: No" in caplog.text
    assert "Chat not found" in caplog.text
