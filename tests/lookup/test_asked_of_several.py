"""Columns that are asked of several things in one message, each of its own."""

from itertools import product

import pytest

from bot.lookup.answer import answered
from bot.lookup.answering import reply, suggested
from bot.lookup.parsing import understood
from bot.lookup.replies import under_headline
from bot.lookup.results import OnePledge, SeveralAnswers
from bot.people.messages import Ask
from tests.lookup.tables import of_rows

TABLE = of_rows(
    "번호,분야,공약명,담당부서,협조부서,추진상황,추진율(%),사업비(백만원),사업기간\n"
    "1,교육,금빛학교 신설,교육지원과,도시계획과,정상추진,45,12000,2023~2026\n"
    "2,교육,구립도서관 건립,문화체육과,,보류,10,8500,2024~2027\n"
    "3,복지,키움센터 확충,아동청소년과,복지정책과,완료,100,600,2022~2025\n"
    "4,환경,안양천 생태공원 조성,공원녹지과,,정상추진,80,,2022~2026\n"
)
THINGS = {"금빛학교": "1", "도서관": "2", "키움센터": "3", "3번": "3", "1번": "1"}
COLUMNS = {
    "예산": "사업비", "사업비": "사업비", "추진율": "추진율", "언제까지야": "사업기간",
    "협조부서": "협조부서", "담당자": "담당자", "추진상황": "추진상황",
}  # fmt: skip
JOINTS = ["이랑 ", "하고 ", ", ", "? ", "\n", "은 뭐고 ", "을 알려 주시고요 ", " 그리고 "]
PAIRS = [
    (one, asked, joint, other, of_other)
    for at, (joint, one, other) in enumerate(product(JOINTS, THINGS, THINGS))
    for asked, of_other in [[[*COLUMNS][(at + step) % len(COLUMNS)] for step in (0, 3)]]
    if THINGS[one] != THINGS[other] and not (asked.endswith("야") and joint[0] not in ",?\n ")
]


@pytest.mark.parametrize(("one", "asked", "joint", "other", "of_other"), PAIRS)
def test_each_thing_is_told_what_was_asked_of_it(
    one: str, asked: str, joint: str, other: str, of_other: str
) -> None:
    """And nothing that was asked of another one."""
    said = answered(understood(f"{one} {asked}{joint}{other} {of_other} 알려줘", TABLE), TABLE)
    assert isinstance(said, SeveralAnswers)
    found = [(str(a.pledge.number), a.columns) for _, a in said.answers if isinstance(a, OnePledge)]
    assert found == [
        (THINGS[one], (COLUMNS[asked],)),
        (THINGS[other], (COLUMNS[of_other],)),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("금빛학교 예산이랑 키움센터 추진율", ["사업비: 12000백만원", "추진율: 100%"]),
        ("금빛학교, 키움센터, 도서관 추진율", ["추진율: 45%", "추진율: 100%", "추진율: 10%"]),
        ("금빛학교 예산이랑 기간, 키움센터 협조부서", ["사업기간: 2023", "협조부서: 복지정책과"]),
        ("안양천 예산하고 금빛학교 담당자", ["사업비는 비어 있어요.", "담당자는 공약표에 없어요."]),
        ("교육 분야 예산이랑 문화체육과 공약 추진율", ["사업비 합계 205억", "건립 · 10%"]),
        ("도서관은 얼마 들고 키움센터는 언제 끝나", ["사업비: 8500백만원", "사업기간: 2022"]),
        ("도서관 예산하고 공원녹지과 공약", ["사업비: 8500백만원", "4 안양천 생태공원 조성"]),
    ],
)  # fmt: skip
def test_several_answers_show_what_the_table_has_and_say_what_it_lacks(
    text: str, lines: list[str]
) -> None:
    """Under the words of each question."""
    said = reply(Ask(text=text), TABLE).text
    assert [line for line in lines if line not in said] == []


@pytest.mark.parametrize(
    "text",
    ["금빛학교 예산, 기간이랑 추진율", "금빛학교 예산이랑 담당부서", "1번 예산은? 교육지원과지?"],
)  # fmt: skip
def test_several_columns_of_one_thing_are_one_question(text: str) -> None:
    """What names nothing goes with what does."""
    said = answered(understood(text, TABLE), TABLE)
    assert isinstance(said, OnePledge)
    assert "사업비" in said.columns


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("금빛학교 예산", "교육지원과 · 협조 도시계획과 · 사업비: 12000백만원"),
        ("안양천 예산", "공원녹지과 · 사업비는 비어 있어요."),
        ("금빛학교", "교육지원과 · 협조 도시계획과"),
    ],
)
def test_a_result_as_one_types_tells_what_was_asked(text: str, told: str) -> None:
    """In its second line."""
    assert under_headline(*suggested(text, TABLE)[0]) == told
