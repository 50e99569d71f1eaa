"""Numbers of pledges: parsed in every shape, and never a wrong owner."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.typing_hangul import initials, keystrokes
from bot.korean import hangul
from bot.lookup.answering import reply
from bot.lookup.catalogue import Catalogue
from bot.lookup.pledge import PledgeNumber
from bot.lookup.replies import rendered
from bot.lookup.results import ManyPledges, NoSuchNumber, OnePledge
from bot.lookup.tokens import tokens
from bot.people.messages import Ask
from tests.lookup.tables import HANGUL, REPEATABLE, answer, brief, named, of, pledge, real

WIDE_DIGITS = {code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)}

SHAPES = {
    "그대로": "{category}-{serial:02d}".format,
    "0 없이": "{category}-{serial}".format,
    "0이 더": "{category}-{serial:03d}".format,
    "번": "{category} {serial}번".format,
    "붙여서": "{category}{serial}".format,
    "붙여서 번": "{category}{serial}번".format,
    "제 호": "{category} 제{serial}호".format,
    "번째": "{category} {serial}번째".format,
    "빈칸": "{category} {serial:02d}".format,
    "줄표 둘레 빈칸": "{category} - {serial}".format,
    "긴 줄표": "{category}—{serial:02d}".format,
    "밑줄": "{category}_{serial:02d}".format,
    "물음": "{category}-{serial:02d} 담당 어디야?".format,
    "조사": "{category}-{serial:02d}은 어느 부서인가요".format,
    "번의": "{category} {serial}번의 담당부서는?".format,
    "붙여 물음": "{category}{serial}번이 누구 담당이야".format,
    "지난 일": "{category} {serial}번이었나 아마 그거".format,
    "들은 일": "{category} {serial}번이라던데".format,
    "어림": "{category} {serial}번쯤이었던 것 같은데".format,
    "것": "{category} {serial}번 거요".format,
    "영어": "who owns {category}-{serial:02d}".format,
    "괄호": "({category}-{serial:02d})".format,
    "그림 문자": "{category}-{serial:02d}👍".format,
    "웃음": "{category}-{serial:02d}ㅋㅋ".format,
}
SPOKEN = {
    "말로": "{category} {said}번".format,
    "붙여서": "{category}{said}번".format,
    "다시": "{category} 다시 {said}".format,
    "다시를 붙여서": "{category}다시{said}".format,
    "다시를 앞에 붙여서": "{category}다시 {said}번".format,
    "대시에 물음": "{category}대시{said} 담당 누구".format,
}
# All that the table has and some beyond; others share their digits with these, and all end there.
SERIALS = (*range(25), 30, 47, 50, 51, 99, 100, 105, 120)
DIGITS: tuple[str, ...] = ("", *"일이삼사오육칠팔구")
WRITTEN = {
    "전각 숫자": lambda text: text.translate(WIDE_DIGITS),
    "자모로 풀림": lambda text: unicodedata.normalize("NFD", text),
    "영문 자판": keystrokes,
    "영문 자판 대문자": lambda text: keystrokes(text).upper(),
    "초성": initials,
    "띄어 쓴 구분": lambda text: text[:2] + " " + text[2:],
}


def spoken(serial: int) -> str:
    """A number from 1 to 99 as it is said: 삼, 십이, 이십일."""
    tens, ones = divmod(serial, 10)
    said_tens = "" if tens < 1 else "십" if tens == 1 else f"{DIGITS[tens]}십"
    return said_tens + DIGITS[ones]


def is_right(text: str, number: PledgeNumber) -> bool:
    """Whether the message gets this pledge if there is one, and else the range."""
    said = answer(text)
    if number in real().by_number:
        return isinstance(said, OnePledge) and said.pledge.number == number
    known = real().by_category[number.category]
    return isinstance(said, NoSuchNumber) and said.ranges == (
        ((known[0].number, known[-1].number),),
    )


def numbers_of_all_categories(serials: Iterable[int]) -> list[PledgeNumber]:
    """Every category with each of these, whether there is such a pledge or not."""
    return [PledgeNumber.of(category, at) for category in real().by_category for at in serials]


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_number_gets_its_pledge_or_none(shape: Callable[..., str]) -> None:
    """In no shape does one number of 165 give another one's owner."""
    wrong = [
        text
        for number in numbers_of_all_categories(SERIALS)
        if not is_right(text := shape(category=number.category, serial=number.serial), number)
    ]
    assert wrong == []


@pytest.mark.parametrize("shape", SPOKEN.values(), ids=SPOKEN)
def test_a_number_that_is_said_gets_its_pledge_or_none(shape: Callable[..., str]) -> None:
    """Also where the dash is said, and nothing is spaced."""
    wrong = [
        text
        for number in numbers_of_all_categories(range(1, 100))
        if not is_right(text := shape(category=number.category, said=spoken(number.serial)), number)
    ]
    assert wrong == []


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_a_number_gets_its_pledge_or_none_however_it_is_typed(write: Callable[[str], str]) -> None:
    """The keyboard in English, initials alone, wide digits or letters taken apart."""
    wrong = [
        text
        for number in numbers_of_all_categories(range(31))
        if not is_right(text := write(str(number)), number)
    ]
    assert wrong == []


