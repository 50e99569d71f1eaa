"""The reference table is replaced whole or not at all, and what it said before is kept."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from bot.lookup.pledge import Pledge, PledgeNumber
from bot.store.errors import StoreError, Trouble
from bot.table import files
from bot.table.pledge_table import Table
from bot.table.store.versions import load, read_catalogue
from tests.table import tables
from tests.table.tables import (
    DATA,
    FIRST_DAY,
    REAL_ALIASES,
    REAL_PAGE,
    REPEATABLE,
    THREE,
    THREE_PLEDGES,
    a_pledge,
    an_edition,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

NEXT_DAY = FIRST_DAY + timedelta(days=1)
MOVED = replace(
    THREE, pledges=(a_pledge("지역개발-01", "신안산선 조기완공 추진", "철도과"), *THREE_PLEDGES[1:])
)


def records(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """What a query answers, asked past the code under test."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def execute(path: Path, *statements: str) -> None:
    """Change a database past the code under test."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a database would be."""
    return tmp_path / "공약 #1?.db"


@pytest.fixture
def loaded(path: Path) -> Path:
    """A database of three pledges."""
    load(path, an_edition())
    return path


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE pledges SET term = '없는 임기'",
        "UPDATE aliases SET term = '없는 임기'",
        "UPDATE history SET version = 99",
        "DELETE FROM terms",
        "INSERT INTO terms VALUES ('민선9기', 1, '분야', '[]')",
    ],
)
def test_the_schema_itself_refuses_what_cannot_be(loaded: Path, statement: str) -> None:
    """References hold and one term is current, whoever writes."""
    with closing(sqlite3.connect(loaded)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)


@REPEATABLE
@given(table=tables.tables, other=tables.tables)
def test_any_table_is_read_back_as_it_was_loaded(path: Path, table: Table, other: Table) -> None:
    """Whatever was there before."""
    load(path, an_edition(other))
    load(path, an_edition(table))
    catalogue = read_catalogue(path)
    assert catalogue.pledges == table.pledges
    assert catalogue.aliases == table.aliases
    assert load(path, an_edition(table)).changes_nothing
    assert records(path, "PRAGMA foreign_key_check") == []


def test_loading_the_same_twice_leaves_every_byte_as_it_was(loaded: Path) -> None:
    """Nothing is written, not even that it was loaded again."""
    before = loaded.read_bytes()
    assert load(loaded, an_edition(at=NEXT_DAY)).changes_nothing
    assert load(loaded, an_edition(as_of=date(2026, 7, 1))).changes_nothing
    assert loaded.read_bytes() == before


def test_a_dry_run_shows_the_changes_and_writes_nothing(loaded: Path) -> None:
    """The same changes that the load then makes."""
    before = loaded.read_bytes()
    shown = load(loaded, an_edition(MOVED, at=NEXT_DAY), dry_run=True)
    assert loaded.read_bytes() == before
    assert load(loaded, an_edition(MOVED, at=NEXT_DAY)) == shown
    assert loaded.read_bytes() != before


def test_a_dry_run_makes_no_file(path: Path) -> None:
    """It tells all that a new database would hold."""
    assert len(load(path, an_edition(), dry_run=True).changes) == 4
    assert list(path.parent.iterdir()) == []


def test_a_pledge_that_is_gone_leaves_all_it_said(loaded: Path) -> None:
    """Its fields are in the history; its department, which owns nothing more, only there."""
    load(loaded, an_edition(replace(THREE, pledges=THREE_PLEDGES[1:])))
    assert dict(records(loaded, "SELECT field, old FROM history WHERE action = 'removed'")) == {
        "strategy": "앞으로 가는 금천",
        "title": "신안산선 조기완공 추진",
        "owners": "교통행정과",
        "helpers": "",
        "team": "",
        "position": "1",
    }
    assert records(loaded, "SELECT DISTINCT owners FROM pledges ORDER BY owners") == [
        ('["도시계획과"]',),
        ('["문화체육과"]',),
    ]


