"""The way by which updates come, as the settings say."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Protocol

from bot.telegram.polling import Polling
from bot.telegram.request import BotApiRequest

if TYPE_CHECKING:
    from telegram import Bot

    from bot.operations.settings import Settings
    from bot.telegram.inbox import Inbox
    from bot.telegram.outage import Outage

SECRET_BYTES = 32


class Source(Protocol):
    """Where updates come from."""

    async def open(self, bot: Bot) -> None:
        """Tell Telegram that they come this way; may be repeated.

        Raises TelegramError and CannotListenError.
        """
        ...

    async def bring(self, inbox: Inbox, outage: Outage) -> None:
        """Hand over what comes, for ever. Raises InvalidToken; other faults are waited out."""
        ...

    async def close(self) -> None:
        """Take no more; also after a start that came to nothing."""
        ...


def source_of(settings: Settings) -> Source:
    """A webhook where there is an address for one, else long polling."""
    if settings.webhook_url is None:
        return Polling(
            timeout_s=settings.poll_timeout_s,
            read_timeout_s=settings.read_timeout_s,
            request=BotApiRequest(
                connection_pool_size=2,  # a poll, and the one that confirms at the end
                connect_timeout=settings.connect_timeout_s,
                write_timeout=settings.read_timeout_s,
                pool_timeout=settings.connect_timeout_s,
            ),
        )
    # A web server takes its time to load: who polls does not wait for it.
    from bot.telegram.webhook import Webhook  # noqa: PLC0415

    host, port = settings.webhook_listen
    return Webhook(
        url=settings.webhook_url,
        host=host,
        port=port,
        secret=settings.webhook_secret or secrets.token_urlsafe(SECRET_BYTES),
    )
