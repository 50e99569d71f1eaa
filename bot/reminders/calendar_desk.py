"""Days off that the office adds: the command /holiday, and what its buttons do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import takewhile, zip_longest
from typing import ClassVar
from zoneinfo import ZoneInfo

from bot.people.access import Person, Right
from bot.people.audit_replies import Act
from bot.people.interaction import Command, Incoming, Outcome
from bot.people.messages import Message, Press, Verb
from bot.reminders.office import Office
from bot.reminders.phrases.named import (
    asks_for_list,
    asks_to_remove,
    is_part_of_day,
    is_yearly,
    named_days_off,
    unclear_day,
)
from bot.reminders.replies import calendar as replies
from bot.reminders.replies.calendar import Move
from bot.reminders.replies.outlines import plain_line
from bot.reminders.replies.times import day_from
from bot.reminders.rules.reminder import Reminder, made_up_for
from bot.reminders.rules.schedule import detailed
from bot.reminders.rules.working_days import DAY, DayOff, WorkingDays
from bot.reminders.store import reminders
from bot.reminders.verbs import CalendarVerb
from bot.store.state import Tables

MAX_DAYS_OFF = 31  # added at once
LOOKED_AHEAD = timedelta(days=40)  # beyond a day off for what it moves; no run of days is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDesk:
    """For coordinators alone; each change is one transaction."""

    office: Office
    verbs: ClassVar[tuple[type[Verb], ...]] = (CalendarVerb,)

    @property
    def commands(self) -> Mapping[str, Command]:
        """By their names."""
        return {
            "holiday": Command(
                run=self.show,
                needs=Right.CHANGE_CALENDAR,
                takes=lambda words: self._named(words) is not None,
                starts_anew=True,
            ),
        }

    async def show(self, incoming: Incoming) -> Outcome:
        """Show the days off, or what those that are named would move. Raises NotAllowedError."""
        await self.office.membership.require(incoming.by, Right.CHANGE_CALENDAR)
        if asks_for_list(incoming.words):
            panel = self._panel()
            besides = replies.WHICH_DAY_OFF if panel.asks_reply is None else None
            return Outcome(message=panel, besides=besides, asks_more=True)
        named = self._named(incoming.words)
        if named is None:
            unclear = unclear_day(incoming.words, self.office.today(), self.office.calendar())
            return Outcome(message=replies.no_such_day(unclear), asks_more=True)
        days, name = named
        if not asks_to_remove(name):
            return await self._propose(days, name, incoming)
        return Outcome(message=self._removal(days[0]) if len(days) == 1 else self._panel())

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button says; what stands there then. Raises NotAllowedError."""
        await self.office.membership.require(incoming.by, Right.CHANGE_CALENDAR)
        number, *more = press.numbers
        if press.verb is CalendarVerb.DAYS_OFF:
            return Outcome(message=self._panel(number))
        day = day_from(number)
        if day is None:
            return Outcome(message=replies.no_such_day())
        match press.verb:
            case CalendarVerb.ADD_DAYS_OFF:
                last = day_from(more[0]) or day
                await self.office.change(self._add, day, last, by=incoming.by)
            case CalendarVerb.REMOVE_DAY_OFF:
                return Outcome(message=self._removal(day))
            case _:
                await self.office.change(self._remove, day, by=incoming.by)
        return Outcome(message=self._panel())

    def _named(self, words: str) -> tuple[tuple[date, ...], str] | None:
        return named_days_off(words, self.office.today(), self.office.calendar())

    def _added(self, day: date) -> DayOff | None:
        """The day off that the office added on that day, or once for every year."""
        added = self.office.state.read(reminders.days_off)
        return next((each for each in added if day in each.dates()), None)

    def _removal(self, day: date) -> Message:
        """What removing a day off would move, if the office added it."""
        if (added := self._added(day)) is None:
            return replies.is_not_added(day)
        moves = self._moves([day], is_added=False)
        return replies.removal_panel(added, moves, now=self.office.local_now())

    def _panel(self, page: int = 1) -> Message:
        return replies.days_off_panel(self.office.state.read(reminders.days_off), page)

    async def _propose(self, named: Sequence[date], name: str, incoming: Incoming) -> Outcome:
        """Show what adding days would move, and keep what they are to be called."""
        first, last = named[0], named[-1]
        if last < self.office.today():
            return Outcome(message=replies.has_passed(first, last), asks_more=True)
        if last - first >= MAX_DAYS_OFF * DAY:
            return Outcome(message=replies.TOO_MANY_DAYS_OFF, asks_more=True)
        yearly = is_yearly(incoming.words)
        calendar = self.office.calendar()
        days = [day for day in named if yearly or calendar.is_working(day)]
        added = self._added(first)
        if not days or (yearly and added is not None):
            known = added.name if added else calendar.holiday(first)
            return Outcome(message=replies.is_off_already(first, known or ""))
        name = plain_line(name, replies.MAX_DAY_NAME_CHARS) or replies.DAY_OFF
        now = self.office.local_now()
        asked = [DayOff(day=d, name=name, is_yearly=yearly) for d in days]

        def change(db: Tables) -> None:
            for each in reminders.days_off(db, are_proposed=True):
                if first <= each.day <= last:  # nobody added what was asked before
                    reminders.remove_day_off(db, each.day)
            for each in asked:
                reminders.add_day_off(db, each, by=incoming.by.user_id, now=now, is_proposed=True)

        await self.office.state.write(change)
        proposal = replies.days_off_proposal(
            asked,
            self._moves(days, is_added=True),
            now=now,
            due=[
                each.text
                for each in self.office.state.read(reminders.ahead, now)
                if each.schedule.only_deadline in days
            ],
            is_row=len(named) == (last - first) // DAY + 1,
            is_part_of_day=is_part_of_day(incoming.words),
        )
        return Outcome(message=proposal)

    def _add(self, db: Tables, first: date, last: date, *, by: Person) -> None:
        """Close the office on days, as they were proposed."""
        for each in reminders.days_off(db, are_proposed=True):
            if first <= each.day <= last:
                reminders.add_day_off(db, each, by=by.user_id, now=self.office.clock())
                self.office.note(db, Act.DAY_OFF_ADDED, by=by.user_id, detail=each.day.isoformat())

    def _remove(self, db: Tables, day: date, *, by: Person) -> None:
        if reminders.remove_day_off(db, day):
            self.office.note(db, Act.DAY_OFF_REMOVED, by=by.user_id, detail=day.isoformat())

    def _moves(self, days: Sequence[date], *, is_added: bool) -> tuple[Move, ...]:
        """What adding or removing days off, in order, moves."""
        before, now = self.office.calendar(), self.office.clock()
        closed = before.closed.union(days) if is_added else before.closed.difference(days)
        after = replace(before, closed=closed)
        return tuple(
            move
            for reminder in self.office.state.read(reminders.ahead, now)
            if not reminder.paused
            for move in moves_of(reminder, days, before, after, now)
        )


