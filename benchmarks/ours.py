"""The project's own answer to a question, as the benchmarks judge it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.lookup.answer import answered, summary
from bot.lookup.question import understood

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue


def named_pledges(query: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The numbers that the answer names, best first; empty when it names none."""
    return summary(answered(understood(query, catalogue), catalogue)).pledges
