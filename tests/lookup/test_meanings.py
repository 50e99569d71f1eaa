"""What the words of a message mean together."""

from collections.abc import Iterator, Mapping
from itertools import islice

import pytest

from benchmarks.tables import titles_catalogue
from benchmarks.weighing import tables_of
from bot.lookup import lexicon
from bot.lookup.meanings import Meanings, Vote
from bot.lookup.replies import rendered
from bot.lookup.results import NotFound, OnePledge
from bot.people.messages import Ask
from tests.lookup.tables import answer, named, of, pledge, real
from tests.paths import ROOT

pytestmark = pytest.mark.slow

DATA = ROOT / "benchmarks" / "data"
ROWS = [*lexicon.rows("meanings")]

TITLES = (
    "어촌뉴딜 300 사업 확대",
    "도서민 여객선 운임 지원",
    "야간 운항 여객선 도입",
    "농업용수 공급 확대",
    "농기계 임대사업소 확충",
    "경로당 주 5일 점심 제공",
    "산악 레포츠단지 조성",
    "결혼이민자 정착 지원",
    "독거어르신 AI 안부전화",
    "전통시장 아케이드 설치",
    "실내 게이트볼장 건립",
    "심야 똑버스 운행",
    "광역버스 노선 신설",
    "골목 사진축제 개최",
    "범죄예방 골목길 조명 개선",
    "공공심야약국 확대",
)
TABLE = titles_catalogue(TITLES)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("밤에도 배 다니게", "야간 운항 여객선 도입"),
        ("섬 사람들 뱃삯 깎아주는 거", "도서민 여객선 운임 지원"),
        ("논에 물 대는 거", "농업용수 공급 확대"),
        ("경운기 빌려주는 곳", "농기계 임대사업소 확충"),
        ("노인정 밥", "경로당 주 5일 점심 제공"),
        ("새벽에 약 살 데", "공공심야약국 확대"),
        ("비 와도 장 볼 수 있게 지붕", "전통시장 아케이드 설치"),
        ("혼자 계신 엄마한테 전화해 주는 거", "독거어르신 AI 안부전화"),
    ],
)
def test_words_that_tell_it_only_together_find_a_pledge(text: str, title: str) -> None:
    """Though no word of the message stands in its title."""
    found = answer(text, TABLE)
    assert isinstance(found, OnePledge), found
    assert found.pledge.title == title


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", ["짚라인 타는 데", "베트남에서 시집온 며느리"])
def test_one_thing_is_enough_where_nothing_else_is_said(text: str) -> None:
    """A verb and a place say nothing else that it may be about."""
    assert len(named(text, TABLE)) == 1


@pytest.mark.timeout(20)
def test_of_several_with_a_word_the_one_is_named_that_the_others_point_to() -> None:
    """골목 and 버스 stand in two titles each."""
    assert named("밤에 골목이 컴컴해서 무서워", TABLE)[:1] == ("가-15",)
    assert named("밤늦게 전화하면 오는 버스", TABLE)[:1] == ("가-12",)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "애 학원에서 전화와서 먼저 갑니다",  # whom it is for, and nothing else
        "엄마 생신이라 배 샀어요",
        "월세 구하는데 도와주세요",
        "버스 시간표 알려줘 얼마예요",
        "오늘 저녁에 혼자 밥 먹는다",
    ],
)
def test_whom_it_is_for_and_when_point_to_nothing_alone(text: str) -> None:
    """They need a word beside them that says what it is."""
    assert not [number for number in named(text, TABLE) if number in {"가-06", "가-09", "가-02"}]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    ["이사하느라 정신이 없네", "도서관에서 빌린 책 반납해야 하는데", "병원 가느라 늦습니다"],
)
def test_a_word_that_means_two_things_is_not_read_as_the_other(text: str) -> None:
    """정신 없다 is no dementia, 도서 an island or a book, and who is late may be grown up."""
    titles = ("치매안심마을 확대", "도서지역 상수도", "발달장애인 거점병원 지정", "도로 포장")
    assert named(text, titles_catalogue(titles)) == ()


TOWN = (
    "지능형 교통신호체계 구축",
    "화물차 공영차고지 조성",
    "도심 하천 생태복원",
    "노후 상수도관 교체",
    "이동노동자 쉼터 조성",
    "유해야생동물 피해예방",
    "해상케이블카 설치",
    "군부대 이전부지 개발",
)
TOWN_TABLE = titles_catalogue(TOWN)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("texts", "title"),
    [
        (("빨간불이 너무 길어요", "오래 기다려도 안 바뀌는 신호등"), "지능형 교통신호체계 구축"),
        (("골목에 밤새 서 있는 덤프트럭", "큰 차 세울 데"), "화물차 공영차고지 조성"),
        (("개천에서 썩은 냄새가 나요", "물고기 다시 사는 냇가로"), "도심 하천 생태복원"),
        (("수도꼭지에서 누런 물", "물맛이 쇠 냄새 나서 못 마셔요"), "노후 상수도관 교체"),
        (("대리기사들 추울 때 앉아 쉴 데", "배달하다 몸 녹이는 곳"), "이동노동자 쉼터 조성"),
        (
            ("고구마밭을 멧돼지가 파헤쳤어요", "못 내려오게 막는 고라니 울타리"),
            "유해야생동물 피해예방",
        ),
        (
            ("줄에 매달려 바다 위로 건너가는 거", "섬까지 공중으로 타고 가는 차"),
            "해상케이블카 설치",
        ),
        (("시내 한복판 부대 떠난 땅", "군인들 나간 자리에 뭐 짓나요"), "군부대 이전부지 개발"),
    ],
)
def test_a_thing_and_what_is_wrong_with_it_find_a_pledge(
    texts: tuple[str, ...], title: str
) -> None:
    """In any order and form, though the title has none of the words."""
    number = f"가-{TOWN.index(title) + 1:02d}"
    assert [named(text, TOWN_TABLE) for text in texts] == [(number,)] * len(texts)


