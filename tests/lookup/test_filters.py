"""Pledges are asked for by what their columns say."""

from dataclasses import replace

import pytest

from bot.lookup.answering import reply
from bot.lookup.catalogue import Catalogue
from bot.lookup.cells import Kind
from bot.lookup.columns import COST, HELPER, PERIOD, RATE, STATUS
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.results import OnePledge, OnlyColumns
from bot.people.messages import Ask
from tests.lookup.tables import answer, brief, of, of_rows, pledge

COLUMNS = (PERIOD.key, COST.key, RATE.key, STATUS.key, "재원", "위치", "수혜인원(명)", "비고")
ROWS = """
1|복지|급식|복지과|보건과|'22.7.~'26.6.|12억 5천만원|92%|정상추진|국비, 시비|전역|1,200명|
2|복지|쉼터 조성|복지과||2023~2025|8억원|100%|완료|시비|가온동|90명|우수사례
3|교통|환승장|교통과|도시과, 복지과|2025.1~2028.12|182억원|12%|보류|민자|나래동|15,000명|협의 중
4|교통|버스 증차|교통과||2022~계속|비예산|70%|이행 후 계속추진|시비|전역|84,000명|
5|교통|횡단보도 개선|교통과|도시과|2024. 1. ~ 2024. 12.|9,500만원|100%|완료|구비|가온동|3,000명|
6|환경|생태탐방로|공원과|도시과|2023.2. ~ 2027.6.|64억원|48%|일부추진|국비|다솜동|22,000명|설명회
7|환경|하수관 정비|공원과||2025. 6. ~ 2029. 5.|210억원|5%|폐기|국비|나래동|-|타당성 협의
8|환경|옥상 녹화|공원과|복지과|2026.3. ~ 2027.2.|3억 2,000만원|미정|미착수|구비|다솜동|640명|
"""


def _pledge(row: str) -> Pledge:
    number, field, title, owner, helpers, *cells = row.split("|")
    return Pledge(
        number=PledgeNumber(number),
        title=title,
        owners=(owner,),
        helpers=tuple(filter(None, helpers.split(", "))),
        strategy=field,
        details=tuple((key, text) for key, text in zip(COLUMNS, cells, strict=True) if text),
    )


TABLE = replace(of(map(_pledge, ROWS.strip().splitlines())), strategy_heading="분야")


def numbers(text: str, table: Catalogue = TABLE) -> str:
    """The numbers of the answer, in its order."""
    return "".join(brief(text, table).pledges)


def said(text: str, table: Catalogue = TABLE) -> str:
    """The answer as text."""
    return reply(Ask(text=text), table).text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("6번보다 추진율 낮은 공약", "37"),
        ("6번보다 사업비 큰 공약", "37"),
        ("추진율이 6번보다 낮은 공약", "37"),
        ("2번보다 사업비 적은 거", "58"),
        ("평균보다 추진율 높은 공약", "1245"),
        ("추진율 평균 이하", "367"),
        ("사업비 평균보다 큰 교통과 공약", "3"),
    ],
)
def test_pledges_are_compared_with_one_of_them_and_with_the_mean(text: str, found: str) -> None:
    """Which is none of them itself."""
    assert numbers(text) == found


@pytest.mark.parametrize("said", ["1번보다 이행률 높은 공약", "1번보다 이행률 낮은 공약"])
def test_a_pledge_is_compared_with_by_its_whole_figure(said: str) -> None:
    """However many places that has: it is neither more nor less than itself."""
    table = of_rows(
        "번호,공약명,담당부서,이행률\n1,광장,교통과,33.33\n2,길,교통과,33.34\n3,다리,교통과,33.32"
    )
    assert numbers(said, table) == ("2" if "높은" in said else "3")


def test_a_plain_figure_behind_a_column_is_no_number_of_a_pledge() -> None:
    """Also where a pledge has that number."""
    for least in ("6 이상", "6보다 높은 공약"):
        assert numbers(f"추진율 {least}") == numbers(f"추진율 {least.replace('6', '6%')}")


@pytest.mark.parametrize("joins", ["나", "와", "랑", " 또는", ","])
@pytest.mark.parametrize("column", ["담당부서", "협조부서"])
def test_either_of_two_departments_may_be_the_value_of_a_column(column: str, joins: str) -> None:
    """The last syllable of 교통과 joins nothing."""
    each = [numbers(f"{column}가 {name}인 공약") for name in ("복지과", "도시과")]
    assert sorted(numbers(f"{column}가 복지과{joins} 도시과인 공약")) == sorted({*"".join(each)})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("교통 2028년까지 완료", "35"),
        ("가온동 2024년 완료", "5"),
        ("복지과 2024년 이후 완료", "1238"),
        ("보류나 완료 상태인 교통과 공약", "35"),
        ("완료나 폐기 상태인 공약", "257"),
    ],
)
def test_conditions_are_met_beside_a_word_and_a_department(text: str, found: str) -> None:
    """Of a year that ends the message, and of two states before their column."""
    assert "".join(sorted(numbers(text))) == found


