"""Whole messages for any table, with a fixed seed: wrapped, joined, excluding, said, romanised.

`python -m benchmarks.messages [--count N] [--seed N] [--size N]` scores every kind beside the other
engines, which answer with whatever comes out best; `--show N` prints messages instead.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from benchmarks.generated import SEED, SLIPS, WRONG_WORDS, Table
from benchmarks.misspellings import misspelt
from benchmarks.ours import named_pledges
from benchmarks.peers import PEERS
from benchmarks.pieces import MIN_CHARS, bare
from benchmarks.questions import is_right, wording
from benchmarks.questions import rows as read_rows
from benchmarks.tables import made_up_catalogue, numbers_by_department, real_catalogue
from bot.korean import hangul
from bot.korean.romanized import romanized
from bot.lookup import lexicon
from bot.lookup.lexicon import groups, rows
from bot.lookup.words import is_light

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.lookup.catalogue import Catalogue

    Made: TypeAlias = tuple[str, str] | None
    Maker: TypeAlias = Callable[[Table, Random], Made]

OURS = "pledge bot"
FRAMES = Path(__file__).parent / "data" / "frames.tsv"
TRIES = 40
MIN_ALONE = 4  # syllables of a word that means one thing alone
MIN_ROMANISED = 3  # syllables of a word that is distinguished from English ones
BEFORE = wording("before")
AFTER = wording("after")
SOUNDS = wording("sounds")
JOINTS = (", ", "? ", "\n", " 그리고 ", " / ", ". ", "! ", " 및 ")
WITHOUT = (" 말고 ", " 빼고 ", " 아니고 ", "이 아니라 ")
CORRECTIONS = wording("corrections")
CLAUSES = wording("clauses")
SINO = "영일이삼사오육칠팔구"
NATIVE = ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
CHATTER = wording("chatter")


def _piece(table: Table, rng: Random) -> tuple[str, str]:
    """A piece of a title, and what is expected of it."""
    piece = table.titles.piece(rng)
    return piece.text, "|".join(sorted(table.numbers(piece.rows)))


def _word(table: Table, rng: Random) -> tuple[str, str] | None:
    """A piece of exactly one title."""
    text, right = _piece(table, rng)
    return None if "|" in right else (text, right)


def courtesy(table: Table, rng: Random) -> Made:
    """Something polite before it, or after it, or both."""
    text, right = _piece(table, rng)
    before, after = rng.choice(BEFORE), rng.choice(AFTER)
    shape = rng.choice(("{0} {1}", "{1} {2}", "{0} {1} {2}"))
    return shape.format(before, text, after), right


def several(table: Table, rng: Random) -> Made:
    """Two or three things, one behind the other."""
    chosen = [one for _ in range(rng.randint(2, 3)) if (one := _word(table, rng))]
    numbers = {right for _, right in chosen}
    if len(chosen) < 2 or len(numbers) < len(chosen):
        return None
    if any(
        table.titles.holding(a) & table.titles.holding(b)
        for a, _ in chosen
        for b, _ in chosen
        if a != b
    ):
        return None
    tail = rng.choice(("", "", " 담당 부서 알려주세요", " 누구 담당이에요?"))
    return rng.choice(JOINTS).join(text for text, _ in chosen) + tail, f"{{{','.join(numbers)}}}"


def number_and_word(table: Table, rng: Random) -> Made:
    """A number and a thing."""
    word = _word(table, rng)
    number = str(rng.choice(table.catalogue.pledges).number)
    if word is None or word[1] == number:
        return None
    joint = rng.choice((", ", "랑 ", "하고 ", " 그리고 ", "\n"))
    return f"{number}{joint}{word[0]} 담당", f"{{{number},{word[1]}}}"


def _category(table: Table, rng: Random) -> tuple[str, list[int]] | None:
    """A category of several pledges with their serials, where the table has one."""
    groups = {name: of for name, of in table.catalogue.by_category.items() if len(of) > 3}
    if not groups:
        return None
    name = rng.choice(sorted(groups))
    return name, [pledge.number.serial for pledge in groups[name]]


def _number(table: Table, category: str, serial: int) -> str:
    return str(table.catalogue.numbering.number(category, serial))


def excluded_number(table: Table, rng: Random) -> Made:
    """Not this number but that one."""
    if (chosen := _category(table, rng)) is None:
        return None
    category, serials = chosen
    out, kept = rng.sample(serials, 2)
    first = rng.choice((f"{category}-{out:02d}", f"{category} {out}번"))
    second = rng.choice((f"{kept:02d}", f"{kept}번"))
    return f"{first}{rng.choice(WITHOUT)}{second}", _number(table, category, kept)


def excluded_department(table: Table, rng: Random) -> Made:
    """Not this department but that one."""
    out, kept = rng.sample(table.departments, 2)
    return f"{out}{rng.choice(WITHOUT[:3])}{kept}", f"={kept}"


def corrected(table: Table, rng: Random) -> Made:
    """One thing, taken back for another."""
    if (chosen := _apart(table, rng, 2)) is None:
        return None
    (out, _), (kept, right) = chosen
    return f"{out}{rng.choice(CORRECTIONS)}{kept}{rng.choice(('', '요', ' 담당'))}", right


def joined_clauses(table: Table, rng: Random) -> Made:
    """Two or three questions in one breath, each with its own verb."""
    if (chosen := _apart(table, rng, rng.randint(2, 3))) is None:
        return None
    said = [f"{text} {rng.choice(CLAUSES)}" for text, _ in chosen[:-1]]
    said.append(
        f"{chosen[-1][0]} {rng.choice(('어디예요', '담당은요', '누구예요?', '알려주세요'))}"
    )
    return " ".join(said), f"{{{','.join(right for _, right in chosen)}}}"


def column(table: Table, rng: Random) -> Made:
    """A thing, and what few tables say of it."""
    text, right = _piece(table, rng)
    asked = rng.choice([word for words in groups("details.tsv").values() for word in words][:200])
    if table.titles.holding(bare(asked)):
        return None
    return f"{text} {asked} {rng.choice(('알려주세요', '궁금해요', '좀요'))}", right


def in_titles(table: Table, rng: Random) -> Made:
    """All titles that have a word, however little it says."""
    word = rng.choice(table.titles.titles).split()[0].strip(",.")
    if len(word) < 2:
        return None
    right = table.numbers(table.titles.holding(bare(word)))
    frame = rng.choice(
        ("{} 들어간 공약", "{}라는 말이 들어간 공약 목록", "제목에 {} 있는 거 알려줘")
    )
    return frame.format(word), f"{{{','.join(sorted(right))}}}"


def _apart(table: Table, rng: Random, count: int) -> list[tuple[str, str]] | None:
    """So many long words of titles, each of exactly one, none of which has another's."""
    words = [_word(table, rng) for _ in range(count)]
    chosen = [one for one in words if one and len(one[0]) >= MIN_ALONE and " " not in one[0]]
    if len(chosen) < count or len({right for _, right in chosen}) < count:
        return None
    return chosen


