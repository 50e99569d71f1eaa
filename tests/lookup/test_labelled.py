"""The labelled questions: what staff type, and the least that must be understood of it."""

from functools import cache

import pytest

from benchmarks.labelled import LABELLED, TARGET_PERCENT, TARGET_PERCENT_BY_CATEGORY, Scored, scored
from benchmarks.ours import named_pledges
from benchmarks.questions import read_questions
from benchmarks.tables import numbers_by_department
from tests.lookup.tables import real

# How many may be missed where a category's target is not reached yet.
MAY_MISS = {"choseong": 1}  # ㅈㅈㅊ, the initials of a misspelt word

QUESTIONS = read_questions(LABELLED)
CATEGORIES = sorted({each.category for each in QUESTIONS})


@cache  # and not as soon as the file is collected, by every process that runs tests
def judged(category: str) -> tuple[Scored, ...]:
    """The questions of a category."""
    return scored(
        [each for each in QUESTIONS if each.category == category],
        lambda query: named_pledges(query, real()),
        numbers_by_department(real()),
    )


def all_judged() -> list[Scored]:
    """Those of every category."""
    return [one for category in CATEGORIES for one in judged(category)]


def shown(one: Scored) -> tuple[str, str, tuple[str, ...]]:
    """The question, what was expected and what came."""
    return one.question.query, one.question.expect, one.got[:5]


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_category_reaches_its_target(category: str) -> None:
    """95 % of its questions, 80 % of the synonyms."""
    missed = [shown(one) for one in judged(category) if not one.right]
    target = TARGET_PERCENT_BY_CATEGORY.get(category, TARGET_PERCENT)
    may_miss = MAY_MISS.get(category, len(judged(category)) * (100 - target) // 100)
    assert len(missed) <= may_miss, missed


def test_no_number_and_no_small_talk_gets_a_wrong_owner() -> None:
    """Not one, whatever the percentage."""
    assert [shown(one) for one in all_judged() if one.wrong_owner] == []


def test_nearly_all_questions_are_answered_right() -> None:
    """133 of 136 at least; two known misses, and one to spare."""
    assert len(all_judged()) >= 136
    assert sum(not one.right for one in all_judged()) <= 3
