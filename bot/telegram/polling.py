"""Updates fetched by long polling: no address of our own is needed."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram.error import InvalidToken, TelegramError

from bot.telegram.app import ALLOWED_UPDATES, INBOX, hand_over

if TYPE_CHECKING:
    from telegram import Bot

    from bot.telegram.app import App
    from bot.telegram.inbox import Inbox
    from bot.telegram.outage import Outage

LOG = logging.getLogger(__name__)

CONFIRM_WITHIN_S = 2.0  # with what a stop takes besides, below 15 s
FULL_BATCH = 100  # as many updates as Telegram gives at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """Asks for updates again and again; Telegram answers a poll when there are some, or in time."""

    timeout_s: int

    async def open(self, bot: Bot) -> None:
        """Take back a webhook: Telegram answers no poll while one is set."""
        await bot.delete_webhook()

    async def bring(self, app: App, outage: Outage) -> None:
        """Fetch updates for ever; faults are waited out, the token's rejection is raised."""
        inbox: Inbox = app.bot_data[INBOX]
        offset = 0
        have_waited = True  # what comes first may have waited at Telegram
        try:
            while True:
                try:
                    updates = await app.bot.get_updates(
                        offset=offset,
                        timeout=timedelta(seconds=self.timeout_s),
                        allowed_updates=ALLOWED_UPDATES,
                    )
                except InvalidToken:
                    raise
                except TelegramError as fault:
                    have_waited = True
                    await asyncio.sleep(outage.lost(fault))
                    continue
                outage.over()
                new = inbox.new(updates, waited=have_waited)
                hand_over(app, new)
                await inbox.keep(new)
                if updates:  # the next poll lets Telegram forget them
                    offset = updates[-1].update_id + 1
                have_waited = len(updates) == FULL_BATCH
        except asyncio.CancelledError:
            await _confirm(app.bot, offset)
            raise

    async def close(self) -> None:
        """Nothing is left open."""


async def _confirm(bot: Bot, offset: int) -> None:
    """Tell Telegram what was fetched, lest it comes again at the next start."""
    if offset == 0:
        return
    try:
        async with asyncio.timeout(CONFIRM_WITHIN_S):
            await bot.get_updates(offset=offset, limit=1, timeout=timedelta(0))
    except (TelegramError, TimeoutError) as fault:
        LOG.warning("last updates not confirmed: %s", type(fault).__name__)
