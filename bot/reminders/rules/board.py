"""A campaign at a glance: how each department and each pledge stands on one deadline."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.lookup.pledge import PledgeNumber
from bot.people.groups import registered_address
from bot.reminders.rules.audience import Groups, reached_by, table_of
from bot.reminders.rules.deliveries import (
    FINAL,
    NO_CHAT,
    Answer,
    Delivery,
    Kind,
    Response,
    Status,
)
from bot.reminders.rules.reminder import OwnersOf, Reminder

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue


class Standing(StrEnum):
    """How far a department or a pledge is by other things than one answer."""

    PARTLY = "partly"  # some of the department's pledges are handed in
    NOTHING = "nothing"  # reminded, and no answer yet
    WAITING = "waiting"  # not reminded yet
    UNSENT = "unsent"  # it may not have arrived, or did not
    NO_GROUP = "no_group"


_FAILED = frozenset({Status.UNCERTAIN, Status.REFUSED, Status.EXPIRED, Status.MISSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What a reminder sends for one deadline; `version` grows whenever its board may change."""

    reminder: Reminder
    deadline: date
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeRow:
    """One pledge of one department, by the answer that counts; None when there is none."""

    number: str
    title: str
    department: str
    standing: Standing | Response
    answer: Answer | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One department, by the answer that counts; `pledges` are all that it is asked for."""

    department: str
    standing: Standing | Response
    answer: Answer | None = None
    is_late: bool = False
    pledges: tuple[PledgeRow, ...] = ()

    @property
    def done(self) -> int:
        """How many of its pledges are handed in."""
        return sum(each.standing is Response.SUBMITTED for each in self.pledges)

    @property
    def at(self) -> datetime | None:
        """When the answer that counts came."""
        return self.answer.at if self.answer else None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be handed in."""
        return self.standing not in FINAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Every department that a campaign is for, in page order.

    `at` is the time that it speaks of, in the zone of the office.
    """

    reminder_id: int
    text: str
    deadline: date
    at: datetime
    rows: tuple[Row, ...]

    @property
    def counts(self) -> Counter[Standing | Response]:
        """How many departments stand where."""
        return Counter(row.standing for row in self.rows)

    @property
    def pledges(self) -> tuple[PledgeRow, ...]:
        """The pledges of all departments, in the same order."""
        return tuple(pledge for row in self.rows for pledge in row.pledges)

    @property
    def done(self) -> int:
        """How many pledges are handed in."""
        return sum(row.done for row in self.rows)

    @property
    def late(self) -> int:
        """How many departments handed in after the deadline."""
        return sum(row.is_late for row in self.rows)


def board(  # noqa: PLR0913 -- all that a board shows
    reminder: Reminder,
    deadline: date,
    catalogue: Catalogue,
    groups: Groups,
    sent: Sequence[Delivery],
    *,
    at: datetime,
) -> Board:
    """How the departments stand; `sent` is all that the campaign sent or is to send.

    The pledges are those of the term that was last asked about.
    """
    sent = [each for each in sent if each.status is not Status.WITHDRAWN]
    terms = [each.term for each in sent if each.term]
    catalogue = table_of(reminder, catalogue.in_term(terms[-1] if terms else ""))
    asked = _asked(reminder, catalogue, groups)
    passed_on = [each for each in sent if each.kind is Kind.REASSIGNED]
    others = (name for each in passed_on for name in groups.get(each.address, ())[:1])
    moved = {each.nth for each in passed_on}  # the answers that led there
    with_group = {name for bound in groups.values() for name in bound}
    sent_to = defaultdict(list)
    for each in sent:
        for name in _departments(each, groups):
            sent_to[name].append(each)
    rows = []
    for department in dict.fromkeys((*asked, *others)):
        here = sent_to[department]
        unanswered = _unanswered(here, has_group=department in with_group)
        own = asked.get(department, ())
        sent_on = [n for each in here if each.kind is Kind.REASSIGNED for n in each.pledges]
        of_term = [each for each in here if each.term in {"", catalogue.term}]
        counting = {number: _counting(of_term, number, own) for number in (*own, *sent_on)}
        pledges = tuple(
            PledgeRow(
                number=number,
                title=_title(number, catalogue),
                department=department,
                standing=answer.response if answer else unanswered,
                answer=answer,
                is_late=_is_late(answer, deadline, reminder.schedule.zone),
            )
            for number, answer in counting.items()
            if answer is None or answer.id not in moved  # else it counts where it was sent
        )
        if counting:
            answer = _last_word([each for each in counting.values() if each is not None])
        else:
            answer = _first_hand_in([answer for each in here for answer in each.answers])
        rows.append(
            Row(
                department=department,
                standing=_standing(answer, pledges, unanswered),
                answer=answer,
                is_late=_is_late(answer, deadline, reminder.schedule.zone),
                pledges=pledges,
            )
        )
    return Board(
        reminder_id=reminder.id, text=reminder.text, deadline=deadline, at=at, rows=tuple(rows)
    )


def is_after(deadline: date, at: datetime, zone: str) -> bool:
    """Whether a time is after the day of a deadline."""
    return at.astimezone(ZoneInfo(zone)).date() > deadline


def _departments(delivery: Delivery, groups: Groups) -> tuple[str, ...]:
    """Whose a delivery is: once it is answered, also if its chat is nobody's any more."""
    if delivery.kind is Kind.NUDGE:
        return ()
    before = delivery.sent_for if delivery.answers else ()
    return delivery.departments or groups.get(registered_address(groups, delivery.address), before)


