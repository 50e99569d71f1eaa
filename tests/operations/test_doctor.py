"""`pledge-bot doctor`: each fault of the machine has its line, and tells what to do."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections import namedtuple
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import __version__
from bot.__main__ import main
from bot.features import SCHEMA
from bot.operations.backups import make_backup
from bot.operations.checks import clock_finding, machine_findings
from bot.operations.findings import Finding, Level
from bot.operations.program import program
from bot.operations.settings import Settings
from bot.operations.store import pulses
from bot.operations.store.pulses import Pulse, is_alive
from bot.store.state import State, only_process
from tests.paths import TABLE

NOW = datetime(2026, 12, 1, 3, tzinfo=UTC)
TOKEN = "123:token"  # noqa: S105 -- opens nothing
A_MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the clone is looked at."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def office(tmp_path: Path) -> Settings:
    """A bot that serves and backs up as it should, up to the fault that a test adds."""
    settings = Settings(
        token=TOKEN,
        admins=frozenset({1}),
        state_db=tmp_path / "state.db",
        pledges_db=tmp_path / "pledges.db",
        backup_dir=tmp_path / "backups",
    )
    (tmp_path / "pledges.db").write_bytes(TABLE.read_bytes())
    beat(settings)
    make_backup(settings, tmp_path / "backups", now=NOW)
    return settings


def beat(settings: Settings, **changes: Any) -> None:
    """The process leaves a sign of life."""
    pulse = {
        "version": __version__,
        "started_at": NOW - 60 * A_MINUTE,
        "alive_at": NOW - A_MINUTE,
        "reached_at": NOW - A_MINUTE,
        "update_at": NOW - 10 * A_MINUTE,
        **changes,
    }

    async def record() -> None:
        with State(settings.state_db, SCHEMA) as state:
            await state.write(lambda db: pulses.record(db, Pulse(**pulse)))

    asyncio.run(record())


def findings(settings: Settings) -> list[Finding]:
    """What is found while the bot serves."""
    with only_process(settings.state_db):
        return list(machine_findings(settings, SCHEMA, now=NOW))


def faults(settings: Settings) -> list[str]:
    """The lines of the faults."""
    return [str(each) for each in findings(settings) if each.level is Level.FAULT]


def hints(settings: Settings) -> list[str]:
    """The lines of the hints."""
    return [str(each) for each in findings(settings) if each.level is Level.HINT]


def test_a_healthy_office_has_neither_faults_nor_hints(office: Settings) -> None:
    """A line for each check all the same."""
    found = findings(office)
    assert {each.level for each in found} == {Level.OK}
    assert {each.check for each in found} == {
        *("version", "table", "state", "running", "reminders", "disk", "backup", "clock")
    }


def test_an_office_that_never_started_has_hints_and_no_fault(office: Settings) -> None:
    """What comes next is told; nothing is broken."""
    office.state_db.unlink()
    assert office.backup_dir is not None
    shutil.rmtree(office.backup_dir)
    found = [str(one) for one in machine_findings(office, SCHEMA, now=NOW)]
    state, backup = (line for line in found if not line.startswith("ok"))
    assert state.startswith("hint   state")
    assert f"not started yet -> start it: `{program()} run`" in state
    assert backup.startswith("hint   backup")


def test_every_fault_says_what_to_do(office: Settings) -> None:
    """In one line, behind an arrow."""
    office.state_db.write_bytes(b"nothing of ours" * 100)
    [line] = faults(office)
    assert line.startswith("FAULT  state")
    assert f"is not sqlite -> stop the bot, then `{program()} restore" in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda path: path.unlink(), "it ends -> do not stop it; put the file back where it was"),
        (lambda path: path.write_bytes(b""), "is empty -> the first start makes one"),
        (lambda path: shutil.copy(TABLE, path), "is not ours -> stop the bot"),
        (
            lambda path: path.write_bytes(path.read_bytes()[:40_000] + b"\xff" * 40_000),
            "is broken -> stop the bot, then `{program} restore",
        ),
    ],
)
def test_a_state_database_that_is_useless_is_named(
    office: Settings, damage: Any, words: str
) -> None:
    """Whatever is the matter with it."""
    damage(office.state_db)
    words = words.format(program=program())  # in the folder of the test
    assert any(words in line for line in faults(office))


def test_a_state_database_that_was_lost_is_a_fault(office: Settings) -> None:
    """There are backups of one."""
    office.state_db.unlink()
    [state] = (each for each in machine_findings(office, SCHEMA, now=NOW) if each.check == "state")
    assert str(state).startswith("FAULT  state")
    assert "is missing -> the first start makes one; if there was one, `" in str(state)


def test_a_newer_state_database_is_named(office: Settings) -> None:
    """An older version was installed over a later one."""
    with closing(sqlite3.connect(office.state_db)) as db:
        db.execute("INSERT INTO _sqlite_migrations VALUES (NULL, 'people', '999 later', '')")
        db.commit()
    [line] = faults(office)
    assert f"was written by a later version than this one, {__version__} -> install that" in line


def test_files_that_others_can_read_are_hinted_at(office: Settings, tmp_path: Path) -> None:
    """They hold the token, and who works in the office."""
    office.state_db.chmod(0o644)
    (tmp_path / ".env").write_text("")
    (tmp_path / ".env").chmod(0o644)
    assert [line for line in hints(office) if "chmod 600" in line] == hints(office)
    assert len(hints(office)) == 2


def test_a_log_that_does_not_shrink_is_hinted_at(
    office: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some program holds the database open."""
    monkeypatch.setattr("bot.operations.checks.MAX_WAL_BYTES", -1)
    [line] = hints(office)
    assert "close programs that hold the database open" in line


