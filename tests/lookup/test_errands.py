"""Errands, which are no pledges."""

from dataclasses import replace

import pytest

from benchmarks.tables import titles_catalogue
from bot.lookup import lexicon
from bot.lookup.results import NotFound
from tests.lookup.tables import answer, named, of, pledge


@pytest.mark.parametrize(
    "text",
    [
        # what an office does every day is at most offered
        "주차 위반 과태료 얼마예요",
        "도서관 회원증 재발급",
        "자전거 잃어버렸어요",
        "중학교 배정 결과 언제",
        "수영장 강습 예약",
        # what staff say to each other
        "과장님이 보고서 반려하셨어요",
        "센터 법인카드 어디 있어요",
        "복지포인트 교육 언제 들어와요",
        "미술관 앞에서 택시가 안 잡혀",
        "시흥계곡 앞 분식집",
        "힘내라 우리팀",
        "힘내라 우리 아들",
        "도로 얼어서 미끄러우니 조심하세요",
        "공원 농구장에서 한 게임 하실 분",
        "경전철에서 졸다가 종점까지 갔네",
        "버스 기사가 불친절해요",
        "인천지하철 타고 오느라 늦었습니다",
        # what another office has
        "남산 순환버스 정류장",
        "광화문 광장에서 집회한대요",
        "안양시청 팩스 번호",
        "청계천 산책로 길이",
    ],
)
def test_what_asks_for_no_pledge_gets_none(text: str) -> None:
    """Though a title has one of its words: a bus, a river, a walk."""
    assert named(text) == ()


@pytest.mark.parametrize(
    "text", ["힘내라", "힘내라 담당", "힘내라 프로젝트", "힘내라 꽃중년 누구 담당"]
)
def test_a_cheer_of_a_title_finds_it_where_it_is_asked_for(text: str) -> None:
    """And where nobody else is cheered."""
    assert named(text) == ("복지건강-05",)


COMPLAINED_OF = (
    "노동권익센터 설치",
    "저소득층 집수리 지원",
    "전세사기 피해 지원",
    "펫티켓 홍보",
    "부두 보수",
    "이차전지 기업 유치",
    "학교 밖 청소년 지원",
    "도로 포장",
)


@pytest.mark.parametrize(
    ("complaint", "title", "errand"),
    [
        ("사장이 월급을 안 줘요", "노동권익센터 설치", "월급 언제 들어와요"),
        ("지붕에서 비가 새요", "저소득층 집수리 지원", "텀블러에서 물이 새요"),
        ("집주인이 잠적했어요", "전세사기 피해 지원", "보증금 얼마예요 그 방"),
        ("엘리베이터에서 개가 짖어요", "펫티켓 홍보", "개 간식 추천"),
        ("배 대는 부두가 다 부서졌어요", "부두 보수", "의자 다리가 부서졌어"),
        ("배터리 회사 데려오기", "이차전지 기업 유치", "휴대폰 배터리 없어서 꺼질 것 같아"),
        ("자퇴했는데 용돈 좀 주나요", "학교 밖 청소년 지원", "할머니 용돈 보내드렸어"),
    ],
)
def test_a_word_of_errands_says_what_is_wrong_where_it_is_complained_of(
    complaint: str, title: str, errand: str
) -> None:
    """It is no errand that somebody is paid nothing, though when pay day is, is one."""
    table = titles_catalogue(COMPLAINED_OF)
    assert named(complaint, table) == (f"가-{COMPLAINED_OF.index(title) + 1:02d}",)
    assert named(errand, table) == ()


@pytest.mark.parametrize(
    ("complaint", "number", "errand"),
    [
        ("퇴근하고 등본 떼고 싶어요", "가-05", "등본 몇 통 필요해요"),
        ("신생아 축하금", "가-03", "축하 꽃바구니 추천"),
        ("태블릿 액정 깨졌는데 어디서 고쳐요", "가-02", "휴대폰 액정 깨졌어"),
    ],
)
def test_a_word_of_errands_that_means_a_pledge_with_others_is_less_of_one(
    complaint: str, number: str, errand: str
) -> None:
    """The other words of an errand say nothing of any pledge."""
    titles = ["전세사기 피해 지원", "학생 스마트기기 수리지원", "다둥이 출산장려금 확대"]
    titles += ["커피축제 육성", "무인민원발급기 야간 운영", "해양쓰레기 수거 확대"]
    table = titles_catalogue([*titles, "파크골프장 조성", "도로 포장"])
    assert named(complaint, table) == (number,)
    assert named(errand, table) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("신안산선 조기완공 예산 얼마야", "지역개발-01"),
        ("금광선 용역비 얼마", "지역개발-03"),
    ],
)
def test_a_pledge_that_is_named_is_no_errand(text: str, number: str) -> None:
    """Nor is a question for its owner or for one of its columns."""
    assert named(text)[:1] == (number,)


