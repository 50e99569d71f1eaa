"""What needs a person."""

from __future__ import annotations

from enum import StrEnum


class Alert(StrEnum):
    """Told once each; undelivered reminders and lost groups are reported with reminders."""

    DISK = "disk"
    BACKUP = "backup"
    CLOCK = "clock"
