"""Seeded questions for any table, each with the pledges that are right: `questions_about`.

`python -m benchmarks.generated` shows some of each kind for the committed table.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from benchmarks.misspellings import KINDS, Kind, misspelt
from benchmarks.pieces import MAX_TITLES, MIN_CHARS, Piece, Titles, bare, tells, words
from benchmarks.questions import wording
from benchmarks.tables import made_up_catalogue, real_catalogue
from benchmarks.typing_hangul import CHOSEONG as ALL_INITIALS
from benchmarks.typing_hangul import JOINED_FINALS, initials

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.lookup.catalogue import Catalogue

    Asked: TypeAlias = tuple[str, Piece] | None
    Maker: TypeAlias = Callable[["Table", int, Random], Asked]

SEED = 20220701  # the day the term of the committed table began; any number would do
MIN_CHARS_FOR_TWO = 4  # two faults in three syllables leave nothing to read
TRIES_PER_QUESTION = 60  # rare letters (ㅙ, Latin) take many draws, and some tables have none
# None of these is about a district's pledges; they come up beside words that are.
WRONG_WORDS = wording("wrong words")
LONG_QUESTIONS = wording("long questions")
KIND = {kind.name: kind for kind in KINDS}
# The slips that any word can suffer.
SLIPS = tuple(
    KIND[name]
    for name in (
        "neighbouring key", "dropped key", "doubled key", "swapped keys", "phone consonant",
        "phone vowel", "lost 받침", "된/예사/거센소리", "ㅐ/ㅔ", "받침 by ear", "swapped syllables",
        "dropped syllable",
    )
)  # fmt: skip
DEPARTMENT_KINDS = (
    *SLIPS, KIND["space in a word"], KIND["English keyboard"], KIND["English in part"],
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedQuestion:
    """A question, what was meant, and the pledges of which any is right first.

    A `listing` asks for a department, and all of `right` and nothing else is its answer.
    `faults` counts the slips in it; the pieces-together kinds also come without any.
    """

    kind: str
    faults: int
    text: str
    meant: str
    right: frozenset[str]
    listing: bool = False


@dataclass(frozen=True)
class Table:
    """One table as the makers of questions see it; rows count from 0."""

    catalogue: Catalogue

    @cached_property
    def titles(self) -> Titles:
        """All titles."""
        titles = tuple(pledge.title for pledge in self.catalogue.pledges)
        return Titles(titles, self.departments)

    @cached_property
    def departments(self) -> tuple[str, ...]:
        """All departments."""
        return tuple(self.catalogue.by_department)

    @cached_property
    def rows_of(self) -> Mapping[str, frozenset[int]]:
        """Each department's rows."""
        rows: dict[str, set[int]] = {}
        for row, pledge in enumerate(self.catalogue.pledges):
            rows.setdefault(pledge.department, set()).add(row)
        return {department: frozenset(of_it) for department, of_it in rows.items()}

    def numbers(self, rows: Iterable[int]) -> frozenset[str]:
        """The numbers of these rows."""
        return frozenset(str(self.catalogue.pledges[row].number) for row in rows)


def as_written(table: Table, _faults: int, rng: Random) -> Asked:
    """A piece of a title, as it stands there."""
    piece = table.titles.piece(rng)
    return piece.text, piece


def misspelling(kind: Kind) -> Maker:
    """Makes a piece of a title with faults of one kind."""

    def make(table: Table, faults: int, rng: Random) -> Asked:
        piece = table.titles.piece(rng)
        if faults == 2 and len(bare(piece.text)) < MIN_CHARS_FOR_TWO:
            return None
        variant = misspelt(piece.text, kind, faults, rng)
        if variant is None or len(bare(variant)) < MIN_CHARS or table.titles.lost(variant, piece):
            return None
        return variant, piece

    return make


def department(table: Table, faults: int, rng: Random) -> Asked:
    """A department's name alone, misspelt."""
    name = rng.choice(table.departments)
    if (variant := _misspelt_department(table, name, faults, rng)) is None:
        return None
    if rng.random() < 0.3:
        variant += rng.choice((" 공약", " 공약 알려주세요", " 담당 공약", " 소관"))
    return variant, Piece(text=name, rows=table.rows_of[name])


