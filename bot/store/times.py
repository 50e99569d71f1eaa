"""Times as the databases keep them."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(at: datetime) -> str:
    """A time as the state database keeps it: UTC, to the second, in an order that sorts."""
    return at.astimezone(UTC).isoformat(timespec="seconds")
