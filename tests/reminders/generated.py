"""Phrases put together by chance from whom, when and what, with what they mean counted by hand.

Nothing here knows the bot's rules: days are found by asking of each, on a calendar written by hand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from random import Random

from bot.lookup.pledge import PledgeNumber
from bot.reminders.rules.reminder import Audience, Departments, Everyone, OwnersOf
from bot.reminders.rules.working_days import Shift
from tests.reminders.by_hand import PUBLIC_HOLIDAYS, SEOUL, led_from, moved_by, works
from tests.reminders.phrases import (
    Falls,
    every_day,
    fortnightly,
    last_day,
    monthly,
    nth,
    on,
    weekly,
    working,
)

NOW = datetime(2026, 12, 1, 10, 0, tzinfo=SEOUL)  # a Tuesday
TODAY = NOW.date()
DAY = timedelta(days=1)
LAST_DAY_KNOWN = date(2028, 12, 1)  # the calendar by hand ends with that year
SEED = 20261201
MANY = 600
NATIVE_HOURS = "한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두".split()

STAYS, BACK = Shift.NONE, Shift.PREVIOUS


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Words and what they mean: times of day on days, days before them, and where days off lead.

    None for times that have to be asked.
    """

    words: str
    timed: tuple[tuple[Falls, clock_time], ...] | None
    shift: Shift = STAYS
    leads: tuple[int, ...] = (0,)
    limit: int | None = None  # so many days of the rule
    event: str = ""  # what the text keeps of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A command, and what it means; None for what has to be asked."""

    family: str
    words: str
    audience: Audience | None
    times: tuple[str, ...] | None
    text: str


