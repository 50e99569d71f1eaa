"""Names of which there are few and which must not be mistaken: departments and categories."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from bot.lookup import hangul
from bot.lookup.spelling import LIKELY_BITS, MISSED_BITS, cost_bits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# A slip in a short name makes another name; two in a long one are still slips.
# benchmarks/quality.py, departments
ONE_SLIP_BITS = 5.0
TWO_SLIPS_BITS = 9.0
LONG_NAME_SYLLABLES = 5
MAX_SLIPPED_STROKES = 5  # a swap of two syllables changes as many and more; it is tried apart
MARGIN_BITS = 2.0  # by which the best name must be better than the second


class How(Enum):
    """How a name was recognised, the surest first."""

    EXACT = "exact"
    SHORT = "short"  # 문체과
    CHOSEONG = "choseong"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A typed text and the names it may mean: one, or several that are equally good."""

    typed: str
    names: tuple[str, ...]
    how: How


class Names:
    """Recognises a closed set of names by what people type for them.

    `endings` are the syllables that say what kind of thing it is (과, 담당관): what remains of a
    name without them may stand for it. `other_names` maps further spellings to names.
    """

    def __init__(
        self,
        names: Iterable[str],
        *,
        endings: Iterable[str] = (),
        other_names: Mapping[str, str] | None = None,
    ) -> None:
        self.names = tuple(names)
        self.endings = tuple(sorted(endings, key=len, reverse=True))
        self._by_text = {hangul.bare(hangul.normalized(name)): name for name in self.names}
        for other, name in (other_names or {}).items():
            self._by_text.setdefault(hangul.bare(hangul.normalized(other)), name)
        self._strokes = {text: _strokes(text) for text in self._by_text}
        # What a short form is made from, under each of its syllables.
        self._stems: dict[str, list[tuple[str, str]]] = {}
        for text in self._by_text:
            stem = self.stem(text)
            for syllable in dict.fromkeys(stem):
                self._stems.setdefault(syllable, []).append((text, stem))
        self._choseong: dict[str, list[str]] = {}
        for text, name in self._by_text.items():
            self._choseong.setdefault(hangul.choseong(text), []).append(name)

    def exact(self, typed: str) -> Named | None:
        """The name that is written just so, spaces aside."""
        name = self._by_text.get(typed)
        return Named(typed=typed, names=(name,), how=How.EXACT) if name else None

    def contained(self, text: str) -> Named | None:
        """The first name that stands in a bare text in full."""
        for written, name in self._by_text.items():
            if written in text:
                return Named(typed=written, names=(name,), how=How.EXACT)
        return None

    def has_ending(self, text: str) -> bool:
        """Whether the text says by its ending that it is a name of this kind."""
        return text.endswith(self.endings) if self.endings else False

    def stem(self, name: str) -> str:
        """The name without the ending of its kind.

        >>> Names(["문화체육과"], endings=["과"]).stem("문화체육과")
        '문화체육'
        """
        return next((name.removesuffix(e) for e in self.endings if name.endswith(e)), name)

    def recognized(self, typed: str) -> Named | None:
        """What the text most likely names, or None; `typed` is bare and normalised.

        >>> departments = Names(["교통행정과", "보건정책과", "복지정책과"], endings=["과"])
        >>> departments.recognized("교행과").names
        ('교통행정과',)
        >>> departments.recognized("정책과").names
        ('보건정책과', '복지정책과')
        >>> departments.recognized("교통행졍과").how, departments.recognized("총무과")
        (<How.CORRECTED: 'corrected'>, None)
        """
        return (
            self.exact(typed)
            or self._by_choseong(typed)
            or self._by_short_form(typed)
            or self._by_misspelling(typed)
        )

    def _by_choseong(self, typed: str) -> Named | None:
        if not hangul.is_choseong(typed):
            return None
        names = tuple(dict.fromkeys(self._choseong.get(hangul.choseong(typed), ())))
        return Named(typed=typed, names=names, how=How.CHOSEONG) if names else None

    def _by_short_form(self, typed: str) -> Named | None:
        """Names of which the text is the beginning, a part, or a selection of syllables."""
        if not all(map(hangul.is_syllable, typed)):
            return None
        stem = self.stem(typed)
        if len(stem) < 2:
            return None
        ranked: dict[int, list[str]] = {}
        for text, whole in self._stems.get(stem[0], ()):
            if stem != typed and not self._same_ending(typed, text):
                continue
            if stem == typed and stem != whole and self.endings:
                continue  # without its ending, only the whole stem is a name
            if (rank := _shortness(stem, whole)) is not None:
                ranked.setdefault(rank, []).append(self._by_text[text])
        if not ranked:
            return None
        return Named(
            typed=typed, names=tuple(dict.fromkeys(ranked[min(ranked)])), how=How.SHORT
        )

    def _same_ending(self, typed: str, text: str) -> bool:
        # 민원감사관 for 민원감사담당관: the last syllable decides.
        return typed[-1] == text[-1]

    def _by_misspelling(self, typed: str) -> Named | None:
        if len(typed) < 3:
            return None
        alike = process.extract(
            _strokes(typed),
            self._strokes,
            scorer=Levenshtein.distance,
            score_cutoff=MAX_SLIPPED_STROKES,
            limit=5,
        )
        costs = sorted((self._misspelling_bits(typed, text), self._by_text[text]) for _, _, text in alike)
        if not costs:
            return None
        best_bits, best = costs[0]
        limit = TWO_SLIPS_BITS if len(best) >= LONG_NAME_SYLLABLES else ONE_SLIP_BITS
        rival_bits = next((bits for bits, name in costs if name != best), float("inf"))
        if best_bits > limit or rival_bits - best_bits < MARGIN_BITS:
            return None
        return Named(typed=typed, names=(best,), how=How.CORRECTED)

    def _misspelling_bits(self, typed: str, text: str) -> float:
        """Bits of the misspelling; infinite where a whole syllable is another one."""
        bits = max(cost_bits(_strokes(typed), self._strokes[text]), LIKELY_BITS / 2)
        if len(typed) != len(text):
            # A stray letter is a slip for sure; a whole syllable more or less may be another name.
            stray = any(map(hangul.is_jamo, typed))
            return bits if stray or bits <= ONE_SLIP_BITS else float("inf")
        if bits <= ONE_SLIP_BITS:
            return bits
        differing = [at for at in range(len(text)) if typed[at] != text[at]]
        if _is_swap(typed, text, differing):
            return MISSED_BITS
        alike = all(_resembles(typed[at], text[at]) for at in differing)
        return bits if alike else float("inf")


def _strokes(text: str) -> str:
    return hangul.sound_strokes(text)


def _shortness(stem: str, whole: str) -> int | None:
    """How a short form was made: 0 the beginning, 1 a part, 2 picked syllables; None if not."""
    if whole.startswith(stem):
        return 0
    if stem in whole:
        return 1
    rest = iter(whole)
    if stem[0] == whole[0] and all(syllable in rest for syllable in stem):
        return 2
    return None


def _is_swap(typed: str, text: str, differing: list[int]) -> bool:
    if len(text) < 4 or len(differing) != 2 or differing[1] - differing[0] != 1:
        return False
    one, other = differing
    return typed[one] == text[other] and typed[other] == text[one]


def _resembles(one: str, other: str) -> bool:
    """Whether two syllables differ in one letter only, as after a slip of one finger."""
    if not (hangul.is_syllable(one) and hangul.is_syllable(other)):
        return hangul.choseong(one) == hangul.choseong(other)
    return sum(a != b for a, b in zip(hangul.jamo(one), hangul.jamo(other), strict=True)) == 1
