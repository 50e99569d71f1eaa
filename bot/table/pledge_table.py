"""The table of one term: its pledges in page order, and what people also call what is in them."""

from dataclasses import dataclass

from bot.lookup.catalogue import Alias
from bot.lookup.pledge import Pledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Pledges in page order, each number once; aliases sorted by kind, alias and target.

    `strategy_heading` is what the column of strategies is called, "" where there is none; `called`
    are the further columns with a name of the table's own, 추진율 with 이행률.
    """

    pledges: tuple[Pledge, ...] = ()
    aliases: tuple[Alias, ...] = ()
    strategy_heading: str = ""
    called: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        """The further columns in which a pledge has something."""
        return frozenset(key for pledge in self.pledges for key, _ in pledge.details)

    @property
    def strategies(self) -> tuple[str, ...]:
        """Every strategy once, in page order."""
        return tuple(dict.fromkeys(one.strategy for one in self.pledges if one.strategy))

    @property
    def departments(self) -> tuple[str, ...]:
        """Every department once, in page order."""
        return tuple(dict.fromkeys(name for one in self.pledges for name in one.departments))
