"""A running bot answers from the newest table, and from the one before while there is trouble."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.store.errors import StoreError, Trouble
from bot.table.live import LiveCatalogue
from bot.table.pledge_table import Table
from bot.table.store.database import in_use
from bot.table.store.versions import load
from tests.table.tables import a_pledge, an_edition

if TYPE_CHECKING:
    from pathlib import Path

    from bot.lookup.answering import Catalogues
    from bot.lookup.catalogue import Catalogue

pytestmark = pytest.mark.slow

PLEDGES = 40


@pytest.fixture(scope="module", autouse=True)
def built_on_first_use() -> None:
    """Build tables as a running bot does."""


def put(path: Path, department: str) -> None:
    """Load a table in which one department owns everything."""
    rows = tuple(
        a_pledge(f"지역개발-{n:02d}", department=department) for n in range(1, PLEDGES + 1)
    )
    load(path, an_edition(Table(pledges=rows)))


def owner(catalogue: Catalogue) -> str:
    """The one department of a catalogue; fails when two tables are mixed."""
    [(department, pledges)] = catalogue.by_department.items()
    assert len(pledges) == PLEDGES
    return department


async def until_read(live: LiveCatalogue, department: str) -> None:
    """Ask until this department answers; as many questions as a reading under way needs."""
    for _ in range(1000):
        if owner(await live.current()) == department:
            return
        await asyncio.to_thread(in_use.acquire)  # that is, until no reading is going on
        in_use.release()
    pytest.fail("the new table never answered")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database in which 교통행정과 owns everything."""
    path = tmp_path / "pledges.db"
    put(path, "교통행정과")
    return path


async def test_the_same_catalogue_is_handed_out_while_nothing_changes(path: Path) -> None:
    """Nothing is read again for a question."""
    live: Catalogues = LiveCatalogue(path)
    assert await live.current() is await live.current()


async def test_a_loaded_table_answers_the_next_question(path: Path) -> None:
    """Without a restart."""
    live = LiveCatalogue(path)
    for department in ("교통행정과", "철도과", "도시계획과"):
        put(path, department)
        assert owner(await live.current()) == department


async def test_a_write_that_leaves_the_file_as_large_and_as_old_is_noticed(path: Path) -> None:
    """As when two loads fall into one tick of the clock."""
    live = LiveCatalogue(path)
    await live.current()
    before = path.stat()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE pledges SET title = '새 이름' WHERE number = '지역개발-01'")
        connection.commit()
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (
        before.st_ino,
        before.st_size,
        before.st_mtime_ns,
    )
    assert (await live.current()).pledges[0].title == "새 이름"


