"""A reorganisation in words: 교통행정과 → 교통과, 2026-12-01부터."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.lookup.numbers import Numbers, numbers
from bot.lookup.pledge import UNDECIDED
from bot.table.reorganisation import Step, StepKind

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue

_LABEL = re.compile(r"^(?:이름 ?변경|합침|통합|나눔|분리|공약 ?옮김|이관) ?: *")
_ARROW = re.compile(r"\s*(?:→|->|=>|⇒|>)\s*")
# 교통행정과와 주차관리과를 교통과로 통합, 교통행정과가 교통과로 바뀜
MAX_SAID_CHARS = 200  # of a line in words; longer ones are no such
_TO = (
    r"(?:으로|로)\s*(?:(?:이름|명칭)\S*\s*)?"
    r"(?:변경|바[꾸꿔뀌뀐뀜]|개[편명]|통합|합[쳐치침]|분리|나[눠누눔뉘]|이[관동]|옮|넘)[가-힣\s]*[.!]?"
)
_SAID = re.compile(
    rf"(?P<old>\S.*?)(?:의?\s*(?:이름|명칭))?(?:을|를|이|가|은|는)\s+(?P<new>\S.*?){_TO}"
)
_ON = (
    r"(?:(?P<year{0}>20\d\d)\s*[-./년]\s*)?(?P<month{0}>\d{{1,2}})\s*[-./월]\s*"
    r"(?P<day{0}>\d{{1,2}})\s*[일.]?\s*"
)
_FROM = "(?:부터|자로|자|에)"
_DAY = re.compile(rf"[(\[]?{_ON.format('')}{_FROM}?\s*[)\]]?\s*$|^\s*{_ON.format('2')}{_FROM}\s*,?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reorganisation:
    """The steps that were asked for, and the day; None for at once."""

    steps: tuple[Step, ...]
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnderstood:
    """What could not be read: a department or number that is not in the table, or everything.

    `near` is a department that is called much like it.
    """

    unknown: str = ""
    near: str = ""


def is_reorganisation(text: str) -> bool:
    """Whether a text is meant as one."""
    return any(_ARROW.search(_with_arrow(line)) for line in text.splitlines())


def reorganisation(text: str, catalogue: Catalogue, today: date) -> Reorganisation | NotUnderstood:
    """What a text asks to reorganise; one step a line or between semicolons."""
    day, text = _day(text, today)
    steps: list[Step] = []
    for line in re.split(r"[;\n]+", text):
        if not line.strip():
            continue
        step = _step(line.strip(), catalogue)
        if isinstance(step, NotUnderstood):
            return step
        steps.append(step)
    return Reorganisation(steps=tuple(steps), day=day) if steps else NotUnderstood()


def _step(line: str, catalogue: Catalogue) -> Step | NotUnderstood:
    sides = _ARROW.split(_with_arrow(_LABEL.sub("", line)))
    if len(sides) != 2 or not all(side.strip() for side in sides):
        return NotUnderstood()
    left, new = sides[0].strip(), tuple(_names(sides[1]))
    named = numbers(hangul.normalized(left), catalogue)
    unowned = [one.number for one in catalogue.pledges if not one.owners and left == UNDECIDED]
    if unowned or isinstance(named, Numbers):
        moving = named.numbers if isinstance(named, Numbers) else unowned
        unknown = next((n for n in moving if n not in catalogue.by_number), None)
        if unknown is not None:
            return NotUnderstood(unknown=str(unknown))
        pledges = [catalogue.by_number[number] for number in moving]
        old = tuple(dict.fromkeys(name for pledge in pledges for name in pledge.owners))
        to = _known(new[0], catalogue) or new[0]
        moved = tuple((pledge.number, to) for pledge in pledges)
        return Step(kind=StepKind.MOVE, old=old, new=(to,), pledges=moved)
    old_names: list[str] = []
    for name in _names(left):
        known = _known(name, catalogue)
        if known is None:
            near = get_close_matches(name, catalogue.by_department, n=1)
            return NotUnderstood(unknown=name, near="".join(near))
        old_names.append(known)
    if len(new) > 1 and len(old_names) > 1:
        return NotUnderstood()
    kind = StepKind.SPLIT if len(new) > 1 else StepKind.RENAME
    return Step(kind=kind, old=tuple(old_names), new=new)


def _with_arrow(line: str) -> str:
    """A line that says in words what becomes of what, with an arrow.

    >>> _with_arrow("교통행정과가 교통과로 바뀌었어요"), _with_arrow("교통행정과 → 교통과로 변경")
    ('교통행정과 → 교통과', '교통행정과 → 교통과')
    """
    if len(line) > MAX_SAID_CHARS:
        return line
    said = _SAID.fullmatch(line.strip())
    return f"{said['old']} → {said['new']}" if said else re.sub(rf"{_TO}$", "", line)


def _names(text: str) -> Iterator[str]:
    for name in re.split(r"\s*(?:[,+·/]|와 |(?<=[국실단관팀])과 |(?<=과)랑 |하고 |및 )\s*", text):
        if name.strip():
            yield " ".join(name.split())


def _known(name: str, catalogue: Catalogue) -> str | None:
    """The department that is called so today."""
    named = catalogue.departments.exact(hangul.search_key(name))
    return named.names[0] if named is not None and len(named.names) == 1 else None


def _day(text: str, today: date) -> tuple[date | None, str]:
    if (said := _DAY.search(text)) is None:
        return None, text
    year = said["year"] or said["year2"]
    month, day = said["month"] or said["month2"], said["day"] or said["day2"]
    try:
        found = date(int(year or today.year), int(month), int(day))
        if not year and found < today:
            found = found.replace(year=found.year + 1)
    except ValueError:
        return None, text
    return found, f"{text[: said.start()]} {text[said.end() :]}"
