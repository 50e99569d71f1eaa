"""Departments and categories by what people call them."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.typing_hangul import initials, keystrokes
from bot.korean import hangul
from bot.lookup.answering import reply
from bot.lookup.catalogue import Former
from bot.lookup.engine.matching import How
from bot.lookup.names import Names
from bot.lookup.replies import rendered
from bot.lookup.results import (
    DepartmentPledges,
    GroupPledges,
    NoSuchDepartment,
    SeveralAnswers,
    WhichName,
)
from bot.people.messages import Ask
from tests.lookup.tables import ANY_TEXT, HANGUL, REPEATABLE, answer, brief, named, of, pledge, real

DEPARTMENTS = list(real().by_department)

COUNTY = of(
    pledge(str(at), title, name)
    for at, (title, name) in enumerate(
        (
            ("농민수당", "농업기술센터 농정축산과"),
            ("청년농 육성", "농업기술센터 농업기술과"),
            ("귀농 지원", "농업기술센터 농촌자원과"),
            ("농기계 임대", "농업기술센터 농업기술과"),
            ("찾아가는 진료", "보건소(방문보건팀)"),
            ("치매안심", "건강증진과"),
            ("응급실 운영", "보건의료원 건강증진과"),
        ),
        1,
    )
)

QUESTIONS = (
    "{}",
    "{} 공약",
    "{}가 맡은 공약은?",
    "{} 담당 공약 알려줘",
    "{}는 뭐 해?",
    "{}의 공약 목록",
    "{}에서 하는 일",
    "{}에서 담당하는 공약 좀 보여줘",
    "{} 공약 몇 개예요?",
    "{}요",
    "{} 소관",
    "우리 {} 공약",
    "금천구청 {}",
    '"{}"',
    "({})!!",
    "{} 것만",
    "show me {}",
    "{} pledges",
)
WRITTEN = {
    "영문 자판": keystrokes,
    "영문 자판 대문자": lambda name: keystrokes(name).upper(),
    "초성": initials,
    "자모로 풀림": lambda name: unicodedata.normalize("NFD", name),
    "한 자씩 띄움": " ".join,
    "가운데를 띄움": lambda name: name[:2] + " " + name[2:],
    "끝을 띄움": lambda name: name[:-1] + " " + name[-1],
    "초성과 물음": lambda name: initials(name) + " 공약",
}


def is_listing(text: str, department: str) -> bool:
    """Whether the message gets all of this department's pledges and nothing else."""
    said = answer(text)
    return (
        isinstance(said, DepartmentPledges)
        and said.name == department
        and said.pledges == real().by_department[department]
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_department_is_known_by_its_name(question: str) -> None:
    """With particles, endings and words around it."""
    asked = {question.format(department): department for department in DEPARTMENTS}
    assert [text for text, department in asked.items() if not is_listing(text, department)] == []


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_each_department_is_known_however_it_is_typed(write: Callable[[str], str]) -> None:
    """The keyboard in English, initials alone, letters taken apart, spaces in it."""
    asked = {write(department): department for department in DEPARTMENTS}
    assert [text for text, department in asked.items() if not is_listing(text, department)] == []


def test_a_whole_question_is_typed_with_the_keyboard_in_english() -> None:
    """교통행정과 공약."""
    assert is_listing("ryxhdgodwjdrhk rhddir", "교통행정과")


@pytest.mark.parametrize(
    ("typed", "department"),
    [
        pytest.param("문체과", "문화체육과", id="문체과"),
        pytest.param("교행과", "교통행정과", id="교행과"),
        pytest.param("교통과", "교통행정과", id="교통과"),
        pytest.param("도계과", "도시계획과", id="도계과"),
        pytest.param("어장과", "어르신장애인과", id="어장과"),
        pytest.param("복정과", "복지정책과", id="복정과"),
        pytest.param("자치행정", "자치행정과", id="끝을 뗀 이름"),
        pytest.param("민원감사관", "민원감사담당관", id="민원감사관"),
        pytest.param("감사담당관", "민원감사담당관", id="감사담당관"),
        pytest.param("청소과", "청소행정과", id="청소과"),
        pytest.param("녹지과", "공원녹지과", id="녹지과"),
        pytest.param("주차과", "주차관리과", id="주차과"),
        pytest.param("장애인과", "어르신장애인과", id="장애인과"),
        pytest.param("문체과 공약 뭐 있어요?", "문화체육과", id="물음 안의 문체과"),
    ],
)
def test_short_names_are_known(typed: str, department: str) -> None:
    """The beginning, a part, or picked syllables."""
    assert is_listing(typed, department)


@pytest.mark.parametrize(
    ("typed", "department"),
    [
        pytest.param("교통행졍과", "교통행정과", id="이웃 글쇠"),
        pytest.param("지역경재과", "지역경제과", id="같은 소리"),
        pytest.param("이약과", "의약과", id="닮은 모음"),
        pytest.param("문화체윢과", "문화체육과", id="받침"),
        pytest.param("교통행정ㄱ과", "교통행정과", id="덧붙은 자모"),
        pytest.param("보건정챡과", "보건정책과", id="한 글자 틀림"),
        pytest.param("공원눅지과", "공원녹지과", id="눅지"),
        pytest.param("주거정과비", "주거정비과", id="끝 음절 바뀜"),
        pytest.param("의과약", "의약과", id="짧은 이름의 끝 음절 바뀜"),
        pytest.param("쏘통담관당", "소통담당관", id="된소리와 바뀜"),
        pytest.param("지역경젝하", "지역경제과", id="끝 음절의 글쇠"),
        pytest.param("wkclgodwdjrhk", "자치행정과", id="영문 자판과 바뀜"),
        pytest.param("교육지엉과", "교육지원과", id="한 음절에 둘"),
    ],
)
def test_slips_in_a_name_are_mended_and_told(typed: str, department: str) -> None:
    """The reply says what was read."""
    assert is_listing(typed, department)
    said = answer(typed)
    assert isinstance(said, DepartmentPledges)
    assert [(reading.typed, reading.read) for reading in said.readings] == [(typed, department)]


ELSEWHERE = (
    *("총무과", "재무과", "홍보과", "기획예산과", "세무과", "징수과", "민원여권과", "부동산정보과"),
    *("토지정보과", "건설과", "도로과", "치수과", "안전총괄과", "재난안전과", "스마트도시과"),
    *("디지털정책과", "평생학습과", "도서관과", "관광과", "위생과", "보건행정과", "정책기획과"),
    *("인사과", "행정지원과", "사회복지과", "생활보장과", "건축과", "주택과", "도시경관과"),
    *("교통지도과", "경제정책과", "법무과", "정보통신과", "협치과", "통합돌봄과", "아동보육과"),
    *("청년정책과", "홍보담당관", "기획홍보담당관", "농업정책과", "해양수산과", "산림과"),
)


@pytest.mark.parametrize("department", ELSEWHERE)
def test_departments_of_other_offices_own_nothing(department: str) -> None:
    """Alone or in a question: it is said that they have no pledge."""
    for text in (department, f"{department} 공약 알려줘", f"{department} 담당"):
        assert isinstance(answer(text), NoSuchDepartment), text
        assert named(text) == ()


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("세무1과", id="수가 든 이름"),
        pytest.param("비서실", id="실"),
        pytest.param("구의회 공약", id="의회"),
        pytest.param("정책보좌관", id="관"),
    ],
)
def test_other_bodies_own_nothing(typed: str) -> None:
    """Whatever they are called."""
    assert named(typed) == ()


