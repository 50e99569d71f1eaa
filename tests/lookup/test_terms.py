"""Another term than the current one, however it is named: never a wrong owner."""

import unicodedata
from dataclasses import replace

import pytest

from bot.lookup.answering import reply, suggested
from bot.lookup.results import EarlierTerm, NoSuchTerm, SeveralAnswers, numbers_in
from bot.people.messages import Ask
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
        ("8기가 아니라 9기", "민선9기"),
        ("8기 말고 9기 도서관", "민선9기"),
        ("민선8기가 아니라 7기", "민선7기"),
        ("도서관 8기가 아니고 9기", "민선9기"),
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


@pytest.mark.parametrize(
    "behind", ["에서는", "에서도", "에도", "로", "부터", "까지", "였을 때", "에 있던", "공약", ""]
)
def test_a_particle_behind_a_term_does_not_hide_it(behind: str) -> None:
    """Nor does what is written together with it: dropped, it would name another owner."""
    for gap in (" ", "" if behind in {"", "공약"} else " "):
        assert brief(f"민선8기{behind}{gap}지역개발-05", BOTH).department == "도시계획과"


def test_what_ends_within_this_term_is_no_question_about_a_term() -> None:
    """이번 임기 is said of times, too."""
    found = answer("이번 임기 내 끝나는 물류단지", BOTH)
    assert not isinstance(found, EarlierTerm | SeveralAnswers)


@pytest.mark.parametrize(
    "text",
    [
        "8기 신안산선",
        "신안산선 8기",
        "신안산선 담당 8기 때 누구였어",
        "신안산선은 8기에 어느 부서였나요",
        "신안산선 8기엔 누가",
        "신안산선 8기 담당부서",
        "신안산선 담당이 8기에는 누구였지",
        "8기 공약 중 신안산선",
        "지난 기수 신안산선",
        "전 임기 신안산선",
    ],
)
def test_a_loaded_term_is_no_count_at_an_end_of_the_message(text: str) -> None:
    """And 민선9기's table is not asked."""
    found = answer(text, BOTH)
    assert isinstance(found, EarlierTerm)
    assert "지역개발-01" in numbers_in(found)


