"""Phrases: what is said in Korean about when, with its next times; asked where it is not clear."""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from importlib.resources import files
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reminders.phrases.days import Question
from bot.reminders.phrases.korean import PARTS
from bot.reminders.phrases.parser import understood
from bot.reminders.phrases.phrase import Said, Unclear
from bot.reminders.phrases.scanner import pieces
from bot.reminders.phrases.tokens import Date, Days
from bot.reminders.rules.schedule import Schedule, occurrences
from bot.reminders.rules.working_days import Shift, WorkingDays
from bot.store.records import from_json, to_json
from tests.reminders.by_hand import NOW, SEOUL, works
from tests.reminders.generated import NOW as DECEMBER
from tests.reminders.generated import When
from tests.reminders.generated import next_times as counted_through
from tests.reminders.phrases import (
    DAYS,
    DEADLINES,
    HALVES,
    QUARTERS,
    SERIES,
    TIMES,
    Falls,
    every_day,
    last_day,
    monthly,
    nth,
    on,
    weekly,
    working,
)

CALENDAR = WorkingDays()
DAY = timedelta(days=1)

WIDE = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)}
YEARLY = ("매년 12월 마지막 영업일", "매년 1월 첫 영업일")
SPELLINGS: dict[str, Callable[[str], str]] = {
    "풀어 쓴 한글": lambda text: unicodedata.normalize("NFD", text),
    "전각": lambda text: text.translate(WIDE),
    "띄어쓰기 둘": lambda text: text.replace(" ", "  "),
    "보이지 않는 글자": "\u200b".join,
}


def said(text: str, now: datetime = NOW) -> Said:
    """What is understood, which it has to be."""
    result = understood(text, now, CALENDAR)
    assert isinstance(result, Said), result
    return result


def asked(text: str, now: datetime = NOW) -> Unclear:
    """What has to be asked."""
    result = understood(text, now, CALENDAR)
    assert isinstance(result, Unclear), result
    return result


def next_times(result: Said, now: datetime = NOW) -> list[str]:
    """The next three."""
    found = islice(occurrences(result.schedule, now, CALENDAR), 3)
    return [f"{moment:%Y-%m-%d %H:%M}" for moment in found]


def by_hand(
    falls: Falls,
    at: clock_time,
    shift: Shift,
    leads: tuple[int, ...] = (0,),
    counts: Falls = every_day,
) -> list[str]:
    """The next three, found by asking of every day; leads are of the days that count."""
    when = When(words="", timed=((falls, at),), shift=shift, leads=leads)
    return [*(counted_through(when, NOW, counts) or ())]


@pytest.mark.parametrize(("phrase", "falls", "shift"), SERIES, ids=[row[0] for row in SERIES])
def test_series(phrase: str, falls: Falls, shift: Shift) -> None:
    """Again and again, with whom before it and what about behind it."""
    result = said(f"교통행정과 {phrase} 9시 주간 추진상황 입력")
    expected = by_hand(falls, clock_time(9), shift)
    assert len(expected) >= 2  # the calendar by hand ends with 2028
    assert next_times(result)[: len(expected)] == expected
    assert (result.before, result.after) == ("교통행정과", "주간 추진상황 입력")


@pytest.mark.parametrize(("phrase", "day"), DAYS, ids=[row[0] for row in DAYS])
def test_single_days(phrase: str, day: str) -> None:
    """Once, whether it is a day off or not."""
    result = said(f"전체 {phrase} 오전 10시 회의 자료")
    assert next_times(result) == [f"{day} 10:00"]
    assert (result.before, result.after) == ("전체", "회의 자료")


@pytest.mark.parametrize(
    ("slips", "word", "days"),
    [
        ("다음쥬 다음누 다믐주 다음줒 다음우 다음ㅜ주", "다음주", "금요일"),
        ("이번쥬 이먼주 이번두 이벋주", "이번주", "금요일"),
        ("매쥬 메주 먀주 매두 매줗", "매주", "금요일"),
        ("격쥬 격누 겨주 역주", "격주", "금요일"),
        ("매워 매웓 메월 매우러", "매월", "25일"),
        ("매댤 매닫 먀달", "매달", "25일"),
        ("이번댤 이번닫 이넌달", "이번달", "25일"),
        ("다음댤 다음닫 다은달", "다음달", "25일"),
        ("매워 매뤌 먀월", "매월", "말일마다"),
        ("격워 격웡", "격월", "마지막 영업일마다"),
        ("매뷴기 매분가", "매분기", "말일마다"),
        ("매냔 메년 매녁", "매년", "12월 25일"),
    ],
)
def test_a_slip_in_a_word_ahead_of_days_is_asked_about(slips: str, word: str, days: str) -> None:
    """금요일 alone is another one than that of 다음주; what is likely meant is the first answer."""
    for slip in slips.split():
        text = f"전체 {slip} {days} 10시 회의"
        found = asked(text)
        assert (found.question, found.heard) == (Question.WHICH, slip)
        assert found.answers[0].text == f"전체 {word} {days} 10시 회의"
        assert found.answers[-1].text.endswith(f": 전체 {slip} 회의")


@pytest.mark.parametrize("half", ["", "오후 "])
@pytest.mark.parametrize(
    ("said_first", "first"),
    [
        ("2시 30분", "14:30"),
        ("2시30", "14:30"),
        ("2시반", "14:30"),
        ("2:30", "14:30"),
        ("2시", "14:00"),
        ("2시 5분", "14:05"),
    ],
)
@pytest.mark.parametrize("last", ["4시", "4시 30분", "4:00", "4시반"])
@pytest.mark.parametrize("between", ["~", " ~ ", "-", "부터 "])
def test_what_lasts_is_asked_about_from_its_start(
    half: str, said_first: str, first: str, last: str, between: str
) -> None:
    """And an hour before; all of it stays in the text."""
    lasts = f"{half}{said_first}{between}{last}{'까지' * (between == '부터 ')}"
    question = asked(f"전체 12/4(금) {lasts} 30명 참석 회의")
    assert question.question is Question.TIME
    assert question.tail == f" {lasts} 30명 참석 회의"
    hour = int(first[:2]) - 1
    assert [str(each.value) for each in question.answers] == [
        f"{first}:00",
        f"{hour}{first[2:]}:00",
    ]


UNDATED = [(p, d) for p, d in DAYS if not any(isinstance(f.piece, Date | Days) for f in pieces(p))]


