"""Which words are verbs and adjectives, of which noun they are made, and which ask."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.tables import real_catalogue, titles_catalogue
from bot.korean import hangul
from bot.lookup.inflection import is_inflected, noun_of
from bot.lookup.words import is_asking, is_verbal, stems_of, written
from tests.lookup.tables import named

TITLES = Path(__file__).parents[2] / "benchmarks" / "data" / "citizens-by-domain.tsv"
# Forms of verbs of each way to change: 만들다, 짓다, 돕다, 듣다, 부르다, 하다, 좋다.
BEFORE_N = ("만드", "짓", "돕", "듣", "부르", "늘리", "하", "살리")
AFTER_EU = ("만든", "지은", "도운", "들은", "부른", "늘린", "한", "살린")
AFTER_A = ("만들어", "지어", "도와", "들어", "불러", "늘려", "해", "살려")
PRESENT = ("만든", "짓는", "돕는", "듣는", "부른", "늘린", "한", "살린")


@pytest.mark.parametrize(
    ("forms", "endings"),
    [
        (BEFORE_N, "네요 는데요 느냐 는구나 는겨 는교 나봐요 능교"),
        (PRESENT, "다매 다며 다면서요 다던데요 다더라 다네 다길래 다카던데 대요"),
        (AFTER_A, "주세용 달라네 봤음 주시던데 보심 줬다며 야된다던데 보려나 주이소"),
        (AFTER_EU[:6], "디 건지 교 걸요 듯"),
    ],
)
def test_a_verb_is_known_by_what_follows_its_stem(forms: Sequence[str], endings: str) -> None:
    """Endings, what quotes it, and other verbs, in any region: 만드네요, 짓는다매."""
    words = [form + ending for form in forms for ending in endings.split()]
    assert [word for word in words if not is_inflected(word)] == []


@pytest.mark.parametrize(
    "word",
    "산책시키고 반려되나 상담받는 까먹었어 살쪘어 빵꾸났네 혼냈는데 거덜났다 모르겠음".split(),
)
def test_no_noun_has_what_is_made_to_happen_or_has_happened(word: str) -> None:
    """Whatever the stem is; 산책하고 may be a walk and something else."""
    assert is_verbal(word)
    assert not is_verbal("산책하고")


@pytest.mark.parametrize(
    "words",
    [
        "널브러져 쪼그려 헤엄칠 헤엄치고 떠밀려온 들끓어 휘두르는 쓸려가 깜깜해져요 떠다녀서",
        "누래 누렇게 시커먼 새까매요 동그란 조그만 따가워 서럽지 사나운",
        "싸게 오게 타러 놀러 짜요 새요",
        "나옴 놓침 늦음 없어짐 만듦 데려옴 끊김 낡음 미끄러움 무서움",
    ],
)
def test_verbs_of_complaints_and_wishes_are_known(words: str) -> None:
    """What a thing looks, smells and feels like is no noun that is left out."""
    assert [word for word in words.split() if not is_verbal(word)] == []


@pytest.mark.parametrize(
    "words",
    [
        "나무 다리 소나 바나나 지하 기아 참여 무용 사용 공연 세대 군대 연대 현대 침대",
        "감자 남자 이자 노래 미래 거래 서해선 소음피해 산업재해 외계인 유통기한 보고서 신고서",
        "재롱잔치 부지 먹거리 특화거리 알림 모임 그림 나눔 돌봄 수거함 가게 무게 안경 공구 사진",
        "대게 개요 거치대 배움 키움 이음 바람 기름 걸음 사람 감염 담요 어울림 보관함 체험",
    ],
)
def test_a_noun_that_ends_like_a_verb_is_none(words: str) -> None:
    """A title that has it would be read in part."""
    assert [word for word in words.split() if is_verbal(word)] == []


def test_words_of_titles_are_no_verbs() -> None:
    """But for participles, of no table and of none of 190 other titles."""
    titles = [line.split("\t")[0] for line in TITLES.read_text("utf-8").splitlines()[2:]]
    tables = (real_catalogue(), titles_catalogue(titles))
    words = {
        word
        for table in tables
        for pledge in table.by_number.values()
        for word in written(hangul.normalized(pledge.title))
    }
    verbs = {word for word in words if is_verbal(word)}
    assert len(verbs) < len(words) / 50
    assert {word for word in verbs if not word.endswith(tuple("는은한된간을기며고던긴운"))} == set()


@pytest.mark.parametrize(
    ("word", "noun"),
    [
        ("설립한다매", "설립"),
        ("확충하려나요", "확충"),
        ("개통시켜달래요", "개통"),
        ("지원받으려면", "지원"),
        ("완공되긴", "완공"),
        ("도난당했는데", "도난"),
        ("미술관이라던데", "미술관"),
        ("공원이래요", "공원"),
    ],
)
def test_what_is_done_is_the_stem_of_its_verb(word: str, noun: str) -> None:
    """A title has the noun alone."""
    assert noun_of(word) == noun
    assert noun in stems_of(word)


@pytest.mark.parametrize("word", ["무기한", "바닷가", "지어준다매", "도서관하나", "you인가", ""])
def test_no_noun_is_cut_out_of_what_says_none(word: str) -> None:
    """Nor one syllable of it, nor what was typed in Latin letters."""
    assert noun_of(word) == ""


@pytest.mark.parametrize(
    "words",
    [
        "누군지 누구랬더라 누구냐 누구당가 누가함 누가하는지 누군교",
        "어디셈 어딘겨 어디신지 어디담당입니까 어디담당인지 어디꺼임 워디서 어데서",
        "부서좀 담당좀여 담당자좀 뭐하는건지 뭐더라 뭔가요 몇번이더라",
        "알려주세용 알려주삼 알려달라심 알려주이소 찾아봐주라 보여주실래요 가르쳐주이소",
        "확인바랍니다 확인드립니다 뽑아주세요 골라주실래요 좀해주세요 조회바랍니다 문의인데요",
        "물어봤음 여쭐라고요 우째 확인하려구요 문의드립니다 검색하면 합니꺼 한대유 맡았슈 되는지",
        "있음 없음 맡음 뭐맡음 뭐있음 궁금함 문의함",
    ],
)
def test_whatever_asks_is_known_in_any_form(words: str) -> None:
    """Of any age and region."""
    assert [word for word in words.split() if not is_asking(word)] == []


@pytest.mark.parametrize(
    "words", ["사업자 사업장 부서지다 일대 중대 수면 이자 관계자 하자 해제 수요일 아군 하천 맡기다"]
)
def test_a_noun_that_begins_like_an_asking_word_is_none(words: str) -> None:
    """It says what is meant."""
    assert [word for word in words.split() if is_asking(word)] == []


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("키움센터 더 만드나", "가족환경-03"),
        ("구에서 복지재단 세우나", "복지건강-01"),
        ("금천복지제단 설립한다매", "복지건강-01"),
        ("어머 감사해요♡ 중앙도서관도 알려주세용", "교육문화-13"),
        ("반갑습니다 처음 써보는데요 꽃중년 이라고 치면 되나요", "복지건강-05"),
        ("민원인이 반려동물복지센터 물어보심", "가족환경-04"),
        ("산업진흥원 세울라나", "경제공동체-06"),
        ("주민자치회 키워준다카던데", "경제공동체-08"),
        ("장애인지원 어데서 합니꺼", "복지건강-06"),
        ("자원순환센터 꺼 좀 찾아줘봐", "가족환경-09"),
        ("의원님이 자원순환센터 물어보셔가지고", "가족환경-09"),
        ("안녕하십니까 민원실 김주임입니다 금빛학교 건 좀 여쭐게요", "교육문화-02"),
        ("키움센터 담당 연결좀 부탁드릴게여", "가족환경-03"),
        ("챗봇 첨 써봄 공군부대", "지역개발-07"),
        ("자원순환센터 우째 돼가는지 갈켜주소", "가족환경-09"),
        ("감사팀 한주사입니다 주차공유 건 확인 좀 하려구요", "지역개발-10"),
        ("교통행정과 박민수인데요 호암산성 길 제 소관인가요", "교육문화-11"),
        ("신안산선 조기완공 와이리 안하노", "지역개발-01"),
        ("어린이집 특성화 교육 더디노", "가족환경-02"),
        ("공군부대 축소 못한대요", "지역개발-07"),
        ("주차공유 첨부파일 있음?", "지역개발-10"),
        ("호암산성만 한번 더요", "교육문화-11"),
        ("가족센터 착공함?", "가족환경-01"),
    ],
)
def test_colloquial_words_around_a_title_do_not_hide_it(text: str, number: str) -> None:
    """They lead up to it, ask for it, or say who asks."""
    assert named(text)[:1] == (number,)