def department_and_word(table: Table, faults: int, rng: Random) -> Asked:
    """A department and a word of one of its pledges, in either order.

    The first fault is in the department, the second in the word.
    """
    name = rng.choice(table.departments)
    word = rng.choice(words(table.catalogue.pledges[rng.choice(sorted(table.rows_of[name]))].title))
    rows = table.titles.holding(word) & table.rows_of[name]
    if (
        len(word) < MIN_CHARS
        or not tells(word)
        or len(rows) != 1
        or table.titles.names_department(word)
    ):
        return None
    piece = Piece(text=f"{name} {word}", rows=rows)
    spelt: str | None = name
    if faults:
        spelt = _misspelt_department(table, name, 1, rng)
    said = word if faults < 2 else _with_slips(word, 1, rng)
    if spelt is None or said is None:
        return None
    return (f"{spelt} {said}" if rng.random() < 0.5 else f"{said} {spelt}"), piece


def initial_consonants(table: Table, faults: int, rng: Random) -> Asked:
    """Only the initial consonants; with a fault, one is wrong or some ran together (ㄱㅅ → ㄳ)."""
    piece = table.titles.piece(rng)
    text = initials(piece.text)
    rows = table.titles.holding_initials(text)
    if not all(char in ALL_INITIALS for char in bare(text)) or len(rows) > MAX_TITLES:
        return None
    if rng.random() < 0.5:
        text = bare(text)
    if faults:
        if len(bare(text)) < MIN_CHARS_FOR_TWO:
            return None
        text = _merged(text) if rng.random() < 0.5 else _one_wrong_initial(text, rng)
        if table.titles.holding_initials(text) - rows:
            return None
    return (text, Piece(text=piece.text, rows=rows)) if text != piece.text else None


def mixed_initials(table: Table, faults: int, rng: Random) -> Asked:
    """Syllables and initial consonants mixed, from some syllable on: 골목ㄱㅈ."""
    piece = table.titles.piece(rng)
    text = piece.text
    at = rng.randrange(2, len(text)) if len(text) > 2 else 2
    whole, rest = text[:at], initials(text[at:])
    if rest == text[at:] or not tells(bare(whole)):
        return None
    rows = table.titles.holding_mixed(whole + rest)
    spelt = _with_slips(whole, faults, rng)
    if len(rows) > MAX_TITLES or spelt is None:
        return None
    variant = spelt + rest
    return None if table.titles.lost(variant, piece) else (variant, Piece(text=text, rows=rows))


def other_order(table: Table, faults: int, rng: Random) -> Asked:
    """Two or three telling words of a title, in another order, not all beside each other."""
    chosen = _telling_words(table, rng)
    if len(chosen) < 2:
        return None
    in_order = rng.sample(range(len(chosen)), min(len(chosen), rng.randint(2, 3)))
    picked = [chosen[at] for at in in_order]
    if in_order == sorted(in_order):
        picked.reverse()
    return _asked_together(table, picked, picked, faults, rng)


def one_wrong_word(table: Table, faults: int, rng: Random) -> Asked:
    """Two words of a title and one that is nowhere in the table."""
    chosen = _telling_words(table, rng)
    wrong = rng.choice(WRONG_WORDS)
    if len(chosen) < 2 or table.titles.holding(wrong):
        return None
    picked = rng.sample(chosen, 2)
    said = list(picked)
    said.insert(rng.randrange(3), wrong)
    return _asked_together(table, picked, said, faults, rng)


def long_question(table: Table, faults: int, rng: Random) -> Asked:
    """A long question in which one piece is of use, mostly a single word."""
    piece = table.titles.piece(rng)
    spelt = _with_slips(piece.text, faults, rng)
    if spelt is None or (faults and table.titles.lost(spelt, piece)):
        return None
    return rng.choice(LONG_QUESTIONS).format(spelt), piece


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionKind:
    """A row of the tables: how its questions are made, and with how many faults they come."""

    name: str
    korean: str
    make: Maker
    faults: tuple[int, ...]
    listing: bool = False


MISSPELLINGS = tuple(
    QuestionKind(name=kind.name, korean=kind.korean, make=misspelling(kind), faults=(1, 2))
    for kind in KINDS
)
TOGETHER = (
    QuestionKind(name="as written", korean="그대로", make=as_written, faults=(0,)),
    QuestionKind(name="department", korean="부서", make=department, faults=(1, 2), listing=True),
    QuestionKind(
        name="department + word", korean="부서+낱말", make=department_and_word, faults=(0, 1, 2)
    ),
    QuestionKind(name="initials", korean="초성", make=initial_consonants, faults=(0, 1)),
    QuestionKind(name="initials mixed", korean="초성 섞임", make=mixed_initials, faults=(0, 1)),
    QuestionKind(name="word order", korean="낱말 순서", make=other_order, faults=(0, 1, 2)),
    QuestionKind(name="one wrong word", korean="틀린 낱말", make=one_wrong_word, faults=(0, 1, 2)),
    QuestionKind(name="long question", korean="긴 질문", make=long_question, faults=(0, 1, 2)),
)
QUESTION_KINDS = (*MISSPELLINGS, *TOGETHER)


