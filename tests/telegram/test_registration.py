"""Group chats: added, registered, confirmed, renamed, moved, muted, lost."""

from __future__ import annotations

from datetime import timedelta
from hashlib import blake2s
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.people import group_desk
from bot.people.membership import REMEMBERED_FOR
from bot.people.registration import Registration
from bot.people.replies.groups import (
    HOW_TO_HEAR_ALL,
    NOT_REGISTERED,
    PUBLIC_GROUP,
    not_here_for_strangers,
)
from bot.people.replies.people import NOT_YOURS, OUT_OF_DATE
from bot.store.errors import StoreError, Trouble
from bot.telegram.replies import NAMELESS
from tests.botapi.people import ANONYMOUS, group, person, private, supergroup
from tests.botapi.server import Refusal
from tests.telegram.office import (
    ADMIN,
    CARD,
    COLLEAGUE,
    CONTACT,
    COORDINATOR,
    NEWCOMER,
    PLANNER,
    STRANGER,
    appoint,
    group_links,
    labels,
    let_in,
    may_ask,
    message_to,
    newest,
    now_reads,
    press_and_read,
    presses,
    reads,
    remove,
    says,
)

if TYPE_CHECKING:
    from bot.people.groups import Group
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Clock

pytestmark = pytest.mark.usefixtures("office")

GROUP = group(-200, "교통행정과 방")
MOVED = -1_000_000_000_200
FAREWELL = not_here_for_strangers("금천구청", CONTACT).text


async def add_bot(api: BotApi, who: Json, chat: Json = GROUP) -> Json:
    """Somebody adds the bot to a group; what it says there first."""
    before = len(api.of_bot(chat))
    api.chats.add_bot(who, chat)
    return (await api.answers_in(chat, count=before + 1))[before]


async def register_group(api: BotApi, chat: Json = GROUP) -> None:
    """The admin registers a group."""
    await add_bot(api, ADMIN, chat)
    answer = await says(api, ADMIN, "/register 교통행정과", chat=chat)
    assert "교통행정과 방으로 등록되었어요" in answer["text"]


async def propose(api: BotApi) -> Json:
    """A colleague adds the bot to a group and says whose it is; what the admin is asked."""
    await let_in(api, COLLEAGUE)
    await add_bot(api, COLLEAGUE)
    await says(api, COLLEAGUE, "/register 교통행정과", chat=GROUP)
    return await message_to(api, ADMIN, "부서: 교통행정과")


async def open_panel(api: BotApi, *labels: str) -> Json:
    """The admin opens a group from the list, and goes on by these buttons."""
    panel = await says(api, ADMIN, "/groups")
    for label in ("교통행정과 방", *labels):
        panel = await press_and_read(api, ADMIN, panel, label)
    return panel


async def list_groups(api: BotApi) -> str:
    """What the admin reads behind /groups."""
    return await reads(api, ADMIN, "/groups")


# -- being added ------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [STRANGER, ANONYMOUS], ids=["stranger", "anonymous admin"])
async def test_a_group_of_a_stranger_is_left(api: BotApi, who: Json) -> None:
    """With a word on how to ask for access, and nothing else."""
    farewell = await add_bot(api, who)
    assert farewell["text"] == FAREWELL
    await api.until(lambda: api.called("leaveChat") == [{"chat_id": -200}])
    assert "방에서 나옴" in await reads(api, ADMIN, "/audit")


async def test_a_group_of_a_stranger_is_left_even_when_nothing_can_be_said(api: BotApi) -> None:
    """As where only admins may write."""
    api.fail("sendMessage", Refusal(400, "Bad Request: not enough rights to send text messages"))
    api.chats.add_bot(STRANGER, GROUP)
    await api.until(lambda: api.called("leaveChat"))


