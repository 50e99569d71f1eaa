"""Counts of the running bot for Prometheus, gathered when they are asked for; no names, no ids."""

from collections.abc import Callable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric

from bot import __version__
from bot.operations.activity import Activity
from bot.operations.backups import last_backup
from bot.operations.checks import free_bytes
from bot.operations.settings import Settings
from bot.operations.store.figures import figures
from bot.store.state import State

PREFIX = "pledge_bot"


class Metrics:
    """A collector as prometheus-client wants it, and the page that it makes."""

    def __init__(
        self, settings: Settings, state: State, activity: Activity, clock: Callable[[], datetime]
    ) -> None:
        self._settings, self._state, self._activity = settings, state, activity
        self._clock = clock
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self)
        ProcessCollector(registry=self._registry)  # memory, processor time, open files

    def page(self) -> bytes:
        """In Prometheus' text format. Raises StoreError."""
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        """Every metric with its value of this moment."""
        settings, activity = self._settings, self._activity
        found, backup = self._state.read(figures, now=self._clock()), last_backup(settings)
        yield InfoMetricFamily(PREFIX, "The running version", value={"version": __version__})
        for name, text, count in (
            ("updates", "Updates that came in", activity.updates),
            ("unanswered", "Updates that ended in an apology", activity.unanswered),
        ):
            yield CounterMetricFamily(f"{PREFIX}_{name}", text, value=count)
        for name, text, number in (
            ("people", "People who were let in", found.people),
            ("groups", "Registered groups", found.groups),
            ("groups_muted", "Registered groups that cannot be written to", found.muted_groups),
            ("reminders", "Reminders that are set", found.reminders),
            ("disk_free_bytes", "Beside the databases", free_bytes(settings.state_db.parent) or 0),
        ):
            yield GaugeMetricFamily(f"{PREFIX}_{name}", text, value=number)
        for name, text, at in (
            ("started", "When the process started", activity.started_at),
            ("alive", "When the bot last looked around", activity.alive_at),
            ("reached", "When Telegram last answered", activity.reached_at),
            ("last_update", "When an update last came in", activity.update_at),
            ("last_sent", "When a reminder was last sent", found.last_sent_at),
            ("last_backup", "When the last backup was made", backup and backup.made_at),
        ):  # in seconds of the epoch; 0 for never
            seconds = at.timestamp() if at else 0
            yield GaugeMetricFamily(f"{PREFIX}_{name}_timestamp_seconds", text, value=seconds)
        lines = CounterMetricFamily(f"{PREFIX}_log_lines", "Lines, by level", labels=["level"])
        for level in ("warning", "error"):
            lines.add_metric([level], activity.log_lines[level])
        text = "Messages of reminders, by what became of them"
        deliveries = GaugeMetricFamily(f"{PREFIX}_deliveries", text, labels=["status"])
        for status in ("sent", "overdue", "uncertain", "refused"):
            deliveries.add_metric([status], getattr(found, status))
        sizes = GaugeMetricFamily(f"{PREFIX}_database_bytes", "Of each file", labels=["file"])
        for path in (settings.state_db, settings.pledges_db):
            for file in (path, path.with_name(f"{path.name}-wal")):
                if file.exists():
                    sizes.add_metric([file.name], file.stat().st_size)
        yield from (lines, deliveries, sizes)
