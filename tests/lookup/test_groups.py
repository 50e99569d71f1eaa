"""Pledges counted and compared by what a column says: by department, field, state and bureau."""

from itertools import product

import pytest

from bot.lookup.answering import reply
from bot.lookup.results import OnlyColumns
from bot.people.messages import Ask
from tests.lookup.tables import answer, brief, of_rows

TABLE = of_rows(
    "과제번호,도정목표,공약명,실국,담당부서,이행상태,이행률(%),총사업비(억원)\n"
    "1-1,활력경제,반도체 특화단지,경제국,반도체과,정상추진,45,1200\n"
    "1-2,활력경제,소상공인 지원,경제국,소상공인과,완료,100,340\n"
    "2-1,따뜻한 복지,산후조리원 건립,복지국,여성과,보류,15,210\n"
    "2-2,따뜻한 복지,무릎수술비 지원,복지국,노인과,완료,100,45\n"
    "2-3,따뜻한 복지,어르신 놀이터,복지국,노인과,보류,30,30\n"
)
BUREAUS = of_rows(
    "연번,분야,공약명,담당부서\n"
    "1,복지,경로당 급식,복지국 노인복지과\n"
    "2,복지,콜택시 확대,복지국 장애인복지과\n"
    "3,경제,시장 주차장,경제산업국 지역경제과\n"
)


def lines(text: str) -> list[str]:
    """The head of the answer and its groups."""
    head, _, *groups = reply(Ask(text=text), TABLE).text.splitlines()
    return [head, *groups]


DONE = {
    "부서": ["소상공인과 1건", "노인과 1건"],
    "도정목표": ["활력경제 1건", "따뜻한 복지 1건"],
    "분야": ["활력경제 1건", "따뜻한 복지 1건"],
    "실국": ["경제국 1건", "복지국 1건"],
    "국": ["경제국 1건", "복지국 1건"],
    "상태": ["완료 2건"],
}
COUNTS = ["{}별 완료 건수", "{}별 완료된 공약 수", "{}별로 완료 몇 개야?", "{}마다 끝난 거 몇 건"]


@pytest.mark.parametrize(("of", "asked"), [*product(DONE, COUNTS)])
def test_pledges_of_a_state_are_counted_by_any_column(of: str, asked: str) -> None:
    """Groups that have none are left out."""
    head, *groups = lines(asked.format(of))
    assert head.endswith("별 완료 공약")
    assert groups == DONE[of]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("상태별 현황", ["완료 2건", "보류 2건", "정상추진 1건"]),
        ("이행상태별 개수", ["완료 2건", "보류 2건", "정상추진 1건"]),
        ("상태별 통계", ["완료 2건", "보류 2건", "정상추진 1건"]),
        ("상태 목록", ["완료 2건", "보류 2건", "정상추진 1건"]),
        ("실국별 공약", ["복지국 3건", "경제국 2건"]),
        ("실국 목록", ["복지국 3건", "경제국 2건"]),
        ("보류가 제일 많은 실국", ["복지국 2건"]),
        ("보류 제일 많은 부서", ["여성과 1건", "노인과 1건"]),
        ("실국별 이행률", ["경제국 72.5%", "복지국 48.3%"]),
        ("국별 예산 합계", ["경제국 1,540억 원", "복지국 285억 원"]),
        ("이행률 제일 낮은 실국", ["복지국 48.3%", "경제국 72.5%"]),
    ],
)
def test_pledges_are_counted_and_compared_by_any_column(text: str, groups: list[str]) -> None:
    """By a state or a column of the office's own as by departments."""
    assert lines(text)[1:] == groups


def test_a_group_leads_to_its_own_pledges_of_the_state() -> None:
    """With the words that were counted."""
    [row, *_] = reply(Ask(text="실국별 보류 건수"), TABLE).buttons
    assert [button.action for button in row] == [Ask(text="복지국 보류 공약")]
    for text in ("복지국 보류 공약", "복지국 보류"):
        assert brief(text, TABLE).pledges == ("2-1", "2-3")


def test_what_no_column_says_groups_nothing() -> None:
    """The table lacks it."""
    assert answer("상태별 현황", BUREAUS) == OnlyColumns(columns=("추진상황",))
    assert answer("부서별 완료 건수", BUREAUS) == OnlyColumns(columns=("추진상황",))


@pytest.mark.parametrize("text", ["과제별 이행률", "공약별 이행률 알려줘", "사업별 이행률은?"])
def test_each_pledge_is_told_what_a_column_says(text: str) -> None:
    """It is a group of its own."""
    assert len(brief(text, TABLE).pledges) == len(TABLE.pledges)
    assert "1-2 · 소상공인과 · 100%" in reply(Ask(text=text), TABLE).text


@pytest.mark.parametrize("text", ["국별 공약 수", "실국별 현황", "국별로 몇 개야"])
def test_bureaus_are_told_by_the_names_of_departments(text: str) -> None:
    """Where no column has them."""
    assert "복지국 2건" in reply(Ask(text=text), BUREAUS).text


@pytest.mark.parametrize("text", ["복지국", "복지국 공약", "복지국에서 하는 공약 알려줘"])
def test_a_bureau_is_listed_as_a_whole(text: str) -> None:
    """Each of its departments is one tap away."""
    assert brief(text, BUREAUS).pledges == ("1", "2")
    labels = [button.label for row in reply(Ask(text=text), BUREAUS).buttons for button in row]
    assert labels[-2:] == ["복지국 노인복지과", "복지국 장애인복지과"]


@pytest.mark.parametrize(
    "text", ["환경 특별 관리", "개별 상담", "성별 임금", "차별 금지", "지역별 축제"]
)
def test_a_word_that_ends_like_each_groups_nothing(text: str) -> None:
    """특별, 개별, 성별."""
    assert brief(text, TABLE).pledges == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("이행률 하위 2위", "2-1 2-3"),
        ("이행률 상위 3위", "1-2 2-2 1-1"),
        ("총사업비 하위 1위", "2-3"),
        ("이행률 꼴찌에서 두 번째", "2-3"),
        ("사업비 꼴찌에서 3번째", "2-1"),
        ("예산 두 번째로 적은", "2-2"),
    ],
)
def test_places_are_counted_from_both_ends(text: str, found: str) -> None:
    """The first so many of the best or the worst, or one of them."""
    assert " ".join(brief(text, TABLE).pledges) == found
