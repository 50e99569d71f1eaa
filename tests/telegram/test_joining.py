"""Coming in and going: requests, invitations, the list of people, removals, the audit log."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.lookup.guiding_replies import UNKNOWN_COMMAND
from bot.people import joining
from bot.people.replies.people import (
    LET_IN,
    LINK_CLOSED,
    MORE_REQUESTS,
    NOT_YOURS,
    STILL_WAITING,
    WAITING,
    turned_away,
)
from bot.people.requests import ASK_AGAIN_AFTER, MAX_OF_PERSON
from tests.botapi.people import group, person, private
from tests.botapi.server import Refusal
from tests.telegram.office import (
    ADMIN,
    CARD,
    COLLEAGUE,
    CONTACT,
    COORDINATOR,
    NEWCOMER,
    STRANGER,
    TRAFFIC,
    appoint,
    data_of,
    introduces,
    labels,
    let_in,
    link_in,
    may_ask,
    message_to,
    newest,
    now_reads,
    press_and_read,
    presses,
    reads,
    register_group,
    remove,
    says,
)

if TYPE_CHECKING:
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Clock

pytestmark = pytest.mark.usefixtures("office")


async def invitation(api: BotApi, by: Json, *choices: str) -> str:
    """The payload of a new invitation link."""
    panel = await says(api, by, "/invite")
    for label in (*choices, "링크 만들기"):
        await presses(api, by, newest(api, private(by)), label)
    assert panel["message_id"] == newest(api, private(by))["message_id"]
    return link_in(newest(api, private(by)))


# -- requests ---------------------------------------------------------------------------------


async def test_a_request_reaches_every_coordinator_and_is_approved_with_one_tap(
    api: BotApi,
) -> None:
    """The person is notified, and every message shows who decided and when."""
    await appoint(api, COORDINATOR)
    asked = await introduces(api, NEWCOMER)
    assert asked["text"] == WAITING.text
    requests = [await message_to(api, who, "최신입(400)") for who in (ADMIN, COORDINATOR)]
    await presses(api, COORDINATOR, requests[1], "승인")
    await message_to(api, NEWCOMER, LET_IN.text)
    for request in requests:
        assert "박총괄(200) 님이 승인했어요" in now_reads(api, request)
        assert "2026-12-01 09:00" in now_reads(api, request)
    assert labels(api.messages[200, requests[1]["message_id"]]) == []
    assert await may_ask(api, NEWCOMER)


async def test_a_rejected_person_is_notified_and_stays_out(api: BotApi, clock: Clock) -> None:
    """They may ask again after a week, not before."""
    await introduces(api, NEWCOMER)
    await presses(api, ADMIN, await message_to(api, ADMIN, "최신입"), "거절")
    await message_to(api, NEWCOMER, turned_away(CONTACT).text)
    assert not await may_ask(api, NEWCOMER)
    assert await reads(api, NEWCOMER, "/start") == turned_away(CONTACT, before=True).text
    clock.forward(ASK_AGAIN_AFTER)
    assert (await introduces(api, NEWCOMER))["text"] == WAITING.text


async def test_who_wants_to_come_in_says_who_they_are_in_one_message(api: BotApi) -> None:
    """As a reply or not; coordinators read it first, the people's own name on Telegram behind."""
    asked = await says(api, NEWCOMER, "/start")
    assert "부서와 이름을 보내 주세요" in asked["text"]
    assert CONTACT in asked["text"]
    assert api.called("sendMessage")[-1]["reply_markup"]["force_reply"]
    assert api.of_bot(private(ADMIN))[1:] == []
    assert await reads(api, NEWCOMER, "도시계획과 최새롬 주무관") == WAITING.text
    request = await message_to(api, ADMIN, "도시계획과 최새롬 주무관")
    assert request["text"].startswith("🙋 도시계획과 최새롬 주무관\n")
    assert "최신입(400)" in request["text"]
    panel = await says(api, ADMIN, "/people")
    panel = await press_and_read(api, ADMIN, panel, "기다리는 요청 1건")
    assert "도시계획과 최새롬 주무관" in panel["text"]
    answer = await says(api, NEWCOMER, "지역개발-05 담당 어디야?")  # one answer is enough
    assert "승인을 기다리고 있어요" in answer["text"]


