"""The words of a question as what is looked for: each in all the ways it may stand in a title."""

from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from bot.korean import hangul
from bot.lookup.engine.letters import Letters
from bot.lookup.engine.matching import MIN_STROKES, How, Spelling
from bot.lookup.lexicon import LOOK_ALIKES, ORDINARY_WORDS, Related
from bot.lookup.meanings import is_said
from bot.lookup.words import Word, is_light, is_verbal, stems_of, word

# All measured with benchmarks/quality.py.
SYNONYM_QUALITY = 0.86
RELATED_QUALITY = 0.84  # below that of an official word inside another
STEM_DISCOUNT = 0.01  # so that what stands word for word as typed comes first
MAX_EXPRESSION_WORDS = 3  # of an everyday expression: 차 댈 곳
MIN_COMPOUND_CHARS = 3
MAX_BEGINNING = 6  # syllables of a verb, with what stands before it: 물에 잠기~

MAX_REMEMBERED = 1024  # words: each one of a message is searched alone and beside others


class Synonyms:
    """What words of a question may stand for in the titles of a table; all normalised and bare.

    `official` are the words that everyday ones stand for, `related` those that go with a word; of
    both only what stands in titles; `standing` are all words of that kind.
    """

    def __init__(
        self,
        official: Mapping[str, Sequence[str]],
        related: Related,
        letters: Letters,
    ) -> None:
        self._stands = letters.stands
        self.standing = letters.standing(related.words.union(*official.values()))
        self._official = {
            word: tuple(filter(self.standing.__contains__, targets))
            for word, targets in official.items()
            if not self.standing.isdisjoint(targets)
        }
        self._rows, self._verb_starts = related.rows, related.verb_starts
        self._keys = (related.keys, sorted(self._official))
        self._going_with = lru_cache(maxsize=MAX_REMEMBERED)(self._standing_with)
        self.begins = lru_cache(maxsize=MAX_REMEMBERED)(self._begins)
        self.unit = lru_cache(maxsize=MAX_REMEMBERED)(partial(unit, self))
        self.spellings = lru_cache(maxsize=MAX_REMEMBERED)(partial(_spellings, self))

    def __contains__(self, word: str) -> bool:
        return word in self._official or bool(self._going_with(word))

    def joins(self, words: Sequence[str]) -> bool:
        """Whether the words together are one expression.

        Words that a row of related ones has in one (생활체육지도자) say more apart.
        """
        *lead, last = words
        if not (self.begins("".join(lead)) or self.begins(" ".join(lead))):
            return False
        text = "".join(words)
        apart = (" ".join((*lead, stem)) for stem in stems_of(last))
        return (
            any(stem in self._official for stem in stems_of(text))
            or any(map(self._going_with, apart))
            or (
                bool(self._verbs(text, len("".join(lead))))
                and not any(self.says(word(one)) for one in words)
            )
        )

    def says(self, word: Word) -> bool:
        """Whether a word says something without what stands beside it."""
        return any(
            stem in self._official or (len(stem) > 1 and self._stands(stem)) for stem in word.stems
        )

    def _begins(self, text: str) -> bool:
        """Whether a word or an expression begins so, or a verb."""
        for keys in self._keys:
            at = bisect_left(keys, text)
            if at < len(keys) and keys[at].startswith(text):
                return True
        return False

    def official(self, word: str) -> tuple[str, ...]:
        """The official words that an everyday one stands for."""
        return self._official.get(word, ())

    def related(self, word: str, lead: int = 0) -> tuple[str, ...]:
        """The words of titles that go with a word; a verb's beginning is longer than its `lead`."""
        found = self._going_with(word)
        if word[:2] in self._verb_starts or word[:1] in self._verb_starts:
            found += self._verbs(word, lead)
        return found

    def _standing_with(self, word: str) -> tuple[str, ...]:
        """The words of titles that stand in a row with this one."""
        others = dict.fromkeys(chain.from_iterable(self._rows.get(word, ())))
        others.pop(word, None)
        return tuple(filter(self.standing.__contains__, others))

    def _verbs(self, word: str, lead: int) -> tuple[str, ...]:
        """The words of titles that go with the verb that a word begins with."""
        found: tuple[str, ...] = ()
        for end in range(lead + 1, min(len(word), MAX_BEGINNING) + 1):
            verb = f"{word[:end]}~"
            if verb in self._rows and not word.startswith(LOOK_ALIKES.get(word[:end], "\n")):
                found += self._going_with(verb)
        return found


class Unit(NamedTuple):
    """A word of the question, or several that are one.

    `spellings` are looked for as they are, those under `slippable` also with slips; `said` is
    closest to what was said: Korean, without endings. A `rest` is what is left of a compound when
    its known parts are taken out; an `ordinary` word exists and is meant as it is. `shown` is as it
    was typed; the rest as its words.
    """

    typed: str
    said: Spelling
    spellings: tuple[Spelling, ...]
    slippable: tuple[Spelling, ...] = ()
    rest: bool = False
    ordinary: bool = False
    shown: str = ""
    light: bool = False
    known: bool = False


def units(words: Sequence[Word], synonyms: Synonyms) -> tuple[Unit, ...]:
    """The words as units of meaning: neighbours that are one everyday expression are joined."""
    found: list[Unit] = []
    at = 0
    while at < len(words):
        size = min(MAX_EXPRESSION_WORDS, len(words) - at)
        if size > 1 and not synonyms.begins(words[at].typed):
            size = 1
        while size > 1 and not synonyms.joins([w.typed for w in words[at : at + size]]):
            size -= 1
        found.append(synonyms.unit(joined_word(words[at : at + size])))
        at += size
    return tuple(found)


