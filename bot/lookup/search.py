"""Pledges by the words of their titles, however they are typed.

The index proposes titles that share rare pieces with the question; each word is then matched with
each of them (`matching`), and a pledge scores by how much of the question it explains.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from bot.lookup import hangul
from bot.lookup.index import GramIndex
from bot.lookup.matching import (
    MIN_SIMILARITY,
    Form,
    How,
    Match,
    initials_match,
    plain_match,
    slipped_initials_match,
    slipped_match,
)
from bot.lookup.units import joined_word, parts, unit, units
from bot.lookup.words import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.lookup.pledge import Pledge, PledgeNumber
    from bot.lookup.units import Unit
    from bot.lookup.words import Word

# All measured with benchmarks/quality.py.
FAR_BELOW_BEST = 0.15  # share of the best weight below which a title shares too little
MAX_ROWS = 160  # titles compared in full for one question
SHORTLIST = 12  # of these, the most similar in which slips are looked for
# How likely a hit is right, as log odds: from its fit, from log2 of the number of titles (in a
# large table others fit as well by chance), and where no word is in it for sure.
# benchmarks/calibration.py
ODDS, ODDS_BY_FIT, ODDS_BY_SIZE, ODDS_UNSURE = -0.38, 0.081, -0.30, -4.0
MIN_SCORE = 73.0  # least score of a hit that is stood by; the curve is in docs/benchmarks.md
WELL_FOUND = 85.0  # a fit that needs no other reading of the question
READING_GAIN = 6.0  # by which words joined or taken apart must fit better than as they are spaced
NEAR_BEST = 0.72  # a hit is kept when it fits at least this share as well as the best
TOGETHER = 0.08  # what a fit loses whose words stand apart
MAX_SCANNED = 2_000  # titles that are faster read through than looked up
MAX_UNSURE = 3  # as many as are worth a look
PLAIN_ENOUGH = 0.8  # a word found this well has no slips to be looked for
SHARPNESS = 0.2  # a word means its best matches, and what comes this close to them
# What a word found nowhere weighs, as a share of the rarest word's: in a message that asks there
# are words around the question; in one that does not, it is about something else; and a compound
# of which a part is unknown is another thing (복지포인트).
UNKNOWN_WHEN_ASKED = 0.12
UNKNOWN = 0.35
UNKNOWN_PART = 1.3
CHANCE_BITS = 3.0  # beside what grows with the table: another word in the same place


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A word as it was typed, what it was read as, and how the one led to the other."""

    typed: str
    read: str
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A pledge that was found, why, and how likely it is the one that was meant.

    `score` is that likelihood in percent, whatever the question and the table; `fit`, in [0, 100],
    the share of the question that the title explains; `sure` when a word is in it by no
    coincidence; `readings` has one entry for each word of the question that was found.
    """

    pledge: Pledge
    score: float
    fit: float
    sure: bool
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What a search found, best first: what it stands by, or else what it would suggest."""

    sure: tuple[Hit, ...] = ()
    unsure: tuple[Hit, ...] = ()

    @property
    def explain_all(self) -> bool:
        """Whether the best hit leaves next to nothing of the question over."""
        return bool(self.sure) and self.sure[0].fit >= WELL_FOUND


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
        self._titles: list[str] = []  # one row for each spelling of each title
        self._places: list[int] = []  # of the row's pledge
        for place, pledge in enumerate(pledges):
            # Some scraped titles trail their department, which is no word of theirs.
            bare_title = pledge.title.removesuffix(f"_{pledge.department}")
            for title in _spellings_of(bare_title, respelled):
                self._titles.append(title)
                self._places.append(place)
        self._row_of = {place: row for row, place in reversed([*enumerate(self._places)])}
        self._place_of = {pledge.number: place for place, pledge in enumerate(pledges)}
        self._row_places = np.array(self._places, np.intp)
        texts = ["".join(written(title)) for title in self._titles]
        self._texts = texts if len(texts) <= MAX_SCANNED else None
        self._by_strokes = GramIndex((hangul.sound_strokes(text) for text in texts), sizes=(2, 3))
        self._by_initials = GramIndex(
            (hangul.keystrokes(hangul.choseong(text)).lower() for text in texts), sizes=(2,)
        )
        self._form = lru_cache(maxsize=20_000)(lambda row: Form(self._titles[row]))
        # The more titles, the sooner a word slips into another by chance.
        self._chance_bits = CHANCE_BITS + math.log2(1 + 4 * len(self._titles))

    def found(
        self, words: Sequence[Word], *, asks: bool, within: frozenset[PledgeNumber] | None = None
    ) -> Hits:
        """The pledges that these words are about; only those numbered in `within`, if given."""
        if not words:
            return Hits()
        hits = self._best_reading(words, within, UNKNOWN_WHEN_ASKED if asks else UNKNOWN)
        sure = [hit for hit in hits if hit.sure]
        if not sure or sure[0].score < MIN_SCORE:
            return Hits(unsure=tuple(hits[:MAX_UNSURE]))
        enough = NEAR_BEST * sure[0].fit
        return Hits(sure=tuple(hit for hit in sure if hit.fit >= enough))

    def stands(self, text: str) -> bool:
        """Whether a title contains this text as it is, spaces and signs aside."""
        if self._texts is not None:
            return any(text in title for title in self._texts)
        held = self._by_strokes.holding(hangul.sound_strokes(text))
        return any(text in self._form(row).text for row in held.tolist())

    def _may_stand(self, text: str) -> bool:
        return self._texts is None or any(text in title for title in self._texts)

    def _best_reading(
        self, words: Sequence[Word], within: frozenset[PledgeNumber] | None, unknown: float
    ) -> list[Hit]:
        """What is found for the words as they are spaced, joined, or taken apart: the best."""
        spaced = units(words, self._synonyms)
        rows = self._rows(spaced, within)
        hits = self._scored(spaced, rows, unknown)
        if hits and hits[0].fit >= WELL_FOUND:
            return hits
        forms = [self._form(row) for row in rows]
        others = [tuple(p for whole in spaced for p in parts(whole, forms, self._synonyms))]
        if len(words) > 1:
            # Spaces are where people happen to put them.
            others.append((unit(joined_word(words), self._synonyms),))
        for other in others:
            if other != spaced:
                found = self._scored(other, self._rows(other, within), unknown)
                if found and (not hits or found[0].fit > hits[0].fit + READING_GAIN):
                    hits = found
        return hits

    def _rows(self, asked: Iterable[Unit], within: frozenset[PledgeNumber] | None) -> list[int]:
        """The rows worth comparing, in page order."""
        weights = np.zeros(len(self._titles), np.float32)
        for one in asked:
            for spelling in one.spellings:
                if one.ordinary and not self.stands(spelling.text):
                    continue
                if spelling.initials:
                    strokes = hangul.keystrokes(spelling.initials).lower()
                    self._by_initials.add_shared(strokes, weights)
                self._by_strokes.add_shared(spelling.strokes, weights)
        if within is not None:
            weights *= np.isin(self._row_places, [self._place_of[number] for number in within])
        rows = np.flatnonzero(weights > FAR_BELOW_BEST * weights.max(initial=0))
        if len(rows) > MAX_ROWS:
            best = np.argpartition(weights[rows], -MAX_ROWS)[-MAX_ROWS:]
            rows = np.sort(rows[best])
        return rows.tolist()

    def _scored(self, asked: tuple[Unit, ...], rows: Sequence[int], unknown: float) -> list[Hit]:
        """The best pledges of these rows that a word was found in, page order in ties."""
        matches = [self._matches(one, rows) for one in asked]
        rarest = math.log2(1 + len(self._pledges))
        weights = [
            math.log2(1 + len(self._pledges) / self._titles_with(found))
            if any(match.sure for match in found.values())
            else rarest * (UNKNOWN_PART if one.rest else unknown)
            for one, found in zip(asked, matches, strict=True)
        ]
        share = 100 / sum(weights)
        fits: dict[int, float] = {}
        for found, weight in zip(matches, weights, strict=True):
            for place, match in found.items():
                fits[place] = fits.get(place, 0.0) + match.quality * weight * share
        if len(asked) > 1:
            fits = self._by_closeness(fits, asked)
        sure = {place for found in matches for place, match in found.items() if match.sure}
        return [
            Hit(
                pledge=self._pledges[place],
                score=self._likelihood_percent(fits[place], sure=place in sure),
                fit=fits[place],
                sure=place in sure,
                readings=tuple(
                    Reading(typed=one.typed, read=found[place].read, how=found[place].how)
                    for one, found in zip(asked, matches, strict=True)
                    if place in found
                ),
            )
            for place in sorted(fits, key=lambda place: (-round(fits[place], 6), place))
        ]

    def _likelihood_percent(self, fit: float, *, sure: bool) -> float:
        odds = ODDS + ODDS_BY_FIT * fit + ODDS_BY_SIZE * math.log2(len(self._pledges))
        return 100 / (1 + math.exp(-odds - (0.0 if sure else ODDS_UNSURE)))

    def _titles_with(self, found: Mapping[int, Match]) -> int:
        """In how many titles the best match of a word stands, among the compared ones or not."""
        read = max(found.values()).read
        if self._texts is not None:
            return max(1, sum(read in text for text in self._texts))
        return max(1, len(self._by_strokes.holding(hangul.sound_strokes(read))))

    def _by_closeness(self, fits: Mapping[int, float], asked: tuple[Unit, ...]) -> dict[int, float]:
        """The best fits, less a little where the words stand apart in the title."""
        least = NEAR_BEST * max(fits.values(), default=0.0)
        near = [place for place, fit in fits.items() if fit >= least]
        said = "".join(one.said.strokes for one in asked)
        titles = [self._form(self._row_of[place]).strokes for place in near]
        together = process.cdist([said], titles, scorer=fuzz.partial_ratio)[0].tolist()
        return {
            place: fits[place] * (1 - TOGETHER * (1 - share / 100))
            for place, share in zip(near, together, strict=True)
        }

    def _matches(self, one: Unit, rows: Sequence[int]) -> dict[int, Match]:
        """The word's best match in each pledge, under its place; only what is near the best."""
        best: dict[int, Match] = {}

        def note(row: int, match: Match | None) -> None:
            place = self._places[row]
            if match and (place not in best or match.quality > best[place].quality):
                best[place] = match

        for spelling in one.spellings:
            for row in rows if self._may_stand(spelling.text) else ():
                note(row, plain_match(spelling, self._form(row)))
            if spelling.initials:
                for row in rows:
                    note(row, initials_match(spelling, self._form(row)))
        if not best or max(match.quality for match in best.values()) < PLAIN_ENOUGH:
            for row, match in self._slipped(one, rows):
                note(row, match)
        if not best:
            return best
        least = max(match.quality for match in best.values()) - SHARPNESS
        return {place: match for place, match in best.items() if match.quality >= least}

    def _slipped(self, one: Unit, rows: Sequence[int]) -> Iterable[tuple[int, Match | None]]:
        """The word's matches with slips, in the rows that are most like it."""
        for spelling in one.swapped:
            for row in rows if self._may_stand(spelling.text) else ():
                yield row, plain_match(spelling, self._form(row))
        strokes = {row: self._form(row).strokes for row in rows}
        for spelling in one.slippable:
            alike = process.extract(
                spelling.strokes,
                strokes,
                scorer=fuzz.partial_ratio,
                score_cutoff=MIN_SIMILARITY,
                limit=SHORTLIST,
            )
            for _, _, row in alike:
                form = self._form(row)
                yield row, slipped_match(spelling, form, chance_bits=self._chance_bits)
            if spelling.initials:
                for row in rows:
                    form = self._form(row)
                    yield row, slipped_initials_match(spelling, form, chance_bits=self._chance_bits)


def _spellings_of(title: str, respelled: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The title, normalised, and the ways in which people write it."""
    title = hangul.normalized(title)
    forms = {title: None}
    for piece, others in respelled.items():
        if piece in title:
            for form in tuple(forms):
                forms |= dict.fromkeys(form.replace(piece, other) for other in others)
    return tuple(dict.fromkeys([*forms, *map(hangul.spoken_digits, forms)]))
