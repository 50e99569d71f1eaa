"""Korean words and signs about time, as patterns and the pieces that they are, from korean.tsv."""

import re
from collections.abc import Sequence
from functools import partial
from importlib.resources import files

from bot.lookup import lexicon
from bot.reminders.phrases import makers, tokens, words
from bot.reminders.phrases.makers import Maker, always, numbered
from bot.reminders.phrases.words import PERIODS, nth, number, tight, weekdays
from bot.reminders.rules.schedule import DayOfMonth, DaysOff, LastDay, Weekly, WorkingDay

# What a pattern is, whatever its words are.
_PIECES: dict[str, tokens.Piece] = {
    "noon": tokens.Clock(12, exact=True),
    "midnight": tokens.Clock(24),
    "every_hour": tokens.EveryHours(1),
    "every_few_minutes": tokens.EveryHours(0),
    "next_workday": tokens.Ahead(1, tokens.Unit.WORKING_DAY),
    "workday_after_next": tokens.Ahead(2, tokens.Unit.WORKING_DAY),
    "last_workday": tokens.Ahead(-1, tokens.Unit.WORKING_DAY),
    "weekend": tokens.Weekend(),
    "every_day": tokens.EveryDay(),
    "every_workday": tokens.EveryDay(working=True),
    "every_other_day": tokens.EveryDay(2),
    "every_week": tokens.EveryWeeks(1),
    "every_weekend": tokens.EveryWeeks(1, (5, 6)),
    "every_month": tokens.EveryMonths(1),
    "every_other_month": tokens.EveryMonths(2),
    "every_half": tokens.EveryMonths(6),
    "first_day": tokens.InMonth((DayOfMonth(day=1),)),
    "last_day": tokens.InMonth((LastDay(),)),
    "last_workday_of_month": tokens.InMonth((WorkingDay(nth=-1),)),
    "day_before": tokens.Leads((1,)),
    "workday_before": tokens.Leads((1,), working=True),
    "d_day": tokens.Leads((0,), counted=True),
    "day_after": tokens.Leads((-1,)),
    "two_days_after": tokens.Leads((-2,)),
    "deadline": tokens.Sign.DEADLINE,
    "through": tokens.Sign.THROUGH,
    "throughout": tokens.Sign.THROUGHOUT,
    "filler": tokens.Sign.FILLER,
    "until": tokens.Until(),
    "until_ahead": tokens.Until(ahead=True),
    "until_before": tokens.Until(before=True),
    "since": tokens.Since(),
    "since_ahead": tokens.Since(ahead=True),
    "without": tokens.Without(),
    "without_days_off": tokens.Without((DaysOff(),)),
    "without_weekends": tokens.Without((Weekly(weekdays=(5, 6)),)),
}
_YEARS = words.YEARS_FROM_THIS | words.YEARS_BEFORE
# What it is by its words; what takes more than a line is a function of makers.
_MAKERS: dict[str, Maker] = {
    "every_few_hours": numbered(tokens.EveryHours),
    "part_of_day": lambda m: tokens.PartOfDay(m["half"]),
    "minutes_ahead": lambda m: tokens.MinutesAhead(makers.minutes(m)),
    "minutes_before": lambda m: tokens.MinutesBefore(makers.minutes(m)),
    "seconds_ahead": numbered(lambda n: tokens.MinutesAhead(n / 60)),
    "day_from_today": lambda m: tokens.Ahead(
        words.DAYS_FROM_TODAY[tight(m[0])], tokens.Unit.FROM_TODAY
    ),
    "workdays_ahead": numbered(lambda n: tokens.Ahead(n, tokens.Unit.WORKING_DAY)),
    "months_ahead": numbered(lambda n: tokens.Ahead(n, tokens.Unit.MONTH)),
    "months_before": numbered(lambda n: tokens.Ahead(-n, tokens.Unit.MONTH)),
    "weeks_ahead": numbered(tokens.WeekAhead),
    "week_from_this": lambda m: tokens.WeekAhead(
        words.WEEKS_FROM_THIS[tight(m["week"])], weekdays(m["days"] or "")
    ),
    "weekend_from_this": lambda m: tokens.Weekend(int(m["week"] == "다음")),
    "month": lambda m: tokens.Month(n) if (n := number(m["month"])) in makers.MONTHS else None,
    "month_from_this": lambda m: tokens.MonthAhead(words.MONTHS_FROM_THIS[tight(m[0])]),
    "year": lambda m: tokens.Year(int(m["year"])),
    "year_from_this": lambda m: tokens.Year(_YEARS[tight(m["year"])], is_ahead=True),
    "period_from_this": lambda m: tokens.Period(
        PERIODS[m["unit"]], ahead=words.PERIODS_FROM_THIS[m["ahead"]]
    ),
    "quarter": numbered(lambda n: tokens.Period(3, nth=n)),
    "half": lambda m: tokens.Period(6, nth="상하".index(m["half"]) + 1),
    "weekdays": makers.on_weekdays,
    "following_weekdays": partial(makers.on_weekdays, following=True),
    "weekdays_of_each_week": partial(makers.on_weekdays, weekly=True),
    "weekly": partial(makers.every_weeks, weeks=1),
    "fortnightly": partial(makers.every_weeks, weeks=2),
    "every_few_weeks": makers.every_weeks,
    "every_odd_week": lambda m: tokens.EveryWeeks(
        2, weekdays(m["days"] or ""), side=int(m["side"] == "홀")
    ),
    "edge_of_each_week": lambda m: tokens.EveryWeeks(1, edge=-1 if m["last"] else 1),
    "times_a_day": lambda m: tokens.EveryDay(times=number(m["times"])),
    "times_a_week": lambda m: tokens.EveryWeeks(1, times=number(m["times"])),
    "every_period": lambda m: tokens.EveryMonths(PERIODS[m["period"] or m["each"] or m["by"]]),
    "times_a_period": lambda m: tokens.EveryMonths(
        PERIODS[m["period"] or m["one"]], times=number(m["times"])
    ),
    "period_end": lambda m: tokens.PeriodEnd(
        PERIODS[m["period"]], is_start=m["start"] is not None, is_each=m["each"] is not None
    ),
    "odd_months": lambda m: tokens.TheseMonths((*range("홀짝".index(m["side"]) + 1, 13, 2),)),
    "week_of_month": lambda m: (
        tokens.WeekOfMonth(n) if (n := nth(m["nth"])) in makers.NTHS else None
    ),
    "month_of_period": lambda m: tokens.MonthOfPeriod(n) if (n := nth(m["nth"])) < 7 else None,
    "part_of_month": lambda m: tokens.PartOfMonth(m[0]),
    "nth_working_day_from_end": partial(makers.nth_working_day, sign=-1),
}


