"""The rows of a table: which are pledges, and what they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.lookup.cells import AMOUNT, UNIT_OF_HEADING, with_unit
from bot.lookup.columns import (
    COST,
    PERIOD,
    PERSON,
    PHONE,
    RATE,
    SHARES,
    STATUS,
    TEAM,
    Column,
    bare,
    share,
    spoken,
)
from bot.table.departments import HELPING, are_departments
from bot.table.fault import Fault, FaultKind
from bot.table.grid import Cell, Grid, Grids, Line, on_one_line
from bot.table.headings import STATES, Headings
from bot.table.roles import MARK, SUMS, Detail, Roles, roles
from bot.table.sections import (
    TOTAL,
    SectionFinder,
    Sections,
    counts_columns,
    is_total,
    without_count,
    without_summary,
)

MAX_CELL_CHARS = 2_000
_UNIT = re.compile(r"단위\s*[:：]?\s*(?P<unit>[가-힣]{1,4}원)")
_FIGURE = re.compile(rf"(?P<figure>{AMOUNT.pattern})(?P<unit>[가-힣]*)")
_SHARE = re.compile(  # of a cell: 국비 3,000백만원, 시비 2억
    rf"(?<![가-힣])({'|'.join(sorted(SHARES, key=len, reverse=True))})\s*[:：]?\s*"
    r"(\d++(?:[,.]\d++)*+(?!\s?%)(?:\s?[조억만천백십]+)?원?)"
)
_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?)\s*[%％]?")
_UNCHECKED = re.compile("[□☐]")
_CHECKED = re.compile("[■☑☒▣✔√]([^■☑☒▣✔√□☐]+)")
_MARKS = "[◎○●◯△▲▽▼×✕✖☆★◇◆□■◐◑🔴🟠🟡🟢🔵🟣⚪⚫]"
_STATE = r"[가-힣]{1,12}(?: [가-힣]{1,12}){0,3}"  # bounded, as texts around a table may be long
_MARK_AHEAD = re.compile(rf"({_MARKS})\s*[:=：]?\s*({_STATE})")
_MARK_BEHIND = re.compile(rf"({_STATE})\s*[(:=：]?\s*({_MARKS}|[A-Za-z]\b)")  # a figure is a count
_WORD_AHEAD = re.compile(rf"(?<!\w)(\w{{1,3}})\s*[:=：]\s*({_STATE})")  # A: 완료, 청색: 완료
# The time that a row is for, where rows of several stand below each other: 기준연도, 분기.
_TIME_OF_ROW = re.compile(
    r"(?P<of>(?:데이터|자료)?기준|조사|작성|평가|점검|보고|공시)?"
    r"(?:[연년]도?월?|시점|분기|반기|(?(of)(?:일자?|월)|(?!)))"
)
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
        roles = self.roles  # without a column of numbers they stand in front of the titles
        heading = roles.title.text if roles.number is None else roles.number_heading
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
        first = headings.last + 1
        first += first < len(lines) and counts_columns(lines[first])
        below = lines[first:]
        rows = without_summary(below, headings)
        self.roles = roles(headings, rows)
        self.entries: list[Entry] = []
        self.faults: list[Fault] = []
        self.cut: Counter[str] = Counter()
        self.texts = [
            on_one_line(cell.text)
            for line in (*lines[:start], *below[len(rows) :])
            for cell in line.distinct
        ]
        self.sections, self.strategy = Sections(), ""
        self._last_row = 0
        if grid.goes_on and before is not None:
            self.sections, self.strategy = before.sections, before.strategy
        self._read(rows, start)
        self._finish_details([*self.texts, *file.texts])

    def _read(self, rows: Sequence[Line], start: int) -> None:
        wide, of_funds = self._wide(), {row.row for row in self._of_funds(rows)}
        finder = SectionFinder(self.roles, [row for row in rows if row.row not in of_funds])
        if start and self.grid.is_headed and (above := finder.over(self.lines[start - 1])):
            self._begin_section(above)
        is_of_pledge = False  # the last row that is none of funds
        for row in rows:
            if row.row not in of_funds:
                is_of_pledge = self._read_row(row, finder.section(row), is_wide=row.row in wide)
            elif is_of_pledge:
                self._add_sums(row)
            self._last_row = row.row

    def _read_row(self, row: Line, section: str | None, *, is_wide: bool) -> bool:
        """Keep what a row says, which may be a section; whether it is a pledge."""
        if section:
            self._begin_section(section)
        elif section is not None:
            self.texts += [on_one_line(cell.text) for cell in row.distinct]
            title = row.own_text(self.roles.title.place)
            if is_total(row, self.roles) or TOTAL.fullmatch(title):
                self._take_field(row)
        elif is_wide:
            number = row.own_text(self.roles.number)
            self._refuse(row, FaultKind.EXTRA_VALUE, "", about=number)
        else:
            self._take_field(row)
            self.sections.has_pledges = True
            return self._add(row)
        return False

    def _take_field(self, row: Line) -> None:
        text = without_count(row.own_text(self.roles.strategy))
        if text and not TOTAL.fullmatch(text):
            number = row.own_text(self.roles.label)
            self.strategy = f"{number}. {text}" if number else text

    def _begin_section(self, text: str) -> None:
        self.sections.begin(text)
        self.strategy = ""

    @property
    def days(self) -> list[str]:
        """What a column says of the day for which its rows are: the last of them."""
        headings = [d for d in self.roles.details if "기준" in d.heading]
        said = ((d, [e.details.get(d.key, "") for e in self.entries]) for d in headings)
        return [f"{detail.heading}: {max(texts, default='')}" for detail, texts in said]

    def take_out_earlier(self) -> dict[str, int]:
        """Take out the rows of each time but the last that say mostly the same pledges; how many.

        Such are the files of open data: each year or quarter below the one before.
        """
        keys = [d.key for d in self.roles.details if _TIME_OF_ROW.fullmatch(bare(d.heading))]
        of_time: dict[tuple[str, ...], list[Entry]] = {}
        for entry in self.entries:
            said = tuple(entry.details.get(key, "") for key in keys)
            of_time.setdefault(said, []).append(entry)
        last = max(of_time, key=_in_order, default=())
        titles = {bare(entry.title): id(entry.title_cell) for entry in of_time.get(last, ())}
        earlier = {
            time: rows
            for time, rows in of_time.items()
            if time != last
            and 2 * sum(bare(one.title) in titles for one in rows) >= len(rows)
            and not any(id(one.title_cell) in titles.values() for one in rows)  # of one pledge
        }
        gone = {id(entry) for rows in earlier.values() for entry in rows}
        self.entries = [entry for entry in self.entries if id(entry) not in gone]
        return {" ".join(time): len(rows) for time, rows in earlier.items()}

    def _wide(self) -> set[int]:
        """The rows with more values than the headings and than most: a comma was not quoted."""
        widths = self.grid.widths
        heads = self.lines[max(self.headings.first, 0) : self.headings.last + 1]
        usual = [most for most, _ in Counter(widths.values()).most_common(1)]
        most = max((*usual, *(widths.get(line.row, 0) for line in heads)), default=0)
        return {row for row, width in widths.items() if width > most}

    def _add(self, row: Line) -> bool:
        """Keep a pledge; False, and what is wrong with its row is a fault, where it is none."""
        found = self.roles
        title, number = row.at(found.title.place), row.own_text(found.number)
        # Where a program took merged cells apart, the first row of a pledge alone has its title.
        if title is None and self.entries and self._goes_on(row):
            above = self.entries[-1]
            if number in ("", above.number):
                title, number = above.title_cell, above.number
        if title is None:
            self._refuse(row, FaultKind.EMPTY_TITLE, found.title.text, about=number)
            return False
        for place, heading in found.needed:
            if len(text := row.own_text(place)) > MAX_CELL_CHARS:
                self._refuse(row, FaultKind.LONG_CELL, heading, found=f"{len(text):,}")
                return False
        owner, helper = (
            ", ".join(cell.text for place in places if (cell := row.own(place)) is not None)
            for places in (found.owners, found.helpers)
        )
        owner = owner or row.own_text(found.bureau)
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
                details=dict((*self._details(row), *self._sums(row))),
                roles=found,
            )
        )
        return True

    def _of_funds(self, rows: Sequence[Line]) -> Iterator[Line]:
        """The rows that say the sums of a share of the pledge above, and no more."""
        found, title = self.roles, None
        for row in rows if found.funds is not None else ():
            own = row.own(found.title.place)
            if bare(row.own_text(found.funds)) in SHARES | SUMS and own in (None, title):
                yield row
            else:
                title = own

    def _add_sums(self, row: Line) -> None:
        details = self.entries[-1].details
        for key, text in self._sums(row):
            is_cost = key == COST.key or share(key)
            details[key] = text if is_cost or key not in details else f"{details[key]}, {text}"

    def _sums(self, row: Line) -> Iterator[tuple[str, str]]:
        """The sums of a row that says whose they are: of costs as columns of their own."""
        whose = bare(row.own_text(self.roles.funds))
        for detail in self.roles.details:
            text = row.own_text(detail.place)
            if not whose or not _is_sum(detail, text):
                continue
            if detail.column is COST:
                yield COST.key if whose in SUMS else f"{COST.key}({whose})", text
            else:
                yield detail.key, f"{whose} {text}"

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
        """What the further columns say of a pledge, but for sums of which a row says whose."""
        is_of_funds = bool(row.own_text(self.roles.funds))
        for detail in self.roles.details:
            text = row.own_text(detail.place)
            if not text or text in _NOTHING or (is_of_funds and _is_sum(detail, text)):
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
        """Write rates as percents, marks as states, sums with units, parts as the whole."""
        self._finish_rates()
        self._finish_states(texts)
        self._finish_sums(texts)
        periods = self._parts(PERIOD)
        for entry in self.entries:
            details = entry.details
            if said := [f"{d.part} {details[d.key]}" for d in periods if d.key in details]:
                details[PERIOD.key] = ", ".join(said)

    def _parts(self, whole: Column) -> list[Detail]:
        """The columns of the parts of a whole that has none of its own."""
        details = self.roles.details
        has_whole = any(detail.column is whole for detail in details)
        return [] if has_whole else [detail for detail in details if detail.whole is whole]

    def _finish_states(self, texts: Sequence[str]) -> None:
        heads = (detail.heading for detail in self.roles.details if detail.column is STATUS)
        legend = _legend([*texts, *heads, *self.sections.open])  # the last may be below all
        for entry in self.entries:
            if state := legend.get(entry.details.get(STATUS.key, "")):
                entry.details[STATUS.key] = state

    def _finish_sums(self, texts: Sequence[str]) -> None:
        """Give sums their unit; tell the whole by its shares or years, and shares by the whole."""
        has_funds, units = self.roles.funds is not None, _units(self.roles, texts)
        has_shares = any(spoken(detail.key) in SHARES for detail in self.roles.details)
        years = self._parts(COST)
        for entry in self.entries:
            details = entry.details
            shares = [text for key, text in details.items() if has_funds and share(key)]
            if shares and COST.key not in details:
                details[COST.key] = _total(shares)
            for key, text in details.items():
                if unit := units.get(COST.key if has_funds and share(key) else key):
                    details[key] = with_unit(text, unit)
            if has_funds:
                continue
            if not has_shares:
                said = _SHARE.findall(details.get(COST.key, ""))
                details.update((f"{COST.key}({whose})", amount) for whose, amount in said)
            details.update(_cost_of_years(details, years))

    def _finish_rates(self) -> None:
        rates = [entry.details[RATE.key] for entry in self.entries if RATE.key in entry.details]
        numbers = [number for rate in rates if (number := _PERCENT.fullmatch(rate))]
        # 0.88 in a cell that lost its format; a table of percents below 1 there is none.
        is_share = (
            any("." in number[1] for number in numbers)
            and all(abs(float(number[1])) <= 1 for number in numbers)
            and not any("%" in rate for rate in rates)
        )
        for entry in self.entries:
            if rate := _PERCENT.fullmatch(entry.details.get(RATE.key, "")):
                amount = float(rate[1]) * (100 if is_share else 1)
                entry.details[RATE.key] = f"{round(amount, 6):g}%"


def _in_order(time: Sequence[str]) -> list[int]:
    """What tells which of two times is later: 2026 하반기 and 2026-3분기 by their figures."""
    years_first = sorted(time, key=lambda text: re.search(r"\d{4}", text) is None)
    text = " ".join(years_first).replace("상반기", "1").replace("하반기", "2")
    return [*map(int, re.findall(r"[0-9]{1,8}", text))]


def _cost_of_years(details: Mapping[str, str], parts: Sequence[Detail]) -> dict[str, str]:
    """Each year's cost where none is the whole, and their sum if all are figures of one unit."""
    said = {}
    for detail in parts:
        if text := details.get(detail.key, ""):
            unit = UNIT_OF_HEADING.search(detail.key)
            said[detail.part] = with_unit(text, unit["unit"]) if unit else text
    each = ", ".join(f"{part} {text}" for part, text in said.items())
    figures = [found for text in said.values() if (found := _FIGURE.fullmatch(text))]
    units = {found["unit"] for found in figures}
    if len(figures) == len(parts) > len(units) == 1:
        each = f"합계 {_total(found['figure'] for found in figures)}{units.pop()}({each})"
    elif len(parts) > 1 and each:
        each = f"연도별({each})"  # in brackets, so that no part is taken for the whole
    return {COST.key: each} if each else {}


