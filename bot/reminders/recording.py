"""Answers of groups: recorded, taken back, and what they leave open of a deadline."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.lookup.catalogue import Catalogue
from bot.people.access import Person
from bot.people.audit_replies import Act
from bot.people.groups import Group
from bot.people.store import audit, groups
from bot.reminders.rules.audience import Place, campaign_table, reached_by, stands_for
from bot.reminders.rules.deliveries import (
    NO_CHAT,
    Answer,
    Delivery,
    Kind,
    ReportKind,
    Response,
    Result,
    Said,
    Status,
)
from bot.reminders.rules.reminder import Chat, Due, Reminder, nudge_times
from bot.reminders.store import answers, corrections, ledger, reminders, reports
from bot.store.state import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A delivery with its answers as they stand now, the answer in question, what came of it."""

    delivery: Delivery
    answer: Answer | None
    is_news: bool


def record_answer(  # noqa: PLR0913 -- what an answer is made of
    db: Tables,
    delivery_id: int,
    said: Said,
    *,
    max_lateness: timedelta,
    by: Person,
    now: datetime,
) -> Recorded | None:
    """Record an answer to a message or a nudge; what is put off is planned once more.

    A time that is typed takes the place of the one it was put off to, a second tap does not.
    None when it has no such pledge or its reminder is deleted.
    """
    message = ledger.delivery(db, delivery_id)
    asked = ledger.delivery(db, message.asked_id) if message else None
    if (
        asked is None
        or (said.pledge is not None and said.pledge not in asked.pledges)
        or asked.is_ended
    ):
        return None
    if (before := _put_off_before(db, asked, said)) is not None:
        undo_answer(db, before.id, by=by, now=now)
    is_news = answers.record_answer(db, asked.id, said, by=by, now=now)
    after = ledger.delivery(db, asked.id) or asked
    answer = after.standing(said.pledge)
    if is_news:
        if said.until is not None:
            _plan_postponed(db, after, said.until, max_lateness)
        else:
            _keep_postponement(db, after, now=now)
        _record_news(db, after, answer, named=said.named, now=now)
    return Recorded(delivery=after, answer=answer, is_news=is_news)


def _put_off_before(db: Tables, asked: Delivery, said: Said) -> Answer | None:
    """The answer that put it off to another time than is typed now, if that has not come yet."""
    stands = asked.standing(said.pledge)
    is_typed = said.until is not None and said.said_in is not None
    if not is_typed or stands is None or stands.response is not Response.POSTPONED:
        return None
    earlier = ledger.derived(db, asked.id, Kind.POSTPONED)
    ahead = [each.due_at for each in earlier if each.status is Status.PLANNED]
    return stands if ahead and said.until not in ahead else None


def _record_news(
    db: Tables, after: Delivery, answer: Answer | None, *, named: str, now: datetime
) -> None:
    """Stop asking what is answered, and report what is not theirs but of who is `named`."""
    if after.is_answered:
        ledger.set_follow_up(db, after.id, None)
        reports.show_answered(db, after)
    if answer is not None and answer.response is Response.NOT_OURS:
        corrections.open_correction(db, answer.id, named=named)
        reports.record_report(db, ReportKind.NOT_OURS, after, detail=str(answer.id), now=now)


def _plan_postponed(db: Tables, asked: Delivery, until: datetime, max_lateness: timedelta) -> None:
    """Plan one extra message; the series goes on as it was."""
    earlier = ledger.derived(db, asked.id, Kind.POSTPONED)
    nth = max((asked.nth, *(each.nth for each in earlier))) + 1
    again = asked.again(Kind.POSTPONED, nth=nth, due_at=until, expires_at=until + max_lateness)
    ledger.plan_delivery(db, again)


def undo_answer(db: Tables, answer_id: int, *, by: Person, now: datetime) -> bool:
    """Take an answer back, with what came of it; False if that was done or it was sent on."""
    before, about = ledger.delivery_of_answer(db, answer_id), corrections.correction(db, answer_id)
    is_sent_on = about is not None and about.result is Result.REASSIGNED
    if before is None or is_sent_on or not answers.undo_answer(db, answer_id, by=by, now=now):
        return False
    after = ledger.delivery(db, before.id) or before
    _keep_postponement(db, after, now=now)
    if not after.is_answered and after.status is Status.SENT and after.sent_at is not None:
        ledger.set_follow_up(db, after.id, next_follow_up(db, after, after.sent_at, now=now))
    corrections.decide(db, answer_id, Result.WITHDRAWN, by=by, now=now)
    reports.show_answered(db, before)
    audit.note(db, Act.ANSWER_UNDONE, by=by.user_id, subject=before.chat_id, now=now)
    return True


def _keep_postponement(db: Tables, asked: Delivery, *, now: datetime) -> None:
    """Let what was put off come again as long as that answer stands and something is open."""
    stands = asked.standing()
    if asked.is_settled or stands is None or stands.response is not Response.POSTPONED:
        ledger.withdraw_postponed(db, asked.id)
    else:
        ledger.plan_postponed_again(db, asked.id, now=now)


def next_follow_up(
    db: Tables, delivery: Delivery, sent_at: datetime, *, now: datetime
) -> datetime | None:
    """When to look next for answers to what was sent then; None for never."""
    reminder = reminders.reminder(db, delivery.reminder_id)
    if reminder is None or reminder.nudges is None or delivery.kind is Kind.NUDGE:
        return None
    calendar, zone = reminders.calendar(db), reminder.schedule.zone
    times = nudge_times(sent_at, reminder.nudges, calendar, zone)
    return next((at for at in times if at > now), None)


# -- what is still asked of a group for a deadline ---------------------------------------------


