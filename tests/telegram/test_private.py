"""What a person gets in the private chat with the bot."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from bot.lookup.answering import LONG_CHARS
from bot.lookup.guiding_replies import TEXT_WANTED, UNKNOWN_COMMAND
from bot.lookup.parsing import understood
from bot.telegram.replies import NOT_TEXT
from tests.botapi.people import bot as a_bot
from tests.botapi.people import person, private
from tests.botapi.server import NOON
from tests.telegram.office import (
    ADMIN,
    ANSWERER,
    MEMBER,
    PLANNING,
    TRAFFIC,
    press_and_read,
    presses,
    reads,
    says,
)

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue
    from bot.lookup.question import Question
    from tests.botapi.server import BotApi

pytestmark = pytest.mark.usefixtures("bot")

CHAT = private(MEMBER)


async def test_a_number_is_answered_with_its_owner(api: BotApi) -> None:
    """The department stands in the answer, and the message is no reply to anything."""
    answer = await says(api, MEMBER, "지역개발-05 담당 어디야?")
    assert "도시계획과" in answer["text"]
    assert "reply_to_message" not in answer


@pytest.mark.parametrize("command", ["", "/history ", "/find "])
async def test_a_long_message_holds_up_nobody_else(
    api: BotApi, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Reading 4,096 characters may take seconds; it is answered all the same."""
    is_let_go = threading.Event()

    def slowly(text: str, catalogue: Catalogue) -> Question:
        if len(text) > LONG_CHARS:
            assert is_let_go.wait(10)
        return understood(text, catalogue)

    for place in ("bot.lookup.answering", "bot.table.history_desk"):
        monkeypatch.setattr(f"{place}.understood", slowly)
    api.says(ADMIN, f"{command}{'주차 말고 ' * 100}")
    api.says(ADMIN, "/find 지역개발-05", chat=TRAFFIC)
    assert "도시계획과" in (await api.answers_in(TRAFFIC))[-1]["text"]
    assert api.of_bot(CHAT) == []
    is_let_go.set()
    assert len(await api.answers_in(CHAT)) == 1


@pytest.mark.parametrize(
    ("before", "words", "seconds", "is_about"),
    [
        ("지역개발-05", "그럼 예산은?", 60, True),
        ("지역개발-05", "담당자는요?", 60, True),
        ("구청역사 복합개발", "언제까지야", 60, True),
        ("주차", "그럼 예산은?", 60, False),
        ("지역개발-05", "그럼 예산은?", 3600, False),
        ("지역개발-05", "주차 예산은?", 60, False),
    ],
)
async def test_it_answers_a_column_alone_about_the_pledge_before_it(
    api: BotApi, before: str, words: str, seconds: int, *, is_about: bool
) -> None:
    """Not about one of a list, nor about one of an hour before."""
    await says(api, MEMBER, before)
    assert ("지역개발-05" in await reads(api, MEMBER, words, date=NOON + seconds)) is is_about


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("두 번째 거", "지역개발-09"),
        ("2번째 담당자", "지역개발-09"),
        ("그럼 첫 번째는?", "지역개발-10"),
        ("두 번째 거 언제까지야", "지역개발-09"),
        ("두번째 거 말고 첫번째", "지역개발-10"),
        ("마지막 거", "지역개발-09"),
        ("2번", "지역개발-09"),
        ("10번이요", "지역개발-10"),
    ],
)
async def test_it_finds_a_pledge_by_its_place_in_the_list_before(
    api: BotApi, words: str, number: str
) -> None:
    """Not the pledge of that number."""
    await says(api, MEMBER, "주차")
    card = await reads(api, MEMBER, words)
    assert card.splitlines()[1].startswith(number)


