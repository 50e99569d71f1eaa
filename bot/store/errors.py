"""Why a database cannot be used, in our own words instead of SQLite's."""

import errno
import logging
import sqlite3
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from bot import __version__


class Trouble(Enum):
    """What is the matter with a database file, and how the operator reads it."""

    MISSING = "is missing"
    DIRECTORY = "is a directory"
    FORBIDDEN = "cannot be opened or made by this user"
    NOT_SQLITE = "is not sqlite"
    NOT_OURS = "is not ours"  # SQLite, but not what is kept there
    NEWER = f"was written by a later version than this one, {__version__}"
    EMPTY = "is empty"  # no table was ever loaded
    BROKEN = "is broken"
    LOCKED = "is locked"  # another process is writing
    IN_USE = "is in use by another bot"
    EXISTS = "is there already"
    READ_ONLY = "is read only"
    FULL = "is on a disk that is full"


_TROUBLES = {
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_LOCKED: Trouble.LOCKED,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Trouble.FORBIDDEN,
    sqlite3.SQLITE_PERM: Trouble.FORBIDDEN,
    sqlite3.SQLITE_NOTADB: Trouble.NOT_SQLITE,
    sqlite3.SQLITE_FULL: Trouble.FULL,
}


def is_there(path: Path) -> bool:
    """Whether there is a file, or may be one where this user cannot look: opening it tells."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


class StoreError(Exception):
    """The database at `path` could not be read or written; what it held, it holds still."""

    def __init__(self, path: Path, trouble: Trouble) -> None:
        super().__init__(f"{path}: {trouble.name.lower()}")
        self.path = path
        self.trouble = trouble

    @property
    def words(self) -> str:
        """The path and what is the matter with it, as the operator reads it."""
        return f"'{self.path}' {self.trouble.value}"


@contextmanager
def sqlite_errors_as_store_errors(path: Path) -> Iterator[None]:
    """Raise SQLite's errors as StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        # The low byte is the error, the others its details.
        trouble = _TROUBLES.get(code & 0xFF, Trouble.BROKEN)
        # Where there is no room for the index of the log, SQLite says that reading failed.
        if code == sqlite3.SQLITE_IOERR_SHMSIZE:
            trouble = Trouble.FULL
        raise StoreError(path, trouble) from error


@contextmanager
def os_errors_as_store_errors(path: Path) -> Iterator[None]:
    """Raise the operating system's errors as StoreError."""
    try:
        yield
    except FileNotFoundError as error:
        raise StoreError(path, Trouble.MISSING) from error
    except OSError as error:
        no_space = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise StoreError(path, Trouble.FULL if no_space else Trouble.FORBIDDEN) from error


@contextmanager
def log_faults(log: logging.Logger, worker: str) -> Iterator[None]:
    """End the block at a fault, and log it: one turn of a worker must not end the others."""
    try:
        yield
    except StoreError as error:
        log.error("worker.stalled worker=%s reason=%s", worker, error.trouble.name)
    except Exception as fault:  # noqa: BLE001
        log.error(
            "worker.fault worker=%s error=%s\n%s", worker, type(fault).__name__, traceback_of(fault)
        )


def traceback_of(fault: BaseException) -> str:
    """Where it came from; its own words may quote what somebody wrote."""
    return "".join(traceback.format_tb(fault.__traceback__)).rstrip()
