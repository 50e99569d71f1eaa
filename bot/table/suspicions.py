"""What may be wrong with a table that can be loaded: names a slip apart, titles twice, order."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.korean import hangul
from bot.lookup.columns import COLUMNS, HELPER, TEAM
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.slips import slips
from bot.table.changes import predecessors
from bot.table.edition import Revision
from bot.table.grid import MOST
from bot.table.notes import Note, NoteKind
from bot.table.pledge_table import Table
from bot.table.reorganisation import respelt

MAX_NAMES = 2_000
MAX_NAME_CHARS = 40
LEAST_SYLLABLES = 3  # of names in which a slip can be distinguished from another name


def suspicions(pledges: Sequence[Pledge]) -> Iterator[Note]:
    """All of them, names first; each name, title and number once."""
    counts = Counter(name for pledge in pledges for name in pledge.departments)
    for name, other in _like_names(counts):
        yield Note(kind=NoteKind.LIKE_NAMES, found=name, about=other)
    yield from _same_titles(pledges)
    yield from _out_of_order(pledges)


def of_revision(revision: Revision) -> Iterator[Note]:
    """What is odd about a table beside the one that it takes the place of."""
    if revision.is_ahead:
        yield Note(kind=NoteKind.DAY_AHEAD, found=str(revision.as_of))
    if revision.old_as_of is not None and revision.as_of < revision.old_as_of:
        yield Note(
            kind=NoteKind.EARLIER_DAY, found=str(revision.as_of), about=str(revision.old_as_of)
        )
    yield from _renumbered(revision)
    yield from _former_names(revision)
    yield from _lost_columns(revision)


def _renumbered(revision: Revision) -> Iterator[Note]:
    """The pledges that stand under another number than before."""
    was_of = predecessors(revision.old_table.pledges, revision.table.pledges)
    pairs = [f"{was.number} → {number}" for number, was in was_of.items() if number != was.number]
    if pairs:
        yield Note(kind=NoteKind.RENUMBERED, count=len(pairs), about=", ".join(pairs))


def _lost_columns(revision: Revision) -> Iterator[Note]:
    """Columns of ours; those that an office adds are others each quarter."""
    old, new = (_filled(table) for table in (revision.old_table, revision.table))
    called = dict(revision.old_table.called)
    lost = [called.get(column.key, column.key) for column in COLUMNS if column.key in old - new]
    if lost and revision.table.pledges:
        yield Note(kind=NoteKind.LOST_COLUMNS, about=", ".join(lost))


def _filled(table: Table) -> frozenset[str]:
    """The keys of the columns in which a pledge has something, helpers and teams among them."""
    said = {
        HELPER.key: any(pledge.helpers for pledge in table.pledges),
        TEAM.key: any(pledge.teams for pledge in table.pledges),
    }
    return table.columns | {key for key, is_said in said.items() if is_said}


def _former_names(revision: Revision) -> Iterator[Note]:
    """Departments new in a table: a slip of those it had, or what others were called before."""
    now, before = revision.table.departments, revision.replaced.departments
    same = {name for pair in respelt(revision.replaced, revision.table) for name in pair}
    names = [name for name in now if name not in {*before, *same}]
    went = [name for name in before if name not in {*now, *same}]
    for name in names:
        former = revision.former.get(name)
        if former is not None and not former.is_likely:
            about = f"{', '.join(former.names)}, {former.since}부터"
            yield Note(kind=NoteKind.FORMER_NAMES, found=name, about=about)
    for name, other in slips_of(names, went):
        yield Note(kind=NoteKind.LIKE_FORMER_NAMES, found=name, about=other)


def slips_of(names: Sequence[str], others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names that may be one of these others with a slip, and which."""
    counts = Counter({**dict.fromkeys(others, 2), **dict.fromkeys(names, 1)})
    for name, other in _like_names(counts):
        if name in names and other in others:
            yield name, other


def _like_names(counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """Departments that differ by one letter; the one that stands less often comes first."""
    names = [
        name
        for name in sorted(counts, key=lambda name: -counts[name])
        if LEAST_SYLLABLES <= len(name) <= MAX_NAME_CHARS
    ]
    if len(names) > MAX_NAMES:
        return
    for name, other in slips(names):
        if re.findall(r"\d+", name) == re.findall(r"\d+", other):  # not 1과 and 2과
            yield name, other


def _same_titles(pledges: Sequence[Pledge]) -> Iterator[Note]:
    by_title: dict[str, list[Pledge]] = {}
    for pledge in pledges:
        by_title.setdefault(hangul.search_key(pledge.title) or pledge.title, []).append(pledge)
    for first, *others in by_title.values():
        if others:
            numbers = ", ".join(str(one.number) for one in (first, *others))
            yield Note(kind=NoteKind.SAME_TITLE, found=first.title, about=numbers)


def _out_of_order(pledges: Sequence[Pledge]) -> Iterator[Note]:
    """Numbers that are lower than the one before in their category, where most rise."""
    last: dict[str, PledgeNumber] = {}
    falls: list[Note] = []
    for pledge in pledges:
        number = pledge.number
        before = last.get(number.category)
        if before is not None and number.serial < before.serial:
            falls.append(Note(kind=NoteKind.OUT_OF_ORDER, found=str(number), about=str(before)))
        last[number.category] = number
    if len(pledges) - len(falls) >= MOST * len(pledges) or len(falls) == 1:
        yield from falls
