"""Weekly digests: what is open, late and undelivered, for coordinators."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.people.access import OPERATOR, Right
from bot.people.interaction import Command, Incoming, Outcome
from bot.people.messages import DeliveryDelayed, DeliveryError, Press, Verb
from bot.people.store import groups, requests
from bot.reminders.replies.digests import Digest, Unanswered, digest_panel
from bot.reminders.rules.digest import WEEK, last_due
from bot.reminders.store import corrections, digests, reminders
from bot.reminders.store import deliveries as ledger
from bot.reminders.store.digests import Subscription
from bot.reminders.undelivered import undelivered_items
from bot.reminders.verbs import DigestVerb
from bot.store.errors import log_faults

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.reminders.boards import Boards
    from bot.reminders.office import Office
    from bot.store.state import Tables

LOG = logging.getLogger(__name__)

LOOK_EVERY_S = 60.0
IS_NEWS_FOR = timedelta(hours=6)  # a bot that was off longer leaves it out
MAX_UNDELIVERED = 3  # shown; the others stand behind a button


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """One for each state database: sends the digests, which each coordinator can switch off."""

    office: Office
    boards: Boards
    verbs: tuple[type[Verb], ...] = (DigestVerb,)

    @property
    def commands(self) -> Mapping[str, Command]:
        """By their names."""
        return {"digest": Command(run=self.show, needs=Right.REMIND_ANYBODY)}

    async def run(self) -> None:
        """Send what is due, until cancelled."""
        while True:
            with log_faults(LOG, "digests"):
                await self.send_due(self.office.clock())
            await asyncio.sleep(LOOK_EVERY_S)

    async def send_due(self, now: datetime) -> None:
        """Send the digest that is due to whom it was not sent; one about nothing is left out."""
        due = last_due(now.astimezone(self.office.timezone), self.office.calendar())
        if now - due >= IS_NEWS_FOR:
            return
        known = self.office.state.read(digests.subscriptions)
        for user_id in sorted(self.office.membership.coordinators()):
            of_them = known.get(user_id)
            # A time to come is of a clock that was wrong.
            is_settled = of_them and (of_them.is_off or due <= of_them.settled_at <= now)
            if not is_settled and await self._send(user_id, now):
                sent = Subscription(user_id=user_id, settled_at=now)
                await self.office.state.write(digests.subscribe, sent)

    async def show(self, incoming: Incoming) -> Outcome:
        """Show a coordinator the digest at once."""
        found = self.office.state.read(digests.subscriptions).get(incoming.by.user_id)
        # What the operator sees in the terminal is sent to nobody.
        is_sent = None if incoming.by == OPERATOR else not (found and found.is_off)
        return Outcome(
            message=digest_panel(await self._digest(self.office.clock()), is_sent=is_sent)
        )

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Send the digests to a coordinator, or no longer. Raises NotAllowedError."""
        await self.office.membership.require(incoming.by, Right.REMIND_ANYBODY)
        changed = Subscription(
            user_id=incoming.by.user_id,
            is_off=press.numbers[0] == 0,
            settled_at=self.office.clock(),
        )
        await self.office.state.write(digests.subscribe, changed)
        return await self.show(incoming)

    async def _digest(self, now: datetime) -> Digest:
        """What coordinators have to look after."""
        campaigns = self.boards.campaigns()
        boards = [await self.boards.board(each.id, deadline) for each, deadline in campaigns]
        open_boards = [each for each in boards if each and any(row.is_open for row in each.rows)]
        now = now.astimezone(self.office.timezone)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return self.office.state.read(
            lambda db: Digest(
                at=now,
                boards=tuple(reversed(open_boards)),
                unanswered=_unanswered(db, midnight - WEEK, midnight),
                undelivered=undelivered_items(db, limit=MAX_UNDELIVERED),
                undelivered_count=ledger.undelivered_count(db)[0],
                corrections=corrections.open_corrections(db),
                requests=len(requests.open_requests(db)),
            )
        )

    async def _send(self, user_id: int, now: datetime) -> bool:
        """Send a digest; False when that is to be tried again."""
        digest = await self._digest(now)
        if digest.is_empty:
            return True
        try:
            await self.office.messenger.send(user_id, digest_panel(digest))
        except DeliveryDelayed:
            return False
        except DeliveryError as error:
            LOG.warning("digest.not_sent chat=%d reason=%s", user_id, error)
        return True


def _unanswered(db: Tables, start: datetime, end: datetime) -> tuple[Unanswered, ...]:
    """Reminders without a deadline, and the groups that did not answer the last one of the span."""
    last = {
        (each.reminder_id, each.address): each
        for each in ledger.sent_without_deadline(db, start, end)
    }
    names: dict[int, list[str]] = {}
    for (reminder_id, address), delivery in last.items():
        group = None if delivery.answers else groups.group_at(db, address)
        if group is not None:
            names.setdefault(reminder_id, []).append(group.name)
    found = ((reminders.reminder(db, number), there) for number, there in names.items())
    return tuple(
        Unanswered(reminder_id=reminder.id, words=reminder.text, groups=tuple(there))
        for reminder, there in found
        if reminder is not None
    )
