"""A campaign at a glance: how each department and each pledge stands on one deadline."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from operator import attrgetter
from zoneinfo import ZoneInfo

from bot.lookup.catalogue import Catalogue
from bot.lookup.pledge import UNDECIDED
from bot.people.groups import registered_address
from bot.reminders.rules.audience import Groups, campaign_table, reached_by, stands_for
from bot.reminders.rules.deliveries import FINAL, NO_CHAT, Answer, Delivery, Kind, Response, Status
from bot.reminders.rules.reminder import OwnersOf, Reminder


class Standing(StrEnum):
    """How far a department or a pledge is by other things than one answer."""

    PARTLY = "partly"  # some of the department's pledges are handed in
    NOTHING = "nothing"  # reminded, and no answer yet
    WAITING = "waiting"  # not reminded yet
    UNSENT = "unsent"  # it may not have arrived, or did not
    NO_GROUP = "no_group"
    UNOWNED = "unowned"  # of a pledge that no department owns


# Of several owners of a pledge, who is furthest from handing in tells how it stands.
_LEAST_FIRST: tuple[Standing | Response, ...] = (
    Standing.NO_GROUP,
    Standing.UNSENT,
    Standing.WAITING,
    Standing.NOTHING,
    Response.POSTPONED,
    Response.CONFIRMED,
    Response.SUBMITTED,
)
_FAILED = frozenset({Status.UNCERTAIN, Status.REFUSED, Status.EXPIRED, Status.MISSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What a reminder sends for one deadline; `version` grows whenever its board may change."""

    reminder: Reminder
    deadline: date
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A department and the numbers of the pledges that it is asked for."""

    department: str
    pledges: tuple[str, ...] = ()
    has_group: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a campaign asks of whom, `unowned` of nobody; `whose` each message is, by its id."""

    text: str
    term: str
    asked: tuple[Asked, ...]
    unowned: tuple[str, ...]
    titles: tuple[tuple[str, str], ...]
    whose: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeRow:
    """One pledge, by the answer of its owners that counts; None when there is none."""

    number: str
    title: str
    department: str
    standing: Standing | Response
    answer: Answer | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A department by the answer that counts; all its pledges; `sent` message ids, oldest first."""

    department: str
    standing: Standing | Response
    answer: Answer | None = None
    is_late: bool = False
    pledges: tuple[PledgeRow, ...] = ()
    sent: tuple[int, ...] = field(default=(), repr=False)

    @property
    def done(self) -> int:
        """How many of its pledges are handed in."""
        return sum(each.standing is Response.SUBMITTED for each in self.pledges)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be handed in."""
        return self.standing not in FINAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A campaign's departments, in page order; pledges without owner; `at` in the office's zone."""

    reminder_id: int
    text: str
    deadline: date
    at: datetime
    rows: tuple[Row, ...]
    unowned: tuple[PledgeRow, ...] = ()

    @property
    def counts(self) -> Counter[Standing | Response]:
        """How many departments stand where."""
        return Counter(row.standing for row in self.rows)

    @property
    def pledges(self) -> tuple[PledgeRow, ...]:
        """Every pledge once, those of several owners too, in the order of the first ones."""
        of: dict[str, list[PledgeRow]] = {}
        for row in self.rows:
            for pledge in row.pledges:
                of.setdefault(pledge.number, []).append(pledge)
        return (*map(_of_all_owners, of.values()), *self.unowned)

    @property
    def done(self) -> int:
        """How many pledges are handed in."""
        return sum(each.standing is Response.SUBMITTED for each in self.pledges)

    @property
    def late(self) -> int:
        """How many departments handed in after the deadline."""
        return sum(row.is_late for row in self.rows)


def request(
    reminder: Reminder, catalogue: Catalogue, groups: Groups, sent: Sequence[Delivery]
) -> Request:
    """What a campaign, by all that it `sent`, asks now; of the term named or first asked about."""
    terms = (each.term for each in sent if each.term and each.status is not Status.WITHDRAWN)
    audience = reminder.audience
    numbers = audience.numbers if isinstance(audience, OwnersOf) else None
    table = campaign_table(audience, terms, catalogue)
    reached = reached_by(reminder, table, groups)
    bound = {name for departments in groups.values() for name in departments}
    asked = tuple(
        Asked(
            department=name,
            pledges=tuple(
                str(pledge.number)
                for pledge in table.owned_by.get(name, ())
                if reminder.lists_pledges and (numbers is None or pledge.number in numbers)
            ),
            has_group=name in bound,
        )
        for name in reached.departments
    )
    known = {str(pledge.number): pledge.title for pledge in table.pledges}
    asked_for = (number for each in asked for number in each.pledges)
    named = dict.fromkeys((*asked_for, *(number for each in sent for number in each.pledges)))
    return Request(
        text=reminder.text,
        term=table.term,
        asked=asked,
        unowned=reached.ownerless,
        titles=tuple((number, known.get(number, "")) for number in (*named, *reached.ownerless)),
        whose=tuple((each.id, _whose(each, catalogue, groups)) for each in sent),
    )


def board(  # noqa: PLR0913 -- all that a board shows
    reminder: Reminder,
    deadline: date,
    catalogue: Catalogue,
    groups: Groups,
    sent: Sequence[Delivery],
    *,
    closed: Request | None = None,
    at: datetime,
) -> Board:
    """How departments stand by all that was `sent`; once `closed`, on what was asked then."""
    asks = request(reminder, catalogue, groups, sent)
    titles, whose = dict(asks.titles), dict(asks.whose)
    if closed is not None:
        asks, titles = closed, titles | dict(closed.titles)
        whose |= {number: names for number, names in closed.whose if names}
    sent = [each for each in sent if each.status is not Status.WITHDRAWN]
    by_name = {each.department: each for each in asks.asked}
    asking = _Asking(
        term=asks.term,
        titles=titles,
        numbers=frozenset(number for each in asks.asked for number in each.pledges),
        moved=frozenset(each.nth for each in sent if each.kind is Kind.REASSIGNED),
        is_late=partial(_is_late, deadline=deadline, zone=reminder.schedule.zone),
    )
    return Board(
        reminder_id=reminder.id,
        text=asks.text,
        deadline=deadline,
        at=at,
        rows=tuple(
            asking.row(by_name.get(name, Asked(department=name)), here)
            for name, here in _by_department(by_name, sent, whose).items()
        ),
        unowned=tuple(
            PledgeRow(
                number=number,
                title=titles[number],
                department=UNDECIDED,
                standing=Standing.UNOWNED,
            )
            for number in asks.unowned
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """What a board asks for: the numbers of a term, but for answers by which they were sent on."""

    term: str
    titles: Mapping[str, str]
    numbers: Container[str]
    moved: Container[int]
    is_late: Callable[[Answer | None], bool]

    def row(self, one: Asked, here: Sequence[Delivery]) -> Row:
        """How a department stands by the messages that it was sent."""
        unanswered = _unanswered(here, has_group=one.has_group)
        of_term = [each for each in here if each.is_of_term(self.term)]
        sent_on = [n for each in here if each.kind is Kind.REASSIGNED for n in each.pledges]
        # What nobody is asked for any more, a message still asks of whom it lists it to.
        listed = [n for each in of_term for n in each.pledges if n not in self.numbers]
        own = one.pledges or tuple(listed)
        counting = {number: _counting(of_term, number, own) for number in (*own, *sent_on)}
        pledges = tuple(
            PledgeRow(
                number=number,
                title=self.titles[number],
                department=one.department,
                standing=answer.response if answer else unanswered,
                answer=answer,
                is_late=self.is_late(answer),
            )
            for number, answer in counting.items()
            if answer is None or answer.id not in self.moved  # else it counts where it was sent
        )
        if counting:
            answer = _last_word_of([each.answer for each in pledges] or [*counting.values()])
        else:
            answer = _first_hand_in([*filter(None, (each.standing() for each in here))])
        return Row(
            department=one.department,
            standing=_standing(answer, pledges, unanswered),
            answer=answer,
            is_late=self.is_late(answer),
            pledges=pledges,
            sent=tuple(each.id for each in here),
        )


def _by_department(
    asked: Iterable[str], sent: Sequence[Delivery], whose: Mapping[int, tuple[str, ...]]
) -> dict[str, list[Delivery]]:
    """The messages that each department was sent or is to be, those of whom it was sent on last."""
    found: dict[str, list[Delivery]] = {name: [] for name in asked}
    for each in sent:
        names = whose[each.id]
        if each.kind is Kind.POSTPONED:
            names = whose.get(each.root_id or 0, names)
        for name in names[:1] if each.kind is Kind.REASSIGNED else names:
            if name in found or each.kind is Kind.REASSIGNED:
                found.setdefault(name, []).append(each)
    return found


def is_after(deadline: date, at: datetime, zone: str) -> bool:
    """Whether a time is after the day of a deadline."""
    return at.astimezone(ZoneInfo(zone)).date() > deadline


def _whose(delivery: Delivery, catalogue: Catalogue, groups: Groups) -> tuple[str, ...]:
    """Whose a delivery is: once it is answered, of those that it was sent for."""
    if delivery.departments:
        return delivery.departments
    if delivery.answers and delivery.sent_for:
        return stands_for(delivery, catalogue)
    return groups.get(registered_address(groups, delivery.address), ())


def _of_all_owners(rows: Sequence[PledgeRow]) -> PledgeRow:
    """A pledge as it stands with all who own it: handed in once each has done so."""
    if len(rows) == 1:
        return rows[0]
    standings = {each.standing for each in rows if each.standing is not Response.NOT_OURS}
    standing = next((each for each in _LEAST_FIRST if each in standings), rows[0].standing)
    if Response.SUBMITTED in standings and len(standings) > 1:
        standing = Standing.PARTLY
    return replace(
        rows[0],
        department=", ".join(each.department for each in rows),
        standing=standing,
        answer=_last_word([each.answer for each in rows if each.answer is not None]),
        is_late=any(each.is_late for each in rows),
    )


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


def _last_word_of(answers: Sequence[Answer | None]) -> Answer | None:
    """The one that completes those to pledges: 우리 부서 아님 where that is said of all of them."""
    ours = [each for each in answers if each is None or each.response is not Response.NOT_OURS]
    return _last_word([*filter(None, ours or answers)])


def _standing(
    answer: Answer | None, pledges: Sequence[PledgeRow], unanswered: Standing
) -> Standing | Response:
    if answer is None:
        return unanswered
    is_open = any(each.standing not in FINAL for each in pledges)
    return Standing.PARTLY if answer.response is Response.SUBMITTED and is_open else answer.response


def _is_late(answer: Answer | None, deadline: date, zone: str) -> bool:
    if answer is None or answer.response is not Response.SUBMITTED:
        return False
    return is_after(deadline, answer.at, zone)


def _unanswered(messages: Sequence[Delivery], *, has_group: bool) -> Standing:
    if any(each.status is Status.SENT for each in messages):
        return Standing.NOTHING
    if any(each.status in _FAILED and each.chat_id != NO_CHAT for each in messages):
        return Standing.UNSENT
    return Standing.WAITING if has_group else Standing.NO_GROUP
