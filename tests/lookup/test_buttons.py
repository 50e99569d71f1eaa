"""Whatever is asked and whatever the table holds, replies and buttons stay within limits."""

from collections import deque
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.lookup.answer import answered
from bot.lookup.catalogue import Catalogue
from bot.lookup.guiding_replies import welcome
from bot.lookup.parsing import understood
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.replies import rendered
from bot.lookup.results import OnePledge, summary
from bot.people.messages import MAX_LABEL_CHARS, MAX_TEXT_CHARS, Ask, Copy, Message
from tests.lookup.tables import ANY_TEXT, FEW, HANGUL, MANY, of, pledge, real

MAX_BUTTONS = 100  # as many as Telegram takes under one message
MAX_ROW_BUTTONS = 8


def reply(ask: Ask, catalogue: Catalogue) -> Message:
    """What is said to what was typed or pressed."""
    return rendered(answered(understood(ask.text, catalogue), catalogue), catalogue, ask)


def numbers(ask: Ask, catalogue: Catalogue) -> list[str]:
    """The pledges that the answer to this is about."""
    return [*summary(answered(understood(ask.text, catalogue), catalogue)).pledges]


def asks(said: Message) -> list[Ask]:
    """What the buttons ask."""
    doings = [button.action for row in said.buttons for button in row]
    return [does for does in doings if isinstance(does, Ask)]


def is_within_limits(said: Message) -> bool:
    """Whether any messenger takes it."""
    buttons = [button for row in said.buttons for button in row]
    return (
        1 <= len(said.text.strip()) <= len(said.text) <= MAX_TEXT_CHARS
        and len(buttons) <= MAX_BUTTONS
        and all(1 <= len(row) <= MAX_ROW_BUTTONS for row in said.buttons)
        and all(1 <= len(b.label.strip()) <= len(b.label) <= MAX_LABEL_CHARS for b in buttons)
        and all(ask.text.strip() and ask.page >= 1 for ask in asks(said))
        and all(1 <= len(b.action.text) <= 256 for b in buttons if isinstance(b.action, Copy))
    )


def reachable(first: Ask, catalogue: Catalogue, *, most: int) -> Iterator[tuple[Ask, Message]]:
    """Every reply that pressing buttons leads to, the nearest first."""
    waiting, seen = deque([first]), {first}
    while waiting and most:
        ask = waiting.popleft()
        said = reply(ask, catalogue)
        yield ask, said
        most -= 1
        for further in asks(said):
            if further not in seen:
                seen.add(further)
                waiting.append(further)


def paged(first: Ask, catalogue: Catalogue) -> Iterator[tuple[Ask, Message]]:
    """The pages of a list, from the first on."""
    ask: Ask | None = first
    while ask is not None:
        answer = answered(understood(ask.text, catalogue), catalogue)
        yield ask, (said := rendered(answer, catalogue, ask))
        if isinstance(answer, OnePledge):  # its second page has more buttons
            return
        page = ask.page
        ask = next((a for a in asks(said) if a.back is None and a.page == page + 1), None)


def opened(said: Message) -> list[Ask]:
    """The buttons of a list that open one of its pledges."""
    return [ask for ask in asks(said) if ask.back is not None]


@MANY
@given(ANY_TEXT)
@example("금천" * 150)
@example("안 " * 2_048)
@example("지역개발-01~14, 교육문화-01~15, 복지건강-01~12, 가족환경-01~12, 경제공동체-01~10")
@example("지역개발-99~299")
@example(", ".join(f"지역개발-{at}" for at in range(1, 300, 2)))
@example("\ud800")
def test_any_text_gets_a_reply_within_limits(text: str) -> None:
    """One reply that any messenger takes, and so for every button under it."""
    for _, said in reachable(Ask(text=text), real(), most=6):
        assert is_within_limits(said)


def test_everything_that_buttons_lead_to_is_within_limits() -> None:
    """From the welcome on, as far as one can press."""
    found = 0
    for first in asks(welcome(real())):
        for _, said in reachable(first, real(), most=300):
            assert is_within_limits(said)
            found += 1
    assert found > 150


LISTS = [
    *(pytest.param(name, id=name) for name in real().by_department),
    *(pytest.param(name, id=name) for name in (*real().by_strategy, *real().by_category)),
    pytest.param("금천", id="열여덟 건이 넘는 낱말"),
    pytest.param("추진 공약", id="흔한 낱말"),
    pytest.param("wnck", id="영문 자판"),
    pytest.param("지역개발-01~14", id="범위"),
    pytest.param("지역개발-14~01", id="거꾸로 된 범위"),
    pytest.param("13번", id="구분 없는 번호"),
    pytest.param("5번", id="다섯 구분의 번호"),
    pytest.param("지역개발-01~14, 교육문화-01~15", id="두 범위"),
    pytest.param("교통행정과 연장", id="부서와 낱말"),
    pytest.param("교통행정과 주차", id="다른 부서의 낱말"),
    pytest.param("강아지 고양이 어르신", id="일상어"),
]


