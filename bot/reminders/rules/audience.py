"""Whom a reminder reaches: by the table and the groups as they are at this moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeAlias

from bot.lookup.catalogue import Catalogue
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.people.groups import Address, registered_address
from bot.reminders.rules.deliveries import Delivery
from bot.reminders.rules.reminder import Audience, Chat, Departments, Everyone, OwnersOf, Reminder

# The registered chats and topics, and their departments.
Groups: TypeAlias = "Mapping[Address, tuple[str, ...]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A chat that is reached, and the pledges it is reminded of: its own, of one term."""

    address: Address
    pledges: tuple[Pledge, ...] = ()
    term: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The chats in the order given; `missing` are departments that lead to none.

    `departments` are those that it is for, with a chat or without, in page order; `ownerless` are
    the numbers of pledges that lead to no department.
    """

    places: tuple[Place, ...]
    departments: tuple[str, ...]
    missing: tuple[str, ...] = ()
    ownerless: tuple[str, ...] = ()


def owners_of(audience: OwnersOf, catalogue: Catalogue) -> tuple[str, ...]:
    """The departments that own these pledges today, each once."""
    pledges = catalogue.in_term(audience.term).by_number
    found = (pledges[number].owners for number in audience.numbers if number in pledges)
    return tuple(dict.fromkeys(chain(*found)))


def stands_for(delivery: Delivery, catalogue: Catalogue) -> tuple[str, ...]:
    """For whom answers to a message count, as called now; for its owners if nobody is left."""
    names = catalogue.called_now(delivery.departments or delivery.sent_for)
    if not any(name in catalogue.by_department for name in names):
        numbers = tuple(map(PledgeNumber, delivery.pledges))
        names = owners_of(OwnersOf(numbers=numbers, term=delivery.term), catalogue) or names
    return names


def reached_by(reminder: Reminder, catalogue: Catalogue, groups: Groups) -> Reached:
    """Where a reminder goes, with pledges if it lists them, and for whom; by its numbers' term."""
    audience = reminder.audience
    table = catalogue.in_term(audience.term) if isinstance(audience, OwnersOf) else catalogue
    found = _reached(audience, table, groups)
    if reminder.lists_pledges:
        return found
    places = tuple(Place(address=place.address) for place in found.places)
    is_for_all = isinstance(audience, Everyone)  # and about no pledge
    return replace(found, places=places, ownerless=() if is_for_all else found.ownerless)


def campaign_table(audience: Audience, terms: Iterable[str], catalogue: Catalogue) -> Catalogue:
    """The table of a deadline: of the term that it names, or of the first of `terms` loaded."""
    if isinstance(audience, OwnersOf) and audience.term:
        return catalogue.in_term(audience.term)
    return next((catalogue.in_term(each) for each in terms if catalogue.of_term(each)), catalogue)


def _reached(audience: Audience, catalogue: Catalogue, groups: Groups) -> Reached:
    bound = dict.fromkeys(chain(*groups.values()))
    ownerless: list[str] = []
    names: Iterable[str] = ()
    wanted: dict[str, tuple[Pledge, ...]] = {}
    theirs: Groups | None = None
    match audience:
        case Everyone(without=without):
            names = [name for name in {**catalogue.by_department, **bound} if name not in without]
            theirs = {at: of for at, of in groups.items() if not {*of} <= {*without}}
            ownerless = [str(each.number) for each in catalogue.pledges if not each.owners]
        case Chat():
            own = groups.get(registered_address(groups, audience.address))
            names, theirs = own or (), {audience.address: own} if own is not None else {}
        case Departments(names=names):
            pass
        case OwnersOf(numbers=numbers):
            for number in numbers:
                pledge = catalogue.by_number.get(number)
                if pledge is None or not pledge.owners:
                    ownerless.append(str(number))
                    continue
                for name in pledge.owners:
                    wanted[name] = (*wanted.get(name, ()), pledge)
    wanted |= {name: catalogue.owned_by.get(name, ()) for name in names}
    if theirs is None:
        theirs = {at: of for at, of in groups.items() if not wanted.keys().isdisjoint(of)}
    return Reached(
        places=tuple(
            Place(
                address=address,
                term=catalogue.term,
                pledges=tuple(dict.fromkeys(chain(*(wanted.get(name, ()) for name in names)))),
            )
            for address, names in theirs.items()
        ),
        departments=tuple(wanted),
        missing=tuple(name for name in wanted if name not in bound),
        ownerless=tuple(ownerless),
    )
