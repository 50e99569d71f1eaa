"""The loopback server refuses what Telegram refuses, so that the bot's tests mean something."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.botapi.people import person
from tests.botapi.rules import read
from tests.botapi.server import BotApi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SOMEBODY = person(1)


def keyboard(*rows: list[dict[str, Any]]) -> str:
    """An inline keyboard as it is written in a call."""
    return json.dumps({"inline_keyboard": rows})


def inline(
    *results: dict[str, Any], text: str = "가", start: str | None = "help"
) -> dict[str, str]:
    """An answer to an inline query, with articles changed in these fields."""
    articles = [
        {
            "type": "article",
            "id": str(place),
            "title": "가",
            "input_message_content": {"message_text": text},
            **changes,
        }
        for place, changes in enumerate(results or ({},))
    ]
    button = {"text": "가"} | ({"start_parameter": start} if start is not None else {})
    return {
        "inline_query_id": "1",
        "results": json.dumps(articles),
        "button": json.dumps(button),
    }


def test_a_good_answer_to_an_inline_query_is_taken() -> None:
    """So that the cases below fail for what they say."""
    assert read("answerInlineQuery", inline({}, {}))[1] == []


@pytest.mark.parametrize(
    ("method", "form"),
    [
        pytest.param("sendMesage", {}, id="unknown method"),
        pytest.param("sendMessage", {"chat_id": "1"}, id="missing parameter"),
        pytest.param("sendMessage", {"chat_id": "1", "text": "가", "txt": ""}, id="unknown one"),
        pytest.param("sendMessage", {"chat_id": "1.5", "text": "가"}, id="neither number nor name"),
        pytest.param("sendMessage", {"chat_id": "1", "text": " \n"}, id="empty text"),
        pytest.param("sendMessage", {"chat_id": "1", "text": "🚗" * 2049}, id="long text"),
        pytest.param(
            "answerCallbackQuery", {"callback_query_id": "1", "text": "가" * 201}, id="toast"
        ),
        pytest.param(
            "editMessageText", {"text": "가", "chat_id": "1"}, id="a message without its id"
        ),
        pytest.param("setMyDescription", {"description": "가" * 513}, id="long description"),
        pytest.param("setMyShortDescription", {"short_description": "가" * 121}, id="long line"),
        pytest.param("answerInlineQuery", inline(*[{}] * 51), id="many results"),
        pytest.param("answerInlineQuery", inline({"id": "1"}, {"id": "1"}), id="equal ids"),
        pytest.param("answerInlineQuery", inline({"id": "가" * 22}), id="long id"),
        pytest.param("answerInlineQuery", inline({"title": " "}), id="no title"),
        pytest.param("answerInlineQuery", inline(text=""), id="empty card"),
        pytest.param("answerInlineQuery", inline() | {"next_offset": "0" * 65}, id="offset"),
        pytest.param("answerInlineQuery", inline(start="한글"), id="start parameter"),
        pytest.param("answerInlineQuery", inline(start="a" * 65), id="long start parameter"),
        pytest.param("answerInlineQuery", inline(start=None), id="button without an aim"),
        pytest.param("getUpdates", {"timeout": "soon"}, id="no integer"),
        pytest.param("getUpdates", {"allowed_updates": "message"}, id="no array"),
        pytest.param("getUpdates", {"allowed_updates": "[1]"}, id="array of others"),
        pytest.param("setMyCommands", {"commands": '[{"command": "a"}]'}, id="missing field"),
        pytest.param(
            "setMyCommands", {"commands": '[{"command": "A", "description": "가"}]'}, id="capitals"
        ),
        pytest.param(
            "setMyCommands", {"commands": '[{"command": "a", "description": ""}]'}, id="no words"
        ),
        pytest.param("setMyCommands", {"commands": "[1]"}, id="no object"),
        pytest.param(
            "setMyCommands", {"commands": "[]", "scope": '{"type": 1}'}, id="none of the subtypes"
        ),
        *(
            pytest.param(
                "sendMessage", {"chat_id": "1", "text": "가", "reply_markup": markup}, id=name
            )
            for name, markup in {
                "unknown field": '{"inline_keyboard": [], "colour": "red"}',
                "empty row": keyboard([]),
                "empty label": keyboard([{"text": " ", "callback_data": "1"}]),
                "no action": keyboard([{"text": "가"}]),
                "empty data": keyboard([{"text": "가", "callback_data": ""}]),
                "long data": keyboard([{"text": "가", "callback_data": "가" * 22}]),
                "long row": keyboard([{"text": "가", "callback_data": "1"}] * 9),
                "many": keyboard(*[[{"text": "가", "callback_data": "1"}]] * 101),
            }.items()
        ),
    ],
)
def test_a_call_beyond_the_rules_is_a_fault(method: str, form: dict[str, str]) -> None:
    """Each of them would be refused by Telegram."""
    assert read(method, form)[1]


@pytest.mark.parametrize(
    ("method", "form"),
    [
        ("sendMessage", {"chat_id": "-100", "text": "🚗" * 2048}),
        ("sendMessage", {"chat_id": "@channel", "text": "1"}),
        ("setMyCommands", {"commands": "[]", "scope": '{"type": "all_private_chats"}'}),
        ("sendLocation", {"chat_id": "1", "latitude": "37.4", "longitude": "126"}),
        ("sendPhoto", {"chat_id": "1", "photo": "file-id"}),
    ],
)
def test_a_call_within_the_rules_is_none(method: str, form: dict[str, str]) -> None:
    """Their values come back."""
    values, faults = read(method, form)
    assert faults == []
    assert values.keys() == form.keys()


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A server that somebody has written to."""
    async with BotApi() as server:
        server.says(SOMEBODY, "/start")
        yield server


