"""What coordinators are asked to decide, and when the same may be asked again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

ASK_AGAIN_AFTER = timedelta(days=7)  # after a rejection, not to ask the same again at once
A_DAY = timedelta(days=1)
MAX_INTRODUCTION_CHARS = 60
MAX_OF_PERSON = 3  # requests a day, as of somebody who is let in and removed again
MAX_ANNOUNCED = 50  # requests a day that coordinators get a message about; the others are listed


class Subject(StrEnum):
    """What a request is about."""

    PERSON = "person"
    GROUP = "group"


class Verdict(StrEnum):
    """How a request ended."""

    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # replaced by another request, or obsolete


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question to the coordinators; `label` is what the messenger called its subject then.

    `topic_id` is of a group's topic; `departments` are those that a group is to be bound to;
    `introduction` is the department and name that a person gave, or the name of whoever asks for a
    group. `notified_at` is when whoever asked was sent the outcome.
    """

    id: int = 0
    subject: Subject
    subject_id: int
    topic_id: int | None = None
    label: str
    departments: tuple[str, ...] = ()
    asked_by: int
    asked_at: datetime
    introduction: str = ""
    verdict: Verdict | None = None
    decided_by: int | None = None
    decided_by_name: str = ""
    decided_at: datetime | None = None
    notified_at: datetime | None = None


def may_ask_again(latest: Request | None, *, now: datetime) -> bool:
    """Whether a person may ask to be let in, given the last time they did."""
    if latest is None or latest.verdict in (Verdict.APPROVED, Verdict.WITHDRAWN):
        return True
    return latest.decided_at is not None and now - latest.decided_at >= ASK_AGAIN_AFTER