def _total(amounts: Iterable[str]) -> str:
    """The sum of figures with commas.

    >>> _total(["1,200", "0.5"])
    '1200.5'
    """
    return f"{round(sum(float(text.replace(',', '')) for text in amounts), 6):.12g}"


def _legend(texts: Iterable[str]) -> dict[str, str]:
    """The states that marks mean, each one, as a text beside the table tells.

    >>> _legend(["◎ 완료, ○ 정상추진"]), _legend(["완료(●), 보류: ×"]), _legend(["○ 완료 ○ 보류"])
    ({'◎': '완료', '○': '정상추진'}, {'●': '완료', '×': '보류'}, {})
    """
    for text in texts:
        behind = [(mark, state) for state, mark in _MARK_BEHIND.findall(text)]
        readings = _MARK_AHEAD.findall(text), behind, _WORD_AHEAD.findall(text)
        for pairs in sorted(readings, key=len, reverse=True):
            found = {mark: state for mark, state in pairs if bare(state) in STATES}
            if 1 < len(found) == len(pairs):
                return found
    return {}


def _is_sum(detail: Detail, text: str) -> bool:
    """Whether a cell may be a sum of money of which another says whose it is."""
    return detail.column in (COST, None) and AMOUNT.fullmatch(text) is not None


def _units(found: Roles, texts: Sequence[str]) -> dict[str, str]:
    """The units of sums of money and their parts, by headings or the texts above the table."""
    told = {d: unit["unit"] for d in found.details if (unit := UNIT_OF_HEADING.search(d.heading))}
    above = next((unit["unit"] for text in texts if (unit := _UNIT.search(text))), "")
    whole = next((unit for detail, unit in told.items() if detail.column is COST), above)
    return {
        detail.key: told.get(detail, whole)
        for detail in found.details
        if detail.column is COST
        or spoken(detail.key) in SHARES
        or ((detail in told or detail.whole is COST) and not UNIT_OF_HEADING.search(detail.key))
    }
