"""Other languages, letters and words for what titles say."""

import pytest

from benchmarks.tables import titles_catalogue
from bot.korean import hangul
from bot.korean.romanized import romanized, sounds, spelled
from bot.lookup import lexicon
from bot.lookup.engine.matching import How
from bot.lookup.replies import rendered
from bot.lookup.results import DepartmentPledges, GroupPledges, ManyPledges, OnePledge
from bot.lookup.words import ENDINGS, LAST_OF_ENDINGS
from bot.people.messages import Ask
from tests.lookup.tables import answer, brief, named, of, pledge, real


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("parking", "지역개발-09 지역개발-10"),
        ("library", "교육문화-13"),
        ("libraries", "교육문화-13"),
        ("museum", "교육문화-09"),
        ("elderly jobs", "경제공동체-03"),
        ("fine dust", "가족환경-12"),
        ("which department is in charge of the village bus?", "지역개발-12"),
        ("recycling please", "가족환경-10"),
    ],
)
def test_english_words_find_what_they_mean(text: str, numbers: str) -> None:
    """The first answer is one of these."""
    assert named(text)[0] in numbers.split()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("ferry fare", "도서민 여객선 운임 지원"),
        ("school bus", "초등학교 통학버스 운행"),
        ("lonely death", "독거노인 고독사 예방"),
        ("sign language center", "수어통역센터 이전"),
        ("wild boar", "멧돼지 피해 보상"),
        ("sinkhole", "싱크홀 탐사"),
    ],
)
def test_english_words_find_what_any_office_promises(text: str, title: str) -> None:
    """Of the titles of towns, islands and villages."""
    titles = [
        "도서민 여객선 운임 지원",
        "초등학교 통학버스 운행",
        "독거노인 고독사 예방",
        "수어통역센터 이전",
        "멧돼지 피해 보상",
        "싱크홀 탐사",
    ]
    assert named(text, titles_catalogue(titles)) == (f"가-{titles.index(title) + 1:02d}",)


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("traffic administration division", "교통행정과"),
        ("Department of Urban Planning", "도시계획과"),
        ("who is in the parking management team", "주차관리과"),
        ("culture and sports division", "문화체육과"),
        ("gyotong haengjeonggwa", "교통행정과"),
        ("dosigyehoekgwa", "도시계획과"),
    ],
)
def test_departments_are_known_by_their_english_names(text: str, department: str) -> None:
    """Translated or romanised."""
    said = answer(text)
    assert isinstance(said, DepartmentPledges)
    assert said.name == department


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("doseogwan", "교육문화-13"),
        ("Dosogwan damdang", "교육문화-13"),
        ("anyangcheon", "가족환경-08"),
        ("anyangchun", "가족환경-08"),
        ("sinansanseon", "지역개발-01"),
        ("shinansanson", "지역개발-01"),
        ("tansojungnip buseo eodi", "가족환경-11"),
        ("geumcheon library", "교육문화-13"),
        ("안양천 riverside", "가족환경-08"),
        ("maeul bus", "지역개발-12"),
        ("seo-seoul misul-gwan", "교육문화-09"),
        ("kongyong chuch'ajang", "지역개발-09"),
        ("kkot jungnyeon", "복지건강-05"),
        ("jaewonsunhwan senteo", "가족환경-09"),
        ("jiyeok gaebal 5beon", "지역개발-05"),
    ],
)
def test_romanised_korean_is_read_in_common_spellings(text: str, number: str) -> None:
    """By the revised romanisation and by others, over signs, with a slip, beside English words."""
    assert named(text)[:1] == (number,)


def test_every_longer_word_of_a_title_is_read_romanised() -> None:
    """As it is said and syllable by syllable."""
    words = {w for w in real().titles.letters.vocabulary.words if len(w) > 2}
    words = {w for w in words if all(map(hangul.is_syllable, w))}
    for word in sorted(words):
        for latin in (romanized(word), spelled(word)):
            if len(sounds(latin)) < 5:
                continue
            found = real().words.in_hangul(latin)
            assert found is not None
            assert romanized(found)[0] == romanized(word)[0]


@pytest.mark.parametrize(
    ("text", "number"),
    [("駐車場", "지역개발-09"), ("圖書館 담당", "교육문화-13"), ("老人 일자리", "경제공동체-03")],
)
def test_hanja_is_read_in_hangul(text: str, number: str) -> None:
    """Also in a word that begins otherwise than it is read inside."""
    assert named(text)[:1] == (number,)


