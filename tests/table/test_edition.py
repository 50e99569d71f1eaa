"""What a load comes to is decided from what is held and what is read alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.table.edition import Held, revision
from bot.table.notes import NoteKind
from bot.table.pledge_table import Table
from bot.table.suspicions import of_revision
from tests.table import tables
from tests.table.tables import THREE, THREE_PLEDGES

if TYPE_CHECKING:
    from bot.table.edition import Edition

LATE_IN_LONDON = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)  # half past midnight in Seoul
STORED = date(2026, 7, 1)
HELD = Held(current_term="민선8기", table=THREE, as_of=STORED)
an_edition = partial(tables.an_edition, at=LATE_IN_LONDON)


@pytest.mark.parametrize(
    ("edition", "held", "term", "as_of"),
    [
        pytest.param(an_edition(), Held(), "민선8기", date(2026, 11, 23), id="새 데이터베이스"),
        pytest.param(an_edition(), HELD, "민선8기", STORED, id="같은 표를 다시"),
        pytest.param(
            an_edition(Table(pledges=THREE_PLEDGES)),
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


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        (date(2026, 6, 30), [(NoteKind.EARLIER_DAY, "2026-06-30", "2026-07-01")]),
        (date(2026, 11, 24), [(NoteKind.DAY_AHEAD, "2026-11-24", "")]),
        (date(2062, 9, 30), [(NoteKind.DAY_AHEAD, "2062-09-30", "")]),
        (date(2026, 11, 23), []),
        (None, []),
    ],
)
def test_a_day_before_that_of_the_table_held_or_to_come_is_suspected(
    as_of: date | None, told: list[tuple[NoteKind, str, str]]
) -> None:
    """An old file, or a slip in its year."""
    notes = of_revision(revision(an_edition(as_of=as_of), HELD))
    assert [(note.kind, note.found, note.about) for note in notes] == told
