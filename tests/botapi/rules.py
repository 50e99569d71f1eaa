"""What the Bot API accepts: its published description, and the limits stated in prose."""

from __future__ import annotations

import json
import lzma
import re
from pathlib import Path
from typing import Any

_SPEC = json.loads(lzma.decompress(Path(__file__).with_name("api.json.xz").read_bytes()))
_METHODS: dict[str, Any] = _SPEC["methods"]
TYPES: dict[str, Any] = _SPEC["types"]

_ACTIONS = {
    field["name"]
    for field in TYPES["InlineKeyboardButton"]["fields"]
    if field["name"] not in {"text", "icon_custom_emoji_id", "style"}
}


def read(method: str, form: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
    """The parameters as values, and every fault in the call; no faults, a call Telegram takes."""
    if method not in _METHODS:
        return {}, [f"{method}: no such method"]
    fields = {field["name"]: field for field in _METHODS[method].get("fields", [])}
    faults = [f"{method}: unknown parameter {name}" for name in form.keys() - fields.keys()]
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if name in form:
            values[name] = value = _value(form[name], field["types"])
            faults += _type_faults(value, field["types"], f"{method}.{name}")
        elif field["required"]:
            faults.append(f"{method}: {name} is missing")
    return values, faults or [f"{method}: {fault}" for fault in _limit_faults(method, values)]


def _value(written: str, types: list[str]) -> Any:
    """A form field as the type it is meant to be; the text itself where it is none of them."""
    if types == ["String"]:
        return written
    try:
        return json.loads(written)
    except ValueError:
        return written


def _type_faults(value: Any, types: list[str], where: str) -> list[str]:
    """Nothing when one of the types fits, else what is wrong with the last one tried."""
    faults: list[str] = []
    for name in types:
        faults = _faults(value, name, where)
        if not faults:
            return []
    return faults


def _faults(value: Any, type_name: str, where: str) -> list[str]:
    if type_name.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{where}: expected an array"]
        of = [type_name.removeprefix("Array of ")]
        return [
            fault
            for place, item in enumerate(value)
            for fault in _type_faults(item, of, f"{where}[{place}]")
        ]
    if type_name in _SCALARS:
        return [] if _SCALARS[type_name](value) else [f"{where}: expected {type_name}"]
    shape = TYPES[type_name]
    if subtypes := shape.get("subtypes"):
        return _type_faults(value, subtypes, where)
    return _object_faults(value, shape, where)


def _object_faults(value: Any, shape: dict[str, Any], where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: expected {shape['name']}"]
    fields = {field["name"]: field for field in shape.get("fields", [])}
    faults = [f"{where}: unknown field {name}" for name in value.keys() - fields.keys()]
    for name, field in fields.items():
        if name in value:
            faults += _type_faults(value[name], field["types"], f"{where}.{name}")
        elif field["required"]:
            faults.append(f"{where}: {name} is missing")
    return faults


_SCALARS = {
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "Boolean": lambda value: isinstance(value, bool),
    "String": lambda value: isinstance(value, str),
    "InputFile": lambda value: isinstance(value, str),
}


def _limit_faults(method: str, values: dict[str, Any]) -> list[str]:
    faults: list[str] = []
    if method in {"sendMessage", "editMessageText"}:
        faults += _text_faults(values.get("text", ""))
    if method == "editMessageText" and (
        ("inline_message_id" in values) is ("chat_id" in values and "message_id" in values)
    ):
        faults.append("message identifier is not specified")
    if method == "answerCallbackQuery" and len(values.get("text", "")) > 200:
        faults.append("MESSAGE_TOO_LONG")
    if method == "answerInlineQuery":
        faults += _inline_faults(values)
    if method == "setMyCommands":
        faults += _command_faults(values["commands"])
    if len(values.get("description", "")) > 512 or len(values.get("short_description", "")) > 120:
        faults.append("the description is too long")
    return faults + _markup_faults(values)


def _markup_faults(values: dict[str, Any]) -> list[str]:
    if "inline_keyboard" in values.get("reply_markup", {}):
        return _keyboard_faults(values["reply_markup"]["inline_keyboard"])
    return []


def _inline_faults(values: dict[str, Any]) -> list[str]:
    results = values["results"]
    faults = ["RESULTS_TOO_MUCH"] if len(results) > 50 else []
    if len({result["id"] for result in results}) < len(results):
        faults.append("RESULT_ID_DUPLICATE")
    if len(values.get("next_offset", "").encode()) > 64:
        faults.append("NEXT_OFFSET_INVALID")
    for result in results:
        if not 1 <= len(result["id"].encode()) <= 64:
            faults.append("RESULT_ID_INVALID")
        if not result.get("title", "").strip():
            faults.append("ARTICLE_TITLE_EMPTY")
        faults += _text_faults(result["input_message_content"]["message_text"])
        faults += _markup_faults(result)
    if (button := values.get("button")) is not None:
        if not button["text"].strip() or len({"web_app", "start_parameter"} & button.keys()) != 1:
            faults.append("BUTTON_INVALID")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button.get("start_parameter", "-")):
            faults.append("START_PARAM_INVALID")
    return faults


def _text_faults(text: str) -> list[str]:
    if not text.strip():
        return ["message text is empty"]
    if len(text.encode("utf-16-le")) // 2 > 4096:
        return ["message is too long"]
    return []


def _keyboard_faults(rows: list[list[dict[str, Any]]]) -> list[str]:
    buttons = [button for row in rows for button in row]
    faults = []
    if len(buttons) > 100 or any(len(row) > 8 for row in rows):
        faults.append("reply markup is too long")
    if any(not row for row in rows):
        faults.append("a row of buttons is empty")
    for button in buttons:
        if not button["text"].strip():
            faults.append("inline keyboard button text is empty")
        if len(_ACTIONS & button.keys()) != 1:
            faults.append("text buttons are unallowed in the inline keyboard")
        if not 1 <= len(button.get("callback_data", "-").encode()) <= 64:
            faults.append("BUTTON_DATA_INVALID")
        if not 1 <= len(button.get("copy_text", {"text": "-"})["text"]) <= 256:
            faults.append("BUTTON_COPY_TEXT_INVALID")
        switch = ("switch_inline_query", "switch_inline_query_current_chat")
        if any(len(button.get(name, "")) > 256 for name in switch):
            faults.append("SWITCH_INLINE_QUERY_INVALID")
    return faults


def _command_faults(commands: list[dict[str, str]]) -> list[str]:
    faults = [] if len(commands) <= 100 else ["BOT_COMMANDS_TOO_MUCH"]
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            faults.append("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            faults.append("BOT_COMMAND_DESCRIPTION_INVALID")
    return faults
