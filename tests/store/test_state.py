"""The office's database: opened whole or not at all, by one process, and never lost half-way."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from sqlite_utils import Database

from bot.features import SCHEMA
from bot.people.access import Role
from bot.people.groups import Chat, Presence
from bot.people.store import audit, groups, people
from bot.reminders.rules.deliveries import ReportKind
from bot.reminders.store import reports
from bot.store import state as state_module
from bot.store.errors import StoreError, Trouble
from bot.store.state import State, only_process
from tests.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow

NOON = datetime(2026, 12, 1, 3, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database will be."""
    return tmp_path / "office" / "state.db"


def trouble(path: Path) -> Trouble:
    """Why it cannot be opened."""
    with pytest.raises(StoreError) as refused, State(path, SCHEMA):
        pass
    return refused.value.trouble


def met(db: Database, chat_id: int, name: str = "방") -> None:
    """A group."""
    chat = Chat(chat_id=chat_id, title=name, presence=Presence.HERE, hears_all=False)
    groups.meet(db, chat, by=1, now=NOON)


async def test_it_is_made_on_first_need_for_its_owner_alone(path: Path) -> None:
    """Its folder too."""
    with State(path, SCHEMA) as state:
        await state.write(
            lambda db: people.let_in(db, 5, name="김주무", role=Role.MEMBER, now=NOON)
        )
    assert path.stat().st_mode & 0o777 == 0o600
    with State(path, SCHEMA) as state:
        known = state.read(lambda db: people.known(db, 5))
    assert known is not None
    assert known.role is Role.MEMBER
    assert known.since == NOON


async def test_a_change_is_made_whole_or_not_at_all(path: Path) -> None:
    """What fails half-way leaves nothing, and the next change works."""

    def half(db: Database) -> None:
        people.let_in(db, 5, name="", role=Role.MEMBER, now=NOON)
        raise RuntimeError

    with State(path, SCHEMA) as state:
        with pytest.raises(RuntimeError):
            await state.write(half)
        assert state.read(people.listed) == ()
        await state.write(lambda db: people.remove(db, 5, now=NOON))
        assert len(state.read(people.listed)) == 1


async def test_changes_that_share_a_transaction_fail_alone(path: Path) -> None:
    """Those that come while another is written; the one that fails leaves nothing."""
    statements: list[str] = []
    disk = threading.Event()

    def let_in(user_id: int) -> Callable[[Database], None]:
        def change(db: Database) -> None:
            people.let_in(db, user_id, name="", role=Role.MEMBER, now=NOON)
            if user_id == 6:
                db.execute("INSERT INTO nowhere VALUES (1)")

        return change

    with State(path, SCHEMA) as state:
        state._thread.submit(disk.wait)
        state._writer.set_trace_callback(statements.append)
        changes = [asyncio.create_task(state.write(let_in(user_id))) for user_id in (5, 6, 7, 8)]
        await asyncio.sleep(0)  # all of them wait
        changes[3].cancel()
        await asyncio.sleep(0)
        wakes = asyncio.get_running_loop().call_soon_threadsafe
        with patch.object(asyncio.get_running_loop(), wakes.__name__, wraps=wakes) as wake:
            disk.set()
            outcomes = await asyncio.gather(*changes, return_exceptions=True)
        assert wake.call_count == 1
        assert [type(each) for each in outcomes] == [
            type(None), StoreError, type(None), asyncio.CancelledError,
        ]  # fmt: skip
        assert statements.count("COMMIT") == 1
        assert state.read(lambda db: [n for n in (5, 6, 7, 8) if people.known(db, n)]) == [5, 7]


async def test_what_undoes_a_whole_transaction_fails_all_that_share_it(path: Path) -> None:
    """As SQLite does when the disk is full: nobody is told that something is written."""
    disk = threading.Event()

    def undo(db: Database) -> None:
        people.let_in(db, 6, name="", role=Role.MEMBER, now=NOON)
        db.execute("INSERT OR ROLLBACK INTO people SELECT * FROM people")

    with State(path, SCHEMA) as state:
        state._thread.submit(disk.wait)
        let_in = [
            asyncio.create_task(state.write(partial(people.remove, user_id=user_id, now=NOON)))
            for user_id in (5, 7)
        ]
        undone = asyncio.create_task(state.write(undo))
        await asyncio.sleep(0)
        disk.set()
        for each in await asyncio.gather(*let_in, undone, return_exceptions=True):
            assert isinstance(each, StoreError)
        assert state.read(people.listed) == ()
        await state.write(lambda db: people.remove(db, 5, now=NOON))
        assert len(state.read(people.listed)) == 1


