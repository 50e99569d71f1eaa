"""What a pledge is, and the number it is known by."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

from bot.lookup.columns import HELPER

UNDECIDED = "미정"  # shown for a pledge without an owner
SEPARATORS = " -‐‑‒–—―−._·ㆍ/~:,"
GANADA = "가나다라마바사아자차카타파하"
_SERIAL = re.compile(
    "[0-9]{1,9}$|[Ⅰ-ↈ]+$|(?<![A-Za-z])[A-Za-z]{1,6}$|(?<![가-힣])[가-힣]$"
    "|\\((?:[0-9]{1,3}|[가-힣A-Za-z])\\)$"
    "|[\u2460-\u24ff\u2776-\u2793\u3200-\u32ff]$"  # circled, bracketed and dotted
)
_WRITTEN_OTHERWISE = re.compile(r"(?<!\d)0+(?=\d)|\s+")  # 지역개발-05 for 지역개발-5
_DRESS = re.compile(r"^제 ?(?=\d)|(?<=\d) ?[호번]$")  # 제3호 is 3
_ROMAN = re.compile("(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


@dataclass(frozen=True, slots=True)
class PledgeNumber:
    """A 관리번호 as the table writes it; unique in the table of a term.

    `category` is all that stands before the last part, "" where there is one part; `serial` is
    the last part as a count, 0 where it is a word. Numbers are equal by their text, zeros
    ahead and spaces aside, and sort by their parts.

    >>> number = PledgeNumber("III-①-12")
    >>> str(number), number.category, number.serial
    ('III-①-12', 'III-①', 12)
    >>> PledgeNumber("지역개발-05") == PledgeNumber("지역개발-5")
    True
    >>> sorted(map(PledgeNumber, ["2-1", "10-1", "2-Ⅲ"]))[1].text
    '2-Ⅲ'
    """

    text: str = field(compare=False)
    key: str = field(init=False, repr=False)
    category: str = field(init=False, compare=False, repr=False)
    serial: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", _WRITTEN_OTHERWISE.sub("", self.text))
        category, serial = _parts(self.text)
        object.__setattr__(self, "category", category)
        object.__setattr__(self, "serial", serial)

    @classmethod
    def of(cls, category: str, serial: int) -> Self:
        """The number of a category, written as 지역개발-05 is.

        >>> PledgeNumber.of("지역개발", 5)
        PledgeNumber(text='지역개발-05')
        """
        return cls(f"{category}-{serial:02d}")

    @property
    def last_part(self) -> str:
        """What stands behind the category: 05 of 지역개발-05."""
        return self.text.removeprefix(self.category).lstrip(SEPARATORS)

    @property
    def bare(self) -> str:
        """The number without what only says that it is one: 3 of 제3호."""
        return _DRESS.sub("", self.text)

    def __str__(self) -> str:
        return self.text

    def __lt__(self, other: Self) -> bool:
        return (_sort_key(self.text), self.text) < (_sort_key(other.text), other.text)


def in_sentence(number: object) -> str:
    """A number as a sentence has it.

    >>> in_sentence("5"), in_sentence(PledgeNumber("지역개발-05"))
    ('5번', '지역개발-05')
    """
    text = str(number)
    return f"{text}번" if text.isdecimal() else text


@lru_cache(maxsize=4096)  # of a table, whose numbers are sorted and made anew
def _parts(text: str) -> tuple[str, int]:
    text = _DRESS.sub("", text)
    last = _SERIAL.search(text)
    serial = _counted(last[0]) if last else None
    if last is None or serial is None:
        return "", 0
    return text[: last.start()].rstrip(SEPARATORS), serial


def roman(text: str) -> int | None:
    """The count that a Roman numeral says, below forty.

    A single C, D, L or M is a letter: no table has fifty sections.

    >>> roman("IV"), roman("XII"), roman("A"), roman("VIIII")
    (4, 12, None, None)
    """
    said = _ROMAN.fullmatch(text)
    return 10 * len(said[1]) + _ROMAN_UNITS.index(said[2]) if said and text else None


def _counted(part: str) -> int | None:
    """The count that a part of a number says; None where it is a word.

    >>> [_counted(part) for part in ("05", "Ⅳ", "ix", "③", "㉯", "다", "B", "AB")]
    [5, 4, 9, 3, 2, 3, 2, None]
    """
    plain = unicodedata.normalize("NFKC", part).strip("(). ").upper()
    if plain.isdecimal():
        return int(plain)
    if len(plain) == 1 and plain in GANADA:
        return GANADA.index(plain) + 1
    if (count := roman(plain)) is not None:
        return count
    if len(plain) == 1 and plain.isascii() and plain.isalpha():
        return ord(plain) - ord("A") + 1
    return int(unicodedata.numeric(plain, 0)) or None if len(plain) == 1 else None


def _sort_key(text: str) -> tuple[tuple[int, str], ...]:
    category, serial = _parts(text)
    if not category:
        return ((serial, "" if serial else text),)
    return (*_sort_key(category), (serial, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """One row of the table; every text is what the table says, verbatim.

    `owners` (주관) and `helpers` (협조) are departments, `teams` the parts of some of them that are
    named, each behind its department, `strategy` the section or field, "" where the table has none.
    `details` are the table's other columns that are filled in this row, by heading (see
    bot.table.columns), in column order.
    """

    number: PledgeNumber
    title: str
    owners: tuple[str, ...]
    strategy: str
    helpers: tuple[str, ...] = ()
    teams: tuple[tuple[str, str], ...] = ()
    details: tuple[tuple[str, str], ...] = ()

    @property
    def department(self) -> str:
        """The first owner."""
        return self.owners[0] if self.owners else UNDECIDED

    @property
    def departments(self) -> tuple[str, ...]:
        """The owners, then the helpers."""
        return (*self.owners, *self.helpers)

    @property
    def team(self) -> str:
        """All teams and sub-units."""
        return ", ".join(dict.fromkeys(team for _, team in self.teams))

    def with_teams(self, names: tuple[str, ...], besides: str = "") -> str:
        """Departments, each with its part, but for what is named `besides`: 보건소(의약팀)."""
        teams = {name: team for name, team in self.teams if team not in besides}
        return ", ".join(f"{n}({teams[n]})" if n in teams else n for n in names)

    def detail(self, heading: str) -> str:
        """What the table says under a heading; "" for nothing."""
        missing = ", ".join(self.helpers) if heading == HELPER.key else ""
        return dict(self.details).get(heading, missing)


def grouped(
    pledges: Iterable[Pledge], names: Callable[[Pledge], Iterable[str]]
) -> dict[str, tuple[Pledge, ...]]:
    """The pledges under each of their names; both in page order."""
    groups: dict[str, list[Pledge]] = {}
    for pledge in pledges:
        for name in names(pledge):
            groups.setdefault(name, []).append(pledge)
    return {name: tuple(members) for name, members in groups.items()}
