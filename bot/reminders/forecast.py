"""What would be sent at a moment: the same reminders, groups and words, and nothing is sent."""

from datetime import datetime, timedelta, tzinfo

from bot.lookup.catalogue import Catalogue
from bot.people.store import groups
from bot.reminders.recording import Campaigns
from bot.reminders.replies.reminders import foreseen_text, reminder_notice, unreached_text
from bot.reminders.rules.audience import reached_by
from bot.reminders.rules.deliveries import Delivery, Kind
from bot.reminders.rules.reminder import due
from bot.reminders.store import ledger, reminders
from bot.store.state import Tables

A_MINUTE = timedelta(minutes=1)  # schedules are to the minute


def foreseen(db: Tables, catalogue: Catalogue, at: datetime, timezone: tzinfo) -> tuple[str, ...]:
    """Texts of what is due in the minute of `at`, postponed ones last, and of whom none reaches."""
    start = at.replace(second=0, microsecond=0)
    end = start + A_MINUTE - timedelta(microseconds=1)
    since = start - timedelta(microseconds=1)
    here = {group.address: group.departments for group in groups.registered(db)}
    texts: list[str] = []

    def add(sent: Delivery) -> None:
        group = groups.group_at(db, sent.address)
        if group is not None and group.is_registered and not sent.is_ended:
            notice = reminder_notice(sent, catalogue, now=sent.due_at, timezone=timezone)
            chat = f"{group.title} ({', '.join(group.departments)})"
            texts.append(foreseen_text(sent.reminder_id, sent.due_at, chat, notice.text, timezone))

    campaigns = Campaigns(db, catalogue)
    for item in due(reminders.ahead(db, since), since, end, reminders.calendar(db), A_MINUTE)[0]:
        reach = reached_by(item.reminder, campaigns.table(item.reminder, item.deadline), here)
        for asked in campaigns.still_asked(item, reach.places):
            add(asked)
        if missing := (*reach.missing, *reach.ownerless):
            texts.append(unreached_text(item.reminder.id, item.due_at, missing, timezone))
    for waiting in ledger.waiting_between(db, start, end):
        if waiting.kind is Kind.POSTPONED:
            add(waiting)
    return tuple(texts)
