"""What is suggested while somebody types."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from bot.korean import hangul
from bot.lookup.answering import suggested
from tests.lookup.tables import ANY_TEXT, MANY, named, of, pledge, real


def numbers(text: str) -> list[str]:
    """The numbers suggested, best first."""
    return [str(pledge.number) for pledge, _ in suggested(text, real())]


def as_typed(word: str) -> list[str]:
    """What stands in the box after each key, as a Korean keyboard composes it."""
    strokes = hangul.keystrokes(word)
    return [hangul.composed(strokes[:end]) for end in range(1, len(strokes) + 1)]


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("주차", "지역개발-10"),
        ("신안산선", "지역개발-01"),
        ("교통행정과", "지역개발-03"),
        ("반려동물", "가족환경-04"),
        ("경전철", "지역개발-03"),
        ("지역개발", "지역개발-05"),
    ],
)
def test_what_is_meant_is_there_after_every_key(word: str, number: str) -> None:
    """Also in the middle of a syllable, and with the keyboard in English."""
    for text in as_typed(word):
        assert number in numbers(text), text
    strokes = hangul.keystrokes(word)
    assert number in numbers(strokes)


@pytest.mark.parametrize("number", [str(pledge.number) for pledge in real().pledges])
def test_a_number_is_there_after_every_character(number: str) -> None:
    """And first once it is whole."""
    for end in range(1, len(number) + 1):
        assert number in numbers(number[:end]), number[:end]
    assert numbers(number)[0] == number


@pytest.mark.parametrize("text", ["지역개발-99", "노로바이러스", "고마워요", "", " ", "?"])
def test_nothing_is_suggested_where_nothing_begins_so(text: str) -> None:
    """A number that does not exist has no neighbours."""
    assert numbers(text) == []


def test_beginnings_come_in_their_order() -> None:
    """Numbers, departments, titles; words within them; what only goes on so."""
    assert numbers("교")[:2] == ["교육문화-01", "교육문화-02"]
    assert numbers("서관") == ["교육문화-13"]
    assert "교육문화-13" not in numbers("관")


def test_what_a_department_owns_comes_before_what_it_helps_with() -> None:
    """Wherever it stands in the table; a title stands between."""
    owners = (("1", ("도로과",)), ("2", ("교통과",)), ("3", ("환경과",)))
    pledges = [
        replace(pledge(number, f"둘레길 {number}구간"), owners=owner) for number, owner in owners
    ]
    table = of([replace(pledges[0], helpers=("교통과",)), *pledges[1:]])
    for text in as_typed("교통")[3:]:
        assert [str(one.number) for one, _ in suggested(text, table)] == ["2", "1"]


@MANY
@given(ANY_TEXT)
def test_any_text_suggests_each_pledge_once_and_what_it_asks_for_first(text: str) -> None:
    """Typing on never loses what is understood."""
    found = numbers(text)
    assert len(found) == len(set(found))
    asked = list(named(text))
    assert found[: len(asked)] == asked
