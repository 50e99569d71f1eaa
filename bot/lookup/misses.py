"""Counts what questions find, so that coordinators can teach it words that find nothing."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.lookup.store import record_asked
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.people.access import Person
    from bot.store.state import State

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Misses:
    """Records questions that find one pledge or none; an answer never fails for it."""

    state: State
    clock: Callable[[], datetime]

    async def record(self, person: Person, text: str, found: str) -> None:
        """Count that somebody asked this, and found this number or ""."""
        now = self.clock()
        try:
            await self.state.note(
                lambda db: record_asked(db, person.user_id, text, found=found, now=now)
            )
        except StoreError as trouble:
            LOG.warning("misses.not_kept reason=%s", trouble.trouble.name)
