"""What is kept of every message that a reminder sends: where it stands, and who answered what."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from bot.people.groups import Address, Addressed


class Result(StrEnum):
    """How a correction ended."""

    REASSIGNED = "reassigned"  # sent to another department
    KEPT = "kept"  # it is theirs after all, and they are asked again
    WITHDRAWN = "withdrawn"  # the group took its answer back


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction by its answer's id; `result` is None while it is open.

    `pledges` of `term` are what the answer is about, of the delivery that was sent to `address`;
    `name` is of whoever answered. `department` is where it was sent. `notified_at` is when that
    group was sent the last decision.
    """

    answer_id: int
    delivery_id: int
    address: Address
    pledges: tuple[str, ...]
    term: str
    by: int
    name: str
    at: datetime
    remark: str
    named: str
    result: Result | None
    department: str
    decided_by: int | None
    decided_by_name: str
    decided_at: datetime | None
    notified_at: datetime | None

    def is_to_be_sent(self, by: int) -> bool:
        """Whether the process was killed between somebody's decision and the message about it."""
        is_theirs = self.decided_by == by and self.result is not Result.WITHDRAWN
        return is_theirs and self.notified_at is None


class Kind(StrEnum):
    """Why a message is sent."""

    REMINDER = "reminder"
    NUDGE = "nudge"  # nobody answered
    POSTPONED = "postponed"  # somebody asked for it later
    REDIRECTED = "redirected"  # to another chat than the one it was for: by 1.0.0
    REASSIGNED = "reassigned"  # another department said that it is not theirs


class Status(StrEnum):
    """Where a delivery stands.

    planned → sending → sent | uncertain | refused | delayed → sending …; what waits too long is
    expired, what became pointless is withdrawn. What leads to no chat is unreached, what came due
    while the bot was off for too long is missed. Only a person takes one out of UNDELIVERED.
    """

    PLANNED = "planned"
    DELAYED = "delayed"  # surely not sent; waits for retry_at
    SENDING = "sending"  # the call is under way, or the process that made it was killed
    SENT = "sent"
    UNCERTAIN = "uncertain"  # it may have arrived
    REFUSED = "refused"
    EXPIRED = "expired"
    UNREACHED = "unreached"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"


WAITING = (Status.PLANNED, Status.DELAYED)
UNDELIVERED = (
    Status.UNCERTAIN,
    Status.REFUSED,
    Status.EXPIRED,
    Status.UNREACHED,
    Status.MISSED,
)
NO_CHAT = 0  # the chat of what leads to none
UNOWNED = "unowned"  # why: for a pledge, that no department owns it


class Response(StrEnum):
    """What a group answers: 확인, 제출완료, 연기, 우리 부서 아님."""

    CONFIRMED = "confirmed"
    SUBMITTED = "submitted"
    POSTPONED = "postponed"
    NOT_OURS = "not_ours"


