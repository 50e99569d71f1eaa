"""The dispatcher: through the access gate to the handler of an update; what if that fails."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.people.access import Person, Right, may
from bot.telegram.calls import exchange_of
from bot.telegram.errors import described
from bot.telegram.incoming import App, Context
from bot.telegram.received import Match, Origin, Received, Route
from bot.telegram.replies import TOO_MANY
from bot.telegram.sending import send_message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import Update

    from bot.operations.activity import Activity
    from bot.people.group_desk import GroupDesk
    from bot.telegram.apologies import Apologies
    from bot.telegram.gate import Gate
    from bot.telegram.late import Late

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatcher:
    """The only way to the handlers: from the queue, through the gate."""

    app: App
    routes: Sequence[Route]
    gate: Gate
    late: Late
    apologies: Apologies
    activity: Activity
    groups: GroupDesk
    learn: Callable[[Update, Exception], Awaitable[None]]  # what an error tells of a chat

    async def match(self, update: Update) -> Match | None:
        """The first route that takes the update; what none takes is ignored."""
        for route in self.routes:
            check = route.handler.check_update(update)
            if check is not None and check is not False:
                applies = route.applies is None or await route.applies(update)
                return Match(route=route, check=check) if applies else None
        return None

    async def handle(self, received: Received) -> None:
        """Let the handler answer; whatever fails is logged, and the sender is told."""
        update = received.update
        with exchange_of(update) as exchange:
            try:
                await self._pass_on(update, received)
            except Exception as error:  # noqa: BLE001 -- one update must not end the others
                self.activity.unanswered += 1
                LOG.error("update.failed error=%s", described(error))
                await self._make_up_for(update, error, is_answered=exchange.is_answered(error))

    async def explain_drop(self, origin: Origin) -> None:
        """Tell a sender that some of their messages were not read; strangers are told nothing."""
        try:
            if origin.user_id is None:
                return
            sender = Person(user_id=origin.user_id, group=origin.chat_id)
            if may(await self.gate.membership.role(sender), Right.ASK):
                await send_message(self.app.bot, origin.chat_id, TOO_MANY)
        except Exception as fault:  # noqa: BLE001
            LOG.warning("queue.not_explained chat=%d reason=%s", origin.chat_id, described(fault))

    async def _pass_on(self, update: Update, received: Received) -> None:
        if (chat := update.effective_chat) is not None and chat.username and chat.id < 0:
            await self.groups.record_visibility(chat.id, is_public=True)
        match, person = received.match, await self.gate.sender_of(update)
        if not match.route.for_strangers and not self.gate.admits(person):
            await self.gate.refuse(update, person)
        elif not await self.late.takes(received):
            context = Context.from_update(update, self.app)
            context.person = person
            await match.route.handler.handle_update(update, self.app, match.check, context)

    async def _make_up_for(self, update: Update, error: Exception, *, is_answered: bool) -> None:
        try:
            await self.learn(update, error)
            if not is_answered:
                await self.apologies.apologise(update, error)
        except Exception as again:  # noqa: BLE001
            LOG.error("apology.failed reason=%s", described(again))
