"""The answer to a question, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from bot.lookup import names
from bot.lookup.engine.matching import How
from bot.lookup.engine.search import Reading
from bot.lookup.numbers import UnknownNumber
from bot.lookup.pledge import SEPARATORS
from bot.lookup.question import (
    Both,
    ByDepartment,
    ByGroup,
    ByKeyword,
    ByNumber,
    Question,
    SmallTalk,
    UnknownDepartment,
)
from bot.lookup.words import topics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.lookup.catalogue import Catalogue
    from bot.lookup.engine.search import Hits
    from bot.lookup.pledge import Pledge, PledgeNumber


FAR_BETTER = 25.0  # fit, by which a title elsewhere must explain more; benchmarks/quality.py


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePledge:
    """One pledge; `claimed` is the department the person thought it belongs to.

    `also` are departments and groups that may have been meant as well.
    """

    pledge: Pledge
    readings: tuple[Reading, ...] = ()
    claimed: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyPledges:
    """Several pledges, best first; `missing` are numbers that do not exist.

    `label` says what they have in common and `asked` asks for the same list again; `outside`
    names the department or group that the person asked within and that has none of them; `also`
    are those that may have been meant as well.
    """

    pledges: tuple[Pledge, ...]
    label: str
    asked: str
    readings: tuple[Reading, ...] = ()
    missing: tuple[PledgeNumber, ...] = ()
    outside: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentPledges:
    """All of one department's pledges in page order."""

    department: str
    pledges: tuple[Pledge, ...]
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPledges:
    """All pledges of a strategy or of a category, in page order."""

    group: str
    pledges: tuple[Pledge, ...]
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchNumber:
    """Numbers that do not exist; where the category does, with its first and last number."""

    asked: tuple[str, ...]
    ranges: tuple[tuple[PledgeNumber, PledgeNumber], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchDepartment:
    """A department that the table does not have, and those with names like it."""

    asked: str
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichName:
    """Several departments or groups are meant equally well by what was typed."""

    asked: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """No pledge that the words are surely about; `near` are the closest, best first."""

    asked: str
    near: tuple[Pledge, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """Nothing was asked."""


Answer = (
    OnePledge
    | ManyPledges
    | DepartmentPledges
    | GroupPledges
    | NoSuchNumber
    | NoSuchDepartment
    | WhichName
    | NotFound
    | Greeting
)


def answered(question: Question, catalogue: Catalogue) -> Answer:
    """The answer from this catalogue; "nothing found" is one too."""
    match question:
        case ByNumber():
            return _by_number(question, catalogue)
        case ByDepartment(named=named) | ByGroup(named=named):
            return _by_name(named, catalogue)
        case Both(among=among, about=about):
            return _by_both(among, about, catalogue)
        case ByKeyword():
            return _by_keyword(question, catalogue)
        case UnknownNumber(typed=typed):
            return NoSuchNumber(asked=(typed,), ranges=_ranges(catalogue, catalogue.by_category))
        case UnknownDepartment():
            return _by_unknown_department(question, catalogue)
        case SmallTalk():
            return Greeting()


def _by_number(question: ByNumber, catalogue: Catalogue) -> Answer:
    found = tuple(catalogue.by_number[n] for n in question.numbers if n in catalogue.by_number)
    missing = tuple(n for n in question.numbers if n not in catalogue.by_number)
    readings: tuple[Reading, ...] = ()
    if question.correction:
        typed, read = question.correction
        readings = (Reading(typed=typed, read=read, how=How.CORRECTED),)
    if not found:
        categories = dict.fromkeys(number.category for number in missing)
        return NoSuchNumber(asked=tuple(map(str, missing)), ranges=_ranges(catalogue, categories))
    if len(found) == 1 and not missing:
        return OnePledge(pledge=found[0], readings=readings, claimed=question.claimed)
    asked = _number_ranges(question.numbers)
    return ManyPledges(pledges=found, label=asked, asked=asked, readings=readings, missing=missing)


def _number_ranges(numbers: tuple[PledgeNumber, ...]) -> str:
    """Numbers as short as they can be asked for: runs as ranges."""
    runs: list[list[PledgeNumber]] = []
    for number in numbers:
        if (
            runs
            and runs[-1][-1].category == number.category
            and runs[-1][-1].serial + 1 == number.serial
        ):
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        str(run[0]) if len(run) == 1 else f"{run[0]}~{_last_part(run[-1])}" for run in runs
    )


def _last_part(number: PledgeNumber) -> str:
    return number.text.removeprefix(number.category).lstrip(SEPARATORS)


def _ranges(
    catalogue: Catalogue, categories: Iterable[str]
) -> tuple[tuple[PledgeNumber, PledgeNumber], ...]:
    """The first and last number of each category that there is; of the table where none is."""
    groups = [catalogue.by_category[name] for name in categories if name in catalogue.by_category]
    known = [sorted(pledge.number for pledge in group) for group in groups or [catalogue.pledges]]
    return tuple((numbers[0], numbers[-1]) for numbers in known)


def _by_name(named: names.Named, catalogue: Catalogue) -> Answer:
    if len(named.names) > 1:
        return WhichName(asked=named.typed, names=named.names)
    name = named.names[0]
    readings: tuple[Reading, ...] = ()
    if named.how is names.How.CORRECTED:
        readings = (Reading(typed=named.typed, read=name, how=How.CORRECTED),)
    if name in catalogue.by_department:
        return DepartmentPledges(
            department=name, pledges=catalogue.by_department[name], readings=readings
        )
    return GroupPledges(group=name, pledges=_group(name, catalogue), readings=readings)


def _group(name: str, catalogue: Catalogue) -> tuple[Pledge, ...]:
    return catalogue.by_category.get(name) or catalogue.by_strategy[name]


def _by_both(among: ByDepartment | ByGroup, about: ByKeyword, catalogue: Catalogue) -> Answer:
    label = " ".join([among.named.typed, *(word.typed for word in about.words)])
    within = catalogue.scope(among.named.names)
    inside = catalogue.titles.found(about.words, about.asides, asks=True, within=within)
    if inside.explain_all:
        return _from_hits(inside, label)
    everywhere = catalogue.titles.found(about.words, about.asides, asks=True)
    # Who names a department may be wrong about it: a title that says far more is what was meant.
    if inside.sure and (not everywhere.sure or everywhere.fit < inside.fit + FAR_BETTER):
        return _from_hits(inside, label)
    if everywhere.sure:
        several = len(among.named.names) > 1
        outside = among.named.typed if several else among.named.names[0]
        return _from_hits(everywhere, label, outside=outside)
    return _by_name(among.named, catalogue)


def _by_unknown_department(question: UnknownDepartment, catalogue: Catalogue) -> Answer:
    hits = catalogue.titles.found(question.about.words, asks=question.about.asks)
    if hits.sure:
        label = " ".join(word.typed for word in question.about.words)
        return _from_hits(hits, label, outside=question.typed)
    alike = catalogue.departments.alike(question.typed)
    return NoSuchDepartment(asked=question.typed, alike=alike)


def _by_keyword(question: ByKeyword, catalogue: Catalogue) -> Answer:
    hits = catalogue.titles.found(question.words, question.asides, asks=question.asks)
    asked = " ".join(word.typed for word in question.words)
    told = hits.explain_all and len(question.words) > 1
    if question.chatter and not question.asks and not told:
        # 자료 공유 부탁: that a word of it stands in a title is a coincidence.
        return NotFound(asked=asked) if hits.sure else Greeting()
    if hits.sure and not hits.explain_all and (several := _by_topics(question, asked, catalogue)):
        return several
    if hits.sure:
        return replace(_from_hits(hits, asked), also=question.also)
    if question.chatter:
        return Greeting()
    return NotFound(asked=asked, near=hits.unsure)


def _by_topics(question: ByKeyword, asked: str, catalogue: Catalogue) -> ManyPledges | None:
    """The pledges of each of several things that are asked for at once; None if it is one."""
    each = [catalogue.titles.found(topic, asks=question.asks) for topic in topics(question.words)]
    if len(each) < 2 or not all(hits.sure for hits in each):
        return None
    best_first = dict.fromkeys(
        pledge for of in zip_longest(*(h.sure for h in each)) for pledge in of
    )
    return ManyPledges(
        pledges=tuple(filter(None, best_first)),
        label=asked,
        asked=f"{asked} 공약",
        readings=tuple(reading for hits in each for reading in _corrections(hits)),
    )


def _corrections(hits: Hits) -> tuple[Reading, ...]:
    """The words that were read as something else than they say."""
    return tuple(
        reading for reading in hits.readings if reading.how not in (How.EXACT, How.CHOSEONG)
    )


def _from_hits(hits: Hits, label: str, outside: str | None = None) -> OnePledge | ManyPledges:
    readings = _corrections(hits)
    meant = {r.typed: r.read for r in readings if r.how is not How.SYNONYM}
    shown = " ".join(meant.get(word, word) for word in label.split())
    if len(hits.sure) == 1 and outside is None:
        return OnePledge(pledge=hits.sure[0], readings=readings)
    return ManyPledges(
        pledges=hits.sure,
        label=shown,
        asked=f"{label} 공약",
        readings=readings,
        outside=outside,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """An answer as data: its kind, the numbers it names, best first, and what it suggests."""

    kind: str
    pledges: tuple[str, ...] = ()
    department: str | None = None
    suggestions: tuple[str, ...] = ()


def summary(answer: Answer) -> Summary:
    """The answer as data; `kind` is pledge, list, department, group or none."""
    match answer:
        case OnePledge(pledge=pledge, also=also):
            return Summary(
                kind="pledge",
                pledges=(str(pledge.number),),
                department=pledge.department,
                suggestions=also,
            )
        case ManyPledges(pledges=pledges, also=also):
            return Summary(kind="list", pledges=_numbers(pledges), suggestions=also)
        case DepartmentPledges(department=department, pledges=pledges):
            return Summary(kind="department", pledges=_numbers(pledges), department=department)
        case GroupPledges(pledges=pledges):
            return Summary(kind="group", pledges=_numbers(pledges))
        case NoSuchDepartment(alike=alike):
            return Summary(kind="none", suggestions=alike)
        case WhichName(names=which):
            return Summary(kind="none", suggestions=which)
        case NotFound(near=near):
            return Summary(kind="none", suggestions=_numbers(near))
        case NoSuchNumber() | Greeting():
            return Summary(kind="none")


def _numbers(pledges: tuple[Pledge, ...]) -> tuple[str, ...]:
    return tuple(str(pledge.number) for pledge in pledges)
