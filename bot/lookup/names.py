"""Recognises names of a closed set, with slips: departments, categories and strategies."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from bot.korean import hangul
from bot.lookup.engine.matching import ROUNDING_BITS, How
from bot.lookup.engine.spelling import MISSED_BITS, cost_bits
from bot.lookup.lexicon import ORDINARY_WORDS
from bot.lookup.meanings import is_said
from bot.lookup.words import is_light, stems_of

# A slip in a short name makes another name; two in a long one are still slips.
# benchmarks/quality.py, departments
ONE_SLIP_BITS = 5.0
TWO_SLIPS_BITS = 12.5
LONG_NAME_SYLLABLES = 5
MIN_SWAPPED_SYLLABLES = 3
MAX_SLIPPED_STROKES = 4  # of two slips, each of two keystrokes at the most
_SLIPS = range(-MAX_SLIPPED_STROKES, MAX_SLIPPED_STROKES + 1)
ENDING_STROKES = 7  # in which its ending stands, also with another syllable put behind it
MAX_ENDING_SLIPS = 2  # keys of its last syllable: one that slipped, or two swapped
MAX_OTHER_LETTERS = 2  # of a name's syllables; with more of them it is another name
MAX_ALIKE = 12
MAX_LONGER = 6  # syllables than the longest name, which no slips make of one
MIN_ALONE = 2  # initials beside syllables; one may be a syllable half typed
MIN_BEGINNING = 3  # characters of a name that is half typed
MAX_BEGUN = 4  # other spellings of one name among them
MIN_ALIKE = 0.6  # share of the keystrokes that a name must have in common to be suggested
MAX_SUGGESTED = 3
MAX_REMEMBERED = 4096  # words that were looked up among names
MIN_CONTAINED = 4  # letters of a name of any words beside others; a shorter one is a word
MIN_END = 5  # letters of the end of a name that stand for it
MIN_UNIT_STEM = 2  # syllables of a name before what says its kind
_UNITS = ("담당관", "과", "관", "실", "단")  # of a size, and said for one another
_LETTERS = re.compile("[a-zㄱ-ㅣ]")  # that are no syllables
# Part of a larger office: 농업기술센터 농업기술과, 보건소(건강증진과).
PART_OF = re.compile(
    r"(?P<above>.*(?:[국소청원단관실]|본부|센터))(?:\s+|\s*\()(?P<part>[^\s()]{2,}(?:과|팀|담당관))\)?"
)
MARGIN_BITS = 2.0  # by which the best name must be better than the second


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A typed text and the names it may mean: one, or several that are equally good."""

    typed: str
    names: tuple[str, ...]
    how: How


