"""The departments, categories and strategies that words of a message name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.lookup import names
from bot.lookup.lexicon import ORDINARY_WORDS
from bot.lookup.names import Named
from bot.lookup.tokens import Kind, topics
from bot.lookup.words import is_light

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.lookup.catalogue import Catalogue
    from bot.lookup.tokens import Token
    from bot.lookup.words import Word

MAX_NAME_WORDS = 3  # a name is looked for in so many neighbouring words: 민원 감사 담당관
MIN_GROUP_CHARS = 2  # of a strategy's name say nothing
# What says that a word before it names a field and no pledge.
_FIELDS = frozenset("분야 부문 영역 파트 카테고리 방면 계열 관련 쪽 전략 분과".split())
_FIELD = re.compile(
    f"(?:{'|'.join(sorted(_FIELDS))})(?:된|한|해서|으로|로|(?:에서|에|엔|에선|으론|론)?(?:는|도|만)?|의|은|이|가)?"
    "(?:요|이요|인데요?|이에요|예요)?"
)
PLEDGES = re.compile("(?:공약|사업|과제)(?:들|은|는|이|가|을|를|도|만|의|에|좀)*")
_PLAINLY = frozenset({names.How.EXACT, names.How.SHORT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Neighbouring words that are a name."""

    start: int
    end: int
    named: Named
    department: bool


def named_spans(words: tuple[Word, ...], catalogue: Catalogue) -> Iterator[Span]:
    """The departments and categories that are named, the surest reading of each place."""
    at = 0
    while at < len(words):
        span = _span_at(words, at, catalogue)
        if span is None:
            at += 1
        else:
            yield span
            at = span.end


def _span_at(words: tuple[Word, ...], at: int, catalogue: Catalogue) -> Span | None:
    best: Span | None = None
    for size in range(1, MAX_NAME_WORDS + 1):
        if at + size > len(words):
            break
        lead = "".join(word.typed for word in words[at : at + size - 1])
        for stem in words[at + size - 1].stems:
            for known, department in ((catalogue.departments, True), (catalogue.categories, False)):
                typed = lead + stem
                # Only in full, where nothing says what kind of name it is.
                in_full = size > 1 and not (known.endings and known.may_end(stem))
                named = known.exact(hangul.in_korean(typed)) if in_full else known.recognized(typed)
                if named is None or not _stands_as_name(named, known, catalogue):
                    continue
                if size > 1 and not _joins(named, known, stem):
                    continue
                if best is None or _certainty(named) < _certainty(best.named):
                    best = Span(start=at, end=at + size, named=named, department=department)
    return best


def _joins(named: Named, known: names.Names, last: str) -> bool:
    """Whether words of which this is the last are one name, and not several words by chance."""
    corrected = named.how is names.How.CORRECTED and bool(known.endings)
    return named.how is names.How.EXACT or corrected or known.has_ending(last)


def _certainty(named: Named) -> tuple[int, int]:
    return [*names.How].index(named.how), len(named.names)


def _stands_as_name(named: Named, known: names.Names, catalogue: Catalogue) -> bool:
    """Whether a reading as a name beats the one as a word of a title."""
    if named.how is names.How.EXACT:
        return True
    if named.how is names.How.SHORT and known.has_ending(named.typed):
        return True
    if named.how is names.How.SHORT and _is_common(named.typed):
        # 제공 is no part of 경제공동체, though it stands there.
        edges = (hangul.normalized(name) for name in named.names)
        if not any(name.startswith(named.typed) or name.endswith(named.typed) for name in edges):
            return False
    return not catalogue.titles.stands(named.typed)


def _is_common(text: str) -> bool:
    return is_light(text) or text in ORDINARY_WORDS


@lru_cache(maxsize=4096)
def is_field(typed: str) -> bool:
    """Whether a word says that one before it names a field and no pledge: 분야, 쪽은."""
    return _FIELD.fullmatch(typed) is not None


def named_field(tokens: Sequence[Token], catalogue: Catalogue) -> Named | None:
    """The category or strategy that is named as a field: 환경 쪽 공약, 교육 분야."""
    telling = [word for word in topics(tokens) if not is_field(word.typed)]
    telling = [word for word in telling if not word.light] or telling  # 개발 분야
    marked = [token.word.typed for token in tokens if is_field(token.word.typed)]
    return _group_of(telling, catalogue) if telling and marked else None


def field_of_pledges(tokens: Sequence[Token], catalogue: Catalogue) -> Named | None:
    """The category or strategy whose pledges are asked for by a word that no title's begins with.

    복지 공약 is no 정신건강복지센터.
    """
    said = [token for token in tokens if token.kind is not Kind.DROPPED]
    places = [at for at, token in enumerate(said) if token.kind is Kind.TOPIC]
    if len(places) != 1 or not any(PLEDGES.fullmatch(t.word.typed) for t in said[places[0] :]):
        return None
    word = said[places[0]].word
    if word.light or catalogue.words.begins_title(word.stems[-1]):
        return None
    return _group_of([word], catalogue)


def _group_of(words: Sequence[Word], catalogue: Catalogue) -> Named | None:
    """The one category or strategy of whose name these words are parts."""
    for stem in words[0].stems if len(words) == 1 else ():
        found = catalogue.categories.recognized(stem)
        if found is not None and len(found.names) == 1 and found.how in _PLAINLY:
            return found
    typed = " ".join(word.typed for word in words)
    for by_piece in catalogue.strategy_pieces:
        found_with = [
            {name for stem in word.stems for name in by_piece.get(stem, ())} for word in words
        ]
        if names_of := set.intersection(*found_with):
            one = len(names_of) == 1
            return Named(typed=typed, names=(*names_of,), how=names.How.SHORT) if one else None
    return None


def group_in_part(words: tuple[Word, ...], catalogue: Catalogue) -> Named | None:
    """The strategy that the words as a whole are a part of, and no title."""
    words = tuple([word for word in words if not is_field(word.typed)]) or words
    while len(words) > 1 and words[-1].light and not words[-1].known:
        words = words[:-1]  # 환경도시에 들어가는 거
    lead = "".join(word.typed for word in words[:-1])
    typed = (hangul.in_korean(lead + stem) for stem in words[-1].stems)
    spellings = [spelling for spelling in typed if len(spelling) > MIN_GROUP_CHARS]
    readings = filter(None, map(catalogue.strategies.recognized, spellings))
    found = next((named for named in readings if len(named.names) == 1), None)
    if found is None or any(map(catalogue.titles.stands, spellings)):
        return None
    return found
