"""Another term than the current one, however it is named: never a wrong owner."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from bot.lookup.results import EarlierTerm, NoSuchTerm
from tests.lookup.tables import answer, brief, of, pledge, real

NEW = of([pledge("지역개발-05", "스마트 물류단지 유치", "미래산업과")])
BOTH = replace(NEW, earlier=(real(),))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("민선7기 지역개발-05", "민선7기"),
        ("7기 지역개발-05", "민선7기"),
        ("제7기 지역개발-05", "민선7기"),
        ("칠기 지역개발-05", "민선7기"),
        ("지역개발-05 (7기)", "민선7기"),
        ("7기꺼 지역개발-05", "민선7기"),
        ("7기 때 지역개발-05 추진율", "민선7기"),
        ("6기 복지건강-04랑 도서관", "민선6기"),
        ("9기 지역개발-05", "민선9기"),
        ("민선7 지역개발-05", "민선7기"),
        ("민선 칠기 도서관", "민선7기"),
        ("지난 임기 도서관", "민선7기"),
        ("다음 임기 지역개발-05", "민선9기"),
        ("전임 구청장님 때 지역개발-05", "민선7기"),
        ("7기 공약 몇 개야", "민선7기"),
    ],
)
def test_a_term_that_is_not_loaded_is_told(text: str, term: str) -> None:
    """Nor is anything answered from the current table, which reuses the numbers."""
    for typed in (text, unicodedata.normalize("NFD", text)):
        assert answer(typed) == NoSuchTerm(asked=term, terms=("민선8기",))


@pytest.mark.parametrize(
    "term", ["민선8기", "8기", "제8기", "민선8", "민선팔기", "지난 임기", "전임 구청장"]
)
def test_an_earlier_term_is_answered_from_its_own_table(term: str) -> None:
    """As 민선8기 is where 민선9기 is loaded."""
    found = answer(f"{term} 지역개발-05", BOTH)
    assert isinstance(found, EarlierTerm)
    assert brief(f"{term} 지역개발-05", BOTH).department == "도시계획과"


@pytest.mark.parametrize("term", ["민선9기", "9기", "제9기", "민선9", "민선구기"])
def test_the_current_term_changes_nothing(term: str) -> None:
    """It only says what holds anyway."""
    assert answer(f"{term} 지역개발-05", BOTH) == answer("지역개발-05", BOTH)


@pytest.mark.parametrize(
    "text", ["충전소 5기", "2기 공약이행평가단", "3기 신도시 5번", "전시장", "버스 8대"]
)
def test_what_is_counted_is_no_term(text: str) -> None:
    """Neither things, nor members of a board, nor what a title has."""
    table = of([pledge("5", "3기 신도시 조성"), pledge("7", "수소충전소 설치")])
    assert not isinstance(answer(text, table), NoSuchTerm | EarlierTerm)


def test_terms_are_named_as_the_table_s_is() -> None:
    """제9대 follows 제8대; 민선 is said of other ones."""
    ninth = replace(of([pledge("5", "물류단지 유치")]), term="제9대")
    for text in ("8대 5번", "지난 임기 5번"):
        assert answer(text, ninth) == NoSuchTerm(asked="제8대", terms=("제9대",))
    assert answer("민선8기 5번", ninth) == NoSuchTerm(asked="민선8기", terms=("제9대",))
    assert brief("9대 5번", ninth).pledges == ("5",)
