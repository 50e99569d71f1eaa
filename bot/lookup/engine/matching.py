"""How well one word of a question fits one title, and by which way of typing."""

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from enum import IntEnum
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import ScoreAlignment

from bot.korean import hangul
from bot.lookup.engine.spelling import (
    CHEAPEST_BITS,
    LEAST_BITS,
    Window,
    best_window,
    likeliest_bits,
)
from bot.lookup.engine.vocabulary import MAX_CHANCE_CHARS

# All measured with benchmarks/quality.py.
STROKE_BITS = 2.5  # what one agreeing keystroke says against chance
INITIAL_BITS = 3.3  # … and one agreeing initial consonant
MIN_STROKES = 4  # fewer, and slips could make any word of any other
MIN_INSIDE_STROKES = 7  # what is shorter slips into the beginnings of words alone
MIN_SWAPPED_CHARS = 3
SWAPPED_SYLLABLES_BITS = 5.0  # two syllables put the other way round
MIN_FUZZY_INITIALS = 4  # fewer with one wrong could be any word
MIN_SIMILARITY = 70.0  # below this no slips explain the difference; 0 to 100
MIN_QUALITY = 0.4  # a worse match is none
INSIDE_WORD = 0.98  # quality of a match that does not begin a word
INITIALS_AT_START = 0.95
INITIALS_INSIDE = 0.85
INITIALS_ACROSS = 0.93  # of several words, though typed as one
SLIPPED = 0.96  # best quality of what is not written as in the title
RELATED_BITS = 10.0  # at most, what a related word says: too little alone, enough beside another
ROUNDING_BITS = 1e-6  # more than sums of costs can be off, less than any of them
EDGE_BITS = 3.0  # for each end of a match that is the end of a word
OFF_SYLLABLE_BITS = 3.0  # for a match that begins in the middle of a syllable
_JAMO = re.compile("[ㄱ-ㅣ]")


class How(IntEnum):
    """How a word or a name was found, the surest first."""

    EXACT = 0
    SHORT = 1  # of names alone: 문체과
    CHOSEONG = 2
    KEYBOARD = 3
    CORRECTED = 4
    BEGUN = 5  # of names alone: half typed
    SYNONYM = 6
    RELATED = 7

    @property
    def is_plain(self) -> bool:
        """Whether the title has it word for word, whatever the keyboard was."""
        return self is How.EXACT or self is How.KEYBOARD

    @property
    def is_by_meaning(self) -> bool:
        """Whether the title has another word than the one that was typed."""
        return self >= How.SYNONYM


class Spelling:
    """One way to write a word of the question, and how it comes from what was typed.

    `quality` in (0, 1] is what a perfect match of it is worth; `strokes` are the keystrokes to
    compare, `initials` the initial consonants if the word is typed with some instead of syllables.
    """

    def __init__(self, text: str, how: How, quality: float = 1.0) -> None:
        self.text = text
        self.how = how
        self.quality = quality
        self.strokes = hangul.sound_strokes(text)
        self.initials = _initials(text) if _JAMO.search(text) else None

    @cached_property
    def swapped_strokes(self) -> tuple[str, ...]:
        """The keystrokes with each two neighbouring letters put the other way round."""
        chars = [hangul.sound_strokes(char) for char in self.text]
        if len(chars) < MIN_SWAPPED_CHARS:
            return ()
        return tuple(
            "".join((*chars[:at], chars[at + 1], chars[at], *chars[at + 2 :]))
            for at in range(len(chars) - 1)
        )


def _initials(text: str) -> str | None:
    """The initial consonants of a text with letters that stand alone; None if these are vowels."""
    if set(hangul.choseong("".join(_JAMO.findall(text)))) - set(hangul.CHOSEONG):
        return None
    return hangul.choseong(text)


class Match(NamedTuple):
    """A word as it was found in a title, or in a word of it.

    `quality` in (0, 1]; `bits` are what it says against a coincidence, and it is `sure` when they
    are enough for that; `read` is what stands there.
    """

    quality: float
    sure: bool
    how: How
    read: str
    bits: float


