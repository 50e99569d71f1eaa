"""What this process has done since it started."""

import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True, kw_only=True)
class Activity:
    """Counts for the log, metrics and health; nothing here says who did what.

    `alive_at` is when the watch last looked around, `reached_at` when Telegram last answered.
    """

    started_at: datetime
    alive_at: datetime | None = None
    reached_at: datetime | None = None
    update_at: datetime | None = None
    updates: int = 0
    unanswered: int = 0
    log_lines: Counter[str] = field(default_factory=Counter)  # warnings and above, by level

    def note_update(self, at: datetime) -> None:
        """Count an update that came in."""
        self.updates += 1
        self.update_at = self.reached_at = at


class LogCounter(logging.Handler):
    """Counts the lines of each level."""

    def __init__(self, activity: Activity) -> None:
        super().__init__(logging.WARNING)
        self._lines = activity.log_lines

    def emit(self, record: logging.LogRecord) -> None:
        """Count it."""
        self._lines[record.levelname.lower()] += 1