class Names:
    """Recognises a closed set of names by what people type for them.

    `endings` are the syllables that say what kind of thing it is (과, 담당관): what remains of a
    name without them may stand for it. `other_names` maps further spellings to names; one of the
    `words`, or a name made of one, is meant as it is (세무과 is no slip for 재무과).
    """

    def __init__(
        self,
        names: Iterable[str],
        *,
        endings: Iterable[str] = (),
        other_names: Mapping[str, str] | None = None,
        words: Collection[str] = (),
    ) -> None:
        self.names = tuple(names)
        self._words = words
        # A message is read as one question and as several: the same words come again.
        self.recognized = lru_cache(maxsize=MAX_REMEMBERED)(self._recognized)
        self.said_by = lru_cache(maxsize=MAX_REMEMBERED)(self._said_by)
        self.may_end = lru_cache(maxsize=MAX_REMEMBERED)(self._may_end)
        self.endings = tuple(sorted(endings, key=len, reverse=True))
        self._ending_strokes = tuple({hangul.sound_strokes(ending[-1]) for ending in self.endings})
        self._by_text: dict[str, str] = {}
        for spelling, name in (*((one, one) for one in self.names), *(other_names or {}).items()):
            if text := hangul.search_key(spelling):  # nobody can type what has no letters
                self._by_text.setdefault(text, name)
        self._within: dict[str, list[str]] = {}
        for name in self.names if self.endings else ():
            if (part := PART_OF.fullmatch(name)) is not None:
                self._within.setdefault(hangul.search_key(part["above"]), []).append(name)
        # What slips of whole syllables make of a name, and what they cost; names themselves: none.
        self._variants = {
            variant: (text, MISSED_BITS)
            for text in self._by_text
            for variant in _slipped_syllables(text)
        }
        self._variants |= {text: (text, 0.0) for text in self._by_text}
        self._variants_like = _by_edges(self._variants)
        self._stems = _by_pieces({text: self.stem(text) for text in self._by_text})
        self._longest = max(map(len, self._by_text), default=0)
        self._strokes = {text: hangul.sound_strokes(text) for text in self._by_text}
        self._choseong: dict[str, list[str]] = {}
        for text in self._by_text:
            self._choseong.setdefault(hangul.choseong(text), []).append(text)
        self._sorted_strokes = sorted((hangul.keystrokes(text), text) for text in self._by_text)

    def exact(self, typed: str) -> Named | None:
        """The name that is written just so, spaces aside."""
        name = self._by_text.get(typed)
        return Named(typed=typed, names=(name,), how=How.EXACT) if name else None

    def contained(self, text: str) -> Named | None:
        """The longest name that stands in a bare text in full, and is too long to by chance."""
        found = [name for name in self._by_text if len(name) >= MIN_CONTAINED and name in text]
        return self.exact(max(found, key=len)) if found else None

    def ending(self, text: str) -> Named | None:
        """The longest name that the text ends with."""
        found = (
            self.exact(text[at:]) for at in range(max(0, len(text) - self._longest), len(text))
        )
        return next(filter(None, found), None)

    def has_ending(self, text: str) -> bool:
        """Whether the text says by its ending that it is a name of this kind."""
        return text.endswith(self.endings)

    def stem(self, name: str) -> str:
        """The name without the ending of its kind.

        >>> Names(["문화체육과"], endings=["과"]).stem("문화체육과")
        '문화체육'
        """
        if not name.endswith(self.endings):
            return name
        return next(name.removesuffix(e) for e in self.endings if name.endswith(e))

    def _recognized(self, typed: str) -> Named | None:
        """What the text most likely names, or None; `typed` is bare and normalised.

        >>> departments = Names(["교통행정과", "보건정책과", "복지정책과"], endings=["과"])
        >>> departments.recognized("교행과").names
        ('교통행정과',)
        >>> departments.recognized("정책과").names
        ('보건정책과', '복지정책과')
        >>> departments.recognized("교통행졍과").how, departments.recognized("총무과")
        (<How.CORRECTED: 4>, None)
        """
        typed = hangul.in_korean(typed)
        has_letters = _LETTERS.search(typed) is not None
        if not has_letters and len(typed) > self._longest + MAX_LONGER:
            return None
        return (
            self.exact(typed)
            or self._above(typed)
            or (self._by_end(typed) if self.endings else None)
            or (self._by_choseong(typed) if has_letters else None)
            or self._by_short_form(typed)
            or (self._by_other_ending(typed) if self.endings else None)
            or self._by_misspelling(typed)
            or (self._by_beginning(typed) if self.endings else None)
        )

    def within(self, text: str) -> tuple[str, ...]:
        """The names of parts of the larger office that this bare text is: 본부 주택과 of 본부."""
        return tuple(self._within.get(text, ()))

    def _above(self, typed: str) -> Named | None:
        names = self.within(typed)
        return Named(typed=typed, names=names, how=How.SHORT) if names else None

    def _by_end(self, typed: str) -> Named | None:
        """The one name that ends with a text too long to be a word: 119종합상황실."""
        if len(typed) < MIN_END or typed in self._words:
            return None
        found = {name for text, name in self._by_text.items() if text.endswith(typed)}
        return Named(typed=typed, names=(*found,), how=How.SHORT) if len(found) == 1 else None

    def _said_by(self, word: str) -> str | None:
        """The one name that a word is, with whatever ending."""
        for stem in stems_of(word) if len(word) > 1 else ():
            named = self.recognized(stem)
            if named is not None and len(named.names) == 1:
                return named.names[0]
        return None

    def alike(self, typed: str) -> tuple[str, ...]:
        """The names that a text is most like without being one of them, best first, a few.

        Those come first of which it is made.

        >>> Names(["교통행정과", "보건정책과"], endings=["과"]).alike("굩오행젛과")
        ('교통행정과',)
        >>> Names(["농정과", "세무과", "축산과"], endings=["과"]).alike("농정축산과")
        ('농정과', '축산과')
        """
        typed = hangul.in_korean(typed)
        stem = self.stem(typed)
        parts = {text: self.stem(text) for text in self._by_text}
        begun = {text: stem.find(part[:2]) for text, part in parts.items() if len(part) > 1}
        made_of = [text for text, at in begun.items() if at >= 0 or stem in parts[text]]
        made_of.sort(key=lambda text: (parts[text] not in stem, begun[text]))
        # A short name is compared with the beginnings of longer ones: 교유 for 교육문화.
        beginnings = {text: text[: len(typed)] for text in self._by_text}
        ranked: dict[str, float] = {}
        for texts in (self._strokes, {t: hangul.sound_strokes(b) for t, b in beginnings.items()}):
            found = process.extract(
                hangul.sound_strokes(typed),
                texts,
                scorer=Levenshtein.normalized_similarity,
                score_cutoff=MIN_ALIKE,
                limit=MAX_SUGGESTED,
            )
            for _, similarity, text in found:
                ranked.setdefault(self._by_text[text], similarity)
        like = sorted(ranked, key=lambda name: -ranked[name])
        names = (self._by_text[text] for text in made_of)
        return tuple(dict.fromkeys((*names, *like)))[:MAX_SUGGESTED]

    def _by_other_ending(self, typed: str) -> Named | None:
        """The one name that differs in what says its kind: 감사실 for 감사담당관."""
        if not typed.endswith(_UNITS):
            return None
        ending = next(one for one in _UNITS if typed.endswith(one))
        stem = typed.removesuffix(ending)
        if len(stem) < MIN_UNIT_STEM:
            return None
        if ending == "관" and typed in self._words:
            return None  # 노인복지관: a facility
        others = (self._by_text.get(stem + one) for one in _UNITS)
        found = tuple(dict.fromkeys(filter(None, others)))
        return Named(typed=typed, names=found, how=How.CORRECTED) if len(found) == 1 else None

    def _by_beginning(self, typed: str) -> Named | None:
        """The one name that is half typed, its last syllable perhaps too."""
        if len(typed) < MIN_BEGINNING:
            return None
        strokes = hangul.keystrokes(typed)
        at = bisect_left(self._sorted_strokes, (strokes, ""))
        found = {
            self._by_text[text]
            for begun, text in self._sorted_strokes[at : at + MAX_BEGUN]
            if begun.startswith(strokes)
        }
        return Named(typed=typed, names=(*found,), how=How.BEGUN) if len(found) == 1 else None

    def _by_choseong(self, typed: str) -> Named | None:
        """Names of as many syllables, all or some of them typed by their initials: 교통ㅎㅈㄱ."""
        initials = hangul.choseong(typed)
        if initials not in self._choseong:
            return None
        syllables = [place for place, char in enumerate(typed) if hangul.is_syllable(char)]
        mixed = bool(syllables) and len(initials) == len(typed) >= len(syllables) + MIN_ALONE
        if not mixed and not hangul.is_choseong(typed):
            return None
        names = tuple(
            dict.fromkeys(
                self._by_text[text]
                for text in self._choseong[initials]
                if all(text[place] == typed[place] for place in syllables)
            )
        )
        return Named(typed=typed, names=names, how=How.CHOSEONG) if names else None

    def _by_short_form(self, typed: str) -> Named | None:
        """Names of which the text is the beginning, a part, or a selection of syllables."""
        if typed[:1] not in self._stems and typed[:2] not in self._stems:
            return None
        stem = self.stem(typed)
        # A part of a name has the first two syllables of the short form together; syllables
        # picked from it may not have them so.
        keys = [key for key in (stem[:2], stem[:1]) if key in self._stems]
        if len(stem) < 2 or not hangul.is_syllables(typed):
            return None
        ranked: dict[int, list[str]] = {}
        for key in keys:
            for text, whole in self._stems[key] if not ranked else ():
                if stem != typed and typed[-1] != text[-1]:
                    continue  # 민원감사관 for 민원감사담당관: the last syllable decides
                if stem == typed and stem != whole and self.endings:
                    continue  # without its ending, only the whole stem is a name
                if (rank := _shortness(stem, whole)) is not None:
                    ranked.setdefault(rank, []).append(self._by_text[text])
        if not ranked:
            return None
        return Named(typed=typed, names=tuple(dict.fromkeys(ranked[min(ranked)])), how=How.SHORT)

    def _by_misspelling(self, typed: str) -> Named | None:
        if len(typed) < 3 or typed in self._words or is_said(typed):
            return None
        strokes = hangul.sound_strokes(typed)
        places = ((edge, len(strokes)) for edge in _edges(strokes))
        alike = [*filter(None, map(self._variants_like.get, places))]
        if not alike or not self._may_have_ending(strokes):
            return None
        if self.has_ending(typed) and self.stem(typed) in self._words:
            return None
        costs: dict[str, float] = {}
        for variant, meant in _likeliest(strokes, alike):
            text, bits = self._variants[variant]
            limit = TWO_SLIPS_BITS if len(text) >= LONG_NAME_SYLLABLES else ONE_SLIP_BITS
            slip_bits = cost_bits(strokes, meant, below=limit - bits + ROUNDING_BITS)
            if slip_bits > ONE_SLIP_BITS and _makes_another_name(typed, variant):
                continue
            bits += slip_bits
            if bits <= limit:
                name = self._by_text[text]
                costs[name] = min(bits, costs.get(name, bits))
        ranked = sorted(costs, key=lambda name: costs[name])
        if not ranked or any(costs[r] - costs[ranked[0]] < MARGIN_BITS for r in ranked[1:]):
            return None
        return Named(typed=typed, names=(ranked[0],), how=How.CORRECTED)

    def _may_end(self, word: str) -> bool:
        """Whether a name of several words may end with this one, also with slips in it."""
        strokes = hangul.sound_strokes(word)
        return (
            len(strokes) < ENDING_STROKES or word.endswith(_UNITS) or self._may_have_ending(strokes)
        )

    def _may_have_ending(self, strokes: str) -> bool:
        """Whether keystrokes may end in what says that it is a name of this kind."""
        return not self.endings or any(
            ending in strokes[-ENDING_STROKES:]
            or Levenshtein.distance(strokes[-size:], ending) <= MAX_ENDING_SLIPS
            for ending in self._ending_strokes
            for size in range(len(ending) - 1, len(ending) + 2)
        )


