"""Messages that waited too long, at Telegram or here: asked again, not answered one by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.telegram.dispatch import RECENT
from bot.telegram.inbox import OLDEST_BELIEVED
from bot.telegram.replies import LATE
from tests.botapi.people import group, person, private
from tests.botapi.server import Drop, Hold, Refusal
from tests.telegram.conftest import NOW, Clock
from tests.telegram.office import (
    ADMIN,
    ANSWERER,
    CARD,
    MEMBER,
    STRANGER,
    TRAFFIC,
    data_of,
    now_reads,
    opens_chat,
    register_group,
    set_reminder,
)
from tests.telegram.office import COLLEAGUE as COLLEAGUE_OF_ANSWERER

if TYPE_CHECKING:
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving
    from tests.telegram.office import At

CHAT = private(MEMBER)
COLLEAGUE = person(MEMBER["id"] + 1)
ADMINS = frozenset({MEMBER["id"], COLLEAGUE["id"]})
GROUP = group(-5)
QUESTION = "지역개발-05"
A_MINUTE = timedelta(minutes=1)
LATE_BY = RECENT + A_MINUTE


def said(age: timedelta) -> dict[str, Any]:
    """When a message was sent."""
    return {"date": int((NOW - age).timestamp())}


def texts(api: BotApi, chat: Json = CHAT) -> list[str]:
    """What the bot says in a chat: an apology, or what it was asked for."""
    return [CARD if CARD in one["text"] else one["text"] for one in api.of_bot(chat)]


async def ask_and_wait(api: BotApi) -> None:
    """Ask something now, and wait for it: what came before is done by then."""
    api.says(MEMBER, QUESTION, **said(timedelta(0)))
    await api.until(lambda: CARD in texts(api))


async def test_a_chat_that_waited_is_apologised_to_once(api: BotApi, serving: Serving) -> None:
    """However much was asked; a recent question is answered."""
    for minutes in (600, 60, 6):
        api.says(MEMBER, QUESTION, **said(minutes * A_MINUTE))
        api.says(COLLEAGUE, QUESTION, **said(minutes * A_MINUTE))
    api.sends(MEMBER, photo=[], **said(LATE_BY))
    api.says(MEMBER, QUESTION, **said(RECENT - A_MINUTE))
    async with serving(admins=ADMINS):
        await ask_and_wait(api)
        await api.answers_in(private(COLLEAGUE))
    assert texts(api) == [LATE.text, CARD, CARD]
    assert texts(api, private(COLLEAGUE)) == [LATE.text]


async def test_a_late_correction_is_no_question_either(api: BotApi, serving: Serving) -> None:
    """It counts from when it was corrected."""
    question = api.says(MEMBER, QUESTION, **said(LATE_BY * 2))
    edited = question | {"edit_date": int((NOW - LATE_BY).timestamp())}
    api.push(edited_message=edited)
    async with serving():
        await ask_and_wait(api)
    assert texts(api) == [LATE.text, CARD]


async def test_another_outage_gets_another_apology(api: BotApi, serving: Serving) -> None:
    """One for each time that people had to wait."""
    clock = Clock()
    api.says(MEMBER, QUESTION, **said(LATE_BY))
    async with serving(clock=clock):
        await api.answers_in(CHAT)
        clock.forward(timedelta(hours=1))
        await api.until(lambda: len(api.called("getUpdates")) == 2)  # so the faults are for others
        api.fail("getUpdates", Refusal(502, "Bad Gateway"), Drop(acted=False))
        api.says(MEMBER, "/help", **said(-timedelta(hours=1)))  # ends the poll under way
        await api.answers_in(CHAT, count=2)
        await api.until(lambda: not api.has_faults_left("getUpdates"))
        api.says(MEMBER, QUESTION, **said(LATE_BY - timedelta(hours=1)))
        await api.answers_in(CHAT, count=3)
    assert texts(api)[0] == texts(api)[2] == LATE.text


async def test_a_late_wish_to_join_is_asked_again_too(api: BotApi, serving: Serving) -> None:
    """The office hears of it when it is wished again."""
    api.know(CHAT)
    api.says(STRANGER, "/start", **said(LATE_BY))
    async with serving():
        [answer] = await api.answers_in(private(STRANGER))
        assert answer["text"] == LATE.text
        assert api.of_bot(CHAT) == []
        api.says(STRANGER, "/start", **said(timedelta(0)))
        api.says(STRANGER, "교통행정과 홍길동", **said(timedelta(0)))
        [request] = await api.answers_in(CHAT)
    assert str(STRANGER["id"]) in request["text"]


async def test_a_late_tap_counts(api: BotApi, serving: Serving) -> None:
    """Whatever became of the message under which the button stands."""
    async with serving():
        await ask_and_wait(api)
    [card] = api.of_bot(CHAT)
    tap = api.taps_on(MEMBER, card | said(LATE_BY), data_of(card, "같은 부서"))
    async with serving(clock=Clock(NOW + LATE_BY)):
        await api.answer_to_tap(tap)
    assert api.of_bot(CHAT)[0]["text"] != card["text"]


async def test_a_group_hears_an_apology_where_it_waits_for_an_answer(
    api: BotApi, serving: Serving
) -> None:
    """Not for what people said to each other, to another bot, or for what just happened."""
    api.chats.join(GROUP, MEMBER)
    for text in ("지역개발-05 담당 누구예요?", "점심 먹죠", "/other", "/find@another_bot 주차"):
        api.says(MEMBER, text, chat=GROUP, **said(LATE_BY))
    api.chats.rename(MEMBER, GROUP, "새 이름")
    async with serving():
        await ask_and_wait(api)
        assert api.of_bot(GROUP) == []
    for text in ("/find 주차", f"@{api.bot['username']} 주차"):
        api.says(MEMBER, text, chat=GROUP, **said(LATE_BY))
    async with serving():
        await api.answers_in(GROUP)
    assert texts(api, GROUP) == [LATE.text]


@pytest.mark.parametrize("age", [OLDEST_BELIEVED + A_MINUTE, -timedelta(hours=1)])
async def test_a_clock_that_is_wrong_does_not_silence_the_bot(
    api: BotApi, serving: Serving, age: timedelta
) -> None:
    """Telegram keeps nothing for so long, and nothing that is not said yet."""
    api.says(MEMBER, QUESTION, **said(age))
    async with serving():
        await api.answers_in(CHAT)
    assert texts(api) == [CARD]


async def test_what_comes_at_once_is_answered_whatever_its_date(
    api: BotApi, serving: Serving
) -> None:
    """It did not wait: the clock is slow, or Telegram's is."""
    async with serving():
        await ask_and_wait(api)
        api.says(MEMBER, QUESTION, **said(LATE_BY))
        await api.answers_in(CHAT, count=2)
    assert texts(api) == [CARD, CARD]