@pytest.mark.parametrize("text", LISTS)
def test_paging_reaches_every_pledge_once(text: str) -> None:
    """In the answer's order, and never past the end."""
    first = Ask(text=text)
    pressed = [ask.text for _, said in paged(first, real()) for ask in opened(said)]
    if pressed:  # one pledge is a card, not a list
        assert pressed == numbers(first, real())


@pytest.mark.parametrize("text", LISTS)
def test_a_pledge_opened_from_a_list_leads_back_to_its_page(text: str) -> None:
    """The same page, word for word but for what was said about the typing."""
    for _, said in paged(Ask(text=text), real()):
        for ask in opened(said):
            card = reply(ask, real())
            assert card.text.splitlines()[1].startswith(ask.text)
            assert ask.back is not None
            assert ask.back in asks(card)
            returned = reply(ask.back, real())
            assert opened(returned) == opened(said)
            assert returned.text == said.text


@pytest.mark.parametrize("text", LISTS)
def test_turning_a_page_and_back_shows_the_same(text: str) -> None:
    """Forward and back are each other's contrary."""
    pages = [*paged(Ask(text=text), real())]
    for (_, one), (_, other) in pairwise(pages):
        turns = [ask for ask in asks(other) if ask.back is None]
        assert reply(turns[0], real()) == one


@pytest.mark.parametrize("page", [2, 3, 99, 10**9])
def test_a_page_that_is_no_more_is_the_last_one(page: int) -> None:
    """A table may have shrunk since the button was made."""
    said = reply(Ask(text="문화체육과", page=page), real())
    assert "(2/2)" in said.text


def test_each_pledges_button_shows_it_and_its_kin() -> None:
    """Its department and its strategy are one tap away, where others are of them."""
    for one in real().pledges:
        kin = [real().by_department[one.department], real().by_strategy[one.strategy]]
        expected = [[str(p.number) for p in of] for of in kin if len(of) > 1]
        card = reply(Ask(text=str(one.number), page=2), real())
        assert [numbers(ask, real()) for ask in asks(card)[: len(expected)]] == expected


def test_each_pledges_neighbours_are_one_tap_away() -> None:
    """From the table's first to its last and back, past the ends of categories."""
    pledges = [str(one.number) for one in real().pledges]
    cards = [reply(Ask(text=number, page=2), real()) for number in pledges]
    for place, card in enumerate(cards):
        around = [*pledges[max(0, place - 1) : place], *pledges[place + 1 : place + 2]]
        turns = [ask.text for ask in asks(card) if ask.page == 2]
        assert turns == around


def test_neighbours_keep_the_way_back_to_the_list() -> None:
    """One may leaf through from any card of a list."""
    back = Ask(text="주차 공약", page=1)
    _, listing, _, first, *_ = asks(reply(Ask(text="지역개발-05", page=2, back=back), real()))
    assert first == Ask(text="지역개발-04", page=2, back=back)
    assert listing == back


# Names that a page may hold one day, each with what may break it.
HOSTILE_NAMES = (
    pytest.param("가" * 300, id="삼백 글자"),
    pytest.param("안전 | 교통과", id="세로줄"),
    pytest.param("교통:행정과", id="쌍점"),
    pytest.param("교통\n행정과", id="줄 바꿈"),
    pytest.param("제2청사 관리과", id="수"),
    pytest.param("지역개발-05", id="번호와 같은 이름"),
    pytest.param("Smart City Team", id="영어"),
    pytest.param("공약담당과", id="묻는 말로 된 이름"),
    pytest.param("과", id="한 글자"),
    pytest.param("부서", id="묻는 말"),
    pytest.param("담당", id="담당"),
    pytest.param("…", id="기호"),
    pytest.param("👨‍👩‍👧팀", id="그림 문자"),
    pytest.param("ㄱㅅㅎ", id="초성"),
    pytest.param("안녕하세요", id="인사"),
    pytest.param("<b>교통과</b>", id="꺾쇠"),
    pytest.param("_교통*과_`[링크](http://x)", id="마크다운"),
    pytest.param("금천\u202e과", id="방향 바꿈"),
    pytest.param("추진", id="흔한 낱말"),
)


