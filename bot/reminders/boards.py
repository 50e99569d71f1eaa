"""Boards of campaigns: one message for each coordinator, which follows what groups answer."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import blake2s

from bot.lookup.catalogue import Catalogue
from bot.people.groups import Address
from bot.people.messages import DeliveryError, DeliveryRefused, Message
from bot.people.store import groups
from bot.reminders.office import Office
from bot.reminders.replies import board as replies
from bot.reminders.rules.audience import Groups
from bot.reminders.rules.board import Board, Campaign, Row, board, request
from bot.reminders.rules.deliveries import Delivery
from bot.reminders.rules.reminder import CLOSES
from bot.reminders.store import boards, ledger, reminders
from bot.reminders.store.boards import Placed
from bot.store.errors import log_faults

LOG = logging.getLogger(__name__)

# Telegram lets one message be edited some twenty times a minute, and people read no faster.
EDITED_EVERY = timedelta(seconds=5)
LOOKED_AT_EVERY_S = 20.0  # what is sent changes a board too, and nobody taps for that
CLOSING_IS_NEWS = timedelta(days=2)  # to whoever sees its board for the first time
FOLLOWED_FOR = timedelta(days=14)  # after the deadline; who looks later asks for it


@dataclass(slots=True, kw_only=True)
class Boards:
    """Keeps the posted boards up to date; set `news` to refresh them now."""

    office: Office
    news: asyncio.Event = field(default_factory=asyncio.Event)
    # The input of the boards that are shown as they are: what all of them share, and of each.
    _seen: tuple[object, Mapping[tuple[int, date], Campaign]] = (None, {})
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # so that no board is posted twice

    async def run(self) -> None:
        """Keep every board up to date, until cancelled."""
        while True:
            self.news.clear()
            wait_s = LOOKED_AT_EVERY_S
            with log_faults(LOG, "boards"):
                if not await self.refresh():
                    wait_s = EDITED_EVERY.total_seconds()
            with suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await self.news.wait()

    async def board(self, reminder_id: int, deadline: date) -> Board | None:
        """How the departments stand now; None when there is no such reminder."""
        await asyncio.sleep(0)  # many boards at once leave time for answers between them
        reminder = self.office.state.read(reminders.ever, reminder_id)
        if reminder is None:
            return None
        around = await self._around(reminder_id, deadline)
        closed = self.office.state.read(boards.closed, reminder_id, deadline)
        return board(reminder, deadline, *around, closed=closed, at=self.office.local_now())

    async def _around(
        self, reminder_id: int, deadline: date
    ) -> tuple[Catalogue, Groups, tuple[Delivery, ...]]:
        """What a board is made of: the table, the groups, and all that was sent."""
        catalogue = await self.office.catalogues.current()
        registered = self.office.state.read(groups.registered)
        sent = self.office.state.read(ledger.of_campaign, reminder_id, deadline)
        return catalogue, {group.address: group.departments for group in registered}, sent

    async def _close(self) -> None:
        """Keep what campaigns ask as it is at their deadline, when the office closes."""
        now = self.office.local_now()
        until = now.date() - timedelta(days=now.time() < CLOSES)
        for reminder_id, deadline in self.office.state.read(
            boards.to_close, until - FOLLOWED_FOR, until
        ):
            reminder = self.office.state.read(reminders.ever, reminder_id)
            if reminder is not None:
                asks = request(reminder, *await self._around(reminder_id, deadline))
                await self.office.state.write(boards.close, reminder_id, deadline, asks)

    def campaigns(self) -> tuple[Campaign, ...]:
        """The campaigns that are followed, the latest deadline first."""
        return self.office.state.read(boards.campaigns, self.office.today() - FOLLOWED_FOR)

    async def own(self, addresses: Sequence[Address]) -> list[tuple[Board, tuple[Row, ...]]]:
        """The boards of groups, each with the rows of its departments; the ones followed."""
        called_now = (await self.office.catalogues.current()).called_now
        every = [await self.board(each.reminder.id, each.deadline) for each in self.campaigns()]
        found: list[tuple[Board, tuple[Row, ...]]] = []
        for group in filter(None, map(self.office.group_at, addresses)):
            for each in filter(None, every):
                names = ((row, called_now([row.department])) for row in each.rows)
                own = tuple(row for row, of in names if not {*of}.isdisjoint(group.departments))
                found += [(each, own)] if own else []
        return found

    async def show(self, reminder_id: int, deadline: date, chat_id: int) -> None:
        """Show a board anew; it is this message that follows from now on."""
        found = await self.board(reminder_id, deadline)
        if found is not None:
            async with self._turn:
                await self._place(found, chat_id)

    async def refresh(self) -> bool:
        """Show what has news, each message at most every EDITED_EVERY; whether that is all."""
        async with self._turn:
            await self._close()
            around = (
                await self.office.catalogues.current(),
                self.office.state.read(groups.registered),
                self.office.membership.coordinators(),
            )
            before, seen = self._seen
            seen = seen if before == around else {}
            current: dict[tuple[int, date], Campaign] = {}
            is_done = True
            for campaign in self.campaigns():
                key = campaign.reminder.id, campaign.deadline
                if seen.get(key) == campaign or await self._show_news(*key):
                    current[key] = campaign
                else:
                    is_done = False
                await self._report_closing(*key)
            self._seen = around, current
            return is_done

    async def _report_closing(self, reminder_id: int, deadline: date) -> None:
        """Report a followed campaign to coordinators, once the office closed at its deadline."""
        if self.office.local_now() < self._closes_at(deadline):
            return
        known = self.office.state.read(boards.placed, reminder_id, deadline)
        left = [known[each] for each in self.office.membership.coordinators() & known.keys()]
        for placed in left:
            board = None if placed.is_closed else await self.board(reminder_id, deadline)
            if board is not None:
                await self._send(placed.chat_id, replies.closing_panel(board))
                await self.office.state.write(boards.place, replace(placed, is_closed=True))

    def _closes_at(self, deadline: date) -> datetime:
        return datetime.combine(deadline, CLOSES, self.office.local_now().tzinfo)

    async def _show_news(self, reminder_id: int, deadline: date) -> bool:
        """Bring the messages of one board up to date; whether nothing is left to do."""
        found = await self.board(reminder_id, deadline)
        if found is None:
            return True
        known = self.office.state.read(boards.placed, reminder_id, deadline)
        shown, is_done = _digest(found), True
        for chat_id in sorted(self.office.membership.coordinators()):
            placed = known.get(chat_id)
            if placed is None:
                await self._place(found, chat_id)
            elif placed.message_id is not None and placed.shown != shown:
                is_done = await self._follow(placed, found, shown) and is_done
        return is_done

    async def _place(self, board: Board, chat_id: int) -> None:
        """Show it once; who cannot be reached asks for it when they want it."""
        is_past = board.at >= self._closes_at(board.deadline) + CLOSING_IS_NEWS
        known = self.office.state.read(boards.placed, board.reminder_id, board.deadline)
        placed = Placed(
            reminder_id=board.reminder_id,
            deadline=board.deadline,
            chat_id=chat_id,
            message_id=await self._send(chat_id, replies.board_panel(board)),
            shown=_digest(board),
            edited_at=board.at,
            is_closed=known[chat_id].is_closed if chat_id in known else is_past,
        )
        await self.office.state.write(boards.place, placed)

    async def _send(self, chat_id: int, panel: Message) -> int | None:
        try:
            return await self.office.messenger.send(chat_id, panel)
        except DeliveryError as error:
            LOG.warning("board.unreachable user=%d reason=%s", chat_id, error)
            return None

    async def _follow(self, placed: Placed, board: Board, shown: str) -> bool:
        """Change a message, unless it was changed a moment ago; whether that is settled."""
        assert placed.message_id is not None  # noqa: S101 -- only such boards are followed
        if timedelta(0) <= board.at - placed.edited_at < EDITED_EVERY:
            return False
        panel = replies.board_panel(board)
        is_there: bool | None = None  # not known
        try:
            is_there = await self.office.messenger.edit(placed.chat_id, placed.message_id, panel)
        except DeliveryRefused:
            is_there = False
        except DeliveryError as error:
            LOG.warning("board.not_edited user=%d reason=%s", placed.chat_id, error)
        after = replace(
            placed,
            message_id=placed.message_id if is_there is not False else None,
            shown=shown if is_there else placed.shown,
            edited_at=board.at,
        )
        await self.office.state.write(boards.place, after)
        return is_there is not None


def _digest(board: Board) -> str:
    """Of what answers change on a board, and not of the time it speaks of."""
    shown = repr((board.text, board.rows, *board.unowned))
    return blake2s(shown.encode(), digest_size=8).hexdigest()
