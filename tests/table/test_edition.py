"""What a load comes to is decided from what is held and what is read alone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.table.edition import Edition, Held, revision
from bot.table.pledge_table import Table
from tests.table.tables import THREE_PLEDGES, an_alias

LATE_IN_LONDON = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)  # half past midnight in Seoul
STORED = date(2026, 7, 1)
TABLE = Table(pledges=THREE_PLEDGES)
HELD = Held(current_term="민선8기", table=TABLE, as_of=STORED)


def an_edition(
    table: Table = TABLE, *, term: str | None = None, as_of: date | None = None
) -> Edition:
    """An edition loaded at night."""
    return Edition(
        table=table,
        file="표.txt",
        sha256="0" * 64,
        loaded_at=LATE_IN_LONDON,
        term=term,
        as_of=as_of,
    )


@pytest.mark.parametrize(
    ("edition", "held", "term", "as_of"),
    [
        pytest.param(an_edition(), Held(), "민선8기", date(2026, 11, 23), id="새 데이터베이스"),
        pytest.param(an_edition(), HELD, "민선8기", STORED, id="같은 표를 다시"),
        pytest.param(
            an_edition(Table(pledges=THREE_PLEDGES, aliases=(an_alias(),))),
            HELD,
            "민선8기",
            STORED,
            id="별칭만 바뀜",
        ),
        pytest.param(
            an_edition(Table(pledges=THREE_PLEDGES[:2])),
            HELD,
            "민선8기",
            date(2026, 11, 23),
            id="바뀐 표는 서울의 오늘",
        ),
        pytest.param(
            an_edition(as_of=date(2026, 1, 2)), HELD, "민선8기", date(2026, 1, 2), id="적은 날짜"
        ),
        pytest.param(
            an_edition(term="민선9기"),
            Held(current_term="민선8기"),
            "민선9기",
            date(2026, 11, 23),
            id="다음 임기",
        ),
    ],
)
def test_term_and_date_default_to_what_is_held(
    edition: Edition, held: Held, term: str, as_of: date
) -> None:
    """The same page read again is not news of today; a changed one is."""
    found = revision(edition, held)
    assert (found.term, found.as_of) == (term, as_of)


def test_the_same_again_changes_nothing() -> None:
    """Whether it was given with its date or without."""
    assert revision(an_edition(), HELD).changes_nothing
    assert revision(an_edition(as_of=STORED), HELD).changes_nothing


@pytest.mark.parametrize(
    "edition",
    [
        pytest.param(an_edition(Table()), id="표"),
        pytest.param(an_edition(as_of=date(2026, 7, 2)), id="기준일"),
        pytest.param(an_edition(term="민선9기"), id="임기"),
    ],
)
def test_table_date_and_term_are_each_a_change(edition: Edition) -> None:
    """Any one of them is enough to write."""
    assert not revision(edition, HELD).changes_nothing
