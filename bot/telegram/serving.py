"""The bot at work on Telegram, from the first call until the process is stopped.

python-telegram-bot's Updater is not used: it may sleep 30 s while it should stop, keeps silent
about time-outs, and goes quiet for good when the token is revoked. It also lets Telegram forget
updates that are not handled yet; here they are kept first, see inbox.py.
"""

import asyncio
import logging
import signal

from telegram.error import InvalidToken

from bot.operations.service_manager import STOPPING, ServiceManager
from bot.operations.settings import SettingsError
from bot.people.coordinators import send_to_each
from bot.telegram.app import TelegramBot
from bot.telegram.calls import Outage
from bot.telegram.errors import described
from bot.telegram.menu import show_menus
from bot.telegram.replies import NEW_OFFICE
from bot.telegram.source import Polling
from bot.telegram.webhook import Webhook

LOG = logging.getLogger(__name__)

# Together they stay below the 15 s in which a stop must be over.
FINISH_WITHIN_S = 9.0
CLOSE_WITHIN_S = 2.0


async def serve_until_signal(
    bot: TelegramBot, source: Polling | Webhook, manager: ServiceManager
) -> None:
    """Serve until SIGTERM or SIGINT. Raises SettingsError."""
    signs_of_life = asyncio.create_task(manager.keep_alive())
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    try:
        await serve(bot, source, until=stop)
    finally:
        manager.send(STOPPING)
        signs_of_life.cancel()


async def serve(bot: TelegramBot, source: Polling | Webhook, *, until: asyncio.Event) -> None:
    """Serve until the event is set, then finish what is in hand. Raises SettingsError."""
    features = bot.features
    reminding = asyncio.create_task(features.reminders.delivery.run())
    workers = (
        features.reminders.boards.run(),
        features.reminders.digests.run(),
        features.table.worker.run(),
        features.office.state.keep_file_current(),
        bot.retention.run(),
        bot.watch.run(),
    )
    bringing = asyncio.create_task(_bring(bot, source))
    stopping = asyncio.create_task(until.wait())
    tasks = [bringing, stopping, *map(asyncio.create_task, workers)]
    try:
        await asyncio.wait({bringing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if bringing.done():
            bringing.result()
    except InvalidToken as rejected:
        msg = (
            f"BOT_TOKEN: rejected by {bot.watch.settings.api_url}; expected a token from @BotFather"
        )
        raise SettingsError(msg) from rejected
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(_finish(bot), _finish_reminding(bot, reminding))


async def _bring(bot: TelegramBot, source: Polling | Webhook) -> None:
    """Start, go on with what was left over, then with what comes; ends when it is cancelled."""
    outage = Outage(log=LOG, subject="updates")
    beside: list[asyncio.Task[None]] = []
    try:
        while True:
            try:
                await _start(bot, source)
            except (InvalidToken, SettingsError):
                raise
            except Exception as fault:  # noqa: BLE001 -- a proxy may answer anything
                await asyncio.sleep(outage.record_failure(fault))
            else:
                break
        await bot.inbox.resume()
        await bot.inbox.dispatcher.apologies.resume()
        beside = [
            asyncio.create_task(_introduce(bot)),
            asyncio.create_task(bot.features.groups.run()),
        ]
        await source.bring(bot.inbox, outage)
    finally:
        await source.close()
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


async def _start(bot: TelegramBot, source: Polling | Webhook) -> None:
    """Connect and open the source; may be repeated after a start that failed half-way."""
    await bot.app.initialize()
    await source.open(bot.app.bot)
    bot.watch.activity.reached_at = bot.inbox.clock()
    LOG.info("bot.serving bot=%d", bot.inbox.bot_id)


async def _introduce(bot: TelegramBot) -> None:
    """Notify admins of a new database, show the menus; updates come in meanwhile all the same."""
    try:
        office = bot.features.office
        if office.state.is_new:
            await send_to_each(office.messenger, office.membership.admins, NEW_OFFICE)
        await show_menus(bot.app.bot, office.membership, bot.watch.settings.office)
    except Exception as fault:  # noqa: BLE001 -- a menu is worth less than answers
        LOG.warning("menu.failed reason=%s", described(fault))


async def _finish(bot: TelegramBot) -> None:
    """Handle what was fetched, leave what takes too long, and close every connection."""
    try:
        async with asyncio.timeout(FINISH_WITHIN_S):
            await bot.inbox.finish()
    except TimeoutError:
        LOG.warning("bot.unfinished")
    try:
        async with asyncio.timeout(CLOSE_WITHIN_S):
            await bot.inbox.close()  # before the connections that its tasks use
            await bot.inbox.dispatcher.apologies.close()
            await bot.app.shutdown()
            await bot.app.bot.shutdown()  # open although the application never came up
    except TimeoutError:
        LOG.warning("bot.not_closed")
    LOG.info("bot.stopped")


async def _finish_reminding(bot: TelegramBot, reminding: asyncio.Task[None]) -> None:
    """Let what is on its way arrive, and give up what takes too long."""
    await bot.features.reminders.delivery.finish(FINISH_WITHIN_S)
    await asyncio.wait({reminding}, timeout=CLOSE_WITHIN_S)
    reminding.cancel()
    await bot.messenger.close()
