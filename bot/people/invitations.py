"""Invitations: links that let people in, for a time and a number of times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

DAYS = (1, 7, 30)
USES = (1, 10, 50)
DEFAULT_DAYS = 7
DEFAULT_USES = 10
PAYLOAD_PREFIX = "i-"  # of what opens the chat with the bot; the token follows


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
