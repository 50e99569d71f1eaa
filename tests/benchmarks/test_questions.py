"""The labelled questions are judged exactly as their description says."""

import unicodedata
from pathlib import Path

import pytest

from benchmarks.labelled import below_target, by_category, scored
from benchmarks.questions import LabelledQuestion, is_right, read_questions

DEPARTMENTS = {"환경과": ["가족환경-11", "가족환경-12"]}


@pytest.mark.parametrize(
    ("expect", "pledges", "right"),
    [
        pytest.param("가-01", ["가-01", "가-02"], True, id="첫째"),
        pytest.param("가-01", ["가-02", "가-01"], False, id="둘째"),
        pytest.param("가-01", [], False, id="없음"),
        pytest.param("가-01|나-01", ["나-01"], True, id="둘 중 하나"),
        pytest.param("{가-01,가-02}", ["가-02", "가-01", "나-01"], True, id="묶음 먼저"),
        pytest.param("{가-01,가-02}", ["가-02", "나-01", "가-01"], False, id="묶음 사이에 다른 것"),
        pytest.param("{가-01,가-02}", ["가-02"], False, id="묶음 일부"),
        pytest.param("=환경과", ["가족환경-12", "가족환경-11"], True, id="부서 목록"),
        pytest.param("=환경과", ["가족환경-12", "가족환경-11", "가-01"], False, id="부서 밖까지"),
        pytest.param("-", [], True, id="없어야 함"),
        pytest.param("-", ["가-01"], False, id="없어야 하는데 있음"),
    ],
)
def test_an_answer_is_judged_by_the_form_of_what_is_expected(
    expect: str, pledges: list[str], *, right: bool
) -> None:
    """Each form of `expect` means what the README of the labelled file says."""
    assert is_right(expect, pledges, DEPARTMENTS) is right


def test_queries_are_read_verbatim(tmp_path: Path) -> None:
    """Decomposed Unicode stays decomposed, and odd separators stay in the query."""
    decomposed = unicodedata.normalize("NFD", "주차")
    path = tmp_path / "queries.tsv"
    path.write_text(
        f"category\tquery\texpect\nkw\t{decomposed}\t-\nkw\t두\u2028줄\t-\n", encoding="utf-8"
    )
    assert [question.query for question in read_questions(path)] == [decomposed, "두\u2028줄"]


def test_a_wrong_owner_for_a_number_is_below_target_whatever_the_share() -> None:
    """One wrong pledge among a hundred numbers fails, one unanswered number does not."""
    questions = [
        LabelledQuestion(category="id_exact", query=str(n), expect="가-01") for n in range(100)
    ]
    silent = scored(questions, lambda query: () if query == "7" else ("가-01",), {})
    wrong = scored(questions, lambda query: ("나-01",) if query == "7" else ("가-01",), {})
    assert not below_target("id_exact", by_category(silent)["id_exact"])
    assert below_target("id_exact", by_category(wrong)["id_exact"])


def test_a_category_misses_its_target_under_95_percent_and_synonyms_under_80() -> None:
    """Synonyms may miss more, because meaning is out of reach of spelling."""
    for category, below in (("kw_typo", True), ("synonym", False)):
        questions = [
            LabelledQuestion(category=category, query=str(n), expect="가-01") for n in range(10)
        ]
        judged = scored(questions, lambda query: () if query == "7" else ("가-01",), {})
        assert below_target(category, judged) is below
