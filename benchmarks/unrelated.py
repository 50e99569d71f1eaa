"""Questions that name no pledge: small talk, other departments, words that only sound alike."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.pieces import bare

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue

UNRELATED = Path(__file__).parent / "data" / "unrelated.tsv"
IN_ANY_QUESTION = frozenset(("공약", "담당", "소관"))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnrelatedQuestion:
    """What was typed, and what kind of unrelated thing it is."""

    kind: str
    text: str


def unrelated_questions(path: Path = UNRELATED) -> tuple[UnrelatedQuestion, ...]:
    """All of them, in the file's order."""
    lines = path.read_text(encoding="utf-8").split("\n")[1:]
    pairs = (line.split("\t") for line in lines if line)
    return tuple(UnrelatedQuestion(kind=kind, text=text) for kind, text in pairs)


def unrelated_to(catalogue: Catalogue) -> tuple[UnrelatedQuestion, ...]:
    """The ones that are unrelated to this table too.

    Left out is what names one of its departments, and what has a word that stands in a word of a
    title: made-up tables have 안전총괄과, 도시락 배달 and 파크골프장.
    """
    title_words = {word for pledge in catalogue.pledges for word in bare_words(pledge.title)}
    in_titles = " ".join(sorted(title_words))
    return tuple(
        question
        for question in unrelated_questions()
        if not any(word in in_titles for word in bare_words(question.text) - IN_ANY_QUESTION)
        and not any(name in bare(question.text) for name in catalogue.by_department)
    )


def bare_words(text: str) -> frozenset[str]:
    """The words of two letters or more, without punctuation."""
    return frozenset(word for word in map(bare, text.split()) if len(word) >= 2)
