"""Updates in hand: kept in the state database from before Telegram forgets them until handled."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram import Update

from bot.store import inbox
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from telegram import Bot

    from bot.store.state import State

LOG = logging.getLogger(__name__)

MAX_IN_HAND = 5_000  # beyond, updates wait at Telegram, which keeps them for a day
MAX_SEEN = 1_000  # ten times what Telegram gives at once
# While nothing can be kept, Telegram keeps a batch for us until it is handled, but not for ever:
# a slow chat must not hold up the others.
UNKEPT_WAIT_S = 10.0
# Telegram keeps no update for longer than a day: what looks older came while a clock was wrong.
OLDEST_BELIEVED = timedelta(days=2)


@dataclass(slots=True, kw_only=True)
class Inbox:
    """Tells new updates from those that come again, and when each came."""

    state: State
    clock: Callable[[], datetime]
    _bot_id: int = 0
    _came: dict[int, datetime] = field(default_factory=dict)  # of those in hand
    _seen: OrderedDict[int, None] = field(default_factory=OrderedDict)
    _done: set[int] = field(default_factory=set)  # to be put down
    _putting_down: asyncio.Task[None] | None = None
    _fewer: asyncio.Event = field(default_factory=asyncio.Event)
    _trouble: str | None = None

    async def left(self, bot: Bot) -> list[Update]:
        """What an earlier process did not come to handle, in order."""
        self._bot_id = bot.id
        try:
            left = await self.state.write(lambda db: inbox.left(db, bot_id=bot.id))
        except StoreError as trouble:
            self._note(trouble)
            return []
        if left.given_up:
            LOG.error("inbox.given_up updates=%d tries=%d", left.given_up, inbox.MAX_TRIES)
        updates = [Update.de_json(json.loads(content), bot) for content in left.updates]
        if updates:
            LOG.info("inbox.left updates=%d", len(updates))
        self._remember(left.ids)
        self._take(updates, waited=True)
        return updates

    def new(self, updates: Iterable[Update], *, waited: bool) -> list[Update]:
        """The updates that were not seen before, now in hand; `waited` when Telegram kept them."""
        fresh = [update for update in updates if update.update_id not in self._seen]
        self._remember([update.update_id for update in fresh])
        self._take(fresh, waited=waited)
        return fresh

    async def keep(self, updates: Sequence[Update]) -> None:
        """Return as soon as Telegram may forget these updates."""
        if updates:
            try:
                await self.state.write(
                    lambda db: inbox.keep(
                        db,
                        {update.update_id: update.to_json() for update in updates},
                        bot_id=self._bot_id,
                    )
                )
            except StoreError as trouble:
                self._note(trouble)
                await self._handled_all({update.update_id for update in updates})
            else:
                self._note(None)
        while len(self._came) > MAX_IN_HAND:
            await self._next_handled()

    def handled(self, update_id: int) -> None:
        """Put down that an update is handled, together with others that end meanwhile."""
        self._came.pop(update_id, None)
        self._fewer.set()
        self._done.add(update_id)
        if self._putting_down is None or self._putting_down.done():
            self._putting_down = asyncio.create_task(self._put_down())

    def came(self, update_id: int) -> datetime | None:
        """Since when an update waits; None for one that is not in hand."""
        return self._came.get(update_id)

    async def close(self) -> None:
        """Put down the last ones."""
        if self._putting_down is not None:
            await self._putting_down
        await self._put_down()

    async def _put_down(self) -> None:
        while done := self._done:
            self._done = set()
            try:
                await self.state.note(lambda db, done=done: inbox.handled(db, done))  # type: ignore[misc]
            except StoreError as trouble:
                self._done |= done  # with the next one
                self._note(trouble)
                return

    async def _handled_all(self, update_ids: set[int]) -> None:
        try:
            async with asyncio.timeout(UNKEPT_WAIT_S):
                while update_ids & self._came.keys():
                    await self._next_handled()
        except TimeoutError:
            LOG.warning("inbox.unkept updates=%d", len(update_ids & self._came.keys()))

    async def _next_handled(self) -> None:
        self._fewer.clear()
        await self._fewer.wait()

    def _take(self, updates: Iterable[Update], *, waited: bool) -> None:
        now = self.clock()
        for update in updates:
            said = _said_at(update) if waited else None
            is_believed = said is not None and timedelta(0) <= now - said <= OLDEST_BELIEVED
            self._came[update.update_id] = said if said is not None and is_believed else now

    def _remember(self, update_ids: Iterable[int]) -> None:
        self._seen.update(dict.fromkeys(update_ids))
        while len(self._seen) > MAX_SEEN:
            self._seen.popitem(last=False)

    def _note(self, trouble: StoreError | None) -> None:
        """Log a change, not every update that meets it."""
        name = None if trouble is None else trouble.trouble.name
        if name != self._trouble:
            if name is None:
                LOG.info("inbox.kept_again")
            else:
                LOG.error("inbox.not_kept reason=%s", name)
            self._trouble = name


def _said_at(update: Update) -> datetime | None:
    """When a message was sent or edited, by Telegram's clock; taps and the like do not tell."""
    message = update.message or update.edited_message
    return None if message is None else message.edit_date or message.date
