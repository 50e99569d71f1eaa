"""What a command in Korean says about when: its schedule, or what must be asked first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as clock_time
from enum import StrEnum

from bot.reminders.schedule import SEOUL, Schedule


class Question(StrEnum):
    """What a text leaves open."""

    TIME = "time"  # at what time of day
    HALF_OF_DAY = "half_of_day"  # 3시: 오전 or 오후
    MIDNIGHT = "midnight"  # 자정, 24시: at which end of the day
    DAY = "day"  # 9시: on which day
    WEEKDAY = "weekday"  # 매주, 다음주: on which weekday
    DAY_OF_PERIOD = "day_of_period"  # 매월, 매분기: on which day of it
    START = "start"  # 격주 수요일: from which week on
    LEADS = "leads"  # 마감 12/20: how many days before
    PASSED = "passed"  # the time lies behind
    NO_SUCH_DATE = "no_such_date"  # 2/30
    DISAGREES = "disagrees"  # 12월 20일 월요일, which is a Sunday
    WHICH = "which"  # two schedules in one text


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One way to settle a question: what it means, and the whole text as if it had been said."""

    value: date | clock_time | str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A schedule, and the rest of the text, before and after it: whom, and what about.

    `spans` are the pieces of `text`, the composed form of what came in, that were understood.
    """

    schedule: Schedule
    before: str
    after: str
    text: str
    spans: tuple[tuple[int, int], ...]

    @property
    def rest(self) -> str:
        """Whom and what about, as one text."""
        return " ".join(filter(None, (self.before, self.after)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """A question about the piece `heard` of `text`, and its likely answers, best first.

    An answer's text is understood in turn; it may leave another question open, never the same.
    """

    question: Question
    heard: str
    answers: tuple[Answer, ...]
    text: str
    span: tuple[int, int]

    def answered(self, typed: str) -> str:
        """The whole text with a typed answer in the place of what was unclear."""
        start, end = self.span
        return " ".join(filter(None, (self.text[:start].rstrip(), typed, self.text[end:].lstrip())))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotASchedule:
    """Nothing in the text says when."""


def understood(text: str, now: datetime, zone: str = SEOUL) -> Said | Unclear | NotASchedule:
    """The schedule that a text names; any text has one of the three.

    Raises ValueError for a naive `now`.
    """
    raise NotImplementedError