PROVINCE = (
    "우주발사체 부품기업 육성",
    "지식재산권 출원비용 지원",
    "대형화물차 통행 분산",
    "공공의료원 의사 인건비 지원",
    "반려식물 클리닉 운영",
    "남북교류협력기금 조성",
    "하수관로 교체",
    "전통 장류 산업 육성",
)
PROVINCE_TABLE = titles_catalogue(PROVINCE)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("로켓 만드는 회사 키우는 거", "우주발사체 부품기업 육성"),
        ("발명한 거 등록하는 돈", "지식재산권 출원비용 지원"),
        ("컨테이너 싣고 다니는 차들 때문에 꽉 막혀", "대형화물차 통행 분산"),
        ("지방 병원에 의사들 월급 더 줘서 데려오는 거", "공공의료원 의사 인건비 지원"),
        ("화분이 시들었는데 봐주는 데", "반려식물 클리닉 운영"),
        ("북쪽이랑 왕래할 때 쓸 돈 모아두는 거", "남북교류협력기금 조성"),
        ("땅속에 썩은 물 내려가는 관이 깨져서 냄새나요", "하수관로 교체"),
        ("메주 띄워서 파는 거", "전통 장류 산업 육성"),
    ],
)
def test_what_offices_call_by_a_name_is_found_by_what_it_does(text: str, title: str) -> None:
    """In the words of who does not know the name."""
    assert named(text, PROVINCE_TABLE) == (f"가-{PROVINCE.index(title) + 1:02d}",)


# What follows, breaks or hurts: who suffers from it names neither the trouble nor the remedy.
COMPLAINTS = {
    "기초학력 책임보장제 확대": ("우리 애가 구구단도 못 외워요", "받아쓰기를 반도 못 맞아요"),
    "교권보호 지원단 운영": (
        "학부모가 밤마다 담임한테 전화해서 따져요",
        "담임이 울면서 그만뒀대요",
    ),
    "급식실 환기시설 개선": ("조리사분들이 폐암에 걸린대요", "주방에 연기가 안 빠져요"),
    "과밀학급 해소": ("한 반에 서른다섯 명이에요", "신도시라 교실이 모자라요"),
    "작은학교 살리기": ("전교생이 열두 명이에요", "시골 분교에 애들이 없어요"),
    "고교학점제 내실화": ("듣고 싶은 과목이 우리 학교엔 없어요", "물리 두 명 신청해서 폐강됐대요"),
    "아동학대 예방 및 보호체계 강화": (
        "옆집 애가 맨날 울고 멍이 들었어요",
        "한겨울에 내복 바람으로 쫓겨난 애",
    ),
    "자립준비청년 맞춤형 지원": ("고아로 자라서 세상에 혼자예요", "그룹홈에서 나가야 해요"),
    "국공립어린이집 확충": ("대기 번호가 백 번대예요", "두 살 보낼 데가 없어요"),
    "다자녀가정 혜택 확대": ("형제 많은 집", "애가 셋이에요"),
    "청소년쉼터 운영": ("열여섯인데 잘 데가 없어요", "찜질방에서 자는 십대"),
    "경로당 시설 현대화": ("방이 좁아 화투도 못 쳐요", "할아버지들 방 보일러가 안 들어와요"),
    "고독사 예방 체계 구축": (
        "옆집 사람이 죽은 지 보름 만에 발견됐어요",
        "우편물이 쌓여 있고 문 두드려도 대답이 없어요",
    ),
    "치매안심센터 운영 강화": ("냄비를 세 번 태웠어요", "아버지가 집을 못 찾아오세요"),
    "발달장애인 주간활동 지원": (
        "덩치 큰 아들 낮에 맡길 데",
        "스무 살 넘은 자폐 아들 갈 데가 없어요",
    ),
    "공영장례 지원": ("시신을 아무도 안 데려가요", "빈소도 못 차려요"),
    "달빛어린이병원 지정 확대": ("밤에 애가 열이 나요", "일요일에 소아과가 다 닫아요"),
    "응급의료체계 강화": ("뇌출혈인데 헬기 타고 갔어요", "심장마비 왔는데 받아주는 데가 없어요"),
    "대상포진 예방접종 지원": ("물집이 잡히고 찌릿찌릿해요", "띠처럼 수포가 나요"),
    "구강보건센터 운영": ("이가 썩었어요", "애들 충치"),
    "문화예술회관 건립": ("객석이 좁고 낡았어요", "유명 가수가 안 와요"),
    "파크골프장 확충": ("아버지가 요즘 빠진 운동", "옆 도시까지 공 치러 가요"),
    "체류형 관광 활성화": ("구경만 하고 그냥 가버려요", "돈은 옆 도시에서 써요"),
    "반려동물 동반여행 활성화": ("개랑 같이 자는 펜션", "우리 집 푸들 데리고"),
    "관사 확충 및 교직원 복지": (
        "섬에 온 선생님이 잘 데가 없어요",
        "시골 발령 나면 방 구하기 힘들어요",
    ),
    "성인 문해교육 지원": ("우리 엄마가 이름 석 자를 못 쓰세요", "손주한테 편지 쓰고 싶대요"),
    "가족돌봄청년 지원": ("스무 살에 아버지 간병해요", "엄마가 아파서 알바를 세 개 해요"),
    "고립·은둔청년 지원": ("아들이 몇 년째 방에서 안 나와요", "사람 만나기가 무섭대요"),
    "노인 무릎 인공관절 수술비 지원": (
        "할머니 다리가 오자로 휘었어요",
        "무릎이 닳아서 계단을 못 내려가요",
    ),
    "공설 추모공원 조성": ("벌초할 사람이 없어요", "납골당이 꽉 찼어요"),
    "겨울축제 활성화": ("얼음이 안 얼어서 취소됐대요", "얼음 깨고 고기 잡는 거"),
    "작은영화관 운영": ("최신작 보려면 한 시간 나가야 해요", "읍내에 극장이 없어졌어요"),
    "가뭄 대비 비상급수 및 대체수원 개발": ("물 끊긴대서 욕조에 받아놨어요", "생수 사다 밥 해요"),
    "산불 피해주민 주거 복구 지원": ("컨테이너에서 겨울을 났어요", "이재민들 언제 집 지어줘요"),
    "도서지역 여객선 운임 지원 및 증편": ("파도 치면 며칠씩 못 나와요",),
    "노후 교량 안전진단 및 보수": ("콘크리트가 떨어지고 철근이 보여요", "트럭 지나가면 출렁거려요"),
    "양봉농가 꿀벌 피해 지원": ("벌이 다 없어졌어요", "말벌이 벌통을 습격해요"),
    "전세사기 피해자 지원": ("중개사랑 짜고 속였어요",),
    "군 소음 피해보상 확대": ("포 쏘는 소리에 소가 놀라요", "전투기 지나가면 애가 울어요"),
    "빈 점포 활용 창업 지원": ("셔터 내린 데가 수두룩해요", "임대 붙은 가게뿐이에요"),
    "노인보호구역 확대 및 보행신호 연장": ("초록불이 너무 짧아요", "느린 걸음으로는 못 건너요"),
    "버스정보안내기(BIT) 전 정류장 설치": ("곧 도착이라더니 안 와요", "앱으로 봐도 위치가 안 떠요"),
    "터널 개통으로 생활권 연결": ("꼬불꼬불한 재를 넘다 멀미해요", "산에 구멍 하나만 뚫어줘요"),
    "결빙취약구간 열선·염수분사장치 설치": (
        "소금물 저절로 뿌려주는 거",
        "눈 오면 비탈 동네는 택배도 안 와요",
    ),
    "하천 준설 및 제방 보강": ("작년에 논이 다 떠내려갔어요", "물 불어나면 다리가 잠겨요"),
    "지하차도 침수 자동차단 및 대피유도시설": (
        "물 찬 줄 모르고 들어갔어요",
        "손잡고 빠져나올 줄도 없어요",
    ),
    "재개발·재건축 공공지원 및 갈등조정": (
        "세입자는 어디로 나가라고요",
        "비대위랑 맨날 멱살 잡아요",
    ),
    "그린벨트 해제 및 주민 생활불편 해소": (
        "조상 땅인데 나무도 못 베요",
        "풀어준다더니 선거 때뿐이에요",
    ),
    "자원회수시설(소각장) 광역화 및 주민편익시설": (
        "아이 키우는데 연기 나는 거 반대예요",
        "청소차가 하루 수백 대 들어와요",
    ),
    "시멘트공장 환경피해 대책 및 지역자원시설세": (
        "산 하나가 통째로 없어졌어요",
        "돌가루 날리는 공장한테 돈 걷는다던데",
    ),
    "수소도시 조성 및 수소충전소 구축": (
        "폭탄을 마을에 들이는 거 아니에요",
        "값이 자꾸 올라요 채우는 거",
    ),
    "농민 기본소득 및 공익수당 확대": ("쥐꼬리만 한 직불금", "시골 살면 다 준다면서요"),
    "과수화상병 예찰 및 대체과원 육성": ("열매가 불에 그을린 것처럼 됐어요", "나무 묻고 울었어요"),
    "낙지목장 조성 및 갯벌 수산종자 방류": (
        "호미 들고 나가도 빈 바구니예요",
        "치패를 뿌려야 나중에 캐죠",
    ),
    "해녀문화 전승 및 나잠어업인 지원": ("젊은 사람이 안 배워서 끊어져요", "귀가 먹먹해진 잠녀"),
    "섬 주민 생활물류비 및 택배비 지원": (
        "인터넷으로 사면 배송 불가래요",
        "세탁기 고치러 오는 사람이 없어요",
    ),
    "민통선 영농 출입 및 군사규제 완화": ("탱크가 밭을 밟고 가요", "내비게이션이 안 터져요"),
    "출렁다리·전망대 안전관리": ("계곡 위로 건너는 아찔한 거", "바람 세게 불 때도 건너게 해요"),
    "캠핑장·차박 명소 조성": ("다리 밑에 장박해놓은 텐트", "애들이랑 별 보며 자고 싶어요"),
    "무장애 열린관광지 조성": ("지팡이 짚고 걸을 수 있는 데크", "장애인 화장실이 없는 유원지"),
    "계곡 불법시설 철거 및 청정계곡 복원": (
        "계곡에서 삼겹살 구워요",
        "다시 장사꾼이 슬금슬금 들어와요",
    ),
    "청년 면접정장 대여 및 자격증 응시료 지원": (
        "증명사진 값도 아까워요",
        "머리 하고 화장하는 돈까지 들어요",
    ),
}


