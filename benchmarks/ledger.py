"""What the office's database costs after ten years, beside the same office in its first fortnight.

`python -m benchmarks.ledger [YEARS]`: a minute and a half. Two databases hold the same reminders,
groups and people, and the same last two weeks: what is current. One of them holds ten years before
that as well: some 713 000 deliveries, and a reminder a day that came once. Every
operation runs on both by turns; the ratio of the medians says what the past costs.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from benchmarks.tables import real_catalogue
from bot.features import SCHEMA
from bot.operations.retention import Retention
from bot.operations.store.figures import figures
from bot.people.access import OPERATOR, Person, Role
from bot.people.groups import Chat, Presence
from bot.people.interaction import Here, Incoming
from bot.people.messages import Press
from bot.people.store import audit, groups, people
from bot.reminders.feature import build_reminders
from bot.reminders.office import Office as ReminderOffice
from bot.reminders.planning import Planning
from bot.reminders.rules.reminder import Departments, Reminder
from bot.reminders.rules.schedule import Daily, DayOfMonth, Monthly, Once, Schedule, Weekly
from bot.reminders.rules.working_days import Shift
from bot.reminders.store import answers, boards, ledger, reminders, reports
from bot.reminders.verbs import AnswerVerb, ReminderVerb, UndeliveredVerb
from bot.store.state import State, moment

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from bot.lookup.catalogue import Catalogue
    from bot.people.access import Right
    from bot.people.interaction import Outcome
    from bot.people.membership import Membership
    from bot.people.messages import Messenger, Verb
    from bot.people.registration import Registration
    from bot.reminders.rules.schedule import Rule
    from bot.store.state import Tables

YEARS = 10
CURRENT = timedelta(days=14)
ROUNDS = 40
OPENINGS = 7
MAX_RATIO = 2.0
MAX_ON_LOOP_MS = 20.0
SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2036, 12, 1, 1, 0, tzinfo=UTC)  # ten in Seoul, on a Monday
DAY = timedelta(days=1)
GROUPS = 21
# How many reminders there are of each rhythm, in days: 60, and 93 occurrences in ten days.
RHYTHMS: tuple[tuple[int, int, Rule], ...] = (
    (1, 5, Daily()),
    (7, 24, Weekly(weekdays=(0,))),
    (30, 31, Monthly(days=(DayOfMonth(day=1),))),
)
COORDINATOR = Person(user_id=7, name="총괄")
SOMEBODY = Person(user_id=100, name="김주무")
HERE = Here(chat_id=COORDINATOR.user_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One operation on both databases, in ms; `is_on_loop` when nothing else runs meanwhile."""

    name: str
    is_on_loop: bool
    current: list[float] = field(default_factory=list)
    full: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """How many times as much it costs with the past."""
        return median(self.full) / median(self.current)

    @property
    def is_within(self) -> bool:
        """Whether the past costs little enough, and the event loop is free soon."""
        is_quick = not self.is_on_loop or median(self.full) <= MAX_ON_LOOP_MS
        return self.ratio <= MAX_RATIO and is_quick


class Nowhere:
    """A messenger: every message arrives at once."""

    def __init__(self) -> None:
        self._ids = count(10_000_000)

    async def send(self, _chat_id: int, _message: object, *, topic_id: int | None = None) -> int:
        """A new message's id."""
        return next(self._ids)

    async def edit(self, _chat_id: int, _message_id: int, _message: object) -> bool:
        """It is there."""
        return True

    async def is_reached(self) -> bool:
        """Always."""
        return True


class Colleagues:
    """Everybody is in every group, and may do everything."""

    def own_role(self, _user_id: int) -> Role:
        """The highest."""
        return Role.ADMIN

    def own_role_in(self, _db: Tables, _user_id: int) -> Role:
        """The same."""
        return Role.ADMIN

    async def may(self, _person: Person, _right: Right) -> bool:
        """They may."""
        return True

    async def require(self, _person: Person, _right: Right) -> None:
        """They may."""

    def require_in(self, _db: Tables, _person: Person, _right: Right) -> None:
        """They may."""

    async def is_in(self, _chat_id: int, _person: Person) -> bool:
        """They are."""
        return True

    def coordinators(self) -> frozenset[int]:
        """The one there is."""
        return frozenset({COORDINATOR.user_id})


