"""A button's question survives its 64 bytes, or is left out; any text gets one reply."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lookup.answering import reply
from bot.lookup.catalogue import digest
from bot.people.messages import Ask, Button, Message, rows_of_two
from bot.table.live import LiveCatalogue
from bot.telegram.callback_data import MAX_DATA_BYTES, Me, ask_from, data_from, press_from
from bot.telegram.sending import keyboard_of, text_of
from tests.botapi.rules import read
from tests.lookup.tables import real
from tests.paths import TABLE

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue

texts = st.text(min_size=1)
short_texts = st.text(min_size=1, max_size=8)
pages = st.integers(min_value=1, max_value=999)
ME = Me(username="gongyak_bot", has_inline=True)

asks = st.builds(
    Ask,
    text=texts | short_texts,
    page=pages,
    back=st.none()
    | st.builds(Ask, text=short_texts, page=pages, back=st.none() | st.builds(Ask, text=texts)),
)


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
def catalogue() -> Catalogue:
    """The committed table, and a pledge of a department and a strategy with long names."""
    catalogue = asyncio.run(LiveCatalogue(TABLE).current())
    [pledge, *others] = catalogue.pledges
    renamed = replace(pledge, owners=("미래교통행정혁신과" * 4,), strategy="함께 가는 금천" * 5)
    return replace(catalogue, pledges=(renamed, *others))


@pytest.mark.parametrize(
    ("ask", "data"),
    [
        (Ask(text="주차", page=2), "2=6e:주차"),
        (Ask(text="지역개발-09", back=Ask(text="주차", page=2)), "1=6e:지역개발-09|2=6e:주차"),
        (Ask(text="100% | 50%"), "1=6e:100%25 %7C 50%25"),
    ],
)
def test_data_is_readable(ask: Ask, data: str, catalogue: Catalogue) -> None:
    """What stands in a button can be read in a log of the network."""
    assert data_from(ask, catalogue) == data
    assert ask_from(data, catalogue) == ask


@given(ask=asks)
def test_every_button_fits_and_keeps_its_question(ask: Ask, catalogue: Catalogue) -> None:
    """Only the way back may be shortened, and a question that is too long has no button."""
    data = data_from(ask, catalogue)
    if data is None:
        escaped = ask.text.replace("%", "%25").replace("|", "%7C")
        assert len(f"{ask.page}=6e:{escaped}".encode()) > MAX_DATA_BYTES
        return
    assert 1 <= len(data.encode()) <= MAX_DATA_BYTES
    decoded = ask_from(data, catalogue)
    assert decoded is not None
    assert (decoded.text, decoded.page) == (ask.text, ask.page)
    assert decoded.back is None or (ask.back is not None and decoded.back.text == ask.back.text)


@given(data=st.text() | st.from_regex(r"\d*[:#].*(\|\d*[:#].*)*"))
def test_forged_data_is_never_a_fault(data: str, catalogue: Catalogue) -> None:
    """Clients may send whatever they like."""
    ask = ask_from(data, catalogue)
    assert ask is None or ask.page >= 1


def test_every_name_of_the_table_has_a_button(catalogue: Catalogue) -> None:
    """Departments, strategies and categories, those beyond 64 bytes included."""
    for name in [*catalogue.by_department, *catalogue.by_strategy, *catalogue.by_category]:
        data = data_from(Ask(text=name, page=12), catalogue)
        assert data is not None
        assert ask_from(data, catalogue) == Ask(text=name, page=12)


def test_a_long_name_on_a_button_of_1_0_0_is_known(catalogue: Catalogue) -> None:
    """Its digest was without the term."""
    for name in (*catalogue.by_department, *catalogue.by_strategy):
        assert ask_from(f"1#{digest(name)}", catalogue) == Ask(text=name)


def test_a_long_name_that_left_the_table_is_out_of_date(catalogue: Catalogue) -> None:
    """Its button was made from an earlier table."""
    assert ask_from("1#0123456789abcdef", catalogue) is None


def test_labels_share_a_row_where_a_phone_shows_both() -> None:
    """Half of 17 syllables, less the edges."""
    names = [
        "교통행정과",
        "어르신장애인과",
        "재알림: 4시간마다 2번",
        "환경과",
        "의약과",
        "소통담당관",
    ]
    rows = rows_of_two([Button(label=name, action=Ask(text=name)) for name in names])
    assert [[each.label for each in row] for row in rows] == [
        names[:2],
        names[2:3],
        names[3:5],
        names[5:],
    ]


def test_a_button_that_cannot_fit_is_left_out(catalogue: Catalogue) -> None:
    """And its row, when that leaves it empty."""
    long = Button(label="긴 질문", action=Ask(text="가" * 30))
    short = Button(label="짧은 질문", action=Ask(text="가"))
    keyboard = keyboard_of(Message(text="답", buttons=((long,), (long, short))), catalogue, ME)
    assert keyboard is not None
    assert [[b["text"] for b in row] for row in keyboard["inline_keyboard"]] == [["짧은 질문"]]
    assert keyboard_of(Message(text="답", buttons=((long,),)), catalogue, ME) is None


def test_there_are_never_more_buttons_than_telegram_takes(catalogue: Catalogue) -> None:
    """The first hundred."""
    button = Button(label="단추", action=Ask(text="가"))
    keyboard = keyboard_of(Message(text="답", buttons=((button,) * 8,) * 20), catalogue, ME)
    assert keyboard is not None
    assert sum(len(row) for row in keyboard["inline_keyboard"]) == 100


@given(text=st.text(min_size=1))
def test_a_text_is_sent_as_it_is(text: str) -> None:
    """As long as it is a text at all: half a surrogate pair is none."""
    assert text_of(Message(text=text)) == text


def test_a_text_is_cut_at_telegrams_limit() -> None:
    """Emoji count twice."""
    assert text_of(Message(text="🚗" * 3500)) == "🚗" * 2048
    assert text_of(Message(text="반쪽 \ud83d")) == "반쪽 ?"


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
