"""The same bot as a chat in the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.messages import Ask, Message, Press
from bot.people.access import OPERATOR
from bot.terminal.replies import GOODBYE, HOW_TO_TALK, LEAVING_WORDS, numbered

if TYPE_CHECKING:
    from asyncio import Runner
    from collections.abc import Iterable, Iterator

    from bot.lookup.answering import Answering
    from bot.messages import Message
    from bot.terminal.desk import TerminalDesk

    Offer = tuple[str, Ask | Press]

WELCOMING = frozenset({"/start", "/help"})
ASKING = frozenset({"/find", "/dept"})


def conversation(
    lines: Iterable[str], answering: Answering, runner: Runner, desk: TerminalDesk | None = None
) -> Iterator[str]:
    """What the bot says, one piece at a time: a greeting, an answer to each line, a goodbye.

    The next line is asked for only when the piece before has been taken.
    """
    welcome = runner.run(answering.welcome(OPERATOR))
    yield f"{HOW_TO_TALK}\n\n{shown(welcome)}"
    offered: tuple[Offer, ...] = choices(welcome)
    for line in lines:
        text = line.strip()
        if text in LEAVING_WORDS:
            break
        if not text:
            continue
        reply = runner.run(_said(text, offered, answering, desk))
        offered = choices(reply, desk)
        yield shown(reply, desk)
    yield GOODBYE


def choices(message: Message, desk: TerminalDesk | None = None) -> tuple[Offer, ...]:
    """The buttons that can be pressed here, in reading order: label of each, and what it does."""
    return tuple(
        (each.label, each.action)
        for row in message.buttons
        for each in row
        if isinstance(each.action, Ask)
        or (isinstance(each.action, Press) and desk is not None and desk.can(each.action))
    )


def shown(reply: Message, desk: TerminalDesk | None = None) -> str:
    """The text, and the buttons below it as numbers to type."""
    labels = [numbered(n, label) for n, (label, _) in enumerate(choices(reply, desk), start=1)]
    return "\n".join([reply.text, "", *labels]) if labels else reply.text


async def _said(
    text: str, offered: tuple[Offer, ...], answering: Answering, desk: TerminalDesk | None
) -> Message:
    pressed = _pressed(text, offered)
    if desk is not None and isinstance(pressed, Press):
        return await desk.pressed(pressed)
    if desk is not None and pressed is None and (panel := await desk.said(text)) is not None:
        return panel
    command, *rest = text.split(maxsplit=1)
    if command in WELCOMING:
        return await answering.welcome(OPERATOR)
    if command in ASKING and rest:
        text = rest[0]
    ask = pressed if isinstance(pressed, Ask) else Ask(text=text)
    return await answering.reply(ask, OPERATOR)


def _pressed(text: str, offered: tuple[Offer, ...]) -> Ask | Press | None:
    """What the button does whose number was typed, if there is one."""
    if re.fullmatch(r"[1-9]\d?", text, re.ASCII) and int(text) <= len(offered):
        _, does = offered[int(text) - 1]
        return does
    return None
