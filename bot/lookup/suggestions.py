"""What somebody may mean who is still typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.lookup.answer import answered
from bot.lookup.parsing import understood
from bot.lookup.pledge import PledgeNumber
from bot.lookup.results import EarlierTerm, summary

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue
    from bot.lookup.pledge import Pledge


def suggested(text: str, catalogue: Catalogue) -> tuple[Pledge, ...]:
    """The pledges that a text still being typed may be about, best first, each once.

    First what it is understood to ask for, then what it may become, then what is only near.
    """
    answer = answered(understood(text, catalogue), catalogue)
    if isinstance(answer, EarlierTerm):
        return ()  # its numbers are of other pledges now
    brief = summary(answer)
    asked = [catalogue.by_number[PledgeNumber(number)] for number in brief.pledges]
    offered = () if asked else brief.suggestions
    found = [
        *asked,
        *(pledge for name in offered for pledge in catalogue.by_department.get(name, ())),
        *catalogue.beginnings.of(text),
        *filter(None, (catalogue.by_number.get(PledgeNumber(name)) for name in offered)),
    ]
    return tuple({pledge.number: pledge for pledge in found}.values())
