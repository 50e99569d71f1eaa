"""The clock ticks, due reminders go out; what comes back is put down, and answers are taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.people.access import Person
    from bot.reminders.ledger import Delivery, Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A delivery with its answers as they stand now, and whether this one changed any."""

    delivery: Delivery
    is_news: bool


class Delivering:
    """One for each state database; `wake` it after a reminder or the calendar was changed."""

    def wake(self) -> None:
        """Look again at what is due."""
        raise NotImplementedError

    async def tick(self, now: datetime) -> None:
        """Put down what came due, begin to send what may be sent now, and wait for none of it."""
        raise NotImplementedError

    async def answer(
        self, delivery_id: int, response: Response, *, pledge: str | None, chat_id: int, by: Person
    ) -> Given | None:
        """Take an answer to a message or a nudge, for one pledge of it or for the whole.

        None when it was not sent to this chat or its reminder is deleted.
        """
        raise NotImplementedError

    async def postpone(
        self, delivery_id: int, *, until: datetime, chat_id: int, by: Person
    ) -> Given | None:
        """Take the answer 연기 and plan one extra message; the series goes on as it was."""
        raise NotImplementedError

    async def send_again(self, delivery_id: int, *, by: Person) -> bool:
        """Send what is uncertain once more; False when it is not uncertain (any more)."""
        raise NotImplementedError

    async def send_now(self, reminder_id: int, *, by: Person) -> bool:
        """Send a reminder at once, besides its schedule; False when there is none."""
        raise NotImplementedError
