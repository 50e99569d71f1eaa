"""Commands called in plain words, by their Korean names or by what they do."""

from __future__ import annotations

import pytest

from bot.people.replies.commands import called, command_of


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            "help",
            [
                "help",
                "Help?",
                "명령어",
                "사용법 좀 알려줘",
                "어떻게 써요?",
                "메뉴 보여줘",
                "사용법이요",
            ],
        ),
        ("remind", ["알림 등록하고 싶어요", "알림 등록 어떻게 해요?", "알림 추가해 주세요"]),
        (
            "reminders",
            ["알림 보여줘", "예약된 알림 보여 주세요", "알림 취소하고 싶어요", "알림 삭제"],
        ),
        ("board", ["누가 안 냈어?", "미제출 부서", "안 낸 부서 알려 주세요", "현황판 보여줘요"]),
        (
            "holiday",
            ["휴일 추가할래요", "휴일을 추가하려면", "휴일 목록", "휴일 추가 어떻게 하면 되나요"],
        ),
        ("people", ["직원 목록 보여줘", "승인 요청"]),
        ("invite", ["초대 링크 만들어 줘", "초대하고 싶어요"]),
        ("misses", ["못 찾은 말"]),
        ("remind", ["우리 부서 알림", "저희 과 알림 등록"]),
        ("reminders", ["우리 부서 알림 목록", "우리 방 알림 보여줘", "저희 알림 취소"]),
        ("board", ["우리 부서 현황판", "우리 팀 제출 현황 보여 주세요"]),
        ("stats", ["통계 보여줘"]),
    ],
)
def test_a_command_is_called_in_plain_words(command: str, said: list[str]) -> None:
    """By its Korean name, whatever is asked of it."""
    assert [command_of(words) for words in said] == [command] * len(said)


@pytest.mark.parametrize(
    "words",
    [
        "현황 조사 공약",
        "사람 중심 도시",
        "공약 알려줘",
        "휴일 진료",
        "공약표 담당",
        "우리 부서 공약표",
        "우리 부서",
        "써",
        "보여줘",
        "하기",
        "취소",
    ],
)
def test_a_question_calls_no_command(words: str) -> None:
    """Whatever it has in common with the name of one."""
    assert command_of(words) is None


@pytest.mark.parametrize(
    ("text", "command", "words"),
    [
        ("지역개발-05 연혁", "history", "지역개발-05"),
        ("연혁 지역개발-05", "history", "지역개발-05"),
        ("지역개발-05 담당 변경 이력 좀 알려 주세요", "history", "지역개발-05"),
        ("마감 알림 12/20 4분기 실적 제출", "campaign", "12/20 4분기 실적 제출"),
        ("내일 10시 회의 알림 등록해 줘", "remind", "내일 10시 회의"),
        ("전체 내일 9시 회의\n자료 지참 알림 보내줘", "remind", "전체 내일 9시 회의\n자료 지참"),
        ("조직 개편 교통행정과 → 교통과", "reorg", "교통행정과 → 교통과"),
    ],
)
def test_a_command_called_by_its_name_has_words_beside_it(
    text: str, command: str, words: str
) -> None:
    """Ahead or behind, as one says it."""
    assert called(text) == (command, words)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("지역개발-05 언제부터 담당이야", "history"),
        ("지역개발-05 언제부터 도시계획과야?", "history"),
        ("지역개발-05 담당 언제 바뀌었어", "history"),
        ("지역개발-05 담당이 바뀐 적 있나요", "history"),
        ("지역개발-05 원래 어느 부서였어", "history"),
        ("지역개발-05 예전 담당은", "history"),
        ("예전 지역개발-05 담당", "history"),
        ("2026년 3월에 1-1 담당 누구였어?", "history"),
        ("2026년 6월 30일 기준 1-1 담당", "history"),
        ("1-1 담당 작년에 누구였어", "history"),
        ("지난해 도서관 담당부서", "history"),
        ("1번 누가 맡았었어", "history"),
        ("우리 부서 냈나요?", "board"),
        ("우리 부서 몇 건 남았어?", "board"),
        ("우리 과 빠진 거 있어?", "board"),
        ("누가 아직 안 냈지", "board"),
        ("환경과는 실적 제출했나요?", "board"),
        ("교육지원과 제출 현황", "board"),
    ],
)
def test_a_command_is_called_by_what_it_does(text: str, command: str) -> None:
    """Without its name, and with all that is said."""
    assert called(text) == (command, text)


@pytest.mark.parametrize(
    "text",
    [
        "지역개발-05 언제부터 시작해",
        "지역개발-05 언제까지야",
        "2026년에 끝나는 공약 담당",
        "2025년에 완료된 공약 담당부서",
        "작년에 시작한 거 담당 부서",
        "작년 예산 담당",
        "1-1 담당 누구였지",
        "이력서 도와주는 곳",
        "사람 중심 도시",
        "휴일 진료",
        "교통행정과에서 하는 공약 알려줘",
        "교통행정과 전화번호 보내줘",
        "내년에 끝나는 공약 알려줘",
        "청년에게 도움 되는 공약 알려줘",
        "내일 회의에 쓸 교통행정과 공약 알려줘",
        "월요일에 여는 도서관 알려줘",
        "교통행정과에 무엇을 물어보면 되는지 알려줘",
        "알림톡 보내줘",
        "우리 부서 제출했어요",
        "저희 과 공약 중에 남은 거",
        "우리 동네 주차장 남았나요",
    ],
)
def test_what_asks_about_pledges_calls_no_command(text: str) -> None:
    """Though it begins or ends alike."""
    assert called(text) is None