def _makes_another_name(typed: str, variant: str) -> bool:
    """Whether some slips between these would be a whole syllable more, less or instead."""
    if len(typed) != len(variant):
        # A stray letter is a slip for sure; a whole syllable more or less may be another name.
        return not any(map(hangul.is_jamo, typed))
    return sum(map(_other_letters, typed, variant)) > MAX_OTHER_LETTERS


def _edges(strokes: str) -> tuple[str, str]:
    return f"^{strokes[:2]}", f"{strokes[-2:]}$"


def _by_edges(variants: Iterable[str]) -> Mapping[tuple[str, int], Mapping[str, str]]:
    """Texts with keystrokes by each end, as slips hardly change both, and by lengths."""
    found: dict[tuple[str, int], dict[str, str]] = {}
    for variant in variants:
        strokes = hangul.sound_strokes(variant)
        for edge, more in product(_edges(strokes), _SLIPS):
            found.setdefault((edge, len(strokes) + more), {})[variant] = strokes
    return found


def _likeliest(strokes: str, alike: Iterable[Mapping[str, str]]) -> list[tuple[str, str]]:
    """The variants that are most like these keystrokes, in order, with theirs."""
    found: set[tuple[str, str]] = set()
    for variants in alike:
        nearest = process.extract(
            strokes,
            variants,
            scorer=Levenshtein.distance,
            score_cutoff=MAX_SLIPPED_STROKES,
            limit=MAX_ALIKE,
        )
        found |= {(variant, meant) for meant, _, variant in nearest}
    return sorted(found)


