"""The watch: signs of life, a line an hour, backups by themselves, and alerts that come once."""

from __future__ import annotations

import logging
from collections import namedtuple
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.features import SCHEMA
from bot.operations.activity import Activity, LogCounter
from bot.operations.findings import Alert
from bot.operations.settings import Settings
from bot.operations.store import pulses
from bot.operations.watch import Watch
from bot.store.backup import finished_backups
from bot.store.state import State
from tests.paths import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = datetime(2026, 12, 1, 3, tzinfo=UTC)
A_MINUTE, AN_HOUR, A_DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
Usage = namedtuple("Usage", "total used free")


@dataclass
class Outside:
    """Telegram's clock, the disk, and the admins, as a test has them."""

    offset: timedelta | None = timedelta(0)
    free: int = 10**10
    is_reached: bool = True
    calls: int = 0
    sent: list[Alert] = field(default_factory=list)

    async def clock_offset(self) -> timedelta | None:
        """How far our clock is ahead."""
        return self.offset

    async def is_up(self) -> bool:
        """Whether Telegram answers a call."""
        self.calls += 1
        return self.is_reached

    async def send_alert(self, alert: Alert) -> bool:
        """Remember what the admins were sent, if they can be reached."""
        if self.is_reached:
            self.sent.append(alert)
        return self.is_reached


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    """All is well."""
    outside = Outside()
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(10**12, 0, outside.free))
    return outside


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    """The office's database."""
    with State(tmp_path / "state.db", SCHEMA) as state:
        yield state


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """With a place for backups."""
    return Settings(
        state_db=tmp_path / "state.db", pledges_db=TABLE, backup_dir=tmp_path / "backups"
    )


def watching(settings: Settings, state: State, outside: Outside) -> Watch:
    """A process that has just started."""
    return Watch(
        settings=settings,
        state=state,
        activity=Activity(started_at=NOON),
        clock=lambda: NOON,
        clock_offset=outside.clock_offset,
        is_reached=outside.is_up,
        send_alert=outside.send_alert,
    )


async def test_a_sign_of_life_is_left_each_turn(
    settings: Settings, state: State, outside: Outside
) -> None:
    """With what the process knows; what it does not know yet stays as it was."""
    watch = watching(settings, state, outside)
    watch.activity.note_update(NOON)
    await watch.turn(NOON)
    await watching(settings, state, outside).turn(NOON + A_MINUTE)
    pulse = state.read(pulses.last)
    assert pulse is not None
    assert pulse.alive_at == NOON + A_MINUTE
    assert pulse.update_at == pulse.reached_at == NOON


async def test_telegram_is_called_only_when_nothing_came_lately(
    settings: Settings, state: State, outside: Outside
) -> None:
    """By webhook a night may pass without an update; whoever polls hears from it all the time."""
    watch = watching(settings, state, outside)
    await watch.turn(NOON)
    await watch.turn(NOON + A_MINUTE)
    assert outside.calls == 0
    await watch.turn(NOON + 2 * A_MINUTE)
    assert watch.activity.reached_at == NOON + 2 * A_MINUTE
    outside.is_reached = False
    await watch.turn(NOON + 4 * A_MINUTE)
    assert watch.activity.reached_at == NOON + 2 * A_MINUTE
    assert outside.calls == 2


