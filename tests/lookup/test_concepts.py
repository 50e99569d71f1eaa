"""What several words mean together, and errands that are no pledge."""

from __future__ import annotations

import pytest

from bot.lookup import lexicon
from bot.lookup.concepts import Concepts, concepts
from bot.lookup.replies import rendered
from bot.lookup.results import NotFound
from bot.people.messages import Ask
from tests.lookup.tables import answer, named, of, pledge, real
from tests.paths import ROOT

DATA = ROOT / "benchmarks" / "data"
ROWS = [*lexicon.rows("concepts.tsv")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("남의 건물 주차장 밤에 같이 쓰게 해주는 거", "지역개발-10"),
        ("마흔 넘은 아저씨들 응원해주는 사업", "복지건강-05"),
        ("우리 동네에서 여의도까지 한 번에 가는 열차 언제 다니나요", "지역개발-01"),
        ("눈이 안 보이는 분 지원", "복지건강-06"),
        ("동네 축구팀 유니폼이나 코치 지원", "교육문화-15"),
        ("할머니가 햄버거집 기계 주문을 못하셔서 배우고 싶대요", "복지건강-08"),
    ],
)
def test_a_thing_a_person_and_a_verb_say_it_together(text: str, number: str) -> None:
    """Where no word of the message stands in a title, or names another one."""
    assert named(text)[:1] == (number,)


def test_pledges_of_other_offices_are_found_as_well() -> None:
    """Of a table that is made of what many offices promise."""
    lines = (DATA / "citizens-elsewhere.tsv").read_text(encoding="utf-8").splitlines()[1:]
    titles = [line.split("\t") for line in lines]
    table = of([pledge(f"가-{at:02d}", title) for at, (title, *_) in enumerate(titles)])
    wrong = [
        (question, named(question, table)[:1])
        for at, (_, *questions) in enumerate(titles)
        for question in questions
        if named(question, table)[:1] != (f"가-{at:02d}",)
    ]
    assert wrong == []


def test_several_words_outweigh_one_that_a_title_has() -> None:
    """가산동 stands in other titles, but the companies and the jobs say what is meant."""
    assert named("가산동 회사들이랑 연결해서 취직시켜주는 회사")[:1] == ("경제공동체-05",)


def test_titles_named_word_for_word_are_not_read_otherwise() -> None:
    """Though their words are cues of other meanings as well."""
    text = "경전철이 교통행정과면 급행철도도 거기예요?"
    assert {*named(text)} == {"지역개발-03", "지역개발-13"}


@pytest.mark.parametrize(
    "text",
    [
        "주차 위반 과태료 얼마예요",
        "도서관 회원증 재발급",
        "자전거 잃어버렸어요",
        "중학교 배정 결과 언제",
        "수영장 강습 예약",
        "마을버스 기사님이 불친절해요",
    ],
)
def test_an_errand_gets_no_pledge(text: str) -> None:
    """What an office does every day is at most offered."""
    assert named(text) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("신안산선 조기완공 예산 얼마야", "지역개발-01"),
        ("금광선 용역비 얼마", "지역개발-03"),
    ],
)
def test_a_pledge_that_is_named_is_no_errand(text: str, number: str) -> None:
    """Nor is a question for its owner or for one of its columns."""
    assert named(text)[:1] == (number,)


def test_an_errand_offers_what_comes_near() -> None:
    """As a suggestion."""
    said = answer("도서관 몇 시까지 열어요")
    assert isinstance(said, NotFound)


def test_a_word_of_a_title_is_no_errand() -> None:
    """In a table that has it."""
    table = of([pledge("가-01", "도서관 야간 예약 확대"), pledge("가-02", "도로 포장")])
    assert named("도서관 예약", table)[:1] == ("가-01",)


def test_meanings_that_no_title_has_are_unused() -> None:
    """A combination whose official words the table lacks changes nothing."""
    table = of([pledge("가-01", "도로 포장")])
    assert named("남의 건물 주차장 밤에 같이 쓰게", table) == ()


def test_a_meaning_that_only_a_department_is_called_is_no_pledge() -> None:
    """A short official word begins a word of a title, or is unused."""
    table = of([pledge("가-01", "도로 포장", "교통과")])
    assert named("출퇴근 시간에 사거리가 너무 막혀요", table) == ("가-01",)


def test_the_answer_tells_which_words_were_read_together() -> None:
    """As they were typed."""
    text = "몸을 못 움직이는 사람 도와주는 거"
    said = rendered(answer(text), real(), Ask(text=text)).text
    assert "'몸을 못 사람'" in said
    assert "→ '장애인지원'" in said


def test_one_syllable_is_a_word_with_its_particle_or_a_verb() -> None:
    """개 is no 개발."""
    table = [("@pet", "", "개"), ("@care", "", "돌보"), ("동물", "", "@pet @care")]
    of_pets = Concepts(table)
    known = of_pets.known(bool)
    assert of_pets.meant(["개를", "돌보는"], known) is not None
    assert of_pets.meant(["개발", "돌보는"], known) is None


def test_each_cue_needs_a_word_of_its_own() -> None:
    """One word is not two things."""
    table = [("@place", "", "방,자취방"), ("@alone", "", "자취"), ("1인 가구", "", "@place @alone")]
    of_people = Concepts(table)
    assert of_people.meant(["자취방"], of_people.known(bool)) is None


def test_every_class_of_words_is_used_and_known() -> None:
    """No combination has a class that does not exist."""
    classes = {group for group, *_ in ROWS if group.startswith("@")}
    used = {
        cue.removeprefix("-")
        for group, _, words in ROWS
        if not group.startswith("@")
        for cue in words.replace(",", " ").split()
        if cue.removeprefix("-").startswith("@")
    }
    assert used <= classes
    assert classes - used == {"@errand", "@detail", "@wish", "@nothing"}


def test_each_row_has_a_reason() -> None:
    """What the words have in common."""
    assert all(reason for _, reason, _ in ROWS)
    assert concepts().known(bool)
