"""The database file of the tables: opened, recognised, brought up to date."""

import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from bot.store.errors import StoreError, Trouble, sqlite_errors_as_store_errors
from bot.store.migrations import migrate_database

APPLICATION_ID = 0x506C6467  # "Pldg": distinguishes this file from every other SQLite database
BUSY_TIMEOUT_S = 5.0  # for another process to finish; its transactions take a tenth of a second

# Held while this process has the database open: see bot.table.live, which must know.
in_use = threading.Lock()


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
def open_database(path: Path, *, to_load: bool = False) -> Iterator[Database]:
    """Open the database; faults are StoreErrors. `to_load`, an empty file gets its tables."""
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
            closing(
                connection
                if to_load or connection.execute("PRAGMA schema_version").fetchone()[0]
                else sqlite3.connect(":memory:")
            ) as used,
        ):
            migrate_database(used, path, MIGRATIONS, application_id=APPLICATION_ID, has_wal=False)
            yield Database(used, execute_plugins=False)
    except (TypeError, ValueError, LookupError) as error:  # what stands there is not ours
        raise StoreError(path, Trouble.BROKEN) from error


def _connection(path: Path) -> sqlite3.Connection:
    # Never creates a file; falls back to reading where writing is not allowed; and, unlike
    # mode=ro, can finish the rollback that a killed load left behind.
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


# `contents` holds the whole table of a term as it was, compressed: one that comes back is kept
# once. `versions` says what became of a term: each load, undo and reorganisation, with the content
# after it (NULL where the term went) and what was current before it. `own_aliases` are those that
# the office adds by itself, in chat: they stay through loads.
MIGRATIONS = {
    ("pledges", "001 tables of terms and their versions"): """
    CREATE TABLE terms (
        name TEXT PRIMARY KEY, is_current INTEGER NOT NULL, strategy_heading TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX one_current_term ON terms (is_current) WHERE is_current;
    CREATE TABLE contents (sha256 TEXT PRIMARY KEY, packed BLOB NOT NULL) STRICT;
    CREATE TABLE versions (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, term TEXT NOT NULL, current TEXT NOT NULL,
        at TEXT NOT NULL, by INTEGER, file TEXT NOT NULL, sha256 TEXT NOT NULL,
        as_of TEXT NOT NULL, content TEXT REFERENCES contents (sha256),
        before INTEGER REFERENCES versions (id), term_before TEXT, undoes INTEGER,
        pledges INTEGER NOT NULL, departments INTEGER NOT NULL,
        added INTEGER NOT NULL, removed INTEGER NOT NULL, changed INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX undone_once ON versions (undoes) WHERE undoes IS NOT NULL;
    CREATE INDEX versions_of_term ON versions (term, id);
    CREATE TABLE pledges (
        term TEXT NOT NULL REFERENCES terms (name), number TEXT NOT NULL,
        position INTEGER NOT NULL, strategy TEXT NOT NULL, title TEXT NOT NULL,
        owners TEXT NOT NULL, helpers TEXT NOT NULL, team TEXT NOT NULL, details TEXT NOT NULL,
        PRIMARY KEY (term, number)
    ) STRICT;
    CREATE TABLE aliases (
        term TEXT NOT NULL REFERENCES terms (name), kind TEXT NOT NULL, alias TEXT NOT NULL,
        target TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (term, kind, alias, target)
    ) STRICT;
    CREATE TABLE own_aliases (
        kind TEXT NOT NULL, alias TEXT NOT NULL, target TEXT NOT NULL, reason TEXT NOT NULL,
        at TEXT NOT NULL, by INTEGER, PRIMARY KEY (kind, alias, target)
    ) STRICT;
    CREATE TABLE history (
        id INTEGER PRIMARY KEY, version INTEGER NOT NULL REFERENCES versions (id),
        term TEXT NOT NULL, number TEXT, field TEXT NOT NULL, old TEXT, new TEXT,
        action TEXT NOT NULL
    ) STRICT;
    CREATE INDEX history_of_pledge ON history (term, number, id);
    CREATE INDEX history_of_field ON history (term, field, action, number, version);
    CREATE TABLE successors (
        id INTEGER PRIMARY KEY, version INTEGER NOT NULL REFERENCES versions (id),
        old TEXT NOT NULL, new TEXT NOT NULL, since TEXT NOT NULL
    ) STRICT;
    CREATE INDEX successors_of ON successors (old);
    CREATE TABLE planned_reorganisations (
        id INTEGER PRIMARY KEY, "on" TEXT NOT NULL, steps TEXT NOT NULL, at TEXT NOT NULL,
        by INTEGER
    ) STRICT;
    """,
    ("pledges", "002 the day from which a reorganisation holds"): """
        ALTER TABLE versions ADD COLUMN since TEXT;
        UPDATE versions SET since = (SELECT min(since) FROM successors WHERE version = versions.id)
        WHERE kind = 'reorganisation';
    """,
    ("pledges", "003 what a table calls its columns"): """
        ALTER TABLE terms ADD COLUMN called TEXT NOT NULL DEFAULT '[]';
    """,
    ("pledges", "004 teams of departments"): """
        ALTER TABLE pledges RENAME COLUMN team TO teams;
        UPDATE pledges SET teams = iif(
            teams = '' OR owners = '[]',
            '[]',
            json_array(json_array(json_extract(owners, '$[0]'), teams))
        );
    """,
    ("pledges", "005 departments that have the pledges of one that is gone"): """
        ALTER TABLE successors ADD COLUMN is_likely INTEGER NOT NULL DEFAULT 0;
    """,
}