async def test_it_finds_a_department_by_its_place_in_the_list_before(api: BotApi) -> None:
    """A list of names is one, too."""
    listed = (await reads(api, MEMBER, "부서 목록")).splitlines()
    assert listed[4].split(" ")[0] in await reads(api, MEMBER, "세번째 부서")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("그 과 공약 다 보여줘", "도시계획과 공약 4건"),
        ("담당?", "지역개발-05"),
        ("그거 번호 뭐야", "지역개발-05"),
        ("이거 환경과 아니야?", "환경과가 아니에요."),
        ("도시계획과 맞지?", "네, 맞아요."),
        ("담당 언제 바뀌었어", "🕘 지역개발-05"),
        ("연혁", "🕘 지역개발-05"),
        ("환경과 공약", "환경과 공약 2건"),
    ],
)
async def test_what_is_said_behind_a_card_is_about_its_pledge(
    api: BotApi, words: str, said: str
) -> None:
    """Also in reply to it, when another one came since."""
    card = await says(api, MEMBER, "지역개발-05")
    assert said in await reads(api, MEMBER, words)
    await says(api, MEMBER, "어린이집")
    assert said in await reads(api, MEMBER, words, reply_to_message=card)


async def test_it_finds_a_pledge_by_its_place_on_the_page_before(api: BotApi) -> None:
    """The one that stands second there, not in all of the list."""
    listed = await says(api, MEMBER, "지역개발 공약")
    turned = await press_and_read(api, MEMBER, listed, "다음")
    second = [line for line in turned["text"].splitlines() if line.startswith("지역개발-")][1]
    card = await reads(api, MEMBER, "두 번째 거")
    assert card.splitlines()[1].startswith(second.split(" ")[0])


async def test_it_answers_a_column_alone_about_a_card_opened_by_a_tap(api: BotApi) -> None:
    """It stands in the place of the list."""
    listed = await says(api, MEMBER, "주차")
    await press_and_read(api, MEMBER, listed, "지역개발-09")
    assert "지역개발-09" in await reads(api, MEMBER, "그럼 예산은?")


async def test_questions_of_one_chat_are_answered_in_order(api: BotApi) -> None:
    """Ten questions at once come back as ten answers in the same order."""
    numbers = [f"지역개발-{serial:02d}" for serial in range(1, 11)]
    for number in numbers:
        api.says(MEMBER, number)
    answers = await api.answers_in(CHAT, count=10)
    assert all(number in answer["text"] for number, answer in zip(numbers, answers, strict=True))


@pytest.mark.parametrize("command", ["/start", "/start abc"])
async def test_start_greets(api: BotApi, command: str) -> None:
    """With examples."""
    assert "안녕하세요" in await reads(api, MEMBER, command)


@pytest.mark.parametrize(
    "text",
    [
        *("/find 지역개발-05", "/find\n지역개발-05", "/dept 도시계획과", "/find, 지역개발-05"),
        *("/find:지역개발-05", "/find(지역개발-05)", "/FIND@gongyak_bot:지역개발-05"),
        "/dept:도시계획과",
    ],
)
async def test_commands_ask_what_stands_behind_them(api: BotApi, text: str) -> None:
    """The text behind a command is a question."""
    assert "도시계획과" in await reads(api, MEMBER, text)


@pytest.mark.parametrize("name", ["find", "dept"])
async def test_a_bare_command_asks_for_text(api: BotApi, name: str) -> None:
    """Without a text there is a short hint."""
    assert await reads(api, MEMBER, f"/{name}") == TEXT_WANTED[name].text


