"""Whether a message is about what an office does every day, which is no pledge: 과태료 얼마예요.

The lists of `errands.tsv`: `errand` says so anywhere in a message, `detail` as its last word;
`nothing` only begins like one of these.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from bot.lookup.cues import Cues
from bot.lookup.lexicon import is_elsewhere, rows, ways
from bot.lookup.words import stems_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Errand(Enum):
    """Whether a message is about an errand: surely, or about a detail of something."""

    NONE = "none"
    DETAIL = "detail"
    ERRAND = "errand"


def errand(words: Sequence[str], stands: Callable[[str], bool], office: str = "") -> Errand:
    """Whether words that do not stand in titles say that a message is about an errand.

    What another office does is none of this `office`: 안양시청 주차장, 광화문 광장.
    """
    for word, after in zip(words, (*words[1:], ""), strict=True):
        has_more = after and not after.startswith(ways())
        of_it = [
            stem for stem in stems_of(word) if stem.endswith("청") or (has_more and stem == word)
        ]
        if any(is_elsewhere(stem, office) for stem in of_it) and not stands(word):
            return Errand.ERRAND
    # An expression may begin with a word of a title: 도로 갖다 놓다.
    said = {
        (name, cue.start)
        for cue in _cues().found(words)
        if not all(map(stands, words[cue.start : cue.end]))
        for name in cue.names
    }
    if any(name == "errand" for name, _ in said):
        return Errand.ERRAND
    return Errand.DETAIL if ("detail", len(words) - 1) in said else Errand.NONE


@cache
def _cues() -> Cues:
    cues = Cues("nothing")
    for name, _reason, words in rows("errands.tsv"):
        cues.add(name, words.split(","))
    return cues
