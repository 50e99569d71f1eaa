"""From a message to its answer."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from benchmarks.typing_hangul import initials, keystrokes
from bot.korean import hangul
from bot.lookup.pledge import Pledge
from bot.lookup.question import SmallTalk
from bot.lookup.replies import rendered
from bot.lookup.results import (
    Answer,
    DepartmentPledges,
    GroupPledges,
    ManyPledges,
    NotFound,
    OnePledge,
    SeveralAnswers,
    summary,
)
from bot.lookup.words import is_asking
from bot.people.messages import Ask
from tests.lookup.tables import ANY_TEXT, FEW, HANGUL, MANY, answer, brief, named, of, pledge, real

TITLES = {
    "그대로": str,
    "물음": "{} 담당 어디예요?".format,
    "인사와 물음": "안녕하세요 {} 담당 부서가 어디인가요? 감사합니다".format,
    "공약": "{} 공약".format,
    "빈칸 없이": lambda title: title.replace(" ", ""),
    "자모로 풀림": lambda title: unicodedata.normalize("NFD", title),
    "영문 자판": keystrokes,
    "초성": initials,
    "빈칸 없는 초성": lambda title: initials(title).replace(" ", ""),
    "낱말 거꾸로": lambda title: " ".join(reversed(title.split())),
    "덜 친 끝": lambda title: title[:-1],
    "대문자": str.upper,
}


@pytest.mark.parametrize("write", TITLES.values(), ids=TITLES)
def test_every_title_finds_its_pledge_first(write: Callable[[str], str]) -> None:
    """All 63, however they are typed."""
    asked = {write(pledge.title): str(pledge.number) for pledge in real().pledges}
    assert len(asked) == 63
    assert [text for text, number in asked.items() if named(text)[:1] != (number,)] == []


MADE_UP_TITLES = st.lists(
    st.lists(
        st.text(HANGUL, min_size=2, max_size=5).filter(lambda word: not is_asking(word)),
        min_size=1,
        max_size=4,
    ).map(" ".join),
    min_size=1,
    max_size=12,
    unique_by=hangul.bare,
)


@pytest.mark.slow
@FEW
@given(MADE_UP_TITLES)
def test_every_title_of_any_table_finds_its_pledge_first(titles: list[str]) -> None:
    """Where no title stands within another."""
    bare = [*map(hangul.bare, titles)]
    assume(not any(one in other for one in bare for other in bare if one != other))
    table = of(
        pledge(f"시험-{at:02d}", title, department="시험용부서과", strategy="시험용 전략")
        for at, title in enumerate(titles, start=1)
    )
    for at, title in enumerate(titles, start=1):
        assert named(title, table)[:1] == (f"시험-{at:02d}",), title


@pytest.mark.parametrize(
    "word",
    [word for pledge in real().pledges for word in pledge.title.split()],
)
def test_a_department_and_a_word_of_its_pledge_find_it(word: str) -> None:
    """And no pledge of another department."""
    for one in real().pledges:
        if word in one.title.split():
            found = named(f"{one.department} {word}")
            assert str(one.number) in found
            owners = {p.department for p in real().pledges if str(p.number) in found}
            assert owners == {one.department}


def test_words_that_a_department_has_not_are_found_elsewhere() -> None:
    """And the answer says that they are elsewhere."""
    said = answer("교통행정과 주차")
    assert isinstance(said, ManyPledges)
    assert {str(p.number) for p in said.pledges} == {"지역개발-09", "지역개발-10"}
    assert said.outside == "교통행정과"


def test_an_ambiguous_department_is_not_said_to_lack_something() -> None:
    """Where three departments may be meant, none of them alone is named as the one without."""
    said = answer("정책과 주차")
    assert not isinstance(said, ManyPledges) or said.outside != "보건정책과"


def _group_names() -> list[tuple[str, tuple[Pledge, ...]]]:
    return [*real().by_strategy.items(), *real().by_category.items()]


GROUPS = {
    "그대로": str,
    "공약": "{} 공약".format,
    "보여줘": "{} 공약 보여줘".format,
    "뭐가 있어": "{}은 뭐가 있어?".format,
    "빈칸 없이": lambda name: name.replace(" ", ""),
    "쉼표 없이": lambda name: name.replace(",", ""),
    "자모로 풀림": lambda name: unicodedata.normalize("NFD", name),
    "영문 자판": keystrokes,
    "초성": initials,
}


@pytest.mark.parametrize("write", GROUPS.values(), ids=GROUPS)
def test_each_strategy_and_category_gives_its_pledges(write: Callable[[str], str]) -> None:
    """All of them, and in page order."""
    for name, pledges in _group_names():
        said = answer(write(name))
        assert isinstance(said, GroupPledges), name
        assert said.pledges == pledges


@pytest.mark.parametrize(
    ("text", "strategy"),
    [
        pytest.param("앞으로 가는", "앞으로 가는 금천", id="금천 없이"),
        pytest.param("미래교육", "미래교육 역사문화도시 금천", id="앞"),
        pytest.param("정의롭고 이로운", "정의롭고 이로운 금천", id="정의롭고"),
        pytest.param("지속가능한 환경도시", "가족, 지속가능한 환경도시 금천", id="뒤"),
    ],
)
def test_a_strategy_is_known_by_a_part(text: str, strategy: str) -> None:
    """Nobody types it in full."""
    said = answer(text)
    assert isinstance(said, GroupPledges)
    assert said.pledges == real().by_strategy[strategy]


@pytest.mark.parametrize("form", ["{} 세부 공약", "{} 상세 내역", "{} 세부 사업별 공약"])
def test_a_strategy_in_full_is_known_beside_any_word(form: str) -> None:
    """What no title has stands beside it."""
    for strategy, pledges in real().by_strategy.items():
        said = answer(form.format(strategy))
        assert isinstance(said, GroupPledges), strategy
        assert said.pledges == pledges


def test_a_word_for_two_departments_offers_both() -> None:
    """Two readings are equally good."""
    assert set(brief("행정과").suggestions) == {"교통행정과", "자치행정과", "청소행정과"}


def test_a_bare_number_of_two_categories_offers_both() -> None:
    """Two pledges are meant equally."""
    assert set(named("13번")) == {"지역개발-13", "교육문화-13"}


@pytest.mark.parametrize(
    ("text", "serials"),
    [
        ("05 말고 13", {13}),
        ("12말고 13번이요", {13}),
        ("12번 아니고 13 담당은?", {13}),
        ("아니 05 말고 13이라고", {13}),
        ("13번부터 15번", {13, 14, 15}),
        ("12~13번 담당", {12, 13}),
    ],
)
def test_bare_numbers_are_taken_back_and_counted_on(text: str, serials: set[int]) -> None:
    """As those of a category are."""
    assert {*named(text)} == {str(n) for n in real().by_number if n.serial in serials}


@pytest.mark.parametrize(
    "text",
    ["교통행정과 12번", "교통행정과가 12번 맡아?", "12 교통행정과", "교통행정과 03번 말고 12번"],
)
def test_a_bare_number_beside_a_department_is_one_of_its_own(text: str) -> None:
    """Who has no such pledge is listed."""
    assert named(text) == ("지역개발-12",)
    for lacking in ("교통행정과 05번", "교통행정과 12번 05번"):
        assert isinstance(answer(lacking), DepartmentPledges)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("안심", {"교육문화-14", "복지건강-03"}, id="안심"),
        pytest.param("주차", {"지역개발-09", "지역개발-10"}, id="주차"),
        pytest.param("청소년", {"교육문화-08", "복지건강-07"}, id="청소년"),
        pytest.param("종합병원", {"지역개발-02", "복지건강-11"}, id="종합병원"),
        pytest.param("일자리", {"경제공동체-03", "경제공동체-05"}, id="일자리"),
    ],
)
def test_a_word_of_two_titles_finds_both(text: str, numbers: set[str]) -> None:
    """And nothing else."""
    assert set(named(text)) == numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("여성안심", "복지건강-03", id="여상을 여성으로"),
        pytest.param("남부여성발전센터", "지역개발-11", id="원문 오기"),
        pytest.param("여상안심", "복지건강-03", id="원문대로"),
        pytest.param("위드유", "복지건강-09", id="영어를 읽은 소리"),
        pytest.param("강아지", "가족환경-04", id="일상어"),
        pytest.param("노인 일자리", "경제공동체-03", id="노인"),
        pytest.param("사대 체험학교", "교육문화-04", id="수를 읽은 소리"),
        pytest.param("이호선", "지역개발-04", id="이호선"),
        pytest.param("지밸리", "경제공동체-05", id="G밸리"),
        pytest.param("which team runs 마을버스?", "지역개발-12", id="영어로 물음"),
    ],
)
def test_other_words_for_a_title_find_it(text: str, number: str) -> None:
    """What people say, and how they say it."""
    assert named(text)[:1] == (number,)


@pytest.mark.parametrize(
    ("text", "typed", "read"),
    [
        pytest.param("wnck", "wnck", "주차", id="영문 자판"),
        pytest.param("경존철", "경존철", "경전철", id="오타"),
        pytest.param("강아지", "강아지", "반려동물", id="일상어"),
        pytest.param("경존철 담당 어디예요?", "경존철", "경전철", id="물음 안의 오타"),
    ],
)
def test_what_was_corrected_is_told(text: str, typed: str, read: str) -> None:
    """As it was typed, and as it was read."""
    said = answer(text)
    assert isinstance(said, OnePledge | ManyPledges)
    assert [(reading.typed, reading.read) for reading in said.readings] == [(typed, read)]


@pytest.mark.parametrize("text", ["경전철", "ㄱㅈㅊ", "경전처", "경 전철", "골목ㄱㅈ"])
def test_what_was_not_corrected_is_not_told(text: str) -> None:
    """Half typed, spaced or in initials is no mistake."""
    said = answer(text)
    assert isinstance(said, OnePledge | ManyPledges)
    assert said.readings == ()


SMALL_TALK = (
    *("안녕", "안녕하세요", "고마워요", "고마워!", "감사합니다", "수고하세요", "점심 드셨어요?"),
    *("오늘 야근이네요", "회식 어디서 해요", "ㅎㅎ", "ㅋㅋㅋㅋ", "ㅠㅠ", "넵", "네", "hello", "hi"),
    *("!!!", "?", "...", "😀", "qwerty", "asdf", "99", "휴가 신청", "결재 부탁드려요", "누구세요"),
    *(
        "배고파",
        "오늘 날씨 어때",
        "점심 뭐 먹지",
        "몇 시에 끝나요",
        "여보세요",
        "ㅁㄴㅇㄹ",
        "도움말",
    ),
    *("공약", "담당자 누구야", "금천구청 담당", "부서 목록", "", " ", "\n", "\u200b"),
)


@pytest.mark.parametrize("text", SMALL_TALK)
def test_small_talk_gets_no_pledge(text: str) -> None:
    """A greeting or a hint is enough."""
    assert brief(text).kind == "none"
    assert named(text) == ()


@pytest.mark.parametrize("text", ["안녕", "공약", "", "😀", "도움말"])
def test_who_asks_nothing_is_greeted(text: str) -> None:
    """With what can be asked."""
    assert answer(text) == SmallTalk()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("안녕하세요", "안녕하세요."),
        ("도와주세요", "안녕하세요."),
        ("다시", "무엇을 찾으시는지 알 수 없어요."),
        ("아까 그거", "무엇을 찾으시는지 알 수 없어요."),
        ("내일 회식 있습니다", "무엇을 찾으시는지 알 수 없어요."),
        ("👍", "네, 언제든 또 물어봐 주세요."),
        ("아니요", "그럼 다른 낱말이나 번호로 물어봐 주세요."),
        ("아니에요 감사합니다", "네, 언제든 또 물어봐 주세요."),
    ],
)
def test_only_who_greets_is_greeted(text: str, said: str) -> None:
    """Who says nothing that is known is told so, and who says no hears no yes."""
    assert rendered(answer(text), real(), Ask(text=text)).text.startswith(said)


@pytest.mark.parametrize("text", ["고마워요", "ㅇㅋ", "네 감사해요", "넵 확인했습니다"])
def test_who_says_thanks_is_not_greeted_anew(text: str) -> None:
    """One short line."""
    assert answer(text) == SmallTalk(closes=True)
    assert "안녕" not in rendered(answer(text), real(), Ask(text=text)).text


def is_coherent(said: Answer) -> bool:
    """Whether the summary says what kind of answer this is, and names what belongs to it."""
    brief = summary(said)
    match said:
        case OnePledge(pledge=one):
            return (brief.kind, brief.pledges) == ("pledge", (str(one.number),)) and (
                brief.department == one.department
            )
        case ManyPledges(pledges=pledges):
            return brief.kind == "list" and brief.department is None and bool(pledges)
        case DepartmentPledges(name=department, pledges=pledges):
            return brief.kind == "department" and brief.department == department and bool(pledges)
        case GroupPledges(pledges=pledges):
            return brief.kind == "group" and brief.department is None and bool(pledges)
        case SeveralAnswers():
            return brief.kind == "list" and brief.department is None and bool(brief.pledges)
        case _:
            return brief.kind == "none" and not brief.pledges and brief.department is None


@MANY
@given(ANY_TEXT)
@example("지역개발-05")
@example("지역개발-05~08")
@example("교통행정과")
@example("앞으로 가는 금천")
@example("정책과")
@example("총무과")
@example("지역개발-99")
def test_every_answer_says_what_it_is(text: str) -> None:
    """Kind, pledges and department belong together, and every pledge is in the table once."""
    said = answer(text)
    assert is_coherent(said)
    numbers = summary(said).pledges
    assert len(set(numbers)) == len(numbers)
    assert set(numbers) <= {str(number) for number in real().by_number}


PIECES = st.sampled_from(
    [
        *(word for one in real().pledges for word in one.title.split()),
        *real().by_department,
        *real().by_category,
        *map(str, real().by_number),
        *(
            "담당",
            "공약",
            "어디야?",
            "알려줘",
            "하고",
            "5번",
            "~",
            "누구",
            "정책과",
            "총무과",
            "안녕",
        ),
    ]
)


@MANY
@given(st.lists(PIECES, min_size=1, max_size=5), st.sampled_from([" ", "", ", ", "\n"]))
def test_every_answer_to_words_of_the_office_says_what_it_is(
    pieces: list[str], between: str
) -> None:
    """However they are put together."""
    said = answer(between.join(pieces))
    assert is_coherent(said)


@FEW
@given(ANY_TEXT)
def test_a_question_is_answered_the_same_decomposed(text: str) -> None:
    """A Mac and a phone get the same answer."""
    composed = unicodedata.normalize("NFC", text)
    assert brief(unicodedata.normalize("NFD", composed)) == brief(composed)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("금천" * 100, id="한 낱말 이백 글자"),
        pytest.param("가나다라" * 1_024, id="한 낱말 사천 글자"),
        pytest.param("금천" * 5_000, id="만 글자"),
        pytest.param("지역개발-05 " * 400, id="번호 사백 개"),
        pytest.param("주차 " * 1_300, id="낱말 천삼백 개"),
        pytest.param("9" * 5_000, id="긴 수"),
        pytest.param("지역개발-" + "9" * 5_000, id="긴 번호"),
        pytest.param("ㄱ" * 5_000, id="자음 오천 개"),
        pytest.param("wnck" * 1_000, id="영문 자판 사천 자"),
        pytest.param("\ud800", id="짝 없는 대리 문자"),
        pytest.param("지역개발-1~" + "9" * 5_000, id="긴 범위"),
    ],
)
def test_no_message_is_too_strange_for_an_answer(text: str) -> None:
    """Too long, or of characters that are none."""
    assert is_coherent(answer(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("보건정책", id="보건정책"),
        pytest.param("교육지원", id="교육지원"),
        pytest.param("건강증진", id="건강증진"),
        pytest.param("지역경제", id="지역경제"),
        pytest.param("소통", id="소통"),
        pytest.param("환경", id="환경"),
    ],
)
def test_a_word_that_is_a_department_too_offers_both(text: str) -> None:
    """The pledge, and the department without its ending, are equally good readings."""
    department = next(d for d in real().by_department if d in {f"{text}과", f"{text}담당관"})
    said = answer(text)
    owners = {p.department for p in real().pledges if str(p.number) in summary(said).pledges}
    assert department in {*owners, *summary(said).suggestions}


@pytest.mark.parametrize("text", ["ㄺ", "ㄹㄱ", "ㅂㅇㄱ"])
def test_a_title_may_hold_letters_that_stand_alone(text: str) -> None:
    """A page may write ㄺ where it explains an initial."""
    table = of([pledge("가-01", "한글 ㄺ 배우기"), pledge("가-02", "흙길 ㄺ")])
    assert is_coherent(answer(text, table))


@pytest.mark.parametrize("title", ["우리 모두 다", "개가"])
def test_a_title_of_words_that_ask_is_found(title: str) -> None:
    """Whoever presses or pastes a title means it."""
    table = of([pledge("가-01", title), pledge("가-02", "경전철 연장")])
    assert named(title, table) == ("가-01",)


def test_a_department_with_one_pledge_is_still_a_listing() -> None:
    """Its kind does not hang on its size."""
    assert brief("주거정비과").kind == "department"


def test_an_empty_table_of_one_pledge_answers() -> None:
    """The smallest table there is."""
    table = of([pledge("가-01", "하나뿐인 공약")])
    assert named("가-01", table) == ("가-01",)
    assert named("나-01", table) == ()
    assert named("하나뿐인", table) == ("가-01",)
    assert brief("안녕", table).kind == "none"


@pytest.mark.parametrize("text", ["김 주무관님 자리에 계세요?", "자리 있나요", "제 자리로 와요"])
def test_a_light_word_is_no_slip_of_a_title(text: str) -> None:
    """자리, which says nothing of a pledge, is no 자립 with a key left out."""
    assert named(text, of([pledge("가-01", "한부모가족 자립지원 강화")])) == ()


@pytest.mark.parametrize("text", ["(꾸벅) 가족센터요", "(방긋) 가족센터 어디예요 (긁적)"])
def test_a_gesture_in_brackets_says_nothing(text: str) -> None:
    """As a greeting does."""
    assert named(text)[0] == "가족환경-01"


def test_one_everyday_word_is_no_errand_that_begins_like_it() -> None:
    """대기오염 is the air, not a place in a queue."""
    assert named("대기오염") == ("가족환경-12",)


def test_a_reply_repeats_what_was_asked_without_how_much_of_it_there_is() -> None:
    """너무 is no part of what was not found."""
    found = answer("단수가 너무 잦아요")
    assert isinstance(found, NotFound)
    assert found.asked == "단수"
