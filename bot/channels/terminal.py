"""The same bot as a chat in the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.people.access import OPERATOR
from bot.replies.reply import Ask
from bot.replies.terminal import GOODBYE, HOW_TO_TALK, LEAVING_WORDS, numbered

if TYPE_CHECKING:
    from asyncio import Runner
    from collections.abc import Iterable, Iterator

    from bot.answering import Answering
    from bot.replies.reply import Reply

WELCOMING = frozenset({"/start", "/help"})
ASKING = frozenset({"/find", "/dept"})


def conversation(lines: Iterable[str], answering: Answering, runner: Runner) -> Iterator[str]:
    """What the bot says, one piece at a time: a greeting, an answer to each line, a goodbye.

    The next line is asked for only when the piece before has been taken.
    """
    welcome = runner.run(answering.welcome(OPERATOR))
    yield f"{HOW_TO_TALK}\n\n{shown(welcome)}"
    offered = choices(welcome)
    for line in lines:
        text = line.strip()
        if text in LEAVING_WORDS:
            break
        if not text:
            continue
        reply = runner.run(_reply(text, offered, answering))
        offered = choices(reply)
        yield shown(reply)
    yield GOODBYE


def choices(reply: Reply) -> tuple[tuple[str, Ask], ...]:
    """The buttons that can be pressed here, in reading order: label and question of each."""
    return tuple(
        (button.label, button.does)
        for row in reply.buttons
        for button in row
        if isinstance(button.does, Ask)
    )


def shown(reply: Reply) -> str:
    """The text, and the buttons below it as numbers to type."""
    labels = [numbered(n, label) for n, (label, _) in enumerate(choices(reply), start=1)]
    return "\n".join([reply.text, "", *labels]) if labels else reply.text


async def _reply(text: str, offered: tuple[tuple[str, Ask], ...], answering: Answering) -> Reply:
    command, *rest = text.split(maxsplit=1)
    if command in WELCOMING:
        return await answering.welcome(OPERATOR)
    if command in ASKING and rest:
        text = rest[0]
    return await answering.reply(_pressed(text, offered) or Ask(text=text), OPERATOR)


def _pressed(text: str, offered: tuple[tuple[str, Ask], ...]) -> Ask | None:
    """The question of the button whose number was typed, if there is one."""
    if re.fullmatch(r"[1-9]\d?", text, re.ASCII) and int(text) <= len(offered):
        _, ask = offered[int(text) - 1]
        return ask
    return None
