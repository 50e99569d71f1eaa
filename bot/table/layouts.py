"""Grids as pages arrange them -> grids of a pledge a row: forms, columns of print, several rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from itertools import pairwise, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING

from bot.lookup.columns import NUMBER, OWNER, TITLE, Column, bare, named
from bot.table.departments import is_department
from bot.table.grid import MAX_COLUMNS, Cell, Grid, lines, on_one_line
from bot.table.headings import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.table.grid import Line

MAX_KEY_CHARS = 20
SAMPLE_ROWS = 60  # that tell how a page is arranged
LEAST_PLEDGES = 2  # beside each other; a form may have a second value in a row
MAX_TEXTS = 3  # over headings, for each of them
MAX_PARTS = 200  # of a sheet; beyond them it is of no table of pledges
HALF = 0.5
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
            found += _parts(grid, rows) if rows else [grid]
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
    blocks = list(_headed(rows))
    # Over headings stand few texts; many are below pledges.
    are_over = sum(map(_is_text, rows)) <= MAX_TEXTS * len(blocks)
    under = {at for at in blocks if are_over and at and _is_text(rows[at - 1])}
    parts, again = _first_and_again(rows, blocks)
    starts = [0, *(_start(grid, rows, at, is_under=at in under) for at in parts[1:])]
    for at, first, last in zip(parts, starts, [*starts[1:], None], strict=True):
        cells = [cell for cell in grid.cells[first:last] if cell.row not in again]
        is_headed = at in under if first else 1 < len(blocks) == len(under)
        for left, right in pairwise([0, *_repeated(rows[at]), MAX_COLUMNS + 1]):
            beside = [cell for cell in cells if left <= cell.column < right]
            if left:
                beside = [replace(cell, column=cell.column - left + 1) for cell in beside]
            goes_on = bool(first or left)
            yield replace(grid, cells=beside, is_headed=is_headed, goes_on=goes_on)


def _headed(rows: Sequence[Line]) -> Iterator[int]:
    """The places of rows that name the needed columns; of several in succession the first."""
    last = -2
    for at, row in enumerate(rows):
        if _is_of_words(row) and {TITLE, OWNER} <= {_column(cell.text) for cell in row.begun}:
            if at > last + 1:
                yield at
            last = at


def _first_and_again(rows: Sequence[Line], blocks: Sequence[int]) -> tuple[list[int], set[int]]:
    """Where the headings of each table stand first, and the rows in which they stand again."""
    parts = [*blocks[:1]] or [0]
    again: set[int] = set()
    for at in blocks[1:]:
        pairs = zip(rows[at : at + MAX_DEPTH], rows[parts[-1] :], strict=False)
        same = [one.row for one, other in takewhile(_are_alike, pairs)]
        again.update(same)
        if not same and len(parts) < MAX_PARTS:
            parts.append(at)
    return parts, again


def _start(grid: Grid, rows: Sequence[Line], at: int, *, is_under: bool) -> int:
    """Where among the cells a table begins: with the texts that stand over its headings."""
    while is_under and len(rows[at - 1].distinct) == 1:
        at -= 1
    return bisect_left(grid.cells, rows[at].row, key=attrgetter("row"))


def _is_text(row: Line) -> bool:
    return len(row.distinct) == 1 and _is_of_words(row)


def _is_of_words(row: Line) -> bool:
    return all(_LETTER.search(cell.text) for cell in row.begun)


def _are_alike(rows: tuple[Line, Line]) -> bool:
    one, other = ([(bare(cell.text), cell.column) for cell in row.begun] for row in rows)
    return one == other and _is_of_words(rows[0])


def _repeated(heads: Line) -> list[int]:
    """The columns in which all needed headings begin again."""
    places: dict[str, list[int]] = {}
    for cell in heads.begun:
        if _column(cell.text) in (NUMBER, TITLE, OWNER):
            places.setdefault(cell.text, []).append(cell.column)
    is_each = len(places) == 3 and len({*map(len, places.values())}) == 1
    return min(places.values())[1:] if is_each else []
