"""Health in chat, for admins alone, and backups that are made by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.features import SCHEMA
from bot.operations import replies
from bot.operations.backups import make_backup
from bot.operations.findings import Alert
from bot.operations.settings import Settings
from bot.operations.store import pulses
from bot.people.replies.people import NOT_YOURS
from bot.store.backup import finished_backups
from bot.store.state import State
from tests.paths import TABLE
from tests.telegram.conftest import NOW
from tests.telegram.office import (
    ADMIN,
    COORDINATOR,
    appoint,
    message_to,
    now_reads,
    opens_chat,
    presses,
    says,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of the bot that a test serves, as far as backups need them."""
    return Settings(
        state_db=tmp_path / "state.db", pledges_db=TABLE, backup_dir=tmp_path / "backups"
    )


async def test_admins_see_how_the_bot_is(api: BotApi, serving: Serving, settings: Settings) -> None:
    """With what needs a person on top."""
    async with serving():
        await opens_chat(api, ADMIN)
        health = await says(api, ADMIN, "/health")
    assert health["text"].startswith("✅")
    assert "마지막 백업 없음" in health["text"]
    with State(settings.state_db, SCHEMA) as state:
        await state.write(lambda db: pulses.raise_alert(db, Alert.CLOCK, now=NOW))
    make_backup(settings, settings.state_db.parent / "backups", now=NOW)
    async with serving(backup_dir=settings.backup_dir):
        health = await says(api, ADMIN, "/health")
    assert health["text"].startswith("⚠️")
    assert replies.ALERTS[Alert.CLOCK] in health["text"]
    assert "마지막 백업 12월 1일 09:00" in health["text"]


@pytest.mark.usefixtures("office")
async def test_coordinators_and_members_have_no_such_commands(api: BotApi) -> None:
    """Nor may they press an admin's buttons."""
    await appoint(api, COORDINATOR)
    answer = await says(api, COORDINATOR, "/health")
    assert "모르는 명령" in answer["text"]
    assert (await api.answer_to_tap(api.taps_on(COORDINATOR, answer, "he")))["text"] == NOT_YOURS


async def test_backups_are_made_by_themselves_and_a_failure_reaches_the_admins(
    api: BotApi, serving: Serving, settings: Settings
) -> None:
    """Once, with a button to what else there is."""
    into = settings.state_db.parent / "backups"
    into.write_text("a file where the folder should be")
    async with serving(backup_dir=settings.backup_dir):
        await opens_chat(api, ADMIN)
    async with serving(backup_dir=settings.backup_dir):
        alert = await message_to(api, ADMIN, replies.ALERTS[Alert.BACKUP])
        while not (await says(api, ADMIN, "/health"))["text"].startswith("⚠️"):
            pass  # that they were notified is recorded a moment later
        await presses(api, ADMIN, alert, "상태 보기")
        assert replies.ALERTS[Alert.BACKUP] in now_reads(api, alert)
    before = len(api.called("sendMessage"))
    async with serving(backup_dir=settings.backup_dir):
        await says(api, ADMIN, "지역개발-05")
    assert len(api.called("sendMessage")) == before + 1
    into.unlink()
    async with serving(backup_dir=settings.backup_dir, clock=lambda: NOW + timedelta(days=1)):
        await api.until(lambda: finished_backups(into))
