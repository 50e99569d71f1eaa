"""Departments renamed, merged, split, and pledges moved between them: what becomes of a table."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

from bot.lookup.columns import PERSON, PHONE, TEAM
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.slips import likeness, likest
from bot.table import departments
from bot.table.changes import predecessors
from bot.table.pledge_table import Table

MIN_ALIKE = 0.7  # 교통행정과 and 교통과 are 0.75
MAX_PAIRED = 20  # departments of one pledge; more are paired by their places alone
OF_OWNER = frozenset({TEAM.key, PERSON.key, PHONE.key})  # columns that say who at the owner


class StepKind(StrEnum):
    """What a step does."""

    RENAME = "rename"  # one department gets another name; several become one
    SPLIT = "split"  # a department goes; each of its pledges has a new owner
    MOVE = "move"  # pledges go to another department; both stay


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a reorganisation.

    RENAME: all of `old` become `new[0]`. SPLIT: `old[0]` becomes several of `new`, `pledges` says
    which pledge goes to which of them, all others go to `new[0]`. MOVE: each of `pledges` goes
    from its owner among `old`, or from nobody, to the department beside it.
    """

    kind: StepKind
    old: tuple[str, ...]
    new: tuple[str, ...]
    pledges: tuple[tuple[PledgeNumber, str], ...] = ()


def reorganised(table: Table, steps: Iterable[Step]) -> Table:
    """The table after these steps, in their order."""
    for step in steps:
        table = replace(table, pledges=tuple(_pledge_after(one, step) for one in table.pledges))
    return table


def shared_out(table: Table, steps: Sequence[Step]) -> tuple[tuple[int, Pledge], ...]:
    """The pledges that splits share out, in page order, each with the place of its step."""
    found: list[tuple[int, Pledge]] = []
    for at, step in enumerate(steps):
        if step.kind is StepKind.SPLIT:
            found += [(at, one) for one in table.pledges if step.old[0] in one.departments]
        table = reorganised(table, [step])
    return tuple(found)


def successors(steps: Iterable[Step]) -> tuple[tuple[str, str], ...]:
    """Old and new names in the steps' order; of a split, also the part that keeps the name."""
    return tuple(
        (old, new)
        for step in steps
        if step.kind is not StepKind.MOVE
        for old in step.old
        for new in step.new
        if old != new or step.kind is StepKind.SPLIT
    )


def vanished(
    old: Table, new: Table, *, is_new_term: bool = False
) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """The departments that a new table does not have any more, each with its likely successors.

    A successor is a department that came to pledges that the old one left, with their count, most
    first, then the one called most alike; where none did, one that is new and called much like the
    old one. Of several that left a pledge each is followed by one of those that came to it. The
    numbers of a new term mean other pledges, so there these are known by their titles.
    """
    was_of = predecessors(old.pledges, new.pledges)
    now = {was.number: one for one in new.pledges if (was := was_of.get(one.number)) is not None}
    if is_new_term:
        titled = {one.title: one for one in new.pledges}
        now = {was.number: titled[was.title] for was in old.pledges if was.title in titled}
    known = {*new.departments, *(name for name, _ in respelt(old, new))}
    gone = [name for name in old.departments if name not in known]
    came = [name for name in new.departments if name not in old.departments]
    counts = Counter(
        pair
        for was in old.pledges
        if (after := now.get(was.number)) is not None
        for names, others in ((was.owners, after.owners), (was.helpers, after.helpers))
        for pair in _followed(
            [name for name in names if name not in after.departments],
            [name for name in others if name not in was.departments],
        )
    )
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for name in gone:
        heirs = [(heir, count) for (left, heir), count in counts.items() if left == name]
        heirs.sort(key=lambda heir: (-heir[1], -likeness(name, heir[0])))
        if not heirs and (alike := likest(name, came, least=MIN_ALIKE)):
            heirs = [(alike, 0)]
        found[name] = tuple(heirs)
    return found


def respelt(old: Table, new: Table) -> tuple[tuple[str, str], ...]:
    """The departments that a new table only writes otherwise: pairs of an old and a new name."""
    now = _by_key(new)
    return tuple(
        (name, now[key])
        for key, name in _by_key(old).items()
        if key in now and name not in new.departments and now[key] not in old.departments
    )


def _by_key(table: Table) -> Mapping[str, str]:
    """The departments by what is the same however they are written.

    One that has the same part in all of its pledges is written with that, too.
    """
    parts: dict[str, set[str]] = {}
    for pledge in table.pledges:
        teams = dict(pledge.teams)
        for name in pledge.departments:
            parts.setdefault(name, set()).add(teams.get(name, ""))
    whole = {departments.key(name + min(of)): name for name, of in parts.items() if len(of) == 1}
    return whole | {departments.key(name): name for name in parts}


def likeliest(successors: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """Those of likely successors that have the most pledges; several are tied."""
    return tuple(name for name, count in successors if count == successors[0][1])


def by_old(pairs: Iterable[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    """The new names of each old one."""
    found: dict[str, list[str]] = {}
    for old, new in pairs:
        found.setdefault(old, []).append(new)
    return found


def _followed(left: Sequence[str], came: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Which of those that came to a pledge may follow which of those that left it.

    Each follows one, the likest names first, then the same places; those that are more than the
    others follow, or are followed by, any of them.
    """
    alone, free = dict(enumerate(left)), dict(enumerate(came))
    if len(left) * len(came) <= MAX_PAIRED**2:
        pairs = sorted(
            product(alone.items(), free.items()),
            key=lambda pair: (-likeness(pair[0][1], pair[1][1]), abs(pair[0][0] - pair[1][0])),
        )
    else:
        pairs = [*zip(alone.items(), free.items(), strict=False)]
    for (place, old), (other, new) in pairs:
        if place in alone and other in free:
            del alone[place], free[other]
            yield old, new
    yield from product(alone.values(), came)
    yield from product(left, free.values())


def _pledge_after(pledge: Pledge, step: Step) -> Pledge:
    goes_to = dict(step.pledges).get(pledge.number)
    if step.kind is StepKind.MOVE:
        if goes_to is None:
            return pledge
    elif not any(name in step.old for name in pledge.departments):
        return pledge

    def renamed(names: tuple[str, ...]) -> tuple[str, ...]:
        changed = (goes_to or step.new[0] if name in step.old else name for name in names)
        return tuple(dict.fromkeys(changed))

    owners = renamed(pledge.owners) or ((goes_to,) if goes_to and not pledge.owners else ())
    helpers = pledge.helpers if step.kind is StepKind.MOVE else renamed(pledge.helpers)
    helpers = tuple(name for name in helpers if name not in owners)
    is_renamed = step.kind is StepKind.RENAME
    # Teams, the person and the telephone were those of departments that have left it.
    teams: dict[str, str] = {}
    for name, team in pledge.teams:
        now = step.new[0] if is_renamed and name in step.old else name
        if now in (*owners, *helpers):
            teams[now] = ", ".join(dict.fromkeys(filter(None, (teams.get(now), team))))
    after = replace(pledge, owners=owners, helpers=helpers, teams=tuple(teams.items()))
    if is_renamed or owners == pledge.owners:
        return after
    details = tuple(detail for detail in pledge.details if detail[0] not in OF_OWNER)
    return replace(after, details=details)