@pytest.mark.parametrize(("phrase", "day"), UNDATED, ids=[row[0] for row in UNDATED])
def test_a_day_may_be_said_with_its_date(phrase: str, day: str) -> None:
    """And another date is asked about."""
    for step in (0, 1):
        dated = date.fromisoformat(day) + step * DAY
        month, number, weekday = dated.month, dated.day, "월화수목금토일"[dated.weekday()]
        for beside in (
            *(f"{month}/{number}", f"{month}월 {number}일", f"{number}일", f"{month}.{number}."),
            *(f"{month}/{number}, {weekday}", f"{number}일 {weekday}요일"),
        ):
            text = f"전체 {phrase}({beside}) 오전 10시 회의 자료"
            if step:
                assert asked(text).question in {Question.DISAGREES, Question.PASSED}
                continue
            assert next_times(said(text)) == [f"{day} 10:00"]
            assert said(text).after == "회의 자료"


@pytest.mark.parametrize(("phrase", "falls", "leads"), DEADLINES, ids=[row[0] for row in DEADLINES])
def test_deadlines(phrase: str, falls: Falls, leads: tuple[int, ...]) -> None:
    """Days before; never after them."""
    result = said(f"전체 {phrase} 14:00 4분기 실적 제출")
    assert next_times(result) == by_hand(falls, clock_time(14), Shift.PREVIOUS, leads)
    assert (result.before, result.after) == ("전체", "4분기 실적 제출")


ANCHORS: tuple[tuple[str, Falls], ...] = (
    ("매월 10일", monthly(10)),
    ("매월 말일", last_day()),
    ("매월 첫 영업일", working(1)),
    ("매월 둘째 주 수요일", nth(2, "수")),
    ("매주 화요일", weekly("화")),
    ("매년 3월 1일", monthly(1, of=(3,))),
    ("매분기 시작", monthly(1, of=(1, 4, 7, 10))),
    ("매분기 종료", last_day(QUARTERS)),
    ("매 반기가 끝난", last_day(HALVES)),
)
OFFSETS: tuple[tuple[str, int, Falls], ...] = (
    ("3일 전", 3, every_day),
    ("하루 전", 1, every_day),
    ("전날", 1, every_day),
    ("2영업일 전", 2, works),
    ("다음 날", -1, every_day),
    ("이틀 뒤", -2, every_day),
    ("일주일 후", -7, every_day),
    ("다음 영업일", -1, works),
    ("5영업일 뒤", -5, works),
)
AROUND: tuple[tuple[str, Falls, int, Falls], ...] = (
    *(
        (f"{anchor} {offset}", falls, lead, counts)
        for anchor, falls in ANCHORS
        for offset, lead, counts in OFFSETS
    ),
    ("매월 시작 후 10일", monthly(1), -9, every_day),
    ("분기 종료 후 5영업일", last_day(QUARTERS), -5, works),
    ("반기별 종료 후 10일", last_day(HALVES), -10, every_day),
    ("매월 10일 다다음날", monthly(10), -2, every_day),
    ("반기 종료 5영업일 전", last_day(HALVES), 5, works),
    ("매분기 종료 후 10일", last_day(QUARTERS), -10, every_day),
    ("매월 끝나고 3영업일", last_day(), -3, works),
    ("매년 끝난 뒤 일주일", last_day((12,)), -7, every_day),
)


@pytest.mark.parametrize(("phrase", "falls", "lead", "counts"), AROUND, ids=[r[0] for r in AROUND])
def test_so_far_from_each_day_of_a_series(
    phrase: str, falls: Falls, lead: int, counts: Falls
) -> None:
    """In days or working days, before and after; a day off moves it further away."""
    result = said(f"환경과 {phrase} 9시 실적 제출")
    shift = Shift.PREVIOUS if lead > 0 else Shift.NEXT
    expected = by_hand(falls, clock_time(9), shift, (lead,), counts)
    assert next_times(result)[: len(expected)] == expected
    assert (result.before, result.after) == ("환경과", "실적 제출")


@pytest.mark.parametrize(("phrase", "at"), TIMES, ids=[row[0] for row in TIMES])
@pytest.mark.parametrize(
    ("days", "falls", "shift"),
    [
        ("내일", on("2026-11-24"), Shift.NONE),
        ("매월 25일", lambda day: day.day == 25, Shift.PREVIOUS),
    ],
)
def test_times_of_day(days: str, falls: Falls, shift: Shift, phrase: str, at: clock_time) -> None:
    """In every way they are written."""
    assert next_times(said(f"{days} {phrase} 보고")) == by_hand(falls, at, shift)


