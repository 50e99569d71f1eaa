"""Pledges by the words of their titles, however they are typed.

Each word of a question is read as what stands in titles (`readings`); a pledge scores by how much
of the question its title explains.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from bot.lookup import hangul
from bot.lookup.readings import Readings
from bot.lookup.units import joined_word, parts, unit, units
from bot.lookup.vocabulary import merged
from bot.lookup.words import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.lookup.matching import How
    from bot.lookup.pledge import Pledge
    from bot.lookup.readings import Found, Scope
    from bot.lookup.units import Unit
    from bot.lookup.words import Word

# All measured with benchmarks/quality.py.
# How likely a hit is right, as log odds: from its fit; from what its words say short of chance and
# beyond it; and from log2 of the number of titles (in a large table others fit as well).
# benchmarks/calibration.py
ODDS, ODDS_BY_FIT, ODDS_BY_LACK, ODDS_BY_EXCESS, ODDS_BY_SIZE = -1.76, 0.06, -0.54, 0.246, -0.282
MOST_BITS = 20.0  # more makes nothing surer
MIN_SCORE = 50.0  # least score of a hit that is stood by; the curve is in docs/benchmarks.md
WELL_FOUND = 85.0  # a fit that needs no other reading of the question
READING_GAIN = 6.0  # by which words joined or taken apart must fit better than as they are spaced
NEAR_BEST = 0.72  # a hit is kept when it fits at least this share as well as the best
TOGETHER = 0.08  # what a fit loses whose words stand apart
MAX_TOGETHER = 100  # titles of which that is looked at
MAX_UNSURE = 3  # as many as are worth a look
# What a word found nowhere weighs, as a share of the rarest word's: in a message that asks there
# are words around the question; in one that does not, it is about something else; and a compound
# of which a part is unknown is another thing (복지포인트).
UNKNOWN_WHEN_ASKED = 0.12
UNKNOWN = 0.35
UNKNOWN_PART = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A word as it was typed, what it was read as, and how the one led to the other."""

    typed: str
    read: str
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What a search found, best first: what it stands by, or else what it would suggest.

    Of the best pledge, `score` is how likely it is the one that was meant, in percent, whatever
    the question and the table; `fit`, in [0, 100], the share of the question that its title
    explains; `lack_bits` and `excess_bits` what its words say short of chance and beyond it;
    `readings` has one entry for each word of the question that was found in it.
    """

    sure: tuple[Pledge, ...] = ()
    unsure: tuple[Pledge, ...] = ()
    score: float = 0.0
    fit: float = 0.0
    lack_bits: float = 0.0
    excess_bits: float = 0.0
    readings: tuple[Reading, ...] = ()

    @property
    def explain_all(self) -> bool:
        """Whether the best hit leaves next to nothing of the question over."""
        return bool(self.sure) and self.fit >= WELL_FOUND


@dataclass(frozen=True, slots=True)
class _Read:
    """The question read in one way: the rows it may mean, best first, with what speaks for each.

    `readings[n][k]` is the k-th of the n-th unit, and `which[n]` says for each row which of them
    it is, from 1; 0 where the unit is not in it.
    """

    units: tuple[Unit, ...]
    readings: tuple[tuple[Found, ...], ...]
    rows: NDArray[np.uint32]
    fits: NDArray[np.float64]
    lack_bits: NDArray[np.float64]
    excess_bits: NDArray[np.float64]
    which: tuple[NDArray[np.int16], ...]
    titles: int


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
        self._synonyms = synonyms
        titles: list[tuple[str, ...]] = []  # one row for each spelling of each title
        places: list[int] = []  # of the row's pledge
        for place, pledge in enumerate(pledges):
            # Some scraped titles trail their department, which is no word of theirs.
            bare_title = pledge.title.removesuffix(f"_{pledge.department}")
            for title in _spellings_of(bare_title, respelled):
                titles.append(written(title))
                places.append(place)
        self.places = np.array(places, np.uint32)
        self._place_of = {pledge.number: place for place, pledge in enumerate(pledges)}
        self.readings = Readings(titles)
        self._lines = self.readings.vocabulary.lines
        self._rarest = math.log2(1 + len(titles))

    def warm(self) -> None:
        """Build what is built on first use."""
        self.readings.warm()

    def found(self, words: Sequence[Word], *, asks: bool, within: Scope | None = None) -> Hits:
        """The pledges that these words are about; only those within a scope, if given."""
        if not words:
            return Hits()
        read = self._best_reading(words, within, UNKNOWN_WHEN_ASKED if asks else UNKNOWN)
        return Hits() if read is None else self._hits(read)

    def scope(self, pledges: Iterable[Pledge]) -> Scope:
        """These pledges alone."""
        places = [self._place_of[pledge.number] for pledge in pledges]
        among = np.zeros(len(self._pledges), bool)
        among[places] = True
        return self.readings.scope(among[self.places])

    def stands(self, text: str) -> bool:
        """Whether a title contains this text as it is, spaces and signs aside."""
        return self.readings.stands(text)

    def _hits(self, read: _Read) -> Hits:
        """The pledges of a reading, as many as are worth telling."""
        scores = self._scores(read)
        stands = scores >= MIN_SCORE
        best = int(np.argmax(stands))  # the first; page order among equals
        told = stands & (read.fits >= NEAR_BEST * read.fits[best])
        return Hits(
            sure=self._pledges_of(read.rows[told]),
            unsure=() if stands[best] else self._pledges_of(read.rows)[:MAX_UNSURE],
            score=float(scores[best]),
            fit=float(read.fits[best]),
            lack_bits=float(read.lack_bits[best]),
            excess_bits=float(read.excess_bits[best]),
            readings=_explained(read, best),
        )

    def _pledges_of(self, rows: NDArray[np.uint32]) -> tuple[Pledge, ...]:
        places = dict.fromkeys(self.places[rows].tolist())
        return tuple([self._pledges[place] for place in places])

    def _scores(self, read: _Read) -> NDArray[np.float64]:
        """How likely each row is the one that was meant, in percent."""
        odds = ODDS + ODDS_BY_FIT * read.fits + ODDS_BY_SIZE * math.log2(1 + read.titles)
        odds += ODDS_BY_LACK * np.minimum(read.lack_bits, MOST_BITS)
        odds += ODDS_BY_EXCESS * np.minimum(read.excess_bits, MOST_BITS)
        return 100 / (1 + np.exp(-odds))

    def _best_reading(
        self, words: Sequence[Word], scope: Scope | None, unknown: float
    ) -> _Read | None:
        """The words as they are spaced, joined, or taken apart: what fits best."""
        known: dict[Unit, tuple[Found, ...]] = {}

        def read(asked: tuple[Unit, ...]) -> _Read | None:
            for one in asked:
                if one not in known:
                    known[one] = self.readings.of(one, scope)
            return self._scored(asked, [known[one] for one in asked], scope, unknown)

        spaced = units(words, self._synonyms)
        best = read(spaced)
        if best is not None and best.fits[0] >= WELL_FOUND:
            return best
        others = [tuple(p for whole in spaced for p in parts(whole, self._lines, self._synonyms))]
        if len(words) > 1:
            # Spaces are where people happen to put them.
            others.append((unit(joined_word(words), self._synonyms),))
        for other in others:
            found = read(other) if other != spaced else None
            if found and (best is None or found.fits[0] > best.fits[0] + READING_GAIN):
                best = found
        return best

    def _scored(
        self,
        asked: tuple[Unit, ...],
        readings: Sequence[tuple[Found, ...]],
        scope: Scope | None,
        unknown: float,
    ) -> _Read | None:
        """The rows that these units were found in, best first, page order in ties."""
        if not any(readings):
            return None
        telling_bits = [[self._idf(found) for found in of] for of in readings]
        count = self.readings.vocabulary.titles
        rows = merged(self._decisive(readings, telling_bits, unknown), count)
        chance_bits = self.readings.chance_bits(scope)
        which = []
        together = np.zeros(len(rows))
        alone = np.zeros(len(rows))
        sure = np.zeros(len(rows), bool)
        for of, told in zip(readings, telling_bits, strict=True):
            dense = np.zeros(count, np.int16)
            for k in range(len(of), 0, -1):
                dense[of[k - 1].rows] = k
            here = dense[rows]
            which.append(here)
            bits = np.array([0.0, *(found.match.bits for found in of)])
            capped = np.minimum(bits, [0.0, *told])
            together += capped[here]
            np.maximum(alone, (bits - capped)[here], out=alone)
            sure |= np.array([False, *(found.match.sure for found in of)])[here]
        excess_bits = together + alone - chance_bits
        sure |= excess_bits > 0
        weights = [
            told[0]
            if any(found.match.sure for found in of) or np.any(sure & (here > 0))
            else self._rarest * (UNKNOWN_PART if one.rest else unknown)
            for one, of, told, here in zip(asked, readings, telling_bits, which, strict=True)
        ]
        fits = np.zeros(len(rows))
        for of, here, weight in zip(readings, which, weights, strict=True):
            fits += weight * np.array([0.0, *(found.match.quality for found in of)])[here]
        fits *= 100 / sum(weights)
        least = NEAR_BEST * (fits[sure].max() if sure.any() else fits.max())
        near = np.flatnonzero(fits >= least)
        if len(asked) > 1:
            near = near[np.lexsort((rows[near], -fits[near]))]
            first = near[:MAX_TOGETHER]
            fits[near[MAX_TOGETHER:]] *= 1 - TOGETHER
            fits[first] *= 1 - TOGETHER * (1 - self._closeness(asked, rows[first]))
        near = near[np.lexsort((rows[near], -np.round(fits[near], 6)))]
        # A word that is surely in the title needs no more to speak for it than for the others.
        left_over = np.where(sure, 1 - fits / 100, 1.0)
        lack_bits = np.maximum(-excess_bits, 0.0) * left_over
        return _Read(
            units=asked,
            readings=tuple(readings),
            rows=rows[near],
            fits=fits[near],
            lack_bits=lack_bits[near],
            excess_bits=np.maximum(excess_bits[near], 0.0),
            which=tuple(here[near] for here in which),
            titles=count if scope is None else scope.titles,
        )

    def _decisive(
        self,
        readings: Sequence[tuple[Found, ...]],
        telling_bits: Sequence[Sequence[float]],
        unknown: float,
    ) -> list[NDArray[np.uint32]]:
        """The rows that can be near the best: those with one of the words that tell most.

        A row with none of these has too little, even with all the others.
        """
        found = sorted(
            ((max(told), of) for of, told in zip(readings, telling_bits, strict=True) if of),
            key=lambda one: -one[0],
        )
        best = found[0][1][0].match
        least_bits = found[0][0] if best.sure else min(found[0][0], self._rarest * unknown)
        enough_bits = NEAR_BEST * (1 - TOGETHER) * best.quality * least_bits
        rest_bits = sum(bits for bits, _ in found)
        rows: list[NDArray[np.uint32]] = []
        for bits, of in found:
            if rest_bits < enough_bits:
                break
            rows += [reading.rows for reading in of]
            rest_bits -= bits
        return rows

    def _idf(self, found: Found) -> float:
        """What a reading tells of the title that is meant, in bits: the rarer, the more."""
        return self._rarest - math.log2(self.readings.titles_with(found.match.read))

    def _closeness(self, asked: Sequence[Unit], rows: NDArray[np.uint32]) -> NDArray[np.float64]:
        """How much of what was said stands together in each title, in [0, 1]."""
        initials = [one.said.initials for one in asked]
        if all(initials):
            said = hangul.keystrokes("".join(filter(None, initials))).lower()
            titles = [self.readings.initials(row) for row in rows.tolist()]
        else:
            said = "".join(one.said.strokes for one in asked)
            titles = [self.readings.strokes(row) for row in rows.tolist()]
        together: NDArray[np.float64] = process.cdist([said], titles, scorer=fuzz.partial_ratio)[0]
        return together / 100


def _explained(read: _Read, at: int) -> tuple[Reading, ...]:
    """What each unit was read as in the row at this place."""
    return tuple(
        Reading(typed=one.typed, read=of[k - 1].match.read, how=of[k - 1].match.how)
        for one, of, which in zip(read.units, read.readings, read.which, strict=True)
        if (k := int(which[at]))
    )


def _spellings_of(title: str, respelled: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The title, normalised, and the ways in which people write it."""
    title = hangul.normalized(title)
    forms = {title: None}
    for piece, others in respelled.items():
        if piece in title:
            for form in tuple(forms):
                forms |= dict.fromkeys(form.replace(piece, other) for other in others)
    return tuple(dict.fromkeys([*forms, *map(hangul.spoken_digits, forms)]))
