"""`python -m bot due`: what would be sent, and nothing is."""

from datetime import date
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands import WRONG_SETTINGS
from bot.features import SCHEMA
from bot.reminders.replies.reminders import NOTHING_DUE
from bot.reminders.rules.deliveries import Response, Result, Status
from bot.reminders.rules.reminder import Departments
from bot.reminders.rules.schedule import Once
from bot.reminders.store import corrections
from bot.store.state import State, Tables
from bot.terminal.operator import due_messages
from tests.lookup.tables import real
from tests.reminders.delivery.office import COORDINATOR, SEOUL, SOMEBODY, Office, at


async def test_it_shows_who_would_get_what(office: Office) -> None:
    """The words of the message, and whom nothing reaches; nothing is recorded."""
    await office.group(-1, "도시계획과", title="도시계획과 방")
    await office.remind(to=Departments(names=("도시계획과", "교통행정과")))
    shown = list(due_messages(office.state, real(), at("2026-12-20 09:00"), SEOUL))
    assert len(shown) == 2
    assert "도시계획과 방" in shown[0]
    assert "지역개발-05" in shown[0]
    assert "교통행정과" in shown[1]
    assert office.deliveries() == ()
    [nothing] = due_messages(office.state, real(), at("2026-12-20 09:01"), SEOUL)
    assert nothing == NOTHING_DUE


async def test_what_was_put_off_is_shown_too(office: Office) -> None:
    """At its own minute."""
    await office.group(-1, "도시계획과")
    await office.remind()
    await office.until(at("2026-11-23 10:00"))
    [delivery] = office.deliveries()
    assert delivery.status is Status.SENT
    until = at("2026-11-23 15:30")
    await office.postpone(delivery.id, until)
    [shown] = due_messages(office.state, real(), until, SEOUL)
    assert "미뤄" in shown


async def test_what_was_sent_to_another_department_is_not_foreseen(office: Office) -> None:
    """The next reminder of the deadline asks for the other pledges alone."""
    await office.group(-1, "도시계획과")
    rule = Once(day=date(2026, 11, 27))
    await office.remind(rule=rule, leads=(3, 1), deadline=True)
    await office.until(at("2026-11-24 09:30"))
    [delivery] = office.deliveries()
    [moved, *kept] = delivery.pledges
    await office.record_answer(delivery.id, Response.NOT_OURS, pledge=moved, by=SOMEBODY)

    def change(db: Tables) -> None:
        [answer] = corrections.open_corrections(db)
        assert corrections.decide(
            db,
            answer,
            Result.REASSIGNED,
            department="교통행정과",
            by=COORDINATOR,
            now=office.now,
        )

    await office.state.write(change)
    [shown] = due_messages(office.state, real(), at("2026-11-26 09:00"), SEOUL)
    assert moved not in shown
    assert kept
    assert all(number in shown for number in kept)


def test_the_command_line_takes_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says what it expected instead of anything else; a look makes no database."""
    path = tmp_path / "state.db"
    monkeypatch.setenv("BOT_STATE_DB", str(path))
    assert main(["due", "--at", "2026-12-20T09:00"]) == WRONG_SETTINGS
    assert capsys.readouterr().err.startswith(f"BOT_STATE_DB: '{path}' is missing")
    assert not path.exists()
    with State(path, SCHEMA):
        pass
    assert main(["due", "--at", "2026-12-20T09:00"]) == 0
    assert capsys.readouterr().out.strip() == NOTHING_DUE
    for wrong in ("tomorrow", "0001-01-01T00:00", "9999-12-31T23:59"):
        with pytest.raises(SystemExit):
            main(["due", "--at", wrong])
        assert "expected one like 2026-12-20T09:00" in capsys.readouterr().err