class Form:
    """Words in a row, a title or one of its words, in the shapes they are compared in."""

    def __init__(self, words: Sequence[str]) -> None:
        self.text = "".join(words)
        self.word_starts = frozenset(accumulate(map(len, words), initial=0))

    @cached_property
    def initials(self) -> str:
        """The initial consonants, one letter for each of the text."""
        return hangul.first_initials(self.text)

    @cached_property
    def strokes(self) -> str:
        """The keystrokes, sounds folded."""
        return hangul.sound_strokes(self.text)

    @cached_property
    def stroke_starts(self) -> tuple[int, ...]:
        """Where each syllable's keystrokes begin, and where the last ends."""
        lengths = (len(hangul.sound_strokes(char)) for char in self.text)
        return tuple(accumulate(lengths, initial=0))

    @cached_property
    def word_edges(self) -> frozenset[int]:
        """The places among the keystrokes where words begin and end."""
        return frozenset(self.stroke_starts[at] for at in self.word_starts)

    def read(self, start: int, end: int) -> str:
        """The syllables that a stretch of keystrokes touches."""
        first = max(0, bisect_left(self.stroke_starts, start + 1) - 1)
        return self.text[first : bisect_left(self.stroke_starts, end)]


def plain_match(spelling: Spelling, form: Form) -> Match | None:
    """The word as it stands in the title, spaces aside."""
    text = spelling.text
    at = form.text.find(text)
    while at >= 0 and not _is_whole(text, at, form):
        at = form.text.find(text, at + 1)
    if at < 0:
        return None
    return plain(spelling, begins=at in form.word_starts)


def plain(spelling: Spelling, *, begins: bool) -> Match:
    """The match of a word that stands as it is, at the beginning of another or inside it."""
    quality = spelling.quality * (1.0 if begins else INSIDE_WORD)
    bits = STROKE_BITS * len(spelling.strokes)
    if spelling.how is How.RELATED:
        return Match(quality, False, spelling.how, spelling.text, min(bits, RELATED_BITS))
    return Match(quality, len(spelling.text) > 1, spelling.how, spelling.text, bits)


def _is_whole(text: str, at: int, form: Form) -> bool:
    """Whether a text that stands here is a word, or a piece of one, and not of two by chance."""
    end = at + len(text)
    if at in form.word_starts and end in form.word_starts:
        return True
    if text.isascii() and at not in form.word_starts and form.text[at - 1].isascii():
        return False  # the it in with
    crosses = any(place in form.word_starts for place in range(at + 1, end))
    return len(text) > 1 and (len(text) > MAX_CHANCE_CHARS or not crosses)


def initials_match(spelling: Spelling, form: Form) -> Match | None:
    """A word of initial consonants, alone or mixed with syllables (골목ㄱㅈ)."""
    if (wanted := spelling.initials) is None:
        return None
    # Clusters were taken apart (ㄳ), so the typed letters may be fewer than the wanted ones.
    typed = spelling.text if len(wanted) == len(spelling.text) else wanted
    at = form.initials.find(wanted)
    while at >= 0:
        stretch = form.text[at : at + len(wanted)]
        if all(t in pair for t, *pair in zip(typed, stretch, wanted, strict=True)):
            start = at in form.word_starts
            quality = spelling.quality * (INITIALS_AT_START if start else INITIALS_INSIDE)
            if any(place in form.word_starts for place in range(at + 1, at + len(wanted))):
                quality *= INITIALS_ACROSS
            bits = INITIAL_BITS * len(wanted)
            return Match(quality, len(wanted) > 2 or start, How.CHOSEONG, stretch, bits)
        at = form.initials.find(wanted, at + 1)
    return None


def most_quality(similarity: float) -> float:
    """The best quality that a match with slips can have, by the similarity of its keystrokes.

    `similarity` in [0, 100] counts keys that must be taken out or put in, of both spellings.
    """
    return SLIPPED * (1 - 2 * LEAST_BITS / STROKE_BITS * (1 - similarity / 100))