async def test_a_fault_of_the_database_ends_no_watch_over_groups(
    api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A group of a stranger stays until it is known to be none; the next one is left."""
    faults = [StoreError(Path("state.db"), Trouble.LOCKED)]

    def of_chat(_: Registration, chat_id: int) -> tuple[Group, ...]:
        if faults:
            raise faults.pop()
        return ()

    monkeypatch.setattr(Registration, "of_chat", of_chat)
    for place in (-600, -601):
        api.chats.add_bot(STRANGER, group(place, "남의 방"))
        await api.until(lambda: not faults)
    await api.until(lambda: api.called("leaveChat") == [{"chat_id": -601}])


async def test_a_channel_is_left_without_a_word(api: BotApi) -> None:
    """Even a colleague's: the bot has nothing to say to a public."""
    channel = {"id": -1_000_000_000_900, "type": "channel", "title": "소식"}
    api.chats.add_bot(ADMIN, channel, status="administrator")
    await api.until(lambda: api.called("leaveChat"))
    assert api.of_bot(channel) == []


async def test_staff_are_asked_which_department_it_is(api: BotApi) -> None:
    """With buttons, and what the bot cannot hear there; by its title first."""
    question = await add_bot(api, ADMIN)
    assert "교통행정과 방인가요?" in question["text"]
    await presses(api, ADMIN, question, "다른 부서")
    question = newest(api, GROUP)
    assert "어느 부서" in question["text"]
    assert HOW_TO_HEAR_ALL in question["text"]
    assert "다음 ▶" in labels(question)


async def test_an_admin_of_the_group_hears_all(api: BotApi) -> None:
    """Then there is nothing to explain."""
    api.chats.add_bot(ADMIN, GROUP, status="administrator")
    [question] = await api.answers_in(GROUP)
    assert HOW_TO_HEAR_ALL not in question["text"]


async def test_a_public_group_is_not_registered(api: BotApi) -> None:
    """Anybody could come in and would be a member."""
    public = supergroup(MOVED, "아무나") | {"username": "anybody"}
    assert (await add_bot(api, ADMIN, public))["text"] == PUBLIC_GROUP.text
    assert await reads(api, ADMIN, "/register 교통행정과", chat=public) == PUBLIC_GROUP.text
    api.chats.join(public, NEWCOMER)
    assert not await may_ask(api, NEWCOMER)


# -- which department? ------------------------------------------------------------------------


async def test_a_coordinator_picks_a_department_with_a_button(api: BotApi) -> None:
    """Of any page; it is bound at once."""
    await presses(api, ADMIN, await add_bot(api, ADMIN), "다른 부서")
    await presses(api, ADMIN, newest(api, GROUP), "다음")
    first = labels(newest(api, GROUP))[0]
    await presses(api, ADMIN, newest(api, GROUP), first)
    assert f"{first} 방으로 등록되었어요" in newest(api, GROUP)["text"]
    assert "✅ 교통행정과 방" in await list_groups(api)


@pytest.mark.parametrize("name", ["교통행정과", "교통 행정과"])
async def test_a_coordinator_names_the_department(api: BotApi, name: str) -> None:
    """Beyond doubt: it is bound at once."""
    await add_bot(api, ADMIN)
    answer = await says(api, ADMIN, f"/register {name}", chat=GROUP)
    assert "교통행정과 방으로 등록되었어요" in answer["text"]


async def test_several_departments_can_be_named(api: BotApi) -> None:
    """With commas or spaces; none of them is forgotten."""
    await add_bot(api, ADMIN)
    answer = await says(api, ADMIN, "/register 교통행정과, 주차관리과", chat=GROUP)
    assert "교통행정과, 주차관리과 방으로" in answer["text"]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("교통행졍과", id="오타"),
        pytest.param("교행과", id="줄임말"),
        pytest.param("교통", id="일부"),
    ],
)
async def test_a_name_that_is_not_sure_is_asked_about(api: BotApi, typed: str) -> None:
    """Nothing is bound to what somebody did not write."""
    await add_bot(api, ADMIN)
    answer = await says(api, ADMIN, f"/register {typed}", chat=GROUP)
    assert "교통행정과 방인가요?" in answer["text"]
    await presses(api, ADMIN, answer, "네")
    assert "교통행정과 방으로 등록되었어요" in newest(api, GROUP)["text"]


async def test_a_part_of_several_names_offers_them(api: BotApi) -> None:
    """And no others."""
    await add_bot(api, ADMIN)
    answer = await says(api, ADMIN, "/register 정책", chat=GROUP)
    assert "'정책'에 맞는 부서예요" in answer["text"]
    assert labels(answer) == ["보건정책과", "가족정책과", "복지정책과"]


async def test_one_name_of_several_that_means_nothing_is_asked_about(api: BotApi) -> None:
    """A group is not bound to half of what was said."""
    await add_bot(api, ADMIN)
    answer = await says(api, ADMIN, "/register 교통행정과, 우주개발과", chat=GROUP)
    assert "등록되었어요" not in answer["text"]


