"""Grids as pages arrange them -> grids of a pledge a row: forms, and lists in columns of print."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from bot.lookup.columns import NUMBER, OWNER, TITLE, Column, bare, named
from bot.table.departments import is_department
from bot.table.grid import MAX_COLUMNS, Cell, Grid, lines, on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.table.grid import Line

MAX_KEY_CHARS = 20
SAMPLE_ROWS = 60  # that tell how a page is arranged
LEAST_PLEDGES = 2  # beside each other; a form may have a second value in a row
MAX_DEPTH = 3  # rows of headings
MAX_PARTS = 200  # of a sheet; beyond them it is of no table of pledges
HALF = 0.5
Heads: TypeAlias = list[tuple[str, int]]  # the texts of a row of headings and their columns
_LETTER = re.compile(r"[^\W\d_]")
_BETWEEN = re.compile(r"[\s,(/]+")


def tables(grids: Sequence[Grid]) -> tuple[Grid, ...]:
    """The grids in their order; all forms are one grid, with a row for each pledge."""
    found: list[Grid] = []
    forms: list[dict[str, str]] = []
    for grid in grids:
        rows = list(lines(grid))
        if _is_across(rows):
            grid = _turned(grid)  # noqa: PLW2901
            rows = list(lines(grid))
        filled = list(_forms(rows)) if _is_form(rows[:SAMPLE_ROWS]) else []
        if filled and not forms:
            found.append(grid)  # its place is kept
            at = len(found) - 1
        elif not filled:
            found += _parts(grid, rows)
        forms += filled
    if forms:
        found[at] = _listed(forms, found[at].name if len(found) > 1 else "")
    return tuple(found)


def unfolded(grid: Grid) -> Grid:
    """A grid in which headings and pledges take several rows each, with all of theirs in one.

    Another begins where something stands in the first column of the headings, a number mostly.
    """
    rows = list(lines(grid))
    at = next((at for at, row in enumerate(rows[:SAMPLE_ROWS]) if _column(row.begun[0].text)), 0)
    width = max((len(row.cells) for row in rows), default=0)
    cells = [cell for row in rows[:at] for cell in row.begun]
    first = below = 0
    for row in rows[at:]:
        is_first = row.begun[0].column <= rows[at].begun[0].column
        first, below = (row.row, 0) if is_first else (first, below + width)
        cells += [replace(cell, row=first, column=cell.column + below) for cell in row.begun]
    return replace(grid, cells=cells)


def _is_across(rows: Sequence[Line]) -> bool:
    """Whether the names of columns stand down the page, each with a value for each pledge."""
    return (
        {TITLE, OWNER} <= {_column(row.distinct[0].text) for row in rows[:SAMPLE_ROWS]}
        and all(len(row.distinct) > LEAST_PLEDGES for row in rows)
        and not any(_column(cell.text) for row in rows for cell in row.distinct[1:])
    )


def _turned(grid: Grid) -> Grid:
    """A grid whose columns are the visible rows of this one."""
    visible = (cell for cell in grid.cells if cell.row not in grid.hidden)
    cells = sorted(visible, key=lambda cell: (cell.column, cell.row))
    return replace(
        grid,
        cells=[Cell(one.text, one.column, one.row, one.columns, one.rows) for one in cells],
        hidden=frozenset(),
        left_out=len({cell.row for cell in grid.cells} & grid.hidden),
    )


def _is_form(rows: Sequence[Line]) -> bool:
    """Whether the names of columns stand down the page, each with its value to the right."""
    starts = [row.distinct[0] for row in rows]
    [(most, _)] = Counter(cell.column for cell in starts).most_common(1) or [(1, 0)]
    first = {_column(cell.text) for cell in starts if cell.column == most}
    pairs = [pair for row in rows for pair in _pairs(row)]
    owners = [value for key, value in pairs if _column(key) is OWNER]
    departments = sum(any(map(is_department, _BETWEEN.split(owner))) for owner in owners)
    has_titles = any(_column(key) is TITLE for key, _ in pairs)
    return len(first - {None}) > 1 and has_titles and departments >= max(1, HALF * len(owners))


def _forms(rows: Sequence[Line]) -> Iterator[dict[str, str]]:
    """What each form says, by heading; it ends where a needed heading stands again."""
    form: dict[str, str] = {}
    for row in rows:
        for key, value in _pairs(row):
            if key in form and _column(key) in (NUMBER, TITLE, OWNER):
                yield form
                form = {}
            form.setdefault(key, value)
    yield form


def _pairs(row: Line) -> Iterator[tuple[str, str]]:
    """The headings of a form's row, each with the value to its right; an empty value is none."""
    cells = row.begun
    at = 0
    while at + 1 < len(cells):
        key, value = on_one_line(cells[at].text), cells[at + 1].text
        if _column(value) is not None or len(key) > MAX_KEY_CHARS:
            at += 1
        else:
            yield key, value
            at += 2