# A person, a thing and what happens to them, none of which is a sign by itself.
CONSEQUENCES = {
    "수학여행·체험학습비 지원": (
        "애들 여행 보낼 형편이 안 돼요",
        "우리 애만 못 가고 교실에 남았어요",
    ),
    "통학버스 운행 확대": ("애가 한 시간을 걸어서 다녀요", "아침마다 차로 실어 날라요"),
    "학교 밖 청소년 지원": ("자퇴하고 집에만 있어요", "중간에 그만둔 애도 밥은 먹어야죠"),
    "어르신 보청기 구입비 지원": ("귀가 어두워서 티비를 크게 틀어요", "불러도 대답을 안 하세요"),
    "고령운전자 면허 자진반납 지원": ("여든인데 아직 운전하세요", "차 키를 뺏을 수도 없고"),
    "정신질환자 지역사회 회복 지원": ("조현병 동생이 약을 안 먹어요", "환청이 들린대요"),
    "난임 시술비 지원": ("삼 년째 아기가 안 생겨요", "주사 맞느라 배가 멍투성이"),
    "아픈아이 병원동행 서비스": ("애가 열나는데 회사에서 못 나가요", "수두 걸려서 등원 못 한대요"),
    "결혼장려금 지급": ("식장 값이 천만 원", "장가 밑천이 없어요"),
    "호스피스·웰다잉 지원": ("고통 없이 가고 싶어요", "줄 달고 연명하기 싫어요"),
    "공동주택 층간소음 갈등 해소": ("아랫집에서 올라와 문을 차요", "의자 끄는 소리에 미치겠어요"),
    "아파트 경비원 근무환경 개선": ("지하 보일러실에서 밥을 먹어요", "입주민이 반말하고 때려요"),
    "산업재해 예방 강화": ("기계에 손가락이 끼었어요", "안전모도 안 주고 일 시켜요"),
    "중장년 재취업 지원": ("쉰다섯에 명퇴당했어요", "애들 대학도 못 마쳤는데 잘렸어요"),
    "다중인파 안전관리": ("이태원 같은 일이 또 날까 봐", "지하철역 계단에서 밀려 넘어졌어요"),
    "국가유산 보존·활용": ("돌탑이 기울었어요", "성벽 돌을 빼 갔대요"),
    "프로축구단 창단": ("우리 시도 응원할 팀이 있으면", "케이리그 보러 옆 도시 가요"),
    "동물장례시설 설치": ("십오 년 키운 애를 어디다 묻어요", "무지개다리 건넌 우리 아이"),
    "들개·맹견 안전관리": ("개 떼가 산책로에 나타나요", "등산하다 개 무리를 만났어요"),
    "군복무 청년 상해보험": ("훈련받다 무릎 나갔어요", "입대하는 애 걱정돼요"),
}


