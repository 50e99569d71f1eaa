"""Notifications to systemd: that the bot is ready, alive, and about to stop. See sd_notify(3)."""

import asyncio
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

READY, ALIVE, STOPPING = b"READY=1", b"WATCHDOG=1", b"STOPPING=1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceManager:
    """The socket that systemd listens on, if it does; `every_s` is how often it wants a sign."""

    address: str | None = None
    every_s: float | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """As systemd sets it for a service with Type=notify and WatchdogSec."""
        address = environment.get("NOTIFY_SOCKET")
        limit_us = environment.get("WATCHDOG_USEC", "")
        return cls(
            address=f"\0{address[1:]}" if address and address.startswith("@") else address,
            every_s=int(limit_us) / 2e6 if limit_us.isdecimal() else None,
        )

    def send(self, message: bytes) -> None:
        """Send one of the messages above; whether anybody listens does not matter."""
        if self.address is None:
            return
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
            end.connect(self.address)
            end.send(message)

    async def keep_alive(self) -> None:
        """Give a sign for as long as the event loop turns, until cancelled."""
        self.send(READY)
        while self.every_s is not None:
            self.send(ALIVE)
            await asyncio.sleep(self.every_s)