async def test_neither_one_word_nor_a_question_is_an_introduction(api: BotApi) -> None:
    """It is asked for again, and the next text is taken."""
    await says(api, NEWCOMER, "/start")
    for words in (
        "홍길동",
        "안녕하세요",
        "주차 담당 누구예요",
        "저는 왜 못 쓰나요",
        "이거 뭔가요?",
    ):
        assert "함께" in await reads(api, NEWCOMER, words), words
    assert await reads(api, NEWCOMER, "홍길동/교통행정과") == WAITING.text


async def test_a_command_is_no_introduction(api: BotApi) -> None:
    """Strangers learn nothing by it."""
    await says(api, NEWCOMER, "/start")
    assert "금천구청 직원만" in await reads(api, NEWCOMER, "/find 지역개발-05 담당")


async def test_who_was_let_in_before_they_answered_is_answered(api: BotApi) -> None:
    """By an invitation: what they send is a question then."""
    await says(api, NEWCOMER, "/start")
    payload = await invitation(api, ADMIN)
    assert await reads(api, NEWCOMER, f"/start {payload}") == LET_IN.text
    assert CARD in await reads(api, NEWCOMER, "지역개발-05 담당 어디야")


async def test_a_question_is_no_introduction_a_day_later(api: BotApi, clock: Clock) -> None:
    """By then nobody remembers what was asked."""
    await says(api, NEWCOMER, "/start")
    clock.forward(timedelta(days=2))
    assert "금천구청 직원만" in await reads(api, NEWCOMER, "지역개발-05 담당 어디야")


async def test_a_refusal_is_taken_back_with_one_tap(api: BotApi) -> None:
    """By any coordinator; the person is notified, and the record keeps both."""
    await appoint(api, COORDINATOR)
    await introduces(api, NEWCOMER)
    requests = {who["id"]: await message_to(api, who, "최신입") for who in (ADMIN, COORDINATOR)}
    await presses(api, ADMIN, requests[100], "거절")
    assert labels(api.messages[200, requests[200]["message_id"]]) == ["거절 취소하고 승인"]
    audit = await reads(api, ADMIN, "/audit")
    assert "최신입(400) · 승인 요청" in audit  # although nobody is kept who was refused
    refused = api.messages[200, requests[200]["message_id"]]
    await presses(api, COORDINATOR, refused, "거절 취소")
    await message_to(api, NEWCOMER, LET_IN.text)
    assert await may_ask(api, NEWCOMER)
    assert "박총괄(200) 님이 승인했어요" in now_reads(api, requests[100])
    answer = await presses(api, COORDINATOR, refused, "거절 취소")
    assert "이미 처리된" in answer["text"]
    audit = await reads(api, ADMIN, "/audit")
    assert "거절 → 최신입(400)" in audit
    assert "승인 → 최신입(400)" in audit


async def test_an_old_refusal_is_not_taken_back_once_they_asked_again(
    api: BotApi, clock: Clock
) -> None:
    """The newest request counts; and members take nothing back."""
    await let_in(api, COLLEAGUE)
    await introduces(api, NEWCOMER)
    request = await message_to(api, ADMIN, "최신입")
    await presses(api, ADMIN, request, "거절")
    refused = api.messages[100, request["message_id"]]
    assert (await presses(api, COLLEAGUE, refused, "거절 취소"))["text"] == NOT_YOURS
    clock.forward(ASK_AGAIN_AFTER)
    await introduces(api, NEWCOMER)
    assert "이미 처리된" in (await presses(api, ADMIN, refused, "거절 취소"))["text"]
    assert not await may_ask(api, NEWCOMER)