@dataclass(frozen=True, slots=True)
class _Make:
    """Draws from everything by one seed."""

    chance: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 -- no secret

    def one(self, *choices: str) -> str:
        return self.chance.choice(choices)

    def some(self, count: int, choices: str) -> str:
        return "".join(sorted(self.chance.sample(choices, count), key=choices.index))

    # -- when -------------------------------------------------------------------------------

    def clock(self) -> tuple[str, clock_time]:
        """A time of day that leaves nothing open."""
        hour = self.chance.choice([9, 10, 11, 13, 14, 15, 16, 17])
        half = self.chance.random() < 0.25
        minute = 30 if half else 0
        twelve = f"{'오전' if hour < 12 else '오후'} {(hour - 1) % 12 + 1}시"
        plain = f"{hour}시"
        words = self.one(
            f"{hour:02d}:{minute:02d}",
            twelve + (" 30분" if half else ""),
            twelve + (" 반" if half else ""),
            plain + ("30분" if half else ""),
            plain + (" 30분에" if half else "에"),
        )
        return words, clock_time(hour, minute)

    def once(self) -> When:
        """A date, or a day counted from today."""
        at, time = self.clock()
        day = TODAY + self.chance.randint(4, 60) * DAY
        ahead = self.chance.choice([2, 3, 5, 7, 10, 14])
        native = {2: "이틀", 3: "사흘", 5: "닷새", 7: "일주일", 10: "열흘", 14: "2주"}[ahead]
        weekday = self.chance.randrange(5)
        weeks = self.chance.choice([1, 2])
        of_week = TODAY + (7 * weeks + weekday - TODAY.weekday()) * DAY
        names = "월화수목금토일"
        words, named = self.chance.choice(
            [
                (f"{day.month}/{day.day}", day),
                (f"{day.month}월 {day.day}일", day),
                (f"{day.month}/{day.day}({names[day.weekday()]})", day),
                (f"{day.year}-{day.month:02d}-{day.day:02d}", day),
                (f"{day.month}월 {day.day}일 {names[day.weekday()]}요일", day),
                (self.one("내일", "낼", "명일"), TODAY + DAY),
                ("모레", TODAY + 2 * DAY),
                ("글피", TODAY + 3 * DAY),
                (f"{ahead}일 {self.one('뒤', '후')}", TODAY + ahead * DAY),
                (f"{native} {self.one('뒤', '후')}", TODAY + ahead * DAY),
                (f"{'다' * (weeks - 1)}다음 주 {names[weekday]}요일", of_week),
                (f"{'다' * (weeks - 1)}다음주 {names[weekday]}", of_week),
                (self.one("다음 달 5일", "내달 5일", "익월 5일", "다음달5일"), date(2027, 1, 5)),
                ("올해 12월 20일", date(2026, 12, 20)),
                ("내년 3월 2일", date(2027, 3, 2)),
                ("다음 달 말일", date(2027, 1, 31)),
                ("이번 달 말일", date(2026, 12, 31)),
                (self.one("다음 영업일", "다음 근무일"), date(2026, 12, 2)),
                ("3영업일 뒤", date(2026, 12, 4)),
                (self.one("이번 분기 말", "올해 말"), date(2026, 12, 31)),
            ]
        )
        return self._said(words, at, [(on(named.isoformat()), time)], STAYS)

    def _said(
        self,
        days: str,
        at: str,
        timed: list[tuple[Falls, clock_time]],
        shift: Shift,
        **more: tuple[int, ...] | int,
    ) -> When:
        order = f"{at.removesuffix('에')} {days}" if self.chance.random() < 0.1 else f"{days} {at}"
        return When(words=order, timed=tuple(timed), shift=shift, **more)  # type: ignore[arg-type]

    def each_week(self) -> When:
        """Weekdays, one or several, run together or in a range."""
        at, time = self.clock()
        count = self.chance.choice([1, 1, 2, 3])
        names = self.some(count, "월화수목금")
        if count == 1:
            days = self.one(
                f"매주 {names}", f"매주 {names}요일", f"{names}요일마다", f"매주{names}요일",
                f"주 1회 {names}요일", f"일주일에 한 번 {names}요일", f"매 {names}요일",
            )  # fmt: skip
        elif count == 2:
            days = self.one(
                f"매주 {names}", f"매주 {names[0]},{names[1]}",
                f"매주 {names[0]}요일과 {names[1]}요일",
                f"{names[0]}요일, {names[1]}요일마다", f"주 2회 {names[0]},{names[1]}",
                f"매주 {names[0]}·{names[1]}요일",
            )  # fmt: skip
            if names != "수목":  # trees
                days = self.one(days, names)
        else:
            days = self.one(f"매주 {names}", names, f"매주 {'·'.join(names)}요일")
        if at.startswith("오") and count > 1 and days == names:
            at = f"{time:%H:%M}"
        return When(words=f"{days} {at}", timed=((weekly(*names), time),), shift=STAYS)

    def weekdays_in_range(self) -> When:
        """화~금."""
        at, time = self.clock()
        first = self.chance.randrange(4)
        last = self.chance.randrange(first + 1, 5)
        a, b = "월화수목금"[first], "월화수목금"[last]
        days = self.one(
            f"{a}~{b}", f"매주 {a}~{b}", f"매주 {a}요일~{b}요일", f"{a}요일부터 {b}요일까지",
            f"매주 {a}-{b}", f"{a}~{b}요일",
        )  # fmt: skip
        falls = weekly(*"월화수목금"[first : last + 1])
        return When(words=f"{days} {at}", timed=((falls, time),), shift=STAYS)

    def weekend(self) -> When:
        """A weekend that was named stays one."""
        at, time = self.clock()
        name = self.one("토", "일")
        days = self.one(f"매주 {name}요일", f"{name}요일마다")
        return When(words=f"{days} {at}", timed=((weekly(name), time),))

    def each_day(self) -> When:
        """매일, 평일."""
        at, time = self.clock()
        if self.chance.random() < 0.5:
            return self._said(self.one("매일", "날마다"), at, [(lambda _: True, time)], STAYS)
        days = self.one("평일", "평일마다", "영업일마다", "매 영업일", "매주 평일")
        return self._said(days, at, [(works, time)], STAYS)

    def each_month(self) -> When:
        """Days, last days, working days and weekdays of the month."""
        at, time = self.clock()
        number = self.chance.choice([5, 10, 15, 20, 25])
        which = self.chance.choice([1, 2, 3, 4])
        spoken = {1: "첫", 2: "두", 3: "세", 4: "네"}[which]
        name = self.one(*"월화수목금")
        every = self.one("매월", "매달", "매 월", "다달이")
        days, falls = self.chance.choice(
            [
                (f"{every} {number}일", monthly(number)),
                (f"{every} 5일, {number + 3}일", monthly(5, number + 3)),
                (f"월 1회 {number}일", monthly(number)),
                (f"한 달에 한 번 {number}일", monthly(number)),
                (f"{every} {self.one('말일', '마지막 날')}", last_day()),
                (f"{every} 마지막 영업일", working(-1)),
                (f"{every} {spoken} 번째 영업일", working(which)),
                (f"{every} {which}번째 영업일", working(which)),
                (f"{every} 끝에서 두 번째 영업일", working(-2)),
                (f"{every} {spoken} 번째 {name}요일", nth(which, name)),
                (f"{every} {which}째 주 {name}요일", nth(which, name)),
                (f"{every} 마지막 {name}요일", nth(-1, name)),
            ]
        )
        shift = STAYS if "요일" in days else BACK
        return self._said(days, at, [(falls, time)], shift)

    def days_of_month(self) -> When:
        """매월 10~12일."""
        at, time = self.clock()
        first = self.chance.choice([4, 10, 15, 20])
        last = first + self.chance.choice([1, 2])
        days = self.one(
            f"매월 {first}~{last}일", f"매달 {first}일~{last}일", f"매월 {first}일부터 {last}일까지"
        )
        return self._said(days, at, [(monthly(*range(first, last + 1)), time)], BACK)

    def each_period(self) -> When:
        """Quarters, halves and years."""
        at, time = self.clock()
        quarters, halves = (3, 6, 9, 12), (6, 12)
        days, falls = self.chance.choice(
            [
                ("매분기 말", last_day(quarters)),
                ("매 분기 말일", last_day(quarters)),
                ("분기마다 마지막 영업일", working(-1, quarters)),
                ("분기에 한 번 말일", last_day(quarters)),
                ("매분기 첫 영업일", working(1, (1, 4, 7, 10))),
                ("매 반기 말일", last_day(halves)),
                ("매년 12월 20일", monthly(20, of=(12,))),
                ("연 1회 3월 5일", monthly(5, of=(3,))),
                ("매년 6월 마지막 영업일", working(-1, (6,))),
                ("짝수달 25일", monthly(25, of=(2, 4, 6, 8, 10, 12))),
            ]
        )
        return self._said(days, at, [(falls, time)], BACK)

    def bounded(self) -> When:
        """A beginning, an end, or both."""
        at, time = self.clock()
        name = self.one(*"월화수목금")
        first, last = date(2027, 1, 1), date(2099, 1, 1)
        start = self.chance.choice(
            [
                ("내년 2월부터", date(2027, 2, 1), last),
                ("2월부터 4월까지", date(2027, 2, 1), date(2027, 4, 30)),
                ("다음 달부터", date(2027, 1, 1), last),
                ("다음달까지", TODAY, date(2027, 1, 31)),
                ("연말까지", TODAY, date(2026, 12, 31)),
                ("올해 말까지", TODAY, date(2026, 12, 31)),
                ("12/14부터", date(2026, 12, 14), last),
                ("12월 14일부터 12월 31일까지", date(2026, 12, 14), date(2026, 12, 31)),
                ("다음 주부터", date(2026, 12, 7), last),
                ("내년부터", date(2027, 1, 1), last),
                ("내년 상반기 동안", date(2027, 1, 1), date(2027, 6, 30)),
                ("1월 한 달간", date(2027, 1, 1), date(2027, 1, 31)),
                ("1월에", date(2027, 1, 1), date(2027, 1, 31)),
                ("2027년 3월까지", TODAY, date(2027, 3, 31)),
            ]
        )
        bound, first, last = start
        falls: Falls = lambda day: weekly(name)(day) and first <= day <= last  # noqa: E731
        days = f"매주 {name}요일"
        words = f"{bound} {days} {at}"
        if bound.endswith(("부터", "까지")) and self.chance.random() < 0.3:
            words = f"{days} {at.removesuffix('에')} {bound}"
        return When(words=words, timed=((falls, time),), shift=STAYS)

    def counted(self) -> When:
        """두 번만, 6주 동안."""
        at, time = self.clock()
        name = self.one(*"월화수목금")
        n = self.chance.choice([1, 2, 3])
        spoken = {1: "한", 2: "두", 3: "세"}[n]
        count = self.one(f"{spoken} 번만", f"{n}번만", f"{n}회만", f"총 {n}회", f"딱 {spoken} 번")
        span = self.one(f"{n}주 동안", f"{spoken} 주 동안", f"{n}주간")
        days = f"매주 {name}요일"
        words = self.one(f"{days} {at} {count}", f"{days} {count} {at}", f"{span} {days} {at}")
        return When(words=words, timed=((weekly(name), time),), shift=STAYS, limit=n)

    def excepted(self) -> When:
        """토요일 빼고 매일, 쉬는 날 제외."""
        at, time = self.clock()
        out = self.one("빼고", "제외", "제외하고", "말고")
        name = self.one(*"월화수목금토일")
        full = self.one(f"{name}요일", f"{name}요일은", f"{name}요일만")
        off = self.one("쉬는 날", "휴일", "쉬는 날은")
        date_out = self.one("12/3", "12월 3일")

        def holiday(day: date) -> bool:
            return f"{day:%m-%d}" in PUBLIC_HOLIDAYS[day.year]

        words, falls, shift = self.chance.choice(
            [
                (f"{full} {out} 매일 {at}", lambda day: not weekly(name)(day), STAYS),
                (f"매일 {at} {full} {out}", lambda day: not weekly(name)(day), STAYS),
                (f"{off} {out} 매일 {at}", works, STAYS),
                (f"매일 {at} {off} {out}", works, STAYS),
                (f"주말 {out} 매일 {at}", weekly(*"월화수목금"), STAYS),
                (
                    f"{date_out} {out} 평일 {at}",
                    lambda d: works(d) and d != date(2026, 12, 3),
                    STAYS,
                ),
                (
                    f"매주 금요일 {at} 공휴일 {out}",
                    lambda d: weekly("금")(d) and not holiday(d),
                    STAYS,
                ),
                (f"매월 25일 {at} 쉬는 날 {out}", lambda d: d.day == 25 and works(d), BACK),
            ]
        )
        return When(words=words.replace("에 ", " "), timed=((falls, time),), shift=shift)

    def several_times(self) -> When:
        """10시, 16시."""
        first, second = self.chance.choice([(9, 14), (10, 16), (9, 17), (11, 15)])
        comma = self.one(", ", "와 ", " / ", ",")
        at = self.one(
            f"{first}시{comma}{second}시",
            f"오전 {first}시{comma}오후 {second - 12}시",
            f"{first:02d}:00, {second}:00",
        )
        name = self.one(*"월화수목금")
        days, falls, shift = self.chance.choice(
            [
                ("매일", lambda _: True, STAYS),
                ("평일", works, STAYS),
                (f"매주 {name}요일", weekly(name), STAYS),
                ("12/9", on("2026-12-09"), STAYS),
                ("하루 두 번", lambda _: True, STAYS),
            ]
        )
        times = ((falls, clock_time(first)), (falls, clock_time(second)))
        return When(words=f"{days} {at}", timed=times, shift=shift)

    def weekday_times(self) -> When:
        """매주 화 10시 목 15시."""
        names = self.some(2, "월화수목금")
        first, second = self.chance.choice([(9, 14), (10, 16), (11, 10), (15, 9)])
        comma = self.one(" ", ", ")
        of = self.one("", "요일")
        words = f"매주 {names[0]}{of} {first}시{comma}{names[1]}{of} {second}시"
        times = (
            (weekly(names[0]), clock_time(first)),
            (weekly(names[1]), clock_time(second)),
        )
        return When(words=words, timed=times, shift=STAYS)

    def dates(self) -> When:
        """12/9, 12/16."""
        at, time = self.clock()
        days = sorted(self.chance.sample(range(3, 31), self.chance.choice([2, 3])))
        words = self.one(
            ", ".join(f"12/{day}" for day in days),
            "12/" + ", ".join(map(str, days)),
            ", ".join(f"12월 {day}일" for day in days),
            "12월 " + ", ".join(f"{day}일" for day in days),
            "12월 " + "일과 ".join(map(str, days[:2])) + "일",
        )
        if "일과" in words:
            days = days[:2]
        falls = on(*(f"2026-12-{day:02d}" for day in days))
        return When(words=f"{words} {at}", timed=((falls, time),))

    def range_of_dates(self) -> When:
        """12/14~12/18 매일."""
        at, time = self.clock()
        first = self.chance.randint(3, 20)
        last = first + self.chance.randint(2, 8)
        days = self.one(
            f"12/{first}~12/{last}", f"12/{first}~{last}", f"12월 {first}일부터 {last}일까지",
            f"12월 {first}일~{last}일", f"12/{first} ~ 12/{last}", f"12.{first}.~12.{last}.",
            f"12/{first}부터 12/{last}까지",
        )  # fmt: skip
        each = self.one("매일", "평일")

        def falls(day: date) -> bool:
            is_within = date(2026, 12, first) <= day <= date(2026, 12, last)
            return is_within and (each == "매일" or works(day))

        return When(words=f"{days} {each} {at}", timed=((falls, time),))

    def every_few(self) -> When:
        """4일마다, 격주, with the day it starts from."""
        at, time = self.clock()
        start = date(2026, 12, self.chance.randint(3, 28))
        said = self.one(f"{start.month}/{start.day}부터", f"12월 {start.day}일부터")
        n = self.chance.choice([2, 3, 4, 10])
        words = {2: ("이틀마다", "격일로", "2일마다"), 3: ("3일마다", "사흘에 한 번"),
                 4: ("4일마다", "나흘마다"), 10: ("10일마다", "열흘 간격으로")}[n]  # fmt: skip
        if self.chance.random() < 0.5:
            falls: Falls = lambda day: day >= start and (day - start).days % n == 0  # noqa: E731
            return When(words=f"{said} {self.one(*words)} {at}", timed=((falls, time),))
        monday = start + (7 - start.weekday()) % 7 * DAY
        of = f"{monday.month}/{monday.day}부터"
        every = self.one("격주 월요일", "2주마다 월요일", "격주 월")
        words_ = self.one(f"{every} {at} {of}", f"{of} {every} {at}").replace("에 ", " ")
        return When(words=words_, timed=((fortnightly(monday.isoformat()), time),), shift=STAYS)

    def deadline(self) -> When:
        """Days before a deadline."""
        at, time = self.clock()
        day = date(2026, 12, self.chance.randint(16, 31))
        leads, said = self.chance.choice(
            [
                ((7, 3, 1), self.one("D-7 D-3 D-1", "D-7, D-3, D-1", "D-7,3,1", "D-7/D-3/D-1")),
                ((3, 1), self.one("D-3 D-1", "3일 전, 1일 전", "3일, 1일 전")),
                ((7,), self.one("D-7", "일주일 전", "7일 전", "1주 전")),
                ((1, 0), self.one("D-1 D-day", "D-1 당일")),
                ((2,), self.one("D-2", "이틀 전", "2일 전")),
                ((3, 2, 1, 0), "D-3부터 매일"),
            ]
        )
        due = self.one(f"12/{day.day}", f"12월 {day.day}일")
        marked = self.one(f"{due} 마감", f"{due}까지", f"마감 {due}")
        return When(
            words=f"{marked} {said} {at}",
            timed=((on(day.isoformat()), time),),
            shift=BACK,
            leads=leads,
        )

    def minutes_before(self) -> When:
        """15시 간담회 20분 전."""
        hour = self.chance.choice([10, 13, 14, 15, 16])
        minutes = self.chance.choice([10, 20, 30, 60, 120])
        before = {60: "1시간 전", 120: "두 시간 전"}.get(minutes, f"{minutes}분 전")
        day, said = self.chance.choice(
            [("2026-12-02", "내일"), ("2026-12-09", "12/9"), ("2026-12-11", "다음 주 금요일")]
        )
        event = f"{hour}시 {self.one('간담회', '회의', '설명회', '현장점검')}"
        at = datetime.combine(date(2026, 12, 1), clock_time(hour)) - timedelta(minutes=minutes)
        words = f"{said} {event} {before}{self.one('', '에')}"
        return When(words=words, timed=((on(day), at.time()),), event=event)

    def holiday(self) -> When:
        """Days by their names."""
        at, time = self.clock()
        words, day = self.chance.choice(
            [
                ("설 전날", "2027-02-06"), ("설날", "2027-02-07"), ("추석", "2027-09-15"),
                ("추석 전날", "2027-09-14"), ("한글날", "2027-10-09"), ("삼일절", "2027-03-01"),
                ("어린이날", "2027-05-05"), ("크리스마스", "2026-12-25"),
                ("성탄절 전날", "2026-12-24"), ("내년 현충일", "2027-06-06"),
                ("한글날 전날", "2027-10-08"), ("크리스마스 이브", "2026-12-24"),
                ("설 연휴 전날", "2027-02-05"),
            ]
        )  # fmt: skip
        return When(words=f"{words} {at}", timed=((on(day), time),))

    def spelled(self) -> When:
        """Numbers as dictation writes them: 유월 이십오일 오후 세시 반."""
        hour, minute = self.chance.choice([9, 10, 11, 13, 14, 15, 16, 17]), self.one("", "30")
        native = NATIVE_HOURS[(hour - 1) % 12]
        at = f"{'오전' if hour < 12 else '오후'} {native}{self.one('', ' ')}시"
        if hour > 12:
            at = self.one(at, f"{sino(hour)}{self.one('', ' ')}시")
        at += self.one(" 반", " 삼십분", " 삼십 분", "30분") if minute else ""
        time = clock_time(hour, int(minute or 0))
        day = TODAY + self.chance.randint(31, 340) * DAY
        month = {6: "유", 10: "시"}.get(day.month) or sino(day.month)
        date_ = f"{month}월 {sino(day.day)}{self.one('', ' ')}일"
        number, ahead = (
            self.chance.choice([3, 5, 10, 15, 21, 25]),
            self.chance.choice([3, 4, 10, 12]),
        )
        name = self.one(*"월화수목금")
        words, falls, shift = self.chance.choice(
            [
                (f"내년 {date_}", on(day.replace(year=2027).isoformat()), STAYS),
                (f"매년 {date_}", monthly(day.day, of=(day.month,)), BACK),
                (f"매월 {sino(number)}일", monthly(number), BACK),
                (f"매월 {sino(number)}일, {sino(28)}일", monthly(number, 28), BACK),
                (f"다음달 {sino(number)}일", on(f"2027-01-{number:02d}"), STAYS),
                (
                    f"{sino(ahead)}{self.one('', ' ')}일 뒤",
                    on((TODAY + ahead * DAY).isoformat()),
                    STAYS,
                ),
                (f"삼{self.one('', ' ')}주 뒤", on((TODAY + 21 * DAY).isoformat()), STAYS),
                (f"삼월부터 유월까지 매주 {name}요일", bounded(name, 3, 6), STAYS),
                (f"시월 한 달간 매주 {name}요일", bounded(name, 10, 10), STAYS),
                (
                    "일월 십이일에서 십오일까지 매일",
                    on(*(f"2027-01-{n}" for n in (12, 13, 14, 15))),
                    STAYS,
                ),
            ]
        )
        return self._said(words, at, [(falls, time)], shift)

    def noon(self) -> When:
        """정오."""
        return When(words="내일 정오", timed=((on("2026-12-02"), clock_time(12)),))

    def open(self) -> When:
        """What has to be asked: nothing of it may be guessed."""
        name = self.one(*"수목금")  # 다음 월요일 is of next week, said on a Tuesday
        words = self.one(
            f"내일 {self.one('7시', '8시', '여덟 시')}", f"매주 {name}요일", "매주 9시",
            "내일", "내일 퇴근 전", "내일 점심시간", "다음 주 9시", f"다음 {name}요일 10시",
            "매월 10시", f"격주 {name}요일 10시", "4일마다 10시", "짝수주 수요일 10시",
            "12/7부터 10시", "12/14~12/18 10시", "매월 초 10시", "이번 주말 10시", "추석 연휴 10시",
            "2시간마다 매일", "12/20까지", "내일 자정", "11/20 10시", "2/30 10시", "10시",
            "화 10시 목 15시", "공휴일 제외 매일 10시", "12월 20일 월요일 10시", "매분기 25일 10시",
            "매일 10시 이후", "내일 9시 12/20까지", "매주 월 9시 금요일", "분기 말 5일 전 10시",
            "내일 15시 20분 전", "12/18~12/14 매일 10시", "토요일 빼고 12/17 10시",
        )  # fmt: skip
        return When(words=words, timed=None)

    # -- whom -------------------------------------------------------------------------------

    def _owners(self, *numbers: str) -> Audience:
        return OwnersOf(numbers=tuple(map(PledgeNumber, numbers)), term="민선8기")

    def whom(self) -> tuple[str, Audience | None]:
        """Words, and whom they mean; None for what has to be asked."""
        names = self.chance.sample(
            [
                "교통행정과",
                "주차관리과",
                "도시계획과",
                "환경과",
                "의약과",
                "문화체육과",
                "소통담당관",
            ],
            3,
        )
        a, b, c = names
        out = self.one("빼고", "제외하고", "말고", "제외")
        everyone = self.one("전체", "모든 부서", "전 부서")
        choices: list[tuple[str, Audience | None]] = [
            (a, Departments(names=(a,))),
            (a, Departments(names=(a,))),
            (f"{a}에게", Departments(names=(a,))),
            (f"{a}{self.one(', ', '/', '·', ',', ' 및 ')}{b}", Departments(names=(a, b))),
            (f"{a}, {b}, {c}", Departments(names=(a, b, c))),
            (everyone, Everyone()),
            (f"{a}를 제외한 {everyone}", Everyone(without=(a,))),
            (f"{a} {out} {everyone}", Everyone(without=(a,))),
            (f"{a}, {b} {out} {everyone}", Everyone(without=(a, b))),
            (f"전체 {a} {out}", Everyone(without=(a,))),
            ("지역개발-05 담당", self._owners("지역개발-05")),
            (self.one("총무과", "홍보과", "감사과"), None),
            (f"{a} 외 {self.chance.randint(2, 5)}개 부서", None),
            ("주차 공약 담당", self._owners("지역개발-10", "지역개발-09")),
            ("반려동물 공약 담당", self._owners("가족환경-04")),
            ("재개발 공약 담당자에게", None),
            ("우리 부서", None),
        ]
        return self.chance.choice(choices)

    def text(self) -> str:
        """What is to be said; some of it looks like a time, and is none."""
        return self.one(
            "주간 추진상황 입력", "회의 자료 제출", "4분기 실적 입력", "현장점검 결과 회신", "안내",
            "12월 실적 제출", "추진상황 점검", "상반기 성과 정리", "PPT 제출", "수요조사 회신",
            "민원 처리 현황", "1인가구 지원 현황", "3개 동 점검 결과", "독산3동 현장 방문",
        )  # fmt: skip


