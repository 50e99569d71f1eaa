"""Schedules in words: what the coordinator reads before one is set, and the questions."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings

from bot.lookup.pledge import PledgeNumber
from bot.people.messages import MAX_LABEL_CHARS
from bot.reminders.phrases.days import Question
from bot.reminders.phrases.parser import understood
from bot.reminders.phrases.phrase import Said, Unclear
from bot.reminders.replies.outlines import audience_text
from bot.reminders.replies.times import (
    SHIFT_LABELS,
    answer_label,
    moment_text,
    question_text,
    schedule_text,
    shift_text,
)
from bot.reminders.rules.reminder import OwnersOf
from bot.reminders.rules.schedule import Schedule
from bot.reminders.rules.working_days import WorkingDays
from tests.reminders.by_hand import NOW
from tests.reminders.phrases import DAYS, DEADLINES, SERIES
from tests.reminders.test_schedule import schedules

CALENDAR = WorkingDays()


def schedule(text: str) -> Schedule:
    """What is understood, which it has to be."""
    result = understood(text, NOW, CALENDAR)
    assert isinstance(result, Said), result
    return result.schedule


@pytest.mark.parametrize(
    ("numbers", "said"),
    [("2", "2번 담당 부서"), ("2 10", "2번, 10번 담당 부서"), ("1-2 가-3", "1-2, 가-3 담당 부서")],
)
def test_whom_owners_are_of_is_said_by_their_numbers(numbers: str, said: str) -> None:
    """A plain one as people say it."""
    owners = OwnersOf(numbers=tuple(map(PledgeNumber, numbers.split())))
    assert audience_text(owners, "민선8기") == said
    of_term = replace(owners, term="민선8기")
    assert audience_text(of_term, "민선8기") == said
    assert audience_text(of_term, "민선9기") == f"민선8기 {said}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("매일 9시", "매일 09:00"),
        ("평일 9시", "영업일마다 09:00"),
        ("매주 월 9시", "매주 월요일 09:00"),
        ("매주 월,수 9시", "매주 월요일, 수요일 09:00"),
        ("격주 수 9시 11/25부터", "격주 수요일 09:00 (11월 25일(수)부터)"),
        ("3주마다 수요일 9시 11/25부터", "3주마다 수요일 09:00 (11월 25일(수)부터)"),
        ("매주 월 9시 2027/1/31까지", "매주 월요일 09:00 (2027년 1월 31일(일)까지)"),
        ("매월 25일 9시", "매월 25일 09:00"),
        ("매월 5,20일 9시", "매월 5일, 20일 09:00"),
        ("매월 31일 9시", "매월 31일(없으면 말일) 09:00"),
        ("매월 말일 9시", "매월 말일 09:00"),
        ("매월 첫 영업일 9시", "매월 첫 영업일 09:00"),
        ("매월 마지막 영업일 9시", "매월 마지막 영업일 09:00"),
        ("매월 3번째 영업일 9시", "매월 3번째 영업일 09:00"),
        ("매월 셋째 주 수요일 9시", "매월 셋째 수요일 09:00"),
        ("매월 마지막 금요일 9시", "매월 마지막 금요일 09:00"),
        ("매분기 말 5일 전 9시", "매분기 말일 5일 전 09:00"),
        ("매분기 첫날 9시", "매분기 첫날 09:00"),
        ("매분기 마지막 달 25일 9시", "매분기 마지막 달 25일 09:00"),
        ("매분기 두 번째 달 10일 9시", "매분기 둘째 달 10일 09:00"),
        ("매 반기 말 10일 전 9시", "매 반기 말일 10일 전 09:00"),
        ("매년 12/20 9시", "매년 12월 20일 09:00"),
        ("매년 2/29 9시", "매년 2월 29일(없으면 말일) 09:00"),
        ("내일 9시", "11월 24일(화) 09:00"),
        ("내년 12월 20일 9시", "2027년 12월 20일(월) 09:00"),
        ("다음달 첫 영업일 9시", "2026년 12월 첫 영업일 09:00"),
        ("12/20 마감 D-7 D-3 D-1 9시", "12월 20일(일) 마감 · 7일 전, 3일 전, 1일 전 09:00"),
        ("12/20 마감 D-1 D-day 9시", "12월 20일(일) 마감 · 1일 전, 당일 09:00"),
        ("12/20 마감 D-7부터 매일 9시", "12월 20일(일) 마감 · 7일 전부터 당일까지 매일 09:00"),
        ("12/20 마감 2영업일 전 9시", "12월 20일(일) 마감 · 2영업일 전 09:00"),
        ("매월 25일 마감 D-3 D-1 9시", "매월 25일 마감 · 3일 전, 1일 전 09:00"),
        ("매일 10시, 16시", "매일 10:00, 16:00"),
        ("매주 화 10시 목 15시", "매주 화요일 10:00, 매주 목요일 15:00"),
        ("12/9, 12/16 10시", "12월 9일(수), 12월 16일(수) 10:00"),
        ("매일 9시 토요일 빼고", "매일 09:00 (토요일 제외)"),
        ("매일 9시 공휴일만 제외", "매일 09:00 (공휴일만 제외)"),
        ("매주 월 9시 쉬는 날 제외", "매주 월요일 09:00 (쉬는 날 제외)"),
        ("매월 25일 9시 1월 빼고", "매월 25일 09:00 (1월 제외)"),
        ("매주 월 9시 두 번만", "매주 월요일 09:00 (2번만)"),
        ("12/7부터 4일마다 9시", "4일마다 09:00 (12월 7일(월)부터)"),
        ("매년 추석 3일 전 9시", "매년 추석 3일 전 09:00"),
        ("매년 크리스마스 9시", "매년 성탄절 09:00"),
        ("다음달 매주 월 9시", "매주 월요일 09:00 (12월 1일(화)부터 12월 31일(목)까지)"),
    ],
)
def test_schedules_in_words(text: str, words: str) -> None:
    """In one line, without any doubt about days and halves of the day."""
    assert schedule_text(schedule(text), NOW) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("매월 25일 9시", "휴일이면 앞 영업일에 보내요."),
        ("매주 월 9시", "휴일에도 그대로 보내요."),
        ("매주 월 9시 공휴일만 제외", ""),
        ("매주 토 9시 공휴일만 제외", "주말에도 그대로 보내요."),
        ("매월 25일 9시 공휴일만 제외", "주말이면 앞 영업일에 보내요."),
        ("매월 마지막 영업일 9시", ""),
        ("매월 첫 영업일 9시", ""),
        ("매월 말일 9시", "휴일이면 앞 영업일에 보내요."),
        ("내일 9시", "휴일에도 그대로 보내요."),
        ("평일 9시", ""),
    ],
)
def test_what_happens_on_days_off(text: str, words: str) -> None:
    """In one sentence, where it matters."""
    assert shift_text(schedule(text)) == words
    assert schedule(text).shift in SHIFT_LABELS


@pytest.mark.parametrize(
    ("text", "question", "labels"),
    [
        ("내일 7시", "'7시'는 오전인가요, 오후인가요?", ["오전 7시", "오후 7시"]),
        ("내일 8시 반", "'8시 반'은 오전인가요, 오후인가요?", ["오전 8시 30분", "오후 8시 30분"]),
        ("내일", "몇 시에 알릴까요?", ["09:00", "10:00", "14:00", "17:00"]),
        ("내일 오후", "'오후', 몇 시에 알릴까요?", ["14:00", "15:00", "17:00"]),
        ("내일 자정", "'자정'은 그날이 시작될 때인가요, 끝날 때인가요?", ["23:59", "00:00"]),
        ("9시", "어느 날에 알릴까요?", ["11월 24일(화)", "평일", "매일"]),
        ("다음 금요일 9시", "'다음 금요일'은 언제인가요?", ["11월 27일(금)", "12월 4일(금)"]),
        ("격주 수요일 9시", "언제부터 시작할까요?", ["11월 25일(수)부터", "12월 2일(수)부터"]),
        (
            "내일까지 제출",
            "마감 며칠 전에 알릴까요?",
            ["1일 전", "당일"],
        ),
        (
            "2/30 9시",
            "'2/30'은 없는 날짜예요. 언제 알릴까요?",
            ["2027년 2월 28일(일)", "2027년 3월 1일(월)"],
        ),
        ("11/20 9시", "'11/20'은 이미 지났어요. 언제 알릴까요?", ["2027년 11월 20일(토)"]),
        (
            "오늘 9시",
            "'오늘 9시'는 이미 지났어요. 언제 알릴까요?",
            ["11월 24일(화) 09:00", "11월 23일(월) 21:00"],
        ),
        (
            "12월 20일 월요일 9시",
            "'12월 20일 월요일'에 적힌 날이 서로 달라요. 어느 날인가요?",
            ["12월 20일(일)", "12월 21일(월)", "12월 14일(월)"],
        ),
        ("매주 9시", "'매주' 무슨 요일에 알릴까요?", [f"매주 {name}요일" for name in "월화수목금"]),
    ],
)
def test_questions_and_their_buttons(text: str, question: str, labels: list[str]) -> None:
    """With particles that agree, and dates with their weekdays."""
    unclear = understood(text, NOW, CALENDAR)
    assert isinstance(unclear, Unclear)
    assert question_text(unclear) == question
    assert [answer_label(answer, unclear) for answer in unclear.answers] == labels


def test_every_question_has_words() -> None:
    """With something heard and with nothing."""
    for question in Question:
        for heard in ("", "12월 20일", "가" * 200):
            unclear = Unclear(question=question, heard=heard, answers=(), head="", tail="")
            assert question_text(unclear).endswith("?")
            assert len(question_text(unclear)) < 90


def test_a_moment_has_its_weekday() -> None:
    """And its year where it is not this one."""
    assert (
        moment_text(datetime.fromisoformat("2026-12-18T09:00+09:00"), NOW) == "12월 18일(금) 09:00"
    )
    assert moment_text(datetime.fromisoformat("2027-01-04T09:00+09:00"), NOW) == (
        "2027년 1월 4일(월) 09:00"
    )


@pytest.mark.parametrize("phrase", [row[0] for row in (*SERIES, *DAYS, *DEADLINES)])
def test_words_of_a_schedule_are_understood_as_the_same(phrase: str) -> None:
    """What is shown could be typed: a schedule reads back from its own words."""
    first = schedule(f"{phrase} 9시")
    words = schedule_text(first, NOW).replace("(없으면 말일)", "").replace(" · ", " ")
    again = understood(words, NOW, CALENDAR)
    assert isinstance(again, Said), (words, again)
    assert again.schedule.rule == first.rule, words
    assert again.schedule.leads == first.leads, words
    assert again.schedule.deadline == first.deadline, words


@settings(deadline=None)
@given(schedules)
def test_any_schedule_has_words(each: Schedule) -> None:
    """In one line."""
    assert "\n" not in schedule_text(each, NOW)


def test_buttons_fit_a_phone() -> None:
    """In the width of a row."""
    for text in ("12/20까지 제출", "매분기 25일 9시", "월요일, 수요일 9시", "2/29 9시", "분기마다"):
        unclear = understood(text, NOW, CALENDAR)
        assert isinstance(unclear, Unclear)
        assert all(len(answer_label(a, unclear)) <= MAX_LABEL_CHARS for a in unclear.answers)
