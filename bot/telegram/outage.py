"""How the Bot API is reached at the moment: one log line a change, longer and longer waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from telegram.error import Conflict, RetryAfter

from bot.telegram.errors import described, seconds

if TYPE_CHECKING:
    import logging

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 15.0


def longer(wait_s: float) -> float:
    """The wait after this one."""
    return min(2 * wait_s, LONGEST_WAIT_S)


@dataclass(slots=True, kw_only=True)
class Outage:
    """Whether the `subject` (updates, calls) fails; a change is logged to `log`."""

    log: logging.Logger
    subject: str
    fault: str | None = None
    wait_s: float = field(default_factory=lambda: FIRST_WAIT_S)

    def record_failure(self, fault: Exception) -> float:
        """How many seconds to wait before the next try."""
        if (described_fault := described(fault)) != self.fault:
            is_double = isinstance(fault, Conflict)
            reason = "another process polls with this BOT_TOKEN" if is_double else described_fault
            self.log.warning(f"{self.subject}.failing reason=%s", reason)
            self.fault = described_fault
        if isinstance(fault, RetryAfter):
            return seconds(fault)
        wait_s, self.wait_s = self.wait_s, longer(self.wait_s)
        return wait_s

    def over(self) -> None:
        """Note that it works again."""
        if self.fault is not None:
            self.log.info(f"{self.subject}.restored")
        self.fault, self.wait_s = None, FIRST_WAIT_S
