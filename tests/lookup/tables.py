"""Tables to ask about: the committed one, and any ones by hypothesis."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bot.lookup.answer import answered
from bot.lookup.catalogue import Catalogue
from bot.lookup.parsing import understood
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.results import Answer, Summary, summary
from bot.table import files
from bot.table.store.versions import read_catalogue
from tests.paths import TABLE

# The same examples on every run, and no clock: a test fails for a change, never by chance.
REPEATABLE = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
MANY = settings(REPEATABLE, max_examples=80)
FEW = settings(REPEATABLE, max_examples=20)

HANGUL = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
JAMO = st.characters(min_codepoint=0x3131, max_codepoint=0x318E)
SYLLABLES = st.text(HANGUL, max_size=30)
# As people type, and as nobody does: surrogates, controls, emoji and every script come as well.
ANY_TEXT = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(), max_size=60),
    st.text(
        st.one_of(
            HANGUL,
            JAMO,
            st.sampled_from(" 0123456789-~,.?!·\n\t|:azAZ과번호개일😀👨‍👩‍👧\u200b\ufeff"),
        ),
        max_size=60,
    ),
)


@cache
def real() -> Catalogue:
    """The committed table, as of a day that no new load moves."""
    return replace(read_catalogue(TABLE), as_of=date(2026, 1, 2), source="pledge-table.txt")


def of(pledges: Iterable[Pledge]) -> Catalogue:
    """A table of these pledges alone."""
    rows = tuple(pledges)
    return _of(rows, tuple(str(row.number) for row in rows))


# Each case of a test asks the same table, and its index takes the longest. Numbers that are equal
# may be written otherwise.
@lru_cache(maxsize=64)
def _of(pledges: tuple[Pledge, ...], _: tuple[str, ...]) -> Catalogue:
    return Catalogue(
        term="민선9기",
        pledges=pledges,
        aliases=(),
        as_of=date(2030, 7, 1),
        source="made-up.txt",
    )


@lru_cache(maxsize=64)
def of_rows(rows: str) -> Catalogue:
    """A table of the pledges that a file of these rows has."""
    return of(files.recognised(rows.encode()).table.pledges)


def pledge(
    number: str, title: str, department: str = "도시계획과", strategy: str = "앞으로 가는 금천"
) -> Pledge:
    """One row, said briefly."""
    return Pledge(number=PledgeNumber(number), title=title, owners=(department,), strategy=strategy)


def answer(text: str, catalogue: Catalogue | None = None) -> Answer:
    """The answer to this message; from the committed table if no other is given."""
    catalogue = catalogue or real()
    return answered(understood(text, catalogue), catalogue)


def brief(text: str, catalogue: Catalogue | None = None) -> Summary:
    """The answer to this message as data."""
    return summary(answer(text, catalogue))


def named(text: str, catalogue: Catalogue | None = None) -> tuple[str, ...]:
    """The numbers that the answer names, best first."""
    return brief(text, catalogue).pledges
