"""`pledge-bot setup`: a token that works, and a first admin who reads the terminal."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.commands import run
from bot.operations.settings import Settings, settings_from
from bot.table.shipped import database_of
from bot.telegram import setup
from bot.telegram import setup_replies as replies
from bot.telegram.setup import write_setting
from tests.botapi.people import group, private
from tests.botapi.server import Refusal
from tests.telegram.office import MEMBER, STRANGER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.botapi.server import BotApi

WRONG = "123:wrong"


class Dialog:
    """Somebody at the terminal, who types what a test gives."""

    def __init__(self, api: BotApi, env_file: Path, *typed: str) -> None:
        self.said = ""
        self._typed = list(typed)
        self._api = api
        self._env_file = env_file

    def read(self, prompt: str) -> str:
        """What is typed next."""
        self.said += prompt
        if not self._typed:
            raise EOFError
        return self._typed.pop(0)

    def write(self, text: str) -> None:
        """What the terminal shows."""
        self.said += text
        self._api.notify()

    def start(self) -> asyncio.Task[bool]:
        """Set up, from what the file says."""
        asked = setup.Setup(
            settings=replace(settings_from({}, self._env_file), api_url=self._api.url),
            env_file=self._env_file,
            clock=lambda: datetime.now(UTC),
            read=self.read,
            write=self.write,
        )
        return asyncio.create_task(asked.run())

    async def code(self) -> str:
        """The code that the terminal shows."""
        await self._api.until(lambda: "?start=" in self.said)
        found = re.search(r"\?start=([A-Z0-9]{10})\n", self.said)
        assert found is not None
        return found.group(1)


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    """Where the settings will be."""
    return tmp_path / ".env"


@pytest.mark.parametrize("form", ["{}", "/start {}", " {} "])
async def test_a_token_and_a_code_make_a_bot_with_an_admin(
    api: BotApi, env_file: Path, form: str
) -> None:
    """Whoever sends the code is the admin; all others stay nobody."""
    dialog = Dialog(api, env_file, WRONG, "no token at all", api.token)
    done = dialog.start()
    code = await dialog.code()
    api.says(STRANGER, "/start")
    api.says(STRANGER, "AAAAAAAAAA")
    api.says(STRANGER, code, chat=group(-5))
    api.says(MEMBER, form.format(code))
    assert await done
    assert dialog.said.count(replies.NO_SUCH_BOT) == 2
    settings = settings_from({}, env_file)
    assert settings == Settings(token=api.token, admins=frozenset({MEMBER["id"]}))
    assert env_file.stat().st_mode & 0o777 == 0o600
    assert "운영자로 등록했어요" in api.of_bot(private(MEMBER))[0]["text"]
    assert api.of_bot(private(STRANGER)) == []


async def test_what_is_there_already_is_kept(api: BotApi, env_file: Path) -> None:
    """Nothing is asked, no update is taken."""
    text = f"# ours\nBOT_TOKEN={api.token}\nBOT_ADMINS=5\nBOT_ACCESS=open\n"
    env_file.write_text(text)
    assert await Dialog(api, env_file).start()
    assert env_file.read_text() == text
    assert {call.method for call in api.calls} == {"getMe"}


async def test_a_token_that_was_revoked_is_replaced(api: BotApi, env_file: Path) -> None:
    """On its line; the rest of the file stays."""
    env_file.write_text(f"# ours\nBOT_TOKEN={WRONG}\nBOT_ADMINS=5\n")
    assert await Dialog(api, env_file, api.token).start()
    assert env_file.read_text() == f"# ours\nBOT_TOKEN={api.token}\nBOT_ADMINS=5\n"


async def test_a_code_that_nobody_sends_makes_no_admin(
    api: BotApi, env_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The token is kept, and the next try asks for the code alone."""
    monkeypatch.setattr(setup, "WAIT", timedelta(0))
    dialog = Dialog(api, env_file, api.token)
    assert not await dialog.start()
    assert replies.NOBODY_CAME in dialog.said
    assert settings_from({}, env_file) == Settings(token=api.token)


async def test_a_bot_that_runs_is_not_disturbed(api: BotApi, env_file: Path) -> None:
    """It takes the updates; it has to be stopped first."""
    api.fail("getUpdates", Refusal(409, "Conflict: terminated by other getUpdates request"))
    dialog = Dialog(api, env_file, api.token)
    assert not await dialog.start()
    assert replies.BOT_RUNS in dialog.said


async def test_telegram_out_of_reach_is_reported(api: BotApi, env_file: Path) -> None:
    """Nothing is written that was not checked."""
    api.fail("getMe", Refusal(502, "Bad Gateway"))
    dialog = Dialog(api, env_file, api.token)
    assert not await dialog.start()
    assert "연결하지 못했어요: Bad Gateway" in dialog.said
    assert not env_file.exists()


async def test_input_that_ends_early_ends_it(api: BotApi, env_file: Path) -> None:
    """Without a trace of Python."""
    dialog = Dialog(api, env_file)
    assert not await dialog.start()
    assert replies.ENDED in dialog.said


@pytest.mark.parametrize(
    "case",
    [
        ("금천구청", None, "지금은 금천구청 공약표로 답해요."),
        ("단양군청", None, "단양군청 공약표가 아직 없어요."),
        ("단양군청", b"", "단양군청 공약표가 아직 없어요."),
        ("단양군청", b"no database", "BOT_PLEDGES_DB: "),
    ],
)
async def test_at_the_end_it_says_whether_there_is_a_table(
    api: BotApi,
    env_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    case: tuple[str, bytes | None, str],
) -> None:
    """Or what is wrong with its file."""
    office, content, said = case
    monkeypatch.chdir(env_file.parent)
    lines = f"BOT_TOKEN={api.token}", "BOT_ADMINS=5", f"BOT_API_URL={api.url}"
    env_file.write_text("\n".join([*lines, f"BOT_OFFICE={office}"]), encoding="utf-8")
    if content is not None:
        database_of(office, "pledges").parent.mkdir()
        database_of(office, "pledges").write_bytes(content)
    assert await asyncio.to_thread(run, ["setup"]) == (2 if content else 0)
    out, err = capsys.readouterr()
    assert said in (err if content else out)


def test_settings_are_written_for_their_owner_alone(env_file: Path) -> None:
    """Also over a file that others could read."""
    env_file.write_text("BOT_TOKEN=1:old\n")
    env_file.chmod(0o644)
    write_setting(env_file, "BOT_TOKEN", "1:new")
    assert env_file.read_text() == "BOT_TOKEN=1:new\n"
    assert env_file.stat().st_mode & 0o777 == 0o600