# Who works there, what it is done with, and what is left undone.
UNSAID = {
    "노후어선 기관 교체 지원": (
        "바다 한가운데서 시동이 꺼졌어요",
        "우리 배는 매연을 시커멓게 뿜어요",
    ),
    "커피축제 개최": ("로스팅 체험하는 행사", "카페 사장들이 부스 차리는 날"),
    "워케이션센터 조성": ("회사 안 가고 바닷가에서 일하기", "한 달 살면서 재택근무"),
    "도시가스 미공급지역 보급 확대": (
        "LPG통 배달시키는 거 지긋지긋해요",
        "우리 골목만 관이 없어요 가스",
    ),
    "작업복 공동세탁소 운영": (
        "기름때 묻은 옷을 집에서 못 빨아요",
        "쇳가루 묻은 옷 때문에 세탁기 망가져요",
    ),
    "천원의 아침밥 확대": ("대학생들 아침 굶지 말라고", "기숙사 밥이 비싸서 삼각김밥만 먹어요"),
    "대학생 학자금 대출이자 지원": (
        "졸업하니 빚이 이천이에요",
        "한국장학재단에서 빌린 거 연체됐어요",
    ),
    "저어새 서식지 보전": ("부리로 물 휘젓는 하얀 새", "매립하면 그 새들은 어디로 가요"),
    "고도지구 높이제한 완화": ("산 가린다고 층수를 묶어놨어요", "옆 동네는 20층인데 우린 왜"),
    "4·19 기념 국민문화제": ("독재 무너뜨린 학생들 기리는 날", "이승만 물러난 날 추모"),
    "등산관광 특화거리": ("등산복 입은 사람들 다니는 골목", "산 타고 내려와 파전 먹는 동네"),
    "봉제업체 작업환경 개선": (
        "미싱 돌리는데 먼지가 목에 걸려요",
        "재단하는 지하 공장에 창문도 없어",
    ),
    "지반침하 예방 지하공동 탐사": (
        "도로가 갑자기 푹 꺼졌어요",
        "땅속에 구멍이 있을까 봐 무서워요",
    ),
    "지하상가 활성화": ("땅 밑 옷가게들이 다 문 닫았어요", "지하 통로 점포가 컴컴해요"),
    "대형마트 의무휴업 평일 전환": ("일요일에 장을 못 봐요", "둘째 넷째 주에 문 닫는 거"),
    "학교 다목적강당 건립": (
        "비 오면 체육을 교실에서 해요",
        "입학식을 운동장에서 덜덜 떨면서 했어요",
    ),
    "기초학력 협력교사 배치": ("구구단도 못 외운 5학년", "뒤처지는 애를 옆에서 잡아줄 사람"),
    "청소년 도박 예방교육": ("아들이 바카라에 손댔어요", "친구한테 돈 빌려 온라인 게임에 걸어요"),
    "국제바칼로레아(IB) 프로그램 확대": ("객관식 말고 글로 쓰는 시험", "스위스에서 온 교육과정"),
    "대학생 연합기숙사 건립": ("서울 간 딸이 잘 방이 없어요", "고향 학생들 같이 사는 집"),
}


