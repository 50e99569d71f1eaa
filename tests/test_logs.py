"""What the log says: events with fields, by text or JSON, and never the token."""

from __future__ import annotations

import json
import logging
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.logs import Discreet, DiscreetJson

TOKEN = "123:secret"  # noqa: S105 -- opens nothing
SEOUL = ZoneInfo("Asia/Seoul")


def record(message: str, *values: object, error: BaseException | None = None) -> logging.LogRecord:
    """A line as a module logs it, at noon in Seoul on the first of December 2026."""
    exc_info = (type(error), error, None) if error is not None else None
    made = logging.LogRecord("bot.test", logging.WARNING, "", 1, message, values, exc_info)
    made.created = 1796094000.0
    return made


def as_json(message: str, *values: object, error: BaseException | None = None) -> dict[str, Any]:
    """The line, read back."""
    line = DiscreetJson(token=TOKEN, timezone=SEOUL).format(record(message, *values, error=error))
    assert "\n" not in line
    parsed: dict[str, Any] = json.loads(line)
    return parsed


def test_an_event_is_an_object_with_its_fields() -> None:
    """Numbers stay numbers; the time is that of the office."""
    assert as_json("inbox.left updates=%d reason=%s", 3, "LOCKED") == {
        "time": "2026-12-01 12:00:00.000+09:00",
        "level": "warning",
        "logger": "bot.test",
        "event": "inbox.left",
        "updates": 3,
        "reason": "LOCKED",
    }


def test_a_value_without_a_name_is_the_detail() -> None:
    """Places in the code, for instance, on lines of their own."""
    line = as_json("delivery.fault error=%s\n%s", "KeyError", "line 1\nline 2")
    assert (line["event"], line["error"]) == ("delivery.fault", "KeyError")
    assert line["detail"] == "line 1\nline 2"


@pytest.mark.parametrize("message", ["A library speaks.", "100% sure", "v1.2 is out: see docs"])
def test_a_line_of_a_library_is_a_message(message: str) -> None:
    """It is no event."""
    line = as_json(message)
    assert (line["event"], line["message"]) == ("log.message", message)


def test_the_token_is_left_out_of_everything() -> None:
    """Of fields, messages and tracebacks, in both formats."""
    error = RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    assert TOKEN not in json.dumps(as_json("call.failed address=%s", f"bot{TOKEN}", error=error))
    line = Discreet(token=TOKEN, timezone=SEOUL).format(record("at %s", TOKEN, error=error))
    assert TOKEN not in line
    assert "<token>" in line