async def test_a_reply_to_the_question_is_a_search(api: BotApi) -> None:
    """Telegram shows replies to the bot even where it hears nothing else."""
    question = await add_bot(api, ADMIN)
    before = len(api.of_bot(GROUP))
    api.says(ADMIN, "우주개발과", chat=GROUP, reply_to_message=question)
    answer = (await api.answers_in(GROUP, count=before + 1))[before]
    assert "'우주개발과'라는 부서를 찾지 못했어요" in answer["text"]
    api.says(ADMIN, "교통행정과", chat=GROUP, reply_to_message=answer)
    answer = (await api.answers_in(GROUP, count=before + 2))[before + 1]
    assert "교통행정과 방으로 등록되었어요" in answer["text"]


async def test_a_button_of_a_department_that_is_gone_registers_nothing(api: BotApi) -> None:
    """It says that it is out of date."""
    panel = await add_bot(api, ADMIN)
    answer = await api.answer_to_tap(api.taps_on(ADMIN, panel, "id/12345/1"))
    assert answer["text"] == OUT_OF_DATE


async def test_a_members_choice_waits_for_a_coordinator(api: BotApi) -> None:
    """Who is notified in the group when it is confirmed; its people may then ask."""
    await let_in(api, COLLEAGUE)
    api.chats.join(GROUP, NEWCOMER)
    await add_bot(api, COLLEAGUE)
    assert "요청했어요" in await reads(api, COLLEAGUE, "/register 교통행정과", chat=GROUP)
    assert not await may_ask(api, NEWCOMER)
    request = await message_to(api, ADMIN, "부서: 교통행정과")
    assert "교통행정과 방" in request["text"]
    await presses(api, ADMIN, request, "승인")
    await api.until(lambda: "등록되었어요" in newest(api, GROUP)["text"])
    assert "김주무(100) 님이 승인" in now_reads(api, request)
    assert await may_ask(api, NEWCOMER)


async def test_a_rejected_choice_binds_nothing(api: BotApi) -> None:
    """The group hears of it."""
    await presses(api, ADMIN, await propose(api), "거절")
    await api.until(lambda: f"승인되지 않았어요.\n문의: {CONTACT}" in newest(api, GROUP)["text"])
    assert "▫️" in await list_groups(api)


async def test_a_confirmation_stands_although_the_group_does_not_hear_of_it(api: BotApi) -> None:
    """Telegram may be out of reach at that moment."""
    request = await propose(api)
    api.fail("sendMessage", Refusal(502, "Bad Gateway"))
    answer = await presses(api, ADMIN, request, "승인")
    assert "text" not in answer
    assert "✅ 교통행정과 방" in await list_groups(api)


async def test_a_new_choice_takes_the_old_requests_place(api: BotApi) -> None:
    """The buttons of the old one bind nothing any more."""
    old = await propose(api)
    await says(api, COLLEAGUE, "/register 주차관리과", chat=GROUP)
    await message_to(api, ADMIN, "부서: 주차관리과")
    assert "이미 처리된" in (await presses(api, ADMIN, old, "승인"))["text"]
    assert "교통행정과 방 · 아직" in await list_groups(api)


async def test_the_coordinator_is_notified_of_other_groups_of_the_department(api: BotApi) -> None:
    """Two groups of one department may be meant, or a mistake."""
    await register_group(api, group(-300, "첫 방"))
    await propose(api)
    await message_to(api, ADMIN, "교통행정과는 이미 '첫 방'에 등록되어 있어요")


async def test_strangers_register_nothing(api: BotApi) -> None:
    """By no command and no button, in a group that staff added the bot to."""
    panel = await add_bot(api, ADMIN)
    answer = await says(api, STRANGER, "/register 교통행정과", chat=GROUP)
    assert "금천구청 직원만" in answer["text"]
    assert "교통" not in answer["text"]
    answer = await presses(api, STRANGER, panel, labels(panel)[0])
    assert "금천구청 직원만" in answer["text"]
    assert "금천구청 직원만" in await reads(api, STRANGER, "/unregister", chat=GROUP)
    assert "▫️" in await list_groups(api)


async def test_an_anonymous_admin_registers_nothing(api: BotApi) -> None:
    """Nobody knows who that is."""
    await add_bot(api, ADMIN)
    answer = await reads(api, ANONYMOUS, "/register 교통행정과", chat=GROUP, sender_chat=GROUP)
    assert answer == NAMELESS.text
    api.says(ANONYMOUS, "/register 교통행정과", chat=GROUP)
    assert "▫️" in await list_groups(api)


