"""Addresses that open a pledge or a department in the chat with the bot.

`https://t.me/<bot>?start=p-0f1e2d3c4b5a6978` is meant for documents and QR codes. The digits are
a digest of what the link means, not of its place: for a pledge its term and number, so that next
term's table does not show another pledge under an old link; for a department (`d-…`) its name.
They stay the same however often the table is loaded, and say nothing to whoever only sees them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2s
from typing import TYPE_CHECKING

from telegram.helpers import create_deep_linked_url

from bot.lookup.pledge import PledgeNumber
from bot.messages import Ask

if TYPE_CHECKING:
    from telegram import Bot

    from bot.lookup.catalogue import Catalogue

_SHAPE = re.compile("[pd]-[0-9a-f]{16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """What the bot's own buttons need to know of it."""

    username: str
    has_inline: bool  # switched on at @BotFather; Telegram refuses some buttons otherwise


def me(bot: Bot) -> Me:
    """The bot as Telegram knows it since its start."""
    return Me(username=bot.username, has_inline=bot.supports_inline_queries)


def address_of(to: PledgeNumber | str, catalogue: Catalogue, myself: Me) -> str:
    """The address that opens this pledge or the department of this name."""
    return create_deep_linked_url(myself.username, _payload(to, catalogue))


def is_link(payload: str) -> bool:
    """Whether what came with /start is from an address of ours, in date or not."""
    return _SHAPE.fullmatch(payload) is not None


def ask_from_link(payload: str, catalogue: Catalogue) -> Ask | None:
    """What the address asks; None when the table does not have it any more."""
    meant: tuple[PledgeNumber | str, ...] = (*catalogue.by_number, *catalogue.by_department)
    return next((Ask(text=str(to)) for to in meant if _payload(to, catalogue) == payload), None)


def _payload(to: PledgeNumber | str, catalogue: Catalogue) -> str:
    match to:
        case PledgeNumber():
            return f"p-{_digest(f'{catalogue.term} {to}')}"
        case department:
            return f"d-{_digest(department)}"


def _digest(meaning: str) -> str:
    return blake2s(meaning.encode("utf-8", "replace"), digest_size=8).hexdigest()
