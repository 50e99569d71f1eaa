"""Corrections: what becomes of the answer 우리 부서 아님."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.people.groups import Address


class Result(StrEnum):
    """How a correction ended."""

    REASSIGNED = "reassigned"  # sent to another department
    KEPT = "kept"  # it is theirs after all, and they are asked again
    WITHDRAWN = "withdrawn"  # the group took its answer back


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction by its answer's id; `result` is None while it is open.

    `pledges` are what the answer is about, of the delivery that was sent to `address`; `name` is of
    whoever answered. `department` is where it was sent.
    """

    answer_id: int
    delivery_id: int
    address: Address
    pledges: tuple[str, ...]
    by: int
    name: str
    at: datetime
    remark: str
    named: str
    result: Result | None
    department: str
    decided_by_name: str
    decided_at: datetime | None
