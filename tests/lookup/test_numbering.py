"""Numbers of every scheme that tables have, in every shape people give them."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.korean import hangul
from bot.lookup.answering import reply
from bot.lookup.catalogue import Catalogue
from bot.lookup.numbering import Numbering
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.results import ManyPledges, NoSuchNumber
from bot.people.messages import Ask
from bot.table import files
from tests.lookup.tables import ANY_TEXT, MANY, answer, brief, named, of

THREE = [f"{a}-{b}-{c}" for a in (1, 2, 3) for b in (1, 2, 3) for c in range(1, 6)]
CIRCLED = [f"{a}-{b}-{c}" for a in ("I", "II", "III") for b in "①②③" for c in range(1, 6)]
ROMAN = ["Ⅰ-1", "Ⅰ-2", "Ⅰ-3", "Ⅱ-1", "Ⅱ-2"]
LETTERS = [f"{a}-{n}" for a in "ABC" for n in range(1, 9)]
SYLLABLES = [f"{a}-{n}" for a in "가나다" for n in range(1, 9)]
PADDED = [f"{a}-{n:02d}" for a in (4, 5) for n in range(1, 9)]
PLAIN = [str(n) for n in range(1, 60)]
DOTTED = [f"{a}-{n:02d}" for a in ("일자리·경제", "교육·청소년") for n in (1, 2)]
WORDS_AND_PAIRS = [*(f"혁신-{n}" for n in range(1, 25)), "1-1", "2-1", "3-1"]


@cache
def numbered(table: tuple[str, ...], library: str = "") -> Catalogue:
    """Pledges with these numbers, one of them a library."""
    titles = {library: "도서관 건립"}
    return of(
        [
            Pledge(
                number=PledgeNumber(number),
                title=titles.get(number, "공원"),
                owners=("공원과",),
                strategy="",
            )
            for number in table
        ]
    )


def found(table: list[str], text: str) -> list[str]:
    """The numbers that the text names, as the table writes them."""
    numbering = Numbering(map(PledgeNumber, table))
    named = numbering.found(numbering.in_digits(hangul.normalized(text)))
    return [one.number.text for one in named]


@pytest.mark.parametrize(
    "about",
    [
        "세부과제",
        "세부내용",
        "세부사항",
        "대책",
        "원인",
        "점검",
        "회의",
        "월별 실적",
        "기준",
        "차질",
        "일 담당",
        "일 누가 해",
    ],
)
@pytest.mark.parametrize(
    ("table", "number"), [(("5-1", "5-2", "1-1"), "5-1"), (("교육-05", "교육-06"), "교육-05")]
)
def test_a_word_that_begins_like_a_counter_counts_nothing(
    about: str, table: tuple[str, ...], number: str
) -> None:
    """개월 behind a space does, and 개 in 5개."""
    typed = number.replace("-0", " ")
    assert named(f"{typed} {about}", numbered(table)) == (number,)
    assert named(f"{typed} 개월", numbered(table)) != (number,)


@pytest.mark.parametrize("below", [" 가", "가", "(가)", "(1)", "-(1)", "-가", "-①"])
@pytest.mark.parametrize("asked", ["{}", "{} 담당 어디야", "안녕하세요 {} 누가 해요?"])
def test_tasks_below_a_pledge_have_numbers_of_their_own(below: str, asked: str) -> None:
    """With or without a dash and brackets, in the table as in the question."""
    table = ["1-1", f"1-1{below}", "1-2", f"1-2{below}"]
    rows = "번호,공약명,담당부서\n" + "".join(f"{n},공원,공원과\n" for n in table)
    assert [p.number.text for p in files.recognised(rows.encode()).table.pledges] == table
    part = below.strip(" -()")
    for typed in (table[3], f"1-2-{part}", f"1-2({part})", f"1-2-({part})", f"1-2 {part}"):
        assert found(table, asked.format(typed)) == [table[3]]
    assert found(table, asked.format("1-2")) == ["1-2"]


@pytest.mark.parametrize(
    ("table", "text", "numbers"),
    [
        (THREE, "1다시 1다시 1", ["1-1-1"]),
        (THREE, "일의 일의 삼", ["1-1-3"]),
        (THREE, "１－１－３ 누구", ["1-1-3"]),
        (THREE, "안녕하세요 2-2-2 담당자가 누구예요", ["2-2-2"]),
        (THREE, "1-1-1, 1-1-3", ["1-1-1", "1-1-3"]),
        (THREE, "1-1-1~1-1-3", ["1-1-1", "1-1-2", "1-1-3"]),
        (THREE, "1-1-1하고 3", ["1-1-1", "1-1-3"]),
        (THREE, "1-1-9 담당", ["1-1-9"]),
        (CIRCLED, "3-1-3", ["III-①-3"]),
        (CIRCLED, "Ⅲ-①-3", ["III-①-3"]),
        (CIRCLED, "III-①-9", ["III-①-9"]),
        (ROMAN, "1-3", ["Ⅰ-3"]),
        (ROMAN, "i 3", ["Ⅰ-3"]),
        (ROMAN, "2다시 1", ["Ⅱ-1"]),
        (ROMAN, "Ⅱ-7", ["Ⅱ-7"]),
        (LETTERS, "a1", ["A-1"]),
        (LETTERS, "a 1번", ["A-1"]),
        (LETTERS, "씨-8", ["C-8"]),
        (LETTERS, "비8 담당", ["B-8"]),
        (LETTERS, "비의 9", ["B-9"]),
        (SYLLABLES, "가3", ["가-3"]),
        (SYLLABLES, "다 2번", ["다-2"]),
        (SYLLABLES, "가의 4", ["가-4"]),
        (PADDED, "4-1", ["4-01"]),
        (PADDED, "5-02, 03", ["5-02", "5-03"]),
        (PLAIN, "5", ["5"]),
        (PLAIN, "37번 담당 부서 알려줘", ["37"]),
        (PLAIN, "오번", ["5"]),
        (PLAIN, "십이번 공약", ["12"]),
        (PLAIN, "공약 5", ["5"]),
        (PLAIN, "스물세번째 공약", ["23"]),
        (PLAIN, "마흔 두번", ["42"]),
        (PLAIN, "3, 5번", ["3", "5"]),
        (PLAIN, "3~5", ["3", "4", "5"]),
        (PLAIN, "5번부터 7번까지", ["5", "6", "7"]),
        (PLAIN, "100번", ["100"]),
        (WORDS_AND_PAIRS, "혁신 1번", ["혁신-1"]),
        (WORDS_AND_PAIRS, "혁신일번", ["혁신-1"]),
        (WORDS_AND_PAIRS, "2-1", ["2-1"]),
    ],
)
def test_a_number_is_read_in_the_scheme_of_its_table(
    table: list[str], text: str, numbers: list[str]
) -> None:
    """Typed, spoken, wide, in a list or a range; also where the table does not have it."""
    assert found(table, text) == numbers


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (THREE, "2026-09-30 기준"),
        (THREE, "010-1234-5678"),
        (PLAIN, "1인 가구"),
        (PLAIN, "이번 분기"),
        (PLAIN, "주차장 5개"),
        (PLAIN, "9월 2일까지"),
        (PLAIN, "추진율 50% 미만"),
        (SYLLABLES, "나 다시 해줘"),
        (SYLLABLES, "나의 일"),
        (SYLLABLES, "가 담당"),
        (SYLLABLES, "디-2"),
        (PLAIN, "A-1"),
        (PLAIN, "에이-1"),
        (PLAIN, "가-3 담당"),
    ],
)
def test_what_is_something_else_is_no_number(table: list[str], text: str) -> None:
    """Dates, telephone numbers, amounts, numbers of other tables."""
    assert found(table, text) == []


@pytest.mark.timeout(30)  # they took 20 s and 6 s on a quiet machine
@pytest.mark.parametrize("text", ["1번 " + "가" * 4096, "1 " * 2048])
def test_a_message_without_end_is_read_in_no_time(text: str) -> None:
    """One word as long as Telegram takes, and as many numbers."""
    assert found(PLAIN, text[:4096])[0] == "1"


@pytest.mark.parametrize("count", ["두", "세", "2", "3", "열두"])
@pytest.mark.parametrize(
    "text",
    [
        "하루에 {} 번 오는 마을버스",
        "일주일에 {}번 재활용 수거",
        "매주 {} 번 하는 체육",
        "{} 번이나 전화했는데 미술관 담당 좀",
        "{}번 물어봐도 모르는 도서관",
        "{} 번씩 하는 생활체육",
        "{} 번째로 큰 도서관",
        "미술관 {}번째 문의예요",
        "{}번 출구 쪽 공원",
        "어린이집 대기 {}번이에요",
        "대기 순번이 {}번이래요",
        "{}번 버스 타고 가는 도서관",
        "{} 명이 쓰는 주차장",
        "{} 살 아이 어린이집",
        "제{}의 도서관",
    ],
)
def test_what_is_counted_beside_other_words_is_no_number(text: str, count: str) -> None:
    """How often, which one, of how many; also where numbers are plain."""
    assert found(PLAIN, text.format(count)) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("이번 삼번", ["2", "3"]),
        ("일번, 이번 삼번", ["1", "2", "3"]),
        ("이번하고 오번", ["2", "5"]),
        ("두번째 공약 담당", ["2"]),
        ("세번 담당 누구예요", ["3"]),
        ("3번 도서관", ["3"]),
        ("하루에 두 번 오는 3번 마을버스, 5번 공약", ["5"]),
    ],
)
def test_counts_that_are_asked_for_are_numbers(text: str, numbers: list[str]) -> None:
    """Where nothing else is said, or they are said as numbers."""
    assert found(PLAIN, text) == numbers


@MANY
@given(st.sampled_from([THREE, CIRCLED, ROMAN, LETTERS, SYLLABLES, PADDED, PLAIN]), ANY_TEXT)
def test_any_text_is_answered_from_a_table_of_any_scheme(table: list[str], text: str) -> None:
    """Also one that begins with a sign before a number."""
    catalogue = numbered(tuple(table))
    assert {*brief(text, catalogue).pledges} <= {*table}
    assert {*brief(f"-{table[0]} {text}", catalogue).pledges} <= {*table}


@pytest.mark.parametrize(
    "beside", ["{}, 도서관 담당", "{}하고 도서관", "도서관이랑 {}번", "{}\n도서관"]
)
def test_a_plain_number_beside_another_question_is_answered_too(beside: str) -> None:
    """Where a sign or what joins them says that it is no count."""
    catalogue = numbered(tuple(PLAIN), library="12")
    assert {*brief(beside.format(5), catalogue).pledges} == {"5", "12"}
    assert brief("1, 2차 도서관", catalogue).pledges == ("12",)


def test_the_number_of_a_section_is_recognised() -> None:
    """Where it is all that is said."""
    numbering = Numbering(map(PledgeNumber, CIRCLED))
    assert [str(number) for number in numbering.section("3-1")] == CIRCLED[30:35]
    assert [str(number) for number in numbering.section("3")] == CIRCLED[30:]
    assert not numbering.section("3-1 공원")


@pytest.mark.parametrize(
    ("table", "text", "numbers"),
    [
        (PLAIN, "33 말고 34", ["34"]),
        (PLAIN, "3, 4 말고 5", ["5"]),
        (PLAIN, "1~5, 3 빼고", ["1", "2", "4", "5"]),
        (PLAIN, "10~12 말고 13번", ["13"]),
        (THREE, "2-1-1이 아니라 2-1-2요", ["2-1-2"]),
        (THREE, "2-1-1은 됐고 2-1-2", ["2-1-2"]),
        (CIRCLED, "3-1-1 말고 3-1-2", ["III-①-2"]),
        (CIRCLED, "II①4", ["II-①-4"]),
        (CIRCLED, "Ⅱ-②~01", ["II-②-1"]),
        (CIRCLED, "Ⅱ-② ~ 03 담당", ["II-②-3"]),
        (ROMAN, "Ⅰ-1 빼고 Ⅰ-2", ["Ⅰ-2"]),
        (ROMAN, "1-1-1", []),
        (PLAIN, "1-1", []),
        (PLAIN, "12/25", []),
        (PLAIN, "2026-11-23", []),
        (PLAIN, "14:00", []),
        (PLAIN, "3/5번", ["3", "5"]),
        (THREE, "1-1-1-1", []),
        (THREE, "1-1-1/1-1-2", ["1-1-1", "1-1-2"]),
        (ROMAN, "Ⅱ 공약 전체", ["Ⅱ-1", "Ⅱ-2"]),
        (SYLLABLES, "다 됐나요", []),
        (SYLLABLES, "가 분야", [f"가-{n}" for n in range(1, 9)]),
        (DOTTED, "일자리·경제-01", ["일자리·경제-01"]),
        (DOTTED, "경제 2번", ["일자리·경제-02"]),
        (DOTTED, "일자리 경제 1, 2", ["일자리·경제-01", "일자리·경제-02"]),
        (DOTTED, "교육·청소년", ["교육·청소년-01", "교육·청소년-02"]),
        (ROMAN, "Ⅰ장", ["Ⅰ-1", "Ⅰ-2", "Ⅰ-3"]),
        (ROMAN, "Ⅰ 1번 말고 3번", ["Ⅰ-3"]),
        (ROMAN, "Ⅰ-01이 아니라 02", ["Ⅰ-2"]),
        (ROMAN, "Ⅰ 1 2 3", ["Ⅰ-1", "Ⅰ-2", "Ⅰ-3"]),
        (ROMAN, "Ⅰ 이번부터 삼번까지", ["Ⅰ-2", "Ⅰ-3"]),
        (ROMAN, "Ⅰ 공삼", ["Ⅰ-3"]),
        (THREE, "1-2-3 공사 담당 부서", ["1-2-3"]),
        (ROMAN, "Ⅱ 두 번째", ["Ⅱ-2"]),
        (ROMAN, "02 Ⅱ", ["Ⅱ-2"]),
        (ROMAN, "1번 Ⅱ", ["Ⅱ-1"]),
        (ROMAN, "Ⅱ=02", ["Ⅱ-2"]),
        (THREE, "2-1 세번째", ["2-1-3"]),
        (ROMAN, "1번 2번", ["Ⅰ-1", "Ⅱ-1", "Ⅰ-2", "Ⅱ-2"]),
        (ROMAN, "Ⅱ 1번 2번", ["Ⅱ-1", "Ⅱ-2"]),
        (THREE, "2-1-03 말고 2번", ["2-1-2"]),
        (THREE, "2-1 2 3 4", ["2-1-2", "2-1-3", "2-1-4"]),
        (CIRCLED, "I-①-2, 1예술 1스포츠", ["I-①-2"]),
        (PLAIN, "-5", ["5"]),
        (PLAIN, "~5", ["5"]),
        (PLAIN, "-31 아니고 38", ["38"]),
        (ROMAN, "2장 1번", ["Ⅱ-1"]),
        (PLAIN, "57번부터 끝까지", ["57", "58", "59"]),
        (THREE, "1-1-1에서 1-1-2로 정정", ["1-1-2"]),
        (THREE, "마지막 공약", THREE[-1:]),
        (ROMAN, "Ⅰ 분야 다 보여줘", ["Ⅰ-1", "Ⅰ-2", "Ⅰ-3"]),
    ],
)
def test_a_message_is_answered_in_the_scheme_of_its_table(
    table: list[str], text: str, numbers: list[str]
) -> None:
    """What is left out, and whole sections."""
    assert list(brief(text, numbered(tuple(table))).pledges) == numbers


def with_strategies(table: list[str], names: dict[str, str]) -> Catalogue:
    """Pledges with these numbers, their strategies by what the numbers begin with."""
    return of(
        [
            Pledge(
                number=PledgeNumber(number),
                title="공원",
                owners=("공원과",),
                strategy=next(name for start, name in names.items() if number.startswith(start)),
            )
            for number in table
        ]
    )


SECTIONS = {"Ⅰ": "함께하는 복지건강", "Ⅱ": "교육·문화·관광"}
AREAS = {"1-": "활력 넘치는 경제도시", "2-": "함께하는 복지", "3-": "안전하고 편한 교통"}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("복지 3번", ["Ⅰ-3"]),
        ("복지 분야 3번 담당", ["Ⅰ-3"]),
        ("건강 쪽 1번", ["Ⅰ-1"]),
        ("관광 2", ["Ⅱ-2"]),
        ("복지 2번, 3번", ["Ⅰ-2", "Ⅰ-3"]),
        ("복지 2번 3번", ["Ⅰ-2", "Ⅰ-3"]),
        ("복지 1번하고 문화 2번", ["Ⅰ-1", "Ⅱ-2"]),
        ("복지 3명", []),
    ],
)
def test_a_number_is_known_by_a_word_of_its_strategy(text: str, numbers: list[str]) -> None:
    """Where the pledges of one strategy alone have the numbers of a section."""
    assert list(brief(text, with_strategies(ROMAN, SECTIONS)).pledges) == numbers


@pytest.mark.parametrize("text", ["경제 3번", "경제 분야 3번 담당"])
def test_a_strategy_of_several_sections_offers_the_number_of_each(text: str) -> None:
    """It is never answered with all pledges of the strategy."""
    said = brief(text, with_strategies(THREE, AREAS))
    assert said.pledges == ()
    assert list(said.suggestions) == ["1-1-3", "1-2-3", "1-3-3"]


def test_a_strategy_without_that_number_has_no_such_pledge() -> None:
    """Nor is it answered with all of them."""
    said = brief("복지 30", with_strategies(ROMAN, SECTIONS))
    assert (said.kind, said.pledges) == ("none", ())


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("다-1", ["다-1"]),
        ("라-1 담당", ["라-1"]),
        ("마1", ["마-1"]),
        ("다 1번", ["다-1"]),
        ("다의 1", ["다-1"]),
        ("바다시 3", ["바-3"]),
        ("다 1번 2번", ["다-1", "다-2"]),
        ("ㄱ-3", ["ㄱ-3"]),
        ("나-2", ["나-2"]),
    ],
)
def test_a_letter_that_no_section_has_is_that_of_a_number_all_the_same(
    text: str, asked: list[str]
) -> None:
    """It is no word, and 다 is not all of them."""
    said = answer(text, numbered(("가-1", "가-2", "가-3", "나-1", "나-3")))
    assert isinstance(said, NoSuchNumber)
    assert list(said.asked) == asked


@pytest.mark.parametrize("text", ["E-7 비자", "F-1 비자 상담", "K-2 소총"])
def test_such_a_letter_is_no_number_beside_other_words(text: str) -> None:
    """Nor where the table has others."""
    assert not isinstance(answer(text, numbered(tuple(LETTERS))), NoSuchNumber)


@pytest.mark.parametrize("text", [f"{a}.{b}" for a in (1, 2, 12) for b in (1, 3, 7)])
def test_two_counts_with_a_point_are_one_number(text: str) -> None:
    """Which a table of plain numbers does not have."""
    said = answer(text, numbered(tuple(PLAIN)))
    assert isinstance(said, NoSuchNumber)
    assert list(said.asked) == [text]


@pytest.mark.parametrize("word", ["일자리", "경제", "청소년", "교육"])
@pytest.mark.parametrize("form", ["{} 2번", "{}-02", "{}2번", "{} 2번이랑 4-01"])
def test_a_number_is_known_by_one_word_of_its_category(word: str, form: str) -> None:
    """Also in a table whose other numbers have no words."""
    table = numbered(("4-01", *DOTTED))
    number = next(one for one in DOTTED if word in one and one.endswith("2"))
    text = form.format(word)
    assert named(text, table) == (number, "4-01")[: 1 + ("4-01" in text)]


@pytest.mark.parametrize(
    ("numbers", "text", "ranges"),
    [
        ("가-1 가-2 나-1 나-3", "나-2", "나는 1번, 3번이 있어요."),
        ("나-1 나-2 나-3 나-5", "나-4", "나는 1번부터 3번까지, 5번이 있어요."),
        ("나-1 나-3 나-4 나-5", "나-2", "나는 1번, 3번부터 5번까지 있어요."),
        ("나-1 나-3 나-5 나-7 나-9", "나-2", "나는 1번부터 9번까지 가운데 일부가 있어요."),
        ("Ⅰ-1 Ⅰ-2 Ⅱ-1", "4-1", "공약은 Ⅰ-1번부터 Ⅱ-1번까지 있어요."),
        (
            "4-01 4-02 경제-01 경제-02",
            "9-1",
            "4-01번부터 4-02번까지 있어요.\n경제는 01번부터 02번까지 있어요.",
        ),
        ("1-1 1-3 2-1", "5-1", "1-1번, 1-3번이 있어요.\n2-1번 하나만 있어요."),
        ("1-1 1-2 2-1 2-2", "2-1-7", "2-1번부터 2-2번까지 있어요."),
    ],
)
def test_the_numbers_that_there_are_told_truly(numbers: str, text: str, ranges: str) -> None:
    """Those of the section with its gaps, those of the table where it has none."""
    said = reply(Ask(text=text), numbered(tuple(numbers.split()))).text
    assert said.split("\n", 1)[1] == ranges


MORE_STYLES = {
    "2026-01 2026-02 2026-03 2027-01": """
        2026-03 = 2026-03 | 2026.02 = 2026-02 | 2026다시 1 = 2026-01
        2026-01, 2, 3 = 2026-01 2026-02 2026-03 | 2026-02 말고 03 = 2026-03
        2026-03~2027-01 = 2026-03 2027-01 | 2026-09 = | 2026-03-01 = | 2026년까지 =""",
    "2026-001 2026-002 2027-003": """
        2026-001 = 2026-001 | 2026-2 담당 = 2026-002 | 2026-001~2026-002 = 2026-001 2026-002
        2026-001번, 2027-003 = 2026-001 2027-003 | 2026-004 = | 2627-1234 =
        """,
    "Ⅰ-가-1 Ⅰ-가-2 Ⅰ-나-1 Ⅱ-나-3 Ⅱ-나-4": """
        Ⅱ나4 = Ⅱ-나-4 | 2.나.3 = Ⅱ-나-3 | 이다시 나다시 사 = Ⅱ-나-4
        이 다시 나 다시 삼 = Ⅱ-나-3 | Ⅱ-다-1 = | Ⅰ-가-1이랑 나-1 = Ⅰ-가-1 Ⅰ-나-1
        Ⅱ-나-3 말고 4 = Ⅱ-나-4 | Ⅰ-가 전체 = Ⅰ-가-1 Ⅰ-가-2 | Ⅲ-가-1 =
        """,
    "생활-가-1 생활-가-2 생활-나-1 안전-가-1 안전-나-2": """
        생활가1 = 생활-가-1 | 생활 가 2 = 생활-가-2 | 안전 다시 나 다시 이 = 안전-나-2
        생활_가_1 = 생활-가-1 | 생활-가-1, 나-1 = 생활-가-1 생활-나-1
        생활-가-1~2 = 생활-가-1 생활-가-2 | 생활-다-1 = | 문화-가-1 =
        """,
    "C1-01 C1-02 C2-01 D1-01": """
        씨1-2 = C1-02 | 씨일 다시 이 = C1-02 | 씨일다시일 = C1-01 | c1의 1 = C1-01 | C3-01 =
        C1-01, 02 = C1-01 C1-02
        """,
    "㉮-1 ㉮-2 ㉮-3 ㉯-1": """
        가-3 = ㉮-3 | ㉮3 담당 = ㉮-3 | 가다시삼 = ㉮-3 | rk-3 = ㉮-3
        ㉮-3부터 ㉯-1까지 = ㉮-3 ㉯-1 | ㉰-1 =
        """,
    "제1호 제2호 제3호 제10호": """
        3호 = 제3호 | 3 = 제3호 | 3번 담당 = 제3호 | 제십호 = 제10호
        제1호~제3호 = 제1호 제2호 제3호 | 제7호 = | 제1호 말고 제2호 = 제2호 | 3호선 =
        2호점 = | 3호기 = | 1호관 = | 1.1 = | 3-1 = | 십다시삼 =
        """,
    "03-12-가 03-12-나 04-01-가": """
        3-12-가 = 03-12-가 | 삼 다시 십이 다시 가 = 03-12-가
        03-12 전체 = 03-12-가 03-12-나 | 3-12-다 =
        """,
}


@pytest.mark.parametrize(
    ("numbers", "text", "right"),
    [
        (numbers, *map(str.strip, f"{case} ".split(" = ")))
        for numbers, cases in MORE_STYLES.items()
        for line in cases.strip().splitlines()
        for case in line.split(" | ")
    ],
)
def test_a_style_that_is_met_for_the_first_time_is_read(
    numbers: str, text: str, right: str
) -> None:
    """Years, letters in the middle, boxed ones, and 제…호 around a number."""
    assert named(text, numbered(tuple(numbers.split()))) == tuple(right.split())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1-9 가", "1-9 가"),
        ("1-2 라 담당", "1-2 라"),
        ("1-2 다 공약", "1-2 다"),
        ("1-2다", "1-2다"),
        ("1 2 라", "1-2-라"),
        ("1-1 가, 1-1 라", "1-1 가|1-1 라"),
        ("1-1 가~다", "1-1 가|1-1 나|1-1 다"),
        ("1-1 가부터 다까지", "1-1 가|1-1 나|1-1 다"),
        ("1-1 나에서 다까지 담당", "1-1 나|1-1 다"),
        ("1-1 가번부터 다번까지요", "1-1 가|1-1 나|1-1 다"),
        ("1-1 가, 다", "1-1 가|1-1 다"),
        ("1-1 가하고 나", "1-1 가|1-1 나"),
        ("1-2 가 2027", "1-2 가"),
        ("1-2 나 2026년 예산", "1-2 나"),
    ],
)
def test_a_letter_may_end_a_number_behind_a_space(text: str, numbers: str) -> None:
    """One that is missing is told; letters list and range; a year goes on from no number."""
    table = ["1-1 가", "1-1 나", "1-1 다", "1-2 가", "1-2 나", "2-1 가"]
    assert found(table, text) == numbers.split("|")


@pytest.mark.parametrize("chosen", ["중에 나만", "중 나번만요", "가운데 나", "중에서 나 담당"])
def test_a_letter_is_chosen_out_of_those_before(chosen: str) -> None:
    """As a count is."""
    table = numbered(("1-1 가", "1-1 나", "1-1 다", "1-2 가"))
    assert named(f"1-1 가부터 다까지 {chosen}", table) == ("1-1 나",)


def test_a_letter_is_no_end_of_a_range_that_a_digit_begins() -> None:
    """Each is told by itself."""
    found = answer("1-2 나, 1-2-3", numbered(("1-2 가", "1-2 나", "1-2-3")))
    assert isinstance(found, ManyPledges)
    assert found.label == "1-2 나, 1-2-3"


def test_a_number_that_is_missing_is_told_as_it_was_typed() -> None:
    """With its letters and digits."""
    said = answer("26-03", numbered(("2026-01", "2026-02")))
    assert isinstance(said, NoSuchNumber)
    assert said.asked == ("26-03",)
