"""Updates fetched by long polling, from the first call until the process is told to stop.

python-telegram-bot's Updater is not used: it may sleep 30 s while it should stop, keeps silent
about time-outs, and goes quiet for good when the token is revoked.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.app import ALLOWED_UPDATES
from bot.channels.telegram.boards import BOARDS
from bot.channels.telegram.deliveries import DELIVERING
from bot.channels.telegram.errors import described

if TYPE_CHECKING:
    from telegram import Bot

    from bot.channels.telegram.app import App

LOG = logging.getLogger(__name__)

# Together they stay below the 15 s in which a stop must be over.
FINISH_WITHIN_S = 9.0
CONFIRM_WITHIN_S = 2.0
CLOSE_WITHIN_S = 2.0

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 15.0


class TokenRejectedError(Exception):
    """The Bot API does not know the token."""


async def serve_until_signal(app: App, *, poll_timeout_s: int) -> None:
    """Serve until SIGTERM or SIGINT. Raises TokenRejectedError."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    try:
        await serve(app, poll_timeout_s=poll_timeout_s, until=stop)
    finally:
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(name)


async def serve(app: App, *, poll_timeout_s: int, until: asyncio.Event) -> None:
    """Serve until the event is set, then finish what is in hand. Raises TokenRejectedError."""
    reminding = asyncio.create_task(app.bot_data[DELIVERING].run())
    following = asyncio.create_task(app.bot_data[BOARDS].run())
    polling = asyncio.create_task(_poll(app, poll_timeout_s))
    stopping = asyncio.create_task(until.wait())
    try:
        await asyncio.wait({polling, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if polling.done():
            polling.result()
    except InvalidToken as rejected:
        raise TokenRejectedError from rejected
    finally:
        for task in (polling, stopping, following):
            task.cancel()
        await asyncio.gather(polling, stopping, following, return_exceptions=True)
        await asyncio.gather(_finish(app), _finish_reminding(app, reminding))


async def _poll(app: App, poll_timeout_s: int) -> None:
    """Fetch updates for ever; faults are waited out, the token's rejection is raised."""
    offset = 0
    connection = _Connection()
    presenting: asyncio.Task[None] | None = None
    try:
        while True:
            try:
                if not app.running:
                    await _start(app)
                    presenting = asyncio.create_task(_present(app))
                updates = await app.bot.get_updates(
                    offset=offset,
                    timeout=timedelta(seconds=poll_timeout_s),
                    allowed_updates=ALLOWED_UPDATES,
                )
            except InvalidToken:
                raise
            except TelegramError as fault:
                await asyncio.sleep(connection.lost(fault))
                continue
            connection.works()
            for update in updates:
                offset = update.update_id + 1
                app.update_queue.put_nowait(update)
    except asyncio.CancelledError:
        await _confirm(app.bot, offset)
        raise
    finally:
        if presenting is not None:
            presenting.cancel()
            await asyncio.wait({presenting})


async def _start(app: App) -> None:
    """Every step may be repeated, so that a start that failed half-way begins again."""
    await app.initialize()
    await app.bot.delete_webhook()  # Telegram answers no poll while a webhook is set
    await app.start()
    LOG.info("serving: bot %d", app.bot.id)


async def _present(app: App) -> None:
    """Show what the bot can do; polling goes on meanwhile, whatever becomes of it."""
    try:
        if app.post_init is not None:
            await app.post_init(app)
    except Exception as fault:  # noqa: BLE001 -- a menu is worth less than answers
        LOG.error("menus not up to date: %s", described(fault))


async def _confirm(bot: Bot, offset: int) -> None:
    """Tell Telegram what was fetched, lest it comes again at the next start."""
    if offset == 0:
        return
    try:
        async with asyncio.timeout(CONFIRM_WITHIN_S):
            await bot.get_updates(offset=offset, limit=1, timeout=timedelta(0))
    except (TelegramError, TimeoutError) as fault:
        LOG.warning("last updates not confirmed: %s", type(fault).__name__)


async def _finish(app: App) -> None:
    """Handle what was fetched, give up what takes too long, and close every connection."""
    if app.running:
        try:
            async with asyncio.timeout(FINISH_WITHIN_S):
                await app.stop()
        except TimeoutError:
            LOG.warning("stopped with updates unfinished")
    try:
        async with asyncio.timeout(CLOSE_WITHIN_S):
            await app.update_processor.shutdown()  # before the connections its tasks use
            await app.shutdown()
            await app.bot.shutdown()  # open although the application never came up
    except TimeoutError:
        LOG.warning("connections not closed in time")
    LOG.info("stopped")


async def _finish_reminding(app: App, reminding: asyncio.Task[None]) -> None:
    """Let what is on its way arrive, and give up what takes too long."""
    await app.bot_data[DELIVERING].finish(FINISH_WITHIN_S)
    await asyncio.wait({reminding}, timeout=CLOSE_WITHIN_S)
    reminding.cancel()
    await app.bot_data[DELIVERING].messenger.close()


@dataclass(slots=True)
class _Connection:
    """How the Bot API is reached at the moment: one log line a change, longer and longer waits."""

    fault: str | None = None
    wait_s: float = field(default_factory=lambda: FIRST_WAIT_S)

    def lost(self, fault: TelegramError) -> float:
        """How many seconds to wait before the next try."""
        if (described_fault := described(fault)) != self.fault:
            why = "another process polls with this BOT_TOKEN; " * isinstance(fault, Conflict)
            LOG.warning("no updates, trying on: %s%s", why, described_fault)
            self.fault = described_fault
        if isinstance(fault, RetryAfter):
            return _seconds(fault.retry_after)
        wait_s, self.wait_s = self.wait_s, min(2 * self.wait_s, LONGEST_WAIT_S)
        return wait_s

    def works(self) -> None:
        """Note that updates come in again."""
        if self.fault is not None:
            LOG.info("updates come in again")
        self.fault, self.wait_s = None, FIRST_WAIT_S


def _seconds(wait: int | timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
