"""Group chats: which departments they are bound to, and the bot's status in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlite_utils import Migrations

from bot.people.groups import Group, Presence, Visibility
from bot.store.times import moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlite_utils import Database

MIGRATIONS = Migrations("groups")


@MIGRATIONS(name="001 groups")
def _groups(db: Database) -> None:
    db.execute("""
        CREATE TABLE groups (
            chat_id INTEGER PRIMARY KEY,
            title TEXT NOT NULL,
            presence TEXT NOT NULL,
            hears_all INTEGER NOT NULL,
            draft TEXT NOT NULL DEFAULT '[]',
            added_by INTEGER NOT NULL,
            added_at TEXT NOT NULL,
            visibility TEXT NOT NULL DEFAULT 'private'
        ) STRICT
    """)
    # A group that turns into a supergroup gets a new id: what refers to it follows by itself.
    db.execute("""
        CREATE TABLE group_departments (
            chat_id INTEGER NOT NULL
                REFERENCES groups (chat_id) ON UPDATE CASCADE ON DELETE CASCADE,
            department TEXT NOT NULL,
            bound_by INTEGER NOT NULL,
            bound_at TEXT NOT NULL,
            PRIMARY KEY (chat_id, department)
        ) STRICT
    """)


def group(db: Database, chat_id: int) -> Group | None:
    """The group with this id; None when it was never met."""
    return next(iter(_groups_where(db, "chat_id = ?", [chat_id])), None)


def all_groups(db: Database) -> tuple[Group, ...]:
    """Every group that was met, by title."""
    return _groups_where(db, "TRUE", [])


def registered(db: Database) -> tuple[Group, ...]:
    """The groups bound to departments in which the bot still is, muted ones included, by title."""
    return _groups_where(
        db, "presence <> 'gone' AND chat_id IN (SELECT chat_id FROM group_departments)", []
    )


def set_visibility(db: Database, chat_id: int, visibility: Visibility) -> None:
    """Record who can join a group."""
    db.execute("UPDATE groups SET visibility = ? WHERE chat_id = ?", [visibility.value, chat_id])


def meet(  # noqa: PLR0913 -- what is known of a group
    db: Database,
    chat_id: int,
    *,
    title: str,
    presence: Presence,
    hears_all: bool,
    by: int,
    now: datetime,
) -> None:
    """Upsert a group with the bot's status in it; its departments are kept."""
    db.execute(
        """
        INSERT INTO groups (chat_id, title, presence, hears_all, added_by, added_at)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET
            title = excluded.title, presence = excluded.presence, hears_all = excluded.hears_all
        """,
        [chat_id, title, presence.value, hears_all, by, moment(now)],
    )


def set_presence(db: Database, chat_id: int, presence: Presence) -> bool:
    """Update the bot's status in a group; whether that changed anything."""
    changed = db.execute(
        "UPDATE groups SET presence = :new WHERE chat_id = :chat AND presence <> :new",
        {"new": presence.value, "chat": chat_id},
    )
    return changed.rowcount > 0


def rename(db: Database, chat_id: int, title: str) -> None:
    """Note a group's new title."""
    db.execute("UPDATE groups SET title = ? WHERE chat_id = ?", [title, chat_id])


def draft(db: Database, chat_id: int, departments: Sequence[str]) -> None:
    """Keep the departments ticked so far."""
    db.execute(
        "UPDATE groups SET draft = ? WHERE chat_id = ?",
        [json.dumps(list(departments), ensure_ascii=False), chat_id],
    )


def bind(db: Database, chat_id: int, departments: Sequence[str], *, by: int, now: datetime) -> None:
    """Bind a group to these departments and no others; none of them frees it."""
    db.execute("DELETE FROM group_departments WHERE chat_id = ?", [chat_id])
    db.table("group_departments").insert_all(
        {"chat_id": chat_id, "department": name, "bound_by": by, "bound_at": moment(now)}
        for name in departments
    )
    draft(db, chat_id, [])


def move(db: Database, old_chat_id: int, new_chat_id: int) -> bool:
    """Let everything bound to a chat follow it to its new id; False when that was done before."""
    if group(db, old_chat_id) is None:
        return False
    # The new chat may have been met already, by an update that came first.
    db.execute("DELETE FROM groups WHERE chat_id = ?", [new_chat_id])
    db.execute("UPDATE groups SET chat_id = ? WHERE chat_id = ?", [new_chat_id, old_chat_id])
    db.execute("UPDATE people SET seen_in = ? WHERE seen_in = ?", [new_chat_id, old_chat_id])
    return True


def forget(db: Database, chat_id: int) -> None:
    """Drop a group and what it was bound to."""
    db.execute("DELETE FROM groups WHERE chat_id = ?", [chat_id])


def _groups_where(db: Database, where: str, values: list[Any]) -> tuple[Group, ...]:
    rows = db.query(
        f"""
        SELECT groups.*, (
            SELECT json_group_array(department)
            FROM (
                SELECT department FROM group_departments AS bound
                WHERE bound.chat_id = groups.chat_id ORDER BY department
            )
        ) AS departments
        FROM groups WHERE {where} ORDER BY title, chat_id
        """,  # noqa: S608 -- `where` is one of the constants above
        values,
    )
    return tuple(map(_group, rows))


def _group(row: dict[str, Any]) -> Group:
    return Group(
        chat_id=row["chat_id"],
        title=row["title"],
        presence=Presence(row["presence"]),
        hears_all=bool(row["hears_all"]),
        departments=tuple(json.loads(row["departments"])),
        draft=tuple(json.loads(row["draft"])),
        added_by=row["added_by"],
        visibility=Visibility(row["visibility"]),
    )