@pytest.mark.parametrize("number", [*map(str, real().by_number)])
def test_every_pledge_is_found_by_its_number(number: str) -> None:
    """As the table writes it, in the middle of a sentence, and with its own department."""
    (pledge,) = [p for p in real().pledges if str(p.number) == number]
    for text in (
        number,
        f"안녕하세요 {number} 담당 부서가 어디인가요? 감사합니다",
        f"{number} {pledge.department} 맞나요?",
        f"{number} {pledge.title}",
        f"{pledge.title} ({number})",
    ):
        assert named(text) == (number,), text


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("지개5", "지역개발-05", id="줄인 구분"),
        pytest.param("경공-03", "경제공동체-03", id="줄인 다섯 글자"),
        pytest.param("경제-03", "경제공동체-03", id="구분의 앞"),
        pytest.param("환경-11", "가족환경-11", id="구분의 뒤"),
        pytest.param("wlro5", "지역개발-05", id="줄인 구분을 영문 자판으로"),
        pytest.param("지역게발-05", "지역개발-05", id="오타"),
        pytest.param("지역개발ㅇ-05", "지역개발-05", id="덧붙은 자모"),
        pytest.param("지역개발-05, 06", "지역개발-05 지역개발-06", id="쉼표"),
        pytest.param("지역개발 5번 7번", "지역개발-05 지역개발-07", id="번 번"),
        pytest.param("지역개발-05와 07", "지역개발-05 지역개발-07", id="와"),
        pytest.param("지역개발-05/07", "지역개발-05 지역개발-07", id="빗금"),
        pytest.param("지역개발 5번이랑 교육문화 3번", "지역개발-05 교육문화-03", id="이랑"),
        pytest.param(
            "복지건강-01하고 교육문화-15 어느 과예요", "복지건강-01 교육문화-15", id="하고"
        ),
        pytest.param("지역개발-05 교육문화-03", "지역개발-05 교육문화-03", id="빈칸"),
        pytest.param("교육문화-03, 지역개발-05", "교육문화-03 지역개발-05", id="물은 차례로"),
        pytest.param("지역개발-05 지역개발-05", "지역개발-05", id="두 번 물은 것은 하나"),
        pytest.param("지역개발-05~07", "지역개발-05 지역개발-06 지역개발-07", id="물결"),
        pytest.param("지역개발-05～07", "지역개발-05 지역개발-06 지역개발-07", id="전각 물결"),
        pytest.param("지역개발-05-07", "지역개발-05 지역개발-06 지역개발-07", id="줄표"),
        pytest.param("지역개발-05-1", "지역개발-05", id="공약의 한 부분"),
        pytest.param("지역개발-05-1 담당", "지역개발-05", id="한 부분의 담당"),
        pytest.param("교육문화-03-1, 교육문화-03-2", "교육문화-03", id="한 공약의 두 부분"),
        pytest.param("지역개발 5번부터 7번까지", "지역개발-05 지역개발-06 지역개발-07", id="부터"),
        pytest.param("지역개발-05에서 07까지", "지역개발-05 지역개발-06 지역개발-07", id="에서"),
        pytest.param(
            "지역개발-05 ~ 지역개발-07", "지역개발-05 지역개발-06 지역개발-07", id="구분을 되풀이"
        ),
        pytest.param("지역개발-07~05", "지역개발-07 지역개발-06 지역개발-05", id="거꾸로"),
        pytest.param("지역개발-13~16", "지역개발-13 지역개발-14", id="끝을 넘는 범위"),
        pytest.param("지역개발-01~02, 05", "지역개발-01 지역개발-02 지역개발-05", id="범위와 하나"),
        pytest.param("13번", "지역개발-13 교육문화-13", id="구분 없이"),
        pytest.param("13", "지역개발-13 교육문화-13", id="수만"),
        pytest.param("제15호 담당?", "교육문화-15", id="제 호만"),
        pytest.param("경제 3번", "경제공동체-03", id="'경제'의 제는 차례를 뜻하지 않는다"),
        pytest.param("경제3번", "경제공동체-03", id="붙여 쓴 경제3번"),
        pytest.param("12/20", "", id="날짜만"),
        pytest.param("12/20 마감", "", id="날짜와 마감"),
        pytest.param("지역개발-05 12/20까지", "지역개발-05", id="번호 옆의 날짜"),
        pytest.param("지역개발 No.5", "지역개발-05", id="No."),
        pytest.param("지역개발.05", "지역개발-05", id="마침표"),
        pytest.param("지역개발/05", "지역개발-05", id="빗금"),
        pytest.param("지역개발--05", "지역개발-05", id="줄표 둘"),
        pytest.param("지역개발(05)", "지역개발-05", id="괄호"),
        pytest.param("지역개발 공약 5번", "지역개발-05", id="구분 공약 번호"),
        pytest.param("5번 지역개발", "지역개발-05", id="번호가 먼저"),
        pytest.param("지역개발의 5번", "지역개발-05", id="의"),
        pytest.param("지역개발05교육문화03", "지역개발-05 교육문화-03", id="다 붙여 씀"),
        pytest.param("13번하고 15번", "지역개발-13 교육문화-13 교육문화-15", id="구분 없이 둘"),
    ],
)
def test_numbers_come_in_many_shapes(text: str, numbers: str) -> None:
    """Alone, several at once, and as ranges in both directions."""
    assert named(text) == tuple(numbers.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("4대 체험학교", "교육문화-04", id="4대"),
        pytest.param("2호선", "지역개발-04", id="2호선"),
        pytest.param("인천지하철 2호선 연장", "지역개발-04", id="지하철 2호선"),
        pytest.param("1인 가구", "복지건강-02", id="1인"),
        pytest.param("Only1", "복지건강-02", id="Only1"),
        pytest.param("금천청년 2.0", "복지건강-04", id="2.0"),
        pytest.param("독산3동", "교육문화-03", id="독산3동"),
        pytest.param("1동 1행복센터", "경제공동체-07", id="1동 1행복"),
        pytest.param("교육문화 4대 체험학교", "교육문화-04", id="구분 옆의 4대"),
        pytest.param("복지건강 1인 가구", "복지건강-02", id="구분 옆의 1인"),
        pytest.param("지역개발 2호선", "지역개발-04", id="구분 옆의 2호선"),
        pytest.param("복지건강 2.0", "복지건강-04", id="구분 옆의 2.0"),
        pytest.param("1인가구", "복지건강-02", id="붙여 쓴 1인가구"),
        pytest.param("복지건강 1인가구", "복지건강-02", id="구분 옆에 붙여 쓴 1인가구"),
        pytest.param("5번 마을버스", "지역개발-12", id="버스 번호"),
    ],
)
def test_digits_of_titles_are_no_numbers(text: str, expected: str) -> None:
    """They count things."""
    assert named(text) == (expected,)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("코로나-19", id="코로나-19"),
        pytest.param("코로나19", id="코로나19"),
        pytest.param("2026-11-23", id="날짜"),
        pytest.param("2026-12-20", id="날짜의 20"),
        pytest.param("11월 23일", id="월일"),
        pytest.param("3시", id="시각"),
        pytest.param("02-2627-1234", id="전화번호"),
        pytest.param("도시개발-05", id="없는 구분"),
        pytest.param("재개발-03", id="다른 낱말"),
        pytest.param("총무과-05", id="부서와 번호"),
        pytest.param("지역개발-99", id="없는 번호"),
        pytest.param("지역개발-0", id="0번"),
        pytest.param("지역개발-050", id="50번"),
        pytest.param("지역개발 2026", id="연도"),
        pytest.param("99번", id="어느 구분에도 없는 번호"),
        pytest.param("지역개발-99999999999999999999", id="끝없는 번호"),
    ],
)
def test_what_is_no_number_of_a_pledge_gets_none(text: str) -> None:
    """Dates, times, telephones and diseases have no owner."""
    assert named(text) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("지역개발-05 2026년 실적", "지역개발-05", id="연도"),
        pytest.param("지역개발-05 3건", "지역개발-05", id="건수"),
        pytest.param("지역개발-05 11월 23일까지", "지역개발-05", id="월일"),
        pytest.param("지역개발-05 10시 회의", "지역개발-05", id="시각"),
        pytest.param("지역개발-05 3분기 실적", "지역개발-05", id="분기"),
        pytest.param("지역개발-05 예산 30억", "지역개발-05", id="금액"),
        pytest.param("지역개발-05 담당자 02-2627-1234", "지역개발-05", id="전화번호"),
        pytest.param("지역개발-05 민선8기", "지역개발-05", id="민선8기"),
        pytest.param("지역개발-05 11/23", "지역개발-05", id="빗금 날짜"),
        pytest.param("지역개발-05 2026-11-23", "지역개발-05", id="줄표 날짜"),
        pytest.param("지역개발-05 4/4분기 실적", "지역개발-05", id="4/4분기"),
        pytest.param("지역개발-05 3,4분기", "지역개발-05", id="3,4분기"),
        pytest.param("지역개발-05 10:30 회의", "지역개발-05", id="10:30"),
        pytest.param("지역개발-05 1,000만원", "지역개발-05", id="천만원"),
        pytest.param("지역개발-05 3가지 질문", "지역개발-05", id="3가지"),
        pytest.param("지역개발-05 010-1234-5678", "지역개발-05", id="휴대전화"),
        pytest.param("지역개발-05부터 12월까지", "지역개발-05", id="12월까지"),
        pytest.param("지역개발-05 10% 진행", "지역개발-05", id="백분율"),
    ],
)
def test_other_digits_beside_a_number_are_left_alone(text: str, numbers: str) -> None:
    """They say when, or how much."""
    assert named(text) == tuple(numbers.split())