@pytest.mark.parametrize(("phrase", "at"), TIMES[:40:3], ids=[row[0] for row in TIMES[:40:3]])
def test_the_time_may_come_first(phrase: str, at: clock_time) -> None:
    """As in 오전 10시 내일."""
    assert next_times(said(f"{phrase} 내일")) == [f"2026-11-24 {at:%H:%M}"]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(
    "phrase",
    [
        *("매주 월,수 오전 9시 30분", "12/20 마감 D-7 D-3 D-1 9시", "매월 셋째 주 수요일 17:00"),
        *(
            "2026-12-20 14:00",
            "내일 오후 세 시",
            "매분기 말 5일 전 9시",
            "격주 수요일 9시 12/2부터",
        ),
    ],
)
def test_spellings_of_the_same_phrase(phrase: str, spelling: str) -> None:
    """Decomposed, full-width, spaced out: understood alike."""
    assert next_times(said(SPELLINGS[spelling](phrase))) == next_times(said(phrase))


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("1시간 뒤", ["2026-11-23 17:00"]),
        ("한 시간 후 점검", ["2026-11-23 17:00"]),
        ("1시간 반 뒤", ["2026-11-23 17:30"]),
        ("1시간 20분 뒤", ["2026-11-23 17:20"]),
        ("30분 후", ["2026-11-23 16:30"]),
        ("삼십분 뒤", ["2026-11-23 16:30"]),
        ("10시간 뒤", ["2026-11-24 02:00"]),
        ("오늘 17시", ["2026-11-23 17:00"]),
        ("오늘 오후 6시 반", ["2026-11-23 18:30"]),
        ("오늘 6시", ["2026-11-23 18:00"]),
        ("내일 3시 보고", ["2026-11-24 15:00"]),  # nothing in it speaks of the night
        ("다음주 금요일 두 시 반", ["2026-12-04 14:30"]),
        ("오늘 8시", ["2026-11-23 20:00"]),  # the other half of the day lies behind
        ("월요일 9시", ["2026-11-30 09:00"]),  # said on a Monday at 16
        ("2주 후 금요일 15시", ["2026-12-11 15:00"]),
        ("내일하고 금요일 9시", ["2026-11-24 09:00", "2026-11-27 09:00"]),
        ("내일 점심 먹고 2시", ["2026-11-24 14:00"]),
        ("내일 10, 15시 점검", ["2026-11-24 10:00", "2026-11-24 15:00"]),
        ("12.9 / 12.23 13시", ["2026-12-09 13:00", "2026-12-23 13:00"]),
        ("2027.1.18 1400", ["2027-01-18 14:00"]),
        ("2/26 한 달 전 10시", ["2027-01-26 10:00"]),
        ("내년 어버이날 9시", ["2027-05-08 09:00"]),
        ("12/18 마감 D-3 실적", ["2026-12-15 09:00"]),  # as a campaign counts down
        ("오늘 7시 반", ["2026-11-23 19:30"]),
        ("매일 자정", ["2026-11-24 00:00", "2026-11-25 00:00", "2026-11-26 00:00"]),
        ("다음주 월요일, 수요일 9시", ["2026-11-30 09:00", "2026-12-02 09:00"]),
        ("12/21 마감 2영업일 전 9시", ["2026-12-17 09:00"]),
        ("12/28 마감 D-1 9시", ["2026-12-24 09:00"]),
        ("내년 첫 출근일 9시", ["2027-01-04 09:00"]),
        ("매월 첫 출근일 9시", ["2026-12-01 09:00", "2027-01-04 09:00", "2027-02-01 09:00"]),
        ("올해 마지막 출근일 16시", ["2026-12-31 16:00"]),
        ("12/25 10시 점검, 휴일이면 전날", ["2026-12-24 10:00"]),
        (
            "12월 2주차부터 격주 화요일 10시",
            ["2026-12-08 10:00", "2026-12-22 10:00", "2027-01-05 10:00"],
        ),
        (
            "12월 둘째 주 화~목 10시",
            ["2026-12-08 10:00", "2026-12-09 10:00", "2026-12-10 10:00"],
        ),
        *(
            (text, [f"2026-11-{day} {hour}:00"])
            for text, day, hour in (
                ("내일 아니 모레 10시 회의", 25, 10),
                ("모레 아 아니 글피 9시 보고", 26, "09"),
                ("11/25 아니고 11/26 10시", 26, 10),
                ("내일 10시 아니 11시 회의", 24, 11),
                ("10시 말고 11시 내일 회의", 24, 11),
                ("내일 10시 아니 모레 14시", 25, 14),
                ("수요일이 아니라 목요일 10시", 26, 10),
                ("내일도 9시", 24, "09"),
                ("내일 오후 3시요", 24, 15),
                ("모레 10시로요", 25, 10),
            )
        ),
    ],
)
def test_other_phrases(text: str, times: list[str]) -> None:
    """Counted on a printed calendar."""
    assert next_times(said(text)) == times


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("교통행정과 매주 월 9시 주간 추진상황 입력", "교통행정과", "주간 추진상황 입력"),
        ("매주 월 9시: 주간보고 PPT 제출", "", "주간보고 PPT 제출"),
        ("교통행정과, 내일 9시에 회의", "교통행정과", "회의"),
        ("교통행정과 (매주 월 9시) 보고", "교통행정과", "보고"),
        ("4분기 실적 제출 전체 내일 9시", "4분기 실적 제출 전체", ""),
        ("전체 내일 9시 12월 공약 점검표", "전체", "12월 공약 점검표"),
        ("전체 내일 9시 1/4분기 실적", "전체", "1/4분기 실적"),
        ("전체 내일 9시 4분기 실적", "전체", "4분기 실적"),
        ("전체 내일 9시 반기 실적", "전체", "반기 실적"),
        ("전체 내일 오전 9시 30분 3분기 실적", "전체", "3분기 실적"),
        ("3/4분기 실적 내일 9시", "3/4분기 실적", ""),
        ("지역개발-05 내일 9시 2025년 실적 3월분", "지역개발-05", "2025년 실적 3월분"),
        ("전체 매주 금 9시 마감 현황 입력", "전체", "마감 현황 입력"),
        ("매주 금 9시 다음주 일정 입력", "", "다음주 일정 입력"),
        ("매주 월 9시: 금요일 회의 자료", "", "금요일 회의 자료"),
        ("매주 월 9시\n12/20까지 제출", "", "12/20까지 제출"),
        ('내일 9시 "12/20 회의" 안내', "", '"12/20 회의" 안내'),
        ("내일 9시 10시부터 12시까지 교육", "", "10시부터 12시까지 교육"),
        ("내일 9시 추석 연휴 근무 명단", "", "추석 연휴 근무 명단"),
        ("매주 월 9시 수요조사 1일 1회", "", "수요조사 1일 1회"),
        ("내일 9시 14:00~16:00 교육", "", "14:00~16:00 교육"),
        ("내일 9시 어제 회의 결과 제출", "", "어제 회의 결과 제출"),
        ("매주 월 9시 지난주 실적 입력", "", "지난주 실적 입력"),
        ("상반기 실적 내일 9시 제출", "상반기 실적", "제출"),
        ("매주 월 9시\n1. 추진상황\n2. 실적", "", "1. 추진상황\n2. 실적"),
        ("내일 9시 👨‍👩‍👧 행사", "", "👨‍👩‍👧 행사"),
    ],
)
def test_the_rest_is_left_as_it_is(text: str, before: str, after: str) -> None:
    """Whom and what about, with whatever looks like a date there."""
    result = said(text)
    assert (result.before, result.after) == (before, after)
    assert result.rest == f"{before} {after}".strip()


@pytest.mark.parametrize("end", ["요", "로요", "예요", "이에요", "입니다", "에요"])
def test_a_polite_ending_is_no_word_of_the_message(end: str) -> None:
    """Of an answer to when."""
    result = said(f"다음주 월요일 9시{end}: 회의")
    assert (result.before, result.after) == ("", "회의")


def test_what_was_said_is_kept() -> None:
    """The words beside the rule."""
    assert said("교통행정과 매주 월 9시 보고").schedule.said == "매주 월 9시"
    assert said("12/20 4분기 실적 제출 D-3 9시").schedule.said == "12/20 D-3 9시"


