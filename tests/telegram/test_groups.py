"""In groups the bot speaks when spoken to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.lookup.guiding_replies import TEXT_WANTED
from tests.botapi.people import bot as a_bot
from tests.botapi.people import group, person, supergroup
from tests.telegram.office import MEMBER, reads, says

if TYPE_CHECKING:
    from tests.botapi.server import BotApi

PHOTO = {"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}

pytestmark = pytest.mark.usefixtures("bot")

GROUP = group(-200)
COLLEAGUE = person(101, "이주무")


async def test_the_history_is_answered_in_groups(api: BotApi) -> None:
    """It is a command of all staff."""
    api.says(MEMBER, "/history 지역개발-05", chat=GROUP)
    [answer] = await api.answers_in(GROUP)
    assert "도시계획과" in answer["text"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("/find 지역개발-05", id="command"),
        pytest.param("/find@gongyak_bot 지역개발-05", id="addressed command"),
        pytest.param("/FIND@Gongyak_Bot 지역개발-05", id="in capitals"),
        pytest.param("@gongyak_bot 지역개발-05", id="mention before"),
        pytest.param("지역개발-05 @Gongyak_bot", id="mention behind"),
        pytest.param("🚗🚗 @gongyak_bot 지역개발-05", id="mention behind emoji"),
        pytest.param("/start", id="start"),
    ],
)
async def test_what_is_meant_for_the_bot_is_answered_as_a_reply(api: BotApi, text: str) -> None:
    """The answer is tied to its question."""
    question = api.says(MEMBER, text, chat=GROUP)
    [answer] = await api.answers_in(GROUP)
    assert "도시계획과" in answer["text"]
    assert answer["reply_to_message"]["message_id"] == question["message_id"]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        pytest.param("지역개발-05 담당 어디야?", {}, id="plain sentence"),
        pytest.param("/find@otherbot 지역개발-05", {}, id="another bot's command"),
        pytest.param("/nonsense", {}, id="unknown command"),
        pytest.param("/nonsense@gongyak_bot", {}, id="unknown command for us"),
        pytest.param("@otherbot 지역개발-05", {}, id="mention of another"),
        pytest.param("gongyak_bot@gongyak.example 지역개발-05", {}, id="an address"),
    ],
)
async def test_what_is_not_meant_for_the_bot_is_left_alone(
    api: BotApi, text: str, more: dict[str, Any]
) -> None:
    """Nothing is said; the next command is the first to be answered."""
    api.says(MEMBER, text, chat=GROUP, **more)
    assert await reads(api, MEMBER, "/find", chat=GROUP) == TEXT_WANTED["find"].text


async def test_stickers_photos_and_service_messages_are_left_alone(api: BotApi) -> None:
    """A group is full of things that are no questions."""
    api.sends(MEMBER, GROUP, new_chat_members=[api.bot])
    api.sends(MEMBER, GROUP, voice={"file_id": "1", "file_unique_id": "1", "duration": 1})
    api.sends(MEMBER, GROUP, photo=[PHOTO], caption="지역개발-05")
    api.says(a_bot(5, "another_bot"), "/find 지역개발-05", chat=GROUP)
    assert await reads(api, MEMBER, "/find", chat=GROUP) == TEXT_WANTED["find"].text


async def test_a_photo_that_mentions_the_bot_asks_what_is_written_beside_it(api: BotApi) -> None:
    """And so does one in reply to a card."""
    mention = {"type": "mention", "offset": 0, "length": 12}
    asks = {"caption": "@gongyak_bot 지역개발-05", "caption_entities": [mention]}
    api.sends(MEMBER, GROUP, photo=[PHOTO], **asks)
    [card] = await api.answers_in(GROUP)
    api.sends(MEMBER, GROUP, photo=[PHOTO], caption="그럼 예산은?", reply_to_message=card)
    answers = await api.answers_in(GROUP, count=2)
    assert all("지역개발-05" in answer["text"] for answer in answers)


async def test_a_reply_to_the_bot_is_a_question(api: BotApi) -> None:
    """A reply to a colleague is not."""
    hint = await says(api, MEMBER, "/find", chat=GROUP)
    chatter = api.says(COLLEAGUE, "저는 모르겠어요", chat=GROUP)
    api.says(MEMBER, "지역개발-04", chat=GROUP, reply_to_message=chatter)
    api.says(MEMBER, "지역개발-05", chat=GROUP, reply_to_message=hint)
    answers = await api.answers_in(GROUP, count=2)
    assert "지역개발-05" in answers[1]["text"]


async def test_it_answers_a_column_alone_about_the_card_that_is_replied_to(api: BotApi) -> None:
    """A question beside it is not, nor a reply to a list."""
    card = await says(api, MEMBER, "/find 지역개발-05", chat=GROUP)
    listed = await says(api, MEMBER, "/find 주차", chat=GROUP)
    texts = [
        await reads(api, MEMBER, "그럼 예산은?", chat=GROUP, reply_to_message=card),
        await reads(api, MEMBER, "/find 그럼 예산은?", chat=GROUP),
        await reads(api, MEMBER, "그럼 예산은?", chat=GROUP, reply_to_message=listed),
    ]
    assert ["지역개발-05" in text for text in texts] == [True, False, False]


async def test_a_topic_opened_by_the_bot_is_no_reply_to_it(api: BotApi) -> None:
    """Every message of a topic is formally a reply to the one that opened it."""
    chat = supergroup(-300, forum=True)
    opening = {
        "message_id": 9,
        "date": 1,
        "chat": chat,
        "from": api.bot,
        "forum_topic_created": {"name": "공약", "icon_color": 1},
    }
    topic = {"message_thread_id": 9, "is_topic_message": True, "reply_to_message": opening}
    api.says(MEMBER, "지역개발-04", chat=chat, **topic)
    answer = await says(api, MEMBER, "/find 지역개발-05", chat=chat, **topic)
    assert "지역개발-05" in answer["text"]
    assert answer["message_thread_id"] == 9


async def test_a_thread_of_replies_outside_a_forum_is_no_topic(api: BotApi) -> None:
    """Supergroups number their threads of replies, and refuse that number."""
    chat = supergroup(-301)
    answer = await says(api, MEMBER, "/find 지역개발-05", chat=chat, message_thread_id=4)
    assert "message_thread_id" not in answer


async def test_an_answer_comes_although_its_question_was_deleted(api: BotApi) -> None:
    """There is nothing to tie it to any more."""
    question = api.says(MEMBER, "/find 지역개발-05", chat=GROUP)
    del api.messages[GROUP["id"], question["message_id"]]
    [answer] = await api.answers_in(GROUP)
    assert "reply_to_message" not in answer


async def test_an_edited_group_question_edits_its_answer(api: BotApi) -> None:
    """One edited to leave the bot out is left alone."""
    question = api.says(MEMBER, "@gongyak_bot 지역개발-04", chat=GROUP)
    await api.answers_in(GROUP)
    api.edits(question, "@gongyak_bot 지역개발-05")
    await api.until(lambda: "지역개발-05" in api.of_bot(GROUP)[0]["text"])
    api.edits(question, "지역개발-06")
    api.says(MEMBER, "/find", chat=GROUP)
    answers = await api.answers_in(GROUP, count=2)
    assert "지역개발-05" in answers[0]["text"]


async def test_a_question_edited_to_mention_the_bot_is_answered(api: BotApi) -> None:
    """It was not meant for the bot before."""
    question = api.says(MEMBER, "지역개발-05", chat=GROUP)
    api.edits(question, "@gongyak_bot 지역개발-05")
    [answer] = await api.answers_in(GROUP)
    assert answer["reply_to_message"]["message_id"] == question["message_id"]


async def test_channel_posts_are_left_alone(api: BotApi) -> None:
    """Telegram may still send what is not asked for any more."""
    post = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": -400, "type": "channel", "title": "소식"},
        "text": "@gongyak_bot 지역개발-05",
        "entities": [{"type": "mention", "offset": 0, "length": 12}],
    }
    api.push(channel_post=post)
    api.push(edited_channel_post=post)
    await says(api, MEMBER, "/find", chat=GROUP)
    assert len(api.called("sendMessage")) == 1
    assert "channel_post" not in api.called("getUpdates")[0]["allowed_updates"]
