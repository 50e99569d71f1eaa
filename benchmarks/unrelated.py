"""Questions that name no pledge: small talk, other departments, words that only sound alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.pieces import bare
from benchmarks.questions import rows
from bot.lookup.lexicon import everyday

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue

UNRELATED = Path(__file__).parent / "data" / "unrelated.tsv"
_NUMBER = re.compile(r"(\d+)\s*[번호]")
IN_ANY_QUESTION = frozenset(("공약", "담당", "소관"))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnrelatedQuestion:
    """What was typed, and what kind of unrelated thing it is."""

    kind: str
    text: str


def unrelated_questions(path: Path = UNRELATED) -> tuple[UnrelatedQuestion, ...]:
    """All of them, in the file's order."""
    return tuple(UnrelatedQuestion(kind=kind, text=text) for kind, text in rows(path))


def unrelated_to(catalogue: Catalogue) -> tuple[UnrelatedQuestion, ...]:
    """The ones that are unrelated to this table too.

    Left out is what names one of its departments, if only by some of its letters in order (농정과
    of 농업정책과), one of its plain numbers (20번), what is nothing but an everyday word for a word
    of a title (어부 of 어민), and what has a word that stands in a word of a title: made-up tables
    have 안전총괄과, 도시락 배달 and 파크골프장.
    """
    title_words = {word for pledge in catalogue.pledges for word in bare_words(pledge.title)}
    in_titles = " ".join(sorted(title_words))
    numbers = {str(number) for number in catalogue.by_number}

    def is_of_it(text: str) -> bool:
        words = bare_words(text) - IN_ANY_QUESTION
        said_alone = everyday().get(bare(text), ())
        return (
            any(word in in_titles for word in (*words, *said_alone))
            or any(name in bare(text) for name in catalogue.by_department)
            or any(_shortens(word, name) for word in words for name in catalogue.by_department)
            or any(number.lstrip("0") in numbers for number in _NUMBER.findall(text))
        )

    return tuple(question for question in unrelated_questions() if not is_of_it(question.text))


def _shortens(word: str, name: str) -> bool:
    """Whether a word is a department's name, or its letters in order with its last one."""
    word = word if word.endswith("과") else word.removesuffix("는")
    letters = iter(name)
    return word.endswith("과") and name.endswith("과") and all(one in letters for one in word)


def bare_words(text: str) -> frozenset[str]:
    """The words of two letters or more, without punctuation."""
    return frozenset(word for word in map(bare, text.split()) if len(word) >= 2)
