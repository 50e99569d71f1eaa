"""A process that has imported the bot, and forks itself into one that runs it, for each request.

A start of Python with all the bot's modules takes a second of processor time; a fork, milliseconds.
What is forked is a process like any other: it has its own memory, files and log, and can be killed.
"""

from __future__ import annotations

import asyncio
import functools
import gc
import json
import os
import signal
import socket
import subprocess
import sys
from asyncio import StreamReader, StreamReaderProtocol
from importlib import import_module
from typing import TYPE_CHECKING

import bot.__main__ as bot
from bot.lookup.answering import reply
from bot.people.messages import Ask
from bot.table.live import LiveCatalogue
from tests.paths import ROOT, TABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

# What `python -m bot` imports until it serves, and an answer reads.
MODULES = (
    "bot.commands",
    "bot.features",
    "bot.operations.endpoint",
    "bot.operations.metrics",
    "bot.telegram.app",
    "bot.telegram.serving",
    "bot.telegram.source",
    "anyio._backends._asyncio",
    "holidays.countries",  # all of them, in half of the time that a start takes
    "httpcore",
)
REQUEST_BYTES = 100_000
NUMBER_BYTES = 4


class ForkedProcess:
    """As much of `asyncio.subprocess.Process` as the tests use."""

    def __init__(self, pid: int, stderr: StreamReader, report: StreamReader) -> None:
        self.pid = pid
        self.stderr = stderr  # and what it says on standard output
        self.returncode: int | None = None
        self.cpu_ms = self.peak_kb = 0  # once it has ended
        self._report = report

    async def wait(self) -> int:
        """Its exit status, once it has ended; negative for the signal that killed it."""
        if self.returncode is None:
            self.returncode = await _number(self._report)
            self.cpu_ms = await _number(self._report)
            self.peak_kb = await _number(self._report)
            await self._report.read()  # to its end, at which it is closed
        return self.returncode

    async def communicate(self) -> tuple[bytes, bytes]:
        """Nothing, and the rest of what it said, once it has ended."""
        log = await self.stderr.read()
        await self.wait()
        return b"", log

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal; it is there until `wait` has told how it ended."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


async def fork_bot(
    *arguments: str,
    environment: Mapping[str, str],
    folder: Path = ROOT,
    streams: Sequence[int] = (),
) -> ForkedProcess:
    """A process that runs `python -m bot` with these arguments, in this folder.

    `streams` are its standard input and output; else it reads nothing, and says all in its log.
    """
    log, log_end = os.pipe()
    report, report_end = os.pipe()
    try:
        request = {"arguments": arguments, "environment": {**environment}, "folder": str(folder)}
        files = [log_end, report_end, *streams]
        socket.send_fds(_server(), [json.dumps(request).encode()], files)
    finally:
        os.close(log_end)
        os.close(report_end)
    stderr, numbers = [await _reader(pipe) for pipe in (log, report)]
    return ForkedProcess(await _number(numbers), stderr, numbers)


@functools.cache
def _server() -> socket.socket:
    """Where to ask for a fork; that process ends when this one does."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        server = subprocess.Popen(
            [sys.executable, "-m", __name__, str(theirs.fileno())],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            pass_fds=[theirs.fileno()],
        )
    server.returncode = 0  # nobody waits for it
    return ours


async def _reader(pipe: int) -> StreamReader:
    reader = StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: StreamReaderProtocol(reader), os.fdopen(pipe, "rb", 0)
    )
    return reader


async def _number(reader: StreamReader) -> int:
    return int.from_bytes(await reader.readexactly(NUMBER_BYTES), "big", signed=True)


def _write_number(file: int, number: int) -> None:
    os.write(file, number.to_bytes(NUMBER_BYTES, "big", signed=True))


def _serve(requests: socket.socket) -> int:
    """Fork for each request, until nobody can ask any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that wait for a bot
    while True:
        request, files, _, _ = socket.recv_fds(requests, REQUEST_BYTES, 4)
        if not request:
            return 0
        if os.fork() == 0:
            requests.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            return _run_and_report(*files, **json.loads(request))
        for file in files:
            os.close(file)


def _run_and_report(
    *files: int, arguments: Sequence[str], environment: Mapping[str, str], folder: str
) -> int:
    """Fork once more: one process is the bot, and the other tells its id and how it ended."""
    log, report, *streams = files
    if (pid := os.fork()) == 0:
        for number, file in enumerate((*(streams or (0, log)), log)):
            os.dup2(file, number)
        for file in files:
            os.close(file)
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)  # the old one can seek
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        return bot.main(arguments)
    for file in (log, *streams):
        os.close(file)
    _write_number(report, pid)
    _, status, usage = os.wait4(pid, 0)
    _write_number(report, os.waitstatus_to_exitcode(status))
    _write_number(report, int(1000 * (usage.ru_utime + usage.ru_stime)))
    _write_number(report, usage.ru_maxrss)
    os._exit(0)


def _warm() -> None:
    """Import everything, and read what the first answer reads."""
    for module in MODULES:
        import_module(module)
    with asyncio.Runner() as runner:
        catalogue = runner.run(LiveCatalogue(TABLE).current())
    reply(Ask(text="지역개발-05 주차"), catalogue)
    gc.freeze()  # or the first collection of each fork would copy all of it


def main(arguments: Sequence[str]) -> int:
    """Serve the socket that was passed on; in a fork, be the bot: its exit status."""
    requests = socket.socket(fileno=int(arguments[0]))
    _warm()
    return _serve(requests)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
