"""Made-up offices, each with a table in its own form, loaded: `python -m benchmarks.offices`.

Headings, their order, numbering, structure and file format are drawn; what comes back must be what
was written, pledge by pledge.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING

from benchmarks import forms
from benchmarks.forms import Sheet, Value
from benchmarks.made_up import made_up_pledges
from bot.lookup.columns import (
    ATTACHMENT,
    COST,
    HELPER,
    NUMBER,
    OWNER,
    PERIOD,
    PERSON,
    PHONE,
    RATE,
    STATUS,
    STRATEGY,
    TEAM,
    TITLE,
    Column,
)
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.table import files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OFFICES = 500
STATES = ("완료", "정상추진", "일부추진", "보류", "이행 후 계속추진")
ROMAN = "ⅠⅡⅢⅣⅤⅥ"
SECTIONS = (
    *("일하기 좋은 경제도시", "꿈이 자라는 교육도시", "함께 누리는 문화도시"),
    *("든든한 복지도시", "쾌적한 환경도시", "소통하는 자치도시"),
)
WORDS = ("혁신", "경제", "교육", "복지", "환경", "자치")

# How numbers are written: the number of a pledge by its section, its place there, and in all.
SCHEMES: dict[str, Callable[[int, int, int], str]] = {
    "지역개발-05": lambda section, place, _: f"{WORDS[section]}개발-{place:02d}",
    "혁신-1": lambda section, place, _: f"{WORDS[section]}-{place}",
    "일자리·경제-01": lambda section, place, _: f"{WORDS[section]}·문화-{place:02d}",
    "1-1": lambda section, place, _: f"{section + 1}-{place}",
    "4-01": lambda section, place, _: f"{section + 1}-{place:02d}",
    "1-1-1": lambda section, place, _: f"{section + 1}-{(place + 3) // 4}-{(place + 3) % 4 + 1}",
    "III-①-1": lambda section, place, _: (
        f"{('I', 'II', 'III', 'IV', 'V', 'VI')[section]}-{'①②③④⑤⑥⑦⑧⑨'[(place - 1) // 5]}-"
        f"{(place - 1) % 5 + 1}"
    ),
    "Ⅰ-1": lambda section, place, _: f"{ROMAN[section]}-{place}",
    "가-3": lambda section, place, _: f"{'가나다라마바'[section]}-{place}",
    "A-1": lambda section, place, _: f"{'ABCDEF'[section]}-{place}",
    "1": lambda section, place, at: str(at),
}
WRITTEN: dict[str, Callable[[str], str]] = {"[6-1]": "[{}]".format, "7-1)": "{})".format}
MADE_UP = ("Ⅰ. 1", "1 in each section", "none", "1. title", "1-1 as a day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A table as a file, and what it says."""

    form: str
    scheme: str
    structure: str
    content: bytes
    pledges: tuple[Pledge, ...]
    as_of: date | None


def offices(count: int, *, seed: int = 0) -> list[Office]:
    """So many offices; the same for the same seed."""
    return [_Maker(Random(f"{seed} {at}")).office() for at in range(count)]  # noqa: S311