@pytest.mark.parametrize(
    "said", ["복지 완료", "복지 완료된 공약", "따뜻한 복지 완료", "복지 추진율 90% 이상"]
)
def test_a_word_of_a_field_s_name_is_the_field_where_no_title_has_it(said: str) -> None:
    """Beside a condition, as beside 분야."""
    rows = "가-1,활기찬 경제,시장 정비,경제과,정상,50\n나-1,따뜻한 복지,쉼터 조성,노인과,완료,100\n"
    rows += "나-2,따뜻한 복지,급식 지원,노인과,보류,10"
    table = of_rows(f"번호,분야,공약명,담당부서,추진상황,추진율\n{rows}")
    assert numbers(said, table) == "나-1"


@pytest.mark.parametrize("said", ["{} 공약", "{}", "{} 몇 개야", "도시과 {} 공약"])
@pytest.mark.parametrize("state", ["장기검토", "협의중", "추진불가"])
def test_an_office_s_own_words_for_states_are_asked_for_as_any(state: str, said: str) -> None:
    """However few pledges have them."""
    states = ("정상추진", "협의중", "추진불가", "장기검토", "완료")
    rows = "".join(f"{n},사업{n},도시과,{each}\n" for n, each in enumerate(states, start=1))
    table = of_rows(f"번호,공약명,담당부서,진행상태\n{rows}")
    assert numbers(said.format(state), table) == str(states.index(state) + 1)


def test_what_a_department_only_helps_with_is_marked_and_no_part_of_its_sum() -> None:
    """As in its own list, its own first."""
    text = said("도시과 추진율 40% 이상")
    assert text.startswith("🔎 도시과 · 추진율 40% 이상 공약 2건 (협조 2건)")
    text = said("복지과 정상추진이나 보류나 미착수")
    assert [line for line in text.splitlines() if line[:1].isdigit()] == [
        "1 · 정상추진 급식",
        "3 · 협조 · 보류 환승장",
        "8 · 협조 · 미착수 옥상 녹화",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("보류 또는 폐기 공약", "37"),
        ("보류나 폐기된 공약", "37"),
        ("보류·폐기 공약", "37"),
        ("폐기 공약", "7"),
        ("생활폐기물 공약", "8"),
    ],
)
def test_a_state_inside_a_longer_word_of_a_title_is_a_state(text: str, found: str) -> None:
    """생활폐기물 is in the table of nearly every office."""
    *others, last = TABLE.pledges
    table = replace(TABLE, pledges=(*others, replace(last, title="생활폐기물 감량")))
    assert numbers(text, table) == found


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (COST.key, Kind.MONEY),
        (RATE.key, Kind.RATE),
        (PERIOD.key, Kind.PERIOD),
        ("수혜인원(명)", Kind.COUNT),
        ("재원", Kind.WORDS),
        (HELPER.key, Kind.WORDS),
    ],
)
def test_cells_tell_what_a_column_is(key: str, kind: Kind) -> None:
    """Once, when the table is read."""
    assert TABLE.cells[key].kind is kind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("추진율 50% 미만", "367"),
        ("추진율이 절반도 안 된 거", "367"),
        ("이행률 90프로 넘는 공약만", "125"),
        ("추진율 오십 퍼센트 이하인 공약", "367"),
        ("추진율 60에서 95% 사이", "14"),
        ("추진율 40% 이상 80% 미만", "46"),
        ("추진율 70%인 공약", "4"),
        ("추진율 100%가 아닌 공약", "13467"),
        ("추진율 반도 안 된 공약", "367"),
        ("추진율 40% 이상이고 95% 미만인 것", "146"),
        ("사업비 3억에서 13억 정도 되는 공약", "128"),
        ("사업비 10억 이상", "1367"),
        ("50억 넘는 공약", "367"),
        ("200억대 공약", "7"),
        ("사업비 60억대", "6"),
        ("사업비가 9천만 원대인 사업", "5"),
        ("사업비 9천만대 사업", "5"),
        ("수혜인원 2만 명대 공약", "6"),
        ("예산 1억 안 되는 거", "5"),
        ("십억 이상 백억 이하 사업", "16"),
        ("사업비 3억에서 13억 사이인 공약", "128"),
        ("최소 100억 드는 사업", "37"),
        ("수혜인원 1만 명 이상인 사업", "346"),
        ("수혜인원이 1000명 안 되는 거", "28"),
    ],
)
def test_figures_are_compared_in_the_words_of_people(text: str, found: str) -> None:
    """Rates, sums of money and counts; from, to, over and under."""
    assert "".join(sorted(numbers(text))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025년까지 하는 것", "25"),
        ("2027년에 끝나는 공약", "68"),
        ("26년에 마무리되는 거", "1"),
        ("2025년에 시작하는 공약", "37"),
        ("2026년 6월까지 끝나는 사업", "125"),
        ("2027년 상반기에 끝나는 거", "68"),
        ("2028년 이후에 끝나는 공약", "347"),
        ("2025년 이후 시작하는 사업", "378"),
        ("2025년부터 2027년 사이에 끝나는 거", "1268"),
        ("2025년부터 2027년까지 하는 사업", "8"),
        ("2025년 전에 끝나는 공약", "5"),
        ("2027년 넘어서 끝나는 거", "347"),
        ("2024년에 하는 공약", "12456"),
        ("2023년에 시작해서 2025년에 끝나는 공약", "2"),
        ("사업기간이 2024년인 공약", "5"),
        ("2025년까지 끝나는 완료 공약", "25"),
        ("교통과 공약 중 2028년에 끝나는 거", "3"),
    ],
)
def test_periods_are_asked_for_by_when_they_begin_and_end(text: str, found: str) -> None:
    """However the table writes them; what goes on ends after all others."""
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("제일 부진한 거 셋", "736"),
        ("추진율 낮은 순 두 개", "73"),
        ("추진율 가장 높은 공약 2개", "25"),
        ("추진율 제일 낮은 거", "7"),
        ("추진율 꼴찌", "7"),
        ("사업비 많은 순으로 3개", "736"),
        ("돈 제일 많이 드는 공약 둘", "73"),
        ("예산 제일 적은 공약 2개", "58"),
        ("제일 돈 많이 드는 사업", "7"),
        ("사업비 하위 3개", "582"),
        ("환경 분야에서 예산 제일 큰 거", "7"),
        ("수혜인원 많은 순 3개", "463"),
        ("제일 먼저 끝나는 공약 두 개", "52"),
        ("가장 늦게 끝나는 공약", "4"),
        ("사업기간이 제일 짧은 공약 2개", "58"),
    ],
)
def test_the_first_few_of_an_order_are_asked_for(text: str, found: str) -> None:
    """As many as are said, the best alone without a count; where nothing is told, none."""
    assert numbers(text) == found


