"""The conditions by which pledges are chosen, and the figures of their cells in sum."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from math import inf, isfinite

from bot.korean import hangul
from bot.lookup import lexicon
from bot.lookup.cells import Cells, Kind, Span
from bot.lookup.columns import RATE, STATUS
from bot.lookup.pledge import Pledge, PledgeNumber

DONE, NOT_DONE, GOING_ON = "완료", "미완료", "추진중"
_OTHERWISE = (DONE, "보류", "폐기", "미착수")  # than going on, where a table has no such word
_GOES_ON = "계속"  # after it was done, too
ADDED = frozenset({Kind.MONEY, Kind.COUNT})  # what has a sum; of rates there is only a mean
# Words for a state, by the one that tables use.
STATUSES = lexicon.groups("states.tsv")


class Side(Enum):
    """What of a period is compared; a figure is the same from all sides."""

    FIRST = auto()
    LAST = auto()
    ALL = auto()  # any month of it
    LENGTH = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """Cells that say one of these values, or `negated` none; no values: that say anything.

    `typed` is what was typed where the column was not named: 보류된, 국비인 공약. It is said
    `of_pledges` where they are named as things: 완료된 거.
    """

    column: str
    values: tuple[str, ...] = ()
    negated: bool = False
    typed: str = field(default="", compare=False)
    of_pledges: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """Cells from `low` to `high`: percent, won, counts or months; `negated` all others.

    `over` says that `low` itself is none of them, `under` that `high` is none.
    """

    column: str
    low: float = -inf
    high: float = inf
    over: bool = False
    under: bool = False
    negated: bool = False
    side: Side = Side.LAST


@dataclass(frozen=True, slots=True, kw_only=True)
class InOrder:
    """The highest or the lowest first; `count` of them from a `place` on, and their equals."""

    column: str
    highest: bool
    count: int | None = None
    side: Side = Side.LAST
    place: int = 1


NOT_FINISHED = Says(column=STATUS.key, values=(DONE,), negated=True)
Condition = Says | Between | InOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """By what pledges were chosen, `among` which, and how many could not be read in a column.

    It `is_none` where no pledge is so.

    `table` is the cells that were compared; `asked` are the columns that were to be told.
    """

    conditions: tuple[Condition, ...]
    table: Mapping[str, Cells] = field(compare=False, repr=False)
    among: str = ""
    asked: tuple[str, ...] = ()
    unread: tuple[tuple[str, int], ...] = ()
    is_none: bool = False


def choose(
    pledges: Iterable[Pledge], conditions: Sequence[Condition], table: Mapping[str, Cells]
) -> tuple[tuple[Pledge, ...], tuple[tuple[str, int], ...]]:
    """The pledges that meet all conditions, in page order or in that asked for.

    And of each column, how many of those that meet the others have nothing to compare.
    """
    found = [*pledges]
    for each in conditions:
        if isinstance(each, Says):
            said = saying(each.values, table[each.column])
            found = [pledge for pledge in found if (pledge.number in said) != each.negated]
    figures = [each for each in conditions if not isinstance(each, Says)]
    unread: dict[str, int] = {}
    for key in dict.fromkeys(each.column for each in figures):
        spans = table[key].spans
        unread[key] = sum(pledge.number not in spans for pledge in found)
        found = [pledge for pledge in found if pledge.number in spans]
    for each in sorted(figures, key=lambda each: isinstance(each, InOrder)):  # of what is left
        spans = table[each.column].spans
        if isinstance(each, InOrder):
            found = _ordered(found, each, spans)
        else:
            found = [one for one in found if _is_between(spans[one.number], each) != each.negated]
    return tuple(found), tuple((key, count) for key, count in unread.items() if count)


def _ordered(
    pledges: Sequence[Pledge], order: InOrder, spans: Mapping[PledgeNumber, Span]
) -> list[Pledge]:
    values = {pledge.number: _of_side(spans[pledge.number], order.side) for pledge in pledges}
    found = sorted(pledges, key=lambda pledge: values[pledge.number], reverse=order.highest)
    found = found[order.place - 1 :] or found[-1:]
    count = order.count or len(found)
    first, others = found[:count], found[count:]
    return first + [one for one in others if values[one.number] == values[first[-1].number]]


def _is_between(span: Span, condition: Between) -> bool:
    first, last = span
    if condition.side is not Side.ALL:
        first = last = _of_side(span, condition.side)
    return (last > condition.low or (last == condition.low and not condition.over)) and (
        first < condition.high or (first == condition.high and not condition.under)
    )


def _of_side(span: Span, side: Side) -> float:
    match side:
        case Side.FIRST:
            return span[0]
        case Side.LENGTH:
            return span[1] - span[0] + 1
    return span[1]


def saying(values: Sequence[str], cells: Cells) -> frozenset[PledgeNumber]:
    """The pledges of which a column says one of these values, or anything where there are none."""
    if not values:
        nothing = 0.0, 0.0  # no money is none
        is_money = cells.kind is Kind.MONEY
        return frozenset(n for n in cells.texts if not is_money or cells.spans.get(n) != nothing)
    if cells.key == STATUS.key:
        written = {number: "".join(own.split()) for number, own in cells.texts.items()}
        found = frozenset(
            number for number, own in written.items() if any(_has_status(own, v) for v in values)
        )
        if found or values != (GOING_ON,):
            return found
        return frozenset(number for number, own in written.items() if _is_going_on(own))
    return frozenset().union(*(cells.having(hangul.search_key(one)) for one in values))


def _is_going_on(written: str) -> bool:
    is_otherwise = any(_has_status(written, one) for one in _OTHERWISE)
    return not is_otherwise or _has_status(written, _GOES_ON)


def _has_status(written: str, status: str) -> bool:
    if status == DONE and NOT_DONE in written:
        return False
    return status.replace(" ", "") in written or any(
        word.replace(" ", "") in written for word in STATUSES.get(status, ()) if len(word) > 1
    )


def in_table(conditions: Iterable[Condition], table: Mapping[str, Cells]) -> tuple[Condition, ...]:
    """The conditions for a table: where none of its columns has the state, the rate says it."""
    by_rate = STATUS.key not in table and RATE.key in table
    done = {
        Says(column=STATUS.key, values=(DONE,)): Between(column=RATE.key, low=100, high=100),
        NOT_FINISHED: Between(column=RATE.key, high=100, under=True),
    }
    return tuple(
        done.get(each, each) if by_rate and isinstance(each, Says) else each for each in conditions
    )


def figures(
    key: str, pledges: Iterable[Pledge], table: Mapping[str, Cells]
) -> tuple[Kind, list[float]]:
    """What a column says of some pledges, in figures, and of which kind these are.

    Without a column of rates, what is done is at 100 percent.
    """
    cells, states = table.get(key), table.get(STATUS.key)
    if cells is None and key == RATE.key and states is not None:
        done = saying((DONE,), states)
        known = (pledge.number for pledge in pledges if pledge.number in states.texts)
        return Kind.RATE, [100.0 * (number in done) for number in known]
    if cells is None or cells.kind not in {*ADDED, Kind.RATE}:
        return Kind.WORDS, []
    spans = (cells.spans[pledge.number] for pledge in pledges if pledge.number in cells.spans)
    return cells.kind, [figure for figure, _ in spans if isfinite(figure)]
