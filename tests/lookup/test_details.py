"""What is asked of the further columns of a table."""

from dataclasses import replace

import pytest

from bot.korean.hangul import normalized
from bot.lookup import columns
from bot.lookup.answering import reply
from bot.lookup.catalogue import Catalogue
from bot.lookup.conditions import NOT_FINISHED, Between, Condition, InOrder, Says, choose
from bot.lookup.details import asked
from bot.lookup.parsing import understood
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.question import OfColumns, SmallTalk
from bot.lookup.replies import rendered
from bot.lookup.results import OnlyColumns
from bot.people.messages import Ask
from tests.lookup.tables import answer, brief, named, of, of_rows, real
from tests.lookup.tables import pledge as plain

STATUS, RATE = columns.STATUS.key, columns.RATE.key
COST, PERIOD = columns.COST.key, columns.PERIOD.key

ABOUT_OTHER_THINGS = (
    "핸드폰 배우는 곳",
    "핸드폰 사용법 알려주는 교육",
    "휴대폰 쓰는 법 가르쳐주는 데",
    "휴대폰을 못 쓰는 어르신 교육",
    "핸드폰이 어려운 어르신들 교육",
    "전화 사기 예방 교육",
    "전화 상담 해주는 데",
    "전화 못 쓰는 어르신",
    "전기 자전거 비용 지원",
    "보험 비용 대신 내주는 거",
    "수리 비용 지원",
    "비용 부담 없는 돌봄",
    "비용을 나라에서 내주는 자전거 보험",
    "주소 이전",
    "위치 추적 안심 서비스",
    "안심 귀가 위치 알림",
    "지도 만드는 사업",
    "관광 지도 제작",
    "진로 지도 선생님",
    "생활 지도 선생님",
    "메일 보내는 법 배우는 곳",
    "이메일 쓰는 법 가르쳐주는 교육",
    "홈페이지 만드는 교육",
    "상태 나쁜 도로 재개발",
    "건강 상태 확인해주는 사업",
    "건강 상태 봐주는 데",
    "일정 소득 이하 지원",
    "규모 작은 주택 정비",
    "규모가 작은 집들 고치는 거",
    "성과 좋은 사업",
    "전화 한 통이면 오는 버스",
    "첨부 서류",
    "계획서 쓰는 법",
    "원본 그림 보는 미술관",
    "상태가 안 좋은 하천",
    "마감 시간 도서관",
    "마감 임박",
    "기한 지난 약 버리는 곳",
    "예산 아끼는 거",
    "재원 마련",
)
ASKING = (
    "미술관 전화",
    "미술관 전화 좀",
    "미술관 전화는?",
    "미술관 담당자 전화 알려줘",
    "전화 미술관",
    "경전철 비용",
    "경전철 비용은 얼마예요",
    "경전철 비용 얼마나 드나요",
    "경전철 비용 드는지",
    "경전철 비용이 얼마나 드는지 알려줘",
    "비용 경전철",
    "도서관 예산 얼마",
    "도서관 예산 확보 현황",
    "도서관 예산 규모",
    "도서관 예산 집행 현황",
    "도서관 예산 내역 좀",
    "도서관 주소",
    "도서관 주소 알려줘",
    "도서관 주소가 어떻게 되나요",
    "도서관 위치",
    "도서관 위치가 어디예요",
    "도서관 지도",
    "복지재단 연락처 공유 부탁",
    "복지재단 메일",
    "복지재단 이메일 주소 부탁드려요",
    "복지재단 메일 주소",
    "안양천 일정",
    "안양천 일정 변경됐나요",
    "안양천 공사 기간",
    "안양천 기간 연장됐나요",
    "안양천 기간이 언제까지",
    "산업진흥원 상태",
    "산업진흥원 상태 어때요",
    "산업진흥원 지금 상태 알려줘",
    "산업진흥원 규모",
    "산업진흥원 규모가 어느 정도",
    "미술관 면적",
    "미술관 면적 얼마나 돼요",
    "미술관 평가 결과",
    "미술관 평가 등급",
    "미술관 성과",
    "미술관 파일",
    "미술관 파일 있나요",
    "미술관 파일 받을 수 있나요",
)


def pledge(number: str, **details: str) -> Pledge:
    """A pledge with these further columns."""
    return Pledge(
        number=PledgeNumber(number),
        title="공원",
        owners=("공원과",),
        strategy="",
        details=tuple(details.items()),
    )


