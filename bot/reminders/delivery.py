"""Delivery worker: poll due deliveries, send them, record each result.

Every step is one transaction. After a crash the ledger shows what is left: a planned delivery is
sent; one in status `sending` may have arrived, so it becomes uncertain and people decide.
"""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from bot.lookup.catalogue import Catalogue
from bot.people.coordinators import notify_of_unreachable
from bot.people.groups import Visibility
from bot.people.messages import (
    ChatMoved,
    DeliveryDelayed,
    DeliveryError,
    DeliveryRefused,
    DeliveryUncertain,
    Message,
    Messenger,
    Reason,
)
from bot.people.registration import Registration
from bot.people.store import groups
from bot.reminders.office import Office
from bot.reminders.pacing import Pace
from bot.reminders.planning import Outlook
from bot.reminders.recording import Campaigns, next_follow_up, reassigned_first
from bot.reminders.replies.reminders import reminder_notice
from bot.reminders.reporting import Reporting
from bot.reminders.rules.deliveries import Delivery, Kind, ReportKind, Status
from bot.reminders.store import ledger, reminders, reports
from bot.reminders.store.reports import end_undelivered
from bot.store.errors import StoreError, log_faults, traceback_of
from bot.store.state import Tables

LOG = logging.getLogger(__name__)

LONGEST_SLEEP = timedelta(minutes=1)  # after which a clock that was set is noticed
SHORTEST_SLEEP_S = 0.01  # finer than the limits of Telegram; keeps a mistake from spinning
FAULT_SLEEP_S = 5.0  # after a turn that failed
FAULT_RETRY_AFTER = timedelta(minutes=10)  # of what could not be rendered
NOT_THEIRS = "not theirs any more"
A_SECOND = timedelta(seconds=1)  # the ledger keeps whole ones; nothing is tried too early


