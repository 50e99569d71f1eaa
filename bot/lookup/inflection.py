"""Recognises the forms of Korean verbs and adjectives, from the stems and endings in `data`.

Stems and endings are compared in keystrokes: ㄴ of 한대 belongs to its ending, and has no syllable.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain, product
from typing import NamedTuple

from bot.korean import hangul
from bot.korean.conjugation import EU, KINDS, STEM, A, forms
from bot.lookup.lexicon import rows

MIN_DONE = 2  # syllables of a noun before 하다
MIN_CHARS = 2  # of a form
MAX_STROKES = 60  # of a form; words that are longer are none
_NOT = ("안", "못")  # before a verb, often without a space
# No noun has such a syllable; but what was one, or is somewhere, says so of a noun: 꿈터였나.
_IN_PAST = re.compile(f"(?!있|였|(?<=이)었)[{hangul.with_final('갔')}](?=[가-힣])")
_OF_DOING = tuple(strokes for verb in ("하", "이") for _, strokes in forms(verb))
_OF_VERBS = frozenset("ㄲㄵㄶㄷㄺㄻㄼㄾㄿㅀㅄㅆㅈㅊㅌㅍㅎ")  # last consonants of few nouns


class Tables(NamedTuple):
    """What is compared, in keystrokes: endings by the form they follow, and what forms grow by.

    A form grows from one of another kind: by a past tense, an honorific, a verb that follows.
    """

    stems: tuple[str, ...]
    derived: tuple[str, ...]
    endings: Mapping[str, Collection[str]]
    last_keys: Collection[str]
    longest: int
    grows: Mapping[str, Mapping[str, frozenset[str]]]
    weak: frozenset[str]
    short: tuple[str, ...]
    nouns: frozenset[str]
    open: tuple[str, ...]
    own: tuple[str, ...]
    own_of_two: tuple[str, ...]
    told: tuple[str, ...]


@cache
def tables() -> Tables:
    """The tables of inflection.tsv."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    for group, _reason, of in rows("inflection.tsv"):
        words[group] += of.split(",")
    said = [f"{quoting}{end}" for quoting, end in product(words["quoting"], words["said"])]
    ends = [f"{kind}:{end}" for kind in KINDS for end in words[kind]]
    endings = [f"{end}{more}" for end, more in product([*ends, *said], ["", *words["polite"]])]
    kinds: defaultdict[str, dict[str, None]] = defaultdict(dict)
    pairs = [one.split(":") for one in [*endings, *words["adnominal"]]]
    for kind, end in sorted(pairs, key=lambda pair: KINDS.index(pair[0])):
        kinds[hangul.keystrokes(end)][kind] = None
    return Tables(
        stems=tuple(words["stems"]),
        derived=tuple(words["derived"]),
        endings=kinds,
        last_keys={end[-2:] for end in kinds},
        longest=max(map(len, kinds)),
        grows=_growing(words),
        weak=frozenset(map(hangul.keystrokes, words["weak"])),
        short=tuple(map(hangul.keystrokes, words["short"])),
        nouns=frozenset(words["noun"]),
        open=tuple(map(hangul.keystrokes, words["open"])),
        own=tuple(map(hangul.keystrokes, words["own"])),
        own_of_two=tuple(map(hangul.keystrokes, words["own-of-two"])),
        told=tuple(map(hangul.keystrokes, words["told"])),
    )


def _growing(words: Mapping[str, Sequence[str]]) -> Mapping[str, Mapping[str, frozenset[str]]]:
    grown = [(kind, "시", EU) for kind in (STEM, EU)] + [(A, "셔", EU)]
    for before, by in ((A, "ㅆ"), (STEM, "겠")):
        grown += [
            (kind, by + end, before) for kind, end in zip(KINDS, ("", "으", "어"), strict=True)
        ]
    grown += [(A, by, kind) for kind, by in (each.split(":") for each in words["contracted"])]
    linking = [link.split(":") for link in (*words["linking"], *words["quoting"])]
    linked = [*product(linking, words["linked"])]
    linked += [([A, ""], verb) for verb in words["auxiliary"]]
    found: dict[str, defaultdict[str, set[str]]] = {kind: defaultdict(set) for kind in KINDS}
    for kind, by, before in grown:
        found[kind][hangul.keystrokes(by)].add(before)
    for (before, link), verb in linked:
        for kind, strokes in forms(verb):
            found[kind][hangul.keystrokes(link) + strokes].add(before)
    return {kind: {by: frozenset(of) for by, of in grows.items()} for kind, grows in found.items()}


