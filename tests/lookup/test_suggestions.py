"""What is suggested while somebody types."""

from dataclasses import replace

import pytest
from hypothesis import given

from bot.korean import hangul
from bot.lookup.answering import suggested
from tests.lookup.tables import ANY_TEXT, MANY, named, of, pledge, real


def numbers(text: str) -> list[str]:
    """The numbers suggested, best first."""
    return [str(pledge.number) for pledge, *_ in suggested(text, real())]


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


ROMAN = [f"{section}-{count}" for section in ("Ⅰ", "Ⅱ", "Ⅲ") for count in (1, 2, 13)]
LATIN = [f"{section}-{count}" for section in ("I", "II", "III") for count in (1, 2)]
DEEP = [f"{one}-{two}-{count}" for one in (1, 2, 11) for two in (1, 2) for count in (1, 2)]
CIRCLED = [f"III-{two}-{count}" for two in "①②" for count in (1, 2)]
PADDED = [f"{section}-{count:02d}" for section in (1, 11) for count in (1, 2, 11)]
WORDS = [f"{section}-{count:02d}" for section in ("일자리·경제", "교통") for count in (1, 12)]


@pytest.mark.parametrize(
    ("table", "text", "wanted"),
    [
        (ROMAN, "Ⅱ", "Ⅱ-1 Ⅱ-2 Ⅱ-13"),
        (ROMAN, "Ⅱ-", "Ⅱ-1 Ⅱ-2 Ⅱ-13"),
        (ROMAN, "II-", "Ⅱ-1 Ⅱ-2 Ⅱ-13"),
        (ROMAN, "ii-1", "Ⅱ-1 Ⅱ-13"),
        (ROMAN, "2-1", "Ⅱ-1 Ⅱ-13"),
        (ROMAN, "13", "Ⅰ-13 Ⅱ-13 Ⅲ-13"),
        (LATIN, "Ⅱ", "II-1 II-2"),
        (LATIN, "I-", "I-1 I-2"),
        (LATIN, "II", "II-1 II-2 III-1 III-2"),
        (DEEP, "1-", "1-1-1 1-1-2 1-2-1 1-2-2"),
        (DEEP, "1-1", "1-1-1 1-1-2"),
        (DEEP, "1-2-", "1-2-1 1-2-2"),
        (DEEP, "11-", "11-1-1 11-1-2 11-2-1 11-2-2"),
        (CIRCLED, "III-①", "III-①-1 III-①-2"),
        (CIRCLED, "3-2-", "III-②-1 III-②-2"),
        (PADDED, "1-", "1-01 1-02 1-11"),
        (PADDED, "1-0", "1-01 1-02"),
        (PADDED, "1-1", "1-01 1-11"),
        (WORDS, "경제-", "일자리·경제-01 일자리·경제-12"),
        (WORDS, "일자리·", "일자리·경제-01 일자리·경제-12"),
        (WORDS, "교토", "교통-01 교통-12"),
        (WORDS, "ㄱㅌ-1", "교통-01 교통-12"),
        ([str(count) for count in range(1, 13)], "1", "1 10 11 12"),
        ([str(count) for count in range(1, 13)], "03", "3"),
    ],
)
def test_a_number_half_typed_becomes_no_other_one(table: list[str], text: str, wanted: str) -> None:
    """A part that a sign ends, or that is one character, is whole; the last one may go on."""
    pledges = of([pledge(number, "사업 조성") for number in table])
    assert [str(one.number) for one, *_ in suggested(text, pledges)] == wanted.split()


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
        assert [str(one.number) for one, *_ in suggested(text, table)] == ["2", "1"]


@MANY
@given(ANY_TEXT)
def test_any_text_suggests_each_pledge_once_and_what_it_asks_for_first(text: str) -> None:
    """Typing on never loses what is understood."""
    found = numbers(text)
    assert len(found) == len(set(found))
    asked = list(named(text))
    assert found[: len(asked)] == asked