# What farmers, islanders and workers say of fields, ports and factories.
COUNTRYSIDE = {
    "밭작물 가격안정기금 조성": (
        "양배추 한 트럭 팔아도 기름값도 안 나와요",
        "무값이 곤두박질치면 군에서 좀 메꿔줘야죠",
    ),
    "여성농업인 행복바우처 확대": (
        "농사짓는 아내도 미용실 한 번 가게",
        "밭일하는 새댁들 쓰라고 주는 카드",
    ),
    "공공형 계절근로 운영": (
        "농협에서 외국 사람 하루씩 보내주는 거",
        "고추 딸 때 일손 좀 보내주세요",
    ),
    "해녀 진료비 및 소득 지원": (
        "물질하는 할머니들 병원비",
        "평생 숨 참고 일한 분들 귀가 먹었어요",
    ),
    "수산종자 매입 방류": ("어린 우럭 풀어주는 일", "요즘 바다에 잡을 고기가 안 남았어요"),
    "소나무재선충병 방제": ("뒷산 솔이 벌겋게 말라 죽어요", "죽은 소나무 천막으로 덮어놨던데"),
    "농어촌 기본소득 시행": (
        "시골에 주소만 두면 십오만 원씩 준대요",
        "면에 사는 사람 모두한테 주는 돈",
    ),
    "귀산촌 정착 지원": ("산에 들어가 살면서 버섯 키우고 싶어요", "자연인처럼 살 땅 좀 구해줘요"),
    "도시가스 미공급지역 LPG 배관망 구축": (
        "가스통 배달시키는 게 불안해요",
        "면에는 왜 도시처럼 가스관이 안 들어와요",
    ),
    "농촌 왕진버스 운영": ("한의사가 회관에 와서 침놓아 주는 거", "돋보기 맞춰주러 온다면서요"),
    "축산악취 저감시설 지원": (
        "여름이면 돼지똥 냄새에 밥을 못 먹어요",
        "축사 옆이라 빨래를 못 널어요",
    ),
    "농경지 배수개선": ("비만 오면 논이 호수가 돼요", "논에서 물이 안 빠져 콩이 다 썩어요"),
    "청년어업인 어선임대 지원": (
        "배 살 돈이 없는 젊은 뱃사람",
        "고기 잡고 싶은데 배를 빌려 탈 수 있나요",
    ),
    "섬 주민 생활물류 운임 지원": (
        "섬이라고 택배비를 오천 원 더 받아요",
        "뭍에서 물건 시키면 배송비가 더 비싸요",
    ),
    "농촌유학 가족체류형 거주시설 조성": (
        "서울 애들이 시골 학교로 전학 와서 살 집",
        "도시 아이가 일 년 다니다 가는 분교",
    ),
    "농어촌버스 무료화": (
        "읍내 장에 갈 때 버스비 안 받는 거",
        "노인이고 학생이고 공짜로 타는 군내 버스",
    ),
    "노후 산업단지 재생사업": (
        "공단이 사십 년 돼서 길도 좁고 밤엔 유령도시예요",
        "젊은 사람이 안 오는 낡은 공단 확 바꾸기",
    ),
    "산단 근로자 작업복 세탁소 운영": (
        "기름때 묻은 옷을 집 세탁기에 못 돌려요",
        "쇳가루 묻은 옷 빨아주는 데",
    ),
    "산단 공동 통근버스 운행": (
        "공단까지 버스가 안 다녀서 차 없으면 취직 못 해요",
        "역에서 공장까지 태워다 주는 차",
    ),
    "제조기업 스마트공장 보급": (
        "사람 손으로 하던 거 기계가 알아서 하게",
        "공장 자동화 설비 값이 너무 비싸요",
    ),
    "외국인근로자 지원센터 운영": (
        "월급 떼인 스리랑카 친구 어디로 데려가요",
        "한국말 못 하는 직원 병원 데려가 줄 사람",
    ),
    "공업단지 폐수처리시설 확충": (
        "공장에서 나온 시커먼 물이 개울로 가요",
        "물고기가 배를 뒤집고 떠올랐어요 공단 밑에서",
    ),
    "화학사고 대응체계 구축": (
        "공장에서 가스 새면 문자라도 와야죠",
        "독한 약품 탱크 터질까 무서워요",
    ),
    "굴뚝 대기오염물질 상시 측정": (
        "공장이 밤에 몰래 연기를 뿜어요",
        "제철소 때문에 베란다에 쇳가루가 쌓여요",
    ),
    "조선업 전문인력 양성": ("배 만드는 용접공이 없대요", "조선소에 젊은 사람이 안 와요"),
    "지역인재 채용 확대": (
        "지방대 나와도 여기 공기업은 서울 애들만 뽑아요",
        "우리 도 애들 좀 뽑아주는 회사",
    ),
    "중소기업 재직청년 복지포인트 지급": (
        "작은 회사는 명절 떡값도 없어서 서러워요",
        "공장 다니는 스물여덟인데 나도 포인트 받나",
    ),
    "대학생 학자금대출 이자 지원": (
        "빚내서 대학 다녔는데 갚을 게 태산이에요",
        "등록금 빌린 거 다달이 나가는 돈",
    ),
    "북부 제2청사 개청": (
        "도청 가려면 하루가 다 가요",
        "북쪽 사람들은 왜 멀리까지 가서 일 봐야 돼요",
    ),
    "119안전센터 신설": ("구급차가 옆 면에서 와서 늦었어요", "우리 읍에는 불 끄는 데가 없어요"),
    "긴급복지 위기가구 발굴": (
        "옆집이 며칠째 밥을 못 먹는 것 같아요",
        "전기도 끊긴 집 신고하는 번호",
    ),
    "하천 녹조 대응": ("강물이 초록 물감 푼 것 같아요", "여름에 물에서 비린내 나고 걸쭉해요"),
    "조부모 손주돌봄수당 지급": (
        "외할머니가 애 봐주는데 돈 좀 주나요",
        "손자 키우느라 허리 나간 할매 용돈",
    ),
}
# Things of which a title is the only word that names them: none is a word of citizens.
PLAIN_THINGS = {
    "민원 대기순번 알림서비스": ("구청에서 한 시간 기다렸어요", "줄이 길어서 창구 앞이 북적거려요"),
    "찾아가는 이동군수실": ("군수님 만나서 말하고 싶어요", "우리 마을로 공무원이 와주는 거"),
    "마을 민원처리반": ("동네로 와서 불편 들어주는 거", "수도꼭지 하나 갈아줄 사람이 없어요"),
    "학부모 원탁토론 정례화": ("학생 의견 말하는 자리", "모여서 이야기하는 자리 정기적으로"),
    "어르신 이미용권 지급": ("할머니 머리 하는 돈", "노인들 염색 쿠폰"),
    "경로당 부식비 지원": ("노인정 쌀값", "회관 반찬값"),
    "방학 중 중식 제공": ("방학에 밥 굶는 애들", "방학이면 애 점심이 걱정"),
    "통학버스 동승보호자 배치": ("봉고차에 같이 타주는 사람", "버스에서 애들 봐주는 분"),
    "고등학생 통학교통비 지급": ("학교 가는 차비", "고1 딸 버스카드 값"),
    "소상공인 스마트 주문기기 보급": ("식당에 주문 받는 로봇", "손님이 직접 누르는 기계"),
    "하천변 야외음악당 조성": ("물가에서 공연 보기", "밖에서 음악 듣는 데"),
    "심야책방·독립서점 지원": ("밤에 여는 책방", "동네 책 파는 집"),
    "유등축제 육성": ("강에 등 띄우는 행사", "가을밤 물 위에 불 켜는 거"),
    "유네스코 음악창의도시 지정": (
        "세계가 인정하는 노래 도시",
        "국제기구에 이름 올려 알아주는 도시",
    ),
    "노후 교사동 개축": ("학교 건물이 오십 년 됐어요", "교실 천장에서 물이 새요"),
    "생활폐기물 문전수거": ("쓰레기를 집 앞에서 가져가줘요", "대문 앞에 내놓기만 하면"),
    "과수 가공유통센터 건립": ("감 말려서 파는 데", "매실청 만드는 공장"),
    "김 육상채묘시설 현대화": ("바다풀 씨 붙이는 데", "김 공장 기계가 오래됐어요"),
    "회전교차로 설치": ("사거리에서 자꾸 박아요", "로터리로 만들면 안 기다려도 되는데"),
    "이른둥이 의료비 지원": ("일찍 나온 아기 병원비가 엄청나요", "인큐베이터에 한 달 있었어요"),
    "장애인 활동지원 시간 확대": (
        "밤에 옆에 있어 줄 사람이 없어 혼자 누워만 있어요",
        "몸을 못 쓰는데 네 시간으로는 모자라요",
    ),
    "주민센터 신축": (
        "동사무소가 좁아서 줄이 밖까지 나가요",
        "면사무소 계단을 할머니가 못 올라가요",
    ),
    "로컬푸드 직매장 확충": ("동네 농부 이름 붙은 가지랑 오이", "할머니가 키운 채소 사고 싶어요"),
    "탄소중립 실천포인트": ("물병 들고 다니면 돈 준대요", "전기 아끼면 돌려받는 거"),
}
# Forms that titles of usual subjects take, which name neither whom nor what is wrong.
USUAL = {
    "24시간 어린이집 운영": ("새벽 출근하는 엄마예요", "야간 근무라 밤에 애 볼 사람이 없어요"),
    "산후도우미 본인부담금 지원": ("조리원 가려면 옆 도시까지 가야 해요", "출산하고 몸조리"),
    "지역아동센터 운영 지원": ("무료로 숙제 봐주는 공부방", "공부방에 컴퓨터가 고물이에요"),
    "아픈아이 돌봄센터 설치": ("애가 열나는데 회사를 못 빠져요", "학교에서 열난다고 전화 왔어요"),
    "경로당 활성화": ("노인정 지붕이 새요", "노인회관 바닥이 꺼졌어요"),
    "시립요양원 건립": ("낮에만 할머니 봐주는 데", "노치원"),
    "실버 건강놀이터": ("노인용 그네", "늙은이가 몸 푸는 데"),
    "장애인 일자리 확대": ("장애인이 만든 복사용지", "장애인이 만든 쿠키 사주기"),
    "농아인 쉼터 설치": ("수화 통역사 불러줘요", "관공서에 수화하는 사람"),
    "고위험 위기가구 조사": ("옆집이 며칠째 불이 안 켜져요", "숨어 있는 가난한 이웃"),
    "취약계층 주거환경 정비": ("집 안이 발 디딜 틈 없어요", "물건을 못 버리는 사람"),
    "조손가정 지원": ("이혼하고 애 둘 키워요", "혼자 애 키우는 엄마"),
    "디지털성범죄 예방": ("벽에 구멍이 수상해요", "화장실에 몰카 있을까 봐 무서워요"),
    "학교 밖 청소년 꿈키움수당": ("학교 관두고 집에만 있어요", "애가 학교를 그만뒀어요"),
    "청년 희망적금": ("저축할 돈도 없는 청춘", "십만 원 넣으면 나라에서 십만 원 더 넣어주는 거"),
    "심야약국 지정 확대": ("약국이 일곱 시면 닫아요", "약사님 밤에도 계신 데"),
    "생명지킴이 양성": ("살기 싫어요", "극단적 선택"),
    "한의약 건강증진": ("침 맞고 뜸 뜨는 거", "한방으로 고쳐보고 싶어요"),
    "골다공증 검사 지원": ("오십견에 갱년기까지", "산부인과 검진 처녀"),
    "학습종합클리닉센터 운영": ("한글을 못 떼고 학교 갔어요", "코로나 때 공부를 놓쳤어요"),
    "독서교육 강화": ("글을 길게 못 읽어요", "아침에 십 분 책 읽기"),
    "교무행정지원 인력 확대": ("CCTV 점검을 왜 교사가", "선생님이 공문 쓰느라 수업을 못 해요"),
    "수학여행비 지원": ("애들 제주도 가는 비용", "졸업앨범 비싸요"),
    "소비자 교육 강화": ("신용카드 무서운 줄 몰라요", "세금이 뭔지 배우는 거"),
    "열람실 확충": ("밤새 공부할 데", "월요일은 왜 쉬어요"),
    "문화재 야행 개최": ("유네스코 올리자는 거", "돌탑에 낙서"),
    "밴드 연습공간 조성": ("기타 앰프 있는 방", "녹음실 빌리고 싶어요"),
    "전국체육대회 유치": ("올림픽 같은 거", "세계대회 열기"),
    "바닥분수 설치": ("풀장 공짜로", "워터파크 비싸요"),
    "평생직업교육 확대": ("도배 배우기", "용접"),
}
SAID: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "complaints": COMPLAINTS,
    "consequences": CONSEQUENCES,
    "unsaid": UNSAID,
    "countryside": COUNTRYSIDE,
    "plain things": PLAIN_THINGS,
    "usual": USUAL,
}
TABLES = {name: titles_catalogue([*said]) for name, said in SAID.items()}
TABLES |= {"town": TOWN_TABLE, "province": PROVINCE_TABLE}


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("name", "percent"),
    [
        ("complaints", 3),
        ("consequences", 2),
        ("unsaid", 5),
        ("countryside", 3),
        ("plain things", 5),
        ("usual", 4),
    ],
)
def test_words_that_no_title_has_find_the_pledge_they_are_about(name: str, percent: int) -> None:
    """All but a few in a hundred."""
    asked = [
        (text, f"가-{at:02d}")
        for at, texts in enumerate(SAID[name].values(), start=1)
        for text in texts
    ]
    missed = [text for text, number in asked if named(text, TABLES[name]) != (number,)]
    assert 100 * len(missed) <= percent * len(asked), missed


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "노인네 써주는 데가 없어요",
            "어르신 일거리 확대|노인일자리 사업|시니어클럽 운영|고령자 고용 촉진",
        ),
        ("학원 뺑뺑이 돌려요", "우리동네 돌봄터 설치|온종일돌봄 강화|다함께돌봄센터 확충"),
        ("선생님이 학부모한테 욕먹어요", "교사 보호|교육활동 보호센터 운영|교원 법률지원 확대"),
        ("그네가 녹슬었어요", "테마놀이터 조성|어린이공원 재정비|놀이환경 개선|무장애 놀이터"),
        ("아들이 방에서 안 나와요", "고립청년 지원|은둔형 외톨이 회복|청년 마음회복"),
        ("옆집에서 애 우는 소리가 나요", "아동보호체계 구축|학대아동 쉼터|아동 안전망 강화"),
        ("장애인 택시 두 시간 기다려요", "이동지원센터 운영|교통약자 차량 증차|장애인 이동권 보장"),
        ("방값이 월급 반이에요", "청년 주거비 지원|청년 전월세 이자|사회초년생 임대주택"),
    ],
)
def test_every_form_that_a_title_takes_is_found_by_the_same_words(text: str, titles: str) -> None:
    """Each in a table of other subjects."""
    others = [*TOWN, *PROVINCE]
    missed = [
        t for t in titles.split("|") if named(text, titles_catalogue([t, *others])) != ("가-01",)
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("frame", "words", "number"),
    [
        ("{} 보러 가는 늪", "왜가리 두루미 저어새", "가-07"),
        ("{} 때문에 밭이 엉망이에요", "멧돼지 오소리 두더지", "가-06"),
    ],
)
def test_words_of_one_kind_mean_the_same(frame: str, words: str, number: str) -> None:
    """Whichever bird or beast it is."""
    titles = ["로컬푸드 직매장 확대", "체육시설 확충", "수산자원 조성 및 종자 방류", "국악당 건립"]
    titles += ["공동주택 관리 지원", "유해 야생동물 피해방지", "철새 도래지 보전", "도로 포장"]
    table = titles_catalogue(titles)
    assert [w for w in words.split() if named(frame.format(w), table) != (number,)] == []