def _by_kind(pairs: Iterable[Sequence[str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for kind, text in pairs:
        found[kind].add(hangul.keystrokes(text))
    return {kind: frozenset(of) for kind, of in found.items()}


class Verbs:
    """Recognises the forms of some verbs, and of those `derived` from any noun: 설립하."""

    def __init__(self, stems: Iterable[str], derived: Iterable[str] = ()) -> None:
        self.forms = _by_kind(chain.from_iterable(map(forms, stems)))
        self._derived = _by_kind(chain.from_iterable(map(forms, derived)))
        # Most words have neither: to see that first takes a tenth of the time.
        self._begun = {form[:2] for of in self.forms.values() for form in of}
        ends = {form for of in self._derived.values() for form in of} or {"(?!)"}
        self._goes_on = re.compile("|".join(sorted(ends)))
        self._root = lru_cache(maxsize=4096)(self._root_of)

    @cached_property
    def _last_keys(self) -> Mapping[str, tuple[str, ...]]:
        return {
            kind: tuple({end[-2:] for end in (*grows, *self._derived[kind])})
            for kind, grows in tables().grows.items()
        }

    def roots(self, strokes: str, *, weakly: bool = True) -> Iterator[str]:
        """What these keystrokes may be a whole form of: a noun that is done, or "" for a stem.

        Also where the form may be a noun as well, if `weakly`.
        """
        may_be = strokes[:2] in self._begun or self._goes_on.search(strokes, MIN_DONE)
        if not may_be or len(strokes) > MAX_STROKES:
            return
        of = tables()
        longest = of.longest if strokes[-2:] in of.last_keys else 2  # most nouns end otherwise
        for at in range(len(strokes), max(-1, len(strokes) - longest), -1):
            end = strokes[at:]
            kinds = of.endings.get(end, ())
            is_weak = bool(kinds) and end in of.weak
            for kind in kinds if weakly or not is_weak else ():
                before = strokes[:at]
                root = self._root(before, kind)
                if root and is_weak and before.endswith(_OF_DOING):
                    continue  # 산책하고, 피해, 외계인
                if root is not None:
                    yield root

    def has(self, word: str, *, weakly: bool = True) -> bool:
        """Whether a word, or its keystrokes, is a form of these verbs."""
        return next(self.roots(hangul.keystrokes(word), weakly=weakly), None) is not None

    def _root_of(self, strokes: str, kind: str) -> str | None:
        """The root of what an ending of a kind follows; None if these keystrokes are no such."""
        if strokes in self.forms[kind]:
            return ""
        if not strokes.endswith(self._last_keys[kind]):  # so most words do
            return None
        grows, derived = tables().grows[kind], self._derived[kind]
        for at in range(len(strokes)):  # 도난당하 is made of 도난, and not of 도난당
            end = strokes[at:]
            for before in grows.get(end, ()):
                if (root := self._root(strokes[:at], before)) is not None:
                    return root
            if end in derived:
                noun = hangul.composed(strokes[:at])
                if len(noun) >= MIN_DONE:
                    return noun
        return None


@cache
def verbs() -> Verbs:
    """All verbs and adjectives that are known."""
    return Verbs(tables().stems, tables().derived)


@cache
def _of_nouns() -> Verbs:
    return Verbs((), (*tables().derived, "이"))


def is_inflected(word: str) -> bool:
    """Whether a word is a form of a verb or an adjective.

    >>> is_inflected("만드나"), is_inflected("안하노"), is_inflected("바나나")
    (True, True, False)
    """
    of, strokes = tables(), hangul.keystrokes(word)
    if word in of.nouns or len(word) < MIN_CHARS:
        return False
    if strokes.endswith(of.open) or _IN_PAST.search(word):
        return True
    if len(word) == MIN_CHARS and not (_is_of_verbs(word[0]) or strokes in verbs().forms[A]):
        # Many nouns of two syllables end like verbs.
        return strokes.endswith(of.short) and verbs().has(strokes)
    return verbs().has(strokes) or (word[0] in _NOT and verbs().has(word[1:], weakly=False))


def is_own(verb: str) -> bool:
    """Whether a verb says what oneself does or did, or what somebody near is to do.

    >>> is_own("올게"), is_own("씻었어"), is_own("만들어주세요"), is_own("늘려달래")
    (True, True, False, False)
    """
    of, strokes = tables(), hangul.keystrokes(verb)
    return strokes.endswith(of.own) and not strokes.endswith(of.told)


def ends_own(text: str) -> bool:
    """Whether a text ends so in two words, of which the last is no such verb.

    >>> ends_own("버스 타지 마"), ends_own("악기 닦는 중이야"), ends_own("공사 중이야")
    (True, True, False)
    """
    return hangul.keystrokes(hangul.bare(text)).endswith(tables().own_of_two)


def noun_of(word: str) -> str:
    """The noun that a word says to be done, or that something is; "" for none.

    >>> noun_of("조성한다더만"), noun_of("공원이래요"), noun_of("지어준다매")
    ('조성', '공원', '')
    """
    return next(filter(word.startswith, _of_nouns().roots(hangul.keystrokes(word))), "")


def _is_of_verbs(char: str) -> bool:
    """Whether a syllable ends as few of nouns do: 했, 좋."""
    return hangul.is_syllable(char) and hangul.jamo(char)[2] in _OF_VERBS
