"""What would be sent at a moment, in the operator's terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reminders.forecast import foreseen
from bot.reminders.replies.reminders import NOTHING_DUE, foreseen_text, unreached_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from bot.lookup.catalogue import Catalogue
    from bot.store.state import State


def due_messages(
    state: State, catalogue: Catalogue, at: datetime, timezone: tzinfo
) -> Iterator[str]:
    """One text for each message, in the order in which they would be sent."""
    found = state.read(lambda db: foreseen(db, catalogue, at, timezone))
    for one in found:
        if one.group is not None and one.notice is not None:
            chat = f"{one.group.title} ({', '.join(one.group.departments)})"
            words = one.notice.text
            yield foreseen_text(one.reminder_id, one.due_at, chat, words, timezone)
        else:
            yield unreached_text(one.reminder_id, one.due_at, one.missing, timezone)
    if not found:
        yield NOTHING_DUE
