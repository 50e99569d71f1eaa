"""The pieces that Korean phrases about time are made of, found in a text by a table of patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.reminders.rules.schedule import DayInMonth, DayOfMonth, LastDay, NthWeekday, WorkingDay
from bot.reminders.rules.working_days import Shift

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WEEKDAYS = "월화수목금토일"


@dataclass(frozen=True, slots=True)
class Clock:
    """3시 반, 15:30, 오후 세 시, 자정; `exact` where the way it is written leaves no half open."""

    hour: int
    minute: int = 0
    half: str = ""
    exact: bool = False


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """오전, 아침, 저녁, without an hour."""

    word: str


@dataclass(frozen=True, slots=True)
class Date:
    """12/20, 12월 20일, 2026-12-20; it need not exist."""

    month: int
    day: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """25일; 5일, 20일."""

    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """12월."""

    month: int


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """이번 달 is 0, 다음 달 1."""

    months: int


@dataclass(frozen=True, slots=True)
class YearAhead:
    """올해 is 0, 내년 1."""

    years: int


@dataclass(frozen=True, slots=True)
class WeekAhead:
    """이번 주 is 0, 다음 주 1; with the weekday where it is a single letter (다음주 금)."""

    weeks: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class DaysAhead:
    """오늘 is 0, 내일 1, 3일 뒤 3."""

    days: int


@dataclass(frozen=True, slots=True)
class MonthsAhead:
    """한 달 뒤: the same day of a later month."""

    months: int


@dataclass(frozen=True, slots=True)
class MinutesAhead:
    """1시간 뒤, 30분 후."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Weekdays:
    """월요일, 월·수·금요일; 0 is Monday. `following` after 다음, which people count differently."""

    weekdays: tuple[int, ...]
    following: bool = False


@dataclass(frozen=True, slots=True)
class EveryDay:
    """매일, or 평일."""

    working: bool = False


@dataclass(frozen=True, slots=True)
class EveryWeeks:
    """매주, 격주, 3주마다, with or without weekdays."""

    weeks: int
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EveryMonths:
    """매월 is 1, 격월 2, 매분기 3, 매 반기 6, 매년 12."""

    months: int


@dataclass(frozen=True, slots=True)
class TheseMonths:
    """홀수달, 짝수달."""

    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PeriodEnd:
    """분기 말, without 매: of this one or of each; numbered as EveryMonths."""

    months: int


@dataclass(frozen=True, slots=True)
class MonthOfPeriod:
    """첫째 달 is 1, 마지막 달 -1, of a quarter or half."""

    nth: int


@dataclass(frozen=True, slots=True)
class InMonth:
    """말일, 마지막 영업일, 셋째 주 수요일."""

    day: DayInMonth


@dataclass(frozen=True, slots=True)
class WeeksInMonth:
    """둘째, 넷째 주 월요일."""

    days: tuple[NthWeekday, ...]


@dataclass(frozen=True, slots=True)
class Leads:
    """D-7, 3일 전, 2영업일 전; `counted` as D-7, which is said of deadlines only."""

    days: tuple[int, ...]
    working: bool = False
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """마감."""


@dataclass(frozen=True, slots=True)
class Until:
    """까지."""


@dataclass(frozen=True, slots=True)
class Since:
    """부터."""


@dataclass(frozen=True, slots=True)
class OnDaysOff:
    """휴일이면 앞 영업일로."""

    shift: Shift


Piece = (
    Clock
    | PartOfDay
    | Date
    | Days
    | Month
    | MonthAhead
    | YearAhead
    | WeekAhead
    | DaysAhead
    | MonthsAhead
    | MinutesAhead
    | Weekdays
    | EveryDay
    | EveryWeeks
    | EveryMonths
    | TheseMonths
    | PeriodEnd
    | MonthOfPeriod
    | InMonth
    | WeeksInMonth
    | Leads
    | Deadline
    | Until
    | Since
    | OnDaysOff
)