OWN_DAYS = [
    ("미사 끝나고 안양천 걷다가 들어갈게요", "안양천 물가 공간 만드는 공약 담당", "가족환경-08"),
    (
        "집사님 댁이 시흥계곡 근처라 구역예배 늦어요",
        "시흥계곡 생태공원으로 만드는 거 담당 부서는",
        "가족환경-06",
    ),
    ("훈련소에서 공군 간 친구 만났어", "공군부대 자리 개발하는 거 담당 부서", "지역개발-07"),
    ("과학 수행평가 오늘까지래", "과학 환경 체험학교 담당", "교육문화-04"),
    ("자전거 타고 떡볶이 먹으러 갔어", "자전거 보험 구민이면 다 되는 거 맞죠?", "교육문화-14"),
    (
        "공영주차장에서 후진하다 범퍼 긁었어",
        "공영주차장 계속 늘린다던데 담당과 알려주세요",
        "지역개발-09",
    ),
    ("뮤지컬 캐스팅 떴다", "뮤지컬스쿨 체험학교 누가 맡아요", "교육문화-04"),
    ("미술관에서 프러포즈하는 커플 봄", "서서울미술관 조기완공 어느 과", "교육문화-09"),
    ("도서관 와이파이 비번 뭐야", "금천중앙도서관 언제 착공해요 담당은", "교육문화-13"),
    ("마을버스에서 졸다가 종점까지 왔어", "마을버스 이용편의 담당", "지역개발-12"),
    ("재활용 통에 있던 의자 나눔해요", "재활용 체계 어느 과예요", "가족환경-10"),
    ("어린이집 보조교사 면접 떨어졌어", "어린이집 특성화 교육 담당이 궁금해요", "가족환경-02"),
]


@pytest.mark.parametrize(("told", "asked", "number"), OWN_DAYS)
def test_what_people_tell_of_their_own_days_is_no_question(
    told: str, asked: str, number: str
) -> None:
    """Worship, barracks, lectures, cars, screens, feasts and used goods; its word asked for is."""
    assert (named(told), named(asked)[:1]) == ((), (number,))


def test_an_errand_offers_what_comes_near() -> None:
    """As a suggestion."""
    said = answer("도서관 몇 시까지 열어요")
    assert isinstance(said, NotFound)


def test_a_word_of_a_title_is_no_errand() -> None:
    """In a table that has it."""
    table = of([pledge("가-01", "도서관 야간 예약 확대"), pledge("가-02", "도로 포장")])
    assert named("도서관 예약", table)[:1] == ("가-01",)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("안양천 산책로", "가족환경-08"),  # a word of a title
        ("여의도 한번에 가는 전철", "지역개발-01"),  # where somebody wants to get
        ("남산 같은 둘레길 말고 안양천", "가족환경-08"),
    ],
)
def test_a_place_of_the_table_or_to_get_to_is_not_elsewhere(text: str, number: str) -> None:
    """Nor one that something is to be like."""
    assert named(text)[:1] == (number,)


def test_an_office_and_its_province_are_not_elsewhere() -> None:
    """A table's own place need not stand in it."""
    table = of([pledge("가-01", "공영주차장 확대"), pledge("가-02", "도로 포장")])
    own = replace(table, office="사하구청")
    for text in ("사하구 주차장 늘린대요", "부산 주차장 늘린대요", "사하구청 주차장 늘린대요"):
        assert named(text, table) == ()
        assert named(text, own) == ("가-01",)
    assert named("중구청 주차장 늘린대요", own) == ()


def test_each_list_has_reasons_and_no_word_twice() -> None:
    """A list that is not known would say nothing."""
    rows = [*lexicon.rows("errands.tsv")]
    assert {name for name, *_ in rows} == {"errand", "detail", "nothing"}
    for name, reason, words in rows:
        listed = words.split(",")
        assert reason
        assert len(set(listed)) == len(listed), name


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("반려동물복지센터 구축", "결재 반려된 거 누구 거야"),
        ("반려동물복지센터 구축", "기안 올린 게 또 반려 처리됐대요"),
        ("청년 공유주택 공급", "화면 공유 좀 해 주세요"),
        ("유아 안심놀이터 조성", "돼지 안심 구이 어디가 맛있어요"),
        ("경전철 조기 개통", "휴대폰 개통 담당 어디예요"),
    ],
)
def test_a_word_in_another_sense_names_no_pledge(title: str, other: str) -> None:
    """What stands beside it tells which it is, whoever is asked for."""
    table = titles_catalogue([title, "구립 도서관 건립", "하천 산책로 정비", "보건소 신축"])
    assert named(other, table) == ()


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("청년 공유주택 공급", "공유주택 담당 어디예요"),
        ("주차장 공유 파일럿 운영", "주차장 공유 파일럿"),
        ("경전철 조기 개통", "경전철 개통 담당"),
    ],
)
def test_a_word_beside_another_of_its_title_is_in_its_own_sense(title: str, asked: str) -> None:
    """Or beside none that tells another."""
    assert named(asked, titles_catalogue([title, "구립 도서관 건립", "보건소 신축"])) == ("가-01",)