async def test_a_group_is_freed_by_coordinators_alone(api: BotApi) -> None:
    """Its people then are strangers again, at once."""
    await let_in(api, COLLEAGUE)
    await register_group(api)
    api.chats.join(GROUP, NEWCOMER)
    assert await may_ask(api, NEWCOMER)
    assert await reads(api, COLLEAGUE, "/unregister", chat=GROUP) == NOT_YOURS
    assert "교통행정과 방 등록을 해제했어요" in await reads(api, ADMIN, "/unregister", chat=GROUP)
    assert not await may_ask(api, NEWCOMER)
    assert await reads(api, ADMIN, "/unregister", chat=GROUP) == NOT_REGISTERED.text


async def test_registering_belongs_into_groups(api: BotApi) -> None:
    """In private it is explained."""
    assert "부서 방 안에서" in await reads(api, ADMIN, "/register 교통행정과")


async def test_a_group_that_the_bot_was_in_before_can_be_registered(api: BotApi) -> None:
    """Its database may be new, the group is not."""
    assert "등록되었어요" in await reads(api, ADMIN, "/register 교통행정과", chat=GROUP)


# -- membership by group ----------------------------------------------------------------------


@pytest.mark.parametrize("status", ["member", "administrator", "creator", "restricted"])
async def test_people_of_a_registered_group_may_ask(api: BotApi, status: str) -> None:
    """In private too, without anybody's approval."""
    await register_group(api)
    api.chats.join(GROUP, NEWCOMER, status=status)
    assert await may_ask(api, NEWCOMER)


async def test_people_of_an_unregistered_group_may_not(api: BotApi) -> None:
    """Staff added the bot there; that alone lets nobody in."""
    await add_bot(api, ADMIN)
    api.chats.join(GROUP, NEWCOMER)
    assert not await may_ask(api, NEWCOMER)
    assert api.called("getChatMember") == []


async def test_membership_is_remembered_for_a_while(api: BotApi, clock: Clock) -> None:
    """Then Telegram is asked again."""
    await register_group(api)
    api.chats.join(GROUP, NEWCOMER)
    assert await may_ask(api, NEWCOMER)
    assert await may_ask(api, NEWCOMER)
    assert len(api.called("getChatMember")) == 1
    api.chats.join(GROUP, NEWCOMER, status="kicked")  # and the bot gets no update
    assert await may_ask(api, NEWCOMER)
    clock.forward(REMEMBERED_FOR - timedelta(seconds=1))
    assert await may_ask(api, NEWCOMER)
    clock.forward(timedelta(seconds=1))
    assert not await may_ask(api, NEWCOMER)


async def test_who_leaves_the_group_in_sight_of_the_bot_is_out_at_once(api: BotApi) -> None:
    """The service message tells."""
    await register_group(api)
    api.chats.join(GROUP, NEWCOMER)
    assert await may_ask(api, NEWCOMER)
    api.chats.leave(GROUP, NEWCOMER)
    await says(api, ADMIN, "/find", chat=GROUP)  # by now it has been seen
    assert not await may_ask(api, NEWCOMER)


async def test_a_removed_person_is_out_although_still_in_the_group(api: BotApi) -> None:
    """In private and in the group itself, until a coordinator lets them in again."""
    await register_group(api)
    api.chats.join(GROUP, NEWCOMER)
    assert await may_ask(api, NEWCOMER)
    await remove(api, NEWCOMER)
    assert not await may_ask(api, NEWCOMER)
    assert CARD not in await reads(api, NEWCOMER, "/find 지역개발-05", chat=GROUP)
    await presses(api, ADMIN, newest(api, private(ADMIN)), "직원으로 승인")
    assert await may_ask(api, NEWCOMER)


@pytest.mark.parametrize(
    "fault", [Refusal(502, "Bad Gateway"), Refusal(400, "Bad Request: CHAT_ADMIN_REQUIRED")]
)
async def test_what_telegram_does_not_say_lets_nobody_in(api: BotApi, fault: Refusal) -> None:
    """It is not remembered either."""
    await register_group(api)
    api.chats.join(GROUP, NEWCOMER)
    api.fail("getChatMember", fault)
    assert not await may_ask(api, NEWCOMER)
    assert await may_ask(api, NEWCOMER)


