"""What a check finds, with what to do about it; what admins are alerted of."""

from dataclasses import dataclass
from enum import Enum, StrEnum


class Alert(StrEnum):
    """Notified once each; undelivered reminders and lost groups are reported with reminders."""

    DISK = "disk"
    BACKUP = "backup"
    CLOCK = "clock"
    STATE = "state"


class Level(Enum):
    """How bad it is; FAULT keeps people from being answered or reminded, or soon will."""

    OK = "ok"
    HINT = "hint"
    FAULT = "FAULT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line: what was checked, what was found, and what to do where that is not well."""

    check: str
    level: Level = Level.OK
    text: str
    advice: str = ""

    def __str__(self) -> str:
        """The line as the operator reads it."""
        advice = f" -> {self.advice}" if self.advice else ""
        return f"{self.level.value:<5}  {self.check:<11}  {self.text}{advice}"


def hint(check: str, text: str, advice: str) -> Finding:
    """Something that may be meant so."""
    return Finding(check=check, level=Level.HINT, text=text, advice=advice)


def fault(check: str, text: str, advice: str) -> Finding:
    """Something that has to be mended."""
    return Finding(check=check, level=Level.FAULT, text=text, advice=advice)


def ok(check: str, text: str) -> Finding:
    """Something that is well."""
    return Finding(check=check, text=text)
