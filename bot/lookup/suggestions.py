"""What somebody may mean who is still typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.lookup.answer import answered
from bot.lookup.parsing import understood
from bot.lookup.results import (
    DepartmentPledges,
    GroupPledges,
    ManyPledges,
    NoSuchDepartment,
    NotFound,
    OnePledge,
    WhichName,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.lookup.catalogue import Catalogue
    from bot.lookup.pledge import Pledge
    from bot.lookup.results import Answer


def suggested(text: str, catalogue: Catalogue) -> tuple[Pledge, ...]:
    """The pledges that a text still being typed may be about, best first, each once.

    First what it is understood to ask for, then what it may become, then what is only near.
    """
    answer = answered(understood(text, catalogue), catalogue)
    found = [
        *_meant(answer, catalogue),
        *catalogue.beginnings.of(text),
        *(answer.near if isinstance(answer, NotFound) else ()),
    ]
    return tuple({pledge.number: pledge for pledge in found}.values())


def _meant(answer: Answer, catalogue: Catalogue) -> Iterable[Pledge]:
    match answer:
        case OnePledge(pledge=pledge):
            return (pledge,)
        case ManyPledges(pledges=pledges):
            return pledges
        case DepartmentPledges(pledges=pledges) | GroupPledges(pledges=pledges):
            return pledges
        case WhichName(names=names) | NoSuchDepartment(alike=names):
            return [p for name in names for p in catalogue.by_department.get(name, ())]
    return ()
