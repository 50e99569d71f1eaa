"""What hangs on the name of a department: its groups, and the reminders for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.people.audit import Act
from bot.people.store import audit, groups
from bot.reminders.rules.reminder import Departments, Everyone
from bot.reminders.store import reminders

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from bot.people.groups import Address, Group
    from bot.reminders.rules.reminder import Reminder
    from bot.store.state import State, Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentLinks:
    """Counts and renames what is registered under the names of departments."""

    state: State
    clock: Callable[[], datetime]

    def linked(self, name: str) -> tuple[int, int]:
        """How many groups and reminders a department has."""

        def count(db: Tables) -> tuple[int, int]:
            return len(_groups_of(db, name)), len(_reminders_of(db, name))

        return self.state.read(count)

    def addresses(self, names: Sequence[str]) -> tuple[Address, ...]:
        """Where the groups are that any of these departments has."""

        def find(db: Tables) -> tuple[Address, ...]:
            found = (group.address for name in names for group in _groups_of(db, name))
            return tuple(dict.fromkeys(found))

        return self.state.read(find)

    async def rename(self, renamed: Mapping[str, Sequence[str]], *, by: int) -> None:
        """Let the groups and reminders of each old name go on under its new ones."""
        now = self.clock()

        def change(db: Tables) -> None:
            for old, new in renamed.items():
                for group in _groups_of(db, old):
                    bound = tuple(dict.fromkeys(_replaced(group.departments, old, new)))
                    groups.bind(db, group.address, bound, by=by, now=now)
                    audit.note(db, Act.GROUP_BOUND, by=by, subject=group.chat_id, now=now)
                for reminder in _reminders_of(db, old):
                    reminders.keep(db, _for(reminder, old, new))
                    audit.note(db, Act.REMINDER_CHANGED, by=by, subject=reminder.id, now=now)

        await self.state.write(change)


def _groups_of(db: Tables, name: str) -> list[Group]:
    return [group for group in groups.registered(db) if name in group.departments]


def _reminders_of(db: Tables, name: str) -> list[Reminder]:
    return [
        reminder
        for reminder in reminders.all_reminders(db)
        if (isinstance(reminder.audience, Departments) and name in reminder.audience.names)
        or (isinstance(reminder.audience, Everyone) and name in reminder.audience.without)
    ]


def _for(reminder: Reminder, old: str, new: Sequence[str]) -> Reminder:
    match reminder.audience:
        case Departments(names=names):
            audience = Departments(names=tuple(dict.fromkeys(_replaced(names, old, new))))
            return replace(reminder, audience=audience)
        case Everyone(without=without):
            kept = tuple(dict.fromkeys(_replaced(without, old, new)))
            return replace(reminder, audience=replace(reminder.audience, without=kept))
    return reminder


def _replaced(names: Sequence[str], old: str, new: Sequence[str]) -> list[str]:
    return [to for name in names for to in (new if name == old else (name,))]
