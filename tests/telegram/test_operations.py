"""Health and backups in chat, for admins alone."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.features import SCHEMA
from bot.operations import replies
from bot.operations.backups import make_backup
from bot.operations.findings import Alert
from bot.operations.restoring import restore_backup
from bot.operations.settings import Settings
from bot.operations.store import pulses
from bot.people.replies.people import NOT_YOURS
from bot.people.store import people
from bot.store.backup import finished_backups
from bot.store.state import State
from tests.botapi.people import private
from tests.paths import TABLE
from tests.telegram.conftest import NOW
from tests.telegram.office import (
    ADMIN,
    COORDINATOR,
    appoint,
    data_of,
    labels,
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


async def test_coordinators_and_members_have_no_such_commands(
    api: BotApi, serving: Serving
) -> None:
    """Nor may they press an admin's buttons."""
    async with serving():
        await opens_chat(api, ADMIN)
        await appoint(api, COORDINATOR)
        panel = await says(api, ADMIN, "/backup")
        for command in ("/health", "/backup"):
            answer = await says(api, COORDINATOR, command)
            assert "모르는 명령" in answer["text"]
        tap = api.taps_on(COORDINATOR, panel, data_of(panel, replies.SEND_NEW))
        assert (await api.answer_to_tap(tap))["text"] == NOT_YOURS
    assert api.called("sendDocument") == []


async def test_a_backup_in_chat_can_be_restored(
    api: BotApi, serving: Serving, tmp_path: Path
) -> None:
    """Made for the admin who asks, although none are made by themselves; and put on record."""
    async with serving(pledges_db=TABLE):
        await opens_chat(api, ADMIN)
        panel = await says(api, ADMIN, "/backup")
        assert replies.NO_SCHEDULE in panel["text"]
        assert labels(panel) == [replies.SEND_NEW]
        await presses(api, ADMIN, panel, replies.SEND_NEW)
        await api.until(lambda: api.called("sendDocument"))
        audit = await says(api, ADMIN, "/audit")
        assert "백업 파일 받음" in audit["text"]
    [call] = [call for call in api.calls if call.method == "sendDocument"]
    [upload] = call.files.values()
    assert upload.name == "pledge-bot-20261201T000000Z.zip"
    with zipfile.ZipFile(io.BytesIO(upload.content)) as packed:
        packed.extractall(tmp_path / "from_chat")
    elsewhere = Settings(state_db=tmp_path / "new.db", pledges_db=tmp_path / "table.db")
    await restore_backup(elsewhere, tmp_path / "from_chat", schema=SCHEMA, replace=False, now=NOW)
    with State(elsewhere.state_db, SCHEMA) as state:
        assert [known.user_id for known in state.read(people.listed)] == [ADMIN["id"]]


async def test_the_last_backup_is_sent_as_it_was_made(
    api: BotApi, serving: Serving, settings: Settings
) -> None:
    """Unless it is damaged: then there is none."""
    with State(settings.state_db, SCHEMA):
        pass
    earlier = NOW - timedelta(hours=10)
    backup = make_backup(settings, settings.state_db.parent / "backups", now=earlier)
    async with serving(backup_dir=settings.backup_dir):
        await opens_chat(api, ADMIN)
        panel = await says(api, ADMIN, "/backup")
        assert "11월 30일 23:00" in panel["text"]
        await presses(api, ADMIN, panel, replies.SEND_LAST)
        await api.until(lambda: api.called("sendDocument"))
        assert "11월 30일 23:00 백업" in api.called("sendDocument")[0]["caption"]
        (backup.folder / "state.db").write_bytes(b"")
        answer = await presses(api, ADMIN, panel, replies.SEND_LAST)
        assert answer["text"] == replies.NO_BACKUP
        assert replies.NO_BACKUP in (await says(api, ADMIN, "/backup"))["text"]


async def test_a_backup_that_fails_is_reported(
    api: BotApi, serving: Serving, settings: Settings
) -> None:
    """In the answer to the tap."""
    into = settings.state_db.parent / "backups"
    with State(settings.state_db, SCHEMA):
        pass
    make_backup(settings, into, now=NOW)
    async with serving(backup_dir=settings.backup_dir):
        await opens_chat(api, ADMIN)
        shutil.rmtree(into)
        into.write_text("a file where the folder should be")
        panel = await says(api, ADMIN, "/backup")
        answer = await presses(api, ADMIN, panel, replies.SEND_NEW)
    assert answer["text"] == replies.BACKUP_FAILED
    assert len(api.of_bot(private(ADMIN))) == 2


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
