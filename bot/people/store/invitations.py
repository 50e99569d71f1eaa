"""Invitations: only the hash of each link's token is kept, and who came by it."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlite_utils import Database, Migrations

from bot.people.invitations import Invitation
from bot.store.state import moment

MIGRATIONS = Migrations("invitations")


@MIGRATIONS(name="001 invitations")
def _invitations(db: Database) -> None:
    db.execute("""
        CREATE TABLE invitations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            token_sha256 TEXT NOT NULL UNIQUE,
            made_by INTEGER NOT NULL,
            made_at TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            max_uses INTEGER NOT NULL,
            revoked_at TEXT
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE invitation_uses (
            invitation INTEGER NOT NULL REFERENCES invitations (id) ON DELETE CASCADE,
            user_id INTEGER NOT NULL,
            used_at TEXT NOT NULL,
            PRIMARY KEY (invitation, user_id)
        ) STRICT
    """)


def make(  # noqa: PLR0913 -- what an invitation is made of
    db: Database, token: str, *, by: int, expires_at: datetime, max_uses: int, now: datetime
) -> int:
    """Keep a new invitation; its id."""
    cursor = db.execute(
        """
        INSERT INTO invitations (token_sha256, made_by, made_at, expires_at, max_uses)
        VALUES (?, ?, ?, ?, ?)
        """,
        [_hash(token), by, moment(now), moment(expires_at), max_uses],
    )
    return int(cursor.lastrowid or 0)


def by_token(db: Database, token: str) -> Invitation | None:
    """The invitation that this token opens, closed ones included."""
    return next(iter(_where(db, "token_sha256 = ?", [_hash(token)])), None)


def made(db: Database) -> tuple[Invitation, ...]:
    """Every invitation, the newest first."""
    return _where(db, "TRUE", [])


def use(db: Database, invitation_id: int, *, user_id: int, now: datetime) -> None:
    """Count somebody who came by an invitation, once however often they come."""
    db.execute(
        "INSERT OR IGNORE INTO invitation_uses VALUES (?, ?, ?)",
        [invitation_id, user_id, moment(now)],
    )


def revoke(db: Database, invitation_id: int, *, now: datetime) -> bool:
    """Close an invitation; False when it was revoked before or never made."""
    revoked = db.execute(
        "UPDATE invitations SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
        [moment(now), invitation_id],
    )
    return revoked.rowcount > 0


def _hash(token: str) -> str:
    # A token is 128 random bits: there is nothing to guess, so a plain hash is enough.
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def delete_expired(db: Database, before: datetime) -> None:
    """Delete invitations that ended before that time, and who came by them."""
    db.execute("DELETE FROM invitations WHERE expires_at < ?", [moment(before)])


def _where(db: Database, where: str, values: list[Any]) -> tuple[Invitation, ...]:
    rows = db.query(
        f"""
        SELECT *, (SELECT count(*) FROM invitation_uses WHERE invitation = invitations.id) AS uses
        FROM invitations WHERE {where} ORDER BY id DESC
        """,  # noqa: S608 -- `where` is one of the constants above
        values,
    )
    return tuple(
        Invitation(
            id=row["id"],
            made_by=row["made_by"],
            made_at=datetime.fromisoformat(row["made_at"]),
            expires_at=datetime.fromisoformat(row["expires_at"]),
            max_uses=row["max_uses"],
            uses=row["uses"],
            revoked_at=datetime.fromisoformat(row["revoked_at"]) if row["revoked_at"] else None,
        )
        for row in rows
    )