def side_by_side(table: Table, rng: Random) -> Made:
    """Two things with nothing between them."""
    if (chosen := _apart(table, rng, 2)) is None:
        return None
    tail = rng.choice(("", " 담당", " 어디예요", " 알려주세요"))
    return " ".join(text for text, _ in chosen) + tail, f"{{{','.join(r for _, r in chosen)}}}"


def excluded_word(table: Table, rng: Random) -> Made:
    """Not this thing, or these, but that one."""
    if (chosen := _apart(table, rng, rng.randint(2, 3))) is None:
        return None
    *out, (kept, right) = chosen
    names = rng.choice((", ", "이랑 ", "하고 ")).join(text for text, _ in out)
    return f"{names}{rng.choice(WITHOUT[:2])}{kept}", right


def excluded_from_department(table: Table, rng: Random) -> Made:
    """All of a department's but one."""
    names = [name for name, of in table.rows_of.items() if len(of) > 2]
    if not names:
        return None
    name = rng.choice(names)
    word = _word(table, rng)
    numbers = table.numbers(table.rows_of[name])
    if word is None or word[1] not in numbers or " " in word[0] or word[0].endswith(("을", "를")):
        return None
    shapes = (
        "{0}에서 {1} 빼고",
        "{0} 공약 중 {1} 제외",
        "{1} 말고 {0} 공약",
        "{0} {1} 빼고 전부",
        "{0}인데 {1} 말고",
    )
    shape = rng.choice(shapes)
    return shape.format(name, word[0]), f"{{{','.join(sorted(numbers - {word[1]}))}}}"


def hesitating(table: Table, rng: Random) -> Made:
    """Sounds in front of each word."""
    text, right = _piece(table, rng)
    return " ".join(f"{rng.choice(SOUNDS)} {word}" for word in text.split()), right


