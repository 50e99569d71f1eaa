"""Grids -> rows of pledges: which of a file's tables are of pledges, and what its texts say."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from bot.lookup.columns import (
    HELPER,
    NEEDED,
    RATE,
    STATUS,
    TITLE,
    are_of_others,
    bare,
    speak_of_pledges,
)
from bot.table.cards import LEAST_TITLE_CHARS, cards, column_of, listed, titled
from bot.table.days import as_of
from bot.table.fault import Fault, FaultKind
from bot.table.formats.html import PAGE_OF
from bot.table.grid import HALF, MAX_ROWS, Grid, Grids, Line, lines
from bot.table.headings import Headings, headings
from bot.table.layouts import drawn, tables, unfolded
from bot.table.notes import Note, NoteKind
from bot.table.numbering import cleaned, is_number
from bot.table.owners import with_owners
from bot.table.rows import Entry, Rows
from bot.table.terms import named_term, term_number

MAX_CARDS_CHARS = 3_000_000  # 20 000 pledges have two thirds; a million takes two seconds
MIN_CELL_CHARS = 10
MAX_TEXTS = 100  # of a table that is none of pledges, but may say the day
NAMES = frozenset({"name", "이름"})  # of entries, as Notion calls them
# Titles of a notice board end so, though it is about pledges.
_NOTICE = re.compile(
    r"(?:안내|알림|공고|공지|공시|게시|결과|회의록)(?:문|사항)?\s*(?:\(.*\)|\d차)?$"
)
_CARRIED_OVER = re.compile("이월|계속|승계")  # from the term before: of this one as well
_GENERIC_NAME = re.compile(r"(?:sheet|시트|table|표)\s*\d*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """The rows of all tables of a file in their order, or what is wrong with them.

    `as_of` and `term` are what its texts say; `others` the headings of columns that are not ours;
    `strategy_heading` that of the strategies, `called` what the table calls further columns.
    """

    entries: tuple[Entry, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[Note, ...] = ()
    as_of: date | None = None
    term: str | None = None
    others: tuple[str, ...] = ()
    strategy_heading: str = ""
    called: tuple[tuple[str, str], ...] = ()


def recognised(grids: Grids, *, file: str = "") -> Recognised:
    """What the tables of a file say; `file` is its name, which may say a day."""
    all_tables = tables(grids.grids)
    found, left_out, is_elsewhere = _pledges(all_tables, grids, file)
    if not found:
        return Recognised(faults=(_no_table(all_tables, grids, file),))
    older = [*_older(found), *_of_terms_before(found)]
    found = [one for one in found if one not in older]
    earlier = sum((Counter(one.take_out_earlier()) for one in found), Counter[str]())
    _name_sections(found)
    texts = tuple(_texts(grids, found, left_out, file))
    entries = tuple(entry for one in found for entry in one.entries)
    faults = tuple(fault for one in found for fault in one.faults)
    others = (d.key for one in found for d in one.roles.details if d.column is None)
    headings_of_strategies = (one.roles.strategy_heading for one in found)
    called = {key: name for one in found for key, name in one.roles.called.items()}
    filled = {key for entry in entries for key in entry.details}
    further = [d for one in found for d in one.roles.details]
    called |= {d.key: d.name or d.key for d in further if d.key not in filled and not d.part}
    notes = tuple(_notes(grids, found, left_out, older, is_elsewhere=is_elsewhere))
    if earlier:
        about = ", ".join(earlier)
        notes = (*notes, Note(kind=NoteKind.EARLIER_ROWS, count=earlier.total(), about=about))
    return Recognised(
        entries=entries,
        faults=(Fault(kind=FaultKind.TOO_MANY_ROWS),) if len(entries) > MAX_ROWS else faults,
        notes=(*notes, *_lacking_pages(texts)),
        as_of=as_of(texts),
        term=named_term((file, *texts)),
        others=tuple(dict.fromkeys(others)),
        strategy_heading=next(filter(None, headings_of_strategies), ""),
        called=tuple(called.items()),
    )


def _pledges(
    all_tables: Sequence[Grid], grids: Grids, file: str
) -> tuple[list[Rows], list[Grid], bool]:
    """The tables of pledges, the others, and whether the owners stand elsewhere than beside them.

    Where no table is one as it stands, the owners are looked for elsewhere, then a pledge in
    several rows, a table that the page draws, and cards.
    """
    found, left_out = _read(all_tables, grids, file)
    is_owned = any(entry.owner for one in found for entry in one.entries)
    is_elsewhere = not is_owned and (owned := tuple(map(with_owners, all_tables))) != all_tables
    if is_elsewhere:
        found, left_out = _read(owned, grids, file)
    if not found:
        found, left_out = _read([*map(unfolded, left_out)], grids, file)
    page = grids.page() if not found and grids.page else None
    if page is not None:
        # Labels of cards that stand beside each other are the headings of no table.
        found = [one for one in _read([drawn(page)], grids, file)[0] if one.entries or one.faults]
        left_out = [page]
    if not found:
        found, _ = _read([*_of_cards(left_out, grids, file)], grids, file)
    # The menu of a page may have the words of headings, and no row.
    filled = [one for one in found if one.entries or one.faults]
    return filled or found, left_out, is_elsewhere


def _texts(
    grids: Grids, found: Sequence[Rows], left_out: Sequence[Grid], file: str
) -> Iterator[str]:
    """What may say the day, the term or the pages of the tables, likeliest first."""
    yield from (text for one in found for text in one.texts)
    yield from grids.texts
    yield from (one.grid.name for one in found)
    yield from (text for grid in grids.grids for text in _above(grid))
    yield from (cell.text for grid in left_out for cell in grid.cells[:MAX_TEXTS])
    yield file
    details = (detail for one in found for detail in one.roles.details)
    yield from (detail.heading for detail in details if detail.column in (STATUS, RATE))
    yield from (text for one in found for text in one.days)


def _above(grid: Grid) -> Iterator[str]:
    """What stands ahead of the first name of a column, in a form as well."""
    texts = (cell.text for cell in grid.cells[:MAX_TEXTS])
    return takewhile(lambda text: column_of(text) is None, texts)


def _of_cards(left_out: Sequence[Grid], grids: Grids, file: str) -> Iterator[Grid]:
    """The cards of all tables and pages that are no table, as one; they speak of pledges."""
    size = sum(MIN_CELL_CHARS + len(cell.text) for grid in left_out for cell in grid.cells)
    if size > MAX_CARDS_CHARS:
        return
    all_cards = cards([row for grid in left_out for row in lines(grid)])
    labels = [label for card in all_cards for label in card.said]
    columns = {column_of(label) for label in labels}
    if not (found := titled(all_cards)):
        return
    is_page = grids.is_html  # with menus
    said = (file, *(grid.name for grid in left_out), *labels, *grids.texts)
    said = said if is_page else (*said, *found[0].texts)
    is_likely = not is_page or columns & {TITLE, HELPER, STATUS, RATE} or speak_of_pledges(said)
    if is_likely and not are_of_others(said):
        yield replace(listed(found), has_titles=TITLE in columns)


def _read(candidates: Sequence[Grid], grids: Grids, file: str) -> tuple[list[Rows], list[Grid]]:
    """The tables of pledges, read, and the others."""
    found: list[Rows] = []
    left_out: list[Grid] = []
    for grid in candidates:
        rows, before = list(lines(grid)), found[-1] if found else None
        named = _named(grid, rows, grids, file) or (_continued(rows, before) if before else None)
        if named is None or named.missing:
            left_out += [grid] if rows else []
            continue
        if (plain := _without_labels(grid, rows, named)) is not grid:
            rows = list(lines(plain))
        found.append(Rows(grid, rows, named, file=grids, before=before))
    return found, left_out


def _named(grid: Grid, rows: Sequence[Line], grids: Grids, file: str) -> Headings | None:
    """The headings of a table; those of a notice board, a budget or a contract have no titles."""
    if (found := headings(rows)) is None:
        return None
    above = (cell.text for row in rows[: found.first] for cell in row.distinct)
    said = (file, grid.name, *above, *grids.texts, *(heading.text for heading in found.all))
    is_named = found.missing == (TITLE,) and speak_of_pledges(said)
    titles = [
        h for h in found.all if (bare(h.path[-1]) in NAMES if is_named else h.column is TITLE)
    ]
    texts = [row.own_text(h.place) for row in rows[found.last + 1 :] for h in titles]
    if is_named:
        is_wrong = sum(map(len, texts)) >= LEAST_TITLE_CHARS * len(texts)
    else:
        is_sure = found.columns & {HELPER.key, STATUS.key, RATE.key} or not are_of_others(said)
        is_wrong = not is_sure or sum(map(bool, map(_NOTICE.search, texts))) > HALF * len(texts)
    if not is_wrong:
        return found
    column = TITLE if is_named else None
    named = (replace(h, column=column) if h in titles else h for h in found.all)
    return replace(found, all=tuple(named))


def _continued(rows: Sequence[Line], before: Rows) -> Headings | None:
    """The headings of the table before, where this one goes on without any."""
    found = before.roles
    owned = [row for row in rows if row.own(found.title.place) and row.own(found.owner.place)]
    numbered = [row for row in owned if is_number(cleaned(row.own_text(found.number)))]
    is_numbered = found.number is not None and len(numbered) == len(owned)
    widths = {max(len(row.cells) for row in table) for table in (rows, before.lines) if table}
    if not owned or not is_numbered or len(widths) != 1 or len(owned) < len(rows) / 2:
        return None
    return Headings(first=-1, last=-1, all=before.headings.all)


def _no_table(candidates: Sequence[Grid], grids: Grids, file: str) -> Fault:
    """What is missing in the likeliest table of a file."""
    if not any(grid.cells for grid in grids.grids) and not (grids.page or grids.is_html):
        return Fault(kind=FaultKind.EMPTY)
    named = (_named(grid, [*lines(grid)], grids, file) for grid in candidates)
    found = [one for one in named if one is not None and one.recognised]
    if not found:
        return Fault(kind=FaultKind.NO_TABLE)
    best = max(found, key=lambda one: (-len(one.missing), len(one.columns)))
    return Fault(
        kind=FaultKind.MISSING_COLUMNS,
        found=", ".join(best.recognised),
        about=", ".join(column.key for column in best.missing),
    )


def _name_sections(found: Sequence[Rows]) -> None:
    """Give pledges without a section their table's name, where it tells, or their field."""
    names = [one.grid.name for one in found]
    has_names = len(set(names)) == len(names) > 1 and not any(
        not name or _GENERIC_NAME.fullmatch(name) or as_of([name]) for name in names
    )
    for one in found:
        name = one.grid.name if has_names else ""
        for entry in one.entries:
            entry.strategy = entry.strategy or name
            section = name or entry.strategy
            entry.sections = entry.sections or ((section,) if section else ())


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