def test_who_equals_the_last_of_an_order_is_told_as_well() -> None:
    """To leave one out would be chance."""
    assert numbers("추진율 제일 높은 공약") == "25"
    assert numbers("추진율 높은 순으로 1개") == "25"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("재원이 민자인 공약", "3"),
        ("재원이 시비인 공약", "124"),
        ("재원이 국비나 민자인 것", "1367"),
        ("재원에 국비가 들어간 사업", "167"),
        ("재원이 국비가 아닌 공약", "23458"),
        ("민자가 재원인 거", "3"),
        ("위치가 나래동인 것", "37"),
        ("위치 나래동", "37"),
        ("나래동인 사업 목록", "37"),
        ("나래동인 환경 공약", "7"),
        ("나래동에서 하는 사업", "37"),
        ("다솜동 사업 중에 미착수인 것", "8"),
        ("위치가 나래동이고 재원이 국비인 공약", "7"),
        ("비고에 협의라고 적힌 과제", "37"),
        ("비고가 우수사례인 공약", "2"),
        ("비고 없는 교통 공약", "45"),
        ("비예산인 공약", "4"),
        ("협조부서가 도시과인 공약", "356"),
        ("복지과가 협조부서로 들어간 거", "38"),
        ("협조부서 없는 공약", "247"),
        ("분야가 환경인 공약", "678"),
        ("추진상황이 보류인 공약", "3"),
        ("보류나 폐기된 공약", "37"),
        ("보류, 폐기 공약", "37"),
        ("폐기가 아닌 환경 공약", "68"),
        ("미착수인 공약", "8"),
        ("완료된 것만 빼고 보여줘", "134678"),
        ("보류됐거나 미착수인 공약", "38"),
        ("아직 안 끝난 교통 공약", "34"),
        ("교통과 완료 공약", "5"),
        ("환경 분야 일부추진", "6"),
        ("교통과가 주관하는 공약", "345"),
        ("복지과 주관 공약", "12"),
        ("복지과 협조 공약", "38"),
        ("복지과가 협조하는 거", "38"),
        ("복지과의 협업 사업", "38"),
        ("복지과에서 도와주는 공약이 뭐예요", "38"),
        ("도시과가 돕는 공약", "356"),
        ("북지과 협조 공약", "38"),
        ("교통과가 주관하고 도시과가 돕는 공약", "35"),
        ("도시과가 협조하는 거 말고", "12478"),
        ("보류 중인 교통과 공약", "3"),
        ("교통과 보류 중인 거", "3"),
        ("정상 추진 중인 공약", "1"),
        ("정상적으로 추진 중인 복지과 공약", "1"),
        ("일부 추진 중 공약", "6"),
        ("보류 중이거나 폐기된 공약", "37"),
        ("폐기 또는 보류", "37"),
        ("보류되거나 폐기된 공약", "37"),
        ("보류하거나 미착수인 공약", "38"),
        ("완료이면서 사업비 5억 이상", "2"),
        ("완료되었지만 추진율 50% 이상인 공약", "25"),
        ("일부추진하면서 추진율 50% 미만", "6"),
        ("폐기이며 추진율 50% 미만", "7"),
        ("추진율 50%보다 낮고 폐기인 공약", "7"),
        ("추진율이 50% 넘고 완료된 공약", "25"),
        ("추진율 50%보다 높으면서 완료된 거", "25"),
        ("추진율 50% 초과하며 완료", "25"),
        ("폐기이고 사업비 100억 이상인 공약", "7"),
        ("완료이면서 교통과", "5"),
        ("완료가 아니면서 추진율 50% 이상", "14"),
        ("완료이고 비고가 있는 공약", "2"),
        ("비고가 없고 완료된 공약", "5"),
        ("보류 중이 아닌 교통과 공약", "45"),
        ("폐기된 상태인 공약", "7"),
        ("보류되어 있는 교통 공약", "3"),
        ("추진 중인 공약", "146"),
        ("교통과에서 진행하고 있는 공약", "4"),
    ],
)
def test_the_value_of_any_column_is_asked_for(text: str, found: str) -> None:
    """Of names as a whole or in a list, of notes in part; with a department or a field, too."""
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("우수한 공약", "147"),
        ("미흡한 거", "26"),
        ("자체평가 미흡한 사업", "26"),
        ("자체평가가 보통인 공약", "358"),
        ("우수한 공약 말고", "23568"),
        ("보통인 교통과 공약", "35"),
    ],
)
def test_a_mark_is_said_as_an_adjective(text: str, found: str) -> None:
    """What an office's own column says of a pledge."""
    marks = "우수 미흡 보통 우수 보통 미흡 우수 보통".split()
    rows = zip(TABLE.pledges, marks, strict=True)
    table = of([replace(pledge, details=(("자체평가", mark),)) for pledge, mark in rows])
    assert numbers(text, table) == found


