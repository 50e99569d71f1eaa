"""How well titles fit a question that is read in one way, and how likely each is the one meant."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, compress, groupby
from operator import getitem, mul
from typing import NamedTuple, TypeAlias

from rapidfuzz import fuzz

from bot.korean import hangul
from bot.lookup.engine.index import members
from bot.lookup.engine.letters import Scope
from bot.lookup.engine.matching import How, Match
from bot.lookup.engine.readings import Found, Readings, chance_bits_in
from bot.lookup.engine.units import Unit
from bot.lookup.words import Word, is_filler, is_verbal

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


class Fit(NamedTuple):
    """Rows that a question fits equally well, in page order, and how well that is.

    `fit`, in [0, 100], is the share of the question that they explain, and `rank` orders fits, the
    best first; `lack_bits` and `excess_bits` are what its words say there short of chance and
    beyond it; `odds` how likely each row is the one that was meant, as log odds. `which[n]` says
    which of its readings the n-th unit is there, from 1; 0 where it is none.
    """

    rows: Sequence[int]
    rank: float
    fit: float
    lack_bits: float
    excess_bits: float
    odds: float
    which: tuple[int, ...]

    @property
    def score(self) -> float:
        """How likely each row is the one that was meant, in percent."""
        return 100 / (1 + math.exp(-self.odds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """A question read in one way, and the rows that it may mean, best first, page order in ties."""

    units: tuple[Unit, ...]
    readings: tuple[tuple[Found, ...], ...]
    fits: Sequence[Fit]

    def is_only_related(self, fit: Fit) -> bool:
        """Whether these rows have nothing of the question but a word that goes with one of it."""
        hows = [of[k - 1].match.how for of, k in zip(self.readings, fit.which, strict=True) if k]
        return hows == [How.RELATED]


_NOTHING = Found(Match(0.0, sure=False, how=How.EXACT, read="", bits=0.0), 0)


class _Group(NamedTuple):
    """The set of the rows in which the same readings stand, and what these say."""

    rows: int
    which: tuple[int, ...]
    said: Sequence[Found]
    together_bits: float
    excess_bits: float

    @property
    def is_sure(self) -> bool:
        """Whether some word is in these rows for sure."""
        return self.excess_bits > 0 or any(one.match.sure for one in self.said)


# Rows in order, how well they fit, and the group that they are of.
_Near: TypeAlias = tuple[float, Sequence[int], _Group]


def rows_of(fits: Iterable[Fit]) -> list[int]:
    """The rows of fits that are in order, best first, page order in ties."""
    rows: list[int] = []
    for _, equal in groupby(fits, key=lambda fit: fit.rank):
        rows += sorted(chain.from_iterable([fit.rows for fit in equal]))
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """One question to the titles of a scope: of a message that asks or does not."""

    readings: Readings
    asks: bool
    stop_words: tuple[Word, ...]
    scope: Scope
    slips: bool = True

    def of(self, units: tuple[Unit, ...]) -> Fits | None:
        """The rows that fit these units; None when none of them is found."""
        readings = tuple([self.readings.of(one, self.scope, slips=self.slips) for one in units])
        if not any(readings):
            return None
        heard = [of for of in readings if of]  # a long message has many words that no title has
        groups = self._groups(heard)
        counted = iter(self._counts(heard, groups))
        counts = [bool(of) and next(counted) for of in readings]
        weights: list[float] = []
        unknown = 0
        for one, of, is_counted in zip(units, readings, counts, strict=True):
            unknown += not is_counted
            weights.append(of[0].idf_bits if is_counted else self._unknown_bits(one, unknown))
        share = 100 / sum(weights)
        weights_heard = [*compress(weights, readings)]
        fits = [
            share * sum(map(mul, weights_heard, [one.match.quality for one in group.said]))
            + STOP_WORD * sum(group.which[len(heard) :])
            for group in groups
        ]
        sure = [fit for fit, group in zip(fits, groups, strict=True) if group.is_sure]
        least = NEAR_BEST * max(sure or fits)
        near: list[_Near] = [
            (fit, [*members(group.rows)], group)
            for fit, group in zip(fits, groups, strict=True)
            if fit >= least
        ]
        counted_units = [*compress(units, counts)]
        if len(counted_units) > 1:
            near = self._nearest_together(counted_units, near)
        found = [self._fit(fit, rows, group, readings) for fit, rows, group in near]
        found.sort(key=lambda fit: (fit.rank, fit.rows[0]))
        return Fits(units=units, readings=readings, fits=found)

    def _fit(
        self,
        fit: float,
        rows: Sequence[int],
        group: _Group,
        readings: Sequence[tuple[Found, ...]],
    ) -> Fit:
        rank, fit, excess_bits = -round(fit, 6), min(fit, 100.0), group.excess_bits
        # A word that is surely in the title need not say more than the rest of it.
        open_share = 1 - fit / 100 if group.is_sure else 1.0
        lack_bits, excess_bits = max(-excess_bits, 0.0) * open_share, max(excess_bits, 0.0)
        odds = ODDS + ODDS_BY_FIT * fit + ODDS_BY_SIZE * math.log2(1 + self.scope.titles)
        odds += ODDS_BY_LACK * min(lack_bits, MOST_BITS)
        odds += ODDS_BY_EXCESS * min(excess_bits, MOST_BITS)
        heard = iter(group.which)
        which = tuple([next(heard) if of else 0 for of in readings])
        return Fit(rows, rank, fit, lack_bits, excess_bits, odds, which)

    def _unknown_bits(self, one: Unit, count: int) -> float:
        """What a word found nowhere weighs, the `count`th: many only lead up to asking."""
        by_asking = UNKNOWN_WHEN_ASKED / count if self.asks else UNKNOWN
        if (
            (one.light and not one.known)
            or is_filler(one.typed)
            or (self.asks and is_verbal(one.typed))
        ):
            by_asking = VERBAL
        return self.readings.rarest_bits * (UNKNOWN_PART if one.rest else by_asking)

    def _decisive(self, readings: Sequence[tuple[Found, ...]]) -> int:
        """The rows that can be near the best: those with one of the words that tell most."""
        found = sorted(
            ((max([found.idf_bits for found in of]), of) for of in readings if of),
            key=lambda one: -one[0],
        )
        most_bits, (first, *_) = found[0]
        if not first.match.sure:
            most_bits = min(most_bits, self.readings.rarest_bits * UNKNOWN_WHEN_ASKED)
        enough_bits = NEAR_BEST * (1 - TOGETHER) * first.match.quality * most_bits
        rest_bits = sum(bits for bits, _ in found)
        rows = 0
        for bits, of in found:
            if rest_bits < enough_bits:
                break
            for reading in of:
                rows |= reading.rows
            rest_bits -= bits
        return rows

    def _groups(self, readings: Sequence[tuple[Found, ...]]) -> list[_Group]:
        """The rows that can be near the best, by the readings and stop words that stand there."""
        said = [(_NOTHING, *of) for of in readings]
        chance_bits = chance_bits_in(self.scope)
        vocabulary = self.readings.letters.vocabulary
        columns = [[found.rows for found in of] for of in readings]
        for stop_word in self.stop_words:  # they decide between titles that are equal without them
            words = [word for stem in stop_word.stems for word in vocabulary.whole(stem)]
            if words:
                columns.append([vocabulary.rows(words)])
        groups: list[_Group] = []
        for which, of in _by_columns(columns, self._decisive(readings)).items():
            here = [*map(getitem, said, which)]
            together_bits = sum([one.capped_bits for one in here])
            alone_bits = max([one.match.bits - one.capped_bits for one in here])
            excess_bits = together_bits + alone_bits - chance_bits
            groups.append(_Group(of, which, here, together_bits, excess_bits))
        return groups

    def _counts(
        self, readings: Sequence[tuple[Found, ...]], groups: Sequence[_Group]
    ) -> list[bool]:
        """Whether each unit is no coincidence somewhere, by itself or beside others."""
        chance_bits = chance_bits_in(self.scope)
        return [
            any(found.match.sure for found in of)
            or any(
                group.together_bits - found.capped_bits + found.match.bits > chance_bits
                for group in groups
                if (found := group.said[at]) is not _NOTHING
            )
            for at, of in enumerate(readings)
        ]

    def _nearest_together(self, units: Sequence[Unit], near: Sequence[_Near]) -> list[_Near]:
        """The best rows, each by itself, and the rest; those with these units apart fit less."""
        each = sorted(
            (-fit, row, at) for at, (fit, rows, _) in enumerate(near) for row in rows[:MAX_TOGETHER]
        )[:MAX_TOGETHER]
        closeness = self._closeness(units, [row for _, row, _ in each])
        found: list[_Near] = [
            (-fit * (1 - TOGETHER * (1 - close)), (row,), near[at][2])
            for (fit, row, at), close in zip(each, closeness, strict=True)
        ]
        seen = Counter(at for _, _, at in each)
        for at, (fit, rows, group) in enumerate(near):
            if rest := rows[seen[at] :]:
                found.append((fit * (1 - TOGETHER), rest, group))
        return found

    def _closeness(self, units: Sequence[Unit], rows: Sequence[int]) -> list[float]:
        letters, initials = self.readings.letters, [one.said.initials for one in units]
        if all(initials):
            said = hangul.initial_strokes("".join(filter(None, initials)))
            titles = [letters.title_initials[row] for row in rows]
        else:
            said = "".join([one.said.strokes for one in units])
            titles = [*map(letters.title_strokes, rows)]
        return [fuzz.partial_ratio(said, title) / 100 for title in titles]


def _by_columns(columns: Sequence[Sequence[int]], rows: int) -> dict[tuple[int, ...], int]:
    """The rows by which set of each column they are in first, from 1, or 0."""
    found: dict[tuple[int, ...], int] = {(): rows}
    for column in columns:
        parted: dict[tuple[int, ...], int] = {}
        for which, those in found.items():
            rest = those
            for place, one in enumerate(column, start=1):
                if here := rest & one:
                    parted[*which, place] = here
                    rest ^= here
            if rest:
                parted[*which, 0] = rest
        found = parted
    return found