def sino(number: int) -> str:
    """A number below a hundred as it is spoken in dates."""
    tens, ones = divmod(number, 10)
    digits = "일이삼사오육칠팔구"
    ten = f"{digits[tens - 1] if tens > 1 else ''}십" if tens else ""
    return ten + (digits[ones - 1] if ones else "")


def spelled_out(words: str) -> str:
    """The words with the numbers of dates and times as dictation writes them: 3월 9일 14시."""
    hours = {f"{number}시": f"{said}시" for number, said in enumerate(NATIVE_HOURS, 1)}
    own = {"6월": "유월", "10월": "시월"} | hours
    number = re.compile(r"(?<![\d/:.~,-])([1-9]\d?)(월|일|분(?![가-힣]{2})|시(?!간|[가-힣]{2}))")
    return number.sub(lambda said: own.get(said[0], sino(int(said[1])) + said[2]), words)


def spaced_out(words: str) -> str:
    """The words with a space behind each number: 3 월 9 일 14 시."""
    return re.sub(r"(\d)(?=[가-힣])", r"\1 ", words)


def unspaced(words: str) -> str:
    """The words with no spaces at all: 환경과3월9일14시현장점검."""
    return "".join(words.split(" "))


def bounded(name: str, first: int, last: int) -> Falls:
    """That weekday in the next months from the first to the last."""
    return lambda day: weekly(name)(day) and day.year == 2027 and first <= day.month <= last