@pytest.mark.parametrize(
    ("typed", "departments"),
    [
        pytest.param("정책과", {"보건정책과", "가족정책과", "복지정책과"}, id="정책과"),
        pytest.param("행정과", {"교통행정과", "자치행정과", "청소행정과"}, id="행정과"),
        pytest.param("정책과 공약 알려줘", {"보건정책과", "가족정책과", "복지정책과"}, id="물음"),
    ],
)
def test_a_name_that_fits_several_is_asked_back(typed: str, departments: set[str]) -> None:
    """None is guessed."""
    said = answer(typed)
    assert isinstance(said, WhichName)
    assert set(said.names) == departments
    assert brief(typed).pledges == ()


@pytest.mark.parametrize("ending", ["", " 공약 보여줘", " 각각 뭐 맡았어요"])
@pytest.mark.parametrize(
    ("typed", "departments"),
    [
        ("환경과 청소행정과", ("환경과", "청소행정과")),
        ("건강증진과 보건정책과 의약과", ("건강증진과", "보건정책과", "의약과")),
        ("교행과 주차과", ("교통행정과", "주차관리과")),
    ],
)
def test_several_departments_are_all_answered(
    typed: str, departments: tuple[str, ...], ending: str
) -> None:
    """Each was named: nobody is asked which of them is meant."""
    said = answer(f"{typed}{ending}")
    assert isinstance(said, SeveralAnswers)
    of_each = [one for _, one in said.answers if isinstance(one, DepartmentPledges)]
    assert tuple([one.name for one in of_each]) == departments


