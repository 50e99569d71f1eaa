"""A process killed at any step: nothing lost, nothing doubled, uncertain only where it is."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Concatenate, ParamSpec, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.people.messages import DeliveryDelayed, DeliveryRefused, DeliveryUncertain, Message, Reason
from bot.reminders.rules.deliveries import Kind, Response, Status
from bot.reminders.rules.reminder import Nudges
from bot.store.state import Tables
from tests.lookup.tables import REPEATABLE
from tests.reminders.delivery.office import COORDINATOR, SOMEBODY, Office, Phones, StateAtOnce, at

T = TypeVar("T")
P = ParamSpec("P")

STATES = ("planned", "written", "called", "arrived")


class Killed(BaseException):
    """The process is gone: nothing of it runs any more."""


@dataclass
class Fate:
    """Kills the process at the nth step from now; a step is one thing that happens, whole."""

    steps_left: int | None = None
    is_dead: bool = False

    def step(self) -> None:
        """One more step; nothing happens after death."""
        if self.is_dead:
            raise Killed
        if self.steps_left is not None:
            if self.steps_left == 0:
                self.is_dead = True
                raise Killed
            self.steps_left -= 1


class MortalState(StateAtOnce):
    """Dies before a transaction, in it, or right after it."""

    fate = Fate()

    def read(
        self, query: Callable[Concatenate[Tables, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Read, unless killed."""
        if self.fate.is_dead:
            raise Killed
        return super().read(query, *args, **kwargs)

    async def write(
        self, change: Callable[Concatenate[Tables, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Make a change, or die."""
        self.fate.step()

        def dying(db: Tables) -> T:
            result = change(db, *args, **kwargs)
            self.fate.step()  # all is written and nothing committed
            return result

        result = await super().write(dying)
        self.fate.step()
        return result


@dataclass
class MortalPhones(Phones):
    """Dies before a call, or after it arrived."""

    fate: Fate = field(default_factory=Fate)

    async def send(self, chat_id: int, notice: Message, *, topic_id: int | None = None) -> int:
        """Send, or die."""
        self.fate.step()
        message_id = await super().send(chat_id, notice, topic_id=topic_id)
        self.fate.step()
        return message_id

    async def edit(self, chat_id: int, message_id: int, notice: Message) -> bool:
        """Edit, or die."""
        self.fate.step()
        is_there = await super().edit(chat_id, message_id, notice)
        self.fate.step()
        return is_there


def mortal(folder: str) -> Office:
    """An office whose processes may die."""
    state = MortalState(Path(folder) / "state.db")
    state.fate = Fate()
    return Office(state=state, phones=MortalPhones(fate=state.fate))


async def run_until(office: Office, end: datetime, steps: int | None) -> bool:
    """Let time pass until then, or until death at a step; whether it came that far."""
    fate = office.state.fate  # type: ignore[attr-defined]
    fate.steps_left, fate.is_dead = steps, False
    with suppress(Killed):
        await office.until(end)
    died = fate.is_dead
    tasks = [*office.delivering._in_flight.values(), *office.delivering._background.values()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    fate.steps_left, fate.is_dead = None, False
    if died:
        office.start()
    return not died


def check_arrivals(office: Office) -> None:
    """Every delivery that is not uncertain arrived once if it is sent, and else not at all."""
    arrived = Counter(chat for chat, _ in office.phones.sent if chat < 0)
    counts: Counter[tuple[int, Status]] = Counter(
        (delivery.chat_id, delivery.status) for delivery in office.deliveries()
    )
    for chat in {delivery.chat_id for delivery in office.deliveries()}:
        sent = counts[chat, Status.SENT]
        open_ = counts[chat, Status.UNCERTAIN] + counts[chat, Status.SENDING]  # of the dead
        assert sent <= arrived[chat] <= sent + open_


def test_a_death_at_every_step_is_survived(tmp_path: Path) -> None:
    """From planning to recording, one step after another."""

    async def run_and_die_at(step: int) -> tuple[bool, Counter[Status]]:
        folder = tmp_path / str(step)
        folder.mkdir()
        office = mortal(str(folder))
        with office.state:
            for chat in (-1, -2, -3):
                await office.group(chat, "도시계획과", title=str(chat))
            await office.remind()
            survived = await run_until(office, at("2026-11-23 09:30"), step)
            office.start()
            await office.until(at("2026-11-23 10:00"))
            check_arrivals(office)
            statuses = Counter(office.statuses())
            assert statuses.total() == 3
            assert set(statuses) <= {Status.SENT, Status.UNCERTAIN}
            reports = [n for n in office.phones.to(COORDINATOR.user_id) for _ in n.buttons]
            assert len(reports) >= statuses[Status.UNCERTAIN]
            for delivery in office.deliveries():
                if delivery.status is Status.UNCERTAIN:
                    await office.undelivered.send_again(delivery.id, by=COORDINATOR)
            await office.until(at("2026-11-23 11:00"))
            assert office.statuses() == [Status.SENT] * 3
            return survived, statuses

    async def die_at_every_step() -> Counter[int]:
        uncertain: Counter[int] = Counter()
        for step in range(200):
            survived, statuses = await run_and_die_at(step)
            uncertain[statuses[Status.UNCERTAIN]] += 1
            if survived:
                return uncertain
        pytest.fail("it never ends")

    uncertain = asyncio.run(die_at_every_step())
    assert uncertain.total() > 20
    assert uncertain[0] > 3  # before anything was begun, and after all was recorded
    assert uncertain[3] > 0  # all three were on their way


class Life(RuleBasedStateMachine):
    """Any sequence of ticks, deaths, answers, clock jumps, faults."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = TemporaryDirectory()
        self.office = mortal(self.folder.name)
        self.latest = self.office.now
        self.answers: dict[int, Response] = {}

    def do(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run it to its end."""
        return self.loop.run_until_complete(coroutine)

    @initialize(nudged=st.booleans())
    def begin(self, *, nudged: bool) -> None:
        """Three groups and two reminders a day."""
        for chat in (-1, -2, -3):
            self.do(self.office.group(chat, "도시계획과", title=str(chat)))
        nudges = Nudges(every=timedelta(hours=1), at_most=2) if nudged else None
        self.do(self.office.remind(hour=9, nudges=nudges))
        self.do(self.office.remind(hour=14, text="다른 일"))

    @rule(minutes=st.integers(1, 1500), steps=st.none() | st.integers(0, 40))
    def time_passes(self, minutes: int, steps: int | None) -> None:
        """The process may die meanwhile, and the next one begins."""
        end = self.office.now + timedelta(minutes=minutes)
        if not self.do(run_until(self.office, end, steps)):
            self.office.now = max(self.office.now, end)
        self.latest = max(self.latest, self.office.now)

    @rule(minutes=st.integers(-3000, 3000))
    def clock_jumps(self, minutes: int) -> None:
        """Somebody sets the clock."""
        self.office.now += timedelta(minutes=minutes)
        self.latest = max(self.latest, self.office.now)

    @rule(
        chat=st.sampled_from([-1, -2, -3]),
        fault=st.sampled_from(
            [
                DeliveryDelayed("flood", retry_after_s=90),
                DeliveryDelayed("ConnectError"),
                DeliveryUncertain("ReadTimeout"),
                DeliveryRefused(Reason.MUTED),
            ]
        ),
    )
    def trouble(self, chat: int, fault: Exception) -> None:
        """The next message to a chat meets it."""
        self.office.phones.faults[chat].append(fault)  # type: ignore[arg-type]

    @precondition(lambda self: self.office.deliveries())
    @rule(data=st.data(), response=st.sampled_from(Response))
    def somebody_answers(self, data: st.DataObject, response: Response) -> None:
        """To any message, however old."""
        delivery = data.draw(st.sampled_from(self.office.deliveries()))
        if response is Response.POSTPONED:
            until = self.office.now + timedelta(hours=1)
            self.do(self.office.postpone(delivery.id, until))
        else:
            self.do(self.office.record_answer(delivery.id, response, by=SOMEBODY))

    @precondition(lambda self: Status.UNCERTAIN in self.office.statuses())
    @rule(data=st.data())
    def a_coordinator_sends_again(self, data: st.DataObject) -> None:
        """One that is uncertain. If it had arrived, that is what they decided to risk."""
        uncertain = [d for d in self.office.deliveries() if d.status is Status.UNCERTAIN]
        delivery = data.draw(st.sampled_from(uncertain))
        self.do(self.office.undelivered.send_again(delivery.id, by=COORDINATOR))
        self.resent = True

    resent = False

    @invariant()
    def nothing_is_doubled(self) -> None:
        """What arrived is what is recorded, but for what is uncertain."""
        if not self.resent:
            check_arrivals(self.office)
        keys = [
            (d.occurrence_id, d.chat_id, d.kind, d.nth, d.root_id) for d in self.office.deliveries()
        ]
        assert len(keys) == len(set(keys))

    def teardown(self) -> None:
        """When the clock goes right and all is well again, nothing was lost."""
        office = self.office
        for chat in (-1, -2, -3):
            office.phones.faults[chat].clear()
        office.now = max(self.latest, office.now)
        end = office.now + timedelta(days=2)
        self.do(office.until(end))
        check_arrivals(office) if not self.resent else None
        statuses = set(office.statuses())
        assert not statuses & {Status.SENDING, Status.DELAYED}
        planned = {d.kind for d in office.deliveries() if d.status is Status.PLANNED}
        assert planned <= {Kind.POSTPONED}
        for day in (0, 1):
            for hour in (9, 14):
                due = (end - timedelta(days=day)).replace(hour=hour, minute=0, second=0)
                due = due.replace(microsecond=0)
                if end - timedelta(days=2) < due <= end:
                    reached = {
                        d.chat_id
                        for d in office.deliveries()
                        if d.kind is Kind.REMINDER and d.due_at == due
                    }
                    assert reached == {-1, -2, -3}
        with suppress(Exception):
            office.state.close()
        self.folder.cleanup()
        self.loop.close()


TestLife = Life.TestCase
TestLife.settings = settings(REPEATABLE, max_examples=20, stateful_step_count=12)
