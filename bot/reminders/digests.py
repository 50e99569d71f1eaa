"""Weekly digests: what is open, late and undelivered, for coordinators and for groups that ask."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.people.access import OPERATOR, Right
from bot.people.interaction import Command, Incoming, Outcome
from bot.people.messages import ChatMoved, DeliveryDelayed, DeliveryError, Message, Press, Verb
from bot.people.replies.people import OUT_OF_DATE
from bot.people.store import groups, requests
from bot.reminders.replies.board import ONLY_IN_GROUPS, own_board_panel
from bot.reminders.replies.digests import Digest, Unanswered, digest_panel, times_panel
from bot.reminders.rules.digest import DEFAULT_TIME, WEEK, DigestTime, last_due
from bot.reminders.store import corrections, digests, reminders
from bot.reminders.store import deliveries as ledger
from bot.reminders.undelivered import undelivered_items
from bot.reminders.verbs import DigestVerb
from bot.store.errors import log_faults

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.people.groups import Address
    from bot.reminders.boards import Boards
    from bot.reminders.office import Office
    from bot.store.state import Tables

LOG = logging.getLogger(__name__)

LOOK_EVERY_S = 60.0
IS_NEWS_FOR = timedelta(hours=6)  # a bot that was off longer leaves it out
MAX_UNDELIVERED = 3  # shown; the others stand behind a button
HOURS = range(24)
WEEKDAYS = range(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """One for each state database: sends the digests, and sets when they are sent."""

    office: Office
    boards: Boards
    verbs: tuple[type[Verb], ...] = (DigestVerb,)

    @property
    def commands(self) -> Mapping[str, Command]:
        """By their names."""
        return {"digest": Command(run=self.show)}

    async def run(self) -> None:
        """Send what is due, until cancelled."""
        while True:
            with log_faults(LOG, "digests"):
                await self.send_due(self.office.clock())
            await asyncio.sleep(LOOK_EVERY_S)

    async def send_due(self, now: datetime) -> None:
        """Send each digest that is due and was not sent; one about nothing is left out."""
        known = self.office.state.read(digests.subscriptions)
        calendar = self.office.calendar()
        coordinators = [
            (user_id, None) for user_id in sorted(self.office.membership.coordinators())
        ]
        for address in (*coordinators, *filter(self._is_live_group, known)):
            subscription = known.get(address)
            at = subscription.at if subscription is not None else DEFAULT_TIME
            if at is None:
                continue
            due = last_due(at, now.astimezone(self.office.timezone), calendar)
            # A time to come is of a clock that was wrong.
            is_settled = subscription is not None and due <= subscription.settled_at <= now
            if now - due < IS_NEWS_FOR and not is_settled and await self._send(address, now):
                await self.office.state.write(digests.subscribe, address, at, now=now)

    async def show(self, incoming: Incoming) -> Outcome:
        """Show a coordinator, or a group, its digest at once."""
        if not await self.office.membership.may(incoming.by, _right(incoming)):
            return Outcome(message=ONLY_IN_GROUPS)
        return Outcome(message=await self._message(incoming))

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Show a digest, or when it is sent; set another time. Raises NotAllowedError."""
        await self.office.membership.require(incoming.by, _right(incoming))
        address, now = incoming.here.address, self.office.clock()
        match press.verb, press.numbers:
            case DigestVerb.DIGEST, ():
                return Outcome(message=await self._message(incoming))
            case DigestVerb.DIGEST_AT, (weekday, hour) if weekday in WEEKDAYS and hour in HOURS:
                at = DigestTime(weekday=weekday, hour=hour)
                await self.office.state.write(digests.subscribe, address, at, now=now)
            case DigestVerb.DIGEST_OFF, ():
                await self.office.state.write(digests.subscribe, address, None, now=now)
            case verb, _ if verb is not DigestVerb.DIGEST_TIMES:
                return Outcome(toast=OUT_OF_DATE)
        found = self.office.state.read(digests.subscriptions).get(address)
        default = None if incoming.here.is_group else DEFAULT_TIME
        return Outcome(message=times_panel(found.at if found is not None else default))

    def _is_live_group(self, address: Address) -> bool:
        group = self.office.group_at(address)
        return group is not None and group.is_live

    async def _message(self, incoming: Incoming) -> Message:
        now, zone = self.office.clock(), self.office.timezone
        if incoming.here.is_group:
            return own_board_panel(await self.boards.own(incoming.here.address), zone, now=now)
        # What the operator sees in the terminal is sent to nobody.
        return digest_panel(await self._digest(), zone, now=now, is_sent=incoming.by != OPERATOR)

    async def _digest(self) -> Digest:
        """What coordinators have to look after."""
        open_boards = []
        for reminder, deadline in self.boards.campaigns():
            board = await self.boards.board(reminder.id, deadline)
            if board is not None and any(row.is_open for row in board.rows):
                open_boards.append((reminder.id, board))
        now = self.office.local_now()
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return self.office.state.read(
            lambda db: Digest(
                boards=tuple(reversed(open_boards)),
                unanswered=_unanswered(db, midnight - WEEK, midnight),
                undelivered=undelivered_items(db, limit=MAX_UNDELIVERED),
                undelivered_count=ledger.undelivered_count(db)[0],
                corrections=corrections.open_corrections(db),
                requests=len(requests.open_requests(db)),
            )
        )

    async def _send(self, address: Address, now: datetime) -> bool:
        """Send a digest; False when that is to be tried again."""
        zone = self.office.timezone
        if address[0] in self.office.membership.coordinators():
            digest = await self._digest()
            message = None if digest.is_empty else digest_panel(digest, zone, now=now)
        else:
            found = await self.boards.own(address)
            message = own_board_panel(found, zone, now=now) if found else None
        if message is None:
            return True
        try:
            await self.office.messenger.send(address[0], message, topic_id=address[1])
        except (DeliveryDelayed, ChatMoved):
            return False
        except DeliveryError as error:
            LOG.warning("digest.not_sent chat=%d reason=%s", address[0], error)
        return True


def _right(incoming: Incoming) -> Right:
    return Right.REMIND_OWN_GROUP if incoming.here.is_group else Right.REMIND_ANYBODY


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