async def test_an_anonymous_admin_is_no_member_of_his_own_group(api: BotApi) -> None:
    """Not by a button either: nobody knows who pressed it."""
    await register_group(api)
    api.chats.join(GROUP, ANONYMOUS, status="administrator")
    card = await says(api, ADMIN, "/find 지역개발-05", chat=GROUP)
    answer = await presses(api, ANONYMOUS, card, "같은 부서")
    assert "금천구청 직원만" in answer["text"]


# -- what becomes of groups -------------------------------------------------------------------


async def test_a_group_that_becomes_a_supergroup_keeps_its_binding(api: BotApi) -> None:
    """Both service messages tell it; the people stay in."""
    await register_group(api)
    api.chats.join(GROUP, NEWCOMER)
    new = api.chats.upgrade(GROUP, MOVED)
    assert CARD in await reads(api, NEWCOMER, "/find 지역개발-05", chat=new)
    assert "✅ 교통행정과 방 · 교통행정과" in await list_groups(api)
    panel = newest(api, private(ADMIN))
    assert f"gr/{MOVED}" in str(panel)
    changes = (await says(api, ADMIN, "/audit"))["text"]
    assert changes.count("방 번호 바뀜") == 1
    assert "방 등록 → 교통행정과 방 (교통행정과)" in changes


async def test_a_supergroup_is_recognised_before_telegram_says(api: BotApi) -> None:
    """Although a stranger made it one: nobody added the bot."""
    await register_group(api)
    new = api.chats.upgrade(GROUP, MOVED, notify=False)
    api.chats.add_bot(STRANGER, new)
    await api.until(lambda: api.called("sendChatAction"))
    assert "✅ 교통행정과 방" in await list_groups(api)
    assert api.called("leaveChat") == []


async def test_an_impostor_of_a_registered_group_is_left(api: BotApi) -> None:
    """The same title is not the same group."""
    await register_group(api)
    impostor = supergroup(MOVED, GROUP["title"])
    assert (await add_bot(api, STRANGER, impostor))["text"] == FAREWELL
    await api.until(lambda: api.called("leaveChat") == [{"chat_id": MOVED}])


async def test_a_move_is_learned_from_a_message_that_could_not_be_sent(api: BotApi) -> None:
    """The coordinator's confirmation goes to the new group."""
    request = await propose(api)
    new = api.chats.upgrade(GROUP, MOVED, notify=False)
    await presses(api, ADMIN, request, "승인")
    [confirmation] = await api.answers_in(new)
    assert "등록되었어요" in confirmation["text"]
    assert "✅ 교통행정과 방" in await list_groups(api)


async def test_an_answer_that_meets_a_moved_group_teaches_the_same(api: BotApi) -> None:
    """The question came before the move, the answer after it."""
    await register_group(api)
    api.chats.upgrade(GROUP, MOVED, notify=False)
    api.says(ADMIN, "/find 지역개발-05", chat=GROUP)
    await api.until(lambda: [c["chat_id"] for c in api.called("sendMessage")].count(-200) == 4)
    await list_groups(api)
    assert f"gr/{MOVED}" in str(newest(api, private(ADMIN)))


async def test_a_renamed_group_is_listed_under_its_new_name(api: BotApi) -> None:
    """The binding stays."""
    await register_group(api)
    api.chats.rename(ADMIN, GROUP, "교통과 새 방")
    await says(api, ADMIN, "/find", chat=GROUP)
    assert "✅ 교통과 새 방 · 교통행정과" in await list_groups(api)


@pytest.mark.parametrize(
    ("status", "words"), [("kicked", "나가게"), ("left", "나가게"), ("restricted", "글을 쓸 수 없")]
)
async def test_coordinators_hear_of_a_group_that_cannot_be_reached(
    api: BotApi, status: str, words: str
) -> None:
    """And see it in the list; nothing points at it silently."""
    await register_group(api)
    api.chats.change_bot(ADMIN, GROUP, status)
    assert "교통행정과 알림" in (await message_to(api, ADMIN, words))["text"]
    listed = await list_groups(api)
    assert "⚠️ 교통행정과 방" in listed
    assert "방이 없는 부서 21곳" in listed


async def test_people_of_a_lost_group_are_strangers_again(api: BotApi) -> None:
    """Telegram could not tell who is in it."""
    await register_group(api)
    api.chats.join(GROUP, NEWCOMER)
    assert await may_ask(api, NEWCOMER)
    api.chats.change_bot(ADMIN, GROUP, "kicked")
    await message_to(api, ADMIN, "나가게")
    assert not await may_ask(api, NEWCOMER)


