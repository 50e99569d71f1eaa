"""Fits the weights by which the bot decides what a message is about, to labelled messages.

`python -m benchmarks.weighing` writes two tables of `bot/lookup/data` anew: `endings.tsv`, what
words and their ends say, by how many messages with them ask about pledges; and `weighing.tsv`, the
weights of all features, this one as it is in messages that the ends were not counted in. It prints,
for each set of messages, how it would be answered with weights fitted to all the others; and, for
all sets, how they would be from another likelihood on, by which `NAMED` is chosen.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.calibration import SEED, fitted_odds
from benchmarks.generated import QUESTION_KINDS, Table, questions_about
from benchmarks.messages import messages as generated
from benchmarks.questions import is_right, read_questions, rows
from benchmarks.tables import (
    catalogue_of,
    made_up_catalogue,
    numbers_by_department,
    real_catalogue,
    titles_catalogue,
)
from benchmarks.unrelated import unrelated_questions, unrelated_to
from bot.lookup.by_keyword import by_fewer_words, candidates
from bot.lookup.parsing import understood
from bot.lookup.question import ByKeyword, OfColumns
from bot.lookup.weighing import (
    MANNER,
    MAX_ENDING,
    MIN_STEM,
    NAMED,
    TIMES,
    WHOLE,
    asking_for,
    features,
    said_in,
    says_ending,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.lookup.catalogue import Catalogue

DATA = Path(__file__).parent / "data"
LOOKUP = Path(__file__).parent.parent / "bot" / "lookup" / "data"
WEIGHTS, ENDINGS = LOOKUP / "weighing.tsv", LOOKUP / "endings.tsv"
HEADER = (
    "# What each feature of a candidate says for it, in log odds, and two of them together.\n"
    "# Fitted by `python -m benchmarks.weighing`; the features are those of weighing.py.\n"
    "feature\tweight\n"
)
HEADER_OF_ENDINGS = (
    "# What the end of a word says for a message about pledges, in log odds; the longest counts,\n"
    "# and a whole word, with ^, before all its ends.\n"
    "# Counted by `python -m benchmarks.weighing`.\n"
    "ending\tsays\n"
)
# What one message of a set counts: those made from patterns less; more those of tests, of many
# tables, and those where a wrong owner is least expected.
COUNTS = {
    "whole-messages": 8.0,
    "queries": 25.0,
    "beside-titles": 1.2,
    "in-passing": 1.5,
    "N": 2.0,
    "unrelated": 2.5,
    "unrelated elsewhere": 2.5,
    "noun": 1.5,
    "offices": 1.5,
    "more-offices": 1.5,
    "misspelt": 1.2,
    "one of two": 0.5,
    "in a sentence": 0.5,
    "slip in a sentence": 0.5,
    "domain": 1.0,
    "subject": 1.3,
}
NOUN = "noun"  # a word alone, of which few other sets have any
LIKELIHOODS = (0.5, 0.55, 0.65)  # from which on pledges might be named as well
RIDGE = 2.0
MIN_COUNTED = 25.0  # messages with an ending; fewer tell nothing
MIN_WORDS = 3  # different words with it; of fewer it is a part, and no ending
MIN_COUNTED_WHOLE = 6.0  # messages with a word
LIKE_SHORTER = 10.0  # messages that the shorter ending counts beside those with the longer one
MIN_APART = 0.3  # that a word says more or less than its end
FOLDS = 4
MADE_UP_SIZE, PER_KIND = 1_000, 10  # pledges, and questions about them
GENERATED = ("in a sentence", "slip in a sentence", "one of two")
PER_TABLE, PER_OFFICE = 200, 12  # generated messages of a kind
CITIZENS = {  # the file of a set, and into how many tables its titles are dealt
    "domain": ("citizens-by-domain.tsv", 8),
    "elsewhere": ("citizens-elsewhere.tsv", 1),
    "subject": ("citizens-by-subject.tsv", 16),
    "title": ("citizens-by-title.tsv", 22),  # those alike stand together, so each in another
}
ASKED_ONCE_IN = 4  # tables, of which each private remark is asked of one


class Message(NamedTuple):
    """A labelled message, its set, and the table it asks about."""

    of: str
    text: str
    expect: str
    catalogue: Catalogue


class Example(NamedTuple):
    """A candidate for what a message is about: its features, and whether it is right."""

    message: int
    words: tuple[str, ...]  # of the message
    values: Mapping[str, float]
    right: bool


def messages() -> Iterator[Message]:
    """Those of all committed sets."""
    table = real_catalogue()
    for name in ("whole-messages", "queries", "beside-titles", "in-passing"):
        for one in read_questions(DATA / f"{name}.tsv"):
            yield Message(name, one.query, one.expect, table)
    for of, _, query, expect in rows(DATA / "written-later.tsv"):
        yield Message(of, query, expect, table)
    for unrelated in unrelated_questions():
        yield Message("unrelated", unrelated.text, "-", table)
    offices = _offices()
    for at, (_, office) in enumerate(offices):
        for unrelated in unrelated_to(office)[at :: len(offices)]:
            yield Message("unrelated elsewhere", unrelated.text, "-", office)
    yield from _remarks()
    yield from messages_of_offices()
    yield from _of_citizens()
    yield from _misspelt()
    yield from _generated()


def messages_of_offices() -> Iterator[Message]:
    """Those about the tables of other offices; nouns alone are a set of their own."""
    for path, office in _offices():
        for one in read_questions(path):
            of = one.category if one.category == NOUN else path.parent.name
            yield Message(of, one.query, one.expect, office)


@cache
def _offices() -> Sequence[tuple[Path, Catalogue]]:
    """The questions about each table of another office, and the table."""
    found: list[tuple[Path, Catalogue]] = []
    for path in sorted(DATA.glob("*offices/*.questions.tsv")):
        stem = path.name.removesuffix(".questions.tsv")
        [of_office] = [one for one in path.parent.glob(f"{stem}.*") if one != path]
        found.append((path, catalogue_of(of_office)))
    return found


def _of_citizens() -> Iterator[Message]:
    for name in CITIZENS:
        for catalogue, lines in tables_of(name):
            for pledge, (_, *said) in zip(catalogue.pledges, lines, strict=True):
                for text in said:
                    yield Message(name, text, str(pledge.number), catalogue)


@cache
def tables_of(name: str) -> Sequence[tuple[Catalogue, Sequence[Sequence[str]]]]:
    """Tables of the titles of a set, and for each its lines: a title, and what is said of it."""
    file, tables = CITIZENS[name]
    lines = [*rows(DATA / file)]
    dealt = [lines[start::tables] for start in range(tables)]
    return [(titles_catalogue([title for title, *_ in of]), of) for of in dealt]


def _remarks() -> Iterator[Message]:
    """Private remarks, of the committed table and of some of the tables by subject."""
    remarks = [remark for (remark,) in rows(DATA / "remarks.tsv")]
    for remark in remarks:
        yield Message("remarks", remark, "-", real_catalogue())
    for at, (catalogue, _) in enumerate(tables_of("subject")):
        for remark in remarks[at % ASKED_ONCE_IN :: ASKED_ONCE_IN]:
            yield Message("remarks", remark, "-", catalogue)


def _misspelt() -> Iterator[Message]:
    for catalogue in (real_catalogue(), made_up_catalogue(MADE_UP_SIZE)):
        table = Table(catalogue)
        for kind in QUESTION_KINDS:
            for faults in kind.faults:
                for one in questions_about(table, kind, faults, PER_KIND, seed=SEED):
                    yield Message("misspelt", one.text, "|".join(sorted(one.right)), catalogue)


def _generated() -> Iterator[Message]:
    """Of the committed table, of those of other offices, and of a large one."""
    tables = [(real_catalogue(), PER_TABLE), (made_up_catalogue(MADE_UP_SIZE), PER_TABLE)]
    tables += [(office, PER_OFFICE) for _, office in _offices()]
    for catalogue, count in tables:
        for kind in GENERATED:
            for one in generated(Table(catalogue), kind, count, seed=SEED + 1):
                yield Message(kind, one.text, one.expect, catalogue)


def examples(asked: Sequence[Message]) -> Iterator[Example]:
    """The candidates of the messages that are weighed."""
    names = [name for name, _ in rows(WEIGHTS)]
    for at, message in enumerate(asked):
        question = understood(message.text, message.catalogue)
        if isinstance(question, OfColumns) and isinstance(question.asked, ByKeyword):
            question = asking_for(question.asked, question.columns, message.catalogue.titles.stands)
        if not isinstance(question, ByKeyword) or not question.tells:
            continue
        departments = numbers_by_department(message.catalogue)
        said = said_in(question, message.catalogue)
        found = (of(question, message.catalogue) for of in (candidates, by_fewer_words))
        for one in chain.from_iterable(found):
            numbers = [str(pledge.number) for pledge in one.pledges]
            right = is_right(message.expect, numbers, departments)
            yield Example(at, said.words, with_products(features(said, one), names), right)


def with_products(values: Mapping[str, float], names: Iterable[str]) -> Mapping[str, float]:
    """The features of these names, or what two of them say together."""
    said = {name: [values.get(of, 0.0) for of in name.split(TIMES)] for name in names}
    return {name: math.prod(of) for name, of in said.items() if all(of)}


class Weighing:
    """Examples as a matrix, and weights fitted to some of them."""

    def __init__(self, asked: Sequence[Message], of: Sequence[Example]) -> None:
        self.asked, self.examples = asked, of
        self.names = sorted({name for one in of for name in one.values})
        place = {name: at for at, name in enumerate(self.names)}
        self.values = np.zeros((len(of), len(self.names)))
        for row, one in enumerate(of):
            for name, value in one.values.items():
                self.values[row, place[name]] = value
        self.right = np.array([one.right for one in of], float)
        self.sets = np.array([asked[one.message].of for one in of])
        self.texts = np.array([asked[one.message].text for one in of])
        self.counts = np.array([COUNTS.get(name, 1.0) for name in self.sets])
        _, texts = np.unique(self.texts, return_inverse=True)
        self.folds = texts % FOLDS
        messages = np.array([one.message for one in of])
        is_first = np.append(True, messages[1:] != messages[:-1])
        self.is_spoken = is_first & ~np.isin(self.sets, GENERATED)

    def endings(self, which: NDArray[np.bool_]) -> Mapping[str, float]:
        """What words and their ends say in these examples, each beside its shorter one."""
        counted: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        words: defaultdict[str, set[str]] = defaultdict(set)
        every = [0.0, 0.0]
        for at in np.flatnonzero(which & self.is_spoken).tolist():
            is_meant = self.asked[self.examples[at].message].expect != "-"
            every[is_meant] += 1
            spoken = [*filter(None, self.examples[at].words)]
            ends = {
                word[start:]: word
                for word in spoken
                for start in range(max(MIN_STEM, len(word) - MAX_ENDING), len(word))
                if not word.isascii()
            }
            ends.update((WHOLE + word, word) for word in spoken)
            for end, word in ends.items():
                counted[end][is_meant] += 1
                words[end].add(word)
        usual = math.log(every[True] / every[False])
        found: dict[str, float] = {}
        for end in sorted(counted, key=lambda end: (end.startswith(WHOLE), len(end), end)):
            is_whole = end.startswith(WHOLE)
            least, different = (MIN_COUNTED_WHOLE, 1) if is_whole else (MIN_COUNTED, MIN_WORDS)
            other, meant = counted[end]
            if other + meant < least or len(words[end]) < different:
                continue
            short = says_ending(end[1:], found) if is_whole else found.get(end[1:], 0.0)
            shorter = 1 / (1 + math.exp(-usual - short))
            meant += LIKE_SHORTER * shorter
            other += LIKE_SHORTER * (1 - shorter)
            says = math.log(meant / other) - usual
            if not is_whole or abs(says - short) >= MIN_APART:
                found[end] = says
        return found

    def valued(self, which: NDArray[np.bool_], ends: Mapping[str, float]) -> NDArray[np.float64]:
        """The features of these examples where the ends of words say so much."""
        values = self.values[which]
        values[:, self.names.index(MANNER)] = [
            math.fsum(says_ending(word, ends) for word in self.examples[at].words)
            for at in np.flatnonzero(which).tolist()
        ]
        return values

    def fitted(self, which: NDArray[np.bool_]) -> NDArray[np.float64]:
        """The weights for these examples, with ends as others of them say."""
        values = self.values.copy()
        for fold in range(FOLDS):
            of_it = self.folds == fold
            values[which & of_it] = self.valued(which & of_it, self.endings(which & ~of_it))
        return fitted_odds(values[which], self.right[which], self.counts[which], RIDGE)

    def left_out(self) -> NDArray[np.float64]:
        """The log odds of each example by the weights of the other sets."""
        odds = np.zeros(len(self.right))
        for name in dict.fromkeys(self.sets.tolist()):
            of_it = self.sets == name
            others = ~np.isin(self.texts, self.texts[of_it])
            odds[of_it] = self.valued(of_it, self.endings(others)) @ self.fitted(others)
        return odds

    def report(self, odds: NDArray[np.float64], named: float = NAMED) -> Iterator[str]:
        """For all sets and each, how many messages are answered right, and named wrongly."""
        least = np.log(named / (1 - named))
        best: dict[int, tuple[float, bool]] = {}
        for one, of in zip(self.examples, odds.tolist(), strict=True):
            best[one.message] = max(best.get(one.message, (least, False)), (of, one.right))
        tally: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter, all=Counter())
        for at, (of, right) in best.items():
            kind = "meant" if self.asked[at].expect != "-" else "not"
            said = "silent" if of == least else "right" if right else "wrong"
            tally[self.asked[at].of][kind, said] += 1
            tally["all"][kind, said] += 1
        for name, of_it in tally.items():
            meant = sum(of_it["meant", said] for said in ("right", "wrong", "silent"))
            none = sum(of_it["not", said] for said in ("wrong", "silent"))
            yield (
                f"{name:15} pledges {of_it['meant', 'right']:4} of {meant:4} right,"
                f" {of_it['meant', 'wrong']:3} wrong;"
                f" none meant {of_it['not', 'wrong']:3} of {none:4} wrong"
            )


def _write(path: Path, header: str, weights: Mapping[str, float]) -> None:
    lines = [f"{name}\t{of:.2f}\n" for name, of in weights.items()]
    path.write_text(header + "".join(lines), encoding="utf-8")


def main() -> int:
    """Write the weights, then print the figures, which take longer; always 0."""
    asked = [*messages()]
    weighing = Weighing(asked, [*examples(asked)])
    every = np.ones(len(weighing.right), bool)
    weights = dict(zip(weighing.names, weighing.fitted(every).tolist(), strict=True))
    _write(WEIGHTS, HEADER, weights)
    _write(ENDINGS, HEADER_OF_ENDINGS, dict(sorted(weighing.endings(every).items())))
    odds = weighing.left_out()
    print(*weighing.report(odds), sep="\n")
    for named in LIKELIHOODS:
        print(f"named from {named} on: {next(weighing.report(odds, named))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
