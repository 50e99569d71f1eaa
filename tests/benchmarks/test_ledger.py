"""No operation reads the whole ledger: the plan of every query that is made uses an index."""

from __future__ import annotations

import asyncio
import re
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast
from unittest.mock import Mock

import pytest

from benchmarks.ledger import CURRENT, Table, build, compare, operations, printed
from benchmarks.ledger import Office as BusyOffice
from bot.features import SCHEMA
from bot.people.messages import (
    ChatMoved,
    DeliveryDelayed,
    DeliveryRefused,
    DeliveryUncertain,
    Reason,
)
from bot.reminders.rules.deliveries import Response, Status
from bot.reminders.rules.reminder import Departments, Nudges
from bot.reminders.rules.schedule import Weekly
from bot.reminders.store import ledger
from bot.store.state import State
from tests.reminders.delivery.office import COORDINATOR, SOMEBODY, at, open_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.reminders.delivery.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with an empty database."""
    with open_office(tmp_path) as one:
        yield one


# Tables that grow with every reminder; the others hold what an office has, or are read by pages.
GROWING = {
    "answers",
    "boards",
    "campaigns",
    "corrections",
    "deliveries",
    "occurrences",
    "reminders",
    "reports",
}
# Partial indexes of what is open at a time: reading the whole of one is fine.
OPEN_ONLY = {
    "campaigns_begun",
    "undelivered",
    "deliveries_in_flight",
    "deliveries_to_follow_up",
    "unsent_reports",
    "waiting_deliveries",
}


# Searches by what many rows share: all that a chat was ever sent, all that a reminder ever did.
TOO_BROAD = re.compile(r"SEARCH deliveries .*\(chat_id=\?\)|SEARCH occurrences .*\(reminder=\?\)")


def full_scans(plan: list[str]) -> list[str]:
    """The steps of a query plan that read more of a growing table the longer it is kept."""
    found = []
    for step in plan:
        scan = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", step)
        is_full = scan is not None and scan[1] in GROWING and scan[2] not in OPEN_ONLY
        if is_full or TOO_BROAD.match(step):
            found.append(step)
    return found


class Recorded:
    """A connection that keeps each statement as it is written, with values for its parameters.

    Filled in, they would let a partial index be used that no parameter can use.
    """

    def __init__(self, connection: Any, statements: dict[str, Any]) -> None:
        self._connection, self._statements = connection, statements

    def execute(self, sql: str, values: Any = ()) -> Any:
        """Keep it, and do it."""
        self._statements[sql] = values
        return self._connection.execute(sql, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


@contextmanager
def traced(state: State) -> Iterator[dict[str, Any]]:
    """Collects the statements that are executed meanwhile, with values for their parameters."""
    statements: dict[str, Any] = {}
    databases = state._reading, state._writing
    for each in databases:
        each.conn = cast("Any", Recorded(each.conn, statements))
    yield statements
    for each, connection in zip(databases, (state._reader, state._writer), strict=True):
        each.conn = connection


def slow(state: State, statements: dict[str, Any]) -> dict[str, list[str]]:
    """The statements that read all of a growing table, with how they do it."""
    plans = {
        sql: [row[3] for row in state._reader.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
        for sql, values in statements.items()
        if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE)", sql)
    }
    return {sql: plan for sql, plan in plans.items() if full_scans(plan)}


async def test_no_operation_scans_a_table_that_grows(tmp_path: Path) -> None:
    """Whatever the size of the ledger: the planner keeps no statistics of it."""
    path, table = tmp_path / "state.db", Table()
    await build(path, table, CURRENT)
    with State(path, SCHEMA) as state:
        office = BusyOffice(state, table)
        with traced(state) as statements:
            await office.delivering.tick(office.now)
            for _, _, run in operations():
                for _ in range(2):
                    done = run(office)
                    if asyncio.iscoroutine(done):
                        await done
        assert len(statements) > 50
        assert slow(state, statements) == {}


async def test_no_failure_makes_it_scan_a_table_that_grows(office: Office) -> None:
    """Nor a restart, a clock that was set, an answer, a nudge, a deadline."""
    nudges = Nudges(every=timedelta(hours=2), at_most=1)
    with traced(office.state) as statements:
        for chat_id, name in ((-1, "도시계획과"), (-2, "교통행정과")):
            await office.group(chat_id, name)
        await office.remind(Weekly(weekdays=(4,)), leads=(3, 1, 0), deadline=True, nudges=nudges)
        await office.remind(to=Departments(names=("도시계획과", "주차관리과")))
        for error in (
            DeliveryUncertain("ReadTimeout"),
            DeliveryRefused(Reason.MUTED),
            DeliveryDelayed("flood", retry_after_s=60),
            DeliveryDelayed("ConnectError"),
            ChatMoved(-1001),
        ):
            office.phones.faults[-1].append(error)
        await office.until(at("2026-11-25 12:00"))
        for delivery in office.deliveries():
            await office.undelivered.send_again(delivery.id, by=COORDINATOR)
            await office.record_answer(delivery.id, Response.SUBMITTED, by=SOMEBODY)
        await office.until(at("2026-11-26 12:00"))
        office.now = at("2026-11-29 12:00")
        office.start()
        await office.until(at("2026-11-30 12:00"))
        office.now = at("2026-11-29 12:00")
        await office.until(at("2026-12-01 12:00"))
    assert {Status.SENT, Status.MISSED, Status.WITHDRAWN} <= set(office.statuses())
    ours = {sql: of for sql, of in statements.items() if "WHERE TRUE" not in sql}  # not the test's
    assert slow(office.state, ours) == {}


async def test_what_was_handed_in_is_read_once_however_many_are_asked(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By each planning and each round of sending."""
    names = ("도시계획과", "교통행정과", "주차관리과", "공원녹지과")
    for chat_id, name in enumerate(names, start=-10):
        await office.group(chat_id, name)
    nudges = Nudges(every=timedelta(hours=2), at_most=1)
    await office.remind(Weekly(weekdays=(4,)), leads=(3, 0), deadline=True, nudges=nudges)
    await office.until(at("2026-11-24 09:30"))
    first, *_ = office.deliveries()
    await office.record_answer(first.id, Response.SUBMITTED, by=SOMEBODY)
    read = Mock(wraps=ledger.handed_in)
    monkeypatch.setattr(ledger, "handed_in", read)
    await office.until(at("2026-11-24 12:00"))
    assert len(office.deliveries()) == 2 * len(names) - 1
    assert read.call_count == 2


@pytest.mark.parametrize(
    ("step", "is_slow"),
    [
        ("SCAN deliveries", True),
        ("SCAN deliveries USING INDEX deliveries_by_message", True),
        ("SCAN deliveries USING COVERING INDEX waiting_deliveries", False),
        ("SEARCH deliveries USING INTEGER PRIMARY KEY (rowid=?)", False),
        ("SCAN groups", False),
        ("SEARCH deliveries USING INDEX deliveries_by_message (chat_id=?)", True),
        ("SEARCH deliveries USING INDEX deliveries_by_message (chat_id=? AND message_id=?)", False),
    ],
)
def test_a_full_scan_is_distinguished_from_the_others(step: str, *, is_slow: bool) -> None:
    """By the words of EXPLAIN QUERY PLAN."""
    assert bool(full_scans([step])) is is_slow


async def test_the_comparison_shows_every_operation_on_both() -> None:
    """As a table with a ratio each."""
    sizes, results = await compare((CURRENT + timedelta(days=7)) / timedelta(days=365), rounds=2)
    assert sizes[0] < sizes[1]
    assert len(printed(sizes, results)) == len(results) + 2
    assert {name for name, _, _ in operations()} < {one.name for one in results}