@pytest.mark.parametrize(
    ("text", "question", "values"),
    [
        ("내일 5시 아침 순찰", Question.HALF_OF_DAY, [clock_time(17), clock_time(5)]),
        ("매주 월 6시 반 새벽 점검", Question.HALF_OF_DAY, [clock_time(18, 30), clock_time(6, 30)]),
        ("내일 7시", Question.HALF_OF_DAY, [clock_time(7), clock_time(19)]),
        ("내일 8시", Question.HALF_OF_DAY, [clock_time(8), clock_time(20)]),
        ("내일 오전 12시", Question.HALF_OF_DAY, [clock_time(12), clock_time(0)]),
        ("내일 자정", Question.MIDNIGHT, [clock_time(23, 59), clock_time(0)]),
        ("12/20 24시", Question.MIDNIGHT, [clock_time(23, 59), clock_time(0)]),
        ("내일 밤 12시", Question.MIDNIGHT, [clock_time(23, 59), clock_time(0)]),
        ("내일", Question.TIME, [clock_time(9), clock_time(10), clock_time(14), clock_time(17)]),
        ("매주 월 보고", Question.TIME, [clock_time(h) for h in (9, 10, 14, 17)]),
        ("내일 오후", Question.TIME, [clock_time(h) for h in (14, 15, 17)]),
        ("내일 오전 중", Question.TIME, [clock_time(h) for h in (9, 10, 11)]),
        ("내일 25시", Question.TIME, [clock_time(h) for h in (9, 10, 14, 17)]),
        ("내일 9시 70분", Question.TIME, [clock_time(h) for h in (9, 10, 14, 17)]),
        ("오늘", Question.TIME, [clock_time(17)]),
        ("오늘 저녁", Question.TIME, [clock_time(h) for h in (18, 19, 20)]),
        ("12/20 18시까지 D-3", Question.TIME, [clock_time(h) for h in (9, 10, 14, 17)]),
        ("9시 회의", Question.DAY, [date(2026, 11, 24), "평일", "매일"]),
        ("17시", Question.DAY, [date(2026, 11, 23), date(2026, 11, 24), "평일", "매일"]),
        ("D-7 D-3 제출", Question.DAY, [date(2026, 11, 30), date(2026, 12, 31)]),
        ("월요일 18시", Question.DAY, [date(2026, 11, 23), date(2026, 11, 30)]),
        ("다음 금요일 9시", Question.DAY, [date(2026, 11, 27), date(2026, 12, 4)]),
        ("월요일, 수요일 9시", Question.DAY, ["매주 월요일, 수요일", "11/23, 11/25"]),
        ("화 10시 목 15시", Question.DAY, ["매주 화 10시 목 15시", "11/24 10시 11/26 15시"]),
        ("분기 말 5일 전 9시", Question.DAY, [date(2026, 12, 31), "매분기 말"]),
        ("대체공휴일 다음날 9시", Question.DAY, [date(2026, 11, 24), date(2026, 11, 25)]),
        ("매주 9시", Question.WEEKDAY, [f"매주 {name}요일" for name in "월화수목금"]),
        ("2주마다 9시", Question.WEEKDAY, [f"격주 {name}요일" for name in "월화수목금"]),
        ("3주마다 9시", Question.WEEKDAY, [f"3주마다 {name}요일" for name in "월화수목금"]),
        ("다음주 9시", Question.WEEKDAY, [date(2026, 11, 30) + n * DAY for n in range(5)]),
        ("격주 수요일 9시", Question.START, [date(2026, 11, 25), date(2026, 12, 2)]),
        (
            "12월 셋째 주 월~수 9시",
            Question.DAY,
            ["12/14, 12/15, 12/16", "12/21, 12/22, 12/23"],
        ),
        (
            "12월 2주차부터 매주 월요일 9시",
            Question.WEEKDAY,
            [date(2026, 12, 7), date(2026, 12, 14)],
        ),
        ("격주 월요일 9시", Question.START, [date(2026, 11, 30), date(2026, 12, 7)]),
        (
            "분기마다 9시",
            Question.DAY_OF_PERIOD,
            ["매분기 말 5일 전", "매분기 말", "매분기 첫 영업일"],
        ),
        ("매분기 25일", Question.DAY_OF_PERIOD, ["매분기 첫째 달", "매분기 마지막 달"]),
        (
            "매월 셋째 주 9시",
            Question.DAY_OF_PERIOD,
            [f"매월 셋째 {day}요일" for day in "월화수목금"],
        ),
        (
            "다음달 첫째 주 9시",
            Question.WEEKDAY,
            [date(2026, 11, 30), *(date(2026, 12, day) for day in (1, 2, 3, 4, 7))],
        ),
        ("12/20까지 제출", Question.LEADS, ["D-7 D-3 D-1 D-day", "D-3 D-1", "D-1", "D-day"]),
        ("내일까지 제출", Question.LEADS, ["D-1", "D-day"]),
        ("12/20 마감 실적", Question.LEADS, ["D-7 D-3 D-1 D-day", "D-3 D-1", "D-1", "D-day"]),
        ("내일 마감 D-7 9시", Question.LEADS, ["D-1", "D-day"]),
        ("11/20 9시", Question.PASSED, [date(2027, 11, 20)]),
        ("2026-01-05 9시", Question.PASSED, [date(2027, 1, 5)]),
        ("20일 9시", Question.PASSED, [date(2026, 12, 20)]),
        ("이번 달 5일 9시", Question.PASSED, [date(2026, 12, 5)]),
        ("오늘 9시", Question.PASSED, ["2026-11-24 09:00", "2026-11-23 21:00"]),
        ("오늘 14:00", Question.PASSED, ["2026-11-24 14:00"]),
        ("이번주 월요일 9시", Question.PASSED, ["2026-11-30 09:00", "2026-11-23 21:00"]),
        ("2/30 9시", Question.NO_SUCH_DATE, [date(2027, 2, 28), date(2027, 3, 1)]),
        (
            "2/29 9시",
            Question.NO_SUCH_DATE,
            [date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 29)],
        ),
        ("13월 5일 9시", Question.NO_SUCH_DATE, [date(2026, 12, 31), date(2027, 1, 1)]),
        ("31일 9시", Question.NO_SUCH_DATE, [date(2026, 11, 30), date(2026, 12, 31)]),
        ("35일 9시", Question.NO_SUCH_DATE, [date(2026, 11, 30)]),
        ("다음달 다섯째 주 일요일 9시", Question.NO_SUCH_DATE, [date(2026, 12, 27)]),
        ("매년 셋째 주 수요일", Question.DAY_OF_PERIOD, ["매년 12월 20일", *YEARLY]),
        ("매주 월 9시 11/1까지", Question.PASSED, [date(2027, 11, 1)]),
        ("9/10까지 평일 9시", Question.PASSED, [date(2027, 9, 10)]),
        ("2026년 3월 2일까지 매주 월 9시", Question.PASSED, [date(2027, 3, 2)]),
        ("10월 마지막 주 수요일 14시", Question.PASSED, [date(2027, 10, 27)]),
        ("11월 첫째 주 월요일 9시", Question.PASSED, [date(2027, 11, 1)]),
        ("8월 마지막 금요일 9시", Question.PASSED, [date(2027, 8, 27)]),
        ("이번 달 첫 월요일 9시", Question.PASSED, [date(2026, 12, 7)]),
        ("이번 달 첫 영업일 9시", Question.PASSED, [date(2026, 12, 1)]),
        ("이번 분기 첫 영업일 9시", Question.PASSED, [date(2027, 1, 4)]),
        ("하반기 첫 영업일 9시", Question.PASSED, [date(2027, 7, 1)]),
        ("9월 마지막 영업일 10시", Question.PASSED, [date(2027, 9, 30)]),
        ("9월 5영업일 10시", Question.PASSED, [date(2027, 9, 7)]),
        ("올해 추석 전날 10시", Question.PASSED, [date(2027, 9, 14)]),
        ("10/12, 19 10시", Question.PASSED, ["2027-10-12, 2027-10-19"]),
        ("10월 둘째, 넷째 주 수요일 9시", Question.PASSED, ["2027-10-13, 2027-10-27"]),
        ("오늘 마감 D-day 9시", Question.TIME, [clock_time(17)]),
        ("내일 9시 마감 실적", Question.LEADS, ["D-1", "D-day"]),
        ("매분기 셋째 주 수요일", Question.DAY_OF_PERIOD, ["매분기 첫째 달", "매분기 마지막 달"]),
        ("격월 25일 9시", Question.DAY_OF_PERIOD, ["홀수달", "짝수달"]),
        ("두 달마다 말일 9시", Question.DAY_OF_PERIOD, ["홀수달", "짝수달"]),
        (
            "홀수달 9시",
            Question.DAY_OF_PERIOD,
            ["홀수달 25일", "홀수달 말일", "홀수달 마지막 영업일", "홀수달 첫 영업일"],
        ),
        ("짝수달 32일 9시", Question.NO_SUCH_DATE, ["매월 말"]),
        ("1/35 2월 31일 9시", Question.NO_SUCH_DATE, [date(2027, 2, 28), date(2027, 3, 1)]),
        ("9/31 9시", Question.NO_SUCH_DATE, [date(2027, 9, 30), date(2027, 10, 1)]),
        ("2/30 월요일 9시", Question.NO_SUCH_DATE, [date(2027, 2, 28), date(2027, 3, 1)]),
        ("매월 32일 9시", Question.NO_SUCH_DATE, ["매월 말"]),
        ("매년 2/30 9시", Question.NO_SUCH_DATE, ["매년 2월 말일"]),
        (
            "12월 20일 월요일 9시",
            Question.DISAGREES,
            [date(2026, 12, 20), date(2026, 12, 21), date(2026, 12, 14)],
        ),
        ("내일 금요일 9시", Question.DISAGREES, [date(2026, 11, 24), date(2026, 11, 27)]),
        ("12/20 회의 자료를 내일 9시에 알려줘", Question.WHICH, ["내일 9시에", "12/20 9시에"]),
        ("매주 월 9시 금요일 회의 자료", Question.WHICH, ["매주 월 9시", "금요일 9시"]),
        ("내일 9시 10시 회의 자료", Question.WHICH, ["내일 9시", "내일 9시, 10시", "내일 10시"]),
        ("1시간 뒤 내일 회의 자료", Question.WHICH, ["1시간 뒤", "내일"]),
        ("매주 월 9시 이후 보고", Question.WHICH, ["매주 월 9시"]),
        ("매주 월 9시 2주간 실적", Question.WHICH, ["매주 월 9시", "2주간 매주 월 9시"]),
        ("매주 월 9시 방학 때는 안 보냄 보고", Question.WHICH, ["매주 월 9시"]),
        ("매주 월 9시 명절 주간은 쉼 보고", Question.WHICH, ["매주 월 9시"]),
        ("매주 월 9시 방학에는 안 함 보고", Question.WHICH, ["매주 월 9시"]),
        ("매주 월 9시 성수기는 건너뜀 보고", Question.WHICH, ["매주 월 9시"]),
        ("항상 수요일 9시 보고", Question.WHICH, ["수요일 9시"]),
        ("두어 주 걸러 수요일 9시 보고", Question.WHICH, ["수요일 9시"]),
        ("학기 시작 후 매주 월 9시 보고", Question.WHICH, ["매주 월 9시"]),
        ("행사 끝나고 3일 뒤 9시 보고", Question.WHICH, ["3일 뒤 9시"]),
        ("공사 완료 후 2주 뒤 9시 점검", Question.WHICH, ["2주 뒤 9시"]),
        ("사업 종료 후 10일 9시 정산", Question.PASSED, [date(2026, 12, 10)]),
        ("공사 기간 매주 월 9시 보고", Question.WHICH, ["매주 월 9시"]),
        ("12/10 9시마다 보고", Question.DAY, ["12/10 9시", "매일 9시"]),
        ("내일 9시마다 보고", Question.DAY, ["내일 9시", "매일 9시"]),
        ("3일간 내일 9시 보고", Question.DAY, ["내일 9시", "내일부터 3일 동안 매일 9시"]),
        ("끝에서 두 번째 영업일", Question.DAY, ["매월 끝에서 2번째 영업일", date(2026, 11, 27)]),
        ("내일 3시나 4시쯤 회의록", Question.TIME, ["3시", "4시쯤"]),
        ("12월 11일 14시 아니면 16시 통화", Question.TIME, ["14시", "16시"]),
        ("12/16이나 12/17 중에 11시 면담", Question.DAY, ["12/16", "12/17"]),
        ("어제 4시 명부", Question.PASSED, [date(2026, 11, 24)]),  # 4 has passed today, too
        ("어제 18시 명부", Question.PASSED, [date(2026, 11, 23)]),
        ("환경과 13/45 9시", Question.NO_SUCH_DATE, [date(2026, 11, 24), "평일", "매일"]),
        ("지난주 금요일 14시 회의록", Question.PASSED, [date(2026, 11, 27)]),
        ("2주간 12/20 보고", Question.DAY, ["12/20", "12/20부터 2주 동안 매일"]),
    ],
)
def test_what_is_unclear_is_asked(
    text: str, question: Question, values: list[date | clock_time | str]
) -> None:
    """With its likely answers, best first."""
    unclear = asked(text)
    assert unclear.question is question
    assert [answer.value for answer in unclear.answers] == values


