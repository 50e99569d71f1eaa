"""Groups that were registered while a campaign runs are offered what they missed of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.people.groups import Presence
from bot.people.interaction import Here, Incoming
from bot.people.messages import Button, Press
from bot.people.store import groups
from bot.reminders.rules.deliveries import Response
from bot.reminders.rules.reminder import Audience, Departments, Everyone, OwnersOf, Reminder
from bot.reminders.rules.schedule import Once
from bot.reminders.store import ledger, reminders
from tests.lookup.tables import real
from tests.reminders.delivery.office import COORDINATOR, SOMEBODY, Office, at

DEADLINE = Once(day=date(2026, 11, 30))
OTHER, LATE, ANEW = -1, -2, -3
NAME, ANOTHER = "교통행정과", "도시계획과"


async def campaign(
    office: Office, to: Audience | None = None, text: str = "4분기 실적"
) -> Reminder:
    """A deadline a week from now, of which the first message is sent today; then time passes."""
    await office.group(OTHER, ANOTHER)
    made = await office.remind(
        DEADLINE, to=to or Everyone(), leads=(7, 1), deadline=True, text=text
    )
    await office.until(at("2026-11-24 10:00"))
    return made


def offers(office: Office) -> list[Button]:
    """The buttons by which a coordinator sends what was missed."""
    told = [each for each in office.phones.to(COORDINATOR.user_id) if each.text.startswith("🆕")]
    return [each for message in told for row in message.buttons for each in row]


async def registers(office: Office, chat_id: int = LATE, *names: str) -> None:
    """A group is registered a while later."""
    await office.until(office.now + timedelta(minutes=1))
    await office.group(chat_id, *(names or (NAME,)))
    await office.until(office.now + timedelta(minutes=1))


async def press(office: Office, button: Button) -> None:
    """A coordinator presses it, and time passes."""
    assert isinstance(button.action, Press)
    here = Here(chat_id=COORDINATOR.user_id)
    await office.undelivered.press(button.action, Incoming(by=COORDINATOR, here=here))
    await office.until(office.now + timedelta(minutes=1))


def owned_by(name: str) -> OwnersOf:
    """The pledges of a department."""
    return OwnersOf(numbers=tuple(each.number for each in real().by_department[name][:1]))


@pytest.mark.parametrize("to", [Everyone(), Departments(names=(NAME, ANOTHER)), owned_by(NAME)])
async def test_a_group_that_was_registered_late_gets_what_it_missed_by_one_tap(
    office: Office, to: Audience
) -> None:
    """Not by itself, and once; what the others got goes to nobody again."""
    await campaign(office, to)
    await registers(office)
    assert office.phones.to(LATE) == []
    [offer] = offers(office)
    assert offer.label == f"보내기 1. {NAME}"
    others = len(office.phones.to(OTHER))
    await press(office, offer)
    await press(office, offer)
    [got] = office.phones.to(LATE)
    assert "4분기 실적" in got.text
    assert len(office.phones.to(OTHER)) == others
    assert offers(office) == []  # it is edited away


async def test_a_group_that_came_again_as_another_chat_is_offered_it_too(office: Office) -> None:
    """Though the chat before had got it."""
    await office.group(LATE, NAME)
    await campaign(office)
    assert len(office.phones.to(LATE)) == 1
    await office.state.write(groups.set_presence, LATE, Presence.GONE)
    await registers(office, ANEW)
    [offer] = offers(office)
    await press(office, offer)
    assert len(office.phones.to(ANEW)) == 1


async def test_a_topic_is_offered_it_too(office: Office) -> None:
    """It goes there."""
    await campaign(office)
    await office.group(LATE, NAME, topic_id=7)
    await office.until(office.now + timedelta(minutes=1))
    [offer] = offers(office)
    await press(office, offer)
    assert len(office.phones.to(LATE)) == 1


async def test_several_campaigns_are_offered_in_one_message(office: Office) -> None:
    """Each with a button."""
    await campaign(office, text="안전 점검")
    await campaign(office, text="4분기 실적")
    await office.until(at("2026-11-29 10:00"))
    await registers(office)
    assert len(offers(office)) == 2


async def test_nothing_is_offered_of_what_is_handed_in(office: Office) -> None:
    """By the chat that the department had before."""
    await office.group(LATE, NAME)
    made = await campaign(office)
    for each in office.read(lambda db: ledger.of_campaign(db, made.id, DEADLINE.day)):
        await office.record_answer(each.id, Response.SUBMITTED, by=SOMEBODY)
    await office.state.write(groups.set_presence, LATE, Presence.GONE)
    await registers(office, ANEW)
    assert offers(office) == []


async def test_nothing_is_offered_before_a_campaign_begins(office: Office) -> None:
    """What is still to come reaches the group by itself."""
    await office.group(OTHER, ANOTHER)
    await office.remind(DEADLINE, to=Everyone(), leads=(3, 1), deadline=True)
    await office.until(at("2026-11-24 10:00"))
    await registers(office)
    assert offers(office) == []


async def test_nothing_is_offered_after_the_deadline(office: Office) -> None:
    """The last day counts."""
    await campaign(office)
    await office.until(at("2026-11-30 18:00"))
    await registers(office)
    assert len(offers(office)) == 1
    await office.until(at("2026-12-01 10:00"))
    await registers(office, ANEW, "환경과")
    assert len(offers(office)) == 1


@pytest.mark.parametrize("end", ["pause", "delete"])
async def test_nothing_is_offered_of_what_ended(office: Office, end: str) -> None:
    """Or does not go on for now."""
    made = await campaign(office)
    if end == "delete":
        await office.state.write(reminders.delete, made.id, now=office.now)
    else:
        await office.state.write(reminders.keep, replace(made, paused=True))
    await registers(office)
    assert offers(office) == []


async def test_nothing_is_offered_to_whom_it_is_not_for(office: Office) -> None:
    """Or of a reminder without a deadline."""
    await campaign(office, Departments(names=(ANOTHER,)))
    await office.remind(to=Everyone())
    await office.until(office.now + timedelta(days=1))
    await registers(office)
    assert offers(office) == []


async def test_nothing_is_offered_to_another_group_of_a_department_that_got_it(
    office: Office,
) -> None:
    """The department was asked already; nor to one that is registered anew."""
    await office.group(LATE, NAME)
    await campaign(office)
    await registers(office, ANEW)
    await registers(office, LATE)
    assert offers(office) == []


async def test_nothing_is_offered_to_a_group_that_became_a_supergroup(office: Office) -> None:
    """It is the same one."""
    await office.group(LATE, NAME)
    await campaign(office)
    await office.state.write(groups.move, LATE, ANEW)
    await office.until(office.now + timedelta(minutes=1))
    assert offers(office) == []
