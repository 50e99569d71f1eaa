"""Log lines for the operator: in the office's time, and never with the token."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo


class Discreet(logging.Formatter):
    """Writes `<token>` wherever a line, its traceback included, holds the token."""

    def __init__(self, *, token: str, timezone: tzinfo) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token
        self._timezone = timezone

    def format(self, record: logging.LogRecord) -> str:
        """The line without the token."""
        return super().format(record).replace(self._token, "<token>")

    def formatTime(  # noqa: N802 -- logging's own name
        self,
        record: logging.LogRecord,
        datefmt: str | None = None,
    ) -> str:
        """The time of the office, with its offset."""
        at = datetime.fromtimestamp(record.created, self._timezone)
        return at.isoformat(sep=" ", timespec="milliseconds")


def write_logs(*, token: str, timezone: tzinfo) -> None:
    """Send this process's log lines to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(Discreet(token=token, timezone=timezone))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # Every request's address holds the token.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    # The library's own lines may quote whole updates; what they tell we log ourselves.
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
