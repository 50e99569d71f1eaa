"""Schema versions: a database file is brought up to date when it is opened, whole or not at all."""

import logging
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TypeAlias

from sqlite_utils import Database

from bot import __version__
from bot.store.backup import copy_database, opened_read_only
from bot.store.errors import StoreError, Trouble

LOG = logging.getLogger(__name__)

Step: TypeAlias = tuple[str, str]  # a set of tables, and the name of a step in it
Schema: TypeAlias = Mapping[Step, str]  # the SQL of each step, in the order to apply them
# As sqlite-utils records its own migrations, by which files of 1.0.0 were made.
_RECORDS = """
    CREATE TABLE IF NOT EXISTS _sqlite_migrations (
        id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT
    );
"""
_RECORD = "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)"


def migrate_database(
    db: sqlite3.Connection,
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
    done = _steps_done(db, path, schema, application_id)
    missing = [step for step in schema if step not in done]
    if missing and done:
        copy = _free_name(path)
        copy_database(db, copy)
        LOG.warning("database.migrating file=%s steps=%d copy=%s", path, len(missing), copy)
    if has_wal:
        db.execute("PRAGMA journal_mode = WAL")
    if missing:
        with db:  # rolls back what fails
            db.executescript("".join(["BEGIN;", _RECORDS, *(schema[step] for step in missing)]))
            now = str(datetime.now(UTC))
            db.executemany(_RECORD, [(*step, now) for step in missing])
            db.execute(f"PRAGMA application_id = {application_id}")
    for name, step in missing if done else ():
        LOG.warning("database.migrated file=%s set=%s step=%s", path, name, step)
    return not done


def check_version(path: Path, schema: Schema, *, application_id: int) -> None:
    """Raise StoreError unless this version can open the file; nothing is written."""
    with opened_read_only(path) as db:
        if not _steps_done(db, path, schema, application_id):
            raise StoreError(path, Trouble.EMPTY)


def origin(db: Database) -> str:
    """When the file was made, to the microsecond: it and its copies alone have that."""
    return str(next(db.execute("SELECT applied_at FROM _sqlite_migrations ORDER BY id"))[0])


def _steps_done(
    db: sqlite3.Connection, path: Path, schema: Schema, application_id: int
) -> set[Step]:
    """What was applied to this file, none of a new one. Raises StoreError if it is not for us."""
    [found] = db.execute("PRAGMA application_id").fetchone()
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if found != application_id and (found or tables):
        raise StoreError(path, Trouble.NOT_OURS)
    _read_ends(db)
    done: set[Step] = set()
    if "_sqlite_migrations" in tables:
        done |= {*db.execute("SELECT migration_set, name FROM _sqlite_migrations")}
    if done.difference(schema):
        raise StoreError(path, Trouble.NEWER)
    return done


def _read_ends(db: sqlite3.Connection) -> None:
    """Read the first and the last row of each table; raises sqlite3.Error when one is broken.

    At any size this costs the same. PRAGMA quick_check reads every page: seconds after ten years.
    SQLite itself finds a file that is too short; a page broken in between is found when it is read.
    """
    rows = db.execute("SELECT name, wr FROM pragma_table_list WHERE type = 'table'")
    for name, has_no_rowid in rows.fetchall():
        for order in ("1",) if has_no_rowid else ("rowid", "rowid DESC"):
            db.execute(f'SELECT * FROM "{name}" ORDER BY {order} LIMIT 1').fetchall()


def _free_name(path: Path) -> Path:
    first = path.with_name(f"{path.name}.before-{__version__}")
    others = (first.with_name(f"{first.name}-{number}") for number in count(2))
    return first if not first.exists() else next(other for other in others if not other.exists())
