"""Replies in words: each is read as the answer that it is, or as none."""

import unicodedata
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.phrases import RIGHT, labelled_replies, reply_result
from bot.reminders.phrases.answers import MAX_CHARS, leave_until, reply_of, said_until
from bot.reminders.phrases.periods import About
from bot.reminders.phrases.pledges import Asked, by_number, how_many, reply_about
from bot.reminders.rules.deliveries import Response
from bot.reminders.rules.working_days import WorkingDays
from tests.lookup.tables import of, pledge, real
from tests.reminders.by_hand import SEOUL

OWN, OTHERS = ("교통행정과",), ("도시계획과", "주차관리과", "기획예산과")
TABLE = replace(real(), office="금천구청")


@pytest.mark.parametrize("kind", [*Response, None])
def test_a_reply_in_words_is_the_answer_that_it_says(kind: Response | None) -> None:
    """Or none, which is asked back; decomposed letters, as of a Mac, say the same."""
    of_kind = [text for answer, text in labelled_replies() if answer == (kind or "-")]
    assert of_kind
    for text in of_kind:
        for spelled in (text, unicodedata.normalize("NFD", text)):
            assert reply_result(kind or "-", spelled, TABLE) == RIGHT, text


@pytest.mark.parametrize(
    ("text", "is_more"),
    [
        ("제출완료", False),
        ("네, 제출했습니다. 감사합니다!", False),
        ("저희 부서는 어제 냈습니다", False),
        ("확인했습니다 ㅎㅎ", False),
        ("내일 드리겠습니다", False),
        ("제출했습니다. 첨부가 커서 두 번에 나누었습니다", True),
        ("12/9 14시에 제출하겠습니다", False),
        ("세 시 반까지 보낼게요", False),
        ("담당자가 출장이라 내일 제출하겠습니다", True),
        ("조직개편으로 저희 소관이 아닙니다", True),
    ],
)
def test_what_is_said_besides_is_noticed(text: str, is_more: bool) -> None:
    """It is kept with the answer."""
    assert reply_of(text, OWN, OTHERS).is_more is is_more


