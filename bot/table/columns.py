"""Which columns of a table say what we keep, by the names in its header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

STRATEGY, NUMBER, TITLE, DEPARTMENT, ATTACHMENT = (
    "추진전략", "관리번호", "공약명", "담당부서", "첨부파일",
)  # fmt: skip
REQUIRED = (STRATEGY, NUMBER, TITLE, DEPARTMENT)
# What other offices call them; the first name that a header has is the column.
NAMES = {
    STRATEGY: (STRATEGY, "전략", "추진분야", "분야"),
    NUMBER: (NUMBER, "공약번호", "번호"),
    TITLE: (TITLE, "공약사업명", "공약사업", "사업명", "공약"),
    DEPARTMENT: (DEPARTMENT, "주관부서", "소관부서", "추진부서", "부서명", "부서"),
    ATTACHMENT: (ATTACHMENT, "첨부"),
}
LEAST_KNOWN = 3  # columns of a row that make it a header, though perhaps a faulty one


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where each column stands, from 0; `others` are the names of those that are not read."""

    places: dict[str, int]
    others: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The columns that there must be and are not."""
        return tuple(name for name in REQUIRED if name not in self.places)


def columns(header: Sequence[str]) -> Columns | None:
    """What a row says as a header; None when it is none.

    >>> columns(["연번", "추진전략", "관리번호", "공약명", "담당부서", "담당자"]).others
    ('연번', '담당자')
    """
    written = ["".join(cell.split()) for cell in header]
    places = {
        column: next(written.index(name) for name in names if name in written)
        for column, names in NAMES.items()
        if any(name in written for name in names)
    }
    if sum(name in places for name in REQUIRED) < LEAST_KNOWN:
        return None
    others = (cell for at, cell in enumerate(header) if cell and at not in places.values())
    return Columns(places=places, others=tuple(others))
