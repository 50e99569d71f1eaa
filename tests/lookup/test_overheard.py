"""What is asked about a pledge among people, and what only mentions one."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.lookup.overheard import asks_about_number
from tests.lookup.tables import ANY_TEXT, MANY, real

ASKED = """
who owns 지역개발-05
Who owns 지역개발-05?
who is responsible for 지역개발-05
who's in charge of 지역개발-05?
which department handles 지역개발-05
which team is 지역개발-05
지역개발-05 owner?
지역개발-05 어디 담당이에요?
지역개발-05 어디 담당이에요
지역개발-05 담당?
지역개발-05 담당
지역개발-05 담당부서
지역개발-05 담당 부서?
지역개발-05 담당자는?
지역개발-05?
지역개발-05는요?
지역개발-05 누구 담당?
지역개발-05 누구야
지역개발-05 어디예요?
지역개발-05 어디죠
지역개발-05는 어디 소관인가요?
지역개발-05 소관 부서가 어디죠?
지역개발-05 누가 담당하나요?
지역개발-05 누가 맡고 있나요
지역개발-05 맡은 부서 어디예요?
지역개발-05 어느 과예요?
지역개발-05 어느 부서에서 하나요?
지역개발-05 무슨 과 담당이야
지역개발-05 담당 어디야
지역개발-05 담당이 누구예요
지역개발-05 담당자가 누구인가요
지역개발-05 담당자 누군지 아시는 분?
지역개발-05 담당부서 알려주세요
지역개발-05 담당 좀 알려줘
지역개발-05 담당 부서 아시는 분 계신가요
지역개발-05 담당이 어디인지 궁금합니다
지역개발-05 담당이 어디인지 모르겠어요
지역개발-05 담당 부서가 어디인지 알 수 있을까요?
지역개발-05 소관이 어디입니까
지역개발-05 뭐예요?
지역개발-05가 뭐죠
지역개발-05 무슨 사업이에요?
지역개발-05 무슨 공약이지
지역개발-05 내용 알려주세요
지역개발-05 알려줘
지역개발-05 찾아줘
지역개발-05 조회
지역개발-05 누구 거예요?
지역개발-05 교통행정과 담당 맞나요?
지역개발-05 교통행정과 맞아요?
지역개발-05는 도시계획과 아닌가요?
지역개발-05 저희 과 담당인가요?
지역개발-05 우리 소관이에요?
안녕하세요, 지역개발-05 담당 부서가 어디인가요?
과장님 지역개발-05 누구 담당인지 아세요?
민원이 들어왔는데 지역개발-05 어디 담당인가요?
혹시 지역개발-05 담당자 누구신가요?
담당자가 누구죠 지역개발-05
지역개발 5번 담당 어디야?
지역개발5 담당?
지역개발-05, 06 담당 부서 어디예요?
지역개발-05~08 담당?
교육문화-03이랑 복지건강-01은 어디 담당이에요?
회의 자료 보냈습니다. 지역개발-05는 어디 담당인가요?
지역개발-99 담당?
"""

MENTIONED = """
지역개발-05
지역개발-05 자료 올렸습니다
지역개발-05 자료 올렸습니다.
지역개발-05 확인했습니다
지역개발-05 확인 부탁드립니다
지역개발-05 제출 완료
지역개발-05 제출했어요
지역개발-05 했어요?
지역개발-05 제출하셨나요?
지역개발-05 자료 보내 주세요
지역개발-05 자료 좀 부탁드려요
지역개발-05 자료 어디 있어요?
지역개발-05 파일 어디에 올려요?
지역개발-05 어디까지 됐어요?
지역개발-05 어디까지 진행됐나요
지역개발-05 언제까지예요?
지역개발-05 마감 언제죠?
지역개발-05 회의 몇 시예요?
지역개발-05 회의 어디서 해요?
지역개발-05 추진율 얼마예요?
지역개발-05 왜 늦어지나요?
지역개발-05 담당입니다
지역개발-05 담당자입니다.
지역개발-05 담당자 어디 갔어요?
지역개발-05 담당자 어디 계세요?
지역개발-05 담당 주무관님 오늘 휴가입니다
지역개발-05 담당 부서에 자료 보냈습니다
지역개발-05 담당이 바뀌었습니다
지역개발-05 담당자 회의는 3시입니다
지역개발-05 담당 부서는 도시계획과입니다
지역개발-05는 도시계획과 담당이에요!
지역개발-05는 교통행정과에서 합니다
지역개발-05 누가 했는지 잘했네요
지역개발-05 누가 올릴까요?
지역개발-05 예산 얼마나 남았어요
지역개발-05랑 지역개발-06 자료 합쳐서 올렸어요
지역개발-05 관련 회의 자료입니다
지역개발-05 건은 내일 말씀드릴게요
지역개발-05는 제가 할게요
지역개발-05 수정했습니다 확인해 주세요
지역개발-05 자료 다시 보내드릴까요?
지역개발-05 이번 주에 제출해도 되나요?
지역개발-05 엑셀로 내면 되나요?
지역개발-05 진행 상황 공유드립니다
지역개발-05 완료
지역개발-05 OK
지역개발-05 uploaded
updated 지역개발-05, please check
지역개발-05 네 알겠습니다
지역개발-05 오타 있네요
지역개발-05 사진 찍어 주실 분?
지역개발-05 점검 같이 가실 분 계신가요
오늘 점심 어디로 갈까요?
담당자가 누구예요?
이 사업 담당 부서 어디예요?
5번 담당 누구예요?
지역개발 담당 어디예요?
지개5 담당?
wldurroqkf-05 담당?
도시개발-05 담당?
2025년 12월 5일까지 담당자 누구예요?
주차 담당 어디예요?
지역개발-05 자료 올렸습니다. 점심 어디로 갈까요?
"""


def lines(table: str) -> list[str]:
    """One sentence a line."""
    return table.strip().splitlines()


@pytest.mark.parametrize("text", lines(ASKED))
def test_who_asks_about_a_number_is_heard(text: str) -> None:
    """Whose it is, or what it is."""
    assert asks_about_number(text, real())


@pytest.mark.parametrize("text", lines(MENTIONED))
def test_who_only_mentions_a_number_is_left_alone(text: str) -> None:
    """And so is who asks about something else."""
    assert not asks_about_number(text, real())


@MANY
@given(ANY_TEXT)
def test_any_text_is_judged(text: str) -> None:
    """Without a number written in full, never a question."""
    asked = asks_about_number(text, real())
    assert not asked or any(category in text for category in real().by_category)
