"""What people say to each other in a department's group, where the bot is let hear it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.lookup.overheard import asks_about_number
from bot.telegram.incoming import person_from

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.people.registration import Registration
    from bot.telegram.lookup import Lookup


@dataclass(frozen=True, slots=True, kw_only=True)
class Overheard:
    """Speaks up where somebody asks about a pledge's number, and nowhere else."""

    lookup: Lookup
    registration: Registration

    async def sentence(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a plain sentence of a registered group that asks about a number."""
        message, speaker = update.effective_message, update.effective_user
        assert message is not None
        assert message.text is not None
        assert speaker is not None
        if not self.registration.is_registered(message.chat.id):
            return
        answering = self.lookup.answering
        catalogue = await answering.catalogues.current()
        if not asks_about_number(message.text, catalogue):
            return
        if await answering.access.may_ask(person_from(speaker, message.chat)):
            await self.lookup.question(update, context)