def moves_of(
    reminder: Reminder,
    days: Sequence[date],
    before: WorkingDays,
    after: WorkingDays,
    now: datetime,
) -> Iterator[Move]:
    """Where the times around days go when the calendar changes, with those that stay there."""
    zone = ZoneInfo(reminder.schedule.zone)
    now = now.astimezone(zone)
    end = datetime.combine(days[-1], now.timetz()) + LOOKED_AHEAD

    def times(since: datetime, until: datetime, calendar: WorkingDays) -> dict[datetime, datetime]:
        found = takewhile(
            lambda time: time.at <= until, detailed(reminder.schedule, since, calendar)
        )
        return {each.at: each.nominal for each in found if each.nominal not in reminder.skipped}

    was, to = (times(now, end, calendar) for calendar in (before, after))
    passed = {*times(now - LOOKED_AHEAD, now, after).values()}
    for gone, come in zip_longest(sorted(was.keys() - to), sorted(to.keys() - was)):
        if gone is not None:
            is_past = come is None and was[gone] in passed
            at = made_up_for(was[gone], now, after, reminder.schedule.zone) if is_past else come
            yield Move(words=reminder.text, was=gone, to=at)
    if after.is_day_off(days[0]):
        for at in sorted(was.keys() & to):
            if at.astimezone(zone).date() in days:
                yield Move(words=reminder.text, was=at, to=at)
