"""A reorganisation in words: 교통행정과 → 교통과, 2026-12-01부터."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.korean import hangul
from bot.lookup.catalogue import Catalogue
from bot.lookup.numbers import Numbers, numbers
from bot.lookup.pledge import UNDECIDED
from bot.lookup.slips import likest
from bot.lookup.times import dated, terms_in
from bot.table.reorganisation import Step, StepKind

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
_NEAR = {"오늘": 0, "금일": 0, "내일": 1, "명일": 1, "모레": 2, "글피": 3}
_WEEKS = {"이번": 0, "다음": 1, "다다음": 2}
_WEEKDAYS = "월화수목금토일"
# At the end of a line, or with 부터 anywhere in it.
_DAY = re.compile(
    r"[(\[]?(?<![가-힣\d-])(?:"
    r"(?:(?P<year>20\d\d)\s*[-./년]\s*)?(?P<month>\d{1,2})\s*(?P<sign>[-./월])\s*(?P<day>\d{1,2})\s*[일.]?"
    rf"|(?P<near>{'|'.join(_NEAR)})"
    rf"|(?P<week>{'|'.join(_WEEKS)})\s?주\s?(?P<weekday>[{_WEEKDAYS}])요일"
    r")\s*(?:(?:부터|자로|자|에)(?![가-힣])|(?=\s*[)\]]?\s*$))\s*[)\]]?\s*,?"
)
# What is left of a day that was not understood is in no name; 다음세대과 is one.
_TIME = re.compile(
    rf"부터|(?<!\S)[(\[]?(?:(?:{'|'.join((*_NEAR, *_WEEKS))})(?!\S*[과실단관국소팀](?!\S))"
    r"|\d+\s*[-./년월]\s*\d|\d+\s*[년월일](?!\S))"
)
_SINCE = re.compile(r"부터(?!.*까지)")  # 2-3부터 2-5까지 are pledges


@dataclass(frozen=True, slots=True, kw_only=True)
class Reorganisation:
    """The steps that were asked for, and the day; None for at once."""

    steps: tuple[Step, ...]
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnderstood:
    """What could not be read: an unknown name, one `near` it, `when` there is no day; or all.

    What was called so until `since` is `near` now; what is of another term than `of_term` cannot be
    reorganised.
    """

    unknown: str = ""
    near: str = ""
    when: str = ""
    since: date | None = None
    of_term: str = ""


def is_reorganisation(text: str) -> bool:
    """Whether a text is meant as one."""
    return any(_ARROW.search(_with_arrow(line)) for line in text.splitlines())


def reorganisation(text: str, catalogue: Catalogue, today: date) -> Reorganisation | NotUnderstood:
    """What a text asks to reorganise; one step a line or between semicolons."""
    days: dict[date, str] = {}
    steps: list[Step] = []
    for typed in filter(str.strip, re.split(r"[;\n]+", text)):
        day, line = _day(dated(typed, today)[0], today)
        if day is not None:
            days[day] = typed.strip()
        if not line.strip():
            continue
        step = _step(line.strip(), catalogue)
        if isinstance(step, NotUnderstood):
            return step
        if any(map(_TIME.search, step.new)) or _SINCE.search(line):
            return NotUnderstood(when=typed.strip())
        steps.append(step)
    if len(days) > 1:  # they are made on one day
        return NotUnderstood(when=[*days.values()][-1])
    day = next(iter(days), None)
    return Reorganisation(steps=tuple(steps), day=day) if steps else NotUnderstood()


def _step(line: str, catalogue: Catalogue) -> Step | NotUnderstood:
    sides = _ARROW.split(_with_arrow(_LABEL.sub("", line)))
    if len(sides) != 2 or not all(side.strip() for side in sides):
        return NotUnderstood()
    left, new = sides[0].strip(), tuple(_names(sides[1]))
    if any(t.name != catalogue.term for t in terms_in(line, catalogue.term, lambda _: False)):
        return NotUnderstood(of_term=catalogue.term)
    named = numbers(hangul.normalized(left), catalogue)
    unowned = [one.number for one in catalogue.pledges if not one.owners and left == UNDECIDED]
    if unowned or isinstance(named, Numbers):
        moving = named.numbers if isinstance(named, Numbers) else unowned
        unknown = next((n for n in moving if n not in catalogue.by_number), None)
        if unknown is not None:
            return NotUnderstood(unknown=str(unknown))
        pledges = [catalogue.by_number[number] for number in moving]
        old = tuple(dict.fromkeys(name for pledge in pledges for name in pledge.owners))
        if (former := _former(new[0], catalogue)) is not None:
            return former
        to = _known(new[0], catalogue) or new[0]
        moved = tuple((pledge.number, to) for pledge in pledges)
        return Step(kind=StepKind.MOVE, old=old, new=(to,), pledges=moved)
    old_names: list[str] = []
    for name in _names(left):
        if (former := _former(name, catalogue)) is not None:
            return former
        known = _known(name, catalogue) or _of_earlier_term(name, new, catalogue)
        if known is None:
            return NotUnderstood(unknown=name, near=likest(name, catalogue.by_department))
        old_names.append(known)
    if len(new) > 1 and len(old_names) > 1:
        return NotUnderstood()
    there = {said: name for said, name in catalogue.official_names.items() if name not in old_names}
    new = tuple(there.get(name, name) for name in new)
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


def _former(name: str, catalogue: Catalogue) -> NotUnderstood | None:
    """What to say of a department that is gone: what became of it may have others' pledges too."""
    if (of := catalogue.successors.get(hangul.search_key(name))) is None:
        return None
    since = None if of.is_likely else of.since
    return NotUnderstood(unknown=name, near=", ".join(of.names), since=since)


def _of_earlier_term(name: str, heirs: Sequence[str], catalogue: Catalogue) -> str | None:
    """The department of an earlier term that was called so, if its heirs are departments today."""
    bare, are_there = hangul.search_key(name), {*heirs} <= {*catalogue.by_department}
    known = (each for one in catalogue.earlier if are_there for each in one.by_department)
    return next((each for each in known if hangul.search_key(each) == bare), None)


def _day(line: str, today: date) -> tuple[date | None, str]:
    """The day that a line names, and the line without it: 1월 1일부터, 내일부터."""
    arrow = _ARROW.search(line)
    for said in _DAY.finditer(line):
        # 2-3부터 2-5까지 → 교통과: numbers of pledges.
        is_number = said["sign"] == "-" and not said["year"]
        if is_number and arrow is not None and said.start() < arrow.start():
            continue
        try:
            return _meant(said, today), f"{line[: said.start()]} {line[said.end() :]}"
        except ValueError:
            return None, line
    return None, line


def _meant(said: re.Match[str], today: date) -> date:
    """The day; raises ValueError for one that there is not."""
    if said["near"]:
        return today + timedelta(days=_NEAR[said["near"]])
    if said["week"]:
        monday = today - timedelta(days=today.weekday())
        days = _WEEKDAYS.index(said["weekday"])
        return monday + timedelta(weeks=_WEEKS[said["week"]], days=days)
    found = date(int(said["year"] or today.year), int(said["month"]), int(said["day"]))
    return found.replace(year=found.year + 1) if not said["year"] and found < today else found
