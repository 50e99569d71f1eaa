"""Grids -> rows of pledges: which lines are pledges, sections, totals and notes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from bot.lookup.columns import COST, NEEDED, RATE, STATUS, bare
from bot.table.days import as_of
from bot.table.departments import HELPING
from bot.table.fault import Fault, FaultKind
from bot.table.grid import MAX_ROWS, Cell, Grid, Grids, Line, lines, on_one_line
from bot.table.headings import Headings, headings, is_repeated
from bot.table.layouts import tables
from bot.table.notes import Note, NoteKind
from bot.table.numbering import cleaned, is_number
from bot.table.roles import MARK, Roles, roles
from bot.table.terms import named_term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date


MAX_CELL_CHARS = 2_000
MAX_TEXTS = 100  # of a table that is none of pledges, but may say the day
MAX_SECTION_CHARS = 80  # longer texts over all columns are notes
_TOTAL = re.compile(
    r"(?:총\s?|합\s?|소\s?|누\s?|중\s?)?계(?:\s?\(.*\)|\s?:?\s?\d+\s?[개건].*)?|총\s?합\s?계|전체|평균"
    r"|(?:총|전체)\s?\d+\s?[개건].*"
)
_NOTE = re.compile(
    r"[※*☞▷]|주\s?\d?\s?[):：]|\(?단위|자료\s?[:：]|출처|작성\s?(?:일|자|기준)|비고\b|참고"
)
_NOTE_SIGN = re.compile("[※☞]")
_COUNTS = re.compile(
    r"\s*[(\[:：]?\s*(?:총|계)?\s*\d+\s*(?:개|건|대)?\s*(?:공약|사업|과제|개|건)?\s*[)\]]?\s*$"
)
_COUNTED = re.compile(
    r"\d+\s*(?:개|건)\s*(?:공약|사업|과제|분야)?\s*[)\]]?\s*$|[(\[]\s*\d+\s*[)\]]\s*$"
)
_BULLETS = "□■◆◇▣●▶▷ㅁ♣•☐ "
_GENERIC_NAME = re.compile(r"(?:sheet|시트|table|표)\s*\d*", re.IGNORECASE)
_UNIT = re.compile(r"단위\s*[:：]?\s*(?P<unit>[가-힣]{1,4}원)")
_UNIT_OF_HEADING = re.compile(r"[(\[]\s*(?:단위\s*[:：]?\s*)?(?P<unit>[가-힣]{0,3}원)\s*[)\]]")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """The rows of all tables of a file in their order, or what is wrong with them.

    `as_of` and `term` are what its texts say; `others` the headings of columns that are not ours;
    `strategy_heading` that of the strategies.
    """

    entries: tuple[Entry, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[Note, ...] = ()
    as_of: date | None = None
    term: str | None = None
    others: tuple[str, ...] = ()
    strategy_heading: str = ""


@dataclass(slots=True)
class _Sheet:
    """A table: its lines, its headings, and what is found in the rows below."""

    grid: Grid
    lines: list[Line]
    headings: Headings
    entries: list[Entry] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def recognised(grids: Grids, *, file: str = "") -> Recognised:
    """What the tables of a file say; `file` is its name, which may say a day."""
    sheets: list[_Sheet] = []
    left_out: list[Grid] = []
    best: Headings | None = None
    for grid in tables(grids.grids):
        rows = list(lines(grid))
        found = headings(rows) or (_continued(rows, sheets[-1]) if sheets else None)
        if found is None or found.missing:
            best = _better(best, found)
            left_out += [grid] if rows else []
            continue
        if (plain := _without_labels(grid, rows, found)) is not grid:
            rows = list(lines(plain))
        sheets.append(_Sheet(grid, rows, found))
    if not sheets:
        return Recognised(faults=(_no_table(best, grids),))
    reader = _read(grids, sheets)
    if older := _older(sheets):
        sheets = [sheet for sheet in sheets if sheet not in older]
        reader = _read(grids, sheets)
    texts = (
        *(text for sheet in sheets for text in sheet.texts),
        *grids.texts,
        *(sheet.grid.name for sheet in sheets),
        *(cell.text for grid in left_out for cell in grid.cells[:MAX_TEXTS]),
        file,
    )
    return Recognised(
        entries=tuple(reader.entries),
        faults=tuple(reader.faults),
        notes=(*_notes_on_sheets(grids, sheets, left_out, older), *reader.notes()),
        as_of=as_of(texts),
        term=named_term((file, *texts)),
        others=tuple(dict.fromkeys(reader.others)),
        strategy_heading=next(filter(None, (e.roles.strategy_heading for e in reader.entries)), ""),
    )


def _read(grids: Grids, sheets: Sequence[_Sheet]) -> _Reader:
    reader = _Reader(grids, is_named=_has_own_names(sheets))
    for sheet in sheets:
        reader.read(sheet)
    return reader


def _better(best: Headings | None, found: Headings | None) -> Headings | None:
    if best is None or found is None:
        return best or found
    return max(best, found, key=lambda one: (-len(one.missing), len(one.columns)))


def _continued(rows: Sequence[Line], before: _Sheet) -> Headings | None:
    """The headings of the table before, where this one goes on without any."""
    found = roles(before.headings, before.lines[before.headings.last + 1 :])
    owned = [row for row in rows if row.own(found.title.place) and row.own(found.owner.place)]
    numbered = [row for row in owned if is_number(cleaned(row.own_text(found.number)))]
    is_numbered = found.number is not None and len(numbered) == len(owned)
    widths = {max(len(row.cells) for row in table) for table in (rows, before.lines) if table}
    if not owned or not is_numbered or len(widths) != 1 or len(owned) < len(rows) / 2:
        return None
    return Headings(first=-1, last=-1, all=before.headings.all)


def _no_table(best: Headings | None, grids: Grids) -> Fault:
    if not any(grid.cells for grid in grids.grids):
        return Fault(kind=FaultKind.EMPTY)
    if best is None:
        about = ", ".join(column.key for column in NEEDED)
        return Fault(kind=FaultKind.NO_TABLE, about=about)
    return Fault(
        kind=FaultKind.MISSING_COLUMNS,
        found=", ".join(best.recognised),
        about=", ".join(column.key for column in best.missing),
    )


def _has_own_names(sheets: Sequence[_Sheet]) -> bool:
    """Whether the tables' names tell them apart: one for each field."""
    names = [sheet.grid.name for sheet in sheets]
    return (
        len(names) > 1
        and len(set(names)) == len(names)
        and not any(not name or _GENERIC_NAME.fullmatch(name) or as_of([name]) for name in names)
    )


