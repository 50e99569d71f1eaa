"""What is older than BOT_KEEP_YEARS is counted, and names nobody any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.operations.retention import BATCH_OCCURRENCES, Retention
from bot.operations.store.figures import figures
from bot.people.access import Role
from bot.people.audit_replies import Act
from bot.people.messages import DeliveryDelayed, DeliveryRefused, Reason
from bot.people.requests import Request, Subject, Verdict
from bot.people.store import audit, invitations, people, prompts, requests
from bot.reminders.phrases.draft import Draft
from bot.reminders.rules.deliveries import Kind, Response, Status
from bot.reminders.rules.reminder import Nudges
from bot.reminders.rules.schedule import Weekly
from bot.reminders.store import boards, drafts, ledger
from bot.reminders.store.boards import Placed
from bot.table.store import proposals
from tests.reminders.delivery.office import COORDINATOR, SOMEBODY, at, open_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.store.state import Tables
    from tests.reminders.delivery.office import Office

LATER = at("2032-11-30 12:00")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with an empty database."""
    with open_office(tmp_path) as one:
        yield one


async def condense(office: Office, *, keep_years: int = 5) -> int:
    """Condense all there is; after how many batches nothing was left."""
    retention = Retention(state=office.state, keep_years=keep_years, clock=lambda: office.now)
    batches = 1
    while await retention.condense_batch(office.now):
        batches += 1
    return batches


def rows(office: Office, table: str) -> list[dict[str, object]]:
    """Everything in a table."""
    return office.read(lambda db: list(db.table(table).rows))


async def run_week(office: Office) -> None:
    """Two groups, a week of a daily and a weekly reminder: answered, nudged, refused."""
    await office.group(-1, "도시계획과")
    await office.group(-2, "교통행정과")
    await office.remind(nudges=Nudges(every=timedelta(hours=2), at_most=1))
    await office.remind(Weekly(weekdays=(4,)), deadline=True, hour=10)
    office.phones.faults[-2].append(DeliveryRefused(Reason.MUTED))
    await office.until(at("2026-11-23 09:30"))
    first = next(each for each in office.deliveries() if each.status is Status.SENT)
    for response in (Response.CONFIRMED, Response.SUBMITTED):
        await office.record_answer(first.id, response, by=SOMEBODY)
    await office.until(at("2026-11-30 08:00"))


async def test_old_deliveries_leave_their_counts(office: Office) -> None:
    """By month, reminder and outcome; a nudge is none of its own."""
    await run_week(office)
    before = office.read(lambda db: figures(db, now=office.now))
    office.now = LATER
    assert await condense(office) > 1
    found = {(row["reminder"], row["outcome"]): row["number"] for row in past(office)}
    assert found == {(1, "submitted"): 1, (1, "refused"): 1, (1, "sent"): 12, (2, "sent"): 2}
    assert {row["month"] for row in past(office)} == {"2026-11"}
    for table in ("deliveries", "answers", "reports", "occurrences", "campaigns", "incidents"):
        assert rows(office, table) == []
    after = office.read(lambda db: figures(db, now=office.now))
    assert (after.sent, after.refused) == (before.sent, before.refused)
    assert after.last_sent_at == before.last_sent_at


def past(office: Office) -> list[dict[str, object]]:
    """What is left of old deliveries."""
    return rows(office, "past_deliveries")


async def test_what_was_asked_of_another_department_goes_before_it_is_asked_there_again(
    office: Office,
) -> None:
    """A younger message about an older one does not hold it up, and stays."""
    await run_week(office)
    first, *_, last = office.deliveries()
    reassigned = first.again(Kind.REASSIGNED, due_at=last.due_at, expires_at=last.due_at)
    sent = replace(reassigned, occurrence_id=last.occurrence_id, status=Status.SENT)
    await office.state.write(ledger.plan_delivery, sent)
    office.now = last.due_at + timedelta(days=5 * 365 + 1)
    assert await condense(office) > 1
    assert {each.occurrence_id for each in office.deliveries()} == {last.occurrence_id}
    assert Kind.REASSIGNED in {each.kind for each in office.deliveries()}


