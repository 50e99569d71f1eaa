"""Older files are brought up to date, whole or not at all, with a copy beside them."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from bot import __version__
from bot.store.backup import check_database
from bot.store.errors import StoreError, Trouble
from bot.store.migrations import Schema, migrate_database
from bot.table.store.versions import read_catalogue
from tests.paths import TABLE

if TYPE_CHECKING:
    from pathlib import Path

OURS = 42


STEPS = {
    ("feature", "001 notes"): """
        CREATE TABLE notes (text TEXT) STRICT;
        INSERT INTO notes VALUES ('first');
    """,
    ("feature", "002 authors"): "ALTER TABLE notes ADD COLUMN author INTEGER;",
    ("feature", "003 wrong"): "DROP TABLE notes; DROP TABLE notes;",
}


def schema(*, version: int = 1) -> Schema:
    """The steps of a feature as of its first, second or third version; the third fails."""
    return dict(islice(STEPS.items(), version))


def migrate(path: Path, *, version: int) -> bool:
    """Open and bring up to date; whether the file is new."""
    with closing(sqlite3.connect(path)) as connection:
        return migrate_database(connection, path, schema(version=version), application_id=OURS)


def columns(path: Path) -> list[str]:
    """The columns of the notes."""
    with closing(sqlite3.connect(path)) as db:
        return [row[1] for row in db.execute("PRAGMA table_info(notes)")]


def test_an_older_file_is_copied_migrated_and_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The copy stands beside it, as it was."""
    caplog.set_level(logging.INFO)
    path = tmp_path / "state.db"
    assert migrate(path, version=1)
    assert caplog.text == ""
    assert not migrate(path, version=2)
    copy = tmp_path / f"state.db.before-{__version__}"
    check_database(copy)
    assert (columns(copy), columns(path)) == (["text"], ["text", "author"])
    assert "database.migrated" in caplog.text
    assert "002 authors" in caplog.text
    assert str(copy) in caplog.text


def test_a_file_that_is_up_to_date_is_not_copied(tmp_path: Path) -> None:
    """Nor touched."""
    migrate(tmp_path / "state.db", version=2)
    assert not migrate(tmp_path / "state.db", version=2)
    assert [path.name for path in tmp_path.iterdir()] == ["state.db"]


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """The steps before it too; the next try makes another copy."""
    path = tmp_path / "state.db"
    migrate(path, version=1)
    for _ in range(2):
        with pytest.raises(sqlite3.OperationalError):
            migrate(path, version=3)
        assert columns(path) == ["text"]
    assert not migrate(path, version=2)
    assert len(list(tmp_path.glob(f"state.db.before-{__version__}*"))) == 3


def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    """An older version would not understand it."""
    path = tmp_path / "state.db"
    migrate(path, version=2)
    before = path.read_bytes()
    with pytest.raises(StoreError) as refused:
        migrate(path, version=1)
    assert refused.value.trouble is Trouble.NEWER
    assert path.read_bytes() == before


def test_an_older_table_is_brought_up_to_date_by_whoever_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays one file, and the copy from before stands beside it."""
    path = tmp_path / "pledges.db"
    path.write_bytes(TABLE.read_bytes())
    with closing(sqlite3.connect(path)) as db:
        ours = db.execute("SELECT migration_set, name FROM _sqlite_migrations").fetchall()
    later = dict.fromkeys(ours, "") | {("pledges", "999 later"): "CREATE TABLE later (text TEXT);"}
    monkeypatch.setattr("bot.table.store.database.MIGRATIONS", later)
    assert len(read_catalogue(path).pledges) == 63
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM later").fetchone() == (0,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert (tmp_path / f"pledges.db.before-{__version__}").exists()
