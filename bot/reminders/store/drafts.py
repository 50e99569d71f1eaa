"""Reminders that are being set, each kept over a restart until it is set or given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.reminders.phrases.draft import Draft
from bot.store.records import insert, record_from, update
from bot.store.state import Tables, moment

KEPT_FOR = timedelta(days=7)  # nobody goes on with what they left lying for longer

MIGRATIONS = {
    ("drafts", "001 drafts"): """
        -- `message_id` is where the draft is shown, once that is known, `command_id` the message of
        -- the person that began it.
        CREATE TABLE drafts (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            chat_id INTEGER NOT NULL,
            user_id INTEGER NOT NULL,
            message_id INTEGER,
            command_id INTEGER,
            draft TEXT NOT NULL,
            touched_at TEXT NOT NULL,
            UNIQUE (chat_id, user_id)
        ) STRICT;
        -- A group that turns into a supergroup gets a new id, and its messages new numbers.
        CREATE TRIGGER drafts_end_with_their_group AFTER UPDATE OF chat_id ON groups
        BEGIN
            DELETE FROM drafts WHERE chat_id = old.chat_id;
        END;
    """,
    ("drafts", "002 waits"): "ALTER TABLE drafts ADD COLUMN waits INTEGER NOT NULL DEFAULT 1;",
    ("drafts", "003 reminders and owners"): """
        -- 1.0.0 kept the id of the reminder that a draft changes, and pledges in place of owners.
        DELETE FROM drafts WHERE json_extract(draft, '$.changes') IS NOT NULL;
        UPDATE drafts SET draft = json_set(draft, '$.owners', json_object(
            'kind', 'OwnersOf', 'numbers', json_extract(draft, '$.pledges')
        ))
        WHERE json_array_length(draft, '$.pledges') > 0;
    """,
    ("drafts", "004 several of one person"): """
        DROP TRIGGER drafts_end_with_their_group;
        CREATE TABLE several (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            chat_id INTEGER NOT NULL,
            user_id INTEGER NOT NULL,
            message_id INTEGER,
            command_id INTEGER,
            draft TEXT NOT NULL,
            touched_at TEXT NOT NULL,
            waits INTEGER NOT NULL DEFAULT 1
        ) STRICT;
        INSERT INTO several
            SELECT id, chat_id, user_id, message_id, command_id, draft, touched_at, waits
            FROM drafts;
        DROP TABLE drafts;
        ALTER TABLE several RENAME TO drafts;
        CREATE INDEX drafts_of_person ON drafts (chat_id, user_id);
        CREATE TRIGGER drafts_end_with_their_group AFTER UPDATE OF chat_id ON groups
        BEGIN
            DELETE FROM drafts WHERE chat_id = old.chat_id;
        END;
    """,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A draft, its person and messages; it `waits` for what is typed next, else for a reply."""

    id: int
    chat_id: int
    user_id: int
    message_id: int | None
    command_id: int | None
    draft: Draft
    touched_at: datetime
    waits: bool


def delete_old(db: Tables, now: datetime) -> None:
    """Delete what nobody went on with."""
    db.execute("DELETE FROM drafts WHERE touched_at < ?", [moment(now - KEPT_FOR)])


def begin(  # noqa: PLR0913 -- what a draft is kept with
    db: Tables,
    draft: Draft,
    *,
    chat_id: int,
    user_id: int,
    command_id: int | None = None,
    now: datetime,
) -> int:
    """Keep a new draft; its id. What is typed next is no answer to the person's others there."""
    delete_old(db, now)
    stop_waiting(db, chat_id, user_id)
    row = {"chat_id": chat_id, "user_id": user_id, "command_id": command_id}
    return insert(db, "drafts", row, draft=draft, touched_at=now) or 0


def keep(db: Tables, draft_id: int, draft: Draft, *, now: datetime) -> None:
    """Put a changed draft in the place of the one with this id."""
    update(db, "drafts", {"id": draft_id}, draft=draft, touched_at=now, waits=True)


def stop_waiting(db: Tables, chat_id: int, user_id: int) -> None:
    """Take a reply alone for the answer to what drafts ask, until one is worked on again."""
    update(db, "drafts", {"chat_id": chat_id, "user_id": user_id}, waits=False)


def record_place(db: Tables, draft_id: int, message_id: int) -> None:
    """Note which message shows a draft."""
    update(db, "drafts", {"id": draft_id}, message_id=message_id)


def kept(db: Tables, /, **of: int | None) -> Kept | None:
    """The draft `of` an id, a person or a message, worked on last; None when it is gone."""
    where = " AND ".join(f"{name} = ?" for name in of)
    last = "ORDER BY touched_at DESC, id DESC LIMIT 1"
    rows = db.query(f"SELECT * FROM drafts WHERE {where} {last}", [*of.values()])
    return next((record_from(Kept, row) for row in rows), None)


def drop(db: Tables, draft_id: int) -> bool:
    """Forget a draft; False when it was gone before."""
    return db.execute("DELETE FROM drafts WHERE id = ?", [draft_id]).rowcount > 0
