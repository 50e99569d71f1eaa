"""All that can be looked up at one moment: one immutable value, swapped when the table changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.lookup.pledge import Pledge, PledgeNumber


class AliasKind(StrEnum):
    """What an alias stands beside."""

    TITLE = "title"  # a piece of a title: misspelt, dirty or in Latin letters on the page
    DEPARTMENT = "department"  # a department's name
    WORD = "word"  # an official word, by the everyday one


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """What people write (`alias`) for what the page says (`target`), and why we believe so."""

    kind: AliasKind
    alias: str
    target: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """The pledges of the current term in page order, and what they are also called.

    `as_of` is the day the table speaks of, `source` the name of the file it came from.
    """

    term: str
    pledges: tuple[Pledge, ...]
    aliases: tuple[Alias, ...]
    as_of: date
    source: str

    @cached_property
    def by_number(self) -> Mapping[PledgeNumber, Pledge]:
        """Each pledge under its number."""
        return {pledge.number: pledge for pledge in self.pledges}

    @cached_property
    def by_department(self) -> Mapping[str, tuple[Pledge, ...]]:
        """Each department's pledges; departments and pledges in page order."""
        return _grouped(self.pledges, "department")

    @cached_property
    def by_strategy(self) -> Mapping[str, tuple[Pledge, ...]]:
        """Each strategy's pledges; both in page order."""
        return _grouped(self.pledges, "strategy")

    @cached_property
    def by_category(self) -> Mapping[str, tuple[Pledge, ...]]:
        """The pledges whose numbers begin alike (지역개발-…); both in page order."""
        groups: dict[str, list[Pledge]] = {}
        for pledge in self.pledges:
            groups.setdefault(pledge.number.category, []).append(pledge)
        return {category: tuple(pledges) for category, pledges in groups.items()}


def _grouped(pledges: tuple[Pledge, ...], field: str) -> dict[str, tuple[Pledge, ...]]:
    groups: dict[str, list[Pledge]] = {}
    for pledge in pledges:
        groups.setdefault(getattr(pledge, field), []).append(pledge)
    return {name: tuple(members) for name, members in groups.items()}
