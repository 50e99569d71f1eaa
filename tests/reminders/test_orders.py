"""What is asked for in plain words: orders, several reminders in one text, corrections."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.reminders.phrases.corrections import corrected
from bot.reminders.phrases.draft import AskWhom, Draft, opened, settled
from bot.reminders.phrases.orders import is_order, is_whole, several
from bot.reminders.rules.reminder import Departments, Everyone, OwnersOf, Reminder
from bot.reminders.rules.working_days import WorkingDays
from tests.lookup.tables import real

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 12, 1, 9, tzinfo=SEOUL)
TABLE = real()
CALENDAR = WorkingDays()
OFFICE = (TABLE, NOW, CALENDAR)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("도시계획과한테 모레 오후 두시 회의 있다고 알려줘", "회의 있습니다"),
        ("환경과랑 청소행정과에 금요일 세시 간담회 공지", "간담회 공지"),
        ("교통행정과 매주 월요일 아홉시 주간보고 알림 걸어줘", "주간보고"),
        ("공원녹지과에 삼십분 뒤에 전화 달라고 해", "전화 주세요"),
        ("금요일마다 다섯시에 교통행정과 주간보고 알려주도록 해줘", "주간보고"),
        ("부서장 회의 내일 두시 전체 알려줘", "부서장 회의"),
        ("교통행정과에 내일 9시 회의라고 알려줘", "회의"),
        ("내일 3시에 전체에 회의 공지해줘", "회의"),
        ("청소행정과랑 환경과한테 12/10 14시 합동점검이라고 알려", "합동점검"),
        ("주차관리과에 한 시간 뒤 전화 달라고 해줘요", "전화 주세요"),
        ("보건정책과 내일 9시 방역 회의 참석하라고 전달해", "방역 회의 참석"),
        ("전 부서 월요일마다 9시에 주간보고 받아줘", "주간보고"),
        ("내일 10시 회의 취소됐다고 교통행정과에 알려줘", "회의 취소됐습니다"),
        ("교통행정과 담당자에게 12/15 10시 현황 보내라고 해주세요", "현황 보내세요"),
        ("지역개발-05 담당에게 모레 9시 자료 제출하라고 알림", "자료 제출"),
        ("전 부서에 공지 올려줘 내일 9시 정전이라고", "정전"),
        ("12월 10일 2시 현장점검인데 교통행정과에 전날 알려줘", "12/10 2시 현장점검"),
        ("내일 3시 회의인데 환경과에 한 시간 전에 알려줘", "3시 회의"),
    ],
)
def test_who_is_to_be_told_at_some_time_is_an_order(text: str, said: str) -> None:
    """However that is asked for; what the groups read is what is to be told."""
    assert is_order(text, *OFFICE)
    _, step = settled(opened(text, TABLE, NOW), TABLE, SEOUL, CALENDAR)
    assert isinstance(step, Reminder)
    assert step.text == said


@pytest.mark.parametrize(
    "text",
    [
        "교통행정과 내일 오전 열시까지 자료 내라고 해줘",
        "12월 20일까지 4분기 실적 내라고 전 부서에 알려줘",
        "전체 부서 12월 20일 마감으로 4분기 실적 받아줘",
        "교통행정과에 제출 부탁한다고 보내줘",
        "교통행정과에 자료 제출이 늦었다고 전해줘",
        "전 부서에 공지 올려줘 내일 정전이라고",
        "주차관리과 방에 메시지 보내줘 내일까지 자료 달라고",
        "지역개발-05 담당 부서에 내일 열시까지 진도 보고하라고 해줘",
        "교통행정과에 오늘 중으로 제출하라고 알려줘",
    ],
)
def test_an_order_may_leave_something_to_be_asked(text: str) -> None:
    """What it leaves open is asked about as with a command."""
    assert is_order(text, *OFFICE)


@pytest.mark.parametrize(
    "text",
    [
        "교통행정과 공약 내일까지 알려줘",
        "내일 회의에 쓸 교통행정과 공약 알려줘",
        "교통행정과 12월 일정 알려줘",
        "지역개발-05 12월까지 되나요 알려줘",
        "교통행정과 전화번호 알려줘",
        "월요일에 여는 도서관 알려줘",
        "12월에 끝나는 환경과 공약 보여줘",
        "교통행정과에 무엇을 물어보면 되는지 알려줘",
        "청소년에게 내년 도움 되는 공약 알려줘",
        "교통행정과 내일 10시 회의 언제야?",
        "내일까지 답해야 하는데 주차 공약 담당 부서 알려줘",
        "지역개발-05 담당 부서에 뭐라고 해야 해",
        "전 부서 공약 목록 보내줘",
        "안 낸 부서에 다시 한번 알려줘",
        "교통행정과 담당자한테 자료 독촉해줘",
        "내일 9시에 알려줘",
        "교통행정과에 내일 9시에 알려줘",
    ],
)
def test_a_question_or_a_part_of_a_reminder_is_no_order(text: str) -> None:
    """Whatever it ends with."""
    assert not is_order(text, *OFFICE)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("도시계획과 12/10 15시 정산 마감", True),
        ("도시계획과 매주 월 점검", True),
        ("도시계획과", False),
        ("도시계획과 모레 11시", False),
        ("모레 11시 회의", False),
        ("도시계획과 회의", False),
        ("도시계획과, 모레 11시요", False),
        ("도시계획과 모레 11시로 해줘", False),
        ("도시계획과에 모레 11시에 보내줘", False),
        ("도시계획과요 내일까지", False),
    ],
)
def test_a_reminder_says_whom_and_when_and_what(text: str, whole: bool) -> None:
    """A part of that is none; what is unclear of it may be asked."""
    assert is_whole(text, *OFFICE) == whole


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "교통행정과 매주 월 9시 주간\n도시계획과 12/10 10시 회의\n전체 12/20 마감 D-3 9시 실적",
            [
                "교통행정과 매주 월 9시 주간",
                "도시계획과 12/10 10시 회의",
                "전체 12/20 마감 D-3 9시 실적",
            ],
        ),
        (
            "교통행정과에 내일 10시 회의 알려주고 도시계획과에는 모레 14시 제출 알려줘",
            ["교통행정과에 내일 10시 회의 알려줘", "도시계획과에는 모레 14시 제출 알려줘"],
        ),
        (
            "교통행정과에 내일 10시 회의 공지해줘. 그리고 도시계획과에 모레 14시 제출 알려줘.",
            ["교통행정과에 내일 10시 회의 공지해줘", "도시계획과에 모레 14시 제출 알려줘."],
        ),
        (
            "환경과 12/10 10시 점검\n장소는 현장\n의약과 12/11 9시 회의\n장소는 보건소",
            ["환경과 12/10 10시 점검\n장소는 현장", "의약과 12/11 9시 회의\n장소는 보건소"],
        ),
        (
            "교통행정과 내일 10시 회의, 도시계획과 모레 10시 점검",
            ["교통행정과 내일 10시 회의", "도시계획과 모레 10시 점검"],
        ),
        *(
            (text, [text])
            for text in (
                "교통행정과 내일 10시 회의\n- 장소: 3층\n- 자료 지참",
                "전체 12/9 9시 일정 안내\n교통행정과 12/10 10시 현장\n도시계획과 12/11 14시 현장",
                "교통행정과 내일 10시: 일정\n도시계획과 12/10 10시 점검",
                "교통행정과 12/15 9시 일정\n12/16 10시 1차 회의\n12/17 10시 2차 회의",
                "교통행정과, 도시계획과 내일 10시 회의",
            )
        ),
    ],
)
def test_each_of_several_reminders_names_whom_and_when(text: str, parts: list[str]) -> None:
    """Lines or clauses that do not are what the one before them says."""
    assert [*several(text, *OFFICE)] == parts


def draft(text: str) -> Draft:
    """What a command settles."""
    return settled(opened(text, TABLE, NOW), TABLE, SEOUL, CALENDAR)[0]


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("11시", "2026-12-02 11:00"),
        ("시간은 14시로", "2026-12-02 14:00"),
        ("오후 3시로 해줘", "2026-12-02 15:00"),
        ("아 참 10시 말고 11시", "2026-12-02 11:00"),
        ("10시 반으로 수정 부탁해요", "2026-12-02 10:30"),
        ("그 알림 9시로 당겨줘", "2026-12-02 09:00"),
        ("하루 늦춰줘", "2026-12-03 10:00"),
        ("30분 앞당겨줘", "2026-12-02 09:30"),
        ("날짜는 12/10", "2026-12-10 10:00"),
        ("12/10로 변경", "2026-12-10 10:00"),
        ("다음주 화요일로 옮겨줘", "2026-12-08 10:00"),
    ],
)
def test_when_a_draft_comes_is_corrected_in_words(words: str, at: str) -> None:
    """Only the part that is named."""
    after = corrected(draft("교통행정과 내일 10시 회의"), words, *OFFICE)
    assert after is not None
    _, step = settled(after, TABLE, SEOUL, CALENDAR)
    assert isinstance(step, Reminder)
    rule = step.schedule.rule
    assert f"{getattr(rule, 'day', rule)} {step.schedule.at:%H:%M}" == at
    assert (step.audience, step.text) == (Departments(names=("교통행정과",)), "회의")


@pytest.mark.parametrize(
    ("whose", "words", "audience"),
    [
        ("교통행정과", "도시계획과도", Departments(names=("교통행정과", "도시계획과"))),
        (
            "교통행정과",
            "의약과, 환경과도 넣어줘",
            Departments(names=("교통행정과", "의약과", "환경과")),
        ),
        ("교통행정과", "도시계획과로 바꿔줘", Departments(names=("도시계획과",))),
        ("교통행정과", "아니요 도시계획과로요", Departments(names=("도시계획과",))),
        ("교통행정과", "받는 부서는 도시계획과로 변경해줘", Departments(names=("도시계획과",))),
        ("교통행정과", "전체로 바꿔줘", Everyone()),
        ("교통행정과", "교통행정과는 빼줘", None),
        ("교통행정과", "환경과는 빼줘", Departments(names=("교통행정과",))),
        ("교통행정과, 환경과", "환경과는 빼줘", Departments(names=("교통행정과",))),
        ("교통행정과, 환경과", "환경과 말고 의약과로", Departments(names=("교통행정과", "의약과"))),
        ("환경과 제외 전체", "의약과도 빼줘", Everyone(without=("환경과", "의약과"))),
        ("환경과 제외 전체", "환경과도 넣어줘", Everyone()),
        ("지역개발-05 담당", "환경과도 추가", Departments(names=("도시계획과", "환경과"))),
    ],
)
def test_whom_a_draft_is_for_is_corrected_in_words(
    whose: str, words: str, audience: Departments | Everyone | OwnersOf | None
) -> None:
    """More, fewer or others; where nobody is left it is asked."""
    after = corrected(draft(f"{whose} 내일 10시 회의"), words, *OFFICE)
    assert after is not None
    _, step = settled(after, TABLE, SEOUL, CALENDAR)
    assert step.audience == audience if isinstance(step, Reminder) else audience is None
    assert isinstance(step, Reminder | AskWhom)


@pytest.mark.parametrize(
    "words",
    [
        "도시계획과",
        "교통행정과 공약",
        "11시에 여는 도서관",
        "내일 열리는 축제",
        "10시 공약",
        "오늘 기준 공약 몇 개야",
        "월요일 공약",
        "지역개발-05",
        "1-1",
        "5번",
        "2026년",
        "다음 주 뭐 있어?",
        "환경과 담당 공약 추가된 거",
        "도시계획과도 공약 있어?",
        "도시계획과 말고 환경과 공약",
        "교통행정과에서 추가한 공약",
        "이 공약 담당 바꿔줘",
        "도시로",
        "고마워요",
    ],
)
def test_a_question_corrects_no_draft(words: str) -> None:
    """Whatever it has in common with a correction."""
    assert corrected(draft("교통행정과 내일 10시 회의"), words, *OFFICE) is None