class _Maker:
    """Draws an office."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self.scheme = rng.choice((*SCHEMES, *WRITTEN, *MADE_UP))
        self.form = rng.choice((*forms.SINGLE, *forms.SEVERAL))
        structures = ["column", "column, merged", "section rows"]
        if self.form in forms.SEVERAL:
            structures += ["sheets", "two tables"]
        if self.form == "text":
            structures = ["column, merged", "section rows"]
        self.structure = rng.choice(structures)
        self.sections = rng.sample(SECTIONS, rng.randint(2, 5))
        if self.scheme == "Ⅰ. 1":
            self.sections = [f"{ROMAN[at]}. {name}" for at, name in enumerate(self.sections)]
        if self.structure in ("section rows", "sheets") or self.scheme in MADE_UP:
            self.structure = self.structure if self.structure != "two tables" else "column"
        self.details = [
            column
            for column in (TEAM, PERSON, PHONE, STATUS, RATE, PERIOD, COST, ATTACHMENT)
            if rng.random() < 0.35
        ]
        self.has_helpers = rng.random() < 0.4
        self.has_marks = STATUS in self.details and rng.random() < 0.5 and self.form != "text"
        self.is_deep = self.has_marks or (rng.random() < 0.3 and self.form != "text")
        is_plain = self.form != "text" and self.structure != "column, merged"
        self.is_paged = is_plain and rng.random() < 0.2
        self.has_texts = is_plain and self.structure != "section rows" and rng.random() < 0.2
        self.as_of = date(2026, rng.randint(1, 12), rng.randint(1, 28))
        if rng.random() < 0.3 or self.form == "text":
            self.as_of = None  # type: ignore[assignment]

    def office(self) -> Office:
        """An office with its table."""
        pledges = self._pledges()
        if self.structure == "sheets":
            groups = [list(group) for _, group in groupby(pledges, lambda p: p.strategy)]
            sheets = [self._sheet(group[0].strategy[:31], group) for group in groups]
        elif self.structure == "two tables":
            middle = len(pledges) // 2
            sheets = [
                self._sheet("공약 1", pledges[:middle]),
                self._sheet("공약 2", pledges[middle:]),
            ]
        else:
            sheets = [self._sheet("공약", pledges)]
        content = (
            forms.SEVERAL[self.form](self._with_others(sheets))
            if self.form in forms.SEVERAL
            else forms.SINGLE[self.form](sheets[0])
        )
        return Office(
            form=self.form,
            scheme=self.scheme,
            structure=self.structure,
            content=content,
            pledges=tuple(pledges),
            as_of=self.as_of,
        )

    def _pledges(self) -> list[Pledge]:
        rng = self._rng
        made = made_up_pledges(rng.randint(2, 14) * len(self.sections), seed=rng.randrange(10**6))
        each = len(made) // len(self.sections)
        names = sorted({pledge.department for pledge in made})
        found = []
        for at, pledge in enumerate(made):
            section, place = at // each, at % each + 1
            owners = [pledge.department]
            if rng.random() < 0.1:
                owners.append(rng.choice(names))
            helpers = [rng.choice(names)] if self.has_helpers and rng.random() < 0.5 else []
            owners = list(dict.fromkeys(owners))
            if rng.random() < 0.03 and self.form != "text":
                owners = helpers = []
            details = {column.key: self._detail(column) for column in self.details}
            if not owners and TEAM.key in details:
                details[TEAM.key] = ""
            team = details.get(TEAM.key, "")
            found.append(
                Pledge(
                    number=PledgeNumber(self._number(section, place, at + 1)),
                    title=" ".join(pledge.title.split()),
                    owners=tuple(owners),
                    helpers=tuple(name for name in helpers if name not in owners),
                    teams=tuple((name, team) for name in owners[:1] if team),
                    strategy=self.sections[section],
                    details=tuple((key, value) for key, value in details.items() if value),
                )
            )
        return found

    def _number(self, section: int, place: int, at: int) -> str:
        match self.scheme:
            case "Ⅰ. 1":
                return f"{ROMAN[section]}-{place}"
            case "1 in each section" | "1-1 as a day":
                return f"{section + 1}-{place}"
            case "none" | "1. title":
                return str(at)
        scheme = self.scheme if self.scheme in SCHEMES else "1-1"
        return SCHEMES[scheme](section, place, at)

    def _detail(self, column: Column) -> str:
        rng = self._rng
        if rng.random() < 0.1:
            return ""
        match column.key:
            case RATE.key:
                return f"{rng.randint(0, 100)}%"
            case STATUS.key:
                return rng.choice(STATES)
            case PERSON.key:
                return rng.choice(("홍길동", "김금천", "이가산"))
            case PHONE.key:
                return f"02-2627-{rng.randint(1000, 2999)}"
            case PERIOD.key:
                return f"2026. {rng.randint(1, 9)}. ~ 2030. 6."
            case COST.key:
                return f"{rng.randint(1, 90) * 100:,}백만원"
            case ATTACHMENT.key:
                return f"실천계획서{rng.randint(1, 99)}.hwp"
        return rng.choice(("기획팀", "사업팀", "지원팀"))

    def _sheet(self, name: str, pledges: Sequence[Pledge]) -> Sheet:
        rng = self._rng
        order = [OWNER, *([HELPER] if self.has_helpers else []), *self.details]
        rng.shuffle(order)
        order.insert(0 if self.form == "text" else rng.randrange(len(order) + 1), TITLE)
        is_numbered = self.scheme not in ("none", "1. title")
        if is_numbered:
            order.insert(0, NUMBER)
        has_column = self.structure.startswith("column") or self.structure == "two tables"
        if has_column:
            order.insert(0, STRATEGY)
        sheet = Sheet(name=name)
        if self.as_of and self.form != "text":
            day = self.as_of
            sheet.above = ["민선9기 공약 추진현황", f"({day.year}. {day.month}. {day.day}. 기준)"]
        depth = self._add_headings(sheet, order)
        self._add_rows(sheet, order, pledges, depth)
        return sheet

    def _add_headings(self, sheet: Sheet, order: Sequence[Column]) -> int:
        """One row of headings, or two; how many."""
        rng = self._rng
        at = 0
        depth = 2 if self.is_deep else 1
        for column in order:
            if column is STATUS and self.has_marks:
                sheet.cells[0, at] = Value(text="추진상황", columns=len(STATES))
                for place, state in enumerate(STATES):
                    sheet.cells[1, at + place] = Value(text=state)
                at += len(STATES)
                continue
            heading = self._heading(column)
            if rng.random() < 0.15 and len(heading) > 3:
                heading = f"{heading[:2]}\n{heading[2:]}" if self.form != "text" else heading
            elif rng.random() < 0.15:
                heading = f"{heading[0]} {heading[1:]}"
            sheet.cells[0, at] = Value(text=heading, rows=depth)
            at += 1
        return depth

    def _heading(self, column: Column) -> str:
        """One of the names that offices use, mostly one of the first."""
        rng = self._rng
        plain = [name for name in column.names if "(" not in name]  # and no expression
        names = plain[: rng.choice((1, 4, 8))]
        if column is NUMBER and rng.random() < 0.2 and self.form != "text":
            return "구분"
        if column is RATE:
            return f"{rng.choice(plain[:6])}{rng.choice(('', '(%)'))}"
        if column is TITLE and self.form == "text":
            names = plain[:4]
        return rng.choice(names)

    def _add_rows(
        self,
        sheet: Sheet,
        order: Sequence[Column],
        pledges: Sequence[Pledge],
        depth: int,
    ) -> None:
        rng = self._rng
        row = depth
        width = sheet.width
        heads = [*sheet.cells.items()]
        has_totals = rng.random() < 0.4 and self.form != "text"
        if has_totals:
            sheet.cells[row, 0] = Value(text=rng.choice(("계", "합계", "총계")))
            sheet.cells[row, width - 1] = Value(text=str(len(pledges)))
            row += 1
        for strategy, group in groupby(pledges, lambda pledge: pledge.strategy):
            of_it = list(group)
            if self.structure == "section rows":
                sheet.cells[row, 0] = Value(text=strategy, columns=width)
                row += 1
            for place, pledge in enumerate(of_it):
                if self.is_paged and place and place % 7 == 0:
                    sheet.cells |= {(row + down, at): head for (down, at), head in heads}
                    row += depth
                self._add_pledge(sheet, order, pledge, row, len(of_it) if place == 0 else 0)
                row += 1
                if self.has_texts:
                    text = f"추진내용: {pledge.title} 추진"
                    sheet.cells[row, 0] = Value(text=text, columns=width)
                    row += 1
        if has_totals and rng.random() < 0.5:
            sheet.cells[row, 0] = Value(text="※ 이행률은 자체평가 기준", columns=width)
        elif self.form in forms.SEVERAL and rng.random() < 0.3:
            sheet.cells[row, 0] = Value(text="9-99")
            sheet.cells[row, width - 1] = Value(text="숨긴 행")
            sheet.hidden_rows.add(row)

    def _add_pledge(
        self,
        sheet: Sheet,
        order: Sequence[Column],
        pledge: Pledge,
        row: int,
        of_section: int,
    ) -> None:
        at = 0
        for column in order:
            if column is STATUS and self.has_marks:
                if state := pledge.detail(STATUS.key):
                    sheet.cells[row, at + STATES.index(state)] = Value(text="○")
                at += len(STATES)
                continue
            if column is STRATEGY and self.structure == "column, merged":
                if of_section:
                    sheet.cells[row, at] = Value(text=pledge.strategy, rows=of_section)
            elif (value := self._value(column, pledge)).text:
                sheet.cells[row, at] = value
            at += 1

    def _value(self, column: Column, pledge: Pledge) -> Value:
        match column.key:
            case NUMBER.key:
                return self._number_value(str(pledge.number))
            case TITLE.key:
                number = f"{pledge.number}. " if self.scheme == "1. title" else ""
                return Value(text=number + pledge.title)
            case OWNER.key:
                return Value(text=self._rng.choice((", ", "\n", ",")).join(pledge.owners))
            case HELPER.key:
                return Value(text=", ".join(pledge.helpers))
            case STRATEGY.key:
                return Value(text=pledge.strategy)
            case RATE.key if pledge.detail(RATE.key):
                rate = float(pledge.detail(RATE.key).rstrip("%"))
                return Value(text=f"{rate:g}%", number=rate / 100, number_format="0%")
        return Value(text=pledge.detail(column.key))

    def _number_value(self, number: str) -> Value:
        match self.scheme:
            case "Ⅰ. 1" | "1 in each section":
                number = number.rpartition("-")[2]
                return Value(text=number, number=float(number))
            case "1-1 as a day":
                month, day = map(int, number.split("-"))
                serial = (date(2026, month, day) - date(1899, 12, 30)).days
                text = f"{month:02d}월 {day:02d}일"
                return Value(text=text, number=serial, number_format='mm"월" dd"일"')
            case "1":
                return Value(text=number, number=float(number))
        return Value(text=WRITTEN.get(self.scheme, str)(number))

    def _with_others(self, sheets: list[Sheet]) -> list[Sheet]:
        """With last year's table on a hidden sheet, sometimes."""
        if self.form.startswith("html") or self._rng.random() < 0.7:
            return sheets
        old = replace(sheets[0], name="작년", is_hidden=True)
        return [old, *sheets]


