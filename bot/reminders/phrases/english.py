"""English words about time, as patterns and the pieces that they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.reminders.phrases.tokens import (
    Clock,
    Count,
    Date,
    Days,
    DaysAhead,
    Deadline,
    During,
    EveryDay,
    EveryDays,
    EveryMonths,
    EveryWeeks,
    InMonth,
    Leads,
    MinutesAhead,
    MinutesBefore,
    MonthAhead,
    PartOfDay,
    Since,
    Until,
    WeekAhead,
    Weekdays,
    Without,
    WorkingDaysAhead,
)
from bot.reminders.rules.schedule import DaysOff, LastDay, NthWeekday, Weekly, WorkingDay

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.reminders.phrases.tokens import Piece

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_PERIODS = {"month": 1, "quarter": 3, "year": 12}
_ADVERBS = {"monthly": 1, "quarterly": 3, "yearly": 12, "annually": 12}

_W = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)"
)
_LIST = rf"{_W}s?(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){_W}s?)*"
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_ORDINAL = r"(?P<nth>first|second|third|fourth|fifth|last|[1-9](?:st|nd|rd|th))"
_IN = r"(?:(?:on|in|at|of|the|by|each|every)\s+)*"  # every first monday of the month
_OF_MONTH = r"(?:\s+of\s+(?:the|each|every)\s+month)?"
_ON = r"(?:(?:on|in|at|of)\s+)?(?:the\s+)?"


def _number(said: str) -> int:
    return int(said) if said.isdigit() else _NUMBERS[said]


def _nth(said: str) -> int:
    return _NTH[said] if said in _NTH else int(said[0])


def _weekdays(said: str) -> tuple[int, ...]:
    """The weekdays of a list, ascending.

    >>> _weekdays("mon, wed and fridays")
    (0, 2, 4)
    """
    return tuple(sorted({_WEEKDAYS.index(name[:3]) for name in re.findall(_W, said)}))


def _weekday_range(match: re.Match[str]) -> Weekdays:
    (first,), (last,) = _weekdays(match["first"]), _weekdays(match["last"])
    days = {(first + ahead) % 7 for ahead in range((last - first) % 7 + 1)}
    return Weekdays(tuple(sorted(days)), weekly=True)


def _date(match: re.Match[str]) -> Date:
    month = _MONTHS.index(match["month"]) + 1
    return Date(month, int(match["day"]), int(match["year"]) if match["year"] else None)


def _is_each(match: re.Match[str]) -> bool:
    return re.search(r"\b(?:every|each)\b|of\s+the\s+month", match[0]) is not None


def _nth_weekday(match: re.Match[str]) -> InMonth | None:
    nth, (weekday,) = _nth(match["nth"]), _weekdays(match["day"])
    return InMonth((NthWeekday(nth=nth, weekday=weekday),), _is_each(match)) if nth < 6 else None


# Patterns are matched against lower case with ASCII digits; a maker may refuse (None).
TABLE: tuple[tuple[str, Callable[[re.Match[str]], Piece | None]], ...] = (
    # time of day
    (
        rf"{_ON}(?P<hour>\d{{1,2}})(?:\s?:\s?(?P<minute>\d\d))?\s*(?P<half>[ap])\.?m\.?",
        lambda m: Clock(int(m["hour"]), int(m["minute"] or 0), f"{m['half']}m"),
    ),
    (
        r"at\s+(?P<hour>\d{1,2}):(?P<minute>\d\d)",
        lambda m: Clock(int(m["hour"]), int(m["minute"]), exact=len(m["hour"]) == 2),
    ),
    (r"(?:at\s+)(?P<hour>\d{1,2})(?:\s*o'?clock)?", lambda m: Clock(int(m["hour"]))),
    (r"(?:at\s+)?(?:noon|midday)", lambda _: Clock(12, exact=True)),
    (r"(?:at\s+)?midnight", lambda _: Clock(24)),
    (r"(?:in\s+the\s+)?morning", lambda _: PartOfDay("오전")),
    (r"(?:in\s+the\s+)?(?:afternoon|evening)", lambda _: PartOfDay("오후")),
    # one day
    (r"today|tonight(?=\s+(?:at\s|\d))", lambda _: DaysAhead(0)),
    (r"tomorrow", lambda _: DaysAhead(1)),
    (r"(?:the\s+)?day\s+after\s+tomorrow", lambda _: DaysAhead(2)),
    (rf"in\s+{_N}\s+days?", lambda m: DaysAhead(_number(m["n"]))),
    (rf"in\s+{_N}\s+weeks?", lambda m: DaysAhead(7 * _number(m["n"]))),
    (rf"in\s+{_N}\s+hours?", lambda m: MinutesAhead(60 * _number(m["n"]))),
    (rf"in\s+{_N}\s+min(?:ute)?s?", lambda m: MinutesAhead(_number(m["n"]))),
    (
        rf"{_ON}{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s*(?P<year>20\d\d))?",
        _date,
    ),
    (
        rf"{_ON}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s*(?P<year>20\d\d))?",
        _date,
    ),
    (rf"{_ON}next\s+(?:business|working)\s+day", lambda _: WorkingDaysAhead(1)),
    (r"this\s+week", lambda _: WeekAhead(0)),
    (r"next\s+week", lambda _: WeekAhead(1)),
    (r"(?:of\s+)?this\s+month", lambda _: MonthAhead(0)),
    (r"(?:of\s+)?next\s+month", lambda _: MonthAhead(1)),
    (
        rf"(?:on\s+|this\s+)?(?P<days>{_W}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){_W})*)",
        lambda m: Weekdays(_weekdays(m["days"])),
    ),
    (
        rf"(?:on\s+)?next\s+(?P<days>{_W})",
        lambda m: Weekdays(_weekdays(m["days"]), following=True),
    ),
    # again and again
    (
        rf"(?P<days>{_W}(?:\s+{_W})+)",
        lambda m: Weekdays(_weekdays(m["days"]), weekly=True),
    ),
    (rf"(?P<first>{_W})\s*(?:[-~]|to|through)\s*(?P<last>{_W})", _weekday_range),
    (r"every\s*day|each\s+day|daily(?=\s+(?:at|\d))", lambda _: EveryDay()),
    (
        r"(?:every|each|on)\s+(?:weekdays?|(?:business|working)\s+days?)|weekdays(?=\s+(?:at|\d))",
        lambda _: EveryDay(working=True),
    ),
    (rf"every\s+{_N}\s+days", lambda m: EveryDays(_number(m["n"]))),
    (r"every\s+other\s+day", lambda _: EveryDays(2)),
    (
        rf"(?:every\s+week|each\s+week|weekly(?=\s+on))(?:\s+on\s+(?P<days>{_LIST}))?",
        lambda m: EveryWeeks(1, _weekdays(m["days"] or "")),
    ),
    (rf"(?:every|each)\s+(?P<days>{_LIST})", lambda m: EveryWeeks(1, _weekdays(m["days"]))),
    (
        rf"(?:on\s+)?(?P<days>{_W}s(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){_W}s)*)(?<=days)",
        lambda m: EveryWeeks(1, _weekdays(m["days"])),
    ),
    (
        rf"(?:every\s+(?:other|second)\s+week|every\s+two\s+weeks|biweekly)(?:\s+on\s+(?P<days>{_LIST}))?",
        lambda m: EveryWeeks(2, _weekdays(m["days"] or "")),
    ),
    (
        rf"every\s+(?:other|second)\s+(?P<days>{_LIST})",
        lambda m: EveryWeeks(2, _weekdays(m["days"])),
    ),
    (
        rf"every\s+{_N}\s+weeks(?:\s+on\s+(?P<days>{_LIST}))?",
        lambda m: EveryWeeks(_number(m["n"]), _weekdays(m["days"] or "")),
    ),
    (
        r"(?:(?:of|in)\s+)?(?:every|each)\s+(?P<period>month|quarter|year)",
        lambda m: EveryMonths(_PERIODS[m["period"]]),
    ),
    (
        r"(?P<adverb>monthly|quarterly|yearly|annually)(?=\s+(?:on|at))",
        lambda m: EveryMonths(_ADVERBS[m["adverb"]]),
    ),
    # a day of a month
    (rf"{_ON}(?P<day>\d{{1,2}})(?:st|nd|rd|th)", lambda m: Days((int(m["day"]),))),
    (rf"{_IN}(?:last\s+day|end){_OF_MONTH}", lambda m: InMonth((LastDay(),), _is_each(m))),
    (
        rf"{_IN}{_ORDINAL}\s+(?:business|working)\s+day{_OF_MONTH}",
        lambda m: InMonth((WorkingDay(nth=_nth(m["nth"])),), _is_each(m)),
    ),
    (rf"{_IN}{_ORDINAL}\s+(?P<day>{_W}){_OF_MONTH}", _nth_weekday),
    # deadlines, beginnings and ends, days left out
    (r"deadline|due(?:\s+(?:date|on))?", lambda _: Deadline()),
    (rf"{_N}\s+days?\s+before", lambda m: Leads((_number(m["n"]),))),
    (rf"{_N}\s+weeks?\s+before", lambda m: Leads((7 * _number(m["n"]),))),
    (rf"{_N}\s+hours?\s+before", lambda m: MinutesBefore(60 * _number(m["n"]))),
    (rf"{_N}\s+min(?:ute)?s?\s+before", lambda m: MinutesBefore(_number(m["n"]))),
    (r"until|till|through|by(?=\s+(?:\d|\w+day|[a-z]{3,9}\s+\d))", lambda _: Until(ahead=True)),
    (r"from|starting(?:\s+(?:from|on))?|since", lambda _: Since(ahead=True)),
    (rf"for\s+{_N}\s+days?", lambda m: During(_number(m["n"]))),
    (rf"for\s+{_N}\s+weeks?", lambda m: During(7 * _number(m["n"]))),
    (rf"for\s+{_N}\s+months?", lambda m: During(months=_number(m["n"]))),
    (r"once\s+only|only\s+once", lambda _: Count(1)),
    (r"twice", lambda _: Count(2)),
    (r"(?P<n>\d{1,2}|three|four|five|six)\s+times", lambda m: Count(_number(m["n"]))),
    (
        r"(?:except|excluding|but\s+not)\s+(?:for\s+)?(?:on\s+)?(?:public\s+)?holidays?",
        lambda _: Without((DaysOff(weekends=False),)),
    ),
    (
        r"(?:except|excluding|but\s+not)\s+(?:for\s+)?(?:on\s+)?weekends?",
        lambda _: Without((Weekly(weekdays=(5, 6)),)),
    ),
    (
        rf"(?:except|excluding|but\s+not)\s+(?:for\s+)?(?:on\s+)?(?P<days>{_LIST})",
        lambda m: Without((Weekly(weekdays=_weekdays(m["days"])),)),
    ),
    (r"except(?:\s+for)?|excluding", lambda _: Without(ahead=True)),
)
