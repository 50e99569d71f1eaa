"""Both databases as an operator sees them: copies, in Korean, with facets and a search."""

from __future__ import annotations

import importlib.util
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest

from bot.__main__ import main
from bot.features import SCHEMA
from bot.lookup.store import record_asked
from bot.operations.store.browsing import write_copies
from bot.people.audit_replies import Act
from bot.people.store import audit
from bot.store.state import State
from tests.paths import ROOT, TABLE

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store.state import Tables

NOW = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
async def state_db(tmp_path: Path) -> Path:
    """An office in which something was done and something asked."""
    path = tmp_path / "state.db"

    def change(db: Tables) -> None:
        audit.note(db, Act.TABLE_LOADED, by=7, now=NOW)
        record_asked(db, 7, "아무도 모를 비밀", now=NOW)

    with State(path, SCHEMA) as state:
        await state.write(change)
    return path


def test_the_copies_have_korean_titles_facets_and_a_search_within_words(
    tmp_path: Path, state_db: Path
) -> None:
    """Two syllables inside of a word are enough; what people asked is not among them."""
    described = write_copies(TABLE, state_db, tmp_path)["databases"]
    assert {*described["공약표"]["tables"]} == {"공약", "연혁", "적용 기록"}
    assert {*described["사무실"]["tables"]} >= {"사람", "부서 방", "알림", "답", "변경 기록"}
    assert described["공약표"]["tables"]["공약"]["facets"] == ["임기", "담당부서", "추진전략"]
    with closing(sqlite3.connect(tmp_path / "공약표.db")) as db:
        found = db.execute(
            "SELECT 관리번호 FROM 공약 WHERE rowid IN"
            " (SELECT rowid FROM 공약_fts WHERE 공약_fts MATCH '주차')"
        ).fetchall()
        assert found == [("지역개발-09",), ("지역개발-10",)]
        assert db.execute("SELECT count(*) FROM 공약").fetchone() == (63,)
    with closing(sqlite3.connect(tmp_path / "사무실.db")) as db:
        assert db.execute('SELECT "한 일" FROM "변경 기록"').fetchall() == [("table_loaded",)]
        assert "비밀" not in "".join(db.iterdump())


def test_without_an_office_there_is_the_table_alone(tmp_path: Path) -> None:
    """Before the first start."""
    described = write_copies(TABLE, tmp_path / "none.db", tmp_path)
    assert [*described["databases"]] == ["공약표"]


@pytest.mark.parametrize("port", ["abc", "-1", "65536", "８０"])
def test_a_port_that_is_none_is_named(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With what was expected instead."""
    with pytest.raises(SystemExit) as end:
        main(["browse", f"--port={port}"])
    assert end.value.code == 2
    assert f"'{port}' is no port; expected a number from 0" in capsys.readouterr().err


@pytest.mark.skipif(importlib.util.find_spec("datasette") is None, reason="an extra of its own")
def test_the_browser_is_served_on_loopback_and_leaves_nothing(
    tmp_path: Path, state_db: Path
) -> None:
    """It ends with the process, and takes the copies along."""
    environment = os.environ | {
        "BOT_STATE_DB": str(state_db),
        "BOT_PLEDGES_DB": str(TABLE),
        "TMPDIR": str(tmp_path),
    }
    command = [sys.executable, "-m", "bot", "browse", "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        line = next(line for line in process.stderr if "http://127.0.0.1:" in line)
        address = line.split("running on ")[1].split()[0]
        listed = httpx.get(f"{address}/-/databases.json").json()
        assert {(one["name"], one["is_mutable"]) for one in listed} == {
            ("공약표", False),
            ("사무실", False),
        }
        table = "/".join(quote(part).replace("%", "~") for part in ("공약표", "공약"))
        found = httpx.get(f"{address}/{table}.json", params={"_search": "주차"}).json()
        assert len(found["rows"]) == 2
        process.send_signal(signal.SIGTERM)
        process.stderr.read()
    assert process.returncode == 0
    assert not [*tmp_path.glob("pledge-bot-*")]
