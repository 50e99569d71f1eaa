"""Times are told by the day on which a question is asked."""

from dataclasses import replace
from datetime import date

import pytest

from bot.lookup.answering import reply, suggested
from bot.lookup.cells import Kind
from bot.lookup.columns import STATUS
from bot.lookup.condition_replies import figure
from bot.lookup.results import OnlyColumns
from bot.people.messages import Ask
from tests.lookup.tables import answer, brief, of, of_rows, pledge

ROWS = """번호,분야,공약명,주관부서,추진상황,이행률(%),사업기간,사업비(백만원),,
,,,,,,,2025년,2026년,계
1,복지,경로당 개선,복지과,완료,100,2023.1.~2025.12.,300,0,300
2,복지,청년 주거 지원,복지과,정상추진,75,2024.3.~2026.12.,200,300,500
3,교통,마을버스 노선,교통과,일부추진,40,2025.1.~2027.6.,"1,000","2,000","3,000"
4,교통,공영주차장 확충,교통과,보류,15,2024.7.~2026.6.,500,500,"1,000"
5,문화,중앙도서관 건립,문화과,정상추진,62,2023.5.~2026.11.,"4,000","6,000","10,000"
6,문화,작은영화관 조성,문화과,완료,100,2024.1.~2026.8.,"1,500",500,"2,000"
7,환경,도시숲 조성,환경과,미착수,0,2027.1.~2028.12.,-,-,"4,000"
"""
UNDATED = replace(of_rows(ROWS), strategy_heading="분야")
TABLE = UNDATED.on(date(2026, 11, 30))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("올해 끝나는 공약", "2456"),
        ("금년 말까지 마무리되는 사업", "12456"),
        ("연내 완료 예정인 공약", "2456"),
        ("내년까지 하는 거", "123456"),
        ("작년에 끝난 공약", "1"),
        ("재작년에 시작한 공약", "246"),
        ("내후년 준공", "7"),
        ("이번 달에 준공되는 거", "5"),
        ("다음달에 끝나야 하는 거", "2"),
        ("지난 분기에 끝난 거", "6"),
        ("이번 분기에 끝나는 사업", "25"),
        ("하반기에 준공하는 공약", "256"),
        ("올 하반기에 끝나는 문화과 사업", "56"),
        ("내년 상반기에 끝나는 거", "3"),
        ("12월까지 끝나는 공약", "12456"),
        ("6월까지 끝나는 공약", "123456"),
        ("6월에 끝난 것", ""),
        ("연말까지 끝나는 공약", "12456"),
        ("석 달 안에 끝나는 공약", "25"),
        ("앞으로 1년 동안 끝나는 것", "235"),
        ("반년 안에 끝나는 거", "25"),
        ("두 달 뒤에 끝나는 거", ""),
        ("아직 안 끝난 것 중 올해까지", "245"),
        ("올해 안에 끝내야 하는 것", "2456"),
        ("올해 끝나야 되는데 아직 미완료인 공약", "245"),
        ("올해 시작한 공약", ""),
        ("내년에 시작하는 거 있어?", "7"),
        ("올해 하는 공약", "23456"),
        ("올해 몇 개나 끝나", "2456"),
        ("내년 이후에 끝나는 공약", "37"),
        ("내년까지 안 끝나는 거", "7"),
        ("올해 끝나는 것만 빼고 보여줘", "137"),
        ("올해 끝나는 공약 중에 보류된 거", "4"),
        ("올해 준공 예정인 것 중에 이행률 60% 넘는 거", "256"),
    ],
)
def test_relative_times_are_those_of_the_day(text: str, found: str) -> None:
    """Years, halves, quarters and months; so many months from now; parts of the year alone."""
    assert "".join(brief(text, TABLE).pledges) == found


@pytest.mark.parametrize(
    "text", ["기한 지난 공약", "마감일이 이미 지났는데 완료 안 된 공약", "납기 넘긴 사업 있어?"]
)
def test_what_is_overdue_is_not_done(text: str) -> None:
    """Where a column tells; else only its time is over."""
    assert brief(text, TABLE).pledges == ("4",)
    hidden = TABLE.hiding(frozenset({STATUS.key, "추진율"})).on(date(2026, 11, 30))
    assert brief("기한 지난 공약", hidden).pledges == ("1", "4", "6")


@pytest.mark.parametrize("text", ["곧 끝나는 공약 3개", "남은 기간이 짧은 순으로 3개"])
def test_what_is_near_comes_in_its_order(text: str) -> None:
    """Without what is over."""
    assert brief(text, TABLE).pledges == ("5", "2", "3")


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("올해 끝나는 공약", "🔎 2026년에 끝나는 공약 4건"),
        ("하반기에 준공하는 공약", "🔎 2026년 하반기에 끝나는 공약 3건"),
        ("이번 분기에 끝나는 사업", "🔎 2026년 4분기에 끝나는 공약 2건"),
        ("다음 달까지 끝나는 공약", "🔎 2026년까지 끝나는 공약 5건"),
    ],
)
def test_an_answer_names_the_time_as_it_was_read(text: str, head: str) -> None:
    """By the calendar."""
    assert head in reply(Ask(text=text), TABLE).text.splitlines()


