"""Tables of other offices, each in its own form and words, with questions in those of their people.

Numbers in nine styles, headings and merged cells as offices have them: `benchmarks/data/offices`.
"""

from pathlib import Path

import pytest

from benchmarks.labelled import scored
from benchmarks.ours import named_pledges
from benchmarks.questions import read_questions
from benchmarks.tables import catalogue_of, numbers_by_department
from bot.lookup.answering import reply
from bot.lookup.guiding_replies import examples
from bot.people.access import Role
from bot.people.messages import Ask
from bot.people.replies.help import help_message

OFFICES = Path(__file__).parents[2] / "benchmarks" / "data" / "offices"
QUESTIONS = ".questions.tsv"
TABLES = sorted(path for path in OFFICES.iterdir() if not path.name.endswith(QUESTIONS))
LEAST_PERCENT = 93  # of an office's questions; what is missed are words of citizens
LEAST_PERCENT_OF = {"border": 88, "islands": 78}  # nothing but words of citizens that no title has


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_the_questions_of_an_office_are_answered_from_its_table(table: Path) -> None:
    """Nearly all of them; a number is never answered by another."""
    catalogue = catalogue_of(table)
    judged = scored(
        read_questions(table.with_name(f"{table.stem}{QUESTIONS}")),
        lambda query: named_pledges(query, catalogue),
        numbers_by_department(catalogue),
    )
    missed = [
        (one.question.query, one.question.expect, one.got[:5]) for one in judged if not one.right
    ]
    least = LEAST_PERCENT_OF.get(table.stem, LEAST_PERCENT)
    assert len(missed) <= len(judged) * (100 - least) // 100, missed
    assert not [one for one in judged if one.question.category == "number" and not one.right]


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_every_example_of_the_help_is_answered_in_every_office(table: Path) -> None:
    """A number, a department, a word and its initials are the table's own."""
    catalogue = catalogue_of(table)
    lines = help_message(Role.MEMBER, examples(catalogue)).text.splitlines()
    tried = [each for line in lines if line.startswith("· ") for each in line[2:].split(", ")]
    assert len(tried) == 7
    assert f"{catalogue.strategy_word} 목록" in tried
    for text in tried:
        answer = reply(Ask(text=text), catalogue).text
        assert answer.startswith(("🏢", "📂", "🔎", "📋")), (text, answer)


def test_there_are_offices_of_every_form() -> None:
    """Comma and tab separated, sheets, pages and scraped text."""
    assert {path.suffix for path in TABLES} == {".csv", ".tsv", ".xlsx", ".html", ".txt"}
