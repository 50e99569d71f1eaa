"""Who may do what, and that strangers learn nothing."""

from __future__ import annotations

from datetime import UTC, datetime

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
