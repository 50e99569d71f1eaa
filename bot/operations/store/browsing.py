"""Copies of both databases for an operator to browse: without keys, raw messages and questions."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bot.operations import browse_replies as replies
from bot.store.backup import opened_read_only
from bot.table.export import pieces, pledge_record
from bot.table.store.versions import read_catalogue

OF_PLEDGES = {
    "history": """
        SELECT versions.at, history.term, number, field, old, new, kind, file
        FROM history JOIN versions ON versions.id = version
        WHERE number IS NOT NULL ORDER BY history.id DESC LIMIT 100000
    """,
    "versions": """
        SELECT at, kind, term, file, as_of, pledges, added, changed, removed
        FROM versions ORDER BY id DESC
    """,
}
OF_OFFICE = {
    "people": "SELECT name, role, since, removed_at FROM people ORDER BY name",
    "groups": """
        SELECT title, topic, department, presence, bound_at
        FROM groups LEFT JOIN group_departments USING (chat_id, topic_id) ORDER BY title, topic
    """,
    "reminders": """
        SELECT text, audience, schedule, paused, created_at, deleted_at
        FROM reminders ORDER BY id DESC
    """,
    "deliveries": """
        SELECT deliveries.due_at, reminders.text, coalesce(title, chat_id) AS chat, status,
            deadline, error
        FROM deliveries JOIN occurrences ON occurrences.id = occurrence
            JOIN reminders ON reminders.id = reminder
            LEFT JOIN (SELECT chat_id, title FROM groups WHERE topic_id = 0) USING (chat_id)
        ORDER BY deliveries.id DESC LIMIT 100000
    """,
    "answers": """
        SELECT answers.at, reminders.text, coalesce(title, chat_id) AS chat, pledge, response,
            answers.name, remark
        FROM answers JOIN deliveries ON deliveries.id = delivery
            JOIN occurrences ON occurrences.id = occurrence
            JOIN reminders ON reminders.id = reminder
            LEFT JOIN (SELECT chat_id, title FROM groups WHERE topic_id = 0) USING (chat_id)
        WHERE undone_at IS NULL ORDER BY answers.id DESC LIMIT 100000
    """,
    "audit": """
        SELECT at, coalesce(people.name, by) AS name, act, detail
        FROM audit LEFT JOIN people ON people.user_id = by ORDER BY id DESC LIMIT 100000
    """,
}


def write_copies(pledges_db: Path, state_db: Path, folder: Path) -> dict[str, Any]:
    """Write a copy of each database that there is into a folder; what Datasette is to say of them.

    Raises StoreError.
    """
    catalogue = read_catalogue(pledges_db)
    records = [
        pledge_record(one.term, pledge)
        for one in (catalogue, *catalogue.earlier)
        for pledge in one.pledges
    ]
    pledges = folder / f"{replies.PLEDGES_TITLE}.db"
    described = {pledges.stem: {replies.PLEDGES: _write_table(pledges, replies.PLEDGES, records)}}
    office = folder / f"{replies.OFFICE_TITLE}.db"
    for source, queries, copy in (
        (pledges_db, OF_PLEDGES, pledges),
        (state_db, OF_OFFICE, office),
    ):
        if not source.exists():
            continue
        tables = described.setdefault(copy.stem, {})
        with opened_read_only(source) as connection:
            for key, sql in queries.items():
                title, headings = replies.SHEETS[key]
                rows = [dict(zip(headings, row, strict=True)) for row in connection.execute(sql)]
                tables[title] = _write_table(copy, title, rows or [dict.fromkeys(headings)])
    return {
        "title": replies.SITE_TITLE,
        "description": replies.SITE_NOTE,
        "databases": {name: {"tables": tables} for name, tables in described.items()},
    }


def _write_table(path: Path, title: str, records: list[dict[str, Any]]) -> dict[str, Any]:
    """A table, and beside it an index of the pieces of its words; its facets and its search."""
    index = f"{title}_fts"
    with closing(sqlite3.connect(path)) as connection:
        db = Database(connection)
        table = db.table(title)
        table.insert_all(records, alter=True)
        headings = [*table.columns_dict]
        columns = ", ".join(f"[{heading}]" for heading in headings)
        rows = db.execute(f"SELECT rowid, {columns} FROM [{title}]").fetchall()
        db.execute(f"CREATE VIRTUAL TABLE [{index}] USING fts5 (pieces)")
        connection.executemany(
            f"INSERT INTO [{index}] (rowid, pieces) VALUES (?, ?)",
            ((rowid, " ".join(pieces(values))) for rowid, *values in rows),
        )
        connection.commit()
    facets = [heading for heading in headings if heading in replies.FACETS]
    return {"fts_table": index, "fts_pk": "rowid", "facets": facets}
