"""Numbers over a column: sums, means and counts, of a list and of each department."""

import pytest

from bot.lookup.answering import reply
from bot.lookup.results import OnlyColumns
from bot.people.messages import Ask
from tests.lookup.tables import answer, brief, of_rows
from tests.lookup.test_filters import TABLE
from tests.lookup.test_times import TABLE as YEARLY


def lines(text: str, *, yearly: bool = False) -> list[str]:
    """The answer, line by line."""
    return reply(Ask(text=text), YEARLY if yearly else TABLE).text.splitlines()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("사업비 합계", "사업비 합계 480억 6,500만 원, 평균 68억 6,643만 원 (8건 중 7건)"),
        ("전체 예산이 얼마야", "사업비 합계 480억 6,500만 원, 평균 68억 6,643만 원 (8건 중 7건)"),
        ("평균 이행률", "추진율 평균 61% (8건 중 7건)"),
        ("몇 프로나 됐어 전체", "추진율 평균 61% (8건 중 7건)"),
        ("수혜인원 총합", "수혜인원 합계 125,930, 평균 17,990 (8건 중 7건)"),
        ("환경 분야 사업비 다 합치면", "사업비 합계 277억 2,000만 원, 평균 92억 4,000만 원 (3건)"),
        ("완료된 공약 사업비 합계", "사업비 합계 8억 9,500만 원, 평균 4억 4,750만 원 (2건)"),
        ("교통과 평균 추진율", "추진율 평균 60.7% (3건)"),
        ("복지과 예산 총 얼마", "사업비 합계 20억 5,000만 원, 평균 10억 2,500만 원 (2건)"),
    ],
)
def test_a_list_says_what_its_figures_come_to(text: str, line: str) -> None:
    """In one line below its head, and of how many cells; a department's own pledges alone."""
    assert lines(text)[1] == line


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("완료된 거 몇 개", "25"), ("폐기된 공약 개수", "7"), ("미착수 몇 건", "8")],
)
def test_what_is_counted_is_listed(text: str, numbers: str) -> None:
    """The head of the list has the count."""
    assert "".join(brief(text, TABLE).pledges) == numbers


@pytest.mark.parametrize(
    ("text", "head", "first"),
    [
        ("부서별 추진율", "📊 부서별 추진율 평균", "복지과 96%"),
        ("제일 부진한 부서", "📊 부서별 추진율 평균", "공원과 26.5%"),
        ("꼴찌 부서 어디야", "📊 부서별 추진율 평균", "공원과 26.5%"),
        ("추진율이 높은 부서 순으로", "📊 부서별 추진율 평균", "복지과 96%"),
        ("부서마다 사업비 얼마씩이야", "📊 부서별 사업비 합계", "공원과 277억 2,000만 원"),
        ("예산 제일 많이 쓰는 부서", "📊 부서별 사업비 합계", "공원과 277억 2,000만 원"),
        ("분야별 수혜인원 합계", "📊 분야별 수혜인원 합계", "교통 102,000"),
    ],
)
def test_departments_and_fields_are_compared(text: str, head: str, first: str) -> None:
    """By the sum, of rates by the mean, best first or worst first."""
    said = lines(text)
    assert (said[0], said[2]) == (head, first)


def test_the_years_of_a_sum_are_added_apart() -> None:
    """And each is told of one pledge."""
    assert lines("2026년에 얼마", yearly=True)[1].startswith("사업비(2026년) 합계 93억 원")
    assert "사업비(2025년): 1,000백만원" in lines("마을버스 2025년 예산", yearly=True)


@pytest.mark.parametrize(
    ("text", "column"),
    [("평균 공정률", "추진율"), ("부서별 예산 합계", "사업비"), ("예산 총액", "사업비")],
)
def test_a_table_without_the_column_says_so(text: str, column: str) -> None:
    """And lists nothing."""
    bare = TABLE.hiding(frozenset({"추진율", "사업비", "추진상황"}))
    assert answer(text, bare) == OnlyColumns(columns=(column,))


def test_without_rates_departments_are_compared_by_what_is_done() -> None:
    """Of their pledges with a state."""
    said = reply(Ask(text="부서별 완료율"), TABLE.hiding(frozenset({"추진율"}))).text.splitlines()
    assert said[:4] == ["📊 부서별 완료율 평균", "", "복지과 50%", "교통과 33.3%"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("예산 합계", "1234"),
        ("예산 평균", "1234"),
        ("문화과 예산", "34"),
        ("문화과 예산 합계", "34"),
        ("교육과 예산", "2"),
        ("예산과 예산", "1"),
        ("예산과 공약 예산 합계", "1"),
        ("도서관 예산 얼마", "34"),
        ("예산 얼마", ""),
        ("예산과", "1"),
        ("예산 공약", "21"),
        ("주민참여예산", "1"),
        ("주민참여 예산", "1"),
        ("참여 예산제 담당", "2"),
        ("예산 교육", "2"),
    ],
)
def test_a_column_is_asked_for_though_its_word_is_in_titles_and_a_department(
    text: str, numbers: str
) -> None:
    """With what is added up, and beside what is named."""
    rows = (
        "번호,공약명,담당부서,사업비(백만원)\n1,주민참여예산 확대,예산과,100\n"
        "2,참여 예산제 교육,교육과,50\n3,도서관 신축,문화과,300\n4,도서관 책 확충,문화과,20\n"
    )
    table = of_rows(rows)
    assert "".join(brief(text, table).pledges) == numbers


def test_a_pledge_beside_the_word_of_a_column_is_not_sought_in_a_department_of_that_name() -> None:
    """예산과 helps with another one alone."""
    rows = "1,버스 공영제,교통과,예산과,300\n2,안심주택 지원,여성과,,12\n"
    rows = f"번호,공약명,담당부서,협조부서,예산(억)\n{rows}"
    table = of_rows(rows)
    assert "예산과" not in reply(Ask(text="안심주택 예산"), table).text
    assert brief("예산 합계", table).pledges == ("1", "2")
