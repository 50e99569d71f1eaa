"""What differs between two tables, one difference at a time, to be shown before it is made."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.lookup.catalogue import Alias
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.table.pledge_table import Table


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
    """A number that was not there before."""

    pledge: Pledge
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeRemoved:
    """A number that is there no more."""

    pledge: Pledge
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeChanged:
    """One field of a pledge that stayed; `field` is a `Field` or the heading of a detail.

    A position is written in digits, departments with commas between them.
    """

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
    before = {pledge.number: (place, pledge) for place, pledge in enumerate(old, start=1)}
    after = {pledge.number: (place, pledge) for place, pledge in enumerate(new, start=1)}
    for number, (place, pledge) in before.items():
        if number not in after:
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
