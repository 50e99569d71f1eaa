"""Counts of the running bot for Prometheus, gathered when they are asked for; no names, no ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric

from bot import __version__
from bot.operations.backups import last_backup
from bot.operations.checks import free_bytes
from bot.operations.store.figures import figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from bot.operations.activity import Activity
    from bot.operations.settings import Settings
    from bot.store.state import State

PREFIX = "pledge_bot"


class Metrics:
    """A collector as prometheus-client wants it, and the page that it makes."""

    def __init__(
        self, settings: Settings, state: State, activity: Activity, clock: Callable[[], datetime]
    ) -> None:
        self._settings = settings
        self._state = state
        self._activity = activity
        self._clock = clock
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self)
        ProcessCollector(registry=self._registry)  # memory, processor time, open files

    def page(self) -> bytes:
        """In Prometheus' text format. Raises StoreError."""
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        """Every metric with its value of this moment."""
        activity = self._activity
        yield InfoMetricFamily(PREFIX, "The running version", value={"version": __version__})
        yield _counter("updates", "Updates that came in", activity.updates)
        yield _counter("unanswered", "Updates that ended in an apology", activity.unanswered)
        lines = CounterMetricFamily(
            f"{PREFIX}_log_lines", "Lines of the log, by level", labels=["level"]
        )
        for level in ("warning", "error"):
            lines.add_metric([level], activity.log_lines[level])
        yield lines
        yield from self._of_state()
        yield from self._of_files()

    def _of_state(self) -> Iterator[Metric]:
        found = self._state.read(figures, now=self._clock())
        yield _gauge("people", "People who were let in", found.people)
        yield _gauge("groups", "Registered groups", found.groups)
        yield _gauge(
            "groups_muted", "Registered groups that cannot be written to", found.muted_groups
        )
        yield _gauge("reminders", "Reminders that are set", found.reminders)
        deliveries = GaugeMetricFamily(
            f"{PREFIX}_deliveries",
            "Messages of reminders, by what became of them",
            labels=["status"],
        )
        for status in ("sent", "overdue", "uncertain", "refused"):
            deliveries.add_metric([status], getattr(found, status))
        yield deliveries
        activity = self._activity
        yield _time("started", "When the process started", activity.started_at)
        yield _time("alive", "When the bot last looked around", activity.alive_at)
        yield _time("reached", "When Telegram last answered", activity.reached_at)
        yield _time("last_update", "When an update last came in", activity.update_at)
        yield _time("last_sent", "When a reminder was last sent", found.last_sent_at)

    def _of_files(self) -> Iterator[Metric]:
        settings = self._settings
        backup = last_backup(settings)
        yield _time(
            "last_backup", "When the last backup was made", backup.made_at if backup else None
        )
        sizes = GaugeMetricFamily(f"{PREFIX}_database_bytes", "Of each file", labels=["file"])
        for path in (settings.state_db, settings.pledges_db):
            for file in (path, path.with_name(f"{path.name}-wal")):
                if file.exists():
                    sizes.add_metric([file.name], file.stat().st_size)
        yield sizes
        yield _gauge(
            "disk_free_bytes", "Beside the databases", free_bytes(settings.state_db.parent) or 0
        )


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"{PREFIX}_{name}", text, value=value)


def _counter(name: str, text: str, value: float) -> Metric:
    return CounterMetricFamily(f"{PREFIX}_{name}", text, value=value)


def _time(name: str, text: str, at: datetime | None) -> Metric:
    """In seconds of the epoch; 0 for never."""
    return _gauge(f"{name}_timestamp_seconds", text, at.timestamp() if at else 0)
