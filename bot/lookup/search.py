"""Pledges by the words of their titles, however they are typed.

A word is looked for as it stands, by its initial consonants, by its keystrokes and by what it is
also called. The index proposes candidates; each is then compared exactly or by the cost of the
slips that would turn one into the other (`spelling`).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bot.lookup import hangul
from bot.lookup.index import GramIndex
from bot.lookup.spelling import best_window
from bot.lookup.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.lookup.pledge import Pledge, PledgeNumber
    from bot.lookup.words import Word

# All measured with benchmarks/quality.py.
MAX_CANDIDATES = 160  # rows compared in full for one question
STROKE_BITS = 2.5  # what one agreeing keystroke says against chance
INITIAL_BITS = 3.3  # … and one agreeing initial consonant
MIN_FUZZY_INITIALS = 4  # fewer with one wrong could be any word
MIN_QUALITY = 0.4  # a worse match is none
ASK_SCORE = 33.0  # least score of a hit in a message that asks
TELL_SCORE = 48.0  # … and in one that does not
WELL_FOUND = 85.0  # a score that needs no other reading of the question
READING_GAIN = 6.0  # by which words joined or taken apart must fit better than as they are spaced
NEAR_BEST = 0.72  # a hit is kept when it scores at least this share of the best
MAX_UNSURE = 3  # as many as are worth a look
SHARPNESS = 0.2  # a word means its best matches, and what comes this close to them
SYNONYM_QUALITY = 0.86
SWAPPED_QUALITY = 0.8
STEM_DISCOUNT = 0.01  # so that what stands word for word as typed comes first
UNKNOWN_WEIGHT = 0.35  # of a word found nowhere, as a share of the rarest word's
MIN_SIMILARITY = 62.0  # below this no slips explain the difference; 0 to 100


class How(IntEnum):
    """How a word was found, the surest first."""

    EXACT = 0
    CHOSEONG = 1
    KEYBOARD = 2
    CORRECTED = 3
    SYNONYM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A word as it was typed, what it was read as, and how the one led to the other."""

    typed: str
    read: str
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A pledge that was found, why, and how likely it is the one that was meant.

    `score` is in [0, 100]; `readings` has one entry for each word of the question that was found.
    """

    pledge: Pledge
    score: float
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What a search found, best first: what it stands by, and what it would only suggest."""

    sure: tuple[Hit, ...] = ()
    unsure: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One way to write a word of the question."""

    text: str
    how: How
    quality: float = 1.0
    strokes: str = field(init=False)
    initials: str | None = field(init=False)

    @property
    def swapped(self) -> bool:
        """Whether this is a guess at the right order of syllables, to be found as it is or not."""
        return self.how is How.CORRECTED

    def __post_init__(self) -> None:
        strokes = hangul.sound_folded(hangul.keystrokes(self.text))
        object.__setattr__(self, "strokes", strokes)
        jamo = [letter for letter in self.text if hangul.is_jamo(letter)]
        initials = hangul.choseong(self.text)
        consonants = all(letter in hangul.CHOSEONG for letter in hangul.choseong("".join(jamo)))
        object.__setattr__(self, "initials", initials if jamo and consonants else None)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word of the question, or several that are one, in all its spellings."""

    typed: str
    spellings: tuple[_Spelling, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """How well a word fits a title: `quality` in (0, 1]; `sure` when it is no coincidence."""

    quality: float
    sure: bool
    reading: Reading


class _Form:
    """A title in one of its spellings, in the shapes it is compared in."""

    __slots__ = (
        "initial_strokes",
        "initials",
        "stroke_starts",
        "strokes",
        "text",
        "word_starts",
    )

    def __init__(self, title: str) -> None:
        words = re.findall(r"[0-9a-zㄱ-ㅣ가-힣]+", title)
        self.text = "".join(words)
        self.initials = hangul.choseong(self.text)
        self.initial_strokes = hangul.keystrokes(self.initials).lower()
        lengths = np.cumsum([0, *map(len, words)]).tolist()
        self.word_starts = frozenset(lengths)
        strokes = [hangul.keystrokes(char) for char in self.text]
        self.strokes = hangul.sound_folded("".join(strokes))
        self.stroke_starts = np.cumsum([0, *map(len, strokes)]).tolist()

    def read(self, start: int, end: int) -> str:
        """The syllables that a stretch of keystrokes touches."""
        first = max(0, bisect_left(self.stroke_starts, start + 1) - 1)
        return self.text[first : bisect_left(self.stroke_starts, end)]


class TitleSearch:
    """Finds pledges by words; built once for a catalogue.

    `respelled` maps pieces of titles to what people write for them, `synonyms` everyday words to
    official ones.
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
        self._row_titles: list[str] = []
        self._row_pledge: list[int] = []
        for place, pledge in enumerate(pledges):
            for title in _spellings_of(pledge.title, respelled):
                self._row_titles.append(title)
                self._row_pledge.append(place)
        texts = [hangul.bare(title) for title in self._row_titles]
        self._by_strokes = GramIndex(
            (hangul.sound_folded(hangul.keystrokes(text)) for text in texts), sizes=(2, 3)
        )
        self._by_initials = GramIndex(
            (hangul.keystrokes(hangul.choseong(text)).lower() for text in texts), sizes=(2,)
        )
        self._form = lru_cache(maxsize=20_000)(lambda row: _Form(self._row_titles[row]))
        self._all_text = "\n".join(texts)
        # A word slipped into another by chance: the more words there are, the sooner.
        self._chance_bits = 3.0 + math.log2(1 + 4 * len(self._row_titles))

    def found(self, words: Sequence[Word], *, asks: bool, within: frozenset[PledgeNumber] | None = None) -> Hits:
        """The pledges that these words are about; only those numbered in `within`, if given."""
        if not words:
            return Hits()
        hits = self._best_reading(words, within)
        least = ASK_SCORE if asks else TELL_SCORE
        sure = [hit for hit in hits if hit.sure]
        if not sure or sure[0].score < least:
            return Hits(unsure=tuple(_public(hit) for hit in hits[:MAX_UNSURE]))
        enough = NEAR_BEST * sure[0].score
        return Hits(sure=tuple(_public(hit) for hit in sure if hit.score >= enough))

    def _best_reading(
        self, words: Sequence[Word], within: frozenset[PledgeNumber] | None
    ) -> list[_Scored]:
        """What is found for the words as they are spaced, joined, or taken apart: the best."""
        units = self._units(words)
        rows = self._rows(units, within)
        hits = self._scored(units, rows)
        if hits and hits[0].score >= WELL_FOUND:
            return hits
        others = [tuple(part for unit in units for part in self._parts(unit, rows))]
        if len(words) > 1:
            # Spaces are where people happen to put them.
            others.append((self._unit(word("".join(w.typed for w in words))),))
        for other in others:
            if other != units:
                found = self._scored(other, self._rows(other, within))
                if found and (not hits or found[0].score > hits[0].score + READING_GAIN):
                    hits = found
        return hits

    def stands(self, text: str) -> bool:
        """Whether a title contains this text as it is, spaces and signs aside."""
        return text in self._all_text

    def _units(self, words: Sequence[Word]) -> tuple[_Unit, ...]:
        """The words as units of meaning: neighbours that are one everyday expression are joined."""
        units: list[_Unit] = []
        at = 0
        while at < len(words):
            for size in (3, 2, 1):
                group = words[at : at + size]
                if len(group) < size:
                    continue
                joined = word("".join(w.typed for w in group))
                if size == 1 or any(stem in self._synonyms for stem in joined.stems):
                    units.append(self._unit(joined))
                    break
            at += size
        return tuple(units)

    def _unit(self, typed: Word) -> _Unit:
        spellings: dict[str, _Spelling] = {}

        def add(text: str, how: How, quality: float = 1.0) -> None:
            spellings.setdefault(text, _Spelling(text, how, quality))

        for place, stem in enumerate(typed.stems):
            add(stem, How.EXACT, 1 - STEM_DISCOUNT * place)
            if (hangul_text := _composed(stem)) != stem:
                for other in word(hangul_text).stems:
                    add(other, How.KEYBOARD)
        for swapped in _with_swapped_syllables(typed.stems[-1]):
            add(swapped, How.CORRECTED, SWAPPED_QUALITY)
        for spelling in tuple(spellings.values()):
            for target in self._synonyms.get(spelling.text, ()):
                add(target, How.SYNONYM, SYNONYM_QUALITY)
        return _Unit(typed.typed, tuple(spellings.values()))

    def _rows(
        self, units: Iterable[_Unit], within: frozenset[PledgeNumber] | None
    ) -> list[int]:
        """The rows worth comparing, in page order."""
        weights = np.zeros(len(self._row_titles), np.float32)
        for unit in units:
            for spelling in unit.spellings:
                if spelling.initials:
                    strokes = hangul.keystrokes(spelling.initials).lower()
                    self._by_initials.add_shared(strokes, weights)
                if not spelling.swapped:
                    self._by_strokes.add_shared(spelling.strokes, weights)
        if within is not None:
            weights *= [self._pledges[place].number in within for place in self._row_pledge]
        rows = np.flatnonzero(weights)
        if len(rows) > MAX_CANDIDATES:
            best = np.argpartition(weights[rows], -MAX_CANDIDATES)[-MAX_CANDIDATES:]
            rows = np.sort(rows[best])
        return rows.tolist()

    def _scored(self, units: tuple[_Unit, ...], rows: Sequence[int]) -> list[_Scored]:
        """The pledges of these rows that a unit was found in, best first, page order in ties."""
        matches = [self._matches(unit, rows) for unit in units]
        rarest = math.log2(1 + len(self._pledges))
        weights = [
            math.log2(1 + len(self._pledges) / len(found)) if found else UNKNOWN_WEIGHT * rarest
            for found in matches
        ]
        total = sum(weights)
        scored = []
        for place in sorted(set().union(*matches)):
            found = [(m[place], w) for m, w in zip(matches, weights, strict=True) if place in m]
            score = 100 * sum(match.quality * weight for match, weight in found) / total
            scored.append(
                _Scored(
                    pledge=self._pledges[place],
                    score=score,
                    sure=any(match.sure for match, _ in found),
                    readings=tuple(match.reading for match, _ in found),
                )
            )
        return sorted(scored, key=lambda hit: (-round(hit.score, 6), not hit.sure))

    def _matches(self, unit: _Unit, rows: Sequence[int]) -> dict[int, _Match]:
        """The unit's best match in each pledge, by the pledge's place; only what is near the best."""
        best: dict[int, _Match] = {}
        for row in rows:
            form, place = self._form(row), self._row_pledge[row]
            for spelling in unit.spellings:
                match = self._match(unit, spelling, form)
                if match and (place not in best or match.quality > best[place].quality):
                    best[place] = match
        if not best:
            return best
        least = max(match.quality for match in best.values()) - SHARPNESS
        return {place: match for place, match in best.items() if match.quality >= least}

    def _match(self, unit: _Unit, spelling: _Spelling, form: _Form) -> _Match | None:
        if spelling.initials and (match := self._match_by_initials(unit, spelling, form)):
            return match
        text = spelling.text
        if (at := form.text.find(text)) >= 0:
            if len(text) == 1 and not {at, at + 1} <= form.word_starts:
                return None
            quality = spelling.quality * (1.0 if at in form.word_starts else 0.98)
            return _Match(quality, len(text) > 1, Reading(typed=unit.typed, read=text, how=spelling.how))
        if spelling.how is How.SYNONYM or spelling.swapped or len(spelling.strokes) < 4:
            return None
        return self._match_by_strokes(unit, spelling, form)

    def _match_by_strokes(self, unit: _Unit, spelling: _Spelling, form: _Form) -> _Match | None:
        window = best_window(spelling.strokes, form.strokes, min_similarity=MIN_SIMILARITY)
        if window is None:
            return None
        at_syllable = window.start in form.stroke_starts
        possible_bits = STROKE_BITS * len(spelling.strokes)
        cost_bits = window.cost_bits + (0.0 if at_syllable else 3.0)
        quality = 0.96 * spelling.quality * (1 - cost_bits / possible_bits)
        if quality < MIN_QUALITY:
            return None
        sure = possible_bits - cost_bits > self._chance_bits or (window.cost_bits == 0 and at_syllable)
        read = form.read(window.start, window.end)
        how = spelling.how
        if window.cost_bits or not read.startswith(spelling.text[:-1]):
            how = How.CORRECTED if how is How.EXACT else how
        return _Match(quality, sure, Reading(typed=unit.typed, read=read, how=how))

    def _match_by_initials(self, unit: _Unit, spelling: _Spelling, form: _Form) -> _Match | None:
        """A word of initial consonants, alone or mixed with syllables (골목ㄱㅈ)."""
        wanted = spelling.initials or ""
        typed = spelling.text if len(wanted) == len(spelling.text) else wanted
        at = form.initials.find(wanted)
        while at >= 0:
            stretch = form.text[at : at + len(wanted)]
            if all(t in (s, i) for t, s, i in zip(typed, stretch, wanted, strict=True)):
                start = at in form.word_starts
                sure = len(wanted) >= 3 or start
                quality = spelling.quality * (0.95 if start else 0.85)
                reading = Reading(typed=unit.typed, read=stretch, how=How.CHOSEONG)
                return _Match(quality, sure, reading)
            at = form.initials.find(wanted, at + 1)
        if typed != wanted or len(wanted) < MIN_FUZZY_INITIALS:
            return None
        # Consonants are all there is: compare them as keystrokes, each worth more than one.
        strokes = hangul.keystrokes(wanted).lower()
        window = best_window(strokes, form.initial_strokes, min_similarity=MIN_SIMILARITY)
        if window is None:
            return None
        possible_bits = INITIAL_BITS * len(wanted)
        quality = 0.9 * spelling.quality * (1 - window.cost_bits / possible_bits)
        read = form.text[window.start : window.end]
        sure = possible_bits - window.cost_bits > self._chance_bits
        reading = Reading(typed=unit.typed, read=read, how=How.CORRECTED)
        return _Match(quality, sure, reading) if quality >= MIN_QUALITY else None

    def _parts(self, unit: _Unit, rows: Sequence[int]) -> tuple[_Unit, ...]:
        """The pieces of a compound that stand in titles apart; the rest of it is one piece more."""
        text = unit.spellings[0].text
        if len(text) < 3 or not all(map(hangul.is_syllable, text)):
            return (unit,)
        forms = [self._form(row) for row in rows]
        pieces: list[str] = []
        rest, at = "", 0
        while at < len(text):
            for end in range(len(text), at + 1, -1):
                piece = text[at:end]
                if piece in self._synonyms or any(piece in form.text for form in forms):
                    pieces.append(piece)
                    at = end
                    break
            else:
                rest += text[at]
                at += 1
        if not pieces:
            return (unit,)
        return tuple(self._unit(word(piece)) for piece in (*pieces, rest) if piece)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    pledge: Pledge
    score: float
    sure: bool
    readings: tuple[Reading, ...]


def _public(hit: _Scored) -> Hit:
    return Hit(pledge=hit.pledge, score=hit.score, readings=hit.readings)


def _spellings_of(title: str, respelled: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The title, normalised, and the ways in which people write it."""
    title = hangul.normalized(title)
    forms = {title: None}
    for piece, others in respelled.items():
        if piece in title:
            for form in tuple(forms):
                forms |= dict.fromkeys(form.replace(piece, other) for other in others)
    return tuple(dict.fromkeys([*forms, *map(hangul.spoken_digits, forms)]))


def _with_swapped_syllables(text: str) -> list[str]:
    """The word with each two neighbouring syllables put the other way round."""
    if len(text) < 3 or not all(map(hangul.is_syllable, text)):
        return []
    return [
        text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        for at in range(len(text) - 1)
        if text[at] != text[at + 1]
    ]


def _composed(text: str) -> str:
    """What was meant by Latin letters typed for Korean ones; the text itself if they make no words."""
    if not re.search("[a-z]", text):
        return text
    made = re.sub("[a-z]+", lambda letters: hangul.composed(letters[0]), text)
    whole = re.fullmatch("[0-9]*[가-힣]+[ㄱ-ㅎ]?[0-9]*", made) or hangul.is_choseong(made)
    return made if whole else text