PLEDGES = (
    pledge("1", 추진상황="완료", 추진율="100%", 사업비="12억 원"),
    pledge("2", 추진상황="정상추진", 추진율="88", 사업비="3,500백만원"),
    pledge("3", 추진상황="보류", 추진율="10", 사업비="비예산"),
    pledge("4", 추진상황="이행 후 계속추진", 추진율="100"),
    pledge("5", 추진상황="미완료(일부)", 추진율="-"),
)


@pytest.mark.parametrize(
    ("text", "columns", "rest"),
    [
        ("지역개발-05 전화번호", ("연락처",), "지역개발-05"),
        ("경제공동체-03 담당자 이름", ("담당자",), "경제공동체-03"),
        ("교육문화-11 첨부파일", ("첨부파일",), "교육문화-11"),
        ("팀장 전화번호 알려줘", ("담당자", "연락처"), "알려줘"),
        ("지역개발-05 언제까지 해요", ("사업기간",), "지역개발-05"),
        ("금빛학교 예산 얼마야", ("사업비",), "금빛학교 얼마야"),
        ("지역개발-05 어디까지 됐어", ("추진상황",), "지역개발-05"),
        ("도서관 언제쯤 개관하나요", ("사업기간",), "도서관"),
        ("도서관 준공 예정일", ("사업기간",), "도서관"),
        ("도서관 담당 주무관님 성함 알려줘", ("담당자",), "도서관 알려줘"),
        ("도서관 관장님 누구", ("담당자",), "도서관"),
        ("청소행정과 과장님이 누구예요", ("담당자",), "청소행정과"),
        ("도서관 담당 성함이요", ("담당자",), "도서관"),
        ("도서관 담당 누구야", (), "도서관 담당 누구야"),
        ("도서관 규모예요", ("규모",), "도서관"),
        ("도서관 몇 군데예요", ("규모",), "도서관"),
        ("도서관 팩스번호 주세요", ("팩스",), "도서관 주세요"),
        ("도서관 몇 억 들어요", ("사업비",), "도서관 들어요"),
        ("비고 알려줘 1-2", ("비고",), "알려줘 1-2"),
        ("지역개발-05 담당 어디야", (), "지역개발-05 담당 어디야"),
        ("주민참여예산제 담당", (), "주민참여예산제 담당"),
    ],
)
def test_columns_are_asked_for_by_what_people_call_them(
    text: str, columns: tuple[str, ...], rest: str
) -> None:
    """What is said besides is left for the search."""
    said = asked(normalized(text), ("비고",))
    assert (said.columns, said.rest) == (columns, rest)


@pytest.mark.parametrize(
    ("text", "condition", "numbers"),
    [
        ("보류된 공약", Says(column=STATUS, values=("보류",)), "3"),
        ("완료된 공약", Says(column=STATUS, values=("완료",)), "1"),
        ("끝난 거 뭐야", Says(column=STATUS, values=("완료",)), "1"),
        ("완료 안 된 공약", NOT_FINISHED, "2345"),
        ("추진율 50% 미만", Between(column=RATE, high=50, under=True), "3"),
        ("추진율이 88프로 이상인 공약", Between(column=RATE, low=88), "124"),
        ("90% 넘는 공약", Between(column=RATE, low=90, over=True), "14"),
        ("이행률 100%", Between(column=RATE, low=100, high=100), "14"),
        ("사업비 제일 큰 공약", InOrder(column=COST, highest=True, count=1), "2"),
        ("예산 적은 공약", InOrder(column=COST, highest=False), "12"),
        ("추진율 제일 낮은 거", InOrder(column=RATE, highest=False, count=1), "3"),
    ],
)
def test_pledges_are_chosen_by_their_columns(text: str, condition: Condition, numbers: str) -> None:
    """By state, by rate and by money."""
    table = of(PLEDGES)
    conditions, _ = table.filters.read(normalized(text))
    assert conditions == (condition,)
    found, _ = choose(PLEDGES, conditions, table.cells)
    assert "".join(str(p.number) for p in found) == numbers


OWNED = Pledge(
    number=PledgeNumber("1-1"),
    title="마을버스 노선 확대",
    owners=("교통행정과", "도시계획과"),
    helpers=("예산과",),
    teams=(("교통행정과", "교통팀"),),
    strategy="편한 길",
    details=(
        ("담당자", "김주무(02-2627-1234)"),
        ("연락처", "02-2627-1234"),
        ("추진상황", "정상추진"),
        ("추진율", "80"),
        ("비고", "협의 중"),
    ),
)
HELPED = Pledge(
    number=PledgeNumber("1-2"),
    title="주차장 늘리기",
    owners=("예산과",),
    strategy="편한 길",
    details=(("추진상황", "보류"), ("추진율", "10")),
)
TABLE = of([OWNED, HELPED])