def _without_labels(grid: Grid, rows: Sequence[Line], found: Headings) -> Grid:
    """The table without the headings that a page for phones repeats in each of its cells."""
    labels = {heading.place + 1: heading.path[-1] for heading in found.all}
    for column in NEEDED:
        place = next(h.place for h in found.all if h.column is column)
        texts = [text for row in rows[found.last + 1 :] if (text := row.own_text(place))]
        if not texts or not all(text.startswith(labels[place + 1]) for text in texts):
            return grid
    last = rows[found.last].row
    cells = [
        replace(cell, text=cell.text.removeprefix(labels.get(cell.column, "")).lstrip(" :\n"))
        if cell.row > last
        else cell
        for cell in grid.cells
    ]
    return replace(grid, cells=[cell for cell in cells if cell.text])


def _older(sheets: Sequence[_Sheet]) -> list[_Sheet]:
    """The tables that list, for an earlier day, what the one of the last day lists."""
    days = {as_of((sheet.grid.name, *sheet.texts)): sheet for sheet in sheets}
    last = max(filter(None, days), default=None)
    if last is None or None in days or len(days) < len(sheets):
        return []
    titles = {entry.title for entry in days[last].entries}
    return [
        sheet
        for sheet in sheets
        if sheet is not days[last]
        and 2 * sum(entry.title in titles for entry in sheet.entries) > len(sheet.entries)
    ]


def _notes_on_sheets(
    grids: Grids, sheets: Sequence[_Sheet], left_out: Sequence[Grid], older: Sequence[_Sheet]
) -> Iterator[Note]:
    if len(sheets) > 1:
        yield Note(kind=NoteKind.SEVERAL_TABLES, count=len(sheets))
    if older:
        names = [sheet.grid.name for sheet in older if sheet.grid.name]
        yield Note(kind=NoteKind.OLDER_TABLES, count=len(older), about=", ".join(names))
    terms = dict.fromkeys(filter(None, (named_term([sheet.grid.name]) for sheet in sheets)))
    if len(terms) > 1:
        yield Note(kind=NoteKind.SEVERAL_TERMS, about=", ".join(terms))
    if grids.hidden_sheets:
        yield Note(
            kind=NoteKind.HIDDEN_SHEETS,
            count=len(grids.hidden_sheets),
            about=", ".join(grids.hidden_sheets),
        )
    hidden = sum(
        len({cell.row for cell in one.cells} & one.hidden) + one.left_out
        for one in (sheet.grid for sheet in sheets)
    )
    if hidden:
        yield Note(kind=NoteKind.HIDDEN_ROWS, count=hidden)
    names = [grid.name for grid in left_out if grid.name and len(grid.cells) > 4]
    if names:
        yield Note(kind=NoteKind.OTHER_TABLES, count=len(names), about=", ".join(names))