def test_the_department_that_is_named_instead_is_kept() -> None:
    """The coordinators need not search for it; one's own is none."""
    assert reply_of("도시계획과 소관입니다", OWN, OTHERS).owner == "도시계획과"
    assert reply_of("교통행정과 소관이 아닙니다", OWN, OTHERS).owner == ""
    assert reply_of("도시계획과나 주차관리과 소관입니다", OWN, OTHERS).owner == "도시계획과"


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("교통행정과가 아니라 주차관리과입니다", None),
        ("교통행정과 아니고 주차관리과예요", None),
        ("주차관리과가 아니라 교통행정과 업무입니다", None),
        ("교통행정과 말고 주차관리과 담당이에요", None),
        ("교통행정과 아님, 주차관리과", None),
        ("교통행정과에서 주차관리과로 이관됐어요", None),
        ("주차관리과 업무입니다 교통행정과 아닙니다", None),
        ("저희 과 아니고 주차관리과요", None),
        ("주차관리과 소관입니다", None),
        ("교통행정과가 아니라 도시계획과입니다", Response.NOT_OURS),
        ("저희 아니고 도시계획과입니다", Response.NOT_OURS),
        ("교통행정과 주차관리과 소관 아닙니다", Response.NOT_OURS),
        ("교통행정과도 아니고 주차관리과도 아닙니다", Response.NOT_OURS),
        ("교통행정과 일이 아닙니다", Response.NOT_OURS),
        ("교통행정과, 주차관리과 모두 제출했습니다", Response.SUBMITTED),
        ("주차관리과에서 제출했습니다", Response.SUBMITTED),
    ],
)
def test_who_of_two_departments_of_a_room_it_is_for_leaves_it_in_the_room(
    text: str, response: Response | None
) -> None:
    """It is asked back; that it is neither's, or a third one's, is said of the room."""
    own = ("교통행정과", "주차관리과")
    assert reply_of(text, own, ("도시계획과", "환경과")).response is response


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("내일 10시에 다시 알려 주세요", "2026-12-02 10:00"),
        ("내일 낼게요", "2026-12-02 09:00"),
        ("3시까지 낼게요", "2026-12-01 15:00"),
        ("한 시간만 미뤄 주세요", "2026-12-01 11:00"),
        ("30분만 더 기다려 주세요", "2026-12-01 10:30"),
        ("1시간 연기", "2026-12-01 11:00"),
        ("오후에 제출하겠습니다", "2026-12-01 14:00"),
        ("퇴근 전까지 보낼게요", "2026-12-01 17:30"),
        ("점심 먹고 드릴게요", "2026-12-01 13:00"),
        ("이따 오후에 낼게요", "2026-12-01 14:00"),
        ("이따 3시에 다시", "2026-12-01 15:00"),
        ("월말까지 연기 부탁드립니다", "2026-12-31 09:00"),
        ("말일에 다시 알려 주세요", "2026-12-31 09:00"),
        ("십이월 이십일까지 연장해 주세요", "2026-12-20 09:00"),
        ("내일 이 시간에 다시", "2026-12-02 10:00"),
        ("내일 같은 시간에 다시", "2026-12-02 09:30"),
        *((words, None) for words in ("이따가 할게요", "나중에 할게요", "아침에 냈어야 했는데")),
        *((words, None) for words in ("어제 9시에 다시", "다음 수요일에 낼게요")),
        ("하루만 더요", "2026-12-02 09:00"),
        ("크리스마스 지나고 낼게요", "2026-12-28 09:00"),
        ("점심 지나고 내겠습니다", "2026-12-01 13:00"),
        *(("복귀 첫날 9시에 내겠습니다", None), ("휴가 끝나고 첫날 오전에 낼게요", None)),
        *(
            ("연휴 첫날 낼게요", None),
            ("출장 마지막 날 낼게요", None),
            ("첫 영업일에 낼게요", None),
        ),
        *(("1월 4일 인사발령이라 그 전에 낼게요", None), ("16일이 감사라 그전까지 낼게요", None)),
        *(("다음 주 첫날 낼게요", "2026-12-07 09:00"), ("말일에 낼게요", "2026-12-31 09:00")),
        ("오늘은 어렵고 내일 오후에 내겠습니다", "2026-12-02 14:00"),
        ("4일까지는 무리고 7일까지 낼게요", "2026-12-07 09:00"),
        ("수요일은 안 되고 목요일에 낼게요", "2026-12-03 09:00"),
        ("내일은 휴가라 모레 낼게요", "2026-12-03 09:00"),
        ("오늘은 회의가 많아 내일 낼게요", "2026-12-02 09:00"),
        *(("6시 전까지 내겠습니다", "2026-12-01 18:00"), ("연말까지 낼게요", "2026-12-31 09:00")),
        ("2일(수) 결재 후 3일 제출하겠습니다", "2026-12-03 09:00"),
        ("수요일까지 내라고 하셨는데 금요일에 낼게요", "2026-12-04 09:00"),
        ("금요일까지 낼게요, 수요일 회의가 있어서요", None),
        ("수요일 회의 마치고 3시에 낼게요", None),
        ("다음 주 월요일은 휴가라 화요일에 낼게요", None),
        ("내일 확인하고 10분 뒤 낼게요", None),
        *(("마감 전날 다시 알려 주세요", "2026-12-20 09:00"), ("D-3에 낼게요", "2026-12-18 09:00")),
    ],
)
def test_what_a_reply_postpones_to(text: str, until: str | None) -> None:
    """Of several days the last, which is promised; what may be any time is asked."""
    now, due = (datetime(2026, 12, 1, *at, tzinfo=SEOUL) for at in ((10, 0), (9, 30)))
    at = said_until(text, now, due, WorkingDays(), date(2026, 12, 21)).at
    assert (at and f"{at:%Y-%m-%d %H:%M}") == until


