"""Whom a reminder reaches: by the table and the groups as they are at this moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from bot.people.groups import Address, registered_address
from bot.reminders.rules.reminder import Audience, Chat, Departments, Everyone, OwnersOf, Reminder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.lookup.catalogue import Catalogue
    from bot.lookup.pledge import Pledge

# The registered chats and topics, and their departments.
Groups: TypeAlias = "Mapping[Address, tuple[str, ...]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A chat that is reached, and the pledges it is reminded of: its own and no others."""

    chat_id: int
    topic_id: int | None
    pledges: tuple[Pledge, ...]

    @property
    def address(self) -> Address:
        """The chat and the topic."""
        return self.chat_id, self.topic_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The chats in the order given; `missing` are departments and numbers that lead to none."""

    places: tuple[Place, ...]
    missing: tuple[str, ...] = ()


def reached_by(reminder: Reminder, catalogue: Catalogue, groups: Groups) -> Reached:
    """Where a reminder goes, without the pledges if it lists none."""
    found = reached(reminder.audience, catalogue, groups)
    if reminder.lists_pledges:
        return found
    return replace(found, places=tuple(replace(place, pledges=()) for place in found.places))


def reached(audience: Audience, catalogue: Catalogue, groups: Groups) -> Reached:
    """Where a reminder goes."""
    match audience:
        case Everyone(without=without):
            kept = {
                address: tuple(name for name in departments if name not in without)
                for address, departments in groups.items()
            }
            meant = {address: of for address, of in kept.items() if of or not groups[address]}
            met = {name for departments in groups.values() for name in departments} | {*without}
            return Reached(
                places=tuple(_places(meant, _all_pledges(catalogue, meant))),
                missing=tuple(name for name in catalogue.by_department if name not in met),
            )
        case Chat(chat_id=chat_id, topic_id=topic_id):
            bound = groups.get(registered_address(groups, (chat_id, topic_id)))
            mine = {(chat_id, topic_id): bound} if bound is not None else {}
            return Reached(places=tuple(_places(mine, _all_pledges(catalogue, mine))))
        case Departments(names=names):
            wanted = {name: catalogue.owned_by.get(name, ()) for name in names}
            return _owners(wanted, groups)
        case OwnersOf(numbers=numbers):
            owned: dict[str, tuple[Pledge, ...]] = {}
            ownerless = []
            for number in numbers:
                pledge = catalogue.by_number.get(number)
                if pledge is None or not pledge.owners:
                    ownerless.append(str(number))
                    continue
                for name in pledge.owners:
                    owned[name] = (*owned.get(name, ()), pledge)
            found = _owners(owned, groups)
            return replace(found, missing=(*found.missing, *ownerless))


def departments_of(audience: Audience, catalogue: Catalogue, groups: Groups) -> tuple[str, ...]:
    """The departments that a reminder is for, with a chat or without, in page order."""
    match audience:
        case Everyone(without=without):
            bound = (name for departments in groups.values() for name in departments)
            every = dict.fromkeys((*catalogue.by_department, *bound))
            return tuple(name for name in every if name not in without)
        case Departments(names=names):
            return names
        case OwnersOf(numbers=numbers):
            known = (catalogue.by_number[n] for n in numbers if n in catalogue.by_number)
            return tuple(dict.fromkeys(name for pledge in known for name in pledge.owners))
        case Chat(chat_id=chat_id, topic_id=topic_id):
            return groups.get(registered_address(groups, (chat_id, topic_id)), ())


def _owners(wanted: Mapping[str, tuple[Pledge, ...]], groups: Groups) -> Reached:
    of_groups = {name for departments in groups.values() for name in departments}
    reached_groups = {
        address: departments
        for address, departments in groups.items()
        if any(name in wanted for name in departments)
    }
    return Reached(
        places=tuple(_places(reached_groups, wanted)),
        missing=tuple(name for name in wanted if name not in of_groups),
    )


def _places(groups: Groups, pledges: Mapping[str, tuple[Pledge, ...]]) -> Iterable[Place]:
    for (chat_id, topic_id), departments in groups.items():
        own = [pledge for name in departments for pledge in pledges.get(name, ())]
        yield Place(chat_id=chat_id, topic_id=topic_id, pledges=tuple(own))


def _all_pledges(catalogue: Catalogue, groups: Groups) -> Mapping[str, tuple[Pledge, ...]]:
    names = {name for departments in groups.values() for name in departments}
    return {name: catalogue.owned_by.get(name, ()) for name in names}
