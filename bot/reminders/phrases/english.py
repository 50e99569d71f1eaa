"""English words about time, as patterns and the pieces that they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.reminders.phrases import makers, tokens
from bot.reminders.phrases.makers import always, numbered
from bot.reminders.phrases.words import ENGLISH, nth, weekdays
from bot.reminders.rules.schedule import DaysOff, LastDay, NthWeekday, Weekly, WorkingDay

if TYPE_CHECKING:
    from bot.reminders.phrases.makers import Maker, Match
    from bot.reminders.rules.schedule import DayInMonth

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_PERIODS = {"month": 1, "quarter": 3, "year": 12, "annual": 12}

_W = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)"
)
_LIST = rf"{_W}s?(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){_W}s?)*"
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_NUMBER = rf"\d{{1,3}}|{'|'.join(ENGLISH)}"
_N = rf"(?P<n>{_NUMBER})"
_DAYS = rf"(?:{_N}\s+days?|(?P<weeks>{_NUMBER})\s+weeks?)(?P<said>)"
_MINUTES = rf"(?:{_N}\s+hours?|(?P<minutes>{_NUMBER})\s+min(?:ute)?s?)(?P<half>)(?P<minute>)"
_OF_YEAR = r"(?:,?\s*(?P<year>20\d\d))?"
_BUT = r"(?:except|excluding|but\s+not)\s+(?:for\s+)?(?:on\s+)?"
_ORDINAL = r"(?P<nth>first|second|third|fourth|fifth|last|[1-9](?:st|nd|rd|th))"
_IN = r"(?:(?:on|in|at|of|the|by|each|every)\s+)*"  # every first monday of the month
_ON_DAYS = rf"(?:\s+on\s+(?P<days>{_LIST}))?"
_ON = r"(?:(?:on|in|at|of)\s+)?(?:the\s+)?"


def _date(match: Match) -> tokens.Date:
    month = _MONTHS.index(match["month"]) + 1
    return tokens.Date(month, int(match["day"]), int(match["year"]) if match["year"] else None)


def _in_month(match: Match) -> tokens.InMonth | None:
    """The last day, the first business day, the second monday of every month."""
    which = nth(match["nth"] or "last")
    day: DayInMonth = LastDay()
    if match["working"]:
        day = WorkingDay(nth=which)
    elif match["day"] and which > 5:
        return None
    elif match["day"]:
        day = NthWeekday(nth=which, weekday=weekdays(match["day"])[0])
    is_each = re.search(r"\b(?:every|each)\b|of\s+the\s+month", match[0]) is not None
    return tokens.InMonth((day,), is_each)


# Patterns are matched against lower case with ASCII digits; a maker may refuse (None).
TABLE: tuple[tuple[str, Maker], ...] = (
    # time of day
    (
        rf"{_ON}(?P<hour>\d{{1,2}})(?:\s?:\s?(?P<minute>\d\d))?\s*(?P<half>[ap])\.?m\.?",
        lambda m: tokens.Clock(int(m["hour"]), int(m["minute"] or 0), f"{m['half']}m"),
    ),
    (r"at\s+(?P<hour>\d{1,2})(?::(?P<minute>\d\d)|\s*o'?clock)?", makers.clock),
    (r"(?:at\s+)?(?:noon|midday)", always(tokens.Clock(12, exact=True))),
    (r"(?:at\s+)?midnight", always(tokens.Clock(24))),
    (r"(?:in\s+the\s+)?morning", always(tokens.PartOfDay("오전"))),
    (r"(?:in\s+the\s+)?(?:afternoon|evening)", always(tokens.PartOfDay("오후"))),
    # one day
    (r"today|tonight(?=\s+(?:at\s|\d))", always(tokens.Ahead(0, tokens.Unit.FROM_TODAY))),
    (r"tomorrow", always(tokens.Ahead(1, tokens.Unit.FROM_TODAY))),
    (r"(?:the\s+)?day\s+after\s+tomorrow", always(tokens.Ahead(2, tokens.Unit.FROM_TODAY))),
    (rf"in\s+{_DAYS}", lambda m: tokens.Ahead(makers.days(m))),
    (rf"in\s+{_MINUTES}", lambda m: tokens.MinutesAhead(makers.minutes(m))),
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
        makers.on_weekdays(),
    ),
    (rf"(?:on\s+)?next\s+(?P<days>{_W})", makers.on_weekdays(following=True)),
    # again and again
    (rf"(?P<days>{_W}(?:\s+{_W})+)", makers.on_weekdays(weekly=True)),
    (rf"(?P<days>{_W}\s*(?:[-~]|to|through)\s*{_W})", makers.on_weekdays(weekly=True)),
    (
        r"every\s*day|each\s+day|daily(?=\s+(?:at|until|till|from|for|except|\d))",
        always(tokens.EveryDay()),
    ),
    (
        r"(?:every|each|on)\s+(?:weekdays?|(?:business|working)\s+days?)|weekdays(?=\s+(?:at|\d))",
        always(tokens.EveryDay(working=True)),
    ),
    (rf"every\s+{_N}\s+days", numbered(tokens.EveryDays)),
    (r"every\s+other\s+day", always(tokens.EveryDays(2))),
    (rf"(?:every\s+week|each\s+week|weekly(?=\s+on)){_ON_DAYS}", makers.every_weeks(1)),
    (rf"(?:every|each)\s+(?P<days>{_LIST})", makers.every_weeks(1)),
    (
        rf"(?:on\s+)?(?P<days>{_W}s(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){_W}s)*)(?<=days)",
        makers.every_weeks(1),
    ),
    (rf"(?:every\s+(?:other|second)\s+week|biweekly){_ON_DAYS}", makers.every_weeks(2)),
    (rf"every\s+(?:other|second)\s+(?P<days>{_LIST})", makers.every_weeks(2)),
    (rf"every\s+{_N}\s+weeks{_ON_DAYS}", makers.every_weeks()),
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
    (rf"{_DAYS}\s+before", lambda m: tokens.Leads((makers.days(m),))),
    (rf"{_MINUTES}\s+before", lambda m: tokens.MinutesBefore(makers.minutes(m))),
    (
        r"until|till|through|by(?=\s+(?:\d|\w+day|[a-z]{3,9}\s+\d))",
        always(tokens.Until(ahead=True)),
    ),
    (r"from|starting(?:\s+(?:from|on))?|since", always(tokens.Since(ahead=True))),
    (rf"for\s+{_DAYS}", lambda m: tokens.During(makers.days(m))),
    (rf"for\s+{_N}\s+months?", numbered(lambda n: tokens.During(months=n))),
    (r"once\s+only|only\s+once", always(tokens.Count(1))),
    (r"twice", always(tokens.Count(2))),
    (r"(?P<n>\d{1,2}|three|four|five|six)\s+times", numbered(tokens.Count)),
    (rf"{_BUT}(?:public\s+)?holidays?", always(tokens.Without((DaysOff(weekends=False),)))),
    (rf"{_BUT}weekends?", always(tokens.Without((Weekly(weekdays=(5, 6)),)))),
    (
        rf"{_BUT}(?P<days>{_LIST})",
        lambda m: tokens.Without((Weekly(weekdays=weekdays(m["days"])),)),
    ),
    (r"except(?:\s+for)?|excluding", always(tokens.Without(ahead=True))),
)
