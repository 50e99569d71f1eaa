"""Who writes to the bot, and where."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]


def person(user_id: int, name: str = "홍길동") -> Json:
    """A person."""
    return {"id": user_id, "is_bot": False, "first_name": name}


def bot(user_id: int, username: str) -> Json:
    """A bot."""
    return {"id": user_id, "is_bot": True, "first_name": username, "username": username}


ANONYMOUS = bot(1087968824, "GroupAnonymousBot")  # writes for an admin who hides their name


def private(who: Json) -> Json:
    """The private chat with somebody: it has their id."""
    return {"id": who["id"], "type": "private", "first_name": who["first_name"]}


def group(chat_id: int, title: str = "교통행정과") -> Json:
    """A basic group; its id is negative."""
    return {"id": chat_id, "type": "group", "title": title}


def supergroup(chat_id: int, title: str = "교통행정과", *, forum: bool = False) -> Json:
    """A supergroup, with topics when it is a forum."""
    chat = {"id": chat_id, "type": "supergroup", "title": title}
    return chat | {"is_forum": True} if forum else chat


def entities(text: str) -> list[Json]:
    """The commands and mentions in a text, as Telegram marks them: offsets in UTF-16 units."""
    kinds = {
        "bot_command": r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@\w+)?(?![\w가-힣])",
        "mention": r"(?<!\S)@[A-Za-z]\w+",
    }
    found = [
        {
            "type": kind,
            "offset": _units(text[: place.start()]),
            "length": _units(place.group()),
        }
        for kind, shape in kinds.items()
        for place in re.finditer(shape, text, re.ASCII)
    ]
    return sorted(found, key=lambda entity: entity["offset"])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
