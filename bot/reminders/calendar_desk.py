"""Days off that the office adds: the command /holiday, and what its buttons do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import takewhile, zip_longest
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.people.access import Person, Right
from bot.people.audit_replies import Act
from bot.people.interaction import Command, Incoming, Outcome
from bot.people.office import transaction
from bot.reminders.phrases.named import asks_to_remove, named_days_off, unclear_day
from bot.reminders.replies import calendar as replies
from bot.reminders.replies.calendar import Move
from bot.reminders.replies.outlines import plain_line
from bot.reminders.replies.times import day_from
from bot.reminders.rules.schedule import detailed
from bot.reminders.rules.working_days import DAY
from bot.reminders.store import reminders
from bot.reminders.verbs import CalendarVerb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.people.messages import Message, Press, Verb
    from bot.reminders.office import Office
    from bot.reminders.rules.reminder import Reminder
    from bot.reminders.rules.working_days import WorkingDays
    from bot.store.state import Tables

MAX_DAYS_OFF = 31  # added at once
LOOKED_AHEAD = timedelta(days=40)  # beyond a day off for what it moves; no run of days is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDesk:
    """For coordinators alone; each change is one transaction."""

    office: Office
    wake_delivery: Callable[[], None]
    verbs: tuple[type[Verb], ...] = (CalendarVerb,)

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
        if not incoming.words:
            panel = self._panel()
            besides = replies.WHICH_DAY_OFF if panel.asks_reply is None else None
            return Outcome(message=panel, besides=besides, asks_more=True)
        named = self._named(incoming.words)
        if named is None:
            unclear = unclear_day(incoming.words, self.office.today(), self.office.calendar())
            return Outcome(message=replies.no_such_day(unclear), asks_more=True)
        first, last, name = named
        if not asks_to_remove(name):
            return Outcome(message=await self._propose(*named, by=incoming.by))
        return Outcome(message=self._removal(first) if first == last else self._panel())

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
                await self._add(self._working_days(day, day_from(more[0]) or day), by=incoming.by)
            case CalendarVerb.REMOVE_DAY_OFF:
                return Outcome(message=self._removal(day))
            case _:
                await self._remove(day, by=incoming.by)
        self.wake_delivery()
        return Outcome(message=self._panel())

    def _named(self, words: str) -> tuple[date, date, str] | None:
        return named_days_off(words, self.office.today(), self.office.calendar())

    def _removal(self, day: date) -> Message:
        """What removing a day off would move, if the office added it."""
        if day not in dict(self.office.state.read(reminders.days_off)):
            return replies.is_not_added(day)
        moves = self._moves([day], is_added=False)
        return replies.removal_panel(day, moves, now=self.office.local_now())

    def _panel(self, page: int = 1) -> Message:
        return replies.days_off_panel(self.office.state.read(reminders.days_off), page)

    def _working_days(self, first: date, last: date) -> list[date]:
        calendar = self.office.calendar()
        count = min((last - first).days + 1, MAX_DAYS_OFF)
        return [day for n in range(count) if calendar.is_working(day := first + n * DAY)]

    async def _propose(self, first: date, last: date, name: str, *, by: Person) -> Message:
        """Show what adding days would move, and keep what they are to be called."""
        if last < self.office.today():
            return replies.has_passed(first, last)
        days = self._working_days(first, last)
        if last - first >= MAX_DAYS_OFF * DAY:
            return replies.TOO_MANY_DAYS_OFF
        if not days:
            added = dict(self.office.state.read(reminders.days_off))
            known = added.get(first) or self.office.calendar().holiday(first)
            return replies.is_off_already(first, known or "")
        name = plain_line(name, replies.MAX_DAY_NAME_CHARS)
        now = self.office.local_now()

        def change(db: Tables) -> None:
            for day in days:
                reminders.add_day_off(
                    db, day, name=name or replies.DAY_OFF, by=by.user_id, now=now, is_proposed=True
                )

        await self.office.state.write(change)
        return replies.days_off_proposal(days, name, self._moves(days, is_added=True), now=now)

    @transaction
    def _add(self, db: Tables, days: Sequence[date], *, by: Person) -> None:
        """Close the office on days, under the names that were proposed."""
        now = self.office.clock()
        for day in set(days) - reminders.calendar(db).closed:
            name = reminders.proposed_name(db, day) or replies.DAY_OFF
            reminders.add_day_off(db, day, name=name, by=by.user_id, now=now)
            self.office.note(db, Act.DAY_OFF_ADDED, by=by.user_id, detail=day.isoformat())

    @transaction
    def _remove(self, db: Tables, day: date, *, by: Person) -> None:
        """Let the office work again on a day that it had added."""
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
    """Where the times around days go when the calendar changes from one to the other.

    What comes on a day off all the same stays where it was.
    """
    zone = ZoneInfo(reminder.schedule.zone)
    now = now.astimezone(zone)
    end = datetime.combine(days[-1], now.timetz()) + LOOKED_AHEAD
    was, to = (
        {
            time.at
            for time in takewhile(
                lambda time: time.at < end, detailed(reminder.schedule, now, calendar)
            )
            if time.nominal not in reminder.skipped
        }
        for calendar in (before, after)
    )
    for gone, come in zip_longest(sorted(was - to), sorted(to - was)):
        if gone is not None:
            yield Move(reminder=reminder, was=gone, to=come)
    if after.is_day_off(days[0]):
        for at in sorted(was & to):
            if at.astimezone(zone).date() in days:
                yield Move(reminder=reminder, was=at, to=at)
