"""The rows of a table: which are pledges, sections, totals and notes, and what pledges say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import and_
from typing import TYPE_CHECKING

from bot.lookup.columns import (
    COST,
    FIRST_ENDING,
    OWNER,
    PERSON,
    PHONE,
    RATE,
    SHARES,
    STATUS,
    TEAM,
    bare,
    named,
    spoken,
)
from bot.table.days import as_of
from bot.table.departments import HELPING, are_departments
from bot.table.fault import Fault, FaultKind
from bot.table.grid import LETTER, Cell, Grid, Grids, Line, on_one_line
from bot.table.numbering import cleaned, is_number, label
from bot.table.roles import MARK, Roles, roles

if TYPE_CHECKING:
    from bot.table.headings import Headings

MAX_CELL_CHARS = 2_000
LEAST_TEXTS = 2  # below pledges
MOST_TEXTS = 0.6  # of the pledges, to have texts below them
MAX_SECTION_CHARS = 80  # longer texts over all columns are notes
TOTAL = re.compile(
    r"(?:(?:[총합소누중]\s?){0,2}계|전체|평균|총)(?:\s?\(.*\)|\s?:?\s?\d+\s?[개건].*)?"
)
# A note, or an example of how to fill in the form.
_EXAMPLE = re.compile(r"[(\[<【]?(?:(?:작성\s?)?예시\s?\d?(?:[)\]>】:]|$)|예[)\]>】:])")
_NOTE_SIGN = re.compile(rf"[※☞]|{_EXAMPLE.pattern}")
_NOTE = re.compile(
    rf"{_NOTE_SIGN.pattern}|[*▷]|주\s?\d?\s?[):：]|\(?단위|자료\s?[:：]|출처"
    r"|-?\s?이하\s?(?:여백|빈\s?칸)|이상\s(?:총\s?)?\d+\s?[건개]|끝\.?$|작성\s?(?:일|자|기준)|비고\b|참고"
)
# How many pledges a section has: (5건), 총 12개 사업.
_COUNTS = re.compile(
    r"\s*[(\[:：]?\s*[총계]?\s*\d+\s*(?:[개건]\s*(?:공약|사업|과제|분야)?\s*[)\]]?|[)\]])\s*$"
)
_FOOT = re.compile(r"(?:작성|문의|확인|제출|결재)\s?(?:부서|자|처|일자?|란)?")
_BULLETS = "□■◆◇▣●▶▷ㅁ♣•☐ "
_UNIT = re.compile(r"단위\s*[:：]?\s*(?P<unit>[가-힣]{1,4}원)")
_UNIT_OF_HEADING = re.compile(
    r"[(\[]\s*(?:단위\s*[:：]?\s*)?(?P<unit>[가-힣]{0,3}원|[백천]?만|억)\s*[)\]]"
)
_AMOUNT = re.compile(r"-?[\d,]+(?:\.\d+)?")
_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?)\s*[%％]?")
_UNCHECKED = re.compile("[□☐]")
_CHECKED = re.compile("[■☑☒▣✔√]([^■☑☒▣✔√□☐]+)")
_NOTHING = frozenset({"-", "–", "—", "－"})


@dataclass(slots=True, kw_only=True)
class Entry:
    """A row that is a pledge, as its cells say; `sections` stand over it, outermost first."""

    row: int
    sheet: str
    number: str
    title: str
    title_cell: Cell
    owner: str
    helper: str
    strategy: str
    sections: tuple[str, ...]
    details: dict[str, str]
    roles: Roles

    def wrong_number(self, kind: FaultKind, *, found: str = "", about: str = "") -> Fault:
        """A fault of the cell of the number."""
        heading = self.roles.number_heading
        return Fault(
            line=self.row, kind=kind, found=found, about=about, sheet=self.sheet, heading=heading
        )


class Rows:
    """A table, read: its pledges, or what is wrong with rows; how many cells were cut, by heading.

    `texts` are what its other rows say, which may be a day.
    """

    def __init__(
        self,
        grid: Grid,
        lines: Sequence[Line],
        headings: Headings,
        *,
        file: Grids,
        before: Rows | None = None,
    ) -> None:
        """Read the rows below the headings; texts of the file may say the unit of sums.

        `before` is the table whose sections hold on in one that goes on.
        """
        self.grid, self.lines, self.headings = grid, lines, headings
        self._name = grid.name if len(file.grids) > 1 else ""
        start = max(headings.first, 0)
        rows = lines[headings.last + 1 :]
        self.roles = roles(headings, rows)
        self.entries: list[Entry] = []
        self.faults: list[Fault] = []
        self.cut: Counter[str] = Counter()
        self.texts = [on_one_line(cell.text) for line in lines[:start] for cell in line.distinct]
        self.sections, self.strategy = _Sections(), ""
        self._last_row = 0
        if grid.goes_on and before is not None:
            self.sections, self.strategy = before.sections, before.strategy
        self._read(rows, start)
        self._finish_details([*self.texts, *file.texts])

    def _read(self, rows: Sequence[Line], start: int) -> None:
        found, wide = self.roles, self._wide()
        finder = _SectionFinder(found, rows)
        sections = self.sections
        if start and self.grid.is_headed and (above := finder.over(self.lines[start - 1])):
            sections.begin(above)
            self.strategy = ""
        for row in rows:
            section = finder.section(row)
            if section:
                sections.begin(section)
                self.strategy = ""
            elif section is not None:
                self.texts += [on_one_line(cell.text) for cell in row.distinct]
            elif row.row in wide:
                self._refuse(row, FaultKind.EXTRA_VALUE, "", about=row.own_text(found.number))
            else:
                if text := row.own_text(found.strategy):
                    number = row.own_text(found.label)
                    self.strategy = f"{number}. {text}" if number else text
                sections.has_pledges = True
                self._add(row)
            self._last_row = row.row

    @property
    def days(self) -> list[str]:
        """What a column says of the day for which its rows are: the last of them."""
        headings = [d for d in self.roles.details if "기준" in d.heading]
        said = ((d, [e.details.get(d.key, "") for e in self.entries]) for d in headings)
        return [f"{detail.heading}: {max(texts, default='')}" for detail, texts in said]

    def _wide(self) -> set[int]:
        """The rows with more values than the headings and than most: a comma was not quoted."""
        widths = self.grid.widths
        heads = self.lines[max(self.headings.first, 0) : self.headings.last + 1]
        usual = [most for most, _ in Counter(widths.values()).most_common(1)]
        most = max((*usual, *(widths.get(line.row, 0) for line in heads)), default=0)
        return {row for row, width in widths.items() if width > most}

    def _add(self, row: Line) -> None:
        """Keep a pledge; or say what is wrong with its row."""
        found = self.roles
        title, number = row.at(found.title.place), row.own_text(found.number)
        # Where a program took merged cells apart, the first row of a pledge alone has its title.
        if title is None and self.entries and self._goes_on(row):
            above = self.entries[-1]
            if number in ("", above.number):
                title, number = above.title_cell, above.number
        if title is None:
            self._refuse(row, FaultKind.EMPTY_TITLE, found.title.text, about=number)
            return
        for place, heading in found.needed:
            if len(text := row.own_text(place)) > MAX_CELL_CHARS:
                self._refuse(row, FaultKind.LONG_CELL, heading, found=f"{len(text):,}")
                return
        owner, helper = (
            ", ".join(cell.text for place in places if (cell := row.own(place)) is not None)
            for places in (found.owners, found.helpers)
        )
        if bare(row.own_text(found.part)) in HELPING:
            owner, helper = "", f"{helper}, {owner}"
        self.entries.append(
            Entry(
                row=row.row,
                sheet=self._name,
                number=number,
                title=on_one_line(title.text),
                title_cell=title,
                owner=owner,
                helper=helper,
                strategy=self.strategy or "".join(self.sections.open[:1]),
                sections=tuple(self.sections.open),
                details=dict(self._details(row)),
                roles=found,
            )
        )

    def _goes_on(self, row: Line) -> bool:
        """Whether a row is of the pledge above: a task, or a department and what goes with it."""
        found, between = self.roles, range(self._last_row + 1, row.row)
        if not self.grid.hidden.issuperset(between):
            return False  # behind an empty row
        if row.own_text(found.part) or any(map(row.own, found.tasks)):
            return True
        beside = [d.place for d in found.details if d.column in (TEAM, PERSON, PHONE)]
        places = {*found.owners, *found.helpers, *beside, found.number}
        is_alone = all(cell.column - 1 in places for cell in row.distinct)
        return is_alone and are_departments(row.own_text(found.owner.place))

    def _refuse(
        self, row: Line, kind: FaultKind, heading: str, *, found: str = "", about: str = ""
    ) -> None:
        self.faults.append(
            Fault(
                line=row.row, kind=kind, found=found, about=about, sheet=self._name, heading=heading
            )
        )

    def _details(self, row: Line) -> Iterator[tuple[str, str]]:
        for detail in self.roles.details:
            text = row.own_text(detail.place)
            if not text or text in _NOTHING:
                continue
            if len(text) > MAX_CELL_CHARS:
                self.cut[detail.key] += 1
                text = text[: MAX_CELL_CHARS - 1] + "…"
            if detail.column is STATUS and _UNCHECKED.search(text):
                text = ", ".join(map(str.strip, _CHECKED.findall(text)))
            yield detail.key, text
        marks = self.roles.marks
        if states := [state for place, state in marks if MARK.fullmatch(row.own_text(place))]:
            yield STATUS.key, ", ".join(states)

    def _finish_details(self, texts: Sequence[str]) -> None:
        """Write rates as percents and give sums of money their unit."""
        rates = [entry.details[RATE.key] for entry in self.entries if RATE.key in entry.details]
        numbers = [number for rate in rates if (number := _PERCENT.fullmatch(rate))]
        # 0.88 in a cell that lost its format; a table of percents below 1 there is none.
        is_share = (
            any("." in number[1] for number in numbers)
            and all(abs(float(number[1])) <= 1 for number in numbers)
            and not any("%" in rate for rate in rates)
        )
        units = _units(self.roles, texts)
        for entry in self.entries:
            if rate := _PERCENT.fullmatch(entry.details.get(RATE.key, "")):
                amount = float(rate[1]) * (100 if is_share else 1)
                entry.details[RATE.key] = f"{round(amount, 6):g}%"
            for key, unit in units.items():
                if _AMOUNT.fullmatch(entry.details.get(key, "")):
                    entry.details[key] += unit


def _units(found: Roles, texts: Sequence[str]) -> dict[str, str]:
    """The units of sums of money and their parts, by headings or the texts above the table."""
    told = {d: unit["unit"] for d in found.details if (unit := _UNIT_OF_HEADING.search(d.heading))}
    above = next((unit["unit"] for text in texts if (unit := _UNIT.search(text))), "")
    whole = next((unit for detail, unit in told.items() if detail.column is COST), above)
    return {
        detail.key: told.get(detail, whole)
        for detail in found.details
        if detail.column is COST
        or spoken(detail.key) in SHARES
        or (detail in told and not _UNIT_OF_HEADING.search(detail.key))
    }


class _Sections:
    """The sections over the pledges that follow, one in another by how they are numbered."""

    def __init__(self) -> None:
        self.open: list[str] = []  # outermost first
        self.has_pledges = True

    def begin(self, text: str) -> None:
        """Open a section; it ends those that are numbered as it is."""
        shapes = [_label_shape(section) for section in self.open]
        if _label_shape(text) in shapes:
            del self.open[shapes.index(_label_shape(text)) :]
        elif self.has_pledges:
            self.open.clear()
        self.open.append(text)
        self.has_pledges = False


class _SectionFinder:
    """Tells the rows that are sections from pledges, totals and notes."""

    def __init__(self, found: Roles, rows: Sequence[Line]) -> None:
        self._found = found
        owned = [row for row in rows if row.own(found.owner.place)]
        self._shape = _commonest(_shape(row.own_text(found.number)) for row in owned)
        titled = [row for row in rows if row.own(found.title.place)]
        texts = [row.own_text(found.title.place) for row in titled if row.own(found.owner.place)]
        labels = [_label_shape(text) for text in texts]
        # How the titles are numbered, where most of them are.
        most = _commonest(labels)
        self._led = most if labels.count(most) > len(labels) / 2 else ""
        # A first title without a department is a section's more likely than a pledge's.
        first = next((row for row in titled if not _is_total(row, found)), None)
        self._begins_alone = first is not None and len(first.distinct) == 1
        self._has_texts = self._are_followed(rows)

    def section(self, row: Line) -> str | None:
        """The text of a section; None for a pledge, "" for totals and notes."""
        found, cells = self._found, row.distinct
        first = on_one_line(row.begun[0].text)
        is_wide = self._is_wide(row)
        title, owner = row.own(found.title.place), None if is_wide else row.own(found.owner.place)
        note = _NOTE if owner is None else _NOTE_SIGN
        is_example = title is not None and _EXAMPLE.match(title.text)
        if note.match(first) or is_example or _is_total(row, found):
            return ""
        if not is_number(cleaned(row.own_text(found.number))) and _is_of_foot(first, title):
            return ""
        is_below = self._has_texts or (is_wide and row.reaches_down(found.number))
        if is_below and self._is_aside(row):
            return ""
        if title is None:
            return self._without_title(row, first, owner)
        if owner is not None:
            return None
        number, text = row.own_text(found.number), on_one_line(title.text)
        if TOTAL.fullmatch(text) or _COUNTS.fullmatch(text):
            return ""
        if number and not is_number(cleaned(number)):
            return f"{number} {text}"
        is_alone = all(cell in (title, row.own(found.number)) for cell in cells)
        if is_alone and number and _shape(number) != self._shape:
            return f"{number}. {text}"
        if not number and (is_wide or (is_alone and self._is_section(text))):
            return section_name(text)
        return None

    def _is_wide(self, row: Line) -> bool:
        """Whether one text stands over the columns of the title and the owner."""
        cell = row.at(self._found.title.place)
        return cell is not None and cell is row.at(self._found.owner.place)

    def _is_aside(self, row: Line) -> bool:
        """Whether one text begins in a row, and it is no number."""
        first = row.begun[0]
        is_number_alone = first is row.own(self._found.number) and is_number(cleaned(first.text))
        return len(row.begun) == 1 and (self._is_wide(row) or not is_number_alone)

    def _are_followed(self, rows: Sequence[Line]) -> bool:
        """Whether texts stand below the pledges: below most and the last, and nowhere else."""
        found = self._found
        rows = [r for r in rows if not (_NOTE.match(r.begun[0].text) or _is_total(r, found))]
        texts = list(map(self._is_aside, rows))
        while texts[-2:] == [True, True]:
            texts.pop()  # a closing word of the page
        if not texts or texts[0] or not texts[-1] or any(map(and_, texts, texts[1:])):
            return False
        # A title alone may be a pledge whose department is open.
        titles = (row.own(found.title.place) and not self._is_wide(row) for row in rows)
        least = LEAST_TEXTS + any(map(and_, texts, map(bool, titles)))
        return sum(texts) >= max(least, MOST_TEXTS * texts.count(False))

    def over(self, row: Line) -> str:
        """The section that a row above the headings is, as one text alone; "" for none."""
        cells = row.distinct
        is_none = len(cells) > 1 or _NOTE.match(cells[0].text)
        return "" if is_none else section_name(on_one_line(cells[0].text))

    def _without_title(self, row: Line, first: str, owner: Cell | None) -> str | None:
        """A section or a note over the columns; a pledge whose title is missing."""
        covering, number = row.at(self._found.title.place), row.own_text(self._found.number)
        if covering is not None:
            # Over the columns ahead of the title, too, it is a section.
            is_pledge = owner is not None and row.at(self._found.number) is not covering
        else:
            is_numbered = is_number(cleaned(number)) and _shape(number) == self._shape
            is_owned = owner is not None and (
                on_one_line(owner.text) != first or are_departments(owner.text)
            )
            is_pledge = is_numbered or is_owned or any(map(row.own, self._found.tasks))
        return None if is_pledge else section_name(first)

    def _is_section(self, text: str) -> bool:
        """Whether a title without anything beside it is a section's, and not numbered as titles."""
        is_likely = self._found.number is not None or self._begins_alone or text[0] in _BULLETS
        is_led = bool(self._led) and _label_shape(text) == self._led
        return (is_likely or bool(label(text))) and not is_led


