"""The office's own database, `data/state.db`: opened once, read at once, written in a thread.

Each feature keeps its tables in modules named by noun in its `store` folder, each with MIGRATIONS,
the SQL of its steps, and functions of `Tables`; bot/features.py joins those of all of them.

    record = state.read(people.record, user_id)
    await state.write(people.remove, user_id, now=now)
"""

import asyncio
import fcntl
import logging
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Self, TypeAlias, TypeVar

from sqlite_utils import Database

from bot.store.errors import StoreError, Trouble, sqlite_errors_as_store_errors
from bot.store.migrations import Schema, migrate_database


def moment(at: datetime) -> str:
    """A time as the state database keeps it: UTC, to the second, in an order that sorts."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


LOG = logging.getLogger(__name__)

T = TypeVar("T")
P = ParamSpec("P")
Tables: TypeAlias = (
    Database  # what queries and changes are given, for those who may not name SQLite
)

HEADER = b"SQLite format 3\0"
APPLICATION_ID = 0x506C6753  # "PlgS": distinguishes this file from every other SQLite database
_ON_DISK, _WRITTEN = "PRAGMA synchronous = FULL", "PRAGMA synchronous = NORMAL"
# The write-ahead log holds the texts of updates until it is moved into the file, and a copy of the
# file alone lacks what the log holds.
IDLE_S = 2.0  # without a write, then the log is moved
MAX_BEHIND_S = 30.0  # however much is written
RETRY_AFTER_S = 1.0  # a full disk or a locked file may be well by then
BUSY_TIMEOUT_S = 1.5  # for an operator's shell to finish; short enough for a stop within 15 s


@dataclass(slots=True, kw_only=True)
class _Waiting:
    """A change that waits for the thread, and what came of it."""

    change: Callable[[Database], Any]
    sync: str
    done: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None


def _report(waiting: Iterable[_Waiting], loop: asyncio.AbstractEventLoop) -> None:
    """Pass the outcomes on that this event loop waits for, in its thread."""
    for each in waiting:
        if each.done.get_loop() is not loop or each.done.done():
            continue  # or given up
        if each.error is not None:
            each.done.set_exception(each.error)
        else:
            each.done.set_result(each.result)


class State:
    """The open database: `read` on the event loop's thread, `write` from there too.

    Writing happens in one thread of its own, so that neither a slow disk nor another process's
    lock holds up the event loop; with a write-ahead log readers wait for no writer. Changes that
    come while another is written share the next transaction; one that fails takes none with it.
    """

    def __init__(self, path: Path, schema: Schema) -> None:
        """Open the file, made on first need and brought up to date. Raises StoreError."""
        self._path = path
        with sqlite_errors_as_store_errors(path):
            _create(path)
            self._writer = _connect(path)
            try:
                self.is_new = migrate_database(
                    self._writer, path, schema, application_id=APPLICATION_ID
                )
                self._reader = _connect(path)
                self._opened = path.stat()
            except BaseException:
                self._writer.close()
                raise
        self._reading = _Database(self._reader, execute_plugins=False)
        self._writing = _Database(self._writer, execute_plugins=False)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="state")
        self._waiting: deque[_Waiting] = deque()
        self._is_called = False  # the thread, to write what waits
        self._is_behind = asyncio.Event()
        self._is_behind.set()  # what was written while it was opened

    def is_in_place(self) -> bool:
        """Whether the file is still where it was opened: else all goes when it is closed."""
        try:
            return os.path.samestat(self._opened, self._path.stat())
        except OSError:
            return False

    def read(
        self, query: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What the query finds: a row or a short list, quick enough for the event loop.

        It gets the database, and the arguments that follow it here. The query must fetch what it
        returns: nothing may be left open. Raises StoreError.
        """
        with sqlite_errors_as_store_errors(self._path):
            return query(self._reading, *args, **kwargs)

    async def write(
        self, change: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Make a change in one transaction, whole or not at all; what `change` returns.

        When this returns, the change is on the disk. Raises StoreError.
        """
        return await self._change(lambda db: change(db, *args, **kwargs), _ON_DISK)

    async def write_persistently(
        self, change: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same, tried again for as long as the disk is full or the file locked."""
        logged: Trouble | None = None
        while True:
            try:
                return await self.write(change, *args, **kwargs)
            except StoreError as error:
                if error.trouble is not logged:  # no line a second, on a disk that is full
                    LOG.error("state.not_written reason=%s", error.trouble.name)
                logged = error.trouble
                await asyncio.sleep(RETRY_AFTER_S)

    async def note(
        self, change: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same at a tenth of the cost; a cut of the power may lose it, a kill does not."""
        return await self._change(lambda db: change(db, *args, **kwargs), _WRITTEN)

    async def _change(self, change: Callable[[Database], T], sync: str) -> T:
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(change=change, sync=sync, done=done))
        if not self._is_called:
            self._is_called = True
            self._thread.submit(self._write_waiting)
        try:
            return await done
        finally:
            self._is_behind.set()

    def _write_waiting(self) -> None:
        self._is_called = False  # what comes from now on calls the thread again
        waiting = []
        while self._waiting:
            waiting.append(self._waiting.popleft())
        left = [each for each in waiting if not each.done.done()]
        if left:
            sync = _ON_DISK if any(each.sync == _ON_DISK for each in left) else _WRITTEN
            try:
                self._write(left, sync)
            except BaseException as error:  # noqa: BLE001 -- whoever waits for it gets it
                for each in left:
                    each.error = each.error or error
        for loop in {each.done.get_loop() for each in waiting}:  # each is woken once
            with suppress(RuntimeError):  # it is closed
                loop.call_soon_threadsafe(_report, waiting, loop)

    async def keep_file_current(self) -> None:
        """Move the write-ahead log into the file after each burst of writes, until cancelled."""
        now = asyncio.get_running_loop().time
        while True:
            await self._is_behind.wait()
            until = now() + MAX_BEHIND_S
            while self._is_behind.is_set() and now() < until:
                self._is_behind.clear()
                await asyncio.sleep(IDLE_S)
            try:
                await asyncio.get_running_loop().run_in_executor(self._thread, self._checkpoint)
            except StoreError as trouble:
                LOG.error("state.behind reason=%s", trouble.trouble.name)
                self._is_behind.set()

    def _checkpoint(self) -> None:
        """Raises StoreError, also while another process reads an older state of the file."""
        with sqlite_errors_as_store_errors(self._path):
            self._writer.execute("PRAGMA busy_timeout = 0")  # nobody's change waits for that
            try:
                is_busy, _, _ = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                self._writer.execute(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}")
        if is_busy:
            raise StoreError(self._path, Trouble.LOCKED)

    def _write(self, changes: Sequence[_Waiting], sync: str) -> None:
        """Make them in one transaction, each whole or not at all. Raises what undoes them all."""
        with sqlite_errors_as_store_errors(self._path):
            self._writer.execute(sync)
            self._writer.execute("BEGIN IMMEDIATE")  # waits for the lock now, not half-way
            try:
                for each in changes:
                    self._make(each)
                self._writer.execute("COMMIT")
            except BaseException:
                self._writer.rollback()
                raise

    def _make(self, waiting: _Waiting) -> None:
        self._writer.execute("SAVEPOINT change")
        try:
            with sqlite_errors_as_store_errors(self._path):
                waiting.result = waiting.change(self._writing)
        except BaseException as error:
            if not self._writer.in_transaction:  # SQLite has undone everything: a full disk
                raise
            self._writer.execute("ROLLBACK TO change")
            waiting.error = error
        self._writer.execute("RELEASE change")

    def close(self) -> None:
        """Finish the write in hand, give up those that wait for it, and close the file."""
        self._thread.shutdown(cancel_futures=True)
        for each in self._waiting:
            with suppress(RuntimeError):  # its event loop is closed
                each.done.cancel()
        self._reader.close()
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def only_process(path: Path) -> Iterator[None]:
    """Hold the right to work on this database; raises StoreError while another process does.

    The lock is the operating system's, on a file beside the database: it ends with the process,
    however that ends.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreError(path, Trouble.FORBIDDEN) from error
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError(path, Trouble.IN_USE) from error
        yield
    finally:
        os.close(held)


def _create(path: Path) -> None:
    """Make an empty file where there is none, readable by its owner alone."""
    check_file(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise StoreError(path, Trouble.FORBIDDEN) from error


def check_file(path: Path) -> None:
    """Raise StoreError where a folder or another file than a database is there."""
    begins = b""
    try:
        if path.is_dir():
            raise StoreError(path, Trouble.DIRECTORY)
        with suppress(FileNotFoundError), path.open("rb") as file:
            begins = file.read(len(HEADER))
    except OSError as error:
        raise StoreError(path, Trouble.FORBIDDEN) from error
    if begins not in (b"", HEADER):  # SQLite would overwrite a short text without a word
        raise StoreError(path, Trouble.NOT_SQLITE)


def _connect(path: Path) -> sqlite3.Connection:
    # The writer is made here and used in its own thread; only one of them uses it at a time.
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten
    return connection


class _Database(Database):
    """Queries without the savepoint that sqlite-utils sets around each, two statements more."""

    def query(
        self, sql: str, params: Sequence[Any] | dict[str, Any] | None = None
    ) -> Generator[dict[str, Any], None, None]:
        """The rows, by the names of their columns, which must differ."""
        rows = self.conn.execute(sql, () if params is None else params)
        names = [column[0] for column in rows.description]
        return (dict(zip(names, row, strict=True)) for row in rows)