def test_what_one_of_several_departments_helps_with_is_marked() -> None:
    """It is no pledge of its own."""
    helped = replace(pledge("3", "주차장", "경제과"), helpers=("교통과",))
    table = of([pledge("1", "버스", "교통과"), pledge("2", "다리", "도로과"), helped])
    said = reply(Ask(text="교통과 도로과"), table).text.splitlines()
    assert [line for line in said if line[:1].isdecimal()] == [
        "1 버스",
        "3 주차장 · 협조",
        "2 다리",
    ]


def test_initials_of_two_departments_are_asked_back() -> None:
    """They are equally good."""
    table = of([pledge("가-01", "하나", "문화체육과"), pledge("가-02", "둘", "무형차용과")])
    assert brief("ㅁㅎㅊㅇㄱ", table).suggestions == ("문화체육과", "무형차용과")


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_a_slip_never_gives_another_department(department: str) -> None:
    """One letter left out, doubled or swapped: this department, a question back, or none."""
    strokes = keystrokes(department)
    for at in range(len(strokes)):
        slipped = hangul.composed(strokes[:at] + strokes[at + 1 :])
        found = real().departments.recognized(slipped)
        assert found is None or department in found.names or slipped in DEPARTMENTS, slipped
        doubled = hangul.composed(strokes[: at + 1] + strokes[at:])
        found = real().departments.recognized(doubled)
        assert found is None or department in found.names, doubled


@REPEATABLE
@given(st.lists(st.text(HANGUL, min_size=2, max_size=8), min_size=1, max_size=12, unique=True))
def test_an_exact_name_is_always_that_name(names: list[str]) -> None:
    """However much another one is like it."""
    known = Names(names, endings=["과", "담당관"])
    for name in names:
        found = known.recognized(name)
        assert found is not None
        assert found.names == (name,)


@REPEATABLE
@given(ANY_TEXT)
def test_any_text_is_one_of_the_names_or_none(text: str) -> None:
    """Names that are not there are never made up."""
    typed = hangul.search_key(text)
    found = real().departments.recognized(typed)
    assert found is None or (found.names and set(found.names) <= set(DEPARTMENTS))


def test_a_slip_beside_a_space_is_mended() -> None:
    """The words of a name are one."""
    assert is_listing("도시 계획콰", "도시계획과")


def test_an_unknown_department_suggests_those_like_it() -> None:
    """As a question back; one that is like none suggests none."""
    unknown = answer("굩오행젛과")
    assert isinstance(unknown, NoSuchDepartment)
    assert unknown.alike[0] == "교통행정과"
    other = answer("총무과")
    assert isinstance(other, NoSuchDepartment)
    assert other.alike == ()


@pytest.mark.parametrize(
    ("typed", "alike"),
    [
        ("농정축산과", ("농정과", "축산과")),
        ("축산농정과", ("축산과", "농정과")),
        ("도시주택과", ("주택과", "도시계획과")),
        ("교통도시과", ("교통행정과", "도시계획과")),
        ("문화예술교통과", ("문화예술과", "교통행정과")),
        ("예산과", ("기획예산담당관", "축산과")),
        ("세정과", ("농정과",)),
    ],
)
def test_an_unknown_department_suggests_those_of_whose_names_it_is_made(
    typed: str, alike: tuple[str, ...]
) -> None:
    """Before those that are only like it."""
    departments = ("농정과", "축산과", "주택과", "도시계획과", "교통행정과", "문화예술과")
    names = (*departments, "기획예산담당관")
    table = of(pledge(str(at), f"{at}구간", name) for at, name in enumerate(names, start=1))
    found = answer(f"{typed} 공약", table)
    assert isinstance(found, NoSuchDepartment)
    assert found.alike == alike


@pytest.mark.parametrize("other", ["들녘과", "들녘지킴과", "예산회계담당관", "농"])
@pytest.mark.parametrize("typed", ["농정축산과", "축산농정과", "농정축산경영과"])
def test_other_names_of_a_department_do_not_hide_that_its_own_is_part_of_what_was_typed(
    other: str, typed: str
) -> None:
    """An alias, or what it was called before."""
    departments = ["농정과", "세무과"]
    names = Names(departments, other_names={other: "농정과"}, endings=["담당관", "과"])
    assert names.alike(typed) == ("농정과",)