async def test_a_group_that_takes_the_bot_back_is_bound_as_before(api: BotApi) -> None:
    """By staff; a stranger who brings it back is a stranger."""
    await register_group(api)
    api.chats.join(GROUP, NEWCOMER)
    api.chats.change_bot(ADMIN, GROUP, "kicked")
    await message_to(api, ADMIN, "나가게")
    assert (await add_bot(api, NEWCOMER))["text"] == FAREWELL
    await api.until(lambda: api.called("leaveChat"))
    assert "교통행정과 방으로 등록되었어요" in (await add_bot(api, ADMIN))["text"]
    assert await may_ask(api, NEWCOMER)


async def test_a_groups_own_people_bring_the_bot_back(api: BotApi) -> None:
    """Whom it let in before; not somebody who was removed."""
    await register_group(api)
    api.chats.join(GROUP, NEWCOMER, COLLEAGUE)
    assert await may_ask(api, NEWCOMER)
    assert await may_ask(api, COLLEAGUE)
    await remove(api, COLLEAGUE)
    api.chats.change_bot(ADMIN, GROUP, "kicked")
    await message_to(api, ADMIN, "나가게")
    assert (await add_bot(api, COLLEAGUE))["text"] == FAREWELL
    await api.until(lambda: api.called("leaveChat"))
    assert "교통행정과 방으로 등록되었어요" in (await add_bot(api, NEWCOMER))["text"]
    assert await may_ask(api, NEWCOMER)


async def test_a_deleted_group_is_learned_from_a_message_that_could_not_be_sent(
    api: BotApi,
) -> None:
    """Telegram says nothing of its own accord."""
    await register_group(api)
    api.chats.delete(GROUP)
    await open_panel(api)
    api.says(ADMIN, "/find 지역개발-05", chat=GROUP)  # said just before
    await message_to(api, ADMIN, "나가게 되었어요")
    assert "⚠️ 교통행정과 방" in await list_groups(api)


async def test_a_coordinator_frees_and_leaves_groups_from_the_list(api: BotApi) -> None:
    """The group is notified; leaving is asked about once more."""
    await register_group(api)
    panel = await open_panel(api, "등록 해제")
    assert "해제했어요" in newest(api, GROUP)["text"]
    assert "아직 정하지 않았어요" in panel["text"]
    panel = await open_panel(api, "방에서 나가기", "나가기")
    assert api.called("leaveChat") == [{"chat_id": -200}]
    assert "부서 방 0곳" in panel["text"]


async def test_promotion_and_mute_are_followed(api: BotApi) -> None:
    """What the bot hears, and whether it can write."""
    await register_group(api)
    assert "명령과 답장만" in (await open_panel(api))["text"]
    api.chats.change_bot(ADMIN, GROUP, "administrator")
    await says(api, ADMIN, "/find", chat=GROUP)
    assert "명령과 답장만" not in (await open_panel(api))["text"]


async def test_a_coordinators_data_forged_in_a_group_shows_nothing_there(api: BotApi) -> None:
    """What is for coordinators alone stays in their private chats."""
    await appoint(api, COORDINATOR)
    panel = await add_bot(api, ADMIN)
    for data in ("pp/0/1", "gs/1", "au/1", "gr/-200/0"):
        answer = await api.answer_to_tap(api.taps_on(COORDINATOR, panel, data))
        assert answer["text"] == OUT_OF_DATE
    assert newest(api, GROUP)["text"] == panel["text"]


async def test_an_approval_for_another_kind_is_none(api: BotApi) -> None:
    """Numbers that mean nothing."""
    panel = await says(api, ADMIN, "/people")
    for data in ("ok/999", "gr/-1/0", "fr/-1/0", "lx/-1/0", "rv/5", "iv/999/999", "di/666"):
        await api.answer_to_tap(api.taps_on(ADMIN, panel, data))
    assert api.called("leaveChat") == []
    assert not await may_ask(api, STRANGER)


async def test_a_person_is_in_the_group_they_write_in_first(api: BotApi) -> None:
    """Telegram is asked about that one before all others."""
    for number in range(3):
        await register_group(api, group(-300 - number, f"{number}번 방"))
    api.chats.join(group(-302), person(800))
    assert CARD in await reads(api, person(800), "/find 지역개발-05", chat=group(-302))
    assert len(api.called("getChatMember")) == 1