def everyday(table: Table, rng: Random) -> Made:
    """What citizens say for words of titles: any title with one of these is right."""
    official, _reason, words = rng.choice([*rows("everyday.tsv")])
    if is_light(official) or not any(map(table.titles.holding, official.split("|"))):
        return None
    word = rng.choice(words.split(","))
    meant = lexicon.everyday()[bare(hangul.normalized(word))]
    holding = frozenset.union(*(table.titles.holding(one) for one in meant))
    frame = rng.choice(("{}", "{} 담당", "{} 지원", "{} 어디서 해요", "{} 쪽 담당이 누구예요"))
    return frame.format(word), "|".join(sorted(table.numbers(holding)))


def said_number(table: Table, rng: Random) -> Made:
    """A count as it is said."""
    if (chosen := _category(table, rng)) is None:
        return None
    category, serials = chosen
    serial = rng.choice(serials)
    tens, units = divmod(serial, 10)
    sino = ("" if tens == 0 else "십" if tens == 1 else f"{SINO[tens]}십") + (
        SINO[units] if units else ""
    )
    ways = [f"{sino}번", f"{sino} 번", f"{sino}번째"]
    if serial < 10:
        ways += [f"공{SINO[serial]}", f"영{SINO[serial]}"]
    if 2 <= serial <= len(NATIVE):
        ways += [f"{NATIVE[serial - 1]}번째", f"{NATIVE[serial - 1]} 번째"]
    if sino == "이":
        ways = ["공이", "두 번째"]
    return f"{category} {rng.choice(ways)}", _number(table, category, serial)


def typed_number(table: Table, rng: Random) -> Made:
    """A number as it is typed in a hurry."""
    if (chosen := _category(table, rng)) is None:
        return None
    category, serials = chosen
    serial = rng.choice(serials)
    shape = rng.choice(
        (
            "{1:02d} {0}",
            "{1}번 {0}",
            "{0}={1:02d}",
            "{0}~{1:02d}",
            "no.{1} {0}",
            "{0}→{1}",
            "{0} #{1}",
            "{1:02d}-{0}",
        )
    )
    return shape.format(category, serial), _number(table, category, serial)


def listed_numbers(table: Table, rng: Random) -> Made:
    """Several counts of one category, or from one to another."""
    if (chosen := _category(table, rng)) is None:
        return None
    category, serials = chosen
    first = rng.randrange(len(serials) - 2)
    run = serials[first : first + 3]
    if run != [*range(run[0], run[0] + 3)]:
        return None
    said = [SINO[n] if n < 10 else f"십{SINO[n - 10] if n > 10 else ''}" for n in run if n < 20]
    shapes = [f"{category} {run[0]} {run[1]} {run[2]}", f"{category} {run[0]}번부터 {run[2]}번까지"]
    if len(said) == 3:
        shapes.append(f"{category} {said[0]}번부터 {said[2]}번까지")
    return rng.choice(shapes), f"{{{','.join(_number(table, category, n) for n in run)}}}"


def doubled(table: Table, rng: Random) -> Made:
    """A department with a syllable said twice."""
    name = rng.choice([name for name in table.departments if len(name) > 3])
    at = rng.randrange(1, len(name) - 1)
    return f"{name[:at]}{name[at]}{name[at:]} 공약", f"={name}"


def romanised(table: Table, rng: Random) -> Made:
    """A word of a title in Latin letters."""
    text, right = _piece(table, rng)
    words = text.split()
    if min(map(len, words)) < MIN_ROMANISED or not all(
        "가" <= char <= "힣" for char in "".join(words)
    ):
        return None
    return " ".join(map(romanized, words)) + rng.choice(("", " damdang", " buseo")), right


def in_sentence(table: Table, rng: Random) -> Made:
    """A piece of a title in what people say of any project."""
    text, right = _piece(table, rng)
    return rng.choice(_frames()).format(text), right


def slip_in_sentence(table: Table, rng: Random) -> Made:
    """A piece of a title with a slip in it, in what people say of any project."""
    piece = table.titles.piece(rng)
    text = misspelt(piece.text, rng.choice(SLIPS), 1, rng)
    if text is None or len(bare(text)) < MIN_CHARS or table.titles.lost(text, piece):
        return None
    right = "|".join(sorted(table.numbers(piece.rows)))
    return rng.choice(_frames()).format(text), right


@cache
def _frames() -> Sequence[str]:
    return [frame for (frame,) in read_rows(FRAMES)]


def one_of_two(table: Table, rng: Random) -> Made:
    """A short word of a title beside a word of no title: something else than the pledge."""
    word = rng.choice(table.titles.titles).split()[0].strip(",.")
    wrong = rng.choice(WRONG_WORDS)
    if not 2 <= len(word) < MIN_ALONE or table.titles.holding(wrong):
        return None
    return f"{word} {wrong}", "-"


