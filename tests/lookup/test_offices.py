"""What only the tables of other offices show: their fields, their words, their departments."""

import pytest

from benchmarks.tables import titles_catalogue
from bot.lookup.answering import reply
from bot.lookup.replies import rendered
from bot.lookup.results import GroupPledges, NoSuchNumber, NotFound
from bot.people.messages import Ask
from tests.lookup.tables import answer, brief, named, of, pledge

ROWS = (
    ("이차전지 국가산단 지정", "산업육성과", "미래로 도약하는 경제"),
    ("AI 데이터센터 유치", "전략산업과", "미래로 도약하는 경제"),
    ("정신건강복지센터 확대", "건강증진과", "따뜻하게 보듬는 복지"),
    ("어르신 공공일자리 확대", "어르신복지과", "따뜻하게 보듬는 복지"),
    ("시립 오케스트라 창단", "문화예술과", "열린행정"),
    ("국제교육원 건립", "감사담당관", "쾌적한 녹색안전도시"),
    ("노후 아파트 재건축 지원", "주택과", "쾌적한 녹색안전도시"),
    ("수제맥주 거리 조성", "주택과", "미래로 도약하는 경제"),
)
TABLE = of(pledge(str(at), *row) for at, row in enumerate(ROWS, start=1))

TABLE_OF_NAMES = of(one for one in TABLE.pledges if "복지" not in one.title)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("복지 공약", "따뜻하게 보듬는 복지"),
        ("경제 과제 뭐 있어", "미래로 도약하는 경제"),
        ("행정 분야 공약", "열린행정"),
        ("안전 녹색 분야 공약", "쾌적한 녹색안전도시"),
    ],
)
def test_a_field_is_named_by_parts_of_its_name(text: str, group: str) -> None:
    """From the beginning of its words, their ends or within; by several words too."""
    found = answer(text, TABLE)
    assert isinstance(found, GroupPledges)
    assert found.name == group


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("안전", ("쾌적한 녹색안전도시",)),
        ("녹색은 어디서 담당해요?", ("쾌적한 녹색안전도시",)),
        ("예술", ("문화예술과",)),
        ("복지", ("따뜻하게 보듬는 복지", "어르신복지과")),
    ],
)
def test_a_word_of_names_alone_leads_to_them(text: str, names: tuple[str, ...]) -> None:
    """No title has it: the strategies and departments that do are a tap away, and no answer."""
    found = answer(text, TABLE_OF_NAMES)
    assert isinstance(found, NotFound)
    assert found.names == names
    said = reply(Ask(text=text), TABLE_OF_NAMES)
    assert [button.label for row in said.buttons for button in row][: len(names)] == [*names]


def test_a_word_of_many_names_leads_to_none_of_them() -> None:
    """It tells too little."""
    table = of(pledge(str(at), f"둘레길 {at}구간", f"{at}정책과") for at in range(1, 7))
    found = answer("정책", table)
    assert isinstance(found, NotFound)
    assert found.names == ()


NESTED = of(
    pledge(f"{section}-{at}", f"{thing} {at}구간", strategy=strategy)
    for section, thing, strategy in (
        (2, "둘레길", "함께하는 복지건강"),
        (3, "산책로", "품격있는 문화관광"),
    )
    for at in range(1, 14)
)


@pytest.mark.parametrize(
    ("text", "number"),
    [("이 삼", "2-3"), ("삼 일", "3-1"), ("이 십", "2-10"), ("삼 십이", "3-12"), ("이 삼?", "2-3")],
)
def test_counts_said_one_by_one_are_one_number(text: str, number: str) -> None:
    """Where the numbers are nested; in other tables they are several, or none."""
    assert named(text, NESTED) == (number,)
    assert named(text, TABLE) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("복지건강 3번", "2-3"),
        ("복지 3번", "2-3"),
        ("문화관광 12", "3-12"),
        ("문화관광 5번 담당", "3-5"),
        *(
            (f"{word} {place}", number)
            for word in ("복지건강", "복지", "복지 분야")
            for place, number in (
                *(("마지막", "2-13"), ("첫번째", "2-1")),
                *(("두 번째 공약", "2-2"), ("마지막 공약은?", "2-13")),
            )
        ),
    ],
)
def test_a_long_word_of_a_strategy_stands_for_its_section(text: str, number: str) -> None:
    """As its everyday words do; a place behind it is one in the section, not in the table."""
    assert named(text, NESTED) == (number,)


