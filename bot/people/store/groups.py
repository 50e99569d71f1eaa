"""Group chats and their topics: which departments they are bound to, and the bot's status there."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.people.groups import Address, Chat, Group, Presence, registered_address
from bot.store.records import insert, record_from, update
from bot.store.state import Tables

MIGRATIONS = {
    ("groups", "001 groups"): """
        -- A chat as a whole has topic 0. `draft` was of 1.0.0.
        CREATE TABLE groups (
            chat_id INTEGER NOT NULL,
            topic_id INTEGER NOT NULL DEFAULT 0,
            title TEXT NOT NULL,
            topic TEXT NOT NULL DEFAULT '',
            presence TEXT NOT NULL,
            hears_all INTEGER NOT NULL,
            draft TEXT NOT NULL DEFAULT '[]',
            question_id INTEGER,
            added_by INTEGER NOT NULL,
            added_at TEXT NOT NULL,
            visibility TEXT NOT NULL DEFAULT 'private',
            PRIMARY KEY (chat_id, topic_id)
        ) STRICT;
        -- A group that turns into a supergroup gets a new id: what refers to it follows by itself.
        CREATE TABLE group_departments (
            chat_id INTEGER NOT NULL,
            topic_id INTEGER NOT NULL,
            department TEXT NOT NULL,
            bound_by INTEGER NOT NULL,
            bound_at TEXT NOT NULL,
            PRIMARY KEY (chat_id, topic_id, department),
            FOREIGN KEY (chat_id, topic_id) REFERENCES groups (chat_id, topic_id)
                ON UPDATE CASCADE ON DELETE CASCADE
        ) STRICT;
    """,
}


_IS_CLOSED = """
    (topic_id <> 0 AND presence = 'muted' AND EXISTS (
        SELECT * FROM groups AS whole
        WHERE whole.chat_id = groups.chat_id AND whole.topic_id = 0 AND whole.presence = 'here'
    ))
"""  # a topic in which alone the bot may not write


def group(db: Tables, chat_id: int, topic_id: int | None = None) -> Group | None:
    """The group with this id, or this topic of it; None when it was never met."""
    where = "chat_id = ? AND topic_id = ?"
    return next(iter(_groups_where(db, where, [chat_id, topic_id or 0])), None)


def group_at(db: Tables, address: Address) -> Group | None:
    """The topic where it is registered for itself, or else its chat; None when it was never met."""
    known = {each.address: each for each in of_chat(db, address[0])}
    registered = [each for each in known if known[each].is_registered]
    return known.get(registered_address(registered, address))


def of_chat(db: Tables, chat_id: int) -> tuple[Group, ...]:
    """The group with this id, and all its topics that were met."""
    return _groups_where(db, "chat_id = ?", [chat_id])


def all_groups(db: Tables) -> tuple[Group, ...]:
    """Every group that was met, by title."""
    return _groups_where(db, "TRUE", [])


def registered(db: Tables) -> tuple[Group, ...]:
    """The groups bound to departments in which the bot still is, muted ones included, by title."""
    bound = "(chat_id, topic_id) IN (SELECT chat_id, topic_id FROM group_departments)"
    return _groups_where(db, f"presence <> 'gone' AND {bound}", [])


def meet(db: Tables, chat: Chat, *, by: int, now: datetime) -> None:
    """Upsert a group or topic and the bot's status in the chat; topics muted alone stay so."""
    address, title = chat.address, {"title": chat.title}
    status = {"presence": chat.presence, "hears_all": chat.hears_all}
    row = {**_at(address), **title, **status, "topic": chat.topic}
    insert(db, "groups", row, conflict="IGNORE", added_by=by, added_at=now)
    update(db, "groups", {"chat_id": chat.chat_id}, status, only=f"NOT {_IS_CLOSED}")
    update(db, "groups", _at(address), status)
    if chat.title:
        update(db, "groups", {"chat_id": chat.chat_id}, title)
    if chat.topic:
        change(db, address, topic=chat.topic)


def set_presence(
    db: Tables, chat_id: int, presence: Presence, *, topic_id: int | None = None
) -> bool:
    """Record the bot's status in a group and all its topics, or in one; whether it changed."""
    changed = db.execute(
        """
        UPDATE groups SET presence = :new
        WHERE chat_id = :chat AND topic_id = coalesce(:topic, topic_id) AND presence <> :new
        """,
        {"new": presence.value, "chat": chat_id, "topic": topic_id},
    )
    return changed.rowcount > 0


def unmute(db: Tables, address: Address) -> None:
    """Record that a message got through to a group where the bot could not write."""
    update(db, "groups", {**_at(address), "presence": Presence.MUTED}, presence=Presence.HERE)


def change_chat(db: Tables, /, chat_id: int, **changed: str) -> None:
    """Change what is kept of a group and all its topics: `title`, `visibility`."""
    update(db, "groups", {"chat_id": chat_id}, **changed)


def change(db: Tables, /, address: Address, **changed: Any) -> None:
    """Change what is kept of a group or a topic: `topic`, `question_id`."""
    update(db, "groups", _at(address), **changed)


def bind(
    db: Tables, address: Address, departments: Sequence[str], *, by: int, now: datetime
) -> None:
    """Bind a group to these departments and no others; none of them frees it."""
    sql = "DELETE FROM group_departments WHERE chat_id = :chat_id AND topic_id = :topic_id"
    db.execute(sql, _at(address))
    for name in departments:
        row = {**_at(address), "department": name}
        insert(db, "group_departments", row, bound_by=by, bound_at=now)


def move(db: Tables, old_chat_id: int, new_chat_id: int) -> bool:
    """Let everything bound to a chat follow it to its new id; False when that was done before."""
    if not of_chat(db, old_chat_id):
        return False
    # The new chat may have been met already, by an update that came first.
    db.execute("DELETE FROM groups WHERE chat_id = ?", [new_chat_id])
    update(db, "groups", {"chat_id": old_chat_id}, chat_id=new_chat_id)
    update(db, "people", {"seen_in": old_chat_id}, seen_in=new_chat_id)
    return True


def forget(db: Tables, address: Address) -> None:
    """Drop a topic, or a group with all its topics, and what they were bound to."""
    db.execute(
        "DELETE FROM groups WHERE chat_id = ? AND topic_id = coalesce(?, topic_id)", list(address)
    )


def _groups_where(db: Tables, where: str, values: list[Any]) -> tuple[Group, ...]:
    rows = db.query(
        f"""
        SELECT groups.*, (
            SELECT json_group_array(department)
            FROM (
                SELECT department FROM group_departments AS bound
                WHERE bound.chat_id = groups.chat_id AND bound.topic_id = groups.topic_id
                ORDER BY department
            )
        ) AS departments
        FROM groups WHERE {where} ORDER BY title, chat_id, topic, topic_id
        """,
        values,
    )
    return tuple(record_from(Group, row, topic_id=row["topic_id"] or None) for row in rows)


def _at(address: Address) -> dict[str, int]:
    return {"chat_id": address[0], "topic_id": address[1] or 0}