def slipped_match(
    spelling: Spelling,
    form: Form,
    likest: ScoreAlignment,
    *,
    chance_bits: float,
    least_quality: float = MIN_QUALITY,
) -> Match | None:
    """The word as it would stand in the title without slips of the fingers.

    `likest` is where its keystrokes are most like those typed. It is sure when it says more than
    `chance_bits` against a coincidence.
    """
    possible_bits = STROKE_BITS * len(spelling.strokes)
    least_quality = max(least_quality, MIN_QUALITY)
    below = (1 - least_quality / (SLIPPED * spelling.quality)) * possible_bits + ROUNDING_BITS
    if (slipped := _likeliest_window(spelling, form, likest, below)) is None:
        return None
    window, cost_bits = slipped
    cost_bits += 0.0 if window.start in form.stroke_starts else OFF_SYLLABLE_BITS
    quality = SLIPPED * spelling.quality * (1 - cost_bits / possible_bits)
    if quality < least_quality:
        return None
    read = form.read(window.start, window.end)
    half_typed = not window.cost_bits and read.startswith(spelling.text[:-1])
    how = How.CORRECTED if spelling.how is How.EXACT and not half_typed else spelling.how
    edges = (window.start in form.word_edges) + (window.end in form.word_edges)
    surprise_bits = possible_bits - cost_bits + EDGE_BITS * edges
    sure = surprise_bits > chance_bits or (cost_bits == 0 and window.start in form.word_edges)
    return Match(quality, sure, how, read, surprise_bits)


def _likeliest_window(
    spelling: Spelling, form: Form, likest: ScoreAlignment, below: float
) -> tuple[Window, float] | None:
    """Where the word stands with slips or swapped syllables, and the cost; None inside a word."""
    window = best_window(
        spelling.strokes,
        form.strokes,
        likest,
        below=math.inf if _may_be_swapped(spelling, form, below) else below,
    )
    if window.start not in form.word_edges and (
        len(spelling.text) == 1 or (window.cost_bits and len(spelling.strokes) < MIN_INSIDE_STROKES)
    ):
        return None
    below = min(below, window.cost_bits)
    if below > SWAPPED_SYLLABLES_BITS and spelling.swapped_strokes:
        return _unswapped(spelling, form, window, below)
    return window, window.cost_bits


def _may_be_swapped(spelling: Spelling, form: Form, below: float) -> bool:
    """Whether two swapped syllables may cost less in a stretch that costs `below` or more."""
    strokes, chars = len(spelling.strokes), len(spelling.text)
    if below <= SWAPPED_SYLLABLES_BITS or chars < MIN_SWAPPED_CHARS or strokes > len(form.strokes):
        return False
    if strokes < MIN_INSIDE_STROKES:
        return True
    return chars > MIN_SWAPPED_CHARS and below > SWAPPED_SYLLABLES_BITS + CHEAPEST_BITS


def _unswapped(
    spelling: Spelling, form: Form, window: Window, below: float
) -> tuple[Window, float]:
    """The window, or one with two syllables swapped back if that costs less; and the cost."""
    for swapped in spelling.swapped_strokes:
        if (at := form.strokes.find(swapped)) >= 0:
            return Window(at, at + len(swapped), 0.0), SWAPPED_SYLLABLES_BITS
    if len(spelling.text) == MIN_SWAPPED_CHARS:  # so little is left that it would be any word
        return window, window.cost_bits
    meant = form.strokes[window.start : window.end]
    below -= SWAPPED_SYLLABLES_BITS
    slips_bits = likeliest_bits(spelling.swapped_strokes, meant, below=below)
    return window, min(window.cost_bits, SWAPPED_SYLLABLES_BITS + slips_bits)


def slipped_initials_match(
    spelling: Spelling, form: Form, likest: ScoreAlignment, *, chance_bits: float
) -> Match | None:
    """A longer word of initial consonants alone, some of them wrong."""
    wanted = spelling.initials or ""
    if len(wanted) < MIN_FUZZY_INITIALS or not hangul.is_choseong(spelling.text):
        return None
    strokes, title = hangul.initial_strokes(wanted), hangul.initial_strokes(form.text)
    window = best_window(strokes, title, likest)
    possible_bits = INITIAL_BITS * len(wanted)
    quality = SLIPPED * spelling.quality * (1 - window.cost_bits / possible_bits)
    if quality < MIN_QUALITY:
        return None
    bits = possible_bits - window.cost_bits
    read = form.text[window.start : window.end]
    return Match(quality, bits > chance_bits, How.CORRECTED, read, bits)