def said(text: str, table: Catalogue = TABLE) -> str:
    """The answer as text."""
    return rendered(answer(text, table), table, Ask(text=text)).text


def test_a_card_shows_owners_helpers_and_whom_to_ask_together() -> None:
    """Then the state and the rate in one line."""
    assert said("1-1").splitlines()[:6] == [
        "🏢 교통행정과(교통팀), 도시계획과",
        "👤 김주무(02-2627-1234) · 02-2627-1234",
        "🤝 협조 예산과",
        "1-1 마을버스 노선 확대",
        "",
        "📊 정상추진 · 80%",
    ]


def test_teams_stand_behind_the_departments_they_are_of() -> None:
    """Owners and helpers."""
    teams = (("교통행정과", "교통팀"), ("도시계획과", "도시팀"), ("예산과", "세입팀"))
    lines = said("1-1", of([replace(OWNED, teams=teams, details=())])).splitlines()
    assert lines[0] == "🏢 교통행정과(교통팀), 도시계획과(도시팀)"
    assert "🤝 협조 예산과(세입팀)" in lines
    for team in ("교통팀", "도시팀", "세입팀", "예산과 세입팀"):
        assert brief(team, of([replace(OWNED, teams=teams, details=()), HELPED])).pledges == (
            "1-1",
        )


def test_a_card_leads_to_the_pledges_of_each_owner() -> None:
    """Those of a single one are those of the same department."""
    other = replace(HELPED, number=PledgeNumber("1-3"), owners=("교통행정과",))
    third = replace(HELPED, number=PledgeNumber("1-4"), owners=("도시계획과",))
    table = of([OWNED, other, third])
    for text, page, labels in (
        ("1-1", 1, ["교통행정과 공약 2건"]),
        ("1-1", 2, ["교통행정과 공약 2건", "도시계획과 공약 2건"]),
        ("1-3", 1, ["같은 부서 공약 2건"]),
    ):
        card = rendered(answer(text, table), table, Ask(text=text, page=page))
        shown = [each.label for row in card.buttons for each in row]
        assert [each for each in shown if "과 공약" in each or "부서 공약" in each] == labels


def test_a_team_stands_once_on_a_card() -> None:
    """In whichever of the three columns that may name it."""
    team = ("담당팀", "교통팀")
    for details in ((team,), (team, ("담당자", "김주무")), (team, ("담당자", "교통팀 김주무"))):
        card = said("1-1", of([replace(OWNED, details=details)]))
        assert card.count("교통팀") == 1
        assert ("김주무" in card) == (len(details) > 1)


def test_telephone_numbers_are_hidden_wherever_they_stand() -> None:
    """Who asks for them gets to know."""
    table = TABLE.hiding(frozenset({"연락처"}))
    assert "2627" not in said("1-1 연락처", table)
    assert "연락처는 보여 드리지 않아요." in said("1-1 연락처", table)
    assert "👤 김주무" in said("1-1", table)


@pytest.mark.parametrize(
    "key", ["휴대전화", "휴대폰", "핸드폰", "H.P", "팀장 연락처", "내선", "문의전화"]
)
def test_every_column_of_telephone_numbers_is_hidden_beside_another(key: str) -> None:
    """With whatever it says, a name as well."""
    details = (("연락처", "02-2627-1000"), (key, "김하나 010-1111-2222"))
    table = of([replace(OWNED, details=details)]).hiding(frozenset({"연락처"}))
    assert table.pledges[0].details == ()
    assert "보여 드리지 않아요." in said(f"1-1 {'내선' if key == 'H.P' else key}", table)


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("담당자", "김하나 010-1111-2222", "김하나"),
        ("담당자", "김하나(1234)", "김하나"),
        ("담당자", "김하나 ☎2627-1234", "김하나"),
        ("담당자", "T.2627-1234", ""),
        ("비고", "김하나(010-1111-2222), 이두리(010.3333.4444)", "김하나, 이두리"),
        ("비고", "문의 (031)123-4567", "문의"),
        ("비고", "전화: 02)2627-1234", ""),
        ("팀장", "김하나 +82 10 1234 5678", "김하나"),
        ("팀장", "김하나 ０１０－1234－5678", "김하나"),
        ("팀장", "김하나 (내선 1234)", "김하나"),
    ],
)
def test_telephone_numbers_are_hidden_where_no_column_is_of_them(
    key: str, value: str, shown: str
) -> None:
    """Who asks for them gets to know that there are some."""
    table = of([replace(OWNED, details=((key, value),))]).hiding(frozenset({"연락처"}))
    assert table.pledges[0].details == ((key, shown),)
    assert "연락처는 보여 드리지 않아요." in said("1-1 연락처", table)


