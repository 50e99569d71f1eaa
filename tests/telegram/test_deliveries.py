"""What the messenger makes of Telegram's errors, and of a connection that breaks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden

from bot.features import VERBS
from bot.people.messages import (
    Button,
    ChatMoved,
    DeliveryDelayed,
    DeliveryError,
    DeliveryRefused,
    DeliveryUncertain,
    Message,
    Press,
    Reason,
    Verb,
)
from bot.reminders.verbs import AnswerVerb
from bot.telegram.callback_data import data_from, press_from
from bot.telegram.errors import delivery_error
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.request import BotApiRequest
from tests.botapi.people import supergroup
from tests.botapi.server import DEADLINE_S, Drop, Hold, Refusal, flood

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram.error import TelegramError

    from tests.botapi.server import BotApi, Fault

GROUP = supergroup(-1001)
TAP = Press(AnswerVerb.CONFIRM, (12, 0))
NOTICE = Message(text="🔔 실적 제출", buttons=((Button(label="확인", action=TAP),),))


@pytest.fixture
async def messenger(api: BotApi) -> AsyncIterator[TelegramMessenger]:
    """A messenger on loopback."""
    api.know(GROUP)
    one = messenger_on(api.url, api.token)
    yield one
    await one.close()


def messenger_on(url: str, token: str, *, read_timeout_s: float = DEADLINE_S) -> TelegramMessenger:
    """A messenger to this address."""
    request = BotApiRequest(connect_timeout_s=DEADLINE_S, read_timeout_s=read_timeout_s)
    bot = Bot(token, base_url=f"{url}/bot", request=request, get_updates_request=request)
    return TelegramMessenger(bot=bot)


async def test_a_message_arrives_with_its_buttons(
    api: BotApi, messenger: TelegramMessenger
) -> None:
    """And their data can be read again."""
    message_id = await messenger.send(GROUP["id"], NOTICE)
    [message] = api.of_bot(GROUP)
    assert message["message_id"] == message_id
    [[button]] = message["reply_markup"]["inline_keyboard"]
    assert press_from(button["callback_data"]) == TAP


@pytest.mark.parametrize(
    ("fault", "error", "arrives"),
    [
        pytest.param(flood(7), DeliveryDelayed, False, id="429"),
        pytest.param(Refusal(429, "Too Many Requests"), DeliveryDelayed, False, id="429 alone"),
        pytest.param(Refusal(502, "Bad Gateway"), DeliveryUncertain, False, id="502"),
        pytest.param(Refusal(500, "Internal Server Error"), DeliveryUncertain, False, id="500"),
        pytest.param(Drop(acted=False), DeliveryUncertain, False, id="drop before"),
        pytest.param(Drop(acted=True), DeliveryUncertain, True, id="drop after"),
        pytest.param(Hold(), DeliveryUncertain, False, id="slow"),
        pytest.param(Refusal(401, "Unauthorized"), DeliveryDelayed, False, id="401"),
        pytest.param(
            Refusal(403, "Forbidden: bot was kicked from the supergroup chat"),
            DeliveryRefused,
            False,
            id="kicked",
        ),
        pytest.param(
            Refusal(400, "Bad Request: message thread not found"),
            DeliveryRefused,
            False,
            id="topic",
        ),
        pytest.param(
            Refusal(400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -1002}),
            ChatMoved,
            False,
            id="moved",
        ),
    ],
)
async def test_each_fault_is_explained_by_what_to_do(
    api: BotApi,
    fault: Fault,
    error: type[DeliveryError],
    *,
    arrives: bool,
) -> None:
    """Only what surely did not arrive may be sent again."""
    api.know(GROUP)
    api.fail("sendMessage", fault)
    patience_s = 0.1 if isinstance(fault, Hold) else DEADLINE_S
    messenger = messenger_on(api.url, api.token, read_timeout_s=patience_s)
    with pytest.raises(error) as raised:
        await messenger.send(GROUP["id"], NOTICE)
    await messenger.close()
    assert bool(api.of_bot(GROUP)) is arrives
    assert len(api.called("sendMessage")) == 1
    match raised.value:
        case DeliveryDelayed(retry_after_s=float() as wait_s):
            assert wait_s in {7.0, 60.0}
        case ChatMoved(new_chat_id=new_chat_id):
            assert new_chat_id == -1002
    if isinstance(fault, Hold):
        fault.released.set()
        await api.until(lambda: api.of_bot(GROUP))


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Reason.KICKED),
        (BadRequest("Chat not found"), Reason.NO_CHAT),
        (BadRequest("Message thread not found"), Reason.NO_TOPIC),
        (BadRequest("Not enough rights to send text messages to the chat"), Reason.MUTED),
        (BadRequest("Button_data_invalid"), None),
    ],
    ids=str,
)
def test_a_refusal_has_its_reason_or_telegrams_words(
    error: TelegramError, reason: Reason | None
) -> None:
    """Coordinators read the one in Korean, the other as it is."""
    refused = delivery_error(error)
    assert isinstance(refused, DeliveryRefused)
    assert refused.reason is reason
    assert str(refused) == (reason or error.message)


async def test_a_server_that_is_not_there_got_nothing() -> None:
    """A connection that never was leaves nothing open."""
    messenger = messenger_on("http://127.0.0.1:9", "1:a")
    with pytest.raises(DeliveryDelayed) as raised:
        await messenger.send(GROUP["id"], NOTICE)
    assert raised.value.retry_after_s is None
    assert not await messenger.is_reached()
    await messenger.close()


async def test_it_finds_out_whether_calls_get_through(
    api: BotApi, messenger: TelegramMessenger
) -> None:
    """By a call that does nothing."""
    api.fail("getMe", Refusal(502, "Bad Gateway"))
    assert not await messenger.is_reached()
    assert await messenger.is_reached()
    assert api.called("sendMessage") == []


async def test_calls_go_out_side_by_side(api: BotApi, messenger: TelegramMessenger) -> None:
    """One that hangs holds up no other."""
    hold = Hold()
    api.fail("sendMessage", hold)
    slow = asyncio.create_task(messenger.send(GROUP["id"], NOTICE))
    await hold.reached.wait()
    await messenger.send(GROUP["id"], Message(text="다른 일"))
    assert not slow.done()
    hold.released.set()
    await slow
    assert len(api.of_bot(GROUP)) == 2


@pytest.mark.parametrize("verb", VERBS.values())
def test_the_data_of_every_button_fits(verb: Verb) -> None:
    """Even with the largest numbers there can be."""
    numbers = {"chat id": -(2**52), "chat": -(2**52), "topic": 2**31, "page": 10**6}
    press = Press(verb, tuple(numbers.get(name, 10**18 - 1) for name in verb.numbers))
    data = data_from(press, None)
    assert data is not None
    assert len(data.encode()) <= 64
    assert press_from(data) == press