async def test_a_line_an_hour_counts(
    settings: Settings, state: State, outside: Outside, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither at the start nor more often; a clock that is set back does not silence it."""
    caplog.set_level(logging.INFO)
    watch = watching(settings, state, outside)
    for minute in range(125):
        await watch.turn(NOON + minute * A_MINUTE)
    assert caplog.text.count("heartbeat.counts") == 2
    assert "up_h=2 updates=0" in caplog.text
    await watch.turn(NOON - A_DAY)
    assert caplog.text.count("heartbeat.counts") == 3


async def test_backups_are_made_when_they_are_due(
    settings: Settings, state: State, outside: Outside, tmp_path: Path
) -> None:
    """At the first turn, a day after that, and no more often; a restart changes nothing."""
    for hours in (0, 1, 23, 24, 25, 49):
        await watching(settings, state, outside).turn(NOON + hours * AN_HOUR)
    assert [backup.made_at for backup in finished_backups(tmp_path / "backups")] == [
        NOON + hours * AN_HOUR for hours in (49, 24, 0)
    ]
    assert outside.sent == []


async def test_a_backup_that_fails_is_reported_once_and_tried_every_hour(
    settings: Settings, state: State, outside: Outside, tmp_path: Path
) -> None:
    """When it works again the admins get nothing, until it fails again."""
    (tmp_path / "backups").write_text("a file where the folder should be")
    watch = watching(settings, state, outside)
    for minute in range(150):
        await watch.turn(NOON + minute * A_MINUTE)
    await watching(settings, state, outside).turn(NOON + 3 * AN_HOUR)
    assert outside.sent == [Alert.BACKUP]
    (tmp_path / "backups").unlink()
    await watch.turn(NOON + 4 * AN_HOUR)
    assert len(finished_backups(tmp_path / "backups")) == 1
    assert state.read(pulses.alerts) == set()


async def test_a_disk_that_fills_up_is_reported_once(
    settings: Settings, state: State, outside: Outside
) -> None:
    """Not again while it goes up and down a little, but again after there was room."""
    watch = watching(settings, state, outside)
    frees = [10**10, 4 * 10**8, 51 * 10**7, 4 * 10**8, 10**10, 4 * 10**8]
    for minute, outside.free in enumerate(frees):
        await watch.turn(NOON + minute * A_MINUTE)
    assert outside.sent == [Alert.DISK, Alert.DISK]


@pytest.mark.parametrize("is_replaced", [False, True])
async def test_a_state_database_that_was_moved_is_reported_once(
    settings: Settings, state: State, outside: Outside, tmp_path: Path, is_replaced: bool
) -> None:
    """Also where another stands in its place; and it is well when it is back."""
    watch = watching(settings, state, outside)
    path, gone = tmp_path / "state.db", tmp_path / "gone.db"
    await watch.turn(NOON)
    path.rename(gone)
    if is_replaced:
        path.write_bytes(gone.read_bytes())
    for minute in (1, 2):
        await watch.turn(NOON + minute * A_MINUTE)
    assert outside.sent == [Alert.STATE]
    gone.rename(path)
    await watch.turn(NOON + 3 * A_MINUTE)
    assert state.read(pulses.alerts) == set()


async def test_an_alert_that_reached_nobody_is_tried_again(
    settings: Settings, state: State, outside: Outside
) -> None:
    """At each turn until somebody gets it."""
    watch = watching(settings, state, outside)
    outside.free, outside.is_reached = 0, False
    await watch.turn(NOON)
    outside.is_reached = True
    await watch.turn(NOON + A_MINUTE)
    await watch.turn(NOON + 2 * A_MINUTE)
    assert outside.sent == [Alert.DISK]


async def test_a_clock_that_is_off_is_reported_once(
    settings: Settings, state: State, outside: Outside
) -> None:
    """Also over a restart at which Telegram does not tell its time."""
    outside.offset = timedelta(minutes=5)
    await watching(settings, state, outside).turn(NOON)
    outside.offset = None
    await watching(settings, state, outside).turn(NOON + AN_HOUR)
    outside.offset = timedelta(minutes=5)
    await watching(settings, state, outside).turn(NOON + 2 * AN_HOUR)
    assert outside.sent == [Alert.CLOCK]
    outside.offset = timedelta(0)
    await watching(settings, state, outside).turn(NOON + 3 * AN_HOUR)
    assert state.read(pulses.alerts) == set()


def test_lines_of_the_log_are_counted() -> None:
    """Warnings and errors, by level."""
    activity = Activity(started_at=NOON)
    logger = logging.getLogger("bot.test")
    logger.addHandler(LogCounter(activity))
    logger.info("one.thing")
    logger.warning("another.thing")
    logger.error("a.fault")
    logger.error("a.fault")
    assert activity.log_lines == {"warning": 1, "error": 2}
