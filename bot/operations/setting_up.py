"""What setting up needs of the messenger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import timedelta


class SetupError(Exception):
    """Telegram cannot be reached; the message says why, in the library's words."""


class BotRunningError(SetupError):
    """Another process takes the updates of this token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BotName:
    """The bot of a token: its username, and how an address begins that sends it something."""

    username: str
    start_link: str


class BotOwner(Protocol):
    """Telegram, as whoever sets up the bot needs it."""

    async def bot_of(self, token: str) -> BotName | None:
        """Whose token this is; None when it is rejected. Raises SetupError."""
        ...

    async def sender_of_code(self, token: str, code: str, *, within: timedelta) -> int | None:
        """The user id of who sends the code in private chat first; None when nobody does in time.

        Takes the updates that wait at the messenger. Raises SetupError.
        """
        ...