EVERYBODY = cast("Membership", Colleagues())


class Table:
    """The committed table."""

    def __init__(self) -> None:
        self.catalogue = real_catalogue()

    async def current(self) -> Catalogue:
        """The same all the time."""
        return self.catalogue


class Office:
    """Everything that works on one database."""

    def __init__(self, state: State, table: Table) -> None:
        self.state = state
        self.now = NOW
        nowhere = cast("Messenger", Nowhere())
        self.reminders = build_reminders(
            ReminderOffice(
                state=state,
                membership=EVERYBODY,
                catalogues=table,
                messenger=nowhere,
                planning=Planning(max_lateness=timedelta(hours=12)),
                clock=lambda: self.now,
                timezone=SEOUL,
            ),
            messenger=nowhere,
            registration=cast("Registration", None),  # no group moves or is lost here
        )
        self.delivering = self.reminders.delivery
        self.boards = self.reminders.boards
        # Of a weekly reminder: a message that nobody has answered yet, for each tap one.
        found = state.read(
            lambda db: [
                (row["id"], row["chat_id"], row["message_id"])
                for row in db.query("""
                    SELECT id, chat_id, message_id FROM deliveries ORDER BY id DESC LIMIT 400
                """)
            ]
        )
        self.messages = iter(found)
        self.last = found[0]
        [self.campaign, *_] = state.read(lambda db: boards.campaigns(db, (NOW - DAY).date()))

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Somebody presses a button."""
        desks = self.reminders.features
        [desk] = [each for each in desks if isinstance(press.verb, each.verbs)]
        return await desk.press(press, incoming)


def build_office(db: Tables, catalogue: Catalogue) -> None:
    """The groups, people and reminders that both have."""
    start = NOW - timedelta(days=365 * (YEARS + 1))
    names = [*catalogue.by_department]
    for place in range(GROUPS):
        title, chat_id = f"방 {place}", -1000 - place
        chat = Chat(chat_id=chat_id, title=title, presence=Presence.HERE, hears_all=False)
        groups.meet(db, chat, by=7, now=start)
        groups.bind(db, (chat_id, None), [names[place % len(names)]], by=7, now=start)
    people.let_in(db, 7, name="총괄", role=Role.COORDINATOR, now=start)
    for user_id in range(100, 400):
        people.let_in(db, user_id, name=f"주무 {user_id}", role=Role.MEMBER, now=start)
    for rhythm, how_many, rule in RHYTHMS:
        for place in range(how_many):
            made = Reminder(
                audience=Departments(names=tuple(names)),
                text=f"{rhythm}일마다 할 일 {place}",
                schedule=Schedule(
                    rule=rule, at=clock_time(9), shift=Shift.NONE, deadline=rhythm > 1
                ),
                active_from=start,
            )
            reminders.add(db, made, by=7)


def build_past(db: Tables, since: datetime) -> None:
    """What all reminders sent from then on to this morning, and what was answered."""
    occurrences, deliveries, answers = [], [], []
    rhythms = [rhythm for rhythm, how_many, _ in RHYTHMS for _ in range(how_many)]
    delivery_id = 0
    for past in range((NOW - since).days, -1, -1):
        due_at = NOW - past * DAY - timedelta(hours=1)
        at = moment(due_at)
        schedule = Schedule(rule=Once(day=due_at.date()), at=clock_time(9), shift=Shift.NONE)
        audience = Departments(names=("도시계획과",))
        made = Reminder(audience=audience, text="한 번", schedule=schedule, active_from=since)
        reminders.add(db, made, by=7)
        for reminder, rhythm in enumerate(rhythms, start=1):
            if past % rhythm:
                continue
            deadline = due_at.date().isoformat() if rhythm > 1 else None
            occurrences.append((reminder, at, at, deadline, at))
            for place in range(GROUPS):
                delivery_id += 1
                row = (len(occurrences), -1000 - place, at, at, at, delivery_id)
                deliveries.append(row)
                if past and delivery_id % 3:
                    response = ("confirmed", "submitted")[delivery_id % 2]
                    answers.append((delivery_id, response, SOMEBODY.user_id, SOMEBODY.name, at))
    db.conn.executemany(
        """
        INSERT INTO occurrences (reminder, original_due_at, due_at, deadline, recorded_at)
        VALUES (?, ?, ?, ?, ?)
        """,
        occurrences,
    )
    db.conn.executemany(
        """
        INSERT INTO deliveries
            (occurrence, chat_id, due_at, expires_at, sent_at, message_id, kind, status)
        VALUES (?, ?, ?, ?, ?, ?, 'reminder', 'sent')
        """,
        deliveries,
    )
    db.conn.executemany(
        "INSERT INTO answers (delivery, pledge, response, by, name, at) VALUES (?, '', ?, ?, ?, ?)",
        answers,
    )
    entries = ((at, 7, "reminder_sent_now", None, "") for _, at, *_ in occurrences)
    db.conn.executemany(
        "INSERT INTO audit (at, by, act, subject, detail) VALUES (?, ?, ?, ?, ?)", entries
    )
    ledger.record_planned(db, NOW - timedelta(minutes=1))


async def build(path: Path, table: Table, past: timedelta) -> int:
    """An office that began so long ago; how many deliveries there are."""

    def change(db: Tables) -> int:
        build_office(db, table.catalogue)
        build_past(db, NOW - past)
        return int(next(db.query("SELECT count(*) AS n FROM deliveries"))["n"])

    with State(path, SCHEMA) as state:
        return await state.write(change)


def operations() -> Iterator[tuple[str, bool, Callable[[Office], Awaitable[object] | object]]]:
    """What the bot does, each with whether the event loop waits for it."""

    async def tap(office: Office) -> None:
        delivery_id, chat_id, message_id = next(office.messages)
        office.last = delivery_id, chat_id, message_id
        outcome = await office.press(
            Press(AnswerVerb.CONFIRM, (delivery_id, 0)),
            Incoming(by=SOMEBODY, here=Here(chat_id=chat_id, is_group=True), message_id=message_id),
        )
        assert outcome.edits

    async def tick_and_send(office: Office) -> None:
        reminder_id = 1 + office.now.minute % 8  # five daily ones, three with deadlines
        asked_s = int(office.now.timestamp())
        sends = Press(ReminderVerb.SEND_NOW_SURELY, (reminder_id, asked_s))
        await office.press(sends, Incoming(by=OPERATOR, here=HERE))
        await office.delivering.tick(office.now)
        await office.delivering.idle()
        office.now += timedelta(seconds=90)

    def press(verb: Verb, number: int) -> Callable[[Office], Awaitable[object]]:
        by_operator = Incoming(by=OPERATOR, here=HERE)
        return lambda office: office.press(Press(verb, (number,)), by_operator)

    async def move_group(office: Office) -> None:
        for old, new in ((-1000, -1_009_000), (-1_009_000, -1000)):
            await office.state.write(lambda db, old=old, new=new: groups.move(db, old, new))  # type: ignore[misc]

    def read(query: Callable[[Tables], object]) -> Callable[[Office], object]:
        return lambda office: office.state.read(query)

    since = (NOW - CURRENT).date()
    yield "boards.campaigns", True, read(lambda db: boards.campaigns(db, since))
    yield (
        "at_message",
        True,
        lambda office: office.state.read(
            lambda db: ledger.at_message(db, office.last[1], office.last[2])
        ),
    )
    yield "unsent reports", True, read(reports.next_unsent)
    yield "in flight at the start", True, read(ledger.in_flight)
    yield "waiting chats", True, read(lambda db: ledger.waiting_chats(db, NOW))
    yield "next moment", True, read(lambda db: ledger.next_moment(db, NOW))
    yield (
        "audit log, a page",
        True,
        read(lambda db: (audit.size(db), audit.entries(db, skip=0, limit=10))),
    )
    yield "figures for the log and metrics", True, read(lambda db: figures(db, now=NOW))
    yield (
        "what a department has not answered",
        True,
        read(
            lambda db: answers.unanswered_count(db, [(-1000, None)], "교통행정과", since=NOW - DAY)
        ),
    )
    yield "/undelivered", True, press(UndeliveredVerb.UNDELIVERED, 1)
    yield "opening a reminder", True, press(ReminderVerb.REMINDER, 6)
    yield "list of reminders", True, press(ReminderVerb.REMINDERS, 1)
    yield "tick, nothing due", True, lambda office: office.delivering.tick(office.now)
    yield (
        "one board",
        True,
        lambda office: office.boards.board(office.campaign.reminder.id, office.campaign.deadline),
    )
    yield "boards polled, nothing new", True, lambda office: office.boards.refresh()
    yield (
        "/board",
        False,
        lambda office: office.boards.show(
            office.campaign.reminder.id, office.campaign.deadline, COORDINATOR.user_id
        ),
    )
    yield "a tap", False, tap
    yield (
        "looking for what is too old",
        False,
        lambda office: Retention(
            state=office.state, keep_years=YEARS + 1, clock=lambda: NOW
        ).condense_batch(NOW),
    )
    yield "a group becomes a supergroup, and back", False, move_group
    yield "boards after a tap", False, lambda office: office.boards.refresh()
    yield "sending a reminder to 21 groups", False, tick_and_send


async def measure(paths: Sequence[Path], table: Table, *, rounds: int) -> list[Timed]:
    """Every operation by turns on both, the full one last."""
    results = [Timed(name="opening the database", is_on_loop=False)]
    for _ in range(OPENINGS):
        for path, times in zip(paths, (results[0].current, results[0].full), strict=True):
            start = perf_counter()
            State(path, SCHEMA).close()
            times.append(1000 * (perf_counter() - start))
    with State(paths[0], SCHEMA) as current, State(paths[1], SCHEMA) as full:
        offices = Office(current, table), Office(full, table)
        for office in offices:
            await office.delivering.tick(office.now)
            await office.boards.refresh()
        for name, is_on_loop, run in operations():
            one = Timed(name=name, is_on_loop=is_on_loop)
            results.append(one)
            for _ in range(rounds):
                for office, times in zip(offices, (one.current, one.full), strict=True):
                    start = perf_counter()
                    done = run(office)
                    if asyncio.iscoroutine(done):
                        await done
                    times.append(1000 * (perf_counter() - start))
    return results


async def compare(years: float = YEARS, *, rounds: int = ROUNDS) -> tuple[list[int], list[Timed]]:
    """How many deliveries both hold, and what every operation costs."""
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        paths = Path(folder) / "current.db", Path(folder) / "full.db"
        sizes = [
            await build(path, table, past)
            for path, past in zip(paths, (CURRENT, timedelta(days=365 * years)), strict=True)
        ]
        return sizes, await measure(paths, table, rounds=rounds)


def printed(sizes: Sequence[int], results: Sequence[Timed]) -> list[str]:
    """The table as Markdown lines."""
    lines = [
        f"| | {sizes[0]:,} deliveries, median ms | {sizes[1]:,} deliveries, median ms | ratio |",
        "|---|--:|--:|--:|",
    ]
    lines += [
        f"| {one.name} | {median(one.current):.2f} | {median(one.full):.2f} | {one.ratio:.2f} |"
        for one in results
    ]
    return lines


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 when the past costs too much."""
    sizes, results = asyncio.run(compare(float(arguments[0]) if arguments else YEARS))
    print("\n".join(printed(sizes, results)))
    missed = [one.name for one in results if not one.is_within]
    if missed:
        print(f"Above {MAX_RATIO} or {MAX_ON_LOOP_MS} ms: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
