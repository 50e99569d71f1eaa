"""What a reminder comes to at this moment."""

from dataclasses import replace
from itertools import chain, islice
from zoneinfo import ZoneInfo

from bot.people.groups import Address, Presence, registered_address
from bot.people.store import groups
from bot.reminders.office import Office
from bot.reminders.replies.calendar import DAY_OFF
from bot.reminders.replies.outlines import CANNOT_WRITE, IS_PUBLIC, Outline
from bot.reminders.rules.audience import reached_by
from bot.reminders.rules.reminder import PREVIEWED, Reminder, deadlines, upcoming


async def outline_of(office: Office, reminder: Reminder) -> Outline:
    """What a reminder comes to."""
    now = office.clock().astimezone(ZoneInfo(reminder.schedule.zone))
    catalogue = await office.catalogues.current()
    here = office.state.read(groups.registered)
    found = reached_by(reminder, catalogue, {each.address: each.departments for each in here})
    titles = {each.address: each.name for each in here}
    why_not = {
        each.address: IS_PUBLIC if each.presence is Presence.HERE else CANNOT_WRITE
        for each in here
        if not each.is_live
    }
    at = [registered_address(titles, place.address) for place in found.places]
    calendar = office.calendar()
    coming = (*islice(upcoming(reminder, now, calendar), PREVIEWED),)
    days, due = {each.at.date() for each in coming}, deadlines(reminder, now, calendar)
    names = chain(found.departments, *(each.departments for each in here))
    became = {each: catalogue.became(each) for each in names if each not in catalogue.by_department}
    return Outline(
        reached=found,
        chats=tuple(titles[address] + why_not.get(address, "") for address in at),
        times=coming,
        now=now,
        deadlines=due,
        holidays={
            day: calendar.holiday(day) or DAY_OFF for day in days if calendar.is_holiday(day)
        },
        off={day: calendar.holiday(day) or "" for day in due if calendar.is_day_off(day)},
        gone={
            old: new
            for old, new in became.items()
            if not {*found.departments}.isdisjoint((old, *new))
        },
    )


async def preview_outline(office: Office, reminder: Reminder) -> Outline:
    """The same with departments that have no group, as if each had one: to see what comes."""
    outline = await outline_of(office, reminder)
    catalogue = await office.catalogues.current()
    imagined: dict[Address, tuple[str, ...]] = {
        (-place, None): (name,) for place, name in enumerate(outline.reached.missing, start=1)
    }
    more = reached_by(reminder, catalogue, imagined).places
    return replace(
        outline,
        reached=replace(outline.reached, places=(*outline.reached.places, *more)),
        chats=(*outline.chats, *(imagined[place.address][0] for place in more)),
    )
