"""How far apart two spellings are, counted in the slips that people really make.

A cost is in bits: how much less likely the typed form is than the right one. A slip of the
finger to the next key is cheap, a foreign letter is dear, and a syllable left out is one slip,
not three. All strings here are folded keystrokes (`hangul.sound_strokes`).
"""

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple, cast

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Levenshtein, ScoreAlignment

from bot.korean import hangul

# Each cost: benchmarks/quality.py
LIKELY_BITS = 4.0  # a neighbouring key, a similar sound, the same key of a phone
UNLIKELY_BITS = 7.5  # any other letter
MISSED_BITS = 5.0  # a keystroke left out or too many
REPEATED_BITS = 3.5  # a key pressed twice
RUN_BITS = 1.5  # each further keystroke of a syllable left out
SYLLABLE_STROKES = 4
ASPIRATED_BITS = 3.0  # a stop and ㅎ written as they are said together: 트콰 for 특화
DIGIT_BITS = 30.0  # a digit is not mistyped for another: 독산1동 is no slip for 독산3동
SILENT_BITS = 3.0  # ㅇ left out where the final before it is said in its place: 바를 for 발을
MAX_STRETCHES = 8  # the fewest letters apart; dearer ones are hardly ever the cheapest
SHORTFALL = 0.5  # for each keystroke, beside the letter it is apart
# Keystrokes that an end of the likeliest stretch may be moved: out by a syllable that was missed,
# in by letters that were doubled.
MAX_OUT, MAX_IN = 4, 2
SWAPPED_BITS = 4.5  # two keys in the wrong order
SWAP_GAIN_BITS = 2 * MISSED_BITS - SWAPPED_BITS  # … which are one left out here and put in there
CHEAPEST_BITS = min(SILENT_BITS, ASPIRATED_BITS)  # no slip costs less
LEAST_PAIR_BITS = RUN_BITS + REPEATED_BITS  # of two slips: a key left out and one too many
MAX_REMEMBERED = 4096  # pairs of spellings
LEAST_BITS = LIKELY_BITS / 2  # for a key taken out or put in: two of them make another letter

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PHONE_KEYS = ("ㄱㅋㄲ", "ㄴㄹ", "ㄷㅌㄸ", "ㅂㅍㅃ", "ㅅㅎㅆ", "ㅈㅊㅉ", "ㅇㅁ")
_ALIKE = (
    "ㅏㅑ ㅓㅕ ㅗㅛ ㅜㅠ ㅏㅓ ㅗㅜ ㅗㅓ ㅡㅜ ㅡㅓ ㅏㅐ ㅓㅔ ㅣㅡ ㅣㅐ ㅏㅣ ㅓㅣ ㅗㅡ ㅕㅔ ㅑㅐ"
    " ㅇㄴ ㅂㅁ ㄱㅇ ㄷㅅ ㅅㅈ"
).split()