def test_of_the_weekday_that_it_is_both_days_are_offered() -> None:
    """Neither is guessed."""
    now = datetime(2026, 12, 14, 10, tzinfo=SEOUL)  # Monday
    said = said_until("월요일까지 제출하겠습니다", now, now, WorkingDays())
    days = ["2026-12-14 14:00", "2026-12-21 09:00"]
    assert (said.at, [f"{at:%Y-%m-%d %H:%M}" for _, at in said.offered]) == (None, days)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        *(("모레 3시 반", "03 15:30"), ("모레 15:30에", "03 15:30"), ("3시 반", "01 15:30")),
        *(("내일 14:00", "02 14:00"), ("14:30", "01 14:30"), ("내일 9시반", "02 09:30")),
        *(("12/9 14시요", "09 14:00"), ("12/9(수) 15:00", "09 15:00"), ("12.11 10시", "11 10:00")),
        *(("12월 9일", "09 09:00"), ("12월 9일쯤", "09 09:00"), ("12월 9일까지요", "09 09:00")),
        ("네, 12월 9일 오후 2시 부탁드립니다!", "09 14:00"),
        *(("목요일 10:00", "03 10:00"), ("다음주 수요일 2시 반", "09 14:30")),
        *(("오늘 퇴근 전에", "01 17:30"), ("내일 점심 후", "02 13:00"), ("일주일 뒤", "08 09:00")),
        *(("오후 두 시 반", "01 14:30"), ("3일 뒤 오후 2시", "04 14:00")),
        *(("12월 말일", "31 09:00"), ("어제 14:00", None), ("매주 월요일", None)),
    ],
)
def test_a_time_alone_postpones(text: str, until: str | None) -> None:
    """However it is written; what is no one time to come is asked about."""
    now = datetime(2026, 12, 1, 10, tzinfo=SEOUL)
    reply = reply_of(text, OWN, OTHERS)
    assert (reply.response, reply.is_more) == (Response.POSTPONED, False)
    at = said_until(text, now, now, WorkingDays()).at
    assert (at and f"{at:%d %H:%M}") == until


@pytest.mark.parametrize(
    "text",
    ["3건", "4분기", "10", "1차", "수요일 2시 회의 자료", "12월 실적", "내일 10시인가요?", "ㅡㅡ"],
)
def test_what_only_has_a_number_or_a_time_in_it_is_no_time(text: str) -> None:
    """Nor is a question about one."""
    assert reply_of(text, OWN, OTHERS).response is None


@pytest.mark.parametrize("begins_with", ["제출했습니다 ", "내일 2시, " * MAX_CHARS])
def test_a_letter_is_no_answer(begins_with: str) -> None:
    """Whatever it says somewhere."""
    assert reply_of(begins_with + "가" * MAX_CHARS).response is None


@pytest.mark.parametrize(
    ("numbers", "text", "named"),
    [
        ("지역개발-05 지역개발-06", "지역개발 5, 6번 냈어요", "지역개발-05 지역개발-06"),
        ("지역개발-05 지역개발-06", "05번 냈어요", "지역개발-05"),  # no other area
        ("지역개발-05 지역개발-06", "지역개발-07 냈어요", None),
        ("2 3", "3시에 냈어요", ""),
        ("3 12", "12/3까지 낼게요", ""),
        ("2 3", "3번은 12/2에 낼게요", "3"),
        ("1-1-1 1-1-2", "1-1-2 제출했습니다", "1-1-2"),
        ("1-1-1 1-1-2", "1.1.1, 1의 1의 2 냈습니다", "1-1-1 1-1-2"),
        ("III-①-1 III-①-3", "Ⅲ-①-3은 2건 냈어요", "III-①-3"),
        ("1-1 1-2 1-3", "3번 제출했습니다", "1-3"),  # the third, too
        ("1-1 1-3 1-4", "3번 제출했습니다", None),
        ("1-1 1-2 2-2", "2번 제출했습니다", None),
        *(("1-1 1-2 1-3", f"2번{more} 제출했습니다", "") for more in ("에 나눠", " 나눠서", " 더")),
        ("A-1 A-2", "A-1번하고 A-2번 제출완료", "A-1 A-2"),
        ("가-1 가-3", "가-3 말고 가-1 냈어요", "가-3 가-1"),  # 말고 is left to be asked about
        ("혁신-1 혁신-2", "혁신-1에서 혁신-2까지 제출했습니다", "혁신-1 혁신-2"),
    ],
)
def test_a_reply_names_pledges_in_any_scheme(numbers: str, text: str, named: str | None) -> None:
    """None where another one may be meant."""
    pledges = numbers.split()
    others = [number for number in ("지역개발-07", "1") if ("-" in numbers) == ("-" in number)]
    table = of(pledge(number, "도로 정비") for number in (*pledges, *others))
    expected = None if named is None else tuple(named.split())
    assert by_number(text, pledges, table)[0] == expected


def asked_of(*departments: str, handed_in: str = "") -> Asked:
    """What a group of these departments is asked of the real table."""
    theirs = [each for each in TABLE.pledges if not {*departments}.isdisjoint(each.owners)]
    pledges = tuple(str(each.number) for each in theirs)
    still_open = tuple(each for each in pledges if each != handed_in)
    return Asked(pledges=pledges, still_open=still_open, departments=departments, catalogue=TABLE)


