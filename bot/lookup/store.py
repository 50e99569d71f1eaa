"""Questions that found one pledge or none, counted without who asked them: state database."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from sqlite_utils import Database

MAX_CHARS = 40
MAX_TEXTS = 5_000  # of each kind: a bot that is open to everybody must not fill the disk
MIN_PERSONS = 2  # words of one person alone might tell who it was
NOTHING = ""  # instead of the number of the pledge that was found

MIGRATIONS = {
    ("misses", "001 asked texts"): """
        CREATE TABLE asked_texts (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            text TEXT NOT NULL UNIQUE,
            found TEXT NOT NULL,
            is_dismissed INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX asked_texts_by_found ON asked_texts (found);
        -- `person` is a keyed hash; its key is deleted with its month.
        CREATE TABLE asked (
            month TEXT NOT NULL,
            text_id INTEGER NOT NULL REFERENCES asked_texts (id) ON DELETE CASCADE,
            person BLOB NOT NULL,
            times INTEGER NOT NULL,
            PRIMARY KEY (month, text_id, person)
        ) STRICT;
        CREATE INDEX asked_of_text ON asked (text_id);
        CREATE TABLE asked_keys (month TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT;
    """,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A text that several persons asked and that found nothing, and how often.

    `persons` are those of the month in which most asked it: nobody is known over two months.
    """

    id: int
    text: str
    persons: int
    times: int


def record_asked(
    db: Database, user_id: int, text: str, *, found: str = NOTHING, now: datetime
) -> None:
    """Count a question and what it found; what is older than the month before is deleted."""
    month = f"{now:%Y-%m}"
    _delete_old(db, now)
    text = text[:MAX_CHARS]
    row = db.execute("SELECT id FROM asked_texts WHERE text = ?", [text]).fetchone()
    if row is None:
        count = "SELECT count(*) FROM asked_texts WHERE (found = '') = (? = '')"
        if db.execute(count, [found]).fetchone()[0] >= MAX_TEXTS:
            return
        row = db.execute(
            "INSERT INTO asked_texts (text, found) VALUES (?, ?) RETURNING id", [text, found]
        ).fetchone()
    change = "UPDATE asked_texts SET found = ? WHERE id = ? AND found <> ?"
    db.execute(change, [found, row[0], found])
    db.execute(
        """
        INSERT INTO asked (month, text_id, person, times) VALUES (?, ?, ?, 1)
        ON CONFLICT DO UPDATE SET times = times + 1
        """,
        [month, row[0], _person(db, user_id, month)],
    )


_COUNTED = """
    SELECT {what}, sum(times) AS times, max(persons) AS persons FROM (
        SELECT {key} AS what, month, sum(times) AS times, count(DISTINCT person) AS persons
        FROM asked JOIN asked_texts ON id = text_id
        WHERE {where} GROUP BY what, month
    ) GROUP BY what HAVING max(persons) >= :persons
    ORDER BY times DESC, what LIMIT :limit OFFSET :skip
"""


def frequent_misses(db: Database, *, limit: int, skip: int = 0) -> tuple[Miss, ...]:
    """What at least MIN_PERSONS asked and did not find, the most frequent first."""
    sql = _COUNTED.format(
        what="what AS id, (SELECT text FROM asked_texts WHERE id = what) AS text",
        key="id",
        where="found = '' AND NOT is_dismissed",
    )
    values = {"persons": MIN_PERSONS, "limit": limit, "skip": skip}
    return tuple(Miss(**row) for row in db.query(sql, values))


def most_asked(db: Database, *, limit: int) -> tuple[tuple[str, int], ...]:
    """The numbers of the pledges that at least MIN_PERSONS asked for, with how often."""
    sql = _COUNTED.format(what="what", key="found", where="found <> ''")
    values = {"persons": MIN_PERSONS, "limit": limit, "skip": 0}
    return tuple((row["what"], row["times"]) for row in db.query(sql, values))


def asked_counts(db: Database) -> tuple[int, int]:
    """How many questions found one pledge, and how many found none."""
    row = db.execute(
        """
        SELECT coalesce(sum(times) FILTER (WHERE found <> ''), 0),
            coalesce(sum(times) FILTER (WHERE found = ''), 0)
        FROM asked JOIN asked_texts ON id = text_id
        """
    ).fetchone()
    return int(row[0]), int(row[1])


def found_texts(db: Database, *, limit: int) -> tuple[str, ...]:
    """The questions that found one pledge, the most frequent first; to be shown to nobody."""
    rows = db.query(
        """
        SELECT text FROM asked_texts JOIN asked ON id = text_id WHERE found <> ''
        GROUP BY id ORDER BY sum(times) DESC, id LIMIT ?
        """,
        [limit],
    )
    return tuple(row["text"] for row in rows)


def missed_text(db: Database, miss_id: int) -> str | None:
    """The text of a miss; None when it is gone."""
    row = db.execute("SELECT text FROM asked_texts WHERE id = ?", [miss_id]).fetchone()
    return None if row is None else str(row[0])


def dismiss_miss(db: Database, miss_id: int, *, is_dismissed: bool) -> None:
    """Do not show it any more, or show it again."""
    db.execute("UPDATE asked_texts SET is_dismissed = ? WHERE id = ?", [is_dismissed, miss_id])


def _delete_old(db: Database, now: datetime) -> None:
    """Keep this month and the one before; nothing is deleted before a month begins."""
    month = f"{now:%Y-%m}"
    if db.execute("SELECT 1 FROM asked_keys WHERE month = ?", [month]).fetchone() is not None:
        return
    before = f"{now.year - (now.month == 1)}-{(now.month - 2) % 12 + 1:02d}"
    db.execute("DELETE FROM asked WHERE month < ?", [before])
    db.execute("DELETE FROM asked_keys WHERE month < ?", [month])
    db.execute(
        "DELETE FROM asked_texts WHERE NOT is_dismissed AND id NOT IN (SELECT text_id FROM asked)"
    )


def _person(db: Database, user_id: int, month: str) -> bytes:
    db.execute(
        "INSERT INTO asked_keys (month, key) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [month, secrets.token_bytes(32)],
    )
    [key] = db.execute("SELECT key FROM asked_keys WHERE month = ?", [month]).fetchone()
    return blake2b(str(user_id).encode(), key=key, digest_size=16).digest()
