"""What words name in a table: departments, categories and strategies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from bot.korean import hangul
from bot.lookup.engine.matching import How
from bot.lookup.lexicon import ORDINARY_WORDS
from bot.lookup.names import MIN_CONTAINED, Named, Names
from bot.lookup.words import is_light

MAX_REMEMBERED = 4096  # words, with those before them


class TableNames:
    """Recognises what words name that may stand in titles as well."""

    def __init__(
        self,
        departments: Names,
        categories: Names,
        strategies: Names,
        stands: Callable[[str], bool],
    ) -> None:
        self._departments, self._categories = departments, categories
        self._strategies, self._stands = strategies, stands
        # A message is read as one question and as several: the same words come again.
        self.surest = lru_cache(maxsize=MAX_REMEMBERED)(self._surest)

    def _surest(self, lead: str, last: str) -> tuple[Named | None, bool]:
        """What a word names behind the `lead` of those before it, and whether a department."""
        best, is_department = None, False
        typed = hangul.in_korean(lead + last)
        for known in (self._departments, self._categories):
            # Only in full, where nothing says what kind of name it is.
            in_full = lead and not (known.endings and known.may_end(last))
            named = known.exact(typed) if in_full else known.recognized(typed)
            if named is None or not self._stands_as_name(named, known):
                continue
            if lead and not _joins(named, known, last):
                continue
            if best is None or certainty(named) < certainty(best):
                best, is_department = named, known is self._departments
        of = self._strategies.exact(typed) if len(typed) >= MIN_CONTAINED else None
        if of is not None and (best is None or certainty(of) < certainty(best)):
            return replace(of, typed=of.names[0]), False
        return best, is_department

    def _stands_as_name(self, named: Named, known: Names) -> bool:
        """Whether a reading as a name beats the one as a word of a title."""
        if named.how is How.EXACT:
            return True
        if named.how is How.SHORT and known.has_ending(named.typed):
            return True
        if named.how is How.SHORT and is_common(named.typed):
            # 제공 is no part of 경제공동체, though it stands there.
            edges = (hangul.normalized(one) for one in named.names)
            if not any(one.startswith(named.typed) or one.endswith(named.typed) for one in edges):
                return False
        return not self._stands(named.typed)


def _joins(named: Named, known: Names, last: str) -> bool:
    """Whether words of which this is the last are one name, and not several words by chance."""
    corrected = named.how is How.CORRECTED and bool(known.endings)
    return named.how is How.EXACT or corrected or known.has_ending(last)


def certainty(named: Named) -> tuple[int, int]:
    """How sure a name is: the less, the surer."""
    return named.how, len(named.names)


def is_common(text: str) -> bool:
    """Whether a text is a word of any message, which a name may have by chance."""
    return is_light(text) or text in ORDINARY_WORDS