@pytest.mark.parametrize("text", ["진행중인 공약", "추진 중인 거", "하고 있는 공약", "이행중 공약"])
@pytest.mark.parametrize(
    "states",
    [
        "진행,완료,추진,보류",
        "이행,이행완료,공사중,폐기",
        "설계 중,종료,협의,중단",
        "정상,완료,완료(이행 후 계속추진),시기미도래",
        "50%,완료,일부,착수 전",
        "지연,완료,준비중,미착수",
    ],
)
def test_what_is_under_way_is_what_is_neither_done_nor_stopped(text: str, states: str) -> None:
    """Whatever an office calls it, where it has no word for all of that."""
    rows = zip(TABLE.pledges, states.split(","), strict=False)
    table = of([replace(pledge, details=((STATUS.key, state),)) for pledge, state in rows])
    assert numbers(text, table) == "13"


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("예산 10억 이상", "🔎 사업비 10억 원 이상 공약 4건"),
        ("추진율 40% 이상 80% 미만", "🔎 추진율 40% 이상 80% 미만 공약 2건"),
        ("추진율 0% 이상", "🔎 추진율 0% 이상 공약 7건 (1/2)"),
        ("수혜인원 1만 명 넘는 사업", "🔎 수혜인원 10,000 초과 공약 3건"),
        ("2027년에 끝나는 공약", "🔎 2027년에 끝나는 공약 2건"),
        ("2026년 6월까지 끝나는 사업", "🔎 2026년 6월까지 끝나는 공약 3건"),
        ("2028년 이후에 끝나는 공약", "🔎 2028년 이후 끝나는 공약 3건"),
        ("추진율 100%가 아닌 공약", "🔎 추진율 100%가 아닌 공약 5건"),
        ("2027년에 끝나는 것만 빼고", "🔎 2027년에 끝나지 않는 공약 6건"),
        ("재원이 국비인 것만 빼고", "🔎 재원이 국비가 아닌 공약 5건"),
        ("제일 부진한 거 셋", "🔎 추진율 낮은 순 공약 3건"),
        ("재원이 시비인 공약", "🔎 재원이 시비인 공약 3건"),
        ("비고에 협의라고 적힌 과제", "🔎 비고에 '협의'가 있는 공약 2건"),
        ("보류나 폐기된 공약", "🔎 보류·폐기 공약 2건"),
        ("교통과 완료되지 않은 공약", "🔎 교통과 · 미완료 공약 2건"),
    ],
)
def test_an_answer_says_how_the_condition_was_read(text: str, head: str) -> None:
    """In the line above the list, with its unit."""
    assert head in said(text).splitlines()


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("예산 10억 이상", "사업비에 금액이 없는 1건은 뺐어요."),
        ("제일 부진한 거 셋", "추진율에 수가 없는 1건은 뺐어요."),
        (
            "사업비 1조 이상",
            "사업비 1조 원 이상 공약은 없어요.\n사업비에 금액이 없는 1건은 뺐어요.",
        ),
        ("수혜인원 100명 미만 공약", "수혜인원 100 미만 공약은 1건이에요."),
        ("재원이 기금인 공약", "재원이 기금인 공약은 없어요."),
    ],
)
def test_what_was_left_out_is_told(text: str, note: str) -> None:
    """And that there is one, or none."""
    assert note in said(text)