def _asked(
    reminder: Reminder, catalogue: Catalogue, groups: Groups
) -> Mapping[str, tuple[str, ...]]:
    """The departments that a reminder is for, and the pledges that each is asked for."""
    audience = reminder.audience
    numbers = audience.numbers if isinstance(audience, OwnersOf) else None
    return {
        name: tuple(
            str(pledge.number)
            for pledge in catalogue.owned_by.get(name, ())
            if reminder.lists_pledges and (numbers is None or pledge.number in numbers)
        )
        for name in reached_by(reminder, catalogue, groups).departments
    }


def _counting(here: Sequence[Delivery], number: str, own: Sequence[str]) -> Answer | None:
    """The answer that counts for a pledge: about it, or about a whole message that holds it."""
    return _first_hand_in(
        [
            answer
            for each in here
            if number in (each.pledges or (() if each.kind is Kind.REASSIGNED else own))
            if (answer := each.standing(number)) is not None
        ]
    )


def _first_hand_in(answers: Sequence[Answer]) -> Answer | None:
    """The answer that counts of those to several messages: another tap later makes nothing late."""
    handed_in = [answer for answer in answers if answer.response is Response.SUBMITTED]
    return min(handed_in, key=attrgetter("at", "id"), default=None) or _last_word(answers)


def _last_word(answers: Sequence[Answer]) -> Answer | None:
    """The answer that completes them: the last one that hands in, or else the last one."""
    handed_in = [answer for answer in answers if answer.response is Response.SUBMITTED]
    return max(handed_in or answers, key=attrgetter("at", "id"), default=None)


def _standing(
    answer: Answer | None, pledges: Sequence[PledgeRow], unanswered: Standing
) -> Standing | Response:
    if answer is None:
        return unanswered
    is_open = any(each.standing not in FINAL for each in pledges)
    if answer.response is Response.SUBMITTED and is_open:
        return Standing.PARTLY
    theirs = [each for each in pledges if each.standing is not Response.NOT_OURS]
    if answer.response is Response.NOT_OURS and theirs:
        word = _last_word([each.answer for each in theirs if each.answer is not None])
        return word.response if word else unanswered
    return answer.response


def _is_late(answer: Answer | None, deadline: date, zone: str) -> bool:
    if answer is None or answer.response is not Response.SUBMITTED:
        return False
    return is_after(deadline, answer.at, zone)


def _title(number: str, catalogue: Catalogue) -> str:
    pledge = catalogue.by_number.get(PledgeNumber(number))
    return pledge.title if pledge else ""


def _unanswered(messages: Sequence[Delivery], *, has_group: bool) -> Standing:
    if any(each.status is Status.SENT for each in messages):
        return Standing.NOTHING
    if any(each.status in _FAILED and each.chat_id != NO_CHAT for each in messages):
        return Standing.UNSENT
    return Standing.WAITING if has_group else Standing.NO_GROUP
