"""The bot's menus and its page on Telegram, kept as bot/replies/menu.py says."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)
from telegram.error import TelegramError

from bot.telegram import replies
from bot.telegram.errors import described

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import BotCommandScope

    from bot.people.access import Role
    from bot.people.membership import Membership

LOG = logging.getLogger(__name__)

SHOW_WITHIN_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """Shows everybody the commands that are theirs, in Telegram's own menus."""

    membership: Membership
    office: str

    async def show(self, bot: Bot) -> None:
        """Bring everything up to date; what Telegram refuses or delays holds up no answer."""
        if not bot.supports_inline_queries:
            LOG.warning("inline.off")
        steps: list[Callable[[], Awaitable[None]]] = [
            partial(_set_commands, bot, replies.IN_PRIVATE, BotCommandScopeAllPrivateChats()),
            partial(_set_commands, bot, replies.IN_GROUPS, BotCommandScopeAllGroupChats()),
            partial(_set_descriptions, bot, self.office),
            partial(_set_menu_button, bot),
        ]
        for user_id in sorted(self.membership.coordinators()):
            scope = BotCommandScopeChat(user_id)
            commands = replies.OF_ROLES[self.membership.own_role(user_id)]
            steps.append(partial(_set_commands, bot, commands, scope))
        for step in steps:
            await _run_step(step)
        LOG.info("menu.up_to_date")


async def show_menu_to(bot: Bot, user_id: int, *, role: Role) -> None:
    """Bring the menu of somebody up to date who became a coordinator, or is none any more."""
    commands = replies.OF_ROLES.get(role, ())
    try:
        async with asyncio.timeout(SHOW_WITHIN_S):  # Telegram may delay it by hours
            await _set_commands(bot, commands, BotCommandScopeChat(user_id))
    except Exception as fault:  # noqa: BLE001 -- work beside an answer, which is worth more
        LOG.warning("menu.not_shown user=%d reason=%s", user_id, described(fault))


async def _run_step(step: Callable[[], Awaitable[None]]) -> None:
    try:
        await step()
    except TelegramError as refused:
        LOG.warning("menu.refused reason=%s", described(refused))
    except Exception as fault:  # noqa: BLE001 -- the other steps may do
        LOG.error("menu.failed reason=%s", described(fault))


async def _set_commands(
    bot: Bot, commands: Sequence[replies.Command], scope: BotCommandScope
) -> None:
    for language in replies.LANGUAGES:
        wanted = tuple(BotCommand(each.name, each.said_in(language)) for each in commands)
        code = language or None
        if await bot.get_my_commands(scope, code) != wanted:
            if wanted:
                await bot.set_my_commands(wanted, scope, code)
            else:
                await bot.delete_my_commands(scope, code)


async def _set_descriptions(bot: Bot, office: str) -> None:
    for language in replies.LANGUAGES:
        wanted, code = replies.DESCRIPTIONS[language].format(office=office), language or None
        if (await bot.get_my_description(code)).description != wanted:
            await bot.set_my_description(wanted, code)
        wanted = replies.SHORT_DESCRIPTIONS[language].format(office=office)
        if (await bot.get_my_short_description(code)).short_description != wanted:
            await bot.set_my_short_description(wanted, code)


async def _set_menu_button(bot: Bot) -> None:
    wanted = MenuButtonCommands()
    if await bot.get_chat_menu_button() != wanted:
        await bot.set_chat_menu_button(menu_button=wanted)