def test_a_word_of_a_title_with_slips_is_no_unknown_department() -> None:
    """Though it ends like one."""
    assert named("서서물미술과 조기완공")[:1] == ("교육문화-09",)
    assert isinstance(answer("세원관리과"), NoSuchDepartment)


def test_a_department_typed_in_part_in_english_is_no_strategy() -> None:
    """환경 is in a strategy's name, 환경과 is a department."""
    found = answer("ghksrud과")
    assert isinstance(found, DepartmentPledges)
    assert found.name == "환경과"


@pytest.mark.parametrize(
    ("typed", "department"),
    [
        pytest.param("교통행", "교통행정과", id="세 음절"),
        pytest.param("교통행정ㄱ", "교통행정과", id="치는 중"),
        pytest.param("보건정채", "보건정책과", id="받침 앞"),
        pytest.param("교통ㅎㅈㄱ", "교통행정과", id="초성 섞임"),
        pytest.param("ㅎㄱ과", "환경과", id="앞은 초성"),
        pytest.param("소통담당관실", "소통담당관", id="실"),
        pytest.param("소통담당관님 공약", "소통담당관", id="님"),
        pytest.param("교통행정과장님", "교통행정과", id="과장님"),
    ],
)
def test_a_name_half_typed_or_with_a_title_is_known(typed: str, department: str) -> None:
    """As people see it while they type, and as they address it."""
    assert is_listing(typed, department)


@pytest.mark.parametrize("typed", ["장에인", "어르씬", "일자리", "환경팀", "건강관리과"])
def test_what_only_resembles_the_beginning_of_a_name_is_none(typed: str) -> None:
    """Another spelling, a word of a title, another office."""
    assert not isinstance(answer(typed), DepartmentPledges)


def test_who_names_two_departments_asks_which_of_them_it_is() -> None:
    """And a title that says far more than theirs is what was meant."""
    text = "학교 밖 청소년은 교육지원과예요 아동청소년과예요?"
    assert named(text)[0] == "복지건강-07"
    assert named("학교 밖 청소년은 교육지원과예요?")[0] == "복지건강-07"


def test_the_name_of_another_department_is_no_slip() -> None:
    """세무과 is a department of other offices, not 재무과 with a slip."""
    departments = Names(["재무과", "교통과"], endings=["과"], words={"세무", "재무"})
    assert departments.recognized("세무과") is None
    assert departments.recognized("쟤무과") is not None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("농업기술과", "2 4"),
        ("농업기술과가 주관하는 공약", "2 4"),
        ("농업기술센터 농업기술과", "2 4"),
        ("농업기슬과 공약", "2 4"),
        ("농정축산과, 농업기술과", "1 2 4"),
        ("농정축산과 농업기술과", "1 2 4"),
        ("농촌자원과랑 농업기술과", "3 2 4"),
        ("건강증진과", "6"),  # one of two is called so alone
        ("방문보건팀", "5"),
    ],
)
def test_part_of_a_larger_office_is_named_without_it(text: str, numbers: str) -> None:
    """Though the names of others begin as it does: 농업기술센터 농정축산과."""
    assert " ".join(named(text, COUNTY)) == numbers


def test_a_word_that_ends_several_names_is_none() -> None:
    """Nor is a word for a building one, or the rest of a name that is written with a space."""
    table = of(
        pledge(str(at), "공약", name)
        for at, name in enumerate(
            ("동부보건소 보건행정과", "서부보건소 보건행정과", "평생교육원 도서관", "복지 정책과"),
            1,
        )
    )
    assert {*table.official_names} == {*table.by_department}


def test_a_department_is_known_by_another_word_for_what_it_is() -> None:
    """감사실 for 감사담당관, and said as a correction; a 국 is above it, a 팀 part."""
    departments = Names(["감사담당관", "건축과", "도시과"], endings=["담당관", "과"])
    said = departments.recognized("감사실")
    assert said is not None
    assert said.names == ("감사담당관",)
    assert said.how is How.CORRECTED
    assert departments.recognized("건축실") is not None
    assert departments.recognized("도시국") is None
    assert departments.recognized("도시팀") is None


LIKE_THEIR_FIELDS = [
    ("안전도시", "안전도시과"),
    ("복지", "복지정책국"),
    ("균형발전", "균형발전담당관"),
    ("문화체육", "문화체육관광실"),
    ("Ⅴ. 살고 싶은 미래농업", "미래농업과"),
    ("교통·주차", "교통주차과"),
    ("보건소와 함께 건강도시", "보건소"),
]


