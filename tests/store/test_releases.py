"""What an earlier version wrote is opened by this one, and nothing of it is lost."""

from __future__ import annotations

import json
import sqlite3
import tarfile
from contextlib import closing
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import pytest

from bot.features import SCHEMA
from bot.lookup.pledge import PledgeNumber
from bot.people.store import groups, people
from bot.reminders.phrases.draft import Draft
from bot.reminders.rules.deliveries import UNDELIVERED, WAITING, Status
from bot.reminders.rules.reminder import Departments, Everyone, OwnersOf, Reminder
from bot.reminders.rules.schedule import Schedule, Weekly
from bot.reminders.rules.working_days import Shift
from bot.reminders.store import drafts, reminders
from bot.reminders.store.departments import DepartmentLinks
from bot.reminders.store.schema import IS_UNDELIVERED, IS_WAITING
from bot.store.backup import check_database
from bot.store.records import from_json, insert, to_json
from bot.store.state import State
from bot.table.store.versions import read_catalogue
from tests.reminders.delivery.office import MONDAY, every_delivery
from tests.store.release import PLEDGES, RELEASES, STATE, write_office

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store.state import Tables

# Filled by what the scenario leaves out; `condensed` and the like begin empty in every release.
OF_EVERY_OFFICE = {
    *("people", "groups", "group_departments", "requests", "request_notices", "invitations"),
    *("invitation_uses", "audit", "recents", "reminders", "days_off", "occurrences", "deliveries"),
    *("answers", "corrections", "reports", "incidents", "campaigns", "boards", "drafts"),
    *("asked_texts", "asked", "asked_keys", "inbox", "apologies", "pulses", "alerts"),
}


def counts(path: Path) -> dict[str, int]:
    """The rows of each table."""
    with closing(sqlite3.connect(path)) as db:
        names = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite_%'"
        )
        return {
            name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
            for (name,) in names.fetchall()
        }


def check_office(folder: Path) -> None:
    """Both databases open, every row is there, and what is read makes sense."""
    before = counts(folder / STATE)
    assert {name for name in OF_EVERY_OFFICE if not before.get(name)} == set()
    with State(folder / STATE, SCHEMA) as state:
        assert {known.user_id for known in state.read(people.listed)} >= {7, 100, 300}
        assert len(state.read(groups.registered)) == 2
        weekly, _ = state.read(reminders.ahead, MONDAY)
        assert weekly.text == "주간 추진상황 입력"
        deliveries = state.read(every_delivery)
        assert {each.status for each in deliveries} == {Status.SENT, Status.REFUSED}
        assert sum(each.is_answered for each in deliveries) == 2
    check_database(folder / STATE)
    after = counts(folder / STATE)
    assert {name: after.get(name) for name in OF_EVERY_OFFICE} == {
        name: before[name] for name in OF_EVERY_OFFICE
    }
    assert len(read_catalogue(folder / PLEDGES).pledges) == 63


async def test_what_this_version_writes_it_reads(tmp_path: Path) -> None:
    """The file that the next release will find holds rows in every table."""
    await write_office(tmp_path)
    check_office(tmp_path)


@pytest.mark.parametrize("archive", sorted(RELEASES.glob("*.tar.xz")), ids=lambda path: path.name)
def test_files_of_every_release_are_opened(archive: Path, tmp_path: Path) -> None:
    """Brought up to date where they are older."""
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    check_office(tmp_path)


def test_the_conditions_of_partial_indexes_name_every_status() -> None:
    """Where this fails, files of earlier releases need a step that makes their indexes anew."""
    assert f"status IN {tuple(map(str, WAITING))}" == IS_WAITING
    assert f"status IN {tuple(map(str, UNDELIVERED))} AND dismissed_at IS NULL" == IS_UNDELIVERED


async def test_what_1_0_0_renamed_is_undone(tmp_path: Path) -> None:
    """It kept the audience of a reminder where its departments alone are kept now."""
    before = {step: sql for step, sql in SCHEMA.items() if step[1] != "002 names alone"}
    own, others = Departments(names=("교통과",)), Everyone(without=("교통과",))
    schedule = Schedule(rule=Weekly(weekdays=(0,)), at=time(9), shift=Shift.PREVIOUS)

    def rename(db: Tables) -> None:
        for audience in (own, others):
            made = Reminder(
                id=0, audience=audience, text="실적", schedule=schedule, active_from=MONDAY
            )
            number = reminders.add(db, made, by=1).id
            became = to_json(audience)
            row = {"was": became.replace("교통과", "교통행정과"), "became": became}
            insert(db, "renamed_links", row, version=1, kind="reminder", subject=number)

    with State(tmp_path / STATE, before) as state:
        await state.write(rename)
    with State(tmp_path / STATE, SCHEMA) as state:
        await DepartmentLinks(state=state, clock=lambda: MONDAY).restore(1, by=1)
        assert [each.audience for each in state.read(reminders.ahead, MONDAY)] == [
            Departments(names=("교통행정과",)),
            Everyone(without=("교통행정과",)),
        ]


def test_drafts_of_1_0_0_are_read() -> None:
    """But for those that change a reminder: these are begun anew, and every message is answered."""
    made = json.loads(to_json(Draft(at=datetime(2026, 11, 23, 0, 0, tzinfo=UTC), text="실적")))
    del made["owners"]
    kept: tuple[dict[str, object], ...] = (
        {"changes": None, "pledges": []},
        {"changes": 5, "pledges": []},
        {"changes": None, "pledges": ["지역개발-05"]},
    )
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE drafts (draft TEXT NOT NULL)")
        rows = [(json.dumps(made | each, ensure_ascii=False),) for each in kept]
        db.executemany("INSERT INTO drafts VALUES (?)", rows)
        db.executescript(drafts.MIGRATIONS["drafts", "003 reminders and owners"])
        found = [from_json(Draft, text) for (text,) in db.execute("SELECT draft FROM drafts")]
    owners = OwnersOf(numbers=(PledgeNumber("지역개발-05"),))
    assert [(each.text, each.owners) for each in found] == [("실적", None), ("실적", owners)]
