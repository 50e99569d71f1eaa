"""Grids as pages arrange them -> grids of a pledge a row: forms, columns of print, several rows."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise, takewhile
from operator import attrgetter

from bot.lookup.columns import HELPER, NUMBER, OWNER, TITLE, bare
from bot.table.cards import Card, cards, column_of, is_form, listed
from bot.table.departments import are_departments, beside_title, read
from bot.table.grid import HALF, LETTER, MAX_COLUMNS, Cell, Grid, Line, lines
from bot.table.headings import MAX_DEPTH, Heading, headings
from bot.table.numbering import cleaned, is_number, leading

SAMPLE_ROWS = 60  # that tell how a page is arranged
LEAST_PLEDGES = 2  # beside each other; a form may have a second value in a row
MAX_TEXTS = 3  # over headings, for each of them
MAX_PARTS = 200  # of a sheet; beyond them it is of no table of pledges
_BULLET = re.compile(r"\s*([-–*•○◦●□■▪▫▶▷◇◆❍·∙‧ㆍ]|ㅇ(?=\s))\s*(?=\S)")


def tables(grids: Sequence[Grid]) -> tuple[Grid, ...]:
    """The grids in their order; all forms are one grid, with a row for each pledge."""
    found: list[Grid] = []
    forms: list[Card] = []
    for grid in grids:
        rows = list(lines(grid))
        if _is_across(rows):
            grid = _turned(grid, rows)  # noqa: PLW2901
            rows = list(lines(grid))
        if (itemised := _itemised(grid, rows)) is not grid:
            grid, rows = itemised, list(lines(itemised))  # noqa: PLW2901
        filled = cards(rows)[:-1] if is_form(rows[:SAMPLE_ROWS]) else []
        filled = [card for card in filled if {*map(column_of, card.said)} - {OWNER, HELPER}]
        if filled and not forms:
            found.append(grid)  # its place is kept
            at = len(found) - 1
        elif not filled:
            found += _parts(grid, rows) if rows else [grid]
        forms += filled
    if forms:
        found[at] = listed(forms, found[at].name if len(found) > 1 else "")
    return tuple(found)


def unfolded(grid: Grid) -> Grid:
    """A grid of several rows a pledge, in one each; one begins where the first column is filled."""
    rows = list(lines(grid))
    at = next((at for at, row in enumerate(rows[:SAMPLE_ROWS]) if column_of(row.begun[0].text)), 0)
    width = max((len(row.cells) for row in rows), default=0)
    cells = [cell for row in rows[:at] for cell in row.begun]
    first = below = 0
    for row in rows[at:]:
        is_first = row.begun[0].column <= rows[at].begun[0].column
        first, below = (row.row, 0) if is_first else (first, below + width)
        cells += [replace(cell, row=first, column=cell.column + below) for cell in row.begun]
    return replace(grid, cells=cells)


def drawn(page: Grid) -> Grid:
    """The part of a page that is drawn as a table, if any is."""
    rows = list(lines(page))
    first = next(_headed(rows), None)
    if first is None:
        return replace(page, cells=[])
    owners = [cell.column - 1 for cell in rows[first].begun if column_of(cell.text) is OWNER]
    is_owned = (bool(are_departments(row.own_text(owners[0]))) for row in rows[first:])
    last = max((at for at, is_one in enumerate(is_owned, first) if is_one), default=first)
    return replace(page, cells=[cell for row in rows[first : last + 1] for cell in row.begun])


def _itemised(grid: Grid, rows: Sequence[Line]) -> Grid:
    """A grid with a row for each title listed in a cell, what is beside too; others reach down."""
    if not any("\n" in cell.text for cell in grid.cells) or (found := headings(rows)) is None:
        return grid
    titles = [h.place for h in found.all if h.column is TITLE]
    if len(titles) != 1:
        return grid
    apart = [h for h in found.all if h.column in (NUMBER, OWNER, HELPER)]
    number = next((h.place for h in apart if h.column is NUMBER), None)
    items = {
        row.row: texts
        for row in rows[found.last + 1 :]
        if (title := row.own(titles[0])) and "\n" in title.text
        if (texts := _items(title.text, row.own(number)))
        if all(_are_beside(row.own(h.place), h, len(texts)) for h in apart)
    }
    more = dict(zip(items, accumulate(len(texts) - 1 for texts in items.values()), strict=True))
    if not more:
        return grid
    split = list(more)

    def moved(row: int) -> int:
        at = bisect_left(split, row)
        return row + (more[split[at - 1]] if at else 0)

    cells: list[Cell] = []
    for cell in grid.cells:
        row, texts = moved(cell.row), items.get(cell.row, [])
        parts = texts if cell.column - 1 == titles[0] else cell.text.splitlines()
        if texts and len(parts) == len(texts):
            cells += (replace(cell, text=part, row=row + at) for at, part in enumerate(parts))
        else:
            cells.append(replace(cell, row=row, rows=moved(cell.row + cell.rows) - row))
    return replace(
        grid,
        cells=sorted(cells, key=attrgetter("row", "column")),
        hidden=frozenset(map(moved, grid.hidden)),
        widths={moved(row): width for row, width in grid.widths.items()},
    )


def _items(text: str, number: Cell | None) -> list[str]:
    """The titles that a cell lists, with a bullet, a number or a department each."""
    parts = text.splitlines()
    numbers = [cleaned(line) for line in number.text.splitlines()] if number else []
    if len(numbers) == len(parts) and all(map(is_number, numbers)):
        return parts
    bullet = _BULLET.match(text)
    begins = [
        bool(leading(part)) if bullet is None else part.startswith(bullet[1]) for part in parts
    ]
    if not begins[0]:
        begins = [beside_title(part) is not None for part in parts]
        return parts if all(begins) else []
    found: list[str] = []
    for is_first, part in zip(begins, parts, strict=True):
        if is_first:
            found.append(_BULLET.sub("", part))
        else:
            found[-1] += f" {part.strip()}"
    return found if len(found) > 1 else []


def _are_beside(cell: Cell | None, heading: Heading, count: int) -> bool:
    """Whether a cell beside a list has as many lines, or is a department of all of it."""
    if cell is None or len(cell.text.splitlines()) == count:
        return True
    return heading.column is not NUMBER and len(read(cell.text).owners) <= 1


def _is_across(rows: Sequence[Line]) -> bool:
    """Whether the names of columns stand down the page, each with a value for each pledge."""
    wide = [row for row in rows if len(row.distinct) > LEAST_PLEDGES]
    return (
        {TITLE, OWNER} <= {column_of(row.distinct[0].text) for row in wide[:SAMPLE_ROWS]}
        and len(wide) > HALF * len(rows)
        and not any(column_of(cell.text) for row in rows for cell in row.distinct[1:])
    )


def _turned(grid: Grid, rows: Sequence[Line]) -> Grid:
    """A grid whose columns are the visible rows of this one, below those of one text."""
    texts = [row.begun[0].text for row in rows if _is_text(row)]
    over = [Cell(text, at - len(texts), 1) for at, text in enumerate(texts)]
    visible = [cell for row in rows if not _is_text(row) for cell in row.begun]
    cells = sorted(visible, key=attrgetter("column", "row"))
    turned = (Cell(one.text, one.column, one.row, one.columns, one.rows) for one in cells)
    return replace(
        grid,
        cells=[*over, *turned],
        hidden=frozenset(),
        left_out=len({cell.row for cell in grid.cells} & grid.hidden),
    )


def _parts(grid: Grid, rows: Sequence[Line]) -> Iterator[Grid]:
    """The tables of a sheet, each with what stands over it.

    Other headings begin one below, the same to the right one beside. Headings that stand again, as
    on each page of print, are left out.
    """
    blocks = list(_headed(rows)) or _headed_again(rows)
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
            yield replace(grid, cells=beside, is_headed=is_headed, goes_on=bool(first or left))


def _headed(rows: Sequence[Line]) -> Iterator[int]:
    """The places of rows that name the needed columns; of several in succession the first."""
    last = -2
    for at, row in enumerate(rows):
        if _is_of_words(row) and {TITLE, OWNER} <= {column_of(cell.text) for cell in row.begun}:
            if at > last + 1:
                yield at
            last = at


def _headed_again(rows: Sequence[Line]) -> list[int]:
    """The places of headings that stand again and name no owner: that stands over each of them."""
    named = [at for at, row in enumerate(rows) if _is_of_words(row) and _names_title(row)]
    alike = [at for at in named if _are_alike((rows[named[0]], rows[at]))]
    return alike if len(alike) > 1 else []


def _names_title(row: Line) -> bool:
    columns = [column for cell in row.begun if (column := column_of(cell.text)) is not None]
    return TITLE in columns and len(columns) > 1


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
    return all(LETTER.search(cell.text) for cell in row.begun)


def _are_alike(rows: tuple[Line, Line]) -> bool:
    one, other = ([(bare(cell.text), cell.column) for cell in row.begun] for row in rows)
    return one == other and _is_of_words(rows[0])


def _repeated(heads: Line) -> list[int]:
    """The columns in which all needed headings begin again."""
    places: dict[str, list[int]] = {}
    for cell in heads.begun:
        if column_of(cell.text) in (NUMBER, TITLE, OWNER):
            places.setdefault(cell.text, []).append(cell.column)
    is_each = len(places) == 3 and len({*map(len, places.values())}) == 1
    return min(places.values())[1:] if is_each else []