def test_a_bare_number_that_nobody_has_is_said_not_to_exist() -> None:
    """With the ranges that do."""
    said = answer("99번")
    assert isinstance(said, NoSuchNumber)
    assert len(said.ranges) == 5


@pytest.mark.timeout(5)
@pytest.mark.parametrize("particles", ["이랑", "이라고", "인데요"])
def test_particles_without_end_behind_a_bare_number_are_read_at_once(particles: str) -> None:
    """Each of these can be read in two ways."""
    assert not isinstance(answer(f"05{particles * 60}힣"), OnePledge)


def test_a_range_without_end_does_not_pass_for_one_number() -> None:
    """The person hears of what was left out."""
    assert not isinstance(answer("지역개발-01~1000"), OnePledge)


def test_missing_numbers_are_told_beside_those_that_exist() -> None:
    """In the order asked."""
    said = answer("지역개발-13~16, 교육문화-99")
    assert isinstance(said, ManyPledges)
    assert [*map(str, said.missing)] == ["지역개발-15", "지역개발-16", "교육문화-99"]


def test_unknown_numbers_of_two_categories_get_both_ranges() -> None:
    """Each with its own first and last."""
    said = answer("지역개발-99 교육문화-88")
    assert isinstance(said, NoSuchNumber)
    assert [(str(first), str(last)) for [(first, last)] in said.ranges] == [
        ("지역개발-01", "지역개발-14"),
        ("교육문화-01", "교육문화-15"),
    ]


