"""Backing up and restoring an office by command, and what a restore refuses."""

from __future__ import annotations

import asyncio
import errno
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.features import SCHEMA
from bot.operations.backups import is_backup_due, last_backup, make_backup, own_backups
from bot.operations.settings import Settings
from bot.people.access import Role
from bot.people.store import people
from bot.store import inbox
from bot.store.backup import finished_backups, skip_ids
from bot.store.state import State, only_process
from bot.table.live import read_or_await
from bot.table.store.versions import read_catalogue
from tests.paths import TABLE

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 12, 1, 3, tzinfo=UTC)


@pytest.fixture
async def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an office of one member, and the settings that name it."""
    monkeypatch.setenv("BOT_STATE_DB", str(tmp_path / "state.db"))
    monkeypatch.setenv("BOT_PLEDGES_DB", str(tmp_path / "pledges.db"))
    (tmp_path / "pledges.db").write_bytes(TABLE.read_bytes())
    with State(tmp_path / "state.db", SCHEMA) as state:
        await state.write(
            lambda db: people.let_in(db, 5, name="김주무", role=Role.MEMBER, now=NOON)
        )
        await state.write(lambda db: inbox.keep(db, {1: "hush-hush"}, bot_id=1))
    return tmp_path


def members(path: Path) -> list[int]:
    """Who is let in, by this database."""
    with State(path, SCHEMA) as state:
        return sorted(known.user_id for known in state.read(people.listed))


def backups(office: Path) -> list[Path]:
    """The backups that were made, the newest first."""
    return [each.folder for each in finished_backups(office / "backups")]


def test_an_office_comes_back_from_its_backup(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Elsewhere, with its people and its table, without the messages that were in hand."""
    assert main(["backup", str(office / "backups")]) == 0
    assert "checked" in capsys.readouterr().out
    [backup] = backups(office)
    assert b"hush-hush" not in (backup / "state.db").read_bytes()
    monkeypatch.setenv("BOT_STATE_DB", str(office / "new" / "state.db"))
    monkeypatch.setenv("BOT_PLEDGES_DB", str(office / "new" / "pledges.db"))
    assert main(["restore", str(office / "backups")]) == 0
    assert members(office / "new" / "state.db") == [5]
    assert read_catalogue(office / "new" / "pledges.db") == read_catalogue(TABLE)
    assert sorted(path.name for path in (office / "new").glob("*")) == [
        "pledges.db",
        "state.db",
        "state.db.lock",
    ]


def test_an_office_comes_back_that_had_loaded_no_table_yet(office: Path) -> None:
    """Its people may have come before."""
    (office / "pledges.db").write_bytes(b"")
    make_backup(_settings(office), office / "backups", now=NOON)
    assert main(["restore", str(office / "backups"), "--replace"]) == 0
    assert members(office / "state.db") == [5]
    assert read_or_await(office / "pledges.db").pledges == ()