def test_a_new_term_takes_over_and_the_old_one_stays(loaded: Path) -> None:
    """The same numbers mean other pledges now; loading the old term again brings it back."""
    next_term = Table(pledges=(a_pledge("지역개발-01", "새 공약", "철도과"),))
    load(loaded, an_edition(next_term, term="민선9기"))
    assert [pledge.title for pledge in read_catalogue(loaded).pledges] == ["새 공약"]
    assert records(loaded, "SELECT term, count(*) FROM pledges GROUP BY term") == [
        ("민선8기", 3),
        ("민선9기", 1),
    ]
    assert load(loaded, an_edition(next_term)).term == "민선9기"
    assert load(loaded, an_edition(term="민선8기", beside=True)).changes_nothing
    assert read_catalogue(loaded).term == "민선9기"
    assert load(loaded, an_edition(term="민선8기")).changes == ()
    assert read_catalogue(loaded).term == "민선8기"


def test_a_catalogue_says_as_of_when_and_from_which_file(loaded: Path) -> None:
    """That of the last load of its term."""
    load(loaded, replace(an_edition(MOVED, as_of=date(2026, 6, 30)), file="새 표.txt"))
    catalogue = read_catalogue(loaded)
    assert (catalogue.as_of, catalogue.source) == (date(2026, 6, 30), "새 표.txt")
    assert catalogue.by_number[PledgeNumber.of("지역개발", 1)].department == "철도과"


def test_the_database_keeps_to_one_file(loaded: Path) -> None:
    """It is committed, so nothing of it may stand in a file beside it."""
    assert records(loaded, "PRAGMA journal_mode") == [("delete",)]
    assert list(loaded.parent.iterdir()) == [loaded]


def test_the_committed_database_is_a_fresh_load_of_the_committed_files(path: Path) -> None:
    """Whoever edits a file under data/ runs scripts/load_data.py, or this fails."""
    committed = read_catalogue(DATA / "pledges.db")
    reading = files.read(REAL_PAGE, REAL_ALIASES)
    edition = an_edition(reading.table, as_of=committed.as_of)
    load(path, replace(edition, file=reading.file, sha256=reading.sha256))
    assert read_catalogue(path) == committed
    for table in ("terms", "pledges", "aliases"):
        content = f"SELECT * FROM {table}"  # noqa: S608
        assert sorted(records(path, content)) == sorted(records(DATA / "pledges.db", content))
    last_load = "SELECT file, sha256, as_of, pledges, departments FROM versions ORDER BY id DESC"
    assert records(path, last_load)[0] == records(DATA / "pledges.db", last_load)[0]


class Interrupted(tuple[Pledge, ...]):
    """Rows that are cut off by Ctrl-C when they are gone through for the nth time."""

    passes_left = 0

    def __iter__(self) -> Iterator[Pledge]:
        """All rows but the last, once the passes are used up."""
        self.passes_left -= 1
        yield from self[:-1]
        if self.passes_left == 0:
            raise KeyboardInterrupt
        yield self[-1]


def _interrupt_loads(path: Path) -> int:
    """How many different places a load was interrupted in before one came through."""
    for passes in itertools.count(1):
        rows = Interrupted(MOVED.pledges)
        rows.passes_left = passes
        before = path.read_bytes() if path.exists() else None
        try:
            load(path, an_edition(replace(MOVED, pledges=rows)))
        except KeyboardInterrupt:
            assert (path.read_bytes() if path.exists() else None) == before
            assert list(path.parent.iterdir()) == [path] * (before is not None)
        else:
            return passes - 1
    raise AssertionError


def test_a_load_that_is_interrupted_anywhere_changes_nothing(loaded: Path) -> None:
    """Whichever of its steps it was in, there is the old table, and no journal beside it."""
    assert _interrupt_loads(loaded) >= 4
    assert len(read_catalogue(loaded).by_department["철도과"]) == 1


def test_a_first_load_that_is_interrupted_leaves_no_file(path: Path) -> None:
    """Neither a database nor its journal."""
    assert _interrupt_loads(path) >= 4
    assert len(read_catalogue(path).by_department["철도과"]) == 1


