"""Looking at a database file without changing it, while another process may work on it."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from bot.store.backup import opened_read_only

T = TypeVar("T")


def query_file(path: Path, query: Callable[[Database], T]) -> T:
    """What the query finds; nothing is created, migrated or locked. Raises StoreError."""
    with opened_read_only(path) as connection:
        return query(Database(connection, execute_plugins=False))


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