def message_to(place: Place, item: Due) -> Delivery:
    """What an occurrence would send to a chat."""
    chat_id, topic_id = place.address
    return Delivery(
        reminder_id=item.reminder.id,
        words=item.reminder.text,
        chat_id=chat_id,
        topic_id=topic_id,
        due_at=item.due_at,
        expires_at=item.due_at,
        deadline=item.deadline,
        pledges=tuple(str(pledge.number) for pledge in place.pledges),
        term=place.term,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Closed:
    """Pledges handed in or passed on by a delivery, () for the whole; `names` are as of now."""

    by: Delivery
    names: frozenset[str]
    pledges: tuple[str, ...]
    is_passed_on: bool


@dataclass(frozen=True, slots=True)
class Campaigns:
    """What is still asked of whom as a transaction begins, which reads each deadline once."""

    db: Tables
    catalogue: Catalogue
    _closed: dict[tuple[int, date], list[_Closed]] = field(default_factory=dict)

    def table(self, reminder: Reminder, deadline: date | None) -> Catalogue:
        """The table that a deadline is asked about, or what has none."""
        terms = ledger.terms_of_campaign(self.db, reminder.id, deadline) if deadline else ()
        return campaign_table(reminder.audience, terms, self.catalogue)

    def still_asked(self, item: Due, places: Iterable[Place]) -> Iterator[Delivery]:
        """What an occurrence would send to the chats that something is still asked of."""
        for whole in (message_to(place, item) for place in places):
            left = self.left_open(whole, whole.pledges)
            if left is not None:
                yield replace(whole, pledges=left)

    def still_unreached(self, item: Due, names: Iterable[str]) -> Iterator[str]:
        """The departments, of these that have no chat, that something is still asked of."""
        table = self.table(item.reminder, item.deadline)
        for name in names:
            found = reached_by(item.reminder, table, {(NO_CHAT, None): (name,)})
            for place in found.places:
                whole = replace(message_to(place, item), departments=(name,))
                if self.left_open(whole, whole.pledges) is not None:
                    yield name

    def is_done(self, delivery: Delivery) -> bool:
        """Whether nothing of a delivery is asked there any more, or a later one asks it anew."""
        if reassigned_first(self.db, delivery) is not None:
            return False
        reminder = reminders.reminder(self.db, delivery.reminder_id)
        group = groups.group_at(self.db, delivery.address)
        if reminder and group and group.is_registered and not delivery.departments:
            is_theirs = bool(self.places(reminder, delivery, group))
            if not is_theirs or ledger.is_sent_anew(self.db, delivery):
                return True
        return self.left_open(delivery, delivery.pledges) is None

    def places(self, reminder: Reminder, delivery: Delivery, group: Group) -> tuple[Place, ...]:
        """What the reminder of a delivery asks of its group now; () where it is not for it."""
        to = reminder.audience
        own = to.address if isinstance(to, Chat) else delivery.address
        here = {own: delivery.departments or group.departments}
        return reached_by(reminder, self.table(reminder, delivery.deadline), here).places

    def left_open(self, asked: Delivery, numbers: Sequence[str]) -> tuple[str, ...] | None:
        """These pledges without those that were handed in or passed on where a delivery goes.

        That is for its deadline, by its chat or by another one of its departments. None when
        nothing is asked there any more.
        """
        closed = self._closed_of(asked.reminder_id, asked.deadline)
        group = groups.group_at(self.db, asked.address) if closed else None
        own = frozenset(asked.departments or (group.departments if group else ()))
        gone: set[str] = set()
        done: set[str] = set()
        is_done = are_passed_on = False
        for each in closed:
            is_here = (each.by.address, each.by.departments) == (asked.address, asked.departments)
            if not is_here and own.isdisjoint(each.names):
                continue
            if not each.pledges:
                is_done |= is_here
                done |= each.names
            elif each.by.is_of_term(asked.term):
                gone.update(each.pledges)
                are_passed_on |= each.is_passed_on and (is_here or own <= each.names)
        left = tuple(number for number in numbers if number not in gone)
        is_done |= bool(own and own <= done) or (not left and (bool(numbers) or are_passed_on))
        return None if is_done else left

    def _closed_of(self, reminder_id: int, deadline: date | None) -> Sequence[_Closed]:
        """What a campaign need not ask any more."""
        if deadline is None:
            return ()
        if (reminder_id, deadline) not in self._closed:
            self._closed[reminder_id, deadline] = [*self._read_closed(reminder_id, deadline)]
        return self._closed[reminder_id, deadline]

    def _read_closed(self, reminder_id: int, deadline: date) -> Iterator[_Closed]:
        found = [
            (each, each.pledges if answer.pledge is None else (answer.pledge,), False)
            for each in ledger.handed_in(self.db, reminder_id, deadline)
            for answer in each.answers
            if answer.response is Response.SUBMITTED
            and (each.pledges or each.kind is not Kind.REASSIGNED)
        ]
        for about in corrections.reassigned(self.db, reminder_id, deadline):
            first = ledger.delivery(self.db, about.delivery_id)
            found += [(first, about.pledges, True)] if first is not None else []
        for by, pledges, is_passed_on in found:
            # Whoever owns by now what was passed on may be who it was passed on to.
            heirs = () if is_passed_on else stands_for(by, self.catalogue)
            names = frozenset((*self.catalogue.called_now(by.departments or by.sent_for), *heirs))
            yield _Closed(by=by, pledges=pledges, names=names, is_passed_on=is_passed_on)


def reassigned_first(db: Tables, delivery: Delivery) -> Delivery | None:
    """The reassigned delivery that this is, nudges about, or postpones; None for others."""
    found: Delivery | None = delivery
    while found is not None and found.kind is not Kind.REASSIGNED:
        found = ledger.delivery(db, found.root_id) if found.root_id else None
    return found
