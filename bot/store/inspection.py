"""Looking at a database file without changing it, while another process may work on it."""

import fcntl
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from bot.store.backup import check_database, opened_read_only

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """The size of a database and of its write-ahead log, and the permission bits of its mode."""

    bytes: int
    wal_bytes: int
    mode: int


def query_file(path: Path, query: Callable[[Database], T]) -> T:
    """What the query finds; nothing is created, migrated or locked. Raises StoreError."""
    with opened_read_only(path) as connection:
        return query(Database(connection, execute_plugins=False))


def file_facts(path: Path) -> FileFacts:
    """The size and mode of a file, each page checked. Raises StoreError if it is damaged."""
    check_database(path)
    wal = path.with_name(f"{path.name}-wal")
    stat = path.stat()
    return FileFacts(
        bytes=stat.st_size,
        wal_bytes=wal.stat().st_size if wal.exists() else 0,
        mode=stat.st_mode & 0o777,
    )


def is_served(path: Path) -> bool:
    """Whether a process works on this database at the moment."""
    try:
        lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(lock)
    return False
