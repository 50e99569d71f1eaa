"""What the further columns of a table say in words: its units, its teams and people."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.korean import hangul
from bot.lookup.columns import ATTACHMENT, COST, PERIOD, RATE, STATUS, TEAM
from bot.lookup.details import KNOWN
from bot.lookup.engine.search import TitleSearch
from bot.lookup.pledge import Pledge

_FIGURES = frozenset(of.key for of in (STATUS, RATE, PERIOD, COST, ATTACHMENT))
_LISTED = re.compile(r"[,/;·ㆍ\n]")
MIN_VALUE_CHARS = 2
MIN_PHONE_DIGITS = 7
MAX_CHARS = 300_000  # of a table's own columns; longer ones are no names but reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a column says as it is, and the pledges of which it does, in page order."""

    heading: str
    text: str
    pledges: tuple[Pledge, ...]


class Contents:
    """Finds pledges by what their further columns say."""

    def __init__(self, pledges: Sequence[Pledge], *, synonyms: Mapping[str, Sequence[str]]) -> None:
        self._pledges = {pledge.number: pledge for pledge in pledges}
        self._synonyms = synonyms
        found: dict[str, Value] = {}
        for pledge in pledges:
            of_team = [(TEAM.key, pledge.team)] if pledge.team else []
            for heading, value in (*pledge.details, *of_team):
                if heading in _FIGURES:
                    continue
                for text in dict.fromkeys((value, *map(str.strip, _LISTED.split(value)))):
                    key = hangul.search_key(text)
                    has_words = any(map(hangul.is_syllable, key))
                    if len(key) < (MIN_VALUE_CHARS if has_words else MIN_PHONE_DIGITS):
                        continue
                    one = found.get(key) or Value(heading=heading, text=text, pledges=())
                    if pledge not in one.pledges[-1:]:
                        found[key] = replace(one, pledges=(*one.pledges, pledge))
        self._values = found

    def value(self, typed: str) -> Value | None:
        """The value that is written just so, spaces and signs aside; `typed` is bare."""
        return self._values.get(typed)

    @cached_property
    def titles(self) -> TitleSearch | None:
        """Finds pledges by words of their titles and of the office's own columns; None without."""
        said = {
            number: " ".join(value for key, value in pledge.details if key not in KNOWN)
            for number, pledge in self._pledges.items()
        }
        if not 0 < sum(map(len, said.values())) <= MAX_CHARS:
            return None
        pledges = [
            replace(pledge, title=f"{pledge.title} {said[number]}")
            for number, pledge in self._pledges.items()
        ]
        return TitleSearch(pledges, respelled={}, synonyms=self._synonyms)

    def headings_of(self, pledge: Pledge, read: Sequence[str]) -> tuple[str, ...]:
        """The office's own columns in which any of these words stand."""
        bare = [hangul.search_key(word) for word in read]
        return tuple(
            key
            for key, value in pledge.details
            if key not in KNOWN and any(word in hangul.search_key(value) for word in bare)
        )
