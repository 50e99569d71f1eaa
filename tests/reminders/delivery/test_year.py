"""A year of a busy office, and every occurrence accounted for by other means."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import holidays

from bot.lookup.catalogue import Catalogue
from bot.reminders.rules.deliveries import Kind, Response, Status
from bot.reminders.rules.reminder import Audience, Chat, Departments, Everyone, Nudges, OwnersOf
from bot.reminders.rules.schedule import (
    Daily,
    DayOfMonth,
    LastDay,
    Monthly,
    NthWeekday,
    Once,
    Rule,
    Weekly,
    WorkingDay,
)
from bot.reminders.rules.working_days import DayOff, Shift
from bot.reminders.store import reminders
from tests.lookup.tables import of, real
from tests.reminders.delivery.office import SEOUL, SOMEBODY, Office, at, open_office

YEAR = 2027
DAYS = [date(YEAR, 1, 1) + timedelta(days=n) for n in range(365)]
KOREA = holidays.country_holidays("KR", years=[YEAR - 1, YEAR, YEAR + 1])
EXTRA = date(2027, 4, 9)  # 임시공휴일, a Friday, announced in March
REORGANISED = at("2027-07-01 00:30")
DEPARTMENTS = list(real().by_department)
CHATS = {name: -1000 - place for place, name in enumerate(DEPARTMENTS)}

# What is due, said a second time without the bot's own schedules: a plain look at every day.


def works(day: date) -> bool:
    """Whether the office works."""
    return day.weekday() < 5 and day not in KOREA and day != EXTRA


def month_end(day: date) -> bool:
    """Whether it is the last of its month."""
    return (day + timedelta(days=1)).day == 1


def last_working(day: date) -> bool:
    """Whether it is the last working day of its month."""
    rest = [d for d in DAYS if d.month == day.month and d > day]
    return works(day) and not any(map(works, rest))


def first_working(day: date) -> bool:
    """Whether it is the first."""
    return works(day) and not any(works(d) for d in DAYS if d.month == day.month and d < day)


def moved(day: date, shift: Shift) -> date:
    """Where a day off moves it."""
    step = {Shift.NEXT: 1, Shift.PREVIOUS: -1, Shift.NONE: 0}[shift]
    while step and not works(day):
        day += timedelta(days=step)
    return day


# Each kind of rule, beside how to tell its days by looking at the calendar.
KINDS: list[tuple[Rule, Callable[[date], bool], Shift]] = [
    (Daily(working=True), works, Shift.NONE),
    (Daily(), lambda _: True, Shift.NONE),
    (Weekly(weekdays=(0,)), lambda d: d.weekday() == 0, Shift.NEXT),
    (Weekly(weekdays=(1, 4)), lambda d: d.weekday() in {1, 4}, Shift.NONE),
    (
        Weekly(weekdays=(2,), every=2, anchor=date(2027, 1, 6)),
        lambda d: d.weekday() == 2 and (d - date(2027, 1, 6)).days % 14 == 0,
        Shift.NONE,
    ),
    (Monthly(days=(DayOfMonth(day=25),)), lambda d: d.day == 25, Shift.PREVIOUS),
    (
        Monthly(days=(DayOfMonth(day=31),)),
        lambda d: d.day == 31 or (month_end(d) and d.day < 31),
        Shift.NEXT,
    ),
    (Monthly(days=(LastDay(),)), month_end, Shift.PREVIOUS),
    (Monthly(days=(WorkingDay(nth=-1),)), last_working, Shift.NONE),
    (Monthly(days=(WorkingDay(nth=1),)), first_working, Shift.NONE),
    (
        Monthly(days=(NthWeekday(nth=3, weekday=2),)),
        lambda d: d.weekday() == 2 and 15 <= d.day <= 21,
        Shift.NONE,
    ),
    (
        Monthly(days=(LastDay(),), months=(3, 6, 9, 12)),
        lambda d: month_end(d) and d.month % 3 == 0,
        Shift.PREVIOUS,
    ),
    (Once(day=date(2027, 4, 9)), lambda d: d == date(2027, 4, 9), Shift.NEXT),
]
HOURS = (8, 9, 11, 14, 17)
REMINDERS = 2 * len(KINDS)  # each kind for two audiences, and each audience with most kinds


def audiences() -> Iterator[Audience]:
    """Every kind, in turn."""
    numbers = [pledge.number for pledge in real().pledges]
    while True:
        for place in range(0, 20, 2):
            yield Everyone()
            yield Departments(names=tuple(DEPARTMENTS[place : place + 2]))
            yield OwnersOf(numbers=tuple(numbers[place * 3 : place * 3 + 2]))
            yield Chat(chat_id=CHATS[DEPARTMENTS[place]])


def reorganised() -> Catalogue:
    """In July the first department's pledges go to the second, one of the third's to the last."""
    first, second, third, last = *DEPARTMENTS[:3], DEPARTMENTS[-1]
    changed = []
    gone = False
    for pledge in real().pledges:
        if pledge.department == first:
            changed.append(replace(pledge, owners=(second,)))
        elif pledge.department == third and not gone:
            changed.append(replace(pledge, owners=(last,)))
            gone = True
        else:
            changed.append(pledge)
    return replace(of(changed), term=real().term)


def reached_by(audience: Audience, moment: datetime) -> set[int]:
    """The chats that it should have reached at that time."""
    table = reorganised() if moment >= REORGANISED else real()
    match audience:
        case Everyone():
            return set(CHATS.values())
        case Departments(names=names):
            return {CHATS[name] for name in names}
        case OwnersOf(numbers=numbers):
            return {CHATS[p.department] for p in table.pledges if p.number in numbers}
        case Chat(chat_id=chat_id):
            return {chat_id}


async def run_year(office: Office) -> dict[int, tuple[Audience, int, int]]:
    """Live through it; each reminder's audience, kind and hour."""
    office.now = at("2026-12-31 18:00")
    for name, chat in CHATS.items():
        await office.group(chat, name)
    chance = random.Random(2027)  # noqa: S311 -- people, not secrets
    made = {}
    whom = audiences()
    for number in range(REMINDERS):
        kind, hour, audience = number % len(KINDS), HOURS[number % len(HOURS)], next(whom)
        rule, _, shift = KINDS[kind]
        if kind < 5 and audience == Everyone():  # daily and weekly ones would be most of it
            audience = Departments(names=(DEPARTMENTS[number % 21],))
        nudges = Nudges(every=timedelta(hours=3), at_most=1) if number % 7 == 0 else None
        reminder = await office.remind(
            rule, to=audience, hour=hour, shift=shift, text=f"할 일 {number}", nudges=nudges
        )
        made[reminder.id] = audience, kind, hour
    is_announced = is_reorganised = False
    while office.now < at("2027-12-31 23:00"):
        await office.until(min(office.now + timedelta(days=1), at("2027-12-31 23:00")))
        if not is_announced and office.now >= at("2027-03-10 00:00"):
            is_announced = True
            await office.state.write(
                lambda db: reminders.add_day_off(
                    db, DayOff(day=EXTRA, name="임시공휴일"), by=7, now=office.now
                )
            )
        if not is_reorganised and office.now >= REORGANISED - timedelta(hours=12):
            is_reorganised = True
            await office.until(REORGANISED)
            office.table.catalogue = reorganised()
            await office.until(at("2027-07-01 18:00"))
        for delivery_id in sent_lately(office):
            if chance.random() < 0.3:
                response = chance.choice([Response.CONFIRMED, Response.SUBMITTED])
                await office.record_answer(delivery_id, response, by=SOMEBODY)
    return made


