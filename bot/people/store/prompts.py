"""Commands that asked for more: one for each person and chat, answered by what comes next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.records import insert, record_from, update
from bot.store.state import Tables, moment

KEPT_FOR = timedelta(days=1)
WAITS_FOR = timedelta(minutes=10)

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
    ("prompts", "002 waits"): "ALTER TABLE prompts ADD COLUMN waits INTEGER NOT NULL DEFAULT 1;",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What somebody said to a command so far, and which message asks for the rest.

    It `waits` for what is typed next; else, and when that is not soon, for a reply alone.
    """

    chat_id: int
    user_id: int
    command: str
    words: str
    message_id: int
    asked_at: datetime
    waits: bool = True


def is_soon(asked_at: datetime, now: datetime) -> bool:
    """Whether what is typed in private may be an answer; later it is a question of its own."""
    return timedelta(0) <= now - asked_at <= WAITS_FOR


def record_prompt(db: Tables, prompt: Prompt) -> None:
    """Keep what is asked of somebody in a chat, in the place of what was asked before."""
    delete_old(db, prompt.asked_at)
    insert(db, "prompts", prompt, conflict="REPLACE")


def delete_old(db: Tables, now: datetime) -> None:
    """Forget what nobody answered in time."""
    db.execute("DELETE FROM prompts WHERE asked_at < ?", [moment(now - KEPT_FOR)])


def prompt_of(db: Tables, chat_id: int, user_id: int) -> Prompt | None:
    """What is asked of somebody in a chat; None when nothing is."""
    return _prompt(db, "chat_id = ? AND user_id = ?", [chat_id, user_id])


def prompt_at(db: Tables, chat_id: int, message_id: int) -> Prompt | None:
    """What a message asks, whoever it was asked; None when it asks nothing, or was answered."""
    return _prompt(db, "chat_id = ? AND message_id = ?", [chat_id, message_id])


def stop_waiting(db: Tables, chat_id: int, user_id: int) -> None:
    """Take a reply alone for the answer to what somebody was asked."""
    update(db, "prompts", {"chat_id": chat_id, "user_id": user_id}, waits=False)


def delete_prompt(db: Tables, chat_id: int, message_id: int) -> None:
    """Forget what a message asked."""
    db.execute("DELETE FROM prompts WHERE chat_id = ? AND message_id = ?", [chat_id, message_id])


def _prompt(db: Tables, where: str, values: list[int]) -> Prompt | None:
    rows = db.query(f"SELECT * FROM prompts WHERE {where}", values)
    return next((record_from(Prompt, row) for row in rows), None)
