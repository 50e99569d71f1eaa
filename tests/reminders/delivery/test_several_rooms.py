"""A department that has several rooms is asked once: what one hands in is closed for the others."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.lookup.catalogue import Catalogue, Former
from bot.people.groups import Address
from bot.people.store import groups
from bot.reminders import recording
from bot.reminders.rules.deliveries import NO_CHAT, Delivery, Kind, Response, Result, Status
from bot.reminders.rules.reminder import Everyone, Nudges
from bot.reminders.rules.schedule import Once
from bot.reminders.store import corrections, reminders
from bot.reminders.store.departments import DepartmentLinks
from tests.lookup.tables import of, pledge
from tests.reminders.delivery.office import COORDINATOR, SOMEBODY, Office, at

A, B, C, D = "교통행정과", "도시계획과", "주차관리과", "교통과"
ONE, TWO, THREE = (-1, None), (-2, None), (-3, None)
TOPICS = ((-1, 5), (-1, 6))
DEADLINE = Once(day=date(2026, 11, 27))


def table(**owners: str) -> Catalogue:
    """가1, 가2 of A, 가3 of B, 가4 of C; or of others."""
    owned = {"가1": A, "가2": A, "가3": B, "가4": C, **owners}
    return of(pledge(f"가-{number[1:]}", f"{number} 공약", name) for number, name in owned.items())


async def begin(office: Office, rooms: dict[Address, tuple[str, ...]], *, plain: bool) -> None:
    """A campaign whose first reminder is out."""
    office.table.catalogue = table()
    for (chat_id, topic_id), names in rooms.items():
        await office.group(chat_id, *names, topic_id=topic_id)
    nudges = Nudges(every=timedelta(hours=3), at_most=1)
    made = await office.remind(DEADLINE, to=Everyone(), leads=(4, 2), deadline=True, nudges=nudges)
    if plain:
        await office.state.write(reminders.keep, replace(made, lists_pledges=False))
    await office.until(at("2026-11-23 09:30"))


def sent_to(office: Office, address: Address, *, since: str = "2026-11-23 08:00") -> list[Delivery]:
    """What a room got, in order."""
    return [
        each
        for each in office.deliveries()
        if each.address == address and each.sent_at and each.sent_at >= at(since)
    ]


async def answer(office: Office, address: Address, number: str, response: Response) -> None:
    """A room answers for one pledge, or for the whole."""
    [first, *_] = sent_to(office, address)
    await office.record_answer(first.id, response, pledge=number or None, by=SOMEBODY)


async def pass_on(office: Office, room: Address, pledge: str) -> None:
    """Answer that a pledge is not theirs, and let the coordinator send it to B."""
    await answer(office, room, pledge, NOT_OURS)
    [answer_id] = office.read(corrections.open_corrections)
    await office.state.write(
        corrections.decide,
        answer_id,
        Result.REASSIGNED,
        department=B,
        by=COORDINATOR,
        now=office.now,
    )


SUBMITTED, NOT_OURS = Response.SUBMITTED, Response.NOT_OURS


@pytest.mark.parametrize("is_nudge", [True, False])
@pytest.mark.parametrize(
    ("rooms", "said", "expected"),
    [
        ({ONE: (A,), TWO: (A,)}, [(ONE, "")], {}),
        ({ONE: (A,), TWO: (A,)}, [(TWO, "")], {}),
        ({ONE: (A,), TWO: (A,)}, [], {ONE: "12", TWO: "12"}),
        ({ONE: (A,), TWO: (A,)}, [(ONE, "가-1")], {ONE: "2", TWO: "2"}),
        ({ONE: (A,), TWO: (A,)}, [(ONE, "가-1"), (TWO, "가-2")], {}),
        ({TOPICS[0]: (A,), TOPICS[1]: (A,)}, [(TOPICS[0], "")], {}),
        (
            {TOPICS[0]: (A,), TOPICS[1]: (A,)},
            [(TOPICS[1], "가-2")],
            {TOPICS[0]: "1", TOPICS[1]: "1"},
        ),
        ({TOPICS[0]: (A,), TOPICS[1]: (B,)}, [(TOPICS[0], "")], {TOPICS[1]: "3"}),
        ({ONE: (A,), TWO: (A, B)}, [(ONE, "")], {TWO: "3"}),
        ({ONE: (A,), TWO: (A, B)}, [(TWO, "")], {}),
        ({ONE: (A,), TWO: (A, B)}, [(TWO, "가-3")], {ONE: "12", TWO: "12"}),
        ({ONE: (A,), TWO: (A, B)}, [(TWO, "가-1")], {ONE: "2", TWO: "23"}),
        ({ONE: (A,), TWO: (A, B, C)}, [(ONE, "")], {TWO: "34"}),
        ({ONE: (A,), TWO: (B,), THREE: (A, B)}, [(ONE, ""), (TWO, "")], {}),
        ({ONE: (A,), TWO: (B,), THREE: (A, B)}, [(TWO, "")], {ONE: "12", THREE: "12"}),
        ({ONE: (A,), TWO: (B,)}, [(ONE, "")], {TWO: "3"}),
        ({ONE: (A, C), TWO: (B, C)}, [(ONE, "가-4")], {ONE: "12", TWO: "3"}),
        ({ONE: (A, C), TWO: (B, C)}, [(TWO, "")], {ONE: "12"}),
    ],
)
async def test_what_one_room_hands_in_is_closed_for_the_others(
    office: Office,
    rooms: dict[Address, tuple[str, ...]],
    said: list[tuple[Address, str]],
    expected: dict[Address, str],
    *,
    is_nudge: bool,
) -> None:
    """No nudge and no later reminder comes there, and no report says that it did not answer."""
    await begin(office, rooms, plain=False)
    for address, number in said:
        await answer(office, address, number, SUBMITTED)
    since, until = (
        ("2026-11-23 11:00", "2026-11-23 14:00")
        if is_nudge
        else ("2026-11-25 08:00", "2026-11-25 09:30")
    )
    await office.until(at(until))
    answered = {address for address, number in said if not number}
    found = {
        address: "".join(
            number[-1]
            for each in sent_to(office, address, since=since)
            for number in each.pledges
            if (each.kind is Kind.NUDGE) is is_nudge
            and not any(one.pledge == number for one in each.answers)
        )
        for address in rooms
    }
    asked = {address: numbers for address, numbers in found.items() if numbers}
    if is_nudge:  # which shows what was answered to its own message, too
        asked = {
            address: "".join(n for n in numbers if (address, f"가-{n}") not in said)
            for address, numbers in asked.items()
        }
    assert asked == expected
    assert answered.isdisjoint(asked)
    await office.until(at("2026-11-23 18:00")) if is_nudge else None
    reported = "\n".join(office.reports())
    if not expected:
        assert "답을 다 받지" not in reported


@pytest.mark.parametrize(
    ("rooms", "expected"),
    [
        ({ONE: (A,), TWO: (A,)}, set()),
        ({ONE: (A,), TWO: (A, B)}, {TWO}),
        ({ONE: (A, B), TWO: (A,)}, set()),
        ({ONE: (A,), TWO: (B,)}, {TWO}),
    ],
)
async def test_an_announcement_is_closed_for_rooms_all_of_whose_departments_answered(
    office: Office, rooms: dict[Address, tuple[str, ...]], expected: set[Address]
) -> None:
    """It lists no pledges, so nobody can tell whose part is open."""
    await begin(office, rooms, plain=True)
    await answer(office, ONE, "", SUBMITTED)
    await office.until(at("2026-11-25 09:30"))
    assert {each for each in rooms if sent_to(office, each, since="2026-11-25 08:00")} == expected


async def test_what_was_handed_in_before_a_merger_is_closed_for_both_rooms(office: Office) -> None:
    """The room of the other department is asked for its own alone."""
    await begin(office, {ONE: (A,), TWO: (C,)}, plain=False)
    await answer(office, ONE, "", SUBMITTED)
    former = {name: Former(names=(D,), since=date(2026, 11, 24)) for name in (A, C)}
    merged = table(가1=D, 가2=D, 가4=D)
    office.table.catalogue = replace(merged, former=former)
    links = DepartmentLinks(state=office.state, clock=lambda: office.now)
    await links.rename({A: [D], C: [D]}, version=2, by=COORDINATOR.user_id)
    await office.until(at("2026-11-25 09:30"))
    later = [sent_to(office, each, since="2026-11-25 08:00") for each in (ONE, TWO)]
    assert [[each.pledges for each in of_room] for of_room in later] == [[("가-4",)], [("가-4",)]]


async def test_what_one_room_passed_on_is_asked_of_no_other(office: Office) -> None:
    """The coordinator sent it to another department."""
    await begin(office, {ONE: (A,), TWO: (A,), THREE: (B,)}, plain=False)
    await pass_on(office, ONE, "가-1")
    await office.until(at("2026-11-25 09:30"))
    for room in (ONE, TWO):
        [later] = sent_to(office, room, since="2026-11-25 08:00")
        assert later.pledges == ("가-2",)
    assert {("가-1",)} <= {each.pledges for each in sent_to(office, THREE)}


@pytest.mark.parametrize("rooms", [{TWO: (C,)}, {TWO: (C,), ONE: (C,)}])
async def test_who_passed_all_on_is_asked_for_nothing_once_the_table_is_corrected(
    office: Office, rooms: dict[Address, tuple[str, ...]]
) -> None:
    """The department has no pledge any more, and a campaign is for departments without any."""
    await begin(office, {**rooms, THREE: (B,)}, plain=False)
    await pass_on(office, TWO, "가-4")
    office.table.catalogue = table(가4=B)
    await office.until(at("2026-11-25 09:30"))
    assert [sent_to(office, each, since="2026-11-25 08:00") for each in rooms] == [[]] * len(rooms)
    assert sent_to(office, THREE, since="2026-11-25 08:00")


async def test_what_is_taken_back_is_asked_of_all_rooms_again(office: Office) -> None:
    """As it was before."""
    await begin(office, {ONE: (A,), TWO: (A,)}, plain=False)
    await answer(office, ONE, "", SUBMITTED)
    [first] = sent_to(office, ONE)
    await office.state.write(
        recording.undo_answer, first.answers[0].id, by=SOMEBODY, now=office.now
    )
    await office.until(at("2026-11-25 09:30"))
    later = [sent_to(office, each, since="2026-11-25 08:00") for each in (ONE, TWO)]
    assert [len(each) for each in later] == [1, 1]


@pytest.mark.parametrize(
    ("number", "became", "expected"),
    [("", (C,), {B}), ("", (), {B, C}), ("가-1", (C,), {A, B}), ("가-1", (), {A, B, C})],
)
async def test_a_department_that_handed_in_and_has_no_room_by_now_is_not_missed(
    office: Office, number: str, became: tuple[str, ...], expected: set[str]
) -> None:
    """Its room is another one's, or nobody's; what is still open is reported."""
    await begin(office, {ONE: (A,)}, plain=False)
    await answer(office, ONE, number, SUBMITTED)
    await office.state.write(groups.bind, ONE, became, by=7, now=office.now)
    await office.until(at("2026-11-25 09:30"))
    lost = {
        name
        for each in office.deliveries()
        if each.chat_id == NO_CHAT and each.due_at >= at("2026-11-25 08:00")
        for name in each.departments
    }
    at_its_room = any(
        each.address == ONE and each.status is Status.REFUSED for each in office.deliveries()
    )
    assert lost | ({A} if at_its_room else set()) == expected
