"""Korean words and signs about time, as patterns and the pieces that they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.reminders.phrases.tokens import (
    WEEKDAYS,
    Clock,
    ClockRange,
    Count,
    Date,
    DateSpan,
    Days,
    DaysAhead,
    DaysAround,
    Deadline,
    During,
    EveryDay,
    EveryDays,
    EveryHours,
    EveryMonths,
    EveryWeeks,
    Filler,
    InMonth,
    Leads,
    MinutesAhead,
    MinutesBefore,
    Month,
    MonthAhead,
    MonthDays,
    MonthOfPeriod,
    MonthsAhead,
    MonthSpan,
    OnDaysOff,
    PartOfDay,
    PartOfMonth,
    Period,
    PeriodEnd,
    PublicHoliday,
    Since,
    TheseMonths,
    Through,
    Throughout,
    Until,
    WeekAhead,
    Weekdays,
    Weekend,
    WeeksInMonth,
    Without,
    WorkingDaysAhead,
    Year,
    YearAhead,
)
from bot.reminders.rules.schedule import (
    MAX_DAYS,
    MAX_NTH_WORKING_DAY,
    DayOfMonth,
    DaysOff,
    LastDay,
    NthWeekday,
    Weekly,
    WorkingDay,
)
from bot.reminders.rules.working_days import Shift

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.reminders.phrases.tokens import Piece

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
    "석": 3,
    "넉": 4,
    "스무": 20,
}
_HOURS = {said: hour for said, hour in _NATIVE.items() if said not in {"석", "넉", "스무"}}
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
    "여섯번째": 6,
    "일곱번째": 7,
    "여덟번째": 8,
    "아홉번째": 9,
    "열번째": 10,
    "마지막": -1,
}
_DAYS_FROM_TODAY = {
    "오늘": 0,
    "금일": 0,
    "이따": 0,
    "이따가": 0,
    "내일": 1,
    "낼": 1,
    "명일": 1,
    "익일": 1,
    "모레": 2,
    "내일모레": 2,
    "낼모레": 2,
    "글피": 3,
    "그글피": 4,
}
_WEEKS_FROM_THIS = {
    "이번주": 0,
    "금주": 0,
    "다음주": 1,
    "담주": 1,
    "차주": 1,
    "내주": 1,
    "다다음주": 2,
    "다음다음주": 2,
    "담담주": 2,
    "다담주": 2,
    "차차주": 2,
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
    "차월": 1,
    "다다음달": 2,
}
_YEARS_FROM_THIS = {
    "올해": 0,
    "금년": 0,
    "내년": 1,
    "명년": 1,
    "다음해": 1,
    "내후년": 2,
    "후년": 2,
}
_PERIODS_FROM_THIS = {"이번": 0, "금": 0, "당": 0, "다음": 1, "차": 1}
_PERIODS = {"월": 1, "달": 1, "분기": 3, "반기": 6, "년": 12, "해": 12, "연": 12}
# By what people call them, and as `holidays` does.
_HOLIDAYS = {
    r"설\s*명절|설날|구정|설(?=\s*(?:[직이]?전?까지|전날|연휴|다음\s*날|이튿날|당일|\d))": "설날",
    r"추석|한가위": "추석",
    r"신정|새해\s*첫날|새해": "신정연휴",
    r"삼일절|3[.·]1절": "삼일절",
    r"노동절|근로자의?\s*날": "노동절",
    r"어린이\s*날": "어린이날",
    r"부처님\s*오신\s*날|석가탄신일|초파일": "부처님오신날",
    r"현충일": "현충일",
    r"제헌절": "제헌절",
    r"광복절": "광복절",
    r"개천절": "개천절",
    r"한글\s*날": "한글날",
    r"성탄절|크리스마스|기독탄신일": "기독탄신일",
}
# Days of every year that are no days off.
_MEMORIAL_DAYS = {
    r"납세자의\s*날": (3, 3),
    r"물의\s*날": (3, 22),
    r"식목일": (4, 5),
    r"장애인의\s*날": (4, 20),
    r"지구의\s*날": (4, 22),
    r"어버이\s*날": (5, 8),
    r"스승의\s*날": (5, 15),
    r"환경의\s*날": (6, 5),
    r"국군의\s*날": (10, 1),
    r"노인의\s*날": (10, 2),
    r"소방의\s*날": (11, 9),
}
_BESIDE_HOLIDAY = {
    "전날": -1,
    "전일": -1,
    "이브": -1,
    "다다음날": 2,
    "다음날": 1,
    "이튿날": 1,
    "익일": 1,
}
_PARTS_OF_DAY = {
    r"퇴근\s*(?:시간\s*)?(?:전|직전|무렵|즈음|할\s*때|하기\s*전|길|쯤|시간)": "퇴근",
    r"출근\s*(?:시간\s*)?(?:전|직후|후|무렵|하자마자|하면|하고|길|시간)": "출근",
    r"점심\s*(?:시간|식사)?\s*(?:전|직전|먹기\s*전)": "점심 전",
    r"점심\s*(?:시간|식사)?\s*(?:후|직후|먹고|지나서?)": "점심 후",
    r"점심\s*(?:시간|때|무렵)": "점심",
    r"(?:업무|일과|근무)\s*(?:시작|개시)\s*(?:전|후|직후|때|하면|하자마자)?": "출근",
    r"(?:업무|일과|근무)\s*(?:종료|마감|끝나기)\s*(?:전|직전|무렵)?": "퇴근",
}


def _any_of(words: dict[str, int]) -> str:
    """A pattern of these words, the longest first, with spaces where people put them."""
    longest_first = sorted(words, key=len, reverse=True)
    return (
        "(?:"
        + "|".join(re.sub("(?<=.)(?=주$|달$|해$|번째$|모레$)", r"\\s*", w) for w in longest_first)
        + ")"
    )


def _tight(said: str) -> str:
    return re.sub(r"\s", "", said)


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
    said = re.sub("요일|욜|까지", "", said)
    for first, last in re.findall(f"({_W})(?:{_THROUGH}({_W}))?", said):
        start = WEEKDAYS.index(first)
        length = (WEEKDAYS.index(last or first) - start) % 7
        days.update((start + step) % 7 for step in range(length + 1))
    return tuple(sorted(days))


_MONTHS = frozenset(range(1, 13))
_NUMBER_WORDS = "|".join(sorted(_NATIVE, key=len, reverse=True))
_N = rf"(?P<n>\d{{1,3}}|{_NUMBER_WORDS})"
_SINO_NUMBER = r"(?=[일이삼사오육칠팔구십])[일이삼사오육칠팔구]?십?[일이삼사오육칠팔구]?"
_HALVES = "오전|오후|새벽|아침|점심|한낮|낮|저녁|밤|am|pm"
_W = f"[{WEEKDAYS}]"
_OR = r"\s*(?:[,·/&]|및|과|와|하고)\s*"
_TILDE = r"[~∼〜-]"
_THROUGH = rf"\s*(?:{_TILDE}|부터|에서)\s*"
_CLOCK_FOLLOWS = (
    rf"(?=\s*(?:(?:{_HALVES})(?![가-힣])"
    rf"|(?:\d{{1,2}}|{_NUMBER_WORDS})\s*(?:시(?!간(?![담부사]))|:\d\d)))"
)
_WITHOUT = (
    r"(?:빼고는?|빼면|빼\s*(?:줘요?|주세요|주십시오)|빼|뺀|제외(?:하고는?|하면|한|해서|하여|로)?|말고는?|아닌|이외(?:에|의)?|외에는?"
    r"|건너(?:뛰(?:고|기|어|자|세요)?|뜀|뜁니다)|없(?:음|고|습니다)|(?:안\s*보(?:냄|내고|냅니다)|보내지\s*(?:마|말)(?:세요|고|아\s*주세요)?)|쉬고|쉬어요?|쉽니다|쉼|쉬기|생략(?:하고|해서|하여|합니다)?)"
)
# 월요일; 월요일과 수요일; 월·수·금요일; 월~금요일
_FULL = (
    rf"(?:{_W}(?:요일|욜)?(?:{_THROUGH}|{_OR}|\s*(?=[{WEEKDAYS}]요일))){{0,6}}"
    rf"{_W}(?:요일|욜)"
)
# 월; 월,수; 월수금; 월 수; 월~금: understood after 매주 only
_LETTERS_END = r"(?:(?![가-힣])|(?=(?:에|은|만|마다|로)(?![가-힣])))"
_SHORT = (
    rf"(?:{_W}\s*{_TILDE}\s*{_W}|{_W}{{1,7}}){_LETTERS_END}"
    rf"(?:(?:\s*[,·/&]\s*|\s+){_W}{{1,7}}{_LETTERS_END}){{0,6}}"
)
# 월수금, 화목: not 금일, 수일, 토목, which are words.
_RUN = r"(?!금일|수일)(?=[월화수목금토일]{2})월?화?수?목?금?토?일?"
_RANGE = rf"{_W}(?:요일|욜)?{_THROUGH}{_W}(?:요일|욜)?(?:\s*까지)?"
_ORDINAL = rf"(?P<nth>{_any_of(_ORDINALS)}|(?:제\s*)?\d{{1,2}}\s*(?:째|번째|(?=주)))"
_NTH = rf"(?:{_any_of(_ORDINALS)}|[1-5]\s*(?:째|번째)?)(?:\s*주(?=\s*[,·/&및과와]))?"
_WORKDAY = "(?:영업일|근무일|평일)"
_IN_WORKDAYS = rf"{_WORKDAY}\s*(?:기준(?:으로)?|수로)"
_AHEAD = r"(?:쯤|정도)?\s*(?:뒤|후|있다가)"
_YEAR = r"(?P<year>20\d\d)"
_WEEKLY = r"매\s*주|주마다|일주일마다"
_SKIPPING = r"\s*(?:걸러|건너)(?:서)?(?:\s*(?:한\s*번|1\s*회))?(?:씩)?"
_EVERY = r"\s*(?:마다|에\s*(?:한\s*번|1\s*[회번])(?:씩)?|간격(?:으로)?|꼴로|걸러)"
_BIWEEKLY = rf"(?:격주(?:로|마다)?|(?:한|1)\s*주(?:일)?{_SKIPPING}|일주일{_SKIPPING})"
_FEW_WEEKS = rf"(?P<n>\d{{1,2}}|두|세|네|이|삼|사)\s*주(?:일)?{_EVERY}"
_TIMES = rf"\s*(?P<times>\d{{1,2}}|{_NUMBER_WORDS})\s*(?:회|번|차례)(?:씩)?"
_LASTING = r"\s*(?:동안|(?P<short>간))"
_BEFORE = r"전(?!\s*(?:부서|직원|세대|구민|주민|가구|실과))"  # 전 부서 is everybody
_NOT_COUNTED = (
    rf"(?!\s*(?:(?:이내|내로|동안|간|{_BEFORE}|뒤|후|차|째|안|마다|씩|걸러|꼴|간격)"
    r"(?:에|의|로|으로|만|은|는|부터|까지)?(?![가-힣])"
    r"|에\s*(?:한\s*번|1\s*[회번])|\d+\s*[회번]))"
)
_DAY_OFF = r"(?P<off>(?:법정\s*)?공휴일|빨간\s*날|휴일|쉬는\s*날|휴무일|노는\s*날)"
_MARKED = r"(?=(?:에는?|엔)?\s*(?:말|초|부터|까지|동안|내내|중(?![가-힣])|매[일주월달\s]|격[일주]))"

# 9시 4분기 실적 and 9시 반기 실적 are at nine.
_UNIT_ENDS = r"(?=$|[^가-힣]|이면|정도|에|까지|부터|경|쯤|정각|마다|이랑|랑|하고|와|과|로|엔)"
_NO_CLOCK = r"(?!간(?![담부사])|부터|\s*[~∼〜-])"
# 9시주간보고, 15시간담회: written together with a piece before them and a word behind
_GLUED_CLOCK = re.compile(
    rf"(?:(?P<half>{_HALVES})\s*)?(?P<hour>\d{{1,2}})시(?!간(?![담부사])|설(?:물|관|공|점|개|현|$|[^가-힣]))"
    r"(?:(?P<minute>\d{1,2})분(?!기)|(?P<half_past>반)(?!기))?(?![~∼〜-])"
)


# 2시간뒤점검, D-1제출
_GLUED_MINUTES = re.compile(r"(?P<n>\d{1,3})(?P<unit>시간|분)(?:뒤|후)")
_GLUED_LEAD = re.compile(r"d-(?P<n>\d{1,2})")
_GLUED_MARK = re.compile("까지|부터")


def glued(text: str, at: int) -> tuple[Piece, int] | None:
    """The piece there that may be followed by more of the same word, and where it ends."""
    if (match := _GLUED_CLOCK.match(text, at)) is not None:
        minute = 30 if match["half_past"] else int(match["minute"] or 0)
        return Clock(int(match["hour"]), minute, match["half"] or ""), match.end()
    if (match := _GLUED_MINUTES.match(text, at)) is not None:
        minutes = int(match["n"]) * (60 if match["unit"] == "시간" else 1)
        return MinutesAhead(minutes), match.end()
    if (match := _GLUED_LEAD.match(text, at)) is not None:
        return Leads((int(match["n"]),), counted=True), match.end()
    if (match := _GLUED_MARK.match(text, at)) is not None:
        return Until() if match[0] == "까지" else Since(), match.end()
    return None


def _clock(match: re.Match[str]) -> Clock:
    half = match["half"] or (match["after"] or "")
    minute = match["minute"] or ("30" if match["half_past"] else "0")
    each = match["each"] is not None
    return Clock(_number(match["hour"]), _number(minute), half, each=each)


def _clocks(match: re.Match[str]) -> Clock | None:
    """9·13·17시: several hours of one kind, where none of them is open."""
    before, half = tuple(map(int, re.findall(r"\d+", match["before"]))), match["half"] or ""
    row = [*before, int(match["hour"])]
    is_clear = half or all(hour >= 9 for hour in row)
    if row != sorted({*row}) or row[-1] > 23 or not is_clear:
        return None
    return Clock(row[-1], half=half, before=before)


def _digital(match: re.Match[str]) -> Clock:
    hour, half = match["hour"], match["half"] or match["after"] or ""
    return Clock(int(hour), int(match["minute"]), half, exact=len(hour) == 2)


def _clock_behind_date(match: re.Match[str]) -> Clock | None:
    """12/9 1400: four digits are a time of day only there, and where they are no year."""
    before = match.string[: match.start()]
    if match["hour"] in {"19", "20"} or not re.search(
        r"(?:\d[/.]\d+|\d일|\d{8}|\)|요일)\s*$", before
    ):
        return None
    return Clock(int(match["hour"]), int(match["minute"]), exact=True)


def _minutes(match: re.Match[str]) -> int:
    """한 시간 반, 2시간 10분."""
    return 60 * _number(match["n"]) + (30 if match["half"] else int(match["minute"] or 0))


def _clock_range(match: re.Match[str]) -> ClockRange:
    first, last = (
        Clock(int(match[hour]), int(match[minute] or 0), match[half] or "")
        for hour, minute, half in (("a", "am", "ah"), ("b", "bm", "bh"))
    )
    return ClockRange(first, last)


def _is_date(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def _date(match: re.Match[str]) -> Date | None:
    year, month, day = match["year"], _number(match["month"]), _number(match["day"])
    if "월" not in match[0] and not _is_date(month, day):
        return None  # 24/7, 1/100: some other pair of numbers
    return Date(month, day, None if year is None else int(year) % 100 + 2000)


def _month_days(match: re.Match[str]) -> MonthDays | None:
    month, days = int(match["month"]), [int(n) for n in re.findall(r"\d+", match["days"])]
    if not all(_is_date(month, day) for day in days) or days != sorted({*days}):
        return None
    return MonthDays(month, tuple(days))


def _date_span(match: re.Match[str]) -> DateSpan | None:
    """12/7~11, 12월 7일~11일, 12. 7. ~ 1. 11."""
    month, first, *more = (int(number) for number in re.findall(r"\d+", match[0]))
    last_month, last = more if len(more) == 2 else (month, *more)
    if not (_is_date(month, first) and _is_date(last_month, last)):
        return None
    return DateSpan(Date(month, first), Date(last_month, last))


def _day_span(match: re.Match[str]) -> Days | None:
    first, last = int(match["a"]), int(match["b"])
    return Days(tuple(range(first, last + 1)), span=True) if 1 <= first < last <= 31 else None


def _these_months(match: re.Match[str]) -> TheseMonths | None:
    months = tuple(int(number) for number in re.findall(r"\d+", match[0]))
    is_list = list(months) == sorted({*months} & _MONTHS)
    names = ", ".join(f"{month}월" for month in months)
    return TheseMonths(months, said=names) if is_list else None


def _nth(said: str) -> int:
    said = re.sub(r"\s", "", said).removesuffix("주")
    digits = re.search(r"\d+", said)
    return int(digits[0]) if digits else _ORDINALS[said]


def _end_of_month(match: re.Match[str]) -> InMonth | None:
    """매월 말, 12월 말: not the 말 that is a word by itself."""
    before = match.string[: match.start()]
    return InMonth(LastDay()) if re.search(r"(?:[월달기년해]|마다)\s*$", before) else None


def _throughout_month(match: re.Match[str]) -> Throughout | None:
    """12월 한 달."""
    before = match.string[: match.start()]
    return Throughout() if re.search(r"(?:\d월|달)\s*$", before) else None


def _nth_weekday(match: re.Match[str]) -> InMonth | None:
    nth = _nth(match["nth"])
    weekday = WEEKDAYS.index(match["weekday"])
    return InMonth(NthWeekday(nth=nth, weekday=weekday)) if nth in {-1, 1, 2, 3, 4, 5} else None


def _nth_working_day(match: re.Match[str]) -> InMonth | None:
    nth = _nth(match["nth"])
    if not 1 <= abs(nth) <= MAX_NTH_WORKING_DAY:
        return None
    return InMonth(WorkingDay(nth=-nth if "from_end" in match.groupdict() else nth))


def _weeks_in_month(match: re.Match[str]) -> WeeksInMonth | None:
    nths = {_nth(said) for said in re.findall(_NTH, match["nths"])}
    weekday = WEEKDAYS.index(match["weekday"])
    if not nths <= {-1, 1, 2, 3, 4, 5}:
        return None
    return WeeksInMonth(tuple(NthWeekday(nth=nth, weekday=weekday) for nth in sorted(nths)))


def _list_of_leads(match: re.Match[str]) -> Leads:
    days = {int(number) for number in re.findall(r"\d+", match[0])}
    return Leads(
        tuple(sorted(days, reverse=True)), working=re.search(_WORKDAY, match[0]) is not None
    )


def _shift(match: re.Match[str]) -> OnDaysOff:
    if match["direction"] is None:
        return OnDaysOff(Shift.NONE)
    is_later = match["direction"] in {"다음", "익", "뒤", "이후", "미루", "미뤄"}
    return OnDaysOff(Shift.NEXT if is_later else Shift.PREVIOUS)


def _days_off(match: re.Match[str]) -> Without:
    holidays_alone = _tight(match["off"]) in {"공휴일", "법정공휴일", "빨간날"}
    is_open = holidays_alone and not match["only"]
    return Without((DaysOff(weekends=not holidays_alone),), is_open=is_open)


def _every_few_weeks(
    said: str, weekdays: tuple[int, ...], *, skips: bool = False
) -> EveryWeeks | None:
    weeks = _number(said)
    return EveryWeeks(weeks, weekdays, skips=skips) if 1 <= weeks <= 52 else None


def _every_few_days(days: int) -> EveryDay | EveryDays | None:
    if days == 1:
        return EveryDay()
    return EveryDays(days) if days <= MAX_DAYS else None


def _always(piece: Piece) -> Callable[[re.Match[str]], Piece]:
    return lambda _: piece


def _holiday(name: str) -> Callable[[re.Match[str]], Piece | None]:
    def piece(match: re.Match[str]) -> Piece | None:
        said = _tight(match["beside"] or "")
        beside = 1 if "첫" in said else _BESIDE_HOLIDAY.get(said, 0)
        if match["around"]:
            return DaysAround(name, beside)
        whole = f"{name} {'다음날' if beside > 0 else '전날'}"
        if abs(beside) == 1 and name in {"설날", "추석"}:
            return PublicHoliday(whole)  # days off themselves
        return PublicHoliday(name, beside)

    return piece


def _count(match: re.Match[str]) -> Count | None:
    times = _number(match["n"])
    return Count(times, short="short" in match.groupdict()) if times else None


def _during(days: int = 0, months: int = 0) -> Callable[[re.Match[str]], During | None]:
    def piece(match: re.Match[str]) -> During | None:
        n = _number(match["n"])
        short = match["short"] is not None
        return During(days * n, months * n, short=short) if n else None

    return piece


# Patterns are matched against lower case with ASCII digits; a maker may refuse (None).
TABLE: tuple[tuple[str, Callable[[re.Match[str]], Piece | None]], ...] = (
    # time of day
    (
        rf"(?:(?P<half>{_HALVES})\s*)?(?P<hour>\d{{1,2}}|{_any_of(_HOURS)})\s*시{_NO_CLOCK}"
        rf"(?:\s*(?:(?P<half_past>반){_UNIT_ENDS}|(?P<minute>\d{{1,2}}|{_SINO_NUMBER})\s*분"
        rf"{_UNIT_ENDS}(?!\s*[~∼〜-]|부터|마다|\s*{_BEFORE}(?![가-힣]))))?"
        r"(?:\s*(?P<after>[ap]m))?(?:\s*정각)?(?P<each>\s*마다)?",
        _clock,
    ),
    (
        rf"(?:(?P<half>{_HALVES})\s*)?(?P<hour>\d{{1,2}})\s?:\s?(?P<minute>\d\d)분?(?!부터|\s*[~∼〜-]|:\d)"
        r"(?:\s*(?P<after>[ap]m))?",
        _digital,
    ),
    (r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5][05])", _clock_behind_date),
    (r"(?P<hour>\d{1,2})\s*(?P<half>[ap]m)", lambda m: Clock(int(m["hour"]), half=m["half"])),
    (
        rf"(?:(?P<ah>{_HALVES})\s*)?(?P<a>\d{{1,2}})(?:\s*시|\s?:\s?(?P<am>\d\d))?{_THROUGH}"
        rf"(?:(?P<bh>{_HALVES})\s*)?(?P<b>\d{{1,2}})(?:\s*시(?!간)|\s?:\s?(?P<bm>\d\d))(?:\s*까지)?",
        _clock_range,
    ),
    (
        rf"(?:(?P<half>{_HALVES})\s*)?(?P<before>(?:\d{{1,2}}\s*[,·/]\s*){{1,5}})(?P<hour>\d{{1,2}})\s*시{_NO_CLOCK}",
        _clocks,
    ),
    (r"정오", lambda _: Clock(12, exact=True)),
    (r"자정", lambda _: Clock(24)),
    (rf"(?:{_HALVES})(?:\s*중)?", lambda m: PartOfDay(m[0].removesuffix("중").strip())),
    *((pattern, _always(PartOfDay(word))) for pattern, word in _PARTS_OF_DAY.items()),
    (
        rf"(?P<n>\d{{1,2}}|{_NUMBER_WORDS})\s*시간{_EVERY}",
        lambda m: EveryHours(_number(m["n"])),
    ),
    (r"매\s*시간?(?:마다)?|시간마다", lambda _: EveryHours(1)),
    (rf"\d{{1,3}}\s*분{_EVERY}", lambda _: EveryHours(0)),
    # one day
    (r"(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])", _date),
    (
        r"(?P<year>(?!))?(?P<month>\d{1,2})-(?P<day>\d{1,2})(?=\s+(?:\d{1,2}[:시]|오[전후]))",
        _date,
    ),
    (rf"(?:on\s+)?{_YEAR}\s?[-./]\s?(?P<month>\d{{1,2}})\s?[-./]\s?(?P<day>\d{{1,2}})\.?", _date),
    (r"'?(?P<year>\d\d)\.\s?(?P<month>\d{1,2})\.\s?(?P<day>\d{1,2})\.?", _date),
    (r"(?P<year>2\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})", _date),
    (
        rf"(?:(?P<year>20\d\d|\d\d)\s*년\s*)?(?P<month>\d{{1,2}})\s*월\s*(?P<day>\d{{1,2}})\s*일{_NOT_COUNTED}",
        _date,
    ),
    (
        r"(?P<year>(?!))?(?P<month>\d{1,2}|십[일이]?|[일이삼사오칠팔구])월\s*(?P<day>[이삼]?십[일이삼사오육칠팔구]?|[일이삼사오육칠팔구])일",
        _date,
    ),
    (r"(?P<year>(?!))?(?P<month>\d{1,2})/(?P<day>\d{1,2})일?(?![\d/%])", _date),
    (
        r"(?P<year>(?!))?(?P<month>\d{1,2})\.\s?(?P<day>\d{1,2})(?:\.(?!\d)|(?=\s*(?:\(|까지|마감|d-|\d{1,2}[:시]|오[전후]|[,/·&]\s*\d{1,2}\.\s?\d{1,2}(?!\d))))",
        _date,
    ),
    (
        r"(?P<month>\d{1,2})/(?P<days>\d{1,2}(?:\s*[,·]\s*\d{1,2}"
        r"(?![\d/:.%]|\s*(?:시|분|월|회|차|명|건|개|층|번|동|p|a)))+)일?",
        _month_days,
    ),
    (
        rf"(?P<month>\d{{1,2}})\s*월\s*(?P<days>\d{{1,2}}일?(?:{_OR}\d{{1,2}}일?)*{_OR}\d{{1,2}}\s*일){_NOT_COUNTED}",
        _month_days,
    ),
    (
        rf"\d{{1,2}}/\d{{1,2}}\s*{_TILDE}\s*\d{{1,2}}일?(?![\d/:.%]|\s*(?:시|월))",
        _date_span,
    ),
    (
        rf"\d{{1,2}}\s*월\s*\d{{1,2}}\s*일?{_THROUGH}\d{{1,2}}\s*일(?:\s*까지|{_NOT_COUNTED})",
        _date_span,
    ),
    (
        rf"\d{{1,2}}\.\s?\d{{1,2}}\.?\s*{_TILDE}\s*\d{{1,2}}\.\s?\d{{1,2}}\.?",
        _date_span,
    ),
    (
        rf"(?:(?:오는|돌아오는)\s*)?(?:\d{{1,2}}일?{_OR}){{0,6}}\d{{1,2}}일{_NOT_COUNTED}",
        lambda m: Days(tuple(sorted({int(n) for n in re.findall(r"\d+", m[0])}))),
    ),
    (
        rf"(?P<a>\d{{1,2}})\s*일?{_THROUGH}(?P<b>\d{{1,2}})\s*일(?:\s*까지|{_NOT_COUNTED})",
        _day_span,
    ),
    (
        rf"(?P<n>[이삼]?십[일이삼사오육칠팔구]?)일{_CLOCK_FOLLOWS}",
        lambda m: Days((_number(m["n"]),)),
    ),
    (rf"{_any_of(_DAYS_FROM_TODAY)}", lambda m: DaysAhead(_DAYS_FROM_TODAY[_tight(m[0])])),
    (rf"(?P<n>\d{{1,3}})\s*일{_AHEAD}", lambda m: DaysAhead(int(m["n"]))),
    (rf"(?P<days>{_any_of(_DAYS)}){_AHEAD}", lambda m: DaysAhead(_DAYS[_tight(m["days"])])),
    (rf"{_N}\s*주일?{_AHEAD}(?=\s*{_W}(?:요일|욜))", lambda m: WeekAhead(_number(m["n"]))),
    (rf"{_N}\s*주일?{_AHEAD}", lambda m: DaysAhead(7 * _number(m["n"]))),
    (rf"{_N}\s*(?:개월|달){_AHEAD}", lambda m: MonthsAhead(_number(m["n"]))),
    (rf"{_N}\s*(?:개월|달)\s*{_BEFORE}", lambda m: MonthsAhead(-_number(m["n"]))),
    (rf"(?:다음|익|차)\s*{_WORKDAY}(?!\s*로)", lambda _: WorkingDaysAhead(1)),
    (rf"(?:다다음|다음\s*다음)\s*{_WORKDAY}(?!\s*로)", lambda _: WorkingDaysAhead(2)),
    (rf"(?:앞|직전|이전)\s*{_WORKDAY}(?!\s*로)", lambda _: WorkingDaysAhead(-1)),
    (rf"(?:바로\s*)?전\s*{_WORKDAY}(?!\s*로)", lambda _: Leads((1,), working=True)),
    (
        rf"(?:지나고|지난\s*(?:뒤|후)|이후|끝나고|다음|후|뒤)(?:의)?\s*첫\s*(?:번째\s*)?{_WORKDAY}",
        lambda _: WorkingDaysAhead(1),
    ),
    (rf"{_N}\s*(?:영업일|근무일){_AHEAD}", lambda m: WorkingDaysAhead(_number(m["n"]))),
    (
        rf"{_N}\s*시간(?:\s*(?P<half>반)|\s*(?P<minute>\d{{1,2}})\s*분)?{_AHEAD}",
        lambda m: MinutesAhead(_minutes(m)),
    ),
    (rf"(?P<n>\d{{1,3}}|{_SINO_NUMBER})\s*분{_AHEAD}", lambda m: MinutesAhead(_number(m["n"]))),
    (rf"(?P<n>\d{{1,4}})\s*초{_AHEAD}", lambda m: MinutesAhead(int(m["n"]) / 60)),
    (
        rf"(?P<week>{_any_of(_WEEKS_FROM_THIS)})",
        lambda m: WeekAhead(_WEEKS_FROM_THIS[_tight(m["week"])]),
    ),
    (
        rf"(?P<week>{_any_of(_WEEKS_FROM_THIS)})\s*(?P<days>{_SHORT})",
        lambda m: WeekAhead(_WEEKS_FROM_THIS[_tight(m["week"])], _weekdays(m["days"])),
    ),
    (
        rf"(?P<month>{_any_of(_MONTHS_FROM_THIS)})",
        lambda m: MonthAhead(_MONTHS_FROM_THIS[_tight(m["month"])]),
    ),
    (
        rf"(?P<year>{_any_of(_YEARS_FROM_THIS)})(?:도)?",
        lambda m: YearAhead(_YEARS_FROM_THIS[_tight(m["year"])]),
    ),
    (rf"{_YEAR}\s*년(?:도)?", lambda m: Year(int(m["year"]))),
    (
        r"(?P<ahead>이번|금|당|다음|차)\s*(?P<unit>분기|반기)",
        lambda m: Period(_PERIODS[m["unit"]], ahead=_PERIODS_FROM_THIS[m["ahead"]]),
    ),
    (rf"(?P<half>[상하])반기{_MARKED}", lambda m: Period(6, nth=1 if m["half"] == "상" else 2)),
    (rf"(?P<n>[1-4])(?:/4)?분기{_MARKED}", lambda m: Period(3, nth=int(m["n"]))),
    *((pattern, _always(Date(*date))) for pattern, date in _MEMORIAL_DAYS.items()),
    *(
        (
            rf"(?:{pattern})(?P<around>\s*연휴)?"
            rf"(?:\s*(?P<beside>전날|전일|이브|다?다음\s*날|이튿날|익일"
            rf"|(?:끝나고|지나고|마치고|후|뒤|이후)\s*첫\s*(?:출근\s*날|출근일|날|{_WORKDAY}))|\s*당일)?",
            _holiday(name),
        )
        for pattern, name in _HOLIDAYS.items()
    ),
    (rf"(?P<days>{_RANGE})", lambda m: Weekdays(_weekdays(m["days"]), weekly=True)),
    (rf"(?:오는|이번|돌아오는)?\s*(?P<days>{_FULL})", lambda m: Weekdays(_weekdays(m["days"]))),
    (
        rf"(?P<days>{_W}(?:\s*[,·/]\s*{_W}){{1,6}}){_LETTERS_END}",
        lambda m: Weekdays(_weekdays(m["days"]), weekly=True),
    ),
    (
        rf"(?P<days>{_RUN})(?:요일|{_CLOCK_FOLLOWS})",
        lambda m: Weekdays(_weekdays(m["days"]), weekly=True),
    ),
    (
        rf"(?P<days>(?=[월화수목금토일]{{3}}){_RUN}){_LETTERS_END}",
        lambda m: Weekdays(_weekdays(m["days"]), weekly=True),
    ),
    (rf"(?P<day>{_W}){_CLOCK_FOLLOWS}", lambda m: Weekdays(_weekdays(m["day"]))),
    (
        rf"(?P<days>{_W}(?:\s*[,·/]?\s*{_W}){{0,5}})(?:은|만)?(?=\s*{_WITHOUT}(?![가-힣]))",
        lambda m: Weekdays(_weekdays(m["days"])),
    ),
    (
        rf"다음\s*(?P<days>{_W}(?:요일|욜))",
        lambda m: Weekdays(_weekdays(m["days"]), following=True),
    ),
    (rf"\(\s*(?P<day>{_W})(?:요일)?\s*\)", lambda m: Weekdays(_weekdays(m["day"]))),
    (r"(?P<week>이번|다음)\s*주?\s*주말", lambda m: Weekend(int(m["week"] == "다음"))),
    (rf"주말{_CLOCK_FOLLOWS}", lambda _: Weekend()),
    (
        r"(?P<month>\d{1,2})\s*월",
        lambda m: Month(int(m["month"])) if int(m["month"]) in _MONTHS else None,
    ),
    (
        rf"(?P<a>\d{{1,2}})\s*월?\s*{_TILDE}\s*(?P<b>\d{{1,2}})\s*월(?!\s*\d{{1,2}}\s*일)",
        lambda m: (
            MonthSpan(int(m["a"]), int(m["b"])) if {int(m["a"]), int(m["b"])} <= _MONTHS else None
        ),
    ),
    # again and again
    (r"매일(?:매일)?|(?<![는간수]\s)날마다", lambda _: EveryDay()),
    (r"주\s*5\s*일", lambda _: EveryDay(working=True)),
    (rf"(?:하루에?|매일){_TIMES}", lambda m: EveryDay(times=_number(m["times"]))),
    (
        r"(?:매\s*주?\s*)?평일(?:마다|\s*중(?=\s))?|매\s*(?:영업일|근무일)|(?:영업일|근무일)\s*마다"
        rf"|주중(?:에|마다|\s*매일)?|(?:영업일|근무일)(?:에)?{_CLOCK_FOLLOWS}",
        lambda _: EveryDay(working=True),
    ),
    (
        rf"(?:(?P<n>\d{{1,3}})\s*일|(?P<days>{_any_of(_DAYS)})){_EVERY}",
        lambda m: (
            None
            if "걸러" in m[0] or m["days"] == "일주일"
            else _every_few_days(int(m["n"]) if m["n"] else _DAYS[_tight(m["days"])])
        ),
    ),
    (r"격일(?:로|마다)?|하루\s*걸러(?:\s*(?:한\s*번|하루))?", lambda _: EveryDays(2)),
    (rf"{_WEEKLY}", lambda _: EveryWeeks(1)),
    (
        rf"(?:(?:매\s*)?주(?:에|당)?|(?:일|1)주일?에){_TIMES}",
        lambda m: EveryWeeks(1, times=_number(m["times"])),
    ),
    (
        rf"(?:{_WEEKLY})\s*(?P<days>{_RANGE}|{_FULL}|{_SHORT}|{_RUN}요일)(?:\s*마다)?",
        lambda m: EveryWeeks(1, _weekdays(m["days"])),
    ),
    (
        rf"매\s*(?P<every>{_RANGE}|{_FULL})|(?P<each>{_RANGE}|{_FULL}|{_RUN}(?:요일)?|{_W}(?:{_OR}{_W}){{1,6}})\s*(?:마다|(?:에는|엔|은|에)?\s*(?:항상|늘|언제나))",
        lambda m: EveryWeeks(1, _weekdays(m["every"] or m["each"])),
    ),
    (r"(?:매\s*주\s*|매\s*)주말|주말\s*마다", lambda _: EveryWeeks(1, (5, 6))),
    (_BIWEEKLY, lambda _: EveryWeeks(2)),
    (
        rf"{_FEW_WEEKS}(?:\s*(?P<days>{_FULL}|{_SHORT})(?:\s*마다)?)?",
        lambda m: _every_few_weeks(m["n"], _weekdays(m["days"] or ""), skips="걸러" in m[0]),
    ),
    (
        rf"매\s*(?P<n>[2-9]|두|세|네)\s*주(?:\s*(?P<days>{_FULL}|{_SHORT})(?:\s*마다)?)?",
        lambda m: _every_few_weeks(m["n"], _weekdays(m["days"] or "")),
    ),
    (
        rf"{_BIWEEKLY}\s*(?P<days>{_FULL}|{_SHORT})(?:\s*마다)?",
        lambda m: EveryWeeks(2, _weekdays(m["days"])),
    ),
    (
        rf"(?:매\s*)?(?P<side>홀|짝)수\s*(?:번째\s*)?주(?:차)?(?:마다|의|에)?(?:\s*(?P<days>{_FULL}|{_SHORT})(?:\s*마다)?)?",
        lambda m: EveryWeeks(2, _weekdays(m["days"] or ""), side=int(m["side"] == "홀")),
    ),
    (
        r"(?:매\s*(?P<period>월|달|분기|반기|년|해)|(?P<each>달|월|분기|반기|해|년)\s*마다"
        r"|(?P<by>분기|반기)(?:별(?:로|(?=\s*(?:말|첫|마지막|끝|둘|셋|\d|한|두)))"
        r"|(?=\s*(?:첫|둘|셋|마지막)\s*(?:째|번째)?\s*달)))",
        lambda m: EveryMonths(_PERIODS[m["period"] or m["each"] or m["by"]]),
    ),
    (
        rf"(?:(?:매\s*)?(?P<period>월|분기|반기|연|년)(?:에|당|별)?|(?:한|1|매)\s*(?P<one>달|분기|반기|년|해)에){_TIMES}",
        lambda m: EveryMonths(_PERIODS[m["period"] or m["one"]], times=_number(m["times"])),
    ),
    (r"다달이|(?<=요일|업일|무일|말일)\s*마다", lambda _: EveryMonths(1)),
    (rf"격월(?:로|마다)?|(?:한|1)\s*(?:달|개월){_SKIPPING}", lambda _: EveryMonths(2)),
    (
        rf"(?P<n>\d{{1,2}}|{_NUMBER_WORDS})\s*(?:달|개월){_EVERY}",
        lambda m: (
            EveryMonths(_number(m["n"]), counted=True)
            if _number(m["n"]) in {1, 2, 3, 4, 6, 12} and "걸러" not in m[0]
            else None
        ),
    ),
    (
        rf"(?P<months>(?:\d{{1,2}}(?:\s*월?{_OR}|\s*월\s+)){{1,11}}\d{{1,2}}\s*월)"
        r"(?=\s*(?:\d{1,2}\s*일|말일|첫|둘|셋|넷|마지막|\d\s*째))",
        _these_months,
    ),
    (
        r"(?:매\s*)?(?P<side>홀|짝)수\s*(?:달|월)(?:마다)?",
        lambda m: TheseMonths(tuple(range("홀짝".index(m["side"]) + 1, 13, 2))),
    ),
    # 분기말 실적 is a word of the message, so more about time has to follow.
    (
        r"(?P<period>월|분기|반기|연)\s*(?P<side>말|초)"
        rf"(?:(?P<each>마다)|(?=까지|\s*(?:\d+\s*(?:영업)?일|{_any_of(_DAYS)}|{_N}\s*주일?)\s*전|에?\s*(?:오[전후]|\d{{1,2}}\s*[시:])))",
        lambda m: PeriodEnd(
            _PERIODS[m["period"]], is_start=m["side"] == "초", is_each=m["each"] is not None
        ),
    ),
    # a day of a month
    (r"말일|마지막\s*날", lambda _: InMonth(LastDay())),
    (r"말", _end_of_month),
    (r"(?:첫째?|시작하는)\s*날", lambda _: InMonth(DayOfMonth(day=1))),
    (r"초순|중순|하순|초", lambda m: PartOfMonth(m[0])),
    (rf"{_ORDINAL}\s*{_WORKDAY}", _nth_working_day),
    (rf"(?:말|최종)\s*{_WORKDAY}", lambda _: InMonth(WorkingDay(nth=-1))),
    (rf"(?P<from_end>(?:끝|뒤|마지막)에서)\s*{_ORDINAL}\s*{_WORKDAY}", _nth_working_day),
    (
        r"제?\s*(?P<nth>\d{1,2})\s*(?:영업일|근무일)(?!\s*(?:전|뒤|후|이내|내|간|마다|동안|차))",
        _nth_working_day,
    ),
    (
        rf"{_ORDINAL}\s*(?:주(?:차)?(?:의)?)?\s*(?P<weekday>{_W})(?:요일|욜)?",
        _nth_weekday,
    ),
    (
        rf"(?P<nths>{_NTH}(?:(?:{_OR}|\s+){_NTH}){{1,4}})\s*(?:주(?:차)?(?:의)?)?\s*"
        rf"(?P<weekday>{_W})(?:요일|욜|{_CLOCK_FOLLOWS})",
        _weeks_in_month,
    ),
    (
        rf"{_ORDINAL}\s*달(?:의)?",
        lambda m: MonthOfPeriod(_nth(m["nth"])) if _nth(m["nth"]) < 7 else None,
    ),
    # deadlines
    (
        r"d\s?-\s?\d{1,3}일?(?:\s*[,/·]\s*-?\d{1,3}(?!\d|\s*[:/.시분월일])){0,6}(?!\d|부터)",
        lambda m: Leads(_list_of_leads(m).days, counted=True),
    ),
    (r"d\s?-?\s?day|디데이|당일", lambda _: Leads((0,), counted=True)),
    (
        r"(?:(?P<d>d\s?-\s?)(?P<n>\d{1,2})|(?P<ahead>\d{1,2})\s*일\s*전)부터(?:\s*당일까지)?(?:\s*매일)?",
        lambda m: Leads(
            tuple(range(int(m["n"] or m["ahead"]), -1, -1)), counted=m["d"] is not None
        ),
    ),
    (
        rf"(?P<days>{_any_of(_DAYS)})\s*전부터(?:\s*당일까지)?\s*매일",
        lambda m: Leads(tuple(range(_DAYS[_tight(m["days"])], -1, -1))),
    ),
    (
        rf"(?:{_IN_WORKDAYS}\s*)?(?:\d{{1,3}}\s*일?\s*[,/·]\s*){{0,6}}\d{{1,3}}\s*일\s*{_BEFORE}"
        rf"(?:\s*\(?{_IN_WORKDAYS}\)?)?",
        _list_of_leads,
    ),
    (
        r"(?:\d{1,2}\s*(?:영업일)?\s*[,/·]\s*){0,6}\d{1,2}\s*(?:영업일|근무일)\s*"
        rf"{_BEFORE}",
        _list_of_leads,
    ),
    (rf"(?P<days>{_any_of(_DAYS)})\s*{_BEFORE}", lambda m: Leads((_DAYS[_tight(m["days"])],))),
    (
        rf"{_N}\s*주일?\s*{_BEFORE}",
        lambda m: Leads((7 * _number(m["n"]),)) if _number(m["n"]) <= 52 else None,
    ),
    (r"(?:하루\s*)?전날", lambda _: Leads((1,))),
    (
        rf"{_N}\s*시간(?:\s*(?P<half>반)|\s*(?P<minute>\d{{1,2}})\s*분)?\s*{_BEFORE}",
        lambda m: MinutesBefore(_minutes(m)),
    ),
    (
        rf"(?P<n>\d{{1,3}}|{_SINO_NUMBER})\s*분\s*{_BEFORE}",
        lambda m: MinutesBefore(_number(m["n"])),
    ),
    (
        r"(?:(?:제출\s*)?마감(?:일|기한)?|(?:제출\s*)?기한)(?:은|인데|이고)?(?:\s*:)?",
        lambda _: Deadline(),
    ),
    # where a series begins and ends
    (r"까지만?|사이에?", lambda _: Until()),
    (r"\s*(?:되기\s*|오기\s*)?(?:직|이)?전까지만?", lambda _: Until(before=True)),
    (r"부터(?:는)?|시작(?:해서|하여|으로|해|(?=\s*(?:매|격|평일|$)))", lambda _: Since()),
    (
        r"(?:시작(?:일)?|첫\s*(?:날|회))(?:은|는|:)(?=\s*(?:\d|내|다음|이번))",
        lambda _: Since(ahead=True),
    ),
    (
        r"(?:종료(?:일)?|끝|마지막\s*(?:날|회)?)(?:은|는|:)(?=\s*(?:\d|내|다음|이번))",
        lambda _: Until(ahead=True),
    ),
    (r"종료(?=\s*$)", lambda _: Until()),
    (rf"\s*{_TILDE}\s*", lambda _: Through()),
    (r"한\s*달(?:간|\s*동안|\s*내내)?", _throughout_month),
    (r"동안|내내|중에?|남은\s*(?:기간|동안)(?:\s*(?:동안|내내))?", lambda _: Throughout()),
    (rf"{_N}\s*주(?:일)?{_LASTING}", _during(days=7)),
    (
        rf"{_N}\s*주\s*만|(?:총|딱)\s*(?P<m>\d{{1,3}}|{_NUMBER_WORDS})\s*주(?:간|만)?",
        lambda m: During(7 * _number(m["n"] or m["m"])) if _number(m["n"] or m["m"]) else None,
    ),
    (rf"(?P<n>\d{{1,3}})\s*일{_LASTING}", _during(days=1)),
    (
        rf"(?P<days>{_any_of(_DAYS)}){_LASTING}",
        lambda m: During(_DAYS[_tight(m["days"])], short=m["short"] is not None),
    ),
    (rf"{_N}\s*(?:개월|달)(?:{_LASTING}|\s*만(?P<only>))", _during(months=1)),
    (rf"{_N}\s*년{_LASTING}", _during(months=12)),
    (
        rf"(?:총|딱)?\s*{_N}\s*(?:번|회|차례)만|(?:총|딱)\s*(?P<m>\d{{1,3}}|{_NUMBER_WORDS})\s*(?:번|회|차례)",
        lambda m: Count(_number(m["n"] or m["m"])) if _number(m["n"] or m["m"]) else None,
    ),
    (rf"{_N}\s*(?:번|회|차례)(?!\s*째)(?P<short>)", _count),
    (
        r"같은\s*(?:시간|시각)(?:대)?|두\s*날\s*(?:다|모두)|이렇게|앞으로|지금(?:으로)?부터|이제부터|당분간|단|다만|\d\s*일\s*\d\s*[회번]",
        lambda _: Filler(),
    ),
    # days off and days left out
    (_WITHOUT, lambda _: Without()),
    (rf"{_DAY_OFF}(?:은|을|(?P<only>만))?\s*{_WITHOUT}", _days_off),
    (
        rf"(?:주말{_OR}공휴일|공휴일{_OR}주말|주말\s*공휴일)(?:은|만|을)?\s*{_WITHOUT}",
        _always(Without((DaysOff(),))),
    ),
    (
        rf"주말(?:은|만|을)?\s*{_WITHOUT}",
        lambda _: Without((Weekly(weekdays=(5, 6)),)),
    ),
    (
        rf"{_DAY_OFF}(?P<only>)(?:이?면|엔|에는?|인\s*경우|일\s*때(?:는|엔)?|은|과?\s*겹치면)\s*"
        r"(?:건너\s*\S*|쉬\S*|쉼|생략\S*|보내지\s*\S*|안\s*\S*|알리지\s*\S*|제외\S*)",
        _days_off,
    ),
    (
        r"(?:공?휴일|빨간\s*날|쉬는\s*날|휴무일?|노는\s*날)"
        r"(?:이?면|이어도|이라도|에도|엔|에는|인\s*경우(?:에는|엔)?|일\s*때|\s*시(?:에는|엔)?|과?\s*겹치면)"
        r"\s*(?:그\s*)?"
        rf"(?:(?P<direction>앞|직전|이전|전|익|다음|뒤|이후|앞당|당|미루|미뤄)\s*"
        rf"(?:(?:{_WORKDAY}|날|일)(?:로|에)?|겨서?|기고|서|고)|그대로)",
        _shift,
    ),
    (
        r"(?:공?휴일|빨간\s*날|쉬는\s*날|휴무일|노는\s*날)이?면\s*하루\s*(?P<direction>전|앞|뒤|다음)(?:에|으로)?",
        _shift,
    ),
    (rf"(?P<direction>앞|직전|이전|다음)\s*{_WORKDAY}로", _shift),
)
