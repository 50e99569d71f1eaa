"""A page as it is scraped: one cell a line, each ended by a bar.

The first cells name the columns. A strategy stands once, ahead of its pledges, and each pledge as
its cells. A line without text is no cell. What is wrong with the order of the cells is found here,
since nothing but their order tells where a pledge begins.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.lookup.columns import NUMBER, OWNER, STRATEGY, TITLE, named
from bot.table.departments import is_department
from bot.table.fault import Fault, FaultKind
from bot.table.grid import Cell, Grid
from bot.table.numbering import cleaned, is_number, leading

CELL_END = "|"
SAMPLE_LINES = 60
MAX_HEADINGS = 15
MAX_HEADING_CHARS = 100
RARE = 0.2  # of the cells of a column that is mostly empty
MOST = 0.7  # of the lines or numbers that must be so
LEAST_COLUMNS = 2
MAX_TITLES = 3  # ahead of the headings

# Where most numbers look so, one that does not is a slip: 지역개발5 among 지역개발-04 and -06.
PADDED = re.compile(r"[가-힣A-Za-z]{1,12}-(?:0[1-9]|[1-9][0-9]{1,2})")
# What somebody meant as a number, though it has not its shape: it tells where a broken row begins.
NUMBER_LIKE = re.compile(r"(?:[^\W\d_]{1,12}\s?)?[^\w\s]?\s?\d{1,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """One cell without its bar and the spaces around it."""

    line: int
    text: str
    is_ended: bool
    is_number: bool = False

    @property
    def is_like_number(self) -> bool:
        """Whether somebody meant a number here."""
        return NUMBER_LIKE.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """The headings; a strategy stands ahead of the pledges where it is the first of them."""

    headings: tuple[_Cell, ...]
    has_strategy: bool
    is_rare: tuple[bool, ...] = ()  # of each cell of a pledge: whether most are empty

    @property
    def row_cells(self) -> int:
        """How many cells a pledge has."""
        return len(self.headings) - self.has_strategy

    def place(self, key: str) -> int | None:
        """Where a pledge has the cell of a column."""
        for place, heading in enumerate(self.headings[self.has_strategy :]):
            if (found := named(heading.text)) is not None and found.column.key == key:
                return place
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """The cells of one pledge, whole or broken, and the strategy that stands right before it."""

    strategy: _Cell | None
    cells: Sequence[_Cell]
    is_last: bool


def is_scraped(lines: Sequence[str]) -> bool:
    """Whether most lines are one cell with a bar behind it, or each a pledge of such cells."""
    some = [line.rstrip() for line in lines if line.strip()][:SAMPLE_LINES]
    cells = sum(line.endswith(CELL_END) and line.count(CELL_END) == 1 for line in some)
    return bool(some) and (cells >= MOST * len(some) or _has_rows(some))


def _has_rows(lines: Sequence[str]) -> bool:
    """Whether rows end with a bar, and most lack the first column, a strategy that stands once."""
    headings, *rows = (line.count(CELL_END) * line.endswith(CELL_END) for line in lines)
    first = named(lines[0].partition(CELL_END)[0])
    return (
        first is not None
        and first.column is STRATEGY
        and headings > LEAST_COLUMNS
        and 2 * rows.count(headings - 1) >= len(lines) - 1
        and rows.count(headings) + rows.count(headings - 1) >= MOST * (len(lines) - 1)
    )


def is_bare(lines: Sequence[str]) -> bool:
    """Whether the first lines name a column each, without bars, as a page is copied on a phone."""
    first = [line.strip()[:MAX_HEADING_CHARS] for line in lines if line.strip()][:MAX_HEADINGS]
    number = next((at for at, line in enumerate(first) if is_number(cleaned(line))), 0)
    return {TITLE, OWNER} <= {found.column for line in first[:number] if (found := named(line))}


def grid(lines: Sequence[str]) -> tuple[Grid, Sequence[Fault]]:
    """The page's rows, and what is wrong with the order of its cells.

    One cause gives one fault: after a broken row the next number begins again. The row of a pledge
    in the grid is the line of its first cell.
    """
    texts = [(line, text) for line, content in enumerate(lines, 1) if (text := content.rstrip())]
    if texts and _has_rows([text for _, text in texts][:SAMPLE_LINES]):
        cell_ends = re.compile(rf"(?<={re.escape(CELL_END)})(?=.)")
        texts = [(line, cell) for line, text in texts for cell in cell_ends.split(text)]
    cells = [
        _Cell(line=line, text=text.removesuffix(CELL_END).strip(), is_ended=text.endswith(CELL_END))
        for line, text in texts
    ]
    cells, layout = _laid_out(_with_numbers(cells))
    body = cells[len(layout.headings) :]
    if len(layout.headings) < LEAST_COLUMNS:
        return _grid(layout, []), ()
    if (wrong := _wrong_headings(layout, body)) is not None:
        return _grid(layout, []), (wrong,)
    if layout.place(NUMBER.key) == 0:
        groups, faults = _whole(list(_groups(body, layout)), layout)
        return _grid(layout, groups), faults
    return _grid(layout, list(_steps(body, layout))), ()


def _with_numbers(cells: Sequence[_Cell]) -> list[_Cell]:
    """The cells, those that hold a number marked so."""
    padded = sum(PADDED.fullmatch(cell.text) is not None for cell in cells)
    like = sum(cell.is_like_number and cell.text[0].isalpha() for cell in cells if cell.text)
    of_scheme: Callable[[str], object] = (
        PADDED.fullmatch if padded and padded >= like / 2 else lambda text: is_number(cleaned(text))
    )
    return [replace(cell, is_number=bool(of_scheme(cell.text))) for cell in cells]


def _laid_out(cells: list[_Cell]) -> tuple[list[_Cell], _Layout]:
    """The cells, and their headings: without titles ahead if these fit the pledges only then."""
    whole = _layout(cells)
    numbers = [at for at, cell in enumerate(cells) if cell.is_number]
    gaps = [later - at for at, later in pairwise(numbers)]
    for count in range(MAX_TITLES + 1):
        layout = _layout(cells[count:]) if count else whole
        fitting = {layout.row_cells, layout.row_cells + layout.has_strategy}
        columns = [of.column for cell in layout.headings if (of := named(cell.text))]
        titles = [of.column for cell in cells[:count] if (of := named(cell.text))]
        if sum(map(fitting.__contains__, gaps)) > len(gaps) / 2 and {*titles} <= {*columns}:
            return cells[count:], layout
    return cells, whole


def _layout(cells: Sequence[_Cell]) -> _Layout:
    """The headings: the first cells up to the last one that names a column of ours.

    Others may stand among them, and behind them as many as a pledge has cells for.
    """
    most = next((at for at, cell in enumerate(cells) if cell.is_number), len(cells))
    columns = [found.column if (found := named(cell.text)) else None for cell in cells[:most]]
    end = max((at + 1 for at, column in enumerate(columns) if column is not None), default=0)
    numbers = [at for at, cell in enumerate(cells) if cell.is_number]
    gaps = sorted(later - at for at, later in pairwise(numbers))
    usual = gaps[len(gaps) // 2] if gaps else len(cells) - most
    # An empty cell in front of a number is that of a strategy that goes on.
    is_whole = set(gaps) == {end} and any(not cells[at - 1].text for at in numbers)
    # Whatever it is called: what stands ahead of some pledges is no cell of each.
    is_ahead = columns[:1] == [STRATEGY] or (columns[1:2] == [NUMBER] and most == usual + 2)
    has_strategy = is_ahead and not is_whole
    # Before the first number stands a strategy, or nothing.
    wide = usual + has_strategy
    if end < wide <= most - has_strategy and all(cell.text for cell in cells[end:wide]):
        end = wide
    return _Layout(headings=tuple(cells[:end]), has_strategy=has_strategy)


def _wrong_headings(layout: _Layout, body: Sequence[_Cell]) -> Fault | None:
    """Headings that do not end, or for which the pledges have too few or too many cells."""
    found = ", ".join(cell.text for cell in layout.headings if cell.is_ended)
    for cell in layout.headings:
        if not cell.is_ended or not cell.text:
            return Fault(line=cell.line, kind=FaultKind.WRONG_COLUMNS, found=found)
    numbers = [at for at, cell in enumerate(body) if cell.is_number]
    gaps = [later - at for at, later in pairwise(numbers)]
    # Numbers that no heading names are recognised only where they look like nothing else.
    is_named = layout.place(NUMBER.key) == 0
    is_padded = all(PADDED.fullmatch(body[at].text) for at in numbers)
    if len(gaps) < 3 or not (is_named or (layout.place(NUMBER.key) is None and is_padded)):
        return None
    # A strategy stands ahead of some pledges, and may stand ahead of each.
    gaps = [
        gap - (gap == layout.row_cells + 1 and bool(body[at - 1].text))
        for gap, at in zip(gaps, numbers[1:], strict=True)
    ]
    usual = sorted(gaps)[len(gaps) // 2]
    if usual == layout.row_cells or gaps.count(layout.row_cells) > len(gaps) / 3:
        return None
    last = body[0].line if usual > layout.row_cells else layout.headings[-1].line
    return Fault(line=last, kind=FaultKind.WRONG_COLUMNS, found=found)


def _groups(cells: Sequence[_Cell], layout: _Layout) -> Iterator[_Group]:
    """The cells pledge by pledge; a pledge ends where the next number stands, complete or not."""
    at = 0
    while at < len(cells):
        strategy = None
        if _begins_with_strategy(cells[at : at + 1 + layout.row_cells], layout):
            strategy = cells[at]
            at += 1
        end = at + 1
        while end < min(at + layout.row_cells, len(cells)) and not _begins(cells, at, end, layout):
            end += 1
        yield _Group(strategy=strategy, cells=cells[at:end], is_last=end == len(cells))
        at = end


def _begins(cells: Sequence[_Cell], start: int, at: int, layout: _Layout) -> bool:
    """Whether a new pledge begins in the middle of one: with a number where none belongs."""
    if not cells[at].is_number:
        return False
    # A rate or a sum of money may look like a number; then the next one stands a row further.
    after = start + layout.row_cells
    return (
        not any(cell.is_number for cell in cells[after : after + 2])
        or PADDED.fullmatch(cells[at].text) is not None
    )


def _begins_with_strategy(cells: Sequence[_Cell], layout: _Layout) -> bool:
    """Whether a strategy stands here and not a pledge, whose number may be a broken one."""
    if len(cells) == 1 or cells[0].is_number:
        return False
    if cells[1].is_number:
        return True
    if cells[0].is_like_number or cells[1].is_like_number:
        return cells[1].is_like_number
    # Attachments are mostly empty: that tells whether the pledge begins here or one cell later.
    return len(cells) > layout.row_cells and bool(cells[-2].text) and not cells[-1].text


def _steps(cells: Sequence[_Cell], layout: _Layout) -> Iterator[_Group]:
    """The cells in equal steps; a section stands ahead where its pledge fits one cell later."""
    step = layout.row_cells
    numbers, titles, owners = map(layout.place, (NUMBER.key, TITLE.key, OWNER.key))

    usual = [Counter[str]() for _ in range(step)]  # the kinds of cells of the pledges so far

    def fit(first: int) -> float:
        """How well the cells from here are those of a pledge."""
        row = cells[first : first + step]
        found = sum(
            kinds[_kind(cell.text)] / kinds.total()
            for cell, kinds in zip(row, usual, strict=False)
            if kinds
        )
        if numbers is not None and numbers < len(row):
            found += 2 * row[numbers].is_number
        elif titles is not None and titles < len(row):
            found += 2 * (leading(row[titles].text) is not None)
        if owners is not None and owners < len(row):
            found += _kind(row[owners].text) == "department"
        return found

    def fits(first: int) -> float:
        """The same, with the pledge that follows, a section ahead of it or not."""
        after = first + step
        return 2 * fit(first) + max(fit(after), fit(after + 1))

    at = 0
    while at < len(cells):
        section = None
        if cells[at].text and fits(at + 1) > fits(at):
            section = cells[at]
            at += 1
        row = cells[at : at + step]
        for cell, kinds in zip(row, usual, strict=False):
            kinds[_kind(cell.text)] += 1
        yield _Group(strategy=section, cells=row, is_last=at + step >= len(cells))
        at += step


def _kind(text: str) -> str:
    """What a cell is by its looks: the cells of a column are mostly alike."""
    if not text:
        return "empty"
    if is_department(text) and not text.endswith("팀"):
        return "department"
    return "figure" if sum(map(str.isdigit, text)) > len(text) / 4 else "text"


def _whole(groups: Sequence[_Group], layout: _Layout) -> tuple[list[_Group], list[Fault]]:
    """The groups whose cells are all there, and what is wrong with the others."""
    full = [group.cells for group in groups if len(group.cells) == layout.row_cells]
    layout = replace(
        layout,
        is_rare=tuple(
            sum(bool(cells[place].text) for cells in full) < RARE * len(full)
            for place in range(layout.row_cells)
        ),
    )
    whole: list[_Group] = []
    faults: list[Fault] = []
    before: _Group | None = None
    for group in groups:
        found = list(_faults(group, before, layout))
        faults += found
        if not found:
            whole.append(group)
        before = group
    return whole, faults


def _faults(group: _Group, before: _Group | None, layout: _Layout) -> Iterator[Fault]:
    """What is wrong with the cells of a pledge and with its strategy; one cause is one fault."""
    first, last, strategy = group.cells[0], group.cells[-1], group.strategy
    unended = [cell for cell in group.cells if not cell.is_ended]
    wrong = [*unended]
    if strategy is None and layout.has_strategy and before is None and first.is_number:
        wrong.append(first)  # the first of all stands ahead of the first pledge
    # A cell torn in two has been named already; its second half is what is left over here.
    elif strategy is not None and (
        not strategy.is_ended
        or not (strategy.text or (before and any(not cell.is_ended for cell in before.cells)))
    ):
        wrong.insert(0, strategy)
    for cell in wrong:
        yield Fault(line=cell.line, kind=FaultKind.WRONG_CELLS, found=cell.text)
    is_short = len(group.cells) < layout.row_cells
    if unended:
        return
    if is_short and group.is_last and (first.is_number or first is last):
        yield Fault(line=last.line, kind=FaultKind.WRONG_CELLS, found=last.text)
        return
    if not first.is_number:
        yield Fault(line=first.line, kind=FaultKind.WRONG_NUMBER, found=first.text)
        if first.text and not first.is_like_number:
            return  # perhaps the number is missing, and the cells are not where they seem to be
    if not is_short:
        yield from _empty_cells(group, layout)
    elif first.is_number:
        yield Fault(line=first.line, kind=FaultKind.WRONG_CELLS, found=first.text)


def _empty_cells(group: _Group, layout: _Layout) -> Iterator[Fault]:
    """An empty title; an empty department where a cell seems to be missing."""
    about = group.cells[0].text
    title, owner = layout.place(TITLE.key), layout.place(OWNER.key)
    if title is not None and not group.cells[title].text:
        yield Fault(line=group.cells[title].line, kind=FaultKind.EMPTY_TITLE, about=about)
    # A department may be undecided; with a text where mostly none is, a cell is missing.
    if owner is not None and not group.cells[owner].text:
        behind = zip(group.cells[owner + 1 :], layout.is_rare[owner + 1 :], strict=False)
        if any(cell.text and is_rare for cell, is_rare in behind):
            yield Fault(line=group.cells[owner].line, kind=FaultKind.WRONG_CELLS, found=about)


def _grid(layout: _Layout, groups: Sequence[_Group]) -> Grid:
    """The rows as a table has them, a strategy in each row of its pledges."""
    cells = [
        Cell(heading.text, layout.headings[0].line, column)
        for column, heading in enumerate(layout.headings, start=1)
        if heading.text
    ]
    strategy: _Cell | None = None
    for group in groups:
        row = group.cells[0].line
        ahead = group.strategy if group.strategy and group.strategy.text else None
        strategy = ahead or strategy
        if layout.has_strategy and strategy:
            cells.append(Cell(strategy.text, row, 1))
        elif ahead:
            cells.append(Cell(ahead.text, ahead.line, 1))
        cells += [
            Cell(cell.text, row, column)
            for column, cell in enumerate(group.cells, start=1 + layout.has_strategy)
            if cell.text
        ]
    return Grid(cells=cells)
