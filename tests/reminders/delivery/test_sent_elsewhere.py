"""What did not arrive reaches whoever it is for by the time that it is sent, or stays listed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.lookup.catalogue import Catalogue, Former
from bot.lookup.pledge import PledgeNumber
from bot.people.groups import Presence
from bot.people.messages import (
    DeliveryDelayed,
    DeliveryError,
    DeliveryRefused,
    DeliveryUncertain,
    Reason,
)
from bot.people.store import groups
from bot.reminders.rules.deliveries import UNDELIVERED, Status
from bot.reminders.rules.reminder import Audience, Departments, Everyone, OwnersOf
from bot.reminders.rules.schedule import Once
from bot.reminders.store.departments import DepartmentLinks
from tests.lookup.tables import of, pledge
from tests.reminders.delivery.office import COORDINATOR, Office, at

TODAY = Once(day=date(2026, 11, 23))
OLD, NEW, OTHER = -1, -2, -3
BEFORE = (("가-1", "도시계획과"), ("가-2", "교통행정과"))
AUDIENCES: dict[str, Audience] = {
    "department": Departments(names=("도시계획과",)),
    "everyone": Everyone(),
    "owner": OwnersOf(numbers=(PledgeNumber("가-1"),)),
}
FAULTS: dict[str, DeliveryError | None] = {
    "kicked": DeliveryRefused(Reason.KICKED),
    "muted": DeliveryRefused(Reason.MUTED),
    "unsure": DeliveryUncertain("timeout"),
    "away": None,  # the bot was removed before
}


def table(*owned: tuple[str, str], was: str = "", became: tuple[str, ...] = ()) -> Catalogue:
    """Pledges with their owners; a department that `was` has new names."""
    found = of(pledge(number, f"{number} 공약", name) for number, name in owned)
    former = {was: Former(names=became, since=date(2026, 11, 23))} if was else {}
    return replace(found, former=former)


async def change(office: Office, name: str) -> tuple[int, ...]:
    """What happens meanwhile; the rooms of which each has to get it then, once."""
    links = DepartmentLinks(state=office.state, clock=lambda: office.now)
    after: dict[str, tuple[tuple[str, ...], Catalogue, tuple[int, ...]]] = {
        "nothing": ((), table(*BEFORE), (OLD,)),
        "renamed": (
            ("도시과",),
            table(("가-1", "도시과"), BEFORE[1], was="도시계획과", became=("도시과",)),
            (NEW,),
        ),
        "split": (
            ("도시과", "계획과"),
            table(("가-1", "도시과"), BEFORE[1], was="도시계획과", became=("도시과", "계획과")),
            (NEW,),
        ),
        "merged": (
            ("교통행정과",),
            table(("가-1", "교통행정과"), BEFORE[1], was="도시계획과", became=("교통행정과",)),
            (OTHER,),
        ),
        "another room": ((), table(*BEFORE), (NEW,)),
        "moved": ((), table(("가-1", "교통행정과"), BEFORE[1]), (OTHER,)),
    }
    became, catalogue, rooms = after[name]
    office.table.catalogue = catalogue
    if became:
        await links.rename({"도시계획과": became}, version=2, by=COORDINATOR.user_id)
    if rooms == (NEW,):
        await office.group(NEW, *(became or ("도시계획과",)), title="새 방")
        await office.state.write(
            lambda db: (
                groups.bind(db, (OLD, None), (), by=7, now=office.now)
                if name == "another room"
                else None
            )
        )
    return rooms


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize(
    "meanwhile", ["nothing", "renamed", "split", "merged", "another room", "moved"]
)
async def test_what_is_sent_again_goes_where_it_belongs_by_now(
    office: Office, fault: str, audience: str, meanwhile: str
) -> None:
    """It arrives in each room that it is for, once, or it is still on the list."""
    office.table.catalogue = table(*BEFORE)
    await office.group(OLD, "도시계획과", title="옛 방")
    await office.group(OTHER, "교통행정과", title="교통 방")
    error = FAULTS[fault]
    if error is None:
        await office.state.write(lambda db: groups.set_presence(db, OLD, Presence.GONE))
    else:
        office.phones.faults[OLD].append(error)
    await office.remind(TODAY, to=AUDIENCES[audience])
    await office.until(at("2026-11-23 10:00"))
    [lost] = [each for each in office.deliveries() if each.status in UNDELIVERED]
    rooms = await change(office, meanwhile)
    is_there = error is not None and fault != "kicked"
    before = len(office.phones.to(OTHER))
    if not is_there:
        office.phones.faults[OLD].extend([DeliveryRefused(Reason.KICKED)] * 3)
    await office.undelivered.send_again(lost.id, by=COORDINATOR)
    await office.until(at("2026-11-23 12:00"))
    listed = [each for each in office.deliveries() if each.status in UNDELIVERED]
    arrived = [chat for chat, _ in office.phones.sent if chat in (OLD, NEW, OTHER)]
    stays_listed = {("nothing", each) for each in AUDIENCES}
    stays_listed.add(("merged", "everyone"))  # that room got it already, for what it had then
    if meanwhile == "moved" and audience != "owner":
        assert OLD in arrived or listed  # the department is meant, with or without the pledge
    elif is_there and OLD in arrived:  # an own room that the bot is in serves as well
        assert meanwhile in {"nothing", "renamed", "split", "merged"}
    elif listed:
        assert (meanwhile, audience) in stays_listed
    else:
        assert all(room in arrived for room in rooms), arrived
    assert all(arrived.count(room) <= 1 for room in (OLD, NEW))
    assert arrived.count(OTHER) - before <= 1


@pytest.mark.parametrize("audience", ["department", "owner"])
@pytest.mark.parametrize("has_new_room", [True, False])
async def test_a_room_that_gets_another_department_while_its_message_waits_takes_none_along(
    office: Office, audience: str, *, has_new_room: bool
) -> None:
    """The department is reminded in its new room, or listed as having none."""
    office.table.catalogue = table(*BEFORE)
    await office.group(OLD, "도시계획과")
    await office.remind(TODAY, to=AUDIENCES[audience])
    office.phones.faults[OLD].append(DeliveryDelayed("flood", retry_after_s=600))
    await office.until(at("2026-11-23 09:05"))
    await office.group(OLD, "주차관리과")
    if has_new_room:
        await office.group(NEW, "도시계획과")
    await office.until(at("2026-11-23 10:00"))
    assert len(office.phones.to(NEW)) == has_new_room
    listed = [each for each in office.deliveries() if each.status in UNDELIVERED]
    assert [each.departments for each in listed] == ([] if has_new_room else [("도시계획과",)])


async def test_what_was_put_off_reaches_the_owner_of_that_day(office: Office) -> None:
    """The pledge moved meanwhile."""
    office.table.catalogue = table(*BEFORE)
    await office.group(OLD, "도시계획과")
    await office.group(OTHER, "교통행정과")
    await office.remind(TODAY, to=AUDIENCES["owner"])
    await office.until(at("2026-11-23 10:00"))
    [sent] = office.deliveries()
    await office.postpone(sent.id, office.now + timedelta(hours=4))
    await office.until(at("2026-11-23 11:00"))
    office.table.catalogue = table(("가-1", "교통행정과"), BEFORE[1])
    await office.until(at("2026-11-23 15:00"))
    assert [chat for chat, _ in office.phones.sent] == [OLD, OTHER]
    assert {each.status for each in office.deliveries()} == {Status.SENT, Status.WITHDRAWN}