PRIVATE = {
    "complaints": (  # of a noun of one syllable only the noun is meant: 공 is no 공짜, 이 no 이사
        "학교 끝나고 떡볶이 먹으러 갈래",
        "할머니 용돈 드렸어요",
        "교실에 우산 두고 왔어요",
        "아기가 자고 있으니 문자 주세요",
        "이사 가는데 이삿짐센터 추천",
        "공짜 영화 보고 왔어",
        "할머니 댁에 다녀왔습니다",
        "어제 술을 너무 많이 마셔서 힘들다",
        "엄마가 냄비 태워서 새로 사드렸어",
        "아버지 리모컨 찾느라 한참 걸렸네",
        "벌에 쏘여서 병원 갔다 왔어",
        "배 멀미 나서 죽는 줄 알았네",
        "전세 만기라 부동산 갔다 왔어",
    ),
    "consequences": (  # what happened to them is nothing that an office would mend
        "제주도 2박3일 다녀왔어요 너무 좋았어요",
        "전화 소리를 못 들었어 미안",
        "차 키를 어디 뒀는지 모르겠네",
        "수두 걸려서 모임 못 가요",
        "친구 보내고 나니 쓸쓸하다",
        "콜센터에서 전화 왔는데 못 받음",
        "치킨집 말고 족발집 가자",
        "썰매 타다가 엉덩방아 찧었어요",
        "입대하는 동생 밥 사줬어",
        "강아지 옷 사줬어",
    ),
    "unsaid": (  # nobody lacks anything there
        "커피 한잔 하실래요",
        "차 시동이 안 걸려서 지각",
        "재택근무 신청서 어디에 내요",
        "유니폼 빨래 언제 찾아가요",
        "아침밥 안 먹고 왔더니 배고프다",
        "새가 유리창에 부딪혔어",
        "하산하는 중이라 신호가 약해요",
        "받아쓰기 백점 맞았대 우리 조카",
        "등록금 고지서 나왔대",
        "옷 만드는 취미가 생겼어",
    ),
    "countryside": (  # what they buy, eat and wear
        "고추장 불고기 맛있어요",
        "기름때 지우는 세제 추천",
        "작업복 사이즈 큰 걸로",
        "스리랑카 여행 사진",
        "자동화 테스트 돌려놨어요",
        "쌀 20킬로 주문했어요",
        "택배 어디쯤 왔는지 조회",
        "배송비 환불해 주세요",
        "불 끄고 자요",
        "소금물로 가글하세요",
        "외할머니 제사라 못 가요",
        "논술 학원 어디가 좋아요",
    ),
    "province": (  # one thing of two was said
        "의사 만나고 왔어요",
        "로켓배송 시켰어",
        "된장찌개 먹었어요",
        "회사 월급 들어왔다",
    ),
    "usual": (  # what they did, wear, eat and hear themselves
        "허리가 삐끗해서 한의원 다녀왔어요",
        "휴대폰 배터리 나갔어요",
        "팀장님 아기 태어났대요 축하해요",
        "시어머니가 김치 보내주셨어요",
        "인강 듣는데 졸려요",
        "콘서트 예매 실패했어요",
        "요가 매트 빌려주실 분",
        "강아지가 슬리퍼를 물어뜯었어요",
        "산부인과 진료비 영수증 처리",
        "아이돌 콘서트 티켓팅 성공",
    ),
    "town": (  # both must be said of one thing
        "기차표 예매했어요",
        "줄 서서 밥 먹었어요",
        "물 좀 주세요",
        "차가 고장 났어",
        "불 꺼 주세요",
    ),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in PRIVATE.items() for text in texts]
)
def test_the_same_words_of_private_life_find_none(name: str, text: str) -> None:
    """People, things, work and tools that no pledge is about."""
    assert named(text, TABLES[name]) == ()


