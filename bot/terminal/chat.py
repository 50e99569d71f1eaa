"""The same bot as a chat in the terminal."""

from __future__ import annotations

import re
from asyncio import Runner
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.lookup.answering import reply_with_answer
from bot.lookup.following import NO_TALK
from bot.lookup.guiding_replies import NO_TABLE, TEXT_WANTED, UNKNOWN_COMMAND, welcome
from bot.people.messages import Ask, File, Message, Press
from bot.people.replies.commands import gives_up
from bot.store.errors import StoreError, Trouble
from bot.terminal import replies
from bot.terminal.ask import MAX_CHARS

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue
    from bot.lookup.following import Talk
    from bot.people.interaction import Outcome
    from bot.terminal.office import TerminalOffice

    Offer = tuple[str, Ask | Press]
    Said = tuple[list[Message], Talk]  # beside it, what is talked about then

NO_MESSAGE = 0  # nothing is replied to here


def conversation(
    lines: Iterable[str], office: TerminalOffice, runner: Runner, *, command: str = "pledge-bot"
) -> Iterator[str]:
    """A greeting, an answer to each line, a goodbye; a line is asked for once they are taken."""
    greeting = _said_here(welcome(runner.run(office.catalogues.current())))
    yield f"{replies.HOW_TO_TALK}{replies.how_to_get_token(command)}\n\n{printed([greeting])}"
    offered = offers([greeting])
    about = NO_TALK
    for line in lines:
        text = line[:MAX_CHARS].strip()
        if text.removeprefix("/") in replies.LEAVING_WORDS:
            break
        if not text:
            continue
        try:
            said, about = runner.run(_answer_line(text, offered, office, about))
            messages = [*map(_said_here, said)]
        except StoreError as useless:
            is_in_use = useless.trouble is Trouble.IN_USE
            messages = [replies.OFFICE_IN_USE if is_in_use else replies.NO_OFFICE]
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


def _said_here(message: Message) -> Message:
    """The message; where there is no table yet, how one is loaded from here."""
    return replies.NO_TABLE if message.text == NO_TABLE else message


async def _answer_line(
    text: str, offered: tuple[Offer, ...], office: TerminalOffice, about: Talk
) -> Said:
    """Do what a line says: press a button, run a command or ask, going on from a talk."""
    office.activity.note_update(office.clock())
    catalogue = await office.catalogues.current()
    outcome: Outcome | None
    match _pressed(text, offered), _command(text):
        case Ask() as ask, _:
            found = reply_with_answer(ask, catalogue)
            return [found.message], found.talk(about)
        case Press() as press, _:
            outcome = await office.press(press)
        case _, (name, _) if not name or gives_up(text):
            outcome = await office.take_text(text)
            if outcome is None and not text.startswith("/"):
                return _answered(Ask(text=text), catalogue, about)
        case _, ("start", _):
            return [welcome(catalogue)], NO_TALK
        case _, (name, words) if name in TEXT_WANTED:
            wanted: Said = [TEXT_WANTED[name]], about
            return _answered(Ask(text=words), catalogue, about) if words else wanted
        case _, ("file", words):
            outcome = await office.take_file(words)
        case _, (name, words):
            outcome = await office.run_command(name, words)
    if outcome is None:
        return [UNKNOWN_COMMAND], about
    return await _collect_messages(outcome, office), NO_TALK


def _answered(ask: Ask, catalogue: Catalogue, about: Talk) -> Said:
    found = reply_with_answer(ask, catalogue, about=about)
    return [found.message], found.talk(about)


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
    """Write a file into the current folder, for its owner alone: a backup names people."""
    try:
        path = Path(file.name)
        path.touch(mode=0o600)
        path.write_bytes(file.content)
    except OSError:
        return replies.NOT_SAVED
    return Message(text=f"{file.caption}\n{replies.SAVED.format(file.name)}")


def _command(text: str) -> tuple[str, str]:
    """The name of a command and what stands behind it, as on Telegram; for all else no name.

    >>> _command("/Find: 지역개발-05"), _command("/table"), _command("/취소")
    (('find', '지역개발-05'), ('table', ''), ('', '/취소'))
    """
    found = re.match(r"/([A-Za-z0-9_]+)(?!\w)[\s,:;]*", text)
    return (found[1].lower(), text[found.end() :]) if found is not None else ("", text)


def _pressed(text: str, offered: tuple[Offer, ...]) -> Ask | Press | None:
    """What the button does whose number was typed, alone or as it is printed; None for all else."""
    number = re.fullmatch(r"[1-9]\d?|\[[1-9]\d?\]", text, re.ASCII)
    if number is not None and (nth := int(number[0].strip("[]"))) <= len(offered):
        _, action = offered[nth - 1]
        return action
    return None
