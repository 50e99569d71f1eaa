"""Commands that asked for more: one for each person and chat, answered by what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.store.records import insert, record_from
from bot.store.state import moment

if TYPE_CHECKING:
    from sqlite_utils import Database

KEPT_FOR = timedelta(days=1)

MIGRATIONS = {
    ("prompts", "001 prompts"): """
        CREATE TABLE prompts (
            chat_id INTEGER NOT NULL,
            user_id INTEGER NOT NULL,
            command TEXT NOT NULL,
            words TEXT NOT NULL,
            message_id INTEGER NOT NULL,
            asked_at TEXT NOT NULL,
            PRIMARY KEY (chat_id, user_id)
        ) STRICT, WITHOUT ROWID;
    """,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What somebody said to a command so far, and which message asks for the rest."""

    chat_id: int
    user_id: int
    command: str
    words: str
    message_id: int
    asked_at: datetime


def record_prompt(db: Database, prompt: Prompt) -> None:
    """Keep what is asked of somebody in a chat, in the place of what was asked before."""
    oldest = moment(prompt.asked_at - KEPT_FOR)
    db.execute("DELETE FROM prompts WHERE asked_at < ?", [oldest])
    insert(db, "prompts", prompt, conflict="REPLACE")


def prompt_of(db: Database, chat_id: int, user_id: int) -> Prompt | None:
    """What is asked of somebody in a chat; None when nothing is."""
    return _prompt(db, "chat_id = ? AND user_id = ?", [chat_id, user_id])


def prompt_at(db: Database, chat_id: int, message_id: int) -> Prompt | None:
    """What a message asks, whoever it was asked; None when it asks nothing, or was answered."""
    return _prompt(db, "chat_id = ? AND message_id = ?", [chat_id, message_id])


def delete_prompt(db: Database, chat_id: int, message_id: int) -> None:
    """Forget what a message asked."""
    db.execute("DELETE FROM prompts WHERE chat_id = ? AND message_id = ?", [chat_id, message_id])


def _prompt(db: Database, where: str, values: list[int]) -> Prompt | None:
    rows = db.query(f"SELECT * FROM prompts WHERE {where}", values)  # noqa: S608 -- a constant
    return next((record_from(Prompt, row) for row in rows), None)