async def call(api: BotApi, method: str, token: str | None = None, **form: object) -> Any:
    """What the server answers."""
    async with httpx.AsyncClient(trust_env=False) as client:
        data = {name: str(value) for name, value in form.items()}
        response = await client.post(f"{api.url}/bot{token or api.token}/{method}", data=data)
        return response.json()


async def test_a_call_beyond_the_rules_is_remembered(api: BotApi) -> None:
    """So that it fails the test it happened in."""
    answer = await call(api, "sendMessage", chat_id=1)
    assert answer["error_code"] == 400
    assert api.violations == ["sendMessage: text is missing"]


async def test_a_method_the_server_does_not_know_is_remembered(api: BotApi) -> None:
    """It cannot tell whether the bot did right."""
    assert not (await call(api, "logOut"))["ok"]
    assert len(api.violations) == 1


async def test_an_update_comes_until_it_is_confirmed(api: BotApi) -> None:
    """By a poll with a higher offset."""
    [update] = (await call(api, "getUpdates"))["result"]
    [again] = (await call(api, "getUpdates", offset=update["update_id"]))["result"]
    assert again == update
    assert (await call(api, "getUpdates", offset=update["update_id"] + 1))["result"] == []


@pytest.mark.parametrize(
    ("method", "form", "reason"),
    [
        ("sendMessage", {"chat_id": 2, "text": "가"}, "chat not found"),
        ("sendMessage", {"chat_id": 1, "text": "가", "message_thread_id": 5}, "thread not found"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "가", "reply_parameters": '{"message_id": 99}'},
            "to be replied not found",
        ),
        ("editMessageText", {"chat_id": 1, "message_id": 99, "text": "가"}, "to edit not found"),
        ("editMessageText", {"chat_id": 1, "message_id": 1, "text": "가"}, "can't be edited"),
        ("answerCallbackQuery", {"callback_query_id": "99"}, "query is too old"),
    ],
)
async def test_what_telegram_refuses_is_refused(
    api: BotApi, method: str, form: dict[str, Any], reason: str
) -> None:
    """In Telegram's words; the bot may live with it, so the test does not fail."""
    answer = await call(api, method, **form)
    assert answer["error_code"] == 400
    assert reason in answer["description"]
    assert api.violations == []


async def test_a_message_is_not_changed_into_itself(api: BotApi) -> None:
    """Telegram refuses that too."""
    sent = (await call(api, "sendMessage", chat_id=1, text="가"))["result"]
    place = {"chat_id": 1, "message_id": sent["message_id"]}
    assert "not modified" in (await call(api, "editMessageText", text="가", **place))["description"]
    assert (await call(api, "editMessageText", text="나", **place))["ok"]


async def test_a_tap_is_answered_once(api: BotApi) -> None:
    """A second answer would never be seen."""
    query_id = api.taps_on(SOMEBODY, None, "1:주차")
    for _ in range(2):
        await call(api, "answerCallbackQuery", callback_query_id=query_id)
    assert len(api.violations) == 1


async def test_another_token_is_not_let_in(api: BotApi) -> None:
    """As Telegram does it."""
    assert (await call(api, "getMe", token="1:other"))["error_code"] == 401  # noqa: S106