def chatter(_table: Table, rng: Random) -> Made:
    """What colleagues say to each other, before and after courtesy."""
    return f"{rng.choice(('', rng.choice(BEFORE)))} {rng.choice(CHATTER)}".strip(), "-"


KINDS: dict[str, Maker] = {
    "courtesy": courtesy,
    "hesitating": hesitating,
    "several": several,
    "side by side": side_by_side,
    "number + word": number_and_word,
    "excluded number": excluded_number,
    "excluded department": excluded_department,
    "excluded word": excluded_word,
    "excluded from department": excluded_from_department,
    "corrected": corrected,
    "clauses": joined_clauses,
    "column": column,
    "in titles": in_titles,
    "number as said": said_number,
    "number as typed": typed_number,
    "numbers in a row": listed_numbers,
    "doubled syllable": doubled,
    "romanised": romanised,
    "everyday word": everyday,
    "in a sentence": in_sentence,
    "slip in a sentence": slip_in_sentence,
    "one of two": one_of_two,
    "chatter": chatter,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedMessage:
    """A message, and what its answer must name, as in `benchmarks.questions`."""

    kind: str
    text: str
    expect: str


def messages(
    table: Table, kind: str, count: int, *, seed: int = SEED
) -> tuple[GeneratedMessage, ...]:
    """Up to `count` different messages of a kind; the same for the same table and seed."""
    rng = Random(f"{seed} {kind}")  # noqa: S311  (a repeatable draw is the point)
    made: dict[str, GeneratedMessage] = {}
    for _ in range(count * TRIES):
        if len(made) == count:
            break
        if (one := KINDS[kind](table, rng)) is not None:
            made[one[0]] = GeneratedMessage(kind=kind, text=one[0], expect=one[1])
    return tuple(made.values())


def scores(catalogue: Catalogue, count: int, *, seed: int = SEED) -> dict[str, dict[str, float]]:
    """For each kind, the percent of right answers of each engine.

    Of the others the first answer is taken: for several things, any of them is right.
    """
    table = Table(catalogue)
    departments = numbers_by_department(catalogue)
    titles = [f"{pledge.title} {pledge.number} {pledge.department}" for pledge in catalogue.pledges]
    engines = {peer.name: peer.build(titles) for peer in PEERS if not peer.missing}
    found: dict[str, dict[str, float]] = {}
    for kind in KINDS:
        if not (made := messages(table, kind, count, seed=seed)):
            continue  # the table has nothing of the kind
        right = [is_right(m.expect, named_pledges(m.text, catalogue), departments) for m in made]
        found[kind] = {OURS: 100 * sum(right) / len(right)}
        for name, engine in engines.items():
            firsts = [next(iter(engine.search(m.text, 1)), None) for m in made]
            numbers = [str(catalogue.pledges[one.row].number) if one else "" for one in firsts]
            hits = [_is_first(m.expect, n, departments) for m, n in zip(made, numbers, strict=True)]
            found[kind][name] = 100 * sum(hits) / len(hits)
    return found


def _is_first(expect: str, number: str, departments: Mapping[str, Sequence[str]]) -> bool:
    if expect == "-":
        return not number
    if expect.startswith("="):
        return number in departments[expect[1:]]
    return number in expect.strip("{}").replace(",", "|").split("|")


def printed(found: dict[str, dict[str, float]]) -> list[str]:
    """The scores as lines of Markdown."""
    engines = list(next(iter(found.values())))
    lines = [f"| kind | {' | '.join(engines)} |", "|---|" + "--:|" * len(engines)]
    for kind, of in found.items():
        lines.append(f"| {kind} | {' | '.join(f'{of[engine]:.0f}' for engine in engines)} |")
    return lines


def main(arguments: Sequence[str]) -> int:
    """Print the scores, or messages of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--size", type=int, default=0, help="of a made-up table")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args(arguments)
    catalogue = made_up_catalogue(options.size) if options.size else real_catalogue()
    if options.show:
        departments = numbers_by_department(catalogue)
        for kind in KINDS:
            for m in messages(Table(catalogue), kind, options.show, seed=options.seed):
                named = named_pledges(m.text, catalogue)
                mark = " " if is_right(m.expect, named, departments) else "x"
                print(f"{mark} {kind}\t{m.text!r}\t{m.expect}\t{','.join(named[:4])}")
        return 0
    print(*printed(scores(catalogue, options.count, seed=options.seed)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