@dataclass(slots=True, kw_only=True)
class DeliveryWorker:
    """Sends due deliveries and records each result; `wake` makes it look now."""

    office: Office
    messenger: Messenger
    registration: Registration
    pace: Pace = field(default_factory=Pace)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    _outlook: Outlook | None = None
    _last_tick: datetime | None = None
    _look_at: datetime | None = None  # before then nothing comes due; None for at once
    _in_flight: dict[int, asyncio.Task[None]] = field(default_factory=dict)  # by chat
    _background: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    reporting: Reporting = field(init=False)
    _is_stopping: bool = False

    def __post_init__(self) -> None:
        self.reporting = Reporting(office=self.office, messenger=self.messenger, pace=self.pace)

    # -- the clock --------------------------------------------------------------------------

    async def run(self) -> None:
        """Tick whenever something is due, until `finish`."""
        while not self._is_stopping:
            self.news.clear()
            now = self.office.clock()
            wait_s = FAULT_SLEEP_S
            with log_faults(LOG, "delivery"):
                await self.tick(now)
                ahead = min(self.next_at(now) or now + LONGEST_SLEEP, now + LONGEST_SLEEP)
                wait_s = max((ahead - now).total_seconds(), SHORTEST_SLEEP_S)
            with suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await self.news.wait()

    async def finish(self, within_s: float) -> None:
        """Start nothing new, and record how what is in flight ends."""
        self._is_stopping = True
        self.wake()
        tasks = {*self._in_flight.values(), *self._background.values()}
        if tasks:
            _, unfinished = await asyncio.wait(tasks, timeout=within_s)
            for task in unfinished:  # the next process finds it in status `sending`
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while tasks := {*self._in_flight.values(), *self._background.values()}:
            await asyncio.wait(tasks)

    def wake(self) -> None:
        """Look again at what is due."""
        self._look_at = None
        self.news.set()

    async def tick(self, now: datetime) -> None:
        """Plan what came due, start to send what may be sent now, and wait for none of it."""
        is_back = self._last_tick is not None and now < self._last_tick
        if self._last_tick is None:
            await self._recover(now)
        if is_back:
            self.pace.forget_times()
            self.reporting.reset()
        if is_back or self._look_at is None or self._look_at <= now:
            self._look_at = now
            await self._plan(now, in_any_case=is_back)
            if self._look_at is not None:  # `wake` was not called meanwhile
                longest = now + LONGEST_SLEEP
                self._look_at = min(self._next_due(now) or longest, longest)
        self._last_tick = now
        await self._start_sending(now)
        self._start_background(now)

    def next_at(self, now: datetime) -> datetime | None:
        """When to tick next, unless something happens before; None when nothing lies ahead."""
        times = [self._next_due(now), self.reporting.retry_at(now)]
        held_up = self.office.state.read(ledger.waiting_chats, now) - self._in_flight.keys()
        if (free_at := self.pace.free_at(now)) > now:
            if held_up or self.reporting.has_unsent():
                times.append(free_at)
        else:
            times += [at for chat_id, at in self.pace.busy(now) if chat_id in held_up]
        ahead = [at for at in times if at is not None]
        return max(now, min(ahead)) if ahead else None

    def _next_due(self, now: datetime) -> datetime | None:
        """When a schedule or something in the ledger comes to its time."""
        in_ledger = self.office.state.read(ledger.next_moment, now)
        by_schedule = self._outlook.ahead.values() if self._outlook is not None else ()
        return min(filter(None, (in_ledger, *by_schedule)), default=None)

    # -- sending ----------------------------------------------------------------------------

    async def _plan(self, now: datetime, *, in_any_case: bool) -> None:
        outlook = self._outlook
        if not in_any_case and not self.office.state.read(
            self.office.planning.is_needed, outlook, now=now
        ):
            return
        catalogue = await self.office.catalogues.current()
        self._outlook = await self.office.state.write(
            self.office.planning.plan_due, catalogue, outlook, now=now
        )

    async def _recover(self, now: datetime) -> None:
        """Mark as uncertain what a killed process had in flight: it may have arrived."""

        def change(db: Tables) -> None:
            for delivery in ledger.in_flight(db):
                end_undelivered(db, delivery, Status.UNCERTAIN, error="the process ended", now=now)

        if self.office.state.read(ledger.in_flight):
            await self.office.state.write(change)

    async def _start_sending(self, now: datetime) -> None:
        """Start to send, in order, as much as the limits allow: one message a chat at a time."""
        if not self.office.state.read(ledger.waiting_chats, now):
            return
        catalogue = await self.office.catalogues.current()
        if self._outlook is not None and self._outlook.catalogue is not catalogue:
            await self._plan(now, in_any_case=True)
        while not self._is_stopping:
            slots = self.pace.free_slots(now, in_flight=len(self._in_flight))
            busy = {*self._in_flight, *(chat_id for chat_id, _ in self.pace.busy(now))}
            is_any = slots and self.office.state.read(ledger.waiting, now, limit=1, not_in=busy)
            if not is_any:
                return
            begun = await self.office.state.write(self._begin, catalogue, now, slots, busy)
            for delivery, notice in begun:
                self.pace.record_sending(delivery.chat_id, now)
                sending = asyncio.create_task(self._send(delivery, notice))
                self._in_flight[delivery.chat_id] = sending

    def _begin(
        self, db: Tables, catalogue: Catalogue, now: datetime, slots: int, busy: set[int]
    ) -> list[tuple[Delivery, Message]]:
        """Mark the next deliveries as being sent, one a chat, with their words; or let them end."""
        firsts: dict[int, Delivery] = {}
        for delivery in ledger.waiting(db, now, limit=slots, not_in=busy):
            firsts.setdefault(delivery.chat_id, delivery)
        begun, campaigns = [], Campaigns(db, catalogue)
        for delivery in firsts.values():
            match _as_it_stands(campaigns, delivery):
                case Delivery() as current:
                    if (notice := self._notice(current, catalogue, now)) is not None:
                        ledger.mark_sending(db, current)
                        begun.append((current, notice))
                        continue
                    status, retry_at = Status.DELAYED, now + FAULT_RETRY_AFTER
                    ledger.mark_unsent(db, delivery.id, status, error="fault", retry_at=retry_at)
                case Reason() as reason:
                    end_undelivered(db, delivery, Status.REFUSED, error=reason, now=now)
                case str() as why:
                    ledger.mark_unsent(db, delivery.id, Status.WITHDRAWN, error=why)
                    if why == NOT_THEIRS:
                        self.office.planning.plan_elsewhere(
                            db, delivery, catalogue, expires_at=delivery.expires_at, now=now
                        )
                    reports.show_resolved(db, delivery.id)
        return begun

    def _notice(self, delivery: Delivery, catalogue: Catalogue, now: datetime) -> Message | None:
        """What a delivery says; None where that is a fault, which touches no other delivery."""
        with log_faults(LOG, "delivery"):
            return reminder_notice(delivery, catalogue, now=now, timezone=self.office.timezone)
        return None

    async def _send(self, delivery: Delivery, notice: Message) -> None:
        try:
            try:
                message_id = await self.messenger.send(
                    delivery.chat_id, notice, topic_id=delivery.topic_id
                )
            except DeliveryError as error:
                await self._record_failure(delivery, error)
            except Exception as fault:  # noqa: BLE001 -- the call may have been made
                LOG.error("delivery.fault error=%s\n%s", type(fault).__name__, traceback_of(fault))
                await self._record_failure(delivery, DeliveryUncertain(type(fault).__name__))
            else:
                await self._record_success(delivery, message_id)
        except StoreError as error:  # of a group that moved or was lost: met again next time
            LOG.error("delivery.not_recorded reason=%s", error.trouble.name)
        finally:
            del self._in_flight[delivery.chat_id]
            self.news.set()

    async def _record_success(self, delivery: Delivery, message_id: int) -> None:
        at = self.office.clock()
        self.pace.record_success()

        def change(db: Tables) -> None:
            follow_up_at = next_follow_up(db, delivery, at, now=at)
            ledger.mark_sent(db, delivery, message_id=message_id, at=at, follow_up_at=follow_up_at)
            reports.show_resolved(db, delivery.id)
            reports.close_incident(db, ReportKind.REFUSED, delivery.address, now=at)
            groups.unmute(db, delivery.address)

        await self.office.state.write_persistently(change)

    async def _record_failure(self, delivery: Delivery, error: DeliveryError) -> None:
        now, reason = self.office.clock(), str(error)
        write = self.office.state.write_persistently
        mark_delayed = partial(ledger.mark_unsent, status=Status.DELAYED, error=reason)
        LOG.warning("delivery.failed id=%d error=%s", delivery.id, type(error).__name__)
        match error:
            case DeliveryDelayed(retry_after_s=None):
                self.pace.record_failure(now)
                await write(mark_delayed, delivery.id, retry_at=now)
            case DeliveryDelayed(retry_after_s=float() | int() as wait_s):
                wait = timedelta(seconds=wait_s)
                self.pace.record_flood(delivery.chat_id, now, wait=wait)
                await write(mark_delayed, delivery.id, retry_at=now + wait + A_SECOND)
            case ChatMoved(new_chat_id=new_chat_id):
                await write(mark_delayed, delivery.id, retry_at=now)
                await self.registration.record_failed_send(delivery.address, error)
                await write(ledger.move_to_chat, delivery.id, new_chat_id)
            case DeliveryRefused():
                await write(end_undelivered, delivery, Status.REFUSED, error=reason, now=now)
                lost = await self.registration.record_failed_send(delivery.address, error) or ()
                # The report of the delivery tells of its own group.
                others = [each for each in lost if each.address != delivery.address]
                await notify_of_unreachable(self.office, others)
            case _:
                self.pace.record_failure(now)
                await write(end_undelivered, delivery, Status.UNCERTAIN, error=reason, now=now)

    # -- beside it --------------------------------------------------------------------------

    def _start_background(self, now: datetime) -> None:
        """Probe whether an outage is over; send reports to the coordinators."""
        if self._is_stopping:
            return
        if self.pace.is_to_be_tried(now):
            self._start("probe", self._probe())
        if self.reporting.is_due(now):
            self._start("report", self.reporting.send_reports(now))

    def _start(self, name: str, work: Coroutine[None, None, None]) -> None:
        if name in self._background:
            work.close()
            return
        task = self._background[name] = asyncio.create_task(work)

        def done(_: asyncio.Task[None]) -> None:
            del self._background[name]
            if not task.cancelled() and (fault := task.exception()) is not None:
                LOG.error("delivery.fault error=%s\n%s", type(fault).__name__, traceback_of(fault))
            self.news.set()

        task.add_done_callback(done)

    async def _probe(self) -> None:
        if await self.messenger.is_reached():
            self.pace.record_reached()
        else:
            self.pace.record_failed_probe(self.office.clock())


