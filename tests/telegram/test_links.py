"""Addresses for documents and QR codes: they open the same thing for years, or say kindly not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features import VERBS
from bot.lookup.answering import reply
from bot.lookup.verbs import LookupVerb
from bot.people.messages import Ask, Press
from bot.telegram.callback_data import (
    Me,
    address_of,
    ask_from,
    ask_from_link,
    data_from,
    is_link,
    link_of,
    press_from_link,
)
from bot.telegram.replies import OLD_LINK
from bot.telegram.sending import keyboard_of
from tests.botapi.people import group, person, private
from tests.lookup.tables import REPEATABLE, real
from tests.telegram.office import MEMBER, STRANGER, press_and_read, presses, reads, says

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


def test_an_address_of_last_term_opens_the_pledge_that_it_meant() -> None:
    """The next term uses the numbers again, for other pledges; departments stay."""
    pledges = tuple(replace(p, title=f"새 {p.title}") for p in real().pledges)
    next_term = replace(real(), term="민선9기", pledges=pledges, earlier=(real(),))
    for payload, text in links_of(real()).items():
        ask = ask_from_link(payload, next_term)
        assert ask == Ask(text=f"민선8기 {text}" if payload.startswith("p-") else text)
    said = reply(Ask(text="민선8기 지역개발-05"), next_term).text
    assert said.startswith("지난 임기(민선8기)의 공약표예요.\n\n🏢 도시계획과")


def test_an_address_of_a_term_that_is_gone_opens_nothing() -> None:
    """Rather than a pledge of this one."""
    next_term = replace(real(), term="민선9기")
    for payload in links_of(real()):
        assert (ask_from_link(payload, next_term) is None) == payload.startswith("p-")


def test_a_button_of_last_term_asks_that_terms_table() -> None:
    """Its way back, too; nothing, where that term is gone."""
    next_term = replace(real(), term="민선9기")
    data = data_from(Ask(text="지역개발-05", back=Ask(text="주차", page=2)), real())
    assert data is not None
    back = Ask(text="주차", page=2)
    assert ask_from(data, real()) == Ask(text="지역개발-05", back=back)
    assert ask_from(data, next_term) is None
    both = replace(next_term, earlier=(real(),))
    of_term = Ask(text="민선8기 지역개발-05", back=Ask(text="민선8기 주차", page=2))
    assert ask_from(data, both) == of_term
    assert data_from(of_term, both) == data  # and stays so, whatever term comes next


def test_a_long_name_under_a_button_is_of_its_term() -> None:
    """Departments that go on have other pledges in the next one."""
    name = "미래교통행정혁신과" * 4
    pledges = tuple(replace(p, owners=(name,)) for p in real().pledges)
    before = replace(real(), pledges=pledges)
    data = data_from(Ask(text=name), before)
    assert data is not None
    assert ask_from(data, before) == Ask(text=name)
    both = replace(before, term="민선9기", earlier=(before,))
    assert ask_from(data, both) == Ask(text=f"민선8기 {name}")
    assert data_from(Ask(text=f"민선8기 {name}"), both) == data


def test_what_is_copied_from_an_earlier_term_opens_its_pledge() -> None:
    """The address of the card, and the number that is pasted into a message."""
    pledges = tuple(replace(p, title=f"새 {p.title}") for p in real().pledges)
    both = replace(real(), term="민선9기", pledges=pledges, earlier=(real(),))
    more = reply(Ask(text="민선8기 지역개발-05", page=2), both)
    keyboard = keyboard_of(more, both, ME)
    assert keyboard is not None
    shown = {b["text"]: b for row in keyboard["inline_keyboard"] for b in row}
    address = shown["링크 복사"]["copy_text"]["text"]
    assert ask_from_link(payload_in(address), both) == Ask(text="민선8기 지역개발-05")
    number = shown["번호 복사"]["copy_text"]["text"]
    assert reply(Ask(text=number), both).text == reply(Ask(text="민선8기 지역개발-05"), both).text
    listed = reply(Ask(text="민선8기 교통행정과"), both)
    assert "링크 복사" not in str(keyboard_of(listed, both, ME))


def test_only_what_shows_something_is_pressed_by_an_address() -> None:
    """Whoever follows a stranger's address changes nothing."""
    press = Press(LookupVerb.HISTORY, (real().key_of(real().pledges[4].number),))
    assert press_from_link(payload_in(link_of(press, ME))) == press
    for verb in set(VERBS.values()) - {*LookupVerb}:
        other = Press(verb, tuple(range(1, len(verb.numbers) + 1)))
        assert press_from_link(payload_in(link_of(other, ME))) is None


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
    first = await says(api, MEMBER, question)
    more = (
        await press_and_read(api, MEMBER, first, "더보기") if question == "지역개발-05" else first
    )
    address = copied(more, "링크 복사")
    assert address.startswith("https://t.me/gongyak_bot?start=")
    api.says(MEMBER, f"/start {payload_in(address)}")
    _, second = await api.answers_in(CHAT, count=2)
    assert (second["text"], second["reply_markup"]) == (first["text"], first["reply_markup"])


@pytest.mark.usefixtures("bot")
async def test_the_number_is_copied_with_one_tap(api: BotApi) -> None:
    """As the table writes it."""
    card = await says(api, MEMBER, "지개5")
    assert copied(card, "번호 복사") == "지역개발-05"


@pytest.mark.usefixtures("bot")
async def test_an_old_link_says_kindly_that_it_is_one(api: BotApi) -> None:
    """And how to go on; what is no link of ours is a start, with the greeting."""
    for payload in ("p-0123456789abcdef", "d-0123456789abcdef"):
        assert await reads(api, MEMBER, f"/start {payload}") == OLD_LINK.text
    for payload in ("P-0123456789abcdef", "p-0123", "x", "p-", "-", "help"):
        assert "안녕하세요" in await reads(api, MEMBER, f"/start {payload}")


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
    [answer] = await api.answers_in(chat)
    plain = await says(api, other, "/start", chat=elsewhere)
    assert answer["text"] == plain["text"].replace(str(other["id"]), str(STRANGER["id"]))
    assert "reply_markup" not in answer


@pytest.mark.usefixtures("bot")
async def test_the_history_under_a_card_leads_back_to_the_card(api: BotApi) -> None:
    """In the same message; under a card that was posted inline, by way of the bot's own chat."""
    first = await says(api, MEMBER, "지역개발-05")
    await presses(api, MEMBER, await press_and_read(api, MEMBER, first, "더보기"), "연혁")
    [shown] = api.of_bot(CHAT)
    assert shown["text"].startswith("🕘 지역개발-05\n금천구청역사 일대 복합개발 추진\n\n담당\n")
    assert "~ 지금\n  도시계획과 (표 적용" in shown["text"]
    await presses(api, MEMBER, shown, "공약 보기")
    assert api.of_bot(CHAT)[0]["text"] == first["text"]
    inline = keyboard_of(reply(Ask(text="지역개발-05", page=2), real()), real(), ME, is_inline=True)
    assert inline is not None
    [url] = [b["url"] for row in inline["inline_keyboard"] for b in row if b["text"] == "연혁"]
    api.says(MEMBER, f"/start {payload_in(url)}")
    _, second = await api.answers_in(CHAT, count=2)
    assert second["text"] == shown["text"]