def by_term(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The terms that a message is answered from, each with the pledges."""
    found = answer(text, BOTH)
    assert isinstance(found, SeveralAnswers), found
    told: list[tuple[str, tuple[str, ...]]] = []
    for _, one in found.answers:
        term = one.catalogue.term if isinstance(one, EarlierTerm) else BOTH.term
        told.append((one.asked if isinstance(one, NoSuchTerm) else term, numbers_in(one)))
    return told


FIVE, SCHOOL = ("지역개발-05",), ("교육문화-02",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("민선8기 지역개발-05랑 민선9기 지역개발-05", [("민선8기", FIVE), ("민선9기", FIVE)]),
        ("민선9기 지역개발-05 민선8기 지역개발-05", [("민선9기", FIVE), ("민선8기", FIVE)]),
        ("민선8기랑 민선9기 지역개발-05 담당", [("민선8기", FIVE), ("민선9기", FIVE)]),
        ("민선9기, 민선8기 지역개발-05", [("민선9기", FIVE), ("민선8기", FIVE)]),
        ("8기와 9기 지역개발-05", [("민선8기", FIVE), ("민선9기", FIVE)]),
        ("지역개발-05 민선8기하고 민선9기", [("민선8기", FIVE), ("민선9기", FIVE)]),
        ("지역개발-05 8기 9기 둘 다요", [("민선8기", FIVE), ("민선9기", FIVE)]),
        ("지난 임기하고 이번 임기 지역개발-05", [("민선8기", FIVE), ("민선9기", FIVE)]),
        ("지역개발-05 8기, 9기 둘 다요", [("민선8기", FIVE), ("민선9기", FIVE)]),
        ("민선8기 지역개발-05 담당이 민선9기에는 어디예요", [("민선8기", FIVE), ("민선9기", FIVE)]),
        ("지역개발-05, 민선8기 지역개발-05", [("민선9기", FIVE), ("민선8기", FIVE)]),
        ("지역개발-05, 민선7기 지역개발-05", [("민선9기", FIVE), ("민선7기", ())]),
        ("민선8기 지역개발-05와 민선7기 지역개발-05", [("민선8기", FIVE), ("민선7기", ())]),
        ("물류단지 그리고 민선8기 금빛학교", [("민선9기", FIVE), ("민선8기", SCHOOL)]),
        ("네 민선8기 금빛학교 민선9기 물류단지", [("민선8기", SCHOOL), ("민선9기", FIVE)]),
        ("민선8기 금빛학교, 민선8기 지역개발-05", [("민선8기", SCHOOL), ("민선8기", FIVE)]),
        ("금빛학교 민선8기, 물류단지 민선9기", [("민선8기", SCHOOL), ("민선9기", FIVE)]),
    ],
)  # fmt: skip
def test_each_term_of_a_message_is_asked_for_its_own_part(
    text: str, found: list[tuple[str, tuple[str, ...]]]
) -> None:
    """What stands beside one alone is said of all of them."""
    assert by_term(text) == found


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("민선9기 말고 민선8기 지역개발-05", "도시계획과"),
        ("민선8기 말고 지역개발-05", "미래산업과"),
        ("9기가 아니라 8기 지역개발-05", "도시계획과"),
        ("9기 말고 8기 지역개발-05", "도시계획과"),
        ("8기가 아니라 9기 지역개발-05", "미래산업과"),
        ("지역개발-05 민선9기 아니고 민선8기", "도시계획과"),
        ("민선7기 빼고 8기 지역개발-05", "도시계획과"),
        ("7기랑 9기 말고 8기 지역개발-05", "도시계획과"),
        ("민선7기와 민선9기 빼고 민선8기 지역개발-05", "도시계획과"),
        ("6기하고 7기 그리고 9기 말고 8기 지역개발-05", "도시계획과"),
        ("7기랑 8기 말고 지역개발-05", "미래산업과"),
        ("민선7기 및 민선8기 공약 제외 지역개발-05", "미래산업과"),
    ],
)
def test_a_term_that_is_left_out_is_not_asked(text: str, department: str) -> None:
    """The other one is, or the current one."""
    assert brief(text, BOTH).department == department


@pytest.mark.parametrize("of_it", ["", "가", " 공약", " 거", " 것은", " 공약이"])
@pytest.mark.parametrize(
    "leaving_out",
    [
        *(" 말고", " 말고는", " 빼고요,", " 뺀", " 제외하면", " 제외한", " 외에", " 이외에는"),
        *(" 대신에", " 아니라", " 아닌", " 아니고요,"),
    ],
)
def test_a_term_is_left_out_by_any_words_that_leave_out(leaving_out: str, of_it: str) -> None:
    """Those that leave out pledges, too; and what is of a term stands for it."""
    left_out = of_it + leaving_out
    assert brief(f"민선9기{left_out} 민선8기 지역개발-05", BOTH).department == "도시계획과"
    assert brief(f"민선8기{left_out} 지역개발-05", BOTH).department == "미래산업과"


def test_a_term_that_is_asked_for_besides_is_not_left_out() -> None:
    """말고도 adds."""
    found = by_term("민선9기 말고도 민선8기 지역개발-05")
    assert ("민선8기", FIVE) in found


@pytest.mark.parametrize(
    "text",
    ["전체 공약", "부서 목록", "전략 목록", "교통행정과", "교육지원과", "지역개발-99", "도서관"],
)
def test_buttons_under_an_earlier_term_stay_in_it(text: str) -> None:
    """A list has its pages, a card its list, a number the ones that there are."""
    typed, seen = [f"민선8기 {text}"], set[str]()
    while typed and len(seen) < 12:
        said = reply(Ask(text=typed.pop()), BOTH)
        assert said.text.startswith("지난 임기(민선8기)의 공약표예요."), typed
        assert said.buttons
        asks = [each.action for row in said.buttons for each in row if isinstance(each.action, Ask)]
        assert all(ask.text.startswith("민선8기 ") for ask in asks)
        assert all(ask.back is None or ask.back.text.startswith("민선8기 ") for ask in asks)
        typed += [ask.text for ask in asks if ask.text not in seen]
        seen |= {ask.text for ask in asks}


def test_the_lists_of_an_earlier_term_have_all_their_pages() -> None:
    """To the last one."""
    last = reply(Ask(text="민선8기 전체 공약", page=11), BOTH)
    assert "(11/11)" in last.text
    assert [ask.page for row in last.buttons for b in row if isinstance(ask := b.action, Ask)][
        -1:
    ] == [10]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("민선8기 지역개발-05", [("민선8기", "지역개발-05")]),
        ("8기 지역개발-05", [("민선8기", "지역개발-05")]),
        ("지역개발-05", [("민선9기", "지역개발-05")]),
        ("지역개발-14", [("민선8기", "지역개발-14")]),
        ("민선8기 금빛학교", [("민선8기", "교육문화-02")]),
        ("민선8기 금빛", [("민선8기", "교육문화-02")]),
        ("민선8기 ㄱㅂㅎㄱ", [("민선8기", "교육문화-02")]),
        ("8기랑 9기 지역개발-05", [("민선8기", FIVE[0]), ("민선9기", FIVE[0])]),
        ("민선7기 지역개발-05", []),
    ],
)  # fmt: skip
def test_what_is_typed_inline_is_looked_up_in_its_term(
    text: str, found: list[tuple[str, str]]
) -> None:
    """Each pledge with the table that it is of."""
    shown = [(table.term, str(one.number)) for one, table, _ in suggested(text, BOTH)]
    assert shown[: len(found)] == found
    assert {term for term, _ in shown} == {term for term, _ in found}


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