@pytest.mark.parametrize("text", ["/nonsense", "/find@otherbot 주차"])
async def test_an_unknown_command_points_to_the_help(api: BotApi, text: str) -> None:
    """What is no command of ours gets a hint."""
    assert await reads(api, MEMBER, text) == UNKNOWN_COMMAND.text


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            {
                "sticker": {
                    "file_id": "1",
                    "file_unique_id": "1",
                    "type": "regular",
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                }
            },
            id="sticker",
        ),
        pytest.param(
            {"photo": [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]},
            id="photo",
        ),
        pytest.param(
            {"voice": {"file_id": "1", "file_unique_id": "1", "duration": 1}},
            id="voice",
        ),
        pytest.param({"location": {"latitude": 37.4, "longitude": 126.9}}, id="location"),
        pytest.param({"story": {"chat": CHAT, "id": 1}}, id="story"),
    ],
)
async def test_what_is_no_text_gets_a_hint(api: BotApi, content: dict[str, Any]) -> None:
    """Stickers, photos and voice get the answer that only text is read."""
    api.sends(MEMBER, **content)
    [answer] = await api.answers_in(CHAT)
    assert answer["text"] == NOT_TEXT.text


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]},
        {"video": {"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1, "duration": 1}},
    ],
)
async def test_the_bot_answers_what_is_asked_beside_a_photo_or_a_file(
    api: BotApi, content: dict[str, Any]
) -> None:
    """What is written is a question, whatever it stands under; once for an album."""
    api.sends(MEMBER, **content, caption="지역개발-05", media_group_id="7")
    api.sends(MEMBER, **content, media_group_id="7")
    api.says(MEMBER, "/find")
    answers = await api.answers_in(CHAT, count=2)
    assert "도시계획과" in answers[0]["text"]
    assert answers[1]["text"] == TEXT_WANTED["find"].text


async def test_an_album_gets_one_hint(api: BotApi) -> None:
    """The pictures of an album arrive one by one and are one message to a person."""
    for _ in range(3):
        api.sends(
            MEMBER,
            photo=[{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}],
            media_group_id="7",
        )
    api.says(MEMBER, "/find")
    answers = await api.answers_in(CHAT, count=2)
    assert [answer["text"] for answer in answers] == [NOT_TEXT.text, TEXT_WANTED["find"].text]


async def test_what_nobody_said_is_not_answered(api: BotApi) -> None:
    """Service messages, other bots and inline results get nothing."""
    api.sends(
        MEMBER,
        pinned_message=api.sends(
            MEMBER, message_auto_delete_timer_changed={"message_auto_delete_time": 86400}
        ),
    )
    api.says(MEMBER, "지역개발-05", via_bot=api.bot)
    api.says(a_bot(5, "another_bot"), "지역개발-05", chat=CHAT)
    api.says(MEMBER, "/find")
    answers = await api.answers_in(CHAT)
    assert [answer["text"] for answer in answers] == [TEXT_WANTED["find"].text]


async def test_an_edited_question_edits_its_answer(api: BotApi) -> None:
    """The answer changes in its place."""
    question = api.says(MEMBER, "지역개발-04")
    [before] = await api.answers_in(CHAT)
    api.edits(question, "지역개발-05")
    await api.until(lambda: "지역개발-05" in api.of_bot(CHAT)[0]["text"])
    [after] = api.of_bot(CHAT)
    assert after["message_id"] == before["message_id"]


async def test_an_edited_question_goes_on_from_what_was_there_before_it(api: BotApi) -> None:
    """Not from its own answer: the one after the next was shown."""
    api.says(MEMBER, "지역개발-05")
    await api.answers_in(CHAT)
    question = api.says(MEMBER, "다음 거")
    await api.until(
        lambda: len(api.of_bot(CHAT)) > 1 and "지역개발-06" in api.of_bot(CHAT)[1]["text"]
    )
    api.edits(question, "다음 거 예산은?")
    await api.until(lambda: "사업비는 공약표에 없어요" in api.of_bot(CHAT)[1]["text"])
    assert "지역개발-06" in api.of_bot(CHAT)[1]["text"]


async def test_an_edit_that_changes_nothing_is_no_fault(api: BotApi) -> None:
    """Telegram refuses to change a message into itself, and nobody notices."""
    question = api.says(MEMBER, "지역개발-05")
    await api.answers_in(CHAT)
    api.edits(question, "지역개발-05 ")
    api.says(MEMBER, "/find")
    answers = await api.answers_in(CHAT, count=2)
    assert answers[1]["text"] == TEXT_WANTED["find"].text


