"""What one noun alone means: the title whose words stand in most of its rows of the tables."""

from collections import Counter

import pytest

from benchmarks.ours import first_guess, named_pledges
from benchmarks.questions import is_right
from benchmarks.tables import titles_catalogue
from benchmarks.weighing import NOUN, messages_of_offices
from bot.lookup.pointing import Company
from tests.lookup.tables import named

TITLES = (
    "유해야생동물 피해방지 울타리 설치",
    "해상풍력 발전단지 조성",
    "노후 상수도관 교체",
    "국민여가캠핑장 조성",
    "난임부부 시술비 지원",
    "청소년 e스포츠 경기장 조성",
    "어르신 무릎 인공관절 수술비 지원",
    "노후 공동주택 승강기 교체",
    "주민참여예산 확대",
)
TABLE = titles_catalogue(TITLES)
MOST_AKIN = 0.2
LEAST_RIGHT, MOST_WRONG, LEAST_OFFERED = 0.75, 0.1, 0.9  # of nouns, of those that mean no pledge


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("noun", "title"),
    [
        ("멧돼지", "유해야생동물 피해방지 울타리 설치"),
        ("바람개비", "해상풍력 발전단지 조성"),
        ("녹물", "노후 상수도관 교체"),
        ("텐트", "국민여가캠핑장 조성"),
        ("시험관아기", "난임부부 시술비 지원"),
    ],
)
def test_a_noun_that_mostly_stands_with_a_titles_words_names_it(noun: str, title: str) -> None:
    """Politely, too."""
    expected = (str(TABLE.pledges[TITLES.index(title)].number),)
    assert named(noun, TABLE) == expected
    assert named(f"안녕하세요 {noun} 담당 부서가 어디예요?", TABLE) == expected


@pytest.mark.timeout(20)
@pytest.mark.parametrize("noun", ["수영장", "경로당", "요양원"])
def test_a_noun_that_stands_with_other_words_says_little(noun: str) -> None:
    """It has many rows, and few of them have a word of a title."""
    company = TABLE.pointers.company((noun,))
    assert company is None or all(company.share(one) < MOST_AKIN for one in TABLE.pledges)


@pytest.mark.timeout(20)
def test_what_may_be_small_talk_is_offered_where_it_means_a_title() -> None:
    """And no greeting comes instead."""
    assert first_guess("엘리베이터", TABLE) == (str(TABLE.pledges[7].number),)


def test_few_rows_say_less_than_many() -> None:
    """One row of one may be chance, ten of ten are not."""
    pledge = TABLE.pledges[0]
    few, many = (
        Company(pledges=(pledge,), read="", rows=count, together={str(pledge.number): count})
        for count in (1, 10)
    )
    assert few.share(pledge) < many.share(pledge) < 1


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_most_nouns_asked_of_other_offices_are_answered_right() -> None:
    """And hardly any that no pledge of the table is about."""
    counted: Counter[str] = Counter()
    for asked in messages_of_offices():
        if asked.of != NOUN:
            continue
        got = named_pledges(asked.text, asked.catalogue)
        kind = "none" if asked.expect == "-" else "meant"
        right = is_right(asked.expect, got, {})
        counted[kind] += 1
        counted[f"{kind} wrong"] += bool(got) and not right
        counted["right"] += kind == "meant" and right
        guesses = first_guess(asked.text, asked.catalogue)[:3]
        counted["offered"] += kind == "meant" and not {*guesses}.isdisjoint(asked.expect.split("|"))
    assert counted["right"] >= LEAST_RIGHT * counted["meant"], counted
    assert counted["offered"] >= LEAST_OFFERED * counted["meant"], counted
    assert counted["none wrong"] <= MOST_WRONG * counted["none"], counted