def questions_about(
    table: Table, kind: QuestionKind, faults: int, count: int, *, seed: int = SEED
) -> tuple[GeneratedQuestion, ...]:
    """Up to `count` different questions of one kind; the same for the same table and seed.

    Fewer where the table has no more to offer, none where the kind does not apply to it.
    """
    rng = Random(f"{seed} {kind.name} {faults}")  # noqa: S311  (a repeatable draw is the point)
    questions: dict[str, GeneratedQuestion] = {}
    for _ in range(count * TRIES_PER_QUESTION):
        if len(questions) == count:
            break
        if (asked := kind.make(table, faults, rng)) is None:
            continue
        text, piece = asked
        questions[text] = GeneratedQuestion(
            kind=kind.name,
            faults=faults,
            text=text,
            meant=piece.text,
            right=table.numbers(piece.rows),
            listing=kind.listing,
        )
    return tuple(questions.values())


def _misspelt_department(table: Table, name: str, faults: int, rng: Random) -> str | None:
    """A department's name with faults, unless they turn it into another department's."""
    kind = rng.choice(DEPARTMENT_KINDS)
    if faults == 2 and len(name) < MIN_CHARS_FOR_TWO:
        return None
    variant = misspelt(name, kind, faults, rng)
    names = Titles(table.departments)
    own = Piece(text=name, rows=names.holding(name))
    return None if variant is None or names.lost(variant, own) else variant


def _telling_words(table: Table, rng: Random) -> list[str]:
    """The telling words of a random title, each once."""
    telling = filter(tells, words(rng.choice(table.titles.titles)))
    return [word for word in dict.fromkeys(telling) if not table.titles.names_department(word)]


def _asked_together(
    table: Table, picked: list[str], said: list[str], faults: int, rng: Random
) -> Asked:
    """The words as said, slips in the picked ones, when what was picked points to few titles."""
    rows = table.titles.holding_all(picked)
    if sum(map(len, picked)) < MIN_CHARS_FOR_TWO or len(rows) > MAX_TITLES:
        return None
    slipped = rng.choice(picked)
    spelt = _with_slips(slipped, faults, rng)
    piece = Piece(text=slipped, rows=table.titles.holding(slipped))
    if spelt is None or (faults and table.titles.lost(spelt, piece)):
        return None
    text = " ".join(spelt if word == slipped else word for word in said)
    return text, Piece(text=" ".join(picked), rows=rows)


def _with_slips(text: str, faults: int, rng: Random) -> str | None:
    """The text with so many slips; None where they do not fit into it."""
    if not faults:
        return text
    if len(bare(text)) < MIN_CHARS + faults - 1:
        return None
    kind = rng.choice(SLIPS)
    return misspelt(text, kind, faults, rng)


def _one_wrong_initial(text: str, rng: Random) -> str:
    at = rng.choice([at for at, char in enumerate(text) if char != " "])
    return text[:at] + rng.choice("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ") + text[at + 1 :]


def _merged(text: str) -> str:
    """Neighbouring consonants as some input methods join them: ㅁㅇㄱㅅ → ㅁㅇㄳ."""
    for pair, joined in JOINED_FINALS.items():
        text = text.replace(pair, joined)
    return text


def main(arguments: Sequence[str]) -> int:
    """Show some questions of each kind: `generated [HOW_MANY_EACH [SIZE_OF_MADE_UP_TABLE]]`."""
    count = int(arguments[0]) if arguments else 3
    size = int(arguments[1]) if len(arguments) > 1 else 0
    table = Table(made_up_catalogue(size) if size else real_catalogue())
    for kind in QUESTION_KINDS:
        for faults in kind.faults:
            for question in questions_about(table, kind, faults, count):
                right = ",".join(sorted(question.right)[:3])
                print(f"{kind.name}\t{faults}\t{question.text}\t{question.meant}\t{right}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