def test_answers_lead_to_a_schedule() -> None:
    """One after the other, in the words of the person as far as they went."""
    unclear = asked("전체 매주 실적 제출")
    unclear = asked(unclear.answers[0].text)
    assert unclear.question is Question.TIME
    result = said(unclear.answers[0].text)
    assert result.schedule.said == "매주 월요일 09:00"
    assert result.rest == "전체 실적 제출"


def test_a_typed_answer_takes_the_place_of_a_button() -> None:
    """Put where the gap is."""
    assert next_times(said(asked("내일 7시 보고").answered("오후 4시"))) == ["2026-11-24 16:00"]
    assert next_times(said(asked("내일 보고").answered("오후 4시"))) == ["2026-11-24 16:00"]


def test_a_time_at_which_it_is_due_stays_in_the_text() -> None:
    """It is not when to remind."""
    result = said(asked("전체 12/20 18시까지 D-3 실적 제출").answers[0].text)
    assert result.schedule.at == clock_time(9)
    assert result.rest == "전체 18시까지 실적 제출"


@pytest.mark.parametrize("days", ["12/7~12/11", "12/7~11", "12월 7~11일", "12월 7일부터 11일까지"])
def test_a_stretch_of_days_without_a_time_is_asked_about(days: str) -> None:
    """However it is written; beside a schedule it is a word of the message."""
    question = asked(f"{days} 현장 점검")
    assert question.question is Question.SERIES
    assert question.answers[0].value == f"{days} 매일"
    if " " in days or days.count("/") == 1:  # one piece
        assert said(f"내일 9시 {days} 점검 안내").after == f"{days} 점검 안내"


