"""The audit log: who changed what, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.features import SCHEMA
from bot.people.audit_replies import Act
from bot.people.store import audit
from bot.store.state import State

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 12, 1, 3, tzinfo=UTC)


async def test_entries_stand_by_their_time(tmp_path: Path) -> None:
    """The newest first, whenever they were written down: after a backup, or with the clock off."""
    with State(tmp_path / "state.db", SCHEMA) as state:
        for hour in (2, 0, 1, 1):
            now = NOON + timedelta(hours=hour)
            await state.write(partial(audit.note, act=Act.LET_IN, by=7, now=now, detail=str(hour)))
        pages = [state.read(audit.entries, skip=skip, limit=2) for skip in (0, 2)]
    assert ["".join(each.detail for each in page) for page in pages] == ["21", "10"]