@pytest.mark.parametrize(
    "text",
    ["비행기 표 너무 비싸", "도시락 반찬 너무 짜", "대장내시경 예약했어", "벚꽃 보러 언제 가"],
)
def test_a_word_that_only_begins_like_another_or_is_part_of_a_name_says_nothing(text: str) -> None:
    """비행 is delinquency; 꽃 중년 has no flowers."""
    assert named(text) == ()


@pytest.mark.timeout(20)
def test_an_expression_says_no_more_than_its_last_word() -> None:
    """갈 병원 and 병원 do not speak twice for a hospital."""
    table = titles_catalogue(("시립의료원 설립 추진", "24시간 어린이병원 운영 지원"))
    assert named("애가 새벽에 아픈데 갈 병원", table)[:1] == ("가-02",)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", ["내일 무슨 요일이야", "국장님 방으로 오래요"])
def test_a_day_and_a_way_are_no_slips_for_a_piece_of_a_title(text: str) -> None:
    """요일 is not 5일, and 방으 no word."""
    table = of([pledge("다-1", "경로당 주 5일 점심 제공"), pledge("다-2", "지방의료원 기능 강화")])
    assert named(text, table) == ()


@pytest.mark.timeout(20)
def test_when_something_is_open_alone_names_nothing() -> None:
    """It is said of a ship, a bus and a pharmacy, and is no thing that a title has."""
    assert isinstance(answer("한밤중에 늦게까지 하는 데", TABLE), NotFound)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("남의 건물 주차장 밤에 같이 쓰게 해주는 거", "지역개발-10"),
        ("마흔 넘은 아저씨들 응원해주는 사업", "복지건강-05"),
        ("우리 동네에서 여의도까지 한 번에 가는 열차 언제 다니나요", "지역개발-01"),
        ("눈이 안 보이는 분 지원", "복지건강-06"),
        ("동네 축구팀 유니폼이나 코치 지원", "교육문화-15"),
        ("할머니가 햄버거집 기계 주문을 못하셔서 배우고 싶대요", "복지건강-08"),
    ],
)
def test_a_thing_a_person_and_a_verb_say_it_together(text: str, number: str) -> None:
    """Where no word of the message stands in a title, or names another one."""
    assert named(text)[:1] == (number,)


def test_pledges_of_other_offices_are_found_as_well() -> None:
    """Of a table that is made of what many offices promise."""
    lines = (DATA / "citizens-elsewhere.tsv").read_text(encoding="utf-8").splitlines()[1:]
    titles = [line.split("\t") for line in lines]
    table = titles_catalogue([title for title, *_ in titles])
    said = [
        (question, f"가-{at:02d}", named(question, table)[:1])
        for at, (_, *questions) in enumerate(titles, start=1)
        for question in questions
    ]
    missed = [one for one in said if one[2] != (one[1],)]
    assert len(missed) <= len(said) * 7 / 100, missed
    assert sum(bool(found) for *_, found in missed) <= 2, missed


@pytest.mark.slow
@pytest.mark.parametrize("name", ["domain", "subject"])
def test_what_citizens_say_of_each_domain_finds_three_of_four(name: str) -> None:
    """In tables of some forty titles that many offices have; one of thirty finds another."""
    found = [
        (str(pledge.number), named(question, table)[:1])
        for table, lines in islice(tables_of(name), 0, None, 4)  # the fit reads all
        for pledge, (_, *questions) in zip(table.pledges, lines, strict=True)
        for question in questions
    ]
    right = sum(first == (number,) for number, first in found)
    wrong = sum(first not in {(number,), ()} for number, first in found)
    assert right >= len(found) * 3 / 4
    assert wrong <= len(found) / 30


