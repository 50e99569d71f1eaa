"""Updates made up from the Bot API's description, and broken ones of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.botapi.rules import TYPES

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from tests.botapi.people import Json

CANARY = "카나리아"  # stands in every text that is made up, and must stand in no log
MAX_DEPTH = 5
_FAR_AWAY = 10**12  # the year 33658
_NO_NUMBER = float("nan")  # Python reads and writes it
_KINDS = [field for field in TYPES["Update"]["fields"] if field["name"] != "update_id"]


def updates(chance: random.Random, first_id: int, people: list[Json]) -> Iterator[Json]:
    """Without end: one of each kind by turns, filled as the description allows.

    `people` are those who send them, now and then; their ids lead to handlers.
    """
    update_id = first_id
    while True:
        for kind in _KINDS:
            yield {
                "update_id": update_id,
                kind["name"]: _value(chance, kind["types"], people, depth=0),
            }
            update_id += 1


def broken(chance: random.Random, update: Json) -> Json:
    """The update with one of its values taken away, or of another type, or beyond all bounds."""
    places = [place for place in _places(update) if place != (update, "update_id")]
    holder, key = chance.choice(places)
    if chance.random() < 0.3:
        del holder[key]
    else:
        scalars = [None, "", "x", "\x00", "\ud800", 0, -1, _FAR_AWAY, 2**70, 1.5, _NO_NUMBER, True]
        several = [[], {}, [[]], {"id": "x"}, [CANARY] * 3000, CANARY * 20_000, _nested(300)]
        holder[key] = chance.choice([*scalars, *several])
    return update


def _nested(depth: int) -> list[Any]:
    return [_nested(depth - 1)] if depth else []


def by_hand(first_id: int, who: Json, chat: Json) -> list[Any]:
    """Broken updates that were met, or could be."""
    message = {"message_id": 5, "date": 1_790_000_000, "chat": chat, "from": who}
    gone = {"chat": chat, "message_id": 5, "date": 0}
    contents: list[Any] = [
        {"message": message | {"pinned_message": gone}},
        {"message": message | {"date": _FAR_AWAY, "text": CANARY}},
        {"message": message | {"contact": {"first_name": CANARY}}},
        {"message": message | {"text": CANARY, "entities": [{"type": "bot_command"}]}},
        {"message": message | {"text": "/start", "entities": [_entity(offset=-5, length=10**9)]}},
        {"message": {"text": CANARY}},
        {"message": message | {"from": {"id": CANARY}}},
        {"message": message | {"chat": None}},
        {"message": message | {"reply_to_message": gone}},
        {"message": None},
        {"message": CANARY},
        {"callback_query": {"id": "1", "from": who, "data": CANARY}},
        {"callback_query": {"id": "1", "from": who, "message": gone, "chat_instance": "1"}},
        {"inline_query": {"id": "1", "from": who}},
        {"my_chat_member": {"chat": chat, "from": who, "date": 0}},
        {"quantum_message": message},  # of a later Bot API
        {CANARY: {}},
        {},
    ]
    with_ids = [{"update_id": first_id + n, **content} for n, content in enumerate(contents)]
    without = [{"message": message}, {"update_id": CANARY}, {"update_id": 2**70}, None, 7, []]
    return [*with_ids, *without]


def _entity(*, offset: int, length: int) -> Json:
    return {"type": "bot_command", "offset": offset, "length": length}


def _value(chance: random.Random, types: list[str], people: list[Json], *, depth: int) -> Any:
    kind = chance.choice(types)
    if kind.startswith("Array of "):
        inner = [kind.removeprefix("Array of ")]
        return [
            _value(chance, inner, people, depth=depth + 1)
            for _ in range(chance.randint(0, 2) if depth < MAX_DEPTH else 0)
        ]
    match kind:
        case "Integer":
            return chance.choice([0, 1, -1001, 100, chance.randrange(2**33), 1_790_000_000])
        case "Float":
            return chance.random()
        case "Boolean" | "True":
            return True
        case "String":
            return chance.choice([CANARY, "private", "group", "supergroup", "/start", "x"])
        case "User" if people and chance.random() < 0.7:
            return dict(chance.choice(people))
        case "Chat" if people and chance.random() < 0.3:
            who = chance.choice(people)
            return {"id": who["id"], "type": "private", "first_name": who["first_name"]}
    return _object(chance, kind, people, depth=depth)


def _object(chance: random.Random, kind: str, people: list[Json], *, depth: int) -> Any:
    shape = TYPES[kind]
    if subtypes := shape.get("subtypes"):
        is_deep = depth >= MAX_DEPTH and "String" in subtypes
        return _value(chance, ["String"] if is_deep else subtypes, people, depth=depth)
    return {
        field["name"]: _value(chance, field["types"], people, depth=depth + 1)
        for field in shape.get("fields", [])
        if field["required"] or (depth < MAX_DEPTH and chance.random() < 0.25)
    }


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])