def _older(found: Sequence[Rows]) -> list[Rows]:
    """The tables that list, for an earlier day, what the one of the last day lists."""
    days = {as_of((one.grid.name, *one.texts)): one for one in found}
    last = max(filter(None, days), default=None)
    if last is None or None in days or len(days) < len(found):
        return []
    titles = {entry.title for entry in days[last].entries}
    return [
        one
        for one in found
        if one is not days[last]
        and 2 * sum(entry.title in titles for entry in one.entries) > len(one.entries)
    ]


def _of_terms_before(found: Sequence[Rows]) -> list[Rows]:
    """The tables of a term before the last one's that have its numbers, too."""
    said = {one: (one.grid.name, *one.texts) for one in found}
    terms = {one: named_term(texts) for one, texts in said.items()}
    last = max((term for term in terms.values() if term), key=term_number, default=None)
    numbers = {e.number for one, term in terms.items() if term == last for e in one.entries}
    return [
        one
        for one, term in terms.items()
        if term not in (None, last)
        and not any(map(_CARRIED_OVER.search, said[one]))
        and any(entry.number in numbers for entry in one.entries)
    ]


def _lacking_pages(texts: Iterable[str]) -> Iterator[Note]:
    """The pages that are not in a file which says of how many it is one: 총 63건, 1/7 페이지."""
    said = [(int(page), int(of)) for text in texts for page, of in PAGE_OF.findall(text)]
    last = max((of for _, of in said), default=0)
    lacking = [page for page in range(1, last + 1) if page not in dict(said)]
    if lacking:
        yield Note(kind=NoteKind.LACKING_PAGES, count=last, found=str(last - len(lacking)))


