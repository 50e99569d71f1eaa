"""What everything about reminders works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.people.store import groups
from bot.reminders.store import reminders

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo

    from bot.lookup.answering import Catalogues
    from bot.people.groups import Address, Group
    from bot.people.membership import Membership
    from bot.people.messages import Messenger
    from bot.reminders.planning import Planning
    from bot.reminders.rules.working_days import WorkingDays
    from bot.store.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One for each state database; what is shown at once goes by its `messenger`."""

    state: State
    membership: Membership
    catalogues: Catalogues
    messenger: Messenger
    planning: Planning
    clock: Callable[[], datetime]
    timezone: tzinfo

    def local_now(self) -> datetime:
        """The time of day in the office."""
        return self.clock().astimezone(self.timezone)

    def calendar(self) -> WorkingDays:
        """Its working days."""
        return self.state.read(reminders.calendar)

    def group_at(self, address: Address) -> Group | None:
        """The group that a message to this address goes to; None when it is not registered."""
        return self.state.read(groups.group_at, address)
