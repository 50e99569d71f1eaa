"""What the further columns of a table say in words: units, teams, people, groups of their own."""

import pytest

from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.replies import rendered
from bot.lookup.results import OnePledge
from bot.people.messages import Ask
from tests.lookup.tables import answer, brief, named, of


def pledge(number: str, title: str, owner: str, team: str = "", **details: str) -> Pledge:
    """A pledge with these further columns."""
    return Pledge(
        number=PledgeNumber(number),
        title=title,
        owners=(owner,),
        strategy="",
        teams=((owner, team),) if team else (),
        details=tuple(details.items()),
    )


TABLE = of(
    [
        pledge(
            "1-1",
            "생활체육 기반 확충",
            "체육과",
            담당팀="체육시설팀",
            담당자="윤태호",
            단위사업명="반다비체육센터 건립, 풋살장 조성",
            추진전략2="건강한 도시",
        ),
        pledge(
            "1-2",
            "호수 관광지 개발",
            "문화관광과",
            담당자="윤태호",
            연락처="031-555-2168",
            단위사업명="모노레일 설치",
        ),
        pledge("2-1", "아이 낳기 좋은 환경", "보건소", "모자보건팀", 단위사업명="산후조리비 지원"),
        pledge("2-2", "응급의료 공백 해소", "보건소", "의약팀", 단위사업명="심야약국 운영"),
        pledge("3-1", "스마트 민원 서비스", "민원과", 단위사업명="무인민원발급기 확대"),
    ]
)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("반다비체육센터", ["1-1"]),
        ("풋살장 조성 담당 어디예요", ["1-1"]),
        ("풋쌀장", ["1-1"]),
        ("체육과 풋살장", ["1-1"]),
        ("안녕하세요 심야약국 문의드려요", ["2-2"]),
        ("윤태호", ["1-1", "1-2"]),
        ("윤태호 주무관님 담당 공약", ["1-1", "1-2"]),
        ("031-555-2168 누구 번호예요", ["1-2"]),
        ("의약팀", ["2-2"]),
        ("보건소 모자보건팀", ["2-1"]),
        ("체육시설팀 공약", ["1-1"]),
        ("건강한 도시", ["1-1"]),
        ("무인민원발급기", ["3-1"]),
    ],
)
def test_words_of_further_columns_find_their_pledges(text: str, numbers: list[str]) -> None:
    """Where no title has them."""
    assert list(named(text, TABLE)) == numbers


def test_the_card_shows_the_column_in_which_the_word_stands() -> None:
    """Or nobody would see why it was found."""
    found = answer("모노레일", TABLE)
    assert isinstance(found, OnePledge)
    assert found.columns == ("단위사업명",)
    assert "단위사업명: 모노레일 설치" in rendered(found, TABLE, Ask(text="모노레일")).text


def test_a_title_comes_before_further_columns() -> None:
    """And a department before a team."""
    assert named("관광지", TABLE) == ("1-2",)
    assert brief("보건소", TABLE).kind == "department"


@pytest.mark.parametrize("text", ["공항", "안녕하세요", "윤태오 씨 결혼식", "재무팀", "약속"])
def test_what_no_column_says_finds_nothing(text: str) -> None:
    """Small talk and other departments."""
    assert named(text, TABLE) == ()


def test_what_is_hidden_finds_nothing() -> None:
    """A column that nobody is shown is not searched either."""
    assert named("윤태호", TABLE.hiding(frozenset({"담당자"}))) == ()


def test_a_team_stands_beside_the_owner_and_is_not_said_to_be_missing() -> None:
    """Also where it comes from the department's cell, without a column of its own."""
    text = rendered(answer("의약팀", TABLE), TABLE, Ask(text="의약팀")).text
    assert "보건소 (의약팀)" in text
    assert "없어요" not in text
