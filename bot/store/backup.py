"""Backups: a folder a backup, with copies of databases that may be in use, each checked.

pledge-bot-20261201T033000Z/
backup.json     whose, of which database, when, by which version, and the SHA-256 of each file
state.db
pledges.db
"""

import errno
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlite_utils import Database

from bot import __version__
from bot.store.errors import (
    StoreError,
    Trouble,
    is_there,
    os_errors_as_store_errors,
    sqlite_errors_as_store_errors,
)

MANIFEST = "backup.json"
PREFIX, PARTIAL = "pledge-bot-", ".partial"
ABANDONED_AFTER = timedelta(hours=1)  # of a partial backup: its process was killed
TIME_FORMAT = "%Y%m%dT%H%M%SZ"
COPY_TIMEOUT_S = 30.0  # for another process's transaction to end


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A finished backup; `sha256` of each file by its name.

    `office` and `origin`, by which all copies of one database are told from those of another, are
    "" where none is named.
    """

    folder: Path
    made_at: datetime
    version: str
    office: str
    origin: str
    sha256: Mapping[str, str]

    @property
    def size_bytes(self) -> int:
        """Of all its files."""
        return sum((self.folder / name).stat().st_size for name in self.sha256)


def write_backup(  # noqa: PLR0913 -- what a manifest tells
    sources: Mapping[str, Path],
    into: Path,
    *,
    now: datetime,
    office: str = "",
    origin: str = "",
    scrub: Mapping[str, Callable[[sqlite3.Connection], None]],
) -> Backup:
    """Copy the databases, by the names they get, into a new folder of `into`.

    `scrub` removes from a copy what does not belong into a backup. Raises StoreError; nothing is
    left behind then.
    """
    name = _name(now)
    with os_errors_as_store_errors(into):
        into.mkdir(parents=True, exist_ok=True)
        for abandoned in into.glob(f".{PREFIX}*{PARTIAL}"):  # it holds names of people
            if abandoned.name < f".{_name(now - ABANDONED_AFTER)}":
                shutil.rmtree(abandoned, ignore_errors=True)
        partial = Path(mkdtemp(prefix=f".{name}.", suffix=PARTIAL, dir=into))
    try:
        for file_name, source in sources.items():
            _copy_file(source, partial / file_name, scrub.get(file_name))
        sha256 = {file_name: _sha256(partial / file_name) for file_name in sources}
        manifest = {
            "made_at": now.astimezone(UTC).isoformat(timespec="seconds"),
            "version": __version__,
            "office": office,
            "origin": origin,
            "sha256": sha256,
        }
        with os_errors_as_store_errors(into):
            (partial / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")
            for file in partial.iterdir():
                file.chmod(0o600)
                _sync(file)
            folder = _named(partial, name)
            _sync(into)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return read_backup(folder)


def read_backup(folder: Path) -> Backup:
    """What the backup in this folder says of itself. Raises StoreError."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        backup = Backup(
            folder=folder,
            made_at=datetime.fromisoformat(manifest["made_at"]),
            version=str(manifest["version"]),
            office=str(manifest.get("office", "")),  # 1.0.0 named none
            origin=str(manifest.get("origin", "")),
            sha256={str(name): str(digest) for name, digest in manifest["sha256"].items()},
        )
        is_odd = backup.made_at.tzinfo is None or any("/" in name for name in backup.sha256)
        backup.size_bytes  # noqa: B018 -- every file is there
    except OSError as error:
        raise StoreError(Path(error.filename), Trouble.MISSING) from error
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise StoreError(folder, Trouble.BROKEN) from error
    if is_odd:
        raise StoreError(folder, Trouble.BROKEN)
    return backup


def check_backup(backup: Backup) -> None:
    """Raise StoreError unless every file is as it was written, and a whole database."""
    for name, digest in backup.sha256.items():
        path = backup.folder / name
        with os_errors_as_store_errors(path):
            if _sha256(path) != digest:
                raise StoreError(path, Trouble.BROKEN)
        check_database(path)


def finished_backups(folder: Path) -> tuple[Backup, ...]:
    """The backups in this folder that are whole by their looks, the newest first."""
    found = []
    for each in folder.glob(f"{PREFIX}*"):
        try:
            found.append(read_backup(each))
        except StoreError:
            continue
    return tuple(sorted(found, key=lambda backup: backup.made_at, reverse=True))


def copy_database(source: sqlite3.Connection, path: Path) -> None:
    """Copy an open database into a new file, for its owner alone; it needs no other file."""
    path.touch(mode=0o600, exist_ok=False)
    with closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def skip_ids(db: Database, *, by: int = 1_000_000) -> None:
    """Leave out ids that rows after a backup may have had: buttons still name these."""
    for table in db.query("SELECT name FROM sqlite_master WHERE sql LIKE '% AUTOINCREMENT%'"):
        db.execute(
            "INSERT INTO sqlite_sequence (name, seq) SELECT :name, 0 WHERE NOT EXISTS "
            "(SELECT 1 FROM sqlite_sequence WHERE name = :name)",
            {"name": table["name"]},
        )
    db.execute("UPDATE sqlite_sequence SET seq = seq + ?", [by])


def check_database(path: Path) -> None:
    """Raise StoreError unless the file is a whole SQLite database, with no row that points away."""
    with opened_read_only(path) as db:
        is_whole = db.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        if not is_whole or db.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise StoreError(path, Trouble.BROKEN)


@contextmanager
def opened_read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that changes nothing; nothing is made or locked. Raises StoreError."""
    if not is_there(path):
        raise StoreError(path, Trouble.MISSING)
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with (
        sqlite_errors_as_store_errors(path),
        closing(sqlite3.connect(uri, uri=True, timeout=COPY_TIMEOUT_S)) as connection,
    ):
        yield connection


def _copy_file(
    source: Path, copy: Path, scrub: Callable[[sqlite3.Connection], None] | None
) -> None:
    """Copy a database. Raises StoreError of the source, or of the folder that the backup is for."""
    into = copy.parent.parent
    with opened_read_only(source) as original:
        original.execute("PRAGMA schema_version").fetchone()  # an error in reading is its own
        with os_errors_as_store_errors(into), sqlite_errors_as_store_errors(into):
            copy_database(original, copy)
            if scrub is not None:
                with closing(sqlite3.connect(copy)) as scrubbed:
                    scrubbed.execute("PRAGMA secure_delete = ON")
                    scrub(scrubbed)
                    scrubbed.commit()
    try:
        check_database(copy)
    except StoreError as useless:  # pages are copied as they are
        raise StoreError(source, useless.trouble) from useless


def _named(partial: Path, name: str) -> Path:
    """Give a finished backup its name, with a number where that second has one already."""
    numbers = count(2)
    folder = partial.with_name(name)
    while True:
        try:
            return partial.rename(folder)
        except OSError as taken:
            if taken.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                raise
        folder = partial.with_name(f"{name}-{next(numbers)}")


def _name(at: datetime) -> str:
    return f"{PREFIX}{at.astimezone(UTC).strftime(TIME_FORMAT)}"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
