"""The databases of an office as this version writes them, to be opened by every later one.

For each release, `python -m tests.store.release` adds tests/store/releases/VERSION.tar.xz.
"""

from __future__ import annotations

import asyncio
import sys
import tarfile
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot import __version__
from bot.lookup.store import record_asked
from bot.operations.store import pulses
from bot.people.access import Role
from bot.people.audit_replies import Act
from bot.people.messages import DeliveryRefused
from bot.people.requests import Request, Subject
from bot.people.store import audit, invitations, people, recents, requests
from bot.reminders.phrases.draft import Draft
from bot.reminders.rules.deliveries import Response, Status
from bot.reminders.rules.schedule import Once
from bot.reminders.rules.working_days import DayOff
from bot.reminders.store import boards, drafts, reminders
from bot.store import inbox
from tests.paths import TABLE
from tests.reminders.delivery.office import COORDINATOR, MONDAY, SOMEBODY, at, open_office

if TYPE_CHECKING:
    from bot.store.state import Tables

RELEASES = Path(__file__).with_name("releases")
STATE, PLEDGES = "state.db", "pledges.db"


async def write_office(folder: Path) -> None:
    """An office with people, groups, reminders that were sent and answered, and what waits."""
    now, by = MONDAY, COORDINATOR.user_id

    def meet_people(db: Tables) -> None:
        people.let_in(db, 100, name="김주무", role=Role.MEMBER, now=now)
        people.let_in(db, by, name="박총괄", role=Role.COORDINATOR, now=now)
        people.let_in(db, 300, name="이전출", role=Role.MEMBER, now=now)
        people.remove(db, 300, now=now)
        audit.note(db, Act.REMOVED, by=by, subject=300, now=now)
        recents.note(db, 100, term="민선8기", number="지역개발-05")
        asked = requests.ask(
            db,
            Request(
                subject=Subject.PERSON, subject_id=400, label="최신입", asked_by=400, asked_at=now
            ),
        ).id
        requests.record_notice(db, asked, chat_id=by, message_id=1)
        expiry = now + timedelta(days=7)
        made = invitations.make(db, "token", by=by, expires_at=expiry, max_uses=10, now=now)
        invitations.use(db, made, user_id=100, now=now)
        last = DayOff(day=date(2026, 12, 31), name="종무일")
        reminders.add_day_off(db, last, by=by, now=now)
        drafts.begin(db, Draft(at=now, text="4분기 실적"), chat_id=by, user_id=by, now=now)
        inbox.keep(db, {1: "{}"}, bot_id=1)
        owed = inbox.Apology(chat_id=100, topic_id=0, message_id=1, is_unsure=False)
        inbox.owe(db, owed, bot_id=1)
        record_asked(db, 100, "놀이동산", now=now)
        pulse = pulses.Pulse(
            version=__version__, started_at=now, alive_at=now, reached_at=now, update_at=None
        )
        pulses.record(db, pulse)
        pulses.raise_alert(db, "disk", now=now)

    with open_office(folder) as office:
        await office.state.write(meet_people)
        await office.group(-1, "도시계획과")
        await office.group(-2, "교통행정과")
        await office.remind()
        quarter = Once(day=date(2026, 11, 25))
        await office.remind(quarter, leads=(2, 1, 0), deadline=True, text="4분기 실적 제출")
        office.phones.faults[-2].append(DeliveryRefused(words="Bad Request"))
        await office.until(at("2026-11-24 10:00"))
        done, not_ours = [each for each in office.deliveries() if each.status is Status.SENT][:2]
        for sent, response in ((done, Response.SUBMITTED), (not_ours, Response.NOT_OURS)):
            await office.record_answer(sent.id, response, by=SOMEBODY)
        board = boards.Placed(
            reminder_id=2, deadline=quarter.day, chat_id=by, message_id=9, shown="", edited_at=now
        )
        await office.state.write(lambda db: boards.place(db, board))
    (folder / PLEDGES).write_bytes(TABLE.read_bytes())


def main() -> int:
    """Write the file of this version, unless there is one: what was released never changes."""
    archive = RELEASES / f"{__version__}.tar.xz"
    if archive.exists():
        sys.stderr.write(f"{archive} is there already\n")
        return 1
    RELEASES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, tarfile.open(archive, "w:xz") as packed:
        asyncio.run(write_office(Path(folder)))
        for name in (STATE, PLEDGES):
            packed.add(Path(folder) / name, name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
