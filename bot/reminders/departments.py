"""What is registered under the name of a department: its groups, reminders and open answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.people.audit import Act
from bot.people.store import audit, groups
from bot.reminders.store import departments, reminders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from bot.people.groups import Address
    from bot.store.state import State, Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentLinks:
    """Counts and renames what is registered under departments; ends reminders of old pledges."""

    state: State
    clock: Callable[[], datetime]

    def linked(self, name: str) -> tuple[int, int, int]:
        """How many groups, reminders and messages that wait for an answer a department has."""
        return self.state.read(departments.linked, name, now=self.clock())

    def addresses(self, names: Sequence[str]) -> tuple[Address, ...]:
        """Where the groups are that any of these departments has, and can be written to."""
        wanted = frozenset(names)
        found = self.state.read(groups.registered)
        return tuple(
            group.address
            for group in found
            if group.is_live and wanted.intersection(group.departments)
        )

    async def rename(self, renamed: Mapping[str, Sequence[str]], *, version: int, by: int) -> None:
        """Give groups, reminders and deliveries of old names the new ones of a version."""
        now = self.clock()
        await self.state.write(departments.rename, renamed, version=version, by=by, now=now)

    async def restore(self, version: int, *, by: int) -> None:
        """Undo what was renamed as of a version."""
        now = self.clock()
        await self.state.write(departments.restore, version, by=by, now=now)

    def reminders_of(
        self, numbers: Iterable[str], *, until: datetime
    ) -> tuple[tuple[int, str], ...]:
        """The id and text of each reminder that was for the owners of these pledges alone."""
        wanted = frozenset(numbers)
        found = self.state.read(departments.of_pledges, wanted, until=until)
        return tuple((one.id, one.text) for one in found)

    async def end(self, reminder_ids: Iterable[int], *, by: int) -> None:
        """End reminders."""
        now = self.clock()

        def change(db: Tables) -> None:
            for reminder_id in reminder_ids:
                if reminders.delete(db, reminder_id, now=now):
                    audit.note(db, Act.REMINDER_DELETED, by=by, detail=f"#{reminder_id}", now=now)

        await self.state.write(change)
