"""How often the first answer is right, by kind of fault, beside the other engines.

`python -m benchmarks.quality [--count N] [--seed N] [real] [made-up]`; the more questions, the
longer: 25 of each kind take some minutes. Another seed asks what nobody has tuned for.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.generated import MISSPELLINGS, QUESTION_KINDS, SEED, Table, questions_about
from benchmarks.ours import best_hit, first_guess, full_scan, named_pledges
from benchmarks.peers import PEERS
from benchmarks.tables import made_up_catalogue, real_catalogue
from benchmarks.unrelated import unrelated_to

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.generated import GeneratedQuestion
    from benchmarks.peers import Engine, Found, Peer
    from bot.lookup.catalogue import Catalogue

OURS = "pledge bot"
REAL, MADE_UP = "real", "made-up"  # tables
# What the others do, who answer whatever comes out best: counts our suggestions as answers.
GUESSING = "pledge bot, suggestions counted"
MADE_UP_SIZE = 10_000
DEFAULT_COUNT = 25
UNRELATED_SAMPLE = 200  # questions are enough to set a limit by
MOST_WRONG = 0.01  # of unrelated questions, at which the engines are compared
FULL_SCAN_QUESTIONS = 600  # enough to tell 99.5 % from less; on 10 000 titles they take a minute
# These name departments, so the other engines search titles with their departments for them.
WITH_DEPARTMENT = frozenset(("department", "department + word"))
SCORE_BINS = 10


@dataclass(slots=True, kw_only=True)
class Tally:
    """How many of the asked questions were answered rightly.

    `kept` of the right answers are also given when the engine must leave unrelated questions
    unanswered; ours are all.
    """

    right: int = 0
    kept: int = 0
    asked: int = 0

    def add(self, right: bool, *, kept: bool | None = None) -> None:
        """Count one more."""
        self.right += right
        self.kept += right if kept is None else right and kept
        self.asked += 1

    @property
    def percent(self) -> float:
        """Right ones in [0, 100]; 0 when nothing was asked."""
        return 100 * self.right / self.asked if self.asked else 0.0

    @property
    def kept_percent(self) -> float:
        """Kept ones in [0, 100]; 0 when nothing was asked."""
        return 100 * self.kept / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """How an engine does on questions that have no answer.

    `wrong_percent` of them get one when it answers all it can; `kept_percent` of the other
    questions are still answered rightly when the least score to answer is set such that at most
    MOST_WRONG of the unrelated ones get an answer. Our own answers are taken as they are.
    """

    wrong_percent: float
    kept_percent: float


@dataclass(slots=True, kw_only=True)
class Quality:
    """All that is measured on one table."""

    table: str
    size: int
    tallies: dict[tuple[str, int], dict[str, Tally]] = field(default_factory=dict)
    precision: dict[str, Precision] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)  # unrelated questions that we answered
    calibration: list[tuple[float, float, int]] = field(default_factory=list)
    same_first: Tally = field(default_factory=Tally)  # first answer as of a full scan
    same_whole: Tally = field(default_factory=Tally)  # and all the others too
    missing: tuple[str, ...] = ()

    def misspelt(self, engine: str, faults: int) -> Tally:
        """All kinds of misspelling together, each question counting the same."""
        kinds = {kind.name for kind in MISSPELLINGS}
        total = Tally()
        for (kind, count), tallies in self.tallies.items():
            if kind in kinds and count == faults:
                total.right += tallies[engine].right
                total.kept += tallies[engine].kept
                total.asked += tallies[engine].asked
        return total

    def all_kinds(self, engine: str) -> Tally:
        """All questions together."""
        of_it = [tallies[engine] for tallies in self.tallies.values()]
        return Tally(
            right=sum(tally.right for tally in of_it),
            kept=sum(tally.kept for tally in of_it),
            asked=sum(tally.asked for tally in of_it),
        )

    @property
    def engines(self) -> tuple[str, ...]:
        """Ours first."""
        return tuple(next(iter(self.tallies.values())))


class Searched:
    """A peer over one table: over its titles alone, and over titles with departments.

    `unrelated` questions tell from which score on it may answer.
    """

    def __init__(self, peer: Peer, catalogue: Catalogue, unrelated: Sequence[str]) -> None:
        self.name = peer.name
        self._pledges = catalogue.pledges
        texts = {
            False: [pledge.title for pledge in catalogue.pledges],
            True: [f"{pledge.title} {pledge.department}" for pledge in catalogue.pledges],
        }
        self._engines = {named: peer.build(of) for named, of in texts.items()}
        answered = {
            named: [found.score for text in unrelated if (found := _best(engine, text))]
            for named, engine in self._engines.items()
        }
        self.wrong_percent = 100 * len(answered[False]) / len(unrelated)
        self._least = {
            named: _least_score(scores, len(unrelated)) for named, scores in answered.items()
        }

    def judge(self, question: GeneratedQuestion) -> tuple[bool, bool]:
        """Whether the first answer is right, and whether it is given at all at MOST_WRONG.

        For a department, any of its pledges is right.
        """
        named = question.kind in WITH_DEPARTMENT
        found = _best(self._engines[named], question.text)
        if found is None:
            return False, False
        right = str(self._pledges[found.row].number) in question.right
        return right, found.score > self._least[named]


def _best(engine: Engine, text: str) -> Found | None:
    return next(iter(engine.search(text, 1)), None)


def is_right(question: GeneratedQuestion, named: Sequence[str]) -> bool:
    """Whether our answer is right: the first pledge, or exactly the listing."""
    if question.listing:
        return frozenset(named) == question.right
    return bool(named) and named[0] in question.right


def measured(catalogue: Catalogue, *, name: str, count: int, seed: int = SEED) -> Quality:
    """Everything, on this table, with so many questions of each kind."""
    table = Table(catalogue)
    unrelated = [question.text for question in unrelated_to(catalogue)]
    sample = unrelated[:: max(1, len(unrelated) // UNRELATED_SAMPLE)]
    peers = [Searched(peer, catalogue, sample) for peer in PEERS if not peer.missing]
    quality = Quality(
        table=name,
        size=len(catalogue.pledges),
        missing=tuple(peer.name for peer in PEERS if peer.missing),
    )
    asked: list[GeneratedQuestion] = []
    for kind in QUESTION_KINDS:
        for faults in kind.faults:
            questions = questions_about(table, kind, faults, count, seed=seed)
            if not questions:
                continue
            asked += questions
            tallies = {
                engine: Tally() for engine in (OURS, GUESSING, *(peer.name for peer in peers))
            }
            for question in questions:
                tallies[OURS].add(is_right(question, named_pledges(question.text, catalogue)))
                tallies[GUESSING].add(is_right(question, first_guess(question.text, catalogue)))
                for peer in peers:
                    right, kept = peer.judge(question)
                    tallies[peer.name].add(right, kept=kept)
            quality.tallies[kind.name, faults] = tallies
    misspelt = [question for question in asked if question.kind not in WITH_DEPARTMENT]
    quality.wrong = [text for text in unrelated if named_pledges(text, catalogue)]
    quality.precision[OURS] = Precision(
        wrong_percent=100 * len(quality.wrong) / len(unrelated),
        kept_percent=quality.all_kinds(OURS).kept_percent,
    )
    for peer in peers:
        quality.precision[peer.name] = Precision(
            wrong_percent=peer.wrong_percent,
            kept_percent=quality.all_kinds(peer.name).kept_percent,
        )
    quality.calibration = _calibration(catalogue, misspelt)
    _compare_with_full_scan(quality, catalogue, asked)
    return quality


def _least_score(answered: Sequence[float], asked: int) -> float:
    """The score above which at most MOST_WRONG of the asked were answered."""
    allowed = int(MOST_WRONG * asked)
    best_first = sorted(answered, reverse=True)
    return best_first[allowed] if len(best_first) > allowed else 0.0


def _calibration(
    catalogue: Catalogue, questions: Sequence[GeneratedQuestion]
) -> list[tuple[float, float, int]]:
    """For each tenth of the score: mean score, how many in a hundred were right, how many hits.

    Over misspelt questions and as many unrelated ones, whose hits are all wrong.
    """
    unrelated = [question.text for question in unrelated_to(catalogue)]
    asked = [
        *((one.text, one.right) for one in questions[:: max(1, len(questions) // len(unrelated))]),
        *((text, frozenset[str]()) for text in unrelated),
    ]
    scored = [
        (hit.score, str((*hit.sure, *hit.unsure)[0].number) in right)
        for text, right in asked
        if (hit := best_hit(text, catalogue)) is not None
    ]
    bins: list[tuple[float, float, int]] = []
    for low in range(0, 100, 100 // SCORE_BINS):
        inside = [one for one in scored if low <= min(one[0], 99.999) < low + 100 // SCORE_BINS]
        if inside:
            mean = sum(score for score, _ in inside) / len(inside)
            bins.append((mean, 100 * sum(right for _, right in inside) / len(inside), len(inside)))
    return bins


def _compare_with_full_scan(
    quality: Quality, catalogue: Catalogue, questions: Sequence[GeneratedQuestion]
) -> None:
    """How often the index leads to the very answer that comparing every title gives."""
    sample = questions[:: max(1, len(questions) // FULL_SCAN_QUESTIONS)]
    with_index = [named_pledges(question.text, catalogue) for question in sample]
    with full_scan():
        for question, named in zip(sample, with_index, strict=True):
            scanned = named_pledges(question.text, catalogue)
            quality.same_first.add(scanned[:1] == named[:1])
            quality.same_whole.add(scanned == named)


def printed(quality: Quality) -> list[str]:
    """The tables of one Quality as Markdown lines."""
    engines = quality.engines
    lines = [
        "| kind | faults | questions | " + " | ".join(engines) + " |",
        "|---|--:|--:|" + "--:|" * len(engines),
    ]
    for (kind, faults), tallies in quality.tallies.items():
        best = max(tally.right for tally in tallies.values())
        shown = " | ".join(_cell(tallies[engine], best) for engine in engines)
        lines.append(f"| {kind} | {faults} | {tallies[OURS].asked} | {shown} |")
    for faults in (1, 2):
        totals = {engine: quality.misspelt(engine, faults) for engine in engines}
        best = max(tally.right for tally in totals.values())
        shown = " | ".join(_cell(totals[engine], best) for engine in engines)
        lines.append(f"| **all misspellings** | {faults} | {totals[OURS].asked} | {shown} |")
    return lines


def printed_precision(quality: Quality) -> list[str]:
    """How each engine does on unrelated questions, as Markdown lines."""
    head = [
        "| engine | unrelated questions answered, % | right at ≤ 1 % of those, % |",
        "|---|--:|--:|",
    ]
    rows = (
        f"| {engine} | {precision.wrong_percent:.1f} | {precision.kept_percent:.1f} |"
        for engine, precision in quality.precision.items()
    )
    return [*head, *rows]


def printed_full_scan(quality: Quality) -> list[str]:
    """How far the index can be trusted, as lines of text."""
    return [
        f"Same first answer as a full scan: {quality.same_first.percent:.1f} %;",
        f"same in all that is named: {quality.same_whole.percent:.1f} %,",
        f"of {quality.same_first.asked} questions.",
    ]


def _cell(tally: Tally, best: int) -> str:
    """What is right of all, the best in bold, and in brackets what is kept, if that is less."""
    text = _percent(tally.percent)
    text = f"**{text}**" if tally.right == best else text
    return text if tally.kept == tally.right else f"{text} ({_percent(tally.kept_percent)})"


def _percent(percent: float) -> str:
    return f"{percent:.0f}" if percent in (0, 100) else f"{percent:.1f}"


def tables(count: int, *, seed: int = SEED) -> Mapping[str, Callable[[], Quality]]:
    """What there is to measure, by name."""

    def measure(name: str, read: Callable[[], Catalogue]) -> Callable[[], Quality]:
        return lambda: measured(read(), name=name, count=count, seed=seed)

    return {
        REAL: measure(REAL, real_catalogue),
        MADE_UP: measure(MADE_UP, partial(made_up_catalogue, MADE_UP_SIZE)),
    }


def main(arguments: Sequence[str]) -> int:
    """Print all tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("tables", nargs="*", default=[REAL, MADE_UP])
    parser.add_argument("--count", type=int, default=DEFAULT_COUNT, help="questions of each kind")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    measures = tables(options.count, seed=options.seed)
    for name in options.tables:
        quality = measures[name]()
        print(f"\n# {name}, {quality.size} pledges: right first answer, %\n")
        print(*printed(quality), sep="\n")
        print("\n" + "\n".join(printed_precision(quality)))
        print("\nanswered though unrelated:", ", ".join(quality.wrong) or "none")
        print(*printed_full_scan(quality))
        bins = (f"{score:.0f}: {right:.0f} ({hits})" for score, right, hits in quality.calibration)
        print("score: right % (hits):", *bins)
        for missing in quality.missing:
            print(f"missing: {missing}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
