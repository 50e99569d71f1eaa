"""What a bot shows of itself: commands, descriptions, the menu button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.botapi.people import Json


class Profile:
    """Keeps it for each audience and language, as the methods set it."""

    def __init__(self) -> None:
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.menu_button: Json = {"type": "default"}

    def answer(self, method: str, values: Json) -> Any:
        """What the method returns; None when it is not about the profile."""
        language = values.get("language_code", "")
        for field in ("description", "short_description"):
            suffix = "".join(word.capitalize() for word in field.split("_"))
            if method == f"getMy{suffix}":
                return {field: self.texts.get((field, language), "")}
            if method == f"setMy{suffix}":
                self.texts[field, language] = values.get(field, "")
                return True
        match method:
            case "getMyCommands":
                return self.commands.get((_scope(values), language), [])
            case "setMyCommands":
                self.commands[_scope(values), language] = values["commands"]
                return True
            case "deleteMyCommands":
                self.commands.pop((_scope(values), language), None)
                return True
            case "getChatMenuButton":
                return self.menu_button
            case "setChatMenuButton":
                self.menu_button = values["menu_button"]
                return True
        return None


def _scope(values: Json) -> str:
    """The audience of commands: `default`, `all_group_chats`, `chat 100`."""
    scope = values.get("scope", {"type": "default"})
    return " ".join(str(part) for part in (scope["type"], scope.get("chat_id")) if part)
