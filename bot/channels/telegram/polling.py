"""Updates fetched by long polling, from the first call until the process is told to stop.

python-telegram-bot's Updater is not used: it may sleep 30 s while it should stop, keeps silent
about time-outs, and goes quiet for good when the token is revoked. It also lets Telegram forget
updates that are not handled yet; here they are kept first, see inbox.py.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.app import ALLOWED_UPDATES, INBOX
from bot.channels.telegram.boards import BOARDS
from bot.channels.telegram.deliveries import DELIVERING
from bot.channels.telegram.errors import described
from bot.channels.telegram.outage import Outage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram import Bot, Update

    from bot.channels.telegram.app import App
    from bot.channels.telegram.inbox import Inbox

LOG = logging.getLogger(__name__)

# Together they stay below the 15 s in which a stop must be over.
FINISH_WITHIN_S = 9.0
CONFIRM_WITHIN_S = 2.0
CLOSE_WITHIN_S = 2.0

FULL_BATCH = 100  # as many updates as Telegram gives at once


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
    inbox: Inbox = app.bot_data[INBOX]
    offset = 0
    outage = Outage(log=LOG, failing="no updates", again="updates come in again")
    have_waited = True  # what comes first may have waited at Telegram
    presenting: asyncio.Task[None] | None = None
    try:
        while True:
            try:
                if not app.running:
                    await _start(app)
                    _hand_over(app, await inbox.left(app.bot))
                    presenting = asyncio.create_task(_present(app))
                updates = await app.bot.get_updates(
                    offset=offset,
                    timeout=timedelta(seconds=poll_timeout_s),
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
            _hand_over(app, new)
            await inbox.keep(new)
            if updates:  # the next poll lets Telegram forget them
                offset = updates[-1].update_id + 1
            have_waited = len(updates) == FULL_BATCH
    except asyncio.CancelledError:
        await _confirm(app.bot, offset)
        raise
    finally:
        if presenting is not None:
            presenting.cancel()
            await asyncio.wait({presenting})


def _hand_over(app: App, updates: Iterable[Update]) -> None:
    for update in updates:
        app.update_queue.put_nowait(update)


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
    """Handle what was fetched, leave what takes too long, and close every connection."""
    if app.running:
        try:
            async with asyncio.timeout(FINISH_WITHIN_S):
                await app.stop()
        except TimeoutError:
            LOG.warning("stopped with updates unfinished: the next start goes on")
    try:
        async with asyncio.timeout(CLOSE_WITHIN_S):
            await app.update_processor.shutdown()  # before the connections its tasks use
            await app.bot_data[INBOX].close()
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