async def test_an_edited_question_is_answered_anew_when_its_answer_is_gone(api: BotApi) -> None:
    """Somebody deleted the answer, then corrected the question."""
    question = api.says(MEMBER, "지역개발-04")
    [answer] = await api.answers_in(CHAT)
    del api.messages[CHAT["id"], answer["message_id"]]
    api.edits(question, "지역개발-05")
    [answer] = await api.answers_in(CHAT)
    assert "지역개발-05" in answer["text"]


async def test_a_topic_of_a_private_chat_is_kept(api: BotApi) -> None:
    """Private chats may have topics too."""
    chat = CHAT | {"is_forum": True}
    answer = await says(
        api, MEMBER, "지역개발-05", chat=chat, message_thread_id=9, is_topic_message=True
    )
    assert answer["message_thread_id"] == 9


async def test_a_text_of_any_length_is_answered(api: BotApi) -> None:
    """The longest message of Telegram, emoji included."""
    assert await reads(api, MEMBER, "주차🚗" * 1000)


async def test_a_tap_changes_the_message_it_stands_under(api: BotApi) -> None:
    """From a card to the department's list and back to another card, in one message."""
    card = await says(api, MEMBER, "지역개발-05")
    await presses(api, MEMBER, card, "같은 부서")
    [listing] = api.of_bot(CHAT)
    assert listing["message_id"] == card["message_id"]
    assert "도시계획과 공약" in listing["text"]
    await presses(api, MEMBER, listing, "지역개발-05")
    [again] = api.of_bot(CHAT)
    await presses(api, MEMBER, again, "목록")
    assert api.of_bot(CHAT)[0]["text"] == listing["text"]


async def test_long_names_work_as_buttons(api: BotApi) -> None:
    """A strategy's name is longer than callback data may be."""
    card = await says(api, MEMBER, "지역개발-05")
    card = await press_and_read(api, MEMBER, card, "더보기")
    answer = await presses(api, MEMBER, card, "같은 전략")
    assert "text" not in answer
    assert api.of_bot(CHAT)[0]["text"].count("-0") > 1


@pytest.mark.parametrize(
    "origin",
    [
        pytest.param({"type": "user", "sender_user": person(101)}, id="a colleague's"),
        pytest.param({"type": "hidden_user", "sender_user_name": "이주무"}, id="somebody's"),
    ],
)
async def test_a_forwarded_question_is_answered(api: BotApi, origin: dict[str, Any]) -> None:
    """Whoever forwards it to the bot wants to know."""
    answer = await says(
        api, MEMBER, "지역개발-05 담당 어디예요?", forward_origin=origin | {"date": 1}
    )
    assert "도시계획과" in answer["text"]


async def test_a_card_forwarded_to_the_bot_comes_to_life_again(api: BotApi) -> None:
    """Telegram forwards cards without their buttons."""
    card = await says(api, MEMBER, "지역개발-05")
    origin = {"type": "user", "sender_user": api.bot, "date": 1}
    api.says(MEMBER, card["text"], forward_origin=origin)
    _, again = await api.answers_in(CHAT, count=2)
    assert again["text"].endswith(card["text"])
    assert again["reply_markup"] == card["reply_markup"]


async def test_our_departments_are_those_of_every_group_one_is_in(
    api: BotApi, groups: None
) -> None:
    """The coordinator's too, who needs no group to be let in."""
    api.chats.join(PLANNING, ANSWERER)
    for who in (ANSWERER, ADMIN):
        answer = await reads(api, who, "우리 부서 공약")
        assert "'교통행정과' 공약 6건" in answer
        assert "'도시계획과' 공약 4건" in answer


async def test_who_is_in_the_groups_of_many_departments_is_of_none(
    api: BotApi, groups: None
) -> None:
    """They look after them all."""
    many = "교통행정과, 주차관리과, 교육지원과, 보건정책과, 주거정비과"
    await says(api, ADMIN, f"/register {many}", chat=TRAFFIC)
    assert "어느 부서인지 몰라요" in await reads(api, ADMIN, "우리 부서 공약")
