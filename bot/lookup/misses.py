"""Counts the questions that find nothing, so that coordinators can teach the bot their words."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.lookup.store import record_miss
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.people.access import Person
    from bot.store.state import State

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Misses:
    """Records misses; an answer never fails for it."""

    state: State
    clock: Callable[[], datetime]

    async def record(self, person: Person, text: str) -> None:
        """Count that somebody asked this in vain."""
        now = self.clock()
        try:
            await self.state.note(lambda db: record_miss(db, person.user_id, text, now=now))
        except StoreError as trouble:
            LOG.warning("misses.not_kept reason=%s", trouble.trouble.name)