def hostile(name: str, *, size: int = 20) -> Catalogue:
    """A table in which departments, strategies and titles are called so."""
    return of(
        Pledge(
            number=PledgeNumber.of("지역개발" if at % 2 else "교육문화", at),
            title=f"{name} {at}단계",
            owners=(name if at % 3 else "도시계획과",),
            strategy=f"{name} 시대" if at % 5 else "앞으로 가는 금천",
        )
        for at in range(1, size + 1)
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_no_name_breaks_a_reply(name: str) -> None:
    """However long, and whatever stands in it."""
    table = hostile(name)
    for first in (name, "지역개발", "지역개발-01", "안녕", f"{name[:40]} 3단계", "지역개발-98"):
        for _, said in reachable(Ask(text=first), table, most=40):
            assert is_within_limits(said)
    assert is_within_limits(welcome(table))


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_pledges_button_shows_it_under_any_name(name: str) -> None:
    """Numbers are found whatever else is called so."""
    table = hostile(name)
    for one in table.pledges:
        assert numbers(Ask(text=str(one.number)), table) == [str(one.number)]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("가나다라마바사" * 8 + "과", id="쉰일곱 글자"),
        pytest.param("안전 | 교통과", id="세로줄"),
        pytest.param("교통:행정과", id="쌍점"),
        pytest.param("교통\n행정과", id="줄 바꿈"),
        pytest.param("교통·주차과", id="가운뎃점"),
        pytest.param("청소행정과(자원순환팀)", id="괄호"),
        pytest.param("제2청사 관리과", id="수"),
        pytest.param("365민원담당관", id="수로 시작"),
        pytest.param("AI미래전략과", id="로마자와 한글"),
        pytest.param("공약담당과", id="묻는 말로 된 이름"),
        pytest.param("안녕하세요", id="인사"),
        pytest.param("<b>교통과</b>", id="꺾쇠"),
        pytest.param("Smart City Team", id="영어"),
        pytest.param("담당", id="담당"),
        pytest.param("과", id="한 글자"),
    ],
)
def test_a_departments_button_shows_it_under_any_name(name: str) -> None:
    """What the button of a card says, it does."""
    table = hostile(name)
    card = reply(Ask(text="지역개발-01", page=2), table)
    assert [numbers(ask, table) for ask in asks(card)[:2]] == [
        [str(p.number) for p in table.by_department[name]],
        [str(p.number) for p in table.by_strategy[f"{name} 시대"]],
    ]


def test_a_strategy_called_by_a_sign_does_not_answer_every_question() -> None:
    """A dash may stand where the page has no strategy."""
    table = of(
        [
            pledge("지역개발-01", "경전철 연장", strategy="-"),
            pledge("지역개발-02", "공원 조성", strategy="앞으로 가는 금천"),
        ]
    )
    assert numbers(Ask(text="공원"), table) == ["지역개발-02"]


@pytest.mark.parametrize("size", [1, 2, 5, 6, 7, 12, 13, 99, 300])
def test_lists_of_any_length_are_paged_in_full(size: int) -> None:
    """One pledge, a full page, one more, and hundreds."""
    table = of(
        Pledge(
            number=PledgeNumber.of("지역개발", at),
            title=f"제목{at}",
            owners=("도시계획과",),
            strategy="앞으로 가는 금천",
        )
        for at in range(1, size + 1)
    )
    for text in ("도시계획과", "앞으로 가는 금천", "지역개발"):
        pages = [*paged(Ask(text=text), table)]
        assert all(is_within_limits(said) for _, said in pages)
        assert [ask.text for _, said in pages for ask in opened(said)] == [
            str(one.number) for one in table.pledges
        ]


NAMES = st.one_of(
    st.text(HANGUL, min_size=2, max_size=6).map(lambda name: name + "과"),
    st.text(
        st.one_of(HANGUL, st.sampled_from("·|:\n -_()0123456789abcZ😀")), min_size=1, max_size=80
    )
    .map(str.strip)
    .filter(bool),
)
TABLES = st.lists(
    st.tuples(
        st.sampled_from(["지역개발", "교육문화", "복지"]),
        st.text(min_size=1, max_size=400).filter(str.strip),
        NAMES,
        NAMES,
    ),
    min_size=1,
    max_size=14,
).map(
    lambda rows: of(
        Pledge(
            number=PledgeNumber.of(category, at), title=title, owners=(owner,), strategy=strategy
        )
        for at, (category, title, owner, strategy) in enumerate(rows, start=1)
    )
)


@pytest.mark.slow
@FEW
@given(TABLES, ANY_TEXT)
def test_any_table_gives_replies_within_limits(table: Catalogue, text: str) -> None:
    """To any text, and to every button that follows."""
    assert is_within_limits(welcome(table))
    one = table.pledges[0]
    for first in (text, str(one.number), one.department, one.strategy, one.title):
        for _, said in reachable(Ask(text=first), table, most=8):
            assert is_within_limits(said)


@pytest.mark.slow
@FEW
@given(
    st.lists(st.tuples(st.sampled_from(["지역개발", "교육문화"]), st.text(max_size=30)), min_size=1)
)
def test_every_number_of_any_table_is_one_tap_away(rows: list[tuple[str, str]]) -> None:
    """From its category's list, and by itself."""
    table = of(
        pledge(f"{category}-{at:02d}", title) for at, (category, title) in enumerate(rows, start=1)
    )
    for category, pledges in table.by_category.items():
        pages = paged(Ask(text=category), table)
        found = [ask.text for _, said in pages for ask in opened(said)]
        assert found == [str(one.number) for one in pledges]
    for one in table.pledges:
        assert numbers(Ask(text=str(one.number)), table) == [str(one.number)]


def test_a_department_called_like_another_with_more_is_still_found() -> None:
    """Exact names come before parts of names."""
    table = of(
        [
            pledge("가-01", "하나", "환경과"),
            pledge("가-02", "둘", "기후환경과"),
            pledge("가-03", "셋", "환경정책과"),
        ]
    )
    for one in table.pledges:
        assert numbers(Ask(text=one.department), table) == [str(one.number)]