def test_an_order_gives_its_value_in_each_line() -> None:
    """In the order of the values."""
    lines = [line for line in said("사업비 많은 순으로 3개").splitlines() if " · " in line]
    assert [line.split(" · ")[2].split("원")[0] for line in lines] == ["210억", "182억", "64억"]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("예산 10억 이상 공약", COST.key),
        ("국비 10억 이상 공약", "국비"),
        ("협조부서가 도시과인 공약", HELPER.key),
        ("2027년에 끝나는 공약", PERIOD.key),
    ],
)
def test_a_table_that_lacks_the_column_says_so(text: str, column: str) -> None:
    """The sum of all is no part of it."""
    bare = of(replace(one, details=(), helpers=()) for one in TABLE.pledges)
    assert answer(text, bare) == OnlyColumns(columns=(column,))


@pytest.mark.parametrize("text", ["교통과 협조 공약", "교통과가 돕는 공약"])
def test_a_table_without_helpers_says_so_above_what_the_department_owns(text: str) -> None:
    """It may have been meant."""
    bare = of(replace(one, helpers=()) for one in TABLE.pledges)
    assert said(text, bare).startswith("협조부서는 공약표에 없어요.\n🏢 교통과 공약 3건")


@pytest.mark.parametrize("text", ["복지과 협조 부탁드립니다", "복지과에 협조 공문 보내야 하는데"])
def test_who_asks_for_help_means_no_column(text: str) -> None:
    """All of the department is shown."""
    assert numbers(text) == "1238"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("민자 유치", "9"),
        ("100억 기금 조성", "10"),
        ("2030년 탄소중립", "11"),
        ("어린이집 예약 취소", ""),
        ("횡단보도 2024년 준공", "5"),
        ("제일 싼 데가 어디예요", ""),
    ],
)
def test_words_of_titles_and_of_every_day_are_no_condition(text: str, first: str) -> None:
    """A condition needs its column's name, or a unit that cannot be mistaken."""
    others = ("민자 유치 설명회", "청년 100억 기금 조성", "2030년 탄소중립 달성")
    more = [
        replace(TABLE.pledges[1], number=PledgeNumber(str(at)), title=title)
        for at, title in enumerate(others, start=9)
    ]
    table = of([*TABLE.pledges, *more])
    assert "".join(brief(text, table).pledges[:1]) == first


def test_a_named_pledge_that_is_otherwise_is_shown_as_it_is() -> None:
    """Its card tells its state."""
    found = answer("환승장 완료된 거 맞죠", TABLE)
    assert isinstance(found, OnePledge)
    assert "📊 보류 · 12%" in said("환승장 완료된 거 맞죠")


def _with(column: str, *texts: str) -> Catalogue:
    """The table with one column more."""
    pairs = zip(TABLE.pledges, texts, strict=False)
    return of(replace(one, details=(*one.details, (column, text))) for one, text in pairs)


def test_rates_that_lost_their_format_are_compared_in_percent() -> None:
    """0.88 is 88 percent where no cell of the column has the sign, and none is above 1."""
    table = _with("집행률", "0.88", "0.5", "1", "0.07", "0.33", "0.6", "0", "0.91")
    assert numbers("집행률 60% 이상", table) == "1368"
    table = _with("집행률", "0.88%", "0.5%", "1%", "0.07%", "0.33%", "0.6%", "0%", "91%")
    assert numbers("집행률 60% 이상", table) == "8"


@pytest.mark.parametrize("text", ["전체 공약", "전체 사업 목록"])
def test_who_asks_for_all_is_shown_all(text: str) -> None:
    """Though a column says 전체 as well: 전체인 공약 asks for that."""
    table = _with("대상", *("전체", "일부 지역") * 4)
    assert numbers(text, table) == "12345678"
    assert numbers("대상이 전체인 공약", table) == numbers("전체인 공약", table) == "1357"


def test_a_table_may_tell_in_two_columns_when_pledges_begin_and_end() -> None:
    """Each is asked for by what it says, and by its name."""
    bare = [replace(one, details=()) for one in TABLE.pledges[:2]]
    days = ("2024-03-02", "2026-11-30"), ("2025-01-05", "2026-05-31")
    table = of(
        replace(one, details=(("착수일", first), ("준공예정일", last)))
        for one, (first, last) in zip(bare, days, strict=True)
    )
    assert numbers("2024년 3월에 착수한 사업", table) == "1"
    assert numbers("2026년 상반기에 끝나는 사업", table) == "2"
    assert numbers("착수일이 2025년인 거", table) == "2"
    assert numbers("준공예정일이 2026년인 공약", table) == "12"


def test_a_column_is_asked_for_without_its_unit() -> None:
    """수혜인원 is the heading 수혜인원(명)."""
    assert "수혜인원(명): 15,000명" in said("환승장 수혜인원")


