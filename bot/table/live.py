"""The catalogue of a running bot: as new as its file, and never gone while a new one is made."""

import asyncio
import gc
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, tzinfo
from functools import partial
from pathlib import Path

from bot.lookup.catalogue import Catalogue
from bot.lookup.columns import PHONE
from bot.store.errors import StoreError, Trouble
from bot.table.store.database import in_use
from bot.table.store.versions import read_catalogue
from bot.table.terms import FIRST_TERM

FRESHNESS_WAIT_S = 2.0  # reading takes a tenth of it; nobody waits longer before asking again
MAX_READINGS = 3  # in a row, of a file that changes while it is read
HEADER_BYTES = 100  # of an SQLite file; the change counter among them rises with every commit

log = logging.getLogger(__name__)

# What distinguishes one state of a file from another: its stat, and its header.
State = tuple[tuple[int, ...], bytes]
MISSING: State = ((), b"")
NO_TABLE = Catalogue(term=FIRST_TERM, pledges=(), aliases=(), as_of=date.min, source="")


class AsOf:
    """Hands out the catalogue as it was at the end of a day."""

    def __init__(
        self, path: Path, day: date, timezone: tzinfo, *, show_contacts: bool, office: str
    ) -> None:
        """Read it; raises StoreError where there was none."""
        end = datetime.combine(day, time(23, 59, 59), tzinfo=timezone)
        catalogue = read_catalogue(path, at=end)
        self._catalogue = _shown(catalogue, show_contacts=show_contacts, office=office).on(day)

    async def current(self) -> Catalogue:
        """The catalogue of that day."""
        return self._catalogue


class LiveCatalogue:
    """Hands out the newest catalogue of a file, read on demand; within one event loop at a time."""

    def __init__(  # noqa: PLR0913  every setting of it is its own
        self,
        path: Path,
        *,
        show_contacts: bool = True,
        office: str = "",
        is_awaited: bool = False,
        today: Callable[[], date] | None = None,
        wait_s: float = FRESHNESS_WAIT_S,
    ) -> None:
        """Read `path`; telephone numbers are left out without `show_contacts`.

        It is asked about `today`; without that, no question is read by the day it is asked on.
        With `is_awaited`, a table without a pledge stands for one that was never loaded.
        """
        self._is_awaited, self._today = is_awaited, today
        self._path = path
        self._shown = partial(_shown, show_contacts=show_contacts, office=office)
        self._wait_s = wait_s
        self._catalogue: Catalogue | None = None
        self._state: State | None = None  # of the file that the catalogue was read from
        self._error: Exception | None = None  # why the last reading failed
        self._reading: asyncio.Task[None] | None = None

    async def current(self) -> Catalogue:
        """The catalogue of what the file says now.

        When that cannot be read, or not in time, the one before. Raises StoreError when there has
        never been one.
        """
        clock = asyncio.get_running_loop().time
        deadline = clock() + self._wait_s
        for _ in range(2):  # a reading already under way may have begun before the last change
            reading = self._reading
            if is_mine := reading is None or reading.done():
                state = _state(self._path)
                if self._catalogue is not None and state in (self._state, None):
                    break
                self._reading = reading = asyncio.create_task(self._read())
            timeout_s = None if self._catalogue is None else max(0, deadline - clock())
            await asyncio.wait({reading}, timeout=timeout_s)
            if is_mine:
                break
        if self._catalogue is None:
            raise self._error or StoreError(self._path, Trouble.EMPTY)
        if self._today is not None:
            self._catalogue = self._catalogue.on(self._today())
        return self._catalogue

    async def _read(self) -> None:
        """Put what the file says now in the place of the catalogue, if it can be read."""
        for _ in range(MAX_READINGS):
            state = _state(self._path)
            try:
                is_first = not (self._catalogue and self._catalogue.pledges)
                read = read_or_await if self._is_awaited and is_first else read_catalogue
                catalogue = await asyncio.to_thread(_warm_catalogue, read, self._path, self._shown)
            except Exception as error:  # noqa: BLE001  # whatever it is, the old one still answers
                self._fail(error)
                return
            # A file copied over this one may have been read half old, half new. SQLite's own
            # writers cannot do that, so if it never rests, what was read last is right.
            if state is not None and state == _state(self._path):
                break
        self._catalogue, self._state, self._error = catalogue, state, None
        log.info("catalogue.read pledges=%d", len(catalogue.pledges))

    def _fail(self, error: Exception) -> None:
        """Remember why; log it once, not for every question."""
        if self._error is None or str(error) != str(self._error):
            reason = error.trouble.name if isinstance(error, StoreError) else type(error).__name__
            log.warning("catalogue.unreadable reason=%s", reason)
        self._error = error


def _shown(catalogue: Catalogue, *, show_contacts: bool, office: str) -> Catalogue:
    catalogue = replace(catalogue, office=office)
    return catalogue if show_contacts else catalogue.hiding(frozenset({PHONE.key}))


def read_or_await(path: Path) -> Catalogue:
    """The current term's table, without a pledge until one is loaded. Raises StoreError."""
    try:
        return read_catalogue(path)
    except StoreError as error:
        if error.trouble is not Trouble.EMPTY:
            raise
        return NO_TABLE


def _warm_catalogue(
    read: Callable[[Path], Catalogue], path: Path, shown: Callable[[Catalogue], Catalogue]
) -> Catalogue:
    gc.unfreeze()  # the table before this one, if any, is garbage soon
    catalogue = shown(read(path))
    catalogue.warm()
    # No garbage collection has to traverse a table: that takes as long as dozens of answers, and
    # would come during one.
    gc.freeze()
    return catalogue


def _state(path: Path) -> State | None:
    """What the file is like now; None while this process has the database open.

    Closing a file drops every lock that its process holds on it, SQLite's too. So the header is
    read only when SQLite is not there.
    """
    if not in_use.acquire(blocking=False):
        return None
    try:
        with path.open("rb", buffering=0) as file:
            header = file.read(HEADER_BYTES)
        stat = path.stat()
    except OSError:
        return MISSING
    finally:
        in_use.release()
    # The time of change too, which a copy that keeps the time of modification cannot keep.
    return (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns), header