NamesDays = (
    Date
    | Days
    | Month
    | MonthAhead
    | YearAhead
    | WeekAhead
    | DaysAhead
    | MonthsAhead
    | Weekdays
    | EveryDay
    | EveryWeeks
    | EveryMonths
    | TheseMonths
    | PeriodEnd
    | MonthOfPeriod
    | InMonth
    | WeeksInMonth
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A piece and where it stands, its particle included.

    `joined` if nothing but spaces, signs and "and" stands between it and the piece before.
    """

    piece: Piece
    start: int
    end: int
    joined: bool = False


def pieces(text: str) -> list[Found]:
    """All pieces of a composed text, in order; of several in one place the longest.

    A piece begins where a word or another piece ends, and ends where a word ends.

    >>> [found.piece for found in pieces("내일 9시")]
    [DaysAhead(days=1), Clock(hour=9, minute=0, half='', exact=False)]
    """
    places = [at for at, char in enumerate(text) if _plain[char]]
    plain = "".join(_plain[text[at]] for at in places)
    at_each: dict[int, tuple[Piece, int]] = {}
    # From the end, because a piece may end where another begins (내일오전).
    for at in range(len(plain) - 1, -1, -1):
        if plain[at] != " " and (longest := _longest(plain, at, at_each)) is not None:
            at_each[at] = longest
    found: list[Found] = []
    at = end = 0
    while at < len(plain):
        if at in at_each and ((found and at == end) or _BEGINS.match(plain, at)):
            joined = bool(found) and _BETWEEN.fullmatch(plain, end, at) is not None
            piece, end = at_each[at]
            start, stop = places[at], places[end - 1] + 1
            found.append(Found(piece=piece, start=start, end=stop, joined=joined))
            at = end
        else:
            at += 1
    return found


class _Plain(dict[str, str]):
    """Each character in the form that patterns are written in; "" for invisible ones."""

    def __missing__(self, char: str) -> str:
        # A digit behind it, because only dashes before digits are folded.
        one = hangul.normalized(f"{char}0").removesuffix("0")
        self[char] = " " if char.isspace() else one if len(one) < 2 else char
        return self[char]


_plain = _Plain()

_NATIVE = {
    "한": 1,
    "두": 2,
    "세": 3,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
    "열한": 11,
    "열두": 12,
}
_SINO = {digit: value for value, digit in enumerate("일이삼사오육칠팔구", start=1)}
_DAYS = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "일주일": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
    "보름": 15,
}
_ORDINALS = {
    "첫": 1,
    "첫째": 1,
    "첫번째": 1,
    "둘째": 2,
    "두번째": 2,
    "셋째": 3,
    "세번째": 3,
    "넷째": 4,
    "네번째": 4,
    "다섯째": 5,
    "다섯번째": 5,
    "마지막": -1,
}
_DAYS_FROM_TODAY = {
    "오늘": 0,
    "금일": 0,
    "이따": 0,
    "이따가": 0,
    "내일": 1,
    "명일": 1,
    "익일": 1,
    "모레": 2,
    "내일모레": 2,
    "글피": 3,
}
_WEEKS_FROM_THIS = {
    "이번주": 0,
    "금주": 0,
    "다음주": 1,
    "담주": 1,
    "차주": 1,
    "내주": 1,
    "다다음주": 2,
    "다담주": 2,
}
_MONTHS_FROM_THIS = {
    "이번달": 0,
    "이달": 0,
    "금월": 0,
    "당월": 0,
    "다음달": 1,
    "담달": 1,
    "내달": 1,
    "익월": 1,
    "다다음달": 2,
}
_PERIODS = {"월": 1, "달": 1, "분기": 3, "반기": 6, "년": 12, "해": 12}


def _any_of(words: dict[str, int]) -> str:
    """A pattern of these words, the longest first, with spaces where people put them."""
    longest_first = sorted(words, key=len, reverse=True)
    return (
        "(?:"
        + "|".join(re.sub("(?<=.)(?=주$|달$|번째$|모레$)", r"\\s*", w) for w in longest_first)
        + ")"
    )


def _number(said: str) -> int:
    """A number as it is written or said, up to 99.

    >>> _number("12"), _number("열두"), _number("삼십"), _number("이십오")
    (12, 12, 30, 25)
    """
    if said.isdigit():
        return int(said)
    if said in _NATIVE:
        return _NATIVE[said]
    tens, ten, ones = said.rpartition("십")
    return (_SINO.get(tens, 1) * 10 if ten else 0) + _SINO.get(ones, 0)


def _weekdays(said: str) -> tuple[int, ...]:
    """The weekdays of a list, with ranges, ascending.

    >>> _weekdays("월요일, 수요일"), _weekdays("월수금"), _weekdays("월~목"), _weekdays("금~월")
    ((0, 2), (0, 2, 4), (0, 1, 2, 3), (0, 4, 5, 6))
    """
    days: set[int] = set()
    for first, last in re.findall(f"({_W})(?:{_THROUGH}({_W}))?", re.sub("요일|욜", "", said)):
        start = WEEKDAYS.index(first)
        length = (WEEKDAYS.index(last or first) - start) % 7
        days.update((start + step) % 7 for step in range(length + 1))
    return tuple(sorted(days))


_N = r"(?P<n>\d{1,3}|" + "|".join(sorted(_NATIVE, key=len, reverse=True)) + ")"
_SINO_NUMBER = r"[일이삼사오육칠팔구]?십?[일이삼사오육칠팔구]?"
_HALVES = "오전|오후|새벽|아침|점심|한낮|낮|저녁|밤|am|pm"
_W = f"[{WEEKDAYS}]"
_OR = r"\s*(?:[,·/&]|및|과|와|하고)\s*"
_THROUGH = r"\s*[~-]\s*"
# 월요일; 월요일과 수요일; 월·수·금요일; 월~금요일
_FULL = rf"(?:{_W}(?:요일|욜)?(?:{_THROUGH}|{_OR}|\s*(?=[{WEEKDAYS}]요일))){{0,6}}{_W}(?:요일|욜)"
# 월; 월,수; 월수금; 월 수; 월~금: understood after 매주 only
_SHORT = (
    rf"(?:{_W}{_THROUGH}{_W}|{_W}{{1,7}})(?![가-힣])"
    rf"(?:(?:\s*[,·/&]\s*|\s+){_W}{{1,7}}(?![가-힣])){{0,6}}"
)
_ORDINAL = rf"(?P<nth>{_any_of(_ORDINALS)}|(?:제\s*)?[1-9]\s*(?:째|번째|(?=주)))"
_NTH = rf"(?:{_any_of(_ORDINALS)}|[1-5]\s*(?:째|번째)?)(?:\s*주(?=\s*[,·/&및과와]))?"
_WORKDAY = "(?:영업일|근무일|평일)"
_AHEAD = r"\s*(?:뒤|후|있다가)"
_YEAR = r"(?P<year>20\d\d)"
_WEEKLY = r"매\s*주|주마다|일주일마다"
_FEW_WEEKS = r"(?P<n>\d{1,2}|두|세|네|이|삼|사)\s*주(?:일)?\s*(?:마다|에\s*한\s*번|간격(?:으로)?)"
_NOT_COUNTED = r"(?!\s*(?:이내|동안|간|전|뒤|후|차|째|안|마다|씩|\d+\s*[회번]))"

# 9시 4분기 실적 and 9시 반기 실적 are at nine.
_UNIT_ENDS = r"(?=$|[^가-힣]|에|까지|부터|경|쯤|정각|마다)"
_ENDS = r"(?![0-9a-z가-힣ㄱ-ㅎ])"
# Not behind 지역개발-, 14:00~ or 1/, but in D-7/D-3.
_BEGINS = re.compile(r"(?<![0-9a-z가-힣ㄱ-ㅎ])(?:(?<![0-9a-z가-힣][-./:~])|(?=d\s?-))")
_PARTICLE = re.compile(rf"(?:에는|에도|에|날|은|이면|경|쯤|정각|의)?{_ENDS}|(?=까지|부터)")
_BETWEEN = re.compile(r"[\s,·・/&()\[\]:]*(?:(?:및|와|과|하고|그리고)\s+)?")


def _clock(match: re.Match[str]) -> Clock:
    half = match["half"] or (match["after"] or "")
    minute = match["minute"] or ("30" if match["half_past"] else "0")
    return Clock(_number(match["hour"]), _number(minute), half)


def _digital(match: re.Match[str]) -> Clock:
    hour, half = match["hour"], match["half"] or match["after"] or ""
    return Clock(int(hour), int(match["minute"]), half, exact=len(hour) == 2)


def _date(match: re.Match[str]) -> Date | None:
    year, month, day = match["year"], _number(match["month"]), _number(match["day"])
    if "월" not in match[0] and not (1 <= month <= 12 and 1 <= day <= 31):
        return None  # 24/7, 1/100: some other pair of numbers
    return Date(month, day, None if year is None else int(year) % 100 + 2000)


def _nth(said: str) -> int:
    said = (
        re.sub(r"[\s제]|째$|번째$", "", said) if re.search(r"\d", said) else re.sub(r"\s", "", said)
    )
    return int(said) if said.isdigit() else _ORDINALS[said]


def _nth_weekday(match: re.Match[str]) -> InMonth | None:
    nth = _nth(match["nth"])
    return (
        InMonth(NthWeekday(nth=nth, weekday=WEEKDAYS.index(match["weekday"]))) if nth < 6 else None
    )


def _weeks_in_month(match: re.Match[str]) -> WeeksInMonth | None:
    nths = {_nth(said.removesuffix("주")) for said in re.split(_OR, match["nths"])}
    weekday = WEEKDAYS.index(match["weekday"])
    return WeeksInMonth(tuple(NthWeekday(nth=nth, weekday=weekday) for nth in sorted(nths)))


def _list_of_leads(match: re.Match[str]) -> Leads:
    days = {int(number) for number in re.findall(r"\d+", match[0])}
    return Leads(tuple(sorted(days, reverse=True)), working="영업일" in match[0])


def _shift(match: re.Match[str]) -> OnDaysOff:
    if match["direction"] is None:
        return OnDaysOff(Shift.NONE)
    return OnDaysOff(Shift.NEXT if match["direction"] in {"다음", "뒤", "이후"} else Shift.PREVIOUS)


# Patterns are matched against lower case with ASCII digits; a maker may refuse (None).
_TABLE: tuple[tuple[str, Callable[[re.Match[str]], Piece | None]], ...] = (
    # time of day
    (
        rf"(?:(?P<half>{_HALVES})\s*)?(?P<hour>\d{{1,2}}|{_any_of(_NATIVE)})\s*시(?!간|부터|\s*[~-])"
        rf"(?:\s*(?:(?P<half_past>반){_UNIT_ENDS}|(?P<minute>\d{{1,2}}|{_SINO_NUMBER})\s*분{_UNIT_ENDS}(?!\s*[~-]|부터)))?"
        r"(?:\s*(?P<after>[ap]m))?(?:\s*마다)?",
        _clock,
    ),
    (
        rf"(?:(?P<half>{_HALVES})\s*)?(?P<hour>\d{{1,2}})\s?:\s?(?P<minute>\d\d)분?(?!부터|\s*[~-]|:)"
        r"(?:\s*(?P<after>[ap]m))?",
        _digital,
    ),
    (r"(?P<hour>\d{1,2})\s*(?P<half>[ap]m)", lambda m: Clock(int(m["hour"]), half=m["half"])),
    (r"정오", lambda _: Clock(12, exact=True)),
    (r"자정", lambda _: Clock(24)),
    (rf"(?:{_HALVES})", lambda m: PartOfDay(m[0])),
    # one day
    (rf"{_YEAR}\s?[-./]\s?(?P<month>\d{{1,2}})\s?[-./]\s?(?P<day>\d{{1,2}})\.?", _date),
    (r"(?P<year>\d\d)\.\s?(?P<month>\d{1,2})\.\s?(?P<day>\d{1,2})\.?", _date),
    (
        rf"(?:(?:{_YEAR}|(?P<short_year>\d\d))\s*년\s*)?(?P<month>\d{{1,2}})\s*월\s*(?P<day>\d{{1,2}})\s*일",
        lambda m: Date(
            int(m["month"]),
            int(m["day"]),
            int(m["year"] or m["short_year"]) % 100 + 2000
            if m["year"] or m["short_year"]
            else None,
        ),
    ),
    (
        r"(?P<year>(?!))?(?P<month>십[일이]?|[일이삼사오칠팔구])월\s*(?P<day>[이삼]?십[일이삼사오육칠팔구]?|[일이삼사오육칠팔구])일",
        _date,
    ),
    (r"(?P<year>(?!))?(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![\d/%])", _date),
    (
        r"(?P<year>(?!))?(?P<month>\d{1,2})\.\s?(?P<day>\d{1,2})(?:\.(?!\d)|(?=\s*(?:\(|까지|마감|d-|\d{1,2}[:시]|오[전후])))",
        _date,
    ),
    (
        rf"(?:\d{{1,2}}일?{_OR}){{0,6}}\d{{1,2}}일{_NOT_COUNTED}",
        lambda m: Days(tuple(sorted({int(n) for n in re.findall(r"\d+", m[0])}))),
    ),
    (rf"{_any_of(_DAYS_FROM_TODAY)}", lambda m: DaysAhead(_DAYS_FROM_TODAY[_tight(m[0])])),
    (rf"(?P<n>\d{{1,3}})\s*일{_AHEAD}", lambda m: DaysAhead(int(m["n"]))),
    (rf"(?P<days>{_any_of(_DAYS)}){_AHEAD}", lambda m: DaysAhead(_DAYS[_tight(m["days"])])),
    (rf"{_N}\s*주일?{_AHEAD}", lambda m: DaysAhead(7 * _number(m["n"]))),
    (rf"{_N}\s*(?:개월|달){_AHEAD}", lambda m: MonthsAhead(_number(m["n"]))),
    (
        rf"{_N}\s*시간(?:\s*(?P<half>반)|\s*(?P<minute>\d{{1,2}})\s*분)?{_AHEAD}",
        lambda m: MinutesAhead(60 * _number(m["n"]) + (30 if m["half"] else int(m["minute"] or 0))),
    ),
    (rf"(?P<n>\d{{1,3}}|{_SINO_NUMBER})\s*분{_AHEAD}", lambda m: MinutesAhead(_number(m["n"]))),
    (
        rf"(?P<week>{_any_of(_WEEKS_FROM_THIS)})",
        lambda m: WeekAhead(_WEEKS_FROM_THIS[_tight(m["week"])]),
    ),
    (
        rf"(?P<week>{_any_of(_WEEKS_FROM_THIS)})\s*(?P<day>[월화수목금토])(?![가-힣])",
        lambda m: WeekAhead(_WEEKS_FROM_THIS[_tight(m["week"])], WEEKDAYS.index(m["day"])),
    ),
    (
        rf"(?P<month>{_any_of(_MONTHS_FROM_THIS)})",
        lambda m: MonthAhead(_MONTHS_FROM_THIS[_tight(m["month"])]),
    ),
    (r"올해|금년", lambda _: YearAhead(0)),
    (r"내년|명년", lambda _: YearAhead(1)),
    (rf"(?:오는|이번|돌아오는)?\s*(?P<days>{_FULL})", lambda m: Weekdays(_weekdays(m["days"]))),
    (rf"{_W}(?:\s*[,·/]\s*{_W}){{1,6}}(?![가-힣])", lambda m: Weekdays(_weekdays(m[0]))),
    (
        rf"다음\s*(?P<days>{_W}(?:요일|욜))",
        lambda m: Weekdays(_weekdays(m["days"]), following=True),
    ),
    (rf"\(\s*(?P<day>{_W})(?:요일)?\s*\)", lambda m: Weekdays(_weekdays(m["day"]))),
    (
        r"(?P<month>\d{1,2})\s*월",
        lambda m: Month(int(m["month"])) if 1 <= int(m["month"]) <= 12 else None,
    ),
    # again and again
    (r"매일(?:매일)?|날마다", lambda _: EveryDay()),
    (
        r"(?:매\s*주?\s*)?평일(?:마다)?|매\s*(?:영업일|근무일)|(?:영업일|근무일)\s*마다",
        lambda _: EveryDay(working=True),
    ),
    (rf"{_WEEKLY}", lambda _: EveryWeeks(1)),
    (
        rf"(?:{_WEEKLY})\s*(?P<days>{_FULL}|{_SHORT})(?:\s*마다)?",
        lambda m: EveryWeeks(1, _weekdays(m["days"])),
    ),
    (
        rf"매\s*(?P<every>{_FULL})|(?P<each>{_FULL}|{_W}(?:{_OR}{_W}){{1,6}})\s*마다",
        lambda m: EveryWeeks(1, _weekdays(m["every"] or m["each"])),
    ),
    (r"(?:매\s*주\s*|매\s*)주말|주말\s*마다", lambda _: EveryWeeks(1, (5, 6))),
    (r"격주(?:로|마다)?", lambda _: EveryWeeks(2)),
    (_FEW_WEEKS, lambda m: _every_few_weeks(m["n"], ())),
    (
        rf"(?:격주(?:로|마다)?|{_FEW_WEEKS})\s*(?P<days>{_FULL}|{_SHORT})",
        lambda m: _every_few_weeks(m["n"] or "2", _weekdays(m["days"])),
    ),
    (
        r"(?:매\s*(?P<period>월|달|분기|반기|년|해)|(?P<each>달|월|분기|반기|해|년)\s*마다|(?P<by>분기|반기)별(?:로)?)",
        lambda m: EveryMonths(_PERIODS[m["period"] or m["each"] or m["by"]]),
    ),
    (r"다달이", lambda _: EveryMonths(1)),
    (r"격월(?:로|마다)?|(?:두\s*달|2\s*개월)\s*마다", lambda _: EveryMonths(2)),
    (r"(?:매\s*)?홀수\s*(?:달|월)(?:마다)?", lambda _: TheseMonths(tuple(range(1, 13, 2)))),
    (r"(?:매\s*)?짝수\s*(?:달|월)(?:마다)?", lambda _: TheseMonths(tuple(range(2, 13, 2)))),
    # 분기말 실적 is a word of the message, so more about time has to follow.
    (
        r"(?P<period>월|분기|반기)\s*말(?=\s*\d+\s*(?:영업)?일\s*전|\s*(?:오[전후]|\d{1,2}\s*[시:]))",
        lambda m: PeriodEnd(_PERIODS[m["period"]]),
    ),
    # a day of a month
    (r"말일|말(?!까지)|마지막\s*날", lambda _: InMonth(LastDay())),
    (r"(?:첫째?|시작하는)\s*날", lambda _: InMonth(DayOfMonth(day=1))),
    (
        rf"{_ORDINAL}\s*{_WORKDAY}",
        lambda m: InMonth(WorkingDay(nth=_nth(m["nth"]))),
    ),
    (
        rf"{_ORDINAL}\s*(?:주(?:차)?(?:의)?)?\s*(?P<weekday>{_W})(?:요일|욜)?",
        _nth_weekday,
    ),
    (
        rf"(?P<nths>{_NTH}(?:{_OR}{_NTH}){{1,4}})\s*(?:주(?:차)?(?:의)?)?\s*"
        rf"(?P<weekday>{_W})(?:요일|욜)",
        _weeks_in_month,
    ),
    (
        rf"{_ORDINAL}\s*달(?:의)?",
        lambda m: MonthOfPeriod(_nth(m["nth"])) if _nth(m["nth"]) < 7 else None,
    ),
    # deadlines
    (
        r"d\s?-\s?\d{1,3}(?:\s*[,/·]\s*-?\d{1,3}(?!\d|\s*[:/.시분월일])){0,6}(?!\d|부터)",
        lambda m: Leads(_list_of_leads(m).days, counted=True),
    ),
    (r"d\s?-?\s?day|디데이|당일", lambda _: Leads((0,), counted=True)),
    (
        r"d\s?-\s?(?P<n>\d{1,2})부터(?:\s*당일까지)?(?:\s*매일)?",
        lambda m: Leads(tuple(range(int(m["n"]), -1, -1)), counted=True),
    ),
    (
        r"(?P<n>\d{1,2})\s*일\s*전부터(?:\s*당일까지)?(?:\s*매일)?",
        lambda m: Leads(tuple(range(int(m["n"]), -1, -1))),
    ),
    (r"(?:\d{1,3}\s*일?\s*[,/·]\s*){0,6}\d{1,3}\s*일\s*전", _list_of_leads),
    (r"(?:\d{1,2}\s*(?:영업일)?\s*[,/·]\s*){0,6}\d{1,2}\s*(?:영업일|근무일)\s*전", _list_of_leads),
    (rf"(?P<days>{_any_of(_DAYS)})\s*전", lambda m: Leads((_DAYS[_tight(m["days"])],))),
    (
        rf"{_N}\s*주일?\s*전",
        lambda m: Leads((7 * _number(m["n"]),)) if _number(m["n"]) <= 52 else None,
    ),
    (r"전날", lambda _: Leads((1,))),
    (r"마감(?:일|기한)?(?:은)?|기한(?:은)?", lambda _: Deadline()),
    (r"까지", lambda _: Until()),
    (r"부터", lambda _: Since()),
    # days off
    (
        r"(?:공?휴일|쉬는\s*날|휴무일)(?:이면|엔|에는|인\s*경우|일\s*때|과?\s*겹치면)\s*"
        rf"(?:(?P<direction>앞|직전|이전|전|다음|뒤|이후)\s*(?:{_WORKDAY}|날)(?:로|에)?|그대로)",
        _shift,
    ),
    (rf"(?P<direction>앞|직전|이전|다음)\s*{_WORKDAY}로", _shift),
)
_PATTERNS = tuple((re.compile(pattern), maker) for pattern, maker in _TABLE)


def _tight(said: str) -> str:
    return re.sub(r"\s", "", said)


def _every_few_weeks(said: str, weekdays: tuple[int, ...]) -> EveryWeeks | None:
    weeks = _number(said)
    return EveryWeeks(weeks, weekdays) if 1 <= weeks <= 52 else None


def _longest(plain: str, at: int, after: Mapping[int, object]) -> tuple[Piece, int] | None:
    """The longest piece here that ends where a word or a particle ends or another piece begins."""
    best: tuple[Piece, int] | None = None
    for pattern, maker in _PATTERNS:
        match = pattern.match(plain, at)
        if match is None:
            continue
        end = match.end()
        if (particle := _PARTICLE.match(plain, end)) is not None:
            end = particle.end()
        elif end not in after:
            continue
        if (best is None or end > best[1]) and (piece := maker(match)) is not None:
            best = piece, end
    return best
