"""Only for the office."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import Answering
from bot.people.access import OPERATOR, Person, may_ask
from bot.replies.reply import Ask
from tests.lookup.tables import ANY_TEXT, FEW, REPEATABLE, real

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue

ADMINS = frozenset({11, 22})
USER_IDS = st.integers(1, 2**52)


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


@REPEATABLE
@given(st.frozensets(USER_IDS), USER_IDS)
def test_the_people_who_are_named_may_ask(admins: frozenset[int], user_id: int) -> None:
    """And nobody else."""
    assert may_ask(Person(user_id=user_id), admins=admins) is (user_id in admins)


def test_the_operator_may_always_ask() -> None:
    """Whoever has a shell on the machine already holds everything the bot knows."""
    assert may_ask(OPERATOR, admins=frozenset())


@FEW
@given(ANY_TEXT)
def test_strangers_learn_nothing(text: str) -> None:
    """Whatever they send: one reply without buttons, made before the table is even looked at."""
    answering = Answering(catalogues=NoCatalogue(), admins=ADMINS)
    stranger = Person(user_id=666)
    reply = asyncio.run(answering.reply(Ask(text=text), stranger))
    assert reply == asyncio.run(answering.welcome(stranger))
    assert reply.buttons == ()


@pytest.mark.parametrize("person", [Person(user_id=11), OPERATOR])
async def test_staff_get_answers_and_a_welcome(person: Person) -> None:
    """The operator included."""
    answering = Answering(catalogues=OneCatalogue(), admins=ADMINS)
    assert "도시계획과" in (await answering.reply(Ask(text="지역개발-05"), person)).text
    assert "안녕하세요" in (await answering.welcome(person)).text