def read(words: str, asked: Asked) -> str:
    """What a reply says: its answer and the last part of each pledge; ? where that is asked."""
    named, reply = reply_about(words, asked)
    said = [reply.response or "-", "?" * named.is_open, *(each[-2:] for each in named.pledges)]
    return " ".join(filter(None, said))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("01번만 빼고 다 했어요", "submitted 03 04 12 13 14"),
        ("1번 빼고 다 했습니다", "submitted 03 04 12 13 14"),  # the first in the list, too
        ("네, 03번 빼고 다 냈어요", "submitted 04 12 13 14"),
        ("지역개발-03, 12 제외하고 전부 제출했습니다", "submitted 04 13 14"),
        ("교육문화-14 외에는 제출완료", "submitted 03 04 12 13"),
        ("지역개발-12 말고는 저희 부서 아닙니다", "not_ours 03 04 13 14"),
        ("지역개발-03, 04 빼고 나머지 공약 제출 완료", "submitted 12 13 14"),
        ("자전거 보험 빼고 다 냈습니다", "submitted 03 04 12 13"),
        ("나머지도 했어요", "submitted"),
        ("나머지 모두 제출했습니다", "submitted"),
        ("나머지 공약은 내일 낼게요", "postponed"),
        ("나머지는 확인했습니다", "confirmed"),
        ("12번만 제출했습니다", "submitted 12"),
        ("자전거만 제출했습니다", "submitted 14"),
        ("99번 빼고 다 했어요", "- ?"),
        ("03, 04, 12, 13, 14 빼고 다 했어요", "submitted ?"),
        ("나머지 첨부 파일 보냈습니다", "-"),
        ("나머지는 언제까지인가요?", "-"),
        ("01 말고 03 제출했습니다", "- 01 03"),
        ("01은 했고 나머지는 내일 할게요", "- 01"),
        ("01은 냈고 03 빼고 다 내일", "- 01 04 12 13 14"),
        ("지역개발-01 외 3건 제출했습니다", "- ? 01"),
        ("03번 빼고 다 했고 03번은 내일 낼게요", "- 03"),
        ("신안산선 빼고 다 했어요", "- ? 01 12"),
        ("급행철도 하나 남기고 다 제출", "submitted 03 04 12 14"),
        ("자전거 보험만 못 냈고 나머지는 다 냈습니다", "submitted 03 04 12 13"),
        ("다 올렸는데 지하철만 아직이에요", "submitted 03 12 13 14"),
        ("지하철은 아직이고 다른 건 다 냈어요", "submitted 03 12 13 14"),
        ("03 12는 냈고 나머지는 아직입니다", "submitted 03 12"),
        ("03은 냈고 04는 아직이에요", "submitted 03"),
        ("13번만 남았어요", "- 13"),
    ],
)
def test_a_reply_may_name_all_but_some(text: str, said: str) -> None:
    """Of those that are open; the first was handed in before. What says more is asked about."""
    assert read(text, asked_of("교통행정과", handed_in="지역개발-01")) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *(
            (words, "submitted 05 06")
            for words in (
                "5, 6번 제출했습니다",
                "5·6번 제출했습니다",
                "5, 6 제출했습니다",
                "5번, 6번은 냈습니다",
                "5번 6번 제출",
            )
        ),
        *((f"{run} 제출했습니다", "submitted 05 06 07") for run in ("5~7번", "05~07", "5, 6~7번")),
        ("지역개발 5 6 7 제출", "submitted 05 06 07"),
        ("05번 제출", "submitted 05"),
        ("구민광장 제출", "submitted 06"),
        ("제출", "-"),
        *((f"{run} 제출했습니다", "submitted ?") for run in ("1, 5번", "7~9번", "99번", "1~2번")),
        ("제출완료 (문서번호 교통행정과-1234)", "submitted"),
        ("도시계획과-12345호로 제출했습니다", "submitted"),
        ("제출했습니다. 담당 정교통 02-123-4567", "submitted"),
        ("제출했습니다 (내선 1234)", "submitted"),
        ("지역개발-05 제출했습니다. 문의 02-2627-1234", "submitted 05"),
    ],
)
def test_numbers_are_those_of_pledges_or_of_something_else(text: str, said: str) -> None:
    """Listed or from one to another; documents and telephones have numbers, too."""
    assert read(text, asked_of("도시계획과")) == said


