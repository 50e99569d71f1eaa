"""Whether a message is about what an office does every day, which is no pledge: 과태료 얼마예요.

The lists of `errands.tsv`: `errand` says so anywhere in a message, `detail` as its last word;
`wish` asks for something new; `nothing` only begins like one of these.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from bot.lookup.cues import Cues
from bot.lookup.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Errand(Enum):
    """Whether a message is about an errand: surely, or about a detail of something."""

    NONE = "none"
    DETAIL = "detail"
    ERRAND = "errand"


def errand(words: Sequence[str], stands: Callable[[str], bool]) -> Errand:
    """Whether words that do not stand in titles say that a message is about an errand."""
    said = {(cue.name, cue.start) for cue in _cues().found(words)}
    if any(name == "errand" and not stands(words[at]) for name, at in said):
        return Errand.ERRAND
    last = len(words) - 1
    return Errand.DETAIL if ("detail", last) in said and not stands(words[last]) else Errand.NONE


def wishes(words: Sequence[str]) -> bool:
    """Whether a message asks for something new."""
    return any(cue.name == "wish" for cue in _cues().found(words))


@cache
def _cues() -> Cues:
    cues = Cues("nothing")
    for name, _reason, words in rows("errands.tsv"):
        cues.add(name, words.split(","))
    return cues
