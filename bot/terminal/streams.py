"""Standard input and output: what is typed, read line by line, and written piece by piece."""

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from bot.terminal.replies import PROMPT


class OutputError(Exception):
    """Standard output takes no more; `is_closed` when whoever read along has seen enough."""

    def __init__(self, fault: OSError) -> None:
        super().__init__(f"standard output: {fault.strerror}; expected a place that takes it")
        self.is_closed = isinstance(fault, BrokenPipeError)


def write(text: str) -> None:
    """Write at once. Raises OutputError."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as fault:
        # What Python would still write at its end goes nowhere, without a complaint.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputError(fault) from fault


def write_pieces(pieces: Iterable[str], *, separator: str) -> None:
    """Write each piece as soon as it is there. Raises OutputError."""
    for number, piece in enumerate(pieces):
        write(f"{separator if number else ''}{piece}\n")


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


def open_streams() -> None:
    """Speak UTF-8 in and out, whatever the machine's locale; a line ends at a newline alone.

    A stream that whoever started us has closed is empty, and takes everything.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 -- until the end
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace", newline="\n")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