async def test_what_waited_here_is_late_too(api: BotApi, serving: Serving) -> None:
    """Behind an answer that took its time, as after a long flood."""
    clock, hold = Clock(), Hold()
    api.fail("sendMessage", hold)
    async with serving(clock=clock):
        for _ in range(3):
            api.says(MEMBER, QUESTION)
        await hold.reached.wait()
        await api.until(lambda: api.offset > 700_000_003)  # all are fetched
        clock.forward(LATE_BY)
        hold.released.set()
        api.says(MEMBER, QUESTION)
        await api.answers_in(CHAT, count=3)
    assert texts(api) == [CARD, LATE.text, CARD]


@pytest.mark.parametrize(("pause", "answer"), [(A_MINUTE, CARD), (LATE_BY, LATE.text)])
async def test_what_a_stop_left_is_answered_if_it_is_recent(
    api: BotApi,
    serving: Serving,
    monkeypatch: pytest.MonkeyPatch,
    pause: timedelta,
    answer: str,
) -> None:
    """Else apologised for, as if Telegram had kept it."""
    monkeypatch.setattr("bot.telegram.serving.FINISH_WITHIN_S", 0.01)
    hold = Hold()
    api.fail("sendMessage", hold)
    async with serving():
        api.says(MEMBER, QUESTION, **said(timedelta(0)))
        await hold.reached.wait()
        await api.until(lambda: api.offset)
    async with serving(clock=Clock(NOW + pause)):
        await api.answers_in(CHAT)
    assert texts(api) == [answer]


