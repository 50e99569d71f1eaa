"""What everything about reminders works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.people import office
from bot.reminders.store import reminders

if TYPE_CHECKING:
    from bot.lookup.answering import Catalogues
    from bot.reminders.planning import Planning
    from bot.reminders.rules.working_days import WorkingDays


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(office.Office):
    """An office's state with its table and its working days."""

    catalogues: Catalogues
    planning: Planning

    def calendar(self) -> WorkingDays:
        """Its working days."""
        return self.state.read(reminders.calendar)