@pytest.mark.parametrize("number", ["지역개발-05-02", "복지건강-03-03", "지역개발-05-03-02"])
def test_a_number_with_a_part_too_many_is_none(number: str) -> None:
    """And no range that goes down; its category has those that it has."""
    said = answer(number)
    assert isinstance(said, NoSuchNumber)
    assert said.asked == (number,)
    assert len(said.ranges) == 1


def test_a_category_that_does_not_exist_gets_all_ranges() -> None:
    """So that the right one can be chosen."""
    said = answer("도시개발-05")
    assert isinstance(said, NoSuchNumber)
    assert len(said.ranges) == len(real().by_category)


@pytest.mark.parametrize(
    ("text", "typed", "read"),
    [
        pytest.param("지역게발-05", "지역게발", "지역개발", id="오타"),
        pytest.param("wldurroqkf-05", "wldurroqkf", "지역개발", id="영문 자판"),
        pytest.param("지역게발-99", "지역게발", "지역개발", id="없는 번호"),
        pytest.param("지역개발-05-1", "지역개발-05-1", "지역개발-05", id="공약의 한 부분"),
    ],
)
def test_a_corrected_category_is_told(text: str, typed: str, read: str) -> None:
    """As it was typed, and as it was read."""
    said = answer(text)
    assert isinstance(said, (OnePledge, NoSuchNumber))
    assert [(reading.typed, reading.read) for reading in said.readings] == [(typed, read)]


@pytest.mark.parametrize("department", ["교통행정과", "민원감사담당관", "교행과"])
def test_a_claimed_department_changes_no_owner(department: str) -> None:
    """The number decides; the claim is judged."""
    said = answer(f"지역개발-05 {department} 맞나요?")
    assert isinstance(said, OnePledge)
    assert said.pledge.department == "도시계획과"
    assert said.claimed in real().by_department
    assert said.claimed != "도시계획과"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("지역개발 5개", id="개"),
        pytest.param("지역개발 5가지", id="가지"),
        pytest.param("지역개발 4과제", id="과제"),
        pytest.param("지역개발 공약 5개", id="공약 5개"),
        pytest.param("지역개발 3분기", id="분기"),
        pytest.param("지역개발 100억", id="억"),
        pytest.param("지역개발 민선8기", id="민선8기"),
    ],
)
def test_counted_things_beside_a_category_are_no_numbers(text: str) -> None:
    """The category is what is asked about."""
    assert brief(text).kind == "group"


@pytest.mark.parametrize(
    "counted", "1등 1등급 1위 1순위 3관왕 2층 4인 1급 1번지 3단계 5일장 1호봉 2인자".split()
)
@pytest.mark.parametrize("category", ["지역개발", "교육문화", "복지", "경제"])
def test_a_rank_a_floor_or_an_address_is_no_number(category: str, counted: str) -> None:
    """Nor what else a count is of."""
    assert brief(f"{category} {counted}").kind != "pledge"
    assert brief(f"{category} {counted} 달성").kind != "pledge"


@pytest.mark.parametrize("category", [*real().by_category])
def test_a_slip_in_a_category_never_gives_another_ones_pledge(category: str) -> None:
    """One key left out, doubled or swapped: this category, or none."""
    strokes = keystrokes(category)
    for at in range(len(strokes)):
        for slipped in (
            strokes[:at] + strokes[at + 1 :],
            strokes[: at + 1] + strokes[at:],
            strokes[:at] + strokes[at : at + 2][::-1] + strokes[at + 2 :],
        ):
            text = f"{hangul.composed(slipped)}-03"
            assert named(text) in {(f"{category}-03",), ()}, text