@pytest.mark.parametrize("question", [*QUESTIONS[:10], "{} 관련 공약", "{} 다리", "다리 {}"])
@pytest.mark.parametrize(("field", "department"), LIKE_THEIR_FIELDS)
def test_a_department_is_not_taken_for_a_field_of_a_like_name(
    field: str, department: str, question: str
) -> None:
    """Nor a field for the department: of each, another pledge is another department's."""
    rows = [("다리 놓기", department, field), ("꽃밭 조성", "녹지과", field)]
    table = of(pledge(str(at), *row) for at, row in enumerate(rows, start=1))
    assert brief(question.format(department), table).pledges == ("1",)
    assert brief(f"{field} 공약", table).pledges == ("1", "2")
    assert brief(f"{field.removeprefix('Ⅴ. ')} 분야", table).pledges == ("1", "2")


def test_a_word_beside_a_department_that_was_split_tells_which_is_meant() -> None:
    """Where it tells nothing, they are asked back."""
    rows = [("마을버스 증차", "교통과"), ("경전철 연장", "철도과"), ("버스 쉼터", "교통과")]
    table = of(pledge(str(at), *row) for at, row in enumerate(rows, start=1))
    split = Former(names=("교통과", "철도과"), since=date(2026, 12, 1))
    table = replace(table, former={"교통행정과": split})
    assert brief("교통행정과 경전철", table).pledges == ("2",)
    assert brief("마을버스 교통행정과 담당", table).pledges == ("1",)
    for text in ("교통행정과", "교통행정과 공약", "교통행정과 로봇"):
        assert isinstance(answer(text, table), WhichName)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("동부교육지원청 생활과", ("교통과",)),
        ("동부교육지원청생활과", ("교통과",)),
        ("동부교육지원청생활과", ("교통과", "철도과")),
    ],
)
@pytest.mark.parametrize("is_likely", [True, False])
def test_a_former_department_is_told_as_the_table_wrote_it(
    typed: str, names: tuple[str, ...], *, is_likely: bool
) -> None:
    """However it was typed."""
    table = of(pledge(str(at), f"일 {at}", name) for at, name in enumerate(names, start=1))
    former = Former(names=names, since=date(2026, 12, 1), is_likely=is_likely)
    table = replace(table, former={"동부교육지원청 생활과": former})
    said = rendered(answer(typed, table), table, Ask(text=typed)).text
    assert re.search("^'?동부교육지원청 생활과'?는 2026-12-01", said)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("정다운 금천 청년", "복지건강-04"),
        ("청년 정다운 금천", "복지건강-04"),
        ("앞으로 가는 금천에서 신안산선", "지역개발-01 지역개발-12"),
        ("정다운 금천 보건정책과", "복지건강-11"),
        ("정다운 금천 교통행정과", ""),
    ],
)
def test_a_strategy_is_named_beside_a_word_or_a_department(text: str, numbers: str) -> None:
    """What it has of them, and nothing else."""
    assert sorted(brief(text).pledges) == numbers.split()


def test_a_field_of_a_strategy_is_asked_for_beside_it() -> None:
    """In a column of its own, which others have, too."""
    rows = [("더 고른 기회", "교통"), ("더 고른 기회", "돌봄"), ("더 나은 일상", "돌봄")]
    table = of(
        replace(pledge(str(at), f"{at}번 일", "복지과", strategy), details=(("부문", field),))
        for at, (strategy, field) in enumerate(rows, start=1)
    )
    assert brief("더 고른 기회 돌봄", table).pledges == ("2",)
    assert brief("더 나은 일상 돌봄 부문", table).pledges == ("3",)
    assert brief("돌봄 부문", table).pledges == ("2", "3")


FIELDS = of(
    pledge(number, title, department)
    for number, title, department in (
        ("환경-01", "숲 가꾸기", "공원녹지과"),
        ("안전-01", "골목 CCTV", "안전총괄과"),
        ("안전-02", "방재 훈련", "재난관리과"),
        ("교통-01", "버스 노선", "교통정책과"),
        ("복지-01", "어르신 돌봄", "노인복지과"),
        ("복지-02", "보육", "여성가족과"),
    )
)


