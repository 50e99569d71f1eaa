"""What differs between two tables, one difference at a time, to be shown before it is made."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.lookup.catalogue import Alias
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.slips import likeness, likest
from bot.table.pledge_table import Table

MIN_ALIKE = 0.5  # titles of one number: 99 in 100 pairs of titles of one table are less alike
MIN_SAME = 0.7  # titles of two numbers
MAX_PAIRS = 250_000  # of titles that stand in one of two tables alone; more are told by numbers


class Field(StrEnum):
    """What can change of any pledge; its position counts from 1."""

    STRATEGY = "strategy"
    TITLE = "title"
    NUMBER = "number"  # written otherwise
    OWNERS = "owners"
    HELPERS = "helpers"
    TEAM = "team"
    POSITION = "position"


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeAdded:
    """A number that was not there before, or was that of another pledge."""

    pledge: Pledge
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeRemoved:
    """A number that is there no more, or is that of another pledge."""

    pledge: Pledge
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeChanged:
    """A `Field` of a pledge that stayed, or a detail; places in digits, departments by commas."""

    number: PledgeNumber
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasChanged:
    """An alias that came, went, or stayed for another reason; None where there was or is none."""

    old: Alias | None = None
    new: Alias | None = None

    @property
    def alias(self) -> Alias:
        """What it is now, or was."""
        alias = self.new or self.old
        assert alias is not None  # noqa: S101 -- one of them there was
        return alias


Change = PledgeAdded | PledgeRemoved | PledgeChanged | AliasChanged


def compare(old: Table, new: Table) -> tuple[Change, ...]:
    """All that differs: pledges removed, then pledges of the new page in order, then aliases."""
    return (*_pledge_changes(old.pledges, new.pledges), *_alias_changes(old.aliases, new.aliases))


def predecessors(old: Sequence[Pledge], new: Sequence[Pledge]) -> Mapping[PledgeNumber, Pledge]:
    """What each pledge of a new table was in the old one, by its new number; nothing for what came.

    Pledges are known by their numbers. Where a title stands under another number, as where rows
    were counted anew, they are known by their titles, and no number by itself tells.
    """
    before = {pledge.number: pledge for pledge in old}
    counts = Counter(pledge.title for table in (old, new) for pledge in table)
    by_title = {pledge.title: pledge for pledge in old if counts[pledge.title] == 2}
    found = {
        one.number: was
        for one in new
        for was in (before.get(one.number), by_title.get(one.title))
        if was is not None and was.title == one.title
    }
    rest, free = _rest(found, old, new)
    is_counted_anew = any(number != was.number for number, was in found.items())
    if not is_counted_anew:
        return found | {one.number: free[one.number] for one in rest if one.number in free}
    for one in rest:
        was = free.get(one.number)
        if was is not None and likeness(was.title, one.title) >= MIN_ALIKE:
            found[one.number] = was
    rest, free = _rest(found, old, new)
    titles = {was.title: was for was in free.values()}
    for one in rest if len(rest) * len(free) <= MAX_PAIRS else ():
        if title := likest(one.title, [*titles], least=MIN_SAME):
            found[one.number] = titles.pop(title)
    return found


def _rest(
    found: Mapping[PledgeNumber, Pledge], old: Sequence[Pledge], new: Sequence[Pledge]
) -> tuple[list[Pledge], dict[PledgeNumber, Pledge]]:
    """The new pledges whose predecessors are not found, and the old ones that are nobody's yet."""
    taken = {was.number for was in found.values()}
    free = {was.number: was for was in old if was.number not in taken}
    return [one for one in new if one.number not in found], free


def fields(pledge: Pledge, position: int) -> dict[str, str]:
    """What a pledge says and where it stands, field by field, details by their headings."""
    return {
        Field.STRATEGY: pledge.strategy,
        Field.TITLE: pledge.title,
        Field.OWNERS: ", ".join(pledge.owners),
        Field.HELPERS: ", ".join(pledge.helpers),
        Field.TEAM: pledge.with_teams(tuple(name for name, _ in pledge.teams)),
        Field.POSITION: str(position),
        **dict(pledge.details),
    }


def _pledge_changes(old: Sequence[Pledge], new: Sequence[Pledge]) -> Iterator[Change]:
    was_of = predecessors(old, new)
    kept = {number for number, was in was_of.items() if number == was.number}
    places = {pledge.number: (place, pledge) for place, pledge in enumerate(old, start=1)}
    before = {number: place for number, place in places.items() if number in kept}
    after = {pledge.number: (place, pledge) for place, pledge in enumerate(new, start=1)}
    for number, (place, pledge) in places.items():
        if number not in kept:
            yield PledgeRemoved(pledge=pledge, position=place)
    moved = _moved([before[number][0] for number in after if number in before])
    for number, (place, pledge) in after.items():
        if number not in before:
            yield PledgeAdded(pledge=pledge, position=place)
            continue
        old_place, old_pledge = before[number]
        was, now = str(old_pledge.number), str(number)
        if was != now:
            yield PledgeChanged(number=number, field=Field.NUMBER, old=was, new=now)
        old_fields, new_fields = fields(old_pledge, old_place), fields(pledge, place)
        for field in dict.fromkeys((*new_fields, *old_fields)):
            was, now = old_fields.get(field, ""), new_fields.get(field, "")
            # A pledge that only makes room for another has not moved.
            if old_place in moved if field == Field.POSITION else was != now:
                yield PledgeChanged(number=number, field=field, old=was, new=now)


def _moved(places: Sequence[int]) -> set[int]:
    """The fewest of these distinct places that must go so that the others are in rising order."""
    ends: list[int] = []  # the lowest place that ends a rising run of each length
    reached: list[int] = []  # the length of the longest rising run that ends at each place
    for place in places:
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        reached.append(length)
    moved = set(places)
    wanted, limit = len(ends) - 1, max(places, default=0) + 1
    for place, length in zip(reversed(places), reversed(reached), strict=True):
        if length == wanted and place < limit:
            moved.remove(place)
            wanted, limit = wanted - 1, place
    return moved


def _alias_changes(old: Sequence[Alias], new: Sequence[Alias]) -> Iterator[Change]:
    before = {(alias.kind, alias.alias, alias.target): alias for alias in old}
    after = {(alias.kind, alias.alias, alias.target): alias for alias in new}
    for key in dict.fromkeys((*(key for key in before if key not in after), *after)):
        if before.get(key) != after.get(key):
            yield AliasChanged(old=before.get(key), new=after.get(key))