@pytest.mark.parametrize(
    "value",
    [
        "공정률(%)",
        "(신규) 주차면",
        "설치·",
        "구민/학생/",
        "2026. 07. 01. ~ 2030. 06. 30.",
        "'26. 09. 2026 1200명",
        "20260701 ~ 20300630",
        "500-1000명",
        "무인 전화 1200대",
        "고시 제2026-0123호",
        "37.5665, 126.9780",
    ],
)
def test_a_text_without_a_telephone_number_stays_as_it_is(value: str) -> None:
    """Only what is left around a number is cut."""
    key = "성과지표"
    details = (("연락처", "02-2627-1000"), (key, value), ("비고", "(02-2627-1001)"))
    table = of([replace(OWNED, details=details)]).hiding(frozenset({"연락처"}))
    assert table.pledges[0].details == ((key, value), ("비고", ""))


def test_what_the_table_lacks_is_said_with_the_card() -> None:
    """Never passed over."""
    for text, line in (
        ("지역개발-05 추진율", "추진율은 공약표에 없어요."),
        ("금빛학교 예산 얼마예요?", "사업비는 공약표에 없어요."),
        ("경제공동체-03 담당자 이름", "담당자는 공약표에 없어요."),
        ("금빛학교 담당 공무원 이름이 뭐예요", "담당자는 공약표에 없어요."),
    ):
        assert brief(text).kind == "pledge"
        assert line in said(text, real())
    assert said("추진율 50% 미만 공약", real()) == "추진율은 공약표에 없어요."
    assert said("이행률", real()) == "추진율은 공약표에 없어요."


def test_what_is_empty_for_one_pledge_is_not_said_to_be_missing_from_the_table() -> None:
    """Others have it."""
    filled, empty, *rest = TABLE.pledges
    empty = replace(empty, details=tuple([of for of in empty.details if of[0] != "추진율"]))
    table = replace(TABLE, pledges=(filled, empty, *rest))
    assert filled.detail("추진율")
    for text in (f"{empty.number} 추진율", "추진율 없는 공약"):
        assert "추진율은 비어 있어요." in said(text, table)


def test_a_column_of_the_table_s_own_is_asked_for_by_its_heading() -> None:
    """Beside what a card shows anyway."""
    assert "비고: 협의 중" in said("1-1 비고 알려줘")


def test_a_department_is_listed_with_what_it_helps_with() -> None:
    """Marked; each department as it stands."""
    assert brief("예산과", TABLE).pledges == ("1-2", "1-1")
    assert "1-1 · 협조" in said("예산과")
    assert brief("1-1", TABLE).departments == ("교통행정과", "도시계획과", "예산과")


def test_whoever_believes_a_department_to_be_the_owner_is_told() -> None:
    """Each owner is one; a helper is a helper."""
    assert said("1-1 도시계획과 맞지?").startswith("네, 맞아요.")
    assert said("1-1 예산과 맞지?").startswith("예산과는 협조 부서예요.")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("보류된 공약", ("1-2",)),
        ("추진율 50% 미만인 예산과 공약", ("1-2",)),
        ("정상추진 도시계획과 공약", ("1-1",)),
        ("추진율 높은 공약", ("1-1", "1-2")),
        ("폐기된 공약", ()),
    ],
)
def test_conditions_and_a_department_are_both_met(text: str, numbers: tuple[str, ...]) -> None:
    """Nothing else is named."""
    assert brief(text, TABLE).pledges == numbers


@pytest.mark.parametrize("text", ["취소해 주세요", "마무리 잘 하세요", "일부러 그런 건 아니에요"])
def test_small_talk_is_no_condition(text: str) -> None:
    """Words for states are words of every day, too."""
    assert brief(text).kind == "none"
    assert "공약표에 없어요" not in said(text, real())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("100% 다 된 거", ("1", "4")),
        ("100% 완료된 공약", ("1", "4")),
        ("제일 부진한 공약", ("3",)),
        ("추진율 순위", ("1", "4", "2", "3")),
        ("가장 진행이 더딘 사업", ("3",)),
        ("제일 잘 되는 공약", ("1", "4")),
        ("추진율 10% 이상 90% 미만", ("2", "3")),
        ("80%대 공약", ("2",)),
        ("추진율 낮은 순으로", ("3", "2", "1", "4")),
        ("사업비 20억 이상", ("2",)),
        ("12억 이하 공약", ("1",)),
    ],
)
def test_a_rate_is_asked_for_in_plain_words(text: str, numbers: tuple[str, ...]) -> None:
    """What is done in full, and what goes on best and worst."""
    assert brief(text, of(PLEDGES)).pledges == numbers


