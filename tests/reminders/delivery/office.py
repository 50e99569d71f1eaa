"""An office to remind: a clock that stands still, groups, phones, and the bot's own database."""

from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.features import SCHEMA
from bot.lookup.catalogue import Catalogue
from bot.people.access import Person
from bot.people.groups import Chat, Presence
from bot.people.interaction import Groups
from bot.people.membership import Membership
from bot.people.messages import DeliveryError, Message
from bot.people.registration import Registration
from bot.people.store import groups
from bot.reminders import office as reminders_office
from bot.reminders import recording
from bot.reminders.delivery import DeliveryWorker
from bot.reminders.desk import ReminderDesk
from bot.reminders.feature import build_reminders
from bot.reminders.planning import Planning
from bot.reminders.recording import Recorded
from bot.reminders.rules.deliveries import Delivery, Response, Said, Status
from bot.reminders.rules.reminder import Audience, Departments, Nudges, Reminder
from bot.reminders.rules.schedule import Daily, Rule, Schedule
from bot.reminders.rules.working_days import Shift
from bot.reminders.store import ledger, reminders
from bot.reminders.undelivered import UndeliveredDesk
from bot.store.state import State, Tables
from tests.lookup.tables import real
from tests.store.made import put_state

T = TypeVar("T")

SEOUL = ZoneInfo("Asia/Seoul")
COORDINATOR = Person(user_id=7, name="총괄")
SOMEBODY = Person(user_id=100, name="김주무")
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=SEOUL)
MAX_LATENESS = timedelta(hours=12)


def at(text: str) -> datetime:
    """A time in Seoul, as `2026-11-23 09:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


@dataclass
class Phones:
    """The messenger as a fake: remembers what was sent, and fails as a test wants it to."""

    sent: list[tuple[int, Message]] = field(default_factory=list)
    faults: defaultdict[int, deque[DeliveryError]] = field(
        default_factory=lambda: defaultdict(deque)
    )
    edits: int = 0
    is_up: bool = True
    on_arrival: Callable[[int], Awaitable[object]] | None = None  # of a message in a chat

    async def send(self, chat_id: int, notice: Message, *, topic_id: int | None = None) -> int:
        """Remember it, or fail."""
        if self.faults[chat_id]:
            raise self.faults[chat_id].popleft()
        self.sent.append((chat_id, notice))
        message_id = len(self.sent)
        if self.on_arrival is not None:
            await self.on_arrival(chat_id)
        return message_id

    async def edit(self, chat_id: int, message_id: int, notice: Message) -> bool:
        """Put it in the place of an earlier one, or fail."""
        if self.faults[chat_id]:
            raise self.faults[chat_id].popleft()
        assert self.sent[message_id - 1][0] == chat_id
        self.edits += 1
        self.sent[message_id - 1] = (chat_id, notice)
        return True

    async def is_reached(self) -> bool:
        """Whether it works."""
        return self.is_up

    def to(self, chat_id: int) -> list[Message]:
        """What a chat got."""
        return [notice for chat, notice in self.sent if chat == chat_id]


class AtOnce(ThreadPoolExecutor):
    """Does what it is given before it says so: no test depends on which thread runs first."""

    def submit(self, call: Callable[..., T], /, *args: Any, **more: Any) -> Future[T]:
        """Call it here and now."""
        done: Future[T] = Future()
        try:
            done.set_result(call(*args, **more))
        except BaseException as error:  # noqa: BLE001 -- whoever waits for it gets it
            done.set_exception(error)
        return done


class StateAtOnce(State):
    """The state database without its thread, and without waiting for the disk."""

    def __init__(self, path: Path) -> None:
        """Open it."""
        put_state(path)
        super().__init__(path, SCHEMA)
        self._thread.shutdown()
        self._thread = AtOnce()

    def _write(self, changes: Sequence[Any], _sync: str) -> None:
        super()._write(changes, "PRAGMA synchronous = OFF")  # nobody pulls the plug here


class Table:
    """The catalogue of the moment, set by the test."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    async def current(self) -> Catalogue:
        """The catalogue as it was set."""
        return self.catalogue


