"""What differs between two tables is listed change by change, and nothing else is."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lookup.pledge import Pledge, PledgeNumber
from bot.table.changes import (
    AliasChanged,
    Field,
    PledgeAdded,
    PledgeChanged,
    PledgeRemoved,
    compare,
    predecessors,
)
from bot.table.pledge_table import Table
from tests.table import tables
from tests.table.tables import REPEATABLE, THREE_PLEDGES, a_pledge, an_alias

FIRST, SECOND, THIRD = THREE_PLEDGES


@pytest.mark.parametrize(
    ("new", "field", "before", "after"),
    [
        (a_pledge(department="교통행정과"), Field.OWNERS, "도시계획과", "교통행정과"),
        (a_pledge(title="복합개발"), Field.TITLE, "금천구청역사 일대 복합개발 추진", "복합개발"),
        (a_pledge(strategy="정다운 금천"), Field.STRATEGY, "앞으로 가는 금천", "정다운 금천"),
        (a_pledge(attachment="계획.hwp"), "첨부파일", "", "계획.hwp"),
    ],
)
def test_each_field_that_changes_is_reported_with_old_and_new(
    new: Pledge, field: str, before: str, after: str
) -> None:
    """One field is one change."""
    assert compare(Table(pledges=(a_pledge(),)), Table(pledges=(new,))) == (
        PledgeChanged(number=PledgeNumber.of("지역개발", 5), field=field, old=before, new=after),
    )


def test_pledges_that_come_and_go_are_reported_with_their_place() -> None:
    """Making room for a pledge does not count as moving."""
    assert compare(Table(pledges=(FIRST, THIRD)), Table(pledges=(SECOND, THIRD))) == (
        PledgeRemoved(pledge=FIRST, position=1),
        PledgeAdded(pledge=SECOND, position=1),
    )


def counted(titles: str, first: int = 1) -> tuple[Pledge, ...]:
    """Pledges that are counted through."""
    return tuple(a_pledge(f"{n}", title) for n, title in enumerate(titles.split(", "), first))


TITLES = "전통시장 주차장 확충, 청년몰 조성, 경로식당 운영, 하천 산책로 정비"


@pytest.mark.parametrize(
    ("titles", "was"),
    [
        (f"놀이터 조성, {TITLES}", "2←1 3←2 4←3 5←4"),
        (TITLES.replace("청년몰 조성, ", ""), "1 2←3 3←4"),
        (TITLES.replace("청년몰 조성, 경로식당", "경로식당 확대"), "1 2←3 3←4"),
        (TITLES.replace("청년몰 조성, 경로식당 운영", "경로식당 운영, 청년몰 조성"), "1 2←3 3←2 4"),
        # Nothing is counted anew: what a number means is reworded.
        (TITLES.replace("청년몰 조성", "국립박물관 유치"), "1 2 3 4"),
        (f"{TITLES}, 놀이터 조성", "1 2 3 4"),
        ("경로당 보수, 경로당 보수, 숲", "1 2 3"),
    ],
)
def test_pledges_that_are_counted_anew_are_known_by_their_titles(titles: str, was: str) -> None:
    """What has the number of another pledge took no department of its, and no title."""
    old = counted(titles if "경로당" in titles else TITLES)
    found = predecessors(old, counted(titles))
    pairs = [(f"{new}", f"{old.number}") for new, old in found.items()]
    assert {f"{n}←{o}" if n != o else n for n, o in pairs} == {*was.split()}
    changed = compare(Table(pledges=old), Table(pledges=counted(titles)))
    kept = {n for n, o in pairs if n == o}
    assert {f"{c.number}" for c in changed if isinstance(c, PledgeChanged)} <= kept
    came = {f"{c.pledge.number}" for c in changed if isinstance(c, PledgeAdded)}
    assert came == {f"{one.number}" for one in counted(titles)} - kept


def test_only_the_pledge_that_moved_is_reported() -> None:
    """The others keep their order among each other."""
    rows = tuple(a_pledge(f"지역개발-{serial:02d}") for serial in range(1, 7))
    moved = (*rows[1:5], rows[0], rows[5])
    assert compare(Table(pledges=rows), Table(pledges=moved)) == (
        PledgeChanged(
            number=PledgeNumber.of("지역개발", 1), field=Field.POSITION, old="1", new="5"
        ),
    )


def test_aliases_that_come_go_and_change_their_reason_are_reported() -> None:
    """An alias is known by its kind, its text and its target."""
    gone, kept, new = an_alias(alias="개"), an_alias(alias="강아지"), an_alias(alias="고양이")
    reworded = an_alias(alias="강아지", reason="민원인의 말")
    assert compare(Table(aliases=(gone, kept)), Table(aliases=(reworded, new))) == (
        AliasChanged(old=gone),
        AliasChanged(old=kept, new=reworded),
        AliasChanged(new=new),
    )


@REPEATABLE
@given(tables.tables, tables.tables)
def test_there_are_changes_exactly_where_tables_differ(old: Table, new: Table) -> None:
    """Equal tables have none, other tables have some, and going back has as many."""
    assert compare(old, old) == ()
    assert bool(compare(old, new)) is (old != new)
    assert len(compare(old, new)) == len(compare(new, old))


@REPEATABLE
@given(st.permutations(range(1, 8)))
def test_as_few_pledges_move_as_can(order: list[int]) -> None:
    """What stays is a longest run that keeps its order, found here by trying all."""
    rows = {serial: a_pledge(f"지역개발-{serial:02d}") for serial in range(1, 8)}
    old, new = Table(pledges=tuple(rows.values())), Table(pledges=tuple(rows[s] for s in order))
    longest = max(
        size
        for size in range(8)
        for kept in itertools.combinations(order, size)
        if list(kept) == sorted(kept)
    )
    assert len(compare(old, new)) == 7 - longest
