"""The tables that are asked about: the committed one and made-up ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.made_up import made_up_pledges
from bot.lookup.catalogue import AliasKind, Catalogue
from bot.store.pledges import read_catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parent.parent


def real_catalogue() -> Catalogue:
    """The committed table."""
    return read_catalogue(ROOT / "data" / "pledges.db")


def made_up_catalogue(size: int) -> Catalogue:
    """A made-up table of `size` pledges, with the everyday words of the committed one."""
    words = tuple(a for a in real_catalogue().aliases if a.kind is AliasKind.WORD)
    return Catalogue(
        term="made-up",
        pledges=made_up_pledges(size),
        aliases=words,
        as_of=date(2026, 1, 1),
        source="benchmarks/made_up.py",
    )


def numbers_by_department(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """Each department's pledge numbers as text."""
    return {
        department: tuple(str(pledge.number) for pledge in pledges)
        for department, pledges in catalogue.by_department.items()
    }