@dataclass
class Office:
    """Everything around one bot; `start` again after a crash."""

    state: State
    phones: Phones = field(default_factory=Phones)
    table: Table = field(default_factory=lambda: Table(real()))
    now: datetime = MONDAY
    departments: dict[str, None] = field(default_factory=dict)  # that have a group
    delivering: DeliveryWorker = field(init=False)
    undelivered: UndeliveredDesk = field(init=False)
    desk: ReminderDesk = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """A new process on the same database."""
        membership = Membership(
            state=self.state,
            admins=frozenset({COORDINATOR.user_id}),
            groups=Nobody(),
            clock=lambda: self.now,
        )
        around = reminders_office.Office(
            state=self.state,
            membership=membership,
            catalogues=self.table,
            messenger=self.phones,
            planning=Planning(max_lateness=MAX_LATENESS),
            clock=lambda: self.now,
            timezone=SEOUL,
        )
        registration = Registration(office=around)
        found = build_reminders(around, messenger=self.phones, registration=registration)
        self.delivering = found.delivery
        [self.undelivered] = [each for each in found.features if isinstance(each, UndeliveredDesk)]
        [self.desk] = [each for each in found.features if isinstance(each, ReminderDesk)]

    async def group(
        self, chat_id: int, *departments: str, title: str = "", topic_id: int | None = None
    ) -> None:
        """A registered group of these departments."""

        def change(db: Tables) -> None:
            chat = Chat(
                chat_id=chat_id,
                topic_id=topic_id,
                title=title or departments[0],
                presence=Presence.HERE,
                hears_all=False,
            )
            groups.meet(db, chat, by=COORDINATOR.user_id, now=self.now)
            groups.bind(db, (chat_id, topic_id), departments, by=COORDINATOR.user_id, now=self.now)

        await self.state.write(change)
        self.departments.update(dict.fromkeys(departments))

    async def remind(  # noqa: PLR0913 -- what a reminder is made of
        self,
        rule: Rule | None = None,
        *,
        to: Audience | None = None,
        hour: int = 9,
        text: str = "주간 추진상황 입력",
        shift: Shift = Shift.NONE,
        leads: Sequence[int] = (0,),
        deadline: bool = False,
        nudges: Nudges | None = None,
    ) -> Reminder:
        """A new reminder: every day, to the departments with a group, unless said otherwise."""
        made = await self.state.write(
            reminders.add,
            Reminder(
                audience=to or Departments(names=tuple(self.departments)),
                text=text,
                schedule=Schedule(
                    rule=rule or Daily(),
                    at=clock_time(hour),
                    shift=shift,
                    leads=tuple(leads),
                    deadline=deadline,
                ),
                nudges=nudges,
                active_from=self.now,
            ),
            by=COORDINATOR.user_id,
        )
        self.delivering.wake()
        return made

    async def record_answer(
        self,
        delivery_id: int,
        response: Response,
        *,
        pledge: str | None = None,
        until: datetime | None = None,
        by: Person,
    ) -> Recorded | None:
        """Somebody in a chat answers a message."""
        return await self.state.write(
            recording.record_answer,
            delivery_id,
            Said(response=response, pledge=pledge, until=until),
            max_lateness=MAX_LATENESS,
            by=by,
            now=self.now,
        )

    async def postpone(self, delivery_id: int, until: datetime) -> None:
        """Somebody in a chat puts a message off."""
        response = Response.POSTPONED
        await self.record_answer(delivery_id, response, until=until, by=SOMEBODY)
        self.delivering.wake()

    async def until(self, end: datetime) -> None:
        """Let time pass, ticking whenever the bot wants to."""
        while True:
            await self.delivering.tick(self.now)
            await self.delivering.idle()
            if self.delivering.news.is_set():
                self.delivering.news.clear()
                continue
            following = self.delivering.next_at(self.now)
            if following is None or following > end:
                break
            self.now = max(following, self.now + timedelta(milliseconds=1))
        self.now = end

    def read(self, query: Callable[[Tables], T]) -> T:
        """What the database says."""
        return self.state.read(query)

    def deliveries(self) -> tuple[Delivery, ...]:
        """Everything in the ledger."""
        return self.read(every_delivery)

    def statuses(self) -> list[Status]:
        """Where everything in the ledger stands."""
        return [delivery.status for delivery in self.deliveries()]

    def reports(self) -> list[str]:
        """The messages that coordinators got."""
        return [notice.text for notice in self.phones.to(COORDINATOR.user_id)]


def every_delivery(db: Tables) -> tuple[Delivery, ...]:
    """The whole ledger."""
    return ledger._deliveries(db, "TRUE", [])


class Nobody(Groups):
    """Groups in which nobody is."""

    async def has_member(self, _chat_id: int, _user_id: int) -> bool:
        """Nobody."""
        return False


@contextmanager
def open_office(path: Path) -> Iterator[Office]:
    """An office with a new database in this folder."""
    with StateAtOnce(path / "state.db") as state:
        yield Office(state=state)


def utc(moment: datetime) -> datetime:
    """As the database keeps it."""
    return moment.astimezone(UTC)
