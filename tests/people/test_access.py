"""Who may do what, that strangers learn nothing, and for how long it is remembered who is who."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.access import (
    NOT_PERSONS,
    OPERATOR,
    Known,
    Person,
    Right,
    Role,
    may,
    may_come_by_group,
    may_remove,
    own_role,
)
from bot.people.membership import MAX_REMEMBERED, REMEMBERED_FOR, Memory, Newest
from tests.lookup.tables import REPEATABLE

NOON = datetime(2026, 12, 1, 3, tzinfo=UTC)
ADMINS = frozenset({11, 22})
USER_IDS = st.integers(1, 2**52)
ROLES = st.sampled_from(Role)


def known(*, role: Role | None = None, removed: bool = False) -> Known:
    """Somebody whom the office keeps."""
    return Known(
        user_id=33,
        name="김주무",
        role=role,
        seen_in=None,
        removed_at=NOON if removed else None,
        since=NOON,
    )


def test_every_right_needs_a_role_above_strangers() -> None:
    """Strangers may do nothing at all."""
    assert not any(may(Role.STRANGER, right) for right in Right)
    assert all(may(Role.ADMIN, right) for right in Right)


@REPEATABLE
@given(st.frozensets(USER_IDS), USER_IDS)
def test_only_who_is_named_or_kept_has_a_role(admins: frozenset[int], user_id: int) -> None:
    """The rest are strangers."""
    role = own_role(user_id, None, admins=admins)
    assert role is (Role.ADMIN if user_id in admins else Role.STRANGER)


@pytest.mark.parametrize("role", [None, Role.MEMBER, Role.COORDINATOR])
def test_a_removal_wins(role: Role | None) -> None:
    """Over any role, and over being in a group."""
    removed = known(role=role, removed=True)
    assert own_role(33, removed, admins=ADMINS) is Role.STRANGER
    assert not may_come_by_group(33, removed)


@pytest.mark.parametrize("nobody", sorted(NOT_PERSONS))
def test_stand_ins_are_never_anybody(nobody: int) -> None:
    """Not even when somebody put the anonymous admin's number among the admins."""
    somebody = known(role=Role.COORDINATOR)
    assert own_role(nobody, somebody, admins=frozenset({nobody})) is Role.STRANGER
    assert not may_come_by_group(nobody, None)


@given(ROLES, ROLES)
def test_nobody_is_removed_by_an_equal(role: Role, other: Role) -> None:
    """Coordinators are an admin's matter, admins a setting's."""
    if may_remove(role, other):
        assert role > other


def test_the_operator_may_do_everything() -> None:
    """Whoever has a shell on the machine already holds everything the bot knows."""
    assert all(may(OPERATOR.role, right) for right in Right)


def test_somebody_unknown_may_do_nothing() -> None:
    """Until a channel has looked who it is."""
    assert not any(may(Person(user_id=11).role, right) for right in Right)


def test_it_is_forgotten_in_time() -> None:
    """Neither a second later nor, when the clock is set back, much later."""
    memory = Memory()
    memory[1] = True, NOON
    assert memory.recall(1, now=NOON + REMEMBERED_FOR - timedelta(seconds=1)) is True
    assert memory.recall(1, now=NOON + REMEMBERED_FOR) is None
    assert memory.recall(1, now=NOON - timedelta(days=1)) is None


def test_a_crowd_does_not_fill_the_memory() -> None:
    """Who was kept longest is forgotten first; who is kept again, last."""
    memory = Memory()
    for user_id in range(MAX_REMEMBERED):
        memory[user_id] = False, NOON
    memory[0] = False, NOON
    memory[-1] = False, NOON
    assert memory.recall(0, now=NOON) is False
    assert memory.recall(1, now=NOON) is None


def test_what_was_set_longest_ago_is_forgotten_first() -> None:
    """Whatever was set again since stays, one by one or many at once."""
    kept: Newest[str, int] = Newest(2)
    kept["a"], kept["b"] = 1, 2
    kept["a"] = 3
    kept["c"] = 4
    assert dict(kept) == {"a": 3, "c": 4}
    kept.update({"d": 5, "e": 6})
    assert dict(kept) == {"d": 5, "e": 6}
