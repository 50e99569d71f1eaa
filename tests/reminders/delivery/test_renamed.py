"""What is registered or asked under a department follows it when it is renamed, and back."""

import pytest

from bot.people.groups import Presence
from bot.people.requests import Request, Subject, Verdict
from bot.people.store import groups, requests
from bot.reminders.store import ledger
from bot.reminders.store.departments import DepartmentLinks
from bot.store.state import Tables
from tests.reminders.delivery.office import COORDINATOR, Office, at

ROOM = -1


async def has_room(office: Office, *names: str, presence: Presence = Presence.HERE) -> None:
    """A room of these departments, in which the bot is or is not."""
    await office.group(ROOM, *names)
    await office.state.write(lambda db: groups.set_presence(db, ROOM, presence))


async def asks_for_room(office: Office, *names: str, verdict: Verdict | None) -> None:
    """Somebody asks to register a room for these, and a coordinator decides that."""

    def change(db: Tables) -> None:
        asked = Request(
            subject=Subject.GROUP,
            subject_id=ROOM,
            label="방",
            departments=names,
            asked_by=100,
            asked_at=office.now,
        )
        request = requests.ask(db, asked)
        if verdict is not None:
            requests.decide(db, request.id, verdict, by=COORDINATOR, now=office.now)

    await office.state.write(change)


async def prepare(office: Office, what: str, *names: str) -> None:
    """Something that names departments."""
    match what:
        case "room":
            await has_room(office, *names)
        case "room without the bot":
            await has_room(office, *names, presence=Presence.GONE)
        case "request":
            await asks_for_room(office, *names, verdict=None)
        case "refused request":
            await asks_for_room(office, *names, verdict=Verdict.REJECTED)
        case "unreached":
            office.departments.update(dict.fromkeys(names))
            await office.remind()
            await office.until(at("2026-11-23 10:00"))


def names_now(office: Office, what: str) -> tuple[str, ...]:
    """The departments that it names now."""
    if what in {"request", "refused request"}:
        asked = office.read(lambda db: requests.latest(db, Subject.GROUP, ROOM))
        return asked.departments if asked else ()
    if what == "unreached":
        [lost] = office.read(lambda db: ledger.undelivered(db, skip=0, limit=9))
        return lost.departments
    room = office.read(lambda db: groups.group(db, ROOM))
    assert room is not None
    return room.departments


@pytest.mark.parametrize(
    "what", ["room", "room without the bot", "request", "refused request", "unreached"]
)
@pytest.mark.parametrize(
    ("before", "renamed", "after"),
    [
        (["교통행정과"], {"교통행정과": ["교통과"]}, ["교통과"]),
        (["교통행정과"], {"교통행정과": ["교통과", "버스과"]}, ["교통과", "버스과"]),
        (
            ["교통행정과", "도시계획과"],
            {"교통행정과": ["교통과"], "도시계획과": ["교통과"]},
            ["교통과"],
        ),
        (["교통행정과", "환경과"], {"교통행정과": ["교통과"]}, ["교통과", "환경과"]),
        (["환경과"], {"교통행정과": ["교통과"]}, ["환경과"]),
    ],
)
async def test_what_names_a_department_follows_it(
    office: Office, what: str, before: list[str], renamed: dict[str, list[str]], after: list[str]
) -> None:
    """A rename, a merger, a split; an undo takes it back."""
    await prepare(office, what, *before)
    links = DepartmentLinks(state=office.state, clock=lambda: office.now)
    await links.rename(renamed, version=2, by=COORDINATOR.user_id)
    assert {*names_now(office, what)} == {*after}
    await links.restore(2, by=COORDINATOR.user_id)
    assert {*names_now(office, what)} == {*before}


async def test_an_approved_request_stays_as_it_was_asked(office: Office) -> None:
    """It is a record by then."""
    await asks_for_room(office, "교통행정과", verdict=Verdict.APPROVED)
    links = DepartmentLinks(state=office.state, clock=lambda: office.now)
    await links.rename({"교통행정과": ["교통과"]}, version=2, by=COORDINATOR.user_id)
    assert names_now(office, "request") == ("교통행정과",)
