"""A campaign at a glance: how each department stands on one deadline."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.reminders.rules.audience import departments_of, reached
from bot.reminders.rules.deliveries import NO_CHAT, Kind, Response, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from bot.lookup.catalogue import Catalogue
    from bot.reminders.rules.deliveries import Answer, Delivery
    from bot.reminders.rules.reminder import Reminder


class Standing(StrEnum):
    """How far a department is, in the order in which a board shows them."""

    SUBMITTED = "submitted"
    PARTLY = "partly"  # some of its pledges
    CONFIRMED = "confirmed"
    POSTPONED = "postponed"
    NOT_OURS = "not_ours"
    NOTHING = "nothing"  # reminded, and no answer yet
    WAITING = "waiting"  # not reminded yet
    UNSENT = "unsent"  # it may not have arrived, or did not
    NO_GROUP = "no_group"


_ANSWERED = {
    Response.CONFIRMED: Standing.CONFIRMED,
    Response.POSTPONED: Standing.POSTPONED,
    Response.NOT_OURS: Standing.NOT_OURS,
    Response.SUBMITTED: Standing.PARTLY,
}
_FAILED = frozenset({Status.UNCERTAIN, Status.REFUSED, Status.EXPIRED, Status.MISSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One department; `by` and `at` are of the answer that counts, `done` of how many pledges."""

    department: str
    standing: Standing
    by: str = ""
    at: datetime | None = None
    done: int = 0
    pledges: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Every department that a campaign is for, in page order."""

    text: str
    deadline: date
    rows: tuple[Row, ...]

    @property
    def counts(self) -> Counter[Standing]:
        """How many departments stand where."""
        return Counter(row.standing for row in self.rows)

    @property
    def changed_at(self) -> datetime | None:
        """When the last answer that counts came; None before the first."""
        return max((row.at for row in self.rows if row.at is not None), default=None)


def board(
    reminder: Reminder,
    deadline: date,
    catalogue: Catalogue,
    groups: Mapping[int, tuple[str, ...]],
    sent: Sequence[Delivery],
) -> Board:
    """How the departments stand; `sent` is all that the campaign sent or is to send."""
    places = {
        place.chat_id: place for place in reached(reminder.audience, catalogue, groups).places
    }
    rows = []
    for department in departments_of(reminder.audience, catalogue, groups):
        chats = [chat for chat, bound in groups.items() if department in bound and chat in places]
        found = [
            _row(department, [each for each in sent if _is_for(each, department, chat)])
            for chat in chats or [NO_CHAT]
        ]
        found = [row for row in found if chats or row.standing is not Standing.WAITING]
        # Of several groups of one department the one that is furthest speaks for it.
        order = [*Standing]
        nothing = Row(department=department, standing=Standing.NO_GROUP)
        rows.append(min(found, key=lambda row: order.index(row.standing), default=nothing))
    return Board(text=reminder.text, deadline=deadline, rows=tuple(rows))


def _is_for(delivery: Delivery, department: str, chat_id: int) -> bool:
    """Whether a delivery is a department's: sent to its chat, or to another in that one's place."""
    if delivery.departments:
        return department in delivery.departments
    return delivery.chat_id == chat_id


def _row(department: str, sent: Sequence[Delivery]) -> Row:
    """How a group stands by all that it was sent for one deadline."""
    messages = [each for each in sent if each.kind is not Kind.NUDGE]
    pledges = {number for each in messages for number in each.pledges}
    answers = sorted((a for each in messages for a in each.answers), key=lambda a: a.at)
    handed_in = [answer for answer in answers if answer.response is Response.SUBMITTED]
    done = {answer.pledge for answer in handed_in if answer.pledge is not None}
    row = Row(
        department=department,
        standing=_unanswered(messages),
        done=len(done),
        pledges=len(pledges),
    )
    if not answers:
        return row
    last = _telling(answers)
    standing = Standing.PARTLY if done else _ANSWERED[last.response]
    if any(answer.pledge is None for answer in handed_in) or (pledges and done >= pledges):
        standing = Standing.SUBMITTED
    return replace(row, standing=standing, by=last.name, at=last.at)


def _telling(answers: Sequence[Answer]) -> Answer:
    """The answer that counts: the last one that hands in, or else the last one."""
    handed_in = [answer for answer in answers if answer.response is Response.SUBMITTED]
    return (handed_in or answers)[-1]


def _unanswered(messages: Sequence[Delivery]) -> Standing:
    if any(each.status is Status.SENT for each in messages):
        return Standing.NOTHING
    if any(each.status in _FAILED for each in messages):
        return Standing.UNSENT
    return Standing.WAITING
