"""Replies as they stand on a phone, whole."""

from dataclasses import replace
from datetime import date

import pytest

from bot.lookup.answer import answered
from bot.lookup.answering import reply_with_answer
from bot.lookup.following import NO_TALK, Talk
from bot.lookup.guiding_replies import welcome
from bot.lookup.parsing import understood
from bot.lookup.replies import rendered
from bot.lookup.results import OnePledge, summary
from bot.people.access import Person
from bot.people.messages import Ask, Copy, Link, Message, Press, Search, Share
from bot.people.replies.people import not_for_you
from tests.lookup.tables import of, of_rows, pledge, real


def reply(text: str, *, page: int = 1, back: Ask | None = None) -> Message:
    """What is said to this message."""
    ask = Ask(text=text, page=page, back=back)
    return rendered(answered(understood(text, real()), real()), real(), ask)


def labels(said: Message) -> list[list[str]]:
    """What stands on the buttons, row by row."""
    return [[button.label for button in row] for row in said.buttons]


def test_a_pledge_is_a_card_with_its_owner_first() -> None:
    """Who, what, and as of when."""
    said = reply("지역개발-05 담당 어디야?")
    assert said.text == (
        "🏢 도시계획과\n"
        "지역개발-05 금천구청역사 일대 복합개발 추진\n"
        "\n"
        "전략: 앞으로 가는 금천\n"
        "민선8기 · 2026-01-02 기준"
    )
    two_rows = [["같은 부서 공약 4건", "다시 검색"], ["번호 복사", "공유", "더보기"]]
    assert labels(said) == two_rows


def test_more_shows_the_rest_of_a_cards_buttons() -> None:
    """Under the same card, with the way back to the two rows."""
    said, more = reply("지역개발-05"), reply("지역개발-05", page=2)
    assert more.text == said.text
    assert labels(more) == [
        ["같은 부서 공약 4건", "다시 검색"],
        ["번호 복사", "공유"],
        ["같은 전략 공약 14건", "연혁"],
        ["◀ 이전", "다음 ▶"],
        ["링크 복사", "접기"],
    ]
    assert said.buttons[-1][-1].action == Ask(text="지역개발-05", page=2)
    assert more.buttons[-1][-1].action == Ask(text="지역개발-05")


def test_a_cards_buttons_copy_share_and_search() -> None:
    """The number goes to the clipboard, to another chat, and into a link."""
    doings = [button.action for row in reply("지역개발-05", page=2).buttons for button in row]
    assert [does for does in doings if not isinstance(does, Ask | Press)] == [
        Search(),
        Copy(text="지역개발-05"),
        Share(text="지역개발-05"),
        Link(to="지역개발-05"),
    ]


def test_a_card_from_a_list_leads_back_to_it() -> None:
    """In the place of a new search."""
    said = reply("지역개발-05", back=Ask(text="주차", page=2))
    assert labels(said)[0] == ["같은 부서 공약 4건", "« 목록으로"]
    assert said.buttons[-1][-1].action == Ask(
        text="지역개발-05", page=2, back=Ask(text="주차", page=2)
    )


@pytest.mark.parametrize(
    ("text", "turns"),
    [("지역개발-01", ["다음 ▶"]), ("가족환경-12", ["◀ 이전"])],
)
def test_the_tables_ends_have_one_neighbour(text: str, turns: list[str]) -> None:
    """There is nothing before the first and behind the last."""
    assert labels(reply(text, page=2))[3] == turns


def test_a_corrected_word_is_said_on_the_card() -> None:
    """So that nobody takes another pledge for the one they typed; the owner stands first."""
    said = reply("경존철")
    assert said.text == (
        "🏢 교통행정과\n"
        "지역개발-03 경전철 금광선 연장 용역 추진\n"
        "\n"
        "'경존철' → '경전철'로 찾았어요.\n"
        "전략: 앞으로 가는 금천\n"
        "민선8기 · 2026-01-02 기준"
    )


def test_a_keyboard_in_english_is_said_above_the_list() -> None:
    """In the words of the specification."""
    said = reply("wnck")
    assert said.text == (
        "'wnck' → '주차'로 찾았어요.\n"
        "🔎 '주차' 공약 2건\n"
        "\n"
        "지역개발-10 · 주차관리과\n"
        "  주차공유 개방사업 확대 공약실천계획\n"
        "지역개발-09 · 주차관리과\n"
        "  공영주차장 지속확대 공약실천계획"
    )
    assert labels(said) == [
        ["지역개발-10 주차공유 개방사업 확…"],
        ["지역개발-09 공영주차장 지속확대 …"],
    ]


