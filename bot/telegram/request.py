"""HTTP to the Bot API: whatever is no answer of the Bot API is a NetworkError, without its body.

A proxy may answer with a page of its own, with another service's JSON, or with half an answer. The
library would take some of these for a rejected token, quote them in its errors, or raise whatever
their shape leads to.
"""

from __future__ import annotations

import json
from typing import Any

from telegram.error import NetworkError
from telegram.request import HTTPXRequest

MAX_DESCRIPTION = 200  # characters of Telegram's own words that are kept
MAX_WAIT_S = 7 * 86_400  # no longer wait is believed


class BotApiRequest(HTTPXRequest):
    """Checks that an answer is one of the Bot API before the library reads it."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """The status and the body. Raises TelegramError."""
        code, body = await super().do_request(*args, **kwargs)
        if not 200 <= code <= 299:
            body = _refusal(code, body)
        return code, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as an object that holds a result or a refusal. Raises NetworkError."""
        answer = _parsed(payload, 200)
        if "result" not in answer and "description" not in answer:
            raise _no_answer(200)
        return answer


def _refusal(code: int, body: bytes) -> bytes:
    """The parts of a refusal that the library understands, and nothing else."""
    answer = _parsed(body, code)
    description, parameters = answer.get("description"), answer.get("parameters")
    if answer.get("ok") is not False or not isinstance(description, str):
        raise _no_answer(code)
    known = {"description": " ".join(description.split())[:MAX_DESCRIPTION]}
    if isinstance(parameters, dict):
        wait_s, chat_id = parameters.get("retry_after"), parameters.get("migrate_to_chat_id")
        if type(wait_s) is int and 0 < wait_s <= MAX_WAIT_S:
            return json.dumps(known | {"parameters": {"retry_after": wait_s}}).encode()
        if type(chat_id) is int:
            return json.dumps(known | {"parameters": {"migrate_to_chat_id": chat_id}}).encode()
    return json.dumps(known).encode()


def _parsed(body: bytes, code: int) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise _no_answer(code) from None
    if not isinstance(answer, dict):
        raise _no_answer(code)
    return answer


def _no_answer(code: int) -> NetworkError:
    return NetworkError(f"no answer of the Bot API: HTTP {code}")