class _Reader:
    """Reads table by table; remembers what was left out or cut."""

    def __init__(self, grids: Grids, *, is_named: bool) -> None:
        self._several = len(grids.grids) > 1
        self._is_named = is_named
        self._texts = grids.texts
        self._cut: Counter[str] = Counter()
        self.entries: list[Entry] = []
        self.faults: list[Fault] = []
        self.others: list[str] = []

    def notes(self) -> Iterator[Note]:
        """What was changed in reading."""
        for heading, count in self._cut.items():
            yield Note(kind=NoteKind.CUT_CELLS, count=count, about=heading)

    def read(self, sheet: _Sheet) -> None:
        """Take the rows of a table."""
        start = max(sheet.headings.first, 0)
        above = [line.text(c.column - 1) for line in sheet.lines[:start] for c in line.distinct]
        sheet.texts += above
        rows = sheet.lines[sheet.headings.last + 1 :]
        found = roles(sheet.headings, rows)
        self.others += [detail.key for detail in found.details if detail.column is None]
        name = sheet.grid.name if self._several else ""
        lister = _Lister(found, sheet.headings, rows)
        sections = _Sections(sheet.grid.name if self._is_named else "")
        strategy = ""
        # Where the headings stand again under each section, the first section is above them.
        if start and any(is_repeated(row, sheet.headings) for row in rows):
            kind, text = lister.over(sheet.lines[start - 1])
            if kind is _Kind.SECTION:
                sections.begin(text)
        count, wide = len(self.entries), _wide(sheet, start)
        for row in rows:
            kind, text = lister.kind(row)
            match kind:
                case _Kind.SECTION:
                    sections.begin(text)
                    strategy = ""
                case _Kind.PLEDGE if row.row in wide:
                    about = row.own_text(found.number)
                    fault = Fault(line=row.row, kind=FaultKind.EXTRA_VALUE, about=about)
                    self.faults.append(fault)
                case _Kind.PLEDGE:
                    if text := row.own_text(found.strategy):
                        label = row.own_text(found.label)
                        strategy = f"{label}. {text}" if label else text
                    sections.has_pledges = True
                    self._add(row, found, name, strategy, sections)
                case _Kind.OTHER:
                    sheet.texts += [on_one_line(cell.text) for cell in row.distinct]
            if len(self.entries) > MAX_ROWS:
                self.faults = [Fault(kind=FaultKind.TOO_MANY_ROWS)]
                return
        sheet.entries = self.entries[count:]
        self._finish_details(sheet.entries, found, [*sheet.texts, *self._texts])

    def _add(self, row: Line, found: Roles, sheet: str, strategy: str, sections: _Sections) -> None:
        """Keep a pledge; or say what is wrong with its row."""
        title, number = row.at(found.title.place), row.own_text(found.number)
        above = self.entries[-1] if self.entries and row.own_text(found.part) else None
        # Where a program took merged cells apart, the first row of a pledge alone has its title.
        if title is None and above is not None and number in ("", above.number):
            title, number = above.title_cell, above.number
        if title is None:
            self.faults.append(
                Fault(
                    line=row.row,
                    kind=FaultKind.EMPTY_TITLE,
                    about=number,
                    sheet=sheet,
                    heading=found.title.text,
                )
            )
            return
        for place, heading in found.needed:
            if len(text := row.own_text(place)) > MAX_CELL_CHARS:
                kind = FaultKind.LONG_CELL
                fault = Fault(line=row.row, kind=kind, found=f"{len(text):,}", sheet=sheet)
                self.faults.append(replace(fault, heading=heading))
                return
        owner, helper = (
            cell.text if (cell := row.own(place)) is not None else ""
            for place in (found.owner.place, found.helper)
        )
        if bare(row.own_text(found.part)) in HELPING:
            owner, helper = "", f"{helper}\n{owner}"
        self.entries.append(
            Entry(
                row=row.row,
                sheet=sheet,
                number=number,
                title=on_one_line(title.text),
                title_cell=title,
                owner=owner,
                helper=helper,
                strategy=strategy or sections.outermost,
                sections=sections.path or ((strategy,) if strategy else ()),
                details=dict(self._details(row, found)),
                roles=found,
            )
        )

    def _details(self, row: Line, found: Roles) -> Iterator[tuple[str, str]]:
        for detail in found.details:
            text = row.own_text(detail.place)
            if not text or text in _NOTHING:
                continue
            if len(text) > MAX_CELL_CHARS:
                self._cut[detail.key] += 1
                text = text[: MAX_CELL_CHARS - 1] + "…"
            if detail.column is STATUS and _UNCHECKED.search(text):
                text = ", ".join(map(str.strip, _CHECKED.findall(text)))
            yield detail.key, text
        states = [state for place, state in found.marks if MARK.fullmatch(row.own_text(place))]
        if states:
            yield STATUS.key, ", ".join(states)

    def _finish_details(self, entries: Sequence[Entry], found: Roles, texts: Sequence[str]) -> None:
        """Write rates as percents and give sums of money their unit."""
        rates = [entry.details[RATE.key] for entry in entries if RATE.key in entry.details]
        numbers = [number for rate in rates if (number := _PERCENT.fullmatch(rate))]
        # 0.88 in a cell that lost its format; a table of percents below 1 there is none.
        is_share = (
            any("." in number[1] for number in numbers)
            and all(abs(float(number[1])) <= 1 for number in numbers)
            and not any("%" in rate for rate in rates)
        )
        unit = _unit(found, texts)
        for entry in entries:
            if rate := _PERCENT.fullmatch(entry.details.get(RATE.key, "")):
                amount = float(rate[1]) * (100 if is_share else 1)
                entry.details[RATE.key] = f"{round(amount, 6):g}%"
            if unit and _AMOUNT.fullmatch(entry.details.get(COST.key, "")):
                entry.details[COST.key] += unit