def test_numbers_are_not_said_twice() -> None:
    """They stand before their titles."""
    assert reply("5").text.startswith("🔎 공약 5건\n\n지역개발-05 · 도시계획과\n")
    assert reply("지역개발-01~03").text.startswith("🔎 '지역개발-01~03' 공약 3건\n")


def test_a_long_list_begins_with_its_first_page() -> None:
    """Six pledges, and the way on."""
    said = reply("경제공동체 공약 전부")
    assert said.text == (
        "📂 경제공동체 공약 10건 (1/2)\n"
        "\n"
        "경제공동체-01 · 지역경제과\n"
        "  지역경제 활성화를 위한 골목경제지원센터운영\n"
        "경제공동체-02 · 지역경제과\n"
        "  상점가 특화거리 조성 추진(용역)\n"
        "경제공동체-03 · 어르신장애인과\n"
        "  좋은 어르신일자리 지속확충\n"
        "경제공동체-04 · 일자리청년과\n"
        "  창업 및 직업전환학교(전직학교) 와 미래직업체험관 추진\n"
        "경제공동체-05 · 일자리청년과\n"
        "  금천일자리주식회사 확대를 통한 G밸리 연계 일자리창출\n"
        "경제공동체-06 · 지역경제과\n"
        "  금천산업진흥원 설립 추진 공약실천계획(소통계획 추가)"
    )
    assert labels(said) == [
        ["경제공동체-01 지역경제 활성화를 …"],
        ["경제공동체-02 상점가 특화거리 조…"],
        ["경제공동체-03 좋은 어르신일자리 …"],
        ["경제공동체-04 창업 및 직업전환학…"],
        ["경제공동체-05 금천일자리주식회사 …"],
        ["경제공동체-06 금천산업진흥원 설립…"],
        ["다음 ▶"],
    ]


def test_a_long_list_ends_with_its_last_page() -> None:
    """What is left, and the way back."""
    said = reply("경제공동체", page=2)
    assert said.text == (
        "📂 경제공동체 공약 10건 (2/2)\n"
        "\n"
        "경제공동체-07 · 자치행정과\n"
        "  1동 1행복센터(마을활력소) 조성\n"
        "경제공동체-08 · 자치행정과\n"
        "  주민생활중심 금천형 주민자치회 활동 강화\n"
        "경제공동체-09 · 자치행정과\n"
        "  주민편익시설 확충 (가산동 주민센터를 문화복합공간으로 조성 등)\n"
        "경제공동체-10 · 민원감사담당관\n"
        "  현장구청장실 운영"
    )
    assert labels(said) == [
        ["경제공동체-07 1동 1행복센터(마…"],
        ["경제공동체-08 주민생활중심 금천형…"],
        ["경제공동체-09 주민편익시설 확충 …"],
        ["경제공동체-10 현장구청장실 운영"],
        ["◀ 이전"],
    ]


def test_a_department_is_a_list_with_its_count() -> None:
    """Its name is said once, above."""
    said = reply("주차과 공약 알려줘")
    assert said.text == (
        "🏢 주차관리과 공약 2건\n"
        "\n"
        "지역개발-09\n"
        "  공영주차장 지속확대 공약실천계획\n"
        "지역개발-10\n"
        "  주차공유 개방사업 확대 공약실천계획"
    )
    assert labels(said) == [
        ["지역개발-09 공영주차장 지속확대 …"],
        ["지역개발-10 주차공유 개방사업 확…"],
        ["링크 복사"],
    ]


def test_a_pledge_takes_one_line_of_a_list_where_it_fits() -> None:
    """A phone's line holds 17 syllables."""
    assert reply("교통행정과").text.splitlines()[2:5] == [
        "지역개발-01 신안산선 조기완공 추진",
        "지역개발-03",
        "  경전철 금광선 연장 용역 추진",
    ]


def test_a_misspelt_department_is_said_to_be_one() -> None:
    """Before its pledges."""
    assert reply("이약과").text == (
        "'이약과' → '의약과'로 찾았어요.\n"
        "🏢 의약과 공약 1건\n"
        "\n"
        "복지건강-10\n"
        "  촘촘한 금천 건강 쓰리원 공약실천계획"
    )


