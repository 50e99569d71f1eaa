"""A phrase that is read, what it says or leaves open, and the text around its schedule."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as clock_time
from typing import NoReturn

from bot.reminders.phrases.clusters import Cluster
from bot.reminders.phrases.days import NamedDays, Question
from bot.reminders.phrases.words import closed
from bot.reminders.rules.schedule import Once, Schedule
from bot.reminders.rules.working_days import WorkingDays

# What a form calls a schedule, and what is behind it.
_WHEN = re.compile(r"(?<!\S)(?:알림\s*)?(?:일시|날짜|시간|언제)\s*:\s*$")
_WHAT = re.compile(r"^(?:(?:알림\s*)?(?:내용|제목|문구)|할\s*일|메시지)\s*:\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One way to settle a question: what it means, and the whole text as if it had been said so.

    A text as the value is a short phrase of the same grammar (매분기 말, D-3 D-1).
    """

    value: date | clock_time | str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A schedule, and the rest of the text: whom, and what about.

    `within` stands between its words: 15시 [간담회] 20분 전. What stands behind a colon
    `is_literal`: nothing of it is meant otherwise.
    """

    schedule: Schedule
    before: str
    after: str
    within: str = ""
    is_literal: bool = False

    @property
    def rest(self) -> str:
        """Whom and what about, as one text."""
        return joined(self.before, self.within, self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """A question about the piece `heard` of a text, and its likely answers, best first.

    An answer's text is understood in turn; it may leave another question open. `head` and `tail`
    are the text around what is unclear; `heard` is empty where something is missing there.
    """

    question: Question
    heard: str
    answers: tuple[Answer, ...]
    head: str
    tail: str

    def answered(self, typed: str) -> str:
        """The whole text with a typed answer in the place of what was unclear."""
        return around(self.head, typed, self.tail)


class UnclearError(Exception):
    """Something has to be asked before there is a schedule."""

    def __init__(self, unclear: Unclear) -> None:
        super().__init__(unclear.heard)
        self.unclear = unclear


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A text, the time in the office at which it is read, and the schedule that it may change."""

    text: str
    now: datetime
    calendar: WorkingDays
    before: Schedule | None = None

    @property
    def today(self) -> date:
        """The day on which it is read."""
        return self.now.date()

    def is_ahead(self, time_of_day: clock_time) -> bool:
        """Whether that time still comes today."""
        return (time_of_day.hour, time_of_day.minute) > (self.now.hour, self.now.minute)

    def words(self, start: int, end: int) -> str:
        """The text from there to there."""
        return self.text[start:end].strip()

    def cut(self, spans: Iterable[tuple[int, int]]) -> str:
        """The text without these parts."""
        kept, at = [], 0
        for start, end in sorted(spans):
            kept.append(tidy(self.text[at:start]))
            at = end
        return tidy(joined(*kept, tidy(self.text[at:])))

    def ask(
        self, question: Question, start: int, end: int, values: Iterable[date | clock_time | str]
    ) -> NoReturn:
        """Ask about a part of the text, in the place of which the answers are put."""
        end = closed(self.text, start, end)
        head, tail = self.text[:start], self.text[end:]
        unclear = Unclear(
            question=question,
            heard=self.words(start, end),
            answers=tuple(
                Answer(value=value, text=around(head, _said(value, question), tail))
                for value in values
            ),
            head=head,
            tail=tail,
        )
        raise UnclearError(unclear)


def _said(value: date | clock_time | str, question: Question) -> str:
    """The value as it is said in a command."""
    if isinstance(value, clock_time):
        return f"{value:%H:%M}"
    return f"{value}부터" if isinstance(value, date) and question is Question.START else str(value)


def joined(*parts: str) -> str:
    """These texts with a space between, without the empty ones."""
    return " ".join(filter(None, parts))


def around(head: str, said: str, tail: str) -> str:
    """What is said between two texts, with a space on each side where there is none."""
    if not said:
        return f"{head.rstrip()} {tail.lstrip()}".strip()
    before = "" if not head or head[-1].isspace() or head[-1] == "(" else " "
    after = "" if not tail or tail[0].isspace() or tail[0] in "),.:" else " "
    return f"{head}{before}{said}{after}{tail}".strip()


def tidy(text: str) -> str:
    """The text without the signs around it, and without "but" at its end."""
    text = text.strip(" ,:·/※\t\n|–—→➡").removeprefix("- ").removesuffix(" -").strip()
    return re.sub(r"\s(?:단|다만|그리고)$", "", text)


def ends_in_colon(phrase: Phrase, cluster: Cluster) -> bool:
    """Whether all that follows is the message, whatever it says."""
    return phrase.text[cluster.end :].lstrip(" )").startswith(":")


def said_words(phrase: Phrase, cluster: Cluster, left: tuple[int, int] | None = None) -> str:
    """The words of a schedule, without those that are `left` out or stand in its gap."""
    start, end = left or cluster.gap or (cluster.end, cluster.end)
    parts = (phrase.text[cluster.start : start], phrase.text[end : cluster.end])
    return joined(*(part.strip(" ,()") for part in parts))


def rest_of(phrase: Phrase, cluster: Cluster) -> tuple[str, str, str]:
    """The text before a schedule, what stands in its gap, and what behind it."""
    before = tidy(_WHEN.sub("", phrase.text[: cluster.start])).rstrip(" ([")
    after = _WHAT.sub("", tidy(tidy(phrase.text[cluster.end :]).lstrip(")]")))
    event, within, due = "", "", ""
    if cluster.gap is not None:
        event = _event_words(phrase, cluster)
        within = tidy(phrase.text[slice(*cluster.gap)].rstrip("(["))
    if cluster.due is not None:
        clock, mark = cluster.due
        due = phrase.words(clock.start, mark.end)
    return before, joined(event, due, within), after


def _event_words(phrase: Phrase, cluster: Cluster) -> str:
    """When the event in the gap is, as people want to read it: 15시 간담회, 12/20 회의."""
    words = []
    if cluster.leads and not cluster.counts_down and len(cluster.groups) == 1:
        match cluster.groups[0].days:
            case NamedDays(rule=Once(day=day)):
                words.append(f"{day.month}/{day.day}")
    if cluster.event is not None and (words or cluster.minutes_before):
        words.append(phrase.words(cluster.event.start, cluster.event.end).removesuffix("에"))
    return " ".join(words)
