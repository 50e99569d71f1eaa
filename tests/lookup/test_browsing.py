"""The table as such: its departments, its strategies, all of it, and how many."""

from dataclasses import replace

import pytest

from bot.lookup.answering import reply
from bot.lookup.guiding_replies import WHICH_DEPARTMENT
from bot.lookup.parsing import understood
from bot.lookup.question import Overview
from bot.lookup.replies import rendered
from bot.lookup.results import Counts, GroupPledges, ManyPledges, WhichName, summary
from bot.people.messages import Ask
from tests.lookup.tables import answer, brief, named, of, pledge, real

OVERVIEWS = {
    "부서 목록": Overview.DEPARTMENTS,
    "어떤 부서들이 있나요?": Overview.DEPARTMENTS,
    "부서가 몇 개예요": Overview.DEPARTMENTS,
    "안녕하세요 담당부서 리스트 보여주세요": Overview.DEPARTMENTS,
    "무슨무슨 과가 있는지 쭉 보여줘": Overview.DEPARTMENTS,
    "과는 뭐뭐 있어": Overview.DEPARTMENTS,
    "전략 목록": Overview.STRATEGIES,
    "분야별 공약": Overview.STRATEGIES,
    "공약 몇 개야": Overview.COUNT,
    "공약이 총 몇 건이에요?": Overview.COUNT,
    "제일 많이 맡은 부서": Overview.MOST,
    "공약 많은 부서 순위": Overview.MOST,
    "많은 순서대로 부서": Overview.MOST,
    "공약 적은 부서 순위": Overview.FEWEST,
    "공약이 가장 많은 분야는 어디예요": Overview.LARGEST,
    "전략별 공약 수 순위": Overview.LARGEST,
    "제일 적은 전략": Overview.SMALLEST,
    "공약 제일 많은 부서 어디야": Overview.MOST,
    "이번 임기 공약 몇 개야": Overview.COUNT,
    "부서가 총 몇 개?": Overview.DEPARTMENTS,
    "공약이 가장 많은 곳은": Overview.MOST,
    "총 몇 개지?": Overview.COUNT,
    "전부 몇 건이에요": Overview.COUNT,
    "다 합해서 몇 개야": Overview.COUNT,
    "총 공약 수": Overview.COUNT,
    "제일 적게 맡은 부서는?": Overview.FEWEST,
    "공약이 가장 적은 과": Overview.FEWEST,
    "how many pledges are there": Overview.COUNT,
    "list of departments": Overview.DEPARTMENTS,
    "which department has the most pledges": Overview.MOST,
    "부서": Overview.DEPARTMENTS,
    "부서 좀 보여줘": Overview.DEPARTMENTS,
    "전략이요": Overview.STRATEGIES,
    "분야?": Overview.STRATEGIES,
}


@pytest.mark.parametrize("text", OVERVIEWS)
def test_an_overview_has_counts_and_a_button_to_each(text: str) -> None:
    """Of departments or strategies."""
    said = answer(text)
    assert isinstance(said, Counts)
    assert said.overview is OVERVIEWS[text]
    message = rendered(said, real(), Ask(text=text))
    first, count = said.entries[0]
    assert f"{first} {count}건" in message.text
    actions = [button.action for row in message.buttons for button in row]
    assert Ask(text=first) in actions


@pytest.mark.parametrize(
    ("asked", "departments"),
    [
        ("부서 목록", ["교통과 2건", "도로과 1건 · 협조 2건", "환경과 협조 1건"]),
        ("제일 많이 맡은 부서", ["교통과 2건", "도로과 1건"]),
        ("공약이 제일 적은 부서", ["도로과 1건"]),
    ],
)
def test_what_departments_only_help_with_is_counted_apart(
    asked: str, departments: list[str]
) -> None:
    """They do not own it."""
    helped = [
        ("1", "교통과", ("도로과", "환경과")),
        ("2", "교통과", ("도로과",)),
        ("3", "도로과", ()),
    ]
    table = of([replace(pledge(n, f"제목 {n}", owner), helpers=by) for n, owner, by in helped])
    assert reply(Ask(text=asked), table).text.splitlines()[2:] == departments


def test_every_department_can_be_reached_page_by_page() -> None:
    """None is left out."""
    reached = set()
    for page in (1, 2):
        message = rendered(answer("부서 목록"), real(), Ask(text="부서 목록", page=page))
        reached |= {
            b.action.text for row in message.buttons for b in row if isinstance(b.action, Ask)
        }
    assert {*real().by_department} <= reached


@pytest.mark.parametrize(
    "text",
    [
        "전체 공약",
        "공약 전체 보기",
        "공약 다 보여줘",
        "무슨 공약 있어?",
        "공약 목록",
        "전체",
        "전체 보여줘",
    ],
)
def test_all_pledges_are_listed(text: str) -> None:
    """In page order."""
    said = answer(text)
    assert isinstance(said, ManyPledges)
    assert said.pledges == real().pledges


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("센터라는 말이 들어간 공약", "1-1 1-3"),
        ("이름에 작은도서관 있는 거 알려줘", "1-2"),
        ("어린이로 시작하는 사업 목록", "1-3"),
        ("센터 들어간 공약 몇 개야", "1-1 1-3"),
    ],
)
def test_pledges_are_listed_by_a_word_of_their_titles(text: str, numbers: str) -> None:
    """As it stands there, however little it says."""
    table = of(
        (
            pledge("1-1", "치매안심센터 운영"),
            pledge("1-2", "마을 작은도서관 확충"),
            pledge("1-3", "어린이 체험센터 건립"),
        )
    )
    assert " ".join(named(text, table)) == numbers


