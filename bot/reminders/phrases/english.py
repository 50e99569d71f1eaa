"""English words about time, as patterns and the pieces that they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.reminders.phrases import tokens
from bot.reminders.phrases.makers import always
from bot.reminders.phrases.tokens import WEEKDAYS
from bot.reminders.phrases.words import weekdays
from bot.reminders.rules.schedule import DaysOff, LastDay, NthWeekday, Weekly, WorkingDay

if TYPE_CHECKING:
    from bot.reminders.phrases.makers import Maker, Match
    from bot.reminders.rules.schedule import DayInMonth

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_PERIODS = {"month": 1, "quarter": 3, "year": 12, "annual": 12}

_W = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)"
)
_LIST = rf"{_W}s?(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){_W}s?)*"
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_UNITS = {"day": 1, "week": 7, "hour": 60, "min": 1, "minute": 1}
_DAYS = rf"{_N}\s+(?P<unit>day|week)s?"
_MINUTES = rf"{_N}\s+(?P<unit>hour|minute|min)s?"
_OF_YEAR = r"(?:,?\s*(?P<year>20\d\d))?"
_BUT = r"(?:except|excluding|but\s+not)\s+(?:for\s+)?(?:on\s+)?"
_ORDINAL = r"(?P<nth>first|second|third|fourth|fifth|last|[1-9](?:st|nd|rd|th))"
_IN = r"(?:(?:on|in|at|of|the|by|each|every)\s+)*"  # every first monday of the month
_ON_DAYS = rf"(?:\s+on\s+(?P<days>{_LIST}))?"
_ON = r"(?:(?:on|in|at|of)\s+)?(?:the\s+)?"


def _number(said: str) -> int:
    return int(said) if said.isdigit() else _NUMBERS[said]


def _count(match: Match) -> int:
    """How many days or minutes: 3 days, two weeks, an hour."""
    return _number(match["n"]) * _UNITS[match["unit"]]


def _nth(said: str) -> int:
    return _NTH[said] if said in _NTH else int(said[0])


def _weekdays(said: str) -> tuple[int, ...]:
    """The weekdays of a list, with ranges, ascending.

    >>> _weekdays("mon, wed and fridays"), _weekdays("tue to thu")
    ((0, 2, 4), (1, 2, 3))
    """
    letters = re.sub(_W, lambda match: WEEKDAYS[_WEEKDAYS.index(match[0][:3])], said)
    return weekdays(re.sub(r"to|through", "~", letters))


def _weekly(match: Match) -> tokens.Weekdays:
    return tokens.Weekdays(_weekdays(match["days"]), weekly=True)


def _date(match: Match) -> tokens.Date:
    month = _MONTHS.index(match["month"]) + 1
    return tokens.Date(month, int(match["day"]), int(match["year"]) if match["year"] else None)


def _in_month(match: Match) -> tokens.InMonth | None:
    """The last day, the first business day, the second monday of every month."""
    nth = _nth(match["nth"] or "last")
    day: DayInMonth = LastDay()
    if match["working"]:
        day = WorkingDay(nth=nth)
    elif match["day"] and nth > 5:
        return None
    elif match["day"]:
        day = NthWeekday(nth=nth, weekday=_weekdays(match["day"])[0])
    is_each = re.search(r"\b(?:every|each)\b|of\s+the\s+month", match[0]) is not None
    return tokens.InMonth((day,), is_each)


def _every_weeks(weeks: int = 0) -> Maker:
    """Every so many weeks, or as many as are said, on the days that are."""
    return lambda match: tokens.EveryWeeks(
        weeks or _number(match["n"]), _weekdays(match["days"] or "")
    )


# Patterns are matched against lower case with ASCII digits; a maker may refuse (None).
TABLE: tuple[tuple[str, Maker], ...] = (
    # time of day
    (
        rf"{_ON}(?P<hour>\d{{1,2}})(?:\s?:\s?(?P<minute>\d\d))?\s*(?P<half>[ap])\.?m\.?",
        lambda m: tokens.Clock(int(m["hour"]), int(m["minute"] or 0), f"{m['half']}m"),
    ),
    (
        r"at\s+(?P<hour>\d{1,2}):(?P<minute>\d\d)",
        lambda m: tokens.Clock(int(m["hour"]), int(m["minute"]), exact=len(m["hour"]) == 2),
    ),
    (r"(?:at\s+)(?P<hour>\d{1,2})(?:\s*o'?clock)?", lambda m: tokens.Clock(int(m["hour"]))),
    (r"(?:at\s+)?(?:noon|midday)", always(tokens.Clock(12, exact=True))),
    (r"(?:at\s+)?midnight", always(tokens.Clock(24))),
    (r"(?:in\s+the\s+)?morning", always(tokens.PartOfDay("오전"))),
    (r"(?:in\s+the\s+)?(?:afternoon|evening)", always(tokens.PartOfDay("오후"))),
    # one day
    (r"today|tonight(?=\s+(?:at\s|\d))", always(tokens.Ahead(0))),
    (r"tomorrow", always(tokens.Ahead(1))),
    (r"(?:the\s+)?day\s+after\s+tomorrow", always(tokens.Ahead(2))),
    (rf"in\s+{_DAYS}", lambda m: tokens.Ahead(_count(m))),
    (rf"in\s+{_MINUTES}", lambda m: tokens.MinutesAhead(_count(m))),
    (rf"{_ON}{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_OF_YEAR}", _date),
    (rf"{_ON}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}{_OF_YEAR}", _date),
    (rf"{_ON}next\s+(?:business|working)\s+day", always(tokens.Ahead(1, tokens.Unit.WORKING_DAY))),
    (r"(?P<ahead>this|next)\s+week", lambda m: tokens.WeekAhead(int(m["ahead"] == "next"))),
    (
        r"(?:of\s+)?(?P<ahead>this|next)\s+month",
        lambda m: tokens.MonthAhead(int(m["ahead"] == "next")),
    ),
    (
        rf"(?:on\s+|this\s+)?(?P<days>{_W}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){_W})*)",
        lambda m: tokens.Weekdays(_weekdays(m["days"])),
    ),
    (
        rf"(?:on\s+)?next\s+(?P<days>{_W})",
        lambda m: tokens.Weekdays(_weekdays(m["days"]), following=True),
    ),
    # again and again
    (rf"(?P<days>{_W}(?:\s+{_W})+)", _weekly),
    (rf"(?P<days>{_W}\s*(?:[-~]|to|through)\s*{_W})", _weekly),
    (r"every\s*day|each\s+day|daily(?=\s+(?:at|\d))", always(tokens.EveryDay())),
    (
        r"(?:every|each|on)\s+(?:weekdays?|(?:business|working)\s+days?)|weekdays(?=\s+(?:at|\d))",
        always(tokens.EveryDay(working=True)),
    ),
    (rf"every\s+{_N}\s+days", lambda m: tokens.EveryDays(_number(m["n"]))),
    (r"every\s+other\s+day", always(tokens.EveryDays(2))),
    (rf"(?:every\s+week|each\s+week|weekly(?=\s+on)){_ON_DAYS}", _every_weeks(1)),
    (rf"(?:every|each)\s+(?P<days>{_LIST})", _every_weeks(1)),
    (
        rf"(?:on\s+)?(?P<days>{_W}s(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){_W}s)*)(?<=days)",
        _every_weeks(1),
    ),
    (rf"(?:every\s+(?:other|second)\s+week|biweekly){_ON_DAYS}", _every_weeks(2)),
    (rf"every\s+(?:other|second)\s+(?P<days>{_LIST})", _every_weeks(2)),
    (rf"every\s+{_N}\s+weeks{_ON_DAYS}", _every_weeks()),
    (
        r"(?:(?:of|in)\s+)?(?:every|each)\s+(?P<period>month|quarter|year)"
        r"|(?P<adverb>month|quarter|year|annual)ly(?=\s+(?:on|at))",
        lambda m: tokens.EveryMonths(_PERIODS[m["period"] or m["adverb"]]),
    ),
    # a day of a month
    (rf"{_ON}(?P<day>\d{{1,2}})(?:st|nd|rd|th)", lambda m: tokens.Days((int(m["day"]),))),
    (
        rf"{_IN}(?:last\s+day|end|{_ORDINAL}\s+(?:(?P<working>(?:business|working)\s+day)|(?P<day>{_W})))"
        r"(?:\s+of\s+(?:the|each|every)\s+month)?",
        _in_month,
    ),
    # deadlines, beginnings and ends, days left out
    (r"deadline|due(?:\s+(?:date|on))?", always(tokens.Deadline())),
    (rf"{_DAYS}\s+before", lambda m: tokens.Leads((_count(m),))),
    (rf"{_MINUTES}\s+before", lambda m: tokens.MinutesBefore(_count(m))),
    (
        r"until|till|through|by(?=\s+(?:\d|\w+day|[a-z]{3,9}\s+\d))",
        always(tokens.Until(ahead=True)),
    ),
    (r"from|starting(?:\s+(?:from|on))?|since", always(tokens.Since(ahead=True))),
    (rf"for\s+{_DAYS}", lambda m: tokens.During(_count(m))),
    (rf"for\s+{_N}\s+months?", lambda m: tokens.During(months=_number(m["n"]))),
    (r"once\s+only|only\s+once", always(tokens.Count(1))),
    (r"twice", always(tokens.Count(2))),
    (r"(?P<n>\d{1,2}|three|four|five|six)\s+times", lambda m: tokens.Count(_number(m["n"]))),
    (rf"{_BUT}(?:public\s+)?holidays?", always(tokens.Without((DaysOff(weekends=False),)))),
    (rf"{_BUT}weekends?", always(tokens.Without((Weekly(weekdays=(5, 6)),)))),
    (
        rf"{_BUT}(?P<days>{_LIST})",
        lambda m: tokens.Without((Weekly(weekdays=_weekdays(m["days"])),)),
    ),
    (r"except(?:\s+for)?|excluding", always(tokens.Without(ahead=True))),
)