def test_a_table_without_states_has_its_rates() -> None:
    """What is done stands at 100 percent."""
    rates = of(
        Pledge(
            number=one.number,
            title=one.title,
            owners=one.owners,
            strategy="",
            details=tuple((key, value) for key, value in one.details if key == RATE),
        )
        for one in PLEDGES
    )
    assert brief("완료된 공약", rates).pledges == ("1", "4")
    assert brief("미완료 공약", rates).pledges == ("2", "3")


@pytest.mark.parametrize("text", ABOUT_OTHER_THINGS)
def test_an_everyday_word_before_another_asks_for_no_column(text: str) -> None:
    """핸드폰 is what is learned in 핸드폰 배우는 곳."""
    assert not isinstance(understood(text, real()), OfColumns)


@pytest.mark.parametrize("text", ASKING)
def test_an_everyday_word_asks_for_its_column_wherever_nothing_else_is_said_of_it(
    text: str,
) -> None:
    """At the end, before what asks, beside the name of a pledge."""
    assert isinstance(understood(text, real()), OfColumns)


@pytest.mark.parametrize(
    "wish", ["시험관 아기", "임플란트", "난임 시술", "쌍둥이 유모차", "산후조리"]
)
@pytest.mark.parametrize("word", ["비용", "금액"])
def test_an_everyday_word_behind_what_no_title_has_is_part_of_a_wish(wish: str, word: str) -> None:
    """The cost of what the table has is asked for, with a slip in its name too."""
    assert not isinstance(understood(f"{wish} {word}", real()), OfColumns)
    for known in ("미술관", "도서괌", "교통행졍과", "지역개발-05"):
        assert isinstance(understood(f"{known} {word}", real()), OfColumns)


@pytest.mark.parametrize(
    "text", ["계류장 완료 시기 궁금해요", "계류장 완료 예정", "계류장 완료예정일"]
)
def test_a_column_that_begins_with_a_status_is_asked_for(text: str) -> None:
    """And no pledge is chosen by it."""
    conditions, rest = real().filters.read(text)
    assert (conditions, asked(rest, ()).columns) == ((), (PERIOD,))


def test_columns_that_a_table_lacks_are_told_in_one_line_of_lists_too() -> None:
    """Whoever asks when two pledges end reads that the table does not say."""
    assert "담당자, 연락처는 공약표에 없어요." in said("미술관 담당자 전화번호", real())
    assert "사업기간은 공약표에 없어요." in said("신안산선 언제 끝나요", real())


@pytest.mark.parametrize(
    "text", ["2 추진율", "2 추진상황", "2 사업비", "2번 추진율", "2 진도율 알려줘", "2 이행률?"]
)
def test_a_plain_number_may_stand_beside_the_column_that_is_asked_for(text: str) -> None:
    """In a table of plain numbers it is the pledge, as by itself."""
    answer = brief(text, of(PLEDGES))
    assert (answer.kind, answer.pledges) == ("pledge", ("2",))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("추진율 높은 순으로", ["100%", "100%", "88%", "10%"]),
        ("추진율 50% 이상", ["100%", "88%", "100%"]),
        ("1번부터 3번까지 추진율", ["100%", "88%", "10%"]),
        ("1번부터 3번까지 추진상황", ["완료", "정상추진", "보류"]),
        ("미완료 공약", ["정상추진", "보류", "이행 후 계속추진", "미완료(일부)"]),
    ],
)
def test_a_list_tells_what_was_asked_of_its_pledges(text: str, told: list[str]) -> None:
    """Behind the number and the owner; a rate in percent."""
    said = reply(Ask(text=text), of(PLEDGES)).text
    lines = [line for line in said.splitlines() if " · " in line]
    assert [line.split(" · ")[-1].removesuffix(" 공원") for line in lines] == told


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("도시계획과", "🏢 도시계획과"), ("앞으로 가는 금천", "📂 앞으로 가는 금천")],
)
def test_a_group_tells_it_too_on_every_page(asked: str, shown: str) -> None:
    """Of a department or a strategy: the button to the next page asks for the column again."""
    table = of(
        replace(plain(str(at), f"둘레길 {at}구간"), details=((RATE, str(at)),))
        for at in range(1, 9)
    )
    first = reply(Ask(text=f"{asked} 공약 추진율"), table)
    assert first.text.startswith(shown)
    assert "6 · " in first.text
    assert "6%" in first.text
    [turn] = [one.action for row in first.buttons for one in row if one.label == "다음 ▶"]
    assert isinstance(turn, Ask)
    assert "8%" in reply(turn, table).text


