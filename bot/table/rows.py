"""The table of one term: its rows in page order, and what people also call what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.lookup.catalogue import Alias
    from bot.lookup.pledge import Pledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One pledge, verbatim.

    `line` is where its number stands in the file, counted from 1; 0 when it came from no file.
    Where a row stands is no part of what it says: rows that say the same are equal.
    """

    pledge: Pledge
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows in page order, each number once; aliases sorted by kind, alias and target.

    `strategy_heading` is what the column of strategies is called, "" where there is none.
    """

    rows: tuple[Row, ...] = ()
    aliases: tuple[Alias, ...] = ()
    strategy_heading: str = ""

    @property
    def strategies(self) -> tuple[str, ...]:
        """Every strategy once, in page order."""
        return tuple(dict.fromkeys(row.pledge.strategy for row in self.rows if row.pledge.strategy))

    @property
    def departments(self) -> tuple[str, ...]:
        """Every department once, in page order."""
        return tuple(dict.fromkeys(name for row in self.rows for name in row.pledge.departments))
