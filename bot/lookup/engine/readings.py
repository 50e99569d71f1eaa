"""What a word of a question is read as in the titles, and in which of them each reading stands."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import ScoreAlignment

from bot.korean import hangul
from bot.lookup.engine.index import bits, members
from bot.lookup.engine.letters import Letters, Scope
from bot.lookup.engine.matching import (
    MIN_SIMILARITY,
    Form,
    How,
    Match,
    Spelling,
    initials_match,
    most_quality,
    plain,
    plain_match,
    slipped_initials_match,
    slipped_match,
)
from bot.lookup.engine.spelling import alignment
from bot.lookup.engine.units import Unit
from bot.lookup.engine.vocabulary import MAX_CHANCE_CHARS
from bot.lookup.lexicon import LOOK_ALIKES

# All measured with benchmarks/quality.py.
SHORTLIST = 16  # words, or titles, of those alike: the most similar, in which slips are looked for
MIN_ACROSS_STROKES = 8  # what is shorter is looked for inside words alone
MAX_REMEMBERED = 1024  # words, with the sets of their titles
MAX_READ = 160  # titles with initial consonants over several words that are looked at
PLAIN_ENOUGH = 0.8  # a word found this well has no slips to be looked for
SHARPNESS = 0.2  # a word means its best readings, and what comes this close to them
CHANCE_BITS = 5.0  # beside what grows with the table: another word in the same place


class Found(NamedTuple):
    """One reading of a word, and the set of the titles in which it stands.

    `idf_bits`, its inverse document frequency: the rarer, the more; `capped_bits` are what the
    match says, and no more than that.
    """

    match: Match
    rows: int
    idf_bits: float = 0.0
    capped_bits: float = 0.0


class Readings:
    """Reads words as what stands in titles, by their letters."""

    def __init__(self, letters: Letters) -> None:
        self.letters = letters
        self._vocabulary = letters.vocabulary
        # The inverse document frequency of a word that one title has.
        self.rarest_bits = math.log2(1 + letters.vocabulary.titles)
        self._word = lru_cache(maxsize=20_000)(lambda word: Form((self._vocabulary.words[word],)))
        self._title = lru_cache(maxsize=2_000)(lambda row: Form(self._vocabulary.title(row)))
        # A message is read as one question and as several, of some of the same words.
        self._remembered = lru_cache(maxsize=MAX_REMEMBERED)(self._of)

    def of(self, one: Unit, scope: Scope, *, slips: bool = True) -> tuple[Found, ...]:
        """What the word may be read as, best first; only what comes near the best."""
        return self._remembered(one.spellings, one.slippable if slips else (), scope)

    def _of(
        self,
        spellings: tuple[Spelling, ...],
        slippable: tuple[Spelling, ...],
        scope: Scope,
    ) -> tuple[Found, ...]:
        found: list[Found] = []
        for spelling in spellings:
            found += self._plain(spelling)
            if spelling.initials:
                found += self._by_consonants(spelling, spelling.initials, scope)
        if all(of.match.quality < PLAIN_ENOUGH or of.match.how is How.RELATED for of in found):
            found += self._slipped(slippable, scope)
        found = [read for read in found if read.rows & scope.rows]
        if any(read.match.how.is_plain and read.match.sure for read in found):
            found = [read for read in found if read.match.how is not How.RELATED]
        least = max([read.match.quality for read in found], default=0.0) - SHARPNESS
        near = [self._weighed(read, scope) for read in found if read.match.quality >= least]
        return tuple(sorted(near, key=lambda read: -read.match.quality))

    def _weighed(self, read: Found, scope: Scope) -> Found:
        bits = self.rarest_bits - math.log2(self.letters.titles_with(read.match.read))
        return Found(read.match, read.rows & scope.rows, bits, min(read.match.bits, bits))

    def _plain(self, spelling: Spelling) -> Iterator[Found]:
        """The word as it stands in titles, inside a word or over spaces."""
        text = spelling.text
        if not self.letters.stands(text):
            return
        if len(text) == 1:
            begins, inside = [*self._vocabulary.whole(text)], list[int]()
        else:
            begins, inside = self._vocabulary.lines.parted(text)
        if text in LOOK_ALIKES:
            known, others = self._vocabulary.words, LOOK_ALIKES[text]
            begins = [word for word in begins if not known[word].startswith(others)]
        if text.isascii():
            inside = [word for word in inside if plain_match(spelling, self._word(word))]
        for words, at_start in ((begins, True), (inside, False)):
            if words:
                yield Found(plain(spelling, begins=at_start), self._vocabulary.rows(words))
        if over := self._vocabulary.phrase_match(text, aligned=len(text) <= MAX_CHANCE_CHARS):
            yield from _together((plain_match(spelling, self._title(row)), row) for row in over)

    def _by_consonants(self, spelling: Spelling, wanted: str, scope: Scope) -> Iterator[Found]:
        words = (place.line for place in self.letters.initials.containing(wanted))
        matches = ((initials_match(spelling, self._word(word)), word) for word in words)
        yield from _together(matches, self._vocabulary.rows)
        rows = self.letters.titles_with_initials(wanted) & scope.rows
        syllables = max(re.findall("[가-힣]+", spelling.text), key=len, default="")
        if len(syllables) > 1:
            holding = (place.line for place in self._vocabulary.lines.containing(syllables))
            rows &= self._vocabulary.rows(holding)
        over = islice(members(rows), MAX_READ)
        yield from _together((initials_match(spelling, self._title(row)), row) for row in over)

    def _slipped(self, spellings: Sequence[Spelling], scope: Scope) -> Iterator[Found]:
        """The word as it would stand in titles without slips of the fingers."""
        chance_bits = chance_bits_in(scope)
        best = 0.0
        for spelling in spellings:
            words_like = self.letters.words_like(spelling.strokes, scope)
            strokes = [self.letters.strokes[word] for word in words_like]
            alike = _most_alike(spelling.strokes, words_like, strokes)
            slipped = _with_slips(spelling, alike, self._word, chance_bits, best)
            found = _together(slipped, self._vocabulary.rows)
            best = max([best, *(one.match.quality for one in found)])
            yield from found
            if best < PLAIN_ENOUGH and len(spelling.strokes) >= MIN_ACROSS_STROKES:
                # Over the spaces between words of titles.
                titles_like = self.letters.titles_like(spelling.strokes, scope)
                titles = [self.letters.title_strokes(row) for row in titles_like]
                alike = _most_alike(spelling.strokes, titles_like, titles)
                for one in _together(_with_slips(spelling, alike, self._title, chance_bits, best)):
                    others = self._vocabulary.phrase_match(one.match.read, aligned=False)
                    yield one._replace(rows=one.rows | bits(others))
            if spelling.initials:
                yield from self._slipped_consonants(spelling, spelling.initials, scope, chance_bits)

    def _slipped_consonants(
        self, spelling: Spelling, wanted: str, scope: Scope, chance_bits: float
    ) -> Iterator[Found]:
        titles_like = self.letters.titles_like_initials(wanted, scope)
        titles = [self.letters.title_initials[row] for row in titles_like]
        strokes = hangul.initial_strokes(wanted)
        yield from _together(
            (slipped_initials_match(spelling, self._title(row), at, chance_bits=chance_bits), row)
            for row, at in _most_alike(strokes, titles_like, titles)
        )


def chance_bits_in(scope: Scope) -> float:
    """What a word must say before it is no coincidence: the more titles, the more."""
    return CHANCE_BITS + math.log2(1 + 4 * scope.titles)


def _with_slips(
    spelling: Spelling,
    alike: Iterable[tuple[int, ScoreAlignment]],
    form: Callable[[int], Form],
    chance_bits: float,
    best: float,
) -> Iterator[tuple[Match, int]]:
    """What a word is with slips in it, near the `best` or better, and in which of those alike."""
    for place, likest in alike:
        least = best - SHARPNESS
        if spelling.quality * most_quality(likest.score) < least:
            break  # the rest is less similar still
        match = slipped_match(
            spelling, form(place), likest, chance_bits=chance_bits, least_quality=least
        )
        if match is not None:
            yield match, place
            best = max(best, match.quality)


def _together(
    matches: Iterable[tuple[Match | None, int]], rows_of: Callable[[list[int]], int] = bits
) -> list[Found]:
    """Equal matches together, each with the rows of the words, or titles, that it was found in."""
    found: dict[Match, list[int]] = {}
    for match, place in matches:
        if match is not None:
            found.setdefault(match, []).append(place)
    return [Found(match, rows_of(places)) for match, places in found.items()]


def _most_alike(
    strokes: str, places: Sequence[int], texts: Sequence[str]
) -> Iterator[tuple[int, ScoreAlignment]]:
    """The places of the texts that are most like what was typed, and where they are it."""
    found = process.extract(
        strokes, texts, scorer=fuzz.partial_ratio, score_cutoff=MIN_SIMILARITY, limit=SHORTLIST
    )
    for text, _, at in found:
        if (likest := alignment(strokes, text, min_similarity=MIN_SIMILARITY)) is not None:
            yield places[at], likest
