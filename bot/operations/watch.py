"""Watches over the running bot: signs of life, a line an hour, backups, what needs a person."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from bot import __version__
from bot.operations.activity import Activity
from bot.operations.backups import is_backup_due, make_backup
from bot.operations.checks import MAX_CLOCK_OFFSET, MIN_FREE_BYTES, free_bytes
from bot.operations.findings import Alert
from bot.operations.settings import Settings
from bot.operations.store import pulses
from bot.operations.store.figures import figures
from bot.store.errors import StoreError, log_faults
from bot.store.state import State

LOG = logging.getLogger(__name__)

TURN = timedelta(minutes=1)
HOUR = timedelta(hours=1)
ENOUGH_BYTES = MIN_FREE_BYTES * 6 // 5  # an alert ends above what it begins below


@dataclass(slots=True, kw_only=True)
class Watch:
    """Checks disk, clock, network, files, backups; `send_alert` says if an admin got an alert."""

    settings: Settings
    state: State
    activity: Activity
    clock: Callable[[], datetime]
    clock_offset: Callable[[], Awaitable[timedelta | None]]
    is_reached: Callable[[], Awaitable[bool]]
    send_alert: Callable[[Alert], Awaitable[bool]]
    _hour: datetime | None = None  # when the last line was due
    _failed_at: datetime | None = None  # the last backup
    _raised: set[str] | None = None

    async def run(self) -> None:
        """Take a turn a minute, until cancelled; a turn that fails is logged."""
        while True:
            with log_faults(LOG, "watch"):
                await self.turn(self.clock())
            await asyncio.sleep(TURN.total_seconds())

    async def turn(self, now: datetime) -> None:
        """Check once, and alert of what has begun or ended."""
        self.activity.alive_at = now
        await self._look_at_network(now)
        raised = self._raised
        # What an earlier process reported is not over because we do not know yet.
        if raised is None:
            self._raised = raised = set(self.state.read(pulses.alerts))
        self._look_at_disk(raised)
        self._look_at_state(raised)
        if not _is_within(HOUR, self._hour, now):
            await self._look_at_clock(raised)
            if self._hour is not None:
                self._log_counts(now)
            self._hour = now
        await self._back_up(raised, now)
        await self._record(now)
        await self._alert_admins(raised, now)

    async def _look_at_network(self, now: datetime) -> None:
        """Try a call when nothing came from Telegram lately: by webhook nothing may come at all."""
        last = self.activity.reached_at or self.activity.started_at
        if not _is_within(2 * TURN, last, now) and await self.is_reached():
            self.activity.reached_at = now

    async def _record(self, now: datetime) -> None:
        activity = self.activity
        pulse = pulses.Pulse(
            version=__version__,
            started_at=activity.started_at,
            alive_at=now,
            reached_at=activity.reached_at,
            update_at=activity.update_at,
        )
        await self.state.note(pulses.record, pulse)

    def _log_counts(self, now: datetime) -> None:
        found, activity = self.state.read(figures, now=now), self.activity
        counts = {
            "up_h": (now - activity.started_at) / HOUR,
            "updates": activity.updates,
            "unanswered": activity.unanswered,
            "warnings": activity.log_lines["warning"],
            "errors": activity.log_lines["error"],
            **{name: number for name, number in asdict(found).items() if type(number) is int},
        }
        shapes = " ".join(f"{name}=%d" for name in counts)
        LOG.info(f"heartbeat.counts {shapes}", *counts.values())

    def _look_at_disk(self, raised: set[str]) -> None:
        places = [self.settings.state_db.parent]
        if self.settings.backup_dir is not None:
            places.append(self.settings.backup_dir)
        free = min((free for place in places if (free := free_bytes(place)) is not None), default=0)
        if free < MIN_FREE_BYTES:
            raised.add(Alert.DISK)
        elif free > ENOUGH_BYTES:
            raised.discard(Alert.DISK)

    def _look_at_state(self, raised: set[str]) -> None:
        if self.state.is_in_place():
            raised.discard(Alert.STATE)
        elif Alert.STATE not in raised:
            LOG.error("state.moved file=%s", self.settings.state_db)
            raised.add(Alert.STATE)

    async def _look_at_clock(self, raised: set[str]) -> None:
        offset = await self.clock_offset()
        if offset is None:
            return  # unknown; what was known stays
        if abs(offset) > MAX_CLOCK_OFFSET:
            LOG.warning("clock.off seconds=%d", offset.total_seconds())
            raised.add(Alert.CLOCK)
        else:
            raised.discard(Alert.CLOCK)

    async def _back_up(self, raised: set[str], now: datetime) -> None:
        into = self.settings.backup_dir
        if into is None or _is_within(HOUR, self._failed_at, now):
            return
        if not await asyncio.to_thread(is_backup_due, self.settings, now=now):
            return
        try:
            backup = await asyncio.to_thread(make_backup, self.settings, into, now=now)
        except StoreError as trouble:
            LOG.error("backup.failed file=%s reason=%s", trouble.path, trouble.trouble.name)
            raised.add(Alert.BACKUP)
            self._failed_at = now
        else:
            LOG.info("backup.made folder=%s bytes=%d", backup.folder, backup.size_bytes)
            raised.discard(Alert.BACKUP)
            self._failed_at = None

    async def _alert_admins(self, raised: set[str], now: datetime) -> None:
        """Send the admins each alert once, until it is over and comes again."""
        reported = self.state.read(pulses.alerts)
        if over := reported - raised:
            await self.state.write(pulses.clear_alerts, over)
        for kind in sorted(raised - reported):
            if await self.send_alert(Alert(kind)):
                await self.state.write(pulses.raise_alert, kind, now=now)


def _is_within(length: timedelta, since: datetime | None, now: datetime) -> bool:
    """Whether that is less ago; a clock that was set back must not make it last longer."""
    return since is not None and timedelta(0) <= now - since < length
