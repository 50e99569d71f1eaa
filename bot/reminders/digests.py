"""Weekly digests: what is open, late and undelivered, for coordinators and for groups that ask."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as clock_time
from typing import ClassVar

from bot.people.access import OPERATOR
from bot.people.groups import Address
from bot.people.interaction import Command, Incoming, NotAllowedError, Outcome
from bot.people.messages import ChatMoved, DeliveryDelayed, DeliveryError, Message, Press, Verb
from bot.people.store import groups, requests
from bot.reminders.boards import Boards
from bot.reminders.office import Office
from bot.reminders.replies.board import ONLY_IN_GROUPS, own_board_panel
from bot.reminders.replies.digests import Digest, Unanswered, digest_panel, weekly
from bot.reminders.rules.working_days import DAY
from bot.reminders.store import corrections, digests, ledger
from bot.reminders.undelivered import undelivered_items
from bot.reminders.verbs import DigestVerb
from bot.store.errors import log_faults
from bot.store.state import Tables

LOG = logging.getLogger(__name__)

WEEK = timedelta(weeks=1)
TEN = clock_time(10)  # reminders mostly go out at nine, and the first answers are there
LOOK_EVERY_S = 60.0
IS_NEWS_FOR = timedelta(hours=6)  # a bot that was off longer leaves it out
MAX_UNDELIVERED = 3  # shown; the others stand behind a button


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """Sends the weekly digests, which every chat can switch on or off."""

    office: Office
    boards: Boards
    verbs: ClassVar[tuple[type[Verb], ...]] = (DigestVerb,)

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
        """Send the digest that is due to whom it was not sent; one about nothing is left out."""
        today = now.astimezone(self.office.timezone).date()
        day = self.office.calendar().next(today - today.weekday() * DAY)
        due = datetime.combine(day, TEN, self.office.timezone)
        if not timedelta(0) <= now - due < IS_NEWS_FOR:
            return
        known = self.office.state.read(digests.subscriptions)
        coordinators = [
            (user_id, None) for user_id in sorted(self.office.membership.coordinators())
        ]
        live = [each for each in known if (group := self.office.group_at(each)) and group.is_live]
        for address in (*coordinators, *live):
            found = known.get(address)
            # A time to come is of a clock that was wrong.
            is_settled = found and (not found.is_on or due <= found.settled_at <= now)
            if not is_settled and await self._send(address, now):
                await self.office.state.write(digests.subscribe, address, is_on=True, now=now)

    async def show(self, incoming: Incoming) -> Outcome:
        """Show a coordinator, or a group, its digest at once."""
        here, now = incoming.here, self.office.clock()
        if not await self.office.may_remind(incoming.by, here):
            return Outcome(message=ONLY_IN_GROUPS)
        found = self.office.state.read(digests.subscriptions).get(here.address)
        is_on = found.is_on if found is not None else not here.is_group
        message, _ = await self._message(here.address, now, is_group=here.is_group)
        # What the operator sees in the terminal is sent to nobody.
        return Outcome(message=message if incoming.by == OPERATOR else weekly(message, is_on=is_on))

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Send the digests to a chat, or no longer. Raises NotAllowedError."""
        here, now = incoming.here, self.office.clock()
        if not await self.office.may_remind(incoming.by, here):
            raise NotAllowedError
        is_on = press.numbers[0] == 1
        await self.office.state.write(digests.subscribe, here.address, is_on=is_on, now=now)
        return await self.show(incoming)

    async def _message(
        self, address: Address, now: datetime, *, is_group: bool
    ) -> tuple[Message, bool]:
        """The boards of a group, or all that coordinators look after; whether there is any."""
        if is_group:
            found = await self.boards.own([address])
            return own_board_panel(found), bool(found)
        digest = await self._digest(now)
        return digest_panel(digest), not digest.is_empty

    async def _digest(self, now: datetime) -> Digest:
        campaigns = self.boards.campaigns()
        boards = [await self.boards.board(each.reminder.id, each.deadline) for each in campaigns]
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

    async def _send(self, address: Address, now: datetime) -> bool:
        """Send a digest; False when that is to be tried again."""
        chat_id, topic_id = address
        is_group = chat_id not in self.office.membership.coordinators()
        message, is_news = await self._message(address, now, is_group=is_group)
        if not is_news:
            return True
        try:
            message = weekly(message, is_on=True)
            await self.office.messenger.send(chat_id, message, topic_id=topic_id)
        except (DeliveryDelayed, ChatMoved):
            return False
        except DeliveryError as error:
            LOG.warning("digest.not_sent chat=%d reason=%s", chat_id, error)
        return True


def _unanswered(db: Tables, start: datetime, end: datetime) -> tuple[Unanswered, ...]:
    """Reminders without a deadline, and the groups that did not answer the last one of the span."""
    last = {
        (each.reminder_id, each.address): each
        for each in ledger.sent_without_deadline(db, start, end)
    }
    names: dict[tuple[int, str], list[str]] = {}
    for (reminder_id, address), delivery in last.items():
        is_open = not (delivery.answers or delivery.is_ended)
        group = groups.group_at(db, address) if is_open else None
        if group is not None:
            names.setdefault((reminder_id, delivery.words), []).append(group.name)
    return tuple(
        Unanswered(reminder_id=reminder_id, words=words, groups=tuple(there))
        for (reminder_id, words), there in names.items()
    )