@pytest.mark.parametrize(
    ("text", "response", "says_none"),
    [
        *(
            (text, None, True)
            for text in (
                "해당없음",
                "교통행정과 해당없음",
                "저희 과 해당 없음",
                "저희는 해당 사항이 없습니다",
                "이번 분기 실적 없습니다",
                "변동사항 없음",
            )
        ),
        *(
            (f"{text} 없음으로 {work}", Response.SUBMITTED, False)
            for text in ("저희 부서 해당", "추진실적", "변동사항")
            for work in ("제출합니다", "제출했습니다")
        ),
        *(
            (text, Response.NOT_OURS, False)
            for text in (
                "해당 없는 부서입니다",
                "해당 부서 아님",
                "저희 부서와 관련 없습니다",
                "저희 부서 해당 사항 아닙니다",
            )
        ),
    ],
)
def test_nothing_to_hand_in_is_not_the_same_as_not_theirs(
    text: str, response: Response | None, says_none: bool
) -> None:
    """해당 없음 may be either, and is asked."""
    reply = reply_of(text, OWN, OTHERS)
    assert (reply.response, reply.says_none) == (response, says_none)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("01은 제출, 03은 우리 부서 아님", "- 01 03"),
        ("01 제출, 03 도시계획과 소관", "- 01 03"),
        ("지역개발-01 완료, 지역개발-03 저희 아님", "- 01 03"),
        ("01 냈고 03은 내일", "- 01 03"),
        ("지하철 냈고 버스는 모레", "- 04 12"),
        ("01 제출, 03 제출", "submitted 01 03"),
        ("01, 03은 제출했고 확인도 마쳤습니다", "submitted 01 03"),
        ("4번부터 13번까지 제출", "submitted 04 12 13"),
        ("01~04 제출", "submitted 01 03 04"),
        ("1번부터 3번까지 제출했습니다", "submitted ?"),
        *((f"다른 {others} 제출했습니다", "-") for others in ("공약", "것은", "업무도 다")),
        ("안심하세요 다 냈습니다", "submitted"),
        ("퇴근하면서 제출했습니다", "submitted"),
        ("퇴근하고 올릴게요", "postponed"),
        ("지하철하고 버스 냈습니다", "submitted 04 12"),
        ("자전거 타고 와서 제출했습니다", "submitted ? 14"),
    ],
)
def test_answers_for_different_pledges_are_not_given_to_all(text: str, said: str) -> None:
    """What is clear of one is no answer for another; a verb names none."""
    assert read(text, asked_of("교통행정과")) == said


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("하루만 늦게 내도 될까요?", "2026-12-22"),  # later than the deadline
        ("기한을 일주일 연장해 주실 수 있나요?", "2026-12-28"),
        ("다음 주 수요일에 내도 될까요?", "2026-12-23"),
        ("12월 24일까지 기한 연장 부탁드립니다", "2026-12-24"),
        ("마감을 크리스마스 뒤로 미뤄 주세요", "2026-12-28"),
        ("24일까지 연장 부탁드립니다", "2026-12-24"),
        ("12월 28일 연장 부탁드립니다", "2026-12-28"),
        ("10일 연장 부탁드립니다", "2026-12-31"),
        ("열흘 정도 늦게 내도 될까요?", "2026-12-31"),
        ("기한 연장 요청드립니다", "None"),
        ("마감 전날로 알림 미뤄 주세요", ""),
        ("하루만 연기해 주세요", ""),
        ("마감 전까지 제출하겠습니다", ""),
    ],
)
def test_leave_is_asked_for_up_to_a_day(text: str, until: str) -> None:
    """To be reminded later is no leave."""
    now = datetime(2026, 12, 14, 10, tzinfo=SEOUL)
    assert reply_of(text, OWN, OTHERS).asks_coordinator is bool(until)
    if until:
        assert str(leave_until(text, now, WorkingDays(), date(2026, 12, 21))) == until


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("금천구민광장 조성은 제출했어요", "지역개발-06"),
        ("호암산성 실적 제출 완료", "교육문화-11"),
        ("구민광장은 우리 부서 아닙니다", "지역개발-06"),
        ("지역개발-05 제출했습니다", "지역개발-05"),
        ("도서관에서 제출했습니다", ""),
        ("주민 의견 정리해서 제출 완료", ""),
        ("센터 직원이 제출했습니다", ""),
        ("정보 입력 완료했습니다", ""),
        ("지원 감사합니다 제출했어요", ""),
    ],
)
def test_a_pledge_that_was_not_asked_for_is_told(text: str, numbers: str) -> None:
    """The answer is given for none of those that were."""
    named, _ = reply_about(text, asked_of("교통행정과"))
    assert [str(each.number) for each in named.elsewhere] == numbers.split()
    assert named.is_open is bool(numbers)