def _by_pieces(stems: Mapping[str, str]) -> Mapping[str, list[tuple[str, str]]]:
    """Names with the stems of which short forms are made, by the first and each two syllables."""
    found: dict[str, list[tuple[str, str]]] = {}
    for text, stem in stems.items():
        pairs = (stem[at : at + 2] for at in range(len(stem) - 1))
        for piece in dict.fromkeys((stem[:1], *pairs)):
            found.setdefault(piece, []).append((text, stem))
    return found


def _slipped_syllables(text: str) -> Iterator[str]:
    """A longer name with two neighbouring syllables swapped, one left out, or some said twice."""
    for at, size in product(range(len(text)), (1, 2)):
        yield text[: at + size] + text[at:]  # 문화화체육과
    if len(text) < MIN_SWAPPED_SYLLABLES:
        return
    for at in range(len(text) - 1):
        yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if len(text) >= LONG_NAME_SYLLABLES:
        for at in range(len(text) - 1):  # the last one says what kind of thing it is
            yield text[:at] + text[at + 1 :]


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


def _other_letters(one: str, other: str) -> int:
    """In how many letters two syllables differ; one where a letter stands alone for a syllable."""
    if one == other:
        return 0
    if not (hangul.is_syllable(one) and hangul.is_syllable(other)):
        return 1 if hangul.is_jamo(one) or hangul.is_jamo(other) else MAX_OTHER_LETTERS + 1
    return sum(a != b for a, b in zip(hangul.jamo(one), hangul.jamo(other), strict=True))


