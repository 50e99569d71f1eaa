"""Invitations: only the hash of each link's token is kept, and who came by it."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from bot.store.records import insert, record_from, update
from bot.store.state import Tables, moment

MIGRATIONS = {
    ("invitations", "001 invitations"): """
        CREATE TABLE invitations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            token_sha256 TEXT NOT NULL UNIQUE,
            made_by INTEGER NOT NULL,
            made_at TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            max_uses INTEGER NOT NULL,
            revoked_at TEXT
        ) STRICT;
        CREATE TABLE invitation_uses (
            invitation INTEGER NOT NULL REFERENCES invitations (id) ON DELETE CASCADE,
            user_id INTEGER NOT NULL,
            used_at TEXT NOT NULL,
            PRIMARY KEY (invitation, user_id)
        ) STRICT;
    """,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A link that a coordinator made; what opens it is known by its hash alone."""

    id: int
    made_by: int
    made_at: datetime
    expires_at: datetime
    max_uses: int
    uses: int
    revoked_at: datetime | None

    def is_open(self, *, now: datetime) -> bool:
        """Whether it still lets somebody in."""
        return self.revoked_at is None and now < self.expires_at and self.uses < self.max_uses


def make(  # noqa: PLR0913 -- what an invitation is made of
    db: Tables, token: str, *, by: int, expires_at: datetime, max_uses: int, now: datetime
) -> int:
    """Keep a new invitation; its id."""
    row = {"token_sha256": _hash(token), "made_by": by, "made_at": now}
    return insert(db, "invitations", row, expires_at=expires_at, max_uses=max_uses) or 0


def by_token(db: Tables, token: str) -> Invitation | None:
    """The invitation that this token opens, closed ones included."""
    return next(iter(_where(db, "token_sha256 = ?", [_hash(token)])), None)


def made(db: Tables) -> tuple[Invitation, ...]:
    """Every invitation, the newest first."""
    return _where(db, "TRUE", [])


def use(db: Tables, invitation_id: int, *, user_id: int, now: datetime) -> None:
    """Count somebody who came by an invitation, once however often they come."""
    row = {"invitation": invitation_id, "user_id": user_id, "used_at": now}
    insert(db, "invitation_uses", row, conflict="IGNORE")


def revoke(db: Tables, invitation_id: int, *, now: datetime) -> bool:
    """Close an invitation; False when it was revoked before or never made."""
    return update(db, "invitations", {"id": invitation_id, "revoked_at": None}, revoked_at=now)


def _hash(token: str) -> str:
    # A token is 128 random bits: there is nothing to guess, so a plain hash is enough.
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def delete_expired(db: Tables, before: datetime) -> None:
    """Delete invitations that ended before that time, and who came by them."""
    db.execute("DELETE FROM invitations WHERE expires_at < ?", [moment(before)])


def _where(db: Tables, where: str, values: list[Any]) -> tuple[Invitation, ...]:
    rows = db.query(
        f"""
        SELECT *, (SELECT count(*) FROM invitation_uses WHERE invitation = invitations.id) AS uses
        FROM invitations WHERE {where} ORDER BY id DESC
        """,
        values,
    )
    return tuple(record_from(Invitation, row) for row in rows)