YEARS = """번호,분야,공약명,부서,재원,평가등급,임기구분,목표연도,사업비(백만원),,,국비
,,,,,,,,2025년,2026년,계,
1,복지,급식 확대,복지과,국비,S,임기내,2026,"1,000",500,"1,500",700
2,복지,쉼터 조성,복지과,시비,B,임기후,2028,0,90,90,0
3,교통,환승장 신설,교통과,국비,B,임기후,2028,"3,000","4,000","7,000","5,000"
4,교통,버스 증차,교통과,시비,S,임기내,2026,10,10,20,0
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("S등급 공약 전부", "14"),
        ("교통과 B등급", "3"),
        ("복지 분야 임기후", "2"),
        ("재원 국비고 임기후인거", "3"),
        ("재원이 시비인거", "24"),
        ("목표연도 2028년", "23"),
        ("2026년 사업비 4억 이상", "13"),
        ("2025년 사업비 제일 큰거 2개", "31"),
        ("사업비 합계 10억 넘는거", "13"),
        ("국비 10억이상", "3"),
        ("국비 들어간 공약", "13"),
    ],
)
def test_grades_years_and_parts_of_a_sum_are_asked_for(text: str, found: str) -> None:
    """As they stand in two rows of headings, values glued to what they are of."""
    table = replace(of_rows(YEARS), strategy_heading="분야")
    assert numbers(text, table) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("수혜인원 만명 넘는거", "346"), ("일부추진만", "6"), ("복지과가 협조로 들어간거", "38")],
)
def test_conditions_are_written_together(text: str, found: str) -> None:
    """A count without its one, a bare state, and what a department joins."""
    assert numbers(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "미정",
        "미정 공약",
        "미정인 거",
        "미정 몇 건",
        "미정 부서",
        "부서 미정",
        "부서 미정 공약",
        "담당부서가 미정인 공약",
        "주관부서 미정",
        "부서 없는 공약",
        "담당 없는 공약",
        "아직 부서 안 정해진 공약",
        "담당이 정해지지 않은 거",
    ],
)
def test_pledges_without_an_owner_are_found_by_the_word_of_their_cards(text: str) -> None:
    """Where there are none, that is said."""
    table = of([pledge("1", "도서관 건립"), replace(pledge("2", "주차장 확충"), owners=())])
    assert numbers(text, table) == "2"
    table = of([pledge("1", "도서관 건립")])
    assert "담당부서가 없는 공약은 없어요" in reply(Ask(text=text), table).text


def test_a_word_of_a_title_or_of_a_column_is_no_missing_owner() -> None:
    """부서 미정 still is."""
    titled = of([pledge("1", "시기 미정 도서관"), replace(pledge("2", "주차장"), owners=())])
    dated = of(
        [
            replace(pledge("1", "도서관"), details=((PERIOD.key, "미정"),)),
            replace(pledge("2", "주차장"), owners=()),
        ]
    )
    for table in (titled, dated):
        assert numbers("미정", table) == "1"
        assert numbers("부서 미정 공약", table) == "2"
    assert numbers("협조 부서 없는 공약") == numbers("협조부서 없는 공약") != ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("사업비 제일 많은 공약", "사업비가 가장 많은 공약은 1건이에요."),
        ("추진율 꼴찌", "추진율이 가장 낮은 공약은 1건이에요."),
        ("제일 먼저 끝나는 공약", "가장 먼저 끝나는 공약은 1건이에요."),
    ],
)
def test_the_first_in_an_order_is_told_in_a_sentence(text: str, told: str) -> None:
    """With the particle of what is compared."""
    assert told in said(text)


@pytest.mark.parametrize(
    "leaving_out",
    [
        *("말고", "말고는", "말고도", "빼고요", "만 빼고는", "뺀", "제외", "제외하고", "제외하면"),
        *("외에", "이외에는", "대신에", "아닌", "아니고", "만 제외한"),
    ],
)
def test_what_a_condition_chooses_is_left_out_by_any_words_that_leave_out(leaving_out: str) -> None:
    """As pledges are by their names."""
    gap = "" if leaving_out.startswith("만") else " "
    left_out = f"{gap}{leaving_out}"
    assert numbers(f"완료된 거{left_out} 다른 공약") == "134678"
    assert numbers(f"보류된 공약{left_out} 교통과 공약") == "45"
    assert numbers(f"2027년에 끝나는 거{left_out} 전부 보여줘") == "123457"


def test_words_that_leave_out_may_be_written_together_with_what_goes_on() -> None:
    """Of a department or of all."""
    for leaving_out in ("빼고", "말고", "제외하고", "제외한", "뺀"):
        assert numbers(f"보류된 거 {leaving_out}나머지") == "1245678"
    assert numbers("보류된 거 제외하고교통과 공약") == "45"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("두 번째로 예산 많은 공약", "3"),
        ("예산이 두 번째로 많은 공약", "3"),
        ("2번째로 예산 많은 거", "3"),
        ("추진율이 두 번째로 낮은 공약", "3"),
        ("세 번째로 수혜인원이 많은 공약", "3"),
        ("추진율 3위", "1"),
        ("예산 2위 공약", "3"),
        ("예산 2위까지", "73"),
        ("예산 1위", "7"),
        ("두 번째로 예산 많은 교통과 공약", "5"),
        ("두 번째 공약", "2"),
        ("사업비 12번째로 많은 공약", "5"),
    ],
)
def test_a_place_in_an_order_is_no_number_of_a_pledge(text: str, found: str) -> None:
    """The second by cost is the one behind the first; the last, where there are not so many."""
    assert numbers(text) == found


OWN = ("집행률(%)", "주요 추진실적", "사업위치", "완료예정일", "착수일", "이행평가 등급")
OWN_CELLS = ("40%", "기본계획 수립", "가온동", "2027-12-31", "2026-08-01", "우수")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1번 집행률", "집행률(%): 40%"),
        ("1번 실적", "주요 추진실적: 기본계획 수립"),
        ("1번 추진실적", "주요 추진실적: 기본계획 수립"),
        ("1번 위치", "사업위치: 가온동"),
        ("1번 언제 끝나", "완료예정일: 2027-12-31"),
        ("1번 완료예정일", "완료예정일: 2027-12-31"),
        ("1번 완공 시기", "완료예정일: 2027-12-31"),
        ("1번 착수일", "착수일: 2026-08-01"),
        ("1번 평가 등급", "이행평가 등급: 우수"),
        ("1번 언제 시작", "공약표에 없어요"),
        ("1번 팩스", "팩스는 공약표에 없어요"),
        ("집행률 30% 이상 공약", "집행률(%): 40%"),
        ("2027년에 끝나는 공약", "완료예정일: 2027-12-31"),
    ],
)
def test_a_column_of_the_office_s_own_is_asked_for_as_others_call_it(text: str, found: str) -> None:
    """With a unit or more words before it; only where no column of the usual name is there."""
    details = tuple(zip(OWN, OWN_CELLS, strict=True))
    assert found in said(text, of([replace(pledge("1", "급식"), details=details)]))


OF_WORDS = of_rows(
    "분야,번호,공약명,담당부서,추진상황,추진율(%),사업비(백만원)\n"
    "안전,1,경로당 냉방 설치,공원과,정상추진,60,100\n"
    "안전,2,경로당 점심 제공,교통과,보류,20,200\n"
    "안전,3,어르신 카페 운영,복지과,완료,100,300\n"
    "복지,4,어르신 버스비 지원,공원과,정상추진,40,400\n"
    "복지,5,마을 교실 운영,교통과,완료,100,500\n"
    "복지,6,공원 화장실 개선,복지과,완료,100,600\n"
    "복지,7,하천 산책로 조성,공원과,보류,30,700\n"
    "안전,8,영어 교실 지원,교통과,정상추진,45,800\n"
    "안전,9,재활용 센터 이전,청소과,보류,10,900\n"
    "복지,10,구립도서관 건립,문화과,정상추진,25,1000\n"
)
MANY = of_rows(
    "번호,공약명,담당부서,추진상황,사업비(백만원)\n"
    + "".join(f"{n},{'경로당' if n % 3 else '어르신'} {n}호,공원과,완료,1\n" for n in range(1, 41))
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(
            ("경로당 보류된 공약", "2"),
            ("경로당 추진율 50% 미만", "2"),
            ("경로당 사업비 1억 이상", "12"),
        ),
        *(
            ("경로당 사업비 합계", "12"),
            ("평균 추진율 경로당", "12"),
            ("경로당 공약 몇 개야", "12"),
        ),
        *(
            ("경로당 사업비 제일 큰 거", "2"),
            ("안전 분야 경로당 공약", "12"),
            ("보류 말고 경로당", "1"),
        ),
        *(("교통과 경로당 공약", "2"), ("경로당 빼고 공원과 공약", "47"), ("경로당", "1234")),
        *(("산책로 보류된 공약", "7"), ("노인 완료된 공약", "3"), ("노인 사업비 합계", "34")),
    ],
)
def test_a_word_chooses_what_has_it_as_it_was_said(text: str, found: str) -> None:
    """And by related words only where no title has it; a list of a word alone has both."""
    assert "".join(sorted(numbers(text, OF_WORDS))) == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("노인 완료된 공약", "'노인' → '어르신'으로 찾았어요."),
        ("할머니 보류된 공약", "'할머니' → '어르신'으로 찾았어요."),
        ("경로당 완료된 공약", "경로당 · 완료 공약은 없어요."),
        ("산책로 완료된 공약", "산책로 · 완료 공약은 없어요."),
        ("교통과 드론 완료된 공약", "'드론'은 빼고 찾았어요."),
        ("교통과 바우처 공약", "'바우처'에 맞는 공약은 없어 모두 보여 드려요."),
        ("안전 분야 드론 빼고", "'드론'에 맞는 공약은 없어 모두 보여 드려요."),
        ("공원과 말고 경로당 완료된 공약", "'공원과'는 뺐어요."),
    ],
)
def test_how_the_words_beside_a_condition_were_read_is_told(text: str, told: str) -> None:
    """Of one pledge, of several and of none."""
    assert told in said(text, OF_WORDS)


@pytest.mark.parametrize("text", ["경로당", "경로당 공약"])
def test_a_list_tells_by_which_words_it_was_widened_however_long_it_is(text: str) -> None:
    """Though the first pages have but the word itself."""
    assert "'경로당' → '경로당', '어르신'으로 찾았어요." in said(text, MANY)


@pytest.mark.parametrize("word", ["쉼터", "골목", "바우처", "회관", "정비", "건립"])
@pytest.mark.parametrize(
    "asked", ["완료된 공약", "사업비 합계", "추진율 낮은 순", "추진율 50% 이상"]
)
def test_a_common_word_that_no_title_has_chooses_nothing(word: str, asked: str) -> None:
    """Not the whole table."""
    assert numbers(f"{word} {asked}", replace(OF_WORDS, pledges=OF_WORDS.pledges[:5])) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(("교실 사업비 합계", "58"), ("교실 완료된 공약", "5"), ("센터 추진율 낮은 순", "9")),
        *(
            ("안전 분야 교실 공약", "8"),
            ("복지 분야 마을 공약", "5"),
            ("복지 분야 운영 공약", "45670"),
        ),
        *(
            ("안전 분야 교실 빼고", "1239"),
            ("복지 분야 마을 빼고", "4670"),
            ("안전 분야 지원 공약", "8"),
        ),
        *(("요즘 완료된 공약", "356"), ("추진 현황 완료된 공약", "356"), ("완료된 정책", "356")),
    ],
)
def test_a_common_word_that_titles_have_chooses_them(text: str, found: str) -> None:
    """In a field as well; what goes with any pledge does not."""
    titles = "".join(number[-1] for number in sorted(brief(text, OF_WORDS).pledges, key=int))
    assert "".join(sorted(titles, key="1234567890".index)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(("도서관 말고 문화과", ""), ("도서관 빼고 문화과 공약", ""), ("완료 말고 마을", "5")),
        *(("보류 말고 산책로", "7"), ("완료 말고 교실", "8"), ("보류 말고 교실", "58")),
        *(("공원과 말고 복지 분야 보류", ""), ("교통과 말고 안전 분야 보류", "9")),
        *(("문화과 말고 도서관 공약", ""), ("경로당 말고 안전 분야 완료", "3")),
    ],
)
def test_what_is_left_out_is_not_shown_where_nothing_else_is_left(text: str, found: str) -> None:
    """Nor where a state is said bare, before or behind; of the only one with a word it is told."""
    assert "마을 · 미완료 공약은 없어요." in said("완료 말고 마을", OF_WORDS)
    assert "".join(sorted(numbers(text, OF_WORDS))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(("경로당 공약 빼고 다 보여줘", "34567890"), ("센터 사업 빼고 전체 공약", "123456780")),
        *(("경로당 공약 중 교통과 말고", "1"), ("마을 공약 빼고 전부", "123467890")),
    ],
)
def test_pledges_with_a_word_are_left_out_by_the_word_for_pledges_too(
    text: str, found: str
) -> None:
    """공약 is not what is taken back of a thing there, as 예산 is in 공원 예산 말고 부서."""
    assert "".join(sorted(str(one)[-1] for one in brief(text, OF_WORDS).pledges)) == "".join(
        sorted(found)
    )


def test_a_word_that_leaves_out_may_stand_in_a_title() -> None:
    """As it is; with an ending it is said by the person."""
    rows = "번호,공약명,담당부서\n1,제외 없는 무상교통,교통과\n2,도로 정비,교통과\n3,공원,공원과\n"
    assert numbers("무상교통 제외하고 교통과 공약", of_rows(rows)) == "2"
    assert numbers("제외 없는 무상교통", of_rows(rows)) == "1"


@pytest.mark.parametrize("state", ["완료", "보류", "폐기"])
@pytest.mark.parametrize("form", ["{}된 공약", "{} 공약", "{}된 사업 목록", "안전 분야 {}된 거"])
def test_a_state_of_the_table_is_meant_where_it_is_of_pledges_though_a_title_has_it(
    state: str, form: str
) -> None:
    """The title is found by its other words, whatever its state is."""
    table = of_rows(
        "번호,분야,공약명,담당부서,추진상황\n"
        f"1,안전,내진보강 조기 {state},시설과,정상추진\n"
        f"2,안전,체육관 건립,체육과,{state}\n"
        f"3,안전,골목길 조명,도로과,{state}\n"
    )
    assert numbers(form.format(state), table) == "23"
    assert numbers(f"내진보강 조기 {state}", table) == "1"
