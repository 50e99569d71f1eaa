"""How well titles fit a question that is read in one way, and how likely each is the one meant."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from bot.korean import hangul
from bot.lookup.engine.vocabulary import merged
from bot.lookup.words import Word, is_filler, is_verbal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.lookup.engine.letters import Letters, Scope
    from bot.lookup.engine.readings import Found, Readings
    from bot.lookup.engine.units import Unit

# All measured with benchmarks/quality.py.
# How likely a hit is right, as log odds: from its fit; from what its words say short of chance and
# beyond it; and from log2 of the number of titles (in a large table others fit as well).
# benchmarks/calibration.py
ODDS, ODDS_BY_FIT, ODDS_BY_LACK, ODDS_BY_EXCESS, ODDS_BY_SIZE = -5.0, 0.095, -0.447, 0.291, -0.285
MOST_BITS = 20.0  # more makes nothing surer
NEAR_BEST = 0.72  # a hit is kept when it fits at least this share as well as the best
TOGETHER = 0.08  # what a fit loses whose words stand apart
MAX_TOGETHER = 100  # titles of which that is looked at
STOP_WORD = 0.5  # of 100, what a fit gains by a word that only asks, but stands in the title
# What a word found nowhere weighs, as a share of the rarest word's: in a message that asks there
# are words around the question; in one that does not, it is about something else; and a compound
# of which a part is unknown is another thing (복지포인트).
UNKNOWN_WHEN_ASKED = 0.12
UNKNOWN = 0.35
VERBAL = 0.02  # in a message that asks, a verb that leads up to the question
UNKNOWN_PART = 2.5


@dataclass(frozen=True)
class Fits:
    """A question read in one way, and the rows that it may mean, best first, page order in ties.

    `fits`, in [0, 100], are the shares of the question that the rows explain; `lack_bits` and
    `excess_bits` what its words say there short of chance and beyond it. `which[n]` says for each
    row which of `readings[n]` the n-th unit is there, from 1; 0 where it is none. `titles` is how
    many were searched.
    """

    units: tuple[Unit, ...]
    readings: tuple[tuple[Found, ...], ...]
    rows: NDArray[np.uint32]
    fits: NDArray[np.float64]
    lack_bits: NDArray[np.float64]
    excess_bits: NDArray[np.float64]
    which: tuple[NDArray[np.int16], ...]
    titles: int

    @cached_property
    def odds(self) -> NDArray[np.float64]:
        """How likely each row is the one that was meant, as log odds."""
        odds = ODDS + ODDS_BY_FIT * self.fits + ODDS_BY_SIZE * math.log2(1 + self.titles)
        odds += ODDS_BY_LACK * np.minimum(self.lack_bits, MOST_BITS)
        odds += ODDS_BY_EXCESS * np.minimum(self.excess_bits, MOST_BITS)
        return odds

    @property
    def scores(self) -> NDArray[np.float64]:
        """The same in percent."""
        return 100 / (1 + np.exp(-self.odds))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """What speaks for rows: bits beyond chance, and whether some word is in them for sure.

    `counts` says of each unit whether it is no coincidence somewhere, by itself or beside others.
    """

    excess_bits: NDArray[np.float64]
    sure: NDArray[np.bool_]
    counts: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """One question to the titles: of a message that asks or does not, in a scope or in all."""

    readings: Readings
    letters: Letters
    asks: bool
    stop_words: Sequence[Word]
    scope: Scope | None
    slips: bool = True

    def of(self, units: tuple[Unit, ...]) -> Fits | None:
        """The rows that fit these units; None when none of them is found."""
        readings = tuple([self.readings.of(one, self.scope, slips=self.slips) for one in units])
        if not any(readings):
            return None
        idf_bits = [np.array([self._idf_bits(found) for found in of]) for of in readings]
        rows = merged(self._decisive(readings, idf_bits), self.letters.vocabulary.titles)
        which = tuple([self._which(of, rows) for of in readings])
        evidence = self._evidence(readings, idf_bits, which)
        excess_bits, sure = evidence.excess_bits, evidence.sure
        weights: list[float] = []
        unknown = 0
        for one, bits, counts in zip(units, idf_bits, evidence.counts, strict=True):
            unknown += not counts
            weights.append(float(bits[0]) if counts else self._unknown_bits(one, unknown))
        fits = np.zeros(len(rows))
        for of, here, weight in zip(readings, which, weights, strict=True):
            if of:
                fits += weight * np.array([0.0, *(found.match.quality for found in of)])[here]
        fits *= 100 / sum(weights)
        self._add_stop_words(fits, rows)
        counted = [one for one, counts in zip(units, evidence.counts, strict=True) if counts]
        near = self._near(counted, rows, fits, sure)
        # A word that is surely in the title need not say more than the rest of it.
        open_share = np.where(sure, 1 - np.minimum(fits, 100) / 100, 1.0)
        return Fits(
            units=units,
            readings=readings,
            rows=rows[near],
            fits=np.minimum(fits[near], 100.0),
            lack_bits=(np.maximum(-excess_bits, 0.0) * open_share)[near],
            excess_bits=np.maximum(excess_bits[near], 0.0),
            which=tuple(here[near] for here in which),
            titles=self.letters.vocabulary.titles if self.scope is None else self.scope.titles,
        )

    @property
    def _rarest_bits(self) -> float:
        return math.log2(1 + self.letters.vocabulary.titles)

    def _idf_bits(self, found: Found) -> float:
        """Inverse document frequency of a reading in bits: the rarer, the more."""
        return self._rarest_bits - math.log2(self.letters.titles_with(found.match.read))

    def _unknown_bits(self, one: Unit, count: int) -> float:
        """What a word weighs that is found nowhere for sure, the `count`th of its kind.

        The more such words there are in a message that asks, the more it only leads up to asking.
        """
        by_asking = UNKNOWN_WHEN_ASKED / count if self.asks else UNKNOWN
        if (
            (one.light and not one.known)
            or is_filler(one.typed)
            or (self.asks and is_verbal(one.typed))
        ):
            by_asking = VERBAL
        return self._rarest_bits * (UNKNOWN_PART if one.rest else by_asking)

    def _decisive(
        self, readings: Sequence[tuple[Found, ...]], idf_bits: Sequence[NDArray[np.float64]]
    ) -> list[NDArray[np.uint32]]:
        """The rows that can be near the best: those with one of the words that tell most.

        A row with none of these has too little, even with all the others.
        """
        found = sorted(
            ((float(bits.max()), of) for bits, of in zip(idf_bits, readings, strict=True) if of),
            key=lambda one: -one[0],
        )
        most_bits, (first, *_) = found[0]
        if not first.match.sure:
            most_bits = min(most_bits, self._rarest_bits * UNKNOWN_WHEN_ASKED)
        enough_bits = NEAR_BEST * (1 - TOGETHER) * first.match.quality * most_bits
        rest_bits = sum(bits for bits, _ in found)
        rows: list[NDArray[np.uint32]] = []
        for bits, of in found:
            if rest_bits < enough_bits:
                break
            rows += [reading.rows for reading in of]
            rest_bits -= bits
        return rows

    def _which(self, of: tuple[Found, ...], rows: NDArray[np.uint32]) -> NDArray[np.int16]:
        """For each of these rows, which reading is the best that stands there."""
        if not of:
            return np.zeros(len(rows), np.int16)
        which = np.zeros(self.letters.vocabulary.titles, np.int16)
        for place in range(len(of), 0, -1):
            which[of[place - 1].rows] = place
        return which[rows]

    def _evidence(
        self,
        readings: Sequence[tuple[Found, ...]],
        idf_bits: Sequence[NDArray[np.float64]],
        which: Sequence[NDArray[np.int16]],
    ) -> _Evidence:
        """What the words found in each row say.

        Each word tells how many titles are left over, and no more than that; but one of them may
        say all it has against those that the others leave.
        """
        chance_bits = self.readings.chance_bits(self.scope)
        nothing = np.zeros(len(which[0]))
        said, capped = [], []
        together, alone = nothing.copy(), nothing.copy()
        sure = np.zeros(len(which[0]), bool)
        for of, bits_of, here in zip(readings, idf_bits, which, strict=True):
            if not of:
                said.append(nothing)
                capped.append(nothing)
                continue
            bits = np.array([0.0, *(found.match.bits for found in of)])[here]
            most = np.concatenate([[0.0], bits_of])[here]
            said.append(bits)
            capped.append(np.minimum(bits, most))
            together += capped[-1]
            np.maximum(alone, bits - capped[-1], out=alone)
            sure |= np.array([False, *(found.match.sure for found in of)])[here]
        excess_bits = together + alone - chance_bits
        return _Evidence(
            excess_bits=excess_bits,
            sure=sure | (excess_bits > 0),
            counts=tuple(
                any(found.match.sure for found in of)
                or bool(of and np.any((here > 0) & (together - cap + bits > chance_bits)))
                for of, here, bits, cap in zip(readings, which, said, capped, strict=True)
            ),
        )

    def _add_stop_words(self, fits: NDArray[np.float64], rows: NDArray[np.uint32]) -> None:
        """Let the words that only ask decide between titles that are equal without them."""
        vocabulary = self.letters.vocabulary
        for stop_word in self.stop_words:
            words = [word for stem in stop_word.stems for word in vocabulary.whole(stem)]
            if words:
                fits[np.isin(rows, vocabulary.rows(words), assume_unique=True)] += STOP_WORD

    def _near(
        self,
        units: Sequence[Unit],
        rows: NDArray[np.uint32],
        fits: NDArray[np.float64],
        sure: NDArray[np.bool_],
    ) -> NDArray[np.intp]:
        """The places of the rows near the best, best first; those with these units apart lose."""
        least = NEAR_BEST * float((fits[sure] if sure.any() else fits).max())
        near = np.flatnonzero(fits >= least)
        if len(units) > 1:
            near = near[np.lexsort((rows[near], -fits[near]))]
            first = near[:MAX_TOGETHER]
            fits[first] *= 1 - TOGETHER * (1 - self._closeness(units, rows[first]))
            fits[near[MAX_TOGETHER:]] *= 1 - TOGETHER
        return near[np.lexsort((rows[near], -np.round(fits[near], 6)))]

    def _closeness(self, units: Sequence[Unit], rows: NDArray[np.uint32]) -> NDArray[np.float64]:
        """How much of what was said stands together in each title, in [0, 1]."""
        initials = [one.said.initials for one in units]
        if all(initials):
            said = hangul.initial_strokes("".join(filter(None, initials)))
            titles = [self.letters.title_initials(row) for row in rows.tolist()]
        else:
            said = "".join(one.said.strokes for one in units)
            titles = [self.letters.title_strokes(row) for row in rows.tolist()]
        together: NDArray[np.float64] = process.cdist([said], titles, scorer=fuzz.partial_ratio)[0]
        return together / 100