def sent_lately(office: Office) -> list[int]:
    """What was sent within the last day and is no nudge."""
    since = (office.now - timedelta(days=1)).astimezone(UTC).isoformat(timespec="seconds")
    sql = "SELECT id FROM deliveries WHERE sent_at > ? AND kind <> 'nudge'"
    return office.read(lambda db: [row["id"] for row in db.query(sql, [since])])


def test_a_year_of_a_busy_office_is_accounted_for(tmp_path: Path) -> None:
    """Every occurrence to every group, once, on the day and at the hour it should be."""
    with open_office(tmp_path) as office:
        made = asyncio.run(run_year(office))
        deliveries = office.deliveries()
        assert {d.status for d in deliveries} == {Status.SENT}
        assert len(office.phones.sent) - len(office.phones.to(7)) == len(deliveries)
        found = Counter(
            (d.reminder_id, d.due_at, d.chat_id) for d in deliveries if d.kind is Kind.REMINDER
        )
        expected: Counter[tuple[int, datetime, int]] = Counter()
        for reminder_id, (audience, kind, hour) in made.items():
            _, is_day, shift = KINDS[kind]
            days = {moved(day, shift) for day in DAYS if is_day(day)}
            # What the old year moved into the new one, and the new one into the next.
            if is_day(date(2026, 12, 31)) and kind == 6:
                days.add(moved(date(2026, 12, 31), shift))
            for day in days:
                moment = datetime(day.year, day.month, day.day, hour, tzinfo=SEOUL)
                if not at("2026-12-31 18:00") < moment <= at("2027-12-31 23:00"):
                    continue
                for chat in reached_by(audience, moment):
                    expected[reminder_id, moment.astimezone(UTC), chat] += 1
        assert found == expected
        assert max(found.values()) == 1
        assert len(found) > 2_000
        late = [d for d in deliveries if d.kind is Kind.REMINDER and d.sent_at is not None]
        assert max((d.sent_at or d.due_at) - d.due_at for d in late) < timedelta(minutes=5)
        assert sum(d.kind is Kind.NUDGE for d in deliveries) > 80
