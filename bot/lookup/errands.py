"""What a message says of errands: what an office does every day (과태료), which is no pledge.

Of the lists of `errands.tsv`, `errand` says so anywhere in a message, and `detail` as its last
word; `nothing` only begins like one of these.
"""

from collections.abc import Callable, Sequence
from functools import cache

from bot.lookup.cues import Cues
from bot.lookup.lexicon import groups, is_elsewhere, rows
from bot.lookup.words import stems_of

ERRAND, DETAIL = "errand", "detail"
# What words begin with that go on to a place one wants to get to, or that is a model.
_WAYS = groups("places.tsv")["ways"]


def errands(
    words: Sequence[str], stands: Callable[[str], bool], office: str = ""
) -> tuple[tuple[str, int], ...]:
    """What words that do not stand in titles say of errands: an `ERRAND` or a `DETAIL`, and where.

    What another office does is none of this `office`: 안양시청 주차장, 광화문 광장.
    """
    for at, (word, after) in enumerate(zip(words, (*words[1:], ""), strict=True)):
        for stem in (one for one in stems_of(word) if is_elsewhere(one, office)):
            has_more = stem == word and after and not after.startswith(_WAYS)
            if (has_more or stem.endswith("청")) and not stands(word):
                return ((ERRAND, at),)
    # An expression may begin with a word of a title: 도로 갖다 놓다.
    said = {
        (name, cue.start)
        for cue in _cues().found(words)
        if not all(map(stands, words[cue.start : cue.end]))
        for name in cue.names
    }
    last = len(words) - 1
    return tuple([one for one in said if one[0] == ERRAND or one == (DETAIL, last)])


@cache
def _cues() -> Cues:
    cues = Cues("nothing")
    for name, _reason, words in rows("errands.tsv"):
        cues.add(name, words.split(","))
    return cues