def test_a_number_that_does_not_exist_gets_the_range_that_does() -> None:
    """And a way to see it."""
    said = reply("지역개발-99")
    assert said.text == ("지역개발-99 공약은 없어요.\n지역개발은 01번부터 14번까지 있어요.")
    assert labels(said) == [["지역개발"]]


@pytest.mark.parametrize("text", ["1-1", "3-1-2 담당이 어디예요", "1.2.3번"])
def test_a_number_as_other_tables_have_them_is_no_words(text: str) -> None:
    """It is repeated as it was typed, with the numbers that there are."""
    said = reply(text)
    typed, _, ranges = said.text.partition(" 공약은 없어요.\n")
    assert text.startswith(typed)
    assert ranges.startswith("지역개발은 01번부터 14번까지 있어요.")


def test_a_number_of_the_term_before_is_one_tap_away() -> None:
    """The next term has other numbers; a category of one is no range."""
    table = of(
        [pledge("가-01", "둘레길 조성"), pledge("나-01", "분수 조성"), pledge("나-02", "다리")]
    )
    table = replace(table, term="민선9기", earlier=(real(),))
    said = rendered(
        answered(understood("지역개발-05", table), table), table, Ask(text="지역개발-05")
    )
    assert said.text == (
        "지역개발-05 공약은 없어요.\n"
        "지난 임기의 공약표에는 있어요.\n"
        "가는 01번 하나만 있어요.\n"
        "나는 01번부터 02번까지 있어요."
    )
    assert labels(said)[0] == ["민선8기 지역개발-05"]
    [[first, *_], *_] = said.buttons
    assert isinstance(first.action, Ask)
    earlier = rendered(answered(understood(first.action.text, table), table), table, first.action)
    assert "🏢 도시계획과" in earlier.text


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("금빛학교 담당 어디예요", "민선8기 금빛학교"),
        ("신안산선", "민선8기 신안산선"),
        ("교통행정과", "민선8기 교통행정과"),
        ("정다운 금천", "민선8기 정다운 금천"),
        ("치과", ""),
    ],
)
def test_what_only_the_term_before_has_is_one_tap_away(text: str, past: str) -> None:
    """Words of its titles, its departments and its strategies."""
    table = replace(of([pledge("가-01", "둘레길 조성")]), term="민선9기", earlier=(real(),))
    said = rendered(answered(understood(text, table), table), table, Ask(text=text))
    assert ("지난 임기의 공약표에는 있어요." in said.text) == bool(past)
    assert (labels(said)[0] == [past]) == bool(past)


def test_a_missing_number_is_said_beside_those_that_exist() -> None:
    """It is not passed over."""
    assert reply("지역개발-14, 15").text == (
        "지역개발-15는 없는 번호예요.\n"
        "🔎 '지역개발-14~15' 공약 1건\n"
        "\n"
        "지역개발-14 · 도시계획과\n"
        "  시흥유통상가·철재상가 재개발을 통한 서남권 관문도시 조성"
    )


def test_a_plain_number_is_said_as_one() -> None:
    """Beside those that there are."""
    table = of([pledge("1", "둘레길 조성"), pledge("2", "분수 조성")])
    said = rendered(answered(understood("5번", table), table), table, Ask(text="5번"))
    assert said.text == "5번 공약은 없어요.\n공약은 1번부터 2번까지 있어요."


def test_many_missing_numbers_are_said_in_good_korean() -> None:
    """What stands before 번 is a number."""
    assert "개번" not in reply("지역개발-99~120").text


def test_a_department_without_pledges_is_said_to_have_none() -> None:
    """And no neighbour's are shown."""
    said = reply("총무과")
    assert said.text == ("'총무과'가 맡은 공약은 없어요.\n부서 이름을 다시 확인해 주세요.")
    assert labels(said) == [["부서", "전략", "전체"]]


def test_a_name_that_fits_several_is_asked_back() -> None:
    """With a button for each."""
    said = reply("정책과")
    assert said.text == "'정책과'가 여럿이에요. 어느 쪽인가요?"
    assert labels(said) == [["보건정책과", "가족정책과"], ["복지정책과"]]


