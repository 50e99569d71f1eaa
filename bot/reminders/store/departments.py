"""What is registered under the names of departments, and how it was renamed: state database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.people.audit_replies import Act
from bot.people.store import audit, groups
from bot.reminders.rules.reminder import Audience, Departments, Everyone, OwnersOf, Reminder
from bot.reminders.store import answers, deliveries, reminders
from bot.store.records import from_json, insert, to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlite_utils import Database

    from bot.people.groups import Address
    from bot.store.state import State


GROUP, REMINDER, DELIVERY = "group", "reminder", "delivery"
WAITED_FOR = timedelta(days=31)  # an answer to an older message does not come any more

MIGRATIONS = {
    ("department links", "001 renamed links"): """
        -- `version` is the one of the table that gave departments new names: an undo restores what
        -- still is as it made it.
        CREATE TABLE renamed_links (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            version INTEGER NOT NULL,
            kind TEXT NOT NULL,
            subject INTEGER NOT NULL,
            topic INTEGER,
            was TEXT NOT NULL,
            became TEXT NOT NULL
        ) STRICT;
        CREATE INDEX renamed_links_of ON renamed_links (version, id);
    """,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentLinks:
    """Counts and renames what is registered under departments; ends reminders of old pledges."""

    state: State
    clock: Callable[[], datetime]

    def linked(self, name: str) -> tuple[int, int, int]:
        """How many groups, reminders and messages that wait for an answer a department has."""

        def read(db: Database) -> tuple[int, int, int]:
            own = [group.address for group in groups.registered(db) if name in group.departments]
            waiting = answers.unanswered_count(db, own, name, since=self.clock() - WAITED_FOR)
            return len(own), len(_reminders_of(db, name, self.clock())), waiting

        return self.state.read(read)

    def addresses(self, names: Sequence[str]) -> tuple[Address, ...]:
        """Where the groups are that any of these departments has, and can be written to."""
        found = self.state.read(groups.registered)
        return tuple(
            group.address
            for group in found
            if group.is_live and not {*names}.isdisjoint(group.departments)
        )

    async def rename(self, renamed: Mapping[str, Sequence[str]], *, version: int, by: int) -> None:
        """Give groups, reminders and deliveries of old names the new ones of a version."""
        now = self.clock()

        def change(db: Database) -> None:
            for old, new in renamed.items():
                for kind, address, was, became in _changes(db, old, new, now):
                    _write(db, kind, address, became, by=by, now=now)
                    row = {"kind": kind, "subject": address[0], "topic": address[1]}
                    insert(db, "renamed_links", row, version=version, was=was, became=became)

        await self.state.write(change)

    async def restore(self, version: int, *, by: int) -> None:
        """Undo what a version renamed, the last first, where nobody has changed it since."""
        now, of_version = self.clock(), [version]

        def change(db: Database) -> None:
            sql = "SELECT * FROM renamed_links WHERE version = ? ORDER BY id DESC"
            for row in [*db.query(sql, of_version)]:
                address = (row["subject"], row["topic"])
                if _written(db, row["kind"], address) == row["became"]:
                    _write(db, row["kind"], address, row["was"], by=by, now=now)
            db.execute("DELETE FROM renamed_links WHERE version = ?", of_version)

        await self.state.write(change)

    def reminders_of(
        self, numbers: Iterable[str], *, until: datetime
    ) -> tuple[tuple[int, str], ...]:
        """The id and text of each reminder set until then for the owners of these pledges alone."""
        wanted = frozenset(numbers)
        return tuple(
            (one.id, one.text)
            for one in self.state.read(reminders.ahead, self.clock())
            if isinstance(one.audience, OwnersOf)
            and one.active_from <= until
            and wanted.issuperset(map(str, one.audience.numbers))
        )

    async def end(self, reminder_ids: Iterable[int], *, by: int) -> None:
        """End reminders."""
        now = self.clock()

        def change(db: Database) -> None:
            for number in reminder_ids:
                if reminders.delete(db, number, now=now):
                    audit.note(db, Act.REMINDER_DELETED, by=by, detail=f"#{number}", now=now)

        await self.state.write(change)


def _reminders_of(db: Database, name: str, now: datetime) -> list[Reminder]:
    return [one for one in reminders.ahead(db, now) if name in _names(one.audience)]


def _names(audience: Audience) -> tuple[str, ...]:
    match audience:
        case Departments(names=names) | Everyone(without=names):
            return names
    return ()


def _changes(
    db: Database, old: str, new: Sequence[str], now: datetime
) -> list[tuple[str, Address, str, str]]:
    """Each thing that an old name has: kind, id or address, what it says and what it is to say."""

    def after(names: Iterable[str]) -> list[str]:
        return [*dict.fromkeys(to for name in names for to in (new if name == old else (name,)))]

    found = [
        (GROUP, group.address, _json(group.departments), _json(sorted(after(group.departments))))
        for group in groups.registered(db)
        if old in group.departments
    ]
    for one in _reminders_of(db, old, now):
        names = tuple(after(_names(one.audience)))
        is_named = isinstance(one.audience, Departments)
        audience = Departments(names=names) if is_named else Everyone(without=names)
        found.append((REMINDER, (one.id, None), to_json(one.audience), to_json(audience)))
    found += [
        (DELIVERY, (delivery_id, None), _json(names), _json(after(names)))
        for delivery_id, names in deliveries.routed_for(db, old)
    ]
    return found


def _written(db: Database, kind: str, address: Address) -> str | None:
    """What a thing says now; None when it is gone."""
    match kind:
        case "group":
            group = groups.group(db, *address)
            return _json(group.departments) if group else None
        case "reminder":
            reminder = reminders.reminder(db, address[0])
            return to_json(reminder.audience) if reminder else None
    delivery = deliveries.delivery(db, address[0])
    return _json(delivery.departments) if delivery else None


def _write(  # noqa: PLR0913 -- what is written where, by whom and when
    db: Database, kind: str, address: Address, written: str, *, by: int, now: datetime
) -> None:
    match kind:
        case "group":
            names = json.loads(written)
            groups.bind(db, address, names, by=by, now=now)
            detail, act = ", ".join(names), Act.GROUP_BOUND
            audit.note(db, act, by=by or None, subject=address[0], detail=detail, now=now)
        case "reminder":
            reminders.set_audience(db, address[0], from_json(Audience, written))
            audit.note(db, Act.REMINDER_CHANGED, by=by or None, detail=f"#{address[0]}", now=now)
        case _:
            deliveries.set_departments(db, address[0], json.loads(written))


def _json(names: Any) -> str:
    return json.dumps([*names], ensure_ascii=False)