def test_a_list_says_once_that_the_table_lacks_what_was_asked() -> None:
    """Above it."""
    said = reply(Ask(text="교통행정과 공약 추진율"), real()).text
    assert said.startswith("추진율은 공약표에 없어요.\n🏢 교통행정과 공약 6건")


@pytest.mark.parametrize("ending", ["", " 뭐 있어요", " 보여줘", "은?"])
@pytest.mark.parametrize("of_what", ["완료된 거", "보류된 사업", "중단된 과제", "끝난 사업"])
def test_a_state_that_no_column_tells_is_said_to_be_lacking(of_what: str, ending: str) -> None:
    """완료했어요 tells of something else, and names nothing."""
    assert answer(f"{of_what}{ending}") == OnlyColumns(columns=(STATUS,))
    assert isinstance(answer("완료했어요"), SmallTalk)


@pytest.mark.parametrize(
    "text", ["출처", "파일 이름이 뭐야", "기준일이 언제야", "언제 기준 자료야"]
)
def test_the_file_of_the_table_is_told_on_request(text: str) -> None:
    """With its term and day; beside a pledge, on its card."""
    lines = ["공약표 파일: pledge-table.txt", "민선8기 · 2026-01-02 기준"]
    assert said(text, real()).split("\n") == lines
    card = said("지역개발-05 출처", real()).split("\n")
    assert card[0] == "🏢 도시계획과"
    assert lines[0] in card
    assert lines[0] not in said("지역개발-05", real())


def test_helping_departments_are_asked_for_like_a_column() -> None:
    """Told with what they do in a list; empty for one pledge, or lacking in all of the table."""
    helped = replace(OWNED, helpers=("예산과",))
    table = of([helped, *PLEDGES[1:]])
    assert said("협조부서 알려줘", table).startswith("어느 공약의 협조부서가 궁금하세요?")
    alone = str(PLEDGES[1].number)
    assert "협조부서는 비어 있어요." in said(f"{alone} 협조부서", table)
    assert " · 협조 예산과" in said(f"{helped.number}이랑 {alone} 협조부서", table)
    assert "협조부서는 공약표에 없어요." in said("지역개발-05 유관 부서 어디예요", real())
    assert said("협조 부서", real()) == "협조부서는 공약표에 없어요."


@pytest.mark.parametrize(
    "text", ["최종 보고일", "최종 보고일이 언제야", "최종 보고일 알려줘", "비고", "비고란 알려줘"]
)
def test_a_column_of_the_office_s_own_is_asked_for_by_its_heading(text: str) -> None:
    """Also where each of its words is one that asks, or when is asked of a day."""
    details = (("최종 보고일", "2026-10-01"), ("비고", "국비 포함"))
    table = of(replace(each, details=details) for each in PLEDGES)
    column = "비고가" if "비고" in text else "최종 보고일이"
    assert said(text, table).startswith(f"어느 공약의 {column} 궁금하세요?")


@pytest.mark.parametrize(
    ("headings", "named"),
    [
        ("사업비 국비 군비", {"국비": "국비", "군비": "군비", "예산": "사업비"}),
        ("사업비 사업비_국비 사업비(군비)", {"국비": "사업비_국비", "군비": "사업비(군비)"}),
        ("사업비 설계비 보상비", {"설계비": "설계비", "보상비": "보상비", "공사비": "사업비"}),
        (
            "추진율 진도율 달성률(%)",
            {"진도율": "진도율", "달성률": "달성률(%)", "이행률": "추진율"},
        ),
        ("추진상황 추진현황", {"추진현황": "추진현황", "추진상황": "추진상황"}),
        (
            "사업기간 착공일 준공일",
            {"착공일": "착공일", "준공일": "준공일", "언제 끝나": "사업기간"},
        ),
        ("추진율 목표달성률(2026)", {"목표달성률": "목표달성률(2026)", "달성률": "추진율"}),
        ("추진율 추진율(목표)", {"목표": "추진율(목표)", "추진율": "추진율"}),
        ("추진율 추진실적(2026년하반기)", {"추진실적": "추진실적(2026년하반기)"}),
    ],
)
def test_what_a_column_is_called_asks_for_it_and_not_for_another(
    headings: str, named: dict[str, str]
) -> None:
    """Also a word that asks for the cost, the rate or the end where no column is called so."""
    for word, column in named.items():
        assert asked(f"1번 {word}", headings.split()).columns == (column,)