@pytest.mark.timeout(20)
def test_how_many_and_how_long_says_nothing_of_which_pledge_is_meant() -> None:
    """No noun is left over that would speak against what the others say."""
    assert named("한 동에 하나씩 행복센터 둔다는 거") == ("경제공동체-07",)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text", ["발달장애 아이 말이 늦어요", "두발 단속을 아직도 해요", "보청기가 비싸요"]
)
def test_what_is_said_of_one_thing_is_not_read_as_a_title_that_begins_alike(text: str) -> None:
    """재활 is no 재활용, 학생자치 no 주민자치, and 수리 no 수리산."""
    titles = ("재활용 체계 구축", "주민자치회 활성화", "수리산 둘레길 정비", "도로 포장")
    assert named(text, titles_catalogue(titles)) == ()


def test_several_words_outweigh_one_that_a_title_has() -> None:
    """가산동 stands in other titles, but the companies and the jobs say what is meant."""
    assert named("가산동 회사들이랑 연결해서 취직시켜주는 회사")[:1] == ("경제공동체-05",)


def test_titles_named_word_for_word_are_not_read_otherwise() -> None:
    """Though their words are cues of other meanings as well."""
    text = "경전철이 교통행정과면 급행철도도 거기예요?"
    assert {*named(text)} == {"지역개발-03", "지역개발-13"}


def test_meanings_that_no_title_has_are_unused() -> None:
    """A combination whose official words the table lacks changes nothing."""
    table = of([pledge("가-01", "도로 포장")])
    assert named("남의 건물 주차장 밤에 같이 쓰게", table) == ()


def test_a_meaning_that_only_a_department_is_called_is_no_pledge() -> None:
    """A short official word begins a word of a title, or is unused."""
    table = of([pledge("가-01", "도로 포장", "교통과")])
    assert named("출퇴근 시간에 사거리가 너무 막혀요", table) == ("가-01",)


def test_the_answer_tells_which_words_were_read_together() -> None:
    """As they were typed."""
    text = "몸을 못 움직이는 사람 도와주는 거"
    said = rendered(answer(text), real(), Ask(text=text)).text
    assert "'몸을 못 움직이는 사람'" in said
    assert "→ '장애인지원'" in said


def votes(of: Meanings, words: list[str]) -> Iterator[Vote]:
    """What words say of a table with all titles that there might be."""
    return of.votes(words, of.of_table(frozenset))


def test_one_syllable_is_a_word_with_its_particle_or_a_verb() -> None:
    """개 is no 개발."""
    of_pets = Meanings([("@pet", "", "개"), ("@care", "", "돌보"), ("동물", "", "@pet @care")])
    assert [*votes(of_pets, ["개를", "돌보는"])]
    assert not [*votes(of_pets, ["개발", "돌보는"])]


@pytest.mark.parametrize(
    "text", [f"{number} 사업" for number in ("2027년", "20분", "200기", "4월")]
)
def test_a_number_begins_no_other_number_and_no_date(text: str) -> None:
    """20 and 4 are said of people in their twenties and forties."""
    table = of([pledge("1", "청년 창업허브 조성"), pledge("2", "중장년 재취업 지원")])
    assert named(text, table) == ()
    assert named("20대 창업", table) == ("1",)


def test_each_cue_needs_a_word_of_its_own() -> None:
    """One word is not two things."""
    table = [("@place", "", "방,자취방"), ("@alone", "", "자취"), ("1인 가구", "", "@place @alone")]
    assert not [*votes(Meanings(table), ["자취방"])]


def test_what_must_not_be_said_takes_an_expression_back() -> None:
    """A bicycle is no sport beside a road."""
    of_sports = Meanings([("@bike", "", "자전거"), ("체육", "", "운동 -@bike")])
    assert [*votes(of_sports, ["운동"])]
    assert not [*votes(of_sports, ["자전거", "운동"])]


def test_the_rarer_cues_say_more() -> None:
    """What several groups are said with tells less of each."""
    table = [("@place", "", "곳"), ("광장", "", "마당 @place"), ("공원", "", "나무 @place,숲")]
    [square] = votes(Meanings(table), ["마당", "곳"])
    [park] = votes(Meanings([*table, ("쉼터", "", "나무 그늘")]), ["나무", "곳"])
    assert square.strength > park.strength
    assert square.words == frozenset({0, 1})


def test_every_class_of_words_is_used_and_known() -> None:
    """No expression has a class that does not exist."""
    classes = {name for name, *_ in ROWS if name.startswith("@")}
    used = {
        cue.removeprefix("-")
        for name, _, words in ROWS
        if not name.startswith("@")
        for cue in words.replace(",", " ").split()
        if cue.removeprefix("-").startswith("@")
    }
    assert used <= classes
    assert classes - used == {"@nothing"}


def test_each_row_has_a_reason_and_nothing_twice() -> None:
    """Without spaces around its words."""
    for name, reason, words in ROWS:
        assert reason
        for listed in (name.strip("@~").split("|"), words.split(",")):
            assert len(set(listed)) == len(listed), (
                name,
                [w for w in listed if listed.count(w) > 1],
            )
            assert all(word.strip() == word != "" for word in listed), name


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("둘째 낳으면 얼마 더 주나", ("가-01",)),
        ("좋은 일 하는 사람들 혜택", ("가-02",)),
        ("하고 싶은 말", ()),
    ],
)
def test_words_that_say_nothing_alone_may_mean_a_pledge_together(
    text: str, number: tuple[str, ...]
) -> None:
    """Each of them is said of anything."""
    titles = ("출산장려금 확대", "자원봉사 활성화", "도로 포장", "도서관 건립", "하천 정비")
    assert named(text, titles_catalogue(titles)) == number


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("영어학원 말고 화면으로 배우는 거", "가-01"),
        ("배민 대신 수수료 싼 거", "가-02"),
        ("애들이 피시방 말고 모일 데", "가-03"),
        ("배민 대신 시에서 하는 거", "가-02"),
        ("늙어서 논을 못 갈아요 대신 해줄 사람", "가-05"),
        ("농사 대신 지어주는 거", "가-05"),
        ("책상 공부 말고 직접 겪어보는 학교", "가-06"),
        ("뱃살 빼주는 보건소", "가-07"),
        ("장난감 사지 말고 빌려 쓰는 데", "가-08"),
    ],
)
def test_what_no_pledge_has_is_not_left_out_but_says_what_is_wanted(text: str, number: str) -> None:
    """In place of it is something of its kind, or something is done for somebody."""
    titles = (
        "원어민 화상영어 지원",
        "공공배달앱 활성화",
        "청소년문화의집 건립",
        "도로 포장",
        "고령농 농작업 대행 서비스",
        "다양한 체험학교 운영",
        "비만 예방 건강증진 프로그램 운영",
        "장난감도서관 추가 개소",
    )
    assert named(text, titles_catalogue(titles)) == (number,)
