"""What somebody looked up last: bounded, newest first, numbers only."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.features import SCHEMA
from bot.people.store import recents
from bot.store.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TERM = "민선8기"


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    """An office's database."""
    with State(tmp_path / "state.db", SCHEMA) as state:
        yield state


async def note(state: State, user_id: int, *serials: int, term: str = TERM) -> None:
    """Somebody looks these up, one after another."""
    for serial in serials:
        number = f"지역개발-{serial:02d}"
        await state.write(partial(recents.note, user_id=user_id, term=term, number=number))


def serials(state: State, user_id: int, term: str = TERM) -> list[int]:
    """What they looked up, as it is shown."""
    found = state.read(lambda db: recents.looked_up(db, user_id, term=term))
    return [int(number.removeprefix("지역개발-")) for number in found]


async def test_the_newest_comes_first_and_once(state: State) -> None:
    """Looking something up again brings it to the front."""
    await note(state, 1, 1, 2, 3, 1)
    assert serials(state, 1) == [1, 3, 2]


async def test_people_and_terms_are_kept_apart(state: State) -> None:
    """Next term's numbers are other pledges."""
    await note(state, 1, 1)
    await note(state, 2, 2)
    await note(state, 1, 3, term="민선9기")
    assert serials(state, 1) == [1]
    assert serials(state, 2) == [2]
    assert serials(state, 1, "민선9기") == [3]


async def test_only_so_many_are_kept_of_one(state: State) -> None:
    """The oldest are forgotten, of earlier terms too."""
    await note(state, 1, 99, term="민선7기")
    await note(state, 1, *range(1, recents.MAX_OF_ONE + 4))
    newest = recents.MAX_OF_ONE + 3
    assert serials(state, 1) == [*range(newest, 3, -1)]
    assert serials(state, 1, "민선7기") == []


async def test_only_so_many_are_kept_of_all(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looked something up longest ago is forgotten first."""
    monkeypatch.setattr(recents, "MAX_OF_ALL", 3)
    for user_id in range(1, 6):
        await note(state, user_id, 1)
    assert [bool(serials(state, user_id)) for user_id in range(1, 6)] == [False, False, *[True] * 3]


async def test_they_can_be_forgotten(state: State) -> None:
    """Of one person, when they leave."""
    await note(state, 1, 1)
    await note(state, 2, 2)
    await state.write(lambda db: recents.forget(db, 1))
    assert serials(state, 1) == []
    assert serials(state, 2) == [2]
