"""Addresses for documents and QR codes: they open the same thing for years, or say kindly not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.messages import Ask
from bot.telegram.callback_data import Me, address_of, ask_from_link, is_link
from bot.telegram.replies import OLD_LINK
from tests.botapi.people import group, person, private
from tests.lookup.tables import REPEATABLE, real
from tests.telegram.conftest import MEMBER, STRANGER

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue
    from tests.botapi.server import BotApi

CHAT = private(MEMBER)
ME = Me(username="gongyak_bot", has_inline=True)


def payload_in(address: str) -> str:
    """What comes with /start when somebody follows the address."""
    return parse_qs(urlsplit(address).query)["start"][0]


def links_of(catalogue: Catalogue) -> dict[str, str]:
    """Every payload, and the text it asks."""
    meant = [*map(str, catalogue.by_number), *catalogue.by_department]
    return {payload_in(address_of(to, catalogue, ME)): to for to in meant}


def test_every_pledge_and_department_has_an_address_of_its_own() -> None:
    """In letters that Telegram takes and that a QR code holds."""
    links = links_of(real())
    assert len(links) == len(real().pledges) + len(real().by_department)
    for payload, text in links.items():
        assert payload.isascii()
        assert len(payload) <= 64
        assert is_link(payload)
        assert ask_from_link(payload, real()) == Ask(text=text)


def test_addresses_stay_when_the_table_is_loaded_again() -> None:
    """In another order, with other titles and owners, with rows that came and went."""
    pledges = [replace(p, title="다른 제목") for p in reversed(real().pledges[3:])]
    later = replace(real(), pledges=tuple(pledges))
    before = links_of(real())
    assert all(before[payload] == text for payload, text in links_of(later).items())


def test_an_address_of_last_term_opens_no_pledge_of_this_one() -> None:
    """The next term uses the numbers again, for other pledges; departments stay."""
    next_term = replace(real(), term="민선9기")
    for payload in links_of(real()):
        assert (ask_from_link(payload, next_term) is None) == payload.startswith("p-")


@REPEATABLE
@given(payload=st.text() | st.from_regex("[pd]-[0-9a-f]{16}", fullmatch=True))
def test_guessed_payloads_open_nothing(payload: str) -> None:
    """There are too many to guess."""
    assert ask_from_link(payload, real()) is None


def copied(message: dict[str, Any], label: str) -> str:
    """What a button puts on the clipboard."""
    rows = message["reply_markup"]["inline_keyboard"]
    [text] = [b["copy_text"]["text"] for row in rows for b in row if b["text"] == label]
    return str(text)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("question", ["지역개발-05", "교통행정과"])
async def test_a_link_from_a_button_opens_what_it_stood_under(api: BotApi, question: str) -> None:
    """The card of a pledge, the list of a department."""
    api.says(MEMBER, question)
    [first] = await api.answers_in(CHAT)
    address = copied(first, "링크 복사")
    assert address.startswith("https://t.me/gongyak_bot?start=")
    api.says(MEMBER, f"/start {payload_in(address)}")
    _, second = await api.answers_in(CHAT, count=2)
    assert (second["text"], second["reply_markup"]) == (first["text"], first["reply_markup"])


@pytest.mark.usefixtures("bot")
async def test_the_number_is_copied_with_one_tap(api: BotApi) -> None:
    """As the table writes it."""
    api.says(MEMBER, "지개5")
    [card] = await api.answers_in(CHAT)
    assert copied(card, "번호 복사") == "지역개발-05"


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("payload", ["p-0123456789abcdef", "d-0123456789abcdef"])
async def test_an_old_link_says_kindly_that_it_is_one(api: BotApi, payload: str) -> None:
    """And how to go on."""
    api.says(MEMBER, f"/start {payload}")
    [answer] = await api.answers_in(CHAT)
    assert answer["text"] == OLD_LINK.text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("payload", ["P-0123456789abcdef", "p-0123", "x", "p-", "-", "help"])
async def test_what_is_no_link_of_ours_is_a_start(api: BotApi, payload: str) -> None:
    """With the greeting."""
    api.says(MEMBER, f"/start {payload}")
    [answer] = await api.answers_in(CHAT)
    assert "안녕하세요" in answer["text"]


@pytest.mark.parametrize("payload", ["in date", "p-0123456789abcdef", "d-0123456789abcdef"])
@pytest.mark.parametrize("chat", [private(STRANGER), group(-200)], ids=["private", "group"])
@pytest.mark.usefixtures("bot")
async def test_a_stranger_learns_nothing_by_a_link(
    api: BotApi, chat: dict[str, Any], payload: str
) -> None:
    """Not even whether it is in date: the answer is that to a plain /start."""
    if payload == "in date":
        payload = next(iter(links_of(real())))
    api.says(STRANGER, f"/start {payload}", chat=chat)
    other = person(667)
    elsewhere = private(other) if chat["id"] > 0 else group(-201)
    api.says(other, "/start", chat=elsewhere)
    [answer] = await api.answers_in(chat)
    [plain] = await api.answers_in(elsewhere)
    assert answer["text"] == plain["text"].replace(str(other["id"]), str(STRANGER["id"]))
    assert "reply_markup" not in answer