@pytest.mark.parametrize(
    ("pulse", "words"),
    [
        ({"alive_at": NOW - 60 * A_MINUTE}, "stuck since 60 minutes ago"),
        ({"reached_at": NOW - 60 * A_MINUTE}, "Telegram reached 60 minutes ago"),
    ],
)
def test_a_bot_that_is_stuck_or_cut_off_is_named(
    office: Settings, pulse: dict[str, Any], words: str
) -> None:
    """Although its process is there."""
    beat(office, **pulse)
    [line] = faults(office)
    assert words in line


def test_a_bot_that_has_just_started_may_not_have_reached_telegram_yet(office: Settings) -> None:
    """Its first poll takes up to a minute; what an earlier process reached is long ago."""
    beat(office, started_at=NOW - A_MINUTE, reached_at=NOW - 60 * A_MINUTE)
    assert faults(office) == []


def test_a_folder_without_settings_is_named(office: Settings, tmp_path: Path) -> None:
    """Most likely the doctor was started in another folder than the bot."""
    [line] = hints(replace(office, token=None))
    assert str(tmp_path / ".env") in line
    assert f"`{program()} setup`" in line


def test_a_name_that_is_nearly_a_setting_is_recognised(office: Settings) -> None:
    """With the file that lists all of them."""
    [line] = hints(replace(office, unknown=("BOT_ADMIN",)))
    assert "BOT_ADMIN is not a setting of this version, BOT_ADMINS is" in line
    assert Path(line.rpartition("see ")[2]).read_text("utf-8").count("BOT_") > 20


def test_a_place_where_nobody_may_look_is_named(office: Settings) -> None:
    """Each database of it; a name that is too long cannot be looked at by root either."""
    hidden = Path("x" * 300)
    settings = replace(office, state_db=hidden / "state.db", pledges_db=hidden / "table.db")
    found = [str(each) for each in machine_findings(settings, SCHEMA, now=NOW)]
    assert len([line for line in found if "cannot be opened or made by this user" in line]) == 2


def test_a_bot_that_is_stopped_is_named(office: Settings) -> None:
    """Since when, and what it last did."""
    found = [str(each) for each in machine_findings(office, SCHEMA, now=NOW)]
    [line] = [line for line in found if line.startswith("FAULT")]
    assert "stopped since 60 s ago" in line
    assert "last update 10 minutes ago" in line
    assert line.endswith("-> start it")