@pytest.mark.slow
@pytest.mark.parametrize("word", ["가", "(", "1", "12/20 ", "월화수목금", "9시 ", "' "])
def test_a_message_of_four_thousand_characters_is_read(word: str) -> None:
    """Whatever it repeats: the time for it grows with its length alone."""
    text = f"매주 월 9시 {word * 4000}"[:4000]
    assert isinstance(understood(text, NOW, CALENDAR), Said | Unclear)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "?",
            "교통행정과",
            "지역개발-05 담당 어디야?",
            "주간 추진상황 입력",
            "4분기 실적 제출",
        ),
        *(
            "1일 1회 점검",
            "3시간 교육",
            "2시설 점검",
            "5일간 운영",
            "7일 이내 제출",
            "1인가구",
            "독산3동",
        ),
        *(
            "3/4분기 실적",
            "24/7 운영",
            "14:00~16:00 교육",
            "10:00부터 12:00까지",
            "마감 현황",
            "12월 실적",
        ),
        *("월말 실적", "말 그대로", "오전 회의", "일정 안내", "수요조사", "금천구", "토지", "목요"),
    ],
)
def test_what_says_nothing_about_when(text: str) -> None:
    """However much it looks like it."""
    assert understood(text, NOW, CALENDAR) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "다음 금요일 10시 회의",
            "격주 수요일 10시 회의",
            "4일마다 10시 회의",
            "매분기 25일 10시 회의",
        ),
        *("12/20 자료를 내일 10시에 회의", "12/14~12/18 10시 회의", "12/7부터 10시 회의"),
        *(
            "추석 연휴 10시 회의",
            "2/30 10시 회의",
            "공휴일 제외 매일 10시 회의",
            "매월 초 10시 회의",
        ),
        *(
            "이번 주말 10시 회의",
            "12월 20일 월요일 10시 회의",
            "10시 회의",
            "월요일, 수요일 10시 회의",
        ),
        *("매주 10시 회의", "다음 주 10시 회의", "매주 월 10시 금요일 회의", "주 2회 10시 회의"),
        *("D-7 D-3 10시 회의", "12/20까지 10시 회의", "격월 25일 10시 회의", "분기 말 10시 회의"),
        *("짝수주 수요일 10시 회의", "매주 월 10시 2주간 회의", "토요일 빼고 12/17 10시 회의"),
    ],
)
def test_whatever_is_answered_the_time_that_was_said_stays(text: str) -> None:
    """By any button, and by what may be asked after it; and no word of the text is lost."""
    waiting: list[Said | Unclear | None] = [understood(text, DECEMBER, CALENDAR)]
    while waiting:
        match waiting.pop():
            case Unclear(answers=answers):
                assert answers
                waiting += [understood(answer.text, DECEMBER, CALENDAR) for answer in answers]
            case Said(schedule=schedule, rest=rest):
                assert schedule.at == clock_time(10)
                assert "회의" in rest
            case None:
                pytest.fail(text)


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("12/20 마감 D-1 9시", Shift.PREVIOUS),
        ("12/20 마감 D-1 9시 휴일이면 다음 영업일로", Shift.NEXT),
        ("내일 9시", Shift.NONE),
        *(
            (f"매월 20일 9시 {form.format(said)}", shift)
            for form in ("점검 ({})", "점검, {}", "({}) 점검")
            for said, shift in (
                ("토·일·공휴일은 전 근무일", Shift.PREVIOUS),
                ("공휴일인 때에는 그 전날", Shift.PREVIOUS),
                ("휴무일 경우 익영업일", Shift.NEXT),
                ("주말이면 월요일에", Shift.NEXT),
                ("주말이면 금요일로", Shift.PREVIOUS),
                ("공휴일일 경우 다음 날", Shift.NEXT),
                ("토요일 또는 공휴일인 때에는 그 직전 근무일", Shift.PREVIOUS),
                ("휴일이면 순연", Shift.NEXT),
                ("휴무일인 경우 직전 영업일에 발송", Shift.PREVIOUS),
                ("토·일이면 다음 영업일", Shift.NEXT),
                ("공휴일과 겹치는 경우 다음 근무일", Shift.NEXT),
                ("20일이 공휴일이면 전일", Shift.PREVIOUS),
                ("휴일은 그대로", Shift.NONE),
            )
        ),
    ],
)
def test_the_usual_shift_may_be_overruled(text: str, shift: Shift) -> None:
    """By saying so."""
    assert said(text).schedule.shift is shift


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("매주 화 9시 두 번만 쉬는 날 제외", "12-01 09:00; 12-08 09:00"),
        ("매주 화 9시 두 번만 휴일이면 다음 영업일로", "11-25 09:00; 12-01 09:00"),
        ("매일 10시, 17시 세 번만", "11-23 17:00; 11-24 10:00; 11-24 17:00"),
    ],
)
def test_a_count_is_a_count_whatever_day_off_is_added(text: str, times: str) -> None:
    """Two are two, on whatever days; it stays so after a part of them, and when read back."""
    schedule = from_json(Schedule, to_json(said(text).schedule))
    calendar = WorkingDays(closed=frozenset({date(2026, 11, 24)}))
    found = [*occurrences(schedule, NOW, calendar)]
    assert "; ".join(f"{moment:%m-%d %H:%M}" for moment in found) == times
    assert [*occurrences(schedule, found[0], calendar)] == found[1:]


