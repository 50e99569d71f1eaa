"""The dispatcher: which handler takes an update, and what happens when it fails."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram.ext import CallbackContext

from bot.telegram.calls import exchange_of
from bot.telegram.errors import described
from bot.telegram.replies import TOO_MANY
from bot.telegram.sending import send_message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import Update
    from telegram.ext import BaseHandler

    from bot.telegram.apologies import Apologies
    from bot.telegram.app import App
    from bot.telegram.late import Late
    from bot.telegram.received import Origin, Received

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A handler that takes an update, and what it found out while it was asked."""

    handler: BaseHandler[Any, Any, Any]
    check: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatcher:
    """Stands between the queue and all handlers."""

    app: App
    routes: Sequence[BaseHandler[Any, Any, Any]]
    late: Late
    apologies: Apologies
    learn: Callable[[Update, Exception], Awaitable[None]]  # what an error tells of a chat

    def match(self, update: Update) -> Match | None:
        """The first handler that takes the update; what matches nothing is ignored."""
        for handler in self.routes:
            check = handler.check_update(update)
            if check is not None and check is not False:
                return Match(handler=handler, check=check)
        return None

    async def handle(self, received: Received) -> None:
        """Let the handler answer; whatever fails is logged, and the sender is told."""
        update, match = received.update, received.match
        with exchange_of(update) as exchange:
            try:
                if not await self.late.takes(received):
                    context = CallbackContext.from_update(update, self.app)
                    await match.handler.handle_update(update, self.app, match.check, context)
            except Exception as error:  # noqa: BLE001 -- one update must not end the others
                LOG.error("update.failed error=%s", described(error))
                await self._make_up_for(update, error, is_answered=exchange.is_answered(error))

    async def explain_drop(self, origin: Origin) -> None:
        """Tell a sender that some of their messages were not read."""
        try:
            await send_message(self.app.bot, origin.chat_id, TOO_MANY)
        except Exception as fault:  # noqa: BLE001
            LOG.warning("queue.not_explained chat=%d reason=%s", origin.chat_id, described(fault))

    async def _make_up_for(self, update: Update, error: Exception, *, is_answered: bool) -> None:
        try:
            await self.learn(update, error)
            if not is_answered:
                await self.apologies.apologise(update, error)
        except Exception as again:  # noqa: BLE001
            LOG.error("apology.failed reason=%s", described(again))