WHENS = (
    "once each_week weekdays_in_range weekend each_day each_month days_of_month each_period "
    "bounded counted excepted several_times weekday_times dates range_of_dates every_few deadline "
    "minutes_before holiday spelled noon open"
).split()


def phrases(count: int = MANY, seed: int = SEED) -> Iterator[Phrase]:
    """So many phrases, family by family, the same for the same seed."""
    make = _Make(Random(seed))  # noqa: S311 -- no secret
    for number in range(count):
        family = WHENS[number % len(WHENS)]
        when: When = getattr(make, family)()
        whom, audience = make.whom()
        text = make.text()
        words = _spaced(make, family, whom, when.words, text)
        expected = f"{when.event} {text}".strip()
        if "  " in words:
            expected = f"{when.event} {text.replace(' ', '  ')}".strip()
        yield Phrase(
            family=family, words=words, audience=audience, times=next_times(when), text=expected
        )


def _spaced(make: _Make, family: str, whom: str, when: str, text: str) -> str:
    """One command: in the usual order or with whom behind; with spaces too many, or without."""
    order = make.chance.random()
    if order < 0.12 and family != "minutes_before":
        return f"{when} {whom} {text}"
    words = f"{whom} {when} {text}"
    if order < 0.24:
        return words.replace(" ", "  ")
    if order < 0.36 and family in {"once", "each_week", "each_month", "each_day"}:
        return f"{whom} {when.replace(' ', '')} {text}"
    return words


def next_times(
    when: When, now: datetime = NOW, counts: Falls = every_day
) -> tuple[str, ...] | None:
    """The next three, found by asking of every day; None where they have to be asked.

    Days before are of those that count.
    """
    if when.timed is None:
        return None
    moments: set[datetime] = set()
    for falls, at in when.timed:
        day, left = now.date() - 40 * DAY, when.limit
        while day < LAST_DAY_KNOWN and left != 0:
            day += DAY
            if not falls(day) or (when.limit and datetime.combine(day, at, SEOUL) <= now):
                continue
            left = None if left is None else left - 1
            for lead in when.leads:
                moved = moved_by(led_from(day, lead, counts), when.shift)
                moments.add(datetime.combine(moved, at, SEOUL))
    return tuple(f"{each:%Y-%m-%d %H:%M}" for each in sorted(moments) if each > now)[:3]