def section_name(text: str) -> str:
    """The text of a section without its bullets and its counts; "" for a note, a day, a figure."""
    if len(text) > MAX_SECTION_CHARS or as_of([text]) is not None:
        return ""
    plain = _COUNTS.sub("", text.strip(_BULLETS).strip("<>〈〉《》【】 "))
    return "" if _AMOUNT.fullmatch(plain) else plain


def _is_of_foot(first: str, title: Cell | None) -> bool:
    """Whether a row without a number says who keeps the table: 담당부서, 작성자: 김가람."""
    for text in (first, title.text if title else ""):
        word = re.split("[:：]", text)[0].strip()
        column = of.column if (of := named(word)) is not None and of.rank < FIRST_ENDING else None
        if column in (OWNER, PERSON, PHONE) or _FOOT.fullmatch(word):
            return True
    return title is not None and not LETTER.search(title.text)


def _is_total(row: Line, found: Roles) -> bool:
    texts = (row.distinct[0].text, row.own_text(found.strategy), row.own_text(found.number))
    return any(TOTAL.fullmatch(text) for text in texts)


def _commonest(shapes: Iterable[str]) -> str:
    """The shape that most numbers have, of those that have one; "" for none."""
    return next((shape for shape, _ in Counter(filter(None, shapes)).most_common(1)), "")


def _shape(number: str) -> str:
    """What a number is made of: 1-1 and 2-13 are alike, Ⅰ-1 and Ⅰ are not."""
    text = re.sub(r"[0-9]+", "0", cleaned(number)) if number else ""
    text = re.sub(r"[Ⅰ-ↈ]|\b[IVX]+\b", "Ⅰ", text)
    text = re.sub(r"[①-⓿❶-➓㈀-㉿]", "①", text)
    return re.sub(r"[가-힣A-Za-z]+", "가", text)


def _label_shape(text: str) -> str:
    return _shape(label(text))