def _die_while_writing(path: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA cache_size = 1")  # so that pages go to the file before the commit
    connection.execute("UPDATE pledges SET title = hex(randomblob(9000))")
    connection.execute("UPDATE history SET new = hex(randomblob(9000))")
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_write_that_was_killed_half_way_is_undone_by_the_next_reader(loaded: Path) -> None:
    """The journal it left behind brings back the old table."""
    before = read_catalogue(loaded)
    process = multiprocessing.get_context("spawn").Process(
        target=_die_while_writing, args=(str(loaded),)
    )
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert loaded.with_name(loaded.name + "-journal").exists()
    assert read_catalogue(loaded) == before


def _refuses(path: Path, trouble: Trouble) -> None:
    """Neither reading nor loading works, for this reason, and the file is as it was."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError) as reading:
        read_catalogue(path)
    with pytest.raises(StoreError) as loading:
        load(path, an_edition())
    assert (reading.value.trouble, loading.value.trouble) == (trouble, trouble)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_directory_is_no_database(tmp_path: Path) -> None:
    """It is called what it is."""
    _refuses(tmp_path, Trouble.DIRECTORY)


def test_any_other_file_is_no_database(path: Path) -> None:
    """It is left alone, too."""
    path.write_text("공약" * 1000, encoding="utf-8")
    _refuses(path, Trouble.NOT_SQLITE)


def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    """The state of the bot itself, say, named by mistake."""
    execute(path, "CREATE TABLE reminders (id)")
    _refuses(path, Trouble.NOT_OURS)


def test_the_database_of_a_later_release_is_left_alone(loaded: Path) -> None:
    """Better no answer than a wrong one."""
    execute(
        loaded,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('pledges', '999 of a later release', '2099-01-01')",
    )
    _refuses(loaded, Trouble.NEWER)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE pledges SET details = '완료'", id="JSON이 아닌 칸"),
        pytest.param("UPDATE aliases SET kind = '낱말'", id="모르는 별칭 종류"),
        pytest.param("UPDATE versions SET as_of = '어제'", id="날짜가 아닌 날짜"),
        pytest.param("ALTER TABLE pledges RENAME title TO name", id="없는 열"),
    ],
)
def test_a_database_that_somebody_broke_is_called_broken(loaded: Path, statement: str) -> None:
    """Not a wrong answer, and no other error."""
    execute(loaded, statement)
    _refuses(loaded, Trouble.BROKEN)


def test_a_file_that_lost_its_end_is_called_broken(loaded: Path) -> None:
    """As after a disk was full."""
    loaded.write_bytes(loaded.read_bytes()[:8192])
    _refuses(loaded, Trouble.BROKEN)


def test_a_database_that_another_process_writes_is_called_locked(
    loaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever comes second gets an error."""
    monkeypatch.setattr("bot.table.store.database.BUSY_TIMEOUT_S", 0)
    with closing(sqlite3.connect(loaded)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError) as error:
            load(loaded, an_edition(MOVED))
    assert error.value.trouble is Trouble.LOCKED
    assert load(loaded, an_edition()).changes_nothing


def test_an_empty_file_is_a_database_without_pledges(path: Path) -> None:
    """Nothing can be read from it, but something loaded into it."""
    path.touch()
    with pytest.raises(StoreError) as error:
        read_catalogue(path)
    assert error.value.trouble is Trouble.EMPTY
    load(path, an_edition())
    assert len(read_catalogue(path).pledges) == 3


def test_a_database_that_is_not_there_is_missing_and_stays_so(path: Path) -> None:
    """Reading creates nothing."""
    with pytest.raises(StoreError) as error:
        read_catalogue(path)
    assert error.value.trouble is Trouble.MISSING
    assert not path.exists()


def test_a_database_cannot_be_made_in_a_folder_that_is_not_there(path: Path) -> None:
    """The folder is not made up."""
    with pytest.raises(StoreError) as error:
        load(path / "없는 폴더" / "pledges.db", an_edition())
    assert error.value.trouble is Trouble.FORBIDDEN
    assert error.value.__cause__ is not None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_database_that_may_not_be_written_is_called_so(loaded: Path) -> None:
    """It can still be read."""
    loaded.chmod(0o444)
    loaded.parent.chmod(0o555)
    with pytest.raises(StoreError) as error:
        load(loaded, an_edition(MOVED))
    loaded.parent.chmod(0o755)
    assert error.value.trouble is Trouble.READ_ONLY
    assert load(loaded, an_edition()).changes_nothing