# An answer that may still become another one without being taken back.
_OPEN_ENDED = {
    Response.CONFIRMED: frozenset(Response) - {Response.CONFIRMED},
    Response.POSTPONED: frozenset({Response.SUBMITTED, Response.NOT_OURS}),
}
FINAL = frozenset(Response) - _OPEN_ENDED.keys()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Who said what, when; about one pledge by its number, or about all of them.

    `name` is what the messenger showed then: a label, never a key. `remark` is what was said with
    it, by `remark_name` where that was somebody else; `is_override` is whether a coordinator
    recorded it for the group. `said_in` is the message of the group that said it in words.
    """

    id: int
    response: Response
    pledge: str | None
    by: int
    name: str
    at: datetime
    remark: str = ""
    remark_name: str = ""
    is_override: bool = False
    said_in: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody answers: `pledge` is None for the whole message.

    `named` is the department that owns it instead, if they said so; `until` is when what is put off
    comes again. `said_in` is the message that says it in words, `at` when that was sent, if that is
    not now.
    """

    response: Response
    pledge: str | None = None
    remark: str = ""
    named: str = ""
    until: datetime | None = None
    is_override: bool = False
    said_in: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(Addressed):
    """One message of a reminder to one chat; one that stands in no ledger has the id 0.

    That needs no `reminder_id` either: its occurrence has one.

    `occurrence_id` is shared by all that one occurrence sends; `deadline` is the day that the
    occurrence leads up to, if it does: a campaign is known by (reminder_id, deadline). `nth` counts
    nudges and postponements. `root_id` is what a nudge asks about again, what was postponed or
    redirected, or what the first department got of what was reassigned; answers to a nudge are kept
    with its root. `departments` are those that it is for when these are not the chat's own, or when
    it has no chat (NO_CHAT); pledge numbers without an owner stand among them. `sent_for` are those
    of its chat when it was sent, which may have another one by now. `due_at` is when it
    is to be sent, after which it may come late until `expires_at`. `pledges` are the numbers that
    the message is about, of the table of `term`; "" is the current one. `words` are what its
    reminder says, which `is_ended` once it is deleted.
    """

    id: int = 0
    reminder_id: int = 0
    words: str = ""
    is_ended: bool = False
    occurrence_id: int = 0
    kind: Kind = Kind.REMINDER
    nth: int = 0
    root_id: int | None = None
    chat_id: int
    topic_id: int | None = None
    due_at: datetime
    expires_at: datetime
    deadline: date | None = None
    status: Status = Status.PLANNED
    retry_at: datetime | None = None
    error: str = ""
    message_id: int | None = None
    sent_at: datetime | None = None
    pledges: tuple[str, ...] = ()
    term: str = ""
    answers: tuple[Answer, ...] = ()  # oldest first, without those that were taken back
    departments: tuple[str, ...] = ()
    sent_for: tuple[str, ...] = ()
    is_dismissed: bool = False  # a coordinator took it off the list of what did not arrive

    def again(self, kind: Kind, *, nth: int = 0, due_at: datetime, expires_at: datetime) -> Self:
        """One more message about the same to the same chat, to be planned."""
        return type(self)(
            occurrence_id=self.occurrence_id,
            chat_id=self.chat_id,
            topic_id=self.topic_id,
            departments=self.departments,
            kind=kind,
            nth=nth,
            root_id=self.id,
            due_at=due_at,
            expires_at=expires_at,
        )

    @property
    def asked_id(self) -> int:
        """The delivery that answers to this message belong to."""
        return self.root_id if self.kind is Kind.NUDGE and self.root_id is not None else self.id

    def is_of_term(self, term: str) -> bool:
        """Whether its pledges are those of a term; it may be any where that is not known."""
        return self.term == term or "" in {self.term, term}

    @property
    def is_answered(self) -> bool:
        """Whether somebody answered for the whole of it, or for each pledge."""
        answered = {answer.pledge for answer in self.answers}
        return self.standing() is not None or (bool(self.pledges) and answered >= {*self.pledges})

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left that could be answered without taking an answer back."""
        return is_final(self.standing()) or (bool(self.pledges) and not self.open_pledges)

    @property
    def is_handed_in(self) -> bool:
        """Whether nothing is left open, and something was handed in."""
        return self.is_settled and any(
            answer.response is Response.SUBMITTED for answer in self.answers
        )

    @property
    def open_pledges(self) -> tuple[str, ...]:
        """The pledges of which nothing final was answered."""
        return tuple(number for number in self.pledges if not is_final(self.standing(number)))

    def standing(self, pledge: str | None = None) -> Answer | None:
        """The answer that counts for a pledge, or for the whole; None when there is none.

        That is the last one about either, up to a final one: whoever answers for the whole later
        leaves the pledges as they are of which something final was answered.
        """
        stands: Answer | None = None
        for answer in self.answers:
            if answer.pledge in {pledge, None} and changes(stands, answer.response):
                stands = answer
        return stands


def is_final(answer: Answer | None) -> bool:
    """Whether an answer stays until it is taken back."""
    return answer is not None and answer.response in FINAL


def changes(before: Answer | None, response: Response) -> bool:
    """Whether an answer changes what stands; what is final has to be taken back first."""
    return before is None or response in _OPEN_ENDED.get(before.response, frozenset())


class ReportKind(StrEnum):
    """What a report to the coordinators is about."""

    UNCERTAIN = "uncertain"
    REFUSED = "refused"
    EXPIRED = "expired"
    MISSED = "missed"
    UNREACHED = "unreached"
    UNANSWERED = "unanswered"  # after the last nudge
    NOT_OURS = "not_ours"
    ASKED = "asked"  # in a reply
    ASKED_LEAVE = "asked_leave"  # to be late
    ANSWERED = "answered"  # what was asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Something to report of a delivery; `detail` is an answer's id, a question, or empty.

    `until` is the day up to which leave is asked for.
    """

    id: int
    kind: ReportKind
    delivery_id: int
    detail: str
    until: date | None
