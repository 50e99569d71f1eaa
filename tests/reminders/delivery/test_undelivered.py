"""Whatever did not arrive is on one list, reported in few messages, and can still be sent."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.lookup.pledge import PledgeNumber
from bot.people.access import Person
from bot.people.groups import Presence
from bot.people.interaction import Here, Incoming, NotAllowedError
from bot.people.messages import (
    MAX_TEXT_CHARS,
    DeliveryDelayed,
    DeliveryRefused,
    DeliveryUncertain,
    Message,
    Press,
    Reason,
)
from bot.people.store import groups
from bot.reminders.replies.undelivered import (
    ALREADY_DONE,
    NO_GROUP,
    NOTHING_UNDELIVERED,
    PAGE_ITEMS,
    PAUSED,
    REASONS,
    SENT_AGAIN,
    WHO_HAS_NO_GROUP,
)
from bot.reminders.rules.deliveries import UNOWNED, Delivery, Response, Status
from bot.reminders.rules.reminder import Chat, Departments, Everyone, Nudges, OwnersOf
from bot.reminders.rules.schedule import Once
from bot.reminders.store import ledger, reminders
from bot.reminders.verbs import UndeliveredVerb
from tests.lookup.tables import of, pledge, real
from tests.reminders.delivery.office import COORDINATOR, SOMEBODY, Office, at

TODAY = Once(day=date(2026, 11, 23))
MUTED, GONE, WELL = -1, -2, -3


async def list_items(office: Office) -> list[str]:
    """Every item of the list, over all its pages."""
    items: list[str] = []
    for page in range(1, 10):
        panel = await list_page(office, page)
        found = panel.text.split("\n\n")[1:]
        if panel == NOTHING_UNDELIVERED or found[0] in items:
            break
        items += found
    return items


def open_ones(office: Office) -> list[Delivery]:
    """What did not arrive, the newest first."""
    return list(office.read(lambda db: ledger.undelivered(db, skip=0, limit=100)))


def from_chat(person: Person) -> Incoming:
    """What somebody presses in their own chat."""
    return Incoming(by=person, here=Here(chat_id=person.user_id))


async def press(office: Office, verb: UndeliveredVerb, *numbers: int) -> tuple[Message | None, str]:
    """A coordinator presses a button."""
    outcome = await office.undelivered.press(Press(verb, numbers), from_chat(COORDINATOR))
    return outcome.message, outcome.toast


async def list_page(office: Office, page: int = 1) -> Message:
    """What a coordinator sees of the list."""
    panel, _ = await press(office, UndeliveredVerb.UNDELIVERED, page)
    assert panel is not None
    return panel


def labels(panel: Message) -> list[str]:
    """What stands on its buttons."""
    return [each.label for row in panel.buttons for each in row]


async def test_all_seven_that_did_not_arrive_are_listed(office: Office) -> None:
    """Two for a muted group, two for one that removed the bot, two without a group, one for all."""
    await office.group(MUTED, "도시계획과", title="도시계획과 방")
    await office.group(GONE, "교통행정과", title="교통행정과 방")
    await office.group(WELL, "보건행정과", title="보건행정과 방")
    office.phones.faults[MUTED].extend(DeliveryRefused(Reason.MUTED) for _ in range(3))
    office.phones.faults[GONE].extend(DeliveryRefused(Reason.KICKED) for _ in range(3))
    for name in ("도시계획과", "교통행정과", "주차관리과"):
        for hour in (9, 10):
            to = Departments(names=(name,))
            await office.remind(TODAY, to=to, hour=hour, text=f"{name} {hour}시 일")
    await office.remind(TODAY, to=Everyone(), hour=11, text="전체에 할 일")
    await office.until(at("2026-11-23 12:00"))
    assert len(office.phones.to(WELL)) == 1
    items = await list_items(office)
    for hour in (9, 10):
        for group, reason in (
            ("도시계획과 방", "글을 쓸 수 없어요"),
            ("교통행정과 방", "방에 없어요"),
            ("주차관리과", "등록된 방이 없어요"),
        ):
            what = f"11/23(월) {hour:02}:00 '{group.split()[0]} {hour}시 일'"
            assert [item for item in items if what in item and group in item and reason in item]
    of_all = [item for item in items if "전체에 할 일" in item]
    assert {
        group for item in of_all for group in ("도시계획과 방", "교통행정과 방") if group in item
    }
    [named] = [item for item in of_all if "등록된 방이 없어요" in item]
    without = {*real().by_department} - {"도시계획과", "교통행정과", "보건행정과"}
    shown = [name for name in without if name in named]
    assert f"외 {len(without) - len(shown)}곳" in named  # a wall of names hides the reasons
    assert shown
    assert "보건행정과" not in named
    assert WHO_HAS_NO_GROUP in (await list_page(office, 1)).text
    assert len(items) == 9  # the one for all is missed by two groups, and by those without a group


async def test_one_message_a_group_grows_with_what_it_misses(office: Office) -> None:
    """A new one begins after the group was reached again."""
    await office.group(MUTED, "도시계획과", title="도시계획과 방")
    office.phones.faults[MUTED].extend(DeliveryRefused(Reason.MUTED) for _ in range(2))
    for hour in (9, 10, 11, 12):
        await office.remind(TODAY, hour=hour, text=f"{hour}시 일")
    await office.until(at("2026-11-23 09:30"))
    [first] = office.reports()
    assert "9시 일" in first
    await office.until(at("2026-11-23 10:30"))
    [grown] = office.reports()
    assert "9시 일" in grown
    assert "10시 일" in grown
    await office.until(at("2026-11-23 11:30"))
    office.phones.faults[MUTED].append(DeliveryRefused(Reason.MUTED))
    await office.until(at("2026-11-23 12:30"))
    assert len(office.reports()) == 2
    assert "10시 일" not in office.reports()[1]


async def test_departments_without_a_group_share_a_message(office: Office) -> None:
    """Whichever reminders miss them; a group more begins a new one."""
    await office.group(WELL, "보건행정과")
    await office.remind(to=Departments(names=("주차관리과",)))
    await office.remind(to=Departments(names=("교통행정과", "보건행정과")), hour=10)
    await office.until(at("2026-11-24 12:00"))
    [report] = office.reports()
    assert report.count("주차관리과") == report.count("교통행정과") == 2
    assert "보건행정과" not in report
    await office.group(-4, "주차관리과")
    await office.until(at("2026-11-25 12:00"))
    assert len(office.reports()) == 2
    assert "교통행정과" in office.reports()[1]
    assert "주차관리과" not in office.reports()[1]


async def test_groups_that_did_not_answer_share_a_line(office: Office) -> None:
    """All twenty of them are named, however many; whoever answers late is marked."""
    names = [*real().by_department][:20]
    for number, name in enumerate(names):
        await office.group(-300 - number, name, title=f"{name} 방")
    nudges = Nudges(every=timedelta(hours=1), at_most=1)
    await office.remind(TODAY, text="4분기 실적", nudges=nudges)
    await office.until(at("2026-11-23 12:30"))
    [report] = office.reports()
    assert "1. 11/23(월) 09:00 '4분기 실적' · 20곳: " in report
    assert all(f"{name} 방" in report for name in names)
    assert "접었어요" not in report
    assert "2. " not in report
    first = next(each for each in office.deliveries() if each.chat_id == -300)
    await office.record_answer(first.id, Response.CONFIRMED, by=SOMEBODY)
    await office.until(at("2026-11-23 12:40"))
    assert f"✅ {names[0]} 방" in office.reports()[0]
    assert office.reports()[0].count("✅") == 1


async def test_a_message_shows_what_was_dealt_with(office: Office) -> None:
    """And its button is gone."""
    await office.group(MUTED, "도시계획과")
    await office.remind(TODAY)
    office.phones.faults[MUTED].append(DeliveryUncertain("ReadTimeout"))
    await office.until(at("2026-11-23 10:00"))
    [(_, report)] = office.phones.sent
    assert labels(report)
    _, toast = await press(office, UndeliveredVerb.SEND_AGAIN, open_ones(office)[0].id)
    assert toast == SENT_AGAIN
    await office.until(at("2026-11-23 11:00"))
    [report] = office.phones.to(COORDINATOR.user_id)
    assert "✅" in report.text
    assert labels(report) == []


async def test_what_was_refused_can_be_sent_again(office: Office) -> None:
    """Once the group lets it; a second press does nothing."""
    await office.group(MUTED, "도시계획과")
    await office.remind(TODAY)
    office.phones.faults[MUTED].append(DeliveryRefused(Reason.MUTED))
    await office.until(at("2026-11-23 15:00"))
    [lost] = open_ones(office)
    panel = await list_page(office)
    assert labels(panel)[0] == "1 다시 보내기"
    assert await press(office, UndeliveredVerb.RESEND, lost.id, 1) == (
        NOTHING_UNDELIVERED,
        SENT_AGAIN,
    )
    assert (await press(office, UndeliveredVerb.RESEND, lost.id, 1))[1] == ALREADY_DONE
    await office.until(at("2026-11-23 16:00"))
    [message] = office.phones.to(MUTED)
    assert "11/23(월) 09:00" in message.text  # late, and said so
    assert office.statuses() == [Status.SENT]


async def test_a_report_is_not_edited_while_a_fault_holds_its_message_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says that the message is sent again, and nothing new at each try."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    await office.group(MUTED, "도시계획과")
    await office.remind(TODAY)
    office.phones.faults[MUTED].append(DeliveryRefused(Reason.MUTED))
    await office.until(at("2026-11-23 15:00"))
    [lost] = open_ones(office)
    monkeypatch.setattr("bot.reminders.delivery.reminder_notice", fail)
    await press(office, UndeliveredVerb.RESEND, lost.id, 1)
    await office.until(at("2026-11-23 17:00"))
    assert office.statuses() == [Status.DELAYED]
    assert office.phones.edits == 1


async def test_the_list_keeps_what_cannot_go_where_the_bot_is_not(office: Office) -> None:
    """That is said at the tap; once the bot is back it is sent."""
    await office.group(GONE, "교통행정과", title="교통행정과 방")
    office.phones.faults[GONE].append(DeliveryRefused(Reason.KICKED))
    await office.remind(TODAY, to=Departments(names=("교통행정과",)))
    await office.until(at("2026-11-23 10:00"))
    [lost] = open_ones(office)
    panel, toast = await press(office, UndeliveredVerb.RESEND, lost.id, 1)
    assert toast == NO_GROUP
    assert panel is not None
    assert "교통행정과 방" in panel.text
    await office.state.write(lambda db: groups.set_presence(db, GONE, Presence.HERE))
    assert await office.undelivered.send_again(lost.id, by=COORDINATOR) == SENT_AGAIN
    await office.until(at("2026-11-23 11:00"))
    assert len(office.phones.to(GONE)) == 1


async def test_what_is_refused_again_is_told_in_a_message_of_its_own(office: Office) -> None:
    """The list and the tap said that it is on its way."""
    await office.group(MUTED, "도시계획과", title="도시계획과 방")
    office.phones.faults[MUTED].extend(DeliveryRefused(Reason.MUTED) for _ in range(2))
    await office.remind(TODAY, to=Departments(names=("도시계획과",)))
    await office.until(at("2026-11-23 09:30"))
    [lost] = open_ones(office)
    told = len(office.phones.to(COORDINATOR.user_id))
    assert await office.undelivered.send_again(lost.id, by=COORDINATOR) == SENT_AGAIN
    await office.until(at("2026-11-23 10:00"))
    [_, *again] = office.phones.to(COORDINATOR.user_id)[told - 1 :]
    assert len(again) == 1
    assert [each.id for each in open_ones(office)] == [lost.id]


async def test_what_had_no_group_goes_there_once_there_is_one(office: Office) -> None:
    """To those departments alone that had missed it."""
    await office.group(WELL, "보건행정과")
    await office.remind(TODAY, to=Departments(names=("보건행정과", "주차관리과", "교통행정과")))
    await office.until(at("2026-11-23 10:00"))
    [lost] = open_ones(office)
    assert lost.departments == ("주차관리과", "교통행정과")
    assert await office.undelivered.send_again(lost.id, by=COORDINATOR) == NO_GROUP
    await office.group(-4, "주차관리과")
    await office.group(-5, "보건행정과")
    assert await office.undelivered.send_again(lost.id, by=COORDINATOR) == SENT_AGAIN
    await office.until(at("2026-11-23 11:00"))
    assert [len(office.phones.to(chat)) for chat in (WELL, -4, -5)] == [1, 1, 0]
    [rest] = open_ones(office)
    assert rest.departments == ("교통행정과",)
    await office.group(-6, "교통행정과")
    await office.undelivered.send_again(rest.id, by=COORDINATOR)
    await office.until(at("2026-11-23 12:00"))
    assert len(office.phones.to(-6)) == 1
    assert await list_items(office) == []


async def test_an_old_group_is_not_missed_where_a_new_one_took_its_place(office: Office) -> None:
    """The department was reached."""
    await office.group(GONE, "교통행정과", title="옛 방")
    await office.group(WELL, "교통행정과", title="새 방")
    await office.state.write(lambda db: groups.set_presence(db, GONE, Presence.GONE))
    await office.remind(TODAY)
    await office.until(at("2026-11-23 10:00"))
    assert len(office.phones.to(WELL)) == 1
    assert await list_items(office) == []


@pytest.mark.parametrize("is_gone", [True, False])
async def test_a_group_that_reminds_itself_is_missed_too(office: Office, *, is_gone: bool) -> None:
    """When it removed the bot, or is not registered any more."""
    await office.group(GONE, "교통행정과", title="교통행정과 방")
    await office.remind(TODAY, to=Chat(chat_id=GONE, topic_id=5))
    if is_gone:
        await office.state.write(lambda db: groups.set_presence(db, GONE, Presence.GONE))
    else:
        await office.state.write(lambda db: groups.bind(db, (GONE, None), (), by=7, now=office.now))
    await office.until(at("2026-11-23 10:00"))
    [item] = await list_items(office)
    assert "교통행정과 방" in item
    assert ("봇이 방에 없어요" in item) is is_gone
    [report] = office.reports()
    assert "교통행정과 방" in report


async def test_a_group_freed_while_its_message_waits_is_listed(office: Office) -> None:
    """It is not silently dropped."""
    await office.group(MUTED, "교통행정과")
    await office.remind(TODAY)
    office.phones.faults[MUTED].append(DeliveryDelayed("flood", retry_after_s=600))
    await office.until(at("2026-11-23 09:05"))
    await office.state.write(lambda db: groups.bind(db, (MUTED, None), (), by=7, now=office.now))
    await office.until(at("2026-11-23 10:00"))
    assert office.statuses() == [Status.REFUSED]
    assert len(await list_items(office)) == 1


async def test_what_came_due_while_the_bot_was_off_can_still_be_sent(office: Office) -> None:
    """To everybody, in the name of its own time; a clock that is set back does not undo that."""
    await office.group(MUTED, "도시계획과")
    await office.group(WELL, "교통행정과")
    await office.remind(TODAY)
    await office.remind(TODAY, to=Chat(chat_id=WELL, topic_id=None), text="우리 방 일")
    await office.until(at("2026-11-23 08:30"))
    office.now = at("2026-11-24 09:00")
    office.start()
    await office.until(at("2026-11-24 10:00"))
    assert [each.status for each in open_ones(office)] == [Status.MISSED] * 2
    [report] = office.reports()
    assert "우리 방 일" in report
    for lost in open_ones(office):
        await office.undelivered.send_again(lost.id, by=COORDINATOR)
    await office.until(at("2026-11-24 11:00"))
    assert [len(office.phones.to(chat)) for chat in (MUTED, WELL)] == [1, 2]
    assert "11/23(월) 09:00" in office.phones.to(MUTED)[0].text
    office.now = at("2026-11-23 08:00")
    await office.until(at("2026-11-24 12:00"))
    assert [len(office.phones.to(chat)) for chat in (MUTED, WELL)] == [1, 2]


async def test_who_handed_in_missed_nothing_while_the_bot_was_off(office: Office) -> None:
    """The report names the others alone; where all handed in, there is none."""
    await office.group(MUTED, "도시계획과")
    await office.group(WELL, "교통행정과")
    deadline = Once(day=date(2026, 11, 27))
    both = Departments(names=("도시계획과", "교통행정과"))
    await office.remind(deadline, to=both, leads=(4, 2), deadline=True, text="실적")
    own = Chat(chat_id=WELL, topic_id=None)
    await office.remind(deadline, to=own, leads=(4, 2), deadline=True, text="우리 방 일")
    await office.until(at("2026-11-23 10:00"))
    for each in [each for each in office.deliveries() if each.chat_id == WELL]:
        await office.record_answer(each.id, Response.SUBMITTED, by=SOMEBODY)
    office.now = at("2026-11-26 15:00")
    office.start()
    await office.until(at("2026-11-26 16:00"))
    [missed] = open_ones(office)
    assert missed.departments == ("도시계획과",)
    assert "교통행정과" not in office.reports()[-1]


async def test_new_owners_without_a_group_are_listed(office: Office) -> None:
    """The table changed while the message was held up."""
    await office.group(MUTED, "도시계획과")
    await office.group(WELL, "보건행정과")
    await office.remind(TODAY, to=OwnersOf(numbers=(PledgeNumber("지역개발-05"),)))
    office.phones.faults[MUTED].append(DeliveryDelayed("flood", retry_after_s=600))
    await office.until(at("2026-11-23 09:05"))
    after = of([pledge("지역개발-05", "역사 개발", "교통행정과")])
    office.table.catalogue = replace(after, term=office.table.catalogue.term)
    await office.until(at("2026-11-23 09:20"))
    [lost] = open_ones(office)
    assert lost.departments == ("교통행정과",)


async def test_the_list_is_read_by_pages_and_can_be_emptied(office: Office) -> None:
    """Asked once more before; what fails later is listed again."""
    await office.group(MUTED, "도시계획과")
    office.phones.faults[MUTED].extend(DeliveryRefused(Reason.MUTED) for _ in range(PAGE_ITEMS + 2))
    for number in range(PAGE_ITEMS + 2):
        await office.remind(TODAY, text=f"{number}번 일")
    await office.until(at("2026-11-23 10:00"))
    first = await list_page(office)
    assert f"{PAGE_ITEMS + 2}건" in first.text
    assert "다음 ▶" in labels(first)
    second = await list_page(office, 2)
    assert f"{PAGE_ITEMS + 2}. " in second.text
    newest = max(each.id for each in open_ones(office))
    panel, _ = await press(office, UndeliveredVerb.DISMISS, newest)
    assert panel is not None
    assert labels(panel) == ["목록에서 빼기", "« 돌아가기"]
    office.phones.faults[MUTED].append(DeliveryRefused(Reason.MUTED))
    await office.remind(Once(day=date(2026, 11, 24)), text="다음 날 일")
    await office.until(at("2026-11-24 10:00"))
    panel, toast = await press(office, UndeliveredVerb.DISMISS_SURELY, newest)
    assert f"{PAGE_ITEMS + 2}건" in toast
    [item] = await list_items(office)
    assert "다음 날 일" in item


async def test_paused_and_deleted_reminders_are_not_sent_again(office: Office) -> None:
    """The first says so, the second leaves the list."""
    await office.group(MUTED, "도시계획과")
    made = await office.remind(TODAY)
    office.phones.faults[MUTED].append(DeliveryRefused(Reason.MUTED))
    await office.until(at("2026-11-23 10:00"))
    [lost] = open_ones(office)
    await office.state.write(lambda db: reminders.keep(db, replace(made, paused=True)))
    assert await office.undelivered.send_again(lost.id, by=COORDINATOR) == PAUSED
    await office.state.write(lambda db: reminders.delete(db, made.id, now=office.now))
    assert await list_items(office) == []
    assert await office.undelivered.send_again(lost.id, by=COORDINATOR) == ALREADY_DONE


def test_every_reason_is_told_in_korean() -> None:
    """None is shown as its code."""
    assert REASONS.keys() == {*Reason, UNOWNED}


async def test_only_coordinators_see_and_use_it(office: Office) -> None:
    """By the command and by every button."""
    nobody = Person(user_id=100, name="김주무")
    with pytest.raises(NotAllowedError):
        await office.undelivered.show(from_chat(nobody))
    with pytest.raises(NotAllowedError):
        await office.undelivered.press(
            Press(UndeliveredVerb.DISMISS_SURELY, (99,)), from_chat(nobody)
        )


@pytest.mark.parametrize("numbers", [(0, 1), (-5, 3), (10**17, 1)])
async def test_forged_buttons_do_no_harm(office: Office, numbers: tuple[int, int]) -> None:
    """They are answered kindly."""
    nothing = NOTHING_UNDELIVERED, ALREADY_DONE
    assert await press(office, UndeliveredVerb.RESEND, *numbers) == nothing


async def test_many_names_leave_space_for_the_rest(office: Office) -> None:
    """A report of several reminders to all departments still says where they can be sent."""
    await office.group(WELL, "보건행정과")
    names = [f"아주긴이름의부서{number:03}과" for number in range(300)]
    office.table.catalogue = of([pledge(f"가-{n:03}", name, name) for n, name in enumerate(names)])
    for number in range(10):
        await office.remind(TODAY, to=Everyone(), text=f"{number}번 일")
    await office.until(at("2026-11-23 10:00"))
    [report] = office.reports()
    panel = await list_page(office)
    for text in (report, panel.text):
        assert len(text) <= MAX_TEXT_CHARS
        assert "곳" in text
    assert report.endswith("/undelivered")
