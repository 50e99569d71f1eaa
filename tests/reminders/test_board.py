"""How departments stand on one deadline."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.reminders.phrases.parser import Said, understood
from bot.reminders.rules.board import Row, Standing, board
from bot.reminders.rules.deliveries import Answer, Delivery, Kind, Response, Status
from bot.reminders.rules.reminder import Audience, Chat, Departments, Everyone, Reminder
from tests.lookup.tables import real

NOW = datetime(2026, 12, 14, tzinfo=UTC)
TABLE = real()
GROUPS = {-1: ("교통행정과",), -2: ("도시계획과", "주차관리과")}
PLEDGES = tuple(str(pledge.number) for pledge in TABLE.by_department["교통행정과"])


def reminder(audience: Audience) -> Reminder:
    """A campaign."""
    said = understood("12/21 마감 D-3 9시", NOW)
    assert isinstance(said, Said)
    return Reminder(
        id=1, audience=audience, text="실적", schedule=said.schedule, created_by=1, active_from=NOW
    )


def answer(response: Response, pledge: str | None = None, *, minutes: int = 0) -> Answer:
    """What somebody said, and how much later."""
    return Answer(
        response=response, pledge=pledge, by=1, name="김주무", at=NOW + timedelta(minutes=minutes)
    )


def sent(*answers: Answer, status: Status = Status.SENT, chat_id: int = -1) -> Delivery:
    """What a group was sent, and its answers."""
    return Delivery(
        id=1,
        reminder_id=1,
        occurrence_id=1,
        kind=Kind.REMINDER,
        nth=0,
        root_id=None,
        chat_id=chat_id,
        topic_id=None,
        due_at=NOW,
        expires_at=NOW,
        deadline=date(2026, 12, 21),
        status=status,
        retry_at=None,
        attempts=0,
        error="",
        message_id=1,
        sent_at=NOW,
        follow_up_at=None,
        pledges=PLEDGES,
        answers=answers,
    )


def row(*deliveries: Delivery) -> Row:
    """How 교통행정과 stands."""
    found = board(
        reminder(Departments(names=("교통행정과",))), date(2026, 12, 21), TABLE, GROUPS, deliveries
    )
    return found.rows[0]


CONFIRMED, SUBMITTED = Response.CONFIRMED, Response.SUBMITTED


@pytest.mark.parametrize(
    ("deliveries", "standing"),
    [
        pytest.param((), Standing.WAITING, id="before"),
        pytest.param((sent(),), Standing.NOTHING, id="reminded"),
        pytest.param((sent(status=Status.PLANNED),), Standing.WAITING, id="planned"),
        pytest.param((sent(status=Status.UNCERTAIN),), Standing.UNSENT, id="uncertain"),
        pytest.param((sent(answer(CONFIRMED)),), Standing.CONFIRMED, id="seen"),
        pytest.param((sent(answer(SUBMITTED)),), Standing.SUBMITTED, id="handed in"),
        pytest.param((sent(answer(SUBMITTED, PLEDGES[0])),), Standing.PARTLY, id="one of them"),
        pytest.param(
            (sent(*(answer(SUBMITTED, number) for number in PLEDGES)),),
            Standing.SUBMITTED,
            id="each of them",
        ),
        pytest.param(
            (sent(answer(SUBMITTED)), sent(answer(CONFIRMED, minutes=5))),
            Standing.SUBMITTED,
            id="handed in before",
        ),
        pytest.param(
            (sent(answer(CONFIRMED)), sent(answer(Response.NOT_OURS, minutes=5))),
            Standing.NOT_OURS,
            id="the last word",
        ),
    ],
)
def test_how_a_department_stands(deliveries: tuple[Delivery, ...], standing: Standing) -> None:
    """By all that its group was sent for the deadline."""
    assert row(*deliveries).standing is standing


def test_everybody_is_on_the_board() -> None:
    """Departments without a group, and those that share one."""
    found = board(reminder(Everyone()), date(2026, 12, 21), TABLE, GROUPS, [sent(chat_id=-2)])
    stand = {each.department: each.standing for each in found.rows}
    assert list(stand) == list(TABLE.by_department)
    assert stand["도시계획과"] is stand["주차관리과"] is Standing.NOTHING
    assert stand["교통행정과"] is Standing.WAITING
    assert stand["환경과"] is Standing.NO_GROUP
    assert found.changed_at is None


def test_a_groups_own_board_has_its_departments() -> None:
    """Two that share a group stand alike."""
    found = board(
        reminder(Chat(chat_id=-2)), date(2026, 12, 21), TABLE, GROUPS, [sent(answer(SUBMITTED))]
    )
    assert [each.department for each in found.rows] == ["도시계획과", "주차관리과"]