def _wide(sheet: _Sheet, start: int) -> set[int]:
    """The rows with more values than the headings and than most rows: a comma was not quoted."""
    widths = sheet.grid.widths
    heads = [widths.get(line.row, 0) for line in sheet.lines[start : sheet.headings.last + 1]]
    usual = Counter(widths.values()).most_common(1)
    return {row for row, width in widths.items() if width > max((*heads, usual[0][0]))}


def _unit(found: Roles, texts: Sequence[str]) -> str:
    """The unit of sums of money, by the column's heading or the texts above the table."""
    for detail in found.details:
        if detail.column is COST and (unit := _UNIT_OF_HEADING.search(detail.heading)):
            return unit["unit"]
    return next((unit["unit"] for text in texts if (unit := _UNIT.search(text))), "")


class _Kind(Enum):
    """What a row is."""

    PLEDGE = auto()
    SECTION = auto()
    OTHER = auto()  # a total, a note, the headings again


class _Sections:
    """The rows over pledges that are sections, one in another by how they are numbered."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._open: list[str] = []
        self.has_pledges = True

    @property
    def path(self) -> tuple[str, ...]:
        """The sections that are open, outermost first."""
        return tuple(self._open) or ((self._base,) if self._base else ())

    @property
    def outermost(self) -> str:
        """The field of the pledges that follow; "" for none."""
        return self.path[0] if self.path else ""

    def begin(self, text: str) -> None:
        """Open a section; it ends those that are numbered as it is."""
        shapes = [_label_shape(section) for section in self._open]
        if _label_shape(text) in shapes:
            del self._open[shapes.index(_label_shape(text)) :]
        elif self.has_pledges:
            self._open.clear()
        self._open.append(text)
        self.has_pledges = False


class _Lister:
    """Tells what a row is."""

    def __init__(self, found: Roles, named_so: Headings, rows: Sequence[Line]) -> None:
        self._found = found
        self._headings = named_so
        shapes = Counter(
            _shape(number)
            for row in rows
            if row.own(found.owner.place) and (number := row.own_text(found.number))
        )
        self._shape = shapes.most_common(1)[0][0] if shapes else ""
        titled = [row for row in rows if row.own(found.title.place)]
        owned = [row for row in titled if row.own(found.owner.place)]
        labels = Counter(_label_shape(row.own_text(found.title.place)) for row in owned)
        # How the titles are numbered, where most of them are.
        self._led = next((one for one, n in labels.most_common(1) if n > len(owned) / 2), "")
        # A first title without a department is a section's more likely than a pledge's.
        first = next((row for row in titled if not _is_total(row, found)), None)
        self._begins_alone = first is not None and len(first.distinct) == 1

    def kind(self, row: Line) -> tuple[_Kind, str]:
        """A pledge, a section with its text, or neither."""
        found = self._found
        cells = row.distinct
        first = on_one_line(cells[0].text)
        number, title = row.own_text(found.number), row.own(found.title.place)
        owner = row.own(found.owner.place)
        if owner is not None and row.at(found.title.place) is owner:
            owner = None  # a text over all columns
        note = _NOTE if owner is None else _NOTE_SIGN
        if is_repeated(row, self._headings) or note.match(first):
            return _Kind.OTHER, ""
        if _is_total(row, found):
            return _Kind.OTHER, ""
        if title is None:
            return self._without_title(row, first, owner)
        text = on_one_line(title.text)
        is_label = number and _shape(number) != self._shape
        if owner is None and (_TOTAL.fullmatch(text) or _COUNTED.fullmatch(text)):
            return _Kind.OTHER, ""
        others = [cell for cell in cells if cell not in (title, row.own(found.number))]
        if owner is None and number and not is_number(cleaned(number)):
            return _Kind.SECTION, f"{number} {text}"
        if owner is None and not others and is_label:
            return _Kind.SECTION, f"{number}. {text}"
        is_wide = row.at(found.owner.place) is title
        if owner is None and not number and (is_wide or (not others and self._is_section(text))):
            return self._section(text)
        return _Kind.PLEDGE, ""

    def over(self, row: Line) -> tuple[_Kind, str]:
        """Whether a row above the headings is a section: one text alone."""
        cells = row.distinct
        if len(cells) > 1 or _NOTE.match(cells[0].text):
            return _Kind.OTHER, ""
        return self._section(on_one_line(cells[0].text))

    def _without_title(self, row: Line, first: str, owner: Cell | None) -> tuple[_Kind, str]:
        """A section or a note over the columns; a pledge whose title is missing."""
        found = self._found
        covering = row.at(found.title.place)
        if covering is not None:
            # Over the columns ahead of the title, too, it is a section.
            is_title = owner is not None and row.at(found.number) is not covering
            return (_Kind.PLEDGE, "") if is_title else self._section(first)
        number = row.own_text(found.number)
        is_numbered = is_number(cleaned(number)) and _shape(number) == self._shape
        if is_numbered or (owner is not None and on_one_line(owner.text) != first):
            return _Kind.PLEDGE, ""
        return self._section(first)

    def _section(self, text: str) -> tuple[_Kind, str]:
        if len(text) > MAX_SECTION_CHARS or as_of([text]) is not None:
            return _Kind.OTHER, ""
        plain = text.strip(_BULLETS).strip("<>〈〉《》【】 ")
        if _COUNTED.search(plain):
            plain = _COUNTS.sub("", plain)
        is_text = plain and not _AMOUNT.fullmatch(plain)
        return (_Kind.SECTION, plain) if is_text else (_Kind.OTHER, "")

    def _is_section(self, text: str) -> bool:
        """Whether a title without anything beside it is a section's."""
        if self._found.number is not None or self._begins_alone or text[0] in _BULLETS:
            return not self._is_led(text)
        return bool(_LABELLED.match(text)) and not self._is_led(text)

    def _is_led(self, text: str) -> bool:
        """Whether the text begins with a number as the titles do."""
        return bool(self._led) and _label_shape(text) == self._led


def _is_total(row: Line, found: Roles) -> bool:
    texts = (row.distinct[0].text, row.own_text(found.strategy), row.own_text(found.number))
    return any(_TOTAL.fullmatch(text) for text in texts)


_LABELLED = re.compile(r"[\[(<【]?\s?(?:제?\s?\d{1,2}|[Ⅰ-ↈ]|[IVX]{1,4}|[가-하])\s?[.)\]>】장편부]")


def _shape(number: str) -> str:
    """What a number is made of: 1-1 and 2-13 are alike, Ⅰ-1 and Ⅰ are not."""
    text = re.sub(r"[0-9]+", "0", cleaned(number)) if number else ""
    text = re.sub(r"[Ⅰ-ↈ]|\b[IVX]+\b", "Ⅰ", text)
    text = re.sub(r"[①-⓿❶-➓㈀-㉿]", "①", text)
    return re.sub(r"[가-힣A-Za-z]+", "가", text)


def _label_shape(text: str) -> str:
    found = _LABELLED.match(text)
    return _shape(found[0].strip("[]()<>【】. ")) if found else ""
