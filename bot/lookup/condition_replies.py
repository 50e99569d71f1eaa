"""Conditions in words, as an answer repeats how they were read."""

from math import inf

from bot.korean import hangul
from bot.korean.particles import josa
from bot.lookup import times
from bot.lookup.cells import MONTHS, Cells, Kind
from bot.lookup.columns import STATUS
from bot.lookup.conditions import NOT_FINISHED, Between, Chosen, Condition, InOrder, Says, Side

_STAGES = {Side.FIRST: "시작하는", Side.LAST: "끝나는", Side.ALL: "하는"}
_ORDERS = {  # the highest first, the lowest first
    Kind.RATE: ("높은", "낮은"),
    Kind.MONEY: ("많은", "적은"),
    Kind.COUNT: ("많은", "적은"),
}
_PACES = {
    Side.FIRST: ("늦게 시작하는", "먼저 시작하는"),
    Side.LAST: ("늦게 끝나는", "먼저 끝나는"),
    Side.LENGTH: ("긴", "짧은"),
}
SHORT_SUM = 1e7  # won; longer ones are told without what is less than 만
_WHAT = {Kind.MONEY: "금액이", Kind.PERIOD: "때가"}


def chosen_label(chosen: Chosen) -> str:
    """Among what pledges were chosen, and by what, as read: 관광과 · 사업비 10억 원 이상, 보류."""
    read = ", ".join(condition(each, chosen.table[each.column]) for each in chosen.conditions)
    return " · ".join(filter(None, (chosen.among, read)))


def unread_of(chosen: Chosen) -> list[str]:
    """The lines that say how many pledges could not be compared, and in which column."""
    return [
        f"{chosen.table[key].name}에 {_WHAT.get(chosen.table[key].kind, '수가')} 없는 "
        f"{count}건은 뺐어요."
        for key, count in chosen.unread
    ]


def condition(asked: Condition, cells: Cells) -> str:
    """One condition as read."""
    match asked:
        case Says():
            return _says(asked, cells)
        case InOrder(highest=highest, count=count, side=side, place=place):
            is_time = cells.kind is Kind.PERIOD
            words = _PACES[side] if is_time else _ORDERS[cells.kind]
            order = words[0] if highest else words[1]
            name = josa(cells.name, "이/가") if side is Side.LENGTH or count == 1 else cells.name
            named = "" if is_time and side is not Side.LENGTH else f"{name} "
            if count != 1:
                return f"{named}{order} 순"
            return f"{named}{'가장' if place == 1 else f'{place}번째로'} {order}"
        case Between() if cells.kind is Kind.PERIOD:
            return _time(asked)
        case Between():
            read = f"{cells.name} {_bounds(asked, cells.kind)}"
            return f"{josa(read, '이/가')} 아닌" if asked.negated else read


def _says(asked: Says, cells: Cells) -> str:
    if asked == NOT_FINISHED:
        return "미완료"
    if not asked.values:
        return f"{josa(cells.name, '이/가')} {'없는' if asked.negated else '있는'}"
    values = "·".join(asked.values)
    if asked.typed or cells.key == STATUS.key:
        return f"{josa(values, '이/가')} 아닌" if asked.negated else values
    bare = [hangul.search_key(one) for one in asked.values]
    if any(one not in cells.values and cells.having(one) for one in bare):
        quoted = f"'{values}'"
        there = "없는" if asked.negated else "있는"
        return f"{cells.name}에 {josa(quoted, '이/가')} {there}"
    tail = f"{josa(values, '이/가')} 아닌" if asked.negated else f"{values}인"
    return f"{josa(cells.name, '이/가')} {tail}"


def _bounds(asked: Between, kind: Kind) -> str:
    if asked.low == asked.high:
        return figure(asked.low, kind)
    bounds: list[str] = []
    if asked.low > -inf:
        bounds.append(f"{figure(asked.low, kind)} {'초과' if asked.over else '이상'}")
    if asked.high < inf:
        bounds.append(f"{figure(asked.high, kind)} {'미만' if asked.under else '이하'}")
    return " ".join(bounds)


def figure(value: float, kind: Kind) -> str:
    """The figure with its unit, to a tenth; of long sums to 10,000 won: 12억 5,000만 원.

    >>> figure(1.25e9, Kind.MONEY), figure(4e7 / 3, Kind.MONEY), figure(45.54, Kind.RATE)
    ('12억 5,000만 원', '1,333만 원', '45.5%')
    """
    if kind is not Kind.MONEY:
        return f"{value:,.1f}".removesuffix(".0") + ("%" if kind is Kind.RATE else "")
    parts, rest = [], int(round(value, -4 if value >= SHORT_SUM else 0))
    for unit, size in (("조", 10**12), ("억", 10**8), ("만", 10**4), ("", 1)):
        count, rest = divmod(rest, size)
        parts += [f"{count:,}{unit}"] if count else []
    return f"{' '.join(parts) or '0'} 원"


def _time(asked: Between) -> str:
    stage = _STAGES.get(asked.side, "")
    if asked.negated:
        stage = stage.replace("나는", "나지 않는").replace("하는", "하지 않는")
    if asked.low == -inf:
        return f"{_month(asked.high - asked.under, at_end=True)}까지 {stage}"
    if asked.high == inf:
        return f"{_month(asked.low + asked.over, at_end=False)} 이후 {stage}"
    return f"{times.months_text(int(asked.low), int(asked.high))}에 {stage}"


def _month(month: float, *, at_end: bool) -> str:
    """A month as it bounds a time; the year alone where it is all of it."""
    year, at = divmod(int(month), MONTHS)
    return f"{year}년" if at == (MONTHS - 1 if at_end else 0) else f"{year}년 {at + 1}월"
