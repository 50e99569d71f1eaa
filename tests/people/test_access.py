"""Who may do what, and that strangers learn nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lookup.answering import Answering, OperatorAlone
from bot.messages import Ask
from bot.people.access import (
    NEEDED,
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
from tests.lookup.tables import ANY_TEXT, FEW, REPEATABLE, real

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue

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


@dataclass(frozen=True)
class OneCatalogue:
    """The committed table, and how it is handed out."""

    async def current(self) -> Catalogue:
        """The one there is."""
        return real()


@dataclass(frozen=True)
class NoCatalogue:
    """For those who must not get one."""

    async def current(self) -> Catalogue:
        """Fail."""
        pytest.fail("a stranger's question reached the table")


def test_every_right_needs_a_role_above_strangers() -> None:
    """Strangers may do nothing at all."""
    assert set(NEEDED) == set(Right)
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


def test_the_operator_may_always_ask() -> None:
    """Whoever has a shell on the machine already holds everything the bot knows."""
    assert asyncio.run(OperatorAlone().may_ask(OPERATOR))
    assert not asyncio.run(OperatorAlone().may_ask(Person(user_id=11)))


@FEW
@given(ANY_TEXT)
def test_strangers_learn_nothing(text: str) -> None:
    """Whatever they send: one reply without buttons, made before the table is even looked at."""
    answering = Answering(catalogues=NoCatalogue(), access=OperatorAlone())
    stranger = Person(user_id=666)
    reply = asyncio.run(answering.reply(Ask(text=text), stranger))
    assert reply == asyncio.run(answering.welcome(stranger))
    assert reply.buttons == ()


async def test_who_may_ask_gets_answers_and_a_welcome() -> None:
    """As the operator does."""
    answering = Answering(catalogues=OneCatalogue(), access=OperatorAlone())
    assert "도시계획과" in (await answering.reply(Ask(text="지역개발-05"), OPERATOR)).text
    assert "안녕하세요" in (await answering.welcome(OPERATOR)).text
