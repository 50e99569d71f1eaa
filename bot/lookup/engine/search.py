"""Pledges by the words of their titles, however they are typed.

Each word of a question is read as what stands in titles (`readings`); a pledge scores by how much
of the question its title explains.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain, compress
from typing import NamedTuple

from bot.korean import hangul
from bot.lookup.engine.fitting import NEAR_BEST, Fits, Fitting, rows_of
from bot.lookup.engine.index import bits, members
from bot.lookup.engine.letters import Letters, Scope
from bot.lookup.engine.matching import ROUNDING_BITS, How, Spelling
from bot.lookup.engine.readings import Readings
from bot.lookup.engine.spelling import cost_bits
from bot.lookup.engine.units import Synonyms, Unit, joined, parts, units
from bot.lookup.lexicon import related
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.words import Word, written

# All measured with benchmarks/quality.py.
MIN_SCORE = 42.0  # of a hit that is stood by; hardly any unrelated question reaches it
WELL_FOUND = 85.0  # a fit that needs no other reading of the question
READING_GAIN = 0.5  # log odds by which words joined or taken apart must be likelier than spaced
MAX_JOINED_CHARS = 20  # longer messages have more in them than a title without its spaces
MAX_UNSURE = 3  # as many as are worth a look
# A word beside others that a title has: what slips may cost before it is another word.
SHORT_CHARS, ONE_SLIP_BITS, TWO_SLIPS_BITS = 2, 8.0, 10.0
MAX_REMEMBERED = 256  # searches
_PIECE = re.compile(r"\d+|\D")  # what is read aloud together


class Reading(NamedTuple):
    """A word as it was typed, what it was read as, and how the one led to the other."""

    typed: str
    read: str
    how: How


@dataclass(frozen=True, kw_only=True)
class Hits:
    """What a search found, best first: what it stands by, or else what it would suggest.

    Of the best pledge, `score` is how likely it is the one that was meant, in percent, whatever
    the question and the table; `fit`, in [0, 100], the share of the question that its title
    explains; `lack_bits` and `excess_bits` what its words say short of chance and beyond it;
    `readings` has one entry for each word of the question that was found in it, and `matched` is
    the words of these; of the others, which it `missed`, some may be `like_word` of it;
    `other_readings` are what else words mean in the other pledges.
    """

    sure: tuple[Pledge, ...] = ()
    unsure: tuple[Pledge, ...] = ()
    score: float = 0.0
    fit: float = 0.0
    lack_bits: float = 0.0
    excess_bits: float = 0.0
    readings: tuple[Reading, ...] = ()
    other_readings: tuple[Reading, ...] = ()
    matched: tuple[Unit, ...] = ()
    missed: tuple[Unit, ...] = ()
    like_word: Callable[[Unit], bool] = bool

    # To compare words takes long, and few searches ask for it.
    @cached_property
    def alike(self) -> tuple[Unit, ...]:
        """The words that the best pledge lacks and that are like one that it has."""
        return tuple(filter(self.like_word, self.missed))

    @cached_property
    def left_out(self) -> tuple[Unit, ...]:
        """The words that are like none of the best pledge."""
        return tuple([one for one in self.missed if one not in self.alike])

    @property
    def explain_all(self) -> bool:
        """Whether the best hit leaves next to nothing of the question over."""
        return bool(self.sure) and self.fit >= WELL_FOUND


class TitleSearch:
    """Finds pledges by words; built once for a catalogue.

    `respelled` maps pieces of titles to what people write for them, `synonyms` everyday words to
    official ones; keys and values normalised, those of `synonyms` bare.
    """

    def __init__(
        self,
        pledges: Sequence[Pledge],
        *,
        respelled: Mapping[str, Sequence[str]],
        synonyms: Mapping[str, Sequence[str]],
    ) -> None:
        self._pledges = pledges
        titles: list[tuple[str, ...]] = []  # one row for each spelling of each title
        self.places: list[int] = []  # of the row's pledge
        self._rows_of: dict[PledgeNumber, range] = {}
        for place, pledge in enumerate(pledges):
            # Some scraped titles trail their department, which is no word of theirs.
            bare_title = pledge.title.removesuffix(f"_{pledge.department}")
            titles += map(written, _spellings_of(bare_title, respelled))
            self._rows_of[pledge.number] = range(len(self.places), len(titles))
            self.places += [place] * len(self._rows_of[pledge.number])
        self.letters = Letters(titles)
        self.stands = self.letters.stands
        self._readings = Readings(self.letters)
        self.synonyms = Synonyms(synonyms, related(), self.letters)
        # A message is read as one question and as several, of some of the same words.
        self._remembered = lru_cache(maxsize=MAX_REMEMBERED)(self._found)
        self._resembles = lru_cache(maxsize=MAX_REMEMBERED)(self._is_like)
        self._parts = lru_cache(maxsize=MAX_REMEMBERED)(
            lambda one: parts(one, self.letters.vocabulary.lines, self.synonyms)
        )

    def found(
        self,
        words: Sequence[Word],
        stop_words: Sequence[Word] = (),
        *,
        asks: bool = True,
        within: Scope | None = None,
        slips: bool = True,
    ) -> Hits:
        """The pledges that these words are about; only those within a scope, if given.

        In a message that `asks`, words that no title has may only lead up to it. Of equals, those
        with more of the `stop_words` come first. Without `slips`, words mean only what they say.
        """
        fitting = Fitting(
            readings=self._readings,
            asks=asks,
            stop_words=tuple(stop_words),
            scope=within or self.letters.everywhere,
            slips=slips,
        )
        return self._remembered(tuple(words), fitting) if words else Hits()

    def _found(self, words: tuple[Word, ...], fitting: Fitting) -> Hits:
        best = self._best_reading(words, fitting)
        return Hits() if best is None else self._hits(best)

    def scope(self, pledges: Iterable[Pledge]) -> Scope:
        """These pledges alone."""
        numbers = {pledge.number for pledge in pledges}
        among = [
            at for at, place in enumerate(self.places) if self._pledges[place].number in numbers
        ]
        return self.letters.scope(bits(among))

    def holding(self, text: str) -> Iterable[int]:
        """The places of the pledges with this text, those first where it begins a word."""
        if not self.stands(text):
            return ()  # which is remembered, and of most words
        vocabulary = self.letters.vocabulary
        begins, inside = vocabulary.lines.parted(text)
        over = vocabulary.phrase_match(text, aligned=True)
        before, behind = members(vocabulary.rows(begins)), members(vocabulary.rows(inside))
        return self._places_of(chain(before, over, behind))

    def with_word(self, word: str) -> Iterable[int]:
        """The places of the pledges with this word."""
        words = self.letters.vocabulary.whole(word)
        return self._places_of(members(self.letters.vocabulary.rows(words))) if words else ()

    def _best_reading(self, words: Sequence[Word], fitting: Fitting) -> Fits | None:
        """The words as they are spaced, joined, or taken apart: what is likeliest."""
        spaced = units(words, self.synonyms)
        best = fitting.of(spaced)
        if best is not None and best.fits[0].fit >= WELL_FOUND:
            missed = compress(spaced, [not place for place in best.fits[0].which])
            if not any(self._is_compound(one) for one in missed):
                return best
        others = [tuple(chain.from_iterable(map(self._parts, spaced)))]
        if (
            len(words) > 1
            and not (best and all(best.fits[0].which))
            and sum(len(one.typed) for one in words) <= MAX_JOINED_CHARS
        ):
            # Spaces are where people happen to put them; but words that were all found are apart.
            others.append((joined(words, self.synonyms),))
        for other in others:
            found = fitting.of(other) if other != spaced else None
            if found and (best is None or found.fits[0].odds > best.fits[0].odds + READING_GAIN):
                best = found
        return best

    def _is_compound(self, one: Unit) -> bool:
        """Whether a word is made of two that stand in titles: 수변공간."""
        pieces = self._parts(one)
        return len(pieces) > 1 and not pieces[-1].rest and not one.light

    def _hits(self, found: Fits) -> Hits:
        stands = [
            fit for fit in found.fits if fit.score >= MIN_SCORE and not found.is_only_related(fit)
        ]
        best = (stands or found.fits)[0]
        sure = rows_of(fit for fit in stands if fit.fit >= NEAR_BEST * best.fit)
        readings = _explained(found, best.which)
        others = dict.fromkeys(fit.which for fit in stands if fit.fit >= NEAR_BEST * best.fit)
        return Hits(
            sure=self._pledges_of(sure),
            unsure=() if stands else self._pledges_of(rows_of(found.fits))[:MAX_UNSURE],
            score=best.score,
            fit=best.fit,
            lack_bits=best.lack_bits,
            excess_bits=best.excess_bits,
            readings=readings,
            other_readings=tuple(
                dict.fromkeys(
                    reading
                    for which in others
                    for reading in _explained(found, which)
                    if reading.how.is_by_meaning and reading not in readings
                )
            ),
            matched=tuple(compress(found.units, best.which)),
            missed=tuple([one for one, at in zip(found.units, best.which, strict=True) if not at]),
            like_word=lambda one: self._resembles(one.said, best.rows[0]),
        )

    def _is_like(self, said: Spelling, row: int) -> bool:
        """Whether a word is a word of a title with a slip in it, though it may be another word."""
        words, syllables = self.letters.vocabulary.title(row), {*said.text}
        if len(syllables) <= SHORT_CHARS and any(
            len(word) == SHORT_CHARS and syllables <= {*word} for word in words
        ):
            return True  # one of two syllables left out, or both swapped
        typed = said.strokes
        limit_bits = ONE_SLIP_BITS if len(said.text) <= SHORT_CHARS else TWO_SLIPS_BITS
        return any(
            cost_bits(typed, word, below=limit_bits + ROUNDING_BITS) <= limit_bits
            for word in map(self.letters.strokes.__getitem__, self.letters.vocabulary.of(row))
        )

    def _pledges_of(self, rows: Iterable[int]) -> tuple[Pledge, ...]:
        return tuple([self._pledges[place] for place in self._places_of(rows)])

    def _places_of(self, rows: Iterable[int]) -> dict[int, None]:
        return dict.fromkeys([self.places[row] for row in rows])


def _explained(found: Fits, which: Sequence[int]) -> tuple[Reading, ...]:
    return tuple(
        [
            Reading(typed=one.shown, read=of[place - 1].match.read, how=of[place - 1].match.how)
            for one, of, place in zip(found.units, found.readings, which, strict=True)
            if place
        ]
    )


def as_in_title(read: str, title: str, min_chars: int = 0) -> str:
    """What was read, with the digits, capitals and spaces of the title; "" if it is not there.

    The last word of several is written out, as is one of which too few characters were read.

    >>> as_in_title("독산삼동", "진학(독산3동 센터)"), as_in_title("g밸리", "금천 G밸리 연계")
    ('독산3동', 'G밸리')
    >>> as_in_title("재활용체", "재활용 체계 구축"), as_in_title("산동", "(가산동)", min_chars=3)
    ('재활용 체계', '가산동')
    """
    pieces = _PIECE.findall(title)
    plain = [hangul.search_key(piece) for piece in pieces]
    wanted = hangul.search_key(read)
    for spelled in (str, hangul.spoken_digits):
        keys = [*map(spelled, plain)]
        start = "".join(keys).find(wanted)
        if not wanted or start < 0:
            continue
        ends = [*accumulate(map(len, keys))]
        first, last = bisect_right(ends, start), bisect_left(ends, start + len(wanted))
        while len(wanted) < min_chars and first and keys[first - 1]:
            first -= 1
        if not all(keys[first : last + 1]):
            while last + 1 < len(keys) and keys[last + 1]:
                last += 1
        return "".join(pieces[first : last + 1])
    return ""


def _spellings_of(title: str, respelled: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The title, normalised, and the ways in which people write it."""
    title = hangul.normalized(title)
    forms = {title: None}
    for piece, others in respelled.items():
        if piece in title:
            for form in tuple(forms):
                forms |= dict.fromkeys(form.replace(piece, other) for other in others)
    return tuple(dict.fromkeys([*forms, *map(hangul.spoken_digits, forms)]))
