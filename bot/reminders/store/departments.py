"""What is registered under the names of departments, and how it was renamed: state database."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.people.audit_replies import Act
from bot.people.groups import Address
from bot.people.store import audit, groups
from bot.reminders.rules.reminder import Audience, Departments, Everyone, OwnersOf, Reminder
from bot.reminders.store import answers, boards, reminders
from bot.store.records import insert, update
from bot.store.state import State, Tables

GROUP, REMINDER = "group", "reminder"
# Rows that name departments, by the table and which of them.
_ROWS = {
    "delivery": ("deliveries", "departments <> '[]'"),
    "request": ("requests", "coalesce(verdict, 'rejected') = 'rejected'"),
}
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
    ("department links", "002 names alone"): """
        -- Of a reminder, 1.0.0 kept the whole audience.
        UPDATE renamed_links SET
            was = coalesce(json_extract(was, '$.names'), json_extract(was, '$.without')),
            became = coalesce(json_extract(became, '$.names'), json_extract(became, '$.without'))
        WHERE kind = 'reminder';
    """,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentLinks:
    """Counts and renames what is registered under departments; ends reminders of old pledges."""

    state: State
    clock: Callable[[], datetime]

    def linked(self, name: str) -> tuple[int, int, int]:
        """How many groups, reminders and messages that wait for an answer a department has."""

        def read(db: Tables) -> tuple[int, int, int]:
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
        """Give what is registered or asked under old names the new ones of a version."""
        now = self.clock()

        def change(db: Tables) -> None:
            for old, new in renamed.items():
                for kind, address, was in _linked_to(db, old, now):
                    named = (to for name in was for to in (new if name == old else (name,)))
                    became = tuple(dict.fromkeys(named))
                    _set_names(db, kind, address, became, by=by, now=now)
                    row = {"kind": kind, "subject": address[0], "topic": address[1]}
                    insert(db, "renamed_links", row, version=version, was=was, became=became)

        await self.state.write(change)

    async def restore(self, version: int, *, by: int) -> None:
        """Undo what a version renamed, the last first, where nobody has changed it since."""
        now, of_version = self.clock(), [version]

        def change(db: Tables) -> None:
            sql = "SELECT * FROM renamed_links WHERE version = ? ORDER BY id DESC"
            for row in [*db.query(sql, of_version)]:
                address = (row["subject"], row["topic"])
                was, became = json.loads(row["was"]), json.loads(row["became"])
                if {*_names_of(db, row["kind"], address)} == {*became}:
                    _set_names(db, row["kind"], address, was, by=by, now=now)
            db.execute("DELETE FROM renamed_links WHERE version = ?", of_version)

        await self.state.write(change)

    def reminders_of(
        self, numbers: Iterable[str], term: str | None, *, until: datetime
    ) -> tuple[tuple[int, str], ...]:
        """The id and text of each reminder set until then for these pledges' owners alone."""
        wanted = frozenset(numbers)
        return tuple(
            (one.id, one.text)
            for one in self.state.read(reminders.ahead, self.clock())
            if isinstance(one.audience, OwnersOf)
            and one.active_from <= until
            and one.audience.term in {"", term}
            and wanted.issuperset(map(str, one.audience.numbers))
        )

    def running(self, today: date) -> tuple[tuple[str, date], ...]:
        """The text and the deadline of each campaign that goes on, the first deadline first."""
        found = self.state.read(boards.campaigns, today)[::-1]
        return tuple((each.reminder.text, each.deadline) for each in found)

    async def end(self, reminder_ids: Iterable[int], *, by: int) -> None:
        """End reminders."""
        now = self.clock()

        def change(db: Tables) -> None:
            for number in reminder_ids:
                if reminders.delete(db, number, now=now):
                    audit.note(db, Act.REMINDER_DELETED, by=by, detail=f"#{number}", now=now)

        await self.state.write(change)


def _reminders_of(db: Tables, name: str, now: datetime) -> list[Reminder]:
    return [one for one in reminders.ahead(db, now) if name in _names(one.audience)]


def _names(audience: Audience) -> tuple[str, ...]:
    match audience:
        case Departments(names=names) | Everyone(without=names):
            return names
    return ()


def _linked_to(db: Tables, name: str, now: datetime) -> list[tuple[str, Address, tuple[str, ...]]]:
    """What a department has: kind, id or address, and the departments that it is for."""
    known = groups.all_groups(db)  # those too that the bot may come back to
    rows = (
        (kind, (row["id"], None), tuple(json.loads(row["departments"])))
        for kind, (table, where) in _ROWS.items()
        for row in db.query(
            f"""
            SELECT id, departments FROM {table}
            WHERE {where} AND ? IN (SELECT value FROM json_each(departments))
            """,
            [name],
        )
    )
    return [
        *((GROUP, one.address, one.departments) for one in known if name in one.departments),
        *((REMINDER, (one.id, None), _names(one.audience)) for one in _reminders_of(db, name, now)),
        *rows,
    ]


def _names_of(db: Tables, kind: str, address: Address) -> tuple[str, ...]:
    """The departments that a thing is for now; none when it is gone."""
    found: tuple[str, ...] = ()
    if kind == GROUP:
        group = groups.group(db, *address)
        found = group.departments if group else ()
    elif kind == REMINDER:
        reminder = reminders.reminder(db, address[0])
        found = _names(reminder.audience) if reminder else ()
    elif kind in _ROWS:  # 1.0.0 kept drafts, too, that are gone
        rows = db.query(f"SELECT departments FROM {_ROWS[kind][0]} WHERE id = ?", [address[0]])
        found = tuple(name for row in rows for name in json.loads(row["departments"]))
    return found


def _set_names(  # noqa: PLR0913 -- what is changed where, by whom and when
    db: Tables, kind: str, address: Address, names: Sequence[str], *, by: int, now: datetime
) -> None:
    if kind == GROUP:
        groups.bind(db, address, names, by=by, now=now)
        detail, act = ", ".join(sorted(names)), Act.GROUP_BOUND
        audit.note(db, act, by=by or None, subject=address[0], detail=detail, now=now)
    elif kind in _ROWS:
        update(db, _ROWS[kind][0], {"id": address[0]}, departments=names)
    elif (reminder := reminders.reminder(db, address[0])) is not None:
        is_named = isinstance(reminder.audience, Departments)
        audience = Departments(names=tuple(names)) if is_named else Everyone(without=tuple(names))
        reminders.keep(db, replace(reminder, audience=audience))
        audit.note(db, Act.REMINDER_CHANGED, by=by or None, detail=f"#{reminder.id}", now=now)
