"""Inline mode: results as somebody types in any chat; the one they choose posts its card there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Bot, InlineQuery, Update
from telegram.error import BadRequest

from bot.lookup.answering import Catalogues, Suggestion, suggested
from bot.lookup.card_replies import headed
from bot.lookup.catalogue import Catalogue
from bot.lookup.replies import (
    MAX_HEADLINE_CHARS,
    NOTHING_FOUND,
    TYPE_SOMETHING,
    card,
    for_staff,
    under_headline,
)
from bot.lookup.usage import Recents
from bot.telegram.callback_data import Me, me
from bot.telegram.calls import Json, call
from bot.telegram.errors import Refusal, refusal
from bot.telegram.incoming import Context
from bot.telegram.sending import NO_PREVIEW, entities_of, keyboard_of, text_of

PAGE_RESULTS = 20  # Telegram takes 50; three screens of a phone are made and sent sooner
# Telegram must not keep an answer: whoever was removed a second ago would go on seeing it.
CACHE_S = 0

ASK_BUTTON = "help"  # what comes with /start from the button above the results
JOIN_BUTTON = "join"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """The handlers for inline mode; app.routes says which update reaches which."""

    catalogues: Catalogues
    recents: Recents

    async def answer_query(self, update: Update, context: Context) -> None:
        """Show what the text typed so far may be about."""
        query = update.inline_query
        assert query is not None
        catalogue = await self.catalogues.current()
        if query.query.strip():
            found, hint = suggested(query.query, catalogue), NOTHING_FOUND
        else:
            recent = self.recents.pledges(context.sender, catalogue)
            found, hint = tuple(Suggestion(pledge, catalogue) for pledge in recent), TYPE_SOMETHING
        start = int(query.offset) if re.fullmatch(r"[1-9]\d{0,5}", query.offset, re.ASCII) else 0
        end = start + PAGE_RESULTS
        myself = me(context.bot)
        await _answer(
            context.bot,
            query.id,
            results=[_result(each, catalogue, myself) for each in found[start:end]],
            next_offset=str(end) if end < len(found) else None,
            button=None if found else _button(hint, ASK_BUTTON),
        )


async def send_join_button(query: InlineQuery, office: str) -> None:
    """Answer a stranger's query with nothing but the way to request access."""
    await _answer(query.get_bot(), query.id, button=_button(for_staff(office), JOIN_BUTTON))


def _button(text: str, payload: str) -> Json:
    """A button above the results; it opens the chat with the bot, and brings it this."""
    return {"text": text, "start_parameter": payload}


def _result(found: Suggestion, catalogue: Catalogue, myself: Me) -> Json:
    pledge, table, columns = found
    reply = card(pledge, table, catalogue, columns)
    number, is_current = str(pledge.number), table is catalogue
    content = {
        "message_text": text_of(reply),
        "entities": entities_of(reply) or [],
        "link_preview_options": NO_PREVIEW,
    }
    keyboard = keyboard_of(reply, catalogue, myself, is_inline=True)
    return {
        "type": "article",
        "id": number if is_current else table.link_to(number),
        "title": headed(pledge, MAX_HEADLINE_CHARS),
        "description": under_headline(*found, term="" if is_current else table.term),
        "input_message_content": content,
        **({"reply_markup": keyboard} if keyboard is not None else {}),
    }


async def _answer(
    bot: Bot,
    query_id: str,
    *,
    results: Sequence[Json] = (),
    next_offset: str | None = None,
    button: Json | None = None,
) -> None:
    answer = {
        "inline_query_id": query_id,
        "results": list(results),
        "cache_time": CACHE_S,
        "is_personal": True,
        "next_offset": next_offset,
        "button": button,
    }
    try:
        await call(bot, "answerInlineQuery", answer)
    except BadRequest as refused:
        # The person has typed on, or gone.
        if refusal(refused) is not Refusal.QUERY_TOO_OLD:
            raise