AROUND = st.text(
    st.one_of(HANGUL, st.sampled_from(" .,?!~()'\"·ㅋㅠabcxyzABC😀\n")), max_size=20
).filter(lambda text: not any(token.word.known for token in tokens(text, known=real().words)))


@REPEATABLE
@given(before=AROUND, number=st.sampled_from(sorted(real().by_number)), after=AROUND)
def test_no_text_around_a_number_changes_it(before: str, number: PledgeNumber, after: str) -> None:
    """Text without digits adds no number and hides none."""
    assert named(f"{before} {number} {after}") == (str(number),)


@REPEATABLE
@given(
    numbers=st.lists(st.sampled_from(sorted(real().by_number)), min_size=1, max_size=8),
    between=st.sampled_from([", ", " ", "\n", " 하고 ", "하고 ", " 및 ", "랑 ", "/", " · "]),
)
def test_as_many_numbers_as_are_named_are_answered(
    numbers: list[PledgeNumber], between: str
) -> None:
    """Each once, in the order of the message."""
    asked = dict.fromkeys(map(str, numbers))
    assert named(between.join(map(str, numbers))) == tuple(asked)


@REPEATABLE
@given(
    category=st.sampled_from(sorted(real().by_category)),
    first=st.integers(0, 30),
    last=st.integers(0, 30),
    sign=st.sampled_from(["~", "-", " ~ ", "부터 ", "번부터 ", "번에서 "]),
)
def test_a_range_is_every_number_from_end_to_end(
    category: str, first: int, last: int, sign: str
) -> None:
    """In the direction asked; those that do not exist are left out of the pledges.

    A dash joins a part to a number (지역개발-05-02) where it does not go up.
    """
    step = 1 if first <= last else -1
    places = range(first, last + step, step) if sign != "-" or first < last else ()
    wanted = [PledgeNumber.of(category, at) for at in places]
    expected = tuple(str(number) for number in wanted if number in real().by_number)
    assert brief(f"{category}-{first:02d}{sign}{last:02d}").pledges == expected


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("교육문화 일번", "교육문화-01", id="한 자리"),
        pytest.param("교육문화 십이번 담당", "교육문화-12", id="열이 넘는"),
        pytest.param("교육문화 세번째", "교육문화-03", id="고유어"),
        pytest.param("가족환경 열두 번째 공약", "가족환경-12", id="고유어 열둘"),
        pytest.param("교육문화 이번", "교육문화-02", id="이번뿐"),
        pytest.param("wldurroqkf 3qjs ekaekd", "지역개발-03", id="영문 자판의 번"),
        pytest.param("지역개발-O5", "지역개발-05", id="글자 O"),
        pytest.param("지역개발-l2", "지역개발-12", id="글자 l"),
        pytest.param("지개1 지개2", "지역개발-01,지역개발-02", id="줄인 이름 둘"),
        pytest.param("지역개발-03, -05 담당", "지역개발-03,지역개발-05", id="줄표만 남은 둘째"),
        pytest.param("지역개발-01_03", "지역개발-01,지역개발-03", id="밑줄"),
        pytest.param("지역개발-03→05", "지역개발-03,지역개발-04,지역개발-05", id="화살표"),
        pytest.param("지역개발, 5번", "지역개발-05", id="쉼표"),
        pytest.param("지역개발 중에 8번이요", "지역개발-08", id="중에"),
        pytest.param("10번 지역개발이요 어디 과죠", "지역개발-10", id="뒤에 온 분류"),
        pytest.param("복건11 주관부서", "복지건강-11", id="주관부서"),
        pytest.param("가환8 ㄷㄷ 어디", "가족환경-08", id="초성 물음"),
        ("가족환경 육칠팔번", "가족환경-06,가족환경-07,가족환경-08"),
        ("가족환경 일이번", "가족환경-12"),
        ("교육문화 십삼 번이었나", "교육문화-13"),
        ("지역개발 열 두번", "지역개발-12"),
        ("지역개발 열 세번째 담당", "지역개발-13"),
        ("교육문화 열 다섯", "교육문화-15"),
        ("지역개발 십 삼번부터 십 사번", "지역개발-13,지역개발-14"),
        ("지역개발 열 번 열 한번", "지역개발-10,지역개발-11"),
        ("가족환경 첫 번째 거랑 마지막 거", "가족환경-01,가족환경-12"),
        ("가족환경 3번 거는 누구고 5번 거는요", "가족환경-03,가족환경-05"),
        ("지역개발-05랑 06 도서관", "지역개발-05,지역개발-06"),
        ("지역개발-05, 06 도서관", "지역개발-05,지역개발-06"),
        ("지역개발-05~07 주차", "지역개발-05,지역개발-06,지역개발-07"),
        ("지역개발-05 및 08 재개발", "지역개발-05,지역개발-08"),
        ("지역개발 05 09 10 주차 담당", "지역개발-05,지역개발-09,지역개발-10"),
        ("지역개발-05 말고 06 도서관", "지역개발-06"),
        ("05 지역개발이랑 06 도서관", "지역개발-05,지역개발-06"),
        ("지역개발-05, 06 교육문화", "지역개발-05,교육문화-06"),
        ("지역개발-05 2 층 도서관", "지역개발-05"),
        ("지역개발-05 02 2627 1234", "지역개발-05"),
        ("지역개발-05 7 일까지 회신", "지역개발-05"),
    ],
)
def test_numbers_as_they_are_said_and_typed_in_a_hurry(text: str, numbers: str) -> None:
    """None is dropped without a word."""
    assert ",".join(named(text)) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("15번", "교육문화-15"),
        ("십오번", "교육문화-15"),
        ("십오 번이요", "교육문화-15"),
        ("제15호", "교육문화-15"),
        ("십사번 담당 부서", "지역개발-14,교육문화-14"),
        ("백번", ""),
        ("백번 물어봐도 몰라요", ""),
        ("사번 알려줘", ""),
        ("이번", ""),
        ("한 번", ""),
        ("세번째 문의드립니다", ""),
        ("세 번째", ""),
        ("세 번째는?", ""),
        ("네 번째 거", ""),
    ],
)
def test_a_count_alone_may_be_of_any_category(text: str, numbers: str) -> None:
    """Said or in digits, where it is no word of every day."""
    assert ",".join(named(text)) == numbers


