"""Tables whose departments stand elsewhere than beside the pledges -> a column of owners."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from bot.lookup.columns import OWNER, TITLE, named
from bot.table.departments import HELPING, OWNING, are_departments, are_over_pledges, beside_title
from bot.table.grid import MOST, Cell, Grid, Line, lines
from bot.table.headings import Heading, headings
from bot.table.numbering import leading
from bot.table.roles import MARK
from bot.table.sections import TOTAL, section_name

LEAST_COLUMNS = 2  # of departments that share a pledge
MARKS_OF_OWNERS = frozenset("◎●★■◆")  # where there are others, those are of helpers


def with_owners(grid: Grid) -> Grid:
    """The grid with a column of owners, where nothing but that is missing or empty.

    Departments may be headings of columns of marks, sections, said above the table, or its name, or
    stand behind the titles.
    """
    rows = list(lines(grid))
    found = headings(rows)
    if found is None or found.missing not in ((), (OWNER,)):
        return grid
    below = rows[found.last + 1 :]
    place = next((h.place for h in found.all if h.column is OWNER), None)
    if any(row.own(place) for row in below):
        return grid
    units = {h.place: h.path[-1] for h in found.all if are_departments(h.path[-1])}
    above = (":".join(cell.text for cell in row.distinct) for row in rows[: found.first])
    over = next(filter(None, map(_departments, (*above, grid.name))), "")
    owners = _marked(below, units)
    kept = [cell for cell in grid.cells if not owners or cell.column - 1 not in units]
    if not owners:
        titles, owners = _behind_titles(below, next(h for h in found.all if h.column is TITLE))
        both = (titles.get(id(cell), cell) for cell in grid.cells)
        kept = [cell for cell in both if cell is not None]
    if not owners:
        owners = _sections(below, over)
        alone = [row.begun[0] for row in rows if len(row.distinct) == 1]
        named = {id(cell): name for cell in alone if (name := _departments(cell.text))}
        kept = [replace(cell, text=named.get(id(cell), cell.text)) for cell in kept]
    column = max(len(row.cells) for row in rows) + 1 if place is None else place + 1
    cells = [Cell(text, row, column) for row, text in owners.items()]
    if not cells:
        return grid
    cells += [Cell(OWNER.key, rows[found.first].row, column)] if place is None else []
    return replace(grid, cells=sorted([*kept, *cells], key=attrgetter("row", "column")))


def _marked(rows: Sequence[Line], units: Mapping[int, str]) -> dict[int, str]:
    """The departments of each row, in whose columns it has a mark; none for other columns."""
    texts = {row.row: {p: row.own_text(p) for p in units if row.own_text(p)} for row in rows}
    marks = {text for row in texts.values() for text in row.values() if not text.isdecimal()}
    is_marked = all(MARK.fullmatch(mark) or mark in OWNING | HELPING for mark in marks)
    if len(units) < LEAST_COLUMNS or not is_marked:
        return {}
    owning = MARKS_OF_OWNERS | OWNING if len(marks) > 1 else marks
    found = {
        row: ", ".join(
            f"{'주관' if mark in owning else '협조'}: {units[place]}"
            for place, mark in said.items()
            if mark in marks
        )
        for row, said in texts.items()
    }
    return {row: text for row, text in found.items() if text}


def _behind_titles(
    rows: Sequence[Line], heading: Heading
) -> tuple[dict[int, Cell | None], dict[int, str]]:
    """The cells without the departments behind most titles, or in rows below, and these by row."""
    cells: dict[int, Cell | None] = {}
    owners: dict[int, str] = {}
    last = count = 0
    for row in rows:
        if (cell := row.own(heading.place)) is None or cell.row != row.row:
            continue
        if last and heading.second is OWNER and last not in owners and are_departments(cell.text):
            owners[last], cells[id(cell)] = cell.text, None
            continue
        last, count = row.row, count + 1
        if both := beside_title(cell.text):
            cells[id(cell)], owners[last] = replace(cell, text=both[0]), both[1]
    return (cells, owners) if owners and len(owners) >= MOST * count else ({}, {})


def _sections(rows: Sequence[Line], over: str) -> dict[int, str]:
    """The department that stands over each row, that over the first ones is known.

    None where a pledge has none over it: then they stand below.
    """
    found = {}
    for row in rows:
        first = row.begun[0].text
        section = _departments(first) if len(row.distinct) == 1 else ""
        over = section or over
        if not over and not TOTAL.fullmatch(first):
            return {}
        if over and not section:
            found[row.row] = over
    return found


def _departments(text: str) -> str:
    """The departments that a text over pledges names; "" where it says something else."""
    heading, _, said = text.partition(":")
    is_headed = bool(said) and (found := named(heading)) is not None and found.column is OWNER
    name = section_name(said if is_headed else text)
    name = led[1] if (led := leading(name)) else name
    return name if are_over_pledges(name := name.strip("[] ")) else ""