TRAFFIC, PLANNING, ENVIRONMENT = ("교통행정과",), ("도시계획과",), ("환경과",)
THREE = ("환경과", "주차관리과", "공원녹지과")


@pytest.mark.parametrize(
    ("group", "text", "said"),
    [
        *(
            (PLANNING, f"{words} 제출했습니다", f"submitted {pledges}")
            for words, pledges in (
                ("구민광장", "06"),
                ("광장", "06"),
                ("구민광장 건", "06"),
                ("구민광장만", "06"),
                ("구민광장에 대한 실적", "06"),
                ("구민광장조성", "? 06"),
                ("구민괌장", "? 06"),
                ("역세권", "? 05 07"),
                ("구청역사", "05"),
                ("역사 복합개발", "05"),
                ("유통상가", "14"),
                ("상가 재개발", "14"),
                ("복합개발 두 건", "05 07"),
                ("구민광장이랑 공군부대", "06 07"),
                ("구민광장, 공군부대, 유통상가", "06 07 14"),
                ("광장 및 공군부대", "06 07"),
                ("5번하고 구민광장", "05 06"),
                ("지역개발-06, 유통상가", "06 14"),
                ("복합개발", "? 05 07"),
                ("조성 실적", "? 06 14"),
            )
        ),
        *(
            (TRAFFIC, f"{words} 냈습니다", f"submitted {pledges}")
            for words, pledges in (
                ("지하철", "04"),
                ("버스", "12"),
                ("급행", "13"),
                ("철도는", "13"),
                ("2호선 연장", "04"),
                ("금광선 연장 용역", "03"),
                ("자전거랑 지하철", "04 14"),
                ("마을버스 급행철도 자전거", "12 13 14"),
                ("지역개발-03 용역", "03"),
                ("교육문화", "14"),
                ("지역개발은 다", "01 03 04 12 13"),
                ("용역 건", "? 03 04"),
                ("신안산선", "? 01 12"),
                ("마을뻐스", "? 12"),
                ("신안삼선", "? 01 12"),
                ("광역철도", "? 13"),
            )
        ),
        *(
            (ENVIRONMENT, f"{words} 제출했습니다", f"submitted {pledges}")
            for words, pledges in (("먼지", "12"), ("대책 강화", "12"), ("구민활동 지원", "11"))
        ),
        *(
            (THREE, f"{words} 제출했습니다", f"submitted {pledges}")
            for words, pledges in (
                ("주차", "09 10"),
                ("주차장", "09"),
                ("주차관리", "09 10"),
                ("주차과", "09 10"),
                ("환경", "11 12"),
                ("환경과만", "11 12"),
                ("환경과 미세먼지", "12"),
                ("환경과 조합동입니다.", "11 12"),
                ("녹지", "06 07 08"),
                ("공원녹지와 주차관리", "09 10 06 07 08"),
                ("가산동 공원", "07"),
                ("지역개발", "09 10"),
                ("가족환경", "06 07 08 11 12"),
                ("환경과 빼고", "09 10 06 07 08"),
                ("공원", "? 06 07 08"),
                ("두 부서", "? 09 10 06 07 08 11 12"),
                ("저희 과는", "? 09 10 06 07 08 11 12"),
            )
        ),
        (TRAFFIC, "마을뻐스는 저희 소관이 아닙니다", "not_ours ? 12"),
        (TRAFFIC, "마을버스는 내일 내겠습니다", "postponed 12"),
        (TRAFFIC, "신안산선 조기완공은 다음 주 수요일에 제출하겠습니다", "postponed 01"),
        (PLANNING, "구민광장은 확인했습니다", "confirmed 06"),
        (PLANNING, "구민광장은 우리 부서 아닙니다", "not_ours 06"),
        (TRAFFIC, "급행철도는 도시계획과 소관입니다", "not_ours 13"),
        (TRAFFIC, "용역은 저희 소관이 아닙니다", "not_ours ? 03 04"),
        (THREE, "주차관리과는 내일 내겠습니다", "postponed 09 10"),
    ],
)
def test_what_a_reply_names_narrows_what_it_is_about(
    group: tuple[str, ...], text: str, said: str
) -> None:
    """By a part of a word, too, by departments and by fields; what may be meant is open."""
    assert read(text, asked_of(*group)) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        *(
            (words, "postponed")
            for words in (
                *("내일 완료", "이번 주 내 제출 완료", "다음 주 제출 완료", "오늘까지 입력 완료"),
                *("12/20 완료", "16일 공문 시행 완료", "오후 완료", "15시 제출 완료"),
            )
        ),
        *((words, "-") for words in ("금요일 제출 완료", "오전 제출완료")),
        *(
            (words, "submitted")
            for words in (
                *("오늘 제출 완료", "9시 반에 제출 완료", "지난주 금요일 제출 완료"),
                *("12/10 제출 완료", "10일 제출 완료", "어제까지 전부 입력 완료"),
                *("내일 회의가 있어 오늘 제출했습니다", "금요일에 제출 완료했습니다"),
            )
        ),
        *(
            (f"{of} 제출했습니다", "-")
            for of in (
                *("3분기 실적", "2/4분기 자료", "지난 분기 것", "상반기 실적", "3분기에"),
                *("작년 실적은", "2025년 4분기 실적", "지난해 4분기 실적", "25년 실적"),
                *("지난달 것은", "9월분", "1차분", "2차 자료는"),
            )
        ),
        *(
            (f"{of} 제출했습니다", "submitted")
            for of in (
                *("4분기 실적", "4/4분기 실적", "2026년 4분기 실적", "올해 것", "이번 분기 실적"),
                *("하반기 실적으로", "3분기와 4분기 실적 모두", "1차, 2차 모두", "두 차례 나눠"),
                *("10~12월 실적", "12월분까지", "1차 의견을 반영해", "2차 위원회 뒤"),
                *("지난 월요일에", "이번 달성 실적", "10월 11월 12월 실적"),
                *("지난달에", "11월에 이미", "12월 초에", "지난 분기와 동일하게", "3분기에 이어"),
            )
        ),
        ("지난 분기에 도시계획과로 넘어갔습니다", "not_ours"),
    ],
)
def test_a_reply_is_read_by_its_day_and_by_what_was_asked(words: str, said: str) -> None:
    """What is to be done later is a promise; what may be, or is of another period, is asked."""
    about = About(words="4분기 실적 제출", now=datetime(2026, 12, 14, 10, tzinfo=SEOUL))
    assert read(words, replace(asked_of("교통행정과"), about=about)) == said


