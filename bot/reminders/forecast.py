"""What would be sent at a moment: the same reminders, groups and words, and nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from bot.people.groups import Group, registered_address
from bot.people.store import groups
from bot.reminders.handing_in import still_asked
from bot.reminders.replies.reminders import reminder_notice
from bot.reminders.rules.audience import reached_by
from bot.reminders.rules.deliveries import Delivery, Kind
from bot.reminders.rules.reminder import Due, due
from bot.reminders.store import deliveries as ledger
from bot.reminders.store import reminders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.lookup.catalogue import Catalogue
    from bot.people.messages import Message
    from bot.store.state import Tables

A_MINUTE = timedelta(minutes=1)  # schedules are to the minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """A message to a group, or with neither, the departments that no group stands for."""

    reminder_id: int
    due_at: datetime
    group: Group | None = None
    notice: Message | None = None
    missing: tuple[str, ...] = ()


def foreseen(
    db: Tables, catalogue: Catalogue, at: datetime, timezone: tzinfo
) -> tuple[Foreseen, ...]:
    """What comes due in the minute of `at`, in order: from schedules, and postponed messages."""
    start = at.replace(second=0, microsecond=0)
    end = start + A_MINUTE - timedelta(microseconds=1)
    since = start - timedelta(microseconds=1)
    calendar = reminders.calendar(db)
    found = [
        one
        for item in due(reminders.all_reminders(db), since, end, calendar, A_MINUTE)[0]
        for one in _of_due(db, item, catalogue, timezone)
    ]
    put_off = [
        one
        for delivery in ledger.waiting_between(db, start, end)
        if delivery.kind is Kind.POSTPONED
        for one in _of_delivery(db, delivery, catalogue, timezone)
    ]
    return (*found, *put_off)


def _of_due(db: Tables, item: Due, catalogue: Catalogue, timezone: tzinfo) -> Iterator[Foreseen]:
    known = {group.address: group for group in groups.registered(db)}
    departments = {address: group.departments for address, group in known.items()}
    reach = reached_by(item.reminder, catalogue, departments)
    for place, numbers in still_asked(db, item, reach.places):
        delivery = Delivery.imagined(
            item, chat_id=place.chat_id, topic_id=place.topic_id, pledges=numbers
        )
        yield Foreseen(
            reminder_id=item.reminder.id,
            due_at=item.due_at,
            group=known[registered_address(known, place.address)],
            notice=reminder_notice(
                delivery, item.reminder, catalogue, now=item.due_at, timezone=timezone
            ),
        )
    if reach.missing:
        yield Foreseen(reminder_id=item.reminder.id, due_at=item.due_at, missing=reach.missing)


def _of_delivery(
    db: Tables, delivery: Delivery, catalogue: Catalogue, timezone: tzinfo
) -> Iterator[Foreseen]:
    reminder = reminders.reminder(db, delivery.reminder_id)
    group = groups.group_at(db, delivery.address)
    if reminder is not None and group is not None and group.is_registered:
        yield Foreseen(
            reminder_id=reminder.id,
            due_at=delivery.due_at,
            group=group,
            notice=reminder_notice(
                delivery, reminder, catalogue, now=delivery.due_at, timezone=timezone
            ),
        )