@pytest.mark.parametrize("typed", ["15번", "십오번", "제15호"])
def test_a_count_that_one_category_alone_has_is_told_as_that_number(typed: str) -> None:
    """Who asks may mean something else by it."""
    assert f"'{typed}' → '교육문화-15'" in reply(Ask(text=f"{typed} 담당"), real()).text


def test_a_count_that_no_category_has_is_told_as_it_was_typed() -> None:
    """It is no word that fits nothing."""
    assert reply(Ask(text="백번"), real()).text.startswith("백번 공약은 없어요.")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("첫번째 공약", "지역개발-01"),
        ("맨 처음 공약이 뭐예요", "지역개발-01"),
        ("두 번째 공약 담당", "지역개발-02"),
        ("마지막 공약", "가족환경-12"),
        ("제일 끝 공약 알려줘", "가족환경-12"),
        ("뒤에서 두번째 공약", "가족환경-11"),
        ("끝에서부터 3번째 사업은?", "가족환경-10"),
        ("맨 앞 공약", "지역개발-01"),
        ("맨앞 공약", "지역개발-01"),
        ("맨끝 공약", "가족환경-12"),
        ("지역개발 제일끝", "지역개발-14"),
        ("지역개발 뒤에서 두번째", "지역개발-13"),
        ("지역개발 앞에서 세번째", "지역개발-03"),
        ("지역개발 첫 공약", "지역개발-01"),
        ("지역개발 처음 거", "지역개발-01"),
        ("복지건강 끝에서 두 번째 거 담당", "복지건강-11"),
        ("교육문화 맨 뒤에서 3번째요", "교육문화-13"),
    ],
)
def test_a_place_in_the_table_or_in_a_category_is_a_pledge(text: str, number: str) -> None:
    """From its beginning or its end."""
    assert named(text) == (number,)


@pytest.mark.parametrize("item", ["{}. ", "{}) ", "{}.  "])
@pytest.mark.parametrize("between", ["\n", " "])
@pytest.mark.parametrize("first", [1, 2])
def test_the_marks_of_a_list_are_no_numbers(item: str, between: str, first: int) -> None:
    """With a line for each item, or in one line."""
    asked = ["가족환경-04", "교육문화-14 담당", "미술관"]
    marked = [item.format(count) + text for count, text in enumerate(asked, start=first)]
    assert {*named(between.join(marked))} == {"가족환경-04", "교육문화-14", "교육문화-09"}


