"""How well titles fit a question that is read in one way, and how likely each is the one meant."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
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
    which: NDArray[np.int16]
    titles: int

    @cached_property
    def odds(self) -> NDArray[np.float64]:
        """How likely each row is the one that was meant, as log odds."""
        odds = ODDS + ODDS_BY_FIT * self.fits + ODDS_BY_SIZE * math.log2(1 + self.titles)
        odds += ODDS_BY_LACK * np.minimum(self.lack_bits, MOST_BITS)
        odds += ODDS_BY_EXCESS * np.minimum(self.excess_bits, MOST_BITS)
        return odds

    @cached_property
    def scores(self) -> NDArray[np.float64]:
        """The same in percent."""
        return 100 / (1 + np.exp(-self.odds))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """What speaks for rows: bits beyond chance.

    `counts` says of each unit whether it is no coincidence somewhere, by itself or beside others.
    """

    excess_bits: NDArray[np.float64]
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
        idf_bits = [[self._idf_bits(found) for found in of] for of in readings]
        rows = merged(self._decisive(readings, idf_bits), self.letters.vocabulary.titles)
        which = self._which(readings, rows)
        quality, said, most, is_sure = self._said(readings, idf_bits, which)
        evidence = self._evidence(readings, which, said, np.minimum(said, most))
        sure = is_sure.any(axis=0) | (evidence.excess_bits > 0)
        weights: list[float] = []
        unknown = 0
        for one, bits, counts in zip(units, idf_bits, evidence.counts, strict=True):
            unknown += not counts
            weights.append(bits[0] if counts else self._unknown_bits(one, unknown))
        fits = (np.array(weights)[:, None] * quality).sum(axis=0) * (100 / sum(weights))
        self._add_stop_words(fits, rows)
        near = self._near([*compress(units, evidence.counts)], rows, fits, sure)
        fits, excess_bits = np.minimum(fits[near], 100.0), evidence.excess_bits[near]
        # A word that is surely in the title need not say more than the rest of it.
        open_share = np.where(sure[near], 1 - fits / 100, 1.0)
        return Fits(
            units=units,
            readings=readings,
            rows=rows[near],
            fits=fits,
            lack_bits=np.maximum(-excess_bits, 0.0) * open_share,
            excess_bits=np.maximum(excess_bits, 0.0),
            which=which[:, near],
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
        self, readings: Sequence[tuple[Found, ...]], idf_bits: Sequence[Sequence[float]]
    ) -> list[NDArray[np.uint32]]:
        """The rows that can be near the best: those with one of the words that tell most.

        A row with none of these has too little, even with all the others.
        """
        found = sorted(
            ((max(bits), of) for bits, of in zip(idf_bits, readings, strict=True) if of),
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

    def _which(
        self, readings: Sequence[tuple[Found, ...]], rows: NDArray[np.uint32]
    ) -> NDArray[np.int16]:
        """For each unit and each of these rows, which reading is the best that stands there."""
        found = np.zeros((len(readings), len(rows)), np.int16)
        for of, here in zip(readings, found, strict=True):
            if of:
                which = np.zeros(self.letters.vocabulary.titles, np.int16)
                for place in range(len(of), 0, -1):
                    which[of[place - 1].rows] = place
                which.take(rows, out=here)
        return found

    def _said(
        self,
        readings: Sequence[tuple[Found, ...]],
        idf_bits: Sequence[Sequence[float]],
        which: NDArray[np.int16],
    ) -> NDArray[np.float64]:
        """What the reading of each unit in each row is worth: four arrays, 0 where it has none.

        The quality of the match; its bits; how many titles are left over, in bits; whether it is
        sure.
        """
        told: list[tuple[float, float, float, float]] = []
        starts: list[int] = []
        for of, bits_of in zip(readings, idf_bits, strict=True):
            starts.append(len(told))
            told.append((0.0, 0.0, 0.0, 0.0))
            for (match, _), bits in zip(of, bits_of, strict=True):
                told.append((match.quality, match.bits, bits, match.sure))
        return np.array(told).T[:, which + np.array(starts)[:, None]]

    def _evidence(
        self,
        readings: Sequence[tuple[Found, ...]],
        which: NDArray[np.int16],
        said: NDArray[np.float64],
        capped: NDArray[np.float64],
    ) -> _Evidence:
        """What the words found in each row say.

        Each word tells how many titles are left over, and no more than that; but one of them may
        say all it has against those that the others leave.
        """
        chance_bits = self.readings.chance_bits(self.scope)
        together, alone = capped.sum(axis=0), said - capped
        beside = ((which > 0) & (together + alone > chance_bits)).any(axis=1).tolist()
        return _Evidence(
            excess_bits=together + alone.max(axis=0) - chance_bits,
            counts=tuple(
                is_beside or any(found.match.sure for found in of)
                for of, is_beside in zip(readings, beside, strict=True)
            ),
        )

    def _add_stop_words(self, fits: NDArray[np.float64], rows: NDArray[np.uint32]) -> None:
        """Let the words that only ask decide between titles that are equal without them."""
        vocabulary = self.letters.vocabulary
        for stop_word in self.stop_words:
            words = [word for stem in stop_word.stems for word in vocabulary.whole(stem)]
            if words:
                has_it = np.zeros(vocabulary.titles, bool)
                has_it[vocabulary.rows(words)] = True
                fits[has_it[rows]] += STOP_WORD

    def _near(
        self,
        units: Sequence[Unit],
        rows: NDArray[np.uint32],
        fits: NDArray[np.float64],
        sure: NDArray[np.bool_],
    ) -> NDArray[np.intp]:
        """The places of the rows near the best, best first; those with these units apart lose."""
        least = NEAR_BEST * float((fits[sure] if sure.any() else fits).max())
        near = (fits >= least).nonzero()[0]
        if len(units) > 1:
            first, rest = near, near[:0]
            if len(near) > MAX_TOGETHER:
                best_first = near[np.argsort(-fits[near], kind="stable")]
                first, rest = np.split(best_first, [MAX_TOGETHER])
            fits[first] *= 1 - TOGETHER * (1 - self._closeness(units, rows[first]))
            fits[rest] *= 1 - TOGETHER
        return near[np.argsort(-fits[near].round(6), kind="stable")]

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