def test_a_page_that_is_turned_next_year_is_of_the_same_list() -> None:
    """Its buttons ask by the calendar."""
    many = of(
        replace(TABLE.pledges[1], number=replace(TABLE.pledges[1].number, text=str(at)))
        for at in range(1, 9)
    ).on(date(2026, 11, 30))
    first = reply(Ask(text="올해 끝나는 공약"), many)
    turn = next(
        each.action
        for row in first.buttons
        for each in row
        if isinstance(each.action, Ask) and each.action.page == 2
    )
    later = reply(turn, many.on(date(2027, 1, 4)))
    assert "🔎 2026년에 끝나는 공약 8건 (2/2)" in later.text.splitlines()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("올해 도서관 공약", "5"),
        ("내년 예산 도서관", "5"),
        ("하반기 주차장", "4"),
        ("올해 마을버스", "3"),
    ],
)
def test_in_a_message_about_something_else_a_time_changes_nothing(text: str, first: str) -> None:
    """It is answered as on any day."""
    assert answer(text, TABLE) == answer(text, UNDATED)
    assert brief(text, TABLE).pledges == (first,)


@pytest.mark.parametrize("text", ["올해 끝나는 공약", "이번 달에 준공되는 거", "기한 지난 공약"])
def test_a_table_without_periods_says_so(text: str) -> None:
    """In one line."""
    bare = of(replace(one, details=()) for one in TABLE.pledges).on(date(2026, 11, 30))
    assert answer(text, bare) == OnlyColumns(columns=("사업기간",))


def test_a_pledge_that_is_named_is_shown_without_periods_too() -> None:
    """With the line that says so."""
    bare = of(replace(one, details=()) for one in TABLE.pledges).on(date(2026, 11, 30))
    said = reply(Ask(text="올해 준공되는 도서관 공약"), bare).text
    assert "5 중앙도서관 건립" in said
    assert "사업기간은 공약표에 없어요." in said


def test_the_columns_of_this_year_are_asked_for_by_it() -> None:
    """이번 연도의 예산."""
    assert brief("올해 예산 제일 큰 거", TABLE).pledges == ("5",)
    assert "사업비(2026년): 6,000백만원" in reply(Ask(text="중앙도서관 올해 예산"), TABLE).text


def test_what_is_typed_inline_is_read_by_the_day_too() -> None:
    """As everywhere."""
    assert [str(one.number) for one, *_ in suggested("올해 끝나는 공약", TABLE)] == [
        "2",
        "4",
        "5",
        "6",
    ]


def test_an_earlier_table_is_asked_on_the_same_day() -> None:
    """Its pledges ended then."""
    both = replace(of(TABLE.pledges[2:]), earlier=(replace(UNDATED, term="민선7기"),))
    assert brief("민선7기 작년에 끝난 공약", both.on(date(2026, 11, 30))).pledges == ("1",)


TERM_PARTS = replace(
    of(
        replace(pledge(number, title), details=tuple(details.items()))
        for number, title, details in (
            (
                "1",
                "경전철 착공",
                {
                    "사업기간": "임기 내 2026.7.~2030.6., 임기 후 2030.7.~2032.12.",
                    "추진기간(임기 내)": "2026.7.~2030.6.",
                    "추진기간(임기 후)": "2030.7.~2032.12.",
                    "사업비": "900억",
                    "사업비(임기 내)": "500억",
                    "사업비(임기 후)": "400억",
                },
            ),
            (
                "2",
                "도서관 신축",
                {
                    "사업기간": "임기 내 2026.7.~2030.6.",
                    "추진기간(임기 내)": "2026.7.~2030.6.",
                    "사업비": "20억",
                    "사업비(임기 내)": "20억",
                    "사업비(임기 후)": "0억",
                },
            ),
        )
    ),
    today=date(2026, 11, 30),
)


@pytest.mark.parametrize(
    ("text", "numbers", "told"),
    [
        ("2032년에 끝나는 공약", "1", ""),
        ("2030년에 끝나는 공약", "2", ""),
        ("임기 내에 끝나는 공약", "2", "2030년 6월까지 끝나는"),
        ("임기 후 완료되는 공약", "1", "2030년 7월 이후 끝나는"),
        ("경전철 언제 끝나", "1", "임기 후 2030.7.~2032.12."),
        ("경전철 임기 후 기간", "1", "추진기간(임기 후): 2030.7.~2032.12."),
        ("1번 임기 내 추진기간", "1", "추진기간(임기 내): 2026.7.~2030.6."),
        ("경전철 임기 후 예산", "1", "사업비(임기 후): 400억"),
        ("임기 후 사업비 제일 많은 거", "1", "400억"),
        ("임기 후 예산 있는 공약", "1", "400억"),
        ("임기 후 100억 이상", "1", "400억"),
        ("임기 내 사업비 30억 이하", "2", "사업비(임기 내): 20억"),
        ("사업비 30억 이하", "2", "사업비: 20억"),
    ],
)
def test_what_is_within_the_term_and_after_it_is_told_apart(
    text: str, numbers: str, told: str
) -> None:
    """The end of a pledge is that of both; its cost is the whole."""
    assert "".join(brief(text, TERM_PARTS).pledges) == numbers
    assert told in reply(Ask(text=text), TERM_PARTS).text


def test_a_large_figure_without_a_unit_is_told_in_digits() -> None:
    """No power of ten."""
    assert figure(1e10, Kind.COUNT) == "10,000,000,000"