@pytest.mark.parametrize(
    "text",
    [
        "① 가족환경-04 ② 교육문화-14 ③ 지역개발-01",
        "- 가족환경-04\n- 교육문화-14\n- 지역개발-01",
        "• 가족환경-04\n• 교육문화-14\n• 지역개발-01",
    ],
)
def test_other_marks_of_a_list_are_no_numbers_either(text: str) -> None:
    """Nor is a dash a range."""
    assert named(text) == ("가족환경-04", "교육문화-14", "지역개발-01")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("지역개발 1 3 5번", ("지역개발-01", "지역개발-03", "지역개발-05")),
        ("지역개발 5만 알려줘", ("지역개발-05",)),
        ('지역개발 "05" 담당', ("지역개발-05",)),
        ("지역개발 숫자 5", ("지역개발-05",)),
        ("지역개발 1및2", ("지역개발-01", "지역개발-02")),
        ("지역개발-01부터 05까지 (02, 04 제외)", ("지역개발-01", "지역개발-03", "지역개발-05")),
        ("청년꿈터 - 1인 가구", ("복지건강-04", "복지건강-02")),
        ("지역개발-03은 옆에서 봤으니까 05만", ("지역개발-05",)),
        ("지역개발-03은 팀장님이 처리했으니 05만요", ("지역개발-05",)),
        ("미술관은 우리 팀장이 처리했으니 도서관만 부탁해요", ("교육문화-13",)),
        ("교통행정과는 제가 물어봤으니까 환경과만요", ("가족환경-11", "가족환경-12")),
        ("지역개발-03에서 05로 정정", ("지역개발-05",)),
        ("교육문화-02를 교육문화-03으로 수정할게요", ("교육문화-03",)),
        ("미술관에서 도서관으로 바꿀게요", ("교육문화-13",)),
        ("디지털 교육은 소통담당관이던데 그럼 미술관은 누구 거예요", ("교육문화-09",)),
        ("복지건강-02, 아니 03으로", ("복지건강-03",)),
        ("복지건강 2번 말고 3번으로요", ("복지건강-03",)),
        ("경제공동체-04 취소, 경제공동체-05 볼게요", ("경제공동체-05",)),
        ("교육문화-02 잘못 눌렀어요 03", ("교육문화-03",)),
        ("호암산성 아 잘못 썼다 서서울미술관", ("교육문화-09",)),
        ("복지건강 05/06", ("복지건강-05", "복지건강-06")),
        ("복지건강 5/6번", ("복지건강-05", "복지건강-06")),
        ("마을버스 | 지역개발-13 | 구민광장", ("지역개발-13", "지역개발-12", "지역개발-06")),
    ],
)
def test_numbers_and_what_takes_them_back_are_read_in_other_shapes(
    text: str, numbers: tuple[str, ...]
) -> None:
    """What is known or corrected is not asked for: a number, a word or a department."""
    assert named(text) == numbers


@pytest.mark.parametrize("text", ["지역개발 이번 분기 마감", "교육문화 이번 주까지"])
def test_this_time_is_no_number(text: str) -> None:
    """이번 is "this" as well as "number two"."""
    assert len(named(text)) != 1


@pytest.mark.slow
@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "text",
    [
        "1 ",
        "3번 ",
        "일 1",
        "공약ekaekd",
        "지역개발-05, ",
        "삼십이2번who",
        "말고 1 ",
        "5~",
        "1,나",
        "언제 ",
        "도과지 미",
        "과지 아니에요 ",
        "보다",
        "가->",
        "지역개발-05 -> ",
        "만 말고",
    ],
)
def test_what_is_repeated_to_the_end_of_a_message_is_answered(text: str) -> None:
    """A message as long as Telegram takes: no number is read by the one behind it without end."""
    assert answer((text * 4096)[:4096])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A-1", "A-1"),
        ("a-1 담당", "A-1"),
        ("Ⅰ-3", "I-3"),
        ("iii-2번", "III-2번"),
        ("B-1-2", "B-1-2"),
    ],
)
def test_a_number_with_a_letter_of_another_table_is_none_here(text: str, number: str) -> None:
    """It is told as a number, and not searched for as a word."""
    said = answer(text)
    assert isinstance(said, NoSuchNumber)
    assert said.asked == (number,)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(
            (f"지역개발{gap}{zero}오{tail}", "지역개발-05")
            for gap in ("", " ")
            for zero in ("빵", "제로", "제로 ", "공")
            for tail in ("", "번")
        ),
        *(
            (f"지역개발{gap}{zero}십삼", "지역개발-13")
            for gap in ("", " ")
            for zero in ("공", "영", "빵")
        ),
    ],
)
def test_a_zero_is_dictated_in_any_way(text: str, number: str) -> None:
    """Also one that says nothing."""
    assert named(text) == (number,)


@pytest.mark.parametrize("tail", ["빼고", "제외하고 알려줘", "말고"])
def test_a_count_left_out_of_a_department_leaves_out_its_own(tail: str) -> None:
    """And what is said to be left out was there."""
    said = answer(f"주차관리과 공약 중 09번 {tail}")
    assert isinstance(said, (ManyPledges, OnePledge))
    assert brief(f"주차관리과 공약 중 09번 {tail}").pledges == ("지역개발-10",)
    assert said.excluded == ("지역개발-09",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("금빛학교랑 지역개발-99 담당", "교육문화-02"),
        ("지역개발-99랑 금빛학교", "교육문화-02"),
        ("도서관. 지역개발-99?", "교육문화-13"),
        ("금빛학교, 지역개발-99, 어린이집", "교육문화-02 가족환경-02"),
        ("지역개발 99번하고 신안산선", "지역개발-01 지역개발-12"),
    ],
)
def test_a_number_that_is_none_is_told_beside_what_is_found(text: str, found: str) -> None:
    """In a part of its own."""
    assert sorted(named(text)) == sorted(found.split())
    assert (
        "'지역개발-99': 맞는 공약을 찾지 못했어요."
        in rendered(answer(text), real(), Ask(text=text)).text
    )


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("지역개발-05, 드론", ("드론",)),
        ("드론, 지역개발-05", ("드론",)),
        ("지역개발-05 드론 담당", ("드론",)),
        ("지역개발-05 신안산선", ("신안산선",)),
        ("지역개발-05 금천구청역 복합개발", ()),
        ("지역개발-05 앞으로 가는 금천", ()),
        ("지역개발-05 도시계획과 맞나요", ()),
        ("지역개발-05번 공약 회의 자료 요청드립니다", ()),
        ("가족환경-04 강아지", ()),
    ],
)
def test_a_word_beside_a_number_that_its_pledge_lacks_is_told(
    text: str, left_out: tuple[str, ...]
) -> None:
    """The number is what is meant."""
    said = answer(text)
    assert isinstance(said, OnePledge)
    assert said.left_out == left_out