@pytest.mark.parametrize(
    "question", ["{}", "{}는?", "{} 공약", "{}는 뭐 맡았어", "{} 담당 공약 알려줘"]
)
@pytest.mark.parametrize(
    ("typed", "department"),
    [
        *(("교통과", "교통정책과"), ("안전과", "안전총괄과"), ("복지과", "노인복지과")),
        *(
            (name, None)
            for name in ("환경과", "교통도로과", "환경도로과", "건설도로과", "안전환경과")
        ),
    ],
)
def test_what_ends_as_departments_do_is_no_field(
    typed: str, department: str | None, question: str
) -> None:
    """Although particles are written so: 교통+도+로+과."""
    found = brief(question.format(typed), FIELDS)
    assert (found.kind, found.department) == ("department" if department else "none", department)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("환경과 안전", ("환경-01", "안전-01", "안전-02")),
        ("교통과 복지 공약", ("교통-01", "복지-01", "복지-02")),
        ("안전은", ("안전-01", "안전-02")),
        ("환경으로", ("환경-01",)),
        ("복지 분야", ("복지-01", "복지-02")),
    ],
)
def test_a_field_is_one_with_its_particles(text: str, numbers: tuple[str, ...]) -> None:
    """과, where it joins another word."""
    assert sorted(brief(text, FIELDS).pledges) == sorted(numbers)


PROVINCE = of(
    pledge(str(at), title, name)
    for at, (title, name) in enumerate(
        (
            ("임대 주택", "도시주택실 주택과"),
            ("빈집 정비", "도시주택실 건축과"),
            ("소방서 신설", "소방본부 119종합상황실"),
            ("학교폭력 예방", "동부교육지원청 학교생활과"),
            ("통학로", "동부교육지원청"),
        ),
        start=1,
    )
)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        *(
            ("주택과", "1"),
            ("도시주택실 주택과", "1"),
            ("도시주택실주택과 공약", "1"),
            ("건축과", "2"),
        ),
        *(("도시주택실 빈집", "2"), ("소방본부", "3"), ("동부교육지원청", "5")),
        *(("동부교육지원청 학교폭력", "4"), ("동부교육지원청 통학로", "5")),
    ],
)
def test_a_bureau_has_what_its_divisions_have(text: str, numbers: str) -> None:
    """A word beside it tells which is meant."""
    assert brief(text, PROVINCE).pledges == (numbers,)
    asked = answer("도시주택실", PROVINCE)
    assert isinstance(asked, GroupPledges)
    assert [str(one.number) for one in asked.pledges] == ["1", "2"]
    assert asked.also == ("도시주택실 주택과", "도시주택실 건축과")


def test_an_office_leads_to_its_divisions() -> None:
    """Its list has what it owns itself, and each of theirs is one tap away."""
    for asked in ("동부교육지원청", "동부지원청 담당 공약"):
        shown = reply(Ask(text=asked), PROVINCE)
        labels = [button.label for row in shown.buttons for button in row]
        assert "동부교육지원청 학교생활과" in labels


OF_OTHERS = (
    "한울교육연구정보원",
    "소방본부 119종합상황실",
    "서부교육지원청",
    "동부교육지원청",
    "학생교육문화회관",
    "도로과",
)
BY_PART = [
    ("교육연구정보원", "한울교육연구정보원"),
    ("연구정보원", "한울교육연구정보원"),
    ("119종합상황실", "소방본부 119종합상황실"),
    ("종합상황실", "소방본부 119종합상황실"),
    ("교육문화회관", "학생교육문화회관"),
    ("서부지원청", "서부교육지원청"),
    ("동부지원청", "동부교육지원청"),
]


@pytest.mark.parametrize(("said", "name"), BY_PART)
@pytest.mark.parametrize("asked", ["{}", "{} 공약 알려줘", "{} 담당 공약", "{}은 뭐 맡았어"])
def test_a_department_is_named_by_the_end_of_its_name(said: str, name: str, asked: str) -> None:
    """Where no other one ends so; an education office by its place alone."""
    rows = enumerate(OF_OTHERS, start=1)
    table = of(pledge(f"{at}", f"사업 {at}호", department) for at, department in rows)
    assert brief(asked.format(said), table).department == name


@pytest.mark.parametrize("said", ["교육지원청", "북부지원청", "문화복지회관", "원스톱상황실"])
def test_the_end_of_several_names_or_of_none_names_no_department(said: str) -> None:
    """Nor does another office that ends as one of this table."""
    rows = enumerate(OF_OTHERS, start=1)
    table = of(pledge(f"{at}", f"사업 {at}호", department) for at, department in rows)
    assert brief(said, table).department is None
