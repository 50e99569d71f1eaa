"""Updates in hand: kept in the state database from before Telegram forgets them until handled.

Each update of a batch is read alone. One that cannot be read is noted and passed over, one that no
handler takes is forgotten, and of a sender whose queue is full nothing is kept.
"""

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from telegram import Bot, Update

from bot.operations.activity import Activity
from bot.people.membership import Newest
from bot.store import inbox
from bot.store.errors import StoreError
from bot.store.state import State
from bot.telegram.chat_queue import PerChatQueue
from bot.telegram.dispatch import Dispatcher
from bot.telegram.received import Received, UnusableUpdateError, kind_of, origin_of, update_id_of

LOG = logging.getLogger(__name__)

MAX_SEEN = 1_000  # ten times what Telegram gives at once
# While nothing can be kept, Telegram keeps a batch for us until it is handled, within a limit: a
# slow chat must not hold up the others.
UNKEPT_WAIT_S = 10.0
# Telegram keeps no update for longer than a day: what looks older came while a clock was wrong.
OLDEST_BELIEVED = timedelta(days=2)
READ_AT_ONCE = 2  # updates that are read before what waits for the event loop has its turn


@dataclass(slots=True, kw_only=True)
class Inbox:
    """Takes raw updates from whatever source, and hands them to the queues of their chats."""

    state: State
    bot: Bot
    bot_id: int
    dispatcher: Dispatcher
    activity: Activity
    clock: Callable[[], datetime]
    queue: PerChatQueue = field(init=False)
    _taking: set[asyncio.Task[int | None]] = field(default_factory=set)
    _in_hand: set[int] = field(default_factory=set)
    _seen: Newest[int, None] = field(default_factory=lambda: Newest(MAX_SEEN))
    _unkept: dict[int, dict[int, str | None]] = field(default_factory=dict)
    _done: set[int] = field(default_factory=set)  # to be recorded as handled
    _recording: asyncio.Task[None] | None = None
    _fewer: asyncio.Event = field(default_factory=asyncio.Event)
    _trouble: str | None = None

    def __post_init__(self) -> None:
        self.queue = PerChatQueue(
            handle=self.dispatcher.handle,
            explain=self.dispatcher.explain_drop,
            mark_handled=self._mark_handled,
        )

    async def resume(self) -> None:
        """Go on with what an earlier process did not handle, in order."""
        try:
            left, given_up = await self.state.write(inbox.claim_left, bot_id=self.bot_id)
        except StoreError as trouble:
            self._note(trouble)
            return
        if given_up:
            LOG.error("inbox.given_up updates=%d tries=%d", given_up, inbox.MAX_TRIES)
        if updates := [content for content in left.values() if content is not None]:
            LOG.info("inbox.left updates=%d", len(updates))
        for raw in map(json.loads, updates):
            if (received := await self._read(raw, waited=True)) is not None:
                self._put(received)
            else:
                self._mark_handled(update_id_of(raw))
        self._seen.update(dict.fromkeys(left))

    async def take(self, batch: list[Any], *, waited: bool) -> int | None:
        """Hand a batch over, and return as soon as Telegram may forget it: its highest id.

        `waited` when Telegram kept them for a while. None when no update of the batch has an id.
        A stop does not cut it short: what was handled and is not kept would be handled again.
        """
        taking = asyncio.create_task(self._take(batch, waited=waited))
        self._taking.add(taking)
        taking.add_done_callback(self._taking.discard)
        return await asyncio.shield(taking)

    async def _take(self, batch: list[Any], *, waited: bool) -> int | None:
        self.activity.reached_at = self.clock()
        kept: dict[int, str | None] = {}
        ids: list[int] = []
        for number, raw in enumerate(_by_turns(batch), start=1):
            if (received := await self._read(raw, waited=waited, ids=ids)) is not None:
                if received.origin.kind != Update.INLINE_QUERY:  # Telegram itself forgets it soon
                    kept[received.origin.update_id] = json.dumps(raw)
                    self._unkept[received.origin.update_id] = kept
                self._put(received)
                self.activity.note_update(self.clock())
            if number % READ_AT_ONCE == 0:
                await asyncio.sleep(0)
        if kept:
            # None of them is confirmed to Telegram: those handled before may come again, too.
            kept.update(dict.fromkeys(set(ids) - kept.keys()))
            await self._keep(kept)
        return max(ids, default=None)

    async def finish(self) -> None:
        """Handle everything that was handed over."""
        if self._taking:
            await asyncio.wait(self._taking)
        await self.queue.finish()

    async def close(self) -> None:
        """Leave what is not handled to the next process, and record what is."""
        for taking in self._taking:
            taking.cancel()
        await self.queue.close()
        if self._recording is not None:
            await self._recording
        await self._record()

    async def _read(
        self, raw: Any, *, waited: bool, ids: list[int] | None = None
    ) -> Received | None:
        """The update if it is new and a handler takes it; nothing that it holds raises here."""
        try:
            update_id = update_id_of(raw)
            if ids is not None:
                ids.append(update_id)
            if update_id in self._seen:
                return None
            self._seen[update_id] = None
            origin = origin_of(raw)
            if not self.queue.admits(origin):
                return None
            update = Update.de_json(raw, self.bot)
            if (match := await self.dispatcher.match(update)) is not None:
                route, check = match
                since = self._since(update, waited=waited)
                return Received(origin=origin, update=update, route=route, check=check, since=since)
        except UnusableUpdateError:
            LOG.warning("update.passed_over kind=%s reason=unusable", kind_of(raw))
        except Exception as error:  # noqa: BLE001 -- the parser raises whatever the content leads to
            LOG.warning("update.passed_over kind=%s reason=%s", kind_of(raw), type(error).__name__)
        return None

    def _since(self, update: Update, *, waited: bool) -> datetime:
        now, said = self.clock(), _said_at(update) if waited else None
        is_believed = said is not None and timedelta(0) <= now - said <= OLDEST_BELIEVED
        return said if said is not None and is_believed else now

    def _put(self, received: Received) -> None:
        self._in_hand.add(received.origin.update_id)
        self.queue.put(received)

    def _mark_handled(self, update_id: int) -> None:
        """Record that an update is handled, together with others that end meanwhile."""
        self._in_hand.discard(update_id)
        self._fewer.set()
        if (batch := self._unkept.pop(update_id, None)) is not None:
            batch[update_id] = None  # only its number is kept, with those of its batch
            return
        self._done.add(update_id)
        if self._recording is None or self._recording.done():
            self._recording = asyncio.create_task(self._record())

    async def _record(self) -> None:
        while done := self._done:
            self._done = set()
            try:
                await self.state.note(inbox.mark_handled, done)
            except StoreError as trouble:
                self._done |= done  # with the next one
                self._note(trouble)
                return

    async def _keep(self, kept: dict[int, str | None]) -> None:
        for update_id in kept:
            self._unkept.pop(update_id, None)
        try:
            await self.state.write(inbox.keep, kept, bot_id=self.bot_id)
        except StoreError as trouble:
            self._note(trouble)
            await self._wait_until_handled(set(kept))
        else:
            self._note(None)

    async def _wait_until_handled(self, update_ids: set[int]) -> None:
        try:
            async with asyncio.timeout(UNKEPT_WAIT_S):
                while update_ids & self._in_hand:
                    self._fewer.clear()
                    await self._fewer.wait()
        except TimeoutError:
            LOG.warning("inbox.unkept updates=%d", len(update_ids & self._in_hand))

    def _note(self, trouble: StoreError | None) -> None:
        """Log a change, not every update that meets it."""
        name = None if trouble is None else trouble.trouble.name
        if name != self._trouble:
            if name is None:
                LOG.info("inbox.kept_again")
            else:
                LOG.error("inbox.not_kept reason=%s", name)
            self._trouble = name


def _by_turns(batch: list[Any]) -> list[Any]:
    """The first update of each chat, then the second of each: nobody stands behind a flood."""
    before: Counter[object] = Counter()
    turns = []
    for raw in batch:
        try:
            queue: object = origin_of(raw).queue
        except Exception:  # noqa: BLE001 -- it is noted when it is read
            queue = None
        turns.append((before[queue], raw))
        before[queue] += 1
    return [raw for _, raw in sorted(turns, key=itemgetter(0))]


def _said_at(update: Update) -> datetime | None:
    """When a message was sent or edited, by Telegram's clock; taps and the like do not tell."""
    message = update.message or update.edited_message
    return None if message is None else message.edit_date or message.date
