"""A registered group that anybody can join lets nobody in, until a coordinator says so."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.botapi.people import private, supergroup
from tests.telegram.conftest import Clock
from tests.telegram.office import (
    ADMIN,
    COLLEAGUE,
    NEWCOMER,
    may_ask,
    message_to,
    newest,
    opens_chat,
    presses,
    reads,
    says,
    set_reminder,
)

if TYPE_CHECKING:
    from bot.reminders.delivery import DeliveryWorker
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving

GROUP = supergroup(-1_000_000_000_200, "교통행정과 방")
PUBLIC = GROUP | {"username": "gyotong_public"}
BUTTON = "계속 쓰기"


async def register(api: BotApi) -> None:
    """The admin registers the group, in which the newcomer is."""
    await opens_chat(api, ADMIN)
    api.chats.join(GROUP, ADMIN, NEWCOMER)
    api.chats.add_bot(ADMIN, GROUP)
    await api.answers_in(GROUP)
    await says(api, ADMIN, "/register 교통행정과", chat=GROUP)


def warnings(api: BotApi) -> list[Json]:
    """What the admin got about public groups."""
    return [one for one in api.of_bot(private(ADMIN)) if "공개 방이 되었어요" in one["text"]]


async def test_a_group_made_public_lets_nobody_in_until_that_is_allowed(
    api: BotApi, serving: Serving
) -> None:
    """Seen by the first update of it; coordinators are notified once, with a button to go on."""
    async with serving():
        await register(api)
        assert await may_ask(api, NEWCOMER)
        for _ in range(2):  # somebody joins
            api.sends(ADMIN, PUBLIC, new_chat_members=[NEWCOMER])
        warning = await message_to(api, ADMIN, "공개 방이 되었어요")
        assert not await may_ask(api, NEWCOMER)
        answer = await api.answer_to_inline(api.types(NEWCOMER, "주차"))
        assert answer["results"] == []
        assert len(warnings(api)) == 1
        await presses(api, ADMIN, warning, BUTTON)
        assert await may_ask(api, NEWCOMER)
        api.sends(ADMIN, PUBLIC, new_chat_members=[NEWCOMER])
        assert await may_ask(api, NEWCOMER)
        assert warnings(api) == []  # the group's panel stands in its place


@pytest.mark.parametrize("more", [{"join_by_request": True}, {"username": "gyotong_public"}])
async def test_who_can_join_is_asked_at_the_start_and_once_a_day(
    api: BotApi, serving: Serving, more: Json
) -> None:
    """Where no update tells; a group that is private again lets its members in again."""
    async with serving():
        await register(api)
    api.chats.full[GROUP["id"]] = more
    async with serving():
        await message_to(api, ADMIN, "공개 방이 되었어요")
        assert not await may_ask(api, NEWCOMER)
    api.chats.full.clear()
    async with serving():
        await api.until(lambda: len(api.called("getChat")) == 2)
        await says(api, ADMIN, "/groups")
        assert await may_ask(api, NEWCOMER)
    assert len(warnings(api)) == 1


async def test_nobody_comes_in_by_a_group_that_was_made_public_a_moment_ago(
    api: BotApi, serving: Serving
) -> None:
    """Before any update says so; whom it let in before is no stranger until then."""
    async with serving():
        await register(api)
        api.chats.join(GROUP, COLLEAGUE)
        assert await may_ask(api, COLLEAGUE)
        api.know(PUBLIC)
        assert not await may_ask(api, NEWCOMER)
        assert await may_ask(api, COLLEAGUE)


async def test_whether_a_group_is_private_again_is_asked_when_somebody_looks(
    api: BotApi, serving: Serving
) -> None:
    """Its people need not wait for a day, and nobody has to allow what is not public."""
    async with serving():
        await register(api)
        api.sends(ADMIN, PUBLIC, new_chat_members=[NEWCOMER])
        warning = await message_to(api, ADMIN, "공개 방이 되었어요")
        assert not await may_ask(api, NEWCOMER)
        api.know(GROUP)
        await presses(api, ADMIN, warning, "방 보기")
        assert "봇을 쓸 수 없어요" not in newest(api, private(ADMIN))["text"]
        assert await may_ask(api, NEWCOMER)


async def test_the_panel_of_a_suspended_group_says_so(api: BotApi, serving: Serving) -> None:
    """And its people are let in from there, too."""
    async with serving():
        await register(api)
        api.sends(ADMIN, PUBLIC, new_chat_members=[NEWCOMER])
        warning = await message_to(api, ADMIN, "공개 방이 되었어요")
        await presses(api, ADMIN, warning, "방 보기")
        panel = api.messages[private(ADMIN)["id"], warning["message_id"]]
        assert "봇을 쓸 수 없어요" in panel["text"]
        await presses(api, ADMIN, panel, BUTTON)
        assert "봇을 쓸 수 없어요" not in newest(api, private(ADMIN))["text"]
        assert await may_ask(api, NEWCOMER)


async def test_no_reminder_goes_to_a_group_that_anybody_can_join(
    api: BotApi, serving: Serving, deliveries: list[DeliveryWorker]
) -> None:
    """Strangers would read it: it is listed, and sent once a coordinator allows the group."""
    clock = Clock()
    async with serving(clock=clock):
        await register(api)
        await set_reminder(api, "/remind 교통행정과 12/7 9시 비공개 자료 제출")
        api.sends(ADMIN, PUBLIC, new_chat_members=[NEWCOMER])
        warning = await message_to(api, ADMIN, "공개 방이 되었어요")
        assert "공개 방이라 안 감" in await reads(api, ADMIN, "/remind 교통행정과 내일 9시 가")
        clock.now = datetime(2026, 12, 7, 0, 0, tzinfo=UTC)
        deliveries[-1].wake()
        report = await message_to(api, ADMIN, "보내지 못한 알림")
        assert "누구나 들어올 수 있는 공개 방" in report["text"]
        assert not [one for one in api.of_bot(GROUP) if "비공개 자료" in one["text"]]
        await presses(api, ADMIN, warning, BUTTON)
        await presses(api, ADMIN, await says(api, ADMIN, "/undelivered"), "다시 보내기")
        await api.until(lambda: "비공개 자료" in newest(api, GROUP)["text"])
