"""Retention: replace what is older than BOT_KEEP_YEARS by counts, and delete what was left open.

In small batches, while nothing waits to be sent.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta

from bot.people.store import audit, invitations, people, prompts, requests
from bot.reminders.store import boards, drafts, ledger
from bot.reminders.store.retention import condense
from bot.store.errors import log_faults
from bot.store.state import State, Tables
from bot.table.store import proposals

LOG = logging.getLogger(__name__)

# A machine that starts with a wrong clock has the time by then.
BEGIN_AFTER = timedelta(hours=1)
LOOK_EVERY = timedelta(hours=1)
BETWEEN_BATCHES = timedelta(seconds=1)
BATCH_OCCURRENCES = 5  # some hundred deliveries: a transaction that nobody waits for
BATCH_ENTRIES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Condenses old records in small batches; other changes go in between."""

    state: State
    keep_years: int
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Condense whatever grows old, until cancelled."""
        wait = BEGIN_AFTER
        while True:
            await asyncio.sleep(wait.total_seconds())
            wait = LOOK_EVERY
            with log_faults(LOG, "retention"):
                if await self.condense_batch(self.clock()):
                    wait = BETWEEN_BATCHES

    async def condense_batch(self, now: datetime) -> bool:
        """Condense some of what is too old, unless deliveries wait; whether there may be more."""
        if self.state.read(ledger.waiting_chats, now):
            return False
        before = now - relativedelta(years=self.keep_years)

        def change(db: Tables) -> tuple[int, int]:
            occurrences = condense(db, before, limit=BATCH_OCCURRENCES)
            entries = audit.condense(db, before, limit=BATCH_ENTRIES)
            if not occurrences and not entries:
                boards.delete_old(db, before.date())
                people.forget_names(db, before)
                requests.delete_old(db, before)
                invitations.delete_expired(db, before)
                for left_open in (drafts, prompts, proposals):
                    left_open.delete_old(db, now)
            return occurrences, entries

        occurrences, entries = await self.state.write(change)
        if occurrences or entries:
            LOG.info("retention.condensed occurrences=%d entries=%d", occurrences, entries)
        return bool(occurrences or entries)