def test_what_is_not_found_says_how_to_ask() -> None:
    """No pledge stands in it."""
    said = reply("노로바이러스")
    assert said.text == (
        "'노로바이러스'에 맞는 공약을 찾지 못했어요.\n"
        "번호, 공약 이름의 낱말, 부서 이름으로 물어봐 주세요."
    )
    assert labels(said) == [["부서", "전략", "전체"]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *(("은하철도", "은하철도"), ("로봇태권도", "로봇태권도")),
        *(("우주정거장은", "우주정거장"), ("멧돼지도요", "멧돼지"), ("도시가스도", "도시가스")),
    ],
)
def test_a_word_is_repeated_as_it_was_typed(text: str, said: str) -> None:
    """Without its particle; the end of a word may look like one."""
    assert reply(text).text.startswith(f"'{said}'에 ")


@pytest.mark.parametrize("text", ["그 부서 다른 공약은?", "다음 공약", "두번째 거", "더 보여줘"])
def test_what_only_points_at_something_is_said_to_name_nothing(text: str) -> None:
    """No answer is remembered."""
    assert reply(text).text.startswith("무엇을 찾으시는지 알 수 없어요.\n")


def test_a_greeting_gets_two_questions_to_try() -> None:
    """Each is a button too."""
    said = reply("안녕")
    assert said.text == (
        "안녕하세요. 공약 담당 부서를 찾아 드려요.\n"
        "번호, 낱말, 부서 이름 무엇이든 보내 보세요.\n"
        "\n"
        "· 지역개발-05 담당 어디야?\n"
        "· 도시계획과 공약\n"
        "\n"
        "민선8기 · 2026-01-02 기준"
    )
    assert labels(said) == [["지역개발-05", "도시계획과"], ["부서", "전략", "전체"]]


def test_the_questions_to_try_are_answered() -> None:
    """As they stand in the greeting."""
    examples = [line[2:] for line in reply("안녕").text.splitlines() if line.startswith("· ")]
    assert [reply(example).text.splitlines()[0] for example in examples] == [
        "🏢 도시계획과",
        "🏢 도시계획과 공약 4건",
    ]


def test_a_plain_number_is_asked_for_as_one() -> None:
    """5 alone may be anything; both words and button say 5번."""
    table = of([pledge(str(at), f"둘레길 {at}구간 조성") for at in range(1, 9)])
    said = welcome(table)
    assert "· 5번 담당 어디야?" in said.text
    [[first, *_], *_] = said.buttons
    assert first.label == "5번"
    assert first.action == Ask(text="5번")
    answer = answered(understood("5번", table), table)
    assert answer == OnePledge(pledge=table.pledges[4])


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param("지역개발-05 도시계획과 맞나요?", "네, 맞아요.", id="맞다"),
        pytest.param("지역개발-05 교통행정과 맞나요?", "교통행정과가 아니에요.", id="아니다"),
        pytest.param("경제공동체-10 감사담당관 맞나요", "네, 맞아요.", id="줄인 이름으로 맞다"),
        pytest.param("지역개발-05 소통담당관 맞아?", "소통담당관이 아니에요.", id="받침 뒤"),
        pytest.param(
            "도시계획과는 지역개발-05 안 하죠?", "아니요, 도시계획과가 맡고 있어요.", id="안"
        ),
        pytest.param(
            "지역개발-05는 도시계획과 아니에요", "아니요, 도시계획과가 맡고 있어요.", id="부정"
        ),
        pytest.param("지역개발-05 도시계획과 아닌가요?", "네, 맞아요.", id="부정으로 묻는 말"),
        pytest.param("아니 지역개발-05 도시계획과 맞죠?", "네, 맞아요.", id="감탄사"),
        pytest.param("지역개발-05 도시계획과 아닙니까?", "네, 맞아요.", id="아닙니까"),
        pytest.param("지역개발-05 도시계획과 아니었어요?", "네, 맞아요.", id="지난 일"),
        pytest.param("지역개발-05 도시계획과 아니지 않나요", "네, 맞아요.", id="거듭 부정"),
        pytest.param("지역개발-05 도시계획과가 하지 않습니까?", "네, 맞아요.", id="않습니까"),
        pytest.param(
            "지역개발-05 도시계획과 아닙니다", "아니요, 도시계획과가 맡고 있어요.", id="아닙니다"
        ),
        pytest.param("지역개발-05 교통행정과 아니죠?", "교통행정과가 아니에요.", id="아닌 부서"),
        pytest.param(
            "지역개발-03 교통행정과 아니고 도시계획과 맞죠?",
            "도시계획과가 아니에요.",
            id="다른 부서",
        ),
        pytest.param("지역개발-05는 교통행정과 말고 도시계획과 맞나요", "네, 맞아요.", id="말고"),
    ],
)
def test_yes_or_no_is_said_first(text: str, first: str) -> None:
    """To somebody who only wants to be sure."""
    assert reply(text).text.splitlines()[0] == first


