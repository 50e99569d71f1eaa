"""What the log says: events with fields, by text or JSON, and never the token."""

from __future__ import annotations

import ast
import json
import logging
import re
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from bot.__main__ import main
from bot.commands import WRONG_SETTINGS
from bot.operations.logs import EVENT, Discreet, DiscreetJson
from tests.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "123:secret"  # noqa: S105 -- opens nothing
LEVELS = {"info": "info", "warning": "warning", "error": "error", "exception": "error"}
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


def test_people_have_no_ids_in_the_log() -> None:
    """A private chat has its person's id, a group has its own; in both formats."""
    event = ("group.refused chat=%d user=%d reason=%s", -100, 5, "kicked")
    line = as_json(*event)
    assert (line["chat"], line["user"]) == (-100, "private")
    text = Discreet(token=TOKEN, timezone=SEOUL).format(record(*event))
    assert text.endswith("group.refused chat=-100 user=private reason=kicked")


def test_the_token_is_left_out_of_everything() -> None:
    """Of fields, messages and tracebacks, in both formats."""
    error = RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    assert TOKEN not in json.dumps(as_json("call.failed address=%s", f"bot{TOKEN}", error=error))
    line = Discreet(token=TOKEN, timezone=SEOUL).format(record("at %s", TOKEN, error=error))
    assert TOKEN not in line
    assert "<token>" in line


@pytest.mark.parametrize(
    "written",
    ["123%3Asecret", "123%3asecret", "123%253Asecret", "%31%32%33%3A%73ecret", "123:SECRET"],
)
def test_the_token_is_left_out_however_it_is_written(written: str) -> None:
    """As a proxy's page does, or a log of addresses."""
    page = f"<p>Not Found: /bot{written}/getMe</p>"
    assert as_json("call.failed reason=%s", page)["reason"] == "<p>Not Found: /bot<token>/getMe</p>"
    line = Discreet(token=TOKEN, timezone=SEOUL).format(record("at %s", page))
    assert "secret" not in line.casefold()


def test_half_a_token_is_no_token() -> None:
    """A number may stand in a line."""
    assert as_json("update.seen id=%s", "123:secre")["id"] == "123:secre"


def test_a_refusal_stands_in_a_log_of_json_too(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """As an event: no program that collects such a log finds a line that it cannot read."""
    monkeypatch.setattr("bot.commands.is_json", lambda: True)
    monkeypatch.setenv("BOT_PLEDGES_DB", str(tmp_path))
    assert main(["ask", "주차"]) == WRONG_SETTINGS
    assert f"bot.refused reason=BOT_PLEDGES_DB: '{tmp_path}' is a directory" in caplog.text


def events() -> dict[str, str]:
    """Every event of the code, with the level it is logged at."""
    found: dict[str, str] = {}
    for module in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in LEVELS
                and ast.unparse(node.func.value).lower() in {"log", "self.log"}
            ):
                text = ast.unparse(node.args[0]).removeprefix("f").strip("'\"")
                for subject in ("updates", "calls") if "{self.subject}" in text else ("",):
                    event = EVENT.match(text.replace("{self.subject}", subject).split(" ")[0])
                    assert event, f"{module.name}: {text!r} is no event"
                    found[event.group()] = LEVELS[node.func.attr]
    return found


def test_every_line_is_an_event_that_the_operator_can_look_up() -> None:
    """In docs/operate.md, with its level; and no event is documented that does not exist."""
    page = (ROOT / "docs" / "operate.md").read_text("utf-8")
    documented = dict(
        re.findall(r"^\| `([a-z_.]+)` \| (info|warning|error) \|", page, re.MULTILINE)
    )
    assert documented == events()