@pytest.mark.parametrize("is_moved", [True, False], ids=["바꿔치기", "덮어쓰기"])
async def test_another_file_in_its_place_is_noticed(path: Path, *, is_moved: bool) -> None:
    """A restored backup, though it be as large, as old and as often written."""
    other = path.with_name("backup.db")
    put(other, "도시계획과")
    stat = path.stat()
    os.utime(other, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert (other.stat().st_size, other.read_bytes()[:100]) == (
        stat.st_size,
        path.read_bytes()[:100],
    )
    live = LiveCatalogue(path)
    await live.current()
    if is_moved:
        other.replace(path)
    else:
        shutil.copy2(other, path)
    assert owner(await live.current()) == "도시계획과"


@pytest.mark.slow
async def test_readers_beside_a_writer_always_get_one_whole_table(path: Path) -> None:
    """Never two tables mixed, never an older one after a newer one, and in the end the last."""
    live = LiveCatalogue(path)
    departments = ["교통행정과", *(f"{n}과" for n in range(30))]

    async def write() -> None:
        for department in departments[1:]:
            await asyncio.to_thread(put, path, department)

    async def read() -> list[str]:
        seen = [owner(await live.current())]
        while not writing.done():
            seen.append(owner(await live.current()))
            await asyncio.sleep(0)
        return seen

    writing = asyncio.create_task(write())
    for seen in await asyncio.gather(*(read() for _ in range(5))):
        places = [departments.index(department) for department in seen]
        assert places == sorted(places)
    await writing
    assert owner(await live.current()) == departments[-1]


async def test_people_who_ask_at_once_share_one_reading(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The first question of all and the first after a change alike."""
    caplog.set_level(logging.INFO, "bot.table.live")
    live = LiveCatalogue(path)
    for department in ("교통행정과", "철도과"):
        put(path, department)
        caplog.clear()
        answers = await asyncio.gather(*(live.current() for _ in range(20)))
        assert {owner(answer) for answer in answers} == {department}
        assert len(caplog.messages) == 1


async def ask_and_read(live: LiveCatalogue) -> asyncio.Task[Catalogue]:
    """A question whose file has just been read, while nobody knows yet what was read."""
    threads = ThreadPoolExecutor(max_workers=1)
    asyncio.get_running_loop().set_default_executor(threads)
    question = asyncio.create_task(live.current())
    for _ in range(2):  # until it has begun to read
        await asyncio.sleep(0)
    threads.submit(int).result()
    return question


async def test_a_file_that_changes_while_it_is_read_is_read_again(path: Path) -> None:
    """What a copy in progress would give, half old and half new, is never an answer."""
    live = LiveCatalogue(path)
    await live.current()
    put(path, "철도과")
    question = await ask_and_read(live)
    put(path, "도시계획과")
    assert owner(await question) == "도시계획과"


async def test_a_question_after_a_change_is_not_answered_by_a_reading_before_it(
    path: Path,
) -> None:
    """Though that reading, of a broken file, was still going on when it was asked."""
    live = LiveCatalogue(path)
    await live.current()
    path.write_bytes(b"")
    early = await ask_and_read(live)
    put(path, "철도과")
    assert owner(await live.current()) == "철도과"
    assert owner(await early) in {"교통행정과", "철도과"}


async def test_somebody_who_does_not_wait_takes_nothing_from_the_others(path: Path) -> None:
    """A cancelled question leaves the reading to those who still ask."""
    live = LiveCatalogue(path)
    hasty, patient = (asyncio.create_task(live.current()) for _ in range(2))
    await asyncio.sleep(0)
    hasty.cancel()
    assert owner(await patient) == "교통행정과"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="지워짐"),
        pytest.param(b"", id="빔"),
        pytest.param("공약".encode() * 5000, id="다른 파일"),
        pytest.param(b"SQLite format 3\0" * 500, id="망가짐"),
    ],
)
async def test_a_broken_file_leaves_the_old_table_answering_and_is_logged_once(
    path: Path, caplog: pytest.LogCaptureFixture, content: bytes | None
) -> None:
    """And once it is whole again, the new one answers."""
    live = LiveCatalogue(path)
    before = await live.current()
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    for _ in range(5):
        assert await live.current() is before
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert caplog.messages[0].startswith("catalogue.unreadable reason=")
    path.unlink(missing_ok=True)
    put(path, "철도과")
    assert owner(await live.current()) == "철도과"


async def test_a_locked_file_leaves_the_old_table_answering_until_it_is_free(path: Path) -> None:
    """Nobody waits for another process longer than the set time."""
    live = LiveCatalogue(path, wait_s=0)
    before = await live.current()
    put(path, "철도과")
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        assert await live.current() is before
    patient = LiveCatalogue(path)
    assert owner(await patient.current()) == "철도과"
    await until_read(live, "철도과")


async def test_a_lock_that_was_given_up_unused_is_tried_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failed reading is repeated though the file shows no trace of the lock."""
    monkeypatch.setattr("bot.table.store.database.BUSY_TIMEOUT_S", 0)
    live = LiveCatalogue(path)
    before = await live.current()
    put(path, "철도과")
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        assert await live.current() is before
    await until_read(live, "철도과")


async def test_while_this_process_writes_the_old_table_answers(path: Path) -> None:
    """The file is left alone: closing it would drop the lock that the writer holds."""
    live = LiveCatalogue(path)
    before = await live.current()
    with in_use:
        assert await live.current() is before
    assert asyncio.all_tasks() == {asyncio.current_task()}  # no reading waits for the writer


@pytest.mark.parametrize("content", [None, "공약" * 5000], ids=["없음", "다른 파일"])
async def test_a_bot_that_has_nothing_to_serve_says_why(path: Path, content: str | None) -> None:
    """To everybody who asks, until there is something."""
    path.unlink()
    if content:
        path.write_text(content, encoding="utf-8")
    live = LiveCatalogue(path)
    errors = await asyncio.gather(*(live.current() for _ in range(3)), return_exceptions=True)
    wanted = Trouble.NOT_SQLITE if content else Trouble.MISSING
    assert [error.trouble for error in errors if isinstance(error, StoreError)] == [wanted] * 3
    path.unlink(missing_ok=True)
    put(path, "철도과")
    assert owner(await live.current()) == "철도과"


async def test_no_question_waits_for_what_is_built_on_first_use(path: Path) -> None:
    """It is there when the table is handed out."""
    catalogue = await LiveCatalogue(path).current()
    assert {"titles", "words", "departments", "filters"} <= {*vars(catalogue)}


async def test_a_table_that_cannot_be_made_ready_leaves_the_old_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong with a new table, the bot goes on with the one before."""
    live = LiveCatalogue(path)
    before = await live.current()
    put(path, "철도과")
    with monkeypatch.context() as broken:
        broken.setattr("bot.lookup.catalogue.Catalogue.warm", lambda _: 1 / 0)
        assert await live.current() is before
    await until_read(live, "철도과")


def test_nothing_is_read_before_the_first_question(tmp_path: Path) -> None:
    """A bot can be put together before its table is there."""
    LiveCatalogue(tmp_path / "없다.db")
    assert [*tmp_path.iterdir()] == []


def test_one_catalogue_serves_one_loop_after_another(path: Path) -> None:
    """As when each question has a loop of its own."""
    live = LiveCatalogue(path)
    assert asyncio.run(live.current()) is asyncio.run(live.current())
    put(path, "철도과")
    assert owner(asyncio.run(live.current())) == "철도과"


async def test_the_day_changes_without_another_reading(path: Path) -> None:
    """What was made of the table stays."""
    days = [date(2026, 12, 31), date(2026, 12, 31), date(2027, 1, 1)]
    live = LiveCatalogue(path, today=lambda: days.pop(0))
    eve, again, new_year = [await live.current() for _ in range(3)]
    assert (eve.today, new_year.today) == (date(2026, 12, 31), date(2027, 1, 1))
    assert eve is again
    assert new_year.titles is eve.titles
