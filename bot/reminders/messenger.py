"""What delivery needs of a messenger, and how that may fail.

DeliveryError
├── DeliveryDelayed    surely not sent: try again, later
├── ChatMoved          surely not sent: the chat has a new id
├── DeliveryRefused    surely not sent, and trying again will not help
└── DeliveryUncertain  it may have arrived: never sent again unless a person says so
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.messages import Message


class DeliveryError(Exception):
    """A message was not sent, as far as is known."""


class DeliveryDelayed(DeliveryError):  # noqa: N818 -- named by what the caller does
    """The messenger takes it in `retry_after_s`; with None it was not reached at all."""

    def __init__(self, reason: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after_s = retry_after_s


class ChatMoved(DeliveryError):  # noqa: N818
    """A group has become a supergroup."""

    def __init__(self, new_chat_id: int) -> None:
        super().__init__(f"moved to {new_chat_id}")
        self.new_chat_id = new_chat_id


class DeliveryRefused(DeliveryError):  # noqa: N818
    """The messenger does not take it; with `is_out` because the bot is not in the chat."""

    def __init__(self, reason: str, *, is_out: bool = False) -> None:
        super().__init__(reason)
        self.is_out = is_out


class DeliveryUncertain(DeliveryError):  # noqa: N818
    """The call was made, and its answer never came."""


class Messenger(Protocol):
    """The way to people's phones."""

    async def send(self, chat_id: int, notice: Message, *, topic_id: int | None = None) -> int:
        """The new message's id. Raises DeliveryError."""
        ...

    async def is_reached(self) -> bool:
        """Whether calls get through at this moment, found out by one that does nothing."""
        ...