# -- by a link --------------------------------------------------------------------------------


async def link_for(api: BotApi, name: str, *, by: Json = ADMIN) -> str:
    """What the link for a department without a group brings into a group."""
    await presses(api, by, await says(api, by, "/groups"), "등록 링크")
    for _ in range(5):
        panel = newest(api, private(by))
        if name in group_links(panel):
            assert f"?startgroup={group_links(panel)[name]}" in panel["text"]  # to be forwarded
            return group_links(panel)[name]
        await presses(api, by, panel, "다음")
    pytest.fail(f"no link for {name}")


async def opens_link(api: BotApi, who: Json, payload: str, chat: Json) -> Json:
    """Somebody taps a link and chooses a group: Telegram adds the bot, then sends /start there."""
    question = await add_bot(api, who, chat)
    api.says(who, f"/start@gongyak_bot {payload}", chat=chat)
    await api.until(lambda: api.messages[chat["id"], question["message_id"]] != question)
    return newest(api, chat)


async def test_a_link_adds_and_registers_with_one_tap(api: BotApi) -> None:
    """Of a coordinator; the question that came first shows the outcome, and nothing is left."""
    payload = await link_for(api, "주차관리과")
    [message] = [await opens_link(api, ADMIN, payload, GROUP)]
    assert "주차관리과 방으로 등록되었어요" in message["text"]
    assert labels(message) == []
    assert len(api.of_bot(GROUP)) == 1
    panel = await says(api, ADMIN, "/groups")
    assert "✅ 교통행정과 방 · 주차관리과" in panel["text"]
    await presses(api, ADMIN, panel, "등록 링크")
    assert "주차관리과" not in group_links(newest(api, private(ADMIN)))
    assert "방이 없는 부서 20곳" in newest(api, private(ADMIN))["text"]


async def test_a_members_link_waits_for_a_coordinator(api: BotApi) -> None:
    """One tap and an approval."""
    await let_in(api, COLLEAGUE)
    message = await opens_link(api, COLLEAGUE, await link_for(api, "주차관리과"), GROUP)
    assert "주차관리과로 등록을 요청했어요" in message["text"]
    await presses(api, ADMIN, await message_to(api, ADMIN, "부서: 주차관리과"), "승인")
    await api.until(lambda: "등록되었어요" in newest(api, GROUP)["text"])


