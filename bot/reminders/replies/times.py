"""Schedules in words: when something comes, the questions about what is unclear, and answers."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from datetime import time as clock_time
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.korean.particles import josa
from bot.people.messages import clipped
from bot.reminders.phrases.days import Question
from bot.reminders.phrases.phrase import Answer, Unclear
from bot.reminders.phrases.series import day_name, side_of
from bot.reminders.phrases.tokens import WEEKDAYS
from bot.reminders.rules.schedule import (
    EVERY_MONTH,
    HALF_ENDS,
    HALF_STARTS,
    QUARTER_ENDS,
    QUARTER_STARTS,
    Daily,
    Dates,
    DayInMonth,
    DayOfMonth,
    DaysOff,
    Holiday,
    Left,
    Monthly,
    Once,
    Rule,
    Schedule,
    Weekly,
    WorkingDay,
)
from bot.reminders.rules.working_days import SATURDAY, Shift

MAX_HEARD_CHARS = 30
COMMON_YEAR = 2027  # without a 29 February
_SERIES = {
    QUARTER_STARTS: "매분기 첫 달",
    (1, 3, 5, 7, 9, 11): "홀수달",
    (2, 4, 6, 8, 10, 12): "짝수달",
    (2, 5, 8, 11): "매분기 둘째 달",
    QUARTER_ENDS: "매분기 마지막 달",
    HALF_STARTS: "매 반기 첫 달",
    HALF_ENDS: "매 반기 마지막 달",
}
# Whose first or last month a day is of that speaks of the first or last by itself.
_PERIODS = {
    (QUARTER_STARTS, 1): "매분기",
    (QUARTER_ENDS, -1): "매분기",
    (HALF_STARTS, 1): "매 반기",
    (HALF_ENDS, -1): "매 반기",
}
_HOLIDAY_NAMES = {"기독탄신일": "성탄절", "신정연휴": "신정"}
_SHIFTS = {
    Shift.PREVIOUS: "휴일이면 앞 영업일에 보내요.",
    Shift.NEXT: "휴일이면 다음 영업일에 보내요.",
    Shift.NONE: "휴일에도 그대로 보내요.",
}
_QUESTIONS = {
    Question.TIME: "{heard}, 몇 시에 알릴까요?",
    Question.HALF_OF_DAY: "{topic} 오전인가요, 오후인가요?",
    Question.MIDNIGHT: "{topic} 그날이 시작될 때인가요, 끝날 때인가요?",
    Question.DAY: "{topic} 언제인가요?",
    Question.WEEKDAY: "{heard} 무슨 요일에 알릴까요?",
    Question.DAY_OF_PERIOD: "{heard} 언제 알릴까요?",
    Question.SERIES: "{heard} 가운데 언제 알릴까요?",
    Question.START: "언제부터 시작할까요?",
    Question.DAYS_OFF: "{heard}, 주말에도 알릴까요?",
    Question.LEADS: "마감 며칠 전에 알릴까요?",
    Question.PASSED: "{topic} 이미 지났어요. 언제 알릴까요?",
    Question.NO_SUCH_DATE: "{topic} 없는 날짜예요. 언제 알릴까요?",
    Question.DISAGREES: "{heard}에 적힌 날이 서로 달라요. 어느 날인가요?",
    Question.WHICH: "{topic} 내용인가요? 언제 알릴까요?",
}
# Where something is missing rather than unclear.
_QUESTIONS_ABOUT_NOTHING = {
    Question.TIME: "몇 시에 알릴까요?",
    Question.DAY: "어느 날에 알릴까요?",
}
# What a button changes a rule to.
SHIFT_LABELS = {
    Shift.PREVIOUS: "휴일은 앞 영업일로",
    Shift.NEXT: "휴일은 다음 영업일로",
    Shift.NONE: "휴일에도 그대로",
}


def schedule_text(schedule: Schedule, now: datetime) -> str:
    """When a reminder comes, in one line; years where they are not this one.

    >>> from bot.reminders.phrases.parser import understood
    >>> from zoneinfo import ZoneInfo
    >>> now = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Seoul"))
    >>> from bot.reminders.rules.working_days import WorkingDays
    >>> schedule_text(understood("매주 월 9시", now, WorkingDays()).schedule, now)
    '매주 월요일 09:00'
    >>> said = understood("12/20 마감 D-7 D-3 D-1 9시", now, WorkingDays())
    >>> schedule_text(said.schedule, now)
    '12월 20일(일) 마감 · 7일 전, 3일 전, 1일 전 09:00'
    """
    this_year = now.astimezone(ZoneInfo(schedule.zone)).year
    leads = _leads_text(schedule) if schedule.deadline or schedule.leads != (0,) else ""
    by_time: dict[clock_time, list[str]] = {}
    for timed in schedule.timed:
        days = _days_text(timed.rule, schedule, this_year)
        by_time.setdefault(timed.at, []).append(days)
    by_days: dict[str, list[str]] = {}
    for at, all_days in by_time.items():
        by_days.setdefault(", ".join(all_days), []).append(f"{at:%H:%M}")
    parts = []
    for days, times in by_days.items():
        before = f"{days} 마감 ·" if schedule.deadline else days
        parts.append(" ".join(filter(None, (before, leads, ", ".join(times)))))
    return ", ".join(parts) + _limits_text(schedule, this_year)


def shift_text(schedule: Schedule) -> str:
    """What happens on days off, in one sentence; empty where it cannot matter."""
    if DaysOff() in schedule.without:
        return ""
    has_weekends_left = DaysOff(weekends=False) in schedule.without
    if all(_is_of_working_days(each.rule, schedule) for each in schedule.timed):
        return ""
    text = _SHIFTS[schedule.shift]
    return text.replace("휴일", "주말") if has_weekends_left else text


def deadline_lines(
    schedule: Schedule, days: Sequence[date], off: Mapping[date, str], now: datetime
) -> list[str]:
    """The next deadlines of a series, and which are days `off`, with the names of holidays."""
    this_year, lines = now.astimezone(ZoneInfo(schedule.zone)).year, []
    if schedule.only_deadline is None and days:
        lines.append(f"    다음 마감: {', '.join(dated_text(day, this_year) for day in days)}")
    named = [f"{dated_text(day, this_year)} {name}".strip() for day, name in off.items()]
    if named:
        lines.append(f"    ⚠️ 쉬는 날인 마감: {', '.join(named)}. 마감일은 그대로예요.")
    return lines


def _is_of_working_days(rule: Rule, schedule: Schedule) -> bool:
    """Whether a rule names working days alone; days before these may be off."""
    match rule:
        case Daily(working=working):
            return working
        case Monthly(days=days) if schedule.leads == (0,):
            return all(isinstance(day, WorkingDay) for day in days)
        case Weekly(weekdays=weekdays) if schedule.leads == (0,):
            return DaysOff(weekends=False) in schedule.without and max(weekdays) < SATURDAY
    return False


def moment_text(moment: datetime, now: datetime) -> str:
    """A time with its weekday; the year where it is not this one.

    >>> from zoneinfo import ZoneInfo
    >>> seoul = ZoneInfo("Asia/Seoul")
    >>> now = datetime(2026, 11, 23, 12, tzinfo=seoul)
    >>> moment_text(datetime(2026, 12, 18, 9, tzinfo=seoul), now)
    '12월 18일(금) 09:00'
    >>> moment_text(datetime(2027, 1, 4, 9, tzinfo=seoul), now)
    '2027년 1월 4일(월) 09:00'
    """
    return f"{dated_text(moment, now.astimezone(moment.tzinfo).year)} {moment:%H:%M}"


def day_text(day: date) -> str:
    """A day with its weekday.

    >>> day_text(date(2026, 12, 20))
    '12월 20일(일)'
    """
    return f"{day.month}월 {day.day}일({WEEKDAYS[day.weekday()]})"


def full_day_text(day: date) -> str:
    """A day with its year."""
    return f"{day.year}년 {day_text(day)}"


def day_number(day: date) -> int:
    """A day as a number that fits into a button.

    >>> from datetime import date
    >>> day_number(date(2026, 12, 31))
    20261231
    """
    return day.year * 10_000 + day.month * 100 + day.day


def day_from(number: int) -> date | None:
    """The day that was made a number; None for any other number."""
    try:
        return date(number // 10_000, number // 100 % 100, number % 100)
    except (ValueError, OverflowError):
        return None


def question_text(unclear: Unclear) -> str:
    """The question about what a text leaves open, for buttons that answer it."""
    heard = f"'{clipped(unclear.heard, MAX_HEARD_CHARS)}'"
    missing = _QUESTIONS_ABOUT_NOTHING if not unclear.heard else {}
    question = missing.get(unclear.question, _QUESTIONS[unclear.question])
    return question.format(heard=heard, topic=josa(heard, "은/는"))


def answer_label(answer: Answer, unclear: Unclear) -> str:
    """What the button of an answer says."""
    match answer.value:
        case clock_time() as at if unclear.question is Question.HALF_OF_DAY:
            return _half_text(at)
        case clock_time() as at:
            return f"{at:%H:%M}"
        case date() as day if unclear.question is Question.START:
            return f"{day_text(day)}부터"
        case date() as day if unclear.question in {Question.PASSED, Question.NO_SUCH_DATE}:
            return full_day_text(day)
        case date() as day:
            return day_text(day)
        case str() as said if unclear.question is Question.LEADS:
            days = (lead.removeprefix("D-") for lead in said.split())
            return ", ".join("당일" if lead == "day" else f"{lead}일 전" for lead in days)
        case str() as said:
            return _moment_label(said)


def _half_text(at: clock_time) -> str:
    """As in the question: 오전 3시, 오후 3시 30분."""
    minute = f" {at.minute}분" if at.minute else ""
    return f"{'오전' if at.hour < 12 else '오후'} {(at.hour - 1) % 12 + 1}시{minute}"


def _moment_label(said: str) -> str:
    """A phrase as it is, and a time that is written for machines as people read it."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return said
    return f"{day_text(moment)} {moment:%H:%M}"