def _notes(
    grids: Grids,
    found: Sequence[Rows],
    left_out: Sequence[Grid],
    older: Sequence[Rows],
    *,
    is_elsewhere: bool,
) -> Iterator[Note]:
    if len(found) > 1:
        yield Note(kind=NoteKind.SEVERAL_TABLES, count=len(found))
    if older:
        about = ", ".join(one.grid.name for one in older if one.grid.name)
        yield Note(kind=NoteKind.OLDER_TABLES, count=len(older), about=about)
    said = [(one.grid.name, *one.texts) for one in (*found, *older)]
    strategies = dict.fromkeys((entry.strategy,) for one in found for entry in one.entries)
    terms = dict.fromkeys(filter(None, map(named_term, (*said, *strategies))))
    if len(terms) > 1:
        yield Note(kind=NoteKind.SEVERAL_TERMS, about=", ".join(terms))
    if sheets := grids.hidden_sheets:
        yield Note(kind=NoteKind.HIDDEN_SHEETS, count=len(sheets), about=", ".join(sheets))
    hidden = sum(
        len({cell.row for cell in one.cells} & one.hidden) + one.left_out
        for one in (rows.grid for rows in found)
    )
    if hidden:
        yield Note(kind=NoteKind.HIDDEN_ROWS, count=hidden)
    names = [grid.name for grid in left_out if grid.name and len(grid.cells) > 4]
    if names:
        yield Note(kind=NoteKind.OTHER_TABLES, count=len(names), about=", ".join(names))
    cut = sum((one.cut for one in found), Counter[str]())
    for heading, count in cut.items():
        yield Note(kind=NoteKind.CUT_CELLS, count=count, about=heading)
    if is_elsewhere:
        yield Note(kind=NoteKind.OWNERS_ELSEWHERE)
    if likely := [entry for one in found if not one.grid.has_titles for entry in one.entries]:
        about = f"{likely[0].title} → {likely[0].owner}"
        yield Note(kind=NoteKind.TITLES_ELSEWHERE, about=about)