def _column(text: str) -> Column | None:
    found = named(text) if len(text) <= MAX_KEY_CHARS else None
    return found.column if found is not None else None


def _listed(forms: Sequence[dict[str, str]], name: str) -> Grid:
    """A row for each form, in the order of the pledges, under all of their headings."""
    keys = list(dict.fromkeys(key for form in forms for key in form))
    heads = [Cell(key, 0, column) for column, key in enumerate(keys, start=1)]
    values = [
        Cell(form[key], row, column)
        for row, form in enumerate(forms, start=1)
        for column, key in enumerate(keys, start=1)
        if key in form
    ]
    return Grid(cells=[*heads, *values], name=name)


def _parts(grid: Grid, rows: Sequence[Line]) -> Iterator[Grid]:
    """The tables of a sheet, each with what stands over it.

    Other headings begin one below, the same to the right one beside. Headings that stand again, as
    on each page of print, are left out.
    """
    starts, heads = [0], [Heads()]  # of each part
    again: set[int] = set()
    last, is_again = -2, False
    for at, texts in _headed(rows):
        if at > last + 1:  # no further row of the same headings
            is_again = texts == heads[-1]
            heads[-1] = heads[-1] or texts
            if texts != heads[-1] and len(starts) < MAX_PARTS:
                above = at - 1
                while len(rows[above].distinct) == 1:
                    above -= 1
                starts.append(bisect_left(grid.cells, rows[above + 1].row, key=attrgetter("row")))
                heads.append(texts)
        if is_again:
            depth = max(cell.rows for cell in rows[at].begun)
            again.update(range(rows[at].row, rows[at].row + min(depth, MAX_DEPTH)))
        last = at
    is_part = len(starts) > 1 or bool(again)
    for start, end, texts in zip(starts, [*starts[1:], None], heads, strict=True):
        cells = [cell for cell in grid.cells[start:end] if cell.row not in again]
        for left, right in pairwise([0, *_repeated(texts), MAX_COLUMNS + 1]):
            beside = [cell for cell in cells if left <= cell.column < right]
            if left:
                beside = [replace(cell, column=cell.column - left + 1) for cell in beside]
            yield replace(grid, cells=beside, is_part=is_part)


def _headed(rows: Sequence[Line]) -> Iterator[tuple[int, Heads]]:
    """The places of rows that name the needed columns, with their texts."""
    for at, row in enumerate(rows):
        is_words = all(_LETTER.search(cell.text) for cell in row.begun)  # which is soon told
        if is_words and {TITLE, OWNER} <= {_column(cell.text) for cell in row.begun}:
            yield at, [(bare(cell.text), cell.column) for cell in row.begun]


def _repeated(heads: Heads) -> list[int]:
    """The columns in which all needed headings begin again."""
    places: dict[str, list[int]] = {}
    for text, column in heads:
        if _column(text) in (NUMBER, TITLE, OWNER):
            places.setdefault(text, []).append(column)
    is_each = len(places) == 3 and len({*map(len, places.values())}) == 1
    return min(places.values())[1:] if is_each else []
