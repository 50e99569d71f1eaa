"""Setting up: the token, checked at Telegram, and the first admin, who reads this terminal."""

import hmac
import secrets
import string
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from dotenv import set_key
from telegram import Message
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.operations.settings import Settings, SettingsError, settings_from
from bot.telegram import setup_replies as replies
from bot.telegram.calls import connected_bot

POLL = timedelta(seconds=10)
CODE_CHARS = string.ascii_uppercase + "23456789"
CODE_LENGTH = 10  # of 34 letters each: 2**50 codes, for ten minutes
WAIT = timedelta(minutes=10)
MAX_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """Asks for what `settings` lack, checks it and writes `env_file`; `read` may raise EOFError."""

    settings: Settings
    env_file: Path
    clock: Callable[[], datetime]
    read: Callable[[str], str]
    write: Callable[[str], object]

    async def run(self) -> bool:
        """Whether all is there in the end."""
        try:
            if (found := await self._ask_token()) is None:
                return False
            if not self.settings.admins:
                return await self._make_admin(*found)
            self.write(replies.HAS_ADMINS.format(len(self.settings.admins)))
        except Conflict:
            self.write(replies.BOT_RUNS)
        except TelegramError as error:
            self.write(replies.NOT_REACHED.format(error.message))
        except OSError as error:
            self.write(replies.NOT_WRITTEN.format(self.env_file, error.strerror or ""))
        except EOFError:
            self.write(replies.ENDED)
        else:
            return True
        return False

    async def _ask_token(self) -> tuple[str, str] | None:
        """A token that Telegram takes, written down, and its bot; None after too many it does not.

        Raises TelegramError.
        """
        kept = self.settings.token
        if kept is not None and (username := await self._username_of(kept)) is not None:
            self.write(replies.BOT_FOUND.format(username))
            return kept, username
        self.write(replies.HOW_TO_MAKE_BOT)
        for _ in range(MAX_TRIES):
            token = self.read(replies.PROMPT).strip()
            if (username := await self._username_of(token)) is not None:
                write_setting(self.env_file, "BOT_TOKEN", token)
                self.write(replies.BOT_FOUND.format(username))
                return token, username
            self.write(replies.NO_SUCH_BOT)
        return None

    async def _username_of(self, token: str) -> str | None:
        """The bot of a token; None for what is none, or is rejected."""
        try:
            if settings_from({"BOT_TOKEN": token}).token is None:
                return None
            async with connected_bot(token, self.settings.api_url) as bot:
                return (await bot.get_me()).username or ""
        except (SettingsError, InvalidToken):
            return None

    async def _make_admin(self, token: str, username: str) -> bool:
        """Make an admin of whoever proves that they read this terminal."""
        code = "".join(secrets.choice(CODE_CHARS) for _ in range(CODE_LENGTH))
        self.write(replies.send_code(username, code, minutes=WAIT.seconds // 60))
        user_id = await self._sender_of(code, token)
        if user_id is None:
            self.write(replies.NOBODY_CAME)
            return False
        write_setting(self.env_file, "BOT_ADMINS", str(user_id))
        self.write(replies.ADMIN_KNOWN.format(user_id))
        return True

    async def _sender_of(self, code: str, token: str) -> int | None:
        """Who sends the code in private first, of updates that wait too; None if nobody in time."""
        until, offset = self.clock() + WAIT, 0
        async with connected_bot(token, self.settings.api_url) as bot:
            await bot.delete_webhook()
            while self.clock() < until:
                for update in await bot.get_updates(offset=offset, timeout=POLL):
                    offset = update.update_id + 1
                    message = update.message
                    if message is not None and message.from_user and _holds(message, code):
                        await bot.get_updates(offset=offset, limit=1, timeout=timedelta(0))
                        await bot.send_message(message.chat.id, replies.ADMIN_MADE)
                        return message.from_user.id
        return None


def write_setting(env_file: Path, name: str, value: str) -> None:
    """Set a value in a file that is its owner's alone, made if there is none. Raises OSError."""
    env_file.touch(mode=0o600)
    env_file.chmod(0o600)
    set_key(env_file, name, value, quote_mode="never")


def _holds(message: Message, code: str) -> bool:
    """Whether somebody says the code, by typing it or by the link; nobody who forwards it."""
    said = (message.text or "").removeprefix("/start ").strip().upper()
    is_theirs = message.chat.type == message.chat.PRIVATE and message.forward_origin is None
    return is_theirs and hmac.compare_digest(said.encode(), code.encode())
