"""What words of a message mean together: 밤에도, 배 and 다니게 are 야간 여객선.

The tables in `meanings` have two kinds of rows. A name that begins with `@` is a class of words,
each the beginning of a word of a message (`cues`). Any other row is a group: words of titles, `|`
between them, those that say it best first, and expressions that may stand for them. An expression
is a word, or several cues that must all be said, in any order: classes, or words with `|` between
them; what has `-` must not be said. A group with `~` says for whom, when or how, and counts less.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple

from bot.korean import hangul
from bot.lookup.cues import Cue, Cues
from bot.lookup.lexicon import civic_words, related, rows

CLASS, FOR_WHOM, UNSAID = "@", "~", "-"
NOTHING = "@nothing"  # words that only begin like another
LIGHT = 0.5  # what words count that say nothing of a pledge by themselves
PER_CUE = 1.5  # what a cue counts that is part of one group's expressions alone


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group:
    """Official words, those that say it best first."""

    official: tuple[str, ...]
    for_whom: bool


class Expression(NamedTuple):
    """Cues that mean a group's words where all of them are in a message."""

    group: Group
    cues: tuple[str, ...]
    without: frozenset[str]


class OfTable(NamedTuple):
    """The expressions of a table by one cue of each, and those of a word's lists that they have.

    `standing` are the official words that its titles have.
    """

    by_cue: Mapping[str, Sequence[Expression]]
    lists: Callable[[tuple[str, ...]], tuple[str, ...]]
    standing: frozenset[str]


class Vote(NamedTuple):
    """What some words, known by their places, say of the titles with one of the `official` words.

    `strength` is how much, in words that each tell one pledge, `counts` a share of it, `things` how
    many different things were said.
    """

    words: frozenset[int]
    official: tuple[str, ...]
    counts: float = 1.0
    strength: float = 1.0
    things: int = 1
    is_whole: bool = False  # the title has the official word as one of its words


class Meanings:
    """The groups of a table, by their cues."""

    def __init__(self, table: Sequence[tuple[str, ...]]) -> None:
        self.cues = Cues(NOTHING)
        every: list[Expression] = []
        for name, _reason, words in table:
            if name.startswith(CLASS):
                self.cues.add(name, words.split(","))
            else:
                every += _expressions(name, words)
        about: dict[str, set[Group]] = {}  # which a cue is part of
        for one in every:
            for cue in one.cues:
                about.setdefault(cue, set()).add(one.group)
        for cue in dict.fromkeys(chain.from_iterable((*of.cues, *of.without) for of in every)):
            if not cue.startswith(CLASS):
                self.cues.add(cue, cue.split("|"))
        self._by_cue: dict[str, list[Expression]] = {}  # by its cue of the fewest groups
        for one in every:
            rarest = min(one.cues, key=lambda cue: (len(about[cue]), cue))
            self._by_cue.setdefault(rarest, []).append(one)
        self._about = about
        self._groups = frozenset().union(*about.values())
        self._most_bits = math.log2(max(2, len(self._groups)))
        self._weight = cache(self._weight_of)

    def _weight_of(self, word: str) -> float:
        """What a word of a combination says: 1 where it is said for one group alone, 0 for all."""
        return 1.0 - math.log2(len(self.groups_of(word)) or 1) / self._most_bits

    def groups_of(self, word: str) -> frozenset[Group]:
        """The groups that a word is part of an expression of."""
        of = (self._about.get(name, ()) for name in self.cues.words[word])
        return frozenset[Group]().union(*of)

    def of_table(self, standing: Callable[[Iterable[str]], frozenset[str]]) -> OfTable:
        """The expressions of groups with words `standing` in titles, told at once, or for whom."""
        there = standing({word for group in self._groups for word in group.official})
        told = {one for one in self._groups if one.for_whom or not there.isdisjoint(one.official)}
        found = {
            cue: kept
            for cue, of in self._by_cue.items()
            if (kept := [one for one in of if one.group in told])
        }
        every = chain.from_iterable(found.values())
        names = {cue for one in every for cue in (*one.cues, *one.without)}
        # A word stands in many lists, of which a table asks for few.
        return OfTable(found, cache(lambda of: tuple(filter(names.__contains__, of))), there)

    def votes(self, words: Sequence[str], table: OfTable) -> Iterator[Vote]:
        """What the expressions of a table say that are in a message."""
        found: dict[str, list[Cue]] = {}
        for cue in self.cues.found(words):
            for name in table.lists(cue.names):
                found.setdefault(name, []).append(cue)
        combined: dict[Group, dict[int, Cue]] = {}
        for one in chain.from_iterable(filter(None, map(table.by_cue.get, found))):
            if not (
                all(map(found.__contains__, one.cues)) and found.keys().isdisjoint(one.without)
            ):
                continue
            said = [*chain.from_iterable(map(found.__getitem__, one.cues))]
            if len(one.cues) == 1:
                counts = LIGHT if one.group.for_whom else 1.0
                for cue in said:
                    yield Vote(frozenset(range(cue.start, cue.end)), one.group.official, counts)
            elif len({cue.at for cue in said}) >= len(one.cues):  # one word is not two things
                of_it = combined.setdefault(one.group, {})
                for cue in said:
                    best = of_it.get(cue.at, cue)
                    of_it[cue.at] = max(best, cue, key=lambda one: self._weight(one.text))
        for group, of_it in combined.items():
            places = frozenset(at for cue in of_it.values() for at in range(cue.start, cue.end))
            strength = PER_CUE * math.fsum(self._weight(cue.text) for cue in of_it.values())
            yield Vote(places, group.official, 1.0, strength, len(of_it))


def _expressions(name: str, words: str) -> Iterator[Expression]:
    official = tuple(map(hangul.search_key, name.removeprefix(FOR_WHOM).split("|")))
    group = Group(official=official, for_whom=name.startswith(FOR_WHOM))
    for cues in map(str.split, words.split(",")):
        without = frozenset(cue.removeprefix(UNSAID) for cue in cues if cue.startswith(UNSAID))
        yield Expression(group, tuple([c for c in cues if not c.startswith(UNSAID)]), without)


@cache
def meanings() -> Meanings:
    """The table that comes with the bot."""
    return Meanings([*rows("meanings")])


def is_said(word: str) -> bool:
    """Whether people say this word, whatever a table has: it stands in the tables of `data`.

    >>> is_said("나이"), is_said("청년쎈터")
    (True, False)
    """
    return word in related().rows or word in civic_words() or word in meanings().cues.words
