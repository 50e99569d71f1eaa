"""Setting up in the terminal: the token, and the first admin."""

from __future__ import annotations

import secrets
import string
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.operations.setting_up import BotOwner, BotRunningError, SetupError, write_env
from bot.operations.settings import Settings, SettingsError, settings_from
from bot.terminal import replies

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


CODE_CHARS = string.ascii_uppercase + "23456789"
CODE_LENGTH = 10  # of 34 letters each: 2**50 codes, for ten minutes
WAIT = timedelta(minutes=10)
MAX_TRIES = 5


async def set_up(
    settings: Settings,
    env_file: Path,
    owner: BotOwner,
    *,
    read: Callable[[str], str],
    write: Callable[[str], object],
) -> bool:
    """Ask for what is missing, check it, and write it into `env_file`; whether all is there.

    `read` shows its words and returns what is typed; it may raise EOFError.
    """
    try:
        found = await _ask_token(settings.token, owner, env_file, read=read, write=write)
        if found is None:
            return False
        if settings.admins:
            write(replies.has_admins(len(settings.admins)))
        elif not await _make_admin(*found, owner, env_file, write=write):
            return False
    except BotRunningError:
        write(replies.BOT_RUNS)
        return False
    except SetupError as error:
        write(replies.not_reached(str(error)))
        return False
    except OSError as error:
        write(replies.not_written(env_file, error.strerror or ""))
        return False
    except EOFError:
        write(replies.SETUP_ENDED)
        return False
    return True


async def _ask_token(
    kept: str | None,
    owner: BotOwner,
    env_file: Path,
    *,
    read: Callable[[str], str],
    write: Callable[[str], object],
) -> tuple[str, str] | None:
    """A token that Telegram takes, written down, and its bot; None after too many it does not."""
    if kept is not None and (username := await owner.username_of(kept)) is not None:
        write(replies.token_works(username))
        return kept, username
    write(replies.HOW_TO_MAKE_BOT)
    for _ in range(MAX_TRIES):
        token = read(replies.SETUP_PROMPT).strip()
        username = await _check_token(token, owner)
        if username is not None:
            write_env(env_file, {"BOT_TOKEN": token})
            write(replies.token_works(username))
            return token, username
        write(replies.NO_SUCH_BOT)
    return None


async def _check_token(token: str, owner: BotOwner) -> str | None:
    try:
        settings_from({"BOT_TOKEN": token})
    except SettingsError:
        return None
    return await owner.username_of(token) if token else None


async def _make_admin(
    token: str, username: str, owner: BotOwner, env_file: Path, *, write: Callable[[str], object]
) -> bool:
    """Make an admin of whoever proves that they read this terminal."""
    code = "".join(secrets.choice(CODE_CHARS) for _ in range(CODE_LENGTH))
    write(replies.send_code(username, code, minutes=WAIT.seconds // 60))
    user_id = await owner.sender_of_code(token, code, within=WAIT)
    if user_id is None:
        write(replies.NOBODY_CAME)
        return False
    write_env(env_file, {"BOT_ADMINS": str(user_id)})
    write(replies.admin_made(user_id))
    return True