def _maker(name: str) -> Maker:
    kind, _, of = name.partition(":")
    match kind:
        case "holiday":
            return partial(makers.holiday, name=of)
        case "memorial_day":
            month, day = of.split("/")
            return always(tokens.Date(int(month), int(day), named=True))
        case "time_of_work":
            return always(tokens.PartOfDay(of))
    if (piece := _PIECES.get(name)) is not None:
        return always(piece)
    maker: Maker = _MAKERS.get(name) or getattr(makers, name)
    return maker


def _only_behind(before: Sequence[str], maker: Maker) -> Maker:
    """What makes the piece only where that stands before it; everywhere if it is empty."""
    if not before:
        return maker
    pattern = re.compile(f"{_filled(before[0])}$")
    return lambda m: maker(m) if pattern.search(m.string, 0, m.start()) else None


def _filled(pattern: str) -> str:
    """A pattern with what others say in the place of their names."""
    return re.sub(r"\{([A-Z_]+)\}", lambda name: _part(name[1]), pattern)


def _part(name: str) -> str:
    """What a name in capitals stands for: in the table, or else in the words."""
    said: str | dict[str, int] | list[str] = PARTS.get(name) or getattr(words, name)
    return said if isinstance(said, str) else words.any_of(said)


PARTS: dict[str, str] = {}
TABLE: list[tuple[str, Maker]] = []  # a maker may refuse (None)
_GLUED: list[tuple[re.Pattern[str], Maker]] = []
for _name, _pattern, *_behind in lexicon.rows("korean.tsv", files("bot.reminders.phrases")):
    if _name.isupper():
        PARTS[_name] = "|".join(filter(None, (PARTS.get(_name), _filled(_pattern))))
    elif _name.endswith("+"):
        _GLUED.append((re.compile(_filled(_pattern)), _maker(_name.removesuffix("+"))))
    else:
        TABLE.append((_filled(_pattern), _only_behind(_behind, _maker(_name))))
SPELLED = re.compile(PARTS["SPELLED"])


def glued(text: str, at: int) -> tuple[tokens.Piece, int] | None:
    """The piece there that may be followed by more of the same word, and where it ends."""
    for pattern, make in _GLUED:
        if (match := pattern.match(text, at)) is not None and (piece := make(match)) is not None:
            return piece, match.end()
    return None