@pytest.mark.parametrize(
    ("text", "offered"),
    [("마지막 영업일 9시 보고", "2026-11-27"), ("첫 영업일 9시 보고", "2026-12-02")],
)
def test_a_working_day_that_is_offered_is_one_of_this_office(text: str, offered: str) -> None:
    """Its own days off are none, though nobody said a month."""
    closed = frozenset({date(2026, 11, 30), date(2026, 12, 1)})
    unclear = understood(text, NOW, WorkingDays(closed=closed))
    assert isinstance(unclear, Unclear)
    assert f"{offered} 9시 보고" in [answer.text for answer in unclear.answers]


@pytest.mark.parametrize("name", ["연휴", "이번 연휴", "다가오는 연휴"])
@pytest.mark.parametrize(
    ("beside", "days"),
    [
        *((each, ["2026-12-24", "2026-12-31"]) for each in ("전날", "직전", "전 마지막 근무일")),
        *(
            (each, ["2026-12-28", "2027-01-04"])
            for each in ("뒤 첫 영업일", "끝나고 첫 출근일", "다음 첫 근무일", "다음 날", "직후")
        ),
    ],
)
def test_days_off_in_a_row_without_a_name_may_be_the_next_or_those_after(
    name: str, beside: str, days: list[str]
) -> None:
    """A single holiday amid the week, or a weekend, is none of them."""
    unclear = asked(f"{name} {beside} 9시 회의")
    assert [str(each.value) for each in unclear.answers] == days


@pytest.mark.parametrize(
    ("bound", "last"),
    [
        ("12월 마지막 영업일까지", "2026-12-31"),
        ("내년 1월 첫 영업일 전까지", "2027-01-03"),
        ("내년 전까지", "2026-12-31"),
        ("설 연휴 전까지", "2027-02-05"),
    ],
)
@pytest.mark.parametrize("words", ["매주 월요일 9시 {}", "{} 매주 월요일 9시 회의", "평일 9시 {}"])
def test_a_series_ends_where_it_is_said_to(words: str, bound: str, last: str) -> None:
    """With a working day of a month, too; and before all days that a mark leaves out."""
    assert str(said(words.format(bound)).schedule.last) == last


@pytest.mark.parametrize(
    ("form", "bound"),
    [
        *((form, "last") for form in ("매주 월요일 9시 {}까지 점검", "{}까지 매일 9시 점검")),
        *((form, "last") for form in ("12/7부터 {}까지 매주 월 9시 점검", "{} 전까지 매주 수 9시")),
        *((form, "first") for form in ("{}부터 매주 화요일 9시 점검", "매일 9시 {}부터 점검")),
        ("평일 9시 {}부터 내년 6월 30일까지 점검", "first"),
    ],
)
def test_no_bound_of_a_series_is_dropped(form: str, bound: str) -> None:
    """However the day is said; it may have to be asked."""
    others = (
        "월말,연말,1월 첫 영업일,이번 달 마지막 영업일,다음 분기 첫 영업일,12월 중순,설 연휴,2월"
    )
    for day in (*(day for day, _ in DAYS), *others.split(",")):
        result = understood(form.format(day), DECEMBER, CALENDAR)
        is_kept = isinstance(result, Said) and getattr(result.schedule, bound) is not None
        assert isinstance(result, Unclear) or is_kept, day


LIMITS = (
    "12월 25일 빼고,공휴일만 제외,방학 때만,12월만,6주 동안,두 달간만,세 번만,연말까지,"
    "일 년 동안,한 해 동안,이 년간,상반기만,홀수달만,짝수주만,첫째 주만,월말만,월초에만,"
    "연말에만,분기 말에,휴일이면 앞당겨서,8월은 빼고,올해만,명절 제외,금요일은 15시,"
    "마지막 주 제외,여름에만,3월까지만,5회까지,12/20 이후,다음 달부터 3개월간"
).split(",")


@pytest.mark.parametrize("limit", LIMITS)
def test_no_limit_of_a_series_is_taken_for_the_message(limit: str) -> None:
    """Before it or behind it: it is read, or asked about."""
    for series in ("매주 월요일 9시", "평일 9시", "매월 25일 9시", "월수금 9시"):
        for words in (f"{series} {limit} 점검", f"{limit} {series} 점검"):
            match understood(words, DECEMBER, CALENDAR):
                case Said(rest=rest):
                    assert rest == "점검", words
                case result:
                    assert isinstance(result, Unclear), words


def test_a_series_begins_on_a_working_day_that_is_said() -> None:
    """Of a month."""
    assert said("12월 첫 영업일부터 매일 9시 점검").schedule.first == date(2026, 12, 1)


@pytest.mark.parametrize("event", ["행사", "개학", "회의", "교육 과정"])
@pytest.mark.parametrize(
    "behind",
    [
        *("뒤 첫 영업일", "후 첫 근무일", "이후 첫 영업일", "끝나고 첫 영업일", "끝나고 다음날"),
        *("끝나고 다음 주 월요일", "종료 후 다음주 월요일", "뒤 다음 달 5일", "마치고 금요일"),
    ],
)
def test_a_day_behind_an_event_is_not_counted_from_today(event: str, behind: str) -> None:
    """Nobody said when the event is."""
    assert isinstance(understood(f"{event} {behind} 9시 정산", NOW, CALENDAR), Unclear)


