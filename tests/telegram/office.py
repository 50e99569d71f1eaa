"""An office in a few steps: its admin, a coordinator, members, and a clock that stands still."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from bot.people.groups import Chat, Presence
from bot.people.store import groups
from tests.botapi.chats import in_topic
from tests.botapi.people import Json, group, person, private

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.store.state import Tables
    from tests.botapi.server import BotApi

MEMBER = person(100, "김주무")
STRANGER = person(666, "아무개")
ADMIN = MEMBER
COORDINATOR = person(200, "박총괄")
COLLEAGUE = person(300, "이주무")
NEWCOMER = person(400, "최신입")
CONTACT = "금천구청 공약 총괄"
TRAFFIC = group(-200, "교통행정과 방")  # a department of six pledges
PLANNING = group(-201, "도시계획과 방")
ANSWERER = person(500, "정교통")
PLANNER = person(501, "한계획")
At: TypeAlias = "Callable[[datetime, Json], Awaitable[Json]]"  # see the fixture `at`
CARD = "도시계획과"  # what an answer to 지역개발-05 holds


def data_of(message: dict[str, Any], label: str) -> str:
    """The callback data of the first button whose label holds the given words."""
    for row in message["reply_markup"]["inline_keyboard"]:
        for button in row:
            if label in button["text"]:
                return str(button["callback_data"])
    pytest.fail(f"no button {label!r}")


async def opens_chat(api: BotApi, *people: Json) -> None:
    """People who are let in already begin a chat with the bot, so that it can write to them."""
    for who in people:
        await says(api, who, "/start")


async def says(api: BotApi, who: Json, text: str, chat: Json | None = None, **more: Any) -> Json:
    """Somebody says something; the bot's next message in that chat."""
    place = chat or private(who)
    before = len(api.of_bot(place))
    api.says(who, text, chat=chat, **more)
    return (await api.answers_in(place, count=before + 1))[before]


async def reads(api: BotApi, who: Json, text: str, chat: Json | None = None, **more: Any) -> str:
    """Somebody says something; what they read then."""
    return str((await says(api, who, text, chat, **more))["text"])


async def says_in_topic(api: BotApi, who: Json, opening: Json, text: str) -> Json:
    """Somebody says something in the topic that a message opened; the bot's next message there."""
    chat = opening["chat"]
    before = len(api.of_bot(chat))
    api.says(who, text, chat=chat, **in_topic(opening))
    return (await api.answers_in(chat, count=before + 1))[before]


async def presses(api: BotApi, who: Json, message: Json, label: str) -> Json:
    """Somebody presses the button whose label holds these words; the answer to the tap."""
    return await api.answer_to_tap(api.taps_on(who, message, data_of(message, label)))


async def press_and_read(api: BotApi, who: Json, message: Json, label: str) -> Json:
    """Press a button; the message as it stands then."""
    await presses(api, who, message, label)
    return api.messages[message["chat"]["id"], message["message_id"]]


def bind(db: Tables, chat: Json, *departments: str, now: datetime, hears_all: bool = True) -> None:
    """The bot is in a group, which is bound to departments, as the database has it."""
    here = Chat(
        chat_id=chat["id"], title=chat["title"], presence=Presence.HERE, hears_all=hears_all
    )
    groups.meet(db, here, by=1, now=now)
    groups.bind(db, (here.chat_id, None), departments, by=1, now=now)


async def register_group(api: BotApi, chat: Json, department: str, *people: Json) -> None:
    """The admin adds the bot to a group of these people, and registers it."""
    api.chats.join(chat, ADMIN, *people)
    api.chats.add_bot(ADMIN, chat)
    await api.answers_in(chat)
    await says(api, ADMIN, f"/register {department}", chat=chat)


async def set_reminder(api: BotApi, command: str) -> None:
    """The admin sets what a command of /remind or /campaign says."""
    check = await says(api, ADMIN, command)
    await presses(api, ADMIN, check, "이대로 알리기")


async def remind_weekly(api: BotApi, whom: str = "교통행정과") -> None:
    """The admin reminds somebody every Monday."""
    await set_reminder(api, f"/remind {whom} 매주 월 9시 주간 추진상황 입력")


async def replies(api: BotApi, who: Json, message: Json, text: str) -> Json:
    """Somebody replies to a message in a group; the bot's next message there."""
    return await says(api, who, text, chat=message["chat"], reply_to_message=message)


def newest(api: BotApi, chat: Json) -> Json:
    """The bot's last message in a chat, as it stands now."""
    return api.of_bot(chat)[-1]


async def message_to(api: BotApi, who: Json, words: str) -> Json:
    """The first message in somebody's private chat that holds these words, once it is there."""
    await api.until(lambda: _holding(api, private(who), words))
    return _holding(api, private(who), words)[0]


async def introduces(api: BotApi, who: Json, department: str = "교통행정과") -> Json:
    """Somebody asks to come in and says who they are; what the bot says to that."""
    await says(api, who, "/start")
    return await says(api, who, f"{department} {who['first_name']}")


async def let_in(api: BotApi, who: Json, *, by: Json = ADMIN) -> None:
    """Somebody asks to come in and is approved."""
    await introduces(api, who)
    request = await message_to(api, by, f"({who['id']})")
    await presses(api, by, request, "승인")
    await message_to(api, who, "승인되었어요")


async def appoint(api: BotApi, who: Json, *, by: Json = ADMIN) -> None:
    """Somebody is let in and becomes a coordinator."""
    await let_in(api, who, by=by)
    panel = await says(api, by, f"/people {who['id']}")
    await presses(api, by, panel, "총괄로 지정")


async def remove(api: BotApi, who: Json, *, by: Json = ADMIN) -> None:
    """A coordinator removes somebody."""
    await says(api, by, f"/people {who['id']}")
    for _ in range(2):
        await presses(api, by, newest(api, private(by)), "내보내기")


async def may_ask(api: BotApi, who: Json) -> bool:
    """Whether somebody gets an answer in private."""
    return CARD in (await says(api, who, "지역개발-05"))["text"]


def now_reads(api: BotApi, message: Json) -> str:
    """What a message says by now."""
    return str(api.messages[message["chat"]["id"], message["message_id"]]["text"])


def labels(message: Json) -> list[str]:
    """The labels of a message's buttons."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def group_links(panel: Json) -> dict[str, str]:
    """What each button of a panel that opens an address brings into a group."""
    rows = panel["reply_markup"]["inline_keyboard"]
    return {
        button["text"].removeprefix("➕ "): button["url"].partition("?startgroup=")[2]
        for row in rows
        for button in row
        if "url" in button
    }


def link_in(message: Json) -> str:
    """The payload of the invitation link in a message."""
    _, _, payload = str(message["text"]).partition("?start=")
    if not payload:
        pytest.fail("no link")
    return payload.split()[0]


def _holding(api: BotApi, chat: Json, words: str) -> list[Json]:
    return [message for message in api.of_bot(chat) if words in message["text"]]