@pytest.mark.parametrize("text", ["복지건강 하나만", "복지건강 두 가지", "복지건강 이 사업"])
def test_a_count_behind_a_strategy_that_is_no_place_asks_for_no_number(text: str) -> None:
    """It is not one pledge that is asked for."""
    assert len(named(text, NESTED)) != 1


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("위센터", "위(Wee)센터 확대"),
        ("위센터 담당", "위(Wee)센터 확대"),
        ("위 wee 센터", "위(Wee)센터 확대"),
        ("고령자지원", "고령자(65세)지원 사업"),
    ],
)
def test_a_word_with_brackets_inside_is_found_without_them(text: str, title: str) -> None:
    """And with what stands in them."""
    table = titles_catalogue((title, "도서관 건립", "보도 정비"))
    assert named(text, table) == ("가-01",)


def test_a_word_that_begins_a_title_is_no_field() -> None:
    """어르신 공약 asks for the pledges whose titles have the word."""
    assert brief("어르신 공약", TABLE).kind == "pledge"


def test_a_title_that_has_only_what_is_done_is_no_answer() -> None:
    """공항 유치 is not answered by another thing that is brought here, and none is suggested."""
    found = answer("공항 유치 담당", TABLE)
    assert isinstance(found, NotFound)
    assert found.near == ()
    assert named("데이터센터 유치 담당", TABLE) != ()


def test_a_misspelt_word_of_the_table_is_no_courtesy() -> None:
    """오케 begins thanks and an orchestra."""
    assert named("오케스트랴", TABLE) != ()
    assert named("오케이", TABLE) == ()


def test_a_department_that_is_part_of_a_word_of_a_title_is_none_of_them() -> None:
    """건축과 is not 재건축 and 과."""
    assert named("건축과는 어떤 공약 맡았어요", TABLE) == ()
    assert brief("감사실 공약", TABLE).department == "감사담당관"


def test_a_word_at_the_end_of_a_word_of_a_title_is_no_small_talk() -> None:
    """맥주 asks for 수제맥주 거리; beside what people do it is small talk."""
    assert named("맥주", TABLE) == ("8",)
    assert named("맥주 마시자", TABLE) == ()


@pytest.mark.parametrize("text", ["복지건강20", "지역개발 제5호", "복지건강3번"])
def test_the_number_of_another_office_is_no_word(text: str) -> None:
    """There is no such number; what it begins with is not searched."""
    table = of(pledge(f"Ⅰ-{at}", *row) for at, row in enumerate(ROWS, start=1))
    assert isinstance(answer(text, table), NoSuchNumber)


def test_a_number_of_no_section_is_told_the_numbers_of_the_table() -> None:
    """And not those of its first section."""
    table = of(pledge(f"{1 + at // 4}-{1 + at % 4}", *row) for at, row in enumerate(ROWS))
    said = rendered(answer("3-1-1", table), table, Ask(text="3-1-1")).text
    assert said == "3-1-1 공약은 없어요.\n공약은 1-1번부터 2-4번까지 있어요."


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("장례 치르려면 다른 도시까지 가야 해서 불편해요", "도시-2"),
        ("기억력 떨어진 어르신도 이웃과 같이 살 수 있는 동네 늘리기", "도시-3"),
        ("대학 어디 갈지 봐주는 데", "복지-2"),
        ("도시 쪽 공약", "도시-1 도시-2 도시-3"),
        ("노인복지과 도시", "복지-1"),
    ],
)
def test_a_word_like_a_name_may_be_part_of_a_sentence(text: str, number: str) -> None:
    """As what is asked inside it is no question of its own."""
    table = of(
        [
            pledge("도시-1", "도로 포장", "도로과"),
            pledge("도시-2", "공설 추모공원 및 화장시설 건립", "복지정책과"),
            pledge("도시-3", "치매안심마을 확대 운영", "보건소"),
            pledge("복지-1", "도시락 배달", "노인복지과"),
            pledge("복지-2", "자기주도학습지원센터 및 입시컨설팅 운영", "어르신복지과"),
        ]
    )
    assert " ".join(named(text, table)) == number