async def test_what_is_younger_stays_as_it_is(office: Office) -> None:
    """To the day, and however often it runs."""
    await run_week(office)
    kept = office.deliveries()
    office.now = at("2031-11-22 08:00")
    assert await condense(office) == 1
    assert office.deliveries() == kept
    office.now = at("2031-11-24 08:00")
    await condense(office)
    assert {each.due_at for each in kept} > {each.due_at for each in office.deliveries()}
    assert office.deliveries()
    assert sum(int(str(row["number"])) for row in past(office)) == 2


async def test_it_waits_until_nothing_is_to_be_sent(office: Office) -> None:
    """And goes by small batches."""
    await run_week(office)
    office.now = at("2027-11-30 12:00")  # each reminder since was missed: a year of them is enough
    await office.remind(hour=13)
    await office.until(at("2027-11-30 12:30"))
    office.phones.faults[-1].append(DeliveryDelayed("flood", retry_after_s=600))
    await office.until(at("2027-11-30 13:05"))
    office.now += timedelta(minutes=20)
    before = len(office.deliveries())
    await condense(office, keep_years=1)
    assert len(office.deliveries()) == before
    await office.until(at("2027-11-30 14:00"))
    retention = Retention(state=office.state, keep_years=1, clock=lambda: office.now)
    occurrences = len(rows(office, "occurrences"))
    assert await retention.condense_batch(office.now)
    assert len(rows(office, "occurrences")) == occurrences - BATCH_OCCURRENCES


@pytest.mark.parametrize(
    ("table", "kept_for"),
    [("drafts", drafts.KEPT_FOR), ("prompts", prompts.KEPT_FOR), ("proposals", proposals.KEPT_FOR)],
)
async def test_what_was_left_open_goes_in_its_own_time(
    office: Office, table: str, kept_for: timedelta
) -> None:
    """Although nobody begins another: with what was said, and with the whole of a file."""
    now = office.now

    def change(db: Tables) -> None:
        drafts.begin(db, Draft(at=now), chat_id=7, user_id=7, now=now)
        prompt = prompts.Prompt(
            chat_id=7, user_id=7, command="campaign", words="실적", message_id=1, asked_at=now
        )
        prompts.record_prompt(db, prompt)
        proposals.add(db, by=7, content=b"table", base=1, now=now)

    await office.state.write(change)
    office.now = now + kept_for
    await condense(office)
    assert len(rows(office, table)) == 1
    office.now += timedelta(seconds=1)
    await condense(office)
    assert rows(office, table) == []


async def test_people_who_left_long_ago_lose_their_names(office: Office) -> None:
    """Those who are here keep them, and those who were removed stay so."""
    now = office.now

    def change(db: Tables) -> None:
        for user_id, name in ((100, "김주무"), (200, "박총괄")):
            people.let_in(db, user_id, name=name, role=Role.MEMBER, now=now)
            audit.note(db, Act.LET_IN, by=7, subject=user_id, now=now)
        people.remove(db, 200, now=now)
        decided, _ = (
            requests.ask(
                db,
                Request(
                    subject=Subject.PERSON,
                    subject_id=user_id,
                    label=name,
                    asked_by=user_id,
                    asked_at=now,
                ),
            )
            for user_id, name in ((300, "최신입"), (400, "이신청"))
        )
        requests.decide(db, decided.id, Verdict.APPROVED, by=COORDINATOR, now=now)
        invitations.make(db, "x", by=7, expires_at=now + timedelta(days=7), max_uses=1, now=now)
        placed = Placed(
            reminder_id=1, deadline=now.date(), chat_id=7, message_id=1, shown="", edited_at=now
        )
        boards.place(db, placed)

    await office.group(-1, "도시계획과")
    await office.remind()
    await office.state.write(change)
    await condense(office)
    assert len(rows(office, "requests")) == 2
    office.now = LATER
    await condense(office)
    names = {row["user_id"]: row["name"] for row in rows(office, "people")}
    assert names == {100: "김주무", 200: ""}
    assert rows(office, "past_acts") == [{"month": "2026-11", "act": "let_in", "number": 2}]
    for table in ("requests", "audit", "invitations", "boards"):
        assert rows(office, table) == []