@pytest.mark.parametrize("ending", ["", " 알려줘", "이 궁금해요", " 2027"])
@pytest.mark.parametrize("column", [STATUS, PERIOD])
def test_a_column_of_no_pledge_in_particular_is_asked_for_with_one(
    column: str, ending: str
) -> None:
    """The table has it: which pledge is meant is asked, and a question to try is a tap away."""
    details = ((STATUS, "정상추진"), (PERIOD, "2026~2027"))
    table = of(replace(each, details=details) for each in PLEDGES)
    text = f"{column}{ending}"
    assert answer(text, table) == OnlyColumns(columns=(column,))
    said = reply(Ask(text=text), table)
    assert said.text.startswith(f"어느 공약의 {column}이 궁금하세요?\n예: ")
    card = reply(Ask(text=said.buttons[0][0].label), table).text
    assert dict(details)[column] in card


@pytest.mark.parametrize(
    "text", ["우리 구에서 제일 중요한 공약", "공약 우선순위 알려줘", "가장 중요한 사업이 뭐야"]
)
def test_what_is_most_important_no_table_says(text: str) -> None:
    """And the answer says so."""
    assert answer(text) == OnlyColumns(columns=("중요도",))


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("팀장님이 재활용 체계 구축 건 오늘 안에 달래요", ()),
        ("재활용 체계 구축 물어보니까 담당자가 그런 거 모른대요", ()),
        ("주무관님께서 재활용 체계 구축 확인하라고 하셨어요", ()),
        ("재활용 체계 구축 담당자가 누구예요", ("담당자",)),
        ("재활용 체계 구축 담당자가 바뀌었나요", ("담당자",)),
        ("재활용 체계 구축 팀장님이 누구신지", ("담당자",)),
        ("재활용 체계 구축 예산이 다 깎여서 못 하게 됐대요", ()),
        ("재활용 체계 구축 일정이 갑자기 당겨져서요", ()),
        ("재활용 체계 구축 사업비가 깎였나요", ("사업비",)),
        ("재활용 체계 구축 일정이 어떻게 되는지 궁금해요", ("사업기간",)),
        ("재활용 체계 구축 담당 부서 다 주소", ()),
        ("재활용 체계 구축 좀 알려 주소", ()),
        ("재활용 체계 구축 주소", ("위치",)),
    ],
)
def test_what_is_only_told_is_not_asked_for(text: str, columns: tuple[str, ...]) -> None:
    """담당자가 모른대요 asks for nobody, 담당자가 누구예요 does; 다 주소 is a verb."""
    asked = understood(text, real())
    assert (asked.columns if isinstance(asked, OfColumns) else ()) == columns


@pytest.mark.parametrize(
    "closing", ["감사합니다 ^^", "고맙습니다~", "수고하세요!", "좋은 하루 되세요"]
)
@pytest.mark.parametrize(
    "text",
    [
        "미술관 진행 상황을 알고 싶은데 담당 부서가 어디인지 알려주세요",
        "금빛학교 예산은 얼마고 추진율도요",
    ],
)
def test_thanks_behind_what_is_asked_are_no_other_thing(text: str, closing: str) -> None:
    """So the message is read once, and not apart."""
    asked, alone = understood(f"{text} {closing}", real()), understood(text, real())
    assert isinstance(asked, OfColumns)
    assert isinstance(alone, OfColumns)
    assert asked.columns == alone.columns


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("지역개발-05 예산과 추진율", (COST, RATE)),
        ("지역개발-05 추진율과 예산", (RATE, COST)),
        ("금빛학교 예산과 담당자", (COST, "담당자")),
        ("금빛학교 전화번호와 담당자 이름", ("연락처", "담당자")),
        ("미술관 예산과 언제 끝나는지", (COST, PERIOD)),
        ("미술관의 예산과 추진율은 어떻게 되나요", (COST, RATE)),
        ("미술관 실적과 평가", ("실적", "평가")),
        ("미술관 예산과 담당부서", (COST,)),
        ("교통행정과 예산과 담당자", (COST, "담당자")),
    ],
)
def test_columns_that_are_joined_are_all_told(text: str, columns: tuple[str, ...]) -> None:
    """Of one card or list, and 예산과 is no department there."""
    question = understood(text, real())
    assert isinstance(question, OfColumns)
    assert question.columns == columns
    asked = text.split(maxsplit=1)[0].removesuffix("의")
    assert answer(text) == answer(f"{asked} {', '.join(columns)}")


