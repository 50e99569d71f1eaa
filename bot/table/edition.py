"""What loading a table would do to what is held: decided here, done by the store."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from bot.lookup.catalogue import Former
from bot.lookup.columns import STRATEGY
from bot.table.changes import Change, compare
from bot.table.pledge_table import Table
from bot.table.reorganisation import respelt, vanished
from bot.table.terms import FIRST_TERM

MUCH = 0.2  # of the pledges: deleting more is asked about once more
SEOUL = timezone(timedelta(hours=9))  # no summer time since 1988, and no zone files needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A table to load, and where it came from.

    `term` is None for the current one (for the first of all, the one `named` in the file), `as_of`
    for the day of loading (in Seoul) where the table says none either; `loaded_at` is aware. Its
    term becomes the current one unless it stays `beside` that.
    """

    table: Table
    file: str
    sha256: str
    loaded_at: datetime
    term: str | None = None
    named: str | None = None
    as_of: date | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The current term and table, the rest of the edition's term; `former` are old departments."""

    current_term: str | None = None
    current: Table = field(default_factory=Table)
    table: Table = field(default_factory=Table)
    as_of: date | None = None
    version: int | None = None
    former: Mapping[str, Former] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What a change of a term comes to: its table before and after, and what differs.

    `old_term` was current before, `new_term` is after it, with their tables `replaced` and
    `current`; `version` is the last one before the change. `is_ahead` tells whether the table
    speaks of a day after the one on which it was read.
    """

    term: str
    old_term: str | None
    new_term: str
    as_of: date
    old_as_of: date | None
    old_table: Table
    table: Table
    replaced: Table
    current: Table
    changes: tuple[Change, ...]
    version: int | None = None
    former: Mapping[str, Former] = field(default_factory=dict)
    is_ahead: bool = False

    @property
    def is_first(self) -> bool:
        """Whether the database held no table of this term."""
        return self.old_as_of is None

    @property
    def is_new_term(self) -> bool:
        """Whether another term becomes the current one."""
        return self.new_term != self.old_term

    @property
    def removed(self) -> int:
        """How many pledges go."""
        kept = {pledge.number for pledge in self.table.pledges}
        return sum(pledge.number not in kept for pledge in self.old_table.pledges)

    @property
    def deletes_much(self) -> bool:
        """Whether more than a fifth of the pledges go."""
        return self.removed > MUCH * len(self.old_table.pledges)

    @property
    def changes_nothing(self) -> bool:
        """Whether the database already says all this."""
        is_same = not (self.changes or self.is_new_term or self.renamed)
        return is_same and self.as_of == self.old_as_of

    @property
    def vanished(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """The departments that the current table has no more, each with its likely successors."""
        return vanished(self.replaced, self.current, is_new_term=self.is_new_term)

    @property
    def respelt(self) -> tuple[tuple[str, str], ...]:
        """The departments that the current table only writes otherwise than before."""
        return respelt(self.replaced, self.current)

    @property
    def renamed(self) -> tuple[tuple[str, str], ...]:
        """What columns of both tables were called, with what they are called now."""
        if self.is_first:
            return ()
        both = {STRATEGY.key} | (self.old_table.columns & self.table.columns)
        old, new = (
            {STRATEGY.key: table.strategy_heading} | dict(table.called)
            for table in (self.old_table, self.table)
        )
        keys = dict.fromkeys((*old, *new))
        names = ((old.get(key, key), new.get(key, key)) for key in keys if key in both)
        return tuple(pair for pair in names if pair[0] != pair[1])


def term_of(edition: Edition, current_term: str | None) -> str:
    """The term an edition is for, given the current one."""
    return edition.term or current_term or edition.named or FIRST_TERM


def day_in_seoul(at: datetime) -> date:
    """The day that a moment is on there."""
    return at.astimezone(SEOUL).date()


def revision(edition: Edition, held: Held) -> Revision:
    """What loading this edition would change; nothing is changed by asking."""
    as_of = edition.as_of
    if as_of is None and held.table.pledges == edition.table.pledges:
        as_of = held.as_of  # the same page read again is not news of today
    term = term_of(edition, held.current_term)
    stays = held.current_term if edition.beside and held.current_term != term else None
    read_on = day_in_seoul(edition.loaded_at)
    return Revision(
        term=term,
        old_term=held.current_term,
        new_term=stays or term,
        as_of=as_of or read_on,
        old_as_of=held.as_of,
        old_table=held.table,
        table=edition.table,
        replaced=held.current,
        current=held.current if stays else edition.table,
        version=held.version,
        former=held.former,
        changes=compare(held.table, edition.table),
        is_ahead=as_of is not None and as_of > read_on,
    )