def counted_rows(numbers: str, heading: str) -> Catalogue:
    """A table of these numbers that counts its rows in a column of its own."""
    rows = [pledge(n, f"{title} 조성") for n, title in zip(numbers.split(), WOODS, strict=False)]
    return of(replace(p, details=((heading, str(at)),)) for at, p in enumerate(rows, start=1))


WOODS = "참나무숲 소나무숲 은행나무숲 버드나무숲 단풍나무숲 느티나무숲".split()
COUNTED_ROWS = [
    ("1-1 1-2 1-4 2-1 2-3 3-1", "연번"),
    ("경제-01 경제-02 경제-03 복지-01 복지-02 복지-03", "순번"),
    ("가-1 가-2 나-1 나-2 다-1 다-2", "No."),
    ("Ⅰ-1 Ⅰ-2 Ⅱ-1 Ⅱ-2 Ⅱ-3 Ⅱ-4", "연 번"),
]


@pytest.mark.parametrize(("numbers", "heading"), COUNTED_ROWS)
def test_a_count_alone_may_be_that_of_the_row(numbers: str, heading: str) -> None:
    """It is offered beside the numbers that end so, and never said not to be there."""
    table = counted_rows(numbers, heading)
    for row, number in enumerate(numbers.split(), start=1):
        alike = {n for n in numbers.split() if PledgeNumber(n).serial == row}
        for text in (f"{row}번", f"{row}", f"{row}번 담당", f"{row}번 공약 담당 부서가 어디야"):
            assert {*named(text, table)} == {number, *alike}, text


@pytest.mark.parametrize(("numbers", "heading"), COUNTED_ROWS)
def test_the_count_of_a_row_is_asked_for_by_its_heading(numbers: str, heading: str) -> None:
    """It is that row's pledge alone, however the count is written; lists and ranges too."""
    table = counted_rows(numbers, heading)
    _, second, third, fourth, *_ = numbers.split()
    for word in {heading.replace(" ", ""), "연번", "순번"}:
        for text in ("{} 3", "{}3번", "{} 3번 담당", "{} 3 담당부서 어디예요"):
            assert named(text.format(word), table) == (third,), (word, text)
        for text in ("{} 2, 4", "{} 2번과 4번 담당", "{} 2번이랑 4번"):
            assert named(text.format(word), table) == (second, fourth), (word, text)
        for text in ("{} 2~4", "{} 2번부터 4번까지", "{} 2-4 담당"):
            assert named(text.format(word), table) == (second, third, fourth), (word, text)
        for text in ("{} 4~2", "{} 4번부터 2번까지", "{} 4-2 담당"):
            assert named(text.format(word), table) == (fourth, third, second), (word, text)
        for text in ("99번", "99~98", "99번부터 97번까지"):
            assert not named(f"{word} {text}", table)


def test_where_numbers_are_counts_no_other_column_gives_any() -> None:
    """A number is that of the pledge that has it."""
    table = counted_rows("6 5 4 3 2 1", "연번")
    assert named("1번 담당", table) == named("1", table) == ("1",)


@pytest.mark.parametrize("text", ["{} 빼고", "{} 말고 나머지", "{} 제외하고 알려줘"])
@pytest.mark.parametrize("typed", ["7-1", "99-1", "다-99"])
@pytest.mark.parametrize("numbers", ["1 2 3 4", "1-1 1-2 2-1", "가-1 가-2", "경제-01 복지-01"])
def test_a_number_of_no_section_leaves_nothing_out(numbers: str, typed: str, text: str) -> None:
    """There is no rest of its section either."""
    table = of(pledge(number, "숲길 조성") for number in numbers.split())
    said = reply(Ask(text=text.format(typed)), table).text
    assert said.startswith(f"{typed} 공약은 없어요.")


@pytest.mark.parametrize("count", ["세 건", "세 개", "세 가지", "총 세 건"])
def test_a_count_behind_numbers_is_no_age(count: str) -> None:
    """Of 03 05 11 세 건, the last is no child of eleven."""
    numbers = ("교육문화-03", "교육문화-05", "교육문화-11")
    assert named(f"교육문화-03 05 11 {count}") == numbers
