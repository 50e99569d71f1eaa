"""What is still asked of a group for a deadline, by what it and others handed in or passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reminders.rules.deliveries import Delivery, Kind
from bot.reminders.store import answers, corrections
from bot.reminders.store import deliveries as ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from bot.people.groups import Address
    from bot.reminders.rules.audience import Place
    from bot.reminders.rules.reminder import Due
    from bot.store.state import Tables


def still_asked(
    db: Tables, item: Due, places: Iterable[Place]
) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """The chats that something is still asked of, each with the numbers of the pledges."""
    for place in places:
        all_of = [str(pledge.number) for pledge in place.pledges]
        numbers = kept_by(db, item.reminder.id, item.deadline, place.address, all_of)
        if numbers is not None and not has_handed_in(
            db, item.reminder.id, item.deadline, place.address, numbers
        ):
            yield place, numbers


def has_handed_in(  # noqa: PLR0913 -- who, what, for whom
    db: Tables,
    reminder_id: int,
    deadline: date | None,
    address: Address,
    pledges: Sequence[str],
    *,
    departments: Sequence[str] = (),
) -> bool:
    """Whether a chat has said 제출완료 for a deadline, for all of it or for each pledge.

    With `departments`, whether it did so for these, in the place of another chat.
    """
    if deadline is None:
        return False
    submitted = answers.submitted(db, reminder_id, deadline, address, departments=departments)
    return "" in submitted or (bool(pledges) and submitted.issuperset(pledges))


def is_handed_in(db: Tables, delivery: Delivery) -> bool:
    """Whether what a delivery asks for was handed in, unless another department did so before."""
    if reassigned_first(db, delivery) is not None:
        return False
    return has_handed_in(
        db,
        delivery.reminder_id,
        delivery.deadline,
        delivery.address,
        delivery.pledges,
        departments=delivery.departments,
    )


def kept_by(
    db: Tables, reminder_id: int, deadline: date | None, address: Address, numbers: Sequence[str]
) -> tuple[str, ...] | None:
    """The pledges of a chat that were not sent to another department; None when all of it was."""
    if deadline is None:
        return tuple(numbers)
    gone = [
        about
        for about in corrections.reassigned(db, reminder_id, deadline)
        if about.address == address
    ]
    left = {*numbers}.difference(*(about.pledges for about in gone))
    if gone and not left:
        return None
    return tuple(number for number in numbers if number in left)


def reassigned_first(db: Tables, delivery: Delivery) -> Delivery | None:
    """The reassigned delivery that this is, nudges about, or postpones; None for others."""
    found: Delivery | None = delivery
    while found is not None and found.kind is not Kind.REASSIGNED:
        found = ledger.delivery(db, found.root_id) if found.root_id else None
    return found
