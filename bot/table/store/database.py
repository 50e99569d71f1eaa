"""The database file of the tables: opened, recognised, brought up to date."""

from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from bot.store.errors import StoreError, Trouble, sqlite_errors_as_store_errors
from bot.store.migrations import migrate_database, steps_done, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION_ID = 0x506C6467  # "Pldg": tells this file from every other SQLite database
BUSY_TIMEOUT_S = 5.0  # for another process to finish; its transactions take a tenth of a second
MIGRATIONS = Migrations("pledges")

# Held while this process has the database open: see bot.table.live, which must know.
in_use = threading.Lock()


def is_missing(path: Path) -> bool:
    """Whether there is no such file."""
    try:
        path.stat()
    except OSError as error:
        return isinstance(error, FileNotFoundError)
    return False


def create_file(path: Path) -> bool:
    """Make an empty file, SQLite's database without tables; False where there is a file."""
    try:
        path.open("xb").close()
    except FileExistsError:
        return False
    except OSError as error:
        raise StoreError(path, Trouble.FORBIDDEN) from error
    return True


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """The database, closed at the end; whatever goes wrong inside is raised as a StoreError."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        is_missing = isinstance(error, FileNotFoundError)
        raise StoreError(path, Trouble.MISSING if is_missing else Trouble.FORBIDDEN) from error
    if not stat.S_ISREG(mode):
        raise StoreError(path, Trouble.DIRECTORY if stat.S_ISDIR(mode) else Trouble.NOT_SQLITE)
    try:
        with (
            sqlite_errors_as_store_errors(path),
            in_use,
            closing(_connection(path)) as connection,
        ):
            db = Database(connection, execute_plugins=False)
            _migrate_older(db, connection, path)
            yield db
    except (TypeError, ValueError, LookupError) as error:  # what stands there is not ours
        raise StoreError(path, Trouble.BROKEN) from error


def _connection(path: Path) -> sqlite3.Connection:
    # Never creates a file; falls back to reading where writing is not allowed; and, unlike
    # mode=ro, can finish the rollback that a killed load left behind.
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _migrate_older(db: Database, connection: sqlite3.Connection, path: Path) -> None:
    """Bring a file of an earlier version up to date, whoever opens it first."""
    application_id = next(iter(db.query("PRAGMA application_id")))["application_id"]
    schema = (MIGRATIONS,)
    if application_id == APPLICATION_ID and set(steps_of(schema)) - steps_done(db):
        migrate_database(connection, path, schema, application_id=APPLICATION_ID, has_wal=False)


def bring_up_to_date(db: Database) -> None:
    """Make the tables that are missing; within a transaction of the caller."""
    MIGRATIONS.apply(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def holds_tables(db: Database, path: Path) -> bool:
    """Whether anything was ever loaded. Raises StoreError for a file that is not ours."""
    application_id = next(iter(db.query("PRAGMA application_id")))["application_id"]
    if application_id != APPLICATION_ID:
        if application_id or db.table_names():
            raise StoreError(path, Trouble.NOT_OURS)
        return False
    if steps_done(db).difference(steps_of((MIGRATIONS,))):
        raise StoreError(path, Trouble.NEWER)
    return True


@MIGRATIONS(name="001 tables of terms and their versions")
def _tables(db: Database) -> None:
    db.table("terms").create(
        {"name": str, "is_current": int, "strategy_heading": str},
        pk="name",
        not_null={"is_current", "strategy_heading"},
    )
    db.execute("CREATE UNIQUE INDEX one_current_term ON terms (is_current) WHERE is_current")
    # The whole table of a term as it was, compressed; a table that comes back is kept once.
    db.table("contents").create({"sha256": str, "packed": bytes}, pk="sha256")
    # What became of a term: each load, undo and reorganisation, with the content after it (NULL
    # where the term went) and what was current before it.
    db.table("versions").create(
        {
            "id": int,
            "kind": str,
            "term": str,
            "current": str,
            "at": str,
            "by": int,
            "file": str,
            "sha256": str,
            "as_of": str,
            "content": str,
            "before": int,
            "term_before": str,
            "undoes": int,
            "pledges": int,
            "departments": int,
            "added": int,
            "removed": int,
            "changed": int,
        },
        pk="id",
        not_null={"kind", "term", "at", "file", "sha256", "as_of"},
        foreign_keys=[("content", "contents", "sha256"), ("before", "versions", "id")],
    )
    db.execute("CREATE UNIQUE INDEX undone_once ON versions (undoes) WHERE undoes IS NOT NULL")
    db.execute("CREATE INDEX versions_of_term ON versions (term, id)")
    db.table("pledges").create(
        {
            "term": str,
            "number": str,
            "position": int,
            "strategy": str,
            "title": str,
            "owners": str,
            "helpers": str,
            "team": str,
            "details": str,
        },
        pk=("term", "number"),
        not_null={"position", "strategy", "title", "owners", "helpers", "team", "details"},
        foreign_keys=[("term", "terms", "name")],
    )
    db.table("aliases").create(
        {"term": str, "kind": str, "alias": str, "target": str, "reason": str},
        pk=("term", "kind", "alias", "target"),
        not_null={"reason"},
        foreign_keys=[("term", "terms", "name")],
    )
    # What the office adds by itself, in chat: it stays through loads.
    db.table("own_aliases").create(
        {"kind": str, "alias": str, "target": str, "reason": str, "at": str, "by": int},
        pk=("kind", "alias", "target"),
        not_null={"reason", "at"},
    )
    db.table("history").create(
        {
            "id": int,
            "version": int,
            "term": str,
            "number": str,
            "field": str,
            "old": str,
            "new": str,
            "action": str,
        },
        pk="id",
        not_null={"version", "term", "field", "action"},
        foreign_keys=[("version", "versions", "id")],
    )
    db.execute("CREATE INDEX history_of_pledge ON history (term, number, id)")
    db.execute("CREATE INDEX history_of_field ON history (term, field, action, number, version)")
    db.table("successors").create(
        {"id": int, "version": int, "old": str, "new": str, "since": str},
        pk="id",
        not_null={"version", "old", "new", "since"},
        foreign_keys=[("version", "versions", "id")],
    )
    db.execute("CREATE INDEX successors_of ON successors (old)")
    db.table("planned_reorganisations").create(
        {"id": int, "on": str, "steps": str, "at": str, "by": int},
        pk="id",
        not_null={"on", "steps", "at"},
    )
