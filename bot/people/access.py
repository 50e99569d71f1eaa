"""Who may ask."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who writes to the bot, known by the messenger's numeric id alone."""

    user_id: int


# Whoever has a shell on the machine already holds everything the bot knows.
OPERATOR = Person(user_id=0)


def may_ask(person: Person, *, admins: frozenset[int]) -> bool:
    """Whether this person gets answers: the operator and the people in `admins` (user ids)."""
    return person == OPERATOR or person.user_id in admins