@pytest.mark.parametrize(
    "text", ["담당 바뀐 공약", "최근에 담당부서 변경된 사업 목록", "부서가 달라진 공약 뭐 있어?"]
)
def test_pledges_that_changed_hands_are_asked_for_as_such(text: str) -> None:
    """But not those of a word: 주차 담당 바뀐 공약."""
    assert understood(text, real()) == Overview.MOVED
    assert understood(f"주차 {text}", real()) != Overview.MOVED


def test_the_departments_with_the_fewest_pledges_are_all_named() -> None:
    """Many have one, and none of them is left out."""
    said = answer("제일 적게 맡은 부서")
    assert isinstance(said, Counts)
    ones = [name for name, of_it in real().by_department.items() if len(of_it) == 1]
    assert said.entries == tuple([(name, 1) for name in ones])


PLACES = [("첫 번째", 0), ("두번째", 1), ("3번째", 2), ("세 번째", 2), ("마지막", -1)]


@pytest.mark.parametrize(("place", "at"), PLACES)
@pytest.mark.parametrize("form", ["{} 전략", "{} 추진전략의 공약들", "{} 분야 뭐 있어요"])
def test_a_strategy_is_asked_for_by_its_place(form: str, place: str, at: int) -> None:
    """And is no pledge at that place of the table."""
    strategy = [*real().by_strategy][at]
    said = answer(form.format(place))
    assert isinstance(said, GroupPledges)
    assert said.name == strategy


@pytest.mark.parametrize("text", ["처음 2개 분야", "전략 처음 두 개", "처음 두 개 전략의 공약"])
def test_several_strategies_by_their_place_are_all_offered(text: str) -> None:
    """Not the first of them alone."""
    said = answer(text)
    assert isinstance(said, WhichName)
    assert said.names == tuple(real().by_strategy)[:2]


@pytest.mark.parametrize("text", ["여섯 번째 전략", "전략 열번째"])
def test_a_strategy_that_there_is_not_is_no_other(text: str) -> None:
    """There are five of them, and the sixth pledge is none."""
    assert named(text) == ()


@pytest.mark.parametrize("text", ["공약", "담당 부서가 어디예요", "무슨 부서야", "담당"])
def test_what_only_asks_is_no_overview(text: str) -> None:
    """Whose owner is asked for was not said."""
    assert brief(text).kind == "none"
    assert not isinstance(answer(text), Counts)


@pytest.mark.parametrize("text", ["우주정거장", "도시개발-05", "총무과", "안녕하세요"])
def test_every_miss_has_a_next_step(text: str) -> None:
    """A button at least."""
    said = answer(text)
    assert summary(said).pledges == ()
    assert rendered(said, real(), Ask(text=text)).buttons


@pytest.mark.parametrize(
    "text",
    [
        *("내 담당", "제 담당 공약 뭐예요", "우리 팀 공약 목록", "내 부서"),
        *("내 부서 공약 알려줘", "나의 부서"),
    ],
)
def test_who_nobody_knows_is_asked_for_their_department(text: str) -> None:
    """As with 우리 부서."""
    assert reply(Ask(text=text), real()) == WHICH_DEPARTMENT


SHARED = of(
    [
        pledge("1", "환승 주차장", "교통과", "교통"),
        pledge("2", "회전교차로 신설", "교통안전과", "교통"),
        pledge("3", "대중교통 무료화", "교통과", "복지"),
        pledge("4", "경로당 급식", "복지과", "복지"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found", "others"),
    [
        ("교통 공약", "12", ["교통과", "교통 들어간 공약"]),
        ("교통 쪽", "12", ["교통과", "교통 들어간 공약"]),
        ("교통과", "13", []),
        ("복지 공약", "4", ["복지"]),
        ("복지 분야", "34", []),
    ],
)
def test_a_word_that_is_short_for_a_field_or_a_department_leads_to_what_else_has_it(
    text: str, found: str, others: list[str]
) -> None:
    """Other names, if they have other pledges, and those whose titles have the word."""
    assert "".join(named(text, SHARED)) == found
    assert [*brief(text, SHARED).suggestions] == others
    labels = [button.label for row in reply(Ask(text=text), SHARED).buttons for button in row]
    assert labels[len(labels) - len(others) :] == others


def test_what_is_offered_beside_a_field_is_understood() -> None:
    """The button asks it."""
    assert named("교통 들어간 공약", SHARED) == ("3",)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("가장 많은 부서와 가장 적은 부서", "부서 목록"),
        ("공약 하나뿐인 부서", "부서 목록"),
        ("공약 5개 이상인 부서는?", "부서 목록"),
        ("공약이 제일 많은 부서 3곳", "공약이 제일 많은 부서"),
        ("최근에 바뀐 공약 있어?", "담당 바뀐 공약"),
        ("문화체육과 공약 3개만", "문화체육과"),
    ],
)
def test_how_many_are_wanted_is_no_word_of_a_title(text: str, asked: str) -> None:
    """The counts stand in the list, and a list is of all."""
    assert summary(answer(text)) == summary(answer(asked))
