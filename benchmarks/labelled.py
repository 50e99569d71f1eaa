"""Scores the hand-labelled questions by category and shows every miss.

`python -m benchmarks.labelled [FILE [TABLE]]`, of the committed table or of another office's file;
those in `data/offices` have both. Ends with status 1 when a target is not reached.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.ours import named_pledges
from benchmarks.questions import LabelledQuestion, is_right, read_questions
from benchmarks.tables import catalogue_of, numbers_by_department, real_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

LABELLED = Path(__file__).parent / "data" / "queries.tsv"
TARGET_PERCENT = 95
TARGET_PERCENT_BY_CATEGORY = {"synonym": 80}  # meaning is out of reach of spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A question, the pledges that were named, and whether that is right."""

    question: LabelledQuestion
    got: tuple[str, ...]
    right: bool

    @property
    def wrong_owner(self) -> bool:
        """Whether a pledge was named where a wrong one does harm: for numbers and small talk."""
        harmful = self.question.category.startswith("id_") or self.question.category == "chitchat"
        return harmful and not self.right and bool(self.got)


def scored(
    questions: Iterable[LabelledQuestion],
    ask: Callable[[str], tuple[str, ...]],
    departments: Mapping[str, Sequence[str]],
) -> tuple[Scored, ...]:
    """Each question judged by what `ask` answers, in order."""
    judged = []
    for question in questions:
        got = ask(question.query)
        right = is_right(question.expect, got, departments)
        judged.append(Scored(question=question, got=got, right=right))
    return tuple(judged)


def by_category(judged: Iterable[Scored]) -> Mapping[str, tuple[Scored, ...]]:
    """The judged questions of each category, in the file's order."""
    groups: dict[str, list[Scored]] = defaultdict(list)
    for one in judged:
        groups[one.question.category].append(one)
    return {category: tuple(ones) for category, ones in groups.items()}


def below_target(category: str, judged: Sequence[Scored]) -> bool:
    """Whether a category misses its target or names a wrong owner."""
    percent = 100 * sum(one.right for one in judged) / len(judged)
    target = TARGET_PERCENT_BY_CATEGORY.get(category, TARGET_PERCENT)
    return percent < target or any(one.wrong_owner for one in judged)


def main(arguments: Sequence[str]) -> int:
    """Print each category's score and every miss; 0 when all targets are reached, else 1."""
    path = Path(arguments[0]) if arguments else LABELLED
    catalogue = catalogue_of(Path(arguments[1])) if len(arguments) > 1 else real_catalogue()
    judged = scored(
        read_questions(path),
        lambda query: named_pledges(query, catalogue),
        numbers_by_department(catalogue),
    )
    failed = False
    for category, ones in by_category(judged).items():
        below = below_target(category, ones)
        failed |= below
        right = sum(one.right for one in ones)
        mark = "BELOW TARGET" if below else ""
        print(f"{category:<15} {right:>3}/{len(ones):<3} {100 * right / len(ones):>5.1f} %  {mark}")
        for one in ones:
            if not one.right:
                wrong = "  WRONG OWNER" if one.wrong_owner else ""
                got = ",".join(one.got[:5]) or "-"
                print(f"    {one.question.query!r} expected {one.question.expect} got {got}{wrong}")
    right = sum(one.right for one in judged)
    print(f"{'all':<15} {right:>3}/{len(judged):<3} {100 * right / len(judged):>5.1f} %")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
