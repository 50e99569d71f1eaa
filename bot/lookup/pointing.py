"""Which pledges the words of a message point to: 밤에도 배 다니게 is 야간 여객선 운항.

Each expression of a message votes for the titles with a word of its group (`meanings`), as do
everyday words, words that go with a title's, and the title's own: the more it says and the fewer
titles there are, the more. The pledge with most votes is meant.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, filterfalse
from typing import NamedTuple, TypeAlias

from bot.korean import hangul
from bot.lookup.engine.search import TitleSearch
from bot.lookup.latin import in_korean_words
from bot.lookup.lexicon import related
from bot.lookup.meanings import LIGHT, Group, Vote, meanings
from bot.lookup.pledge import Pledge
from bot.lookup.words import is_light, stems_of

# The places of titles, each with the word that it has of a group and that word's rank.
_Titles: TypeAlias = Mapping[int, tuple[str, int]]
# What a vote says at most, the vote, and the titles that it is for.
_Ranked: TypeAlias = Sequence[tuple[float, Vote, _Titles]]
# Official words, what each counts, what further words add, and whether a title has them whole.
_Meant: TypeAlias = tuple[tuple[str, ...], float, float, bool]

RELATED = 0.75  # what a word counts as one that goes with it
PER_WORD = 0.4  # what each further word of an everyday expression counts
PER_RELATED_WORD = 0.8  # … of one that goes with a word; 0.4: 485 of 680 right, 0.8: 516, 1.2: 518
MAX_EXPRESSION = 3  # words of an everyday expression
BITS_PER_RANK = 1.0  # that a word says less of a title with a later word of its group
MIN_BITS = 0.95  # that words say, as a share of what it takes to tell one pledge of a table
MIN_AHEAD_BITS = 1.0  # more than for any other pledge
MIN_NEAR_BITS = 0.7  # of what may be meant, as a share as well
MAX_NEAR = 3
FEW_ROWS = 3  # of the tables; what a word stands with in one or two may be chance
MAX_REMEMBERED = 4096  # groups of official words
MAX_READ = 16  # messages, or parts of one


class _Evidence(NamedTuple):
    """What some words say of a title: how much, of which of its words, and how many things."""

    bits: float
    official: str
    things: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """The pledges that words point to, with these words; or else `near`, those that may be meant.

    `read` is the official word that most is said of. `votes` is how many expressions say it,
    `things` how many things they say, `telling` how many words of its title are spoken of;
    `is_head` whether the last word is one of them as it is: 등산, but not 등산화; `is_written`
    whether one stands in the title as it was typed. `bits` is what is said of each pledge, by its
    number, `one` what it takes to tell one of them.
    """

    pledges: tuple[Pledge, ...]
    near: tuple[Pledge, ...]
    words: tuple[int, ...]
    read: str
    votes: int
    things: int
    telling: int
    is_head: bool
    is_written: bool
    bits: Mapping[str, float]
    one: float

    @property
    def is_combined(self) -> bool:
        """Whether an expression of several cues says it."""
        return self.things > self.votes

    @property
    def share(self) -> float:
        """What is said of the pledge, as a share of what it takes to tell one."""
        return max(self.bits.values()) / self.one


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """How many `rows` of the tables have a word, and of them a word of a title `together` with it.

    A title's pledge is known by its number; `pledges` have most, and `read` is their word in these.
    """

    pledges: tuple[Pledge, ...]
    read: str
    rows: int
    together: Mapping[str, int]

    def share(self, pledge: Pledge) -> float:
        """The share of the rows that have a word of the pledge, less where there are few rows."""
        return self.together.get(str(pledge.number), 0) / (self.rows + FEW_ROWS)

    def ahead(self, pledge: Pledge) -> float:
        """How much more of the rows have a word of the pledge than of any other."""
        others = (of for number, of in self.together.items() if number != str(pledge.number))
        return self.share(pledge) - max(others, default=0) / (self.rows + FEW_ROWS)


class Pointers:
    """The words that point to the titles of a table."""

    def __init__(self, pledges: Sequence[Pledge], titles: TitleSearch) -> None:
        self._pledges = pledges
        self._titles = titles
        self._bits = math.log2(max(2, len(pledges)))
        self._table = meanings().of_table(titles.letters.standing)
        self._standing = self._table.standing | titles.synonyms.standing
        self._which = lru_cache(maxsize=MAX_REMEMBERED)(self._find_titles)
        self._meant = lru_cache(maxsize=MAX_REMEMBERED)(self._find_meant)
        # A message is asked about from several sides, as a whole and in parts.
        self.pointed = lru_cache(maxsize=MAX_READ)(self._pointed)
        self.company = lru_cache(maxsize=MAX_READ)(self._company)

    def _pointed(self, words: tuple[str, ...]) -> Pointed | None:
        """The pledges that these words of a message point to; None where they point nowhere."""
        words = in_korean_words(words)
        ranked = self._ranked(words)
        found = self._evidence(ranked)
        chosen = {title: _apart(of_it) for title, of_it in found.items()}
        bits = {title: math.fsum(one.bits for one in of.values()) for title, of in chosen.items()}
        best, *others = sorted(bits, key=lambda title: (-bits[title], title)) or [-1]
        if bits.get(best, 0.0) < MIN_NEAR_BITS * self._bits:
            return None
        likely = [one for one in (best, *others) if bits[one] >= bits[best] - MIN_AHEAD_BITS]
        near = tuple([self._pledges[one] for one in likely])
        places = sorted(frozenset[int]().union(*found[best]))
        speaking = chosen[best].values()
        things = sum(one.things for one in speaking)
        telling = {  # words of it that more is said of than for whom
            titles[best][0] for _, vote, titles in ranked if best in titles and vote.counts > LIGHT
        }
        is_sure = (
            bool(telling)
            and bits[best] >= MIN_BITS * self._bits
            and (len(near) == 1 or things > len(speaking))
        )
        return Pointed(
            pledges=near if is_sure else (),
            near=near[:MAX_NEAR],
            words=tuple(places),
            read=max(speaking).official,
            votes=len(speaking),
            things=things,
            telling=len(telling),
            is_head=len(words) - 1 in places and self._is_cue(words),
            is_written=any(
                len(stem) > 1 and best in self._which((stem,), False)
                for at in places
                for stem in stems_of(words[at])
            ),
            bits={str(self._pledges[one].number): of_it for one, of_it in bits.items()},
            one=self._bits,
        )

    def _company(self, words: tuple[str, ...]) -> Company | None:
        """What the only word of a message stands with; None for several, and for one unknown."""
        words = tuple(filter(None, in_korean_words(words)))
        if len(words) != 1:
            return None
        rows = _rows_with(stems_of(words[0]))
        read: dict[int, dict[str, int]] = {}
        # Most have no word of a title, which is seen soonest of all their words at once.
        for row in filterfalse(self._standing.isdisjoint, rows):
            there: dict[int, str] = {}
            for official in filter(self._standing.__contains__, row):
                for title in self._which((official,), False):
                    there.setdefault(title, official)
            for title, official in there.items():
                of_it = read.setdefault(title, {})
                of_it[official] = of_it.get(official, 0) + 1
        if not read:
            return None
        together = {title: sum(of.values()) for title, of in read.items()}
        most = max(together.values())
        best = sorted(title for title, of in together.items() if of == most)[:MAX_NEAR]
        _, official = min((-count, word) for word, count in read[best[0]].items())
        return Company(
            pledges=tuple([self._pledges[title] for title in best]),
            read=official,
            rows=len(rows),
            together={str(self._pledges[title].number): of for title, of in together.items()},
        )

    def _ranked(self, words: Sequence[str]) -> _Ranked:
        """The votes of the words for titles, those first that say most of one."""
        votes = [(vote, self._which(vote.official, vote.is_whole)) for vote in self._votes(words)]
        return sorted(
            ((self._most_bits(vote, titles), vote, titles) for vote, titles in votes if titles),
            key=lambda one: -one[0],
        )

    def _evidence(self, ranked: _Ranked) -> Mapping[int, dict[frozenset[int], _Evidence]]:
        """What is said of each title that may be meant, the most that the same words say."""
        found: defaultdict[int, dict[frozenset[int], _Evidence]] = defaultdict(dict)
        for (most, vote, titles), still in zip(ranked, _still(ranked), strict=True):
            # A title that nothing was said of yet would not be found by the rest alone.
            is_late = still < MIN_NEAR_BITS * self._bits
            for title in [one for one in found if one in titles] if is_late else titles:
                official, rank = titles[title]
                said = most - vote.counts * vote.strength * rank * BITS_PER_RANK
                of_it = found[title]
                if vote.words not in of_it or said > of_it[vote.words].bits:
                    of_it[vote.words] = _Evidence(said, official, vote.things)
        return found

    def _most_bits(self, vote: Vote, titles: _Titles) -> float:
        return vote.counts * (vote.strength * self._bits - math.log2(len(titles)))

    def _votes(self, words: Sequence[str]) -> Iterator[Vote]:
        for_whom: set[int] = set()
        for vote in meanings().votes(words, self._table):
            for_whom |= vote.words if vote.counts < 1.0 else frozenset()
            yield vote
        for start, word in enumerate(words):
            if not word:
                continue
            counts = LIGHT if start in for_whom or is_light(word) else 1.0
            before = ""
            for end in range(start + 1, min(start + MAX_EXPRESSION, len(words)) + 1):
                span = frozenset(range(start, end))
                for official, share, per_word, is_whole in self._meant(before, words[end - 1]):
                    strength = 1.0 + per_word * (end - start - 1)
                    yield Vote(span, official, counts * share, strength, 1, is_whole)
                counts, before = 1.0, before + words[end - 1]
                if not self._titles.synonyms.begins(before):
                    break

    def _find_meant(self, before: str, last: str) -> Sequence[_Meant]:
        """What a word means, or an expression that it ends; only what titles have."""
        synonyms = self._titles.synonyms
        found: list[_Meant] = []
        for stem in map(before.__add__, stems_of(last)):
            found.append((synonyms.official(stem), 1.0, PER_WORD, False))
            found.append((synonyms.related(stem, len(before)), RELATED, PER_RELATED_WORD, False))
            # 이 is 2 in a title, but hardly ever in a message.
            if not (before or (len(stem) == 1 and hangul.is_digit(stem))):
                found.append(((stem,), 1.0, 0.0, True))
        return [one for one in found if self._which(one[0], one[3])]

    def _find_titles(self, names: tuple[str, ...], is_whole: bool) -> _Titles:
        """The titles that have one of these words, each with the first that it has and its rank."""
        found: dict[int, tuple[str, int]] = {}
        rank = 0
        for name in names:
            before = len(found)
            whole = is_whole or len(name) == 1
            for at in self._titles.with_word(name) if whole else self._titles.holding(name):
                found.setdefault(at, (name, rank))
            rank += len(found) > before
        return found

    @staticmethod
    def _is_cue(words: Sequence[str]) -> bool:
        """Whether the last word is a cue, but for its particle."""
        last, stems = len(words), stems_of(words[-1])
        return any(cue.text in stems for cue in meanings().cues.found(words) if cue.end == last)


def _still(ranked: _Ranked) -> list[float]:
    """For each vote, what it and those after it say of one title at most."""
    per_word: dict[int, float] = {}
    found: list[float] = []
    for bits, vote, _ in reversed(ranked):
        for word in vote.words:
            per_word[word] = max(per_word.get(word, 0.0), bits / len(vote.words))
        found.append(sum(per_word.values()))
    return found[::-1]


def _apart(said: Mapping[frozenset[int], _Evidence]) -> Mapping[frozenset[int], _Evidence]:
    """What is said by words that do not overlap, those that say most: 갈 병원, or 병원 alone."""
    chosen: dict[frozenset[int], _Evidence] = {}
    for words, one in sorted(said.items(), key=lambda item: -item[1].bits):
        if all(map(words.isdisjoint, chosen)):
            chosen[words] = one
    return chosen


def _rows_with(stems: Sequence[str]) -> list[tuple[str, ...]]:
    """The other words of each row of the tables that has a word, or else its beginning."""
    cues = meanings().cues.words
    begins = (stems[0][:end] for end in range(len(stems[0]) - 1, 1, -1))
    known = [*filter(cues.__contains__, stems)] or [*filter(cues.__contains__, begins)][:1]
    groups = frozenset[Group]().union(*map(meanings().groups_of, known))
    found = [one.official for one in groups if not one.for_whom]
    beside = chain.from_iterable(related().rows.get(stem, ()) for stem in stems)
    return found + [tuple([one for one in row if one not in stems]) for row in beside]
