"""Schema versions: a database file is brought up to date when it is opened, whole or not at all."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlite_utils import Database, Migrations

from bot import __version__
from bot.store.backup import copy_database, open_read_only
from bot.store.errors import StoreError, Trouble, sqlite_errors_as_store_errors

if TYPE_CHECKING:
    from pathlib import Path

LOG = logging.getLogger(__name__)

Schema: TypeAlias = Sequence[Migrations]  # in the order in which they are applied
Step = tuple[str, str]  # the set of migrations, and the step's name in it
# As the library records it. Its own `apply` reads what is done for every step: twice the time.
_RECORD = f"""
    INSERT INTO {Migrations.migrations_table} (migration_set, name, applied_at) VALUES (?, ?, ?)
"""  # noqa: S608 -- a constant


def migrate_database(
    connection: sqlite3.Connection,
    path: Path,
    schema: Schema,
    *,
    application_id: int,
    has_wal: bool = True,
) -> bool:
    """Apply the steps of `schema` that are missing; whether the file is new.

    A file that holds something is copied beside itself first. Raises StoreError for a file that is
    not ours, is damaged, or was written by a later version; nothing is changed then.
    """
    db = Database(connection, execute_plugins=False)
    is_new = _check_identity(db, path, application_id)
    done, steps = steps_done(db), steps_of(schema)
    if done.difference(steps):
        raise StoreError(path, Trouble.NEWER)
    missing = [step for step in steps if step not in done]
    if missing and done:
        copy = _free_name(path)
        copy_database(connection, copy)
        LOG.warning("database.migrating file=%s steps=%d copy=%s", path, len(missing), copy)
    if has_wal:
        connection.execute("PRAGMA journal_mode = WAL")
    if missing:
        with db.atomic():
            schema[0].ensure_migrations_table(db)
            for each in missing:
                steps[each](db)
                db.execute(_RECORD, [*each, str(datetime.now(UTC))])
            connection.execute(f"PRAGMA application_id = {application_id}")
    for name, step in missing if done else ():
        LOG.warning("database.migrated file=%s set=%s step=%s", path, name, step)
    return is_new


def check_version(path: Path, schema: Schema, *, application_id: int) -> None:
    """Raise StoreError unless this version can open the file; nothing is written."""
    with sqlite_errors_as_store_errors(path), closing(open_read_only(path)) as connection:
        db = Database(connection, execute_plugins=False)
        if _check_identity(db, path, application_id):
            raise StoreError(path, Trouble.EMPTY)
        if steps_done(db).difference(steps_of(schema)):
            raise StoreError(path, Trouble.NEWER)


def steps_of(schema: Schema) -> dict[Step, Callable[[Database], object]]:
    """What each step of these migrations does, in the order in which they are applied."""
    return {(each.name, step.name): step.fn for each in schema for step in _steps(each)}


@cache
def _steps(migrations: Migrations) -> Sequence[Any]:
    with closing(sqlite3.connect(":memory:")) as nothing:
        return migrations.pending(Database(nothing, execute_plugins=False))


def steps_done(db: Database) -> set[Step]:
    """The steps that were applied to this database."""
    if not db.table(Migrations.migrations_table).exists():
        return set()
    rows = db.query(f"SELECT migration_set, name FROM {Migrations.migrations_table}")  # noqa: S608 -- a constant
    return {(row["migration_set"], row["name"]) for row in rows}


def _check_identity(db: Database, path: Path, application_id: int) -> bool:
    """Whether the file holds nothing yet; raises StoreError unless it is that or ours."""
    found = db.execute("PRAGMA application_id").fetchone()[0]
    is_new = not found and not db.table_names()
    if found != application_id and not is_new:
        raise StoreError(path, Trouble.NOT_OURS)
    _read_ends(db)
    return is_new


def _read_ends(db: Database) -> None:
    """Read the first and the last row of each table; raises sqlite3.Error when one is broken.

    At any size this costs the same. PRAGMA quick_check reads every page: seconds after ten years.
    SQLite itself finds a file that is too short; a page broken in between is found when it is read.
    """
    rows = db.execute("SELECT name, wr FROM pragma_table_list WHERE type = 'table'")
    for name, has_no_rowid in rows.fetchall():
        for order in ("1",) if has_no_rowid else ("rowid", "rowid DESC"):
            db.execute(f'SELECT * FROM "{name}" ORDER BY {order} LIMIT 1').fetchall()  # noqa: S608


def _free_name(path: Path) -> Path:
    """Where the file as it was before this version is kept."""
    first = path.with_name(f"{path.name}.before-{__version__}")
    others = (first.with_name(f"{first.name}-{number}") for number in count(2))
    return first if not first.exists() else next(other for other in others if not other.exists())
