"""Questions with the answer they expect, whether an answer is right, and words to make more of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

WORDING = Path(__file__).parent / "data" / "wording.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledQuestion:
    """One line of a labelled file; `expect` has one of the forms that `is_right` reads."""

    category: str
    query: str
    expect: str


@cache
def wording(kind: str) -> tuple[str, ...]:
    """What people say around a question, and words that they get wrong; of one kind, in order."""
    return tuple(json.loads(WORDING.read_text("utf-8"))[kind])


def rows(path: Path) -> Iterator[list[str]]:
    """The fields of each line of a table, without its header and comments."""
    # Not splitlines(): a query may hold one of the odd separators that it also splits at.
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line]
    yield from [line.split("\t") for line in lines if not line.startswith("#")][1:]


def read_questions(path: Path) -> tuple[LabelledQuestion, ...]:
    """The questions of a `category<TAB>query<TAB>expect` file, in order; its first line is names.

    Queries are verbatim: decomposed Unicode stays decomposed.
    """
    return tuple(
        LabelledQuestion(category=category, query=query, expect=expect)
        for category, query, expect in rows(path)
    )


def is_right(expect: str, pledges: Sequence[str], departments: Mapping[str, Sequence[str]]) -> bool:
    """Whether an answer's `pledges` (numbers, best first) are what `expect` asks for.

    | form | the answer must |
    |---|---|
    | `지역개발-05` | put this pledge first |
    | `A|B` | put one of these first |
    | `{A,B,C}` | put exactly these first, in any order, ahead of anything else |
    | `=교통행정과` | be that department's listing: all its pledges and nothing else |
    | `-` | name no pledge at all |

    `departments` holds each department's numbers.

    >>> is_right("{가-01,가-02}", ["가-02", "가-01", "나-07"], {})
    True
    >>> is_right("=환경과", ["가-01"], {"환경과": ["가-01", "가-02"]})
    False
    """
    if expect == "-":
        return not pledges
    if expect.startswith("="):
        return sorted(pledges) == sorted(departments[expect[1:]])
    if expect.startswith("{"):
        first = expect.strip("{}").split(",")
        return sorted(pledges[: len(first)]) == sorted(first)
    return bool(pledges) and pledges[0] in expect.split("|")
