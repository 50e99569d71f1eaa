"""Figures over a column: what is asked for in sums and means, of a list and of each group."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from math import isfinite
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.lookup.browsing import Overview, belongs
from bot.lookup.cells import Kind
from bot.lookup.columns import RATE, STATUS
from bot.lookup.comparing import OF, PARTICLE
from bot.lookup.conditions import DONE, saying
from bot.lookup.details import asked
from bot.lookup.question import Browse

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue
    from bot.lookup.pledge import Pledge

ADDED = frozenset({Kind.MONEY, Kind.COUNT})  # what has a sum; of rates there is only a mean
_ASKED = re.compile(rf"(?<![가-힣])(?:다\s)?{OF['total']}{PARTICLE}(?![가-힣])")
_GROUPS = re.compile(
    rf"(?<![가-힣])(?:(?:{OF['most']}\s)?(?:{OF['ahead']}|{OF['high']}|{OF['top']}"
    rf"|(?P<low>{OF['behind']}|{OF['low']}|{OF['bottom']}))\s|(?=[가-힣 ]{{1,8}}(?:별|마다)))"
    rf"(?:{OF['department']}|(?P<field>{OF['field']}))(?P<each>\s?별|마다)?"
    r"(?:로|은|는|이|가|의|\s?순(?:으로|서대로|서)?)?(?![가-힣])"
)
_PACE = re.compile("|".join(OF[of] for of in ("ahead", "behind", "top", "bottom")))


def without_totals(text: str, keeps: Callable[[str], bool]) -> str:
    """The text without the words that ask for a sum or a mean of all; those that it `keeps`."""
    said = _ASKED.sub(lambda one: one[0] if keeps(hangul.bare(one[0])) else " ", text)
    return " ".join(said.split()) if said != text else text


def by_group(text: str, headings: Iterable[str]) -> Browse | None:
    """What a column comes to in each group, if asked: 부서별 이행률, 제일 부진한 부서."""
    if (said := _GROUPS.search(text)) is None:
        return None
    besides = asked(f"{text[: said.start()]} {text[said.end() :]}", headings)
    is_rate = said["each"] is None and _PACE.search(said[0]) is not None
    columns = besides.columns or (RATE.key,) * is_rate
    rest = _ASKED.sub(" ", besides.rest).strip("?!. ").split()
    if len(columns) != 1 or not all(map(belongs, rest)):
        return None
    overview = Overview.STRATEGIES if said["field"] else Overview.DEPARTMENTS
    return Browse(overview=overview, column=columns[0], lowest=bool(said["low"]), typed=text)


def figures(key: str, pledges: Iterable[Pledge], catalogue: Catalogue) -> tuple[Kind, list[float]]:
    """What a column says of some pledges, in figures, and of which kind these are.

    Without a column of rates, what is done is at 100 percent.
    """
    cells, states = (catalogue.cells.get(one) for one in (key, STATUS.key))
    if cells is None and key == RATE.key and states is not None:
        done = saying((DONE,), states)
        known = (pledge.number for pledge in pledges if pledge.number in states.texts)
        return Kind.RATE, [100.0 * (number in done) for number in known]
    if cells is None or cells.kind not in {*ADDED, Kind.RATE}:
        return Kind.WORDS, []
    spans = (cells.spans[pledge.number] for pledge in pledges if pledge.number in cells.spans)
    return cells.kind, [figure for figure, _ in spans if isfinite(figure)]


def main_figure(kind: Kind, found: list[float]) -> float:
    """What figures are compared by: their sum, of rates the mean."""
    return sum(found) / (1 if kind in ADDED else len(found))