@pytest.mark.parametrize(
    ("asked", "words", "said"),
    [
        ("3분기 실적 제출", "3분기 실적 제출했습니다", "submitted"),
        ("3분기 실적 제출", "2026년 3분기 실적 제출했습니다", "submitted"),
        ("실적 제출", "4분기 실적 제출했습니다", "submitted"),
        ("실적 제출", "작년 실적 제출했습니다", "submitted"),
        ("실적 제출", "3분기 실적 제출했습니다", "-"),
        ("1차 점검 결과 제출", "1차 점검 결과 제출했습니다", "submitted"),
        ("1차 점검 결과 제출", "2차 점검 결과 제출했습니다", "-"),
        ("의회 요구자료", "의회에 제출했습니다", "submitted"),
        ("도시계획과에 자료 제출", "도시계획과에 제출했습니다", "submitted"),
        ("도시계획과에 자료 제출", "환경과에 제출했습니다", "-"),
    ],
)
def test_a_reply_may_name_what_the_reminder_is_of(asked: str, words: str, said: str) -> None:
    """One without a period is of this month or the one before."""
    about = About(words=asked, now=datetime(2027, 1, 5, 10, tzinfo=SEOUL))
    assert read(words, replace(asked_of("교통행정과"), about=about)) == said


@pytest.mark.parametrize(
    ("group", "text", "said"),
    [
        (TRAFFIC, "4분기 추진실적 제출했습니다", "submitted"),
        (TRAFFIC, "어제 퇴근 전에 제출했습니다", "submitted"),  # 출퇴근
        (TRAFFIC, "교통행정과 제출했습니다", "submitted"),
        (TRAFFIC, "저희 과는 제출했습니다", "submitted"),
        (TRAFFIC, "기한 연장 부탁드립니다", "postponed"),  # 금광선 연장
        (TRAFFIC, "지하철 안에서 제출했습니다", "submitted"),
        (TRAFFIC, "출퇴근 시간이라 늦었지만 제출했습니다", "submitted"),
        (TRAFFIC, "김주무관이 엊그제 메일로 제출했습니다", "submitted"),
        (TRAFFIC, "구청 시스템에 올렸습니다", "submitted"),
        (PLANNING, "만드는 중이에요", "postponed"),  # 조성
        (PLANNING, "지역개발 전부 제출했습니다", "submitted"),
        (PLANNING, "구민광장에서 회의하고 제출했습니다", "submitted"),
        (ENVIRONMENT, "공약실천계획 제출했습니다", "submitted"),
        (THREE, "우리 부서 아님", "not_ours"),
        (THREE, "세 부서 모두 제출했습니다", "submitted"),
        (THREE, "환경과, 주차관리과, 공원녹지과 제출했습니다", "submitted"),
        (("교육지원과",), "교육지원 실적 제출했습니다", "submitted"),
        (("어르신장애인과",), "어르신과 제출했습니다", "submitted"),
        (("복지정책과",), "sent it", "submitted"),
        (("지역경제과",), "제출했는데 반려됐습니다", "-"),  # 반려동물
    ],
)
def test_what_names_nothing_is_said_of_all(group: tuple[str, ...], text: str, said: str) -> None:
    """Words of any reply, places, reasons, and what all have in common."""
    assert read(text, asked_of(*group)) == said


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """None makes it fail."""
    reply_of(text, OWN, OTHERS)


