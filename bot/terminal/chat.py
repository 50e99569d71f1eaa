"""The same bot as a chat in the terminal."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from bot.lookup.answering import Catalogues, reply
from bot.lookup.replies import TEXT_WANTED, UNKNOWN_COMMAND, welcome
from bot.people.messages import Ask, File, Message, Press
from bot.terminal import replies
from bot.terminal.ask import MAX_CHARS

if TYPE_CHECKING:
    from asyncio import Runner
    from collections.abc import Iterable, Iterator, Sequence

    from bot.people.interaction import Outcome
    from bot.terminal.office import TerminalOffice

    Offer = tuple[str, Ask | Press]

NO_MESSAGE = 0  # nothing is replied to here


def conversation(
    lines: Iterable[str],
    catalogues: Catalogues,
    runner: Runner,
    office: TerminalOffice | None = None,
    *,
    command: str = "pledge-bot",
) -> Iterator[str]:
    """What the bot says, one piece at a time: a greeting, an answer to each line, a goodbye.

    The next line is asked for only when the piece before has been taken.
    """
    greeting = welcome(runner.run(catalogues.current()))
    yield f"{replies.HOW_TO_TALK}{replies.how_to_get_token(command)}\n\n{printed([greeting])}"
    offered = offers([greeting])
    for line in lines:
        text = line[:MAX_CHARS].strip()
        if text in replies.LEAVING_WORDS:
            break
        if not text:
            continue
        messages = runner.run(_answer_line(text, offered, catalogues, office))
        offered = offers(messages)
        yield printed(messages)
    yield replies.GOODBYE


def offers(messages: Sequence[Message]) -> tuple[Offer, ...]:
    """The buttons that can be pressed here, in reading order: label of each, and what it does."""
    return tuple(
        (each.label, each.action)
        for message in messages
        for row in message.buttons
        for each in row
        if isinstance(each.action, Ask | Press)
    )


def printed(messages: Sequence[Message]) -> str:
    """The texts, and the buttons below them as numbers to type."""
    labels = [replies.numbered(n, label) for n, (label, _) in enumerate(offers(messages), start=1)]
    text = "\n\n".join(message.text for message in messages)
    return "\n".join([text, "", *labels]) if labels else text


async def _answer_line(
    text: str, offered: tuple[Offer, ...], catalogues: Catalogues, office: TerminalOffice | None
) -> list[Message]:
    """Do what a line says: a number presses a button, a slash begins a command."""
    action = _pressed(text, offered)
    name, words = text.removeprefix("/").partition(" ")[::2]
    if isinstance(action, Ask):
        return [reply(action, await catalogues.current())]
    if isinstance(action, Press) and office is not None:
        return await _collect_messages(await office.press(action), office)
    if text.startswith("/"):
        if name == "start" or (name == "help" and office is None):
            return [welcome(await catalogues.current())]
        if name in TEXT_WANTED:
            ask = Ask(text=words.strip())
            return [reply(ask, await catalogues.current()) if ask.text else TEXT_WANTED[name]]
        if name == "file" and office is not None:
            return await _collect_messages(await office.take_file(words.strip()), office)
        outcome = await office.run_command(name, words.strip()) if office is not None else None
        if office is None or outcome is None:
            return [UNKNOWN_COMMAND]
        return await _collect_messages(outcome, office)
    if office is not None and (outcome := await office.take_text(text)) is not None:
        return await _collect_messages(outcome, office)
    return [reply(Ask(text=text), await catalogues.current())]


async def _collect_messages(outcome: Outcome, office: TerminalOffice) -> list[Message]:
    """What the operator is shown: what was sent to their chat, then what was done."""
    messages, office.chats.sent = office.chats.sent, []
    if outcome.message is not None:
        messages.append(outcome.message)
        if outcome.asks_more and outcome.on_shown is not None:
            await outcome.on_shown(NO_MESSAGE)
    if outcome.toast:
        messages.append(Message(text=outcome.toast))
    if outcome.file is not None:
        messages.append(_save_file(outcome.file))
    if outcome.besides is not None:
        messages.append(outcome.besides)
    return messages or [replies.NOT_FROM_HERE]


def _save_file(file: File) -> Message:
    """Write a file into the current folder; the message that says so."""
    Path(file.name).write_bytes(file.content)
    return Message(text=f"{file.caption}\n{replies.file_saved(file.name)}")


def _pressed(text: str, offered: tuple[Offer, ...]) -> Ask | Press | None:
    """What the button does whose number was typed, if there is one."""
    if re.fullmatch(r"[1-9]\d?", text, re.ASCII) and int(text) <= len(offered):
        _, action = offered[int(text) - 1]
        return action
    return None