def test_a_department_that_a_column_is_like_is_asked_for_by_its_name() -> None:
    """By a short one where it stands first."""
    for name in ("예산과", "기획예산과"):
        table = of(
            [
                replace(pledge("1", 연락처="041"), owners=(name,)),
                replace(pledge("2", 연락처="042", 사업비="20억"), owners=("교통과",)),
            ]
        )
        assert brief("예산과 담당자", table).department == name
        assert understood("예산과 담당자", table) != understood("예산 담당자", table)
    question = understood("2번 예산과 전화번호", table)
    assert isinstance(question, OfColumns)
    assert question.columns == (COST, "연락처")


@pytest.mark.parametrize(
    "numbers", ["05와 06", "05, 06", "05 06", "05랑 06", "5번 6번", "05~06", "05부터 06까지"]
)
@pytest.mark.parametrize("column", ["예산", "추진율", "예산과 추진율"])
def test_a_column_is_told_of_every_number(numbers: str, column: str) -> None:
    """The word behind the last number hides none."""
    joined = "-" if numbers[0] == "0" else " "
    found = brief(f"지역개발{joined}{numbers} {column}").pledges
    assert found == ("지역개발-05", "지역개발-06")


@pytest.mark.parametrize(
    "column",
    [
        *("예산", "위치", "전화번호", "추진율", "언제까지", "담당자"),
        *("담당", "사진", "포스터", "명단"),
    ],
)
@pytest.mark.parametrize(
    "other", [" 말고 부서", "말고 담당이 누구", " 빼고 실적만", " 제외하고 누가 하는지"]
)
@pytest.mark.parametrize("asked", ["교육문화-13", "미술관"])
def test_a_column_instead_of_which_another_is_asked_for_takes_off_no_pledge(
    asked: str, column: str, other: str
) -> None:
    """All but the pledge were listed; what stands in titles is left out of what is asked."""
    assert named(f"{asked} {column}{other}") == named(asked)
    assert named(f"{asked} {column} 말고 안양천") == named("안양천")
    assert "지역개발-01" not in named("교통행정과 신안산선 말고 뭐 있나요")


@pytest.mark.parametrize("noun", "채용 대출 관람 견학 전시 주차권 오디션 물놀이 입주".split())
@pytest.mark.parametrize("asked", ["미술관", "시흥계곡", "구민광장", "청년꿈터"])
def test_a_noun_that_no_title_has_takes_off_no_pledge_that_is_asked_for(
    asked: str, noun: str
) -> None:
    """Whose it is, and not what else there is of it: 미술관 채용 말고 담당과."""
    for other in ("말고 담당과", "말고 담당 부서 알려줘", "빼고 어느 부서"):
        assert named(f"{asked} {noun} {other}") == named(asked)
    assert named(f"{asked} {noun} 말고 안양천 담당과") == named("안양천")


QUARTERS = """번호,공약명,담당부서,{},,,
,,,{}
1,광장 조성,도시과,10,20,30,
2,도서관 건립,교육과,40%,50%,60%,
3,숲길,공원과,70,80,90,
"""


@pytest.mark.parametrize("head", ["추진율", "2026년 이행률(%)"])
@pytest.mark.parametrize("times", ["1분기,2분기,3분기,4분기", "1/4,2/4,3/4,4/4"])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("1 2분기 추진율", ": 20"),
        ("도서관 2분기 이행률 얼마예요?", ": 50%"),
        ("2/4 진도율 3번", ": 80"),
        ("숲길 2/4분기 추진율", ": 80"),
        ("도서관 추진율", "📊 60%"),
        ("2분기 추진율 50% 이상", "50% 이상 공약 2건"),
        ("1분기 이행률 낮은 순", "낮은 순 공약 3건"),
        ("1분기 추진율 평균", "평균 40%"),
    ],
)
def test_a_quarter_s_rate_is_asked_for(head: str, times: str, text: str, line: str) -> None:
    """The last of them is that of the card."""
    rows = QUARTERS.format(head, times)
    assert line in said(text, of_rows(rows))