def test_an_office_is_replaced_only_when_that_is_said(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And what was there is moved aside, its log included."""
    make_backup(_settings(office), office / "backups", now=NOON)
    asyncio.run(_let_in(office, 6))
    assert main(["restore", str(office / "backups")]) == 2
    assert "--replace" in capsys.readouterr().err
    assert members(office / "state.db") == [5, 6]
    assert main(["restore", str(office / "backups"), "--replace"]) == 0
    assert members(office / "state.db") == [5]
    [aside] = office.glob("state.db.before-restore-*Z")
    assert members(aside) == [5, 6]


def test_a_backup_is_restored_under_the_name_of_its_office_alone(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Elsewhere its table would be another office's; older backups name none."""
    monkeypatch.setenv("BOT_OFFICE", "한빛시청")
    assert main(["backup", str(office / "backups")]) == 0
    [backup] = backups(office)
    monkeypatch.delenv("BOT_OFFICE")
    _check_refusal(office, capsys, "BOT_OFFICE: 금천구청; expected 한빛시청, whose backup this is")
    manifest = json.loads((backup / "backup.json").read_text())
    del manifest["office"]
    (backup / "backup.json").write_text(json.dumps(manifest))
    assert main(["restore", str(backup), "--replace"]) == 0


@pytest.mark.parametrize("file", ["state.db", "pledges.db"])
def test_a_damaged_backup_is_refused(
    office: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line, and nothing is changed."""
    make_backup(_settings(office), office / "backups", now=NOON)
    [backup] = backups(office)
    content = bytearray((backup / file).read_bytes())
    content[len(content) // 2] ^= 0xFF
    (backup / file).write_bytes(content)
    _check_refusal(office, capsys, "is broken; nothing was changed")


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("state.db", "INSERT INTO _sqlite_migrations VALUES (NULL, 'people', '999 later', '')"),
        ("pledges.db", "INSERT INTO _sqlite_migrations VALUES (NULL, 'pledges', '999 later', '')"),
    ],
)
def test_a_backup_of_a_newer_version_is_refused(
    office: Path, file: str, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would not be understood."""
    with closing(sqlite3.connect(office / file)) as db:
        db.execute(change)
        db.commit()
    make_backup(_settings(office), office / "backups", now=NOON)
    _check_refusal(office, capsys, "was written by a later version than this one")


def test_a_backup_is_not_restored_under_a_running_bot(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has to be stopped first."""
    make_backup(_settings(office), office / "backups", now=NOON)
    with only_process(office / "state.db"):
        _check_refusal(
            office, capsys, "is in use by another bot; stop it first; nothing was changed"
        )


def test_a_folder_without_a_backup_is_named(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A backup that was never finished is none."""
    (office / "backups" / ".pledge-bot-20261201T030000Z.partial").mkdir(parents=True)
    wanted = "is missing; expected a backup, or a folder of backups; nothing was changed"
    _check_refusal(office, capsys, f"backups/backup.json' {wanted}")
    assert main(["restore", "x" * 300]) == 2
    assert capsys.readouterr().err.endswith(f"' {wanted}\n")


def test_a_backup_without_a_place_or_a_database_is_refused(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With status 2, naming what is missing."""
    assert main(["backup"]) == 2
    assert capsys.readouterr().err.startswith("BOT_BACKUP_DIR: ")
    (office / "a file").touch()
    assert main(["backup", str(office / "a file")]) == 2
    assert "is a file; expected a folder, or a place to make one" in capsys.readouterr().err
    monkeypatch.setenv("BOT_STATE_DB", "nowhere/state.db")
    assert main(["backup", str(office / "backups")]) == 2
    assert "'nowhere/state.db' is missing; no backup was made" in capsys.readouterr().err


def test_as_many_backups_are_kept_as_are_set(office: Path) -> None:
    """The newest ones."""
    settings = _settings(office, backup_keep=2)
    for day in range(4):
        make_backup(settings, office / "backups", now=NOON + timedelta(days=day))
    assert [path.name for path in backups(office)] == [
        "pledge-bot-20261204T030000Z",
        "pledge-bot-20261203T030000Z",
    ]


@pytest.mark.parametrize(("name", "state_db"), [("관악구청", "state.db"), ("금천구청", "new.db")])
def test_only_backups_of_the_same_office_and_database_count(
    office: Path, name: str, state_db: str
) -> None:
    """Another's are neither the last one nor removed: what is lost may come back by them."""
    into = office / "backups"
    ours = _settings(office, backup_dir=into, backup_keep=1)
    first = make_backup(ours, into, now=NOON)
    others = replace(ours, office=name, state_db=office / state_db)
    with State(others.state_db, SCHEMA):
        pass
    later = NOON + timedelta(hours=1)
    assert last_backup(others) is None
    assert is_backup_due(others, now=later)
    second = make_backup(others, into, now=later)
    assert (last_backup(ours), last_backup(others)) == (first, second)
    assert not is_backup_due(ours, now=later)
    third = make_backup(ours, into, now=later + timedelta(hours=1))
    assert own_backups(ours, into) == (third,)
    assert finished_backups(into) == (third, second)


def test_the_newest_backup_of_the_office_is_restored(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever other offices have in that folder; how much it holds is told."""
    into = office / "backups"
    make_backup(_settings(office), into, now=NOON)
    make_backup(_settings(office, office="관악구청"), into, now=NOON + timedelta(days=1))
    monkeypatch.setenv("BOT_STATE_DB", str(office / "new.db"))
    assert main(["restore", str(into), "--replace"]) == 0
    assert "20261201T030000Z, made 2026-12-01 12:00" in (told := capsys.readouterr().out)
    assert "(people: 1, groups: 0, reminders: 0)" in told


def test_a_backup_that_names_no_database_is_beside_others_no_other_database(office: Path) -> None:
    """Version 1.0.0 named none."""
    into = office / "backups"
    older = make_backup(_settings(office), into, now=NOON).folder / "backup.json"
    older.write_text(older.read_text().replace('"origin"', '"unknown"'))
    asyncio.run(_let_in(office, 6))
    make_backup(_settings(office), into, now=NOON + timedelta(days=1))
    assert main(["restore", str(into), "--replace"]) == 0
    assert members(office / "state.db") == [5, 6]


def test_backups_of_several_databases_of_an_office_are_chosen_from(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The newest may be of an empty one, which was made when the office's was lost."""
    into = office / "backups"
    make_backup(_settings(office), into, now=NOON)
    (office / "state.db").rename(office / "lost.db")
    asyncio.run(_let_in(office, 6))
    asyncio.run(_let_in(office, 7))
    make_backup(_settings(office), into, now=NOON + timedelta(days=1))
    words = f"restore: '{into}' has backups of 2 databases; expected '{into}/pledge-bot-2026120"
    _check_refusal(office, capsys, words)
    main(["restore", str(into), "--replace"])
    told = capsys.readouterr().err
    assert "1T030000Z' (people: 1, groups: 0, reminders: 0)" in told
    assert "2T030000Z' (people: 2, groups: 0, reminders: 0)" in told
    [good] = into.glob("*1T*")
    assert main(["restore", str(good), "--replace"]) == 0
    assert members(office / "state.db") == [5]


def test_a_backup_is_due_a_day_after_the_last_one(office: Path) -> None:
    """Whatever the bot was doing meanwhile; one from the future does not count."""
    settings = _settings(office, backup_dir=office / "backups")
    assert is_backup_due(settings, now=NOON)
    make_backup(settings, office / "backups", now=NOON)
    assert not is_backup_due(settings, now=NOON + timedelta(hours=23))
    assert is_backup_due(settings, now=NOON + timedelta(hours=24))
    assert is_backup_due(settings, now=NOON - timedelta(hours=1))
    assert not is_backup_due(_settings(office), now=NOON)


async def test_ids_that_were_given_after_a_backup_are_not_given_again(office: Path) -> None:
    """A button from then must not mean another row."""
    with State(office / "state.db", SCHEMA) as state:
        await state.write(skip_ids)
        given = await state.write(
            lambda db: (
                db.execute("INSERT INTO audit (at, act, detail) VALUES ('', '', '')").lastrowid
            )
        )
    assert given is not None
    assert given > 1_000_000


def test_a_manifest_says_when_and_by_which_version(office: Path) -> None:
    """For people who find a folder years later."""
    make_backup(_settings(office), office / "backups", now=NOON)
    manifest = json.loads((backups(office)[0] / "backup.json").read_text())
    assert manifest["made_at"] == "2026-12-01T03:00:00+00:00"
    assert manifest["version"]


async def _let_in(office: Path, user_id: int) -> None:
    with State(office / "state.db", SCHEMA) as state:
        await state.write(
            lambda db: people.let_in(db, user_id, name="", role=Role.MEMBER, now=NOON)
        )


def _settings(office: Path, /, **changes: object) -> Settings:
    databases = {"state_db": office / "state.db", "pledges_db": office / "pledges.db"}
    return Settings(**(databases | changes))  # type: ignore[arg-type]


def _check_refusal(office: Path, capsys: pytest.CaptureFixture[str], words: str) -> None:
    """Restoring over this office is refused in one line, and leaves it as it is."""
    before = {path: path.read_bytes() for path in office.glob("*.db")}
    assert main(["restore", str(office / "backups"), "--replace"]) == 2
    complaint = capsys.readouterr().err
    assert words in complaint
    assert complaint.count("\n") == 1
    assert {path: path.read_bytes() for path in office.glob("*.db")} == before


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE])
def test_a_full_disk_is_named_where_it_is_full(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: int
) -> None:
    """The folder of the backups, not the database; nothing half-made is left."""

    def fail(_source: object, _copy: Path) -> None:
        full = sqlite3.OperationalError("database or disk is full")
        full.sqlite_errorcode = code
        raise full

    monkeypatch.setattr("bot.store.backup.copy_database", fail)
    into = office / "backups"
    assert main(["backup", str(into)]) == 2
    wanted = f"backup: '{into}' is on a disk that is full; no backup was made\n"
    assert capsys.readouterr().err == wanted
    assert list(into.iterdir()) == []


def test_a_restore_that_finds_no_room_leaves_nothing_behind(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was copied so far is removed, and the office is what it was."""
    assert main(["backup", str(office / "backups")]) == 0

    def fail(_source: Path, copy: Path) -> None:
        copy.write_bytes(b"SQLite")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", fail)
    _check_refusal(office, capsys, "is on a disk that is full; nothing was changed")
    assert list(office.glob(".*.restoring*")) == []
