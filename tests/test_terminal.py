"""The chat in the terminal."""

from __future__ import annotations

import asyncio
import os
import pty
import select
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.answering import Answering, OperatorAlone
from bot.channels.terminal import conversation
from bot.replies.terminal import GOODBYE, HOW_TO_TALK, PROMPT
from bot.store.live import LiveCatalogue
from tests.botapi.server import DEADLINE_S
from tests.paths import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def talk() -> Iterator[Callable[..., list[str]]]:
    """A conversation: lines in, pieces out."""
    with asyncio.Runner() as runner:
        answering = Answering(catalogues=LiveCatalogue(TABLE), access=OperatorAlone())
        yield lambda *lines: list(conversation(lines, answering, runner))


def test_it_greets_answers_and_says_goodbye(talk: Callable[..., list[str]]) -> None:
    """And tells how to come to Telegram."""
    greeting, answer, goodbye = talk("지역개발-05 담당?")
    assert greeting.startswith(HOW_TO_TALK)
    assert "@BotFather" in greeting
    assert "도시계획과" in answer
    assert goodbye == GOODBYE


def test_a_number_presses_a_button(talk: Callable[..., list[str]]) -> None:
    """The buttons stand under the answer with their numbers."""
    _, card, listing, again, _ = talk("지역개발-05", "1", "2")
    assert "[1] 같은 부서" in card
    assert "도시계획과 공약" in listing
    assert again != listing


@pytest.mark.parametrize("text", ["99", "0", "01", "１", "-1", "1번", "1" * 5000])
def test_a_number_without_a_button_is_a_question(talk: Callable[..., list[str]], text: str) -> None:
    """It gets an answer of its own."""
    _, card, answer, _ = talk("지역개발-05", text)
    assert answer != card
    assert "도시계획과 공약" not in answer


@pytest.mark.parametrize("command", ["/start", "/help"])
def test_the_commands_work_here_too(talk: Callable[..., list[str]], command: str) -> None:
    """As on Telegram."""
    greeting, again, _ = talk(command)
    assert greeting.endswith(again)
    assert talk("/find 지역개발-05")[1] == talk("지역개발-05")[1]
    assert talk("/find")[1]


@pytest.mark.parametrize("word", ["끝", " 끝 ", "exit"])
def test_a_word_ends_it(talk: Callable[..., list[str]], word: str) -> None:
    """What comes after is not read; an empty line is no question."""
    assert talk("", word, "지역개발-05")[1:] == [GOODBYE]


def environment(**changes: str) -> dict[str, str]:
    """The environment of the tests without settings of the bot."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    return {**kept, "BOT_TOKEN": "", **changes}


def test_it_takes_a_pipe() -> None:
    """Without prompts."""
    done = subprocess.run(
        [sys.executable, "-m", "bot"],
        input="지역개발-05\n1\n끝\n".encode(),
        capture_output=True,
        timeout=30,
        env=environment(PYTHONIOENCODING="ascii"),
        check=True,
    )
    output = done.stdout.decode()
    assert "도시계획과 공약" in output
    assert output.endswith(f"{GOODBYE}\n")
    assert PROMPT not in output
    assert done.stderr == b""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_ends_it_politely(name: str) -> None:
    """While it waits for a question."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        process.send_signal(getattr(signal, name))
        _, complaints = process.communicate(timeout=20)
    assert complaints == b""
    assert process.returncode == 0


@pytest.mark.parametrize("ending", ["Ctrl-D", "Ctrl-C"])
def test_a_person_types_at_a_prompt(ending: str) -> None:
    """In a real terminal, and leaves it by Ctrl-D or Ctrl-C."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(TERM="dumb"),
    )
    os.close(theirs)
    try:
        _read_until(ours, PROMPT)
        os.write(ours, "지역개발-05\n".encode())
        assert "도시계획과" in _read_until(ours, PROMPT)
        if ending == "Ctrl-D":
            os.write(ours, b"\x04")
        else:
            # A signal between the prompt and the wait behind it is seen at the next key only: no
            # person is that fast, and whoever is presses again.
            while not select.select([ours], [], [], 1)[0]:
                process.send_signal(signal.SIGINT)
        assert GOODBYE in _read_until(ours, GOODBYE)
        assert process.wait(timeout=DEADLINE_S) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _read_until(terminal: int, words: str) -> str:
    shown = b""
    while words.encode() not in shown:
        ready, _, _ = select.select([terminal], [], [], DEADLINE_S)
        assert ready, f"only this was shown: {shown.decode(errors='replace')}"
        shown += os.read(terminal, 4096)
    return shown.decode(errors="replace")
