"""The bot at work on Telegram, from the first call until the process is told to stop.

python-telegram-bot's Updater is not used: it may sleep 30 s while it should stop, keeps silent
about time-outs, and goes quiet for good when the token is revoked. It also lets Telegram forget
updates that are not handled yet; here they are kept first, see inbox.py.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import TYPE_CHECKING

from telegram.error import InvalidToken, TelegramError

from bot.telegram.app import BOARDS, DELIVERING, INBOX, hand_over
from bot.telegram.errors import described
from bot.telegram.outage import Outage

if TYPE_CHECKING:
    from bot.telegram.app import App
    from bot.telegram.source import Source

LOG = logging.getLogger(__name__)

# Together they stay below the 15 s in which a stop must be over.
FINISH_WITHIN_S = 9.0
CLOSE_WITHIN_S = 2.0


class TokenRejectedError(Exception):
    """The Bot API does not know the token."""


async def serve_until_signal(app: App, source: Source) -> None:
    """Serve until SIGTERM or SIGINT. Raises TokenRejectedError."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    try:
        await serve(app, source, until=stop)
    finally:
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(name)


async def serve(app: App, source: Source, *, until: asyncio.Event) -> None:
    """Serve until the event is set, then finish what is in hand. Raises TokenRejectedError."""
    reminding = asyncio.create_task(app.bot_data[DELIVERING].run())
    following = asyncio.create_task(app.bot_data[BOARDS].run())
    bringing = asyncio.create_task(_bring(app, source))
    stopping = asyncio.create_task(until.wait())
    try:
        await asyncio.wait({bringing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if bringing.done():
            bringing.result()
    except InvalidToken as rejected:
        raise TokenRejectedError from rejected
    finally:
        for task in (bringing, stopping, following):
            task.cancel()
        await asyncio.gather(bringing, stopping, following, return_exceptions=True)
        await asyncio.gather(_finish(app), _finish_reminding(app, reminding))


async def _bring(app: App, source: Source) -> None:
    """Start, go on with what was left over, then with what comes; ends when it is cancelled."""
    outage = Outage(log=LOG, failing="no updates", again="updates come in again")
    presenting: asyncio.Task[None] | None = None
    try:
        while not app.running:
            try:
                await _start(app, source)
            except InvalidToken:
                raise
            except TelegramError as fault:
                await asyncio.sleep(outage.lost(fault))
        hand_over(app, await app.bot_data[INBOX].left(app.bot))
        presenting = asyncio.create_task(_present(app))
        await source.bring(app, outage)
    finally:
        await source.close()
        if presenting is not None:
            presenting.cancel()
            await asyncio.wait({presenting})


async def _start(app: App, source: Source) -> None:
    """Every step may be repeated, so that a start that failed half-way begins again."""
    await app.initialize()
    await source.open(app.bot)
    await app.start()
    LOG.info("serving: bot %d", app.bot.id)


async def _present(app: App) -> None:
    """Show what the bot can do; updates come in meanwhile, whatever becomes of it."""
    try:
        if app.post_init is not None:
            await app.post_init(app)
    except Exception as fault:  # noqa: BLE001 -- a menu is worth less than answers
        LOG.error("menus not up to date: %s", described(fault))


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