async def test_a_repeated_start_bothers_nobody(api: BotApi) -> None:
    """One request a person, however often they press the button."""
    await introduces(api, NEWCOMER)
    await message_to(api, ADMIN, "최신입")
    before = len(api.of_bot(private(ADMIN)))
    for _ in range(3):
        assert await reads(api, NEWCOMER, "/start") == STILL_WAITING.text
    assert len(api.of_bot(private(ADMIN))) == before


async def test_deciding_twice_changes_nothing(api: BotApi) -> None:
    """The second coordinator sees who was first."""
    await appoint(api, COORDINATOR)
    await introduces(api, NEWCOMER)
    requests = {who["id"]: await message_to(api, who, "최신입") for who in (ADMIN, COORDINATOR)}
    await presses(api, ADMIN, requests[100], "거절")
    answer = await presses(api, COORDINATOR, requests[200], "승인")
    assert "이미 처리된" in answer["text"]
    assert "김주무(100) 님이 거절" in answer["text"]
    assert "거절" in now_reads(api, requests[200])
    assert not await may_ask(api, NEWCOMER)


async def test_two_decisions_at_once_are_one(api: BotApi) -> None:
    """Both press at the same moment; the person hears of it once."""
    await appoint(api, COORDINATOR)
    await introduces(api, NEWCOMER)
    requests = [await message_to(api, who, "최신입") for who in (ADMIN, COORDINATOR)]
    taps = [
        api.taps_on(ADMIN, requests[0], data_of(requests[0], "승인")),
        api.taps_on(COORDINATOR, requests[1], data_of(requests[1], "거절")),
    ]
    answers = await asyncio.gather(*map(api.answer_to_tap, taps))
    assert sum("이미 처리된" in answer.get("text", "") for answer in answers) == 1
    asked, waiting, _ = api.of_bot(private(NEWCOMER))
    assert waiting["text"] == WAITING.text != asked["text"]


async def test_a_request_that_reaches_nobody_says_so(api: BotApi) -> None:
    """And is sent again when the person tries again."""
    await says(api, NEWCOMER, "/start")
    api.fail("sendMessage", Refusal(403, "Forbidden: bot was blocked by the user"))
    assert "운영자에게" in await reads(api, NEWCOMER, "교통행정과 최신입")
    assert "전해 드렸" not in await reads(api, NEWCOMER, "주차")
    assert await reads(api, NEWCOMER, "/start") == WAITING.text
    await message_to(api, ADMIN, "최신입(400)")