def joined_word(words: Sequence[Word]) -> Word:
    """The words written as one."""
    if len(words) == 1:
        return words[0]
    typed = "".join(one.typed for one in words)
    return words[0]._replace(
        typed=typed,
        stems=stems_of(typed),
        shown=" ".join(one.shown for one in words),
        light=all(one.light for one in words),
        known=any(one.known for one in words),
    )


def joined(words: Sequence[Word], synonyms: Synonyms) -> Unit:
    """The words as one unit; an ordinary word is no part of a slip, nor is what says something."""
    whole = synonyms.unit(joined_word(words))
    # A number may be written in digits beside a word of it: 일동 1행복센터.
    meant = all(one.typed.isalpha() and (one.known or synonyms.says(one)) for one in words) or any(
        not ORDINARY_WORDS.isdisjoint(one.stems) for one in words
    )
    return whole._replace(slippable=()) if meant else whole


def unit(synonyms: Synonyms, typed: Word) -> Unit:
    """A word in all its spellings: its stems, the Korean behind Latin letters, synonyms."""
    how = How.KEYBOARD if typed.is_respelled else How.EXACT
    lead = len(typed.typed) - len(typed.shown.split(" ")[-1]) if " " in typed.shown else 0
    own, by_meaning, ordinary = synonyms.spellings(typed.stems, how, lead)
    slippable = own
    if ordinary or (
        not typed.known
        and (typed.light or any(map(is_said, typed.stems)) or is_verbal(typed.typed))
    ):
        slippable = ()  # 받았는데 and 나이 are no other words with slips
    return Unit(
        typed=typed.typed,
        said=own[-1],
        spellings=own + by_meaning,
        slippable=tuple([one for one in slippable if len(one.strokes) >= MIN_STROKES]),
        ordinary=ordinary,
        shown=typed.shown,
        light=typed.light,
        known=typed.known,
    )


def _spellings(
    synonyms: Synonyms, stems: tuple[str, ...], how: How, lead: int
) -> tuple[tuple[Spelling, ...], tuple[Spelling, ...], bool]:
    """The spellings of a word, those of words that it stands for, and whether it is ordinary."""
    own = _own_spellings(stems, how)
    said = [*own]
    said += [text[:-1] for text in own if text.endswith("들")]
    meant: dict[str, How] = {}  # of a target of both kinds the first, that of an official word
    for text in said:
        # What several words hold is read as it is: 석면 in 석면 제거, and 제거 beside it.
        others = (o for o in synonyms.related(text, lead) if not (lead and o in text))
        meant |= dict.fromkeys(others, How.RELATED)
    for text in said:
        meant |= dict.fromkeys(synonyms.official(text), How.SYNONYM)
    by_meaning = [_by_meaning(text, how) for text, how in meant.items() if text not in own]
    by_meaning.sort(key=attrgetter("how"))
    ordinary = not ORDINARY_WORDS.isdisjoint(stems) or stems[-1] in LOOK_ALIKES
    return tuple(own.values()), tuple(by_meaning), ordinary


@lru_cache(maxsize=MAX_REMEMBERED)
def _by_meaning(text: str, how: How) -> Spelling:
    """A word that another one stands for, or goes with."""
    return Spelling(text, how, SYNONYM_QUALITY if how is How.SYNONYM else RELATED_QUALITY)


def _own_spellings(stems: tuple[str, ...], how: How) -> dict[str, Spelling]:
    """A word as it was typed, as its stems, and as the Korean behind Latin letters."""
    own: dict[str, Spelling] = {}
    for place, stem in enumerate(stems):
        own.setdefault(stem, Spelling(stem, how, 1 - STEM_DISCOUNT * place))
        if (meant := hangul.in_korean(stem)) != stem:
            for other in word(meant).stems:
                own.setdefault(other, Spelling(other, How.KEYBOARD))
    return own


def parts(whole: Unit, vocabulary: Container[str], synonyms: Synonyms) -> tuple[Unit, ...]:
    """The pieces of a compound that stand in titles apart; what is left is one piece more.

    A stem that leaves nothing comes before the word with its ending.
    """
    if whole.ordinary:
        return (whole,)
    cut = [
        _pieces(spelling.text, vocabulary, synonyms)
        for spelling in whole.spellings
        if spelling.how.is_plain and len(spelling.text) >= MIN_COMPOUND_CHARS
    ]
    pieces, rest = next((of for of in cut if of[0] and not of[1]), cut[0] if cut else ((), ""))
    if not pieces:
        return (whole,)
    known = tuple([_piece(piece, whole, synonyms) for piece in pieces])
    return (*known, _piece(rest, whole, synonyms)._replace(rest=True)) if rest else known


def _pieces(
    text: str, vocabulary: Container[str], synonyms: Synonyms
) -> tuple[tuple[str, ...], str]:
    """The pieces of a text that stand in titles, the longest first, and what is left."""
    if not hangul.is_syllables(text):
        return (), text
    pieces: list[str] = []
    rest, at = "", 0
    while at < len(text):
        for end in range(len(text), at + 1, -1):
            piece = text[at:end]
            if piece in synonyms or piece in vocabulary:
                pieces.append(piece)
                at = end
                break
        else:
            rest += text[at]
            at += 1
    return tuple(pieces), rest


def _piece(text: str, whole: Unit, synonyms: Synonyms) -> Unit:
    return synonyms.unit(word(text))._replace(light=whole.light or is_light(text), known=True)