def dated_text(day: date, this_year: int) -> str:
    """A day with its weekday; the year where it is not this one."""
    return day_text(day) if day.year == this_year else full_day_text(day)


def _days_text(rule: Rule, schedule: Schedule, this_year: int) -> str:
    match rule:
        case Once(day=day):
            return dated_text(day, this_year)
        case Dates(days=several):
            return ", ".join(dated_text(day, this_year) for day in several)
        case Holiday(name=name):
            return f"매년 {_HOLIDAY_NAMES.get(name, name)}"
        case Monthly(days=days, months=months) if _is_one_month(schedule):
            first = schedule.first or date.min
            text = ", ".join(_day_in_month_text(day, months) for day in days)
            return f"{first.year}년 {first.month}월 {text}"
        case Daily(working=working, every=every):
            return f"{every}일마다" if every > 1 else "영업일마다" if working else "매일"
        case Weekly(weekdays=weekdays, every=every):
            series = {1: "매주", 2: "격주"}.get(every, f"{every}주마다")
            return f"{series} {_weekdays_text(weekdays)}"
        case Monthly(days=days, months=months):
            return _months_text(days, months)


def _months_text(days: tuple[DayInMonth, ...], months: tuple[int, ...]) -> str:
    text = ", ".join(_day_in_month_text(day, months) for day in days)
    if months == EVERY_MONTH:
        return f"매월 {text}"
    if len(days) == 1 and (period := _PERIODS.get((months, side_of(days[0])))) is not None:
        return f"{period} {'첫날' if days[0] == DayOfMonth(day=1) else text}"
    if (series := _SERIES.get(months)) is not None:
        return f"{series} {text}"
    return f"매년 {', '.join(f'{month}월' for month in months)} {text}"