def _as_it_stands(campaigns: Campaigns, delivery: Delivery) -> Delivery | Reason | str:
    """A delivery as it is to be sent now; or a Reason why it cannot be, or why it is pointless."""
    db = campaigns.db
    reminder = reminders.reminder(db, delivery.reminder_id)
    if reminder is None:
        return "deleted"
    if reminder.paused and delivery.kind is not Kind.POSTPONED:
        return "paused"
    group = groups.group_at(db, delivery.address)
    if group is not None and group.visibility is Visibility.SUSPENDED:
        return Reason.PUBLIC
    if group is None or not group.is_registered:
        return Reason.UNREGISTERED
    asked = ledger.delivery(db, delivery.asked_id)
    if asked is None or (delivery.kind is Kind.NUDGE and asked.is_answered):
        return "answered"
    first = reassigned_first(db, delivery)
    if first is not None:
        numbers, term = first.pledges, first.term
    else:
        places = campaigns.places(reminder, delivery, group)
        if not places and not delivery.departments:
            return NOT_THEIRS
        term = next((place.term for place in places), "")
        all_of = [str(pledge.number) for place in places for pledge in place.pledges]
        if delivery.kind is Kind.NUDGE and asked.term not in {"", term}:
            term, all_of = asked.term, [*asked.pledges]  # a past term's owners stay
        left = campaigns.left_open(replace(delivery, term=term), all_of)
        if left is None:
            return "nothing open"
        # A nudge shows what was answered to the message that it is about.
        shown = {*left, *(answer.pledge for answer in asked.answers)}
        numbers = tuple(number for number in all_of if number in shown)
    said = replace(delivery, pledges=numbers, term=term, answers=asked.answers)
    return replace(said, sent_for=group.departments)
