"""The access gate: whether whoever sends an update is let in, decided once, before any handler.

What a stranger sends is answered here with how to request access, once a minute at most, and goes
no further, except to the few routes that are open to everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.people.access import Person, Right, may
from bot.people.replies.people import not_for_you
from bot.telegram.incoming import is_answered, person_from
from bot.telegram.inline import send_join_button
from bot.telegram.sending import answer_press, send_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Update

    from bot.people.membership import Membership

REFUSED_EVERY = timedelta(minutes=1)
MAX_REMEMBERED = 10_000  # strangers; a crowd must not fill the memory


@dataclass(slots=True, kw_only=True)
class Gate:
    """Knows who is let in, and turns the others away."""

    membership: Membership
    clock: Callable[[], datetime]
    office: str
    _refused: dict[int, datetime] = field(default_factory=dict)  # the longest ago first

    async def sender_of(self, update: Update) -> Person | None:
        """Who sent an update, with their role; None for what nobody in particular sent."""
        user = update.effective_user
        if user is None:
            return None
        person = person_from(user, update.effective_chat, update.effective_message)
        return replace(person, role=await self.membership.role(person))

    @staticmethod
    def admits(person: Person | None) -> bool:
        """Whether somebody gets to all handlers."""
        return person is not None and may(person.role, Right.ASK)

    async def refuse(self, update: Update, person: Person | None) -> None:
        """Tell a stranger how to request access, if they wait for an answer and had none lately."""
        if person is None or update.chosen_inline_result is not None:
            return
        if (query := update.inline_query) is not None:
            await send_join_button(query, self.office)  # each letter is a query
        elif (press := update.callback_query) is not None:
            if self.may_answer(person):
                await answer_press(press, not_for_you(person, self.office).text)
        elif (
            (message := update.effective_message) is not None
            and is_answered(message)
            and self.may_answer(person)
        ):
            await send_answer(message.get_bot(), message, not_for_you(person, self.office))

    def may_answer(self, stranger: Person) -> bool:
        """Whether a stranger had no answer for REFUSED_EVERY; then this is one."""
        now, last = self.clock(), self._refused.pop(stranger.user_id, None)
        # A clock that was set back must not silence the bot for longer.
        is_due = last is None or not timedelta(0) <= now - last < REFUSED_EVERY
        self._refused[stranger.user_id] = now if last is None or is_due else last
        if len(self._refused) > MAX_REMEMBERED:
            del self._refused[next(iter(self._refused))]
        return is_due
