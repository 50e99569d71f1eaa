"""Backups: whole copies of databases in use, checked, and kept as many as were asked for."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.store.backup import (
    Backup,
    check_backup,
    finished_backups,
    read_backup,
    write_backup,
)
from bot.store.errors import StoreError, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = datetime(2026, 12, 1, 3, tzinfo=UTC)


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Path]:
    """A database in use: in WAL mode, open, with rows that stand in its log alone."""
    path = tmp_path / "source.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA wal_autocheckpoint = 0")
        db.execute("CREATE TABLE pairs (a INTEGER, b INTEGER)")
        db.execute("INSERT INTO pairs VALUES (1, 1)")
        db.commit()
        yield path


def backup_of(source: Path, into: Path, *, now: datetime = NOON) -> Backup:
    """A backup of one database."""
    return write_backup({"state.db": source}, into, now=now, scrub={})


def rows(path: Path) -> list[tuple[int, int]]:
    """What the database holds."""
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT a, b FROM pairs").fetchall()


def test_what_stands_in_the_log_alone_is_backed_up(source: Path, tmp_path: Path) -> None:
    """A copy of the main file would be empty; the backup is one file, for its owner alone."""
    backup = backup_of(source, tmp_path / "backups")
    assert backup.folder.name == "pledge-bot-20261201T030000Z"
    assert rows(backup.folder / "state.db") == [(1, 1)]
    assert sorted(each.name for each in backup.folder.iterdir()) == ["backup.json", "state.db"]
    assert backup.folder.stat().st_mode & 0o777 == 0o700
    assert all(each.stat().st_mode & 0o777 == 0o600 for each in backup.folder.iterdir())
    assert read_backup(backup.folder) == backup
    check_backup(backup)


def test_a_backup_made_while_another_thread_writes_is_consistent(
    source: Path, tmp_path: Path
) -> None:
    """Each transaction adds a pair of equal numbers: no backup holds half of one."""
    is_over = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(source, timeout=60)) as db:
            number = 1
            while not is_over.is_set():
                number += 1
                db.execute("INSERT INTO pairs VALUES (?, 0)", [number])
                db.execute("UPDATE pairs SET b = ? WHERE a = ?", [number, number])
                db.commit()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for minute in range(5):
            now = NOON + timedelta(minutes=minute)
            backup = backup_of(source, tmp_path / "backups", now=now)
            assert all(a == b for a, b in rows(backup.folder / "state.db"))
    finally:
        is_over.set()
        writer.join()


def test_what_is_scrubbed_is_not_in_the_backup(source: Path, tmp_path: Path) -> None:
    """Neither as a row nor as bytes."""
    with closing(sqlite3.connect(source)) as db:
        db.execute("CREATE TABLE inbox (content TEXT)")
        db.execute("INSERT INTO inbox VALUES ('hush-hush')")
        db.commit()

    def scrub(db: sqlite3.Connection) -> None:
        db.execute("DELETE FROM inbox")

    backup = write_backup({"state.db": source}, tmp_path, now=NOON, scrub={"state.db": scrub})
    assert b"hush-hush" not in (backup.folder / "state.db").read_bytes()
    check_backup(backup)


def test_backups_of_one_second_are_all_kept(source: Path, tmp_path: Path) -> None:
    """None disturbs another that is made at the same time."""
    with ThreadPoolExecutor() as threads:
        made = [*threads.map(lambda _: backup_of(source, tmp_path / "backups"), range(4))]
    assert {backup.folder.name[len("pledge-bot-20261201T030000Z") :] for backup in made} == {
        "",
        "-2",
        "-3",
        "-4",
    }
    assert len(finished_backups(tmp_path / "backups")) == len([*made[0].folder.parent.iterdir()])


def test_a_backup_that_was_killed_half_way_is_removed_by_a_later_one(
    source: Path, tmp_path: Path
) -> None:
    """It holds names of people; one that is being made is left, and so is what is not ours."""
    others = [".pledge-bot-20261201T025900Z.x.partial", "pledge-bot-of-somebody"]
    for name in (*others, ".pledge-bot-20261201T015900Z.x.partial"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "state.db").write_text("names")
    backup = backup_of(source, tmp_path)
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {
        *others,
        backup.folder.name,
    }


def test_a_fault_is_told_of_where_it_is(source: Path, tmp_path: Path) -> None:
    """Of the database where that is damaged, of the folder where the copy cannot be written."""
    into = tmp_path / "backups"
    with pytest.raises(StoreError) as refused:
        write_backup({"state.db": source}, into, now=NOON, scrub={"state.db": _fail})
    assert (refused.value.path, refused.value.trouble) == (into, Trouble.READ_ONLY)
    damaged = tmp_path / "damaged.db"
    with closing(sqlite3.connect(damaged)) as db:
        db.execute("CREATE TABLE a (b)")
        db.executemany("INSERT INTO a VALUES (?)", [("x" * 500,)] * 50)
        db.commit()
    content = bytearray(damaged.read_bytes())
    content[8192:12288] = bytes(4096)
    damaged.write_bytes(content)
    with pytest.raises(StoreError) as refused:
        backup_of(damaged, into)
    assert (refused.value.path, refused.value.trouble) == (damaged, Trouble.BROKEN)


def _fail(_copy: sqlite3.Connection) -> None:
    error = sqlite3.OperationalError("attempt to write a readonly database")
    error.sqlite_errorcode = sqlite3.SQLITE_READONLY
    raise error


def test_a_backup_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    """There is no such database, or it is none."""
    into = tmp_path / "backups"
    with pytest.raises(StoreError) as refused:
        backup_of(tmp_path / "nowhere.db", into)
    assert refused.value.trouble is Trouble.MISSING
    (tmp_path / "text.db").write_text("no database" * 100)
    with pytest.raises(StoreError) as refused:
        backup_of(tmp_path / "text.db", into)
    assert refused.value.trouble is Trouble.NOT_SQLITE
    assert list(into.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(source: Path, tmp_path: Path) -> None:
    """In the words of the operator's machine."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError) as refused:
        backup_of(source, tmp_path / "file" / "backups")
    assert refused.value.trouble is Trouble.FORBIDDEN


def test_one_changed_byte_is_found(source: Path, tmp_path: Path) -> None:
    """Also where the database would open all the same."""
    backup = backup_of(source, tmp_path)
    copy = backup.folder / "state.db"
    content = bytearray(copy.read_bytes())
    content[-1] ^= 1
    copy.write_bytes(content)
    with pytest.raises(StoreError) as refused:
        check_backup(backup)
    assert refused.value.trouble is Trouble.BROKEN


@pytest.mark.parametrize(
    "manifest",
    ["", "[]", "{}", '{"made_at": "2026-12-01", "version": "1", "sha256": {"../state.db": ""}}'],
)
def test_a_manifest_that_says_nothing_is_damage(
    source: Path, tmp_path: Path, manifest: str
) -> None:
    """Nothing outside of the folder is looked at."""
    backup = backup_of(source, tmp_path)
    (backup.folder / "backup.json").write_text(manifest)
    with pytest.raises(StoreError):
        read_backup(backup.folder)
    assert finished_backups(tmp_path) == ()