@pytest.mark.parametrize(
    ("words", "last"),
    [("6/30까지", "2027-06-30"), ("6월 30일까지", "2027-06-30"), ("8/23까지", "2027-08-23")],
)
@pytest.mark.parametrize("form", ["{} 매주 월요일 9시 점검", "매월 말일 9시 점검 {}"])
def test_an_end_that_lies_long_behind_is_that_of_the_next_year(
    form: str, words: str, last: str
) -> None:
    """As a month is; one that has just passed is asked about."""
    result = said(form.format(words))
    assert str(result.schedule.last) == last
    assert result.rest == "점검"


def test_a_reminder_moved_into_the_past_comes_on_its_day() -> None:
    """On a Saturday a deadline on Sunday would have been announced on Friday."""
    saturday = datetime(2026, 12, 19, 10, 0, tzinfo=SEOUL)
    result = said("내일 마감 D-day 9시", saturday)
    assert next_times(result, saturday) == ["2026-12-20 09:00"]


@pytest.mark.parametrize(
    ("now", "text", "times"),
    [
        (datetime(2026, 12, 31, 15, tzinfo=SEOUL), "내일 9시", ["2027-01-01 09:00"]),
        (datetime(2026, 12, 31, 15, tzinfo=SEOUL), "1/5 9시", ["2027-01-05 09:00"]),
        (datetime(2026, 3, 11, 15, tzinfo=SEOUL), "12/18 9시", ["2026-12-18 09:00"]),
        (datetime(2026, 3, 11, 15, tzinfo=SEOUL), "12월 말일 9시", ["2026-12-31 09:00"]),
        (datetime(2026, 12, 31, 15, tzinfo=SEOUL), "다음주 월요일 9시", ["2027-01-04 09:00"]),
        (datetime(2026, 12, 31, 15, tzinfo=SEOUL), "다음 달 말일 9시", ["2027-01-31 09:00"]),
        (datetime(2028, 2, 28, 15, tzinfo=SEOUL), "내일 9시", ["2028-02-29 09:00"]),
        (datetime(2028, 1, 31, 15, tzinfo=SEOUL), "한 달 뒤 9시", ["2028-02-29 09:00"]),
        (datetime(2028, 2, 1, 15, tzinfo=SEOUL), "2/29 9시", ["2028-02-29 09:00"]),
    ],
)
def test_ends_of_years_and_leap_days(now: datetime, text: str, times: list[str]) -> None:
    """Of the year that is, or of the next one."""
    assert next_times(said(text, now), now) == times


def test_naive_moments_are_refused() -> None:
    """They have no place in time."""
    with pytest.raises(ValueError, match="naive"):
        understood("내일 9시", datetime(2026, 1, 1), CALENDAR)  # noqa: DTZ001


WORDS = [
    *(row[0] for row in (*SERIES, *DAYS, *DEADLINES, *TIMES)),
    *(
        "마감",
        "까지",
        "부터",
        "마다",
        "D-3",
        "99일 뒤",
        "31일",
        "2/30",
        "매분기",
        "전체",
        "999개월 뒤",
    ),
    *(
        "자정",
        "24시",
        "오후",
        "3시",
        "매주",
        "격주",
        "다음주",
        "월,수",
        "0일",
        "00:99",
        "99번째 영업일",
    ),
]
any_moment = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001  hypothesis adds the zone
    datetime(2030, 12, 31),  # noqa: DTZ001
    timezones=st.sampled_from([SEOUL, UTC]),
)


@pytest.mark.slow
@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=7), any_moment)
def test_any_text_is_understood_or_asked_or_left(words: list[str], now: datetime) -> None:
    """Answers lead on to a schedule that comes and that can be kept, within a few questions."""
    waiting = [(" ".join(words), 0)]
    while waiting:
        text, depth = waiting.pop()
        result = understood(text, now, CALENDAR)
        if isinstance(result, Said):
            assert next(occurrences(result.schedule, now, CALENDAR), None) is not None
            assert from_json(Schedule, to_json(result.schedule)) == result.schedule
        elif isinstance(result, Unclear):
            assert result.answers, (text, result)
            assert depth < 6, (text, result)
            waiting.append((result.answers[depth % len(result.answers)].text, depth + 1))
        else:
            assert depth == 0, text


@settings(deadline=None)
@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    """None raises."""
    understood(text, NOW, CALENDAR)


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize("again", ["월~", "월 ~ ", "12/9~", "12/9, ", "until ", "D-1 ", "가", "2~"])
def test_the_longest_message_is_read(again: str) -> None:
    """Whatever it repeats: without end nothing is tried again, and nothing nests."""
    understood((again * 4_000)[:4_000], DECEMBER, CALENDAR)


@pytest.mark.parametrize(
    "lead",
    ["3영업일 전", "3근무일 전", "영업일 기준 3일 전", "3일 전(영업일 기준)", "근무일 수로 3일 전"],
)
def test_days_before_are_counted_in_working_days_where_that_is_said(lead: str) -> None:
    """Christmas and a weekend lie before the deadline."""
    result = said(f"12/28 마감 {lead} 10시 실적")
    assert next_times(result) == ["2026-12-22 10:00"]
    assert result.rest == "실적"


def test_every_part_of_the_table_of_patterns_is_used() -> None:
    """By another row, or by the code."""
    folder = files("bot.reminders.phrases")
    table = (folder / "korean.tsv").read_text(encoding="utf-8")
    code = (folder / "line.py").read_text() + (folder / "korean.py").read_text()
    for part in PARTS:
        assert f"{{{part}}}" in table or re.search(rf"PARTS\[[\"']{part}[\"']\]", code), part


def test_a_spelled_day_is_read_before_a_spelled_hour() -> None:
    """As it is before one in digits."""
    assert next_times(said("매월 이십오일 열시 보고")) == next_times(said("매월 25일 10시 보고"))


@pytest.mark.parametrize("text", ["환경과 - 내일 10시 - 회의", "환경과 – 내일 10시 – 회의"])
def test_dashes_part_whom_when_and_what(text: str) -> None:
    """They are no range where nothing stands before them."""
    result = said(text)
    assert next_times(result) == ["2026-11-24 10:00"]
    assert (result.before, result.after) == ("환경과", "회의")