@pytest.mark.parametrize(
    ("text", "typed"),
    [("ART MUSEUM", "'ART MUSEUM'"), ("圖書館", "'圖書館'"), ("DoseoGwan", "'DoseoGwan'")],
)
def test_an_explanation_has_what_was_typed_as_it_was_typed(text: str, typed: str) -> None:
    """And what it was read as."""
    said = rendered(answer(text), real(), Ask(text=text)).text
    assert f"\n{typed} → " in said


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("환경 쪽 공약", "가족환경"),
        ("문화 분야", "교육문화"),
        ("교육 관련 공약 보여줘", "교육문화"),
        ("복지 쪽이요", "복지건강"),
    ],
)
def test_a_field_is_known_by_a_plain_word(text: str, group: str) -> None:
    """Of the name of a category or a strategy."""
    said = answer(text)
    assert isinstance(said, GroupPledges)
    assert said.pledges == real().by_category[group]


@pytest.mark.parametrize("text", ["자전거 관련", "주차 쪽 공약", "청년 관련 공약"])
def test_a_word_that_is_no_field_is_searched(text: str) -> None:
    """쪽 and 관련 say nothing then."""
    assert isinstance(answer(text), OnePledge | ManyPledges)


@pytest.mark.parametrize(
    "text", ["보건소 보건정책과", "안전건설국 도시계획과", "금천구청 교통행정과"]
)
def test_a_department_named_exactly_is_not_overruled(text: str) -> None:
    """By what it belongs to, whatever that may be an everyday word for."""
    said = answer(text)
    assert isinstance(said, DepartmentPledges)
    assert said.name in text


@pytest.mark.parametrize("text", ["어르신들", "어르신분들은", "어르신들께서"])
def test_people_in_the_plural_are_no_other_word_with_a_slip(text: str) -> None:
    """어르신들 is 어르신, and not 어르신일 of 어르신일자리."""
    found = answer(text)
    assert isinstance(found, OnePledge)
    assert found.pledge.title == "좋은 어르신일자리 지속확충"
    assert found.readings == ()


@pytest.mark.parametrize(
    "tail",
    [
        "이 맡은 게 있나요",
        "에서 하는 게 뭐예요",
        " 쪽에서 하는 건 뭐죠",
        "랑 관련된 게 뭐 있어요",
        " 거 다요",
    ],
)
def test_whatever_asks_what_a_department_does_gets_its_pledges(tail: str) -> None:
    """Of each department, though 환경과 is also the word 환경 with a particle."""
    table = real()
    for department in table.by_department:
        assert brief(department + tail, table).department == department


def test_a_plain_category_does_not_swallow_the_word_beside_it() -> None:
    """Where a category is called 일자리, 청년 일자리 is still about 청년."""
    table = of(
        [
            pledge("일자리-01", "공공근로 확대"),
            pledge("일자리-02", "어르신 일터 조성"),
            pledge("청년-01", "청년 일자리 박람회"),
        ]
    )
    assert named("청년 일자리", table)[:1] == ("청년-01",)
    assert brief("일자리", table).kind == "group"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("놀이방", "가족환경-02"),
        ("공시생", "복지건강-04"),
        ("경로당", "경제공동체-03"),
        ("헬스장", "교육문화-12"),
        ("차 댈 곳", "지역개발-09"),
        ("책 빌리는 곳", "교육문화-13"),
        ("일회용품 줄이기", "가족환경-11"),
    ],
)
def test_citizens_words_find_the_official_ones(text: str, number: str) -> None:
    """In any office, as far as its titles have them."""
    assert number in named(text)


def test_everyday_words_of_no_title_are_unused() -> None:
    """An official word that the table lacks changes nothing."""
    table = of([pledge("가-01", "도로 포장")])
    assert named("강아지", table) == ()


@pytest.mark.parametrize("title", ["가축전염병 예방", "돼지열병 차단방역", "구제역 방역 강화"])
def test_an_everyday_word_stands_for_any_of_several_words_of_titles(title: str) -> None:
    """Whichever of them an office has chosen."""
    table = of([pledge("가-01", title), pledge("가-02", "도로 포장")])
    assert named("럼피스킨", table) == ("가-01",)