def _day_in_month_text(day: DayInMonth, months: tuple[int, ...]) -> str:
    match day:
        case DayOfMonth(day=number):
            is_always_there = all(number <= monthrange(COMMON_YEAR, month)[1] for month in months)
            return f"{number}일" + ("" if is_always_there else "(없으면 말일)")
    return day_name(day)


def _weekdays_text(weekdays: tuple[int, ...]) -> str:
    return ", ".join(f"{WEEKDAYS[weekday]}요일" for weekday in weekdays)


def _leads_text(schedule: Schedule) -> str:
    unit = "영업일" if schedule.working_leads else "일"
    leads = schedule.leads
    if len(leads) > 3 and all(a - b == 1 for a, b in pairwise(leads)):
        last = "당일" if leads[-1] == 0 else f"{leads[-1]}{unit} 전"
        return f"{leads[0]}{unit} 전부터 {last}까지 매일"
    return ", ".join(
        "당일" if lead == 0 else f"{abs(lead)}{unit} {'전' if lead > 0 else '뒤'}" for lead in leads
    )


def _limits_text(schedule: Schedule, this_year: int) -> str:
    """From when to when, and which days are left out."""
    limits = []
    anchors = {each.rule.anchor for each in schedule.timed if isinstance(each.rule, Daily | Weekly)}
    first = schedule.first or next(iter(filter(None, anchors)), None)
    if not (_is_one_month(schedule) and isinstance(schedule.rule, Monthly)):
        if first is not None:
            limits.append(f"{dated_text(first, this_year)}부터")
        if schedule.last is not None:
            limits.append(f"{dated_text(schedule.last, this_year)}까지")
    if schedule.at_most is not None:
        limits.append(f"{schedule.at_most}번만")
    if schedule.without:
        left = ", ".join(_left_text(each, schedule, this_year) for each in schedule.without)
        limits.append(f"{left} 제외")
    return f" ({' '.join(limits)})" if limits else ""


def _left_text(left: Left, schedule: Schedule, this_year: int) -> str:
    match left:
        case DaysOff(weekends=weekends):
            return "쉬는 날" if weekends else "공휴일만"
        case Weekly(weekdays=weekdays, every=1):
            return _weekdays_text(weekdays)
        case Monthly(days=days, months=months) if len(days) == 31:
            return ", ".join(f"{month}월" for month in months)
        case Monthly(days=days, months=months) if months == EVERY_MONTH:
            return ", ".join(_day_in_month_text(day, months) for day in days)
        case Holiday(name=name):
            return _HOLIDAY_NAMES.get(name, name)
        case _:
            return _days_text(left, schedule, this_year)


def _is_one_month(schedule: Schedule) -> bool:
    first, last = schedule.first, schedule.last
    if first is None or last is None:
        return False
    return (first.year, first.month) == (last.year, last.month)
