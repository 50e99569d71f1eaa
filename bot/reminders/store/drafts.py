"""Reminders that are being set: one for each person and chat, kept over a restart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database, Migrations

from bot.lookup.pledge import PledgeNumber
from bot.reminders.rules import schedule as schedules
from bot.reminders.rules.draft import Draft
from bot.reminders.store.reminders import (
    read_audience,
    read_nudges,
    written_audience,
    written_nudges,
)
from bot.store.state import moment

MIGRATIONS = Migrations("drafts")
KEPT_FOR = timedelta(days=7)  # nobody goes on with what they left lying for longer


@MIGRATIONS(name="001 drafts")
def _drafts(db: Database) -> None:
    # `message_id` is where the draft is shown, once that is known, `command_id` the message of the
    # person that began it.
    db.execute("""
        CREATE TABLE drafts (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            chat_id INTEGER NOT NULL,
            user_id INTEGER NOT NULL,
            message_id INTEGER,
            command_id INTEGER,
            draft TEXT NOT NULL,
            touched_at TEXT NOT NULL,
            UNIQUE (chat_id, user_id)
        ) STRICT
    """)
    # A group that turns into a supergroup gets a new id, and its messages new numbers.
    db.execute("""
        CREATE TRIGGER drafts_end_with_their_group AFTER UPDATE OF chat_id ON groups
        BEGIN
            DELETE FROM drafts WHERE chat_id = old.chat_id;
        END
    """)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A draft, whose it is, what began it, where it is shown, and when it was last worked on."""

    id: int
    chat_id: int
    user_id: int
    message_id: int | None
    command_id: int | None
    draft: Draft
    touched_at: datetime


def begin(  # noqa: PLR0913 -- what a draft is kept with
    db: Database,
    draft: Draft,
    *,
    chat_id: int,
    user_id: int,
    command_id: int | None = None,
    now: datetime,
) -> int:
    """Keep a new draft in the place of the person's last one there; its id."""
    db.execute("DELETE FROM drafts WHERE touched_at < ?", [moment(now - KEPT_FOR)])
    db.execute("DELETE FROM drafts WHERE chat_id = ? AND user_id = ?", [chat_id, user_id])
    cursor = db.execute(
        "INSERT INTO drafts (chat_id, user_id, command_id, draft, touched_at)"
        " VALUES (?, ?, ?, ?, ?)",
        [chat_id, user_id, command_id, _written(draft), moment(now)],
    )
    return int(cursor.lastrowid or 0)


def keep(db: Database, draft_id: int, draft: Draft, *, now: datetime) -> None:
    """Put a changed draft in the place of the one with this id."""
    db.execute(
        "UPDATE drafts SET draft = ?, touched_at = ? WHERE id = ?",
        [_written(draft), moment(now), draft_id],
    )


def record_place(db: Database, draft_id: int, message_id: int) -> None:
    """Note which message shows a draft."""
    db.execute("UPDATE drafts SET message_id = ? WHERE id = ?", [message_id, draft_id])


def draft(db: Database, draft_id: int) -> Kept | None:
    """The draft with this id; None when it was set, given up or is too old."""
    return next(_kept(db, "id = ?", [draft_id]), None)


def of_person(db: Database, chat_id: int, user_id: int) -> Kept | None:
    """The draft that somebody works on in a chat; None when there is none."""
    return next(_kept(db, "chat_id = ? AND user_id = ?", [chat_id, user_id]), None)


def drop(db: Database, draft_id: int) -> bool:
    """Forget a draft; False when it was gone before."""
    return db.execute("DELETE FROM drafts WHERE id = ?", [draft_id]).rowcount > 0


def _kept(db: Database, where: str, values: list[int]) -> Any:
    rows = db.query(f"SELECT * FROM drafts WHERE {where}", values)  # noqa: S608 -- a constant
    return (
        Kept(
            id=row["id"],
            chat_id=row["chat_id"],
            user_id=row["user_id"],
            message_id=row["message_id"],
            command_id=row["command_id"],
            draft=_read(row["draft"]),
            touched_at=datetime.fromisoformat(row["touched_at"]),
        )
        for row in list(rows)
    )


def _written(draft: Draft) -> str:
    return json.dumps(
        {
            "at": moment(draft.at),
            "audience": written_audience(draft.audience) if draft.audience else None,
            "ticked": draft.ticked,
            "offered": draft.offered,
            "pledges": [str(number) for number in draft.pledges],
            "read_as": draft.read_as,
            "unknown": draft.unknown,
            "chosen": draft.chosen,
            "said": draft.said,
            "schedule": draft.schedule.written() if draft.schedule else None,
            "text": draft.text,
            "too_long": draft.too_long,
            "nudges": written_nudges(draft.nudges),
            "lists_pledges": draft.lists_pledges,
            "changes": draft.changes,
            "counts_down": draft.counts_down,
            "step": draft.step,
        },
        ensure_ascii=False,
    )


def _read(written: str) -> Draft:
    fields = json.loads(written)
    return Draft(
        at=datetime.fromisoformat(fields["at"]),
        audience=read_audience(fields["audience"]) if fields["audience"] else None,
        ticked=tuple(fields["ticked"]),
        offered=tuple(fields["offered"]),
        read_as=tuple((typed, read) for typed, read in fields["read_as"]),
        pledges=tuple(map(PledgeNumber, fields["pledges"])),
        unknown=fields["unknown"],
        chosen=fields["chosen"],
        said=fields["said"],
        schedule=schedules.read(fields["schedule"]) if fields["schedule"] else None,
        text=fields["text"],
        too_long=fields["too_long"],
        nudges=read_nudges(fields["nudges"]),
        lists_pledges=fields["lists_pledges"],
        changes=fields["changes"],
        counts_down=fields["counts_down"],
        step=fields["step"],
    )