def test_a_bot_that_was_not_restarted_after_an_upgrade_is_hinted_at(office: Settings) -> None:
    """It runs the version before."""
    beat(office, version="0.0.1")
    [line] = hints(office)
    assert "version 0.0.1, " in line
    assert f"restart it to run {__version__}" in line


def test_a_full_disk_is_named(office: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is full; the backups' disk too."""
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(10**9, 10**9 - 10**6, 10**6))
    found = faults(office)
    assert len(found) == 2
    assert all("1.0 MB free at" in line and "make room there" in line for line in found)


def test_backups_that_are_missing_old_or_damaged_are_named(office: Settings) -> None:
    """Each in its words."""
    assert office.backup_dir is not None
    [backup] = office.backup_dir.iterdir()
    content = (backup / "state.db").read_bytes()
    (backup / "state.db").write_bytes(content[:-1])
    assert ["is broken" in line for line in faults(office)] == [True]
    (backup / "state.db").write_bytes(content)
    with only_process(office.state_db):
        later = list(machine_findings(office, SCHEMA, now=NOW + timedelta(days=3)))
    assert any("the last one is from 3 days ago" in str(each) for each in later)
    shutil.rmtree(backup)
    assert ["there is none in" in line for line in faults(office)] == [True]


def test_a_table_that_was_never_loaded_is_hinted_at(office: Settings) -> None:
    """The bot waits for it."""
    office.pledges_db.write_bytes(b"")
    [line] = hints(office)
    assert "none was loaded yet -> send its file to the bot" in line


def test_a_table_that_is_missing_is_named(office: Settings) -> None:
    """With the command that loads one."""
    office.pledges_db.unlink()
    [line] = faults(office)
    assert line.startswith("FAULT  table")
    assert f"`{program()} load FILE`" in line


@pytest.mark.parametrize(
    ("offset", "level"),
    [(0, Level.OK), (-20, Level.OK), (45, Level.FAULT), (-3600, Level.FAULT), (None, Level.HINT)],
)
def test_a_clock_that_is_off_is_named(offset: int | None, level: Level) -> None:
    """By more than reminders bear."""
    given = None if offset is None else timedelta(seconds=offset)
    assert clock_finding(given).level is level


def test_the_exit_status_shows_whether_all_is_well(
    office: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 without faults, else 1; the last line counts."""
    now = datetime.now(UTC)
    monkeypatch.setenv("BOT_TOKEN", "")
    monkeypatch.setenv("BOT_STATE_DB", str(office.state_db))
    monkeypatch.setenv("BOT_PLEDGES_DB", str(office.pledges_db))
    beat(office, alive_at=now)
    assert main(["doctor"]) == 0
    assert "faults: 0" in capsys.readouterr().out.splitlines()[-1]
    office.pledges_db.unlink()
    assert main(["doctor"]) == 1
    assert "faults: 1" in capsys.readouterr().out.splitlines()[-1]


def test_a_health_check_asks_only_whether_the_bot_takes_its_turns(office: Settings) -> None:
    """Telegram out of reach, a full disk or old backups are nothing that a restart would mend."""
    beat(office, reached_at=NOW - 60 * A_MINUTE)
    assert not is_alive(office.state_db, now=NOW)
    with only_process(office.state_db):
        assert is_alive(office.state_db, now=NOW)
        assert not is_alive(office.state_db, now=NOW + 10 * A_MINUTE)
    assert not is_alive(office.state_db.with_name("no.db"), now=NOW)


@pytest.mark.usefixtures("office")
def test_a_health_check_that_fails_says_what_it_looked_at(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In one line, with the command that says more."""
    assert main(["doctor", "--alive"]) == 1
    said = capsys.readouterr().out
    assert "no bot takes its turns on '" in said
    assert "doctor` says why" in said
    assert said.count("\n") == 1


def test_nothing_is_changed_by_looking(office: Settings, tmp_path: Path) -> None:
    """No file is made, none is written."""
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.db")}
    list(machine_findings(office, SCHEMA, now=NOW))
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.db")} == before
    elsewhere = Settings(state_db=tmp_path / "new" / "state.db")
    list(machine_findings(elsewhere, SCHEMA, now=NOW))
    assert not (tmp_path / "new").exists()
