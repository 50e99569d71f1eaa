"""What a panel's button does survives its bytes, and nothing forged is ever a fault."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features import VERBS
from bot.people.groups import Group, Presence
from bot.people.messages import MAX_NAME_CHARS, Press, Verb, plain
from bot.people.replies.groups import (
    PAGE_DEPARTMENTS,
    fingerprint,
    group_panel,
    groups_panel,
    picker,
)
from bot.people.replies.people import shown_name
from bot.people.verbs import GroupVerb
from bot.telegram.callback_data import MAX_DATA_BYTES, ask_from, data_from, press_from
from tests.lookup.tables import real

LARGEST_ID = 2**52  # Telegram promises to stay below
DEPARTMENTS = tuple(real().by_department)

anything = st.text() | st.from_regex(r"[a-z]{1,3}(/-?\d{0,20}){0,4}")


def group(chat_id: int, *, title: str = "방", departments: tuple[str, ...] = ()) -> Group:
    """A group chat."""
    return Group(
        chat_id=chat_id,
        title=title,
        presence=Presence.HERE,
        hears_all=False,
        departments=departments,
        added_by=1,
    )


@given(anything)
def test_forged_data_is_never_a_fault(data: str) -> None:
    """Clients may send whatever they like."""
    press = press_from(data)
    assert press is None or data_from(press, None) == data or re.search(r"/-?0\d|/-0", data)


@pytest.mark.parametrize("verb", VERBS.values())
def test_a_number_below_zero_is_the_id_of_a_group_or_forged(verb: Verb) -> None:
    """A page, a place or a draft has none."""
    for at, name in enumerate(verb.numbers):
        numbers = ["7"] * len(verb.numbers)
        numbers[at] = "-7"
        is_read = press_from("/".join([verb, *numbers])) is not None
        assert is_read == (name in ("chat", "chat id"))


@given(anything)
def test_no_data_belongs_to_both(data: str) -> None:
    """What a panel's button does is never a question, and the other way round."""
    assert ask_from(data, real()) is None or press_from(data) is None


def test_no_two_verbs_have_the_same_code() -> None:
    """Of whatever feature, and all of them are known."""
    verbs = [verb for verbs in Verb.__subclasses__() for verb in verbs]
    assert sorted(VERBS) == sorted(verb.value for verb in verbs)
    assert all(press_from(f"{code}{'/7' * len(verb.numbers)}") for code, verb in VERBS.items())


@given(chat_id=st.integers(-LARGEST_ID, -1), title=st.text())
def test_every_button_about_a_group_fits(chat_id: int, title: str) -> None:
    """With the largest ids and any title."""
    here = group(chat_id, title=title, departments=DEPARTMENTS)
    panels = [
        group_panel(here, DEPARTMENTS),
        groups_panel([here] * 30, DEPARTMENTS, 2),
        *(picker(here, DEPARTMENTS, page) for page in (1, 2, 3)),
    ]
    for panel in panels:
        assert panel.text.strip()
        for row in panel.buttons:
            for each in row:
                assert isinstance(each.action, Press)
                data = data_from(each.action, None)
                assert data is not None
                assert len(data.encode()) <= MAX_DATA_BYTES
                assert press_from(data) == each.action
                assert each.label.strip()


def test_departments_have_different_fingerprints() -> None:
    """So that a button ticks what it says."""
    assert len({fingerprint(name) for name in DEPARTMENTS}) == len(DEPARTMENTS)
    assert len(picker(group(-1), DEPARTMENTS).buttons) == PAGE_DEPARTMENTS // 2 + 1


@given(st.text())
def test_a_name_is_one_short_line_without_links(name: str) -> None:
    """Whatever its owner chose."""
    shown = plain(name)
    assert len(shown) <= MAX_NAME_CHARS
    assert len(shown.splitlines()) <= 1
    assert not set("@/:.") & set(shown)
    assert shown_name(name, 7).endswith("(7)")


def test_numbers_are_kept_as_they_are() -> None:
    """The id of a supergroup, and of a person."""
    for number in (-LARGEST_ID, 0, LARGEST_ID):
        press = Press(GroupVerb.GROUP, (number, 7))
        assert press_from(f"gr/{number}/7") == press
        assert data_from(press, None) == f"gr/{number}/7"
