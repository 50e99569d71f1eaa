"""What people say about when, and the days it falls on, found without the bot's rules."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from datetime import time as clock_time

from bot.reminders.rules.working_days import Shift
from tests.reminders.by_hand import works

Falls = Callable[[date], bool]

STAYS, BACK, ON = Shift.NONE, Shift.PREVIOUS, Shift.NEXT
DAY = timedelta(days=1)


def every_day(_: date) -> bool:
    """Whether it is a day."""
    return True


def on(*days: str) -> Falls:
    """These days, year by year."""
    return lambda day: day.isoformat() in days


def weekly(*names: str) -> Falls:
    """These weekdays."""
    return lambda day: "월화수목금토일"[day.weekday()] in names


def monthly(*numbers: int, of: tuple[int, ...] = tuple(range(1, 13))) -> Falls:
    """These days of these months, the last where a month is shorter."""
    return lambda day: day.month in of and day.day in {min(n, length(day)) for n in numbers}


def last_day(of: tuple[int, ...] = tuple(range(1, 13))) -> Falls:
    """The last day of these months."""
    return lambda day: day.month in of and day.day == length(day)


def nth(which: int, name: str, of: tuple[int, ...] = tuple(range(1, 13))) -> Falls:
    """The nth such weekday of these months; the last for -1."""

    def falls(day: date) -> bool:
        if day.month not in of or not weekly(name)(day):
            return False
        return day.day + 7 > length(day) if which == -1 else (day.day + 6) // 7 == which

    return falls


def working(which: int, of: tuple[int, ...] = tuple(range(1, 13))) -> Falls:
    """The nth working day of these months, from either end."""

    def falls(day: date) -> bool:
        if day.month not in of or not works(day):
            return False
        ahead = range(1, day.day) if which > 0 else range(day.day + 1, length(day) + 1)
        return sum(works(day.replace(day=number)) for number in ahead) == abs(which) - 1

    return falls


def fortnightly(first: str) -> Falls:
    """Every fourteen days from that one."""
    start = date.fromisoformat(first)
    return lambda day: day >= start and (day - start).days % 14 == 0


def length(day: date) -> int:
    """How many days its month has."""
    return monthrange(day.year, day.month)[1]


QUARTERS, HALVES = (3, 6, 9, 12), (6, 12)
MON_TO_FRI = ("월", "화", "수", "목", "금")

# phrase, days it names, where days off move it; said on Monday, 23 November 2026, at 16:00
SERIES: tuple[tuple[str, Falls, Shift], ...] = (
    ("매일", every_day, STAYS),
    ("평일", works, STAYS),
    ("영업일마다", works, STAYS),
    ("매 영업일", works, STAYS),
    ("매주 월요일", weekly("월"), STAYS),
    ("매주 월요일마다", weekly("월"), STAYS),
    ("매주 수욜", weekly("수"), STAYS),
    ("월요일마다", weekly("월"), STAYS),
    ("매 월요일", weekly("월"), STAYS),
    ("매주 월·수·금", weekly("월", "수", "금"), STAYS),
    ("매주 월수금", weekly("월", "수", "금"), STAYS),
    ("매주 월요일, 목요일", weekly("월", "목"), STAYS),
    ("매주 월~금", weekly(*MON_TO_FRI), STAYS),
    ("매주 금~월", weekly("금", "토", "일", "월"), STAYS),
    ("화요일과 목요일마다", weekly("화", "목"), STAYS),
    ("매주 주말", weekly("토", "일"), STAYS),
    ("주말마다", weekly("토", "일"), STAYS),
    ("매주 일요일", weekly("일"), STAYS),
    ("격주 수요일 2026-11-25부터", fortnightly("2026-11-25"), STAYS),
    ("격주 수요일 12/2부터", fortnightly("2026-12-02"), STAYS),
    ("2주마다 금요일 11/27부터", fortnightly("2026-11-27"), STAYS),
    ("11/30부터 2주에 한 번 월요일", fortnightly("2026-11-30"), STAYS),
    ("수요일 격주 12/2부터", fortnightly("2026-12-02"), STAYS),
    ("매월 25일", monthly(25), BACK),
    ("달마다 25일", monthly(25), BACK),
    ("매월 1일, 15일", monthly(1, 15), BACK),
    ("매월 5,20일", monthly(5, 20), BACK),
    ("매월 30일", monthly(30), BACK),
    ("매월 31일", monthly(31), BACK),
    ("매월 말일", last_day(), BACK),
    ("매월 마지막 날", last_day(), BACK),
    ("매월 첫날", monthly(1), BACK),
    ("매월 마지막 영업일", working(-1), BACK),
    ("매월 마지막영업일", working(-1), BACK),
    ("매월 첫 영업일", working(1), BACK),
    ("매월 셋째 영업일", working(3), BACK),
    ("매월 첫째 주 월요일", nth(1, "월"), STAYS),
    ("매월 셋째 주 수요일", nth(3, "수"), STAYS),
    ("매월 3번째 수요일", nth(3, "수"), STAYS),
    ("매월 2주차 화요일", nth(2, "화"), STAYS),
    ("매월 마지막 금요일", nth(-1, "금"), STAYS),
    ("매월 둘째, 넷째 주 월요일", lambda d: nth(2, "월")(d) or nth(4, "월")(d), STAYS),
    ("매월 1째주와 3째주 금요일", lambda d: nth(1, "금")(d) or nth(3, "금")(d), STAYS),
    ("홀수달 25일", monthly(25, of=(1, 3, 5, 7, 9, 11)), BACK),
    ("짝수 달마다 말일", last_day((2, 4, 6, 8, 10, 12)), BACK),
    ("매월 다섯째 주 월요일", nth(5, "월"), STAYS),
    ("매분기 말", last_day(QUARTERS), BACK),
    ("분기 시작 후 5영업일", working(5, of=(1, 4, 7, 10)), BACK),
    ("매 반기 시작 후 3영업일", working(3, of=(1, 7)), BACK),
    ("매년 6월 10일, 12월 10일", monthly(10, of=(6, 12)), BACK),
    ("분기마다 마지막 날", last_day(QUARTERS), BACK),
    ("매분기 첫날", monthly(1, of=(1, 4, 7, 10)), BACK),
    ("매분기 첫 영업일", working(1, (1, 4, 7, 10)), BACK),
    ("매분기 마지막 영업일", working(-1, QUARTERS), BACK),
    ("매분기 마지막 달 25일", monthly(25, of=QUARTERS), BACK),
    ("매분기 첫째 달 10일", monthly(10, of=(1, 4, 7, 10)), BACK),
    ("매분기 두 번째 달 10일", monthly(10, of=(2, 5, 8, 11)), BACK),
    ("매분기 마지막 달 셋째 주 금요일", nth(3, "금", QUARTERS), STAYS),
    ("매 반기 말", last_day(HALVES), BACK),
    ("반기마다 첫날", monthly(1, of=(1, 7)), BACK),
    ("반기별 마지막 영업일", working(-1, HALVES), BACK),
    ("매년 12/20", monthly(20, of=(12,)), BACK),
    ("해마다 1월 5일", monthly(5, of=(1,)), BACK),
    ("매년 2월 29일", monthly(29, of=(2,)), BACK),
    ("매년 12월 말일", last_day((12,)), BACK),
    ("매년 마지막 금요일", nth(-1, "금", (12,)), STAYS),
    ("매년 3월 셋째 주 수요일", nth(3, "수", (3,)), STAYS),
    ("매주 월요일 12/31까지", lambda d: weekly("월")(d) and d <= date(2026, 12, 31), STAYS),
    ("12/1부터 매주 월요일", lambda d: weekly("월")(d) and d >= date(2026, 12, 1), STAYS),
    ("다음달부터 매주 월", lambda d: weekly("월")(d) and d >= date(2026, 12, 1), STAYS),
    ("내일부터 매일", lambda d: d >= date(2026, 11, 24), STAYS),
    ("매월 25일 휴일이면 다음 영업일로", monthly(25), ON),
    ("매월 25일 (공휴일이면 앞 영업일)", monthly(25), BACK),
    ("매월 25일 휴일이면 그대로", monthly(25), STAYS),
    ("매월 25일 다음 영업일로", monthly(25), ON),
)

# phrase, the day it names; as above
DAYS: tuple[tuple[str, str], ...] = (
    ("11/20(토)", "2027-11-20"),  # behind by three days, and then a Friday
    ("내일", "2026-11-24"),
    ("익일", "2026-11-24"),
    ("모레", "2026-11-25"),
    ("내일모레", "2026-11-25"),
    ("글피", "2026-11-26"),
    ("3일 뒤", "2026-11-26"),
    ("10일 후", "2026-12-03"),
    ("사흘 뒤", "2026-11-26"),
    ("보름 뒤", "2026-12-08"),
    ("일주일 뒤", "2026-11-30"),
    ("2주 뒤", "2026-12-07"),
    ("한 달 뒤", "2026-12-23"),
    ("3개월 뒤", "2027-02-23"),
    ("금요일", "2026-11-27"),
    ("이번 금요일", "2026-11-27"),
    ("일요일", "2026-11-29"),
    ("이번주 금요일", "2026-11-27"),
    ("금주 금요일", "2026-11-27"),
    ("이번주 금", "2026-11-27"),
    ("다음주 월요일", "2026-11-30"),
    ("다음주 금요일", "2026-12-04"),
    ("다음주 금", "2026-12-04"),
    ("차주 월요일", "2026-11-30"),
    ("다다음주 수요일", "2026-12-09"),
    ("12/20", "2026-12-20"),
    ("12/20(일)", "2026-12-20"),
    ("12.20.", "2026-12-20"),
    ("12월 20일", "2026-12-20"),
    ("12월 20일 일요일", "2026-12-20"),
    ("12월 20일(일)", "2026-12-20"),
    ("십이월 이십일", "2026-12-20"),
    ("2026-12-20", "2026-12-20"),
    ("2026.12.20.", "2026-12-20"),
    ("26.12.20.", "2026-12-20"),
    ("2026년 12월 20일", "2026-12-20"),
    ("2027년 1월 5일", "2027-01-05"),
    ("1/5", "2027-01-05"),
    ("내년 12월 20일", "2027-12-20"),
    ("2028년 2월 29일", "2028-02-29"),
    ("25일", "2026-11-25"),
    ("이번 달 25일", "2026-11-25"),
    ("다음 달 5일", "2026-12-05"),
    ("다음 달 5일 토요일", "2026-12-05"),
    ("이번 달 말일", "2026-11-30"),
    ("다음 달 셋째 주 수요일", "2026-12-16"),
    ("다음달 첫 영업일", "2026-12-01"),
    ("이번 달 마지막 영업일", "2026-11-30"),
    ("12월 말일", "2026-12-31"),
    ("12월 셋째 주 수요일", "2026-12-16"),
    ("내년 1월 첫 영업일", "2027-01-04"),
    ("다음달 첫날", "2026-12-01"),
)

# phrase, the days it names, how many days before each; as above
DEADLINES: tuple[tuple[str, Falls, tuple[int, ...]], ...] = (
    ("12/20 마감 D-7 D-3 D-1", on("2026-12-20"), (7, 3, 1)),
    ("마감 12/20 D-7 D-3 D-1", on("2026-12-20"), (7, 3, 1)),
    ("마감일 12월 20일 D-3", on("2026-12-20"), (3,)),
    ("12/20 D-7/D-3/D-1", on("2026-12-20"), (7, 3, 1)),
    ("12/20 마감 D-7,3,1", on("2026-12-20"), (7, 3, 1)),
    ("12/20 마감 D－7", on("2026-12-20"), (7,)),
    ("12/20 마감 D-1 D-7", on("2026-12-20"), (7, 1)),
    ("12/20 마감 D-7 D-3 D-1 D-day", on("2026-12-20"), (7, 3, 1, 0)),
    ("12/20 마감 D-3 당일", on("2026-12-20"), (3, 0)),
    ("12/20 마감 7일, 3일, 1일 전", on("2026-12-20"), (7, 3, 1)),
    ("12/20 마감 7일 전, 3일 전, 1일 전", on("2026-12-20"), (7, 3, 1)),
    ("12/20 마감 일주일 전", on("2026-12-20"), (7,)),
    ("12/20 마감 하루 전", on("2026-12-20"), (1,)),
    ("12/20까지 D-3 D-1", on("2026-12-20"), (3, 1)),
    ("D-3 D-1 12/20", on("2026-12-20"), (3, 1)),
    ("12/20 마감 D-3부터 매일", on("2026-12-20"), (3, 2, 1, 0)),
    ("다음주 금요일 마감 D-3 D-1", on("2026-12-04"), (3, 1)),
    ("매월 25일 마감 D-3 D-1", monthly(25), (3, 1)),
    ("매주 금요일까지 D-1", weekly("금"), (1,)),
    ("매분기 말 마감 D-7 D-1", last_day(QUARTERS), (7, 1)),
    # days before, of no deadline
    ("매분기 말 5일 전", last_day(QUARTERS), (5,)),
    ("매 분기 말일 5일 전", last_day(QUARTERS), (5,)),
    ("매월 마지막 영업일 하루 전", working(-1), (1,)),
    ("매 반기 말 10일 전", last_day(HALVES), (10,)),
    ("12/20 3일 전", on("2026-12-20"), (3,)),
)

# phrase, the time it names on another day than today
TIMES: tuple[tuple[str, clock_time], ...] = (
    ("9시", clock_time(9)),
    ("9시 정각", clock_time(9)),
    ("９시", clock_time(9)),
    ("아홉 시", clock_time(9)),
    ("오전 9시", clock_time(9)),
    ("오전 9시 30분", clock_time(9, 30)),
    ("오전 9시 반", clock_time(9, 30)),
    ("9시 반", clock_time(9, 30)),
    ("9시30", clock_time(9, 30)),
    ("14시05에", clock_time(14, 5)),
    ("오후 2시30", clock_time(14, 30)),
    ("열 시 삼십 분", clock_time(10, 30)),
    ("열한시 십오분", clock_time(11, 15)),
    ("열두시", clock_time(12)),
    ("12시 30분", clock_time(12, 30)),
    ("오후 12시", clock_time(12)),
    ("점심 12시", clock_time(12)),
    ("정오", clock_time(12)),
    ("오후 세 시", clock_time(15)),
    ("오후 3시 45분", clock_time(15, 45)),
    ("오후 5시반", clock_time(17, 30)),
    ("저녁 7시 30분", clock_time(19, 30)),
    ("밤 10시", clock_time(22)),
    ("새벽 5시", clock_time(5)),
    ("17시 30분", clock_time(17, 30)),
    ("0시", clock_time(0)),
    ("9:30", clock_time(9, 30)),
    ("03:00", clock_time(3)),
    ("14 : 05", clock_time(14, 5)),
    ("１４：００", clock_time(14)),
    ("2:30pm", clock_time(14, 30)),
    ("3pm", clock_time(15)),
    ("PM 3시", clock_time(15)),
    ("23:59", clock_time(23, 59)),
)