async def test_an_apology_that_fails_is_not_tried_for_every_message(
    api: BotApi, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    """The bot goes on serving."""
    api.fail("sendMessage", Refusal(403, "Forbidden: bot was blocked by the user"))
    for _ in range(3):
        api.says(MEMBER, QUESTION, **said(LATE_BY))
    async with serving():
        await ask_and_wait(api)
    assert texts(api) == [CARD]
    assert caplog.text.count("apology.failed reason=Forbidden") == 1


async def test_a_reply_to_a_reminder_counts_from_when_it_was_sent(
    api: BotApi, serving: Serving, clock: Clock, at: At
) -> None:
    """It was thrown away with a wish to ask again; by then the deadline had passed."""
    async with serving(clock=clock):
        await opens_chat(api, ADMIN)
        await register_group(api, TRAFFIC, "교통행정과", ANSWERER, COLLEAGUE_OF_ANSWERER)
        await set_reminder(api, "/campaign 12/21 4분기 실적")
        reminder = await at(datetime(2026, 12, 21, 0, 0, tzinfo=UTC), TRAFFIC)
    for number, (who, words) in enumerate(
        (
            (ANSWERER, "지역개발-01 제출했습니다"),
            (COLLEAGUE_OF_ANSWERER, "지역개발-03은 우리 부서 아닙니다"),
            (ANSWERER, "내일 10시에 다시 알려주세요"),
            (ANSWERER, "점심 뭐 먹죠"),
        )
    ):
        sent_at = int((clock.now + (20 + number) * A_MINUTE).timestamp())
        api.says(who, words, chat=TRAFFIC, reply_to_message=reminder, date=sent_at)
    before = len(api.of_bot(TRAFFIC))
    clock.forward(timedelta(days=1))
    async with serving(clock=clock):
        recorded, correction, when, which = (await api.answers_in(TRAFFIC, count=before + 4))[
            before:
        ]
    assert "지역개발-01: ✅ 제출완료로 기록했어요" in recorded["text"]
    assert "지역개발-03: 🙅 총괄에게 알렸어요" in correction["text"]
    assert "✅ 공약 1/6건 제출 · 12/21(월) 09:20 정교통" in now_reads(api, reminder)
    assert "🙅 지역개발-03 우리 부서 아님 · 12/21(월) 09:21" in now_reads(api, reminder)
    assert "언제 다시 알릴까요?" in when["text"]  # by now 내일 is another day
    assert "알림에 대한 답인가요?" in which["text"]


async def test_a_late_command_in_reply_to_a_reminder_is_no_answer(
    api: BotApi, serving: Serving, clock: Clock, at: At
) -> None:
    """As little as one that came in time; the rest of an album is none of its own."""
    async with serving(clock=clock):
        await opens_chat(api, ADMIN)
        await register_group(api, TRAFFIC, "교통행정과", ANSWERER)
        await set_reminder(api, "/campaign 12/21 4분기 실적")
        reminder = await at(datetime(2026, 12, 21, 0, 0, tzinfo=UTC), TRAFFIC)
    sent: dict[str, Any] = {"chat": TRAFFIC, "reply_to_message": reminder}
    sent |= {"date": int(clock.now.timestamp())}
    picture = {"file_id": "1", "file_unique_id": "1", "width": 9, "height": 9}
    album: dict[str, Any] = sent | {"media_group_id": "1", "photo": [picture]}
    api.sends(ANSWERER, **album, caption="제출했습니다")
    api.sends(ANSWERER, **album)
    api.says(ANSWERER, "/board", **sent)
    before = len(api.of_bot(TRAFFIC))
    clock.forward(timedelta(days=1))
    async with serving(clock=clock):
        await api.answers_in(TRAFFIC, count=before + 2)
    recorded, apology = (each["text"] for each in api.of_bot(TRAFFIC)[before:])
    assert "제출완료로 기록했어요" in recorded
    assert apology == LATE.text