NAMES = {
    "수소차 보급 확대": "넥쏘",
    "거주자우선주차 개선": "그린파킹",
    "고속도로 나들목 신설": "톨비",
    "SRT 정차 추진": "에스알티",
    "이동장터 운영": "만물트럭",
    "층간소음 갈등 해소": "발망치",
    "접경지역 지원": "오물풍선",
    "지진해일 경보체계 구축": "쓰나미",
    "불법사금융 특별단속": "사채업자",
    "시립아쿠아리움 유치": "수족관",
    "알코올 중독관리센터 운영": "술꾼",
    "무료 치과주치의 사업": "이빨",
    "폐광지역 경제 살리기": "진폐",
}


@pytest.mark.parametrize(("title", "word"), NAMES.items())
def test_what_people_call_a_thing_finds_it_alone(title: str, word: str) -> None:
    """Makes, slang, what it is spelled like and what it is known by."""
    table = of([pledge(f"가-{at:02d}", one) for at, one in enumerate(NAMES, start=1)])
    assert named(word, table) == (f"가-{[*NAMES].index(title) + 1:02d}",)


@pytest.mark.parametrize(
    "name",
    ["everyday.tsv", "english.tsv", "ordinary.tsv", "asking.tsv", "light.tsv", "served.tsv"],
)
def test_each_group_of_words_has_a_reason(name: str) -> None:
    """And no word stands twice in one, in whatever rows it has."""
    seen: set[tuple[str, str]] = set()
    for group, reason, words in lexicon.rows(name):
        assert group
        assert reason
        listed = words.split(",")
        pairs = {(group, word) for word in listed}
        assert len(pairs) == len(listed), group
        assert seen.isdisjoint(pairs), group
        seen |= pairs
        assert group not in listed


HARBOUR = of(
    (
        pledge("가-01", "도서민 여객선 운임 지원"),
        pledge("가-02", "전지훈련팀 유치 및 동계 대회 개최"),
        pledge("가-03", "노후어선 기관 교체"),
        pledge("가-04", "경로당 부식비 지원"),
        pledge("가-05", "작은도서관 건립"),
    )
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("뱃삯 배 값", "가-01"),
        ("한겨울 선수 훈련", "가-02"),
        ("낡은 배 엔진 바꿔주는 거", "가-03"),
        ("할머니들 경로당 반찬값", "가-04"),
    ],
)
def test_words_that_go_with_those_of_a_title_find_it_together(text: str, number: str) -> None:
    """None of them is the title's, or only one."""
    assert named(text, HARBOUR) == (number,)


@pytest.mark.parametrize("text", ["겨울", "엔진 소리", "바꿔주세요", "한겨울 도서관"])
def test_a_related_word_says_nothing_alone(text: str) -> None:
    """Nor beside a word of another title."""
    assert named(text, HARBOUR) in ((), ("가-05",))


TOWN = of(
    (
        pledge("가-01", "빗물펌프장 증설"),
        pledge("가-02", "골목 상점가 특화거리 조성"),
        pledge("가-03", "골목경제 살리기"),
        pledge("가-04", "전신주 지중화"),
        pledge("가-05", "건강한 마을 만들기"),
        pledge("가-06", "공공배달앱 활성화"),
    )
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("장마에 물에 잠겼어요", "가-01"),  # a form of 물에 잠기~; small talk ends so too
        ("전깃줄이 거미줄처럼 얽혀서 보기 싫어요", "가-04"),  # 보기: no other thing
        ("골목경제", "가-03"),  # and not what goes with it
        ("배달의민족 수수료가 너무 비싸요", "가-06"),  # no errand, though a fee is one
    ],
)
def test_related_words_are_read_in_the_forms_that_messages_have(text: str, number: str) -> None:
    """Verbs with any ending, over a space, beside words that tell no more of what is meant."""
    assert named(text, TOWN) == (number,)


def test_a_word_that_only_begins_like_a_verb_is_none() -> None:
    """아파요 goes with 건강, and 아파트 does not."""
    assert named("아파트 동대표 선거", TOWN) == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("심리 검사 지원", "가로수 식재 지원"),  # 심다
        ("잇몸 치료 지원", "교량 연결 지원"),  # 잇다
        ("마라톤 코스 지원", "가뭄 대책 지원"),  # 마르다
    ],
)
def test_a_noun_that_begins_like_a_form_of_a_verb_is_none(text: str, title: str) -> None:
    """The verb goes with a word of the title, the noun does not."""
    assert named(text, of((pledge("가-01", title), pledge("가-02", "청년센터 확충")))) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [("한글 못 배운 우리 엄마 학교", "가-01"), ("남편 없이 애 키워요", "가-02")],
)
def test_what_citizens_tell_of_their_family_is_no_small_talk(text: str, number: str) -> None:
    """What they say beside it is said of a title."""
    titles = ("성인문해교육 확대", "한부모가족 지원", "농산물 가격안정기금 운영", "청사 건립")
    assert named(text, titles_catalogue(titles))[:1] == (number,)


