"""The way by which updates come, as the settings say: long polling here, or webhook.py."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from telegram.error import InvalidToken, NetworkError

from bot.telegram.errors import described
from bot.telegram.received import ALLOWED_UPDATES, has_id
from bot.telegram.request import BotApiRequest

if TYPE_CHECKING:
    from telegram import Bot

    from bot.operations.settings import Settings
    from bot.telegram.calls import Outage
    from bot.telegram.inbox import Inbox
    from bot.telegram.webhook import Webhook

LOG = logging.getLogger(__name__)

CONFIRM_WITHIN_S = 2.0  # with what a stop takes besides, below 15 s
FULL_BATCH = 100  # as many updates as Telegram gives at once
SECRET_BYTES = 32  # of a webhook


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """Asks for updates again and again; Telegram answers a poll when there are some, or in time."""

    timeout_s: int
    request: BotApiRequest

    async def open(self, bot: Bot) -> None:
        """Take back a webhook: Telegram answers no poll while one is set."""
        await self.request.initialize()
        await bot.delete_webhook()

    async def bring(self, inbox: Inbox, outage: Outage) -> None:
        """Fetch updates until cancelled; retry after faults, raise the rejection of the token."""
        offset = 0
        have_waited = True  # what comes first may have waited at Telegram
        try:
            while True:
                try:
                    batch = await self._fetch(inbox.bot, offset)
                    outage.over()
                    highest = await inbox.take(batch, waited=have_waited)
                except InvalidToken:
                    raise
                except Exception as fault:  # noqa: BLE001 -- a proxy may answer anything
                    have_waited = True
                    await asyncio.sleep(outage.record_failure(fault))
                    continue
                if highest is not None:  # the next poll lets Telegram forget them
                    offset = highest + 1
                have_waited = len(batch) == FULL_BATCH
        except asyncio.CancelledError:
            await self._confirm(inbox.bot, offset)
            raise

    async def close(self) -> None:
        """Close the connection."""
        await self.request.shutdown()

    async def _fetch(self, bot: Bot, offset: int, **parameters: Any) -> list[Any]:
        """The raw updates from this one on. Raises TelegramError, and what a wrong answer leads to.

        The library parses a batch as a whole, and one update that it cannot parse would keep all.
        """
        query = {
            "offset": offset,
            "timeout": self.timeout_s,
            "allowed_updates": json.dumps(ALLOWED_UPDATES),
            **parameters,
        }
        batch = await self.request.post(
            f"{bot.base_url}/getUpdates?{urlencode(query)}",
            read_timeout=query["timeout"] + self.request.read_timeout,
        )
        if not isinstance(batch, list) or (batch and not any(map(has_id, batch))):
            raise NetworkError("getUpdates: no list of updates")
        return batch

    async def _confirm(self, bot: Bot, offset: int) -> None:
        """Confirm what was fetched, so that it does not come again at the next start."""
        if offset == 0:
            return
        try:
            async with asyncio.timeout(CONFIRM_WITHIN_S):
                await self._fetch(bot, offset, limit=1, timeout=0)
        except Exception as fault:  # noqa: BLE001
            LOG.warning("updates.not_confirmed reason=%s", described(fault))


def source_of(settings: Settings) -> Polling | Webhook:
    """A webhook where there is an address for one, else long polling."""
    if settings.webhook_url is None:
        return Polling(
            timeout_s=settings.poll_timeout_s,
            request=BotApiRequest(
                connect_timeout_s=settings.connect_timeout_s, read_timeout_s=settings.read_timeout_s
            ),
        )
    # A web server takes its time to load: who polls does not wait for it.
    from bot.telegram.webhook import Webhook  # noqa: PLC0415

    secret = settings.webhook_secret or secrets.token_urlsafe(SECRET_BYTES)
    return Webhook(url=settings.webhook_url, address=settings.webhook_listen, secret=secret)
