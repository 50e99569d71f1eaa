"""Generated questions can be answered, by the pledges they say, and are the same each time."""

from datetime import date

import pytest

from benchmarks.generated import QUESTION_KINDS, QuestionKind, Table, questions_about
from benchmarks.made_up import made_up_pledges
from benchmarks.pieces import Piece, Titles, bare
from benchmarks.unrelated import unrelated_questions, unrelated_to
from bot.lookup.catalogue import Catalogue
from bot.lookup.pledge import PledgeNumber

CATALOGUE = Catalogue(
    term="시험",
    pledges=made_up_pledges(300),
    aliases=(),
    as_of=date(2026, 1, 1),
    source="made up",
)
TABLE = Table(CATALOGUE)


def test_made_up_pledges_are_the_same_each_time_and_all_different() -> None:
    """A seed makes one table, with no title and no number twice."""
    pledges = made_up_pledges(2_000)
    assert pledges == made_up_pledges(2_000)
    assert len({pledge.title for pledge in pledges}) == 2_000
    assert len({pledge.number for pledge in pledges}) == 2_000


def test_made_up_numbers_are_numbers_of_the_shape_that_tables_have() -> None:
    """Each number reads back as itself."""
    for pledge in made_up_pledges(2_000):
        assert PledgeNumber(str(pledge.number)) == pledge.number


def test_there_are_only_so_many_made_up_numbers() -> None:
    """More pledges than numbers is refused."""
    with pytest.raises(ValueError, match="made-up"):
        made_up_pledges(2_000_000)


@pytest.mark.parametrize("kind", QUESTION_KINDS, ids=lambda kind: kind.korean)
def test_questions_of_a_kind_are_repeatable_and_name_their_pledges(kind: QuestionKind) -> None:
    """The same seed asks the same; every right pledge is one of the table."""
    numbers = set(map(str, CATALOGUE.by_number))
    for faults in kind.faults:
        questions = questions_about(TABLE, kind, faults, 5)
        assert questions == questions_about(TABLE, kind, faults, 5)
        assert len({question.text for question in questions}) == len(questions)
        for question in questions:
            assert question.right
            assert question.right <= numbers


def test_a_misspelt_piece_stands_in_the_titles_that_are_right() -> None:
    """What was meant is in each right title, and the question is not in any other."""
    titles = {str(pledge.number): bare(pledge.title) for pledge in CATALOGUE.pledges}
    kind = QUESTION_KINDS[0]
    for question in questions_about(TABLE, kind, 1, 30):
        assert all(bare(question.meant) in titles[number] for number in question.right)
        others = (title for number, title in titles.items() if number not in question.right)
        assert not any(bare(question.text) in title for title in others)


@pytest.mark.parametrize(
    ("meant", "typed", "lost"),
    [
        pytest.param("신원동 공원", "신월동 공원", True, id="다른 제목이 됨"),
        pytest.param("신원동 공원", "신우동 공원", True, id="둘 사이"),
        pytest.param("신원동 공원", "신동 공원", True, id="가르는 음절이 빠짐"),
        pytest.param("신원동 공원", "신원동 곰원", False, id="가르지 않는 음절"),
    ],
)
def test_a_fault_that_hits_what_distinguishes_two_titles_makes_no_question(
    meant: str, typed: str, *, lost: bool
) -> None:
    """신원동 and 신월동 are one jamo apart: where that one is hit nobody can tell."""
    titles = Titles(("신원동 공원 조성", "신월동 공원 조성"))
    assert titles.lost(typed, Piece(text=meant, rows=titles.holding(meant))) is lost


def test_unrelated_questions_are_many_and_each_is_asked_once() -> None:
    """There are at least four hundred, of several kinds."""
    questions = unrelated_questions()
    assert len({question.text for question in questions}) == len(questions) >= 400
    assert len({question.kind for question in questions}) >= 6


def test_what_stands_in_a_title_is_not_unrelated() -> None:
    """Left out is what holds a title's word or a department of the table."""
    departments = set(CATALOGUE.by_department)
    for question in unrelated_to(CATALOGUE):
        assert not any(name in bare(question.text) for name in departments)
