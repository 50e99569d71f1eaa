"""The bot's menus and its page on Telegram, kept as bot/telegram/replies.py says."""

import asyncio
import logging
from collections.abc import Mapping
from functools import partial

from telegram import Bot
from telegram.error import TelegramError

from bot.people.access import Role
from bot.people.membership import Membership
from bot.people.replies.commands import WORDS
from bot.telegram import replies
from bot.telegram.calls import Json, call
from bot.telegram.errors import described

LOG = logging.getLogger(__name__)

SHOW_WITHIN_S = 10.0


async def show_menus(bot: Bot, membership: Membership, office: str) -> None:
    """Show everybody their commands; what Telegram refuses or delays holds up nothing else."""
    if not bot.supports_inline_queries:
        LOG.warning("inline.off")
    menus = [
        (replies.IN_PRIVATE, {"type": "all_private_chats"}),
        (replies.IN_GROUPS, {"type": "all_group_chats"}),
        *(
            (replies.menu_of(membership.own_role(user_id)), _chat_with(user_id))
            for user_id in sorted(membership.coordinators())
        ),
    ]
    steps = [
        *(partial(_set_commands, bot, *menu) for menu in menus),
        partial(_set_descriptions, bot, office),
        partial(_set_menu_button, bot),
    ]
    for step in steps:
        try:
            await step()
        except TelegramError as refused:
            LOG.warning("menu.refused reason=%s", described(refused))
        except Exception as fault:  # noqa: BLE001 -- the other steps may do
            LOG.error("menu.failed reason=%s", described(fault))
    LOG.info("menu.up_to_date")


async def show_menu_to(bot: Bot, user_id: int, *, role: Role) -> None:
    """Bring the menu of somebody up to date who became a coordinator, or is none any more."""
    try:
        async with asyncio.timeout(SHOW_WITHIN_S):  # Telegram may delay it by hours
            await _set_commands(bot, replies.menu_of(role), _chat_with(user_id))
    except Exception as fault:  # noqa: BLE001 -- work beside an answer, which is worth more
        LOG.warning("menu.not_shown user=%d reason=%s", user_id, described(fault))


def _chat_with(user_id: int) -> Json:
    return {"type": "chat", "chat_id": user_id}


async def _set_commands(bot: Bot, commands: Mapping[str, str], scope: Json) -> None:
    for language in replies.LANGUAGES:
        wanted = [
            {"command": name, "description": WORDS[name].english if language else said}
            for name, said in commands.items()
        ]
        place = {"scope": scope, "language_code": language or None}
        if await call(bot, "getMyCommands", place) != wanted:
            if wanted:
                await call(bot, "setMyCommands", {"commands": wanted, **place})
            else:
                await call(bot, "deleteMyCommands", place)


async def _set_descriptions(bot: Bot, office: str) -> None:
    for language in replies.LANGUAGES:
        place = {"language_code": language or None}
        for text, name, said in (
            ("MyDescription", "description", replies.DESCRIPTIONS[language]),
            ("MyShortDescription", "short_description", replies.SHORT_DESCRIPTIONS[language]),
        ):
            wanted = {name: said.format(office=office)}
            if await call(bot, f"get{text}", place) != wanted:
                await call(bot, f"set{text}", wanted | place)


async def _set_menu_button(bot: Bot) -> None:
    wanted = {"type": "commands"}
    if await call(bot, "getChatMenuButton", {}) != wanted:
        await call(bot, "setChatMenuButton", {"menu_button": wanted})