def _likely_pairs() -> frozenset[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    for y, row in enumerate(_ROWS):
        for x, key in enumerate(row):
            pairs |= {(key, near) for near in row[x + 1 : x + 2]}
            # A lower row stands half a key to the right of the one above it.
            pairs |= {(key, near) for near in "".join(_ROWS[y + 1 : y + 2])[max(0, x - 1) : x + 1]}
    for group in (*_PHONE_KEYS, *_ALIKE):
        keys = [hangul.sound_strokes(letter) for letter in group]
        pairs |= {(one, other) for one in keys for other in keys if one != other}
    return frozenset(pairs | {(other, one) for one, other in pairs})


LIKELY_PAIRS = _likely_pairs()
# Each aspirate, and the stops before ㅎ of which it is said.
_ASPIRATES = tuple(
    (hangul.keystrokes(aspirate), hangul.keystrokes(f"{stop}ㅎ"))
    for aspirate, stops in (("ㅋ", "ㄱ"), ("ㅌ", "ㄷㅅ"), ("ㅍ", "ㅂ"), ("ㅊ", "ㅈ"))
    for stop in stops
)
_ASPIRATE_KEYS = frozenset(aspirate for aspirate, _ in _ASPIRATES)
_SILENT = hangul.keystrokes("ㅇ")
_FINALS = frozenset(hangul.keystrokes("ㄱㄴㄷㄹㅁㅂㅅㅈㅊㅋㅌㅍㅎ"))


@cache
def _replaced_bits(typed: str, meant: str) -> float:
    if typed.isdecimal() or meant.isdecimal():
        return DIGIT_BITS
    return LIKELY_BITS if (typed, meant) in LIKELY_PAIRS else UNLIKELY_BITS


def cost_bits(typed: str, meant: str, *, below: float = math.inf) -> float:
    """What it costs to take `typed` for `meant`; 0 only when they are equal.

    Infinity where it is soon seen that it is not `below` so much, else always less.

    >>> cost_bits("wnck", "wnck"), cost_bits("wnvk", "wnck"), cost_bits("wnqk", "wnck")
    (0.0, 4.0, 7.5)
    """
    if typed == meant:
        return 0.0
    bits = _bits_below(typed, meant, below)
    if _ASPIRATE_KEYS.isdisjoint(typed):
        return bits
    for aspirate, apart in _ASPIRATES:
        if bits > ASPIRATED_BITS and aspirate in typed and apart in meant:
            spelt = typed.replace(aspirate, apart, 1)
            bits = min(bits, ASPIRATED_BITS + _bits_below(spelt, meant, below - ASPIRATED_BITS))
    return bits


def _bits_below(typed: str, meant: str, below: float) -> float:
    if below < math.inf:
        apart = Levenshtein.distance(typed, meant)
        least_bits = LEAST_PAIR_BITS / 2 * apart + len(typed) - len(meant)
        if least_bits >= below:
            swaps = apart - OSA.distance(typed, meant)
            if least_bits - swaps * SWAP_GAIN_BITS >= below:
                return math.inf
    return _slip_bits(typed, meant)


@lru_cache(maxsize=MAX_REMEMBERED)  # a word stands alone and in titles
def _slip_bits(typed: str, meant: str) -> float:
    """What the slips cost that lead from the one to the other, one by one."""
    bits, left_out, gap_end = 0.0, 0, -1
    operations = cast("list[tuple[str, int, int]]", Levenshtein.editops(typed, meant).as_list())
    for tag, src, dest in operations:
        if tag == "replace":
            bits += _replaced_bits(typed[src], meant[dest])
        elif tag == "delete":
            key = typed[src]
            repeated = key in typed[max(0, src - 1) : src] + typed[src + 1 : src + 2]
            bits += DIGIT_BITS if key.isdecimal() else REPEATED_BITS if repeated else MISSED_BITS
        elif (key := meant[dest]).isdecimal():
            bits += DIGIT_BITS
        else:
            left_out = left_out + 1 if gap_end == dest else 1
            gap_end = dest + 1
            before = meant[dest - 1 : dest]
            if 1 < left_out <= SYLLABLE_STROKES:
                bits += RUN_BITS
            elif key == _SILENT and before in _FINALS:
                bits += SILENT_BITS
            else:
                bits += REPEATED_BITS if key in before + meant[dest + 1 : dest + 2] else MISSED_BITS
    if len(operations) > 1 and (swaps := len(operations) - OSA.distance(typed, meant)):
        bits = max(SWAPPED_BITS, bits - swaps * SWAP_GAIN_BITS)
    return bits


def likeliest_bits(spellings: Sequence[str], meant: str, *, below: float = math.inf) -> float:
    """What it costs to take the one for `meant` that is most like it."""
    likeliest = min(spellings, key=lambda one: Levenshtein.distance(one, meant))
    return cost_bits(likeliest, meant, below=below)


class Window(NamedTuple):
    """Where in a longer text a spelling fits best, and what that costs."""

    start: int
    end: int
    cost_bits: float


def alignment(typed: str, text: str, *, min_similarity: float) -> ScoreAlignment | None:
    """Of the stretches of `text` as long as `typed` the one most like it, and how much: 0 to 100.

    None when that is less than `min_similarity`. A longer `typed` is compared in stretches itself.
    """
    if not typed or not text:
        return None
    return fuzz.partial_ratio_alignment(typed, text, score_cutoff=min_similarity)


def best_window(
    typed: str, text: str, likest: ScoreAlignment, *, below: float = math.inf
) -> Window:
    """The stretch of `text` that `typed` most likely stands for, near the one that is `likest`.

    Where none costs `below` so much, any.

    >>> likest = alignment("wnvk", "rhdduddwnckwkd", min_similarity=50)
    >>> best_window("wnvk", "rhdduddwnckwkd", likest)
    Window(start=7, end=11, cost_bits=4.0)
    """
    size = len(typed)
    if size > len(text):  # the alignment is then the other way round
        return Window(0, len(text), cost_bits(typed, text, below=below))
    start, end = likest.dest_start, likest.dest_end
    best = Window(start, end, cost_bits(typed, text[start:end], below=below))
    if len(text) - size <= MAX_OUT:
        bits = cost_bits(typed, text, below=min(below, best.cost_bits))
        best = Window(0, len(text), bits) if bits < best.cost_bits else best
    if best.cost_bits <= LIKELY_BITS:
        return best
    stretches = _stretches(typed, text, start, end)
    least = stretches[0][0]
    for distance, start, end in stretches[:MAX_STRETCHES]:
        if distance > least + 1:
            break
        bits = cost_bits(typed, text[start:end], below=min(below, best.cost_bits))
        if bits < best.cost_bits:
            best = Window(start, end, bits)
    return best


def _stretches(typed: str, text: str, start: int, end: int) -> list[tuple[float, int, int]]:
    """The stretches around one that `typed` may stand for, with their distance from it, in order.

    The alignment looks at stretches as long as `typed`; a letter missed or doubled moves an end.
    What is longer or shorter by more letters than are apart here is further apart.
    """
    size = len(typed)
    reach = 1 + Levenshtein.distance(typed, text[start:end])
    first, last = min(start, end - size), max(end, start + size)
    out, inwards = min(reach, MAX_OUT), min(reach, MAX_IN)
    starts = range(max(0, first - out), min(start + inwards, len(text)) + 1)
    ends = range(end - inwards, min(len(text), last + out) + 1)
    # A stretch that is shorter than what was typed is dearer by its shortfall: a syllable is
    # sooner left out than three letters are put in.
    return sorted(
        [
            (
                Levenshtein.distance(typed, text[start:end])
                + (SHORTFALL * (size - end + start) if end - start < size else 0.0),
                start,
                end,
            )
            for start in starts
            for end in ends
            if start < end and -reach <= end - start - size <= reach
        ]
    )