async def test_a_flood_of_strangers_does_not_become_a_flood_of_messages(
    api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond a number a day there is one message for all, until the list is looked at."""
    monkeypatch.setattr(joining, "MAX_ANNOUNCED", 3)
    for number in range(3):
        await introduces(api, person(5000 + number))
    before = len(api.of_bot(private(ADMIN)))
    assert (await introduces(api, NEWCOMER))["text"] == WAITING.text
    assert await reads(api, NEWCOMER, "/start") == STILL_WAITING.text
    assert (await introduces(api, person(5003)))["text"] == WAITING.text
    [called] = api.of_bot(private(ADMIN))[before:]
    assert called["text"] == MORE_REQUESTS.text
    panel = await press_and_read(api, ADMIN, called, "기다리는 요청 보기")
    assert "기다리는 요청 5건" in panel["text"]
    assert "최신입(400)" in panel["text"]
    await introduces(api, person(5004))
    assert newest(api, private(ADMIN))["text"] == MORE_REQUESTS.text
    assert len(api.of_bot(private(ADMIN))) == before + 2


async def test_a_request_is_not_said_to_be_passed_on_when_that_reached_nobody(
    api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the list, too; the next one tries again."""
    monkeypatch.setattr(joining, "MAX_ANNOUNCED", 0)
    await says(api, NEWCOMER, "/start")
    api.fail("sendMessage", Refusal(403, "Forbidden: bot was blocked by the user"))
    assert "운영자에게" in await reads(api, NEWCOMER, "교통행정과 최신입")
    assert (await introduces(api, person(5003)))["text"] == WAITING.text
    await message_to(api, ADMIN, MORE_REQUESTS.text)


async def test_one_person_asks_so_often_a_day(api: BotApi) -> None:
    """Even when each time they were let in and removed again."""
    for _ in range(MAX_OF_PERSON):
        await introduces(api, NEWCOMER)
        await presses(api, ADMIN, newest(api, private(ADMIN)), "승인")
        await remove(api, NEWCOMER)
    assert await reads(api, NEWCOMER, "/start") == turned_away(CONTACT, before=True).text


async def test_a_strangers_groups_fill_no_audit_log(api: BotApi) -> None:
    """However often one stranger adds the bot to groups of theirs."""
    for number in range(MAX_OF_PERSON + 3):
        api.chats.add_bot(STRANGER, group(-900 - number, "모르는 방"))
    await api.until(lambda: len(api.called("leaveChat")) == MAX_OF_PERSON + 3)
    audit = await says(api, ADMIN, "/audit")
    assert audit["text"].count("모르는 사람의 방에서 나옴") == MAX_OF_PERSON


async def test_a_name_cannot_pass_for_something_else(api: BotApi) -> None:
    """No links, no mentions, no further lines, no id but their own."""
    impostor = person(401, "김주무(100)\n✅ 승인됨 t.me/evil @admin \u202e")
    await introduces(api, impostor)
    request = await message_to(api, ADMIN, "(401)")
    assert request["text"].splitlines() == [
        "🙋 교통행정과 김주무 100 ✅ 승인됨 t·me·evil ·admin",
        "사용 승인을 요청했어요. 텔레그램: 김주무 100 ✅ 승인됨 t·me·evil ·admin(401)",
    ]


async def test_a_name_that_shows_nothing_is_none(api: BotApi) -> None:
    """Letters without a shape, and signs that take no room."""
    nameless = person(401, "\u3164\u200b\uffa0")
    await says(api, nameless, "/start")
    assert await reads(api, nameless, "교통행정과 최새롬") == WAITING.text
    assert (await message_to(api, ADMIN, "(401)"))["text"].endswith("텔레그램: 이름 없음(401)")


async def test_requests_can_be_decided_from_the_list(api: BotApi) -> None:
    """Also those that came before somebody was a coordinator."""
    await introduces(api, NEWCOMER)
    await message_to(api, ADMIN, "최신입")
    panel = await says(api, ADMIN, "/people")
    panel = await press_and_read(api, ADMIN, panel, "기다리는 요청 1건")
    assert "최신입(400)" in panel["text"]
    await presses(api, ADMIN, panel, "승인")
    assert "기다리는 요청이 없어요" in now_reads(api, panel)
    assert await may_ask(api, NEWCOMER)


# -- invitations ------------------------------------------------------------------------------


async def test_an_invitation_lets_people_in(api: BotApi) -> None:
    """Whoever made it is notified who came."""
    payload = await invitation(api, ADMIN)
    assert await reads(api, NEWCOMER, f"/start {payload}") == LET_IN.text
    await message_to(api, ADMIN, "최신입(400) 님이 들어왔어요")
    assert await may_ask(api, NEWCOMER)


async def test_an_invitation_is_used_up(api: BotApi) -> None:
    """A link for one lets in one; to all others it is a closed door."""
    payload = await invitation(api, ADMIN, "1명")
    await says(api, NEWCOMER, f"/start {payload}")
    assert await reads(api, COLLEAGUE, f"/start {payload}") == LINK_CLOSED.text
    assert not await may_ask(api, COLLEAGUE)


async def test_an_invitation_is_not_used_up_by_a_race(api: BotApi) -> None:
    """Twenty people follow a link for one at the same moment."""
    payload = await invitation(api, ADMIN, "1명")
    crowd = [person(6000 + number) for number in range(20)]
    answers = await asyncio.gather(*(says(api, who, f"/start {payload}") for who in crowd))
    assert sorted(answer["text"] for answer in answers).count(LET_IN.text) == 1


async def test_an_invitation_expires(api: BotApi, clock: Clock) -> None:
    """To the second."""
    payload = await invitation(api, ADMIN, "1일")
    clock.forward(timedelta(days=1))
    assert await reads(api, NEWCOMER, f"/start {payload}") == LINK_CLOSED.text
    clock.forward(-timedelta(seconds=1))
    assert await reads(api, NEWCOMER, f"/start {payload}") == LET_IN.text


async def test_an_invitation_can_be_revoked(api: BotApi) -> None:
    """From the list of links, which never shows them again."""
    payload = await invitation(api, ADMIN)
    panel = newest(api, private(ADMIN))
    await presses(api, ADMIN, panel, "만든 링크")
    assert payload.removeprefix("i-") not in now_reads(api, panel)
    assert "0/10명" in now_reads(api, panel)
    await presses(api, ADMIN, newest(api, private(ADMIN)), "취소")
    assert "쓸 수 있는 초대 링크가 없어요" in now_reads(api, panel)
    assert await reads(api, NEWCOMER, f"/start {payload}") == LINK_CLOSED.text


async def test_an_invitation_does_not_bring_a_removed_person_back(api: BotApi) -> None:
    """Neither the old link nor another one."""
    payload = await invitation(api, ADMIN)
    await says(api, NEWCOMER, f"/start {payload}")
    await message_to(api, ADMIN, "들어왔어요")
    await remove(api, NEWCOMER)
    assert await reads(api, NEWCOMER, f"/start {payload}") == LINK_CLOSED.text
    another = await invitation(api, ADMIN)
    assert await reads(api, NEWCOMER, f"/start {another}") == LINK_CLOSED.text
    assert not await may_ask(api, NEWCOMER)


async def test_an_invitation_dies_with_its_makers_role(api: BotApi) -> None:
    """A coordinator who was dismissed lets nobody in any more."""
    await appoint(api, COORDINATOR)
    payload = await invitation(api, COORDINATOR)
    await remove(api, COORDINATOR)
    assert await reads(api, NEWCOMER, f"/start {payload}") == LINK_CLOSED.text


async def test_members_who_follow_a_link_use_nothing_up(api: BotApi) -> None:
    """They are greeted as ever."""
    await let_in(api, COLLEAGUE)
    payload = await invitation(api, ADMIN, "1명")
    assert "안녕하세요" in await reads(api, COLLEAGUE, f"/start {payload}")
    assert await reads(api, NEWCOMER, f"/start {payload}") == LET_IN.text


async def test_a_pending_request_ends_when_an_invitation_lets_the_person_in(api: BotApi) -> None:
    """Its buttons do nothing any more."""
    await introduces(api, NEWCOMER)
    request = await message_to(api, ADMIN, "최신입(400)")
    payload = await invitation(api, ADMIN)
    assert await reads(api, NEWCOMER, f"/start {payload}") == LET_IN.text
    answer = await presses(api, ADMIN, request, "거절")
    assert "이미 처리된" in answer["text"]
    assert await may_ask(api, NEWCOMER)


@pytest.mark.parametrize(
    "payload", ["i-", "i-AAAAAAAAAAAAAAAAAAAAAA", "i-%00", "i-" + "a" * 62, "i-가나다", "i--1"]
)
async def test_a_made_up_invitation_opens_nothing(api: BotApi, payload: str) -> None:
    """And tells no more than an expired one."""
    assert await reads(api, STRANGER, f"/start {payload}") == LINK_CLOSED.text


# -- the list of people -----------------------------------------------------------------------


async def test_people_are_listed_by_role_found_and_paged(api: BotApi) -> None:
    """Eight to a page."""
    for number in range(10):
        await let_in(api, person(7000 + number, f"직원{number}"))
    panel = await says(api, ADMIN, "/people")
    assert "직원 10명 (1/2)" in panel["text"]
    assert "직원8(7008)" in labels(await press_and_read(api, ADMIN, panel, "다음"))
    assert "누구를 찾을까요" in newest(api, private(ADMIN))["text"]
    found = await says(api, ADMIN, "/people 원3")
    assert labels(found) == ["직원3(7003)", "« 사람 목록"]
    await presses(api, ADMIN, found, "직원3")
    assert "직원 · 2026-12-01 09:00부터" in now_reads(api, found)
    assert "없어요" in await reads(api, ADMIN, "/people 누구세요")


async def test_somebody_is_found_as_they_introduced_themselves(api: BotApi) -> None:
    """By department or name, spaced, politely, or by initials; the panel shows what they said."""
    await let_in(api, person(7000, "Gildong"))
    await introduces(api, who := person(7001, "이주무"), "교통행정과")
    await presses(api, ADMIN, await message_to(api, ADMIN, f"({who['id']})"), "승인")
    for words in ("이 주무", "이주무님", "ㅇㅈㅁ", "교통행정과 이주무", "이주무 내보내기", "직원"):
        assert "이주무(7001)" in labels(await says(api, ADMIN, f"/people {words}")), words
    found = labels(await says(api, ADMIN, "/people 교통행정과"))
    assert {"Gildong(7000)", "이주무(7001)"} <= {*found}
    panel = await says(api, ADMIN, "/people ID 7001")
    assert panel["text"].splitlines()[-1] == "교통행정과 이주무"
    assert "없어요" in await reads(api, ADMIN, "/people .")


async def test_who_waits_is_found_too(api: BotApi) -> None:
    """With the buttons to decide."""
    await introduces(api, NEWCOMER)
    for words in ("최신입", "최신입님 승인", "교통행정과"):
        assert "승인" in labels(await says(api, ADMIN, f"/people {words}"))[0], words


async def test_a_removed_person_is_out_at_once(api: BotApi) -> None:
    """With every button they still have; a coordinator lets them in again."""
    await let_in(api, NEWCOMER)
    card = await says(api, NEWCOMER, "지역개발-05")
    await remove(api, NEWCOMER)
    assert not await may_ask(api, NEWCOMER)
    answer = await presses(api, NEWCOMER, card, "같은 부서")
    assert CARD not in answer["text"]
    panel = await says(api, ADMIN, "/people 400")
    await presses(api, ADMIN, panel, "직원으로 승인")
    assert await may_ask(api, NEWCOMER)


async def test_who_is_in_a_group_and_more_than_that_is_shown_as_more(api: BotApi) -> None:
    """The admin, once the bot has seen them in a registered group."""
    await register_group(api, TRAFFIC, "교통행정과")
    await says(api, ADMIN, "/find 신안산선", chat=TRAFFIC)
    panel = await reads(api, ADMIN, f"/people {ADMIN['id']}")
    assert "운영자" in panel
    assert "확인된" not in panel


async def test_somebody_never_seen_can_be_let_in_by_number(api: BotApi) -> None:
    """The number that the bot sent them."""
    panel = await says(api, ADMIN, "/people 4000")
    await presses(api, ADMIN, panel, "직원으로 승인")
    assert await may_ask(api, person(4000))


async def test_only_admins_appoint_and_dismiss(api: BotApi) -> None:
    """A coordinator sees no button for it, and forging one does not help."""
    await appoint(api, COORDINATOR)
    await appoint(api, COLLEAGUE)
    await let_in(api, NEWCOMER)
    for who in (COLLEAGUE, NEWCOMER):
        panel = await says(api, COORDINATOR, f"/people {who['id']}")
        assert not {"총괄로 지정", "총괄 해제"} & set(labels(panel))
    for data in ("ap/400", "di/300", "rx/300", "in/300", "rx/100"):
        await api.answer_to_tap(api.taps_on(COORDINATOR, panel, data))
    assert "총괄" in (await panel_text(api, COLLEAGUE))
    assert "직원" in (await panel_text(api, NEWCOMER))
    panel = await says(api, ADMIN, "/people 300")
    await presses(api, ADMIN, panel, "총괄 해제")
    assert "총괄" not in (await panel_text(api, COLLEAGUE))


async def test_the_menu_follows_the_role(api: BotApi) -> None:
    """A coordinator finds the commands in Telegram's own menu, and no longer when they are none."""
    await appoint(api, COORDINATOR)
    assert "/help" in (await message_to(api, COORDINATOR, "총괄로 지정되었어요"))["text"]
    await api.until(lambda: "audit" in str(api.profile.commands.get(("chat 200", ""))))
    await remove(api, COORDINATOR)
    await api.until(lambda: ("chat 200", "") not in api.profile.commands)


async def panel_text(api: BotApi, who: Json) -> str:
    """What the panel about somebody says to the admin."""
    panel = await says(api, ADMIN, f"/people {who['id']}")
    return str(panel["text"]).splitlines()[1]


async def test_a_coordinators_button_is_dead_once_they_are_none(api: BotApi) -> None:
    """The panel stays on their phone, and does nothing."""
    await appoint(api, COORDINATOR)
    await introduces(api, NEWCOMER)
    request = await message_to(api, COORDINATOR, "최신입")
    await remove(api, COORDINATOR)
    answer = await presses(api, COORDINATOR, request, "승인")
    assert "금천구청 직원만" in answer["text"]
    assert not await may_ask(api, NEWCOMER)


@pytest.mark.parametrize("command", ["/people", "/people 100", "/invite", "/audit", "/groups"])
async def test_members_do_not_find_the_coordinators_commands(api: BotApi, command: str) -> None:
    """To them there are none; strangers hear what they always hear."""
    await let_in(api, COLLEAGUE)
    assert await reads(api, COLLEAGUE, command) == UNKNOWN_COMMAND.text
    assert "금천구청 직원만" in await reads(api, STRANGER, command)


# -- the audit log ----------------------------------------------------------------------------


async def test_the_audit_log_shows_who_did_what_to_whom_and_when(api: BotApi) -> None:
    """The newest first, twelve to a page, and no word of what anybody wrote."""
    await appoint(api, COORDINATOR)
    await says(api, COORDINATOR, "지역개발-05 담당 어디야?")
    await remove(api, COORDINATOR)
    log = await reads(api, ADMIN, "/audit")
    lines = log.splitlines()[2:]
    assert [line.partition(" · ")[2] for line in lines] == [
        "내보냄 → 박총괄(200)",
        "총괄 지정 → 박총괄(200)",
        "승인 → 박총괄(200)",
        "승인 요청",
    ]
    assert lines[0].startswith("2026-12-01 09:00 김주무(100) · ")
    assert "지역개발" not in log


async def test_the_audit_log_has_pages(api: BotApi) -> None:
    """Back and forth."""
    for number in range(7):
        await let_in(api, person(7000 + number, f"직원{number}"))
    panel = await says(api, ADMIN, "/audit")
    assert "(1/2)" in panel["text"]
    panel = await press_and_read(api, ADMIN, panel, "다음")
    assert "직원0(7000)" in panel["text"]
    assert "(1/2)" in (await press_and_read(api, ADMIN, panel, "이전"))["text"]


async def test_a_tap_that_telegram_forgot_is_done_all_the_same(api: BotApi) -> None:
    """After an outage the query is too old to be answered; the request is not."""
    await introduces(api, NEWCOMER)
    request = await message_to(api, ADMIN, "최신입")
    query_id = api.taps_on(ADMIN, request, data_of(request, "승인"))
    del api.taps[query_id]
    await message_to(api, NEWCOMER, LET_IN.text)
    assert await may_ask(api, NEWCOMER)
