"""Standard input and output: what is typed, read line by line, and written piece by piece."""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.terminal.replies import PROMPT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import FrameType


def write_pieces(pieces: Iterable[str], *, separator: str) -> None:
    """Write each piece as soon as it is there, until there are no more or nobody listens."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        for number, piece in enumerate(pieces):
            sys.stdout.write(f"{separator if number else ''}{piece}\n")
            sys.stdout.flush()
    except KeyboardInterrupt:
        pass
    except BrokenPipeError:
        discard_output()
    finally:
        signal.signal(signal.SIGTERM, before)


def discard_output() -> None:
    """What Python would still write at its end goes nowhere, without a complaint."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def typed_lines() -> Iterator[str]:
    """What a person types, until Ctrl-D or Ctrl-C."""
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 -- arrow keys and history for input()
    while True:
        try:
            yield input(PROMPT)
        except (EOFError, KeyboardInterrupt):
            sys.stdout.write("\n")
            return


def input_lines() -> Iterator[str]:
    """The lines of standard input without their ends, each as soon as it is there."""
    for line in sys.stdin:
        yield line.removesuffix("\n").removesuffix("\r")


def readable(argument: str) -> str:
    """An argument of the command line, with a mark in place of bytes that are no UTF-8."""
    return os.fsencode(argument).decode("utf-8", "replace")


def speak_utf8() -> None:
    """UTF-8 in and out, whatever the machine's locale; a line ends at a newline alone."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace", newline="\n")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