@pytest.mark.parametrize(
    ("words", "pledges"),
    [
        ("농업기술과 제출했습니다", "2"),
        ("농업기술센터 농업기술과 제출했습니다", "2"),
        ("농업기술센터의 농업기술과는 냈습니다", "2"),
        ("농업기술과입니다. 제출했습니다", "2"),
        ("농업기슬과 제출", "2"),
        ("농업기술과는 우리 부서 아닙니다", "2"),
        ("농정축산과 제출했습니다", "1"),
        ("농정과 냈어요", "1"),
        ("농정축산과와 농업기술과 제출했습니다", ""),
        ("농업기술센터 제출완료", ""),
        ("저희는 냈습니다", ""),
        ("저희 과는 냈습니다", None),
        ("보건행정과 냈습니다", "3"),
        ("보건과 냈습니다", None),
        ("농업과 제출", None),
    ],
)
def test_a_department_of_several_is_known_by_what_it_is_called(
    words: str, pledges: str | None
) -> None:
    """None where the word fits several of them: their answers would be each other's."""
    names = ("농업기술센터 농정축산과", "농업기술센터 농업기술과", "보건행정과", "보건정책과")
    table = of(pledge(str(at), "공약", name) for at, name in enumerate(names, 1))
    own, numbers = (names[:2], ("1", "2")) if "농" in words else (names, ("1", "2", "3", "4"))
    asked = Asked(pledges=numbers, still_open=numbers, departments=own, catalogue=table)
    named, _ = reply_about(words, asked)
    assert named.is_open is (pledges is None)
    assert pledges is None or named.pledges == tuple(pledges.split())


@pytest.mark.parametrize(
    ("words", "is_all"),
    [
        *[
            (words, True)
            for words in (
                "6건 제출했습니다",
                "여섯 개 다 냈습니다",
                "총 6건 제출 완료",
                "6개 과제 제출",
                "제출했습니다",
                "이번 건 제출했습니다",
                "첨부 2건 제출했습니다",
                "3개월분 제출했습니다",
                "2개 부서 모두 제출했습니다",
                "한 건도 빠짐없이 제출했습니다",
                "두 번에 나눠 제출했습니다",
            )
        ],
        *[
            (words, False)
            for words in (
                "5건 제출했습니다",
                "다섯 건 냈습니다",
                "3건 모두 제출했습니다",
                "7건 제출했습니다",
                "5개 사업 실적 제출했습니다",
                "두 사업 제출",
                "하나 냈어요",
                "둘 다 냈습니다",
                "1건 남기고 다 냈습니다",
                "네, 5건 제출 완료",
                "열두 건 제출",
            )
        ],
    ],
)
def test_a_count_is_of_all_where_there_are_as_many(words: str, is_all: bool) -> None:
    """Else it is of some of the six, and which they are is asked."""
    assert (how_many(words) <= {6}) is is_all


def test_what_remains_is_no_answer_for_all() -> None:
    """Though all the others were handed in."""
    assert reply_of("조금 남기고 다 냈습니다").response is None
