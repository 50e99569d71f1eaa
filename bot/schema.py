"""The tables of the state database, from the features that keep them."""

from __future__ import annotations

from bot.lookup import store as misses
from bot.operations.store import pulses
from bot.people.store import (
    audit,
    groups,
    invitations,
    people,
    prompts,
    recents,
    requests,
)
from bot.reminders.store import boards, corrections, deliveries, drafts, questions, reminders
from bot.store import inbox
from bot.table.store import proposals

# In this order: a later one may refer to the tables of an earlier one.
SCHEMA = (
    people.MIGRATIONS,
    groups.MIGRATIONS,
    requests.MIGRATIONS,
    invitations.MIGRATIONS,
    audit.MIGRATIONS,
    recents.MIGRATIONS,
    prompts.MIGRATIONS,
    reminders.MIGRATIONS,
    deliveries.MIGRATIONS,
    corrections.MIGRATIONS,
    questions.MIGRATIONS,
    drafts.MIGRATIONS,
    boards.MIGRATIONS,
    inbox.MIGRATIONS,
    pulses.MIGRATIONS,
    proposals.MIGRATIONS,
    misses.MIGRATIONS,
)