SCHOOLS = of(
    (
        pledge("가-01", "학교 급식실 환기시설 개선"),
        pledge("가-02", "생존수영 교육 확대"),
        pledge("가-03", "소규모학교 통학버스 운행"),
        pledge("가-04", "교원 행정업무 경감"),
        pledge("가-05", "생활체육 대회 개최"),
        pledge("가-06", "은둔형 외톨이 지원"),
    )
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("급식 아줌마들 튀김 연기 마시는 거", "가-01"),
        ("물에 빠졌을 때 헤엄쳐 나오는 수업", "가-02"),
        ("시골 학교 애들 태우러 오는 차", "가-03"),
        ("선생님들 서류 더미 덜어주는 거", "가-04"),
        ("생활체육 지도자", "가-05"),  # though a row has both in one word
        ("방에서 안 나오는 아들", "가-06"),
    ],
)
def test_parts_tools_and_people_of_what_a_title_names_find_it(text: str, number: str) -> None:
    """In any education office."""
    assert named(text, SCHOOLS) == (number,)


def test_each_row_of_related_words_has_a_reason_and_no_word_twice() -> None:
    """Words are as they are compared; a verb alone goes with nothing."""
    for reason, words in lexicon.rows("related"):
        listed = words.split(",")
        assert reason
        assert len(set(listed)) == len(listed) > 1, words
        assert not all(word.endswith("~") for word in listed), words
        assert all(
            word == hangul.normalized(word.rstrip("~")) + "~" * (word[-1] == "~") for word in listed
        ), words


def test_each_row_of_related_words_says_what_no_other_one_does() -> None:
    """Else it is the work of two, each of whom did not see the other's."""
    listed = [{*words.split(",")} for _, words in lexicon.rows("related")]
    with_word: dict[str, list[set[str]]] = {}
    for row in listed:
        for word in row:
            with_word.setdefault(word, []).append(row)
    for row in listed:
        rarest = min(map(with_word.__getitem__, row), key=len)
        assert sum(row <= other for other in rarest) == 1, row


def test_words_that_exist_are_no_slips() -> None:
    """Each is meant as it is: one that is no word of the table is never corrected to one."""
    ordinary = sorted(lexicon.ORDINARY_WORDS)[::40]
    answers = [answer(word) for word in ordinary if not real().words.stands(word)]
    corrected = [one for one in answers if isinstance(one, OnePledge) and one.readings]
    assert [r for one in corrected for r in one.readings if r.how is How.CORRECTED] == []


def test_no_stem_is_missed_by_the_last_syllable_of_its_ending() -> None:
    """Endings are only looked for behind the syllables that end one."""
    before = ("총무과", "감사담당관", "홍보팀", "민원실", "지하철 착공")
    others = [
        char for char in map(chr, range(ord("가"), ord("힣") + 1)) if char not in LAST_OF_ENDINGS
    ]
    assert not [char for char in others for noun in before if ENDINGS.search(f"{noun}{char}")]


@pytest.mark.parametrize("served", ["할머니", "우리 아이", "부모님", "청년들"])
def test_for_whom_it_is_does_not_hide_what_it_is(served: str) -> None:
    """Beside a word that says what is done."""
    assert named(f"{served} 컴퓨터 배우는 곳")[:1] == ("복지건강-08",)


def test_there_are_hundreds_of_english_words() -> None:
    """General ones, for any office."""
    assert len(lexicon.english()) >= 300


def test_each_meaning_of_an_everyday_word_is_named() -> None:
    """Where the pledges of a list have it by different words."""
    table = of((pledge("1-1", "공공보건 의료체계 구축"), pledge("1-2", "건강증진 사업 확대")))
    said = answer("보건소", table)
    first = rendered(said, table, Ask(text="보건소")).text.split("\n")[0]
    assert first == "'보건소' → '공공보건', '건강증진'으로 찾았어요."