class TableNames:
    """Recognises what words name that may stand in titles as well."""

    def __init__(
        self,
        departments: Names,
        categories: Names,
        strategies: Names,
        stands: Callable[[str], bool],
    ) -> None:
        self._departments, self._categories = departments, categories
        self._strategies, self._stands = strategies, stands
        # A message is read as one question and as several: the same words come again.
        self.surest = lru_cache(maxsize=MAX_REMEMBERED)(self._surest)

    def _surest(self, lead: str, last: str) -> tuple[Named | None, bool]:
        """What a word names behind the `lead` of those before it, and whether a department."""
        best, is_department = None, False
        typed = hangul.in_korean(lead + last)
        for known in (self._departments, self._categories):
            # Only in full, where nothing says what kind of name it is.
            in_full = lead and not (known.endings and known.may_end(last))
            named = known.exact(typed) if in_full else known.recognized(typed)
            if named is None or not self._stands_as_name(named, known):
                continue
            if lead and not _joins(named, known, last):
                continue
            if best is None or certainty(named) < certainty(best):
                best, is_department = named, known is self._departments
        of = self._strategies.exact(typed) if len(typed) >= MIN_CONTAINED else None
        if of is not None and (best is None or certainty(of) < certainty(best)):
            return replace(of, typed=of.names[0]), False
        return best, is_department

    def _stands_as_name(self, named: Named, known: Names) -> bool:
        """Whether a reading as a name beats the one as a word of a title."""
        if named.how is How.EXACT:
            return True
        if named.how is How.SHORT and known.has_ending(named.typed):
            return True
        if named.how is How.SHORT and is_common(named.typed):
            # 제공 is no part of 경제공동체, though it stands there.
            edges = (hangul.normalized(one) for one in named.names)
            if not any(one.startswith(named.typed) or one.endswith(named.typed) for one in edges):
                return False
        return not self._stands(named.typed)


def _joins(named: Named, known: Names, last: str) -> bool:
    """Whether words of which this is the last are one name, and not several words by chance."""
    corrected = named.how is How.CORRECTED and bool(known.endings)
    return named.how is How.EXACT or corrected or known.has_ending(last)


def certainty(named: Named) -> tuple[int, int]:
    """How sure a name is: the less, the surer."""
    return named.how, len(named.names)


def is_common(text: str) -> bool:
    """Whether a text is a word of any message, which a name may have by chance."""
    return is_light(text) or text in ORDINARY_WORDS