def mismatch(office: Office) -> str:
    """What came back otherwise than it was written; "" for nothing."""
    found = files.recognised(office.content)
    if found.faults:
        fault = found.faults[0]
        return f"{fault.kind.name} {fault.line} {fault.found} {fault.about}"
    got = found.table.pledges
    if len(got) != len(office.pledges):
        return f"{len(got)} pledges for {len(office.pledges)}"
    if found.as_of != office.as_of:
        return f"as of {found.as_of} for {office.as_of}"
    for ours, theirs in zip(got, office.pledges, strict=True):
        for field in ("number", "title", "owners", "helpers", "team", "strategy"):
            if getattr(ours, field) != getattr(theirs, field):
                return f"{field}: {getattr(ours, field)} for {getattr(theirs, field)}"
        details = {key: " ".join(text.split()) for key, text in ours.details}
        if details != dict(theirs.details):
            return f"details: {details} for {dict(theirs.details)}"
    return ""


def main() -> None:
    """Load as many offices as asked for; the share that comes back, by scheme, form and shape."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("count", nargs="?", type=int, default=OFFICES)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    all_of: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    wrong = []
    for at, office in enumerate(offices(options.count, seed=options.seed)):
        found = mismatch(office)
        if found:
            wrong.append(f"{at} {office.form} / {office.scheme} / {office.structure}: {found}")
        for kind in ("form", "scheme", "structure"):
            all_of[kind, getattr(office, kind)][not found] += 1
    for (kind, name), counts in sorted(all_of.items()):
        print(f"{kind:10} {name:20} {counts[True]:4} of {counts.total():4}")
    print(f"{options.count - len(wrong)} of {options.count} offices load as they were written")
    print(*wrong[:40], sep="\n")


if __name__ == "__main__":
    main()
