"""From the clock to the phones, and what becomes of a message on the way."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.lookup.pledge import PledgeNumber
from bot.people.access import Role
from bot.people.groups import Presence
from bot.people.messages import (
    ChatMoved,
    DeliveryDelayed,
    DeliveryError,
    DeliveryRefused,
    DeliveryUncertain,
    Press,
    Reason,
)
from bot.people.replies.groups import unreachable
from bot.people.store import groups, people
from bot.reminders.boards import Boards
from bot.reminders.calendar_desk import moves_of
from bot.reminders.pacing import OVERALL, PER_CHAT
from bot.reminders.replies.undelivered import ALREADY_DONE, SENT_AGAIN
from bot.reminders.rules.board import Standing
from bot.reminders.rules.deliveries import Kind, ReportKind, Response, Status
from bot.reminders.rules.reminder import Chat, Departments, Nudges, OwnersOf
from bot.reminders.rules.schedule import DayOfMonth, Monthly, Once, Rule, Weekly
from bot.reminders.rules.working_days import DayOff, Shift, WorkingDays
from bot.reminders.store import boards, reminders, reports
from bot.reminders.verbs import UndeliveredVerb
from tests.lookup.tables import of, pledge, real
from tests.reminders.delivery.office import COORDINATOR, SOMEBODY, Office, at, utc

NUDGES = Nudges(every=timedelta(hours=2), at_most=2)
TODAY = Once(day=date(2026, 11, 23))
DEADLINE = Once(day=date(2026, 12, 21))


async def test_a_reminder_reaches_every_group_at_its_time(office: Office) -> None:
    """Each once, with its own pledges."""
    await office.group(-1, "도시계획과")
    await office.group(-2, "교통행정과")
    await office.remind()
    await office.until(at("2026-11-23 08:59"))
    assert office.phones.sent == []
    await office.until(at("2026-11-23 09:01"))
    assert sorted(chat for chat, _ in office.phones.sent) == [-2, -1]
    assert "지역개발-05" in office.phones.to(-1)[0].text
    assert "지역개발-05" not in office.phones.to(-2)[0].text
    await office.until(at("2026-11-25 12:00"))
    assert office.statuses() == [Status.SENT] * 6


async def test_two_ticks_send_one_reminder(office: Office) -> None:
    """However often the clock is read."""
    await office.group(-1, "도시계획과")
    await office.remind()
    await office.until(at("2026-11-23 09:00"))
    for _ in range(3):
        await office.delivering.tick(office.now)
        await office.delivering.idle()
    assert len(office.phones.sent) == 1


async def test_a_pledge_reminds_whoever_owns_it_when_it_is_sent(office: Office) -> None:
    """Also when the table changes while the message is held up."""
    await office.group(-1, "도시계획과")
    await office.group(-2, "교통행정과")
    await office.remind(to=OwnersOf(numbers=(PledgeNumber.of("지역개발", 5),)))
    office.phones.faults[-1].append(DeliveryDelayed("flood", retry_after_s=600))
    await office.until(at("2026-11-23 09:05"))
    assert office.phones.sent == []
    after = of([pledge("지역개발-05", "역사 개발", "교통행정과")])
    office.table.catalogue = replace(after, term=office.table.catalogue.term)
    await office.until(at("2026-11-23 09:20"))
    assert [chat for chat, _ in office.phones.sent] == [-2]
    assert sorted(office.statuses()) == [Status.SENT, Status.WITHDRAWN]


async def test_departments_without_a_group_are_reported_once(office: Office) -> None:
    """Until they have one."""
    await office.group(-1, "도시계획과")
    await office.remind(to=Departments(names=("도시계획과", "교통행정과")))
    await office.until(at("2026-11-25 12:00"))
    [report] = office.reports()
    assert "교통행정과" in report
    assert len(office.phones.to(-1)) == 3
    await office.group(-2, "교통행정과")
    await office.until(at("2026-11-26 12:00"))
    assert len(office.phones.to(-2)) == 1
    assert len(office.reports()) == 1


async def test_a_group_reminds_itself_in_its_topic(office: Office) -> None:
    """And stays with itself when it turns into a supergroup."""
    await office.group(-1, "도시계획과")
    await office.group(-2, "교통행정과")
    made = await office.remind(to=Chat(chat_id=-1, topic_id=5))
    await office.until(at("2026-11-23 12:00"))
    await office.delivering.registration.record_migration(-1, -1001)
    await office.until(at("2026-11-24 12:00"))
    assert [chat for chat, _ in office.phones.sent] == [-1, -1001]
    assert [delivery.topic_id for delivery in office.deliveries()] == [5, 5]
    moved = office.read(lambda db: reminders.reminder(db, made.id))
    assert moved is not None
    assert moved.audience == Chat(chat_id=-1001, topic_id=5)


async def test_a_machine_that_was_off_sends_once_and_says_so(office: Office) -> None:
    """What is too old is reported instead."""
    await office.group(-1, "도시계획과")
    await office.remind(hour=9)
    await office.until(at("2026-11-23 08:30"))
    office.now = at("2026-11-25 15:00")  # 9시 of three days
    office.start()
    await office.until(at("2026-11-25 16:00"))
    [late] = office.phones.to(-1)
    assert "11/25(수) 09:00" in late.text
    [report] = office.reports()
    assert "11/23(월) 09:00" in report
    assert "11/24(화) 09:00" in report


async def test_what_was_held_up_too_long_is_not_sent(office: Office) -> None:
    """It is reported."""
    await office.group(-1, "도시계획과")
    await office.remind(TODAY)
    office.phones.faults[-1].append(DeliveryDelayed("flood", retry_after_s=13 * 3600))
    await office.until(at("2026-11-24 12:00"))
    assert office.statuses() == [Status.EXPIRED]
    assert len(office.reports()) == 1


@pytest.mark.parametrize("back", [timedelta(hours=3), timedelta(days=400)])
async def test_a_clock_that_was_wrong_loses_nothing_and_doubles_nothing(
    office: Office, back: timedelta
) -> None:
    """It jumped ahead, and was set right."""
    await office.group(-1, "도시계획과")
    await office.remind()
    await office.until(at("2026-11-23 08:30"))
    office.now += back
    await office.until(office.now + timedelta(minutes=1))
    office.now = at("2026-11-23 08:32")
    await office.until(at("2026-11-27 08:00"))
    sent = [d.due_at for d in office.deliveries() if d.status is Status.SENT]
    assert len(sent) == len(set(sent)) == len(office.phones.to(-1))
    for day in ("23", "24", "25", "26"):
        assert utc(at(f"2026-11-{day} 09:00")) in sent


async def test_what_a_wrong_clock_gave_up_is_taken_up_again(office: Office) -> None:
    """What waited for too long by it is sent; who did not answer by it is asked once more."""
    await office.group(-1, "도시계획과")
    await office.group(-2, "교통행정과")
    await office.remind(TODAY, nudges=NUDGES)
    office.phones.faults[-2].append(DeliveryDelayed("flood", retry_after_s=1800))
    await office.until(at("2026-11-23 09:10"))
    office.now = at("2026-11-26 12:00")
    await office.until(at("2026-11-26 12:01"))
    assert Status.EXPIRED in office.statuses()
    office.now = at("2026-11-23 09:12")
    await office.until(at("2026-11-23 18:00"))
    assert set(office.statuses()) == {Status.SENT}
    nudged = Counter(each.chat_id for each in office.deliveries() if each.kind is Kind.NUDGE)
    assert nudged == {-1: 2, -2: 2}


async def test_a_day_off_added_later_moves_what_is_pending(office: Office) -> None:
    """Without sending it twice."""
    await office.group(-1, "도시계획과")
    await office.remind(Once(day=date(2026, 11, 25)), shift=Shift.NEXT)
    await office.until(at("2026-11-24 12:00"))
    await office.state.write(
        lambda db: reminders.add_day_off(
            db, DayOff(day=date(2026, 11, 25), name="임시공휴일"), by=7, now=office.now
        )
    )
    await office.until(at("2026-11-25 23:00"))
    assert office.phones.sent == []
    await office.until(at("2026-11-27 12:00"))
    [delivery] = office.deliveries()
    assert delivery.due_at == utc(at("2026-11-26 09:00"))


@pytest.mark.parametrize(
    ("rule", "leads", "added_at", "expected"),
    [
        (DEADLINE, (7, 3, 1, 0), "12-18 09:00", []),  # D-3 went then
        (DEADLINE, (7, 3, 1, 0), "12-20 23:00", []),
        (DEADLINE, (7, 3, 1, 0), "12-17 10:00", ["12-18 09:00"]),
        (DEADLINE, (7, 0), "12-18 14:00", ["12-18 14:00"]),
        (DEADLINE, (7, 0), "12-18 20:00", ["12-21 09:00"]),  # no office hours before it
        (DEADLINE, (7, 0), "12-20 23:00", ["12-21 09:00"]),
        (Weekly(weekdays=(0, 4)), (0,), "12-18 14:00", []),
    ],
)
async def test_a_day_off_at_short_notice_sends_what_its_preview_says(
    office: Office, rule: Rule, leads: tuple[int, ...], added_at: str, expected: list[str]
) -> None:
    """What was sent on the day that it moves to counts; nothing comes twice or at night."""
    office.now = at("2026-12-07 12:00")
    await office.group(-1, "도시계획과")
    made = await office.remind(rule, shift=Shift.PREVIOUS, leads=leads, deadline=rule == DEADLINE)
    office.now = now = at(f"2026-{added_at}")
    await office.until(now)
    day = date(2026, 12, 21)
    closed = WorkingDays(closed=frozenset({day}))
    [move] = moves_of(made, [day], WorkingDays(), closed, now)
    assert move.to == (at(f"2026-{expected[0]}") if expected and now.day != 17 else None)
    sent = len(office.phones.sent)
    await office.state.write(
        lambda db: reminders.add_day_off(db, DayOff(day=day, name="임시공휴일"), by=7, now=now)
    )
    office.delivering.wake()
    await office.until(at("2026-12-22 23:00"))
    assert len(office.phones.sent) == sent + len(expected)
    due_at = [each.due_at for each in office.deliveries()[sent:]]
    assert due_at == [utc(at(f"2026-{each}")) for each in expected]


async def test_a_day_off_taken_back_gives_back_what_it_had_put_together(office: Office) -> None:
    """What was sent in its stead was another one."""
    office.now = at("2026-12-17 12:00")
    await office.group(-1, "도시계획과")
    await office.remind(DEADLINE, shift=Shift.PREVIOUS, leads=(3, 0), deadline=True)
    off = DayOff(day=date(2026, 12, 21), name="임시공휴일")
    await office.state.write(lambda db: reminders.add_day_off(db, off, by=7, now=office.now))
    await office.until(at("2026-12-18 12:00"))
    await office.state.write(lambda db: reminders.remove_day_off(db, off.day))
    await office.until(at("2026-12-22 12:00"))
    due_at = [each.due_at for each in office.deliveries()]
    assert due_at == [utc(at(f"2026-12-{day} 09:00")) for day in (18, 21)]


async def test_paused_and_deleted_reminders_send_nothing(office: Office) -> None:
    """Not even what already waits."""
    await office.group(-1, "도시계획과")
    made = await office.remind()
    office.phones.faults[-1].append(DeliveryDelayed("flood", retry_after_s=600))
    await office.until(at("2026-11-23 09:01"))
    await office.state.write(lambda db: reminders.keep(db, replace(made, paused=True)))
    await office.until(at("2026-11-24 12:00"))
    assert office.statuses() == [Status.WITHDRAWN]
    again = replace(made, paused=False, active_from=office.now)
    await office.state.write(lambda db: reminders.keep(db, again))
    await office.until(at("2026-11-25 12:00"))
    assert len(office.phones.sent) == 1
    await office.state.write(lambda db: reminders.delete(db, made.id, now=office.now))
    await office.until(at("2026-11-27 12:00"))
    assert len(office.phones.sent) == 1


# -- trouble ------------------------------------------------------------------------------------


async def test_a_flood_limit_is_waited_out_for_its_chat_alone(office: Office) -> None:
    """The others get theirs at once."""
    for chat in (-1, -2, -3):
        await office.group(chat, "도시계획과", title=str(chat))
    await office.remind(TODAY)
    office.phones.faults[-2].append(DeliveryDelayed("flood", retry_after_s=300))
    await office.until(at("2026-11-23 09:01"))
    assert {chat for chat, _ in office.phones.sent} == {-1, -3}
    await office.until(at("2026-11-23 09:04:59"))
    assert len(office.phones.sent) == 2
    await office.until(at("2026-11-23 09:06"))
    assert [chat for chat, _ in office.phones.sent][-1] == -2


@pytest.mark.parametrize(
    "error",
    [DeliveryUncertain("ReadTimeout"), RuntimeError("a fault of the library")],
    ids=["time-out", "fault"],
)
async def test_what_may_have_arrived_is_never_sent_again_by_itself(
    office: Office, error: DeliveryError
) -> None:
    """Coordinators see it, with a button that sends it once more."""
    await office.group(-1, "도시계획과")
    await office.remind(TODAY)
    office.phones.faults[-1].append(error)
    await office.until(at("2026-11-23 20:00"))
    assert office.phones.to(-1) == []
    [(_, report)] = office.phones.sent
    [[button]] = report.buttons
    assert isinstance(button.action, Press)
    assert button.action.verb is UndeliveredVerb.SEND_AGAIN
    [delivery_id] = button.action.numbers
    assert await office.undelivered.send_again(delivery_id, by=COORDINATOR) == SENT_AGAIN
    assert await office.undelivered.send_again(delivery_id, by=COORDINATOR) == ALREADY_DONE
    await office.until(at("2026-11-23 21:00"))
    assert len(office.phones.to(-1)) == 1
    assert office.statuses() == [Status.SENT]


async def test_an_outage_makes_no_more_uncertain_than_were_on_their_way(office: Office) -> None:
    """The others wait until calls get through again."""
    for chat in range(-1, -101, -1):
        await office.group(chat, "도시계획과", title=f"{-chat:03}")
        office.phones.faults[chat].append(DeliveryUncertain("502"))
    await office.remind(TODAY)
    office.phones.is_up = False
    await office.until(at("2026-11-23 10:00"))
    counts = Counter(office.statuses())
    assert counts == {Status.UNCERTAIN: 10, Status.PLANNED: 90}
    office.phones.is_up = True
    for chat in range(-1, -101, -1):
        office.phones.faults[chat].clear()
    await office.until(at("2026-11-23 10:10"))
    assert Counter(office.statuses()) == {Status.UNCERTAIN: 10, Status.SENT: 90}


async def test_what_was_surely_not_sent_is_tried_until_it_is(office: Office) -> None:
    """No connection is no reason for a question."""
    await office.group(-1, "도시계획과")
    await office.remind(TODAY)
    office.phones.faults[-1].extend(DeliveryDelayed("ConnectError") for _ in range(5))
    await office.until(at("2026-11-23 10:00"))
    assert office.statuses() == [Status.SENT]
    assert office.reports() == []


async def test_a_group_that_moved_gets_its_message(office: Office) -> None:
    """Under its new id, and so does everything after it."""
    await office.group(-1, "도시계획과")
    await office.remind()
    office.phones.faults[-1].append(ChatMoved(-1001))
    await office.until(at("2026-11-24 10:00"))
    assert [chat for chat, _ in office.phones.sent] == [-1001, -1001]
    group = office.read(lambda db: groups.group(db, -1001))
    assert group is not None
    assert group.departments == ("도시계획과",)


async def test_a_message_keeps_no_id_that_means_another_in_the_groups_new_chat(
    office: Office,
) -> None:
    """Whether the group became a supergroup before its message was recorded or after it."""
    await office.group(-1, "도시계획과")
    await office.group(-2, "교통행정과")
    await office.remind()
    move = office.delivering.registration.record_migration
    office.phones.on_arrival = lambda _: move(-1, -1001)
    await office.until(at("2026-11-23 10:00"))
    await move(-2, -1002)
    first = office.deliveries()
    assert {each.chat_id for each in first} == {-1001, -1002}
    assert {each.status for each in first} == {Status.SENT}
    assert {each.message_id for each in first} == {None}


async def test_what_was_handed_in_is_missed_in_no_group_that_was_left(office: Office) -> None:
    """Nothing is asked of it any more, so nothing is reported as not sent."""
    await office.group(-1, "도시계획과")
    await office.group(-2, "교통행정과")
    await office.remind(Once(day=date(2026, 11, 25)), leads=(2, 1), deadline=True)
    await office.until(at("2026-11-23 10:00"))
    done = next(each for each in office.deliveries() if each.chat_id == -1)
    await office.record_answer(done.id, Response.SUBMITTED, by=SOMEBODY)
    for chat_id in (-1, -2):
        await office.delivering.registration.record_removal(chat_id)
    await office.until(at("2026-11-24 10:00"))
    assert office.statuses() == [Status.SENT, Status.SENT, Status.REFUSED]
    [report] = office.reports()
    assert "교통행정과" in report
    assert "도시계획과" not in report


async def test_a_bot_that_was_thrown_out_is_reported_once(office: Office) -> None:
    """In a message that grows, and the group is not tried again."""
    await office.group(-1, "도시계획과")
    await office.remind()
    office.phones.faults[-1].append(DeliveryRefused(Reason.KICKED))
    await office.until(at("2026-11-26 10:00"))
    assert office.statuses() == [Status.REFUSED] * 4
    [report] = office.reports()
    assert all(f"11/{day}" in report for day in (23, 24, 25, 26))
    group = office.read(lambda db: groups.group(db, -1))
    assert group is not None
    assert group.presence is Presence.GONE


async def test_a_report_is_added_to_none_of_another_month(office: Office) -> None:
    """An edit makes no sound: what fails every month is told each time."""
    await office.group(-1, "도시계획과")
    every_month = Monthly(days=(DayOfMonth(day=25),))
    await office.remind(every_month, to=Departments(names=("도시계획과", "교통행정과")))
    office.phones.faults[-1].append(DeliveryRefused(Reason.KICKED))
    await office.until(at("2027-01-26 10:00"))
    months = [
        [month for month in ("11/", "12/", "1/") if f" {month}25" in each]
        for each in office.reports()
    ]
    assert months == [["11/"], ["11/"], ["12/"], ["12/"], ["1/"], ["1/"]]


async def test_a_report_that_is_made_again_is_as_new_as_its_message(office: Office) -> None:
    """What is reported a day later stands in that message, too."""
    await office.group(-1, "도시계획과")
    await office.remind(Weekly(weekdays=(0,)))
    await office.until(at("2026-12-08 10:00"))
    first, second, *_ = office.deliveries()
    for delivery, days in ((first, 0), (first, 15), (second, 16)):
        later = office.now + timedelta(days=days)
        await office.state.write(reports.record_report, ReportKind.REFUSED, delivery, now=later)
    incident, _ = office.read(reports.next_unsent) or (0, [])
    told, _ = office.read(lambda db: reports.reports_of(db, incident, limit=9))
    assert [each.delivery_id for each in told] == [first.id, second.id]


@pytest.mark.parametrize(
    ("error", "here", "elsewhere"),
    [
        (DeliveryRefused(Reason.KICKED), Presence.GONE, Presence.GONE),
        (DeliveryRefused(Reason.NO_CHAT), Presence.GONE, Presence.GONE),
        (DeliveryRefused(Reason.MUTED), Presence.MUTED, Presence.MUTED),
        (DeliveryRefused(Reason.NO_TOPIC), Presence.MUTED, Presence.HERE),
        (DeliveryRefused(words="BUTTON_DATA_INVALID"), Presence.HERE, Presence.HERE),
        (DeliveryDelayed("flood", retry_after_s=1), Presence.HERE, Presence.HERE),
        (DeliveryDelayed("ConnectError"), Presence.HERE, Presence.HERE),
        (DeliveryUncertain("ReadTimeout"), Presence.HERE, Presence.HERE),
    ],
    ids=str,
)
async def test_a_reminder_that_fails_says_what_became_of_its_group(
    office: Office, error: DeliveryError, here: Presence, elsewhere: Presence
) -> None:
    """Coordinators hear of the other topics that are lost with it: its own is in the report."""
    await office.group(-1, "도시계획과", topic_id=7)
    await office.group(-1, "교통행정과", topic_id=8)
    await office.remind(TODAY, to=Departments(names=("도시계획과",)))
    office.phones.faults[-1].append(error)
    await office.until(at("2026-11-23 10:00"))
    known = {each.topic_id: each for each in office.read(groups.all_groups)}
    assert (known[7].presence, known[8].presence) == (here, elsewhere)
    told = office.phones.to(COORDINATOR.user_id)
    assert (unreachable(known[8]) in told) is (elsewhere is not Presence.HERE)
    assert unreachable(known[7]) not in told


async def test_a_topic_that_is_gone_is_reported_until_it_is_well_again(office: Office) -> None:
    """Once each time."""
    await office.group(-1, "도시계획과")
    await office.remind()
    office.phones.faults[-1].extend(DeliveryRefused(Reason.NO_TOPIC) for _ in range(2))
    await office.until(at("2026-11-24 10:00"))
    assert len(office.reports()) == 1
    assert [each.presence for each in office.read(groups.all_groups)] == [Presence.MUTED]
    await office.until(at("2026-11-25 10:00"))
    assert [each.presence for each in office.read(groups.all_groups)] == [Presence.HERE]
    office.phones.faults[-1].append(DeliveryRefused(Reason.NO_TOPIC))
    await office.until(at("2026-11-26 10:00"))
    assert len(office.reports()) == 2
    assert len(office.phones.to(-1)) == 1


async def test_five_hundred_groups_are_reached_in_order_within_the_limits(office: Office) -> None:
    """As fast as the limits allow."""
    for number in range(1, 501):
        await office.group(-number, "도시계획과", title=f"{number:03}")
    await office.remind(TODAY)
    times = []

    async def note_time(_chat_id: int) -> None:
        times.append(office.now)

    office.phones.on_arrival = note_time
    await office.until(at("2026-11-23 09:05"))
    assert [chat for chat, _ in office.phones.sent] == [-number for number in range(1, 501)]
    for first, later in zip(times, times[OVERALL:], strict=False):
        assert later - first >= timedelta(seconds=1)
    assert times[-1] - times[0] <= timedelta(seconds=500 / OVERALL)


async def test_one_group_gets_no_more_than_it_may(office: Office) -> None:
    """Even if everything is for it."""
    await office.group(-1, "도시계획과")
    for number in range(40):
        await office.remind(TODAY, text=f"할 일 {number}")
    await office.until(at("2026-11-23 09:00:30"))
    assert len(office.phones.sent) == PER_CHAT
    await office.until(at("2026-11-23 09:03"))
    assert [notice.text.splitlines()[0] for _, notice in office.phones.sent] == [
        f"🔔 할 일 {number}" for number in range(40)
    ]


# -- answers ------------------------------------------------------------------------------------


async def test_who_does_not_answer_is_asked_again_and_then_reported(office: Office) -> None:
    """Within office hours; who answered is left alone."""
    await office.group(-1, "도시계획과")
    await office.group(-2, "교통행정과")
    await office.remind(TODAY, hour=15, nudges=NUDGES)
    await office.until(at("2026-11-23 16:00"))
    first = next(d for d in office.deliveries() if d.chat_id == -2)
    given = await office.record_answer(first.id, Response.CONFIRMED, by=SOMEBODY)
    assert given is not None
    assert given.is_news
    await office.until(at("2026-11-24 20:00"))
    assert len(office.phones.to(-2)) == 1
    nudges = [d for d in office.deliveries() if d.kind is Kind.NUDGE]
    assert [(d.chat_id, d.nth, d.due_at) for d in nudges] == [
        (-1, 1, utc(at("2026-11-23 17:00"))),
        (-1, 2, utc(at("2026-11-24 09:00"))),
    ]
    [report] = office.reports()
    assert "도시계획과" in report
    assert "교통행정과" not in report


async def test_a_second_tap_changes_nothing(office: Office) -> None:
    """The first answer stands; a nudge's answer is the reminder's."""
    await office.group(-1, "도시계획과")
    await office.remind(TODAY, nudges=NUDGES)
    await office.until(at("2026-11-23 12:00"))
    reminder, nudge = office.deliveries()
    answer = office.record_answer
    for message, response, is_news in [
        (nudge, Response.CONFIRMED, True),
        (reminder, Response.CONFIRMED, False),
        (reminder, Response.SUBMITTED, True),
        (nudge, Response.CONFIRMED, False),
        (nudge, Response.NOT_OURS, False),
    ]:
        given = await answer(message.id, response, by=SOMEBODY)
        assert given is not None
        assert given.is_news is is_news
        assert given.delivery.id == reminder.id
    standing = office.deliveries()[0].standing()
    assert standing is not None
    assert standing.response is Response.SUBMITTED


async def test_answers_for_each_pledge_are_an_answer_for_all(office: Office) -> None:
    """And an unknown pledge is none."""
    await office.group(-1, "도시계획과")
    await office.remind(TODAY, nudges=NUDGES)
    await office.until(at("2026-11-23 09:30"))
    [delivery] = office.deliveries()
    unknown = await office.record_answer(
        delivery.id, Response.CONFIRMED, pledge="지역개발-99", by=SOMEBODY
    )
    assert unknown is None
    assert len(delivery.pledges) > 1
    for number in delivery.pledges:
        assert not office.deliveries()[0].is_answered
        await office.record_answer(delivery.id, Response.CONFIRMED, pledge=number, by=SOMEBODY)
    assert office.deliveries()[0].is_answered
    await office.until(at("2026-11-25 09:30"))
    assert len(office.phones.sent) == 1


async def test_what_is_put_off_comes_once_more_and_leaves_the_series_alone(
    office: Office,
) -> None:
    """Also after a second tap."""
    await office.group(-1, "도시계획과")
    await office.remind()
    await office.until(at("2026-11-23 09:30"))
    [delivery] = office.deliveries()
    for until in (at("2026-11-23 10:30"), at("2026-11-23 11:30")):
        await office.postpone(delivery.id, until)
    await office.until(at("2026-11-24 10:00"))
    assert [(d.kind, d.due_at) for d in office.deliveries()] == [
        (Kind.REMINDER, utc(at("2026-11-23 09:00"))),
        (Kind.POSTPONED, utc(at("2026-11-23 10:30"))),
        (Kind.REMINDER, utc(at("2026-11-24 09:00"))),
    ]
    assert len(office.phones.sent) == 3


async def test_who_has_handed_in_is_left_alone_until_the_next_deadline(office: Office) -> None:
    """확인 alone is not enough."""
    await office.group(-1, "도시계획과")
    await office.group(-2, "교통행정과")
    await office.remind(
        Weekly(weekdays=(4,)), leads=(3, 1, 0), deadline=True, text="4분기 실적 제출"
    )
    await office.until(at("2026-11-24 10:00"))
    first, second = office.deliveries()
    assert first.deadline == second.deadline == date(2026, 11, 27)
    answer = office.record_answer
    await answer(first.id, Response.SUBMITTED, by=SOMEBODY)
    await answer(second.id, Response.CONFIRMED, by=SOMEBODY)
    await office.until(at("2026-11-30 10:00"))
    assert len(office.phones.to(first.chat_id)) == 1
    assert len(office.phones.to(second.chat_id)) == 3
    await office.until(at("2026-12-04 10:00"))
    assert len(office.phones.to(first.chat_id)) == 4


async def test_a_deadline_is_moved_to_the_day_of_another_that_was_sent_already(
    office: Office,
) -> None:
    """Its board stays on the list while what is moved there waits to be sent."""
    await office.group(-1, "도시계획과")
    made = await office.remind(Weekly(weekdays=(4,)), leads=(3,), deadline=True)
    await office.until(at("2026-11-24 10:00"))
    office.phones.faults[-1].append(DeliveryDelayed("flood", retry_after_s=600))
    await office.until(at("2026-12-01 09:01"))
    assert office.statuses() == [Status.SENT, Status.DELAYED]
    first, second = office.deliveries()
    sent, waiting = first.deadline, second.deadline
    await office.record_answer(first.id, Response.CONFIRMED, by=SOMEBODY)
    [before] = office.read(lambda db: boards.campaigns(db, date.min))
    assert sent is not None
    assert waiting is not None
    await office.state.write(boards.move_deadline, made.id, waiting, sent)
    [after] = office.read(lambda db: boards.campaigns(db, date.min))
    assert after.deadline == before.deadline == sent
    assert after.version > before.version


async def test_a_later_reminder_lists_what_is_still_open(office: Office) -> None:
    """Not what was handed in by an earlier one of the same deadline, nor what a nudge adds."""
    await office.group(-1, "도시계획과")
    numbers = [str(each.number) for each in real().owned_by["도시계획과"]]
    await office.remind(
        Weekly(weekdays=(4,)), leads=(3, 1), deadline=True, text="4분기 실적", nudges=NUDGES
    )
    await office.until(at("2026-11-24 09:30"))
    [first] = office.deliveries()
    answer = office.record_answer
    await answer(first.id, Response.SUBMITTED, pledge=numbers[0], by=SOMEBODY)
    await office.until(at("2026-11-26 09:30"))
    second = office.deliveries()[-1]
    assert second.pledges == tuple(numbers[1:])
    assert numbers[0] not in office.phones.to(-1)[-1].text
    await office.until(at("2026-11-26 12:00"))
    nudge = office.deliveries()[-1]
    assert (nudge.kind, nudge.pledges) == (Kind.NUDGE, second.pledges)
    await answer(second.id, Response.SUBMITTED, by=SOMEBODY)
    await office.until(at("2026-11-30 10:00"))
    assert office.deliveries()[-1].id == nudge.id


async def test_a_pledge_that_came_after_all_was_handed_in_is_asked_for(office: Office) -> None:
    """It alone; what was handed in is not asked again."""
    own = [pledge("가-1", "도서관", "도시계획과"), pledge("가-2", "공원", "교통행정과")]
    office.table.catalogue = of(own)
    await office.group(-1, "도시계획과")
    await office.remind(Weekly(weekdays=(4,)), leads=(3, 1), deadline=True, text="4분기 실적")
    await office.until(at("2026-11-24 09:30"))
    [first] = office.deliveries()
    await office.record_answer(first.id, Response.SUBMITTED, by=SOMEBODY)
    office.table.catalogue = of([own[0], pledge("가-2", "공원", "도시계획과")])
    await office.until(at("2026-11-26 09:30"))
    [_, second] = office.deliveries()
    assert (first.pledges, second.pledges) == (("가-1",), ("가-2",))


@pytest.mark.parametrize("is_thrown_out", [True, False])
async def test_what_a_department_handed_in_counts_in_its_new_group(
    office: Office, *, is_thrown_out: bool
) -> None:
    """Whether the old one was freed or threw the bot out; what is open is asked for there."""
    await office.group(-1, "도시계획과")
    await office.group(-2, "교통행정과")
    made = await office.remind(Once(day=date(2026, 11, 25)), leads=(2, 1, 0), deadline=True)
    await office.until(at("2026-11-23 10:00"))
    first = {each.chat_id: each for each in office.deliveries()}
    await office.record_answer(first[-1].id, Response.SUBMITTED, by=SOMEBODY)
    one = first[-2].pledges[0]
    await office.record_answer(first[-2].id, Response.SUBMITTED, pledge=one, by=SOMEBODY)
    for old, new, name in ((-1, -3, "도시계획과"), (-2, -4, "교통행정과")):
        if is_thrown_out:
            await office.delivering.registration.record_removal(old)
        else:
            await office.state.write(groups.forget, (old, None))
        await office.group(new, name)
    await office.until(at("2026-11-24 10:00"))
    assert office.phones.to(-3) == []
    [asked] = office.phones.to(-4)
    assert f"· {one}" not in asked.text
    found = await Boards(office=office.delivering.office).board(made.id, date(2026, 11, 25))
    assert found is not None
    standings = {row.department: row.standing for row in found.rows}
    assert standings == {"도시계획과": Response.SUBMITTED, "교통행정과": Standing.PARTLY}


async def test_a_reminder_can_be_sent_at_once(office: Office) -> None:
    """Besides its schedule; not when it was deleted."""
    await office.group(-1, "도시계획과")
    made = await office.remind()
    assert await office.desk.send_now(made.id, by=COORDINATOR, asked_at=office.now)
    await office.until(at("2026-11-23 09:30"))
    assert len(office.phones.sent) == 2
    await office.state.write(lambda db: reminders.delete(db, made.id, now=office.now))
    assert not await office.desk.send_now(made.id, by=COORDINATOR, asked_at=office.now)
    [first, _] = office.deliveries()
    late = await office.record_answer(first.id, Response.CONFIRMED, by=SOMEBODY)
    assert late is None


async def test_a_report_shows_what_was_answered_while_it_was_sent(office: Office) -> None:
    """It is not taken for up to date by what it said a moment before."""
    await office.group(-1, "도시계획과")
    await office.remind(TODAY, nudges=Nudges(every=timedelta(hours=2), at_most=0))

    async def answer(chat_id: int) -> None:
        if chat_id == COORDINATOR.user_id:
            [asked] = office.deliveries()
            await office.record_answer(asked.id, Response.CONFIRMED, by=SOMEBODY)

    office.phones.on_arrival = answer
    await office.until(at("2026-11-23 12:00"))
    [report] = office.reports()
    assert "✅" in report


async def test_a_report_reaches_each_coordinator_once_calls_get_through(office: Office) -> None:
    """Whoever has it gets it no second time."""
    await office.group(-1, "도시계획과")
    role, now = Role.COORDINATOR, office.now
    await office.state.write(people.let_in, 8, name="다른 총괄", role=role, now=now)
    await office.remind(TODAY)
    office.phones.faults[-1].append(DeliveryRefused(Reason.MUTED))
    office.phones.faults[8].append(DeliveryDelayed("ConnectError"))
    await office.until(at("2026-11-23 09:04"))
    assert (len(office.reports()), len(office.phones.to(8))) == (1, 0)
    await office.until(at("2026-11-23 10:00"))
    assert (len(office.reports()), len(office.phones.to(8))) == (1, 1)


async def test_reports_wait_for_coordinators_that_can_be_reached(office: Office) -> None:
    """They are sent again later, and then once."""
    await office.group(-1, "도시계획과")
    await office.remind(TODAY)
    office.phones.faults[-1].append(DeliveryRefused(Reason.MUTED))
    office.phones.faults[COORDINATOR.user_id].append(DeliveryRefused(words="blocked"))
    await office.until(at("2026-11-23 10:00"))
    assert len(office.reports()) == 1
    assert not office.read(reports.next_unsent)


def test_the_table_has_what_these_tests_speak_of() -> None:
    """Two departments with pledges."""
    assert len(real().by_department["도시계획과"]) > 1
    assert real().by_department["교통행정과"]