async def test_a_full_disk_is_waited_out_with_one_line(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """However often the change is tried."""
    monkeypatch.setattr(state_module, "RETRY_AFTER_S", 0.0)
    tries: list[int] = []

    def let_in(db: Database) -> None:
        tries.append(len(tries))
        db.execute(f"PRAGMA max_page_count = {1 if tries[-1] < 5 else 1000}")
        people.let_in(db, 5, name="가" * 10_000, role=Role.MEMBER, now=NOON)

    with State(path, SCHEMA) as state:
        await state.write_persistently(let_in)
        assert state.read(people.known, 5)
    assert len(tries) == 6
    assert caplog.text.count("state.not_written reason=FULL") == 1


async def test_changes_that_wait_when_it_is_closed_are_given_up(path: Path) -> None:
    """Nobody waits for them without end."""
    disk = threading.Event()
    state = State(path, SCHEMA)
    state._thread.submit(disk.wait)
    change = asyncio.create_task(state.write(lambda db: people.remove(db, 5, now=NOON)))
    await asyncio.sleep(0)
    threading.Timer(0.05, disk.set).start()
    state.close()
    with pytest.raises(asyncio.CancelledError):
        await change


async def test_reading_does_not_wait_for_a_change_under_way(path: Path) -> None:
    """The event loop goes on while a change takes its time."""
    with State(path, SCHEMA) as state:
        begun, goes_on = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()

        def slow(db: Database) -> None:
            people.remove(db, 5, now=NOON)
            loop.call_soon_threadsafe(begun.set)
            asyncio.run_coroutine_threadsafe(goes_on.wait(), loop).result()

        change = asyncio.create_task(state.write(slow))
        await begun.wait()
        assert state.read(people.listed) == ()
        goes_on.set()
        await change
        assert len(state.read(people.listed)) == 1


async def test_a_lock_of_another_program_is_reported(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a short wait; when it is gone, everything works."""
    monkeypatch.setattr("bot.store.state.BUSY_TIMEOUT_S", 0.05)
    with State(path, SCHEMA) as state:
        with closing(sqlite3.connect(path)) as shell:
            shell.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError) as refused:
                await state.write(lambda db: people.remove(db, 5, now=NOON))
            shell.rollback()
        assert refused.value.trouble is Trouble.LOCKED
        await state.write(lambda db: people.remove(db, 5, now=NOON))


def test_a_database_locked_at_the_start_is_reported(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not waited for longer than a moment."""
    monkeypatch.setattr("bot.store.state.BUSY_TIMEOUT_S", 0.05)
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as shell:
        shell.execute("BEGIN EXCLUSIVE")
        assert trouble(path) is Trouble.LOCKED
        shell.rollback()


@pytest.mark.parametrize("written", [b"no database at all" * 100, b"x"])
def test_another_file_is_left_alone(path: Path, written: bytes) -> None:
    """And named."""
    path.parent.mkdir()
    path.write_bytes(written)
    assert trouble(path) is Trouble.NOT_SQLITE
    assert path.read_bytes() == written


def test_another_programs_database_is_left_alone(path: Path) -> None:
    """The reference table, for instance."""
    path.parent.mkdir()
    path.write_bytes((ROOT / "data" / "pledges.db").read_bytes())
    assert trouble(path) is Trouble.NOT_OURS


def test_a_newer_database_is_left_alone(path: Path) -> None:
    """A later release wrote what this one would not understand."""
    with State(path, SCHEMA):
        pass
    with closing(sqlite3.connect(path)) as shell:
        shell.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('people', '999 later', '')"
        )
        shell.commit()
    assert trouble(path) is Trouble.NEWER


def test_a_broken_database_is_named(path: Path) -> None:
    """Half of its pages are gone."""
    with State(path, SCHEMA):
        pass
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + b"\xff" * (len(whole) // 2))
    assert trouble(path) is Trouble.BROKEN


def test_a_folder_and_a_forbidden_place_are_named(path: Path) -> None:
    """In the words of the operator's machine."""
    path.mkdir(parents=True)
    assert trouble(path) is Trouble.DIRECTORY
    below_a_file = path.parent / "file" / "state.db"
    below_a_file.parent.write_text("")
    assert trouble(below_a_file) is Trouble.FORBIDDEN


def test_an_older_database_is_brought_up_to_date(path: Path) -> None:
    """What it held, it holds still."""
    with State(path, SCHEMA):
        pass
    with closing(sqlite3.connect(path)) as shell:
        shell.execute("DROP TABLE audit")
        shell.execute("DROP TABLE past_acts")
        shell.execute("DELETE FROM _sqlite_migrations WHERE migration_set = 'audit'")
        shell.execute("INSERT INTO people (user_id, name, since) VALUES (7, '', '2026-12-01')")
        shell.commit()
    with State(path, SCHEMA) as state:
        assert state.read(audit.size) == 0
        assert len(state.read(people.listed)) == 1


async def test_what_is_bound_to_a_group_follows_it(path: Path) -> None:
    """Also when the new one was met first."""
    with State(path, SCHEMA) as state:
        await state.write(lambda db: met(db, -1, "옛 방"))
        await state.write(lambda db: groups.bind(db, (-1, None), ["교통행정과"], by=1, now=NOON))
        await state.write(lambda db: met(db, -100, "새 방"))
        assert await state.write(lambda db: groups.move(db, -1, -100))
        assert not await state.write(lambda db: groups.move(db, -1, -100))
        [moved] = state.read(groups.all_groups)
        [found] = state.read(groups.registered)
    assert (moved.chat_id, moved.departments) == (-100, ("교통행정과",))
    assert found == moved


async def test_what_is_open_is_found_by_the_index_of_that(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which SQLite does not use where NULL is a value beside the statement."""
    plans: list[str] = []
    execute = Database.execute

    def explained(db: Database, sql: str, values: list[Any]) -> sqlite3.Cursor:
        plans.extend(row[3] for row in execute(db, f"EXPLAIN QUERY PLAN {sql}", values))
        return execute(db, sql, values)

    with State(path, SCHEMA) as state:
        monkeypatch.setattr(Database, "execute", explained)
        await state.write(reports.close_incident, ReportKind.REFUSED, "방", now=NOON)
    assert plans == ["SEARCH incidents USING INDEX open_incidents (kind=? AND subject=?)"]


def test_one_process_works_on_it(path: Path) -> None:
    """A second one is refused; when the first is killed, the next one may."""
    code = (
        "import sys, time, pathlib; from bot.store.state import only_process\n"
        "with only_process(pathlib.Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with pytest.raises(StoreError) as refused, only_process(path):
            pass
        assert refused.value.trouble is Trouble.IN_USE
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    with only_process(path):
        pass


def test_a_lock_that_cannot_be_made_is_named(path: Path) -> None:
    """Before anything else is tried."""
    path.parent.write_text("a file where the folder should be")
    with pytest.raises(StoreError) as refused, only_process(path):
        pass
    assert refused.value.trouble is Trouble.FORBIDDEN


def checkpoints_told(monkeypatch: pytest.MonkeyPatch) -> asyncio.Queue[bool]:
    """Move the log at once after each write; whether it could be moved, each time."""
    outcomes: asyncio.Queue[bool] = asyncio.Queue()
    loop, checkpoint = asyncio.get_running_loop(), State._checkpoint

    def checkpoint_and_tell(state: State) -> None:
        is_done = False
        try:
            checkpoint(state)
            is_done = True
        finally:
            loop.call_soon_threadsafe(outcomes.put_nowait, is_done)

    monkeypatch.setattr(state_module, "IDLE_S", 0.0)
    monkeypatch.setattr(State, "_checkpoint", checkpoint_and_tell)
    return outcomes


async def test_the_file_alone_holds_what_was_written_a_moment_ago(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copied while the bot runs; and no text that was dropped stands in the log beside it."""
    outcomes = checkpoints_told(monkeypatch)
    log = path.with_name(f"{path.name}-wal")
    with State(path, SCHEMA) as state:
        for name in ("김주무", ""):
            await state.note(
                lambda db, name=name: people.set_name(db, 100, name=name, now=NOON)  # type: ignore[misc]
            )
        moving = asyncio.create_task(state.keep_file_current())
        assert await outcomes.get()
        assert not log.stat().st_size
        moving.cancel()
        copy = path.with_name("copy.db")
        copy.write_bytes(path.read_bytes())
        assert "김주무".encode() not in path.read_bytes()
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT user_id FROM people").fetchall() == [(100,)]


async def test_a_reader_elsewhere_holds_up_no_change(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What cannot be moved into the file yet is moved when the reader is gone."""
    outcomes = checkpoints_told(monkeypatch)
    log = path.with_name(f"{path.name}-wal")
    with State(path, SCHEMA) as state:
        await state.note(lambda db: people.set_name(db, 100, name="", now=NOON))
        with closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM people").fetchone()
            await state.note(lambda db: people.set_name(db, 200, name="", now=NOON))
            moving = asyncio.create_task(state.keep_file_current())
            for _ in range(2):  # the second begins when the first was logged
                assert not await outcomes.get()
                await state.note(lambda db: people.set_name(db, 300, name="", now=NOON))
            assert "state.behind reason=LOCKED" in caplog.text
            other.rollback()
        while not await outcomes.get():
            pass
        assert not log.stat().st_size
        moving.cancel()