async def test_a_link_lets_in_a_colleague_and_the_group_with_one_approval(
    api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The coordinator sees who asks; once that is approved, everybody of the group may ask."""
    monkeypatch.setattr(group_desk, "LINK_COMES_WITHIN_S", 60.0)
    payload = await link_for(api, "주차관리과")
    api.chats.join(GROUP, NEWCOMER, PLANNER)
    api.chats.add_bot(NEWCOMER, GROUP)
    message = await says(api, NEWCOMER, f"/start@gongyak_bot {payload}", chat=GROUP)
    assert "주차관리과로 등록을 요청했어요" in message["text"]
    assert not await may_ask(api, NEWCOMER)
    request = await message_to(api, ADMIN, "부서: 주차관리과")
    assert "요청: 최신입(400)" in request["text"]
    await presses(api, ADMIN, request, "승인")
    await api.until(lambda: "주차관리과 방으로 등록되었어요" in newest(api, GROUP)["text"])
    for who in (NEWCOMER, PLANNER):
        assert await may_ask(api, who)
    assert api.called("leaveChat") == []
    log = await says(api, ADMIN, "/audit")
    assert "방 등록 요청" in log["text"]
    assert "모르는 사람의 방에서 나옴" not in log["text"]


async def test_a_colleague_whose_link_is_refused_stays_out(
    api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until the refusal is taken back."""
    monkeypatch.setattr(group_desk, "LINK_COMES_WITHIN_S", 60.0)
    payload = await link_for(api, "주차관리과")
    api.chats.join(GROUP, NEWCOMER)
    api.chats.add_bot(NEWCOMER, GROUP)
    await says(api, NEWCOMER, f"/start@gongyak_bot {payload}", chat=GROUP)
    request = await message_to(api, ADMIN, "부서: 주차관리과")
    await presses(api, ADMIN, request, "거절")
    await api.until(lambda: "승인되지 않았어요" in newest(api, GROUP)["text"])
    assert not await may_ask(api, NEWCOMER)
    await presses(api, ADMIN, api.messages[ADMIN["id"], request["message_id"]], "거절 취소")
    await api.until(lambda: "주차관리과 방으로 등록되었어요" in newest(api, GROUP)["text"])
    assert await may_ask(api, NEWCOMER)


async def test_a_link_that_a_stranger_made_up_registers_nothing(api: BotApi) -> None:
    """The bot leaves, and says nothing of departments."""
    made_up = blake2s("주차관리과".encode(), digest_size=12).hexdigest()
    assert (await add_bot(api, STRANGER))["text"] == FAREWELL
    await api.until(lambda: api.called("leaveChat"))
    api.says(STRANGER, f"/start@gongyak_bot r-{made_up}", chat=GROUP)
    assert "부서 방 0곳" in await list_groups(api)
    assert all("주차" not in message["text"] for message in api.of_bot(GROUP))


async def test_a_link_of_a_vanished_department_asks(api: BotApi) -> None:
    """As if the bot had been added without one."""
    somewhere = group(-300, "아무 방")
    await add_bot(api, ADMIN, somewhere)
    answer = await says(api, ADMIN, "/start@gongyak_bot r-000000000001", chat=somewhere)
    assert "어느 부서의 방인가요" in answer["text"]


async def test_a_link_works_in_a_group_where_the_bot_is_already(api: BotApi) -> None:
    """Telegram then only sends /start; a public group is not registered by it."""
    await register_group(api)
    payload = await link_for(api, "주차관리과")
    answer = await says(api, ADMIN, f"/start@gongyak_bot {payload}", chat=GROUP)
    assert "주차관리과 방으로 등록되었어요" in answer["text"]
    public = supergroup(MOVED, "아무나") | {"username": "anybody"}
    answer = await says(api, ADMIN, f"/start@gongyak_bot {payload}", chat=public)
    assert answer["text"] == PUBLIC_GROUP.text


# -- changed from the private chat ------------------------------------------------------------


async def test_a_coordinator_gives_a_group_another_department(api: BotApi) -> None:
    """One tap each, sent to the group, and taken back by the same button."""
    await register_group(api)
    panel = await open_panel(api, "부서 바꾸기", "주차관리과")
    assert "부서: 교통행정과, 주차관리과" in panel["text"]
    assert "교통행정과, 주차관리과 방으로 등록되었어요" in newest(api, GROUP)["text"]
    panel = await press_and_read(api, ADMIN, panel, "✓ 교통행정과")
    assert "✅ 교통행정과 방 · 주차관리과" in await list_groups(api)
    panel = await press_and_read(api, ADMIN, panel, "✓ 주차관리과")
    assert "주차관리과 방 등록을 해제했어요" in newest(api, GROUP)["text"]
    await press_and_read(api, ADMIN, panel, "주차관리과")
    assert "✅ 교통행정과 방 · 주차관리과" in await list_groups(api)
    audit = await reads(api, ADMIN, "/audit")
    assert audit.count("방 등록 해제") == 2


async def test_a_department_moves_to_another_group(api: BotApi) -> None:
    """It is added to the new one, then taken off the old one."""
    await register_group(api)
    new = group(-300, "새 방")
    await add_bot(api, ADMIN, new)
    await presses(api, ADMIN, await says(api, ADMIN, "/groups"), "새 방")
    await presses(api, ADMIN, newest(api, private(ADMIN)), "부서 정하기")
    await presses(api, ADMIN, newest(api, private(ADMIN)), "교통행정과")
    panel = newest(api, private(ADMIN))
    assert "교통행정과는 이미 '교통행정과 방'에 등록되어 있어요" in panel["text"]
    await presses(api, ADMIN, await says(api, ADMIN, "/groups"), "교통행정과 방")
    await presses(api, ADMIN, newest(api, private(ADMIN)), "등록 해제")
    listed = await list_groups(api)
    assert "✅ 새 방 · 교통행정과" in listed
    assert "▫️ 교통행정과 방" in listed


async def test_members_bind_nothing_from_private(api: BotApi) -> None:
    """Not even with the data of a button."""
    await let_in(api, COLLEAGUE)
    await register_group(api)
    panel = await says(api, ADMIN, "/groups")
    for data in ("bd/-200/0/1/1", "gb/-200/0/1", "gl/1"):
        answer = await api.answer_to_tap(api.taps_on(COLLEAGUE, panel, data))
        assert answer["text"] == NOT_YOURS
