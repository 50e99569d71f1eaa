"""Create delivery rows for due reminders before anything is sent (transactional outbox)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2s
from itertools import chain
from operator import attrgetter

from bot.lookup.catalogue import Catalogue
from bot.people.access import Person
from bot.people.audit_replies import Act
from bot.people.groups import Group, Presence, registered_address
from bot.people.messages import Reason
from bot.people.store import audit, groups
from bot.reminders.recording import Campaigns
from bot.reminders.rules.audience import Groups, Place, Reached, reached_by
from bot.reminders.rules.deliveries import (
    NO_CHAT,
    UNOWNED,
    Correction,
    Delivery,
    Kind,
    ReportKind,
    Status,
)
from bot.reminders.rules.reminder import (
    Chat,
    Due,
    OwnersOf,
    Reminder,
    due,
    in_office_hours,
    made_up_for,
    nudge_times,
    upcoming,
)
from bot.reminders.rules.working_days import WorkingDays
from bot.reminders.store import corrections, ledger, reminders, reports
from bot.reminders.store.reports import end_undelivered
from bot.store.state import Tables

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the last planning saw, to save work: nothing comes due of a reminder before its time."""

    at: datetime
    calendar: WorkingDays
    catalogue: Catalogue
    ahead: Mapping[Reminder, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """Each call is one transaction: read, decide, write."""

    max_lateness: timedelta

    def is_needed(self, db: Tables, outlook: Outlook | None, *, now: datetime) -> bool:
        """Whether there is anything to plan."""
        current = reminders.ahead(db, self._since(db, now))
        return (
            bool(_to_look_at(db, current, outlook, now=now))
            or (outlook is not None and len(outlook.ahead) > len(current))  # one is over or deleted
            or bool(ledger.to_follow_up(db, now))
            or bool(ledger.overdue(db, now))
        )

    def plan_due(
        self, db: Tables, catalogue: Catalogue, outlook: Outlook | None, *, now: datetime
    ) -> Outlook:
        """Plan what came due and whom to ask again; record what is too late."""
        last, since = ledger.last_planned_at(db) or now, self._since(db, now)
        if now < last or (outlook is not None and now < outlook.at):
            ledger.rewind(db, now, now - self.max_lateness)
            outlook = None
        if outlook is None:
            reminders.bind_to_term(db, catalogue.term, since)
        calendar = reminders.calendar(db)
        current = reminders.ahead(db, since)
        looked_at = _to_look_at(db, current, outlook, now=now)
        if outlook is None or outlook.catalogue is not catalogue:
            # Messages that are held up are planned for those who own it by now.
            for occurrence_id, item in ledger.waiting_occurrences(db):
                self.plan_occurrence(db, occurrence_id, item, catalogue, now=now)
        self._expire(db, now=now)
        in_time, too_late = due(looked_at, since, now, calendar, self.max_lateness)
        # What nothing was due of before this was moved into the past since, by a day off.
        ahead = {} if outlook is None else outlook.ahead
        moved = {each for each in (*too_late, *in_time) if ahead.get(each.reminder, now) > now}
        for item in too_late:
            if item not in moved:
                self._record_missed(db, item, catalogue, now=now)
        for each in sorted(moved.union(in_time), key=attrgetter("due_at", "reminder.id")):
            is_moved, zone = each in moved, each.reminder.schedule.zone
            at = made_up_for(each.original_due_at, now, calendar, zone) if is_moved else each.due_at
            item = replace(each, due_at=at)
            if (recorded := ledger.record_occurrence(db, item, now=now)) is not None:
                self.plan_occurrence(db, recorded, item, catalogue, now=now)
        campaigns = Campaigns(db, catalogue)
        for delivery in ledger.to_follow_up(db, now):
            self._follow_up(campaigns, delivery, calendar, now=now)
        ledger.record_planned(db, now)
        fresh = {item: _next_time(item, calendar, now) for item in looked_at}
        return Outlook(
            at=now,
            calendar=calendar,
            catalogue=catalogue,
            ahead={item: fresh.get(item) or ahead[item] for item in current},
        )

    def _since(self, db: Tables, now: datetime) -> datetime:
        """Since when what came due is looked for, planned or not: the clock may have been wrong."""
        return min(ledger.last_planned_at(db) or now, now) - self.max_lateness

    def plan_now(  # noqa: PLR0913 -- what is asked for, by whom and when
        self,
        db: Tables,
        catalogue: Catalogue,
        reminder_id: int,
        *,
        by: Person,
        asked_at: datetime,
        now: datetime,
    ) -> bool:
        """Plan a reminder besides its schedule, once an `asked_at`; False if deleted or paused."""
        reminder = reminders.reminder(db, reminder_id)
        if reminder is None or reminder.paused:
            return False
        ahead = next(upcoming(reminder, now, reminders.calendar(db)), None)
        item = Due(
            reminder=reminder,
            due_at=now,
            original_due_at=asked_at,
            deadline=ahead.day if ahead and reminder.schedule.deadline else None,
        )
        occurrence_id = ledger.record_occurrence(db, item, now=now)
        if occurrence_id is not None:
            self.plan_occurrence(db, occurrence_id, item, catalogue, now=now)
            detail = f"#{reminder_id}"
            audit.note(db, Act.REMINDER_SENT_NOW, by=by.user_id, detail=detail, now=now)
        return True

    def plan_occurrence(  # noqa: PLR0913 -- of what, for whom, until when
        self,
        db: Tables,
        occurrence_id: int,
        item: Due,
        catalogue: Catalogue,
        *,
        only: Collection[str] | None = None,
        expires_at: datetime | None = None,
        now: datetime,
    ) -> bool:
        """Plan an occurrence for everybody whom it reaches now and who has not handed in.

        Whom it does not reach is recorded as undelivered and reported. With `only`, it is planned
        for these departments and the owners of these numbers alone. Whether a message was added.
        """
        known = [group for group in groups.all_groups(db) if group.is_registered]
        here = {each.address: each.departments for each in groups.registered(db)}
        gone = {each.address: each.departments for each in known if each.address not in here}
        campaigns = Campaigns(db, catalogue)
        table = campaigns.table(item.reminder, item.deadline)
        found = reached_by(item.reminder, table, here)
        occurrence = _Occurrence(
            id=occurrence_id,
            item=item,
            campaigns=campaigns,
            expires_at=expires_at or item.due_at + self.max_lateness,
            now=now,
        )
        is_planned = False
        for asked in occurrence.messages(found.places, here):
            if only is None or not {*asked.sent_for, *asked.pledges}.isdisjoint(only):
                is_planned |= ledger.plan_delivery(db, asked) is not None
        if only is None and item.deadline is not None:
            self._plan_reassigned(db, occurrence_id, item, item.deadline, catalogue)
        nowhere = (*campaigns.still_unreached(item, found.missing), *found.ownerless)
        unreached = [name for name in nowhere if only is None or name in only]
        lost = _lost(item.reminder, table, gone, unreached, found)
        occurrence.record_lost(lost, gone)
        lost_by = {n for each in lost for n in gone.get(registered_address(gone, each.address), ())}
        unreached = [name for name in unreached if name not in lost_by]
        error = "" if {*unreached}.isdisjoint(found.ownerless) else UNOWNED
        occurrence.record_unreached(unreached, error, known, of=only)
        return is_planned

    def _plan_reassigned(
        self, db: Tables, occurrence_id: int, item: Due, deadline: date, catalogue: Catalogue
    ) -> None:
        """Plan what was sent to another department before, for that one, unless it handed it in."""
        decided = corrections.reassigned(db, item.reminder.id, deadline)
        earlier = ledger.of_campaign(db, item.reminder.id, deadline) if decided else ()
        for about in decided:
            departments = catalogue.called_now([about.department])
            for group in groups.registered(db):
                if {*departments}.isdisjoint(group.departments) or any(
                    each.kind is Kind.REASSIGNED
                    and each.nth == about.answer_id
                    and each.address == group.address
                    and each.is_settled
                    for each in earlier
                ):
                    continue
                self.plan_reassigned(db, occurrence_id, about, group, item.due_at)

    def plan_reassigned(
        self, db: Tables, occurrence_id: int, about: Correction, group: Group, due_at: datetime
    ) -> None:
        """Plan what a correction sends to another department, for a group of that one."""
        reassigned = Delivery(
            occurrence_id=occurrence_id,
            chat_id=group.chat_id,
            topic_id=group.topic_id,
            kind=Kind.REASSIGNED,
            nth=about.answer_id,
            root_id=about.delivery_id,
            due_at=due_at,
            expires_at=due_at + self.max_lateness,
            pledges=about.pledges,
            term=about.term,
        )
        ledger.plan_delivery(db, reassigned)

    def plan_again(
        self, db: Tables, delivery: Delivery, catalogue: Catalogue, *, now: datetime
    ) -> bool:
        """Plan once more what did not arrive, elsewhere if its chat is lost; False for nothing."""
        expires_at = now + self.max_lateness
        ledger.mark_not_missed(db, delivery.occurrence_id)
        here = {each.address for each in groups.registered(db) if each.presence is Presence.HERE}
        is_lost = registered_address(here, delivery.address) not in here
        if is_lost and self.plan_elsewhere(db, delivery, catalogue, expires_at=expires_at, now=now):
            if delivery.chat_id != NO_CHAT:
                ledger.mark_unsent(db, delivery.id, Status.WITHDRAWN, error="sent elsewhere")
            return True
        group = groups.group_at(db, delivery.address)  # where it may not write it is tried
        is_gone = group is not None and group.presence is Presence.GONE
        is_somewhere = delivery.chat_id != NO_CHAT and not is_gone
        return is_somewhere and ledger.plan_again(db, delivery.id, expires_at=expires_at)

    def plan_elsewhere(
        self,
        db: Tables,
        delivery: Delivery,
        catalogue: Catalogue,
        *,
        expires_at: datetime,
        now: datetime,
    ) -> bool:
        """Plan a delivery for its departments and owners of today; whether one was added."""
        item = ledger.due_of(db, delivery.occurrence_id)
        if item is None:
            return False
        first = ledger.delivery(db, delivery.root_id) or delivery
        named = (each.departments or each.sent_for for each in (delivery, first))
        to = item.reminder.audience
        numbers = map(str, to.numbers) if isinstance(to, OwnersOf) else ()
        return self.plan_occurrence(
            db,
            delivery.occurrence_id,
            item,
            catalogue,
            only={*catalogue.called_now(chain(*named)), *(first.pledges or numbers)},
            expires_at=expires_at,
            now=now,
        )

    def _record_missed(self, db: Tables, item: Due, catalogue: Catalogue, *, now: datetime) -> None:
        """Record that an occurrence came due so long ago that it is not sent any more."""
        occurrence_id = ledger.record_occurrence(db, item, is_missed=True, now=now)
        if occurrence_id is None:
            return
        audience = item.reminder.audience
        here = {group.address: group.departments for group in groups.registered(db)}
        campaigns = Campaigns(db, catalogue)
        reach = reached_by(item.reminder, campaigns.table(item.reminder, item.deadline), here)
        still_asked = campaigns.still_asked(item, reach.places)
        asked = {each.address for each in still_asked}
        done = {place.address for place in reach.places} - asked
        names = tuple(
            name
            for name in dict.fromkeys((*reach.departments, *reach.ownerless))
            if not isinstance(audience, Chat)
            and not any(name in here.get(address, ()) for address in done)
        )
        if done and not names:
            return  # nobody would have been reminded
        missed = Delivery(
            occurrence_id=occurrence_id,
            chat_id=audience.chat_id if isinstance(audience, Chat) else NO_CHAT,
            topic_id=audience.topic_id if isinstance(audience, Chat) else None,
            departments=names,
            due_at=item.due_at,
            expires_at=item.due_at + self.max_lateness,
            status=Status.MISSED,
        )
        delivery_id = ledger.plan_delivery(db, missed)
        if (delivery := ledger.delivery(db, delivery_id)) is not None:
            reports.record_report(db, ReportKind.MISSED, delivery, now=now)

    def _expire(self, db: Tables, *, now: datetime) -> None:
        for delivery in ledger.overdue(db, now):
            if delivery.kind is Kind.NUDGE:  # the next one takes its place
                ledger.mark_unsent(db, delivery.id, Status.WITHDRAWN, error=delivery.error)
            else:
                end_undelivered(db, delivery, Status.EXPIRED, error=delivery.error, now=now)

    def _follow_up(
        self, campaigns: Campaigns, delivery: Delivery, calendar: WorkingDays, *, now: datetime
    ) -> None:
        """Plan a nudge for those who have not answered, or report them to the coordinators."""
        db = campaigns.db
        reminder = reminders.reminder(db, delivery.reminder_id)
        if (
            reminder is None
            or reminder.paused
            or reminder.nudges is None
            or delivery.sent_at is None
            or delivery.is_answered
            or campaigns.is_done(delivery)
        ):
            ledger.set_follow_up(db, delivery.id, None)
            return
        zone = reminder.schedule.zone
        opening = in_office_hours(now, calendar, zone)
        if opening > now:  # the bot was off when it was time
            ledger.set_follow_up(db, delivery.id, opening)
            return
        times = nudge_times(delivery.sent_at, reminder.nudges, calendar, zone)
        passed = sum(at <= now for at in times)  # of several that were missed, the last
        if passed == len(times):
            ledger.set_follow_up(db, delivery.id, None)
            reports.record_report(db, ReportKind.UNANSWERED, delivery, now=now)
            return
        ledger.set_follow_up(db, delivery.id, times[passed])
        if passed > 0:
            # When the next one comes, this one is pointless.
            nudge = delivery.again(Kind.NUDGE, nth=passed, due_at=now, expires_at=times[passed])
            ledger.plan_delivery(db, nudge)


def hold_back_reminders(
    db: Tables, catalogue: Catalogue, planning: Planning, *, now: datetime
) -> int:
    """Record what is due by now as uncertain, to be sent if a coordinator says so; its number."""
    planning.plan_due(db, catalogue, None, now=now)
    ever = datetime.min.replace(tzinfo=UTC)
    found = (*ledger.in_flight(db), *ledger.waiting_between(db, ever, now))
    for delivery in found:
        end_undelivered(db, delivery, Status.UNCERTAIN, error="restored from a backup", now=now)
    return len(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Occurrence:
    """What is planned of one occurrence within a transaction."""

    id: int
    item: Due
    campaigns: Campaigns
    expires_at: datetime
    now: datetime

    def messages(self, places: Iterable[Place], bound: Groups) -> Iterator[Delivery]:
        """What is to be sent to places that something is still asked of, bound as these groups."""
        for asked in self.campaigns.still_asked(self.item, places):
            # Whose pledges they are, and of which term, is decided when it is sent.
            yield replace(
                asked,
                occurrence_id=self.id,
                sent_for=bound.get(registered_address(bound, asked.address), ()),
                expires_at=self.expires_at,
                term="",
            )

    def record_lost(self, places: Iterable[Place], bound: Groups) -> None:
        """Record and report what chats miss that the bot left."""
        db = self.campaigns.db
        for asked in self.messages(places, bound):
            error = Reason.KICKED if asked.sent_for else Reason.UNREGISTERED
            lost = replace(asked, status=Status.REFUSED, error=error)
            added = ledger.delivery(db, ledger.plan_delivery(db, lost))
            if added is not None:
                reports.record_report(db, ReportKind.REFUSED, added, now=self.now)

    def record_unreached(
        self,
        names: Sequence[str],
        error: str,
        known: Sequence[Group],
        *,
        of: Collection[str] | None,
    ) -> None:
        """Record and report departments that lead to no chat; `of` is whom that is known of."""
        db = self.campaigns.db
        unreached = Delivery(
            occurrence_id=self.id,
            chat_id=NO_CHAT,
            departments=tuple(names),
            due_at=self.item.due_at,
            expires_at=self.expires_at,
            status=Status.UNREACHED,
            error=error,
        )
        news = ledger.delivery(db, ledger.record_unreached(db, unreached, of=of))
        if news is not None:
            # One incident while the same groups are registered.
            subject = _digest(known)
            reports.record_report(db, ReportKind.UNREACHED, news, subject=subject, now=self.now)


def _to_look_at(
    db: Tables, current: tuple[Reminder, ...], outlook: Outlook | None, *, now: datetime
) -> tuple[Reminder, ...]:
    """The reminders of which something may have come due since the last planning."""
    if outlook is None or now < outlook.at or reminders.calendar(db) != outlook.calendar:
        return current
    return tuple(item for item in current if outlook.ahead.get(item, now) <= now)


def _next_time(reminder: Reminder, calendar: WorkingDays, now: datetime) -> datetime:
    coming = None if reminder.paused else next(upcoming(reminder, now, calendar), None)
    return coming.at if coming else NEVER


def _lost(
    reminder: Reminder,
    catalogue: Catalogue,
    gone: Groups,
    unreached: Collection[str],
    found: Reached,
) -> list[Place]:
    """The chats it would go to if the bot were still in them, where no other takes their place."""
    if isinstance(reminder.audience, Chat):
        return [] if found.places else [Place(address=reminder.audience.address)]
    return [
        place
        for place in reached_by(reminder, catalogue, gone).places
        if not {*gone[place.address]}.isdisjoint(unreached)
    ]


def _digest(registered: Sequence[Group]) -> str:
    written = repr(sorted((str(group.address), group.departments) for group in registered))
    return blake2s(written.encode(), digest_size=8).hexdigest()
