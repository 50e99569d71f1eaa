"""Fits what a hit's score means: how likely it is right, for tables of every size.

`python -m benchmarks.calibration [QUESTIONS_PER_KIND]` prints the constants of
`bot/lookup/engine/fitting.py` as of this run, and how often hits of each score were right.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.generated import QUESTION_KINDS, Table, questions_about
from benchmarks.ours import best_hit
from benchmarks.tables import made_up_catalogue, real_catalogue
from benchmarks.unrelated import unrelated_to
from bot.lookup.engine.fitting import MOST_BITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bot.lookup.catalogue import Catalogue

SEED = 11  # not the one of the reported figures
MADE_UP_SIZES = (1_000, 10_000)
NEWTON_STEPS = 30
PRECISION = 1e-6
RIDGE = 1e-3  # keeps a feature that decides everything finite
BANDS_PERCENT = (0, 10, 30, 50, 70, 80, 90, 95, 99, 100)


class Judged(NamedTuple):
    """The best hit of one question: `fit` and `score` in [0, 100]."""

    titles: int
    fit: float
    lack_bits: float
    excess_bits: float
    score: float
    right: bool


def judged(catalogue: Catalogue, count: int) -> Iterator[Judged]:
    """The best hits for `count` questions of each kind and for all unrelated ones."""
    table = Table(catalogue)
    asked = [
        (question.text, question.right)
        for kind in QUESTION_KINDS
        for faults in kind.faults
        for question in questions_about(table, kind, faults, count, seed=SEED)
    ]
    asked += [(question.text, frozenset()) for question in unrelated_to(catalogue)]
    for text, right in asked:
        if (hit := best_hit(text, catalogue)) is not None:
            best = (*hit.sure, *hit.unsure)[0]
            yield Judged(
                len(catalogue.pledges),
                hit.fit,
                hit.lack_bits,
                hit.excess_bits,
                hit.score,
                str(best.number) in right,
            )


def fitted(hits: Sequence[Judged]) -> NDArray[np.float64]:
    """The log odds of being right: constant, by fit, by lack, by excess, by log2 of the size.

    Each size of table counts alike, however many questions were asked of it.
    """
    sizes = [hit.titles for hit in hits]
    features = np.array(
        [
            (
                1,
                hit.fit,
                min(MOST_BITS, hit.lack_bits),
                min(MOST_BITS, hit.excess_bits),
                np.log2(1 + hit.titles),
            )
            for hit in hits
        ]
    )
    right = np.array([hit.right for hit in hits], float)
    weights = np.array([1_000 / sizes.count(size) for size in sizes])
    return fitted_odds(features, right, weights, RIDGE)


def fitted_odds(
    features: NDArray[np.float64],
    right: NDArray[np.float64],
    weights: NDArray[np.float64],
    ridge: float,
) -> NDArray[np.float64]:
    """What each feature of weighted examples says for their being right, in log odds."""
    odds = np.zeros(features.shape[1])
    for _ in range(NEWTON_STEPS):
        likely = 1 / (1 + np.exp(-features @ odds))
        slope = features.T @ (weights * (right - likely)) - ridge * odds
        curve = features.T @ (features * (weights * likely * (1 - likely))[:, None])
        change = np.linalg.solve(curve + ridge * np.eye(len(odds)), slope)
        odds += change
        if abs(change).max() < PRECISION:
            break
    return odds


def main(arguments: Sequence[str]) -> int:
    """Print the constants and the curve; always 0."""
    count = int(arguments[0]) if arguments else 15
    hits = [*judged(real_catalogue(), count)]
    for size in MADE_UP_SIZES:
        hits += judged(made_up_catalogue(size), max(3, count // 3))
    names = ("ODDS", "ODDS_BY_FIT", "ODDS_BY_LACK", "ODDS_BY_EXCESS", "ODDS_BY_SIZE")
    print(", ".join(names), "=", ", ".join(f"{value:.3f}" for value in fitted(hits)))
    print("\n score     right   of   (all tables)")
    for low, high in pairwise(BANDS_PERCENT):
        band = [hit.right for hit in hits if low <= hit.score < high]
        if band:
            print(f"{low:3} – {high:3}  {100 * sum(band) / len(band):5.1f} % {len(band):5}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