@pytest.mark.parametrize(
    ("text", "about", "first"),
    [
        ("교통과 맞아?", "1", "교통과가 아니에요."),
        ("그거 문화과 맞아?", "1", "네, 맞아요."),
        ("두 번째 거 교통과 맞아?", "1,2", "교통과가 아니에요."),
        ("그 과?", "1", "🏢 문화과 공약 2건"),
    ],
)
def test_a_plain_number_that_was_shown_is_gone_on_from(text: str, about: str, first: str) -> None:
    """As any other number is."""
    rows = "1,도서관 건립,문화과\n2,공원 조성,공원과\n3,숲길,문화과\n4,길,교통과"
    table = of_rows(f"번호,공약명,담당부서\n{rows}")
    talk = Talk().after(tuple(about.split(",")))
    said = reply_with_answer(Ask(text=text), table, about=talk).message
    assert said.text.splitlines()[0] == first


def test_words_found_elsewhere_are_said_to_be_elsewhere() -> None:
    """The department that was named has none of them."""
    assert reply("교통행정과 주차").text.splitlines()[0] == (
        "교통행정과 공약에는 없어서 전체에서 찾았어요."
    )


def test_strangers_are_told_whom_the_bot_is_for_and_their_number() -> None:
    """And nothing that stands in the table."""
    said = not_for_you(Person(user_id=1234567890), "금천구청", "기획예산과").text
    assert said.splitlines()[0] == "금천구청 직원만 쓸 수 있는 봇이에요."
    assert "1234567890" in said.splitlines()[-1]
    table = {*real().by_department, *real().by_category, *real().by_strategy}
    assert [name for name in table if name in said] == []


def test_every_card_says_as_of_when() -> None:
    """Whoever reads a forwarded card can judge its age."""
    catalogue = replace(real(), as_of=date(2027, 3, 4), source="공약목록.xlsx")
    for one in real().pledges:
        question = str(one.number)
        said = rendered(
            answered(understood(question, catalogue), catalogue), catalogue, Ask(text=question)
        )
        assert "2027-03-04 기준" in said.text
        assert said.text.splitlines()[0] == f"🏢 {one.department}"
        assert said.text.splitlines()[1] == f"{one.number} {one.title}"


TALKS = {
    "주차 공약 / 첫 번째 거 / 두 번째는?": "지역개발-09",
    "주차 공약 / 첫 번째 거 / 다음 거": "지역개발-09",
    "주차 공약 / 2번 / 이전 거는요": "지역개발-10",
    "복지건강-07 / 그 다음 공약은요?": "복지건강-08",
    "복지건강-07 / 바로 앞 번호": "복지건강-06",
    "복지건강-07 / 음 / 고마워 / 그거 언제까지야": "복지건강-07",
    "복지건강-07 / 전략이 뭐야": "복지건강-07",
    "복지건강-07 / 음 / 담당 부서 전화번호": "복지건강-07",
    "지역개발-14 / 다음 거": "",
    "지역개발-05 / 다음 번 회의 언제야": "",
    "도서관 / 뮤지컬문화재단 / 예산은?": "",
}


def test_a_talk_goes_on_about_a_term_before() -> None:
    """From one of a list to the next, and to what its card has."""
    table = replace(of([pledge("가-01", "둘레길 조성")]), term="민선9기", earlier=(real(),))
    about, last = NO_TALK, []
    for text in ("민선8기 교통행정과 공약", "두 번째 거", "다음 거", "담당?"):
        said = reply_with_answer(Ask(text=text), table, about=about)
        about = said.talk(about)
        last.append(about.one)
    assert last == ["", "민선8기 지역개발-03", "민선8기 지역개발-04", "민선8기 지역개발-04"]


@pytest.mark.parametrize("talk", TALKS)
def test_a_talk_goes_on_from_what_was_shown_last(talk: str) -> None:
    """Also past what names nothing, and from one of a list to the next."""
    about = NO_TALK
    for text in talk.split(" / "):
        said = reply_with_answer(Ask(text=text), real(), about=about)
        about = said.talk(about)
    assert summary(said.answer).pledges == ((TALKS[talk],) if TALKS[talk] else ())
