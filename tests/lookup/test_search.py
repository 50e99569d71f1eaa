"""Which pledges the words of a question find, and how sure that is."""

import pytest

from benchmarks.generated import QUESTION_KINDS, Table, questions_about
from benchmarks.made_up import made_up_pledges
from benchmarks.ours import full_scan, named_pledges
from bot.korean import hangul
from bot.lookup.engine.fitting import Fitting
from bot.lookup.engine.readings import Readings
from bot.lookup.engine.units import Synonyms, joined, units
from bot.lookup.lexicon import Related
from bot.lookup.replies import rendered
from bot.lookup.results import OnePledge
from bot.lookup.tokens import tokens, topics
from bot.people.messages import Ask
from tests.lookup.tables import answer, brief, named, of, pledge, real

# Many titles with the same words in them: what one of them says is little, what two say is much.
PLACES = (
    "가산동",
    "독산동",
    "시흥동",
    "신림동",
    "난곡동",
    "봉천동",
    "구로동",
    "개봉동",
    "고척동",
    "오류동",
)
FACILITIES = (
    "작은도서관",
    "청년센터",
    "돌봄센터",
    "물놀이장",
    "공영주차장",
    "체육센터",
    "보행육교",
)
GRID = of(
    pledge(f"지역개발-{10 * y + x + 1:02d}", f"{place} {facility} 건립")
    for y, facility in enumerate(FACILITIES)
    for x, place in enumerate(PLACES)
)
NUMBERS = {p.title: str(p.number) for p in GRID.pledges}


@pytest.mark.parametrize(
    ("slipped", "facility"),
    [("물놀이쟝", "물놀이장"), ("청년쎈터", "청년센터"), ("보행욱교", "보행육교")],
)
def test_a_slipped_word_finds_every_title_it_stands_in(slipped: str, facility: str) -> None:
    """And not only the first few, however many there are."""
    assert named(slipped, GRID) == tuple(
        number for title, number in NUMBERS.items() if facility in title
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("물놀이쟝 신림동", id="오타와 동"),
        pytest.param("신림돈 물놀이장", id="동에 오타"),
        pytest.param("신림돈 물놀이쟝", id="둘 다 오타"),
        pytest.param("신림동물놀이쟝", id="붙여 쓴 오타"),
        pytest.param("기린 신림돈 물놀이쟝", id="딴 낱말도"),
        pytest.param(
            "안녕하세요 방금 민원인이 신림동 물놀이쟝 물어보시는데 어느 부서로 돌려드릴까요?",
            id="긴 물음",
        ),
    ],
)
def test_words_of_one_title_are_surer_together(text: str) -> None:
    """Each alone stands in many titles, or in none as it is typed."""
    assert named(text, GRID)[:1] == (NUMBERS["신림동 물놀이장 건립"],)


def test_words_that_only_ask_decide_between_equals() -> None:
    """사업 asks, but the title that has it comes first."""
    table = of(
        (
            pledge("지역개발-01", "물놀이장 유치"),
            pledge("지역개발-02", "물놀이장 유치 사업"),
            pledge("지역개발-03", "물놀이장 유치 추진"),
        )
    )
    assert named("물놀이장 유치 사업 어디 담당이죠?", table)[0] == "지역개발-02"
    assert named("물놀이장 유치 어디 담당이죠?", table)[0] == "지역개발-01"


def test_words_close_together_come_first() -> None:
    """What was typed as one is rather one in the title."""
    table = of(
        (
            pledge("지역개발-01", "청년 일자리를 위한 공영주차장 안 센터 건립"),
            pledge("지역개발-02", "청년 센터 건립"),
        )
    )
    assert named("청년 센터", table)[0] == "지역개발-02"


def test_a_department_looks_among_its_own() -> None:
    """A slip is read as a word of that department's titles, though others are as near."""
    table = of(
        (
            pledge("지역개발-01", "마포동 공원", department="공원녹지과"),
            pledge("지역개발-02", "개포동 도서관", department="문화체육과"),
        )
    )
    assert named("문화체육과 매포동", table) == ("지역개발-02",)
    assert named("공원녹지과 매포동", table) == ("지역개발-01",)


