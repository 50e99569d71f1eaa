"""What the office adds to its tables, through all loads: aliases, and reorganisations to come."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database

from bot.lookup.catalogue import Alias
from bot.store.records import from_json, insert, record_from, to_json
from bot.store.state import moment
from bot.table.reorganisation import Step
from bot.table.store.database import open_database


def add_alias(path: Path, alias: Alias, *, at: datetime, by: int | None) -> None:
    """Keep an alias of the office's own, through all loads. Raises StoreError."""
    with open_database(path) as db, db.atomic():
        insert(db, "own_aliases", alias, conflict="REPLACE", at=at, by=by)


def remove_alias(path: Path, alias: Alias) -> bool:
    """Delete an alias of the office's own; False where there is none. Raises StoreError."""
    with open_database(path) as db, db.atomic():
        sql = "DELETE FROM own_aliases WHERE kind = ? AND alias = ? AND target = ?"
        return db.execute(sql, [alias.kind.value, alias.alias, alias.target]).rowcount > 0


def own_aliases(path: Path) -> tuple[Alias, ...]:
    """The aliases that the office added, oldest first. Raises StoreError."""
    with open_database(path) as db:
        return aliases_in(db)


def aliases_in(db: Database) -> tuple[Alias, ...]:
    """The aliases that the office added, oldest first."""
    rows = db.table("own_aliases").rows_where(order_by="at, alias")
    return tuple(record_from(Alias, row) for row in rows)


def plan_reorganisation(
    path: Path, steps: Sequence[Step], *, on: date, at: datetime, by: int | None
) -> int:
    """Keep a reorganisation for a day; its id. Raises StoreError."""
    with open_database(path) as db, db.atomic():
        key = [on.isoformat(), to_json(steps)]
        same = 'SELECT id FROM planned_reorganisations WHERE "on" = ? AND steps = ?'
        if (known := db.execute(same, key).fetchone()) is not None:
            return int(known[0])
        sql = 'INSERT INTO planned_reorganisations ("on", steps, at, by) VALUES (?, ?, ?, ?)'
        return db.execute(sql, [*key, moment(at), by]).lastrowid or 0


def planned_reorganisations(path: Path) -> tuple[tuple[int, date, tuple[Step, ...]], ...]:
    """Those that wait for their day: id, day and steps, the earliest first. Raises StoreError."""
    with open_database(path) as db:
        rows = db.table("planned_reorganisations").rows_where(order_by='"on", id')
        return tuple(
            (r["id"], date.fromisoformat(r["on"]), from_json(tuple[Step, ...], r["steps"]))
            for r in rows
        )


def cancel_reorganisation(path: Path, planned_id: int) -> bool:
    """Drop a planned one; False where there is none any more. Raises StoreError."""
    with open_database(path) as db, db.atomic():
        sql = "DELETE FROM planned_reorganisations WHERE id = ?"
        return db.execute(sql, [planned_id]).rowcount > 0
