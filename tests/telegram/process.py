"""The bot as a process of its own, against a Bot API on loopback."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests.botapi.server import DEADLINE_S
from tests.forks import ForkedProcess, fork_bot
from tests.paths import ROOT
from tests.store.made import put_state
from tests.telegram.office import MEMBER

if TYPE_CHECKING:
    from tests.botapi.server import BotApi


class Process:
    """`python -m bot` as a fork, stopped at the end of a `with` block."""

    _process: ForkedProcess | asyncio.subprocess.Process

    def __init__(self, **environment: str) -> None:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("BOT_") and not name.lower().endswith("_proxy")
        }
        self._environment = {**kept, "BOT_ADMINS": str(MEMBER["id"]), **environment}

    async def __aenter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory()
        if "BOT_STATE_DB" not in self._environment:
            self._environment["BOT_STATE_DB"] = f"{self._folder.name}/state.db"
            put_state(Path(self._folder.name) / "state.db")  # or admins would hear
        await self._start()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.communicate()
        self._folder.cleanup()

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    async def stop(self) -> tuple[int | None, str]:
        """Ask it to stop, as a service manager does; its exit status and its log."""
        self.send(signal.SIGTERM)
        return await self.wait_until_ended()

    async def kill(self) -> tuple[int | None, str]:
        """End it at once; its exit status and its log."""
        self.send(signal.SIGKILL)
        return await self.wait_until_ended()

    async def line(self) -> bytes:
        """The next line of its log."""
        assert self._process.stderr is not None
        return await self._process.stderr.readline()

    async def wait_until_ended(self) -> tuple[int | None, str]:
        """Wait until it has ended; its exit status and its log."""
        async with asyncio.timeout(DEADLINE_S):
            _, log = await self._process.communicate()
        return self._process.returncode, log.decode()

    async def _start(self) -> None:
        self._process = await fork_bot(environment=self._environment)


class ExecutedProcess(Process):
    """As an office starts it."""

    async def _start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot"),
            cwd=ROOT,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )


def on(api: BotApi, **environment: str) -> Process:
    """A process that talks to this Bot API."""
    return Process(BOT_TOKEN=api.token, BOT_API_URL=api.url, **environment)