def scores(text: str) -> tuple[float, float, float]:
    """The score, the lack and the excess of bits of the best title for a question."""
    words = topics(tokens(hangul.normalized(text)))
    letters = GRID.titles.letters
    fitting = Fitting(
        readings=Readings(letters), asks=False, stop_words=(), scope=letters.everywhere
    )
    found = fitting.of(units(words, Synonyms({}, Related.of({}), letters)))
    assert found is not None
    shares = [round(fit.fit, 6) for fit in found.fits]
    assert shares == sorted(shares, reverse=True)
    best = found.fits[0]
    return best.score, best.lack_bits, best.excess_bits


def test_what_is_left_over_makes_a_hit_less_likely() -> None:
    """Every further word that is nowhere, and every slip."""
    falling = [
        scores(text)[0]
        for text in ("물놀이장", "물놀이쟝", "물놀이쟝 기린", "물놀이쟝 기린 우주선")
    ]
    assert falling == sorted(falling, reverse=True)
    assert falling[0] > 90 > falling[-1]


def test_evidence_adds_up_beyond_chance() -> None:
    """Two words say more than one; a short one with a slip says less than chance does."""
    assert scores("신림동 물놀이장")[2] > scores("물놀이장")[2] > 0
    _, lack_bits, excess_bits = scores("구료")
    assert lack_bits > 0
    assert excess_bits == 0


def test_the_index_leads_to_what_comparing_everything_gives() -> None:
    """The same first answer, over questions of every kind."""
    table = Table(of(made_up_pledges(300)))
    texts = [
        question.text
        for kind in QUESTION_KINDS
        for faults in kind.faults
        for question in questions_about(table, kind, faults, 2)
    ]
    found = [named_pledges(text, table.catalogue)[:1] for text in texts]
    with full_scan():
        scanned = [named_pledges(text, table.catalogue)[:1] for text in texts]
    same = sum(one == other for one, other in zip(found, scanned, strict=True))
    assert same >= 0.995 * len(texts)


@pytest.mark.parametrize("text", ["독산1동", "독산4동", "2인 가구", "이직", "주차증"])
def test_what_is_no_slip_finds_nothing(text: str) -> None:
    """A digit is not mistyped for another, and a short word is not the middle of a longer one."""
    assert not set(named(text)) & {"교육문화-03", "복지건강-02", "가족환경-02"}


def test_several_things_are_asked_for_at_once() -> None:
    """Each is answered, not the one that fits best."""
    assert set(named("강아지랑 자전거 보험")) == {"가족환경-04", "교육문화-14"}
    assert set(named("도서관이랑 미술관 담당")) >= {"교육문화-13", "교육문화-09"}


@pytest.mark.parametrize("text", ["책 빌리는 곳", "책 빌리는 곳이 어디예요", "책 빌리는 곳 담당"])
def test_a_place_to_do_something_is_an_everyday_expression(text: str) -> None:
    """Though 곳 mostly asks."""
    assert named(text)[:1] == ("교육문화-13",)


@pytest.mark.parametrize(
    ("typed", "has_slips"),
    [
        ("받았는데", False),
        ("시원하게", False),
        ("나이", False),
        ("제가", False),
        ("민원을", False),
        ("근처에서", False),
        ("청년쎈터", True),
        ("공영주차장 체육센터", False),
        ("공영주챠장 체육센터", True),
    ],
)
def test_words_that_are_said_and_words_of_titles_side_by_side_have_no_slips(
    typed: str, has_slips: bool
) -> None:
    """To look for slips takes longest, and there would be none."""
    words = topics(tokens(typed, {}, GRID.words))
    found = joined(words, Synonyms({}, Related.of({}), GRID.titles.letters))
    assert bool(found.slippable) is has_slips


@pytest.mark.parametrize("text", ["열맄 광장", "금첟 컨강", "가사동 공우ㅝㄴ"])
def test_words_that_are_all_found_are_not_joined(text: str) -> None:
    """Each slip is explained by itself, and no other pledge has all of them."""
    found = answer(text)
    assert isinstance(found, OnePledge)
    assert all(" " not in reading.typed for reading in found.readings)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("복합개발 추징", "지역개발-05", id="추징도 낱말"),
        pytest.param("현장구청장실 영", "경제공동체-10", id="한 글자만 남음"),
        pytest.param("특성화 육교", "가족환경-02", id="뒤바뀐 두 글자"),
        pytest.param("도호 개설", "지역개발-08", id="흔한 말 옆의 오타"),
        pytest.param("돌봄시설 충", "가족환경-03", id="확충의 끝"),
    ],
)
def test_a_word_like_one_of_the_title_is_not_left_over(text: str, number: str) -> None:
    """It may be another word, but beside words of this title it is a slip."""
    assert number in named(text)


