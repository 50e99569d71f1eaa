"""The other way of updates: posted to the address that the bot registered."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi

OK = 200
AGAIN_S = 0.01  # Telegram waits longer
DEADLINE_S = 60.0


class Webhook:
    """Posts updates one after the other, each until it is taken."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self.registered: Json | None = None  # the parameters of setWebhook, while one is set
        self.proxied: dict[str, str] = {}  # public addresses, and where a proxy leads them
        self.trouble: Json = {}  # what getWebhookInfo says went wrong
        self.gives_up = False  # what is refused does not come again
        self.delivered: list[int] = []  # what was answered; 0 where nobody listened
        self._delivering: asyncio.Task[None] | None = None

    def answer(self, method: str, values: Json) -> Any:
        """What a method of webhooks comes to; None for others."""
        if method == "getWebhookInfo":
            info = {"url": (self.registered or {}).get("url", ""), "has_custom_certificate": False}
            return info | {"pending_update_count": len(self._api.waiting)} | self.trouble
        if method not in {"setWebhook", "deleteWebhook"}:
            return None
        if self._delivering is not None:
            self._delivering.cancel()
        self.registered = values if method == "setWebhook" else None
        if self.registered is not None:
            self._delivering = asyncio.create_task(self._deliver(self.registered))
        return True

    async def close(self) -> None:
        """Post no more."""
        if self._delivering is not None:
            self._delivering.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._delivering

    async def _deliver(self, registered: Json) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": registered.get("secret_token", "")}
        url = str(self.proxied.get(registered["url"], registered["url"]))
        waiting = self._api.waiting
        async with httpx.AsyncClient(trust_env=False, timeout=DEADLINE_S) as client:
            while True:
                while not waiting:
                    await self._api.changed.wait()
                try:
                    content = json.dumps(waiting[0])
                    answer = await client.post(url, content=content, headers=headers)
                    self.delivered.append(answer.status_code)
                except httpx.TransportError:
                    self.delivered.append(0)
                if self.delivered[-1] == OK or (self.gives_up and self.delivered[-1]):
                    waiting.popleft()
                else:
                    await asyncio.sleep(AGAIN_S)
                self._api.notify()
