"""What a question may be answered with, before it is put into words, and each of it as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeAlias

from bot.lookup.catalogue import Catalogue, Former
from bot.lookup.conditions import Chosen
from bot.lookup.engine.search import Reading
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.question import Grouped, Overview, SmallTalk


@dataclass(frozen=True, slots=True, kw_only=True)
class WithPledges:
    """What was read for what was typed, and the columns that were asked for, of some pledges.

    `also` asks for what else may have been meant, by the same word.
    """

    readings: tuple[Reading, ...] = ()
    columns: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found(WithPledges):
    """Pledges that were looked for.

    `left_out` are words that fit nothing, `excluded` those that were asked to be left out; `chosen`
    says by what columns they were found.
    """

    left_out: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    chosen: Chosen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePledge(_Found):
    """One pledge; `claimed` is the department the person thought it belongs to, or `denies` it."""

    pledge: Pledge
    claimed: str | None = None
    denies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyPledges(_Found):
    """Several pledges, best first; `missing` are numbers that do not exist.

    `label` says what they have in common and `asked` asks for the same list again; `outside`
    names the department or group that the person asked within and that has none of them;
    `department` is the one whose pledges they are, which may only help with some.
    """

    pledges: tuple[Pledge, ...]
    label: str
    asked: str
    department: str = ""
    missing: tuple[PledgeNumber, ...] = ()
    outside: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePledges(WithPledges):
    """All pledges of a name, in page order; none is about what is `absent`, asked for beside it."""

    name: str
    pledges: tuple[Pledge, ...]
    absent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPledges(NamePledges):
    """Those of a strategy or of a category."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentPledges(NamePledges):
    """Those of a department.

    `asked` is the name that was asked for, `former` what became of it where that is an old one.
    """

    asked: str = ""
    former: Former | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchNumber:
    """Numbers that do not exist; where the category does, with those that it has.

    `ranges` has the first and last number of each run without a gap, by category; `near` are
    pledges that may be meant, where the category was misspelt.
    """

    asked: tuple[str, ...]
    ranges: tuple[tuple[tuple[PledgeNumber, PledgeNumber], ...], ...]
    near: tuple[Pledge, ...] = ()
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchDepartment:
    """A department that the table does not have, and those with names like it."""

    asked: str
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichName:
    """Several departments or groups are meant equally well by what was typed.

    They are what became of a department where that is a `former` one.
    """

    asked: str
    names: tuple[str, ...]
    former: Former | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """No pledge that the words are surely about; `near` are the closest, best first.

    `left_out` are words that do not fit the closest; `names` are those of strategies and
    departments that have the only word that tells something.
    """

    asked: str
    near: tuple[Pledge, ...] = ()
    names: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralAnswers:
    """The answers to several questions of one message, each with its words, in its order."""

    answers: tuple[tuple[str, Answer], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyColumns:
    """Columns that were asked for, of no pledge in particular; the table may lack them."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoneSuch(_Found):
    """No pledge is as it was asked for in these words, nor as `chosen` says."""

    asked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierTerm:
    """An answer from the table of an earlier term."""

    answer: Answer
    catalogue: Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchTerm:
    """A term whose table is not loaded, and those that are, the current one first."""

    asked: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The departments with how many pledges each owns, or the strategies."""

    overview: Overview
    entries: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigures:
    """What was asked for of each group: how many pledges, or what the column comes to."""

    question: Grouped
    entries: tuple[tuple[str, float], ...]
    chosen: Chosen


Lacking: TypeAlias = NoSuchTerm | OnlyColumns | NoneSuch
Answer: TypeAlias = (
    OnePledge
    | ManyPledges
    | DepartmentPledges
    | GroupPledges
    | NoSuchNumber
    | NoSuchDepartment
    | WhichName
    | NotFound
    | Lacking
    | EarlierTerm
    | SmallTalk
    | Counts
    | GroupFigures
    | SeveralAnswers
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """An answer as data: its kind, the numbers it names, best first, and what it suggests."""

    kind: str
    pledges: tuple[str, ...] = ()
    department: str | None = None
    departments: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


def summary(answer: Answer) -> Summary:
    """The answer as data; `kind` is pledge, list, department, group or none."""
    match answer:
        case OnePledge(pledge=pledge):
            return Summary(
                kind="pledge",
                pledges=(str(pledge.number),),
                department=pledge.department,
                departments=pledge.departments,
                suggestions=answer.also,
            )
        case ManyPledges() | GroupPledges():
            kind = "group" if isinstance(answer, GroupPledges) else "list"
            return Summary(kind=kind, pledges=_numbers(answer.pledges), suggestions=answer.also)
        case DepartmentPledges(name=department, pledges=pledges):
            return Summary(
                kind="department",
                pledges=_numbers(pledges),
                department=department,
                departments=(department,),
                suggestions=answer.also,
            )
        case SeveralAnswers(answers=answers):
            return _summary_of_several([summary(one) for _, one in answers])
        case EarlierTerm(answer=inner):
            return summary(inner)
        case NoSuchDepartment(alike=found) | WhichName(names=found):
            suggestions = found
        case NotFound(names=names, near=near):
            suggestions = (*names, *_numbers(near))
        case NoSuchNumber(near=near):
            suggestions = _numbers(near)
        case Counts() | GroupFigures():
            suggestions = tuple([name for name, _ in answer.entries])
        case _:
            suggestions = ()
    return Summary(kind="none", suggestions=suggestions)


def _summary_of_several(briefs: Sequence[Summary]) -> Summary:
    """The best of each first."""
    in_turn = zip_longest(*(brief.pledges for brief in briefs))
    numbers = dict.fromkeys(number for turn in in_turn for number in turn if number)
    suggestions = dict.fromkeys(name for brief in briefs for name in brief.suggestions)
    return Summary(
        kind="list" if numbers else "none", pledges=tuple(numbers), suggestions=tuple(suggestions)
    )


def _numbers(pledges: tuple[Pledge, ...]) -> tuple[str, ...]:
    return tuple(str(pledge.number) for pledge in pledges)


def numbers_in(answer: Answer) -> tuple[str, ...]:
    """The numbers of the pledges that an answer names, best first."""
    return summary(answer).pledges


def covers(more: Answer, less: Answer) -> bool:
    """Whether an answer names every pledge that another one does."""
    return {*numbers_in(less)} <= {*numbers_in(more)}