@pytest.mark.parametrize("text", ["키움센타", "키움센터ㅓ", "키움세터"])
def test_a_slip_is_no_verb_that_begins_like_it(text: str) -> None:
    """키우다 goes with 육성, but 키움센터 is what the title has."""
    assert named(text) == named("키움센터") != ()


def test_what_was_read_is_told_as_the_title_spaces_it() -> None:
    """And not cut off in the middle of a word."""
    said = answer("도서관츄진")
    assert isinstance(said, OnePledge)
    assert [reading.read for reading in said.readings] == ["도서관 추진"]


@pytest.mark.parametrize("text", ["병원 다녀올게요", "지하철 고장나서 늦어요", "what time is it"])
def test_what_people_are_up_to_is_no_question(text: str) -> None:
    """Though a word of it stands in a title."""
    assert named(text) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("재활용", "'재활용' → '재활용', '자원순환'으로 찾았어요."),
        ("지하철", "'지하철' → '지하철', '경전철'로 찾았어요."),
        ("체육관", "'체육관' → '생활체육', '스포츠'로 찾았어요."),
        ("체육관에서", "'체육관' → '생활체육', '스포츠'로 찾았어요."),
        ("강아지랑 놀이터", "'강아지' → '반려동물'로 찾았어요."),
        ("wnck는", "'wnck' → '주차'로 찾았어요."),
    ],
)
def test_what_was_found_by_another_word_is_told_beside_what_has_the_word(
    text: str, told: str
) -> None:
    """Each word that it was read as, without the particle behind it."""
    assert rendered(answer(text), real(), Ask(text=text)).text.startswith(told)
    assert "찾았어요" not in rendered(answer("주차"), real(), Ask(text="주차")).text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("독산동", "'독산동' → '독산3동'으로 찾았어요."),
        ("G벨리", "'G벨리' → 'G밸리'로 찾았어요."),
        ("도산동 센터", "'도산동' → '가산동'으로 찾았어요."),
        ("강아지 키우는 사람", "'강아지 키우는' → '반려동물'로 찾았어요."),
        ("시흥동 기계공구 파는 상가들", "'기계공구 … 상가들' → '유통상가'로 찾았어요."),
        ("자원순환센터는 이미 확인했으니 재활용만", "체계 구축\n\n'자원순환센터'는 뺐어요."),
    ],
)
def test_an_explanation_quotes_the_message_and_the_title(text: str, told: str) -> None:
    """Whole words of both, and nothing that only an excluded pledge was found by."""
    assert told in rendered(answer(text), real(), Ask(text=text)).text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("유에이엠", "1"),
        ("유에이엠 담당", "1"),
        ("에스오씨", "2"),
        ("생활에스오씨 어디", "2"),
        ("UAM", "1"),
        ("케이배터리", "4"),
        ("케이 배터리 담당", "4"),
        ("에이아이교육", "5"),
        ("에이아이 교육센터", "5"),
        ("에이아이", "5"),
        ("케이티엑스역", "6"),
        ("케이티엑스", "6"),
        ("이스포츠", "7"),
        ("아이 교육", ""),
        ("알티", ""),
    ],
)
def test_letters_of_a_title_may_be_spelt_out(text: str, number: str) -> None:
    """As they are said, alone or in a compound; pieces of what is said are other words."""
    titles = [
        *("드론·UAM 실증센터 구축", "생활SOC 복합화", "길", "K-배터리 산업 육성"),
        *("AI교육센터 설립", "KTX역 유치", "e스포츠 경기장", "BRT 노선 신설"),
    ]
    table = of(pledge(str(at), title) for at, title in enumerate(titles, start=1))
    assert "".join(named(text, table)) == number


@pytest.mark.parametrize("text", ["노인 복지", "어르신 복지"])
def test_nothing_is_suggested_for_letters_of_two_words(text: str) -> None:
    """장구, which goes with 노인복지관, is no word of 현장구청장실."""
    suggested = brief(text).suggestions
    assert "경제공동체-03" in suggested
    assert "경제공동체-10" not in suggested
