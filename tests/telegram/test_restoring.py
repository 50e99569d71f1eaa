"""An office from its backup: it answers, reminds, and sends nothing twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.features import SCHEMA
from bot.operations.backups import make_backup
from bot.operations.restoring import restore_backup
from bot.operations.settings import Settings
from tests.botapi.people import private
from tests.paths import TABLE
from tests.telegram.conftest import Clock
from tests.telegram.office import (
    ADMIN,
    ANSWERER,
    CARD,
    COLLEAGUE,
    TRAFFIC,
    labels,
    let_in,
    newest,
    now_reads,
    opens_chat,
    presses,
    reads,
    says,
)

if TYPE_CHECKING:
    from pathlib import Path

    from bot.reminders.delivery import DeliveryWorker
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving

NINE = datetime(2026, 12, 7, 0, 0, tzinfo=UTC)  # Monday, nine in Seoul
A_WEEK = timedelta(days=7)


async def test_a_restored_office_answers_reminds_and_doubles_nothing(
    api: BotApi, serving: Serving, deliveries: list[DeliveryWorker], tmp_path: Path
) -> None:
    """Backed up at 08:55, reminded at 09:00, lost at 10:00, restored elsewhere at 10:05."""
    clock, chat = Clock(), private(ADMIN)
    old = Settings(state_db=tmp_path / "old" / "state.db", pledges_db=TABLE)
    new = Settings(state_db=tmp_path / "new" / "state.db", pledges_db=tmp_path / "new" / "table.db")

    async with serving(clock=clock, state_db=old.state_db):
        await opens_chat(api, ADMIN)
        await let_in(api, COLLEAGUE)
        api.chats.join(TRAFFIC, ADMIN, ANSWERER)
        api.chats.add_bot(ADMIN, TRAFFIC)
        await api.answers_in(TRAFFIC)
        await says(api, ADMIN, "/register 교통행정과", chat=TRAFFIC)
        await presses(
            api,
            ADMIN,
            await says(api, ADMIN, "/remind 교통행정과 매주 월 9시 주간 보고"),
            "이대로 알리기",
        )
        clock.now = NINE - timedelta(minutes=5)
        make_backup(old, tmp_path / "backups", now=clock.now)
        before = len(api.of_bot(TRAFFIC))
        clock.now = NINE
        deliveries[-1].wake()
        reminder = (await api.answers_in(TRAFFIC, count=before + 1))[-1]
        await deliveries[-1].idle()

    clock.now = NINE + timedelta(hours=1, minutes=5)
    restored = await restore_backup(
        new, tmp_path / "backups", schema=SCHEMA, replace=False, now=clock.now
    )
    assert restored.uncertain == 1

    async with serving(clock=clock, state_db=new.state_db):
        assert CARD in await reads(api, COLLEAGUE, "지역개발-05")
        await api.until(lambda: any("다시 보내기" in label for label in labels(newest(api, chat))))
        # The reminder from before the loss stands in no ledger now: its buttons answer nothing.
        await presses(api, ANSWERER, reminder, "확인")
        assert now_reads(api, reminder) == reminder["text"]
        assert len(api.of_bot(TRAFFIC)) == before + 1
        clock.now = NINE + A_WEEK
        deliveries[-1].wake()
        again = (await api.answers_in(TRAFFIC, count=before + 2))[-1]
        await deliveries[-1].idle()
        assert "주간 보고" in again["text"]
        await presses(api, ANSWERER, reminder, "확인")
        assert now_reads(api, again) == again["text"]
        assert len(api.of_bot(TRAFFIC)) == before + 2
        audit = await reads(api, ADMIN, "/audit")
        assert "백업으로 복원 (2026-12-07 08:55)" in audit
