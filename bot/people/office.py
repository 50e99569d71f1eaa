"""What every feature works with, and how a change of it is made."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from bot.people.audit_replies import Act
from bot.people.groups import Address, Group
from bot.people.membership import Membership
from bot.people.messages import Messenger
from bot.people.store import audit, groups
from bot.store.state import State, Tables

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One for each state database; `messenger` shows at once, `wakes` let workers look again."""

    state: State
    membership: Membership
    messenger: Messenger
    clock: Callable[[], datetime]
    timezone: tzinfo
    wakes: list[Callable[[], None]] = field(default_factory=list)

    async def change(
        self, change: Callable[Concatenate[Tables, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Make a change in one transaction, and wake the workers. Raises StoreError."""
        result = await self.state.write(change, *args, **kwargs)
        for wake in self.wakes:
            wake()
        return result

    def local_now(self) -> datetime:
        """The time of day in the office."""
        return self.clock().astimezone(self.timezone)

    def today(self) -> date:
        """The day in the office."""
        return self.local_now().date()

    def group_at(self, address: Address) -> Group | None:
        """The group that a message to this address goes to; None when it is not registered."""
        return self.state.read(groups.group_at, address)

    def note(
        self, db: Tables, act: Act, *, by: int | None, subject: int | None = None, detail: str = ""
    ) -> None:
        """Audit what is done now; in the transaction of the change."""
        audit.note(db, act, by=by, subject=subject, detail=detail, now=self.clock())


class _InOffice(Protocol):
    @property
    def office(self) -> Office: ...


InOffice = TypeVar("InOffice", bound=_InOffice)


def transaction(
    change: Callable[Concatenate[InOffice, Tables, P], T],
) -> Callable[Concatenate[InOffice, P], Coroutine[Any, Any, T]]:
    """Make of a change of the tables a method to be awaited, which is whole or not at all.

    Afterwards it is looked up anew who is in which group.
    """

    async def write(in_office: InOffice, /, *args: P.args, **kwargs: P.kwargs) -> T:
        office = in_office.office
        result = await office.change(lambda db: change(in_office, db, *args, **kwargs))
        office.membership.memory.clear()
        return result

    return write
