"""Starting, stopping, and living through faults."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import TYPE_CHECKING

import pytest

from bot.operations.settings import SettingsError
from bot.table.live import LiveCatalogue
from bot.telegram import calls, source
from bot.telegram.replies import APOLOGY
from bot.telegram.serving import CLOSE_WITHIN_S, FINISH_WITHIN_S
from tests.botapi.people import private
from tests.botapi.server import DEADLINE_S, Drop, Hold, Refusal, flood
from tests.paths import TABLE
from tests.telegram.office import MEMBER, presses, says

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue
    from bot.reminders.delivery import DeliveryWorker
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving

CHAT = private(MEMBER)
OUTAGE = Refusal(502, "Bad Gateway")
STOP_TURNS = 20  # of the loop, after which a stop waits for what is in hand


class Failing:
    """Catalogues that fail as often as a test says, then come from the table."""

    def __init__(self) -> None:
        self.faults = 0
        self._live = LiveCatalogue(TABLE)

    async def current(self) -> Catalogue:
        """The table's catalogue, once the faults are used up."""
        if self.faults:
            self.faults -= 1
            msg = "지역개발-05 담당 어디야?"  # as an error may quote what somebody wrote
            raise RuntimeError(msg)
        return await self._live.current()


async def test_a_fault_is_logged_and_apologised_for_once(
    api: BotApi, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    """The next question is answered, and the log holds no word of anybody."""
    catalogues = Failing()
    async with serving(catalogues=catalogues):
        await api.until(lambda: api.called("getUpdates"))
        catalogues.faults = 1
        api.says(MEMBER, "지역개발-05")
        api.says(MEMBER, "지역개발-06")
        answers = await api.answers_in(CHAT, count=2)
    assert answers[0]["text"] == APOLOGY.text
    assert "지역개발-06" in answers[1]["text"]
    assert "update.failed error=RuntimeError" in caplog.text
    assert "담당 어디야" not in caplog.text
    assert MEMBER["first_name"] not in caplog.text


async def test_a_fault_in_a_tap_is_apologised_for(api: BotApi, serving: Serving) -> None:
    """The apology is the answer to the tap."""
    message = api.sends(api.bot, CHAT, text="카드")
    catalogues = Failing()
    async with serving(catalogues=catalogues):
        await api.until(lambda: api.called("getUpdates"))
        catalogues.faults = 1
        answer = await api.answer_to_tap(api.taps_on(MEMBER, message, "1:주차"))
    assert answer["text"] == APOLOGY.text


async def test_a_refused_answer_is_apologised_for(api: BotApi, serving: Serving) -> None:
    """Once, and it is not tried again."""
    api.fail("sendMessage", Refusal(400, "Bad Request: no"))
    async with serving():
        answer = await says(api, MEMBER, "지역개발-05")
    assert answer["text"] == APOLOGY.text


async def test_an_apology_that_is_refused_too_is_not_repeated(
    api: BotApi, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    """The bot goes on serving."""
    api.fail("sendMessage", *[Refusal(400, "Bad Request: no")] * 2)
    async with serving():
        api.says(MEMBER, "지역개발-05")
        answer = await says(api, MEMBER, "지역개발-06")
    assert "지역개발-06" in answer["text"]
    assert "apology.refused" in caplog.text


async def test_who_blocked_the_bot_gets_no_apology(api: BotApi, serving: Serving) -> None:
    """It would not arrive either."""
    api.fail("sendMessage", Refusal(403, "Forbidden: bot was blocked by the user"))
    async with serving():
        api.says(MEMBER, "지역개발-05")
        await says(api, MEMBER, "지역개발-06")
    assert len(api.called("sendMessage")) == 2


async def test_a_failed_edit_or_toast_is_apologised_for(api: BotApi, serving: Serving) -> None:
    """A refused edit of an answer, and a refused answer to a tap."""
    async with serving():
        question = api.says(MEMBER, "지역개발-05")
        [card] = await api.answers_in(CHAT)
        api.fail("editMessageText", Refusal(400, "Bad Request: no"))
        api.edits(question, "지역개발-06")
        answers = await api.answers_in(CHAT, count=2)
        assert answers[1]["text"] == APOLOGY.text
        api.fail("answerCallbackQuery", Refusal(400, "Bad Request: no"))
        answer = await presses(api, MEMBER, card, "같은 부서")
        assert answer["text"] == APOLOGY.text


class Timer:
    """Takes the place of asyncio where calls wait: no time goes by but what is waited for."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def get_running_loop(self) -> Timer:
        """As the loop, for its clock."""
        return self

    def time(self) -> float:
        """How long has been waited."""
        return sum(self.waits)

    async def sleep(self, wait_s: float) -> None:
        """Wait."""
        self.waits.append(wait_s)


async def test_a_flood_limit_is_waited_out(
    api: BotApi, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram says how long, and the answer comes then."""
    monkeypatch.setattr(calls, "asyncio", timer := Timer())
    api.fail("sendMessage", flood(3600))
    async with serving():
        answer = await says(api, MEMBER, "지역개발-05")
    assert "지역개발-05" in answer["text"]
    assert timer.waits == [3600 + calls.FLOOD_SLACK_S]


async def test_an_outage_is_lived_through_with_one_line(
    api: BotApi, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    """However often the same thing fails."""
    caplog.set_level(logging.INFO)
    api.fail("getUpdates", *[OUTAGE] * 5, Drop(acted=False), flood(1))
    async with serving():
        await says(api, MEMBER, "지역개발-05")
    assert caplog.text.count("Bad Gateway") == 1
    assert caplog.text.count("updates.restored") == 1


async def test_a_second_poller_is_named(
    api: BotApi, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    """Telegram's 409 means that the same token is used twice."""
    api.fail("getUpdates", *[Refusal(409, "Conflict: terminated by other getUpdates request")] * 3)
    async with serving():
        await says(api, MEMBER, "지역개발-05")
    assert caplog.text.count("another process polls with this BOT_TOKEN") == 1


async def test_a_network_that_is_down_at_the_start_is_waited_for(
    api: BotApi, serving: Serving
) -> None:
    """Each step of the start may fail and is tried again."""
    api.fail("getMe", OUTAGE, Drop(acted=False))
    api.fail("deleteWebhook", OUTAGE)
    async with serving():
        await says(api, MEMBER, "지역개발-05")


@pytest.mark.parametrize("method", ["getMe", "getUpdates"])
@pytest.mark.parametrize("code", [401, 404])
async def test_a_rejected_token_ends_the_bot(
    api: BotApi, serving: Serving, method: str, code: int
) -> None:
    """At the start, and when it is revoked later."""
    api.fail(method, Refusal(code, "Unauthorized"))
    with pytest.raises(SettingsError, match="BOT_TOKEN"):
        async with serving() as task:
            await asyncio.wait({task}, timeout=DEADLINE_S)


async def test_a_stop_that_cannot_confirm_is_a_stop_all_the_same(
    api: BotApi, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    """The last updates may come again at the next start."""
    async with serving():
        api.says(MEMBER, "지역개발-05")
        await api.until(lambda: len(api.called("getUpdates")) == 2)
        api.fail("getUpdates", OUTAGE)
    assert "updates.not_confirmed reason=NetworkError" in caplog.text


def test_a_stop_is_over_within_15_seconds() -> None:
    """Whatever of its three steps takes as long as it may."""
    steps = source.CONFIRM_WITHIN_S, FINISH_WITHIN_S, CLOSE_WITHIN_S
    assert sum(steps) < 15


def release_amid_stop(*held: asyncio.Event | threading.Event) -> asyncio.Task[None]:
    """Let go on what is held up, so many turns of the loop after the stop that comes next."""

    async def release() -> None:
        for _ in range(STOP_TURNS):
            await asyncio.sleep(0)
        for one in held:
            one.set()

    return asyncio.create_task(release())


async def test_a_stop_finishes_what_is_in_hand(api: BotApi, serving: Serving) -> None:
    """Everything fetched is answered and confirmed, nothing comes again."""
    hold = Hold()
    api.fail("sendMessage", hold)
    async with serving():
        for serial in range(5, 10):
            api.says(MEMBER, f"지역개발-{serial:02d}")
        await hold.reached.wait()
        releasing = release_amid_stop(hold.released)
    await releasing
    assert len(api.of_bot(CHAT)) == 5
    async with serving():
        api.says(MEMBER, "지역개발-10")
        await api.answers_in(CHAT, count=6)
    assert len(api.of_bot(CHAT)) == 6


async def test_a_stop_amid_a_batch_answers_nothing_twice(
    api: BotApi, serving: Serving, deliveries: list[DeliveryWorker]
) -> None:
    """Also when the disk is slow, and the batch waits to be kept at that moment."""
    hold, disk = Hold(), threading.Event()
    api.fail("sendMessage", hold)
    async with serving():
        await api.until(lambda: api.called("getUpdates"))
        deliveries[0].office.state._thread.submit(disk.wait)
        api.says(MEMBER, "지역개발-05")
        await hold.reached.wait()
        releasing = release_amid_stop(disk, hold.released)
    await releasing
    async with serving():
        api.says(MEMBER, "지역개발-10")
        await api.answers_in(CHAT, count=2)
    assert len(api.of_bot(CHAT)) == 2


async def test_an_update_that_comes_again_beside_a_new_one_stays_answered(
    api: BotApi, serving: Serving, deliveries: list[DeliveryWorker]
) -> None:
    """Two stops in a row come before a batch is kept, so that Telegram has to send both again."""
    for serial in (5, 6):
        poll, answer, disk = Hold(), Hold(), threading.Event()
        api.says(MEMBER, f"지역개발-{serial:02d}")
        api.fail("getUpdates", poll)
        api.fail("sendMessage", answer)
        async with serving():
            await poll.reached.wait()
            deliveries[-1].office.state._thread.submit(disk.wait)
            poll.released.set()
            await answer.reached.wait()
            releasing = release_amid_stop(disk, answer.released)
        await releasing
    async with serving():
        api.says(MEMBER, "지역개발-10")
        await api.until(lambda: "지역개발-10" in api.of_bot(CHAT)[-1]["text"])
    assert len(api.of_bot(CHAT)) == 3


@pytest.mark.parametrize("method", ["getMe", "getUpdates", "sendMessage"])
async def test_a_stop_does_not_wait_for_a_server_that_hangs(
    api: BotApi, serving: Serving, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    """What does not come to an end in time is given up."""
    monkeypatch.setattr("bot.telegram.serving.FINISH_WITHIN_S", 0.1)
    monkeypatch.setattr(source, "CONFIRM_WITHIN_S", 0.1)
    hold = Hold()
    api.fail(method, hold, *[Hold()] * 9)
    async with serving(read_timeout_s=600.0):  # longer than a test may take
        api.says(MEMBER, "지역개발-05")
        api.says(MEMBER, "지역개발-06")
        await hold.reached.wait()
